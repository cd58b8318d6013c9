//! Sessions of meetings.

use crate::{Error, row};
use model::{MeetingId, Session, SessionId};
use rusqlite::{Connection, Row, params};

pub struct Sessions<'a> {
    pub(crate) conn: &'a Connection,
}

impl Sessions<'_> {
    pub fn list(&self, meeting: MeetingId) -> Result<Vec<Session>, Error> {
        let sql = "SELECT * FROM sessions WHERE meeting = ?1 ORDER BY position";
        row::all(self.conn, sql, [meeting.to_string()], session)
    }

    pub fn upsert(&self, s: &Session) -> Result<(), Error> {
        let sql = r#"INSERT INTO sessions (id, meeting, segment, source_key, number, title, dates, start, "end", room,
                                         position, label)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                   ON CONFLICT (id) DO UPDATE SET segment = ?3, source_key = ?4, number = ?5, title = ?6, dates = ?7,
                       start = ?8, "end" = ?9, room = ?10, position = ?11, label = ?12"#;
        let values = params![
            s.id.to_string(),
            s.meeting.to_string(),
            s.segment.map(|id| id.to_string()),
            s.source_key,
            s.number,
            s.title,
            row::to_json(&s.dates),
            s.start.map(|t| t.to_string()),
            s.end.map(|t| t.to_string()),
            s.room,
            s.position,
            s.label,
        ];
        row::run(self.conn, sql, values)?;
        Ok(())
    }
    pub fn get(&self, id: SessionId) -> Result<Option<Session>, Error> {
        row::first(self.conn, "SELECT * FROM sessions WHERE id = ?1", [id.to_string()], session)
    }

    /// With its credits.
    pub fn delete(&self, id: SessionId) -> Result<(), Error> {
        let id = id.to_string();
        row::run(self.conn, "DELETE FROM credits WHERE subject_kind = 'session' AND subject = ?1", [&id])?;
        row::run(self.conn, "DELETE FROM sessions WHERE id = ?1", [&id])?;
        Ok(())
    }
}

fn session(row: &Row) -> Result<Session, Error> {
    Ok(Session {
        id: row::parsed(row, "id")?,
        meeting: row::parsed(row, "meeting")?,
        segment: row::maybe_parsed(row, "segment")?,
        source_key: row::get(row, "source_key")?,
        number: row::get(row, "number")?,
        label: row::get(row, "label")?,
        title: row::get(row, "title")?,
        dates: row::json(row, "dates")?,
        start: row::maybe_parsed(row, "start")?,
        end: row::maybe_parsed(row, "end")?,
        room: row::get(row, "room")?,
        position: row::get(row, "position")?,
    })
}
