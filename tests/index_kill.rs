//! The index's kill test: killed 200 times while it takes up what is written, the search index catches up at the next
//! start, and is never made anew.

use catalog::{annotate, index, pages, search};
use model::{AnnotationFilter, PageIndex, SearchRequest};
use rapporteur_tests::{
    corpus,
    library::{Library, open},
    programs,
};
use std::{
    fs,
    hash::{BuildHasher, RandomState},
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

const N_KILLS: u32 = 200;
/// How long a victim may work, from when it has opened the library.
const MOST: Duration = Duration::from_millis(60);

#[test]
fn killed_at_any_moment_the_index_catches_up_without_being_made_anew() {
    let library = Library::new();
    let report = library.import(&[corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]);
    let document = report.documents[0].1.clone();
    let page = PageIndex(3);
    let n_chars = pages::text(&library.catalog, &document, page).expect("the page has text").text.chars().count();
    index::catch_up(&library.catalog).expect("the index is built");
    let folder = library.folder;
    drop(library.catalog);
    let built = places(folder.path());

    let mut n_behind = 0;
    for round in 0..N_KILLS {
        let mut writer = Command::new(env!("CARGO_BIN_EXE_annotation-writer"))
            .arg(folder.path())
            .args([document.as_str(), &page.0.to_string(), &n_chars.to_string(), "1000"])
            .args([programs::command_line().as_os_str(), "index".as_ref()])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writer starts");
        let mut output = BufReader::new(writer.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        output.read_line(&mut line).expect("it says something");
        assert_eq!(line.trim(), "ready");
        thread::sleep(MOST.mul_f64(fraction()));
        writer.kill().expect("it can be killed");
        writer.wait().expect("the writer ends");

        let catalog = open(folder.path());
        let there = annotate::list(&catalog, &AnnotationFilter::default()).expect("annotations are listed").len();
        n_behind += u32::from(n_notes(&catalog) < there);
        index::catch_up(&catalog).expect("the index catches up");
        assert_eq!(n_notes(&catalog), there, "round {round}: every note is found");
        assert_eq!(places(folder.path()), built, "round {round}: it is the index that was there");
    }
    println!("killed {N_KILLS} times, {n_behind} times behind, made anew not once");
}

/// How many notes search finds.
fn n_notes(catalog: &catalog::Catalog) -> usize {
    let request = SearchRequest { query: "kind:note note ".to_owned(), limit: 1, ..SearchRequest::default() };
    search::run(catalog, &request).expect("a search answers").n_total as usize
}

/// The folders that an index lies in; one that is made anew has another number.
fn places(library: &Path) -> Vec<String> {
    let entries = fs::read_dir(library.join("derived").join("index")).expect("the index has a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A number from 0 to 1, another at each call.
fn fraction() -> f64 {
    let random = RandomState::new().hash_one(0_u8);
    (random % 10_000) as f64 / 10_000.
}
