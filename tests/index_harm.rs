//! Whatever befalls the files of the search index while nobody looks, a library answers at once, and finds all again.

use catalog::{index, search};
use model::SearchRequest;
use rapporteur_tests::{
    corpus,
    library::{Library, open},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

const QUERY: &str = "terrorism OR Antinori ";

/// A library that is indexed and closed, with how much its index finds.
fn indexed() -> (tempfile::TempDir, u32) {
    let library = Library::new();
    library.import_programme(&corpus::sample().join("programme.html"));
    library.import(&[corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]);
    index::catch_up(&library.catalog).expect("the index is built");
    let n = n_found(&library.catalog);
    assert!(n > 3, "{n}");
    (library.folder, n)
}

fn n_found(catalog: &catalog::Catalog) -> u32 {
    let request = SearchRequest { query: QUERY.to_owned(), limit: 1, ..SearchRequest::default() };
    search::run(catalog, &request).expect("a search answers").n_total
}

fn is_indexing(catalog: &catalog::Catalog) -> bool {
    let request = SearchRequest { query: QUERY.to_owned(), limit: 1, ..SearchRequest::default() };
    search::run(catalog, &request).expect("a search answers").indexing
}

/// The folder of the index that answers.
fn shelf(library: &Path) -> PathBuf {
    let dir = library.join("derived").join("index");
    let entries =
        fs::read_dir(&dir).expect("the index has a folder").map(|entry| entry.expect("it can be read").path());
    let mut shelves: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    shelves.sort();
    shelves.pop().expect("there is an index")
}

fn files(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(dir).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    let mut files: Vec<_> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).expect("it can be read"))).collect()
}

/// The library is opened, answers, and finds all once it has caught up.
fn comes_back(library: &Path, expected: u32, what: &str) {
    let catalog = open(library);
    n_found(&catalog);
    index::catch_up(&catalog).expect("the index catches up");
    assert_eq!(n_found(&catalog), expected, "{what}");
    drop(catalog);
    let catalog = open(library);
    assert_eq!((n_found(&catalog), is_indexing(&catalog)), (expected, false), "{what}, at the start after that");
}

#[test]
fn each_file_may_be_cut_changed_emptied_or_lost() {
    let (folder, expected) = indexed();
    let library = folder.path();
    let whole = files(&shelf(library));
    assert!(whole.len() >= 8, "{whole:?}");
    type Harm = fn(&mut Vec<u8>);
    let harms: [(&str, Harm); 4] = [
        ("cut", |bytes| bytes.truncate(bytes.len() / 2)),
        ("changed", |bytes| {
            let middle = bytes.len() / 2;
            bytes.iter_mut().skip(middle).take(1).for_each(|byte| *byte ^= 0x10);
        }),
        ("emptied", Vec::clear),
        ("longer", |bytes| bytes.extend([0; 64])),
    ];
    let mut n = 0;
    for at in 0..whole.len() {
        for (name, harm) in harms.iter().map(|(name, harm)| (*name, Some(harm))).chain([("lost", None)]) {
            // Each time it is another index that was made anew.
            let found = files(&shelf(library));
            let Some((path, bytes)) = found.get(at) else { continue };
            match harm {
                Some(harm) => {
                    let mut bytes = bytes.clone();
                    harm(&mut bytes);
                    fs::write(path, bytes).expect("it can be written");
                }
                None => fs::remove_file(path).expect("it can be deleted"),
            }
            let file = path.extension().or(path.file_name()).unwrap_or_default().to_string_lossy();
            comes_back(library, expected, &format!("{file}, {name}"));
            n += 1;
        }
    }
    println!("harmed {n} times, found {expected} hits each time");
}

#[test]
fn the_index_of_another_library_is_never_answered_from() {
    let (folder, expected) = indexed();
    let (library, other) = (folder.path(), Library::new());
    index::catch_up(&other.catalog).expect("an empty library has an index");
    let others = shelf(other.folder.path());
    for (name, kept) in [("its list of files", "meta.json"), ("its marker", "rapporteur-index.json")] {
        fs::copy(others.join(kept), shelf(library).join(kept)).expect("it can be copied");
        comes_back(library, expected, name);
    }
    let own = shelf(library);
    fs::remove_dir_all(&own).expect("it can be deleted");
    fs::create_dir(&own).expect("a folder");
    for (path, bytes) in files(&others) {
        fs::write(own.join(path.file_name().expect("it has a name")), bytes).expect("it can be copied");
    }
    comes_back(library, expected, "all of it");
    fs::remove_dir_all(library.join("derived")).expect("all that is derived can be deleted");
    comes_back(library, expected, "nothing");
}

#[test]
fn one_of_an_older_version_answers_until_the_new_one_is_whole() {
    let (folder, expected) = indexed();
    let library = folder.path();
    for version in ["schema", "analyzer"] {
        let before = shelf(library);
        let marker = before.join("rapporteur-index.json");
        let mut said: serde_json::Value =
            serde_json::from_slice(&fs::read(&marker).expect("it is there")).expect("it is JSON");
        let now = said[version].as_u64().expect("it is a number");
        said[version] = (now - 1).into();
        fs::write(&marker, said.to_string()).expect("it can be written");
        let catalog = open(library);
        assert_eq!((n_found(&catalog), is_indexing(&catalog)), (expected, true), "an older {version} answers");
        index::catch_up(&catalog).expect("the index is made anew");
        assert_eq!((n_found(&catalog), is_indexing(&catalog)), (expected, false), "{version}");
        drop(catalog);
        assert_ne!(shelf(library), before);
        comes_back(library, expected, version);
    }
}
