//! What may stand in a source file, and what it must look like.

use crate::tree::Source;

const PURE: &[&str] = &["model", "pdf", "analysis", "programme", "linking", "export"];
const MAX_LINES: usize = 800;

fn crate_of(source: &Source) -> Option<&str> {
    source.path.strip_prefix("src-tauri/crates/")?.split('/').next()
}

/// Our Rust that runs for the reader: no tests, no examples, no build scripts.
fn is_shipped_rust(source: &Source) -> bool {
    source.is("rs") && !source.is_test() && source.file_name() != "build.rs" && !source.path.contains("/examples/")
}

/// Complains about each line of code that has one of `words`, where no letter or digit stands before it.
fn forbid(source: &Source, words: &[&str], reason: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (number, line) in source.code() {
        for word in words {
            let stands_alone = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            if line.match_indices(word).any(|(at, _)| stands_alone(at)) {
                complaints.push(format!("{}:{number}: `{}`: {reason}", source.path, word.trim()));
            }
        }
    }
    complaints
}

pub fn purity(sources: &[Source]) -> Vec<String> {
    let words = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::path",
        "std::io::stdin",
        "std::io::stdout",
        "File::open",
        "SystemTime",
        "Timestamp::now",
        "Zoned::now",
        "Uuid::now_v7",
        "println!",
        "eprintln!",
        "print!",
        "eprint!",
        "dbg!",
    ];
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| is_shipped_rust(s) && crate_of(s).is_some_and(|name| PURE.contains(&name)))
    {
        complaints.extend(forbid(source, &words, "a pure crate takes bytes and values, and gives them"));
        for (number, line) in source.code() {
            // The same by way of a list: `use std::{fs, io}`.
            let list = line.trim_start().strip_prefix("use std::{").unwrap_or_default();
            if list
                .split([',', '{', '}', ';', ' '])
                .any(|name| matches!(name, "fs" | "env" | "net" | "process" | "path"))
            {
                complaints
                    .push(format!("{}:{number}: a pure crate takes bytes and values, and gives them", source.path));
            }
        }
    }
    complaints
}

pub fn sql(sources: &[Source]) -> Vec<String> {
    let words = [
        "SELECT ",
        "INSERT INTO ",
        "INSERT OR ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "DROP TABLE ",
        "ALTER TABLE ",
        "PRAGMA ",
        "VACUUM INTO",
    ];
    let elsewhere = sources.iter().filter(|s| s.is("rs") && crate_of(s) != Some("store") && !s.is_under("tests/tidy"));
    elsewhere.flat_map(|source| forbid(source, &words, "SQL lives in store")).collect()
}

/// Where the reader's files and the library's are written; everything else asks these.
const WRITERS: &[&str] = &[
    "src-tauri/crates/catalog/src/backup.rs",
    "src-tauri/crates/catalog/src/files.rs",
    "src-tauri/crates/catalog/src/index.rs",
    "src-tauri/crates/catalog/src/lib.rs",
    "src-tauri/crates/catalog/src/paths.rs",
    "src-tauri/crates/catalog/src/thumbnails.rs",
    "src-tauri/crates/cli/src/output.rs",
    "src-tauri/crates/search/",
    "src-tauri/crates/store/",
    "src-tauri/src/instance.rs",
    "src-tauri/xtask/",
];

pub fn file_writes(sources: &[Source]) -> Vec<String> {
    let words = [
        "fs::write",
        "fs::remove_file",
        "fs::remove_dir_all",
        "fs::rename",
        "fs::copy",
        "fs::set_permissions",
        "File::create",
        "OpenOptions::new",
        "File::options",
    ];
    let others = sources.iter().filter(|s| is_shipped_rust(s) && !WRITERS.iter().any(|writer| s.is_under(writer)));
    others
        .flat_map(|source| forbid(source, &words, "files are written in few places (WRITERS in tests/tidy/sources.rs)"))
        .collect()
}

/// Where programs are started: our own as workers, and the one that recognizes text.
const STARTERS: &[&str] = &[
    "src-tauri/crates/catalog/src/recognition/program.rs",
    "src-tauri/crates/catalog/src/worker/process.rs",
    "src-tauri/xtask/",
];

pub fn programs(sources: &[Source]) -> Vec<String> {
    let others = sources.iter().filter(|s| is_shipped_rust(s) && !STARTERS.iter().any(|starter| s.is_under(starter)));
    others
        .flat_map(|source| {
            forbid(source, &["Command::new("], "programs are started in two places (STARTERS in tests/tidy/sources.rs)")
        })
        .collect()
}

pub fn printing(sources: &[Source]) -> Vec<String> {
    let may_print = ["src-tauri/crates/cli/", "src-tauri/xtask/", "src-tauri/src/main.rs", "src-tauri/src/lib.rs"];
    let silent = sources.iter().filter(|s| is_shipped_rust(s) && !may_print.iter().any(|folder| s.is_under(folder)));
    let words = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];
    silent.flat_map(|source| forbid(source, &words, "the library tells by values and events")).collect()
}

pub fn error_words(sources: &[Source]) -> Vec<String> {
    let rust = ["error.to_string().", "err.to_string().", "e.to_string().contains", "e.to_string().starts_with"];
    let script = [
        "error.message.includes",
        "error.message.startsWith",
        "error.message.match",
        "error.message ===",
        "e.message.includes",
    ];
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| !s.is_test()) {
        let words: &[&str] = if source.is("rs") { &rust } else { &script };
        complaints.extend(forbid(source, words, "branch on a variant or a code"));
    }
    complaints
}

pub fn shape(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    let written =
        |s: &&Source| !s.is_generated() && ["rs", "ts", "svelte", "css", "typ"].iter().any(|extension| s.is(extension));
    for source in sources.iter().filter(written) {
        let path = &source.path;
        let n_lines = source.text.lines().count();
        if n_lines > MAX_LINES {
            complaints.push(format!("{path}: {n_lines} lines; split it"));
        }
        let first = source.text.lines().next().unwrap_or_default();
        let says = if source.is("rs") {
            first.starts_with("//! ")
        } else if source.is("svelte") {
            first.starts_with("<!--") || first.starts_with("//")
        } else {
            first.starts_with("//") || first.starts_with("/*")
        };
        // A test file's name says it: `dates.test.ts` tests `dates.ts`.
        if !says && !path.ends_with(".test.ts") {
            complaints.push(format!("{path}:1: the first line says what the module is"));
        }
        let parts = path.split('/').map(|part| part.split('.').next().unwrap_or(part).to_lowercase());
        let banned = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "managers"];
        if let Some(name) = parts.into_iter().find(|part| banned.contains(&part.as_str())) {
            complaints.push(format!("{path}: a module called {name} says nothing of what it holds"));
        }
    }
    complaints
}
