//! Where answers go: standard output, or a file that appears whole.

use crate::error::Error;
use serde::Serialize;
use std::{
    ffi::OsString,
    fs,
    io::{IsTerminal, Write},
    path::Path,
};

/// Prints text as it is.
pub fn text(text: &str) -> Result<(), Error> {
    bytes(text.as_bytes())
}

/// Prints a value as JSON, indented.
pub fn json(value: &impl Serialize) -> Result<(), Error> {
    bytes(&to_json(value)?)
}

/// A value as JSON, indented, and with the end of its last line.
pub fn to_json(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let answer = |source: serde_json::Error| Error::Answer { source: source.into() };
    let mut json = serde_json::to_vec_pretty(value).map_err(answer)?;
    json.push(b'\n');
    Ok(json)
}

/// Writes to standard output.
pub fn bytes(bytes: &[u8]) -> Result<(), Error> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(bytes).and_then(|()| stdout.flush()).map_err(|source| Error::Answer { source })
}

/// Writes what a terminal cannot show: to the file, or to standard output where it is something else.
pub fn binary(bytes: &[u8], output: Option<&Path>) -> Result<(), Error> {
    match output.filter(|path| !is_stdout(path)) {
        Some(path) => file(path, bytes),
        None if std::io::stdout().is_terminal() => Err(Error::BinaryToTerminal),
        None => self::bytes(bytes),
    }
}

/// `-` is standard output.
pub fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Writes a file beside its place, then moves it there: what stood there before stays whole if writing fails.
pub fn file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |source| Error::File { doing: "write", path: path.to_owned(), source };
    // A device or a pipe is written to as it is.
    if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return fs::write(path, bytes).map_err(failed);
    }
    let mut name = OsString::from(path);
    name.push(format!(".{}.tmp", std::process::id()));
    let written = fs::write(&name, bytes).and_then(|()| fs::rename(&name, path));
    written.map_err(|source| {
        // It may not even have come to be.
        let _ = fs::remove_file(&name);
        failed(source)
    })
}

/// Says something that is no answer.
pub fn talk(text: &str) {
    // Where standard error is closed, nobody listens.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Refuses to write where an original lies: whatever an option says, it is read and nothing else.
pub fn not_an_original(output: Option<&Path>, originals: &[impl AsRef<Path>]) -> Result<(), Error> {
    let Some(output) = output.filter(|path| !is_stdout(path)) else { return Ok(()) };
    // What does not exist yet is no original.
    let Ok(place) = fs::canonicalize(output) else { return Ok(()) };
    let is_original = |path: &Path| fs::canonicalize(path).is_ok_and(|original| original == place);
    if originals.iter().any(|path| is_original(path.as_ref())) {
        return Err(Error::Original { path: output.to_owned() });
    }
    Ok(())
}
