//! What is in the library: documents in lists and opened, and where reading stopped.

use crate::{
    Catalog, Error, import, matching, page_text, pages, placements::Placements, recognition::Standing, take_over,
};
use model::{
    Document, DocumentCard, DocumentId, DocumentRow, DocumentStatus, DocumentView, Event, LibraryView, MeetingCard,
    Page, ReadingState, Rotation, TextClass, TextCounts,
};
use std::collections::HashMap;
use store::Db;

/// The library, for the frame of the window.
pub fn library(catalog: &Catalog) -> Result<LibraryView, Error> {
    catalog.store.read(|db| {
        let mut meetings = vec![];
        for stored in db.meetings().list()? {
            let contributions = db.contributions().list(stored.meeting.id)?;
            let sessions = db.sessions().list(stored.meeting.id)?;
            let days = sessions.iter().flat_map(|s| s.dates.iter().copied());
            let mut days: Vec<_> = days.chain(contributions.iter().filter_map(|c| c.contribution.date)).collect();
            days.sort();
            meetings.push(MeetingCard {
                id: stored.meeting.id,
                title: stored.meeting.title,
                dates: days.first().copied().zip(days.last().copied()),
                n_contributions: contributions.len() as u32,
            });
        }
        Ok(LibraryView {
            path: crate::path_text(catalog.dir()),
            meetings,
            n_documents: db.documents().count()?,
            n_annotations: db.annotations().counts()?.values().sum(),
        })
    })
}

/// All documents, with where they stand.
pub fn list(catalog: &Catalog) -> Result<Vec<DocumentRow>, Error> {
    catalog.store.read(|db| {
        let placements = Placements::read(db, None)?;
        let cards = Cards::read(catalog, db)?;
        let rows = db.documents().list()?.into_iter().map(|document| DocumentRow {
            placements: placements.of(&document.id).iter().map(|p| p.placement.clone()).collect(),
            document: cards.card(document),
        });
        Ok(rows.collect())
    })
}

/// A document as the reader opens it.
pub fn view(catalog: &Catalog, id: &DocumentId) -> Result<DocumentView, Error> {
    catalog.store.read(|db| {
        let stored = db.documents().get(id)?.ok_or_else(|| Error::NoDocument(id.clone()))?;
        let placements = Placements::read(db, None)?;
        let mut pages = db.pages().list(id)?;
        let is_picture = |page: &&Page| matches!(page.class, TextClass::ImageOnly | TextClass::Partly);
        let pictures: Vec<_> = pages.iter().filter(is_picture).map(|page| (page.index, page.class)).collect();
        for (index, _) in Standing::read(catalog, id, &pictures).recognized {
            if let Some(page) = pages.get_mut(index.0 as usize) {
                page.class = TextClass::Recognized;
            }
        }
        Ok(DocumentView {
            title: stored.document.display_title(),
            pages,
            outline: stored.outline,
            pdf_annotations: take_over::with_ids(id, stored.pdf_annotations),
            placements: placements.of(id).iter().map(|p| p.placement.clone()).collect(),
            reading: db.reading_states().get(id)?.unwrap_or_default(),
            needs_password: stored.has_password && !catalog.passwords.has(id),
            document: stored.document,
        })
    })
}

/// Opens a locked document by its password, and reads it as its import would have. Its text is kept in the library; the
/// password is kept in memory while the program runs, and written nowhere.
///
/// Fails with [`Error::PasswordNeeded`] if this is not its password.
pub fn unlock(catalog: &Catalog, id: &DocumentId, password: &str) -> Result<(), Error> {
    let stored = catalog.store.read(|db| db.documents().get(id))?.ok_or_else(|| Error::NoDocument(id.clone()))?;
    if !stored.has_password {
        return Ok(());
    }
    let document = stored.document;
    let worker = catalog.workers.take()?;
    let opened = pages::open_with(catalog, &worker, id, Some(password.to_owned()));
    catalog.workers.put_back(worker);
    opened?;
    catalog.passwords.keep(id, password);
    if document.status == DocumentStatus::Locked {
        import::read_unlocked(catalog, document, password)?;
        catalog.index.wake();
        catalog.recognizer.wake();
        matching::refresh(catalog)?;
    } else {
        // It was read in an earlier run; what has got lost since, or is out of date, can be read again now.
        page_text::load_all(catalog, id, document.n_pages)?;
    }
    catalog.tell(Event::DocumentsChanged);
    Ok(())
}

/// Remembers where reading stopped. It is no change of the reader's, and has no undo.
pub fn set_reading_state(catalog: &Catalog, id: &DocumentId, reading: &ReadingState) -> Result<(), Error> {
    catalog.store.write(|db| {
        if !db.documents().contains(id)? {
            return Err(Error::NoDocument(id.clone()));
        }
        Ok(db.reading_states().set(id, reading)?)
    })
}

/// What the cards of documents are made of.
pub(crate) struct Cards {
    n_annotations: HashMap<DocumentId, u32>,
    text: HashMap<DocumentId, TextCounts>,
    first_pages: HashMap<DocumentId, Page>,
    reading: HashMap<DocumentId, ReadingState>,
    n_unrecognized: HashMap<DocumentId, u32>,
}

impl Cards {
    pub fn read(catalog: &Catalog, db: &Db) -> Result<Cards, Error> {
        let mut text = db.pages().text_counts()?;
        let mut n_unrecognized = HashMap::new();
        for (id, pictures) in db.pages().pictures()? {
            let standing = Standing::read(catalog, &id, &pictures);
            let counts = text.entry(id.clone()).or_default();
            standing.recognized.iter().for_each(|(_, class)| counts.recognize(*class));
            n_unrecognized.insert(id, standing.unrecognized.len() as u32);
        }
        Ok(Cards {
            n_annotations: db.annotations().counts()?,
            text,
            first_pages: db.pages().first_pages()?,
            reading: db.reading_states().list()?,
            n_unrecognized,
        })
    }

    pub fn card(&self, document: Document) -> DocumentCard {
        DocumentCard {
            title: document.display_title(),
            file_name: document.files.first().map(|file| file.name().to_owned()).unwrap_or_default(),
            n_pages: document.n_pages,
            text: self.text.get(&document.id).copied().unwrap_or_default(),
            n_bytes: document.n_bytes,
            n_annotations: self.n_annotations.get(&document.id).copied().unwrap_or(0),
            n_files: document.files.len() as u32,
            language: document.language,
            status: document.status,
            problems: document.problems,
            aspect_ratio: self.first_pages.get(&document.id).map_or(4. / 3., aspect_ratio),
            imported_at: document.imported_at,
            n_unrecognized: self.n_unrecognized.get(&document.id).copied().unwrap_or(0),
            last_page: self.reading.get(&document.id).map(|reading| reading.page),
            id: document.id,
        }
    }
}

/// Width over height as it is shown; that of a slide where the page's size makes no sense.
fn aspect_ratio(page: &Page) -> f32 {
    let (width, height) = (page.crop.width(), page.crop.height());
    let ratio = match page.rotation {
        Rotation::None | Rotation::Half => width / height,
        Rotation::Clockwise90 | Rotation::Clockwise270 => height / width,
    };
    if ratio.is_finite() && ratio > 0. { ratio.clamp(0.05, 20.) } else { 4. / 3. }
}
