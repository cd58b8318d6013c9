//! What was taken down in the room; a projection of the history.

use crate::{Error, row};
use model::{AnnotationId, MeetingId, RoomNote, RoomNoteId};
use rusqlite::{Connection, Row, params};

pub struct RoomNotes<'a> {
    pub(crate) conn: &'a Connection,
}

impl RoomNotes<'_> {
    /// All, or those of one meeting, in the order in which they were taken down.
    pub fn list(&self, meeting: Option<MeetingId>) -> Result<Vec<RoomNote>, Error> {
        let sql = "SELECT * FROM room_notes WHERE ?1 IS NULL OR meeting = ?1";
        let mut notes = row::all(self.conn, sql, [meeting.map(|id| id.to_string())], room_note)?;
        // A time as text leaves out zeros at the end of its fraction: as text, 12.5 s comes after 12.501 s.
        notes.sort_by_key(|note| (note.at, note.id));
        Ok(notes)
    }

    pub fn get(&self, id: RoomNoteId) -> Result<Option<RoomNote>, Error> {
        row::first(self.conn, "SELECT * FROM room_notes WHERE id = ?1", [id.to_string()], room_note)
    }

    /// Those that the note on a slide was made of.
    pub fn of_annotation(&self, annotation: AnnotationId) -> Result<Vec<RoomNote>, Error> {
        let sql = "SELECT * FROM room_notes WHERE annotation = ?1";
        row::all(self.conn, sql, [annotation.to_string()], room_note)
    }

    pub fn upsert(&self, note: &RoomNote) -> Result<(), Error> {
        let sql = "INSERT INTO room_notes (id, kind, words, at, meeting, session, contribution, annotation, author,
                                           modified_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                   ON CONFLICT (id) DO UPDATE SET kind = ?2, words = ?3, at = ?4, meeting = ?5, session = ?6,
                       contribution = ?7, annotation = ?8, author = ?9, modified_at = ?10";
        let values = params![
            note.id.to_string(),
            note.kind.name(),
            note.words,
            note.at.to_string(),
            note.meeting.to_string(),
            note.session.map(|id| id.to_string()),
            note.contribution.map(|id| id.to_string()),
            note.annotation.map(|id| id.to_string()),
            note.author,
            note.modified_at.to_string(),
        ];
        row::run(self.conn, sql, values)?;
        Ok(())
    }

    pub fn delete(&self, id: RoomNoteId) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM room_notes WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}

fn room_note(row: &Row) -> Result<RoomNote, Error> {
    Ok(RoomNote {
        id: row::parsed(row, "id")?,
        kind: row::named(row, "kind")?,
        words: row::get(row, "words")?,
        at: row::parsed(row, "at")?,
        meeting: row::parsed(row, "meeting")?,
        session: row::maybe_parsed(row, "session")?,
        contribution: row::maybe_parsed(row, "contribution")?,
        annotation: row::maybe_parsed(row, "annotation")?,
        author: row::get(row, "author")?,
        modified_at: row::parsed(row, "modified_at")?,
    })
}
