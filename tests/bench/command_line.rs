//! The command line beside poppler's and MuPDF's programs: processor time of whole processes, children included.

use crate::memory;
use rapporteur_tests::programs;
use std::{path::PathBuf, process::Command};

type Sets = [(&'static str, Vec<PathBuf>)];

/// Seconds that a command took: of processors, and on the clock.
pub struct Taken {
    pub processor: f64,
    pub clock: f64,
}

/// Runs a command in bash, whose `time` counts the time of children's children too.
pub fn time(program: &str, arguments: &[&str]) -> Option<Taken> {
    let script = "TIMEFORMAT='%U %S %R'; time \"$@\" >/dev/null 2>&1";
    let output = Command::new("bash").args(["-c", script, "bash", program]).args(arguments).output().ok()?;
    let words = String::from_utf8_lossy(&output.stderr);
    let mut figures = words.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
    let (user, system, clock) = (figures.next()?, figures.next()?, figures.next()?);
    Some(Taken { processor: user + system, clock })
}

pub fn text_of(path: &std::path::Path) -> &str {
    path.to_str().expect("the corpus's paths are text")
}

/// Runs a command over every file, and adds up.
fn total(program: &str, files: &[PathBuf], arguments: impl Fn(&str) -> Vec<String>) -> Taken {
    let mut taken = Taken { processor: 0., clock: 0. };
    for file in files {
        let words = arguments(text_of(file));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some(one) = time(program, &words) {
            taken.processor += one.processor;
            taken.clock += one.clock;
        }
    }
    taken
}

pub fn has(program: &str) -> bool {
    Command::new("sh").args(["-c", &format!("command -v {program}")]).output().is_ok_and(|out| out.status.success())
}

/// Text with glyph boxes.
pub fn text(sets: &Sets) {
    let ours = programs::command_line();
    println!("\ntext: processor time, ours over theirs");
    println!("{:<24} {:>6} {:>12} {:>12}", "set", "files", "/ pdftotext", "/ mutool");
    let mut sums = [0.; 3];
    for (name, files) in sets {
        let mine = total(text_of(&ours), files, |file| vec!["text".into(), file.into()]).processor;
        let poppler = total("pdftotext", files, |file| vec![file.into(), "/dev/null".into()]).processor;
        let mupdf = match has("mutool") {
            true => {
                total("mutool", files, |f| ["draw", "-q", "-F", "stext", "-o", "/dev/null", f].map(String::from).into())
                    .processor
            }
            false => f64::NAN,
        };
        println!("{name:<24} {:>6} {:>11.2}× {:>11.2}×", files.len(), mine / poppler, mine / mupdf);
        for (sum, figure) in sums.iter_mut().zip([mine, poppler, mupdf]) {
            *sum += figure;
        }
    }
    println!("{:<24} {:>6} {:>11.2}× {:>11.2}×", "all", "", sums[0] / sums[1], sums[0] / sums[2]);
}

/// Every page of every file, 1280 pixels wide, into PNG files.
pub fn render(sets: &Sets) {
    let ours = programs::command_line();
    println!("\ndrawing every page at 1280 pixels into PNG files: processor time of whole processes, ours over theirs");
    println!("{:<24} {:>6} {:>12} {:>12} {:>14}", "set", "files", "/ pdftoppm", "/ mutool", "ours on clock");
    let mut sums = [0.; 3];
    for (name, files) in sets {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let to = |name: &str| text_of(&folder.path().join(name)).to_owned();
        let (out, prefix, pattern) = (to("ours"), to("poppler"), to("mupdf-%d.png"));
        let mine = total(text_of(&ours), files, |f| {
            ["render", f, "--pages", "-", "--width", "1280", "-o", &out].map(String::from).into()
        });
        let poppler = total("pdftoppm", files, |f| {
            ["-png", "-scale-to-x", "1280", "-scale-to-y", "-1", f, &prefix].map(String::from).into()
        });
        let mupdf = match has("mutool") {
            true => {
                total("mutool", files, |f| {
                    ["draw", "-q", "-w", "1280", "-F", "png", "-o", &pattern, f].map(String::from).into()
                })
                .processor
            }
            false => f64::NAN,
        };
        let (clock, mine, poppler) = (mine.clock, mine.processor, poppler.processor);
        let (to_poppler, to_mupdf) = (mine / poppler, mine / mupdf);
        println!("{name:<24} {:>6} {to_poppler:>11.2}× {to_mupdf:>11.2}× {clock:>12.1} s", files.len());
        for (sum, figure) in sums.iter_mut().zip([mine, poppler, mupdf]) {
            *sum += figure;
        }
    }
    println!("{:<24} {:>6} {:>11.2}× {:>11.2}×", "all", "", sums[0] / sums[1], sums[0] / sums[2]);
}

/// The whole import: copy, hash, text, boxes, first thumbnail, commit, index; on all cores, workers included.
pub fn import(sets: &Sets) {
    let ours = programs::command_line();
    println!("\nimport: time on the clock, ours over pdftotext run over the same files one after the other");
    println!("{:<24} {:>6} {:>6} {:>9} {:>8} {:>12}", "set", "files", "pages", "problems", "crashes", "/ pdftotext");
    // Opening a library and closing it well takes as long for one file as for many.
    let all = sets.iter().flat_map(|(_, files)| files).cloned().collect();
    for (name, files) in sets.iter().chain(&[("all in one import", all)]) {
        let library = tempfile::tempdir().expect("a temporary folder");
        let folder = text_of(library.path()).to_owned();
        let mut words = vec!["import", "--library", &folder];
        words.extend(files.iter().map(|file| text_of(file)));
        let mine = time(text_of(&ours), &words).map_or(f64::NAN, |taken| taken.clock);
        let theirs = total("pdftotext", files, |file| vec![file.into(), "/dev/null".into()]).clock;
        let listed = Command::new(&ours).args(["documents", "--json", "--library", &folder]).output();
        let listed = listed.expect("our own program runs").stdout;
        let rows: serde_json::Value = serde_json::from_slice(&listed).expect("documents are listed");
        let rows = rows.as_array().cloned().unwrap_or_default();
        let pages: u64 = rows.iter().filter_map(|row| row["document"]["n_pages"].as_u64()).sum();
        let problems: Vec<_> =
            rows.iter().flat_map(|row| row["document"]["problems"].as_array().cloned().unwrap_or_default()).collect();
        let crashes = problems.iter().filter(|p| p["code"] == "reader_died" || p["code"] == "timed_out").count();
        let (n_files, n_problems) = (rows.len(), problems.len());
        println!("{name:<24} {n_files:>6} {pages:>6} {n_problems:>9} {crashes:>8} {:>11.2}×", mine / theirs);
    }
}

/// Dense pages: the corpus's documents of the United Nations, time after time in one file of some 2,000 pages.
pub fn dense_text(files: &[PathBuf]) {
    const TIMES: usize = 50;
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("dense.pdf");
    let mut merge = Command::new("qpdf");
    merge.args(["--empty", "--pages"]);
    for _ in 0..TIMES {
        merge.args(files);
    }
    if !merge.arg("--").arg(&path).output().is_ok_and(|_| path.exists()) {
        println!("dense pages were not measured: qpdf is not there");
        return;
    }
    text(&[("dense pages, one file", vec![path])]);
}

/// Ten times the files: how many times as long it takes, and the memory of all processes at its highest.
pub fn import_growth(sets: &Sets) {
    const TIMES: usize = 10;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let decks: Vec<&PathBuf> = sets.iter().flat_map(|(_, files)| files).collect();
    let copy = |times: std::ops::Range<usize>| {
        for (time, (idx, deck)) in times.flat_map(|time| decks.iter().enumerate().map(move |deck| (time, deck))) {
            let mut bytes = std::fs::read(deck).expect("the corpus is readable");
            // A comment behind the end: another content, the same pages.
            bytes.extend_from_slice(format!("\n% {time}\n").as_bytes());
            std::fs::write(folder.path().join(format!("{time}-{idx}.pdf")), bytes).expect("there is room");
        }
    };
    println!("\nimport of {} decks, and of {TIMES} times as many", decks.len());
    copy(0..1);
    let one = import_watched(folder.path());
    copy(1..TIMES);
    let ten = import_watched(folder.path());
    println!("  on the clock {:>6.1} s, then {:>6.1} s: {:.1} times as long", one.0, ten.0, ten.0 / one.0);
    println!("  memory, at most {:>4.0} MB, then {:>4.0} MB", one.1, ten.1);
}

/// Seconds on the clock, and the most memory that the processes held together, in MB.
fn import_watched(files: &std::path::Path) -> (f64, f64) {
    let library = tempfile::tempdir().expect("a temporary folder");
    let began = std::time::Instant::now();
    let mut import = Command::new(programs::command_line())
        .args(["import", "--library", text_of(library.path()), text_of(files)])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("our own program runs");
    let mut most = 0.0_f64;
    while import.try_wait().is_ok_and(|ended| ended.is_none()) {
        most = most.max(memory::megabytes(&memory::with_children(import.id())));
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    (began.elapsed().as_secs_f64(), most)
}
