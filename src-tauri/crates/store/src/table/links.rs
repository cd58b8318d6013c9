//! What the reader linked with what; a projection of the history.

use crate::{Error, row};
use model::{Link, LinkId, Thing};
use rusqlite::{Connection, Row, params};

pub struct Links<'a> {
    pub(crate) conn: &'a Connection,
}

impl Links<'_> {
    /// All, in the order in which they were made: ids grow with time.
    pub fn list(&self) -> Result<Vec<Link>, Error> {
        row::all(self.conn, "SELECT * FROM links ORDER BY id", [], link)
    }

    /// Those that begin or end at one thing.
    pub fn of(&self, thing: &Thing) -> Result<Vec<Link>, Error> {
        let sql = "SELECT * FROM links WHERE origin = ?1 OR target = ?1 ORDER BY id";
        row::all(self.conn, sql, [row::to_json(thing)], link)
    }

    pub fn get(&self, id: LinkId) -> Result<Option<Link>, Error> {
        row::first(self.conn, "SELECT * FROM links WHERE id = ?1", [id.to_string()], link)
    }

    pub fn upsert(&self, link: &Link) -> Result<(), Error> {
        let sql = "INSERT INTO links (id, origin, target, relation, note, author, created_at)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                   ON CONFLICT (id) DO UPDATE SET origin = ?2, target = ?3, relation = ?4, note = ?5, author = ?6,
                       created_at = ?7";
        let values = params![
            link.id.to_string(),
            row::to_json(&link.origin),
            row::to_json(&link.target),
            row::to_json(&link.relation),
            link.note,
            link.author,
            link.created_at.to_string(),
        ];
        row::run(self.conn, sql, values)?;
        Ok(())
    }

    pub fn delete(&self, id: LinkId) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM links WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}

fn link(row: &Row) -> Result<Link, Error> {
    Ok(Link {
        id: row::parsed(row, "id")?,
        origin: row::json(row, "origin")?,
        target: row::json(row, "target")?,
        relation: row::json(row, "relation")?,
        note: row::get(row, "note")?,
        author: row::get(row, "author")?,
        created_at: row::parsed(row, "created_at")?,
    })
}
