// Every string of the interface, in its language.

import { en } from "./en";
import { reader } from "./reader.en";

export const m = { ...en, reader };
export { locale } from "./locale";
