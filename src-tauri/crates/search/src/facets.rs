//! Counts hits by facet, each facet as if nothing of it had been chosen.

use crate::{FacetCount, query::Facet, schema::FACET};
use std::collections::BTreeMap;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
    columnar::StrColumn,
};

/// Counts all hits and, where `facets` is set, those of each value.
pub struct Counter {
    pub chosen: Vec<(Facet, String)>,
    pub facets: bool,
}

#[derive(Default)]
pub struct Counts {
    pub n_total: u32,
    by_term: BTreeMap<String, u32>,
}

impl Counts {
    /// By facet, the commonest value first.
    pub fn facets(&self) -> Vec<FacetCount> {
        let mut facets: Vec<FacetCount> = self
            .by_term
            .iter()
            .filter_map(|(term, &n)| {
                let (letter, value) = term.split_once(':')?;
                let facet = Facet::ALL.into_iter().find(|facet| letter.starts_with(facet.letter()))?;
                Some(FacetCount { facet, value: value.to_owned(), n })
            })
            .collect();
        facets.sort_by(|a, b| (a.facet, b.n, &a.value).cmp(&(b.facet, a.n, &b.value)));
        facets
    }
}

impl Collector for Counter {
    type Fruit = Counts;
    type Child = SegmentCounter;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentCounter> {
        let wanted = self.facets || !self.chosen.is_empty();
        let column = if wanted { segment.fast_fields().str(FACET)? } else { None };
        let mut counter =
            SegmentCounter { n_total: 0, column: None, facet_of: Vec::new(), chosen: Vec::new(), counts: Vec::new() };
        let Some(column) = column else { return Ok(counter) };
        counter.counts = vec![0; if self.facets { column.num_terms() } else { 0 }];
        counter.facet_of = vec![u8::MAX; column.num_terms()];
        for (at, facet) in Facet::ALL.into_iter().enumerate() {
            let bounds = [format!("{}:", facet.letter()), format!("{};", facet.letter())];
            let [from, to] = bounds.map(|bound| first_from(&column, &bound));
            counter.facet_of[from?..to?].fill(at as u8);
            let values: Vec<&String> =
                self.chosen.iter().filter(|(of, _)| *of == facet).map(|(_, value)| value).collect();
            if values.is_empty() {
                continue;
            }
            let mut ords = Vec::new();
            for value in values {
                ords.extend(column.dictionary().term_ord(facet.term(value))?);
            }
            counter.chosen.push((at as u8, ords));
        }
        counter.column = Some(column);
        Ok(counter)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Counts>) -> tantivy::Result<Counts> {
        let mut all = Counts::default();
        for counts in fruits {
            all.n_total += counts.n_total;
            for (term, n) in counts.by_term {
                *all.by_term.entry(term).or_default() += n;
            }
        }
        Ok(all)
    }
}

/// Where the terms from `bound` on begin.
fn first_from(column: &StrColumn, bound: &str) -> tantivy::Result<usize> {
    use std::ops::Bound;
    let (from, _) = column.dictionary().term_bounds_to_ord(Bound::Included(bound), Bound::Unbounded)?;
    Ok(match from {
        Bound::Included(ord) => ord as usize,
        Bound::Excluded(ord) => ord as usize + 1,
        Bound::Unbounded => 0,
    }
    .min(column.num_terms()))
}

pub struct SegmentCounter {
    n_total: u32,
    column: Option<StrColumn>,
    /// Each value's facet.
    facet_of: Vec<u8>,
    /// The facets that were chosen from, with the values chosen.
    chosen: Vec<(u8, Vec<u64>)>,
    counts: Vec<u32>,
}

impl SegmentCollector for SegmentCounter {
    type Fruit = Counts;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(column) = &self.column else {
            // Nothing can be said of an index without facets, so nothing chosen is there.
            self.n_total += u32::from(self.chosen.is_empty());
            return;
        };
        if self.chosen.is_empty() {
            self.n_total += 1;
            for ord in column.term_ords(doc) {
                self.counts[ord as usize] += 1;
            }
            return;
        }
        let mut missed = None;
        for (facet, ords) in &self.chosen {
            if !column.term_ords(doc).any(|ord| ords.contains(&ord)) {
                if missed.is_some() {
                    return;
                }
                missed = Some(*facet);
            }
        }
        self.n_total += u32::from(missed.is_none());
        if self.counts.is_empty() {
            return;
        }
        for ord in column.term_ords(doc) {
            // What misses one facet alone would be there if that had not been chosen from.
            if missed.is_none_or(|missed| self.facet_of[ord as usize] == missed) {
                self.counts[ord as usize] += 1;
            }
        }
    }

    fn harvest(self) -> Counts {
        let mut by_term = BTreeMap::new();
        if let Some(column) = &self.column {
            for (ord, &n) in self.counts.iter().enumerate().filter(|&(_, &n)| n > 0) {
                let mut term = String::new();
                if column.ord_to_str(ord as u64, &mut term).unwrap_or(false) {
                    by_term.insert(term, n);
                }
            }
        }
        Counts { n_total: self.n_total, by_term }
    }
}
