//! How the web view paints where there is no graphics card.
//!
//! WebKitGTK composes a page from layers by OpenGL, which without a card is computed by the processor: every frame
//! of scrolling is then painted, uploaded, composed and read back. Painting straight into the window takes a third
//! of the time there.

#[cfg(target_os = "linux")]
pub use linux::suit_machine;

/// Only WebKitGTK has to be told.
#[cfg(not(target_os = "linux"))]
pub fn suit_machine() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::{env, fs, os::unix::process::CommandExt, path::Path, process::Command};

    /// Read by WebKitGTK as it starts its processes; with any value but `0` a page has no layers.
    const VARIABLE: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

    /// Starts the program once more in its own place, told to paint without layers, where that is faster. A reader
    /// who has set [`VARIABLE`], to `0` as well, knows better.
    pub fn suit_machine() {
        if env::var_os(VARIABLE).is_some() || has_graphics(Path::new("/dev/dri")) {
            return;
        }
        if let Ok(program) = env::current_exe() {
            // Comes back only if it fails, and then the window opens all the same.
            let _ = Command::new(program).args(env::args_os().skip(1)).env(VARIABLE, "1").exec();
        }
    }

    /// Whether the kernel offers a card to draw with, and not only one to show pictures on (`card0`).
    fn has_graphics(dri: &Path) -> bool {
        let Ok(mut entries) = fs::read_dir(dri) else { return false };
        entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("renderD")))
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_card_that_only_shows_is_none_to_draw_with() {
            let dri = tempfile::tempdir().expect("a temporary folder");
            assert!(!has_graphics(&dri.path().join("none")));
            fs::create_dir(dri.path().join("card0")).expect("a card is made");
            assert!(!has_graphics(dri.path()));
            fs::create_dir(dri.path().join("renderD128")).expect("a card is made");
            assert!(has_graphics(dri.path()));
        }
    }
}
