//! Documents in lists and in the reader.

use crate::state::{Answer, AppState};
use model::{DocumentId, DocumentRow, DocumentView, PageIndex, PageText, PdfLink, ReadingState};
use tauri::State;

#[tauri::command]
pub async fn list_documents(state: State<'_, AppState>) -> Answer<Vec<DocumentRow>> {
    state.with(|catalog| catalog::documents::list(catalog)).await
}

#[tauri::command]
pub async fn get_document_view(state: State<'_, AppState>, document: DocumentId) -> Answer<DocumentView> {
    let (catalog, ahead) = (state.catalog().clone(), document.clone());
    tauri::async_runtime::spawn_blocking(move || {
        // What is wrong with the file is said by its page images.
        let _ = catalog::pages::prepare(&catalog, &ahead);
        catalog::pages::warm_up(&catalog);
    });
    state.with(move |catalog| catalog::documents::view(catalog, &document)).await
}

#[tauri::command]
pub async fn get_page_text(state: State<'_, AppState>, document: DocumentId, page: PageIndex) -> Answer<PageText> {
    state.with(move |catalog| Ok(PageText::clone(&*catalog::pages::text(catalog, &document, page)?))).await
}

#[tauri::command]
pub async fn list_links(state: State<'_, AppState>, document: DocumentId) -> Answer<Vec<PdfLink>> {
    state.with(move |catalog| catalog::pages::links(catalog, &document)).await
}

#[tauri::command]
pub async fn set_reading_state(state: State<'_, AppState>, document: DocumentId, reading: ReadingState) -> Answer<()> {
    state.with(move |catalog| catalog::documents::set_reading_state(catalog, &document, &reading)).await
}

#[tauri::command]
pub async fn close_document(state: State<'_, AppState>, document: DocumentId) -> Answer<()> {
    state
        .with(move |catalog| {
            catalog::pages::close(catalog, &document);
            Ok(())
        })
        .await
}

#[tauri::command]
pub async fn unlock_document(state: State<'_, AppState>, document: DocumentId, password: String) -> Answer<()> {
    state.with(move |catalog| catalog::documents::unlock(catalog, &document, &password)).await
}
