//! The theme matrix.

use crate::state::{Answer, AppState};
use model::{AnnotationView, MatrixAxis, MatrixFormat, MeetingId, TagId, ThemeMatrix};
use std::path::PathBuf;
use tauri::State;

#[tauri::command]
pub async fn get_theme_matrix(state: State<'_, AppState>, meeting: MeetingId, axis: MatrixAxis) -> Answer<ThemeMatrix> {
    state.with(move |catalog| catalog::matrix::get(catalog, meeting, axis)).await
}

#[tauri::command]
pub async fn list_cell_annotations(
    state: State<'_, AppState>,
    meeting: MeetingId,
    axis: MatrixAxis,
    tag: Option<TagId>,
    column: Option<String>,
) -> Answer<Vec<AnnotationView>> {
    state.with(move |catalog| catalog::matrix::cell(catalog, meeting, axis, tag, column.as_deref())).await
}

#[tauri::command]
pub async fn export_theme_matrix(
    state: State<'_, AppState>,
    meeting: MeetingId,
    axis: MatrixAxis,
    format: MatrixFormat,
    path: PathBuf,
) -> Answer<()> {
    state
        .with(move |catalog| {
            let bytes = catalog::matrix::export(catalog, meeting, axis, format)?;
            catalog::export::save(catalog, &path, &bytes)
        })
        .await
}
