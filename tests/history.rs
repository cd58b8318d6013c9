//! Undo and redo over random sequences of what a reader does: undoing all gives the first state, redoing all the last.

use catalog::{Catalog, annotate, check, colors, history, placements, tags};
use model::{
    AnnotationDraft, AnnotationFilter, AnnotationId, AnnotationKind, AnnotationPatch, AnnotationShape, CharRange,
    Color, ContributionId, DocumentId, PageIndex, Point, Rect, Shape, TagId, TagPatch,
};
use rapporteur_tests::library::Library;

/// Marsaglia's xorshift: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        from.get(self.below(from.len())).cloned()
    }
}

/// All that the reader made, as text that can be compared; when something was last changed is not part of it, for
/// undoing is a change as well.
fn state(catalog: &Catalog) -> Vec<String> {
    let mut lines = vec![];
    for view in annotate::list(catalog, &AnnotationFilter::default()).expect("annotations are listed") {
        let mut annotation = view.annotation;
        annotation.modified_at = annotation.created_at;
        annotation.replies.iter_mut().for_each(|reply| reply.modified_at = reply.created_at);
        lines.push(format!("{annotation:?}"));
    }
    lines.extend(tags::list(catalog).expect("tags are listed").iter().map(|tag| format!("{tag:?}")));
    lines.extend(annotate::trash(catalog).expect("the trash is listed").iter().map(|v| format!("{}", v.annotation.id)));
    lines.extend(colors::list(catalog).expect("colors are listed").iter().map(|color| format!("{color:?}")));
    for row in catalog::documents::list(catalog).expect("documents are listed") {
        lines.extend(row.placements.iter().map(|p| format!("{} {} {:?}", row.document.id, p.contribution, p.standing)));
    }
    lines.sort();
    lines
}

fn step(catalog: &Catalog, random: &mut Random, documents: &[DocumentId], contributions: &[ContributionId]) {
    let annotations: Vec<AnnotationId> = annotate::list(catalog, &AnnotationFilter::default())
        .expect("annotations are listed")
        .into_iter()
        .map(|view| view.annotation.id)
        .collect();
    let known: Vec<TagId> = tags::list(catalog).expect("tags are listed").into_iter().map(|view| view.tag.id).collect();
    let color = Color::ALL[random.below(8)];
    let some_tags = |random: &mut Random| known.iter().copied().filter(|_| random.below(3) == 0).collect::<Vec<_>>();
    match random.below(18) {
        0..=2 => {
            let start = random.below(60) as u32;
            let document = random.pick(documents).expect("there are documents");
            let range = CharRange::new(start, start + 1 + random.below(40) as u32);
            let page = PageIndex(random.below(5) as u32);
            let kind = AnnotationKind::ALL[random.below(4)];
            let tags = some_tags(random);
            let draft = AnnotationDraft { color, kind, tags, ..AnnotationDraft::highlight(document, page, range) };
            // A range may lie beyond a short page's words.
            let _ = annotate::create(catalog, draft);
        }
        3 => {
            if let Some(id) = random.pick(&annotations) {
                let comment = Some(format!("comment {}", random.below(1000)));
                let patch = AnnotationPatch { color: Some(color), comment, ..AnnotationPatch::default() };
                annotate::update(catalog, &[id], &patch).expect("an annotation changes");
            }
        }
        4 => {
            if let Some(id) = random.pick(&annotations) {
                let patch = AnnotationPatch { tags: Some(some_tags(random)), ..AnnotationPatch::default() };
                annotate::update(catalog, &[id], &patch).expect("an annotation's tags change");
            }
        }
        5 => {
            if let Some(id) = random.pick(&annotations) {
                annotate::delete(catalog, &[id]).expect("an annotation is deleted");
            }
        }
        6 => {
            tags::create(catalog, &format!("tag {}", random.below(6))).expect("a tag is made");
        }
        7 => {
            if let Some(id) = random.pick(&known) {
                tags::delete(catalog, id).expect("a tag is deleted");
            }
        }
        8 | 9 => {
            let document = random.pick(documents).expect("there are documents");
            let (kind, shape) = some_shape(random);
            let draft = AnnotationDraft {
                color,
                kind,
                shape: Some(shape),
                ..AnnotationDraft::highlight(document, PageIndex(0), CharRange::new(0, 0))
            };
            annotate::create(catalog, draft).expect("a shape is drawn");
        }
        10 => {
            // Moved and resized, or turned into another kind; what cannot be is refused.
            if let Some(id) = random.pick(&annotations) {
                let (kind, shape) = some_shape(random);
                let shape = (random.below(2) == 0).then_some(shape);
                let patch = AnnotationPatch { kind: Some(kind), shape, ..AnnotationPatch::default() };
                annotate::update(catalog, &[id], &patch).expect("an annotation is another");
            }
        }
        11 => {
            if let Some(id) = random.pick(&annotations) {
                let patch = AnnotationPatch { kind: Some(AnnotationKind::Underline), ..AnnotationPatch::default() };
                let _ = annotate::update(catalog, &[id], &patch);
            }
        }
        12 => {
            let chosen: Vec<_> = annotations.iter().copied().filter(|_| random.below(3) == 0).collect();
            let (add_tags, remove_tags) = (some_tags(random), some_tags(random));
            let patch = AnnotationPatch { color: Some(color), add_tags, remove_tags, ..AnnotationPatch::default() };
            annotate::update(catalog, &chosen, &patch).expect("several change at once");
            if random.below(4) == 0 {
                annotate::delete(catalog, &chosen).expect("several are deleted at once");
            }
        }
        13 => {
            if let Some(id) = random.pick(&annotations) {
                let said = annotate::reply(catalog, id, "who asked?").expect("a reply is written");
                let reply = random.pick(&said.replies).expect("there is one");
                let text = if random.below(2) == 0 { "" } else { "the chair" };
                annotate::update_reply(catalog, id, reply.id, text).expect("a reply changes");
            }
        }
        14 => {
            let deleted: Vec<_> = annotate::trash(catalog).expect("the trash is listed");
            if let Some(view) = random.pick(&deleted) {
                annotate::restore(catalog, &[view.annotation.id]).expect("it is restored");
            }
            let pair: Vec<_> = (0..2).filter_map(|_| random.pick(&annotations)).collect();
            let _ = annotate::merge(catalog, &pair);
        }
        15 => {
            if let Some((id, parent)) = random.pick(&known).zip(random.pick(&known)) {
                let patch = TagPatch {
                    parent: Some((random.below(3) > 0).then_some(parent)),
                    color: Some(Some(color)),
                    shortcut: Some(char::from_digit(random.below(10) as u32, 10)),
                    definition: Some(format!("definition {}", random.below(9))),
                    name: None,
                };
                // A tag cannot be below itself.
                let _ = tags::update(catalog, id, &patch);
            }
        }
        16 => {
            if let Some((from, into)) = random.pick(&known).zip(random.pick(&known)) {
                tags::merge(catalog, from, into).expect("two tags become one");
            }
            if let Some(id) = random.pick(&known) {
                let chosen: Vec<_> = annotations.iter().copied().filter(|_| random.below(2) == 0).collect();
                let _ = tags::split(catalog, id, &format!("part {}", random.below(4)), &chosen);
            }
            colors::rename(catalog, color, &format!("name {}", random.below(3))).expect("a color is named");
        }
        _ => {
            let (document, contribution) = (random.pick(documents), random.pick(contributions));
            let (document, contribution) = document.zip(contribution).expect("there are both");
            if random.below(2) == 0 {
                placements::assign(catalog, &document, contribution).expect("a document is placed");
            } else {
                placements::reject(catalog, &document, contribution).expect("a guess is rejected");
            }
        }
    }
}

fn some_shape(random: &mut Random) -> (AnnotationKind, Shape) {
    let mut number = || random.below(300) as f32;
    let (x, y) = (number(), number());
    let rect = Rect { x0: x, y0: y, x1: x + 10. + number(), y1: y + 10. + number() };
    let (from, to) = (Point::new(x, y), Point::new(x + 5., number()));
    match random.below(6) {
        0 => (AnnotationKind::Note, Shape::Point { at: from }),
        1 => (AnnotationKind::FreeText, Shape::Text { rect, size: 12. }),
        2 => (AnnotationKind::Area, Shape::Rect { rect, width: 1. }),
        3 => (AnnotationKind::Box, Shape::Rect { rect, width: 2. }),
        4 => (AnnotationKind::Arrow, Shape::Line { from, to, width: 2. }),
        _ => {
            let strokes = vec![vec![[x, y, 0.2], [x + 4., y + 9., 0.9]], vec![[x, y + 20., 0.5]]];
            (AnnotationKind::Ink, Shape::Strokes { strokes, width: 2. })
        }
    }
}

#[test]
fn undoing_all_gives_the_first_state_and_redoing_all_the_last() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let documents: Vec<DocumentId> = catalog::documents::list(catalog)
        .expect("documents are listed")
        .into_iter()
        .map(|row| row.document.id)
        .collect();
    let view = catalog::meeting_view::get(catalog, meeting).expect("the meeting is there");
    let sessions = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
    let contributions: Vec<ContributionId> =
        sessions.flat_map(|session| &session.contributions).map(|view| view.contribution.id).collect();
    assert_eq!((documents.len(), contributions.len()), (7, 5));

    // `HISTORY_SEEDS` of them, each 300 steps, where many are wanted.
    let n_seeds = std::env::var("HISTORY_SEEDS").ok().and_then(|n| n.parse::<u64>().ok()).unwrap_or(0);
    let many = (0..n_seeds).map(|seed| (0xbeef + seed * 7919, 300));
    for (seed, n_steps) in [(1, 40), (0x5eed, 300)].into_iter().chain(many) {
        while history::state(catalog).expect("a state").undo.is_some() {
            history::undo(catalog).expect("an action is undone");
        }
        let mut random = Random(seed);
        let first = state(catalog);
        for _ in 0..n_steps {
            step(catalog, &mut random, &documents, &contributions);
        }
        let last = state(catalog);
        assert_ne!(first, last, "something was done");
        let mut n_undone = 0;
        while history::state(catalog).expect("a state").undo.is_some() {
            history::undo(catalog).expect("an action is undone");
            n_undone += 1;
        }
        assert!(n_undone > n_steps / 2, "most steps do something, here {n_undone}");
        assert_eq!(state(catalog), first, "all is undone");
        while history::state(catalog).expect("a state").redo.is_some() {
            history::redo(catalog).expect("an action is redone");
        }
        assert_eq!(state(catalog), last, "all is redone");
    }
    catalog::index::catch_up(catalog).expect("the index catches up");
    assert_eq!(check::run(catalog, false).expect("a check"), [], "rows are what the history says");
}

#[test]
fn importing_again_changes_nothing() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let before = catalog::meeting_view::get(catalog, meeting).expect("the meeting is there");
    let again = library.import_programme(&rapporteur_tests::corpus::sample().join("programme.html"));
    let pasted = library.import_programme(&rapporteur_tests::corpus::sample().join("programme.txt"));
    assert_eq!((again, pasted), (meeting, meeting), "page and pasted text are the same meeting");
    let report = library.import(&[rapporteur_tests::corpus::sample()]);
    assert_eq!((report.n_new, report.n_known), (0, 7));
    let after = catalog::meeting_view::get(catalog, meeting).expect("the meeting is there");
    let contributions = |view: &model::MeetingView| -> Vec<String> {
        let sessions = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
        sessions.flat_map(|s| &s.contributions).map(|c| format!("{} {:?}", c.contribution.id, c.credits)).collect()
    };
    assert_eq!(contributions(&before), contributions(&after));
    assert_eq!(before.counts, after.counts);
}

#[test]
fn several_shapes_move_in_one_step_or_not_at_all() {
    let (library, _) = Library::sample();
    let catalog = &library.catalog;
    let document = catalog::documents::list(catalog).expect("documents are listed").remove(0).document.id;
    let rect = |x0: f32| Shape::Rect { rect: Rect { x0, y0: 40., x1: x0 + 50., y1: 80. }, width: 2. };
    let draft = |kind, shape| AnnotationDraft {
        kind,
        shape: Some(shape),
        ..AnnotationDraft::highlight(document.clone(), PageIndex(0), CharRange::new(0, 0))
    };
    let make = |kind, shape| annotate::create(catalog, draft(kind, shape)).expect("a shape is drawn").id;
    let (a, b) = (make(AnnotationKind::Box, rect(20.)), make(AnnotationKind::Area, rect(120.)));
    let shapes = || {
        let mut all = annotate::list(catalog, &AnnotationFilter::default()).expect("a list");
        all.sort_by_key(|view| view.annotation.id != a);
        all.into_iter().map(|view| view.annotation.target.shape.expect("it is drawn")).collect::<Vec<_>>()
    };
    let to = |id, shape| AnnotationShape { id, shape };
    annotate::reshape(catalog, &[to(a, rect(30.)), to(b, rect(140.))]).expect("both move");
    assert_eq!(shapes(), [rect(30.), rect(140.)]);
    let line = Shape::Line { from: Point { x: 1., y: 1. }, to: Point { x: 9., y: 9. }, width: 2. };
    let refused = annotate::reshape(catalog, &[to(a, rect(70.)), to(b, line)]);
    assert!(matches!(refused, Err(catalog::Error::BadShape)), "{refused:?}");
    assert_eq!(shapes(), [rect(30.), rect(140.)], "none has moved");
    history::undo(catalog).expect("a step back");
    assert_eq!(shapes(), [rect(20.), rect(120.)], "both are back");
}
