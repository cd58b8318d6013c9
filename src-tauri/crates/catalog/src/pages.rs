//! Page images for the reader: drawn by a worker a document, newest request first, and kept while they may be
//! looked at again.

use crate::{
    Catalog, Error,
    files::write_derived,
    lock, page_text,
    worker::{Answer, CallError, Failure, Request, Worker},
};
use model::{DocumentId, PageIndex, PageText, PageTheme, PdfLink, Problem, ProblemCode, Rect, Rotation};
use std::{
    collections::BTreeMap,
    fs,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// How long one page may take.
pub const PAGE_LIMIT: Duration = Duration::from_secs(20);

/// How long opening a file may take.
pub const OPEN_LIMIT: Duration = Duration::from_secs(20);

/// Pixels across a thumbnail.
pub const THUMBNAIL_WIDTH: u32 = 320;

/// The generation of images that wait for all others, and are never given up.
pub(crate) const NEVER_STALE: u64 = 0;

/// How many documents keep their worker while others are read.
const MAX_OPEN: usize = 3;

/// How many bytes of page images are kept.
const MAX_IMAGES: usize = 32 << 20;

/// The documents open in the reader, and the images drawn last.
#[derive(Default)]
pub struct Viewer {
    /// Newest last.
    open: Mutex<Vec<(DocumentId, Arc<OpenDocument>)>>,
    /// Newest last.
    images: Mutex<Vec<(ImageKey, Arc<Vec<u8>>)>>,
}

type ImageKey = (DocumentId, PageIndex, u32, PageTheme);

#[derive(Default)]
struct OpenDocument {
    worker: Mutex<Option<Arc<Worker>>>,
    newest: AtomicU64,
    /// Held by a page that is drawn alone.
    alone: Mutex<()>,
    /// Pages that cost a worker even alone, from which width on, and what it was.
    lost: Mutex<BTreeMap<PageIndex, (u32, Problem)>>,
}

/// One page's text.
pub fn text(catalog: &Catalog, document: &DocumentId, page: PageIndex) -> Result<Arc<PageText>, Error> {
    page_text::load(catalog, document, page)
}

/// How a page is to be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageRequest {
    /// Pixels across.
    pub width: u32,
    pub theme: PageTheme,
    /// Older generations that still wait are given up for newer ones.
    pub generation: u64,
    /// Nobody looks at it yet: it waits for those that are looked at.
    pub ahead: bool,
    /// It is tried even where it has failed before.
    pub again: bool,
}

/// A page as PNG. Fails with [`Error::Stale`] if a newer generation came while it waited, and with
/// [`Error::Unreadable`] where the page cannot be drawn: one that takes its worker with it is tried once more, alone
/// in a worker of its own, since another page may be to blame; and then no more.
pub fn image(
    catalog: &Catalog,
    document: &DocumentId,
    page: PageIndex,
    wanted: ImageRequest,
) -> Result<Arc<Vec<u8>>, Error> {
    let ImageRequest { width, theme, generation, ahead, again } = wanted;
    let key = (document.clone(), page, width, theme);
    if let Some(png) = catalog.viewer.cached(&key) {
        return Ok(png);
    }
    let open = catalog.viewer.open(document);
    if again {
        lock(&open.lost).remove(&page);
    }
    if let Some((_, problem)) = lock(&open.lost).get(&page).filter(|(lost_width, _)| width >= *lost_width) {
        return Err(Error::Unreadable { problem: problem.clone() });
    }
    if open.newest.fetch_max(generation, Ordering::SeqCst) < generation
        && let Some(worker) = lock(&open.worker).clone()
    {
        // Whatever becomes of it, the image itself is asked for next.
        let _ = worker.call(Request::Forget { older_than: generation }, PAGE_LIMIT, None);
    }
    let worker = open.worker(catalog, document)?;
    let png = match worker.call(Request::Image { page, width, theme, generation, ahead }, PAGE_LIMIT, None) {
        Ok((_, png)) => png,
        Err(CallError::Died | CallError::TimedOut) => {
            open.forget(&worker);
            open.image_alone(catalog, document, page, wanted)?
        }
        Err(error) => return Err(page_error(error, page)),
    };
    let png = Arc::new(png);
    catalog.viewer.keep(key, png.clone());
    Ok(png)
}

/// A page's thumbnail as PNG; in its own colors, kept on disk.
pub fn thumbnail(
    catalog: &Catalog,
    document: &DocumentId,
    page: PageIndex,
    theme: PageTheme,
) -> Result<Arc<Vec<u8>>, Error> {
    let wanted = ImageRequest { width: THUMBNAIL_WIDTH, theme, generation: NEVER_STALE, ahead: true, again: false };
    if theme != PageTheme::Paper {
        return image(catalog, document, page, wanted);
    }
    let path = catalog.paths.thumbnail(document, page);
    // One that a power cut left unfinished lacks its last chunk.
    if let Ok(png) = fs::read(&path)
        && png.ends_with(b"IEND\xaeB`\x82")
    {
        return Ok(Arc::new(png));
    }
    let png = image(catalog, document, page, wanted)?;
    // A thumbnail that cannot be kept is drawn again.
    let _ = write_derived(&path, &[&png]);
    Ok(png)
}

/// The links on a document's pages.
pub fn links(catalog: &Catalog, document: &DocumentId) -> Result<Vec<PdfLink>, Error> {
    let worker = catalog.viewer.open(document).worker(catalog, document)?;
    match worker.call(Request::Links, OPEN_LIMIT, None) {
        Ok((Answer::Links(links), _)) => Ok(links),
        Ok(_) => Err(Error::Worker { reason: "it answered something else".into() }),
        Err(error) => Err(call_error(error)),
    }
}

/// Ends a document's worker.
pub fn close(catalog: &Catalog, document: &DocumentId) {
    let mut open = lock(&catalog.viewer.open);
    open.retain(|(id, _)| id != document);
    lock(&catalog.viewer.images).retain(|((id, ..), _)| id != document);
}

/// Gets the reader's worker ready before a document is clicked.
pub fn warm_up(catalog: &Catalog) {
    catalog.workers.warm_up();
}

/// Starts to open a document, so that its first page is drawn the sooner.
pub fn prepare(catalog: &Catalog, document: &DocumentId) -> Result<(), Error> {
    catalog.viewer.open(document).worker(catalog, document).map(|_| ())
}

/// Opens the library's copy of a document in a worker, by the password given before where it has one; answers its
/// pages' frames.
pub(crate) fn open(
    catalog: &Catalog,
    worker: &Worker,
    document: &DocumentId,
) -> Result<Vec<Option<(Rect, Rotation)>>, Error> {
    open_with(catalog, worker, document, catalog.passwords.get(document))
}

/// Opens it by this password. Fails with [`Error::PasswordNeeded`] where it is the wrong one.
pub(crate) fn open_with(
    catalog: &Catalog,
    worker: &Worker,
    document: &DocumentId,
    password: Option<String>,
) -> Result<Vec<Option<(Rect, Rotation)>>, Error> {
    let path = catalog.paths.document(document);
    if !path.exists() {
        return Err(Error::NoDocument(document.clone()));
    }
    let request = Request::Open { path: path.to_string_lossy().into_owned(), password };
    match worker.call(request, OPEN_LIMIT, None) {
        Ok((Answer::Opened { frames }, _)) => Ok(frames),
        Ok(_) => Err(Error::Worker { reason: "it answered something else".into() }),
        Err(error) => Err(call_error(error)),
    }
}

pub(crate) fn call_error(error: CallError) -> Error {
    match error {
        CallError::Failed(Failure::Locked(_)) => Error::PasswordNeeded,
        CallError::Failed(Failure::Stale) => Error::Stale,
        CallError::Failed(Failure::Refused { reason }) => Error::Worker { reason },
        CallError::Failed(Failure::Problem(problem)) => {
            let code = serde_json::to_string(&problem.code).unwrap_or_default();
            let detail = problem.detail.map(|detail| format!(": {detail}")).unwrap_or_default();
            Error::Worker { reason: format!("{}{detail}", code.trim_matches('"').replace('_', " ")) }
        }
        CallError::Died => Error::Worker { reason: died().to_owned() },
        CallError::TimedOut => Error::Worker { reason: "it took longer than the limit".into() },
        CallError::Cancelled => Error::Cancelled,
        CallError::GivenUp => Error::Worker { reason: "too much of the document made it stop".into() },
    }
}

/// The same for a page that cannot be drawn.
fn page_error(error: CallError, page: PageIndex) -> Error {
    match error {
        CallError::Died | CallError::TimedOut | CallError::GivenUp | CallError::Failed(Failure::Problem(_)) => {
            Error::Unreadable { problem: call_problem(&error).on_page(page) }
        }
        error => call_error(error),
    }
}

fn died() -> &'static str {
    "it crashed or took more memory than the limit"
}

/// The problem that a failed call is, for the document's list.
pub(crate) fn call_problem(error: &CallError) -> Problem {
    match error {
        CallError::Failed(Failure::Locked(problem) | Failure::Problem(problem)) => problem.clone(),
        CallError::TimedOut => Problem::new(ProblemCode::TimedOut),
        CallError::GivenUp => Problem::new(ProblemCode::PageUnreadable),
        CallError::Failed(Failure::Stale | Failure::Refused { .. }) | CallError::Died | CallError::Cancelled => {
            Problem::new(ProblemCode::ReaderDied)
        }
    }
}

impl Viewer {
    /// The open document; the one read least recently makes place.
    fn open(&self, document: &DocumentId) -> Arc<OpenDocument> {
        let mut open = lock(&self.open);
        let found = open.iter().position(|(id, _)| id == document);
        let entry = match found {
            Some(idx) => open.remove(idx),
            None => {
                if open.len() >= MAX_OPEN {
                    open.remove(0);
                }
                (document.clone(), Arc::default())
            }
        };
        let opened = entry.1.clone();
        open.push(entry);
        opened
    }

    fn cached(&self, key: &ImageKey) -> Option<Arc<Vec<u8>>> {
        let mut images = lock(&self.images);
        let idx = images.iter().position(|(cached, _)| cached == key)?;
        let entry = images.remove(idx);
        let png = entry.1.clone();
        images.push(entry);
        Some(png)
    }

    fn keep(&self, key: ImageKey, png: Arc<Vec<u8>>) {
        let mut images = lock(&self.images);
        images.push((key, png));
        let mut n_bytes: usize = images.iter().map(|(_, png)| png.len()).sum();
        while n_bytes > MAX_IMAGES && images.len() > 1 {
            n_bytes -= images.remove(0).1.len();
        }
    }
}

impl OpenDocument {
    /// The document's worker, with the document open in it.
    fn worker(&self, catalog: &Catalog, document: &DocumentId) -> Result<Arc<Worker>, Error> {
        let mut slot = lock(&self.worker);
        if let Some(worker) = slot.as_ref().filter(|worker| worker.is_alive()) {
            return Ok(worker.clone());
        }
        let worker = catalog.workers.take()?;
        open(catalog, &worker, document)?;
        let worker = Arc::new(worker);
        *slot = Some(worker.clone());
        Ok(worker)
    }

    /// Draws a page that lost its worker, with no other page beside it.
    fn image_alone(
        &self,
        catalog: &Catalog,
        document: &DocumentId,
        page: PageIndex,
        wanted: ImageRequest,
    ) -> Result<Vec<u8>, Error> {
        let _alone = lock(&self.alone);
        let ImageRequest { width, theme, generation, ahead, .. } = wanted;
        if generation != NEVER_STALE && generation < self.newest.load(Ordering::SeqCst) {
            return Err(Error::Stale);
        }
        let worker = catalog.workers.take()?;
        open(catalog, &worker, document)?;
        match worker.call(Request::Image { page, width, theme, generation, ahead }, PAGE_LIMIT, None) {
            Ok((_, png)) => {
                let mut slot = lock(&self.worker);
                if slot.as_ref().is_some_and(|worker| worker.is_alive()) {
                    catalog.workers.put_back(worker);
                } else {
                    *slot = Some(Arc::new(worker));
                }
                Ok(png)
            }
            Err(error) => {
                if matches!(error, CallError::Died | CallError::TimedOut) {
                    lock(&self.lost).insert(page, (width, call_problem(&error).on_page(page)));
                }
                Err(page_error(error, page))
            }
        }
    }

    fn forget(&self, worker: &Arc<Worker>) {
        let mut slot = lock(&self.worker);
        if slot.as_ref().is_some_and(|current| Arc::ptr_eq(current, worker)) {
            *slot = None;
        }
    }
}
