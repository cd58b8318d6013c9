//! A row of a table whose header says what its cells are.

use super::{Agenda, habits};
use crate::credit::{self, add_affiliations, people_list};
use crate::date::{bare_time, dates_in, times};
use crate::head::Head;
use crate::item;
use crate::key::Named;
use crate::line::{Line, Row, is_separator};
use crate::schedule::is_break;
use crate::{Break, Column, Contribution, Credit, Session};
use analysis::session_label;
use model::Role;

impl Agenda {
    /// A talk, a break, or a session that the talks below it are in.
    pub(super) fn row(&mut self, line: &Line, row: &Row) {
        let cell = |column: Column| row.cell(column).unwrap_or_default();
        let dates = dates_in(cell(Column::Date), self.year);
        if !dates.is_empty() {
            self.close_slot();
            // A column a day: the clock goes back and not round.
            if self.days != dates {
                self.last_start = None;
            }
            self.days = dates;
        }
        let (start, end) = match times(cell(Column::Start)) {
            Some((start, end, _)) => (Some(start), end),
            None => (bare_time(cell(Column::Start)), None),
        };
        let end = end.or_else(|| bare_time(cell(Column::End)));
        let (title, speakers) = (cell(Column::Title), cell(Column::Speaker));
        let (length, title) = item::split_length(item::without_each(title));
        let end = end.or_else(|| start?.checked_add(jiff::Span::new().minutes(i64::from(length?))).ok());
        if title.is_empty() && speakers.is_empty() {
            return;
        }
        // `no seminar` in the speaker's place.
        if title.is_empty() && people_list(speakers, Role::Speaker).iter().all(is_nobody) {
            return;
        }
        if title.is_empty() && start.is_none() && self.speaks_too(row, speakers) {
            return;
        }
        self.close_slot();
        self.under = None;
        let date = start.and_then(|start| self.after_midnight(start)).or(self.date());
        let room = Some(cell(Column::Room)).filter(|room| !room.is_empty()).map(str::to_owned);
        if speakers.is_empty() && is_break(title) {
            // A grid says it in each of its columns.
            let is_known = |known: &Break| known.title == title && (known.date, known.start) == (date, start);
            if !self.programme.breaks.last().is_some_and(is_known) {
                self.programme.breaks.push(Break {
                    title: title.to_owned(),
                    date,
                    start,
                    end,
                    room,
                    line: line.number,
                });
            }
            return;
        }
        let is_over = |session: &Session| session.end.zip(start).is_some_and(|(end, start)| start >= end);
        if self.session.is_some_and(|(session, _)| is_over(&self.programme.sessions[session])) {
            self.session = None;
        }
        // Beside a session's name may stand who leads it.
        let leads = |role: &Role| matches!(role, Role::Chair | Role::Moderator);
        let leader = credit::role_line(speakers).filter(|(role, _)| leads(role));
        let is_headed = speakers.is_empty() || leader.is_some();
        if let (true, Some(head)) = (is_headed, Head::of(title).filter(|head| head.session.is_some())) {
            self.open_row_session(line, head.session.as_ref().map(Named::from), head.rest, (start, end), room);
            if let (Some((role, people)), Some((session, _))) = (leader, self.session) {
                self.programme.sessions[session].credits.extend(people_list(people, role));
            }
            return;
        }
        let session = cell(Column::Session);
        if row.stands_alone {
            self.session = None;
        }
        if !session.is_empty() {
            let head = session_label(session);
            let named = head.as_ref().map(Named::from);
            let title = head.as_ref().map_or(session, |label| label.rest.trim_matches(is_separator));
            let (own, _) = credit::split_role(title);
            let own = Some(item::unquoted(own)).filter(|title| !title.is_empty());
            let is_known = |known: &Session| {
                known.title.as_deref() == own
                    && known.number.as_deref() == named.as_ref().map(|named| named.number.as_str())
                    && known.label == named.as_ref().and_then(|named| named.label.clone())
            };
            let known = self.programme.sessions.iter().position(is_known);
            match known.filter(|&idx| self.programme.sessions[idx].dates == self.days) {
                Some(idx) => self.session = Some((idx, 6)),
                None => self.open_row_session(line, named, title, (None, None), None),
            }
        }
        let (title, credits, problems) = match speakers.is_empty() {
            true => {
                let own = Line { text: title.to_owned(), raw: line.raw.clone(), ..Line::default() };
                let item = item::read(&own, self.names_end);
                (item.title, item.credits, item.problems)
            }
            false => {
                let (role, people) = credit::role_line(speakers).unwrap_or((Role::Speaker, speakers));
                let mut credits = people_list(people, role);
                let homes = cell(Column::Affiliation);
                if !homes.is_empty() {
                    add_affiliations(&mut credits, &[homes.to_owned()]);
                }
                // `1.1 Fiji: hospital notification`.
                let numbered = title.split(' ').next().is_some_and(|number| number.contains('.'));
                let bare = habits::bare_number(title).filter(|_| numbered).map(|(_, title)| title);
                let title = item::unquoted(bare.unwrap_or_else(|| item::without_number(title)));
                (Some(title.to_owned()).filter(|title| !title.is_empty()), credits, Vec::new())
            }
        };
        if credits.iter().all(is_nobody) && title.as_deref().is_none_or(credit::is_placeholder) {
            return;
        }
        self.programme.contributions.push(Contribution {
            session: self.session.map(|(session, _)| session),
            title,
            date,
            start,
            end,
            room,
            description: crate::line::prose(cell(Column::Description)),
            links: line.links.clone(),
            raw: line.raw.clone(),
            line: line.number,
            credits,
            problems: problems.into_iter().map(|problem| problem.on_line(line.number)).collect(),
            ..Contribution::default()
        });
    }

    /// A row of a speaker alone, below a talk: one more who gives it.
    fn speaks_too(&mut self, row: &Row, speakers: &str) -> bool {
        let Some(talk) = self.programme.contributions.last_mut() else { return false };
        if talk.title.is_none() || talk.credits.is_empty() || row.cell(Column::Session).is_some_and(|s| !s.is_empty()) {
            return false;
        }
        let mut credits = people_list(speakers, Role::Speaker);
        let homes = row.cell(Column::Affiliation).unwrap_or_default();
        if !homes.is_empty() {
            add_affiliations(&mut credits, &[homes.to_owned()]);
        }
        talk.credits.append(&mut credits);
        true
    }

    fn open_row_session(
        &mut self,
        line: &Line,
        named: Option<Named>,
        title: &str,
        (start, end): (Option<jiff::civil::Time>, Option<jiff::civil::Time>),
        room: Option<String>,
    ) {
        let (title, role) = credit::split_role(title);
        let days = self.days.clone();
        if let Some(idx) = self.go_on(named.as_ref(), Some(item::unquoted(title)), &days, (start, end)) {
            self.session = Some((idx, 6));
            return;
        }
        self.session = Some((self.programme.sessions.len(), 6));
        self.programme.sessions.push(Session {
            segment: self.segment,
            number: named.as_ref().map(|named| named.number.clone()),
            label: named.and_then(|named| named.label),
            title: Some(item::unquoted(title).to_owned()).filter(|title| !title.is_empty()),
            dates: self.days.clone(),
            start,
            end,
            room,
            credits: role.map(|(role, people)| people_list(people, role)).unwrap_or_default(),
            raw: line.raw.clone(),
            line: line.number,
            ..Session::default()
        });
    }
}

fn is_nobody(credit: &Credit) -> bool {
    credit.honorific.is_none()
        && credit.name.as_deref().is_none_or(|name| name.trim_matches(['*', '_']).starts_with(char::is_lowercase))
}
