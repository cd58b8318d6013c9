//! Page images for the window: `page://localhost/<document>/<page index>?w=<pixels>&g=<generation>`, with
//! `&ahead` where nobody looks at it yet and `&again` where it is tried although it failed before, or `?thumbnail`;
//! `&theme=sepia` or `&theme=night` in other colors.
//! A page that cannot be drawn is answered by its problem, in JSON.

use crate::state::AppState;
use catalog::pages::ImageRequest;
use model::{DocumentId, PageIndex, PageTheme, Problem};
use std::sync::Arc;
use tauri::{
    AppHandle, Manager, Runtime, UriSchemeResponder,
    http::{Request, Response, StatusCode, header},
};

/// No screen of ours is wider, at 400 % and twice the pixels.
const MAX_WIDTH: u32 = 8192;

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Image(ImageRequest),
    Thumbnail(PageTheme),
}

/// Answers one request, on a thread that may block.
pub fn serve<R: Runtime>(app: &AppHandle<R>, request: &Request<Vec<u8>>, responder: UriSchemeResponder) {
    let responder = Responder(Some(responder));
    let Some((document, page, wanted)) = parse(request.uri().path(), request.uri().query().unwrap_or_default()) else {
        return responder.refuse(StatusCode::BAD_REQUEST, "no such address");
    };
    let Some(state) = app.try_state::<AppState>() else {
        return responder.refuse(StatusCode::SERVICE_UNAVAILABLE, "the library is not open yet");
    };
    let catalog = state.catalog().clone();
    tauri::async_runtime::spawn_blocking(move || {
        let drawn = match wanted {
            Wanted::Image(wanted) => catalog::pages::image(&catalog, &document, page, wanted),
            Wanted::Thumbnail(theme) => catalog::pages::thumbnail(&catalog, &document, page, theme),
        };
        match drawn {
            Ok(png) => responder.respond(&png),
            Err(catalog::Error::Unreadable { problem }) => responder.refuse_with(&problem),
            Err(catalog::Error::Stale) => responder.refuse(StatusCode::CONFLICT, "stale"),
            Err(error) => responder.refuse(StatusCode::INTERNAL_SERVER_ERROR, &catalog::chain(&error)),
        }
    });
}

/// Answers on every way out, a panic included: a request that hangs would leave the page blank for ever.
struct Responder(Option<UriSchemeResponder>);

impl Responder {
    fn respond(mut self, png: &Arc<Vec<u8>>) {
        self.send(StatusCode::OK, "image/png", png.to_vec());
    }

    fn refuse(mut self, status: StatusCode, reason: &str) {
        self.send(status, "text/plain", reason.as_bytes().to_vec());
    }

    /// The window says what it is in its own words.
    fn refuse_with(mut self, problem: &Problem) {
        let body = serde_json::to_vec(problem).unwrap_or_default();
        self.send(StatusCode::INTERNAL_SERVER_ERROR, "application/json", body);
    }

    fn send(&mut self, status: StatusCode, kind: &str, body: Vec<u8>) {
        let Some(responder) = self.0.take() else { return };
        // The window keeps what it shows; what it may show again, the catalog keeps.
        let response = Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, kind)
            .header(header::CACHE_CONTROL, "no-store")
            .header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
            .body(body);
        responder.respond(response.unwrap_or_default());
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        self.send(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", b"the page could not be drawn".to_vec());
    }
}

fn parse(path: &str, query: &str) -> Option<(DocumentId, PageIndex, Wanted)> {
    let (document, page) = path.trim_start_matches('/').split_once('/')?;
    let (document, page) = (document.parse().ok()?, PageIndex(page.parse().ok()?));
    let value = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let theme = match value("theme") {
        None => PageTheme::Paper,
        Some("sepia") => PageTheme::Sepia,
        Some("night") => PageTheme::Night,
        Some(_) => return None,
    };
    if query.split('&').any(|pair| pair == "thumbnail") {
        return Some((document, page, Wanted::Thumbnail(theme)));
    }
    let width = value("w")?.parse::<u32>().ok()?.clamp(16, MAX_WIDTH);
    let generation = value("g").and_then(|g| g.parse().ok()).unwrap_or(0);
    let says = |word: &str| query.split('&').any(|pair| pair == word);
    let wanted = ImageRequest { width, theme, generation, ahead: says("ahead"), again: says("again") };
    Some((document, page, Wanted::Image(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_document_page_and_size() {
        let id = "ab".repeat(32);
        let parsed = parse(&format!("/{id}/6"), "w=1280&g=3&theme=night");
        let wanted = Wanted::Image(ImageRequest {
            width: 1280,
            theme: PageTheme::Night,
            generation: 3,
            ahead: false,
            again: false,
        });
        assert_eq!(parsed, Some((id.parse().expect("a document id"), PageIndex(6), wanted)));
        assert!(matches!(parse(&format!("/{id}/0"), "thumbnail"), Some((_, _, Wanted::Thumbnail(PageTheme::Paper)))));
        assert_eq!(parse("/../etc/passwd", "w=10"), None, "only document ids are looked up");
        assert_eq!(parse(&format!("/{id}/0"), "w=99999999999"), None);
    }
}
