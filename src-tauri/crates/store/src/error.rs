//! What can go wrong with the database.

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the disk is full")]
    DiskFull { source: rusqlite::Error },
    #[error("the library was made by a newer version of the program (schema {found}, this one knows {known})")]
    Newer { found: u32, known: u32 },
    #[error("the library's database is damaged")]
    Damaged { source: rusqlite::Error },
    #[error("the copy of the library's database is not what was copied")]
    BadCopy,
    #[error("the library's database failed")]
    Sqlite { source: rusqlite::Error },
    #[error("the library holds a {what} that cannot be read: {value}")]
    BadValue { what: &'static str, value: String },
    #[error("cannot make a copy of the library before bringing it to a new version")]
    Backup { source: std::io::Error },
}

impl From<rusqlite::Error> for Error {
    fn from(source: rusqlite::Error) -> Self {
        match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Error::DiskFull { source },
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => Error::Damaged { source },
            _ => Error::Sqlite { source },
        }
    }
}
