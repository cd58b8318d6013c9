//! Links: those that lead into the library from outside, and those that lead out of it.

use crate::state::{Answer, AppState};
use model::{CommandError, ErrorCode};
use tauri::State;

/// The `rapporteur:` links that the application was asked to open and the window has not yet heard of.
#[tauri::command]
pub async fn take_links(state: State<'_, AppState>) -> Answer<Vec<String>> {
    Ok(state.take_links())
}

/// Opens an address in the browser or the mail program. The window asks first; whatever else an address may start is
/// refused.
#[tauri::command]
pub async fn open_outside(address: String) -> Answer<()> {
    let refused = |message: String| CommandError { code: ErrorCode::Other, message };
    if !is_for_a_browser(&address) {
        return Err(refused(format!("{address} is no address of the web, nor of a person")));
    }
    open::that_detached(&address).map_err(|error| refused(format!("no program opens {address}: {error}")))
}

fn is_for_a_browser(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https" | "mailto")) && !address.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_browsers_and_mail_programs_are_started() {
        assert!(is_for_a_browser("https://www.un.org/sc/ctc"));
        assert!(is_for_a_browser("MAILTO:someone@example.org"));
        assert!(!is_for_a_browser("file:///etc/passwd"));
        assert!(!is_for_a_browser("calc.exe"));
        assert!(!is_for_a_browser("https://example.org/\r\n-x"));
    }
}
