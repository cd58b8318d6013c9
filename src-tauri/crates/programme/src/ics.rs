//! iCalendar to a schedule.

use crate::line::prose;
use crate::schedule::{Schedule, Slot};
use crate::tree::LineIndex;
use crate::zone::{self, Moment};
use crate::{Options, credit};
use calcard::icalendar::{
    ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName, ICalendarProperty,
    ICalendarValue,
};
use calcard::{Entry, Parser};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use model::{Problem, ProblemCode, Role};
use std::collections::{HashMap, HashSet};

pub(crate) fn schedule(text: &str, options: &Options) -> Schedule {
    let mut schedule = Schedule::default();
    let mut components = Vec::new();
    let mut parser = Parser::new(text);
    let mut is_cut = !text.contains("END:VCALENDAR");
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => components.extend(calendar.components),
            Entry::UnterminatedComponent(_) => is_cut = true,
            Entry::Eof | Entry::TooManyComponents => break,
            // A card, or a line that makes no sense.
            _ => {}
        }
    }
    if is_cut {
        schedule.problems.push(Problem::new(ProblemCode::Truncated));
    }
    // A line of its own in the place of a component: `VTIMEZONE: Europe/Rome`.
    let line_of = |key: &str| {
        text.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            (name.split(';').next()?.eq_ignore_ascii_case(key)).then(|| value.trim().to_owned())
        })
    };
    schedule.title = line_of("X-WR-CALNAME").or_else(|| line_of("NAME")).map(|title| unescape(&title));
    schedule.description = line_of("X-WR-CALDESC").map(|text| unescape(&text)).filter(|text| !text.is_empty());
    let zones: HashSet<String> = components
        .iter()
        .filter(|component| component.component_type == ICalendarComponentType::VTimezone)
        .filter_map(|component| text_of(component, &ICalendarProperty::Tzid))
        .filter_map(|name| zone::iana(&name))
        .collect();
    let only_zone = zones.iter().next().filter(|_| zones.len() == 1).cloned();
    schedule.time_zone =
        line_of("X-WR-TIMEZONE").or_else(|| line_of("VTIMEZONE")).and_then(|name| zone::iana(&name)).or(only_zone);
    let events: Vec<_> =
        components.iter().filter(|component| component.component_type == ICalendarComponentType::VEvent).collect();
    if schedule.time_zone.is_none() {
        schedule.time_zone =
            events.iter().find_map(|event| event.property(&ICalendarProperty::Dtstart).and_then(own_zone));
    }
    let given = options.time_zone.as_deref().and_then(zone::iana);
    schedule.time_zone = given.or(schedule.time_zone);
    let place = schedule.time_zone.as_deref().and_then(zone::zone);
    let spans = spans(text);
    let lines = LineIndex::of(text);
    let organizers = organizers(&events);
    let mut is_utc = false;
    for (idx, event) in events.iter().enumerate() {
        let (line, raw) = spans.get(idx).map_or((1, ""), |(at, end)| (lines.line(*at), text[*at..*end].trim()));
        let mut problems = Vec::new();
        let start =
            event.property(&ICalendarProperty::Dtstart).and_then(|entry| moment(entry, place.as_ref(), &mut is_utc));
        if start.is_none() {
            problems
                .push(Problem::new(ProblemCode::LineNotUnderstood).on_line(line).with_detail("the entry has no start"));
        }
        let start = start.unwrap_or_default();
        let end =
            event.property(&ICalendarProperty::Dtend).and_then(|entry| moment(entry, place.as_ref(), &mut is_utc));
        // The end of a whole day is the day after.
        let end = end.filter(|end| end.time.is_some());
        let length = event.property(&ICalendarProperty::Duration).and_then(|entry| match entry.values.first()? {
            ICalendarValue::Duration(duration) => Some(duration.as_seconds() / 60),
            _ => None,
        });
        let end = end.or_else(|| length.filter(|_| start.time.is_some()).map(|minutes| start.plus_minutes(minutes)));
        if event.has_property(&ICalendarProperty::Rrule) {
            let detail = "it repeats; only its first time is taken";
            problems.push(Problem::new(ProblemCode::LineNotUnderstood).on_line(line).with_detail(detail));
        }
        if text_of(event, &ICalendarProperty::Status).is_some_and(|status| status.eq_ignore_ascii_case("cancelled")) {
            problems
                .push(Problem::new(ProblemCode::LineNotUnderstood).on_line(line).with_detail("marked as cancelled"));
        }
        let description = text_of(event, &ICalendarProperty::Description).unwrap_or_default();
        // Some programs put a page's text there.
        let is_page = description.contains("</") || description.contains("<br");
        let description = if is_page { crate::html::text_of(&description) } else { description };
        let (mut credits, said) = people_and_rest(&description);
        if credits.is_empty() && organizers.len() > 2 {
            let names = event.properties(&ICalendarProperty::Organizer).filter_map(common_name);
            credits = names.map(|name| credit::person(&name, None, Role::Speaker)).collect();
        }
        let groups: Vec<String> = texts_of(event, &ICalendarProperty::Categories);
        let links = [&ICalendarProperty::Url, &ICalendarProperty::Attach]
            .into_iter()
            .flat_map(|property| texts_of(event, property))
            .chain(files_in(&description));
        schedule.slots.push(Slot {
            id: event.uid().map(str::to_owned),
            title: text_of(event, &ICalendarProperty::Summary),
            start,
            end: end.unwrap_or_default(),
            room: text_of(event, &ICalendarProperty::Location),
            description: prose(&said.join("\n")),
            // Several categories are key words.
            group: groups.into_iter().next().filter(|group| !group.contains(',')),
            chairs: Vec::new(),
            credits,
            links: links.filter(|link| link.contains('/') || link.contains('.')).collect(),
            raw: raw.to_owned(),
            line,
            problems,
            is_pause: false,
        });
    }
    if organizers.len() > 2 && schedule.slots.iter().any(|slot| !slot.credits.is_empty()) {
        let detail = "each entry's organizer is taken for its speaker";
        schedule.problems.push(Problem::new(ProblemCode::NameAmbiguous).with_detail(detail));
    }
    if is_utc && place.is_none() {
        schedule.time_zone = Some("UTC".to_owned());
        let detail = "all times are in UTC, and the calendar does not say where the meeting is";
        schedule.problems.push(Problem::new(ProblemCode::TimeZoneUnknown).with_detail(detail));
    }
    let rooms: HashSet<&String> = schedule.slots.iter().filter_map(|slot| slot.room.as_ref()).collect();
    if let (1, Some(place)) = (rooms.len(), rooms.iter().next()) {
        schedule.venue = Some((*place).clone());
    }
    schedule
}

/// Who is named in a description, in lines such as `Speaker: …` and in a list below `Speakers:`, and its other lines.
fn people_and_rest(description: &str) -> (Vec<crate::Credit>, Vec<&str>) {
    let (mut credits, mut said, mut under) = (Vec::new(), Vec::new(), None);
    for line in description.lines() {
        let text = line.trim();
        if let Some((role, people)) = credit::role_line(text) {
            credits.extend(credit::people_list(people, role));
            under = None;
        } else if let Some(role) = credit::role_label(text) {
            under = Some(role);
        } else if let (Some(role), Some(person)) = (under, text.strip_prefix(['-', '*', '•', '·', '–'])) {
            credits.extend(credit::people_list(person, role));
        } else {
            under = under.filter(|_| text.is_empty());
            said.push(line);
        }
    }
    (credits, said)
}

/// Addresses of slides and documents within a text.
fn files_in(text: &str) -> Vec<String> {
    const ENDS: &[&str] = &[".pdf", ".pptx", ".ppt", ".odp", ".key"];
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '(' | ')'));
    let is_file = |word: &&str| {
        let path = word.split(['?', '#']).next().unwrap_or(word).to_ascii_lowercase();
        word.starts_with("http") && ENDS.iter().any(|end| path.ends_with(end))
    };
    words.map(|word| word.trim_end_matches(['.', ',', ';'])).filter(is_file).map(str::to_owned).collect()
}

/// Where entries stand, the one that a cut ends among them.
fn spans(text: &str) -> Vec<(usize, usize)> {
    const BEGIN: &str = "BEGIN:VEVENT";
    const END: &str = "END:VEVENT";
    let starts: Vec<usize> = text.match_indices(BEGIN).map(|(at, _)| at).collect();
    let next = |idx: usize| starts.get(idx + 1).copied().unwrap_or(text.len());
    let span = |(idx, &at): (usize, &usize)| {
        let entry = &text[at..next(idx)];
        (at, entry.find(END).map_or(at + entry.len(), |end| at + end + END.len()))
    };
    starts.iter().enumerate().map(span).collect()
}

/// The organizers' names: where nearly every entry has another, they are its speakers.
fn organizers(events: &[&ICalendarComponent]) -> HashSet<String> {
    let names = events.iter().flat_map(|event| event.properties(&ICalendarProperty::Organizer)).filter_map(common_name);
    let mut n_of: HashMap<String, usize> = HashMap::new();
    for name in names {
        *n_of.entry(name).or_default() += 1;
    }
    if n_of.len() * 4 < events.len() {
        return HashSet::new();
    }
    n_of.into_keys().collect()
}

fn common_name(entry: &ICalendarEntry) -> Option<String> {
    let name = entry.parameters(&ICalendarParameterName::Cn).find_map(|value| value.as_text())?;
    Some(crate::line::collapse(name)).filter(|name| !name.is_empty() && !name.contains('@'))
}

fn own_zone(entry: &ICalendarEntry) -> Option<String> {
    zone::iana(entry.parameters(&ICalendarParameterName::Tzid).find_map(|value| value.as_text())?)
}

fn moment(entry: &ICalendarEntry, place: Option<&TimeZone>, is_utc: &mut bool) -> Option<Moment> {
    let value = entry.values.first()?;
    let Some(at) = value.as_partial_date_time() else {
        return zone::moment(value.as_text()?).map(|at| at.local(place));
    };
    let part = |value: Option<u8>| value.and_then(|value| i8::try_from(value).ok());
    let date = Date::new(i16::try_from(at.year?).ok()?, part(at.month)?, part(at.day)?).ok()?;
    let time = part(at.hour).and_then(|hour| Time::new(hour, part(at.minute).unwrap_or(0), 0, 0).ok());
    let sign = if at.tz_minus { -1 } else { 1 };
    let offset = at.tz_hour.map(|hours| sign * (i32::from(hours) * 3600 + i32::from(at.tz_minute.unwrap_or(0)) * 60));
    let moment = Moment { date: Some(date), time, offset: offset.filter(|_| time.is_some()) };
    *is_utc |= moment.offset == Some(0);
    Some(moment.local(place))
}

fn texts_of(component: &ICalendarComponent, property: &ICalendarProperty) -> Vec<String> {
    let values = component.properties(property).flat_map(|entry| &entry.values);
    values
        .filter_map(ICalendarValue::as_text)
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

fn text_of(component: &ICalendarComponent, property: &ICalendarProperty) -> Option<String> {
    let text = texts_of(component, property).join(", ");
    let text = match property {
        ICalendarProperty::Description => text,
        _ => crate::line::collapse(&crate::html::text_of(&text)),
    };
    Some(text).filter(|text| !text.is_empty())
}

fn unescape(text: &str) -> String {
    crate::line::collapse(&text.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ").replace("\\\\", "\\"))
}
