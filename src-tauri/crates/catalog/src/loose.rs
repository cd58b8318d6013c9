//! A PDF file outside any library: opened in a worker process, and read page by page.

use crate::{
    Error, WorkerProgram, absolute,
    pages::{NEVER_STALE, OPEN_LIMIT, PAGE_LIMIT, call_error},
    worker::{Answer, CallError, Failure, Request, Worker, Workers},
};
use model::{PageIndex, PageText};
use std::{fs::File, path::Path};

/// The open file; its worker ends with it.
pub struct LooseFile {
    worker: Worker,
    n_pages: u32,
}

impl LooseFile {
    /// Fails with [`Error::PasswordNeeded`] where neither the empty password nor the given one opens the file.
    pub fn open(program: &WorkerProgram, path: &Path, password: Option<&str>) -> Result<LooseFile, Error> {
        // The worker can only say that a file is unreadable; the system says why.
        File::open(path).map_err(Error::io("open", path))?;
        let path = absolute(path);
        let worker = Workers::new(program.clone(), vec![path.clone()]).take()?;
        let path = path.to_string_lossy().into_owned();
        let request = Request::Open { path, password: password.map(str::to_owned) };
        match worker.call(request, OPEN_LIMIT, None) {
            Ok((Answer::Opened { frames }, _)) => Ok(LooseFile { worker, n_pages: frames.len() as u32 }),
            Ok(_) => Err(answered_something_else()),
            Err(error) => Err(unreadable(error)),
        }
    }

    pub fn n_pages(&self) -> u32 {
        self.n_pages
    }

    pub fn text(&self, page: PageIndex) -> Result<PageText, Error> {
        match self.worker.call(Request::Text { page }, PAGE_LIMIT, None) {
            Ok((Answer::Text(text), _)) => Ok(text),
            Ok(_) => Err(answered_something_else()),
            Err(error) => Err(unreadable(error)),
        }
    }

    /// A page as PNG, `width` pixels wide.
    pub fn image(&self, page: PageIndex, width: u32) -> Result<Vec<u8>, Error> {
        let request = Request::Image { page, width, generation: NEVER_STALE, ahead: false };
        match self.worker.call(request, PAGE_LIMIT, None) {
            Ok((Answer::Image, png)) => Ok(png),
            Ok(_) => Err(answered_something_else()),
            Err(error) => Err(unreadable(error)),
        }
    }
}

/// What the worker says of the file is told as it is.
fn unreadable(error: CallError) -> Error {
    match error {
        CallError::Failed(Failure::Problem(problem)) => Error::Unreadable { problem },
        error => call_error(error),
    }
}

fn answered_something_else() -> Error {
    Error::Worker { reason: "it answered something else".into() }
}
