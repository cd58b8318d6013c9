//! Annotated copies, read by programs of others: every kind of mark on real decks, seen by qpdf, poppler and mutool;
//! and taken over from the copy again, as what they were.

use catalog::{annotate, documents, export, take_over};
use model::{AnnotationFilter, AnnotationKind};
use rapporteur_tests::{
    annotated::{are_of_free_text, complaints, letters_added, mark_all_kinds, output, page_texts},
    corpus,
    library::Library,
};
use std::{collections::BTreeMap, fs, path::PathBuf};

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
        let Some((_, n)) = mark_all_kinds(&library.catalog, &id, row.document.n_pages) else { continue };
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
            let added = letters_added(&before, &after);
            let added = added.unwrap_or_else(|| panic!("{}: poppler misses letters", file.display()));
            assert!(are_of_free_text(&added), "{}: poppler reads other letters: {added:?}", file.display());
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
