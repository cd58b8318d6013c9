//! Tags; a projection of the history.

use crate::{Error, row};
use model::{Tag, TagId, TagView};
use rusqlite::{Connection, Row, params};

pub struct Tags<'a> {
    pub(crate) conn: &'a Connection,
}

impl Tags<'_> {
    /// All by name, with how many annotations each has.
    pub fn list(&self) -> Result<Vec<TagView>, Error> {
        let sql = "SELECT tags.*, (SELECT count(*) FROM annotation_tags WHERE tag = tags.id) AS n_annotations
                   FROM tags ORDER BY name";
        let read = |row: &Row| Ok(TagView { tag: tag(row)?, n_annotations: row::get(row, "n_annotations")? });
        row::all(self.conn, sql, [], read)
    }

    pub fn get(&self, id: TagId) -> Result<Option<Tag>, Error> {
        row::first(self.conn, "SELECT * FROM tags WHERE id = ?1", [id.to_string()], tag)
    }

    pub fn upsert(&self, t: &Tag) -> Result<(), Error> {
        let sql = "INSERT INTO tags (id, name, parent, definition) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (id) DO UPDATE SET name = ?2, parent = ?3, definition = ?4";
        let parent = t.parent.map(|id| id.to_string());
        row::run(self.conn, sql, params![t.id.to_string(), t.name, parent, t.definition])?;
        Ok(())
    }

    pub fn delete(&self, id: TagId) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM tags WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}

fn tag(row: &Row) -> Result<Tag, Error> {
    Ok(Tag {
        id: row::parsed(row, "id")?,
        name: row::get(row, "name")?,
        parent: row::maybe_parsed(row, "parent")?,
        definition: row::get(row, "definition")?,
    })
}
