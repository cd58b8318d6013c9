//! The tree as the checks see it: every file that somebody wrote.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// A file that somebody wrote, with `/` in its path from the repository's root.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    pub fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub fn is(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }

    pub fn is_under(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    /// Written by a program.
    pub fn is_generated(&self) -> bool {
        self.is_under("ui/src/lib/backend/types")
    }

    /// Rust that runs in tests alone.
    pub fn is_test(&self) -> bool {
        self.is_under("tests/") || self.path.contains("/tests/") || self.file_name() == "tests.rs"
    }

    /// The lines that run outside of tests, counted from one: no comments, no `mod tests { … }`.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let lines = self.text[..end].lines().enumerate().map(|(idx, line)| (idx + 1, line));
        lines.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// The repository's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests is a folder of the repository").to_path_buf()
}

/// Every source and manifest of the tree, ordered by path.
pub fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for folder in ["src-tauri", "tests", "ui/src"] {
        walk(&root(), folder, &mut sources);
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the root manifest is there");
    sources.push(Source { path: "Cargo.toml".into(), text: manifest });
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(sources.len() > 30, "the tree was not found from {}", root().display());
    sources
}

fn walk(root: &Path, folder: &str, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(root.join(folder)).expect("a folder of the tree can be read").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{folder}/{name}");
        let kind = entry.file_type().expect("an entry has a type");
        if kind.is_dir() {
            if !matches!(name.as_str(), "target" | "node_modules" | "dist" | "gen")
                && path != "src-tauri/sample/meeting"
            {
                walk(root, &path, sources);
            }
        } else if matches!(name.rsplit('.').next(), Some("rs" | "toml" | "ts" | "svelte" | "css" | "sql" | "typ")) {
            let text = fs::read_to_string(entry.path()).unwrap_or_else(|e| panic!("{path}: {e}"));
            sources.push(Source { path, text });
        }
    }
}
