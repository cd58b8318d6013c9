//! `cargo xtask`: runs, tests, measures and pictures the application, installing what is missing first.

mod fuzz;
mod setup;
mod steps;
mod ui;

use setup::Need;
use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};
use steps::{Steps, cargo, run, target_dir};

const USAGE: &str = "\
cargo xtask run [--release] [ARGS...]          builds, and opens the window on the sample meeting
cargo xtask test [FILTER...]                   checks and tests everything, in the real window too
cargo xtask bench [ARGS...]                    measures a release build
cargo xtask screenshots DIR [LIBRARY] [--release]  pictures every view, of the sample or of a library
cargo xtask fuzz [TARGET [SECONDS]]            looks for files that hurt; text, render, metadata, annotations
cargo xtask sample                             compiles the sample meeting's decks anew
cargo xtask bundle [KIND...]                   makes an installable package (deb, app, dmg, nsis, msi)

Each installs what it needs first: Debian packages (by apt-get, with sudo unless root) and the npm packages of ui/.";

type Outcome = Result<(), String>;

fn main() -> ExitCode {
    let mut args: Vec<String> = env::args().skip(1).collect();
    let command = if args.is_empty() { String::new() } else { args.remove(0) };
    let outcome = match command.as_str() {
        "run" => run_window(args),
        "test" => test(args),
        "bench" => bench(args),
        "screenshots" => screenshots(args),
        "fuzz" => fuzz::run(&args),
        "sample" => sample(),
        "bundle" => bundle(args),
        "" | "help" | "-h" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(format!("there is no `{command}`.\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("\nxtask: {message}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's folder.
fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(2).unwrap_or(xtask).to_path_buf()
}

fn run_window(mut args: Vec<String>) -> Outcome {
    let has_display =
        ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|v| !v.is_empty()));
    if cfg!(target_os = "linux") && !has_display {
        return Err("there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open.\n\
             `cargo xtask screenshots DIR` starts the application without one and writes a picture of every view."
            .to_owned());
    }
    let release = take_flag(&mut args, "--release");
    setup::install(&[Need::Build])?;
    setup::offer_recognition()?;
    ui::build()?;
    let library = target_dir().join("sample-library").display().to_string();
    let mut cargo_args = vec!["run", "--package", "rapporteur-desktop"];
    cargo_args.extend(release.then_some("--release"));
    cargo_args.extend(["--", "--library", &library, "--sample"]);
    cargo_args.extend(args.iter().map(String::as_str));
    run(cargo(&cargo_args))
}

fn test(filters: Vec<String>) -> Outcome {
    let mut steps = Steps::default();
    steps.step("install", || setup::install(&[Need::Build, Need::Window, Need::Recognition]))?;
    steps.step("format", || run(cargo(&["fmt", "--all", "--check"])))?;
    steps.step("ui: build", ui::build)?;
    steps.step("ui: check", || ui::script("check"))?;
    steps.step("ui: test", || ui::script("test"))?;
    steps.step("clippy", || {
        run(cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"]))
    })?;
    // The tests that drive the window and the command line start these.
    steps.step("build", || run(cargo(&["build", "--workspace", "--bins"])))?;
    steps.step("test", || {
        // It runs the tests of all programs side by side, and ends one that hangs.
        let side_by_side = steps::output("cargo", &["nextest", "--version"]).is_some();
        let mut args = match side_by_side {
            true => vec!["nextest", "run", "--workspace", "--config-file", "tests/nextest.toml"],
            // There is no code in our documentation.
            false => vec!["test", "--workspace", "--no-fail-fast", "--lib", "--bins", "--tests"],
        };
        args.extend(filters.iter().map(String::as_str));
        run(cargo(&args))
    })
}

fn bench(args: Vec<String>) -> Outcome {
    let mut needs = vec![Need::Build, Need::Window, Need::Recognition];
    // Other readers are large, and are fetched where they are asked for.
    needs.extend(args.iter().any(|arg| arg == "peers").then_some(Need::Peers));
    setup::install(&needs)?;
    ui::build()?;
    run(cargo(&["build", "--release", "--package", "rapporteur-desktop", "--package", "rapporteur-cli"]))?;
    let mut cargo_args = vec!["run", "--release", "--package", "rapporteur-tests", "--bin", "bench", "--"];
    cargo_args.extend(args.iter().map(String::as_str));
    run(cargo(&cargo_args))
}

fn screenshots(mut args: Vec<String>) -> Outcome {
    let release = take_flag(&mut args, "--release");
    if args.is_empty() || args.len() > 2 {
        return Err(format!("screenshots needs one folder, and can have a library.\n\n{USAGE}"));
    }
    let folders: Vec<String> = args.iter().map(|dir| steps::absolute(Path::new(dir)).display().to_string()).collect();
    setup::install(&[Need::Build, Need::Window])?;
    ui::build()?;
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    run(cargo(&[&["build", "--package", "rapporteur-desktop"], profile].concat()))?;
    let binary = ["run", "--package", "rapporteur-tests", "--bin", "screenshots"];
    let folders: Vec<&str> = folders.iter().map(String::as_str).collect();
    run(cargo(&[&binary, profile, &["--"], &folders].concat()))
}

fn sample() -> Outcome {
    setup::install(&[Need::Sample])?;
    let decks = root().join("src-tauri/sample/decks");
    // The fonts are Debian's; elsewhere their folder is named by hand.
    let fonts = env::var("SAMPLE_FONTS").unwrap_or_else(|_| "/usr/share/fonts".to_owned());
    run(steps::command("python3", &["compile.py", &fonts], &decks))
}

fn bundle(kinds: Vec<String>) -> Outcome {
    setup::install(&[Need::Build])?;
    ui::build()?;
    let kinds = match (kinds.is_empty(), env::consts::OS) {
        (false, _) => kinds.join(","),
        (true, "macos") => "app,dmg".to_owned(),
        (true, "windows") => "nsis".to_owned(),
        (true, _) => "deb".to_owned(),
    };
    run(steps::command("npx", &["--yes", "@tauri-apps/cli@^2", "build", "--bundles", &kinds], &root()))
}

fn take_flag(args: &mut Vec<String>, flag: &str) -> bool {
    let n_before = args.len();
    args.retain(|arg| arg != flag);
    args.len() < n_before
}
