//! A schedule out of nested data: frab and Pentabarf XML, frab and pretalx JSON, Indico, schema.org, and their like.
//!
//! They differ in names and nesting, hardly in what they say: something with a title and a beginning is an entry,
//! and what it stands in tells its day, its room and its session. So one reader with many names does for all.

use crate::credit;
use crate::line::prose;
use crate::schedule::{Schedule, Slot};
use crate::tree::{LineIndex, Node};
use crate::zone::{self, Moment, moment};
use crate::{Credit, Options};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::{Problem, ProblemCode, Role};
use std::collections::HashSet;

pub(crate) const TITLES: &[&str] = &["title", "name", "summary", "headline", "label", "subject"];
pub(crate) const STARTS: &[&str] = &[
    "start",
    "starttime",
    "startdate",
    "startsat",
    "startdatetime",
    "begin",
    "begins",
    "beginning",
    "dtstart",
    "starts",
    "from",
];
pub(crate) const ENDS: &[&str] =
    &["end", "endtime", "enddate", "endsat", "enddatetime", "dtend", "ends", "until", "to"];
pub(crate) const DATES: &[&str] = &["date", "day"];
pub(crate) const DURATIONS: &[&str] = &["duration", "length", "durationminutes"];
pub(crate) const ROOMS: &[&str] = &["room", "space", "location", "place", "hall", "stage", "roomname", "venue"];
pub(crate) const GROUPS: &[&str] =
    &["session", "sessiontitle", "sessionname", "track", "trackname", "category", "superevent"];
pub(crate) const SPEAKERS: &[&str] =
    &["persons", "person", "speakers", "speaker", "presenters", "presenter", "performer", "performers", "speakerids"];
pub(crate) const AUTHORS: &[&str] = &["primaryauthors", "authors", "author", "contributors"];
pub(crate) const CHAIRS: &[&str] =
    &["conveners", "convener", "chairs", "chair", "chairpersons", "moderators", "moderator"];
const LINKS: &[&str] = &[
    "links",
    "link",
    "attachments",
    "attachment",
    "url",
    "slidesurl",
    "slides",
    "pdf",
    "href",
    "folders",
    "material",
    "materials",
    "resources",
    "presentation",
    "confurl",
    "fullconfurl",
    "workfeatured",
];
const ABSTRACTS: &[&str] = &["abstract", "description", "longdescription", "summary"];
const IDS: &[&str] = &["guid", "uid", "code", "id", "uniqueid", "dbid", "identifier", "talkid"];
/// Nodes that describe the whole, beside its days.
const FRAMES: &[&str] = &["conference", "event", "meeting", "meetup"];
/// What stands inside an entry, and is none of its own.
const INSIDE: &[&str] = &[
    "subcontributions",
    "attachments",
    "folders",
    "links",
    "persons",
    "speakers",
    "presenters",
    "performer",
    "performers",
    "primaryauthors",
    "coauthors",
    "authors",
    "offers",
    "room",
    "location",
    "conveners",
    "chairs",
    "material",
    "answers",
    "recordings",
    "organizer",
    "review",
    "reviews",
];

/// The schedule that the nodes hold.
pub(crate) fn schedule(mut root: Node, source: &str, options: &Options) -> Schedule {
    let mut reader = Reader {
        source,
        lines: LineIndex::of(source),
        schedule: Schedule::default(),
        zone: None,
        is_utc: false,
        has_local: false,
    };
    mark(&mut root);
    let root = &root;
    reader.frame(root, 0);
    let given = options.time_zone.as_deref().and_then(zone::iana);
    reader.schedule.time_zone = given.or(reader.schedule.time_zone.take());
    reader.zone = reader.schedule.time_zone.as_deref().and_then(zone::zone);
    reader.walk(root, &Context::default(), 0);
    if reader.is_utc && !reader.has_local && reader.zone.is_none() {
        reader.schedule.time_zone = Some("UTC".to_owned());
        let detail = "all times are in UTC, and the source does not say where the meeting is";
        reader.schedule.problems.push(Problem::new(ProblemCode::TimeZoneUnknown).with_detail(detail));
    }
    reader.schedule
}

/// Says of every node, from the inside outwards, whether it is an entry and whether it holds any.
fn mark(node: &mut Node) {
    for child in &mut node.children {
        mark(child);
    }
    node.is_entry = is_entry(node);
    node.holds_entry = node.is_entry || node.children.iter().any(|child| child.holds_entry);
}

/// Something with a title and a beginning, or with a title and people; and nothing of the kind inside.
fn is_entry(node: &Node) -> bool {
    // Most nodes are single values; what they stand in was looked at.
    if node.children.len() < 2 || FRAMES.contains(&node.key.as_str()) && node.key == "conference" {
        return false;
    }
    let is_titled = node.value(TITLES).is_some() || node.value(&["talkid", "slottitle"]).is_some();
    let begins = node.all(STARTS).any(|child| when(child).is_some())
        || node.all(&["date"]).any(|child| when(child).is_some_and(|when| when.time.is_some()));
    let has_people = || {
        node.value(&["title"]).is_some()
            && node.all(SPEAKERS).any(|child| !child.children.is_empty() || !child.text.is_empty())
    };
    is_titled
        && (begins || has_people() || node.all(&["slot"]).any(|slot| slot.all(STARTS).next().is_some()))
        && !node.children.iter().any(|child| child.holds_entry && !INSIDE.contains(&child.key.as_str()))
}

/// `2016-11-30T10:00`, or Indico's `{date, time, tz}`.
fn when(node: &Node) -> Option<Moment> {
    if node.is_single() {
        return moment(&node.text).or_else(|| epoch(&node.text));
    }
    let date = node.value(&["date"]).and_then(|text| moment(&text));
    let time = node.value(&["time"]).and_then(|text| moment(&text));
    match (date, time) {
        (Some(date), Some(time)) => Some(Moment { date: date.date, time: time.time, offset: None }),
        _ => moment(&node.text),
    }
}

/// Seconds since 1970, of these decades.
fn epoch(text: &str) -> Option<Moment> {
    let seconds: i64 = text.parse().ok().filter(|seconds| (900_000_000..4_000_000_000).contains(seconds))?;
    let at = TimeZone::UTC.to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
    Some(Moment { date: Some(at.date()), time: Some(at.time()), offset: Some(0) })
}

#[derive(Debug, Clone, Default)]
struct Context {
    day: Option<Date>,
    room: Option<String>,
    group: Option<String>,
    chairs: Vec<Credit>,
}

struct Reader<'a> {
    source: &'a str,
    lines: LineIndex,
    schedule: Schedule,
    zone: Option<TimeZone>,
    /// Some time is in UTC.
    is_utc: bool,
    /// Some time is of the place.
    has_local: bool,
}

impl Reader<'_> {
    /// What is said of the whole: its title, place and zone, from the outside inwards.
    fn frame(&mut self, node: &Node, depth: u32) {
        if depth > 5 || node.is_entry && depth > 0 {
            return;
        }
        let frame = &mut self.schedule;
        let is_frame = FRAMES.contains(&node.key.as_str());
        if is_frame || node.holds_entry {
            let is_session = node.value(&["entrytype"]).is_some();
            let at_depth = !is_session
                && !matches!(node.key.as_str(), "day" | "room" | "session" | "sessions" | "days" | "rooms" | "entries");
            if at_depth {
                // The name of a list's member is the whole's only where the list is the whole.
                frame.title = frame.title.take().or_else(|| node.value(TITLES));
                frame.description = frame.description.take().or_else(|| {
                    node.value(&["description", "abstract", "subtitle"]).map(|text| crate::html::text_of(&text))
                });
                let place = node.value(&["venue", "venuename", "location", "place"]);
                let city =
                    node.value(&["city"]).filter(|city| !place.as_deref().unwrap_or_default().contains(city.as_str()));
                let place = [place, city].into_iter().flatten().collect::<Vec<_>>().join(", ");
                frame.venue = frame.venue.take().or(Some(place).filter(|place| !place.is_empty()));
            }
            let zone = node
                .value(&["timezonename", "timezone", "tz", "timezoneid"])
                .or_else(|| node.all(STARTS).find_map(|start| start.value(&["tz"])));
            frame.time_zone = frame.time_zone.take().or_else(|| zone.and_then(|zone| zone::iana(&zone)));
        }
        for child in &node.children {
            if !child.is_single() && !matches!(child.key.as_str(), "sessions" | "entries" | "contributions") {
                self.frame(child, depth + 1);
            }
        }
    }

    fn walk(&mut self, node: &Node, context: &Context, depth: u32) {
        if node.is_entry {
            let slot = self.slot(node, context);
            self.schedule.slots.push(slot);
            return;
        }
        if node.key == "conference" && !node.holds_entry || node.is_single() {
            return;
        }
        let mut inner = context.clone();
        let day = node
            .all(DATES)
            .chain([node].into_iter().filter(|node| node.key.len() == 8))
            .find_map(|child| moment(&child.text).or_else(|| moment(&child.name)).and_then(|moment| moment.date));
        inner.day = day.or(inner.day);
        match node.key.as_str() {
            "room" => inner.room = node.value(&["name"]).or_else(|| node.scalar()).or(inner.room),
            "rooms" => {
                // frab's JSON has a room's name for a key.
                for child in node.children.iter().filter(|child| !child.name.is_empty() && !child.is_single()) {
                    let name = if child.key == "room" { child.value(&["name"]) } else { Some(child.name.clone()) };
                    self.walk(child, &Context { room: name.or(inner.room.clone()), ..inner.clone() }, depth + 1);
                }
                for child in node.children.iter().filter(|child| child.name.is_empty()) {
                    self.walk(child, &inner, depth + 1);
                }
                return;
            }
            _ => {}
        }
        // A titled thing inside the whole that holds entries is their session; a day, a room or the whole is none.
        let is_session = depth > 1
            && node.all(STARTS).any(|start| when(start).is_some_and(|when| when.time.is_some()))
            && node.value(TITLES).is_some_and(|title| Some(&title) != self.schedule.title.as_ref());
        if is_session {
            inner.group =
                node.value(&["slottitle"]).filter(|_| node.value(&["title"]).is_none()).or_else(|| node.value(TITLES));
            inner.room = node.value(ROOMS).or(inner.room);
            inner.chairs = node.all(CHAIRS).flat_map(|chairs| self.people(chairs, Role::Chair)).collect();
        }
        for child in &node.children {
            self.walk(child, &inner, depth + 1);
        }
    }

    fn slot(&mut self, node: &Node, context: &Context) -> Slot {
        let timed = node.all(&["slot"]).find(|slot| slot.all(STARTS).next().is_some()).unwrap_or(node);
        let raw = self.source.get(node.span.clone()).unwrap_or_default().trim().to_owned();
        let line = self.lines.line(node.span.start);
        let mut problems = Vec::new();
        // Several names may say the same: one with a date is better than a time alone.
        let starts: Vec<Moment> = timed.all(STARTS).chain(timed.all(DATES)).filter_map(when).collect();
        let dated = starts.iter().find(|when| when.date.is_some() && when.time.is_some());
        let own_date = starts.iter().find_map(|when| when.date);
        let own_time = starts.iter().find(|when| when.date.is_none()).and_then(|when| when.time);
        let mut start = match dated {
            Some(&dated) => self.local(dated, own_time),
            None => Moment { date: own_date.or(context.day), time: own_time, offset: None },
        };
        if start.date.is_none() {
            start.date = context.day;
        }
        let end = timed.all(ENDS).find_map(when).filter(|end| end.time.is_some()).map(|end| self.local(end, None));
        let length = timed.all(DURATIONS).find_map(|length| zone::minutes(&length.text));
        let end = end.or_else(|| length.filter(|_| start.time.is_some()).map(|minutes| start.plus_minutes(minutes)));
        if let (Some(day), Some(date)) = (context.day, start.date) {
            // What begins after midnight stands under the day before.
            let is_night =
                day.tomorrow().is_ok_and(|next| next == date) && start.time.is_some_and(|time| time.hour() < 6);
            if day != date && !is_night {
                let detail = format!("{date} under {day}");
                problems.push(Problem::new(ProblemCode::DateMismatch).on_line(line).with_detail(detail));
            }
        }
        let title = node
            .value(&["title", "slottitle"])
            .or_else(|| node.value(TITLES))
            .map(|title| crate::html::text_of(&title));
        let title_text = title.clone();
        let mut credits: Vec<Credit> =
            node.all(SPEAKERS).flat_map(|people| self.people(people, Role::Speaker)).collect();
        if credits.is_empty() {
            credits = node.all(AUTHORS).flat_map(|people| self.people(people, Role::Author)).collect();
        }
        credits.extend(node.all(CHAIRS).flat_map(|people| self.people(people, Role::Chair)));
        let mut seen = HashSet::new();
        credits.retain(|credit| seen.insert((credit.name.clone(), credit.role as u8)));
        let mut links = Vec::new();
        for child in node.all(LINKS) {
            collect_links(child, &mut links);
        }
        let status = node.value(&["status", "eventstatus", "state"]).unwrap_or_default().to_lowercase();
        if status.contains("cancel") || status.contains("withdrawn") || status.contains("rejected") {
            problems.push(
                Problem::new(ProblemCode::LineNotUnderstood).on_line(line).with_detail(format!("marked as {status}")),
            );
        }
        Slot {
            id: node.value(IDS).map(|id| format!("{}{id}", if node.key == "session" { "s" } else { "" })),
            title: title.filter(|title| !title.is_empty()),
            start,
            end: end.unwrap_or_default(),
            room: timed
                .value(ROOMS)
                .or_else(|| node.value(ROOMS))
                .or_else(|| context.room.clone())
                .map(|room| crate::html::text_of(&room)),
            description: abstract_of(node, title_text.as_deref()),
            group: node.value(GROUPS).map(|group| crate::html::text_of(&group)).or_else(|| context.group.clone()),
            chairs: context.chairs.clone(),
            credits,
            links,
            raw,
            line,
            problems,
            is_pause: node.value(&["entrytype", "type", "kind"]).is_some_and(|kind| crate::schedule::is_break(&kind)),
        }
    }

    fn local(&mut self, at: Moment, own_time: Option<jiff::civil::Time>) -> Moment {
        match at.offset {
            // The source's own clock says the same: its UTC is none.
            Some(0) if own_time.is_some() && own_time == at.time => self.has_local = true,
            Some(0) => {
                self.is_utc = true;
                return at.local(self.zone.as_ref());
            }
            _ => self.has_local |= at.time.is_some(),
        }
        at
    }

    /// A list of people, a person, or their names in one text.
    fn people(&self, node: &Node, role: Role) -> Vec<Credit> {
        const PERSONS: &[&str] =
            &["person", "speaker", "presenter", "author", "performer", "chair", "moderator", "convener", "speakerid"];
        const FULL: &[&str] = &["publicname", "fullpublicname", "displayname", "fullname", "name"];
        const FIRST: &[&str] = &["firstname", "givenname"];
        const LAST: &[&str] = &["lastname", "familyname", "surname"];
        const HOMES: &[&str] =
            &["affiliation", "organization", "organisation", "company", "companyname", "institution", "worksfor"];
        let is_list = node.children.iter().any(|child| child.name.is_empty() || PERSONS.contains(&child.key.as_str()));
        if is_list {
            let inner =
                node.children.iter().filter(|child| child.name.is_empty() || PERSONS.contains(&child.key.as_str()));
            return inner.flat_map(|child| self.people(child, role)).collect();
        }
        if node.key == "speakerid" || node.key == "speakerids" {
            // An id only points to a name that is not here.
            return Vec::new();
        }
        let parts = [FIRST, LAST].map(|keys| node.value(keys)).into_iter().flatten().collect::<Vec<_>>().join(" ");
        let full = node.value(FULL);
        // `Doe, Jane` beside first and last name.
        let name = match full {
            Some(full) if full.contains(',') && !parts.is_empty() => Some(parts),
            Some(full) => Some(full),
            None if !parts.is_empty() => Some(parts),
            None => None,
        };
        if let Some(name) = name {
            let affiliation = node.value(HOMES);
            return vec![credit::person(&name, affiliation.as_deref(), role)];
        }
        if !node.is_single() && node.children.iter().all(|child| !child.is_single()) {
            // An object whose keys are ids.
            return node.children.iter().flat_map(|child| self.people(child, role)).collect();
        }
        credit::people_list(&node.text, role)
    }
}

/// What a source says of an entry besides its title; of several texts each, unless another has it in it.
fn abstract_of(node: &Node, title: Option<&str>) -> Option<String> {
    let texts = node.all(ABSTRACTS).filter_map(|child| prose(&child.text).or_else(|| prose(&child.scalar()?)));
    let mut said: Vec<String> = Vec::new();
    for text in texts.filter(|text| Some(text.as_str()) != title) {
        if !said.iter().any(|other| other.contains(&text)) {
            said.retain(|other| !text.contains(other.as_str()));
            said.push(text);
        }
    }
    Some(said.join("\n")).filter(|text| !text.is_empty())
}

fn collect_links(node: &Node, links: &mut Vec<String>) {
    let is_picture = node.key.contains("image")
        || node.key.contains("logo")
        || node.key.contains("avatar")
        || node.key.contains("thumb");
    let text = node.text.trim();
    let last = text.rsplit(['/', '?']).next().unwrap_or_default();
    let is_address = !text.contains(['\n', '<'])
        && (text.contains('/')
            || last.rsplit_once('.').is_some_and(|(stem, end)| !stem.is_empty() && (2..=5).contains(&end.len())));
    if !is_picture && is_address && text.len() <= 2000 && !links.iter().any(|link| link == text) && links.len() < 64 {
        links.push(text.to_owned());
    }
    for child in &node.children {
        collect_links(child, links);
    }
}
