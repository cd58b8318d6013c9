//! Names and symbols in texts, and names that may be one person's: right and wrong on labelled strings of our own, and
//! how long it takes.

use std::{env, process::Command};

/// What is measured lives below the library's front door, so it is an example of its own crate.
pub fn measure() -> Result<(), String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ours = ["run", "--quiet", "--release", "--package", "rapporteur-linking", "--example", "bench_linking"];
    let status = Command::new(cargo).args(ours).status().map_err(|error| format!("cargo does not start: {error}"))?;
    if !status.success() {
        return Err(format!("the bench of names and symbols ended with {status}"));
    }
    Ok(())
}
