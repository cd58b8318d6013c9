//! No mark is lost: copies of the database that can be trusted, a damaged one kept aside, seeded faults found, and a
//! trash that gives back.

use catalog::{
    Catalog, Clock, Error, OpenOptions, SystemClock, WorkerProgram, annotate, backup, check, history, index,
};
use model::{
    AnnotationDraft, AnnotationFilter, AnnotationKind, CharRange, CheckFindingKind, DocumentId, PageIndex, Point, Shape,
};
use rapporteur_tests::{
    library::{Library, open},
    programs,
};
use std::{fs, path::Path};

fn document(catalog: &Catalog) -> DocumentId {
    catalog::documents::list(catalog).expect("documents are listed")[0].document.id.clone()
}

fn mark(catalog: &Catalog, comment: &str) -> model::AnnotationId {
    let draft = AnnotationDraft::highlight(document(catalog), PageIndex(0), CharRange::new(0, 12));
    annotate::create(catalog, AnnotationDraft { comment: comment.into(), ..draft }).expect("words are marked").id
}

fn comments(catalog: &Catalog) -> Vec<String> {
    let all = annotate::list(catalog, &AnnotationFilter::default()).expect("annotations are listed");
    let mut comments: Vec<_> = all.into_iter().map(|view| view.annotation.comment).collect();
    comments.sort();
    comments
}

fn kinds(catalog: &Catalog) -> Vec<CheckFindingKind> {
    index::catch_up(catalog).expect("the index catches up");
    check::run(catalog, false).expect("a check").into_iter().map(|finding| finding.kind).collect()
}

fn try_open(folder: &Path) -> Result<std::sync::Arc<Catalog>, Error> {
    let worker = WorkerProgram { path: programs::command_line() };
    let recognizer = catalog::recognition::RecognizerOptions::default();
    Catalog::open(folder, OpenOptions { create: true, worker, author: None, clock: Box::new(SystemClock), recognizer })
}

#[test]
fn a_damaged_database_is_kept_aside_and_the_newest_good_copy_takes_its_place() {
    let (library, _) = Library::sample();
    mark(&library.catalog, "kept");
    let good = backup::make(&library.catalog).expect("a copy is made");
    let Library { catalog, folder } = library;
    drop(catalog);
    let dir = folder.path();
    // A newer copy that is damaged is passed over.
    let bad = dir.join("backups/library-29990101T000000Z.sqlite");
    fs::write(&bad, b"SQLite format 3\0 and then nothing").expect("a file can be written");
    let database = dir.join("library.sqlite");
    let _ = fs::remove_file(dir.join("library.sqlite-wal"));
    fs::write(&database, vec![0x5a; 40_000]).expect("the database can be damaged");
    let error = try_open(dir).err().expect("it does not open");
    assert!(error.is_damage(), "{error}");
    assert_eq!(fs::read(&database).expect("it is there").len(), 40_000, "trying to open it changed nothing");

    assert_eq!(backup::newest_good(dir).map(|view| view.name), Some(good.name.clone()));
    let refused = backup::restore(dir, bad.file_name().and_then(|name| name.to_str()), SystemClock.now());
    assert!(matches!(refused, Err(Error::BadBackup { .. })), "a damaged copy is refused by name too");
    let (name, aside) = backup::restore(dir, None, SystemClock.now()).expect("the copy is put in place");
    assert_eq!(name, good.name);
    let damaged = fs::read(aside.join("library.sqlite")).expect("the damaged one is kept");
    assert_eq!(damaged.len(), 40_000);
    let again = open(dir);
    assert_eq!(comments(&again), ["kept"]);
    assert!(kinds(&again).contains(&CheckFindingKind::BackupDamaged), "the check tells of the damaged copy");
}

#[test]
fn a_copy_is_made_when_one_is_due() {
    let (library, _) = Library::sample();
    assert!(backup::make_if_due(&library.catalog).expect("a copy is made"), "there was none");
    assert!(!backup::make_if_due(&library.catalog).expect("a look"), "one of today will do");
    assert_eq!(backup::list(&library.catalog).len(), 1);
}

#[test]
fn every_seeded_fault_is_found() {
    let (library, _) = Library::sample();
    let catalog = &library.catalog;
    mark(catalog, "here");
    assert_eq!(kinds(catalog), [], "a sound library has no findings");
    let dir = library.folder.path();
    let copies: Vec<_> = catalog::documents::list(catalog)
        .expect("documents are listed")
        .into_iter()
        .map(|row| dir.join(format!("documents/{}/{}.pdf", &row.document.id.as_str()[..2], row.document.id)))
        .collect();
    let writable = |path: &Path| {
        let mut permissions = fs::metadata(path).expect("it is there").permissions();
        #[allow(clippy::permissions_set_readonly_false, reason = "a temporary file of a test")]
        permissions.set_readonly(false);
        fs::set_permissions(path, permissions).expect("permissions can be set");
    };
    fs::remove_file(&copies[1]).expect("a copy can be deleted");
    writable(&copies[2]);
    fs::write(&copies[2], b"%PDF-1.4 something else").expect("a copy can be changed");
    fs::write(dir.join("documents/stray.pdf"), b"%PDF-1.4").expect("a file can be written");
    fs::create_dir_all(dir.join("backups")).expect("a folder can be made");
    fs::write(dir.join("backups/library-20200101T000000Z.sqlite"), b"no database").expect("a file can be written");
    let found = kinds(catalog);
    for fault in [
        CheckFindingKind::CopyMissing,
        CheckFindingKind::CopyChanged,
        CheckFindingKind::CopyUnknown,
        CheckFindingKind::BackupDamaged,
        CheckFindingKind::BackupOld,
    ] {
        assert!(found.contains(&fault), "{fault:?} is found among {found:?}");
    }
    assert_eq!(comments(catalog), ["here"], "a check touches nothing of the reader's");
}

#[test]
fn what_was_deleted_is_restored_with_all_that_it_had() {
    let (library, _) = Library::sample();
    let catalog = &library.catalog;
    let id = mark(catalog, "with a reply");
    annotate::reply(catalog, id, "and here it is").expect("a reply is written");
    let note = AnnotationDraft {
        kind: AnnotationKind::Note,
        shape: Some(Shape::Point { at: Point::new(100., 100.) }),
        ..AnnotationDraft::highlight(document(catalog), PageIndex(1), CharRange::new(0, 0))
    };
    let other = annotate::create(catalog, note).expect("a note is put down").id;
    let before = comments(catalog);
    annotate::delete(catalog, &[id, other]).expect("both are deleted");
    assert_eq!(comments(catalog), Vec::<String>::new());
    let trash = annotate::trash(catalog).expect("the trash is listed");
    assert_eq!(trash.len(), 2);
    annotate::restore(catalog, &[id, other]).expect("both are restored");
    assert_eq!(comments(catalog), before);
    assert_eq!(annotate::trash(catalog).expect("the trash is listed"), []);
    history::undo(catalog).expect("restoring is undone");
    assert_eq!(annotate::trash(catalog).expect("the trash is listed").len(), 2);
    history::redo(catalog).expect("and done again");
    let all = annotate::list(catalog, &AnnotationFilter::default()).expect("annotations are listed");
    assert!(all.iter().any(|view| view.annotation.replies.len() == 1), "the reply is back too");
}
