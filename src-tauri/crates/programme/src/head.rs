//! What stands at the head of a line: dates, session, times; and the rest.

use crate::date::{PartialDate, iso_date, times, written_date};
use crate::line::is_separator;
use analysis::{SessionLabel, fold, session_kind, session_label};
use jiff::civil::{Date, Time};

/// The parts that a line begins with.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Head<'a> {
    pub iso: Option<Date>,
    /// With its words as printed.
    pub written: Option<(PartialDate, &'a str)>,
    pub session: Option<SessionLabel<'a>>,
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
            && let Some(session) = session_label(text).or_else(|| ordinal_session(text))
        {
            let rest = session.rest;
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

/// `First session`, `Deuxième séance de travail`, `الجلسة الأولى`, `1-е заседание` at the start, and a mark or nothing
/// after: the number in digits, and what follows.
fn ordinal_session(text: &str) -> Option<SessionLabel<'_>> {
    const WORDS: &[&str] = &["session", "seance", "sesion", "заседание", "сессия", "الجلسه", "جلسه"];
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
    let mut rest = text;
    let (mut number, mut is_session) = (None, false);
    for _ in 0..5 {
        let length = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | 'ª' | 'º')).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        let folded = fold(word);
        if number.is_none() && analysis::ordinal(&folded).is_some() {
            number = analysis::ordinal(&folded);
        } else if !is_session && WORDS.contains(&folded.as_str()) {
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
            if !(1..=24).contains(&number) {
                return None;
            }
            let printed = text[..text.len() - rest.len()].trim_end();
            // `Первое заседание. Сохранение данных`.
            let rest =
                mark.strip_prefix('.').filter(|after| after.starts_with(' ') || after.is_empty()).unwrap_or(rest);
            let (kind, number) = (session_kind(Some(printed)), number.to_string().into());
            return Some(SessionLabel { kind, printed, number, rest });
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
    const WORDS: &[&str] =
        &["session", "seance", "sesion", "заседание", "сессия", "الجلسه", "جلسه", "plenary", "plenaria", "pleniere"];
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
    let is_plenary = matches!(words[..], ["plenary" | "plenaria" | "pleniere"]);
    let is_named = (is_plenary || (2..=5).contains(&words.len()))
        && words.iter().any(|word| WORDS.contains(word))
        && words.iter().all(|word| WORDS.contains(word) || KINDS.contains(word));
    is_named.then_some(title.unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::session_rank;
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
            assert_eq!(head.session.and_then(|label| session_rank(&label.number)), Some((1, None)), "{text}");
            assert_eq!(head.rest, "Arije Antinori", "{text}");
        }
    }

    #[test]
    fn a_line_without_such_parts_has_no_head() {
        for text in ["Arije Antinori, ECTC", "Sessional work", "Session Introduction", "30 Novices sang", ""] {
            assert_eq!(Head::of(text), None, "{text}");
        }
    }
}
