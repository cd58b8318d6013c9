//! What programs of others read beneath the quads of marks on words, and whether it is what we say stands there.
//!
//! Each reads a page in its own way: MuPDF writes lines from right to left as they are seen, and without spaces; pdfium
//! orders the words of a line by what it takes the page's direction for; letters without a known meaning are left out by
//! one and U+FFFD to the other. None of it is the quad's doing. So two texts are compared by the pairs of letters that
//! stand beside each other within a word, whichever comes first: words in another order have the same, turned words have
//! the same, and the words beside them have others.

use model::AnnotationKind;
use std::{collections::BTreeMap, fs, path::Path, process::Command};
use unicode_normalization::UnicodeNormalization;

/// How much of two texts must be the same: peers cut a quad's last letter off, or take the next one in.
const ENOUGH: f64 = 0.8;

/// Between the words of two quads.
const BETWEEN: char = '\u{1f}';

/// Prints a line for each annotation of a page: its type, a tab, and the letters whose middles lie in each of its quads,
/// which are turned where the words are.
const PDFIUM: &str = r#"
import ctypes, sys, pypdfium2, pypdfium2.raw as raw
NAMES = {1: "Text", 3: "FreeText", 4: "Line", 5: "Square", 9: "Highlight", 10: "Underline", 11: "Squiggly", 12: "StrikeOut", 15: "Ink", 16: "Popup"}
document = pypdfium2.PdfDocument(sys.argv[1])
page = document[int(sys.argv[2])]
text = page.get_textpage()
letters = []
box = [ctypes.c_double() for _ in range(4)]
for index in range(raw.FPDFText_CountChars(text)):
    raw.FPDFText_GetCharBox(text, index, *box)
    left, right, bottom, top = [side.value for side in box]
    letters.append((chr(raw.FPDFText_GetUnicode(text, index)), (left + right) / 2, (bottom + top) / 2))
def is_within(x, y, corners):
    sides = [(b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) for a, b in zip(corners, corners[1:] + corners[:1])]
    return all(side >= 0 for side in sides) or all(side <= 0 for side in sides)
def words(corners):
    read, is_apart = "", False
    for letter, x, y in letters:
        if letter.isspace():
            is_apart = True
        elif is_within(x, y, corners):
            read += (" " if is_apart and read else "") + letter
            is_apart = False
    return read
for index in range(raw.FPDFPage_GetAnnotCount(page)):
    annotation = raw.FPDFPage_GetAnnot(page, index)
    quads = []
    for quad in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
        p = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, quad, ctypes.byref(p)):
            quads.append(words([(p.x1, p.y1), (p.x2, p.y2), (p.x4, p.y4), (p.x3, p.y3)]))
    name = NAMES.get(raw.FPDFAnnot_GetSubtype(annotation), "other")
    sys.stdout.buffer.write((name + "\t" + "\x1f".join(quads) + "\n").encode("utf-8", "replace"))
"#;

/// The same; MuPDF's quads lie in the page as it is shown.
const MUPDF: &str = r#"
var path = scriptArgs[0];
var opened = Document.openDocument ? Document.openDocument(path) : new Document(path);
var page = opened.loadPage(parseInt(scriptArgs[1]));
var letters = [];
page.toStructuredText("preserve-whitespace").walk({
    onChar: function (letter, origin, font, size, quad) {
        letters.push([letter, (quad[0] + quad[2] + quad[4] + quad[6]) / 4, (quad[1] + quad[3] + quad[5] + quad[7]) / 4]);
    },
    endLine: function () { letters.push([" ", 0, 0]); }
});
function isWithin(x, y, q) {
    var corners = [[q[0], q[1]], [q[2], q[3]], [q[6], q[7]], [q[4], q[5]]];
    var sides = corners.map(function (a, n) {
        var b = corners[(n + 1) % 4];
        return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]);
    });
    return sides.every(function (s) { return s >= 0; }) || sides.every(function (s) { return s <= 0; });
}
function words(quad) {
    var read = "", isApart = false;
    letters.forEach(function (letter) {
        if (/^\s*$/.test(letter[0])) isApart = true;
        else if (isWithin(letter[1], letter[2], quad)) {
            read += (isApart && read ? " " : "") + letter[0];
            isApart = false;
        }
    });
    return read;
}
page.getAnnotations().forEach(function (annotation) {
    var type = annotation.getType(), quads = [];
    if (["Highlight", "Underline", "Squiggly", "StrikeOut"].indexOf(type) >= 0) quads = annotation.getQuadPoints().map(words);
    print(type + "\t" + quads.join("\x1f"));
});
"#;

/// What our kinds are called in a PDF.
pub fn subtype(kind: AnnotationKind) -> &'static str {
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

/// A program that lists the annotations of a page.
pub struct Peer {
    pub name: &'static str,
    program: &'static str,
    /// Before the file and the page.
    arguments: Vec<String>,
}

/// An annotation as a peer sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub subtype: String,
    /// The words beneath each of its quads.
    pub words: Vec<String>,
}

/// Those that are installed; what they are to do is written into this folder.
pub fn peers(scripts: &Path) -> Vec<Peer> {
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

impl Peer {
    /// The annotations of a page, from 0; `None` where the peer does not open it.
    pub fn marks(&self, file: &Path, page: u32) -> Option<Vec<Seen>> {
        let mut command = Command::new(self.program);
        let output =
            command.args(&self.arguments).arg(file).arg(page.to_string()).output().expect("the program starts");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let lines = text.lines().filter_map(|line| line.split_once('\t'));
        let seen = |(subtype, words): (&str, &str)| Seen {
            subtype: subtype.to_owned(),
            words: words.split(BETWEEN).map(str::to_owned).collect(),
        };
        output.status.success().then(|| lines.map(seen).collect())
    }
}

/// Whether a peer reads our words beneath our quads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    Other,
    /// It knows no letter of a line, and has as many of them in each of its words as we have.
    SameCounts,
    Same,
}

/// What a peer reads beneath the quads of a mark, one a line of its quote.
pub fn reading(theirs: &[String], quote: &str) -> Reading {
    let ours: Vec<&str> = quote.split(['\n', '\t']).collect();
    if ours.len() != theirs.len() {
        return if likeness(&theirs.join(" "), quote) >= ENOUGH { Reading::Same } else { Reading::Other };
    }
    let lines = || ours.iter().zip(theirs);
    let has_no_letters = |line: &str| line.contains('\u{fffd}') && !line.contains(char::is_alphanumeric);
    let (unknown, known): (Vec<_>, Vec<_>) = lines().partition(|(_, theirs)| has_no_letters(theirs));
    if unknown.iter().any(|(ours, theirs)| !are_as_many(ours, theirs)) {
        return Reading::Other;
    }
    let join = |lines: Vec<&str>| lines.join(" ");
    let ours = join(known.iter().map(|(ours, _)| **ours).collect());
    let theirs = join(known.iter().map(|(_, theirs)| theirs.as_str()).collect());
    match (likeness(&ours, &theirs) >= ENOUGH, unknown.is_empty()) {
        (false, _) => Reading::Other,
        (true, true) => Reading::Same,
        (true, false) => Reading::SameCounts,
    }
}

/// Do the words have as many letters each, from either end?
fn are_as_many(a: &str, b: &str) -> bool {
    let counts = |text: &str| text.split_whitespace().map(|word| word.chars().count()).collect::<Vec<_>>();
    let (a, mut b) = (counts(a), counts(b));
    let is_same = a == b;
    b.reverse();
    is_same || a == b
}

type Pairs = BTreeMap<(char, char), i32>;

/// Pairs of neighbouring letters and digits that both have, as a share (Dice), by words or with all written as one,
/// where a reader sets letters apart or words together.
fn likeness(a: &str, b: &str) -> f64 {
    let as_one = |text: &str| pairs([text.split_whitespace().collect::<String>()].into_iter());
    let by_words = |text: &str| pairs(text.split_whitespace().map(str::to_owned));
    dice(&by_words(a), &by_words(b)).max(dice(&as_one(a), &as_one(b)))
}

fn pairs(words: impl Iterator<Item = String>) -> Pairs {
    let mut pairs = Pairs::new();
    for word in words {
        // Letters instead of the forms that they take; hyphens at line ends and marks of direction are each reader's own.
        // Alef is left out: of the one form that lam and alef have, pdfium reads alef first.
        let letters: Vec<char> = word.nfkd().filter(|c| c.is_alphanumeric() && *c != 'ا').collect();
        for pair in letters.windows(2) {
            *pairs.entry((pair[0].min(pair[1]), pair[0].max(pair[1]))).or_default() += 1;
        }
    }
    pairs
}

fn dice(a: &Pairs, b: &Pairs) -> f64 {
    let n_both: i32 = a.iter().map(|(pair, n)| n.min(b.get(pair).unwrap_or(&0))).sum();
    let n_all: i32 = a.values().chain(b.values()).sum();
    if n_all == 0 { 1. } else { f64::from(2 * n_both) / f64::from(n_all) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(theirs: &[&str], quote: &str) -> Reading {
        reading(&theirs.iter().map(|&words| words.to_owned()).collect::<Vec<_>>(), quote)
    }

    #[test]
    fn the_same_words_are_the_same_however_a_reader_orders_them() {
        assert_eq!(read(&["Title of Book", "This is an"], "Title of Book\nThis is an"), Reading::Same);
        assert_eq!(read(&["Book of Title", "a is This."], "Title of Book\n.This is a"), Reading::Same, "by words");
        let turned = ["اتك يف exam ةمزح لامعتسا"];
        assert_eq!(read(&turned, "استعمال حزمة exam في كتا"), Reading::Same, "as they are seen");
        assert_eq!(read(&["اتكيف examةمزحلامعتسا"], "استعمال حزمة exam في كتا"), Reading::Same, "without spaces");
        assert_eq!(read(&["ﺣﺰﻣﺔ"], "حزمة"), Reading::Same, "in the forms of the page");
        assert_eq!(read(&["الإعالم"], "الإعلام"), Reading::Same, "lam and alef in one form");
        assert_eq!(read(&["d e l e g a t e s"], "delegates"), Reading::Same, "set apart");
        assert_eq!(read(&["База данных охранной", "сист"], "База данных охранной\nсис"), Reading::Same, "one more");
    }

    #[test]
    fn the_words_beside_them_are_others() {
        assert_eq!(read(&["of Book"], "Title of"), Reading::Other);
        assert_eq!(read(&["حزمة"], "استعمال"), Reading::Other);
        assert_eq!(read(&["2017"], "2016"), Reading::Other);
        assert_eq!(read(&[""], "delegates"), Reading::Other, "none");
        // Each letter is there, as often; no two are neighbors.
        assert_eq!(read(&["dgt eeeas l"], "delegates"), Reading::Other);
        assert_eq!(read(&["Dooer El", "Sakouter"], "Dooa in\nCape Town"), Reading::Other);
    }

    #[test]
    fn letters_that_a_reader_does_not_know_are_counted() {
        let quote = "�`�nKF �� LK��\nDooa in C";
        assert_eq!(read(&["������ �� ����", "Dooa in C"], quote), Reading::SameCounts);
        assert_eq!(read(&["���� �� ������", "Dooa in C"], quote), Reading::SameCounts, "as they are seen");
        assert_eq!(read(&["����� �� ����", "Dooa in C"], quote), Reading::Other, "a letter less");
        assert_eq!(read(&["������ �� ����", "ape Town"], quote), Reading::Other, "the other line is another");
        assert_eq!(read(&["` nKF  LK §", "Dooa in Ca"], quote), Reading::Same, "those that are known");
    }
}
