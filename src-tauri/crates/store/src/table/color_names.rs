//! The colors' names; a projection of the history.

use crate::{Error, row};
use model::{Color, ColorName};
use rusqlite::{Connection, Row, params};

pub struct ColorNames<'a> {
    pub(crate) conn: &'a Connection,
}

impl ColorNames<'_> {
    /// Those that have a name.
    pub fn list(&self) -> Result<Vec<ColorName>, Error> {
        let read = |row: &Row| Ok(ColorName { color: row::named(row, "color")?, name: row::get(row, "name")? });
        row::all(self.conn, "SELECT * FROM color_names ORDER BY color", [], read)
    }

    pub fn get(&self, color: Color) -> Result<Option<String>, Error> {
        let sql = "SELECT name FROM color_names WHERE color = ?1";
        row::first(self.conn, sql, [color.name()], |row| row::get(row, "name"))
    }

    pub fn set(&self, color: Color, name: Option<&str>) -> Result<(), Error> {
        match name {
            Some(name) => {
                let sql =
                    "INSERT INTO color_names (color, name) VALUES (?1, ?2) ON CONFLICT (color) DO UPDATE SET name = ?2";
                row::run(self.conn, sql, params![color.name(), name])?;
            }
            None => {
                row::run(self.conn, "DELETE FROM color_names WHERE color = ?1", [color.name()])?;
            }
        }
        Ok(())
    }
}
