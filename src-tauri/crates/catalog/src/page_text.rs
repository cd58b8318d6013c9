//! Page text, kept a file a document: derived, and made again when it is missing, damaged or of an older engine.

use crate::{
    Catalog, Error,
    files::write_derived,
    history, jobs, lock, pages,
    reading::Reading,
    recognition,
    worker::{Answer, Request},
};
use model::{Document, DocumentId, Event, JobKind, PageIndex, PageText, ThingKind};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom},
    ops::ControlFlow,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
};

const MAGIC: &[u8; 4] = b"RTX1";

/// How many pages' texts are kept in memory.
const MAX_CACHED: usize = 64;

/// The texts used last, newest at the end; with what was recognized on their pages.
#[derive(Default)]
pub struct Cache(Mutex<Vec<Cached>>);

type Cached = ((DocumentId, PageIndex), Arc<PageText>);

/// One page's text; made anew from the document where it is not at hand.
pub fn load(catalog: &Catalog, document: &DocumentId, page: PageIndex) -> Result<Arc<PageText>, Error> {
    if let Some(text) = at_hand(catalog, document, page) {
        return Ok(text);
    }
    rebuild(catalog, document, None)?;
    at_hand(catalog, document, page).ok_or_else(|| Error::NoPage { document: document.clone(), page })
}

/// One page's text, if it is there and of this engine.
pub fn at_hand(catalog: &Catalog, document: &DocumentId, page: PageIndex) -> Option<Arc<PageText>> {
    let key = (document.clone(), page);
    if let Some((_, text)) = lock(&catalog.texts.0).iter().find(|(cached, _)| *cached == key) {
        return Some(text.clone());
    }
    let drawn = read_page(&catalog.paths.text(document), page)?;
    let text = Arc::new(recognition::merge(catalog, document, page, drawn));
    let mut cache = lock(&catalog.texts.0);
    if cache.len() >= MAX_CACHED {
        cache.remove(0);
    }
    cache.push((key, text.clone()));
    Some(text)
}

/// All of a document's pages' texts.
pub fn load_all(catalog: &Catalog, document: &DocumentId, n_pages: u32) -> Result<Vec<PageText>, Error> {
    load_all_unless(catalog, document, n_pages, None)
}

/// The same; fails with [`Error::Cancelled`] where they have to be read anew, and `cancelled` is set on the way.
pub fn load_all_unless(
    catalog: &Catalog,
    document: &DocumentId,
    n_pages: u32,
    cancelled: Option<&AtomicBool>,
) -> Result<Vec<PageText>, Error> {
    let path = catalog.paths.text(document);
    let read = || (0..n_pages).map(|i| read_page(&path, PageIndex(i)));
    let drawn = match is_valid(&path, n_pages).then(|| read().collect()).flatten() {
        Some(drawn) => drawn,
        None => {
            rebuild(catalog, document, cancelled)?;
            read().map(Option::unwrap_or_default).collect()
        }
    };
    Ok(recognition::merge_all(catalog, document, drawn))
}

/// Is the text of this many pages there, of this engine?
pub fn is_valid(path: &Path, n_pages: u32) -> bool {
    File::open(path).ok().and_then(|mut file| read_offsets(&mut file)).is_some_and(|o| o.len() == n_pages as usize + 1)
}

/// Writes a document's text: a header of magic, engine version and number of pages, where each page begins (a `u64`
/// each, and where the last ends), then a page each: postcard, compressed by zstd.
pub fn write(path: &Path, pages: &[PageText]) -> Result<(), Error> {
    let mut bodies = vec![];
    let start = 12 + 8 * (pages.len() as u64 + 1);
    let mut offsets = vec![start];
    for page in pages {
        let plain = postcard::to_stdvec(page).map_err(|source| Error::Io {
            doing: "encode",
            path: path.to_owned(),
            source: std::io::Error::other(source),
        })?;
        bodies.extend(zstd::bulk::compress(&plain, 1).map_err(Error::io("compress", path))?);
        offsets.push(start + bodies.len() as u64);
    }
    let mut head = MAGIC.to_vec();
    head.extend(pdf::TEXT_ENGINE_VERSION.to_le_bytes());
    head.extend((pages.len() as u32).to_le_bytes());
    head.extend(offsets.iter().flat_map(|offset| offset.to_le_bytes()));
    write_derived(path, &[&head, &bodies])
}

fn read_offsets(file: &mut File) -> Option<Vec<u64>> {
    let mut head = [0; 12];
    file.read_exact(&mut head).ok()?;
    let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    if &head[..4] != MAGIC || word(4) != pdf::TEXT_ENGINE_VERSION {
        return None;
    }
    let n_bytes = file.metadata().ok()?.len();
    let n_offsets = u64::from(word(8)) + 1;
    if 12 + 8 * n_offsets > n_bytes {
        return None;
    }
    let mut table = vec![0; 8 * n_offsets as usize];
    file.read_exact(&mut table).ok()?;
    let offsets: Vec<u64> =
        table.chunks_exact(8).map(|b| u64::from_le_bytes([b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7]])).collect();
    (offsets.is_sorted() && offsets.last() == Some(&n_bytes)).then_some(offsets)
}

fn read_page(path: &Path, page: PageIndex) -> Option<PageText> {
    /// No page's text comes near.
    const MAX_PLAIN: usize = 256 << 20;
    let mut file = File::open(path).ok()?;
    let offsets = read_offsets(&mut file)?;
    let (from, to) = (*offsets.get(page.0 as usize)?, *offsets.get(page.0 as usize + 1)?);
    file.seek(SeekFrom::Start(from)).ok()?;
    let mut packed = vec![0; (to - from) as usize];
    file.read_exact(&mut packed).ok()?;
    let n_plain = zstd::zstd_safe::get_frame_content_size(&packed).ok()??;
    let plain = zstd::bulk::decompress(&packed, (n_plain as usize).min(MAX_PLAIN)).ok()?;
    postcard::from_bytes(&plain).ok()
}

/// Reads again, in the background, the text of documents whose text is missing, or was read by an older engine;
/// their annotations are found again in it.
pub fn refresh(catalog: &Arc<Catalog>) -> Result<(), Error> {
    let stale: Vec<Document> = catalog
        .store
        .read(|db| db.documents().list())?
        .into_iter()
        .filter(|d| d.n_pages > 0 && !is_valid(&catalog.paths.text(&d.id), d.n_pages))
        .collect();
    if stale.is_empty() {
        return Ok(());
    }
    jobs::start(catalog, JobKind::ReadText, move |catalog, progress| {
        progress.total(stale.len() as u32);
        for document in stale {
            if progress.cancelled().load(Ordering::Relaxed) {
                break;
            }
            progress.started(&document.display_title());
            // One that cannot be read now keeps its annotations as they are, and is tried again at the next start.
            let result = rebuild(catalog, &document.id, Some(progress.cancelled()));
            progress.done(result.is_err());
        }
        Ok(())
    });
    Ok(())
}

/// Another program may have read texts anew.
pub(crate) fn forget_all(catalog: &Catalog) {
    lock(&catalog.texts.0).clear();
    catalog.versions.forget_all();
}

/// Reads the whole document's text again, and finds its annotations in it.
fn rebuild(catalog: &Catalog, document: &DocumentId, cancelled: Option<&AtomicBool>) -> Result<(), Error> {
    let path = catalog.paths.document(document);
    if !path.exists() {
        return Err(Error::NoDocument(document.clone()));
    }
    let mut reading = Reading::new(&catalog.workers, &path, None, cancelled);
    let n_pages = reading.open(catalog.passwords.get(document).as_deref())?.map_err(pages::call_error)?.len();
    let inspected = match reading.ask(&Request::Inspect)? {
        Ok((Answer::Inspected(inspected), _)) => Some(*inspected),
        // What was known of its structure stays.
        _ => None,
    };
    let mut texts = vec![];
    let requests = (0..n_pages as u32).map(|i| Request::Text { page: PageIndex(i) });
    reading.ask_each(requests, |reply| {
        // A page that cannot be read is known as such since its import.
        texts.push(match reply {
            Ok((Answer::Text(text), _)) => text,
            _ => PageText::default(),
        });
        ControlFlow::Continue(())
    })?;
    if let Some(worker) = reading.into_worker() {
        catalog.workers.put_back(worker);
    }
    write(&catalog.paths.text(document), &texts)?;
    // A newer engine may think otherwise of how far a page's text is to be trusted.
    catalog.store.write(|db| {
        let mut pages = db.pages().list(document)?;
        pages.iter_mut().zip(&texts).for_each(|(page, text)| page.class = text.class);
        db.pages().replace(document, &pages)?;
        // Nor are the file's own outline and annotations read as they were.
        if let (Some(inspected), Some(mut stored)) = (inspected, db.documents().get(document)?) {
            (stored.outline, stored.pdf_annotations) = (inspected.outline, inspected.annotations);
            db.documents().upsert(&stored)?;
        }
        Ok::<_, Error>(())
    })?;
    changed(catalog, document)
}

/// A document's text is another now: its annotations are found again in it, and search takes it up.
pub(crate) fn changed(catalog: &Catalog, document: &DocumentId) -> Result<(), Error> {
    lock(&catalog.texts.0).retain(|((cached, _), _)| cached != document);
    catalog.versions.forget(document);
    let annotations = catalog.store.read(|db| db.annotations().list(Some(document)))?;
    catalog.store.write(|db| -> Result<(), Error> {
        for annotation in &annotations {
            history::project(catalog, db, ThingKind::Annotation, &annotation.id.to_string())?;
        }
        Ok(db.index_queue().push(&format!("document:{document}"))?)
    })?;
    if !annotations.is_empty() {
        catalog.tell(Event::AnnotationsChanged);
    }
    catalog.index.wake();
    Ok(())
}
