// How far the text of a document's pages can be trusted, in numbers.

import type { TextClass, TextCounts } from "$lib/backend";

/** Those that should be known about, the gravest first. */
export const lacking = ["image_only", "doubtful", "partly", "recognized"] as const satisfies readonly TextClass[];
export type Lacking = (typeof lacking)[number];

/** In the order in which they are listed. */
const all = ["text", "partly", "doubtful", "image_only", "recognized", "blank"] as const satisfies readonly TextClass[];

/** The classes that a document's pages have, with how many pages. */
export const counted = (counts: TextCounts): [TextClass, number][] =>
	all.filter((kind) => counts[kind] > 0).map((kind) => [kind, counts[kind]]);

/** How many pages have words that may not be found. */
export const nLacking = (counts: TextCounts): number => lacking.reduce((n, kind) => n + counts[kind], 0);

export const isLacking = (kind: TextClass): kind is Lacking => lacking.some((other) => other === kind);
