//! Which documents look like versions of one deck: by their files' names, titles, talks, and by their pages.

use super::{Comparison, contents, texts};
use crate::{Catalog, Error, lock, placements::Placements};
use model::{ContributionId, Document, DocumentId, Revision, RevisionReason, Standing};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Arc, Mutex},
};

/// How much of two documents' pages must be alike for a guess.
const MIN_LIKENESS: f32 = 0.5;
/// From here on most of their pages are alike.
const MOST: f32 = 0.8;
/// A name or title that more documents share says nothing.
const MAX_GROUP: usize = 12;

/// How alike pairs of documents are, and the pair that was compared last; it stays true until the text of one is read
/// anew, or recognized.
#[derive(Default)]
pub struct Cache {
    likeness: Mutex<HashMap<(DocumentId, DocumentId), f32>>,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    comparison: Option<Arc<Comparison>>,
    /// How often something was forgotten.
    n_forgotten: u64,
}

impl Cache {
    pub(crate) fn forget(&self, document: &DocumentId) {
        let has = |(older, newer): (&DocumentId, &DocumentId)| older == document || newer == document;
        lock(&self.likeness).retain(|(older, newer), _| !has((older, newer)));
        let mut last = lock(&self.last);
        last.n_forgotten += 1;
        last.comparison = last.comparison.take().filter(|kept| !has((&kept.older, &kept.newer)));
    }

    pub(crate) fn forget_all(&self) {
        lock(&self.likeness).clear();
        let mut last = lock(&self.last);
        *last = Last { comparison: None, n_forgotten: last.n_forgotten + 1 };
    }

    pub(super) fn last(&self, older: &DocumentId, newer: &DocumentId) -> Option<Arc<Comparison>> {
        let last = lock(&self.last);
        last.comparison.clone().filter(|kept| kept.older == *older && kept.newer == *newer)
    }

    pub(super) fn n_forgotten(&self) -> u64 {
        lock(&self.last).n_forgotten
    }

    /// Keeps it, unless what it was made of was forgotten since.
    pub(super) fn keep(&self, comparison: Arc<Comparison>, n_forgotten: u64) {
        let mut last = lock(&self.last);
        if last.n_forgotten == n_forgotten {
            last.comparison = Some(comparison);
        }
    }
}

/// Pairs of neighboring versions, those left out that the reader decided on.
pub(super) fn all(catalog: &Catalog, decided: &HashSet<(DocumentId, DocumentId)>) -> Result<Vec<Revision>, Error> {
    let (documents, talks) = catalog.store.read(|db| -> Result<_, Error> {
        let mut talks: HashMap<ContributionId, Vec<DocumentId>> = HashMap::new();
        for (document, placed) in Placements::read(db, None)?.iter() {
            if placed.standing == Standing::Confirmed {
                talks.entry(placed.contribution).or_default().push(document.clone());
            }
        }
        Ok((db.documents().list()?, talks))
    })?;
    let mut groups: Vec<(RevisionReason, Vec<&Document>)> = vec![];
    let readable = || documents.iter().filter(|document| document.n_pages > 0);
    let mut by_name: BTreeMap<String, Vec<&Document>> = BTreeMap::new();
    let mut by_title: BTreeMap<String, Vec<&Document>> = BTreeMap::new();
    for document in readable() {
        if let Some(name) = document.files.first().map(|file| linking::version_of(file.name())) {
            by_name.entry(name.stem).or_default().push(document);
        }
        let title = document.metadata.title.as_deref().map(linking::version_of);
        if let Some(title) = title.filter(|title| title.stem.contains(' ')) {
            by_title.entry(title.stem).or_default().push(document);
        }
    }
    groups.extend(by_name.into_iter().filter(|(stem, _)| !stem.is_empty()).map(|(_, g)| (RevisionReason::FileName, g)));
    groups.extend(by_title.into_values().map(|group| (RevisionReason::Title, group)));
    for ids in talks.into_values() {
        let group = readable().filter(|document| ids.contains(&document.id)).collect();
        groups.push((RevisionReason::SameContribution, group));
    }
    let mut found: BTreeMap<(DocumentId, DocumentId), Vec<RevisionReason>> = BTreeMap::new();
    for (reason, mut group) in groups {
        if !(2..=MAX_GROUP).contains(&group.len()) {
            continue;
        }
        group.sort_by(|a, b| by_age(a, b));
        for pair in group.windows(2) {
            let ids = (pair[0].id.clone(), pair[1].id.clone());
            if !decided.contains(&ids) {
                found.entry(ids).or_default().push(reason);
            }
        }
    }
    let mut guesses = vec![];
    for ((older, newer), mut reasons) in found {
        // What cannot be read now is no reason to tell nothing of the others.
        let Ok(likeness) = likeness(catalog, &older, &newer) else { continue };
        if likeness < MIN_LIKENESS {
            continue;
        }
        if likeness >= MOST {
            reasons.push(RevisionReason::Pages);
        }
        guesses.push(Revision { older, newer, confirmed: false, reasons, likeness: Some(likeness) });
    }
    guesses.sort_by(|a, b| b.likeness.unwrap_or_default().total_cmp(&a.likeness.unwrap_or_default()));
    Ok(guesses)
}

/// The older one first: by what its name says, its version and then its day, then by its own dates, then by when it came into the library.
pub(super) fn by_age(a: &Document, b: &Document) -> Ordering {
    let rank = |document: &Document| document.files.first().and_then(|file| linking::version_of(file.name()).rank);
    let date = |document: &Document| document.metadata.modified.clone().or_else(|| document.metadata.created.clone());
    let by_rank = match (rank(a), rank(b)) {
        (None, None) => Ordering::Equal,
        // One that does not say so was the first; a draft came before it.
        (a, b) => a.unwrap_or(0).cmp(&b.unwrap_or(0)),
    };
    let by_date = match (date(a), date(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => Ordering::Equal,
    };
    let day = |document: &Document| document.files.first().and_then(|file| linking::version_of(file.name()).date);
    let by_day = match (day(a), day(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => Ordering::Equal,
    };
    by_rank.then(by_day).then(by_date).then(a.imported_at.cmp(&b.imported_at)).then(a.id.cmp(&b.id))
}

fn likeness(catalog: &Catalog, older: &DocumentId, newer: &DocumentId) -> Result<f32, Error> {
    let key = (older.clone(), newer.clone());
    if let Some(&known) = lock(&catalog.versions.likeness).get(&key) {
        return Ok(known);
    }
    let (old, new) = (texts(catalog, older, None)?, texts(catalog, newer, None)?);
    let (no_old, no_new) = (vec![None; old.len()], vec![None; new.len()]);
    let changes = linking::align(&contents(&old, &no_old), &contents(&new, &no_new));
    let likeness = linking::share_alike(&changes);
    lock(&catalog.versions.likeness).insert(key, likeness);
    Ok(likeness)
}
