//! What leaves the library: annotations in the formats of others, and annotated copies of documents.

use crate::{
    Catalog, Error, annotate, colors,
    files::write_whole,
    pages, room, take_over,
    worker::{Answer, CallError, Failure, Request},
};
use export::Export;
use model::{AnnotationFilter, AnnotationId, AnnotationView, DocumentId, MeetingId, RoomNoteId, RoomNoteView};
use std::{collections::HashMap, fs, path::Path, time::Duration};

pub use export::Written;

/// How long writing a copy may take.
const WRITE_LIMIT: Duration = Duration::from_secs(60);

/// A format that holds annotations of any number of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    WebAnnotation,
    Markdown,
    Csv,
}

/// What an annotated copy is made of, and what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedCopy {
    pub bytes: Vec<u8>,
    pub written: Written,
    pub n_written: u32,
    /// Annotations that have no place on their page, and are not in the copy.
    pub n_unplaced: u32,
}

/// The annotations of one document, of one meeting, or all.
pub fn annotations(
    catalog: &Catalog,
    format: Format,
    document: Option<&DocumentId>,
    meeting: Option<MeetingId>,
) -> Result<Vec<u8>, Error> {
    let filter = AnnotationFilter { document: document.cloned(), ..AnnotationFilter::default() };
    let mut annotations = annotate::list(catalog, &AnnotationFilter { meeting, ..filter })?;
    if meeting.is_some() {
        annotations.retain(|view| !view.suggested && (view.session.is_some() || view.byline.is_some()));
    }
    let mut room_notes = if document.is_some() { vec![] } else { room::list(catalog, meeting)? };
    room_notes.retain(|view| view.slide.is_none());
    written(catalog, format, document, meeting, annotations, room_notes)
}

/// These annotations and notes of the room, in this order: what is shown is what is exported.
pub fn chosen(
    catalog: &Catalog,
    format: Format,
    ids: &[AnnotationId],
    room_ids: &[RoomNoteId],
) -> Result<Vec<u8>, Error> {
    let mut by_id: HashMap<AnnotationId, AnnotationView> = annotate::list(catalog, &AnnotationFilter::default())?
        .into_iter()
        .map(|view| (view.annotation.id, view))
        .collect();
    let annotations = ids.iter().filter_map(|id| by_id.remove(id)).collect();
    let mut room_notes = room::list(catalog, None)?;
    room_notes.retain(|view| room_ids.contains(&view.note.id));
    written(catalog, format, None, None, annotations, room_notes)
}

fn written(
    catalog: &Catalog,
    format: Format,
    document: Option<&DocumentId>,
    meeting: Option<MeetingId>,
    mut annotations: Vec<AnnotationView>,
    room_notes: Vec<RoomNoteView>,
) -> Result<Vec<u8>, Error> {
    let (tags, title) = catalog.store.read(|db| -> Result<_, Error> {
        let tags: Vec<_> = db.tags().list()?.into_iter().map(|view| view.tag).collect();
        let title = match (document, meeting) {
            (Some(id), _) => {
                db.documents().get(id)?.ok_or_else(|| Error::NoDocument(id.clone()))?.document.display_title()
            }
            (None, Some(id)) => db.meetings().get(id)?.ok_or(Error::NoMeeting(id))?.meeting.title,
            (None, None) => {
                db.meetings().list()?.into_iter().next().map(|stored| stored.meeting.title).unwrap_or_default()
            }
        };
        Ok((tags, title))
    })?;
    let colors = colors::list(catalog)?;
    for view in annotations.iter_mut().filter(|view| view.suggested) {
        // What leaves the library states facts; a guess is none.
        (view.session, view.session_heading, view.byline) = (None, None, None);
    }
    let export = Export {
        title: &title,
        meeting,
        document,
        annotations: &annotations,
        room_notes: &room_notes,
        tags: &tags,
        colors: &colors,
    };
    Ok(match format {
        Format::WebAnnotation => export::web_annotation(&export).into_bytes(),
        Format::Markdown => export::markdown(&export).into_bytes(),
        Format::Csv => export::csv(&export),
    })
}

/// A copy of a document with the reader's annotations in it; those that were taken over from it stand in it once.
pub fn annotated_pdf(catalog: &Catalog, document: &DocumentId) -> Result<AnnotatedCopy, Error> {
    let filter = AnnotationFilter { document: Some(document.clone()), ..AnnotationFilter::default() };
    let mut annotations = annotate::list(catalog, &filter)?;
    let n_annotations = annotations.len() as u32;
    let (taken_over, within) = take_over::taken_over(catalog, document, &annotations)?;
    annotations.retain(|view| !within.contains(&view.annotation.id));
    let tags: Vec<_> = catalog.store.read(|db| db.tags().list())?.into_iter().map(|view| view.tag).collect();
    let colors = colors::list(catalog)?;
    // Writing into a file begins with reading it.
    let worker = catalog.workers.take()?;
    pages::open(catalog, &worker, document)?;
    match worker.call(Request::Annotate { annotations, tags, colors, taken_over }, WRITE_LIMIT, None) {
        Ok((Answer::Annotated { repaired, n_unplaced }, bytes)) => {
            catalog.workers.put_back(worker);
            let written = if repaired { Written::Repaired } else { Written::Appended };
            Ok(AnnotatedCopy { bytes, written, n_written: n_annotations - n_unplaced, n_unplaced })
        }
        Ok(_) => Err(Error::Worker { reason: "it answered something else".into() }),
        Err(CallError::Failed(Failure::Refused { reason })) => Err(Error::Export { reason }),
        Err(error) => Err(pages::call_error(error)),
    }
}

/// Puts an export in place, whole or not at all.
///
/// Fails with [`Error::NoPlaceForExports`] within the library, and where an original lies.
pub fn save(catalog: &Catalog, path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let refused = || Error::NoPlaceForExports { path: path.to_owned() };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let library = fs::canonicalize(catalog.dir()).unwrap_or_else(|_| catalog.dir().to_owned());
    if fs::canonicalize(folder).is_ok_and(|folder| folder.starts_with(library)) {
        return Err(refused());
    }
    if let Ok(there) = fs::canonicalize(path) {
        let documents = catalog.store.read(|db| db.documents().list())?;
        let files = documents.iter().flat_map(|document| &document.files);
        if files.into_iter().any(|file| fs::canonicalize(&file.path).is_ok_and(|original| original == there)) {
            return Err(refused());
        }
    }
    write_whole(path, &[bytes])
}
