//! `rapporteur text`: the text of a PDF file, without a library.

use crate::{arguments::Arguments, error::Error, output};
use catalog::{WorkerProgram, loose::LooseFile};
use model::{CharRange, PageIndex, PageText, Quad, TextClass, TextSource};
use serde::Serialize;
use std::{ops::ControlFlow, path::Path, process::ExitCode};

pub fn run(
    arguments: &Arguments,
    path: &Path,
    only: Option<PageIndex>,
    password: Option<&str>,
) -> Result<ExitCode, Error> {
    let opened = LooseFile::open(&WorkerProgram::this_program()?, path, password);
    let mut file = opened.map_err(Error::of_opening(path, password))?;
    let n_pages = file.n_pages();
    if let Some(page) = only.filter(|page| page.0 >= n_pages) {
        return Err(Error::NoSuchPage { page, n_pages, path: path.to_owned() });
    }
    let mut pages = vec![];
    let mut code = ExitCode::SUCCESS;
    let mut written = Ok(());
    let wanted = (0..n_pages).map(PageIndex).filter(|page| only.is_none_or(|only| only == *page));
    let read = file.texts(wanted, |page, text| {
        // A page that cannot be read is an empty one; the others are still wanted.
        let text = text.unwrap_or_else(|error| {
            output::talk(&format!("rapporteur: page {page}: {}", catalog::chain(&Error::of_pdf(path)(error))));
            code = ExitCode::FAILURE;
            PageText::default()
        });
        if arguments.json {
            pages.push(PageAnswer::new(page, text));
        } else {
            // Page by page, so that `head` need not wait for the last.
            let end = if text.text.is_empty() || text.text.ends_with('\n') { "\u{c}" } else { "\n\u{c}" };
            written = output::text(&format!("{}{end}", text.text));
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    read.map_err(Error::of_pdf(path))?;
    written?;
    if arguments.json {
        output::json(&pages)?;
    }
    Ok(code)
}

/// A page in JSON; it counts from zero, as everywhere in our data.
#[derive(Serialize)]
struct PageAnswer {
    page: PageIndex,
    class: TextClass,
    text: String,
    lines: Vec<LineAnswer>,
}

/// Where a line is: in the text, and on the page.
#[derive(Serialize)]
struct LineAnswer {
    range: CharRange,
    rtl: bool,
    source: TextSource,
    quad: Option<Quad>,
}

impl PageAnswer {
    fn new(page: PageIndex, text: PageText) -> PageAnswer {
        let line = |line: &model::TextLine| LineAnswer {
            range: line.range,
            rtl: line.rtl,
            source: line.source,
            quad: line.quad(line.range),
        };
        PageAnswer { page, class: text.class, lines: text.lines.iter().map(line).collect(), text: text.text }
    }
}
