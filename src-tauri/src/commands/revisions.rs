//! Versions of a deck, and what becomes of annotations from one to the next.

use crate::state::{Answer, AppState};
use model::{AnnotationId, CarryDecision, CarryOutcome, DocumentId, Revision, RevisionReport, RevisionView};
use tauri::State;

#[tauri::command]
pub async fn list_revisions(state: State<'_, AppState>) -> Answer<Vec<Revision>> {
    state.with(|catalog| catalog::revisions::list(catalog)).await
}

#[tauri::command]
pub async fn get_revision(state: State<'_, AppState>, older: DocumentId, newer: DocumentId) -> Answer<RevisionView> {
    state.with(move |catalog| catalog::revisions::view(catalog, &older, &newer)).await
}

#[tauri::command]
pub async fn add_revision(state: State<'_, AppState>, older: DocumentId, newer: DocumentId) -> Answer<RevisionReport> {
    state.with(move |catalog| catalog::revisions::add(catalog, &older, &newer)).await
}

#[tauri::command]
pub async fn remove_revision(state: State<'_, AppState>, older: DocumentId, newer: DocumentId) -> Answer<()> {
    state.with(move |catalog| catalog::revisions::remove(catalog, &older, &newer)).await
}

#[tauri::command]
pub async fn decide_carried(
    state: State<'_, AppState>,
    older: DocumentId,
    newer: DocumentId,
    annotation: AnnotationId,
    decision: CarryDecision,
) -> Answer<CarryOutcome> {
    state.with(move |catalog| catalog::revisions::decide(catalog, &older, &newer, annotation, decision)).await
}
