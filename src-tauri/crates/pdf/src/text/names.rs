//! What the names of a simple font's glyphs say where Adobe's list of names does not have them.
//!
//! ISO 32000-2, 9.6.5 and 9.10.2; the names that a Type 1 font has by itself: Adobe Type 1 Font Format, 2.2 and 2.3.

use super::unpack::Unpacker;
use hayro::hayro_syntax::object::{Array, Dict, Object, Stream};
use std::collections::HashMap;

/// The names of glyphs, by code.
pub(super) struct GlyphNames {
    names: HashMap<u8, String>,
    /// Some of them are Arabic, and so is what may be Arabic or Hebrew.
    is_arabic: bool,
}

impl GlyphNames {
    /// Those of the font's program, and over them those that the PDF gives to it.
    pub fn of(font: &Dict<'_>, unpacker: &Unpacker) -> GlyphNames {
        let mut names = HashMap::new();
        let program =
            font.get::<Dict<'_>>("FontDescriptor").and_then(|descriptor| descriptor.get::<Stream<'_>>("FontFile"));
        if let Some(program) = program.and_then(|program| unpacker.unpack(&program)) {
            names.extend(built_in(&program));
        }
        let differences =
            font.get::<Dict<'_>>("Encoding").and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
        let mut code = 0;
        for item in differences.unwrap_or_default().iter::<Object<'_>>() {
            match item {
                Object::Number(number) => code = number.as_i64(),
                Object::Name(name) => {
                    names.extend(u8::try_from(code).ok().map(|code| (code, name.as_str().to_owned())));
                    code += 1;
                }
                _ => {}
            }
        }
        let is_arabic = names.values().any(|name| arabic_form(name).is_some_and(|(_, has_form)| has_form));
        GlyphNames { names, is_arabic }
    }

    /// The character that the code's name stands for.
    pub fn char(&self, code: u32) -> Option<char> {
        let name = self.names.get(&u8::try_from(code).ok()?)?;
        arabic_form(name).filter(|_| self.is_arabic).map(|(c, _)| c)
    }
}

/// `dup 65 /A put`, again and again, in the part of a Type 1 font that is not encrypted.
fn built_in(program: &[u8]) -> impl Iterator<Item = (u8, String)> {
    let clear = program.windows(5).position(|word| word == b"eexec").map_or(program, |end| &program[..end]);
    let text = String::from_utf8_lossy(clear).into_owned();
    let encoding = text.find("/Encoding").map_or("", |start| &text[start..]);
    // A name may follow its number without a space.
    let spaced = encoding.replace('/', " /");
    let words: Vec<&str> = spaced.split_ascii_whitespace().take_while(|word| *word != "currentdict").collect();
    let entry = |words: &[&str]| match words {
        ["dup", code, name, "put"] => Some((code.parse().ok()?, name.strip_prefix('/')?.to_owned())),
        _ => None,
    };
    words.windows(4).filter_map(entry).collect::<Vec<_>>().into_iter()
}

/// The letters of Unicode's Arabic Presentation Forms-B in their order, as Adobe's list names them, and how many forms
/// each has there: isolated, final, initial, medial.
const LETTERS: [(&str, u32); 39] = [
    ("hamza", 1),
    ("alefmaddaabove", 2),
    ("alefhamzaabove", 2),
    ("wawhamzaabove", 2),
    ("alefhamzabelow", 2),
    ("yehhamzaabove", 4),
    ("alef", 2),
    ("beh", 4),
    ("tehmarbuta", 2),
    ("teh", 4),
    ("theh", 4),
    ("jeem", 4),
    ("hah", 4),
    ("khah", 4),
    ("dal", 2),
    ("thal", 2),
    ("reh", 2),
    ("zain", 2),
    ("seen", 4),
    ("sheen", 4),
    ("sad", 4),
    ("dad", 4),
    ("tah", 4),
    ("zah", 4),
    ("ain", 4),
    ("ghain", 4),
    ("feh", 4),
    ("qaf", 4),
    ("kaf", 4),
    ("lam", 4),
    ("meem", 4),
    ("noon", 4),
    ("heh", 4),
    ("waw", 2),
    ("alefmaksura", 2),
    ("yeh", 4),
    ("lamalefmaddaabove", 2),
    ("lamalefhamzaabove", 2),
    ("lamalefhamzabelow", 2),
];

/// The form that a name like `seeninitial` stands for, which fonts for TeX have without the `arabic` of Adobe's list;
/// and whether the name says which form it is.
fn arabic_form(name: &str) -> Option<(char, bool)> {
    /// The first of the forms.
    const FIRST: u32 = 0xfe80;
    let forms = [("isolated", 0), ("final", 1), ("initial", 2), ("medial", 3)];
    let said = forms.into_iter().find_map(|(suffix, form)| Some((name.strip_suffix(suffix)?, form)));
    let (letter, form) = said.unwrap_or((name, 0));
    let mut first = FIRST;
    // Lam and alef without more come last.
    for (known, n_forms) in LETTERS.into_iter().chain([("lamalef", 2)]) {
        if known == letter {
            return (form < n_forms).then(|| char::from_u32(first + form)).flatten().map(|c| (c, said.is_some()));
        }
        first += n_forms;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arabic_forms_are_known_by_their_names() {
        let known = [
            ("hamza", '\u{fe80}'),
            ("alef", '\u{fe8d}'),
            ("aleffinal", '\u{fe8e}'),
            ("thehinitial", '\u{fe9b}'),
            ("khahmedial", '\u{fea8}'),
            ("sheenfinal", '\u{feb6}'),
            ("ainmedial", '\u{fecc}'),
            ("meemisolated", '\u{fee1}'),
            ("alefmaksurafinal", '\u{fef0}'),
            ("yehinitial", '\u{fef3}'),
            ("lamaleffinal", '\u{fefc}'),
        ];
        for (name, c) in known {
            assert_eq!(arabic_form(name).map(|(c, _)| c), Some(c), "{name}");
        }
        for name in ["alefinitial", "A", "final", "medial", "lamed", "g12", ""] {
            assert_eq!(arabic_form(name), None, "{name}");
        }
    }

    #[test]
    fn the_names_of_a_type_1_font_are_read_from_its_clear_part() {
        let program = b"%!PS-AdobeFont-1.0: Made\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n\
            dup 65 /alpha put\ndup 66/beta put dup 300 /gamma put\nreadonly def\ncurrentdict end\ncurrentfile eexec \
            dup 67 /delta put";
        let names: Vec<_> = built_in(program).collect();
        assert_eq!(names, [(65, "alpha".to_owned()), (66, "beta".to_owned())]);
        assert_eq!(built_in(b"/Encoding StandardEncoding def").count(), 0);
    }
}
