//! Files that mean harm, or are damaged: nothing but the file itself suffers from them.

#[path = "hostile/mutants.rs"]
mod mutants;

use catalog::{Error, documents, pages};
use model::{DocumentId, DocumentStatus, PageIndex, ProblemCode};
use mutants::Mutator;
use rapporteur_tests::{
    corpus,
    library::{Library, image_of},
    programs,
};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// Longer than any of our limits on a file: what takes this long hangs.
const HANGS: Duration = Duration::from_secs(300);

/// Runs with `MUTANTS=5000` for longer.
#[test]
fn mutants_of_our_decks_hurt_nobody() {
    let n_mutants: usize = std::env::var("MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(150);
    let seed = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(20161130);
    let decks = corpus::sample_decks();
    let mut mutator = Mutator::new(decks.iter().map(|deck| fs::read(deck).expect("a deck can be read")), seed);
    let (started, mut found, mut lost) = (Instant::now(), BTreeMap::<String, usize>::new(), vec![]);
    let (mut n_done, mut memory) = (0, vec![]);
    while n_done < n_mutants {
        let n_batch = (n_mutants - n_done).min(100);
        let folder = tempfile::tempdir().expect("a temporary folder");
        for i in n_done..n_done + n_batch {
            fs::write(folder.path().join(format!("{i}.pdf")), mutator.next()).expect("a mutant can be written");
        }
        let library = Library::new();
        let began = Instant::now();
        let report = library.import(&[folder.path().to_owned()]);
        assert!(began.elapsed() < HANGS, "the import hangs");
        assert_eq!(report.failures, [""; 0], "every file is catalogued, whatever it is");
        assert_eq!(report.documents.len(), n_batch);
        for (path, id) in &report.documents {
            let name = file_name(path);
            let view = documents::view(&library.catalog, id).expect("an imported document opens");
            let mut codes: Vec<ProblemCode> = view.document.problems.iter().map(|problem| problem.code).collect();
            codes.dedup();
            let middle = PageIndex(view.document.n_pages / 2);
            if view.document.n_pages > 0
                && let Err(error) = pages::image(&library.catalog, id, middle, image_of(320, 0))
                && let Error::Unreadable { problem } = error
            {
                codes.push(problem.code);
            }
            // The command line reads it by the first thread of a worker that is split off.
            let ended = Command::new(programs::command_line()).arg("text").arg(path).output().expect("it is started");
            assert!(matches!(ended.status.code(), Some(0 | 1)), "{name}: {:?}", ended.status);
            if codes.iter().any(|code| stopped(*code)) {
                fs::copy(path, programs::artifacts().join(format!("mutant-{seed}-{name}")))
                    .expect("kept to be looked at");
                lost.push(format!("{name} {codes:?}"));
            }
            *found.entry(format!("{:?}", view.document.status)).or_default() += 1;
            for code in codes {
                *found.entry(format!("{code:?}")).or_default() += 1;
            }
        }
        n_done += n_batch;
        memory.extend(resident());
    }
    println!("{n_done} mutants in {:.1} s: {found:?}", started.elapsed().as_secs_f32());
    println!("killed or held up their worker: {lost:?}; memory after each hundred, in MB: {memory:?}");
    if let (Some(first), Some(last)) = (memory.first(), memory.last()) {
        assert!(last - first < 200, "memory grows: {memory:?}");
    }
    assert!(found.get("Ready").is_some_and(|n| *n > 0), "some mutants can still be read: {found:?}");
}

#[test]
fn odd_files_of_the_world_are_read_or_marked() {
    let Some(folder) = corpus::corpus("odd-pdf") else { return };
    let library = Library::new();
    let began = Instant::now();
    let report = library.import(&[folder]);
    assert_eq!(report.failures, [""; 0]);
    let mut found = BTreeMap::<String, usize>::new();
    for (path, id) in &report.documents {
        let document = documents::view(&library.catalog, id).expect("an imported document opens").document;
        *found.entry(format!("{:?}", document.status)).or_default() += 1;
        let problems: Vec<_> = document.problems.iter().filter(|problem| stopped(problem.code)).collect();
        assert!(problems.is_empty(), "{path} stops its worker: {problems:?}");
        assert!(document.n_pages > 0 || !document.problems.is_empty(), "{path}: no page, and no word about it");
        if document.n_pages > 0 {
            let first = PageIndex(0);
            if let Err(error) = pages::text(&library.catalog, id, first) {
                panic!("{path}: {error}");
            }
            let image = pages::image(&library.catalog, id, first, image_of(1280, 0));
            if let Err(error) = image {
                let Error::Unreadable { problem } = &error else { panic!("{path}: {error}") };
                assert!(!stopped(problem.code), "{path}: {problem:?}");
                println!("{}: {problem:?}", file_name(path));
            }
        }
    }
    println!("{} odd files in {:.1} s: {found:?}", report.documents.len(), began.elapsed().as_secs_f32());
}

#[test]
fn bombs_are_marked_and_the_next_file_is_read() {
    let library = Library::new();
    let deck = corpus::sample_decks().swap_remove(0);
    let files = [fixture("flate-bomb.pdf"), fixture("form-laughs.pdf"), deck, fixture("wide-range.pdf")];
    let report = library.import(&files);
    assert_eq!(report.n_new, 4, "{:?}", report.failures);
    let status = |name: &str| {
        let (_, id) = report.documents.iter().find(|(path, _)| path.ends_with(name)).expect("it is catalogued");
        let document = documents::view(&library.catalog, id).expect("it opens").document;
        (document.status, document.problems.into_iter().map(|problem| problem.code).collect::<Vec<_>>())
    };
    let (bomb, codes) = status("flate-bomb.pdf");
    assert!(bomb == DocumentStatus::Unreadable && matches!(codes[..], [code] if stopped(code)), "{bomb:?} {codes:?}");
    // Its text is read without the forms that multiply; its picture never comes.
    let (laughs, codes) = status("form-laughs.pdf");
    assert!(laughs == DocumentStatus::Ready && matches!(codes[..], [code] if stopped(code)), "{laughs:?} {codes:?}");
    assert_eq!(status(&file_name(&files[2].to_string_lossy())), (DocumentStatus::Ready, vec![]));
    assert_eq!(status("wide-range.pdf").0, DocumentStatus::Ready, "a range of widths ends where numbers of glyphs do");
}

#[test]
fn a_page_that_takes_its_worker_with_it_leaves_the_others() {
    let library = Library::new();
    let file = fixture("one-page-bombs.pdf");
    let report = library.import(std::slice::from_ref(&file));
    let (_, id) = &report.documents[0];
    let drawn = |page: u32, again: bool| {
        let wanted = pages::ImageRequest { again, ..image_of(320, 0) };
        pages::image(&library.catalog, id, PageIndex(page), wanted)
    };
    // All at once, as a window asks for them.
    let answers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..3).map(|page| scope.spawn(move || drawn(page, false))).collect();
        threads.into_iter().map(|thread| thread.join().expect("nothing panics")).collect()
    });
    assert!(answers[0].is_ok() && answers[2].is_ok(), "its neighbors are drawn: {answers:?}");
    let problem = |answer: &Result<_, Error>| match answer {
        Err(Error::Unreadable { problem }) => (problem.code, problem.page),
        other => panic!("{:?}", other.as_ref().err()),
    };
    let is_dead = |(code, page)| stopped(code) && page == Some(PageIndex(1));
    assert!(is_dead(problem(&answers[1])), "{answers:?}");
    let began = Instant::now();
    assert!(is_dead(problem(&drawn(1, false))));
    assert!(began.elapsed() < Duration::from_secs(1), "it is not tried over and over");
    assert!(is_dead(problem(&drawn(1, true))), "but when the reader asks for it");

    let text = |arguments: &[&str]| {
        let output = std::process::Command::new(programs::command_line()).args(arguments).arg(&file).output();
        let output = output.expect("the command line starts");
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (pages, complaints) = text(&["text"]);
    assert_eq!(pages, "before\n\u{c}\u{c}after\n\u{c}", "{complaints}");
    assert!(complaints.contains("page 2"), "{complaints}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_opens_no_file_that_it_was_not_given() {
    let library = Library::new();
    let report = library.import(&[corpus::sample()]);
    let [(first_path, first), (_, second), (_, third), ..] = &report.documents[..] else { panic!("there are decks") };
    let instead = |document: &DocumentId, target: &Path| {
        let copy = kept(&library, document);
        fs::remove_file(&copy).expect("the library is ours");
        std::os::unix::fs::symlink(target, copy).expect("a link can be made");
        pages::image(&library.catalog, document, PageIndex(1), image_of(320, 0))
    };
    let answer = instead(second, &kept(&library, first));
    assert!(answer.is_ok(), "a link within the library leads to a deck: {:?}", answer.err());

    let walls = worker_of(&library);
    assert!(walls.contains("Seccomp:\t2"), "system calls are filtered: {walls}");
    assert!(walls.contains("NoNewPrivs:\t1"), "{walls}");
    let modules = fs::read_to_string("/sys/kernel/security/lsm").unwrap_or("landlock".to_owned());
    if !modules.contains("landlock") {
        eprintln!("SKIPPED: this kernel has no Landlock");
        return;
    }
    assert!(fs::read(first_path).is_ok(), "we can read it ourselves");
    assert!(instead(third, Path::new(first_path)).is_err(), "a link out of the library is not followed");
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_ends_with_its_program_even_in_the_midst_of_a_page() {
    let mut program = std::process::Command::new(programs::command_line())
        .arg("text")
        .arg(fixture("form-laughs.pdf"))
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("the command line starts");
    let end = Instant::now() + Duration::from_secs(15);
    let busy = loop {
        let of_program = |status: &String| status.contains(&format!("\nPPid:\t{}\n", program.id()));
        let found = processes().find(|pid| status(*pid).is_some_and(|status| of_program(&status)));
        if let Some(worker) = found {
            break worker;
        }
        assert!(Instant::now() < end, "a worker starts");
        std::thread::sleep(Duration::from_millis(20));
    };
    std::thread::sleep(Duration::from_secs(1));
    program.kill().expect("it still runs");
    program.wait().expect("it ends");
    // Whoever inherits it may leave it a zombie, which takes nothing.
    while status(busy).is_some_and(|status| !status.contains("State:\tZ")) {
        assert!(Instant::now() < end, "the worker goes on without its program");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_worker_holds_nothing_that_its_program_had_open() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // The shell hands on what the window's libraries would: a descriptor that is not closed for its children.
    let mut shell = std::process::Command::new("sh")
        .args(["-c", "exec 9</dev/null; exec \"$0\" worker \"$1\""])
        .arg(programs::desktop())
        .arg(folder.path())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("a shell starts");
    let inherited = format!("/proc/{}/fd/9", shell.id());
    let end = Instant::now() + Duration::from_secs(15);
    // Before the shell has come that far, it is not there either.
    let is_worker = || {
        let command = std::fs::read(format!("/proc/{}/cmdline", shell.id())).unwrap_or_default();
        String::from_utf8_lossy(&command).starts_with(&*programs::desktop().to_string_lossy())
    };
    while !is_worker() || std::fs::symlink_metadata(&inherited).is_ok() {
        assert!(Instant::now() < end, "the worker keeps what it inherited");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(shell.try_wait().expect("its state can be asked").is_none(), "the worker waits for requests");
    drop(shell.stdin.take());
    assert!(shell.wait().expect("it ends").success());
}

/// What the system says of a worker of this library.
#[cfg(target_os = "linux")]
fn worker_of(library: &Library) -> String {
    let folder = library.folder.path().to_string_lossy().into_owned();
    let is_ours = |pid: &u32| {
        fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| {
            let line = String::from_utf8_lossy(&line).into_owned();
            line.contains("\0worker\0") && line.contains(&folder)
        })
    };
    processes().find(is_ours).and_then(status).expect("the document on screen keeps its worker")
}

#[cfg(target_os = "linux")]
fn processes() -> impl Iterator<Item = u32> {
    let entries = fs::read_dir("/proc").expect("Linux has /proc").flatten();
    entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok())
}

#[cfg(target_os = "linux")]
fn status(pid: u32) -> Option<String> {
    fs::read_to_string(format!("/proc/{pid}/status")).ok()
}

#[cfg(target_os = "linux")]
fn kept(library: &Library, document: &DocumentId) -> PathBuf {
    let name = document.as_str();
    library.folder.path().join("documents").join(&name[..2]).join(format!("{name}.pdf"))
}

/// Its worker died of it, or was killed: which of the two depends on how fast the machine is.
fn stopped(code: ProblemCode) -> bool {
    matches!(code, ProblemCode::ReaderDied | ProblemCode::TimedOut)
}

/// What this process holds, in MB.
fn resident() -> Option<i64> {
    let pages: i64 = fs::read_to_string("/proc/self/statm").ok()?.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096 / 1_000_000)
}

fn file_name(path: &str) -> String {
    Path::new(path).file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn fixture(name: &str) -> PathBuf {
    corpus::root().join("tests/fixtures").join(name)
}
