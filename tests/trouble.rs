//! The disk is full, write-protected, pulled, moved away, or shared with another program: what was acknowledged is
//! there, the rest is refused with a reason that a reader can act on, and works again once the trouble is over.

use catalog::{Catalog, Error, annotate, check, index};
use model::{AnnotationDraft, AnnotationFilter, CharRange, DocumentId, ErrorCode, PageIndex};
use rapporteur_tests::library::{Library, open};
use std::fs;

fn document(catalog: &Catalog) -> DocumentId {
    catalog::documents::list(catalog).expect("documents are listed")[0].document.id.clone()
}

fn mark(catalog: &Catalog, document: &DocumentId, comment: &str) -> Result<(), Error> {
    let draft = AnnotationDraft::highlight(document.clone(), PageIndex(0), CharRange::new(0, 12));
    annotate::create(catalog, AnnotationDraft { comment: comment.into(), ..draft }).map(|_| ())
}

fn comments(catalog: &Catalog) -> Vec<String> {
    let all = annotate::list(catalog, &AnnotationFilter::default()).expect("annotations are listed");
    let mut comments: Vec<_> = all.into_iter().map(|view| view.annotation.comment).collect();
    comments.sort();
    comments
}

fn is_whole(catalog: &Catalog) {
    index::catch_up(catalog).expect("the index catches up");
    assert_eq!(check::run(catalog, false).expect("a check runs"), [], "the library is whole");
}

#[cfg(unix)]
#[test]
fn nothing_is_called_saved_while_the_folder_is_away() {
    let (library, _) = Library::sample();
    let Library { catalog, folder } = library;
    let id = document(&catalog);
    mark(&catalog, &id, "before").expect("it is kept");
    let away = folder.path().with_extension("away");
    fs::rename(folder.path(), &away).expect("the folder is moved away");
    // The file is still open, and would take it.
    let error = mark(&catalog, &id, "lost").expect_err("there is no library in its place");
    assert_eq!(error.code(), ErrorCode::LibraryGone, "{error}");
    assert_eq!(comments(&catalog), ["before"], "what is there can be read meanwhile");
    fs::rename(&away, folder.path()).expect("and back");
    mark(&catalog, &id, "after").expect("it is kept again");
    assert_eq!(comments(&catalog), ["after", "before"]);

    // Another file in its place, such as a copy that was put back.
    let (database, copy) = (folder.path().join("library.sqlite"), folder.path().join("copy.sqlite"));
    catalog::backup::make(&catalog).expect("a backup is made");
    let backup = catalog::backup::list(&catalog).remove(0);
    fs::copy(folder.path().join("backups").join(backup.name), &copy).expect("a file can be copied");
    for suffix in ["", "-wal", "-shm"] {
        let old = folder.path().join(format!("library.sqlite{suffix}"));
        fs::rename(&old, old.with_extension(format!("old{suffix}"))).expect("the database is set aside");
    }
    fs::rename(&copy, &database).expect("a file can be renamed");
    mark(&catalog, &id, "into the copy").expect("the new file is opened");
    drop(catalog);
    let again = open(folder.path());
    assert_eq!(comments(&again), ["after", "before", "into the copy"]);
    is_whole(&again);

    // Another library is not written into.
    let other = Library::new();
    drop(other.catalog);
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(folder.path().join(format!("library.sqlite{suffix}")));
    }
    fs::rename(&database, folder.path().join("mine.sqlite")).expect("the database is set aside");
    fs::copy(other.folder.path().join("library.sqlite"), &database).expect("another is put there");
    let error = mark(&again, &id, "into another's").expect_err("that is not this library");
    assert_eq!(error.code(), ErrorCode::LibraryGone, "{error}");
}

#[test]
fn two_programs_write_at_once() {
    let (library, _) = Library::sample();
    let id = document(&library.catalog);
    let second = open(library.folder.path());
    std::thread::scope(|scope| {
        for (name, catalog) in [("first", &library.catalog), ("second", &second)] {
            let id = &id;
            scope.spawn(move || {
                for n in 0..40 {
                    mark(catalog, id, &format!("{name} {n}")).expect("it waits for the other, and is kept");
                }
            });
        }
    });
    assert_eq!(comments(&library.catalog).len(), 80);
    assert_eq!(comments(&library.catalog), comments(&second));
    // What one did, the other can undo: there is one history.
    catalog::history::undo(&second).expect("the last is undone");
    assert_eq!(comments(&library.catalog).len(), 79);
    is_whole(&library.catalog);
}

#[cfg(target_os = "linux")]
mod disk {
    use super::{comments, is_whole, open};
    use model::PageIndex;
    use rapporteur_tests::{
        corpus,
        disk::{Disk, Fault},
        library::Library,
        programs,
    };
    use std::{
        io::{BufRead, BufReader, Write},
        process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    };

    /// A program that has the library open, and marks what it is told to.
    struct Marker {
        child: Child,
        to: ChildStdin,
        from: BufReader<ChildStdout>,
    }

    impl Marker {
        fn start(folder: &std::path::Path, document: &str, disk: &Disk) -> Marker {
            let mut child = Command::new(env!("CARGO_BIN_EXE_annotation-writer"))
                .arg(folder)
                .args([document, "3", "80", "0"])
                .arg(programs::command_line())
                .arg("asked")
                .envs(disk.environment())
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("the writer starts");
            let to = child.stdin.take().expect("it is piped");
            let from = BufReader::new(child.stdout.take().expect("it is piped"));
            let mut marker = Marker { child, to, from };
            assert_eq!(marker.line(), "ready");
            marker
        }

        fn line(&mut self) -> String {
            let mut line = String::new();
            self.from.read_line(&mut line).expect("it answers");
            line.trim().to_owned()
        }

        /// `made`, or the code of what went wrong and its words.
        fn mark(&mut self, comment: &str) -> String {
            writeln!(self.to, "{comment}").expect("it listens");
            self.line()
        }

        fn end(mut self) {
            drop(self.to);
            self.child.wait().expect("it ends");
        }
    }

    #[test]
    fn a_full_a_read_only_and_a_pulled_disk_are_said_and_what_comes_after_is_kept() {
        let library = Library::new();
        let report = library.import(&[corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]);
        let document = report.documents[0].1.clone();
        catalog::pages::text(&library.catalog, &document, PageIndex(3)).expect("the page has text");
        let Library { folder, catalog } = library;
        drop(catalog);
        let disk = Disk::under(folder.path());
        let mut marker = Marker::start(folder.path(), document.as_str(), &disk);
        let mut kept = vec![];
        for (fault, code) in [(Fault::Full, "DiskFull"), (Fault::ReadOnly, "ReadOnly"), (Fault::Pulled, "LibraryGone")]
        {
            for (when, is_well) in [("before", true), ("while", false), ("still", false), ("after", true)] {
                disk.set((!is_well).then_some(fault));
                let comment = format!("{when} {fault:?}");
                let answer = marker.mark(&comment);
                if is_well {
                    assert!(answer.starts_with("made"), "{comment}: {answer}");
                    kept.push(comment);
                } else {
                    assert!(answer.starts_with(code), "{comment}: {answer}");
                }
            }
        }
        marker.end();
        let again = open(folder.path());
        kept.sort();
        assert_eq!(comments(&again), kept, "what was acknowledged is there, and nothing else");
        is_whole(&again);
    }
}
