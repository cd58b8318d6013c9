//! Makes, renames, deletes and lists tags.

use crate::{Catalog, Error, history};
use model::{ActionKind, Tag, TagId, TagView, ThingKind};

/// All tags by name, with how often each is used.
pub fn list(catalog: &Catalog) -> Result<Vec<TagView>, Error> {
    catalog.store.read(|db| Ok(db.tags().list()?))
}

/// Makes a tag, or answers the one that has this name already, letter case and marks aside.
pub fn create(catalog: &Catalog, name: &str) -> Result<Tag, Error> {
    let name = clean(name)?;
    let id: TagId = catalog.clock.new_uuid().into();
    history::act(catalog, ActionKind::CreateTag, |recorder| {
        if let Some(tag) = with_name(recorder.db(), &name)? {
            return Ok(tag);
        }
        recorder.set(ThingKind::Tag, &id.to_string(), "name", &name)?;
        history::tag(recorder.db(), id)?.ok_or(Error::NoTag(id))
    })
}

/// Fails with [`Error::TagNameTaken`] where another tag has the name.
pub fn rename(catalog: &Catalog, id: TagId, name: &str) -> Result<Tag, Error> {
    let name = clean(name)?;
    history::act(catalog, ActionKind::UpdateTag, |recorder| {
        recorder.db().tags().get(id)?.ok_or(Error::NoTag(id))?;
        if with_name(recorder.db(), &name)?.is_some_and(|other| other.id != id) {
            return Err(Error::TagNameTaken(name));
        }
        recorder.set(ThingKind::Tag, &id.to_string(), "name", &name)?;
        history::tag(recorder.db(), id)?.ok_or(Error::NoTag(id))
    })
}

/// Takes the tag off everything; undoing brings it back everywhere.
pub fn delete(catalog: &Catalog, id: TagId) -> Result<(), Error> {
    history::act(catalog, ActionKind::DeleteTag, |recorder| {
        recorder.db().tags().get(id)?.ok_or(Error::NoTag(id))?;
        recorder.set(ThingKind::Tag, &id.to_string(), "deleted", &true)
    })
}

fn clean(name: &str) -> Result<String, Error> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { Err(Error::EmptyTagName) } else { Ok(name) }
}

fn with_name(db: &store::Db, name: &str) -> Result<Option<Tag>, Error> {
    let folded = analysis::fold(name);
    Ok(db.tags().list()?.into_iter().map(|view| view.tag).find(|tag| analysis::fold(&tag.name) == folded))
}
