//! Keeps searches in the library: each is only its words, and its hits are always of now.

use crate::{Catalog, Error, history, search};
use model::{ActionKind, KeptSearch, KeptSearchId, KeptSearchView, ThingKind};

/// Longer ones are cut, as they are when they are searched.
const MAX_CHARS: usize = 600;

/// All in the order in which they were kept, with how many hits each has now.
pub fn list(catalog: &Catalog) -> Result<Vec<KeptSearchView>, Error> {
    let kept = catalog.store.read(|db| db.kept_searches().list())?;
    kept.into_iter()
        .map(|search| Ok(KeptSearchView { n_hits: search::count(catalog, &search.query)?, search }))
        .collect()
}

/// Keeps a search, or answers the one that is kept already.
pub fn keep(catalog: &Catalog, query: &str) -> Result<KeptSearch, Error> {
    let query: String = query.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_CHARS).collect();
    if search::is_empty(&query) {
        return Err(Error::EmptySearch);
    }
    let id: KeptSearchId = catalog.clock.new_uuid().into();
    history::act(catalog, ActionKind::KeepSearch, |recorder| {
        if let Some(kept) = recorder.db().kept_searches().list()?.into_iter().find(|kept| kept.query == query) {
            return Ok(kept);
        }
        recorder.set(ThingKind::KeptSearch, &id.to_string(), "query", &query)?;
        Ok(KeptSearch { id, query })
    })
}

/// Keeps it no more; undoing brings it back.
pub fn forget(catalog: &Catalog, id: KeptSearchId) -> Result<(), Error> {
    history::act(catalog, ActionKind::ForgetSearch, |recorder| {
        if recorder.db().kept_searches().get(id)?.is_none() {
            return Ok(());
        }
        recorder.set(ThingKind::KeptSearch, &id.to_string(), "deleted", &true)
    })
}
