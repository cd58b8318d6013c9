//! What each subcommand does: one module each.

pub mod annotations;
pub mod check;
pub mod documents;
pub mod export;
pub mod import;
pub mod matches;
pub mod matrix;
pub mod mentions;
pub mod ocr;
pub mod programme;
pub mod render;
pub mod revise;
pub mod search;
pub mod tags;
pub mod text;
