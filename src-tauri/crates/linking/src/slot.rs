//! When a talk is given, and which one of its session it is, as a file's name has it: `2016-11-30`, `0918`, `S2P1`.

use crate::ContributionFacts;
use crate::field::{Field, Kind};
use jiff::civil::{Date, Time};

/// A date in a file name; many leave out the year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct FileDate {
    year: Option<i16>,
    month: i16,
    day: i16,
}

impl FileDate {
    pub fn is(self, date: Date) -> bool {
        i16::from(date.month()) == self.month
            && i16::from(date.day()) == self.day
            && self.year.is_none_or(|year| year == date.year())
    }
}

/// What a file's name says of when and where a talk is given.
pub(crate) struct Slot {
    pub dates: Vec<(FileDate, String)>,
    pub moment: Option<(FileDate, Time, String)>,
    pub code: Option<SlotCode>,
    /// The number of a session, and its words.
    pub session: Option<(u32, String)>,
    /// Numbers that may be a day or a time, with their places.
    numbers: Vec<(usize, i16)>,
}

impl Slot {
    pub fn of(field: &Field) -> &Slot {
        field.slot.get_or_init(|| {
            let dates = dates_at(field);
            let printed = |(date, from, to): &(FileDate, usize, usize)| (*date, field.printed(*from, *to));
            Slot {
                dates: dates.iter().map(printed).collect(),
                moment: moment(field, &dates),
                code: slot_code(field),
                session: session_code(field),
                numbers: if is_of_device(field) { Vec::new() } else { numbers(field) },
            }
        })
    }
}

/// What cameras, telephones and scanners call files: the day in such a name is that of the picture.
#[rustfmt::skip]
const DEVICES: &[&str] = &[
    "img", "image", "pxl", "dsc", "dscn", "vid", "mvimg", "whatsapp", "wa", "document", "screenshot", "screen", "shot",
    "whats", "app", "cam", "scanner", "scan", "scanned", "camscanner", "photo", "foto", "captura", "capture", "bildschirmfoto", "schermata", "снимок",
    "скан", "скриншот", "截图", "截屏", "屏幕截图", "微信图片", "扫描", "扫描件", "صوره", "لقطه",
];
/// What stands between them.
const BETWEEN: &[&str] = &[
    "at",
    "from",
    "de",
    "d",
    "la",
    "le",
    "las",
    "a",
    "um",
    "alle",
    "ecran",
    "pantalla",
    "экрана",
    "от",
    "в",
    "pm",
    "am",
    "الشاشه",
];

/// Is the name no more than when and by what device the file was made?
fn is_of_device(field: &Field) -> bool {
    let mut letters = field
        .words
        .iter()
        .map(|word| word.folded.as_str())
        .filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()))
        .peekable();
    let mut has_device = false;
    letters.peek().is_some()
        && letters.all(|word| {
            let is_device = DEVICES.contains(&word);
            has_device |= is_device;
            is_device || BETWEEN.contains(&word)
        })
        && has_device
}

/// Dates in a file name, with the first and the last of each one's words: `2016-11-30`, `20161130`, `30.11.2016`,
/// `30Nov2016`, `Nov 30`, `29_MARZO`, `2016年11月30日`.
fn dates_at(field: &Field) -> Vec<(FileDate, usize, usize)> {
    let mut found = Vec::new();
    if is_of_device(field) {
        return found;
    }
    let word = |at: usize| field.words.get(at).map(|word| word.folded.as_str());
    let number = |at: usize| word(at).filter(|word| word.len() <= 4).and_then(|word| word.parse::<i16>().ok());
    let month = |at: usize| word(at).and_then(analysis::month).map(i16::from);
    let year = |at: usize| number(at).filter(|year| (1900..2200).contains(year));
    for (at, own) in field.words.iter().enumerate() {
        if matches!(own.folded.len(), 8 | 12) && own.folded.bytes().all(|byte| byte.is_ascii_digit()) {
            let part = |from: usize, to: usize| own.folded[from..to].parse::<i16>().unwrap_or(0);
            let date = make(Some(part(0, 4)), part(4, 6), part(6, 8))
                .or_else(|| make(Some(part(4, 8)), part(2, 4), part(0, 2)));
            found.extend(date.map(|date| (date, at, at)));
            continue;
        }
        // `2016年11月30日` has its marks between the numbers.
        let step = if word(at + 1).is_some_and(|mark| matches!(mark, "年" | "月")) { 2 } else { 1 };
        let numbers = (number(at), number(at + step), number(at + 2 * step));
        let date = match numbers {
            (Some(one), Some(two), Some(three)) if (1900..2200).contains(&one) => {
                make(Some(one), two, three).map(|date| (date, at + 2 * step))
            }
            (Some(one), Some(two), Some(three)) if (1900..2200).contains(&three) => {
                // Day first, unless it cannot be; what may be both is no evidence.
                let dates = (make(Some(three), two, one), make(Some(three), one, two));
                match dates {
                    (Some(date), None) | (None, Some(date)) => Some((date, at + 2 * step)),
                    (Some(date), Some(other)) if date == other => Some((date, at + 2 * step)),
                    _ => None,
                }
            }
            _ => None,
        };
        let date = date.or_else(|| match (number(at), month(at + 1), month(at), number(at + 1)) {
            (Some(day), Some(month), ..) => make(year(at + 2), month, day).map(|date| (date, at + 1)),
            (_, _, Some(month), Some(day)) => make(year(at + 2), month, day).map(|date| (date, at + 1)),
            _ => None,
        });
        found.extend(date.map(|(date, end)| (date, at, end.min(field.words.len() - 1))));
    }
    found
}

/// The full days that a file's name says.
pub fn days_of_name(name: &str) -> Vec<Date> {
    let stem = name.rsplit_once('.').filter(|(_, end)| end.len() <= 5).map_or(name, |(stem, _)| stem);
    let day = |date: FileDate| Date::new(date.year?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok();
    dates_at(&Field::read(stem, Kind::FileName)).into_iter().filter_map(|(date, ..)| day(date)).collect()
}

fn make(year: Option<i16>, month: i16, day: i16) -> Option<FileDate> {
    if year.is_some_and(|year| !(1900..2200).contains(&year)) {
        return None;
    }
    // A leap year, where none is said.
    Date::new(year.unwrap_or(2000), i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(FileDate { year, month, day })
}

/// A day of a known year and a time: `202304071230`, `20230407_1230`, `2023-04-07 12.30`.
fn moment(field: &Field, dates: &[(FileDate, usize, usize)]) -> Option<(FileDate, Time, String)> {
    let clock = |digits: &str| -> Option<Time> {
        let (hour, minute) = (digits.get(..2)?.parse().ok()?, digits.get(2..4)?.parse().ok()?);
        Time::new(hour, minute, 0, 0).ok()
    };
    let word = |at: usize| field.words.get(at).map_or("", |word| word.folded.as_str());
    dates.iter().filter(|(date, ..)| date.year.is_some()).find_map(|&(date, from, to)| {
        let (own, next, after) = (word(to), word(to + 1), word(to + 2));
        let is_two = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit());
        let (time, end) = if from == to && own.len() == 12 {
            (clock(&own[8..])?, to)
        } else if next.len() == 4 && next.bytes().all(|b| b.is_ascii_digit()) {
            (clock(next)?, to + 1)
        } else if is_two(next) && is_two(after) && !is_two(word(to + 3)) {
            (clock(&format!("{next}{after}"))?, to + 2)
        } else {
            return None;
        };
        Some((date, time, field.printed(from, end)))
    })
}

/// Which talk of which session a file's name says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SlotCode {
    /// The session's number, or its letter.
    pub session: (u32, Option<char>),
    pub position: u32,
    pub words: String,
    /// A section's number, `2.3`, looks the same: it counts for a talk alone, and little.
    pub is_doubtful: bool,
}

/// `S2P1`, `S2_T1`; at the beginning, `S2-1`, `B2` and `2.1`.
fn slot_code(field: &Field) -> Option<SlotCode> {
    let word = |at: usize| field.words.get(at).map(|word| word.folded.as_str());
    let number = |at: usize| word(at).filter(|word| word.len() <= 2)?.parse::<u32>().ok().filter(|n| *n > 0);
    let gap = |at: usize| match (field.words.get(at), field.words.get(at + 1)) {
        (Some(one), Some(next)) => &field.text[one.end..next.start],
        _ => " ",
    };
    let code = |session: (u32, Option<char>), position: u32, from: usize, to: usize, is_doubtful: bool| SlotCode {
        session,
        position,
        words: field.printed(from, to),
        is_doubtful,
    };
    let whole = (0..field.words.len().min(6)).find_map(|at| {
        let is_code = word(at) == Some("s") && matches!(word(at + 2)?, "p" | "t");
        let (session, position) = (number(at + 1)?, number(at + 3)?);
        is_code.then(|| code((session, None), position, at, at + 3, false))
    });
    let is_mark = |at: usize| matches!(gap(at), "-" | "." | "_");
    // What goes on with a number is a date, a version or a list.
    let is_number = |at: usize| word(at).is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let ends = |at: usize| !is_number(at + 1) || gap(at) == " ";
    whole.or_else(|| {
        let first = word(0)?;
        if first == "s" && gap(0).is_empty() && is_mark(1) && ends(2) {
            return Some(code((number(1)?, None), number(2)?, 0, 2, false));
        }
        let letter = first.chars().next().filter(|c| first.len() == 1 && matches!(c, 'a'..='h'));
        if let Some(letter) = letter.filter(|_| matches!(gap(0), "" | "-" | ".") && ends(1) && !gap(1).is_empty()) {
            return Some(code((0, Some(letter)), number(1)?, 0, 1, false));
        }
        let is_pair = gap(0) == "." && ends(1) && number(0)? <= 20 && number(1)? <= 20 && first.len() == 1;
        is_pair.then(|| code((number(0).unwrap_or_default(), None), number(1).unwrap_or_default(), 0, 1, true))
    })
}

/// `S1` alone, as in `Lacombe_S1`: the session.
fn session_code(field: &Field) -> Option<(u32, String)> {
    (0..field.words.len()).find_map(|at| {
        let (own, next) = (&field.words[at], field.words.get(at + 1)?);
        let is_code = own.folded == "s" && field.text[own.start..].starts_with('S') && own.end == next.start;
        let number = next.folded.parse().ok().filter(|_| is_code && next.folded.len() <= 2)?;
        Some((number, field.printed(at, at + 1)))
    })
}

/// What may be a talk's day or time and may be anything else: `14-05-19`, `0918`, `1400`, `10-00`. It counts for a talk
/// that it fits, and never against one.
pub(crate) fn hint(field: &Field, facts: &ContributionFacts) -> Option<String> {
    let own = &Slot::of(field).numbers;
    let number = |at: usize| own.iter().find(|(place, _)| *place == at).map(|(_, number)| *number);
    let width = |at: usize| field.words[at].folded.len();
    for &(at, one) in own {
        let (two, three) = (number(at + 1), number(at + 2));
        if let Some(date) = facts.date {
            let (year, month, day) = (date.year() % 100, i16::from(date.month()), i16::from(date.day()));
            let is_short =
                two == Some(month) && (one == day && three == Some(year) || one == year && three == Some(day));
            if is_short {
                return Some(field.printed(at, at + 2));
            }
            if width(at) == 4 && (one == month * 100 + day || one == day * 100 + month) {
                return Some(field.printed(at, at));
            }
        }
        if let Some(start) = facts.start {
            let (hour, minute) = (i16::from(start.hour()), i16::from(start.minute()));
            if width(at) == 4 && one == hour * 100 + minute {
                return Some(field.printed(at, at));
            }
            if one == hour && two == Some(minute) && width(at + 1) == 2 {
                return Some(field.printed(at, at + 1));
            }
        }
    }
    None
}

fn numbers(field: &Field) -> Vec<(usize, i16)> {
    let short = field.words.iter().take(14).enumerate().filter(|(_, word)| word.folded.len() <= 4);
    short.filter_map(|(at, word)| Some((at, word.folded.parse().ok()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<T>(name: &str, get: impl FnOnce(&Slot) -> T) -> T {
        get(Slot::of(&Field::read(name, Kind::FileName)))
    }

    #[test]
    fn a_code_of_session_and_place_is_told_from_numbers_that_look_like_it() {
        let code = |name: &str| {
            with(name, |slot| slot.code.as_ref().map(|code| (code.session, code.position, code.is_doubtful)))
        };
        for (name, expected) in [
            ("S2P1_Okello", Some(((2, None), 1, false))),
            ("S2-3 Okello", Some(((2, None), 3, false))),
            ("S2.3", Some(((2, None), 3, false))),
            ("C1", Some(((0, Some('c')), 1, false))),
            ("B-2_Kjaer", Some(((0, Some('b')), 2, false))),
            ("3.2 Kim", Some(((3, None), 2, true))),
            ("S2-3-2019", None),
            ("D1P8_QKD", None),
            ("B2B sales", None),
            ("14.05.19", None),
            ("12.30 Kim", None),
            ("Kim 3.2", None),
            ("a380-landing", None),
        ] {
            assert_eq!(code(name), expected, "{name}");
        }
    }

    #[test]
    fn the_day_of_a_talk_is_not_that_of_a_photograph() {
        let said = |name: &str| with(name, |slot| (slot.dates.len(), slot.moment.as_ref().map(|(_, time, _)| *time)));
        let at = |hour: i8, minute: i8| Time::new(hour, minute, 0, 0).ok();
        for (name, expected) in [
            ("202304071230", (1, at(12, 30))),
            ("20230407-1230_kim", (1, at(12, 30))),
            ("2023-04-07 12.30", (1, at(12, 30))),
            ("2023-04-07 Kim", (1, None)),
            ("IMG_20230407_093012", (0, None)),
            ("PXL_20240612_100512344", (0, None)),
            ("WhatsApp Document 2022-10-05 at 22.41.07", (0, None)),
            ("Снимок экрана 2023-04-07 в 12.30.10", (0, None)),
            ("Scan Kim 2023-04-07", (1, None)),
        ] {
            assert_eq!(said(name), expected, "{name}");
        }
    }
}
