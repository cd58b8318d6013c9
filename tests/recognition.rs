//! Scanned pages: what their images say is recognized, found, quoted and marked as such; and what goes wrong is said.

use catalog::{
    Catalog, Error, annotate, documents, index, jobs,
    jobs::{Progress, Unwatched},
    pages,
    recognition::{self, RecognitionReport, RecognitionRequest, RecognizerOptions, RecognizerPlace},
    search,
};
use model::{
    AnnotationDraft, CharRange, DocumentId, JobKind, JobState, PageIndex, PageText, ProblemCode, SearchRequest,
    TextClass, TextSource,
};
use rapporteur_tests::{
    library::{Library, open_with},
    programs,
    scans::{self, Look, Original},
};
use std::{
    fs,
    path::Path,
    process::Command,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    time::{Duration, Instant},
};

/// A library whose engine is the machine's; `None`, said aloud, where there is none with the six languages.
fn with_tesseract() -> Option<Library> {
    let library = with_engine(RecognizerOptions::default());
    let view = recognition::view(&library.catalog).expect("the library is read");
    if view.engine.is_none() || !view.missing_languages.is_empty() {
        eprintln!("SKIPPED: Tesseract is not here with {:?}", view.missing_languages);
        return None;
    }
    Some(library)
}

fn with_engine(options: RecognizerOptions) -> Library {
    let folder = tempfile::tempdir().expect("a temporary folder");
    Library { catalog: open_with(folder.path(), options), folder }
}

/// Imports a PDF of these images.
fn import(library: &Library, pages: &[Original], look: Look) -> DocumentId {
    let file = library.folder.path().join("scan.pdf");
    fs::write(&file, scans::pdf(pages, look)).expect("the scan is written");
    library.import(&[file]).documents.remove(0).1
}

fn recognize(catalog: &Catalog) -> RecognitionReport {
    recognition::run(catalog, &RecognitionRequest::default(), &Unwatched::default()).expect("it goes to its end")
}

fn text(library: &Library, id: &DocumentId, page: u32) -> PageText {
    (*pages::text(&library.catalog, id, PageIndex(page)).expect("the page has text")).clone()
}

fn range_of(text: &PageText, words: &str) -> CharRange {
    let at = text.text.find(words).unwrap_or_else(|| panic!("{words} is not in {}", text.text));
    let start = text.text[..at].chars().count() as u32;
    CharRange::new(start, start + words.chars().count() as u32)
}

/// The share of characters that are wrong may be this, by language; Tesseract's data for Arabic loses words.
fn allowed(language: &str) -> f32 {
    match language {
        "ar" => 0.3,
        "zh" => 0.15,
        // A footer in small pale letters is overlooked at times.
        _ => 0.12,
    }
}

#[test]
fn scans_in_each_of_the_six_languages_are_read_in_their_own_language() {
    let Some(library) = with_tesseract() else { return };
    for (language, deck) in scans::decks() {
        let originals = scans::originals(&deck, 1..4);
        let id = import(&library, &originals, Look::default());
        let report = recognize(&library.catalog);
        assert_eq!((report.n_failed, report.n_documents), (0, 1), "{language}: {:?}", report.failures);
        let (mut wrong, mut all) = (0, 0);
        for (page, original) in originals.iter().enumerate() {
            let read = text(&library, &id, page as u32);
            assert_eq!(read.class, TextClass::Recognized);
            assert!(read.lines.iter().all(|line| line.source == TextSource::Ocr));
            assert!(read.lines.iter().all(|line| line.edges.len() as u32 == 2 * line.range.len()));
            let recognition = read.recognition.as_ref().expect("the page says how it was read");
            assert_eq!(recognition.language, language, "page {page}: {}", read.text);
            let (n_wrong, n_all) = scans::errors(&original.text, &read.text);
            (wrong, all) = (wrong + n_wrong, all + n_all);
        }
        let share = wrong as f32 / all as f32;
        assert!(share <= allowed(language), "{language}: {wrong} of {all} characters are wrong");
        let view = documents::view(&library.catalog, &id).expect("the document is there");
        assert_eq!(view.document.language.as_deref(), Some(language), "the document is known by its text");
        assert!(view.pages.iter().all(|page| page.class == TextClass::Recognized));
        let rows = documents::list(&library.catalog).expect("documents are listed");
        let card = &rows.iter().find(|row| row.document.id == id).expect("it is listed").document;
        assert_eq!((card.text.recognized, card.text.image_only, card.n_unrecognized), (3, 0, 0));
    }
    assert_eq!(recognize(&library.catalog), RecognitionReport::default(), "nothing is done twice");
}

#[test]
fn what_was_recognized_is_found_lit_where_it_stands_and_quoted_as_such() {
    let Some(library) = with_tesseract() else { return };
    // Laid awry, on a page that is turned: the places must be right all the same.
    for look in [Look::default(), Look { skew: 3., ..Look::default() }, Look { skew: -4., n_speckles: 400, rotate: 0 }]
    {
        let (_, deck) = &scans::decks()[2];
        let originals = scans::originals(deck, [4]);
        let id = import(&library, &originals, look);
        recognize(&library.catalog);
        index::catch_up(&library.catalog).expect("the index is brought up");
        let read = text(&library, &id, 0);
        // A word of the slide's, and where the slide has it.
        let word =
            originals[0].text.text.split_whitespace().find(|w| w.len() > 7 && w.chars().all(char::is_alphabetic));
        let word = word.expect("the slide has long words");
        let drawn = originals[0].text.quads(range_of(&originals[0].text, word))[0].bounds();
        let (mut x, mut y) = ((drawn.x0 + drawn.x1) / 2., (drawn.y0 + drawn.y1) / 2.);
        let (sin, cos) = (-look.skew).to_radians().sin_cos();
        let (dx, dy) = (x - 421., y - 237.);
        (x, y) = (421. + dx * cos - dy * sin, 237. + dx * sin + dy * cos);
        let seen = read.quads(range_of(&read, word))[0].bounds();
        let (off_x, off_y) = (x - (seen.x0 + seen.x1) / 2., y - (seen.y0 + seen.y1) / 2.);
        assert!(off_x.abs() < 12. && off_y.abs() < 6., "{look:?}: {word} is off by {off_x}, {off_y}");

        let request =
            SearchRequest { query: word.to_owned(), document: Some(id.clone()), limit: 5, ..SearchRequest::default() };
        let results = search::run(&library.catalog, &request).expect("a search answers");
        let hit = &results.groups[0].hits[0];
        assert!(hit.recognized, "the hit says that it may be misread");
        let draft = AnnotationDraft::highlight(id, PageIndex(0), hit.ranges[0]);
        let annotation = annotate::create(&library.catalog, draft).expect("it is marked");
        assert_eq!(annotation.target.source, TextSource::Ocr);
    }
}

#[test]
fn recognized_text_outlives_the_page_text_that_it_stands_beside() {
    let Some(library) = with_tesseract() else { return };
    let id = import(&library, &scans::originals(&scans::decks()[2].1, [4]), Look::default());
    recognize(&library.catalog);
    let before = text(&library, &id, 0);
    fs::remove_dir_all(library.folder.path().join("derived/text")).expect("derived text can be deleted");
    // Opened by another program, which remembers nothing.
    let again = open_with(
        library.folder.path(),
        RecognizerOptions { place: RecognizerPlace::Nowhere, ..RecognizerOptions::default() },
    );
    assert_eq!(*pages::text(&again, &id, PageIndex(0)).expect("the page has text"), before);
}

#[test]
fn the_command_line_recognizes_finds_and_exports_it_as_such() {
    let Some(library) = with_tesseract() else { return };
    let file = library.folder.path().join("scan.pdf");
    fs::write(&file, scans::pdf(&scans::originals(&scans::decks()[2].1, [4]), Look::default())).expect("it is written");
    let folder = library.folder.path().join("of-the-command-line");
    let run = |arguments: &[&str]| {
        let output = Command::new(programs::command_line()).args(arguments).arg("--library").arg(&folder).output();
        let output = output.expect("our own program runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("answers are text")
    };
    let imported = run(&["import", &file.to_string_lossy()]);
    assert!(imported.contains("1 scanned page without text: `rapporteur ocr` recognizes it"), "{imported}");
    assert_eq!(run(&["ocr"]), "1 page recognized in 1 document\n");
    assert_eq!(run(&["ocr"]), "no page needs it\n");
    let listed = run(&["documents"]);
    assert!(listed.contains("text of 1 scanned page recognized"), "{listed}");
    let view: serde_json::Value = serde_json::from_str(&run(&["documents", "--json"])).expect("it is JSON");
    let id = view[0]["document"]["id"].as_str().expect("it has an id");
    let found = run(&["search", "encrypted", "--document", id]);
    assert!(found.contains("recognized text"), "{found}");
    run(&["annotations", "add", id, "--page", "1", "--range", "0..12"]);
    assert!(run(&["export", "markdown"]).contains("*Recognized text"));
    assert!(run(&["export", "csv"]).contains(",recognized,"));
    assert!(run(&["export", "web-annotation"]).contains("text-recognition"));
}

#[test]
fn pages_that_hold_their_text_are_left_alone() {
    let Some(library) = with_tesseract() else { return };
    library.import(&[scans::decks()[2].1.clone()]);
    let view = recognition::view(&library.catalog).expect("the library is read");
    assert_eq!(view.n_waiting, 0);
    assert_eq!(recognize(&library.catalog).n_documents, 0);
}

/// Cancels after some pages.
struct CancelAfter {
    n_pages: u32,
    n_done: AtomicU32,
    cancelled: AtomicBool,
}

impl Progress for CancelAfter {
    fn total(&self, _: u32) {}
    fn started(&self, _: &str) {}
    fn done(&self, _: bool) {
        if self.n_done.fetch_add(1, Ordering::SeqCst) + 1 == self.n_pages {
            self.cancelled.store(true, Ordering::SeqCst);
        }
    }
    fn failure(&self, _: String) {}
    fn cancelled(&self) -> &AtomicBool {
        &self.cancelled
    }
}

#[test]
fn what_was_cancelled_goes_on_where_it_was() {
    let Some(library) = with_tesseract() else { return };
    let id = import(&library, &scans::originals(&scans::decks()[2].1, 1..5), Look::default());
    let progress = CancelAfter { n_pages: 2, n_done: AtomicU32::new(0), cancelled: AtomicBool::new(false) };
    let report = recognition::run(&library.catalog, &RecognitionRequest::default(), &progress).expect("it stops");
    assert!(report.cancelled && report.n_recognized >= 2, "{report:?}");
    let left = recognition::view(&library.catalog).expect("the library is read").n_waiting;
    assert!(left > 0, "it stopped before its end");
    let report = recognize(&library.catalog);
    assert_eq!((report.n_recognized, report.cancelled), (left, false), "only the rest is done");
    assert!(text(&library, &id, 0).text.len() > 20 && text(&library, &id, 3).text.len() > 20);
}

#[test]
fn it_begins_by_itself_and_stays_cancelled() {
    let Some(library) = with_tesseract() else { return };
    let catalog = &library.catalog;
    recognition::set_enabled(catalog, false).expect("it is set");
    recognition::keep_up(catalog);
    let id = import(&library, &scans::originals(&scans::decks()[2].1, [4]), Look::default());
    std::thread::sleep(Duration::from_millis(1500));
    assert!(jobs::list(catalog).iter().all(|job| job.kind != JobKind::RecognizeText), "it was switched off");
    recognition::set_enabled(catalog, true).expect("it is set");
    let end = Instant::now() + Duration::from_secs(120);
    let is_done =
        || jobs::list(catalog).iter().any(|j| j.kind == JobKind::RecognizeText && j.state == JobState::Finished);
    while !is_done() {
        assert!(Instant::now() < end, "{:?}", jobs::list(catalog));
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(!text(&library, &id, 0).text.is_empty());
}

#[test]
fn without_tesseract_it_is_said_how_to_get_it() {
    let library = Library::new();
    import(&library, &scans::originals(&scans::decks()[2].1, [4]), Look::default());
    let view = recognition::view(&library.catalog).expect("the library is read");
    assert_eq!((view.engine, view.n_waiting, view.missing_languages.len()), (None, 1, 6));
    let result = recognition::run(&library.catalog, &RecognitionRequest::default(), &Unwatched::default());
    assert!(matches!(result, Err(Error::NoRecognizer)));
    recognition::dismiss_hint(&library.catalog).expect("it is set");
    assert!(recognition::view(&library.catalog).expect("the library is read").hint_dismissed);
}

/// A program that calls itself Tesseract, and does `then` when it is given a page. One that answers has the usual time.
#[cfg(unix)]
fn fake(folder: &Path, then: &str) -> RecognizerOptions {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("tesseract");
    let script = format!(
        "#!/bin/sh\ncase \"$1\" in\n--version) echo 'tesseract 5.9.9';;\n--list-langs) printf 'List\\neng\\n';;\n*) {then};;\nesac\n"
    );
    fs::write(&path, script).expect("the script is written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("the script can be run");
    RecognizerOptions { place: RecognizerPlace::At(path), ..RecognizerOptions::default() }
}

#[cfg(unix)]
#[test]
fn a_page_that_fails_is_marked_and_the_next_one_is_taken() {
    for (then, reason) in [
        ("cat >/dev/null; echo 'out of ink' >&2; exit 3", "out of ink"),
        ("exec sleep 60", "longer than the limit"),
        ("kill -SEGV $$", "signal"),
    ] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut engine = fake(folder.path(), then);
        if then.contains("sleep") {
            engine.page_limit = Duration::from_millis(700);
        }
        let library = with_engine(engine);
        let id = import(&library, &scans::originals(&scans::decks()[2].1, 1..3), Look::default());
        let begun = Instant::now();
        let report = recognize(&library.catalog);
        assert!(begun.elapsed() < Duration::from_secs(30), "a program that hangs is stopped");
        assert_eq!((report.n_failed, report.n_recognized), (2, 0), "{then}");
        assert!(report.failures.iter().all(|failure| failure.contains(reason)), "{:?}", report.failures);
        let view = documents::view(&library.catalog, &id).expect("the document is there");
        let problems: Vec<_> = view.document.problems.iter().map(|p| (p.code, p.page)).collect();
        let marked = |page| (ProblemCode::NotRecognized, Some(PageIndex(page)));
        assert_eq!(problems, [marked(0), marked(1)], "each page says so");
        assert_eq!(recognize(&library.catalog).n_documents, 0, "it is not tried for ever");
        let asked = RecognitionRequest { documents: Some(vec![id]), language: None };
        let again = recognition::run(&library.catalog, &asked, &Unwatched::default()).expect("it goes to its end");
        assert_eq!(again.n_failed, 2, "but when it is asked for");
    }
}

#[cfg(unix)]
#[test]
fn a_program_that_answers_nonsense_does_no_harm() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = with_engine(fake(
        folder.path(),
        "cat >/dev/null; head -c 100000 /dev/urandom; printf '5\\t1\\t1\\t1\\t1\\t1\\tNaN\\t-9e99\\tinf\\t1\\t99\\tx\\n'",
    ));
    let id = import(&library, &scans::originals(&scans::decks()[2].1, [1]), Look::default());
    let report = recognize(&library.catalog);
    assert_eq!(report.n_failed, 0);
    let read = text(&library, &id, 0);
    assert!(read.lines.iter().all(|line| line.edges.iter().all(|edge| edge.is_finite())));
}

#[test]
fn scanned_versions_are_compared_by_what_was_recognized() {
    let Some(library) = with_tesseract() else { return };
    let (_, deck) =
        scans::decks().into_iter().find(|(language, _)| *language == "en").expect("there is an English deck");
    let import = |name: &str, pages: std::ops::Range<u32>, look: Look| {
        let file = library.folder.path().join(name);
        fs::write(&file, scans::pdf(&scans::originals(&deck, pages), look)).expect("the scan is written");
        library.import(&[file]).documents.remove(0).1
    };
    // The same sheets, one of them gone and one new, laid on the scanner once more.
    let older = import("minutes-v1.pdf", 1..4, Look::default());
    let newer = import("minutes-v2.pdf", 2..5, Look { skew: 0.4, n_speckles: 40, rotate: 0 });
    let pairs = || -> Vec<(Option<u32>, Option<u32>)> {
        let view = catalog::revisions::view(&library.catalog, &older, &newer).expect("they are compared");
        view.pages.iter().map(|change| (change.older.map(|p| p.0), change.newer.map(|p| p.0))).collect()
    };
    let is_paired =
        |pairs: &[(Option<u32>, Option<u32>)]| pairs.iter().any(|(old, new)| old.is_some() && new.is_some());
    assert!(!is_paired(&pairs()), "two scans of a sheet do not look alike");
    let guessed = || catalog::revisions::list(&library.catalog).expect("versions are listed").len();
    assert_eq!(guessed(), 0, "nothing to go by but a name");
    recognize(&library.catalog);
    assert_eq!(pairs(), [(Some(0), None), (Some(1), Some(0)), (Some(2), Some(1)), (None, Some(2))]);
    assert_eq!(guessed(), 1, "what was recognized counts");
}
