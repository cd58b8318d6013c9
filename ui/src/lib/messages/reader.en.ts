// The reader's strings, in English.

import type { DocumentStatus, ProblemCode } from "$lib/backend";
import type { Mode } from "$lib/reader/layout";
import type { PageColors } from "$lib/reader/pageColors";
import { plural } from "./plural";

const pageName = (name: string, slides: boolean) => `${slides ? "Slide" : "Page"} ${name}`;

export const reader = {
	label: "Reader",
	labelBeside: "Reader beside it",
	/** What there is twice where two documents stand beside each other. */
	beside: (label: string) => `${label} (beside)`,
	opening: "Opening the document",
	failed: "The document could not be opened",
	close: "Close the document",
	pages: "Pages of the document",
	/** A page's name for screen readers. */
	page: (number: number, total: number, slides: boolean) => `${pageName(String(number), slides)} of ${total}`,
	pageName,
	pageFailed: (slides: boolean) => (slides ? "This slide could not be drawn" : "This page could not be drawn"),
	pageFailedWhy: (code: ProblemCode) =>
		code === "timed_out"
			? "Drawing it took longer than the limit and was stopped. What was read of its text can still be searched."
			: code === "reader_died"
				? "Drawing it took too much memory or crashed; nothing else was harmed. What was read of its text can still be searched."
				: "Something in it is damaged. What was read of its text can still be searched.",
	noPages: "Nothing to show",

	trouble: {
		locked: "This document is locked",
		unreadable: "This document cannot be read",
		ready: "This document has no pages",
		partial: "This document has no pages",
	} satisfies Record<DocumentStatus, string>,

	/** Asked for where a document is locked. */
	password: {
		label: "Password",
		open: "Open",
		opening: "Opening…",
		wrong: "This is not its password. Upper and lower case matter.",
		note: "Its text and thumbnails are kept in this library so that it can be searched; the password is not, and is asked for again after a restart.",
	},

	toolbar: {
		leftPane: "Thumbnails, outline and notes",
		rightPane: "Notes, information and text",
		previous: (slides: boolean) => (slides ? "Previous slide" : "Previous page"),
		next: (slides: boolean) => (slides ? "Next slide" : "Next page"),
		pageBox: (slides: boolean) => (slides ? "Go to slide" : "Go to page"),
		noSuchPage: (typed: string, total: number) => `There is no “${typed}”: type 1 to ${total}, or a label`,
		total: (total: number) => `of ${total}`,
		position: (number: number, total: number) => `(${number} of ${total})`,
		zoomOut: "Zoom out",
		zoomIn: "Zoom in",
		zoomAt: (factor: number) => `Zoom: ${Math.round(factor * 100)} %`,
		percent: (factor: number) => `${Math.round(factor * 100)} %`,
		fitWidth: "Fit width",
		actualSize: "Actual size",
		fitPage: (slides: boolean) => (slides ? "Fit slide" : "Fit page"),
		find: "Find in the document",
		text: (slides: boolean) => (slides ? "Text beside the slide" : "Text beside the page"),
	},

	/** How pages are looked at. */
	viewing: {
		label: "View",
		modes: (mode: Mode, slides: boolean) =>
			({
				continuous: "Continuous",
				single: slides ? "Single slide" : "Single page",
				double: slides ? "Two slides" : "Two pages",
			})[mode],
		overview: (slides: boolean) => (slides ? "Grid of slides" : "Grid of pages"),
		clockwise: "Rotate clockwise",
		counterclockwise: "Rotate counterclockwise",
		tools: { select: "Select words", hand: "Move the page" },
		colors: (colors: PageColors, slides: boolean) =>
			({
				paper: "Colours of the file",
				sepia: "Sepia",
				night: slides ? "Night: dark slides" : "Night: dark pages",
				window: "Night while the window is dark",
			})[colors],
	},

	presenting: {
		label: "Presentation",
		begin: "Present",
		black: "Black screen",
		pointer: "Pointer of light",
		screen: "Screen",
		screenName: (number: number, name: string, width: number, height: number) =>
			`${name || `Screen ${number}`}, ${width} × ${height}`,
		end: "End the presentation",
	},

	/** The page's text beside it. */
	text: {
		heading: (name: string, slides: boolean) => `Text of ${pageName(name, slides).toLowerCase()}`,
		copy: (slides: boolean) => (slides ? "Copy the text of the slide" : "Copy the text of the page"),
		sources: {
			invisible: "In the file, and not to be seen on the page",
			ocr: "Recognized in the picture (OCR); some words may be wrong or missing",
		},
		unknown: (n: number) => plural(n, { one: "A letter whose meaning is not known", other: "# letters whose meaning is not known" }),
	},

	left: {
		label: "Navigation",
		thumbnails: "Thumbnails",
		outline: "Outline",
		marks: "Notes",
		noOutline: "This file has no outline.",
		noMarks: "No notes yet. Select words and choose a colour.",
	},

	right: {
		label: "Notes, information and text",
		tabs: { notes: "Notes and information", text: "Text", related: "Related slides" },
		onPage: (name: string, slides: boolean) => `Notes on ${pageName(name, slides).toLowerCase()}`,
		noMarks: "Select words and choose a colour, or press H.",
		fromPdf: "Notes in the file",
		fromPdfHint: "Made with another program; they are shown, not changed.",
		unknownAuthor: "Unknown author",
		programme: "Programme",
		notPlaced: "On no programme",
		suggested: "Suggested",
		accept: "Accept",
		reject: "Reject",
		placeFailed: "The programme could not be changed",
		document: "Document",
		problems: "Worth knowing",
		onPageShort: (name: string, slides: boolean) => pageName(name, slides),
		files: (n: number) => plural(n, { one: "File", other: "Files" }),
		pages: "Length",
		nPages: (n: number, slides: boolean) =>
			slides ? plural(n, { one: "# slide", other: "# slides" }) : plural(n, { one: "# page", other: "# pages" }),
		size: "Size",
		language: "Language",
		author: "Author",
		created: "Created",
		producer: "Made with",
	},

	find: {
		label: "Find in the document",
		placeholder: "Find in the document",
		next: "Next",
		previous: "Previous",
		close: "Close",
		none: "Not found",
		found: (n: number, slides: boolean) =>
			slides ? plural(n, { one: "on # slide", other: "on # slides" }) : plural(n, { one: "on # page", other: "on # pages" }),
		at: (idx: number, n: number) => (idx > 0 ? `${idx} of ${n}` : plural(n, { one: "# hit", other: "# hits" })),
		matchCase: "Match case",
		wholeWord: "Whole words, no other forms",
		matchAccents: "Match accents",
		list: "List all hits",
		failed: "Search failed",
	},

	/** While a spot or an area of a page is chosen. */
	spot: {
		keys: (spots: boolean) =>
			spots
				? "By the keyboard: arrows move the cross, with Shift they draw an area, Enter puts it there."
				: "By the keyboard: arrows move the cross, with Shift they draw an area, Enter takes it.",
		at: (across: number, down: number) => `${across} % across, ${down} % down`,
		area: (x0: number, y0: number, x1: number, y1: number) => `Area from ${x0} % across, ${y0} % down to ${x1} % across, ${y1} % down`,
		cancel: "Cancel",
	},

	selection: {
		label: "Selected words",
		color: (color: string) => `Highlight: ${color}`,
		comment: "Comment",
		tag: "Tag",
		copyCitation: "Copy with citation",
		copied: "Copied with its citation",
		copyFailed: "The clipboard could not be written",
		search: "Search this everywhere",
	},

	mark: {
		label: "Note",
		open: (quote: string) => `Note: ${quote}`,
		colors: "Colour",
		comment: "Comment",
		commentPlaceholder: "Write a comment…",
		addTag: "Add a tag…",
		newTag: (name: string) => `New tag “${name}”`,
		removeTag: (name: string) => `Remove the tag ${name}`,
		tags: "Tags",
		delete: "Delete",
		copyCitation: "Copy with citation",
		by: (author: string, at: string) => (author ? `${author} · ${at}` : at),
		saving: "Saving…",
		saved: "Saved",
		notSaved: "Not saved",
		again: "Try again",
		dismiss: "Dismiss",
		listFailed: "The notes could not be read",
		orphaned: "Its words were not found again in the document",
	},
};
