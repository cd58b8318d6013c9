//! A session that goes on after a break, or on another day: *Session 2 (continued)*.

use super::Agenda;
use crate::key::Named;
use crate::line::is_separator;
use analysis::{fold, session_kind, session_rank};
use jiff::civil::{Date, Time};

/// What stands behind the name of a session that was begun before, folded.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "continued", "cont", "cont'd", "contd", "continuation", "suite", "suite et fin", "continuacion", "продолжение",
    "окончание", "续", "تابع", "تتمه",
];

/// The title without the mark; `None` where it has none.
fn without_mark(title: &str) -> Option<&str> {
    let title = title.trim();
    let in_brackets = title.strip_suffix([')', '）']).and_then(|title| title.rsplit_once(['(', '（']));
    let (before, mark) = in_brackets.or_else(|| title.rsplit_once([',', '–', '—'])).unwrap_or(("", title));
    let mark = fold(mark);
    MARKS.contains(&mark.trim().trim_end_matches('.')).then(|| before.trim_matches(is_separator))
}

impl Agenda {
    /// The session of the same label, or of the same title where it has none, that is gone on with at such a time; its
    /// hours and days are then both.
    pub(super) fn go_on(
        &mut self,
        named: Option<&Named>,
        title: Option<&str>,
        dates: &[Date],
        (start, end): (Option<Time>, Option<Time>),
    ) -> Option<usize> {
        let title = without_mark(title?)?;
        let same_title = |own: Option<&str>| own.is_some_and(|own| fold(own) == fold(title));
        let idx = self.programme.sessions.iter().rposition(|session| {
            let own = session.number.as_deref().map(|number| (session_kind(session.label.as_deref()), number));
            match (named, own) {
                (Some(named), Some((kind, number))) => {
                    kind == named.kind
                        && session_rank(number).is_some_and(|rank| session_rank(&named.number) == Some(rank))
                        && (title.is_empty() || same_title(session.title.as_deref()))
                }
                (None, None) => !title.is_empty() && same_title(session.title.as_deref()),
                _ => false,
            }
        })?;
        let session = &mut self.programme.sessions[idx];
        let is_new = |date: &&Date| !session.dates.contains(date);
        let more: Vec<Date> = dates.iter().filter(is_new).copied().collect();
        if !more.is_empty() {
            // Each day has hours of its own.
            session.dates.extend(more);
            (session.start, session.end) = (None, None);
        } else if session.end.is_some() && start >= session.end && end.is_some() {
            session.end = end;
        }
        Some(idx)
    }
}

#[cfg(test)]
mod tests {
    use super::without_mark;

    #[test]
    fn only_a_mark_of_its_own_says_that_a_session_goes_on() {
        for (title, bare) in [
            ("(continued)", Some("")),
            ("Storing (cont'd)", Some("Storing")),
            ("Storing (cont.)", Some("Storing")),
            ("Recours effectifs (suite)", Some("Recours effectifs")),
            ("Хранение (продолжение)", Some("Хранение")),
            ("管理（续）", Some("管理")),
            ("Storing, continued", Some("Storing")),
            ("To be continued", None),
            ("Continued use of storage", None),
            ("Storing (new)", None),
        ] {
            assert_eq!(without_mark(title), bare, "{title}");
        }
    }
}
