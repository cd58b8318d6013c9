//! A source as it reads: without markup and escapes, each character with its place in the source.
//!
//! Values are looked for by their letters and digits alone, so that emphasis, line breaks and typographic marks between
//! them cost nothing.

use crate::Kind;
use model::{PlaceHow, SourcePlace};
use std::ops::Range;

/// Elements that stand within a line of text.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup",
    "time", "u",
];

pub(super) struct Letters {
    /// As it reads. Where a line of text ends there is a line break.
    pub chars: Vec<char>,
    /// The bytes of the source that each of them stands for.
    at: Vec<(usize, usize)>,
    /// Letters and digits in lower case, each with its index among the characters.
    letters: Vec<(char, usize)>,
    /// The bytes at which the source's lines begin.
    starts: Vec<usize>,
}

impl Letters {
    pub fn of(text: &str, kind: Kind) -> Letters {
        let mut reading = Letters { chars: vec![], at: vec![], letters: vec![], starts: line_starts(text, kind) };
        match kind {
            Kind::Html => reading.markup(text, false),
            Kind::Xml => reading.markup(text, true),
            Kind::Json => reading.escaped(text, false),
            Kind::ICalendar => reading.escaped(text, true),
            Kind::Table | Kind::Text => text.char_indices().for_each(|(at, c)| reading.push(c, at, at + c.len_utf8())),
        }
        for (idx, c) in reading.chars.iter().enumerate().filter(|(_, c)| c.is_alphanumeric()) {
            reading.letters.extend(c.to_lowercase().map(|lower| (lower, idx)));
        }
        reading
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        self.at.push((start, end));
    }

    /// Attributes are no text of a page, and values of a schedule.
    fn markup(&mut self, text: &str, has_values: bool) {
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let rest = &text[at..];
            let end = match c {
                '<' if rest.starts_with("<!--") => rest.find("-->").map_or(text.len(), |end| at + end + 3),
                '<' if rest.starts_with("<![CDATA[") => at + 9,
                '<' if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) => {
                    let name = rest[1..].trim_start_matches('/');
                    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len())];
                    let end = rest.find('>').map_or(text.len(), |end| at + end + 1);
                    let is_inline = INLINE.iter().any(|inline| name.eq_ignore_ascii_case(inline));
                    if !is_inline || has_values {
                        self.push('\n', at, at + 1);
                    }
                    if has_values {
                        self.attributes(&text[at..end], at);
                    }
                    match ["script", "style"].iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
                        Some(raw) if !rest.starts_with("</") => {
                            let close = format!("</{raw}");
                            text[end..].find(&close).map_or(end, |inner| end + inner)
                        }
                        _ => end,
                    }
                }
                ']' if rest.starts_with("]]>") => at + 3,
                '&' => match rest[1..].find(';').filter(|&end| (1..=10).contains(&end)) {
                    Some(end) if rest[1..=end].chars().all(|c| c.is_ascii_alphanumeric() || c == '#') => {
                        let stop = at + end + 2;
                        crate::html::entity(&rest[1..=end]).chars().for_each(|c| self.push(c, at, stop));
                        stop
                    }
                    _ => {
                        self.push('&', at, at + 1);
                        at + 1
                    }
                },
                // Markup says where a line ends.
                '\n' | '\r' => {
                    self.push(' ', at, at + 1);
                    at + 1
                }
                c => {
                    self.push(c, at, at + c.len_utf8());
                    at + c.len_utf8()
                }
            };
            at = end;
        }
    }

    fn attributes(&mut self, tag: &str, from: usize) {
        let mut at = 0;
        while let Some(open) = tag[at..].find(['"', '\'']).map(|open| at + open) {
            let Some(close) = tag[open + 1..].find(&tag[open..=open]).map(|close| open + 1 + close) else { break };
            tag[open + 1..close].char_indices().for_each(|(idx, c)| {
                self.push(c, from + open + 1 + idx, from + open + 1 + idx + c.len_utf8());
            });
            self.push('\n', from + close, from + close + 1);
            at = close + 1;
        }
    }

    /// JSON's and iCalendar's backslashes; iCalendar's lines go on behind a line break and a space.
    fn escaped(&mut self, text: &str, is_folded: bool) {
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let rest = &text[at..];
            if is_folded && matches!(c, '\r' | '\n') {
                let n_break = if rest.starts_with("\r\n") { 2 } else { 1 };
                if rest[n_break..].starts_with([' ', '\t']) {
                    // The break and the space; the loop itself took the first.
                    chars.nth(n_break - 1);
                    continue;
                }
            }
            if c != '\\' {
                self.push(c, at, at + c.len_utf8());
                continue;
            }
            let Some((next, escaped)) = chars.next() else { break };
            match escaped {
                'n' | 'N' | 'r' | 't' => self.push(' ', at, next + 1),
                'u' if !is_folded => {
                    let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
                    let first = unit(next + 1).unwrap_or(0xFFFD);
                    // A letter outside the first plane is escaped as two units.
                    let is_pair = (0xD800..0xDC00).contains(&first) && text[next + 1..].get(4..6) == Some("\\u");
                    let second = is_pair.then(|| unit(next + 7)).flatten();
                    let end = if second.is_some() { next + 11 } else { next + 5 };
                    let units: Vec<u16> = [first].into_iter().chain(second).collect();
                    String::from_utf16_lossy(&units).chars().for_each(|c| self.push(c, at, end.min(text.len())));
                    while chars.peek().is_some_and(|(next, _)| *next < end) {
                        chars.next();
                    }
                }
                other => self.push(other, at, next + other.len_utf8()),
            }
        }
    }

    /// The characters that the bytes of the source stand for.
    pub fn of_bytes(&self, bytes: Range<usize>) -> Range<usize> {
        let from = self.at.partition_point(|(_, end)| *end <= bytes.start);
        let to = self.at.partition_point(|(start, _)| *start < bytes.end);
        from..to.max(from)
    }

    /// The first character of a line, counted from one.
    pub fn line_start(&self, line: u32) -> usize {
        let byte = (line as usize).checked_sub(1).and_then(|idx| self.starts.get(idx)).copied();
        byte.map_or(self.chars.len(), |byte| self.at.partition_point(|(start, _)| *start < byte))
    }

    /// The byte at which a line begins, counted from one.
    pub fn line_byte(&self, line: u32) -> usize {
        (line as usize).checked_sub(1).and_then(|idx| self.starts.get(idx)).copied().unwrap_or(0)
    }

    /// The end of the line of text that a character stands in.
    pub fn end_of_line(&self, at: usize) -> usize {
        let rest = self.chars.get(at..).unwrap_or_default();
        at + rest.iter().position(|&c| is_break(c)).unwrap_or(rest.len())
    }

    pub fn text(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().collect()
    }

    /// The same, up to the end of its first line.
    pub fn line(&self, range: Range<usize>) -> String {
        self.chars.get(range).unwrap_or_default().iter().take_while(|c| !is_break(**c)).collect()
    }

    /// Where the letters of a value stand within a stretch, at most so many times.
    pub fn find(&self, value: &str, within: Range<usize>, n_most: usize) -> Vec<Range<usize>> {
        let wanted: Vec<char> = letters(value);
        let from = self.letters.partition_point(|(_, idx)| *idx < within.start);
        let to = self.letters.partition_point(|(_, idx)| *idx < within.end);
        let (Some(&first), Some(hay)) = (wanted.first(), self.letters.get(from..to)) else { return vec![] };
        let mut found = vec![];
        for (idx, _) in hay.iter().enumerate().filter(|(_, (c, _))| *c == first) {
            let Some(part) = hay.get(idx..idx + wanted.len()) else { break };
            if part.iter().map(|(c, _)| c).eq(&wanted) {
                let stretch = part[0].1..part[part.len() - 1].1 + 1;
                if self.stands_apart(&stretch) {
                    found.push(stretch);
                    if found.len() == n_most {
                        break;
                    }
                }
            }
        }
        found
    }

    /// How far the letters of a source's own line go, from where they begin at or behind a character.
    pub fn follow(&self, raw: &str, from: usize) -> Option<Range<usize>> {
        const N_LETTERS: usize = 4000;
        let raw = letters(raw);
        let from = self.letters.partition_point(|(_, idx)| *idx < from);
        let hay = self.letters.get(from..)?;
        let first = *raw.first()?;
        let whole = |idx: usize| hay.get(idx..idx + raw.len()).filter(|part| part.iter().map(|(c, _)| c).eq(&raw));
        let starts = hay.iter().take(N_LETTERS).enumerate().filter(|(_, (c, _))| *c == first);
        let part = starts.map(|(idx, _)| idx).find_map(whole)?;
        Some(part[0].1..part[part.len() - 1].1 + 1)
    }

    /// Is it no part of a longer word or number? Chinese has no spaces between words.
    fn stands_apart(&self, stretch: &Range<usize>) -> bool {
        let joined = |one: Option<&char>, other: Option<&char>| match (one, other) {
            (Some(one), Some(other)) => {
                one.is_alphanumeric()
                    && other.is_alphanumeric()
                    && one.is_numeric() == other.is_numeric()
                    && !is_unspaced(*one)
                    && !is_unspaced(*other)
            }
            _ => false,
        };
        let before = stretch.start.checked_sub(1).and_then(|idx| self.chars.get(idx));
        !joined(before, self.chars.get(stretch.start))
            && !joined(self.chars.get(stretch.end - 1), self.chars.get(stretch.end))
    }

    /// The stretches of lines in the source that characters stand for, one a line.
    pub fn places(&self, stretch: Range<usize>, text: &str, how: PlaceHow) -> Vec<SourcePlace> {
        let Some(at) = self.at.get(stretch).filter(|at| !at.is_empty()) else { return vec![] };
        let (from, to) = (at[0].0, at[at.len() - 1].1);
        let first = self.starts.partition_point(|start| *start <= from).saturating_sub(1);
        let last = self.starts.partition_point(|start| *start < to).saturating_sub(1).max(first);
        let of_line = |idx: usize| {
            let begin = self.starts[idx];
            let end = self.starts.get(idx + 1).copied().unwrap_or(text.len());
            let line = &text[begin..end];
            let line = line.trim_end_matches(|c: char| is_break(c));
            let own = from.max(begin).min(begin + line.len())..to.min(begin + line.len()).max(begin);
            let inner = text.get(own.clone())?;
            let own = own.start + (inner.len() - inner.trim_start().len())..own.end;
            let column = |byte: usize| u32::try_from(text.get(begin..byte)?.chars().count()).ok();
            let (start, end) = (column(own.start)?, column(own.end)?);
            (start < end).then_some(SourcePlace { line: u32::try_from(idx + 1).ok()?, start, end, how })
        };
        (first..=last).filter_map(of_line).collect()
    }
}

/// The letters and digits of a text, in lower case.
pub(super) fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_unspaced(c: char) -> bool {
    c >= '\u{2E80}' && c.is_alphabetic()
}

/// The bytes at which lines begin; a text's end where any program would end them, markup's at line feeds alone.
pub(super) fn line_starts(text: &str, kind: Kind) -> Vec<usize> {
    let ends = |c: char| if kind == Kind::Text { is_break(c) } else { c == '\n' };
    let mut starts = vec![0];
    for (at, c) in text.char_indices().filter(|(_, c)| ends(*c)) {
        if !(c == '\r' && text[at + 1..].starts_with('\n')) {
            starts.push(at + c.len_utf8());
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, kind: Kind, value: &str) -> Vec<String> {
        let letters = Letters::of(text, kind);
        let lines: Vec<&str> = text.split('\n').collect();
        let stretches = letters.find(value, 0..letters.chars.len(), 9);
        let places = stretches.into_iter().flat_map(|stretch| letters.places(stretch, text, PlaceHow::Printed));
        places
            .map(|place| {
                let line = lines[place.line as usize - 1].chars();
                line.skip(place.start as usize).take((place.end - place.start) as usize).collect()
            })
            .collect()
    }

    #[test]
    fn values_are_found_through_markup_and_escapes() {
        assert_eq!(
            found("<p>Caf&eacute; <b>de</b>\n Flore</p>", Kind::Html, "Café de Flore"),
            ["Caf&eacute; <b>de</b>", "Flore"]
        );
        assert_eq!(found(r#"{"t": "Caf\u00e9 \"Noir\""}"#, Kind::Json, "Café “Noir”"), [r#"Caf\u00e9 \"Noir"#]);
        assert_eq!(found("SUMMARY:On\n e\\, two", Kind::ICalendar, "One, two"), ["On", "e\\, two"]);
        assert_eq!(found("**Open** [data](x.pdf) for all", Kind::Text, "open data"), ["Open** [data"]);
    }

    #[test]
    fn a_part_of_a_word_is_no_place() {
        assert_eq!(found("Panama, Pan", Kind::Text, "Pan"), ["Pan"]);
        assert_eq!(found("10:00–11:00", Kind::Text, "10"), ["10"]);
        assert_eq!(found("国际电信联盟的报告", Kind::Text, "报告"), ["报告"]);
    }
}
