//! Makes annotations that other programs left in a file the reader's own.

use crate::{
    Catalog, Error,
    annotate::set_reply,
    files::derived_uuid,
    history::{self, Recorder},
    page_text, tags, target,
};
use export::{Replaced, TakenOver};
use jiff::{SignedDuration, Timestamp, civil::DateTime, tz::TimeZone};
use model::{
    ActionKind, Annotation, AnnotationId, AnnotationKind, AnnotationTarget, AnnotationView, Color, DocumentId,
    PageIndex, PageText, PdfAnnotation, Point, Rect, Reply, Shape, TagId, ThingKind,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// Each with the id that it has once it is taken over: the same every time, so that nothing is ever doubled; and replies
/// in threads of one level, as ours are.
pub(crate) fn with_ids(document: &DocumentId, mut annotations: Vec<PdfAnnotation>) -> Vec<PdfAnnotation> {
    let mut seen = HashSet::new();
    for (idx, annotation) in annotations.iter_mut().enumerate() {
        // One without a name is known by its place in the file, which never changes: a document is its content.
        let name = annotation.name.clone().unwrap_or_else(|| idx.to_string());
        let mut id = derived_uuid(&format!("{document}/{}/{name}", annotation.page.0));
        if !seen.insert(id) {
            // A name ought to be one annotation's alone; copied pages and careless writers have it twice.
            id = derived_uuid(&format!("{document}/{}/{name}/{idx}", annotation.page.0));
            seen.insert(id);
        }
        annotation.id = Some(AnnotationId(id));
    }
    for idx in 0..annotations.len() {
        let head = head_of(&annotations, idx);
        // What answers nothing that could be taken over stands for itself.
        annotations[idx].reply_to = head.filter(|head| annotations[*head as usize].kind.is_some());
    }
    annotations
}

/// The annotation at the head of a reply's thread; `None` for what replies to nothing. Where a thread bites its own
/// tail, the one that comes first is its head.
fn head_of(all: &[PdfAnnotation], idx: usize) -> Option<u32> {
    let mut passed = vec![idx];
    let mut at = idx;
    while let Some(above) = all[at].reply_to.map(|above| above as usize).filter(|above| *above < all.len()) {
        if let Some(start) = passed.iter().position(|other| *other == above) {
            at = passed[start..].iter().copied().min()?;
            break;
        }
        passed.push(above);
        at = above;
    }
    (at != idx).then_some(at as u32)
}

/// The places of replies, by those of what they reply to.
fn replies_by_head(all: &[PdfAnnotation]) -> HashMap<u32, Vec<u32>> {
    let mut replies: HashMap<u32, Vec<u32>> = HashMap::new();
    for (reply, place) in all.iter().zip(0..) {
        if let Some(head) = reply.reply_to {
            replies.entry(head).or_default().push(place);
        }
    }
    replies
}

/// Takes over these, or all; replies come with what they reply to. What is there already stays as it is.
/// Answers how many are new.
pub fn run(catalog: &Catalog, document: &DocumentId, chosen: Option<&[AnnotationId]>) -> Result<u32, Error> {
    let stored = catalog.store.read(|db| db.documents().get(document))?;
    let stored = stored.ok_or_else(|| Error::NoDocument(document.clone()))?;
    let all = with_ids(document, stored.pdf_annotations);
    let replies = replies_by_head(&all);
    let mut texts: HashMap<PageIndex, Arc<PageText>> = HashMap::new();
    let mut drafts = vec![];
    for (annotation, place) in all.iter().zip(0u32..) {
        let Some(id) = annotation.id.filter(|id| chosen.is_none_or(|chosen| chosen.contains(id))) else { continue };
        let (Some(kind), None) = (annotation.kind, annotation.reply_to) else { continue };
        let page = annotation.page;
        let text = texts.entry(page).or_insert_with(|| page_text::load(catalog, document, page).unwrap_or_default());
        let targets = targets_of(text, document, annotation, kind);
        let replies: Vec<_> = replies.get(&place).into_iter().flatten().map(|place| &all[*place as usize]).collect();
        drafts.push((id, annotation, targets, replies));
    }
    history::act(catalog, ActionKind::TakeOverAnnotations, |recorder| {
        let (mut n_new, mut was_known) = (0, false);
        let each = drafts.iter().flat_map(|(id, annotation, targets, replies)| {
            let parts = targets.iter().zip(0..);
            parts.map(move |((kind, target), n)| (*id, n, *annotation, kind, target, replies))
        });
        for (whole, n, annotation, kind, target, replies) in each {
            let id = part_id(whole, n);
            if n == 0 {
                was_known = history::deleted_annotation(recorder.db(), id)?.is_some();
            }
            if recorder.db().annotations().get(id)?.is_some() {
                continue;
            }
            let thing = id.to_string();
            if history::deleted_annotation(recorder.db(), id)?.is_some() {
                recorder.clear(ThingKind::Annotation, &thing, "deleted")?;
                n_new += 1;
                continue;
            }
            // One that was taken over before it had parts, or had fewer of them, stays as it is.
            if n > 0 && was_known {
                continue;
            }
            let now = recorder.now();
            let author = annotation.author.clone().unwrap_or_default();
            let at = made_at(annotation).unwrap_or(now);
            let set = |recorder: &mut Recorder, field: &str, value: serde_json::Value| {
                recorder.set(ThingKind::Annotation, &thing, field, &value)
            };
            set(recorder, "target", serde_json::to_value(target).unwrap_or_default())?;
            set(recorder, "kind", serde_json::to_value(kind).unwrap_or_default())?;
            set(recorder, "color", serde_json::to_value(nearest(annotation.color.as_deref())).unwrap_or_default())?;
            // What is said of all parts is said once.
            let comment = annotation.contents.clone().filter(|_| n == 0);
            set(recorder, "comment", comment.unwrap_or_default().into())?;
            set(recorder, "author", author.into())?;
            set(recorder, "created_at", at.to_string().into())?;
            for name in &annotation.tags {
                if let Some(tag) = tag(catalog, recorder, name)? {
                    set(recorder, &format!("tag:{tag}"), true.into())?;
                }
            }
            let mut last = at;
            for reply in replies.iter().filter(|_| n == 0) {
                let (Some(AnnotationId(id_of_reply)), Some(text)) = (reply.id, reply.contents.clone()) else {
                    continue;
                };
                // PDF's dates are of whole seconds: one of the same second, or without a date, comes behind the one
                // that it stands behind.
                let told = made_at(reply).filter(|told| told.as_second() != last.as_second());
                let at = told.or_else(|| last.checked_add(SignedDuration::from_micros(1)).ok()).unwrap_or(now);
                last = at;
                let author = reply.author.clone().unwrap_or_default();
                let reply = Reply { id: id_of_reply.into(), author, text, created_at: at, modified_at: at };
                set_reply(recorder, id, &reply)?;
            }
            n_new += 1;
        }
        Ok(n_new)
    })
}

/// Which of the reader's annotations, and of their replies, are some of the file's that were taken over; and those that
/// need not be written, since they are parts of one that stays drawn as it is.
pub(crate) fn taken_over(
    catalog: &Catalog,
    document: &DocumentId,
    annotations: &[AnnotationView],
) -> Result<(TakenOver, HashSet<AnnotationId>), Error> {
    let stored = catalog.store.read(|db| db.documents().get(document))?;
    let all = with_ids(document, stored.ok_or_else(|| Error::NoDocument(document.clone()))?.pdf_annotations);
    let own: HashMap<AnnotationId, &Annotation> =
        annotations.iter().map(|view| (view.annotation.id, &view.annotation)).collect();
    let replies = replies_by_head(&all);
    let mut texts: HashMap<PageIndex, Arc<PageText>> = HashMap::new();
    let mut taken = TakenOver::new();
    let mut within = HashSet::new();
    for (one, place) in all.iter().zip(0u32..) {
        let (Some(id), Some(kind)) = (one.id, one.kind) else { continue };
        let Some(mine) = own.get(&id) else { continue };
        let page = one.page;
        let text = texts.entry(page).or_insert_with(|| page_text::load(catalog, document, page).unwrap_or_default());
        let says_the_same = kind != AnnotationKind::FreeText || mine.comment == one.contents.as_deref().unwrap_or("");
        let color = nearest(one.color.as_deref());
        let tags = |of: &Annotation| of.tags.iter().copied().collect::<HashSet<_>>();
        let targets = targets_of(text, document, one, kind);
        let parts: Vec<_> = (0..targets.len()).map(|n| part_id(id, n)).collect();
        let looks_the_same = |(part, (kind, target)): (&AnnotationId, &(AnnotationKind, AnnotationTarget))| {
            own.get(part).is_some_and(|part| {
                let is_there = target.range == part.target.range && target.shape == part.target.shape;
                let says_nothing =
                    part.comment.is_empty() && part.replies.is_empty() && tags(part).is_subset(&tags(mine));
                *kind == part.kind && is_there && part.color == color && (part.id == id || says_nothing)
            })
        };
        let keeps_look = !parts.is_empty() && says_the_same && parts.iter().zip(&targets).all(looks_the_same);
        if keeps_look {
            within.extend(parts.into_iter().skip(1));
        }
        let mut dropped = vec![];
        let replies = replies.get(&place).into_iter().flatten();
        for (place, id) in replies.filter_map(|place| Some((*place, all[*place as usize].id?))) {
            match mine.replies.iter().find(|reply| reply.id == id.0.into()) {
                Some(reply) => {
                    let replaced = Replaced { place, keeps_look: true, dropped: vec![] };
                    taken.insert(reply.id.to_string(), replaced);
                }
                None => dropped.push(place),
            }
        }
        taken.insert(id.to_string(), Replaced { place, keeps_look, dropped });
    }
    Ok((taken, within))
}

/// The id of a part of an annotation, which has the first one's itself.
fn part_id(whole: AnnotationId, n: usize) -> AnnotationId {
    if n == 0 { whole } else { AnnotationId(derived_uuid(&format!("{whole}/part/{n}"))) }
}

/// The annotation's places, by the text as we read it: more than one where what it marks does not follow on each other;
/// none where it is nowhere.
fn targets_of(
    text: &PageText,
    document: &DocumentId,
    annotation: &PdfAnnotation,
    kind: AnnotationKind,
) -> Vec<(AnnotationKind, AnnotationTarget)> {
    let of_shape = |kind: AnnotationKind, shape: Shape| {
        Some((kind, target::of_shape(text, document, annotation.page, kind, shape).ok()?))
    };
    if let Some(shape) = annotation.shape.clone() {
        return of_shape(kind, shape).into_iter().collect();
    }
    let words = target::of_quads(text, document, annotation.page, &annotation.quads);
    if !words.is_empty() {
        return words.into_iter().map(|target| (kind, target)).collect();
    }
    // Words on a picture of a page, which are none to us, have their place all the same.
    let place = |rect: Rect| of_shape(AnnotationKind::Area, Shape::Rect { rect, width: 1. });
    let note = || {
        let Rect { x0, y0, x1, y1 } = annotation.rect;
        of_shape(AnnotationKind::Note, Shape::Point { at: Point::new((x0 + x1) / 2., (y0 + y1) / 2.) })
    };
    let found = place(target::around(&annotation.quads)).or_else(|| place(annotation.rect)).or_else(note);
    found.into_iter().collect()
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

/// When it was made, or changed last where that cannot be read.
fn made_at(annotation: &PdfAnnotation) -> Option<Timestamp> {
    instant(annotation.created.as_deref()).or_else(|| instant(annotation.modified.as_deref()))
}

fn instant(text: Option<&str>) -> Option<Timestamp> {
    let text = text?;
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let civil: DateTime = text.parse().ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

/// The one of the eight that people would call the same; those without a color are yellow.
///
/// Hue decides (of HSL: pale and dark ones have their name, too), and not the distance of red, green and blue, by which
/// black is next to green.
fn nearest(hex: Option<&str>) -> Color {
    let parts = |hex: &str| -> Option<[f32; 3]> {
        let part =
            |from: usize| u8::from_str_radix(hex.get(from..from + 2)?, 16).ok().map(|part| f32::from(part) / 255.);
        Some([part(1)?, part(3)?, part(5)?])
    };
    let Some([r, g, b]) = hex.and_then(parts) else { return Color::Yellow };
    let (max, min) = (r.max(g).max(b), r.min(g).min(b));
    let chroma = max - min;
    let saturation = chroma / (1. - (max + min - 1.).abs()).max(f32::EPSILON);
    if chroma < 0.04 || saturation < 0.15 {
        return Color::Gray;
    }
    let sixth = match max {
        _ if max == r => ((g - b) / chroma).rem_euclid(6.),
        _ if max == g => (b - r) / chroma + 2.,
        _ => (r - g) / chroma + 4.,
    };
    match sixth * 60. {
        hue if hue < 16. => Color::Red,
        hue if hue < 42. => Color::Orange,
        hue if hue < 70. => Color::Yellow,
        hue if hue < 165. => Color::Green,
        hue if hue < 246. => Color::Blue,
        hue if hue < 280. => Color::Purple,
        hue if hue < 336. => Color::Magenta,
        _ => Color::Red,
    }
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
        assert_eq!(nearest(Some("#000000")), Color::Gray);
        assert_eq!(nearest(Some("#800000")), Color::Red, "dark");
        assert_eq!(nearest(Some("#0000ff")), Color::Blue);
        assert_eq!(nearest(Some("#ffff84")), Color::Yellow, "pale");
        for color in Color::ALL {
            assert_eq!(nearest(Some(color.hex())), color);
            let part = |from: usize| u8::from_str_radix(&color.hex()[from..from + 2], 16).expect("a number");
            let pale = |part: u8| 255 - (255 - part) / 5;
            let paper = format!("#{:02x}{:02x}{:02x}", pale(part(1)), pale(part(3)), pale(part(5)));
            assert_eq!(nearest(Some(&paper)), color, "as a background of text: {paper}");
        }
    }

    #[test]
    fn threads_have_one_level_and_names_that_stand_twice_are_two() {
        let note = |name: &str, reply_to: Option<u32>| PdfAnnotation {
            page: PageIndex(0),
            subtype: "Text".to_owned(),
            rect: Rect::default(),
            quads: vec![],
            contents: None,
            author: None,
            modified: None,
            color: None,
            name: Some(name.to_owned()),
            tags: vec![],
            kind: Some(AnnotationKind::Note),
            shape: None,
            created: None,
            reply_to,
            id: None,
        };
        let document = DocumentId::from_sha256(&[0; 32]);
        let chain =
            vec![note("a", None), note("b", Some(0)), note("a", Some(1)), note("d", Some(4)), note("e", Some(3))];
        let read = with_ids(&document, chain.clone());
        let heads: Vec<Option<u32>> = read.iter().map(|one| one.reply_to).collect();
        assert_eq!(heads, [None, Some(0), Some(0), None, Some(3)], "of a ring, the first is the head");
        let ids: HashSet<_> = read.iter().map(|one| one.id).collect();
        assert_eq!(ids.len(), 5, "each its own");
        assert_eq!(read, with_ids(&document, chain), "the same every time");
    }

    #[test]
    fn dates_without_a_zone_are_utc() {
        assert_eq!(instant(Some("2016-11-30T15:00:00")), instant(Some("2016-11-30T15:00:00Z")));
        assert_eq!(instant(Some("last week")), None);
    }
}
