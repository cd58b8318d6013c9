//! Keeps the search index up with the library: takes up what the queue in the database names, and forgets it once
//! the index has committed. Killed at any moment, it goes on where it was.

use crate::{
    Catalog, Error,
    jobs::{self, Progress},
    lock, page_text, placements,
};
use analysis::Lang;
use model::{
    Annotation, AnnotationId, Credit, CreditSubject, DocumentId, Event, HitKind, JobKind, MeetingId, OrganizationId,
    PageIndex, PageText, PersonId,
};
use search::{Entry, Index, Op, Opened};
use std::{
    collections::{BTreeMap, HashSet},
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// How many entries of the queue are taken up by one commit.
const BATCH: u32 = 24;

/// After how long without work the writer's memory and lock are given back.
const REST_AFTER: Duration = Duration::from_secs(5);

/// Key of the queue: everything is to be indexed anew.
const ALL: &str = "all";

/// Key of the queue: every annotation is.
const ANNOTATIONS: &str = "annotations";

/// What may have changed when another program has written.
const EVERYTHING: [Event; 6] = [
    Event::DocumentsChanged,
    Event::ProgrammeChanged,
    Event::AnnotationsChanged,
    Event::TagsChanged,
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

    /// Lets go of the index, so that it is opened anew.
    fn close(&self) {
        *lock(&self.index) = None;
    }
}

/// The index; where none was, everything is queued for it.
pub(crate) fn open(catalog: &Catalog) -> Result<Arc<Index>, Error> {
    let mut slot = lock(&catalog.index.index);
    if let Some(index) = slot.as_ref() {
        return Ok(index.clone());
    }
    let (index, opened) = Index::open(&catalog.index.dir, &catalog.index.library_id)?;
    if opened == Opened::New {
        catalog.store.write(|db| db.index_queue().push(ALL))?;
        catalog.index.behind.store(true, Ordering::Relaxed);
        catalog.index.wake();
    }
    let index = Arc::new(index);
    *slot = Some(index.clone());
    Ok(index)
}

/// Throws a damaged index away, or one whose files were deleted under it; opened again, it is filled anew.
pub(crate) fn discard(catalog: &Catalog) {
    catalog.index.close();
    // What cannot be deleted is found damaged again, and said then.
    let _ = std::fs::remove_dir_all(&catalog.index.dir);
}

/// Keeps up in the background, until the catalog is dropped.
pub fn keep_up(catalog: &Arc<Catalog>) {
    let weak = Arc::downgrade(catalog);
    // What cannot be looked through now is looked through at the next start.
    let _ = page_text::refresh(catalog);
    thread::spawn(move || {
        let mut idle = Duration::ZERO;
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
    let queued = catalog.store.read(|db| db.index_queue().list(BATCH))?;
    if queued.len() < BATCH as usize && !queued.iter().any(|(_, key)| key == ALL) {
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
        let queue = catalog.store.read(|db| db.index_queue().list(BATCH))?;
        let Some((last, _)) = queue.last() else { break };
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
                discard(catalog);
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
                more.push(ANNOTATIONS.to_owned());
                Ok(())
            })?;
        }
        None if key == ANNOTATIONS => {
            catalog.store.read(|db| -> Result<(), store::Error> {
                more.extend(db.annotations().list(None)?.iter().map(|a| format!("annotation:{}", a.id)));
                Ok(())
            })?;
        }
        Some(("document", id)) => {
            if let Ok(id) = id.parse() {
                document(catalog, &id, ops)?;
            }
        }
        Some(("annotation", id)) => {
            if let Ok(id) = id.parse() {
                annotation(catalog, id, ops)?;
            }
        }
        Some(("meeting", id)) => {
            if let Ok(id) = id.parse() {
                meeting(catalog, id, ops)?;
            }
        }
        // A key of a newer program is not ours to take up.
        Some(_) | None => {}
    }
    Ok(())
}

/// How entries are named in the index.
pub(crate) mod keys {
    use super::*;

    pub fn page(document: &DocumentId, page: PageIndex) -> String {
        format!("p:{document}:{}", page.0)
    }

    pub fn annotation(id: AnnotationId) -> String {
        format!("a:{id}")
    }

    /// The part behind the kind's letter.
    pub fn id<T: std::str::FromStr>(key: &str) -> Option<T> {
        key.split_once(':')?.1.parse().ok()
    }
}

fn document(catalog: &Catalog, id: &DocumentId, ops: &mut Vec<Op>) -> Result<(), Error> {
    ops.push(Op::DeleteDocument(id.clone()));
    let found = catalog.store.read(|db| -> Result<_, Error> {
        let Some(stored) = db.documents().get(id)? else { return Ok(None) };
        let placements = placements::Placements::read(db, None)?;
        let around: Vec<String> = placements
            .of(id)
            .iter()
            .flat_map(|placed| [placed.byline(), placed.session_heading.clone()])
            .flatten()
            .collect();
        Ok(Some((stored.document, around.join("\n"))))
    })?;
    let Some((document, around)) = found else { return Ok(()) };
    let title = document.display_title();
    let m = &document.metadata;
    let about: Vec<String> = [&m.author, &m.subject, &m.keywords]
        .into_iter()
        .flatten()
        .cloned()
        .chain(document.files.iter().map(|file| file.name().to_owned()))
        .collect();
    let language = document.language.as_deref().and_then(Lang::from_code);
    ops.push(Op::Put(Entry {
        key: format!("d:{id}"),
        kind: HitKind::Document,
        document: Some(id.clone()),
        page: None,
        title: title.clone(),
        body: about.join("\n"),
        extra: around.clone(),
        language,
    }));
    // A document whose copy is gone is still found by its title.
    let texts = page_text::load_all(catalog, id, document.n_pages).unwrap_or_default();
    for (i, text) in texts.into_iter().enumerate() {
        let index = PageIndex(i as u32);
        if text.text.trim().is_empty() {
            continue;
        }
        ops.push(Op::Put(Entry {
            key: keys::page(id, index),
            kind: HitKind::Page,
            document: Some(id.clone()),
            page: Some(index),
            title: heading(&text).to_owned(),
            language: page_language(&text, language),
            body: text.text,
            extra: format!("{title}\n{around}"),
        }));
    }
    Ok(())
}

/// A slide's title: the first of its largest lines.
fn heading(text: &PageText) -> &str {
    let largest = text.lines.iter().reduce(|best, line| if line.size > best.size * 1.05 { line } else { best });
    largest.map_or("", |line| text.slice(line.range))
}

/// The page's own language, or where it has too little text the document's.
pub(crate) fn page_language(text: &PageText, document: Option<Lang>) -> Option<Lang> {
    analysis::language(&text.text).or(document)
}

/// What an annotation is found by: its words first, then its quote.
pub(crate) fn annotation_body(annotation: &Annotation) -> String {
    match annotation.comment.trim() {
        "" => annotation.target.quote.clone(),
        comment => format!("{comment}\n{}", annotation.target.quote),
    }
}

fn annotation(catalog: &Catalog, id: AnnotationId, ops: &mut Vec<Op>) -> Result<(), Error> {
    let key = keys::annotation(id);
    let found = catalog.store.read(|db| -> Result<_, store::Error> {
        let Some(annotation) = db.annotations().get(id)? else { return Ok(None) };
        let mut tags = vec![];
        for tag in &annotation.tags {
            tags.extend(db.tags().get(*tag)?.map(|tag| tag.name));
        }
        Ok(Some((annotation, tags)))
    })?;
    ops.push(match found {
        None => Op::Delete { key },
        Some((annotation, tags)) => {
            let body = annotation_body(&annotation);
            Op::Put(Entry {
                key,
                kind: HitKind::Annotation,
                document: Some(annotation.target.document.clone()),
                page: Some(annotation.target.page),
                title: tags.join("\n"),
                language: analysis::language(&body),
                body,
                extra: String::new(),
            })
        }
    });
    Ok(())
}

fn meeting(catalog: &Catalog, id: MeetingId, ops: &mut Vec<Op>) -> Result<(), Error> {
    catalog.store.read(|db| -> Result<(), Error> {
        let rows = placements::MeetingRows::read(db, id, String::new())?;
        let mut put = |key: String, kind: HitKind, title: String, body: String| {
            let language = analysis::language(&format!("{title}\n{body}"));
            let entry = Entry { key, kind, document: None, page: None, title, body, extra: String::new(), language };
            ops.push(Op::Put(entry));
        };
        for session in &rows.sessions {
            let credits = rows.credits(CreditSubject::Session(session.id));
            let names: Vec<&str> = credits.iter().filter_map(|c| c.name.as_deref()).collect();
            put(format!("s:{}", session.id), HitKind::Session, placements::session_heading(session), names.join("\n"));
        }
        for stored in rows.contributions.iter().filter(|stored| !stored.withdrawn) {
            let c = &stored.contribution;
            let title = c.title.clone().unwrap_or_default();
            put(format!("c:{}", c.id), HitKind::Contribution, title, c.raw.clone());
        }
        let credits = db.credits().list(id)?;
        let mut affiliations: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
        let mut organizations: HashSet<OrganizationId> = HashSet::new();
        for Credit { person, organization, affiliation, .. } in credits {
            organizations.extend(organization);
            if let Some(person) = person {
                affiliations.entry(person).or_default().extend(affiliation);
            }
        }
        for (person, affiliations) in affiliations {
            if let Some(person) = db.persons().get(person)? {
                put(format!("h:{}", person.id), HitKind::Person, person.name, affiliations.join("\n"));
            }
        }
        for organization in organizations {
            if let Some(o) = db.organizations().get(organization)? {
                let body = o.acronym.clone().unwrap_or_default();
                put(format!("o:{}", o.id), HitKind::Organization, o.display_name().to_owned(), body);
            }
        }
        Ok(())
    })
}
