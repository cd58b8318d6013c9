//! The theme matrix: what a meeting's notes speak of, and where; a meeting's blind spots at a glance.

use crate::{Color, SessionName, TagId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatrixAxis {
    Session,
    Organization,
    Speaker,
}

/// Tags × sessions, organizations or speakers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ThemeMatrix {
    pub axis: MatrixAxis,
    /// Those of the programme, whether they have notes or not; last, where there is any, what stands on none of them.
    pub columns: Vec<MatrixColumn>,
    /// Each tag below its parent; last, where there are any, the notes without a tag.
    pub rows: Vec<MatrixRow>,
    /// Notes of the meeting's documents, each counted once.
    pub total: MatrixCount,
}

/// A session, an organization or a speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MatrixColumn {
    /// By which its notes are asked for: a session's id, a name as printed; empty for what stands on none.
    pub key: String,
    /// In words, as exports have it; empty for what stands on none.
    pub heading: String,
    /// A session's name by its parts.
    pub session_name: Option<SessionName>,
    /// Notes in it, each counted once.
    pub total: MatrixCount,
}

/// A tag and how often it was given, with those below it, in each column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MatrixRow {
    /// `None` for the notes without a tag.
    pub tag: Option<TagId>,
    pub name: String,
    pub color: Option<Color>,
    /// How many tags it stands below.
    pub depth: u32,
    /// One a column.
    pub counts: Vec<MatrixCount>,
    /// Notes in the row, each counted once though it stand in several columns.
    pub total: MatrixCount,
}

/// How many notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct MatrixCount {
    pub n: u32,
    /// How many of them stand there by a suggestion that the reader has not confirmed.
    pub n_suggested: u32,
}

/// In which format the matrix leaves the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatrixFormat {
    Csv,
    Markdown,
}
