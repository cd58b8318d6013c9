//! Whole screens as one answer each, so that the window asks once.

use crate::*;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The library, for the frame of the window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LibraryView {
    /// The folder on disk.
    pub path: String,
    pub meetings: Vec<MeetingCard>,
    pub n_documents: u32,
    pub n_annotations: u32,
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MeetingCard {
    pub id: MeetingId,
    pub title: String,
    /// First and last day, where known.
    #[ts(type = "[string, string] | null")]
    pub dates: Option<(Date, Date)>,
    pub n_contributions: u32,
}

/// The home screen: a meeting's programme with its files on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MeetingView {
    pub meeting: Meeting,
    pub days: Vec<DayView>,
    /// Documents in the library that stand on no programme.
    pub unplaced: Vec<UnplacedView>,
    pub problems: Vec<Problem>,
    pub counts: MeetingCounts,
}

/// A meeting in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct MeetingCounts {
    pub n_contributions: u32,
    /// Talks with a confirmed or suggested deck.
    pub n_with_document: u32,
    pub n_suggested: u32,
    pub n_unplaced: u32,
    pub n_pages: u32,
    pub n_annotations: u32,
}

/// One day; `None` for what has no date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DayView {
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    pub segments: Vec<SegmentView>,
}

/// A segment's sessions on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SegmentView {
    pub segment: Option<Segment>,
    pub sessions: Vec<SessionView>,
}

/// A session with the contributions of one day; `session` is `None` for those whose source does not name one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SessionView {
    pub session: Option<Session>,
    pub credits: Vec<CreditView>,
    pub contributions: Vec<ContributionView>,
}

/// One talk, who gives it, and its decks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ContributionView {
    pub contribution: Contribution,
    pub credits: Vec<CreditView>,
    /// Confirmed first; then suggestions, best first.
    pub materials: Vec<MaterialView>,
    pub problems: Vec<Problem>,
}

/// A credit with its names looked up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CreditView {
    pub role: Role,
    pub honorific: Option<String>,
    pub person: Option<PersonId>,
    pub name: Option<String>,
    pub organization: Option<OrganizationId>,
    /// As printed here, acronym included.
    pub affiliation: Option<String>,
    /// The organisation's acronym alone, where known.
    pub acronym: Option<String>,
}

/// A document on a contribution: the reader's word or a guess.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MaterialView {
    pub document: DocumentCard,
    pub standing: Standing,
    /// The newest version of the same deck, where this is an earlier one: it stands first.
    pub newest: Option<DocumentId>,
}

/// Is it a fact or a guess?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Standing {
    Confirmed,
    Suggested {
        /// From 0 to 1.
        score: f32,
        reasons: Vec<MatchReason>,
        /// As good as sure, and nothing else claims the document.
        certain: bool,
        /// Of how many talks of its meeting the document is suggested to be together, with this one; 1 of it alone.
        n_together: u32,
        /// The titles of other meetings on whose programmes the document stands, or may stand about as likely.
        elsewhere: Vec<String>,
    },
}

/// Why a document was suggested for a contribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MatchReason {
    pub evidence: Evidence,
    /// Where it was found.
    pub place: EvidencePlace,
    /// The words that agree, as they stand in the document.
    pub words: String,
}

/// What agrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    Speaker,
    Organization,
    Title,
    Date,
    Session,
    /// The programme links to a file of this name.
    Link,
    /// Its number among files whose numbers follow the programme.
    Number,
    /// It is a version of a deck that stands there.
    Version,
}

/// Where evidence was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EvidencePlace {
    FileName,
    FirstPages,
    Metadata,
}

/// A document in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DocumentCard {
    pub id: DocumentId,
    pub title: String,
    pub file_name: String,
    pub n_pages: u32,
    /// How far the text of its pages can be trusted.
    pub text: TextCounts,
    #[ts(type = "number")]
    pub n_bytes: u64,
    pub n_annotations: u32,
    pub n_files: u32,
    pub language: Option<String>,
    pub status: DocumentStatus,
    pub problems: Vec<Problem>,
    /// Width over height of the first page as it is shown.
    pub aspect_ratio: f32,
    #[ts(type = "string")]
    pub imported_at: jiff::Timestamp,
    /// The page where reading stopped; `None` if it was never opened.
    pub last_page: Option<PageIndex>,
    /// Pages that are images, whose text is not known yet: search cannot find them.
    pub n_unrecognized: u32,
}

/// A document on no programme, with the guesses of where it may belong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct UnplacedView {
    pub document: DocumentCard,
}

/// A document with where it stands, in the list of all documents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DocumentRow {
    pub document: DocumentCard,
    pub placements: Vec<Placement>,
}

/// Where a document stands on a programme.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Placement {
    pub meeting: MeetingId,
    pub meeting_title: String,
    pub session: Option<SessionId>,
    /// Such as `Session I · Technical challenges …`.
    pub session_heading: Option<String>,
    pub session_name: Option<SessionName>,
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    pub contribution: ContributionId,
    pub contribution_title: Option<String>,
    pub credits: Vec<CreditView>,
    pub standing: Standing,
}

/// A document opened in the reader.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DocumentView {
    pub document: Document,
    pub title: String,
    pub pages: Vec<Page>,
    pub outline: Vec<OutlineItem>,
    /// What other programs left in the file.
    pub pdf_annotations: Vec<PdfAnnotation>,
    pub placements: Vec<Placement>,
    pub reading: ReadingState,
    /// Only a password opens the file, and it was not given since the program started: pages cannot be drawn.
    pub needs_password: bool,
}

/// Where the reader was in a document.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct ReadingState {
    pub page: PageIndex,
    /// How far down the page the window's top edge is, from 0 to 1.
    pub offset: f32,
    pub zoom: Zoom,
}

impl Default for ReadingState {
    fn default() -> Self {
        ReadingState { page: PageIndex(0), offset: 0., zoom: Zoom::FitPage }
    }
}

/// How large pages are shown.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Zoom {
    FitPage,
    FitWidth,
    /// 1 is one point for one CSS pixel times 4/3: actual size on a 96 dpi screen.
    Scale {
        factor: f32,
    },
}

/// What is shown of a page, in user space, and how it is turned.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct PageFrame {
    pub crop: Rect,
    pub rotation: Rotation,
}

impl PageFrame {
    /// The corner that is shown at the upper right, and what is shown as leftwards and downwards, in user space.
    pub fn edges(&self) -> (Point, Point, Point) {
        let c = self.crop;
        let p = Point::new;
        match self.rotation {
            Rotation::None => (p(c.x1, c.y1), p(-1., 0.), p(0., -1.)),
            Rotation::Clockwise90 => (p(c.x0, c.y1), p(0., -1.), p(1., 0.)),
            Rotation::Half => (p(c.x0, c.y0), p(1., 0.), p(0., 1.)),
            Rotation::Clockwise270 => (p(c.x1, c.y0), p(0., 1.), p(-1., 0.)),
        }
    }
}

/// An annotation with what a list shows beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnnotationView {
    pub annotation: Annotation,
    pub document_title: String,
    pub page_label: Option<String>,
    /// What is shown of its page, for those that are shown as a picture.
    pub frame: Option<PageFrame>,
    /// Speakers as printed.
    pub byline: Option<String>,
    /// The same, one by one.
    pub speakers: Vec<String>,
    /// Where they come from, by acronym where it has one.
    pub organizations: Vec<String>,
    pub session: Option<SessionId>,
    pub session_heading: Option<String>,
    pub session_name: Option<SessionName>,
    /// Speaker and session are a guess that the reader has not confirmed.
    pub suggested: bool,
}

/// Text recognition: can it be done here, and how much there is to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecognitionView {
    /// The program and its version, such as `tesseract 5.3.0`; `None` where it is not installed.
    pub engine: Option<String>,
    /// Those of the six languages, by ISO 639-1, that it cannot read here.
    pub missing_languages: Vec<String>,
    /// It begins by itself when there are pages that need it.
    pub enabled: bool,
    /// Pages that are images, whose text is not known yet.
    pub n_waiting: u32,
    /// What to type into a terminal to install all that is missing; `None` where nothing is, or no one command does.
    pub install_command: Option<String>,
    /// The reader does not want to be told again what is missing.
    pub hint_dismissed: bool,
}

/// Which annotations to list; `None` does not restrict.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct AnnotationFilter {
    #[serde(default)]
    pub document: Option<DocumentId>,
    #[serde(default)]
    pub meeting: Option<MeetingId>,
    #[serde(default)]
    pub tag: Option<TagId>,
}

/// A copy of the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BackupView {
    /// The file's name.
    pub name: String,
    #[ts(type = "string")]
    pub made_at: jiff::Timestamp,
    #[ts(type = "number")]
    pub n_bytes: u64,
    /// Made before the database was brought to a newer version.
    pub before_migration: bool,
}

/// What an annotated copy has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopyReport {
    pub n_written: u32,
    /// Annotations without a place on their page.
    pub n_unplaced: u32,
    /// The original is damaged: the copy has other bytes.
    pub repaired: bool,
}

/// In which format annotations leave the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    Markdown,
    Csv,
    WebAnnotation,
}

/// A tag with how often it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TagView {
    pub tag: Tag,
    pub n_annotations: u32,
    /// Annotations with the tag or one below it; one that has several counts once.
    pub n_below: u32,
}

/// What an import of a programme did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProgrammeReport {
    pub meeting: MeetingId,
    pub title: String,
    pub n_sessions: u32,
    pub n_contributions: u32,
    pub n_people: u32,
    pub n_added: u32,
    pub n_changed: u32,
    /// At another time or place, or in another session.
    pub n_moved: u32,
    /// Contributions that were there before and are not in the source any more; they are kept.
    pub n_withdrawn: u32,
    pub problems: Vec<Problem>,
}

/// Where a programme is read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ProgrammeSource {
    /// Pasted text; its kind is found by content.
    Text { text: String },
    /// A file on disk.
    File { path: String },
}

/// One finding of a check of the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CheckFinding {
    pub kind: CheckFindingKind,
    pub document: Option<DocumentId>,
    pub detail: String,
    /// It was mended by the check itself.
    pub mended: bool,
}

/// What a check of the library can find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckFindingKind {
    /// The library's own copy is gone.
    CopyMissing,
    /// The library's own copy is not what was imported.
    CopyChanged,
    /// A file in the library that no document owns.
    CopyUnknown,
    /// Page text is missing or of another engine.
    TextMissing,
    /// The database is damaged.
    DatabaseDamaged,
    /// The search index is missing, damaged or behind.
    IndexStale,
    /// Rows differ from the history that they are made from.
    ProjectionDiffers,
    /// An annotation is of a document that is not in the library.
    AnnotationOrphaned,
    /// A copy of the database cannot be restored.
    BackupDamaged,
    /// The newest copy of the database is older than a week.
    BackupOld,
    /// The library's folder cannot be written to.
    FolderReadOnly,
}
