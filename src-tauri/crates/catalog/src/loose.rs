//! A PDF file outside any library: opened in a worker process, and read page by page.

use crate::{
    Error, WorkerProgram, absolute,
    pages::{NEVER_STALE, call_error, call_problem},
    reading::{Reading, Reply},
    worker::{Answer, CallError, Failure, Request, Workers},
};
use model::{PageIndex, PageText, PageTheme};
use std::{fs::File, ops::ControlFlow, path::Path, sync::Arc};

/// The open file; its worker ends with it, and is replaced when a page costs it.
pub struct LooseFile {
    reading: Reading<'static>,
    n_pages: u32,
}

impl LooseFile {
    /// `n_threads` pages are drawn at once; text is read by one thread alone, and need not ask how many there may be.
    ///
    /// Fails with [`Error::PasswordNeeded`] where neither the empty password nor the given one opens the file.
    pub fn open(
        program: &WorkerProgram,
        path: &Path,
        password: Option<&str>,
        n_threads: usize,
    ) -> Result<LooseFile, Error> {
        // The worker can only say that a file is unreadable; the system says why.
        File::open(path).map_err(Error::io("open", path))?;
        let path = absolute(path);
        let workers = Workers::without_library(program.clone(), vec![path.clone()], n_threads);
        LooseFile::by(&Arc::new(workers), &path, password)
    }

    /// Opens a file that the workers may read.
    pub(crate) fn by(workers: &Arc<Workers>, path: &Path, password: Option<&str>) -> Result<LooseFile, Error> {
        let mut reading = Reading::new(workers, path, None, None);
        let frames = reading.open(password)?.map_err(unreadable)?;
        Ok(LooseFile { reading, n_pages: frames.len() as u32 })
    }

    pub fn n_pages(&self) -> u32 {
        self.n_pages
    }

    /// The texts of pages, handed over in order, until `each` has enough.
    pub fn texts(
        &mut self,
        pages: impl Iterator<Item = PageIndex> + Clone,
        mut each: impl FnMut(PageIndex, Result<PageText, Error>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let requests = pages.clone().map(|page| Request::Text { page });
        let mut pages = pages;
        self.reading.ask_each(requests, |reply| {
            let Some(page) = pages.next() else { return ControlFlow::Break(()) };
            each(page, page_reply(page, reply).and_then(text))
        })
    }

    /// A page as PNG, `width` pixels wide.
    pub fn image(&mut self, page: PageIndex, width: u32) -> Result<Vec<u8>, Error> {
        let request = Request::Image { page, width, theme: PageTheme::Paper, generation: NEVER_STALE, ahead: false };
        self.ask(page, &request).and_then(image)
    }

    /// Pages as PNG, `width` pixels wide, several drawn at once and handed over in order, until `each` has enough.
    pub fn images(
        &mut self,
        pages: impl Iterator<Item = PageIndex> + Clone,
        width: u32,
        mut each: impl FnMut(PageIndex, Result<Vec<u8>, Error>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let requests = pages.clone().map(|page| Request::Image {
            page,
            width,
            theme: PageTheme::Paper,
            generation: NEVER_STALE,
            ahead: false,
        });
        let mut pages = pages;
        self.reading.ask_each(requests, |reply| {
            let Some(page) = pages.next() else { return ControlFlow::Break(()) };
            each(page, page_reply(page, reply).and_then(image))
        })
    }

    fn ask(&mut self, page: PageIndex, request: &Request) -> Result<(Answer, Vec<u8>), Error> {
        page_reply(page, self.reading.ask(request)?)
    }
}

fn text(answer: (Answer, Vec<u8>)) -> Result<PageText, Error> {
    match answer {
        (Answer::Text(text), _) => Ok(text),
        _ => Err(answered_something_else()),
    }
}

fn image(answer: (Answer, Vec<u8>)) -> Result<Vec<u8>, Error> {
    match answer {
        (Answer::Image, png) => Ok(png),
        _ => Err(answered_something_else()),
    }
}

fn page_reply<T>(page: PageIndex, reply: Reply<T>) -> Result<T, Error> {
    reply.map_err(|error| match error {
        // The page is to blame, not the file.
        CallError::Died | CallError::TimedOut | CallError::GivenUp => {
            Error::Unreadable { problem: call_problem(&error).on_page(page) }
        }
        CallError::Failed(_) | CallError::Cancelled => unreadable(error),
    })
}

/// What the worker says of the file is told as it is.
fn unreadable(error: CallError) -> Error {
    match error {
        CallError::Failed(Failure::Problem(problem)) => Error::Unreadable { problem },
        CallError::Died | CallError::TimedOut => Error::Unreadable { problem: call_problem(&error) },
        error => call_error(error),
    }
}

fn answered_something_else() -> Error {
    Error::Worker { reason: "it answered something else".into() }
}
