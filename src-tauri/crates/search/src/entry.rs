//! What goes into an index and what comes out of it: plain values that every engine understands.

use crate::query::Facet;
use analysis::Lang;
use model::{DocumentId, HitKind, PageIndex};

/// A change of the index.
#[derive(Debug, Clone)]
pub enum Op {
    /// Adds the entry; replaces the one with the same key.
    Put(Box<Entry>),
    Delete {
        key: String,
    },
    /// Deletes the document's pages and its own entry; annotations and all else stay.
    DeleteDocument(DocumentId),
    Clear,
}

/// One thing to be found.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Unique in the index.
    pub key: String,
    pub kind: HitKind,
    pub document: Option<DocumentId>,
    pub page: Option<PageIndex>,
    /// Counts most. Of a person and an organisation, all names, one a line.
    pub title: String,
    pub body: String,
    /// Counts least.
    pub around: Around,
    /// The days it belongs to, as `20160531`.
    pub dates: Vec<String>,
    /// By what else it can be told from others; kind, language, year come from the rest.
    pub facets: Vec<(Facet, String)>,
    /// Decides over the stems; give the same when lighting.
    pub language: Option<Lang>,
}

impl Entry {
    /// An entry without words.
    pub fn new(key: String, kind: HitKind) -> Entry {
        Entry {
            key,
            kind,
            document: None,
            page: None,
            title: String::new(),
            body: String::new(),
            around: Around::default(),
            dates: Vec::new(),
            facets: Vec::new(),
            language: None,
        }
    }
}

/// What stands around an entry, and can be asked for by `field:`. Each has one thing a line.
#[derive(Debug, Clone, Default)]
pub struct Around {
    pub speakers: String,
    pub session: String,
    pub organizations: String,
    pub tags: String,
    /// The deck's title and file names.
    pub deck: String,
    /// A talk's abstract. It is asked for by its field alone: let the body have it, too.
    pub description: String,
}

/// Which entries to look at.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub document: Option<DocumentId>,
    /// `None` does not restrict.
    pub kinds: Option<Vec<HitKind>>,
    /// Of each facet named, one of its values must be there.
    pub chosen: Vec<(Facet, String)>,
}

/// How much of an answer is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub n_hits: usize,
    /// Counts, too, by facet; else `facets` stays empty.
    pub facets: bool,
}

/// The best hits, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// How many there are in all.
    pub n_total: u32,
    pub hits: Vec<RawHit>,
    /// How many hits have each value; those of a facet that was chosen from are counted as if it had not been.
    pub facets: Vec<FacetCount>,
}

/// How many hits have one value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetCount {
    pub facet: Facet,
    pub value: String,
    pub n: u32,
}

/// An entry that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct RawHit {
    pub key: String,
    pub kind: HitKind,
    pub document: Option<DocumentId>,
    pub page: Option<PageIndex>,
    /// Comparable within one answer.
    pub score: f32,
}

/// What of an index's words to offer while one is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggest {
    /// Words of any text, folded.
    Words,
    /// Symbols of documents.
    Symbols,
}

/// Ten slides of one deck do not bury the rest: each further page of a document counts a little less.
pub fn diversified(mut hits: Vec<RawHit>, n_hits: usize) -> Vec<RawHit> {
    const EACH: f32 = 0.85;
    const LEAST: f32 = 0.4;
    let mut seen: std::collections::HashMap<DocumentId, i32> = std::collections::HashMap::new();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    for hit in hits.iter_mut().filter(|hit| hit.kind == HitKind::Page) {
        let Some(document) = hit.document.clone() else { continue };
        let n_before = seen.entry(document).or_default();
        hit.score *= EACH.powi(*n_before).max(LEAST);
        *n_before += 1;
    }
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    hits.truncate(n_hits);
    hits
}
