//! What the reader has set for this library, by name.

use crate::{Error, row};
use rusqlite::{Connection, params};

pub struct Settings<'a> {
    pub(crate) conn: &'a Connection,
}

impl Settings<'_> {
    pub fn get(&self, name: &str) -> Result<Option<String>, Error> {
        row::first(self.conn, "SELECT value FROM settings WHERE name = ?1", [name], |row| row::get(row, "value"))
    }

    pub fn set(&self, name: &str, value: &str) -> Result<(), Error> {
        let sql = "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2";
        row::run(self.conn, sql, params![name, value])?;
        Ok(())
    }
}
