//! The library: one module a thing that a reader does. Everything here is synchronous and may block.
//!
//! [`Catalog`] is the open library; the modules' functions take it as their first argument.

mod anchor;
pub mod annotate;
pub mod backup;
pub mod check;
pub mod citations;
pub mod clock;
pub mod colors;
pub mod documents;
mod entries;
mod error;
pub mod export;
mod files;
mod fonts;
pub mod history;
pub mod identity;
pub mod import;
pub mod index;
pub mod jobs;
pub mod kept_searches;
pub mod links;
pub mod loose;
pub mod matching;
pub mod matrix;
pub mod meeting_view;
pub mod mentions;
mod page_text;
pub mod pages;
mod passwords;
mod paths;
mod patience;
pub mod placements;
pub mod programme;
mod reading;
pub mod recognition;
pub mod revisions;
pub mod room;
pub mod search;
pub mod session_notes;
pub mod suggest;
pub mod tags;
pub mod take_over;
mod target;
pub mod worker;

pub use clock::{Clock, SystemClock};
pub use error::{Error, chain};
pub use worker::WorkerProgram;

use model::Event;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

/// An open library.
pub struct Catalog {
    paths: paths::Paths,
    store: store::Store,
    clock: Box<dyn Clock>,
    /// Who the history says made a change.
    author: String,
    device: String,
    workers: Arc<worker::Workers>,
    viewer: pages::Viewer,
    texts: page_text::Cache,
    mentions: mentions::Cache,
    passwords: passwords::Passwords,
    versions: revisions::Cache,
    guessing: matching::Guessing,
    printed: programme::printed::Cache,
    index: index::Indexer,
    programmes: placements::Cache,
    recognizer: recognition::Recognizer,
    pub(crate) jobs: jobs::Jobs,
    listeners: RwLock<Vec<Listener>>,
}

type Listener = Box<dyn Fn(Event) + Send + Sync>;

/// How to open a library.
pub struct OpenOptions {
    /// Makes the library where there is none; else that is an error.
    pub create: bool,
    /// How a worker process is started.
    pub worker: WorkerProgram,
    /// Who makes changes; the system's user name where it is `None`.
    pub author: Option<String>,
    pub clock: Box<dyn Clock>,
    pub recognizer: recognition::RecognizerOptions,
}

impl OpenOptions {
    /// Opens or makes a library; workers are this very program, started with `worker`.
    pub fn this_program() -> Result<Self, Error> {
        Ok(OpenOptions {
            create: true,
            worker: WorkerProgram::this_program()?,
            author: None,
            clock: Box::new(SystemClock),
            recognizer: recognition::RecognizerOptions::default(),
        })
    }
}

impl Catalog {
    /// Opens the library in the folder `dir`.
    ///
    /// Fails with [`Error::NoLibrary`] where there is none and none is to be made.
    pub fn open(dir: &Path, options: OpenOptions) -> Result<Arc<Catalog>, Error> {
        let paths = paths::Paths::new(dir);
        if !options.create && !paths.database().exists() {
            return Err(Error::NoLibrary { path: dir.to_owned() });
        }
        paths.create()?;
        let store = store::Store::open(&paths.database(), &paths.backups())?;
        let clock = options.clock;
        paths.sweep(clock.now());
        let (library_id, device) = store.write(|db| -> Result<_, Error> {
            if let Some(known) = db.library().get()? {
                return Ok(known);
            }
            let id = clock.new_uuid().to_string();
            let device = clock.new_uuid().simple().to_string().split_off(24);
            db.library().insert(&id, &device, clock.now())?;
            Ok((id, device))
        })?;
        let catalog = Catalog {
            index: index::Indexer::new(paths.index(), library_id),
            programmes: placements::Cache::default(),
            recognizer: recognition::Recognizer::new(options.recognizer),
            viewer: pages::Viewer::default(),
            texts: page_text::Cache::default(),
            mentions: mentions::Cache::default(),
            passwords: passwords::Passwords::default(),
            versions: revisions::Cache::default(),
            guessing: matching::Guessing::default(),
            printed: programme::printed::Cache::default(),
            workers: Arc::new(worker::Workers::new(options.worker, vec![paths.documents(), paths.incoming()])),
            author: options.author.unwrap_or_else(user_name),
            jobs: jobs::Jobs::default(),
            listeners: RwLock::default(),
            paths,
            store,
            clock,
            device,
        };
        Ok(Arc::new(catalog))
    }

    /// The library's folder.
    pub fn dir(&self) -> &Path {
        self.paths.dir()
    }

    /// Calls back, on whatever thread it happens, for every fact that happens in this catalog.
    pub fn subscribe(&self, listener: impl Fn(Event) + Send + Sync + 'static) {
        self.listeners.write().unwrap_or_else(PoisonError::into_inner).push(Box::new(listener));
    }

    pub(crate) fn tell(&self, event: Event) {
        for listener in self.listeners.read().unwrap_or_else(PoisonError::into_inner).iter() {
            listener(event);
        }
    }
}

fn user_name() -> String {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_else(|| "reader".to_owned())
}

/// A mutex whose holder panicked is still good: none of ours guards a state that a panic can leave half done.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A path as people and the database spell it.
pub(crate) fn path_text(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The absolute form of a path, without looking at the disk.
pub(crate) fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
