//! Folding: what is the same word to a reader becomes the same characters.

use crate::{han::simplified, script::is_dropped_mark};
use unicode_normalization::UnicodeNormalization;

/// The text in the form in which names are compared: NFKC, lower case, marks folded by script.
///
/// Latin letters lose their marks (and œ, æ, ß, ø, ł, đ their shape), Cyrillic ё becomes е while й stays, Arabic loses
/// harakat and tatweel and its alefs, yehs, tehs and hamza carriers fall together; digits of all scripts become European, traditional
/// Chinese characters simplified ones.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded text.
pub fn fold_into(text: &str, folded: &mut String) {
    if text.is_ascii() {
        folded.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    for c in text.nfkc() {
        fold_char(c, folded);
    }
}

fn fold_char(c: char, folded: &mut String) {
    match c {
        '\0'..='\x7F' => folded.push(c.to_ascii_lowercase()),
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => folded.push('ا'),
        'ى' | 'ی' | 'ئ' => folded.push('ي'),
        'ة' | 'ە' | 'ہ' => folded.push('ه'),
        'ؤ' => folded.push('و'),
        'ک' => folded.push('ك'),
        'ء' => {}
        '\u{4E00}'..='\u{9FFF}' => folded.push(simplified(c)),
        '\u{660}'.. if decimal_digit(c).is_some() => folded.extend(decimal_digit(c)),
        'ß' | 'ẞ' => folded.push_str("ss"),
        'Œ' | 'œ' => folded.push_str("oe"),
        'Æ' | 'æ' => folded.push_str("ae"),
        'Ø' | 'ø' => folded.push('o'),
        'Ł' | 'ł' => folded.push('l'),
        'Đ' | 'đ' | 'Ð' | 'ð' => folded.push('d'),
        'Þ' | 'þ' => folded.push_str("th"),
        'ı' => folded.push('i'),
        '’' | '‘' | 'ʼ' | '＇' => folded.push('\''),
        '‐' | '‑' | '–' | '−' => folded.push('-'),
        _ if is_dropped_mark(c) => {}
        // й is a letter of its own and must not come apart into и and a breve.
        '\u{400}'..='\u{52F}' => folded.extend(c.to_lowercase().map(|l| if l == 'ё' { 'е' } else { l })),
        '\u{590}'.. if !matches!(c, '\u{1E00}'..='\u{1FFF}') => folded.extend(c.to_lowercase()),
        _ => {
            let bare = c.to_lowercase().flat_map(|l| std::iter::once(l).nfd()).filter(|&d| !is_dropped_mark(d));
            folded.extend(bare);
        }
    }
}

/// A digit of any script that counts by tens, as a European one.
fn decimal_digit(c: char) -> Option<char> {
    /// The zeros of Unicode's decimal digits (general category Nd), each with nine behind it.
    #[rustfmt::skip]
    const ZEROS: &[u32] = &[
        0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20,
        0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0,
        0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    ];
    let code = c as u32;
    let zero = ZEROS.get(ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?)?;
    char::from_digit(code - zero, 10)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn what_reads_the_same_folds_to_the_same() {
        for (one, other) in [
            ("Résolution", "RESOLUTION"),
            ("re\u{301}solution", "résolution"),
            ("œuvre", "OEUVRE"),
            ("Straße", "STRASSE"),
            ("Ёлка", "елка"),
            ("أمن", "امن"),
            ("قَرَار", "قرار"),
            ("مجلـــس", "مجلس"),
            ("الجمعية", "الجمعيه"),
            ("١٣٧٣", "1373"),
            ("ＡＢＣ１２３", "abc123"),
            ("ﬁnance", "finance"),
            ("co\u{AD}operation", "cooperation"),
            ("ﻗﺮﺍﺭ", "قرار"),
            ("Łódź", "lodz"),
            ("聯合國決議", "联合国决议"),
            ("३० ໓໐ ۳۰", "30 30 30"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
    }

    #[test]
    fn letters_that_matter_stay_apart() {
        assert_ne!(fold("край"), fold("краи"), "й is a letter of its own");
        assert_eq!(fold("mañana"), "manana");
        assert_eq!(fold("决议"), "决议");
    }
}
