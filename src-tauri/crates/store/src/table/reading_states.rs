//! Where the reader was in each document.

use crate::{Error, row};
use model::{DocumentId, ReadingState};
use rusqlite::{Connection, Row, params};
use std::collections::HashMap;

pub struct ReadingStates<'a> {
    pub(crate) conn: &'a Connection,
}

impl ReadingStates<'_> {
    pub fn get(&self, document: &DocumentId) -> Result<Option<ReadingState>, Error> {
        let sql = "SELECT state FROM reading_states WHERE document = ?1";
        row::first(self.conn, sql, [document.as_str()], |row| row::json(row, "state"))
    }

    pub fn list(&self) -> Result<HashMap<DocumentId, ReadingState>, Error> {
        let read = |row: &Row| Ok((row::parsed(row, "document")?, row::json(row, "state")?));
        Ok(row::all(self.conn, "SELECT document, state FROM reading_states", [], read)?.into_iter().collect())
    }

    pub fn set(&self, document: &DocumentId, state: &ReadingState) -> Result<(), Error> {
        let sql = "INSERT INTO reading_states (document, state) VALUES (?1, ?2)
                   ON CONFLICT (document) DO UPDATE SET state = ?2";
        row::run(self.conn, sql, params![document.as_str(), row::to_json(state)])?;
        Ok(())
    }
}
