//! The library as a whole.

use crate::{
    sample,
    state::{Answer, AppState},
};
use model::{LibraryView, MeetingId};
use tauri::{AppHandle, State};

#[tauri::command]
pub async fn get_library(state: State<'_, AppState>) -> Answer<LibraryView> {
    state.with(|catalog| catalog::documents::library(catalog)).await
}

#[tauri::command]
pub async fn open_sample(app: AppHandle, state: State<'_, AppState>) -> Answer<MeetingId> {
    state.with(move |catalog| sample::open(&app, catalog)).await
}
