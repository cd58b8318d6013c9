//! Opening the library, and finding in it what the reader names.

use crate::{arguments::Arguments, error::Error};
use catalog::{Catalog, OpenOptions};
use directories::BaseDirs;
use model::{DocumentId, DocumentView, LibraryView, MeetingId, TagId, TagView};
use std::{path::PathBuf, sync::Arc};

/// The library's folder: as named, or the platform's.
pub fn folder(arguments: &Arguments) -> Result<PathBuf, Error> {
    match &arguments.library {
        Some(folder) => Ok(folder.clone()),
        // The desktop's library is the same one: Tauri's `data_dir` is this folder too.
        None => BaseDirs::new().map(|dirs| dirs.data_dir().join("rapporteur")).ok_or(Error::NoDataFolder),
    }
}

/// Opens the library; a missing one is an error.
pub fn open(arguments: &Arguments) -> Result<Arc<Catalog>, Error> {
    open_or(arguments, false)
}

/// Opens the library, or makes it.
pub fn open_or_create(arguments: &Arguments) -> Result<Arc<Catalog>, Error> {
    open_or(arguments, true)
}

fn open_or(arguments: &Arguments, create: bool) -> Result<Arc<Catalog>, Error> {
    let options = OpenOptions { create, ..OpenOptions::this_program()? };
    Catalog::open(&folder(arguments)?, options).map_err(|error| match error {
        catalog::Error::NoLibrary { path } => Error::NoLibrary { path },
        error => Error::Catalog(error),
    })
}

/// The document with this id, or whose id begins so, or that was seen in a file of this name or path.
pub fn document(catalog: &Catalog, name: &str) -> Result<DocumentId, Error> {
    let rows = catalog::documents::list(catalog)?;
    let ids = || rows.iter().map(|row| &row.document.id);
    let is_prefix = name.len() >= 4 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut found: Vec<DocumentId> =
        ids().filter(|id| is_prefix && id.as_str().starts_with(&name.to_ascii_lowercase())).cloned().collect();
    if found.is_empty() {
        let path = std::path::absolute(name).map(|path| path.to_string_lossy().replace('\\', "/")).ok();
        for id in ids() {
            let files = catalog::documents::view(catalog, id)?.document.files;
            if files.iter().any(|file| file.name() == name || Some(&file.path) == path.as_ref()) {
                found.push(id.clone());
            }
        }
    }
    match found.len() {
        1 => Ok(found.remove(0)),
        0 => Err(Error::NoDocument { name: name.to_owned() }),
        _ => Err(Error::ManyDocuments {
            name: name.to_owned(),
            ids: found.iter().map(|id| crate::words::short(id).to_owned()).collect(),
        }),
    }
}

/// The named meeting, or the only one.
pub fn meeting(catalog: &Catalog, named: Option<MeetingId>) -> Result<MeetingId, Error> {
    if let Some(id) = named {
        return Ok(id);
    }
    let LibraryView { meetings, .. } = catalog::documents::library(catalog)?;
    match meetings.as_slice() {
        [] => Err(Error::NoMeeting),
        [meeting] => Ok(meeting.id),
        meetings => Err(Error::ManyMeetings {
            meetings: meetings.iter().map(|meeting| format!("{} ({})", meeting.id, meeting.title)).collect(),
        }),
    }
}

/// The tag of this name, letter case aside.
pub fn tag(catalog: &Catalog, name: &str) -> Result<TagId, Error> {
    let wanted = name.trim().to_lowercase();
    let found = catalog::tags::list(catalog)?.into_iter().find(|TagView { tag, .. }| tag.name.to_lowercase() == wanted);
    found.map(|view| view.tag.id).ok_or_else(|| Error::NoTag { name: name.to_owned() })
}

/// A document with all that the library knows of it.
pub fn view(catalog: &Catalog, id: &DocumentId) -> Result<DocumentView, Error> {
    Ok(catalog::documents::view(catalog, id)?)
}

/// Lets search find what was just written. The write itself is done, whatever becomes of this.
pub fn index(catalog: &Catalog) {
    if let Err(error) = catalog::index::catch_up(catalog) {
        crate::output::talk(&format!("rapporteur: the next search will find it: {}", catalog::chain(&error)));
    }
}
