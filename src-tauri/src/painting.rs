//! How the web view paints where there is no graphics card.
//!
//! WebKitGTK composes a page from layers by OpenGL, which without a card is computed by the processor: every frame
//! of scrolling is then painted, uploaded, composed and read back. Painting straight into the window takes a third
//! of the time there.

use tauri::WebviewWindow;

/// Lets the window paint without layers, where that is faster. A reader who has set WebKitGTK's own variable
/// `WEBKIT_DISABLE_COMPOSITING_MODE`, to `0` as well, knows better.
#[cfg(target_os = "linux")]
pub fn suit_machine(window: &WebviewWindow) -> tauri::Result<()> {
    use std::{env, path::Path};
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt, WebViewExt};

    if env::var_os("WEBKIT_DISABLE_COMPOSITING_MODE").is_some() || has_graphics(Path::new("/dev/dri")) {
        return Ok(());
    }
    window.with_webview(|view| {
        if let Some(settings) = view.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })
}

/// Only WebKitGTK has to be told.
#[cfg(not(target_os = "linux"))]
pub fn suit_machine(_window: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whether the kernel offers a card to draw with, and not only one to show pictures on (`card0`).
#[cfg(target_os = "linux")]
fn has_graphics(dri: &std::path::Path) -> bool {
    let Ok(mut entries) = std::fs::read_dir(dri) else { return false };
    entries.any(|entry| entry.is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with("renderD")))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::fs;

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
