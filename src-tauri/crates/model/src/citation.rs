//! Who cites what, as a table.

use crate::{DocumentId, MentionPlace, MentionTarget};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who names whom and what: documents by what their pages name. What a deck says of its own speakers does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CitationTable {
    pub documents: Vec<CitingDocument>,
    pub targets: Vec<CitedTarget>,
    pub counts: Vec<CitationCount>,
}

/// A document that names something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CitingDocument {
    pub document: DocumentId,
    pub title: String,
    /// Where it stands on a programme.
    pub place: Option<MentionPlace>,
    pub speakers: Vec<CitingName>,
    pub organizations: Vec<CitingName>,
}

/// A speaker or an organization that a document is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CitingName {
    /// `None` where the register does not know them.
    pub target: Option<MentionTarget>,
    pub name: String,
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CitedTarget {
    pub target: MentionTarget,
    pub name: String,
}

/// How often one document names one target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CitationCount {
    /// Index among the documents.
    pub document: u32,
    /// Index among the targets.
    pub target: u32,
    pub n: u32,
}
