//! PDF bytes to pages and back.

pub mod write;
