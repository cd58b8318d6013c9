//! A page's text with the place of every character: the only text that search, selection, copy and export use.

use crate::{CharRange, Point, Quad};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The text of one page. Lines are separated by one `\n`, and where they are cells of one row, by one `\t`; these have
/// no box.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct PageText {
    pub text: String,
    /// In reading order; their ranges ascend and do not overlap.
    pub lines: Vec<TextLine>,
    pub class: TextClass,
    /// How many glyphs have no known Unicode; each stands as U+FFFD in the text.
    pub n_unknown: u32,
    /// Set where lines of it were read off the page's image.
    pub recognition: Option<Recognition>,
}

/// How lines with [`TextSource::Ocr`] came about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Recognition {
    /// The program and its version, such as `tesseract 5.3.0`.
    pub engine: String,
    /// ISO 639-1 of what it was told to look for, else its own name of that.
    pub language: String,
    /// What the program thinks of its own work, from 0 to 100; it says nothing about what was missed.
    pub confidence: u8,
    /// Words that it is unsure of.
    pub doubtful: Vec<CharRange>,
}

/// How far a page's text can be trusted to be all that a reader sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextClass {
    #[default]
    Text,
    /// Some text beside images that may hold more.
    Partly,
    /// No text, but something is drawn.
    ImageOnly,
    /// Glyphs whose meaning is not known.
    Doubtful,
    /// An image, or images beside some text, whose text was read off them here.
    Recognized,
    /// Nothing on the page.
    Blank,
}

/// Where a line's characters come from, most reliable first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextSource {
    /// The page shows them.
    #[default]
    Drawn,
    /// They are in the PDF and not to be seen, like the text that a scanner's program lays under its image.
    Invisible,
    /// They were read off the page's image here.
    Ocr,
}

/// How many pages a document has of each class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct TextCounts {
    pub text: u32,
    pub partly: u32,
    pub image_only: u32,
    pub doubtful: u32,
    pub recognized: u32,
    pub blank: u32,
}

impl TextCounts {
    pub fn add(&mut self, class: TextClass, n_pages: u32) {
        let count = match class {
            TextClass::Text => &mut self.text,
            TextClass::Partly => &mut self.partly,
            TextClass::ImageOnly => &mut self.image_only,
            TextClass::Doubtful => &mut self.doubtful,
            TextClass::Recognized => &mut self.recognized,
            TextClass::Blank => &mut self.blank,
        };
        *count += n_pages;
    }

    /// A page of this class had its text recognized.
    pub fn recognize(&mut self, class: TextClass) {
        match class {
            TextClass::Partly => self.partly = self.partly.saturating_sub(1),
            TextClass::ImageOnly => self.image_only = self.image_only.saturating_sub(1),
            TextClass::Text | TextClass::Doubtful | TextClass::Recognized | TextClass::Blank => return,
        }
        self.recognized += 1;
    }
}

/// One line: its characters lie along one direction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TextLine {
    /// Which of the page's characters, without the line break.
    pub range: CharRange,
    /// The point on the baseline from which `edges` count, in user space.
    pub origin: Point,
    /// Unit vector along the baseline, visually left to right for upright text.
    pub direction: Point,
    /// From the baseline up, in points.
    pub ascent: f32,
    /// From the baseline down, in points, positive.
    pub descent: f32,
    /// Font size in points.
    pub size: f32,
    /// The line reads from right to left.
    pub rtl: bool,
    pub source: TextSource,
    /// Two numbers a character: where it begins and ends along `direction` from `origin`, in points, the smaller
    /// first. Length is twice the range's.
    pub edges: Vec<f32>,
}

impl TextLine {
    /// The quad of those of the line's characters that lie in `range`; `None` where it has none of them.
    pub fn quad(&self, range: CharRange) -> Option<Quad> {
        let range = range.intersection(self.range);
        if range.is_empty() {
            return None;
        }
        let from = (range.start - self.range.start) as usize * 2;
        let to = (range.end - self.range.start) as usize * 2;
        let edges = self.edges.get(from..to)?;
        let low = edges.iter().copied().reduce(f32::min)?;
        let high = edges.iter().copied().reduce(f32::max)?;
        let at = |along: f32, up: f32| Point {
            x: self.origin.x + self.direction.x * along - self.direction.y * up,
            y: self.origin.y + self.direction.y * along + self.direction.x * up,
        };
        Some(Quad {
            tl: at(low, self.ascent),
            tr: at(high, self.ascent),
            bl: at(low, -self.descent),
            br: at(high, -self.descent),
        })
    }
}

impl PageText {
    /// One quad a line for the characters in `range`.
    pub fn quads(&self, range: CharRange) -> Vec<Quad> {
        self.lines.iter().filter_map(|line| line.quad(range)).collect()
    }

    /// Where the characters in `range` come from: what is least to be relied on counts.
    pub fn source(&self, range: CharRange) -> TextSource {
        let lines = self.lines.iter().filter(|line| !line.range.intersection(range).is_empty());
        lines.map(|line| line.source).max().unwrap_or_default()
    }

    /// The characters in `range`.
    pub fn slice(&self, range: CharRange) -> &str {
        let start = byte_offset(&self.text, range.start);
        let end = byte_offset(&self.text, range.end).max(start);
        &self.text[start..end]
    }

    /// How many characters (code points) the page has.
    pub fn n_chars(&self) -> u32 {
        self.text.chars().count() as u32
    }
}

/// The byte at which the character with this index begins; the text's length beyond its end.
pub fn byte_offset(text: &str, char_index: u32) -> usize {
    text.char_indices().nth(char_index as usize).map_or(text.len(), |(byte, _)| byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(range: CharRange, edges: &[f32]) -> TextLine {
        TextLine {
            range,
            origin: Point::new(10., 100.),
            direction: Point::new(1., 0.),
            ascent: 8.,
            descent: 2.,
            size: 10.,
            rtl: false,
            source: TextSource::Drawn,
            edges: edges.to_vec(),
        }
    }

    #[test]
    fn a_range_over_two_lines_has_a_quad_in_each() {
        let page = PageText {
            text: "ab\ncd".into(),
            lines: vec![line(CharRange::new(0, 2), &[0., 5., 5., 9.]), line(CharRange::new(3, 5), &[0., 4., 4., 8.])],
            ..PageText::default()
        };
        let quads = page.quads(CharRange::new(1, 4));
        assert_eq!(quads.len(), 2, "one a line");
        assert_eq!((quads[0].tl, quads[0].br), (Point::new(15., 108.), Point::new(19., 98.)));
        assert_eq!((quads[1].bl.x, quads[1].br.x), (10., 14.));
        assert_eq!(page.slice(CharRange::new(1, 4)), "b\nc");
    }

    #[test]
    fn offsets_count_code_points() {
        let page = PageText { text: "日本é".into(), ..PageText::default() };
        assert_eq!(page.slice(CharRange::new(1, 3)), "本é");
        assert_eq!(page.slice(CharRange::new(2, 99)), "é", "a range beyond the end is cut");
    }
}
