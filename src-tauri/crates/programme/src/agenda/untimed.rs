//! An agenda of counted items without hours, as bodies adopt them: `1. Opening of the session`, `(a) Report of …`.

use super::{all_dates, set_keys};
use crate::evidence::names_agenda;
use crate::item;
use crate::line::{Line, Page, Shape, is_dash};
use crate::{Contribution, Programme};
use analysis::session_rank;
use jiff::civil::Date;

/// Fewer are a list of anything.
const N_ITEMS: usize = 3;

/// So many lines of prose may stand above the items, or between two of them.
const N_BETWEEN: usize = 12;

/// A heading is no longer than this, in words.
const N_HEADING: usize = 8;

/// Puts the items of such an agenda into the programme; answers whether the page is one: it calls itself an agenda right
/// above items that are counted from one.
pub(crate) fn fill(programme: &mut Programme, page: &Page) -> bool {
    /// So many lines are tried; a page that names it again and again has its items behind the first.
    const N_TRIED: usize = 16;
    let mut headings = page.lines.iter().enumerate().filter(|(_, line)| is_heading(line)).take(N_TRIED);
    let found = headings.find_map(|(at, _)| {
        let items = items(&page.lines[at + 1..]);
        (n_counted(&items) >= N_ITEMS).then_some((at, items))
    });
    let Some((heading, items)) = found else { return false };
    // The day of the document may stand above as well.
    let of_meeting = page.lines[..heading].iter().filter(|line| super::place::is_place_and_dates(&line.text));
    let mut days: Vec<Date> = of_meeting.flat_map(|line| all_dates(&line.text, page.year)).collect();
    days.sort_unstable();
    days.dedup();
    let date = (days.len() == 1).then(|| days[0]);
    // What was taken for words about the meeting is the items.
    programme.description = None;
    programme.sessions.clear();
    programme.contributions = items
        .into_iter()
        .map(|(_, line)| {
            let read = item::read(&line, false);
            let is_read = !read.credits.is_empty() && read.problems.is_empty();
            let (title, credits) = if is_read { (read.title, read.credits) } else { (Some(line.text), vec![]) };
            Contribution {
                title,
                credits,
                date,
                links: line.links,
                raw: line.raw,
                line: line.number,
                ..Contribution::default()
            }
        })
        .collect();
    let title = Some(programme.title.clone());
    set_keys(programme, title.as_deref());
    true
}

/// `Provisional agenda`, in a line of its own.
fn is_heading(line: &Line) -> bool {
    line.row.is_none()
        && line.text.split_whitespace().count() <= N_HEADING
        && count(&line.text).is_none()
        && (line.text.split_whitespace().any(names_agenda) || is_order_of_day(&line.text))
        && !line.text.ends_with(['.', '。'])
}

/// What the Romance languages call it, in several words.
fn is_order_of_day(text: &str) -> bool {
    let folded = analysis::fold(text);
    ["ordre du jour", "orden del dia", "ordine del giorno", "ordem do dia"].iter().any(|name| folded.contains(name))
}

/// What an item is counted by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Count {
    Number(u32),
    /// Of the items of an item, or of a list without numbers.
    Mark,
}

fn n_counted(items: &[(Count, Line)]) -> usize {
    items.iter().filter(|(count, _)| *count != Count::Mark).count()
}

/// The items, in order, each as a line without what it is counted by. Annotations, which count anew, are no more of them.
fn items(lines: &[Line]) -> Vec<(Count, Line)> {
    let mut found: Vec<(Count, Line)> = Vec::new();
    let (mut n_between, mut last) = (0, 0);
    let mut is_open = false;
    for line in lines {
        if line.row.is_some() || matches!(line.shape, Shape::Heading(_)) {
            break;
        }
        let own = |text: &str| Line {
            text: text.trim_end_matches(['.', ';', ':', '؛', '：', '；', '。', ' ']).to_owned(),
            ..line.clone()
        };
        match (count(&line.text), line.shape) {
            (Some((Count::Number(n), text)), _) if n == last + 1 => {
                last = n;
                found.push((Count::Number(n), own(text)));
            }
            (Some((Count::Number(_), _)), _) => break,
            (Some((Count::Mark, text)), _) if !found.is_empty() => found.push((Count::Mark, own(text))),
            // A page's lists are not counted in its text.
            (None, Shape::Item) => found.push((Count::Mark, own(&line.text))),
            // The item goes on.
            _ if is_open && line.text.starts_with(|c: char| c.is_lowercase() || line.raw.starts_with([' ', '\t'])) => {
                if let Some((_, item)) = found.last_mut() {
                    item.text = format!("{} {}", item.text, own(&line.text).text);
                }
            }
            // Where and when may stand above the items, and what an item is about below it.
            _ => {
                n_between += 1;
                if n_between > N_BETWEEN {
                    break;
                }
                is_open = false;
                continue;
            }
        }
        n_between = 0;
        is_open = !line.text.ends_with(['.', ';', ':', '؛', '。', '；', '：']);
    }
    // Of a list without numbers, all count.
    if last == 0 && found.len() >= N_ITEMS {
        found.iter_mut().zip(1..).for_each(|((count, _), n)| *count = Count::Number(n));
    }
    found
}

/// `1. `, `2) `, `3 - `, `四、`, `(a) `, `а) `, `（一）`: what a line is counted by, and the rest.
fn count(text: &str) -> Option<(Count, &str)> {
    let text = text.trim_start();
    let opened = text.strip_prefix(['(', '（']);
    let inner = opened.unwrap_or(text);
    let end = inner.find(|c: char| !c.is_alphanumeric())?;
    let (mark, rest) = inner.split_at(end);
    let closed = rest.strip_prefix([')', '）']);
    let n = number(mark);
    if mark.is_empty() || mark.chars().count() > 4 {
        return None;
    }
    let rest = match (opened, closed) {
        (Some(_), closed) => closed?,
        (None, Some(closed)) => closed,
        (None, None) => {
            n?;
            let rest = rest.trim_start();
            let rest = rest.strip_prefix(['.', '、', '．', ':']).or_else(|| rest.strip_prefix(is_dash))?;
            // `10.30`, `1.1`, `4-6 March`.
            if rest.starts_with(|c: char| c.is_numeric()) {
                return None;
            }
            rest
        }
    };
    let rest = rest.trim_start();
    let has_words = rest.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    if !has_words {
        return None;
    }
    match n {
        Some(n) if opened.is_none() => Some((Count::Number(n), rest)),
        Some(_) => Some((Count::Mark, rest)),
        None if mark.chars().count() == 1 || mark.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) => {
            Some((Count::Mark, rest))
        }
        None => None,
    }
}

/// A number in digits, or in Chinese; a letter counts no items.
fn number(mark: &str) -> Option<u32> {
    let rank = session_rank(mark).filter(|_| !mark.starts_with(|c: char| c.is_ascii_alphabetic()));
    rank.and_then(|(number, letter)| letter.is_none().then_some(number))
}
