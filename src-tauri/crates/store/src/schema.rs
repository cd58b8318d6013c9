//! Brings a database to the newest schema: numbered migrations, append-only.

use crate::{Error, backup};
use rusqlite::Connection;
use std::path::Path;

const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_library.sql"),
    include_str!("../migrations/0002_document_passwords.sql"),
    include_str!("../migrations/0003_rooms.sql"),
    include_str!("../migrations/0004_settings.sql"),
    include_str!("../migrations/0005_corrections.sql"),
    include_str!("../migrations/0009_kept_searches.sql"),
    include_str!("../migrations/0010_annotation_kinds.sql"),
    include_str!("../migrations/0013_room_notes.sql"),
    include_str!("../migrations/0011_name_spellings.sql"),
];

/// Applies what is missing; a copy is made before, unless the database is new.
pub fn migrate(conn: &mut Connection, backups: &Path) -> Result<(), Error> {
    let known = MIGRATIONS.len() as u32;
    let found: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found > 0 && found < known {
        std::fs::create_dir_all(backups).map_err(|source| Error::Backup { source })?;
        let copy = backups.join(format!("before-schema-{known}.sqlite"));
        if !copy.exists() {
            backup::copy(conn, &copy)?;
        }
    }
    for version in found..known {
        let tx = conn.transaction()?;
        tx.execute_batch(MIGRATIONS[version as usize])?;
        tx.pragma_update(None, "user_version", version + 1)?;
        tx.commit()?;
    }
    Ok(())
}
