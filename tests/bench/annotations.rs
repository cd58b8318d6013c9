//! Annotated copies of real files, opened by poppler, pdfium, MuPDF and qpdf: does each see every mark, over the same
//! words, with the page's text unchanged?

use catalog::{annotate, documents, export};
use model::{AnnotationFilter, AnnotationKind};
use rapporteur_tests::{
    annotated::{are_some_of_free_text, complaints, letters_added, mark_all_kinds, page_texts},
    corpus,
    library::Library,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Prints a line for each annotation of a page: its type, a tab, and the words under its quads.
const PDFIUM: &str = r#"
import ctypes, sys, pypdfium2, pypdfium2.raw as raw
NAMES = {1: "Text", 3: "FreeText", 4: "Line", 5: "Square", 9: "Highlight", 10: "Underline", 11: "Squiggly", 12: "StrikeOut", 15: "Ink", 16: "Popup"}
document = pypdfium2.PdfDocument(sys.argv[1])
page = document[int(sys.argv[2])]
text = page.get_textpage()
for index in range(raw.FPDFPage_GetAnnotCount(page)):
    annotation = raw.FPDFPage_GetAnnot(page, index)
    words = []
    for quad in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        points = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, quad, ctypes.byref(points)):
            xs, ys = [points.x1, points.x2, points.x3, points.x4], [points.y1, points.y2, points.y3, points.y4]
            # What the line above or below reaches into it is not meant.
            slack = (max(ys) - min(ys)) * 0.2
            words.append(text.get_text_bounded(min(xs) - 0.5, min(ys) + slack, max(xs) + 0.5, max(ys) - slack))
    name = NAMES.get(raw.FPDFAnnot_GetSubtype(annotation), "other")
    sys.stdout.buffer.write((name + "\t" + " ".join(" ".join(words).split()) + "\n").encode("utf-8", "replace"))
"#;

/// The same; MuPDF's quads lie in the page as it is shown.
const MUPDF: &str = r#"
var path = scriptArgs[0];
var opened = Document.openDocument ? Document.openDocument(path) : new Document(path);
var page = opened.loadPage(parseInt(scriptArgs[1]));
var text = page.toStructuredText("preserve-whitespace");
page.getAnnotations().forEach(function (annotation) {
    var type = annotation.getType(), words = [];
    if (["Highlight", "Underline", "Squiggly", "StrikeOut"].indexOf(type) >= 0) {
        annotation.getQuadPoints().forEach(function (quad) {
            var middle = (quad[1] + quad[5]) / 2;
            words.push(text.copy([quad[0] + 0.5, middle], [quad[2] - 0.5, middle]));
        });
    }
    print(type + "\t" + words.join(" ").split(/\s+/).join(" "));
});
"#;

/// What our kinds are called in a PDF.
fn subtype(kind: AnnotationKind) -> &'static str {
    match kind {
        AnnotationKind::Highlight => "Highlight",
        AnnotationKind::Underline => "Underline",
        AnnotationKind::StrikeOut => "StrikeOut",
        AnnotationKind::Squiggle => "Squiggly",
        AnnotationKind::Note => "Text",
        AnnotationKind::FreeText => "FreeText",
        AnnotationKind::Area | AnnotationKind::Box => "Square",
        AnnotationKind::Arrow => "Line",
        AnnotationKind::Ink => "Ink",
    }
}

/// Letters and digits alone: spaces, hyphens at line ends and presentation forms are each reader's own.
fn bare(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkd().filter(|c| c.is_alphanumeric()).collect()
}

/// Pairs of neighbouring characters that both have, as a share (Dice).
fn alike(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let chars: Vec<char> = bare(text).chars().collect();
        let mut pairs: BTreeMap<(char, char), i32> = BTreeMap::new();
        chars.windows(2).for_each(|pair| *pairs.entry((pair[0], pair[1])).or_default() += 1);
        pairs
    };
    let (a, b) = (pairs(a), pairs(b));
    let n_both: i32 = a.iter().map(|(pair, n)| n.min(b.get(pair).unwrap_or(&0))).sum();
    let n_all: i32 = a.values().chain(b.values()).sum();
    if n_all == 0 { 1. } else { f64::from(2 * n_both) / f64::from(n_all) }
}

struct Peer {
    name: &'static str,
    program: &'static str,
    /// Before the file and the page.
    arguments: Vec<String>,
}

fn peers(scripts: &Path) -> Vec<Peer> {
    let script = scripts.join("annotations.js");
    fs::write(&script, MUPDF).expect("a script can be written");
    let mut peers = vec![];
    if Command::new("python3").args(["-c", "import pypdfium2"]).output().is_ok_and(|o| o.status.success()) {
        peers.push(Peer { name: "pdfium", program: "python3", arguments: vec!["-c".to_owned(), PDFIUM.to_owned()] });
    }
    if Command::new("mutool").arg("-v").output().is_ok() {
        let script = script.to_string_lossy().into_owned();
        peers.push(Peer { name: "MuPDF", program: "mutool", arguments: vec!["run".to_owned(), script] });
    }
    peers
}

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

pub fn measure(sets: &[(&'static str, Vec<PathBuf>)]) {
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let peers = peers(scratch.path());
    let others = ["un-docs", "langs", "annotations", "odd-pdf"].into_iter().filter_map(|name| {
        let folder = corpus::corpus(name)?;
        Some((name, corpus::pdfs_below(&folder)))
    });
    // `BENCH_FILES` of each set, where all would take too long.
    let n_files = std::env::var("BENCH_FILES").ok().and_then(|n| n.parse().ok()).unwrap_or(usize::MAX);
    let mut all = Counts::default();
    println!("\nannotated copies, a mark of every kind on the first page with words");
    for (name, files) in sets.iter().cloned().chain(others) {
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
    library.import(&[file.to_owned()]);
    let row = documents::list(&library.catalog).expect("documents are listed").into_iter().next();
    let Some(row) = row.filter(|row| row.document.n_pages > 0) else { return };
    let id = row.document.id.clone();
    let Some((page, n)) = mark_all_kinds(&library.catalog, &id, row.document.n_pages) else { return };
    let copy = match export::annotated_pdf(&library.catalog, &id) {
        Ok(copy) => copy,
        Err(error) => {
            counts.count("a copy is written, not refused", false);
            println!("    refused: {}: {error}", file.display());
            return;
        }
    };
    counts.count("a copy is written, not refused", true);
    let original = fs::read(file).expect("the file is there");
    let is_appended = copy.written == export::Written::Appended;
    counts.count("appended (else a repaired copy)", is_appended);
    if is_appended {
        counts.count("the original's bytes are its prefix", copy.bytes.starts_with(&original));
    }
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
    if let (Some(before), Some(after)) = (page_texts(file), page_texts(&path)) {
        let added = letters_added(&before, &after);
        told("poppler: text unchanged", added.is_some_and(|letters| are_some_of_free_text(&letters)), counts);
    }
    if let Some(is_painted) = is_painted_by_poppler(&path, page.0) {
        told("poppler: annotations painted", is_painted, counts);
    }
    let ours = annotate::list(&library.catalog, &AnnotationFilter::default()).expect("annotations are listed");
    for peer in peers {
        let output = Command::new(peer.program)
            .args(&peer.arguments)
            .arg(&path)
            .arg(page.0.to_string())
            .output()
            .expect("the program starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let seen: Vec<(&str, &str)> = text.lines().filter_map(|line| line.split_once('\t')).collect();
        let mut n_seen = 0;
        for view in &ours {
            let mark = &view.annotation;
            let same: Vec<_> = seen.iter().filter(|(kind, _)| *kind == subtype(mark.kind)).collect();
            n_seen += u32::from(!same.is_empty());
            if mark.kind.marks_words() && !same.is_empty() {
                // As the annotations of a kind may be the file's own, the best counts.
                let best = same.iter().map(|(_, words)| alike(words, &mark.target.quote)).fold(0., f64::max);
                told(&format!("{}: quads over the same words", peer.name), best >= 0.8, counts);
            }
        }
        told(&format!("{}: every mark seen", peer.name), n_seen == n, counts);
    }
}
