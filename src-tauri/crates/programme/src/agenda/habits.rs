//! What a page does again and again, where one line alone does not tell: names below titles or above them, times behind
//! a gap at the ends of lines.

use super::frame::{day, dotted_time, half_of_day, has_dotted_times};
use crate::credit::{self, is_full_name};
use crate::date::{dates_in, times};
use crate::line::{Line, Page, Shape, is_separator};
use crate::schedule::is_break;
use crate::{Credit, head::Head};
use jiff::civil::Time;
use model::Role;

/// The habits of a page.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Habits {
    /// The line below a title is who speaks, with a home or without.
    pub names_below: bool,
    /// The line above a title is who speaks.
    pub names_above: bool,
    /// Behind the title and a gap stands who speaks.
    pub names_behind: bool,
    /// No line begins with hours or opens a part of the meeting.
    pub is_untimed: bool,
    /// No line begins with hours, and one at most opens a part.
    pub is_of_one: bool,
    /// Lines end in times, behind a gap.
    pub times_behind: bool,
    /// Items have numbers without a mark behind them: `3 Adoption of the agenda`, `5.1 Terminology`.
    pub bare_numbers: bool,
    /// Who chairs stands below all that is chaired, and before the next day.
    pub chairs_end: bool,
    /// Lines begin with the day on which something is given: `12 Sept: Name (Home), “Title”`.
    pub days_before: bool,
    /// Below who speaks stands where that one is from.
    pub homes_below: bool,
}

pub(super) fn of(page: &Page) -> Habits {
    let n_behind = page.lines.iter().filter(|line| time_behind(line).is_some()).count();
    let mut habits = Habits { times_behind: n_behind >= 2, ..Habits::default() };
    let dotted = has_dotted_times(page);
    let is_own = |line: &Line| {
        line.shape == Shape::Text
            && line.row.is_none()
            && slot(line, dotted, habits.times_behind).is_none()
            && day(&line.text, Some(2000)).is_none()
            && Head::of(&line.text).is_none_or(|head| head.session.is_none())
            && credit::role_line(&line.text).is_none()
            && credit::role_label(&line.text).is_none()
    };
    let slots: Vec<&Line> =
        page.lines.iter().filter(|line| slot(line, dotted, habits.times_behind).is_some()).collect();
    let is_named = |line: &&&Line| behind(line).is_some_and(|(_, last)| people(last).is_some());
    habits.names_behind = slots.iter().filter(is_named).count() >= 2;
    let is_part = |line: &&Line| {
        matches!(line.shape, Shape::Heading(2..)) || Head::of(&line.text).is_some_and(|head| head.session.is_some())
    };
    const N_DATED: usize = 3;
    habits.days_before =
        slots.is_empty() && page.lines.iter().filter(|line| dated_talk(line).is_some()).count() >= N_DATED;
    let n_parts = page.lines.iter().filter(is_part).count();
    habits.is_untimed = slots.is_empty() && n_parts == 0;
    habits.is_of_one = slots.is_empty() && n_parts <= 1;
    let numbers: Vec<u32> = page.lines.iter().filter_map(|line| Some(bare_number(&line.text)?.0)).collect();
    let n_in_order = numbers.windows(2).filter(|pair| pair[1] == pair[0] + 1 || pair[1] == pair[0]).count();
    habits.bare_numbers = numbers.first() == Some(&1) && n_in_order >= 3 && n_in_order + 1 == numbers.len();
    habits.chairs_end = chairs_end(page, dotted, habits.times_behind);
    let (mut n_below, mut n_above, mut n_other) = (0, 0, 0);
    // `Climate Finance` below a title is no person: one of the lines at least has what only people have.
    let mut is_certain = false;
    let (mut n_homes, mut n_no_homes, mut is_home_certain) = (0, 0, false);
    for (idx, line) in page.lines.iter().enumerate() {
        let Some(title) = slot(line, dotted, habits.times_behind) else { continue };
        let mut below =
            page.lines[idx + 1..].iter().take(3).take_while(|line| is_own(line)).map(|line| line.text.as_str());
        let (first, second) = match title.is_empty() {
            true => (below.next(), below.next()),
            false => (Some(title.as_str()), below.next()),
        };
        let Some((first, second)) = first.zip(second).filter(|(first, _)| !is_break(first)) else { continue };
        if let Some(third) = below.next().filter(|_| is_full_name(second) && people(first).is_none()) {
            let is_home =
                third.chars().count() <= 80 && people(third).is_none() && !crate::plain::ends_a_sentence(third);
            n_homes += usize::from(is_home);
            n_no_homes += usize::from(!is_home);
            is_home_certain |= is_home && super::frame::is_home(third);
        }
        match (people(first).is_some(), people(second).is_some()) {
            (false, true) => {
                n_below += 1;
                is_certain |= has_more_than_a_name(second);
            }
            (true, false) => {
                n_above += 1;
                is_certain |= has_more_than_a_name(first);
            }
            // Two names tell neither.
            (true, true) => {}
            (false, false) => n_other += 1,
        }
    }
    habits.homes_below = n_homes >= 2 && n_no_homes == 0 && is_home_certain;
    habits.names_below = (is_certain || habits.homes_below) && n_below >= 2 && n_below >= n_other && n_above == 0;
    habits.names_above = is_certain && n_above >= 2 && n_below == 0 && n_other == 0;
    habits
}

/// `5.1 Terminology`: the first number, and what follows.
pub(super) fn bare_number(text: &str) -> Option<(u32, &str)> {
    let (first, mut rest) = crate::date::number(text, 1, 2)?;
    while let Some((_, after)) = rest.strip_prefix('.').and_then(|after| crate::date::number(after, 1, 2)) {
        rest = after;
    }
    let item = rest.strip_prefix(' ')?.trim_start();
    let is_item =
        item.starts_with(char::is_uppercase) && times(text).is_none() && dates_in(text, Some(2000)).is_empty();
    is_item.then_some((first, item))
}

/// Does every line of who chairs stand below several talks and above a day, or at the end?
fn chairs_end(page: &Page, dotted: bool, behind: bool) -> bool {
    let is_chair = |line: &Line| matches!(credit::role_line(&line.text), Some((Role::Chair | Role::Moderator, _)));
    let is_session = |line: &Line| Head::of(&line.text).is_some_and(|head| head.session.is_some());
    let is_day = |line: &Line| {
        day(&line.text, Some(2000)).is_some()
            || crate::date::is_weekday(&analysis::fold(&line.text))
            || half_of_day(&line.text).is_some()
    };
    let (mut n_chairs, mut n_slots) = (0, 0);
    for (idx, line) in page.lines.iter().enumerate() {
        if is_chair(line) {
            let is_last = page.lines.get(idx + 1).is_none_or(is_day);
            if n_slots < 2 || !is_last {
                return false;
            }
            n_chairs += 1;
        } else if is_session(line) {
            return false;
        } else if is_day(line) {
            n_slots = 0;
        } else if slot(line, dotted, behind).is_some() {
            n_slots += 1;
        }
    }
    n_chairs >= 2
}

/// An honorific, a home, a part behind a dash, a patronymic, or a second name.
fn has_more_than_a_name(text: &str) -> bool {
    credit::starts_with_honorific(text)
        || credit::has_patronymic(text)
        || text.contains([',', '(', '，', '（', '،'])
        || [" – ", " — ", " - ", " and ", " et "].iter().any(|mark| text.contains(mark))
}

/// What stands beside a line's times; `None` where it has none.
fn slot(line: &Line, dotted: bool, behind: bool) -> Option<String> {
    let bare = line.text.trim_start_matches(is_separator);
    if let Some((.., rest)) = times(bare).filter(|(.., rest)| !rest.starts_with(|c: char| c.is_alphanumeric())) {
        return Some(rest.trim_matches(is_separator).to_owned());
    }
    if let Some((_, rest)) = dotted.then(|| dotted_time(bare)).flatten() {
        return Some(rest.trim_matches(is_separator).to_owned());
    }
    behind.then(|| time_behind(line)).flatten().map(|(.., title)| title)
}

/// `12 Sept: Name (Home), “Title”`: a line's head with its day, and what is given then.
pub(super) fn dated_talk(line: &Line) -> Option<Head<'_>> {
    let head = Head::of(&line.text).filter(|head| head.has_date() && head.session.is_none() && head.start.is_none())?;
    (line.row.is_none() && !head.rest.is_empty() && crate::item::is_talk(head.rest)).then_some(head)
}

/// A line in two at its last tab or gap; `None` where only its hours or its number stand before that.
pub(super) fn behind(line: &Line) -> Option<(&str, &str)> {
    let raw = line.raw.trim();
    let gap = raw.rfind('\t').into_iter().chain(raw.rfind("  ")).max()?;
    let (before, last) = (raw[..gap].trim_end(), raw[gap..].trim());
    let is_title = times(before).map_or(before, |(.., rest)| rest).contains(char::is_alphabetic);
    (is_title && !last.is_empty()).then_some((before, last))
}

/// `Title        9:00 AM - 9:40 AM`: the times behind a gap, and what stands before it.
pub(crate) fn time_behind(line: &Line) -> Option<(Time, Option<Time>, String)> {
    let raw = line.raw.trim_end();
    let gap = raw.rfind('\t').into_iter().chain(raw.rfind("  ")).max()?;
    let (before, after) = (crate::line::collapse(&raw[..gap]), raw[gap..].trim());
    let (start, end, rest) = times(after)?;
    let is_title = before.contains(char::is_alphabetic) && times(&before).is_none();
    (is_title && rest.trim().is_empty()).then_some((start, end, before))
}

/// The people of a line that is nothing but people, each with a home or without.
pub(super) fn people(text: &str) -> Option<Vec<Credit>> {
    let text = text.trim();
    // `Name – what for`.
    let dash = [" – ", " — ", " - "].iter().find_map(|dash| text.split_once(dash));
    if let Some((name, home)) =
        dash.filter(|(name, home)| is_full_name(name) && !is_full_name(home) && text.chars().count() <= 160)
    {
        return Some(vec![credit::person(name.trim(), Some(home.trim()), Role::Speaker)]);
    }
    let name = text.split([',', '(', '，', '（', '،']).next().unwrap_or(text).trim();
    let of_each =
        |name: &str| name.split(" and ").flat_map(|part| part.split(" et ")).all(|part| is_full_name(part.trim()));
    let is_named = of_each(name) || credit::starts_with_honorific(text) && credit::looks_like_name(name);
    let is_line = text.chars().count() <= 120 && !text.contains([':', '：', '?', '“', '"']);
    if !is_named || !is_line {
        return None;
    }
    let is_list = text.contains([';', '(', '（']) || name.len() == text.len();
    Some(match is_list {
        true => credit::people_list(text, Role::Speaker),
        false => credit::credits(text, Role::Speaker).0,
    })
}

#[cfg(test)]
mod tests {
    use super::{of, people};

    fn habits(text: &str) -> (bool, bool, bool) {
        let habits = of(&crate::plain::page(text));
        (habits.names_below, habits.names_above, habits.times_behind)
    }

    #[test]
    fn a_habit_shows_by_its_return() {
        let below = "9:00 Silt\nAnna Berg, head of survey\n9:30 Sand\nRui Lopes (SHOM)\n10:00 Break\n";
        assert_eq!(habits(below), (true, false, false));
        assert_eq!(
            habits("9:00 Silt\nAnna Berg, head of survey\n9:30 Sand\n"),
            (false, false, false),
            "once is no habit"
        );
        let topics = "9:00 Block one\nClimate Finance\n9:30 Block two\nOcean Health\n";
        assert_eq!(habits(topics), (false, false, false));
        let above = "9:00\nAnna Berg\nWhere silt goes\n9:30\nSir Rui Lopes\nSand and storms\n";
        assert_eq!(habits(above), (false, true, false));
        assert_eq!(habits("9:00\nClimate Finance\nRui Lopes\n9:30\nSea Ice\nAnna Berg\n"), (false, false, false));
        let chairs = "9:00 Silt\n9:30 Sand\nChair: Anna Berg\nTuesday\n9:00 Ice\n9:30 Eels\nChair: Rui Lopes\n";
        assert!(of(&crate::plain::page(chairs)).chairs_end);
        assert!(
            !of(&crate::plain::page("9:00 Silt\n9:30 Plenary\nChair: Anna Berg\n")).chairs_end,
            "it may be the plenary's"
        );
        assert_eq!(habits("Silt      9:00 AM - 9:30 AM\nSand      9:30 AM - 10:00 AM\n"), (false, false, true));
    }

    #[test]
    fn a_line_of_people_has_nothing_else() {
        for (text, n) in
            [("Anna Berg", 1), ("Anna Berg and Rui Lopes", 2), ("Соколова Анна Викторовна, директор института", 1)]
        {
            assert_eq!(people(text).map(|people| people.len()), Some(n), "{text}");
        }
        for text in ["Where silt goes", "Panel: Anna Berg", "Opening of the meeting, Room 2"] {
            assert_eq!(people(text), None, "{text}");
        }
    }
}
