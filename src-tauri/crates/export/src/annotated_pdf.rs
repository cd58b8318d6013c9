//! The document itself, with real annotations in it.

use crate::{Error, color_name, tag_names};
use model::{AnnotationId, AnnotationView, Color, ColorName, PageIndex, Tag};
use pdf::write::{Mark, MarkReply, Replaced, Written};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// By the ids of annotations and of their replies: which ones of the file they were, before they were taken over.
pub type TakenOver = HashMap<String, Replaced>;

/// A PDF with annotations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedPdf {
    pub bytes: Vec<u8>,
    pub written: Written,
    /// Annotations without a place on their page, which the PDF therefore does not have.
    pub unplaced: Vec<AnnotationId>,
}

/// Writes the annotations of one document into a copy of it, and reads them back.
///
/// Fails with [`Error::NotReadBack`] where the copy does not have what was written into it, and with
/// [`Error::PageChanged`] where a page of a damaged original reads otherwise in it.
pub fn annotated_pdf(
    original: &[u8],
    annotations: &[AnnotationView],
    tags: &[Tag],
    colors: &[ColorName],
    taken_over: &TakenOver,
) -> Result<AnnotatedPdf, Error> {
    let (placed, unplaced): (Vec<_>, Vec<_>) =
        annotations.iter().map(|view| &view.annotation).partition(|annotation| !annotation.target.quads.is_empty());
    let marks: Vec<Mark> = placed
        .into_iter()
        .map(|annotation| Mark {
            page: annotation.target.page,
            kind: annotation.kind,
            quads: annotation.target.quads.clone(),
            shape: annotation.target.shape.clone(),
            color: rgb(annotation.color),
            contents: annotation.comment.clone(),
            author: annotation.author.clone(),
            created: pdf_date(annotation.created_at),
            modified: pdf_date(annotation.modified_at),
            name: annotation.id.to_string(),
            tags: tag_names(annotation, tags).into_iter().map(str::to_owned).collect(),
            label: color_name(annotation.color, colors).to_owned(),
            replies: annotation
                .replies
                .iter()
                .map(|reply| MarkReply {
                    contents: reply.text.clone(),
                    author: reply.author.clone(),
                    created: pdf_date(reply.created_at),
                    modified: pdf_date(reply.modified_at),
                    name: reply.id.to_string(),
                    replaces: taken_over.get(&reply.id.to_string()).map(|replaced| replaced.place),
                })
                .collect(),
            replaces: taken_over.get(&annotation.id.to_string()).cloned(),
        })
        .collect();
    let (bytes, written) = pdf::write::annotate(original, &marks).map_err(|source| Error::Pdf { source })?;
    let missing = n_missing(&bytes, &marks);
    if missing > 0 {
        return Err(Error::NotReadBack { missing });
    }
    if let (Written::Repaired, Some(page)) = (written, changed_page(original, &bytes)) {
        return Err(Error::PageChanged { page });
    }
    Ok(AnnotatedPdf { bytes, written, unplaced: unplaced.into_iter().map(|annotation| annotation.id).collect() })
}

/// How many of the marks the written file does not have on their pages.
fn n_missing(bytes: &[u8], marks: &[Mark]) -> usize {
    let Ok((inspection, _)) = pdf::inspect(bytes, None) else { return marks.len().max(1) };
    let found: HashSet<_> =
        inspection.annotations.iter().filter_map(|found| Some((found.page, found.name.as_deref()?))).collect();
    marks.iter().filter(|mark| !found.contains(&(mark.page, mark.name.as_str()))).count()
}

/// The first page whose words are not in the copy what they are in the original: what a repair leaves out is missed by
/// nobody before it is too late.
fn changed_page(original: &[u8], copy: &[u8]) -> Option<PageIndex> {
    let texts = |bytes: &[u8]| -> Option<Vec<Option<String>>> {
        let pages = pdf::open(Arc::new(bytes.to_vec()), None).ok()?;
        let mut reader = pages.reader();
        let text = |page| reader.text(PageIndex(page)).ok().map(|page| page.text);
        Some((0..pages.n_pages()).map(text).collect())
    };
    let (before, after) = (texts(original)?, texts(copy).unwrap_or_default());
    let is_other = |page: &usize| before.get(*page) != after.get(*page);
    (0..before.len().max(after.len())).find(is_other).map(|page| PageIndex(page as u32))
}

fn rgb(color: Color) -> [f32; 3] {
    let part = |from: usize| u8::from_str_radix(&color.hex()[from..from + 2], 16).unwrap_or_default();
    [1, 3, 5].map(|from| f32::from(part(from)) / 255.)
}

/// ISO 32000-2, 7.9.4.
fn pdf_date(at: jiff::Timestamp) -> String {
    at.strftime("D:%Y%m%d%H%M%SZ").to_string()
}
