//! More like this: the words by which a text stands out, and who else has them.

use crate::{
    compile::{Boxed, boosted, marked, union},
    schema::Fields,
    tokenizer::HAN_WORD,
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

/// The query, and its terms that are forms of one word; `None` for a text that nothing else shares a word with.
pub fn query(
    searcher: &Searcher,
    fields: &Fields,
    text: &str,
    lang: Option<Lang>,
) -> tantivy::Result<Option<(Boxed, Vec<Vec<Term>>)>> {
    let mut counts: HashMap<Vec<String>, u32> = HashMap::new();
    tokens(text, lang, Mode::Index, &mut |token| {
        let forms = match token.kind {
            // Of a word its stem is enough, and without its language there are several. The index has a word that is
            // its own stem without a mark.
            TokenKind::Stem(of) if lang.is_none_or(|lang| lang == of) || matches!(of, Lang::Ar | Lang::Ru) => {
                vec![marked(of, token.text), token.text.to_owned()]
            }
            TokenKind::Symbol => vec![token.text.to_owned()],
            TokenKind::Han if token.text.chars().count() == 2 => {
                vec![token.text.to_owned(), format!("{HAN_WORD}{}", token.text)]
            }
            TokenKind::Word
            | TokenKind::Elision
            | TokenKind::Stem(_)
            | TokenKind::Joined
            | TokenKind::Part
            | TokenKind::Han
            | TokenKind::HanAcross
            | TokenKind::HanWord => return,
        };
        if token.kind == TokenKind::Han || token.text.chars().count() >= MIN_CHARS {
            *counts.entry(forms).or_default() += 1;
        }
    });
    let n_entries = searcher.num_docs().max(1) as f32;
    let mut weighed: Vec<(f32, Vec<Term>)> = Vec::new();
    for (forms, count) in counts {
        let family: Vec<Term> = forms.iter().map(|form| Term::from_field_text(fields.body, form)).collect();
        let mut frequency = 0.;
        for term in &family {
            frequency += searcher.doc_freq(term)? as f32;
        }
        // What stands here alone leads nowhere, and what stands everywhere to everything.
        if frequency >= 2. && frequency < n_entries * 0.3 + 2. {
            weighed.push(((1. + (count as f32).ln()) * (1. + n_entries / frequency).ln(), family));
        }
    }
    weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    weighed.truncate(MAX_TERMS);
    let needed = (weighed.len() / 4).clamp(1, 4);
    let form = |term: &Term| Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)) as Boxed;
    let clauses: Vec<Boxed> =
        weighed.iter().map(|(weight, family)| boosted(union(family.iter().map(form).collect()), *weight)).collect();
    if clauses.is_empty() {
        return Ok(None);
    }
    let query = Box::new(BooleanQuery::union_with_minimum_required_clauses(clauses, needed));
    Ok(Some((query, weighed.into_iter().map(|(_, family)| family).collect())))
}
