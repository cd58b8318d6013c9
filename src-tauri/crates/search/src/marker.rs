//! The file beside the index that says whose it is, how it was made and how far it is.

use crate::schema;
use analysis::ANALYZER_VERSION;
use serde::{Deserialize, Serialize};
use std::{fs, io, path::Path};

const FILE_NAME: &str = "rapporteur-index.json";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marker {
    library: String,
    analyzer: u32,
    schema: u32,
    /// The first indexes had no state: they were whole.
    #[serde(default)]
    pub state: State,
}

/// How far an index is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It is empty, and nobody has taken note yet that it is to be filled.
    Empty,
    /// The library knows what it lacks.
    Filling,
    #[default]
    Whole,
}

impl Marker {
    /// What the marker of a usable index says.
    pub fn of(library_id: &str, state: State) -> Marker {
        Marker { library: library_id.to_owned(), analyzer: ANALYZER_VERSION, schema: schema::VERSION, state }
    }

    /// Was it made for this library by this version?
    pub fn is_current(&self, library_id: &str) -> bool {
        *self == Marker::of(library_id, self.state)
    }

    /// Was it made for this library, by whatever version?
    pub fn is_of(&self, library_id: &str) -> bool {
        self.library == library_id
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

    /// From now on the index is nobody's.
    pub fn delete(dir: &Path) -> io::Result<()> {
        match fs::remove_file(dir.join(FILE_NAME)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        }
    }
}

/// Deletes the index's files, and those alone: should the folder ever be a wrong one, nothing else in it is touched.
pub fn clear(dir: &Path) -> io::Result<()> {
    Marker::delete(dir)?;
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_type()?.is_file() && entry.file_name().to_str().is_some_and(is_ours) {
            fs::remove_file(entry.path())?;
        }
    }
    // Fails where something of somebody else's is in it, and may.
    let _ = fs::remove_dir(dir);
    Ok(())
}

fn is_ours(name: &str) -> bool {
    let segment =
        name.split_once('.').is_some_and(|(id, _)| id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()));
    // A lock that somebody holds is held by the open file, not by its name.
    let known = matches!(name, "meta.json" | ".managed.json" | ".tantivy-writer.lock" | ".tantivy-meta.lock");
    segment || known || name.starts_with(FILE_NAME)
}
