//! Where what lies in the library's folder.

use crate::Error;
use model::{DocumentId, PageIndex};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The library's folder:
///
/// ```text
/// library.sqlite      the truth
/// documents/ab/…pdf   the library's own copies, by SHA-256, never written again
/// derived/            text, recognized text, thumbnails, index: can be deleted at any time
/// backups/            copies of the database
/// ```
#[derive(Debug, Clone)]
pub struct Paths {
    dir: PathBuf,
}

impl Paths {
    pub fn new(dir: &Path) -> Self {
        Paths { dir: crate::absolute(dir) }
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn create(&self) -> Result<(), Error> {
        for dir in [self.documents(), self.texts(), self.thumbnails(), self.incoming()] {
            fs::create_dir_all(&dir).map_err(Error::io("make the folder", &dir))?;
        }
        Ok(())
    }

    /// Deletes what a killed import left behind. Another program may be importing: what is younger than a day stays.
    pub fn sweep(&self, now: jiff::Timestamp) {
        const DAY: i64 = 24 * 60 * 60;
        for entry in fs::read_dir(self.incoming()).into_iter().flatten().flatten() {
            let modified = entry.metadata().and_then(|metadata| metadata.modified());
            let since_1970 = modified.ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
            if since_1970.is_some_and(|time| now.as_second() - time.as_secs() as i64 > DAY) {
                // What cannot be deleted takes room, and does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    pub fn database(&self) -> PathBuf {
        self.dir.join("library.sqlite")
    }

    pub fn backups(&self) -> PathBuf {
        self.dir.join("backups")
    }

    pub fn documents(&self) -> PathBuf {
        self.dir.join("documents")
    }

    /// Files on their way in; what a kill left here is nobody's.
    pub fn incoming(&self) -> PathBuf {
        self.dir.join("incoming")
    }

    pub fn document(&self, id: &DocumentId) -> PathBuf {
        self.documents().join(&id.as_str()[..2]).join(format!("{id}.pdf"))
    }

    pub fn texts(&self) -> PathBuf {
        self.dir.join("derived/text")
    }

    pub fn text(&self, id: &DocumentId) -> PathBuf {
        self.texts().join(&id.as_str()[..2]).join(format!("{id}.text"))
    }

    /// What was read off the images of scanned pages.
    pub fn recognized(&self, id: &DocumentId) -> PathBuf {
        self.dir.join("derived/recognized").join(&id.as_str()[..2]).join(format!("{id}.recognized"))
    }

    pub fn thumbnails(&self) -> PathBuf {
        self.dir.join("derived/thumbnails")
    }

    pub fn thumbnail(&self, id: &DocumentId, page: PageIndex) -> PathBuf {
        self.thumbnails().join(id.as_str()).join(format!("{}.png", page.0))
    }

    pub fn index(&self) -> PathBuf {
        self.dir.join("derived/index")
    }
}
