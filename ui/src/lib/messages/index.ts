// Every string of the interface, in its language.

import { en } from "./en";
import { crossing } from "./crossing.en";
import { links } from "./links.en";
import { marking } from "./marking.en";
import { names } from "./names.en";
import { noteWords } from "./notes.en";
import { reader } from "./reader.en";
import { room } from "./room.en";
import { search } from "./search.en";
import { size } from "./size.en";
import { stepping } from "./stepping.en";
import { table } from "./table.en";
import { textClass } from "./textClass.en";
import { themes } from "./themes.en";
import { unsaved } from "./unsaved.en";
import { versions } from "./versions.en";

export const m = {
	...en,
	crossing,
	links,
	marking,
	names,
	noteWords,
	reader,
	room,
	search,
	size,
	stepping,
	table,
	textClass,
	themes,
	unsaved,
	versions,
};
export { locale } from "./locale";
