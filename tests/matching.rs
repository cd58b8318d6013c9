//! Which deck belongs to which talk, over all meetings of a library: wrong is worse than open.

use catalog::{check, documents, history, jobs, meeting_view, mentions, placements, programme};
use model::{
    CheckFindingKind, DocumentId, Event, ItemField, ItemKind, MeetingId, MeetingView, MentionTarget, ProgrammeSource,
    Session, Standing,
};
use rapporteur_tests::{
    corpus::root,
    library::{self, Library},
    made_decks::deck,
};
use std::{
    collections::BTreeMap,
    fs,
    sync::{Arc, Mutex},
};

/// Takes in a programme that is typed here.
fn paste(library: &Library, text: &str) -> MeetingId {
    let source = ProgrammeSource::Text { text: text.to_owned() };
    programme::import(&library.catalog, &source).expect("the programme is read").meeting
}

/// Takes in decks, by name and the lines of their first slide; answers them by name.
fn decks(library: &Library, files: &[(&str, &[&str])]) -> BTreeMap<String, DocumentId> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, lines) in files {
        fs::write(folder.path().join(name), deck(&[lines])).expect("it can be written");
    }
    library.import(&[folder.path().to_owned()]);
    let rows = documents::list(&library.catalog).expect("documents are listed");
    rows.into_iter().map(|row| (row.document.file_name, row.document.id)).collect()
}

/// Each suggestion on the programme: file, is it certain, and which other meetings claim it.
fn suggestions(view: &MeetingView) -> Vec<(String, bool, Vec<String>)> {
    let sessions = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
    let materials = sessions.flat_map(|session| &session.contributions).flat_map(|talk| &talk.materials);
    let mut found: Vec<_> = materials
        .filter_map(|material| match &material.standing {
            Standing::Suggested { certain, elsewhere, .. } => {
                Some((material.document.file_name.clone(), *certain, elsewhere.clone()))
            }
            Standing::Confirmed => None,
        })
        .collect();
    found.sort();
    found
}

#[test]
fn what_two_meetings_claim_is_accepted_for_neither_at_once() {
    let library = Library::new();
    let catalog = &library.catalog;
    let spring = paste(
        &library,
        "Seminar on open data, spring\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1: Opening\n\
         - Ms. Laila Mansour: Latent variable models\n- Mr. Oskar Lindqvist: Registers of ships\n",
    );
    let autumn = paste(
        &library,
        "Seminar on open data, autumn\n\nMonday, 9 September 2019\n\n09:00-10:00 Session 1: Opening\n\
         - Ms. Laila Mansour: Latent variable models\n- Ms. Ines Duarte: Tides and ports\n",
    );
    let files = decks(
        &library,
        &[
            ("Mansour_latent_variable_models.pdf", &["Latent variable models", "Laila Mansour"]),
            ("Lindqvist_registers_of_ships.pdf", &["Registers of ships", "Oskar Lindqvist"]),
        ],
    );
    let view = |meeting| meeting_view::get(catalog, meeting).expect("the meeting is there");
    let (claimed, own) =
        ("Mansour_latent_variable_models.pdf".to_owned(), "Lindqvist_registers_of_ships.pdf".to_owned());
    let title = |meeting| view(meeting).meeting.title;
    assert_eq!(
        suggestions(&view(spring)),
        [(own.clone(), true, vec![]), (claimed.clone(), false, vec![title(autumn)])]
    );
    assert_eq!(suggestions(&view(autumn)), [(claimed.clone(), false, vec![title(spring)])]);

    assert_eq!(placements::accept_certain(catalog, autumn).expect("nothing is certain"), 0);
    assert_eq!(placements::accept_certain(catalog, spring).expect("one is accepted"), 1);
    assert_eq!(suggestions(&view(spring)), [(claimed.clone(), false, vec![title(autumn)])], "what is claimed is open");

    // The reader's word in one meeting leaves the other's claim open, and not certain.
    let talk = view(spring).days[0].segments[0].sessions[0].contributions[0].contribution.id;
    placements::accept(catalog, &files[&claimed], talk).expect("it is accepted");
    assert!(suggestions(&view(autumn)).iter().all(|(_, certain, _)| !certain));
    assert_eq!(placements::accept_certain(catalog, autumn).expect("nothing is certain"), 0);
    history::undo(catalog).expect("it is undone");

    // Rejected in one, it is the other's alone.
    placements::reject(catalog, &files[&claimed], talk).expect("it is rejected");
    assert_eq!(suggestions(&view(autumn)), [(claimed, true, vec![])]);
    assert_eq!(placements::accept_certain(catalog, autumn).expect("one is accepted"), 1);
}

#[test]
fn two_talks_of_one_meeting_leave_another_meetings_claim_no_surer() {
    let library = Library::new();
    let talks = "- Ms. Laila Mansour: Latent variable models\n";
    let twice = paste(
        &library,
        &format!(
            "Workshop of two days\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1: Opening\n{talks}\n\
             - Mr. Oskar Lindqvist: Registers of ships\n- Ms. Wanda Kruk: Maps of wells\n\n\
             11:00-12:00 Session 2: Repeated\n{talks}- Mr. Jonas Berg: Numbers of nests\n"
        ),
    );
    let once = paste(
        &library,
        &format!(
            "Seminar of one day\n\nMonday, 9 September 2019\n\n09:00-10:00 Session 1: Opening\n{talks}\
             - Ms. Ines Duarte: Tides and ports\n- Mr. Ali Nasser: Wells of the oasis\n"
        ),
    );
    decks(&library, &[("Mansour_latent_variable_models.pdf", &["Latent variable models", "Laila Mansour"])]);
    for (meeting, n) in [(twice, 2), (once, 1)] {
        let found = suggestions(&meeting_view::get(&library.catalog, meeting).expect("the meeting is there"));
        assert_eq!(found.len(), n, "{found:?}");
        assert!(found.iter().all(|(_, certain, elsewhere)| !certain && elsewhere.len() == 1), "{found:?}");
    }
}

/// Each document of a talk in its order: file, is it the reader's word, and which newer version it gives way to.
fn on_talk(library: &Library, view: &MeetingView, talk: usize) -> Vec<(String, bool, Option<String>)> {
    let rows = documents::list(&library.catalog).expect("documents are listed");
    let name = |id: &DocumentId| {
        rows.iter().find(|row| row.document.id == *id).expect("it is in the library").document.file_name.clone()
    };
    let sessions = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
    let talk = sessions.flat_map(|session| &session.contributions).nth(talk).expect("the talk is there");
    let own = |material: &model::MaterialView| {
        let is_confirmed = material.standing == Standing::Confirmed;
        (material.document.file_name.clone(), is_confirmed, material.newest.as_ref().map(name))
    };
    talk.materials.iter().map(own).collect()
}

const OF_TWO_DAYS: &str = "Workshop on registers\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1: Opening\n\
    - Ms. Laila Mansour: Latent variable models\n- Mr. Oskar Lindqvist: Registers of ships\n\n\
    Tuesday, 5 March 2019\n\n09:00-10:00 Session 2: Closing\n- Ms. Laila Mansour: Models that were found wanting\n\
    - Ms. Wanda Kruk: Maps of wells\n";

#[test]
fn versions_of_a_deck_are_placed_as_one() {
    let library = Library::new();
    let catalog = &library.catalog;
    let meeting = paste(&library, OF_TWO_DAYS);
    let ships = ["Registers of ships", "Oskar Lindqvist", "Who keeps them, and for how long"];
    let models = ["Latent variable models", "Laila Mansour", "What cannot be seen is inferred from what can"];
    let wells = ["Maps of wells", "Wanda Kruk", "From the survey of the northern oasis"];
    let files = decks(
        &library,
        &[
            ("Lindqvist_ships.pdf", &ships),
            ("Lindqvist_ships_v2.pdf", &[&ships[..], &["Corrected"]].concat()),
            ("Lindqvist_ships_final.pdf", &[&ships[..], &["Corrected twice"]].concat()),
            // Days of two uploads, none of the meeting's.
            ("Mansour_latent_models_20190225.pdf", &models),
            ("Mansour_latent_models_20190227.pdf", &[&models[..], &["with figures"]].concat()),
            ("slides-kruk-wells-00.pdf", &wells),
            ("slides-kruk-wells-01.pdf", &[&wells[..], &["redrawn"]].concat()),
        ],
    );
    let view = || meeting_view::get(catalog, meeting).expect("the meeting is there");
    let guess = |name: &str, newest: Option<&str>| (name.to_owned(), false, newest.map(str::to_owned));
    let last = Some("Lindqvist_ships_final.pdf");
    assert_eq!(
        on_talk(&library, &view(), 1),
        [
            guess("Lindqvist_ships_final.pdf", None),
            guess("Lindqvist_ships_v2.pdf", last),
            guess("Lindqvist_ships.pdf", last),
        ]
    );
    let last = Some("Mansour_latent_models_20190227.pdf");
    assert_eq!(
        on_talk(&library, &view(), 0),
        [guess("Mansour_latent_models_20190227.pdf", None), guess("Mansour_latent_models_20190225.pdf", last)]
    );
    assert_eq!(
        on_talk(&library, &view(), 3),
        [guess("slides-kruk-wells-01.pdf", None), guess("slides-kruk-wells-00.pdf", Some("slides-kruk-wells-01.pdf"))]
    );
    assert!(suggestions(&view()).iter().all(|(_, certain, _)| *certain), "{:?}", suggestions(&view()));

    // Put elsewhere by the reader, the newest takes the others along, and comes back with them.
    let other = view().days[1].segments[0].sessions[0].contributions[0].contribution.id;
    placements::assign(catalog, &files["Mansour_latent_models_20190227.pdf"], other).expect("it is put there");
    let last = "Mansour_latent_models_20190227.pdf";
    assert_eq!(
        on_talk(&library, &view(), 2),
        [(last.to_owned(), true, None), guess("Mansour_latent_models_20190225.pdf", Some(last))]
    );
    assert_eq!(on_talk(&library, &view(), 0), []);
    history::undo(catalog).expect("it is undone");
    assert_eq!(on_talk(&library, &view(), 0).len(), 2);

    // What is no version by the reader's word gives way to nothing.
    let (older, newer) = (&files["slides-kruk-wells-00.pdf"], &files["slides-kruk-wells-01.pdf"]);
    catalog::revisions::remove(catalog, older, newer).expect("it is said");
    assert!(on_talk(&library, &view(), 3).iter().all(|(_, _, newest)| newest.is_none()));
}

#[test]
fn a_version_that_comes_later_stands_beside_the_one_that_was_accepted() {
    let library = Library::new();
    let catalog = &library.catalog;
    let meeting = paste(&library, OF_TWO_DAYS);
    // Its name and words would do for either of her talks.
    let slides = ["Models", "Laila Mansour", "What cannot be seen is inferred from what can"];
    let files = decks(&library, &[("Mansour_models_v1.pdf", &slides)]);
    let view = || meeting_view::get(catalog, meeting).expect("the meeting is there");
    let talk = view().days[1].segments[0].sessions[0].contributions[0].contribution.id;
    placements::assign(catalog, &files["Mansour_models_v1.pdf"], talk).expect("it is put there");
    decks(&library, &[("Mansour_models_v2.pdf", &[&slides[..], &["and a second look at it"]].concat())]);
    let newest = "Mansour_models_v2.pdf".to_owned();
    assert_eq!(
        on_talk(&library, &view(), 2),
        [(newest.clone(), false, None), ("Mansour_models_v1.pdf".to_owned(), true, Some(newest))]
    );
    assert_eq!(on_talk(&library, &view(), 0), [], "the other talk is left alone");
}

#[test]
fn an_accepted_place_is_no_other_decks_at_once_and_one_undo_frees_it() {
    let library = Library::new();
    let catalog = &library.catalog;
    let meeting = paste(
        &library,
        "Seminar on buoys\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1: Opening\n\
         - Ms. Laila Mansour, Institute of Hydrology\n\n10:00-11:00 Session 2: Closing\n\
         - Ms. Laila Mansour, Institute of Hydrology\n",
    );
    let files = decks(
        &library,
        &[
            ("Mansour_ships.pdf", &["Registers of ships", "Laila Mansour"]),
            ("Mansour_tides.pdf", &["Tides and ports", "Laila Mansour"]),
        ],
    );
    let view = || meeting_view::get(catalog, meeting).expect("the meeting is there");
    let open = || suggestions(&view()).into_iter().map(|(file, certain, _)| (file, certain)).collect::<Vec<_>>();
    let each = |file: &str| vec![(file.to_owned(), false), (file.to_owned(), false)];
    let all = [each("Mansour_ships.pdf"), each("Mansour_tides.pdf")].concat();
    assert_eq!(open(), all, "either deck may belong to either talk");
    let talks: Vec<_> = view().days[0].segments[0]
        .sessions
        .iter()
        .flat_map(|session| session.contributions.iter().map(|talk| talk.contribution.id))
        .collect();

    placements::accept(catalog, &files["Mansour_ships.pdf"], talks[0]).expect("it is accepted");
    assert_eq!(open().len(), 1, "the other deck has one talk left: {:?}", open());
    assert_eq!(open()[0].0, "Mansour_tides.pdf");
    let on_second = on_talk(&library, &view(), 1);
    assert_eq!(on_second.len(), 1, "{on_second:?}");
    // One step of the history: one undo frees the talk, and both are asked about again.
    history::undo(catalog).expect("it is undone");
    assert_eq!(open(), all);
    history::redo(catalog).expect("it is done again");
    assert_eq!(open().len(), 1);
    // What is refused leaves nothing behind, and what was settled stays.
    placements::reject(catalog, &files["Mansour_tides.pdf"], talks[1]).expect("it is refused");
    assert_eq!(open(), []);
    history::undo(catalog).expect("it is undone");
    assert_eq!(open().len(), 1);
    // Whoever decides one after the other from several sides ends where each by itself would.
    history::undo(catalog).expect("it is undone");
    std::thread::scope(|scope| {
        for (file, talk) in [("Mansour_ships.pdf", talks[0]), ("Mansour_tides.pdf", talks[1])] {
            let document = &files[file];
            scope.spawn(move || placements::accept(catalog, document, talk).expect("it is accepted"));
        }
    });
    assert_eq!(open(), []);
}

#[test]
fn what_only_looks_like_a_version_is_none() {
    let library = Library::new();
    let meeting = paste(&library, OF_TWO_DAYS);
    let slide = |title: &'static str| [title, "Laila Mansour", "Workshop on registers"];
    let files: [(&str, &[&str]); 8] = [
        ("part1.pdf", &slide("Latent variable models")),
        ("part2.pdf", &slide("Models that were found wanting")),
        ("session-1.pdf", &slide("Latent variable models in short")),
        ("session-2.pdf", &slide("Models that were found wanting in short")),
        // Days of the meeting.
        ("Mansour_20190304.pdf", &slide("Latent variable models at length")),
        ("Mansour_20190305.pdf", &slide("Models that were found wanting at length")),
        // Anybody's name.
        ("slides_v1.pdf", &["Registers of ships", "Oskar Lindqvist", "harbors and their books"]),
        ("slides_v2.pdf", &["Maps of wells", "Wanda Kruk", "an oasis in the north"]),
    ];
    decks(&library, &files);
    let view = meeting_view::get(&library.catalog, meeting).expect("the meeting is there");
    for talk in 0..4 {
        let placed = on_talk(&library, &view, talk);
        assert!(placed.iter().all(|(_, _, newest)| newest.is_none()), "{placed:?}");
    }
    let on = |talk: usize| on_talk(&library, &view, talk).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
    assert_eq!((on(1), on(3)), (vec!["slides_v1.pdf".to_owned()], vec!["slides_v2.pdf".to_owned()]));
    assert!(!on(0).iter().any(|name| name.contains('2') && name != "Mansour_20190304.pdf"), "{:?}", on(0));
    assert!(!on(2).iter().any(|name| name.contains('1') && name != "Mansour_20190305.pdf"), "{:?}", on(2));
}

/// A programme with a panel, a session and a workshop of one number.
fn kinds(file: &str) -> std::path::PathBuf {
    root().join("tests/fixtures/kinds").join(file)
}

fn sessions(view: &MeetingView) -> Vec<Session> {
    let sessions = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
    sessions.filter_map(|session| session.session.clone()).collect()
}

/// Of `before-kinds.sqlite`.
const MEETING: &str = "01a21aac-a09d-72fd-9a88-b24697e112a8";

const HEADINGS: [&str; 5] =
    ["Panel 1", "Session 1", "Workshop 1 · Tides", "Plenary session 1 · What comes next", "Session 2 · Closing"];

#[test]
fn a_library_made_before_kinds_were_told_apart_keeps_its_sessions() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::copy(kinds("before-kinds.sqlite"), folder.path().join("library.sqlite")).expect("it can be copied");
    let catalog = library::open(folder.path());
    let meeting = MEETING.parse().expect("an id");
    let now = || sessions(&meeting_view::get(&catalog, meeting).expect("the meeting is there"));
    let before = now();
    assert_eq!(before.len(), 5);
    assert!(before.iter().all(|session| session.label.is_none()));
    let source = ProgrammeSource::File { path: kinds("programme.txt").to_string_lossy().into_owned() };
    for _ in 0..2 {
        let report = programme::import(&catalog, &source).expect("the programme is read");
        assert_eq!((report.meeting, report.n_added, report.n_changed, report.n_moved), (meeting, 0, 0, 0));
        let after = now();
        let ids = |sessions: &[Session]| sessions.iter().map(|session| session.id).collect::<Vec<_>>();
        assert_eq!(ids(&after), ids(&before));
        let headings: Vec<String> = after.iter().map(placements::session_heading).collect();
        assert_eq!(headings, HEADINGS);
    }
    let mut found = check::run(&catalog, false).expect("it is checked");
    // The index is filled in its own time.
    found.retain(|finding| finding.kind != CheckFindingKind::IndexStale);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn a_panel_and_a_workshop_of_one_number_are_told_apart_in_file_names_and_on_slides() {
    let library = Library::new();
    let catalog = &library.catalog;
    let meeting = library.import_programme(&kinds("programme.txt"));
    let view = || meeting_view::get(catalog, meeting).expect("the meeting is there");
    let headings: Vec<String> = sessions(&view()).iter().map(placements::session_heading).collect();
    assert_eq!(headings, HEADINGS);
    let lines: &[&str] = &["As seen in Panel 1", "then see Workshop 1", "after Session 1", "a panel of 12", "Panel 4"];
    decks(
        &library,
        &[
            ("Panel1_03_Smith.pdf", &["What we saw"]),
            ("Workshop-1_Smith.pdf", &["What we did"]),
            ("Novak_calendar_of_releases.pdf", lines),
        ],
    );
    let placed = || -> Vec<(String, String)> {
        let view = view();
        let all = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
        let talks = all.flat_map(|session| &session.contributions);
        talks
            .flat_map(|talk| {
                let title = talk.contribution.title.clone().unwrap_or_default();
                talk.materials.iter().map(move |material| (material.document.file_name.clone(), title.clone()))
            })
            .collect()
    };
    let expected = [
        ("Panel1_03_Smith.pdf", "Sampling the coast"),
        ("Workshop-1_Smith.pdf", "Gauges by hand"),
        ("Novak_calendar_of_releases.pdf", "A calendar of releases"),
    ];
    assert_eq!(placed(), expected.map(|(file, title)| (file.to_owned(), title.to_owned())));

    let named = || {
        let all = mentions::list(catalog, &model::MentionFilter::default()).expect("mentions are listed");
        let known = sessions(&view());
        let of = |target| match target {
            MentionTarget::Session { session } => known.iter().find(|known| known.id == session).cloned(),
            _ => None,
        };
        let found = all
            .into_iter()
            .filter_map(|mention| Some((mention.words.clone(), placements::session_heading(&of(mention.target)?))));
        found.collect::<Vec<_>>()
    };
    let expected = [("Panel 1", HEADINGS[0]), ("Workshop 1", HEADINGS[2]), ("Session 1", HEADINGS[1])];
    assert_eq!(named(), expected.map(|(words, heading)| (words.to_owned(), heading.to_owned())));

    // The reader's word goes before the source's, by label or by number alone.
    let panel = sessions(&view())[0].id.to_string();
    let correct = |text: &str| {
        programme::edit::correct(catalog, ItemKind::Session, &panel, ItemField::Number, text).expect("it is corrected");
        placements::session_heading(&sessions(&view())[0])
    };
    assert_eq!(correct("Panel 4"), "Panel 4");
    assert_eq!(named()[0].0, "Workshop 1", "there is no first panel any more");
    assert_eq!(named().last().expect("there are some").0, "Panel 4");
    assert_eq!(correct("7"), "Session 7");
    assert_eq!(correct("Opening"), "Opening");
    history::undo(catalog).expect("it is undone");
    history::undo(catalog).expect("it is undone");
    assert_eq!(placements::session_heading(&sessions(&view())[0]), "Panel 4");
}

#[test]
fn what_is_accepted_at_once_is_what_was_guessed_after_the_last_decision() {
    let library = Library::new();
    let catalog = &library.catalog;
    let meeting = paste(&library, OF_TWO_DAYS);
    let files = decks(
        &library,
        &[
            ("Kruk_maps_of_wells.pdf", &["Maps of wells", "Wanda Kruk"]),
            ("wells.pdf", &["Maps of wells", "Wanda Kruk", "Printed for the archive"]),
            ("Lindqvist_ships.pdf", &["Registers of ships", "Oskar Lindqvist"]),
        ],
    );
    catalog::matching::keep_up(catalog);
    let view = || meeting_view::get(catalog, meeting).expect("the meeting is there");
    let talk = view().days[1].segments[0].sessions[0].contributions[1].contribution.id;
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = told.clone();
    catalog.subscribe(move |event| heard.lock().expect("nobody panicked").push(event));
    // The two wells are one talk's until one is taken.
    placements::accept(catalog, &files["Kruk_maps_of_wells.pdf"], talk).expect("it is accepted");
    assert_eq!(placements::accept_certain(catalog, meeting).expect("what is certain is accepted"), 1);
    assert_eq!(on_talk(&library, &view(), 1), [("Lindqvist_ships.pdf".to_owned(), true, None)]);
    assert_eq!(on_talk(&library, &view(), 3), [("Kruk_maps_of_wells.pdf".to_owned(), true, None)], "and nothing else");
    // What is over before anybody could read its name is no news.
    let told = told.lock().expect("nobody panicked");
    assert!(told.contains(&Event::ProgrammeChanged) && !told.contains(&Event::JobsChanged), "{told:?}");
    assert_eq!(jobs::list(catalog), []);
}

#[test]
fn one_deck_of_two_talks_is_accepted_for_both_and_taken_back_in_one_step() {
    let library = Library::new();
    let catalog = &library.catalog;
    let meeting = paste(
        &library,
        "Workshop on water\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1: Streams\n\
         - Ms. Claire Perrin: Tides of data\n- Mr. Emeka Okafor: Rivers of text\n- Ms. Hanna Lindqvist: Lakes\n",
    );
    let files = decks(&library, &[("Perrin_Lindqvist.pdf", &["Joint presentation"])]);
    let view = || meeting_view::get(catalog, meeting).expect("it is shown");
    let standings = |view: &MeetingView| -> Vec<(Option<String>, Standing)> {
        let sessions = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
        let talks = sessions.flat_map(|session| &session.contributions);
        let all = talks.flat_map(|talk| {
            let title = talk.contribution.title.clone();
            talk.materials.iter().map(move |material| (title.clone(), material.standing.clone()))
        });
        all.collect()
    };
    let found = standings(&view());
    assert_eq!(
        found.iter().map(|(title, _)| title.as_deref()).collect::<Vec<_>>(),
        [Some("Tides of data"), Some("Lakes")],
        "{found:?}"
    );
    assert!(found.iter().all(|(_, s)| matches!(s, Standing::Suggested { n_together: 2, .. })), "{found:?}");
    let view_before = view();
    let talk = view_before.days[0].segments[0].sessions[0].contributions[2].contribution.id;
    placements::accept(catalog, &files["Perrin_Lindqvist.pdf"], talk).expect("it is accepted");
    let accepted = standings(&view());
    assert!(accepted.len() == 2 && accepted.iter().all(|(_, s)| *s == Standing::Confirmed), "{accepted:?}");
    history::undo(catalog).expect("it is undone");
    assert_eq!(standings(&view()), found);
    // Of one alone: the other is refused first.
    let other = view_before.days[0].segments[0].sessions[0].contributions[0].contribution.id;
    placements::reject(catalog, &files["Perrin_Lindqvist.pdf"], other).expect("it is refused");
    let left = standings(&view());
    assert!(matches!(&left[..], [(_, Standing::Suggested { n_together: 1, .. })]), "{left:?}");
}
