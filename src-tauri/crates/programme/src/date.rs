//! Dates and times as programmes print them, in the six official languages.

use crate::line::{is_dash, is_separator};
use analysis::fold;
use jiff::civil::{Date, Time};

/// A date that may leave its year to its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PartialDate {
    pub year: Option<i16>,
    pub month: i8,
    pub day: i8,
}

impl PartialDate {
    pub fn with_year(self, year: Option<i16>) -> Option<Date> {
        Date::new(self.year.or(year)?, self.month, self.day).ok()
    }

    pub fn agrees_with(self, date: Date) -> bool {
        self.month == date.month() && self.day == date.day() && self.year.is_none_or(|year| year == date.year())
    }
}

#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    "понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье",
    "الاثنين", "الثلاثا", "الاربعا", "الخميس", "الجمعه", "السبت", "الاحد",
    "星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日",
    "周一", "周二", "周三", "周四", "周五", "周六", "周日",
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag",
    "lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "sabato", "domenica",
    "segunda-feira", "terca-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sabado", "domingo",
    // What is no whole week stands last.
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "星期天", "周天", "sonnabend",
];
/// How many of them are whole weeks, one after another.
const N_IN_WEEKS: usize = 70;

/// `2016-11-30` at the start, and what follows.
pub(crate) fn iso_date(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = number(text, 4, 4)?;
    let mark = rest.chars().next().filter(|&c| is_dash(c) || matches!(c, '.' | '/'))?;
    let (month, rest) = number(&rest[mark.len_utf8()..], 1, 2)?;
    let rest = rest.strip_prefix(mark)?;
    let (day, rest) = number(rest, 1, 2)?;
    let date = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, rest))
}

/// `30 Nov`, `November 30th, 2016`, `le 30 novembre`, `30 de noviembre de 2016`, `2016年11月30日` at the start, after
/// a weekday or not, and what follows.
pub(crate) fn written_date(text: &str) -> Option<(PartialDate, &str)> {
    let text = skip_weekday(text);
    chinese_date(text).or_else(|| dotted_date(text)).or_else(|| day_first(text)).or_else(|| month_first(text))
}

fn skip_weekday(text: &str) -> &str {
    let (word, rest) = day_name(text);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let is_weekday = !word.is_empty() && word.len() < 40 && WEEKDAYS.contains(&fold(word).as_str());
    let rest = if is_weekday { rest.trim_start_matches([' ', ',', '،', '，']) } else { text };
    ["le ", "el ", "the "].iter().find_map(|article| rest.strip_prefix(article)).unwrap_or(rest)
}

/// Eras that years are counted in, and the year before their first.
const ERAS: &[(&str, i16)] = &[
    ("中華民國", 1911),
    ("中华民国", 1911),
    ("民國", 1911),
    ("民国", 1911),
    ("公元", 0),
    ("令和", 2018),
    ("平成", 1988),
];

fn chinese_date(text: &str) -> Option<(PartialDate, &str)> {
    let era = ERAS.iter().find_map(|(era, before)| Some((*before, text.strip_prefix(era)?.trim_start())));
    let (before, text) = era.unwrap_or((0, text));
    let (first, rest) = number(text, 1, 4)?;
    let (year, month, rest) = match rest.trim_start().strip_prefix('年') {
        Some(rest) => {
            let (month, rest) = number(rest.trim_start(), 1, 2)?;
            // Of what era a small number is, only its name tells.
            let year = i16::try_from(first).ok()?.checked_add(before).filter(|year| *year > 1000)?;
            (Some(year), month, rest)
        }
        None => (None, first, rest),
    };
    let (day, rest) = number(rest.trim_start().strip_prefix('月')?.trim_start(), 1, 2)?;
    let rest = rest.trim_start().strip_prefix(['日', '号'])?;
    partial(year, month, day).map(|date| (date, rest))
}

/// `30.11.2016`; with slashes only where day and month cannot be taken for each other.
fn dotted_date(text: &str) -> Option<(PartialDate, &str)> {
    let (first, rest) = number(text, 1, 2)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '.' | '/'))?;
    let (second, rest) = number(&rest[1..], 1, 2)?;
    let (year, rest) = number(rest.strip_prefix(mark)?, 4, 4)?;
    let (day, month) = match mark {
        '.' => (first, second),
        _ if first > 12 => (first, second),
        _ if second > 12 => (second, first),
        _ => return None,
    };
    partial(Some(i16::try_from(year).ok()?), month, day).map(|date| (date, rest))
}

fn day_first(text: &str) -> Option<(PartialDate, &str)> {
    let (day, rest) = number(text, 1, 2)?;
    let rest = ["st", "nd", "rd", "th", "er", "º", "."].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    let rest = rest.trim_start().trim_start_matches('-');
    let rest = ["de ", "of ", "DE ", "OF "].iter().find_map(|of| rest.strip_prefix(of)).unwrap_or(rest);
    let (month, rest) = month(rest)?;
    let (year, rest) = year(rest);
    partial(year, month, day).map(|date| (date, rest))
}

fn month_first(text: &str) -> Option<(PartialDate, &str)> {
    let (month, rest) = month(text)?;
    let (day, rest) = number(rest.trim_start(), 1, 2)?;
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|end| rest.strip_prefix(end)).unwrap_or(rest);
    let (year, rest) = year(rest);
    partial(year, month, day).map(|date| (date, rest))
}

fn partial(year: Option<i16>, month: u32, day: u32) -> Option<PartialDate> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    // A leap year, so that 29 February is not refused before its year is known.
    Date::new(year.unwrap_or(2000), month, day).ok()?;
    Some(PartialDate { year, month, day })
}

fn month(text: &str) -> Option<(u32, &str)> {
    let (name, mut rest) = word(text);
    if name.is_empty() || name.len() > 40 || name == "may" || name == "mar" {
        return None;
    }
    let mut folded = fold(name);
    // Levantine names have two words, and the United Nations print both names: تشرين الثاني/نوفمبر.
    if matches!(folded.as_str(), "تشرين" | "كانون") {
        let (second, after) = word(rest.trim_start());
        folded = format!("{folded} {}", fold(second));
        rest = after;
    }
    // Without its own letter it is a name.
    let is_march = folded == "marco" && name.contains(['ç', 'Ç']);
    let month = if is_march { 3 } else { analysis::month(&folded)? };
    if let Some(after) = rest.strip_prefix('/') {
        let (other, after) = word(after);
        if analysis::month(&fold(other)) == Some(month) {
            rest = after;
        }
    }
    Some((u32::from(month), rest.strip_prefix('.').unwrap_or(rest)))
}

fn year(text: &str) -> (Option<i16>, &str) {
    let rest = text.trim_start_matches([' ', ',', '\u{A0}']);
    let rest = ["de ", "del ", "DE ", "DEL "].iter().find_map(|of| rest.strip_prefix(of)).unwrap_or(rest);
    match number(rest, 4, 4) {
        Some((year @ 1900..=2199, rest)) => (i16::try_from(year).ok(), rest),
        _ => (None, text),
    }
}

/// Every date in a text, in order. `30 November and 1 December 2016` and `1 and 2 December` are two dates each; a
/// date without a year takes the next one's.
pub(crate) fn dates_in(text: &str, default_year: Option<i16>) -> Vec<Date> {
    let mut found: Vec<PartialDate> = Vec::new();
    let mut rest = text;
    let mut before = None;
    // A day that waits for the month of a later one.
    let mut waiting: Vec<u32> = Vec::new();
    while let Some(c) = rest.chars().next() {
        let starts_word = c.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric);
        if starts_word || (c.is_ascii_digit() && !before.is_some_and(|b: char| b.is_ascii_digit())) {
            if let Some((date, after)) = iso_date(rest) {
                found.push(PartialDate { year: Some(date.year()), month: date.month(), day: date.day() });
                (rest, before) = (after, Some('0'));
                continue;
            }
            if let Some((date, after)) = written_date(rest) {
                let earlier = waiting.drain(..).filter_map(|day| partial(date.year, date.month as u32, day));
                found.extend(earlier);
                found.push(date);
                (rest, before) = (after, Some('0'));
                continue;
            }
            waiting.retain(|_| is_connector(rest));
            if let Some((day @ 1..=31, after)) = number(rest, 1, 2) {
                // More days before one month are a table, not a date.
                if waiting.len() >= 8 {
                    waiting.clear();
                }
                waiting.push(day);
                (rest, before) = (after, Some('0'));
                continue;
            }
            // The rest of the word begins no date.
            let (skipped, after) = word(rest);
            if !skipped.is_empty() && after.len() < rest.len() {
                (rest, before) = (after, Some('a'));
                continue;
            }
        }
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
    let mut year = default_year;
    let mut dates: Vec<Date> = found
        .iter()
        .rev()
        .filter_map(|date| {
            year = date.year.or(year);
            date.with_year(year)
        })
        .collect();
    dates.reverse();
    dates
}

fn is_connector(text: &str) -> bool {
    ["and ", "et ", "y ", "и ", "to ", "au ", "al ", "a "].iter().any(|word| text.starts_with(word))
        || text.starts_with(|c: char| c.is_ascii_digit())
}

/// `15:00`, `15h00`, `15 h 30`, `14h`, `3 p.m.`, `下午3点`, `15 ч. 30 мин.` at the start, and what follows.
pub(crate) fn time(text: &str) -> Option<(Time, &str)> {
    let (half_before, text) = half_before(text);
    let (hour, rest) = number(text, 1, 2)?;
    let of_hours = || {
        let spaced = rest.trim_start();
        let after = ["часов", "час.", "ч.", "h", "H", "点", "點", "时", "時"]
            .iter()
            .find_map(|unit| spaced.strip_prefix(unit))?;
        match number(after.trim_start(), 2, 2) {
            Some((minute, after)) => {
                let unit = ["мин.", "分"].iter().find_map(|unit| after.trim_start().strip_prefix(unit));
                Some((minute, unit.unwrap_or(after)))
            }
            // `14h` is a time, and `24hours` none.
            None if !after.starts_with(char::is_alphanumeric) || after.starts_with(|c: char| c >= '\u{2E80}') => {
                Some((0, after))
            }
            None => None,
        }
    };
    let minutes = rest.strip_prefix([':', '：', '.']).and_then(|minutes| number(minutes, 2, 2)).or_else(of_hours);
    let (minute, after) = minutes.unwrap_or((0, rest));
    let (half, after) = match half_before {
        Some(half) => (Some(half), after),
        None => half_day(after),
    };
    // `10.30` alone is a number as well as a time, and so is a bare `10`.
    if half.is_none() && (minutes.is_none() || rest.starts_with('.')) {
        return None;
    }
    let hour = match half {
        // `下午14:00` says it twice.
        Some(_) if half_before.is_some() && hour > 12 => hour,
        Some(_) if hour > 12 || hour == 0 => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        None => hour,
    };
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
    Some((time, after))
}

/// A time in a place where nothing else can be: `9.30`, `9`, `14h`.
pub(crate) fn bare_time(text: &str) -> Option<Time> {
    let text = text.trim();
    if let Some((time, _)) = time(text).filter(|(_, rest)| rest.trim().is_empty()) {
        return Some(time);
    }
    let text = text.trim_end_matches(['h', 'H', '.']);
    if let Some((time, rest)) = time(text) {
        return rest.trim().is_empty().then_some(time);
    }
    let (hour, rest) = number(text, 1, 2)?;
    let (minute, rest) = match rest.strip_prefix('.') {
        Some(rest) => number(rest, 2, 2)?,
        None => (0, rest),
    };
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
    rest.trim().is_empty().then_some(time)
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// Chinese says it before the hour.
fn half_before(text: &str) -> (Option<Half>, &str) {
    let marks =
        [("上午", Half::Morning), ("早上", Half::Morning), ("下午", Half::Afternoon), ("晚上", Half::Afternoon)];
    let found = marks.iter().find_map(|(mark, half)| Some((Some(*half), text.strip_prefix(mark)?.trim_start())));
    found.filter(|(_, rest)| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or((None, text))
}

fn half_day(text: &str) -> (Option<Half>, &str) {
    let trimmed = text.trim_start();
    for (mark, is_morning) in [
        ("a.m.", true),
        ("p.m.", false),
        ("a. m.", true),
        ("p. m.", false),
        ("a.\u{A0}m.", true),
        ("p.\u{A0}m.", false),
        ("am", true),
        ("pm", false),
        ("AM", true),
        ("PM", false),
        ("A.M.", true),
        ("P.M.", false),
        ("صباحًا", true),
        ("صباحاً", true),
        ("صباحا", true),
        ("مساءً", false),
        ("مساء", false),
        ("ظهرًا", false),
        ("ظهراً", false),
        ("ظهرا", false),
        ("de la mañana", true),
        ("de la tarde", false),
        ("утра", true),
        ("дня", false),
        ("вечера", false),
    ] {
        if let Some(rest) = trimmed.strip_prefix(mark)
            && !rest.starts_with(char::is_alphanumeric)
        {
            return (Some(if is_morning { Half::Morning } else { Half::Afternoon }), rest);
        }
    }
    (None, text)
}

/// A time, or two with a dash or *to* between them, at the start, and what follows.
pub(crate) fn times(text: &str) -> Option<(Time, Option<Time>, &str)> {
    // `From 9:00 to 9:30`, `من 9:00 إلى 9:30`.
    let from = ["From ", "from ", "De ", "de ", "С ", "с ", "من الساعة ", "من "]
        .iter()
        .find_map(|from| text.strip_prefix(from));
    if let Some(after) = from.filter(|after| after.starts_with(|c: char| c.is_numeric()))
        && let Some((start, Some(end), rest)) = times(after)
    {
        return Some((start, Some(end), rest));
    }
    // `ore 9.30`, `a las 9:30`.
    let at = ["ore ", "Ore ", "alle ore ", "a las ", "A las ", "às ", "um ", "Um ", "в ", "الساعة "]
        .iter()
        .find_map(|at| text.strip_prefix(at));
    if let Some(after) = at.filter(|after| after.starts_with(|c: char| c.is_ascii_digit())) {
        return times(after);
    }
    if let Some((start, end, rest)) = span(text) {
        return Some((start, Some(past_noon(start, end)), without_unit(rest)));
    }
    let (start, rest) = time(text)?;
    // A log's times have seconds.
    if rest.strip_prefix(':').and_then(|rest| number(rest, 2, 2)).is_some_and(|(seconds, _)| seconds > 0) {
        return None;
    }
    match between(without_unit(rest)).and_then(time) {
        Some((end, rest)) => Some((start, Some(past_noon(start, end)), without_unit(rest))),
        None => Some((start, None, without_unit(rest))),
    }
}

/// The end of `12:00–1:30` by a clock of twelve hours. What begins in the evening goes on past midnight.
fn past_noon(start: Time, end: Time) -> Time {
    let is_past = end < start && (9..=13).contains(&start.hour()) && (1..=7).contains(&end.hour());
    end.checked_add(jiff::Span::new().hours(12)).ok().filter(|_| is_past).unwrap_or(end)
}

/// What follows a dash or *to*.
fn between(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let after = ["to ", "until ", "à ", "a ", "hasta ", "до ", "至", "到", "إلى ", "الى ", "bis "]
        .iter()
        .find_map(|to| text.strip_prefix(to));
    Some(after.or_else(|| text.strip_prefix(|c: char| is_dash(c) || matches!(c, '~' | '～')))?.trim_start())
}

/// `9.30–10.00` and `0930-1000`: one alone is a number as well as a time, two of them are times.
fn span(text: &str) -> Option<(Time, Time, &str)> {
    let found = span_of(text, dotted_time).or_else(|| span_of(text, packed_time)).map(in_halves);
    let found = found.or_else(|| hours(text))?;
    let mut after = found.2.chars();
    let runs_on = match after.next() {
        Some('.') => after.next().is_some_and(|c| c.is_ascii_digit()),
        Some(c) => c.is_ascii_digit(),
        None => false,
    };
    (!runs_on).then_some(found)
}

/// `1:30 - 3:00 pm`: what stands after the second is of both, unless the first were later then.
fn in_halves((start, end, rest): (Time, Time, &str)) -> (Time, Time, &str) {
    let (Some(half), after) = half_day(rest) else { return (start, end, rest) };
    let of_day = |time: Time, half| {
        let hour = match half {
            Half::Morning => time.hour() % 12,
            Half::Afternoon => time.hour() % 12 + 12,
        };
        Time::new(hour, time.minute(), 0, 0).ok().filter(|_| (1..=12).contains(&time.hour()))
    };
    let Some(end) = of_day(end, half) else { return (start, end, rest) };
    let same = of_day(start, half).filter(|start| *start < end);
    match same.or_else(|| of_day(start, Half::Morning)) {
        Some(start) => (start, end, after),
        None => (start, end, after),
    }
}

/// `9-10 am`, `2 – 3.30 pm`: bare hours are times where half of the day is said.
fn hours(text: &str) -> Option<(Time, Time, &str)> {
    let hour = |text: &'_ str| -> Option<(Time, usize)> {
        let (hour, rest) = number(text, 1, 2)?;
        let (minute, rest) = match rest.strip_prefix([':', '.']).and_then(|rest| number(rest, 2, 2)) {
            Some((minute, after)) => (minute, after),
            None => (0, rest),
        };
        let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
        Some((time, text.len() - rest.len()))
    };
    let (start, length) = hour(text)?;
    let after = between(&text[length..])?;
    let (end, length) = hour(after)?;
    let rest = &after[length..];
    half_day(rest).0?;
    Some(in_halves((start, end, rest)))
}

fn span_of(text: &str, read: fn(&str) -> Option<(Time, &str)>) -> Option<(Time, Time, &str)> {
    let (start, rest) = read(text)?;
    let (end, rest) = read(between(without_unit(rest))?)?;
    Some((start, end, rest))
}

pub(crate) fn dotted_time(text: &str) -> Option<(Time, &str)> {
    let (hour, rest) = number(text, 1, 2)?;
    let (minute, rest) = number(rest.strip_prefix(['.', ':'])?, 2, 2)?;
    Some((Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?, rest))
}

pub(crate) fn packed_time(text: &str) -> Option<(Time, &str)> {
    let (value, rest) = number(text, 4, 4)?;
    // Years have four digits too.
    let is_year = (1900..2100).contains(&value);
    let time = Time::new(i8::try_from(value / 100).ok()?, i8::try_from(value % 100).ok()?, 0, 0).ok()?;
    (!is_year && value % 5 == 0).then_some((time, rest))
}

/// Without the word for hours that stands after a time.
fn without_unit(text: &str) -> &str {
    let trimmed = text.trim_start();
    ["horas", "hrs.", "hrs", "hours", "heures", "hs.", "hs", "Uhr", "часов", "час.", "ч.", "h.", "h"]
        .iter()
        .find_map(|unit| trimmed.strip_prefix(unit))
        .filter(|rest| !rest.starts_with(char::is_alphanumeric))
        // `12:00 m. Taller`: noon in America; *M. Dupont* is somebody.
        .or_else(|| trimmed.strip_prefix("m.").filter(|rest| rest.is_empty() || rest.starts_with(' ')))
        .unwrap_or(text)
}

/// The word at the start with the end that Portuguese has on days, and what follows.
pub(crate) fn day_name(text: &str) -> (&str, &str) {
    let (name, rest) = word(text);
    match rest.get(.."-feira".len()) {
        Some(end) if end.eq_ignore_ascii_case("-feira") => text.split_at(name.len() + end.len()),
        _ => (name, rest),
    }
}

/// Is the folded word a day of the week?
pub(crate) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.contains(&word)
}

/// What a line's weekday says against its date; the first weekday is the first date's.
pub(crate) fn weekday_mismatch(text: &str, dates: &[Date]) -> Option<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphabetic() && c != '-');
    let mut named = words.filter_map(|word| WEEKDAYS.iter().position(|name| *name == word));
    let (&date, at) = dates.first().zip(named.find(|&at| at < N_IN_WEEKS))?;
    let own = i8::try_from(at % 7).ok()?;
    (date.weekday().to_monday_zero_offset() != own)
        .then(|| format!("{date} is not that day of the week: {}", text.trim()))
}

/// The text without its dates and without what then stands alone: separators, *and*, empty parentheses.
pub(crate) fn without_dates(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = None;
    while let Some(c) = rest.chars().next() {
        let starts_word = c.is_alphanumeric() && !before.is_some_and(char::is_alphanumeric);
        let date = starts_word.then(|| iso_date(rest).map(|(_, after)| after)).flatten();
        let date = date.or_else(|| starts_word.then(|| written_date(rest).map(|(_, after)| after)).flatten());
        if let Some(after) = date {
            kept.push('\u{1}');
            (rest, before) = (after, Some('0'));
            continue;
        }
        kept.push(c);
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
    if !kept.contains('\u{1}') {
        return text.to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    for part in kept.split([',', '،', '，']) {
        let mut part = part.to_owned();
        if part.contains('\u{1}') {
            for connector in ["\u{1} and \u{1}", "\u{1} et \u{1}", "\u{1} y \u{1}", "\u{1} и \u{1}", "\u{1} to \u{1}"]
            {
                part = part.replace(connector, "");
            }
            part = part.replace('\u{1}', "").replace("()", "");
            part = part.trim_matches(is_separator).to_owned();
            // `29 and 30 November`: the first day went with the second's month.
            // What stands in parentheses after a date, such as `(morning)`, is about the date.
            let is_aside = part.starts_with('(') && part.ends_with(')');
            if is_aside || part.chars().all(|c| !c.is_alphabetic()) || is_connector(&part) && part.len() < 8 {
                part.clear();
            }
        }
        if !part.trim().is_empty() {
            parts.push(part.trim().to_owned());
        }
    }
    parts.join(", ")
}

/// The letters at the start, and what follows.
pub(crate) fn word(text: &str) -> (&str, &str) {
    let end = text
        .char_indices()
        .find(|&(_, c)| !c.is_alphabetic() && !matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}'))
        .map_or(text.len(), |(at, _)| at);
    text.split_at(end)
}

/// A number of so many digits at the start, not followed by another digit, and what follows.
pub(crate) fn number(text: &str, min_digits: usize, max_digits: usize) -> Option<(u32, &str)> {
    let (mut value, mut n_digits, mut end) = (0u32, 0, 0);
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '٠'..='٩' => c as u32 - '٠' as u32,
            _ => break,
        };
        n_digits += 1;
        if n_digits > max_digits {
            return None;
        }
        value = value * 10 + digit;
        end += c.len_utf8();
    }
    (n_digits >= min_digits).then(|| (value, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time as at};

    #[test]
    fn a_date_is_read_in_every_official_language() {
        for text in [
            "30 Nov",
            "30 November 2016",
            "Nov. 30",
            "November 30th, 2016",
            "Wednesday, 30 November 2016",
            "30 novembre 2016",
            "mercredi 30 novembre",
            "30 de noviembre de 2016",
            "30 ноября 2016 г.",
            "2016年11月30日",
            "11月30日",
            "30 تشرين الثاني/نوفمبر 2016",
            "٣٠ نوفمبر",
            "30.11.2016",
            "30/11/2016",
            "30\u{A0}Nov",
        ] {
            let (found, _) = written_date(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.with_year(Some(2016)), Some(date(2016, 11, 30)), "{text}");
        }
        for text in ["30", "31 Feb", "5 may be", "03/04/2016", "November", "2016"] {
            assert_eq!(written_date(text), None, "{text}");
        }
    }

    #[test]
    fn several_dates_share_a_year_and_a_month() {
        let both = vec![date(2016, 11, 30), date(2016, 12, 1)];
        assert_eq!(dates_in("Technical sessions, 30 November and 1 December 2016", None), both);
        assert_eq!(dates_in("2016-11-30 to 2016-12-01", None), both);
        assert_eq!(dates_in("1 and 2 December 2016", None), vec![date(2016, 12, 1), date(2016, 12, 2)]);
        assert_eq!(dates_in("1–2 December", Some(2016)), vec![date(2016, 12, 1), date(2016, 12, 2)]);
        assert_eq!(dates_in("12 members met on 1 December 2016", None), vec![date(2016, 12, 1)]);
        assert_eq!(dates_in("resolutions 1373 (2001) and 2178 (2014)", None), vec![]);
    }

    #[test]
    fn a_heading_without_its_dates_keeps_the_rest() {
        for (text, kept) in [
            ("Technical sessions, 30 November and 1 December 2016", "Technical sessions"),
            ("Technical sessions, 30 November and 1 December 2016 (morning)", "Technical sessions"),
            ("Special meeting, 1 December 2016, 15:00, Conference Room 4", "Special meeting, 15:00, Conference Room 4"),
            ("Workshop (1 December 2016)", "Workshop"),
            ("Day one – 1 December", "Day one"),
        ] {
            assert_eq!(without_dates(text), kept);
        }
    }

    #[test]
    fn times_are_told_from_numbers() {
        assert_eq!(times("10:00–13:00 Opening"), Some((at(10, 0, 0, 0), Some(at(13, 0, 0, 0)), " Opening")));
        assert_eq!(times("3 p.m."), Some((at(15, 0, 0, 0), None, "")));
        assert_eq!(times("9 a.m. to 12 p.m."), Some((at(9, 0, 0, 0), Some(at(12, 0, 0, 0)), "")));
        assert_eq!(times("15h30"), Some((at(15, 30, 0, 0), None, "")));
        for text in [
            "9.30–11.00",
            "9.30 a 11.00 horas",
            "09:30 - 11:00 hrs",
            "0930-1100",
            "9 h 30 – 11 h",
            "9h30-11h00",
            "上午9:30-11:00",
            "9点30分至11点",
            "٠٩:٣٠ – ١١:٠٠",
            "9:30 صباحا – 11:00 صباحا",
            "9 ч. 30 мин. – 11 ч. 00 мин.",
        ] {
            let span = times(text).map(|(start, end, rest)| (start, end, rest.trim().to_owned()));
            assert_eq!(span, Some((at(9, 30, 0, 0), Some(at(11, 0, 0, 0)), String::new())), "{text}");
        }
        for text in ["2014-2015", "1.2-1.3", "10.11.2016-12.11.2016", "24h hackathon", "1990-1995"] {
            assert_eq!(times(text), None, "{text}");
        }
        assert_eq!(times("10 members"), None);
        assert_eq!(times("2.15 Opening"), None);
        assert_eq!(times("25:00"), None);
    }
}
