//! The index on disk: kept, replaced, deleted, damaged, another's, an older version's.

mod engines;

use engines::{document, keys, of_kind, open, page, put};
use model::{HitKind, PageIndex};
use search::{Engine, Error, Filter, Index, Op, Opened, Wanted, parse};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
fn an_index_is_there_when_opened_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, opened) = open(dir.path());
    assert_eq!(opened, Opened::New);
    index.apply(&[put(page(1, 4, "infrasound stations"))]).expect("the page is indexed");
    drop(index);
    let (index, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    index.begin_filling().expect("it is noted");
    let wanted = Wanted { n_hits: 10, facets: false };
    let found = index.search(&parse("station "), &Filter::default(), wanted).expect("the search works");
    let hit = &found.hits[0];
    assert_eq!((hit.kind, hit.page, hit.document.clone()), (HitKind::Page, Some(PageIndex(4)), Some(document(1))));
    assert_eq!(index.n_entries(), 1);
}

#[test]
fn a_foreign_index_is_emptied() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    index.apply(&[put(page(1, 0, "infrasound"))]).expect("the page is indexed");
    drop(index);
    fs::write(dir.path().join("letter.txt"), "not ours").expect("a stranger's file");
    let (index, opened) = Index::open(dir.path(), "another library").expect("the index opens");
    assert_eq!((opened, index.n_entries()), (Opened::New, 0));
    assert!(dir.path().join("letter.txt").exists(), "only the index's own files go");
}

#[test]
fn a_damaged_index_is_emptied() {
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 5] = [
        ("no marker", |dir| fs::remove_file(shelf(dir).join("rapporteur-index.json")).expect("it was there")),
        ("no meta", |dir| fs::remove_file(shelf(dir).join("meta.json")).expect("it was there")),
        ("broken meta", |dir| fs::write(shelf(dir).join("meta.json"), "{").expect("it can be written")),
        ("a byte", |dir| {
            for path in segment_files(dir) {
                let mut bytes = fs::read(&path).expect("it can be read");
                bytes[0] ^= 0x55;
                fs::write(&path, bytes).expect("it can be written");
            }
        }),
        ("cut files", |dir| {
            for path in segment_files(dir) {
                fs::write(path, b"").expect("it can be written");
            }
        }),
    ];
    for (name, harm) in harms {
        let dir = tempfile::tempdir().expect("a folder");
        let (index, _) = open(dir.path());
        index.apply(&[put(page(1, 0, "infrasound"))]).expect("the page is indexed");
        drop(index);
        harm(dir.path());
        let (index, opened) = open(dir.path());
        assert_eq!((opened, index.n_entries()), (Opened::New, 0), "{name}");
        index.apply(&[put(page(1, 0, "infrasound"))]).expect("it can be filled again");
        assert_eq!(keys(&index, "infrasound ").len(), 1, "{name}");
        drop(index);
        assert_eq!(open(dir.path()).1, Opened::Existing, "{name}");
    }
}

fn segment_files(dir: &Path) -> Vec<std::path::PathBuf> {
    let all = fs::read_dir(shelf(dir)).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    all.filter(|path| path.file_stem().is_some_and(|stem| stem.len() == 32)).collect()
}

#[test]
fn put_replaces_and_delete_deletes() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let mut note = of_kind(HitKind::Annotation, "note", "", "infrasound is a note", "");
    note.document = Some(document(1));
    index
        .apply(&[
            put(page(1, 0, "first infrasound")),
            put(page(1, 0, "second infrasound")),
            put(page(2, 0, "third infrasound")),
            put(note),
        ])
        .expect("all are indexed");
    assert!(keys(&index, "first ").is_empty(), "the later one stays");
    assert_eq!(keys(&index, "infrasound ").len(), 3);
    index.apply(&[Op::DeleteDocument(document(1))]).expect("it is deleted");
    assert_eq!(keys(&index, "infrasound ").len(), 2, "annotations stay");
    index.apply(&[Op::Delete { key: "note".into() }]).expect("it is deleted");
    assert_eq!(keys(&index, "infrasound "), [page(2, 0, "").key]);
    index.apply(&[Op::Clear, put(page(3, 0, "infrasound"))]).expect("it is cleared");
    assert_eq!(keys(&index, "infrasound "), [page(3, 0, "").key], "what comes after Clear stays");
    assert_eq!(index.n_entries(), 1);
}

#[test]
fn two_programs_search_but_one_writes() {
    let dir = tempfile::tempdir().expect("a folder");
    let (one, _) = open(dir.path());
    one.apply(&[put(page(1, 0, "infrasound"))]).expect("it is indexed");
    let (other, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    assert_eq!(keys(&other, "infrasound ").len(), 1);
    assert!(matches!(other.apply(&[Op::Clear]), Err(Error::Busy)));
    one.rest().expect("the writer is let go");
    other.apply(&[Op::Clear]).expect("now it can write");
    assert!(keys(&one, "infrasound ").is_empty(), "what the other wrote is seen");
}

/// The folder that the index itself lies in.
fn shelf(dir: &Path) -> PathBuf {
    let mut places: Vec<PathBuf> = fs::read_dir(dir)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.is_dir())
        .collect();
    places.sort();
    places.pop().expect("there is an index")
}

fn change_marker(dir: &Path, from: &str, to: &str) {
    let path = shelf(dir).join("rapporteur-index.json");
    let marker = fs::read_to_string(&path).expect("it is there");
    assert!(marker.contains(from), "{marker}");
    fs::write(path, marker.replace(from, to)).expect("it can be written");
}

#[test]
fn an_index_that_nobody_began_to_fill_is_new_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let open = || Index::open(dir.path(), "library").expect("the index opens");
    assert_eq!(open().1, Opened::New);
    let (index, opened) = open();
    assert_eq!(opened, Opened::New, "killed before it was noted what to put into it");
    index.begin_filling().expect("it is noted");
    assert_eq!(open().1, Opened::Existing, "what is missing is known");
    index.finish_filling().expect("it is noted");
    assert_eq!(open().1, Opened::Existing);
}

#[test]
fn an_older_index_answers_until_the_new_one_is_filled() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    index.apply(&[put(page(1, 0, "infrasound"))]).expect("it is indexed");
    drop(index);
    change_marker(dir.path(), "\"analyzer\":", "\"analyzer\":9");

    let (index, opened) = Index::open(dir.path(), "library").expect("the index opens");
    assert_eq!((opened, index.is_older()), (Opened::New, true));
    assert_eq!(keys(&index, "infrasound ").len(), 1, "the older one answers");
    index.begin_filling().expect("it is noted");
    index.apply(&[put(page(2, 0, "infrasound"))]).expect("it is indexed");
    assert_eq!(keys(&index, "infrasound "), [page(1, 0, "").key], "the older one still answers");
    drop(index);

    let (index, opened) = Index::open(dir.path(), "library").expect("the index opens");
    assert_eq!((opened, index.is_older()), (Opened::Existing, true), "killed half way, it goes on");
    index.finish_filling().expect("it takes its place");
    assert_eq!((index.is_older(), keys(&index, "infrasound ")), (false, vec![page(2, 0, "").key]));
    assert_eq!(fs::read_dir(dir.path()).expect("the folder is there").count(), 1, "the older one is gone");
    drop(index);
    let (index, opened) = Index::open(dir.path(), "library").expect("the index opens");
    assert_eq!((opened, keys(&index, "infrasound ").len()), (Opened::Existing, 1));
}

#[test]
fn another_program_may_take_the_index_away() {
    let dir = tempfile::tempdir().expect("a folder");
    let (one, _) = open(dir.path());
    one.apply(&[put(page(1, 0, "infrasound"))]).expect("it is indexed");
    one.rest().expect("the writer is let go");
    fs::remove_dir_all(shelf(dir.path())).expect("it can be deleted");
    let wanted = Wanted { n_hits: 1, facets: false };
    let answer = one.search(&parse("infrasound "), &Filter::default(), wanted);
    assert!(matches!(answer, Err(Error::Gone) | Ok(_)), "{answer:?}");
    assert_eq!(open(dir.path()).1, Opened::New);
}

#[test]
fn a_condemned_index_is_made_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    index.apply(&[put(page(1, 0, "infrasound"))]).expect("it is indexed");
    assert!(index.check(), "it is sound");
    for path in segment_files(dir.path()) {
        let mut bytes = fs::read(&path).expect("it can be read");
        bytes[0] ^= 0x55;
        fs::write(&path, bytes).expect("it can be written");
    }
    assert!(!index.check(), "it is not as it was written");
    drop(index);
    assert_eq!(open(dir.path()).1, Opened::New);
}
