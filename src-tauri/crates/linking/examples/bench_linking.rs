//! Names and symbols on labelled strings, and how long a whole library takes: `cargo xtask bench linking`.

use linking::{NameIndex, Named, ReadPage, SessionFacts, SessionIndex, SoundMemo};
use std::{collections::BTreeMap, time::Instant};

#[derive(Default)]
struct Tally {
    n: usize,
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn row(&self, what: &str) {
        // Where there is nothing to find, nothing is missed.
        let share = |others: usize| match self.right + others {
            0 => "–".to_owned(),
            all => format!("{:.3}", self.right as f64 / all as f64),
        };
        println!("{what:28} {:4} {:>9} {:>9}", self.n, share(self.wrong), share(self.missed));
    }
}

fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

fn main() {
    println!("{:28} {:>4} {:>9} {:>9}", "labelled strings", "n", "precision", "recall");
    symbols();
    mentions();
    pairs();
    speed();
}

fn symbols() {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    // Of other bodies' documents, the scheme stands before the language.
    let tables = [include_str!("../tests/symbols.tsv"), include_str!("../tests/schemes.tsv")];
    for row in tables.into_iter().flat_map(rows) {
        let ([language, text, named] | [language, _, text, named]) = row[..] else { continue };
        let expected: Vec<&str> = named.split('|').filter(|name| !name.is_empty()).collect();
        let mut found: Vec<String> =
            linking::symbols(&text.replace("\\n", "\n")).into_iter().map(|found| found.symbol).collect();
        found.sort();
        found.dedup();
        let tally = tallies.entry(language).or_default();
        let right = found.iter().filter(|symbol| expected.contains(&symbol.as_str())).count();
        tally.n += 1;
        tally.right += right;
        tally.wrong += found.len() - right;
        tally.missed += expected.len() - right;
    }
    tallies.iter().for_each(|(language, tally)| tally.row(&format!("symbols, {language}")));
}

/// Live mentions against what is to be live; suggestions against what is to be suggested, or live.
fn mentions() {
    let mut live: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut near = Tally::default();
    for row in rows(include_str!("../tests/names.tsv")) {
        let [language, name, expected, text] = row[..] else { continue };
        let text = text.replace("\\n", "\n");
        let named = [Named { name: name.to_owned(), is_person: is_person(name) }];
        let index = NameIndex::new(&named);
        let is_live = !index.mentions(&text).is_empty();
        let tally = live.entry(language).or_default();
        tally.n += 1;
        near.n += 1;
        match (is_live, expected == "live") {
            (true, true) => tally.right += 1,
            (true, false) => tally.wrong += 1,
            (false, true) => tally.missed += 1,
            (false, false) => {}
        }
        if is_live != (expected == "live") {
            println!("  {language}: {name} in {text:?}: {} live", if is_live { "is" } else { "not" });
        }
        let is_near = is_live || !index.likely(&text).is_empty();
        match (is_near, expected) {
            (true, "none") => near.wrong += 1,
            (true, _) => near.right += 1,
            (false, "none") => {}
            (false, _) => near.missed += 1,
        }
        if is_near == (expected == "none") {
            println!("  {language}: {name} in {text:?}: {} suggested", if is_near { "is" } else { "not" });
        }
    }
    live.iter().for_each(|(language, tally)| tally.row(&format!("live mentions, {language}")));
    near.row("mentions, live or suggested");
}

/// The names of the table that are no person's.
fn is_person(name: &str) -> bool {
    ![
        "Agency",
        "Observer",
        "Organisation",
        "Comisión",
        "Министерство",
        "Организация",
        "منظمة",
        "الجامعة",
        "世界",
        "中国",
        "Université",
    ]
    .iter()
    .any(|word| name.contains(word))
}

fn pairs() {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for row in rows(include_str!("../tests/name_pairs.tsv")) {
        let [expected, one, other] = row[..] else { continue };
        let script = format!("{}–{}", script(one).min(script(other)), script(one).max(script(other)));
        let is_proposed = analysis::name_likeness(one, other).is_some();
        let tally = tallies.entry(script).or_default();
        tally.n += 1;
        match (is_proposed, expected == "same") {
            (true, true) => tally.right += 1,
            (true, false) => tally.wrong += 1,
            (false, true) => tally.missed += 1,
            (false, false) => {}
        }
        if is_proposed != (expected == "same") {
            println!("  {one}, {other}: {} proposed", if is_proposed { "is" } else { "not" });
        }
    }
    tallies.iter().for_each(|(script, tally)| tally.row(&format!("one person, {script}")));
}

fn script(name: &str) -> &'static str {
    match name.chars().find(|c| !c.is_ascii()) {
        Some('\u{400}'..='\u{52F}') => "Cyrillic",
        Some('\u{600}'..='\u{6FF}') => "Arabic",
        Some('\u{3400}'..='\u{9FFF}') => "Chinese",
        _ => "Latin",
    }
}

fn speed() {
    let letters = b"bcdfghjklmnpqrstvwxz";
    let word =
        |n: usize| [n / 400 % 20, n / 20 % 20, n % 20].map(|digit| letters[digit] as char).iter().collect::<String>();
    let names: Vec<Named> =
        (0..2000).map(|n| Named { name: format!("Ana So{}ar", word(n)), is_person: true }).collect();
    let pages: Vec<String> = (0..10_000)
        .map(|page| {
            let filler = "The committee went on with its work on the matter, and heard the delegations. ".repeat(12);
            format!("{filler} Ana So{}ar spoke on resolution 2178 (2014). {filler}", word(page % 2500))
        })
        .collect();
    let n_bytes: usize = pages.iter().map(String::len).sum();
    let started = Instant::now();
    let index = NameIndex::new(&names);
    let built = started.elapsed();
    let started = Instant::now();
    let n: usize = pages.iter().map(|page| index.mentions(page).len()).sum();
    let took = started.elapsed();
    let started = Instant::now();
    let n_symbols: usize = pages.iter().map(|page| linking::symbols(page).len()).sum();
    let with_symbols = started.elapsed();
    println!(
        "2000 names over 10 000 pages ({} MB): index {built:.0?}, {n} mentions {took:.1?}; {n_symbols} symbols {with_symbols:.1?}",
        n_bytes / 1_000_000
    );
    grep(&names, &pages, took);
    everything(&index, &pages);
}

/// All that a library looks for in a page: names, where they may be meant, symbols, sessions.
fn everything(index: &NameIndex, pages: &[String]) {
    let sessions: Vec<SessionFacts> = (1..=20)
        .map(|number| SessionFacts {
            label: None,
            number: Some(number.to_string()),
            title: Some(format!("Verification and its means in {number} regions of the world")),
            years: vec![2016],
        })
        .collect();
    let sessions = SessionIndex::new(&sessions);
    let mut memo = SoundMemo::default();
    index.likely("So that this is made before it is measured");
    let started = Instant::now();
    let mut n = 0;
    for page in pages {
        let read = ReadPage::of(page);
        let named = index.mentions_in(&read);
        n += named.len() + linking::symbols(page).len();
        n += index.likely_in(&read, &named, &mut memo).len() + sessions.mentions_in(&read).len();
    }
    let per_second = pages.len() as f64 / started.elapsed().as_secs_f64();
    println!("everything that a page names: {n} places, {per_second:.0} pages a second on one core");
}

/// The same names in the same pages by grep, where the machine has it.
fn grep(names: &[Named], pages: &[String], ours: std::time::Duration) {
    let folder = std::env::temp_dir().join(format!("rapporteur-names-{}", std::process::id()));
    let files = (folder.join("names"), folder.join("pages"));
    let list: Vec<&str> = names.iter().map(|named| named.name.as_str()).collect();
    let is_written = std::fs::create_dir_all(&folder).is_ok()
        && std::fs::write(&files.0, list.join("\n")).is_ok()
        && std::fs::write(&files.1, pages.join("\n")).is_ok();
    let started = Instant::now();
    let output =
        std::process::Command::new("grep").args(["-F", "-i", "-o", "-w", "-f"]).args([&files.0, &files.1]).output();
    let took = started.elapsed();
    _ = std::fs::remove_dir_all(&folder);
    if let (true, Ok(output)) = (is_written, output) {
        let n = output.stdout.iter().filter(|&&byte| byte == b'\n').count();
        println!(
            "grep -F -i -o -w: {n} matches in {took:.1?}; ours takes {:.2} of it",
            ours.as_secs_f64() / took.as_secs_f64()
        );
    }
}
