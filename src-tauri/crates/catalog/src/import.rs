//! Takes PDF files and folders into the library, on all cores, each file opened in a worker process.
//!
//! A file is done when its row is committed. Whatever is wrong with one file is said on that file, and the import
//! goes on.

use crate::{
    Catalog, Error, absolute, chain, documents,
    files::{Incoming, write_derived},
    jobs::{self, Progress},
    lock, matching, page_text,
    pages::{THUMBNAIL_WIDTH, call_problem},
    path_text,
    reading::Reading,
    worker::{Answer, CallError, Failure, Request, Worker},
};
use jiff::Timestamp;
use model::{
    Document, DocumentFile, DocumentId, DocumentStatus, Event, JobId, JobKind, Page, PageIndex, PageText, PageTheme,
    Problem, ProblemCode, TextClass,
};
use std::{
    collections::BTreeSet,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};
use store::StoredDocument;

/// How many pages' text is kept with a document's row, for matching it to a programme.
const N_FIRST_PAGES: usize = 2;

/// How much of a document's text is looked at for its language, in characters.
const LANGUAGE_SAMPLE: usize = 20_000;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct ImportReport {
    /// Documents that were not in the library before.
    pub n_new: u32,
    /// Files whose content was there already.
    pub n_known: u32,
    pub n_pages: u32,
    /// New documents with something wrong.
    pub n_with_problems: u32,
    /// Files that could not even be read, with the reason.
    pub failures: Vec<String>,
    pub cancelled: bool,
    /// Every file's document, by path.
    pub documents: Vec<(String, DocumentId)>,
}

/// Imports in the background.
pub fn start(catalog: &Arc<Catalog>, paths: Vec<PathBuf>) -> JobId {
    let work = move |catalog: &Catalog, progress: &dyn Progress| run(catalog, &paths, None, progress).map(|_| ());
    jobs::start(catalog, JobKind::ImportDocuments, work)
}

/// Imports files, whatever their ending, and the PDF files of folders, however deep. The password is tried on every
/// locked one; it is written nowhere.
pub fn run(
    catalog: &Catalog,
    paths: &[PathBuf],
    password: Option<&str>,
    progress: &dyn Progress,
) -> Result<ImportReport, Error> {
    let report = Mutex::new(ImportReport::default());
    let fail = |message: String| {
        progress.failure(message.clone());
        lock(&report).failures.push(message);
    };
    let files = find_files(paths, &fail);
    progress.total(files.len() as u32);
    let queue = Mutex::new(files.into_iter());
    let n_threads = thread::available_parallelism().map_or(2, |n| n.get()).min(16);
    thread::scope(|scope| {
        for _ in 0..n_threads {
            scope.spawn(|| {
                let mut worker = None;
                loop {
                    let next = lock(&queue).next();
                    let Some(path) = next else { break };
                    if progress.cancelled().load(Ordering::Relaxed) {
                        break;
                    }
                    progress.started(&path.file_name().unwrap_or_default().to_string_lossy());
                    match import_file(catalog, &path, password, &mut worker, progress) {
                        Ok(imported) => {
                            let mut report = lock(&report);
                            let has_problem = imported.is_new && !imported.problems.is_empty();
                            report.n_new += u32::from(imported.is_new);
                            report.n_known += u32::from(!imported.is_new);
                            report.n_pages += if imported.is_new { imported.n_pages } else { 0 };
                            report.n_with_problems += u32::from(has_problem);
                            report.documents.push((path_text(&path), imported.id));
                            drop(report);
                            progress.done(has_problem);
                            catalog.tell(Event::DocumentsChanged);
                            catalog.index.wake();
                        }
                        Err(Error::Cancelled) => break,
                        Err(error) => {
                            fail(format!("{}: {}", path_text(&path), chain(&error)));
                            progress.done(true);
                        }
                    }
                }
                if let Some(worker) = worker {
                    catalog.workers.put_back(worker);
                }
            });
        }
    });
    let mut report = report.into_inner().unwrap_or_default();
    report.cancelled = progress.cancelled().load(Ordering::Relaxed);
    report.documents.sort();
    if report.n_new > 0 {
        matching::refresh(catalog)?;
        catalog.recognizer.wake();
    }
    Ok(report)
}

/// The files to import, each once, in the order of their paths.
fn find_files(paths: &[PathBuf], fail: &dyn Fn(String)) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    let mut folders = vec![];
    for path in paths {
        let path = absolute(path);
        match fs::metadata(&path) {
            Ok(metadata) if metadata.is_dir() => folders.push(path),
            Ok(_) => {
                files.insert(path);
            }
            Err(error) => fail(format!("{}: {error}", path_text(&path))),
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        // A link may lead back to a folder above.
        if !seen.insert(fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone())) {
            continue;
        }
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                fail(format!("{}: {error}", path_text(&folder)));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("pdf")) {
                files.insert(path);
            }
        }
    }
    files
}

struct Imported {
    id: DocumentId,
    is_new: bool,
    n_pages: u32,
    problems: Vec<Problem>,
}

fn import_file(
    catalog: &Catalog,
    path: &Path,
    password: Option<&str>,
    worker: &mut Option<Worker>,
    progress: &dyn Progress,
) -> Result<Imported, Error> {
    let incoming = Incoming::copy(&catalog.paths, path)?;
    let now = catalog.clock.now();
    let file = DocumentFile { path: path_text(path), seen_at: now };
    let id = incoming.id.clone();
    let known = catalog.store.read(|db| db.documents().contains(&id))?;
    if known {
        // The library's copy may have been lost; here it is again.
        incoming.keep(&catalog.paths)?;
        catalog.store.write(|db| db.documents().add_file(&id, &file))?;
        if let Some(password) = password {
            match documents::unlock(catalog, &id, password) {
                // It stays locked, as it was.
                Ok(()) | Err(Error::PasswordNeeded) => {}
                Err(error) => return Err(error),
            }
        }
        return Ok(Imported { id, is_new: false, n_pages: 0, problems: vec![] });
    }
    let n_bytes = incoming.n_bytes;
    let read = read_document(catalog, incoming.path(), password, worker, progress.cancelled())?;
    incoming.keep(&catalog.paths)?;
    if let Some(password) = password.filter(|_| read.has_password && !read.locked) {
        catalog.passwords.keep(&id, password);
    }
    let row = read.into_row(id, n_bytes, vec![file], now);
    let is_new = keep(catalog, &row)?;
    let Document { id, n_pages, problems, .. } = row.row.document;
    Ok(Imported { id, is_new, n_pages, problems })
}

/// Reads the library's copy of a locked document by its password, as an import would have.
pub(crate) fn read_unlocked(catalog: &Catalog, document: Document, password: &str) -> Result<(), Error> {
    let path = catalog.paths.document(&document.id);
    let mut worker = None;
    let read = read_document(catalog, &path, Some(password), &mut worker, &AtomicBool::new(false))?;
    if let Some(worker) = worker {
        catalog.workers.put_back(worker);
    }
    keep(catalog, &read.into_row(document.id, document.n_bytes, document.files, document.imported_at)).map(|_| ())
}

/// Keeps what was read: the derived files first, then the row.
fn keep(catalog: &Catalog, Row { row, pages, texts, thumbnail }: &Row) -> Result<bool, Error> {
    let id = &row.document.id;
    page_text::write(&catalog.paths.text(id), texts)?;
    if let Some(png) = thumbnail {
        write_derived(&catalog.paths.thumbnail(id, PageIndex(0)), &[png])?;
    }
    catalog.store.write(|db| -> Result<bool, Error> {
        // The same content may have come in on another thread meanwhile.
        let is_new = !db.documents().contains(id)?;
        db.documents().upsert(row)?;
        db.pages().replace(id, pages)?;
        db.index_queue().push(&format!("document:{id}"))?;
        Ok(is_new)
    })
}

/// What was read of a file.
#[derive(Default)]
struct Read {
    pages: Vec<Page>,
    texts: Vec<PageText>,
    inspected: crate::worker::Inspected,
    thumbnail: Option<Vec<u8>>,
    /// No password opened it.
    locked: bool,
    has_password: bool,
    /// Pages that could not be read.
    n_lost: u32,
    problems: Vec<Problem>,
}

struct Row {
    row: StoredDocument,
    pages: Vec<Page>,
    texts: Vec<PageText>,
    thumbnail: Option<Vec<u8>>,
}

/// Reads a file in a worker; a page that kills it is marked, and the next one is taken.
fn read_document(
    catalog: &Catalog,
    path: &Path,
    password: Option<&str>,
    slot: &mut Option<Worker>,
    cancelled: &AtomicBool,
) -> Result<Read, Error> {
    let mut reading = Reading::new(&catalog.workers, path, slot.take(), Some(cancelled));
    let read = read_pieces(&mut reading, password);
    *slot = reading.into_worker();
    read
}

fn read_pieces(reading: &mut Reading<'_>, password: Option<&str>) -> Result<Read, Error> {
    let mut read = Read::default();
    let mut opened = reading.open(None)?;
    read.has_password = matches!(opened, Err(CallError::Failed(Failure::Locked(_))));
    if read.has_password && password.is_some() {
        opened = reading.open(password)?;
    }
    let frames = match opened {
        Ok(frames) => frames,
        Err(error) => {
            read.locked = matches!(error, CallError::Failed(Failure::Locked(_)));
            read.problems.push(call_problem(&error));
            return Ok(read);
        }
    };
    if frames.is_empty() {
        read.problems.push(Problem::new(ProblemCode::NoPages));
        return Ok(read);
    }
    // Structure first: it is what a damaged file loses least of.
    match reading.ask(&Request::Inspect)? {
        Ok((Answer::Inspected(inspected), _)) => read.inspected = *inspected,
        Ok(_) => {}
        Err(error) => read.problems.push(call_problem(&error)),
    }
    let mut is_first_lost = false;
    let requests = (0..frames.len() as u32).map(|i| Request::Text { page: PageIndex(i) });
    let mut pages = (0..).map(PageIndex).zip(frames);
    reading.ask_each(requests, |reply| {
        let Some((index, frame)) = pages.next() else { return ControlFlow::Break(()) };
        let text = match reply {
            Ok((Answer::Text(text), _)) => text,
            Ok(_) => PageText::default(),
            Err(error) => {
                is_first_lost |= index.0 == 0;
                read.lose(index, call_problem(&error).code);
                PageText::default()
            }
        };
        read.push_page(index, frame, text);
        ControlFlow::Continue(())
    })?;
    let image = Request::Image {
        page: PageIndex(0),
        width: THUMBNAIL_WIDTH,
        theme: PageTheme::Paper,
        generation: 0,
        ahead: false,
    };
    if !is_first_lost {
        match reading.ask(&image)? {
            Ok((_, png)) => read.thumbnail = Some(png),
            // Its text is there all the same.
            Err(error) => read.problems.push(call_problem(&error).on_page(PageIndex(0))),
        }
    }
    Ok(read)
}

impl Read {
    fn lose(&mut self, index: PageIndex, code: ProblemCode) {
        self.n_lost += 1;
        // A list of a thousand lost pages helps nobody.
        if self.n_lost <= 20 {
            self.problems.push(Problem::new(code).on_page(index));
        }
    }

    fn push_page(&mut self, index: PageIndex, frame: Option<(model::Rect, model::Rotation)>, text: PageText) {
        /// US Letter, where the file does not say.
        const UNKNOWN: model::Rect = model::Rect { x0: 0., y0: 0., x1: 612., y1: 792. };
        let (crop, rotation) = frame.unwrap_or((UNKNOWN, model::Rotation::None));
        let label = self.inspected.labels.get(index.0 as usize).cloned().flatten();
        self.pages.push(Page { index, label, crop, rotation, class: text.class });
        self.texts.push(text);
    }

    fn into_row(mut self, id: DocumentId, n_bytes: u64, files: Vec<DocumentFile>, imported_at: Timestamp) -> Row {
        self.problems.append(&mut self.inspected.problems);
        if self.texts.iter().any(|text| text.class == TextClass::Doubtful) {
            self.problems.push(Problem::new(ProblemCode::TextDoubtful));
        }
        let mut known = vec![];
        self.problems.retain(|problem| {
            let is_new = !known.contains(problem);
            known.push(problem.clone());
            is_new
        });
        let n_pages = self.pages.len() as u32;
        let status = if self.locked {
            DocumentStatus::Locked
        } else if n_pages == self.n_lost {
            DocumentStatus::Unreadable
        } else if self.n_lost > 0 {
            DocumentStatus::Partial
        } else {
            DocumentStatus::Ready
        };
        let (language, first_text) = gist(&self.texts);
        let document = Document {
            id,
            n_bytes,
            n_pages,
            status,
            metadata: self.inspected.metadata,
            language,
            imported_at,
            problems: self.problems,
            files,
        };
        Row {
            row: StoredDocument {
                document,
                outline: self.inspected.outline,
                pdf_annotations: self.inspected.annotations,
                first_text,
                has_password: self.has_password,
            },
            pages: self.pages,
            texts: self.texts,
            thumbnail: self.thumbnail,
        }
    }
}

/// The language of a document's text, as far as it can be told, and the text of its first pages.
pub(crate) fn gist(texts: &[PageText]) -> (Option<String>, String) {
    let mut sample = String::new();
    for text in texts {
        if sample.len() > LANGUAGE_SAMPLE {
            break;
        }
        // Glyphs of unknown meaning leave letters of others, which look like any language: of such a page, the lines
        // that have none of them are taken.
        let is_sure = |line: &&str| text.class != TextClass::Doubtful || !line.contains(char::REPLACEMENT_CHARACTER);
        for line in text.text.lines().filter(is_sure) {
            sample.push_str(line);
            sample.push('\n');
        }
    }
    let first: Vec<&str> = texts.iter().take(N_FIRST_PAGES).map(|text| text.text.as_str()).collect();
    (analysis::language(&sample).map(|language| language.code().to_owned()), first.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_not_guessed_from_text_of_unknown_meaning() {
        let page = |text: &str, class| PageText { text: text.to_owned(), class, ..PageText::default() };
        let garbled = "\u{fffd}les\u{fffd} \u{fffd}\u{fffd} de la vérification des armes et de la sécurité \u{fffd}";
        let language = |pages: &[PageText]| gist(pages).0;
        assert_eq!(language(&[page(garbled, TextClass::Text)]).as_deref(), Some("fr"), "the words would be enough");
        assert_eq!(language(&[page(garbled, TextClass::Doubtful)]), None);
        let sure = page("The verification regime of the treaty", TextClass::Text);
        assert_eq!(language(&[page(garbled, TextClass::Doubtful), sure]).as_deref(), Some("en"));
        let readable = format!("{garbled}\nThe verification regime of the treaty\n{garbled}");
        assert_eq!(language(&[page(&readable, TextClass::Doubtful)]).as_deref(), Some("en"));
    }
}
