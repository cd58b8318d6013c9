//! Keeps the search index up with the library: takes up what the queue in the database names, and forgets it once
//! the index has committed. Killed at any moment, it goes on where it was.

use crate::{
    Catalog, Error, entries, history,
    jobs::{self, Progress},
    lock, page_text,
};
use model::{Annotation, DocumentId, Event, JobKind, PageIndex, ThingKind};
use search::{Engine, Index, Op, Opened};
use std::{
    collections::{BTreeSet, HashSet},
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// How many entries of the queue are taken up by one commit.
const BATCH: u32 = 512;

/// How many of them may be whole documents, whose text is in memory until then.
const DOCUMENTS_A_BATCH: usize = 24;

/// With so many entries queued, taking them up shows as a job.
const MANY: u32 = 24;

/// After how long without work the writer's memory and lock are given back.
const REST_AFTER: Duration = Duration::from_secs(5);

/// Key of the queue: everything is to be indexed anew.
const ALL: &str = "all";

/// Key of the queue: every annotation is.
const ANNOTATIONS: &str = "annotations";

/// Key of the queue: every tag is.
const TAGS: &str = "tags";

/// What the index has to take up when the reader has changed a thing.
pub(crate) fn keys_of(kind: ThingKind, thing: &str) -> Vec<String> {
    match kind {
        ThingKind::Annotation => vec![format!("annotation:{thing}")],
        ThingKind::Tag => vec![format!("tag:{thing}"), ANNOTATIONS.to_owned()],
        ThingKind::Match => vec![format!("document:{}", thing.split('/').next().unwrap_or(thing))],
        ThingKind::RoomNote => vec![format!("room_note:{thing}")],
        ThingKind::SessionNote => vec![format!("session_note:{thing}")],
        ThingKind::Link => vec![format!("link:{thing}")],
        // Projecting those of a programme has said what the index has to take up.
        ThingKind::Meeting
        | ThingKind::Segment
        | ThingKind::Session
        | ThingKind::Contribution
        | ThingKind::NamePair
        | ThingKind::Color
        | ThingKind::Revision
        | ThingKind::SessionMention
        | ThingKind::KeptSearch => vec![],
    }
}

/// Key of the queue: what stands around a page has changed.
pub(crate) fn page_key(document: &DocumentId, page: PageIndex) -> String {
    format!("page:{document}:{}", page.0)
}

/// What may have changed when another program has written.
const EVERYTHING: [Event; 7] = [
    Event::DocumentsChanged,
    Event::ProgrammeChanged,
    Event::AnnotationsChanged,
    Event::TagsChanged,
    Event::KeptSearchesChanged,
    Event::HistoryChanged,
    Event::SearchIndexChanged,
];

/// The library's index, opened when it is first needed.
pub struct Indexer {
    dir: PathBuf,
    library_id: String,
    index: Mutex<Option<Arc<Index>>>,
    waiting: Mutex<bool>,
    woken: Condvar,
    behind: AtomicBool,
}

impl Indexer {
    pub(crate) fn new(dir: PathBuf, library_id: String) -> Self {
        Indexer {
            dir,
            library_id,
            index: Mutex::default(),
            waiting: Mutex::new(true),
            woken: Condvar::new(),
            behind: AtomicBool::new(false),
        }
    }

    /// Tells that the queue may hold something.
    pub(crate) fn wake(&self) {
        *lock(&self.waiting) = true;
        self.woken.notify_all();
    }

    /// Is there something that search cannot find yet?
    pub(crate) fn is_behind(&self) -> bool {
        self.behind.load(Ordering::Relaxed)
    }
}

/// The index; where none was, everything is queued for it.
pub(crate) fn open(catalog: &Catalog) -> Result<Arc<Index>, Error> {
    let mut slot = lock(&catalog.index.index);
    if let Some(index) = slot.as_ref() {
        return Ok(index.clone());
    }
    if !catalog.paths.database().exists() {
        // It would begin a library in a place from which one was moved away.
        return Err(Error::NoLibrary { path: catalog.dir().to_owned() });
    }
    let (index, opened) = Index::open(&catalog.index.dir, &catalog.index.library_id)?;
    if opened == Opened::New {
        catalog.store.write(|db| db.index_queue().push(ALL))?;
        index.begin_filling()?;
        catalog.index.behind.store(true, Ordering::Relaxed);
        catalog.index.wake();
    }
    let index = Arc::new(index);
    *slot = Some(index.clone());
    Ok(index)
}

/// Opens the index anew. A damaged one is never opened again; one that was taken away has made place for another.
pub(crate) fn discard(catalog: &Catalog, error: &search::Error) {
    let index = lock(&catalog.index.index).take();
    if let (Some(index), search::Error::Damaged) = (index, error) {
        index.condemn();
    }
}

/// Is an older version's index answering?
pub(crate) fn is_older(catalog: &Catalog) -> bool {
    lock(&catalog.index.index).as_ref().is_some_and(|index| index.is_older())
}

/// Keeps up in the background, until the catalog is dropped.
pub fn keep_up(catalog: &Arc<Catalog>) {
    let weak = Arc::downgrade(catalog);
    // What cannot be looked through now is looked through at the next start.
    let _ = page_text::refresh(catalog);
    thread::spawn(move || {
        let mut idle = Duration::ZERO;
        if let Some(catalog) = weak.upgrade() {
            // A large index is not looked through when it is opened, which would keep the reader waiting.
            if let Ok(index) = open(&catalog)
                && !index.check()
            {
                discard(&catalog, &search::Error::Damaged);
            }
        }
        loop {
            let Some(catalog) = weak.upgrade() else { return };
            let has_work = std::mem::take(&mut *lock(&catalog.index.waiting));
            if has_work {
                idle = Duration::ZERO;
                if let Err(error) = keep_up_once(&catalog) {
                    if matches!(error, Error::Cancelled) {
                        // What is left waits for the next change, or the next start.
                        continue;
                    }
                    // Another program may have the writer, or the disk be full: it is tried again.
                    *lock(&catalog.index.waiting) = true;
                    thread::sleep(Duration::from_secs(1));
                }
                continue;
            }
            if catalog.store.changed_elsewhere().unwrap_or(false) {
                // The command line, or a second window, worked in this library.
                page_text::forget_all(&catalog);
                for event in EVERYTHING {
                    catalog.tell(event);
                }
                *lock(&catalog.index.waiting) = true;
                continue;
            }
            let guard = lock(&catalog.index.waiting);
            let wait = Duration::from_secs(1);
            let waited = catalog.index.woken.wait_timeout(guard, wait).unwrap_or_else(PoisonError::into_inner);
            drop(waited);
            idle += wait;
            if idle == REST_AFTER
                && let Some(index) = lock(&catalog.index.index).clone()
            {
                // The writer comes back with the next change.
                let _ = index.rest();
            }
        }
    });
}

/// Takes up all that is queued; where that is much, it shows as a job.
fn keep_up_once(catalog: &Arc<Catalog>) -> Result<(), Error> {
    // Where the index is missing, this queues everything.
    open(catalog)?;
    let queued = catalog.store.read(|db| db.index_queue().list(MANY))?;
    if queued.len() < MANY as usize && !queued.iter().any(|(_, key)| key == ALL) {
        return catch_up(catalog);
    }
    jobs::perform(catalog, JobKind::BuildIndex, take_up_queue)
}

/// Takes up all that is queued.
pub fn catch_up(catalog: &Catalog) -> Result<(), Error> {
    take_up_queue(catalog, &jobs::Unwatched::default())
}

/// What is left when this is cancelled stays queued.
fn take_up_queue(catalog: &Catalog, progress: &dyn Progress) -> Result<(), Error> {
    let mut told = false;
    let mut n_failures = 0;
    let mut n_done = 0;
    loop {
        let index = open(catalog)?;
        let mut queue = catalog.store.read(|db| db.index_queue().list(BATCH))?;
        let mut n_documents = 0;
        let after = queue.iter().position(|(_, key)| {
            n_documents += usize::from(key.starts_with("document:"));
            n_documents > DOCUMENTS_A_BATCH
        });
        queue.truncate(after.unwrap_or(queue.len()));
        let Some((last, _)) = queue.last() else {
            // All of the library is in it: it may take an older one's place.
            index.finish_filling()?;
            break;
        };
        if progress.cancelled().load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        catalog.index.behind.store(true, Ordering::Relaxed);
        let mut seen = HashSet::new();
        let mut ops = vec![];
        let mut more = vec![];
        for (_, key) in queue.iter().filter(|(_, key)| seen.insert(key.as_str())) {
            take_up(catalog, key, &mut ops, &mut more)?;
        }
        match index.apply(&ops) {
            Ok(()) => {}
            // Another program has the writer, and takes the queue up.
            Err(error @ search::Error::Busy) => return Err(error.into()),
            Err(error) => {
                n_failures += 1;
                if n_failures > 1 {
                    return Err(error.into());
                }
                discard(catalog, &error);
                continue;
            }
        }
        catalog.store.write(|db| -> Result<(), store::Error> {
            for key in &more {
                db.index_queue().push(key)?;
            }
            db.index_queue().forget(*last)
        })?;
        told = true;
        n_done += queue.len() as u32;
        for _ in &queue {
            progress.done(false);
        }
        progress.total(n_done + catalog.store.read(|db| db.index_queue().count())?);
    }
    catalog.index.behind.store(false, Ordering::Relaxed);
    if told {
        catalog.tell(Event::SearchIndexChanged);
    }
    Ok(())
}

/// What one key of the queue means for the index: changes, or more keys.
fn take_up(catalog: &Catalog, key: &str, ops: &mut Vec<Op>, more: &mut Vec<String>) -> Result<(), Error> {
    match key.split_once(':') {
        None if key == ALL => {
            ops.push(Op::Clear);
            catalog.store.read(|db| -> Result<(), store::Error> {
                more.extend(db.documents().list()?.iter().map(|d| format!("document:{}", d.id)));
                more.extend(db.meetings().list()?.iter().map(|m| format!("meeting:{}", m.meeting.id)));
                more.push(TAGS.to_owned());
                more.push(ANNOTATIONS.to_owned());
                more.extend(db.room_notes().list(None)?.iter().map(|note| format!("room_note:{}", note.id)));
                more.extend(db.links().list()?.iter().map(|link| format!("link:{}", link.id)));
                Ok(())
            })?;
        }
        None if key == ANNOTATIONS => {
            catalog.store.read(|db| -> Result<(), store::Error> {
                // A page that has many is taken up once.
                let mut pages = BTreeSet::new();
                for Annotation { id, target, .. } in db.annotations().list(None)? {
                    more.push(format!("annotation:{id}"));
                    pages.insert((target.document, target.page));
                }
                more.extend(pages.iter().map(|(document, page)| page_key(document, *page)));
                Ok(())
            })?;
        }
        None if key == TAGS => {
            let tags = catalog.store.read(|db| db.tags().list())?;
            more.extend(tags.iter().map(|view| format!("tag:{}", view.tag.id)));
        }
        Some(("tag", id)) => {
            if let Ok(id) = id.parse() {
                entries::tag(catalog, id, ops)?;
            }
        }
        Some(("document", id)) => {
            if let Ok(id) = id.parse() {
                entries::document(catalog, &id, ops)?;
            }
        }
        Some(("page", place)) => {
            if let Some((Ok(document), Ok(page))) = place.split_once(':').map(|(id, page)| (id.parse(), page.parse())) {
                entries::page(catalog, &document, PageIndex(page), ops)?;
            }
        }
        Some(("annotation", id)) => {
            if let Ok(id) = id.parse() {
                entries::annotation(catalog, id, ops)?;
            }
        }
        Some(("room_note", id)) => {
            if let Ok(id) = id.parse() {
                entries::room_note(catalog, id, ops)?;
            }
        }
        Some(("session_note", id)) => {
            if let Ok(id) = id.parse() {
                entries::session_note(catalog, id, ops)?;
            }
        }
        Some(("link", id)) => {
            if let Ok(id) = id.parse() {
                entries::link(catalog, id, ops)?;
            }
        }
        Some(("meeting", id)) => {
            if let Ok(id) = id.parse::<model::MeetingId>() {
                entries::meeting(catalog, id, ops)?;
                // What was taken down there is found by who spoke, too, and what was written by its session.
                catalog.store.read(|db| -> Result<(), Error> {
                    more.extend(db.room_notes().list(Some(id))?.iter().map(|note| format!("room_note:{}", note.id)));
                    for session in db.sessions().list(id)? {
                        if !history::session_note(db, session.id)?.is_empty() {
                            more.push(format!("session_note:{}", session.id));
                        }
                    }
                    Ok(())
                })?;
            }
        }
        // A session or a talk that was taken off its programme.
        Some(("gone", key)) => {
            if key.starts_with("s:")
                && let Some(session) = entries::keys::id(key)
            {
                ops.push(Op::Delete { key: entries::keys::session_note(session) });
            }
            ops.push(Op::Delete { key: key.to_owned() });
        }
        // A key of a newer program is not ours to take up.
        Some(_) | None => {}
    }
    Ok(())
}
