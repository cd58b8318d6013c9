//! Which session each contribution belongs to, once the whole page is read.

use crate::key::Named;
use crate::{Programme, Session};
use analysis::{session_kind, session_rank};
use jiff::civil::Date;
use model::{Problem, ProblemCode};
use std::collections::HashMap;

/// What a contribution says of its session; one for each contribution, in the same order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mention {
    pub session: Option<Named>,
    pub date: Option<Date>,
    /// A line of the form that names its session.
    pub is_entry: bool,
}

/// Puts contributions into the announced sessions that they name, and makes those that are only mentioned.
pub(crate) fn resolve(programme: &mut Programme, mentions: &[Mention]) {
    let uses_sessions = !programme.sessions.is_empty() || mentions.iter().any(|mention| mention.session.is_some());
    inherit_from_segments(programme);
    let n_announced = programme.sessions.len();
    let mut by_rank: HashMap<_, Vec<usize>> = HashMap::new();
    for (idx, session) in programme.sessions.iter().enumerate() {
        let Some(rank) = session.number.as_deref().and_then(session_rank) else { continue };
        let rank = (session_kind(session.label.as_deref()), rank);
        // Two of a number are already not to be told apart; a page with thousands must not cost time.
        let of_rank: &mut Vec<usize> = by_rank.entry(rank).or_default();
        if of_rank.len() < 64 {
            of_rank.push(idx);
        }
    }
    let mut mentioned = HashMap::new();
    let mut held: Vec<(usize, Date)> = Vec::new();
    for (contribution, mention) in programme.contributions.iter_mut().zip(mentions) {
        let Some(named) = &mention.session else {
            if mention.is_entry && uses_sessions && contribution.session.is_none() {
                contribution.problems.push(Problem::new(ProblemCode::SessionMissing).on_line(contribution.line));
            }
            continue;
        };
        let rank = session_rank(&named.number).map(|rank| (named.kind, rank));
        let announced = rank.and_then(|rank| by_rank.get(&rank)).map_or(&[][..], Vec::as_slice);
        let session = match fitting(programme.sessions.as_slice(), &programme.segments, announced, mention.date) {
            Fit::One(idx) => idx,
            Fit::Several => {
                let label = named.label.clone().unwrap_or_else(|| format!("Session {}", named.number));
                let detail = format!("{label} could be one of several");
                let problem = Problem::new(ProblemCode::SessionMissing).on_line(contribution.line).with_detail(detail);
                contribution.problems.push(problem);
                continue;
            }
            Fit::None => *mentioned.entry(rank).or_insert_with(|| {
                let (number, label) = (Some(named.number.clone()), named.label.clone());
                programme.sessions.push(Session { number, label, ..Session::default() });
                programme.sessions.len() - 1
            }),
        };
        contribution.session = Some(session);
        held.extend(mention.date.map(|date| (session, date)));
    }
    for (session, date) in held {
        programme.sessions[session].dates.push(date);
    }
    for session in &mut programme.sessions {
        session.dates.sort_unstable();
        session.dates.dedup();
    }
    place_mentioned(programme, n_announced);
}

enum Fit {
    None,
    One(usize),
    Several,
}

/// Which of the announced sessions of a number is held on the date.
fn fitting(sessions: &[Session], segments: &[crate::Segment], announced: &[usize], date: Option<Date>) -> Fit {
    let Some(date) = date else { return one_of(announced.to_vec()) };
    let on_the_day = |&&idx: &&usize| sessions[idx].dates.contains(&date);
    let exact: Vec<usize> = announced.iter().filter(on_the_day).copied().collect();
    let segment_dates =
        |idx: usize| sessions[idx].segment.map_or(&[][..], |segment| segments[segment].dates.as_slice());
    let possible = announced.iter().copied().filter(|&idx| {
        sessions[idx].dates.contains(&date)
            || segment_dates(idx).contains(&date)
            || (sessions[idx].dates.is_empty() && segment_dates(idx).is_empty())
    });
    let possible: Vec<usize> = possible.collect();
    // A session whose own day it is, and one that only may be held on that day, cannot be told apart.
    if exact.len() == 1 && possible.len() > 1 && possible.iter().all(|&idx| !sessions[idx].dates.is_empty()) {
        return Fit::One(exact[0]);
    }
    one_of(possible)
}

fn one_of(sessions: Vec<usize>) -> Fit {
    match sessions[..] {
        [] => Fit::None,
        [session] => Fit::One(session),
        _ => Fit::Several,
    }
}

/// A session of a segment of one day is held on that day, in the segment's room.
fn inherit_from_segments(programme: &mut Programme) {
    for session in &mut programme.sessions {
        let Some(segment) = session.segment.map(|idx| &programme.segments[idx]) else { continue };
        if let (true, [date]) = (session.dates.is_empty(), &segment.dates[..]) {
            session.dates.push(*date);
        }
        if session.room.is_none() {
            session.room = segment.room.clone();
        }
    }
}

/// Sessions that are only mentioned belong to the one segment that spans their days, after its announced ones.
fn place_mentioned(programme: &mut Programme, n_announced: usize) {
    for session in &mut programme.sessions[n_announced..] {
        let spans =
            |segment: &&(usize, &crate::Segment)| session.dates.iter().all(|date| segment.1.dates.contains(date));
        let segments: Vec<_> = programme.segments.iter().enumerate().collect();
        let spanning: Vec<_> = segments.iter().filter(spans).collect();
        if let ([(idx, _)], false) = (&spanning[..], session.dates.is_empty()) {
            session.segment = Some(*idx);
        }
    }
    let mut order: Vec<usize> = (0..programme.sessions.len()).collect();
    order.sort_by_key(|&idx| programme.sessions[idx].segment.unwrap_or(usize::MAX));
    let mut places = vec![0; order.len()];
    for (place, &idx) in order.iter().enumerate() {
        places[idx] = place;
    }
    programme.sessions = order.iter().map(|&idx| std::mem::take(&mut programme.sessions[idx])).collect();
    for contribution in &mut programme.contributions {
        contribution.session = contribution.session.map(|idx| places[idx]);
    }
}
