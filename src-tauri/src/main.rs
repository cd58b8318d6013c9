//! The desktop application; started with `worker`, one of its own workers.

// No console window beside the application on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|first| first == catalog::worker::ARGUMENT) {
        return match catalog::worker::serve() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    rapporteur_desktop::run(std::env::args_os().skip(1))
}
