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
    ActionKind, Annotation, AnnotationId, AnnotationKind, AnnotationTarget, AnnotationView, CharRange, Color,
    DocumentId, PageIndex, PageText, PdfAnnotation, Point, Rect, Reply, Shape, ThingKind,
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
        let Some(target) = target_of(text, document, annotation, kind) else { continue };
        let replies: Vec<_> = replies.get(&place).into_iter().flatten().map(|place| &all[*place as usize]).collect();
        drafts.push((id, annotation, target, replies));
    }
    history::act(catalog, ActionKind::TakeOverAnnotations, |recorder| {
        let mut n_new = 0;
        for (id, annotation, (kind, target), replies) in &drafts {
            let (id, thing) = (*id, id.to_string());
            // What is there stays as it is, and what was deleted comes back as it was.
            let is_known = history::deleted_annotation(recorder.db(), id)?.is_some();
            if is_known {
                for known in [id].into_iter().chain(parts_before(recorder.db(), id)?) {
                    if recorder.db().annotations().get(known)?.is_none() {
                        recorder.clear(ThingKind::Annotation, &known.to_string(), "deleted")?;
                        n_new += 1;
                    }
                }
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
            set(recorder, "comment", annotation.contents.clone().unwrap_or_default().into())?;
            set(recorder, "author", author.into())?;
            set(recorder, "created_at", at.to_string().into())?;
            for name in &annotation.tags {
                if let Some(tag) = tags::named(catalog, recorder, name)? {
                    set(recorder, &format!("tag:{tag}"), true.into())?;
                }
            }
            let mut last = at;
            for reply in replies {
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
/// need not be written, since they are parts ([`part_id`]) of one that stays drawn as it is.
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
        let found = target_of(text, document, one, kind).filter(|_| says_the_same);
        let parts = found.and_then(|(kind, target)| unchanged(&own, mine, kind, color, &target));
        let keeps_look = parts.is_some();
        within.extend(parts.into_iter().flatten());
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

/// Does it stand where the file has it, as the file has it? Answers the parts ([`part_id`]) that it does so with, `None`
/// where it does not.
fn unchanged(
    own: &HashMap<AnnotationId, &Annotation>,
    mine: &Annotation,
    kind: AnnotationKind,
    color: Color,
    target: &AnnotationTarget,
) -> Option<Vec<AnnotationId>> {
    let looks = |part: &Annotation, ranges: &[CharRange]| {
        part.kind == kind && part.color == color && part.target.ranges() == ranges && part.target.shape == target.shape
    };
    let ranges = target.ranges();
    if looks(mine, &ranges) {
        return Some(vec![]);
    }
    let (first, others) = ranges.split_at_checked(1).filter(|(_, others)| !others.is_empty())?;
    let tags = |of: &Annotation| of.tags.iter().copied().collect::<HashSet<_>>();
    let says_nothing =
        |part: &Annotation| part.comment.is_empty() && part.replies.is_empty() && tags(part).is_subset(&tags(mine));
    let parts = others.chunks(1).zip(1..).map(|(range, n)| {
        let part = own.get(&part_id(mine.id, n))?;
        (looks(part, range) && says_nothing(part)).then_some(part.id)
    });
    parts.collect::<Option<Vec<_>>>().filter(|_| looks(mine, first))
}

/// The id of a part, from 1, of an annotation: once, what marks several stretches of text was taken over as several.
fn part_id(whole: AnnotationId, n: usize) -> AnnotationId {
    AnnotationId(derived_uuid(&format!("{whole}/part/{n}")))
}

/// The parts that it was taken over as, in a library made then, behind the first.
fn parts_before(db: &store::Db, whole: AnnotationId) -> Result<Vec<AnnotationId>, Error> {
    let mut parts = vec![];
    for part in (1..).map(|n| part_id(whole, n)) {
        if history::deleted_annotation(db, part)?.is_none() {
            break;
        }
        parts.push(part);
    }
    Ok(parts)
}

/// The annotation's place, by the text as we read it; `None` where it is nowhere.
fn target_of(
    text: &PageText,
    document: &DocumentId,
    annotation: &PdfAnnotation,
    kind: AnnotationKind,
) -> Option<(AnnotationKind, AnnotationTarget)> {
    let of_shape = |kind: AnnotationKind, shape: Shape| {
        Some((kind, target::of_shape(text, document, annotation.page, kind, shape).ok()?))
    };
    if let Some(shape) = annotation.shape.clone() {
        return of_shape(kind, shape);
    }
    if let Some(words) = target::of_quads(text, document, annotation.page, &annotation.quads) {
        return Some((kind, words));
    }
    // Words on a picture of a page, which are none to us, have their place all the same.
    let place = |rect: Rect| of_shape(AnnotationKind::Area, Shape::Rect { rect, width: 1. });
    let note = || {
        let Rect { x0, y0, x1, y1 } = annotation.rect;
        of_shape(AnnotationKind::Note, Shape::Point { at: Point::new((x0 + x1) / 2., (y0 + y1) / 2.) })
    };
    place(target::around(&annotation.quads)).or_else(|| place(annotation.rect)).or_else(note)
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
    use model::TextStretch;

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
    fn what_was_once_taken_over_in_parts_stays_as_the_file_has_it_until_one_is_changed() {
        let range = |start, end| CharRange::new(start, end);
        let target = |range, stretches| AnnotationTarget {
            document: DocumentId::from_sha256(&[0; 32]),
            page: PageIndex(0),
            range,
            quads: vec![],
            quote: String::new(),
            prefix: String::new(),
            suffix: String::new(),
            source: model::TextSource::Drawn,
            shape: None,
            stretches,
        };
        let stretch = |range| TextStretch {
            range,
            n_quads: 0,
            quote: String::new(),
            prefix: String::new(),
            suffix: String::new(),
        };
        let whole = target(range(3, 30), vec![stretch(range(3, 9)), stretch(range(20, 30))]);
        let id = AnnotationId(derived_uuid("whole"));
        let annotation = |id, target, comment: &str| Annotation {
            id,
            target,
            kind: AnnotationKind::Highlight,
            color: Color::Green,
            comment: comment.to_owned(),
            replies: vec![],
            tags: vec![],
            author: String::new(),
            created_at: Timestamp::UNIX_EPOCH,
            modified_at: Timestamp::UNIX_EPOCH,
            orphaned: false,
        };
        let parts_of = |all: &[Annotation], color| {
            let own = all.iter().map(|one| (one.id, one)).collect();
            unchanged(&own, &all[0], AnnotationKind::Highlight, color, &whole)
        };
        let first = annotation(id, target(range(3, 9), vec![]), "said once");
        let second = annotation(part_id(id, 1), target(range(20, 30), vec![]), "");
        let as_one = annotation(id, whole.clone(), "said once");
        assert_eq!(parts_of(std::slice::from_ref(&as_one), Color::Green), Some(vec![]));
        assert_eq!(parts_of(&[as_one], Color::Red), None, "of another color in the file");
        assert_eq!(parts_of(&[first.clone(), second.clone()], Color::Green), Some(vec![second.id]));
        assert_eq!(parts_of(std::slice::from_ref(&first), Color::Green), None, "the second is deleted");
        let grown = annotation(second.id, target(range(20, 31), vec![]), "");
        assert_eq!(parts_of(&[first.clone(), grown], Color::Green), None);
        let answered = annotation(second.id, second.target.clone(), "and this?");
        assert_eq!(parts_of(&[first, answered], Color::Green), None);
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
