//! Makes, changes, deletes and lists annotations.

use crate::{Catalog, Error, history, page_text, placements::Placements};
use model::{
    ActionKind, Annotation, AnnotationDraft, AnnotationFilter, AnnotationId, AnnotationKind, AnnotationPatch,
    AnnotationTarget, AnnotationView, CharRange, PageText, Standing, TagId, ThingKind,
};
use std::collections::HashMap;

/// How many characters around a quote are kept, to find it again.
const CONTEXT: u32 = 32;

/// Marks the words in the draft's range.
///
/// Fails with [`Error::NothingSelected`] where the range holds nothing but white space.
pub fn create(catalog: &Catalog, draft: AnnotationDraft) -> Result<Annotation, Error> {
    let text = page_text::load(catalog, &draft.document, draft.page)?;
    let range = trim(&text, draft.range);
    if range.is_empty() {
        return Err(Error::NothingSelected);
    }
    let target = AnnotationTarget {
        quads: text.quads(range),
        source: text.source(range),
        quote: text.slice(range).to_owned(),
        prefix: text.slice(CharRange::new(range.start.saturating_sub(CONTEXT), range.start)).to_owned(),
        suffix: text.slice(CharRange::new(range.end, range.end + CONTEXT)).to_owned(),
        document: draft.document,
        page: draft.page,
        range,
    };
    let id: AnnotationId = catalog.clock.new_uuid().into();
    history::act(catalog, ActionKind::CreateAnnotation, |recorder| {
        let thing = id.to_string();
        let kind = ThingKind::Annotation;
        recorder.set(kind, &thing, "target", &target)?;
        recorder.set(kind, &thing, "kind", &AnnotationKind::Highlight)?;
        recorder.set(kind, &thing, "color", &draft.color)?;
        recorder.set(kind, &thing, "comment", &draft.comment)?;
        recorder.set(kind, &thing, "author", &recorder.author())?;
        recorder.set(kind, &thing, "created_at", &recorder.now())?;
        for tag in &draft.tags {
            recorder.set(kind, &thing, &format!("tag:{tag}"), &true)?;
        }
        history::annotation(recorder.db(), id)?.ok_or(Error::NoAnnotation(id))
    })
}

/// Changes what the patch names.
pub fn update(catalog: &Catalog, id: AnnotationId, patch: AnnotationPatch) -> Result<Annotation, Error> {
    history::act(catalog, ActionKind::UpdateAnnotation, |recorder| {
        let before = recorder.db().annotations().get(id)?.ok_or(Error::NoAnnotation(id))?;
        let thing = id.to_string();
        let kind = ThingKind::Annotation;
        if let Some(color) = patch.color {
            recorder.set(kind, &thing, "color", &color)?;
        }
        if let Some(comment) = &patch.comment {
            recorder.set(kind, &thing, "comment", comment)?;
        }
        if let Some(tags) = &patch.tags {
            for tag in tags.iter().filter(|tag| !before.tags.contains(tag)) {
                recorder.set(kind, &thing, &format!("tag:{tag}"), &true)?;
            }
            for tag in before.tags.iter().filter(|tag| !tags.contains(tag)) {
                recorder.clear(kind, &thing, &format!("tag:{tag}"))?;
            }
        }
        history::annotation(recorder.db(), id)?.ok_or(Error::NoAnnotation(id))
    })
}

pub fn delete(catalog: &Catalog, id: AnnotationId) -> Result<(), Error> {
    history::act(catalog, ActionKind::DeleteAnnotation, |recorder| {
        recorder.db().annotations().get(id)?.ok_or(Error::NoAnnotation(id))?;
        recorder.set(ThingKind::Annotation, &id.to_string(), "deleted", &true)
    })
}

/// Annotations with what a list shows beside them: in the order of the programme, then of pages and words.
pub fn list(catalog: &Catalog, filter: &AnnotationFilter) -> Result<Vec<AnnotationView>, Error> {
    catalog.store.read(|db| {
        let placements = Placements::read(db, filter.meeting)?;
        let documents: HashMap<_, _> =
            db.documents().list()?.into_iter().map(|d| (d.id.clone(), d.display_title())).collect();
        let mut rows = vec![];
        for annotation in db.annotations().list(filter.document.as_ref())? {
            if filter.tag.is_some_and(|tag: TagId| !annotation.tags.contains(&tag)) {
                continue;
            }
            let target = &annotation.target;
            let placement = placements.best(&target.document);
            let view = AnnotationView {
                document_title: documents.get(&target.document).cloned().unwrap_or_default(),
                page_label: db.pages().label(&target.document, target.page)?,
                byline: placement.and_then(|p| p.byline()),
                session: placement.and_then(|p| p.session),
                session_heading: placement.and_then(|p| p.session_heading.clone()),
                session_name: placement.and_then(|p| p.session_name.clone()),
                suggested: placement.is_some_and(|p| p.standing != Standing::Confirmed),
                annotation,
            };
            let order = placement.map_or(u32::MAX, |p| p.order);
            rows.push((order, view));
        }
        rows.sort_by_key(|(order, _)| *order);
        Ok(rows.into_iter().map(|(_, view)| view).collect())
    })
}

/// The range without white space at its ends.
fn trim(text: &PageText, range: CharRange) -> CharRange {
    let words = text.slice(range);
    let n_start = words.chars().take_while(|c| c.is_whitespace()).count() as u32;
    let n_words = words.trim().chars().count() as u32;
    CharRange::new(range.start + n_start, range.start + n_start + n_words)
}
