// The strings of the suggested places, gone through one by one, in English.

import { plural } from "./plural";

export const stepping = {
	title: "Suggested places",
	progress: (at: number, all: number) => `${at} of ${all}`,
	loading: "Reading the programme",
	slide: (title: string) => `First slide of ${title}`,
	question: "Where does it belong?",
	candidates: "Contributions that it may belong to",
	claimed: (meetings: string[]) => `Claimed about as well by ${meetings.map((title) => `“${title}”`).join(", ")}`,
	nothing: "Nothing is suggested for it any more.",
	placed: "This document has been decided on.",
	together: (n: number) => `It is meant for ${n} talks together: accepted, it is placed on each of them.`,
	accept: "Accept",
	acceptTogether: (n: number) => (n === 2 ? "Accept both" : `Accept all ${n}`),
	reject: "Not this one",
	skip: "Skip",
	back: "Back",
	undo: "Undo",
	elsewhere: "Elsewhere…",
	open: "Open the document",
	done: {
		title: (n: number) => plural(n, { one: "# document decided on", other: "# documents decided on" }),
		left: (n: number) => plural(n, { one: "# is still open.", other: "# are still open." }),
		nothingLeft: "No suggestion is left to look at.",
		again: "Go through those still open",
	},
	empty: { title: "No suggestion to look at", text: "Every document that has a likely place has been decided on." },
	toProgramme: "To the programme",
	review: (n: number) => plural(n, { one: "Look at # suggestion", other: "Look at # suggestions" }),
};
