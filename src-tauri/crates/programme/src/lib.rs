//! A meeting's programme from any source: bytes in, a tree of sessions and contributions out.
//!
//! What has fields of its own (iCalendar, XML, JSON, tables) becomes a `Schedule` first; lines of text and pages are
//! read as a list of presentations or as an agenda.
//!
//! Nothing is guessed: a line that does not say its session, or a name that may be a person's or an organization's, is
//! kept as it is with a [`Problem`] beside it.

mod agenda;
mod credit;
mod date;
mod evidence;
mod grid;
mod head;
mod html;
mod ics;
mod item;
mod json;
mod key;
mod line;
mod origin;
mod outline;
mod plain;
mod record;
mod resolve;
mod review;
mod rst;
mod schedule;
mod source;
mod table;
mod tree;
mod xml;
mod zone;

use jiff::civil::{Date, Time};
pub use model::ColumnMeaning as Column;
use model::{Problem, ProblemCode, Role, SourceColumn};
pub use origin::{Origins, holds, origins, source_lines};
pub use review::{doubts, read_dates, read_people, read_time, read_time_zone, session_doubts, time_zones};
pub use zone::zone as time_zone;

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
    /// Registration, coffee, lunch: part of the timetable, and nobody's talk.
    pub breaks: Vec<Break>,
}

/// A pause between sessions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Break {
    pub title: String,
    pub date: Option<Date>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub room: Option<String>,
    pub line: u32,
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
    /// What earlier versions, which knew no kinds of sessions, would have called it.
    pub former_key: String,
    /// Index into [`Programme::segments`].
    pub segment: Option<usize>,
    /// As printed, such as `IV`; of an ordinal, its value in digits.
    pub number: Option<String>,
    /// `Panel 1`, `Séance 2`, `第一次会议`: number and kind as printed. `None` where it would say *Session* and the number.
    pub label: Option<String>,
    pub title: Option<String>,
    /// Ascending. Empty where the source does not say.
    pub dates: Vec<Date>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub room: Option<String>,
    /// Who chairs or moderates.
    pub credits: Vec<Credit>,
    /// The line that opens it, unchanged; empty where only its talks tell of it.
    pub raw: String,
    /// Its place in the source, counted from one; 0 where there is none.
    pub line: u32,
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
    /// Where the source gives one for this talk.
    pub room: Option<String>,
    /// Its abstract.
    pub description: Option<String>,
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

/// What the reader knows better than the source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Options {
    /// Of a table's columns, in order; `None` lets the header tell.
    pub columns: Option<Vec<Option<Column>>>,
    /// IANA name; for a source in UTC that does not say where the meeting is.
    pub time_zone: Option<String>,
}

/// What a source is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    ICalendar,
    Xml,
    Json,
    Table,
    Html,
    /// Markdown, reStructuredText, or as people type.
    Text,
}

/// Which kind of source the bytes are; an ending of a file's name says nothing.
pub fn kind(bytes: &[u8]) -> Kind {
    source::kind(&source::decode(bytes))
}

/// The cells of a table's header with the first values below each and what it is taken for; empty where the bytes are
/// no table.
pub fn columns(bytes: &[u8]) -> Vec<SourceColumn> {
    let text = source::decode(bytes);
    match source::kind(&text) {
        Kind::Table => table::columns(&text),
        // A table whose header tells nothing, or prose with as many commas in each line: the reader knows.
        Kind::Text => Some(table::columns(&text)).filter(|columns| columns.len() >= 3).unwrap_or_default(),
        Kind::ICalendar | Kind::Xml | Kind::Json | Kind::Html => Vec::new(),
    }
}

/// Reads a programme; its kind is found by content.
///
/// `name` is the file's name, used for a title where the content has none.
pub fn parse(bytes: &[u8], name: Option<&str>) -> (Programme, Vec<Problem>) {
    parse_with(bytes, name, &Options::default())
}

/// Like [`parse`], with what the reader knows better.
pub fn parse_with(bytes: &[u8], name: Option<&str>, options: &Options) -> (Programme, Vec<Problem>) {
    let text = source::decode(bytes);
    let of_nodes = |(root, is_cut): (tree::Node, bool), n_lines: u32| {
        let mut schedule = record::schedule(root, &text, options);
        if is_cut {
            schedule.problems.push(Problem::new(ProblemCode::Truncated).on_line(n_lines));
        }
        schedule.into_programme(name)
    };
    let n_lines = || u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
    let kind = if options.columns.is_some() { Kind::Table } else { source::kind(&text) };
    match kind {
        Kind::ICalendar => ics::schedule(&text, options).into_programme(name),
        Kind::Xml => of_nodes(xml::read(&text), n_lines()),
        Kind::Json => of_nodes(json::read(&text), n_lines()),
        Kind::Table => table::schedule(&text, options).into_programme(name),
        Kind::Html => {
            let own = lines(&html::page(&text), name);
            match html::embedded(&text) {
                // A page may say the same for machines, and then without doubt.
                Some(embedded) => {
                    let mut schedule = record::schedule(json::read(&embedded).0, &embedded, options);
                    schedule.slots.iter_mut().for_each(|slot| slot.line = 0);
                    match schedule.slots.len() >= own.0.contributions.len().max(2) {
                        true => schedule.into_programme(name),
                        false => own,
                    }
                }
                None => own,
            }
        }
        Kind::Text => lines(&grid::page(&text).unwrap_or_else(|| plain::page(&text)), name),
    }
}

/// What the lines say, and whether they look like a programme.
fn lines(page: &line::Page, name: Option<&str>) -> (Programme, Vec<Problem>) {
    let (mut programme, mut problems) = lines_as_they_are(page, name);
    evidence::judge(&mut programme, &mut problems, page);
    let Programme { contributions, breaks, listed, .. } = &programme;
    if contributions.is_empty() && breaks.is_empty() && listed.is_empty() {
        let (mut untimed, _) = agenda::programme(page, name);
        if agenda::untimed::fill(&mut untimed, page) {
            return (untimed, Vec::new());
        }
    }
    (programme, problems)
}

/// Lines are read in two ways: as a page that lists what was presented, or as an agenda.
fn lines_as_they_are(page: &line::Page, name: Option<&str>) -> (Programme, Vec<Problem>) {
    let listed = outline::programme(page, name);
    if outline::has_entries(page) {
        return listed;
    }
    let agenda = agenda::programme(page, name);
    // A page that lists what was presented says the day in its prose, if at all; an agenda has times.
    let (of_list, of_agenda) = (&listed.0.contributions, &agenda.0.contributions);
    let n_named = |talks: &[Contribution]| talks.iter().filter(|talk| !talk.credits.is_empty()).count();
    let is_dated = of_agenda.iter().any(|talk| talk.date.is_some());
    let is_timed = of_agenda.iter().any(|talk| talk.start.is_some());
    let is_list = outline::lists_talks(page) && !is_timed && n_named(of_list) >= n_named(of_agenda).max(1);
    if outline::lists_material(page) && (!is_dated || is_list) {
        return listed;
    }
    match agenda.0.contributions.is_empty() {
        true => listed,
        false => agenda,
    }
}
