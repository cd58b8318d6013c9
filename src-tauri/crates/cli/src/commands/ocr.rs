//! `rapporteur ocr`: text off the images of scanned pages.

use crate::{arguments::Arguments, error::Error, library, output, progress::Bar, words};
use catalog::recognition::{RecognitionReport, RecognitionRequest};
use std::{fmt::Write, process::ExitCode};

pub fn run(arguments: &Arguments, documents: &[String], language: Option<&str>) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let named: Vec<_> = documents.iter().map(|name| library::document(&catalog, name)).collect::<Result<_, _>>()?;
    let request =
        RecognitionRequest { documents: (!named.is_empty()).then_some(named), language: language.map(str::to_owned) };
    let bar = Bar::new();
    let report = match catalog::recognition::run(&catalog, &request, &bar) {
        Err(catalog::Error::NoRecognizer) => {
            let install_command = catalog::recognition::view(&catalog)?.install_command;
            return Err(Error::NoRecognizer { install_command });
        }
        report => report?,
    };
    library::index(&catalog);
    drop(bar);
    if arguments.json {
        output::json(&report)?;
    } else {
        output::text(&summary(&report))?;
    }
    for failure in &report.failures {
        output::talk(failure);
    }
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(report: &RecognitionReport) -> String {
    if report.n_documents == 0 {
        return "no page needs it\n".to_owned();
    }
    let pages = words::count(report.n_recognized, "page");
    let mut text = format!("{pages} recognized in {}", words::count(report.n_documents, "document"));
    if report.n_without_words > 0 {
        let _ = write!(text, ", {} without words", words::count(report.n_without_words, "image"));
    }
    if report.n_failed > 0 {
        let _ = write!(text, ", {} failed", report.n_failed);
    }
    text.push('\n');
    text
}
