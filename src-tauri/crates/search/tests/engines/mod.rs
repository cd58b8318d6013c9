//! What the tests of the index share: entries, and a second engine that keeps nothing but the entries themselves.
#![allow(dead_code, unused_imports, reason = "each test uses what it needs")]

mod scan;

pub use scan::Scan;

use model::{DocumentId, HitKind, PageIndex};
use search::{Engine, Entry, Filter, Index, Op, Opened, Wanted, parse};
use std::path::Path;

pub fn document(byte: u8) -> DocumentId {
    DocumentId::from_sha256(&[byte; 32])
}

pub fn page(document_byte: u8, page: u32, body: &str) -> Entry {
    let document = document(document_byte);
    Entry {
        document: Some(document.clone()),
        page: Some(PageIndex(page)),
        body: body.to_owned(),
        ..Entry::new(format!("page/{document}/{page}"), HitKind::Page)
    }
}

pub fn of_kind(kind: HitKind, key: &str, title: &str, body: &str, speakers: &str) -> Entry {
    let mut entry = Entry::new(key.to_owned(), kind);
    (entry.title, entry.body, entry.around.speakers) = (title.to_owned(), body.to_owned(), speakers.to_owned());
    entry
}

pub fn put(entry: Entry) -> Op {
    Op::Put(Box::new(entry))
}

/// The index of a library, known to be filled.
pub fn open(dir: &Path) -> (Index, Opened) {
    let (index, opened) = Index::open(dir, "library").expect("the index opens");
    index.begin_filling().expect("it is noted");
    index.finish_filling().expect("it is noted");
    (index, opened)
}

/// The keys of what is found, best first, as a reader would see it.
pub fn keys(engine: &dyn Engine, query: &str) -> Vec<String> {
    let query = engine.expand(&parse(query)).expect("names are looked up");
    let wanted = Wanted { n_hits: 100, facets: false };
    let found = engine.search(&query, &Filter::default(), wanted).expect("the search works");
    assert_eq!(found.n_total as usize, found.hits.len());
    found.hits.into_iter().map(|hit| hit.key).collect()
}
