//! Tells the window what has changed in the library: a few times a second at the most, however much happens.

use catalog::Catalog;
use model::Event;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tauri::{AppHandle, Emitter, Runtime};
use tokio::sync::mpsc;

/// The event that the window listens to.
const NAME: &str = "catalog";

/// Facts within this time are told once.
const GATHER: Duration = Duration::from_millis(30);

/// Forwards the catalog's facts to the window.
pub fn forward<R: Runtime>(app: &AppHandle<R>, catalog: &Arc<Catalog>) {
    let (sender, mut receiver) = mpsc::unbounded_channel();
    catalog.subscribe(move |event| {
        // Nobody listens any more when the application ends.
        let _ = sender.send(event);
    });
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        while let Some(event) = receiver.recv().await {
            tokio::time::sleep(GATHER).await;
            let mut names = BTreeSet::from([name(event)]);
            let mut events = vec![event];
            while let Ok(event) = receiver.try_recv() {
                if names.insert(name(event)) {
                    events.push(event);
                }
            }
            for event in events {
                // A window that is being closed needs no news.
                let _ = app.emit(NAME, event);
            }
        }
    });
}

fn name(event: Event) -> String {
    format!("{event:?}")
}
