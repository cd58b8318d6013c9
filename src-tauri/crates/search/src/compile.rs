//! A query as tantivy runs it.

use crate::{
    Filter, Query,
    query::{Condition, Facet, Node, Scope, Slot, Unit},
    schema::{Fields, kind_number},
    tokenizer::{HAN_WORD, stem_mark},
};
use analysis::{Lang, without_arabic_article};
use std::ops::Bound;
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur,
        PhrasePrefixQuery, PhraseQuery, Query as TantivyQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

pub type Boxed = Box<dyn TantivyQuery>;

/// Another form of the word counts less than the word itself.
const STEM_BOOST: f32 = 0.7;
/// A word that only begins as typed counts the same wherever and however often it stands.
const PREFIX_BOOST: f32 = 0.8;
/// Another spelling, or a word a letter away.
const VARIANT_BOOST: f32 = 0.4;
const PHRASE_BOOST: f32 = 1.5;
const PREFERRED_BOOST: f32 = 1.;
const MAX_PHRASE_EXPANSIONS: u32 = 300;
/// `NEAR` tries each spelling of one with each of the other, up to so many.
const MAX_NEAR_PAIRS: usize = 4;

/// `None` for a query of nothing.
pub fn compile(query: &Query, fields: &Fields) -> Option<Boxed> {
    (!query.is_empty()).then(|| all(&query.nodes, fields))
}

/// What the filter leaves out does not count in the score. `chosen` is left to whoever counts by facets.
pub fn filtered(query: Boxed, filter: &Filter, fields: &Fields, with_chosen: bool) -> Boxed {
    let mut musts = vec![(Occur::Must, query)];
    let mut must = |query| musts.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.)) as Boxed));
    if let Some(id) = &filter.document {
        must(basic(Term::from_field_text(fields.document, id.as_str())));
    }
    if let Some(kinds) = &filter.kinds {
        must(union(kinds.iter().map(|&kind| basic(Term::from_field_u64(fields.kind, kind_number(kind)))).collect()));
    }
    if with_chosen {
        for facet in Facet::ALL {
            let values: Vec<_> = filter.chosen.iter().filter(|(of, _)| *of == facet).cloned().collect();
            if !values.is_empty() {
                must(one_of(&values, fields));
            }
        }
    }
    if musts.len() == 1 { musts.remove(0).1 } else { Box::new(BooleanQuery::new(musts)) }
}

fn basic(term: Term) -> Boxed {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn one_of(values: &[(Facet, String)], fields: &Fields) -> Boxed {
    let Some(newer) = &fields.newer else { return Box::new(EmptyQuery) };
    union(values.iter().map(|(facet, value)| basic(Term::from_field_text(newer.facet, &facet.term(value)))).collect())
}

fn all(nodes: &[Node], fields: &Fields) -> Boxed {
    let occur = |node: &Node| match node {
        Node::Not(inner) => (Occur::MustNot, compile_node(inner, fields)),
        node => (Occur::Must, compile_node(node, fields)),
    };
    let mut clauses: Vec<(Occur, Boxed)> = nodes.iter().map(occur).collect();
    if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    // A union of words alone can leave out what cannot be among the best.
    if clauses.len() == 1 { clauses.remove(0).1 } else { Box::new(BooleanQuery::new(clauses)) }
}

fn compile_node(node: &Node, fields: &Fields) -> Boxed {
    match node {
        Node::Unit(unit) => compile_unit(unit, fields),
        Node::Near { units, within } => compile_near(units, *within, fields),
        Node::All(nodes) => all(nodes, fields),
        Node::Any(nodes) => union(nodes.iter().map(|node| compile_node(node, fields)).collect()),
        Node::Not(_) => all(std::slice::from_ref(node), fields),
        Node::Is(Condition::Facet(values)) => Box::new(ConstScoreQuery::new(one_of(values, fields), 0.)),
        Node::Is(Condition::Date { from, to }) => match &fields.newer {
            Some(newer) => {
                let bound = |text: &str| Bound::Included(Term::from_field_text(newer.date, text));
                let range = InvertedIndexRangeQuery::new(bound(from), bound(to));
                Box::new(ConstScoreQuery::new(Box::new(range), 0.))
            }
            None => Box::new(EmptyQuery),
        },
    }
}

fn compile_unit(unit: &Unit, fields: &Fields) -> Boxed {
    let mut any: Vec<Boxed> = Vec::new();
    let searched = fields.searched(unit.scope);
    if unit.scope == Scope::Symbol {
        any.extend(compile_symbol(unit, fields));
    }
    for &(field, boost) in &searched {
        for spelling in &unit.spellings {
            match spelling.as_slice() {
                [] => {}
                [slot] => compile_word(slot, unit, field, boost, &mut any),
                slots => compile_phrase(slots, unit, field, boost * PHRASE_BOOST, &mut any),
            }
        }
        any.extend(unit.variants.iter().map(|word| boosted(scored(field, word), boost * VARIANT_BOOST)));
    }
    let found = union(any);
    if unit.preferred.is_empty() {
        return found;
    }
    let mut clauses = vec![(Occur::Must, found)];
    for &(field, boost) in &searched {
        for word in &unit.preferred {
            clauses
                .push((Occur::Should, boosted(scored(field, &format!("{HAN_WORD}{word}")), boost * PREFERRED_BOOST)));
        }
    }
    Box::new(BooleanQuery::new(clauses))
}

/// A base symbol finds its revisions, and the beginning of a symbol what begins so.
fn compile_symbol(unit: &Unit, fields: &Fields) -> Vec<Boxed> {
    let Some(newer) = &fields.newer else { return Vec::new() };
    let term = |text: &str| Term::from_field_text(newer.symbol, text);
    let mut any: Vec<Boxed> = Vec::new();
    for spelling in unit.spellings.iter().filter(|spelling| spelling.len() == 1) {
        let word = &spelling[0].word;
        let end = if unit.prefix { format!("{word}\u{10FFFF}") } else { format!("{word}/\u{10FFFF}") };
        let begins =
            InvertedIndexRangeQuery::new(Bound::Included(term(&format!("{word}/"))), Bound::Included(term(&end)));
        let whole_range = InvertedIndexRangeQuery::new(Bound::Included(term(word)), Bound::Included(term(&end)));
        any.push(Box::new(if unit.prefix { whole_range } else { begins }));
    }
    any
}

fn scored(field: Field, text: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn compile_word(slot: &Slot, unit: &Unit, field: Field, boost: f32, any: &mut Vec<Boxed>) {
    any.push(boosted(scored(field, &slot.word), boost));
    for (lang, stem) in slot.stems.iter().filter(|_| !unit.exact) {
        any.push(boosted(scored(field, &marked(*lang, stem)), boost * STEM_BOOST));
    }
    if unit.prefix {
        any.extend(prefixes(slot).iter().map(|prefix| {
            let (low, high) = (prefix.clone(), format!("{prefix}\u{10FFFF}"));
            let bound = |text: &str| Bound::Included(Term::from_field_text(field, text));
            let range = InvertedIndexRangeQuery::new(bound(&low), bound(&high));
            Box::new(ConstScoreQuery::new(Box::new(range), boost * PREFIX_BOOST)) as Boxed
        }));
    }
}

/// What the index's words must begin with. An Arabic word is typed with or without its article, and stands so too.
pub fn prefixes(slot: &Slot) -> Vec<String> {
    let mut prefixes = vec![slot.word.clone()];
    if slot.stems.iter().any(|(lang, _)| *lang == Lang::Ar) {
        prefixes.push(marked(Lang::Ar, without_arabic_article(&slot.word)));
    }
    prefixes
}

/// The terms of a phrase in each language that its words may be in, with their offsets.
fn variants(slots: &[Slot], unit: &Unit, field: Field) -> Vec<Vec<(usize, Term)>> {
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
    variants
}

fn compile_phrase(slots: &[Slot], unit: &Unit, field: Field, boost: f32, any: &mut Vec<Boxed>) {
    for variant in variants(slots, unit, field) {
        if unit.prefix {
            let mut phrase = PhrasePrefixQuery::new_with_offset(variant);
            phrase.set_max_expansions(MAX_PHRASE_EXPANSIONS);
            any.push(boosted(Box::new(phrase), boost));
        } else {
            any.push(boosted(Box::new(PhraseQuery::new_with_offset(variant)), boost));
        }
    }
}

/// Each unit within so many words of the next. A beginning of a word is taken for the word.
fn compile_near(units: &[Unit], within: u32, fields: &Fields) -> Boxed {
    let whole: Vec<Unit> = units.iter().map(|unit| Unit { prefix: false, ..unit.clone() }).collect();
    let phrases = whole.iter().filter(|unit| unit.spellings.iter().any(|spelling| spelling.len() > 1));
    let mut clauses: Vec<(Occur, Boxed)> = phrases.map(|unit| (Occur::Must, compile_unit(unit, fields))).collect();
    clauses.extend(whole.windows(2).map(|pair| (Occur::Must, compile_pair(&pair[0], &pair[1], within, fields))));
    if clauses.len() == 1 { clauses.remove(0).1 } else { Box::new(BooleanQuery::new(clauses)) }
}

/// The last word of one and the first of the other, in either order; phrases are looked for besides.
fn compile_pair(one: &Unit, other: &Unit, within: u32, fields: &Fields) -> Boxed {
    let mut any: Vec<Boxed> = Vec::new();
    for (field, boost) in fields.searched(Scope::Anywhere) {
        let (ones, others) = (forms(one, field), forms(other, field));
        for first in ones.iter().take(MAX_NEAR_PAIRS).filter_map(|form| form.last()) {
            for second in others.iter().take(MAX_NEAR_PAIRS).filter_map(|form| form.first()) {
                if first.1 == second.1 {
                    continue;
                }
                for (before, behind) in [(first, second), (second, first)] {
                    let terms = vec![(0, before.1.clone()), (1, behind.1.clone())];
                    any.push(boosted(Box::new(PhraseQuery::new_with_offset_and_slop(terms, within)), boost));
                }
            }
        }
    }
    if any.is_empty() { Box::new(EmptyQuery) } else { union(any) }
}

fn forms(unit: &Unit, field: Field) -> Vec<Vec<(usize, Term)>> {
    let mut forms: Vec<Vec<(usize, Term)>> = Vec::new();
    for spelling in unit.spellings.iter().filter(|spelling| !spelling.is_empty()) {
        for form in variants(spelling, unit, field) {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms.extend(unit.variants.iter().map(|word| vec![(0, Term::from_field_text(field, word))]));
    forms
}

/// The word in a text of this language: as its stem where it has one.
///
/// Of the stems before and after folding the last is the one that every text has.
fn form(slot: &Slot, lang: Option<Lang>) -> String {
    let Some(lang) = lang else { return slot.word.clone() };
    let in_script = |(of, _): &&(Lang, String)| *of == lang || matches!(of, Lang::Ar | Lang::Ru);
    slot.stems.iter().rfind(in_script).map_or_else(|| slot.word.clone(), |(of, stem)| marked(*of, stem))
}

pub fn marked(lang: Lang, stem: &str) -> String {
    format!("{}{stem}", stem_mark(lang))
}

pub fn boosted(query: Boxed, boost: f32) -> Boxed {
    if boost == 1. { query } else { Box::new(BoostQuery::new(query, boost)) }
}

pub fn union(mut any: Vec<Boxed>) -> Boxed {
    if any.len() == 1 { any.remove(0) } else { Box::new(BooleanQuery::union(any)) }
}
