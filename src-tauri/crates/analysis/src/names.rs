//! Keys by which the same name is known again, however it is written.

use crate::{Lang, Mode, TokenKind, fold, tokens};

/// What is no part of a name wherever it stands, folded and without full stops.
#[rustfmt::skip]
const HONORIFICS: &[&str] = &[
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "doctor", "sir", "dame", "lord", "lady", "amb",
    "ambassador", "excellency", "he", "hon", "honorable", "honourable", "madam", "madame", "mme", "mlle",
    "monsieur", "docteur", "pr", "ambassadeur", "ambassadrice", "senor", "senora", "sra", "sr", "srta", "don",
    "dona", "doctora", "profesor", "profesora", "embajador", "embajadora", "ing", "lic", "phd", "md", "esq",
    "г", "гн", "гжа", "господин", "госпожа", "проф", "профессор", "др", "доктор", "посол", "السيد", "السيده",
    "الدكتور", "الدكتوره", "دكتور", "دكتوره", "الاستاذ", "الاستاذه", "سعاده", "معالي", "السفير", "السفيره",
    "drs", "sexc", "dra", "profa", "professeur", "professeure", "herr", "frau", "dott", "dottssa", "mag", "mmag", "dipling", "dna", "mtro", "mtra", "arq",
];

/// What is a title before a name, and a word like others elsewhere: *General Assembly*, *Major projects*.
#[rustfmt::skip]
const LEADING: &[&str] = &[
    "judge", "justice", "gen", "general", "col", "colonel", "lt", "maj", "major", "capt", "captain", "brig",
    "adm", "admiral", "rev", "reverend", "father", "sheikh", "imam", "rabbi", "minister", "الشيخ", "burgermeister",
    "burgermeisterin", "oberburgermeister", "oberburgermeisterin",
];
#[rustfmt::skip]
const HAN_HONORIFICS: &[&str] = &[
    "先生", "女士", "小姐", "博士", "教授", "大使", "阁下", "院士", "研究员", "研究員", "馆长", "館長", "院长", "院長", "校长",
    "校長", "部长", "部長", "局长", "局長", "会长", "會長", "所长", "所長", "处长", "處長", "司长", "司長", "厅长", "廳長",
    "主任", "秘书长", "秘書長", "理事长", "理事長", "老师", "老師", "总经理", "總經理",
];

/// Is the word, as it is printed before a name, an honorific? `H.E.` is one, and *he* is not.
pub fn is_honorific(word: &str) -> bool {
    if word.len() > 40 {
        return false;
    }
    let folded = fold(word);
    // Only the full stops or the capitals tell them from a pronoun or a letter.
    if matches!(folded.as_str(), "he" | "me" | "se" | "m" | "mm" | "د" | "اد") {
        return word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase());
    }
    // `д.г.н.`, `к.ф.-м.н.`: a Russian degree, by its initials.
    let letters = folded.split(['.', '-']).filter(|part| !part.is_empty());
    if folded.starts_with(['д', 'к']) && folded.ends_with("н.") && letters.clone().count() >= 3 {
        return letters.clone().all(|part| part.chars().count() <= 3) && folded.chars().count() <= 14;
    }
    let bare: String = folded.chars().filter(|c| !matches!(c, '.' | '-' | '\'' | '’')).collect();
    if matches!(bare.as_str(), "m" | "mm" | "د" | "اد") {
        return folded.ends_with('.');
    }
    let is_known =
        matches!(bare.as_str(), "me" | "se") || HONORIFICS.contains(&bare.as_str()) || LEADING.contains(&bare.as_str());
    // A name's own *don* or *hon* is in the middle of it, and small letters are no title.
    is_known && word.chars().next().is_some_and(|c| !c.is_lowercase() || folded.starts_with('г') || bare == "don")
}

/// A Chinese name without the honorific that follows it: `王小明先生` is `王小明`.
pub fn without_han_honorific(name: &str) -> &str {
    let mut name = name;
    for honorific in HAN_HONORIFICS {
        if let Some(rest) = name.trim_end().strip_suffix(honorific).filter(|rest| !rest.trim().is_empty()) {
            name = rest;
        }
    }
    name
}

/// The name folded, without honorifics, its parts sorted: `Dr. Ana PÉREZ-López` and `lopez perez, Ana` have one key.
///
/// A name of honorifics alone keeps them, so that only a text without words has an empty key.
pub fn name_key(name: &str) -> String {
    key(parts(name))
}

/// Like [`name_key`], blind to how a name was brought into Latin script: Cyrillic and Arabic are spelt in Latin
/// consonants, vowels and doubled letters go. Two names with one such key may be one; it is no proof.
pub fn transliteration_key(name: &str) -> String {
    key(parts(name).iter().map(|part| skeleton(part)).filter(|part| !part.is_empty()).collect())
}

fn key(mut parts: Vec<String>) -> String {
    parts.sort_unstable();
    parts.join(" ")
}

pub(crate) fn parts(name: &str) -> Vec<String> {
    // "H.E.", "Г-н" and "Д-р" are one word each to a reader; "M." is the French honorific before a full name only.
    let mut text = fold(name);
    for (written, word) in [
        ("h.e.", "he"),
        ("г-н", "гн"),
        ("г-жа", "гжа"),
        ("д-р", "др"),
        ("ph.d.", "phd"),
        ("ph.d", "phd"),
        ("s.e.", "he"),
    ] {
        if text.contains(written) {
            text = text.replace(written, &format!(" {word} "));
        }
    }
    text.truncate(without_han_honorific(&text).len());
    let mut all: Vec<String> = Vec::new();
    let mut han: Option<(u32, u32)> = None;
    tokens(&text, Some(Lang::En), Mode::Query, &mut |token| match token.kind {
        TokenKind::Word | TokenKind::Elision | TokenKind::Symbol => all.push(token.text.to_owned()),
        // Pairs overlap by one character: of each but the first only the second is new.
        TokenKind::Han => match (&mut han, all.last_mut()) {
            (Some((start, end)), Some(last)) if token.start >= *start && token.start < *end => {
                last.extend(token.text.chars().skip((*end - token.start) as usize));
                *end = token.end;
            }
            _ => {
                han = Some((token.start, token.end));
                all.push(token.text.to_owned());
            }
        },
        TokenKind::Stem(_) | TokenKind::Joined | TokenKind::Part | TokenKind::HanAcross | TokenKind::HanWord => {}
    });
    let m_is_monsieur = all.len() > 2 && all[0] == "m" && text.trim_start().starts_with("m.");
    if m_is_monsieur {
        all.remove(0);
    }
    let bare: Vec<String> = all.iter().filter(|part| !HONORIFICS.contains(&part.as_str())).cloned().collect();
    if bare.is_empty() { all } else { bare }
}

/// The consonants of a folded word in Latin letters, neighbours that sound alike made one.
fn skeleton(word: &str) -> String {
    let mut latin = String::new();
    for c in word.chars() {
        latin.push_str(latin_of(c).unwrap_or(""));
        if latin_of(c).is_none() {
            latin.push(c);
        }
    }
    for (from, to) in [
        ("shch", "s"),
        ("sch", "s"),
        ("tch", "c"),
        ("dzh", "j"),
        ("kh", "h"),
        ("ch", "c"),
        ("sh", "s"),
        ("zh", "j"),
        ("ts", "c"),
        ("tz", "c"),
        ("th", "t"),
        ("dh", "d"),
        ("gh", "g"),
        ("ph", "f"),
        ("ck", "k"),
        ("ks", "x"),
    ] {
        latin = latin.replace(from, to);
    }
    let mut skeleton = String::new();
    for (at, c) in latin.chars().enumerate() {
        let c = match c {
            'q' => 'k',
            'w' => 'v',
            'z' => 's',
            'p' if !word.is_ascii() && word.chars().any(|c| matches!(c, '\u{600}'..='\u{6FF}')) => 'b',
            c => c,
        };
        let vowel = matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\'' | 'h');
        if vowel && at > 0 || skeleton.ends_with(c) {
            continue;
        }
        // How a name begins tells most, but which vowel it begins with is a matter of spelling.
        skeleton.push(if vowel && c != 'h' { 'a' } else { c });
    }
    skeleton
}

fn latin_of(c: char) -> Option<&'static str> {
    Some(match c {
        'а' | 'ا' => "a",
        'б' | 'ب' => "b",
        'в' => "v",
        'г' => "g",
        'д' | 'د' | 'ض' => "d",
        'е' | 'э' => "e",
        'ж' => "zh",
        'з' | 'ز' | 'ظ' => "z",
        'и' | 'і' => "i",
        'й' | 'ي' | 'ы' => "y",
        'к' | 'ك' | 'ق' => "k",
        'л' | 'ل' => "l",
        'м' | 'م' => "m",
        'н' | 'ن' => "n",
        'о' => "o",
        'п' => "p",
        'р' | 'ر' => "r",
        'с' | 'س' | 'ص' => "s",
        'т' | 'ت' | 'ط' => "t",
        'у' => "u",
        'ф' | 'ف' => "f",
        'х' | 'خ' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' | 'ش' => "sh",
        'щ' => "shch",
        'ъ' | 'ь' | 'ع' => "",
        'ю' => "yu",
        'я' => "ya",
        'ج' => "j",
        'ح' | 'ه' => "h",
        'ث' => "th",
        'ذ' => "dh",
        'غ' => "gh",
        'و' => "w",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_has_one_key() {
        for (one, other) in [
            ("Dr. Ana PÉREZ-López", "lopez perez, Ana"),
            ("H.E. Mr. Jean-Pierre Dupont", "DUPONT Jean Pierre"),
            ("M. Jean Dupont", "Jean Dupont"),
            ("Г-н Иван Петров", "ПЕТРОВ Иван"),
            ("السيد أحمد عليّ", "احمد على"),
            ("王小明先生", "王小明"),
            ("Prof. O’Brien", "O'Brien"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one} and {other}");
        }
        assert_eq!(name_key("王小明"), "王小明");
        assert_ne!(name_key("Ana Perez"), name_key("Anna Perez"), "another name");
        assert_eq!(name_key("Dr."), "dr", "a key is never empty where there are words");
        assert_eq!(name_key(" – "), "");
    }

    #[test]
    fn transliterations_meet() {
        for (one, other) in [
            ("Сергей Лавров", "Sergey Lavrov"),
            ("Sergei Lavrov", "Sergey LAVROV"),
            ("Хрущев", "Khrushchev"),
            ("محمد", "Mohammed"),
            ("محمد", "Muhamad"),
            ("Lassina Zerbo", "ZERBO, Lassina"),
        ] {
            assert_eq!(transliteration_key(one), transliteration_key(other), "{one} and {other}");
        }
        assert_ne!(transliteration_key("Petrov"), transliteration_key("Pavlov"));
    }
}
