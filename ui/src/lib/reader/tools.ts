// What pages are marked with, and the keys that take each tool into the hand.

import type { AnnotationKind } from "$lib/backend";

/** Every tool, in the order of the bar; each makes marks of its kind, but for the eraser. */
export const markTools = [
	"highlight",
	"underline",
	"strike_out",
	"squiggle",
	"note",
	"free_text",
	"area",
	"box",
	"arrow",
	"ink",
	"eraser",
] as const satisfies readonly (AnnotationKind | "eraser")[];
export type MarkTool = (typeof markTools)[number];

/** With Alt; Zotero's, as far as it has them. */
export const toolKeys: Record<MarkTool, string> = {
	highlight: "1",
	underline: "2",
	note: "3",
	free_text: "4",
	area: "5",
	ink: "6",
	eraser: "7",
	arrow: "8",
	box: "9",
	strike_out: "0",
	squiggle: "-",
};
