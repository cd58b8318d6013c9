//! A query as tantivy runs it.

use crate::{
    Filter, Query,
    placed::{Place, PlacedQuery, Together},
    query::{Condition, Facet, Node, Scope, Slot, Unit},
    schema::{Fields, kind_number},
    tokenizer::{HAN_ACROSS, HAN_WORD, stem_mark},
};
use analysis::{Lang, without_arabic_article};
use std::ops::Bound;
use tantivy::{
    Term,
    query::{
        AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, InvertedIndexRangeQuery, Occur,
        Query as TantivyQuery, TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

pub type Boxed = Box<dyn TantivyQuery>;

/// Another form of the word counts less than the word itself.
const STEM_BOOST: f32 = 0.7;
/// A word that only begins as typed counts the same wherever and however often it stands.
const PREFIX_BOOST: f32 = 0.8;
/// Another spelling, or a word a letter away.
const VARIANT_BOOST: f32 = 0.3;
const PHRASE_BOOST: f32 = 1.5;
const PREFERRED_BOOST: f32 = 1.;

/// `None` for a query of nothing.
pub fn compile(query: &Query, fields: &Fields) -> Option<Boxed> {
    (!query.is_empty()).then(|| all(&query.nodes, fields))
}

/// Is the query a union of words alone, whose best entries tantivy finds without weighing each?
pub fn prunes(query: &Query) -> bool {
    match query.nodes.as_slice() {
        [Node::Unit(unit)] => {
            unit.scope != Scope::Symbol
                && !unit.prefix
                && unit.preferred.is_empty()
                && unit.spellings.iter().all(|spelling| spelling.len() == 1)
        }
        _ => false,
    }
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
                [slot] => compile_word(slot, unit, fields, field, boost, &mut any),
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
    let bound = |text: &str| Bound::Included(Term::from_field_text(newer.symbol, text));
    let between = |from: &str, to: &str| -> Boxed { Box::new(InvertedIndexRangeQuery::new(bound(from), bound(to))) };
    let mut any: Vec<Boxed> = Vec::new();
    for spelling in unit.spellings.iter().filter(|spelling| spelling.len() == 1) {
        let word = &spelling[0].word;
        if unit.prefix {
            any.push(between(word, &format!("{word}\u{10FFFF}")));
        } else {
            // What another body numbers is printed in many ways, and one term here.
            any.push(between(word, word));
            any.push(between(&format!("{word}/"), &format!("{word}/\u{10FFFF}")));
        }
    }
    any
}

fn scored(field: Field, text: &str) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
}

fn compile_word(slot: &Slot, unit: &Unit, fields: &Fields, field: Field, boost: f32, any: &mut Vec<Boxed>) {
    // What stands there as typed has its stem, too: of a word that is its own stem both are one term.
    let is_own_stem = !unit.exact && slot.stems.iter().any(|(_, stem)| *stem == slot.word);
    let both = if is_own_stem { 1. + STEM_BOOST } else { 1. };
    any.push(boosted(scored(field, &slot.word), boost * both));
    if !unit.exact || slot.is_han {
        let others = forms(slot, false).into_iter().skip(1);
        let form_boost = if slot.is_han { 1. } else { STEM_BOOST };
        any.extend(others.map(|form| boosted(scored(field, &form), boost * form_boost)));
    }
    any.extend(beginnings(slot, unit.prefix).iter().map(|prefix| {
        let found = match fields.beginning(field, prefix, slot.is_han) {
            Some(term) => basic(term),
            None => {
                let (low, high) = (prefix.clone(), format!("{prefix}\u{10FFFF}"));
                let bound = |text: &str| Bound::Included(Term::from_field_text(field, text));
                Box::new(InvertedIndexRangeQuery::new(bound(&low), bound(&high)))
            }
        };
        Box::new(ConstScoreQuery::new(found, boost * PREFIX_BOOST)) as Boxed
    }));
}

/// What the index has for a word: the word first, then its stems. A word that is its own stem stands in the index
/// without a mark; two characters of a script without spaces that are a word, with that mark.
pub fn forms(slot: &Slot, exact: bool) -> Vec<String> {
    let mut forms = vec![slot.word.clone()];
    if slot.is_han {
        forms.push(format!("{HAN_WORD}{}", slot.word));
    }
    for (lang, stem) in slot.stems.iter().filter(|_| !exact) {
        for form in [marked(*lang, stem), stem.clone()] {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// What the index has for a word within a phrase: a pair of characters may stand astride two words there.
fn forms_within(slot: &Slot, exact: bool) -> Vec<String> {
    let mut forms = forms(slot, exact);
    if slot.is_han && slot.word.chars().nth(1).is_some() {
        forms.push(format!("{HAN_ACROSS}{}", slot.word));
    }
    forms
}

/// What the index's words may begin with in this place; nothing where they must be whole. A single character of a
/// script without spaces begins the pairs that it stands in.
pub fn beginnings(slot: &Slot, prefix: bool) -> Vec<String> {
    if slot.is_han && slot.word.chars().nth(1).is_none() {
        return [String::new(), HAN_WORD.into(), HAN_ACROSS.into()].map(|mark| mark + &slot.word).into();
    }
    if prefix { prefixes(slot) } else { vec![] }
}

/// What the index's words must begin with. An Arabic word is typed with or without its article, and stands so too.
pub fn prefixes(slot: &Slot) -> Vec<String> {
    let mut prefixes = vec![slot.word.clone()];
    if slot.stems.iter().any(|(lang, _)| *lang == Lang::Ar) {
        let bare = without_arabic_article(&slot.word);
        prefixes.push(marked(Lang::Ar, bare));
        if bare != slot.word {
            prefixes.push(bare.to_owned());
        }
    }
    prefixes
}

fn compile_phrase(slots: &[Slot], unit: &Unit, field: Field, boost: f32, any: &mut Vec<Boxed>) {
    let last = slots.len() - 1;
    let place = |(at, slot): (usize, &Slot)| Place {
        offset: slot.offset,
        forms: forms_within(slot, unit.exact),
        beginnings: beginnings(slot, unit.prefix && at == last),
    };
    let places = slots.iter().enumerate().map(place).collect();
    any.push(boosted(Box::new(PlacedQuery { field, places, together: Together::Phrase }), boost));
}

/// Each unit within so many words of the next. A beginning of a word is taken for the word.
fn compile_near(units: &[Unit], within: u32, fields: &Fields) -> Boxed {
    let whole: Vec<Unit> = units.iter().map(|unit| Unit { prefix: false, ..unit.clone() }).collect();
    let phrases = whole.iter().filter(|unit| unit.spellings.iter().any(|spelling| spelling.len() > 1));
    let mut clauses: Vec<(Occur, Boxed)> = phrases.map(|unit| (Occur::Must, compile_unit(unit, fields))).collect();
    clauses.extend(whole.windows(2).map(|pair| (Occur::Must, compile_pair(&pair[0], &pair[1], within, fields))));
    if clauses.len() == 1 { clauses.remove(0).1 } else { Box::new(BooleanQuery::new(clauses)) }
}

/// The first word of one near the first of the other, in either order; phrases are looked for besides.
fn compile_pair(one: &Unit, other: &Unit, within: u32, fields: &Fields) -> Boxed {
    let place = |unit: &Unit| {
        let mut forms: Vec<String> = unit.variants.clone();
        for spelling in &unit.spellings {
            match spelling.as_slice() {
                [] => {}
                [slot] => forms.extend(self::forms(slot, unit.exact)),
                [first, ..] => forms.extend(forms_within(first, unit.exact)),
            }
        }
        let firsts = unit.spellings.iter().filter_map(|spelling| spelling.first());
        let beginnings: Vec<String> = firsts.flat_map(|slot| beginnings(slot, false)).collect();
        Place { offset: 0, forms, beginnings }
    };
    let near = fields.searched(Scope::Anywhere).into_iter().map(|(field, boost)| {
        let places = vec![place(one), place(other)];
        boosted(Box::new(PlacedQuery { field, places, together: Together::Near(within) }), boost)
    });
    union(near.collect())
}

/// Terms that are forms of one word: in scores they count as equally rare, or a rare form would outweigh the word.
pub fn families(query: &Query, fields: &Fields) -> Vec<Vec<Term>> {
    let mut families = Vec::new();
    for unit in query.units() {
        for slot in unit.spellings.iter().filter(|spelling| spelling.len() == 1).flatten() {
            let forms = forms(slot, unit.exact);
            for (field, _) in fields.searched(unit.scope) {
                families.push(forms.iter().map(|form| Term::from_field_text(field, form)).collect());
            }
        }
    }
    families
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
