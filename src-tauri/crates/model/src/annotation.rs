//! What the reader makes: annotations and tags, after the W3C Web Annotation Data Model.

use crate::{AnnotationId, CharRange, DocumentId, PageIndex, Point, Quad, Rect, ReplyId, TagId, TextSource};
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
    /// The reader's words, in Markdown; empty where there are none. Free text shows them on the page.
    pub comment: String,
    /// Oldest first.
    pub replies: Vec<Reply>,
    pub tags: Vec<TagId>,
    pub author: String,
    #[ts(type = "string")]
    pub created_at: Timestamp,
    #[ts(type = "string")]
    pub modified_at: Timestamp,
    /// Its words could not be found again in the document's text; it is shown, never dropped.
    pub orphaned: bool,
}

/// An answer to an annotation's comment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Reply {
    pub id: ReplyId,
    pub author: String,
    /// Markdown.
    pub text: String,
    #[ts(type = "string")]
    pub created_at: Timestamp,
    #[ts(type = "string")]
    pub modified_at: Timestamp,
}

/// Where an annotation is: its quads, its quote with what stands around it, and its range; or its shape. Where words are
/// left out between those that are marked, each stretch of them has its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnnotationTarget {
    pub document: DocumentId,
    pub page: PageIndex,
    /// From the first word that is marked to the last; of a shape, the empty range before the words that follow it.
    pub range: CharRange,
    /// One a line; the box around a shape.
    pub quads: Vec<Quad>,
    /// The words as they stand in the page's text, with an ellipsis where some are left out; of an area or a box, those
    /// within it.
    pub quote: String,
    /// Up to 32 characters before the quote.
    pub prefix: String,
    /// Up to 32 characters after the quote.
    pub suffix: String,
    /// Where the quote's characters come from; [`TextSource::Ocr`] if any was read off the page's image.
    #[serde(default)]
    pub source: TextSource,
    /// What is drawn; `None` where words are marked.
    #[serde(default)]
    pub shape: Option<Shape>,
    /// In the order of the text, two or more where words are left out between them; else none.
    #[serde(default)]
    pub stretches: Vec<TextStretch>,
}

impl AnnotationTarget {
    /// Each stretch of text that is marked, with its words.
    pub fn marked(&self) -> Vec<(CharRange, &str)> {
        if self.stretches.is_empty() {
            return vec![(self.range, &self.quote)];
        }
        self.stretches.iter().map(|stretch| (stretch.range, stretch.quote.as_str())).collect()
    }

    /// The same, without the words.
    pub fn ranges(&self) -> Vec<CharRange> {
        self.marked().into_iter().map(|(range, _)| range).collect()
    }
}

/// One of several stretches of words that an annotation marks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TextStretch {
    pub range: CharRange,
    /// How many of the target's quads are its own; they stand in the order of the stretches.
    pub n_quads: u32,
    pub quote: String,
    /// Up to 32 characters before the quote.
    pub prefix: String,
    /// Up to 32 characters after the quote.
    pub suffix: String,
}

/// What an annotation that is not on words looks like, in user space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Shape {
    /// A note's place.
    Point { at: Point },
    /// An area, or a box with a frame of this width.
    Rect { rect: Rect, width: f32 },
    /// Free text, with the size of its letters.
    Text { rect: Rect, size: f32 },
    /// An arrow, from its foot to its head.
    Line { from: Point, to: Point, width: f32 },
    /// What a pen drew: x, y and pressure (0 to 1) of each point.
    #[ts(type = "{ \"kind\": \"strokes\", strokes: Array<Array<[number, number, number]>>, width: number }")]
    Strokes { strokes: Vec<Vec<[f32; 3]>>, width: f32 },
}

impl Shape {
    /// The upright rectangle around it; a note's is its icon's.
    pub fn bounds(&self) -> Rect {
        let around = |points: &mut dyn Iterator<Item = Point>, margin: f32| {
            let mut bounds: Option<Rect> = None;
            for p in points {
                let b = bounds.get_or_insert(Rect { x0: p.x, y0: p.y, x1: p.x, y1: p.y });
                *b = Rect { x0: b.x0.min(p.x), y0: b.y0.min(p.y), x1: b.x1.max(p.x), y1: b.y1.max(p.y) };
            }
            let b = bounds.unwrap_or_default();
            Rect { x0: b.x0 - margin, y0: b.y0 - margin, x1: b.x1 + margin, y1: b.y1 + margin }
        };
        match self {
            Shape::Point { at } => around(&mut [*at].into_iter(), NOTE_SIZE / 2.),
            Shape::Rect { rect, .. } | Shape::Text { rect, .. } => *rect,
            Shape::Line { from, to, width } => around(&mut [*from, *to].into_iter(), *width * 2.),
            Shape::Strokes { strokes, width } => {
                around(&mut strokes.iter().flatten().map(|&[x, y, _]| Point::new(x, y)), *width / 2.)
            }
        }
    }

    /// Can PDF and JSON spell it, and is there something to see?
    pub fn is_sound(&self) -> bool {
        let b = self.bounds();
        let is_finite = [b.x0, b.y0, b.x1, b.y1].into_iter().all(f32::is_finite);
        let has_extent = b.x1 > b.x0 || b.y1 > b.y0;
        is_finite
            && has_extent
            && match self {
                Shape::Point { .. } => true,
                Shape::Rect { rect, width } => rect.x1 > rect.x0 && rect.y1 > rect.y0 && width.is_finite(),
                Shape::Text { rect, size } => rect.x1 > rect.x0 && rect.y1 > rect.y0 && size.is_finite() && *size > 0.,
                Shape::Line { from, to, width } => from != to && width.is_finite() && *width > 0.,
                Shape::Strokes { strokes, width } => {
                    strokes.iter().any(|stroke| !stroke.is_empty())
                        && strokes.iter().flatten().flatten().all(|n| n.is_finite())
                        && width.is_finite()
                        && *width > 0.
                }
            }
    }
}

/// How wide and high a note's icon is, in points.
pub const NOTE_SIZE: f32 = 18.;

/// How an annotation marks its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnnotationKind {
    #[default]
    Highlight,
    Underline,
    StrikeOut,
    Squiggle,
    /// A point on the page with a comment.
    Note,
    /// A comment that is written on the page.
    FreeText,
    /// A piece of the page, shown as a picture in lists.
    Area,
    Ink,
    Arrow,
    Box,
}

impl AnnotationKind {
    pub const ALL: [AnnotationKind; 10] = [
        AnnotationKind::Highlight,
        AnnotationKind::Underline,
        AnnotationKind::StrikeOut,
        AnnotationKind::Squiggle,
        AnnotationKind::Note,
        AnnotationKind::FreeText,
        AnnotationKind::Area,
        AnnotationKind::Ink,
        AnnotationKind::Arrow,
        AnnotationKind::Box,
    ];

    /// Does it mark words, rather than a place of the page?
    pub fn marks_words(self) -> bool {
        use AnnotationKind::*;
        match self {
            Highlight | Underline | StrikeOut | Squiggle => true,
            Note | FreeText | Area | Ink | Arrow | Box => false,
        }
    }

    /// Its name in data and on the command line.
    pub fn name(self) -> &'static str {
        use AnnotationKind::*;
        match self {
            Highlight => "highlight",
            Underline => "underline",
            StrikeOut => "strike_out",
            Squiggle => "squiggle",
            Note => "note",
            FreeText => "free_text",
            Area => "area",
            Ink => "ink",
            Arrow => "arrow",
            Box => "box",
        }
    }

    pub fn from_name(name: &str) -> Option<AnnotationKind> {
        AnnotationKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The eight annotation colours, in the order of their keys 1 to 8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS, PartialOrd, Ord)]
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
    #[serde(default)]
    pub kind: AnnotationKind,
    /// The words to mark; of no meaning where there is a shape.
    pub range: CharRange,
    /// What to draw, for kinds that mark no words.
    #[serde(default)]
    pub shape: Option<Shape>,
    pub color: Color,
    pub comment: String,
    pub tags: Vec<TagId>,
    /// Further tags by name; those that are not there yet are made with it, in the same step.
    #[serde(default)]
    pub new_tags: Vec<String>,
}

impl AnnotationDraft {
    /// Words to highlight in yellow, without a comment or tags.
    pub fn highlight(document: DocumentId, page: PageIndex, range: CharRange) -> Self {
        AnnotationDraft {
            document,
            page,
            kind: AnnotationKind::Highlight,
            range,
            shape: None,
            color: Color::Yellow,
            comment: String::new(),
            tags: vec![],
            new_tags: vec![],
        }
    }
}

/// A change to annotations; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct AnnotationPatch {
    #[serde(default)]
    pub color: Option<Color>,
    #[serde(default)]
    pub comment: Option<String>,
    /// These and no others.
    #[serde(default)]
    pub tags: Option<Vec<TagId>>,
    /// These as well.
    #[serde(default)]
    pub add_tags: Vec<TagId>,
    /// Those of these names as well; they are made where there are none.
    #[serde(default)]
    pub new_tags: Vec<String>,
    /// These no more.
    #[serde(default)]
    pub remove_tags: Vec<TagId>,
    /// Another way to mark the same place.
    #[serde(default)]
    pub kind: Option<AnnotationKind>,
    /// Other words of the same page; of one that marks several stretches, where the first begins and the last ends.
    #[serde(default)]
    pub range: Option<CharRange>,
    /// Moved, resized or redrawn.
    #[serde(default)]
    pub shape: Option<Shape>,
}

/// An annotation and the shape that it is to have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AnnotationShape {
    pub id: AnnotationId,
    /// On the annotation's own page.
    pub shape: Shape,
}

/// A tag of the reader's one tag tree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Tag {
    pub id: TagId,
    pub name: String,
    pub parent: Option<TagId>,
    /// What the tag is for, in the reader's words.
    pub definition: String,
    pub color: Option<Color>,
    /// A digit or letter that gives the tag in quick coding.
    pub shortcut: Option<char>,
}

/// A change to a tag; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct TagPatch {
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub definition: Option<String>,
    /// `Some(None)` takes it from under its parent.
    #[serde(default, deserialize_with = "given")]
    #[ts(optional, type = "string | null")]
    pub parent: Option<Option<TagId>>,
    #[serde(default, deserialize_with = "given")]
    #[ts(optional, type = "Color | null")]
    pub color: Option<Option<Color>>,
    #[serde(default, deserialize_with = "given")]
    #[ts(optional, type = "string | null")]
    pub shortcut: Option<Option<char>>,
}

/// A field that is there, be it null, is a new value; one that is not there changes nothing.
fn given<'de, T: Deserialize<'de>, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// A color with the name that the reader gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ColorName {
    pub color: Color,
    /// Empty where the reader gave none.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_of_an_older_library_is_on_one_stretch() {
        let json = r#"{
            "document": "0000000000000000000000000000000000000000000000000000000000000000", "page": 3,
            "range": { "start": 4, "end": 9 }, "quads": [], "quote": "probe", "prefix": "", "suffix": ""
        }"#;
        let target: AnnotationTarget = serde_json::from_str(json).expect("it is read");
        assert_eq!(target.marked(), [(CharRange::new(4, 9), "probe")]);
    }
}
