//! What the reader writes about a session.

use crate::{Catalog, Error, history};
use model::{ActionKind, SessionId, ThingKind};

/// Markdown; empty where nothing was written.
pub fn get(catalog: &Catalog, session: SessionId) -> Result<String, Error> {
    catalog.store.read(|db| history::session_note(db, session))
}

/// Writes it anew; without any words it is gone.
///
/// Fails with [`Error::NoSession`] where the session is on no programme.
pub fn write(catalog: &Catalog, session: SessionId, text: &str) -> Result<(), Error> {
    history::act(catalog, ActionKind::WriteSessionNote, |recorder| {
        recorder.db().sessions().get(session)?.ok_or(Error::NoSession(session))?;
        match text.trim_end() {
            "" => recorder.clear(ThingKind::SessionNote, &session.to_string(), "text"),
            text => recorder.set(ThingKind::SessionNote, &session.to_string(), "text", &text),
        }
    })
}
