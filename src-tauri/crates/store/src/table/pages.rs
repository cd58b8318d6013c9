//! The frames of documents' pages.

use crate::{Error, row};
use model::{DocumentId, Page, PageFrame, PageIndex, Rect, Rotation, TextClass, TextCounts};
use rusqlite::{Connection, Row, params};
use std::collections::HashMap;

pub struct Pages<'a> {
    pub(crate) conn: &'a Connection,
}

impl Pages<'_> {
    /// A document's pages in order.
    pub fn list(&self, document: &DocumentId) -> Result<Vec<Page>, Error> {
        row::all(self.conn, "SELECT * FROM pages WHERE document = ?1 ORDER BY page_index", [document.as_str()], page)
    }

    /// The first page of every document.
    pub fn first_pages(&self) -> Result<HashMap<DocumentId, Page>, Error> {
        let read = |row: &Row| Ok((row::parsed(row, "document")?, page(row)?));
        Ok(row::all(self.conn, "SELECT * FROM pages WHERE page_index = 0", [], read)?.into_iter().collect())
    }

    /// How many pages of each class every document has.
    pub fn text_counts(&self) -> Result<HashMap<DocumentId, TextCounts>, Error> {
        let read =
            |row: &Row| Ok((row::parsed(row, "document")?, row::named(row, "class")?, row::get(row, "n_pages")?));
        let sql = "SELECT document, class, COUNT(*) AS n_pages FROM pages GROUP BY document, class";
        let mut counts: HashMap<DocumentId, TextCounts> = HashMap::new();
        for (document, class, n_pages) in row::all(self.conn, sql, [], read)? {
            counts.entry(document).or_default().add(class, n_pages);
        }
        Ok(counts)
    }

    /// Pages that may show text which they do not hold: those of images, by document and in order.
    pub fn pictures(&self) -> Result<HashMap<DocumentId, Vec<(PageIndex, TextClass)>>, Error> {
        let sql = "SELECT document, page_index, class FROM pages WHERE class IN (?1, ?2) ORDER BY document, page_index";
        let read = |row: &Row| {
            let page = (PageIndex(row::get(row, "page_index")?), row::named(row, "class")?);
            Ok((row::parsed(row, "document")?, page))
        };
        let mut pictures: HashMap<DocumentId, Vec<_>> = HashMap::new();
        let classes = [row::name(&TextClass::ImageOnly), row::name(&TextClass::Partly)];
        for (document, page) in row::all(self.conn, sql, classes, read)? {
            pictures.entry(document).or_default().push(page);
        }
        Ok(pictures)
    }

    pub fn label(&self, document: &DocumentId, page: PageIndex) -> Result<Option<String>, Error> {
        let sql = "SELECT label FROM pages WHERE document = ?1 AND page_index = ?2";
        Ok(row::first(self.conn, sql, params![document.as_str(), page.0], |row| row::get(row, "label"))?.flatten())
    }

    pub fn frame(&self, document: &DocumentId, index: PageIndex) -> Result<Option<PageFrame>, Error> {
        let sql = "SELECT * FROM pages WHERE document = ?1 AND page_index = ?2";
        let read = |row: &Row| page(row).map(|page| PageFrame { crop: page.crop, rotation: page.rotation });
        row::first(self.conn, sql, params![document.as_str(), index.0], read)
    }

    /// Replaces a document's pages.
    pub fn replace(&self, document: &DocumentId, pages: &[Page]) -> Result<(), Error> {
        row::run(self.conn, "DELETE FROM pages WHERE document = ?1", [document.as_str()])?;
        let sql = "INSERT INTO pages (document, page_index, label, x0, y0, x1, y1, rotation, class)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        for page in pages {
            let crop = &page.crop;
            let values = params![
                document.as_str(),
                page.index.0,
                page.label,
                crop.x0,
                crop.y0,
                crop.x1,
                crop.y1,
                page.rotation.degrees(),
                row::name(&page.class),
            ];
            row::run(self.conn, sql, values)?;
        }
        Ok(())
    }
}

fn page(row: &Row) -> Result<Page, Error> {
    Ok(Page {
        index: PageIndex(row::get(row, "page_index")?),
        label: row::get(row, "label")?,
        crop: Rect {
            x0: row::get(row, "x0")?,
            y0: row::get(row, "y0")?,
            x1: row::get(row, "x1")?,
            y1: row::get(row, "y1")?,
        },
        rotation: Rotation::from_degrees(row::get(row, "rotation")?),
        class: row::named(row, "class")?,
    })
}
