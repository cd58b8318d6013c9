//! `cargo xtask bench [import] [text] [agreement] [annotations] [notes] [ocr] [render] [window] [long] [search] [peers]
//! [programme] [linking]`: figures over the corpus, beside those of other readers on the same files in the same run.

mod agreement;
mod annotations;
mod command_line;
mod linking;
mod meetings;
mod memory;
mod notes;
mod ocr;
mod peers;
mod programme;
mod screen;
mod search;
mod window;

use rapporteur_tests::corpus;
use std::{path::PathBuf, process::ExitCode};

/// The corpus's folders of presentations.
pub const DECKS: [&str; 6] =
    ["wheelnext-summit-2025", "pgdayfr-2022", "ofilibre-2023-es", "servicemesher-zh", "gpss-2014", "quic-wg-ietf"];

/// Other documents, whose pages are drawn too.
const OTHERS: [&str; 2] = ["un-docs", "langs"];

fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|word| word == name);
    // It needs no corpus.
    if is_wanted("ocr") {
        ocr::measure();
        if wanted.len() == 1 {
            return ExitCode::SUCCESS;
        }
    }
    // These have meetings and names of our own, and take the corpus where it is there.
    if is_wanted("linking")
        && let Err(message) = linking::measure()
    {
        eprintln!("{message}");
        return ExitCode::FAILURE;
    }
    if is_wanted("programme") {
        programme::measure();
    }
    if !wanted.is_empty() && wanted.iter().all(|word| word == "linking" || word == "programme") {
        return ExitCode::SUCCESS;
    }
    // It brings its own texts, takes long, and is asked for by name.
    if wanted.iter().any(|word| word == "search") {
        if let Err(message) = search::measure() {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
        if wanted.len() == 1 {
            return ExitCode::SUCCESS;
        }
    }
    // Ten thousand notes take a while to be made.
    if wanted.iter().any(|word| word == "notes") {
        notes::measure();
        if wanted.len() == 1 {
            return ExitCode::SUCCESS;
        }
    }
    let sets = sets(&DECKS);
    if sets.is_empty() {
        eprintln!("nothing to measure with: the corpus is not there");
        return ExitCode::FAILURE;
    }
    if is_wanted("import") {
        command_line::import(&sets);
        command_line::import_growth(&sets);
    }
    if is_wanted("text") {
        command_line::text(&sets);
        self::sets(&OTHERS[..1]).iter().for_each(|(_, files)| command_line::dense_text(files));
    }
    if is_wanted("agreement") {
        agreement::measure(&sets);
    }
    if is_wanted("annotations") {
        annotations::measure(&sets);
    }
    if is_wanted("render") {
        command_line::render(&sets);
        command_line::render(&self::sets(&OTHERS));
    }
    if is_wanted("window") {
        window::measure(&sets);
    }
    // A part of what `window` measures.
    if wanted.iter().any(|word| word == "long") {
        window::measure_long(&sets);
    }
    // It needs other readers, and is asked for by name.
    if wanted.iter().any(|word| word == "peers") {
        peers::measure(&sets);
    }
    ExitCode::SUCCESS
}

/// The PDF files of the corpus's folders, where it has any.
fn sets(folders: &[&'static str]) -> Vec<(&'static str, Vec<PathBuf>)> {
    let files = |name: &str| corpus::corpus(name).map(|folder| corpus::pdfs_below(&folder));
    folders.iter().filter_map(|name| Some((*name, files(name).filter(|files| !files.is_empty())?))).collect()
}

/// The middle of some figures; `NaN` of none.
pub fn median(figures: &[f64]) -> f64 {
    quantile(figures, 0.5)
}

/// The figure that this share of them does not exceed.
pub fn quantile(figures: &[f64], share: f64) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let idx = ((sorted.len() as f64 - 1.) * share).round() as usize;
    sorted.get(idx).copied().unwrap_or(f64::NAN)
}
