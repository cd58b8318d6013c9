//! What a source would make of a meeting: each thing in it found again among what the library knows, or new.
//!
//! A three-way merge: what the source said before, what it says now, and the reader's corrections, which stay above
//! both.

use super::items::{ContributionItem, MeetingItem, SessionItem};
use crate::{Catalog, Error};
use model::{
    Contribution, ContributionId, ItemKind, ListedMaterial, Meeting, MeetingId, Problem, ReviewTarget, RowChange,
    Segment, SegmentId, Session, SessionId,
};
use std::collections::{HashMap, HashSet};
use store::Db;

/// A thing as the new source has it, and as the last one had it.
pub(crate) struct Planned<T> {
    pub now: T,
    pub before: Option<T>,
}

pub(crate) struct Plan {
    pub meeting: Planned<MeetingItem>,
    pub segments: Vec<Planned<Segment>>,
    pub sessions: Vec<Planned<SessionItem>>,
    pub contributions: Vec<Planned<ContributionItem>>,
    /// What is not in the source any more.
    pub withdrawn: Vec<ContributionItem>,
}

impl Planned<SessionItem> {
    pub fn change(&self) -> RowChange {
        let Some(before) = &self.before else { return RowChange::Added };
        let (one, other) = (&before.session, &self.now.session);
        let settled = |s: &Session| (s.dates.clone(), s.start, s.end, s.room.clone());
        // That an earlier version did not know of labels is no change of the source's.
        let is_relabeled = before.keyed_by_kind && (one.label != other.label || one.number != other.number);
        let is_retitled = one.title != other.title && (before.keyed_by_kind || whole(one) != whole(other));
        if before.credits != self.now.credits || is_retitled || is_relabeled {
            RowChange::Changed
        } else if settled(one) != settled(other) {
            RowChange::Moved
        } else {
            RowChange::Same
        }
    }
}

impl Planned<ContributionItem> {
    pub fn change(&self) -> RowChange {
        let Some(before) = &self.before else { return RowChange::Added };
        let (one, other) = (&before.contribution, &self.now.contribution);
        let said = |item: &ContributionItem| {
            let c = &item.contribution;
            let told = (c.title.clone(), c.description.clone(), c.links.clone(), c.material_kind.clone());
            (told, item.credits.clone(), item.withdrawn)
        };
        let settled = |c: &Contribution| (c.date, c.start, c.end, c.room.clone(), c.session);
        if said(before) != said(&self.now) {
            RowChange::Changed
        } else if settled(one) != settled(other) {
            RowChange::Moved
        } else if one.raw != other.raw {
            RowChange::Changed
        } else {
            RowChange::Same
        }
    }
}

/// What the parsed source would make of the meeting that it belongs to.
pub(crate) fn plan(
    catalog: &Catalog,
    db: &Db,
    parsed: &programme::Programme,
    problems: &[Problem],
    target: ReviewTarget,
) -> Result<Plan, Error> {
    let known = match target {
        ReviewTarget::New => None,
        ReviewTarget::Meeting(id) => Some(db.meetings().get(id)?.ok_or(Error::NoMeeting(id))?.meeting),
        ReviewTarget::Found => find(db, parsed)?,
    };
    let id = known.as_ref().map_or_else(|| catalog.clock.new_uuid().into(), |meeting| meeting.id);
    let before: Option<MeetingItem> = db.programme_items().get(ItemKind::Meeting, &id.to_string())?;
    // Two meetings of one key are told apart by the order in which they came.
    let taken = db.meetings().by_source_key(&parsed.key)?.is_some_and(|other| other.meeting.id != id);
    let source_key = if taken { format!("{}|{id}", parsed.key) } else { parsed.key.clone() };
    let meeting = Planned { now: meeting_item(id, source_key, parsed, problems), before };

    let known_segments: Vec<Segment> = db.programme_items().list(id, ItemKind::Segment)?;
    let segments: Vec<Planned<Segment>> = parsed
        .segments
        .iter()
        .enumerate()
        .map(|(position, s)| {
            let before = known_segments.iter().find(|known| known.source_key == s.key).cloned();
            let segment_id: SegmentId = before.as_ref().map_or_else(|| catalog.clock.new_uuid().into(), |s| s.id);
            let (source_key, title) = (s.key.clone(), s.title.clone());
            let now = Segment { id: segment_id, meeting: id, source_key, title, position: position as u32 };
            Planned { now, before }
        })
        .collect();

    let known_sessions: Vec<SessionItem> = db.programme_items().list(id, ItemKind::Session)?;
    let pairs = pair(
        parsed.sessions.iter().map(session_marks).collect(),
        known_sessions.iter().map(marks_of_session).collect(),
    );
    let doubts = programme::session_doubts(parsed);
    let mut sessions = vec![];
    for (position, s) in parsed.sessions.iter().enumerate() {
        let before = pairs[position].map(|idx| known_sessions[idx].clone());
        let session = Session {
            id: before.as_ref().map_or_else(|| catalog.clock.new_uuid().into(), |known| known.session.id),
            meeting: id,
            segment: s.segment.and_then(|idx| segments.get(idx)).map(|segment| segment.now.id),
            source_key: s.key.clone(),
            number: s.number.clone(),
            label: s.label.clone(),
            title: s.title.clone(),
            dates: s.dates.clone(),
            start: s.start,
            end: s.end,
            room: s.room.clone(),
            position: position as u32,
        };
        let credits = s.credits.iter().cloned().map(Into::into).collect();
        let (doubts, raw, line) = (doubts[position].clone(), s.raw.clone(), s.line);
        let now = SessionItem { session, credits, doubts, keyed_by_kind: true, raw, line };
        sessions.push(Planned { now, before });
    }

    let mut known: Vec<ContributionItem> = db.programme_items().list(id, ItemKind::Contribution)?;
    let pairs = pair(
        parsed.contributions.iter().map(contribution_marks).collect(),
        known.iter().map(marks_of_contribution).collect(),
    );
    let doubts = programme::doubts(parsed);
    let session_ids: Vec<SessionId> = sessions.iter().map(|planned| planned.now.session.id).collect();
    let mut contributions = vec![];
    for (position, c) in parsed.contributions.iter().enumerate() {
        let before = pairs[position].map(|idx| known[idx].clone());
        let contribution = Contribution {
            id: before.as_ref().map_or_else(|| catalog.clock.new_uuid().into(), |known| known.contribution.id),
            meeting: id,
            session: c.session.and_then(|idx| session_ids.get(idx).copied()),
            source_key: c.key.clone(),
            title: c.title.clone(),
            date: c.date,
            start: c.start,
            end: c.end,
            room: c.room.clone(),
            description: c.description.clone(),
            material_kind: c.material_kind.clone(),
            links: c.links.clone(),
            raw: c.raw.clone(),
            line: c.line,
            position: position as u32,
        };
        let now = ContributionItem {
            contribution,
            credits: c.credits.iter().cloned().map(Into::into).collect(),
            withdrawn: false,
            problems: c.problems.clone(),
            doubts: doubts[position].clone(),
        };
        contributions.push(Planned { now, before });
    }
    let kept: HashSet<ContributionId> = contributions.iter().map(|planned| planned.now.contribution.id).collect();
    known.retain(|known| !kept.contains(&known.contribution.id));
    Ok(Plan { meeting, segments, sessions, contributions, withdrawn: known })
}

/// The meeting that the source was read into before: of its key, else the one of its title that shares most talks.
fn find(db: &Db, parsed: &programme::Programme) -> Result<Option<Meeting>, Error> {
    if let Some(stored) = db.meetings().by_source_key(&parsed.key)? {
        return Ok(Some(stored.meeting));
    }
    let marks: HashSet<String> =
        parsed.contributions.iter().flat_map(|c| contribution_marks(c).into_iter().nth(1)).flatten().collect();
    for stored in db.meetings().list()? {
        let known: Vec<ContributionItem> = db.programme_items().list(stored.meeting.id, ItemKind::Contribution)?;
        let shared = known.iter().filter_map(|item| marks_of_contribution(item).into_iter().nth(1).flatten());
        let n_shared = shared.filter(|mark| marks.contains(mark)).count();
        let is_titled_so = analysis::fold(&stored.meeting.title) == analysis::fold(&parsed.title);
        let n_needed =
            if is_titled_so { known.len().min(marks.len()) / 3 } else { known.len().max(marks.len()) * 2 / 3 };
        if n_shared > n_needed.max(1) {
            return Ok(Some(stored.meeting));
        }
    }
    Ok(None)
}

fn meeting_item(id: MeetingId, source_key: String, parsed: &programme::Programme, problems: &[Problem]) -> MeetingItem {
    let listed = parsed.listed.iter().map(|l| ListedMaterial {
        kind: l.material_kind.clone(),
        title: l.title.clone(),
        links: l.links.clone(),
        line: l.line,
    });
    let meeting = Meeting {
        id,
        source_key,
        title: parsed.title.clone(),
        description: parsed.description.clone(),
        venue: parsed.venue.clone(),
        time_zone: parsed.time_zone.clone(),
        material_kinds: parsed.material_kinds.clone(),
        listed: listed.collect(),
    };
    // Those of one contribution stand on it.
    let of_lines: HashSet<(u32, model::ProblemCode)> = parsed
        .contributions
        .iter()
        .flat_map(|c| &c.problems)
        .filter_map(|problem| Some((problem.line?, problem.code)))
        .collect();
    let is_own = |problem: &&Problem| !problem.line.is_some_and(|line| of_lines.contains(&(line, problem.code)));
    MeetingItem { meeting, problems: problems.iter().filter(is_own).cloned().collect() }
}

/// What something can be known again by, the surest first.
type Marks = Vec<Option<String>>;

fn contribution_marks(c: &programme::Contribution) -> Marks {
    let people: Vec<&str> = c.credits.iter().filter_map(|c| c.name.as_deref().or(c.affiliation.as_deref())).collect();
    marks(
        &c.key,
        c.title.as_deref(),
        &people,
        c.date.map(|d| d.to_string()),
        c.start.map(|t| t.to_string()),
        c.room.as_deref(),
    )
}

fn marks_of_contribution(item: &ContributionItem) -> Marks {
    let c = &item.contribution;
    let people: Vec<&str> =
        item.credits.iter().filter_map(|c| c.name.as_deref().or(c.affiliation.as_deref())).collect();
    marks(
        &c.source_key,
        c.title.as_deref(),
        &people,
        c.date.map(|d| d.to_string()),
        c.start.map(|t| t.to_string()),
        c.room.as_deref(),
    )
}

fn marks(
    key: &str,
    title: Option<&str>,
    people: &[&str],
    date: Option<String>,
    start: Option<String>,
    room: Option<&str>,
) -> Marks {
    let title = title.map(analysis::fold).filter(|title| !title.is_empty());
    let mut names: Vec<String> = people.iter().map(|name| analysis::name_key(name)).collect();
    names.sort_unstable();
    let names = Some(names.join(";")).filter(|names| !names.is_empty());
    let date = date.unwrap_or_default();
    let slot = start.map(|start| format!("{date} {start} {}", room.unwrap_or_default()));
    vec![
        Some(format!("key {key}")),
        // It was moved to another day or time.
        (title.is_some() || names.is_some()).then(|| format!("said {title:?} {names:?}")),
        // Its title was put into other words, or somebody else gives it.
        names.as_ref().map(|names| format!("who {date} {names}")),
        title.as_ref().map(|title| format!("what {date} {title}")),
        title.map(|title| format!("title {title}")),
        names.zip(slot).map(|(names, slot)| format!("slot {slot} {names}")),
    ]
}

/// The new key and the one that an earlier version would have made: of the two, a known session has the one that its
/// version made.
fn session_marks(s: &programme::Session) -> Marks {
    let keys = [Some(format!("key {}", s.key)), Some(format!("former {}", s.former_key))];
    let (number, title) = (s.number.as_deref(), s.title.as_deref());
    keys.into_iter().chain(session_marks_of(s.label.as_deref(), number, title, &s.dates)).collect()
}

fn marks_of_session(item: &SessionItem) -> Marks {
    let s = &item.session;
    let keys = match item.keyed_by_kind {
        true => [Some(format!("key {}", s.source_key)), None],
        false => [None, Some(format!("former {}", s.source_key))],
    };
    let (number, title) = (s.number.as_deref(), s.title.as_deref());
    keys.into_iter().chain(session_marks_of(s.label.as_deref(), number, title, &s.dates)).collect()
}

fn session_marks_of(
    label: Option<&str>,
    number: Option<&str>,
    title: Option<&str>,
    dates: &[jiff::civil::Date],
) -> Marks {
    let kind = analysis::session_kind(label).name();
    let whole = whole_of(label, number, title);
    let title = title.map(analysis::fold).filter(|title| !title.is_empty());
    vec![
        title.as_ref().map(|title| format!("{kind} {number:?} {title}")),
        title.map(|title| format!("title {title}")),
        // What was a title to an earlier version may be a label and a title now.
        Some(whole).filter(|whole| !whole.is_empty()).map(|whole| format!("whole {whole} {dates:?}")),
        number.map(|number| format!("number {kind} {number} {dates:?}")),
    ]
}

/// The letters and digits of all that is printed of a session.
fn whole(s: &Session) -> String {
    whole_of(s.label.as_deref(), s.number.as_deref(), s.title.as_deref())
}

fn whole_of(label: Option<&str>, number: Option<&str>, title: Option<&str>) -> String {
    let number = number.map(|number| format!("Session {number}"));
    let parts = [label.map(str::to_owned).or(number), title.map(str::to_owned)];
    let printed = analysis::fold(&parts.into_iter().flatten().collect::<Vec<_>>().join(" "));
    printed.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Pairs what a source has with what is known: by the surest mark that only one on each side has.
fn pair(new: Vec<Marks>, known: Vec<Marks>) -> Vec<Option<usize>> {
    let mut pairs: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; known.len()];
    let n_marks = new.first().map_or(0, Vec::len);
    for mark in 0..n_marks {
        let mut by_mark: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (idx, marks) in new.iter().enumerate().filter(|(idx, _)| pairs[*idx].is_none()) {
            if let Some(mark) = &marks[mark] {
                by_mark.entry(mark).or_default().0.push(idx);
            }
        }
        for (idx, marks) in known.iter().enumerate().filter(|(idx, _)| !taken[*idx]) {
            if let Some(mark) = &marks[mark] {
                by_mark.entry(mark).or_default().1.push(idx);
            }
        }
        let found: Vec<(usize, usize)> = by_mark
            .into_values()
            .filter_map(|sides| match (&sides.0[..], &sides.1[..]) {
                ([new], [known]) => Some((*new, *known)),
                _ => None,
            })
            .collect();
        for (new, known) in found {
            pairs[new] = Some(known);
            taken[known] = true;
        }
    }
    pairs
}
