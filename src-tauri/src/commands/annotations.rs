//! What the reader makes: annotations, tags, and the way back.

use crate::state::{Answer, AppState};
use catalog::export::{Format, Written};
use model::{
    Annotation, AnnotationDraft, AnnotationFilter, AnnotationId, AnnotationPatch, AnnotationShape, AnnotationView,
    Color, ColorName, CopyReport, DocumentId, ExportFormat, HistoryState, ReplyId, RoomNoteId, Tag, TagId, TagPatch,
    TagView,
};
use std::path::PathBuf;
use tauri::State;

#[tauri::command]
pub async fn list_annotations(state: State<'_, AppState>, filter: AnnotationFilter) -> Answer<Vec<AnnotationView>> {
    state.with(move |catalog| catalog::annotate::list(catalog, &filter)).await
}

#[tauri::command]
pub async fn create_annotations(state: State<'_, AppState>, drafts: Vec<AnnotationDraft>) -> Answer<Vec<Annotation>> {
    state.with(move |catalog| catalog::annotate::create_all(catalog, drafts)).await
}

#[tauri::command]
pub async fn update_annotations(
    state: State<'_, AppState>,
    ids: Vec<AnnotationId>,
    patch: AnnotationPatch,
) -> Answer<Vec<Annotation>> {
    state.with(move |catalog| catalog::annotate::update(catalog, &ids, &patch)).await
}

#[tauri::command]
pub async fn reshape_annotations(state: State<'_, AppState>, shapes: Vec<AnnotationShape>) -> Answer<Vec<Annotation>> {
    state.with(move |catalog| catalog::annotate::reshape(catalog, &shapes)).await
}

#[tauri::command]
pub async fn delete_annotations(state: State<'_, AppState>, ids: Vec<AnnotationId>) -> Answer<()> {
    state.with(move |catalog| catalog::annotate::delete(catalog, &ids)).await
}

#[tauri::command]
pub async fn restore_annotations(state: State<'_, AppState>, ids: Vec<AnnotationId>) -> Answer<()> {
    state.with(move |catalog| catalog::annotate::restore(catalog, &ids)).await
}

#[tauri::command]
pub async fn list_trash(state: State<'_, AppState>) -> Answer<Vec<AnnotationView>> {
    state.with(|catalog| catalog::annotate::trash(catalog)).await
}

#[tauri::command]
pub async fn merge_annotations(state: State<'_, AppState>, ids: Vec<AnnotationId>) -> Answer<Annotation> {
    state.with(move |catalog| catalog::annotate::merge(catalog, &ids)).await
}

#[tauri::command]
pub async fn reply_to_annotation(state: State<'_, AppState>, id: AnnotationId, text: String) -> Answer<Annotation> {
    state.with(move |catalog| catalog::annotate::reply(catalog, id, &text)).await
}

#[tauri::command]
pub async fn update_reply(
    state: State<'_, AppState>,
    id: AnnotationId,
    reply: ReplyId,
    text: String,
) -> Answer<Annotation> {
    state.with(move |catalog| catalog::annotate::update_reply(catalog, id, reply, &text)).await
}

#[tauri::command]
pub async fn list_colors(state: State<'_, AppState>) -> Answer<Vec<ColorName>> {
    state.with(|catalog| catalog::colors::list(catalog)).await
}

#[tauri::command]
pub async fn name_color(state: State<'_, AppState>, color: Color, name: String) -> Answer<()> {
    state.with(move |catalog| catalog::colors::rename(catalog, color, &name)).await
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
pub async fn update_tag(state: State<'_, AppState>, id: TagId, patch: TagPatch) -> Answer<Tag> {
    state.with(move |catalog| catalog::tags::update(catalog, id, &patch)).await
}

#[tauri::command]
pub async fn merge_tags(state: State<'_, AppState>, from: TagId, into: TagId) -> Answer<Tag> {
    state.with(move |catalog| catalog::tags::merge(catalog, from, into)).await
}

#[tauri::command]
pub async fn split_tag(
    state: State<'_, AppState>,
    id: TagId,
    name: String,
    annotations: Vec<AnnotationId>,
) -> Answer<Tag> {
    state.with(move |catalog| catalog::tags::split(catalog, id, &name, &annotations)).await
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

/// Writes these annotations, in this order, and these notes of the room to a file.
#[tauri::command]
pub async fn export_annotations(
    state: State<'_, AppState>,
    format: ExportFormat,
    ids: Vec<AnnotationId>,
    room_ids: Option<Vec<RoomNoteId>>,
    path: PathBuf,
) -> Answer<()> {
    let format = match format {
        ExportFormat::Markdown => Format::Markdown,
        ExportFormat::Csv => Format::Csv,
        ExportFormat::WebAnnotation => Format::WebAnnotation,
    };
    state
        .with(move |catalog| {
            let bytes = catalog::export::chosen(catalog, format, &ids, &room_ids.unwrap_or_default())?;
            catalog::export::save(catalog, &path, &bytes)
        })
        .await
}

/// Writes a copy of the document with its annotations in it.
#[tauri::command]
pub async fn export_annotated_copy(
    state: State<'_, AppState>,
    document: DocumentId,
    path: PathBuf,
) -> Answer<CopyReport> {
    state
        .with(move |catalog| {
            let copy = catalog::export::annotated_pdf(catalog, &document)?;
            catalog::export::save(catalog, &path, &copy.bytes)?;
            Ok(CopyReport {
                n_written: copy.n_written,
                n_unplaced: copy.n_unplaced,
                repaired: copy.written == Written::Repaired,
            })
        })
        .await
}

/// Makes annotations found in the file the reader's own; answers how many are new.
#[tauri::command]
pub async fn take_over_annotations(
    state: State<'_, AppState>,
    document: DocumentId,
    ids: Option<Vec<AnnotationId>>,
) -> Answer<u32> {
    state.with(move |catalog| catalog::take_over::run(catalog, &document, ids.as_deref())).await
}
