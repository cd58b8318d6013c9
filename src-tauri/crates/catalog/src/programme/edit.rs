//! The reader's hand on a programme: corrections, things written new, things taken away. Each is one action of the
//! history.

use super::{
    items::{self, ContributionItem, PrintedCredit, SessionItem, field_name, thing_kind},
    plan::Plan,
};
use crate::{
    Catalog, Error,
    history::{self, Recorder},
};
use jiff::civil::{Date, Time};
use model::{
    ActionKind, ContributionId, ItemField, ItemKind, MeetingId, ReviewDecisions, Role, SegmentId, SessionId, ThingKind,
};
use serde_json::{Value, json};
use std::collections::HashMap;
use store::Db;

/// A value that a reader typed, in the form that it is kept in; `None` where it is not understood.
///
/// A date without a year is of `year`.
pub fn read_cell(kind: ItemKind, field: ItemField, text: &str, year: Option<i16>) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        // A meeting has a name.
        return (kind != ItemKind::Meeting || field != ItemField::Title).then(String::new);
    }
    match (field, kind) {
        (ItemField::Date, ItemKind::Session) => {
            let dates = programme::read_dates(text, year);
            let dates: Vec<String> = dates.iter().map(Date::to_string).collect();
            (!dates.is_empty()).then(|| dates.join("; "))
        }
        (ItemField::Date, _) => match programme::read_dates(text, year)[..] {
            [date] => Some(date.to_string()),
            _ => None,
        },
        (ItemField::Start | ItemField::End, _) => programme::read_time(text).map(clock),
        (ItemField::TimeZone, _) => programme::read_time_zone(text),
        _ => Some(text.to_owned()),
    }
}

/// A time as it is typed.
pub(crate) fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// The reader says what a field is; an empty text says that it has no value.
///
/// Fails with [`Error::NotUnderstood`] where the text is no such value.
pub fn correct(catalog: &Catalog, kind: ItemKind, id: &str, field: ItemField, text: &str) -> Result<(), Error> {
    history::act(catalog, ActionKind::CorrectProgramme, |recorder| {
        items::adopt(recorder.db(), meeting_of(recorder.db(), kind, id)?)?;
        set(catalog, recorder, kind, id, field, text, &HashMap::new())
    })
}

/// Takes the reader's word back: the field is what the source says.
pub fn revert(catalog: &Catalog, kind: ItemKind, id: &str, field: ItemField) -> Result<(), Error> {
    history::act(catalog, ActionKind::CorrectProgramme, |recorder| {
        recorder.clear(thing_kind(kind), id, field_name(field))
    })
}

/// A new meeting, written by hand.
pub fn create_meeting(catalog: &Catalog, title: &str) -> Result<MeetingId, Error> {
    let title = title.trim();
    if title.is_empty() {
        return Err(Error::NotUnderstood { text: title.to_owned() });
    }
    history::act(catalog, ActionKind::CreateMeeting, |recorder| {
        let id: MeetingId = catalog.clock.new_uuid().into();
        let thing = id.to_string();
        recorder.set(ThingKind::Meeting, &thing, "present", &true)?;
        recorder.set(ThingKind::Meeting, &thing, "title", &title)?;
        Ok(id)
    })
}

/// A new session at the end of a meeting, or a new contribution at the end of a session (of the meeting where none is
/// given); on the day of the one before it. Answers its id.
pub fn create_item(
    catalog: &Catalog,
    meeting: MeetingId,
    kind: ItemKind,
    session: Option<SessionId>,
) -> Result<String, Error> {
    history::act(catalog, ActionKind::CreateItem, |recorder| {
        let db = recorder.db();
        db.meetings().get(meeting)?.ok_or(Error::NoMeeting(meeting))?;
        items::adopt(db, meeting)?;
        let thing = catalog.clock.new_uuid().to_string();
        let sessions = db.sessions().list(meeting)?;
        let talks = db.contributions().list(meeting)?;
        let things = thing_kind(kind);
        let (position, date) = match kind {
            ItemKind::Session => {
                let last = sessions.last();
                let date = last.and_then(|session| session.dates.last().copied());
                (last.map_or(0, |session| session.position + 1), date.map(|date| json!([date])))
            }
            ItemKind::Contribution => {
                let own = sessions.iter().find(|own| Some(own.id) == session);
                let siblings = talks.iter().filter(|talk| talk.contribution.session == session);
                let last = siblings.max_by_key(|talk| talk.contribution.position);
                let of_last = last.and_then(|talk| talk.contribution.date);
                let date = of_last.or(own.and_then(|session| session.dates.first().copied()));
                let position = talks.iter().map(|talk| talk.contribution.position + 1).max().unwrap_or(0);
                (position, date.map(|date| json!(date)))
            }
            ItemKind::Meeting | ItemKind::Segment => return Err(Error::NoItem { id: thing }),
        };
        recorder.set(things, &thing, "meeting", &meeting)?;
        recorder.set(things, &thing, "present", &true)?;
        recorder.set(things, &thing, "position", &position)?;
        if let Some(date) = date {
            recorder.set(things, &thing, "date", &date)?;
        }
        if let (ItemKind::Contribution, Some(session)) = (kind, session) {
            recorder.set(things, &thing, "parent", &session)?;
        }
        Ok(thing)
    })
}

/// Takes something off the programme: it comes back by undo alone, also where a source still has it.
pub fn delete_item(catalog: &Catalog, kind: ItemKind, id: &str) -> Result<(), Error> {
    let action = match kind {
        ItemKind::Meeting => ActionKind::DeleteMeeting,
        ItemKind::Segment | ItemKind::Session | ItemKind::Contribution => ActionKind::DeleteItem,
    };
    history::act(catalog, action, |recorder| {
        items::adopt(recorder.db(), meeting_of(recorder.db(), kind, id)?)?;
        remove(recorder, kind, id)
    })
}

/// Puts a session or contribution one place up or down among its like; at the end of the list nothing happens.
pub fn move_item(catalog: &Catalog, kind: ItemKind, id: &str, down: bool) -> Result<(), Error> {
    history::act(catalog, ActionKind::MoveItem, |recorder| {
        let db = recorder.db();
        let meeting = meeting_of(db, kind, id)?;
        items::adopt(db, meeting)?;
        let like: Vec<(String, u32)> = match kind {
            ItemKind::Session => {
                db.sessions().list(meeting)?.into_iter().map(|s| (s.id.to_string(), s.position)).collect()
            }
            ItemKind::Contribution => {
                let talks = db.contributions().list(meeting)?;
                let own = talks.iter().find(|talk| talk.contribution.id.to_string() == id);
                let session = own.and_then(|talk| talk.contribution.session);
                let siblings = talks.iter().map(|talk| &talk.contribution).filter(|talk| talk.session == session);
                siblings.map(|talk| (talk.id.to_string(), talk.position)).collect()
            }
            ItemKind::Meeting | ItemKind::Segment => vec![],
        };
        let Some(at) = like.iter().position(|(other, _)| other == id) else { return Ok(()) };
        let other = if down { at.checked_add(1) } else { at.checked_sub(1) };
        let Some((neighbor, its_place)) = other.and_then(|idx| like.get(idx)) else { return Ok(()) };
        let own_place = like[at].1;
        // Two of the same place are told apart by moving the one that goes down.
        let (own_new, its_new) = match own_place.cmp(its_place) {
            std::cmp::Ordering::Equal if down => (own_place + 1, own_place),
            std::cmp::Ordering::Equal => (own_place, own_place + 1),
            _ => (*its_place, own_place),
        };
        recorder.set(thing_kind(kind), id, "position", &own_new)?;
        recorder.set(thing_kind(kind), neighbor, "position", &its_new)
    })
}

/// Records what the reader decided while looking through a source that is kept by the same action.
pub(super) fn decide(
    catalog: &Catalog,
    recorder: &mut Recorder,
    plan: &Plan,
    decisions: &ReviewDecisions,
) -> Result<(), Error> {
    let sessions: HashMap<String, SessionId> = plan
        .sessions
        .iter()
        .map(|planned| (super::review::session_key(&planned.now), planned.now.session.id))
        .collect();
    let talks: HashMap<String, ContributionId> = plan
        .contributions
        .iter()
        .map(|planned| (super::review::contribution_key(&planned.now), planned.now.contribution.id))
        .collect();
    let id_of = |kind: ItemKind, key: &str| match kind {
        ItemKind::Meeting => Some(plan.meeting.now.meeting.id.to_string()),
        ItemKind::Session => sessions.get(key).map(SessionId::to_string),
        ItemKind::Contribution => talks.get(key).map(ContributionId::to_string),
        ItemKind::Segment => None,
    };
    for correction in &decisions.corrections {
        if let Some(id) = id_of(correction.kind, &correction.key) {
            set(catalog, recorder, correction.kind, &id, correction.field, &correction.value, &sessions)?;
        }
    }
    for key in &decisions.left_out {
        if let Some(id) = sessions.get(key) {
            remove(recorder, ItemKind::Session, &id.to_string())?;
        } else if let Some(id) = talks.get(key) {
            remove(recorder, ItemKind::Contribution, &id.to_string())?;
        }
    }
    Ok(())
}

fn remove(recorder: &mut Recorder, kind: ItemKind, id: &str) -> Result<(), Error> {
    let kind = thing_kind(kind);
    // Only what once had a value can lose it.
    recorder.set(kind, id, "present", &true)?;
    recorder.clear(kind, id, "present")
}

/// `sessions` are those that a row's key names.
fn set(
    catalog: &Catalog,
    recorder: &mut Recorder,
    kind: ItemKind,
    id: &str,
    field: ItemField,
    text: &str,
    sessions: &HashMap<String, SessionId>,
) -> Result<(), Error> {
    let db = recorder.db();
    let not_understood = || Error::NotUnderstood { text: text.to_owned() };
    let value = match (field, kind) {
        (ItemField::People | ItemField::Affiliations, _) => {
            let before = credits(db, kind, id)?;
            let (mut people, mut homes) = people_text(&before);
            if field == ItemField::People {
                people = text.to_owned()
            } else {
                homes = text.to_owned()
            };
            json!(read_credits(kind, &people, &homes, &before))
        }
        (ItemField::Parent, ItemKind::Contribution) => match text.trim() {
            "" => Value::Null,
            key => {
                let session = sessions.get(key).copied().or_else(|| key.parse().ok()).ok_or_else(not_understood)?;
                json!(session)
            }
        },
        (ItemField::Parent, _) => match text.trim() {
            "" => Value::Null,
            title => json!(segment_titled(catalog, recorder, kind, id, title)?),
        },
        _ => {
            let text = read_cell(kind, field, text, year(db, kind, id)?).ok_or_else(not_understood)?;
            match (field, kind) {
                (ItemField::Date, ItemKind::Session) => {
                    json!(text.split("; ").filter(|date| !date.is_empty()).collect::<Vec<_>>())
                }
                (ItemField::Start | ItemField::End, _) if !text.is_empty() => {
                    json!(programme::read_time(&text).ok_or_else(not_understood)?)
                }
                _ if text.is_empty() => Value::Null,
                _ => Value::String(text),
            }
        }
    };
    recorder.set(thing_kind(kind), id, field_name(field), &value)
}

/// The segment of that title in the meeting; a new one where there is none.
fn segment_titled(
    catalog: &Catalog,
    recorder: &mut Recorder,
    kind: ItemKind,
    id: &str,
    title: &str,
) -> Result<SegmentId, Error> {
    let db = recorder.db();
    let meeting = meeting_of(db, kind, id)?;
    let known = db.segments().list(meeting)?;
    let folded = analysis::fold(title);
    if let Some(segment) = known.iter().find(|segment| analysis::fold(&segment.title) == folded) {
        return Ok(segment.id);
    }
    let segment: SegmentId = catalog.clock.new_uuid().into();
    let thing = segment.to_string();
    let position = known.iter().map(|segment| segment.position + 1).max().unwrap_or(0);
    recorder.set(ThingKind::Segment, &thing, "meeting", &meeting)?;
    recorder.set(ThingKind::Segment, &thing, "present", &true)?;
    recorder.set(ThingKind::Segment, &thing, "title", &title)?;
    recorder.set(ThingKind::Segment, &thing, "position", &position)?;
    // The next correction of this action finds it.
    items::project(catalog, db, ThingKind::Segment, &thing)?;
    Ok(segment)
}

/// What is told now, corrections of this very action included.
fn credits(db: &Db, kind: ItemKind, id: &str) -> Result<Vec<PrintedCredit>, Error> {
    let no_item = || Error::NoItem { id: id.to_owned() };
    match kind {
        ItemKind::Session => {
            let id = id.parse().map_err(|_| no_item())?;
            Ok(items::session(db, id)?.map(|item: SessionItem| item.credits).unwrap_or_default())
        }
        ItemKind::Contribution => {
            let id = id.parse().map_err(|_| no_item())?;
            Ok(items::contribution(db, id)?.map(|item: ContributionItem| item.credits).unwrap_or_default())
        }
        ItemKind::Meeting | ItemKind::Segment => Err(no_item()),
    }
}

/// Names and affiliations as they are typed.
pub(crate) fn people_text(credits: &[PrintedCredit]) -> (String, String) {
    let name = |credit: &PrintedCredit| {
        let parts = [credit.honorific.as_deref(), credit.name.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    let home = |credit: &PrintedCredit| {
        let organization = credit.organization.clone().or_else(|| credit.acronym.clone());
        credit.affiliation.clone().or(organization).unwrap_or_default()
    };
    let joined = |parts: Vec<String>| match parts.iter().all(String::is_empty) {
        true => String::new(),
        false => parts.join("; "),
    };
    (joined(credits.iter().map(name).collect()), joined(credits.iter().map(home).collect()))
}

/// Whoever was there before keeps their part.
pub(crate) fn read_credits(kind: ItemKind, people: &str, homes: &str, before: &[PrintedCredit]) -> Vec<PrintedCredit> {
    let usual = if kind == ItemKind::Session { Role::Chair } else { Role::Speaker };
    let read = programme::read_people(people, homes, usual).into_iter().map(PrintedCredit::from);
    let with_part = |(idx, mut credit): (usize, PrintedCredit)| {
        let same = before.iter().find(|known| known.name.is_some() && known.name == credit.name);
        if let Some(known) = same.or_else(|| before.get(idx)).or_else(|| before.last()) {
            credit.role = known.role;
        }
        credit
    };
    read.enumerate().map(with_part).collect()
}

fn meeting_of(db: &Db, kind: ItemKind, id: &str) -> Result<MeetingId, Error> {
    let no_item = || Error::NoItem { id: id.to_owned() };
    let found = match kind {
        ItemKind::Meeting => id.parse().ok(),
        ItemKind::Session => match id.parse() {
            Ok(id) => items::session(db, id)?.map(|item| item.session.meeting),
            Err(_) => None,
        },
        ItemKind::Contribution => match id.parse() {
            Ok(id) => items::contribution(db, id)?.map(|item| item.contribution.meeting),
            Err(_) => None,
        },
        ItemKind::Segment => None,
    };
    // Rows that an older program made have no source yet.
    let of_rows = || -> Result<Option<MeetingId>, Error> {
        Ok(match kind {
            ItemKind::Session => match id.parse() {
                Ok(id) => db.sessions().get(id)?.map(|session| session.meeting),
                Err(_) => None,
            },
            ItemKind::Contribution => match id.parse() {
                Ok(id) => db.contributions().get(id)?.map(|stored| stored.contribution.meeting),
                Err(_) => None,
            },
            ItemKind::Meeting | ItemKind::Segment => None,
        })
    };
    match found {
        Some(meeting) => Ok(meeting),
        None => of_rows()?.ok_or_else(no_item),
    }
}

/// The year of the meeting, for dates that are typed without one.
fn year(db: &Db, kind: ItemKind, id: &str) -> Result<Option<i16>, Error> {
    let meeting = meeting_of(db, kind, id)?;
    let talks = db.contributions().list(meeting)?;
    let days = talks.iter().filter_map(|talk| talk.contribution.date).map(Date::year);
    let sessions = db.sessions().list(meeting)?;
    Ok(days.chain(sessions.iter().flat_map(|session| session.dates.iter().map(|date| date.year()))).next())
}
