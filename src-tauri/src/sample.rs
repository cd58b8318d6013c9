//! The sample meeting that ships with the application.

use catalog::{Catalog, Error};
use model::{MeetingId, ProgrammeSource};
use std::{path::PathBuf, sync::Arc};
use tauri::{AppHandle, Manager, Runtime, path::BaseDirectory};

/// Takes the sample meeting into the library: its programme at once, its decks in the background. Doing it again
/// changes nothing.
pub fn open<R: Runtime>(app: &AppHandle<R>, catalog: &Arc<Catalog>) -> Result<MeetingId, Error> {
    let dir = folder(app);
    let programme = dir.join("programme.html").to_string_lossy().into_owned();
    let report = catalog::programme::import(catalog, &ProgrammeSource::File { path: programme })?;
    catalog::import::start(catalog, vec![dir]);
    Ok(report.meeting)
}

/// Beside the installed application; in a checkout, in the source tree.
fn folder<R: Runtime>(app: &AppHandle<R>) -> PathBuf {
    let in_sources = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src-tauri/sample/meeting");
    let installed = app.path().resolve("sample", BaseDirectory::Resource).ok();
    installed.filter(|dir| dir.join("programme.html").exists()).unwrap_or_else(in_sources)
}
