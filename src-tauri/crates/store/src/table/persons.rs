//! People, found again by a key that the catalog makes of their names.

use crate::{Error, row};
use model::{Person, PersonId};
use rusqlite::{Connection, Row, params};

pub struct Persons<'a> {
    pub(crate) conn: &'a Connection,
}

impl Persons<'_> {
    pub fn list(&self) -> Result<Vec<Person>, Error> {
        row::all(self.conn, "SELECT id, name FROM persons ORDER BY name", [], person)
    }

    pub fn get(&self, id: PersonId) -> Result<Option<Person>, Error> {
        row::first(self.conn, "SELECT id, name FROM persons WHERE id = ?1", [id.to_string()], person)
    }

    pub fn by_key(&self, name_key: &str) -> Result<Option<Person>, Error> {
        row::first(self.conn, "SELECT id, name FROM persons WHERE name_key = ?1", [name_key], person)
    }

    pub fn insert(&self, person: &Person, name_key: &str) -> Result<(), Error> {
        let sql = "INSERT INTO persons (id, name, name_key) VALUES (?1, ?2, ?3)";
        row::run(self.conn, sql, params![person.id.to_string(), person.name, name_key])?;
        Ok(())
    }
}

fn person(row: &Row) -> Result<Person, Error> {
    Ok(Person { id: row::parsed(row, "id")?, name: row::get(row, "name")? })
}
