//! Search over the library and on one page.

use crate::state::{Answer, AppState};
use model::{
    CharRange, DocumentId, KeptSearch, KeptSearchId, KeptSearchView, PageIndex, QuerySuggestion, SearchRequest,
    SearchResults,
};
use tauri::State;

#[tauri::command]
pub async fn search(state: State<'_, AppState>, request: SearchRequest) -> Answer<SearchResults> {
    if request.document.is_some() {
        return state.with(move |catalog| catalog::search::run(catalog, &request)).await;
    }
    let searches = state.searches();
    let ticket = searches.ask();
    state.with(move |catalog| searches.perform(ticket, || catalog::search::run(catalog, &request))).await
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

#[tauri::command]
pub async fn list_kept_searches(state: State<'_, AppState>) -> Answer<Vec<KeptSearchView>> {
    state.with(|catalog| catalog::kept_searches::list(catalog)).await
}

#[tauri::command]
pub async fn keep_search(state: State<'_, AppState>, query: String) -> Answer<KeptSearch> {
    state.with(move |catalog| catalog::kept_searches::keep(catalog, &query)).await
}

#[tauri::command]
pub async fn forget_search(state: State<'_, AppState>, id: KeptSearchId) -> Answer<()> {
    state.with(move |catalog| catalog::kept_searches::forget(catalog, id)).await
}
