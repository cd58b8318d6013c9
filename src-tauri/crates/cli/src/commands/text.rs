//! `rapporteur text`: the text of a PDF file, without a library.

use crate::{
    arguments::{Arguments, PageNumbers},
    error::Error,
    output,
};
use catalog::{WorkerProgram, loose::LooseFile};
use model::{CharRange, PageIndex, PageText, Quad, TextClass, TextSource};
use serde::Serialize;
use std::{ops::ControlFlow, path::Path, process::ExitCode};

pub fn run(
    arguments: &Arguments,
    path: &Path,
    only: PageNumbers,
    to: Option<&Path>,
    password: Option<&str>,
) -> Result<ExitCode, Error> {
    output::not_an_original(to, &[path])?;
    let to = to.filter(|path| !output::is_stdout(path));
    let opened = LooseFile::open(&WorkerProgram::this_program()?, path, password, 1);
    let mut file = opened.map_err(Error::of_opening(path, password))?;
    let n_pages = file.n_pages();
    let no_such = || Error::NoSuchPage { page: only.first(), n_pages, path: path.to_owned() };
    let wanted = only.of_file(n_pages).ok_or_else(no_such)?.map(PageIndex);
    let (mut pages, mut kept) = (vec![], String::new());
    let mut code = ExitCode::SUCCESS;
    let mut written = Ok(());
    let read = file.texts(wanted, |page, text| {
        // A page that cannot be read is an empty one; the others are still wanted.
        let mut text = text.unwrap_or_else(|error| {
            output::talk(&format!("rapporteur: page {page}: {}", catalog::chain(&Error::of_pdf(path)(error))));
            code = ExitCode::FAILURE;
            PageText::default()
        });
        if arguments.json {
            pages.push(PageAnswer::new(page, text));
            return ControlFlow::Continue(());
        }
        if !text.text.is_empty() && !text.text.ends_with('\n') {
            text.text.push('\n');
        }
        text.text.push('\u{c}');
        match to {
            Some(_) => kept.push_str(&text.text),
            // Page by page, so that `head` need not wait for the last.
            None => written = output::text(&text.text),
        }
        if written.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    read.map_err(Error::of_pdf(path))?;
    written?;
    match (to, arguments.json) {
        (None, true) => output::json(&pages)?,
        (Some(to), true) => output::file(to, &output::to_json(&pages)?)?,
        (Some(to), false) => output::file(to, kept.as_bytes())?,
        (None, false) => {}
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
