//! What is asked of search and what it answers.

use crate::{AnnotationId, CharRange, ContributionId, DocumentId, MeetingId, PageIndex, PersonId, SessionId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A search as the reader typed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchRequest {
    pub query: String,
    /// Orders the groups by this meeting's programme.
    pub meeting: Option<MeetingId>,
    /// Only within this document.
    pub document: Option<DocumentId>,
    /// How many hits at the most.
    pub limit: u32,
}

/// Ranked hits, grouped by session, best group first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct SearchResults {
    /// How many there are in all, shown or not.
    pub n_total: u32,
    pub groups: Vec<SearchGroup>,
    /// Part of the query that was not understood and was searched as plain words.
    pub not_understood: Option<String>,
    /// The index is being rebuilt: results may be missing.
    pub indexing: bool,
}

/// The hits that belong to one session, or to none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchGroup {
    pub session: Option<SessionId>,
    /// It stands on a programme, be its session named there or not.
    pub placed: bool,
    /// Such as `Session I · Technical challenges …`; `None` without a session.
    pub heading: Option<String>,
    pub hits: Vec<SearchHit>,
}

/// One hit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    pub kind: HitKind,
    /// The document to open; `None` for a talk without a deck.
    pub document: Option<DocumentId>,
    pub page: Option<PageIndex>,
    pub annotation: Option<AnnotationId>,
    pub contribution: Option<ContributionId>,
    pub person: Option<PersonId>,
    /// The document's or talk's title, or the person's name.
    pub title: String,
    /// Speaker and affiliation, where known.
    pub byline: Option<String>,
    pub snippet: Vec<SnippetPiece>,
    /// What to light on the page.
    pub ranges: Vec<CharRange>,
    pub score: f32,
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    Page,
    Document,
    Contribution,
    Session,
    Person,
    Organization,
    Annotation,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnippetPiece {
    pub text: String,
    /// It is what was searched for.
    pub lit: bool,
}
