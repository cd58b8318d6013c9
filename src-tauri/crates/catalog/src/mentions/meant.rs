//! The reader's word on sessions that documents may mean by their numbers, where it is not known whose they are. It is
//! read from the history itself.

use super::{cache, mention};
use crate::{Catalog, Error, history};
use model::{ActionKind, CharRange, Document, DocumentId, Mention, MentionTarget, SessionId, ThingKind};
use serde_json::json;
use std::collections::HashMap;
use store::Db;

const KIND: ThingKind = ThingKind::SessionMention;
const FIELD: &str = "verdict";

/// Wherever a document names a session's number: is it this session? With `None`, it is asked again.
///
/// Fails with [`Error::NoSession`] and [`Error::NoDocument`] where there is none.
pub fn judge(catalog: &Catalog, document: &DocumentId, session: SessionId, meant: Option<bool>) -> Result<(), Error> {
    history::act(catalog, ActionKind::JudgeMention, |recorder| {
        let db = recorder.db();
        db.sessions().get(session)?.ok_or(Error::NoSession(session))?;
        if !db.documents().contains(document)? {
            return Err(Error::NoDocument(document.clone()));
        }
        let thing = format!("{document}/{session}");
        match meant {
            Some(meant) => recorder.set(KIND, &thing, FIELD, &meant),
            None => recorder.clear(KIND, &thing, FIELD),
        }
    })
}

/// Sessions that the pages of a document may mean by their numbers, and of which the reader has not decided.
pub fn possible(catalog: &Catalog, document: &DocumentId) -> Result<Vec<Mention>, Error> {
    let documents: Vec<Document> =
        catalog.store.read(|db| db.documents().list())?.into_iter().filter(|one| one.id == *document).collect();
    let verdicts = catalog.store.read(Verdicts::read)?;
    let mut mentions = Vec::new();
    for (document, found) in documents.iter().zip(cache::found(catalog, &documents)?) {
        let open = verdicts.open(&document.id, &found.possible);
        mentions.extend(open.map(|place| mention(document, place, place.target.clone())));
    }
    Ok(mentions)
}

/// All that the reader has said.
pub(crate) struct Verdicts(HashMap<(DocumentId, SessionId), bool>);

impl Verdicts {
    pub fn read(db: &Db) -> Result<Verdicts, Error> {
        let mut verdicts = HashMap::new();
        for meant in [true, false] {
            for thing in db.history().things_with(KIND, FIELD, &json!(meant))? {
                let parsed = thing.split_once('/').and_then(|(document, session)| {
                    Some((document.parse::<DocumentId>().ok()?, session.parse::<SessionId>().ok()?))
                });
                verdicts.extend(parsed.map(|key| (key, meant)));
            }
        }
        Ok(Verdicts(verdicts))
    }

    /// `None` where the reader has not decided.
    pub fn of(&self, document: &DocumentId, target: &MentionTarget) -> Option<bool> {
        let MentionTarget::Session { session } = target else { return None };
        self.0.get(&(document.clone(), *session)).copied()
    }

    /// Places of which the reader says that the session is meant.
    pub fn meant<'a>(
        &'a self,
        document: &'a DocumentId,
        possible: &'a [cache::Place],
    ) -> impl Iterator<Item = &'a cache::Place> {
        possible.iter().filter(move |place| self.of(document, &place.target) == Some(true))
    }

    /// Places that are still open: where the reader has said which session is meant, no other is.
    pub fn open<'a>(
        &'a self,
        document: &'a DocumentId,
        possible: &'a [cache::Place],
    ) -> impl Iterator<Item = &'a cache::Place> {
        let taken: Vec<(u32, CharRange)> =
            self.meant(document, possible).map(|place| (place.page.0, place.range)).collect();
        possible.iter().filter(move |place| {
            let overlaps = |(page, range): &(u32, CharRange)| {
                *page == place.page.0 && range.start < place.range.end && place.range.start < range.end
            };
            self.of(document, &place.target).is_none() && !taken.iter().any(overlaps)
        })
    }
}
