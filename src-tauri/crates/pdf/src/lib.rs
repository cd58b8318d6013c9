//! Bytes ⇄ pages: what a PDF says of itself, its page text with the place of every character, and its page images.
//!
//! - [`sniff`]: is this a PDF at all?
//! - [`inspect`]: metadata, page labels, outline and annotations, read with lopdf.
//! - [`open`]: the pages, read with hayro; a [`PageReader`] a thread gives text and images.
//!
//! Nothing here knows a path, a clock or a database. Threads that read pages need a stack of 16 MB or more: page
//! content nests, and damaged content nests deeply.

mod objects;
mod sniff;
pub use sniff::sniff;
mod inspect;
pub use inspect::{Inspection, inspect, links};
mod pages;
pub use pages::{Frame, PageReader, Pages, PdfBytes, open};
mod fonts;
mod not_embedded;
mod widths;
pub use fonts::{FontBytes, FontProvider, FontRequest, FontScript};
mod image;
mod recolor;
pub use image::{MAX_PIXELS, PageImage};
mod scan;
pub use scan::{PixelMap, Scan};
mod text;
pub use text::TEXT_ENGINE_VERSION;
pub mod write;
mod xref;

use model::{PageIndex, Problem, ProblemCode};

/// Why there is nothing to show.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Neither the empty password nor the given one opens the file.
    #[error("the file is encrypted and asks for a password")]
    Locked,
    /// Encrypted in a way that is not known here.
    #[error("the file is encrypted in an unknown way")]
    UnknownEncryption,
    #[error("the file has no bytes")]
    Empty,
    #[error("not a PDF{}", .looks_like.as_ref().map(|what| format!(", but {what}")).unwrap_or_default())]
    NotPdf { looks_like: Option<String> },
    #[error("the end of the file is missing")]
    Truncated,
    #[error("the file is damaged beyond reading")]
    Broken { source: Option<lopdf::Error> },
    #[error("the file has no pages")]
    NoPages,
    #[error("page {} does not exist, the file has {n_pages}", index.number())]
    NoSuchPage { index: PageIndex, n_pages: u32 },
    #[error("page {} cannot be read", index.number())]
    Page { index: PageIndex },
    #[error("page {} cannot be encoded as an image", index.number())]
    Encode { index: PageIndex, source: png::EncodingError },
}

impl Error {
    /// The same as a [`Problem`], for a document's list.
    pub fn problem(&self) -> Problem {
        match self {
            Error::Locked => Problem::new(ProblemCode::PasswordNeeded),
            Error::UnknownEncryption => Problem::new(ProblemCode::Broken).with_detail(self.to_string()),
            Error::Empty => Problem::new(ProblemCode::Empty),
            Error::NotPdf { looks_like: None } => Problem::new(ProblemCode::NotPdf),
            Error::NotPdf { looks_like: Some(what) } => Problem::new(ProblemCode::NotPdf).with_detail(what),
            Error::Truncated => Problem::new(ProblemCode::Truncated),
            Error::Broken { source: None } => Problem::new(ProblemCode::Broken),
            Error::Broken { source: Some(source) } => Problem::new(ProblemCode::Broken).with_detail(source.to_string()),
            Error::NoPages => Problem::new(ProblemCode::NoPages),
            Error::NoSuchPage { index, .. } | Error::Page { index } => {
                Problem::new(ProblemCode::PageUnreadable).on_page(*index)
            }
            Error::Encode { index, source } => {
                Problem::new(ProblemCode::PageUnreadable).on_page(*index).with_detail(source.to_string())
            }
        }
    }
}
