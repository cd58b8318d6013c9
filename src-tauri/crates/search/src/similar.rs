//! More like this: the words by which a text stands out, and who else has them.

use crate::{
    compile::{Boxed, boosted, marked},
    schema::Fields,
};
use analysis::{Lang, Mode, TokenKind, tokens};
use std::collections::HashMap;
use tantivy::{
    Searcher, Term,
    query::{BooleanQuery, TermQuery},
    schema::IndexRecordOption,
};

const MAX_TERMS: usize = 25;
const MIN_CHARS: usize = 3;

/// `None` for a text that nothing else shares a word with.
pub fn query(searcher: &Searcher, fields: &Fields, text: &str, lang: Option<Lang>) -> tantivy::Result<Option<Boxed>> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    tokens(text, lang, Mode::Index, &mut |token| {
        let term = match token.kind {
            // Of a word its stem is enough, and without its language there are several.
            TokenKind::Stem(of) if lang.is_none_or(|lang| lang == of) || matches!(of, Lang::Ar | Lang::Ru) => {
                marked(of, token.text)
            }
            TokenKind::Symbol => token.text.to_owned(),
            TokenKind::Han if token.text.chars().count() == 2 => token.text.to_owned(),
            TokenKind::Word
            | TokenKind::Elision
            | TokenKind::Stem(_)
            | TokenKind::Joined
            | TokenKind::Part
            | TokenKind::Han
            | TokenKind::HanWord => return,
        };
        if token.kind == TokenKind::Han || token.text.chars().count() >= MIN_CHARS {
            *counts.entry(term).or_default() += 1;
        }
    });
    let n_entries = searcher.num_docs().max(1) as f32;
    let mut weighed: Vec<(f32, Term)> = Vec::new();
    for (text, count) in counts {
        let term = Term::from_field_text(fields.body, &text);
        let frequency = searcher.doc_freq(&term)? as f32;
        // What stands here alone leads nowhere, and what stands everywhere to everything.
        if frequency >= 2. && frequency < n_entries * 0.3 + 2. {
            weighed.push(((1. + (count as f32).ln()) * (1. + n_entries / frequency).ln(), term));
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    weighed.truncate(MAX_TERMS);
    let needed = (weighed.len() / 4).clamp(1, 4);
    let clauses: Vec<Boxed> = weighed
        .into_iter()
        .map(|(weight, term)| boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), weight))
        .collect();
    if clauses.is_empty() {
        return Ok(None);
    }
    Ok(Some(Box::new(BooleanQuery::union_with_minimum_required_clauses(clauses, needed))))
}
