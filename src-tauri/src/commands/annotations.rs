//! What the reader makes: annotations, tags, and the way back.

use crate::state::{Answer, AppState};
use model::{
    Annotation, AnnotationDraft, AnnotationFilter, AnnotationId, AnnotationPatch, AnnotationView, HistoryState, Tag,
    TagId, TagView,
};
use tauri::State;

#[tauri::command]
pub async fn list_annotations(state: State<'_, AppState>, filter: AnnotationFilter) -> Answer<Vec<AnnotationView>> {
    state.with(move |catalog| catalog::annotate::list(catalog, &filter)).await
}

#[tauri::command]
pub async fn create_annotation(state: State<'_, AppState>, draft: AnnotationDraft) -> Answer<Annotation> {
    state.with(move |catalog| catalog::annotate::create(catalog, draft)).await
}

#[tauri::command]
pub async fn update_annotation(
    state: State<'_, AppState>,
    id: AnnotationId,
    patch: AnnotationPatch,
) -> Answer<Annotation> {
    state.with(move |catalog| catalog::annotate::update(catalog, id, patch)).await
}

#[tauri::command]
pub async fn delete_annotation(state: State<'_, AppState>, id: AnnotationId) -> Answer<()> {
    state.with(move |catalog| catalog::annotate::delete(catalog, id)).await
}

#[tauri::command]
pub async fn list_tags(state: State<'_, AppState>) -> Answer<Vec<TagView>> {
    state.with(|catalog| catalog::tags::list(catalog)).await
}

#[tauri::command]
pub async fn create_tag(state: State<'_, AppState>, name: String) -> Answer<Tag> {
    state.with(move |catalog| catalog::tags::create(catalog, &name)).await
}

#[tauri::command]
pub async fn rename_tag(state: State<'_, AppState>, id: TagId, name: String) -> Answer<Tag> {
    state.with(move |catalog| catalog::tags::rename(catalog, id, &name)).await
}

#[tauri::command]
pub async fn delete_tag(state: State<'_, AppState>, id: TagId) -> Answer<()> {
    state.with(move |catalog| catalog::tags::delete(catalog, id)).await
}

#[tauri::command]
pub async fn get_history(state: State<'_, AppState>) -> Answer<HistoryState> {
    state.with(|catalog| catalog::history::state(catalog)).await
}

#[tauri::command]
pub async fn undo(state: State<'_, AppState>) -> Answer<HistoryState> {
    state.with(|catalog| catalog::history::undo(catalog)).await
}

#[tauri::command]
pub async fn redo(state: State<'_, AppState>) -> Answer<HistoryState> {
    state.with(|catalog| catalog::history::redo(catalog)).await
}
