//! What the newest source says of each thing of a programme, beneath the reader's corrections.

use crate::{Error, row};
use model::{ItemKind, MeetingId};
use rusqlite::{Connection, Row, params};
use serde::{Serialize, de::DeserializeOwned};

pub struct ProgrammeItems<'a> {
    pub(crate) conn: &'a Connection,
}

impl ProgrammeItems<'_> {
    pub fn get<T: DeserializeOwned>(&self, kind: ItemKind, id: &str) -> Result<Option<T>, Error> {
        let sql = "SELECT content FROM programme_items WHERE kind = ?1 AND id = ?2";
        row::first(self.conn, sql, params![row::name(&kind), id], |row| row::json(row, "content"))
    }

    /// Those of a kind in a meeting; also of what the reader deleted.
    pub fn list<T: DeserializeOwned>(&self, meeting: MeetingId, kind: ItemKind) -> Result<Vec<T>, Error> {
        let sql = "SELECT content FROM programme_items WHERE meeting = ?1 AND kind = ?2 ORDER BY id";
        let read = |row: &Row| row::json(row, "content");
        row::all(self.conn, sql, params![meeting.to_string(), row::name(&kind)], read)
    }

    pub fn set(&self, kind: ItemKind, id: &str, meeting: MeetingId, content: &impl Serialize) -> Result<(), Error> {
        let sql = "INSERT INTO programme_items (kind, id, meeting, content) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (kind, id) DO UPDATE SET meeting = ?3, content = ?4";
        row::run(self.conn, sql, params![row::name(&kind), id, meeting.to_string(), row::to_json(content)])?;
        Ok(())
    }
}
