//! Annotated copies, read by programs of others: every kind of mark on real decks, seen by qpdf, poppler and mutool;
//! and taken over from the copy again, as what they were.

use catalog::{annotate, documents, export, pages, take_over};
use model::{AnnotationDraft, AnnotationFilter, AnnotationKind, CharRange, PageIndex, PageText};
use rapporteur_tests::{
    annotated::{are_of_free_text, complaints, letters_added, mark_all_kinds, output, page_texts},
    beneath::{self, Reading},
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
        let Some(row) = library.import_one(file) else { continue };
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
        assert!(copy.bytes.starts_with(&original), "{}: the original is the copy's beginning", file.display());
        *counts.entry("original is a prefix").or_default() += 1;
        let path = folder.path().join(format!("{}.pdf", counts["files"]));
        fs::write(&path, &copy.bytes).expect("the copy can be written");
        if let (Some(before), Some(after)) = (complaints(file), complaints(&path)) {
            assert!(after <= before, "{}: qpdf complains of {after:?}, of the original of {before:?}", file.display());
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
        let row = other.import_one(&path).expect("the copy");
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

/// The first two words that stand beside each other in a line, of four letters or more and not alike.
fn neighbors(text: &PageText) -> Option<[CharRange; 2]> {
    let is_known = |c: char| c.is_alphanumeric();
    text.lines.iter().find_map(|line| {
        let mut words: Vec<CharRange> = vec![];
        let (mut start, mut at) = (line.range.start, line.range.start);
        for c in text.slice(line.range).chars().chain([' ']) {
            if c.is_whitespace() {
                words.push(CharRange::new(start, at));
                start = at + 1;
            }
            at += 1;
        }
        let is_word = |range: &CharRange| {
            let word = text.slice(*range);
            word.chars().count() >= 4 && word.chars().all(is_known)
        };
        let pair = words.windows(2).find(|pair| pair.iter().all(is_word))?;
        let (a, b) = (text.slice(pair[0]).to_lowercase(), text.slice(pair[1]).to_lowercase());
        (!a.contains(&b) && !b.contains(&a)).then(|| [pair[0], pair[1]])
    })
}

#[test]
fn quads_lie_on_their_own_words_and_are_told_from_those_on_the_words_beside_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let peers = beneath::peers(folder.path());
    let mut files = decks();
    // All of what is written from right to left, and not the first two files alone.
    files.extend(corpus::sample_decks());
    files.extend(corpus::corpus("langs").map(|folder| corpus::pdfs_below(&folder)).unwrap_or_default());
    files.sort();
    files.dedup();
    if files.is_empty() || peers.is_empty() {
        eprintln!("SKIPPED: the shared corpus is not here, or neither pdfium nor MuPDF");
        return;
    }
    let (mut n_told, mut n_rtl) = (0, 0);
    for file in &files {
        let library = Library::new();
        let Some(row) = library.import_one(file) else { continue };
        let id = row.document.id.clone();
        let found = (0..row.document.n_pages.min(8)).find_map(|page| {
            let text = pages::text(&library.catalog, &id, PageIndex(page)).ok()?;
            let line_of = |range: CharRange| text.lines.iter().find(|line| !line.range.intersection(range).is_empty());
            let pair = neighbors(&text)?;
            Some((page, pair, line_of(pair[0]).is_some_and(|line| line.rtl)))
        });
        let Some((page, pair, rtl)) = found else { continue };
        let marked = [AnnotationKind::Highlight, AnnotationKind::Underline];
        let quotes = [0, 1].map(|n| {
            let draft =
                AnnotationDraft { kind: marked[n], ..AnnotationDraft::highlight(id.clone(), PageIndex(page), pair[n]) };
            annotate::create(&library.catalog, draft).expect("words are marked").target.quote
        });
        let Ok(copy) = export::annotated_pdf(&library.catalog, &id) else { continue };
        let path = folder.path().join("neighbors.pdf");
        fs::write(&path, &copy.bytes).expect("the copy can be written");
        for peer in &peers {
            // A mark of the file's own may lie on the very words that ours must not be on.
            let is_alike = |own: &beneath::Seen| marked.iter().any(|kind| own.subtype == beneath::subtype(*kind));
            if peer.marks(file, page).is_some_and(|own| own.iter().any(is_alike)) {
                continue;
            }
            let Some(seen) = peer.marks(&path, page) else { continue };
            for n in [0, 1] {
                let these: Vec<_> = seen.iter().filter(|one| one.subtype == beneath::subtype(marked[n])).collect();
                let best = |quote: &str| these.iter().map(|one| beneath::reading(&one.words, quote)).max();
                let name = format!("{} by {}: {these:?}", file.display(), peer.name);
                assert_ne!(best(&quotes[n]), Some(Reading::Other), "{name}: on {}", quotes[n]);
                assert_eq!(best(&quotes[1 - n]), Some(Reading::Other), "{name}: not on {}", quotes[1 - n]);
                n_told += 1;
                n_rtl += u32::from(rtl);
            }
        }
    }
    eprintln!("{n_told} marks are told from their neighbors, {n_rtl} of them in lines from right to left");
    let n_peers = peers.len() as u32;
    // Our own decks are always there: seven, one of them in Arabic.
    let (least, least_rtl) = if corpus::corpus("langs").is_some() { (20, 4) } else { (10, 2) };
    assert!(n_told >= least * n_peers && n_rtl >= least_rtl * n_peers, "{n_told}, {n_rtl} by {n_peers}");
}
