//! Annotated copies, read by programs of others: every kind of mark on real decks, seen by qpdf, poppler and mutool;
//! and taken over from the copy again, as what they were.

use catalog::{Catalog, annotate, documents, export, take_over};
use model::{AnnotationDraft, AnnotationFilter, AnnotationKind, CharRange, DocumentId, PageIndex, Point, Rect, Shape};
use rapporteur_tests::{corpus, library::Library};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// One mark of each kind on a document's first page with words.
fn mark_all_kinds(catalog: &Catalog, document: &DocumentId, n_pages: u32) -> Option<u32> {
    let mut page = 0;
    let text = loop {
        if page >= n_pages.min(8) {
            break None;
        }
        match catalog::pages::text(catalog, document, PageIndex(page)) {
            Ok(text) if text.text.trim().chars().count() >= 24 => break Some(text),
            _ => page += 1,
        }
    };
    let page = if text.is_some() { page } else { 0 };
    let rect = Rect { x0: 40., y0: 40., x1: 160., y1: 110. };
    let (from, to) = (Point::new(50., 60.), Point::new(150., 120.));
    let strokes = vec![vec![[30., 30., 0.2], [60., 50., 0.6], [90., 30., 1.]], vec![[30., 80., 0.5]]];
    let shapes = [
        (AnnotationKind::Note, Shape::Point { at: Point::new(80., 80.) }),
        (AnnotationKind::FreeText, Shape::Text { rect, size: 12. }),
        (AnnotationKind::Area, Shape::Rect { rect, width: 1. }),
        (AnnotationKind::Box, Shape::Rect { rect, width: 2. }),
        (AnnotationKind::Arrow, Shape::Line { from, to, width: 2. }),
        (AnnotationKind::Ink, Shape::Strokes { strokes, width: 2. }),
    ];
    let draft = |kind, shape| AnnotationDraft {
        kind,
        shape,
        comment: format!("{kind:?}: qui paie – 谁付钱"),
        ..AnnotationDraft::highlight(document.clone(), PageIndex(page), CharRange::new(0, 24))
    };
    let mut n = 0;
    for (kind, shape) in shapes {
        annotate::create(catalog, draft(kind, Some(shape))).ok()?;
        n += 1;
    }
    if text.is_some() {
        for kind in AnnotationKind::ALL.into_iter().filter(|kind| kind.marks_words()) {
            let made = annotate::create(catalog, draft(kind, None)).ok()?;
            annotate::reply(catalog, made.id, "the chair").ok()?;
            n += 1;
        }
    }
    Some(n)
}

fn output(program: &str, args: &[&str], file: &Path) -> Option<(bool, String)> {
    let output = Command::new(program).args(args).arg(file).output().ok()?;
    let text = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
}

/// What qpdf complains of, without places that differ between a file and its copy.
fn complaints(file: &Path) -> Option<usize> {
    let (_, text) = output("qpdf", &["--check"], file)?;
    Some(text.lines().filter(|line| line.contains("WARNING") || line.contains("ERROR")).count())
}

fn page_texts(file: &Path) -> Option<String> {
    let output = Command::new("pdftotext").arg("-q").arg(file).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The words that `after` has more than `before`; `None` where it lacks some.
fn words_added(before: &str, after: &str) -> Option<Vec<String>> {
    let mut added: BTreeMap<&str, i32> = BTreeMap::new();
    after.split_whitespace().for_each(|word| *added.entry(word).or_default() += 1);
    before.split_whitespace().for_each(|word| *added.entry(word).or_default() -= 1);
    if added.values().any(|n| *n < 0) {
        return None;
    }
    Some(added.into_iter().filter(|(_, n)| *n > 0).map(|(word, _)| word.to_owned()).collect())
}

fn decks() -> Vec<PathBuf> {
    let mut files = vec![];
    for set in [
        "wheelnext-summit-2025",
        "pgdayfr-2022",
        "ofilibre-2023-es",
        "servicemesher-zh",
        "gpss-2014",
        "quic-wg-ietf",
        "langs",
        "annotations",
    ] {
        let Some(folder) = corpus::corpus(set) else { continue };
        let mut found = corpus::pdfs_below(&folder);
        // Every deck is what the bench is for; a few of each set are enough here.
        let n = std::env::var("ROUND_TRIP_ALL").map_or(2, |_| usize::MAX);
        found.truncate(n);
        files.extend(found);
    }
    files
}

#[test]
fn every_kind_of_mark_is_seen_by_other_programs_and_comes_back_as_itself() {
    let files = decks();
    if files.is_empty() {
        eprintln!("SKIPPED: the shared corpus is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &files {
        let library = Library::new();
        library.import(std::slice::from_ref(file));
        let Some(row) = documents::list(&library.catalog).expect("documents are listed").into_iter().next() else {
            continue;
        };
        let id = row.document.id.clone();
        let Some(n) = mark_all_kinds(&library.catalog, &id, row.document.n_pages) else { continue };
        *counts.entry("files").or_default() += 1;
        let copy = match export::annotated_pdf(&library.catalog, &id) {
            Ok(copy) => copy,
            Err(error) => {
                eprintln!("{}: refused: {error}", file.display());
                *counts.entry("refused").or_default() += 1;
                continue;
            }
        };
        let original = fs::read(file).expect("the file is there");
        if copy.written == export::Written::Appended {
            assert!(copy.bytes.starts_with(&original), "{}: the original is the copy's beginning", file.display());
            *counts.entry("original is a prefix").or_default() += 1;
        }
        let path = folder.path().join(format!("{}.pdf", counts["files"]));
        fs::write(&path, &copy.bytes).expect("the copy can be written");
        if let (Some(before), Some(after)) = (complaints(file), complaints(&path)) {
            assert!(
                after <= before,
                "{}: qpdf complains of {after} things, of the original of {before}",
                file.display()
            );
            *counts.entry("qpdf no worse").or_default() += 1;
        }
        if let (Some(before), Some(after)) = (page_texts(file), page_texts(&path)) {
            // Poppler reads the words of free text along with the page's own.
            let added =
                words_added(&before, &after).unwrap_or_else(|| panic!("{}: poppler misses words", file.display()));
            let ours = |word: &String| ["FreeText:", "qui", "paie", "–"].contains(&word.as_str());
            assert!(added.iter().all(ours), "{}: poppler reads other words: {added:?}", file.display());
            *counts.entry("text unchanged").or_default() += 1;
        }
        if let Some((fine, text)) = output("mutool", &["draw", "-q", "-r", "20", "-o", "/dev/null"], &path) {
            assert!(fine, "{}: mutool draws it: {text}", file.display());
            *counts.entry("drawn by mutool").or_default() += 1;
        }
        // The copy, as a file from outside.
        let other = Library::new();
        other.import(std::slice::from_ref(&path));
        let row = documents::list(&other.catalog).expect("documents are listed").into_iter().next().expect("the copy");
        let view = documents::view(&other.catalog, &row.document.id).expect("the copy opens");
        let foreign = view.pdf_annotations.len();
        let taken = take_over::run(&other.catalog, &row.document.id, None).expect("they are taken over");
        assert_eq!(take_over::run(&other.catalog, &row.document.id, None).expect("once more"), 0, "nothing is doubled");
        let all = annotate::list(&other.catalog, &AnnotationFilter::default()).expect("annotations are listed");
        assert!(taken >= n, "{}: {taken} of {foreign} are taken over, {n} were made", file.display());
        for kind in AnnotationKind::ALL {
            let made = |views: &[model::AnnotationView]| views.iter().filter(|v| v.annotation.kind == kind).count();
            let before =
                annotate::list(&library.catalog, &AnnotationFilter::default()).expect("annotations are listed");
            assert!(made(&all) >= made(&before), "{}: {kind:?} comes back as itself", file.display());
        }
        let before = annotate::list(&library.catalog, &AnnotationFilter::default()).expect("annotations are listed");
        for view in before.iter().filter(|view| view.annotation.kind.marks_words()) {
            let same = all.iter().any(|other| {
                other.annotation.kind == view.annotation.kind
                    && other.annotation.target.quote == view.annotation.target.quote
                    && other.annotation.replies.len() == 1
            });
            assert!(same, "{}: over the same words: {}", file.display(), view.annotation.target.quote);
        }
        *counts.entry("taken over as themselves").or_default() += 1;
    }
    eprintln!("{counts:?}");
    assert!(counts["files"] >= 10, "{counts:?}");
}
