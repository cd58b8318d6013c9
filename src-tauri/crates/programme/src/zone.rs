//! Time zones and instants: what a source's own clock says, and what the clock at the place said.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use std::sync::OnceLock;

/// The rules that are built in: a programme is read the same on every machine.
fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

/// Every name that is a place's, in order, and UTC.
pub(crate) fn names() -> Vec<String> {
    let is_place = |name: &String| name.contains('/') && !name.starts_with("Etc/") && !name.starts_with("SystemV/");
    let mut names: Vec<String> = database().available().map(|name| name.to_string()).filter(is_place).collect();
    names.push("UTC".to_owned());
    names.sort_unstable();
    names
}

/// The rules of a zone by its IANA name; the same on every machine.
pub fn zone(name: &str) -> Option<TimeZone> {
    database().get(name).ok()
}

/// The IANA name, as it is usually spelt; names that Windows and Outlook use are known too.
pub(crate) fn iana(name: &str) -> Option<String> {
    let name = name.trim().trim_matches(['"', '\'']);
    // Some write a path that ends in the name: `/freeassociation.sourceforge.net/Europe/Rome`.
    let parts: Vec<&str> = name.split('/').collect();
    let tail = |n: usize| parts.get(parts.len().saturating_sub(n)..).map(|parts| parts.join("/")).unwrap_or_default();
    for candidate in [name.to_owned(), tail(3), tail(2)] {
        if let Ok(zone) = database().get(&candidate)
            && (candidate.contains('/') || candidate.eq_ignore_ascii_case("UTC"))
        {
            return zone.iana_name().map(str::to_owned);
        }
    }
    use std::str::FromStr;
    let outlook = calcard::common::timezone::Tz::from_str(name).ok()?;
    let name = outlook.name()?.into_owned();
    database().get(&name).ok()?.iana_name().filter(|name| name.contains('/')).map(str::to_owned)
}

/// What a source says of a point in time.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Moment {
    pub date: Option<Date>,
    pub time: Option<Time>,
    /// From UTC, in seconds, where printed.
    pub offset: Option<i32>,
}

impl Moment {
    /// By the clock of the place. An offset of its own is the place's; only UTC is converted.
    pub fn local(self, zone: Option<&TimeZone>) -> Moment {
        let (Some(date), Some(time), Some(0), Some(zone)) = (self.date, self.time, self.offset, zone) else {
            return self;
        };
        match Offset::UTC.to_timestamp(DateTime::from_parts(date, time)) {
            Ok(at) => {
                let local = zone.to_datetime(at);
                Moment { date: Some(local.date()), time: Some(local.time()), offset: None }
            }
            Err(_) => self,
        }
    }

    pub fn plus_minutes(self, minutes: i64) -> Moment {
        let (Some(time), Some(date)) = (self.time, self.date.or(Date::new(2000, 1, 3).ok())) else { return self };
        let end = DateTime::from_parts(date, time).checked_add(jiff::Span::new().minutes(minutes.clamp(0, 14_400)));
        match end {
            Ok(end) => Moment { date: self.date.map(|_| end.date()), time: Some(end.time()), offset: self.offset },
            Err(_) => self,
        }
    }
}

/// `2017-08-05T10:00:00+02:00`, `2013-11-23 11:00`, `20240915T130000Z`, `2017-08-05`, `10:00`, `0930`.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let (date, rest) = match compact_date(text).or_else(|| crate::date::iso_date(text)) {
        Some((date, rest)) => (Some(date), rest),
        None => match crate::date::written_date(text) {
            Some((partial, rest)) => (Some(partial.with_year(None)?), rest),
            None => (None, text),
        },
    };
    let rest = rest.trim_start_matches(['T', 't', ' ', ',', '\u{A0}']);
    if rest.is_empty() {
        return date.map(|date| Moment { date: Some(date), ..Moment::default() });
    }
    match clock(rest) {
        Some((time, offset)) => Some(Moment { date, time: Some(time), offset }),
        None => date
            .filter(|_| !rest.starts_with(|c: char| c.is_ascii_digit()))
            .map(|date| Moment { date: Some(date), ..Moment::default() }),
    }
}

fn compact_date(text: &str) -> Option<(Date, &str)> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = &text[8..];
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let date = Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?).ok()?;
    (1900..2200).contains(&date.year()).then_some((date, rest))
}

/// A time of day with what follows it.
fn clock(text: &str) -> Option<(Time, Option<i32>)> {
    if let Some((time, rest)) = crate::date::time(text) {
        let mut rest = rest;
        if let Some((seconds, after)) = rest.strip_prefix(':').and_then(|rest| crate::date::number(rest, 2, 2))
            && seconds < 60
        {
            rest = after;
            if let Some(after) = rest.strip_prefix('.') {
                rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
            }
        }
        return Some((time, offset(rest.trim_start())));
    }
    // `0930`, `130000Z`.
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(n_digits, 4 | 6) {
        return None;
    }
    let time = Time::new(text[..2].parse().ok()?, text[2..4].parse().ok()?, 0, 0).ok()?;
    Some((time, offset(&text[n_digits..])))
}

fn offset(text: &str) -> Option<i32> {
    if text.starts_with(['Z', 'z']) {
        return Some(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits: String = text.chars().skip(1).filter(char::is_ascii_digit).take(4).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

/// `00:45`, `1:30:00`, `PT45M`, `P0DT1H`, `30`, `90 min`, `1h30`, `2hr` as minutes; a bare number is of minutes.
pub(crate) fn minutes(text: &str) -> Option<i64> {
    let text = text.trim();
    let small = text.to_ascii_lowercase();
    if let Some((hours, rest)) = small.split_once(':') {
        let minutes = rest.split(':').next()?;
        return Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?);
    }
    let small = small.strip_prefix('p').unwrap_or(&small).trim_start_matches('-').replace('t', "");
    let (mut total, mut number, mut seen) = (0i64, String::new(), false);
    let mut chars = small.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '0'..='9' | '.' => number.push(c),
            'd' | 'h' | 'm' | 's' if !number.is_empty() => {
                let value: f64 = number.parse().ok()?;
                let unit = match c {
                    'd' => 1440.,
                    'h' => 60.,
                    'm' => 1.,
                    _ => 1. / 60.,
                };
                total += (value.min(1e6) * unit) as i64;
                number.clear();
                seen = true;
                while chars.peek().is_some_and(|c| c.is_alphabetic() && c.is_ascii()) {
                    chars.next();
                }
            }
            ' ' => {}
            _ => return None,
        }
    }
    if !number.is_empty() {
        total += number.parse::<f64>().ok()? as i64;
        seen = true;
    }
    (seen && (1..=14_400).contains(&total)).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn moments_are_read_in_every_form() {
        let at = |h, m, offset| Moment { date: Some(date(2016, 11, 30)), time: Some(time(h, m, 0, 0)), offset };
        for (text, expected) in [
            ("2016-11-30T10:00:00+00:00", at(10, 0, Some(0))),
            ("2016-11-30T10:00:00.123+02:00", at(10, 0, Some(7200))),
            ("20161130T100000Z", at(10, 0, Some(0))),
            ("20161130T1000", at(10, 0, None)),
            ("2016-11-30 10:00:00", at(10, 0, None)),
            ("30.11.2016 10:00", at(10, 0, None)),
            ("30 November 2016, 3 p.m.", at(15, 0, None)),
            ("2016-11-30", Moment { date: Some(date(2016, 11, 30)), ..Moment::default() }),
            ("0930", Moment { time: Some(time(9, 30, 0, 0)), ..Moment::default() }),
        ] {
            assert_eq!(moment(text), Some(expected), "{text}");
        }
        for text in ["", "noon", "2500", "1385204400", "20161330"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn only_utc_is_put_into_the_zone_of_the_place() {
        let rome = zone("Europe/Rome").expect("it is built in");
        let local = moment("20240915T233000Z").map(|moment| moment.local(Some(&rome))).expect("it is a moment");
        assert_eq!((local.date, local.time), (Some(date(2024, 9, 16)), Some(time(1, 30, 0, 0))));
        let own = moment("2024-09-15T13:00:00-04:00").map(|moment| moment.local(Some(&rome))).expect("it is a moment");
        assert_eq!(own.time, Some(time(13, 0, 0, 0)));
    }

    #[test]
    fn zones_have_many_names() {
        for (name, expected) in [
            ("Europe/Rome", Some("Europe/Rome")),
            (" Europe/Rome", Some("Europe/Rome")),
            ("/freeassociation.sourceforge.net/Europe/Rome", Some("Europe/Rome")),
            ("W. Europe Standard Time", Some("Europe/Berlin")),
            ("Eastern Standard Time", Some("America/New_York")),
            ("Mars/Olympus", None),
            ("", None),
        ] {
            assert_eq!(iana(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn lengths_are_minutes() {
        for (text, expected) in [
            ("00:45", 45),
            ("1:30:00", 90),
            ("PT45M", 45),
            ("PT1H30M", 90),
            ("P1D", 1440),
            ("30", 30),
            ("90 min", 90),
            ("1h30", 90),
            ("2hr", 120),
        ] {
            assert_eq!(minutes(text), Some(expected), "{text}");
        }
        for text in ["", "soon", "0", "99999999"] {
            assert_eq!(minutes(text), None, "{text}");
        }
    }
}
