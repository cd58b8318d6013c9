//! `rapporteur documents`: what is in the library, and where it stands.

use crate::{arguments::Arguments, error::Error, library, output, words};
use model::{DocumentRow, MeetingId, Placement};
use std::{fmt::Write, process::ExitCode};

pub fn run(arguments: &Arguments, meeting: Option<MeetingId>) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let mut rows = catalog::documents::list(&catalog)?;
    if let Some(meeting) = meeting {
        rows.retain(|row| row.placements.iter().any(|placement| placement.meeting == meeting));
    }
    // The order of their import is chance: several are read at once.
    rows.sort_by(|a, b| a.document.file_name.cmp(&b.document.file_name).then(a.document.id.cmp(&b.document.id)));
    if arguments.json {
        output::json(&rows)?;
    } else {
        output::text(&rows.iter().map(block).collect::<String>())?;
    }
    Ok(ExitCode::SUCCESS)
}

/// One document: a line for itself, indented lines for where it stands and what is wrong.
fn block(row: &DocumentRow) -> String {
    let document = &row.document;
    let mut text = String::new();
    let pages = words::count(document.n_pages, "page");
    let language = document.language.as_deref().unwrap_or("–");
    let _ = writeln!(text, "{}  {pages:>9}  {language:2}  {}", words::short(&document.id), document.file_name);
    if document.title != document.file_name {
        let _ = writeln!(text, "              {}", words::one_line(&document.title, 100));
    }
    for placement in &row.placements {
        let _ = writeln!(text, "              {}", place(placement));
        let reasons = words::reasons(&placement.standing);
        if !reasons.is_empty() {
            let _ = writeln!(text, "                {reasons}");
        }
    }
    if row.placements.is_empty() {
        let _ = writeln!(text, "              on no programme");
    }
    if document.text.recognized > 0 {
        let pages = words::count(document.text.recognized, "scanned page");
        let _ = writeln!(text, "              text of {pages} recognized");
    }
    if document.n_unrecognized > 0 {
        let pages = words::count(document.n_unrecognized, "scanned page");
        let _ = writeln!(text, "              {pages} not recognized yet: `rapporteur ocr`");
    }
    for problem in &document.problems {
        let _ = writeln!(text, "              {}", words::problem(problem));
    }
    text
}

fn place(placement: &Placement) -> String {
    let date = placement.date.map(|date| date.to_string());
    let session = placement.session_heading.as_ref().map(|heading| words::one_line(heading, 40));
    let people = catalog::placements::byline(&placement.credits);
    let place: Vec<String> = [date, session, people].into_iter().flatten().collect();
    let contribution = placement.contribution;
    format!("{} [{}] {contribution}", place.join(" · "), words::standing(&placement.standing))
}
