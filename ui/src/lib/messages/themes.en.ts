// The strings of the theme matrix, in English.

import type { MatrixAxis, MatrixFormat } from "$lib/backend";
import { plural } from "./plural";

const notes = (n: number) => plural(n, { one: "# note", other: "# notes" });

export const themes = {
	place: "Themes",
	title: "Themes",
	lead: "How often each tag was given, and where: an empty cell is a blind spot.",
	by: "Columns",
	axes: { session: "By session", organization: "By organization", speaker: "By speaker" } satisfies Record<MatrixAxis, string>,
	corner: "Tag",
	all: "All",
	untagged: "No tag",
	nowhere: { session: "On no session", organization: "Organization not known", speaker: "Speaker not known" } satisfies Record<
		MatrixAxis,
		string
	>,
	inAll: { session: "in all sessions", organization: "of all organizations", speaker: "of all speakers" } satisfies Record<
		MatrixAxis,
		string
	>,
	/** For whoever hears a cell and does not see its row and column. */
	cell: (tag: string, column: string, n: number, suggested: number) =>
		`${tag}, ${column}: ${n === 0 ? "none" : notes(n)}${suggested > 0 ? `, ${suggested} by suggestion` : ""}`,
	suggested: (n: number) =>
		plural(n, { one: "# stands here by a suggestion", other: "# stand here by a suggestion" }),
	grid: "Tags by column; the arrows move, Enter shows the notes",
	quotes: (n: number) => notes(n),
	noQuotes: "No note here.",
	close: "Close the notes",
	failed: "The matrix could not be made",
	quotesFailed: "The notes could not be listed",
	export: {
		label: "Export",
		formats: { csv: "Table (CSV)", markdown: "Markdown text" } satisfies Record<MatrixFormat, string>,
		extensions: { csv: "csv", markdown: "md" } satisfies Record<MatrixFormat, string>,
		file: "Themes",
		done: (path: string) => `Exported to ${path}`,
		failed: "The matrix could not be exported",
	},
	empty: {
		noMeeting: { title: "No meeting yet", text: "Import a programme: its sessions and speakers are the columns." },
		noTags: { title: "No tags yet", text: "Tag notes while you read, and see here which session speaks of what." },
		toNotes: "Open the notes",
	},
};
