//! The file beside the index that says whose it is and how it was made.

use analysis::ANALYZER_VERSION;
use serde::{Deserialize, Serialize};
use std::{fs, io, path::Path};

/// Counts up with the index's fields.
const SCHEMA_VERSION: u32 = 1;
const FILE_NAME: &str = "rapporteur-index.json";

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    library: String,
    analyzer: u32,
    schema: u32,
}

impl Marker {
    /// What the marker of a usable index says.
    pub fn of(library_id: &str) -> Marker {
        Marker { library: library_id.to_owned(), analyzer: ANALYZER_VERSION, schema: SCHEMA_VERSION }
    }

    /// `None` where there is none that can be read.
    pub fn read(dir: &Path) -> Option<Marker> {
        serde_json::from_slice(&fs::read(dir.join(FILE_NAME)).ok()?).ok()
    }

    pub fn write(&self, dir: &Path) -> io::Result<()> {
        let beside = dir.join(format!("{FILE_NAME}.tmp"));
        fs::write(&beside, serde_json::to_vec(self)?)?;
        fs::rename(beside, dir.join(FILE_NAME))
    }
}

/// Deletes the index's files, and those alone: should the folder ever be a wrong one, nothing else in it is touched.
pub fn clear(dir: &Path) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name().to_str().is_some_and(is_ours) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_ours(name: &str) -> bool {
    let segment =
        name.split_once('.').is_some_and(|(id, _)| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    // The writer's lock stays: who holds it would not see that it is gone.
    let known = matches!(name, "meta.json" | ".managed.json");
    segment || known || name.starts_with(FILE_NAME)
}
