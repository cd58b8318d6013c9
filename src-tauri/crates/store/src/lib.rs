//! The database: the only home of rusqlite and of SQL. It decides nothing; rules live in `catalog`.
//!
//! SQLite in WAL mode with `synchronous=FULL`: what [`Store::write`] has answered survives a kill and a power cut.

mod backup;
mod error;
mod row;
mod schema;
mod table;

pub use backup::is_sound;
pub use error::Error;
pub use table::contributions::StoredContribution;
pub use table::documents::StoredDocument;
pub use table::meetings::StoredMeeting;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use table::{
    annotations::Annotations, color_names::ColorNames, contributions::Contributions, credits::Credits,
    documents::Documents, history::History, index_queue::IndexQueue, kept_searches::KeptSearches,
    library::LibraryTable, matches::Matches, meetings::Meetings, organizations::Organizations, pages::Pages,
    persons::Persons, programme_items::ProgrammeItems, reading_states::ReadingStates, room_notes::RoomNotes,
    segments::Segments, sessions::Sessions, settings::Settings, suggestions::Suggestions, tags::Tags,
};

/// An open database: one connection writes, several read beside it.
pub struct Store {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    /// The database's `data_version` when it was last looked at.
    seen_version: Mutex<Option<i64>>,
    n_writes: AtomicU64,
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
    matches: Matches,
    meetings: Meetings,
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
        let mut conn = connect(path, OpenFlags::default())?;
        schema::migrate(&mut conn, backups)?;
        Ok(Store {
            path: path.to_owned(),
            writer: Mutex::new(conn),
            readers: Mutex::default(),
            seen_version: Mutex::default(),
            n_writes: AtomicU64::default(),
        })
    }

    /// Reads one consistent state; writers do not wait for it, nor it for them.
    pub fn read<T, E: From<Error>>(&self, read: impl FnOnce(&Db) -> Result<T, E>) -> Result<T, E> {
        let pooled = lock(&self.readers).pop();
        let mut conn = match pooled {
            Some(conn) => conn,
            None => connect(&self.path, OpenFlags::default()).map_err(E::from)?,
        };
        let result = {
            let tx = conn.transaction().map_err(|e| E::from(e.into()))?;
            read(&Db { conn: &tx })
        };
        lock(&self.readers).push(conn);
        result
    }

    /// Writes in one transaction: all of it is kept, or nothing. When this returns `Ok`, it is on disk.
    pub fn write<T, E: From<Error>>(&self, write: impl FnOnce(&Db) -> Result<T, E>) -> Result<T, E> {
        let mut conn = lock(&self.writer);
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate).map_err(|e| E::from(e.into()))?;
        // Undo takes things away and brings them back in whatever order; what counts is how it ends.
        tx.pragma_update(None, "defer_foreign_keys", true).map_err(|e| E::from(e.into()))?;
        let value = write(&Db { conn: &tx })?;
        // Before, so that nobody takes what was read earlier for what is committed; and after, so that nobody keeps what
        // was read in between.
        self.n_writes.fetch_add(1, Ordering::Release);
        tx.commit().map_err(|e| E::from(e.into()))?;
        self.n_writes.fetch_add(1, Ordering::Release);
        Ok(value)
    }

    /// Goes up with every write, and when one of another program is noticed: what was read after it was asked for is
    /// good for as long as it stays.
    pub fn generation(&self) -> u64 {
        self.n_writes.load(Ordering::Acquire)
    }

    /// Has another program written to the database since this was last asked? What this one writes does not count.
    pub fn changed_elsewhere(&self) -> Result<bool, Error> {
        let version: i64 = lock(&self.writer).pragma_query_value(None, "data_version", |row| row.get(0))?;
        let before = lock(&self.seen_version).replace(version);
        let has_changed = before.is_some_and(|before| before != version);
        self.n_writes.fetch_add(u64::from(has_changed), Ordering::Release);
        Ok(has_changed)
    }

    /// Copies the database to `path`, where nothing is yet; the copy is verified before it gets its name.
    ///
    /// Fails with [`Error::BadCopy`] where it is not sound.
    pub fn back_up(&self, path: &Path) -> Result<(), Error> {
        backup::copy(&connect(&self.path, OpenFlags::default())?, path)
    }

    /// What SQLite's own check finds; empty if the file is sound.
    pub fn integrity_problems(&self) -> Result<Vec<String>, Error> {
        let conn = lock(&self.writer);
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

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let conn = Connection::open_with_flags(path, flags)?;
    conn.busy_timeout(Duration::from_secs(10))?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while writing rolled its transaction back; the connection itself is sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
