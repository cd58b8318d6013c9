//! The query language, the index, its hits, and what of a text to light and to quote.
//!
//! Everything here is derived: the index can be deleted at any time and is filled again from the library. Texts go in
//! and are not kept; a hit says what was found, and the library has its words.

mod compile;
mod index;
mod light;
mod marker;
mod query;
mod tokenizer;

pub use analysis::Lang;
pub use index::{Entry, Filter, Found, Index, Op, Opened, RawHit};
pub use light::{Shown, light, show, snippet};
pub use query::{Query, parse};

use std::path::PathBuf;

/// Why the index could not do its work. None of these loses anything that a reader made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot use the folder {} for the search index", dir.display())]
    Folder { dir: PathBuf, source: std::io::Error },
    #[error("cannot create the search index in {}", dir.display())]
    Create { dir: PathBuf, source: tantivy::TantivyError },
    #[error("another program is writing to the search index")]
    Busy,
    #[error("cannot write to the search index")]
    Write { source: tantivy::TantivyError },
    #[error("cannot search the index")]
    Search { source: tantivy::TantivyError },
    /// Opening the index again in its folder makes a new one.
    #[error("the search index is damaged")]
    Damaged,
}
