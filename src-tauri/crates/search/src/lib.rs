//! The query language, the index, its hits, and what of a text to light and to quote.
//!
//! Everything here is derived: the index can be deleted at any time and is filled again from the library. Texts go in
//! and are not kept; a hit says what was found, and the library has its words.

mod compile;
mod correct;
mod engine;
mod entry;
mod expand;
mod facets;
mod fields;
mod index;
mod light;
mod marker;
mod parse;
mod placed;
mod query;
mod schema;
mod shelf;
mod similar;
mod snippet;
mod statistics;
mod tokenizer;
mod units;

pub use analysis::Lang;
pub use engine::Engine;
pub use entry::{Around, Entry, FacetCount, Filter, Found, Op, RawHit, Suggest, Wanted, diversified};
pub use fields::{BeingTyped, being_typed, field_names, kind_name};
pub use index::{Index, Opened};
pub use light::{Shown, light, show, snippet};
pub use parse::parse;
pub use query::{Condition, Facet, Node, Query, Scope, Slot, Unit};

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
    /// Condemned and opened again in its folder, there is a new one.
    #[error("the search index is damaged")]
    Damaged,
    /// Another program has put a newer one in its place, or somebody deleted it: opened again, there is one.
    #[error("the search index was taken away")]
    Gone,
}
