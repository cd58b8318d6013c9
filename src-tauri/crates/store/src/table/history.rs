//! The history: actions and their changes. Rows here are only ever added.

use crate::{Error, row};
use model::{Action, ActionId, ActionKind, ActionMode, Change, ChangeId, ThingKind};
use rusqlite::{Connection, Row, params};
use serde_json::Value;
use std::collections::BTreeMap;

/// What undo and redo have to know of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionStep {
    pub id: ActionId,
    pub kind: ActionKind,
    pub mode: ActionMode,
    /// The action that it undoes or does again.
    pub of: Option<ActionId>,
}

pub struct History<'a> {
    pub(crate) conn: &'a Connection,
}

impl History<'_> {
    pub fn insert_action(&self, action: &Action) -> Result<(), Error> {
        let sql = "INSERT INTO actions (id, kind, mode, of, at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let values = params![
            action.id.to_string(),
            row::name(&action.kind),
            row::name(&action.mode),
            action.of.map(|id| id.to_string()),
            action.at.to_string(),
        ];
        row::run(self.conn, sql, values)?;
        Ok(())
    }

    pub fn insert_change(&self, change: &Change) -> Result<(), Error> {
        let sql = "INSERT INTO changes (id, action, author, kind, thing, field, value, replaces)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let values = params![
            change.id.to_string(),
            change.action.to_string(),
            change.author,
            change.kind.name(),
            change.thing,
            change.field,
            change.value.as_ref().map(row::to_json),
            row::to_json(&change.replaces.iter().map(ChangeId::to_string).collect::<Vec<_>>()),
        ];
        row::run(self.conn, sql, values)?;
        Ok(())
    }

    /// Looks at the newest `limit` actions, newest first, as long as `goes_on` says so.
    pub fn newest_actions(&self, limit: u32, mut goes_on: impl FnMut(ActionStep) -> bool) -> Result<(), Error> {
        let sql = "SELECT id, kind, mode, of FROM actions ORDER BY rowid DESC LIMIT ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([limit])?;
        while let Some(row) = rows.next()? {
            let step = ActionStep {
                id: row::parsed(row, "id")?,
                kind: row::named(row, "kind")?,
                mode: row::named(row, "mode")?,
                of: row::maybe_parsed(row, "of")?,
            };
            if !goes_on(step) {
                break;
            }
        }
        Ok(())
    }

    /// The changes of one action, in order.
    pub fn changes_of(&self, action: ActionId) -> Result<Vec<Change>, Error> {
        let sql = "SELECT * FROM changes WHERE action = ?1 ORDER BY id";
        row::all(self.conn, sql, [action.to_string()], change)
    }

    pub fn get(&self, id: &ChangeId) -> Result<Option<Change>, Error> {
        row::first(self.conn, "SELECT * FROM changes WHERE id = ?1", [id.to_string()], change)
    }

    /// The newest change's id.
    pub fn last_id(&self) -> Result<Option<ChangeId>, Error> {
        let sql = "SELECT max(id) AS id FROM changes";
        Ok(row::first(self.conn, sql, [], |row| row::maybe_parsed(row, "id"))?.flatten())
    }

    /// Every field of a thing with its newest change; fields that lost their value are included, with a tombstone.
    pub fn fields(&self, kind: ThingKind, thing: &str) -> Result<BTreeMap<String, (ChangeId, Option<Value>)>, Error> {
        let sql = "SELECT field, max(id) AS id, value FROM changes WHERE kind = ?1 AND thing = ?2 GROUP BY field";
        let read = |row: &Row| {
            let value: Option<String> = row::get(row, "value")?;
            let value = value.map(|text| row::from_json("value", &text)).transpose()?;
            Ok((row::get(row, "field")?, (row::parsed(row, "id")?, value)))
        };
        Ok(row::all(self.conn, sql, params![kind.name(), thing], read)?.into_iter().collect())
    }

    /// The things of which a field has this value now.
    pub fn things_with(&self, kind: ThingKind, field: &str, value: &Value) -> Result<Vec<String>, Error> {
        let sql = "SELECT thing FROM (SELECT thing, max(id), value FROM changes WHERE kind = ?1 AND field = ?2 GROUP BY thing)
                   WHERE value = ?3";
        row::all(self.conn, sql, params![kind.name(), field, row::to_json(value)], |row| row::get(row, "thing"))
    }

    /// Every thing that the history knows.
    pub fn things(&self) -> Result<Vec<(ThingKind, String)>, Error> {
        let read = |row: &Row| Ok((row::named(row, "kind")?, row::get(row, "thing")?));
        row::all(self.conn, "SELECT DISTINCT kind, thing FROM changes ORDER BY kind DESC, thing", [], read)
    }
}

fn change(row: &Row) -> Result<Change, Error> {
    let value: Option<String> = row::get(row, "value")?;
    let replaces: Vec<String> = row::json(row, "replaces")?;
    Ok(Change {
        id: row::parsed(row, "id")?,
        action: row::parsed(row, "action")?,
        author: row::get(row, "author")?,
        kind: row::named(row, "kind")?,
        thing: row::get(row, "thing")?,
        field: row::get(row, "field")?,
        value: value.map(|text| row::from_json("value", &text)).transpose()?,
        replaces: replaces.iter().map(|id| row::parse("replaces", id)).collect::<Result<_, _>>()?,
    })
}
