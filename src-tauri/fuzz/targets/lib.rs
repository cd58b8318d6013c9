//! What the targets share. A finding is what a worker would not outlive: an abort, a hang, too much memory, or a panic
//! that gets past the crates. A library's panic that `pdf` catches and turns into an error is none.

use std::io::Write;

/// How many pages of a file are looked at.
pub const MAX_PAGES: u32 = 3;

/// Undoes libFuzzer's habit of aborting at a panic that somebody means to catch; one that nobody catches still aborts.
pub fn let_panics_be_caught() {
    std::panic::set_hook(Box::new(|panic| {
        let is_ours = panic.location().is_some_and(|location| !location.file().contains("/registry/"));
        if is_ours {
            let _ = writeln!(std::io::stderr(), "{panic}");
        }
    }));
}
