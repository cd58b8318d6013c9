//! Migrations are appended and never edited: what each contained is on record.
//!
//! After adding one, run with `UPDATE=1` to put it on record; that changes no line that is there.

use crate::tree::{Source, root};
use std::{collections::BTreeMap, env, fs};

const RECORD: &str = "tests/fixtures/migrations.txt";

pub fn unchanged(sources: &[Source]) -> Vec<String> {
    let path = root().join(RECORD);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let mut record: BTreeMap<String, String> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(hash, name)| (name.to_owned(), hash.to_owned()))
        .collect();
    let migrations: Vec<&Source> =
        sources.iter().filter(|s| s.is_under("src-tauri/crates/store/migrations/")).collect();
    // A snippet is judged, never recorded.
    let is_tree = sources.iter().any(|source| source.path == "Cargo.toml");
    if is_tree && env::var_os("UPDATE").is_some() {
        for migration in &migrations {
            record.entry(migration.file_name().to_owned()).or_insert_with(|| fingerprint(&migration.text));
        }
        let lines: String = record.iter().map(|(name, hash)| format!("{hash} {name}\n")).collect();
        fs::write(&path, lines).expect("the record can be written");
    }
    let mut complaints = Vec::new();
    for migration in &migrations {
        match record.get(migration.file_name()) {
            Some(hash) if *hash == fingerprint(&migration.text) => {}
            Some(_) => complaints.push(format!("{}: edited after it was recorded; append a new one", migration.path)),
            None => complaints.push(format!("{}: not in {RECORD} yet; run this test with UPDATE=1", migration.path)),
        }
    }
    for name in record.keys().filter(|_| is_tree) {
        if !migrations.iter().any(|migration| migration.file_name() == name) {
            complaints.push(format!("{RECORD}: {name} is gone"));
        }
    }
    complaints
}

/// 64 bits by FNV-1a: this guards against mistakes, not against malice.
fn fingerprint(text: &str) -> String {
    let hash = text
        .replace("\r\n", "\n")
        .bytes()
        .fold(0xcbf29ce484222325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100000001b3));
    format!("{hash:016x}")
}
