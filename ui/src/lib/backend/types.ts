// Generated from the crate `model` by its test `bindings`; do not edit.

/**
 * What was done, for the words of the undo menu.
 */
export type ActionKind = "create_annotation" | "update_annotation" | "delete_annotation" | "restore_annotation" | "merge_annotations" | "take_over_annotations" | "reply" | "create_tag" | "update_tag" | "delete_tag" | "merge_tags" | "split_tag" | "name_color" | "accept_match" | "reject_match" | "assign_document" | "unassign_document" | "accept_matches" | "import_programme" | "correct_programme" | "create_meeting" | "delete_meeting" | "create_item" | "delete_item" | "move_item" | "judge_name" | "create_link" | "update_link" | "delete_link" | "write_session_note" | "keep_search" | "forget_search" | "create_room_note" | "update_room_note" | "delete_room_note" | "restore_room_note" | "place_room_note" | "add_revision" | "remove_revision" | "review_revision" | "judge_mention";

/**
 * A mark on a page.
 */
export type Annotation = { id: AnnotationId, target: AnnotationTarget, kind: AnnotationKind, color: Color, 
/**
 * The reader's words, in Markdown; empty where there are none. Free text shows them on the page.
 */
comment: string, 
/**
 * Oldest first.
 */
replies: Array<Reply>, tags: Array<TagId>, author: string, created_at: string, modified_at: string, 
/**
 * Its words could not be found again in the document's text; it is shown, never dropped.
 */
orphaned: boolean, };

/**
 * A new annotation, before it has an id: the words to mark are given by their range alone.
 */
export type AnnotationDraft = { document: DocumentId, page: PageIndex, kind: AnnotationKind, 
/**
 * The words to mark; of no meaning where there is a shape.
 */
range: CharRange, 
/**
 * What to draw, for kinds that mark no words.
 */
shape: Shape | null, color: Color, comment: string, tags: Array<TagId>, 
/**
 * Further tags by name; those that are not there yet are made with it, in the same step.
 */
new_tags: Array<string>, };

/**
 * Which annotations to list; `None` does not restrict.
 */
export type AnnotationFilter = { document: DocumentId | null, meeting: MeetingId | null, tag: TagId | null, };

/**
 * A mark that the reader made.
 */
export type AnnotationId = string;

/**
 * How an annotation marks its place.
 */
export type AnnotationKind = "highlight" | "underline" | "strike_out" | "squiggle" | "note" | "free_text" | "area" | "ink" | "arrow" | "box";

/**
 * A change to annotations; what is `None` stays as it is.
 */
export type AnnotationPatch = { color: Color | null, comment: string | null, 
/**
 * These and no others.
 */
tags: Array<TagId> | null, 
/**
 * These as well.
 */
add_tags: Array<TagId>, 
/**
 * Those of these names as well; they are made where there are none.
 */
new_tags: Array<string>, 
/**
 * These no more.
 */
remove_tags: Array<TagId>, 
/**
 * Another way to mark the same place.
 */
kind: AnnotationKind | null, 
/**
 * Other words of the same page; of one that marks several stretches, where the first begins and the last ends.
 */
range: CharRange | null, 
/**
 * Moved, resized or redrawn.
 */
shape: Shape | null, };

/**
 * An annotation and the shape that it is to have.
 */
export type AnnotationShape = { id: AnnotationId, 
/**
 * On the annotation's own page.
 */
shape: Shape, };

/**
 * Where an annotation is: its quads, its quote with what stands around it, and its range; or its shape. Where words are
 * left out between those that are marked, each stretch of them has its own.
 */
export type AnnotationTarget = { document: DocumentId, page: PageIndex, 
/**
 * From the first word that is marked to the last; of a shape, the empty range before the words that follow it.
 */
range: CharRange, 
/**
 * One a line; the box around a shape.
 */
quads: Array<Quad>, 
/**
 * The words as they stand in the page's text, with an ellipsis where some are left out; of an area or a box, those
 * within it.
 */
quote: string, 
/**
 * Up to 32 characters before the quote.
 */
prefix: string, 
/**
 * Up to 32 characters after the quote.
 */
suffix: string, 
/**
 * Where the quote's characters come from; [`TextSource::Ocr`] if any was read off the page's image.
 */
source: TextSource, 
/**
 * What is drawn; `None` where words are marked.
 */
shape: Shape | null, 
/**
 * In the order of the text, two or more where words are left out between them; else none.
 */
stretches: Array<TextStretch>, };

/**
 * An annotation with what a list shows beside it.
 */
export type AnnotationView = { annotation: Annotation, document_title: string, page_label: string | null, 
/**
 * What is shown of its page, for those that are shown as a picture.
 */
frame: PageFrame | null, 
/**
 * Speakers as printed.
 */
byline: string | null, 
/**
 * The same, one by one.
 */
speakers: Array<string>, 
/**
 * Where they come from, by acronym where it has one.
 */
organizations: Array<string>, session: SessionId | null, session_heading: string | null, session_name: SessionName | null, 
/**
 * Speaker and session are a guess that the reader has not confirmed.
 */
suggested: boolean, };

/**
 * A copy of the database.
 */
export type BackupView = { 
/**
 * The file's name.
 */
name: string, made_at: string, n_bytes: number, 
/**
 * Made before the database was brought to a newer version.
 */
before_migration: boolean, };

/**
 * An annotation of the older version, and what becomes of it in the newer one.
 */
export type CarriedAnnotation = { annotation: Annotation, 
/**
 * Where it would stand; `None` where there is no telling.
 */
proposed: AnnotationTarget | null, 
/**
 * Why a person has to look; `None` where its place is certain.
 */
doubt: CarryDoubt | null, outcome: CarryOutcome, };

/**
 * What the reader decides about an annotation of the older version.
 */
export type CarryDecision = { "kind": "accept" } | { "kind": "place", page: PageIndex, range: CharRange, shape: Shape | null, } | { "kind": "leave_behind" };

/**
 * Why it is not certain where an annotation stands in a newer version.
 */
export type CarryDoubt = "page_gone" | "words_gone" | "words_changed" | "page_changed";

/**
 * What became of an annotation of the older version.
 */
export type CarryOutcome = { "kind": "waiting" } | { "kind": "carried", copy: AnnotationId, } | { "kind": "left_behind" };

/**
 * The reader's word on a cell, before the programme is kept.
 */
export type CellCorrection = { kind: ItemKind, 
/**
 * Of the row; the meeting has none.
 */
key: string, field: ItemField, value: string, };

/**
 * Where in a source the value of a cell was read.
 */
export type CellOrigin = { 
/**
 * In the order of the value's parts; empty where it is nowhere found as printed.
 */
places: Array<SourcePlace>, 
/**
 * Every part of the value has its place.
 */
complete: boolean, 
/**
 * The source gives the time of another zone, mostly UTC, than the meeting's.
 */
other_zone: boolean, };

/**
 * A stretch of a page's text, half-open, in Unicode code points from the page's start.
 */
export type CharRange = { start: number, end: number, };

/**
 * One finding of a check of the library.
 */
export type CheckFinding = { kind: CheckFindingKind, document: DocumentId | null, detail: string, 
/**
 * It was mended by the check itself.
 */
mended: boolean, };

/**
 * What a check of the library can find.
 */
export type CheckFindingKind = "copy_missing" | "copy_changed" | "copy_unknown" | "text_missing" | "database_damaged" | "index_stale" | "projection_differs" | "annotation_orphaned" | "backup_damaged" | "backup_old" | "folder_read_only";

/**
 * How often one document names one target.
 */
export type CitationCount = { 
/**
 * Index among the documents.
 */
document: number, 
/**
 * Index among the targets.
 */
target: number, n: number, };

/**
 * Who names whom and what: documents by what their pages name. What a deck says of its own speakers does not count.
 */
export type CitationTable = { documents: Array<CitingDocument>, targets: Array<CitedTarget>, counts: Array<CitationCount>, };

/**
 * What is named.
 */
export type CitedTarget = { target: MentionTarget, name: string, };

/**
 * A document that names something.
 */
export type CitingDocument = { document: DocumentId, title: string, 
/**
 * Where it stands on a programme.
 */
place: MentionPlace | null, speakers: Array<CitingName>, organizations: Array<CitingName>, };

/**
 * A speaker or an organization that a document is of.
 */
export type CitingName = { 
/**
 * `None` where the register does not know them.
 */
target: MentionTarget | null, name: string, };

/**
 * The eight annotation colours, in the order of their keys 1 to 8.
 */
export type Color = "yellow" | "red" | "green" | "blue" | "purple" | "magenta" | "orange" | "gray";

/**
 * A color with the name that the reader gave it.
 */
export type ColorName = { color: Color, 
/**
 * Empty where the reader gave none.
 */
name: string, };

/**
 * What a column of a table holds.
 */
export type ColumnMeaning = "id" | "date" | "start" | "end" | "duration" | "title" | "speaker" | "affiliation" | "session" | "chair" | "room" | "link" | "description";

/**
 * An error as the window gets it.
 */
export type CommandError = { code: ErrorCode, 
/**
 * The whole chain of causes, for copying into a report.
 */
message: string, };

/**
 * One talk, in its slot.
 */
export type Contribution = { id: ContributionId, meeting: MeetingId, 
/**
 * `None` where the source does not say.
 */
session: SessionId | null, source_key: string, title: string | null, date: string | null, start: string | null, end: string | null, 
/**
 * As printed; where the source gives one for this talk, and not only for its session.
 */
room: string | null, 
/**
 * What the source says of it besides: its abstract; paragraphs are parted by line breaks.
 */
description: string | null, 
/**
 * Under which of the meeting's kinds of material it was listed.
 */
material_kind: string | null, 
/**
 * Files and addresses that the source links to it.
 */
links: Array<string>, 
/**
 * The source's line, unchanged.
 */
raw: string, 
/**
 * The raw line's place in the source, counted from one.
 */
line: number, position: number, };

/**
 * One talk.
 */
export type ContributionId = string;

/**
 * One talk, who gives it, and its decks.
 */
export type ContributionView = { contribution: Contribution, credits: Array<CreditView>, 
/**
 * Confirmed first; then suggestions, best first.
 */
materials: Array<MaterialView>, problems: Array<Problem>, };

/**
 * What an annotated copy has.
 */
export type CopyReport = { n_written: number, 
/**
 * Annotations without a place on their page.
 */
n_unplaced: number, 
/**
 * The original is damaged: the copy has other bytes.
 */
repaired: boolean, };

/**
 * A credit with its names looked up.
 */
export type CreditView = { role: Role, honorific: string | null, person: PersonId | null, name: string | null, organization: OrganizationId | null, 
/**
 * As printed here, acronym included.
 */
affiliation: string | null, 
/**
 * The organisation's acronym alone, where known.
 */
acronym: string | null, };

/**
 * One day; `None` for what has no date.
 */
export type DayView = { date: string | null, segments: Array<SegmentView>, };

/**
 * A PDF by its content.
 */
export type Document = { id: DocumentId, n_bytes: number, n_pages: number, status: DocumentStatus, metadata: Metadata, 
/**
 * ISO 639-1 code of most of the text; `None` where undetermined.
 */
language: string | null, imported_at: string, problems: Array<Problem>, 
/**
 * Where the content was seen; never empty, oldest first.
 */
files: Array<DocumentFile>, };

/**
 * A document in a list.
 */
export type DocumentCard = { id: DocumentId, title: string, file_name: string, n_pages: number, 
/**
 * How far the text of its pages can be trusted.
 */
text: TextCounts, n_bytes: number, n_annotations: number, n_files: number, language: string | null, status: DocumentStatus, problems: Array<Problem>, 
/**
 * Width over height of the first page as it is shown.
 */
aspect_ratio: number, imported_at: string, 
/**
 * The page where reading stopped; `None` if it was never opened.
 */
last_page: PageIndex | null, 
/**
 * Pages that are images, whose text is not known yet: search cannot find them.
 */
n_unrecognized: number, };

/**
 * A path where a document's content was seen.
 */
export type DocumentFile = { 
/**
 * Absolute, as the system spells it, with `/` between folders.
 */
path: string, seen_at: string, };

/**
 * A document's content: its SHA-256 in lower-case hexadecimal, 64 characters.
 */
export type DocumentId = string;

/**
 * A document with where it stands, in the list of all documents.
 */
export type DocumentRow = { document: DocumentCard, placements: Array<Placement>, };

/**
 * Can it be read?
 */
export type DocumentStatus = "ready" | "partial" | "locked" | "unreadable";

/**
 * A document opened in the reader.
 */
export type DocumentView = { document: Document, title: string, pages: Array<Page>, outline: Array<OutlineItem>, 
/**
 * What other programs left in the file.
 */
pdf_annotations: Array<PdfAnnotation>, placements: Array<Placement>, reading: ReadingState, 
/**
 * Only a password opens the file, and it was not given since the program started: pages cannot be drawn.
 */
needs_password: boolean, };

/**
 * Why a cell may be wrong.
 */
export type Doubt = "missing" | "from_heading" | "contradicted" | "person_or_organization" | "no_name" | "no_title" | "backwards" | "overlap" | "far_from_others" | "too_long" | "session_open";

/**
 * A code exists only where the window does something of its own about it.
 */
export type ErrorCode = "not_found" | "password_needed" | "disk_full" | "read_only" | "library_gone" | "cancelled" | "other";

/**
 * A fact that lists may have to be fetched again for; it carries nothing that could be fetched.
 */
export type Event = "documents_changed" | "programme_changed" | "annotations_changed" | "tags_changed" | "kept_searches_changed" | "history_changed" | "search_index_changed" | "jobs_changed";

/**
 * What agrees.
 */
export type Evidence = "speaker" | "organization" | "title" | "date" | "session" | "link" | "number" | "version";

/**
 * Where evidence was found.
 */
export type EvidencePlace = "file_name" | "first_pages" | "metadata";

/**
 * In which format annotations leave the library.
 */
export type ExportFormat = "markdown" | "csv" | "web_annotation";

/**
 * How many hits have a value of a facet.
 */
export type FacetCount = { facet: FacetKind, value: string, 
/**
 * What the value is called, where that is not for the interface to say.
 */
label: string | null, n: number, chosen: boolean, };

/**
 * By what hits can be told apart and counted.
 */
export type FacetKind = "kind" | "session" | "person" | "organization" | "language" | "tag" | "year" | "annotated";

/**
 * A value of a facet: an id, a language's code, a year, a kind, or `1` and `0`.
 */
export type FacetValue = { facet: FacetKind, value: string, };

/**
 * What undo and redo would do now.
 */
export type HistoryState = { undo: ActionKind | null, redo: ActionKind | null, };

/**
 * What was found.
 */
export type HitKind = "page" | "document" | "contribution" | "session" | "person" | "organization" | "annotation" | "tag";

/**
 * What can be corrected of one.
 */
export type ItemField = "date" | "start" | "end" | "room" | "parent" | "number" | "title" | "people" | "affiliations" | "venue" | "time_zone" | "description";

/**
 * What a programme is made of, where it is corrected.
 */
export type ItemKind = "meeting" | "segment" | "session" | "contribution";

/**
 * Long work as the activity place shows it.
 */
export type Job = { id: JobId, kind: JobKind, state: JobState, n_done: number, 
/**
 * `None` while it is not known yet.
 */
n_total: number | null, 
/**
 * What it is busy with, such as a file's name.
 */
current: string | null, 
/**
 * How many of those done have a problem worth a look.
 */
n_problems: number, 
/**
 * What could not even be begun, such as files that cannot be opened, each with its reason.
 */
failures: Array<string>, 
/**
 * What stopped it, where it failed.
 */
error: string | null, };

/**
 * A piece of long work.
 */
export type JobId = number;

/**
 * What kind of work.
 */
export type JobKind = "import_documents" | "build_index" | "read_text" | "recognize_text" | "compare_versions" | "place_documents";

/**
 * How far a job is.
 */
export type JobState = "running" | "finished" | "cancelled" | "failed";

/**
 * The reader's word on whether a document means a session where it names the session's number.
 */
export type JudgedMention = { document: DocumentId, document_title: string, meant: boolean, };

/**
 * A search that the reader keeps. It is only its words: its hits are always of now.
 */
export type KeptSearch = { id: KeptSearchId, query: string, };

/**
 * A search that the reader keeps.
 */
export type KeptSearchId = string;

/**
 * A kept search, and how many hits it has now.
 */
export type KeptSearchView = { search: KeptSearch, n_hits: number, };

/**
 * The library, for the frame of the window.
 */
export type LibraryView = { 
/**
 * The folder on disk.
 */
path: string, meetings: Array<MeetingCard>, n_documents: number, n_annotations: number, };

/**
 * Two things that the reader linked.
 */
export type Link = { id: LinkId, origin: Thing, target: Thing, relation: Relation, 
/**
 * Markdown; empty where there is none.
 */
note: string, author: string, created_at: string, };

/**
 * A link that is to be made.
 */
export type LinkDraft = { origin: Thing, target: Thing, relation: Relation, note: string, };

/**
 * Two things that the reader linked.
 */
export type LinkId = string;

/**
 * What is to change of a link; `None` leaves it.
 */
export type LinkPatch = { relation: Relation | null, note: string | null, };

/**
 * Where a link leads.
 */
export type LinkTarget = { "page": { page: PageIndex, 
/**
 * What of the page is to be at the top, in user space.
 */
top: number | null, } } | { "outside": string };

/**
 * A link with both ends named.
 */
export type LinkView = { link: Link, origin: ThingView, target: ThingView, };

/**
 * Something listed on a meeting's page that names no speaker.
 */
export type ListedMaterial = { 
/**
 * One of the meeting's kinds of material.
 */
kind: string, title: string, links: Array<string>, 
/**
 * Its place in the source, counted from one.
 */
line: number, };

/**
 * Why a document was suggested for a contribution.
 */
export type MatchReason = { evidence: Evidence, 
/**
 * Where it was found.
 */
place: EvidencePlace, 
/**
 * The words that agree, as they stand in the document.
 */
words: string, };

/**
 * A document on a contribution: the reader's word or a guess.
 */
export type MaterialView = { document: DocumentCard, standing: Standing, 
/**
 * The newest version of the same deck, where this is an earlier one: it stands first.
 */
newest: DocumentId | null, };

/**
 * What the columns are.
 */
export type MatrixAxis = "session" | "organization" | "speaker";

/**
 * A session, an organization or a speaker.
 */
export type MatrixColumn = { 
/**
 * By which its notes are asked for: a session's id, a name as printed; empty for what stands on none.
 */
key: string, 
/**
 * In words, as exports have it; empty for what stands on none.
 */
heading: string, 
/**
 * A session's name by its parts.
 */
session_name: SessionName | null, 
/**
 * Notes in it, each counted once.
 */
total: MatrixCount, };

/**
 * How many notes.
 */
export type MatrixCount = { n: number, 
/**
 * How many of them stand there by a suggestion that the reader has not confirmed.
 */
n_suggested: number, };

/**
 * In which format the matrix leaves the library.
 */
export type MatrixFormat = "csv" | "markdown";

/**
 * A tag and how often it was given, with those below it, in each column.
 */
export type MatrixRow = { 
/**
 * `None` for the notes without a tag.
 */
tag: TagId | null, name: string, color: Color | null, 
/**
 * How many tags it stands below.
 */
depth: number, 
/**
 * One a column.
 */
counts: Array<MatrixCount>, 
/**
 * Notes in the row, each counted once though it stand in several columns.
 */
total: MatrixCount, };

/**
 * A whole event.
 */
export type Meeting = { id: MeetingId, 
/**
 * The source's own key, so that a second import finds it again.
 */
source_key: string, title: string, 
/**
 * Prose about the meeting; paragraphs are separated by a blank line.
 */
description: string | null, venue: string | null, 
/**
 * IANA time zone of all local times, such as `America/New_York`.
 */
time_zone: string | null, 
/**
 * The kinds of material listed under it, in order, such as *Documents*, *Presentations*, *Media coverage*.
 */
material_kinds: Array<string>, 
/**
 * What is listed under those kinds and is nobody's talk, such as a concept note or a news story.
 */
listed: Array<ListedMaterial>, };

/**
 * A meeting in a list.
 */
export type MeetingCard = { id: MeetingId, title: string, 
/**
 * First and last day, where known.
 */
dates: [string, string] | null, n_contributions: number, };

/**
 * A meeting in numbers.
 */
export type MeetingCounts = { n_contributions: number, 
/**
 * Talks with a confirmed or suggested deck.
 */
n_with_document: number, n_suggested: number, n_unplaced: number, n_pages: number, n_annotations: number, };

/**
 * A meeting: the whole event.
 */
export type MeetingId = string;

/**
 * The home screen: a meeting's programme with its files on it.
 */
export type MeetingView = { meeting: Meeting, days: Array<DayView>, 
/**
 * Documents in the library that stand on no programme.
 */
unplaced: Array<UnplacedView>, problems: Array<Problem>, counts: MeetingCounts, };

/**
 * A place of a page's text where something is named; found by the machine, exactly or by an alias.
 */
export type Mention = { document: DocumentId, document_title: string, page: PageIndex, range: CharRange, 
/**
 * As it stands there.
 */
words: string, target: MentionTarget, };

/**
 * Which mentions to list; `None` does not restrict.
 */
export type MentionFilter = { document: DocumentId | null, target: MentionTarget | null, };

/**
 * Where a document that names something stands on a programme.
 */
export type MentionPlace = { meeting: MeetingId, meeting_title: string, contribution: ContributionId, contribution_title: string | null, session: SessionId | null, session_name: SessionName | null, date: string | null, 
/**
 * Speakers with their affiliations, as printed.
 */
byline: string | null, 
/**
 * The place is a guess that the reader has not confirmed.
 */
suggested: boolean, };

/**
 * What is named.
 */
export type MentionTarget = { "kind": "person", person: PersonId, } | { "kind": "organization", organization: OrganizationId, } | { "kind": "symbol", symbol: string, 
/**
 * What a corrigendum, an addendum or a revision is one of.
 */
base: string | null, 
/**
 * Whose it is, where each meeting numbers anew, as it does its agenda; nothing where that is not known, and of
 * what is one in the whole world.
 */
meeting: MeetingId | null, } | { "kind": "session", session: SessionId, };

/**
 * What the file says of itself (ISO 32000-2, 14.3.3), trimmed; dates as ISO 8601 where they can be read.
 */
export type Metadata = { title: string | null, author: string | null, subject: string | null, keywords: string | null, creator: string | null, producer: string | null, created: string | null, modified: string | null, 
/**
 * Such as `1.7`.
 */
pdf_version: string | null, };

/**
 * A part that somebody had, with the affiliation as printed there.
 */
export type NameCredit = { meeting: MeetingId, meeting_title: string, session: SessionId | null, session_heading: string | null, session_name: SessionName | null, 
/**
 * `None` where the part is one in the session.
 */
contribution: ContributionId | null, contribution_title: string | null, date: string | null, role: Role, name: string | null, affiliation: string | null, };

/**
 * What speaks for two names' being one.
 */
export type NameEvidence = "same_parts" | "other_script" | "spelling" | "initials" | "fewer_parts" | "same_affiliation";

/**
 * What a name of the register is of.
 */
export type NameKind = "person" | "organization";

/**
 * A name that is one with another, and can be told apart again.
 */
export type NameMember = { 
/**
 * `None` of a spelling that no programme has.
 */
id: string | null, name: string, };

/**
 * A mention of a person, an organization, a session or a symbol, with what stands around it.
 */
export type NameMention = { mention: Mention, 
/**
 * It stands in a deck of theirs, or of the session: said by them, not about them.
 */
is_own: boolean, 
/**
 * The sentence up to it.
 */
before: string, 
/**
 * The sentence after it.
 */
after: string, 
/**
 * Where the document stands on a programme.
 */
place: MentionPlace | null, };

/**
 * All that is known of a person or an organization.
 */
export type NamePage = { person: Person | null, organization: Organization | null, 
/**
 * Every other name that they are known by, as printed.
 */
other_names: Array<string>, 
/**
 * Names of the register, and spellings, that the reader says are theirs too.
 */
members: Array<NameMember>, 
/**
 * Names that may be theirs.
 */
proposals: Array<NameProposal>, 
/**
 * Places where they may be meant.
 */
likely: Array<NameMention>, 
/**
 * What they gave or chaired.
 */
credits: Array<NameCredit>, 
/**
 * Where pages name them; those of their own decks are marked.
 */
mentions: Array<NameMention>, };

/**
 * Two names that may be one's, and why.
 */
export type NameProposal = { kind: NameKind, one: NameSide, other: NameSide, 
/**
 * From 0 to 1.
 */
score: number, evidence: Array<NameEvidence>, 
/**
 * The reader has looked at it, and was not sure.
 */
unsure: boolean, };

/**
 * One of two names.
 */
export type NameSide = { 
/**
 * Of a person or an organization.
 */
id: string, name: string, 
/**
 * An affiliation as printed.
 */
detail: string | null, n_credits: number, };

/**
 * The reader's word on two names.
 */
export type NameVerdict = "same" | "different" | "unsure";

/**
 * An organisation, with its acronym where one was printed.
 */
export type Organization = { id: OrganizationId, 
/**
 * `None` where only the acronym is known.
 */
name: string | null, acronym: string | null, };

/**
 * An organisation, however its name is written.
 */
export type OrganizationId = string;

/**
 * An entry of the document's outline, flattened in order.
 */
export type OutlineItem = { title: string, 
/**
 * From zero, for entries at the top.
 */
depth: number, page: PageIndex | null, };

/**
 * A page's frame.
 */
export type Page = { index: PageIndex, 
/**
 * As the file names it (ISO 32000-2, 12.4.2), such as `iv`; `None` where it does not.
 */
label: string | null, 
/**
 * What is shown of the page, in user space.
 */
crop: Rect, rotation: Rotation, class: TextClass, };

/**
 * A page of an older version and the one that it became.
 */
export type PageChange = { older: PageIndex | null, newer: PageIndex | null, kind: PageChangeKind, 
/**
 * Past others; a changed page may have been moved too.
 */
moved: boolean, 
/**
 * How much of their words they share, from 0 to 1.
 */
likeness: number, 
/**
 * No other page of either version is nearly as much alike.
 */
certain: boolean, };

/**
 * What became of a page from one version of a deck to the next.
 */
export type PageChangeKind = "same" | "moved" | "changed" | "new" | "gone";

/**
 * What is shown of a page, in user space, and how it is turned.
 */
export type PageFrame = { crop: Rect, rotation: Rotation, };

/**
 * A page of a document, counted from zero.
 */
export type PageIndex = number;

/**
 * The text of one page. Lines are separated by one `\n`, and where they are cells of one row, by one `\t`; these have
 * no box.
 */
export type PageText = { text: string, 
/**
 * In reading order; their ranges ascend and do not overlap.
 */
lines: Array<TextLine>, class: TextClass, 
/**
 * How many glyphs have no known Unicode; each stands as U+FFFD in the text.
 */
n_unknown: number, 
/**
 * Set where lines of it were read off the page's image.
 */
recognition: Recognition | null, };

/**
 * How a page's colors are changed for reading; pictures keep theirs.
 */
export type PageTheme = "paper" | "sepia" | "night";

/**
 * An annotation that another program left in the PDF; read-only here.
 */
export type PdfAnnotation = { page: PageIndex, 
/**
 * The PDF's `/Subtype`, such as `Highlight`.
 */
subtype: string, rect: Rect, 
/**
 * For text markup; one a line.
 */
quads: Array<Quad>, contents: string | null, author: string | null, 
/**
 * ISO 8601 where it can be read.
 */
modified: string | null, 
/**
 * `#rrggbb`.
 */
color: string | null, 
/**
 * The PDF's `/NM`: unique on its page.
 */
name: string | null, 
/**
 * Zotero's `/Zotero:Tags`.
 */
tags: Array<string>, 
/**
 * The kind of ours that it would be taken over as; `None` where there is none.
 */
kind: AnnotationKind | null, 
/**
 * What it draws, where it marks no words.
 */
shape: Shape | null, 
/**
 * When it was made; ISO 8601 where it can be read.
 */
created: string | null, 
/**
 * The place in this list of the annotation that it replies to: as told to the reader, of the head of its thread.
 */
reply_to: number | null, 
/**
 * The id that it has once it is taken over: the same every time.
 */
id: AnnotationId | null, };

/**
 * A link on a page of a PDF.
 */
export type PdfLink = { page: PageIndex, rect: Rect, target: LinkTarget, };

/**
 * A person, as first printed.
 */
export type Person = { id: PersonId, name: string, };

/**
 * A person, however their name is written.
 */
export type PersonId = string;

/**
 * What a place has to do with a value.
 */
export type PlaceHow = "printed" | "elsewhere" | "completes" | "length" | "talk" | "implies";

/**
 * Where a document stands on a programme.
 */
export type Placement = { meeting: MeetingId, meeting_title: string, session: SessionId | null, 
/**
 * Such as `Session I · Technical challenges …`.
 */
session_heading: string | null, session_name: SessionName | null, date: string | null, contribution: ContributionId, contribution_title: string | null, credits: Array<CreditView>, standing: Standing, };

/**
 * A point in user space.
 */
export type Point = { x: number, y: number, };

/**
 * Something that went wrong, or should be known, about a document or a programme; never a reason to stop.
 */
export type Problem = { code: ProblemCode, page: PageIndex | null, 
/**
 * Line of the source, counted from one, for programmes.
 */
line: number | null, 
/**
 * What exactly, in the words of whoever found it.
 */
detail: string | null, };

/**
 * What kind of problem; the interface says what can be done about each.
 */
export type ProblemCode = "empty" | "not_pdf" | "truncated" | "password_needed" | "repaired" | "broken" | "no_pages" | "page_unreadable" | "timed_out" | "reader_died" | "file_unreadable" | "text_doubtful" | "font_missing" | "not_recognized" | "date_mismatch" | "year_missing" | "time_zone_unknown" | "session_missing" | "name_ambiguous" | "line_not_understood" | "no_programme";

/**
 * What an import of a programme did.
 */
export type ProgrammeReport = { meeting: MeetingId, title: string, n_sessions: number, n_contributions: number, n_people: number, n_added: number, n_changed: number, 
/**
 * At another time or place, or in another session.
 */
n_moved: number, 
/**
 * Contributions that were there before and are not in the source any more; they are kept.
 */
n_withdrawn: number, problems: Array<Problem>, };

/**
 * Where a programme is read from.
 */
export type ProgrammeSource = { "kind": "text", text: string, } | { "kind": "file", path: string, };

/**
 * A programme to be looked through: one that is about to be kept, or one that is.
 */
export type ProgrammeTable = { 
/**
 * The meeting in the library; `None` where it would be a new one.
 */
meeting: MeetingId | null, title: string, venue: string | null, time_zone: string | null, 
/**
 * The meeting's own fields: title, venue, time zone, and as the date its days, which are those of its rows.
 */
about: TableRow, 
/**
 * Sessions, each before its contributions.
 */
rows: Array<TableRow>, problems: Array<Problem>, 
/**
 * Of a source that is a table.
 */
columns: Array<SourceColumn>, 
/**
 * The SHA-256 of the source, so that what is kept is what was looked through; empty for a kept programme.
 */
sha256: string, 
/**
 * Titles of segments, to choose from.
 */
segments: Array<string>, };

/**
 * The place of a line of text: four corners in user space, in the text's own direction
 * ordered top-left, top-right, bottom-left, bottom-right.
 */
export type Quad = { tl: Point, tr: Point, bl: Point, br: Point, };

/**
 * Something to put into a query while it is typed.
 */
export type QuerySuggestion = { 
/**
 * The query from its start to the end of what is put in.
 */
query: string, 
/**
 * What is put in, as a reader names it.
 */
label: string, kind: SuggestionKind, };

/**
 * How the reader has a source read.
 */
export type ReadOptions = { 
/**
 * Of a table's columns, in order; `None` lets the header, or what the reader chose last for it, tell.
 */
columns: Array<ColumnMeaning | null> | null, 
/**
 * IANA name.
 */
time_zone: string | null, 
/**
 * The meeting that it is a new version of.
 */
target: ReviewTarget, };

/**
 * Where the reader was in a document.
 */
export type ReadingState = { page: PageIndex, 
/**
 * How far down the page the window's top edge is, from 0 to 1.
 */
offset: number, zoom: Zoom, };

/**
 * How lines with [`TextSource::Ocr`] came about.
 */
export type Recognition = { 
/**
 * The program and its version, such as `tesseract 5.3.0`.
 */
engine: string, 
/**
 * ISO 639-1 of what it was told to look for, else its own name of that.
 */
language: string, 
/**
 * What the program thinks of its own work, from 0 to 100; it says nothing about what was missed.
 */
confidence: number, 
/**
 * Words that it is unsure of.
 */
doubtful: Array<CharRange>, };

/**
 * Text recognition: can it be done here, and how much there is to do.
 */
export type RecognitionView = { 
/**
 * The program and its version, such as `tesseract 5.3.0`; `None` where it is not installed.
 */
engine: string | null, 
/**
 * Those of the six languages, by ISO 639-1, that it cannot read here.
 */
missing_languages: Array<string>, 
/**
 * It begins by itself when there are pages that need it.
 */
enabled: boolean, 
/**
 * Pages that are images, whose text is not known yet.
 */
n_waiting: number, 
/**
 * What to type into a terminal to install all that is missing; `None` where nothing is, or no one command does.
 */
install_command: string | null, 
/**
 * The reader does not want to be told again what is missing.
 */
hint_dismissed: boolean, };

/**
 * An upright rectangle in user space; `x0 <= x1`, `y0 <= y1`.
 */
export type Rect = { x0: number, y0: number, x1: number, y1: number, };

/**
 * A person or an organization in a list.
 */
export type RegisterEntry = { target: MentionTarget, name: string, 
/**
 * An affiliation of theirs as printed, or an acronym.
 */
detail: string | null, 
/**
 * Contributions that are theirs.
 */
n_given: number, 
/**
 * Sessions that they led.
 */
n_led: number, };

/**
 * What the beginning of a link is to its end.
 */
export type Relation = { "kind": "agrees" } | { "kind": "contradicts" } | { "kind": "builds_on" } | { "kind": "answers" } | { "kind": "supersedes" } | { "kind": "free", words: string, };

/**
 * An answer to an annotation's comment.
 */
export type Reply = { id: ReplyId, author: string, 
/**
 * Markdown.
 */
text: string, created_at: string, modified_at: string, };

/**
 * An answer to an annotation's comment.
 */
export type ReplyId = string;

/**
 * What the reader decided in looking through a programme.
 */
export type ReviewDecisions = { 
/**
 * Of the source that was looked through.
 */
sha256: string, corrections: Array<CellCorrection>, 
/**
 * Rows that are not to be kept, by key.
 */
left_out: Array<string>, };

/**
 * Which meeting a source belongs to.
 */
export type ReviewTarget = { "kind": "found" } | { "kind": "new" } | { "kind": "meeting", "meeting": MeetingId };

/**
 * Two documents, one of which is a newer version of the other.
 */
export type Revision = { older: DocumentId, newer: DocumentId, 
/**
 * The reader said so; else it is a guess.
 */
confirmed: boolean, 
/**
 * Why it is guessed; empty where the reader said so.
 */
reasons: Array<RevisionReason>, 
/**
 * How much of their pages is alike, from 0 to 1, where it was looked at.
 */
likeness: number | null, };

/**
 * Why a document looks like a version of another.
 */
export type RevisionReason = "file_name" | "title" | "same_contribution" | "pages";

/**
 * What saying that a document is a newer version of another did.
 */
export type RevisionReport = { 
/**
 * Annotations that the newer version has now.
 */
n_carried: number, 
/**
 * Annotations that were there already, from an earlier time.
 */
n_known: number, 
/**
 * Annotations that a person has to look at.
 */
n_doubtful: number, };

/**
 * Two versions side by side, with what becomes of each annotation of the older one.
 */
export type RevisionView = { older: VersionView, newer: VersionView, 
/**
 * The reader said that the one is a newer version of the other.
 */
related: boolean, 
/**
 * Those of the newer version in order; those that are gone where they would stand.
 */
pages: Array<PageChange>, 
/**
 * In the order of the older version.
 */
annotations: Array<CarriedAnnotation>, };

/**
 * The part that somebody has.
 */
export type Role = "speaker" | "author" | "chair" | "moderator";

/**
 * What a delegate takes down while somebody speaks: its kind and its time at once, words if there is time for any.
 */
export type RoomNote = { id: RoomNoteId, kind: RoomNoteKind, 
/**
 * Empty where none were written.
 */
words: string, 
/**
 * When it was said.
 */
at: string, meeting: MeetingId, session: SessionId | null, 
/**
 * The talk; `None` where it was said between talks.
 */
contribution: ContributionId | null, 
/**
 * The note on a slide that was made of this one. It may have been deleted since.
 */
annotation: AnnotationId | null, author: string, modified_at: string, };

/**
 * A new note: its time is the clock's.
 */
export type RoomNoteDraft = { kind: RoomNoteKind, words: string, meeting: MeetingId, session: SessionId | null, contribution: ContributionId | null, 
/**
 * The slide of the talk's deck that is being looked at, where there is one: it goes onto it at once.
 */
place: RoomNotePlace | null, };

/**
 * What was taken down in the room.
 */
export type RoomNoteId = string;

/**
 * What was heard.
 */
export type RoomNoteKind = "commitment" | "question" | "follow_up";

/**
 * A change to a note; what is `None` stays as it is.
 */
export type RoomNotePatch = { kind: RoomNoteKind | null, words: string | null, 
/**
 * Another talk of the meeting, and with it its session.
 */
contribution: ContributionId | null, };

/**
 * Where a note goes on a slide, and how it looks there.
 */
export type RoomNotePlace = { document: DocumentId, page: PageIndex, 
/**
 * What the note is about, in user space: a spot becomes a note there, a rectangle an area with the words as its
 * comment. `None` is the slide as a whole: a note at its edge.
 */
shape: Shape | null, color: Color, 
/**
 * The name of the tag that says what was heard; it is made where there is none.
 */
tag: string, };

/**
 * A note that goes onto a slide, and where.
 */
export type RoomNotePut = { note: RoomNoteId, place: RoomNotePlace, };

/**
 * A note with what a list shows beside it.
 */
export type RoomNoteView = { note: RoomNote, 
/**
 * When it was said by the clock of the place; `None` where the meeting's time zone is not known.
 */
local: string | null, time_zone: string | null, session_heading: string | null, session_name: SessionName | null, contribution_title: string | null, 
/**
 * Speakers as printed.
 */
byline: string | null, speakers: Array<string>, organizations: Array<string>, 
/**
 * Decks of the talk: the reader's word first, then guesses.
 */
decks: Array<DocumentId>, 
/**
 * The slide that it is on; `None` while it waits for one.
 */
slide: SlideSpot | null, };

/**
 * A session by the clock.
 */
export type RoomSession = { session: SessionId, 
/**
 * Which of its days it is.
 */
date: string, standing: RoomStanding, start: string, 
/**
 * `None` where the programme says no end.
 */
end: string | null, 
/**
 * Whose turn it is by the clock; `None` where the programme gives talks no times.
 */
contribution: ContributionId | null, };

/**
 * How a session stands to the clock.
 */
export type RoomStanding = "running" | "overrunning" | "soon";

/**
 * What goes on in a meeting now.
 */
export type RoomView = { now: string, 
/**
 * The meeting's IANA time zone; without one, nothing is known by the clock.
 */
time_zone: string | null, 
/**
 * The zone by its abbreviation now, such as `EST`.
 */
zone_abbreviation: string | null, 
/**
 * Seconds that the place's clock is ahead of UTC.
 */
utc_offset: number | null, 
/**
 * Sessions that run, those that should be over, and those about to begin: the likeliest first.
 */
sessions: Array<RoomSession>, };

/**
 * A quarter turn, clockwise: the page's `/Rotate`.
 */
export type Rotation = "none" | "clockwise90" | "half" | "clockwise270";

/**
 * What a new version of a programme does to a row.
 */
export type RowChange = "same" | "added" | "changed" | "moved" | "withdrawn";

/**
 * The hits that belong to one session, or to none.
 */
export type SearchGroup = { session: SessionId | null, 
/**
 * It stands on a programme, be its session named there or not.
 */
placed: boolean, 
/**
 * Such as `Session I · Technical challenges …`; `None` without a session.
 */
heading: string | null, hits: Array<SearchHit>, };

/**
 * One hit.
 */
export type SearchHit = { kind: HitKind, 
/**
 * The document to open; `None` for a talk without a deck.
 */
document: DocumentId | null, page: PageIndex | null, annotation: AnnotationId | null, 
/**
 * What was taken down in the room, and is on no slide.
 */
room_note: RoomNoteId | null, contribution: ContributionId | null, person: PersonId | null, tag: TagId | null, 
/**
 * The document's or talk's title, or the person's name.
 */
title: string, 
/**
 * Speaker and affiliation, where known.
 */
byline: string | null, snippet: Array<SnippetPiece>, 
/**
 * The snippet is written from right to left.
 */
rtl: boolean, 
/**
 * What to light on the page.
 */
ranges: Array<CharRange>, score: number, 
/**
 * What was found was read off the page's image, and may be misread.
 */
recognized: boolean, };

/**
 * A search as the reader typed it.
 */
export type SearchRequest = { query: string, 
/**
 * Orders the groups by this meeting's programme.
 */
meeting: MeetingId | null, 
/**
 * Only within this document.
 */
document: DocumentId | null, 
/**
 * How many hits at the most.
 */
limit: number, 
/**
 * Of each facet named here, a hit has one of the values.
 */
chosen: Array<FacetValue>, 
/**
 * Counts, too, by facet.
 */
facets: boolean, };

/**
 * Ranked hits, grouped by session, best group first.
 */
export type SearchResults = { 
/**
 * How many there are in all, shown or not.
 */
n_total: number, groups: Array<SearchGroup>, 
/**
 * Part of the query that was not understood and was searched as plain words.
 */
not_understood: string | null, 
/**
 * The index is being rebuilt: results may be missing.
 */
indexing: boolean, 
/**
 * The query with words that stand somewhere in place of some that stand nowhere.
 */
did_you_mean: string | null, 
/**
 * Hits of that are among these, behind the others.
 */
widened: boolean, 
/**
 * By facet, the commonest value first.
 */
facets: Array<FacetCount>, };

/**
 * A part of a meeting with a character of its own.
 */
export type Segment = { id: SegmentId, meeting: MeetingId, source_key: string, title: string, position: number, };

/**
 * A part of a meeting with a character of its own, such as its technical sessions.
 */
export type SegmentId = string;

/**
 * A segment's sessions on one day.
 */
export type SegmentView = { segment: Segment | null, sessions: Array<SessionView>, };

/**
 * A block with a chair; known by date, segment and number, never by number alone.
 */
export type Session = { id: SessionId, meeting: MeetingId, segment: SegmentId | null, source_key: string, 
/**
 * As printed, such as `I` or `3`.
 */
number: string | null, 
/**
 * Kind and number as printed, such as `Panel 1` or `第一次会议`; `None` where it would say *Session* and the number.
 */
label: string | null, title: string | null, 
/**
 * The days it is held on, ascending; one session may span several.
 */
dates: Array<string>, start: string | null, end: string | null, room: string | null, position: number, };

/**
 * A block with a chair, known by date, segment and number.
 */
export type SessionId = string;

/**
 * A session by its parts, for whoever puts them into words.
 */
export type SessionName = { number: string | null, 
/**
 * Stands for the number where it is there: `Panel 1`.
 */
label: string | null, title: string | null, room: string | null, };

/**
 * A session that pages name: what it is, and where they name it.
 */
export type SessionPage = { meeting: MeetingId, meeting_title: string, session: Session, 
/**
 * Of who leads it.
 */
credits: Array<CreditView>, 
/**
 * Talks that are not withdrawn.
 */
n_talks: number, 
/**
 * Those in decks of the session itself are marked as its own.
 */
mentions: Array<NameMention>, 
/**
 * Where its number is named in documents of which it is not known whose they are; suggestions that the reader has
 * not decided on.
 */
possible: Array<NameMention>, 
/**
 * What the reader has decided of such documents.
 */
judged: Array<JudgedMention>, };

/**
 * A session with the contributions of one day; `session` is `None` for those whose source does not name one.
 */
export type SessionView = { session: Session | null, credits: Array<CreditView>, contributions: Array<ContributionView>, };

/**
 * What an annotation that is not on words looks like, in user space.
 */
export type Shape = { "kind": "point", at: Point, } | { "kind": "rect", rect: Rect, width: number, } | { "kind": "text", rect: Rect, size: number, } | { "kind": "line", from: Point, to: Point, width: number, } | { "kind": "strokes", strokes: Array<Array<[number, number, number]>>, width: number };

/**
 * A slide that a note is on.
 */
export type SlideSpot = { document: DocumentId, page: PageIndex, };

/**
 * A piece of a snippet.
 */
export type SnippetPiece = { text: string, 
/**
 * It is what was searched for.
 */
lit: boolean, };

/**
 * A column of a source that is a table.
 */
export type SourceColumn = { header: string, 
/**
 * Its first values.
 */
samples: Array<string>, meaning: ColumnMeaning | null, };

/**
 * A stretch of one line of a source.
 */
export type SourcePlace = { 
/**
 * Counted from one.
 */
line: number, 
/**
 * Code points from the line's beginning, half-open.
 */
start: number, end: number, how: PlaceHow, };

/**
 * A source as text, line by line.
 */
export type SourceText = { 
/**
 * Of the source's bytes.
 */
sha256: string, 
/**
 * Of its file; nothing where it was pasted.
 */
name: string | null, lines: Array<string>, };

/**
 * Is it a fact or a guess?
 */
export type Standing = { "kind": "confirmed" } | { "kind": "suggested", 
/**
 * From 0 to 1.
 */
score: number, reasons: Array<MatchReason>, 
/**
 * As good as sure, and nothing else claims the document.
 */
certain: boolean, 
/**
 * Of how many talks of its meeting the document is suggested to be together, with this one; 1 of it alone.
 */
n_together: number, 
/**
 * The titles of other meetings on whose programmes the document stands, or may stand about as likely.
 */
elsewhere: Array<string>, };

/**
 * What is suggested.
 */
export type SuggestionKind = "field" | "person" | "organization" | "session" | "tag" | "symbol" | "value" | "word";

/**
 * An official document in a list.
 */
export type SymbolEntry = { symbol: string, 
/**
 * What a corrigendum, an addendum or a revision is one of.
 */
base: string | null, 
/**
 * Whose item it is, where each meeting numbers anew.
 */
meeting: MeetingId | null, meeting_title: string | null, info: SymbolInfo, n_mentions: number, n_documents: number, 
/**
 * Where the documents that cite it stand, each once.
 */
places: Array<MentionPlace>, };

/**
 * What an official document is, as its symbol tells.
 */
export type SymbolInfo = { organ: SymbolOrgan, 
/**
 * The name of a body outside the United Nations, whose document it is.
 */
body: string | null, kind: SymbolKind, year: number | null, 
/**
 * Of the General Assembly or the Human Rights Council, as printed: `75`, `XXX`.
 */
session: string | null, };

/**
 * What kind of document it is.
 */
export type SymbolKind = "resolution" | "decision" | "presidential_statement" | "meeting_record" | "draft" | "information" | "conference_room_paper" | "general_comment" | "addendum" | "corrigendum" | "revision" | "amendment" | "regulation" | "directive" | "standard" | "treaty" | "agenda_item" | "document";

/**
 * Whose document it is.
 */
export type SymbolOrgan = "general_assembly" | "security_council" | "economic_and_social_council" | "commission" | "human_rights_council" | "secretariat" | "treaty_body" | "states_parties" | "conference" | "other";

/**
 * All that is known of an official document.
 */
export type SymbolPage = { symbol: SymbolEntry, 
/**
 * Its base, and those that it is the base of, as far as pages name them.
 */
related: Array<string>, mentions: Array<NameMention>, };

/**
 * A value, how sure it is, and what it came from.
 */
export type TableCell = { field: ItemField, 
/**
 * As it would be typed: a date as `2016-11-30`, a time as `10:00`; empty where there is none.
 */
value: string, 
/**
 * From 0 to 100.
 */
confidence: number, doubts: Array<Doubt>, 
/**
 * What the source says, where the reader's word stands above it.
 */
source: string | null, 
/**
 * What the library has, where this version of the source changes it.
 */
before: string | null, 
/**
 * Where the source prints it; of a corrected cell, where it prints what the source says. Nothing where the source
 * says nothing of it.
 */
origin: CellOrigin | null, };

/**
 * A session or a contribution; the meeting itself.
 */
export type TableRow = { kind: ItemKind, 
/**
 * Unique in the table; what corrections name. The id, once the programme is kept.
 */
key: string, change: RowChange, cells: Array<TableCell>, 
/**
 * The source's line, unchanged; empty where a reader wrote the row.
 */
raw: string, 
/**
 * Its place in the source, counted from one; 0 where there is none.
 */
line: number, 
/**
 * The SHA-256 of the source that it is printed in; nothing where the reader wrote it, or the library has not kept
 * that source.
 */
printed_in: string | null, problems: Array<Problem>, 
/**
 * The parts that people have, for those of the first cell of people.
 */
roles: Array<Role>, };

/**
 * A tag of the reader's one tag tree.
 */
export type Tag = { id: TagId, name: string, parent: TagId | null, 
/**
 * What the tag is for, in the reader's words.
 */
definition: string, color: Color | null, 
/**
 * A digit or letter that gives the tag in quick coding.
 */
shortcut: string | null, };

/**
 * A tag of the reader's one tag tree.
 */
export type TagId = string;

/**
 * A change to a tag; what is `None` stays as it is.
 */
export type TagPatch = { name: string | null, definition: string | null, 
/**
 * `Some(None)` takes it from under its parent.
 */
parent?: string | null, color?: Color | null, shortcut?: string | null, };

/**
 * A tag with how often it is used.
 */
export type TagView = { tag: Tag, n_annotations: number, 
/**
 * Annotations with the tag or one below it; one that has several counts once.
 */
n_below: number, };

/**
 * How far a page's text can be trusted to be all that a reader sees.
 */
export type TextClass = "text" | "partly" | "image_only" | "doubtful" | "recognized" | "blank";

/**
 * How many pages a document has of each class.
 */
export type TextCounts = { text: number, partly: number, image_only: number, doubtful: number, recognized: number, blank: number, };

/**
 * One line: its characters lie along one direction.
 */
export type TextLine = { 
/**
 * Which of the page's characters, without the line break.
 */
range: CharRange, 
/**
 * The point on the baseline from which `edges` count, in user space.
 */
origin: Point, 
/**
 * Unit vector along the baseline, visually left to right for upright text.
 */
direction: Point, 
/**
 * From the baseline up, in points.
 */
ascent: number, 
/**
 * From the baseline down, in points, positive.
 */
descent: number, 
/**
 * Font size in points.
 */
size: number, 
/**
 * The line reads from right to left.
 */
rtl: boolean, source: TextSource, 
/**
 * Two numbers a character: where it begins and ends along `direction` from `origin`, in points, the smaller
 * first. Length is twice the range's.
 */
edges: Array<number>, };

/**
 * Where a line's characters come from, most reliable first.
 */
export type TextSource = "drawn" | "invisible" | "ocr";

/**
 * One of several stretches of words that an annotation marks.
 */
export type TextStretch = { range: CharRange, 
/**
 * How many of the target's quads are its own; they stand in the order of the stretches.
 */
n_quads: number, quote: string, 
/**
 * Up to 32 characters before the quote.
 */
prefix: string, 
/**
 * Up to 32 characters after the quote.
 */
suffix: string, };

/**
 * Tags × sessions, organizations or speakers.
 */
export type ThemeMatrix = { axis: MatrixAxis, 
/**
 * Those of the programme, whether they have notes or not; last, where there is any, what stands on none of them.
 */
columns: Array<MatrixColumn>, 
/**
 * Each tag below its parent; last, where there are any, the notes without a tag.
 */
rows: Array<MatrixRow>, 
/**
 * Notes of the meeting's documents, each counted once.
 */
total: MatrixCount, };

/**
 * Anything that a link can begin or end at.
 */
export type Thing = { "kind": "annotation", annotation: AnnotationId, } | { "kind": "slide", document: DocumentId, page: PageIndex, } | { "kind": "document", document: DocumentId, } | { "kind": "contribution", contribution: ContributionId, } | { "kind": "session", session: SessionId, } | { "kind": "person", person: PersonId, } | { "kind": "organization", organization: OrganizationId, } | { "kind": "symbol", symbol: string, 
/**
 * Whose it is, where each meeting numbers anew; nothing in links that earlier versions made.
 */
meeting: MeetingId | null, };

/**
 * A thing as a list names it.
 */
export type ThingView = { thing: Thing, 
/**
 * What it is called, or its words; empty where it is gone.
 */
title: string, 
/**
 * Whose it is, or where it stands.
 */
detail: string | null, 
/**
 * Where it is opened.
 */
document: DocumentId | null, page: PageIndex | null, meeting: MeetingId | null, date: string | null, 
/**
 * It was deleted, or has left the library.
 */
gone: boolean, };

/**
 * A document on no programme, with the guesses of where it may belong.
 */
export type UnplacedView = { document: DocumentCard, };

/**
 * One of two versions, side by side with the other.
 */
export type VersionView = { document: DocumentId, title: string, file_name: string, pages: Array<Page>, };

/**
 * How large pages are shown.
 */
export type Zoom = { "kind": "fit_page" } | { "kind": "fit_width" } | { "kind": "scale", factor: number, };

