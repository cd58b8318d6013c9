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

/// What a programme was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSource {
    pub sha256: String,
    /// Of its file.
    pub name: Option<String>,
    pub content: Vec<u8>,
    pub imported_at: jiff::Timestamp,
    /// How the reader had it read, as JSON.
    pub options: Option<String>,
    /// What was read of bytes that are no text.
    pub text: Option<String>,
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

    /// Keeps the source's bytes; the same bytes are kept once, and are the newest source again.
    pub fn add_source(&self, meeting: MeetingId, source: &StoredSource) -> Result<(), Error> {
        let sql = "INSERT INTO programme_sources (meeting, sha256, name, content, imported_at, options, text)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT (meeting, sha256) DO UPDATE SET imported_at = ?5, options = ?6, text = ?7";
        let s = source;
        let at = s.imported_at.to_string();
        let values = params![meeting.to_string(), s.sha256, s.name, s.content, at, s.options, s.text];
        row::run(self.conn, sql, values)?;
        Ok(())
    }

    /// The hashes of a meeting's sources and when each was read last, the newest first.
    pub fn sources(&self, meeting: MeetingId) -> Result<Vec<(String, jiff::Timestamp)>, Error> {
        let sql = "SELECT sha256, imported_at FROM programme_sources WHERE meeting = ?1 ORDER BY rowid";
        let mut sources: Vec<(String, jiff::Timestamp)> = row::all(self.conn, sql, [meeting.to_string()], |row| {
            Ok((row::get(row, "sha256")?, row::parsed(row, "imported_at")?))
        })?;
        sources.sort_by_key(|(_, imported_at)| *imported_at);
        sources.reverse();
        Ok(sources)
    }

    /// The hashes of those that are PDFs and have no text yet.
    pub fn unread_sources(&self, meeting: MeetingId) -> Result<Vec<String>, Error> {
        let sql = "SELECT sha256 FROM programme_sources
                   WHERE meeting = ?1 AND text IS NULL AND instr(substr(content, 1, 1024), x'255044462D') > 0";
        row::all(self.conn, sql, [meeting.to_string()], |row| row::get(row, "sha256"))
    }

    pub fn source(&self, meeting: MeetingId, sha256: &str) -> Result<Option<StoredSource>, Error> {
        let sql = "SELECT * FROM programme_sources WHERE meeting = ?1 AND sha256 = ?2";
        row::first(self.conn, sql, [meeting.to_string().as_str(), sha256], |row| {
            Ok(StoredSource {
                sha256: row::get(row, "sha256")?,
                name: row::get(row, "name")?,
                content: row::get(row, "content")?,
                imported_at: row::parsed(row, "imported_at")?,
                options: row::get(row, "options")?,
                text: row::get(row, "text")?,
            })
        })
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
