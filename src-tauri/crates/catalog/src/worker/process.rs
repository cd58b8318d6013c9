//! The program's side: starts workers, calls them with a time limit, and kills those that hang.

use super::{
    ARGUMENT, WorkerProgram,
    protocol::{Answer, Answered, Envelope, Failure, Reply, Request, read_frame, write_frame},
};
#[cfg(target_os = "linux")]
use super::{
    fork::{self, Fork},
    inbox::Inbox,
};
use crate::{Error, lock, patience::Patience};
#[cfg(unix)]
use std::os::fd::OwnedFd;
#[cfg(windows)]
use std::os::windows::io::OwnedHandle;
use std::{
    collections::HashMap,
    fs::File,
    io::{BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

/// How often a waiting caller looks whether it was cancelled.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// Idle workers that are kept for the next document: starting one takes longer than drawing a page.
const MAX_IDLE: usize = 2;

/// Room for most page images, in bytes; more than this an ordinary user is not given.
#[cfg(target_os = "linux")]
const IMAGE_PIPE: libc::c_int = 1 << 20;

type Waiting = Arc<Mutex<HashMap<u64, Sender<Answered>>>>;

/// A request that is under way.
pub struct Begun {
    #[cfg(target_os = "linux")]
    id: u64,
    /// Where a thread hands its reply over; `None` where who waits takes it up.
    answers: Option<Receiver<Answered>>,
}

/// Who takes the replies up.
enum Replies {
    /// A thread, which hands each to its caller: several may wait at once.
    Thread(Waiting),
    /// Whoever waits.
    #[cfg(target_os = "linux")]
    Caller(Mutex<Inbox>),
}

/// A running worker process.
pub struct Worker {
    child: Mutex<Running>,
    input: Mutex<File>,
    pid: u32,
    replies: Replies,
    next_id: AtomicU64,
    alive: Arc<AtomicBool>,
}

/// A worker's process.
enum Running {
    Program(Child),
    #[cfg(target_os = "linux")]
    Fork(Fork),
}

impl Running {
    /// The process, its input and its output.
    fn start(
        program: &WorkerProgram,
        readable: &[PathBuf],
        split: Option<usize>,
    ) -> Result<(Running, File, File), Error> {
        #[cfg(not(target_os = "linux"))]
        let _ = split;
        // What cannot be split off is started.
        #[cfg(target_os = "linux")]
        if let Some(n_threads) = split
            && let Ok(Some((fork, input, output))) = fork::start(readable, n_threads)
        {
            return Ok((Running::Fork(fork), input, output));
        }
        let mut child = Command::new(&program.path)
            .arg(ARGUMENT)
            .args(readable)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // What a damaged file makes a library print is nobody's business.
            .stderr(Stdio::null())
            .spawn()
            .map_err(|source| Error::WorkerStart { source })?;
        let no_pipe = || Error::WorkerStart { source: std::io::Error::other("the worker has no pipe") };
        let input = child.stdin.take().ok_or_else(no_pipe)?;
        let output = child.stdout.take().ok_or_else(no_pipe)?;
        #[cfg(unix)]
        let files: (File, File) = (OwnedFd::from(input).into(), OwnedFd::from(output).into());
        #[cfg(target_os = "linux")]
        widen(&files.1);
        #[cfg(windows)]
        let files = (OwnedHandle::from(input).into(), OwnedHandle::from(output).into());
        Ok((Running::Program(child), files.0, files.1))
    }

    fn pid(&self) -> u32 {
        match self {
            Running::Program(child) => child.id(),
            #[cfg(target_os = "linux")]
            Running::Fork(fork) => fork.pid(),
        }
    }

    fn kill(&mut self) {
        match self {
            // It may have ended by itself meanwhile.
            Running::Program(child) => drop(child.kill()),
            #[cfg(target_os = "linux")]
            Running::Fork(fork) => fork.kill(),
        }
    }

    fn wait(&mut self) {
        match self {
            Running::Program(child) => drop(child.wait()),
            #[cfg(target_os = "linux")]
            Running::Fork(fork) => fork.wait(),
        }
    }
}

/// Has a page's image go through in one piece: by the usual 64 KiB, both sides would wait for each other many times.
#[cfg(target_os = "linux")]
fn widen(pipe: &File) {
    use std::os::fd::AsRawFd;
    // SAFETY: changes the size of a pipe of ours; where the system has less to give, it stays as it is.
    let _ = unsafe { libc::fcntl(pipe.as_raw_fd(), libc::F_SETPIPE_SZ, IMAGE_PIPE) };
}

/// Why a call has no answer.
#[derive(Debug)]
pub enum CallError {
    Failed(Failure),
    /// The worker ended: it crashed, or took more memory than it may.
    Died,
    /// The worker took too long, and was killed.
    TimedOut,
    Cancelled,
    /// Not asked any more: too many pieces of the document cost their worker.
    GivenUp,
}

impl Worker {
    /// `is_alone` says that one caller asks, and the worker answers one after the other: no thread is needed then.
    fn start((child, input, output): (Running, File, File), is_alone: bool) -> Result<Worker, Error> {
        let alive = Arc::new(AtomicBool::new(true));
        let replies = match &child {
            #[cfg(target_os = "linux")]
            Running::Fork(_) if is_alone => Replies::Caller(Mutex::new(Inbox::new(output))),
            _ => Replies::Thread(take_up(output, alive.clone())),
        };
        #[cfg(not(target_os = "linux"))]
        let _ = is_alone;
        let (pid, child, input) = (child.pid(), Mutex::new(child), Mutex::new(input));
        Ok(Worker { child, input, pid, replies, next_id: AtomicU64::new(1), alive })
    }

    pub fn is_alive(&self) -> bool {
        self.alive.load(Ordering::SeqCst)
    }

    /// Asks, and waits for the answer and its payload. A worker that does not answer within `limit` is killed.
    pub fn call(
        &self,
        request: Request,
        limit: Duration,
        cancelled: Option<&AtomicBool>,
    ) -> Result<(Answer, Vec<u8>), CallError> {
        self.wait(self.begin(request)?, limit, cancelled)
    }

    /// Asks without waiting: a worker draws and reads several pages at once.
    pub fn begin(&self, request: Request) -> Result<Begun, CallError> {
        self.begin_all([request]).pop().unwrap_or(Err(CallError::Died))
    }

    /// Asks for several things in one go, which wakes the worker once.
    pub fn begin_all(&self, requests: impl IntoIterator<Item = Request>) -> Vec<Result<Begun, CallError>> {
        let mut frames = vec![];
        let mut ids = vec![];
        let mut begun = vec![];
        for request in requests {
            let id = self.next_id.fetch_add(1, Ordering::Relaxed);
            let answers = match &self.replies {
                Replies::Thread(waiting) => {
                    let (sender, answers) = mpsc::channel();
                    lock(waiting).insert(id, sender);
                    Some(answers)
                }
                #[cfg(target_os = "linux")]
                Replies::Caller(inbox) => {
                    lock(inbox).expect(id);
                    None
                }
            };
            // What cannot be put into words is answered by nobody, as if the worker were gone.
            let is_written = write_frame(&mut frames, &Envelope { id, request }, &[]).is_ok();
            begun.push(if is_written {
                Ok(Begun {
                    #[cfg(target_os = "linux")]
                    id,
                    answers,
                })
            } else {
                Err(CallError::Died)
            });
            ids.push(id);
        }
        if lock(&self.input).write_all(&frames).is_err() || !self.is_alive() {
            match &self.replies {
                Replies::Thread(waiting) => {
                    let mut waiting = lock(waiting);
                    ids.iter().for_each(|id| drop(waiting.remove(id)));
                }
                #[cfg(target_os = "linux")]
                Replies::Caller(_) => {}
            }
            begun.iter_mut().for_each(|begun| *begun = Err(CallError::Died));
        }
        begun
    }

    /// Waits for what was asked. A worker that does not answer within `limit` from now is killed.
    pub fn wait(
        &self,
        begun: Begun,
        limit: Duration,
        cancelled: Option<&AtomicBool>,
    ) -> Result<(Answer, Vec<u8>), CallError> {
        let patience = Patience::new(self.pid, limit);
        loop {
            let left = patience.left();
            let wait = if cancelled.is_some() { left.min(LOOK_EVERY) } else { left };
            match self.next(&begun, wait) {
                Ok((Ok(answer), payload)) => return Ok((answer, payload)),
                Ok((Err(failure), _)) => return Err(CallError::Failed(failure)),
                Err(RecvTimeoutError::Disconnected) => return Err(CallError::Died),
                Err(RecvTimeoutError::Timeout) => {}
            }
            if cancelled.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
                self.kill();
                return Err(CallError::Cancelled);
            }
            if patience.is_over() {
                self.kill();
                return Err(CallError::TimedOut);
            }
        }
    }

    /// The reply, if it comes within `wait`.
    fn next(&self, begun: &Begun, wait: Duration) -> Result<Answered, RecvTimeoutError> {
        match (&self.replies, &begun.answers) {
            #[cfg(target_os = "linux")]
            (Replies::Caller(inbox), _) => {
                let replied = lock(inbox).take(begun.id, wait);
                if matches!(replied, Err(RecvTimeoutError::Disconnected)) {
                    self.alive.store(false, Ordering::SeqCst);
                }
                replied
            }
            (_, Some(answers)) => answers.recv_timeout(wait),
            (_, None) => Err(RecvTimeoutError::Disconnected),
        }
    }

    fn kill(&self) {
        self.alive.store(false, Ordering::SeqCst);
        lock(&self.child).kill();
    }
}

/// Starts the thread that takes replies up until the output ends.
fn take_up(output: File, alive: Arc<AtomicBool>) -> Waiting {
    let waiting = Waiting::default();
    let their_waiting = waiting.clone();
    thread::spawn(move || {
        let mut output = BufReader::with_capacity(1 << 16, output);
        while let Ok(Some((Reply { id, result }, payload))) = read_frame(&mut output) {
            if let Some(caller) = lock(&their_waiting).remove(&id) {
                // A caller that gave up has no use for it.
                let _ = caller.send((result, payload));
            }
        }
        alive.store(false, Ordering::SeqCst);
        // Dropping the senders tells every caller that the worker is gone.
        lock(&their_waiting).clear();
    });
    waiting
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.kill();
        lock(&self.child).wait();
    }
}

/// Starts workers, and keeps a few for the next document.
pub struct Workers {
    program: WorkerProgram,
    /// The files and folders that its workers may read, besides the system's fonts.
    readable: Vec<PathBuf>,
    /// This process has nothing open that a worker must not have: one may be split off from it, which reads or draws so
    /// many pages at once.
    split: Option<usize>,
    idle: Mutex<Vec<Worker>>,
}

impl Workers {
    pub fn new(program: WorkerProgram, readable: Vec<PathBuf>) -> Self {
        Workers { program, readable, split: None, idle: Mutex::default() }
    }

    /// For a process that has opened no library. A worker that is split off reads or draws `n_threads` pages at once.
    pub fn without_library(program: WorkerProgram, readable: Vec<PathBuf>, n_threads: usize) -> Self {
        Workers { split: Some(n_threads), ..Workers::new(program, readable) }
    }

    /// An idle worker, or a new one.
    pub fn take(&self) -> Result<Worker, Error> {
        loop {
            match lock(&self.idle).pop() {
                Some(worker) if worker.is_alive() => return Ok(worker),
                Some(_) => {}
                None => break,
            }
        }
        self.start()
    }

    fn start(&self) -> Result<Worker, Error> {
        Worker::start(Running::start(&self.program, &self.readable, self.split)?, self.split == Some(1))
    }

    /// Takes a worker back; one that is dead, or one too many, ends.
    pub fn put_back(&self, worker: Worker) {
        let mut idle = lock(&self.idle);
        if worker.is_alive() && idle.len() < MAX_IDLE {
            idle.push(worker);
        }
    }

    /// Starts a worker ahead of its need.
    pub fn warm_up(&self) {
        if lock(&self.idle).is_empty()
            && let Ok(worker) = self.start()
        {
            self.put_back(worker);
        }
    }
}
