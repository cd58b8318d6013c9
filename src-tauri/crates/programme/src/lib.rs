//! A meeting's programme from a web page or pasted text: bytes in, a tree of sessions and contributions out.
//!
//! Nothing is guessed: a line that does not say its session, or a name that may be a person's or an organization's, is
//! kept as it is with a [`Problem`] beside it.

mod credit;
mod date;
mod head;
mod html;
mod key;
mod line;
mod outline;
mod plain;
mod resolve;
mod source;

use jiff::civil::{Date, Time};
use model::{Problem, Role};

/// A meeting's programme as its source prints it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Programme {
    /// Made of the content alone, so that the same page is the same meeting by whatever way it comes in.
    pub key: String,
    /// Never empty; where the source has none, its file's name, or *Untitled meeting*.
    pub title: String,
    /// Prose about the meeting; paragraphs are separated by a blank line.
    pub description: Option<String>,
    pub venue: Option<String>,
    /// IANA name, where the source says it or names a city that we know.
    pub time_zone: Option<String>,
    /// Headings under which material is listed, in order.
    pub material_kinds: Vec<String>,
    pub segments: Vec<Segment>,
    pub sessions: Vec<Session>,
    pub contributions: Vec<Contribution>,
    /// What is listed under a heading and is nobody's talk: a concept note, an article.
    pub listed: Vec<Listed>,
}

/// A part of the meeting with a heading of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Segment {
    pub key: String,
    /// The heading without its dates.
    pub title: String,
    pub dates: Vec<Date>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub room: Option<String>,
}

/// A session, announced or only mentioned by a contribution.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Session {
    pub key: String,
    /// Index into [`Programme::segments`].
    pub segment: Option<usize>,
    /// As printed, such as `IV`.
    pub number: Option<String>,
    pub title: Option<String>,
    /// Ascending. Empty where the source does not say.
    pub dates: Vec<Date>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub room: Option<String>,
    /// Who chairs or moderates.
    pub credits: Vec<Credit>,
}

/// One talk: a line of the programme, or of the list of presentations.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contribution {
    /// Made of date and name, so that an honorific, an affiliation or a session may be added without a new identity.
    pub key: String,
    /// Index into [`Programme::sessions`]; `None` where the line does not say.
    pub session: Option<usize>,
    pub title: Option<String>,
    pub date: Option<Date>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    /// The heading that it was listed under.
    pub material_kind: Option<String>,
    pub links: Vec<String>,
    /// The source's line, unchanged.
    pub raw: String,
    /// Its place in the source, counted from one.
    pub line: u32,
    pub credits: Vec<Credit>,
    /// These are also among the problems of the whole.
    pub problems: Vec<Problem>,
}

/// Something listed under a heading of material that names no speaker.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Listed {
    pub material_kind: String,
    pub title: String,
    pub links: Vec<String>,
    pub raw: String,
    pub line: u32,
}

/// A name with its part and affiliation, as printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Credit {
    pub role: Role,
    /// Such as `Dr.`
    pub honorific: Option<String>,
    /// Without honorific.
    pub name: Option<String>,
    /// As printed, acronym included.
    pub affiliation: Option<String>,
    /// The affiliation without its acronym; `None` where only the acronym is printed.
    pub organization: Option<String>,
    pub acronym: Option<String>,
}

/// Reads a programme from a page (HTML) or from text; which of them, the content tells.
///
/// `name` is the file's name, used for a title where the content has none.
pub fn parse(bytes: &[u8], name: Option<&str>) -> (Programme, Vec<Problem>) {
    let text = source::decode(bytes);
    let page = if source::is_html(&text) { html::page(&text) } else { plain::page(&text) };
    outline::programme(&page, name)
}
