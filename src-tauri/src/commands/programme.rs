//! Meetings, their programmes, and where documents belong on them.

use crate::state::{Answer, AppState};
use model::{ContributionId, DocumentId, MeetingId, MeetingView, ProgrammeReport, ProgrammeSource};
use tauri::State;

#[tauri::command]
pub async fn get_meeting_view(state: State<'_, AppState>, meeting: MeetingId) -> Answer<MeetingView> {
    state.with(move |catalog| catalog::meeting_view::get(catalog, meeting)).await
}

#[tauri::command]
pub async fn import_programme(state: State<'_, AppState>, source: ProgrammeSource) -> Answer<ProgrammeReport> {
    state.with(move |catalog| catalog::programme::import(catalog, &source)).await
}

#[tauri::command]
pub async fn accept_match(
    state: State<'_, AppState>,
    document: DocumentId,
    contribution: ContributionId,
) -> Answer<()> {
    state.with(move |catalog| catalog::placements::accept(catalog, &document, contribution)).await
}

#[tauri::command]
pub async fn reject_match(
    state: State<'_, AppState>,
    document: DocumentId,
    contribution: ContributionId,
) -> Answer<()> {
    state.with(move |catalog| catalog::placements::reject(catalog, &document, contribution)).await
}

#[tauri::command]
pub async fn assign_document(
    state: State<'_, AppState>,
    document: DocumentId,
    contribution: ContributionId,
) -> Answer<()> {
    state.with(move |catalog| catalog::placements::assign(catalog, &document, contribution)).await
}

#[tauri::command]
pub async fn unassign_document(
    state: State<'_, AppState>,
    document: DocumentId,
    contribution: ContributionId,
) -> Answer<()> {
    state.with(move |catalog| catalog::placements::unassign(catalog, &document, contribution)).await
}
