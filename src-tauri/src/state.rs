//! What the commands share.

use catalog::{Catalog, chain};
use model::CommandError;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

/// The open library.
pub struct AppState {
    catalog: Arc<Catalog>,
    /// Asked for, and not yet told to the window.
    links: Mutex<Vec<String>>,
    searches: Arc<Latest>,
}

/// Only the latest of many is worth its while: a keystroke overtakes the search for the one before.
#[derive(Default)]
pub struct Latest {
    asked: AtomicU64,
    turn: Mutex<()>,
}

impl Latest {
    /// A ticket, newer than all before.
    pub fn ask(&self) -> u64 {
        self.asked.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Waits for what runs already, and then does it if the ticket is still the newest.
    pub fn perform<T>(
        &self,
        ticket: u64,
        perform: impl FnOnce() -> Result<T, catalog::Error>,
    ) -> Result<T, catalog::Error> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        if self.asked.load(Ordering::Relaxed) == ticket { perform() } else { Err(catalog::Error::Cancelled) }
    }
}

/// What every command answers.
pub type Answer<T> = Result<T, CommandError>;

impl AppState {
    pub fn new(catalog: Arc<Catalog>, link: Option<String>) -> Self {
        AppState { catalog, links: Mutex::new(link.into_iter().collect()), searches: Arc::default() }
    }

    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// Searches of the whole library.
    pub fn searches(&self) -> Arc<Latest> {
        self.searches.clone()
    }

    pub fn add_link(&self, link: String) {
        self.links.lock().unwrap_or_else(PoisonError::into_inner).push(link);
    }

    pub fn take_links(&self) -> Vec<String> {
        std::mem::take(&mut *self.links.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does something in the library on a thread that may block, so that the window never waits for it.
    pub async fn with<T: Send + 'static>(
        &self,
        perform: impl FnOnce(&Arc<Catalog>) -> Result<T, catalog::Error> + Send + 'static,
    ) -> Answer<T> {
        let catalog = self.catalog.clone();
        let done = tauri::async_runtime::spawn_blocking(move || perform(&catalog)).await;
        match done {
            Ok(result) => result.map_err(command_error),
            Err(error) => {
                Err(CommandError { code: model::ErrorCode::Other, message: format!("the command failed: {error}") })
            }
        }
    }
}

/// An error as the window gets it.
pub fn command_error(error: catalog::Error) -> CommandError {
    CommandError { code: error.code(), message: chain(&error) }
}
