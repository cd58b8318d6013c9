//! Which script a character belongs to, as far as words depend on it.

use std::sync::LazyLock;

/// Scripts that are cut, folded or stemmed in ways of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Latin,
    Cyrillic,
    Arabic,
    /// Chinese characters and Japanese kana: written without spaces.
    Han,
    Other,
}

/// The script of a letter.
pub fn script_of(c: char) -> Script {
    match c as u32 {
        0x41..=0x5A | 0x61..=0x7A | 0xAA | 0xBA | 0xC0..=0x24F | 0x1E00..=0x1EFF | 0xFB00..=0xFB06 => Script::Latin,
        0xFF21..=0xFF3A | 0xFF41..=0xFF5A => Script::Latin,
        0x400..=0x52F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Script::Cyrillic,
        0x600..=0x6FF | 0x750..=0x77F | 0x8A0..=0x8FF | 0xFB50..=0xFDFF | 0xFE70..=0xFEFC => Script::Arabic,
        _ if is_han(c) => Script::Han,
        _ => Script::Other,
    }
}

/// Is it written without spaces, one character a syllable or word?
pub fn is_han(c: char) -> bool {
    matches!(c as u32,
        0x2E80..=0x2FDF | 0x3005 | 0x3007 | 0x3041..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
        && c != '\u{30FB}'
}

/// Marks that carry no letter of their own and vanish in folding: combining accents, harakat, tatweel, soft hyphen,
/// joiners, marks of direction.
pub fn is_dropped_mark(c: char) -> bool {
    matches!(c as u32,
        0xAD | 0x300..=0x36F | 0x483..=0x487 | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC
        | 0x6DF..=0x6E8 | 0x6EA..=0x6ED | 0x8D3..=0x8FF | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200B..=0x200F
        | 0x202A..=0x202E | 0x2060 | 0x2066..=0x2069 | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0xFEFF)
}

/// Does the character belong to a word, other than one written without spaces?
pub fn is_word(c: char) -> bool {
    /// A bit a character of the basic plane: every character of every page is asked for.
    static WORDS: LazyLock<Box<[u64; 1024]>> = LazyLock::new(|| {
        let mut words = Box::new([0; 1024]);
        for c in (0..=0xFFFF).filter_map(char::from_u32).filter(|&c| look_up(c)) {
            words[c as usize / 64] |= 1 << (c as usize % 64);
        }
        words
    });
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    match WORDS.get(c as usize / 64) {
        Some(bits) => bits >> (c as usize % 64) & 1 == 1,
        None => look_up(c),
    }
}

fn look_up(c: char) -> bool {
    // Apostrophes are no letters to us, whatever Unicode says of these.
    let apostrophe = matches!(c, 'ʼ' | 'ʹ' | 'ʻ' | 'ʿ' | 'ʾ');
    // Superscript digits are mostly footnote marks: they would make another word of the one that they follow.
    let superscript = matches!(c as u32, 0xB2 | 0xB3 | 0xB9 | 0x2070..=0x2079);
    !apostrophe
        && !superscript
        && (c.is_alphanumeric() || is_dropped_mark(c) || unicode_normalization::char::is_combining_mark(c))
}
