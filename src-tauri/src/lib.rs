//! The shell: the only code that knows Tauri and tokio. Commands are thin; what they do is in `catalog`.

mod arguments;
mod commands;
mod events;
mod page_protocol;
mod sample;
mod state;

use arguments::Arguments;
use catalog::{Catalog, OpenOptions};
use state::AppState;
use std::{ffi::OsString, process::ExitCode, sync::Arc};
use tauri::{Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

/// Runs the application until its window is closed.
#[allow(clippy::disallowed_methods, reason = "Tauri's own macro ends the process where the interface was not built")]
pub fn run(arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::parse(arguments) {
        Ok(arguments) => arguments,
        Err(message) => return refuse(&message),
    };
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol("page", |context, request, responder| {
            page_protocol::serve(context.app_handle(), &request, responder);
        })
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let dir = arguments.library(app.path())?;
            match OpenOptions::this_program().and_then(|options| Catalog::open(&dir, options)) {
                Ok(catalog) => start(app, catalog, arguments.sample),
                Err(error) => {
                    // Without a library there is nothing to show; what is wrong must be said all the same.
                    let message = catalog::chain(&error);
                    let app = app.handle().clone();
                    let dialog = app.dialog().message(message).title("Rapporteur").kind(MessageDialogKind::Error);
                    dialog.show(move |_| app.exit(1));
                    Ok(())
                }
            }
        });
    match builder.build(tauri::generate_context!()) {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => refuse(&catalog::chain(&error)),
    }
}

fn start(app: &mut tauri::App, catalog: Arc<Catalog>, with_sample: bool) -> Result<(), Box<dyn std::error::Error>> {
    events::forward(app.handle(), &catalog);
    catalog::index::keep_up(&catalog);
    catalog::recognition::keep_up(&catalog);
    app.manage(AppState::new(catalog.clone()));
    let handle = app.handle().clone();
    tauri::async_runtime::spawn_blocking(move || {
        if with_sample && let Err(error) = sample::open(&handle, &catalog) {
            let message = catalog::chain(&error);
            handle.dialog().message(message).title("Rapporteur").kind(MessageDialogKind::Error).show(|_| {});
        }
        // The first slide that is clicked finds its worker running.
        catalog::pages::warm_up(&catalog);
    });
    WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Rapporteur")
        .inner_size(1280., 800.)
        .min_inner_size(720., 480.)
        .build()?;
    Ok(())
}

#[allow(clippy::print_stderr, reason = "there is no window yet to say it in")]
fn refuse(message: &str) -> ExitCode {
    eprintln!("rapporteur-desktop: {message}");
    ExitCode::from(2)
}
