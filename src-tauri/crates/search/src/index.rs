//! The index on disk: opened or made anew, written in commits, searched.

use crate::{
    Error, Query,
    compile::{Weighted, compile},
    marker::{self, Marker},
    tokenizer::{self, House, with_language},
};
use analysis::Lang;
use model::{DocumentId, HitKind, PageIndex};
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};
use tantivy::{
    DocAddress, IndexReader, IndexWriter, ReloadPolicy, Score, SegmentReader, TantivyDocument, TantivyError, Term,
    collector::{Count, TopDocs},
    indexer::IndexWriterOptions,
    query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, Query as TantivyQuery, TermQuery},
    schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value},
};

/// The index of one library. Share it between threads: there is one writer inside, and searches do not wait for it.
pub struct Index {
    dir: PathBuf,
    fields: Fields,
    index: tantivy::Index,
    reader: IndexReader,
    // Made at the first change, so that a program that only searches leaves the lock to others.
    writer: Mutex<Option<IndexWriter>>,
    /// When the index that the reader sees was written.
    seen: Mutex<Option<SystemTime>>,
}

/// What was there when an index was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    Existing,
    /// None was there, or it was damaged, another library's or another version's: it is empty and to be filled.
    New,
}

/// A change of the index.
#[derive(Debug, Clone)]
pub enum Op {
    /// Adds the entry; replaces the one with the same key.
    Put(Entry),
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
    /// Counts most.
    pub title: String,
    pub body: String,
    /// What stands around it, such as speaker, session and tags; counts least.
    pub extra: String,
    /// Decides over the stems; give the same when lighting.
    pub language: Option<Lang>,
}

/// Which entries to look at; `None` does not restrict.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub document: Option<DocumentId>,
    pub kinds: Option<Vec<HitKind>>,
}

/// The best hits, best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// How many there are in all.
    pub n_total: u32,
    pub hits: Vec<RawHit>,
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

const WRITER_MEMORY: usize = 40_000_000;
const KIND: &str = "kind";

struct Fields {
    key: Field,
    kind: Field,
    document: Field,
    /// The document again, for its pages and its own entry alone.
    made_of: Field,
    page: Field,
    title: Field,
    body: Field,
    extra: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer::NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    let fields = Fields {
        key: schema.add_text_field("key", STRING | STORED),
        kind: schema.add_u64_field(KIND, INDEXED | FAST | STORED),
        document: schema.add_text_field("document", STRING | STORED),
        made_of: schema.add_text_field("made_of", STRING),
        page: schema.add_u64_field("page", STORED),
        title: schema.add_text_field("title", words.clone()),
        body: schema.add_text_field("body", words.clone()),
        extra: schema.add_text_field("extra", words),
    };
    (schema.build(), fields)
}

const KINDS: [HitKind; 7] = [
    HitKind::Page,
    HitKind::Document,
    HitKind::Contribution,
    HitKind::Session,
    HitKind::Person,
    HitKind::Organization,
    HitKind::Annotation,
];

/// The kind's number in the index, never to be given to another.
fn kind_number(kind: HitKind) -> u64 {
    match kind {
        HitKind::Page => 0,
        HitKind::Document => 1,
        HitKind::Contribution => 2,
        HitKind::Session => 3,
        HitKind::Person => 4,
        HitKind::Organization => 5,
        HitKind::Annotation => 6,
    }
}

/// What the reader wrote comes before what the reader was given, and a talk before its slides.
fn kind_weight(number: u64) -> f32 {
    match KINDS.into_iter().find(|&kind| kind_number(kind) == number) {
        Some(HitKind::Annotation) => 1.6,
        Some(HitKind::Contribution | HitKind::Person) => 1.3,
        Some(HitKind::Document | HitKind::Session | HitKind::Organization) => 1.2,
        Some(HitKind::Page) | None => 1.,
    }
}

impl Index {
    /// Opens the index in `dir`, or makes an empty one there. Anything wrong with what is there (missing, damaged,
    /// another library's, another version's) is no failure: it is deleted, and the answer is [`Opened::New`].
    pub fn open(dir: &Path, library_id: &str) -> Result<(Index, Opened), Error> {
        let folder = |source| Error::Folder { dir: dir.to_owned(), source };
        let create = |source| Error::Create { dir: dir.to_owned(), source };
        fs::create_dir_all(dir).map_err(folder)?;
        let marker = Marker::of(library_id);
        if Marker::read(dir).as_ref() == Some(&marker) {
            let opened = catch_unwind(AssertUnwindSafe(|| existing(dir)));
            if let Ok(Some(index)) = opened {
                return Index::with(dir, index).map(|index| (index, Opened::Existing)).map_err(create);
            }
        }
        marker::clear(dir).map_err(folder)?;
        let index = tantivy::Index::create_in_dir(dir, schema().0).map_err(create)?;
        marker.write(dir).map_err(folder)?;
        Index::with(dir, index).map(|index| (index, Opened::New)).map_err(create)
    }

    fn with(dir: &Path, index: tantivy::Index) -> tantivy::Result<Index> {
        index.tokenizers().register(tokenizer::NAME, House::default());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Index {
            dir: dir.to_owned(),
            fields: schema().1,
            index,
            reader,
            writer: Mutex::new(None),
            seen: Mutex::new(None),
        })
    }

    /// Where the index lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// How many entries there are.
    pub fn n_entries(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Makes the changes in order, all or none; they are on disk and can be found when this returns.
    ///
    /// Fails with [`Error::Busy`] while another program has the index's writer.
    pub fn apply(&self, ops: &[Op]) -> Result<(), Error> {
        if ops.is_empty() {
            return Ok(());
        }
        let mut guard = self.writer();
        let writer = match &mut *guard {
            Some(writer) => writer,
            none => none.insert(self.new_writer()?),
        };
        let result = catch_unwind(AssertUnwindSafe(|| self.write(writer, ops)));
        match result {
            Ok(Ok(())) => self.reload().map_err(|source| Error::Search { source }),
            // A writer that failed may hold half of the changes; the next one begins with the last commit.
            Ok(Err(source)) => {
                *guard = None;
                Err(Error::Write { source })
            }
            Err(_) => {
                *guard = None;
                Err(Error::Damaged)
            }
        }
    }

    /// Lets go of the writer, its memory and its lock, until the next change.
    pub fn rest(&self) -> Result<(), Error> {
        match self.writer().take() {
            Some(writer) => writer.wait_merging_threads().map_err(|source| Error::Write { source }),
            None => Ok(()),
        }
    }

    fn writer(&self) -> MutexGuard<'_, Option<IndexWriter>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new_writer(&self) -> Result<IndexWriter, Error> {
        let options = IndexWriterOptions::builder()
            .memory_budget_per_thread(WRITER_MEMORY)
            .num_worker_threads(1)
            .num_merge_threads(1)
            .build();
        self.index.writer_with_options(options).map_err(|source| match source {
            TantivyError::LockFailure(..) => Error::Busy,
            source => Error::Write { source },
        })
    }

    fn write(&self, writer: &mut IndexWriter, ops: &[Op]) -> tantivy::Result<()> {
        let fields = &self.fields;
        for op in ops {
            match op {
                Op::Put(entry) => {
                    writer.delete_term(Term::from_field_text(fields.key, &entry.key));
                    writer.add_document(self.document(entry))?;
                }
                Op::Delete { key } => {
                    writer.delete_term(Term::from_field_text(fields.key, key));
                }
                Op::DeleteDocument(id) => {
                    writer.delete_term(Term::from_field_text(fields.made_of, id.as_str()));
                }
                // Unlike tantivy's own, this keeps its place among the other changes.
                Op::Clear => {
                    writer.delete_query(Box::new(AllQuery))?;
                }
            }
        }
        writer.commit()?;
        Ok(())
    }

    fn document(&self, entry: &Entry) -> TantivyDocument {
        let fields = &self.fields;
        let mut document = TantivyDocument::new();
        document.add_text(fields.key, &entry.key);
        document.add_u64(fields.kind, kind_number(entry.kind));
        if let Some(id) = &entry.document {
            document.add_text(fields.document, id.as_str());
            if matches!(entry.kind, HitKind::Page | HitKind::Document) {
                document.add_text(fields.made_of, id.as_str());
            }
        }
        if let Some(page) = entry.page {
            document.add_u64(fields.page, u64::from(page.0));
        }
        for (field, text) in [(fields.title, &entry.title), (fields.body, &entry.body), (fields.extra, &entry.extra)] {
            if !text.is_empty() {
                document.add_text(field, with_language(text, entry.language));
            }
        }
        document
    }

    /// The best hits of a query. An empty query finds nothing.
    pub fn search(&self, query: &Query, filter: &Filter, limit: usize) -> Result<Found, Error> {
        let fields = &self.fields;
        let weighted = [(fields.title, 3.), (fields.body, 1.), (fields.extra, 0.5)];
        let weighted = weighted.map(|(field, boost)| Weighted { field, boost });
        let Some(compiled) = compile(query, &weighted) else { return Ok(Found::default()) };
        let compiled = self.filtered(compiled, filter);
        // What damaged files make of tantivy may be a panic.
        match catch_unwind(AssertUnwindSafe(|| self.collect(&*compiled, limit.max(1)))) {
            Ok(Ok(mut found)) => {
                found.hits.truncate(limit);
                Ok(found)
            }
            Ok(Err(TantivyError::DataCorruption(_))) | Err(_) => Err(Error::Damaged),
            Ok(Err(source)) => Err(Error::Search { source }),
        }
    }

    fn filtered(&self, query: Box<dyn TantivyQuery>, filter: &Filter) -> Box<dyn TantivyQuery> {
        let term = |term| -> Box<dyn TantivyQuery> { Box::new(TermQuery::new(term, IndexRecordOption::Basic)) };
        let mut all = vec![(Occur::Must, query)];
        let mut must = |query| all.push((Occur::Must, Box::new(ConstScoreQuery::new(query, 0.)) as Box<_>));
        if let Some(id) = &filter.document {
            must(term(Term::from_field_text(self.fields.document, id.as_str())));
        }
        if let Some(kinds) = &filter.kinds {
            let any =
                kinds.iter().map(|&kind| term(Term::from_field_u64(self.fields.kind, kind_number(kind)))).collect();
            must(Box::new(BooleanQuery::union(any)));
        }
        if all.len() == 1 { all.remove(0).1 } else { Box::new(BooleanQuery::new(all)) }
    }

    /// Sees what another program wrote.
    fn refresh(&self) -> tantivy::Result<()> {
        let seen = *self.seen();
        if seen.is_none() || seen != self.written_at() { self.reload() } else { Ok(()) }
    }

    fn reload(&self) -> tantivy::Result<()> {
        // Asked for first: what is written in between is seen twice rather than not at all.
        let written_at = self.written_at();
        self.reader.reload()?;
        *self.seen() = written_at;
        Ok(())
    }

    fn written_at(&self) -> Option<SystemTime> {
        fs::metadata(self.dir.join("meta.json")).and_then(|meta| meta.modified()).ok()
    }

    fn seen(&self) -> MutexGuard<'_, Option<SystemTime>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn collect(&self, query: &dyn TantivyQuery, limit: usize) -> tantivy::Result<Found> {
        self.refresh()?;
        let searcher = self.reader.searcher();
        let best = TopDocs::with_limit(limit).tweak_score(|segment: &SegmentReader| {
            let kinds = segment.fast_fields().u64(KIND).ok().map(|column| column.first_or_default_col(0));
            move |doc, score: Score| score * kinds.as_ref().map_or(1., |kinds| kind_weight(kinds.get_val(doc)))
        });
        let (n_total, best) = searcher.search(query, &(Count, best))?;
        let hit = |(score, address): (Score, DocAddress)| -> tantivy::Result<Option<RawHit>> {
            let document: TantivyDocument = searcher.doc(address)?;
            Ok(self.hit(&document, score))
        };
        let hits = best.into_iter().map(hit).filter_map(Result::transpose).collect::<tantivy::Result<_>>()?;
        Ok(Found { n_total: n_total as u32, hits })
    }

    fn hit(&self, document: &TantivyDocument, score: f32) -> Option<RawHit> {
        let fields = &self.fields;
        let text = |field| document.get_first(field).and_then(|value| value.as_str());
        let number = |field| document.get_first(field).and_then(|value| value.as_u64());
        let kind = number(fields.kind)?;
        Some(RawHit {
            key: text(fields.key)?.to_owned(),
            kind: KINDS.into_iter().find(|&known| kind_number(known) == kind)?,
            document: text(fields.document).and_then(|id| id.parse().ok()),
            page: number(fields.page).map(|page| PageIndex(page as u32)),
            score,
        })
    }
}

/// The index that is there, if it can be read and all its files are as they were written.
fn existing(dir: &Path) -> Option<tantivy::Index> {
    let index = tantivy::Index::open_in_dir(dir).ok()?;
    let whole = index.schema() == schema().0 && index.validate_checksum().ok()?.is_empty();
    whole.then_some(index)
}
