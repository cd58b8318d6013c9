//! Tags; a projection of the history.

use crate::{Error, row};
use model::{AnnotationId, Color, Tag, TagId, TagView};
use rusqlite::{Connection, Row, params};

pub struct Tags<'a> {
    pub(crate) conn: &'a Connection,
}

impl Tags<'_> {
    /// All by name, with how many annotations each has.
    pub fn list(&self) -> Result<Vec<TagView>, Error> {
        let sql = "SELECT tags.*, (SELECT count(*) FROM annotation_tags WHERE tag = tags.id) AS n_annotations
                   FROM tags ORDER BY name";
        let read =
            |row: &Row| Ok(TagView { tag: tag(row)?, n_annotations: row::get(row, "n_annotations")?, n_below: 0 });
        row::all(self.conn, sql, [], read)
    }

    pub fn get(&self, id: TagId) -> Result<Option<Tag>, Error> {
        row::first(self.conn, "SELECT * FROM tags WHERE id = ?1", [id.to_string()], tag)
    }

    pub fn upsert(&self, t: &Tag) -> Result<(), Error> {
        let sql = "INSERT INTO tags (id, name, parent, definition, color, shortcut) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (id) DO UPDATE SET name = ?2, parent = ?3, definition = ?4, color = ?5, shortcut = ?6";
        let parent = t.parent.map(|id| id.to_string());
        let color = t.color.map(|color| color.name());
        let shortcut = t.shortcut.map(String::from);
        row::run(self.conn, sql, params![t.id.to_string(), t.name, parent, t.definition, color, shortcut])?;
        Ok(())
    }

    /// Which annotation has which tag.
    pub fn uses(&self) -> Result<Vec<(TagId, AnnotationId)>, Error> {
        let read = |row: &Row| Ok((row::parsed(row, "tag")?, row::parsed(row, "annotation")?));
        row::all(self.conn, "SELECT tag, annotation FROM annotation_tags", [], read)
    }

    /// The annotations that have a tag.
    pub fn annotations(&self, tag: TagId) -> Result<Vec<AnnotationId>, Error> {
        let sql = "SELECT annotation FROM annotation_tags WHERE tag = ?1";
        row::all(self.conn, sql, [tag.to_string()], |row| row::parsed(row, "annotation"))
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
        color: row::get::<Option<String>>(row, "color")?.and_then(|name| Color::from_name(&name)),
        shortcut: row::get::<Option<String>>(row, "shortcut")?.and_then(|text| text.chars().next()),
    })
}
