//! Our programs as cargo built them, beside the test that runs.

use std::{env, path::PathBuf};

/// The window's program, `rapporteur-desktop`.
pub fn desktop() -> PathBuf {
    program("rapporteur-desktop")
}

/// The command line, `rapporteur`.
pub fn command_line() -> PathBuf {
    program("rapporteur")
}

/// Where what a test leaves for people to look at goes, such as the picture of a failure.
pub fn artifacts() -> PathBuf {
    let dir = built().join("artifacts");
    std::fs::create_dir_all(&dir).expect("the target folder can be written");
    dir
}

fn program(name: &str) -> PathBuf {
    let path = built().join(format!("{name}{}", env::consts::EXE_SUFFIX));
    assert!(
        path.exists(),
        "{} is not built; `cargo xtask test` does it, or `cargo build --workspace --bins`",
        path.display()
    );
    path
}

/// `target/debug` or `target/release`: tests run in its folder `deps`, other programs in it.
fn built() -> PathBuf {
    let mut dir = env::current_exe().expect("a program knows its own path");
    dir.pop();
    if dir.ends_with("deps") {
        dir.pop();
    }
    dir
}
