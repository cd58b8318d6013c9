//! `ActualText` (ISO 32000-2, 14.9.4): what a few glyphs stand for together, said by the PDF itself.

use super::glyphs::{Glyph, Glyphs};
use super::unicode::{Chars, UNKNOWN, is_rtl, push_text};
use hayro::hayro_syntax::object::{Dict, String as PdfString};

/// More glyphs than this stand for a phrase: joining them would lose the places of its words.
const MOST_GLYPHS: usize = 8;

/// What one glyph may stand for; the longest in use are Arabic phrases drawn as one ornament.
const MOST_CHARS_A_GLYPH: usize = 24;

/// The marked content that the page is in.
#[derive(Default)]
pub(super) struct MarkedContent {
    depth: u32,
    open: Option<Open>,
}

/// The outermost sequence that says what its glyphs stand for.
struct Open {
    depth: u32,
    text: String,
    first_glyph: usize,
}

impl MarkedContent {
    pub fn begin(&mut self, properties: Option<&Dict<'_>>, n_glyphs: usize) {
        self.depth = self.depth.saturating_add(1);
        if self.open.is_some() {
            return;
        }
        if let Some(text) = properties.and_then(|properties| properties.get::<PdfString<'_>>(b"ActualText")) {
            self.open = Some(Open { depth: self.depth, text: decode(text.as_bytes()), first_glyph: n_glyphs });
        }
    }

    /// The text of the sequence that ends here, and the first of its glyphs.
    pub fn end(&mut self) -> Option<(String, usize)> {
        let ended = self.open.take_if(|open| open.depth >= self.depth);
        self.depth = self.depth.saturating_sub(1);
        ended.map(|open| (open.text, open.first_glyph))
    }
}

/// A text string: UTF-16 or UTF-8 by its mark, else PDFDocEncoding, of which only Latin-1 is in use here.
fn decode(bytes: &[u8]) -> String {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
        char::decode_utf16(units).map(|c| c.unwrap_or(UNKNOWN)).collect()
    };
    match bytes {
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Lets the glyphs from `first` on stand for `text`, where it is to be believed.
pub(super) fn apply(glyphs: &mut Glyphs, first: usize, text: &str) {
    let n_glyphs = glyphs.all.len().saturating_sub(first);
    if n_glyphs == 0 {
        return;
    }
    let start = glyphs.strings.len();
    push_text(text, &mut glyphs.strings);
    let meant = glyphs.strings[start..].trim().to_owned();
    glyphs.strings.truncate(start);
    let n_unknown = glyphs.all[first..].iter().filter(|glyph| glyph.chars == Chars::One(UNKNOWN)).count();
    let are_unknown = n_unknown * 3 > n_glyphs;
    let n_chars = meant.chars().count();
    if meant.contains(UNKNOWN) || n_chars > n_glyphs * MOST_CHARS_A_GLYPH {
        return;
    }
    if n_glyphs > MOST_GLYPHS && !are_unknown {
        return;
    }
    if meant.is_empty() {
        // A space or nothing: an ornament, a leader of dots, a tab.
        let chars = if text.is_empty() { Chars::NONE } else { Chars::One(' ') };
        glyphs.all[first..].iter_mut().for_each(|glyph| glyph.chars = chars);
        return;
    }
    if !are_on_one_line(&glyphs.all[first..]) {
        return;
    }
    let reads_as_drawn = n_chars == n_glyphs && !meant.chars().any(is_rtl);
    for (idx, c) in (first..glyphs.all.len()).zip(meant.chars()) {
        if reads_as_drawn {
            glyphs.all[idx].chars = Chars::One(c);
            glyphs.all[idx].is_told = true;
        }
    }
    if reads_as_drawn {
        return;
    }
    let (Ok(offset), Ok(len)) = (u32::try_from(start), u16::try_from(meant.len())) else { return };
    let mut chars = meant.chars();
    let joined = match (chars.next(), chars.next()) {
        (Some(c), None) => Chars::One(c),
        _ => {
            glyphs.strings.push_str(&meant);
            Chars::Many { start: offset, len }
        }
    };
    join(&mut glyphs.all[first..], joined);
}

fn are_on_one_line(glyphs: &[Glyph]) -> bool {
    let Some((first, rest)) = glyphs.split_first() else { return false };
    rest.iter().all(|glyph| {
        glyph.direction.dot(first.direction) > 0.98
            && first.direction.cross(glyph.origin - first.origin).abs() < first.size.max(glyph.size)
    })
}

/// One glyph over the extent of all; the others stay where they are and say nothing.
fn join(glyphs: &mut [Glyph], chars: Chars) {
    let Some((first, rest)) = glyphs.split_first_mut() else { return };
    let along = |glyph: &Glyph| (glyph.origin - first.origin).dot(first.direction);
    let low = rest.iter().map(along).fold(0.0, f64::min);
    let high = rest.iter().map(|glyph| along(glyph) + glyph.advance).fold(first.advance, f64::max);
    first.origin += first.direction * low;
    first.advance = high - low;
    first.chars = chars;
    first.is_told = true;
    for glyph in rest {
        glyph.chars = Chars::NONE;
    }
}
