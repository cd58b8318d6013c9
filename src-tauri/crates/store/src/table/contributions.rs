//! Contributions of meetings.

use crate::{Error, row};
use model::{Contribution, ContributionId, MeetingId, Problem};
use rusqlite::{Connection, Row, params};

pub struct Contributions<'a> {
    pub(crate) conn: &'a Connection,
}

/// A contribution with what its source left doubtful.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredContribution {
    pub contribution: Contribution,
    /// It was there in an earlier version of the programme, and is not in the newest.
    pub withdrawn: bool,
    pub problems: Vec<Problem>,
}

impl Contributions<'_> {
    pub fn list(&self, meeting: MeetingId) -> Result<Vec<StoredContribution>, Error> {
        let sql = "SELECT * FROM contributions WHERE meeting = ?1 ORDER BY position";
        row::all(self.conn, sql, [meeting.to_string()], contribution)
    }

    pub fn get(&self, id: ContributionId) -> Result<Option<StoredContribution>, Error> {
        row::first(self.conn, "SELECT * FROM contributions WHERE id = ?1", [id.to_string()], contribution)
    }

    /// With its credits.
    pub fn delete(&self, id: ContributionId) -> Result<(), Error> {
        let id = id.to_string();
        row::run(self.conn, "DELETE FROM credits WHERE subject_kind = 'contribution' AND subject = ?1", [&id])?;
        row::run(self.conn, "DELETE FROM contributions WHERE id = ?1", [&id])?;
        Ok(())
    }

    pub fn upsert(&self, stored: &StoredContribution) -> Result<(), Error> {
        let c = &stored.contribution;
        let sql = r#"INSERT INTO contributions (id, meeting, session, source_key, title, date, start, "end",
                                              material_kind, links, raw, line, position, withdrawn, problems, room, description)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
                   ON CONFLICT (id) DO UPDATE SET session = ?3, source_key = ?4, title = ?5, date = ?6, start = ?7,
                       "end" = ?8, material_kind = ?9, links = ?10, raw = ?11, line = ?12, position = ?13,
                       withdrawn = ?14, problems = ?15, room = ?16, description = ?17"#;
        let values = params![
            c.id.to_string(),
            c.meeting.to_string(),
            c.session.map(|id| id.to_string()),
            c.source_key,
            c.title,
            c.date.map(|d| d.to_string()),
            c.start.map(|t| t.to_string()),
            c.end.map(|t| t.to_string()),
            c.material_kind,
            row::to_json(&c.links),
            c.raw,
            c.line,
            c.position,
            stored.withdrawn,
            row::to_json(&stored.problems),
            c.room,
            c.description,
        ];
        row::run(self.conn, sql, values)?;
        Ok(())
    }
}

fn contribution(row: &Row) -> Result<StoredContribution, Error> {
    Ok(StoredContribution {
        contribution: Contribution {
            id: row::parsed(row, "id")?,
            meeting: row::parsed(row, "meeting")?,
            session: row::maybe_parsed(row, "session")?,
            source_key: row::get(row, "source_key")?,
            title: row::get(row, "title")?,
            date: row::maybe_parsed(row, "date")?,
            start: row::maybe_parsed(row, "start")?,
            end: row::maybe_parsed(row, "end")?,
            room: row::get(row, "room")?,
            description: row::get(row, "description")?,
            material_kind: row::get(row, "material_kind")?,
            links: row::json(row, "links")?,
            raw: row::get(row, "raw")?,
            line: row::get(row, "line")?,
            position: row::get(row, "position")?,
        },
        withdrawn: row::get(row, "withdrawn")?,
        problems: row::json(row, "problems")?,
    })
}
