//! A progress bar, where a terminal looks on.

use catalog::jobs::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use std::{
    io::IsTerminal,
    sync::atomic::{AtomicBool, Ordering},
};

/// How far long work is, on standard error.
pub struct Bar {
    bar: ProgressBar,
    cancelled: AtomicBool,
}

impl Bar {
    pub fn new() -> Bar {
        let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{wide_bar} {pos}/{len} {msg:30!}") {
            bar.set_style(style);
        }
        Bar { bar, cancelled: AtomicBool::new(false) }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn total(&self, n_total: u32) {
        self.bar.set_length(n_total.into());
    }

    fn started(&self, name: &str) {
        self.bar.set_message(name.to_owned());
    }

    fn done(&self, _: bool) {
        self.bar.inc(1);
    }

    fn failure(&self, message: String) {
        // The report has it too; whoever waits sees it at once.
        self.bar.println(message);
    }

    fn cancelled(&self) -> &AtomicBool {
        debug_assert!(!self.cancelled.load(Ordering::Relaxed), "an interrupt ends the whole program");
        &self.cancelled
    }
}
