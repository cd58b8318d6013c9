//! Text of scanned pages: what can be done about it, and doing it.

use crate::state::{Answer, AppState};
use catalog::recognition::{self, RecognitionRequest};
use model::{DocumentId, JobId, RecognitionView};
use tauri::State;

#[tauri::command]
pub async fn get_recognition(state: State<'_, AppState>) -> Answer<RecognitionView> {
    state.with(|catalog| recognition::view(catalog)).await
}

#[tauri::command]
pub async fn recognize_document(
    state: State<'_, AppState>,
    document: DocumentId,
    language: Option<String>,
) -> Answer<JobId> {
    let request = RecognitionRequest { documents: Some(vec![document]), language };
    state.with(move |catalog| Ok(recognition::start(catalog, request))).await
}

#[tauri::command]
pub async fn set_recognition_enabled(state: State<'_, AppState>, enabled: bool) -> Answer<()> {
    state.with(move |catalog| recognition::set_enabled(catalog, enabled)).await
}

#[tauri::command]
pub async fn dismiss_recognition_hint(state: State<'_, AppState>) -> Answer<()> {
    state.with(|catalog| recognition::dismiss_hint(catalog)).await
}
