//! Places where a name of the register may be meant: in another script, inflected, misspelt, by initials, or by title and
//! surname. They are suggestions; nothing is linked by them.

use crate::field::{Word, is_han, words};
use crate::mention::Named;
use crate::name::is_one_edit;
use analysis::{fold, is_honorific, name_likeness, sound_key};
use model::CharRange;
use std::collections::HashMap;

/// A place where somebody may be meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LikelyMention {
    /// Code points of the text.
    pub range: CharRange,
    /// Index into what the names were made of.
    pub named: usize,
    /// From 0 to 1.
    pub score: f32,
}

/// What names sound like, word by word.
pub(crate) struct Sounds {
    names: Vec<Known>,
    by_key: HashMap<String, Vec<usize>>,
}

struct Known {
    name: String,
    is_person: bool,
    /// Folded, as the name has them.
    words: Vec<String>,
    /// A name in Chinese characters in Latin letters.
    pinyin: Vec<String>,
}

/// The least likeness that is worth a reader's look.
const LEAST: f32 = 0.6;

impl Sounds {
    pub fn of(names: &[Named]) -> Sounds {
        let mut sounds = Sounds { names: Vec::with_capacity(names.len()), by_key: HashMap::new() };
        for (idx, named) in names.iter().enumerate() {
            let is_han = named.name.chars().any(is_han);
            let words: Vec<String> = words(&named.name, false).into_iter().map(|word| word.folded).collect();
            let pinyin = if is_han && named.is_person { analysis::pinyin_forms(&named.name) } else { Vec::new() };
            let mut keys: Vec<String> = match is_han {
                true => pinyin.clone(),
                false => words.iter().filter(|word| word.chars().count() > 2).flat_map(|word| keys(word)).collect(),
            };
            keys.sort_unstable();
            keys.dedup();
            for key in keys {
                sounds.by_key.entry(key).or_default().push(idx);
            }
            sounds.names.push(Known { name: named.name.clone(), is_person: named.is_person, words, pinyin });
        }
        sounds
    }

    /// In the text's order, none within another; where `taken`, something is named for sure.
    pub fn find(&self, text: &str, taken: &[CharRange]) -> Vec<LikelyMention> {
        let all = words(text, false);
        let mut found: Vec<(usize, usize, usize, f32)> = Vec::new();
        for (at, word) in all.iter().enumerate() {
            let joined =
                [1, 2, 3].map(|n| all[at..(at + n).min(all.len())].iter().map(|w| w.folded.as_str()).collect());
            for (n, form) in joined.iter().enumerate().map(|(idx, form): (usize, &String)| (idx + 1, form)) {
                let named = self.by_key.get(form).into_iter().flatten();
                let is_spelt = |idx: &&usize| form.len() >= 6 && self.names[**idx].pinyin.contains(form);
                found.extend(named.filter(is_spelt).map(|&idx| (idx, at, (at + n).min(all.len()), 0.8)));
            }
            let mut seen: Vec<usize> = Vec::new();
            for key in keys(&word.folded) {
                for &idx in self.by_key.get(&key).into_iter().flatten() {
                    if !seen.contains(&idx) {
                        seen.push(idx);
                        found.extend(
                            self.names[idx].around(text, &all, at).map(|(from, to, score)| (idx, from, to, score)),
                        );
                    }
                }
            }
        }
        found.sort_by(|one, other| other.3.total_cmp(&one.3).then((one.2 - one.1).cmp(&(other.2 - other.1))));
        let mut kept: Vec<LikelyMention> = Vec::new();
        for (named, from, to, score) in found {
            let place = |byte: usize| text[..byte].chars().count() as u32;
            let range = CharRange::new(place(all[from].start), place(all[to - 1].end));
            let overlaps = |other: &CharRange| other.start < range.end && range.start < other.end;
            if !taken.iter().any(overlaps) && !kept.iter().any(|known| overlaps(&known.range)) {
                kept.push(LikelyMention { range, named, score });
            }
        }
        kept.sort_by_key(|mention| mention.range.start);
        kept
    }
}

impl Known {
    /// The best that the words about `at` have of the name: from, to, likeness.
    fn around(&self, text: &str, all: &[Word], at: usize) -> Option<(usize, usize, f32)> {
        let mut best: Option<(usize, usize, f32)> = None;
        let is_foreign = is_capital(text, &all[at]);
        for size in 2..=(self.words.len() + 1).min(6) {
            for from in (at + 1).saturating_sub(size)..=at {
                let Some(window) = all.get(from..from + size) else { continue };
                let span = &text[window[0].start..window[size - 1].end];
                if span.contains(['.', ',', ';', ':', '!', '?', '。']) && ends_a_phrase(text, window) {
                    continue;
                }
                let inflected = self.inflected(window);
                let score = match self.is_person && is_foreign {
                    true => name_likeness(span, &self.name).map_or(inflected, |like| like.score.max(inflected)),
                    false => inflected,
                };
                if score >= LEAST && best.is_none_or(|(.., most)| score > most) {
                    best = Some((from, from + size, score));
                }
            }
        }
        best.or_else(|| self.titled(text, all, at))
    }

    /// Every word in another form: `Министерства иностранных дел`, or one letter apart.
    fn inflected(&self, window: &[Word]) -> f32 {
        let is_same = window.len() == self.words.len()
            && window.iter().zip(&self.words).all(|(own, known)| {
                own.folded == *known
                    || is_inflected(&own.folded, known)
                    || !self.is_person && is_slip(&own.folded, known)
            });
        if is_same { 0.75 } else { 0. }
    }

    /// `Ms. Riazi`.
    fn titled(&self, text: &str, all: &[Word], at: usize) -> Option<(usize, usize, f32)> {
        let surname = self.words.last().filter(|_| self.is_person && self.words.len() >= 2)?;
        let own = &all[at];
        let before = all.get(at.checked_sub(1)?)?;
        let between = &text[before.end..own.start];
        let title = text[before.start..own.start].trim();
        let is_titled = own.folded == *surname
            && between.chars().all(|c| c == '.' || c.is_whitespace())
            && is_honorific(title)
            && surname.chars().count() >= 4;
        // What follows is another's first or last name.
        is_titled.then_some((at, at + 1, LEAST))
    }
}

/// Does a sentence or a line's item end between the words? A full stop after an initial ends none.
fn ends_a_phrase(text: &str, window: &[Word]) -> bool {
    window.windows(2).any(|pair| {
        let between = &text[pair[0].end..pair[1].start];
        let is_initial = pair[0].folded.chars().count() <= 2;
        between.contains([',', ';', ':', '!', '?', '。']) || between.contains('.') && !is_initial
    })
}

fn is_capital(text: &str, word: &Word) -> bool {
    text[word.start..].chars().next().is_some_and(|c| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic())
}

/// By which a word of a text finds a name's: its sound, and how a Cyrillic one begins, whatever its ending.
fn keys(word: &str) -> Vec<String> {
    let mut keys = vec![format!("s:{}", sound_key(word))];
    if word.chars().any(|c| matches!(c, '\u{400}'..='\u{52F}')) && word.chars().count() >= 4 {
        keys.push(format!("p:{}", word.chars().take(4).collect::<String>()));
    }
    keys
}

/// Two forms of a Russian word: a common beginning, and endings of two or three letters.
fn is_inflected(one: &str, other: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "", "а", "я", "у", "ю", "е", "и", "ы", "о", "й", "ь", "ом", "ем", "ым", "им", "ой", "ей", "ою", "ах", "ях",
        "ам", "ям", "ых", "их", "ого", "его", "ому", "ему", "ами", "ями", "ыми", "ими", "ия", "ие", "ии", "ию", "ий",
        "ая", "ое", "ые", "ев", "ов", "ва", "на",
    ];
    let n_same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let rest = |word: &str| word.chars().skip(n_same).collect::<String>();
    let is_cyrillic = one.chars().all(|c| matches!(c, '\u{400}'..='\u{52F}'));
    is_cyrillic && n_same >= 3 && ENDINGS.contains(&rest(one).as_str()) && ENDINGS.contains(&rest(other).as_str())
}

/// One letter apart, or two that changed places.
fn is_slip(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let apart: Vec<usize> = (0..a.len().min(b.len())).filter(|&at| a[at] != b[at]).collect();
    let is_swap = a.len() == b.len()
        && a.len() >= 5
        && matches!(apart[..], [first, second] if second == first + 1 && a[first] == b[second] && a[second] == b[first]);
    is_swap || is_one_edit(&fold(one), &fold(other))
}
