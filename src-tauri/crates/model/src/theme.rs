//! The colors that pages are shown in.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a page's colors are changed for reading; pictures keep theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PageTheme {
    /// As the file has them.
    #[default]
    Paper,
    /// Brown ink on warm paper.
    Sepia,
    /// Light ink on dark paper; pages that are dark already stay as they are.
    Night,
}
