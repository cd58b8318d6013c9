//! One index on disk, of one version: opened or made anew, written in commits, searched.

use crate::{
    Engine, Error, Facet, Filter, Found, Op, Query, RawHit, Suggest, Wanted,
    compile::{Boxed, compile, families, filtered, prunes, union},
    correct,
    entry::diversified,
    expand,
    facets::{Counter, Counts},
    fields::kind_name,
    schema::{Fields, KINDS, kind_weight, schema, stored},
    similar,
    statistics::Statistics,
    tokenizer::{self, House},
};
use analysis::Lang;
use model::HitKind;
use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};
use tantivy::{
    DocAddress, IndexReader, IndexWriter, ReloadPolicy, Score, Searcher, TantivyDocument, TantivyError, Term,
    collector::TopDocs,
    indexer::IndexWriterOptions,
    query::{AllQuery, BooleanQuery, ConstScoreQuery, Occur, TermQuery},
    schema::IndexRecordOption,
};

const WRITER_MEMORY: usize = 40_000_000;
/// Larger indexes are looked through in the background.
const MAX_CHECKED_AT_ONCE: u64 = 64 << 20;

pub struct Shelf {
    dir: PathBuf,
    /// Whose it is: written with each commit, so that another index's list of files is not taken for this one's.
    library: String,
    fields: Fields,
    index: tantivy::Index,
    reader: IndexReader,
    // Made at the first change, so that a program that only searches leaves the lock to others.
    writer: Mutex<Option<IndexWriter>>,
    /// When the index that the reader sees was written.
    seen: Mutex<Option<SystemTime>>,
}

impl Shelf {
    /// Makes an empty index; the folder must have none.
    pub fn create(dir: &Path, library: &str) -> Result<Shelf, Error> {
        let create = |source| Error::Create { dir: dir.to_owned(), source };
        fs::create_dir_all(dir).map_err(|source| Error::Folder { dir: dir.to_owned(), source })?;
        let index = tantivy::Index::create_in_dir(dir, schema()).map_err(create)?;
        let shelf = Shelf::with(dir, library, index).map_err(create)?.ok_or(Error::Damaged)?;
        let mut writer = shelf.new_writer()?;
        shelf.commit(&mut writer).map_err(create)?;
        Ok(shelf)
    }

    /// The index that is there, if it can be read and is as it was written. One of an older version does not say whose
    /// it is.
    pub fn open(dir: &Path, library: &str, is_older: bool) -> Option<Shelf> {
        let opened = catch_unwind(AssertUnwindSafe(|| {
            let index = tantivy::Index::open_in_dir(dir).ok()?;
            if !is_older && index.load_metas().ok()?.payload.as_deref() != Some(library) {
                return None;
            }
            if n_bytes(dir) <= MAX_CHECKED_AT_ONCE && !index.validate_checksum().ok()?.is_empty() {
                return None;
            }
            Shelf::with(dir, library, index).ok()?
        }));
        opened.ok().flatten()
    }

    fn with(dir: &Path, library: &str, index: tantivy::Index) -> tantivy::Result<Option<Shelf>> {
        let Some(fields) = Fields::of(&index.schema()) else { return Ok(None) };
        index.tokenizers().register(tokenizer::NAME, House);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let (writer, seen) = (Mutex::new(None), Mutex::new(None));
        Ok(Some(Shelf { dir: dir.to_owned(), library: library.to_owned(), fields, index, reader, writer, seen }))
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Are all its files as they were written? Reads all of them.
    pub fn is_sound(&self) -> bool {
        let sound = catch_unwind(AssertUnwindSafe(|| self.index.validate_checksum()));
        sound.is_ok_and(|damaged| damaged.is_ok_and(|damaged| damaged.is_empty()))
    }

    /// Was it deleted under our feet?
    pub fn is_gone(&self) -> bool {
        self.written_at().is_none()
    }

    /// Lets go of the writer, its memory and its lock, until the next change.
    pub fn rest(&self) -> Result<(), Error> {
        match self.writer().take() {
            Some(writer) => writer.wait_merging_threads().map_err(|source| Error::Write { source }),
            None => Ok(()),
        }
    }

    /// Makes one segment of all: smaller, and quicker to search. Takes its time.
    pub fn compact(&self) -> Result<(), Error> {
        let mut guard = self.writer();
        let segments = self.index.searchable_segment_ids().map_err(|source| Error::Write { source })?;
        if segments.len() < 2 {
            return Ok(());
        }
        let writer = match &mut *guard {
            Some(writer) => writer,
            none => none.insert(self.new_writer()?),
        };
        let merged = catch_unwind(AssertUnwindSafe(|| writer.merge(&segments).wait()));
        match merged {
            Ok(Ok(_)) => {
                drop(guard);
                self.reload().map_err(|source| Error::Search { source })
            }
            Ok(Err(source)) => {
                *guard = None;
                Err(if self.is_gone() { Error::Gone } else { Error::Write { source } })
            }
            Err(_) => {
                *guard = None;
                Err(Error::Damaged)
            }
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
        let writer = self.index.writer_with_options(options).map_err(|source| match source {
            TantivyError::LockFailure(..) => Error::Busy,
            source => Error::Write { source },
        })?;
        // A writer that was killed leaves files that no commit names; the next commit would meet them in its way.
        let _ = writer.garbage_collect_files().wait();
        Ok(writer)
    }

    fn write(&self, writer: &mut IndexWriter, ops: &[Op]) -> tantivy::Result<()> {
        let fields = &self.fields;
        for op in ops {
            match op {
                Op::Put(entry) => {
                    writer.delete_term(Term::from_field_text(fields.key, &entry.key));
                    writer.add_document(fields.document(entry))?;
                }
                Op::Delete { key } => {
                    writer.delete_term(Term::from_field_text(fields.key, key));
                }
                Op::DeleteDocument(id) => {
                    let made_of_it = [HitKind::Page, HitKind::Document].into();
                    let filter = Filter { document: Some(id.clone()), kinds: Some(made_of_it), ..Filter::default() };
                    writer.delete_query(filtered(Box::new(AllQuery), &filter, fields, false))?;
                }
                // Unlike tantivy's own, this keeps its place among the other changes.
                Op::Clear => {
                    writer.delete_query(Box::new(AllQuery))?;
                }
            }
        }
        self.commit(writer)
    }

    fn commit(&self, writer: &mut IndexWriter) -> tantivy::Result<()> {
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(&self.library);
        commit.commit()?;
        Ok(())
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

    /// Reads the index. What damaged files make of tantivy may be a panic.
    fn read<T>(&self, read: impl FnOnce(&Searcher) -> tantivy::Result<T>) -> Result<T, Error> {
        let result = catch_unwind(AssertUnwindSafe(|| {
            self.refresh()?;
            read(&self.reader.searcher())
        }));
        match result {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(TantivyError::DataCorruption(_))) | Err(_) => Err(Error::Damaged),
            Ok(Err(_)) if self.is_gone() => Err(Error::Gone),
            Ok(Err(source)) => Err(Error::Search { source }),
        }
    }

    /// The best entries, and how many there are. What pages are worth is known without looking at each; the few
    /// entries of other kinds are weighed one by one.
    fn best(
        &self,
        statistics: &Statistics,
        searcher: &Searcher,
        (query, prunes): (&Boxed, bool),
        filter: &Filter,
        wanted: Wanted,
    ) -> tantivy::Result<Found> {
        let n_fetched = if wanted.n_hits > 0 { wanted.n_hits * 3 + 20 } else { 0 };
        let counter = Counter { chosen: filter.chosen.clone(), facets: wanted.facets };
        let chosen = filtered(query.box_clone(), filter, &self.fields, true);
        let top = || TopDocs::with_limit(n_fetched).order_by_score();
        // The best of a union of words are found without looking at most; of all else, each hit is weighed, and may as
        // well be counted on the way.
        let prunes = prunes && filter.kinds.is_none() && filter.document.is_none();
        let one_pass = n_fetched > 0 && filter.chosen.is_empty() && !prunes;
        let (mut hits, counts): (Vec<(Score, DocAddress)>, Counts) = if one_pass {
            searcher.search_with_statistics_provider(&*chosen, &(top(), counter), statistics)?
        } else {
            let hits = match n_fetched {
                0 => Vec::new(),
                _ => searcher.search_with_statistics_provider(&*chosen, &top(), statistics)?,
            };
            let unchosen = filtered(query.box_clone(), filter, &self.fields, false);
            (hits, searcher.search(&*unchosen, &counter)?)
        };
        if n_fetched > 0
            && let Some(others) = self.of_other_kinds(&chosen, filter)
        {
            let others = searcher.search_with_statistics_provider(&*others, &top(), statistics)?;
            hits.retain(|(_, address)| !others.iter().any(|(_, other)| other == address));
            hits.extend(others);
        }
        let mut found: Vec<RawHit> = Vec::with_capacity(hits.len());
        for (score, address) in hits {
            let document: TantivyDocument = searcher.doc(address)?;
            found.extend(
                stored(&self.fields, &document).map(|hit| RawHit { score: score * kind_weight(hit.kind), ..hit }),
            );
        }
        Ok(Found { n_total: counts.n_total, hits: diversified(found, wanted.n_hits), facets: counts.facets() })
    }

    /// The same among all that is no page; `None` where there can be nothing else.
    fn of_other_kinds(&self, query: &Boxed, filter: &Filter) -> Option<Boxed> {
        let newer = self.fields.newer.as_ref()?;
        if filter.kinds.as_ref().is_some_and(|kinds| kinds == &[HitKind::Page]) {
            return None;
        }
        let others = KINDS.into_iter().filter(|&kind| kind != HitKind::Page).map(|kind| {
            let term = Term::from_field_text(newer.facet, &Facet::Kind.term(kind_name(kind)));
            Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Boxed
        });
        let others = ConstScoreQuery::new(union(others.collect()), 0.);
        Some(Box::new(BooleanQuery::new(vec![
            (Occur::Must, Box::new(others) as Boxed),
            (Occur::Must, query.box_clone()),
        ])))
    }
}

fn n_bytes(dir: &Path) -> u64 {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|meta| meta.len()).sum()
}

impl Engine for Shelf {
    fn apply(&self, ops: &[Op]) -> Result<(), Error> {
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
                Err(if self.is_gone() { Error::Gone } else { Error::Write { source } })
            }
            Err(_) => {
                *guard = None;
                Err(Error::Damaged)
            }
        }
    }

    fn search(&self, query: &Query, filter: &Filter, wanted: Wanted) -> Result<Found, Error> {
        let Some(compiled) = compile(query, &self.fields) else { return Ok(Found::default()) };
        self.read(|searcher| {
            let statistics = Statistics::new(searcher, families(query, &self.fields))?;
            self.best(&statistics, searcher, (&compiled, prunes(query)), filter, wanted)
        })
    }

    fn similar(&self, text: &str, lang: Option<Lang>, filter: &Filter, n_hits: usize) -> Result<Found, Error> {
        self.read(|searcher| match similar::query(searcher, &self.fields, text, lang)? {
            Some((query, families)) => {
                let statistics = Statistics::new(searcher, families)?;
                self.best(&statistics, searcher, (&query, false), filter, Wanted { n_hits, facets: false })
            }
            None => Ok(Found::default()),
        })
    }

    fn expand(&self, query: &Query) -> Result<Query, Error> {
        self.read(|searcher| expand::expand(searcher, &self.fields, query))
    }

    fn corrected(&self, typed: &str, query: &Query) -> Result<Option<(Query, String)>, Error> {
        self.read(|searcher| correct::corrected(searcher, &self.fields, typed, query))
    }

    fn suggest(&self, what: Suggest, prefix: &str, limit: usize) -> Result<Vec<String>, Error> {
        self.read(|searcher| expand::suggest(searcher, &self.fields, what, prefix, limit))
    }

    fn n_entries(&self) -> u64 {
        // What cannot be read has none.
        self.read(|searcher| Ok(searcher.num_docs())).unwrap_or(0)
    }
}
