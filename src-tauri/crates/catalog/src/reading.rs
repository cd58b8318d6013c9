//! Reads a document piece by piece in a worker, and outlives what the document does to it.

use crate::{
    Error,
    pages::{OPEN_LIMIT, PAGE_LIMIT},
    worker::{Answer, Begun, CallError, Request, Worker, Workers},
};
use model::{Rect, Rotation};
use std::{
    collections::VecDeque,
    ops::ControlFlow,
    path::Path,
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};

/// How many pieces of one document may cost their worker before the rest is given up.
const MAX_LOST: u32 = 3;

/// How many pieces are asked for before the first of them is there, so that no thread of the worker ever waits. More
/// are asked for once half of them are there, many at a time: each time wakes the worker.
const MAX_UNDER_WAY: usize = 32;

/// How long a document of this many pages may take in all; each page has its own limit as well.
fn file_limit(n_pages: usize) -> Duration {
    Duration::from_secs((60 + n_pages as u64).min(30 * 60))
}

/// A page's frame; `None` where it cannot be read.
pub type Frame = Option<(Rect, Rotation)>;

/// What the document answers, or why it does not. That is no [`Error`], which says that reading itself came to an end.
pub type Reply<T> = Result<T, CallError>;

/// A document that is being read. When its worker dies or hangs, the piece is asked for once more, alone in a new
/// worker: another piece's memory may have been the cause.
pub struct Reading<'a> {
    workers: Arc<Workers>,
    path: String,
    password: Option<String>,
    worker: Option<Worker>,
    cancelled: Option<&'a AtomicBool>,
    n_lost: u32,
    ends: Instant,
}

impl<'a> Reading<'a> {
    /// Opens nothing yet. A worker that another document was read by is used again.
    pub fn new(workers: &Arc<Workers>, path: &Path, worker: Option<Worker>, cancelled: Option<&'a AtomicBool>) -> Self {
        let path = path.to_string_lossy().into_owned();
        let ends = Instant::now() + file_limit(0);
        Reading { workers: workers.clone(), path, password: None, worker, cancelled, n_lost: 0, ends }
    }

    /// Ends, and leaves the worker to the next document.
    pub fn into_worker(self) -> Option<Worker> {
        self.worker
    }

    /// Opens the document; answers its pages' frames.
    pub fn open(&mut self, password: Option<&str>) -> Result<Reply<Vec<Frame>>, Error> {
        self.password = password.map(str::to_owned);
        let opened = match self.open_once()? {
            Err(CallError::Died | CallError::TimedOut) => self.open_once()?,
            opened => opened,
        };
        if let Ok(frames) = &opened {
            self.ends = Instant::now() + file_limit(frames.len());
        }
        Ok(opened)
    }

    /// Asks for a piece of the open document.
    pub fn ask(&mut self, request: &Request) -> Result<Reply<(Answer, Vec<u8>)>, Error> {
        if self.n_lost >= MAX_LOST {
            return Ok(Err(CallError::GivenUp));
        }
        if Instant::now() >= self.ends {
            return Ok(Err(CallError::TimedOut));
        }
        match self.ask_once(request)? {
            Err(CallError::Died | CallError::TimedOut) => {}
            answered => return Ok(answered),
        }
        self.ask_alone(request)
    }

    /// Asks for several pieces, a few at once, and hands each over in its turn, until `each` has enough. What loses its
    /// worker is asked for once more, alone.
    pub fn ask_each(
        &mut self,
        requests: impl IntoIterator<Item = Request>,
        mut each: impl FnMut(Reply<(Answer, Vec<u8>)>) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        let mut requests = requests.into_iter().fuse();
        let mut under_way: VecDeque<(Request, Result<Begun, CallError>)> = VecDeque::new();
        let mut is_lost = false;
        loop {
            // Until all that went down with a worker have been tried alone, nothing new is begun beside them.
            if !is_lost && under_way.len() <= MAX_UNDER_WAY / 2 {
                let next: Vec<Request> = requests.by_ref().take(MAX_UNDER_WAY - under_way.len()).collect();
                let begun = match &self.worker {
                    Some(worker) => worker.begin_all(next.iter().cloned()),
                    None => next.iter().map(|_| Err(CallError::Died)).collect(),
                };
                under_way.extend(next.into_iter().zip(begun));
            }
            let Some((request, begun)) = under_way.pop_front() else { return Ok(()) };
            let reply = match (&self.worker, begun) {
                (Some(worker), Ok(begun)) => worker.wait(begun, PAGE_LIMIT, self.cancelled),
                (_, Err(error)) => Err(error),
                (None, Ok(_)) => Err(CallError::Died),
            };
            let reply = match reply {
                Err(CallError::Cancelled) => return Err(Error::Cancelled),
                Err(CallError::Died | CallError::TimedOut) => {
                    is_lost = true;
                    self.ask_alone(&request)?
                }
                reply => reply,
            };
            is_lost &= !under_way.is_empty();
            if each(reply).is_break() {
                return Ok(());
            }
        }
    }

    /// The last try.
    fn ask_alone(&mut self, request: &Request) -> Result<Reply<(Answer, Vec<u8>)>, Error> {
        if self.n_lost >= MAX_LOST {
            return Ok(Err(CallError::GivenUp));
        }
        if Instant::now() >= self.ends {
            return Ok(Err(CallError::TimedOut));
        }
        let reply = self.ask_once(request)?;
        self.n_lost += u32::from(matches!(reply, Err(CallError::Died | CallError::TimedOut)));
        Ok(reply)
    }

    fn ask_once(&mut self, request: &Request) -> Result<Reply<(Answer, Vec<u8>)>, Error> {
        if !self.has_worker()
            && let Err(error) = self.open_once()?
        {
            return Ok(Err(error));
        }
        self.call(request.clone(), PAGE_LIMIT)
    }

    fn open_once(&mut self) -> Result<Reply<Vec<Frame>>, Error> {
        if !self.has_worker() {
            self.worker = Some(self.workers.take()?);
        }
        let request = Request::Open { path: self.path.clone(), password: self.password.clone() };
        match self.call(request, OPEN_LIMIT)? {
            Ok((Answer::Opened { frames }, _)) => Ok(Ok(frames)),
            Ok(_) => Err(Error::Worker { reason: "it answered something else".into() }),
            Err(error) => Ok(Err(error)),
        }
    }

    fn has_worker(&self) -> bool {
        self.worker.as_ref().is_some_and(Worker::is_alive)
    }

    fn call(&self, request: Request, limit: Duration) -> Result<Reply<(Answer, Vec<u8>)>, Error> {
        let Some(worker) = &self.worker else { return Ok(Err(CallError::Died)) };
        match worker.call(request, limit, self.cancelled) {
            Err(CallError::Cancelled) => Err(Error::Cancelled),
            reply => Ok(reply),
        }
    }
}
