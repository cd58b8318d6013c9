//! Annotated copies of real files, opened by poppler, pdfium, MuPDF and qpdf: does each see every mark, over the same
//! words, with the page's text unchanged?

use catalog::{annotate, export};
use model::AnnotationFilter;
use rapporteur_tests::{
    annotated::{adds_but_free_text, complaints, mark_all_kinds, output, page_texts},
    beneath::{self, Peer, Reading},
    corpus,
    library::Library,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Does poppler paint the page otherwise with its annotations than without?
fn is_painted_by_poppler(file: &Path, page: u32) -> Option<bool> {
    let paint = |hidden: bool| {
        let mut command = Command::new("pdftoppm");
        let page = (page + 1).to_string();
        command.args(["-q", "-r", "40", "-f", &page, "-l", &page]);
        if hidden {
            command.arg("-hide-annotations");
        }
        command.arg(file).output().ok().map(|output| output.stdout)
    };
    Some(paint(false)? != paint(true)?)
}

#[derive(Default)]
struct Counts(BTreeMap<String, (usize, usize)>);

impl Counts {
    /// One more of which this is asked, and whether it is so.
    fn count(&mut self, what: &str, is_so: bool) {
        let (n_so, n) = self.0.entry(what.to_owned()).or_default();
        *n_so += usize::from(is_so);
        *n += 1;
    }
}

/// An error with what is behind it.
fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

pub fn measure(sets: &[(&'static str, Vec<PathBuf>)]) {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let peers = beneath::peers(scratch.path());
    let others = ["un-docs", "langs", "annotations", "odd-pdf"].into_iter().filter_map(|name| {
        let folder = corpus::corpus(name)?;
        Some((name, corpus::pdfs_below(&folder)))
    });
    // `BENCH_FILES` of each set, where all would take too long.
    let n_files = std::env::var("BENCH_FILES").ok().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let mut all = Counts::default();
    println!("\nannotated copies, a mark of every kind on the first page with words");
    // `BENCH_SETS`, by their names with spaces between, where some are enough.
    let wanted = std::env::var("BENCH_SETS").unwrap_or_default();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.split_whitespace().any(|word| word == name);
    for (name, files) in sets.iter().cloned().chain(others).filter(|(name, _)| is_wanted(name)) {
        let mut counts = Counts::default();
        for file in files.iter().take(n_files) {
            one(file, &peers, scratch.path(), &mut counts);
        }
        print(name, &counts);
        for (what, (n_so, n)) in counts.0 {
            let sum = all.0.entry(what).or_default();
            *sum = (sum.0 + n_so, sum.1 + n);
        }
    }
    print("all", &all);
}

fn print(name: &str, counts: &Counts) {
    println!("{name}");
    for (what, (n_so, n)) in &counts.0 {
        println!("    {what:<44} {n_so:>6} of {n}");
    }
}

fn one(file: &Path, peers: &[Peer], scratch: &Path, counts: &mut Counts) {
    let library = Library::new();
    let row = library.import_one(file);
    let problems = row.as_ref().map(|row| row.document.problems.iter().map(|p| p.code).collect::<Vec<_>>());
    let row = row.filter(|row| row.document.n_pages > 0);
    counts.count("opens, and has pages", row.is_some());
    let Some(row) = row else {
        println!("    does not open: {}: {:?}", file.display(), problems.unwrap_or_default());
        return;
    };
    let id = row.document.id.clone();
    let marks = mark_all_kinds(&library.catalog, &id, row.document.n_pages);
    counts.count("takes marks", marks.is_some());
    let Some((page, n)) = marks else {
        println!("    takes no marks: {}", file.display());
        return;
    };
    let copy = match export::annotated_pdf(&library.catalog, &id) {
        Ok(copy) => copy,
        Err(error) => {
            counts.count("a copy is written, not refused", false);
            println!("    refused: {}: {}", file.display(), chain(&error));
            return;
        }
    };
    counts.count("a copy is written, not refused", true);
    let original = fs::read(file).expect("the file is there");
    let is_appended = copy.written == export::Written::Appended;
    counts.count("its list of objects is sound (else made anew)", is_appended);
    counts.count("the original's bytes are its prefix", copy.bytes.starts_with(&original));
    let path = scratch.join("copy.pdf");
    fs::write(&path, &copy.bytes).expect("the copy can be written");
    let told = |what: &str, is_so: bool, counts: &mut Counts| {
        counts.count(what, is_so);
        if !is_so {
            println!("    not so: {what}: {}", file.display());
        }
    };
    if let (Some(before), Some(after)) = (complaints(file), complaints(&path)) {
        told("qpdf --check no worse", after <= before, counts);
    }
    // What poppler does not open as it came says nothing about the copy.
    if output("pdftoppm", &["-q", "-r", "10", "-singlefile"], file).is_some_and(|(fine, _)| fine) {
        if let (Some(before), Some(after)) = (page_texts(file), page_texts(&path)) {
            told("poppler: text unchanged", adds_but_free_text(&before, &after), counts);
        }
        if let Some(is_painted) = is_painted_by_poppler(&path, page.0) {
            told("poppler: annotations painted", is_painted, counts);
        }
    }
    let ours = annotate::list(&library.catalog, &AnnotationFilter::default()).expect("annotations are listed");
    for peer in peers {
        let seen = peer.marks(&path, page.0);
        // What it does not open as it came says nothing about the copy.
        let opens = seen.is_some() || peer.marks(file, page.0).is_some();
        counts.count(&format!("{}: opens the original, or the copy", peer.name), opens);
        if !opens {
            println!("    {} opens neither the original nor the copy: {}", peer.name, file.display());
            continue;
        }
        told(&format!("{}: opens the copy", peer.name), seen.is_some(), counts);
        let seen = seen.unwrap_or_default();
        let mut n_seen = 0;
        for view in &ours {
            let mark = &view.annotation;
            let same: Vec<_> = seen.iter().filter(|one| one.subtype == beneath::subtype(mark.kind)).collect();
            n_seen += u32::from(!same.is_empty());
            if mark.kind.marks_words() && !same.is_empty() {
                // As the annotations of a kind may be the file's own, the best counts.
                let best = same.iter().map(|one| beneath::reading(&one.words, &mark.target.quote)).max();
                let best = best.unwrap_or(Reading::Other);
                told(&format!("{}: quads over the same words", peer.name), best != Reading::Other, counts);
                if best != Reading::Other {
                    let what = format!("{}: letter by letter (else, some are counted)", peer.name);
                    counts.count(&what, best == Reading::Same);
                }
            }
        }
        told(&format!("{}: every mark seen", peer.name), n_seen == n, counts);
    }
}
