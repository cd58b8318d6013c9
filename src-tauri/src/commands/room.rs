//! In the room: the session at hand, and what is taken down in it.

use crate::state::{Answer, AppState};
use model::{MeetingId, RoomNoteDraft, RoomNoteId, RoomNotePatch, RoomNotePut, RoomNoteView, RoomView};
use tauri::State;

#[tauri::command]
pub async fn get_room(state: State<'_, AppState>, meeting: MeetingId) -> Answer<RoomView> {
    state.with(move |catalog| catalog::room::now(catalog, meeting)).await
}

#[tauri::command]
pub async fn list_room_notes(state: State<'_, AppState>, meeting: Option<MeetingId>) -> Answer<Vec<RoomNoteView>> {
    state.with(move |catalog| catalog::room::list(catalog, meeting)).await
}

#[tauri::command]
pub async fn list_room_trash(state: State<'_, AppState>) -> Answer<Vec<RoomNoteView>> {
    state.with(|catalog| catalog::room::trash(catalog)).await
}

#[tauri::command]
pub async fn create_room_note(state: State<'_, AppState>, draft: RoomNoteDraft) -> Answer<RoomNoteView> {
    state.with(move |catalog| catalog::room::create(catalog, &draft)).await
}

#[tauri::command]
pub async fn update_room_note(
    state: State<'_, AppState>,
    id: RoomNoteId,
    patch: RoomNotePatch,
) -> Answer<RoomNoteView> {
    state.with(move |catalog| catalog::room::update(catalog, id, &patch)).await
}

#[tauri::command]
pub async fn place_room_notes(state: State<'_, AppState>, puts: Vec<RoomNotePut>) -> Answer<()> {
    state.with(move |catalog| catalog::room::place(catalog, &puts)).await
}

#[tauri::command]
pub async fn delete_room_notes(state: State<'_, AppState>, ids: Vec<RoomNoteId>) -> Answer<()> {
    state.with(move |catalog| catalog::room::delete(catalog, &ids)).await
}

#[tauri::command]
pub async fn restore_room_notes(state: State<'_, AppState>, ids: Vec<RoomNoteId>) -> Answer<()> {
    state.with(move |catalog| catalog::room::restore(catalog, &ids)).await
}
