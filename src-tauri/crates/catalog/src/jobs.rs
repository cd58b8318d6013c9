//! Long work in the background: progress, cancel, and what became of it.

use crate::{Catalog, Error, chain, lock};
use model::{Event, Job, JobId, JobKind, JobState};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How often, at the most, progress is told.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// How long work takes before it is shown, where most of its kind is over before anybody could read its name.
pub(crate) const SHOWN_AFTER: Duration = Duration::from_millis(300);

/// The jobs of this run of the program.
#[derive(Default)]
pub struct Jobs {
    jobs: Mutex<BTreeMap<JobId, Entry>>,
}

struct Entry {
    job: Job,
    cancel: Arc<AtomicBool>,
    shown_from: Instant,
}

impl Entry {
    fn is_shown(&self) -> bool {
        self.shown_from <= Instant::now()
    }
}

/// What long work tells of itself, and asks: go on?
pub trait Progress: Sync {
    /// How much there is to do in all.
    fn total(&self, n_total: u32);
    /// What is being done now, such as a file's name.
    fn started(&self, name: &str);
    /// One thing is done.
    fn done(&self, has_problem: bool);
    /// All is begun anew, and nothing of it is done.
    fn restarted(&self) {}
    /// Something could not even be begun.
    fn failure(&self, message: String);
    /// Set when the work is to stop.
    fn cancelled(&self) -> &AtomicBool;
}

/// Progress that nobody watches.
#[derive(Default)]
pub struct Unwatched(AtomicBool);

impl Progress for Unwatched {
    fn total(&self, _: u32) {}
    fn started(&self, _: &str) {}
    fn done(&self, _: bool) {}
    fn failure(&self, _: String) {}
    fn cancelled(&self) -> &AtomicBool {
        &self.0
    }
}

struct JobProgress {
    catalog: Arc<Catalog>,
    id: JobId,
    cancel: Arc<AtomicBool>,
    told: Mutex<Option<Instant>>,
}

impl JobProgress {
    fn change(&self, change: impl FnOnce(&mut Job)) {
        let mut is_shown = false;
        if let Some(entry) = lock(&self.catalog.jobs.jobs).get_mut(&self.id) {
            change(&mut entry.job);
            is_shown = entry.is_shown();
        }
        if !is_shown {
            return;
        }
        let mut told = lock(&self.told);
        if told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
            *told = Some(Instant::now());
            drop(told);
            self.catalog.tell(Event::JobsChanged);
        }
    }
}

impl Progress for JobProgress {
    fn total(&self, n_total: u32) {
        self.change(|job| job.n_total = Some(n_total));
    }

    fn started(&self, name: &str) {
        self.change(|job| job.current = Some(name.to_owned()));
    }

    fn done(&self, has_problem: bool) {
        self.change(|job| {
            job.n_done += 1;
            job.n_problems += u32::from(has_problem);
        });
    }

    fn restarted(&self) {
        self.change(|job| job.n_done = 0);
    }

    fn failure(&self, message: String) {
        self.change(|job| job.failures.push(message));
    }

    fn cancelled(&self) -> &AtomicBool {
        &self.cancel
    }
}

/// Starts work on a thread of its own.
pub fn start(
    catalog: &Arc<Catalog>,
    kind: JobKind,
    work: impl FnOnce(&Catalog, &dyn Progress) -> Result<(), Error> + Send + 'static,
) -> JobId {
    let progress = register(catalog, kind, Duration::ZERO);
    let id = progress.id;
    thread::spawn(move || finish(&progress, work));
    id
}

/// Does work on this thread, shown like any other.
pub(crate) fn perform(
    catalog: &Arc<Catalog>,
    kind: JobKind,
    work: impl FnOnce(&Catalog, &dyn Progress) -> Result<(), Error>,
) -> Result<(), Error> {
    finish(&register(catalog, kind, Duration::ZERO), work)
}

/// The same, where it mostly takes no time: it is shown once it does, and where it fails.
pub(crate) fn perform_if_long(
    catalog: &Arc<Catalog>,
    kind: JobKind,
    work: impl FnOnce(&Catalog, &dyn Progress) -> Result<(), Error>,
) -> Result<(), Error> {
    finish(&register(catalog, kind, SHOWN_AFTER), work)
}

fn register(catalog: &Arc<Catalog>, kind: JobKind, shown_after: Duration) -> JobProgress {
    let cancel = Arc::new(AtomicBool::new(false));
    let mut jobs = lock(&catalog.jobs.jobs);
    let id = JobId(jobs.last_key_value().map_or(1, |(id, _)| id.0 + 1));
    let job = Job {
        id,
        kind,
        state: JobState::Running,
        n_done: 0,
        n_total: None,
        current: None,
        n_problems: 0,
        failures: vec![],
        error: None,
    };
    jobs.insert(id, Entry { job, cancel: cancel.clone(), shown_from: Instant::now() + shown_after });
    drop(jobs);
    if shown_after.is_zero() {
        catalog.tell(Event::JobsChanged);
    }
    JobProgress { catalog: catalog.clone(), id, cancel, told: Mutex::default() }
}

fn finish(
    progress: &JobProgress,
    work: impl FnOnce(&Catalog, &dyn Progress) -> Result<(), Error>,
) -> Result<(), Error> {
    let result = work(&progress.catalog, progress);
    let mut jobs = lock(&progress.catalog.jobs.jobs);
    if let Some(Entry { job, cancel, shown_from }) = jobs.get_mut(&progress.id) {
        job.current = None;
        job.state = match &result {
            Ok(()) if cancel.load(Ordering::Relaxed) => JobState::Cancelled,
            Err(Error::Cancelled) => JobState::Cancelled,
            Ok(()) => JobState::Finished,
            Err(error) => {
                job.error = Some(chain(error));
                *shown_from = Instant::now();
                JobState::Failed
            }
        };
    }
    // What was over before it was shown was none.
    let was_shown = jobs.get(&progress.id).is_some_and(Entry::is_shown);
    if !was_shown {
        jobs.remove(&progress.id);
    }
    drop(jobs);
    if was_shown {
        progress.catalog.tell(Event::JobsChanged);
    }
    result
}

/// Every job of this run, oldest first.
pub fn list(catalog: &Catalog) -> Vec<Job> {
    lock(&catalog.jobs.jobs).values().filter(|entry| entry.is_shown()).map(|entry| entry.job.clone()).collect()
}

/// Asks a job to stop; it does so within a page.
pub fn cancel(catalog: &Catalog, id: JobId) {
    if let Some(entry) = lock(&catalog.jobs.jobs).get(&id) {
        entry.cancel.store(true, Ordering::Relaxed);
    }
}
