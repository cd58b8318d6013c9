//! The values of a source that names them: of iCalendar, JSON, XML and tables, each with its name and place.

use super::letters::Letters;
use crate::tree::Node;
use crate::{Kind, Options, table};
use std::ops::Range;

/// A named value.
#[derive(Debug)]
pub(super) struct Piece {
    /// Its name and those of what it stands in, from the outside inwards, each as [`Node::key`] has it.
    pub path: Vec<String>,
    /// Among the characters of the source.
    pub at: Range<usize>,
}

impl Piece {
    /// Is it, or what it stands in, called one of these?
    pub fn is(&self, keys: &[&str]) -> bool {
        self.path.iter().rev().take(4).any(|key| keys.contains(&key.as_str()))
    }
}

/// All of them in the order of the source; none where it has no names for its values.
pub(super) fn of(text: &str, kind: Kind, letters: &Letters, options: &Options) -> Vec<Piece> {
    let mut pieces = vec![];
    match kind {
        Kind::Json => {
            Leaves { text, from: 0, letters, pieces: &mut pieces }.of(&crate::json::read(text).0, &mut vec![])
        }
        Kind::Xml => Leaves { text, from: 0, letters, pieces: &mut pieces }.of(&crate::xml::read(text).0, &mut vec![]),
        Kind::ICalendar => properties(text, letters, &mut pieces),
        Kind::Table => cells(text, letters, options, &mut pieces),
        Kind::Html | Kind::Text => {}
    }
    pieces.sort_by_key(|piece| piece.at.start);
    pieces
}

/// Those of the JSON of one entry, which stands somewhere in a page.
pub(super) fn of_entry(raw: &str, from: usize, letters: &Letters, pieces: &mut Vec<Piece>) {
    Leaves { text: raw, from, letters, pieces }.of(&crate::json::read(raw).0, &mut vec![]);
}

struct Leaves<'a> {
    text: &'a str,
    /// The byte of the source at which the text begins.
    from: usize,
    letters: &'a Letters,
    pieces: &'a mut Vec<Piece>,
}

impl Leaves<'_> {
    fn of(&mut self, node: &Node, path: &mut Vec<String>) {
        if !node.key.is_empty() {
            path.push(node.key.clone());
        }
        if !node.text.trim().is_empty() {
            let mut span = node.span.clone();
            if span.is_empty() {
                span = attribute(self.text, span.start, &node.name).unwrap_or(span);
            } else if let Some(inner) = self.text.get(span.clone()).filter(|inner| inner.starts_with('<')) {
                // The tag is none of the text.
                span.start += inner.find('>').map_or(0, |end| end + 1);
            }
            let at = self.letters.of_bytes(self.from + span.start..self.from + span.end);
            self.pieces.push(Piece { path: path.clone(), at });
        }
        node.children.iter().for_each(|child| self.of(child, path));
        if !node.key.is_empty() {
            path.pop();
        }
    }
}

/// The value of an attribute of the tag that begins there.
fn attribute(text: &str, tag: usize, name: &str) -> Option<Range<usize>> {
    let rest = text.get(tag..)?;
    let rest = &rest[..rest.find('>')?];
    let at = rest.find(&format!(" {name}="))? + name.len() + 2;
    let quote = rest[at..].chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let end = rest[at + 1..].find(quote)?;
    Some(tag + at + 1..tag + at + 1 + end)
}

fn properties(text: &str, letters: &Letters, pieces: &mut Vec<Piece>) {
    let mut at = 0;
    while at < text.len() {
        // A line goes on where the next begins with a space.
        let mut end = at;
        loop {
            end = text[end..].find('\n').map_or(text.len(), |n| end + n + 1);
            if end >= text.len() || !text[end..].starts_with([' ', '\t']) {
                break;
            }
        }
        let line = &text[at..end];
        if let Some(name) = line.find([':', ';']).filter(|&end| end > 0 && end < 40) {
            let key = line[..name].trim().to_lowercase();
            // An attendee's name is a parameter; of the others, what is said stands behind the colon.
            let value = match key.as_str() {
                "attendee" | "organizer" => name + 1,
                _ => line.find(':').map_or(name + 1, |colon| colon + 1),
            };
            pieces.push(Piece { path: vec![key], at: letters.of_bytes(at + value..end) });
        }
        at = end;
    }
}

fn cells(text: &str, letters: &Letters, options: &Options, pieces: &mut Vec<Piece>) {
    let Some((delimiter, _)) = table::delimiter(text) else { return };
    let mut records = table::reader(text, delimiter);
    let mut records = records.records().flatten();
    let header = records.next().unwrap_or_default();
    let columns = options.columns.clone().unwrap_or_else(|| table::guess(&header));
    for record in records {
        let start = record.position().map_or(text.len(), |position| position.byte() as usize);
        let mut at = start.min(text.len());
        for (idx, _) in record.iter().enumerate() {
            let end = end_of_cell(text, at, delimiter);
            if let Some(column) = columns.get(idx).copied().flatten() {
                let path = vec![format!("{column:?}").to_lowercase()];
                pieces.push(Piece { path, at: letters.of_bytes(at..end) });
            }
            at = (end + 1).min(text.len());
        }
    }
}

fn end_of_cell(text: &str, at: usize, delimiter: u8) -> usize {
    let bytes = text.as_bytes();
    let is_quoted = text.get(at..).unwrap_or_default().trim_start_matches(['\n', '\r']).starts_with('"');
    let mut in_quotes = false;
    for (idx, &byte) in bytes.iter().enumerate().skip(at) {
        match byte {
            b'"' if is_quoted => in_quotes = !in_quotes,
            b'\n' | b'\r' if !in_quotes && idx > at => return idx,
            _ if byte == delimiter && !in_quotes => return idx,
            _ => {}
        }
    }
    text.len()
}
