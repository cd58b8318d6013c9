//! Who may depend on whom: the layer table, and the homes of guest libraries.

use crate::tree::Source;

/// A crate's folder, what of ours it may use, and which guests live there and nowhere else.
const LAYERS: &[(&str, &[&str], &[&str])] = &[
    ("model", &[], &[]),
    (
        "pdf",
        &["model"],
        &[
            "baremetal_unifont",
            "dejavu",
            "hayro",
            "hayro-cmap",
            "hayro-font",
            "hayro-interpret",
            "hayro-syntax",
            "kurbo",
            "lopdf",
            "png",
        ],
    ),
    ("analysis", &[], &["aho-corasick", "fast2s", "icu_segmenter", "pinyin", "regex", "rust-stemmers", "whatlang"]),
    ("programme", &["model", "analysis"], &["calcard", "csv", "html5ever", "quick-xml"]),
    ("linking", &["model", "analysis"], &["aho-corasick"]),
    ("search", &["model", "analysis"], &["levenshtein_automata", "tantivy"]),
    ("store", &["model"], &["rusqlite"]),
    ("export", &["model", "pdf"], &[]),
    (
        "catalog",
        &["model", "pdf", "analysis", "programme", "linking", "search", "store", "export"],
        &["landlock", "memmap2", "rlimit", "seccompiler"],
    ),
    ("cli", &["model", "catalog"], &["clap", "indicatif"]),
];
const SHELL: (&[&str], &[&str]) = (&["model", "catalog"], &["open", "tauri", "tauri-plugin-dialog", "tokio"]);
/// What runs against the finished house may use its front door, and drives it with guests of its own.
const TESTS: (&[&str], &[&str]) = (&["model", "catalog"], &["fantoccini", "hyper-util", "tokio"]);

struct Dependency<'a> {
    name: &'a str,
    line: usize,
    is_for_tests: bool,
}

fn dependencies(manifest: &Source) -> Vec<Dependency<'_>> {
    let (mut section, mut found) = ("", Vec::new());
    for (idx, line) in manifest.text.lines().enumerate() {
        if let Some(header) = line.trim().strip_prefix('[') {
            section = header.trim_end_matches(']');
        } else if section.ends_with("dependencies") && section != "workspace.dependencies" {
            let name = line.split(['.', '=', ' ']).next().unwrap_or_default().trim();
            if !name.is_empty() && !name.starts_with('#') {
                let is_for_tests = section.ends_with("dev-dependencies");
                found.push(Dependency { name, line: idx + 1, is_for_tests });
            }
        }
    }
    found
}

/// Which crates of ours, and which guests, a crate may use.
type Row = (&'static [&'static str], &'static [&'static str]);

/// What a manifest's crate may use of ours; `Err` where the table has no row for it.
fn row(path: &str) -> Option<Result<Row, String>> {
    match path {
        "Cargo.toml" => Some(Ok(SHELL)),
        "tests/Cargo.toml" => Some(Ok(TESTS)),
        "src-tauri/xtask/Cargo.toml" => Some(Ok((&[], &[]))),
        _ => {
            let name = path.strip_prefix("src-tauri/crates/")?.strip_suffix("/Cargo.toml")?;
            let row = LAYERS.iter().find(|(crate_name, ..)| *crate_name == name);
            Some(
                row.map(|(_, ours, guests)| (*ours, *guests))
                    .ok_or(format!("{path}: {name} has no row in the layer table")),
            )
        }
    }
}

pub fn layers(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for manifest in sources {
        let (allowed, _) = match row(&manifest.path) {
            Some(Ok(row)) => row,
            Some(Err(complaint)) => {
                complaints.push(complaint);
                continue;
            }
            None => continue,
        };
        for dependency in dependencies(manifest) {
            let is_ours = LAYERS.iter().any(|(name, ..)| *name == dependency.name);
            if is_ours && !allowed.contains(&dependency.name) && !dependency.is_for_tests {
                let Dependency { name, line, .. } = dependency;
                complaints.push(format!("{}:{line}: the layer table does not allow {name} here", manifest.path));
            }
        }
    }
    complaints
}

pub fn guests(sources: &[Source]) -> Vec<String> {
    // A guest may have two homes, such as tokio: the shell, and the tests that drive it.
    let homes: Vec<(String, &[&str])> = LAYERS
        .iter()
        .map(|(name, _, guests)| (format!("src-tauri/crates/{name}/"), *guests))
        .chain([("src-tauri/src/".to_owned(), SHELL.1), ("tests/".to_owned(), TESTS.1)])
        .collect();
    let is_at_home = |guest: &str, path: &str| {
        let path = if path == "Cargo.toml" { "src-tauri/src/" } else { path };
        homes.iter().any(|(folder, guests)| guests.contains(&guest) && path.starts_with(folder))
    };
    let all: Vec<&str> = homes.iter().flat_map(|(_, guests)| guests.iter().copied()).collect();
    let mut complaints = Vec::new();
    for source in sources {
        if source.file_name() == "Cargo.toml" {
            for dependency in dependencies(source) {
                if all.contains(&dependency.name)
                    && !is_at_home(dependency.name, &source.path)
                    && !dependency.is_for_tests
                {
                    complaints
                        .push(format!("{}:{}: {} lives elsewhere", source.path, dependency.line, dependency.name));
                }
            }
        } else if source.is("rs") && !source.is_test() {
            for (line, text) in source.code() {
                for guest in &all {
                    let path = format!("{}::", guest.replace('-', "_"));
                    let is_named = text
                        .match_indices(&path)
                        .any(|(at, _)| !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':')));
                    if is_named && !is_at_home(guest, &source.path) {
                        complaints.push(format!("{}:{line}: {guest} lives elsewhere", source.path));
                    }
                }
            }
        }
    }
    complaints
}
