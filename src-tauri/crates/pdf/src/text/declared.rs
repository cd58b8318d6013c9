//! What a PDF says of an embedded font by itself: the characters of its codes and their widths. Where that is enough,
//! the font's program is not even unpacked; reading it takes longer than reading a page.

use super::encodings::Encoding;
use super::faces::{Code, CodeChars};
use super::glyphs::is_bracket;
use super::unicode::told;
use super::unpack::Unpacker;
use hayro::hayro_syntax::object::{Array, Dict, Name, Stream, String as PdfString};
use hayro_cmap::{BfString, CMap, CMapName};
use hayro_font::CMapResolverFn;
use kurbo::Vec2;
use std::collections::HashMap;

/// No glyph of such a font has a greater number.
const MAX_CID: u32 = 0xffff;

/// The declarations of a font (ISO 32000-2, 9.6 and 9.7): `ToUnicode` or an encoding, and widths.
pub(super) struct Declared {
    meaning: Meaning,
    widths: Widths,
}

/// What its codes stand for.
enum Meaning {
    ToUnicode(Box<CMap>),
    /// It has no `ToUnicode`, and one of the encodings that every reader knows.
    Encoding(Encoding),
}

/// Thousandths of the font's size.
enum Widths {
    /// Of codes of one byte, from the first on.
    Simple { first: u32, widths: Vec<f32> },
    /// Of codes of two bytes, which are the numbers of the glyphs.
    Composite { usual: f32, widths: HashMap<u32, f32> },
}

impl Declared {
    /// `None` where the font is not embedded, or does not declare all of it in the usual way.
    pub fn of(font: &Dict<'_>, cmaps: &CMapResolverFn, unpacker: &Unpacker) -> Option<Declared> {
        let subtype = font.get::<Name<'_>>(b"Subtype")?;
        let widths = match &*subtype {
            b"Type0" => composite_widths(font)?,
            b"Type1" | b"MMType1" => simple_widths(font, &[b"FontFile", b"FontFile3"])?,
            b"TrueType" | b"OpenType" => simple_widths(font, &[b"FontFile2"])?,
            _ => return None,
        };
        if let Some(stream) = font.get::<Stream<'_>>(b"ToUnicode") {
            let cmaps = cmaps.clone();
            let to_unicode = CMap::parse(&unpacker.unpack(&stream)?, move |name: CMapName<'_>| cmaps(name))?;
            return Some(Declared { meaning: Meaning::ToUnicode(Box::new(to_unicode)), widths });
        }
        let is_simple = matches!(widths, Widths::Simple { .. }) && !font.contains_key(b"ToUnicode");
        let encoding = Encoding::of(font).filter(|_| is_simple)?;
        Some(Declared { meaning: Meaning::Encoding(encoding), widths })
    }

    /// The code at `bytes[offset..]`, and how many bytes it has.
    pub fn read_code(&self, bytes: &[u8], offset: usize) -> (u32, usize) {
        match (&self.widths, &bytes[offset..]) {
            (Widths::Simple { .. }, [code, ..]) => (u32::from(*code), 1),
            (Widths::Composite { .. }, [high, low, ..]) => (u32::from(u16::from_be_bytes([*high, *low])), 2),
            (_, _) => (0, 1),
        }
    }

    /// What the code stands for, where that is told.
    pub fn code(&self, code: u32) -> Option<Code> {
        let width = match &self.widths {
            Widths::Simple { first, widths } => *widths.get(code.checked_sub(*first)? as usize)?,
            Widths::Composite { usual, widths } => widths.get(&code).copied().unwrap_or(*usual),
        };
        let mut strings = String::new();
        let words = match &self.meaning {
            Meaning::ToUnicode(to_unicode) => to_unicode.lookup_bf_string(code)?,
            Meaning::Encoding(encoding) => BfString::Char(encoding.char(code)?),
        };
        let chars = told(words, &mut strings)?;
        let width = f64::from(width);
        Some(Code {
            chars: CodeChars::of(chars, strings),
            is_bracket: chars.is_some_and(is_bracket),
            advance: Vec2::new(width, 0.0),
            displacement: Vec2::ZERO,
            width,
        })
    }
}

/// Has the font nothing but its codes? It is not in the file, the codes are the numbers of its glyphs, and nothing tells
/// what these stand for.
pub(super) fn has_codes_alone(font: &Dict<'_>) -> bool {
    let is_identity =
        font.get::<Name<'_>>(b"Encoding").is_some_and(|name| matches!(&*name, b"Identity-H" | b"Identity-V"));
    if !is_identity || font.contains_key(b"ToUnicode") {
        return false;
    }
    let descendants = font.get::<Array<'_>>(b"DescendantFonts").unwrap_or_default();
    descendants.iter::<Dict<'_>>().next().is_some_and(|descendant| {
        let info = descendant.get::<Dict<'_>>(b"CIDSystemInfo");
        let ordering = info.and_then(|info| info.get::<PdfString<'_>>(b"Ordering"));
        let descriptor = descendant.get::<Dict<'_>>(b"FontDescriptor");
        ordering.is_none_or(|ordering| ordering.as_bytes() == b"Identity")
            && !descriptor.is_some_and(|descriptor| has_program(&descriptor, &PROGRAMS))
    })
}

/// Where a font's program may be.
const PROGRAMS: [&[u8]; 3] = [b"FontFile2", b"FontFile3", b"FontFile"];

fn has_program(descriptor: &Dict<'_>, keys: &[&[u8]]) -> bool {
    keys.iter().any(|key| descriptor.contains_key(key))
}

fn simple_widths(font: &Dict<'_>, programs: &[&[u8]]) -> Option<Widths> {
    font.get::<Dict<'_>>(b"FontDescriptor").filter(|descriptor| has_program(descriptor, programs))?;
    let (first, last) = (font.get::<u32>(b"FirstChar")?, font.get::<u32>(b"LastChar")?);
    let n_widths = last.checked_sub(first)?.min(0xff) as usize + 1;
    let widths = font.get::<Array<'_>>(b"Widths")?.iter::<f32>().take(n_widths).collect();
    Some(Widths::Simple { first, widths })
}

fn composite_widths(font: &Dict<'_>) -> Option<Widths> {
    font.get::<Name<'_>>(b"Encoding").filter(|name| &**name == b"Identity-H")?;
    let descendant = font.get::<Array<'_>>(b"DescendantFonts")?.iter::<Dict<'_>>().next()?;
    descendant.get::<Dict<'_>>(b"FontDescriptor").filter(|descriptor| has_program(descriptor, &PROGRAMS))?;
    let mut widths = HashMap::new();
    let list = descendant.get::<Array<'_>>(b"W").unwrap_or_default();
    let mut items = list.flex_iter();
    loop {
        if let Some((first, list)) = items.next::<(u32, Array<'_>)>() {
            widths.extend((first..=MAX_CID).zip(list.iter::<f32>()));
        } else if let Some((first, last, width)) = items.next::<(u32, u32, f32)>() {
            widths.extend((first..=last.min(MAX_CID)).map(|cid| (cid, width)));
        } else {
            break;
        }
    }
    Some(Widths::Composite { usual: descendant.get::<f32>(b"DW").unwrap_or(1000.0), widths })
}
