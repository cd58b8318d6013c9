//! A span of time whose lines are still being read: what was said in it so far.

use crate::Credit;
use crate::credit;
use crate::item::{self, Item};
use crate::key::Named;
use crate::line::Line;
use jiff::civil::{Date, Time};
use model::ProblemCode;

/// A span of time whose lines are still being read.
#[derive(Debug, Clone, Default)]
pub(super) struct Slot {
    pub title: Option<String>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    pub room: Option<String>,
    pub date: Option<Date>,
    pub named: Option<Named>,
    /// Its title has a number, as an item of an agenda has.
    pub is_numbered: bool,
    /// It is a session by its own word.
    pub is_session: bool,
    /// A label such as *Speakers* stands over its items.
    pub is_labelled: bool,
    pub roles: Vec<Credit>,
    pub items: Vec<(Item, Line)>,
    pub links: Vec<String>,
    pub raw: String,
    pub line: u32,
}

impl Slot {
    /// Who was named last, where that is all that the line said.
    fn last_person(&mut self) -> Option<&mut Credit> {
        let of_items =
            self.items.last_mut().filter(|(item, _)| item.title.is_none()).map(|(item, _)| &mut item.credits);
        match of_items.unwrap_or(&mut self.roles).as_mut_slice() {
            [.., person] if person.name.is_some() => Some(person),
            _ => None,
        }
    }

    /// `Item 2. …` below `Item 1. …`: neither has the hours for itself, and what was taken for the title is the first.
    pub fn share(&mut self, names_end: bool) {
        let is_numbered = std::mem::take(&mut self.is_numbered);
        let Some(title) = self.title.take_if(|title| is_numbered || item::is_agenda_item(title)) else { return };
        let line = Line { text: title, raw: self.raw.clone(), number: self.line, ..Line::default() };
        let mut first = item::read(&line, names_end);
        first.credits.append(&mut self.roles);
        self.items.push((first, line));
    }

    /// On the line before, was somebody named and nothing else?
    pub fn lacks_home(&mut self, line: &Line) -> bool {
        let is_next = self.items.last().is_none_or(|(_, person)| person.number + 1 == line.number);
        is_next && self.last_person().is_some_and(|person| person.affiliation.is_none())
    }

    /// `Prof. Name`, and where that person is from on the line below.
    pub fn set_home(&mut self, text: &str) {
        if let Some(person) = self.last_person() {
            credit::set_affiliation(person, text);
        }
        let raw = self.items.last_mut().filter(|(item, _)| item.title.is_none()).map(|(item, _)| &mut item.problems);
        // With a home, it is a person and no organization.
        if let Some(problems) = raw {
            problems.retain(|problem| problem.code != ProblemCode::NameAmbiguous);
        }
    }
}
