//! Measures the index alone: `bench_search PAGES.tsv FOLDER [build|ask]`, pages as `tests/bench/search/texts.py` makes them; in
//! one go, or first built and later asked.
//!
//! Prints a figure a line, parted by tabs, in the form that `tests/bench/search/rivals.py` has, too.

use model::{DocumentId, HitKind, PageIndex};
use search::{Engine, Entry, Facet, Filter, Index, Lang, Op, Wanted, parse, show};
use std::{
    collections::HashMap,
    error::Error,
    fs,
    io::{BufRead, BufReader},
    path::Path,
    time::Instant,
};

const PAGES_OF_A_DECK: usize = 20;
const BATCH: usize = 4000;
const ROUNDS: usize = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let (pages, folder, step) = match args.as_slice() {
        [_, pages, folder] => (pages, folder, ""),
        [_, pages, folder, step] => (pages, folder, step.as_str()),
        _ => return Err("bench PAGES.tsv FOLDER [build|ask]".into()),
    };
    let (index, _) = Index::open(Path::new(folder), "bench")?;
    let is_built = step == "ask";
    index.begin_filling()?;
    let mut bodies: Vec<(Option<Lang>, String)> = Vec::new();
    let (cpu, start, mut n_bytes) = (cpu_seconds()?, Instant::now(), 0);
    let mut ops: Vec<Op> = Vec::new();
    for line in BufReader::new(fs::File::open(pages)?).lines() {
        let line = line?;
        let parts: Vec<&str> = line.split('\t').collect();
        let [lang, title, speaker, body] = parts.as_slice() else { continue };
        let entry = entry(bodies.len(), Lang::from_code(lang), title, speaker, body.replace('\u{2028}', "\n"));
        n_bytes += entry.body.len();
        bodies.push((entry.language, entry.body.clone()));
        if is_built {
            continue;
        }
        ops.push(Op::Put(Box::new(entry)));
        if ops.len() == BATCH {
            index.apply(&ops)?;
            ops.clear();
        }
    }
    index.apply(&ops)?;
    index.rest()?;
    index.finish_filling()?;
    let n_pages = bodies.len();
    let (cpu, wall) = (cpu_seconds()? - cpu, start.elapsed().as_secs_f64());
    if !is_built {
        say("pages", n_pages as f64, f64::NAN);
        say("indexing, pages a CPU second", n_pages as f64 / cpu, n_pages as f64 / wall);
        say("size, share of the text", n_bytes_below(Path::new(folder)) as f64 / n_bytes as f64, f64::NAN);
    }
    if step == "build" {
        return Ok(());
    }

    let mut runs: Vec<(String, Vec<String>)> = Vec::new();
    for line in fs::read_to_string(Path::new(pages).with_extension("queries"))?.lines() {
        if let Some((class, query)) = line.split_once('\t') {
            match runs.last_mut() {
                Some((last, queries)) if last == class => queries.push(query.to_owned()),
                _ => runs.push((class.to_owned(), vec![query.to_owned()])),
            }
        }
    }
    for facets in [false, true] {
        for (class, queries) in &runs {
            // Of each query the best round counts: what other programs on the machine take does not.
            let mut times = vec![f64::INFINITY; queries.len()];
            for _ in 0..ROUNDS {
                for (query, best) in queries.iter().zip(&mut times) {
                    let start = Instant::now();
                    ask(&index, query, facets, &bodies)?;
                    *best = best.min(start.elapsed().as_secs_f64() * 1000.);
                }
            }
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
            say(&format!("{class}{}", if facets { ", facets" } else { "" }), at(0.5), at(0.95));
        }
    }
    let deck: Vec<Op> = (0..PAGES_OF_A_DECK)
        .map(|number| {
            let (lang, body) = bodies[number].clone();
            Op::Put(Box::new(entry(n_pages + number, lang, "A new deck", "John Smith", body)))
        })
        .collect();
    let start = Instant::now();
    index.apply(&deck)?;
    say("a deck of 20 pages, ms", start.elapsed().as_secs_f64() * 1000., f64::NAN);
    Ok(())
}

fn entry(number: usize, lang: Option<Lang>, title: &str, speaker: &str, body: String) -> Entry {
    let deck = number / PAGES_OF_A_DECK;
    let mut id = [0; 32];
    id[..8].copy_from_slice(&(deck as u64).to_le_bytes());
    let mut entry = Entry::new(format!("p:{number}"), HitKind::Page);
    entry.document = Some(DocumentId::from_sha256(&id));
    entry.page = Some(PageIndex((number % PAGES_OF_A_DECK) as u32));
    (entry.title, entry.body, entry.language) = (title.to_owned(), body, lang);
    entry.around.speakers = speaker.to_owned();
    entry.dates = vec![format!("{}0512", 2010 + deck % 12)];
    entry.facets = vec![
        (Facet::Session, (deck % 500).to_string()),
        (Facet::Person, (deck % 8).to_string()),
        (Facet::Organization, (deck % 40).to_string()),
        (Facet::Annotated, u8::from(number.is_multiple_of(50)).to_string()),
    ];
    entry
}

/// Twenty hits as they are shown, with their snippets.
fn ask(index: &Index, text: &str, facets: bool, bodies: &[(Option<Lang>, String)]) -> Result<(), Box<dyn Error>> {
    let query = index.expand(&parse(text))?;
    let found = index.search(&query, &Filter::default(), Wanted { n_hits: 20, facets })?;
    for hit in &found.hits {
        let number: usize = hit.key[2..].parse()?;
        if let Some((lang, body)) = bodies.get(number) {
            show(&query, body, *lang);
        }
    }
    Ok(())
}

fn say(what: &str, first: f64, second: f64) {
    #![allow(clippy::print_stdout, reason = "a program of its own")]
    println!("rapporteur\t{what}\t{first:.3}\t{second:.3}");
}

/// What this process has used, of all its threads.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: f64 = fields[11].parse::<f64>()? + fields[12].parse::<f64>()?;
    Ok(ticks / 100.)
}

fn n_bytes_below(dir: &Path) -> u64 {
    let mut sizes: HashMap<std::path::PathBuf, u64> = HashMap::new();
    let mut open = vec![dir.to_owned()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(meta) if meta.is_dir() => open.push(entry.path()),
                Ok(meta) => _ = sizes.insert(entry.path(), meta.len()),
                Err(_) => {}
            }
        }
    }
    sizes.values().sum()
}
