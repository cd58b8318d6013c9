//! Writes annotations until it is killed, and says which are done; the victim of the kill tests.
//!
//! `annotation-writer LIBRARY DOCUMENT PAGE N_CHARS N_WRITES WORKER [index | asked]`; with `index` the search index takes
//! up each; with `asked` it makes one for each comment that it reads, and says how that went.

use catalog::{
    Catalog, OpenOptions, SystemClock, WorkerProgram, annotate, index,
    recognition::{RecognizerOptions, RecognizerPlace},
};
use model::{AnnotationDraft, AnnotationPatch, CharRange, Color, PageIndex};
use std::{env, error::Error, io::Write, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = env::args().skip(1).collect();
    let [library, document, page, n_chars, n_writes, worker, rest @ ..] = args.as_slice() else {
        return Err("six arguments, and `index`".into());
    };
    let (page, n_chars, n_writes): (u32, u32, u32) = (page.parse()?, n_chars.parse()?, n_writes.parse()?);
    let worker = WorkerProgram { path: worker.into() };
    let options = OpenOptions {
        create: false,
        worker,
        author: None,
        clock: Box::new(SystemClock),
        recognizer: RecognizerOptions { place: RecognizerPlace::Nowhere, ..RecognizerOptions::default() },
    };
    let catalog = Catalog::open(Path::new(library), options)?;
    let mut out = std::io::stdout();
    // Only now does the killer's time begin to run.
    writeln!(out, "ready")?;
    out.flush()?;
    if rest == ["asked"] {
        for comment in std::io::stdin().lines() {
            let words = AnnotationDraft::highlight(document.parse()?, PageIndex(page), CharRange::new(0, 20));
            match annotate::create(&catalog, AnnotationDraft { comment: comment?, ..words }) {
                Ok(made) => writeln!(out, "made {} {}", made.id, made.comment)?,
                Err(error) => writeln!(out, "{:?} {}", error.code(), catalog::chain(&error))?,
            }
            out.flush()?;
        }
    }
    for n in 0..n_writes {
        let start = n % n_chars.saturating_sub(20).max(1);
        let draft = AnnotationDraft {
            color: Color::ALL[n as usize % Color::ALL.len()],
            comment: format!("note {n}"),
            ..AnnotationDraft::highlight(document.parse()?, PageIndex(page), CharRange::new(start, start + 20))
        };
        let made = annotate::create(&catalog, draft)?;
        if rest == ["index"] {
            index::catch_up(&catalog)?;
        }
        writeln!(out, "made {} {}", made.id, made.comment)?;
        out.flush()?;
        // Every third is changed as well: a change that was acknowledged must not be lost either.
        if n % 3 == 0 {
            let comment = format!("note {n}, seen again");
            annotate::update(&catalog, &[made.id], &AnnotationPatch { comment: Some(comment), ..Default::default() })?;
            writeln!(out, "made {} note {n}, seen again", made.id)?;
            out.flush()?;
        }
    }
    writeln!(out, "finished")?;
    Ok(())
}
