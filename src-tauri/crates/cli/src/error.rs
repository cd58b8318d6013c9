//! What can go wrong on the command line.

use crate::words;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Catalog(#[from] catalog::Error),
    #[error("cannot {doing} {}", path.display())]
    File { doing: &'static str, path: PathBuf, source: std::io::Error },
    #[error("{}: {}", path.display(), words::problem(problem))]
    Unreadable { path: PathBuf, problem: model::Problem },
    #[error("cannot read {}", path.display())]
    Pdf { path: PathBuf, source: catalog::Error },
    #[error("{} asks for a password: give it by --password", path.display())]
    Locked { path: PathBuf },
    #[error("{} is not opened by this password", path.display())]
    WrongPassword { path: PathBuf },
    #[error("page {page} does not exist, {} has {n_pages}", path.display())]
    NoSuchPage { page: model::PageIndex, n_pages: u32, path: PathBuf },
    #[error("cannot write the answer")]
    Answer { source: std::io::Error },
    #[error("there is no library in {}: make one by `rapporteur import`, or name another by --library", path.display())]
    NoLibrary { path: PathBuf },
    #[error("the platform has no data folder: name the library's folder by --library")]
    NoDataFolder,
    #[error("no document is {name}: `rapporteur documents` lists them")]
    NoDocument { name: String },
    #[error("several documents are {name}: {}", ids.join(", "))]
    ManyDocuments { name: String, ids: Vec<String> },
    #[error("there is no tag {name}: `rapporteur tags list` lists them")]
    NoTag { name: String },
    #[error("the library has no meeting: read its programme by `rapporteur programme import`")]
    NoMeeting,
    #[error("the library has several meetings, name one by --meeting: {}", meetings.join(", "))]
    ManyMeetings { meetings: Vec<String> },
    #[error("these words do not stand on page {page}: {quote}")]
    NoQuote { page: model::PageIndex, quote: String },
    #[error("these words stand at several places on page {page}, name one by --range: {}", ranges.join(", "))]
    ManyQuotes { page: model::PageIndex, ranges: Vec<String> },
    #[error("the page would be written to the terminal: name a file by --output")]
    BinaryToTerminal,
    #[error("several pages are several files: name their folder by --output")]
    ManyImages,
    #[error("annotations of {n_documents} documents: name one by --document, or a folder by --output")]
    ManyPdfs { n_documents: usize },
    #[error("there are no annotations to write into a PDF")]
    NoAnnotations,
    #[error("Tesseract, which recognizes text on scanned pages, is not installed{}", install(.install_command.as_deref()))]
    NoRecognizer { install_command: Option<String> },
    #[error("{} is an original, and originals are never written to", path.display())]
    Original { path: PathBuf },
    #[error("{} lies in the library, which is no place for exports", path.display())]
    InLibrary { path: PathBuf },
}

fn install(command: Option<&str>) -> String {
    match command {
        Some(command) => format!("; this installs it: {command}"),
        None => " (https://tesseract-ocr.github.io/tessdoc/Installation.html)".to_owned(),
    }
}

impl Error {
    /// What went wrong with this file.
    pub fn of_pdf(path: &Path) -> impl FnOnce(catalog::Error) -> Error {
        let path = path.to_owned();
        move |error| match error {
            catalog::Error::Unreadable { problem } => Error::Unreadable { path, problem },
            // The system's errors name the file already.
            catalog::Error::Io { .. } => Error::Catalog(error),
            source => Error::Pdf { path, source },
        }
    }

    /// Why it does not open.
    pub fn of_opening(path: &Path, password: Option<&str>) -> impl FnOnce(catalog::Error) -> Error {
        let (path, has_password) = (path.to_owned(), password.is_some());
        move |error| match error {
            catalog::Error::PasswordNeeded if has_password => Error::WrongPassword { path },
            catalog::Error::PasswordNeeded => Error::Locked { path },
            error => Error::of_pdf(&path)(error),
        }
    }

    /// 2 where other arguments would have worked, else 1.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Error::BinaryToTerminal
            | Error::ManyImages
            | Error::ManyPdfs { .. }
            | Error::ManyMeetings { .. }
            | Error::Original { .. }
            | Error::InLibrary { .. } => ExitCode::from(2),
            Error::Catalog(_)
            | Error::File { .. }
            | Error::Unreadable { .. }
            | Error::Pdf { .. }
            | Error::Locked { .. }
            | Error::WrongPassword { .. }
            | Error::NoSuchPage { .. }
            | Error::Answer { .. }
            | Error::NoLibrary { .. }
            | Error::NoDataFolder
            | Error::NoDocument { .. }
            | Error::ManyDocuments { .. }
            | Error::NoTag { .. }
            | Error::NoMeeting
            | Error::NoQuote { .. }
            | Error::ManyQuotes { .. }
            | Error::NoAnnotations
            | Error::NoRecognizer { .. } => ExitCode::FAILURE,
        }
    }
}
