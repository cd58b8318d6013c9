//! What only the index's own words can add to a query: spellings of names, and words a letter or two away.

use crate::{
    Query, Suggest,
    compile::{forms, prefixes},
    query::{Node, Scope, Slot, Unit},
    schema::{Fields, VARIANT_MARK, variant_key},
    tokenizer::{HAN_ACROSS, HAN_WORD},
};
use std::collections::HashMap;
use tantivy::{Searcher, Term, query::FuzzyTermQuery, schema::Field};

/// The most words that one word is widened to.
const MAX_VARIANTS: usize = 24;
/// The most words looked at for one.
const MAX_SEEN: usize = 20_000;
/// Shorter words have too many neighbours.
const MIN_FUZZY_CHARS: usize = 4;
/// Arabic and Hebrew words carry as much in three letters as others in four.
const MIN_FUZZY_CHARS_RTL: usize = 3;
/// From here on two letters may be wrong.
const TWO_WRONG_CHARS: usize = 9;

pub fn expand(searcher: &Searcher, fields: &Fields, query: &Query) -> tantivy::Result<Query> {
    let mut query = query.clone();
    for unit in query.units_mut() {
        let Some(word) = lone_word(unit).cloned() else { continue };
        if unit.fuzzy {
            let two_wrong = word.word.chars().count() > 5;
            let near = neighbors(searcher, fields, &word.word, if two_wrong { 2 } else { 1 })?;
            unit.variants.extend(near.into_iter().take(MAX_VARIANTS).map(|(word, _)| word));
        } else if !unit.exact && matches!(unit.scope, Scope::Anywhere | Scope::Speaker | Scope::Title) {
            unit.variants = names(searcher, fields, &word.word)?;
        }
    }
    Ok(query)
}

fn lone_word(unit: &Unit) -> Option<&Slot> {
    match unit.spellings.first()?.as_slice() {
        [slot] if !slot.is_han => Some(slot),
        _ => None,
    }
}

/// How else people of this library who sound so are written.
fn names(searcher: &Searcher, fields: &Fields, word: &str) -> tantivy::Result<Vec<String>> {
    let (Some(newer), Some(key)) = (&fields.newer, variant_key(word)) else { return Ok(Vec::new()) };
    let prefix = format!("{key}{VARIANT_MARK}");
    let mut names = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(newer.variant)?;
        let mut terms = index.terms().range().ge(&prefix).into_stream()?;
        while terms.advance() && names.len() < MAX_VARIANTS {
            let Some(name) = std::str::from_utf8(terms.key()).ok().and_then(|term| term.strip_prefix(&prefix)) else {
                break;
            };
            // Two consonants say little within a script, where names are mostly written alike.
            let is_telling = key.chars().count() > 2 || name.is_ascii() != word.is_ascii();
            if name != word && is_telling && !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
    }
    Ok(names)
}

/// Words of the index so few letters away, the commonest first, with how many entries have each.
fn neighbors(searcher: &Searcher, fields: &Fields, word: &str, distance: u8) -> tantivy::Result<Vec<(String, u32)>> {
    let mut found: HashMap<String, u32> = HashMap::new();
    // Made once: it costs as much as looking through the words.
    let automaton = FuzzyTermQuery::new(Term::from_field_text(fields.body, word), distance, true).automaton()?;
    for field in [fields.title, fields.body] {
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            let mut terms = index.terms().search(&automaton).into_stream()?;
            let mut n_seen = 0;
            while terms.advance() && n_seen < MAX_SEEN {
                n_seen += 1;
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                // Stems and the like begin with a mark, and a symbol is not misspelt into another.
                if term != word && !term.starts_with(|c: char| c < ' ') && term.chars().all(char::is_alphabetic) {
                    *found.entry(term.to_owned()).or_default() += terms.value().doc_freq;
                }
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    Ok(found)
}

/// The query with each word that stands nowhere replaced by its commonest neighbor.
pub fn corrected(
    searcher: &Searcher,
    fields: &Fields,
    typed: &str,
    query: &Query,
) -> tantivy::Result<Option<(Query, String)>> {
    let mut query = query.clone();
    let mut replaced: Vec<(Slot, String)> = Vec::new();
    for node in &mut query.nodes {
        correct(searcher, fields, node, &mut replaced)?;
    }
    if replaced.is_empty() {
        return Ok(None);
    }
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
    Ok(Some((query, text)))
}

fn correct(
    searcher: &Searcher,
    fields: &Fields,
    node: &mut Node,
    replaced: &mut Vec<(Slot, String)>,
) -> tantivy::Result<()> {
    match node {
        Node::Unit(unit) => correct_unit(searcher, fields, unit, replaced),
        Node::Near { units, .. } => {
            units.iter_mut().try_for_each(|unit| correct_unit(searcher, fields, unit, replaced))
        }
        Node::All(nodes) | Node::Any(nodes) => {
            nodes.iter_mut().try_for_each(|node| correct(searcher, fields, node, replaced))
        }
        // What must not be there may be nowhere.
        Node::Not(_) | Node::Is(_) => Ok(()),
    }
}

fn correct_unit(
    searcher: &Searcher,
    fields: &Fields,
    unit: &mut Unit,
    replaced: &mut Vec<(Slot, String)>,
) -> tantivy::Result<()> {
    if unit.exact || unit.fuzzy || unit.scope == Scope::Symbol {
        return Ok(());
    }
    let (is_prefix, searched) = (unit.prefix, fields.searched(unit.scope));
    let n_before = replaced.len();
    let Some(spelling) = unit.spellings.first_mut() else { return Ok(()) };
    if let Some(wrong) = wrong_character(searcher, &searched, spelling)? {
        replaced.push(wrong);
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
        if is_known(searcher, &searched, slot, is_prefix && at + 1 == n_slots)? {
            continue;
        }
        let mut near = neighbors(searcher, fields, &slot.word, 1)?;
        if near.is_empty() && n_chars >= TWO_WRONG_CHARS {
            near = neighbors(searcher, fields, &slot.word, 2)?;
        }
        let Some((word, _)) = near.into_iter().next() else { continue };
        replaced.push((slot.clone(), word.clone()));
        slot.word = word;
        slot.stems.clear();
        unit.prefix = false;
    }
    // A word that stands somewhere keeps its other spellings, whatever became of the words before it.
    if replaced.len() > n_before {
        unit.spellings.truncate(1);
    }
    Ok(())
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

/// Words that begin so, the commonest first.
pub fn suggest(
    searcher: &Searcher,
    fields: &Fields,
    what: Suggest,
    prefix: &str,
    limit: usize,
) -> tantivy::Result<Vec<String>> {
    let searched = match (what, &fields.newer) {
        (Suggest::Words, _) => vec![fields.title, fields.body],
        (Suggest::Symbols, Some(newer)) => vec![newer.symbol],
        (Suggest::Symbols, None) => vec![],
    };
    let mut found: HashMap<String, u32> = HashMap::new();
    for field in searched {
        for (term, n) in beginning(searcher, field, prefix, MAX_SEEN)? {
            if !term.starts_with(|c: char| c < ' ') {
                *found.entry(term).or_default() += n;
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    Ok(found.into_iter().take(limit).map(|(term, _)| term).collect())
}

fn beginning(searcher: &Searcher, field: Field, prefix: &str, limit: usize) -> tantivy::Result<Vec<(String, u32)>> {
    let mut found = Vec::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        for prefix in [prefix, &format!("{HAN_WORD}{prefix}")] {
            let mut terms = index.terms().range().ge(prefix).into_stream()?;
            let mut n_seen = 0;
            while n_seen < limit && terms.advance() {
                n_seen += 1;
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                if !term.starts_with(prefix) {
                    break;
                }
                found.push((term.trim_start_matches(HAN_WORD).to_owned(), terms.value().doc_freq));
            }
        }
    }
    Ok(found)
}
