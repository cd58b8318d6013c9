//! The replies of a worker that one caller asks, taken up by whoever waits for one.

use super::protocol::{Answered, Reply, first_frame};
use std::{
    collections::HashMap,
    fs::File,
    io::Read,
    os::fd::AsRawFd,
    sync::mpsc::RecvTimeoutError,
    time::{Duration, Instant},
};

/// As much as a pipe holds.
const CHUNK: usize = 1 << 16;

pub struct Inbox {
    output: File,
    /// What has come of the next replies, and has not been taken.
    bytes: Vec<u8>,
    /// What was asked: its reply, where that came before the one that somebody waited for.
    asked: HashMap<u64, Option<Answered>>,
}

impl Inbox {
    pub fn new(output: File) -> Inbox {
        Inbox { output, bytes: Vec::with_capacity(CHUNK), asked: HashMap::new() }
    }

    /// A reply to this one is to be kept until it is taken.
    pub fn expect(&mut self, id: u64) {
        self.asked.insert(id, None);
    }

    /// The reply to a request, if it comes within `wait`; disconnected where the worker is gone, or babbles.
    pub fn take(&mut self, id: u64, wait: Duration) -> Result<Answered, RecvTimeoutError> {
        let began = Instant::now();
        loop {
            if let Some(reply) = self.asked.get_mut(&id).and_then(Option::take) {
                self.asked.remove(&id);
                return Ok(reply);
            }
            match first_frame::<Reply>(&self.bytes) {
                Ok(Some((Reply { id: of, result }, payload, n_bytes))) => {
                    self.bytes.drain(..n_bytes);
                    // What nobody asked for is nothing.
                    if let Some(reply) = self.asked.get_mut(&of) {
                        *reply = Some((result, payload));
                    }
                    continue;
                }
                Ok(None) => {}
                Err(_) => return Err(RecvTimeoutError::Disconnected),
            }
            let left = wait.checked_sub(began.elapsed()).ok_or(RecvTimeoutError::Timeout)?;
            if self.is_waiting(left) {
                self.read_more()?;
            }
        }
    }

    /// Does anything come within this time, be it the end?
    fn is_waiting(&self, wait: Duration) -> bool {
        let mut watched = libc::pollfd { fd: self.output.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // At least a millisecond: less would be none.
        let wait = i32::try_from(wait.as_millis()).unwrap_or(i32::MAX).max(1);
        // SAFETY: one entry, which is ours.
        unsafe { libc::poll(&mut watched, 1, wait) > 0 }
    }

    fn read_more(&mut self) -> Result<(), RecvTimeoutError> {
        let n_before = self.bytes.len();
        self.bytes.resize(n_before + CHUNK, 0);
        let n_read = self.output.read(&mut self.bytes[n_before..]);
        self.bytes.truncate(n_before + *n_read.as_ref().unwrap_or(&0));
        match n_read {
            Ok(1..) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Ok(()),
            Ok(0) | Err(_) => Err(RecvTimeoutError::Disconnected),
        }
    }
}
