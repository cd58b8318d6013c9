//! From PDF files and a web page to a meeting with text, search and notes: the whole library, on real files.

use catalog::{annotate, check, documents, export, history, index, meeting_view, programme, search};
use model::{
    Annotation, AnnotationDraft, AnnotationFilter, CharRange, Color, DocumentStatus, MeetingView, PageIndex,
    ProblemCode, ProgrammeSource, SearchRequest, Standing,
};
use rapporteur_tests::{
    corpus,
    library::{Library, open},
};
use std::{collections::BTreeMap, fs, path::Path, time::Instant};

#[test]
fn the_sample_decks_are_read_whole() {
    let library = Library::new();
    let report = library.import(&[corpus::sample()]);
    assert_eq!((report.n_new, report.n_with_problems, report.failures.len()), (7, 0, 0), "{:?}", report.failures);
    let mut languages = Vec::new();
    for (_, id) in &report.documents {
        let view = documents::view(&library.catalog, id).expect("an imported document opens");
        let title = &view.title;
        assert_eq!(view.document.status, DocumentStatus::Ready, "{title}");
        assert!(!view.outline.is_empty(), "{title}: typst writes an outline");
        for page in &view.pages {
            let text = catalog::pages::text(&library.catalog, id, page.index).expect("a page has text");
            assert!(
                text.text.contains("Sample material made for Rapporteur."),
                "{title}, page {}: {}",
                page.index.0,
                text.text
            );
        }
        languages.push(view.document.language.unwrap_or_default());
    }
    languages.sort();
    assert_eq!(languages, ["ar", "en", "en", "es", "fr", "ru", "zh"]);
}

#[test]
fn the_pasted_page_and_the_saved_page_are_one_programme() {
    let library = Library::new();
    let saved = library.import_programme(&corpus::sample().join("programme.html"));
    let text = fs::read_to_string(corpus::sample().join("programme.txt")).expect("the sample is there");
    let source = ProgrammeSource::Text { text };
    let pasted = programme::import(&library.catalog, &source).expect("the text is read");
    assert_eq!((pasted.meeting, pasted.n_added, pasted.n_withdrawn), (saved, 0, 0), "the same meeting is found again");
    let again = programme::import(&library.catalog, &source).expect("the text is read");
    assert_eq!((again.n_contributions, again.n_added, again.n_changed), (5, 0, 0), "nothing is doubled: {again:?}");
    let view = meeting_view::get(&library.catalog, saved).expect("the meeting is there");
    assert_eq!(view.meeting.material_kinds, ["Documents", "Presentations", "Media coverage"]);
    let by_day: Vec<(String, usize)> =
        view.days.iter().map(|day| (day.date.map(|d| d.to_string()).unwrap_or_default(), talks(day).count())).collect();
    // The page does not say on which of the two days sessions II, III and IV were held.
    let undated = (String::new(), 0);
    assert_eq!(by_day, [("2016-11-30".to_owned(), 4), ("2016-12-01".to_owned(), 1), undated]);
}

#[test]
fn decks_meet_their_talks_and_gaps_are_shown() {
    let (library, meeting) = Library::sample();
    let view = meeting_view::get(&library.catalog, meeting).expect("the meeting is there");
    let mut found = BTreeMap::new();
    for contribution in view.days.iter().flat_map(talks) {
        let speaker = contribution.credits.first().and_then(|credit| credit.name.clone()).unwrap_or_default();
        let files: Vec<_> = contribution.materials.iter().map(|m| m.document.file_name.clone()).collect();
        for material in &contribution.materials {
            assert!(
                matches!(&material.standing, Standing::Suggested { reasons, .. } if !reasons.is_empty()),
                "a guess has its reason"
            );
        }
        found.insert(speaker, files.join(" "));
    }
    let found: Vec<(&str, &str)> = found.iter().map(|(speaker, files)| (speaker.as_str(), files.as_str())).collect();
    assert_eq!(
        found,
        [
            ("Arije Antinori", "2016-11-30_Session-I_Antinori-ECTC.pdf"),
            ("Mahmoud Nagah Ahmed Farag Khalaf", "2016-12-01_Session-V_Khalaf_ar.pdf"),
            ("Maxim Grigoryev", "2016-11-30_Session-V_Grigoryev-FSD.pdf"),
            ("V.S. Subrahmanian", ""),
            ("Vidia Arianti", "presentation_final_v2.pdf"),
        ]
    );
    assert_eq!(view.unplaced.len(), 3, "three decks stand on no programme");
}

fn talks(day: &model::DayView) -> impl Iterator<Item = &model::ContributionView> {
    day.segments.iter().flat_map(|segment| &segment.sessions).flat_map(|session| &session.contributions)
}

#[test]
fn words_of_six_languages_are_found_on_their_slide() {
    let (library, meeting) = Library::sample();
    index::catch_up(&library.catalog).expect("the index is built");
    let cases = [
        ("trusted organization", "Antinori"),
        ("الإعلان العالمي", "Khalaf"),
        ("الاعلان", "Khalaf"),
        ("反恐怖主义", "背景资料"),
        ("œuvre de la justice", "note-de-fond"),
        ("oeuvre", "note-de-fond"),
        ("общественной организации", "Grigoryev"),
        ("párrafos OR civilizaciones", "resumen"),
        ("S/RES/2178", "Antinori"),
    ];
    let rows = documents::list(&library.catalog).expect("documents are listed");
    for (query, file) in cases {
        let request = SearchRequest {
            query: query.to_owned(),
            meeting: Some(meeting),
            document: None,
            limit: 50,
            ..SearchRequest::default()
        };
        let results = search::run(&library.catalog, &request).expect("a search answers");
        let hit_files: Vec<&str> = results
            .groups
            .iter()
            .flat_map(|group| &group.hits)
            .filter(|hit| !hit.ranges.is_empty())
            .filter_map(|hit| rows.iter().find(|row| Some(&row.document.id) == hit.document.as_ref()))
            .map(|row| row.document.file_name.as_str())
            .collect();
        assert!(hit_files.iter().any(|name| name.contains(file)), "{query}: {hit_files:?}");
    }
}

#[test]
fn a_lost_index_comes_back() {
    let (library, _) = Library::sample();
    index::catch_up(&library.catalog).expect("the index is built");
    let folder = library.folder;
    drop(library.catalog);
    fs::remove_dir_all(folder.path().join("derived")).expect("what is derived can be deleted");
    let catalog = open(folder.path());
    index::catch_up(&catalog).expect("the index is built anew");
    let request = SearchRequest {
        query: "Rapporteur".to_owned(),
        meeting: None,
        document: None,
        limit: 100,
        ..SearchRequest::default()
    };
    let results = search::run(&catalog, &request).expect("a search answers");
    assert!(results.n_total >= 61, "every page bears the word: {}", results.n_total);
}

#[test]
fn importing_again_changes_nothing() {
    let (library, meeting) = Library::sample();
    let before = view_text(&library, meeting);
    let report = library.import(&[corpus::sample()]);
    assert_eq!((report.n_new, report.n_known), (0, 7));
    library.import_programme(&corpus::sample().join("programme.html"));
    assert_eq!(view_text(&library, meeting), before);
}

fn view_text(library: &Library, meeting: model::MeetingId) -> String {
    let view: MeetingView = meeting_view::get(&library.catalog, meeting).expect("the meeting is there");
    serde_json::to_string_pretty(&view).expect("a view is JSON")
}

#[test]
fn one_content_in_two_places_is_one_document_with_two_files() {
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let deck = corpus::sample().join("presentation_final_v2.pdf");
    let copy = elsewhere.path().join("copy of it.pdf");
    fs::copy(&deck, &copy).expect("a file can be copied");
    let library = Library::new();
    let report = library.import(&[deck, copy]);
    assert_eq!(documents::list(&library.catalog).expect("documents are listed").len(), 1);
    let view = documents::view(&library.catalog, &report.documents[0].1).expect("the document opens");
    assert_eq!(view.document.files.len(), 2);
}

#[test]
fn originals_and_the_librarys_copies_keep_their_bytes() {
    let incoming = tempfile::tempdir().expect("a temporary folder");
    let original = incoming.path().join("deck.pdf");
    fs::copy(corpus::sample().join("presentation_final_v2.pdf"), &original).expect("a file can be copied");
    let (bytes, modified) = (
        fs::read(&original).expect("it is there"),
        fs::metadata(&original).and_then(|m| m.modified()).expect("it is dated"),
    );
    let library = Library::new();
    let report = library.import(std::slice::from_ref(&original));
    let document = report.documents[0].1.clone();
    annotate::create(&library.catalog, draft(&document, CharRange::new(0, 30))).expect("a highlight is made");
    let copy = export::annotated_pdf(&library.catalog, &document).expect("an annotated copy is made");
    assert!(copy.bytes.starts_with(&bytes), "the copy begins with the original");
    assert!(copy.bytes.len() > bytes.len() && copy.n_written == 1);
    assert_eq!(fs::read(&original).expect("it is there"), bytes);
    assert_eq!(fs::metadata(&original).and_then(|m| m.modified()).expect("it is dated"), modified);
    index::catch_up(&library.catalog).expect("the index is built");
    assert_eq!(check::run(&library.catalog, false).expect("a check runs"), [], "copies are as they were");
}

fn draft(document: &model::DocumentId, range: CharRange) -> AnnotationDraft {
    AnnotationDraft {
        color: Color::Green,
        comment: "why?".into(),
        ..AnnotationDraft::highlight(document.clone(), PageIndex(0), range)
    }
}

#[test]
fn undo_and_redo_go_through_the_history_of_a_reopened_library() {
    let (library, _) = Library::sample();
    let document = documents::list(&library.catalog).expect("documents are listed")[0].document.id.clone();
    let made =
        annotate::create(&library.catalog, draft(&document, CharRange::new(0, 12))).expect("a highlight is made");
    drop(library.catalog);
    let catalog = open(library.folder.path());
    let listed = || -> Vec<Annotation> {
        let views = annotate::list(&catalog, &AnnotationFilter::default()).expect("annotations are listed");
        // Undo and redo are changes too, with a time of their own.
        views.into_iter().map(|view| Annotation { modified_at: made.modified_at, ..view.annotation }).collect()
    };
    assert_eq!(listed(), std::slice::from_ref(&made), "what was made is there after opening again");
    history::undo(&catalog).expect("undo works");
    assert_eq!(listed(), []);
    history::redo(&catalog).expect("redo works");
    assert_eq!(listed(), std::slice::from_ref(&made));
}

#[test]
fn what_is_no_readable_pdf_is_catalogued_with_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let whole = fs::read(corpus::sample().join("presentation_final_v2.pdf")).expect("the sample is there");
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file can be written");
    put("empty.pdf", b"");
    put("page.pdf", b"<!DOCTYPE html><html><body><p>Please log in to download this file.</p></body></html>");
    put("cut.pdf", &whole[..whole.len() / 2]);
    put("noise.pdf", &[0xAB; 5000]);
    put("whole.pdf", &whole);
    let library = Library::new();
    let report = library.import(&[folder.path().to_owned()]);
    assert_eq!((report.n_new, report.failures.len()), (5, 0), "{:?}", report.failures);
    let mut found = BTreeMap::new();
    for (path, id) in &report.documents {
        let document = documents::view(&library.catalog, id).expect("it is catalogued").document;
        let codes: Vec<ProblemCode> = document.problems.iter().map(|problem| problem.code).collect();
        let name = Path::new(path).file_name().expect("a file has a name").to_string_lossy().into_owned();
        found.insert(name, (document.status, codes));
    }
    assert_eq!(found["empty.pdf"], (DocumentStatus::Unreadable, vec![ProblemCode::Empty]));
    assert_eq!(found["page.pdf"], (DocumentStatus::Unreadable, vec![ProblemCode::NotPdf]));
    assert_eq!(found["noise.pdf"], (DocumentStatus::Unreadable, vec![ProblemCode::NotPdf]));
    assert!(!found["cut.pdf"].1.is_empty(), "{:?}", found["cut.pdf"]);
    assert_eq!(found["whole.pdf"], (DocumentStatus::Ready, vec![]));
}

#[test]
fn every_deck_folder_of_the_corpus_imports() {
    let folders = [
        "wheelnext-summit-2025",
        "pgdayfr-2022",
        "ofilibre-2023-es",
        "servicemesher-zh",
        "gpss-2014",
        "quic-wg-ietf",
        "un-docs",
        "langs",
        "annotations",
        "odd-pdf",
    ];
    for folder in folders {
        let Some(path) = corpus::corpus(folder) else { continue };
        let n_files = corpus::pdfs_below(&path).len();
        let library = Library::new();
        let start = Instant::now();
        let report = library.import(&[path]);
        let time = start.elapsed().as_secs_f32();
        let mut codes: BTreeMap<String, u32> = BTreeMap::new();
        for row in documents::list(&library.catalog).expect("documents are listed") {
            for problem in &row.document.problems {
                *codes.entry(format!("{:?}", problem.code)).or_default() += 1;
            }
        }
        println!(
            "{folder}: {n_files} files, {} documents, {} pages, {time:.1} s, problems {codes:?}",
            report.n_new, report.n_pages
        );
        assert_eq!(report.documents.len() + report.failures.len(), n_files, "{folder}: every file is accounted for");
        assert_eq!(report.failures, Vec::<String>::new(), "{folder}");
        if !matches!(folder, "odd-pdf" | "un-docs" | "langs" | "annotations") {
            assert_eq!(
                codes.keys().filter(|code| matches!(code.as_str(), "ReaderDied" | "TimedOut" | "Broken")).count(),
                0,
                "{folder}: {codes:?}"
            );
        }
    }
}
