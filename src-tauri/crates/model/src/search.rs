//! What is asked of search and what it answers.

use crate::{
    AnnotationId, CharRange, ContributionId, DocumentId, KeptSearchId, MeetingId, PageIndex, PersonId, RoomNoteId,
    SessionId, TagId,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A search as the reader typed it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct SearchRequest {
    pub query: String,
    /// Orders the groups by this meeting's programme.
    pub meeting: Option<MeetingId>,
    /// Only within this document.
    pub document: Option<DocumentId>,
    /// How many hits at the most.
    pub limit: u32,
    /// Of each facet named here, a hit has one of the values.
    #[serde(default)]
    pub chosen: Vec<FacetValue>,
    /// Counts, too, by facet.
    #[serde(default)]
    pub facets: bool,
}

/// By what hits can be told apart and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FacetKind {
    Kind,
    Session,
    Person,
    Organization,
    Language,
    Tag,
    Year,
    Annotated,
}

/// A value of a facet: an id, a language's code, a year, a kind, or `1` and `0`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FacetValue {
    pub facet: FacetKind,
    pub value: String,
}

/// How many hits have a value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FacetCount {
    pub facet: FacetKind,
    pub value: String,
    /// What the value is called, where that is not for the interface to say.
    pub label: Option<String>,
    pub n: u32,
    pub chosen: bool,
}

/// Something to put into a query while it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct QuerySuggestion {
    /// The query from its start to the end of what is put in.
    pub query: String,
    /// What is put in, as a reader names it.
    pub label: String,
    pub kind: SuggestionKind,
}

/// What is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    Field,
    Person,
    Organization,
    Session,
    Tag,
    Symbol,
    Value,
    Word,
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
    /// The query with words that stand somewhere in place of some that stand nowhere.
    pub did_you_mean: Option<String>,
    /// Hits of that are among these, behind the others.
    pub widened: bool,
    /// By facet, the commonest value first.
    pub facets: Vec<FacetCount>,
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
    /// What was taken down in the room, and is on no slide.
    pub room_note: Option<RoomNoteId>,
    pub contribution: Option<ContributionId>,
    pub person: Option<PersonId>,
    pub tag: Option<TagId>,
    /// The document's or talk's title, or the person's name.
    pub title: String,
    /// Speaker and affiliation, where known.
    pub byline: Option<String>,
    pub snippet: Vec<SnippetPiece>,
    /// The snippet is written from right to left.
    pub rtl: bool,
    /// What to light on the page.
    pub ranges: Vec<CharRange>,
    pub score: f32,
    /// What was found was read off the page's image, and may be misread.
    pub recognized: bool,
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
    Tag,
}

/// A search that the reader keeps. It is only its words: its hits are always of now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptSearch {
    pub id: KeptSearchId,
    pub query: String,
}

/// A kept search, and how many hits it has now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptSearchView {
    pub search: KeptSearch,
    pub n_hits: u32,
}

/// A piece of a snippet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SnippetPiece {
    pub text: String,
    /// It is what was searched for.
    pub lit: bool,
}
