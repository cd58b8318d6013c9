//! Names of the register in a page's text: exact and by alias, at word boundaries, in every script.

use aho_corasick::{AhoCorasick, MatchKind};
use analysis::fold;
use model::CharRange;

/// Something with names that a text may mention.
#[derive(Debug, Clone)]
pub struct Named {
    /// As printed somewhere.
    pub name: String,
    /// A person's name may be turned round; an organization's may not.
    pub is_person: bool,
}

/// One place of a text where something of the register is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Code points of the text.
    pub range: CharRange,
    /// Index into what the names were made of.
    pub named: usize,
}

/// All names, ready to be looked for at once.
pub struct NameIndex {
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
}

struct Pattern {
    named: usize,
    /// Capitals alone: `WHO` is not *who*.
    acronym: Option<String>,
    is_han: bool,
}

impl NameIndex {
    /// Names of one short word are left out: too many other things are called so.
    pub fn new(names: &[Named]) -> NameIndex {
        let (mut texts, mut patterns): (Vec<String>, Vec<Pattern>) = (Vec::new(), Vec::new());
        for (idx, named) in names.iter().enumerate() {
            let name = named.name.trim();
            let is_han = name.chars().any(is_han);
            let folded = spaced(&fold(name));
            let n_words = folded.split(' ').count();
            let n_letters = folded.chars().filter(|c| c.is_alphanumeric()).count();
            let is_acronym = n_words == 1
                && name.chars().filter(|c| c.is_uppercase()).count() >= 2
                && !name.chars().any(char::is_lowercase);
            let is_telling = match (is_han, n_words, named.is_person) {
                (true, ..) => n_letters >= 2,
                (_, 1, true) => false,
                (_, 1, false) => is_acronym && n_letters >= 3 || n_letters >= 6,
                _ => n_letters >= 5,
            };
            if !is_telling {
                continue;
            }
            let mut forms = vec![folded.clone()];
            if let (true, false, Some((first, last))) = (named.is_person, is_han, folded.rsplit_once(' ')) {
                forms.push(format!("{last} {first}"));
                forms.push(format!("{last}, {first}"));
            }
            for form in forms {
                texts.push(form);
                patterns.push(Pattern { named: idx, acronym: is_acronym.then(|| name.to_owned()), is_han });
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts).ok();
        NameIndex { automaton: automaton.filter(|_| !texts.is_empty()), patterns }
    }

    /// Every mention in a text, in order; none within another.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::of(text);
        let mut found = Vec::new();
        for hit in automaton.find_iter(&folded.text) {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            let range = CharRange::new(folded.places[hit.start()], folded.places[hit.end() - 1] + 1);
            let is_whole = pattern.is_han || folded.begins_word(hit.start()) && folded.ends_word(hit.end());
            let is_spelt = pattern.acronym.as_ref().is_none_or(|acronym| {
                let printed: String = text.chars().skip(range.start as usize).take(range.len() as usize).collect();
                printed == *acronym
            });
            if is_whole && is_spelt {
                found.push(Mention { range, named: pattern.named });
            }
        }
        found
    }
}

/// A text folded, with the place in the original of every byte.
struct Folded {
    text: String,
    places: Vec<u32>,
}

impl Folded {
    fn of(original: &str) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(original.len()), places: Vec::with_capacity(original.len()) };
        let mut buffer = [0; 4];
        for (at, c) in (0u32..).zip(original.chars()) {
            // Names run on over the ends of lines.
            if c.is_whitespace() {
                if !folded.text.ends_with(' ') {
                    folded.push(" ", at);
                }
            } else if c.is_ascii() {
                folded.push((c.to_ascii_lowercase()).encode_utf8(&mut buffer), at);
            } else {
                let own = fold(c.encode_utf8(&mut buffer));
                folded.push(&own, at);
            }
        }
        folded
    }

    fn push(&mut self, text: &str, at: u32) {
        self.text.push_str(text);
        self.places.resize(self.text.len(), at);
    }

    fn begins_word(&self, at: usize) -> bool {
        let before = &self.text[..at];
        match before.chars().next_back() {
            None => true,
            // One letter that Arabic writes onto a word: and, in, for, like, so.
            Some('و' | 'ب' | 'ل' | 'ك' | 'ف') => {
                let rest = &before[..before.len() - 2];
                !rest.ends_with(char::is_alphanumeric)
            }
            Some(c) => !c.is_alphanumeric() || is_han(c),
        }
    }

    fn ends_word(&self, at: usize) -> bool {
        let after = &self.text[at..];
        let after = ["'s", "’s"].iter().find_map(|end| after.strip_prefix(end)).unwrap_or(after);
        after.chars().next().is_none_or(|c| !c.is_alphanumeric() || is_han(c))
    }
}

fn spaced(folded: &str) -> String {
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_han(c: char) -> bool {
    crate::field::is_han(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[(&str, bool)], text: &str) -> Vec<(usize, String)> {
        let names: Vec<Named> =
            names.iter().map(|(name, is_person)| Named { name: (*name).to_owned(), is_person: *is_person }).collect();
        let index = NameIndex::new(&names);
        let printed = |range: CharRange| text.chars().skip(range.start as usize).take(range.len() as usize).collect();
        index.mentions(text).into_iter().map(|mention| (mention.named, printed(mention.range))).collect()
    }

    #[test]
    fn names_are_found_in_every_script() {
        for (name, text, expected) in [
            ("Arije Antinori", "as Arije ANTINORI said", "Arije ANTINORI"),
            ("Arije Antinori", "see ANTINORI, Arije.", "ANTINORI, Arije"),
            ("Arije Antinori", "by Arije\nAntinori's team", "Arije\nAntinori"),
            ("José Núñez", "con Jose\u{301} Nuñez.", "Jose\u{301} Nuñez"),
            ("Иван Петров", "доклад: Петров Иван", "Петров Иван"),
            ("أحمد علي", "قال وأحمد علي إن", "أحمد علي"),
            ("王小明", "由王小明先生主持", "王小明"),
        ] {
            assert_eq!(found(&[(name, true)], text), [(0, expected.to_owned())], "{name} in {text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_name_is_none() {
        for (name, is_person, text) in [
            ("Ana Perez", true, "Diana Perez"),
            ("Ana Perez", true, "Ana Perezova"),
            ("Smith", true, "a smith"),
            ("WHO", false, "those who came"),
            ("ITU", false, "situation"),
            ("أحمد علي", true, "محمود أحمد عليان"),
        ] {
            assert_eq!(found(&[(name, is_person)], text), [], "{name} in {text}");
        }
        assert_eq!(found(&[("WHO", false)], "the WHO's report"), [(0, "WHO".to_owned())]);
    }

    #[test]
    fn two_thousand_names_over_ten_thousand_pages_take_seconds() {
        let word = |n: usize| {
            [n / 400 % 20, n / 20 % 20, n % 20]
                .map(|digit| b"bcdfghjklmnpqrstvwxz"[digit] as char)
                .iter()
                .collect::<String>()
        };
        let names: Vec<Named> =
            (0..2000).map(|n| Named { name: format!("Ana So{}ar", word(n)), is_person: true }).collect();
        let index = NameIndex::new(&names);
        let page = "The committee heard Ana Sobbcar on the state of play, and went on with its work on the matter. "
            .repeat(10);
        let started = std::time::Instant::now();
        // A tenth of them, so that the test is quick in a debug build.
        let n: usize = (0..1000).map(|_| index.mentions(&page).len()).sum();
        assert_eq!(n, 10_000);
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
        eprintln!("2000 names over 1000 pages: {:?}", started.elapsed());
    }
}
