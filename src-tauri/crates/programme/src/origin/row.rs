//! The fields of one row, each looked for where the row is printed and then above it.

use super::letters::{Letters, letters};
use super::pieces::Piece;
use super::when;
use crate::record::{AUTHORS, CHAIRS, DATES, DURATIONS, ENDS, GROUPS, ROOMS, SPEAKERS, STARTS, TITLES};
use crate::zone::{self, Moment};
use crate::{Contribution, Credit, Segment, Session};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use model::{CellOrigin, ItemField, PlaceHow};
use std::collections::HashMap;
use std::ops::Range;

/// What dates, people and rooms are called in tables and in iCalendar, beside their names in nested data.
const ALSO_STARTS: &[&str] = &["date", "start", "dtstart"];
const ALSO_ENDS: &[&str] = &["end", "dtend", "start"];
const ALSO_GROUPS: &[&str] = &["categories"];
const ALSO_PEOPLE: &[&str] = &["speaker", "chair", "affiliation", "attendee", "organizer", "contact"];

/// Where a row stands, among the characters of the source.
#[derive(Debug, Clone)]
pub(super) struct Region {
    /// The line that it was read from.
    pub own: Range<usize>,
    /// With the lines below that are no other row's.
    pub whole: Range<usize>,
}

pub(super) struct Finder<'a> {
    pub(super) text: &'a str,
    pub(super) letters: &'a Letters,
    pub(super) pieces: &'a [Piece],
    zone: Option<TimeZone>,
    /// The lines of text, among the characters.
    pub(super) lines: Vec<Range<usize>>,
    dates: HashMap<Date, Vec<(Range<usize>, bool)>>,
    weekdays: HashMap<Date, Vec<Range<usize>>>,
    /// Where values stand in the whole source that are not in their rows.
    values: HashMap<String, Vec<Range<usize>>>,
    /// The pieces that tell a day.
    days: Vec<&'a Piece>,
    /// What fields of the row have been found at.
    claimed: Vec<Range<usize>>,
}

/// What is found of a value that may have several parts.
#[derive(Default)]
struct Parts {
    found: Vec<(Range<usize>, PlaceHow)>,
    n_missing: usize,
    other_zone: bool,
}

impl Parts {
    fn add(&mut self, stretch: Option<Range<usize>>, how: PlaceHow) {
        match stretch {
            Some(stretch) => self.found.push((stretch, how)),
            None => self.n_missing += 1,
        }
    }
}

/// A date under a name that tells a day.
#[derive(Clone)]
struct Named {
    at: Range<usize>,
    how: PlaceHow,
    other_zone: bool,
    /// Its year stands with it.
    is_whole: bool,
}

pub(super) type Cells = Vec<(ItemField, CellOrigin)>;

impl<'a> Finder<'a> {
    pub fn new(text: &'a str, letters: &'a Letters, pieces: &'a [Piece], zone: Option<TimeZone>) -> Finder<'a> {
        let mut lines = vec![];
        let mut at = 0;
        while at < letters.chars.len() {
            let end = letters.end_of_line(at);
            lines.push(at..end);
            at = end + 1;
        }
        Finder {
            text,
            letters,
            pieces,
            zone,
            lines,
            dates: HashMap::new(),
            weekdays: HashMap::new(),
            values: HashMap::new(),
            days: pieces.iter().filter(|piece| piece.is(DATES) || piece.is(STARTS)).collect(),
            claimed: vec![],
        }
    }

    pub fn contribution(
        &mut self,
        region: &Region,
        talk: &Contribution,
        session: Option<(&Session, Option<&Region>)>,
    ) -> Cells {
        self.claimed.clear();
        let mut cells = self.slot(region, (talk.start, talk.end));
        self.title(region, talk.title.as_deref(), &mut cells);
        self.people(region, &talk.credits, &mut cells);
        self.room(region, talk.room.as_deref(), &mut cells);
        if let Some(date) = talk.date {
            let parts = self.date(region, date, talk.start.is_some_and(|start| start.hour() < 6));
            self.cell(ItemField::Date, parts, &mut cells);
        }
        if let Some((session, heading)) = session {
            let mut parts = Parts::default();
            let own = self.named_session(region, session).or_else(|| {
                // Talks of a room are a session where the source has no other.
                let room = session.room.as_deref().filter(|_| session.title.is_none() && session.number.is_none())?;
                self.printed(region, room, ROOMS)
            });
            match (own, heading) {
                (Some(own), _) => parts.add(Some(own), PlaceHow::Printed),
                (None, Some(heading)) => {
                    let printed = self.named_session(heading, session).unwrap_or_else(|| heading.own.clone());
                    parts.add(Some(printed), PlaceHow::Elsewhere);
                }
                (None, None) => {
                    let title = session.title.as_deref();
                    let around = title.and_then(|title| self.around(region, title, TITLES));
                    parts.add(around, PlaceHow::Elsewhere);
                }
            }
            self.cell(ItemField::Parent, parts, &mut cells);
        }
        cells
    }

    /// Who leads it may stand below its talks, as far down as `below`.
    pub fn session(
        &mut self,
        (region, how): (&Region, PlaceHow),
        below: usize,
        session: &Session,
        segment: Option<&Segment>,
    ) -> Cells {
        self.claimed.clear();
        let mut cells = self.slot(region, (session.start, session.end));
        if let (Some(end), Some((_, cell))) =
            (session.end, cells.iter_mut().find(|(field, cell)| *field == ItemField::End && !cell.complete))
            && let Some(found) = self.end_below(region, session, end)
        {
            let places = self.letters.places(found, self.text, PlaceHow::Elsewhere);
            *cell = CellOrigin { complete: !places.is_empty(), places, other_zone: false };
        }
        if session.label.is_some() || session.number.is_some() {
            let mut parts = Parts::default();
            match self.numbered(region, session) {
                Some(own) => parts.add(Some(own), PlaceHow::Printed),
                None => parts.add(self.label_above(region, session), PlaceHow::Elsewhere),
            }
            self.cell(ItemField::Number, parts, &mut cells);
        }
        if let Some(title) = &session.title {
            let mut parts = Parts::default();
            let keys = if how == PlaceHow::Talk { GROUPS } else { TITLES };
            let own = self.printed(region, title, keys).or_else(|| self.printed(region, title, ALSO_GROUPS));
            let own = own.or_else(|| self.around(region, title, TITLES));
            // A page of one session is called so at its top.
            let above =
                || Some((self.letters.find(title, 0..region.own.start, usize::MAX).pop()?, PlaceHow::Elsewhere));
            match own.map(|own| (own, PlaceHow::Printed)).or_else(above) {
                Some((at, how)) => parts.add(Some(at), how),
                None => parts.add(None, how),
            }
            self.cell(ItemField::Title, parts, &mut cells);
        }
        let n_cells = cells.len();
        self.people(region, &session.credits, &mut cells);
        if cells[n_cells..].iter().any(|(_, cell)| !cell.complete) {
            cells.truncate(n_cells);
            let wide = Region { own: region.own.clone(), whole: region.whole.start..region.whole.end.max(below) };
            self.people(&wide, &session.credits, &mut cells);
        }
        self.room(region, session.room.as_deref(), &mut cells);
        if !session.dates.is_empty() {
            let mut parts = Parts::default();
            for date in &session.dates {
                let of_date = self.date(region, *date, false);
                parts.found.extend(of_date.found);
                parts.n_missing += of_date.n_missing;
                parts.other_zone |= of_date.other_zone;
            }
            self.cell(ItemField::Date, parts, &mut cells);
        }
        if let Some(segment) = segment {
            let mut parts = Parts::default();
            let above = self.above(&segment.title, region.own.end);
            parts.add(above, PlaceHow::Elsewhere);
            self.cell(ItemField::Parent, parts, &mut cells);
        }
        if how == PlaceHow::Talk {
            let places = cells.iter_mut().flat_map(|(_, origin)| &mut origin.places);
            places.filter(|place| place.how == PlaceHow::Printed).for_each(|place| place.how = how);
        }
        cells
    }

    fn cell(&self, field: ItemField, parts: Parts, cells: &mut Cells) {
        let mut places = vec![];
        for (stretch, how) in parts.found {
            for place in self.letters.places(stretch, self.text, how) {
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
        let complete = parts.n_missing == 0 && !places.is_empty();
        cells.push((field, CellOrigin { places, complete, other_zone: parts.other_zone }));
    }

    /// The pieces of the row that are called so.
    fn named(&self, region: &Region, keys: &'a [&'a str]) -> impl Iterator<Item = &'a Piece> + use<'a> {
        let pieces = self.pieces;
        let from = pieces.partition_point(|piece| piece.at.start < region.whole.start);
        let end = region.whole.end;
        pieces[from..].iter().take_while(move |piece| piece.at.start < end).filter(move |piece| piece.is(keys))
    }

    fn title(&mut self, region: &Region, title: Option<&str>, cells: &mut Cells) {
        let Some(title) = title else { return };
        let mut parts = Parts::default();
        const ALSO: &[&str] = &["slottitle"];
        let own = self.printed(region, title, TITLES).or_else(|| self.printed(region, title, ALSO));
        match own.is_none().then(|| self.in_two(region, title)).flatten() {
            Some(two) => parts.found.extend(two.map(|at| (at, PlaceHow::Printed))),
            None => parts.add(own, PlaceHow::Printed),
        }
        self.cell(ItemField::Title, parts, cells);
    }

    /// `Keynote (9:00–9:45): Open government`: what stands between is none of the title.
    fn in_two(&mut self, region: &Region, title: &str) -> Option<[Range<usize>; 2]> {
        const N_BYTES: usize = 400;
        let cuts = title.match_indices(' ').map(|(at, _)| at).filter(|_| title.len() <= N_BYTES);
        let two = cuts.rev().find_map(|cut| {
            let (head, rest) = title.split_at(cut);
            let head = self.one_of(head, region.own.clone(), None)?;
            Some([head.clone(), self.one_of(rest, head.end..region.own.end, None)?])
        })?;
        self.claimed.extend(two.iter().cloned());
        Some(two)
    }

    fn room(&mut self, region: &Region, room: Option<&str>, cells: &mut Cells) {
        let Some(room) = room else { return };
        let mut parts = Parts::default();
        match self.printed(region, room, ROOMS) {
            Some(own) => parts.add(Some(own), PlaceHow::Printed),
            // What the source puts it under.
            None => {
                let above = self.above(room, region.whole.start);
                parts.add(above, PlaceHow::Elsewhere);
            }
        }
        self.cell(ItemField::Room, parts, cells);
    }

    /// Where the row prints a value; under its names, where the source has names.
    fn printed(&mut self, region: &Region, value: &str, keys: &'a [&'a str]) -> Option<Range<usize>> {
        let wanted = letters(value);
        let under: Vec<Range<usize>> = self.named(region, keys).map(|piece| piece.at.clone()).collect();
        let is_all = |at: &&Range<usize>| letters(&self.letters.text((*at).clone())) == wanted;
        let exact = under.iter().find(is_all).and_then(|at| self.letters.find(value, at.clone(), 1).pop());
        let scopes = under.iter().chain([&region.own, &region.whole]);
        let found = exact.or_else(|| scopes.cloned().find_map(|scope| self.one_of(value, scope, None)))?;
        self.claimed.push(found.clone());
        Some(found)
    }

    /// The one place of a value that no other field has, or that stands first behind another.
    fn one_of(&self, value: &str, scope: Range<usize>, after: Option<usize>) -> Option<Range<usize>> {
        let mut found = self.letters.find(value, scope, 16);
        let is_free =
            |at: &Range<usize>| !self.claimed.iter().any(|claimed| claimed.start < at.end && at.start < claimed.end);
        if found.iter().any(is_free) {
            found.retain(is_free);
        }
        // Of *Nepal* and *Nepal Red Cross*, the one that is all of its cell.
        if found.len() > 1 && found.iter().any(|at| self.is_whole(at)) {
            found.retain(|at| self.is_whole(at));
        }
        if let Some(after) = after
            && let Some(next) = found.iter().find(|at| at.start >= after)
        {
            return Some(next.clone());
        }
        (found.len() == 1).then(|| found.swap_remove(0))
    }

    /// Is nothing else in its cell, between two tags, tabs or ends of lines?
    fn is_whole(&self, at: &Range<usize>) -> bool {
        let is_end = |c: Option<&char>| c.is_none_or(|c| matches!(c, '<' | '>' | '\t' | '\n' | '|'));
        let is_gap = |c: &&char| **c == ' ' || **c == '\r';
        is_end(self.letters.chars[..at.start].iter().rev().find(|c| !is_gap(c)))
            && is_end(self.letters.chars[at.end..].iter().find(|c| !is_gap(c)))
    }

    /// A value under one of these names before the row: of what the row stands in.
    fn around(&self, region: &Region, value: &str, keys: &[&str]) -> Option<Range<usize>> {
        let n_before = self.pieces.partition_point(|piece| piece.at.start < region.whole.start);
        /// What it stands in is hardly further away.
        const N_PIECES: usize = 4000;
        let mut before = self.pieces[..n_before].iter().rev().take(N_PIECES).filter(|piece| piece.is(keys));
        before.find_map(|piece| self.letters.find(value, piece.at.clone(), 1).pop())
    }

    fn people(&mut self, region: &Region, credits: &[Credit], cells: &mut Cells) {
        let (mut names, mut homes) = (Parts::default(), Parts::default());
        let mut scopes: Vec<Range<usize>> = [SPEAKERS, AUTHORS, CHAIRS, ALSO_PEOPLE]
            .iter()
            .flat_map(|keys| self.named(region, keys).map(|piece| piece.at.clone()))
            .collect();
        let lines = [region.own.clone(), region.whole.clone()];
        let named = scopes.clone();
        scopes.extend(lines.iter().cloned());
        for credit in credits {
            let mut behind = None;
            if let Some(name) = &credit.name {
                // What is said about the talk may name its speaker, too.
                let found =
                    [&named[..], &lines].into_iter().map(|scopes| self.name(credit.honorific.as_deref(), name, scopes));
                let found = found.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
                behind = found.last().map(|at| at.end);
                self.claimed.extend(found.iter().cloned());
                let around = || self.around(region, name, CHAIRS).filter(|_| found.is_empty());
                let found = around().map_or(found.clone(), |around| vec![around]);
                match found.is_empty() {
                    true => names.n_missing += 1,
                    false => names.found.extend(found.into_iter().map(|at| (at, PlaceHow::Printed))),
                }
            }
            let home = credit.affiliation.as_ref().or(credit.organization.as_ref()).or(credit.acronym.as_ref());
            if let Some(home) = home {
                let found = scopes.iter().find_map(|scope| self.one_of(home, scope.clone(), behind));
                let found = found.or_else(|| self.around(region, home, CHAIRS));
                self.claimed.extend(found.clone());
                homes.add(found, PlaceHow::Printed);
            }
        }
        for (field, parts) in [(ItemField::People, names), (ItemField::Affiliations, homes)] {
            if !parts.found.is_empty() || parts.n_missing > 0 {
                self.cell(field, parts, cells);
            }
        }
    }

    /// A person's name with the honorific before it; it may be printed with the family name first, or in two fields.
    fn name(&self, honorific: Option<&str>, name: &str, scopes: &[Range<usize>]) -> Vec<Range<usize>> {
        /// A longer name is a line that was not understood.
        const N_WORDS: usize = 12;
        let words: Vec<&str> = name.split_whitespace().collect();
        let turned = |n: usize| [&words[n..], &words[..n]].concat().join(" ");
        let forms = honorific.map(|honorific| format!("{honorific} {name}")).into_iter();
        let n_forms = if words.len() > N_WORDS { 1 } else { words.len() };
        let forms: Vec<String> = forms.chain((0..n_forms).map(turned)).collect();
        let whole =
            forms.iter().find_map(|form| scopes.iter().find_map(|scope| self.one_of(form, scope.clone(), None)));
        // Whoever is named several times in a row is meant the first time.
        let first = || {
            let of = |scope: &Range<usize>, form: &String| self.one_of(form, scope.clone(), Some(scope.start));
            scopes.iter().find_map(|scope| forms.iter().find_map(|form| of(scope, form)))
        };
        if let Some(whole) = whole.or_else(first) {
            return vec![whole];
        }
        let word = |word: &&str| scopes.iter().find_map(|scope| self.one_of(word, scope.clone(), None));
        let parts: Vec<_> = words.iter().take(N_WORDS + 1).map_while(word).collect();
        if parts.len() == words.len() { parts } else { vec![] }
    }

    /// The session as the row names it.
    fn named_session(&mut self, region: &Region, session: &Session) -> Option<Range<usize>> {
        // A Chinese title of three letters says as much as a word.
        let is_han = |title: &str| title.chars().any(|c| c >= '\u{2E80}');
        let title = session.title.as_deref().filter(|title| letters(title).len() > 3 || is_han(title));
        let number = self.numbered(region, session);
        let title = title.and_then(|title| {
            let groups: Vec<Range<usize>> = self
                .named(region, GROUPS)
                .chain(self.named(region, ALSO_GROUPS))
                .map(|piece| piece.at.clone())
                .collect();
            groups.into_iter().chain([region.own.clone()]).find_map(|scope| self.one_of(title, scope, None))
        });
        match (number, title) {
            (Some(number), Some(title)) => Some(number.start.min(title.start)..number.end.max(title.end)),
            (number, title) => number.or(title),
        }
    }

    /// A session's kind and number: `Panel 1`, `Session II`, `1-е заседание`.
    fn numbered(&self, region: &Region, session: &Session) -> Option<Range<usize>> {
        if let Some(label) = self.label(region.own.start..region.whole.end, session) {
            return Some(label);
        }
        let label = session.label.as_deref().or(session.number.as_deref())?;
        let scopes = self.named(region, GROUPS).map(|piece| piece.at.clone()).chain([region.own.clone()]);
        scopes.into_iter().find_map(|scope| self.one_of(label, scope, None))
    }

    /// The same where it is read as one, such as over a column of talks.
    fn label(&self, within: Range<usize>, session: &Session) -> Option<Range<usize>> {
        /// Whatever names a session does so at the start of its line, or of one below.
        const N_CHARS: usize = 2000;
        let number = session.number.as_deref()?;
        let kind = analysis::session_kind(session.label.as_deref());
        let mut before = None;
        // `3 p.m. to 6 p.m.` alone, and what it is below.
        for at in within.start..within.end.min(within.start + N_CHARS) {
            let c = self.letters.chars[at];
            let is_start = c.is_alphanumeric() && (c >= '\u{2E80}' || !before.is_some_and(char::is_alphanumeric));
            before = Some(c);
            if !is_start {
                continue;
            }
            let rest = self.letters.line(at..(at + 80).min(self.letters.chars.len()));
            // A tab parts cells.
            let rest = rest.split('\t').next().unwrap_or_default();
            let label = analysis::session_label(rest);
            if let Some(label) = label.filter(|label| label.number == number && label.kind == kind) {
                return Some(at..at + label.printed.chars().count());
            }
        }
        None
    }

    /// The label in the nearest line above the row, such as over a column of talks.
    fn label_above(&self, region: &Region, session: &Session) -> Option<Range<usize>> {
        const N_LINES: usize = 200;
        let n_above = self.lines.partition_point(|line| line.start < region.own.start);
        self.lines[..n_above].iter().rev().take(N_LINES).find_map(|line| self.label(line.clone(), session))
    }

    /// The end of a session that a line below names once more: `11:00-12:30 Session 1 (continued)`.
    fn end_below(&self, region: &Region, session: &Session, wanted: Time) -> Option<Range<usize>> {
        let first = self.lines.partition_point(|line| line.start < region.own.end);
        self.lines[first..].iter().find_map(|line| {
            let text = self.letters.text(line.clone());
            let bytes = by_halves(wanted).find_map(|wanted| when::time_in(&text, wanted, true))?;
            let is_named = self.label(line.clone(), session).is_some()
                || session.number.is_none() && self.one_of(session.title.as_deref()?, line.clone(), None).is_some();
            is_named.then(|| Self::within(&text, line.start, bytes))
        })
    }

    fn slot(&mut self, region: &Region, (start, end): (Option<Time>, Option<Time>)) -> Cells {
        let mut cells = vec![];
        if let Some((start, end)) = start.zip(end)
            && self.pieces.is_empty()
            && self.time(region, start, false).0.is_none()
            && let Some(span) = self.span_above(region, start, end)
        {
            // `14:00-15:30 Parallel sessions`, and each of them below.
            for (field, at) in [(ItemField::Start, span.0), (ItemField::End, span.1)] {
                let mut parts = Parts::default();
                parts.add(Some(at), PlaceHow::Elsewhere);
                self.cell(field, parts, &mut cells);
            }
            return cells;
        }
        if let Some(wanted) = start {
            let mut parts = Parts::default();
            let (found, other_zone) = self.time(region, wanted, false);
            parts.other_zone = other_zone;
            self.claimed.extend(found.clone());
            parts.add(found, PlaceHow::Printed);
            self.cell(ItemField::Start, parts, &mut cells);
        }
        if let Some(wanted) = end {
            let mut parts = Parts::default();
            let (found, other_zone) = self.time(region, wanted, true);
            parts.other_zone = other_zone;
            let length = match found {
                Some(_) => None,
                None => start.and_then(|start| self.length(region, start, wanted)),
            };
            self.claimed.extend(found.clone().or(length.clone()));
            match length {
                Some(length) => parts.add(Some(length), PlaceHow::Length),
                None => parts.add(found, PlaceHow::Printed),
            }
            self.cell(ItemField::End, parts, &mut cells);
        }
        cells
    }

    /// Where the nearest line above says a span of time: its start, and its end.
    fn span_above(&self, region: &Region, start: Time, end: Time) -> Option<(Range<usize>, Range<usize>)> {
        const N_LINES: usize = 60;
        let n_above = self.lines.partition_point(|line| line.start < region.own.start);
        self.lines[..n_above].iter().rev().take(N_LINES).find_map(|line| {
            let text = self.letters.text(line.clone());
            let find = |wanted: Time, is_end: bool| {
                let bytes = by_halves(wanted).find_map(|wanted| when::time_in(&text, wanted, is_end))?;
                Some(Self::within(&text, line.start, bytes))
            };
            Some((find(start, false)?, find(end, true)?))
        })
    }

    /// A stretch of a piece of text, given in bytes of it.
    pub(super) fn within(text: &str, from: usize, bytes: Range<usize>) -> Range<usize> {
        let n_chars = |end: usize| text.get(..end).map_or(0, |head| head.chars().count());
        from + n_chars(bytes.start)..from + n_chars(bytes.end)
    }

    fn time(&self, region: &Region, wanted: Time, is_end: bool) -> (Option<Range<usize>>, bool) {
        if !self.pieces.is_empty() {
            let (keys, also) = if is_end { (ENDS, ALSO_ENDS) } else { (STARTS, ALSO_STARTS) };
            let mut moved = None;
            for piece in self.named(region, keys).chain(self.named(region, also)) {
                let text = self.letters.text(piece.at.clone());
                let (inner, at) = inner(&text, piece.at.start);
                let is_span = crate::date::times(inner).is_some_and(|(_, end, _)| end.is_some());
                // `10:00–11:00` under one name has both; else a start is no end.
                let is_other = is_end && !piece.is(ENDS) && !piece.is(&ALSO_ENDS[..2]);
                let Some(moment) = zone::moment(inner).filter(|_| !is_span && !is_other) else {
                    if let Some(bytes) = when::time_in(&text, wanted, is_end) {
                        return (Some(Self::within(&text, piece.at.start, bytes)), false);
                    }
                    continue;
                };
                if moment.time == Some(wanted) {
                    return (Some(at.start + time_part(inner, &moment)..at.end), false);
                }
                if moment.time.is_some() && moment.local(self.zone.as_ref()).time == Some(wanted) {
                    moved.get_or_insert(at.start + time_part(inner, &moment)..at.end);
                }
            }
            let is_moved = moved.is_some();
            return (moved, is_moved);
        }
        let found = by_halves(wanted).find_map(|wanted| {
            [&region.own, &region.whole].into_iter().find_map(|scope| {
                let text = self.letters.text(scope.clone());
                when::time_in(&text, wanted, is_end).map(|bytes| Self::within(&text, scope.start, bytes))
            })
        });
        (found, false)
    }

    fn length(&self, region: &Region, start: Time, end: Time) -> Option<Range<usize>> {
        let minutes = i64::from(end.hour()) * 60 + i64::from(end.minute());
        let minutes = (minutes - i64::from(start.hour()) * 60 - i64::from(start.minute())).rem_euclid(24 * 60);
        for piece in self.named(region, DURATIONS) {
            let text = self.letters.text(piece.at.clone());
            let (inner, at) = inner(&text, piece.at.start);
            if zone::minutes(inner).is_some_and(|found| found.rem_euclid(24 * 60) == minutes) {
                return Some(at);
            }
        }
        [&region.own, &region.whole].into_iter().find_map(|scope| {
            let text = self.letters.text(scope.clone());
            when::length_in(&text, minutes).map(|bytes| Self::within(&text, scope.start, bytes))
        })
    }

    fn date(&mut self, region: &Region, wanted: Date, is_night: bool) -> Parts {
        let mut parts = Parts::default();
        if !self.pieces.is_empty() {
            match self.named_date(region, wanted) {
                Some(Named { at, how, other_zone, is_whole }) => {
                    parts.other_zone = other_zone;
                    if !is_whole && let Some(year) = self.year(wanted.year(), &at) {
                        parts.add(Some(year), PlaceHow::Completes);
                    }
                    parts.found.insert(0, (at, how));
                }
                None => parts.add(None, PlaceHow::Printed),
            }
            return parts;
        }
        let own = [&region.own, &region.whole].into_iter().find_map(|scope| {
            let text = self.letters.text(scope.clone());
            let found = when::date_in(&text, wanted)?;
            Some((Self::within(&text, scope.start, found.at), found.is_whole))
        });
        let found = match own {
            Some((at, is_whole)) => Some((at, is_whole, PlaceHow::Printed)),
            None => {
                let weekday = self.weekday_above(region, wanted);
                let elsewhere = nearest(self.dates_of(wanted), region.own.start, |(at, _)| at);
                match (weekday, elsewhere) {
                    // `Lunes 18` above the row; the month stands somewhere else.
                    (Some(weekday), Some((at, _))) if at.start > region.own.start || at.start < weekday.start => {
                        parts.add(Some(weekday), PlaceHow::Elsewhere);
                        parts.add(Some(at), PlaceHow::Completes);
                        return parts;
                    }
                    (_, elsewhere) => elsewhere.map(|(at, is_whole)| (at, is_whole, PlaceHow::Elsewhere)),
                }
            }
        };
        let Some((at, is_whole, how)) = found else {
            // What begins after midnight stands under the day before.
            let before = wanted.yesterday().ok().filter(|_| is_night);
            let before = before.and_then(|day| nearest(self.dates_of(day), region.own.start, |(at, _)| at));
            match before {
                Some((at, _)) => parts.add(Some(at), PlaceHow::Completes),
                None => parts.add(None, PlaceHow::Printed),
            }
            return parts;
        };
        parts.add(Some(at.clone()), how);
        if !is_whole && let Some(year) = self.year(wanted.year(), &at) {
            parts.add(Some(year), PlaceHow::Completes);
        }
        parts
    }

    fn named_date(&self, region: &Region, wanted: Date) -> Option<Named> {
        let read = |piece: &Piece, how: PlaceHow| {
            let text = self.letters.text(piece.at.clone());
            let (inner, at) = inner(&text, piece.at.start);
            if let Some(found) = when::date_in(inner, wanted) {
                let is_whole = found.is_whole;
                return Some(Named { at: Self::within(inner, at.start, found.at), how, other_zone: false, is_whole });
            }
            if slashed(inner, wanted) {
                return Some(Named { at, how, other_zone: false, is_whole: true });
            }
            let moment = zone::moment(inner)?;
            let is_moved = moment.time.is_some() && moment.local(self.zone.as_ref()).date == Some(wanted);
            is_moved.then_some(Named { at, how, other_zone: true, is_whole: true })
        };
        let own = [ALSO_STARTS, STARTS, DATES].into_iter().flat_map(|keys| self.named(region, keys));
        let own: Vec<Named> = own.filter_map(|piece| read(piece, PlaceHow::Printed)).collect();
        if let Some(whole) = own.iter().find(|named| named.is_whole) {
            return Some(whole.clone());
        }
        let n_before = self.days.partition_point(|piece| piece.at.start < region.whole.start);
        let above = self.days[..n_before].iter().rev();
        let mut above = above.filter_map(|piece| read(piece, PlaceHow::Elsewhere));
        own.into_iter().next().or_else(|| above.find(|named| named.is_whole))
    }

    /// Every line of text that says the date.
    fn dates_of(&mut self, wanted: Date) -> &[(Range<usize>, bool)] {
        let (lines, letters) = (&self.lines, self.letters);
        self.dates.entry(wanted).or_insert_with(|| {
            let found = lines.iter().filter_map(|line| {
                let text = letters.text(line.clone());
                let found = text.contains(char::is_numeric).then(|| when::date_in(&text, wanted)).flatten()?;
                Some((Self::within(&text, line.start, found.at), found.is_whole))
            });
            found.collect()
        })
    }

    /// `Lunes 18` in a line of its own.
    fn weekday_above(&mut self, region: &Region, wanted: Date) -> Option<Range<usize>> {
        const N_CHARS: usize = 60;
        let (lines, letters) = (&self.lines, self.letters);
        let found = self.weekdays.entry(wanted).or_insert_with(|| {
            let short = lines.iter().filter(|line| line.len() <= N_CHARS);
            let found = short.filter_map(|line| {
                let text = letters.text(line.clone());
                when::weekday_in(&text, wanted).map(|bytes| Self::within(&text, line.start, bytes))
            });
            found.collect()
        });
        let n_before = found.partition_point(|at| at.start <= region.own.start);
        found[..n_before].last().cloned()
    }

    /// The year in the line of a date, else the nearest before it, else behind.
    fn year(&mut self, year: i16, date: &Range<usize>) -> Option<Range<usize>> {
        let end = self.letters.end_of_line(date.end);
        nearest(self.all(&year.to_string()), end, |at| at)
    }

    /// The last place of a value before another.
    fn above(&mut self, value: &str, before: usize) -> Option<Range<usize>> {
        let found = self.all(value);
        let n_before = found.partition_point(|at| at.start < before);
        found[..n_before].last().cloned()
    }

    /// Every place of a value in the source. What has so many values that are in no row is no programme.
    fn all(&mut self, value: &str) -> &[Range<usize>] {
        const N_VALUES: usize = 1000;
        if self.values.len() >= N_VALUES && !self.values.contains_key(value) {
            return &[];
        }
        let letters = self.letters;
        self.values.entry(value.to_owned()).or_insert_with(|| letters.find(value, 0..letters.chars.len(), usize::MAX))
    }
}

/// The time, and as it is printed below *Afternoon*: `2:00`.
fn by_halves(wanted: Time) -> impl Iterator<Item = Time> {
    [Some(wanted), wanted.checked_sub(jiff::Span::new().hours(12)).ok()].into_iter().flatten()
}

/// The last that stands before a place, else the first behind it.
fn nearest<T: Clone>(found: &[T], before: usize, at: impl Fn(&T) -> &Range<usize>) -> Option<T> {
    let n_before = found.partition_point(|one| at(one).start <= before);
    n_before.checked_sub(1).and_then(|idx| found.get(idx)).or_else(|| found.get(n_before)).cloned()
}

/// A value without quotes and space around it, and its stretch.
fn inner(text: &str, from: usize) -> (&str, Range<usize>) {
    let is_outer = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    let head = text.trim_start_matches(is_outer);
    let start = from + text.chars().count() - head.chars().count();
    let inner = head.trim_end_matches(is_outer);
    (inner, start..start + inner.chars().count())
}

/// How many characters of a moment its date takes.
fn time_part(text: &str, moment: &Moment) -> usize {
    match moment.date {
        Some(_) => text.chars().position(|c| matches!(c, 'T' | 't' | ' ')).map_or(0, |at| at + 1),
        None => 0,
    }
}

/// `03/04/2016`, whose order only the whole column tells.
fn slashed(text: &str, wanted: Date) -> bool {
    let numbers: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).take(3).collect();
    let number = |idx: usize| numbers.get(idx).and_then(|part| part.parse::<i16>().ok());
    let (day, month) = (i16::from(wanted.day()), i16::from(wanted.month()));
    let is_year = number(2).is_some_and(|year| year == wanted.year() || year + 2000 == wanted.year());
    let pair = (number(0), number(1));
    is_year && (pair == (Some(day), Some(month)) || pair == (Some(month), Some(day)))
}
