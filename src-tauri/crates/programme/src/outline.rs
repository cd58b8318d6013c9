//! Lines to a programme: prose, then headings, and what stands under each.

use crate::credit::{credits, role_line, split_role};
use crate::date::{dates_in, times, without_dates};
use crate::head::Head;
use crate::key::{Keys, Named, former_session_key, key_of, number_key, session_key};
use crate::line::{Line, Page, Shape, is_separator};
use crate::plain::ends_a_sentence;
use crate::resolve::{Mention, resolve};
use crate::{Contribution, Credit, Listed, Programme, Segment, Session};
use analysis::{fold, name_key, session_label};
use jiff::civil::Date;
use model::{Problem, ProblemCode, Role};

/// Folded headings of lists of talks' slides.
const TALK_KINDS: &[&str] = &[
    "presentations",
    "presentation",
    "slides",
    "slide decks",
    "presentations and statements",
    "speakers",
    "statements",
    "powerpoint presentations",
    "presentation materials",
    "diapositives",
    "exposes",
    "presentaciones",
    "ponencias",
    "презентации",
    "доклады",
    "выступления",
    "演示文稿",
    "演讲",
    "发言",
    "专题介绍",
    "幻灯片",
    "العروض",
    "عروض",
    "العروض التقديميه",
    "البيانات",
    "declarations",
    "declaraciones",
];

/// Folded headings of lists of anything else.
const OTHER_KINDS: &[&str] = &[
    "documents",
    "document",
    "background documents",
    "background papers",
    "background",
    "meeting documents",
    "official documents",
    "related documents",
    "outcome documents",
    "documentation",
    "papers",
    "reports",
    "resources",
    "media coverage",
    "media",
    "in the media",
    "press coverage",
    "press",
    "press releases",
    "press release",
    "news",
    "related news",
    "related links",
    "links",
    "videos",
    "video",
    "webcast",
    "webcasts",
    "recordings",
    "photos",
    "documents de reference",
    "documents d'information",
    "couverture mediatique",
    "medias",
    "presse",
    "liens",
    "documentos",
    "documentos de antecedentes",
    "cobertura mediatica",
    "cobertura de prensa",
    "prensa",
    "enlaces",
    "документы",
    "материалы",
    "освещение в сми",
    "сми",
    "пресса",
    "видео",
    "文件",
    "会议文件",
    "媒体报道",
    "新闻报道",
    "视频",
    "الوثائق",
    "وثائق",
    "التغطيه الاعلاميه",
    "وسائط الاعلام",
    "فيديو",
];

/// Cities where meetings are held, folded, with their zones.
const ZONES: &[(&str, &str)] = &[
    ("new york", "America/New_York"),
    ("nueva york", "America/New_York"),
    ("нью-йорк", "America/New_York"),
    ("纽约", "America/New_York"),
    ("نيويورك", "America/New_York"),
    ("washington", "America/New_York"),
    ("geneva", "Europe/Zurich"),
    ("geneve", "Europe/Zurich"),
    ("ginebra", "Europe/Zurich"),
    ("женев", "Europe/Zurich"),
    ("日内瓦", "Europe/Zurich"),
    ("جنيف", "Europe/Zurich"),
    ("vienna", "Europe/Vienna"),
    ("vienne", "Europe/Vienna"),
    ("nairobi", "Africa/Nairobi"),
    ("paris", "Europe/Paris"),
    ("the hague", "Europe/Amsterdam"),
    ("brussels", "Europe/Brussels"),
    ("bruxelles", "Europe/Brussels"),
    ("strasbourg", "Europe/Paris"),
    ("london", "Europe/London"),
    ("rome", "Europe/Rome"),
    ("madrid", "Europe/Madrid"),
    ("bangkok", "Asia/Bangkok"),
    ("addis ababa", "Africa/Addis_Ababa"),
    ("santiago de chile", "America/Santiago"),
    ("beirut", "Asia/Beirut"),
    ("moscow", "Europe/Moscow"),
    ("beijing", "Asia/Shanghai"),
    ("tokyo", "Asia/Tokyo"),
    ("new delhi", "Asia/Kolkata"),
    ("mumbai", "Asia/Kolkata"),
    ("cairo", "Africa/Cairo"),
    ("doha", "Asia/Qatar"),
    ("montreal", "America/Toronto"),
    ("lyon", "Europe/Paris"),
    ("tunis", "Africa/Tunis"),
    ("dakar", "Africa/Dakar"),
    ("singapore", "Asia/Singapore"),
];

/// The cities, folded, whose zone it is.
pub(crate) fn cities_of(zone: &str) -> impl Iterator<Item = &'static str> {
    ZONES.iter().filter(move |(_, own)| *own == zone).map(|(city, _)| *city)
}

/// Is it one of the cities?
pub(crate) fn is_city(text: &str) -> bool {
    let folded = fold(text);
    ZONES.iter().any(|(city, _)| *city == folded)
}

/// Does the line belong to a programme rather than to a page's frame?
pub(crate) fn is_telling(text: &str) -> bool {
    kind_of(text).is_some() || Head::of(text).is_some_and(|head| head.session.is_some() || head.iso.is_some())
}

/// Has the page lines that say by themselves when, in which session, and who?
pub(crate) fn has_entries(page: &Page) -> bool {
    let is_entry = |line: &Line| {
        Head::of(&line.text).is_some_and(|head| head.iso.is_some() && !head.rest.is_empty() && head.start.is_none())
    };
    page.lines.iter().any(is_entry)
}

/// Has it a heading under which material is listed?
pub(crate) fn lists_material(page: &Page) -> bool {
    page.lines.iter().any(|line| kind_of(&line.text).is_some() && line.shape != Shape::Item)
}

/// Is it a list of talks' slides, with links under its heading?
pub(crate) fn lists_talks(page: &Page) -> bool {
    let is_heading = |line: &Line| kind_of(&line.text) == Some(true) && line.shape != Shape::Item;
    page.lines
        .iter()
        .enumerate()
        .any(|(idx, line)| is_heading(line) && page.lines.get(idx + 1).is_some_and(|next| !next.links.is_empty()))
}

/// Where the lines stand that come now.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// Before the first heading.
    Prose,
    /// Among announced sessions.
    Sessions,
    /// Under a heading of material.
    Material { kind: usize, has_talks: bool, level: u8 },
    /// Under a heading that means nothing to us.
    Elsewhere,
}

struct Outline<'a> {
    lines: &'a [Line],
    is_marked_up: bool,
    programme: Programme,
    problems: Vec<Problem>,
    mentions: Vec<Mention>,
    paragraphs: Vec<&'a str>,
    place: Place,
    segment: Option<usize>,
    session: Option<usize>,
    /// The session that the lines of a list stand under, by number.
    number: Option<Named>,
    day: Option<Date>,
    year: Option<i16>,
}

/// Reads the lines in one pass, then settles which session each contribution belongs to.
pub(crate) fn programme(page: &Page, name: Option<&str>) -> (Programme, Vec<Problem>) {
    let year = page.lines.iter().find_map(|line| dates_in(&line.text, None).first().map(|date| date.year()));
    let mut outline = Outline {
        lines: &page.lines,
        is_marked_up: page.is_marked_up,
        programme: Programme::default(),
        problems: Vec::new(),
        mentions: Vec::new(),
        paragraphs: Vec::new(),
        place: Place::Prose,
        segment: None,
        session: None,
        number: None,
        day: None,
        year,
    };
    let title_idx = outline.title_idx();
    for idx in 0..page.lines.len() {
        if Some(idx) != title_idx {
            outline.line(idx);
        }
    }
    let Outline { mut programme, mut problems, mentions, paragraphs, .. } = outline;
    // A meeting of one day says it once.
    let mut days: Vec<Date> = page.lines.iter().flat_map(|line| dates_in(&line.text, None)).collect();
    days.sort_unstable();
    days.dedup();
    if let ([day], true) = (&days[..], programme.contributions.iter().all(|talk| talk.date.is_none())) {
        programme.contributions.iter_mut().for_each(|talk| talk.date = Some(*day));
    }
    resolve(&mut programme, &mentions);
    let own_title = title_idx
        .map(|idx| page.lines[idx].text.clone())
        .or_else(|| page.title.as_deref().map(|title| title.split(" | ").next().unwrap_or(title).to_owned()))
        .or_else(|| paragraphs.iter().find_map(|text| event_name(text)));
    set_frame(&mut programme, &paragraphs);
    set_keys(&mut programme, &mentions, own_title.as_deref());
    programme.title = own_title.or_else(|| name.and_then(stem)).unwrap_or_else(|| "Untitled meeting".to_owned());
    let of_contributions = programme.contributions.iter().flat_map(|contribution| contribution.problems.clone());
    problems.extend(of_contributions);
    problems.sort_by_key(|problem| problem.line);
    if page.lines.is_empty() {
        problems.push(Problem::new(ProblemCode::Empty));
    }
    (programme, problems)
}

impl<'a> Outline<'a> {
    /// The highest heading, or a text's first line if it is short and no part of the programme.
    fn title_idx(&self) -> Option<usize> {
        let heading = self.lines.iter().position(|line| line.shape == Shape::Heading(1));
        if self.is_marked_up {
            return heading.filter(|&idx| !is_telling(&self.lines[idx].text));
        }
        let first = self.lines.first()?;
        let is_title = first.shape == Shape::Text
            && first.text.chars().count() <= 300
            && !ends_a_sentence(&first.text)
            && kind_of(&first.text).is_none()
            && (Head::of(&first.text).is_none() || names_the_event(self.lines))
            && role_line(&first.text).is_none()
            && !(self.is_segment(0));
        is_title.then_some(0)
    }

    fn line(&mut self, idx: usize) {
        let line = &self.lines[idx];
        if let Some(has_talks) = self.kind(idx) {
            return self.open_material(line, has_talks);
        }
        if let Place::Material { kind, has_talks, level } = self.place {
            let ends = matches!(line.shape, Shape::Heading(own) if own <= level);
            if !ends {
                return self.material(line, kind, has_talks);
            }
        }
        if self.is_segment(idx) {
            return self.open_segment(line);
        }
        let head = Head::of(&line.text);
        match head {
            Some(head) if head.iso.is_some() && !head.rest.is_empty() => self.entry(line, &head, None),
            Some(head) if head.session.is_some() && is_short(&line.text) => self.open_session(line, &head),
            Some(head) if head.has_date() && head.rest.is_empty() => {
                self.day = head.date(self.year);
                (self.place, self.session) = (Place::Sessions, None);
            }
            Some(head) if head.start.is_some() && self.place == Place::Sessions && !head.rest.is_empty() => {
                self.slot(line, &head);
            }
            _ => self.other(line),
        }
    }

    /// Is the line a heading of material, and has it talks under it?
    fn kind(&self, idx: usize) -> Option<bool> {
        let line = &self.lines[idx];
        if let Some(has_talks) = kind_of(&line.text) {
            // In a list, it is an entry of a menu.
            return (line.shape != Shape::Item).then_some(has_talks);
        }
        // An unknown heading over lines of the known form.
        let is_heading = matches!(line.shape, Shape::Heading(2..));
        let next = self.lines.get(idx + 1)?;
        let over_entries =
            is_heading && Head::of(&next.text).is_some_and(|head| head.iso.is_some() && !head.rest.is_empty());
        (over_entries && dates_in(&line.text, None).is_empty() && Head::of(&line.text).is_none()).then_some(true)
    }

    fn open_material(&mut self, line: &Line, has_talks: bool) {
        let title = line.text.trim_end_matches(is_separator);
        let kinds = &mut self.programme.material_kinds;
        let kind = kinds.iter().position(|kind| kind == title).unwrap_or_else(|| {
            kinds.push(title.to_owned());
            kinds.len() - 1
        });
        let level = match line.shape {
            Shape::Heading(level) => level,
            Shape::Item | Shape::Text => 6,
        };
        self.place = Place::Material { kind, has_talks, level };
        (self.segment, self.session, self.number, self.day) = (None, None, None, None);
    }

    fn material(&mut self, line: &Line, kind: usize, has_talks: bool) {
        if let Some(head) = Head::of(&line.text) {
            if !head.rest.is_empty() {
                return self.entry(line, &head, Some(kind));
            }
            // A line of date or session alone is about those that follow.
            if let Some(session) = &head.session {
                self.number = Some(session.into());
            }
            self.day = head.date(self.year).or(self.day);
            return;
        }
        if has_talks && (self.number.is_some() || self.day.is_some()) {
            let head = Head { rest: &line.text, ..Head::default() };
            return self.entry(line, &head, Some(kind));
        }
        let material_kind = self.programme.material_kinds[kind].clone();
        let is_listed = !self.is_marked_up || line.shape == Shape::Item || !line.links.is_empty();
        if !has_talks && is_listed {
            self.programme.listed.push(Listed {
                material_kind,
                title: line.text.clone(),
                links: line.links.clone(),
                raw: line.raw.clone(),
                line: line.number,
            });
            return;
        }
        let problem = not_understood(line);
        if !has_talks || matches!(line.shape, Shape::Heading(_)) {
            self.problems.push(problem);
            return;
        }
        // `Presentation by Ms. Name, Organization`: who, by the line's form.
        let item = crate::item::read(line, false);
        let is_read = !item.credits.is_empty() && item.problems.is_empty();
        self.mentions.push(Mention::default());
        self.programme.contributions.push(Contribution {
            title: item.title.filter(|title| is_read && kind_of(&format!("{title}s")).is_none()),
            credits: if is_read { item.credits } else { Vec::new() },
            material_kind: Some(material_kind),
            links: line.links.clone(),
            raw: line.raw.clone(),
            line: line.number,
            problems: if is_read { Vec::new() } else { vec![problem] },
            ..Contribution::default()
        });
    }

    /// A line of the known form: when, in which session, who, of what.
    fn entry(&mut self, line: &Line, head: &Head, kind: Option<usize>) {
        let (text, title) = split_quoted_title(head.rest);
        let (credits, mut problems) = credits(text, Role::Speaker);
        if let (Some(iso), Some((written, printed))) = (head.iso, head.written)
            && !written.agrees_with(iso)
        {
            let detail = format!("{iso} and {printed}");
            problems.push(Problem::new(ProblemCode::DateMismatch).with_detail(detail));
        }
        let date = head.date(self.year).or(self.day);
        let session = head.session.as_ref().map(Named::from).or_else(|| self.number.clone());
        self.mentions.push(Mention { session, date, is_entry: true });
        self.programme.contributions.push(Contribution {
            title: title.map(str::to_owned),
            date,
            start: head.start,
            end: head.end,
            material_kind: kind.map(|kind| self.programme.material_kinds[kind].clone()),
            links: line.links.clone(),
            raw: line.raw.clone(),
            line: line.number,
            credits,
            problems: problems.into_iter().map(|problem| problem.on_line(line.number)).collect(),
            ..Contribution::default()
        });
    }

    /// `10:15–10:45 Title` under a day or a session.
    fn slot(&mut self, line: &Line, head: &Head) {
        let session = self.session.map(|idx| &self.programme.sessions[idx]);
        let date = head.date(self.year).or(self.day).or_else(|| match session?.dates[..] {
            [date] => Some(date),
            _ => None,
        });
        self.mentions.push(Mention { date, ..Mention::default() });
        self.programme.contributions.push(Contribution {
            session: self.session,
            title: Some(head.rest.to_owned()),
            date,
            start: head.start,
            end: head.end,
            links: line.links.clone(),
            raw: line.raw.clone(),
            line: line.number,
            ..Contribution::default()
        });
    }

    /// `Technical sessions, 30 November and 1 December 2016`.
    fn is_segment(&self, idx: usize) -> bool {
        let line = &self.lines[idx];
        let is_title = is_short(&line.text) && !ends_a_sentence(&line.text) && Head::of(&line.text).is_none();
        if !is_title || dates_in(&line.text, self.year).is_empty() || role_line(&line.text).is_some() {
            return false;
        }
        match line.shape {
            Shape::Heading(level) => level > 1,
            Shape::Item => false,
            // Without markup, only what follows shows a heading.
            Shape::Text => self.lines.get(idx + 1).is_some_and(|next| {
                Head::of(&next.text)
                    .is_some_and(|head| head.iso.is_none() && (head.session.is_some() || head.start.is_some()))
            }),
        }
    }

    fn open_segment(&mut self, line: &Line) {
        let without_dates = without_dates(&line.text);
        let mut segment =
            Segment { dates: dates_in(&line.text, self.year), title: without_dates.clone(), ..Segment::default() };
        for part in without_dates.split(',').map(str::trim) {
            match times(part) {
                Some((start, end, "")) => (segment.start, segment.end) = (Some(start), end),
                _ if is_room(part) => segment.room = Some(part.to_owned()),
                _ => {}
            }
        }
        segment.dates.sort_unstable();
        segment.dates.dedup();
        self.day = None;
        self.segment = Some(self.programme.segments.len());
        self.programme.segments.push(segment);
        (self.place, self.session) = (Place::Sessions, None);
    }

    fn open_session(&mut self, line: &Line, head: &Head) {
        let (rest, role) = split_role(head.rest);
        let named = head.session.as_ref().map(Named::from);
        let mut session = Session {
            segment: self.segment,
            number: named.as_ref().map(|named| named.number.clone()),
            label: named.and_then(|named| named.label),
            dates: head.date(self.year).or(self.day).into_iter().collect(),
            start: head.start,
            end: head.end,
            raw: line.raw.clone(),
            line: line.number,
            ..Session::default()
        };
        let title = rest.trim_matches(|c| is_separator(c) || matches!(c, '“' | '”' | '"' | '«' | '»'));
        match is_room(title) {
            true => session.room = Some(title.to_owned()),
            false => session.title = Some(title.to_owned()).filter(|title| !title.is_empty()),
        }
        self.session = Some(self.programme.sessions.len());
        self.programme.sessions.push(session);
        self.place = Place::Sessions;
        if let Some((role, people)) = role {
            self.add_role(line, role, people);
        }
    }

    /// `Moderator: …`, `Venue: …`, prose, and what is none of them.
    fn other(&mut self, line: &'a Line) {
        if let Some((label, value)) = line.text.split_once(':').filter(|(label, _)| label.len() <= 24) {
            let value = value.trim();
            match fold(label).trim() {
                "venue" | "location" | "place" | "lieu" | "lugar" | "место" | "地点" | "المكان"
                    if !value.is_empty() =>
                {
                    self.programme.venue = Some(value.to_owned());
                    return;
                }
                "time zone" | "timezone" if value.contains('/') => {
                    self.programme.time_zone = Some(value.to_owned());
                    return;
                }
                _ => {}
            }
        }
        let role = role_line(&line.text).filter(|_| self.place == Place::Sessions);
        match (role, self.place) {
            (Some((role, people)), _) if self.session.is_some() => self.add_role(line, role, people),
            (_, Place::Prose) => match line.shape {
                Shape::Text => self.paragraphs.push(&line.text),
                // Of a page's menu, more likely than not.
                Shape::Item if self.is_marked_up && !line.links.is_empty() => {}
                Shape::Item => self.paragraphs.push(&line.text),
                Shape::Heading(_) => {}
            },
            (_, Place::Sessions) => match line.shape {
                Shape::Heading(level) if level <= 2 => self.place = Place::Elsewhere,
                _ => self.problems.push(not_understood(line)),
            },
            (_, Place::Material { .. }) => self.place = Place::Elsewhere,
            (_, Place::Elsewhere) => {}
        }
    }

    fn add_role(&mut self, line: &Line, role: Role, people: &str) {
        let (credits, problems) = credits(people, role);
        self.problems.extend(problems.into_iter().map(|problem| problem.on_line(line.number)));
        if let Some(session) = self.session {
            self.programme.sessions[session].credits.extend(credits);
        }
    }
}

fn not_understood(line: &Line) -> Problem {
    Problem::new(ProblemCode::LineNotUnderstood).on_line(line.number).with_detail(line.text.clone())
}

/// Is the first line `Workshop 3: …`, and no other of that kind follows? Then it is what the whole is called.
pub(crate) fn names_the_event(lines: &[Line]) -> bool {
    let kind = |line: &Line| session_label(&line.text).map(|label| label.kind).filter(|kind| kind.is_event());
    let Some(own) = lines.first().and_then(kind) else { return false };
    !lines[1..].iter().any(|line| kind(line) == Some(own))
}

fn is_short(text: &str) -> bool {
    text.len() <= 600 && text.chars().count() <= 300
}

pub(crate) fn is_room(text: &str) -> bool {
    const ROOMS: &[&str] = &[
        "conference room",
        "room ",
        "ауд",
        "аудитория",
        "salle",
        "sala ",
        "chamber",
        "hall ",
        "зал ",
        "会议室",
        "قاعه",
    ];
    let folded = fold(text);
    text.chars().count() <= 60 && ROOMS.iter().any(|room| folded.starts_with(room))
}

/// Like [`is_room`], where a mark of its own parts it from what is held there: `Main Hall`, `Großer Saal`.
pub(crate) fn is_named_room(text: &str) -> bool {
    #[rustfmt::skip]
    const ENDS: &[&str] = &[
        "hall", "room", "auditorium", "ballroom", "chamber", "theatre", "saal", "foyer", "зал", "aula", "amphitheatre", "lounge",
    ];
    let folded = fold(text);
    const WHOLE: &[&str] = &["salon de actos", "paraninfo", "auditorio", "auditorium", "актовый зал", "报告厅"];
    let n_words = folded.split_whitespace().count();
    let ends_in_room = || folded.split_whitespace().last().is_some_and(|word| ENDS.contains(&word));
    // `Mr. Tom Hall`.
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.ends_with('.') && first.len() > 2 && crate::credit::starts_with_honorific(text) {
        return false;
    }
    is_room(text) || WHOLE.contains(&folded.trim()) || (1..=4).contains(&n_words) && ends_in_room()
}

/// Is it a heading of material, and are talks listed under it?
fn kind_of(text: &str) -> Option<bool> {
    if text.len() > 120 {
        return None;
    }
    let folded = fold(text);
    let folded = folded.trim_matches(|c| is_separator(c) || c == '*');
    if TALK_KINDS.contains(&folded) {
        Some(true)
    } else if OTHER_KINDS.contains(&folded) {
        Some(false)
    } else {
        None
    }
}

/// `Name, Affiliation – “Title”`: a title only where quotes show it.
fn split_quoted_title(text: &str) -> (&str, Option<&str>) {
    for (open, close) in [('“', '”'), ('«', '»'), ('"', '"'), ('《', '》')] {
        let Some(inner) = text.strip_suffix(close) else { continue };
        if let Some((before, title)) = inner.rsplit_once(open) {
            let before = before.trim_end_matches(is_separator);
            if !before.is_empty() && !title.trim().is_empty() {
                return (before, Some(title.trim()));
            }
        }
    }
    (text, None)
}

/// The event that prose names, such as *Special meeting of the Counter-Terrorism Committee*.
fn event_name(text: &str) -> Option<String> {
    const EVENTS: &[&str] =
        &["special meeting of the ", "annual meeting of the ", "open meeting of the ", "regional meeting of the "];
    let at = EVENTS.iter().filter_map(|event| text.find(event).map(|at| (at, event.len()))).min()?;
    let mut end = at.0 + at.1;
    let mut rest = &text[end..];
    loop {
        let length = rest.find(' ').unwrap_or(rest.len());
        let word = &rest[..length];
        let bare = word.trim_end_matches([',', '.', ';', ':']);
        let is_name = bare.starts_with(char::is_uppercase);
        let may_join = matches!(bare, "of" | "the" | "and" | "for") && bare == word;
        if !(is_name || may_join) || word.is_empty() {
            break;
        }
        if is_name {
            end = text.len() - rest.len() + bare.len();
        }
        if bare != word || length == rest.len() {
            break;
        }
        rest = &rest[length + 1..];
    }
    let name = &text[at.0..end];
    let mut letters = name.chars();
    let first = letters.next().filter(|_| end > at.0 + at.1)?;
    Some(first.to_uppercase().chain(letters).collect())
}

/// The zone of the city that the venue or the title names.
pub(crate) fn set_zone(programme: &mut Programme, title: Option<&str>) {
    if programme.time_zone.is_none() {
        let places = programme.venue.iter().chain(&programme.description).map(|text| fold(text)).chain(title.map(fold));
        let places: Vec<String> = places.collect();
        let zones: std::collections::BTreeSet<&str> = places
            .first()
            .into_iter()
            .chain(places.last())
            .flat_map(|place| ZONES.iter().filter(|(city, _)| place.contains(city)).map(|(_, zone)| *zone))
            .collect();
        programme.time_zone = zones.iter().next().filter(|_| zones.len() == 1).map(|zone| (*zone).to_owned());
    }
}

fn set_frame(programme: &mut Programme, paragraphs: &[&str]) {
    programme.description = Some(paragraphs.join("\n\n")).filter(|text| !text.is_empty());
    if programme.venue.is_none() {
        programme.venue = paragraphs.iter().find_map(|text| venue(text));
    }
    if programme.time_zone.is_none() {
        let venue = programme.venue.as_deref().map(fold);
        let place = venue.into_iter().chain(programme.segments.iter().map(|segment| fold(&segment.title)));
        let zone_of = |place: String| ZONES.iter().find(|(city, _)| place.contains(city)).map(|(_, zone)| *zone);
        programme.time_zone = place.into_iter().find_map(zone_of).map(str::to_owned);
    }
}

/// `… at United Nations Headquarters in New York on 1 December 2016 …`.
fn venue(text: &str) -> Option<String> {
    let mut from = 0;
    while let Some(found) = text[from..].find(" on ") {
        let at = from + found;
        from = at + 4;
        if crate::date::written_date(&text[from..]).is_none() {
            continue;
        }
        let window = text[..at].char_indices().rev().nth(100).map_or(0, |(start, _)| start);
        let Some(start) = text[window..at].rfind(" at ") else { continue };
        let place = text[window + start + 4..at].trim();
        let place = place.strip_prefix("the ").unwrap_or(place);
        if place.starts_with(char::is_uppercase) && !place.contains(['.', ';']) {
            return Some(place.to_owned());
        }
    }
    None
}

pub(crate) fn stem(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Some(stem.replace('_', " ").trim().to_owned()).filter(|stem| !stem.is_empty())
}

fn set_keys(programme: &mut Programme, mentions: &[Mention], own_title: Option<&str>) {
    let mut keys = Keys::default();
    for segment in &mut programme.segments {
        let title = segment.title.split(',').next().unwrap_or_default();
        segment.key = keys.unique(&[key_of(title)]);
    }
    let (mut keys, mut former) = (Keys::default(), Keys::default());
    for session in &mut programme.sessions {
        let segment = session.segment.map_or("", |idx| programme.segments[idx].key.as_str());
        session.key = keys.unique(&[format!("{segment}|{}", session_key(session))]);
        session.former_key = former.unique(&[format!("{segment}|{}", former_session_key(session))]);
    }
    let mut keys = Keys::default();
    for (contribution, mention) in programme.contributions.iter_mut().zip(mentions) {
        let date = contribution.date.map(|date| date.to_string()).unwrap_or_default();
        let who = contribution.credits.iter().filter_map(credit_key).collect::<Vec<_>>().join(";");
        let what = contribution.title.as_deref().map(key_of).unwrap_or_default();
        let own = match (who.is_empty(), what.is_empty()) {
            (false, _) => who,
            (true, false) => what.clone(),
            (true, true) => key_of(&contribution.raw),
        };
        // The session comes in only to part two talks of one person on one day: it is what a page adds later.
        let session = mention.session.as_ref().map(|named| number_key(&named.number)).unwrap_or_default();
        let choices =
            [format!("{date}|{own}"), format!("{date}|{own}|{session}"), format!("{date}|{own}|{session}|{what}")];
        contribution.key = keys.unique(&choices);
    }
    let first_day = programme
        .contributions
        .iter()
        .filter_map(|contribution| contribution.date)
        .chain(programme.sessions.iter().flat_map(|session| session.dates.iter().copied()))
        .chain(programme.segments.iter().flat_map(|segment| segment.dates.iter().copied()))
        .min();
    let title = own_title.map(key_of).unwrap_or_else(|| {
        let words = key_of(programme.description.as_deref().unwrap_or_default());
        words.split(' ').take(8).collect::<Vec<_>>().join(" ")
    });
    programme.key = format!("{title}|{}", first_day.map(|date| date.to_string()).unwrap_or_default());
}

fn credit_key(credit: &Credit) -> Option<String> {
    let name = credit.name.as_deref().or(credit.affiliation.as_deref())?;
    Some(name_key(name)).filter(|key| !key.is_empty())
}
