//! What a search lights on real slides in the six languages: all of the word, nothing but the word, and on the page
//! where poppler finds it too.

use catalog::{documents, index, pages, search};
use model::{CharRange, DocumentId, Page, PageText, Quad, Rotation, TextClass, TextSource};
use rapporteur_tests::{corpus, library::Library};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Pages of a document, and words and phrases of a page, that are looked at.
const N_PAGES: usize = 6;
const N_WORDS: usize = 5;

/// By language: the sample's decks and, where the machine has them, real ones.
fn files() -> Vec<PathBuf> {
    let mut files = corpus::sample_decks();
    for (folder, most) in
        [("langs", 8), ("un-docs", 8), ("servicemesher-zh", 3), ("ofilibre-2023-es", 4), ("pgdayfr-2022", 4)]
    {
        files.extend(corpus::corpus(folder).into_iter().flat_map(|f| corpus::pdfs_below(&f).into_iter().take(most)));
    }
    files
}

/// What is the same in all spellings of a word that are taken for one.
fn folded(text: &str) -> String {
    let kept = |c: &char| {
        !is_combining_mark(*c) && !matches!(*c, '\u{AD}' | '\u{640}' | '-' | '\u{2010}') && !c.is_whitespace()
    };
    text.nfkd().filter(kept).flat_map(char::to_lowercase).collect()
}

fn is_han(c: char) -> bool {
    matches!(c as u32, 0x4E00..=0x9FFF)
}

/// The words of a page's lines, with their places: runs of letters; of Chinese, pairs.
fn words(text: &PageText) -> Vec<CharRange> {
    let chars: Vec<char> = text.text.chars().collect();
    let is_part =
        |at: usize| chars.get(at).is_some_and(|&c| c.is_alphanumeric() || is_combining_mark(c) || c == '\u{640}');
    let mut found = vec![];
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        while is_part(at) {
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let run = &chars[start..at];
        if run.iter().any(|&c| is_han(c)) {
            if run.len() == 2 && run.iter().all(|&c| is_han(c)) {
                found.push(CharRange::new(start as u32, at as u32));
            }
            continue;
        }
        // A part of an address, of a number or of a word that is parted by a hyphen is none that is asked for.
        let near = |c: Option<&char>| {
            c.is_none_or(|&c| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '،' | '؛' | '(' | ')'))
        };
        let before = start.checked_sub(1).and_then(|at| chars.get(at));
        let alone = near(before) && (near(chars.get(at)) || chars.get(at) == Some(&'.') && near(chars.get(at + 1)));
        if alone && run.len() >= 4 && run.iter().all(|c| c.is_alphabetic()) {
            found.push(CharRange::new(start as u32, at as u32));
        }
    }
    found
}

fn line_of(text: &PageText, at: u32) -> Option<usize> {
    text.lines.iter().position(|line| (line.range.start..line.range.end).contains(&at))
}

fn center(quad: &Quad) -> (f32, f32) {
    ((quad.tl.x + quad.br.x) / 2., (quad.tl.y + quad.br.y) / 2.)
}

/// A word as poppler sees it: from the left and the top of what is shown of the page, in points.
struct Boxed {
    text: String,
    bounds: [f32; 4],
}

/// `None` where poppler is not there.
fn boxes(file: &Path, page: &Page) -> Option<Vec<Boxed>> {
    let number = page.index.number().to_string();
    let output = Command::new("pdftotext")
        .args(["-bbox", "-cropbox", "-f", &number, "-l", &number])
        .arg(file)
        .arg("-")
        .output()
        .ok()?;
    let html = String::from_utf8_lossy(&output.stdout).into_owned();
    let number = |line: &str, name: &str| {
        let from = line.find(&format!("{name}=\""))? + name.len() + 2;
        line[from..].split('"').next()?.parse::<f32>().ok()
    };
    let word = |line: &str| {
        let bounds = [number(line, "xMin")?, number(line, "yMin")?, number(line, "xMax")?, number(line, "yMax")?];
        let text = line.split_once('>')?.1.split("</word>").next()?;
        Some(Boxed { text: folded(text), bounds })
    };
    Some(html.lines().filter(|line| line.contains("<word ")).filter_map(word).collect())
}

#[derive(Default)]
struct Count {
    words: usize,
    phrases: usize,
    boxed: usize,
    astray: Vec<String>,
}

#[test]
fn the_very_words_are_lit_on_real_slides_in_six_languages() {
    let library = Library::new();
    let report = library.import(&files());
    index::catch_up(&library.catalog).expect("the index is built");
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for (path, id) in &report.documents {
        let view = documents::view(&library.catalog, id).expect("the document is there");
        let language = view.document.language.clone().unwrap_or_else(|| "?".to_owned());
        let count = counts.entry(language).or_default();
        let with_text = view.pages.iter().filter(|page| page.class == TextClass::Text);
        let pages: Vec<&Page> = with_text.collect();
        for page in pages.iter().step_by(pages.len().div_ceil(N_PAGES).max(1)) {
            look_at(&library, Path::new(path), id, page, count);
        }
    }
    for (language, count) in &counts {
        println!(
            "{language}: {} words, {} phrases lit; {} where poppler has them, {} elsewhere",
            count.words,
            count.phrases,
            count.boxed,
            count.astray.len()
        );
        // Poppler's boxes are as high as its fonts say, and some fonts say nonsense.
        assert!(count.astray.len() * 50 <= count.boxed, "{language}: {:#?}", count.astray);
    }
    // The sample alone has few pages in some of them.
    let (each, all) = if corpus::corpus("langs").is_some() { (10, 200) } else { (1, 60) };
    for language in ["ar", "zh", "en", "fr", "ru", "es"] {
        let n_words = counts.get(language).map_or(0, |count| count.words);
        assert!(n_words >= each, "{language} was hardly looked at");
    }
    let n_pairs: usize = counts.values().map(|count| count.words + count.phrases).sum();
    assert!(n_pairs >= all, "only {n_pairs} were looked at");
}

fn look_at(library: &Library, file: &Path, id: &DocumentId, page: &Page, count: &mut Count) {
    let text = pages::text(&library.catalog, id, page.index).expect("the page is read");
    let lit = |query: &str| {
        search::find_on_page(&library.catalog, id, page.index, query)
            .unwrap_or_else(|error| panic!("{query}: {}", catalog::chain(&error)))
    };
    let words = words(&text);
    let boxed = if page.rotation == Rotation::None { boxes(file, page) } else { None };
    for (n, range) in words.iter().enumerate().step_by(words.len().div_ceil(N_WORDS).max(1)) {
        let word = text.slice(*range);
        let place = format!("{} page {} “{word}”", file.display(), page.index.number());
        let exact = lit(&format!("={word} "));
        assert!(exact.contains(range), "{place} is not lit: {exact:?}, {range:?}");
        for found in &exact {
            assert_eq!(folded(text.slice(*found)), folded(word), "{place}: another word is lit");
            let quads = text.quads(*found);
            assert!(!quads.is_empty(), "{place}: nothing to light");
        }
        let all = lit(&format!("{word} "));
        for found in &exact {
            assert!(all.iter().any(|other| other.start <= found.start && found.end <= other.end), "{place} is lost");
        }
        count.words += 1;
        if let Some(next) = words.get(n + 1)
            && next.start == range.end + 1
            && line_of(&text, range.start) == line_of(&text, next.start)
        {
            let both = CharRange::new(range.start, next.end);
            let phrase = lit(&format!("\"{}\" ", text.slice(both)));
            assert!(phrase.contains(&both), "{place} and the next one: {phrase:?} instead of {both:?}");
            count.phrases += 1;
        }
        let is_drawn = text.source(*range) == TextSource::Drawn;
        let Some(boxed) = boxed.as_ref().filter(|_| is_drawn) else { continue };
        let word = folded(word);
        // What poppler reads nowhere, it reads otherwise.
        if !boxed.iter().any(|other| other.text.contains(&word)) {
            continue;
        }
        count.boxed += 1;
        for quad in text.quads(*range) {
            let (x, y) = center(&quad);
            let (x, y) = (x - page.crop.x0, page.crop.y1 - y);
            // It parts some words into letters, and joins others.
            let is_within = boxed.iter().any(|other| {
                let [x0, y0, x1, y1] = other.bounds;
                let is_same = other.text.contains(&word) || word.contains(&other.text);
                is_same && (x0..=x1).contains(&x) && (y0..=y1).contains(&y)
            });
            if !is_within {
                count.astray.push(format!("{place} at {x:.0}, {y:.0}"));
            }
        }
    }
}
