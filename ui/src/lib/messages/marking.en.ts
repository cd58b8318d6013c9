// The strings of marking pages, in English.

import type { AnnotationKind } from "$lib/backend";
import type { MarkTool } from "$lib/reader/tools";

const kinds: Record<AnnotationKind, string> = {
	highlight: "Highlight",
	underline: "Underline",
	strike_out: "Strike out",
	squiggle: "Squiggle",
	note: "Note",
	free_text: "Text",
	area: "Area",
	ink: "Drawing",
	arrow: "Arrow",
	box: "Box",
};

const tools: Record<MarkTool, string> = { ...kinds, ink: "Pen", eraser: "Eraser" };

export const marking = {
	label: "Marking tools",
	toggle: "Marking tools",
	kinds,
	tools,
	/** The tool's button says what it does. */
	use: (tool: MarkTool) =>
		({
			highlight: "Highlight words",
			underline: "Underline words",
			strike_out: "Strike out words",
			squiggle: "Squiggle under words",
			note: "Put a note on the page",
			free_text: "Write on the page",
			area: "Cut out an area",
			box: "Draw a box",
			arrow: "Draw an arrow",
			ink: "Draw with a pen",
			eraser: "Erase pen strokes",
		})[tool],
	select: "Select words",
	hint: (tool: MarkTool) =>
		({
			highlight: "Drag over words. Esc ends.",
			underline: "Drag over words. Esc ends.",
			strike_out: "Drag over words. Esc ends.",
			squiggle: "Drag over words. Esc ends.",
			note: "Click where the note belongs, or press Enter. Esc ends.",
			free_text: "Drag a frame, or press Enter. Esc ends.",
			area: "Drag a frame, or press Enter. Esc ends.",
			box: "Drag a frame, or press Enter. Esc ends.",
			arrow: "Drag from foot to head, or press Enter. Esc ends.",
			ink: "Draw. Esc ends.",
			eraser: "Drag over pen strokes. Esc ends.",
		})[tool],
	color: (name: string) => `Colour: ${name}`,
	width: "Line width",
	size: "Letter size",
	points: (n: number) => `${n} pt`,
	/** A mark's name for screen readers: what it is, its color's name, its words, and what was made of it. */
	open: (kind: AnnotationKind, color: string, words: string, comment: string, tags: string[]) =>
		[
			words ? `${kinds[kind]}, ${color}: ${words}` : `${kinds[kind]}, ${color}`,
			...(comment ? [`Comment: ${comment}`] : []),
			...(tags.length > 0 ? [`Tags: ${tags.join(", ")}`] : []),
		].join(". "),
	/** Said when a mark has been made. */
	made: (kind: AnnotationKind, color: string, words: string) => `${kinds[kind]} made, ${color}${words ? `: ${words}` : ""}`,
	moveHint: "Arrow keys move it, with Shift they resize it.",
	resize: "Resize",
	failed: "The mark could not be made",
	convert: "Turn into",
	convertFailed: "It cannot be turned into this",
	inNotes: "Open in Notes",
	inNotesHint: "Change, merge or export many at once",
	more: (n: number) => `Show ${n} more`,
	areaOf: (page: string) => `Picture of an area of ${page.toLowerCase()}`,

	colorNamed: (given: string, color: string) => `${given} (${color.toLowerCase()})`,
	names: {
		edit: "Name the colours…",
		title: "Names of the colours",
		description: "What each colour stands for in your notes. The names show in pickers, lists and exports.",
		name: (color: string) => `Name of ${color.toLowerCase()}`,
		placeholder: "Such as Commitment",
		failed: "The name could not be kept",
	},

	/** Marks that are selected together. */
	picks: {
		label: "Selected notes",
		n: (n: number) => `${n} selected`,
		wordsStay: "Marks of words stay where their words are",
		/** So many of what is selected are not moved with the rest. */
		nStay: (n: number) => (n === 1 ? "1 stays with its words" : `${n} stay with their words`),
	},

	replies: {
		label: "Replies",
		write: "Reply…",
		send: "Reply",
		edit: "Edit the reply",
		delete: "Delete the reply",
		failed: "The reply could not be kept",
		n: (n: number) => (n === 1 ? "1 reply" : `${n} replies`),
	},
	comment: {
		edit: "Edit the comment",
		markdown: "Markdown: **bold**, *italic*, - list, > quote",
	},
};
