//! Copies of the database, verified before they count.

use crate::Error;
use rusqlite::{Connection, OpenFlags};
use std::{fs, path::Path};

/// Copies an open database. The copy is whole, on disk and sound before it gets its name.
pub fn copy(conn: &Connection, path: &Path) -> Result<(), Error> {
    let temporary = path.with_extension("part");
    let _ = fs::remove_file(&temporary);
    conn.execute("VACUUM INTO ?1", [temporary.to_string_lossy()])?;
    if !is_sound(&temporary) {
        let _ = fs::remove_file(&temporary);
        return Err(Error::BadCopy);
    }
    fs::OpenOptions::new()
        .write(true)
        .open(&temporary)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(&temporary, path))
        .map_err(|source| Error::Backup { source })
}

/// Can the database be read from end to end, and does nothing in it refer to what is not there?
pub fn is_sound(path: &Path) -> bool {
    let check = || -> Result<bool, rusqlite::Error> {
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let answer: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok(answer == "ok" && version > 0)
    };
    check().unwrap_or(false)
}
