//! Long work: started, watched, cancelled.

use crate::state::{Answer, AppState};
use model::{Job, JobId};
use std::path::PathBuf;
use tauri::State;

#[tauri::command]
pub async fn import_documents(state: State<'_, AppState>, paths: Vec<PathBuf>) -> Answer<JobId> {
    state.with(move |catalog| Ok(catalog::import::start(catalog, paths))).await
}

#[tauri::command]
pub async fn list_jobs(state: State<'_, AppState>) -> Answer<Vec<Job>> {
    state.with(|catalog| Ok(catalog::jobs::list(catalog))).await
}

#[tauri::command]
pub async fn cancel_job(state: State<'_, AppState>, job: JobId) -> Answer<()> {
    state
        .with(move |catalog| {
            catalog::jobs::cancel(catalog, job);
            Ok(())
        })
        .await
}
