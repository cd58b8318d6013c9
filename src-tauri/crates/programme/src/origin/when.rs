//! Dates and times of day as they stand in a text, each with its stretch.

use crate::date::{self, times};
use crate::line::is_dash;
use jiff::civil::{Date, Time};
use std::ops::Range;

/// A date and whether its year stands with it.
pub(super) struct Found {
    pub at: Range<usize>,
    pub is_whole: bool,
}

/// Every start of a word or number, with the text that follows.
fn starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut before: Option<char> = None;
    text.char_indices().filter_map(move |(at, c)| {
        let joins = |b: char| {
            b.is_alphanumeric()
                && (b.is_numeric() == c.is_numeric() && c < '\u{2E80}'
                    || b.is_alphabetic() && c.is_ascii_digit() && b < '\u{2E80}')
        };
        let is_start = c.is_alphanumeric() && !before.is_some_and(joins);
        before = Some(c);
        is_start.then(|| (at, &text[at..]))
    })
}

/// Where a text says a date, in bytes; the places that have its year first.
pub(super) fn date_in(text: &str, wanted: Date) -> Option<Found> {
    let mut partial = None;
    for (at, rest) in starts(text) {
        // No form of a date has its first number further on.
        if !rest.chars().take(32).any(char::is_numeric) {
            continue;
        }
        let end = |after: &str| text.len() - after.len();
        if let Some((found, after)) = date::iso_date(rest) {
            if found == wanted {
                return Some(Found { at: at..end(after), is_whole: true });
            }
            continue;
        }
        if let Some((found, after)) = compact(rest) {
            if found == wanted {
                return Some(Found { at: at..end(after), is_whole: true });
            }
            continue;
        }
        let Some((found, after)) = date::written_date(rest) else { continue };
        if found.agrees_with(wanted) {
            let found_at = Found { at: at..end(after), is_whole: found.year.is_some() };
            if found_at.is_whole {
                return Some(found_at);
            }
            partial.get_or_insert(found_at);
        } else if found.month == wanted.month() && found.year.is_none_or(|year| year == wanted.year()) {
            // `30 and 31 May 2016`, `13–15 June`: the day stands before.
            let first = (at.saturating_sub(24)..at).find(|&first| text.is_char_boundary(first)).unwrap_or(at);
            let own = starts(&text[first..at]).find_map(|(start, own)| {
                let (day, after) = date::number(own, 1, 2)?;
                let after =
                    after.trim_start_matches(|c: char| c.is_whitespace() || is_dash(c) || matches!(c, ',' | '/'));
                let goes_on = after.is_empty()
                    || after.starts_with(|c: char| c.is_ascii_digit())
                    || ["and ", "et ", "y ", "и ", "to ", "au ", "al ", "a ", "& "]
                        .iter()
                        .any(|word| after.starts_with(word));
                (day == wanted.day() as u32 && goes_on).then_some(first + start)
            });
            if let Some(start) = own {
                partial.get_or_insert(Found { at: start..end(after), is_whole: found.year.is_some() });
            }
        }
    }
    partial
}

/// `20161130`, `20161130T100000`.
fn compact(text: &str) -> Option<(Date, &str)> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = &text[8..];
    let date = Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()?;
    ((1900..2200).contains(&date.year()) && !rest.starts_with(|c: char| c.is_ascii_digit())).then_some((date, rest))
}

/// `Lunes 18`, `Понедельник`: the day of the week, and of the month, alone.
pub(super) fn weekday_in(text: &str, wanted: Date) -> Option<Range<usize>> {
    starts(text).find_map(|(at, rest)| {
        let (name, after) = date::word(rest);
        if !date::is_weekday(&analysis::fold(name)) || date::weekday_mismatch(name, &[wanted]).is_some() {
            return None;
        }
        match date::number(after.trim_start_matches([' ', ',', '.']), 1, 2) {
            Some((day, after)) => (day == wanted.day() as u32).then(|| at..text.len() - after.len()),
            None => text.trim().eq(name).then(|| at..at + name.len()),
        }
    })
}

/// Where a text says the time at which something starts, or ends; in bytes.
pub(super) fn time_in(text: &str, wanted: Time, is_end: bool) -> Option<Range<usize>> {
    // As one of the two ends of a span.
    let mut from = 0;
    for (at, rest) in starts(text) {
        if at < from {
            continue;
        }
        let Some((start, end, after)) = times(rest) else { continue };
        let whole = at..text.len() - after.len();
        from = whole.end;
        let Some(end) = end else {
            if start == wanted && !is_end {
                return Some(trimmed(text, whole));
            }
            continue;
        };
        let is_it = if is_end { end == wanted } else { start == wanted };
        if !is_it {
            continue;
        }
        let printed = &text[whole.clone()];
        let halves = [" - ", " – ", " — ", " to ", " до ", " à ", " au ", " a ", "–", "—", "-", "~", "至", "إلى", "до"];
        let cut = halves.iter().find_map(|mark| printed.find(mark).map(|cut| (cut, cut + mark.len())));
        return Some(trimmed(
            text,
            match cut {
                Some((cut, _)) if !is_end => whole.start..whole.start + cut,
                Some((_, cut)) => whole.start + cut..whole.end,
                None => whole,
            },
        ));
    }
    let read = |rest: &str| {
        let found = date::time(rest).or_else(|| date::dotted_time(rest)).or_else(|| date::packed_time(rest));
        found.map(|(time, after)| (time, after.len()))
    };
    let mut found = starts(text).filter_map(|(at, rest)| {
        let (time, n_after) = read(rest)?;
        (time == wanted).then(|| trimmed(text, at..text.len() - n_after))
    });
    if is_end { found.last() } else { found.next() }
}

/// `(20 min)`: a number of so many minutes with its unit.
pub(super) fn length_in(text: &str, minutes: i64) -> Option<Range<usize>> {
    text.match_indices(['(', '[', '（']).find_map(|(at, open)| {
        let inner = &text[at + open.len()..];
        let end = inner.find([')', ']', '）'])?;
        let whole = at..at + open.len() + end + inner[end..].chars().next().map_or(0, char::len_utf8);
        let (n, _) = crate::item::split_length(&text[whole.clone()]);
        (i64::from(n?) == minutes).then_some(whole)
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let start = range.start + (inner.len() - inner.trim_start().len());
    start..start + inner.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn dates_have_their_stretch() {
        let found = |text: &str, day: Date| date_in(text, day).map(|found| (text[found.at].to_owned(), found.is_whole));
        let day = date(2016, 11, 30);
        assert_eq!(
            found("on Wednesday, 30 November 2016, at", day),
            Some(("Wednesday, 30 November 2016".to_owned(), true))
        );
        assert_eq!(found("30 Nov: then 2016-11-30", day), Some(("2016-11-30".to_owned(), true)));
        assert_eq!(found("29 and 30 November", day), Some(("30 November".to_owned(), false)));
        assert_eq!(found("30 November and 1 December", date(2016, 12, 1)), Some(("1 December".to_owned(), false)));
        assert_eq!(found("29 to 30 November", date(2016, 11, 29)), Some(("29 to 30 November".to_owned(), false)));
        assert_eq!(found("2016年11月30日（星期三）", day), Some(("2016年11月30日".to_owned(), true)));
        assert_eq!(found("DTSTART:20161130T100000", day), Some(("20161130".to_owned(), true)));
        assert_eq!(found("31 November", day), None);
        let text = "Lunes 18";
        assert_eq!(weekday_in(text, date(2024, 11, 18)).map(|at| &text[at]), Some("Lunes 18"));
    }

    #[test]
    fn times_have_their_stretch() {
        let found = |text: &str, at, is_end| time_in(text, at, is_end).map(|at| text[at].to_owned());
        assert_eq!(found("10:00–11:30 Opening", time(10, 0, 0, 0), false).as_deref(), Some("10:00"));
        assert_eq!(found("10:00–11:30 Opening", time(11, 30, 0, 0), true).as_deref(), Some("11:30"));
        assert_eq!(found("1:30 - 3:00 pm Panel", time(13, 30, 0, 0), false).as_deref(), Some("1:30"));
        assert_eq!(found("Title (10.00 to 10.15)", time(10, 15, 0, 0), true).as_deref(), Some("10.15"));
        assert_eq!(found("from 3 p.m.", time(15, 0, 0, 0), false).as_deref(), Some("3 p.m."));
        assert_eq!(found("Opening", time(15, 0, 0, 0), false), None);
    }
}
