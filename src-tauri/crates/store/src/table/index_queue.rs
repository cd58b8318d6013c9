//! What the search index has yet to take up.

use crate::{Error, row};
use rusqlite::{Connection, Row, params};

pub struct IndexQueue<'a> {
    pub(crate) conn: &'a Connection,
}

impl IndexQueue<'_> {
    pub fn push(&self, key: &str) -> Result<(), Error> {
        row::run(self.conn, "INSERT INTO index_queue (key) VALUES (?1)", [key])?;
        Ok(())
    }

    /// The oldest `limit` entries: sequence number and key.
    pub fn list(&self, limit: u32) -> Result<Vec<(i64, String)>, Error> {
        let read = |row: &Row| Ok((row::get(row, "seq")?, row::get(row, "key")?));
        row::all(self.conn, "SELECT seq, key FROM index_queue ORDER BY seq LIMIT ?1", [limit], read)
    }

    pub fn count(&self) -> Result<u32, Error> {
        let sql = "SELECT count(*) AS n FROM index_queue";
        Ok(row::first(self.conn, sql, [], |row| row::get(row, "n"))?.unwrap_or(0))
    }

    pub fn is_empty(&self) -> Result<bool, Error> {
        Ok(row::first(self.conn, "SELECT 1 FROM index_queue LIMIT 1", [], |_| Ok(()))?.is_none())
    }

    /// Forgets all entries up to and with this sequence number.
    pub fn forget(&self, seq: i64) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM index_queue WHERE seq <= ?1", params![seq])?;
        Ok(())
    }
}
