//! Documents: content, the files it was seen in, and what is wrong with it.

use crate::{AnnotationId, AnnotationKind, DocumentId, PageIndex, Quad, Rect, Rotation, Shape, TextClass};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A PDF by its content.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Document {
    pub id: DocumentId,
    #[ts(type = "number")]
    pub n_bytes: u64,
    pub n_pages: u32,
    pub status: DocumentStatus,
    pub metadata: Metadata,
    /// ISO 639-1 code of most of the text; `None` where undetermined.
    pub language: Option<String>,
    #[ts(type = "string")]
    pub imported_at: Timestamp,
    pub problems: Vec<Problem>,
    /// Where the content was seen; never empty, oldest first.
    pub files: Vec<DocumentFile>,
}

impl Document {
    /// What to call it: its own title where it has a telling one, else its file's name.
    pub fn display_title(&self) -> String {
        let file_name = || self.files.first().map(|file| file.name().to_owned());
        let own = self.metadata.title.as_deref().and_then(telling_title).map(str::to_owned);
        own.or_else(file_name).unwrap_or_else(|| self.id.as_str()[..12].to_owned())
    }
}

/// A title without what a program put there by itself: *PowerPoint Presentation* in any language, the name of the
/// file that was printed, *Untitled*.
fn telling_title(title: &str) -> Option<&str> {
    /// Whole, after their number was cut off; lower case.
    #[rustfmt::skip]
    const NAMELESS: &[&str] = &[
        "untitled", "untitled document", "untitled presentation", "document", "doc", "presentation", "slide", "slides",
        "title", "pdf", "microsoft word", "impress", "sans titre", "sans nom", "présentation", "diapositive", "sin título",
        "presentación", "diapositiva", "без названия", "без имени", "презентация", "слайд", "документ", "无标题", "幻灯片",
        "演示文稿", "بدون عنوان", "عرض تقديمي", "شريحة", "unbenannt", "folie", "senza titolo",
    ];
    const ENDINGS: &[&str] =
        &[".pdf", ".ppt", ".pptx", ".pps", ".ppsx", ".odp", ".key", ".doc", ".docx", ".odt", ".dvi", ".indd", ".tex"];
    /// *Présentation de PowerPoint* and its like are no longer.
    const MOST_WORDS: usize = 4;
    let title = title.trim();
    let printed = ["Microsoft PowerPoint - ", "Microsoft Word - "].iter().find_map(|by| title.strip_prefix(by));
    let title = printed.unwrap_or(title);
    let lower = title.to_lowercase();
    let bare = lower.trim_end_matches(|c: char| c.is_numeric() || c.is_whitespace() || "()-_.".contains(c));
    let is_default = lower.contains("powerpoint") && title.split_whitespace().count() <= MOST_WORDS;
    let is_file = ENDINGS.iter().any(|ending| lower.ends_with(ending));
    (!bare.is_empty() && !is_default && !is_file && !NAMELESS.contains(&bare)).then_some(title)
}

/// Can it be read?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentStatus {
    /// All pages were read.
    Ready,
    /// It opens, with pages that could not be read.
    Partial,
    /// It asks for a password.
    Locked,
    /// It is no PDF, or none of it can be read.
    Unreadable,
}

/// A path where a document's content was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DocumentFile {
    /// Absolute, as the system spells it, with `/` between folders.
    pub path: String,
    #[ts(type = "string")]
    pub seen_at: Timestamp,
}

impl DocumentFile {
    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }
}

/// What the file says of itself (ISO 32000-2, 14.3.3), trimmed; dates as ISO 8601 where they can be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Metadata {
    pub title: Option<String>,
    pub author: Option<String>,
    pub subject: Option<String>,
    pub keywords: Option<String>,
    pub creator: Option<String>,
    pub producer: Option<String>,
    pub created: Option<String>,
    pub modified: Option<String>,
    /// Such as `1.7`.
    pub pdf_version: Option<String>,
}

/// A page's frame.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Page {
    pub index: PageIndex,
    /// As the file names it (ISO 32000-2, 12.4.2), such as `iv`; `None` where it does not.
    pub label: Option<String>,
    /// What is shown of the page, in user space.
    pub crop: Rect,
    pub rotation: Rotation,
    pub class: TextClass,
}

/// An entry of the document's outline, flattened in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutlineItem {
    pub title: String,
    /// From zero, for entries at the top.
    pub depth: u32,
    pub page: Option<PageIndex>,
}

/// An annotation that another program left in the PDF; read-only here.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PdfAnnotation {
    pub page: PageIndex,
    /// The PDF's `/Subtype`, such as `Highlight`.
    pub subtype: String,
    pub rect: Rect,
    /// For text markup; one a line.
    pub quads: Vec<Quad>,
    pub contents: Option<String>,
    pub author: Option<String>,
    /// ISO 8601 where it can be read.
    pub modified: Option<String>,
    /// `#rrggbb`.
    pub color: Option<String>,
    /// The PDF's `/NM`: unique on its page.
    pub name: Option<String>,
    /// Zotero's `/Zotero:Tags`.
    pub tags: Vec<String>,
    /// The kind of ours that it would be taken over as; `None` where there is none.
    #[serde(default)]
    pub kind: Option<AnnotationKind>,
    /// What it draws, where it marks no words.
    #[serde(default)]
    pub shape: Option<Shape>,
    /// When it was made; ISO 8601 where it can be read.
    #[serde(default)]
    pub created: Option<String>,
    /// The place in this list of the annotation that it replies to: as told to the reader, of the head of its thread.
    #[serde(default)]
    pub reply_to: Option<u32>,
    /// The id that it has once it is taken over: the same every time.
    #[serde(default)]
    pub id: Option<AnnotationId>,
}

/// A link on a page of a PDF.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PdfLink {
    pub page: PageIndex,
    pub rect: Rect,
    pub target: LinkTarget,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LinkTarget {
    Page {
        page: PageIndex,
        /// What of the page is to be at the top, in user space.
        top: Option<f32>,
    },
    /// An address for a browser or a mail program: `http`, `https` or `mailto`.
    Outside(String),
}

/// Something that went wrong, or should be known, about a document or a programme; never a reason to stop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    pub code: ProblemCode,
    pub page: Option<PageIndex>,
    /// Line of the source, counted from one, for programmes.
    pub line: Option<u32>,
    /// What exactly, in the words of whoever found it.
    pub detail: Option<String>,
}

impl Problem {
    pub fn new(code: ProblemCode) -> Self {
        Problem { code, page: None, line: None, detail: None }
    }

    pub fn on_page(mut self, page: PageIndex) -> Self {
        self.page = Some(page);
        self
    }

    pub fn on_line(mut self, line: u32) -> Self {
        self.line = Some(line);
        self
    }

    pub fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }
}

/// What kind of problem; the interface says what can be done about each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The file has no bytes.
    Empty,
    /// Not a PDF; the detail says what it looks like.
    NotPdf,
    /// The end of the file is missing.
    Truncated,
    /// Encrypted, and no empty password opens it.
    PasswordNeeded,
    /// Damaged, and opened after repair.
    Repaired,
    /// Damaged beyond reading.
    Broken,
    /// It opens, but has no pages.
    NoPages,
    /// A page that could not be read.
    PageUnreadable,
    /// Reading took longer than the limit and was stopped.
    TimedOut,
    /// Reading took more memory than the limit, or crashed; it was stopped.
    ReaderDied,
    /// The file could not be read from disk.
    FileUnreadable,
    /// Text whose meaning is partly unknown.
    TextDoubtful,
    /// Fonts that are neither in the file nor on this machine; the detail names them. Others stand in for them.
    FontMissing,
    /// The text on a page's image could not be recognized; the detail says why.
    NotRecognized,
    /// A date that contradicts another on the same line.
    DateMismatch,
    /// A day whose year the source does not say.
    YearMissing,
    /// Times whose zone the source does not tell.
    TimeZoneUnknown,
    /// A line without its session.
    SessionMissing,
    /// No telling whether a name is a person's or an organisation's.
    NameAmbiguous,
    /// A line that was not understood, and is kept as it is.
    LineNotUnderstood,
    /// What was to be read as a programme does not look like one.
    NoProgramme,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_wrote_by_itself_is_no_title() {
        let nameless = [
            "PowerPoint Presentation",
            "PowerPoint 演示文稿",
            "Presentación de PowerPoint",
            "Презентация PowerPoint",
            "Présentation PowerPoint",
            "عرض تقديمي في PowerPoint",
            "Microsoft Word - draft_final.docx",
            "lion.pdf",
            "quic-abstractions-jan-22-2018.key",
            "Untitled",
            "Slide 1",
            "Presentation1",
            "Презентация (2)",
            "无标题",
            "2024",
            "  ",
        ];
        for title in nameless {
            assert_eq!(telling_title(title), None, "{title}");
        }
        let telling = [
            "Presentation of the report",
            "Checkpoint",
            "HTTP/QUIC",
            "Dalibo_2020",
            "Слайд-шоу",
            "Why PowerPoint is not a paper, and other lessons",
            "29 MARZO Presentación 3 FOTOPERIODISMO",
        ];
        for title in telling {
            assert_eq!(telling_title(title), Some(title));
        }
        assert_eq!(
            telling_title("Microsoft PowerPoint - Budget 2016"),
            Some("Microsoft PowerPoint - Budget 2016".split_at(23).1)
        );
    }
}
