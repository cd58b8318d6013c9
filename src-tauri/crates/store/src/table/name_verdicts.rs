//! The reader's word on whether two names of the register are one's; a projection of the history.

use crate::{Error, row};
use model::{NameKind, NameVerdict};
use rusqlite::{Connection, Row, params};

pub struct NameVerdicts<'a> {
    pub(crate) conn: &'a Connection,
}

/// A verdict on two of a kind, by their ids; the second may be a spelling alone, which no programme has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredVerdict {
    pub kind: NameKind,
    pub one: String,
    pub other: String,
    pub verdict: NameVerdict,
    /// The spelling, where the second is one.
    pub name: Option<String>,
}

impl NameVerdicts<'_> {
    pub fn list(&self) -> Result<Vec<StoredVerdict>, Error> {
        row::all(self.conn, "SELECT * FROM name_verdicts ORDER BY kind, one, other", [], stored)
    }

    /// Sets or, with `None`, forgets a verdict.
    pub fn set(&self, stored: &StoredVerdict, is_there: bool) -> Result<(), Error> {
        let StoredVerdict { kind, one, other, verdict, name } = stored;
        let kind = kind.name();
        if !is_there {
            let sql = "DELETE FROM name_verdicts WHERE kind = ?1 AND one = ?2 AND other = ?3";
            row::run(self.conn, sql, params![kind, one, other])?;
            return Ok(());
        }
        let sql = "INSERT INTO name_verdicts (kind, one, other, verdict, name) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (kind, one, other) DO UPDATE SET verdict = ?4, name = ?5";
        row::run(self.conn, sql, params![kind, one, other, verdict.name(), name])?;
        Ok(())
    }
}

fn stored(row: &Row) -> Result<StoredVerdict, Error> {
    let (kind, verdict): (String, String) = (row::get(row, "kind")?, row::get(row, "verdict")?);
    Ok(StoredVerdict {
        kind: NameKind::from_name(&kind).unwrap_or(NameKind::Person),
        one: row::get(row, "one")?,
        other: row::get(row, "other")?,
        verdict: NameVerdict::from_name(&verdict).unwrap_or(NameVerdict::Unsure),
        name: row::get(row, "name")?,
    })
}
