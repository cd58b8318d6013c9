//! What the window can ask, one file an area.

mod annotations;
mod documents;
mod jobs;
mod library;
mod links;
mod names;
mod programme;
mod recognition;
mod room;
mod search;
mod themes;

use tauri::{Wry, ipc::Invoke};

/// Every command; each is also named in `permissions/app.toml`.
pub fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        annotations::create_annotation,
        annotations::create_tag,
        annotations::delete_annotations,
        annotations::delete_tag,
        annotations::export_annotated_copy,
        annotations::export_annotations,
        annotations::get_history,
        annotations::list_annotations,
        annotations::list_colors,
        annotations::list_tags,
        annotations::list_trash,
        annotations::merge_annotations,
        annotations::merge_tags,
        annotations::name_color,
        annotations::redo,
        annotations::reply_to_annotation,
        annotations::restore_annotations,
        annotations::split_tag,
        annotations::take_over_annotations,
        annotations::undo,
        annotations::update_annotations,
        annotations::update_reply,
        annotations::update_tag,
        documents::close_document,
        documents::get_document_view,
        documents::get_page_text,
        documents::list_documents,
        documents::list_links,
        documents::set_reading_state,
        documents::unlock_document,
        jobs::cancel_job,
        jobs::import_documents,
        jobs::list_jobs,
        library::check_library,
        library::get_library,
        library::list_backups,
        library::make_backup,
        library::open_sample,
        links::open_outside,
        links::take_links,
        names::get_organization_page,
        names::get_person_page,
        names::get_symbol_page,
        names::list_mentions,
        names::list_register,
        names::list_symbols,
        programme::accept_match,
        programme::accept_matches,
        programme::add_document,
        programme::assign_document,
        programme::correct_item,
        programme::create_item,
        programme::create_meeting,
        programme::delete_item,
        programme::get_meeting_view,
        programme::get_programme_table,
        programme::import_programme,
        programme::keep_programme,
        programme::list_time_zones,
        programme::move_item,
        programme::preview_programme,
        programme::read_cell,
        programme::reject_match,
        programme::revert_item,
        programme::unassign_document,
        recognition::dismiss_recognition_hint,
        recognition::get_recognition,
        recognition::recognize_document,
        recognition::set_recognition_enabled,
        room::create_room_note,
        room::delete_room_notes,
        room::get_room,
        room::list_room_notes,
        room::list_room_trash,
        room::place_room_notes,
        room::restore_room_notes,
        room::update_room_note,
        search::find_on_page,
        search::search,
        search::search_similar,
        search::suggest_query,
        search::list_kept_searches,
        search::keep_search,
        search::forget_search,
        themes::export_theme_matrix,
        themes::get_theme_matrix,
        themes::list_cell_annotations,
    ]
}
