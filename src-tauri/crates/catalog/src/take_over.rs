//! Makes annotations that other programs left in a file the reader's own.

use crate::{
    Catalog, Error,
    annotate::set_reply,
    files::derived_uuid,
    history::{self, Recorder},
    page_text, tags, target,
};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use model::{ActionKind, AnnotationId, AnnotationTarget, Color, DocumentId, PdfAnnotation, Reply, TagId, ThingKind};

/// Each with the id that it has once it is taken over: the same every time, so that nothing is ever doubled.
pub(crate) fn with_ids(document: &DocumentId, mut annotations: Vec<PdfAnnotation>) -> Vec<PdfAnnotation> {
    for (idx, annotation) in annotations.iter_mut().enumerate() {
        // One without a name is known by its place in the file, which never changes: a document is its content.
        let name = annotation.name.clone().unwrap_or_else(|| idx.to_string());
        annotation.id = Some(AnnotationId(derived_uuid(&format!("{document}/{}/{name}", annotation.page.0))));
    }
    annotations
}

/// Takes over these, or all; replies come with what they reply to. What is there already stays as it is.
/// Answers how many are new.
pub fn run(catalog: &Catalog, document: &DocumentId, chosen: Option<&[AnnotationId]>) -> Result<u32, Error> {
    let stored = catalog.store.read(|db| db.documents().get(document))?;
    let stored = stored.ok_or_else(|| Error::NoDocument(document.clone()))?;
    let all = with_ids(document, stored.pdf_annotations);
    let mut drafts = vec![];
    for (idx, annotation) in all.iter().enumerate() {
        let Some(id) = annotation.id.filter(|id| chosen.is_none_or(|chosen| chosen.contains(id))) else { continue };
        if annotation.reply_to.is_some() {
            continue;
        }
        if let Some(target) = target_of(catalog, document, annotation) {
            let replies = all.iter().filter(|other| thread_of(&all, other) == Some(idx as u32)).collect::<Vec<_>>();
            drafts.push((id, annotation, target, replies));
        }
    }
    history::act(catalog, ActionKind::TakeOverAnnotations, |recorder| {
        let mut n_new = 0;
        for (id, annotation, (kind, target), replies) in &drafts {
            if recorder.db().annotations().get(*id)?.is_some() {
                continue;
            }
            let thing = id.to_string();
            if history::deleted_annotation(recorder.db(), *id)?.is_some() {
                recorder.clear(ThingKind::Annotation, &thing, "deleted")?;
                n_new += 1;
                continue;
            }
            let now = recorder.now();
            let author = annotation.author.clone().unwrap_or_default();
            let at = instant(annotation.created.as_deref().or(annotation.modified.as_deref())).unwrap_or(now);
            let set = |recorder: &mut Recorder, field: &str, value: serde_json::Value| {
                recorder.set(ThingKind::Annotation, &thing, field, &value)
            };
            set(recorder, "target", serde_json::to_value(target).unwrap_or_default())?;
            set(recorder, "kind", serde_json::to_value(kind).unwrap_or_default())?;
            set(recorder, "color", serde_json::to_value(nearest(annotation.color.as_deref())).unwrap_or_default())?;
            set(recorder, "comment", annotation.contents.clone().unwrap_or_default().into())?;
            set(recorder, "author", author.into())?;
            set(recorder, "created_at", at.to_string().into())?;
            for name in &annotation.tags {
                if let Some(tag) = tag(catalog, recorder, name)? {
                    set(recorder, &format!("tag:{tag}"), true.into())?;
                }
            }
            for reply in replies {
                let (Some(AnnotationId(id_of_reply)), Some(text)) = (reply.id, reply.contents.clone()) else {
                    continue;
                };
                let at = instant(reply.created.as_deref().or(reply.modified.as_deref())).unwrap_or(now);
                let author = reply.author.clone().unwrap_or_default();
                let reply = Reply { id: id_of_reply.into(), author, text, created_at: at, modified_at: at };
                set_reply(recorder, *id, &reply)?;
            }
            n_new += 1;
        }
        Ok(n_new)
    })
}

/// The annotation at the head of a reply's thread; `None` for what replies to nothing.
fn thread_of(all: &[PdfAnnotation], reply: &PdfAnnotation) -> Option<u32> {
    let mut head = reply.reply_to?;
    // A thread that bites its own tail ends all the same.
    for _ in 0..all.len() {
        match all.get(head as usize)?.reply_to {
            Some(above) => head = above,
            None => return Some(head),
        }
    }
    None
}

/// The annotation's place, by the text as we read it.
fn target_of(
    catalog: &Catalog,
    document: &DocumentId,
    annotation: &PdfAnnotation,
) -> Option<(model::AnnotationKind, AnnotationTarget)> {
    let kind = annotation.kind?;
    let text = page_text::load(catalog, document, annotation.page).unwrap_or_default();
    if let Some(shape) = annotation.shape.clone() {
        let target = target::of_shape(&text, document, annotation.page, kind, shape).ok()?;
        return Some((kind, target));
    }
    match target::of_quads(&text, document, annotation.page, &annotation.quads) {
        Some(target) => Some((kind, target)),
        None => {
            // Words on a picture of a page, which are none to us, have their place all the same.
            let shape = model::Shape::Rect { rect: target::around(&annotation.quads), width: 1. };
            let kind = model::AnnotationKind::Area;
            Some((kind, target::of_shape(&text, document, annotation.page, kind, shape).ok()?))
        }
    }
}

/// The tag of this name, made where there is none.
fn tag(catalog: &Catalog, recorder: &mut Recorder, name: &str) -> Result<Option<TagId>, Error> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(tag) = tags::with_name(recorder.db(), &name)? {
        return Ok(Some(tag.id));
    }
    // Rows are made when the action is done: one of this name may have been made in it already.
    if let Some(known) = recorder.made_tag(&name) {
        return Ok(Some(known));
    }
    let id: TagId = catalog.clock.new_uuid().into();
    recorder.set(ThingKind::Tag, &id.to_string(), "name", &name)?;
    recorder.remember_tag(&name, id);
    Ok(Some(id))
}

fn instant(text: Option<&str>) -> Option<Timestamp> {
    let text = text?;
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let civil: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// The one of the eight that is nearest; those without a color are yellow.
fn nearest(hex: Option<&str>) -> Color {
    let parts = |hex: &str| -> Option<[i32; 3]> {
        let part = |from: usize| i32::from_str_radix(hex.get(from..from + 2)?, 16).ok();
        Some([part(1)?, part(3)?, part(5)?])
    };
    let Some(rgb) = hex.and_then(parts) else { return Color::Yellow };
    let distance = |color: &Color| {
        let other = parts(color.hex()).unwrap_or_default();
        rgb.iter().zip(other).map(|(a, b)| (a - b).pow(2)).sum::<i32>()
    };
    Color::ALL.into_iter().min_by_key(distance).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_programs_colors_become_the_nearest_of_ours() {
        assert_eq!(nearest(Some("#ffff00")), Color::Yellow);
        assert_eq!(nearest(Some("#ff0000")), Color::Red);
        assert_eq!(nearest(Some("#2ea8e5")), Color::Blue);
        assert_eq!(nearest(Some("nonsense")), Color::Yellow);
    }

    #[test]
    fn dates_without_a_zone_are_utc() {
        assert_eq!(instant(Some("2016-11-30T15:00:00")), instant(Some("2016-11-30T15:00:00Z")));
        assert_eq!(instant(Some("last week")), None);
    }
}
