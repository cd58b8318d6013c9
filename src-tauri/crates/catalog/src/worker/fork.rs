//! A worker split off from this very process: it shares what is loaded already, which a program of a few milliseconds
//! would spend half of its time on loading again. Only where no library is open: a worker must not hold its database.

use super::serve::{serve_alone, serve_reading};
use std::{
    fs::{self, File},
    io,
    os::fd::{AsRawFd, OwnedFd},
    path::PathBuf,
};

/// A process that was split off; it is to be waited for.
pub struct Fork {
    pid: libc::pid_t,
}

/// A worker with its input and output; `None` where this process has threads, whose locks would stay locked for good
/// in the copy.
#[expect(clippy::disallowed_methods, reason = "the copy is a worker, and must not come back from here")]
pub fn start(readable: &[PathBuf], n_threads: usize) -> io::Result<Option<(Fork, File, File)>> {
    if fs::read_dir("/proc/self/task")?.count() != 1 {
        return Ok(None);
    }
    let (their_input, input) = io::pipe()?;
    let (output, their_output) = io::pipe()?;
    if n_threads == 1 {
        one_heap();
    }
    // Only read: what is written there fails, and nobody minds.
    let nowhere = File::open("/dev/null")?;
    // SAFETY: this process has this thread only, so that the copy may do whatever it could.
    match unsafe { libc::fork() } {
        -1 => Err(io::Error::last_os_error()),
        0 => {
            drop((input, output));
            let ends = [(their_input.as_raw_fd(), 0), (their_output.as_raw_fd(), 1), (nowhere.as_raw_fd(), 2)];
            // SAFETY: both are open descriptors.
            let is_ready = ends.into_iter().all(|(end, standard)| unsafe { libc::dup2(end, standard) } >= 0);
            drop((their_input, their_output, nowhere));
            let serve = || if n_threads == 1 { serve_alone(readable) } else { serve_reading(readable, n_threads) };
            std::process::exit(match is_ready.then(serve) {
                Some(Ok(())) => 0,
                Some(Err(_)) | None => 1,
            })
        }
        pid => {
            let file = |end: OwnedFd| File::from(end);
            Ok(Some((Fork { pid }, file(input.into()), file(output.into()))))
        }
    }
}

/// Lets all threads of this process, and of the one split off, share one heap. Each would begin one of its own, page
/// after page given by the system, while only one of them has something to do at a time.
fn one_heap() {
    #[cfg(target_env = "gnu")]
    // SAFETY: sets a number that the allocator looks at later.
    let _ = unsafe { libc::mallopt(libc::M_ARENA_MAX, 1) };
}

impl Fork {
    pub fn pid(&self) -> u32 {
        self.pid.unsigned_abs()
    }

    pub fn kill(&self) {
        // SAFETY: the process is ours until it is waited for.
        let _ = unsafe { libc::kill(self.pid, libc::SIGKILL) };
    }

    pub fn wait(&self) {
        // SAFETY: as above, and nothing is written to a null pointer.
        let _ = unsafe { libc::waitpid(self.pid, std::ptr::null_mut(), 0) };
    }
}
