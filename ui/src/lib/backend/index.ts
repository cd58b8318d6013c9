// The one typed door to the backend: every command, event and page address. Nothing else imports @tauri-apps/*.

import { convertFileSrc, invoke } from "@tauri-apps/api/core";
import { listen, type UnlistenFn } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { availableMonitors, currentMonitor, getCurrentWindow } from "@tauri-apps/api/window";
import { open, save } from "@tauri-apps/plugin-dialog";
import type * as T from "./types";

export type * from "./types";

/** What somebody may branch on in what a command failed with. */
export const errorCode = (error: unknown): T.ErrorCode | null =>
	typeof error === "object" && error !== null && "code" in error ? (error as T.CommandError).code : null;

/** Asks what is in the library; cheap. */
export const getLibrary = () => invoke<T.LibraryView>("get_library");
export const listMentions = (filter: T.MentionFilter) => invoke<T.Mention[]>("list_mentions", { filter });
export const getPersonPage = (person: T.PersonId) => invoke<T.NamePage>("get_person_page", { person });
export const getOrganizationPage = (organization: T.OrganizationId) =>
	invoke<T.NamePage>("get_organization_page", { organization });
/** Everybody on a programme, by name: people, then organizations. */
export const listNameProposals = () => invoke<T.NameProposal[]>("list_name_proposals");

export const judgeNames = (kind: T.NameKind, one: string, other: string, verdict: T.NameVerdict | null) =>
	invoke<null>("judge_names", { kind, one, other, verdict });

export const judgeSpelling = (kind: T.NameKind, id: string, spelling: string, verdict: T.NameVerdict | null) =>
	invoke<null>("judge_spelling", { kind, id, spelling, verdict });

export const splitName = (kind: T.NameKind, id: string) => invoke<null>("split_name", { kind, id });

export const listRegister = () => invoke<T.RegisterEntry[]>("list_register");
/** Every official document that pages name; of one meeting's documents, or of the whole library. */
export const listSymbols = (meeting: T.MeetingId | null) => invoke<T.SymbolEntry[]>("list_symbols", { meeting });
/** Sessions that a document may mean by their numbers, where it is not known whose it is. */
export const listPossibleMentions = (document: T.DocumentId) =>
	invoke<T.Mention[]>("list_possible_mentions", { document });
/** Does the document mean the session? `null` takes the reader's word back. Can be undone. */
export const judgeSessionMention = (document: T.DocumentId, session: T.SessionId, meant: boolean | null) =>
	invoke<null>("judge_session_mention", { document, session, meant });
export const getSessionPage = (session: T.SessionId) => invoke<T.SessionPage>("get_session_page", { session });
export const getSymbolPage = (symbol: string, meeting: T.MeetingId | null) =>
	invoke<T.SymbolPage>("get_symbol_page", { symbol, meeting });
/** Tags against a meeting's sessions, organizations or speakers. */
export const getThemeMatrix = (meeting: T.MeetingId, axis: T.MatrixAxis) =>
	invoke<T.ThemeMatrix>("get_theme_matrix", { meeting, axis });
/** The notes behind a cell: of a tag (`null`: without any), in a column (`null`: in any). */
export const listCellAnnotations = (
	meeting: T.MeetingId,
	axis: T.MatrixAxis,
	tag: T.TagId | null,
	column: string | null,
) => invoke<T.AnnotationView[]>("list_cell_annotations", { meeting, axis, tag, column });
export const exportThemeMatrix = (meeting: T.MeetingId, axis: T.MatrixAxis, format: T.MatrixFormat, path: string) =>
	invoke<void>("export_theme_matrix", { meeting, axis, format, path });
export const getMeetingView = (meeting: T.MeetingId) => invoke<T.MeetingView>("get_meeting_view", { meeting });
/** Imports the sample meeting that ships with the application, programme and decks; answers its meeting. */
export const openSample = () => invoke<T.MeetingId>("open_sample");

/** Starts an import of PDF files and folders; progress comes as a job. */
export const importDocuments = (paths: string[]) => invoke<T.JobId>("import_documents", { paths });
export const importProgramme = (source: T.ProgrammeSource) =>
	invoke<T.ProgrammeReport>("import_programme", { source });
/** What a source would make of the meeting that it belongs to; nothing is kept. */
export const previewProgramme = (source: T.ProgrammeSource, options: T.ReadOptions) =>
	invoke<T.ProgrammeTable>("preview_programme", { source, options });
/** Keeps a programme that was looked through, with what the reader decided. */
export const keepProgramme = (source: T.ProgrammeSource, options: T.ReadOptions, decisions: T.ReviewDecisions) =>
	invoke<T.ProgrammeReport>("keep_programme", { source, options, decisions });
/** A kept programme as a table, to be corrected. */
export const getProgrammeTable = (meeting: T.MeetingId) => invoke<T.ProgrammeTable>("get_programme_table", { meeting });
/** The lines of a source that is looked through. */
export const previewSource = (source: T.ProgrammeSource, options: T.ReadOptions) =>
	invoke<T.SourceText>("preview_source", { source, options });
/** The lines of a source that a meeting was read from; `null` where the library has not kept it. */
export const getProgrammeSource = (meeting: T.MeetingId, sha256: string) =>
	invoke<T.SourceText | null>("get_programme_source", { meeting, sha256 });
/** What was typed, in the form that it is kept in; `null` where it is not understood. */
export const readCell = (kind: T.ItemKind, field: T.ItemField, text: string, year: number | null) =>
	invoke<string | null>("read_cell", { kind, field, text, year });
export const listTimeZones = () => invoke<string[]>("list_time_zones");

/** The reader's hand on a kept programme. Each can be undone. */
export const correctItem = (kind: T.ItemKind, id: string, field: T.ItemField, text: string) =>
	invoke<void>("correct_item", { kind, id, field, text });
/** Takes a correction back: the field is what the source says. */
export const revertItem = (kind: T.ItemKind, id: string, field: T.ItemField) =>
	invoke<void>("revert_item", { kind, id, field });
export const createMeeting = (title: string) => invoke<T.MeetingId>("create_meeting", { title });
/** Adds a session, or a contribution to a session or to none; answers its id. */
export const createItem = (meeting: T.MeetingId, kind: T.ItemKind, session: T.SessionId | null) =>
	invoke<string>("create_item", { meeting, kind, session });
export const deleteItem = (kind: T.ItemKind, id: string) => invoke<void>("delete_item", { kind, id });
/** One place up or down among its like. */
export const moveItem = (kind: T.ItemKind, id: string, down: boolean) => invoke<void>("move_item", { kind, id, down });

/** Every job that runs, and those that ended since the window opened. */
export const listJobs = () => invoke<T.Job[]>("list_jobs");
export const cancelJob = (job: T.JobId) => invoke<void>("cancel_job", { job });

export const listDocuments = () => invoke<T.DocumentRow[]>("list_documents");
export const getDocumentView = (document: T.DocumentId) => invoke<T.DocumentView>("get_document_view", { document });
export const getPageText = (document: T.DocumentId, page: T.PageIndex) =>
	invoke<T.PageText>("get_page_text", { document, page });
/** The links on a document's pages. */
export const listLinks = (document: T.DocumentId) => invoke<T.PdfLink[]>("list_links", { document });
export const setReadingState = (document: T.DocumentId, reading: T.ReadingState) =>
	invoke<void>("set_reading_state", { document, reading });
/** Reads a locked document by its password, which is never stored; fails with `password_needed` if it is the wrong one. */
export const unlockDocument = (document: T.DocumentId, password: string) =>
	invoke<void>("unlock_document", { document, password });
/** Tells that the reader closed a document, so that its worker can end. */
export const closeDocument = (document: T.DocumentId) => invoke<void>("close_document", { document });

/** Can text on scanned pages be recognized here, and how much is there to do? */
export const getRecognition = () => invoke<T.RecognitionView>("get_recognition");
/** Recognizes a document's pages that need it, those that failed before too; with a language, all its scanned pages. */
export const recognizeDocument = (document: T.DocumentId, language: string | null) =>
	invoke<T.JobId>("recognize_document", { document, language });
export const setRecognitionEnabled = (enabled: boolean) => invoke<void>("set_recognition_enabled", { enabled });
export const dismissRecognitionHint = () => invoke<void>("dismiss_recognition_hint");

/** The reader's word on where a document belongs. Each can be undone. */
export const acceptMatch = (document: T.DocumentId, contribution: T.ContributionId) =>
	invoke<void>("accept_match", { document, contribution });
export const rejectMatch = (document: T.DocumentId, contribution: T.ContributionId) =>
	invoke<void>("reject_match", { document, contribution });
/** Accepts all suggestions of a meeting that are at least so sure; answers how many there were. */
export const acceptMatches = (meeting: T.MeetingId) => invoke<number>("accept_matches", { meeting });
/** Puts a document on one more contribution: it serves several talks. */
export const addDocument = (document: T.DocumentId, contribution: T.ContributionId) =>
	invoke<void>("add_document", { document, contribution });
/** Puts a document on a contribution, whatever was suggested; it leaves others of the same meeting. */
export const assignDocument = (document: T.DocumentId, contribution: T.ContributionId) =>
	invoke<void>("assign_document", { document, contribution });
/** Takes a confirmed document off a contribution. */
export const unassignDocument = (document: T.DocumentId, contribution: T.ContributionId) =>
	invoke<void>("unassign_document", { document, contribution });

export const listAnnotations = (filter: Partial<T.AnnotationFilter>) =>
	invoke<T.AnnotationView[]>("list_annotations", { filter });
export const createAnnotations = (drafts: T.AnnotationDraft[]) => invoke<T.Annotation[]>("create_annotations", { drafts });
/** Changes several at once; undone together. */
export const updateAnnotations = (ids: T.AnnotationId[], patch: Partial<T.AnnotationPatch>) =>
	invoke<T.Annotation[]>("update_annotations", { ids, patch });
/** Gives each its own new shape; undone together. */
export const reshapeAnnotations = (shapes: readonly T.AnnotationShape[]) =>
	invoke<T.Annotation[]>("reshape_annotations", { shapes });
export const deleteAnnotations = (ids: T.AnnotationId[]) => invoke<void>("delete_annotations", { ids });
export const restoreAnnotations = (ids: T.AnnotationId[]) => invoke<void>("restore_annotations", { ids });
/** What was deleted, newest first. */
export const listTrash = () => invoke<T.AnnotationView[]>("list_trash");
/** Makes one of several on a page. */
export const mergeAnnotations = (ids: T.AnnotationId[]) => invoke<T.Annotation>("merge_annotations", { ids });
export const replyToAnnotation = (id: T.AnnotationId, text: string) =>
	invoke<T.Annotation>("reply_to_annotation", { id, text });
/** Changes a reply's words; without any, it is gone. */
export const updateReply = (id: T.AnnotationId, reply: T.ReplyId, text: string) =>
	invoke<T.Annotation>("update_reply", { id, reply, text });
/** The eight colours with the names that the reader gave them. */
export const listColors = () => invoke<T.ColorName[]>("list_colors");
export const nameColor = (color: T.Color, name: string) => invoke<void>("name_color", { color, name });
export const listTags = () => invoke<T.TagView[]>("list_tags");
/** Makes a tag, or answers the one that has this name already. */
export const createTag = (name: string) => invoke<T.Tag>("create_tag", { name });
export const updateTag = (id: T.TagId, patch: Partial<T.TagPatch>) => invoke<T.Tag>("update_tag", { id, patch });
/** Writes these annotations, in this order, to a file. */
export const exportAnnotations = (format: T.ExportFormat, ids: T.AnnotationId[], roomIds: T.RoomNoteId[], path: string) =>
	invoke<void>("export_annotations", { format, ids, roomIds, path });

/** What goes on in a meeting now, by the library's clock and the meeting's zone. */
export const getRoom = (meeting: T.MeetingId) => invoke<T.RoomView>("get_room", { meeting });
/** What was taken down in the room, oldest first; of one meeting, or of all. */
export const listRoomNotes = (meeting: T.MeetingId | null) => invoke<T.RoomNoteView[]>("list_room_notes", { meeting });
export const listRoomTrash = () => invoke<T.RoomNoteView[]>("list_room_trash");
/** Takes something down, with the time of now. Each of these can be undone. */
export const createRoomNote = (draft: T.RoomNoteDraft) => invoke<T.RoomNoteView>("create_room_note", { draft });
export const updateRoomNote = (id: T.RoomNoteId, patch: Partial<T.RoomNotePatch>) =>
	invoke<T.RoomNoteView>("update_room_note", { id, patch });
/** Puts notes of the room onto a slide. */
export const placeRoomNotes = (puts: T.RoomNotePut[]) => invoke<void>("place_room_notes", { puts });
export const deleteRoomNotes = (ids: T.RoomNoteId[]) => invoke<void>("delete_room_notes", { ids });
export const restoreRoomNotes = (ids: T.RoomNoteId[]) => invoke<void>("restore_room_notes", { ids });
/** Writes a copy of the document with its annotations in it. */
export const exportAnnotatedCopy = (document: T.DocumentId, path: string) =>
	invoke<T.CopyReport>("export_annotated_copy", { document, path });
/** Makes annotations found in the file the reader's own, all or these; answers how many are new. */
export const takeOverAnnotations = (document: T.DocumentId, ids: T.AnnotationId[] | null) =>
	invoke<number>("take_over_annotations", { document, ids });
/** Pairs of documents that are versions of one deck: those that the reader told of, and guesses. */
export const listRevisions = () => invoke<T.Revision[]>("list_revisions");
/** Two versions side by side, with what becomes of each annotation of the older one. */
export const getRevision = (older: T.DocumentId, newer: T.DocumentId) =>
	invoke<T.RevisionView>("get_revision", { older, newer });
/** Keeps one document as a newer version of the other, and carries what is certain. */
export const addRevision = (older: T.DocumentId, newer: T.DocumentId) =>
	invoke<T.RevisionReport>("add_revision", { older, newer });
/** They are no versions of one deck. */
export const removeRevision = (older: T.DocumentId, newer: T.DocumentId) =>
	invoke<void>("remove_revision", { older, newer });
export const decideCarried = (
	older: T.DocumentId,
	newer: T.DocumentId,
	annotation: T.AnnotationId,
	decision: T.CarryDecision,
) => invoke<T.CarryOutcome>("decide_carried", { older, newer, annotation, decision });
/** Is everything there, readable, and as it was? */
export const checkLibrary = (repair: boolean) => invoke<T.CheckFinding[]>("check_library", { repair });
export const listBackups = () => invoke<T.BackupView[]>("list_backups");
export const makeBackup = () => invoke<T.BackupView>("make_backup");
/** Makes one tag of two; `into` keeps its name. */
export const mergeTags = (from: T.TagId, into: T.TagId) => invoke<T.Tag>("merge_tags", { from, into });
/** Gives these annotations a new tag in place of the old one. */
export const splitTag = (id: T.TagId, name: string, annotations: T.AnnotationId[]) =>
	invoke<T.Tag>("split_tag", { id, name, annotations });
export const deleteTag = (id: T.TagId) => invoke<void>("delete_tag", { id });

/** The links that the reader made, with both ends named. */
export const listMadeLinks = () => invoke<T.LinkView[]>("list_made_links");
/** What can be linked, by its words; without any, the latest notes. */
export const findThings = (query: string) => invoke<T.ThingView[]>("find_things", { query });
export const createLink = (draft: T.LinkDraft) => invoke<T.Link>("create_link", { draft });
export const updateLink = (id: T.LinkId, patch: Partial<T.LinkPatch>) => invoke<T.Link>("update_link", { id, patch });
export const deleteLink = (id: T.LinkId) => invoke<void>("delete_link", { id });

/** What the reader wrote about a session, in Markdown. */
export const getSessionNote = (session: T.SessionId) => invoke<string>("get_session_note", { session });
export const writeSessionNote = (session: T.SessionId, text: string) =>
	invoke<void>("write_session_note", { session, text });
/** Who names whom and what, of one meeting or of the whole library. */
export const getCitations = (meeting: T.MeetingId | null) => invoke<T.CitationTable>("get_citations", { meeting });

export const getHistory = () => invoke<T.HistoryState>("get_history");
export const undo = () => invoke<T.HistoryState>("undo");
export const redo = () => invoke<T.HistoryState>("redo");

export const search = (request: T.SearchRequest) => invoke<T.SearchResults>("search", { request });
/** Where on one page the words of a query are. */
export const findOnPage = (document: T.DocumentId, page: T.PageIndex, query: string) =>
	invoke<T.CharRange[]>("find_on_page", { document, page, query });

/** Pages that share the telling words of this one. */
export const searchSimilar = (document: T.DocumentId, page: T.PageIndex, limit: number) =>
	invoke<T.SearchResults>("search_similar", { document, page, limit });
/** What may follow a query typed so far. */
export const suggestQuery = (typed: string) => invoke<T.QuerySuggestion[]>("suggest_query", { typed });

export const listKeptSearches = () => invoke<T.KeptSearchView[]>("list_kept_searches");
/** Keeps a search, or answers the one that is kept already. */
export const keepSearch = (query: string) => invoke<T.KeptSearch>("keep_search", { query });
export const forgetSearch = (id: T.KeptSearchId) => invoke<void>("forget_search", { id });

/** Puts text on the system's clipboard. */
export const copyText = (text: string) => navigator.clipboard.writeText(text);

/** Puts an image on it, in PNG, as soon as it is drawn. */
export const copyImage = (png: Promise<Blob>) => navigator.clipboard.write([new ClipboardItem({ "image/png": png })]);

/** Opens an address in the browser or the mail program. */
export const openOutside = (address: string) => invoke<void>("open_outside", { address });

/** The `rapporteur:` links that the application was asked to open since this was asked last. */
export const takeLinks = () => invoke<string[]>("take_links");
export const onLink = (callback: () => void): Promise<UnlistenFn> => listen("link_arrived", callback);

/** Calls back for every fact that the backend tells. */
export const onEvent = (callback: (event: T.Event) => void): Promise<UnlistenFn> =>
	listen<T.Event>("catalog", ({ payload }) => callback(payload));

/** What is dragged over the window: `over` while it hovers, then `drop` with paths, or `leave`. */
export const onFileDrop = (
	callback: (drop: { kind: "over" } | { kind: "leave" } | { kind: "drop"; paths: string[] }) => void,
): Promise<UnlistenFn> =>
	getCurrentWebview().onDragDropEvent(({ payload }) => {
		if (payload.type === "drop") callback({ kind: "drop", paths: payload.paths });
		else callback({ kind: payload.type === "leave" ? "leave" : "over" });
	});

/** Fills the screen with the window, or gives it its frame again. */
/** Draws everything in the window larger or smaller. */
export const setMagnification = (factor: number) => getCurrentWebview().setZoom(factor);

export const setWindowTitle = (title: string) => getCurrentWindow().setTitle(title);

export const setFullScreen = (full: boolean) => getCurrentWindow().setFullscreen(full);

export async function toggleFullScreen() {
	await setFullScreen(!(await getCurrentWindow().isFullscreen()));
}

/** A screen, as it is chosen from. */
export interface Screen {
	/** As the system calls it; empty where it does not say. */
	name: string;
	width: number;
	height: number;
	/** The window is on it. */
	here: boolean;
}

export async function listScreens(): Promise<Screen[]> {
	const [screens, here] = await Promise.all([availableMonitors(), currentMonitor()]);
	return screens.map(({ name, size, position }) => ({
		name: name ?? "",
		width: size.width,
		height: size.height,
		here: position.x === here?.position.x && position.y === here.position.y,
	}));
}

/** Fills one of the screens with the window. */
export async function fillScreen(idx: number) {
	const screen = (await availableMonitors())[idx];
	if (!screen) return;
	const appWindow = getCurrentWindow();
	// A window that fills a screen stays on it.
	await appWindow.setFullscreen(false);
	await appWindow.setPosition(screen.position);
	await appWindow.setFullscreen(true);
}

/** Where the window is, for putting it back there. */
export async function windowPlace(): Promise<() => Promise<void>> {
	const appWindow = getCurrentWindow();
	const position = await appWindow.outerPosition();
	return () => appWindow.setPosition(position);
}

/** Asks for PDF files; empty when dismissed. */
export async function pickFiles(title: string, filterName: string): Promise<string[]> {
	return (await open({ title, multiple: true, filters: [{ name: filterName, extensions: ["pdf"] }] })) ?? [];
}

/** Asks where to write a file; `null` when dismissed. */
export const pickSaving = (title: string, name: string, filterName: string, extension: string): Promise<string | null> =>
	save({ title, defaultPath: name, filters: [{ name: filterName, extensions: [extension] }] });

/** Asks for a folder; `null` when dismissed. */
export const pickFolder = (title: string): Promise<string | null> => open({ title, directory: true });

/** Asks for a programme file; `null` when dismissed. */
export const pickProgramme = (title: string, filterName: string): Promise<string | null> =>
	open({ title, filters: [{ name: filterName, extensions: ["html", "htm", "txt", "md", "rst", "ics", "xml", "json", "csv", "tsv", "pdf"] }] });

/**
 * The address of a page's image, `width` device pixels wide. Requests whose generation is older than the newest
 * one that the backend has seen for the document may be dropped, and then fail. One that is asked for ahead of its
 * being looked at waits for those that are; one that failed before is tried only when it is asked for `again`.
 */
export const pageImage = (
	document: T.DocumentId,
	page: T.PageIndex,
	width: number,
	generation: number,
	ahead: boolean,
	again: boolean,
	theme: T.PageTheme,
) => {
	const address = convertFileSrc(`${document}/${page}`, "page").replaceAll("%2F", "/");
	return `${address}?w=${width}&g=${generation}${ahead ? "&ahead" : ""}${again ? "&again" : ""}${inColors(theme)}`;
};

const inColors = (theme: T.PageTheme) => (theme === "paper" ? "" : `&theme=${theme}`);

/** Why there is no image at this address; `null` where there is one after all, or no telling. */
export const pageProblem = async (address: string): Promise<T.Problem | null> => {
	const answer = await fetch(address);
	const isProblem = !answer.ok && answer.headers.get("content-type") === "application/json";
	return isProblem ? ((await answer.json()) as T.Problem) : null;
};

/** The address of a page's thumbnail, 320 pixels wide; in the file's colors, kept on disk by the backend. */
export const thumbnail = (document: T.DocumentId, page: T.PageIndex, theme: T.PageTheme = "paper") =>
	`${convertFileSrc(`${document}/${page}`, "page").replaceAll("%2F", "/")}?thumbnail${inColors(theme)}`;
