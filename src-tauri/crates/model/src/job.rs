//! Long work: its progress, and the facts that it tells.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A piece of long work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct JobId(pub u32);

/// Long work as the activity place shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Job {
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    pub n_done: u32,
    /// `None` while it is not known yet.
    pub n_total: Option<u32>,
    /// What it is busy with, such as a file's name.
    pub current: Option<String>,
    /// How many of those done have a problem worth a look.
    pub n_problems: u32,
    /// What could not even be begun, such as files that cannot be opened, each with its reason.
    pub failures: Vec<String>,
    /// What stopped it, where it failed.
    pub error: Option<String>,
}

/// What kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    ImportDocuments,
    BuildIndex,
    /// Reading page text again, after the program learned to read better.
    ReadText,
    /// Reading text off the images of scanned pages.
    RecognizeText,
    /// Holding the pages of two versions of a deck against each other.
    CompareVersions,
    /// Guessing which document belongs to which talk.
    PlaceDocuments,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Finished,
    Cancelled,
    Failed,
}

/// A fact that lists may have to be fetched again for; it carries nothing that could be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    DocumentsChanged,
    ProgrammeChanged,
    AnnotationsChanged,
    TagsChanged,
    KeptSearchesChanged,
    /// What undo and redo would do is another now.
    HistoryChanged,
    SearchIndexChanged,
    JobsChanged,
}

/// An error as the window gets it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CommandError {
    pub code: ErrorCode,
    /// The whole chain of causes, for copying into a report.
    pub message: String,
}

/// A code exists only where the window does something of its own about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    NotFound,
    PasswordNeeded,
    DiskFull,
    /// The library's folder cannot be written to.
    ReadOnly,
    /// The library's disk or folder is not there, or does not answer.
    LibraryGone,
    /// Long work that was asked to stop.
    Cancelled,
    Other,
}
