//! Meetings, their programmes, and where documents belong on them.

use crate::state::{Answer, AppState};
use model::{
    ContributionId, DocumentId, ItemField, ItemKind, MeetingId, MeetingView, ProgrammeReport, ProgrammeSource,
    ProgrammeTable, ReadOptions, ReviewDecisions, SessionId, SourceText,
};
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
pub async fn preview_programme(
    state: State<'_, AppState>,
    source: ProgrammeSource,
    options: ReadOptions,
) -> Answer<ProgrammeTable> {
    state.with(move |catalog| catalog::programme::review::preview(catalog, &source, &options)).await
}

#[tauri::command]
pub async fn keep_programme(
    state: State<'_, AppState>,
    source: ProgrammeSource,
    options: ReadOptions,
    decisions: ReviewDecisions,
) -> Answer<ProgrammeReport> {
    state.with(move |catalog| catalog::programme::keep(catalog, &source, &options, &decisions)).await
}

#[tauri::command]
pub async fn get_programme_table(state: State<'_, AppState>, meeting: MeetingId) -> Answer<ProgrammeTable> {
    state.with(move |catalog| catalog::programme::review::table(catalog, meeting)).await
}

#[tauri::command]
pub async fn preview_source(
    state: State<'_, AppState>,
    source: ProgrammeSource,
    options: ReadOptions,
) -> Answer<SourceText> {
    state.with(move |catalog| catalog::programme::printed::preview_source(catalog, &source, &options)).await
}

#[tauri::command]
pub async fn get_programme_source(
    state: State<'_, AppState>,
    meeting: MeetingId,
    sha256: String,
) -> Answer<Option<SourceText>> {
    state.with(move |catalog| catalog::programme::printed::kept_source(catalog, meeting, &sha256)).await
}

#[tauri::command]
pub async fn read_cell(
    state: State<'_, AppState>,
    kind: ItemKind,
    field: ItemField,
    text: String,
    year: Option<i16>,
) -> Answer<Option<String>> {
    state.with(move |_| Ok(catalog::programme::edit::read_cell(kind, field, &text, year))).await
}

#[tauri::command]
pub async fn list_time_zones(state: State<'_, AppState>) -> Answer<Vec<String>> {
    state.with(|_| Ok(catalog::programme::review::time_zones())).await
}

#[tauri::command]
pub async fn correct_item(
    state: State<'_, AppState>,
    kind: ItemKind,
    id: String,
    field: ItemField,
    text: String,
) -> Answer<()> {
    state.with(move |catalog| catalog::programme::edit::correct(catalog, kind, &id, field, &text)).await
}

#[tauri::command]
pub async fn revert_item(state: State<'_, AppState>, kind: ItemKind, id: String, field: ItemField) -> Answer<()> {
    state.with(move |catalog| catalog::programme::edit::revert(catalog, kind, &id, field)).await
}

#[tauri::command]
pub async fn create_meeting(state: State<'_, AppState>, title: String) -> Answer<MeetingId> {
    state.with(move |catalog| catalog::programme::edit::create_meeting(catalog, &title)).await
}

#[tauri::command]
pub async fn create_item(
    state: State<'_, AppState>,
    meeting: MeetingId,
    kind: ItemKind,
    session: Option<SessionId>,
) -> Answer<String> {
    state.with(move |catalog| catalog::programme::edit::create_item(catalog, meeting, kind, session)).await
}

#[tauri::command]
pub async fn delete_item(state: State<'_, AppState>, kind: ItemKind, id: String) -> Answer<()> {
    state.with(move |catalog| catalog::programme::edit::delete_item(catalog, kind, &id)).await
}

#[tauri::command]
pub async fn move_item(state: State<'_, AppState>, kind: ItemKind, id: String, down: bool) -> Answer<()> {
    state.with(move |catalog| catalog::programme::edit::move_item(catalog, kind, &id, down)).await
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

#[tauri::command]
pub async fn accept_matches(state: State<'_, AppState>, meeting: MeetingId) -> Answer<u32> {
    state.with(move |catalog| catalog::placements::accept_certain(catalog, meeting)).await
}

#[tauri::command]
pub async fn add_document(
    state: State<'_, AppState>,
    document: DocumentId,
    contribution: ContributionId,
) -> Answer<()> {
    state.with(move |catalog| catalog::placements::add(catalog, &document, contribution)).await
}
