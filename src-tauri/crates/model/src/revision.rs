//! Versions of a deck: which page became which, and what becomes of the reader's annotations.

use crate::{Annotation, AnnotationId, AnnotationTarget, CharRange, DocumentId, Page, PageIndex, Shape};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of a page from one version of a deck to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PageChangeKind {
    /// It reads the same, its own number aside, and stands in the same order.
    Same,
    /// It reads the same, past others that it stood before or behind.
    Moved,
    Changed,
    New,
    Gone,
}

/// A page of an older version and the one that it became.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct PageChange {
    pub older: Option<PageIndex>,
    pub newer: Option<PageIndex>,
    pub kind: PageChangeKind,
    /// Past others; a changed page may have been moved too.
    pub moved: bool,
    /// How much of their words they share, from 0 to 1.
    pub likeness: f32,
    /// No other page of either version is nearly as much alike.
    pub certain: bool,
}

/// One of two versions, side by side with the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VersionView {
    pub document: DocumentId,
    pub title: String,
    pub file_name: String,
    pub pages: Vec<Page>,
}

/// Two versions side by side, with what becomes of each annotation of the older one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RevisionView {
    pub older: VersionView,
    pub newer: VersionView,
    /// The reader said that the one is a newer version of the other.
    pub related: bool,
    /// Those of the newer version in order; those that are gone where they would stand.
    pub pages: Vec<PageChange>,
    /// In the order of the older version.
    pub annotations: Vec<CarriedAnnotation>,
}

/// An annotation of the older version, and what becomes of it in the newer one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CarriedAnnotation {
    pub annotation: Annotation,
    /// Where it would stand; `None` where there is no telling.
    pub proposed: Option<AnnotationTarget>,
    /// Why a person has to look; `None` where its place is certain.
    pub doubt: Option<CarryDoubt>,
    pub outcome: CarryOutcome,
}

/// Why it is not certain where an annotation stands in a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CarryDoubt {
    /// Its page is not there any more.
    PageGone,
    /// Its words are not there any more.
    WordsGone,
    /// Its words, or what is around them, read otherwise, or stand in several places.
    WordsChanged,
    /// It is drawn on a page that looks otherwise.
    PageChanged,
}

/// What became of an annotation of the older version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum CarryOutcome {
    /// Nothing was decided yet.
    Waiting,
    /// It has a copy in the newer version.
    Carried { copy: AnnotationId },
    /// The reader left it behind; it is still in the older version.
    LeftBehind,
}

/// What the reader decides about an annotation of the older version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum CarryDecision {
    /// It stands where it is proposed.
    Accept,
    /// It marks these words, or is drawn so.
    Place { page: PageIndex, range: CharRange, shape: Option<Shape> },
    /// It stays in the older version alone.
    LeaveBehind,
}

/// What saying that a document is a newer version of another did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct RevisionReport {
    /// Annotations that the newer version has now.
    pub n_carried: u32,
    /// Annotations that were there already, from an earlier time.
    pub n_known: u32,
    /// Annotations that a person has to look at.
    pub n_doubtful: u32,
}

/// Two documents, one of which is a newer version of the other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Revision {
    pub older: DocumentId,
    pub newer: DocumentId,
    /// The reader said so; else it is a guess.
    pub confirmed: bool,
    /// Why it is guessed; empty where the reader said so.
    pub reasons: Vec<RevisionReason>,
    /// How much of their pages is alike, from 0 to 1, where it was looked at.
    pub likeness: Option<f32>,
}

/// Why a document looks like a version of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RevisionReason {
    /// Their files' names differ in a revision alone, such as `-01` and `-02`, or `v2` and `final`.
    FileName,
    Title,
    /// They are on the same contribution.
    SameContribution,
    /// Most of their pages are alike.
    Pages,
}
