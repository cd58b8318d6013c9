//! Documents by content, and the files they were seen in.

use crate::{Error, row};
use model::{Document, DocumentFile, DocumentId, OutlineItem, PdfAnnotation};
use rusqlite::{Connection, Row, params};
use std::collections::HashMap;

pub struct Documents<'a> {
    pub(crate) conn: &'a Connection,
}

/// A document with what only some screens need.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDocument {
    pub document: Document,
    pub outline: Vec<OutlineItem>,
    pub pdf_annotations: Vec<PdfAnnotation>,
    /// The text of its first pages, for matching it to a programme.
    pub first_text: String,
    /// Only a password opens its file, also where its text was read with one.
    pub has_password: bool,
}

impl Documents<'_> {
    /// All, oldest import first.
    pub fn list(&self) -> Result<Vec<Document>, Error> {
        let mut files: HashMap<String, Vec<DocumentFile>> = HashMap::new();
        let sql = "SELECT document, path, seen_at FROM document_files ORDER BY seen_at, path";
        let read = |row: &Row| Ok((row::get::<String>(row, "document")?, file(row)?));
        for (document, file) in row::all(self.conn, sql, [], read)? {
            files.entry(document).or_default().push(file);
        }
        let sql = "SELECT id, n_bytes, n_pages, status, metadata, language, imported_at, problems
                   FROM documents ORDER BY imported_at, id";
        let mut documents = row::all(self.conn, sql, [], document)?;
        for document in &mut documents {
            document.files = files.remove(document.id.as_str()).unwrap_or_default();
        }
        Ok(documents)
    }

    pub fn count(&self) -> Result<u32, Error> {
        let count = row::first(self.conn, "SELECT count(*) AS n FROM documents", [], |row| row::get(row, "n"))?;
        Ok(count.unwrap_or(0))
    }

    pub fn contains(&self, id: &DocumentId) -> Result<bool, Error> {
        let sql = "SELECT 1 FROM documents WHERE id = ?1";
        Ok(row::first(self.conn, sql, [id.as_str()], |_| Ok(()))?.is_some())
    }

    pub fn get(&self, id: &DocumentId) -> Result<Option<StoredDocument>, Error> {
        let read = |row: &Row| {
            Ok(StoredDocument {
                document: document(row)?,
                outline: row::json(row, "outline")?,
                pdf_annotations: row::json(row, "pdf_annotations")?,
                first_text: row::get(row, "first_text")?,
                has_password: row::get(row, "has_password")?,
            })
        };
        let Some(mut stored) = row::first(self.conn, "SELECT * FROM documents WHERE id = ?1", [id.as_str()], read)?
        else {
            return Ok(None);
        };
        let sql = "SELECT path, seen_at FROM document_files WHERE document = ?1 ORDER BY seen_at, path";
        stored.document.files = row::all(self.conn, sql, [id.as_str()], file)?;
        Ok(Some(stored))
    }

    /// The text of the first pages of every document.
    pub fn first_texts(&self) -> Result<HashMap<DocumentId, String>, Error> {
        let read = |row: &Row| Ok((row::parsed(row, "id")?, row::get(row, "first_text")?));
        Ok(row::all(self.conn, "SELECT id, first_text FROM documents", [], read)?.into_iter().collect())
    }

    /// Inserts a document, or replaces all that is known of it; its files are added to those known.
    pub fn upsert(&self, stored: &StoredDocument) -> Result<(), Error> {
        let d = &stored.document;
        let sql = "INSERT INTO documents (id, n_bytes, n_pages, status, metadata, language, imported_at, problems,
                                          outline, pdf_annotations, first_text, has_password)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                   ON CONFLICT (id) DO UPDATE SET n_pages = ?3, status = ?4, metadata = ?5, language = ?6,
                       problems = ?8, outline = ?9, pdf_annotations = ?10, first_text = ?11,
                       has_password = ?12";
        let values = params![
            d.id.as_str(),
            d.n_bytes as i64,
            d.n_pages,
            row::name(&d.status),
            row::to_json(&d.metadata),
            d.language,
            d.imported_at.to_string(),
            row::to_json(&d.problems),
            row::to_json(&stored.outline),
            row::to_json(&stored.pdf_annotations),
            stored.first_text,
            stored.has_password,
        ];
        row::run(self.conn, sql, values)?;
        for file in &d.files {
            self.add_file(&d.id, file)?;
        }
        Ok(())
    }

    /// Records a place where the document was seen; answers whether it is new.
    pub fn add_file(&self, id: &DocumentId, file: &DocumentFile) -> Result<bool, Error> {
        let sql = "INSERT INTO document_files (document, path, seen_at) VALUES (?1, ?2, ?3)
                   ON CONFLICT (document, path) DO NOTHING";
        Ok(row::run(self.conn, sql, params![id.as_str(), file.path, file.seen_at.to_string()])? > 0)
    }
}

fn document(row: &Row) -> Result<Document, Error> {
    Ok(Document {
        id: row::parsed(row, "id")?,
        n_bytes: row::get::<i64>(row, "n_bytes")? as u64,
        n_pages: row::get(row, "n_pages")?,
        status: row::named(row, "status")?,
        metadata: row::json(row, "metadata")?,
        language: row::get(row, "language")?,
        imported_at: row::parsed(row, "imported_at")?,
        problems: row::json(row, "problems")?,
        files: vec![],
    })
}

fn file(row: &Row) -> Result<DocumentFile, Error> {
    Ok(DocumentFile { path: row::get(row, "path")?, seen_at: row::parsed(row, "seen_at")? })
}
