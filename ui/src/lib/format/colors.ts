// The annotation colours in the order of their keys 1 to 8.

import type { Color } from "$lib/backend";

export const colors: readonly Color[] = ["yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"];
