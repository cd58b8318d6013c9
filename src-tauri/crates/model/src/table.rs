//! A programme as a table that the reader looks through and corrects, before it is kept and after.

use crate::{MeetingId, Problem, Role};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a programme is made of, where it is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    Meeting,
    Segment,
    Session,
    Contribution,
}

/// What can be corrected of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemField {
    Date,
    Start,
    End,
    Room,
    /// What it is part of: a contribution's session by its key, a session's segment by its title.
    Parent,
    Number,
    Title,
    /// People, with `;` between.
    People,
    /// Their affiliations in the same order.
    Affiliations,
    Venue,
    TimeZone,
    Description,
}

/// Why a cell may be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    /// The source does not say it, or it was not understood.
    Missing,
    /// Taken from a heading above, and not from the line itself.
    FromHeading,
    /// Two values of the source contradict each other.
    Contradicted,
    /// It may be a person's name or an organization's.
    PersonOrOrganization,
    /// It does not look like a name.
    NoName,
    /// It looks like a name, not like a title.
    NoTitle,
    /// It ends before it begins.
    Backwards,
    /// Another talk is in the same room at the same time.
    Overlap,
    /// Days away from all the others.
    FarFromOthers,
    /// Much longer than the others of its kind: lines may have run together.
    TooLong,
    /// Several sessions could be meant.
    SessionOpen,
}

/// A value, how sure it is, and what it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableCell {
    pub field: ItemField,
    /// As it would be typed: a date as `2016-11-30`, a time as `10:00`; empty where there is none.
    pub value: String,
    /// From 0 to 100.
    pub confidence: u8,
    pub doubts: Vec<Doubt>,
    /// What the source says, where the reader's word stands above it.
    pub source: Option<String>,
    /// What the library has, where this version of the source changes it.
    pub before: Option<String>,
    /// Where the source prints it; of a corrected cell, where it prints what the source says. Nothing where the source
    /// says nothing of it.
    pub origin: Option<CellOrigin>,
}

/// Where in a source the value of a cell was read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct CellOrigin {
    /// In the order of the value's parts; empty where it is nowhere found as printed.
    pub places: Vec<SourcePlace>,
    /// Every part of the value has its place.
    pub complete: bool,
    /// The source gives the time of another zone, mostly UTC, than the meeting's.
    pub other_zone: bool,
}

/// A stretch of one line of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourcePlace {
    /// Counted from one.
    pub line: u32,
    /// Code points from the line's beginning, half-open.
    pub start: u32,
    pub end: u32,
    pub how: PlaceHow,
}

/// What a place has to do with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceHow {
    /// The value, where the row itself is printed.
    Printed,
    /// The value, elsewhere: mostly in a heading above.
    Elsewhere,
    /// What a date leaves to its surroundings: its year, its month.
    Completes,
    /// How long it takes; with the start that makes the end.
    Length,
    /// The value, in one of the talks of the session.
    Talk,
    /// What the value follows from: the city whose time zone it is.
    Implies,
}

/// A source as text, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceText {
    /// Of the source's bytes.
    pub sha256: String,
    /// Of its file; nothing where it was pasted.
    pub name: Option<String>,
    pub lines: Vec<String>,
}

/// What a new version of a programme does to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowChange {
    Same,
    Added,
    Changed,
    /// Its date, time, room or session is another.
    Moved,
    /// It is not in the source any more; it is kept, and marked.
    Withdrawn,
}

/// A session or a contribution; the meeting itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TableRow {
    pub kind: ItemKind,
    /// Unique in the table; what corrections name. The id, once the programme is kept.
    pub key: String,
    pub change: RowChange,
    pub cells: Vec<TableCell>,
    /// The source's line, unchanged; empty where a reader wrote the row.
    pub raw: String,
    /// Its place in the source, counted from one; 0 where there is none.
    pub line: u32,
    /// The SHA-256 of the source that it is printed in; nothing where the reader wrote it, or the library has not kept
    /// that source.
    pub printed_in: Option<String>,
    pub problems: Vec<Problem>,
    /// The parts that people have, for those of the first cell of people.
    pub roles: Vec<Role>,
}

/// A column of a source that is a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SourceColumn {
    pub header: String,
    /// Its first values.
    pub samples: Vec<String>,
    pub meaning: Option<ColumnMeaning>,
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnMeaning {
    Id,
    Date,
    Start,
    End,
    Duration,
    Title,
    Speaker,
    Affiliation,
    Session,
    Chair,
    Room,
    Link,
    /// Of what it is about: the abstract.
    Description,
}

/// How the reader has a source read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct ReadOptions {
    /// Of a table's columns, in order; `None` lets the header, or what the reader chose last for it, tell.
    #[serde(default)]
    pub columns: Option<Vec<Option<ColumnMeaning>>>,
    /// IANA name.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// The meeting that it is a new version of.
    #[serde(default)]
    pub target: ReviewTarget,
}

/// Which meeting a source belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "kind", content = "meeting")]
pub enum ReviewTarget {
    /// The one that it was read into before, if it can be told.
    #[default]
    Found,
    New,
    Meeting(MeetingId),
}

/// A programme to be looked through: one that is about to be kept, or one that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProgrammeTable {
    /// The meeting in the library; `None` where it would be a new one.
    pub meeting: Option<MeetingId>,
    pub title: String,
    pub venue: Option<String>,
    pub time_zone: Option<String>,
    /// The meeting's own fields: title, venue, time zone, and as the date its days, which are those of its rows.
    pub about: TableRow,
    /// Sessions, each before its contributions.
    pub rows: Vec<TableRow>,
    pub problems: Vec<Problem>,
    /// Of a source that is a table.
    pub columns: Vec<SourceColumn>,
    /// The SHA-256 of the source, so that what is kept is what was looked through; empty for a kept programme.
    pub sha256: String,
    /// Titles of segments, to choose from.
    pub segments: Vec<String>,
}

/// The reader's word on a cell, before the programme is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellCorrection {
    pub kind: ItemKind,
    /// Of the row; the meeting has none.
    pub key: String,
    pub field: ItemField,
    pub value: String,
}

/// What the reader decided in looking through a programme.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct ReviewDecisions {
    /// Of the source that was looked through.
    pub sha256: String,
    pub corrections: Vec<CellCorrection>,
    /// Rows that are not to be kept, by key.
    pub left_out: Vec<String>,
}
