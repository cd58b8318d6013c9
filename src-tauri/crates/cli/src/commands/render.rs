//! `rapporteur render`: a page of a PDF file as PNG, without a library.

use crate::{error::Error, output};
use catalog::{WorkerProgram, loose::LooseFile};
use model::PageIndex;
use std::{io::IsTerminal, path::Path, process::ExitCode};

pub fn run(
    path: &Path,
    page: PageIndex,
    width: u32,
    to: Option<&Path>,
    password: Option<&str>,
) -> Result<ExitCode, Error> {
    if to.is_none_or(output::is_stdout) && std::io::stdout().is_terminal() {
        return Err(Error::BinaryToTerminal);
    }
    let opened = LooseFile::open(&WorkerProgram::this_program()?, path, password);
    let mut file = opened.map_err(Error::of_opening(path, password))?;
    let n_pages = file.n_pages();
    if page.0 >= n_pages {
        return Err(Error::NoSuchPage { page, n_pages, path: path.to_owned() });
    }
    output::not_an_original(to, &[path])?;
    output::binary(&file.image(page, width).map_err(Error::of_pdf(path))?, to)?;
    Ok(ExitCode::SUCCESS)
}
