//! Paragraphs whose text is known, made by `known/make.py`, read back to the letter.

use model::PageIndex;
use std::path::Path;
use std::sync::Arc;

/// `gap` stands for the end of a line.
fn text(lang: &str, gap: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/known/{lang}.pdf"));
    let pages = pdf::open(Arc::new(std::fs::read(path).expect("the PDF is there")), None).expect("it opens");
    let mut reader = pages.reader();
    let pages = (0..pages.n_pages()).map(|idx| reader.text(PageIndex(idx)).expect("the page is read").text);
    pages.collect::<Vec<_>>().join("\n").replace('\n', gap)
}

fn check(lang: &str, gap: &str, n_exact: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/known/{lang}.txt"));
    let known = std::fs::read_to_string(path).expect("the paragraphs are there");
    let text = text(lang, gap);
    let wrong: Vec<&str> = known.lines().filter(|paragraph| !text.contains(paragraph)).collect();
    let n_known = known.lines().count();
    println!("{lang}: {} of {n_known} paragraphs exact", n_known - wrong.len());
    if n_known - wrong.len() < n_exact {
        wrong.iter().take(12).for_each(|paragraph| println!("missing: {paragraph}"));
        println!("read: {text}");
        panic!("fewer paragraphs of {lang} are exact than were");
    }
}

#[test]
fn arabic_paragraphs_are_exact() {
    check("ar", " ", 150);
}

#[test]
fn paragraphs_in_latin_and_cyrillic_letters_are_exact() {
    check("en", " ", 40);
    check("fr", " ", 30);
    check("es", " ", 30);
    check("ru", " ", 30);
}

#[test]
fn chinese_paragraphs_are_exact() {
    check("zh", "", 30);
}
