//! Meetings, and the programmes they were read from.

use crate::{Error, row};
use model::{Meeting, MeetingId, Problem};
use rusqlite::{Connection, Row, params};

pub struct Meetings<'a> {
    pub(crate) conn: &'a Connection,
}

/// A meeting with what its source left doubtful.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredMeeting {
    pub meeting: Meeting,
    pub problems: Vec<Problem>,
}

impl Meetings<'_> {
    /// All but those that the reader deleted.
    pub fn list(&self) -> Result<Vec<StoredMeeting>, Error> {
        row::all(self.conn, "SELECT * FROM meetings WHERE deleted = 0 ORDER BY id", [], meeting)
    }

    /// The meeting, unless the reader deleted it.
    pub fn get(&self, id: MeetingId) -> Result<Option<StoredMeeting>, Error> {
        let sql = "SELECT * FROM meetings WHERE id = ?1 AND deleted = 0";
        row::first(self.conn, sql, [id.to_string()], meeting)
    }

    /// Hides the meeting, or shows it again; all that is in it stays.
    pub fn set_deleted(&self, id: MeetingId, deleted: bool) -> Result<(), Error> {
        row::run(self.conn, "UPDATE meetings SET deleted = ?2 WHERE id = ?1", params![id.to_string(), deleted])?;
        Ok(())
    }

    /// Also one that the reader deleted.
    pub fn by_source_key(&self, key: &str) -> Result<Option<StoredMeeting>, Error> {
        row::first(self.conn, "SELECT * FROM meetings WHERE source_key = ?1", [key], meeting)
    }

    pub fn upsert(&self, stored: &StoredMeeting) -> Result<(), Error> {
        let m = &stored.meeting;
        let sql =
            "INSERT INTO meetings (id, source_key, title, description, venue, time_zone, material_kinds, problems,
                                         listed)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                   ON CONFLICT (id) DO UPDATE SET source_key = ?2, title = ?3, description = ?4, venue = ?5,
                       time_zone = ?6, material_kinds = ?7, problems = ?8, listed = ?9";
        let values = params![
            m.id.to_string(),
            m.source_key,
            m.title,
            m.description,
            m.venue,
            m.time_zone,
            row::to_json(&m.material_kinds),
            row::to_json(&stored.problems),
            row::to_json(&m.listed),
        ];
        row::run(self.conn, sql, values)?;
        Ok(())
    }

    /// Keeps the source's bytes; the same bytes are kept once.
    pub fn add_source(
        &self,
        meeting: MeetingId,
        sha256: &str,
        name: Option<&str>,
        content: &[u8],
        imported_at: jiff::Timestamp,
        options: Option<&str>,
    ) -> Result<(), Error> {
        let sql = "INSERT INTO programme_sources (meeting, sha256, name, content, imported_at, options)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (meeting, sha256) DO UPDATE SET options = ?6";
        let values = params![meeting.to_string(), sha256, name, content, imported_at.to_string(), options];
        row::run(self.conn, sql, values)?;
        Ok(())
    }
}

fn meeting(row: &Row) -> Result<StoredMeeting, Error> {
    Ok(StoredMeeting {
        meeting: Meeting {
            id: row::parsed(row, "id")?,
            source_key: row::get(row, "source_key")?,
            title: row::get(row, "title")?,
            description: row::get(row, "description")?,
            venue: row::get(row, "venue")?,
            time_zone: row::get(row, "time_zone")?,
            material_kinds: row::json(row, "material_kinds")?,
            listed: row::json(row, "listed")?,
        },
        problems: row::json(row, "problems")?,
    })
}
