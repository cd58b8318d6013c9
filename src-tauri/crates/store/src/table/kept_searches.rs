//! Searches that the reader keeps; a projection of the history.

use crate::{Error, row};
use model::{KeptSearch, KeptSearchId};
use rusqlite::{Connection, Row, params};

pub struct KeptSearches<'a> {
    pub(crate) conn: &'a Connection,
}

impl KeptSearches<'_> {
    /// All, in the order in which they were kept: ids grow with time.
    pub fn list(&self) -> Result<Vec<KeptSearch>, Error> {
        row::all(self.conn, "SELECT * FROM kept_searches ORDER BY id", [], kept_search)
    }

    pub fn get(&self, id: KeptSearchId) -> Result<Option<KeptSearch>, Error> {
        row::first(self.conn, "SELECT * FROM kept_searches WHERE id = ?1", [id.to_string()], kept_search)
    }

    pub fn upsert(&self, search: &KeptSearch) -> Result<(), Error> {
        let sql = "INSERT INTO kept_searches (id, query) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET query = ?2";
        row::run(self.conn, sql, params![search.id.to_string(), search.query])?;
        Ok(())
    }

    pub fn delete(&self, id: KeptSearchId) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM kept_searches WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}

fn kept_search(row: &Row) -> Result<KeptSearch, Error> {
    Ok(KeptSearch { id: row::parsed(row, "id")?, query: row::get(row, "query")? })
}
