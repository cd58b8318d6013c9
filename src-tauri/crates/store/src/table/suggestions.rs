//! Machine guesses of which document belongs to which contribution.

use crate::{Error, row};
use model::{ContributionId, DocumentId, MatchReason, MeetingId};
use rusqlite::{Connection, Row, params};

pub struct Suggestions<'a> {
    pub(crate) conn: &'a Connection,
}

/// A guess, with its score from 0 to 1 and its reasons.
pub type Suggestion = (DocumentId, ContributionId, f32, Vec<MatchReason>);

impl Suggestions<'_> {
    /// All, best first.
    pub fn list(&self) -> Result<Vec<Suggestion>, Error> {
        let read = |row: &Row| {
            Ok((
                row::parsed(row, "document")?,
                row::parsed(row, "contribution")?,
                row::get(row, "score")?,
                row::json(row, "reasons")?,
            ))
        };
        row::all(self.conn, "SELECT * FROM suggestions ORDER BY score DESC", [], read)
    }

    /// Replaces all guesses for a meeting's contributions.
    pub fn replace(&self, meeting: MeetingId, suggestions: &[Suggestion]) -> Result<(), Error> {
        let sql = "DELETE FROM suggestions
                   WHERE contribution IN (SELECT id FROM contributions WHERE meeting = ?1)";
        row::run(self.conn, sql, [meeting.to_string()])?;
        let sql = "INSERT INTO suggestions (document, contribution, score, reasons) VALUES (?1, ?2, ?3, ?4)";
        for (document, contribution, score, reasons) in suggestions {
            let values = params![document.as_str(), contribution.to_string(), score, row::to_json(reasons)];
            row::run(self.conn, sql, values)?;
        }
        Ok(())
    }
}
