//! A newer version of a deck: what its pages became, what becomes of annotations, and the way back.

use catalog::{annotate, check, history, revisions};
use model::{
    Annotation, AnnotationDraft, AnnotationFilter, AnnotationKind, CarryDecision, CarryDoubt, CarryOutcome, CharRange,
    CheckFindingKind, DocumentId, PageChangeKind, PageIndex, Rect, RevisionReason, Shape,
};
use rapporteur_tests::{library::Library, made_decks};

struct Pair {
    library: Library,
    older: DocumentId,
    newer: DocumentId,
}

impl Pair {
    fn new() -> Pair {
        let library = Library::new();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (older, newer) = made_decks::two_versions();
        std::fs::write(folder.path().join("recovery-00.pdf"), older).expect("a file can be written");
        std::fs::write(folder.path().join("recovery-01.pdf"), newer).expect("a file can be written");
        library.import(&[folder.path().to_owned()]);
        let rows = catalog::documents::list(&library.catalog).expect("documents are listed");
        let id = |name: &str| {
            rows.iter().find(|row| row.document.file_name == name).expect("it was imported").document.id.clone()
        };
        Pair { older: id("recovery-00.pdf"), newer: id("recovery-01.pdf"), library }
    }

    fn mark(&self, page: u32, quote: &str) -> Annotation {
        let text = catalog::pages::text(&self.library.catalog, &self.older, PageIndex(page)).expect("there is text");
        let byte = text.text.find(quote).expect("the words are there");
        let start = text.text[..byte].chars().count() as u32;
        let range = CharRange::new(start, start + quote.chars().count() as u32);
        let draft = AnnotationDraft {
            comment: format!("on {quote}"),
            ..AnnotationDraft::highlight(self.older.clone(), PageIndex(page), range)
        };
        annotate::create(&self.library.catalog, draft).expect("it is made")
    }

    fn of(&self, document: &DocumentId) -> Vec<Annotation> {
        let filter = AnnotationFilter { document: Some(document.clone()), ..AnnotationFilter::default() };
        let views = annotate::list(&self.library.catalog, &filter).expect("annotations are listed");
        views.into_iter().map(|view| view.annotation).collect()
    }

    fn decide(&self, annotation: &Annotation, decision: CarryDecision) -> Result<CarryOutcome, catalog::Error> {
        revisions::decide(&self.library.catalog, &self.older, &self.newer, annotation.id, decision)
    }
}

#[test]
fn pages_and_notes_of_a_newer_version() {
    let pair = Pair::new();
    let catalog = &pair.library.catalog;
    let guesses = revisions::list(catalog).expect("versions are listed");
    assert_eq!(guesses.len(), 1, "{guesses:?}");
    assert_eq!((&guesses[0].older, &guesses[0].newer), (&pair.older, &pair.newer));
    assert!(!guesses[0].confirmed && guesses[0].reasons.contains(&RevisionReason::FileName), "{guesses:?}");

    let moved = pair.mark(1, "Open issues before last call");
    let same = pair.mark(2, "two round trips");
    let beside = pair.mark(3, "Pacing is recommended");
    let edited = pair.mark(3, "window halves");
    let gone = pair.mark(4, "Nobody travels");
    let rect = Rect { x0: 40., y0: 380., x1: 400., y1: 450. };
    let area = AnnotationDraft {
        kind: AnnotationKind::Area,
        shape: Some(Shape::Rect { rect, width: 1. }),
        ..AnnotationDraft::highlight(pair.older.clone(), PageIndex(2), CharRange::new(0, 0))
    };
    let area = annotate::create(catalog, area).expect("an area is made");
    annotate::reply(catalog, same.id, "ask the author").expect("a reply is made");

    let view = revisions::view(catalog, &pair.older, &pair.newer).expect("they are compared");
    let kinds: Vec<_> = view.pages.iter().map(|c| (c.older.map(|p| p.0), c.newer.map(|p| p.0), c.kind)).collect();
    use PageChangeKind::{Changed, Gone, Moved, New, Same};
    let expected = [
        (Some(0), Some(0), Same),
        (None, Some(1), New),
        (Some(2), Some(2), Same),
        (Some(3), Some(3), Changed),
        (Some(1), Some(4), Moved),
        (Some(4), None, Gone),
    ];
    assert_eq!(kinds, expected);

    let report = revisions::add(catalog, &pair.older, &pair.newer).expect("it is kept");
    assert_eq!((report.n_carried, report.n_known, report.n_doubtful), (4, 0, 2), "{report:?}");
    let again = revisions::add(catalog, &pair.older, &pair.newer).expect("once more");
    assert_eq!((again.n_carried, again.n_known, again.n_doubtful), (0, 4, 2), "twice doubles nothing");
    let copies = pair.of(&pair.newer);
    let copy_of = |original: &Annotation| {
        copies.iter().find(|copy| copy.comment == original.comment && copy.kind == original.kind)
    };
    for (original, page) in [(&moved, 4), (&same, 2), (&beside, 3), (&area, 2)] {
        let copy = copy_of(original).expect("it was carried");
        assert_eq!(copy.target.page, PageIndex(page));
        assert_eq!(copy.target.quote, original.target.quote);
        assert_eq!(
            (copy.color, copy.created_at, &copy.author),
            (original.color, original.created_at, &original.author)
        );
    }
    assert_eq!(copy_of(&same).map(|copy| copy.replies.len()), Some(1), "replies come along");
    assert_eq!(pair.of(&pair.older).len(), 6, "the older version keeps all");

    let view = revisions::view(catalog, &pair.older, &pair.newer).expect("they are compared");
    let doubt = |a: &Annotation| view.annotations.iter().find(|c| c.annotation.id == a.id).and_then(|c| c.doubt);
    assert_eq!(doubt(&gone), Some(CarryDoubt::PageGone));
    assert!(doubt(&edited).is_some() && doubt(&same).is_none());

    let line = CharRange::new(0, 15);
    let by_hand = CarryDecision::Place { page: PageIndex(1), range: line, shape: None };
    assert!(matches!(pair.decide(&gone, by_hand), Ok(CarryOutcome::Carried { .. })));
    assert!(matches!(pair.decide(&edited, CarryDecision::LeaveBehind), Ok(CarryOutcome::LeftBehind)));
    assert_eq!(pair.of(&pair.newer).len(), 5);
    assert_eq!(revisions::add(catalog, &pair.older, &pair.newer).expect("once more").n_doubtful, 0);
    let findings = check::run(catalog, false).expect("the library is checked");
    assert!(findings.iter().all(|f| f.kind != CheckFindingKind::ProjectionDiffers), "{findings:?}");
    // Two decisions, then the version itself: each is one step.
    for n in [5, 4, 0] {
        history::undo(catalog).expect("a step is undone");
        let left = pair.of(&pair.newer).len();
        assert_eq!(left, n, "what the newer version has after a step back");
    }
    assert!(revisions::list(catalog).expect("versions are listed").iter().all(|revision| !revision.confirmed));
    for _ in 0..3 {
        history::redo(catalog).expect("a step is done again");
    }
    assert_eq!(pair.of(&pair.newer).len(), 5);
}

#[test]
fn marks_that_leave_words_out_are_carried_as_they_are() {
    let pair = Pair::new();
    let catalog = &pair.library.catalog;
    let merge = |page, words: [&str; 2]| {
        let ids = words.map(|words| pair.mark(page, words).id);
        annotate::merge(catalog, &ids).expect("they are merged")
    };
    let same = merge(2, ["A probe", "reset the timer"]);
    let moved = merge(1, ["Agenda", "last call"]);
    let edited = merge(3, ["The window halves", "good estimate"]);
    let report = revisions::add(catalog, &pair.older, &pair.newer).expect("it is kept");
    assert_eq!((report.n_carried, report.n_doubtful), (2, 1), "{report:?}");
    let copies = pair.of(&pair.newer);
    for (original, page) in [(&same, 2), (&moved, 4)] {
        let copy = copies.iter().find(|copy| copy.comment == original.comment).expect("it was carried");
        assert_eq!(copy.target.page, PageIndex(page));
        assert_eq!(copy.target.marked().len(), 2);
        assert_eq!((&copy.target.quote, &copy.target.stretches), (&original.target.quote, &original.target.stretches));
    }
    let view = revisions::view(catalog, &pair.older, &pair.newer).expect("they are compared");
    let waiting = view.annotations.iter().find(|carried| carried.annotation.id == edited.id).expect("it is told");
    assert_eq!(waiting.doubt, Some(CarryDoubt::WordsChanged));
    let proposed = waiting.proposed.as_ref().expect("the places are there");
    assert_eq!(proposed.quote, "The window shrink … good estimate", "without what is between, there as well");
}

#[test]
fn what_is_no_version_is_not_guessed_again() {
    let pair = Pair::new();
    let catalog = &pair.library.catalog;
    revisions::remove(catalog, &pair.older, &pair.newer).expect("it is said");
    assert!(revisions::list(catalog).expect("versions are listed").is_empty());
    history::undo(catalog).expect("it is undone");
    assert_eq!(revisions::list(catalog).expect("versions are listed").len(), 1);
    assert!(revisions::add(catalog, &pair.older, &pair.older).is_err(), "no version of itself");
}
