//! The shell: the only code that knows Tauri and tokio. Commands are thin; what they do is in `catalog`.

mod arguments;
mod commands;
mod events;
mod instance;
mod page_protocol;
mod painting;
mod sample;
mod state;

use arguments::Arguments;
use catalog::{Catalog, Clock, OpenOptions, SystemClock};
use state::AppState;
use std::{ffi::OsString, path::PathBuf, process::ExitCode, sync::Arc};
use tauri::{AppHandle, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogKind};

/// Tells the window that there are links to take.
const LINK_ARRIVED: &str = "link_arrived";

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
            if instance::hand_over(&dir, arguments.link.as_deref()) {
                app.handle().exit(0);
                return Ok(());
            }
            match OpenOptions::this_program().and_then(|options| Catalog::open(&dir, options)) {
                Ok(catalog) => {
                    let handle = app.handle().clone();
                    instance::listen(&dir, move |link| arrive(&handle, link));
                    start(app, catalog, arguments)
                }
                Err(error) if error.is_damage() && catalog::backup::newest_good(&dir).is_some() => {
                    offer_backup(app.handle(), dir, &error);
                    Ok(())
                }
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
            app.run(|_app, _event| {
                #[cfg(target_os = "macos")]
                if let tauri::RunEvent::Opened { urls } = _event {
                    urls.into_iter().for_each(|url| arrive(_app, url.to_string()));
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => refuse(&catalog::chain(&error)),
    }
}

/// A damaged database is kept aside, and the newest good copy put in its place, if the reader wants it so.
fn offer_backup(app: &tauri::AppHandle, dir: PathBuf, error: &catalog::Error) {
    let Some(backup) = catalog::backup::newest_good(&dir) else { return app.exit(1) };
    let made = backup.made_at.strftime("%Y-%m-%d %H:%M UTC");
    let message = format!(
        "{}.\n\nThe newest good backup is of {made}. If it is restored, the damaged database is kept beside it, \
         and nothing is deleted.",
        catalog::chain(error)
    );
    let buttons = MessageDialogButtons::OkCancelCustom("Restore the backup".into(), "Quit".into());
    let handle = app.clone();
    let dialog = app.dialog().message(message).title("Rapporteur").kind(MessageDialogKind::Warning).buttons(buttons);
    dialog.show(move |restores| {
        if !restores {
            return handle.exit(1);
        }
        let now = Clock::now(&SystemClock);
        match catalog::backup::restore(&dir, Some(&backup.name), now) {
            Ok(_) => handle.restart(),
            Err(error) => {
                let failed = handle.clone();
                let dialog = handle.dialog().message(catalog::chain(&error)).title("Rapporteur");
                dialog.kind(MessageDialogKind::Error).show(move |_| failed.exit(1));
            }
        }
    });
}

/// The application was asked, by another start of it or by the system, to open a link or to be seen.
fn arrive(app: &AppHandle, link: String) {
    if !link.is_empty()
        && let Some(state) = app.try_state::<AppState>()
    {
        state.add_link(link);
        // A window that is not there yet asks when it is.
        let _ = app.emit(LINK_ARRIVED, ());
    }
    if let Some(window) = app.get_webview_window("main") {
        // A system that does not let itself be interrupted is right.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

fn start(app: &mut tauri::App, catalog: Arc<Catalog>, arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    events::forward(app.handle(), &catalog);
    catalog::index::keep_up(&catalog);
    catalog::matching::keep_up(&catalog);
    catalog::recognition::keep_up(&catalog);
    catalog::backup::keep_up(&catalog);
    app.manage(AppState::new(catalog.clone(), arguments.link));
    let handle = app.handle().clone();
    tauri::async_runtime::spawn_blocking(move || {
        if arguments.sample
            && let Err(error) = sample::open(&handle, &catalog)
        {
            let message = catalog::chain(&error);
            handle.dialog().message(message).title("Rapporteur").kind(MessageDialogKind::Error).show(|_| {});
        }
        // The first slide that is clicked finds its worker running.
        catalog::pages::warm_up(&catalog);
    });
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
        .title("Rapporteur")
        .inner_size(1280., 800.)
        .min_inner_size(640., 400.)
        .build()?;
    painting::suit_machine(&window)?;
    Ok(())
}

#[allow(clippy::print_stderr, reason = "there is no window yet to say it in")]
fn refuse(message: &str) -> ExitCode {
    eprintln!("rapporteur-desktop: {message}");
    ExitCode::from(2)
}
