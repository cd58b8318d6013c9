//! A query as tantivy runs it.

use crate::{
    Query,
    query::{Clause, Slot, Unit},
    tokenizer::stem_mark,
};
use analysis::{Lang, without_arabic_article};
use std::ops::Bound;
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, InvertedIndexRangeQuery, Occur, PhrasePrefixQuery,
        PhraseQuery, Query as TantivyQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

type Boxed = Box<dyn TantivyQuery>;

/// How much a match in a field counts.
pub struct Weighted {
    pub field: Field,
    pub boost: f32,
}

/// Another form of the word counts less than the word itself.
const STEM_BOOST: f32 = 0.7;
/// A word that only begins as typed counts the same wherever and however often it stands.
const PREFIX_BOOST: f32 = 0.8;
const PHRASE_BOOST: f32 = 1.5;
const MAX_PHRASE_EXPANSIONS: u32 = 300;

/// `None` for a query of nothing.
pub fn compile(query: &Query, fields: &[Weighted]) -> Option<Boxed> {
    let mut clauses: Vec<(Occur, Boxed)> = query
        .clauses
        .iter()
        .map(|clause| (if clause.negated { Occur::MustNot } else { Occur::Must }, compile_clause(clause, fields)))
        .collect();
    if clauses.is_empty() {
        return None;
    }
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    Some(Box::new(BooleanQuery::new(clauses)))
}

fn compile_clause(clause: &Clause, fields: &[Weighted]) -> Boxed {
    union(
        clause
            .alternatives
            .iter()
            .map(|units| {
                let mut all: Vec<Boxed> = units.iter().map(|unit| compile_unit(unit, fields)).collect();
                if all.len() == 1 { all.remove(0) } else { Box::new(BooleanQuery::intersection(all)) as Boxed }
            })
            .collect(),
    )
}

fn compile_unit(unit: &Unit, fields: &[Weighted]) -> Boxed {
    let mut all: Vec<Boxed> = Vec::new();
    for &Weighted { field, boost } in fields {
        for spelling in &unit.spellings {
            match spelling.as_slice() {
                [] => {}
                [slot] => compile_word(slot, unit, field, boost, &mut all),
                slots => compile_phrase(slots, unit, field, boost * PHRASE_BOOST, &mut all),
            }
        }
    }
    union(all)
}

fn compile_word(slot: &Slot, unit: &Unit, field: Field, boost: f32, all: &mut Vec<Boxed>) {
    let term = |text: &str| Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs));
    all.push(boosted(term(&slot.word), boost));
    if unit.exact {
        return;
    }
    for text in slot.stems.iter().map(|(lang, stem)| marked(*lang, stem)) {
        all.push(boosted(term(&text), boost * STEM_BOOST));
    }
    if unit.prefix {
        all.extend(prefixes(slot).iter().map(|prefix| {
            let (low, high) = (prefix.clone(), format!("{prefix}\u{10FFFF}"));
            let bound = |text: &str| Bound::Included(Term::from_field_text(field, text));
            let range = InvertedIndexRangeQuery::new(bound(&low), bound(&high));
            Box::new(ConstScoreQuery::new(Box::new(range), boost * PREFIX_BOOST)) as Boxed
        }));
    }
}

/// What the index's words must begin with. An Arabic word is typed with or without its article, and stands so too.
fn prefixes(slot: &Slot) -> Vec<String> {
    let mut prefixes = vec![slot.word.clone()];
    if slot.stems.iter().any(|(lang, _)| *lang == Lang::Ar) {
        prefixes.push(marked(Lang::Ar, without_arabic_article(&slot.word)));
    }
    prefixes
}

fn compile_phrase(slots: &[Slot], unit: &Unit, field: Field, boost: f32, all: &mut Vec<Boxed>) {
    let mut variants: Vec<Vec<(usize, Term)>> = Vec::new();
    let languages = if unit.exact { vec![None] } else { vec![Some(Lang::En), Some(Lang::Fr), Some(Lang::Es)] };
    for lang in languages {
        let last = slots.len() - 1;
        let variant: Vec<(usize, Term)> = slots
            .iter()
            .enumerate()
            .map(|(at, slot)| {
                let is_prefix = unit.prefix && at == last;
                let text = if is_prefix { slot.word.clone() } else { form(slot, lang) };
                (slot.offset as usize, Term::from_field_text(field, &text))
            })
            .collect();
        if !variants.contains(&variant) {
            variants.push(variant);
        }
    }
    for variant in variants {
        if unit.prefix {
            let mut phrase = PhrasePrefixQuery::new_with_offset(variant);
            phrase.set_max_expansions(MAX_PHRASE_EXPANSIONS);
            all.push(boosted(Box::new(phrase), boost));
        } else {
            all.push(boosted(Box::new(PhraseQuery::new_with_offset(variant)), boost));
        }
    }
}

/// The word in a text of this language: as its stem where it has one.
///
/// Of the stems before and after folding the last is the one that every text has.
fn form(slot: &Slot, lang: Option<Lang>) -> String {
    let Some(lang) = lang else { return slot.word.clone() };
    let in_script = |(of, _): &&(Lang, String)| *of == lang || matches!(of, Lang::Ar | Lang::Ru);
    slot.stems.iter().rfind(in_script).map_or_else(|| slot.word.clone(), |(of, stem)| marked(*of, stem))
}

fn marked(lang: Lang, stem: &str) -> String {
    format!("{}{stem}", stem_mark(lang))
}

fn boosted(query: Boxed, boost: f32) -> Boxed {
    if boost == 1. { query } else { Box::new(BoostQuery::new(query, boost)) }
}

fn union(mut all: Vec<Boxed>) -> Boxed {
    if all.len() == 1 { all.remove(0) } else { Box::new(BooleanQuery::union(all)) }
}
