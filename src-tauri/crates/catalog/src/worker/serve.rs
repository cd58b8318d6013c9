//! The worker's side: opens one document, and draws and reads its pages on a few threads.

use super::{
    protocol::{Answer, Envelope, Failure, Inspected, Reply, Request, read_frame, write_frame},
    sandbox,
};
use crate::{chain, fonts, lock, pages::NEVER_STALE};
use model::{AnnotationView, ColorName, PageIndex, PageTheme, Problem, ProblemCode, Rotation, Tag};
use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, BufReader},
    path::{Path, PathBuf},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        mpsc::{self, Receiver},
    },
    thread::{self, JoinHandle},
};

/// Page content nests, and damaged content nests deeply.
const STACK: usize = 64 << 20;

/// Answers requests until standard input ends. The program's `main` does nothing else in a worker.
pub fn serve() -> io::Result<()> {
    let readable: Vec<PathBuf> = std::env::args_os().skip(2).map(PathBuf::from).collect();
    // How many processors we may use stands in files that are out of reach later.
    serve_reading(&readable, super::n_threads())
}

/// As [`serve`], where it is known what may be read, and how much at once.
#[expect(clippy::disallowed_methods, reason = "a worker leaves nothing unwritten, and its threads may never end")]
pub(super) fn serve_reading(readable: &[PathBuf], n_threads: usize) -> io::Result<()> {
    close_inherited();
    let mut readable = readable.to_vec();
    readable.extend(fonts::folders());
    keep_memory();
    let out = Arc::new(Mutex::new(output()?));
    sandbox::enter(&readable);
    let (sender, requests) = mpsc::channel();
    let _ = thread::Builder::new().stack_size(STACK).spawn(move || answer(&requests, n_threads, &out))?;
    let mut input = BufReader::new(io::stdin().lock());
    while let Some((envelope, _)) = read_frame::<Envelope>(&mut input)? {
        if sender.send(envelope).is_err() {
            break;
        }
    }
    // Whoever asked is gone. A thread that is lost in a page is not waited for.
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
                Some(file) => inspect(file),
                None => Err(nothing_open()),
            },
            Request::Annotate { annotations, tags, colors, taken_over } => match &open {
                Some(file) => {
                    let (result, payload) = annotate(&file.data, &annotations, &tags, &colors, &taken_over);
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
                    let work = Work::Links { data: file.data.clone(), password: file.password.clone() };
                    file.queue.push(Task { id, generation: NEVER_STALE, ahead: true, work });
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
struct EndsProcess {
    only_in_panic: bool,
}

impl Drop for EndsProcess {
    #[expect(clippy::disallowed_methods, reason = "a worker leaves nothing unwritten, and its threads may never end")]
    fn drop(&mut self) {
        if !self.only_in_panic || thread::panicking() {
            std::process::exit(1);
        }
    }
}

fn nothing_open() -> Failure {
    Failure::Problem(Problem::new(ProblemCode::Broken).with_detail("no file is open"))
}

struct OpenFile {
    data: pdf::PdfBytes,
    password: Option<String>,
    pages: Arc<pdf::Pages>,
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
        let unreadable =
            |e: io::Error| Failure::Problem(Problem::new(ProblemCode::FileUnreadable).with_detail(e.to_string()));
        let data = map(path).map_err(unreadable)?;
        if let Some(problem) = pdf::sniff((*data).as_ref()) {
            return Err(Failure::Problem(problem));
        }
        let pages = pdf::open(data.clone(), password).map_err(failure)?.with_fonts(fonts::provider());
        let frames = (0..pages.n_pages())
            .map(|i| pages.frame(PageIndex(i)).ok().map(|frame| (frame.crop, frame.rotation)))
            .collect();
        let (pages, queue) = (Arc::new(pages), Arc::new(Queue::default()));
        let password = password.map(str::to_owned);
        let mut file = OpenFile { data, password, pages, queue, threads: vec![], out: out.clone() };
        // Text needs one.
        file.call_thread(n_threads);
        if file.threads.is_empty() {
            return Err(Failure::Problem(Problem::new(ProblemCode::ReaderDied)));
        }
        Ok((file, Answer::Opened { frames }))
    }

    /// Starts what threads there may be and are not yet.
    fn call_all(&mut self, n_threads: usize) {
        while self.threads.len() < n_threads && self.call_thread(n_threads) {}
    }

    /// Starts one more thread; answers whether the system lets it.
    fn call_thread(&mut self, n_threads: usize) -> bool {
        let seat = self.threads.len();
        let (pages, queue, out) = (self.pages.clone(), self.queue.clone(), self.out.clone());
        // Where there is one thread only, it does everything.
        self.queue.sit_down(seat, seat > 0 || n_threads == 1);
        match thread::Builder::new().stack_size(STACK).spawn(move || draw(&pages, &queue, seat, &out)) {
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

/// Maps the library's own copy, which nobody writes to, so that pages are read as they are needed.
fn map(path: &Path) -> io::Result<pdf::PdfBytes> {
    let file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(Arc::new([]));
    }
    // SAFETY: a file cut short by another program while it is mapped ends this worker by a signal. That is no
    // unsoundness here but the very thing that workers are for; the program itself maps nothing.
    let map = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Arc::new(map))
}

fn failure(error: pdf::Error) -> Failure {
    match error {
        pdf::Error::Locked => Failure::Locked(error.problem()),
        _ => Failure::Problem(error.problem()),
    }
}

fn inspect(file: &OpenFile) -> Result<Answer, Failure> {
    let read = pdf::inspect((*file.data).as_ref(), file.password.as_deref());
    let (inspection, mut problems) = read.map_err(failure)?;
    problems.extend(missing_fonts(&file.pages, &fonts::provider()));
    Ok(Answer::Inspected(Box::new(Inspected {
        metadata: inspection.metadata,
        labels: inspection.labels,
        outline: inspection.outline,
        annotations: inspection.annotations,
        problems,
    })))
}

/// What is said of the fonts that are neither in the file nor found by `provider`.
fn missing_fonts(pages: &pdf::Pages, provider: &pdf::FontProvider) -> Option<Problem> {
    let missing = pages.fonts_not_embedded().filter(|font| provider(font).is_none());
    let names: BTreeSet<&str> = missing.filter_map(|font| font.name.as_deref()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    (!names.is_empty()).then(|| Problem::new(ProblemCode::FontMissing).with_detail(names.join(", ")))
}

fn annotate(
    data: &pdf::PdfBytes,
    annotations: &[AnnotationView],
    tags: &[Tag],
    colors: &[ColorName],
    taken_over: &export::TakenOver,
) -> (Result<Answer, Failure>, Vec<u8>) {
    match export::annotated_pdf((**data).as_ref(), annotations, tags, colors, taken_over) {
        Ok(copy) => {
            let repaired = copy.written == export::Written::Repaired;
            (Ok(Answer::Annotated { repaired, n_unplaced: copy.unplaced.len() as u32 }), copy.bytes)
        }
        Err(error) => (Err(Failure::Refused { reason: chain(&error) }), vec![]),
    }
}

/// A drawing thread: newest generation first, and within one in the order asked. A page cannot be given up half
/// drawn: so that who looks never waits for what is drawn ahead, a thread is kept free of it.
fn draw(pages: &pdf::Pages, queue: &Queue, seat: usize, out: &Mutex<File>) {
    let _end = EndsProcess { only_in_panic: true };
    let mut reader = pages.reader();
    while let Some(task) = queue.pop(seat) {
        let mut payload = vec![];
        let result = match task.work {
            Work::Text(page) => reader.text(page).map(Answer::Text).map_err(failure),
            Work::Links { data, password } => Ok(Answer::Links(pdf::links((*data).as_ref(), password.as_deref()))),
            Work::Scan(page, turn) => reader.scan(page, turn).map_err(failure).map(|scan| {
                payload = scan.pixels;
                Answer::Scanned { width: scan.width, height: scan.height, skew: scan.skew, to_user: scan.to_user.0 }
            }),
            Work::Image { page, width, theme } => reader.image(page, width, theme).map_err(failure).map(|image| {
                payload = image.png;
                Answer::Image
            }),
        };
        if write_frame(&mut *lock(out), &Reply { id: task.id, result }, &payload).is_err() {
            // Nobody listens any more.
            return;
        }
    }
}

struct Task {
    id: u64,
    generation: u64,
    /// Drawn for later.
    ahead: bool,
    work: Work,
}

enum Work {
    Text(PageIndex),
    Links { data: pdf::PdfBytes, password: Option<String> },
    Scan(PageIndex, Rotation),
    Image { page: PageIndex, width: u32, theme: PageTheme },
}

/// What waits for a thread. A task goes to the first idle thread that may take it, so that pages asked for one after
/// the other meet the fonts and images that the thread has loaded already.
#[derive(Default)]
struct Queue {
    state: Mutex<QueueState>,
    changed: Condvar,
}

#[derive(Default)]
struct QueueState {
    tasks: Vec<Task>,
    threads: Vec<Seat>,
    is_closed: bool,
}

/// A drawing thread, as the queue knows it.
#[derive(Clone, Copy)]
struct Seat {
    is_idle: bool,
    takes_ahead: bool,
}

impl QueueState {
    /// The task that this thread is to do now, if there is one.
    fn task_for(&self, seat: usize) -> Option<usize> {
        // What is left when the idle threads before this one have taken theirs.
        let mut left: Vec<usize> = (0..self.tasks.len()).collect();
        for (idx, thread) in self.threads.iter().enumerate().take(seat + 1) {
            if idx < seat && !thread.is_idle {
                continue;
            }
            let may_take = |task: &Task| {
                // Text is read page after page: one thread does it, with the fonts that it knows.
                (thread.takes_ahead || !task.ahead) && (idx == 0 || !matches!(task.work, Work::Text(_)))
            };
            let mine = left.iter().copied().filter(|&task| may_take(&self.tasks[task]));
            // `max_by_key` answers the last of equals, and the first asked is to be the first drawn.
            let next = mine.rev().max_by_key(|&task| (!self.tasks[task].ahead, self.tasks[task].generation));
            if idx == seat {
                return next;
            }
            left.retain(|task| Some(*task) != next);
        }
        None
    }
}

impl Queue {
    /// A thread takes its place before it runs.
    fn sit_down(&self, seat: usize, takes_ahead: bool) {
        lock(&self.state).threads.insert(seat, Seat { is_idle: true, takes_ahead });
    }

    fn stand_up(&self, seat: usize) {
        lock(&self.state).threads.truncate(seat);
    }

    fn push(&self, task: Task) {
        lock(&self.state).tasks.push(task);
        // Not every thread takes every task.
        self.changed.notify_all();
    }

    fn pop(&self, seat: usize) -> Option<Task> {
        let mut state = lock(&self.state);
        state.threads[seat].is_idle = true;
        loop {
            if state.is_closed {
                return None;
            }
            if let Some(idx) = state.task_for(seat) {
                state.threads[seat].is_idle = false;
                return Some(state.tasks.remove(idx));
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn forget(&self, older_than: u64) -> Vec<u64> {
        let tasks = &mut lock(&self.state).tasks;
        let stale = |task: &Task| task.generation != NEVER_STALE && task.generation < older_than;
        let ids = tasks.iter().filter(|task| stale(task)).map(|task| task.id).collect();
        tasks.retain(|task| !stale(task));
        ids
    }

    fn close(&self) {
        lock(&self.state).is_closed = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_that_nobody_has_are_named() {
        let pdf = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
            2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
            3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] /Resources << /Font << /F1 4 0 R >> >> >>\nendobj\n\
            4 0 obj\n<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [\
            << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light \
            /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>\nendobj\n\
            trailer\n<< /Root 1 0 R >>\n%%EOF\n";
        let pages = pdf::open(Arc::new(pdf.as_bytes()), None).expect("it is a PDF");
        let nothing: pdf::FontProvider = Arc::new(|_| None);
        let problem = missing_fonts(&pages, &nothing).expect("the font is missing");
        assert_eq!((problem.code, problem.detail.as_deref()), (ProblemCode::FontMissing, Some("STSong-Light")));
        let bytes: pdf::FontBytes = Arc::new([]);
        let everything: pdf::FontProvider = Arc::new(move |_| Some((bytes.clone(), 0)));
        assert_eq!(missing_fonts(&pages, &everything), None);
    }
}
