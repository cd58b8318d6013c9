//! The library as a whole.

use crate::{
    sample,
    state::{Answer, AppState},
};
use model::{BackupView, CheckFinding, LibraryView, MeetingId};
use tauri::{AppHandle, State};

#[tauri::command]
pub async fn get_library(state: State<'_, AppState>) -> Answer<LibraryView> {
    state.with(|catalog| catalog::documents::library(catalog)).await
}

#[tauri::command]
pub async fn open_sample(app: AppHandle, state: State<'_, AppState>) -> Answer<MeetingId> {
    state.with(move |catalog| sample::open(&app, catalog)).await
}

#[tauri::command]
pub async fn check_library(state: State<'_, AppState>, repair: bool) -> Answer<Vec<CheckFinding>> {
    state.with(move |catalog| catalog::check::run(catalog, repair)).await
}

#[tauri::command]
pub async fn list_backups(state: State<'_, AppState>) -> Answer<Vec<BackupView>> {
    state.with(|catalog| Ok(catalog::backup::list(catalog))).await
}

#[tauri::command]
pub async fn make_backup(state: State<'_, AppState>) -> Answer<BackupView> {
    state.with(|catalog| catalog::backup::make(catalog)).await
}
