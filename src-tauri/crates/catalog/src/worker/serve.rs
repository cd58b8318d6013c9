//! The worker's side: opens one document, and draws and reads its pages on a few threads.

#[cfg(target_os = "linux")]
use super::alone;
use super::{
    opened::{Opened, Work, nothing_open},
    protocol::{Answer, Envelope, Failure, Reply, Request, read_frame, write_frame},
    queue::{Queue, Task},
    sandbox,
};
use crate::{fonts, lock, pages::NEVER_STALE};
use model::{Problem, ProblemCode};
use std::{
    fs::File,
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        mpsc::{self, Receiver},
    },
    thread::{self, JoinHandle},
};

/// Page content nests, and damaged content nests deeply.
pub(super) const STACK: usize = 64 << 20;

/// Answers requests until standard input ends. The program's `main` does nothing else in a worker.
pub fn serve() -> io::Result<()> {
    let readable: Vec<PathBuf> = std::env::args_os().skip(2).map(PathBuf::from).collect();
    // How many processors we may use stands in files that are out of reach later.
    serve_reading(&readable, super::n_threads())
}

/// As [`serve`], where it is known what may be read, and how much at once.
pub(super) fn serve_reading(readable: &[PathBuf], n_threads: usize) -> io::Result<()> {
    close_inherited();
    keep_memory();
    let out = Arc::new(Mutex::new(output()?));
    enter(readable);
    let (sender, requests) = mpsc::channel();
    let _ = thread::Builder::new().stack_size(STACK).spawn(move || answer(&requests, n_threads, &out))?;
    let mut input = BufReader::new(io::stdin().lock());
    while let Some((envelope, _)) = read_frame::<Envelope>(&mut input)? {
        if sender.send(envelope).is_err() {
            break;
        }
    }
    end()
}

/// As [`serve_reading`], by this thread alone, if it may have the stack for it.
#[cfg(target_os = "linux")]
pub(super) fn serve_alone(readable: &[PathBuf]) -> io::Result<()> {
    if !alone::deepen_stack() {
        return serve_reading(readable, 1);
    }
    close_inherited();
    keep_memory();
    let mut out = output()?;
    enter(readable);
    alone::serve(&mut BufReader::new(io::stdin().lock()), &mut out)?;
    end()
}

fn enter(readable: &[PathBuf]) {
    let mut readable = readable.to_vec();
    readable.extend(fonts::folders());
    sandbox::enter(&readable);
}

/// Whoever asked is gone. A thread that is lost in a page is not waited for.
#[expect(clippy::disallowed_methods, reason = "a worker leaves nothing unwritten, and its threads may never end")]
fn end() -> ! {
    std::process::exit(0)
}

/// Closes whatever the program had open that began this process. Libraries of the window open pipes that a child
/// inherits, and wait for their end: as long as a worker holds one, they wait.
fn close_inherited() {
    #[cfg(target_os = "linux")]
    // SAFETY: nothing of this process owns a descriptor yet but the standard ones; after a fork, what owned others is
    // never come back to. An old kernel leaves them open.
    let _ = unsafe { libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, 0) };
}

/// Lets the allocator keep what was freed: streams and images of megabytes come and go with each page, and giving
/// their memory back to the system, to be zeroed and mapped again, would take longer than reading the page.
fn keep_memory() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    // SAFETY: sets numbers that the allocator looks at later.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, 8 << 20);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 64 << 20);
        libc::mallopt(libc::M_TOP_PAD, 1 << 20);
    }
}

/// Standard output, without the buffer of lines that the library puts before it.
fn output() -> io::Result<File> {
    #[cfg(unix)]
    let owned = std::os::fd::AsFd::as_fd(&io::stdout()).try_clone_to_owned()?;
    #[cfg(windows)]
    let owned = std::os::windows::io::AsHandle::as_handle(&io::stdout()).try_clone_to_owned()?;
    Ok(owned.into())
}

/// Answers one request after the other; pages are handed to the open file's threads.
fn answer(requests: &Receiver<Envelope>, n_threads: usize, out: &Arc<Mutex<File>>) -> io::Result<()> {
    // A half-done answer helps nobody, and a worker that lost a thread would leave callers waiting.
    let _end = EndsProcess { only_in_panic: false };
    let mut open: Option<OpenFile> = None;
    for Envelope { id, request } in requests {
        let result = match request {
            Request::Open { path, password } => {
                // The old file's threads end before the new file takes its memory.
                drop(open.take());
                match OpenFile::open(Path::new(&path), password.as_deref(), n_threads, out) {
                    Ok((file, answer)) => {
                        open = Some(file);
                        Ok(answer)
                    }
                    Err(failure) => Err(failure),
                }
            }
            Request::Inspect => match &open {
                Some(file) => file.opened.inspect(),
                None => Err(nothing_open()),
            },
            Request::Annotate { annotations, tags, colors, taken_over } => match &open {
                Some(file) => {
                    let (result, payload) = file.opened.annotate(&annotations, &tags, &colors, &taken_over);
                    write_frame(&mut *lock(out), &Reply { id, result }, &payload)?;
                    continue;
                }
                None => Err(nothing_open()),
            },
            Request::Text { page } => match &open {
                Some(file) => {
                    file.queue.push(Task { id, generation: u64::MAX, ahead: false, work: Work::Text(page) });
                    continue;
                }
                None => Err(nothing_open()),
            },
            Request::Links => match &mut open {
                Some(file) => {
                    file.call_all(n_threads);
                    file.queue.push(Task { id, generation: NEVER_STALE, ahead: true, work: Work::Links });
                    continue;
                }
                None => Err(nothing_open()),
            },
            Request::Scan { page, turn } => match &mut open {
                Some(file) => {
                    file.call_all(n_threads);
                    file.queue.push(Task { id, generation: NEVER_STALE, ahead: true, work: Work::Scan(page, turn) });
                    continue;
                }
                None => Err(nothing_open()),
            },
            Request::Image { page, width, theme, generation, ahead } => match &mut open {
                Some(file) => {
                    file.call_all(n_threads);
                    file.queue.push(Task { id, generation, ahead, work: Work::Image { page, width, theme } });
                    continue;
                }
                None => Err(nothing_open()),
            },
            Request::Forget { older_than } => {
                let stale = open.as_ref().map(|file| file.queue.forget(older_than)).unwrap_or_default();
                for id in stale {
                    write_frame(&mut *lock(out), &Reply { id, result: Err(Failure::Stale) }, &[])?;
                }
                Ok(Answer::Done)
            }
        };
        write_frame(&mut *lock(out), &Reply { id, result }, &[])?;
    }
    Ok(())
}

/// Ends the worker with the thread that holds it.
pub(super) struct EndsProcess {
    pub only_in_panic: bool,
}

impl Drop for EndsProcess {
    #[expect(clippy::disallowed_methods, reason = "a worker leaves nothing unwritten, and its threads may never end")]
    fn drop(&mut self) {
        if !self.only_in_panic || thread::panicking() {
            std::process::exit(1);
        }
    }
}

struct OpenFile {
    opened: Arc<Opened>,
    queue: Arc<Queue>,
    threads: Vec<JoinHandle<()>>,
    out: Arc<Mutex<File>>,
}

impl OpenFile {
    fn open(
        path: &Path,
        password: Option<&str>,
        n_threads: usize,
        out: &Arc<Mutex<File>>,
    ) -> Result<(OpenFile, Answer), Failure> {
        let (opened, answer) = Opened::open(path, password)?;
        let (opened, queue) = (Arc::new(opened), Arc::new(Queue::default()));
        let mut file = OpenFile { opened, queue, threads: vec![], out: out.clone() };
        // Text needs one.
        file.call_thread(n_threads);
        if file.threads.is_empty() {
            return Err(Failure::Problem(Problem::new(ProblemCode::ReaderDied)));
        }
        Ok((file, answer))
    }

    /// Starts what threads there may be and are not yet.
    fn call_all(&mut self, n_threads: usize) {
        while self.threads.len() < n_threads && self.call_thread(n_threads) {}
    }

    /// Starts one more thread; answers whether the system lets it.
    fn call_thread(&mut self, n_threads: usize) -> bool {
        let seat = self.threads.len();
        let (opened, queue, out) = (self.opened.clone(), self.queue.clone(), self.out.clone());
        // Where there is one thread only, it does everything.
        self.queue.sit_down(seat, seat > 0 || n_threads == 1);
        match thread::Builder::new().stack_size(STACK).spawn(move || draw(&opened, &queue, seat, &out)) {
            Ok(thread) => {
                self.threads.push(thread);
                true
            }
            Err(_) => {
                self.queue.stand_up(seat);
                false
            }
        }
    }
}

impl Drop for OpenFile {
    fn drop(&mut self) {
        self.queue.close();
        for thread in self.threads.drain(..) {
            // A thread that panicked has ended as well.
            let _ = thread.join();
        }
    }
}

/// A drawing thread: newest generation first, and within one in the order asked. A page cannot be given up half
/// drawn: so that who looks never waits for what is drawn ahead, a thread is kept free of it.
fn draw(opened: &Opened, queue: &Queue, seat: usize, out: &Mutex<File>) {
    let _end = EndsProcess { only_in_panic: true };
    let mut reader = opened.reader();
    while let Some(task) = queue.pop(seat) {
        let (result, payload) = opened.perform(&mut reader, task.work);
        if write_frame(&mut *lock(out), &Reply { id: task.id, result }, &payload).is_err() {
            // Nobody listens any more.
            return;
        }
    }
}
