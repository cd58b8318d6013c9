//! What of a text to light for a query, and the few words to quote of it.
//!
//! The text goes through the same analyzer as the index, so what was found is what is lit.

use crate::{
    Query,
    query::{LitUnit, Slot, Unit},
    snippet::quote,
};
use analysis::{Lang, Mode, TokenKind, tokens, without_arabic_article};
use model::{CharRange, SnippetPiece};
use rustc_hash::FxHashMap;

/// A text seen through a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// In order, apart from each other.
    pub ranges: Vec<CharRange>,
    pub snippet: Vec<SnippetPiece>,
}

/// What to light in a text; a phrase is one range.
pub fn light(query: &Query, text: &str, lang: Option<Lang>) -> Vec<CharRange> {
    merged(&found(query, text, lang))
}

/// Some 160 characters around the place where most of what was searched for stands together; the text's beginning
/// where none of it does.
pub fn snippet(query: &Query, text: &str, lang: Option<Lang>) -> Vec<SnippetPiece> {
    show(query, text, lang).snippet
}

/// Both [`light`] and [`snippet`], for the cost of one.
pub fn show(query: &Query, text: &str, lang: Option<Lang>) -> Shown {
    let found = found(query, text, lang);
    let ranges = merged(&found);
    let snippet = quote(text, &found, &ranges);
    Shown { ranges, snippet }
}

/// A place, and which of the query's units stands there.
pub struct Place {
    pub range: CharRange,
    pub unit: usize,
    /// Of its first word.
    position: u32,
}

const MAX_PLACES: usize = 5_000;

/// A word as the index knows it: as such, or as a stem of a language.
type Key<'a> = (Option<Lang>, &'a str);

struct Matcher<'a> {
    words: FxHashMap<Key<'a>, Vec<usize>>,
    /// Pairs of characters astride two words, which only what is longer is made of.
    across: FxHashMap<&'a str, Vec<usize>>,
    prefixes: Vec<(Option<Lang>, &'a str, usize)>,
    n_slots: usize,
    /// Each spelling's unit, and its slots with their offsets.
    spellings: Vec<(usize, Vec<(u32, usize)>)>,
}

impl<'a> Matcher<'a> {
    fn new(units: &[LitUnit<'a>]) -> Self {
        let mut matcher = Matcher {
            words: FxHashMap::default(),
            across: FxHashMap::default(),
            prefixes: Vec::new(),
            n_slots: 0,
            spellings: Vec::new(),
        };
        for (unit_idx, &LitUnit { unit, .. }) in units.iter().enumerate() {
            for spelling in &unit.spellings {
                let n_slots = spelling.len();
                let slots = spelling
                    .iter()
                    .enumerate()
                    .map(|(at, slot)| (slot.offset, matcher.add(slot, unit, at + 1 == n_slots, n_slots > 1)))
                    .collect();
                matcher.spellings.push((unit_idx, slots));
            }
            for word in &unit.variants {
                let id = matcher.n_slots;
                matcher.n_slots += 1;
                matcher.words.entry((None, word)).or_default().push(id);
                matcher.spellings.push((unit_idx, vec![(0, id)]));
            }
        }
        matcher
    }

    fn add(&mut self, slot: &'a Slot, unit: &Unit, last: bool, in_phrase: bool) -> usize {
        let id = self.n_slots;
        self.n_slots += 1;
        if slot.is_han && in_phrase {
            self.across.entry(&slot.word).or_default().push(id);
        }
        self.words.entry((None, &slot.word)).or_default().push(id);
        if !unit.exact {
            for (lang, stem) in &slot.stems {
                self.words.entry((Some(*lang), stem)).or_default().push(id);
                // Where it stands as a word, it is one that is its own stem.
                if **stem != slot.word {
                    self.words.entry((None, stem)).or_default().push(id);
                }
            }
        }
        if unit.prefix && last {
            self.prefixes.push((None, &slot.word, id));
            if slot.stems.iter().any(|(lang, _)| *lang == Lang::Ar) {
                let bare = without_arabic_article(&slot.word);
                self.prefixes.extend([(Some(Lang::Ar), bare, id), (None, bare, id)]);
            }
        }
        id
    }
}

/// Where the query's units stand in a text, in order.
fn found(query: &Query, text: &str, lang: Option<Lang>) -> Vec<Place> {
    let units = query.lit();
    let matcher = Matcher::new(&units);
    if matcher.n_slots == 0 {
        return Vec::new();
    }
    let mut hits: Vec<Vec<(u32, CharRange)>> = vec![Vec::new(); matcher.n_slots];
    tokens(text, lang, Mode::Index, &mut |token| {
        let of = match token.kind {
            TokenKind::Stem(lang) => Some(lang),
            TokenKind::Word
            | TokenKind::Elision
            | TokenKind::Joined
            | TokenKind::Symbol
            | TokenKind::Part
            | TokenKind::Han => None,
            TokenKind::HanAcross => {
                let slots = matcher.across.get(token.text).into_iter().flatten();
                slots.for_each(|&slot| hits[slot].push((token.position, CharRange::new(token.start, token.end))));
                return;
            }
            TokenKind::HanWord => return,
        };
        let mut hit = |slot: usize| {
            let here = (token.position, CharRange::new(token.start, token.end));
            // A word and its stem are one hit.
            if hits[slot].last() != Some(&here) && hits[slot].len() < MAX_PLACES {
                hits[slot].push(here);
            }
        };
        if let Some(slots) = matcher.words.get(&(of, token.text)) {
            slots.iter().for_each(|&slot| hit(slot));
        }
        for &(lang, prefix, slot) in &matcher.prefixes {
            if lang == of && token.text.starts_with(prefix) {
                hit(slot);
            }
        }
    });
    let mut places = Vec::new();
    for (unit, slots) in &matcher.spellings {
        let Some((&(_, first), rest)) = slots.split_first() else { continue };
        for &(position, range) in &hits[first] {
            let ends = rest.iter().map(|&(offset, slot)| {
                let at = position + offset;
                let from = hits[slot].partition_point(|&(position, _)| position < at);
                hits[slot].get(from).filter(|&&(position, _)| position == at).map(|&(_, range)| range.end)
            });
            let end = ends.into_iter().try_fold(range.end, |end, next| Some(end.max(next?)));
            places.extend(end.map(|end| Place { range: CharRange::new(range.start, end), unit: *unit, position }));
        }
    }
    places.sort_by_key(|place| (place.range.start, place.range.end));
    places.truncate(MAX_PLACES);
    without_lone_small_words(only_near(places, &units), &units)
}

/// What is asked for near another stays lit where that other is near.
fn only_near(mut places: Vec<Place>, units: &[LitUnit]) -> Vec<Place> {
    if units.iter().all(|unit| unit.near.is_none()) {
        return places;
    }
    let has_partner = |place: &Place| {
        let Some((group, within)) = units[place.unit].near else { return true };
        // Each is asked for near the one before and the one behind it.
        let partners: Vec<usize> = [place.unit.checked_sub(1), Some(place.unit + 1)]
            .into_iter()
            .flatten()
            .filter(|&other| units.get(other).is_some_and(|other| other.near.is_some_and(|(of, _)| of == group)))
            .collect();
        partners.iter().any(|partner| {
            places.iter().any(|other| {
                other.unit == *partner
                    && other.range != place.range
                    && other.position.abs_diff(place.position) <= within + 1
            })
        })
    };
    let keep: Vec<bool> = places.iter().map(has_partner).collect();
    let mut keep = keep.into_iter();
    places.retain(|_| keep.next().unwrap_or(false));
    places
}

/// The words that are everywhere, folded. They are searched for like all others; but a page on which each of them is
/// lit shows nothing.
#[rustfmt::skip]
const SMALL_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with",
    "au", "aux", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "ou", "par", "pour", "sur", "un", "une",
    "al", "con", "del", "el", "las", "los", "o", "para", "por", "que", "se", "una", "y",
    "в", "и", "из", "к", "на", "о", "об", "от", "по", "с", "у",
    "الي", "عن", "علي", "في", "من", "و",
];

/// Small words stay lit where they stand beside another lit word, or where nothing else is searched for.
fn without_lone_small_words(places: Vec<Place>, units: &[LitUnit]) -> Vec<Place> {
    let is_small = |unit: &Unit| match unit.spellings.as_slice() {
        [spelling] if !unit.prefix && !unit.exact => {
            matches!(spelling.as_slice(), [slot] if SMALL_WORDS.contains(&slot.word.as_str()))
        }
        _ => false,
    };
    let small: Vec<bool> = units.iter().map(|lit| is_small(lit.unit)).collect();
    if !small.contains(&true) || !small.contains(&false) {
        return places;
    }
    let mut keep: Vec<bool> = places.iter().map(|place| !small[place.unit]).collect();
    let beside = |one: &Place, other: &Place| other.range.start <= one.range.end + 1;
    for at in 1..places.len() {
        keep[at] |= keep[at - 1] && beside(&places[at - 1], &places[at]);
    }
    for at in (1..places.len()).rev() {
        keep[at - 1] |= keep[at] && beside(&places[at - 1], &places[at]);
    }
    places.into_iter().zip(keep).filter_map(|(place, keep)| keep.then_some(place)).collect()
}

fn merged(places: &[Place]) -> Vec<CharRange> {
    let mut ranges: Vec<CharRange> = Vec::new();
    for place in places {
        match ranges.last_mut() {
            Some(last) if place.range.start < last.end => last.end = last.end.max(place.range.end),
            _ => ranges.push(place.range),
        }
    }
    ranges
}
