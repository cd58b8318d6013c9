//! Links, notes on sessions, and who cites what: over the sample meeting, by the library alone.

use catalog::{annotate, check, citations, history, links, meeting_view, mentions, placements, session_notes};
use model::{
    AnnotationDraft, CharRange, CheckFindingKind, LinkDraft, LinkPatch, MentionTarget, PageIndex, Relation, Thing,
};
use rapporteur_tests::library::{Library, open};

#[test]
fn a_link_is_made_changed_deleted_and_undone_and_survives_with_its_ends_gone() {
    let (library, _) = Library::sample();
    let catalog = &library.catalog;
    let document = catalog::documents::list(catalog).expect("documents are listed")[0].document.id.clone();
    let draft = AnnotationDraft::highlight(document.clone(), PageIndex(0), CharRange::new(0, 12));
    let annotation = annotate::create(catalog, draft).expect("it is marked").id;
    let person = mentions::people(catalog).expect("people are listed")[0].clone();
    let (one, other) = (Thing::Annotation { annotation }, Thing::Person { person: person.id });
    let draft = |relation| LinkDraft { origin: one.clone(), target: other.clone(), relation, note: " why ".into() };

    assert!(links::create(catalog, LinkDraft { target: one.clone(), ..draft(Relation::Agrees) }).is_err());
    assert!(links::create(catalog, draft(Relation::Free { words: "  ".into() })).is_err(), "own words need some");
    let link = links::create(catalog, draft(Relation::Contradicts)).expect("it is linked");
    assert_eq!(link.note, "why");
    let patch = LinkPatch { relation: Some(Relation::Free { words: "is  like".into() }), note: None };
    let changed = links::update(catalog, link.id, patch).expect("it is changed");
    assert_eq!(changed.relation, Relation::Free { words: "is like".into() });
    let listed = |n: usize| {
        let all = links::list(catalog).expect("links are listed");
        assert_eq!(all.len(), n);
        all
    };
    assert_eq!(listed(1)[0].target.title, person.name);

    annotate::delete(catalog, &[annotation]).expect("it is deleted");
    assert!(listed(1)[0].origin.gone, "a link outlives what it begins at");
    history::undo(catalog).expect("it is undone");
    assert!(!listed(1)[0].origin.gone);
    links::delete(catalog, link.id).expect("it is deleted");
    listed(0);
    history::undo(catalog).expect("it is undone");
    assert_eq!(listed(1)[0].link, changed);
    history::undo(catalog).expect("it is undone");
    assert_eq!(listed(1)[0].link.relation, Relation::Contradicts);
    history::undo(catalog).expect("it is undone");
    listed(0);
    for _ in 0..2 {
        history::redo(catalog).expect("it is redone");
    }
    let differs = |finding: &model::CheckFinding| finding.kind == CheckFindingKind::ProjectionDiffers;
    assert!(!check::run(catalog, false).expect("it is checked").iter().any(differs));
    let again = open(library.folder.path());
    assert_eq!(links::list(&again).expect("links are listed"), listed(1), "it is on disk");
}

#[test]
fn what_can_be_linked_is_found_by_its_words_in_any_script() {
    let (library, _) = Library::sample();
    catalog::index::catch_up(&library.catalog).expect("the index is filled");
    let found = |query: &str| links::find(&library.catalog, query).expect("things are found");
    let has = |query: &str, is: fn(&Thing) -> bool| found(query).iter().any(|view| is(&view.thing));
    assert!(has("antinori", |thing| matches!(thing, Thing::Person { .. })));
    assert!(has("antinori", |thing| matches!(thing, Thing::Contribution { .. })));
    assert!(has("technical challenges", |thing| matches!(thing, Thing::Session { .. })));
    assert!(has("背景", |thing| matches!(thing, Thing::Document { .. } | Thing::Slide { .. })));
    assert!(has("2178", |thing| matches!(thing, Thing::Symbol { .. })));
    assert!(has("report may come", |thing| matches!(thing, Thing::Slide { .. })));
    assert!(found("zzzz qqqq").is_empty());
    assert!(found("").is_empty(), "nothing was marked yet");
}

#[test]
fn notes_on_a_session_are_kept_and_undone() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let view = meeting_view::get(catalog, meeting).expect("the meeting is there");
    let session = view.days[0].segments[0].sessions[0].session.as_ref().expect("it has a session").id;
    session_notes::write(catalog, session, "first").expect("it is written");
    session_notes::write(catalog, session, "second \n").expect("it is written");
    let text = || session_notes::get(catalog, session).expect("it is read");
    assert_eq!(text(), "second");
    history::undo(catalog).expect("it is undone");
    assert_eq!(text(), "first");
    session_notes::write(catalog, session, " ").expect("it is written");
    assert_eq!(text(), "");
}

#[test]
fn citations_count_what_pages_say_but_not_what_a_deck_says_of_its_own_speakers() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let table = citations::table(catalog, Some(meeting)).expect("it is counted");
    assert!(!table.counts.is_empty());
    for count in &table.counts {
        let document = &table.documents[count.document as usize];
        let target = &table.targets[count.target as usize];
        let own = document.speakers.iter().chain(&document.organizations);
        assert!(own.into_iter().all(|own| own.target.as_ref() != Some(&target.target)), "{} of itself", target.name);
        let mentions = mentions::list(
            catalog,
            &model::MentionFilter { document: Some(document.document.clone()), target: Some(target.target.clone()) },
        )
        .expect("mentions are listed");
        assert_eq!(mentions.len() as u32, count.n, "{} in {}", target.name, document.title);
    }
    let is_symbol = |target: &&model::CitedTarget| matches!(target.target, MentionTarget::Symbol { .. });
    assert!(table.targets.iter().filter(is_symbol).count() > 1);
}

#[test]
fn a_rejected_place_makes_room_for_the_next_best_and_undo_brings_it_back() {
    let library = Library::new();
    let catalog = &library.catalog;
    let programme = "Seminar on models\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1: Opening\n\
        - Ms. Laila Mansour: Latent variable models\n\n\
        10:00-11:00 Session 2: Closing\n- Ms. Laila Mansour: Introduction to processes\n";
    let source = model::ProgrammeSource::Text { text: programme.to_owned() };
    catalog::programme::import(catalog, &source).expect("a programme");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deck = rapporteur_tests::made_decks::deck(&[&["Latent variable models", "Laila Mansour"]]);
    std::fs::write(folder.path().join("Mansour_latent_variable_models.pdf"), deck).expect("it can be written");
    library.import(&[folder.path().to_owned()]);
    let document = catalog::documents::list(catalog).expect("documents are listed").remove(0).document.id;
    let suggested = || -> Vec<_> {
        let row = catalog::documents::list(catalog).expect("documents are listed").remove(0);
        row.placements.into_iter().map(|place| place.contribution).collect()
    };
    let first = suggested();
    assert_eq!(first.len(), 1, "the title tells");
    placements::reject(catalog, &document, first[0]).expect("it is rejected");
    let second = suggested();
    assert_eq!(second.len(), 1, "the next best");
    assert_ne!(first, second);
    history::undo(catalog).expect("it is undone");
    assert_eq!(suggested(), first);
    history::redo(catalog).expect("it is redone");
    assert_eq!(suggested(), second);
}
