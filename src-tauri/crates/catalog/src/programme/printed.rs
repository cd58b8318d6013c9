//! Where what the library has of a programme is printed: its sources as text, and each field's place in them.

use super::{
    Read, is_pdf,
    items::{ContributionItem, MeetingItem, PrintedCredit, SessionItem},
    pdf_text, review,
};
use crate::{Catalog, Error, files::hash_bytes, lock};
use model::{
    CellOrigin, ContributionId, ItemField, ItemKind, Meeting, MeetingId, ProgrammeSource, ReadOptions, Segment,
    SessionId, SourceText,
};
use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex},
};
use store::{Db, StoredSource};

/// The lines of a source that is being looked through.
pub fn preview_source(catalog: &Catalog, source: &ProgrammeSource, options: &ReadOptions) -> Result<SourceText, Error> {
    let read = Read::of(source)?;
    let source = read.text(catalog, options)?;
    let lines = programme::source_lines(&source.text, &source.options);
    Ok(SourceText { sha256: hash_bytes(&read.bytes), name: read.name.clone(), lines })
}

/// The lines of a source that a meeting was read from; `None` where the library has not kept it.
pub fn kept_source(catalog: &Catalog, meeting: MeetingId, sha256: &str) -> Result<Option<SourceText>, Error> {
    read_texts(catalog, meeting)?;
    let stored = catalog.store.read(|db| Ok::<_, Error>(db.meetings().source(meeting, sha256)?))?;
    let Some(stored) = stored else { return Ok(None) };
    let lines = programme::source_lines(text(&stored), &options(catalog, &stored)?);
    Ok(Some(SourceText { sha256: stored.sha256, name: stored.name, lines }))
}

/// Reads once what an earlier version left as PDF alone.
pub(crate) fn read_texts(catalog: &Catalog, meeting: MeetingId) -> Result<(), Error> {
    let unread = catalog.store.read(|db| {
        let mut unread = vec![];
        for sha256 in db.meetings().unread_sources(meeting)? {
            unread.extend(db.meetings().source(meeting, &sha256)?.filter(|stored| is_pdf(&stored.content)));
        }
        Ok::<_, Error>(unread)
    })?;
    for stored in unread {
        // One that cannot be read has no lines, and its fields no places.
        let Ok((text, _)) = pdf_text(catalog, &stored.content) else { continue };
        catalog.store.write(|db| {
            Ok::<_, Error>(db.meetings().add_source(meeting, &StoredSource { text: Some(text), ..stored })?)
        })?;
    }
    Ok(())
}

fn text(stored: &StoredSource) -> &[u8] {
    match &stored.text {
        Some(text) => text.as_bytes(),
        None if is_pdf(&stored.content) => &[],
        None => &stored.content,
    }
}

fn options(catalog: &Catalog, stored: &StoredSource) -> Result<programme::Options, Error> {
    let read: Option<ReadOptions> = stored.options.as_ref().and_then(|text| serde_json::from_str(text).ok());
    let ReadOptions { columns, time_zone, .. } = read.unwrap_or_default();
    let columns = match columns {
        Some(columns) => Some(columns),
        None => review::remembered_columns(catalog, text(stored))?,
    };
    Ok(programme::Options { columns, time_zone })
}

type Cells = Vec<(ItemField, CellOrigin)>;

/// The places of all fields of a meeting, each row in the newest source that has it.
#[derive(Default)]
pub(crate) struct Printed {
    /// Of the newest source with rows.
    meeting: Option<(String, Cells)>,
    sessions: HashMap<SessionId, (String, Cells)>,
    contributions: HashMap<ContributionId, (String, Cells)>,
}

/// What was looked up last, and of what: a correction of the reader's touches none of it.
#[derive(Default)]
pub struct Cache(Mutex<Option<(u64, Arc<Printed>)>>);

impl Printed {
    pub fn of(catalog: &Catalog, db: &Db, meeting: MeetingId) -> Result<Arc<Printed>, Error> {
        let items = db.programme_items();
        let segments: Vec<Segment> = items.list(meeting, ItemKind::Segment)?;
        let mut sessions: Vec<SessionItem> = items.list(meeting, ItemKind::Session)?;
        let mut talks: Vec<ContributionItem> = items.list(meeting, ItemKind::Contribution)?;
        let zone = db.meetings().get(meeting)?.and_then(|stored| stored.meeting.time_zone);
        let own: Option<MeetingItem> = items.get(ItemKind::Meeting, &meeting.to_string())?;
        let own = own.map(|item| item.meeting);
        let sources = db.meetings().sources(meeting)?;
        let mut hasher = DefaultHasher::new();
        let said = serde_json::to_string(&(meeting, &zone, &own, &segments, &sessions, &talks));
        (said.expect("our own types have JSON forms"), &sources).hash(&mut hasher);
        let key = hasher.finish();
        if let Some((_, printed)) = lock(&catalog.printed.0).as_ref().filter(|(of, _)| *of == key) {
            return Ok(printed.clone());
        }
        let mut printed = Printed::default();
        for (sha256, _) in sources {
            if sessions.is_empty() && talks.is_empty() {
                break;
            }
            let Some(stored) = db.meetings().source(meeting, &sha256)? else { continue };
            let (text, options) = (text(&stored), options(catalog, &stored)?);
            let rows: Vec<(u32, &str)> =
                talks.iter().map(|item| (item.contribution.line, item.contribution.raw.as_str())).collect();
            let mut held = programme::holds(text, &options, &rows).into_iter();
            let (of_talks, other) = talks.into_iter().partition(|_| held.next() == Some(true));
            talks = other;
            let rows: Vec<(u32, &str)> = sessions.iter().map(|item| (item.line, item.raw.as_str())).collect();
            let mut held = programme::holds(text, &options, &rows).into_iter();
            // A session without a line of its own is where its talks are.
            let is_told = |id| of_talks.iter().any(|talk: &ContributionItem| talk.contribution.session == Some(id));
            let (of_source, other) =
                sessions.into_iter().partition(|item| held.next() == Some(true) || is_told(item.session.id));
            sessions = other;
            printed.add(&sha256, text, &options, &segments, of_source, of_talks, (zone.clone(), own.as_ref()));
        }
        let printed = Arc::new(printed);
        *lock(&catalog.printed.0) = Some((key, printed.clone()));
        Ok(printed)
    }

    #[expect(clippy::too_many_arguments, reason = "what a source says, and of what")]
    fn add(
        &mut self,
        sha256: &str,
        text: &[u8],
        options: &programme::Options,
        segments: &[Segment],
        sessions: Vec<SessionItem>,
        talks: Vec<ContributionItem>,
        (time_zone, own): (Option<String>, Option<&Meeting>),
    ) {
        let as_read = programme::Programme {
            title: own.map(|own| own.title.clone()).unwrap_or_default(),
            venue: own.and_then(|own| own.venue.clone()),
            time_zone,
            segments: segments.iter().map(segment).collect(),
            sessions: sessions.iter().map(|item| session(item, segments)).collect(),
            contributions: talks.iter().map(|item| contribution(item, &sessions)).collect(),
            ..programme::Programme::default()
        };
        let origins = programme::origins(text, options, &as_read);
        if let Some(own) = own.filter(|_| self.meeting.is_none() && !(sessions.is_empty() && talks.is_empty())) {
            let mut cells = origins.meeting;
            // Times are told by the meeting's zone; what the source says of it may be another.
            if own.time_zone != as_read.time_zone {
                let zone = programme::Programme { time_zone: own.time_zone.clone(), ..programme::Programme::default() };
                let said = programme::origins(text, options, &zone).meeting;
                cells.retain(|(field, _)| *field != ItemField::TimeZone);
                cells.extend(said.into_iter().filter(|(field, _)| *field == ItemField::TimeZone));
            }
            self.meeting = Some((sha256.to_owned(), cells));
        }
        for (item, cells) in sessions.iter().zip(origins.sessions) {
            self.sessions.insert(item.session.id, (sha256.to_owned(), cells));
        }
        for (item, cells) in talks.iter().zip(origins.contributions) {
            self.contributions.insert(item.contribution.id, (sha256.to_owned(), cells));
        }
    }

    /// The source that the meeting's own fields are printed in, and where.
    pub fn of_meeting(&self) -> (Option<String>, &[(ItemField, CellOrigin)]) {
        told(self.meeting.as_ref())
    }

    /// The source that it is printed in, and where.
    pub fn of_session(&self, id: SessionId) -> (Option<String>, &[(ItemField, CellOrigin)]) {
        told(self.sessions.get(&id))
    }

    /// The same of a contribution.
    pub fn of_contribution(&self, id: ContributionId) -> (Option<String>, &[(ItemField, CellOrigin)]) {
        told(self.contributions.get(&id))
    }
}

fn told(found: Option<&(String, Cells)>) -> (Option<String>, &[(ItemField, CellOrigin)]) {
    found.map_or((None, &[]), |(sha256, cells)| (Some(sha256.clone()), cells))
}

fn segment(segment: &Segment) -> programme::Segment {
    programme::Segment { title: segment.title.clone(), ..programme::Segment::default() }
}

fn session(item: &SessionItem, segments: &[Segment]) -> programme::Session {
    let s = &item.session;
    programme::Session {
        segment: s.segment.and_then(|id| segments.iter().position(|segment| segment.id == id)),
        number: s.number.clone(),
        label: s.label.clone(),
        title: s.title.clone(),
        dates: s.dates.clone(),
        start: s.start,
        end: s.end,
        room: s.room.clone(),
        credits: item.credits.iter().map(credit).collect(),
        raw: item.raw.clone(),
        line: item.line,
        ..programme::Session::default()
    }
}

fn contribution(item: &ContributionItem, sessions: &[SessionItem]) -> programme::Contribution {
    let c = &item.contribution;
    programme::Contribution {
        session: c.session.and_then(|id| sessions.iter().position(|item| item.session.id == id)),
        title: c.title.clone(),
        date: c.date,
        start: c.start,
        end: c.end,
        room: c.room.clone(),
        raw: c.raw.clone(),
        line: c.line,
        credits: item.credits.iter().map(credit).collect(),
        ..programme::Contribution::default()
    }
}

fn credit(credit: &PrintedCredit) -> programme::Credit {
    let PrintedCredit { role, honorific, name, affiliation, organization, acronym } = credit.clone();
    programme::Credit { role, honorific, name, affiliation, organization, acronym }
}
