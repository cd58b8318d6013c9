//! Which sessions of a programme run at an instant, which should be over, and whose turn it is.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};
use model::{Contribution, RoomSession, RoomStanding, Session};

/// How long before its time a session is offered.
const SOON: SignedDuration = SignedDuration::from_mins(30);
/// How long after its time it is taken to go on, where nothing else begins in its room.
const OVERRUN: SignedDuration = SignedDuration::from_mins(60);
/// How long one lasts at the most whose end the programme does not say.
const LONGEST: SignedDuration = SignedDuration::from_hours(3);

/// A session on one of its days.
struct Slot<'a> {
    session: &'a Session,
    date: Date,
    talks: Vec<&'a Contribution>,
    start: Timestamp,
    end: Option<Timestamp>,
}

/// Sessions that run at `now`, then those that overrun, then those that begin soon. Times of a programme are those of
/// the clock in `zone`; sessions without a time are not in it.
pub fn at_hand(
    sessions: &[Session],
    contributions: &[Contribution],
    zone: &TimeZone,
    now: Timestamp,
) -> Vec<RoomSession> {
    let slots: Vec<Slot> = sessions.iter().flat_map(|session| slots_of(session, contributions, zone)).collect();
    let mut at_hand: Vec<RoomSession> = vec![];
    for slot in &slots {
        let Some(standing) = standing(slot, &slots, now) else { continue };
        at_hand.push(RoomSession {
            session: slot.session.id,
            date: slot.date,
            standing,
            start: slot.start,
            end: slot.end,
            contribution: match standing {
                RoomStanding::Running | RoomStanding::Overrunning => turn(slot, zone, now),
                RoomStanding::Soon => None,
            },
        });
    }
    // Of several that run, the one that began last is the likeliest: a whole day's frame begins before its sessions.
    at_hand.sort_by_key(|known| {
        let start = known.start.as_second();
        (known.standing, if known.standing == RoomStanding::Soon { start } else { -start })
    });
    at_hand
}

fn slots_of<'a>(session: &'a Session, contributions: &'a [Contribution], zone: &TimeZone) -> Vec<Slot<'a>> {
    let talks: Vec<&Contribution> = contributions.iter().filter(|talk| talk.session == Some(session.id)).collect();
    let mut dates = session.dates.clone();
    if dates.is_empty() {
        dates.extend(talks.iter().filter_map(|talk| talk.date));
        dates.sort();
        dates.dedup();
    }
    let is_only_day = dates.len() == 1;
    let slot = |date: Date| {
        let mut talks: Vec<&Contribution> = talks
            .iter()
            .copied()
            .filter(|talk| talk.date == Some(date) || talk.date.is_none() && is_only_day)
            .collect();
        talks.sort_by_key(|talk| talk.position);
        let first = talks.iter().filter_map(|talk| talk.start).min();
        let last = talks.iter().filter_map(|talk| talk.end).max();
        // One that spans days begins on the first and ends on the last; what its talks say of a day is true of it.
        let (start, end) = if is_only_day {
            (session.start.or(first)?, session.end.or(last))
        } else {
            (first.or(session.start)?, last.or(session.end))
        };
        let end_date = match end {
            Some(end) if end <= start => date.tomorrow().ok()?,
            _ => date,
        };
        let end = end.and_then(|end| instant(end_date, end, zone));
        Some(Slot { session, date, talks, start: instant(date, start, zone)?, end })
    };
    dates.into_iter().filter_map(slot).collect()
}

/// In spring an hour does not exist, in autumn one is there twice: the first is meant, as clocks at the place say.
fn instant(date: Date, time: Time, zone: &TimeZone) -> Option<Timestamp> {
    zone.to_timestamp(date.to_datetime(time)).ok()
}

fn standing(slot: &Slot, all: &[Slot], now: Timestamp) -> Option<RoomStanding> {
    if now < slot.start {
        return (slot.start.duration_since(now) <= SOON).then_some(RoomStanding::Soon);
    }
    let same_room = |other: &&Slot| other.session.room == slot.session.room && other.start > slot.start;
    let next = all.iter().filter(same_room).map(|other| other.start).min();
    let longest = slot.start + LONGEST;
    let end = slot.end.unwrap_or_else(|| next.map_or(longest, |next| next.min(longest)));
    if now < end {
        return Some(RoomStanding::Running);
    }
    let goes_on = now.duration_since(end) < OVERRUN && next.is_none_or(|next| now < next);
    goes_on.then_some(RoomStanding::Overrunning)
}

/// The talk that began last. It has the floor until the next one begins, however long it is.
fn turn(slot: &Slot, zone: &TimeZone, now: Timestamp) -> Option<model::ContributionId> {
    let begun = slot.talks.iter().filter_map(|talk| Some((instant(slot.date, talk.start?, zone)?, talk)));
    let (_, talk) = begun.filter(|(start, _)| *start <= now).max_by_key(|(start, talk)| (*start, talk.position))?;
    Some(talk.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{ContributionId, MeetingId, SessionId};
    use uuid::Uuid;

    const NEW_YORK: &str = "America/New_York";

    fn session(id: u128, date: &str, start: &str, end: &str, room: &str) -> Session {
        Session {
            id: SessionId(Uuid::from_u128(id)),
            meeting: MeetingId(Uuid::from_u128(1)),
            segment: None,
            source_key: String::new(),
            number: None,
            label: None,
            title: None,
            dates: date.split(' ').map(|date| date.parse().expect("a date")).collect(),
            start: start.parse().ok(),
            end: end.parse().ok(),
            room: (!room.is_empty()).then(|| room.to_owned()),
            position: id as u32,
        }
    }

    fn talk(id: u128, session: u128, date: &str, start: &str, end: &str) -> Contribution {
        Contribution {
            id: ContributionId(Uuid::from_u128(id)),
            meeting: MeetingId(Uuid::from_u128(1)),
            session: Some(SessionId(Uuid::from_u128(session))),
            source_key: String::new(),
            title: None,
            date: date.parse().ok(),
            start: start.parse().ok(),
            end: end.parse().ok(),
            room: None,
            description: None,
            material_kind: None,
            links: vec![],
            raw: String::new(),
            line: 1,
            position: id as u32,
        }
    }

    /// The sessions by number, their standing and the talk whose turn it is, at an instant.
    fn check(sessions: &[Session], talks: &[Contribution], at: &str) -> Vec<(u128, RoomStanding, Option<u128>)> {
        let zone = programme::time_zone(NEW_YORK).expect("it is known");
        let found = at_hand(sessions, talks, &zone, at.parse().expect("an instant"));
        let number = |known: RoomSession| {
            let turn = known.contribution.map(|id| id.0.as_u128());
            (known.session.0.as_u128(), known.standing, turn)
        };
        found.into_iter().map(number).collect()
    }

    use RoomStanding::*;

    #[test]
    fn the_clock_of_the_place_says_what_runs_and_whose_turn_it_is() {
        let sessions = [session(10, "2016-11-30", "10:00", "13:00", "4")];
        let talks = [
            talk(1, 10, "2016-11-30", "10:00", "10:20"),
            talk(2, 10, "2016-11-30", "10:20", "10:40"),
            talk(3, 10, "2016-11-30", "11:00", "11:20"),
        ];
        // New York is five hours behind UTC in November.
        assert_eq!(check(&sessions, &talks, "2016-11-30T14:29:00Z"), [], "more than half an hour before");
        assert_eq!(check(&sessions, &talks, "2016-11-30T14:30:00Z"), [(10, Soon, None)]);
        assert_eq!(check(&sessions, &talks, "2016-11-30T15:00:00Z"), [(10, Running, Some(1))]);
        assert_eq!(check(&sessions, &talks, "2016-11-30T15:50:00Z"), [(10, Running, Some(2))], "talks overrun, too");
        assert_eq!(check(&sessions, &talks, "2016-11-30T17:59:59Z"), [(10, Running, Some(3))]);
    }

    #[test]
    fn a_session_overruns_until_another_begins_in_its_room() {
        let sessions = [
            session(10, "2016-11-30", "10:00", "11:00", "4"),
            session(11, "2016-11-30", "11:15", "12:00", "4"),
            session(12, "2016-11-30", "10:00", "11:00", "5"),
        ];
        assert_eq!(
            check(&sessions, &[], "2016-11-30T16:05:00Z"),
            [(10, Overrunning, None), (12, Overrunning, None), (11, Soon, None)]
        );
        assert_eq!(
            check(&sessions, &[], "2016-11-30T16:15:00Z"),
            [(11, Running, None), (12, Overrunning, None)],
            "the next one has begun in room 4, and nothing in room 5"
        );
        assert_eq!(check(&sessions, &[], "2016-11-30T17:00:00Z"), [(11, Overrunning, None)], "an hour is enough");
    }

    #[test]
    fn parallel_sessions_are_all_offered_the_one_begun_last_first() {
        let sessions = [
            session(10, "2016-11-30", "09:00", "18:00", ""),
            session(11, "2016-11-30", "10:00", "12:00", "4"),
            session(12, "2016-11-30", "10:30", "12:00", "5"),
        ];
        let all = check(&sessions, &[], "2016-11-30T16:00:00Z");
        assert_eq!(all, [(12, Running, None), (11, Running, None), (10, Running, None)]);
    }

    #[test]
    fn days_nights_and_missing_times() {
        // It begins on one day and ends on another: each day's talks say when.
        let two_days = [session(10, "2016-11-30 2016-12-01", "16:00", "12:00", "")];
        let talks = [talk(1, 10, "2016-11-30", "16:00", "17:00"), talk(2, 10, "2016-12-01", "10:00", "11:00")];
        assert_eq!(check(&two_days, &talks, "2016-12-01T15:10:00Z"), [(10, Running, Some(2))]);
        // Past midnight.
        let night = [session(10, "2016-11-30", "23:00", "01:00", "")];
        assert_eq!(check(&night, &[], "2016-12-01T05:30:00Z"), [(10, Running, None)]);
        // Without an end, three hours at the most.
        let open = [session(10, "2016-11-30", "10:00", "", "")];
        assert_eq!(check(&open, &[], "2016-11-30T17:59:00Z"), [(10, Running, None)]);
        assert_eq!(check(&open, &[], "2016-11-30T19:01:00Z"), []);
        // Without a time, nothing by the clock.
        let none = [session(10, "2016-11-30", "", "", "")];
        assert_eq!(check(&none, &[], "2016-11-30T17:00:00Z"), []);
        // The hour that spring leaves out.
        let spring = [session(10, "2016-03-13", "02:30", "04:00", "")];
        assert_eq!(check(&spring, &[], "2016-03-13T07:45:00Z"), [(10, Running, None)]);
    }
}
