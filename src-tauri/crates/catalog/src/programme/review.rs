//! A programme as a table: one that is about to be kept, with what it would change, or one that is.

use super::{
    Read,
    edit::{clock, people_text},
    items::{self, ContributionItem, Corrections, MeetingItem, SessionItem},
    plan::{self, Plan},
    printed::{self, Printed},
};
use crate::{Catalog, Error, files::hash_bytes};
use jiff::civil::Date;
use model::{
    CellOrigin, ColumnMeaning, Doubt, ItemField, ItemKind, MeetingId, ProgrammeSource, ProgrammeTable, ReadOptions,
    RowChange, SegmentId, SessionId, SourceColumn, TableCell, TableRow,
};
use std::collections::HashMap;
use store::Db;

/// What a source would make of the meeting that it belongs to; nothing is kept.
///
/// Fails with [`Error::NoProgramme`] where nothing in it can be read as one.
pub fn preview(catalog: &Catalog, source: &ProgrammeSource, options: &ReadOptions) -> Result<ProgrammeTable, Error> {
    let read = Read::of(source)?;
    let mut columns = programme::columns(&read.bytes);
    if let Some(chosen) =
        options.columns.clone().map_or_else(|| remembered_columns(catalog, &read.bytes), |c| Ok(Some(c)))?
    {
        for (column, meaning) in columns.iter_mut().zip(chosen) {
            column.meaning = meaning;
        }
    }
    let source = read.text(catalog, options)?;
    let (parsed, problems) = source.parse(read.name.as_deref());
    // A table that only the reader can read is shown for them to say what its columns are.
    if parsed.contributions.is_empty() && parsed.sessions.is_empty() && columns.is_empty() {
        return Err(Error::NoProgramme);
    }
    let origins = programme::origins(&source.text, &source.options, &parsed);
    let sha256 = hash_bytes(&read.bytes);
    catalog.store.read(|db| {
        let plan = plan::plan(catalog, db, &parsed, &problems, options.target)?;
        let rows = planned_rows(db, &plan, &origins, &sha256)?;
        let mut shown = plan.meeting.now.clone();
        let known = plan.meeting.before.is_some();
        let corrections = corrections(db, ItemKind::Meeting, &shown.meeting.id.to_string(), known)?;
        corrections.over_meeting(&mut shown);
        let days = days(&rows);
        let values = meeting_values(&shown, &days);
        let said = meeting_values(&plan.meeting.now, &days);
        let before = plan.meeting.before.as_ref().map(|before| meeting_values(before, &days));
        let cells = cells(&values, Some(&said), before.as_deref(), &[], &corrections, &origins.meeting);
        let about = row(ItemKind::Meeting, String::new(), RowChange::Same, cells, &[]);
        Ok(ProgrammeTable {
            meeting: known.then_some(shown.meeting.id),
            title: shown.meeting.title,
            venue: shown.meeting.venue,
            time_zone: shown.meeting.time_zone,
            about: TableRow { printed_in: Some(sha256.clone()), ..about },
            rows,
            problems,
            columns,
            sha256: sha256.clone(),
            segments: plan.segments.iter().map(|segment| segment.now.title.clone()).collect(),
        })
    })
}

/// A kept programme, to be corrected.
pub fn table(catalog: &Catalog, meeting: MeetingId) -> Result<ProgrammeTable, Error> {
    printed::read_texts(catalog, meeting)?;
    catalog.store.read(|db| {
        let stored = db.meetings().get(meeting)?.ok_or(Error::NoMeeting(meeting))?;
        let printed = Printed::of(catalog, db, meeting)?;
        let segments = db.segments().list(meeting)?;
        let titles: HashMap<SegmentId, String> = segments.iter().map(|s| (s.id, s.title.clone())).collect();
        let own_key = |id: SessionId| id.to_string();
        let mut rows: Vec<(Option<SessionId>, TableRow)> = vec![];
        for session in db.sessions().list(meeting)? {
            let id = session.id;
            let corrections = Corrections::read(db, ItemKind::Session, &id.to_string())?;
            let source: Option<SessionItem> = db.programme_items().get(ItemKind::Session, &id.to_string())?;
            let Some(now) = items::session(db, id)?.or_else(|| Some(bare_session(session))) else { continue };
            let values = session_values(&now, &titles);
            let said = source.map(|source| session_values(&source, &titles));
            let (printed_in, origins) = printed.of_session(id);
            let cells = cells(&values, said.as_deref(), None, &now.doubts, &corrections, origins);
            let row = row(ItemKind::Session, id.to_string(), RowChange::Same, cells, &now.credits);
            rows.push((Some(id), TableRow { raw: now.raw.clone(), line: now.line, printed_in, ..row }));
        }
        for stored in db.contributions().list(meeting)? {
            let id = stored.contribution.id;
            let corrections = Corrections::read(db, ItemKind::Contribution, &id.to_string())?;
            let source: Option<ContributionItem> = db.programme_items().get(ItemKind::Contribution, &id.to_string())?;
            let now = items::contribution(db, id)?.unwrap_or_else(|| bare_contribution(stored));
            let values = contribution_values(&now, &own_key);
            let said = source.map(|source| contribution_values(&source, &own_key));
            let (printed_in, origins) = printed.of_contribution(id);
            let cells = cells(&values, said.as_deref(), None, &now.doubts, &corrections, origins);
            let change = if now.withdrawn { RowChange::Withdrawn } else { RowChange::Same };
            let row = row(ItemKind::Contribution, id.to_string(), change, cells, &now.credits);
            let row = TableRow {
                raw: now.contribution.raw.clone(),
                line: now.contribution.line,
                printed_in,
                problems: now.problems.clone(),
                ..row
            };
            rows.push((now.contribution.session, row));
        }
        let rows = in_sessions(rows);
        let days = days(&rows);
        let corrections = Corrections::read(db, ItemKind::Meeting, &meeting.to_string())?;
        let source: Option<MeetingItem> = db.programme_items().get(ItemKind::Meeting, &meeting.to_string())?;
        let now = MeetingItem { meeting: stored.meeting.clone(), problems: vec![] };
        let said = source.map(|source| meeting_values(&source, &days));
        let (printed_in, origins) = printed.of_meeting();
        let cells = cells(&meeting_values(&now, &days), said.as_deref(), None, &[], &corrections, origins);
        let about = row(ItemKind::Meeting, meeting.to_string(), RowChange::Same, cells, &[]);
        Ok(ProgrammeTable {
            meeting: Some(meeting),
            title: stored.meeting.title,
            venue: stored.meeting.venue,
            time_zone: stored.meeting.time_zone,
            about: TableRow { printed_in, ..about },
            rows,
            problems: stored.problems,
            columns: vec![],
            sha256: String::new(),
            segments: segments.into_iter().map(|segment| segment.title).collect(),
        })
    })
}

/// Every time zone that a meeting can be in.
pub fn time_zones() -> Vec<String> {
    programme::time_zones()
}

/// Each session before its contributions; last, those of none.
fn in_sessions(rows: Vec<(Option<SessionId>, TableRow)>) -> Vec<TableRow> {
    let mut sessions: Vec<(SessionId, Vec<TableRow>)> = vec![];
    let mut loose = vec![];
    let mut places: HashMap<SessionId, usize> = HashMap::new();
    for (session, row) in rows {
        match (row.kind, session) {
            (ItemKind::Session, Some(id)) => {
                places.insert(id, sessions.len());
                sessions.push((id, vec![row]));
            }
            (_, Some(id)) => match places.get(&id) {
                Some(&place) => sessions[place].1.push(row),
                None => loose.push(row),
            },
            (_, None) => loose.push(row),
        }
    }
    sessions.into_iter().flat_map(|(_, rows)| rows).chain(loose).collect()
}

fn planned_rows(db: &Db, plan: &Plan, origins: &programme::Origins, sha256: &str) -> Result<Vec<TableRow>, Error> {
    let titles: HashMap<SegmentId, String> =
        plan.segments.iter().map(|segment| (segment.now.id, segment.now.title.clone())).collect();
    let keys: HashMap<SessionId, String> =
        plan.sessions.iter().map(|planned| (planned.now.session.id, session_key(&planned.now))).collect();
    let key_of = |id: SessionId| keys.get(&id).cloned().unwrap_or_else(|| id.to_string());
    let mut rows = vec![];
    for (planned, origins) in plan.sessions.iter().zip(&origins.sessions) {
        let id = planned.now.session.id;
        let corrections = corrections(db, ItemKind::Session, &id.to_string(), planned.before.is_some())?;
        let mut now = planned.now.clone();
        corrections.over_session(&mut now);
        let before = planned.before.as_ref().map(|before| session_values(before, &titles));
        let said = session_values(&planned.now, &titles);
        let values = session_values(&now, &titles);
        let cells = cells(&values, Some(&said), before.as_deref(), &now.doubts, &corrections, origins);
        let row = row(ItemKind::Session, session_key(&planned.now), planned.change(), cells, &now.credits);
        let (raw, line) = (planned.now.raw.clone(), planned.now.line);
        rows.push((Some(id), TableRow { raw, line, printed_in: Some(sha256.to_owned()), ..row }));
    }
    for (planned, origins) in plan.contributions.iter().zip(&origins.contributions) {
        let id = planned.now.contribution.id.to_string();
        let corrections = corrections(db, ItemKind::Contribution, &id, planned.before.is_some())?;
        let mut now = planned.now.clone();
        corrections.over_contribution(&mut now);
        let before = planned.before.as_ref().map(|before| contribution_values(before, &key_of));
        let said = contribution_values(&planned.now, &key_of);
        let values = contribution_values(&now, &key_of);
        let cells = cells(&values, Some(&said), before.as_deref(), &now.doubts, &corrections, origins);
        let key = contribution_key(&planned.now);
        let row = TableRow {
            raw: now.contribution.raw.clone(),
            line: now.contribution.line,
            printed_in: Some(sha256.to_owned()),
            problems: now.problems.clone(),
            ..row(ItemKind::Contribution, key, planned.change(), cells, &now.credits)
        };
        rows.push((now.contribution.session, row));
    }
    for known in plan.withdrawn.iter() {
        let id = known.contribution.id;
        let Some(now) = items::contribution(db, id)? else { continue };
        let cells = cells(&contribution_values(&now, &key_of), None, None, &[], &Corrections::none(), &[]);
        let row = row(ItemKind::Contribution, id.to_string(), RowChange::Withdrawn, cells, &now.credits);
        let row = TableRow { raw: now.contribution.raw.clone(), line: 0, ..row };
        rows.push((now.contribution.session, row));
    }
    Ok(in_sessions(rows))
}

fn corrections(db: &Db, kind: ItemKind, id: &str, is_known: bool) -> Result<Corrections, Error> {
    if is_known { Corrections::read(db, kind, id) } else { Ok(Corrections::none()) }
}

/// What a row that is not kept yet is called.
pub(crate) fn session_key(item: &SessionItem) -> String {
    format!("session {}", item.session.source_key)
}

/// The same of a contribution.
pub(crate) fn contribution_key(item: &ContributionItem) -> String {
    format!("contribution {}", item.contribution.source_key)
}

fn row(
    kind: ItemKind,
    key: String,
    change: RowChange,
    cells: Vec<TableCell>,
    credits: &[items::PrintedCredit],
) -> TableRow {
    let roles = credits.iter().map(|credit| credit.role).collect();
    TableRow { kind, key, change, cells, raw: String::new(), line: 0, printed_in: None, problems: vec![], roles }
}

type Values = Vec<(ItemField, String)>;

/// The days on which there is something, those of what was withdrawn left out.
fn days(rows: &[TableRow]) -> String {
    let now = rows.iter().filter(|row| row.change != RowChange::Withdrawn);
    let dates = now.flat_map(|row| row.cells.iter().filter(|cell| cell.field == ItemField::Date));
    // As typed, dates sort by themselves.
    let mut days: Vec<&str> = dates.flat_map(|cell| cell.value.split("; ")).filter(|day| !day.is_empty()).collect();
    days.sort_unstable();
    days.dedup();
    days.join("; ")
}

fn meeting_values(item: &MeetingItem, days: &str) -> Values {
    let m = &item.meeting;
    vec![
        (ItemField::Title, m.title.clone()),
        (ItemField::Venue, m.venue.clone().unwrap_or_default()),
        (ItemField::TimeZone, m.time_zone.clone().unwrap_or_default()),
        (ItemField::Date, days.to_owned()),
    ]
}

fn session_values(item: &SessionItem, segments: &HashMap<SegmentId, String>) -> Values {
    let s = &item.session;
    let (people, homes) = people_text(&item.credits);
    let dates: Vec<String> = s.dates.iter().map(Date::to_string).collect();
    vec![
        (ItemField::Date, dates.join("; ")),
        (ItemField::Start, s.start.map(clock).unwrap_or_default()),
        (ItemField::End, s.end.map(clock).unwrap_or_default()),
        (ItemField::Room, s.room.clone().unwrap_or_default()),
        (ItemField::Parent, s.segment.and_then(|id| segments.get(&id).cloned()).unwrap_or_default()),
        (ItemField::Number, s.label.clone().or_else(|| s.number.clone()).unwrap_or_default()),
        (ItemField::Title, s.title.clone().unwrap_or_default()),
        (ItemField::People, people),
        (ItemField::Affiliations, homes),
    ]
}

fn contribution_values(item: &ContributionItem, session_key: &impl Fn(SessionId) -> String) -> Values {
    let c = &item.contribution;
    let (people, homes) = people_text(&item.credits);
    vec![
        (ItemField::Date, c.date.map(|date| date.to_string()).unwrap_or_default()),
        (ItemField::Start, c.start.map(clock).unwrap_or_default()),
        (ItemField::End, c.end.map(clock).unwrap_or_default()),
        (ItemField::Room, c.room.clone().unwrap_or_default()),
        (ItemField::Parent, c.session.map(session_key).unwrap_or_default()),
        (ItemField::Title, c.title.clone().unwrap_or_default()),
        (ItemField::People, people),
        (ItemField::Affiliations, homes),
    ]
}

fn cells(
    values: &[(ItemField, String)],
    said: Option<&[(ItemField, String)]>,
    before: Option<&[(ItemField, String)]>,
    doubts: &[(ItemField, Doubt)],
    corrections: &Corrections,
    origins: &[(ItemField, CellOrigin)],
) -> Vec<TableCell> {
    let of = |values: Option<&[(ItemField, String)]>, field| {
        values.and_then(|values| values.iter().find(|(own, _)| *own == field)).map(|(_, value)| value.clone())
    };
    let cell = |(field, value): &(ItemField, String)| {
        let doubts: Vec<Doubt> = doubts.iter().filter(|(own, _)| own == field).map(|(_, doubt)| *doubt).collect();
        let corrected = corrections.has(*field);
        TableCell {
            field: *field,
            value: value.clone(),
            confidence: if corrected { 100 } else { doubts.iter().copied().map(confidence).min().unwrap_or(98) },
            source: of(said, *field).filter(|said| corrected && said != value),
            before: of(before, *field).filter(|before| !corrected && before != value),
            origin: origins.iter().find(|(own, _)| own == field).map(|(_, origin)| origin.clone()),
            doubts,
        }
    };
    values.iter().map(cell).collect()
}

/// How sure a value is that is doubted for one reason.
fn confidence(doubt: Doubt) -> u8 {
    match doubt {
        Doubt::FromHeading => 90,
        Doubt::PersonOrOrganization | Doubt::Overlap => 60,
        Doubt::TooLong => 55,
        Doubt::NoTitle => 50,
        Doubt::NoName => 45,
        Doubt::Contradicted => 40,
        Doubt::Missing | Doubt::FarFromOthers | Doubt::SessionOpen => 30,
        Doubt::Backwards => 20,
    }
}

fn bare_session(session: model::Session) -> SessionItem {
    SessionItem::bare(session, vec![])
}

fn bare_contribution(stored: store::StoredContribution) -> ContributionItem {
    let store::StoredContribution { contribution, withdrawn, problems } = stored;
    ContributionItem { contribution, credits: vec![], withdrawn, problems, doubts: vec![] }
}

/// What the reader said of the columns of a table with the same header, the last time.
pub(crate) fn remembered_columns(catalog: &Catalog, bytes: &[u8]) -> Result<Option<Vec<Option<ColumnMeaning>>>, Error> {
    let columns = programme::columns(bytes);
    if columns.is_empty() {
        return Ok(None);
    }
    let known = catalog.store.read(|db| db.settings().get(&columns_setting(&columns)))?;
    Ok(known.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Remembers what the reader said of the columns of a table.
pub(crate) fn remember_columns(db: &Db, bytes: &[u8], meanings: &[Option<ColumnMeaning>]) -> Result<(), Error> {
    let columns = programme::columns(bytes);
    if !columns.is_empty() {
        let text = serde_json::to_string(meanings).expect("our own types have JSON forms");
        db.settings().set(&columns_setting(&columns), &text)?;
    }
    Ok(())
}

fn columns_setting(columns: &[SourceColumn]) -> String {
    let headers: Vec<String> = columns.iter().map(|column| analysis::fold(&column.header)).collect();
    format!("columns {}", headers.join("\u{1f}"))
}
