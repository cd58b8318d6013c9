//! What becomes of an annotation in a newer version: carried where there is no doubt, proposed where there is.

use super::picture;
use crate::{
    Catalog, Error,
    anchor::anchor,
    annotate::set_reply,
    files::derived_uuid,
    history::{self, Recorder},
    page_text, target,
};
use linking::PlainPage;
use model::{
    Annotation, AnnotationId, AnnotationKind, AnnotationTarget, CarryDoubt, CarryOutcome, CharRange, DocumentId, Page,
    PageChange, PageChangeKind, PageIndex, PageText, Reply, Shape, ThingKind,
};
use store::Db;

/// A quote of fewer characters, white space aside, is not looked for on other pages.
const MIN_QUOTE: usize = 12;

/// Two versions' pages against each other.
pub struct Comparison {
    pub(super) older: DocumentId,
    pub(super) newer: DocumentId,
    pub(super) old_texts: Vec<PageText>,
    pub(super) new_texts: Vec<PageText>,
    pub(super) old_frames: Vec<Page>,
    pub(super) new_frames: Vec<Page>,
    pub(super) pages: Vec<PageChange>,
}

type Judgement = (Option<AnnotationTarget>, Option<CarryDoubt>);

impl Comparison {
    /// Where an annotation of the older version stands in the newer one, and what makes that doubtful.
    pub(super) fn judge(&self, catalog: &Catalog, annotation: &Annotation) -> Judgement {
        let page = annotation.target.page;
        let change = self.pages.iter().find(|change| change.older == Some(page));
        let Some((change, to)) = change.and_then(|change| Some((change, change.newer?))) else {
            return (self.elsewhere(annotation), Some(CarryDoubt::PageGone));
        };
        match &annotation.target.shape {
            Some(shape) => self.judge_shape(catalog, annotation, shape, change, to),
            None => self.judge_words(annotation, change, to),
        }
    }

    fn judge_words(&self, annotation: &Annotation, change: &PageChange, to: PageIndex) -> Judgement {
        let marked = &annotation.target;
        let (Some(old), Some(new)) = (text(&self.old_texts, marked.page), text(&self.new_texts, to)) else {
            return (None, Some(CarryDoubt::WordsGone));
        };
        let place = |ranges: Vec<CharRange>| target::of_ranges(new, &self.newer, to, &ranges).ok();
        // What could not be found again in its own document's text has no place to go on from.
        let is_sure = change.certain || change.kind != PageChangeKind::Changed;
        let is_anchored =
            !annotation.orphaned && marked.marked().iter().all(|(range, quote)| old.slice(*range) == *quote);
        let plain =
            |text: &PageText, page: PageIndex, all: &[PageText]| PlainPage::new(&text.text, page.0 as usize, all.len());
        let (old_plain, new_plain) = (plain(old, marked.page, &self.old_texts), plain(new, to, &self.new_texts));
        let exact: Option<Vec<_>> =
            marked.ranges().into_iter().map(|range| old_plain.exact_place(range, &new_plain)).collect();
        if let Some(exact) = exact.filter(|_| is_anchored && is_sure).and_then(place) {
            return (Some(exact), None);
        }
        let moved = AnnotationTarget { document: self.newer.clone(), page: to, ..marked.clone() };
        match anchor(new, &moved).and_then(|found| place(found.ranges())) {
            Some(found) => (Some(found), Some(CarryDoubt::WordsChanged)),
            None => (self.elsewhere(annotation), Some(CarryDoubt::WordsGone)),
        }
    }

    fn judge_shape(
        &self,
        catalog: &Catalog,
        annotation: &Annotation,
        shape: &Shape,
        change: &PageChange,
        to: PageIndex,
    ) -> Judgement {
        let Some(new) = text(&self.new_texts, to) else { return (None, Some(CarryDoubt::PageChanged)) };
        let Ok(target) = target::of_shape(new, &self.newer, to, annotation.kind, shape.clone()) else {
            return (None, Some(CarryDoubt::PageChanged));
        };
        let page = annotation.target.page;
        let (from, into) = (self.old_frames.get(page.0 as usize), self.new_frames.get(to.0 as usize));
        let is_framed_alike =
            matches!((from, into), (Some(a), Some(b)) if a.crop == b.crop && a.rotation == b.rotation);
        let reads_alike = matches!(change.kind, PageChangeKind::Same | PageChangeKind::Moved);
        // Words alone do not tell whether a chart is still the same.
        let looks_alike = || {
            let (a, b) = (picture(catalog, &self.older, page), picture(catalog, &self.newer, to));
            a.is_some() && a == b
        };
        let is_exact = reads_alike && is_framed_alike && looks_alike();
        (Some(target), (!is_exact).then_some(CarryDoubt::PageChanged))
    }

    /// The one other page that has the words.
    fn elsewhere(&self, annotation: &Annotation) -> Option<AnnotationTarget> {
        let marked = &annotation.target;
        let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let quotes: Vec<String> = marked.marked().iter().map(|(_, quote)| squeezed(quote)).collect();
        if marked.shape.is_some() || quotes.iter().map(|quote| quote.chars().count()).sum::<usize>() < MIN_QUOTE {
            return None;
        }
        let has_all = |text: &PageText| {
            let text = squeezed(&text.text);
            quotes.iter().all(|quote| text.contains(quote))
        };
        let mut pages = self.new_texts.iter().zip(0..).filter(|(text, _)| has_all(text));
        let ((text, page), None) = (pages.next()?, pages.next()) else { return None };
        let moved = AnnotationTarget { document: self.newer.clone(), page: PageIndex(page), ..marked.clone() };
        let found = anchor(text, &moved)?;
        target::of_ranges(text, &self.newer, PageIndex(page), &found.ranges()).ok()
    }
}

fn text(texts: &[PageText], page: PageIndex) -> Option<&PageText> {
    texts.get(page.0 as usize)
}

/// Where the reader puts it.
pub(super) fn by_hand(
    catalog: &Catalog,
    newer: &DocumentId,
    kind: AnnotationKind,
    page: PageIndex,
    range: CharRange,
    shape: Option<Shape>,
) -> Result<AnnotationTarget, Error> {
    match shape {
        None if kind.marks_words() => {
            let text = page_text::load(catalog, newer, page)?;
            target::of_words(&text, newer, page, range)
        }
        None => Err(Error::BadShape),
        Some(shape) => {
            let text = page_text::load(catalog, newer, page).unwrap_or_default();
            target::of_shape(&text, newer, page, kind, shape)
        }
    }
}

/// The annotation that the reader made, of which this one may be a copy of a copy.
pub(super) fn root_of(db: &Db, id: AnnotationId) -> Result<AnnotationId, Error> {
    Ok(history::field(db, ThingKind::Annotation, &id.to_string(), "carried_from")?.unwrap_or(id))
}

/// The id that an annotation has in a newer version: the same every time and by whichever way, so that none is doubled.
pub(super) fn copy_id(newer: &DocumentId, root: AnnotationId) -> AnnotationId {
    AnnotationId(derived_uuid(&format!("carried/{newer}/{root}")))
}

/// What became of it so far.
pub(super) fn outcome(db: &Db, thing: &str, newer: &DocumentId, id: AnnotationId) -> Result<CarryOutcome, Error> {
    let copy = copy_id(newer, root_of(db, id)?);
    if db.annotations().get(copy)?.is_some() {
        return Ok(CarryOutcome::Carried { copy });
    }
    let is_left = history::field::<bool>(db, ThingKind::Revision, thing, &format!("left:{id}"))? == Some(true);
    // A copy that the reader deleted was left behind by that.
    Ok(match is_left || history::deleted_annotation(db, copy)?.is_some() {
        true => CarryOutcome::LeftBehind,
        false => CarryOutcome::Waiting,
    })
}

/// Copies it, with its replies and tags, to its place in the newer version; one that is there already is put there.
pub(super) fn copy(
    recorder: &mut Recorder,
    newer: &DocumentId,
    annotation: &Annotation,
    target: &AnnotationTarget,
    kind: AnnotationKind,
) -> Result<AnnotationId, Error> {
    let root = root_of(recorder.db(), annotation.id)?;
    let id = copy_id(newer, root);
    let thing = id.to_string();
    let is_there = recorder.db().annotations().get(id)?.is_some();
    recorder.clear(ThingKind::Annotation, &thing, "deleted")?;
    recorder.set(ThingKind::Annotation, &thing, "target", target)?;
    if is_there {
        return Ok(id);
    }
    recorder.set(ThingKind::Annotation, &thing, "kind", &kind)?;
    recorder.set(ThingKind::Annotation, &thing, "color", &annotation.color)?;
    recorder.set(ThingKind::Annotation, &thing, "comment", &annotation.comment)?;
    recorder.set(ThingKind::Annotation, &thing, "author", &annotation.author)?;
    recorder.set(ThingKind::Annotation, &thing, "created_at", &annotation.created_at)?;
    recorder.set(ThingKind::Annotation, &thing, "carried_from", &root)?;
    for tag in &annotation.tags {
        recorder.set(ThingKind::Annotation, &thing, &format!("tag:{tag}"), &true)?;
    }
    for reply in &annotation.replies {
        let copied = derived_uuid(&format!("carried/{newer}/{}", reply.id)).into();
        set_reply(recorder, id, &Reply { id: copied, ..reply.clone() })?;
    }
    Ok(id)
}
