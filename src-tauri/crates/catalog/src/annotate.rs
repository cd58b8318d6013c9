//! Makes, changes, deletes, restores and lists annotations.

use crate::{
    Catalog, Error,
    history::{self, Recorder},
    page_text,
    placements::Placements,
    room, tags, target,
};
use model::{
    ActionKind, Annotation, AnnotationDraft, AnnotationFilter, AnnotationId, AnnotationKind, AnnotationPatch,
    AnnotationShape, AnnotationTarget, AnnotationView, DocumentId, PageIndex, PageText, Reply, ReplyId, Standing,
    TagId, ThingKind,
};
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

const KIND: ThingKind = ThingKind::Annotation;

/// Marks the words in the draft's range, or draws its shape.
///
/// Fails with [`Error::NothingSelected`] where the range holds nothing but white space, and with [`Error::BadShape`]
/// where there is nothing to draw.
pub fn create(catalog: &Catalog, draft: AnnotationDraft) -> Result<Annotation, Error> {
    let mut made = create_all(catalog, vec![draft])?;
    Ok(made.remove(0))
}

/// The same of several in one step, in their order; all of them or none.
pub fn create_all(catalog: &Catalog, drafts: Vec<AnnotationDraft>) -> Result<Vec<Annotation>, Error> {
    let placed: Vec<_> =
        drafts.into_iter().map(|draft| Ok((place(catalog, &draft)?, draft))).collect::<Result<_, Error>>()?;
    history::act(catalog, ActionKind::CreateAnnotation, |recorder| {
        placed.into_iter().map(|(target, draft)| create_one(catalog, recorder, &target, draft)).collect()
    })
}

fn place(catalog: &Catalog, draft: &AnnotationDraft) -> Result<AnnotationTarget, Error> {
    let AnnotationDraft { document, page, kind, range, shape, .. } = draft;
    match shape {
        None if kind.marks_words() => {
            target::of_words(&*page_text::load(catalog, document, *page)?, document, *page, *range)
        }
        None => Err(Error::BadShape),
        Some(shape) => {
            let text = text_for_shape(catalog, document, *page)?;
            target::of_shape(&text, document, *page, *kind, shape.clone())
        }
    }
}

fn create_one(
    catalog: &Catalog,
    recorder: &mut Recorder,
    target: &AnnotationTarget,
    draft: AnnotationDraft,
) -> Result<Annotation, Error> {
    let id: AnnotationId = catalog.clock.new_uuid().into();
    let thing = id.to_string();
    recorder.set(KIND, &thing, "target", target)?;
    recorder.set(KIND, &thing, "kind", &draft.kind)?;
    recorder.set(KIND, &thing, "color", &draft.color)?;
    recorder.set(KIND, &thing, "comment", &draft.comment)?;
    recorder.set(KIND, &thing, "author", &recorder.author())?;
    recorder.set(KIND, &thing, "created_at", &recorder.now())?;
    let mut tags = draft.tags;
    for name in &draft.new_tags {
        tags.push(tags::named(catalog, recorder, name)?.ok_or(Error::EmptyTagName)?);
    }
    for tag in tags {
        recorder.set(KIND, &thing, &format!("tag:{tag}"), &true)?;
    }
    get(recorder, id)
}

/// The page's text; a page that cannot be read has a place for shapes all the same.
pub(crate) fn text_for_shape(
    catalog: &Catalog,
    document: &DocumentId,
    page: PageIndex,
) -> Result<Arc<PageText>, Error> {
    let n_pages = catalog.store.read(|db| db.documents().get(document))?.map(|stored| stored.document.n_pages);
    match n_pages {
        None => Err(Error::NoDocument(document.clone())),
        Some(n_pages) if page.0 >= n_pages => Err(Error::NoPage { document: document.clone(), page }),
        Some(_) => Ok(page_text::load(catalog, document, page).unwrap_or_default()),
    }
}

/// Changes what the patch names, of all of these at once. Tags that it makes go with it when it is undone.
///
/// Fails with [`Error::EmptyTagName`] where one of them is called nothing.
pub fn update(catalog: &Catalog, ids: &[AnnotationId], patch: &AnnotationPatch) -> Result<Vec<Annotation>, Error> {
    history::act(catalog, ActionKind::UpdateAnnotation, |recorder| {
        let mut patch = patch.clone();
        for name in std::mem::take(&mut patch.new_tags) {
            patch.add_tags.push(tags::named(catalog, recorder, &name)?.ok_or(Error::EmptyTagName)?);
        }
        ids.iter().map(|&id| update_one(catalog, recorder, id, &patch)).collect()
    })
}

/// Gives each of these its own new shape, in one step.
///
/// Fails with [`Error::BadShape`] where a shape is not one of the annotation's kind; then all stay as they are.
pub fn reshape(catalog: &Catalog, shapes: &[AnnotationShape]) -> Result<Vec<Annotation>, Error> {
    history::act(catalog, ActionKind::UpdateAnnotation, |recorder| {
        let one = |AnnotationShape { id, shape }: &AnnotationShape| {
            let patch = AnnotationPatch { shape: Some(shape.clone()), ..AnnotationPatch::default() };
            update_one(catalog, recorder, *id, &patch)
        };
        shapes.iter().map(one).collect()
    })
}

fn update_one(
    catalog: &Catalog,
    recorder: &mut Recorder,
    id: AnnotationId,
    patch: &AnnotationPatch,
) -> Result<Annotation, Error> {
    let before = recorder.db().annotations().get(id)?.ok_or(Error::NoAnnotation(id))?;
    let thing = id.to_string();
    if let Some(color) = patch.color {
        recorder.set(KIND, &thing, "color", &color)?;
    }
    if let Some(comment) = &patch.comment {
        recorder.set(KIND, &thing, "comment", comment)?;
    }
    let mut tags = patch.tags.clone().unwrap_or_else(|| before.tags.clone());
    tags.extend(patch.add_tags.iter().filter(|tag| !before.tags.contains(tag)));
    tags.retain(|tag| !patch.remove_tags.contains(tag));
    for tag in tags.iter().filter(|tag| !before.tags.contains(tag)) {
        recorder.set(KIND, &thing, &format!("tag:{tag}"), &true)?;
    }
    for tag in before.tags.iter().filter(|tag| !tags.contains(tag)) {
        recorder.clear(KIND, &thing, &format!("tag:{tag}"))?;
    }
    if let Some(target) = moved(catalog, &before, patch)? {
        recorder.set(KIND, &thing, "kind", &patch.kind.unwrap_or(before.kind))?;
        recorder.set(KIND, &thing, "target", &target)?;
    }
    get(recorder, id)
}

/// The annotation's place after the patch; `None` where it is to stay.
fn moved(catalog: &Catalog, before: &Annotation, patch: &AnnotationPatch) -> Result<Option<AnnotationTarget>, Error> {
    let kind = patch.kind.unwrap_or(before.kind);
    let (document, page) = (&before.target.document, before.target.page);
    if let Some(shape) = &patch.shape {
        let text = text_for_shape(catalog, document, page)?;
        return target::of_shape(&text, document, page, kind, shape.clone()).map(Some);
    }
    if let Some(range) = patch.range.filter(|_| kind.marks_words()) {
        let text = page_text::load(catalog, document, page)?;
        return match before.target.shape {
            None => target::within(&text, &before.target, range).map(Some),
            Some(_) => target::of_words(&text, document, page, range).map(Some),
        };
    }
    if kind == before.kind {
        return Ok(None);
    }
    let text = text_for_shape(catalog, document, page)?;
    let frame = catalog.store.read(|db| db.pages().frame(document, page))?;
    target::converted(&text, frame, &before.target, before.kind, kind).map(Some)
}

/// Makes one annotation of several on a page: the first takes over the others' places, comments, replies and tags.
///
/// Fails with [`Error::NotMergeable`] where they are on several pages, of kinds that do not go together, or on words that
/// the page does not have any more.
pub fn merge(catalog: &Catalog, ids: &[AnnotationId]) -> Result<Annotation, Error> {
    history::act(catalog, ActionKind::MergeAnnotations, |recorder| {
        let mut all = vec![];
        for &id in ids {
            all.push(recorder.db().annotations().get(id)?.ok_or(Error::NoAnnotation(id))?);
        }
        all.sort_by_key(|a| (a.target.range.start, a.id));
        all.dedup_by_key(|a| a.id);
        let [first, others @ ..] = all.as_slice() else { return Err(Error::NotMergeable) };
        if others.is_empty() || all.iter().any(|a| a.orphaned) {
            return Err(Error::NotMergeable);
        }
        let text = text_for_shape(catalog, &first.target.document, first.target.page)?;
        let thing = first.id.to_string();
        let mut target = first.target.clone();
        let mut comments = vec![first.comment.trim().to_owned()];
        for other in others {
            target =
                target::joined(&text, (&target, first.kind), (&other.target, other.kind)).ok_or(Error::NotMergeable)?;
            comments.push(other.comment.trim().to_owned());
            for tag in &other.tags {
                recorder.set(KIND, &thing, &format!("tag:{tag}"), &true)?;
            }
            for reply in &other.replies {
                set_reply(recorder, first.id, reply)?;
            }
            recorder.set(KIND, &other.id.to_string(), "deleted", &true)?;
        }
        comments.retain(|comment| !comment.is_empty());
        comments.dedup();
        recorder.set(KIND, &thing, "target", &target)?;
        recorder.set(KIND, &thing, "comment", &comments.join("\n\n"))?;
        get(recorder, first.id)
    })
}

/// Puts these into the trash.
pub fn delete(catalog: &Catalog, ids: &[AnnotationId]) -> Result<(), Error> {
    history::act(catalog, ActionKind::DeleteAnnotation, |recorder| {
        for &id in ids {
            recorder.db().annotations().get(id)?.ok_or(Error::NoAnnotation(id))?;
            recorder.set(KIND, &id.to_string(), "deleted", &true)?;
        }
        Ok(())
    })
}

/// Takes these out of the trash.
pub fn restore(catalog: &Catalog, ids: &[AnnotationId]) -> Result<(), Error> {
    history::act(catalog, ActionKind::RestoreAnnotation, |recorder| {
        for &id in ids {
            recorder.clear(KIND, &id.to_string(), "deleted")?;
            room::restore_with(recorder, id)?;
            get(recorder, id)?;
        }
        Ok(())
    })
}

/// Answers an annotation's comment.
pub fn reply(catalog: &Catalog, id: AnnotationId, text: &str) -> Result<Annotation, Error> {
    let reply: ReplyId = catalog.clock.new_uuid().into();
    history::act(catalog, ActionKind::Reply, |recorder| {
        recorder.db().annotations().get(id)?.ok_or(Error::NoAnnotation(id))?;
        let (author, at) = (recorder.author().to_owned(), recorder.now());
        let reply = Reply { id: reply, author, text: text.trim().to_owned(), created_at: at, modified_at: at };
        if !reply.text.is_empty() {
            set_reply(recorder, id, &reply)?;
        }
        get(recorder, id)
    })
}

/// Changes a reply's words; without any, it is gone.
pub fn update_reply(catalog: &Catalog, id: AnnotationId, reply: ReplyId, text: &str) -> Result<Annotation, Error> {
    history::act(catalog, ActionKind::Reply, |recorder| {
        let annotation = recorder.db().annotations().get(id)?.ok_or(Error::NoAnnotation(id))?;
        let before = annotation.replies.into_iter().find(|r| r.id == reply).ok_or(Error::NoAnnotation(id))?;
        match text.trim() {
            "" => recorder.clear(KIND, &id.to_string(), &format!("reply:{reply}"))?,
            text => set_reply(recorder, id, &Reply { text: text.to_owned(), ..before })?,
        }
        get(recorder, id)
    })
}

pub(crate) fn set_reply(recorder: &mut Recorder, id: AnnotationId, reply: &Reply) -> Result<(), Error> {
    let value = json!({ "author": reply.author, "text": reply.text, "created_at": reply.created_at });
    recorder.set(KIND, &id.to_string(), &format!("reply:{}", reply.id), &value)
}

fn get(recorder: &Recorder, id: AnnotationId) -> Result<Annotation, Error> {
    history::annotation(recorder.db(), id)?.ok_or(Error::NoAnnotation(id))
}

/// Annotations with what a list shows beside them: in the order of the programme, then of pages and words.
pub fn list(catalog: &Catalog, filter: &AnnotationFilter) -> Result<Vec<AnnotationView>, Error> {
    catalog.store.read(|db| {
        let tags = match filter.tag {
            // A tag stands for those below it as well.
            Some(tag) => Some(crate::tags::with_those_below(&db.tags().list()?, tag)),
            None => None,
        };
        let has_tag = |annotation: &Annotation| {
            tags.as_ref().is_none_or(|tags: &HashSet<TagId>| annotation.tags.iter().any(|tag| tags.contains(tag)))
        };
        let mut annotations = db.annotations().list(filter.document.as_ref())?;
        annotations.retain(has_tag);
        views(db, annotations, filter.meeting)
    })
}

/// What was deleted and can be restored: newest first.
pub fn trash(catalog: &Catalog) -> Result<Vec<AnnotationView>, Error> {
    catalog.store.read(|db| {
        let mut deleted = vec![];
        for thing in db.history().things_with(KIND, "deleted", &json!(true))? {
            let Ok(id) = thing.parse::<AnnotationId>() else { continue };
            deleted.extend(history::deleted_annotation(db, id)?);
        }
        let mut views = views(db, deleted, None)?;
        views.sort_by_key(|view| std::cmp::Reverse(view.annotation.modified_at));
        Ok(views)
    })
}

fn views(
    db: &store::Db,
    annotations: Vec<Annotation>,
    meeting: Option<model::MeetingId>,
) -> Result<Vec<AnnotationView>, Error> {
    let placements = Placements::read(db, meeting)?;
    let documents: HashMap<_, _> =
        db.documents().list()?.into_iter().map(|d| (d.id.clone(), d.display_title())).collect();
    let mut labels: HashMap<(DocumentId, PageIndex), Option<String>> = HashMap::new();
    let mut rows = Vec::with_capacity(annotations.len());
    for annotation in annotations {
        let target = &annotation.target;
        let page = (target.document.clone(), target.page);
        let page_label = match labels.get(&page) {
            Some(label) => label.clone(),
            None => {
                let label = db.pages().label(&target.document, target.page)?;
                labels.insert(page, label.clone());
                label
            }
        };
        let placement = placements.best(&target.document);
        let frame = match annotation.kind {
            AnnotationKind::Area => db.pages().frame(&target.document, target.page)?,
            _ => None,
        };
        let view = AnnotationView {
            frame,
            document_title: documents.get(&target.document).cloned().unwrap_or_default(),
            page_label,
            byline: placement.and_then(|p| p.byline()),
            speakers: placement.map(|p| p.speakers()).unwrap_or_default(),
            organizations: placement.map(|p| p.organizations()).unwrap_or_default(),
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
}
