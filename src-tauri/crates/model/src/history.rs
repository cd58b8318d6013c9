//! The one history: everything that the reader makes or changes is recorded as a change.

use crate::ActionId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use ts_rs::TS;

/// A hybrid logical clock's reading, unique for a device: sorts by time, then counter, then device.
///
/// After Kulkarni et al., *Logical Physical Clocks* (2014): physical milliseconds and a counter for what happens
/// within one of them, or while the physical clock runs backwards.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChangeId {
    /// Milliseconds since 1970 UTC.
    pub millis: u64,
    pub counter: u32,
    /// Which installation made it: 8 hexadecimal digits.
    pub device: String,
}

impl fmt::Display for ChangeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:012x}-{:06x}-{}", self.millis, self.counter, self.device)
    }
}

/// A text that is no change id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a change id: {0:?}")]
pub struct BadChangeId(pub String);

impl FromStr for ChangeId {
    type Err = BadChangeId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadChangeId(text.to_owned());
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or_else(bad);
        let millis = u64::from_str_radix(part()?, 16).map_err(|_| bad())?;
        let counter = u32::from_str_radix(part()?, 16).map_err(|_| bad())?;
        Ok(ChangeId { millis, counter, device: part()?.to_owned() })
    }
}

/// What kind of thing a change is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThingKind {
    Annotation,
    Tag,
    /// The reader's word on whether a document belongs to a contribution; its thing is `document/contribution`.
    Match,
    // Of a programme: corrections above what the source says, and what readers write themselves. In the order in which
    // their rows are made: each refers to those before it.
    Meeting,
    Segment,
    Session,
    Contribution,
    /// The reader's word on whether two names are one's; its thing is `kind/id/id`.
    NamePair,
    /// Two things that the reader linked.
    Link,
    /// What the reader writes about a session; its thing is the session.
    SessionNote,
    KeptSearch,
    /// A color's name, as the reader set it; its thing is the color.
    Color,
    RoomNote,
    /// The reader's word on whether a document is a newer version of another; its thing is `newer/older`.
    Revision,
    /// The reader's word on whether a document means a session by its number; its thing is `document/session`.
    SessionMention,
}

impl ThingKind {
    const ALL: [ThingKind; 15] = [
        ThingKind::Annotation,
        ThingKind::Tag,
        ThingKind::Match,
        ThingKind::Meeting,
        ThingKind::Segment,
        ThingKind::Session,
        ThingKind::Contribution,
        ThingKind::NamePair,
        ThingKind::Link,
        ThingKind::SessionNote,
        ThingKind::KeptSearch,
        ThingKind::Color,
        ThingKind::RoomNote,
        ThingKind::Revision,
        ThingKind::SessionMention,
    ];

    pub fn name(self) -> &'static str {
        match self {
            ThingKind::Annotation => "annotation",
            ThingKind::Tag => "tag",
            ThingKind::Match => "match",
            ThingKind::Meeting => "meeting",
            ThingKind::Segment => "segment",
            ThingKind::Session => "session",
            ThingKind::Contribution => "contribution",
            ThingKind::NamePair => "name_pair",
            ThingKind::Link => "link",
            ThingKind::SessionNote => "session_note",
            ThingKind::KeptSearch => "kept_search",
            ThingKind::Color => "color",
            ThingKind::RoomNote => "room_note",
            ThingKind::Revision => "revision",
            ThingKind::SessionMention => "session_mention",
        }
    }

    pub fn from_name(name: &str) -> Option<ThingKind> {
        ThingKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One field of one thing was given a value, or lost it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub id: ChangeId,
    pub action: ActionId,
    pub author: String,
    pub kind: ThingKind,
    pub thing: String,
    pub field: String,
    /// `None` is a tombstone: the field has no value any more.
    pub value: Option<serde_json::Value>,
    /// The changes to this field that its author knew, and that this one replaces.
    pub replaces: Vec<ChangeId>,
}

/// What the reader did: its changes are undone together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub id: ActionId,
    pub kind: ActionKind,
    /// The action that this one undoes or redoes.
    pub of: Option<ActionId>,
    pub mode: ActionMode,
    pub at: Timestamp,
}

/// Was it done, undone or redone?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionMode {
    Do,
    Undo,
    Redo,
}

/// What was done, for the words of the undo menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    CreateAnnotation,
    UpdateAnnotation,
    DeleteAnnotation,
    RestoreAnnotation,
    MergeAnnotations,
    TakeOverAnnotations,
    Reply,
    CreateTag,
    UpdateTag,
    DeleteTag,
    MergeTags,
    SplitTag,
    NameColor,
    AcceptMatch,
    RejectMatch,
    AssignDocument,
    UnassignDocument,
    AcceptMatches,
    ImportProgramme,
    CorrectProgramme,
    CreateMeeting,
    DeleteMeeting,
    CreateItem,
    DeleteItem,
    MoveItem,
    JudgeName,
    CreateLink,
    UpdateLink,
    DeleteLink,
    WriteSessionNote,
    KeepSearch,
    ForgetSearch,
    CreateRoomNote,
    UpdateRoomNote,
    DeleteRoomNote,
    RestoreRoomNote,
    PlaceRoomNote,
    AddRevision,
    RemoveRevision,
    ReviewRevision,
    JudgeMention,
}

/// What undo and redo would do now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct HistoryState {
    pub undo: Option<ActionKind>,
    pub redo: Option<ActionKind>,
}
