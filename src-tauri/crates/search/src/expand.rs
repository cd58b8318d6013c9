//! What only the index's own words can add to a query: spellings of names, words a letter or two away, and endings.

use crate::{
    Query, Suggest,
    query::{Scope, Slot, Unit},
    schema::{Fields, VARIANT_MARK, variant_key},
    tokenizer::HAN_WORD,
};
use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap},
};
use tantivy::{InvertedIndexReader, Searcher, Term, query::FuzzyTermQuery, schema::Field};

/// The most words that one word is widened to.
const MAX_VARIANTS: usize = 24;
/// The most words of a part of the index that are weighed against each other as endings of what is typed.
const MAX_COMMONEST: usize = 200;
/// The most words looked at for one.
pub const MAX_SEEN: usize = 20_000;

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
pub fn neighbors(
    searcher: &Searcher,
    fields: &Fields,
    word: &str,
    distance: u8,
) -> tantivy::Result<Vec<(String, u32)>> {
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
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(field)?;
            for (term, n) in commonest(&index, prefix)? {
                *found.entry(term).or_default() += n;
            }
        }
    }
    let mut found: Vec<(String, u32)> = found.into_iter().collect();
    found.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    Ok(found.into_iter().take(limit).map(|(term, _)| term).collect())
}

/// The words of a part of the index that begin so and that most of its entries have. All are looked at, and few are
/// kept: those that begin with one letter are tens of thousands, and the commonest are not the first of them.
fn commonest(index: &InvertedIndexReader, prefix: &str) -> tantivy::Result<Vec<(String, u32)>> {
    let mut kept: BinaryHeap<Reverse<(u32, String)>> = BinaryHeap::new();
    for prefix in [prefix, &format!("{HAN_WORD}{prefix}")] {
        let mut terms = index.terms().range().ge(prefix).into_stream()?;
        while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
            let n = terms.value().doc_freq;
            let is_full = kept.len() == MAX_COMMONEST;
            if is_full && kept.peek().is_some_and(|Reverse((least, _))| n <= *least) {
                continue;
            }
            let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
            let term = term.trim_start_matches(HAN_WORD);
            if term.starts_with(|c: char| c < ' ') {
                continue;
            }
            if is_full {
                kept.pop();
            }
            kept.push(Reverse((n, term.to_owned())));
        }
    }
    Ok(kept.into_iter().map(|Reverse((n, term))| (term, n)).collect())
}

/// Words that begin so, with how many entries have each; at most so many of each part of the index.
pub fn beginning(searcher: &Searcher, field: Field, prefix: &str, limit: usize) -> tantivy::Result<Vec<(String, u32)>> {
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
