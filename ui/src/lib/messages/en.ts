// The strings of the interface, in English: all but the reader's.

import type {
	ActionKind,
	Color,
	DocumentStatus,
	Evidence,
	EvidencePlace,
	HitKind,
	JobKind,
	ProblemCode,
	Role,
} from "$lib/backend";
import { plural } from "./plural";

const actions: Record<ActionKind, string> = {
	create_annotation: "new note",
	update_annotation: "change of a note",
	delete_annotation: "deletion of a note",
	restore_annotation: "restoring of a note",
	merge_annotations: "merging of notes",
	take_over_annotations: "taking over of notes",
	reply: "reply",
	create_tag: "new tag",
	update_tag: "change of a tag",
	delete_tag: "deletion of a tag",
	merge_tags: "merging of tags",
	split_tag: "splitting of a tag",
	name_color: "name of a colour",
	accept_match: "accepted suggestion",
	reject_match: "rejected suggestion",
	assign_document: "placing of a document",
	unassign_document: "taking a document off the programme",
	accept_matches: "accepted suggestions",
	import_programme: "import of a programme",
	correct_programme: "correction of the programme",
	create_meeting: "new meeting",
	delete_meeting: "deletion of a meeting",
	create_item: "new row of the programme",
	delete_item: "deletion from the programme",
	move_item: "change of the programme's order",
	judge_name: "decision on two names",
	create_link: "new link",
	update_link: "change of a link",
	delete_link: "deletion of a link",
	write_session_note: "notes on a session",
	keep_search: "keeping of a search",
	forget_search: "removal of a kept search",
	create_room_note: "note from the room",
	update_room_note: "change of a note from the room",
	delete_room_note: "deletion of a note from the room",
	restore_room_note: "restoring of a note from the room",
	place_room_note: "note from the room onto a slide",
	add_revision: "newer version",
	remove_revision: "removal of a version",
	review_revision: "review of a note",
	judge_mention: "decision on a session that is named",
};

const colors: Record<Color, string> = {
	yellow: "Yellow",
	red: "Red",
	green: "Green",
	blue: "Blue",
	purple: "Purple",
	magenta: "Magenta",
	orange: "Orange",
	gray: "Gray",
};

/** What a problem is, and what can be done about it. */
const problems: Record<ProblemCode, { title: string; advice: string }> = {
	empty: {
		title: "Empty file",
		advice: "It has no bytes at all: the copy or download probably failed. Get it again and import it again.",
	},
	not_pdf: {
		title: "Not a PDF",
		advice: "The file is something else under a PDF's name, often a web page saved instead of the file. Download the presentation itself and import that.",
	},
	truncated: {
		title: "Cut short",
		advice: "Its end is missing, and pages may be missing with it. If you can, get a complete copy and import it again.",
	},
	password_needed: {
		title: "Password needed",
		advice: "Open it and type its password; then it can be read and searched like any other. Its sender may also have a copy without one.",
	},
	repaired: {
		title: "Damaged, repaired",
		advice: "It can be read: the file's table of contents was broken and was rebuilt. The original is untouched; compare a page if in doubt.",
	},
	broken: {
		title: "Too damaged",
		advice: "Nothing in it could be read as pages. Get another copy, or export it again from the program that made it.",
	},
	no_pages: {
		title: "No pages",
		advice: "The file is a PDF, but no page can be found in it. Get another copy.",
	},
	page_unreadable: {
		title: "Page unreadable",
		advice: "All the other pages are there. The page may still be shown, but not searched.",
	},
	timed_out: {
		title: "Took too long",
		advice: "Reading was stopped so that the rest could go on. What was read until then is here.",
	},
	reader_died: {
		title: "Reading failed",
		advice: "The file brought down the process that read it; nothing else was harmed. Another copy, printed to PDF anew, often works.",
	},
	file_unreadable: {
		title: "File not readable",
		advice: "It may have been moved, be in use by another program, or be closed to you. Check it and import it again.",
	},
	text_doubtful: {
		title: "Text incomplete",
		advice: "Some of its letters have no known meaning, so search and copying may miss words. What you see is right.",
	},
	font_missing: {
		title: "Font not here",
		advice: "The file does not bring one of its fonts along, and this machine does not have it: other letters stand in for it, so pages look different. Their text can be searched and copied as ever.",
	},
	not_recognized: {
		title: "Text not recognized",
		advice: "The page is an image, and reading its text failed: it can be seen, but not searched. Try again from the document's row.",
	},
	date_mismatch: {
		title: "Dates disagree",
		advice: "The line names two different dates; the first one was taken. Compare with the source.",
	},
	year_missing: {
		title: "Year not given",
		advice: "The source names a day without its year, so the date is left open. Write it in the table of the programme.",
	},
	time_zone_unknown: {
		title: "Time zone unknown",
		advice: "The source does not say where the meeting is; times are shown as they stand in it.",
	},
	session_missing: {
		title: "Session not named",
		advice: "The source does not say to which session this belongs, and none was guessed.",
	},
	name_ambiguous: {
		title: "Person or organization?",
		advice: "The line names only one thing, and it does not say whether it is a person or an organization.",
	},
	line_not_understood: {
		title: "Line not understood",
		advice: "It was kept as it is and is not on the programme.",
	},
	no_programme: {
		title: "This does not look like a programme",
		advice: "Hardly a line says when something is or who gives it, so what is doubtful was left out. A table can be told what its columns are; anything else can be written in by hand.",
	},
};

const evidence: Record<Evidence, string> = {
	speaker: "speaker",
	organization: "organization",
	title: "title",
	date: "date",
	session: "session",
	link: "link in the programme",
	number: "place in the programme's order, by its number,",
	version: "another version",
};

const evidencePlaces: Record<EvidencePlace, string> = {
	file_name: "in the file name",
	first_pages: "on the first slides",
	metadata: "in the file's properties",
};

/** A document in landscape has slides, any other has pages. */
const pages = (n: number, slides: boolean) =>
	slides ? plural(n, { one: "# slide", other: "# slides" }) : plural(n, { one: "# page", other: "# pages" });
const notes = (n: number) => plural(n, { one: "# note", other: "# notes" });
const documents = (n: number) => plural(n, { one: "# document", other: "# documents" });

export const en = {
	app: { name: "Rapporteur" },

	close: "Close",
	cancel: "Cancel",
	more: "More",
	done: "Done",
	delete: "Delete",
	edit: "Edit",
	copy: "Copy",
	copied: "Copied",
	undo: "Undo",
	redo: "Redo",
	dismiss: "Dismiss",
	loading: "Loading",
	tryAgain: "Try again",
	failed: {
		/** Where the answer to a question of the window failed. */
		load: "This could not be read from the library",
		details: "Copy details",
	},

	pages,
	notes,
	documents,
	/** A page as its own file names it, else by number. */
	page: (label: string, slides: boolean) => (slides ? `Slide ${label}` : `Page ${label}`),
	list: (items: string[]) => items.join(" · "),

	frame: {
		/** Of the window. */
		title: (open: string) => (open ? `${open} – Rapporteur` : "Rapporteur"),
		back: "Back",
		forward: "Forward",
		meeting: "Meeting",
		chooseMeeting: "Choose a meeting",
		undo: (action: ActionKind | null) => (action ? `Undo: ${actions[action]}` : "Nothing to undo"),
		redo: (action: ActionKind | null) => (action ? `Redo: ${actions[action]}` : "Nothing to redo"),
		undone: (action: ActionKind) => `Undone: ${actions[action]}`,
		redone: (action: ActionKind) => `Done again: ${actions[action]}`,
		undoFailed: "That could not be undone",
		redoFailed: "That could not be done again",
		theme: "Appearance",
		themes: { system: "As the system", light: "Light", dark: "Dark" },
		keys: "Keys",
		messages: "Messages",
	},

	places: {
		label: "Places",
		open: "Places and import",
		programme: "Programme",
		documents: "Documents",
		notes: "Notes",
		search: "Search",
		unplaced: "Not on the programme",
		allUnplaced: (n: number) => `Show all ${n}`,
	},

	importing: {
		title: "Import",
		files: "PDF files…",
		folder: "Folder…",
		programme: "Programme file…",
		paste: "Paste programme…",
		write: "Write a programme…",
		pickFiles: "Import PDF files",
		pickFolder: "Import every PDF in a folder",
		pickProgramme: "Import a programme",
		pdfFilter: "PDF files",
		programmeFilter: "Programmes",
		failed: "The import could not start",
		programmeFailed: "The programme could not be imported",
		notImported: (name: string) => `Not imported: ${name}`,
		drop: {
			title: "Drop to import",
			documents: "PDF files and folders become documents",
			programme: "A saved web page, calendar, table or text becomes a programme",
		},
		pasteDialog: {
			title: "Paste a programme",
			description:
				"Copy the meeting's page, or the part of it that lists the presentations, and paste it here. You look through what was read before anything is kept.",
			label: "Programme",
			placeholder:
				"2016-11-30-Session I 30 Nov – Arije Antinori, European Counter-Terrorism Centre (ECTC)\n2016-11-30 – Vidia Arianti, ICPVTR\n…",
			run: "Read",
			running: "Reading…",
		},
		report: {
			title: "Programme imported",
			imported: (title: string) => `Programme imported: ${title}`,
			unchanged: (title: string) => `Nothing new in ${title}`,
			details: "Details",
			sessions: "Sessions",
			contributions: "Contributions",
			people: "People",
			added: "New",
			changed: "Changed",
			moved: "Moved",
			withdrawn: "No longer in the source, kept",
			nothingNew: "Everything in this source was here already; nothing was changed or doubled.",
			problems: (n: number) => plural(n, { one: "# thing to check", other: "# things to check" }),
			open: "Show the programme",
		},
	},

	jobs: {
		label: "Activity",
		names: {
			import_documents: "Importing",
			build_index: "Preparing search",
			read_text: "Reading text again",
			recognize_text: "Recognizing text",
			compare_versions: "Comparing versions",
			place_documents: "Placing documents",
		} satisfies Record<JobKind, string>,
		progress: (done: number, total: number | null) => (total === null ? `${done}` : `${done} of ${total}`),
		cancel: "Cancel",
	more: "More",
		finished: (kind: JobKind, n: number) =>
			({
				import_documents: plural(n, { one: "# file imported", other: "# files imported" }),
				build_index: "Search is ready",
				read_text: plural(n, { one: "# document read", other: "# documents read" }),
				recognize_text: plural(n, { one: "# scanned page read", other: "# scanned pages read" }),
				compare_versions: "The versions are compared",
				place_documents: "The documents are placed",
			})[kind],
		cancelled: (kind: JobKind, n: number) => {
			if (kind === "import_documents") {
				return plural(n, { one: "Cancelled after # file", other: "Cancelled after # files" });
			}
			return kind === "place_documents" ? "Stopped: suggested places are as they were" : "Cancelled";
		},
		failed: (kind: JobKind) =>
			({
				import_documents: "The import stopped",
				build_index: "Search could not be prepared",
				read_text: "The text of documents could not be read",
				recognize_text: "Text recognition stopped",
				compare_versions: "The versions could not be compared",
				place_documents: "The documents could not be placed",
			})[kind],
		problems: (n: number) => plural(n, { one: "# with a problem", other: "# with problems" }),
		cancelFailed: "It could not be cancelled",
	},

	welcome: {
		title: "Bring a meeting in",
		text: "Rapporteur puts a meeting's presentations on its programme, on this machine alone: read, search and annotate them without a network.",
		sample: { title: "Open the sample meeting", text: "A programme and decks in six languages, to look around in." },
		programme: { title: "Import a programme", text: "A saved web page, a text file, or pasted text." },
		documents: { title: "Import presentations", text: "PDF files, or a folder of them." },
		drop: "Or drop files and folders anywhere in this window.",
		sampleFailed: "The sample meeting could not be opened",
		openingSample: "Opening the sample meeting…",
	},

	programme: {
		counts: {
			contributions: (n: number) => plural(n, { one: "# contribution", other: "# contributions" }),
			withDocument: (n: number) => plural(n, { one: "# with a presentation", other: "# with a presentation" }),
			suggested: (n: number) => plural(n, { one: "# suggestion to review", other: "# suggestions to review" }),
			unplaced: (n: number) => plural(n, { one: "# document on no programme", other: "# documents on no programme" }),
		},
		readMore: "Read more",
		readLess: "Show less",
		listedThere: "Listed in the source:",
		kindCount: (kind: string, n: number) => (n === 0 ? `${kind}: nothing` : `${kind}: ${n}`),
		problems: (n: number) => plural(n, { one: "# line to check", other: "# lines to check" }),
		line: (n: number) => `Line ${n}`,
		noDate: "Without a date",
		session: (number: string) => `Session ${number}`,
		noSession: "Session not named",
		noSessionText: "The source names no session for these.",
		alsoOn: (dates: string[]) => `Also on ${dates.join(", ")}`,
		roles: { speaker: "Speaker", author: "Author", chair: "Chair", moderator: "Moderator" } satisfies Record<Role, string>,
		noContributions: "No contributions listed",
		unknownSpeaker: "Speaker not named",
		gap: "No presentation",
		chooseDocument: "Choose…",
		suggested: "Suggested",
		score: (percent: number) => `${percent} % sure`,
		why: "Why this is suggested",
		reason: (what: Evidence, where: EvidencePlace, words: string) =>
			what === "link"
				? `The programme links to a file of this name: ${words}`
				: what === "version"
					? `A version of “${words}”, which belongs here`
					: `Same ${evidence[what]} ${evidencePlaces[where]}: “${words}”`,
		earlierVersion: "Earlier version",
		earlierVersionOf: (title: string) => `An earlier version of “${title}”`,
		together: (n: number) => `One document of ${n} talks: accepted, it is placed on each of them`,
		claimedBy: (meeting: string) => `Claimed about as well by “${meeting}”`,
		acceptCertain: (n: number) => plural(n, { one: "Accept # that is as good as sure", other: "Accept # that are as good as sure" }),
		reviewSuggestions: "Look at the suggestions",
		acceptedCertain: "Accepted all that were as good as sure",
		asList: "List",
		asTimetable: "Timetable",
		view: "Show the programme as",
		now: "Now",
		noRoom: "No room",
		noTimes: "Without a time",
		accept: "Accept",
		reject: "Reject",
		other: "Other…",
		acceptTogether: (title: string, n: number) => `Accept: ${title} belongs here and to ${n - 1 === 1 ? "the other talk" : `the ${n - 1} other talks`}`,
		acceptLong: (title: string) => `Accept: ${title} belongs here`,
		rejectLong: (title: string) => `Reject: ${title} does not belong here`,
		accepted: (title: string) => `On the programme: ${title}`,
		rejected: (title: string) => `Suggestion rejected: ${title}`,
		assigned: (title: string) => `Placed: ${title}`,
		unassigned: (title: string) => `Taken off: ${title}`,
		placeFailed: "That could not be changed",
		more: "More",
		abstract: "Abstract",
		showRaw: "Show the source's line",
		hideRaw: "Hide the source's line",
		rawLine: (n: number) => `Line ${n} of the source`,
		takeOff: "Take off this contribution",
		placeElsewhere: "Place on another contribution…",
		addDocument: "Add another document…",
		unopened: "Not opened yet",
		unplaced: "Not on the programme",
		unplacedText: "These documents are in the library, and nothing in them says where they belong.",
		place: "Place on programme…",
		empty: {
			title: "No programme yet",
			text: "Import the meeting's page or paste it, and the documents find their places on it.",
		},
	},

	picker: {
		documentTitle: "Choose a document",
		contributionTitle: "Choose a contribution",
		forContribution: (name: string) => `Which document belongs to ${name}?`,
		forDocument: (title: string) => `Where does “${title}” belong?`,
		filter: "Type to filter",
		nothing: "Nothing by that name",
		current: "Here now",
	},

	documentList: {
		filter: "Filter documents",
		clearFilter: "Clear the filter",
		columns: {
			preview: "First page",
			title: "Title",
			placement: "Speaker and session",
			pages: "Pages",
			text: "Text",
			language: "Language",
			notes: "Notes",
			imported: "Imported",
			status: "Status",
		},
		shown: (n: number, total: number) => (n === total ? documents(n) : `${n} of ${documents(total)}`),
		status: { ready: "Ready", partial: "In part", locked: "Locked", unreadable: "Unreadable" } satisfies Record<
			DocumentStatus,
			string
		>,
		onlyProblems: "Only with problems",
		notPlaced: "Not on the programme",
		showProblems: (n: number) => plural(n, { one: "# problem", other: "# problems" }),
		moreFiles: (n: number) => plural(n, { one: "and # more place", other: "and # more places" }),
		onPage: (page: number) => `Page ${page}`,
		empty: { title: "No documents yet", text: "Import PDF files or a folder; the originals are never touched." },
		noneMatch: { title: "No document matches", text: "Nothing here has these words in its title, file name, speaker or session." },
	},

	recognition: {
		badge: "Recognized text",
		/** What a badge means. */
		explained: "Read off the page's image by Tesseract, and not proofread: compare with the page before quoting.",
		missing: (n: number) =>
			plural(n, {
				one: "# scanned page cannot be searched",
				other: "# scanned pages cannot be searched",
			}),
		install: "Tesseract, a free program, reads their text on this machine. Install it with this command, and start Rapporteur again:",
		installElsewhere: "Tesseract, a free program, reads their text on this machine. Install version 5, and start Rapporteur again:",
		page: "https://tesseract-ocr.github.io/tessdoc/Installation.html",
		off: "Text recognition is switched off.",
		switchOn: "Recognize text",
		recognize: (n: number) => plural(n, { one: "Recognize # page", other: "Recognize # pages" }),
		inLanguage: "Read again as",
		dismiss: "Do not say this again",
		failed: "Text recognition could not be changed",
	},

	noteList: {
		filter: "Filter notes",
		count: (n: number, total: number) => (n === total ? notes(n) : `${n} of ${notes(total)}`),
		colors: "Colour",
		tags: "Tags",
		allTags: "All tags",
		noTags: "No tags yet",
		clear: "Clear filters",
		thisMeeting: "This meeting",
		everything: "Whole library",
		noSession: "Session not named",
		notPlaced: "Not on the programme",
		open: "Go to its place",
		editComment: "Comment",
		commentPlaceholder: "Write a comment",
		orphaned: "Its words were not found again in the document",
		deleted: "Note deleted",
		saveFailed: "The note could not be saved",
		deleteFailed: "The note could not be deleted",
		empty: {
			title: "No notes yet",
			text: "Open a presentation, select words on a slide and choose a colour. Every note of the meeting is collected here.",
		},
		noneMatch: { title: "No note matches", text: "No note has this colour, tag or these words." },
	},

	tabs: {
		label: "Open documents",
		untitled: "Document",
		close: (title: string) => `Close ${title}`,
		split: "Show another document beside it",
		unsplit: "Close the one beside",
		synced: "Turn both together",
		chooseBeside: (title: string) => `Beside: ${title}`,
	},

	tags: {
		label: "Tags",
		add: "Add a tag",
		create: (name: string) => `New tag “${name}”`,
		remove: (name: string) => `Remove the tag ${name}`,
		failed: "The tag could not be saved",
	},

	colors,

	problems,

	help: {
		title: "Keys",
		groups: [
			{
				title: "Everywhere",
				keys: [
					["Ctrl+K", "Search or jump"],
					["Alt+↓ / Alt+↑", "Open the next or previous result"],
					["Ctrl+1 2 3 4 5", "Programme, documents, notes, names, themes"],
					["Ctrl+7", "Cross-references"],
					["Alt+← / Alt+→", "Back and forward"],
					["Ctrl+Alt+ + − 0", "Larger, smaller, usual size of the interface"],
					["Ctrl+Tab", "Next open document; with Shift, the one before"],
					["Ctrl+W", "Close the document"],
					["Ctrl+Shift+T", "Open again what was closed last"],
					["Ctrl+\\", "Two documents beside each other"],
					["F6", "To the one beside and back"],
					["Esc", "Close what is on top, then go back"],
					["Ctrl+Z", "Undo"],
					["Ctrl+Shift+Z", "Redo"],
					["Ctrl+O", "Import PDF files"],
					["?", "These keys"],
				],
			},
			{
				title: "In the room",
				keys: [
					["Ctrl+6", "Show or hide the bar of the room"],
					["F7 F8 F9", "Commitment, question, follow-up, with the time of now"],
					["Enter", "Done with the words, back to reading"],
					["F10", "Next speaker; with Ctrl, the one before"],
				],
			},
			{
				title: "Lists",
				keys: [
					["↑ ↓", "Move"],
					["Home End", "First and last"],
					["Enter", "Open"],
					["Ctrl+Enter", "Add a found slide to the comparison"],
					["X", "Choose a note; with Shift, all between"],
					["Ctrl+A", "Choose all notes shown"],
				],
			},
			{
				title: "The table of a programme",
				keys: [
					["Enter", "Correct the cell"],
					["F8", "Next doubtful cell; with Shift, the one before"],
					["F4", "Show or hide the source, at the cell's place"],
				],
			},
			{
				title: "Suggested places",
				keys: [
					["Enter", "Accept the chosen contribution"],
					["↑ ↓ 1 … 9", "Choose a contribution"],
					["X", "It is not this one; not suggested again"],
					["→ ←", "Skip, and back"],
					["U", "Undo, and return to that document"],
					["E", "Place it elsewhere"],
					["O", "Open the document"],
				],
			},
			{
				title: "A session, the comparison",
				keys: [
					["[ ]", "Previous and next session"],
					["← →", "From slide to slide"],
					["Ctrl+← Ctrl+→", "Move a slide among those compared"],
				],
			},
			{
				title: "Two versions of a document",
				keys: [
					["↑ ↓", "From note to note"],
					["A", "Take the place that is proposed"],
					["P", "Choose the place oneself"],
					["L", "Leave the note with the older version"],
				],
			},
			{
				title: "Reader",
				keys: [
					["← →", "Previous and next slide"],
					["Space", "Onwards; with Shift, back"],
					["Ctrl+Alt+G", "Go to a slide"],
					["Ctrl+F", "Find in the document"],
					["Ctrl+G", "Next hit"],
					["Ctrl+ + −", "Zoom"],
					["Ctrl+0 9 8", "Fit the slide, fit the width, actual size"],
					["C S D G", "Continuous, single slide, two slides, grid of slides"],
					["R", "Rotate; with Shift, the other way"],
					["P", "Move the page with the pointer; again, select words"],
					["1 … 8", "Mark the selection in a colour"],
					["H U K Q", "Highlight, underline, strike out, squiggle the selection"],
					["M", "Marking tools"],
					["L", "Give the note or the selection a tag"],
					["Alt+1 … 9", "Highlighter, underline, note, text, area, pen, eraser, arrow, box"],
					["J", "Next note; with Shift, the one before"],
					["Arrows", "Move the note that has the keyboard, or all selected; with Shift, resize it"],
					["X", "Select the note beside others; so does Shift or Ctrl and a click"],
					["Ctrl+A", "Select the words of the slide, or with a note at hand its notes"],
					["Shift+M", "Merge the selected notes into one"],
					["Ctrl+Shift+C", "Copy the selection, or the slide, with its citation"],
					["Del", "Delete the chosen note"],
					["F4", "Left pane; with Shift, the right one"],
					["T", "Text beside the slide"],
					["Shift+T", "Add the slide to the comparison"],
					["N", "Dark pages for the night; again, the colours of the file"],
					["F5", "Present; B black screen, L pointer of light, M other screen"],
				],
			},
		] as { title: string; keys: [string, string][] }[],
	},

};
