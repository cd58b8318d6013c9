//! One file a table: its row, its reader, its writer.

pub mod annotations;
pub mod color_names;
pub mod contributions;
pub mod credits;
pub mod documents;
pub mod history;
pub mod index_queue;
pub mod kept_searches;
pub mod library;
pub mod links;
pub mod matches;
pub mod meetings;
pub mod name_verdicts;
pub mod organizations;
pub mod pages;
pub mod persons;
pub mod programme_items;
pub mod reading_states;
pub mod room_notes;
pub mod segments;
pub mod sessions;
pub mod settings;
pub mod suggestions;
pub mod tags;
