//! `rapporteur render`: pages of a PDF file as PNG, without a library.

use crate::{arguments::WhichPages, error::Error, output};
use catalog::{WorkerProgram, loose::LooseFile};
use model::PageIndex;
use std::{fs, io::IsTerminal, ops::ControlFlow, path::Path, process::ExitCode};

pub fn run(
    path: &Path,
    which: &WhichPages,
    width: u32,
    to: Option<&Path>,
    password: Option<&str>,
) -> Result<ExitCode, Error> {
    if which.page.is_some() && to.is_none_or(output::is_stdout) && std::io::stdout().is_terminal() {
        return Err(Error::BinaryToTerminal);
    }
    let folder = to.filter(|path| !output::is_stdout(path));
    if which.pages.is_some() && folder.is_none() {
        return Err(Error::ManyImages);
    }
    let opened = LooseFile::open(&WorkerProgram::this_program()?, path, password, catalog::worker::n_threads());
    let mut file = opened.map_err(Error::of_opening(path, password))?;
    let n_pages = file.n_pages();
    let no_such = |page| Error::NoSuchPage { page, n_pages, path: path.to_owned() };
    match (which.page, which.pages, folder) {
        (_, Some(pages), Some(folder)) => {
            let range = pages.of_file(n_pages).ok_or_else(|| no_such(pages.first()))?;
            write_pages(&mut file, path, range.map(PageIndex), width, folder)
        }
        (page, ..) => {
            let page = page.map(|page| page.index()).unwrap_or_default();
            if page.0 >= n_pages {
                return Err(no_such(page));
            }
            output::not_an_original(to, &[path])?;
            output::binary(&file.image(page, width).map_err(Error::of_pdf(path))?, to)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Writes `deck-01.png`, `deck-02.png`, ... into the folder. A page that cannot be drawn is named, and the others are
/// still written.
fn write_pages(
    file: &mut LooseFile,
    path: &Path,
    pages: impl Iterator<Item = PageIndex> + Clone,
    width: u32,
    folder: &Path,
) -> Result<ExitCode, Error> {
    let doing = "make the folder";
    fs::create_dir_all(folder).map_err(|source| Error::File { doing, path: folder.to_owned(), source })?;
    // As many digits as the last page has, so that the files are in the order of their names.
    let n_digits = file.n_pages().to_string().len();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (mut code, mut written) = (ExitCode::SUCCESS, Ok(()));
    let drawn = file.images(pages, width, |page, image| {
        match image {
            Ok(png) => {
                written = output::file(&folder.join(format!("{stem}-{:0n_digits$}.png", page.number())), &png);
            }
            Err(error) => {
                output::talk(&format!("rapporteur: page {page}: {}", catalog::chain(&Error::of_pdf(path)(error))));
                code = ExitCode::FAILURE;
            }
        }
        if written.is_err() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    drawn.map_err(Error::of_pdf(path))?;
    written.map(|()| code)
}
