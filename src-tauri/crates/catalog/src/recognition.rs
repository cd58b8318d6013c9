//! Text off the images of scanned pages: by Tesseract, where it is installed, in the background, page by page.
//!
//! What needs it follows from what is there: pages that are images, less those with a record. So it goes on after a
//! cancel or a kill where it was.

mod install;
mod layout;
mod overlooked;
mod page;
mod program;
mod record;

pub use program::{RecognizerOptions, RecognizerPlace};

use crate::{
    Catalog, Error, chain, import,
    jobs::{self, Progress},
    lock, matching, page_text, pages,
    reading::Reading,
    worker::{CallError, Failure, Worker},
};
use analysis::Lang;
use model::{
    Document, DocumentId, Event, JobId, JobKind, JobState, PageIndex, PageText, Problem, ProblemCode, RecognitionView,
    TextClass,
};
use program::Tesseract;
use record::{Record, Records};
use std::{
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How often, at the most, a document's records are written and its pages found by search.
const KEEP_EVERY: Duration = Duration::from_secs(10);

/// For how long a program that was not found is not looked for again.
const LOOK_EVERY: Duration = Duration::from_secs(30);

/// The setting that keeps recognition from beginning by itself.
const ENABLED: &str = "recognition";

/// The setting that keeps the window from saying again what is missing.
const HINT_DISMISSED: &str = "recognition_hint_dismissed";

/// The engine, as far as it was looked for, and the bell of who recognizes in the background.
pub struct Recognizer {
    options: RecognizerOptions,
    found: Mutex<Option<(Instant, Option<Arc<Tesseract>>)>>,
    waiting: Mutex<bool>,
    woken: Condvar,
    /// The reader cancelled: nothing begins by itself until the program starts again.
    cancelled: AtomicBool,
    /// Held by who recognizes all that needs it: two of them would do everything twice.
    running: Mutex<()>,
    /// Held while records are added to a file.
    keeping: Mutex<()>,
}

impl Recognizer {
    pub(crate) fn new(options: RecognizerOptions) -> Self {
        Recognizer {
            options,
            found: Mutex::default(),
            waiting: Mutex::new(true),
            woken: Condvar::new(),
            cancelled: AtomicBool::new(false),
            running: Mutex::default(),
            keeping: Mutex::default(),
        }
    }

    /// Tells that there may be pages to recognize.
    pub(crate) fn wake(&self) {
        *lock(&self.waiting) = true;
        self.woken.notify_all();
    }

    fn tesseract(&self) -> Option<Arc<Tesseract>> {
        let mut found = lock(&self.found);
        match &*found {
            Some((_, Some(tesseract))) => return Some(tesseract.clone()),
            Some((at, None)) if at.elapsed() < LOOK_EVERY => return None,
            Some((_, None)) | None => {}
        }
        let tesseract = program::find(&self.options.place).map(Arc::new);
        *found = Some((Instant::now(), tesseract.clone()));
        tesseract
    }
}

/// What to recognize.
#[derive(Debug, Clone, Default)]
pub struct RecognitionRequest {
    /// Only in these documents, and there also pages that failed before; `None` is all that need it.
    pub documents: Option<Vec<DocumentId>>,
    /// What they are written in: ISO 639-1 of the six languages, or the engine's own names; `None` finds out.
    pub language: Option<String>,
}

/// What recognition did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct RecognitionReport {
    pub n_documents: u32,
    /// Pages on which words were found.
    pub n_recognized: u32,
    /// Pages whose image shows no words.
    pub n_without_words: u32,
    pub n_failed: u32,
    /// Documents and pages that could not be read, with the reason.
    pub failures: Vec<String>,
    pub cancelled: bool,
}

/// Can text be recognized here, and how much is there to do?
pub fn view(catalog: &Catalog) -> Result<RecognitionView, Error> {
    let tesseract = catalog.recognizer.tesseract();
    let (pictures, enabled, hint_dismissed) = catalog.store.read(|db| -> Result<_, Error> {
        let is = |name: &str, value: &str| Ok::<_, Error>(db.settings().get(name)?.as_deref() == Some(value));
        Ok((db.pages().pictures()?, !is(ENABLED, "off")?, is(HINT_DISMISSED, "yes")?))
    })?;
    let waiting = pictures.iter().map(|(id, all)| Standing::read(catalog, id, all).unrecognized.len() as u32);
    Ok(RecognitionView {
        engine: tesseract.as_ref().map(|tesseract| tesseract.name.clone()),
        missing_languages: install::missing(tesseract.as_deref()).iter().map(|lang| lang.code().to_owned()).collect(),
        enabled,
        n_waiting: waiting.sum(),
        install_command: install::command(tesseract.as_deref()),
        hint_dismissed,
    })
}

/// Lets recognition begin by itself, or keeps it from doing so.
pub fn set_enabled(catalog: &Catalog, enabled: bool) -> Result<(), Error> {
    catalog.store.write(|db| db.settings().set(ENABLED, if enabled { "on" } else { "off" }))?;
    if enabled {
        catalog.recognizer.cancelled.store(false, Ordering::Relaxed);
        catalog.recognizer.wake();
    } else {
        for job in jobs::list(catalog).iter().filter(|job| is_ours(job)) {
            jobs::cancel(catalog, job.id);
        }
    }
    catalog.tell(Event::DocumentsChanged);
    Ok(())
}

/// The reader knows what is missing.
pub fn dismiss_hint(catalog: &Catalog) -> Result<(), Error> {
    catalog.store.write(|db| db.settings().set(HINT_DISMISSED, "yes"))?;
    catalog.tell(Event::DocumentsChanged);
    Ok(())
}

fn is_ours(job: &model::Job) -> bool {
    job.kind == JobKind::RecognizeText && job.state == JobState::Running
}

/// A document's pages that are images: with text by now, and without.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// With what they are without it.
    pub recognized: Vec<(PageIndex, TextClass)>,
    pub unrecognized: Vec<PageIndex>,
    /// Those of the unrecognized that were never tried.
    untried: Vec<PageIndex>,
}

impl Standing {
    pub fn read(catalog: &Catalog, id: &DocumentId, pictures: &[(PageIndex, TextClass)]) -> Standing {
        let mut standing = Standing::default();
        if pictures.is_empty() {
            return standing;
        }
        let records = record::read(&catalog.paths.recognized(id));
        for &(page, class) in pictures {
            match records.get(&page.0) {
                Some(Record::Done(read)) if read.n_chars() > 0 => standing.recognized.push((page, class)),
                // An image without words has no text to be missed.
                Some(Record::Done(_)) => {}
                Some(Record::Failed { .. }) => standing.unrecognized.push(page),
                None => {
                    standing.unrecognized.push(page);
                    standing.untried.push(page);
                }
            }
        }
        standing
    }
}

/// A page's drawn text, with what was recognized on its image.
pub(crate) fn merge(catalog: &Catalog, id: &DocumentId, page: PageIndex, text: PageText) -> PageText {
    if !is_picture(&text) {
        return text;
    }
    let records = record::read(&catalog.paths.recognized(id));
    with_record(text, records.get(&page.0))
}

/// The same for all pages of a document.
pub(crate) fn merge_all(catalog: &Catalog, id: &DocumentId, texts: Vec<PageText>) -> Vec<PageText> {
    if !texts.iter().any(is_picture) {
        return texts;
    }
    let records = record::read(&catalog.paths.recognized(id));
    let merged = texts.into_iter().enumerate().map(|(n, text)| match is_picture(&text) {
        true => with_record(text, records.get(&(n as u32))),
        false => text,
    });
    merged.collect()
}

fn is_picture(text: &PageText) -> bool {
    matches!(text.class, TextClass::ImageOnly | TextClass::Partly)
}

fn with_record(text: PageText, record: Option<&Record>) -> PageText {
    match record {
        Some(Record::Done(read)) if read.n_chars() > 0 => {
            record::merge(text, read, page::language_code(&read.languages))
        }
        Some(Record::Done(_) | Record::Failed { .. }) | None => text,
    }
}

/// Recognizes in the background whenever there is something to recognize, until the catalog is dropped.
pub fn keep_up(catalog: &Arc<Catalog>) {
    let weak = Arc::downgrade(catalog);
    thread::spawn(move || {
        loop {
            let Some(catalog) = weak.upgrade() else { return };
            let is_woken = std::mem::take(&mut *lock(&catalog.recognizer.waiting));
            if is_woken {
                let imports = jobs::list(&catalog)
                    .iter()
                    .any(|job| job.kind == JobKind::ImportDocuments && job.state == JobState::Running);
                if imports {
                    // Reading comes first; it is looked again when that is done.
                    *lock(&catalog.recognizer.waiting) = true;
                } else {
                    begin(&catalog);
                }
            }
            let guard = lock(&catalog.recognizer.waiting);
            let waited = catalog.recognizer.woken.wait_timeout(guard, Duration::from_secs(1));
            drop(waited.unwrap_or_else(PoisonError::into_inner));
        }
    });
}

fn begin(catalog: &Arc<Catalog>) {
    // What cannot be begun now is begun when something changes, or at the next start.
    let Ok(view) = view(catalog) else { return };
    let is_stopped = catalog.recognizer.cancelled.load(Ordering::Relaxed);
    if view.engine.is_none() || !view.enabled || is_stopped {
        return;
    }
    match work(catalog, &RecognitionRequest::default()) {
        Ok(work) if !work.is_empty() => {}
        Ok(_) | Err(_) => return,
    }
    let recognize = |catalog: &Catalog, progress: &dyn Progress| {
        let done = run(catalog, &RecognitionRequest::default(), progress).map(|_| ());
        if progress.cancelled().load(Ordering::Relaxed) {
            catalog.recognizer.cancelled.store(true, Ordering::Relaxed);
        }
        done
    };
    // The job tells how it ended.
    let _ = jobs::perform(catalog, JobKind::RecognizeText, recognize);
}

/// Recognizes in the background what the reader asks for.
pub fn start(catalog: &Arc<Catalog>, request: RecognitionRequest) -> JobId {
    catalog.recognizer.cancelled.store(false, Ordering::Relaxed);
    jobs::start(catalog, JobKind::RecognizeText, move |catalog, progress| run(catalog, &request, progress).map(|_| ()))
}

/// Documents with their pages that are to be recognized.
fn work(catalog: &Catalog, request: &RecognitionRequest) -> Result<Vec<(Document, Vec<PageIndex>)>, Error> {
    let (documents, pictures) =
        catalog.store.read(|db| Ok::<_, Error>((db.documents().list()?, db.pages().pictures()?)))?;
    let mut work = vec![];
    for document in documents {
        let wanted = request.documents.as_ref();
        if wanted.is_some_and(|wanted| !wanted.contains(&document.id)) {
            continue;
        }
        let Some(pictures) = pictures.get(&document.id) else { continue };
        let standing = Standing::read(catalog, &document.id, pictures);
        let pages = match (wanted, &request.language) {
            // Another language makes another text of pages that were read already.
            (Some(_), Some(_)) => pictures.iter().map(|(page, _)| *page).collect(),
            (Some(_), None) => standing.unrecognized,
            (None, _) => standing.untried,
        };
        if !pages.is_empty() {
            work.push((document, pages));
        }
    }
    Ok(work)
}

/// Recognizes the pages that need it. A page that fails is marked, and the next one is taken.
///
/// Fails with [`Error::NoRecognizer`] where Tesseract is not installed, and with [`Error::NoLanguageData`] where it
/// cannot read the language asked for.
pub fn run(
    catalog: &Catalog,
    request: &RecognitionRequest,
    progress: &dyn Progress,
) -> Result<RecognitionReport, Error> {
    let tesseract = catalog.recognizer.tesseract().ok_or(Error::NoRecognizer)?;
    let fixed = request.language.as_deref().map(|language| languages(&tesseract, language)).transpose()?;
    // Who asks for a document does not wait for all the others.
    let _alone = request.documents.is_none().then(|| lock(&catalog.recognizer.running));
    let work = work(catalog, request)?;
    progress.total(work.iter().map(|(_, pages)| pages.len() as u32).sum());
    // One core is the reader's.
    let n_threads = thread::available_parallelism().map_or(1, |n| n.get().saturating_sub(1).clamp(1, 8));
    let mut slots: Vec<Option<Worker>> = (0..n_threads).map(|_| None).collect();
    let mut report = RecognitionReport::default();
    let mut outcome = Ok(());
    for (document, pages) in work {
        if progress.cancelled().load(Ordering::Relaxed) {
            break;
        }
        progress.started(&document.display_title());
        let title = document.display_title();
        let reader = page::Reader {
            tesseract: &tesseract,
            page_limit: catalog.recognizer.options.page_limit,
            cancelled: progress.cancelled(),
            fixed: fixed.clone(),
            hint: hint(&document),
            votes: Mutex::default(),
        };
        let batch = Batch::new(catalog, &document.id, progress);
        let result = recognize(catalog, &reader, &document, &pages, &mut slots, &batch);
        report.n_documents += 1;
        let tried = batch.finish(&mut report, &title);
        if !tried.is_empty() {
            tell_of(catalog, &document.id, &tried)?;
        }
        match result {
            Ok(()) => {}
            Err(Error::Cancelled) => break,
            // One document's copy may be gone, or locked.
            Err(error @ (Error::NoDocument(_) | Error::PasswordNeeded | Error::Worker { .. })) => {
                let message = format!("{title}: {}", chain(&error));
                progress.failure(message.clone());
                report.failures.push(message);
            }
            Err(error) => {
                if matches!(error, Error::RecognizerStart { .. }) {
                    // It may have been removed; it is looked for again.
                    *lock(&catalog.recognizer.found) = None;
                }
                outcome = Err(error);
                break;
            }
        }
    }
    for worker in slots.into_iter().flatten() {
        catalog.workers.put_back(worker);
    }
    report.cancelled = progress.cancelled().load(Ordering::Relaxed);
    if report.n_recognized > 0 {
        matching::refresh(catalog)?;
    }
    outcome.map(|()| report)
}

/// What a name of a language means to the engine.
fn languages(tesseract: &Tesseract, language: &str) -> Result<String, Error> {
    let name = match Lang::from_code(language) {
        Some(lang) => page::with_latin(tesseract, page::engine_language(lang)),
        None => language.to_owned(),
    };
    if tesseract.has(&name) { Ok(name) } else { Err(Error::NoLanguageData { language: language.to_owned() }) }
}

/// What a document that says nothing may be written in: the language of its drawn text, or of its title and name.
fn hint(document: &Document) -> Option<Lang> {
    let known = document.language.as_deref().and_then(Lang::from_code);
    known.or_else(|| {
        let name = document.files.first().map(|file| file.name()).unwrap_or_default();
        analysis::language(&format!("{}\n{}", document.display_title(), name.trim_end_matches(".pdf")))
    })
}

/// Recognizes pages of one document, as many at once as there are slots for workers.
fn recognize(
    catalog: &Catalog,
    reader: &page::Reader,
    document: &Document,
    pages: &[PageIndex],
    slots: &mut [Option<Worker>],
    batch: &Batch,
) -> Result<(), Error> {
    let path = catalog.paths.document(&document.id);
    if !path.exists() {
        return Err(Error::NoDocument(document.id.clone()));
    }
    let password = catalog.passwords.get(&document.id);
    let queue = Mutex::new(pages.iter().copied());
    let result = Mutex::new(Ok(()));
    let recognize = |reading: &mut Reading<'_>| -> Result<(), Error> {
        match reading.open(password.as_deref())? {
            Ok(_) => {}
            Err(CallError::Failed(Failure::Locked(_))) => return Err(Error::PasswordNeeded),
            Err(error) => return Err(pages::call_error(error)),
        }
        loop {
            if reader.cancelled.load(Ordering::Relaxed) {
                return Err(Error::Cancelled);
            }
            let next = lock(&queue).next();
            let Some(index) = next else { return Ok(()) };
            let record = reader.page(reading, index)?;
            batch.push(index, record)?;
        }
    };
    thread::scope(|scope| {
        for slot in slots.iter_mut().take(pages.len().max(1)) {
            scope.spawn(|| {
                let mut reading = Reading::new(&catalog.workers, &path, slot.take(), Some(reader.cancelled));
                let recognized = recognize(&mut reading);
                *slot = reading.into_worker();
                if let Err(error) = recognized {
                    // The others end with the page that they are at.
                    lock(&queue).by_ref().for_each(drop);
                    let mut result = lock(&result);
                    if result.is_ok() {
                        *result = Err(error);
                    }
                }
            });
        }
    });
    result.into_inner().unwrap_or_else(PoisonError::into_inner)
}

/// What was recognized in one document, kept now and then.
struct Batch<'a> {
    catalog: &'a Catalog,
    id: &'a DocumentId,
    progress: &'a dyn Progress,
    state: Mutex<BatchState>,
}

struct BatchState {
    fresh: Records,
    all: Records,
    kept_at: Instant,
}

impl<'a> Batch<'a> {
    fn new(catalog: &'a Catalog, id: &'a DocumentId, progress: &'a dyn Progress) -> Self {
        let state = BatchState { fresh: Records::new(), all: Records::new(), kept_at: Instant::now() };
        Batch { catalog, id, progress, state: Mutex::new(state) }
    }

    fn push(&self, page: PageIndex, record: Record) -> Result<(), Error> {
        self.progress.done(matches!(record, Record::Failed { .. }));
        let mut state = lock(&self.state);
        state.fresh.insert(page.0, record);
        if state.kept_at.elapsed() >= KEEP_EVERY { self.keep(&mut state) } else { Ok(()) }
    }

    /// Writes the records down and lets them be seen.
    fn keep(&self, state: &mut BatchState) -> Result<(), Error> {
        state.kept_at = Instant::now();
        if state.fresh.is_empty() {
            return Ok(());
        }
        let path = self.catalog.paths.recognized(self.id);
        let keeping = lock(&self.catalog.recognizer.keeping);
        // Another program may have added some meanwhile.
        let mut records = record::read(&path);
        records.extend(state.fresh.iter().map(|(page, record)| (*page, record.clone())));
        record::write(&path, &records)?;
        drop(keeping);
        state.all.append(&mut state.fresh);
        page_text::changed(self.catalog, self.id)?;
        self.catalog.tell(Event::DocumentsChanged);
        Ok(())
    }

    /// Keeps the rest; answers what was tried.
    fn finish(self, report: &mut RecognitionReport, title: &str) -> Records {
        let mut state = lock(&self.state);
        if let Err(error) = self.keep(&mut state) {
            report.failures.push(format!("{title}: {}", chain(&error)));
            self.progress.failure(format!("{title}: {}", chain(&error)));
        }
        for (page, record) in &state.all {
            match record {
                Record::Done(read) if read.n_chars() > 0 => report.n_recognized += 1,
                Record::Done(_) => report.n_without_words += 1,
                Record::Failed { reason } => {
                    report.n_failed += 1;
                    report.failures.push(format!("{title}, page {}: {reason}", page + 1));
                }
            }
        }
        std::mem::take(&mut state.all)
    }
}

/// What the document's row says of it, now that more of its text is known: language, first pages, what is wrong.
fn tell_of(catalog: &Catalog, id: &DocumentId, tried: &Records) -> Result<(), Error> {
    let Some(stored) = catalog.store.read(|db| db.documents().get(id))? else { return Ok(()) };
    let texts = page_text::load_all(catalog, id, stored.document.n_pages)?;
    let (language, first_text) = import::gist(&texts);
    catalog.store.write(|db| -> Result<(), Error> {
        let Some(mut stored) = db.documents().get(id)? else { return Ok(()) };
        stored.first_text = first_text;
        let document = &mut stored.document;
        document.language = language;
        document.problems.retain(|problem| {
            problem.code != ProblemCode::NotRecognized || problem.page.is_none_or(|page| !tried.contains_key(&page.0))
        });
        for (page, record) in tried {
            if let Record::Failed { reason } = record {
                let problem = Problem::new(ProblemCode::NotRecognized).on_page(PageIndex(*page));
                document.problems.push(problem.with_detail(reason));
            }
        }
        Ok(db.documents().upsert(&stored)?)
    })?;
    catalog.tell(Event::DocumentsChanged);
    Ok(())
}
