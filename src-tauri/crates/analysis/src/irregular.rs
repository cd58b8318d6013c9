//! Forms of words that no rule of endings joins: *children*, *propuso*, *yeux*, *людей*, broken plurals of Arabic.
//!
//! Auxiliaries are left out: nobody looks for a slide by *was*, and half of all slides have it.

use crate::{Lang, fold::fold};
use std::{collections::HashMap, sync::LazyLock};

/// The word that a folded form is a form of, as a dictionary has it; `None` where the rules are enough. What begins
/// with `=` is a stem as it is, and the only one.
pub fn lemma(word: &str, lang: Lang) -> Option<&'static str> {
    forms(lang)?.get(word).map(|lemma| &**lemma)
}

type Forms = HashMap<Box<str>, Box<str>>;

/// Folded forms with their words.
pub fn forms(lang: Lang) -> Option<&'static Forms> {
    static FORMS: LazyLock<[Forms; 5]> = LazyLock::new(|| {
        [
            read(include_str!("irregular/en.txt")),
            read(include_str!("irregular/fr.txt")),
            read(include_str!("irregular/es.txt")),
            read(include_str!("irregular/ru.txt")),
            read(include_str!("irregular/ar.txt")),
        ]
    });
    Some(match lang {
        Lang::En => &FORMS[0],
        Lang::Fr => &FORMS[1],
        Lang::Es => &FORMS[2],
        Lang::Ru => &FORMS[3],
        Lang::Ar => &FORMS[4],
        Lang::Zh => return None,
    })
}

/// A line has a word and its forms: `take: took taken`. Prefixes after the word make more such words of it, and all
/// forms, itself among them: `tenir,ob,main: tenir tient`. A Spanish verb may have how its vowel changes under the
/// stress instead of forms: `pedir e>i`. `=organiz: organize organization` says the stem itself, where the rules would
/// join what does not belong together.
fn read(lines: &str) -> Forms {
    let mut known = Forms::new();
    for line in lines.lines() {
        let (head, forms) = line.split_once(':').unwrap_or((line, ""));
        let mut heads = head.split(',');
        let (word, change) = heads.next().map_or((head, None), |first| match first.split_once(' ') {
            Some((word, change)) => (word, change.split_once('>')),
            None => (first, None),
        });
        let stressed: Vec<String> = change.map_or_else(Vec::new, |(from, to)| stressed(word, from, to));
        let forms: Vec<&str> = forms.split_whitespace().chain(stressed.iter().map(String::as_str)).collect();
        if word.starts_with('=') {
            known.extend(forms.iter().map(|form| (fold(form).into(), word.into())));
            continue;
        }
        // The word may begin otherwise where it has no prefix: *écrire*, *décrire*.
        let bare = forms.first().filter(|first| word.ends_with(**first)).copied().unwrap_or(word);
        let own = word.strip_suffix(bare).unwrap_or_default();
        for prefix in std::iter::once(own).chain(heads) {
            let lemma: Box<str> = format!("{prefix}{bare}").into();
            for form in std::iter::once(&bare).chain(&forms) {
                known.entry(fold(&format!("{prefix}{form}")).into()).or_insert_with(|| lemma.clone());
            }
        }
    }
    known
}

/// The forms of a Spanish verb whose last vowel changes: *pedir*, *pide*, *pidió*.
fn stressed(verb: &str, from: &str, to: &str) -> Vec<String> {
    let Some((root, ending)) = verb.len().checked_sub(2).map(|at| verb.split_at(at)) else { return Vec::new() };
    let Some(at) = root.rfind(from) else { return Vec::new() };
    let change = |to: &str| format!("{}{to}{}", &root[..at], &root[at + from.len()..]);
    let root = change(to);
    // Before other vowels the same sound is written otherwise.
    let hard = |root: &str| match root.as_bytes() {
        [.., b'z'] => format!("{}c", &root[..root.len() - 1]),
        [.., b'g'] if ending == "ar" => format!("{root}u"),
        [.., b'c'] if ending == "ar" => format!("{}qu", &root[..root.len() - 1]),
        _ => root.to_owned(),
    };
    let soft = |root: &str| match root.as_bytes() {
        [.., b'g', b'u'] => root[..root.len() - 1].to_owned(),
        [.., b'g'] if ending != "ar" => format!("{}j", &root[..root.len() - 1]),
        _ => root.to_owned(),
    };
    let mut forms = Vec::new();
    let mut add = |root: &str, endings: &[&str]| forms.extend(endings.iter().map(|ending| format!("{root}{ending}")));
    match ending {
        "ar" => {
            add(&root, &["o", "as", "a", "an"]);
            add(&hard(&root), &["e", "es", "en"]);
        }
        _ => {
            add(&root, &["es", "e", "en"]);
            add(&soft(&root), &["o", "a", "as", "an"]);
        }
    }
    if ending == "ir" {
        let weak = change(if from == "e" { "i" } else { "u" });
        add(&weak, &["ió", "ieron", "iendo", "iera", "ieran", "iéndose", "iese"]);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_words() {
        for (lang, form, word) in [
            (Lang::En, "children", "child"),
            (Lang::En, "undertaken", "undertake"),
            (Lang::Fr, "yeux", "oeil"),
            (Lang::Fr, "maintiennent", "maintenir"),
            (Lang::Fr, "decrivant", "décrire"),
            (Lang::Fr, "soumis", "soumettre"),
            (Lang::Es, "refuerzan", "reforzar"),
            (Lang::Es, "consiguieron", "conseguir"),
            (Lang::Es, "propuso", "proponer"),
            (Lang::Es, "promueve", "promover"),
            (Lang::Ru, "людям", "человек"),
            (Lang::Ru, "времен", "время"),
            (Lang::Ar, "تقارير", "تقرير"),
        ] {
            assert_eq!(lemma(form, lang), Some(word), "{form}");
        }
        assert_eq!(lemma("security", Lang::En), None);
    }
}
