//! What the tests share: our programs as they were built, the real files, and a hand on the real window.

pub mod annotated;
pub mod beneath;
pub mod corpus;
#[cfg(target_os = "linux")]
pub mod disk;
pub mod library;
pub mod made_decks;
pub mod programs;
pub mod reading;
pub mod scans;
#[cfg(target_os = "linux")]
pub mod tour;
#[cfg(target_os = "linux")]
pub mod tour_any;
pub mod window;
