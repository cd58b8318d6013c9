//! Passwords that the reader gave: kept in memory while the program runs, and written nowhere.

use crate::lock;
use model::DocumentId;
use std::{collections::HashMap, sync::Mutex};

/// Each is known to open its document. Not `Debug`, so that none is ever printed by mistake.
#[derive(Default)]
pub struct Passwords(Mutex<HashMap<DocumentId, String>>);

impl Passwords {
    pub fn keep(&self, document: &DocumentId, password: &str) {
        lock(&self.0).insert(document.clone(), password.to_owned());
    }

    pub fn get(&self, document: &DocumentId) -> Option<String> {
        lock(&self.0).get(document).cloned()
    }

    pub fn has(&self, document: &DocumentId) -> bool {
        lock(&self.0).contains_key(document)
    }
}
