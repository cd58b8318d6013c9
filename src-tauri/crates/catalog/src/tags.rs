//! The codebook: makes, changes, nests, merges, splits, deletes and lists tags.

use crate::{
    Catalog, Error,
    history::{self, Recorder},
};
use model::{ActionKind, AnnotationId, Tag, TagId, TagPatch, TagView, ThingKind};
use std::collections::{HashMap, HashSet};

const KIND: ThingKind = ThingKind::Tag;

/// All tags by name, with how often each is used, and with those below it.
pub fn list(catalog: &Catalog) -> Result<Vec<TagView>, Error> {
    catalog.store.read(|db| {
        let mut tags = db.tags().list()?;
        let uses = db.tags().uses()?;
        let mut by_tag: HashMap<TagId, Vec<AnnotationId>> = HashMap::new();
        for (tag, annotation) in uses {
            by_tag.entry(tag).or_default().push(annotation);
        }
        let n_below: Vec<u32> = tags
            .iter()
            .map(|view| {
                let below = with_those_below(&tags, view.tag.id);
                let annotations: HashSet<_> = below.iter().filter_map(|tag| by_tag.get(tag)).flatten().collect();
                annotations.len() as u32
            })
            .collect();
        for (view, n_below) in tags.iter_mut().zip(n_below) {
            view.n_below = n_below;
        }
        Ok(tags)
    })
}

/// A tag and all that are below it in the tree.
pub(crate) fn with_those_below(tags: &[TagView], tag: TagId) -> HashSet<TagId> {
    let mut found = HashSet::from([tag]);
    loop {
        let n_before = found.len();
        for view in tags {
            if view.tag.parent.is_some_and(|parent| found.contains(&parent)) {
                found.insert(view.tag.id);
            }
        }
        if found.len() == n_before {
            return found;
        }
    }
}

/// Makes a tag, or answers the one that has this name already, letter case and marks aside.
pub fn create(catalog: &Catalog, name: &str) -> Result<Tag, Error> {
    let name = clean(name)?;
    let id: TagId = catalog.clock.new_uuid().into();
    history::act(catalog, ActionKind::CreateTag, |recorder| {
        if let Some(tag) = with_name(recorder.db(), &name)? {
            return Ok(tag);
        }
        recorder.set(KIND, &id.to_string(), "name", &name)?;
        history::tag(recorder.db(), id)?.ok_or(Error::NoTag(id))
    })
}

/// The tag of this name; where there is none, it is made as a part of the action under way. `None` of white space.
pub(crate) fn named(catalog: &Catalog, recorder: &mut Recorder, name: &str) -> Result<Option<TagId>, Error> {
    let Ok(name) = clean(name) else { return Ok(None) };
    if let Some(tag) = with_name(recorder.db(), &name)? {
        return Ok(Some(tag.id));
    }
    // Rows are made when the action is done: one of this name may have been made in it already.
    if let Some(known) = recorder.made_tag(&name) {
        return Ok(Some(known));
    }
    let id: TagId = catalog.clock.new_uuid().into();
    recorder.set(KIND, &id.to_string(), "name", &name)?;
    recorder.remember_tag(&name, id);
    Ok(Some(id))
}

/// Changes what the patch names.
///
/// Fails with [`Error::TagNameTaken`] where another tag has the name, and with [`Error::TagBelowItself`] where the
/// tree would have a ring. A shortcut that another tag had is taken from it.
pub fn update(catalog: &Catalog, id: TagId, patch: &TagPatch) -> Result<Tag, Error> {
    history::act(catalog, ActionKind::UpdateTag, |recorder| {
        recorder.db().tags().get(id)?.ok_or(Error::NoTag(id))?;
        let all = recorder.db().tags().list()?;
        let thing = id.to_string();
        if let Some(name) = &patch.name {
            let name = clean(name)?;
            if with_name(recorder.db(), &name)?.is_some_and(|other| other.id != id) {
                return Err(Error::TagNameTaken(name));
            }
            recorder.set(KIND, &thing, "name", &name)?;
        }
        if let Some(definition) = &patch.definition {
            recorder.set(KIND, &thing, "definition", definition)?;
        }
        match patch.parent {
            Some(Some(parent)) => {
                if !all.iter().any(|view| view.tag.id == parent) {
                    return Err(Error::NoTag(parent));
                }
                if with_those_below(&all, id).contains(&parent) {
                    return Err(Error::TagBelowItself);
                }
                recorder.set(KIND, &thing, "parent", &parent)?;
            }
            Some(None) => recorder.clear(KIND, &thing, "parent")?,
            None => {}
        }
        match patch.color {
            Some(Some(color)) => recorder.set(KIND, &thing, "color", &color)?,
            Some(None) => recorder.clear(KIND, &thing, "color")?,
            None => {}
        }
        match patch.shortcut {
            Some(Some(key)) => {
                let key = key.to_lowercase().next().unwrap_or(key);
                for view in all.iter().filter(|view| view.tag.shortcut == Some(key) && view.tag.id != id) {
                    recorder.clear(KIND, &view.tag.id.to_string(), "shortcut")?;
                }
                recorder.set(KIND, &thing, "shortcut", &key)?;
            }
            Some(None) => recorder.clear(KIND, &thing, "shortcut")?,
            None => {}
        }
        history::tag(recorder.db(), id)?.ok_or(Error::NoTag(id))
    })
}

/// Makes one tag of two: annotations and tags of `from` go to `into`, which keeps its name.
pub fn merge(catalog: &Catalog, from: TagId, into: TagId) -> Result<Tag, Error> {
    history::act(catalog, ActionKind::MergeTags, |recorder| {
        let merged = recorder.db().tags().get(from)?.ok_or(Error::NoTag(from))?;
        let kept = recorder.db().tags().get(into)?.ok_or(Error::NoTag(into))?;
        if from == into {
            return Ok(kept);
        }
        let all = recorder.db().tags().list()?;
        for annotation in recorder.db().tags().annotations(from)? {
            let thing = annotation.to_string();
            recorder.set(ThingKind::Annotation, &thing, &format!("tag:{into}"), &true)?;
            recorder.clear(ThingKind::Annotation, &thing, &format!("tag:{from}"))?;
        }
        if kept.parent.is_some() && with_those_below(&all, from).contains(&into) {
            // What was below the one that goes moves up into its place.
            match merged.parent {
                Some(parent) => recorder.set(KIND, &into.to_string(), "parent", &parent)?,
                None => recorder.clear(KIND, &into.to_string(), "parent")?,
            }
        }
        for child in all.iter().filter(|view| view.tag.parent == Some(from) && view.tag.id != into) {
            recorder.set(KIND, &child.tag.id.to_string(), "parent", &into)?;
        }
        if kept.definition.is_empty() && !merged.definition.is_empty() {
            recorder.set(KIND, &into.to_string(), "definition", &merged.definition)?;
        }
        recorder.set(KIND, &from.to_string(), "deleted", &true)?;
        history::tag(recorder.db(), into)?.ok_or(Error::NoTag(into))
    })
}

/// Makes two tags of one: these annotations get the new tag, below the same parent, in place of the old.
pub fn split(catalog: &Catalog, id: TagId, name: &str, annotations: &[AnnotationId]) -> Result<Tag, Error> {
    let name = clean(name)?;
    let new: TagId = catalog.clock.new_uuid().into();
    history::act(catalog, ActionKind::SplitTag, |recorder| {
        let old = recorder.db().tags().get(id)?.ok_or(Error::NoTag(id))?;
        if with_name(recorder.db(), &name)?.is_some() {
            return Err(Error::TagNameTaken(name));
        }
        recorder.set(KIND, &new.to_string(), "name", &name)?;
        if let Some(parent) = old.parent {
            recorder.set(KIND, &new.to_string(), "parent", &parent)?;
        }
        if let Some(color) = old.color {
            recorder.set(KIND, &new.to_string(), "color", &color)?;
        }
        for annotation in annotations {
            let thing = annotation.to_string();
            let before = recorder.db().annotations().get(*annotation)?.ok_or(Error::NoAnnotation(*annotation))?;
            if before.tags.contains(&id) {
                recorder.clear(ThingKind::Annotation, &thing, &format!("tag:{id}"))?;
                recorder.set(ThingKind::Annotation, &thing, &format!("tag:{new}"), &true)?;
            }
        }
        history::tag(recorder.db(), new)?.ok_or(Error::NoTag(new))
    })
}

/// Takes the tag off everything; those below it move up. Undoing brings all of it back.
pub fn delete(catalog: &Catalog, id: TagId) -> Result<(), Error> {
    history::act(catalog, ActionKind::DeleteTag, |recorder| {
        let tag = recorder.db().tags().get(id)?.ok_or(Error::NoTag(id))?;
        for child in recorder.db().tags().list()?.iter().filter(|view| view.tag.parent == Some(id)) {
            let child = child.tag.id.to_string();
            match tag.parent {
                Some(parent) => recorder.set(KIND, &child, "parent", &parent)?,
                None => recorder.clear(KIND, &child, "parent")?,
            }
        }
        recorder.set(KIND, &id.to_string(), "deleted", &true)
    })
}

fn clean(name: &str) -> Result<String, Error> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { Err(Error::EmptyTagName) } else { Ok(name) }
}

pub(crate) fn with_name(db: &store::Db, name: &str) -> Result<Option<Tag>, Error> {
    let folded = analysis::fold(name);
    Ok(db.tags().list()?.into_iter().map(|view| view.tag).find(|tag| analysis::fold(&tag.name) == folded))
}
