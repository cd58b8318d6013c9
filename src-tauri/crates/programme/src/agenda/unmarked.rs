//! A line without any mark of its own: a title, a person, a home, or a line about the whole, by where it stands.

use super::frame::{self, is_edition};
use super::place::place_and_dates;
use super::{Agenda, habits};
use crate::credit::{self, is_full_name};
use crate::date::{dates_in, times};
use crate::item::{self, Item};
use crate::line::{Line, Shape, indent};

/// By two columns at least, and no wrapped line.
fn is_further_in(line: &Line, above: &str) -> bool {
    indent(&line.raw) >= indent(above) + 2
        && !crate::plain::ends_a_sentence(&line.text)
        && !line.text.starts_with(char::is_lowercase)
        && line.text.chars().count() <= 160
}

impl Agenda {
    pub(super) fn text(&mut self, line: &Line, text: &str, after: &[Line]) {
        if self.under.is_some() && self.leads(text) {
            return;
        }
        let habits = self.habits;
        if let Some(slot) = &mut self.slot {
            let is_item = text.starts_with(char::is_numeric) && item::without_number(text) != text;
            if item::is_agenda_item(text) || is_item && slot.is_numbered {
                slot.share(self.names_end);
            }
            let is_first = slot.items.is_empty() && slot.roles.is_empty();
            // Above another person, it may be what that one speaks about.
            let is_title_of_next = after
                .first()
                .is_some_and(|next| credit::starts_with_honorific(&next.text) || is_full_name(next.text.trim()));
            // Below `Poster session 1` are its posters.
            let is_numbered = || slot.named.is_some() && item::without_number(text) != text;
            let next = after.first().filter(|next| next.shape == Shape::Text && times(&next.text).is_none());
            let is_unnamed = slot.title.is_none() && slot.named.is_none() && self.under.is_none();
            if let Some(people) =
                habits::people(text).filter(|_| habits.names_above && is_unnamed && is_first && next.is_some())
            {
                slot.roles.extend(people);
            } else if habits.names_above && is_unnamed && slot.items.is_empty() && !slot.roles.is_empty() {
                slot.title = Some(item::unquoted(text).to_owned());
            } else if is_unnamed
                && slot.items.is_empty()
                && item::is_talk(text)
                && next.is_some_and(|next| item::is_talk(&next.text))
            {
                // Several talks share the hours above them.
                slot.items.push((item::read(line, self.names_end), line.clone()));
            } else if slot.title.is_none() && is_first && !is_numbered() {
                let title = if is_item { item::without_number(text) } else { text };
                slot.title = Some(item::unquoted(item::without_each(title)).to_owned());
                slot.is_numbered = is_item;
            } else if let Some(people) = habits::people(text).filter(|_| habits.names_below && is_first) {
                slot.roles.extend(people);
            } else if habits.homes_below
                && !is_first
                && slot.items.is_empty()
                && !slot.lacks_home(line)
                && is_full_name(text)
                && next.is_some()
            {
                // One more of those who give it; the home follows.
                slot.roles.extend(habits::people(text).unwrap_or_default());
            } else if slot.lacks_home(line)
                && (frame::is_home(text) && !is_title_of_next || habits.homes_below && habits::people(text).is_none())
            {
                slot.set_home(text);
            } else if item::without_number(text) != text
                || credit::starts_with_honorific(text)
                || item::is_organization_item(text)
                || item::is_talk(text)
                || item::is_agenda_item(text) && (slot.title.is_none() || !slot.items.is_empty())
                || is_first && item::title_emphasized(text, &line.raw).is_some()
                || self.under.is_some()
            {
                slot.is_labelled |= self.under.is_some();
                let item = match self.under {
                    Some(role) if !item::is_organization_item(text) => Item::of_person(text, role),
                    _ => item::read(line, self.names_end),
                };
                slot.items.push((item, line.clone()));
            } else if let Some(credits) =
                credit::with_home(text).or_else(|| frame::person_line(text).filter(|_| is_first))
            {
                // Who gives it, on a line of their own.
                slot.roles.extend(credits);
            } else if let Some(item) = item::dashed(text).filter(|_| is_first && line.raw.starts_with([' ', '\t'])) {
                // `draft-… - Name`, further in than the talk's title.
                slot.roles.extend(item.credits);
            } else if slot.named.is_some() && slot.title.is_some() && is_further_in(line, &slot.raw) {
                // What stands below a session, further in than it, is in it.
                slot.items.push((item::read(line, self.names_end), line.clone()));
            }
            slot.links.extend(line.links.iter().cloned());
            return;
        }
        if let Some((credits, title)) = item::named_title(text) {
            let item = Item { title: Some(title.to_owned()), credits, ..Item::default() };
            return self.contribution(item, line, None);
        }
        // `Item 5. …` below a day, or half of one.
        if self.session.is_none() && !self.days.is_empty() && item::is_agenda_item(text) {
            return self.contribution(item::read(line, self.names_end), line, None);
        }
        // `2. Report of the year (Mr. Name, president)` of a meeting that names no session.
        let bare = habits::bare_number(text).filter(|_| habits.bare_numbers).map(|(_, item)| item);
        let bare = bare.unwrap_or_else(|| item::without_number(text));
        if self.session.is_none() && self.days.len() == 1 && bare != text {
            let own = Line { text: bare.to_owned(), ..line.clone() };
            let item = item::read(&own, self.names_end);
            if !item.credits.is_empty() && item.problems.is_empty() {
                return self.contribution(item, line, None);
            }
        }
        if self.session.is_some() {
            if item::without_number(text) != text
                || credit::starts_with_honorific(text)
                || item::is_organization_item(text)
                || item::is_talk(text)
                || self.under.is_some()
            {
                self.item(line);
            } else if let Some(talk) = self.programme.contributions.last_mut().filter(|_| !line.links.is_empty()) {
                talk.links.extend(line.links.iter().cloned());
            }
            return;
        }
        // A meeting of one day says it once, above all else.
        if is_edition(text) {
            return;
        }
        let is_top = self.programme.contributions.is_empty() && self.programme.sessions.is_empty();
        let mut dates = dates_in(text, None);
        // `4 octobre 2023 / October 4, 2023`: the same in two languages.
        dates.dedup();
        let place = place_and_dates(text).filter(|_| is_top && !dates.is_empty() && self.programme.venue.is_none());
        // A deadline may stand above where and when.
        if is_top && (self.days.is_empty() || place.is_some()) {
            self.programme.venue = self.programme.venue.take().or(place);
            self.days = if dates.len() <= 14 { dates } else { Vec::new() };
        }
        if self.programme.contributions.is_empty() && text.chars().count() > 40 {
            self.description.push(text.to_owned());
        }
    }
}
