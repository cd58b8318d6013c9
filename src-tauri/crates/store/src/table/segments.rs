//! Segments of meetings.

use crate::{Error, row};
use model::{MeetingId, Segment, SegmentId};
use rusqlite::{Connection, Row, params};

pub struct Segments<'a> {
    pub(crate) conn: &'a Connection,
}

impl Segments<'_> {
    pub fn list(&self, meeting: MeetingId) -> Result<Vec<Segment>, Error> {
        let read = |row: &Row| {
            Ok(Segment {
                id: row::parsed(row, "id")?,
                meeting: row::parsed(row, "meeting")?,
                source_key: row::get(row, "source_key")?,
                title: row::get(row, "title")?,
                position: row::get(row, "position")?,
            })
        };
        let sql = "SELECT * FROM segments WHERE meeting = ?1 ORDER BY position";
        row::all(self.conn, sql, [meeting.to_string()], read)
    }

    pub fn upsert(&self, s: &Segment) -> Result<(), Error> {
        let sql = "INSERT INTO segments (id, meeting, source_key, title, position) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (id) DO UPDATE SET source_key = ?3, title = ?4, position = ?5";
        row::run(self.conn, sql, params![s.id.to_string(), s.meeting.to_string(), s.source_key, s.title, s.position])?;
        Ok(())
    }
    pub fn delete(&self, id: SegmentId) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM segments WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}
