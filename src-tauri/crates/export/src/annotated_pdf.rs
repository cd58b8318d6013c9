//! The document itself, with real annotations in it.

use crate::{Error, tag_names};
use model::{AnnotationId, AnnotationKind, AnnotationView, Color, Tag};
use pdf::write::{Mark, Written};

/// A PDF with annotations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedPdf {
    pub bytes: Vec<u8>,
    pub written: Written,
    /// Annotations without a place on their page, which the PDF therefore does not have.
    pub unplaced: Vec<AnnotationId>,
}

/// Writes the annotations of one document into a copy of it.
pub fn annotated_pdf(original: &[u8], annotations: &[AnnotationView], tags: &[Tag]) -> Result<AnnotatedPdf, Error> {
    let (placed, unplaced): (Vec<_>, Vec<_>) =
        annotations.iter().map(|view| &view.annotation).partition(|annotation| !annotation.target.quads.is_empty());
    let marks: Vec<Mark> = placed
        .into_iter()
        .map(|annotation| {
            // Every kind that can be made becomes its own kind of PDF annotation.
            let AnnotationKind::Highlight = annotation.kind;
            Mark {
                page: annotation.target.page,
                quads: annotation.target.quads.clone(),
                color: rgb(annotation.color),
                contents: annotation.comment.clone(),
                author: annotation.author.clone(),
                created: pdf_date(annotation.created_at),
                modified: pdf_date(annotation.modified_at),
                name: annotation.id.to_string(),
                tags: tag_names(annotation, tags).into_iter().map(str::to_owned).collect(),
            }
        })
        .collect();
    let (bytes, written) = pdf::write::annotate(original, &marks).map_err(|source| Error::Pdf { source })?;
    Ok(AnnotatedPdf { bytes, written, unplaced: unplaced.into_iter().map(|annotation| annotation.id).collect() })
}

fn rgb(color: Color) -> [f32; 3] {
    let part = |from: usize| u8::from_str_radix(&color.hex()[from..from + 2], 16).unwrap_or_default();
    [1, 3, 5].map(|from| f32::from(part(from)) / 255.)
}

/// ISO 32000-2, 7.9.4.
fn pdf_date(at: jiff::Timestamp) -> String {
    at.strftime("D:%Y%m%d%H%M%SZ").to_string()
}
