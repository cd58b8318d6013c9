//! Places where a name of the register may be meant: in another script, inflected, misspelt, by initials, or by title and
//! surname. They are suggestions; nothing is linked by them.

use crate::field::{Word, is_han, words};
use crate::mention::Named;
use crate::name::is_one_edit;
use analysis::{fold, is_honorific, name_likeness, sound_key};
use model::CharRange;
use std::collections::HashMap;
use std::rc::Rc;

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

/// What words of the pages read so far sound like, and whose names have such a word: of one register, of one thread.
#[derive(Default)]
pub struct SoundMemo(HashMap<String, Rc<Heard>>);

#[derive(Default)]
struct Heard {
    /// For each of the word's keys.
    names: Vec<usize>,
    sound: String,
    /// So many names have such a word that another of a name's words must be near.
    is_common: bool,
}

/// A word that more names than this have is a common first name.
const COMMON: usize = 24;
/// So far from such a word the others are looked for.
const REACH: usize = 5;
/// Memos are emptied at so many words.
const MAX_MEMO: usize = 100_000;

struct Known {
    name: String,
    is_person: bool,
    /// Folded, as the name has them.
    words: Vec<String>,
    /// What each of them sounds like.
    sounds: Vec<String>,
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
            let heard = words.iter().map(|word| sound_key(word)).collect();
            sounds.names.push(Known {
                name: named.name.clone(),
                is_person: named.is_person,
                words,
                sounds: heard,
                pinyin,
            });
        }
        sounds
    }

    /// By what a word of a text may lead to a name.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.by_key.keys().map(String::as_str)
    }

    /// Adds all by which the words of a text lead to names, of this register or any other.
    pub fn note_keys(text: &str, mut note: impl FnMut(&str)) {
        let all = words(text, false);
        for (at, word) in all.iter().enumerate() {
            keys(&word.folded).iter().for_each(|key| note(key));
            for n in 1..=3 {
                if let Some(joined) = all.get(at..at + n).filter(|words| words.iter().all(|w| w.folded.is_ascii())) {
                    note(&joined.iter().map(|word| word.folded.as_str()).collect::<String>());
                }
            }
        }
    }

    fn heard(&self, word: &str, memo: &mut SoundMemo) -> Rc<Heard> {
        if let Some(known) = memo.0.get(word) {
            return known.clone();
        }
        let mut names: Vec<usize> = Vec::new();
        for key in keys(word) {
            names.extend(self.by_key.get(&key).into_iter().flatten());
        }
        names.sort_unstable();
        names.dedup();
        let heard = Rc::new(Heard { sound: sound_key(word), is_common: names.len() > COMMON, names });
        if memo.0.len() >= MAX_MEMO {
            memo.0.clear();
        }
        memo.0.insert(word.to_owned(), heard.clone());
        heard
    }

    /// In the text's order, none within another; where `taken`, something is named for sure.
    pub fn find(&self, text: &str, taken: &[CharRange], memo: &mut SoundMemo) -> Vec<LikelyMention> {
        let all = words(text, false);
        let heard: Vec<Rc<Heard>> = all.iter().map(|word| self.heard(&word.folded, memo)).collect();
        let mut found: Vec<(usize, usize, usize, f32)> = Vec::new();
        let mut form = String::new();
        for at in 0..all.len() {
            form.clear();
            for n in 1..=3.min(all.len() - at) {
                form.push_str(&all[at + n - 1].folded);
                let named = self.by_key.get(&form).filter(|_| form.len() >= 6).into_iter().flatten();
                let is_spelt = |idx: &&usize| self.names[**idx].pinyin.contains(&form);
                found.extend(named.filter(is_spelt).map(|&idx| (idx, at, at + n, 0.8)));
            }
            // What another word of a name may be; lowercase ones are none.
            let (first, last) = (at.saturating_sub(REACH), (at + REACH + 1).min(all.len()));
            let near: Vec<(&Word, &Heard)> = match heard[at].is_common {
                true => {
                    let places = (first..last).filter(|&place| place != at && is_capital(text, &all[place]));
                    places.map(|place| (&all[place], &*heard[place])).collect()
                }
                false => Vec::new(),
            };
            for &idx in &heard[at].names {
                let known = &self.names[idx];
                if !heard[at].is_common || known.is_near((&all[at], &heard[at]), &near) {
                    found.extend(known.around(text, &all, at).map(|(from, to, score)| (idx, from, to, score)));
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
    /// Is one of the words that stand near the one at `at` another of the name's: as it is, as an initial, a letter apart?
    fn is_near(&self, at: (&Word, &Heard), near: &[(&Word, &Heard)]) -> bool {
        let (word, own) = at;
        let is_part = |(other, heard): &(&Word, &Heard)| {
            let mut parts = self.words.iter().zip(&self.sounds).filter(|(_, known)| **known != own.sound);
            parts.any(|(part, known)| {
                heard.sound == *known
                    || is_close(heard.sound.as_bytes(), known.as_bytes())
                    || other.folded.len() <= 4 && part.chars().next() == other.folded.chars().next()
            })
        };
        // One whose words sound the same has no other; a surname may have a title before it.
        self.sounds.iter().all(|known| *known == own.sound)
            || self.words.last() == Some(&word.folded)
            || near.iter().any(is_part)
    }

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

/// At most one byte put in, left out or changed, of what words sound like.
fn is_close(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if long.len() - short.len() > 1 || short.len() < 2 {
        return false;
    }
    let n_same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let skip = usize::from(short.len() == long.len());
    short[(n_same + skip).min(short.len())..] == long[(n_same + 1).min(long.len())..]
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
