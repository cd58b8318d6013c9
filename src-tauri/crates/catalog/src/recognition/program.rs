//! Tesseract, a program of its own: found on the machine, started for one page at a time, stopped when it takes too
//! long. All that it is given is a picture of plain gray values; it opens no file of the reader's.

use crate::patience::Patience;
use std::{
    collections::BTreeSet,
    io::{Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::Duration,
};

/// Names the program's file, or, empty, says that there is none.
const VARIABLE: &str = "RAPPORTEUR_TESSERACT";

/// How often a waiting caller looks whether it was cancelled.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// No page's answer comes near.
const MAX_ANSWER: u64 = 32 << 20;

/// Where the program is, and how long it may take for a page.
#[derive(Debug, Clone)]
pub struct RecognizerOptions {
    pub place: RecognizerPlace,
    pub page_limit: Duration,
}

impl Default for RecognizerOptions {
    fn default() -> Self {
        RecognizerOptions { place: RecognizerPlace::Search, page_limit: Duration::from_secs(60) }
    }
}

/// Where Tesseract is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecognizerPlace {
    /// Where `RAPPORTEUR_TESSERACT` says, else on the `PATH`, else where its installers put it.
    Search,
    At(PathBuf),
    /// Nowhere, whatever the machine has.
    Nowhere,
}

/// An installed Tesseract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tesseract {
    path: PathBuf,
    /// Such as `tesseract 5.3.0`.
    pub name: String,
    /// Its own names of the languages and scripts that it has data for, such as `chi_sim`.
    pub languages: BTreeSet<String>,
}

/// A picture of gray values.
pub struct Picture<'a> {
    pub width: u32,
    pub height: u32,
    pub pixels: &'a [u8],
}

/// How the text of a picture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arranged {
    /// In blocks, which are to be found.
    Freely,
    InOneBlock,
}

/// Why a page has no answer.
#[derive(Debug)]
pub enum RunError {
    /// It cannot be started at all.
    Start(std::io::Error),
    TimedOut,
    Cancelled,
    /// It ended with an error, and said this.
    Failed(String),
}

/// Looks for the program; `None` where it is not installed, or is older than version 4.
pub fn find(place: &RecognizerPlace) -> Option<Tesseract> {
    match place {
        RecognizerPlace::Nowhere => None,
        RecognizerPlace::At(path) => look(path),
        RecognizerPlace::Search => match std::env::var_os(VARIABLE) {
            Some(path) if path.is_empty() => None,
            Some(path) => look(Path::new(&path)),
            None => candidates().iter().find_map(|path| look(path)),
        },
    }
}

/// A window's `PATH` is not a terminal's: macOS starts it without Homebrew's folder, and Windows' installer adds none.
fn candidates() -> Vec<PathBuf> {
    let name = format!("tesseract{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).filter(|folder| folder.is_absolute()).collect();
    if cfg!(target_os = "macos") {
        folders.extend(["/opt/homebrew/bin", "/usr/local/bin", "/opt/local/bin"].map(PathBuf::from));
    }
    for variable in ["ProgramFiles", "ProgramFiles(x86)"] {
        if cfg!(windows)
            && let Some(folder) = std::env::var_os(variable)
        {
            folders.push(PathBuf::from(folder).join("Tesseract-OCR"));
        }
    }
    if cfg!(windows)
        && let Some(folder) = std::env::var_os("LOCALAPPDATA")
    {
        folders.push(PathBuf::from(folder).join("Programs/Tesseract-OCR"));
    }
    folders.into_iter().map(|folder| folder.join(&name)).filter(|path| path.is_file()).collect()
}

fn look(path: &Path) -> Option<Tesseract> {
    const LIMIT: Duration = Duration::from_secs(10);
    let never = AtomicBool::new(false);
    let ask = |argument: &str| run(quiet(path).arg(argument), &[], LIMIT, &never).ok();
    let version = ask("--version")?;
    let number = version.lines().next()?.strip_prefix("tesseract ")?.trim().trim_start_matches('v').to_owned();
    // Version 3 knows neither today's language data nor boxes as a table.
    if number.split('.').next()?.parse::<u32>().ok()? < 4 {
        return None;
    }
    let listed = ask("--list-langs")?;
    let languages = listed.lines().skip(1).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    Some(Tesseract { path: path.to_owned(), name: format!("tesseract {number}"), languages })
}

impl Tesseract {
    /// Whether it can read these, which may be several joined by `+`.
    pub fn has(&self, languages: &str) -> bool {
        languages.split('+').all(|language| self.languages.contains(language))
    }

    /// The words of a picture, as a table (`tesseract --help-extra`: TSV).
    pub fn words(
        &self,
        picture: &Picture,
        arranged: Arranged,
        languages: &str,
        limit: Duration,
        cancelled: &AtomicBool,
    ) -> Result<String, RunError> {
        // The page's turn is known.
        let mode = match arranged {
            Arranged::Freely => "3",
            Arranged::InOneBlock => "6",
        };
        self.read(picture, &["-l", languages, "--psm", mode, "-c", "tessedit_create_tsv=1"], limit, cancelled)
    }

    /// Which script a picture is in, and which way up, in a few lines of text.
    pub fn script(&self, picture: &Picture, limit: Duration, cancelled: &AtomicBool) -> Result<String, RunError> {
        self.read(picture, &["-l", "osd", "--psm", "0"], limit, cancelled)
    }

    fn read(
        &self,
        picture: &Picture,
        arguments: &[&str],
        limit: Duration,
        cancelled: &AtomicBool,
    ) -> Result<String, RunError> {
        // Netpbm's plainest format: there is nothing in it that could be malformed.
        let mut image = format!("P5\n{} {}\n255\n", picture.width, picture.height).into_bytes();
        image.extend_from_slice(picture.pixels);
        let mut command = gentle(&self.path);
        command.args(["stdin", "stdout", "--dpi", "150"]).args(arguments);
        run(&mut command, &image, limit, cancelled)
    }
}

/// The program, which asks nobody and opens no window.
fn quiet(path: &Path) -> Command {
    let mut command = Command::new(path);
    hide(&mut command);
    command
}

/// The program with the lowest priority and on one core.
fn gentle(path: &Path) -> Command {
    let mut command = if cfg!(unix) && Path::new("/usr/bin/nice").exists() {
        let mut command = Command::new("/usr/bin/nice");
        command.args(["-n", "19"]).arg(path);
        command
    } else {
        Command::new(path)
    };
    hide(&mut command);
    // Its threads wait for one another longer than they work.
    command.env("OMP_THREAD_LIMIT", "1");
    command
}

#[cfg(windows)]
fn hide(command: &mut Command) {
    use std::os::windows::process::CommandExt;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    const IDLE_PRIORITY_CLASS: u32 = 0x40;
    command.creation_flags(CREATE_NO_WINDOW | IDLE_PRIORITY_CLASS);
}

#[cfg(not(windows))]
fn hide(_: &mut Command) {}

/// A child that does not outlive its caller's interest.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn run(command: &mut Command, input: &[u8], limit: Duration, cancelled: &AtomicBool) -> Result<String, RunError> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = Running(command.spawn().map_err(RunError::Start)?);
    let patience = Patience::new(running.0.id(), limit);
    let no_pipe = || RunError::Start(std::io::Error::other("the program has no pipe"));
    let mut stdin = running.0.stdin.take().ok_or_else(no_pipe)?;
    let stdout = running.0.stdout.take().ok_or_else(no_pipe)?;
    let stderr = running.0.stderr.take().ok_or_else(no_pipe)?;
    thread::scope(|scope| {
        let answer = scope.spawn(move || drain(stdout));
        let complaint = scope.spawn(move || drain(stderr));
        scope.spawn(move || {
            // One that does not listen to the end says why, or ends with an error.
            let _ = stdin.write_all(input);
        });
        let ended = loop {
            match running.0.try_wait() {
                Ok(Some(status)) => break Ok(status),
                Ok(None) if cancelled.load(Ordering::Relaxed) => break Err(RunError::Cancelled),
                Ok(None) if patience.is_over() => break Err(RunError::TimedOut),
                Ok(None) => thread::sleep(LOOK_EVERY),
                Err(error) => break Err(RunError::Start(error)),
            }
        };
        // The pipes end with it, and so do the threads that hold them.
        drop(running);
        let status = ended?;
        let answer = answer.join().unwrap_or_default();
        if status.success() {
            return Ok(answer);
        }
        let complaint = complaint.join().unwrap_or_default();
        let words: Vec<&str> = complaint.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        Err(RunError::Failed(match words.as_slice() {
            [] => status.to_string(),
            words => words[words.len().saturating_sub(3)..].join(" "),
        }))
    })
}

fn drain(pipe: impl Read) -> String {
    let mut bytes = vec![];
    // What was said until it broke is what there is.
    let _ = pipe.take(MAX_ANSWER).read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::time::Instant;

    /// What became of a shell's script, and seconds on the clock.
    fn took(script: &str) -> (Result<String, RunError>, f64) {
        let begun = Instant::now();
        let mut shell = Command::new("sh");
        let result = run(shell.args(["-c", script]), &[], Duration::from_millis(500), &AtomicBool::new(false));
        (result, begun.elapsed().as_secs_f64())
    }

    #[test]
    fn a_program_has_its_limit_of_a_processor_and_one_that_sleeps_has_it_on_the_clock() {
        let (sleeps, on_clock) = took("exec sleep 60");
        assert!(matches!(sleeps, Err(RunError::TimedOut)) && on_clock < 2.5, "{on_clock}");
        // Stopped three times of four, as on a machine with much else to do: it takes longer than its limit, and ends.
        let held_up = "work() { n=0; while [ $n -lt 60000 ]; do n=$((n + 1)); done; }; \
            (while kill -STOP $$ && sleep 0.09 && kill -CONT $$ && sleep 0.03; do :; done) & \
            helper=$!; work; kill $helper; echo done";
        let (worked, on_clock) = took(held_up);
        assert!(matches!(&worked, Ok(answer) if answer == "done\n"), "{on_clock} s: {:?}", worked.err());
        let (endless, on_clock) = took("while :; do :; done");
        assert!(matches!(endless, Err(RunError::TimedOut)) && on_clock >= 0.5, "{on_clock}");
    }
}
