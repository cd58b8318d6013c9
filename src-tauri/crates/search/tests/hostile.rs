//! Queries of any bytes and any length: none fails, none stalls, and an index agrees with who looks through everything.

mod engines;

use engines::{Scan, open, page, put};
use search::{Engine, Filter, Lang, Wanted, light, parse, show};
use std::{collections::BTreeSet, time::Instant};

const WANTED: Wanted = Wanted { n_hits: 50, facets: true };

#[test]
fn hostile_queries_do_no_harm() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let text = "Infrasound 安全理事会 قرار S/RES/1373 well-being\u{0}\u{FFFD} ".repeat(50);
    index.apply(&[put(page(1, 0, &text))]).expect("it is indexed");
    let long =
        ["a".repeat(1 << 20), "a ".repeat(1 << 19), "\"".repeat(1 << 16), "-".repeat(1 << 16), "国".repeat(1 << 16)];
    let more = ["a* ".repeat(200), "a OR ".repeat(200), "a-".repeat(300), "s/1".repeat(200), "\u{301}".repeat(10_000)];
    let odd = [
        "*",
        "**",
        "-",
        "--",
        "-\"",
        "\"\"",
        "\" \"",
        "OR",
        "OR OR",
        "AND NOT",
        "NOT NOT a",
        "-a -b",
        "=",
        "=*",
        "~",
        "a*b*c",
        ":",
        "tag:",
        "tag:\"",
        ":tag",
        "\u{0}",
        "\u{1}infrasound",
        "\u{FEFF}",
        "\u{202E}abc",
        "ء",
        "ـ",
        "\u{AD}",
        "'",
        "l'",
        "''s",
        "/",
        "A/",
        "A//1",
        "a/1/",
        "(((",
        "\\",
        "[a TO b]",
        "*:*",
        "\u{10FFFF}",
        "👩‍👩‍👧",
        "ﷺ",
        "½",
        "a\u{301}\u{301}",
        "ß",
        "İ",
        "ı",
        "國",
        "- a",
        "\"a\"b\"c",
        "”a“",
        "a|b",
        "| a",
        "a |",
        "& a",
        "\r\n\t",
        "\u{3000}",
        "１/２",
    ];
    for query in long.iter().chain(&more).map(String::as_str).chain(odd) {
        let start = Instant::now();
        let parsed = parse(query);
        index.search(&parsed, &Filter::default(), WANTED).expect("a search never fails");
        show(&parsed, &text, None);
        show(&parsed, "", None);
        let name: String = query.chars().take(20).collect();
        assert!(start.elapsed().as_millis() < 1000, "{name:?} took {:?}", start.elapsed());
    }
    // Any bytes that a program may pass on.
    let mut seed = 1u64;
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..40)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 56) as u8
            })
            .collect();
        let query = parse(&String::from_utf8_lossy(&bytes));
        index.search(&query, &Filter::default(), WANTED).expect("a search never fails");
        light(&query, &String::from_utf8_lossy(&bytes), None);
    }
    assert!(index.search(&parse("  "), &Filter::default(), WANTED).expect("an empty query").hits.is_empty());
}

/// Counts upwards in leaps: the same at every run.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// Pieces of queries, well put together or not.
const PIECES: &[&str] = &[
    "infrasound",
    "stations",
    "tests",
    "nuclear",
    "résolution",
    "安全理事会",
    "国",
    "决议",
    "القرار",
    "مجلس",
    "совет",
    "резолюции",
    "well-being",
    "s/res/1373",
    "U.N.",
    "1373",
    "infra*",
    "=stations",
    "~infrasuond",
    "\"nuclear tests\"",
    "\"",
    "(",
    ")",
    "（",
    "-",
    "OR",
    "AND",
    "NOT",
    "NEAR",
    "NEAR/2",
    "NEAR/99999999999999999999",
    "speaker:",
    "speaker:ban",
    "tag:\"",
    "kind:slide",
    "kind:",
    "lang:en",
    "date:2016",
    "date:..",
    "date:9999-99",
    "symbol:s/",
    "~",
    "=",
    "*",
    ":",
    "،",
    "؟",
    "：",
    "\u{0}",
    "\u{202E}",
    "\u{301}",
    "\u{FEFF}",
    "👩‍👩‍👧",
    "ﷺ",
    "½",
    "İ",
    "ß",
];

#[test]
fn queries_put_together_at_random_agree_with_who_looks_through_everything() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let scan = Scan::default();
    let mut random = Random(7);
    let texts: Vec<(Option<Lang>, Vec<&str>)> = vec![
        (Some(Lang::En), vec!["infrasound", "stations", "tests", "nuclear", "well-being", "S/RES/1373", "U.N.", "of"]),
        (Some(Lang::Fr), vec!["résolution", "de", "l’Assemblée", "1373", "stations", "essais"]),
        (Some(Lang::Zh), vec!["安全理事会", "决议", "国", "第1373号", "，", "中国"]),
        (Some(Lang::Ar), vec!["القرار", "مجلس", "الأمن", "١٣٧٣", "والتعاون"]),
        (Some(Lang::Ru), vec!["совет", "резолюции", "Безопасности", "испытаний"]),
    ];
    let mut ops = Vec::new();
    for number in 0..120 {
        let (lang, words) = &texts[number % texts.len()];
        let mut entry = page((number / 10) as u8, number as u32, "");
        entry.body = (0..random.below(9)).map(|_| random.of(words)).collect::<Vec<_>>().join(" ");
        entry.title = random.of(words).to_owned();
        entry.language = *lang;
        entry.around.speakers = ["Ban Ki-moon", "Сергей Лавров", ""][number % 3].to_owned();
        entry.dates = vec![format!("{}0512", 2014 + number % 4)];
        ops.push(put(entry));
    }
    index.apply(&ops).expect("all are indexed");
    scan.apply(&ops).expect("all are kept");
    let n_rounds = std::env::var("QUERIES").ok().and_then(|n| n.parse().ok()).unwrap_or(600);
    for _ in 0..n_rounds {
        let spaces = ["", " ", " ", " ", "  ", "\u{3000}"];
        let text: String = (0..1 + random.below(6)).map(|_| [random.of(PIECES), random.of(&spaces)].concat()).collect();
        let query = parse(&text);
        let all = Wanted { n_hits: 1000, facets: true };
        let keys = |engine: &dyn Engine| -> BTreeSet<String> {
            let found = engine.search(&query, &Filter::default(), all).expect("a search never fails");
            assert_eq!(found.n_total as usize, found.hits.len(), "{text:?}");
            found.hits.into_iter().map(|hit| hit.key).collect()
        };
        let (indexed, seen) = (keys(&index), keys(&scan));
        // Of `NEAR` an index may find a little more: it knows places of words, not of phrases.
        assert!(indexed == seen || text.contains("NEAR"), "{text:?} as {query:?}: {indexed:?}, not {seen:?}");
        // What it adds to a query, and what it takes for a slip, fails as little.
        let expanded = index.expand(&query).expect("names are looked up");
        index.search(&expanded, &Filter::default(), WANTED).expect("a search never fails");
        index.corrected(&text, &query).expect("slips are looked up");
    }
}
