//! Symbols and sessions in labelled strings of our own, written from how the United Nations' documents are worded: precision and
//! recall by language. One line a string: language, text, and what it names, with `|` between.

use linking::{NameIndex, Named, ReadPage, SessionFacts, SessionIndex, SoundMemo, Trace};
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
    judge(include_str!("symbols.tsv"), 0, 300, symbols);
}

/// The first field is the scheme, `none` where nothing is to be found; the second the language.
#[test]
fn documents_of_other_bodies_are_found_in_labelled_strings() {
    judge(include_str!("schemes.tsv"), 1, 150, symbols);
}

/// What the strings name are the numbers of this programme's sessions, and `P` of the one without a number.
#[test]
fn sessions_are_found_in_labelled_strings_of_six_languages() {
    let session = |number: Option<&str>, title: Option<&str>| SessionFacts {
        number: number.map(str::to_owned),
        label: None,
        title: title.map(str::to_owned),
        years: vec![2016],
    };
    let sessions = [
        session(Some("1"), Some("Opening")),
        session(Some("II"), Some("Risk and resilience")),
        session(Some("2A"), Some("Questions")),
        session(Some("III"), Some("Ocean sensors")),
        session(Some("4"), Some("Shared data for early warning of floods")),
        session(Some("V"), None),
        session(None, Some("Plenary Session")),
        session(Some("6"), Some("First day's talks")),
        session(Some("VI"), Some("Second day's talks")),
    ];
    const NUMBERS: [&str; 9] = ["1", "2", "2A", "3", "4", "5", "P", "6", "6"];
    let index = SessionIndex::new(&sessions);
    let find = |text: &str| index.mentions(text).into_iter().map(|found| NUMBERS[found.named].to_owned()).collect();
    judge(include_str!("sessions.tsv"), 0, 120, find);
}

/// A meeting that has sessions of several kinds by one number; what is named is the label's place in the list.
#[test]
fn sessions_of_several_kinds_are_told_apart_in_six_languages() {
    const LABELS: [&str; 9] = [
        "",
        "Panel 1",
        "Workshop 1",
        "Plenary session 1",
        "Table ronde 2",
        "Taller 3",
        "Секция 2",
        "第二场圆桌讨论",
        "ورشة العمل 4",
    ];
    let facts = |(idx, label): (usize, &&str)| SessionFacts {
        number: Some(if idx == 0 {
            "1".to_owned()
        } else {
            analysis::session_label(label).unwrap().number.into_owned()
        }),
        label: Some((*label).to_owned()).filter(|label| !label.is_empty()),
        title: None,
        years: vec![2016],
    };
    // The round table is there in French and in Chinese, and would be nobody's.
    let of = |left_out: usize| {
        let sessions: Vec<(usize, SessionFacts)> = LABELS.iter().enumerate().map(|one| (one.0, facts(one))).collect();
        let sessions: Vec<_> = sessions.into_iter().filter(|(idx, _)| *idx != left_out).collect();
        let places: Vec<usize> = sessions.iter().map(|(idx, _)| *idx).collect();
        let facts: Vec<SessionFacts> = sessions.into_iter().map(|(_, facts)| facts).collect();
        (SessionIndex::new(&facts), places)
    };
    let (index, places) = of(7);
    let (in_chinese, chinese_places) = of(4);
    for (text, expected) in [
        ("As seen in Panel 1, and in Workshop 1", &[1, 2][..]),
        ("Session 1 opened, PANEL I followed", &[0, 1]),
        ("the plenary session 1 and Session 1", &[3, 0]),
        ("the first panel, not the second", &[1]),
        ("Panels 1 and 2", &[1]),
        ("voir la table ronde 2", &[4]),
        ("la deuxième table ronde", &[4]),
        ("véase el taller 3", &[5]),
        ("в секции 2", &[6]),
        ("во второй секции", &[6]),
        ("كما في ورشة العمل 4", &[8]),
        ("a panel of 12 experts, panel 10, Workshop 2026, our 1st workshop", &[]),
        ("the first panel of the Human Rights Council", &[]),
    ] {
        let found: Vec<usize> = index.mentions(text).into_iter().map(|found| places[found.named]).collect();
        assert_eq!(found, expected, "{text}");
    }
    let found = in_chinese.mentions("见第二场圆桌讨论");
    assert_eq!(found.iter().map(|found| chinese_places[found.named]).collect::<Vec<_>>(), [7]);

    // Where a meeting has panels alone, a session is one of them.
    let panels = [facts((1, &"Panel 1")), facts((2, &"Panel 2"))];
    let found = SessionIndex::new(&panels).mentions("as Session 2 and Panel 1 say");
    assert_eq!(found.iter().map(|found| found.named).collect::<Vec<_>>(), [1, 0]);
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

fn symbols(text: &str) -> BTreeSet<String> {
    linking::symbols(text).into_iter().map(|found| found.symbol).collect()
}

/// Lines of a group, `n_more` fields that are not looked at, a text, and what it names.
fn judge(lines: &str, n_more: usize, least: usize, find: impl Fn(&str) -> BTreeSet<String>) {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut talk = String::new();
    for line in lines.lines() {
        let mut fields = line.split('\t');
        let (Some(group), Some(text), Some(named)) = (fields.next(), fields.nth(n_more), fields.next()) else {
            panic!("too few fields: {line}")
        };
        let text = text.replace("\\n", "\n");
        let expected: BTreeSet<String> = named.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let found = find(&text);
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

/// A register that is another by one name needs to be looked for again in what may have that name alone.
#[test]
fn what_a_trace_leaves_out_has_nothing_of_a_name() {
    let rows: Vec<Vec<&str>> = include_str!("names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    let named: BTreeSet<&str> = rows.iter().map(|row| row[1]).collect();
    let is_person = |name: &str| !["ECTC", "Centre", "Ministry", "Observer", "研究院"].iter().any(|w| name.contains(w));
    let named: Vec<Named> =
        named.into_iter().map(|name| Named { name: name.to_owned(), is_person: is_person(name) }).collect();
    let texts: Vec<String> = rows.iter().map(|row| row[3].replace("\\n", "\n")).collect();
    let found = |index: &NameIndex, names: &[Named], page: &ReadPage| {
        let sure = index.mentions_in(page);
        let likely = index.likely_in(page, &sure, &mut SoundMemo::default());
        let sure: Vec<_> = sure.into_iter().map(|m| (m.range, names[m.named].name.clone(), 1.)).collect();
        let likely = likely.into_iter().map(|m| (m.range, names[m.named].name.clone(), m.score));
        sure.into_iter().chain(likely).collect::<Vec<_>>()
    };
    let all = NameIndex::new(&named);
    let (mut n_left_out, mut n_changed) = (0, 0);
    for idx in 0..named.len() {
        let mut others = named.clone();
        let gone = others.remove(idx);
        let (without, delta) = (NameIndex::new(&others), NameIndex::new(&[gone]));
        for text in &texts {
            let page = ReadPage::of(text);
            let mut trace = Trace::default();
            trace.note(&page);
            let is_same = found(&all, &named, &page) == found(&without, &others, &page);
            n_changed += usize::from(!is_same);
            if !delta.may_touch(&trace) {
                n_left_out += 1;
                assert!(is_same, "{} in {text}", named[idx].name);
            }
        }
    }
    let n_pairs = named.len() * texts.len();
    assert!(
        n_changed > 100 && n_left_out * 10 > n_pairs * 9,
        "{n_left_out} of {n_pairs} left out, {n_changed} changed"
    );
}
