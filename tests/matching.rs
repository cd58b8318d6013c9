//! Which deck belongs to which talk, over all meetings of a library: wrong is worse than open.

use catalog::{documents, history, meeting_view, placements, programme};
use model::{DocumentId, MeetingId, MeetingView, ProgrammeSource, Standing};
use rapporteur_tests::{library::Library, made_decks::deck};
use std::{collections::BTreeMap, fs};

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
