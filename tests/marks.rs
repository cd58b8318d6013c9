//! Marks that become others: merged, they are on what they were on and on nothing between, wherever they go; turned into
//! another kind, they stay where they are seen.

use catalog::{annotate, documents, export, history, pages, tags, take_over};
use model::{
    Annotation, AnnotationDraft, AnnotationFilter, AnnotationId, AnnotationKind, AnnotationPatch, CharRange,
    DocumentId, PageIndex, PageText, Point, Rect, Shape, TagId,
};
use rapporteur_tests::{library::Library, made_decks};

const LINES: &[&str] =
    &["Loss recovery", "A probe is sent after a while", "and the sender waits for it", "until the timer ends"];

struct Deck {
    library: Library,
    document: DocumentId,
}

impl Deck {
    fn new(bytes: &[u8]) -> Deck {
        let library = Library::new();
        let file = library.folder.path().join("deck.pdf");
        std::fs::write(&file, bytes).expect("a deck can be written");
        library.import(&[file]);
        let rows = documents::list(&library.catalog).expect("documents are listed");
        Deck { document: rows.first().expect("it is imported").document.id.clone(), library }
    }

    fn text(&self) -> std::sync::Arc<PageText> {
        pages::text(&self.library.catalog, &self.document, PageIndex(0)).expect("the page is read")
    }

    fn range(&self, words: &str) -> CharRange {
        let text = self.text();
        let start = text.text[..text.text.find(words).expect("the page has the words")].chars().count() as u32;
        CharRange::new(start, start + words.chars().count() as u32)
    }

    fn mark(&self, words: &str) -> AnnotationId {
        let draft = AnnotationDraft::highlight(self.document.clone(), PageIndex(0), self.range(words));
        annotate::create(&self.library.catalog, draft).expect("words are marked").id
    }

    fn merge(&self, words: &[&str]) -> Annotation {
        let ids: Vec<_> = words.iter().map(|words| self.mark(words)).collect();
        annotate::merge(&self.library.catalog, &ids).expect("they are merged")
    }

    fn all(&self) -> Vec<Annotation> {
        let views = annotate::list(&self.library.catalog, &AnnotationFilter::default()).expect("they are listed");
        views.into_iter().map(|view| view.annotation).collect()
    }

    /// The words that lie beneath an annotation's quads, quad by quad.
    fn beneath(&self, mark: &Annotation) -> Vec<String> {
        let text = self.text();
        let within = |quad: &model::Quad| {
            let b = quad.bounds();
            let lies = |at: &u32| {
                let quads = text.quads(CharRange::new(*at, at + 1));
                quads.first().map(model::Quad::bounds).is_some_and(|own| {
                    let (x, y) = ((own.x0 + own.x1) / 2., (own.y0 + own.y1) / 2.);
                    (b.x0..=b.x1).contains(&x) && (b.y0..=b.y1).contains(&y)
                })
            };
            let letters = (0..text.n_chars()).filter(lies);
            letters.map(|at| text.slice(CharRange::new(at, at + 1)).to_owned()).collect::<String>()
        };
        mark.target.quads.iter().map(within).collect()
    }
}

/// What of it is the same in every library.
fn place(mark: &Annotation) -> (AnnotationKind, String, Vec<CharRange>, usize) {
    (mark.kind, mark.target.quote.clone(), mark.target.ranges(), mark.target.quads.len())
}

#[test]
fn merged_marks_are_on_what_they_were_on_and_one_undo_parts_them() {
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    let (one, other) = (deck.mark("timer"), deck.mark("probe is sent"));
    let before = deck.all();
    let catalog = &deck.library.catalog;
    let merged = annotate::merge(catalog, &[one, other]).expect("they are merged");
    assert_eq!(merged.target.quote, "probe is sent … timer", "in the order of the text");
    assert_eq!(merged.target.ranges(), [deck.range("probe is sent"), deck.range("timer")]);
    assert_eq!(deck.beneath(&merged), ["probe is sent", "timer"]);
    assert_eq!(deck.all(), std::slice::from_ref(&merged));

    // With a third in the line between.
    let third = deck.mark("sender");
    let all = annotate::merge(catalog, &[third, merged.id]).expect("they are merged");
    assert_eq!(all.target.quote, "probe is sent … sender … timer");
    assert_eq!(deck.beneath(&all), ["probe is sent", "sender", "timer"]);
    assert_eq!(annotate::list(catalog, &AnnotationFilter::default()).expect("they are listed").len(), 1);

    for _ in 0..3 {
        history::undo(catalog).expect("it is undone");
    }
    let places = |all: &[Annotation]| all.iter().map(place).collect::<Vec<_>>();
    assert_eq!(places(&deck.all()), places(&before), "as before they were merged");
    history::redo(catalog).expect("it is done again");
    assert_eq!(place(&deck.all()[0]), place(&merged));
}

#[test]
fn marks_that_touch_become_one_stretch() {
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    let merged = deck.merge(&["A probe", "is sent after"]);
    assert_eq!(merged.target.quote, "A probe is sent after");
    assert!(merged.target.stretches.is_empty());
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    assert_eq!(deck.merge(&["probe is sent", "is sent after", "sent"]).target.quote, "probe is sent after");
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    let lines = deck.merge(&["after a while", "and the sender", "waits"]);
    assert_eq!(lines.target.quote, "after a while\nand the sender waits", "over the end of a line");
}

#[test]
fn a_copy_has_one_annotation_with_the_quads_of_all_and_gives_it_back() {
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    let merged = deck.merge(&["probe", "while\nand", "timer ends"]);
    assert_eq!(merged.target.quads.len(), 4);
    let copy = export::annotated_pdf(&deck.library.catalog, &deck.document).expect("a copy is made");
    let other = Deck::new(&copy.bytes);
    let view = documents::view(&other.library.catalog, &other.document).expect("it opens");
    let [foreign] = view.pdf_annotations.as_slice() else { panic!("one: {:?}", view.pdf_annotations) };
    assert_eq!(foreign.quads.len(), 4);
    assert_eq!(take_over::run(&other.library.catalog, &other.document, None).expect("taken over"), 1);
    assert_eq!(place(&other.all()[0]), place(&merged));
    assert_eq!(other.beneath(&other.all()[0]), deck.beneath(&merged));

    let json = export::annotations(&deck.library.catalog, export::Format::WebAnnotation, None, None);
    let json: serde_json::Value = serde_json::from_slice(&json.expect("it is exported")).expect("it is JSON");
    let targets = json["first"]["items"][0]["target"].as_array().expect("several targets").clone();
    let exact: Vec<&str> = targets.iter().filter_map(|target| target["selector"][1]["exact"].as_str()).collect();
    assert_eq!(exact, ["probe", "while\nand", "timer ends"]);
}

#[test]
fn its_ends_move_and_what_is_left_out_stays_so() {
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    let merged = deck.merge(&["probe", "sender", "timer"]);
    let to = |start: u32, end: u32| {
        let patch = AnnotationPatch { range: Some(CharRange::new(start, end)), ..AnnotationPatch::default() };
        annotate::update(&deck.library.catalog, &[merged.id], &patch).expect("it moves").remove(0).target.quote
    };
    let (probe, sender, ends) = (deck.range("probe"), deck.range("sender"), deck.range("ends"));
    assert_eq!(to(probe.start, ends.end), "probe … sender … timer ends");
    assert_eq!(to(deck.range("A probe").start, sender.end), "A probe … sender");
    assert_eq!(to(sender.start, sender.end), "sender");
    assert!(deck.all()[0].target.stretches.is_empty());
}

#[test]
fn words_of_several_places_are_marked_and_coded_in_one_step() {
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    let catalog = &deck.library.catalog;
    let draft = |words| AnnotationDraft {
        new_tags: vec!["Timers".into(), " timers ".into()],
        ..AnnotationDraft::highlight(deck.document.clone(), PageIndex(0), deck.range(words))
    };
    let made = annotate::create_all(catalog, vec![draft("A probe"), draft("timer")]).expect("they are marked");
    let tags = tags::list(catalog).expect("tags are listed");
    assert_eq!(
        tags.iter().map(|view| (view.tag.name.as_str(), view.n_annotations)).collect::<Vec<_>>(),
        [("Timers", 2)]
    );
    assert_eq!(made.iter().map(|mark| mark.tags.as_slice()).collect::<Vec<_>>(), [[tags[0].tag.id]; 2]);
    history::undo(catalog).expect("it is undone");
    assert_eq!((deck.all(), tags::list(catalog).expect("tags are listed")), (vec![], vec![]));
    // Where one of them cannot be marked, none is.
    let nothing = AnnotationDraft::highlight(deck.document.clone(), PageIndex(0), CharRange::new(0, 0));
    let unnamed = AnnotationDraft { new_tags: vec![" ".into()], ..draft("timer") };
    for bad in [nothing, unnamed] {
        assert!(annotate::create_all(catalog, vec![draft("A probe"), bad]).is_err());
        assert_eq!((deck.all(), tags::list(catalog).expect("tags are listed")), (vec![], vec![]));
    }
}

#[test]
fn what_becomes_words_marks_those_beneath_it_alone() {
    let left = ["The chair opened the meeting", "and asked for the reports of", "those who were there"];
    let right = ["Two delegations spoke at once", "about what the text leaves open", "and nobody else"];
    let deck = Deck::new(&made_decks::two_columns(&left, &right, "", &[]));
    let rect = Rect { x0: 40., y0: 448., x1: 760., y1: 500. };
    let draft = AnnotationDraft {
        kind: AnnotationKind::Box,
        shape: Some(Shape::Rect { rect, width: 2. }),
        ..AnnotationDraft::highlight(deck.document.clone(), PageIndex(0), CharRange::new(0, 0))
    };
    let drawn = annotate::create(&deck.library.catalog, draft).expect("a box is drawn");
    let patch = AnnotationPatch { kind: Some(AnnotationKind::Highlight), ..AnnotationPatch::default() };
    let words = annotate::update(&deck.library.catalog, &[drawn.id], &patch).expect("it is words").remove(0);
    assert_eq!(
        words.target.quote,
        [&left[..2].join("\n"), &right[..2].join("\n")].map(String::as_str).join(" … "),
        "of two columns, without what is below in the first"
    );
    // And what is drawn goes with what is drawn alone.
    let note = AnnotationDraft {
        kind: AnnotationKind::Note,
        shape: Some(Shape::Point { at: Point::new(60., 60.) }),
        ..AnnotationDraft::highlight(deck.document.clone(), PageIndex(0), CharRange::new(0, 0))
    };
    let note = annotate::create(&deck.library.catalog, note).expect("a note is made");
    assert!(annotate::merge(&deck.library.catalog, &[words.id, note.id]).is_err());
}

/// Where a point of the turned deck's page n is seen: across from the left, and down from the top.
fn seen(page: u32, at: Point) -> (f32, f32) {
    match page {
        0 => (at.x - 40., 510. - at.y),
        1 => (at.y - 30., at.x - 40.),
        2 => (680. - at.x, at.y - 30.),
        3 => (510. - at.y, 680. - at.x),
        _ => panic!("the deck has four pages"),
    }
}

/// Where a rectangle is seen: its upper left, and its size.
fn seen_box(page: u32, r: Rect) -> [f32; 4] {
    let (a, b) = (seen(page, Point::new(r.x0, r.y0)), seen(page, Point::new(r.x1, r.y1)));
    [a.0.min(b.0), a.1.min(b.1), (a.0 - b.0).abs(), (a.1 - b.1).abs()]
}

#[test]
fn what_becomes_another_kind_stays_where_it_is_seen_however_the_page_is_turned() {
    let deck = Deck::new(&made_decks::turned_deck());
    let catalog = &deck.library.catalog;
    let become_ = |id, kind| {
        let patch = AnnotationPatch { kind: Some(kind), ..AnnotationPatch::default() };
        let shape = annotate::update(catalog, &[id], &patch).expect("it is another").remove(0).target.shape;
        history::undo(catalog).expect("it is undone");
        shape.expect("it is drawn")
    };
    for page in 0..4 {
        let made = |kind, shape| {
            let draft = AnnotationDraft {
                kind,
                shape: Some(shape),
                ..AnnotationDraft::highlight(deck.document.clone(), PageIndex(page), CharRange::new(0, 0))
            };
            annotate::create(catalog, draft).expect("it is drawn").id
        };
        let at = Point::new(360., 270.);
        let (across, down) = seen(page, at);
        let note = made(AnnotationKind::Note, Shape::Point { at });
        let Shape::Rect { rect, .. } = become_(note, AnnotationKind::Box) else { panic!("a box") };
        assert_eq!(seen_box(page, rect), [across, down, 180., 60.], "below the note, on page {page}");
        let Shape::Text { rect, .. } = become_(note, AnnotationKind::FreeText) else { panic!("free text") };
        assert_eq!(seen_box(page, rect), [across, down, 180., 60.], "free text on page {page}");

        // At the lower right of what is shown, there is room within the page alone.
        let corner = [Point::new(679., 31.), Point::new(679., 509.), Point::new(41., 509.), Point::new(41., 31.)];
        let note = made(AnnotationKind::Note, Shape::Point { at: corner[page as usize] });
        let Shape::Rect { rect, .. } = become_(note, AnnotationKind::Box) else { panic!("a box") };
        let (width, height) = if page % 2 == 0 { (640., 480.) } else { (480., 640.) };
        assert_eq!(seen_box(page, rect), [width - 180., height - 60., 180., 60.], "in the corner of page {page}");

        let rect = Rect { x0: 200., y0: 200., x1: 300., y1: 260. };
        let [left, top, width, height] = seen_box(page, rect);
        let drawn = made(AnnotationKind::Box, Shape::Rect { rect, width: 2. });
        let Shape::Point { at } = become_(drawn, AnnotationKind::Note) else { panic!("a note") };
        assert_eq!(seen(page, at), (left + width + 9., top), "at the box's upper right, on page {page}");
        let Shape::Line { from, to, .. } = become_(drawn, AnnotationKind::Arrow) else { panic!("an arrow") };
        assert_eq!(seen(page, from), (left, top + height), "from the lower left, on page {page}");
        assert_eq!(seen(page, to), (left + width, top), "to the upper right, on page {page}");
    }
}

#[test]
fn a_tag_that_is_made_in_giving_it_goes_with_one_undo() {
    let deck = Deck::new(&made_decks::deck(&[LINES]));
    let catalog = &deck.library.catalog;
    let ids = [deck.mark("probe"), deck.mark("sender")];
    let known = tags::create(catalog, "Follow-up").expect("a tag is made").id;
    let names = || {
        let all = tags::list(catalog).expect("tags are listed");
        all.into_iter().map(|view| (view.tag.name, view.n_annotations)).collect::<Vec<_>>()
    };
    let give = |new_tags: &[&str]| {
        let new_tags = new_tags.iter().map(|&name| name.to_owned()).collect();
        annotate::update(catalog, &ids, &AnnotationPatch { new_tags, ..AnnotationPatch::default() })
    };
    let given: Vec<Vec<TagId>> =
        give(&["Access", " access ", "follow-UP"]).expect("they are given").into_iter().map(|a| a.tags).collect();
    let made = *given[0].iter().find(|tag| **tag != known).expect("one is new");
    assert!(given.iter().all(|tags| tags.len() == 2 && tags.contains(&made) && tags.contains(&known)), "{given:?}");
    assert_eq!(names(), [("Access".to_owned(), 2), ("Follow-up".to_owned(), 2)]);
    history::undo(catalog).expect("it is undone");
    assert_eq!(names(), [("Follow-up".to_owned(), 0)], "the one that was there stays");
    assert!(deck.all().iter().all(|mark| mark.tags.is_empty()));
    history::redo(catalog).expect("it is done again");
    assert_eq!(names(), [("Access".to_owned(), 2), ("Follow-up".to_owned(), 2)]);
    assert!(give(&["  "]).is_err(), "a tag has a name");
}
