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
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut talk = String::new();
    for line in include_str!("symbols.tsv").lines() {
        let mut fields = line.split('\t');
        let (Some(language), Some(text), Some(named)) = (fields.next(), fields.next(), fields.next()) else {
            panic!("not three fields: {line}")
        };
        let text = text.replace("\\n", "\n");
        let expected: BTreeSet<String> = named.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let found: BTreeSet<String> = linking::symbols(&text).into_iter().map(|found| found.symbol).collect();
        let tally = tallies.entry(language).or_default();
        tally.n_strings += 1;
        tally.right += found.intersection(&expected).count();
        tally.wrong += found.difference(&expected).count();
        tally.missed += expected.difference(&found).count();
        if found != expected {
            talk.push_str(&format!("{language}: {text:?}: {found:?}, not {expected:?}\n"));
        }
    }
    for (language, tally) in &tallies {
        let (precision, recall) = (share(tally.right, tally.wrong), share(tally.right, tally.missed));
        eprintln!("{language}: {} strings, precision {precision:.3}, recall {recall:.3}", tally.n_strings);
    }
    eprintln!("{talk}");
    assert!(tallies.values().map(|tally| tally.n_strings).sum::<usize>() >= 300, "there are enough");
    for (language, tally) in &tallies {
        assert!(share(tally.right, tally.wrong) >= 0.98, "{language}: too many are none\n{talk}");
        assert!(share(tally.right, tally.missed) >= 0.95, "{language}: too many are missed\n{talk}");
    }
}

fn share(right: usize, others: usize) -> f64 {
    right as f64 / (right + others).max(1) as f64
}
