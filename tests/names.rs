//! Who is one: names in several scripts joined and taken apart again, with all that they gave, and undone.

use catalog::{check, history, identity, mentions, programme};
use model::{
    CheckFindingKind, LinkDraft, MentionTarget, NameKind, NameProposal, NameVerdict, PageIndex, ProgrammeSource, Thing,
};
use rapporteur_tests::{library::Library, made_decks};

const PROGRAMME: &str = "\
Seminar on names\n\nMonday, 4 March 2019\n\n\
09:00-10:00 Session 1: Opening\n\
- Mr. Sergey Lavrov, Ministry of Foreign Affairs\n\
- Ms. Layla Mansour, World Health Organization\n\n\
10:00-11:00 Session 2: Closing\n\
- Г-н Сергей Лавров, Министерство иностранных дел\n\
- السيدة ليلى منصور، منظمة الصحة العالمية\n\
- Mr. Sergey Ivanov, Academy\n";

fn library() -> Library {
    let library = Library::new();
    programme::import(&library.catalog, &ProgrammeSource::Text { text: PROGRAMME.to_owned() }).expect("a programme");
    library
}

fn people(library: &Library) -> Vec<String> {
    let register = mentions::register(&library.catalog).expect("a register");
    let people = register.into_iter().filter(|entry| matches!(entry.target, MentionTarget::Person { .. }));
    people.map(|entry| format!("{} {}", entry.name, entry.n_given)).collect()
}

fn proposals(library: &Library) -> Vec<NameProposal> {
    let all = identity::proposals(&library.catalog).expect("proposals");
    all.into_iter().filter(|proposal| proposal.kind == NameKind::Person).collect()
}

#[test]
fn names_of_one_person_are_joined_and_taken_apart_without_loss() {
    let library = library();
    let catalog = &library.catalog;
    let before = people(&library);
    assert_eq!(before.len(), 5, "{before:?}");
    let proposed = proposals(&library);
    let pairs: Vec<_> = proposed.iter().map(|p| (p.one.name.as_str(), p.other.name.as_str())).collect();
    assert_eq!(proposed.len(), 2, "two people in two scripts, and nobody else: {pairs:?}");
    let pair = proposed.iter().find(|p| p.one.name.contains("Lavrov") || p.other.name.contains("Lavrov"));
    let pair = pair.expect("Lavrov is proposed");
    identity::judge(catalog, pair.kind, &pair.one.id, &pair.other.id, Some(NameVerdict::Same)).expect("a verdict");

    let joined = people(&library);
    assert_eq!(joined.len(), 4, "{joined:?}");
    assert!(joined.iter().any(|line| line.ends_with(" 2")), "one page has what both gave: {joined:?}");
    for id in [&pair.one.id, &pair.other.id] {
        let page = mentions::person(catalog, id.parse().expect("an id")).expect("a page");
        assert_eq!(page.credits.len(), 2, "either name leads to the one page");
        assert_eq!(page.members.len(), 1);
    }
    assert_eq!(proposals(&library).len(), 1, "what is decided is not asked again");

    identity::split(catalog, pair.kind, &pair.other.id).expect("a split");
    assert_eq!(people(&library), before);
    assert_eq!(proposals(&library).len(), 1, "what was taken apart is not proposed again");
    history::undo(catalog).expect("undo");
    assert_eq!(people(&library), joined);
    history::undo(catalog).expect("undo");
    assert_eq!(people(&library), before);
    assert_eq!(proposals(&library).len(), 2);
    let findings = check::run(catalog, false).expect("a check");
    assert!(findings.iter().all(|finding| finding.kind != CheckFindingKind::ProjectionDiffers), "{findings:?}");
}

#[test]
fn who_is_not_sure_is_asked_last_and_who_says_different_no_more() {
    let library = library();
    let [first, second] = &proposals(&library)[..] else { panic!("two proposals") };
    let judge = |pair: &NameProposal, verdict| {
        identity::judge(&library.catalog, pair.kind, &pair.one.id, &pair.other.id, Some(verdict)).expect("a verdict");
    };
    judge(first, NameVerdict::Unsure);
    let asked = proposals(&library);
    assert_eq!((asked[0].one.id.as_str(), asked[1].unsure), (second.one.id.as_str(), true));
    judge(second, NameVerdict::Different);
    assert_eq!(proposals(&library).len(), 1);
    // A later word overrules it.
    judge(second, NameVerdict::Same);
    assert_eq!(people(&library).len(), 4);
}

fn import_decks(library: &Library, decks: &[(&str, &[&[&str]])]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, pages) in decks {
        std::fs::write(folder.path().join(name), made_decks::deck(pages)).expect("a file can be written");
    }
    library.import(&[folder.path().to_owned()]);
}

#[test]
fn documents_of_other_bodies_and_agenda_items_have_pages() {
    let library = Library::new();
    let pages: &[&[&str]] = &[
        &["Protecting watch lists", "Certified to ISO/IEC 27001:2022 and RFC 8446", "Submitted under agenda item 7"],
        &["Law", "Directive 95/46/EC came before S/RES/2396 of the Council", "ISO/IEC 27001 helps"],
    ];
    import_decks(&library, &[("lists.pdf", pages)]);
    let symbols = mentions::symbols(&library.catalog, None).expect("symbols are listed");
    let mut names: Vec<&str> = symbols.iter().map(|entry| entry.symbol.as_str()).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        ["Directive 95/46/EC", "ISO/IEC 27001", "ISO/IEC 27001:2022", "RFC 8446", "S/RES/2396", "agenda item 7"]
    );
    let page = mentions::symbol(&library.catalog, "ISO/IEC 27001:2022", None).expect("it has a page");
    assert_eq!(page.symbol.info.kind, model::SymbolKind::Standard);
    assert_eq!(page.symbol.info.body.as_deref(), Some("International Organization for Standardization"));
    assert_eq!(page.related, ["ISO/IEC 27001"], "another edition, or all of them");
    assert!(page.mentions[0].before.contains("Certified to"), "{:?}", page.mentions[0]);
}

#[test]
fn items_of_two_agendas_are_two_and_an_older_link_is_to_its_own_meetings() {
    const PROGRAMME: &str = "\
Seminar on buoys\n\nMonday, 4 March 2019\n\n\
09:00-10:00 Session 1: Opening\n\
- Ms. Layla Mansour, Institute of Hydrology\n";
    let library = Library::new();
    let catalog = &library.catalog;
    let meeting = |programme: &str| {
        catalog::programme::import_bytes(catalog, programme.as_bytes(), None).expect("it is read").meeting
    };
    let buoys = meeting(PROGRAMME);
    let lights = meeting(&PROGRAMME.replace("buoys", "lights").replace("4 March", "11 March"));
    let pages: &[&[&str]] = &[&["Counting", "Submitted under agenda item 5", "See RFC 8446"]];
    let others: &[&[&str]] = &[&["Shining", "Agenda item 5 (a) and agenda item 5 of this meeting", "See RFC 8446"]];
    let loose: &[&[&str]] = &[&["Whose", "Anybody may have an agenda item 5"]];
    import_decks(
        &library,
        &[("2019-03-04_counting.pdf", pages), ("2019-03-11_shining.pdf", others), ("whose.pdf", loose)],
    );
    let item = "agenda item 5";
    let symbols = mentions::symbols(catalog, None).expect("symbols are listed");
    let mut named: Vec<_> = symbols
        .iter()
        .map(|entry| (entry.symbol.as_str(), entry.meeting_title.as_deref(), entry.n_documents))
        .collect();
    named.sort_unstable();
    assert_eq!(
        named,
        [
            ("RFC 8446", None, 2),
            (item, None, 1),
            (item, Some("Seminar on buoys"), 1),
            (item, Some("Seminar on lights"), 1),
            ("agenda item 5 (a)", Some("Seminar on lights"), 1),
        ]
    );
    let page = |whose| mentions::symbol(catalog, item, whose).expect("it has a page");
    let of = |page: &model::SymbolPage| -> Vec<String> {
        page.mentions.iter().map(|named| named.mention.document_title.clone()).collect()
    };
    let (of_buoys, of_lights) = (page(Some(buoys)), page(Some(lights)));
    assert_eq!((of(&of_buoys).len(), of_buoys.related.len()), (1, 0));
    assert_eq!((of(&of_lights).len(), of_lights.related), (1, vec!["agenda item 5 (a)".to_owned()]));
    assert_ne!(of(&of_buoys), of(&page(Some(lights))));
    // Who cites what, over both meetings: one line each.
    let table = catalog::citations::table(catalog, None).expect("a table");
    let mut cited: Vec<&str> = table.targets.iter().map(|target| target.name.as_str()).collect();
    cited.retain(|name| name.starts_with("agenda item 5") && !name.contains("(a)"));
    cited.sort_unstable();
    assert_eq!(cited, [item, "agenda item 5 · Seminar on buoys", "agenda item 5 · Seminar on lights"]);

    // A link that an earlier version made names the item alone; it is of the meeting that the slide belongs to.
    let documents = catalog::documents::list(catalog).expect("documents are listed");
    let shining = documents.iter().find(|row| row.document.file_name.contains("shining")).expect("it is there");
    let slide = Thing::Slide { document: shining.document.id.clone(), page: PageIndex(0) };
    let before: Thing = serde_json::from_str(r#"{"kind": "symbol", "symbol": "agenda item 5"}"#).expect("it is read");
    let draft = LinkDraft { origin: slide, target: before, relation: model::Relation::Answers, note: String::new() };
    catalog::links::create(catalog, draft).expect("it is linked");
    let link = &catalog::links::list(catalog).expect("links are listed")[0];
    assert_eq!(link.link.target, Thing::Symbol { symbol: item.to_owned(), meeting: Some(lights) });
    assert_eq!(link.target.detail.as_deref(), Some("Seminar on lights"));
    // Both are offered, each as its meeting's.
    let found = catalog::links::find(catalog, "agenda item 5").expect("things are found");
    let offered: Vec<_> = found
        .iter()
        .filter(|view| matches!(&view.thing, Thing::Symbol { symbol, meeting: Some(_) } if symbol == item))
        .map(|view| view.detail.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(offered.len(), 2, "{offered:?}");
}

#[test]
fn a_resolution_named_without_its_year_is_the_one_named_with_it() {
    let library = Library::new();
    let pages: &[&[&str]] = &[
        &["Obligations", "S/RES/1373 (2001) binds all States", "As S/RES/1373 says"],
        &["Slips", "S/RES/1624 (2005) of the Council", "S/RES/1624 (2006) of the Council", "S/RES/1624 again"],
    ];
    import_decks(&library, &[("resolutions.pdf", pages)]);
    let symbols = mentions::symbols(&library.catalog, None).expect("symbols are listed");
    let mut named: Vec<(&str, u32)> = symbols.iter().map(|entry| (entry.symbol.as_str(), entry.n_mentions)).collect();
    named.sort_unstable();
    let slips = [("S/RES/1624", 1), ("S/RES/1624 (2005)", 1), ("S/RES/1624 (2006)", 1)];
    assert_eq!(named, [&[("S/RES/1373 (2001)", 2)][..], &slips].concat(), "of two years, neither is taken");
    let page = mentions::symbol(&library.catalog, "S/RES/1373", None).expect("it leads to the same page");
    assert_eq!((page.symbol.symbol.as_str(), page.mentions.len()), ("S/RES/1373 (2001)", 2));
}

#[test]
fn sessions_are_named_in_decks_of_their_meeting_and_follow_the_programme() {
    const PROGRAMME: &str = "\
Seminar on buoys\n\nMonday, 4 March 2019\n\n\
09:00-10:00 Session 1: Opening\n\
- Ms. Layla Mansour, Institute of Hydrology\n\n\
10:00-11:00 Session 2: Closing\n\
- Mr. Sergey Lavrentiev, Academy of Sciences\n";
    let library = Library::new();
    let catalog = &library.catalog;
    let import = |text: &str| {
        programme::import(catalog, &ProgrammeSource::Text { text: text.to_owned() }).expect("a programme");
    };
    import(PROGRAMME);
    let own: &[&[&str]] = &[&["Buoys", "Layla Mansour", "As Session II will show"], &["its second session, session 7"]];
    let strange: &[&[&str]] = &[&["Another thing", "As Session 2 has shown"]];
    import_decks(&library, &[("2019-03-04_Session-1_Mansour.pdf", own), ("other.pdf", strange)]);
    let named = || {
        let all = mentions::list(catalog, &model::MentionFilter::default()).expect("mentions are listed");
        let all = all.into_iter().filter(|mention| matches!(mention.target, MentionTarget::Session { .. }));
        all.map(|mention| (mention.words, mention.page.0)).collect::<Vec<_>>()
    };
    assert_eq!(named(), [("Session II".to_owned(), 0)], "only in the meeting's own deck");
    let table = catalog::citations::table(catalog, None).expect("a table");
    let is_session = |target: &&model::CitedTarget| matches!(target.target, MentionTarget::Session { .. });
    let cited: Vec<&str> = table.targets.iter().filter(is_session).map(|target| target.name.as_str()).collect();
    assert_eq!(cited, ["Session 2 · Closing"]);
    let target = &table.targets.iter().find(is_session).expect("there is one").target;
    let MentionTarget::Session { session } = *target else { unreachable!("it was looked for") };
    let page = mentions::session(catalog, session).expect("it has a page");
    assert_eq!((page.session.title.as_deref(), page.n_talks), (Some("Closing"), 1));
    let [mention] = &page.mentions[..] else { panic!("{:?}", page.mentions) };
    assert!(mention.before.ends_with(" As "), "{}", mention.before);
    assert_eq!((&*mention.mention.words, &*mention.after), ("Session II", " will show"));
    assert!(!mention.is_own, "it stands in a deck of the first session");
    let ahead: &[&[&str]] = &[&["Ahead", "Sergey Lavrentiev", "Session 2 is where we are"]];
    import_decks(&library, &[("2019-03-04_Session-2_Lavrentiev.pdf", ahead)]);
    let page = mentions::session(catalog, session).expect("it has a page");
    let own: Vec<bool> = page.mentions.iter().map(|mention| mention.is_own).collect();
    assert_eq!(own.iter().filter(|&&own| own).count(), 1, "its own deck names it, too: {own:?}");
    assert_eq!(own.len(), 2);
    let nobody = "00000000-0000-0000-0000-000000000000".parse().expect("an id");
    assert!(matches!(mentions::session(catalog, nobody), Err(catalog::Error::NoSession(_))));
    import(&PROGRAMME.replace("Session 2: Closing", "Session 3: Closing"));
    assert_eq!(named(), [], "there is no second session any more");
}

#[test]
fn a_number_that_sessions_of_two_meetings_have_is_suggested_unless_a_place_or_a_day_decides() {
    let library = Library::new();
    let catalog = &library.catalog;
    let import = |title: &str, day: &str, speaker: &str| {
        let text = format!("{title}\n\n{day}\n\n09:00-10:00 Session 3: Closing\n- {speaker}, Academy of Sciences\n");
        let source = ProgrammeSource::Text { text };
        programme::import(catalog, &source).expect("a programme").meeting
    };
    let spring = import("Seminar on buoys", "Monday, 4 March 2019", "Ms. Layla Mansour");
    let autumn = import("Seminar on tides", "Monday, 9 September 2019", "Mr. Sergey Lavrentiev");
    let says: &[&[&str]] = &[&["Another thing", "As Session 3 has shown"]];
    let with = |words: &'static str| -> [&'static str; 3] { ["Another thing", words, "As Session 3 has shown"] };
    import_decks(
        &library,
        &[
            ("nobodys.pdf", says),
            ("minutes_2019-09-09.pdf", &[&with("by its day")]),
            ("elsewhere_2018-01-15.pdf", &[&with("of another day")]),
            ("Mansour_buoys.pdf", &[&["Buoys", "Layla Mansour", "Before Session 3"]]),
        ],
    );
    let page = |meeting| {
        let view = catalog::meeting_view::get(catalog, meeting).expect("the meeting is there");
        let session = view.days[0].segments[0].sessions[0].session.as_ref().expect("it has a session").id;
        let page = mentions::session(catalog, session).expect("it has a page");
        let names = |mentions: &[model::NameMention]| {
            let rows = catalog::documents::list(catalog).expect("documents are listed");
            let of = |mention: &model::NameMention| {
                let own = rows.iter().find(|row| row.document.id == mention.mention.document);
                own.expect("it is in the library").document.file_name.clone()
            };
            let mut names: Vec<String> = mentions.iter().map(of).collect();
            names.sort();
            names
        };
        (names(&page.mentions), names(&page.possible))
    };
    let nobodys = vec!["nobodys.pdf".to_owned()];
    let (of_spring, of_autumn) = (vec!["Mansour_buoys.pdf".to_owned()], vec!["minutes_2019-09-09.pdf".to_owned()]);
    assert_eq!(page(spring), (of_spring.clone(), nobodys.clone()));
    assert_eq!(page(autumn), (of_autumn.clone(), nobodys.clone()));

    // The reader's word on it: one is meant, and then the other is not asked for any more.
    let session = |meeting| {
        let view = catalog::meeting_view::get(catalog, meeting).expect("the meeting is there");
        view.days[0].segments[0].sessions[0].session.as_ref().expect("it has a session").id
    };
    let rows = catalog::documents::list(catalog).expect("documents are listed");
    let open = rows.iter().find(|row| row.document.file_name == "nobodys.pdf").expect("it is there");
    let open = open.document.id.clone();
    let n_possible = || mentions::meant::possible(catalog, &open).expect("possible ones are listed").len();
    assert_eq!(n_possible(), 2);
    mentions::meant::judge(catalog, &open, session(autumn), Some(true)).expect("it is kept");
    assert_eq!(page(spring), (of_spring.clone(), vec![]));
    assert_eq!(page(autumn), ([of_autumn.clone(), nobodys.clone()].concat(), vec![]));
    assert_eq!(n_possible(), 0);
    let judged = mentions::session(catalog, session(autumn)).expect("it has a page").judged;
    assert_eq!(judged.iter().map(|one| (one.document.clone(), one.meant)).collect::<Vec<_>>(), [(open.clone(), true)]);
    let asked = model::MentionFilter { document: Some(open.clone()), target: None };
    assert_eq!(mentions::list(catalog, &asked).expect("mentions are listed").len(), 1, "the slide leads there");
    let kept = history::state(catalog).expect("the history is there").undo;
    assert_eq!(kept, Some(model::ActionKind::JudgeMention));
    history::undo(catalog).expect("it is undone");
    assert_eq!(page(autumn), (of_autumn.clone(), nobodys.clone()));
    // Refused, it is not asked again; the other meeting's still is. That is remembered.
    mentions::meant::judge(catalog, &open, session(autumn), Some(false)).expect("it is kept");
    assert_eq!(page(autumn), (of_autumn.clone(), vec![]));
    assert_eq!(page(spring), (of_spring, nobodys.clone()));
    let again = rapporteur_tests::library::open(library.folder.path());
    let possible = mentions::meant::possible(&again, &open).expect("possible ones are listed");
    assert_eq!(possible.len(), 1, "the library keeps it");
    mentions::meant::judge(catalog, &open, session(autumn), None).expect("it is taken back");
    assert_eq!(page(autumn), (of_autumn, nobodys));
    assert!(
        mentions::meant::judge(catalog, &open, "00000000-0000-0000-0000-000000000000".parse().expect("an id"), None)
            .is_err()
    );
    let differs = |finding: &model::CheckFinding| finding.kind == CheckFindingKind::ProjectionDiffers;
    assert!(!check::run(catalog, false).expect("it is checked").iter().any(differs));
}
