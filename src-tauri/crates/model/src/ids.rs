//! Identifiers: one newtype a kind of thing, so that no two kinds can be mixed up.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                $name(uuid)
            }
        }
    )*};
}

uuid_ids! {
    /// A meeting: the whole event.
    MeetingId;
    /// A part of a meeting with a character of its own, such as its technical sessions.
    SegmentId;
    /// A block with a chair, known by date, segment and number.
    SessionId;
    /// One talk.
    ContributionId;
    /// A person, however their name is written.
    PersonId;
    /// An organisation, however its name is written.
    OrganizationId;
    /// A mark that the reader made.
    AnnotationId;
    /// An answer to an annotation's comment.
    ReplyId;
    /// A tag of the reader's one tag tree.
    TagId;
    /// A search that the reader keeps.
    KeptSearchId;
    /// What was taken down in the room.
    RoomNoteId;
    /// Two things that the reader linked.
    LinkId;
    /// One action of the reader: the unit of undo.
    ActionId;
}

/// A document's content: its SHA-256 in lower-case hexadecimal, 64 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct DocumentId(String);

/// A text that is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a document id is 64 lower-case hexadecimal digits, not {0:?}")]
pub struct BadDocumentId(pub String);

impl DocumentId {
    /// The id of the content with this SHA-256.
    pub fn from_sha256(digest: &[u8; 32]) -> Self {
        DocumentId(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DocumentId {
    type Err = BadDocumentId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let ok = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if ok { Ok(DocumentId(text.to_owned())) } else { Err(BadDocumentId(text.to_owned())) }
    }
}

/// A page of a document, counted from zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct PageIndex(pub u32);

impl PageIndex {
    /// The number that people say: counted from one.
    pub fn number(self) -> u32 {
        self.0 + 1
    }
}

/// As people say it: counted from one.
impl fmt::Display for PageIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number().fmt(f)
    }
}

/// A place in a page's text: Unicode code points from the page's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct CharOffset(pub u32);

/// A stretch of a page's text, half-open, in Unicode code points from the page's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct CharRange {
    pub start: u32,
    pub end: u32,
}

impl CharRange {
    pub fn new(start: u32, end: u32) -> Self {
        CharRange { start, end }
    }

    pub fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The part that both cover; empty where they do not meet.
    pub fn intersection(self, other: CharRange) -> CharRange {
        let start = self.start.max(other.start);
        CharRange { start, end: self.end.min(other.end).max(start) }
    }
}
