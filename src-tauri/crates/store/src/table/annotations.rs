//! Annotations; a projection of the history.

use crate::{Error, row};
use model::{Annotation, AnnotationId, DocumentId, PageIndex, TagId};
use rusqlite::{Connection, Params, Row, params};
use std::collections::HashMap;

pub struct Annotations<'a> {
    pub(crate) conn: &'a Connection,
}

impl Annotations<'_> {
    /// All, or those of one document: by document, page and place.
    pub fn list(&self, document: Option<&DocumentId>) -> Result<Vec<Annotation>, Error> {
        match document {
            Some(document) => self.of("document = ?1", params![document.as_str()]),
            None => self.of("TRUE", []),
        }
    }

    /// Those of one page, by their place.
    pub fn on_page(&self, document: &DocumentId, page: PageIndex) -> Result<Vec<Annotation>, Error> {
        self.of("document = ?1 AND page_index = ?2", params![document.as_str(), page.0])
    }

    /// Those that meet a condition; it is in the statement, so that the rows are found by their index.
    fn of(&self, condition: &str, values: impl Params + Copy) -> Result<Vec<Annotation>, Error> {
        // A deleted tag leaves its annotations' rows alone, so that undoing the deletion needs nothing more.
        let sql = format!(
            "SELECT annotation, tag FROM annotations
             JOIN annotation_tags ON annotation = annotations.id JOIN tags ON tags.id = tag
             WHERE {condition} ORDER BY tags.name"
        );
        let mut tags: HashMap<AnnotationId, Vec<TagId>> = HashMap::new();
        let read = |row: &Row| Ok((row::parsed(row, "annotation")?, row::parsed(row, "tag")?));
        for (annotation, tag) in row::all(self.conn, &sql, values, read)? {
            tags.entry(annotation).or_default().push(tag);
        }
        let order = "ORDER BY document, page_index, range_start, id";
        let sql = format!("SELECT * FROM annotations WHERE {condition} {order}");
        let mut annotations = row::all(self.conn, &sql, values, annotation)?;
        for annotation in &mut annotations {
            annotation.tags = tags.remove(&annotation.id).unwrap_or_default();
        }
        Ok(annotations)
    }

    pub fn get(&self, id: AnnotationId) -> Result<Option<Annotation>, Error> {
        let sql = "SELECT * FROM annotations WHERE id = ?1";
        let Some(mut annotation) = row::first(self.conn, sql, [id.to_string()], annotation)? else {
            return Ok(None);
        };
        let sql = "SELECT tag FROM annotation_tags JOIN tags ON tags.id = tag WHERE annotation = ?1 ORDER BY tags.name";
        annotation.tags = row::all(self.conn, sql, [id.to_string()], |row| row::parsed(row, "tag"))?;
        Ok(Some(annotation))
    }

    /// How many annotations each document has.
    pub fn counts(&self) -> Result<HashMap<DocumentId, u32>, Error> {
        let sql = "SELECT document, count(*) AS n FROM annotations GROUP BY document";
        let read = |row: &Row| Ok((row::parsed(row, "document")?, row::get(row, "n")?));
        Ok(row::all(self.conn, sql, [], read)?.into_iter().collect())
    }

    pub fn upsert(&self, a: &Annotation) -> Result<(), Error> {
        let id = a.id.to_string();
        let sql = "INSERT INTO annotations (id, document, page_index, range_start, target, kind, color, comment,
                                            author, created_at, modified_at, orphaned, replies)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                   ON CONFLICT (id) DO UPDATE SET document = ?2, page_index = ?3, range_start = ?4, target = ?5,
                       kind = ?6, color = ?7, comment = ?8, author = ?9, created_at = ?10, modified_at = ?11,
                       orphaned = ?12, replies = ?13";
        let values = params![
            id,
            a.target.document.as_str(),
            a.target.page.0,
            a.target.range.start,
            row::to_json(&a.target),
            row::name(&a.kind),
            a.color.name(),
            a.comment,
            a.author,
            a.created_at.to_string(),
            a.modified_at.to_string(),
            a.orphaned,
            row::to_json(&a.replies),
        ];
        row::run(self.conn, sql, values)?;
        row::run(self.conn, "DELETE FROM annotation_tags WHERE annotation = ?1", [&id])?;
        for tag in &a.tags {
            let sql = "INSERT INTO annotation_tags (annotation, tag) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            row::run(self.conn, sql, params![id, tag.to_string()])?;
        }
        Ok(())
    }

    pub fn delete(&self, id: AnnotationId) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM annotations WHERE id = ?1", [id.to_string()])?;
        Ok(())
    }
}

fn annotation(row: &Row) -> Result<Annotation, Error> {
    Ok(Annotation {
        id: row::parsed(row, "id")?,
        target: row::json(row, "target")?,
        kind: row::named(row, "kind")?,
        color: row::named(row, "color")?,
        comment: row::get(row, "comment")?,
        replies: row::json(row, "replies")?,
        tags: vec![],
        author: row::get(row, "author")?,
        created_at: row::parsed(row, "created_at")?,
        modified_at: row::parsed(row, "modified_at")?,
        orphaned: row::get(row, "orphaned")?,
    })
}
