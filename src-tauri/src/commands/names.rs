//! Who and what pages name.

use crate::state::{Answer, AppState};
use model::{
    MeetingId, Mention, MentionFilter, NamePage, OrganizationId, PersonId, RegisterEntry, SymbolEntry, SymbolPage,
};
use tauri::State;

#[tauri::command]
pub async fn list_mentions(state: State<'_, AppState>, filter: MentionFilter) -> Answer<Vec<Mention>> {
    state.with(move |catalog| catalog::mentions::list(catalog, &filter)).await
}

#[tauri::command]
pub async fn get_person_page(state: State<'_, AppState>, person: PersonId) -> Answer<NamePage> {
    state.with(move |catalog| catalog::mentions::person(catalog, person)).await
}

#[tauri::command]
pub async fn get_organization_page(state: State<'_, AppState>, organization: OrganizationId) -> Answer<NamePage> {
    state.with(move |catalog| catalog::mentions::organization(catalog, organization)).await
}

#[tauri::command]
pub async fn list_register(state: State<'_, AppState>) -> Answer<Vec<RegisterEntry>> {
    state.with(|catalog| catalog::mentions::register(catalog)).await
}

#[tauri::command]
pub async fn list_symbols(state: State<'_, AppState>, meeting: Option<MeetingId>) -> Answer<Vec<SymbolEntry>> {
    state.with(move |catalog| catalog::mentions::symbols(catalog, meeting)).await
}

#[tauri::command]
pub async fn get_symbol_page(state: State<'_, AppState>, symbol: String) -> Answer<SymbolPage> {
    state.with(move |catalog| catalog::mentions::symbol(catalog, &symbol)).await
}
