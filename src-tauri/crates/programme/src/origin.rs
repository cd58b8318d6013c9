//! Where in its source each field of a programme is printed.
//!
//! A reader of agendas knows what a line says, not at which letter it says it; so a value is looked for again, once all
//! is read: where its row is printed, by what it says. Where a source names its values, only under the names that it
//! can have; a date and a time by what they mean, everything else by its letters. What is found in several places, of
//! which none is likelier, is not found.

mod letters;
mod pieces;
mod row;
mod when;
mod whole;

use crate::{Kind, Options, Programme, source};
use jiff::civil::Date;
use letters::Letters;
use model::{CellOrigin, ItemField, PlaceHow};
use pieces::Piece;
use row::{Finder, Region};
use std::collections::BTreeSet;

/// Where the fields of a meeting, its sessions and contributions are printed, in the programme's order. A field that the programme has
/// no value for is left out.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Origins {
    /// Of the meeting itself: title, venue, time zone, and its days as the date.
    pub meeting: Vec<(ItemField, CellOrigin)>,
    pub sessions: Vec<Vec<(ItemField, CellOrigin)>>,
    pub contributions: Vec<Vec<(ItemField, CellOrigin)>>,
}

/// A source's lines, as places count them.
pub fn source_lines(bytes: &[u8], options: &Options) -> Vec<String> {
    let text = source::decode(bytes);
    let starts = letters::line_starts(&text, kind(&text, options));
    let line = |idx: usize| {
        let line = &text[starts[idx]..starts.get(idx + 1).copied().unwrap_or(text.len())];
        line.trim_end_matches(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}']).to_owned()
    };
    // What the last line break ends is no line.
    let is_over = starts.len() > 1 && starts.last() == Some(&text.len());
    (0..starts.len() - usize::from(is_over)).map(line).collect()
}

fn kind(text: &str, options: &Options) -> Kind {
    if options.columns.is_some() { Kind::Table } else { source::kind(text) }
}

/// Which of these lines, each with its number, the source has in their place.
pub fn holds(bytes: &[u8], options: &Options, rows: &[(u32, &str)]) -> Vec<bool> {
    let text = source::decode(bytes);
    let letters = Letters::of(&text, kind(&text, options));
    let is_held = |(line, raw): &(u32, &str)| {
        let verbatim = || text.get(letters.line_byte(*line)..).is_some_and(|rest| rest.contains(raw));
        !raw.is_empty() && (letters.follow(raw, letters.line_start(*line)).is_some() || verbatim())
    };
    rows.iter().map(is_held).collect()
}

/// Looks in the source for every field of what was read from it.
pub fn origins(bytes: &[u8], options: &Options, programme: &Programme) -> Origins {
    let text = source::decode(bytes);
    let kind = kind(&text, options);
    // A page that says the same for machines was read there, and its entries have no lines.
    let talks = &programme.contributions;
    let is_embedded = kind == Kind::Html && !talks.is_empty() && talks.iter().all(|talk| talk.line == 0);
    let letters = Letters::of(&text, if is_embedded { Kind::Json } else { kind });
    let mut pieces = match is_embedded {
        true => vec![],
        false => pieces::of(&text, kind, &letters, options),
    };
    let sessions = programme.sessions.iter().map(|session| (session.line, session.raw.as_str()));
    let talks = programme.contributions.iter().map(|talk| (talk.line, talk.raw.as_str()));
    let rows: Vec<(u32, &str)> = sessions.chain(talks).collect();
    let starts: Vec<Option<Region>> = match kind {
        Kind::Text if !is_embedded => of_lines(&letters, &rows),
        Kind::Html if !is_embedded => of_lines(&letters, &rows),
        _ => rows.iter().map(|(line, raw)| of_entry(&text, kind, &letters, *line, raw)).collect(),
    };
    if is_embedded {
        embedded(&text, &letters, &rows, &mut pieces);
    }
    let (of_sessions, of_talks) = starts.split_at(programme.sessions.len());
    let zone = programme.time_zone.as_deref().and_then(crate::zone::zone);
    let mut finder = Finder::new(&text, &letters, &pieces, zone);
    let mut found = Origins::default();
    for (talk, region) in programme.contributions.iter().zip(of_talks) {
        let session = talk.session.and_then(|idx| Some((programme.sessions.get(idx)?, of_sessions.get(idx)?.as_ref())));
        found.contributions.push(match region {
            Some(region) => finder.contribution(region, talk, session),
            None => vec![],
        });
    }
    let session_starts: BTreeSet<usize> = of_sessions.iter().flatten().map(|region| region.own.start).collect();
    for (idx, session) in programme.sessions.iter().enumerate() {
        let own_talks = || programme.contributions.iter().enumerate().filter(|(_, talk)| talk.session == Some(idx));
        let of_first = || own_talks().find_map(|(talk, _)| of_talks.get(talk)?.as_ref());
        let region = of_sessions[idx].as_ref().map(|region| (region, PlaceHow::Printed));
        let region = region.or_else(|| of_first().map(|region| (region, PlaceHow::Talk)));
        let segment = session.segment.and_then(|idx| programme.segments.get(idx));
        let mut cells = match region {
            Some(region) => {
                let next = session_starts.range(region.0.own.start + 1..).next().copied();
                let next = next.unwrap_or(letters.chars.len());
                finder.session(region, next.min(region.0.own.end + N_CHARS), session, segment)
            }
            None => vec![],
        };
        // A day that only its talks say.
        let of_days = own_talks().filter_map(|(talk, _)| found.contributions.get(talk));
        let of_days: Vec<_> = of_days.flatten().filter(|(field, _)| *field == ItemField::Date).collect();
        if let Some((_, date)) = cells.iter_mut().find(|(field, date)| *field == ItemField::Date && !date.complete) {
            let days: BTreeSet<_> =
                of_days.iter().flat_map(|(_, origin)| &origin.places).map(|p| (p.line, p.start, p.end)).collect();
            let places =
                days.into_iter().map(|(line, start, end)| model::SourcePlace { line, start, end, how: PlaceHow::Talk });
            date.places.extend(places.take(session.dates.len()));
            date.complete = date.places.len() >= session.dates.len();
        }
        found.sessions.push(cells);
    }
    let top = starts.iter().flatten().map(|region| region.own.start).min().unwrap_or(letters.chars.len());
    let of_sessions = programme.sessions.iter().zip(&found.sessions);
    let of_talks = programme.contributions.iter().zip(&found.contributions);
    let rows: Vec<_> = of_talks
        .map(|(talk, cells)| (talk.date.into_iter().collect::<Vec<Date>>(), cells))
        .chain(of_sessions.map(|(session, cells)| (session.dates.clone(), cells)))
        .collect();
    found.meeting = finder.whole(programme, top, &rows);
    found
}

/// A row whose next is far away has its speakers hardly further on than this.
const N_CHARS: usize = 1500;

/// Where rows stand in lines of text: from their own line to where the next row begins.
fn of_lines(letters: &Letters, rows: &[(u32, &str)]) -> Vec<Option<Region>> {
    let own: Vec<_> = rows
        .iter()
        .map(|(line, raw)| {
            let start = (*line > 0).then(|| letters.line_start(*line))?;
            Some(letters.follow(raw, start).unwrap_or_else(|| start..letters.end_of_line(start)))
        })
        .collect();
    let starts: BTreeSet<usize> = own.iter().flatten().map(|own| own.start).collect();
    own.into_iter()
        .map(|own| {
            let own = own?;
            let next = starts.range(own.start + 1..).next().copied().unwrap_or(letters.chars.len());
            let end = next.min(own.end + N_CHARS).max(own.end);
            Some(Region { whole: own.start..end, own })
        })
        .collect()
}

/// Where an entry stands that was kept as it is in the source.
fn of_entry(text: &str, kind: Kind, letters: &Letters, line: u32, raw: &str) -> Option<Region> {
    if raw.is_empty() {
        return None;
    }
    let from = letters.line_byte(line);
    let whole = match text.get(from..)?.find(raw) {
        Some(at) => letters.of_bytes(from + at..from + at + raw.len()),
        None if kind == Kind::Table => letters.follow(raw, letters.line_start(line))?,
        None => letters.of_bytes(text.find(raw).map(|at| at..at + raw.len())?),
    };
    Some(Region { own: whole.clone(), whole })
}

fn embedded(text: &str, letters: &Letters, rows: &[(u32, &str)], pieces: &mut Vec<Piece>) {
    for (_, raw) in rows.iter().filter(|(_, raw)| !raw.is_empty()) {
        if let Some(at) = text.find(raw) {
            pieces::of_entry(raw, at, letters, pieces);
        }
    }
    pieces.sort_by_key(|piece| piece.at.start);
}
