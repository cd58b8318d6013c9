//! What goes across a meeting: links, who cites what, and what is written about sessions.

use crate::state::{Answer, AppState};
use model::{CitationTable, Link, LinkDraft, LinkId, LinkPatch, LinkView, MeetingId, SessionId, ThingView};
use tauri::State;

#[tauri::command]
pub async fn list_made_links(state: State<'_, AppState>) -> Answer<Vec<LinkView>> {
    state.with(|catalog| catalog::links::list(catalog)).await
}

#[tauri::command]
pub async fn find_things(state: State<'_, AppState>, query: String) -> Answer<Vec<ThingView>> {
    state.with(move |catalog| catalog::links::find(catalog, &query)).await
}

#[tauri::command]
pub async fn create_link(state: State<'_, AppState>, draft: LinkDraft) -> Answer<Link> {
    state.with(move |catalog| catalog::links::create(catalog, draft)).await
}

#[tauri::command]
pub async fn update_link(state: State<'_, AppState>, id: LinkId, patch: LinkPatch) -> Answer<Link> {
    state.with(move |catalog| catalog::links::update(catalog, id, patch)).await
}

#[tauri::command]
pub async fn delete_link(state: State<'_, AppState>, id: LinkId) -> Answer<()> {
    state.with(move |catalog| catalog::links::delete(catalog, id)).await
}

#[tauri::command]
pub async fn get_session_note(state: State<'_, AppState>, session: SessionId) -> Answer<String> {
    state.with(move |catalog| catalog::session_notes::get(catalog, session)).await
}

#[tauri::command]
pub async fn write_session_note(state: State<'_, AppState>, session: SessionId, text: String) -> Answer<()> {
    state.with(move |catalog| catalog::session_notes::write(catalog, session, &text)).await
}

#[tauri::command]
pub async fn get_citations(state: State<'_, AppState>, meeting: Option<MeetingId>) -> Answer<CitationTable> {
    state.with(move |catalog| catalog::citations::table(catalog, meeting)).await
}
