//! Symbols in labelled strings of our own, written from how the United Nations' documents are worded: precision and
//! recall by language. One line a string: language, text, and what it names, with `|` between.

use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
struct Tally {
    n_strings: usize,
    right: usize,
    wrong: usize,
    missed: usize,
}

#[test]
fn symbols_are_found_in_labelled_strings_of_six_languages() {
    judge(include_str!("symbols.tsv"), 0, 300);
}

/// The first field is the scheme, `none` where nothing is to be found; the second the language.
#[test]
fn documents_of_other_bodies_are_found_in_labelled_strings() {
    judge(include_str!("schemes.tsv"), 1, 150);
}

/// What is found has one form, which is found as itself.
#[test]
fn the_one_form_of_a_symbol_is_its_own() {
    for line in include_str!("schemes.tsv").lines() {
        for symbol in line.split('\t').nth(3).unwrap_or_default().split('|').filter(|symbol| !symbol.is_empty()) {
            let found: Vec<String> = linking::symbols(symbol).into_iter().map(|found| found.symbol).collect();
            assert_eq!(found, [symbol]);
        }
    }
}

/// Lines of a group, `n_more` fields that are not looked at, a text, and what it names.
fn judge(lines: &str, n_more: usize, least: usize) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut talk = String::new();
    for line in lines.lines() {
        let mut fields = line.split('\t');
        let (Some(group), Some(text), Some(named)) = (fields.next(), fields.nth(n_more), fields.next()) else {
            panic!("too few fields: {line}")
        };
        let text = text.replace("\\n", "\n");
        let expected: BTreeSet<String> = named.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let found: BTreeSet<String> = linking::symbols(&text).into_iter().map(|found| found.symbol).collect();
        let tally = tallies.entry(group).or_default();
        tally.n_strings += 1;
        tally.right += found.intersection(&expected).count();
        tally.wrong += found.difference(&expected).count();
        tally.missed += expected.difference(&found).count();
        if found != expected {
            talk.push_str(&format!("{group}: {text:?}: {found:?}, not {expected:?}\n"));
        }
    }
    for (group, tally) in &tallies {
        let (precision, recall) = (share(tally.right, tally.wrong), share(tally.right, tally.missed));
        eprintln!("{group}: {} strings, precision {precision:.3}, recall {recall:.3}", tally.n_strings);
    }
    eprintln!("{talk}");
    assert!(tallies.values().map(|tally| tally.n_strings).sum::<usize>() >= least, "there are enough");
    for (group, tally) in &tallies {
        assert!(share(tally.right, tally.wrong) >= 0.98, "{group}: too many are none\n{talk}");
        assert!(share(tally.right, tally.missed) >= 0.95, "{group}: too many are missed\n{talk}");
    }
}

fn share(right: usize, others: usize) -> f64 {
    if right + others == 0 { 1. } else { right as f64 / (right + others) as f64 }
}
