//! Query cases in six languages: the text is indexed for real, and what the index says, lighting must say too.

mod engines;
mod query_cases;

use engines::{Scan, open, put};
use model::HitKind;
use query_cases::{CASES, Case};
use search::{Around, Engine, Entry, Filter, Lang, Op, Wanted, light, parse};
use std::collections::{BTreeMap, BTreeSet};

fn entry(key: String, body: &str, language: Option<Lang>) -> Entry {
    Entry { body: body.to_owned(), language, ..Entry::new(key, HitKind::Page) }
}

fn cases() -> impl Iterator<Item = (&'static str, Case)> {
    CASES.iter().flat_map(|(kind, cases)| cases.iter().map(move |&case| (*kind, case)))
}

/// The cases that an engine gets wrong, each with its language and kind; it gets so many of them at once.
///
/// What is near a `~word` only an index knows that has them all: `words`.
fn wrong(engine: &dyn Engine, words: &dyn Engine, at_once: usize) -> Vec<(&'static str, &'static str, String)> {
    let all: Vec<_> = cases().enumerate().collect();
    let put_case =
        |&(at, (_, (lang, text, ..))): &(usize, (&str, Case))| put(entry(at.to_string(), text, Lang::from_code(lang)));
    let puts: Vec<Op> = all.iter().map(put_case).collect();
    words.apply(&puts).expect("the cases are indexed");
    let mut wrong = Vec::new();
    for some in all.chunks(at_once) {
        let puts: Vec<Op> = std::iter::once(Op::Clear).chain(some.iter().map(put_case)).collect();
        engine.apply(&puts).expect("the cases are indexed");
        for &(at, (kind, (lang, text, query, expected))) in some {
            let query_of_case = words.expand(&parse(query)).expect("words are looked up");
            let wanted = Wanted { n_hits: 1000, facets: false };
            let found = engine.search(&query_of_case, &Filter::default(), wanted).expect("the search works");
            let is_found = found.hits.iter().any(|hit| hit.key == at.to_string());
            let chars: Vec<char> = text.chars().collect();
            let lit: Vec<String> = light(&query_of_case, text, Lang::from_code(lang))
                .iter()
                .map(|range| chars[range.start as usize..range.end as usize].iter().collect())
                .collect();
            let lit = lit.join("|");
            if is_found != expected.is_some() || expected.is_some_and(|expected| lit != expected) {
                let said =
                    format!("{query:?} in {text:?} ({lang}): found {is_found}, lit {lit:?}, expected {expected:?}");
                wrong.push((lang, kind, said));
            }
        }
    }
    wrong
}

/// How many of the cases of each language and kind are right, and which are not.
fn report(wrong: &[(&str, &str, String)]) -> String {
    let mut rates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (kind, (lang, ..)) in cases() {
        for name in [lang, kind] {
            rates.entry(name).or_default().1 += 1;
        }
    }
    for (name, (n_right, n)) in &mut rates {
        *n_right = *n - wrong.iter().filter(|(lang, kind, _)| lang == name || kind == name).count();
    }
    let mut report = format!("{} of {} cases are right\n", cases().count() - wrong.len(), cases().count());
    for (name, (n_right, n)) in rates {
        report.push_str(&format!("{name:30}{n_right:4} of {n:4}\n"));
    }
    wrong.iter().for_each(|(_, _, said)| report.push_str(&format!("{said}\n")));
    report
}

#[test]
fn what_is_found_is_what_is_lit() {
    assert!(cases().count() >= 300, "{} cases", cases().count());
    let dir = tempfile::tempdir().expect("a folder for the test");
    let (index, _) = open(dir.path());
    let wrong = wrong(&index, &index, cases().count());
    println!("{}", report(&wrong));
    assert!(wrong.is_empty(), "{}", report(&wrong));
}

#[test]
fn who_looks_through_everything_finds_the_same() {
    let scan = Scan::default();
    let dir = tempfile::tempdir().expect("a folder for the test");
    let (index, _) = open(dir.path());
    // Where nothing is asked for, nothing is lit, and it finds nothing.
    let mut wrong = wrong(&scan, &index, 20);
    wrong.retain(|(_, _, said)| !said.starts_with("\"-"));
    assert!(wrong.is_empty(), "{}", report(&wrong));
}

/// The index has lists of its own for these.
#[test]
fn one_letter_finds_all_that_begins_so_in_every_field() {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let ((index, _), scan) = (open(dir.path()), Scan::default());
    let puts: Vec<Op> = cases()
        .step_by(5)
        .enumerate()
        .map(|(at, (_, (lang, text, ..)))| {
            let mut entry = entry(at.to_string(), "", Lang::from_code(lang));
            let Around { speakers, session, organizations, tags, deck, .. } = &mut entry.around;
            *[&mut entry.title, &mut entry.body, speakers, session, organizations, tags, deck][at % 7] =
                text.to_owned();
            put(entry)
        })
        .collect();
    for engine in [&index as &dyn Engine, &scan] {
        engine.apply(&puts).expect("the texts are indexed");
    }
    let letters: BTreeSet<char> =
        cases().flat_map(|(_, (_, text, ..))| text.chars()).filter(|c| c.is_alphanumeric()).collect();
    assert!(letters.len() > 200, "{letters:?}");
    for query in letters.iter().flat_map(|letter| [letter.to_string(), format!("{letter}*"), format!("tag:{letter}")]) {
        let parsed = parse(&query);
        let keys = |engine: &dyn Engine| -> BTreeSet<String> {
            let wanted = Wanted { n_hits: 1000, facets: false };
            let found = engine.search(&parsed, &Filter::default(), wanted).expect("the search works");
            found.hits.into_iter().map(|hit| hit.key).collect()
        };
        assert_eq!(keys(&index), keys(&scan), "{query}");
    }
}
