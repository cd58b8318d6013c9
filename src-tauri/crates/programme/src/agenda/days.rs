//! Which day the lines are about, and which half of it.

use super::frame::{Half, half_of_day, is_generic, text_half};
use super::{Agenda, habits};
use crate::date::day_name;
use crate::head::Head;
use crate::item;
use crate::line::{Line, Shape, is_separator};
use analysis::fold;
use jiff::civil::{Date, Time};
use model::{Problem, ProblemCode};

impl Agenda {
    /// `Lunes 18`, `Понедельник`: a day of the week, and of the month, where the page says elsewhere which date that is.
    pub(super) fn day_of_week(&self, text: &str) -> Option<Vec<Date>> {
        let (name, rest) = crate::date::day_name(text);
        let number = crate::date::number(rest.trim_start_matches([' ', ',', '.']), 1, 2);
        let rest = number.map_or(rest, |(_, rest)| rest);
        let is_half = || half_of_day(rest.trim_matches(|c: char| is_separator(c) || matches!(c, '(' | ')'))).is_some();
        if !crate::date::is_weekday(&fold(name)) || rest.contains(char::is_alphanumeric) && !is_half() {
            return None;
        }
        // A day of the week alone is one of the meeting's, and not of what else the page dates.
        let dates = if number.is_some() { &self.dates } else { &self.own_dates };
        let is_it = |date: &&Date| {
            number.is_none_or(|(number, _)| u32::try_from(date.day()).is_ok_and(|day| day == number))
                && crate::date::weekday_mismatch(name, &[**date]).is_none()
        };
        let found: Vec<Date> = dates.iter().filter(is_it).copied().collect();
        (found.len() == 1).then_some(found)
    }

    pub(super) fn date(&self) -> Option<Date> {
        match self.days[..] {
            [date] => Some(date),
            _ => None,
        }
    }

    pub(super) fn open_day(&mut self, line: &Line, dates: Vec<Date>, level: u8) {
        self.close_slot();
        if dates.is_empty() {
            let detail = line.text.clone();
            self.problems.push(Problem::new(ProblemCode::YearMissing).on_line(line.number).with_detail(detail));
        }
        if let Some(problem) = crate::date::weekday_mismatch(&line.text, &dates) {
            self.problems.push(Problem::new(ProblemCode::DateMismatch).on_line(line.number).with_detail(problem));
        }
        (self.days, self.day_level) = (dates, level);
        self.half = text_half(&line.text);
        (self.room, self.parallel) = (None, None);
        (self.session, self.segment, self.under, self.last_start) = (None, None, None, None);
    }

    /// `Wednesday, 22 May 2024 | 1:15 – 2:30 p.m. | Room 11` below the name of one event, with no other hours: all that
    /// follows is in it.
    pub(super) fn is_of_flyer(&mut self, line: &Line, text: &str, after: &[Line]) -> bool {
        // No line that says when one event is goes on so long.
        const LONGEST: usize = 400;
        let is_first = text.len() <= LONGEST
            && (self.habits.is_untimed || self.habits.is_of_one && matches!(line.shape, Shape::Heading(_)))
            && self.slot.is_none()
            && self.programme.contributions.is_empty()
            && self.programme.sessions.is_empty();
        let bare = day_name(text).1.trim_start_matches(is_separator);
        let of = |text| Head::of(text).filter(|head| head.has_date() && head.end.is_some() && head.session.is_none());
        // `Agenda — Working group call, 2025-02-18, 15:00–16:30 UTC`: the name stands in the same line.
        let behind = || {
            let marks =
                text.char_indices().filter(|&(_, c)| matches!(c, ',' | '|' | ':') || is_separator(c) && c != ' ');
            marks.filter_map(|(at, c)| Some((&text[..at], of(&text[at + c.len_utf8()..])?))).next()
        };
        let own = is_first.then(|| of(text).or_else(|| of(bare))).flatten().filter(|_| self.title.is_some());
        let named = || is_first.then(behind).flatten().filter(|_| self.title.is_none());
        let Some((name, head)) = own.map(|head| ("", head)).or_else(named) else { return false };
        let (Some(date), Some(start)) = (head.date(self.year), head.start) else { return false };
        let is_other = |next: &Line| Head::of(&next.text).is_some_and(|head| head.has_date() && head.start.is_some());
        if after.iter().any(is_other) {
            return false;
        }
        let room = head.rest.split([',', '|', ';']).next().unwrap_or_default().trim();
        let room = crate::outline::is_named_room(room).then(|| room.to_owned());
        let name = name.split(['—', '–', ':', '|']).map(str::trim).rfind(|part| !is_generic(part));
        self.title = self.title.take().or_else(|| name.filter(|name| !name.is_empty()).map(str::to_owned));
        self.open_day(line, vec![date], self.day_level);
        self.open_whole(line, start, head.end, after);
        if let Some(slot) = &mut self.slot {
            slot.room = room;
        }
        true
    }

    /// A talk whose line begins with its day, in a list of such.
    pub(super) fn is_dated_talk(&mut self, line: &Line) -> bool {
        let Some(head) = habits::dated_talk(line) else { return false };
        let Some(date) = head.date(self.year) else { return false };
        self.open_day(line, vec![date], self.day_level);
        let own = Line { text: head.rest.to_owned(), ..line.clone() };
        let item = item::read(&own, self.names_end);
        self.contribution(item, line, None);
        true
    }

    /// `2:00 – 2:40` below *Afternoon*.
    pub(super) fn in_half(&self, start: Time, end: Option<Time>) -> (Time, Option<Time>) {
        let later = |time: Time| time.checked_add(jiff::Span::new().hours(12)).unwrap_or(time);
        let is_meant = self.half == Some(Half::Afternoon) && (1..8).contains(&start.hour());
        match is_meant && end.is_none_or(|end| end.hour() < 12) {
            true => (later(start), end.map(later)),
            false => (start, end),
        }
    }

    /// The day, or the next where the clock went round.
    pub(super) fn after_midnight(&mut self, start: Time) -> Option<Date> {
        let mut date = self.date()?;
        if let Some((last_date, last)) = self.last_start {
            date = date.max(last_date);
            if start.hour() < 6 && last.hour() >= 18 {
                date = date.tomorrow().unwrap_or(date);
            }
        }
        self.last_start = Some((date, start));
        Some(date)
    }
}
