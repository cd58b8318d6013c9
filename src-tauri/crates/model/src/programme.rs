//! A meeting's programme: meeting, segment, session, contribution, and who is credited with what.

use crate::{ContributionId, MeetingId, OrganizationId, PersonId, SegmentId, SessionId};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A whole event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Meeting {
    pub id: MeetingId,
    /// The source's own key, so that a second import finds it again.
    pub source_key: String,
    pub title: String,
    /// Prose about the meeting; paragraphs are separated by a blank line.
    pub description: Option<String>,
    pub venue: Option<String>,
    /// IANA time zone of all local times, such as `America/New_York`.
    pub time_zone: Option<String>,
    /// The kinds of material listed under it, in order, such as *Documents*, *Presentations*, *Media coverage*.
    pub material_kinds: Vec<String>,
    /// What is listed under those kinds and is nobody's talk, such as a concept note or a news story.
    pub listed: Vec<ListedMaterial>,
}

/// Something listed on a meeting's page that names no speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ListedMaterial {
    /// One of the meeting's kinds of material.
    pub kind: String,
    pub title: String,
    pub links: Vec<String>,
    /// Its place in the source, counted from one.
    pub line: u32,
}

/// A part of a meeting with a character of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Segment {
    pub id: SegmentId,
    pub meeting: MeetingId,
    pub source_key: String,
    pub title: String,
    pub position: u32,
}

/// A block with a chair; known by date, segment and number, never by number alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Session {
    pub id: SessionId,
    pub meeting: MeetingId,
    pub segment: Option<SegmentId>,
    pub source_key: String,
    /// As printed, such as `I` or `3`.
    pub number: Option<String>,
    /// Kind and number as printed, such as `Panel 1` or `第一次会议`; `None` where it would say *Session* and the number.
    #[serde(default)]
    pub label: Option<String>,
    pub title: Option<String>,
    /// The days it is held on, ascending; one session may span several.
    #[ts(type = "Array<string>")]
    pub dates: Vec<Date>,
    #[ts(type = "string | null")]
    pub start: Option<Time>,
    #[ts(type = "string | null")]
    pub end: Option<Time>,
    pub room: Option<String>,
    pub position: u32,
}

/// One talk, in its slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Contribution {
    pub id: ContributionId,
    pub meeting: MeetingId,
    /// `None` where the source does not say.
    pub session: Option<SessionId>,
    pub source_key: String,
    pub title: Option<String>,
    #[ts(type = "string | null")]
    pub date: Option<Date>,
    #[ts(type = "string | null")]
    pub start: Option<Time>,
    #[ts(type = "string | null")]
    pub end: Option<Time>,
    /// As printed; where the source gives one for this talk, and not only for its session.
    pub room: Option<String>,
    /// What the source says of it besides: its abstract; paragraphs are parted by line breaks.
    pub description: Option<String>,
    /// Under which of the meeting's kinds of material it was listed.
    pub material_kind: Option<String>,
    /// Files and addresses that the source links to it.
    pub links: Vec<String>,
    /// The source's line, unchanged.
    pub raw: String,
    /// The raw line's place in the source, counted from one.
    pub line: u32,
    pub position: u32,
}

/// A person, as first printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    pub id: PersonId,
    pub name: String,
}

/// An organisation, with its acronym where one was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Organization {
    pub id: OrganizationId,
    /// `None` where only the acronym is known.
    pub name: Option<String>,
    pub acronym: Option<String>,
}

impl Organization {
    /// The name, or the acronym where there is no name.
    pub fn display_name(&self) -> &str {
        self.name.as_deref().or(self.acronym.as_deref()).unwrap_or_default()
    }
}

/// Who has what part in a contribution or a session, as printed there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Credit {
    pub subject: CreditSubject,
    pub person: Option<PersonId>,
    pub organization: Option<OrganizationId>,
    pub role: Role,
    /// Such as `Dr.`, as printed.
    pub honorific: Option<String>,
    /// The person's name as printed, without honorific; `None` where only an organisation is named.
    pub name: Option<String>,
    /// The affiliation as printed, acronym included.
    pub affiliation: Option<String>,
    pub position: u32,
}

/// What a credit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CreditSubject {
    Contribution(ContributionId),
    Session(SessionId),
}

/// The part that somebody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Speaker,
    Author,
    Chair,
    Moderator,
}
