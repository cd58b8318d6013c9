//! How rare words are, for scores: the forms of one word count as rare as the commonest of them, or a rare form would outweigh the word.

use std::collections::HashMap;
use tantivy::{Searcher, Term, query::Bm25StatisticsProvider, schema::Field};

pub struct Statistics<'a> {
    searcher: &'a Searcher,
    of_family: HashMap<Term, u64>,
}

impl<'a> Statistics<'a> {
    pub fn new(searcher: &'a Searcher, families: Vec<Vec<Term>>) -> tantivy::Result<Statistics<'a>> {
        let mut of_family: HashMap<Term, u64> = HashMap::new();
        for family in families.into_iter().filter(|family| family.len() > 1) {
            let mut n = 0;
            for term in &family {
                n = searcher.doc_freq(term)?.max(n);
            }
            for term in family {
                let known = of_family.entry(term).or_default();
                *known = n.max(*known);
            }
        }
        Ok(Statistics { searcher, of_family })
    }
}

impl Bm25StatisticsProvider for Statistics<'_> {
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        self.searcher.total_num_tokens(field)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Bm25StatisticsProvider::total_num_docs(self.searcher)
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        match self.of_family.get(term) {
            Some(&n) => Ok(n),
            None => self.searcher.doc_freq(term),
        }
    }
}
