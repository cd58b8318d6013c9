//! How values are spelled in columns: ids and times as text, lists as JSON.

use crate::Error;
use rusqlite::{Row, types::FromSql};
use serde::{Serialize, de::DeserializeOwned};
use std::str::FromStr;

/// A column's value as SQLite has it.
pub fn get<T: FromSql>(row: &Row, column: &str) -> Result<T, Error> {
    Ok(row.get(column)?)
}

/// A column of text that a type of ours parses.
pub fn parsed<T: FromStr>(row: &Row, column: &'static str) -> Result<T, Error> {
    parse(column, &get::<String>(row, column)?)
}

/// The same, where the column may be NULL.
pub fn maybe_parsed<T: FromStr>(row: &Row, column: &'static str) -> Result<Option<T>, Error> {
    get::<Option<String>>(row, column)?.map(|text| parse(column, &text)).transpose()
}

/// A text that a type of ours parses.
pub fn parse<T: FromStr>(what: &'static str, text: &str) -> Result<T, Error> {
    text.parse().map_err(|_| Error::BadValue { what, value: text.to_owned() })
}

/// A column of JSON.
pub fn json<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<T, Error> {
    from_json(column, &get::<String>(row, column)?)
}

/// A value from its JSON.
pub fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::BadValue { what, value: text.chars().take(200).collect() })
}

/// A value's JSON; our own types cannot fail to have one.
pub fn to_json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("our own types have JSON forms")
}

/// An enum without data, by the name that serde gives it.
pub fn named<T: DeserializeOwned>(row: &Row, column: &'static str) -> Result<T, Error> {
    let name: String = get(row, column)?;
    from_json(column, &to_json(&name))
}

/// The name that serde gives an enum without data.
pub fn name<T: Serialize>(value: &T) -> String {
    to_json(value).trim_matches('"').to_owned()
}

/// All rows of a query, each read by `read`.
pub fn all<T>(
    conn: &rusqlite::Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl Fn(&Row) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut values = vec![];
    while let Some(row) = rows.next()? {
        values.push(read(row)?);
    }
    Ok(values)
}

/// The first row of a query, read by `read`.
pub fn first<T>(
    conn: &rusqlite::Connection,
    sql: &str,
    params: impl rusqlite::Params,
    read: impl Fn(&Row) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    rows.next()?.map(read).transpose()
}

/// Runs a statement; answers how many rows it touched.
pub fn run(conn: &rusqlite::Connection, sql: &str, params: impl rusqlite::Params) -> Result<usize, Error> {
    Ok(conn.prepare_cached(sql)?.execute(params)?)
}
