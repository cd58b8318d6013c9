//! `rapporteur export`: annotations in the formats of others.

use crate::{
    arguments::{Arguments, Export, Format},
    error::Error,
    library, output, words,
};
use catalog::{
    Catalog,
    export::{Format as TextFormat, Written},
};
use model::{AnnotationFilter, DocumentId};
use std::{fs, path::Path, process::ExitCode};

pub fn run(arguments: &Arguments, export: &Export) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let document = export.document.as_deref().map(|name| library::document(&catalog, name)).transpose()?;
    let format = match export.format {
        Format::AnnotatedPdf => return annotated_pdfs(&catalog, export, document),
        Format::WebAnnotation => TextFormat::WebAnnotation,
        Format::Markdown => TextFormat::Markdown,
        Format::Csv => TextFormat::Csv,
    };
    let bytes = catalog::export::annotations(&catalog, format, document.as_ref(), export.meeting)?;
    match export.output.as_deref().filter(|path| !output::is_stdout(path)) {
        Some(path) => {
            check_place(&catalog, Some(path))?;
            output::file(path, &bytes)?;
        }
        None => output::bytes(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// One document to a file, several into a folder.
fn annotated_pdfs(catalog: &Catalog, export: &Export, document: Option<DocumentId>) -> Result<ExitCode, Error> {
    if let Some(id) = document {
        let to =
            export.output.as_deref().map(|to| if to.is_dir() { to.join(file_name(catalog, &id)) } else { to.into() });
        return write_one(catalog, &id, to.as_deref());
    }
    let filter = AnnotationFilter { meeting: export.meeting, ..AnnotationFilter::default() };
    let mut ids: Vec<DocumentId> = vec![];
    for view in catalog::annotate::list(catalog, &filter)? {
        let of_meeting = export.meeting.is_none() || view.session.is_some() || view.byline.is_some();
        if of_meeting && !ids.contains(&view.annotation.target.document) {
            ids.push(view.annotation.target.document);
        }
    }
    match (ids.as_slice(), export.output.as_deref().filter(|path| !output::is_stdout(path))) {
        ([], _) => Err(Error::NoAnnotations),
        ([id], to) => {
            let to = to.map(|to| if to.is_dir() { to.join(file_name(catalog, id)) } else { to.to_owned() });
            write_one(catalog, id, to.as_deref())
        }
        (ids, Some(folder)) if !folder.is_file() => {
            let failed = |source| Error::File { doing: "make the folder", path: folder.to_owned(), source };
            fs::create_dir_all(folder).map_err(failed)?;
            let mut code = ExitCode::SUCCESS;
            for id in ids {
                let path = folder.join(file_name(catalog, id));
                // One that refuses does not keep the others from being written.
                if let Err(error) = write_one(catalog, id, Some(&path)) {
                    output::talk(&format!("rapporteur: {}: {}", path.display(), catalog::chain(&error)));
                    code = ExitCode::FAILURE;
                } else {
                    output::text(&format!("{}\n", path.display()))?;
                }
            }
            Ok(code)
        }
        (ids, _) => Err(Error::ManyPdfs { n_documents: ids.len() }),
    }
}

fn write_one(catalog: &Catalog, id: &DocumentId, to: Option<&Path>) -> Result<ExitCode, Error> {
    check_place(catalog, to)?;
    let copy = catalog::export::annotated_pdf(catalog, id)?;
    output::binary(&copy.bytes, to)?;
    match copy.written {
        Written::Appended => {}
        Written::Repaired => output::talk("the document is damaged: what was written is a repaired copy of it"),
    }
    if copy.n_unplaced > 0 {
        output::talk(&format!(
            "{} without a place on the page, and not written",
            words::count(copy.n_unplaced, "annotation")
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// `deck.pdf` becomes `deck-annotated-3fa9c1d2.pdf`; two decks of one name are told apart by their ids.
fn file_name(catalog: &Catalog, id: &DocumentId) -> String {
    let name = library::view(catalog, id).ok().and_then(|view| Some(view.document.files.first()?.name().to_owned()));
    let stem = name.as_deref().map(|name| name.strip_suffix(".pdf").unwrap_or(name)).unwrap_or("document");
    format!("{stem}-annotated-{}.pdf", &id.as_str()[..8])
}

/// Refuses a place where an original lies, or the library.
fn check_place(catalog: &Catalog, to: Option<&Path>) -> Result<(), Error> {
    let Some(path) = to.filter(|path| !output::is_stdout(path)) else { return Ok(()) };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let library = fs::canonicalize(catalog.dir()).unwrap_or_else(|_| catalog.dir().to_owned());
    if fs::canonicalize(folder).is_ok_and(|folder| folder.starts_with(library)) {
        return Err(Error::InLibrary { path: path.to_owned() });
    }
    let mut originals = vec![];
    for row in catalog::documents::list(catalog)? {
        let view = library::view(catalog, &row.document.id)?;
        originals.extend(view.document.files.into_iter().map(|file| file.path));
    }
    output::not_an_original(to, &originals)
}
