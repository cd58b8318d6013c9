//! `rapporteur search`: ranked hits, grouped by session.

use crate::{arguments::Arguments, error::Error, library, output, words};
use catalog::Catalog;
use model::{HitKind, MeetingId, Quad, SearchHit, SearchRequest, SearchResults};
use serde::Serialize;
use std::{fmt::Write, io::IsTerminal, process::ExitCode};

pub fn run(
    arguments: &Arguments,
    query: &str,
    document: Option<&str>,
    meeting: Option<MeetingId>,
    limit: u32,
) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let document = document.map(|name| library::document(&catalog, name)).transpose()?;
    let request = SearchRequest { query: query.to_owned(), meeting, document, limit, ..SearchRequest::default() };
    // Whatever was imported or annotated since the last search is found by this one.
    catalog::index::catch_up(&catalog)?;
    let results = catalog::search::run(&catalog, &request)?;
    if let Some(part) = &results.not_understood {
        output::talk(&format!("searched as plain words: {part}"));
    }
    if arguments.json {
        output::json(&Answer::new(&catalog, results)?)?;
    } else {
        output::text(&list(&results, std::io::stdout().is_terminal()))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The results with the place of every hit on its page.
#[derive(Serialize)]
struct Answer {
    n_total: u32,
    groups: Vec<GroupAnswer>,
}

#[derive(Serialize)]
struct GroupAnswer {
    heading: Option<String>,
    hits: Vec<HitAnswer>,
}

#[derive(Serialize)]
struct HitAnswer {
    #[serde(flatten)]
    hit: SearchHit,
    /// Where the words are on the page, in user space.
    quads: Vec<Quad>,
}

impl Answer {
    fn new(catalog: &Catalog, results: SearchResults) -> Result<Answer, Error> {
        let mut groups = vec![];
        for group in results.groups {
            let mut hits = vec![];
            for hit in group.hits {
                let quads = match (&hit.document, hit.page) {
                    (Some(document), Some(page)) if !hit.ranges.is_empty() => {
                        let text = catalog::pages::text(catalog, document, page)?;
                        hit.ranges.iter().flat_map(|range| text.quads(*range)).collect()
                    }
                    _ => vec![],
                };
                hits.push(HitAnswer { hit, quads });
            }
            groups.push(GroupAnswer { heading: group.heading, hits });
        }
        Ok(Answer { n_total: results.n_total, groups })
    }
}

/// On a terminal, what was searched for is bold.
fn list(results: &SearchResults, is_terminal: bool) -> String {
    let mut text = String::new();
    let mut n_shown = 0;
    for group in &results.groups {
        let without = if group.placed { "Session not named" } else { "On no programme" };
        let _ = writeln!(text, "{}", group.heading.as_deref().unwrap_or(without));
        for hit in &group.hits {
            n_shown += 1;
            let byline = hit.byline.as_ref().map(|byline| format!(" · {byline}")).unwrap_or_default();
            let page = hit.page.map(|page| format!(", slide {}", page.number())).unwrap_or_default();
            let recognized = if hit.recognized { " · recognized text" } else { "" };
            let _ = writeln!(text, "  {}{}{page}{byline}{recognized}", kind(hit.kind), words::one_line(&hit.title, 80));
            let mut snippet = String::new();
            for piece in &hit.snippet {
                match piece.lit && is_terminal {
                    true => snippet.extend(["\u{1b}[1m", &piece.text, "\u{1b}[0m"]),
                    false => snippet.push_str(&piece.text),
                }
            }
            if !snippet.trim().is_empty() {
                let _ = writeln!(text, "    {}", words::flow(&snippet));
            }
        }
    }
    let hits = words::count(results.n_total, "hit");
    let _ = if n_shown < results.n_total {
        writeln!(text, "{hits}, the best {n_shown} shown")
    } else {
        writeln!(text, "{hits}")
    };
    text
}

/// What is not a page says so.
fn kind(kind: HitKind) -> &'static str {
    match kind {
        HitKind::Page => "",
        HitKind::Document => "Document: ",
        HitKind::Contribution => "Contribution: ",
        HitKind::Session => "Session: ",
        HitKind::Person => "Person: ",
        HitKind::Organization => "Organization: ",
        HitKind::Annotation => "Annotation: ",
        HitKind::Tag => "Tag: ",
    }
}
