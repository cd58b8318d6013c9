//! What a PDF says of itself: metadata, page labels, outline, annotations.

mod annotations;
mod labels;
mod links;
mod metadata;
mod object;
mod outline;
mod targets;

pub(crate) use object::page_ids;

use crate::pages::PdfBytes;
use crate::{Error, objects::load, sniff};
use lopdf::Document;
use model::{Metadata, OutlineItem, PdfAnnotation, PdfLink, Problem, ProblemCode};
use object::Reader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// What a PDF says of itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Inspection {
    pub metadata: Metadata,
    pub n_pages: u32,
    /// One a page.
    pub labels: Vec<Option<String>>,
    /// Flattened, in order.
    pub outline: Vec<OutlineItem>,
    /// What other programs left on the pages, without links, form fields and pop-ups.
    pub annotations: Vec<PdfAnnotation>,
}

/// Reads a file's structure. The empty password is tried before the given one.
///
/// Fails with [`Error::Locked`] if no password opens it. A file of which only the pages can be read gives their
/// number, and a problem.
pub fn inspect(bytes: &[u8], password: Option<&str>) -> Result<(Inspection, Vec<Problem>), Error> {
    let loaded = catch_unwind(AssertUnwindSafe(|| load(bytes, password)));
    let source = match loaded {
        Ok(Ok(document)) if document.is_encrypted() && document.encryption_state.is_none() => {
            return Err(Error::Locked);
        }
        Ok(Ok(document)) => match catch_unwind(AssertUnwindSafe(|| read(&document))) {
            Ok(inspection) if inspection.n_pages > 0 => {
                return Ok((inspection, repairs(bytes, document.xref_recovery.is_some())));
            }
            Ok(_) | Err(_) => None,
        },
        Ok(Err(lopdf::Error::InvalidPassword)) => return Err(Error::Locked),
        Ok(Err(source)) => Some(source),
        Err(_) => None,
    };
    pages_only(bytes, password, source)
}

/// The links on all pages; none where the file's structure cannot be read.
pub fn links(bytes: &[u8], password: Option<&str>) -> Vec<PdfLink> {
    let read = || {
        let document = load(bytes, password).ok()?;
        Some(links::read(&Reader { document: &document }, &page_ids(&document)))
    };
    catch_unwind(AssertUnwindSafe(read)).ok().flatten().unwrap_or_default()
}

/// The file without its encryption. hayro takes passwords as UTF-8 alone, and before revision 5 no owner's.
pub(crate) fn decrypted(bytes: &[u8], password: &str) -> Option<Vec<u8>> {
    let mut document = load(bytes, Some(password)).ok().filter(Document::was_encrypted)?;
    let mut plain = Vec::with_capacity(bytes.len());
    document.save_to(&mut plain).ok()?;
    Some(plain)
}

fn read(document: &Document) -> Inspection {
    let reader = Reader { document };
    let page_ids = page_ids(document);
    Inspection {
        metadata: metadata::read(&reader),
        n_pages: page_ids.len() as u32,
        labels: labels::read(&reader, page_ids.len()),
        outline: outline::read(&reader, &page_ids),
        annotations: annotations::read(&reader, &page_ids),
    }
}

/// Of each annotation that [`inspect`] lists, in that order: its page, and its place in the page's `/Annots`.
pub(crate) fn annotation_entries(document: &Document) -> Vec<(model::PageIndex, usize)> {
    let (annotations, entries) = annotations::read_with_entries(&Reader { document }, &page_ids(document));
    annotations.into_iter().map(|annotation| annotation.page).zip(entries).collect()
}

fn repairs(bytes: &[u8], is_recovered: bool) -> Vec<Problem> {
    match (is_recovered, sniff::is_truncated(bytes)) {
        (false, _) => Vec::new(),
        (true, false) => vec![Problem::new(ProblemCode::Repaired)],
        (true, true) => vec![Problem::new(ProblemCode::Truncated), Problem::new(ProblemCode::Repaired)],
    }
}

/// hayro opens some files that lopdf does not, or finds pages where lopdf sees none.
fn pages_only(
    bytes: &[u8],
    password: Option<&str>,
    source: Option<lopdf::Error>,
) -> Result<(Inspection, Vec<Problem>), Error> {
    let data: PdfBytes = Arc::new(bytes.to_vec());
    let pages = match crate::open(data, password) {
        Ok(pages) => pages,
        Err(Error::Broken { source: None }) => return Err(Error::Broken { source }),
        Err(error) => return Err(error),
    };
    let n_pages = pages.n_pages();
    let inspection = Inspection { n_pages, labels: vec![None; n_pages as usize], ..Inspection::default() };
    let mut problem = Problem::new(ProblemCode::Repaired);
    problem.detail = source.map(|source| source.to_string());
    Ok((inspection, vec![problem]))
}
