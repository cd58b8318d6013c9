//! `rapporteur revise`: a document is a newer version of another, and gets its annotations.

use crate::{arguments::Arguments, error::Error, library, output, progress::Bar};
use model::PageChangeKind;
use std::process::ExitCode;

pub fn run(arguments: &Arguments, older: &str, newer: &str, preview: bool) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let (older, newer) = (library::document(&catalog, older)?, library::document(&catalog, newer)?);
    catalog::revisions::compare(&catalog, &older, &newer, &Bar::new())?;
    if !preview {
        catalog::revisions::add(&catalog, &older, &newer)?;
        library::index(&catalog);
    }
    let view = catalog::revisions::view(&catalog, &older, &newer)?;
    if arguments.json {
        output::json(&view)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut lines = String::new();
    for change in &view.pages {
        let number = |page: Option<model::PageIndex>| page.map_or("-".to_owned(), |page| (page.0 + 1).to_string());
        let kind = match change.kind {
            PageChangeKind::Same => "same",
            PageChangeKind::Moved => "moved",
            PageChangeKind::Changed if change.moved => "changed, moved",
            PageChangeKind::Changed => "changed",
            PageChangeKind::New => "new",
            PageChangeKind::Gone => "gone",
        };
        lines.push_str(&format!("{:>4} {:>4}  {kind}\n", number(change.older), number(change.newer)));
    }
    output::text(&lines)?;
    let n_doubtful = view.annotations.iter().filter(|carried| carried.doubt.is_some()).count();
    output::talk(&format!("{} annotations, {n_doubtful} to review", view.annotations.len()));
    Ok(ExitCode::SUCCESS)
}
