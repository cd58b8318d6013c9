//! What a programme is made of, told from its source and the reader's corrections above it, and made into rows.
//!
//! Each thing has what its newest source says; every field that the reader corrected stands above that, whatever later
//! versions of the source say. What a reader wrote has no source and is corrections alone. A thing is gone while its
//! field `present` has lost its value.

use crate::{Catalog, Error};
use model::{
    ChangeId, Contribution, ContributionId, Credit, CreditSubject, Doubt, ItemField, ItemKind, Meeting, MeetingId,
    Organization, OrganizationId, Person, PersonId, Problem, Role, Segment, SegmentId, Session, SessionId, ThingKind,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::BTreeMap;
use store::{Db, StoredContribution, StoredMeeting};

/// A credit as printed, before anybody is looked up in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PrintedCredit {
    pub role: Role,
    pub honorific: Option<String>,
    pub name: Option<String>,
    pub affiliation: Option<String>,
    pub organization: Option<String>,
    pub acronym: Option<String>,
}

impl From<programme::Credit> for PrintedCredit {
    fn from(c: programme::Credit) -> Self {
        let programme::Credit { role, honorific, name, affiliation, organization, acronym } = c;
        PrintedCredit { role, honorific, name, affiliation, organization, acronym }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct MeetingItem {
    pub meeting: Meeting,
    pub problems: Vec<Problem>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SessionItem {
    pub session: Session,
    pub credits: Vec<PrintedCredit>,
    #[serde(default)]
    pub doubts: Vec<(ItemField, Doubt)>,
    /// Its key tells its kind; those that earlier versions made do not.
    #[serde(default)]
    pub keyed_by_kind: bool,
    /// The line that opens it, unchanged; empty where only its talks tell of it, and of what earlier versions read.
    #[serde(default)]
    pub raw: String,
    /// Its place in the source, counted from one; 0 where there is none.
    #[serde(default)]
    pub line: u32,
}

impl SessionItem {
    /// One that no source tells of.
    pub fn bare(session: Session, credits: Vec<PrintedCredit>) -> SessionItem {
        SessionItem { session, credits, doubts: vec![], keyed_by_kind: false, raw: String::new(), line: 0 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct ContributionItem {
    pub contribution: Contribution,
    pub credits: Vec<PrintedCredit>,
    pub withdrawn: bool,
    pub problems: Vec<Problem>,
    #[serde(default)]
    pub doubts: Vec<(ItemField, Doubt)>,
}

/// The history's kind for a kind of item.
pub(crate) fn thing_kind(kind: ItemKind) -> ThingKind {
    match kind {
        ItemKind::Meeting => ThingKind::Meeting,
        ItemKind::Segment => ThingKind::Segment,
        ItemKind::Session => ThingKind::Session,
        ItemKind::Contribution => ThingKind::Contribution,
    }
}

/// The name of the history's field that holds a correction.
pub(crate) fn field_name(field: ItemField) -> &'static str {
    match field {
        ItemField::Date => "date",
        ItemField::Start => "start",
        ItemField::End => "end",
        ItemField::Room => "room",
        ItemField::Parent => "parent",
        ItemField::Number => "number",
        ItemField::Title => "title",
        // Who is named and from where is one thing.
        ItemField::People | ItemField::Affiliations => "credits",
        ItemField::Venue => "venue",
        ItemField::TimeZone => "time_zone",
        ItemField::Description => "description",
    }
}

/// The reader's corrections of one thing.
pub(crate) struct Corrections(BTreeMap<String, (ChangeId, Option<Value>)>);

impl Corrections {
    pub fn read(db: &Db, kind: ItemKind, id: &str) -> Result<Corrections, Error> {
        Ok(Corrections(db.history().fields(thing_kind(kind), id)?))
    }

    pub fn none() -> Corrections {
        Corrections(BTreeMap::new())
    }

    pub fn has(&self, field: ItemField) -> bool {
        matches!(self.0.get(field_name(field)), Some((_, Some(_))))
    }

    /// The reader deleted it, or undid what made it.
    fn is_gone(&self) -> bool {
        matches!(self.0.get("present"), Some((_, None)))
    }

    fn get<T: DeserializeOwned>(&self, field: &str) -> Option<T> {
        let (_, value) = self.0.get(field)?;
        serde_json::from_value(value.clone()?).ok()
    }

    /// Puts the correction, if there is one, in the place of what the source says.
    fn over<T: DeserializeOwned>(&self, field: &str, value: &mut T) {
        if let Some(corrected) = self.get(field) {
            *value = corrected;
        }
    }

    pub fn over_meeting(&self, item: &mut MeetingItem) {
        let m = &mut item.meeting;
        self.over("title", &mut m.title);
        self.over("venue", &mut m.venue);
        self.over("time_zone", &mut m.time_zone);
        self.over("description", &mut m.description);
    }

    pub fn over_session(&self, item: &mut SessionItem) {
        let s = &mut item.session;
        self.over("date", &mut s.dates);
        self.over("start", &mut s.start);
        self.over("end", &mut s.end);
        self.over("room", &mut s.room);
        self.over("parent", &mut s.segment);
        if let Some(typed) = self.get::<Option<String>>("number") {
            (s.number, s.label) = typed.map_or((None, None), numbered);
        }
        self.over("title", &mut s.title);
        self.over("position", &mut s.position);
        self.over("credits", &mut item.credits);
        item.doubts.retain(|(field, _)| !self.has(*field));
    }

    pub fn over_contribution(&self, item: &mut ContributionItem) {
        let c = &mut item.contribution;
        self.over("date", &mut c.date);
        self.over("start", &mut c.start);
        self.over("end", &mut c.end);
        self.over("room", &mut c.room);
        self.over("parent", &mut c.session);
        self.over("title", &mut c.title);
        self.over("position", &mut c.position);
        self.over("credits", &mut item.credits);
        item.doubts.retain(|(field, _)| !self.has(*field));
        // What the reader has decided is no question any more.
        item.problems.retain(|problem| !problem_field(problem.code).is_some_and(|field| self.has(field)));
    }
}

/// Number and label of what a reader typed: `Panel 2`, `3`, `Opening`.
fn numbered(typed: String) -> (Option<String>, Option<String>) {
    if let Some(label) = analysis::session_label(&typed).filter(|label| label.rest.trim().is_empty()) {
        return (Some(label.number.clone().into_owned()), label.telling().map(str::to_owned));
    }
    let is_number = typed.starts_with(char::is_numeric) || analysis::session_rank(&typed).is_some();
    let is_number = is_number || typed.chars().count() == 1;
    (Some(typed.clone()), (!is_number).then_some(typed))
}

/// Which field a problem of a line is about.
fn problem_field(code: model::ProblemCode) -> Option<ItemField> {
    match code {
        model::ProblemCode::DateMismatch | model::ProblemCode::YearMissing => Some(ItemField::Date),
        model::ProblemCode::SessionMissing => Some(ItemField::Parent),
        model::ProblemCode::NameAmbiguous => Some(ItemField::People),
        _ => None,
    }
}

/// The session that source and reader tell of; `None` if it is gone or was never there.
pub(crate) fn session(db: &Db, id: SessionId) -> Result<Option<SessionItem>, Error> {
    let text = id.to_string();
    let corrections = Corrections::read(db, ItemKind::Session, &text)?;
    if corrections.is_gone() {
        return Ok(None);
    }
    let source: Option<SessionItem> = db.programme_items().get(ItemKind::Session, &text)?;
    let Some(mut item) = source.or_else(|| Some(written_session(id, corrections.get("meeting")?))) else {
        return Ok(None);
    };
    corrections.over_session(&mut item);
    if let Some(segment) = item.session.segment
        && !db.segments().list(item.session.meeting)?.iter().any(|known| known.id == segment)
    {
        item.session.segment = None;
    }
    Ok(Some(item))
}

/// The contribution that source and reader tell of; `None` if it is gone or was never there.
pub(crate) fn contribution(db: &Db, id: ContributionId) -> Result<Option<ContributionItem>, Error> {
    let text = id.to_string();
    let corrections = Corrections::read(db, ItemKind::Contribution, &text)?;
    if corrections.is_gone() {
        return Ok(None);
    }
    let source: Option<ContributionItem> = db.programme_items().get(ItemKind::Contribution, &text)?;
    let Some(mut item) = source.or_else(|| Some(written_contribution(id, corrections.get("meeting")?))) else {
        return Ok(None);
    };
    corrections.over_contribution(&mut item);
    // A session that is gone leaves its talks behind; they find it again when it is back.
    if let Some(session) = item.contribution.session
        && db.sessions().get(session)?.is_none()
    {
        item.contribution.session = None;
    }
    Ok(Some(item))
}

fn segment(db: &Db, id: SegmentId) -> Result<Option<Segment>, Error> {
    let text = id.to_string();
    let corrections = Corrections::read(db, ItemKind::Segment, &text)?;
    if corrections.is_gone() {
        return Ok(None);
    }
    let source: Option<Segment> = db.programme_items().get(ItemKind::Segment, &text)?;
    let written = || -> Option<Segment> {
        let meeting = corrections.get("meeting")?;
        let position = u32::MAX >> 1;
        Some(Segment { id, meeting, source_key: format!("written {id}"), title: String::new(), position })
    };
    let Some(mut segment) = source.or_else(written) else { return Ok(None) };
    corrections.over("title", &mut segment.title);
    corrections.over("position", &mut segment.position);
    Ok(Some(segment))
}

/// The meeting, and whether it is shown.
fn meeting(db: &Db, id: MeetingId) -> Result<Option<(MeetingItem, bool)>, Error> {
    let text = id.to_string();
    let corrections = Corrections::read(db, ItemKind::Meeting, &text)?;
    let source: Option<MeetingItem> = db.programme_items().get(ItemKind::Meeting, &text)?;
    let is_written = corrections.0.contains_key("title");
    let Some(mut item) = source.or_else(|| is_written.then(|| written_meeting(id))) else { return Ok(None) };
    corrections.over_meeting(&mut item);
    Ok(Some((item, !corrections.is_gone())))
}

fn written_meeting(id: MeetingId) -> MeetingItem {
    let meeting = Meeting {
        id,
        source_key: format!("written {id}"),
        title: String::new(),
        description: None,
        venue: None,
        time_zone: None,
        material_kinds: vec![],
        listed: vec![],
    };
    MeetingItem { meeting, problems: vec![] }
}

fn written_session(id: SessionId, meeting: MeetingId) -> SessionItem {
    let session = Session {
        id,
        meeting,
        segment: None,
        source_key: format!("written {id}"),
        number: None,
        label: None,
        title: None,
        dates: vec![],
        start: None,
        end: None,
        room: None,
        position: 0,
    };
    SessionItem::bare(session, vec![])
}

fn written_contribution(id: ContributionId, meeting: MeetingId) -> ContributionItem {
    let contribution = Contribution {
        id,
        meeting,
        session: None,
        source_key: format!("written {id}"),
        title: None,
        date: None,
        start: None,
        end: None,
        room: None,
        description: None,
        material_kind: None,
        links: vec![],
        raw: String::new(),
        line: 0,
        position: 0,
    };
    ContributionItem { contribution, credits: vec![], withdrawn: false, problems: vec![], doubts: vec![] }
}

/// Makes the rows of one thing what source and reader tell. Anything else than a thing of a programme is left alone.
pub(crate) fn project(catalog: &Catalog, db: &Db, kind: ThingKind, thing: &str) -> Result<(), Error> {
    match kind {
        ThingKind::Meeting => {
            let Ok(id) = thing.parse::<MeetingId>() else { return Ok(()) };
            if let Some((item, shown)) = meeting(db, id)? {
                db.meetings().upsert(&StoredMeeting { meeting: item.meeting, problems: item.problems })?;
                db.meetings().set_deleted(id, !shown)?;
                if !shown {
                    forget_entries(db, id)?;
                }
                requeue(db, id, |_| true)?;
            }
        }
        ThingKind::Segment => {
            let Ok(id) = thing.parse::<SegmentId>() else { return Ok(()) };
            match segment(db, id)? {
                Some(segment) => {
                    db.segments().upsert(&segment)?;
                    db.index_queue().push(&format!("meeting:{}", segment.meeting))?;
                }
                None => db.segments().delete(id)?,
            }
        }
        ThingKind::Session => {
            let Ok(id) = thing.parse::<SessionId>() else { return Ok(()) };
            project_session(catalog, db, id)?;
        }
        ThingKind::Contribution => {
            let Ok(id) = thing.parse::<ContributionId>() else { return Ok(()) };
            project_contribution(catalog, db, id)?;
        }
        ThingKind::Annotation
        | ThingKind::Tag
        | ThingKind::Match
        | ThingKind::Color
        | ThingKind::RoomNote
        | ThingKind::Revision
        | ThingKind::SessionMention
        | ThingKind::NamePair
        | ThingKind::Link
        | ThingKind::SessionNote
        | ThingKind::KeptSearch => {}
    }
    Ok(())
}

fn project_session(catalog: &Catalog, db: &Db, id: SessionId) -> Result<(), Error> {
    let before = db.sessions().get(id)?;
    let told = session(db, id)?;
    let of = before.as_ref().map(|session| session.meeting).or(told.as_ref().map(|item| item.session.meeting));
    let Some(meeting) = of else { return Ok(()) };
    match &told {
        Some(item) => {
            db.sessions().upsert(&item.session)?;
            let subject = CreditSubject::Session(id);
            db.credits().replace(subject, &look_up(catalog, db, subject, &item.credits)?)?;
        }
        None => {
            db.sessions().delete(id)?;
            db.index_queue().push(&format!("gone:s:{id}"))?;
        }
    }
    if before.is_some() != told.is_some() {
        let talks = db.contributions().list(meeting)?;
        for talk in talks {
            let told = contribution(db, talk.contribution.id)?;
            if told.is_some_and(|told| told.contribution.session != talk.contribution.session) {
                project_contribution(catalog, db, talk.contribution.id)?;
            }
        }
    }
    requeue(db, meeting, |talk| talk.session == Some(id))
}

fn project_contribution(catalog: &Catalog, db: &Db, id: ContributionId) -> Result<(), Error> {
    match contribution(db, id)? {
        Some(item) => {
            let meeting = item.contribution.meeting;
            let ContributionItem { contribution, withdrawn, problems, .. } = item;
            db.contributions().upsert(&StoredContribution { contribution, withdrawn, problems })?;
            let subject = CreditSubject::Contribution(id);
            db.credits().replace(subject, &look_up(catalog, db, subject, &item.credits)?)?;
            db.index_queue().push(&format!("meeting:{meeting}"))?;
            requeue_documents(db, &[id])
        }
        None => {
            requeue_documents(db, &[id])?;
            db.contributions().delete(id)?;
            db.index_queue().push(&format!("gone:c:{id}"))?;
            Ok(())
        }
    }
}

/// The index has to take up the meeting again, and the documents that stand on some of its talks.
fn requeue(db: &Db, meeting: MeetingId, is_touched: impl Fn(&Contribution) -> bool) -> Result<(), Error> {
    db.index_queue().push(&format!("meeting:{meeting}"))?;
    let talks = db.contributions().list(meeting)?;
    let touched: Vec<ContributionId> =
        talks.iter().map(|stored| &stored.contribution).filter(|talk| is_touched(talk)).map(|talk| talk.id).collect();
    requeue_documents(db, &touched)
}

fn requeue_documents(db: &Db, talks: &[ContributionId]) -> Result<(), Error> {
    let placed = db.matches().list()?.into_iter().map(|(document, talk, _)| (document, talk));
    let suggested = db.suggestions().list()?.into_iter().map(|(document, talk, _, _)| (document, talk));
    for (document, talk) in placed.chain(suggested) {
        if talks.contains(&talk) {
            db.index_queue().push(&format!("document:{document}"))?;
        }
    }
    Ok(())
}

fn forget_entries(db: &Db, meeting: MeetingId) -> Result<(), Error> {
    for session in db.sessions().list(meeting)? {
        db.index_queue().push(&format!("gone:s:{}", session.id))?;
    }
    for talk in db.contributions().list(meeting)? {
        db.index_queue().push(&format!("gone:c:{}", talk.contribution.id))?;
    }
    Ok(())
}

/// Are the rows of a thing what source and reader tell?
pub(crate) fn is_projected(db: &Db, kind: ThingKind, thing: &str) -> Result<bool, Error> {
    let same_credits = |subject, printed: &[PrintedCredit]| -> Result<bool, Error> {
        let rows = db.credits().of(subject)?;
        let same = |(row, told): (&Credit, &PrintedCredit)| {
            row.role == told.role && row.name == told.name && row.affiliation == told.affiliation
        };
        Ok(rows.len() == printed.len() && rows.iter().zip(printed).all(same))
    };
    Ok(match kind {
        ThingKind::Meeting => match thing.parse::<MeetingId>() {
            Ok(id) => {
                let told = meeting(db, id)?.filter(|(_, shown)| *shown).map(|(item, _)| item.meeting);
                db.meetings().get(id)?.map(|stored| stored.meeting) == told
            }
            Err(_) => true,
        },
        ThingKind::Segment => match thing.parse::<SegmentId>() {
            Ok(id) => match segment(db, id)? {
                Some(told) => db.segments().list(told.meeting)?.contains(&told),
                None => true,
            },
            Err(_) => true,
        },
        ThingKind::Session => match thing.parse::<SessionId>() {
            Ok(id) => match (db.sessions().get(id)?, session(db, id)?) {
                (Some(row), Some(told)) => {
                    row == told.session && same_credits(CreditSubject::Session(id), &told.credits)?
                }
                (row, told) => row.is_none() == told.is_none(),
            },
            Err(_) => true,
        },
        ThingKind::Contribution => match thing.parse::<ContributionId>() {
            Ok(id) => match (db.contributions().get(id)?, contribution(db, id)?) {
                (Some(row), Some(told)) => {
                    row.contribution == told.contribution
                        && row.withdrawn == told.withdrawn
                        && same_credits(CreditSubject::Contribution(id), &told.credits)?
                }
                (row, told) => row.is_none() == told.is_none(),
            },
            Err(_) => true,
        },
        ThingKind::Annotation
        | ThingKind::Tag
        | ThingKind::Match
        | ThingKind::Color
        | ThingKind::RoomNote
        | ThingKind::Revision
        | ThingKind::SessionMention
        | ThingKind::NamePair
        | ThingKind::Link
        | ThingKind::SessionNote
        | ThingKind::KeptSearch => true,
    })
}

/// Credits with everybody looked up in the register; who is not there yet is taken in.
fn look_up(
    catalog: &Catalog,
    db: &Db,
    subject: CreditSubject,
    printed: &[PrintedCredit],
) -> Result<Vec<Credit>, Error> {
    let mut credits = vec![];
    for (position, c) in printed.iter().enumerate() {
        credits.push(Credit {
            subject,
            person: c.name.as_deref().map(|name| person(catalog, db, name)).transpose()?,
            organization: organization(catalog, db, c.organization.as_deref(), c.acronym.as_deref())?,
            role: c.role,
            honorific: c.honorific.clone(),
            name: c.name.clone(),
            affiliation: c.affiliation.clone(),
            position: position as u32,
        });
    }
    Ok(credits)
}

fn person(catalog: &Catalog, db: &Db, name: &str) -> Result<PersonId, Error> {
    let key = analysis::name_key(name);
    if let Some(person) = db.persons().by_key(&key)? {
        return Ok(person.id);
    }
    let person = Person { id: catalog.clock.new_uuid().into(), name: name.to_owned() };
    db.persons().insert(&person, &key)?;
    Ok(person.id)
}

fn organization(
    catalog: &Catalog,
    db: &Db,
    name: Option<&str>,
    acronym: Option<&str>,
) -> Result<Option<OrganizationId>, Error> {
    let Some(printed) = name.or(acronym) else { return Ok(None) };
    let key = analysis::name_key(printed);
    if let Some(organization) = db.organizations().by_key(&key)? {
        return Ok(Some(organization.id));
    }
    let organization = Organization {
        id: catalog.clock.new_uuid().into(),
        name: name.map(str::to_owned),
        acronym: acronym.map(str::to_owned),
    };
    db.organizations().insert(&organization, &key)?;
    Ok(Some(organization.id))
}

/// Gives a meeting that an older program read the sources of its items: its rows, which nobody could correct then.
pub(crate) fn adopt(db: &Db, id: MeetingId) -> Result<(), Error> {
    let text = id.to_string();
    let items = db.programme_items();
    let is_known = items.get::<MeetingItem>(ItemKind::Meeting, &text)?.is_some();
    let is_written = !Corrections::read(db, ItemKind::Meeting, &text)?.0.is_empty();
    let Some(stored) = db.meetings().get(id)?.filter(|_| !is_known && !is_written) else { return Ok(()) };
    items.set(ItemKind::Meeting, &text, id, &MeetingItem { meeting: stored.meeting, problems: stored.problems })?;
    let organizations = db.organizations().list()?;
    let printed = |subject| -> Result<Vec<PrintedCredit>, Error> {
        let printed = |credit: Credit| {
            let organization = credit.organization.and_then(|id| organizations.iter().find(|o| o.id == id));
            PrintedCredit {
                role: credit.role,
                honorific: credit.honorific,
                name: credit.name,
                affiliation: credit.affiliation,
                organization: organization.and_then(|o| o.name.clone()),
                acronym: organization.and_then(|o| o.acronym.clone()),
            }
        };
        Ok(db.credits().of(subject)?.into_iter().map(printed).collect())
    };
    for segment in db.segments().list(id)? {
        items.set(ItemKind::Segment, &segment.id.to_string(), id, &segment)?;
    }
    for session in db.sessions().list(id)? {
        let credits = printed(CreditSubject::Session(session.id))?;
        let key = session.id.to_string();
        items.set(ItemKind::Session, &key, id, &SessionItem::bare(session, credits))?;
    }
    for StoredContribution { contribution, withdrawn, problems } in db.contributions().list(id)? {
        let credits = printed(CreditSubject::Contribution(contribution.id))?;
        let key = contribution.id.to_string();
        let item = ContributionItem { contribution, credits, withdrawn, problems, doubts: vec![] };
        items.set(ItemKind::Contribution, &key, id, &item)?;
    }
    Ok(())
}
