//! In the room: notes on what is said, before there is a slide to put them on; and what goes on by the clock.

use crate::{
    AnnotationId, Color, ContributionId, DocumentId, MeetingId, PageIndex, RoomNoteId, SessionId, SessionName, Shape,
};
use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a delegate takes down while somebody speaks: its kind and its time at once, words if there is time for any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoomNote {
    pub id: RoomNoteId,
    pub kind: RoomNoteKind,
    /// Empty where none were written.
    pub words: String,
    /// When it was said.
    #[ts(type = "string")]
    pub at: Timestamp,
    pub meeting: MeetingId,
    pub session: Option<SessionId>,
    /// The talk; `None` where it was said between talks.
    pub contribution: Option<ContributionId>,
    /// The note on a slide that was made of this one. It may have been deleted since.
    pub annotation: Option<AnnotationId>,
    pub author: String,
    #[ts(type = "string")]
    pub modified_at: Timestamp,
}

/// What was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoomNoteKind {
    Commitment,
    Question,
    FollowUp,
}

impl RoomNoteKind {
    pub const ALL: [RoomNoteKind; 3] = [RoomNoteKind::Commitment, RoomNoteKind::Question, RoomNoteKind::FollowUp];

    /// Its name in data.
    pub fn name(self) -> &'static str {
        match self {
            RoomNoteKind::Commitment => "commitment",
            RoomNoteKind::Question => "question",
            RoomNoteKind::FollowUp => "follow_up",
        }
    }
}

/// A new note: its time is the clock's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RoomNoteDraft {
    pub kind: RoomNoteKind,
    pub words: String,
    pub meeting: MeetingId,
    pub session: Option<SessionId>,
    pub contribution: Option<ContributionId>,
    /// The slide of the talk's deck that is being looked at, where there is one: it goes onto it at once.
    #[serde(default)]
    pub place: Option<RoomNotePlace>,
}

/// Where a note goes on a slide, and how it looks there.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RoomNotePlace {
    pub document: DocumentId,
    pub page: PageIndex,
    /// What the note is about, in user space: a spot becomes a note there, a rectangle an area with the words as its
    /// comment. `None` is the slide as a whole: a note at its edge.
    #[serde(default)]
    pub shape: Option<Shape>,
    pub color: Color,
    /// The name of the tag that says what was heard; it is made where there is none.
    pub tag: String,
}

/// A note that goes onto a slide, and where.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct RoomNotePut {
    pub note: RoomNoteId,
    pub place: RoomNotePlace,
}

/// A slide that a note is on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SlideSpot {
    pub document: DocumentId,
    pub page: PageIndex,
}

/// A change to a note; what is `None` stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct RoomNotePatch {
    #[serde(default)]
    pub kind: Option<RoomNoteKind>,
    #[serde(default)]
    pub words: Option<String>,
    /// Another talk of the meeting, and with it its session.
    #[serde(default)]
    pub contribution: Option<ContributionId>,
}

/// A note with what a list shows beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoomNoteView {
    pub note: RoomNote,
    /// When it was said by the clock of the place; `None` where the meeting's time zone is not known.
    #[ts(type = "string | null")]
    pub local: Option<DateTime>,
    pub time_zone: Option<String>,
    pub session_heading: Option<String>,
    pub session_name: Option<SessionName>,
    pub contribution_title: Option<String>,
    /// Speakers as printed.
    pub byline: Option<String>,
    pub speakers: Vec<String>,
    pub organizations: Vec<String>,
    /// Decks of the talk: the reader's word first, then guesses.
    pub decks: Vec<DocumentId>,
    /// The slide that it is on; `None` while it waits for one.
    pub slide: Option<SlideSpot>,
}

/// What goes on in a meeting now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoomView {
    #[ts(type = "string")]
    pub now: Timestamp,
    /// The meeting's IANA time zone; without one, nothing is known by the clock.
    pub time_zone: Option<String>,
    /// The zone by its abbreviation now, such as `EST`.
    pub zone_abbreviation: Option<String>,
    /// Seconds that the place's clock is ahead of UTC.
    pub utc_offset: Option<i32>,
    /// Sessions that run, those that should be over, and those about to begin: the likeliest first.
    pub sessions: Vec<RoomSession>,
}

/// A session by the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoomSession {
    pub session: SessionId,
    /// Which of its days it is.
    #[ts(type = "string")]
    pub date: Date,
    pub standing: RoomStanding,
    #[ts(type = "string")]
    pub start: Timestamp,
    /// `None` where the programme says no end.
    #[ts(type = "string | null")]
    pub end: Option<Timestamp>,
    /// Whose turn it is by the clock; `None` where the programme gives talks no times.
    pub contribution: Option<ContributionId>,
}

/// How a session stands to the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RoomStanding {
    Running,
    /// It should be over, and nothing else has begun in its room.
    Overrunning,
    /// It begins within half an hour.
    Soon,
}
