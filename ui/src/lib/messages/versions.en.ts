// Strings of versions of a deck, in English.

import { plural } from "./plural";

const notes = (n: number) => plural(n, { one: "# note", other: "# notes" });

export const versions = {
	title: "Versions",
	section: "Versions",
	newerOf: "Newer version of",
	olderOf: "There is a newer version:",
	looksNewer: "Looks like a newer version of",
	looksOlder: "There seems to be a newer version:",
	compare: "Compare",
	compareWith: (title: string) => `Compare with ${title}`,
	choose: "Newer version of…",
	chooseTitle: "Which document is this a newer version of?",
	chooseText: (title: string) =>
		`Both are shown side by side before anything is kept. ${title} stays as it is, and so does the older one.`,
	filter: "Filter documents",
	nothing: "No document fits",
	reject: "They are not versions of one deck",
	reasons: {
		file_name: "file names",
		title: "titles",
		same_contribution: "same talk",
		pages: "most pages alike",
	},
	because: (reasons: string[], percent: number | null) =>
		[...reasons, ...(percent === null ? [] : [`${percent} % alike`])].join(", "),

	older: "Older",
	newer: "Newer",
	swap: "Other way round",
	keep: "Keep as a newer version",
	keepHint: (n: number) =>
		n > 0 ? `${notes(n)} come along; nothing is taken from the older version` : "Both are kept, and know of each other",
	forget: "Not a version",
	related: "Newer version",
	loading: "Comparing pages",
	cancel: "Cancel",
	cancelled: "The comparison was cancelled",
	cancelledText: "Both versions are as they were, and what was decided on their notes is kept.",
	compareAgain: "Compare again",
	failed: "The versions could not be compared",
	kept: (n: number, doubtful: number) =>
		n === 0 && doubtful === 0
			? "Kept as a newer version"
			: n === 0
				? `${notes(doubtful)} to review`
				: doubtful > 0
					? `${notes(n)} carried over, ${doubtful} to review`
					: `${notes(n)} carried over`,
	keepFailed: "This could not be kept",

	pages: "Pages",
	nothingIn: { older: "Not in the older version", newer: "Not in the newer version" },
	kinds: { same: "Same", moved: "Moved", changed: "Changed", new: "New", gone: "Gone" },
	changedAndMoved: "Changed, moved",
	count: (kind: string, n: number) => `${n} ${kind.toLowerCase()}`,
	onlyChanges: "Only what changed",
	unchanged: "All pages are the same.",

	notes: "Notes",
	noNotes: "The older version has no notes.",
	review: (n: number) => `${n} to review`,
	reviewed: "All notes are decided on",
	outcomes: { will: "Comes along", carried: "Carried over", left: "Left behind", waiting: "To review" },
	doubts: {
		page_gone: "Its page is gone.",
		words_gone: "Its words are gone.",
		words_changed: "The words read otherwise, or stand in several places.",
		page_changed: "It is drawn on a page that looks otherwise.",
	},
	proposed: "Would stand on",
	accept: "Accept",
	place: "Place by hand",
	leave: "Leave behind",
	keys: { accept: "A", place: "P", leave: "L" },
	reviewHint: "↑ and ↓ choose a note; A accepts, P places by hand, L leaves behind; Ctrl+Z takes back.",
	decideFailed: "This could not be decided",
	placeTitle: "Where does it stand?",
	placeWords: "Choose the line that it marks.",
	placeShape: "Choose the page that it is drawn on.",
	lines: "Filter lines",
	noLine: "No line fits",
};
