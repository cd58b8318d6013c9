//! A library of a test's own, opened as the programs open theirs.

use crate::programs;
use catalog::{
    Catalog, Clock, OpenOptions, SystemClock, WorkerProgram, documents, import,
    jobs::Unwatched,
    pages::ImageRequest,
    programme,
    recognition::{RecognizerOptions, RecognizerPlace},
};
use model::{DocumentRow, MeetingId, PageTheme, ProgrammeSource};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// An open library in a temporary folder, which goes with it.
pub struct Library {
    pub catalog: Arc<Catalog>,
    pub folder: tempfile::TempDir,
}

impl Library {
    pub fn new() -> Library {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Library { catalog: open(folder.path()), folder }
    }

    /// The sample meeting: its programme and its decks.
    pub fn sample() -> (Library, MeetingId) {
        let library = Library::new();
        let meeting = library.import_programme(&crate::corpus::sample().join("programme.html"));
        library.import(&[crate::corpus::sample()]);
        (library, meeting)
    }

    pub fn import(&self, paths: &[PathBuf]) -> import::ImportReport {
        import::run(&self.catalog, paths, None, &Unwatched::default()).expect("an import goes to its end")
    }

    /// The file's document, in a library that has none yet; `None` where it is no PDF.
    pub fn import_one(&self, file: &Path) -> Option<DocumentRow> {
        self.import(&[file.to_owned()]);
        documents::list(&self.catalog).expect("documents are listed").into_iter().next()
    }

    pub fn import_programme(&self, file: &Path) -> MeetingId {
        let source = ProgrammeSource::File { path: file.to_string_lossy().into_owned() };
        programme::import(&self.catalog, &source).expect("the programme is read").meeting
    }
}

impl Default for Library {
    fn default() -> Self {
        Library::new()
    }
}

/// Opens or makes the library in a folder; its workers are the command line's, and text is recognized nowhere.
pub fn open(folder: &Path) -> Arc<Catalog> {
    open_with(folder, RecognizerOptions { place: RecognizerPlace::Nowhere, ..RecognizerOptions::default() })
}

/// The same, with a program that recognizes text.
pub fn open_with(folder: &Path, recognizer: RecognizerOptions) -> Arc<Catalog> {
    open_as(folder, recognizer, Box::new(SystemClock))
}

/// The same, with a clock of the test's own.
pub fn open_by(folder: &Path, clock: Box<dyn Clock>) -> Arc<Catalog> {
    let recognizer = RecognizerOptions { place: RecognizerPlace::Nowhere, ..RecognizerOptions::default() };
    open_as(folder, recognizer, clock)
}

fn open_as(folder: &Path, recognizer: RecognizerOptions, clock: Box<dyn Clock>) -> Arc<Catalog> {
    let worker = WorkerProgram { path: programs::command_line() };
    let options = OpenOptions { create: true, worker, author: Some("test".to_owned()), clock, recognizer };
    Catalog::open(folder, options).expect("the library opens")
}

/// An image that somebody waits for.
pub fn image_of(width: u32, generation: u64) -> ImageRequest {
    ImageRequest { width, theme: PageTheme::Paper, generation, ahead: false, again: false }
}
