//! Folding: what is the same word to a reader becomes the same characters.

use crate::script::is_dropped_mark;
use unicode_normalization::UnicodeNormalization;

/// The text in the form in which names are compared: NFKC, lower case, marks folded by script.
///
/// Latin letters lose their marks (and œ, æ, ß, ø, ł, đ their shape), Cyrillic ё becomes е while й stays, Arabic loses
/// harakat and tatweel and its alefs, yehs, tehs and hamza carriers fall together; digits become European.
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
        '٠'..='٩' => folded.push(digit(c as u32 - '٠' as u32)),
        '۰'..='۹' => folded.push(digit(c as u32 - '۰' as u32)),
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

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
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
