//! Connections to the database, and whether they still lead to the file that is in its place.
//!
//! A connection keeps its file open whatever becomes of the name: a stick that is pulled, a folder that is moved or
//! put back from elsewhere. What is written then is kept in a file that nobody will open again, or nowhere.

use crate::{Error, lock, schema};
use rusqlite::{Connection, OpenFlags};
use std::{
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::Mutex,
    time::Duration,
};

/// Where the database lies, and which file that is.
pub(crate) struct Place {
    pub path: PathBuf,
    backups: PathBuf,
    /// The file that the connections have open.
    file: Mutex<Option<FileId>>,
    /// Whose database it is, once that is known.
    library: Mutex<Option<String>>,
}

/// Tells a file from another of the same name.
type FileId = (u64, u64);

impl Place {
    /// The first connection, to a database that is made if it is missing and brought to the newest schema.
    pub fn found(path: &Path, backups: &Path) -> Result<(Place, Connection), Error> {
        let place = Place {
            path: path.to_owned(),
            backups: backups.to_owned(),
            file: Mutex::default(),
            library: Mutex::default(),
        };
        let open = || {
            let mut conn = connect_for_writing(path, OpenFlags::default())?;
            schema::migrate(&mut conn, backups)?;
            Ok(conn)
        };
        let conn = open().map_err(|error| place.diagnosed(error))?;
        *lock(&place.file) = place.look().ok().flatten();
        Ok((place, conn))
    }

    /// A further connection; nothing is made where there is no database.
    pub fn connect(&self) -> Result<Connection, Error> {
        connect(&self.path, existing()).map_err(|error| self.diagnosed(error))
    }

    /// Is the file that the connections have open the one that has the name?
    ///
    /// Fails with [`Error::Gone`] where no file has it.
    pub fn is_same(&self) -> Result<bool, Error> {
        let there = self.look()?;
        Ok(there.is_none() || *lock(&self.file) == there)
    }

    /// A connection to what has the name now, which must be this library's database.
    pub fn connect_anew(&self) -> Result<Connection, Error> {
        let there = self.look()?;
        let mut conn = connect_for_writing(&self.path, existing()).map_err(|error| self.diagnosed(error))?;
        let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if version == 0 {
            return Err(Error::Gone { source: io::Error::other("an empty file is in the database's place") });
        }
        schema::migrate(&mut conn, &self.backups)?;
        if let Some(ours) = &*lock(&self.library) {
            let found: String = conn.query_row("SELECT id FROM library", [], |row| row.get(0))?;
            if found != *ours {
                return Err(Error::Gone { source: io::Error::other("another library is in its place") });
            }
        }
        *lock(&self.file) = there;
        Ok(conn)
    }

    /// Remembers whose database it is.
    pub fn learn_library(&self, conn: &Connection) {
        let mut library = lock(&self.library);
        if library.is_none() {
            *library = conn.query_row("SELECT id FROM library", [], |row| row.get(0)).ok();
        }
    }

    /// What the folder says of a failure that SQLite only calls one of input or output.
    pub fn diagnosed(&self, error: Error) -> Error {
        let (Error::Unreachable { .. } | Error::ReadOnly { .. }) = &error else { return error };
        if let Err(gone) = self.look()
            && self.path.parent().is_none_or(|folder| !folder.exists())
        {
            return gone;
        }
        let Some(Err(why)) = self.path.parent().map(try_to_write) else { return error };
        match (why.kind(), error) {
            (io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded, _) => Error::DiskFull { source: why.into() },
            (io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied, _) => {
                Error::ReadOnly { source: why.into() }
            }
            (_, error) => error,
        }
    }

    /// Why nothing can be read of the database's file, whatever SQLite makes of that; `None` where it can be.
    pub fn unreadable(&self) -> Option<Error> {
        let mut start = [0; 16];
        let read = fs::File::open(&self.path).and_then(|mut file| file.read_exact(&mut start));
        read.err().map(|source| Error::Gone { source })
    }

    #[cfg(unix)]
    fn look(&self) -> Result<Option<FileId>, Error> {
        use std::os::unix::fs::MetadataExt;
        let metadata = fs::metadata(&self.path).map_err(|source| Error::Gone { source })?;
        Ok(Some((metadata.dev(), metadata.ino())))
    }

    /// Elsewhere a file that is open can be neither moved nor deleted.
    #[cfg(not(unix))]
    fn look(&self) -> Result<Option<FileId>, Error> {
        fs::metadata(&self.path).map_err(|source| Error::Gone { source })?;
        Ok(None)
    }
}

/// Some bytes, for an empty file takes no room; nothing stays of the try.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let probe = folder.join(format!("probe-{}", std::process::id()));
    let written = fs::write(&probe, [0; 8192]);
    // What could not be written is not there to be removed.
    let _ = fs::remove_file(&probe);
    written
}

/// Makes nothing where there is no database.
fn existing() -> OpenFlags {
    OpenFlags::default().difference(OpenFlags::SQLITE_OPEN_CREATE)
}

/// SQLite opens for reading what cannot be opened for writing.
fn connect_for_writing(path: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    let conn = connect(path, flags)?;
    if conn.is_readonly(rusqlite::MAIN_DB)? {
        let source = io::Error::from(io::ErrorKind::PermissionDenied);
        return Err(Error::ReadOnly { source: source.into() });
    }
    Ok(conn)
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
