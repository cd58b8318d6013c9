//! Who and what pages name.

use crate::state::{Answer, AppState};
use model::{Mention, MentionFilter, NamePage, OrganizationId, PersonId};
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
