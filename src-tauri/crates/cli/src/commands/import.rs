//! `rapporteur import`: PDF files and folders into the library.

use crate::{arguments::Arguments, error::Error, library, output, progress::Bar, words};
use catalog::import::ImportReport;
use std::{fmt::Write, path::PathBuf, process::ExitCode};

pub fn run(arguments: &Arguments, paths: &[PathBuf], password: Option<&str>) -> Result<ExitCode, Error> {
    let catalog = library::open_or_create(arguments)?;
    let bar = Bar::new();
    let report = catalog::import::run(&catalog, paths, password, &bar)?;
    library::index(&catalog);
    drop(bar);
    if arguments.json {
        output::json(&report)?;
    } else {
        output::text(&summary(&catalog, &report)?)?;
    }
    for failure in &report.failures {
        output::talk(failure);
    }
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(catalog: &catalog::Catalog, report: &ImportReport) -> Result<String, Error> {
    let mut text = String::new();
    for (path, id) in &report.documents {
        let view = library::view(catalog, id)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let pages = words::count(view.document.n_pages, "page");
        let _ = writeln!(text, "{}  {pages:>9}  {name}", words::short(id));
        for problem in &view.document.problems {
            let _ = writeln!(text, "              {}", words::problem(problem));
        }
    }
    let documents = words::count(report.n_new, "new document");
    let pages = words::count(report.n_pages, "page");
    let _ = write!(text, "{documents} ({pages})");
    if report.n_known > 0 {
        let _ = write!(text, ", {} of known content", words::count(report.n_known, "file"));
    }
    if report.n_with_problems > 0 {
        let _ = write!(text, ", {} with problems", report.n_with_problems);
    }
    text.push('\n');
    let n_scanned: u32 = catalog::documents::list(catalog)?
        .iter()
        .filter(|row| report.documents.iter().any(|(_, id)| *id == row.document.id))
        .map(|row| row.document.n_unrecognized)
        .sum();
    if n_scanned > 0 {
        let _ =
            writeln!(text, "{} without text: `rapporteur ocr` recognizes it", words::count(n_scanned, "scanned page"));
    }
    Ok(text)
}
