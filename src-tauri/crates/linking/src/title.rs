//! How much of a contribution's title a document's words have.

use crate::field::{Document, Field, Kind, folded_words, is_han};
use std::collections::{HashMap, HashSet};

/// Folded words that any deck may bear.
const GENERIC: &[&str] = &[
    "presentation",
    "presentations",
    "slides",
    "slide",
    "deck",
    "final",
    "draft",
    "talk",
    "talks",
    "meeting",
    "session",
    "report",
    "update",
    "updates",
    "overview",
    "summary",
    "status",
    "introduction",
    "opening",
    "closing",
    "issues",
    "version",
    "copy",
    "pdf",
    "ppt",
    "pptx",
    "lightning",
    "proposal",
    "keynote",
    "panel",
    "discussion",
    "presentacion",
    "ponencia",
    "jornadas",
    "expose",
    "презентация",
    "доклад",
    "the",
    "and",
    "for",
    "with",
    "from",
    "into",
    "how",
    "why",
    "what",
    "who",
    "des",
    "les",
    "une",
    "pour",
    "avec",
    "dans",
    "sur",
    "por",
    "para",
    "con",
    "los",
    "las",
    "una",
    "del",
    "que",
    "как",
    "для",
    "при",
    "что",
    "new",
    "its",
    "are",
    "est",
    "son",
    "not",
    "can",
    "may",
];

/// A name that any file may have.
pub(crate) fn is_generic(name: &str) -> bool {
    let letters: String = name.chars().filter(|c| c.is_alphabetic()).collect();
    GENERIC.contains(&letters.as_str())
        || matches!(
            letters.as_str(),
            "" | "document" | "file" | "scan" | "untitled" | "agenda" | "index" | "paper" | "statement"
        )
}

/// Words of a text that can tell it from another; of Chinese, every two neighbours.
pub(crate) fn terms(words: &[String]) -> Vec<String> {
    let mut terms = Vec::new();
    for word in words {
        if word.chars().next().is_some_and(is_han) {
            let characters: Vec<char> = word.chars().collect();
            terms.extend(characters.windows(2).map(|pair| pair.iter().collect::<String>()));
        } else if word.chars().count() >= 3 && !word.chars().all(char::is_numeric) && !GENERIC.contains(&word.as_str())
        {
            terms.push(singular(word).to_owned());
        }
    }
    let mut seen = HashSet::new();
    terms.retain(|term| seen.insert(term.clone()));
    terms
}

/// Plurals of the Latin languages end in one letter.
fn singular(word: &str) -> &str {
    let bare = word.strip_suffix('s').filter(|bare| bare.len() >= 4 && !bare.ends_with('s'));
    bare.unwrap_or(word)
}

/// In how many titles, and in how many file names, each term is.
pub(crate) struct Rarity {
    n_titles: HashMap<String, u32>,
    n_files: HashMap<String, u32>,
}

impl Rarity {
    pub fn of(titles: &HashSet<&str>, documents: &[Document]) -> Rarity {
        let count = |all: &mut dyn Iterator<Item = Vec<String>>| {
            let mut n = HashMap::new();
            for term in all.flatten() {
                *n.entry(term).or_insert(0) += 1;
            }
            n
        };
        let n_titles = count(&mut titles.iter().map(|title| terms(&folded_words(title))));
        let files =
            documents.iter().filter_map(|document| document.fields.iter().find(|field| field.kind == Kind::FileName));
        let n_files = count(&mut files.map(|field| field.terms.clone()));
        Rarity { n_titles, n_files }
    }

    fn of_title(&self, term: &str) -> f32 {
        1. / self.n_titles.get(term).copied().unwrap_or(1).max(1) as f32
    }

    fn of_file(&self, term: &str) -> f32 {
        1. / self.n_files.get(term).copied().unwrap_or(1).max(1) as f32
    }
}

/// How well a field bears the title, from 0 to 1, and the words that agree. `known` are words of names, which are
/// evidence of their own.
pub(crate) fn agreement(
    title: &[String],
    title_terms: &[String],
    field: &Field,
    rarity: &Rarity,
    known: &HashSet<String>,
) -> (f32, String) {
    let title_terms: Vec<&String> = title_terms.iter().filter(|term| !known.contains(*term)).collect();
    if title_terms.is_empty() {
        return (0., String::new());
    }
    let exact = title.len() >= 3 && title_terms.len() >= 2 && field.phrase(title).is_some();
    if field.kind == Kind::FileName && is_part_of(field, title) {
        return (1., field.text.clone());
    }
    let field_terms = &field.terms;
    let in_field = |term: &&&String| {
        field.term_set.contains(**term)
            || field.kind == Kind::FileName && field_terms.iter().any(|own| is_form(own, term))
    };
    let hits: Vec<&String> = title_terms.iter().filter(in_field).copied().collect();
    let weight = |terms: &mut dyn Iterator<Item = &String>| terms.map(|term| rarity.of_title(term)).sum::<f32>();
    let of_title = weight(&mut hits.iter().copied()) / weight(&mut title_terms.iter().copied());
    // Something that no other title has must be among them.
    let has_own = hits.iter().any(|term| rarity.of_title(term) >= 1.);
    if !has_own && !exact {
        return (0., String::new());
    }
    let score = match field.kind {
        Kind::FileName | Kind::Folder | Kind::Title => {
            let own: Vec<&String> = field_terms.iter().filter(|term| !known.contains(*term)).collect();
            let all: f32 = own.iter().map(|term| rarity.of_file(term)).sum();
            let agreeing = own.iter().filter(|own| hits.iter().any(|hit| hit == *own || is_form(own, hit)));
            let of_file = agreeing.map(|term| rarity.of_file(term)).sum::<f32>() / all.max(f32::EPSILON);
            let n_own = hits.iter().filter(|term| rarity.of_title(term) >= 1.).count();
            let is_long = hits.iter().any(|term| rarity.of_title(term) >= 1. && term.chars().count() >= 9);
            let bonus = if n_own >= 2 || is_long { 0.15 } else { 0. };
            (0.45 * of_title + 0.55 * of_file + bonus).min(1.)
        }
        Kind::FirstPages if hits.len() >= 3 || of_title > 0.99 && hits.len() == 2 => of_title * of_title,
        Kind::FirstPages | Kind::Author => 0.,
    };
    let words = joined(&hits);
    match exact {
        true => (score.max(1.), field.phrase(title).map_or(words, |(from, to)| field.printed(from, to))),
        false => (score, words),
    }
}

/// Terms as text: neighbouring pairs of Chinese become the word that they were cut from.
fn joined(terms: &[&String]) -> String {
    let mut text = String::new();
    for term in terms {
        let mut characters = term.chars();
        match (text.chars().next_back(), characters.next()) {
            (Some(last), Some(first)) if last == first && is_han(first) => text.push_str(characters.as_str()),
            (None, _) => text.push_str(term),
            (Some(_), _) => {
                text.push(' ');
                text.push_str(term);
            }
        }
    }
    text
}

/// Singular and plural, `octet` and `octets`.
fn is_form(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    short.chars().count() >= 5 && long.len() - short.len() <= 2 && long.starts_with(short)
}

/// Is a file name of several words, without its number, a stretch of the title?
fn is_part_of(field: &Field, title: &[String]) -> bool {
    let is_number = |word: &&crate::field::Word| word.folded.chars().all(char::is_numeric);
    let words: Vec<&str> = field.words.iter().skip_while(is_number).map(|word| word.folded.as_str()).collect();
    words.len() >= 4
        && title.windows(words.len()).any(|window| window.iter().zip(&words).all(|(one, other)| one == other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_said_as_it_was_written() {
        let of = |text: &str| {
            let terms = terms(&folded_words(text));
            joined(&terms.iter().collect::<Vec<_>>())
        };
        assert_eq!(of("蚂蚁金服 API Gateway Mesh 思考与实践"), "蚂蚁金服 api gateway mesh 思考与实践");
        assert_eq!(of("Wheel variants"), "wheel variant");
    }
}
