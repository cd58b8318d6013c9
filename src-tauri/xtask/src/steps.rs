//! Running programs, and saying how long each step took.

use crate::{Outcome, root};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

/// Steps with their times; the summary is printed when it is dropped, after a failure too.
#[derive(Default)]
pub struct Steps(Vec<(&'static str, Duration, bool)>);

impl Steps {
    pub fn step(&mut self, name: &'static str, work: impl FnOnce() -> Outcome) -> Outcome {
        eprintln!("\n── {name}");
        let start = Instant::now();
        let outcome = work();
        self.0.push((name, start.elapsed(), outcome.is_ok()));
        outcome.map_err(|message| format!("{name}: {message}"))
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        eprintln!();
        for (name, time, passed) in &self.0 {
            eprintln!("{name:<12} {:>7.1} s{}", time.as_secs_f32(), if *passed { "" } else { "  FAILED" });
        }
        let total: Duration = self.0.iter().map(|(_, time, _)| *time).sum();
        eprintln!("{:<12} {:>7.1} s", "in all", total.as_secs_f32());
    }
}

/// Where cargo puts what it builds.
pub fn target_dir() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) if !dir.is_empty() => absolute(Path::new(&dir)),
        _ => root().join("target"),
    }
}

pub fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// The cargo that runs this, in the repository's folder.
pub fn cargo(args: &[&str]) -> Command {
    let program = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = command(&program, args, &root());
    // A folder given relative to where the user stands would be another one from the root.
    command.env("CARGO_TARGET_DIR", target_dir());
    command
}

pub fn command(program: &str, args: &[&str], dir: &Path) -> Command {
    // On Windows, npm and npx are scripts, which are found by their whole name only.
    let is_script = cfg!(windows) && matches!(program, "npm" | "npx");
    let mut command = Command::new(if is_script { format!("{program}.cmd") } else { program.to_owned() });
    command.args(args).current_dir(dir);
    command
}

/// Shows the command and runs it to its end.
pub fn run(mut command: Command) -> Outcome {
    let words: Vec<_> = [command.get_program()].into_iter().chain(command.get_args()).collect();
    let shown = words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let shown = shown.replacen(&env::var("CARGO").unwrap_or_default(), "cargo", 1);
    eprintln!("$ {shown}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` ended with {status}")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// What a program prints, if it runs and succeeds.
pub fn output(program: &str, args: &[&str]) -> Option<String> {
    let output = command(program, args, &root()).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
