//! The worker process: PDF bytes from outside are opened there, with limits on memory and time.
//!
//! A worker is this program, or the one beside it, started with the argument `worker` and the files and folders that
//! it may read. It holds one document at a time, answers requests on its standard input by replies on its standard
//! output, and ends when its input does.

#[cfg(target_os = "linux")]
mod alone;
#[cfg(target_os = "linux")]
mod fork;
#[cfg(target_os = "linux")]
mod inbox;
mod opened;
mod process;
mod protocol;
mod queue;
mod sandbox;
mod serve;

pub(crate) use process::{Begun, CallError, Worker, Workers};
pub(crate) use protocol::{Answer, Failure, Inspected, Request};
pub use serve::serve;

use crate::Error;
use std::path::PathBuf;

/// The argument that makes one of our programs a worker.
pub const ARGUMENT: &str = "worker";

/// How many pages a worker may read or draw at once on this machine.
pub fn n_threads() -> usize {
    std::thread::available_parallelism().map_or(2, |n| n.get().clamp(1, 4))
}

/// How a worker is started.
#[derive(Debug, Clone)]
pub struct WorkerProgram {
    pub path: PathBuf,
}

impl WorkerProgram {
    /// This very program; its `main` calls [`serve`] when its first argument is [`ARGUMENT`].
    pub fn this_program() -> Result<Self, Error> {
        let path = std::env::current_exe().map_err(|source| Error::WorkerStart { source })?;
        Ok(WorkerProgram { path })
    }
}
