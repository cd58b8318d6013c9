//! What this library is: its id, and this installation's name in the history.

use crate::{Error, row};
use rusqlite::{Connection, Row, params};

pub struct LibraryTable<'a> {
    pub(crate) conn: &'a Connection,
}

impl LibraryTable<'_> {
    /// The library's id and device, where it has them yet.
    pub fn get(&self) -> Result<Option<(String, String)>, Error> {
        let read = |row: &Row| Ok((row::get(row, "id")?, row::get(row, "device")?));
        row::first(self.conn, "SELECT id, device FROM library", [], read)
    }

    pub fn insert(&self, id: &str, device: &str, created_at: jiff::Timestamp) -> Result<(), Error> {
        let sql = "INSERT INTO library (id, device, created_at) VALUES (?1, ?2, ?3)";
        row::run(self.conn, sql, params![id, device, created_at.to_string()])?;
        Ok(())
    }
}
