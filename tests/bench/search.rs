//! Search at 10 000, 100 000 and more pages of real text in six languages, beside Xapian and SQLite's FTS5.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const ENGINES: [&str; 3] = ["rapporteur", "xapian", "fts5"];

/// `SEARCH_PAGES` says how many pages, by default `10000 100000`; `SEARCH_CACHE` where texts and indexes are kept.
/// `SEARCH_STEP=build` makes the indexes, which takes long, and `SEARCH_STEP=ask` measures what was made: with one size.
pub fn measure() -> Result<(), String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/search");
    let cache = env::var_os("SEARCH_CACHE").map_or_else(|| env::temp_dir().join("rapporteur-bench"), PathBuf::from);
    fs::create_dir_all(&cache).map_err(|error| format!("cannot make {}: {error}", cache.display()))?;
    let sizes = env::var("SEARCH_PAGES").unwrap_or_else(|_| "10000 100000".to_owned());
    for n_pages in sizes.split_whitespace() {
        let pages = cache.join(format!("pages-{n_pages}.tsv"));
        let queries = pages.with_extension("queries");
        // Debian's own: its python3-xapian is in no other's path.
        let python = || Command::new("/usr/bin/python3");
        run(python().arg(here.join("texts.py")).arg(&cache).arg(n_pages))?;
        run(python().arg(here.join("queries.py")).args([&pages, &queries]))?;
        let folder = cache.join("indexes");
        let step = env::var("SEARCH_STEP").unwrap_or_default();
        if step != "ask" {
            _ = fs::remove_dir_all(&folder);
        }
        let step = (!step.is_empty()).then_some(step);
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let ours = ["run", "--quiet", "--release", "--package", "rapporteur-search", "--example", "bench_search", "--"];
        let ours = run(Command::new(cargo).args(ours).arg(&pages).arg(folder.join("rapporteur")).args(&step))?;
        let theirs =
            run(python().arg(here.join("rivals.py")).args([&pages, &queries, &folder.join("rivals")]).args(&step))?;
        table(n_pages, &format!("{ours}{theirs}"));
    }
    Ok(())
}

fn run(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(std::process::Stdio::inherit()).output();
    let output = output.map_err(|error| format!("{} does not start: {error}", command.get_program().display()))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", command.get_program().display(), output.status));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A row a figure, a column an engine: the median, and what 95 in 100 do not exceed.
fn table(n_pages: &str, lines: &str) {
    let mut rows: Vec<&str> = Vec::new();
    let mut cells: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for line in lines.lines() {
        let [engine, what, first, second] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        if !rows.contains(&what) {
            rows.push(what);
        }
        let both = if second == "NaN" || second == "nan" { first.to_owned() } else { format!("{first} / {second}") };
        cells.insert((what, engine), both);
    }
    println!("\n{n_pages} pages{:>width$}", "", width = 30 - n_pages.len());
    println!("{:36}{:>24}{:>24}{:>24}", "ms: p50 / p95", ENGINES[0], ENGINES[1], ENGINES[2]);
    for row in rows {
        let cell = |engine| cells.get(&(row, engine)).map_or("–", String::as_str);
        println!("{row:36}{:>24}{:>24}{:>24}", cell(ENGINES[0]), cell(ENGINES[1]), cell(ENGINES[2]));
    }
}
