//! The meeting's own fields: what it is called, where and when it is, and in which time zone.

use super::row::{Cells, Finder};
use super::when;
use crate::Programme;
use crate::record::{ROOMS, TITLES};
use jiff::civil::Date;
use model::{CellOrigin, ItemField, PlaceHow, SourcePlace};
use std::collections::BTreeMap;
use std::ops::Range;

/// What a calendar calls its name and its zone, beside the names of nested data.
const ALSO_TITLES: &[&str] = &["calname", "xwrcalname", "conference", "event"];

impl Finder<'_> {
    /// `top` is where the first row begins; `rows` are the fields of the rows, each with its days.
    pub(super) fn whole(&mut self, programme: &Programme, top: usize, rows: &[(Vec<Date>, &Cells)]) -> Cells {
        let mut cells = vec![];
        self.set(ItemField::Title, self.at_top(&programme.title, TITLES, top), PlaceHow::Printed, &mut cells);
        if let Some(venue) = &programme.venue {
            self.set(ItemField::Venue, self.at_top(venue, ROOMS, top), PlaceHow::Printed, &mut cells);
        }
        if let Some(zone) = &programme.time_zone {
            let printed = self.letters.find(zone, 0..self.letters.chars.len(), 1).pop();
            let how = if printed.is_some() { PlaceHow::Printed } else { PlaceHow::Implies };
            let city = || crate::outline::cities_of(zone).find_map(|city| self.city(city, top));
            self.set(ItemField::TimeZone, printed.or_else(city), how, &mut cells);
        }
        self.days(top, rows, &mut cells);
        cells
    }

    fn set(&self, field: ItemField, at: Option<Range<usize>>, how: PlaceHow, cells: &mut Cells) {
        let places = at.map(|at| self.letters.places(at, self.text, how)).unwrap_or_default();
        cells.push((field, CellOrigin { complete: !places.is_empty(), places, other_zone: false }));
    }

    /// A value of the whole: under its name, or alone in its line, or first of all; above the rows where it is there.
    fn at_top(&self, value: &str, keys: &[&str], top: usize) -> Option<Range<usize>> {
        const N_MOST: usize = 64;
        let found = self.letters.find(value, 0..self.letters.chars.len(), N_MOST);
        let is_named = |at: &&Range<usize>| {
            let holds = |piece: &&super::pieces::Piece| piece.at.start <= at.start && at.end <= piece.at.end;
            let mut named = self.pieces.iter().filter(|piece| piece.is(keys) || piece.is(ALSO_TITLES));
            named.any(|piece| holds(&piece))
        };
        let is_line = |at: &&Range<usize>| {
            let line = self.line_of(at.start);
            self.letters.text(line).trim_matches(|c: char| !c.is_alphanumeric())
                == self.letters.text((*at).clone()).trim_matches(|c: char| !c.is_alphanumeric())
        };
        let above = || found.iter().filter(|at| at.end <= top);
        let best = above().find(is_named).or_else(|| above().find(is_line)).or_else(|| above().next());
        best.or_else(|| found.iter().find(is_named)).or(found.first()).cloned()
    }

    /// The line of text that a character stands in.
    fn line_of(&self, at: usize) -> Range<usize> {
        let idx = self.lines.partition_point(|line| line.start <= at).saturating_sub(1);
        self.lines.get(idx).cloned().unwrap_or(at..at)
    }

    /// A city's word above the rows, whatever its case.
    fn city(&self, city: &str, top: usize) -> Option<Range<usize>> {
        let first = self.lines.iter().take_while(|line| line.start < top);
        first.into_iter().find_map(|line| {
            let chars = &self.letters.chars[line.clone()];
            let starts = (0..chars.len()).filter(|&at| at == 0 || !chars[at - 1].is_alphanumeric());
            let mut starts = starts.filter(|&at| chars[at].is_alphanumeric());
            starts.find_map(|at| {
                let rest: String = chars[at..].iter().take(2 * city.chars().count() + 8).collect();
                let folded = analysis::fold(&rest);
                folded.starts_with(city).then(|| {
                    // Of a word that goes on, such as `Женеве`, all.
                    let n_words = city.split([' ', '-']).count();
                    let mut end = at;
                    for _ in 0..n_words {
                        let is_in = |c: &char| c.is_alphanumeric();
                        end += chars[end..].iter().take_while(|c| !is_in(c)).count();
                        end += chars[end..].iter().take_while(|c| is_in(c)).count();
                    }
                    line.start + at..line.start + end
                })
            })
        })
    }

    /// The days: where the first and the last are said in one line above the rows, else where each is said for its rows.
    fn days(&mut self, top: usize, rows: &[(Vec<Date>, &Cells)], cells: &mut Cells) {
        let mut places: BTreeMap<Date, Vec<SourcePlace>> = BTreeMap::new();
        for (days, cells) in rows {
            let date = cells.iter().find(|(field, origin)| *field == ItemField::Date && origin.complete);
            for day in days {
                let known = places.entry(*day).or_default();
                if let ([_], true, Some((_, origin))) = (&days[..], known.is_empty(), date) {
                    *known = origin.places.clone();
                }
            }
        }
        let (Some((&first, _)), Some((&last, _))) = (places.first_key_value(), places.last_key_value()) else { return };
        let ends = if first == last { vec![first] } else { vec![first, last] };
        if self.pieces.is_empty() {
            let above: Vec<Range<usize>> = self.lines.iter().take_while(|line| line.end <= top).cloned().collect();
            for line in above {
                let text = self.letters.text(line.clone());
                let found: Option<Vec<_>> = ends.iter().map(|day| when::date_in(&text, *day)).collect();
                let Some(found) = found.filter(|found| found.iter().all(|found| found.is_whole)) else { continue };
                let places = found.into_iter().flat_map(|found| {
                    let at = Self::within(&text, line.start, found.at);
                    self.letters.places(at, self.text, PlaceHow::Printed)
                });
                let all = outermost(places.collect());
                cells.push((ItemField::Date, CellOrigin { complete: true, places: all, other_zone: false }));
                return;
            }
        }
        let complete = places.values().all(|places| !places.is_empty());
        let all = outermost(places.into_values().flatten().collect());
        cells.push((ItemField::Date, CellOrigin { complete, places: all, other_zone: false }));
    }
}

/// Each place once: `14–15 March` says the fifteenth, too.
fn outermost(places: Vec<SourcePlace>) -> Vec<SourcePlace> {
    let is_in = |one: &SourcePlace, other: &SourcePlace| {
        one.line == other.line && other.start <= one.start && one.end <= other.end
    };
    let mut kept: Vec<SourcePlace> = Vec::new();
    for place in places {
        if !kept.iter().any(|known| is_in(&place, known)) {
            kept.retain(|known| !is_in(known, &place));
            kept.push(place);
        }
    }
    kept
}
