//! How much of a contribution's title a document's words have.

use crate::field::{Document, Field, Kind, Line, folded_words, is_han};
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
    "rev",
    "copia",
    "copie",
    "kopie",
    "finale",
    "finalversion",
    "definitivo",
    "definitiva",
    "definitif",
    "ultima",
    "apresentacao",
    "comunicacao",
    "comunicacion",
    "diapositivas",
    "diapositives",
    "diapo",
    "folien",
    "vortrag",
    "praesentation",
    "prasentation",
    "presentazione",
    "prezentacja",
    "prezentace",
    "sunum",
    "presentacion",
    "ponencia",
    "jornadas",
    "expose",
    "презентация",
    "доклад",
    "слайды",
    "копия",
    "выступление",
    "финал",
    "итог",
    "عرض",
    "نهائي",
    "نسخه",
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

/// A title, ready to be looked for.
pub(crate) struct Title {
    pub words: Vec<String>,
    pub terms: Vec<String>,
    squeezed: String,
    /// The first letter of each word, and whether the word may be left out of an acronym.
    initials: Vec<(char, bool)>,
}

impl Title {
    pub fn read(title: &str) -> Title {
        let words = folded_words(title);
        let initials = words.iter().filter_map(|word| Some((word.chars().next()?, word.chars().count() < 4)));
        Title { terms: terms(&words), squeezed: words.concat(), initials: initials.collect(), words }
    }

    /// `DEBN` of *Datos enlazados en la Biblioteca Nacional*: short words have their letter or not.
    fn is_abbreviated(&self, acronym: &str) -> bool {
        let mut letters = acronym.chars().peekable();
        for (initial, is_short) in &self.initials {
            let is_next = letters.next_if_eq(initial).is_some();
            if !is_next && !is_short {
                return false;
            }
        }
        letters.peek().is_none()
    }
}

/// How well a field bears a title, from 0 to 1, and the words that agree.
pub(crate) struct Agreement {
    pub score: f32,
    pub words: String,
}

impl Agreement {
    fn new(score: f32, words: String) -> Agreement {
        Agreement { score, words }
    }
}

/// `known` are words of names, which are evidence of their own.
pub(crate) fn agreement(title: &Title, field: &Field, rarity: &Rarity, known: &HashSet<String>) -> Agreement {
    let title_terms: Vec<&String> = title.terms.iter().filter(|term| !known.contains(*term)).collect();
    if title_terms.is_empty() {
        // *Closing* is any talk's word; as all of a title it still tells two talks of one speaker apart.
        let place = field.phrase(&title.words).filter(|_| field.kind == Kind::FileName && title.terms.is_empty());
        return place
            .map_or(Agreement::new(0., String::new()), |(from, to)| Agreement::new(0.45, field.printed(from, to)));
    }
    let exact = title.words.len() >= 3 && title_terms.len() >= 2 && field.phrase(&title.words).is_some();
    if field.kind == Kind::FileName && (is_part_of(field, &title.words) || is_squeezed(field, title)) {
        return Agreement::new(1., field.text.clone());
    }
    let said = by_terms(&title_terms, title, field, rarity, known, exact);
    let other = match field.kind {
        Kind::FileName => by_initials(title, field),
        Kind::FirstPages => by_line(title, &title_terms, field, rarity),
        Kind::Folder | Kind::Title | Kind::Author => None,
    };
    other.filter(|other| other.score > said.score).unwrap_or(said)
}

fn by_terms(
    title_terms: &[&String],
    title: &Title,
    field: &Field,
    rarity: &Rarity,
    known: &HashSet<String>,
    exact: bool,
) -> Agreement {
    let field_terms = &field.terms;
    let in_field = |term: &&&String| {
        if field.kind == Kind::FileName { field.has_term(term) } else { field.term_set.contains(**term) }
    };
    let hits: Vec<&String> = title_terms.iter().filter(in_field).copied().collect();
    let weight = |terms: &mut dyn Iterator<Item = &String>| terms.map(|term| rarity.of_title(term)).sum::<f32>();
    let of_title = weight(&mut hits.iter().copied()) / weight(&mut title_terms.iter().copied());
    // Something that no other title has must be among them.
    let has_own = hits.iter().any(|term| rarity.of_title(term) >= 1.);
    if !has_own && !exact {
        return Agreement::new(0., String::new());
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
        true => Agreement::new(1., field.phrase(&title.words).map_or(words, |(from, to)| field.printed(from, to))),
        false => Agreement::new(score, words),
    }
}

/// A file named by the first letters of its title's words: in capitals, or by nothing else.
fn by_initials(title: &Title, field: &Field) -> Option<Agreement> {
    let is_alone = field.words.len() == 1;
    field.words.iter().find_map(|word| {
        let n_letters = word.folded.chars().count();
        let is_loud = !field.text[word.start..word.end].contains(char::is_lowercase);
        let is_meant = n_letters >= 3 && (is_loud || is_alone) && title.is_abbreviated(&word.folded);
        let score = if n_letters >= 4 { 0.5 } else { 0.35 };
        is_meant.then(|| Agreement::new(score, field.text[word.start..word.end].to_owned()))
    })
}

/// A line at the beginning of a page that is a stretch of the title, or all of it: *Note well* of *Note well, agenda
/// bashing*.
fn by_line(title: &Title, title_terms: &[&String], field: &Field, rarity: &Rarity) -> Option<Agreement> {
    let of_line = |line: &Line| {
        if line.has_han {
            return by_han(title, field, line);
        }
        if line.to - line.from >= title.words.len() {
            return None;
        }
        let words: Vec<&str> = field.words[line.from..=line.to].iter().map(|word| word.folded.as_str()).collect();
        let is_stretch =
            title.words.windows(words.len()).any(|window| window.iter().zip(&words).all(|(one, other)| one == other));
        let own = is_stretch.then(|| terms(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()))?;
        let own: Vec<&String> =
            own.iter().filter_map(|term| title_terms.iter().find(|known| **known == term)).copied().collect();
        let score = match own.len() {
            0 | 1 => return None,
            _ if words.len() == title.words.len() => 1.,
            2 => 0.65,
            _ => 0.8,
        };
        let is_own = own.iter().any(|term| rarity.of_title(term) >= 1.);
        is_own.then(|| Agreement::new(score, field.printed(line.from, line.to)))
    };
    let agreed = field.lines.iter().filter_map(of_line);
    agreed.max_by(|one, other| one.score.total_cmp(&other.score))
}

/// The same in Chinese, which has no spaces: so many characters one after the other.
fn by_han(title: &Title, field: &Field, line: &Line) -> Option<Agreement> {
    let words = &field.words[line.from..=line.to];
    let text: String = words.iter().map(|word| word.folded.as_str()).collect();
    let n_han = text.chars().filter(|c| is_han(*c)).count();
    let is_stretch = n_han >= 4 && title.squeezed.contains(&text);
    let score = if n_han >= 6 { 0.8 } else { 0.65 };
    is_stretch.then(|| Agreement::new(score, field.printed(line.from, line.to)))
}

/// `gramaticadasassinaturas`: a name without spaces that is a stretch of the title.
fn is_squeezed(field: &Field, title: &Title) -> bool {
    const MIN_LETTERS: usize = 12;
    let letters: String = field.squeezed.chars().filter(|c| !c.is_numeric()).collect();
    let n_words = field.words.iter().filter(|word| word.folded.starts_with(char::is_alphabetic)).count();
    n_words == 1
        && letters.chars().count() >= MIN_LETTERS
        && !letters.chars().any(is_han)
        && title.squeezed.contains(&letters)
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

/// Singular and plural, `octet` and `octets`; Russian declines the endings of most words.
pub(crate) fn is_form(one: &str, other: &str) -> bool {
    if one.chars().next() != other.chars().next() {
        return false;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let is_cyrillic = |c: char| matches!(c, '\u{400}'..='\u{52F}');
    if short.starts_with(is_cyrillic) && long.starts_with(is_cyrillic) {
        let n_letters = long.chars().count();
        let n_same = short.chars().zip(long.chars()).take_while(|(a, b)| a == b).count();
        return n_same >= 5 && n_letters - n_same <= 3 && short.chars().count() + 3 >= n_letters;
    }
    short.chars().count() >= 5 && long.len() - short.len() <= 2 && long.starts_with(short)
}

/// Any deck's word, or none at all.
pub(crate) fn is_common(word: &str) -> bool {
    GENERIC.contains(&word)
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
