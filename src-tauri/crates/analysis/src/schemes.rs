//! Documents that are numbered by other schemes than the United Nations': `schemes.tsv` tells how each is written.

use crate::is_han;
use aho_corasick::AhoCorasick;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A document, or an item of an agenda, that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// Code points of the text, half-open.
    pub range: (usize, usize),
    /// In one form, such as `ISO/IEC 27001:2022`, whatever the language.
    pub symbol: String,
    /// What it is an edition or a part of.
    pub base: Option<String>,
    /// Whose it is; empty of an agenda's items.
    pub body: &'static str,
    /// In snake case, such as `standard`.
    pub kind: &'static str,
    pub year: Option<u16>,
    /// Each meeting numbers anew: that of another is another.
    pub is_local: bool,
}

/// What the longest head, number and tail take of a text, in bytes; a pattern is shown no more.
const WINDOW: usize = 240;
/// How many numbers a list has at most.
const MOST: usize = 32;

struct Scheme {
    body: &'static str,
    kind: &'static str,
    many: bool,
    starts: Vec<&'static str>,
    head: Regex,
    number: Regex,
    tail: Option<Regex>,
    symbol: &'static str,
    base: &'static str,
    words: Vec<(&'static str, &'static str)>,
    is_local: bool,
}

struct Schemes {
    all: Vec<Scheme>,
    starts: AhoCorasick,
    /// Of each start, the scheme.
    owners: Vec<usize>,
}

static SCHEMES: LazyLock<Schemes> = LazyLock::new(|| Schemes::read(include_str!("schemes.tsv")));
static BETWEEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\s*(?:[,،、;]\s*)?(?:and\s|et\s|y\s|и\s|und\s|و\s?|和|及|与)?\s*"));

/// At the beginning of what it is shown.
fn pattern(source: &str) -> Regex {
    Regex::new(&format!("^(?:{source})")).expect("the patterns are ours, and a test compiles them all")
}

impl Schemes {
    fn read(table: &'static str) -> Schemes {
        let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let all: Vec<Scheme> = lines.map(Scheme::read).collect();
        let (mut starts, mut owners) = (Vec::new(), Vec::new());
        for (idx, scheme) in all.iter().enumerate() {
            starts.extend(scheme.starts.iter().copied());
            owners.resize(starts.len(), idx);
        }
        let starts = AhoCorasick::new(starts).expect("a few hundred short words");
        Schemes { all, starts, owners }
    }
}

impl Scheme {
    fn read(line: &'static str) -> Scheme {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap_or_default();
        let (body, kind, many) = (field(), field(), field() == "many");
        let starts = field().split('|').collect();
        let (head, number, tail) = (pattern(field()), pattern(field()), field());
        Scheme {
            body,
            kind,
            many,
            starts,
            head,
            number,
            tail: (!tail.is_empty()).then(|| pattern(tail)),
            symbol: field(),
            base: field(),
            words: field().split_whitespace().filter_map(|pair| pair.split_once('=')).collect(),
            is_local: field() == "meeting",
        }
    }

    /// What begins at a place of a text, with ranges in bytes.
    fn at(&self, text: &str, from: usize) -> Option<Vec<Numbered>> {
        let mut until = (from + WINDOW).min(text.len());
        while !text.is_char_boundary(until) {
            until += 1;
        }
        let shown = &text[..until];
        let mut at = from + self.head.find(&shown[from..])?.end();
        let mut found: Vec<Numbered> = Vec::new();
        let mut start = from;
        while let Some(captures) = self.number.captures(&shown[start.max(at)..]).filter(|_| found.len() < MOST) {
            let end = start.max(at) + captures.get(0)?.end();
            if !ends_there(text, end) {
                break;
            }
            found.push(self.made(&captures, (start, end)));
            at = end;
            if !self.many {
                break;
            }
            start = end + BETWEEN.find(&shown[end..])?.end();
            if start == end {
                break;
            }
        }
        let last = found.last()?;
        if let Some(tail) = &self.tail {
            let after = last.range.1 + tail.find(&shown[last.range.1..])?.end();
            if found.len() == 1 {
                found[0].range.1 = after;
            }
        }
        Some(found)
    }

    fn made(&self, captures: &Captures, range: (usize, usize)) -> Numbered {
        let symbol = self.written(self.symbol, captures);
        let base = self.written(self.base, captures);
        let year = captures.name("y").and_then(|year| plain_digits(year.as_str()).parse().ok());
        let base = (!base.is_empty() && base != symbol).then_some(base);
        Numbered { range, symbol, base, body: self.body, kind: self.kind, year, is_local: self.is_local }
    }

    /// `$a` of a template by what was found, in the words of the scheme.
    fn written(&self, template: &str, captures: &Captures) -> String {
        let mut made = String::new();
        let mut rest = template;
        while let Some(mark) = rest.find(['$', '[']) {
            made.push_str(&rest[..mark]);
            if rest[mark..].starts_with('[') {
                let end = mark + rest[mark..].find(']').unwrap_or(rest.len() - mark - 1);
                let inner = &rest[mark + 1..end];
                let is_there = inner.split('$').skip(1).all(|name| captures.name(&name[..1]).is_some());
                if is_there {
                    made.push_str(&self.written(inner, captures));
                }
                rest = &rest[end + 1..];
            } else {
                let name = &rest[mark + 1..mark + 2];
                let value = captures.name(name).map(|value| value.as_str()).unwrap_or_default();
                made.push_str(&self.in_one_form(value));
                rest = &rest[mark + 2..];
            }
        }
        made.push_str(rest);
        made
    }

    fn in_one_form(&self, value: &str) -> String {
        let spaced = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let parts = spaced.split_inclusive(['/', ' ', '-']);
        let parts = parts.map(|part| {
            let word = part.trim_end_matches(['/', ' ', '-']);
            let other = self.words.iter().find(|(own, _)| *own == word).map_or(word, |(_, other)| other);
            format!("{other}{}", &part[word.len()..])
        });
        plain_digits(&parts.collect::<String>())
    }
}

/// Digits of other scripts as European ones.
fn plain_digits(text: &str) -> String {
    text.chars().map(|c| if c.is_numeric() { crate::fold(&c.to_string()) } else { c.to_string() }).collect()
}

/// No word and no number goes on there.
fn ends_there(text: &str, end: usize) -> bool {
    let mut after = text[end..].chars();
    match after.next() {
        None => true,
        Some('/' | '.' | '-' | ':') => !after.next().is_some_and(|c| c.is_numeric()),
        Some(c) => is_han(c) || !c.is_alphanumeric(),
    }
}

/// Every document and item of an agenda that a text names by such a scheme, in order; they do not overlap.
pub fn numbered(text: &str) -> Vec<Numbered> {
    let schemes = &*SCHEMES;
    let mut found: Vec<Numbered> = Vec::new();
    for start in schemes.starts.find_overlapping_iter(text) {
        let before = text[..start.start()].chars().next_back();
        let first = text[start.start()..].chars().next();
        let begins = first.is_some_and(is_han) || !before.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        if begins && let Some(own) = schemes.all[schemes.owners[start.pattern().as_usize()]].at(text, start.start()) {
            found.extend(own);
        }
    }
    // Of two that overlap, the one that begins first, and of those the longest.
    found.sort_by_key(|one| (one.range.0, std::cmp::Reverse(one.range.1)));
    let mut end = 0;
    found.retain(|one| {
        let is_apart = one.range.0 >= end;
        end = if is_apart { one.range.1 } else { end };
        is_apart
    });
    // Bytes become code points in one walk.
    let (mut byte, mut point) = (0, 0);
    let mut points = |to: usize| {
        point += text[byte..to].chars().count();
        byte = to;
        point
    };
    for one in &mut found {
        one.range = (points(one.range.0), points(one.range.1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scheme_has_all_of_its_parts() {
        for scheme in &SCHEMES.all {
            assert!(!scheme.starts.contains(&"") && !scheme.symbol.is_empty() && !scheme.kind.is_empty());
            for name in scheme.symbol.split('$').chain(scheme.base.split('$')).skip(1) {
                let known = scheme.number.capture_names().flatten().any(|known| name.starts_with(known));
                assert!(known || name.starts_with("agenda") || name.is_empty(), "{name} of {}", scheme.symbol);
            }
        }
    }

    #[test]
    fn ranges_are_code_points() {
        let text = "é – ISO 9001:2015, 议程项目7";
        let ranges: Vec<_> = numbered(text).into_iter().map(|one| one.range).collect();
        assert_eq!(ranges, [(4, 17), (19, 24)]);
    }
}
