//! Search over the library and on one page.

use crate::state::{Answer, AppState};
use model::{CharRange, DocumentId, PageIndex, QuerySuggestion, SearchRequest, SearchResults};
use tauri::State;

#[tauri::command]
pub async fn search(state: State<'_, AppState>, request: SearchRequest) -> Answer<SearchResults> {
    state.with(move |catalog| catalog::search::run(catalog, &request)).await
}

#[tauri::command]
pub async fn find_on_page(
    state: State<'_, AppState>,
    document: DocumentId,
    page: PageIndex,
    query: String,
) -> Answer<Vec<CharRange>> {
    state.with(move |catalog| catalog::search::find_on_page(catalog, &document, page, &query)).await
}

#[tauri::command]
pub async fn search_similar(
    state: State<'_, AppState>,
    document: DocumentId,
    page: PageIndex,
    limit: u32,
) -> Answer<SearchResults> {
    state.with(move |catalog| catalog::search::similar(catalog, &document, page, limit)).await
}

#[tauri::command]
pub async fn suggest_query(state: State<'_, AppState>, typed: String) -> Answer<Vec<QuerySuggestion>> {
    state.with(move |catalog| catalog::suggest::query(catalog, &typed)).await
}
