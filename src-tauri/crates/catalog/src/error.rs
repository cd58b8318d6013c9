//! What can go wrong in the library.

use model::{
    AnnotationId, ContributionId, DocumentId, ErrorCode, LinkId, MeetingId, PageIndex, RoomNoteId, SessionId, TagId,
};
use std::path::PathBuf;

/// Why the library did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is no library in {path}")]
    NoLibrary { path: PathBuf },
    #[error("cannot {doing} {path}")]
    Io { doing: &'static str, path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Store(#[from] store::Error),
    #[error("the search index failed")]
    Index { source: search::Error },
    #[error("document {0} is not in the library")]
    NoDocument(DocumentId),
    #[error("page {page} of document {document} cannot be read")]
    NoPage { document: DocumentId, page: PageIndex },
    #[error("meeting {0} is not in the library")]
    NoMeeting(MeetingId),
    #[error("contribution {0} is not in the library")]
    NoContribution(ContributionId),
    #[error("annotation {0} is not in the library")]
    NoAnnotation(AnnotationId),
    #[error("note {0} of the room is not in the library")]
    NoRoomNote(RoomNoteId),
    #[error("the note is on a slide already")]
    RoomNotePlaced,
    #[error("tag {0} is not in the library")]
    NoTag(TagId),
    #[error("there is no link {0}")]
    NoLink(LinkId),
    #[error("there is no session {0} on a programme of the library")]
    NoSession(SessionId),
    #[error("a thing is not linked with itself")]
    LinkToItself,
    #[error("a link in your own words needs some")]
    NoRelation,
    #[error("nobody of that name is in the register")]
    NoName,
    #[error("a tag needs a name")]
    EmptyTagName,
    #[error("a kept search must search for something")]
    EmptySearch,
    #[error("there is already a tag named {0}")]
    TagNameTaken(String),
    #[error("a tag cannot be below itself")]
    TagBelowItself,
    #[error("the selection holds no words")]
    NothingSelected,
    #[error("there is nothing to draw on the page")]
    BadShape,
    #[error(
        "these marks cannot become one: they are on several pages, of kinds that do not go together, or on words that are gone"
    )]
    NotMergeable,
    #[error("a document is no version of itself")]
    SameDocument,
    #[error("the document asks for a password")]
    PasswordNeeded,
    #[error("the document cannot be read")]
    Unreadable { problem: model::Problem },
    #[error("the document's reader stopped: {reason}")]
    Worker { reason: String },
    #[error("a newer request took this one's place")]
    Stale,
    #[error("cannot start a worker process")]
    WorkerStart { source: std::io::Error },
    #[error("Tesseract, which recognizes text on scanned pages, is not installed")]
    NoRecognizer,
    #[error("cannot start Tesseract")]
    RecognizerStart { source: std::io::Error },
    #[error("Tesseract has no data for the language {language}")]
    NoLanguageData { language: String },
    #[error("{text} is not understood")]
    NotUnderstood { text: String },
    #[error("{id} is not on a programme of the library")]
    NoItem { id: String },
    #[error("the source has changed since it was looked through")]
    SourceChanged,
    #[error("nothing in it could be read as a programme")]
    NoProgramme,
    #[error("{reason}")]
    Export { reason: String },
    #[error("exports are not written into the library or over an original: {path}")]
    NoPlaceForExports { path: PathBuf },
    #[error("the backup {path} cannot be restored: it is damaged itself")]
    BadBackup { path: PathBuf },
    #[error("there is no backup that can be restored")]
    NoBackup,
    #[error("the work was cancelled")]
    Cancelled,
}

impl Error {
    /// What somebody may branch on.
    pub fn code(&self) -> ErrorCode {
        match self {
            Error::NoLibrary { .. }
            | Error::NoDocument(_)
            | Error::NoPage { .. }
            | Error::NoMeeting(_)
            | Error::NoContribution(_)
            | Error::NoAnnotation(_)
            | Error::NoRoomNote(_)
            | Error::NoTag(_)
            | Error::NoItem { .. }
            | Error::NoLink(_)
            | Error::NoSession(_)
            | Error::NoName => ErrorCode::NotFound,
            Error::PasswordNeeded => ErrorCode::PasswordNeeded,
            Error::Cancelled => ErrorCode::Cancelled,
            Error::Store(store::Error::DiskFull { .. }) => ErrorCode::DiskFull,
            Error::Store(store::Error::ReadOnly { .. }) => ErrorCode::ReadOnly,
            Error::Store(store::Error::Unreachable { .. } | store::Error::Gone { .. }) => ErrorCode::LibraryGone,
            Error::Io { source, .. } if source.kind() == std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
            Error::Io { .. }
            | Error::Store(_)
            | Error::Index { .. }
            | Error::EmptyTagName
            | Error::EmptySearch
            | Error::TagNameTaken(_)
            | Error::TagBelowItself
            | Error::NothingSelected
            | Error::BadShape
            | Error::NotMergeable
            | Error::RoomNotePlaced
            | Error::SameDocument
            | Error::Unreadable { .. }
            | Error::Worker { .. }
            | Error::Stale
            | Error::WorkerStart { .. }
            | Error::LinkToItself
            | Error::NoRelation
            | Error::NoRecognizer
            | Error::RecognizerStart { .. }
            | Error::NoLanguageData { .. }
            | Error::NoProgramme
            | Error::NotUnderstood { .. }
            | Error::SourceChanged
            | Error::Export { .. }
            | Error::NoPlaceForExports { .. }
            | Error::BadBackup { .. }
            | Error::NoBackup => ErrorCode::Other,
        }
    }

    /// The database is damaged: a backup may help.
    pub fn is_damage(&self) -> bool {
        matches!(self, Error::Store(store::Error::Damaged { .. }))
    }

    pub(crate) fn io(doing: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.into();
        move |source| Error::Io { doing, path, source }
    }
}

impl From<search::Error> for Error {
    fn from(source: search::Error) -> Self {
        Error::Index { source }
    }
}

/// An error with all its causes, in one line.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let words = cause.to_string();
        if !text.contains(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        source = cause.source();
    }
    text
}
