//! Files to test with: the sample meeting, and real ones where the machine has them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The repository's folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests is a folder of the repository").to_path_buf()
}

/// The sample meeting that ships with the application.
pub fn sample() -> PathBuf {
    root().join("src-tauri/sample/meeting")
}

pub fn sample_decks() -> Vec<PathBuf> {
    pdfs_below(&sample())
}

/// A folder of real files that are no part of the project; `None`, said aloud, where the machine lacks them.
pub fn corpus(folder: &str) -> Option<PathBuf> {
    let path = root().join("../shared/corpus").join(folder);
    if !path.is_dir() {
        eprintln!("SKIPPED: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// The PDF files of a folder, however deep, ordered by path.
pub fn pdfs_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())).flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
