//! Everything of a library is found, and a search is kept in its history.

use catalog::{
    annotate, documents, history, index, kept_searches, links, meeting_view, programme, search, session_notes, suggest,
    tags,
};
use model::{
    ActionKind, AnnotationDraft, CharRange, HitKind, LinkDraft, LinkPatch, PageIndex, Relation, SearchHit,
    SearchRequest, TagPatch, Thing,
};
use rapporteur_tests::library::{Library, open};

fn hits(catalog: &catalog::Catalog, query: &str) -> Vec<SearchHit> {
    index::catch_up(catalog).expect("the index is built");
    let request = SearchRequest { query: query.to_owned(), limit: 100, ..SearchRequest::default() };
    let results = search::run(catalog, &request).expect("a search answers");
    results.groups.into_iter().flat_map(|group| group.hits).collect()
}

/// A library with one note, and its tag.
fn with_a_note() -> Library {
    let (library, _) = Library::sample();
    let catalog = &library.catalog;
    let rows = documents::list(catalog).expect("documents are listed");
    let tag = tags::create(catalog, "Zebra crossing").expect("a tag is made");
    let draft = AnnotationDraft {
        comment: "Ask the quokka".to_owned(),
        tags: vec![tag.id],
        ..AnnotationDraft::highlight(rows[0].document.id.clone(), PageIndex(0), CharRange::new(0, 10))
    };
    annotate::create(catalog, draft).expect("a note is made");
    library
}

#[test]
fn everything_is_found() {
    let library = with_a_note();
    let catalog = &library.catalog;
    for (query, kind) in [
        ("zebra ", HitKind::Tag),
        ("kind:tag crossing ", HitKind::Tag),
        ("quokka ", HitKind::Annotation),
        ("tag:zebra ", HitKind::Annotation),
        ("tag:zebra kind:slide ", HitKind::Page),
        ("Antinori ", HitKind::Person),
        ("ECTC ", HitKind::Organization),
        ("European Counter-Terrorism Centre ", HitKind::Organization),
        ("\"Technical challenges\" ", HitKind::Session),
        ("kind:talk Subrahmanian ", HitKind::Contribution),
        ("doc:Antinori-ECTC ", HitKind::Document),
        ("kind:talk date:30.11.2016 Antinori ", HitKind::Contribution),
        ("kind:talk date:\"1 December 2016\" Khalaf ", HitKind::Contribution),
        ("kind:talk date:2016-11-30/2016-12-01 Khalaf ", HitKind::Contribution),
        ("Хамад OR Халаф ", HitKind::Person),
    ] {
        let kinds: Vec<HitKind> = hits(catalog, query).iter().map(|hit| hit.kind).collect();
        assert!(kinds.contains(&kind), "{query}: {kinds:?}");
    }
    let tag = hits(catalog, "kind:tag zebra ").remove(0);
    assert_eq!((tag.title.as_str(), tag.tag.is_some()), ("Zebra crossing", true));
    let renamed = TagPatch { name: Some("Okapi".into()), ..TagPatch::default() };
    tags::update(catalog, tag.tag.expect("it is a tag"), &renamed).expect("it is renamed");
    assert_eq!(hits(catalog, "kind:tag zebra ").len(), 0, "what was renamed has its new name");
    assert_eq!(hits(catalog, "kind:tag okapi ").len(), 1);
    tags::delete(catalog, tag.tag.expect("it is a tag")).expect("it is deleted");
    assert_eq!(hits(catalog, "kind:tag okapi ").len(), 0);
}

#[test]
fn what_is_written_about_a_session_is_found_until_it_is_taken_back() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    index::catch_up(catalog).expect("the index is built");
    let view = meeting_view::get(catalog, meeting).expect("the meeting is there");
    let session = view.days[0].segments[0].sessions[0].session.as_ref().expect("it has a session").id;
    session_notes::write(catalog, session, "The wombats were counted twice.").expect("it is written");
    let request = |query: &str| SearchRequest { query: query.to_owned(), limit: 10, ..SearchRequest::default() };
    index::catch_up(catalog).expect("the index catches up");
    let groups = search::run(catalog, &request("wombat kind:note has:note ")).expect("it answers").groups;
    assert_eq!(groups.len(), 1);
    assert_eq!(groups[0].session, Some(session), "it opens its session");
    let hit = &groups[0].hits[0];
    assert_eq!(hit.kind, HitKind::Annotation);
    assert!(hit.snippet.iter().any(|piece| piece.lit && piece.text == "wombats"), "{:?}", hit.snippet);
    std::fs::remove_dir_all(library.folder.path().join("derived/index")).expect("the index is taken away");
    assert_eq!(hits(&open(library.folder.path()), "wombats ").len(), 1, "an index made anew has it too");
    session_notes::write(catalog, session, "The numbats were.").expect("it is written");
    assert_eq!((hits(catalog, "wombats ").len(), hits(catalog, "numbats ").len()), (0, 1));
    history::undo(catalog).expect("it is undone");
    assert_eq!(hits(catalog, "wombats ").len(), 1);
    session_notes::write(catalog, session, " ").expect("it is taken back");
    assert_eq!(hits(catalog, "wombats ").len(), 0);
}

#[test]
fn the_words_of_links_are_found_and_open_where_they_begin() {
    let library = with_a_note();
    let catalog = &library.catalog;
    index::catch_up(catalog).expect("the index is built");
    let document = documents::list(catalog).expect("documents are listed")[0].document.id.clone();
    let draft = LinkDraft {
        origin: Thing::Slide { document: document.clone(), page: PageIndex(2) },
        target: Thing::Symbol { symbol: "S/RES/2178(2014)".to_owned(), meeting: None },
        relation: Relation::Free { words: "a platypus of".to_owned() },
        note: "Ask the echidnas why".to_owned(),
    };
    let link = links::create(catalog, draft).expect("it is linked");
    for query in ["platypus ", "echidna ", "kind:note echidnas "] {
        let found = hits(catalog, query);
        let [hit] = found.as_slice() else { panic!("{query}: {found:?}") };
        assert_eq!(
            (hit.kind, hit.document.as_ref(), hit.page),
            (HitKind::Annotation, Some(&document), Some(PageIndex(2)))
        );
        assert!(hit.snippet.iter().any(|piece| piece.lit), "{query}: {:?}", hit.snippet);
        assert!(!hit.title.is_empty());
    }
    let patch = LinkPatch { relation: Some(Relation::Answers), note: None };
    links::update(catalog, link.id, patch).expect("it is changed");
    assert_eq!((hits(catalog, "platypus ").len(), hits(catalog, "echidnas ").len()), (0, 1));
    links::delete(catalog, link.id).expect("it is deleted");
    assert_eq!(hits(catalog, "echidnas ").len(), 0);
    history::undo(catalog).expect("it is undone");
    assert_eq!(hits(catalog, "echidnas ").len(), 1);
}

#[test]
fn a_deck_is_completed_by_its_title_and_found_by_it() {
    let library = with_a_note();
    let catalog = &library.catalog;
    index::catch_up(catalog).expect("the index is built");
    let offered = suggest::query(catalog, "doc:antin").expect("suggestions are made");
    let first = offered.first().expect("a deck is offered");
    assert!(first.query.starts_with("doc:\""), "{}", first.query);
    assert!(hits(catalog, &first.query).iter().any(|hit| hit.kind == HitKind::Page), "its slides are found");
}

#[test]
fn a_kept_search_is_counted_now_and_can_be_undone() {
    let library = with_a_note();
    let catalog = &library.catalog;
    index::catch_up(catalog).expect("the index is built");
    let kept = || -> Vec<(String, u32)> {
        let kept = kept_searches::list(catalog).expect("searches are listed");
        kept.into_iter().map(|view| (view.search.query, view.n_hits)).collect()
    };
    let one = kept_searches::keep(catalog, "  quokka   OR okapi ").expect("it is kept");
    assert_eq!(kept_searches::keep(catalog, "quokka OR okapi").expect("it is known"), one);
    assert_eq!(kept(), [("quokka OR okapi".to_owned(), 1)]);
    assert!(kept_searches::keep(catalog, " * ").is_err(), "there is nothing to search for");

    tags::create(catalog, "Okapi").expect("a tag is made");
    index::catch_up(catalog).expect("the index takes it up");
    assert_eq!(kept(), [("quokka OR okapi".to_owned(), 2)], "what is new counts");

    kept_searches::forget(catalog, one.id).expect("it is kept no more");
    assert_eq!(kept(), []);
    assert_eq!(history::state(catalog).expect("there is a history").undo, Some(ActionKind::ForgetSearch));
    history::undo(catalog).expect("undo works");
    assert_eq!(kept().len(), 1);
    history::redo(catalog).expect("redo works");
    history::undo(catalog).expect("undo works");
    let folder = library.folder;
    drop(library.catalog);
    assert_eq!(kept_searches::list(&open(folder.path())).expect("searches are listed").len(), 1, "it is on disk");
}

#[test]
fn a_talk_is_found_by_its_abstract() {
    const ICS: &str = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Forum\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Wombats of today\r\nDTSTART:20240506T090000\r\nDESCRIPTION:We measured noble gases in burr\r\n ows\\, twice. Nothing else was heard.\\nSpeaker: Jane Doe\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nSUMMARY:Burrows and who digs them\r\nDTSTART:20240506T100000\r\nDESCRIPTION:Speaker: John Roe\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let library = Library::new();
    let catalog = &library.catalog;
    programme::import_bytes(catalog, ICS.as_bytes(), Some("forum.ics")).expect("the programme is read");
    let titles = |query: &str| -> Vec<String> { hits(catalog, query).into_iter().map(|hit| hit.title).collect() };
    assert_eq!(titles("kind:talk burrows "), ["Burrows and who digs them", "Wombats of today"]);
    for query in
        ["abstract:burrows ", "abstract:burrow ", "résumé:\"measure noble\" ", "摘要：measure ", "abstract:noble -roe "]
    {
        assert_eq!(titles(query), ["Wombats of today"], "{query}");
    }
    assert_eq!(titles("abstract:wombats "), [""; 0], "its title is not in it");
    let hit = hits(catalog, "abstract:burrows ").remove(0);
    assert_eq!((hit.kind, hit.contribution.is_some()), (HitKind::Contribution, true));
    assert!(hit.snippet.iter().any(|piece| piece.lit && piece.text == "burrows"), "{:?}", hit.snippet);

    let newer = ICS.replace("noble gases", "badgers");
    let report = programme::import_bytes(catalog, newer.as_bytes(), Some("forum.ics")).expect("a newer one is read");
    assert_eq!(report.n_changed, 1, "what it says is another");
    assert_eq!((titles("abstract:badger ").len(), titles("abstract:noble ").len()), (1, 0));
}
