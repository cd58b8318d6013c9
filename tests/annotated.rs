//! Documents with a mark of every kind, and what programs of others see of them in annotated copies.

use catalog::{Catalog, annotate, pages};
use model::{AnnotationDraft, AnnotationKind, CharRange, DocumentId, PageIndex, Point, Rect, Shape};
use std::{path::Path, process::Command};

/// One mark of each kind on a document's first page with words, and a reply to each that marks words; answers the page,
/// and how many there are.
pub fn mark_all_kinds(catalog: &Catalog, document: &DocumentId, n_pages: u32) -> Option<(PageIndex, u32)> {
    let has_words = |page: &u32| {
        let text = pages::text(catalog, document, PageIndex(*page));
        text.is_ok_and(|text| text.text.trim().chars().count() >= 24)
    };
    let with_words = (0..n_pages.min(8)).find(has_words);
    let page = PageIndex(with_words.unwrap_or(0));
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
        ..AnnotationDraft::highlight(document.clone(), page, CharRange::new(0, 24))
    };
    let mut n = 0;
    for (kind, shape) in shapes {
        annotate::create(catalog, draft(kind, Some(shape))).ok()?;
        n += 1;
    }
    if with_words.is_some() {
        for kind in AnnotationKind::ALL.into_iter().filter(|kind| kind.marks_words()) {
            let made = annotate::create(catalog, draft(kind, None)).ok()?;
            annotate::reply(catalog, made.id, "the chair").ok()?;
            n += 1;
        }
    }
    Some((page, n))
}

/// What a program prints, on either stream; `None` where it is not installed.
pub fn output(program: &str, args: &[&str], file: &Path) -> Option<(bool, String)> {
    let output = Command::new(program).args(args).arg(file).output().ok()?;
    let text = [output.stdout, output.stderr].concat();
    Some((output.status.success(), String::from_utf8_lossy(&text).into_owned()))
}

/// What `qpdf --check` says of a file; the worse, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaints {
    /// It gave up on it (exit status 2), and may not have come to complain of the rest.
    pub gave_up: bool,
    pub n: usize,
}

/// How many things `qpdf --check` complains of.
pub fn complaints(file: &Path) -> Option<Complaints> {
    let output = Command::new("qpdf").arg("--check").arg(file).output().ok()?;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    let n = text.lines().filter(|line| line.contains("WARNING") || line.contains("ERROR")).count();
    Some(Complaints { gave_up: output.status.code() == Some(2), n })
}

/// All text that poppler reads.
pub fn page_texts(file: &Path) -> Option<String> {
    let output = Command::new("pdftotext").arg("-q").arg(file).arg("-").output().ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The letters that `after` has more than `before`, in their order by number; `None` where it lacks some.
///
/// Letters, and not words: free text that lies over the page's own words is read as one with them (`paie16th`), and lines
/// of right-to-left pages have marks of direction around them.
pub fn letters_added(before: &str, after: &str) -> Option<String> {
    let is_drawn = |c: &char| {
        let turns = matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !c.is_whitespace() && !turns
    };
    let mut added: std::collections::BTreeMap<char, i64> = std::collections::BTreeMap::new();
    after.chars().filter(is_drawn).for_each(|letter| *added.entry(letter).or_default() += 1);
    before.chars().filter(is_drawn).for_each(|letter| *added.entry(letter).or_default() -= 1);
    if added.values().any(|n| *n < 0) {
        return None;
    }
    Some(added.into_iter().flat_map(|(letter, n)| std::iter::repeat_n(letter, n as usize)).collect())
}

/// Does each page read as it did, but for letters that the free text of [`mark_all_kinds`] writes, of which a small page
/// shows but a part? Pages of one object have its annotations all.
pub fn adds_but_free_text(before: &str, after: &str) -> bool {
    let (before, after): (Vec<_>, Vec<_>) = (before.split('\u{c}').collect(), after.split('\u{c}').collect());
    let is_same = |(before, after): (&&str, &&str)| {
        letters_added(before, after).is_some_and(|added| letters_added(&added, "FreeText: qui paie – 谁付钱").is_some())
    };
    before.len() == after.len() && before.iter().zip(&after).all(is_same)
}

/// Are the letters those that the free text of [`mark_all_kinds`] writes on the page? Chinese ones are left out by
/// programs that draw it in Helvetica.
pub fn are_of_free_text(letters: &str) -> bool {
    ["FreeText: qui paie –", "FreeText: qui paie – 谁付钱"]
        .iter()
        .any(|text| letters_added("", text).is_some_and(|written| written == letters))
}
