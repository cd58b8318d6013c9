//! What the reader makes: annotations and tags, after the W3C Web Annotation Data Model.

use crate::{AnnotationId, CharRange, DocumentId, PageIndex, Quad, TagId, TextSource};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A mark on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Annotation {
    pub id: AnnotationId,
    pub target: AnnotationTarget,
    pub kind: AnnotationKind,
    pub color: Color,
    /// The reader's words; empty where there are none.
    pub comment: String,
    pub tags: Vec<TagId>,
    pub author: String,
    #[ts(type = "string")]
    pub created_at: Timestamp,
    #[ts(type = "string")]
    pub modified_at: Timestamp,
    /// Its words could not be found again in the document's text; it is shown, never dropped.
    pub orphaned: bool,
}

/// Where an annotation is: its quads, its quote with what stands around it, and its range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnnotationTarget {
    pub document: DocumentId,
    pub page: PageIndex,
    pub range: CharRange,
    /// One a line.
    pub quads: Vec<Quad>,
    /// The words as they stand in the page's text.
    pub quote: String,
    /// Up to 32 characters before the quote.
    pub prefix: String,
    /// Up to 32 characters after the quote.
    pub suffix: String,
    /// Where the quote's characters come from; [`TextSource::Ocr`] if any was read off the page's image.
    #[serde(default)]
    pub source: TextSource,
}

/// How an annotation marks its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnnotationKind {
    Highlight,
}

/// The eight annotation colours, in the order of their keys 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Color {
    #[default]
    Yellow,
    Red,
    Green,
    Blue,
    Purple,
    Magenta,
    Orange,
    Gray,
}

impl Color {
    pub const ALL: [Color; 8] = [
        Color::Yellow,
        Color::Red,
        Color::Green,
        Color::Blue,
        Color::Purple,
        Color::Magenta,
        Color::Orange,
        Color::Gray,
    ];

    /// `#rrggbb`, the values that Zotero made customary.
    pub fn hex(self) -> &'static str {
        match self {
            Color::Yellow => "#ffd400",
            Color::Red => "#ff6666",
            Color::Green => "#5fb236",
            Color::Blue => "#2ea8e5",
            Color::Purple => "#a28ae5",
            Color::Magenta => "#e56eee",
            Color::Orange => "#f19837",
            Color::Gray => "#aaaaaa",
        }
    }

    /// Its name in data and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Color::Yellow => "yellow",
            Color::Red => "red",
            Color::Green => "green",
            Color::Blue => "blue",
            Color::Purple => "purple",
            Color::Magenta => "magenta",
            Color::Orange => "orange",
            Color::Gray => "gray",
        }
    }

    pub fn from_name(name: &str) -> Option<Color> {
        Color::ALL.into_iter().find(|color| color.name() == name)
    }
}

/// A new annotation, before it has an id: the words to mark are given by their range alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnnotationDraft {
    pub document: DocumentId,
    pub page: PageIndex,
    pub range: CharRange,
    pub color: Color,
    pub comment: String,
    pub tags: Vec<TagId>,
}

/// A change to an annotation; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct AnnotationPatch {
    #[serde(default)]
    pub color: Option<Color>,
    #[serde(default)]
    pub comment: Option<String>,
    #[serde(default)]
    pub tags: Option<Vec<TagId>>,
}

/// A tag of the reader's one tag tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    pub parent: Option<TagId>,
    /// What the tag is for, in the reader's words.
    pub definition: String,
}
