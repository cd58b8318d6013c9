//! Takes a meeting's programme into the library, after the reader has looked through it or at once. Importing the same
//! again changes nothing and doubles nothing.

pub mod edit;
pub(crate) mod items;
mod plan;
pub mod printed;
pub mod review;

use crate::{
    Catalog, Error,
    files::{Incoming, hash_bytes},
    history::{self, Recorder},
    loose::LooseFile,
    matching,
};
use items::ContributionItem;
use model::{
    ActionKind, Event, ItemKind, MeetingId, PageIndex, Problem, ProblemCode, ProgrammeReport, ProgrammeSource,
    ReadOptions, ReviewDecisions, RowChange, ThingKind,
};
use plan::Plan;
use std::{borrow::Cow, collections::BTreeSet, fs, ops::ControlFlow, path::Path};
use store::StoredSource;

/// Reads a programme from where the window or the command line says, and keeps it.
pub fn import(catalog: &Catalog, source: &ProgrammeSource) -> Result<ProgrammeReport, Error> {
    let read = Read::of(source)?;
    keep_read(catalog, &read, &ReadOptions::default(), &ReviewDecisions::default())
}

/// Takes a programme in; what the library knows of the same meeting is brought up to date.
///
/// Fails with [`Error::NoProgramme`] where nothing in it can be read as one.
pub fn import_bytes(catalog: &Catalog, bytes: &[u8], name: Option<&str>) -> Result<ProgrammeReport, Error> {
    let read = Read { bytes: bytes.to_owned(), name: name.map(str::to_owned) };
    keep_read(catalog, &read, &ReadOptions::default(), &ReviewDecisions::default())
}

/// Keeps a programme that the reader has looked through, with what they decided.
///
/// Fails with [`Error::SourceChanged`] where the source is not what they looked through any more.
pub fn keep(
    catalog: &Catalog,
    source: &ProgrammeSource,
    options: &ReadOptions,
    decisions: &ReviewDecisions,
) -> Result<ProgrammeReport, Error> {
    let read = Read::of(source)?;
    if hash_bytes(&read.bytes) != decisions.sha256 {
        return Err(Error::SourceChanged);
    }
    keep_read(catalog, &read, options, decisions)
}

/// A source's bytes, and the name of their file.
pub(crate) struct Read {
    bytes: Vec<u8>,
    name: Option<String>,
}

impl Read {
    fn of(source: &ProgrammeSource) -> Result<Read, Error> {
        match source {
            ProgrammeSource::Text { text } => Ok(Read { bytes: text.clone().into_bytes(), name: None }),
            ProgrammeSource::File { path } => {
                let bytes = fs::read(path).map_err(Error::io("read", path))?;
                Ok(Read { bytes, name: Path::new(path).file_name().map(|name| name.to_string_lossy().into_owned()) })
            }
        }
    }

    /// What a programme is read from: the bytes, of a PDF the text of its pages.
    fn text(&self, catalog: &Catalog, options: &ReadOptions) -> Result<SourceRead<'_>, Error> {
        let columns = match &options.columns {
            Some(columns) => Some(columns.clone()),
            None => review::remembered_columns(catalog, &self.bytes)?,
        };
        let options = programme::Options { columns, time_zone: options.time_zone.clone() };
        let (text, problems) = match is_pdf(&self.bytes) {
            true => {
                let (text, problems) = pdf_text(catalog, &self.bytes)?;
                (Cow::Owned(text.into_bytes()), problems)
            }
            false => (Cow::Borrowed(&self.bytes[..]), vec![]),
        };
        Ok(SourceRead { text, options, problems })
    }
}

/// What the parser gets to see.
pub(crate) struct SourceRead<'a> {
    pub text: Cow<'a, [u8]>,
    pub options: programme::Options,
    /// Pages that could not be read.
    problems: Vec<Problem>,
}

impl SourceRead<'_> {
    fn parse(&self, name: Option<&str>) -> (programme::Programme, Vec<Problem>) {
        let (parsed, mut problems) = programme::parse_with(&self.text, name, &self.options);
        problems.extend(self.problems.iter().cloned());
        (parsed, problems)
    }
}

pub(crate) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// An agenda printed to PDF: its pages' text is read as any other text.
pub(crate) fn pdf_text(catalog: &Catalog, bytes: &[u8]) -> Result<(String, Vec<Problem>), Error> {
    let held = Incoming::of_bytes(&catalog.paths, bytes)?;
    let mut file = LooseFile::by(&catalog.workers, held.path(), None)?;
    let (mut text, mut problems) = (String::new(), Vec::new());
    file.texts((0..file.n_pages()).map(PageIndex), |page, read| {
        match read {
            Ok(read) => text.push_str(&read.text),
            Err(_) => problems.push(Problem::new(ProblemCode::PageUnreadable).on_page(page)),
        }
        text.push('\n');
        ControlFlow::Continue(())
    })?;
    Ok((text, problems))
}

fn keep_read(
    catalog: &Catalog,
    read: &Read,
    options: &ReadOptions,
    decisions: &ReviewDecisions,
) -> Result<ProgrammeReport, Error> {
    let source = read.text(catalog, options)?;
    let (parsed, problems) = source.parse(read.name.as_deref());
    if parsed.contributions.is_empty() && parsed.sessions.is_empty() {
        return Err(Error::NoProgramme);
    }
    let report = history::act(catalog, ActionKind::ImportProgramme, |recorder| {
        let db = recorder.db();
        for stored in db.meetings().list()? {
            items::adopt(db, stored.meeting.id)?;
        }
        let plan = plan::plan(catalog, db, &parsed, &problems, options.target)?;
        let meeting = plan.meeting.now.meeting.id;
        let mut report = write(catalog, recorder, &plan)?;
        // As it was read, with what was remembered of its columns.
        let columns = source.options.columns.clone();
        let options_read = ReadOptions { columns, time_zone: options.time_zone.clone(), target: options.target };
        let stored = StoredSource {
            sha256: hash_bytes(&read.bytes),
            name: read.name.clone(),
            content: read.bytes.clone(),
            imported_at: recorder.now(),
            options: Some(serde_json::to_string(&options_read).expect("our own types have JSON forms")),
            text: is_pdf(&read.bytes).then(|| String::from_utf8_lossy(&source.text).into_owned()),
        };
        db.meetings().add_source(meeting, &stored)?;
        if let Some(columns) = &options.columns {
            review::remember_columns(db, &read.bytes, columns)?;
        }
        edit::decide(catalog, recorder, &plan, decisions)?;
        report.n_people = n_people(&parsed);
        report.problems = problems.clone();
        Ok(report)
    })?;
    matching::refresh(catalog)?;
    catalog.tell(Event::ProgrammeChanged);
    catalog.index.wake();
    Ok(report)
}

fn n_people(parsed: &programme::Programme) -> u32 {
    let of_talks = parsed.contributions.iter().flat_map(|c| &c.credits);
    let all = of_talks.chain(parsed.sessions.iter().flat_map(|s| &s.credits));
    all.filter_map(|credit| credit.name.as_deref()).collect::<BTreeSet<&str>>().len() as u32
}

/// Writes what the source says, and makes rows of it beneath the reader's corrections.
fn write(catalog: &Catalog, recorder: &mut Recorder, plan: &Plan) -> Result<ProgrammeReport, Error> {
    let db = recorder.db();
    let id: MeetingId = plan.meeting.now.meeting.id;
    let thing = id.to_string();
    let store = db.programme_items();
    let project = |kind: ThingKind, thing: &str| items::project(catalog, db, kind, thing);
    let mut report = ProgrammeReport {
        meeting: id,
        title: plan.meeting.now.meeting.title.clone(),
        n_sessions: plan.sessions.len() as u32,
        n_contributions: plan.contributions.len() as u32,
        n_people: 0,
        n_added: 0,
        n_changed: 0,
        n_moved: 0,
        n_withdrawn: 0,
        problems: vec![],
    };
    if plan.meeting.before.as_ref() != Some(&plan.meeting.now) {
        store.set(ItemKind::Meeting, &thing, id, &plan.meeting.now)?;
        project(ThingKind::Meeting, &thing)?;
    }
    // What was undone or deleted is there again.
    recorder.set(ThingKind::Meeting, &thing, "present", &true)?;
    for segment in &plan.segments {
        if segment.before.as_ref() != Some(&segment.now) {
            let thing = segment.now.id.to_string();
            store.set(ItemKind::Segment, &thing, id, &segment.now)?;
            project(ThingKind::Segment, &thing)?;
        }
    }
    let mut count = |change: RowChange| match change {
        RowChange::Added => report.n_added += 1,
        RowChange::Changed => report.n_changed += 1,
        RowChange::Moved => report.n_moved += 1,
        RowChange::Same | RowChange::Withdrawn => {}
    };
    for session in &plan.sessions {
        count(session.change());
        if session.before.as_ref() != Some(&session.now) {
            let thing = session.now.session.id.to_string();
            store.set(ItemKind::Session, &thing, id, &session.now)?;
            project(ThingKind::Session, &thing)?;
        }
    }
    for contribution in &plan.contributions {
        count(contribution.change());
        if contribution.before.as_ref() != Some(&contribution.now) {
            let thing = contribution.now.contribution.id.to_string();
            store.set(ItemKind::Contribution, &thing, id, &contribution.now)?;
            project(ThingKind::Contribution, &thing)?;
        }
    }
    for known in &plan.withdrawn {
        if !known.withdrawn {
            report.n_withdrawn += 1;
            let thing = known.contribution.id.to_string();
            store.set(ItemKind::Contribution, &thing, id, &ContributionItem { withdrawn: true, ..known.clone() })?;
            project(ThingKind::Contribution, &thing)?;
        }
    }
    db.index_queue().push(&format!("meeting:{id}"))?;
    Ok(report)
}
