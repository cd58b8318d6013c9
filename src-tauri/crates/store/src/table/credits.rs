//! Who is credited with what, as printed there.

use crate::{Error, row};
use model::{ContributionId, Credit, CreditSubject, MeetingId, SessionId};
use rusqlite::{Connection, Row, params};

pub struct Credits<'a> {
    pub(crate) conn: &'a Connection,
}

impl Credits<'_> {
    /// The credits of a meeting's sessions and contributions, in order.
    pub fn list(&self, meeting: MeetingId) -> Result<Vec<Credit>, Error> {
        let sql = "SELECT * FROM credits
                   WHERE subject_kind = 'contribution' AND subject IN (SELECT id FROM contributions WHERE meeting = ?1)
                      OR subject_kind = 'session' AND subject IN (SELECT id FROM sessions WHERE meeting = ?1)
                   ORDER BY subject_kind, subject, position";
        row::all(self.conn, sql, [meeting.to_string()], credit)
    }

    /// The credits of one session or contribution, in order.
    pub fn of(&self, subject: CreditSubject) -> Result<Vec<Credit>, Error> {
        let (kind, id) = subject_columns(subject);
        let sql = "SELECT * FROM credits WHERE subject_kind = ?1 AND subject = ?2 ORDER BY position";
        row::all(self.conn, sql, params![kind, id], credit)
    }

    /// Replaces the credits of one session or contribution.
    pub fn replace(&self, subject: CreditSubject, credits: &[Credit]) -> Result<(), Error> {
        let (kind, id) = subject_columns(subject);
        row::run(self.conn, "DELETE FROM credits WHERE subject_kind = ?1 AND subject = ?2", params![kind, id])?;
        let sql = "INSERT INTO credits (subject_kind, subject, position, person, organization, role, honorific, name,
                                        affiliation)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        for c in credits {
            let values = params![
                kind,
                id,
                c.position,
                c.person.map(|id| id.to_string()),
                c.organization.map(|id| id.to_string()),
                row::name(&c.role),
                c.honorific,
                c.name,
                c.affiliation,
            ];
            row::run(self.conn, sql, values)?;
        }
        Ok(())
    }
}

fn subject_columns(subject: CreditSubject) -> (&'static str, String) {
    match subject {
        CreditSubject::Contribution(id) => ("contribution", id.to_string()),
        CreditSubject::Session(id) => ("session", id.to_string()),
    }
}

fn credit(row: &Row) -> Result<Credit, Error> {
    let kind: String = row::get(row, "subject_kind")?;
    let subject = match kind.as_str() {
        "session" => CreditSubject::Session(row::parsed::<SessionId>(row, "subject")?),
        _ => CreditSubject::Contribution(row::parsed::<ContributionId>(row, "subject")?),
    };
    Ok(Credit {
        subject,
        person: row::maybe_parsed(row, "person")?,
        organization: row::maybe_parsed(row, "organization")?,
        role: row::named(row, "role")?,
        honorific: row::get(row, "honorific")?,
        name: row::get(row, "name")?,
        affiliation: row::get(row, "affiliation")?,
        position: row::get(row, "position")?,
    })
}
