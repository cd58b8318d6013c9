//! Which characters a glyph stands for.

use hayro_cmap::BfString;
use hayro_font::FontGlyph;
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// What stands for a glyph of unknown meaning.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// A glyph's characters; most glyphs have one, and need no string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chars {
    One(char),
    /// A stretch of the page's strings, in bytes.
    Many {
        start: u32,
        len: u16,
    },
}

impl Chars {
    /// Of a glyph that another one speaks for.
    pub const NONE: Chars = Chars::Many { start: 0, len: 0 };
}

/// What embedded fonts say of their glyphs, by font.
#[derive(Default)]
pub(super) struct Unicode {
    fonts: HashMap<u128, HashMap<u16, char>>,
}

impl Unicode {
    /// The glyph's characters, by the first source that knows them: the PDF (`ToUnicode`, glyph names of Adobe's list,
    /// `named` for other names), the embedded font's own table, the code itself where it is ASCII. `None` for glyphs
    /// that are no text at all.
    pub fn chars(
        &mut self,
        glyph: &FontGlyph<'_>,
        named: impl FnOnce() -> Option<char>,
        strings: &mut String,
    ) -> Option<Chars> {
        let in_words = match glyph {
            FontGlyph::Outline(outline) => outline.as_unicode(),
            FontGlyph::Type3(type3) => type3.as_unicode(),
        };
        if let Some(chars) = in_words.and_then(|words| told(words, strings)) {
            // Adobe's list has `alef` and `kaf` as Hebrew letters.
            let is_hebrew = matches!(chars, Some(Chars::One('\u{5d0}'..='\u{5ea}')));
            return is_hebrew.then(named).flatten().map_or(chars, |c| one(c, strings));
        }
        match named().or_else(|| self.look_up(glyph)) {
            Some(c) => one(c, strings),
            None if is_empty(glyph) => Some(Chars::One(' ')),
            None => Some(Chars::One(UNKNOWN)),
        }
    }

    fn look_up(&mut self, glyph: &FontGlyph<'_>) -> Option<char> {
        let code = match glyph {
            FontGlyph::Outline(outline) => outline.char_code(),
            FontGlyph::Type3(type3) => type3.char_code(),
        };
        let from_code = || char::from_u32(code).filter(|c| (' '..='~').contains(c));
        match glyph {
            FontGlyph::Outline(outline) => match outline.font_data() {
                Some(data) => {
                    let table = self.fonts.entry(data.cache_key).or_insert_with(|| glyph_table((*data.data).as_ref()));
                    let glyph_id = u16::try_from(outline.glyph_id().to_u32()).ok()?;
                    table.get(&glyph_id).copied().filter(|c| is_telling(*c))
                }
                None => from_code(),
            },
            FontGlyph::Type3(_) => from_code(),
        }
    }
}

/// What a PDF tells of a code: `None` where that says nothing of a glyph; `Some(None)` where it is no text at all.
pub(super) fn told(words: BfString, strings: &mut String) -> Option<Option<Chars>> {
    match words {
        BfString::Char(c) if is_telling(c) => Some(one(c, strings)),
        BfString::String(text) if text.chars().any(is_telling) => {
            let start = strings.len();
            let text = unshifted(&text).unwrap_or(text);
            for c in without_look_alike(&text).chars().filter(|c| is_telling(*c)) {
                push_clean(c, strings);
            }
            Some(close(strings, start))
        }
        BfString::Char(_) | BfString::String(_) => None,
    }
}

/// Glyph → character, from the font's own table.
fn glyph_table(font: &[u8]) -> HashMap<u16, char> {
    let mut table = HashMap::new();
    let Some(cmap) = ttf_parser::Face::parse(font, 0).ok().and_then(|face| face.tables().cmap) else { return table };
    for subtable in cmap.subtables.into_iter().filter(|subtable| subtable.is_unicode()) {
        subtable.codepoints(|code| {
            if let (Some(c), Some(glyph_id)) = (char::from_u32(code), subtable.glyph_index(code)) {
                table.entry(glyph_id.0).or_insert(c);
            }
        });
    }
    table
}

/// Nothing is seen of it.
fn is_empty(glyph: &FontGlyph<'_>) -> bool {
    match glyph {
        FontGlyph::Outline(outline) => outline.outline().elements().is_empty(),
        FontGlyph::Type3(_) => false,
    }
}

/// macOS maps the glyph of a Chinese character to the character and its look-alike (a radical, a compatibility
/// character), in either order.
fn without_look_alike(text: &str) -> &str {
    let is_look_alike = |c| matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}');
    let is_character = |c| matches!(c, '\u{3400}'..='\u{9fff}');
    let mut chars = text.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None) if is_look_alike(a) && is_character(b) => &text[a.len_utf8()..],
        (Some(a), Some(b), None) if is_character(a) && is_look_alike(b) => &text[..a.len_utf8()],
        _ => text,
    }
}

/// Ghostscript (10.00 and before) shifts the bytes of what a ligature stands for: `fi` becomes U+6600 U+6900, `ffi`
/// U+6600 U+CF00, whose upper byte is that of `f` and of `i` together, and a lam-alef U+0644 U+4427.
fn unshifted(text: &str) -> Option<String> {
    let bytes: Option<Vec<[u8; 2]>> =
        text.chars().map(|c| u16::try_from(u32::from(c)).ok().map(u16::to_be_bytes)).collect();
    let bytes = bytes.filter(|bytes| bytes.len() > 1)?;
    if let [[6, first], rest @ ..] = bytes.as_slice() {
        let mut meant = String::from(char::from_u32(0x600 + u32::from(*first))?);
        let mut before = *first;
        for [upper, lower] in rest {
            let c = char::from_u32(0x600 + u32::from(*lower)).filter(|c| *upper == before && is_rtl(*c))?;
            meant.push(c);
            before = *lower;
        }
        return Some(meant);
    }
    let mut meant = String::new();
    for [upper, lower] in bytes {
        match (upper, lower) {
            (b'a'..=b'z' | b'A'..=b'Z', 0) => meant.push(upper.into()),
            // No byte is both a letter and the sum of two.
            (_, 0) if meant.ends_with('f') => {
                meant.extend(['f', upper.checked_sub(b'f').filter(u8::is_ascii_lowercase)?.into()])
            }
            _ => return None,
        }
    }
    Some(meant)
}

/// Control characters and the like say nothing of a glyph that is drawn.
pub(super) fn is_telling(c: char) -> bool {
    !matches!(c, UNKNOWN | '\u{fffe}' | '\u{ffff}') && (!c.is_control() || matches!(c, '\t' | '\n' | '\r'))
}

/// A character, cleaned; `None` where nothing remains of it.
pub(super) fn one(c: char, strings: &mut String) -> Option<Chars> {
    if c.is_ascii_graphic() {
        return Some(Chars::One(c));
    }
    let start = strings.len();
    push_clean(c, strings);
    close(strings, start)
}

fn close(strings: &mut String, start: usize) -> Option<Chars> {
    let mut chars = strings[start..].chars();
    match (chars.next(), chars.next()) {
        (None, _) => None,
        (Some(c), None) => {
            strings.truncate(start);
            Some(Chars::One(c))
        }
        (Some(_), Some(_)) => {
            let len = u16::try_from(strings.len() - start).ok()?;
            Some(Chars::Many { start: u32::try_from(start).ok()?, len })
        }
    }
}

/// Appends what a PDF says in words of its own, cleaned like the characters of glyphs.
pub(super) fn push_text(text: &str, out: &mut String) {
    for c in text.chars().filter(|c| *c == UNKNOWN || is_telling(*c)) {
        push_clean(c, out);
    }
}

/// The characters that the radicals from U+2E81 on look like: Equivalent_Unified_Ideograph of the Unicode Character
/// Database (UAX #44, EquivalentUnifiedIdeograph.txt). U+2E9A is not assigned. Chromium's PDFs say `⻓` for 长.
const RADICALS: &str = "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵\u{2e9a}旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀\
     聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// Appends `c` as people would type it: plain spaces, letters instead of the forms that they take in a word.
fn push_clean(c: char, out: &mut String) {
    match c {
        _ if c.is_whitespace() => out.push(' '),
        // Marks that order text; ours is in order.
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}' => {}
        // Ligatures, and look-alikes of Chinese characters.
        '\u{fb00}'..='\u{fb06}' | '\u{fb13}'..='\u{fb17}' | '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => {
            out.extend(std::iter::once(c).nfkc())
        }
        // Those of which no compatibility mapping says it.
        '\u{2e81}'..='\u{2ef3}' => out.push(RADICALS.chars().nth((u32::from(c) - 0x2e81) as usize).unwrap_or(c)),
        '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' => {
            // Isolated vowel marks decompose to a space and the mark.
            out.extend(std::iter::once(c).nfkc().filter(|c| *c != ' '));
        }
        // The bullet of the Symbol font, in the private area.
        '\u{f0b7}' => out.push('•'),
        '\u{f0a7}' => out.push('▪'),
        // Pieces of large brackets, which Adobe's list of glyph names kept in the private area.
        '\u{f8e6}'..='\u{f8fe}' => {
            const PIECES: [char; 25] = [
                '⏐', '⎯', '®', '©', '™', '⎛', '⎜', '⎝', '⎡', '⎢', '⎣', '⎧', '⎨', '⎩', '⎪', '⎮', '⎞', '⎟', '⎠', '⎤',
                '⎥', '⎦', '⎫', '⎬', '⎭',
            ];
            out.push(PIECES[(u32::from(c) - 0xf8e6) as usize]);
        }
        _ => out.push(c),
    }
}

/// Letters and marks of scripts that are written from right to left.
pub(super) fn is_rtl(c: char) -> bool {
    matches!(u32::from(c), 0x590..=0x65f | 0x66a..=0x6ef | 0x6fa..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc
        | 0x10800..=0x10fff | 0x1e800..=0x1efff)
}

pub(super) fn is_arabic_digit(c: char) -> bool {
    matches!(c, '٠'..='٩' | '۰'..='۹')
}

/// Marks that sit on the letter before.
pub(super) fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The combining form of an accent that is drawn by itself over a letter, as TeX does.
pub(super) fn accent(c: char) -> Option<char> {
    Some(match c {
        '`' | 'ˋ' => '\u{300}',
        '´' | 'ˊ' => '\u{301}',
        'ˆ' => '\u{302}',
        '˜' => '\u{303}',
        '¯' | 'ˉ' => '\u{304}',
        '˘' => '\u{306}',
        '˙' => '\u{307}',
        '¨' => '\u{308}',
        '˚' => '\u{30a}',
        '˝' => '\u{30b}',
        'ˇ' => '\u{30c}',
        '¸' => '\u{327}',
        '˛' => '\u{328}',
        _ => return None,
    })
}

/// Letter and mark as one character, where there is one.
pub(super) fn composed(letter: char, mark: char) -> Option<char> {
    let letter = match letter {
        'ı' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    unicode_normalization::char::compose(letter, mark)
}

/// Characters as wide as they are high, written without spaces between words.
pub(super) fn is_ideographic(c: char) -> bool {
    matches!(u32::from(c), 0x2e80..=0x9fff | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe4f | 0xff00..=0xffef
        | 0x20000..=0x3ffff)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(c: char) -> String {
        let mut out = String::new();
        push_clean(c, &mut out);
        out
    }

    #[test]
    fn forms_become_letters_and_nothing_else_is_normalised() {
        assert_eq!(clean('ﻻ'), "لا", "a lam-alef is two letters, in order");
        assert_eq!(clean('ﷲ'), "الله");
        assert_eq!(clean('ﬁ'), "fi");
        assert_eq!(clean('⽤'), "用", "a radical is found as the character");
        assert_eq!(['⻓', '⺀', '⺁', '⻳', '⺟'].map(clean).concat(), "长⺀厂龟母");
        assert_eq!(unshifted("昀椀").as_deref(), Some("fi"));
        assert_eq!(unshifted("昀\u{cf00}").as_deref(), Some("ffi"));
        assert_eq!(unshifted("ل\u{4427}").as_deref(), Some("لا"));
        assert_eq!(["لا", "中国", "fi", "昀"].map(unshifted), [None, None, None, None]);
        assert_eq!(without_look_alike("⻔门"), "门");
        assert_eq!(without_look_alike("理\u{f9e4}"), "理");
        assert_eq!(clean('²'), "²", "a superscript keeps its meaning");
        assert_eq!(clean('Ａ'), "Ａ", "full-width letters are the search's business");
        assert_eq!(clean('\u{a0}'), " ");
        assert_eq!(clean('\u{200f}'), "");
        assert_eq!(['\u{f8eb}', '\u{f8f5}', '\u{f8fe}'].map(clean).concat(), "⎛⎮⎭", "pieces of brackets");
    }
}
