//! Organisations, found again by a key that the catalog makes of their names.

use crate::{Error, row};
use model::{Organization, OrganizationId};
use rusqlite::{Connection, Row, params};

pub struct Organizations<'a> {
    pub(crate) conn: &'a Connection,
}

impl Organizations<'_> {
    pub fn list(&self) -> Result<Vec<Organization>, Error> {
        row::all(self.conn, "SELECT * FROM organizations ORDER BY name, acronym", [], organization)
    }

    pub fn get(&self, id: OrganizationId) -> Result<Option<Organization>, Error> {
        row::first(self.conn, "SELECT * FROM organizations WHERE id = ?1", [id.to_string()], organization)
    }

    pub fn by_key(&self, name_key: &str) -> Result<Option<Organization>, Error> {
        row::first(self.conn, "SELECT * FROM organizations WHERE name_key = ?1", [name_key], organization)
    }

    pub fn insert(&self, organization: &Organization, name_key: &str) -> Result<(), Error> {
        let sql = "INSERT INTO organizations (id, name, acronym, name_key) VALUES (?1, ?2, ?3, ?4)";
        let o = organization;
        row::run(self.conn, sql, params![o.id.to_string(), o.name, o.acronym, name_key])?;
        Ok(())
    }
}

fn organization(row: &Row) -> Result<Organization, Error> {
    Ok(Organization { id: row::parsed(row, "id")?, name: row::get(row, "name")?, acronym: row::get(row, "acronym")? })
}
