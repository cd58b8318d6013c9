//! Stems of Arabic words: article, particles, pronouns and the commonest endings go, broken plurals are looked up, and
//! the root stays as it is. Begun from *light10* by Larkey, Ballesteros and Connell.

use crate::{Lang, irregular::forms};
use std::{collections::HashMap, sync::LazyLock};

/// The stems of a folded word: the one that light stemming gives, and others where a letter may or may not belong to
/// the word. Without doubles, never empty.
pub fn arabic_stems(word: &str) -> Vec<Box<str>> {
    let mut stems: Vec<Box<str>> = Vec::new();
    let mut add = |stem: &str| {
        if !stems.iter().any(|known| **known == *stem) {
            stems.push(stem.into());
        }
    };
    let bare = without_article(word);
    let mut bodies = vec![bare];
    // What begins with *waw* may have it for a root letter: *وطنية* is one word, *ومعلومات* two.
    if word.starts_with('و') && !bare.starts_with('و') && !has_article(word) {
        bodies.push(word);
    }
    if !has_article(word) {
        bodies.extend(without_particle(bare));
    }
    let with_lam = with_swallowed_lam(word, bare);
    bodies.extend(with_lam.as_deref());
    for body in bodies {
        let stem = stem_of(body);
        add(&stem);
        if let Some(singular) = SINGULARS.get(&*stem) {
            add(singular);
        }
    }
    stems
}

/// Stems of broken plurals, and those of their singulars.
static SINGULARS: LazyLock<HashMap<Box<str>, Box<str>>> = LazyLock::new(|| {
    let forms = forms(Lang::Ar).into_iter().flatten();
    let mut stems: Vec<_> = forms.map(|(form, word)| (stem_of(form), stem_of(&crate::fold(word)))).collect();
    // Where two have one plural, the same of them is taken every time.
    stems.sort();
    stems.into_iter().filter(|(form, word)| form != word).map(|(form, word)| (form.into(), word.into())).collect()
});

fn has(text: &str, n: usize) -> bool {
    text.chars().nth(n - 1).is_some()
}

fn stem_of(word: &str) -> String {
    let word = word.strip_prefix('س').filter(|rest| rest.starts_with(['ي', 'ت', 'ن']) && has(rest, 4)).unwrap_or(word);
    let mut stem = without_endings(word).to_owned();
    // *يستخدم*, *تستخدم*, *استخدام* are forms of one verb.
    for prefix in ["يست", "تست", "نست"] {
        if let Some(rest) = stem.strip_prefix(prefix).filter(|rest| has(rest, 3)) {
            stem = format!("است{rest}");
        }
    }
    if stem.starts_with("است") && has(&stem, 7) {
        let (at, last) = stem.char_indices().next_back().unwrap_or_default();
        if let Some(before) = stem[..at].strip_suffix('ا') {
            stem = format!("{before}{last}");
        }
    }
    stem
}

fn without_endings(word: &str) -> &str {
    let mut stem = word;
    for _ in 0..2 {
        let Some((rest, before_t)) = ENDINGS.iter().find_map(|&(ending, least, before_t)| {
            let rest = stem.strip_suffix(ending).filter(|rest| has(rest, least))?;
            // *تفاهم* ends with no pronoun.
            (!ending.ends_with('م') || !rest.ends_with('ا')).then_some((rest, before_t))
        }) else {
            break;
        };
        stem = rest;
        // The ending of *وثيقة* is written as a letter of its own before another: *وثيقتها*.
        if before_t && let Some(rest) = without_t(stem) {
            stem = rest;
        }
    }
    without_t(stem).unwrap_or(stem)
}

fn without_t(stem: &str) -> Option<&str> {
    stem.strip_suffix('ت').filter(|rest| has(rest, 3) && !rest.ends_with('ا'))
}

/// Endings, how many letters must be left at least, and whether a *teh* before them is the feminine's.
const ENDINGS: &[(&str, usize, bool)] = &[
    ("هما", 4, true),
    ("اتهم", 3, false),
    ("تهم", 3, false),
    ("اتنا", 3, false),
    ("تنا", 3, false),
    ("اتكم", 3, false),
    ("تكم", 3, false),
    ("ها", 3, true),
    ("هم", 3, false),
    ("ان", 3, true),
    ("ات", 3, false),
    ("ون", 3, false),
    ("ين", 3, true),
    ("يه", 3, false),
    ("ه", 3, false),
    ("ي", 3, false),
    ("ا", 3, false),
];

const ARTICLES: &[&str] = &["وال", "بال", "كال", "فال", "ولل", "وبال", "وكال", "فلل", "لل", "ال"];

/// Words whose first letter, a *waw*, belongs to them.
#[rustfmt::skip]
const WITH_WAW: &[&str] = &[
    "وزير", "وزار", "وثيق", "وثايق", "وطن", "واقع", "واحد", "وقت", "وقاي", "وقوع", "وقود", "وقف", "وكال", "وكيل", "وسايل",
    "وسيل", "وسيط", "وسط", "ولاي", "وفد", "وفود", "وفا", "وضع", "وضوح", "وصول", "وصف", "وجود", "وجه", "وحد", "وحيد", "واجب",
    "وعي", "ورق", "ورش", "وظيف", "وعد", "وارد", "والد", "واضح", "واسع", "وبا", "وزن", "ويب", "ولد",
];

fn begins_with_own_waw(word: &str) -> bool {
    WITH_WAW.iter().any(|known| word.strip_prefix(known).is_some_and(|rest| !has(rest, 4)))
}

/// Nouns whose first letter is a *lam*, as they begin.
#[rustfmt::skip]
const WITH_LAM: &[&str] = &[
    "لجنه", "لجنت", "لجان", "لجني", "لجو", "لاجي", "لغه", "لغت", "لغات", "لغوي", "لقا", "لقاح", "لايح", "لوايح", "لوجست", "لوح",
    "لامركز", "لاسلك", "لاحق", "لازم", "لبس", "لحظ", "لسان", "لون", "لوم", "ليبرال", "لعب", "لاعب", "لفظ", "ليل", "لوا",
];

/// The noun of *للجنة*, *for the committee*: of three letters *lam* in a row, particle, article and the noun's own, two
/// are written. Only where the noun is known to begin so: *للدول* has none of its own.
fn with_swallowed_lam(word: &str, bare: &str) -> Option<String> {
    let is_written_so = ["لل", "ولل", "فلل"].iter().any(|article| word.strip_prefix(article) == Some(bare));
    let noun = format!("ل{bare}");
    let begins_so = WITH_LAM.iter().any(|known| noun.strip_prefix(known).is_some_and(|rest| !has(rest, 4)));
    (is_written_so && begins_so).then_some(noun)
}

/// Words that begin like the article, and have none.
const WITH_AL: &[&str] = &[
    "الكترون",
    "التزام",
    "الماني",
    "التحاق",
    "التماس",
    "العاب",
    "الغا",
    "الهام",
    "التباس",
    "التفاف",
    "التهاب",
    "الف",
    "التقا",
];

fn begins_with_own_al(word: &str) -> bool {
    let word = word.strip_prefix('و').unwrap_or(word);
    let is_ending = |rest: &str| rest.is_empty() || without_endings(&format!("كتب{rest}")) == "كتب";
    WITH_AL.iter().any(|known| word.strip_prefix(known).is_some_and(is_ending))
}

fn has_article(word: &str) -> bool {
    !begins_with_own_al(word)
        && ARTICLES.iter().any(|article| word.strip_prefix(article).is_some_and(|rest| has(rest, 2)))
}

/// A folded Arabic word without conjunction and article.
pub fn without_article(word: &str) -> &str {
    let mut articles = ARTICLES.iter().filter(|_| !begins_with_own_al(word));
    if let Some(rest) = articles.find_map(|article| word.strip_prefix(article).filter(|rest| has(rest, 2))) {
        return rest;
    }
    word.strip_prefix('و').filter(|rest| has(rest, 3) && !begins_with_own_waw(word)).unwrap_or(word)
}

/// A folded word without the particle that is written as its first letter; only where what is left looks like a noun,
/// for most words that begin so have no particle.
fn without_particle(word: &str) -> Option<&str> {
    let rest = word.strip_prefix(['ل', 'ب', 'ك', 'ف'])?;
    let is_known = || SINGULARS.contains_key(without_endings(rest)) || KNOWN_NOUNS.contains(&rest);
    let looks_so = has(rest, 5) && rest.starts_with(['م', 'ت', 'ا']);
    (looks_so || has(rest, 3) && is_known()).then_some(rest)
}

/// Short nouns that often stand behind a particle.
#[rustfmt::skip]
const KNOWN_NOUNS: &[&str] = &[
    "منع", "دعم", "حمايه", "بنا", "جمع", "نشر", "قمع", "حل", "حفظ", "سلطه", "دوله", "دول", "قرار", "قانون", "سبب", "هدف", "غرض",
    "شان", "صدد", "خصوص", "وسيله", "وضع", "رصد", "كشف", "كسب", "كفاله", "ضمان", "صالح", "جميع", "كل", "عدد", "حريه", "حقوق",
    "حق", "جهود", "خطر", "شكل", "طريقه", "فعاليه", "ازاله", "تنفيذ", "هذا", "هذه", "ذلك", "غير", "عدم", "بعض", "اي", "فتره",
    "حكومه", "منظمه", "لجنه", "مجلس", "عمل", "شعب", "بلد", "بلدان", "شبكه", "عنف", "ارهاب", "تطرف", "امن", "سلم", "سلام",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(one: &str, other: &str) -> bool {
        let (one, other) = (arabic_stems(&crate::fold(one)), arabic_stems(&crate::fold(other)));
        one.iter().any(|stem| other.contains(stem))
    }

    #[test]
    fn forms_of_a_word_meet() {
        for (one, other) in [
            ("القرار", "قرارات"),
            ("وللدول", "دول"),
            ("لمكافحة", "مكافحة"),
            ("وثيقتها", "وثيقة"),
            ("سياساتنا", "سياسات"),
            ("المنظمتان", "منظمة"),
            ("الدولتان", "دولة"),
            ("أعضاء", "عضو"),
            ("تستخدم", "استخدام"),
            ("سيعقد", "يعقد"),
            ("ومعلومات", "معلومات"),
            ("لمنع", "منع"),
            ("للجنة", "لجنة"),
            ("وللجان", "اللجنة"),
            ("للاجئين", "لاجئ"),
            ("للغات", "لغة"),
            ("للجوء", "اللجوء"),
        ] {
            assert!(meet(one, other), "{one} and {other}");
        }
        for (one, other) in
            [("كتاب", "تاب"), ("لجنة", "جنة"), ("وزارة", "زارة"), ("العالم", "علم"), ("فريق", "ريق"), ("للجيش", "لجيش")]
        {
            assert!(!meet(one, other), "{one} and {other}");
        }
    }
}
