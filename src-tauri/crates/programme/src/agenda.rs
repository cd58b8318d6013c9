//! An agenda as meetings write it: days, slots, sessions, and who speaks in them; lines in, a programme out.
//!
//! What a line is, its form tells: a day, a span of time, a part (`Moderator: …`), an item of a list, a heading. What
//! it belongs to, the lines above it tell. A title and a speaker come apart only where the line says which is which;
//! else the line is the title, and the speaker is left open.

mod continued;
mod days;
mod frame;
pub(crate) mod habits;
mod parallel;
pub(crate) mod place;
mod rows;
mod slot;
mod unmarked;
pub(crate) mod untimed;

use crate::credit::{self, is_full_name, looks_like_name};
use crate::date::{dates_in, times};
use crate::head::Head;
use crate::item::{self, Item};
use crate::key::{Keys, Named, former_session_key, key_of, session_key};
use crate::line::{Line, Page, Shape, indent, is_separator};
use crate::schedule::is_break;
use crate::{Break, Contribution, Credit, Programme, Segment, Session};
use analysis::{fold, name_key};
use frame::{
    Half, all_dates, day, dotted_time, ending_times, half_of_day, has_dotted_times, hours_after, is_edition,
    led_to_time, times_within, title, year_in,
};
use habits::Habits;
use jiff::civil::{Date, Time};
use model::{Problem, ProblemCode, Role};
use parallel::Parallel;
use slot::Slot;

/// Folded labels of what is said of the whole.
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "venue", "location", "place", "where", "lieu", "lugar", "место", "место проведения", "адрес", "地点", "会议地点", "المكان",
    "مكان الانعقاد", "ort", "veranstaltungsort", "tagungsort", "local", "luogo", "sede",
];
#[rustfmt::skip]
const DAYS: &[&str] = &[
    "date", "dates", "when", "day", "time", "fecha", "fechas", "дата", "дата проведения", "даты", "сроки", "时间", "日期", "会议时间",
    "التاريخ", "datum", "termin", "data", "datas", "date and time", "fecha y hora", "date et heure", "date et horaire",
];

struct Agenda {
    programme: Programme,
    problems: Vec<Problem>,
    days: Vec<Date>,
    /// The heading that a day stood in, so that a deeper one is a session.
    day_level: u8,
    year: Option<i16>,
    segment: Option<usize>,
    /// The session of a heading, and its level.
    session: Option<(usize, u8)>,
    slot: Option<Slot>,
    /// `Speakers:` alone: the items that follow are people.
    under: Option<Role>,
    last_start: Option<(Date, Time)>,
    description: Vec<String>,
    /// The page's lists end in names.
    names_end: bool,
    /// The meeting's, or the only session's of the page.
    title: Option<String>,
    /// Every date that the page says.
    dates: Vec<Date>,
    /// Those of lines that say several days, or a place and a day.
    own_dates: Vec<Date>,
    /// `9.00` at the start of a line is a time: several lines begin so, one later than the other.
    dotted: bool,
    /// Of the day, as a line above the times says.
    half: Option<Half>,
    habits: Habits,
    /// The room that stands in a heading of its own, above what is held in it.
    room: Option<String>,
    /// Sessions beside each other that one span of time holds.
    parallel: Option<Parallel>,
    /// How far in the first item of the list stands; what stands further in is about the item above it.
    indent: Option<usize>,
}

/// Reads the lines as an agenda.
pub(crate) fn programme(page: &Page, name: Option<&str>) -> (Programme, Vec<Problem>) {
    let year = page.lines.iter().find_map(|line| dates_in(&line.text, None).first().map(|date| date.year()));
    let title = title(page);
    let year = year.or(page.year).or_else(|| year_in(page, title));
    let mut dates: Vec<Date> = page.lines.iter().flat_map(|line| all_dates(&line.text, year)).collect();
    dates.sort_unstable();
    dates.dedup();
    let of_whole = page.lines.iter().filter_map(|line| {
        let dates = all_dates(&line.text, year);
        (dates.len() > 1 || place::is_place_and_dates(&line.text)).then_some(dates)
    });
    let mut own_dates: Vec<Date> = of_whole.flatten().collect();
    own_dates.sort_unstable();
    own_dates.dedup();
    let mut agenda = Agenda {
        programme: Programme::default(),
        problems: Vec::new(),
        days: Vec::new(),
        day_level: 0,
        year,
        segment: None,
        session: None,
        slot: None,
        under: None,
        last_start: None,
        description: Vec::new(),
        names_end: item::ends_in_names(&page.lines),
        title: title.map(|idx| page.lines[idx].text.clone()),
        dates,
        own_dates,
        dotted: has_dotted_times(page),
        half: None,
        habits: habits::of(page),
        room: None,
        parallel: None,
        indent: None,
    };
    let place = place::line_of(page, title);
    for (idx, line) in page.lines.iter().enumerate() {
        if Some(idx) == title {
            // A title may carry the meeting's only date.
            let dates = dates_in(&line.text, year);
            if !dates.is_empty() && !is_edition(&line.text) {
                agenda.days = dates;
            }
            continue;
        }
        if Some(idx) == place {
            agenda.programme.venue = Some(line.text.trim_matches(['*', '_', ' ']).to_owned());
            continue;
        }
        agenda.line(line, &page.lines[idx + 1..]);
    }
    agenda.close_slot();
    let Agenda { mut programme, mut problems, description, title: named, .. } = agenda;
    let own_title = page
        .title
        .clone()
        .filter(|_| !page.is_page)
        .or_else(|| title.map(|idx| page.lines[idx].text.clone()))
        .or_else(|| page.title.clone())
        .or(named);
    programme.description = Some(description.join("\n\n")).filter(|text| !text.is_empty());
    crate::outline::set_zone(&mut programme, own_title.as_deref());
    set_keys(&mut programme, own_title.as_deref());
    programme.title =
        own_title.or_else(|| name.and_then(crate::outline::stem)).unwrap_or_else(crate::schedule::untitled);
    problems.extend(programme.contributions.iter().flat_map(|talk| talk.problems.clone()));
    problems.sort_by_key(|problem| problem.line);
    (programme, problems)
}

const HOURS: &[&str] =
    &["time", "hours", "heure", "heures", "horaire", "hora", "horas", "horario", "время", "时间", "الوقت", "الساعه"];
const ROOMS: &[&str] = &["room", "salle", "sala", "зал", "会议室", "القاعه"];

impl Agenda {
    fn line(&mut self, line: &Line, after: &[Line]) {
        if let Some(row) = &line.row {
            return self.row(line, row);
        }
        let text = line.text.trim_matches(|c| c == '*' || c == '_').trim();
        let level = match line.shape {
            Shape::Heading(level) => Some(level),
            Shape::Item | Shape::Text => None,
        };
        if self.is_of_flyer(line, text, after) {
            return;
        }
        if line.shape != Shape::Item
            && let Some(dates) = day(text, self.year).or_else(|| self.day_of_week(text))
        {
            self.open_day(line, dates, level.unwrap_or(0));
            // `Monday, 2 December | 13:15–14:45 | Room 7`, then what it is.
            let hours = text.find([',', '|']).and_then(|at| hours_after(&text[at..]));
            let is_own = after.first().is_some_and(|next| {
                next.shape == Shape::Text
                    && times(&next.text).is_none()
                    && Head::of(&next.text).is_none()
                    && credit::role_line(&next.text).is_none()
            });
            if let Some((start, end, rest)) = hours.filter(|_| is_own) {
                self.open_slot(line, start, end, "", after);
                if let Some(slot) = &mut self.slot {
                    let room = rest.trim_matches(is_separator);
                    slot.room = Some(room.to_owned()).filter(|room| crate::outline::is_room(room));
                }
            }
            return;
        }
        if let (true, Some(half)) = (line.shape == Shape::Text, half_of_day(text)) {
            self.close_slot();
            (self.session, self.under, self.half) = (None, None, Some(half));
            return;
        }
        let bare = text.trim_start_matches(|c: char| is_separator(c) || matches!(c, '~' | '≈' | '('));
        if let Some((start, end, rest)) = times(bare)
            && !rest.starts_with(|c: char| c.is_alphanumeric())
        {
            return self.open_slot(line, start, end, rest, after);
        }
        if let Some((start, rest)) = self.dotted.then(|| dotted_time(bare)).flatten() {
            return self.open_slot(line, start, None, item::without_number(rest.trim()), after);
        }
        if let Some((start, end, title)) = times_within(text).filter(|_| Head::of(text).is_none()) {
            return self.open_slot(line, start, Some(end), &title, after);
        }
        if let Some((start, before)) = led_to_time(text) {
            return self.open_slot(line, start, None, item::without_number(before), after);
        }
        if let Some((start, end, before)) = ending_times(text).filter(|_| line.shape != Shape::Item) {
            return self.open_slot(line, start, Some(end), item::without_number(before), after);
        }
        if let Some((start, end, before)) = self.habits.times_behind.then(|| habits::time_behind(line)).flatten() {
            return self.open_slot(line, start, end, item::without_number(&before), after);
        }
        if let Some((label, value)) = label(text) {
            let is_top = match &self.slot {
                Some(slot) => slot.is_session && slot.items.is_empty() && self.habits.is_untimed,
                None => self.session.is_none(),
            };
            if PLACES.contains(&label.as_str()) && is_top {
                self.programme.venue = self.programme.venue.take().or(Some(value.to_owned()));
                return;
            }
            if DAYS.contains(&label.as_str()) && !dates_in(value, self.year).is_empty() && self.slot.is_none() {
                self.days = dates_in(value, self.year);
                // `Date: 14 March, 11:00–13:00` of a page that has no other hours.
                if let (true, Some((start, end, _))) = (self.habits.is_untimed, hours_after(value)) {
                    self.open_whole(line, start, end, after);
                }
                return;
            }
            // A page of one session says when it is, and what follows is in it.
            let is_first = self.slot.is_none() && self.session.is_none() && self.programme.contributions.is_empty();
            if let (true, true, Some((start, Some(end), _))) = (HOURS.contains(&label.as_str()), is_first, times(value))
            {
                return self.open_whole(line, start, Some(end), after);
            }
            if let (true, Some(slot)) = (ROOMS.contains(&label.as_str()), &mut self.slot) {
                slot.room = Some(value.to_owned());
                return;
            }
        }
        if credit::is_beside(text) {
            self.under = None;
            return;
        }
        // Below a heading, `Presentation by …` is about what was said before.
        let by = by_line(text).filter(|_| self.slot.is_some() || !text.starts_with("Presentation"));
        if let Some((role, people)) = credit::role_line(text).or(by) {
            return self.role(line, role, people);
        }
        if let Some(role) = credit::role_label(text) {
            self.under = Some(role);
            return;
        }
        if self.habits.days_before && self.is_dated_talk(line) {
            return;
        }
        if self.is_in_room(line, text) {
            return;
        }
        if self.is_of_body(line, text, after) {
            return;
        }
        if let Some(head) = Head::of(text).filter(|head| head.session.is_some() && text.chars().count() <= 300) {
            // `Session 1 (10:00–11:15): …`.
            let named = head.session.as_ref().map(Named::from);
            if let Some(start) = head.start {
                self.open_slot(line, start, head.end, head.rest, after);
                if let Some(slot) = &mut self.slot {
                    (slot.named, slot.is_session) = (named, true);
                }
                return;
            }
            return self.open_session(line, level, named, head.rest);
        }
        if line.shape != Shape::Item
            && let Some(title) = crate::head::named_session(text)
        {
            return self.open_session(line, level, None, title);
        }
        if line.shape != Shape::Item {
            self.indent = None;
        }
        match (level, line.shape) {
            (Some(level), _) => self.heading(line, text, level, after),
            (None, Shape::Item) => self.item(line),
            (None, _) => self.text(line, text, after),
        }
    }

    /// *Third session* below a body's name, and where and when below that: it is the whole that is called so.
    fn is_of_body(&self, line: &Line, text: &str, after: &[Line]) -> bool {
        let is_counted = Head::of(text).is_some_and(|head| {
            head.rest.is_empty() && head.session.is_some_and(|label| !label.printed.ends_with(&*label.number))
        });
        let is_first = self.slot.is_none()
            && self.session.is_none()
            && self.days.is_empty()
            && self.programme.contributions.is_empty();
        is_counted
            && is_first
            && line.shape == Shape::Text
            && after.iter().take(3).any(|next| place::is_place_and_dates(&next.text))
    }

    /// The hours of a page of one session, which is called as the page is.
    fn open_whole(&mut self, line: &Line, start: Time, end: Option<Time>, after: &[Line]) {
        self.open_slot(line, start, end, "", after);
        let title = self.title.clone();
        if let Some(slot) = &mut self.slot {
            (slot.title, slot.is_session) = (title, true);
        }
    }

    /// `08:30-09:30 …`.
    fn open_slot(&mut self, line: &Line, start: Time, end: Option<Time>, rest: &str, after: &[Line]) {
        self.close_slot();
        self.end_parallel(start);
        self.under = None;
        let rest = rest.trim_matches(|c: char| is_separator(c) || matches!(c, '*' | '.')).trim();
        // `Morning (10 a.m.–1 p.m.)` is no title of what is then.
        let rest = if half_of_day(rest).is_some() { "" } else { rest };
        let whole = rest;
        // `10 a.m. to 1 p.m.    3rd plenary meeting    Conference Room 2`, `1215-1300    Report    R. Banerjee (India)`.
        let last = habits::behind(line).map(|(_, last)| last);
        let before =
            last.and_then(|last| rest.strip_suffix(last)).map(str::trim_end).filter(|before| !before.is_empty());
        let (rest, behind) = before.zip(last).map_or((rest, None), |(before, last)| (before, Some(last)));
        let room_behind = behind.filter(|behind| crate::outline::is_named_room(behind));
        let people_behind = behind.filter(|_| room_behind.is_none() && self.habits.names_behind).map(habits::people);
        let rest = if room_behind.is_some() || people_behind.is_some() { rest } else { whole };
        let (length, rest) = item::split_length(rest);
        let (start, end) = self.in_half(start, end);
        let end = end.or_else(|| start.checked_add(jiff::Span::new().minutes(i64::from(length?))).ok());
        let mut slot = Slot {
            start: Some(start),
            end,
            date: self.after_midnight(start),
            links: line.links.clone(),
            raw: line.raw.clone(),
            line: line.number,
            ..Slot::default()
        };
        // A session with a time of its own is over when that is.
        let is_over = |session: &Session| session.end.is_some_and(|end| start >= end);
        if self.session.is_some_and(|(session, _)| is_over(&self.programme.sessions[session])) {
            self.session = None;
        }
        let is_named = rest.split_once([':', '：']).is_some_and(|(label, _)| {
            label.len() < 60
                && fold(label)
                    .split_whitespace()
                    .any(|word| matches!(word, "session" | "seance" | "sesion" | "заседание" | "сессия"))
        });
        slot.is_session = is_named;
        let head = Head::of(rest).filter(|head| head.session.is_some());
        let rest = match &head {
            Some(head) => {
                slot.named = head.session.as_ref().map(Named::from);
                slot.is_session = true;
                head.rest
            }
            None => rest,
        };
        let (rest, role) = credit::split_role(rest);
        if let Some((role, people)) = role {
            slot.roles.extend(credit::people_list(people, role));
        }
        slot.roles.extend(people_behind.flatten().unwrap_or_default());
        let (rest, room) = item::split_room(item::without_each(rest));
        slot.room = room.or(room_behind).map(str::to_owned).or_else(|| self.room.clone());
        slot.title = Some(item::unquoted(rest).to_owned()).filter(|title| !title.is_empty());
        // A span of time that headings follow is a part of the meeting, and they are its sessions.
        let follows = after.first().and_then(|next| match next.shape {
            Shape::Heading(level) if line.shape == Shape::Text => {
                slot.title.as_deref().filter(|title| !is_break(title)).map(|_| level)
            }
            _ => None,
        });
        if follows.is_some_and(|level| level > self.day_level && self.day_level > 0) {
            self.session = None;
            self.segment = Some(self.programme.segments.len());
            self.programme.segments.push(Segment {
                title: slot.title.unwrap_or_default(),
                dates: self.days.clone(),
                start: slot.start,
                end: slot.end,
                room: slot.room,
                ..Segment::default()
            });
            return;
        }
        self.slot = Some(slot);
    }

    fn open_session(&mut self, line: &Line, level: Option<u8>, named: Option<Named>, rest: &str) {
        self.begin_parallel();
        // `10:00` alone, then what it is.
        if let Some(slot) = self.slot.as_mut().filter(|slot| slot.title.is_none() && slot.items.is_empty()) {
            slot.title = Some(item::unquoted(item::without_each(rest)).to_owned()).filter(|title| !title.is_empty());
            (slot.named, slot.is_session) = (named, true);
            return;
        }
        self.close_slot();
        self.under = None;
        let (rest, role) = credit::split_role(rest);
        let (rest, room) = item::split_room(item::without_each(rest));
        let title = item::unquoted(rest);
        let days = self.days.clone();
        let (start, end) = self.hours_of_parallel();
        if let Some(idx) = self.go_on(named.as_ref(), Some(title), &days, (start, end)) {
            self.session = Some((idx, level.unwrap_or(6)));
            return;
        }
        let session = Session {
            segment: self.segment,
            number: named.as_ref().map(|named| named.number.clone()),
            label: named.and_then(|named| named.label),
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            dates: self.days.clone(),
            start,
            end,
            room: room.map(str::to_owned).or_else(|| self.room_of_parallel()),
            credits: role.map(|(role, people)| credit::people_list(people, role)).unwrap_or_default(),
            raw: line.raw.clone(),
            line: line.number,
            ..Session::default()
        };
        self.session = Some((self.programme.sessions.len(), level.unwrap_or(6)));
        self.programme.sessions.push(session);
    }

    fn heading(&mut self, line: &Line, text: &str, level: u8, after: &[Line]) {
        self.begin_parallel();
        let title = item::unquoted(text);
        if let Some(slot) = self.slot.as_mut().filter(|slot| slot.title.is_none() && slot.items.is_empty()) {
            slot.title = Some(title.to_owned()).filter(|title| !title.is_empty());
            slot.links.extend(line.links.iter().cloned());
            return;
        }
        self.close_slot();
        self.under = None;
        // A heading under which somebody speaks is a talk, and one over a list or over talks is a session.
        let is_talk = after.iter().take_while(|next| !matches!(next.shape, Shape::Heading(_))).take(2).any(|next| {
            matches!(
                credit::role_line(&next.text).or_else(|| by_line(&next.text)),
                Some((Role::Speaker | Role::Author, _))
            )
        });
        if is_talk || item::named_title(text).is_some() {
            let mut slot = Slot {
                title: Some(title.to_owned()),
                date: self.date(),
                links: line.links.clone(),
                raw: line.raw.clone(),
                line: line.number,
                ..Slot::default()
            };
            if let Some((credits, title)) = item::named_title(text) {
                slot.title = Some(title.to_owned());
                slot.roles.extend(credits);
            }
            self.slot = Some(slot);
            return;
        }
        // A room over sessions; where rooms follow each other, what is held in each is the session.
        let names_session = |line: &&Line| {
            Head::of(&line.text).is_some_and(|head| head.session.is_some()) && line.shape == Shape::Heading(level)
        };
        let next = after.iter().find(|next| matches!(next.shape, Shape::Heading(_)));
        let is_over_session = self.day_level > 0 && level > self.day_level && next.as_ref().is_some_and(names_session);
        if is_over_session && crate::outline::is_named_room(title) {
            (self.room, self.session) = (Some(title.to_owned()), None);
            return;
        }
        if level <= self.day_level {
            (self.days, self.day_level) = (Vec::new(), 0);
        }
        let (title, room) = item::split_room(item::without_each(title));
        let (start, end) = self.hours_of_parallel();
        self.session = Some((self.programme.sessions.len(), level));
        self.programme.sessions.push(Session {
            segment: self.segment,
            title: Some(title.to_owned()),
            dates: self.days.clone(),
            start,
            end,
            room: room.map(str::to_owned),
            raw: line.raw.clone(),
            line: line.number,
            ..Session::default()
        });
    }

    fn role(&mut self, line: &Line, role: Role, people: &str) {
        self.open_in_room(line, None);
        self.under = None;
        // Of the talks above, and not of the last alone: which is left open.
        if self.habits.chairs_end && self.session.is_none() && matches!(role, Role::Chair | Role::Moderator) {
            self.close_slot();
            let detail = line.text.clone();
            self.problems.push(Problem::new(ProblemCode::LineNotUnderstood).on_line(line.number).with_detail(detail));
            return;
        }
        // `Speaker 1: Ms. Name, Home – “Title”`.
        if let (Role::Speaker, Some((title, credits))) = (role, item::quoted(people))
            && (self.slot.is_some() || self.session.is_some())
        {
            let item = Item { title: Some(title), credits, ..Item::default() };
            match &mut self.slot {
                Some(slot) => slot.items.push((item, line.clone())),
                None => self.contribution(item, line, None),
            }
            return;
        }
        let mut credits = credit::people_list(people, role);
        // A sentence behind the word is nobody.
        credits.retain(|credit| {
            let name = credit.name.as_deref().unwrap_or_default();
            looks_like_name(name) || name.chars().count() <= 60 && !crate::plain::ends_a_sentence(name)
        });
        match (&mut self.slot, self.session) {
            // After those who were named each on a line: one more of them.
            (Some(slot), _) if matches!(role, Role::Speaker | Role::Author) && slot.is_labelled => {
                let of = |credit| (Item { credits: vec![credit], ..Item::default() }, line.clone());
                slot.items.extend(credits.into_iter().map(of));
            }
            // `Presentations: …` below one of several items: they are that one's.
            (Some(slot), _)
                if matches!(role, Role::Speaker | Role::Author)
                    && slot.items.last().is_some_and(|(item, _)| item.title.is_some() && item.credits.is_empty()) =>
            {
                if let Some((item, _)) = slot.items.last_mut() {
                    item.credits.extend(credits);
                    item.problems.clear();
                }
            }
            (Some(slot), _) => {
                slot.roles.extend(credits);
                slot.links.extend(line.links.iter().cloned());
            }
            (None, Some((session, _))) if matches!(role, Role::Chair | Role::Moderator) => {
                self.programme.sessions[session].credits.extend(credits);
            }
            (None, Some((session, _))) => self.people(line, session, credits),
            (None, None) => {}
        }
    }

    /// `Speakers: A B, C D` of a session that names no talks: one contribution each.
    fn people(&mut self, line: &Line, session: usize, credits: Vec<Credit>) {
        for credit in credits {
            self.programme.contributions.push(Contribution {
                session: Some(session),
                date: self.date(),
                raw: line.raw.clone(),
                line: line.number,
                credits: vec![credit],
                ..Contribution::default()
            });
        }
    }

    fn item(&mut self, line: &Line) {
        self.open_in_room(line, None);
        if self.slot.is_none() && self.session.is_none() {
            return;
        }
        let indent = indent(&line.raw);
        if indent > *self.indent.get_or_insert(indent) + 1 {
            return;
        }
        // Below `3. Draft 03 of the profile`, what stands further in is about it.
        let above = self.slot.as_ref().and_then(|slot| slot.items.last()).map(|(_, above)| above);
        let is_about = |above: &Line| {
            above.shape == Shape::Text
                && item::without_number(&above.text) != above.text
                && indent > self::indent(&above.raw) + 1
        };
        if above.is_some_and(is_about) || self.leads(&line.text) {
            return;
        }
        let item = match self.under {
            Some(role) if !item::is_organization_item(&line.text) => Item::of_person(&line.text, role),
            _ => item::read(line, self.names_end),
        };
        if let Some(slot) = &mut self.slot {
            slot.is_labelled |= self.under.is_some();
        }
        match &mut self.slot {
            Some(slot) => slot.items.push((item, line.clone())),
            None => self.contribution(item, line, None),
        }
    }

    /// `Moderator:` alone, and who it is on a line below.
    fn leads(&mut self, text: &str) -> bool {
        let Some(role) = self.under.filter(|role| matches!(role, Role::Chair | Role::Moderator)) else { return false };
        let credits = Item::of_person(text, role).credits;
        match (&mut self.slot, self.session) {
            (Some(slot), _) => slot.roles.extend(credits),
            (None, Some((session, _))) => self.programme.sessions[session].credits.extend(credits),
            (None, None) => return false,
        }
        true
    }

    fn contribution(&mut self, item: Item, line: &Line, slot: Option<&Slot>) {
        let title = item.title.as_deref().unwrap_or_default();
        let is_nobody = is_break(title) || item.is_household() || credit::is_placeholder(title);
        if item.credits.is_empty() && is_nobody {
            return;
        }
        let session = self.session.map(|(session, _)| session);
        self.programme.contributions.push(Contribution {
            session,
            title: item.title,
            date: slot.and_then(|slot| slot.date).or(self.date()),
            links: line.links.clone(),
            raw: line.raw.clone(),
            line: line.number,
            credits: item.credits,
            problems: item.problems.into_iter().map(|problem| problem.on_line(line.number)).collect(),
            ..Contribution::default()
        });
    }

    /// What the slot was is known when its lines are over.
    fn close_slot(&mut self) {
        let Some(mut slot) = self.slot.take() else { return };
        let title = slot.title.clone().unwrap_or_default();
        if title.is_empty() && slot.items.is_empty() && slot.roles.is_empty() {
            return;
        }
        if slot.items.is_empty() && slot.roles.is_empty() && !slot.is_session && is_break(&title) {
            let Slot { start, end, room, line, date, .. } = slot;
            self.programme.breaks.push(Break { title, date, start, end, room, line });
            return;
        }
        let (chairs, speakers): (Vec<Credit>, Vec<Credit>) =
            slot.roles.drain(..).partition(|credit| matches!(credit.role, Role::Chair | Role::Moderator));
        let holds_talks = slot.items.iter().any(|(item, _)| item.title.is_some() && !item.credits.is_empty());
        // `Opening remarks`, and one person below.
        let is_one =
            |items: &[(Item, Line)]| matches!(items, [(item, _)] if item.title.is_none() && item.credits.len() == 1);
        let is_named = crate::head::named_session(&title).is_some();
        let is_given = !is_named
            && is_one(&slot.items)
            && !slot.is_labelled
            && slot.title.is_some()
            && speakers.is_empty()
            && chairs.is_empty();
        let is_block = slot.is_session
            || !slot.items.is_empty() && !is_given && (self.session.is_none() || holds_talks)
            || !chairs.is_empty() && speakers.len() != 1;
        if is_block {
            let outer = self.session;
            let dates: Vec<Date> = slot.date.map_or_else(|| self.days.clone(), |date| vec![date]);
            let hours = (slot.start, slot.end);
            let known = self.go_on(slot.named.as_ref(), slot.title.as_deref(), &dates, hours);
            let idx = known.unwrap_or(self.programme.sessions.len());
            match known {
                Some(idx) => self.programme.sessions[idx].credits.extend(chairs),
                None => self.programme.sessions.push(Session {
                    segment: self.segment,
                    number: slot.named.as_ref().map(|named| named.number.clone()),
                    label: slot.named.as_ref().and_then(|named| named.label.clone()),
                    title: slot.title.clone(),
                    dates,
                    start: slot.start,
                    end: slot.end,
                    room: slot.room.clone(),
                    credits: chairs,
                    raw: slot.raw.clone(),
                    line: slot.line,
                    ..Session::default()
                }),
            }
            self.session = Some((idx, 6));
            for credit in speakers {
                let item = Item { credits: vec![credit], ..Item::default() };
                let line = Line { raw: slot.raw.clone(), number: slot.line, links: Vec::new(), ..Line::default() };
                self.contribution(item, &line, Some(&slot));
            }
            for (item, line) in std::mem::take(&mut slot.items) {
                self.contribution(item, &line, Some(&slot));
            }
            // A block by its own word goes on until the next; others end with their lines.
            self.session = if slot.is_session { self.session } else { outer };
            return;
        }
        let mut credits = speakers;
        credits.extend(chairs);
        let mut problems = Vec::new();
        for (item, line) in slot.items {
            credits.extend(item.credits);
            slot.links.extend(line.links);
            problems.extend(item.problems);
        }
        let mut title = slot.title;
        if credits.is_empty()
            && let Some(printed) = title.clone()
        {
            let line = Line { text: printed, links: slot.links.clone(), ..Line::default() };
            let item = item::read(&line, self.names_end);
            if !item.credits.is_empty() {
                (title, credits) = (item.title, item.credits);
            }
        }
        self.programme.contributions.push(Contribution {
            session: self.session.map(|(session, _)| session),
            title,
            date: slot.date.or(self.date()),
            start: slot.start,
            end: slot.end,
            room: slot.room,
            links: slot.links,
            raw: slot.raw,
            line: slot.line,
            credits,
            problems: problems.into_iter().map(|problem| problem.on_line(slot.line)).collect(),
            ..Contribution::default()
        });
    }
}

/// `label: value`, folded label.
fn label(text: &str) -> Option<(String, &str)> {
    let (at, c) = text.char_indices().take(24).find(|&(_, c)| matches!(c, ':' | '：'))?;
    let value = text[at + c.len_utf8()..].trim();
    (!value.is_empty()).then(|| (fold(text[..at].trim()), value))
}

/// `Par Karen Jex - CRUNCHY DATA`, `by Jane Doe, ITU`.
fn by_line(text: &str) -> Option<(Role, &str)> {
    let rest = [
        "Par ",
        "By ",
        "by ",
        "par ",
        "Por ",
        "Presented by ",
        "Presentation by ",
        "Introduced by ",
        "Présenté par ",
        "Presentado por ",
        "With ",
        "Avec ",
    ]
    .iter()
    .find_map(|word| text.strip_prefix(word))?;
    let name = rest.split([',', '(', ';']).next().unwrap_or_default();
    let name = name.split(" - ").next().unwrap_or_default().trim();
    let name = name.split(" & ").next().unwrap_or_default();
    let name = name.split(" et ").next().unwrap_or_default().split(" and ").next().unwrap_or_default();
    (is_full_name(name) || credit::starts_with_honorific(name) && looks_like_name(name))
        .then_some((Role::Speaker, rest))
}

fn set_keys(programme: &mut Programme, own_title: Option<&str>) {
    let mut keys = Keys::default();
    for segment in &mut programme.segments {
        segment.key = keys.unique(&[key_of(&segment.title)]);
    }
    let (mut keys, mut former) = (Keys::default(), Keys::default());
    for session in &mut programme.sessions {
        let day = session.dates.first().map(|date| date.to_string()).unwrap_or_default();
        session.key = keys.unique(&[format!("{day}|{}", session_key(session))]);
        session.former_key = former.unique(&[format!("{day}|{}", former_session_key(session))]);
    }
    let mut keys = Keys::default();
    for talk in &mut programme.contributions {
        let day = talk.date.map(|date| date.to_string()).unwrap_or_default();
        let who: Vec<_> = talk.credits.iter().filter_map(|credit| credit.name.as_deref()).map(name_key).collect();
        let what = talk.title.as_deref().map(key_of).unwrap_or_default();
        let own = if what.is_empty() && who.is_empty() { key_of(&talk.raw) } else { what };
        let time = talk.start.map(|time| time.to_string()).unwrap_or_default();
        talk.key =
            keys.unique(&[format!("{day}|{own}|{}", who.join(";")), format!("{day}|{own}|{}|{time}", who.join(";"))]);
    }
    let days = programme.contributions.iter().filter_map(|talk| talk.date);
    let first = days.chain(programme.sessions.iter().flat_map(|session| session.dates.iter().copied())).min();
    let title = own_title.map(key_of).unwrap_or_default();
    programme.key = format!("{title}|{}", first.map(|date| date.to_string()).unwrap_or_default());
}
