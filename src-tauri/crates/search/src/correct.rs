//! *Did you mean*: words that stand nowhere, and what else was likely meant.

use crate::{
    Query,
    compile::{compile, forms, prefixes},
    expand::{MAX_SEEN, beginning, neighbors},
    query::{Node, Scope, Slot, Unit},
    schema::Fields,
    tokenizer::{HAN_ACROSS, HAN_WORD},
};
use std::collections::{BTreeMap, HashMap};
use tantivy::{Searcher, Term, collector::Count, schema::Field};

/// Shorter words have too many neighbours.
const MIN_FUZZY_CHARS: usize = 4;
/// Arabic and Hebrew words carry as much in three letters as others in four.
const MIN_FUZZY_CHARS_RTL: usize = 3;
/// From here on two letters may be wrong.
const TWO_WRONG_CHARS: usize = 9;
/// How many neighbors of one word are tried beside the others of the query.
const MAX_TRIED: usize = 8;
/// A query of more words, or with more slips, is no slip of the hand: each word is put right by itself.
const MAX_WEIGHED_UNITS: usize = 12;
const MAX_WEIGHED_SLIPS: usize = 3;

/// The query with each word that stands nowhere replaced by the neighbor that most entries have together with the
/// query's other words; where that tells nothing, by the commonest.
pub fn corrected(
    searcher: &Searcher,
    fields: &Fields,
    typed: &str,
    query: &Query,
) -> tantivy::Result<Option<(Query, String)>> {
    let mut hand = Corrector { searcher, fields, near: HashMap::new(), chosen: BTreeMap::new(), replaced: Vec::new() };
    let mut better = hand.correct(query)?;
    if hand.replaced.is_empty() {
        return Ok(None);
    }
    let units = query.units();
    let has_others =
        units.len() > 1 || units.iter().any(|unit| unit.spellings.iter().any(|spelling| spelling.len() > 1));
    if has_others && units.len() <= MAX_WEIGHED_UNITS && hand.chosen.len() <= MAX_WEIGHED_SLIPS {
        let mut most = hand.n_entries(&better)?;
        for start in hand.chosen.clone().into_keys() {
            let mut best = 0;
            for number in 1..MAX_TRIED {
                hand.chosen.insert(start, number);
                let tried = hand.correct(query)?;
                // There are no more neighbors.
                if hand.chosen.get(&start) != Some(&number) {
                    break;
                }
                let n = hand.n_entries(&tried)?;
                if n > most {
                    (best, most) = (number, n);
                }
            }
            hand.chosen.insert(start, best);
        }
        better = hand.correct(query)?;
    }
    let mut replaced = hand.replaced;
    replaced.sort_by_key(|(slot, _)| slot.typed.start);
    let chars: Vec<char> = typed.chars().collect();
    let (mut text, mut at) = (String::new(), 0);
    for (slot, word) in &replaced {
        let (start, end) = (slot.typed.start as usize, slot.typed.end as usize);
        if start < at || end > chars.len() {
            continue;
        }
        text.extend(&chars[at..start]);
        text.push_str(word);
        at = end;
    }
    text.extend(chars.get(at..).unwrap_or_default());
    Ok(Some((better, text)))
}

struct Corrector<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    /// The neighbors of words that stand nowhere, the commonest first.
    near: HashMap<String, Vec<String>>,
    /// Which neighbor a word is replaced by, by where the word starts in what was typed.
    chosen: BTreeMap<u32, usize>,
    /// What was replaced, and by what.
    replaced: Vec<(Slot, String)>,
}

impl Corrector<'_> {
    fn correct(&mut self, query: &Query) -> tantivy::Result<Query> {
        self.replaced.clear();
        let mut query = query.clone();
        for node in &mut query.nodes {
            self.correct_node(node)?;
        }
        Ok(query)
    }

    fn n_entries(&self, query: &Query) -> tantivy::Result<usize> {
        compile(query, self.fields).map_or(Ok(0), |query| self.searcher.search(&query, &Count))
    }

    fn correct_node(&mut self, node: &mut Node) -> tantivy::Result<()> {
        match node {
            Node::Unit(unit) => self.correct_unit(unit),
            Node::Near { units, .. } => units.iter_mut().try_for_each(|unit| self.correct_unit(unit)),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter_mut().try_for_each(|node| self.correct_node(node)),
            // What must not be there may be nowhere.
            Node::Not(_) | Node::Is(_) => Ok(()),
        }
    }

    fn correct_unit(&mut self, unit: &mut Unit) -> tantivy::Result<()> {
        if unit.exact || unit.fuzzy || unit.scope == Scope::Symbol {
            return Ok(());
        }
        let (is_prefix, searched) = (unit.prefix, self.fields.searched(unit.scope));
        let n_before = self.replaced.len();
        let Some(spelling) = unit.spellings.first_mut() else { return Ok(()) };
        if let Some(wrong) = wrong_character(self.searcher, &searched, spelling)? {
            self.replaced.push(wrong);
            unit.preferred.clear();
        }
        let n_slots = spelling.len();
        for (at, slot) in spelling.iter_mut().enumerate() {
            let n_chars = slot.word.chars().count();
            let rtl = slot.word.chars().any(|c| matches!(c as u32, 0x590..=0x8FF));
            let long = n_chars >= if rtl { MIN_FUZZY_CHARS_RTL } else { MIN_FUZZY_CHARS };
            if !long || slot.is_han || !slot.word.chars().all(char::is_alphabetic) {
                continue;
            }
            if is_known(self.searcher, &searched, slot, is_prefix && at + 1 == n_slots)? {
                continue;
            }
            let Some(word) = self.neighbor(slot)? else { continue };
            self.replaced.push((slot.clone(), word.clone()));
            slot.word = word;
            slot.stems.clear();
            unit.prefix = false;
        }
        // A word that stands somewhere keeps its other spellings, whatever became of the words before it.
        if self.replaced.len() > n_before {
            unit.spellings.truncate(1);
        }
        Ok(())
    }

    /// The neighbor that is chosen for the word; where there are not so many, the commonest.
    fn neighbor(&mut self, slot: &Slot) -> tantivy::Result<Option<String>> {
        if !self.near.contains_key(&slot.word) {
            let mut near = neighbors(self.searcher, self.fields, &slot.word, 1)?;
            if near.is_empty() && slot.word.chars().count() >= TWO_WRONG_CHARS {
                near = neighbors(self.searcher, self.fields, &slot.word, 2)?;
            }
            self.near.insert(slot.word.clone(), near.into_iter().take(MAX_TRIED).map(|(word, _)| word).collect());
        }
        let near = &self.near[&slot.word];
        let chosen = self.chosen.entry(slot.typed.start).or_default();
        if *chosen >= near.len() {
            *chosen = 0;
        }
        Ok(near.get(*chosen).cloned())
    }
}

/// In a run of characters that stands nowhere, the one that others would follow its neighbor in place of: the run is
/// put right, and the character's place answered with what it should be.
fn wrong_character(
    searcher: &Searcher,
    searched: &[(Field, f32)],
    pairs: &mut [Slot],
) -> tantivy::Result<Option<(Slot, String)>> {
    let is_run = pairs
        .iter()
        .enumerate()
        .all(|(at, slot)| slot.is_han && slot.offset as usize == at && slot.word.chars().count() == 2);
    if !is_run || pairs.len() < 2 {
        return Ok(None);
    }
    let mut run: Vec<char> = pairs.iter().filter_map(|slot| slot.word.chars().next()).collect();
    run.extend(pairs.last().and_then(|slot| slot.word.chars().nth(1)));
    let n_of = |pair: &str| -> tantivy::Result<u64> {
        let forms = [String::new(), HAN_WORD.into(), HAN_ACROSS.into()].map(|mark| mark + pair);
        let terms =
            searched.iter().flat_map(|&(field, _)| forms.each_ref().map(|form| Term::from_field_text(field, form)));
        terms.map(|term| searcher.doc_freq(&term)).sum()
    };
    let mut unknown = Vec::new();
    for (at, pair) in pairs.iter().enumerate() {
        if n_of(&pair.word)? == 0 {
            unknown.push(at);
        }
    }
    // One wrong character spoils the two pairs that it stands in, at the end of a run one.
    let wrong = match unknown.as_slice() {
        [one, other] if *other == one + 1 => *other,
        [only] if only + 1 == pairs.len() => run.len() - 1,
        _ => return Ok(None),
    };
    let mut best: Option<(u64, char)> = None;
    for &(field, _) in searched {
        let before = run[wrong - 1];
        let mut known = beginning(searcher, field, &before.to_string(), MAX_SEEN)?;
        known.extend(beginning(searcher, field, &format!("{HAN_ACROSS}{before}"), MAX_SEEN)?);
        for (pair, n) in known {
            let mut others = pair.trim_start_matches(HAN_ACROSS).chars().skip(1);
            let (Some(c), None) = (others.next(), others.next()) else { continue };
            let n_after = match run.get(wrong + 1) {
                Some(after) => n_of(&format!("{c}{after}"))?,
                None => u64::from(n),
            };
            let n = n_after.min(u64::from(n));
            if n > 0 && best.is_none_or(|(most, _)| n > most) {
                best = Some((n, c));
            }
        }
    }
    let Some((_, right)) = best else { return Ok(None) };
    let start = pairs[wrong - 1].typed.end - 1;
    let typed = model::CharRange::new(start, start + 1);
    run[wrong] = right;
    for (at, pair) in pairs.iter_mut().enumerate() {
        pair.word = run[at..at + 2].iter().collect();
    }
    let slot = Slot { offset: wrong as u32, word: right.to_string(), stems: Vec::new(), typed, is_han: true };
    Ok(Some((slot, right.to_string())))
}

/// Does the word, or another form of it, stand anywhere?
fn is_known(searcher: &Searcher, searched: &[(Field, f32)], slot: &Slot, is_prefix: bool) -> tantivy::Result<bool> {
    for &(field, _) in searched {
        for text in forms(slot, false) {
            if searcher.doc_freq(&Term::from_field_text(field, &text))? > 0 {
                return Ok(true);
            }
        }
        if is_prefix {
            for prefix in prefixes(slot) {
                if !beginning(searcher, field, &prefix, 1)?.is_empty() {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}
