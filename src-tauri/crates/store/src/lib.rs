//! The database: the only home of rusqlite and of SQL. It decides nothing; rules live in `catalog`.
//!
//! SQLite in WAL mode with `synchronous=FULL`: what [`Store::write`] has answered survives a kill and a power cut.

mod backup;
mod connection;
mod error;
mod row;
mod schema;
mod table;

pub use backup::is_sound;
pub use error::Error;
pub use table::contributions::StoredContribution;
pub use table::documents::StoredDocument;
pub use table::history::ActionStep;
pub use table::meetings::{StoredMeeting, StoredSource};
pub use table::name_verdicts::StoredVerdict;
pub use table::suggestions::Suggestion as StoredSuggestion;

use connection::Place;
use rusqlite::{Connection, TransactionBehavior};
use std::{
    path::Path,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use table::{
    annotations::Annotations, color_names::ColorNames, contributions::Contributions, credits::Credits,
    documents::Documents, history::History, index_queue::IndexQueue, kept_searches::KeptSearches,
    library::LibraryTable, links::Links, matches::Matches, meetings::Meetings, name_verdicts::NameVerdicts,
    organizations::Organizations, pages::Pages, persons::Persons, programme_items::ProgrammeItems,
    reading_states::ReadingStates, room_notes::RoomNotes, segments::Segments, sessions::Sessions, settings::Settings,
    suggestions::Suggestions, tags::Tags,
};

/// An open database: one connection writes, several read beside it.
pub struct Store {
    place: Place,
    writer: Mutex<Writer>,
    readers: Mutex<Vec<Connection>>,
    /// The database's `data_version` when it was last looked at.
    seen_version: Mutex<Option<i64>>,
    n_writes: AtomicU64,
}

/// No database has this `data_version`.
const NEVER: i64 = -1;

struct Writer {
    /// `None` where a transaction could not even be taken back: it would keep its lock.
    conn: Option<Connection>,
    /// The last write failed: the next one opens the database anew. This connection stays open until then, for the
    /// last one that closes takes files away that cannot be made again where the disk is full.
    has_failed: bool,
}

/// The tables, within a reading or writing transaction; see the methods for each.
pub struct Db<'a> {
    conn: &'a Connection,
}

macro_rules! tables {
    ($($name:ident: $table:ident),* $(,)?) => {
        impl<'a> Db<'a> {
            $(pub fn $name(&self) -> $table<'a> { $table { conn: self.conn } })*
        }
    };
}

tables! {
    annotations: Annotations,
    color_names: ColorNames,
    contributions: Contributions,
    credits: Credits,
    documents: Documents,
    history: History,
    index_queue: IndexQueue,
    kept_searches: KeptSearches,
    library: LibraryTable,
    links: Links,
    matches: Matches,
    meetings: Meetings,
    name_verdicts: NameVerdicts,
    organizations: Organizations,
    pages: Pages,
    persons: Persons,
    programme_items: ProgrammeItems,
    reading_states: ReadingStates,
    room_notes: RoomNotes,
    segments: Segments,
    sessions: Sessions,
    settings: Settings,
    suggestions: Suggestions,
    tags: Tags,
}

impl Store {
    /// Opens the database at `path`, made if it is missing, and brings it to the newest schema.
    ///
    /// Before a migration of an existing database a copy is put into `backups`.
    /// Fails with [`Error::Newer`], leaving it untouched, if a newer program made it.
    pub fn open(path: &Path, backups: &Path) -> Result<Store, Error> {
        let (place, conn) = Place::found(path, backups)?;
        Ok(Store {
            place,
            writer: Mutex::new(Writer { conn: Some(conn), has_failed: false }),
            readers: Mutex::default(),
            seen_version: Mutex::default(),
            n_writes: AtomicU64::default(),
        })
    }

    /// Reads one consistent state; writers do not wait for it, nor it for them.
    pub fn read<T, E: From<Error>>(&self, read: impl FnOnce(&Db) -> Result<T, E>) -> Result<T, E> {
        // Where the database is out of reach, what is still open may be read.
        if !self.place.is_same().unwrap_or(true) {
            lock(&self.readers).clear();
        }
        let pooled = lock(&self.readers).pop();
        let mut conn = match pooled {
            Some(conn) => conn,
            None => self.place.connect().map_err(E::from)?,
        };
        let value = {
            let tx = conn.transaction().map_err(|e| E::from(self.place.diagnosed(e.into())))?;
            read(&Db { conn: &tx }).map_err(|error| {
                // A connection that failed is not used again, nor are others of a disk that does not answer: what they
                // remember of it may be half of it, and is called damaged.
                match self.place.unreadable() {
                    Some(gone) => {
                        lock(&self.readers).clear();
                        E::from(gone)
                    }
                    None => error,
                }
            })?
        };
        lock(&self.readers).push(conn);
        Ok(value)
    }

    /// Writes in one transaction: all of it is kept, or nothing. When this returns `Ok`, it is on disk, in the file
    /// that has the database's name.
    ///
    /// Fails with [`Error::Gone`] where the database is not in its place any more; once it is back, the next write is
    /// kept again.
    pub fn write<T, E: From<Error>>(&self, write: impl FnOnce(&Db) -> Result<T, E>) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        if writer.conn.is_none() || writer.has_failed || !self.place.is_same().map_err(E::from)? {
            let conn = self.place.connect_anew().map_err(|error| E::from(self.place.diagnosed(error)))?;
            *writer = Writer { conn: Some(conn), has_failed: false };
            lock(&self.readers).clear();
            // Whatever was written meanwhile was written elsewhere.
            *lock(&self.seen_version) = Some(NEVER);
            self.n_writes.fetch_add(1, Ordering::Release);
        }
        let Writer { conn: Some(conn), has_failed } = &mut *writer else { return Err(E::from(Error::NoConnection)) };
        let written = self.write_by(conn, write);
        match &written {
            Ok(_) => self.place.learn_library(conn),
            Err(_) => {
                *has_failed = true;
                if !conn.is_autocommit() {
                    lock(&self.readers).extend(self.place.connect().ok());
                    writer.conn = None;
                }
            }
        }
        written
    }

    fn write_by<T, E: From<Error>>(
        &self,
        conn: &mut Connection,
        write: impl FnOnce(&Db) -> Result<T, E>,
    ) -> Result<T, E> {
        let failed = |error: rusqlite::Error| E::from(self.place.diagnosed(error.into()));
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        // Undo takes things away and brings them back in whatever order; what counts is how it ends.
        tx.pragma_update(None, "defer_foreign_keys", true).map_err(failed)?;
        // Of a disk that does not answer, what is read in writing may be half of it, and is called damaged.
        let value = write(&Db { conn: &tx }).map_err(|error| self.place.unreadable().map_or(error, E::from))?;
        // Before, so that nobody takes what was read earlier for what is committed; and after, so that nobody keeps what
        // was read in between.
        self.n_writes.fetch_add(1, Ordering::Release);
        tx.commit().map_err(failed)?;
        self.n_writes.fetch_add(1, Ordering::Release);
        if !self.place.is_same().map_err(E::from)? {
            let source = std::io::Error::other("another file took its place while it was written to");
            return Err(E::from(Error::Gone { source }));
        }
        Ok(value)
    }

    /// Goes up with every write, and when one of another program is noticed: what was read after it was asked for is
    /// good for as long as it stays.
    pub fn generation(&self) -> u64 {
        self.n_writes.load(Ordering::Acquire)
    }

    /// Has another program written to the database since this was last asked? What this one writes does not count.
    pub fn changed_elsewhere(&self) -> Result<bool, Error> {
        let version: i64 = match &lock(&self.writer).conn {
            Some(conn) => conn.pragma_query_value(None, "data_version", |row| row.get(0))?,
            None => return Ok(false),
        };
        let before = lock(&self.seen_version).replace(version);
        let has_changed = before.is_some_and(|before| before != version);
        self.n_writes.fetch_add(u64::from(has_changed), Ordering::Release);
        Ok(has_changed)
    }

    /// Copies the database to `path`, where nothing is yet; the copy is verified before it gets its name.
    ///
    /// Fails with [`Error::BadCopy`] where it is not sound.
    pub fn back_up(&self, path: &Path) -> Result<(), Error> {
        backup::copy(&self.place.connect()?, path)
    }

    /// What SQLite's own check finds; empty if the file is sound.
    pub fn integrity_problems(&self) -> Result<Vec<String>, Error> {
        let conn = self.place.connect()?;
        let mut statement = conn.prepare("PRAGMA integrity_check(20)")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut problems = rows.collect::<Result<Vec<_>, _>>()?;
        problems.retain(|problem| problem != "ok");
        let mut statement = conn.prepare("PRAGMA foreign_key_check")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        for table in rows {
            problems.push(format!("a row of {} refers to one that is not there", table?));
        }
        Ok(problems)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while writing rolled its transaction back; the connection itself is sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
