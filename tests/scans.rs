//! Scanned documents with known text: pages of our own decks as images, laid awry and speckled as a scanner does.

use crate::{corpus, programs};
use catalog::{WorkerProgram, loose::LooseFile};
use model::{PageIndex, PageText};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Where decks in each of the six languages are, by ISO 639-1.
pub fn decks() -> [(&'static str, PathBuf); 6] {
    let meeting = |name: &str| corpus::sample().join(name);
    [
        ("ar", meeting("2016-12-01_Session-V_Khalaf_ar.pdf")),
        ("zh", meeting("信息和通信技术_背景资料.pdf")),
        ("en", meeting("2016-11-30_Session-I_Antinori-ECTC.pdf")),
        ("fr", meeting("note-de-fond_cooperation-numerique_fr.pdf")),
        ("ru", corpus::root().join("src-tauri/crates/pdf/tests/known/ru.pdf")),
        ("es", meeting("resumen-resoluciones_es.pdf")),
    ]
}

/// How a page lay on the scanner.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look {
    /// Degrees clockwise.
    pub skew: f32,
    /// Gray dots strewn over it.
    pub n_speckles: u32,
    /// The page's `/Rotate`; its image is turned the other way, so that it is seen upright.
    pub rotate: u32,
}

/// A page as it is drawn, and the text that it draws.
pub struct Original {
    pub png: Vec<u8>,
    pub text: PageText,
}

/// Pages of a deck, drawn at 150 dots an inch of a slide 13 inches wide, as scanners do.
pub fn originals(deck: &Path, pages: impl IntoIterator<Item = u32>) -> Vec<Original> {
    let worker = WorkerProgram { path: programs::command_line() };
    let mut file = LooseFile::open(&worker, deck, None, catalog::worker::n_threads())
        .unwrap_or_else(|e| panic!("{}: {e}", deck.display()));
    let n_pages = file.n_pages();
    let pages: Vec<PageIndex> = pages.into_iter().take_while(|&page| page < n_pages).map(PageIndex).collect();
    let mut texts = vec![];
    file.texts(pages.iter().copied(), |_, text| {
        texts.push(text.expect("the page is read"));
        ControlFlow::Continue(())
    })
    .expect("the deck is read");
    let drawn = |(page, text)| Original { png: file.image(page, 1755).expect("the page is drawn"), text };
    pages.into_iter().zip(texts).map(drawn).collect()
}

/// A PDF of images alone, each on a page 842 points wide.
pub fn pdf(pages: &[Original], look: Look) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(), vec![]];
    let mut kids = String::new();
    for page in pages {
        let image = Png::read(&page.png);
        let (width, height) = (842., (842. * image.height as f32 / image.width as f32).round());
        let at = objects.len() + 1;
        kids.push_str(&format!("{at} 0 R "));
        let rotate = look.rotate;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotate} /Contents {} 0 R \
                 /Resources << /XObject << /Im {} 0 R >> >> >>",
                at + 1,
                at + 2
            )
            .into_bytes(),
        );
        objects.push(stream("", content(width, height, look).as_bytes()));
        let dictionary = format!(
            "/Type /XObject /Subtype /Image /Width {} /Height {} /ColorSpace /DeviceRGB /BitsPerComponent 8 \
             /Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /Columns {} >>",
            image.width, image.height, image.width
        );
        objects.push(stream(&dictionary, &image.data));
    }
    objects[1] = format!("<< /Type /Pages /Count {} /Kids [ {kids}] >>", pages.len()).into_bytes();
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut offsets = vec![];
    for (idx, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n", idx + 1).bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let start = pdf.len();
    pdf.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    offsets.iter().for_each(|offset| pdf.extend(format!("{offset:010} 00000 n \n").bytes()));
    let size = objects.len() + 1;
    pdf.extend(format!("trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    pdf
}

/// White paper, the image turned about the page's middle, and speckles.
fn content(width: f32, height: f32, look: Look) -> String {
    // PDF turns counterclockwise.
    let (sin, cos) = (-look.skew).to_radians().sin_cos();
    let middle = (width / 2., height / 2.);
    let (x, y) = (middle.0 - middle.0 * cos + middle.1 * sin, middle.1 - middle.0 * sin - middle.1 * cos);
    let mut content = format!(
        "1 g 0 0 {width} {height} re f\nq {cos} {sin} {} {cos} {x} {y} cm {width} 0 0 {height} 0 0 cm /Im Do Q\n",
        -sin
    );
    let mut seed = 12345u32;
    let mut random = |below: f32| {
        seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12345);
        (seed >> 8) as f32 / (1u32 << 24) as f32 * below
    };
    for _ in 0..look.n_speckles {
        let (gray, x, y, side) = (0.2 + random(0.6), random(width), random(height), 0.4 + random(0.8));
        content.push_str(&format!("{gray:.2} g {x:.1} {y:.1} {side:.1} {side:.1} re f\n"));
    }
    content
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

/// The parts of a PNG that a PDF takes over as they are.
struct Png {
    width: u32,
    height: u32,
    data: Vec<u8>,
}

impl Png {
    fn read(bytes: &[u8]) -> Png {
        let word = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
        let mut png = Png { width: word(16), height: word(20), data: vec![] };
        let mut at = 8;
        while at + 8 <= bytes.len() {
            let n_bytes = word(at) as usize;
            if &bytes[at + 4..at + 8] == b"IDAT" {
                png.data.extend(&bytes[at + 8..at + 8 + n_bytes]);
            }
            at += n_bytes + 12;
        }
        png
    }
}

/// Characters of a page that were not recognized as they are, and how many it has. The order of lines does not count:
/// each is looked for in the whole of what was recognized.
pub fn errors(page: &PageText, recognized: &str) -> (usize, usize) {
    let found = dense(recognized);
    let lines = page.lines.iter().map(|line| dense(page.slice(line.range))).filter(|line| !line.is_empty());
    lines.fold((0, 0), |(wrong, all), line| (wrong + distance(&line, &found).min(line.len()), all + line.len()))
}

/// What counts as characters: neither white space, nor marks of direction, nor the stretching of Arabic words.
fn dense(text: &str) -> Vec<char> {
    let counts = |c: &char| {
        !c.is_whitespace() && !matches!(*c as u32, 0x640 | 0xAD | 0x200B..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069)
    };
    text.chars().filter(counts).collect()
}

/// Levenshtein's distance of `line` from that part of `text` which it is nearest to.
fn distance(line: &[char], text: &[char]) -> usize {
    let mut row = vec![0; text.len() + 1];
    for (i, wanted) in line.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, found) in text.iter().enumerate() {
            let replaced = diagonal + usize::from(wanted != found);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row.into_iter().min().unwrap_or(line.len())
}
