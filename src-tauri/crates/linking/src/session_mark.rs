//! Which session the name of a file or a folder says: `Session-V`, `Session 2.1`, `2nd session`, `3-я сессия`,
//! `الجلسة الثالثة`, `第三次会议`, `专题二`.

use crate::field::Field;
use crate::mention::Folded;
use crate::ordinal::{Words, ordinal_before};
use crate::session::{HAN_BODIES, MARKS, OFS, TENS, UNITS, goes_on_counting, is_body};
use analysis::{ORDINAL_ENDS, SessionKind, SessionWords, arabic_session_ordinal, session_rank};

/// A session's number by value, with the letter or the digit behind it: `(2, Some('1'))` of `2.1`.
pub(crate) type Rank = (u32, Option<char>);

/// A session's number or letter by value: `C` and `D` are letters, for no meeting has a hundred sessions.
pub(crate) fn rank_of(mark: &str) -> Option<Rank> {
    session_rank(mark).map(|rank| match rank {
        (100, None) if mark.trim().eq_ignore_ascii_case("c") => (0, Some('c')),
        (500, None) if mark.trim().eq_ignore_ascii_case("d") => (0, Some('d')),
        rank => rank,
    })
}

/// What a name says of a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SessionMark {
    pub kind: SessionKind,
    pub rank: Rank,
    pub printed: String,
    /// A body's sessions are counted like that, too (*the third session*), or it may be another word (*Session A*): it
    /// is meant only where the meeting has one of that number.
    pub is_doubtful: bool,
}

impl SessionMark {
    /// May a number be the one meant? What lacks a letter may have any.
    pub fn may_be(&self, rank: Rank) -> bool {
        self.rank.0 == rank.0 && (self.rank.1 == rank.1 || self.rank.1.is_none() || rank.1.is_none())
    }
}

/// Of the kinds that are given, in the name's order.
pub(crate) fn session_marks(field: &Field, kinds: &SessionWords) -> Vec<SessionMark> {
    let name = Name(field);
    let mut marks: Vec<SessionMark> = Vec::new();
    let mut at = 0;
    while at < field.words.len() {
        match name.mark_at(at, kinds) {
            Some((mark, last)) => {
                marks.push(mark);
                at = last + 1;
            }
            None => at += 1,
        }
    }
    marks.extend(in_chinese(&field.text).into_iter().filter(|mark| kinds.has(mark.kind)));
    marks
}

struct Name<'a>(&'a Field);

impl Words for Name<'_> {
    fn word(&self, at: usize) -> &str {
        self.0.words.get(at).map_or("", |word| word.folded.as_str())
    }

    fn gap(&self, at: usize) -> &str {
        match (self.0.words.get(at), self.0.words.get(at + 1)) {
            (Some(one), Some(next)) => &self.0.text[one.end..next.start],
            _ => " ",
        }
    }
}

impl Name<'_> {
    /// The session that the words from a place on announce, or that is counted before them; the last of its words.
    fn mark_at(&self, at: usize, kinds: &SessionWords) -> Option<(SessionMark, usize)> {
        let (kind, n_words, _) = kinds.at(|ahead| self.word(at + ahead))?;
        let last = at + n_words - 1;
        let mark = |from: usize, to: usize, rank: Rank, is_doubtful: bool| {
            (SessionMark { kind, rank, printed: self.0.printed(from, to), is_doubtful }, to)
        };
        if let Some((from, value)) = ordinal_before(self, at, &[' ', '_', '-', '.']) {
            let is_end = from.checked_sub(1).is_some_and(|before| TENS.contains(&self.word(before)));
            // *The fifth workshop* is the fifth of its kind, and none within this meeting.
            let is_own = !kind.is_event() && !is_end && !self.is_of_body(last);
            return is_own.then(|| mark(from, last, (value, None), true));
        }
        if let Some(value) = arabic_session_ordinal(self.word(last + 1)) {
            let goes_on = goes_on_counting(self.word(last + 2));
            return (!goes_on && !self.is_of_body(last + 1)).then(|| mark(at, last + 1, (value, None), true));
        }
        let number = if MARKS.contains(&self.word(last + 1)) { last + 2 } else { last + 1 };
        let (rank, to) = self.rank_at(number)?;
        Some(mark(at, to, rank, rank.0 == 0))
    }

    /// The number whose first word is at a place, and its last word.
    fn rank_at(&self, at: usize) -> Option<(Rank, usize)> {
        let printed = &self.0.text[self.0.words.get(at)?.start..self.0.words[at].end];
        let (next, gap) = (self.word(at + 1), self.gap(at));
        let Some(value) = digits(self.word(at)) else {
            // `v2` is a version.
            let is_version = gap.is_empty() && next.starts_with(|c: char| c.is_ascii_digit());
            let small = || rank_of(&printed.to_uppercase()).filter(|rank| matches!(rank, (1..=20, None)));
            let rank = rank_of(printed).or_else(small).filter(|rank| rank.0 < 100);
            return rank.filter(|_| !is_version).map(|rank| (rank, at));
        };
        let is_glued = gap.is_empty();
        let after = self.gap(at + 1);
        let goes_on = |gap: &str, next: &str| {
            matches!(gap, "." | ":" | "/" | "%") && next.starts_with(|c: char| c.is_ascii_digit())
        };
        let is_amount = UNITS.contains(&next) && (gap == " " || is_glued && !printed_capital(self.0, at + 1));
        let is_day = analysis::month(next).is_some() || is_glued && next.len() > 1 && ORDINAL_ENDS.contains(&next);
        if is_amount || is_day {
            return None;
        }
        if gap == "." && matches!(next.as_bytes(), [b'1'..=b'9']) {
            let is_whole = !goes_on(after, self.word(at + 2)) && !after.is_empty();
            return is_whole.then(|| ((value, next.chars().next()), at + 1));
        }
        if goes_on(gap, next) {
            return None;
        }
        let is_letter = is_glued && matches!(next.as_bytes(), [b'a'..=b'h']) && !after.is_empty();
        Some(match is_letter {
            true => ((value, next.chars().next()), at + 1),
            false => ((value, None), at),
        })
    }

    /// Is what is counted a body's? `last` is the last word of what is counted.
    fn is_of_body(&self, last: usize) -> bool {
        OFS.contains(&self.word(last + 1)) || self.0.words.iter().any(|word| is_body(&word.folded))
    }
}

fn printed_capital(field: &Field, at: usize) -> bool {
    field.words.get(at).is_some_and(|word| field.text[word.start..].starts_with(char::is_uppercase))
}

/// Of one or two digits, and no zero.
fn digits(word: &str) -> Option<u32> {
    let is_number = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
    word.parse().ok().filter(|value| is_number && *value > 0)
}

/// Chinese leaves no space between.
fn in_chinese(text: &str) -> Vec<SessionMark> {
    if !text.chars().any(crate::field::is_han) {
        return Vec::new();
    }
    let folded = Folded::of(text).text;
    let mut marks = Vec::new();
    let mut end = 0;
    let mut before = ' ';
    for (at, c) in folded.char_indices() {
        let is_counted = c == '第';
        // Within a phrase, only what is counted is a label: *工作会议3*.
        let may_begin = at >= end && (is_counted || crate::field::is_han(c) && !crate::field::is_han(before));
        before = c;
        let label = may_begin.then(|| analysis::han_session_label(&folded[at..])).flatten();
        let Some(label) = label.filter(|_| !is_counted || !HAN_BODIES.iter().any(|body| folded.contains(body))) else {
            continue;
        };
        if let Some(rank) = rank_of(&label.number) {
            end = at + label.printed.len();
            let printed = label.printed.to_owned();
            marks.push(SessionMark { kind: label.kind, rank, printed, is_doubtful: is_counted });
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Kind;

    fn told(name: &str) -> Vec<(String, u32, Option<char>)> {
        let marks = session_marks(&Field::read(name, Kind::FileName), &SessionWords::of(|_| true));
        marks.into_iter().map(|mark| (mark.kind.name().to_owned(), mark.rank.0, mark.rank.1)).collect()
    }

    #[test]
    fn a_session_is_read_from_a_name_in_six_languages() {
        for (name, kind, number, minor) in [
            ("2016-11-30_Session-V_Grigoryev", "session", 5, None),
            ("session-ii_mansour", "session", 2, None),
            ("Session2Mansour", "session", 2, None),
            ("Session 2.1 Mansour", "session", 2, Some('1')),
            ("Session_2.1_Mansour_v1.2", "session", 2, Some('1')),
            ("Session2.2-Mansour", "session", 2, Some('2')),
            ("Session 2B - Mansour", "session", 2, Some('b')),
            ("Session IIA - Mansour", "session", 2, Some('a')),
            ("Panel A Mansour", "panel", 0, Some('a')),
            ("Session no 3", "session", 3, None),
            ("2nd session - Mansour", "session", 2, None),
            ("2nd_session_Mansour", "session", 2, None),
            ("Mansour, third session", "session", 3, None),
            ("2e séance Ndiaye", "session", 2, None),
            ("1ère_séance_Ndiaye", "session", 1, None),
            ("Ndiaye deuxième séance", "session", 2, None),
            ("Séance n° 4", "session", 4, None),
            ("2.ª sesión Ríos", "session", 2, None),
            ("Ríos - segunda sesión", "session", 2, None),
            ("Mesa redonda 3", "round table", 3, None),
            ("3-я сессия_Петров", "session", 3, None),
            ("Петров 2-е заседание", "session", 2, None),
            ("Вторая сессия Петров", "session", 2, None),
            ("Заседание 2.1 Петров", "session", 2, Some('1')),
            ("Секция 2 Петров", "section", 2, None),
            ("الجلسة 3 - خالد العمري", "session", 3, None),
            ("الجلسة_٣_خالد", "session", 3, None),
            ("الجلسة الثالثة خالد العمري", "session", 3, None),
            ("خالد العمري - الجلسة (2)", "session", 2, None),
            ("第三次会议_张伟", "session", 3, None),
            ("第三次会议张伟", "session", 3, None),
            ("张伟第3场", "session", 3, None),
            ("2020-09-18第2场张伟", "session", 2, None),
            ("会议3张伟", "session", 3, None),
            ("張偉-會議3", "session", 3, None),
            ("会议 3.1 张伟", "session", 3, Some('1')),
            ("专题二_张伟", "thematic", 2, None),
            ("专题二：数据", "thematic", 2, None),
            ("分论坛4-张伟", "parallel", 4, None),
            ("第二分会场-张伟", "session", 2, None),
        ] {
            assert_eq!(told(name), [(kind.to_owned(), number, minor)], "{name}");
        }
    }

    #[test]
    fn what_only_looks_like_a_session_is_none() {
        for name in [
            "Session 3.12.2016 Mansour",
            "Session 10.30 Mansour",
            "Session 10:30 Mansour",
            "session_v2",
            "Session 30 Nov",
            "session 9h30",
            "session 3 hours",
            "5th workshop Mansour",
            "Human Rights Council 3rd session",
            "third session of the group",
            "twenty-second session",
            "День 2 сессия",
            "Day 2 session",
            "a session b",
            "3-я сессия Генеральной Ассамблеи",
            "الجلسة الثالثة عشرة",
            "第三届会议",
            "第三次",
            "人权理事会第三次会议",
            "会议3月5日",
            "会议2020",
            "会议十分重要",
            "会议一览表",
            "工作会议3",
            "专题报告",
            "专题二十四节气",
        ] {
            assert_eq!(told(name), [], "{name}");
        }
    }
}
