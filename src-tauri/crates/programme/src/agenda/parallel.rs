//! `14:00-15:30 Parallel sessions`, and below it what is held beside each other: `Session III.A: Coasts (Room A)`,
//! `Room B: Ports`. The span of time is a part of the meeting, and each of them has its hours.

use super::Agenda;
use crate::date::times;
use crate::head::Head;
use crate::key::Named;
use crate::line::{Line, Shape, collapse, is_separator};
use crate::outline::is_named_room;
use crate::{Segment, Session, item};
use analysis::fold;
use jiff::civil::Time;

/// The span of time that is open.
pub(super) struct Parallel {
    start: Option<Time>,
    end: Option<Time>,
    /// The room of the session that begins.
    room: Option<String>,
    /// The part of the meeting that it is within.
    outer: Option<usize>,
}

/// Folded beginnings of words that say it of a span of time; of two words, both stand there.
#[rustfmt::skip]
const GROUPS: &[&str] = &[
    "breakout", "break-out", "working groups", "groupes travail", "grupos trabajo", "рабочи групп", "секционны", "分组", "分论坛",
    "arbeitsgruppen", "gruppi lavoro",
];
/// Those that say it of sessions.
#[rustfmt::skip]
const BESIDE: &[&str] =
    &["parallel", "concurrent", "simultan", "paralel", "параллельн", "متوازيه", "المتوازيه", "متزامنه", "المتزامنه", "平行"];
/// Their sessions; *Parallel computing* is a talk.
#[rustfmt::skip]
const SESSIONS: &[&str] = &[
    "session", "workshop", "track", "panel", "meeting", "event", "seance", "atelier", "reunion", "sesion", "taller", "mesa", "сесс",
    "заседан", "секци", "جلس", "الجلس", "ورش", "会议", "论坛", "会场", "sitzung", "sektion",
];

impl Agenda {
    /// What is open holds sessions, and the first of them is there.
    pub(super) fn begin_parallel(&mut self) {
        let is_parallel = self.slot.as_ref().is_some_and(|slot| {
            slot.items.is_empty() && slot.roles.is_empty() && slot.end.is_some() && is_parallel(&slot.raw)
        });
        let Some(slot) = self.slot.take_if(|_| is_parallel) else { return };
        let raw = collapse(&slot.raw);
        let bare = raw.trim_start_matches(is_separator);
        let title = times(bare).map_or("", |(_, _, rest)| rest.trim_matches(is_separator));
        let title = if title.is_empty() { slot.title.unwrap_or_default() } else { title.to_owned() };
        self.parallel = Some(Parallel { start: slot.start, end: slot.end, room: None, outer: self.segment });
        self.session = None;
        self.segment = Some(self.programme.segments.len());
        self.programme.segments.push(Segment {
            title,
            dates: slot.date.map_or_else(|| self.days.clone(), |date| vec![date]),
            start: slot.start,
            end: slot.end,
            room: slot.room,
            ..Segment::default()
        });
    }

    /// What begins at or after its end is no more of it.
    pub(super) fn end_parallel(&mut self, start: Time) {
        let is_over = |parallel: &mut Parallel| parallel.end.is_none_or(|end| start >= end);
        if let Some(parallel) = self.parallel.take_if(is_over) {
            (self.segment, self.session) = (parallel.outer, None);
        }
    }

    pub(super) fn hours_of_parallel(&self) -> (Option<Time>, Option<Time>) {
        self.parallel.as_ref().map_or((None, None), |parallel| (parallel.start, parallel.end))
    }

    pub(super) fn room_of_parallel(&mut self) -> Option<String> {
        self.parallel.as_mut()?.room.take()
    }

    /// `Room A: Session III.A Coasts`, `Room B: Ports`, and a room alone above what is held in it.
    pub(super) fn is_in_room(&mut self, line: &Line, text: &str) -> bool {
        let is_open = || self.parallel.is_some() || self.slot.as_ref().is_some_and(|slot| is_parallel(&slot.raw));
        let (room, rest) = text.split_once([':', '：']).or_else(|| text.split_once(" – ")).unwrap_or((text, ""));
        if is_named_room(room.trim()) && is_open() {
            self.close_items();
            self.begin_parallel();
            let Some(parallel) = &mut self.parallel else { return false };
            parallel.room = Some(room.trim().to_owned());
            if !rest.trim().is_empty() {
                self.open_in_room(line, Some(rest.trim()));
            }
            return true;
        }
        let is_title =
            line.shape != Shape::Item && self.parallel.as_ref().is_some_and(|parallel| parallel.room.is_some());
        if is_title {
            self.open_in_room(line, Some(text));
        }
        is_title
    }

    /// The session of a room that was named above; one without a name, where its talks or people follow at once.
    pub(super) fn open_in_room(&mut self, line: &Line, title: Option<&str>) {
        if self.parallel.as_ref().is_none_or(|parallel| parallel.room.is_none()) {
            return;
        }
        if let Some(head) = title.and_then(Head::of).filter(|head| head.session.is_some()) {
            return self.open_session(line, None, head.session.as_ref().map(Named::from), head.rest);
        }
        let (start, end) = self.hours_of_parallel();
        let session = Session {
            segment: self.segment,
            title: title.map(|title| item::unquoted(title).to_owned()),
            dates: self.days.clone(),
            start,
            end,
            room: self.room_of_parallel(),
            raw: line.raw.clone(),
            line: line.number,
            ..Session::default()
        };
        self.session = Some((self.programme.sessions.len(), 6));
        self.programme.sessions.push(session);
    }

    /// A talk with a time of its own is over where another room begins.
    fn close_items(&mut self) {
        if self.parallel.is_some() {
            self.close_slot();
        }
    }
}

fn is_parallel(text: &str) -> bool {
    const LONGEST: usize = 400;
    if text.len() > LONGEST {
        return false;
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let has = |phrase: &&str| {
        phrase.split(' ').all(|begins| {
            let is_han = begins.starts_with(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c));
            words.iter().any(|word| word.starts_with(begins) || is_han && word.contains(begins))
        })
    };
    GROUPS.iter().any(has) || BESIDE.iter().any(has) && SESSIONS.iter().any(has)
}
