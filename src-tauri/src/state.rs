//! What the commands share.

use catalog::{Catalog, chain};
use model::CommandError;
use std::sync::{Arc, Mutex, PoisonError};

/// The open library.
pub struct AppState {
    catalog: Arc<Catalog>,
    /// Asked for, and not yet told to the window.
    links: Mutex<Vec<String>>,
}

/// What every command answers.
pub type Answer<T> = Result<T, CommandError>;

impl AppState {
    pub fn new(catalog: Arc<Catalog>, link: Option<String>) -> Self {
        AppState { catalog, links: Mutex::new(link.into_iter().collect()) }
    }

    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
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
