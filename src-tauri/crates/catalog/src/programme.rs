//! Takes a meeting's programme into the library. Importing the same again changes nothing and doubles nothing.

use crate::{
    Catalog, Error,
    files::{Incoming, hash_bytes},
    loose::LooseFile,
    matching,
};
use model::{
    Contribution, ContributionId, Credit, CreditSubject, Event, ListedMaterial, Meeting, MeetingId, Organization,
    OrganizationId, PageIndex, Person, PersonId, ProgrammeReport, ProgrammeSource, Segment, SegmentId, Session,
    SessionId,
};
use std::{collections::HashMap, fs, ops::ControlFlow, path::Path};
use store::{Db, StoredContribution, StoredMeeting};

/// Reads a programme from where the window or the command line says.
pub fn import(catalog: &Catalog, source: &ProgrammeSource) -> Result<ProgrammeReport, Error> {
    match source {
        ProgrammeSource::Text { text } => import_bytes(catalog, text.as_bytes(), None),
        ProgrammeSource::File { path } => {
            let bytes = fs::read(path).map_err(Error::io("read", path))?;
            let name = Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned());
            import_bytes(catalog, &bytes, name.as_deref())
        }
    }
}

/// Takes a programme in; what the library knows of the same meeting is brought up to date.
///
/// Fails with [`Error::NoProgramme`] where nothing in it can be read as one.
pub fn import_bytes(catalog: &Catalog, bytes: &[u8], name: Option<&str>) -> Result<ProgrammeReport, Error> {
    let parsed = match is_pdf(bytes) {
        true => {
            let (text, unreadable) = pdf_text(catalog, bytes)?;
            let (parsed, mut problems) = programme::parse(text.as_bytes(), name);
            problems.extend(unreadable);
            (parsed, problems)
        }
        false => programme::parse(bytes, name),
    };
    keep(catalog, bytes, name, parsed)
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// An agenda printed to PDF: its pages' text is read as any other text.
fn pdf_text(catalog: &Catalog, bytes: &[u8]) -> Result<(String, Vec<model::Problem>), Error> {
    let held = Incoming::of_bytes(&catalog.paths, bytes)?;
    let mut file = LooseFile::by(&catalog.workers, held.path(), None)?;
    let (mut text, mut problems) = (String::new(), Vec::new());
    file.texts((0..file.n_pages()).map(PageIndex), |page, read| {
        match read {
            Ok(read) => text.push_str(&read.text),
            Err(_) => problems.push(model::Problem::new(model::ProblemCode::PageUnreadable).on_page(page)),
        }
        text.push('\n');
        ControlFlow::Continue(())
    })?;
    Ok((text, problems))
}

fn keep(
    catalog: &Catalog,
    bytes: &[u8],
    name: Option<&str>,
    (parsed, problems): (programme::Programme, Vec<model::Problem>),
) -> Result<ProgrammeReport, Error> {
    if parsed.contributions.is_empty() && parsed.sessions.is_empty() {
        return Err(Error::NoProgramme);
    }
    let report = catalog.store.write(|db| {
        let mut import = Import { catalog, db, parsed: &parsed, n_added: 0, n_changed: 0 };
        let meeting = import.meeting(&problems)?;
        let now = catalog.clock.now();
        db.meetings().add_source(meeting, &hash_bytes(bytes), name, bytes, now)?;
        let segments = import.segments(meeting)?;
        let sessions = import.sessions(meeting, &segments)?;
        let n_withdrawn = import.contributions(meeting, &sessions)?;
        db.index_queue().push(&format!("meeting:{meeting}"))?;
        let people: std::collections::BTreeSet<&str> = parsed
            .contributions
            .iter()
            .flat_map(|c| &c.credits)
            .chain(parsed.sessions.iter().flat_map(|s| &s.credits))
            .filter_map(|credit| credit.name.as_deref())
            .collect();
        Ok::<_, Error>(ProgrammeReport {
            meeting,
            title: parsed.title.clone(),
            n_sessions: parsed.sessions.len() as u32,
            n_contributions: parsed.contributions.len() as u32,
            n_people: people.len() as u32,
            n_added: import.n_added,
            n_changed: import.n_changed,
            n_withdrawn,
            problems,
        })
    })?;
    matching::refresh(catalog)?;
    catalog.tell(Event::ProgrammeChanged);
    catalog.index.wake();
    Ok(report)
}

struct Import<'a, 'db> {
    catalog: &'a Catalog,
    db: &'a Db<'db>,
    parsed: &'a programme::Programme,
    n_added: u32,
    n_changed: u32,
}

impl Import<'_, '_> {
    fn meeting(&mut self, problems: &[model::Problem]) -> Result<MeetingId, Error> {
        let p = self.parsed;
        let before = self.db.meetings().by_source_key(&p.key)?;
        let id = before.as_ref().map_or_else(|| self.catalog.clock.new_uuid().into(), |stored| stored.meeting.id);
        let listed = p.listed.iter().map(|l| ListedMaterial {
            kind: l.material_kind.clone(),
            title: l.title.clone(),
            links: l.links.clone(),
            line: l.line,
        });
        let stored = StoredMeeting {
            meeting: Meeting {
                id,
                source_key: p.key.clone(),
                title: p.title.clone(),
                description: p.description.clone(),
                venue: p.venue.clone(),
                time_zone: p.time_zone.clone(),
                material_kinds: p.material_kinds.clone(),
                listed: listed.collect(),
            },
            // Those of one contribution stand on it.
            problems: problems
                .iter()
                .filter(|problem| !p.contributions.iter().any(|c| c.problems.contains(problem)))
                .cloned()
                .collect(),
        };
        if before.as_ref() != Some(&stored) {
            self.db.meetings().upsert(&stored)?;
        }
        Ok(id)
    }

    fn segments(&mut self, meeting: MeetingId) -> Result<Vec<SegmentId>, Error> {
        let known: HashMap<String, Segment> =
            self.db.segments().list(meeting)?.into_iter().map(|s| (s.source_key.clone(), s)).collect();
        let mut ids = vec![];
        for (position, s) in self.parsed.segments.iter().enumerate() {
            let before = known.get(&s.key);
            let segment = Segment {
                id: before.map_or_else(|| self.catalog.clock.new_uuid().into(), |known| known.id),
                meeting,
                source_key: s.key.clone(),
                title: s.title.clone(),
                position: position as u32,
            };
            if before != Some(&segment) {
                self.db.segments().upsert(&segment)?;
            }
            ids.push(segment.id);
        }
        Ok(ids)
    }

    fn sessions(&mut self, meeting: MeetingId, segments: &[SegmentId]) -> Result<Vec<SessionId>, Error> {
        let known: HashMap<String, Session> =
            self.db.sessions().list(meeting)?.into_iter().map(|s| (s.source_key.clone(), s)).collect();
        let mut ids = vec![];
        for (position, s) in self.parsed.sessions.iter().enumerate() {
            let before = known.get(&s.key);
            let session = Session {
                id: before.map_or_else(|| self.catalog.clock.new_uuid().into(), |known| known.id),
                meeting,
                segment: s.segment.and_then(|idx| segments.get(idx).copied()),
                source_key: s.key.clone(),
                number: s.number.clone(),
                title: s.title.clone(),
                dates: s.dates.clone(),
                start: s.start,
                end: s.end,
                room: s.room.clone(),
                position: position as u32,
            };
            let credits = self.credits(CreditSubject::Session(session.id), &s.credits)?;
            let changed = self.replace_credits(CreditSubject::Session(session.id), &credits)?;
            if before != Some(&session) {
                self.db.sessions().upsert(&session)?;
            }
            match before {
                None => self.n_added += 1,
                Some(known) if changed || known != &session => self.n_changed += 1,
                Some(_) => {}
            }
            ids.push(session.id);
        }
        Ok(ids)
    }

    /// Answers how many contributions are not in the source any more.
    fn contributions(&mut self, meeting: MeetingId, sessions: &[SessionId]) -> Result<u32, Error> {
        let mut known: HashMap<String, StoredContribution> = self
            .db
            .contributions()
            .list(meeting)?
            .into_iter()
            .map(|stored| (stored.contribution.source_key.clone(), stored))
            .collect();
        for (position, c) in self.parsed.contributions.iter().enumerate() {
            let before = known.remove(&c.key);
            let id: ContributionId =
                before.as_ref().map_or_else(|| self.catalog.clock.new_uuid().into(), |stored| stored.contribution.id);
            let stored = StoredContribution {
                contribution: Contribution {
                    id,
                    meeting,
                    session: c.session.and_then(|idx| sessions.get(idx).copied()),
                    source_key: c.key.clone(),
                    title: c.title.clone(),
                    date: c.date,
                    start: c.start,
                    end: c.end,
                    room: c.room.clone(),
                    material_kind: c.material_kind.clone(),
                    links: c.links.clone(),
                    raw: c.raw.clone(),
                    line: c.line,
                    position: position as u32,
                },
                withdrawn: false,
                problems: c.problems.clone(),
            };
            if before.as_ref() != Some(&stored) {
                self.db.contributions().upsert(&stored)?;
            }
            let subject = CreditSubject::Contribution(id);
            let credits = self.credits(subject, &c.credits)?;
            let changed = self.replace_credits(subject, &credits)?;
            match before {
                None => self.n_added += 1,
                Some(before) if changed || !same_but_for_place(&before, &stored) => self.n_changed += 1,
                Some(_) => {}
            }
        }
        let mut n_withdrawn = 0;
        for mut stored in known.into_values() {
            n_withdrawn += 1;
            if !stored.withdrawn {
                stored.withdrawn = true;
                self.db.contributions().upsert(&stored)?;
            }
        }
        Ok(n_withdrawn)
    }

    fn credits(&mut self, subject: CreditSubject, parsed: &[programme::Credit]) -> Result<Vec<Credit>, Error> {
        let mut credits = vec![];
        for (position, c) in parsed.iter().enumerate() {
            credits.push(Credit {
                subject,
                person: c.name.as_deref().map(|name| self.person(name)).transpose()?,
                organization: self.organization(c.organization.as_deref(), c.acronym.as_deref())?,
                role: c.role,
                honorific: c.honorific.clone(),
                name: c.name.clone(),
                affiliation: c.affiliation.clone(),
                position: position as u32,
            });
        }
        Ok(credits)
    }

    fn replace_credits(&self, subject: CreditSubject, credits: &[Credit]) -> Result<bool, Error> {
        let changed = self.db.credits().of(subject)? != credits;
        if changed {
            self.db.credits().replace(subject, credits)?;
        }
        Ok(changed)
    }

    fn person(&self, name: &str) -> Result<PersonId, Error> {
        let key = analysis::name_key(name);
        if let Some(person) = self.db.persons().by_key(&key)? {
            return Ok(person.id);
        }
        let person = Person { id: self.catalog.clock.new_uuid().into(), name: name.to_owned() };
        self.db.persons().insert(&person, &key)?;
        Ok(person.id)
    }

    fn organization(&self, name: Option<&str>, acronym: Option<&str>) -> Result<Option<OrganizationId>, Error> {
        let Some(printed) = name.or(acronym) else { return Ok(None) };
        let key = analysis::name_key(printed);
        if let Some(organization) = self.db.organizations().by_key(&key)? {
            return Ok(Some(organization.id));
        }
        let organization = Organization {
            id: self.catalog.clock.new_uuid().into(),
            name: name.map(str::to_owned),
            acronym: acronym.map(str::to_owned),
        };
        self.db.organizations().insert(&organization, &key)?;
        Ok(Some(organization.id))
    }
}

/// A line that only moved, because others came or went, has not changed.
fn same_but_for_place(a: &StoredContribution, b: &StoredContribution) -> bool {
    let mut moved = a.clone();
    moved.contribution.line = b.contribution.line;
    moved.contribution.position = b.contribution.position;
    moved.problems = b.problems.clone();
    moved == *b
}
