//! What can go wrong with the database.

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the disk is full")]
    DiskFull { source: Cause },
    #[error("the library's folder cannot be written to")]
    ReadOnly { source: Cause },
    #[error("the disk that the library is on does not answer")]
    Unreachable { source: rusqlite::Error },
    #[error("the library is not in its place any more")]
    Gone { source: std::io::Error },
    #[error("the library was made by a newer version of the program (schema {found}, this one knows {known})")]
    Newer { found: u32, known: u32 },
    #[error("the library's database is damaged")]
    Damaged { source: rusqlite::Error },
    #[error("the copy of the library's database is not what was copied")]
    BadCopy,
    #[error("the library's database is not open")]
    NoConnection,
    #[error("the library's database failed")]
    Sqlite { source: rusqlite::Error },
    #[error("the library holds a {what} that cannot be read: {value}")]
    BadValue { what: &'static str, value: String },
    #[error("cannot make a copy of the library before bringing it to a new version")]
    Backup { source: std::io::Error },
}

/// What an error comes from, of whichever kind.
pub type Cause = Box<dyn std::error::Error + Send + Sync>;

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::*;
        match source.sqlite_error_code() {
            Some(DiskFull) => Error::DiskFull { source: source.into() },
            Some(ReadOnly | PermissionDenied) => Error::ReadOnly { source: source.into() },
            Some(SystemIoFailure | CannotOpen) => Error::Unreachable { source },
            Some(DatabaseCorrupt | NotADatabase) => Error::Damaged { source },
            _ => Error::Sqlite { source },
        }
    }
}
