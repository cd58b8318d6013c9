//! What stands at the head of a line: dates, session, times; and the rest.

use crate::date::{PartialDate, iso_date, number, times, word, written_date};
use crate::line::is_separator;
use analysis::fold;
use jiff::civil::{Date, Time};

/// Folded words for a numbered session.
const SESSION_WORDS: &[&str] = &["session", "seance", "sesion", "заседание", "сессия", "الجلسه", "جلسه"];

/// Folded words for one too, where a mark parts their number from what follows: *Part 2 of the story* is none.
const WEAK_WORDS: &[&str] = &[
    "panel",
    "part",
    "partie",
    "parte",
    "block",
    "bloc",
    "bloque",
    "module",
    "modulo",
    "cluster",
    "segment",
    "section",
    "секция",
    "часть",
    "блок",
    "панель",
    "модуль",
    "panneau",
    "mesa",
    "atelier",
    "taller",
    "workshop",
];

/// The parts that a line begins with.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Head<'a> {
    pub iso: Option<Date>,
    /// With its words as printed.
    pub written: Option<(PartialDate, &'a str)>,
    /// As printed.
    pub session: Option<&'a str>,
    pub start: Option<Time>,
    pub end: Option<Time>,
    /// What follows; without separators around it.
    pub rest: &'a str,
}

impl<'a> Head<'a> {
    /// `None` where the line begins with none of them.
    pub fn of(text: &'a str) -> Option<Head<'a>> {
        let mut head = Head { rest: text.trim_matches(is_separator), ..Head::default() };
        let mut is_empty = true;
        while let Some(next) = head.take() {
            head = next;
            is_empty = false;
        }
        (!is_empty).then_some(head)
    }

    fn take(&self) -> Option<Head<'a>> {
        // A date may stand in parentheses.
        let (text, close) = match self.rest.strip_prefix('(') {
            Some(inner) => (inner, Some(')')),
            None => (self.rest, None),
        };
        let next = |rest: &'a str| -> Option<Head<'a>> {
            let rest = match close {
                Some(close) => rest.trim_start().strip_prefix(close)?,
                None => rest,
            };
            // `30 Novices` is no date.
            let ends =
                !rest.starts_with(|c: char| c.is_alphanumeric() && !crate::line::is_separator(c)) || close.is_some();
            let follows_number = rest.starts_with(|c: char| c.is_alphabetic()) && is_wide(rest);
            (ends || follows_number).then(|| Head { rest: rest.trim_start_matches(is_separator), ..self.clone() })
        };
        if self.iso.is_none()
            && let Some((date, rest)) = iso_date(text)
        {
            return next(rest).map(|head| Head { iso: Some(date), ..head });
        }
        if self.written.is_none()
            && let Some((date, rest)) = written_date(text)
        {
            let printed = text[..text.len() - rest.len()].trim();
            return next(rest).map(|head| Head { written: Some((date, printed)), ..head });
        }
        if self.session.is_none()
            && let Some((session, rest)) = session(text).or_else(|| ordinal_session(text))
        {
            return next(rest).map(|head| Head { session: Some(session), ..head });
        }
        if self.start.is_none()
            && let Some((start, end, rest)) = times(text)
        {
            return next(rest).map(|head| Head { start: Some(start), end, ..head });
        }
        None
    }

    pub fn has_date(&self) -> bool {
        self.iso.is_some() || self.written.is_some()
    }

    /// The date, by what is most precise.
    pub fn date(&self, default_year: Option<i16>) -> Option<Date> {
        self.iso.or_else(|| self.written.and_then(|(date, _)| date.with_year(default_year)))
    }
}

/// Chinese needs no space after a number.
fn is_wide(text: &str) -> bool {
    text.chars().next().is_some_and(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c))
}

/// `Session IV`, `Séance 3`, `第二次会议` at the start: the number as printed, and what follows.
fn session(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix('第') {
        let end = rest.char_indices().take(6).find(|&(_, c)| !is_chinese_number(c) && !c.is_ascii_digit())?.0;
        let (number, rest) = rest.split_at(end);
        let rest = ["次会议", "场会议", "次會議", "节", "场"].iter().find_map(|word| rest.strip_prefix(word))?;
        return (!number.is_empty()).then_some((number, rest));
    }
    let (name, rest) = word(text);
    if name.is_empty() || name.len() > 40 {
        return None;
    }
    let folded = fold(name);
    let is_weak = WEAK_WORDS.contains(&folded.as_str());
    if !is_weak && !SESSION_WORDS.contains(&folded.as_str()) {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '_', '-', '#', '\u{A0}']);
    let rest = ["No. ", "no. ", "n° ", "N° ", "№ ", "№"].iter().find_map(|no| rest.strip_prefix(no)).unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let (mark, rest) = rest.split_at(end);
    let is_parted = || {
        let mut after = rest.trim_start().chars();
        after.next().is_none_or(|c| matches!(c, ':' | '：' | '.' | '|' | '(') || crate::line::is_dash(c))
    };
    let is_number = rank(mark).is_some() && (!is_weak || is_parted());
    // `Секция 1. Методы`.
    let rest = rest.strip_prefix('.').filter(|after| after.starts_with(' ')).unwrap_or(rest);
    is_number.then_some((mark, rest))
}

/// `First session`, `Deuxième séance de travail`, `الجلسة الأولى`, `1-е заседание` at the start, and a mark or nothing
/// after: the number in digits, and what follows.
fn ordinal_session(text: &str) -> Option<(&'static str, &str)> {
    /// What may stand between the ordinal and the session, or after it.
    const BETWEEN: &[&str] = &[
        "working",
        "plenary",
        "technical",
        "thematic",
        "parallel",
        "panel",
        "substantive",
        "de",
        "travail",
        "pleniere",
        "thematique",
        "technique",
        "trabajo",
        "plenaria",
        "tematica",
        "tecnica",
        "рабочее",
        "пленарное",
        "рабочая",
        "пленарная",
        "العامه",
    ];
    const DIGITS: [&str; 24] = [
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20",
        "21", "22", "23", "24",
    ];
    let mut rest = text;
    let (mut number, mut is_session) = (None, false);
    for _ in 0..5 {
        let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | 'ª' | 'º')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        let folded = fold(word);
        if number.is_none() && analysis::ordinal(&folded).is_some() {
            number = analysis::ordinal(&folded);
        } else if !is_session && SESSION_WORDS.contains(&folded.as_str()) {
            is_session = true;
        } else if !(BETWEEN.contains(&folded.as_str()) && (number.is_some() || is_session)) {
            return None;
        }
        rest = after;
        let mark = rest.trim_start();
        let is_over = mark
            .chars()
            .next()
            .is_none_or(|c| matches!(c, ':' | '：' | '.' | '|' | '(' | ',') || crate::line::is_dash(c));
        if let (Some(number), true, true) = (number, is_session, is_over) {
            let number = DIGITS.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
            // `Первое заседание. Сохранение данных`.
            let rest =
                mark.strip_prefix('.').filter(|after| after.starts_with(' ') || after.is_empty()).unwrap_or(rest);
            return Some((number, rest));
        }
        rest = rest.strip_prefix([' ', '\u{A0}'])?;
    }
    None
}

/// `Opening session`, `Séance d'ouverture : …`, `Closing plenary`: a session by its word, without a number; its title.
pub(crate) fn named_session(text: &str) -> Option<&str> {
    const KINDS: &[&str] = &[
        "opening",
        "closing",
        "plenary",
        "technical",
        "working",
        "special",
        "introductory",
        "inaugural",
        "ministerial",
        "morning",
        "afternoon",
        "evening",
        "parallel",
        "poster",
        "wrap-up",
        "concluding",
        "final",
        "keynote",
        "high-level",
        "high",
        "level",
        "d",
        "ouverture",
        "cloture",
        "pleniere",
        "inaugurale",
        "de",
        "apertura",
        "clausura",
        "plenaria",
        "inauguracion",
        "trabajo",
        "travail",
        "matin",
        "apres-midi",
        "торжественное",
        "пленарное",
        "заключительное",
        "утреннее",
        "вечернее",
        "вступительное",
        "الافتتاحيه",
        "الختاميه",
        "العامه",
    ];
    const WORDS: &[&str] = &["session", "seance", "sesion", "заседание", "сессия", "الجلسه", "جلسه", "plenary"];
    let (label, title) = match text.split_once([':', '：']) {
        Some((label, title)) => (label, Some(title.trim()).filter(|title| !title.is_empty())),
        None => (text, None),
    };
    let folded = fold(label.split('(').next().unwrap_or(label));
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    const HAN: &[&str] = &["分论坛", "平行论坛", "专题论坛", "主论坛", "高峰论坛", "圆桌论坛", "平行会议"];
    if title.is_some() && HAN.iter().any(|word| label.starts_with(word)) && label.chars().count() <= 8 {
        return Some(text);
    }
    let is_named = (2..=5).contains(&words.len())
        && words.iter().any(|word| WORDS.contains(word))
        && words.iter().all(|word| WORDS.contains(word) || KINDS.contains(word));
    is_named.then_some(title.unwrap_or(text))
}

fn is_chinese_number(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// A session's number as a number: `IV` and `4` are the same session, and so are `2A` and `IIa`.
pub(crate) fn rank(mark: &str) -> Option<(u32, Option<char>)> {
    if mark.is_empty() || mark.len() > 24 {
        return None;
    }
    if let Some((value, rest)) = number(mark, 1, 3) {
        return letter(rest).map(|letter| (value, letter));
    }
    let roman_end = mark.find(|c: char| !"IVXLC".contains(c)).unwrap_or(mark.len());
    if let (Some(value), Some(letter)) = (roman(&mark[..roman_end]), letter(&mark[roman_end..])) {
        return Some((value, letter));
    }
    let digits: Vec<u32> = mark
        .chars()
        .map(|c| "一二三四五六七八九十".chars().position(|d| d == c).map(|at| at as u32 + 1))
        .collect::<Option<_>>()?;
    match digits[..] {
        [units] => Some((units, None)),
        [10, units] if units < 10 => Some((10 + units, None)),
        _ => None,
    }
}

fn letter(rest: &str) -> Option<Option<char>> {
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Some(None),
        (Some(c @ ('a'..='h' | 'A'..='H')), None) => Some(Some(c.to_ascii_lowercase())),
        _ => None,
    }
}

fn roman(mark: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        'C' => 100,
        _ => 0,
    };
    let mut total = 0;
    let mut letters = mark.chars().peekable();
    while let Some(c) = letters.next() {
        match letters.peek() {
            Some(&after) if value(after) > value(c) => {
                total += value(after) - value(c);
                letters.next();
            }
            _ => total += value(c),
        }
    }
    (total > 0 && mark.len() < 12).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_parts_of_a_line_come_apart_whatever_stands_between_them() {
        for text in [
            "2016-11-30-Session I 30 Nov – Arije Antinori",
            "2016-11-30 - Session I - 30 Nov - Arije Antinori",
            "2016-11-30—Session 1, 30 November 2016: Arije Antinori",
            "2016-11-30\u{A0}Session\u{A0}I\u{A0}30\u{A0}Nov\u{A0}–\u{A0}Arije Antinori",
            "Session I (30 Nov) 2016-11-30 – Arije Antinori",
            "2016‑11‑30 Session I 30 Nov Arije Antinori",
        ] {
            let head = Head::of(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(head.iso, Some(date(2016, 11, 30)), "{text}");
            assert!(head.written.is_some_and(|(written, _)| written.agrees_with(date(2016, 11, 30))), "{text}");
            assert_eq!(head.session.and_then(rank), Some((1, None)), "{text}");
            assert_eq!(head.rest, "Arije Antinori", "{text}");
        }
    }

    #[test]
    fn a_line_without_such_parts_has_no_head() {
        for text in ["Arije Antinori, ECTC", "Sessional work", "Session Introduction", "30 Novices sang", ""] {
            assert_eq!(Head::of(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_sessions_are_compared_by_value() {
        assert_eq!(rank("IV"), rank("4"));
        assert_eq!(rank("IIA"), rank("2a"));
        assert_eq!(rank("十二"), rank("XII"));
        assert_eq!(rank("Introduction"), None);
    }
}
