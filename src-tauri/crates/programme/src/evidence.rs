//! Does what was read of a page look like a programme at all? A manual, an article or a report of a fault has lists,
//! commas and half sentences too, and they are nobody's talks.

use crate::credit::{is_full_name, looks_like_name};
use crate::line::{Line, Page, Shape};
use crate::plain::ends_a_sentence;
use crate::{Contribution, Credit, Programme, Session};
use analysis::fold;
use model::{Problem, ProblemCode};
use std::collections::BTreeSet;

/// So many things may be without evidence for one that has some; a page of which more are is none.
const N_BARE_FOR_ONE: usize = 6;

/// Where hardly anything says when or by whom it is, the doubtful things go, and one problem says why.
pub(crate) fn judge(programme: &mut Programme, problems: &mut Vec<Problem>, page: &Page) {
    let Programme { sessions, contributions, breaks, listed, .. } = &*programme;
    // One day for all is an article's as well, unless the page is an agenda by its own word.
    let is_agenda = programme.title.split_whitespace().chain(words_of_headings(page)).any(names_agenda);
    let days: BTreeSet<_> = sessions.iter().flat_map(|session| &session.dates).collect();
    // Days that lie years apart are those of a list of changes.
    const N_DAYS: i32 = 150;
    let span = days.first().zip(days.last()).and_then(|(first, last)| first.until(**last).ok());
    let is_one_meeting = span.is_some_and(|span| span.get_days() <= N_DAYS);
    let sure_sessions: Vec<bool> = sessions
        .iter()
        .map(|session| {
            is_one_meeting && (days.len() > 1 || is_agenda) && !session.dates.is_empty() || is_sure_session(session)
        })
        .collect();
    let sure_talks: Vec<bool> = contributions.iter().map(is_sure_talk).collect();
    let n_sure = sure_sessions.iter().chain(&sure_talks).filter(|is_sure| **is_sure).count()
        + breaks.iter().filter(|pause| pause.start.is_some()).count();
    let n_bare = (sessions.len() + contributions.len() + breaks.len()).saturating_sub(n_sure);
    let has_link = |talk: &Contribution| talk.material_kind.is_some() && !talk.links.is_empty();
    let is_material = !listed.is_empty() || contributions.iter().any(has_link);
    if is_material || n_sure > 0 && n_bare <= n_sure * N_BARE_FOR_ONE {
        return;
    }
    // What a sure talk is in stays with it.
    let mut n_kept = 0;
    let mut place = |stays: bool| {
        n_kept += usize::from(stays);
        stays.then(|| n_kept - 1)
    };
    let holds = |idx| contributions.iter().zip(&sure_talks).any(|(talk, sure)| *sure && talk.session == Some(idx));
    let kept: Vec<Option<usize>> =
        sure_sessions.iter().enumerate().map(|(idx, sure)| place(*sure || holds(idx))).collect();
    let mut idx = 0;
    programme.sessions.retain(|_| {
        idx += 1;
        kept[idx - 1].is_some()
    });
    let mut is_sure = sure_talks.iter();
    programme.contributions.retain(|_| *is_sure.next().unwrap_or(&true));
    for talk in &mut programme.contributions {
        talk.session = talk.session.and_then(|session| kept.get(session).copied().flatten());
    }
    let lines: Vec<u32> = programme.contributions.iter().map(|talk| talk.line).collect();
    problems.retain(|problem| {
        let is_doubt = matches!(
            problem.code,
            ProblemCode::NameAmbiguous
                | ProblemCode::LineNotUnderstood
                | ProblemCode::SessionMissing
                | ProblemCode::YearMissing
        );
        !is_doubt || problem.line.is_some_and(|line| lines.contains(&line))
    });
    if !problems.iter().any(|problem| problem.code == ProblemCode::Empty) {
        problems.insert(0, Problem::new(ProblemCode::NoProgramme));
    }
}

fn words_of_headings(page: &Page) -> impl Iterator<Item = &str> {
    const N_TOP: usize = 3;
    let is_heading = |(at, line): &(usize, &Line)| *at < N_TOP || matches!(line.shape, Shape::Heading(_));
    let headings = page.lines.iter().enumerate().filter(is_heading).map(|(_, line)| line.text.as_str());
    headings.chain(page.title.as_deref()).flat_map(str::split_whitespace)
}

/// *Agenda*, *Programme*, *议程*.
pub(crate) fn names_agenda(word: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "agenda", "programme", "program", "schedule", "timetable", "programa", "programm", "tagesordnung", "programma", "programacao",
        "программа", "повестка", "расписание", "برنامج", "جدول",
    ];
    let folded = fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    WORDS.contains(&folded.as_str()) || ["议程", "日程"].iter().any(|han| folded.contains(han))
}

/// It says when it is, or who gives it, in a form that only people have.
fn is_sure_talk(talk: &Contribution) -> bool {
    let is_person = |credit: &Credit| {
        let name = credit.name.as_deref().unwrap_or_default();
        looks_like_name(name) && (credit.honorific.is_some() || credit.affiliation.is_some() || is_full_name(name))
    };
    talk.start.is_some() || !talk.credits.is_empty() && talk.credits.iter().all(is_person)
}

/// It says its hours, who leads it, or its number in a line that is no sentence.
fn is_sure_session(session: &Session) -> bool {
    let is_line = !ends_a_sentence(session.raw.trim()) && session.raw.chars().count() <= 200;
    session.start.is_some()
        || session.credits.iter().any(|credit| credit.name.as_deref().is_some_and(looks_like_name))
        || session.number.is_some() && is_line
}
