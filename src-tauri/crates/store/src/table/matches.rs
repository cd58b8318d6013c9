//! The reader's word on which document belongs to which contribution; a projection of the history.

use crate::{Error, row};
use model::{ContributionId, DocumentId};
use rusqlite::{Connection, Row, params};

pub struct Matches<'a> {
    pub(crate) conn: &'a Connection,
}

impl Matches<'_> {
    /// All: document, contribution, and whether it was confirmed (else rejected).
    pub fn list(&self) -> Result<Vec<(DocumentId, ContributionId, bool)>, Error> {
        let read = |row: &Row| {
            let verdict: String = row::get(row, "verdict")?;
            Ok((row::parsed(row, "document")?, row::parsed(row, "contribution")?, verdict == "confirmed"))
        };
        row::all(self.conn, "SELECT * FROM matches ORDER BY contribution, document", [], read)
    }

    /// Sets or, with `None`, forgets the verdict.
    pub fn set(
        &self,
        document: &DocumentId,
        contribution: ContributionId,
        confirmed: Option<bool>,
    ) -> Result<(), Error> {
        let (document, contribution) = (document.as_str(), contribution.to_string());
        match confirmed {
            None => {
                let sql = "DELETE FROM matches WHERE document = ?1 AND contribution = ?2";
                row::run(self.conn, sql, params![document, contribution])?;
            }
            Some(confirmed) => {
                let sql = "INSERT INTO matches (document, contribution, verdict) VALUES (?1, ?2, ?3)
                           ON CONFLICT (document, contribution) DO UPDATE SET verdict = ?3";
                let verdict = if confirmed { "confirmed" } else { "rejected" };
                row::run(self.conn, sql, params![document, contribution, verdict])?;
            }
        }
        Ok(())
    }
}
