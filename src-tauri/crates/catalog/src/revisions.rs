//! Versions of a deck: which is newer than which, and what becomes of annotations from one to the next.

mod carry;
mod guess;

use crate::{
    Catalog, Error,
    files::hash_bytes,
    history,
    jobs::{self, Progress},
    page_text, pages,
};
use carry::{copy_id, outcome, root_of};
use linking::{PageContent, VersionPairs};
use model::{
    ActionKind, AnnotationId, CarriedAnnotation, CarryDecision, CarryOutcome, Document, DocumentId, JobKind, PageIndex,
    PageText, PageTheme, Revision, RevisionReport, RevisionView, TextSource, ThingKind, VersionView,
};
use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use store::Db;

pub use carry::Comparison;
pub(crate) use guess::Cache;

const KIND: ThingKind = ThingKind::Revision;

/// How a pair of versions is named in the history.
fn thing_of(older: &DocumentId, newer: &DocumentId) -> String {
    format!("{newer}/{older}")
}

/// The other way: older and newer.
fn parse_thing(thing: &str) -> Option<(DocumentId, DocumentId)> {
    let (newer, older) = thing.split_once('/')?;
    Some((older.parse().ok()?, newer.parse().ok()?))
}

/// Both versions side by side, with what becomes of each annotation of the older one. Changes nothing.
///
/// Fails with [`Error::Cancelled`] where the job that compares them was.
pub fn view(catalog: &Arc<Catalog>, older: &DocumentId, newer: &DocumentId) -> Result<RevisionView, Error> {
    let comparison = comparison(catalog, older, newer)?;
    let annotations = catalog.store.read(|db| db.annotations().list(Some(older)))?;
    let judged: Vec<_> = annotations.into_iter().map(|a| (comparison.judge(catalog, &a), a)).collect();
    let thing = thing_of(older, newer);
    catalog.store.read(|db| {
        let version = |id: &DocumentId| -> Result<VersionView, Error> {
            let stored = db.documents().get(id)?.ok_or_else(|| Error::NoDocument(id.clone()))?;
            let file_name = stored.document.files.first().map(|file| file.name().to_owned()).unwrap_or_default();
            let title = stored.document.display_title();
            Ok(VersionView { document: id.clone(), title, file_name, pages: db.pages().list(id)? })
        };
        let mut carried = vec![];
        for ((proposed, doubt), annotation) in judged {
            let outcome = outcome(db, &thing, newer, annotation.id)?;
            carried.push(CarriedAnnotation { annotation, proposed, doubt, outcome });
        }
        Ok(RevisionView {
            older: version(older)?,
            newer: version(newer)?,
            related: history::field::<bool>(db, KIND, &thing, "related")? == Some(true),
            pages: comparison.pages.clone(),
            annotations: carried,
        })
    })
}

/// The reader says that a document is a newer version of another: annotations whose place is certain are copied to it,
/// the others wait to be looked at. What it has already stays as it is. One action.
///
/// Fails with [`Error::SameDocument`] where both are one.
pub fn add(catalog: &Arc<Catalog>, older: &DocumentId, newer: &DocumentId) -> Result<RevisionReport, Error> {
    let comparison = comparison(catalog, older, newer)?;
    let annotations = catalog.store.read(|db| db.annotations().list(Some(older)))?;
    let judged: Vec<_> = annotations.into_iter().map(|a| (comparison.judge(catalog, &a), a)).collect();
    let thing = thing_of(older, newer);
    history::act(catalog, ActionKind::AddRevision, |recorder| {
        // A pair has one direction.
        recorder.clear(KIND, &thing_of(newer, older), "related")?;
        recorder.set(KIND, &thing, "related", &true)?;
        let mut report = RevisionReport::default();
        for ((proposed, doubt), annotation) in &judged {
            match (outcome(recorder.db(), &thing, newer, annotation.id)?, proposed, doubt) {
                (CarryOutcome::Carried { .. }, ..) => report.n_known += 1,
                (CarryOutcome::LeftBehind, ..) => {}
                (CarryOutcome::Waiting, Some(target), None) => {
                    carry::copy(recorder, newer, annotation, target, annotation.kind)?;
                    report.n_carried += 1;
                }
                (CarryOutcome::Waiting, ..) => report.n_doubtful += 1,
            }
        }
        Ok(report)
    })
}

/// The reader says that the one is no version of the other: it is not guessed again. Copies of annotations stay.
pub fn remove(catalog: &Catalog, older: &DocumentId, newer: &DocumentId) -> Result<(), Error> {
    history::act(catalog, ActionKind::RemoveRevision, |recorder| {
        recorder.set(KIND, &thing_of(older, newer), "related", &false)
    })
}

/// What becomes of one annotation of the older version.
///
/// Fails with [`Error::NothingSelected`] where it is to be accepted and nothing is proposed, or its place holds no words.
pub fn decide(
    catalog: &Arc<Catalog>,
    older: &DocumentId,
    newer: &DocumentId,
    annotation: AnnotationId,
    decision: CarryDecision,
) -> Result<CarryOutcome, Error> {
    let found = catalog.store.read(|db| db.annotations().get(annotation))?;
    let annotation = found.filter(|a| a.target.document == *older).ok_or(Error::NoAnnotation(annotation))?;
    let (thing, left) = (thing_of(older, newer), format!("left:{}", annotation.id));
    let place = match decision {
        CarryDecision::LeaveBehind => None,
        CarryDecision::Accept => {
            let (proposed, _) = comparison(catalog, older, newer)?.judge(catalog, &annotation);
            Some(proposed.ok_or(Error::NothingSelected)?)
        }
        CarryDecision::Place { page, range, shape } => {
            Some(carry::by_hand(catalog, newer, annotation.kind, page, range, shape)?)
        }
    };
    history::act(catalog, ActionKind::ReviewRevision, |recorder| match &place {
        None => {
            let root = root_of(recorder.db(), annotation.id)?;
            let copy = copy_id(newer, root);
            if recorder.db().annotations().get(copy)?.is_some() {
                recorder.set(ThingKind::Annotation, &copy.to_string(), "deleted", &true)?;
            }
            recorder.set(KIND, &thing, &left, &true)?;
            Ok(CarryOutcome::LeftBehind)
        }
        Some(target) => {
            recorder.clear(KIND, &thing, &left)?;
            let copy = carry::copy(recorder, newer, &annotation, target, annotation.kind)?;
            Ok(CarryOutcome::Carried { copy })
        }
    })
}

/// What the reader said of pairs of documents.
pub(crate) fn told(db: &Db) -> Result<VersionPairs, Error> {
    let mut pairs = VersionPairs::new();
    for value in [false, true] {
        for thing in db.history().things_with(KIND, "related", &value.into())? {
            pairs.extend(parse_thing(&thing).map(|(older, newer)| (linking::version_pair(&older, &newer), value)));
        }
    }
    Ok(pairs)
}

/// An earlier version among those of a deck.
pub(crate) struct Earlier {
    pub newest: DocumentId,
    pub n_newer: usize,
}

/// Of documents that stand on one contribution, which are earlier versions, and the newest one of each.
pub(crate) fn newest(
    db: &Db,
    documents: &[&Document],
    first_texts: &HashMap<DocumentId, String>,
    told: &VersionPairs,
) -> Result<HashMap<DocumentId, Earlier>, Error> {
    let paths: Vec<Vec<String>> =
        documents.iter().map(|document| document.files.iter().map(|file| file.path.clone()).collect()).collect();
    let facts = documents.iter().zip(&paths).map(|(document, paths)| linking::DocumentFacts {
        id: &document.id,
        paths,
        first_pages: first_texts.get(&document.id).map(String::as_str).unwrap_or_default(),
        title: document.metadata.title.as_deref(),
        author: document.metadata.author.as_deref(),
    });
    let mut newest = HashMap::new();
    for family in linking::families(&facts.collect::<Vec<_>>(), told, &HashSet::new()) {
        let mut family: Vec<&Document> = family.into_iter().map(|idx| documents[idx]).collect();
        let mut is_later = HashSet::new();
        for one in &family {
            for other in &family {
                let thing = thing_of(&one.id, &other.id);
                if one.id != other.id && history::field::<bool>(db, KIND, &thing, "related")? == Some(true) {
                    is_later.insert((one.id.clone(), other.id.clone()));
                }
            }
        }
        family.sort_by(|a, b| guess::by_age(a, b));
        // The reader's word on which is newer stands above what the names say.
        let is_newest = |document: &&&Document| !is_later.iter().any(|(older, _)| *older == document.id);
        let Some(last) = family.iter().rev().find(is_newest).or(family.last()).map(|last| last.id.clone()) else {
            continue;
        };
        let earlier = family.iter().rev().filter(|document| document.id != last).zip(1..);
        newest.extend(
            earlier.map(|(document, n_newer)| (document.id.clone(), Earlier { newest: last.clone(), n_newer })),
        );
    }
    Ok(newest)
}

/// All pairs of versions: those that the reader told of, then guesses.
pub fn list(catalog: &Catalog) -> Result<Vec<Revision>, Error> {
    let (confirmed, rejected) = catalog.store.read(|db| -> Result<_, Error> {
        let things = |value: bool| -> Result<Vec<(DocumentId, DocumentId)>, Error> {
            let things = db.history().things_with(KIND, "related", &value.into())?;
            Ok(things.iter().filter_map(|thing| parse_thing(thing)).collect())
        };
        Ok((things(true)?, things(false)?))
    })?;
    let mut decided: HashSet<(DocumentId, DocumentId)> = HashSet::new();
    for (older, newer) in confirmed.iter().chain(&rejected) {
        decided.insert((older.clone(), newer.clone()));
        decided.insert((newer.clone(), older.clone()));
    }
    let told = confirmed.into_iter().map(|(older, newer)| Revision {
        older,
        newer,
        confirmed: true,
        reasons: vec![],
        likeness: None,
    });
    let mut all: Vec<Revision> = told.collect();
    all.extend(guess::all(catalog, &decided)?);
    Ok(all)
}

/// Both documents' pages against each other: kept from the last time, or compared as a job that can be cancelled.
fn comparison(catalog: &Arc<Catalog>, older: &DocumentId, newer: &DocumentId) -> Result<Arc<Comparison>, Error> {
    if let Some(kept) = catalog.versions.last(older, newer) {
        return Ok(kept);
    }
    let mut compared = None;
    jobs::perform(catalog, JobKind::CompareVersions, |catalog, progress| {
        compared = Some(compare(catalog, older, newer, progress)?);
        Ok(())
    })?;
    compared.ok_or(Error::Cancelled)
}

/// Compares two documents, so that [`view`] and [`add`] have nothing to wait for.
///
/// Fails with [`Error::Cancelled`], within a page, once `progress` says so.
pub fn compare(
    catalog: &Catalog,
    older: &DocumentId,
    newer: &DocumentId,
    progress: &dyn Progress,
) -> Result<Arc<Comparison>, Error> {
    if older == newer {
        return Err(Error::SameDocument);
    }
    let n_forgotten = catalog.versions.n_forgotten();
    let goes_on = || !progress.cancelled().load(Ordering::Relaxed);
    let (old_frames, new_frames) =
        catalog.store.read(|db| -> Result<_, Error> { Ok((db.pages().list(older)?, db.pages().list(newer)?)) })?;
    // Reading the pages is what takes long, and drawing those without words.
    progress.total((old_frames.len() + new_frames.len()) as u32);
    let (old_texts, old_pictures) = read(catalog, older, progress)?;
    let (new_texts, new_pictures) = read(catalog, newer, progress)?;
    let (old, new) = (contents(&old_texts, &old_pictures), contents(&new_texts, &new_pictures));
    let pages = linking::align_while(&old, &new, goes_on);
    let pages = pages.filter(|_| goes_on()).ok_or(Error::Cancelled)?;
    let (older, newer) = (older.clone(), newer.clone());
    let comparison = Arc::new(Comparison { older, newer, old_texts, new_texts, old_frames, new_frames, pages });
    catalog.versions.keep(comparison.clone(), n_forgotten);
    Ok(comparison)
}

/// A document's texts, and what those of its pages look like that draw none.
fn read(
    catalog: &Catalog,
    document: &DocumentId,
    progress: &dyn Progress,
) -> Result<(Vec<PageText>, Vec<Option<String>>), Error> {
    let texts = texts(catalog, document, Some(progress.cancelled()))?;
    let mut pictures = vec![];
    for (idx, text) in texts.iter().enumerate() {
        if progress.cancelled().load(Ordering::Relaxed) {
            return Err(Error::Cancelled);
        }
        let draws_none = text.text.trim().is_empty() || is_recognized(text);
        pictures.push(draws_none.then(|| picture(catalog, document, PageIndex(idx as u32))).flatten());
        progress.done(false);
    }
    Ok((texts, pictures))
}

fn contents<'a>(texts: &'a [PageText], pictures: &'a [Option<String>]) -> Vec<PageContent<'a>> {
    let each = texts.iter().zip(pictures);
    let content = |(text, picture): (&'a PageText, &'a Option<String>)| PageContent {
        text: &text.text,
        picture: picture.as_deref().map(str::as_bytes),
        recognized: is_recognized(text),
    };
    each.map(content).collect()
}

fn texts(catalog: &Catalog, document: &DocumentId, cancelled: Option<&AtomicBool>) -> Result<Vec<PageText>, Error> {
    let stored = catalog.store.read(|db| db.documents().get(document))?;
    let n_pages = stored.ok_or_else(|| Error::NoDocument(document.clone()))?.document.n_pages;
    if n_pages == 0 {
        return Ok(vec![]);
    }
    page_text::load_all_unless(catalog, document, n_pages, cancelled)
}

/// Was all of its text read off its image?
fn is_recognized(text: &PageText) -> bool {
    !text.lines.is_empty() && text.lines.iter().all(|line| line.source == TextSource::Ocr)
}

/// What tells whether two pages are drawn the same; `None` for one that cannot be drawn.
fn picture(catalog: &Catalog, document: &DocumentId, page: PageIndex) -> Option<String> {
    pages::thumbnail(catalog, document, page, PageTheme::Paper).ok().map(|png| hash_bytes(&png))
}
