//! The reader's work in the formats of others: values in, bytes out, one module a format.

mod annotated_pdf;
pub use annotated_pdf::{AnnotatedPdf, TakenOver, annotated_pdf};
pub use pdf::write::Replaced;
mod web_annotation;
pub use web_annotation::{document_iri, web_annotation};
mod markdown;
pub use markdown::markdown;
mod matrix;
pub use matrix::{matrix_csv, matrix_markdown};
mod table;
pub use table::csv;

pub use pdf::write::Written;

use model::{Annotation, AnnotationView, Color, ColorName, DocumentId, MeetingId, PageIndex, RoomNoteView, Tag};

/// What is exported: annotations, and what they are about.
#[derive(Debug, Clone, Copy)]
pub struct Export<'a> {
    /// The meeting's title, or the document's, or the library's.
    pub title: &'a str,
    /// Set where the annotations are those of one meeting.
    pub meeting: Option<MeetingId>,
    /// Set where the annotations are those of one document.
    pub document: Option<&'a DocumentId>,
    /// In the order in which sessions and documents shall stand.
    pub annotations: &'a [AnnotationView],
    /// What was taken down in the room and is on no slide.
    pub room_notes: &'a [RoomNoteView],
    /// Every tag that the annotations may name.
    pub tags: &'a [Tag],
    /// What the reader calls the colors.
    pub colors: &'a [ColorName],
}

/// What can go wrong: only writing into a file that others made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the annotations cannot be written into the PDF")]
    Pdf { source: pdf::write::Error },
    #[error("the annotated PDF was read back, and {missing} of its annotations were not in it")]
    NotReadBack { missing: usize },
    #[error("the PDF is damaged, and page {} would read otherwise in a copy", page.number())]
    PageChanged { page: PageIndex },
}

/// The names of an annotation's tags, in its own order; a tag that is not among `tags` is gone.
fn tag_names<'a>(annotation: &Annotation, tags: &'a [Tag]) -> Vec<&'a str> {
    let name = |id| tags.iter().find(|tag| tag.id == id).map(|tag| tag.name.as_str());
    annotation.tags.iter().filter_map(|&id| name(id)).collect()
}

/// What the reader calls a color; empty where it has no name.
fn color_name(color: Color, colors: &[ColorName]) -> &str {
    colors.iter().find(|known| known.color == color).map_or("", |known| known.name.as_str())
}

#[cfg(test)]
mod tests;
