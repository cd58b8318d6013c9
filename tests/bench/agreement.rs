//! Our page text beside that of poppler, MuPDF and pdfium: do we read the same characters off the same pages?
//!
//! Two pages are as alike as their pairs of neighbouring characters (Dice's coefficient of the bigrams). Pairs within
//! words tell whether the characters are right whatever the order of lines; pairs over the whole page, spaces left
//! out, tell of the order too. A page's figure is the median over the peers that are there, a file's is the mean of its
//! pages.

use crate::median;
use rapporteur_tests::{corpus, programs};
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    process::Command,
};
use unicode_normalization::UnicodeNormalization;

type Sets = [(&'static str, Vec<PathBuf>)];

/// The corpus's other PDFs that have text.
const DOCUMENTS: [&str; 3] = ["langs", "un-docs", "annotations"];

const WORST: usize = 10;

/// Prints a file's pages, a form feed after each.
const PDFIUM: &str = "import sys, pypdfium2
for page in pypdfium2.PdfDocument(sys.argv[1]):
    sys.stdout.buffer.write((page.get_textpage().get_text_range() + '\\f').encode('utf-8', 'replace'))";

struct Peer {
    name: &'static str,
    program: &'static str,
    arguments: fn(&str) -> Vec<&str>,
}

const PEERS: [Peer; 3] = [
    Peer { name: "poppler", program: "pdftotext", arguments: |file| vec![file, "-"] },
    Peer { name: "MuPDF", program: "mutool", arguments: |file| vec!["draw", "-q", "-F", "txt", file] },
    Peer { name: "pdfium", program: "python3", arguments: |file| vec!["-c", PDFIUM, file] },
];

/// The pages that a program prints; `None` where it fails.
fn pages(program: &Path, arguments: &[&str]) -> Option<Vec<String>> {
    let output = Command::new(program).args(arguments).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    (output.status.success() && !pages.is_empty()).then_some(pages)
}

fn is_there(peer: &Peer) -> bool {
    let probe: &[&str] = if peer.name == "pdfium" { &["-c", "import pypdfium2"] } else { &["-v"] };
    Command::new(peer.program).args(probe).output().is_ok_and(|output| output.status.success())
}

type Bigrams = HashMap<(char, char), usize>;

/// Letters instead of the forms that they take, without the marks that order text.
fn letters(text: &str) -> String {
    let is_mark = |c: &char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.nfkc().filter(|c| !is_mark(c)).collect()
}

fn bigrams(words: impl Iterator<Item = String>) -> Bigrams {
    let mut bigrams = Bigrams::new();
    for word in words {
        for pair in word.chars().zip(word.chars().skip(1)) {
            *bigrams.entry(pair).or_default() += 1;
        }
    }
    bigrams
}

fn within_words(page: &str) -> Bigrams {
    bigrams(letters(page).split_whitespace().map(|word| format!(" {word} ")))
}

fn over_the_page(page: &str) -> Bigrams {
    bigrams(std::iter::once(letters(page).split_whitespace().collect()))
}

fn dice(a: &Bigrams, b: &Bigrams) -> f64 {
    let n_both: usize = a.iter().map(|(pair, n)| n.min(b.get(pair).unwrap_or(&0))).sum();
    let n_all: usize = a.values().chain(b.values()).sum();
    if n_all == 0 { 1. } else { 2. * n_both as f64 / n_all as f64 }
}

/// How far our text of a file agrees with its peers', page by page: within words, and over the page.
fn file_agreement(file: &str, ours: &Path, peers: &[&Peer]) -> Option<Vec<(f64, f64)>> {
    let mine = pages(ours, &["text", file])?;
    let theirs: Vec<Vec<String>> =
        peers.iter().filter_map(|peer| pages(Path::new(peer.program), &(peer.arguments)(file))).collect();
    let figure = |idx: usize, page: &str| {
        let alike = |pairs: fn(&str) -> Bigrams| {
            let mine = pairs(page);
            let figures: Vec<f64> =
                theirs.iter().filter_map(|pages| pages.get(idx)).map(|page| dice(&mine, &pairs(page))).collect();
            median(&figures)
        };
        (alike(within_words), alike(over_the_page))
    };
    (!theirs.is_empty()).then(|| mine.iter().enumerate().map(|(idx, page)| figure(idx, page)).collect())
}

pub fn measure(sets: &Sets) {
    let ours = programs::command_line();
    let (there, missing): (Vec<&Peer>, Vec<&Peer>) = PEERS.iter().partition(|peer| is_there(peer));
    let names = |peers: &[&Peer]| peers.iter().map(|peer| peer.name).collect::<Vec<_>>().join(", ");
    println!("\nagreement with the median of {}", names(&there));
    if !missing.is_empty() {
        println!("not installed: {}", names(&missing));
    }
    let documents = DOCUMENTS.into_iter().filter_map(|name| {
        let folder = corpus::corpus(name)?;
        Some((name, corpus::pdfs_below(&folder)))
    });
    println!("{:<24} {:>6} {:>14} {:>14}", "set", "files", "within words", "over the page");
    let mut all: Vec<(f64, f64, String)> = vec![];
    for (name, files) in sets.iter().cloned().chain(documents) {
        let first = all.len();
        for file in &files {
            let file = file.to_str().expect("the corpus's paths are text");
            let Some(pages) = file_agreement(file, &ours, &there) else { continue };
            // A page on which nobody else reads anything says nothing.
            let pages: Vec<_> =
                pages.into_iter().filter(|(words, page)| words.is_finite() && page.is_finite()).collect();
            let mean = |figure: fn(&(f64, f64)) -> f64| pages.iter().map(figure).sum::<f64>() / pages.len() as f64;
            if !pages.is_empty() {
                all.push((mean(|page| page.0), mean(|page| page.1), file.to_owned()));
            }
        }
        print_means(name, &all[first..]);
    }
    print_means("all", &all);
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    println!("the {WORST} that agree least, within words:");
    for (words, page, file) in all.iter().take(WORST) {
        let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
        println!("{words:>8.3} {page:>8.3}  {name}");
    }
}

fn print_means(name: &str, files: &[(f64, f64, String)]) {
    let mean = |figure: fn(&(f64, f64, String)) -> f64| files.iter().map(figure).sum::<f64>() / files.len() as f64;
    println!("{name:<24} {:>6} {:>14.4} {:>14.4}", files.len(), mean(|file| file.0), mean(|file| file.1));
}
