//! The vocabulary of the house: plain types, units and ids, without I/O.
//!
//! Everything that crosses a boundary (store, worker process, window, command line) is spelled here once; the
//! TypeScript twins in `ui/src/lib/backend/types.ts` are generated from these types by the test `bindings`.

mod ids;
pub use ids::*;
mod geometry;
pub use geometry::*;
mod text;
pub use text::*;
mod document;
pub use document::*;
mod programme;
pub use programme::*;
mod room;
pub use room::*;
mod annotation;
pub use annotation::*;
mod history;
pub use history::*;
mod search;
pub use search::*;
mod table;
pub use table::*;
mod view;
pub use view::*;
mod job;
pub use job::*;
mod matrix;
pub use matrix::*;
mod mention;
pub use mention::*;
mod revision;
pub use revision::*;
mod theme;
pub use theme::*;
mod link;
pub use link::*;
mod citation;
pub use citation::*;
