//! Who and what pages name.

use crate::state::{Answer, AppState};
use model::{
    DocumentId, MeetingId, Mention, MentionFilter, NameKind, NamePage, NameProposal, NameVerdict, OrganizationId,
    PersonId, RegisterEntry, SessionId, SessionPage, SymbolEntry, SymbolPage,
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
pub async fn get_symbol_page(
    state: State<'_, AppState>,
    symbol: String,
    meeting: Option<MeetingId>,
) -> Answer<SymbolPage> {
    state.with(move |catalog| catalog::mentions::symbol(catalog, &symbol, meeting)).await
}

#[tauri::command]
pub async fn get_session_page(state: State<'_, AppState>, session: SessionId) -> Answer<SessionPage> {
    state.with(move |catalog| catalog::mentions::session(catalog, session)).await
}

/// Sessions that a document may mean by their numbers.
#[tauri::command]
pub async fn list_possible_mentions(state: State<'_, AppState>, document: DocumentId) -> Answer<Vec<Mention>> {
    state.with(move |catalog| catalog::mentions::meant::possible(catalog, &document)).await
}

#[tauri::command]
pub async fn judge_session_mention(
    state: State<'_, AppState>,
    document: DocumentId,
    session: SessionId,
    meant: Option<bool>,
) -> Answer<()> {
    state.with(move |catalog| catalog::mentions::meant::judge(catalog, &document, session, meant)).await
}

/// Names that may be one's, likeliest first.
#[tauri::command]
pub async fn list_name_proposals(state: State<'_, AppState>) -> Answer<Vec<NameProposal>> {
    state.with(|catalog| catalog::identity::proposals(catalog)).await
}

#[tauri::command]
pub async fn judge_names(
    state: State<'_, AppState>,
    kind: NameKind,
    one: String,
    other: String,
    verdict: Option<NameVerdict>,
) -> Answer<()> {
    state.with(move |catalog| catalog::identity::judge(catalog, kind, &one, &other, verdict)).await
}

#[tauri::command]
pub async fn judge_spelling(
    state: State<'_, AppState>,
    kind: NameKind,
    id: String,
    spelling: String,
    verdict: Option<NameVerdict>,
) -> Answer<()> {
    state.with(move |catalog| catalog::identity::judge_spelling(catalog, kind, &id, &spelling, verdict)).await
}

/// Takes a name out of those that it is one with.
#[tauri::command]
pub async fn split_name(state: State<'_, AppState>, kind: NameKind, id: String) -> Answer<()> {
    state.with(move |catalog| catalog::identity::split(catalog, kind, &id)).await
}
