//! The command line: `rapporteur`.
//!
//! Answers go to standard output, everything else to standard error. Exit status: 0 done, 1 failed, 2 bad use.

mod arguments;
mod commands;
mod error;
mod library;
mod output;
mod progress;
mod words;

use arguments::{Annotations, Arguments, Command};
use clap::Parser;
use error::Error;
use std::{io::Write, process::ExitCode};

fn main() -> ExitCode {
    // A worker opens PDF bytes from outside, and does nothing else.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == catalog::worker::ARGUMENT) {
        return match catalog::worker::serve() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    // Bad use ends here, with its own words and status 2.
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(code) => code,
        // Whoever read our answer has enough of it: `rapporteur text deck.pdf | head`.
        Err(Error::Answer { source }) if source.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed too, nobody is left to tell.
            let _ = writeln!(std::io::stderr(), "rapporteur: {}", catalog::chain(&error));
            error.exit_code()
        }
    }
}

fn run(arguments: &Arguments) -> Result<ExitCode, Error> {
    match &arguments.command {
        Command::Import { paths, password } => commands::import::run(arguments, paths, password.as_deref()),
        Command::Programme(programme) => commands::programme::run(arguments, programme),
        Command::Documents { meeting } => commands::documents::run(arguments, *meeting),
        Command::Text { file, output, only, password } => {
            commands::text::run(arguments, file, only.numbers(), output.as_deref(), password.as_deref())
        }
        Command::Ocr { documents, language } => commands::ocr::run(arguments, documents, language.as_deref()),
        Command::Render { file, which, width, output, password } => {
            commands::render::run(file, which, *width, output.as_deref(), password.as_deref())
        }
        Command::Search { query, document, meeting, limit } => {
            commands::search::run(arguments, &query.join(" "), document.as_deref(), *meeting, *limit)
        }
        Command::Annotations(Annotations::Export(export)) | Command::Export(export) => {
            commands::export::run(arguments, export)
        }
        Command::Annotations(annotations) => commands::annotations::run(arguments, annotations),
        Command::Matrix(matrix) => commands::matrix::run(arguments, matrix),
        Command::Tags(tags) => commands::tags::run(arguments, tags),
        Command::Mentions { document } => commands::mentions::run(arguments, document.as_deref()),
        Command::People { name } => commands::mentions::people(arguments, name.as_deref()),
        Command::Match(word) => commands::matches::run(arguments, word),
        Command::Revise { older, newer, preview } => commands::revise::run(arguments, older, newer, *preview),
        Command::Check { repair } => commands::check::run(arguments, *repair),
    }
}
