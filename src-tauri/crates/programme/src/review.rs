//! How sure each value of a programme is, and how values are read that a reader types.

use crate::credit::{self, looks_like_name};
use crate::{Credit, Programme, zone};
use analysis::fold;
use jiff::civil::{Date, Time};
use model::{Doubt, ItemField, ProblemCode, Role};
use std::collections::HashMap;

/// Beyond this many days from the middle day of a meeting, a date is probably another year's or a slip.
const FAR_DAYS: i32 = 60;
/// A title beyond this many characters has probably run into the next line.
const LONG_TITLE: usize = 220;

/// What is doubtful about each contribution, in order: a field and why.
pub fn doubts(programme: &Programme) -> Vec<Vec<(ItemField, Doubt)>> {
    let talks = &programme.contributions;
    let share = |has: &dyn Fn(&crate::Contribution) -> bool| {
        talks.iter().filter(|talk| has(talk)).count() * 2 > talks.len().max(1)
    };
    let usually = Usually {
        dated: share(&|talk| talk.date.is_some()),
        timed: share(&|talk| talk.start.is_some()),
        titled: share(&|talk| talk.title.is_some()),
        in_session: share(&|talk| talk.session.is_some()),
    };
    let middle = {
        let mut days: Vec<Date> = talks.iter().filter_map(|talk| talk.date).collect();
        days.sort_unstable();
        days.get(days.len() / 2).copied()
    };
    let overlapping = overlaps(programme);
    let talks = talks.iter().enumerate();
    talks.map(|(idx, talk)| doubts_of(talk, &usually, middle, overlapping.contains(&idx))).collect()
}

struct Usually {
    dated: bool,
    timed: bool,
    titled: bool,
    in_session: bool,
}

fn doubts_of(
    talk: &crate::Contribution,
    usually: &Usually,
    middle: Option<Date>,
    overlaps: bool,
) -> Vec<(ItemField, Doubt)> {
    let mut found = Vec::new();
    let mut doubt = |field, why| found.push((field, why));
    let raw = fold(&talk.raw);
    let has_problem = |code: ProblemCode| talk.problems.iter().any(|problem| problem.code == code);

    match talk.date {
        None if usually.dated => doubt(ItemField::Date, Doubt::Missing),
        None => {}
        Some(date) => {
            if has_problem(ProblemCode::DateMismatch) {
                doubt(ItemField::Date, Doubt::Contradicted);
            } else if middle.is_some_and(|middle| days_between(date, middle) > FAR_DAYS) {
                doubt(ItemField::Date, Doubt::FarFromOthers);
            } else if !raw.is_empty() && !says_date(&raw, date) {
                doubt(ItemField::Date, Doubt::FromHeading);
            }
        }
    }
    match (talk.start, talk.end) {
        (None, _) if usually.timed => doubt(ItemField::Start, Doubt::Missing),
        // Past midnight is late in the evening and early in the morning; else it is a slip.
        (Some(start), Some(end)) if end < start && !(start.hour() >= 20 && end.hour() <= 6) => {
            doubt(ItemField::End, Doubt::Backwards);
        }
        _ => {}
    }
    if overlaps {
        doubt(ItemField::Start, Doubt::Overlap);
    }
    if has_problem(ProblemCode::SessionMissing) {
        doubt(ItemField::Parent, Doubt::SessionOpen);
    } else if talk.session.is_none() && usually.in_session {
        doubt(ItemField::Parent, Doubt::Missing);
    }
    match talk.title.as_deref() {
        None if usually.titled => doubt(ItemField::Title, Doubt::Missing),
        Some(title) if title.chars().count() > LONG_TITLE => doubt(ItemField::Title, Doubt::TooLong),
        Some(title) if talk.credits.is_empty() && credit::is_full_name(title) && is_plain_name(title) => {
            doubt(ItemField::Title, Doubt::NoTitle);
        }
        _ => {}
    }
    let is_ambiguous = has_problem(ProblemCode::NameAmbiguous);
    if is_ambiguous {
        doubt(ItemField::People, Doubt::PersonOrOrganization);
    }
    if talk.credits.is_empty() {
        doubt(ItemField::People, Doubt::Missing);
    }
    for credit in &talk.credits {
        match credit.name.as_deref() {
            Some(name) if !is_ambiguous && credit.honorific.is_none() && !looks_like_name(name) => {
                doubt(ItemField::People, Doubt::NoName);
            }
            _ => {}
        }
        if credit.affiliation.as_deref().is_some_and(|affiliation| affiliation.chars().count() > LONG_TITLE) {
            doubt(ItemField::Affiliations, Doubt::TooLong);
        }
    }
    found.dedup();
    found
}

/// What is doubtful about each session, in order.
pub fn session_doubts(programme: &Programme) -> Vec<Vec<(ItemField, Doubt)>> {
    let of = |session: &crate::Session| {
        let mut found = Vec::new();
        if session.dates.is_empty() {
            found.push((ItemField::Date, Doubt::Missing));
        }
        if session.title.is_none() && session.number.is_none() && session.room.is_none() {
            found.push((ItemField::Title, Doubt::Missing));
        }
        if let (Some(start), Some(end)) = (session.start, session.end)
            && end < start
            && !(start.hour() >= 20 && end.hour() <= 6)
        {
            found.push((ItemField::End, Doubt::Backwards));
        }
        let names = session.credits.iter().filter_map(|credit| credit.name.as_deref());
        if names.into_iter().any(|name| !looks_like_name(name)) {
            found.push((ItemField::People, Doubt::NoName));
        }
        found
    };
    programme.sessions.iter().map(of).collect()
}

/// Two words and no more: `Climate Finance` would be a title as well.
fn is_plain_name(title: &str) -> bool {
    let n_words = title.split_whitespace().count();
    n_words == 2 && title.split_whitespace().all(|word| word.chars().skip(1).all(char::is_lowercase))
}

fn days_between(one: Date, other: Date) -> i32 {
    one.since(other).map_or(i32::MAX, |span| span.get_days().abs())
}

/// Does the line itself name the day of the date? Whatever the form, its day is in it, and its month or its year.
fn says_date(folded: &str, date: Date) -> bool {
    let numbers: Vec<u32> = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .flat_map(|digits| match digits.len() {
            // `20161130T100000Z`.
            8 => vec![digits[..4].parse().ok(), digits[4..6].parse().ok(), digits[6..].parse().ok()],
            _ => vec![digits.parse().ok()],
        })
        .flatten()
        .collect();
    let has = |number: u32| numbers.contains(&number);
    let is_epoch = numbers.iter().any(|&number| number > 900_000_000);
    has(date.day() as u32) || is_epoch
}

/// Talks that are in the same room as another while it goes on. What belongs together (a session and its talks, a talk
/// given twice) begins and ends with the other, and is none.
fn overlaps(programme: &Programme) -> std::collections::HashSet<usize> {
    type Slots = Vec<(Time, Time, usize)>;
    let mut by_room: HashMap<(Date, String), Slots> = HashMap::new();
    for (idx, talk) in programme.contributions.iter().enumerate() {
        if let (Some(date), Some(start), Some(end), Some(room)) = (talk.date, talk.start, talk.end, &talk.room)
            && end > start
        {
            by_room.entry((date, fold(room))).or_default().push((start, end, idx));
        }
    }
    let mut found = std::collections::HashSet::new();
    for mut slots in by_room.into_values() {
        slots.sort_unstable();
        for pair in slots.windows(2) {
            let [(start, end, _), (next_start, next_end, next)] = pair else { continue };
            let is_nested = next_end <= end || next_start == start;
            if next_start < end && !is_nested {
                found.insert(*next);
            }
        }
    }
    found
}

/// The dates that a reader typed, in any form that programmes use; a date without a year is of `year`.
pub fn read_dates(text: &str, year: Option<i16>) -> Vec<Date> {
    let mut dates = crate::date::dates_in(text, year);
    dates.sort_unstable();
    dates.dedup();
    dates
}

/// A time of day that a reader typed: `9`, `9.30`, `0930`, `3 p.m.`, `15h00`.
pub fn read_time(text: &str) -> Option<Time> {
    let text = text.trim();
    let is_digits = matches!(text.len(), 4 | 6) && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = || zone::moment(text).filter(|_| is_digits).and_then(|moment| moment.time);
    crate::date::bare_time(text).or_else(whole)
}

/// People that a reader typed with `;` between, and their affiliations in the same order.
pub fn read_people(people: &str, affiliations: &str, role: Role) -> Vec<Credit> {
    const MARKS: [char; 4] = [';', '；', '؛', '\n'];
    let homes: Vec<&str> = affiliations.split(MARKS).map(str::trim).collect();
    let people: Vec<&str> = people.split(MARKS).map(str::trim).collect();
    let n = people.len().max(homes.len());
    (0..n)
        .filter_map(|idx| {
            let name = people.get(idx).copied().unwrap_or_default();
            let home = homes.get(idx).copied().filter(|home| !home.is_empty());
            if name.is_empty() && home.is_none() {
                return None;
            }
            let mut read = credit::person(name, home, role);
            // Somebody may be known by the organization alone.
            if let (true, Some(home)) = (name.is_empty(), home) {
                read.name = None;
                credit::set_affiliation(&mut read, home);
            }
            Some(read)
        })
        .collect()
}

/// The IANA name of a time zone, as it is usually spelt; names that Windows uses are known too.
pub fn read_time_zone(text: &str) -> Option<String> {
    zone::iana(text)
}

/// Every time zone, by its IANA name.
pub fn time_zones() -> Vec<String> {
    zone::names()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn what_a_reader_types_is_read() {
        assert_eq!(read_time("9"), Some(time(9, 0, 0, 0)));
        assert_eq!(read_time("0930"), Some(time(9, 30, 0, 0)));
        assert_eq!(read_time("3 p.m."), Some(time(15, 0, 0, 0)));
        assert_eq!(read_time("soon"), None);
        assert_eq!(read_time("11:00x"), None);
        assert_eq!(read_dates("30 novembre 2016", None), [date(2016, 11, 30)]);
        assert_eq!(read_dates("2016-11-30; 2016-12-01", None), [date(2016, 11, 30), date(2016, 12, 1)]);
        let people = read_people("Dr. Jane Doe; 王小明", "UNODC; ", Role::Speaker);
        let printed: Vec<_> =
            people.iter().map(|p| (p.honorific.as_deref(), p.name.as_deref(), p.affiliation.as_deref())).collect();
        assert_eq!(printed, [(Some("Dr."), Some("Jane Doe"), Some("UNODC")), (None, Some("王小明"), None)]);
    }

    #[test]
    fn a_slot_that_ends_before_it_begins_is_doubtful() {
        let csv = "date,start,end,title,speaker\n2016-11-30,10:00,09:00,Opening,Jane Doe\n2016-11-30,11:00,12:00,Report,Ann Lee\n";
        let (programme, _) = crate::parse(csv.as_bytes(), None);
        let found = doubts(&programme);
        assert_eq!(found[0], [(ItemField::End, Doubt::Backwards)]);
        assert_eq!(found[1], []);
    }
}
