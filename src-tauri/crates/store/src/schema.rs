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
    include_str!("../migrations/0014_abstracts.sql"),
    include_str!("../migrations/0015_session_labels.sql"),
    include_str!("../migrations/0016_source_texts.sql"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::contributions::Contributions;

    #[test]
    fn talks_of_an_older_library_have_no_abstract_until_their_source_is_read_again() {
        let before = MIGRATIONS.iter().position(|sql| sql.contains("ADD COLUMN description")).expect("it is there");
        let mut conn = Connection::open_in_memory().expect("a database in memory");
        for sql in &MIGRATIONS[..before] {
            conn.execute_batch(sql).expect("an older schema is made");
        }
        conn.pragma_update(None, "user_version", before as u32).expect("its version is set");
        let meeting = "00000000-0000-7000-8000-000000000001";
        let talk = "00000000-0000-7000-8000-000000000002";
        conn.execute_batch(&format!(
            "INSERT INTO meetings (id, source_key, title, material_kinds, listed, problems)
                 VALUES ('{meeting}', 'k', 'Meeting', '[]', '[]', '[]');
             INSERT INTO contributions (id, meeting, source_key, title, links, raw, line, position, problems)
                 VALUES ('{talk}', '{meeting}', 'k', 'Talk', '[]', 'Talk', 1, 0, '[]');"
        ))
        .expect("an older library has a talk");
        let backups = std::env::temp_dir().join(format!("rapporteur-migration-{}", std::process::id()));
        migrate(&mut conn, &backups).expect("it is brought to the newest schema");
        std::fs::remove_dir_all(&backups).expect("a copy was made before");
        let contributions = Contributions { conn: &conn };
        let id = talk.parse().expect("an id");
        let mut stored = contributions.get(id).expect("it is read").expect("it is still there");
        assert_eq!((stored.contribution.title.as_deref(), &stored.contribution.description), (Some("Talk"), &None));
        stored.contribution.description = Some("About it.".to_owned());
        contributions.upsert(&stored).expect("it is written");
        assert_eq!(contributions.get(id).expect("it is read"), Some(stored));
    }
}
