//! What the commands share.

use catalog::{Catalog, chain};
use model::CommandError;
use std::sync::Arc;

/// The open library.
pub struct AppState {
    catalog: Arc<Catalog>,
}

/// What every command answers.
pub type Answer<T> = Result<T, CommandError>;

impl AppState {
    pub fn new(catalog: Arc<Catalog>) -> Self {
        AppState { catalog }
    }

    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
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
