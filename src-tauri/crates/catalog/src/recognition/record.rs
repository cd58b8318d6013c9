//! What was recognized, kept a file a document beside the page text: it took minutes, and outlives a newer text
//! engine, which reads what is drawn and not what is pictured.

use crate::{Error, files::write_whole};
use model::{CharRange, PageText, Point, Recognition, TextClass, TextLine, TextSource};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, path::Path};

/// Goes up with every change after which pages are worth being recognized again.
pub const VERSION: u32 = 1;

const MAGIC: &[u8; 4] = b"RTO1";

/// Below this, a word is shown as doubtful.
const SURE: u8 = 70;

/// A document's pages that were tried, by index.
pub type Records = BTreeMap<u32, Record>;

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Record {
    Done(Recognized),
    /// It is not tried again unless asked for.
    Failed {
        reason: String,
    },
}

/// The text of a page's image.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Recognized {
    pub engine: String,
    /// The engine's own names, joined by `+`.
    pub languages: String,
    /// In reading order.
    pub lines: Vec<Line>,
}

/// One line, in user space as [`TextLine`] has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    pub text: String,
    pub origin: Point,
    pub direction: Point,
    pub ascent: f32,
    pub descent: f32,
    pub size: f32,
    pub rtl: bool,
    pub edges: Vec<f32>,
    /// In the order of the text; what stands between two belongs to none.
    pub words: Vec<Word>,
}

/// Which characters of the line a word has, and how sure the engine is of it, from 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Word {
    pub range: CharRange,
    pub confidence: u8,
}

impl Recognized {
    /// How sure the engine is on average, a character counting like any other.
    pub fn confidence(&self) -> u8 {
        let words = || self.lines.iter().flat_map(|line| &line.words);
        let n_chars: u32 = words().map(|word| word.range.len()).sum();
        let sum: u32 = words().map(|word| word.range.len() * u32::from(word.confidence)).sum();
        sum.checked_div(n_chars).unwrap_or(0) as u8
    }

    /// How many characters its words have.
    pub fn n_chars(&self) -> u32 {
        self.lines.iter().flat_map(|line| &line.words).map(|word| word.range.len()).sum()
    }
}

/// Reads a document's records; none where the file is missing, damaged or of another version.
pub fn read(path: &Path) -> Records {
    /// No document's text comes near.
    const MAX_PLAIN: usize = 256 << 20;
    let plain = fs::read(path).ok().and_then(|bytes| {
        let packed = bytes.strip_prefix(MAGIC)?.strip_prefix(&VERSION.to_le_bytes())?;
        let n_plain = zstd::zstd_safe::get_frame_content_size(packed).ok()??;
        zstd::bulk::decompress(packed, (n_plain as usize).min(MAX_PLAIN)).ok()
    });
    plain.and_then(|plain| postcard::from_bytes(&plain).ok()).unwrap_or_default()
}

/// Writes a document's records.
pub fn write(path: &Path, records: &Records) -> Result<(), Error> {
    let doing = |source| Error::Io { doing: "encode", path: path.to_owned(), source };
    let plain = postcard::to_stdvec(records).map_err(|source| doing(std::io::Error::other(source)))?;
    let packed = zstd::bulk::compress(&plain, 1).map_err(doing)?;
    write_whole(path, &[MAGIC, &VERSION.to_le_bytes(), &packed])
}

/// Adds what was recognized to what the page draws, behind it, so that what is marked in the one keeps its place.
/// Words that the page draws where they were recognized are there already.
pub fn merge(mut page: PageText, recognized: &Recognized, language: String) -> PageText {
    let drawn: Vec<_> = page.lines.iter().filter_map(|line| line.quad(line.range)).map(|quad| quad.bounds()).collect();
    let mut n_chars = page.n_chars();
    let mut doubtful = vec![];
    for line in &recognized.lines {
        let chars: Vec<char> = line.text.chars().collect();
        let (mut text, mut edges) = (String::new(), vec![]);
        let mut words: Vec<Word> = vec![];
        let mut last_end = 0;
        for word in line.words.iter().filter(|word| !drawn.iter().any(|bounds| is_within(line, word, bounds))) {
            let (start, end) = (word.range.start as usize, word.range.end as usize);
            let (Some(letters), Some(places)) = (chars.get(start..end), line.edges.get(2 * start..2 * end)) else {
                continue;
            };
            if !words.is_empty() && start > last_end {
                text.push(' ');
                edges.extend(line.edges.get(2 * start - 2..2 * start).unwrap_or(&[0., 0.]));
            }
            let at = n_chars + u32::from(n_chars > 0) + edges.len() as u32 / 2;
            let range = CharRange::new(at, at + word.range.len());
            words.push(Word { range, confidence: word.confidence });
            text.extend(letters);
            edges.extend(places);
            last_end = end;
        }
        if words.is_empty() {
            continue;
        }
        if n_chars > 0 {
            page.text.push('\n');
            n_chars += 1;
        }
        page.text.push_str(&text);
        let range = CharRange::new(n_chars, n_chars + edges.len() as u32 / 2);
        n_chars = range.end;
        doubtful.extend(words.iter().filter(|word| word.confidence < SURE).map(|word| word.range));
        page.lines.push(TextLine {
            range,
            origin: line.origin,
            direction: line.direction,
            ascent: line.ascent,
            descent: line.descent,
            size: line.size,
            rtl: line.rtl,
            source: TextSource::Ocr,
            edges,
        });
    }
    let confidence = recognized.confidence();
    page.class = TextClass::Recognized;
    page.recognition = Some(Recognition { engine: recognized.engine.clone(), language, confidence, doubtful });
    page
}

/// Whether the word's middle lies within these bounds.
fn is_within(line: &Line, word: &Word, bounds: &model::Rect) -> bool {
    let (from, to) = (word.range.start as usize * 2, word.range.end as usize * 2);
    let Some(edges) = line.edges.get(from..to) else { return false };
    let (low, high) = edges.iter().fold((f32::MAX, f32::MIN), |(low, high), &e| (low.min(e), high.max(e)));
    let (along, up) = ((low + high) / 2., (line.ascent - line.descent) / 2.);
    let x = line.origin.x + line.direction.x * along - line.direction.y * up;
    let y = line.origin.y + line.direction.y * along + line.direction.x * up;
    (bounds.x0..=bounds.x1).contains(&x) && (bounds.y0..=bounds.y1).contains(&y)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &[(&str, u8)], y: f32) -> Line {
        let mut text = String::new();
        let mut spans = vec![];
        for (word, confidence) in words {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.chars().count() as u32;
            text.push_str(word);
            let range = CharRange::new(start, start + word.chars().count() as u32);
            spans.push(Word { range, confidence: *confidence });
        }
        let edges = (0..text.chars().count()).flat_map(|i| [i as f32 * 10., i as f32 * 10. + 10.]).collect();
        let (origin, direction) = (Point::new(0., y), Point::new(1., 0.));
        Line { text, origin, direction, ascent: 8., descent: 2., size: 10., rtl: false, edges, words: spans }
    }

    fn drawn(text: &str, x: f32, y: f32) -> PageText {
        let mut recognized = Recognized { lines: vec![line(&[(text, 90)], y)], ..Recognized::default() };
        recognized.lines[0].origin.x = x;
        let mut page = merge(PageText::default(), &recognized, "en".into());
        page.lines[0].source = TextSource::Drawn;
        page.recognition = None;
        page.class = TextClass::Partly;
        page
    }

    #[test]
    fn recognized_words_follow_the_drawn_ones_and_are_not_doubled() {
        let recognized = Recognized {
            lines: vec![line(&[("Photo", 95), ("credit", 95), ("UN", 40)], 100.), line(&[("Vienna", 91)], 50.)],
            ..Recognized::default()
        };
        let page = merge(drawn("credit", 60., 100.), &recognized, "en".into());
        assert_eq!(page.text, "credit\nPhoto UN\nVienna");
        assert_eq!(
            page.lines.iter().map(|line| page.slice(line.range)).collect::<Vec<_>>(),
            ["credit", "Photo UN", "Vienna"]
        );
        assert!(page.lines.iter().all(|line| line.edges.len() as u32 == 2 * line.range.len()));
        assert_eq!(page.source(CharRange::new(0, 6)), TextSource::Drawn);
        assert_eq!(page.source(CharRange::new(3, 9)), TextSource::Ocr, "what is least reliable counts");
        let recognition = page.recognition.clone().expect("the page says so");
        assert_eq!(recognition.doubtful.iter().map(|&range| page.slice(range)).collect::<Vec<_>>(), ["UN"]);
        let quad = page.lines[1].quad(CharRange::new(13, 15)).expect("the last word has a place");
        assert_eq!((quad.bl.x, quad.br.x), (130., 150.), "where it was seen");
    }
}
