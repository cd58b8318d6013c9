//! Marks of every kind, made by mouse and by keyboard in the real window, and kept.

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::{Value, json};
use std::path::Path;

fn config(library: &Path) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size: (1280, 800) }
}

/// Where the page that is read lies in the window.
async fn page(window: &Window) -> (f64, f64, f64, f64) {
    let script = "const box = document.querySelector('[data-testid=page][aria-current=page]').getBoundingClientRect();
        return [box.left, box.top, box.width, box.height];";
    let place = window.execute(script, vec![]).await;
    let number = |idx: usize| place[idx].as_f64().unwrap_or_default();
    (number(0), number(1), number(2), number(3))
}

/// Waits until there is a mark of this kind; answers it.
async fn made(window: &Window, kind: &str) -> Value {
    window
        .until_some(&format!("there is a mark of the kind {kind}"), || async {
            let all = window.annotations().await;
            all.into_iter().map(|view| view["annotation"].clone()).find(|mark| mark["kind"] == kind)
        })
        .await
}

async fn tool(window: &Window, name: &str) {
    window.click(&format!("[data-testid=tool-{name}]")).await;
    window.see(&format!("[data-testid=tool-{name}][aria-pressed=true]")).await;
}

#[test]
fn every_kind_of_mark_is_made_moved_converted_answered_and_undone() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("marking", config(library.path()), |window| async move {
        window.open_sample().await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(4).await;
        window.press(&['m']).await;
        window.see("[data-testid=mark-tools]").await;
        words(&window).await;
        shapes(&window).await;
        by_keyboard(&window).await;
        comments(&window).await;
        names(&window).await;
        picture(&window, "marking").await;
        let n_marks = window.annotations().await.len();
        for _ in 0..3 {
            window.press(&[Key::Control.into(), 'z']).await;
        }
        window.press(&[Key::Control.into(), '3']).await;
        window.see("[data-testid=note]").await;
        window.see("[data-testid=area-picture] img").await;
        window.settle().await;
        picture(&window, "marking-notes").await;
        assert!(window.annotations().await.len() <= n_marks, "undone steps make nothing new");
    });
}

/// With the tool at hand, dragging over words marks them.
async fn words(window: &Window) {
    for (kind, name) in [("underline", "report may come"), ("strike_out", "organization or a program")] {
        tool(window, kind).await;
        let line = window.line(name).await;
        window.drag((line.left + 2., line.middle), (line.right - 2., line.middle)).await;
        let mark = made(window, kind).await;
        assert!(mark["target"]["quote"].as_str().is_some_and(|quote| quote.len() > 5), "{mark}");
        window.press(&[Key::Escape.into()]).await;
    }
    window.see_no("[data-testid^=tool-][aria-pressed=true]").await;
}

async fn shapes(window: &Window) {
    let (left, top, width, height) = page(window).await;
    let at = |x: f64, y: f64| (left + width * x, top + height * y);
    for (kind, from, to) in [
        ("area", at(0.62, 0.42), at(0.95, 0.72)),
        ("box", at(0.05, 0.6), at(0.3, 0.75)),
        ("arrow", at(0.35, 0.9), at(0.55, 0.8)),
        ("ink", at(0.1, 0.82), at(0.25, 0.9)),
    ] {
        tool(window, kind).await;
        window.see("[data-testid=draw-layer]").await;
        window.drag(from, to).await;
        let mark = made(window, kind).await;
        assert!(mark["target"]["shape"].is_object(), "{mark}");
        window.see(&format!("[data-testid=shape][data-kind={kind}]")).await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=draw-layer]").await;
    }
    tool(window, "note").await;
    let (x, y) = at(0.9, 0.12);
    window.click_at(x, y).await;
    made(window, "note").await;
    window.see("[data-testid=annotation-popover]").await;
    window.type_text("Ask **who** decides").await;
    window
        .until("the comment is kept", || async { made(window, "note").await["comment"] == "Ask **who** decides" })
        .await;
    window.press(&[Key::Escape.into()]).await;
    // The box is taken by its frame, and moved.
    let before = made(window, "box").await["target"]["shape"]["rect"].clone();
    let (from, to) = (at(0.175, 0.6), at(0.2, 0.55));
    window.drag(from, to).await;
    window
        .until("the box has moved", || async { made(window, "box").await["target"]["shape"]["rect"] != before })
        .await;
}

/// The keyboard alone puts a frame of words on the page, moves and resizes it.
async fn by_keyboard(window: &Window) {
    window.press(&[Key::Alt.into(), '5']).await;
    window.see("[data-testid=tool-area][aria-pressed=true]").await;
    window.press(&[Key::Alt.into(), '9']).await;
    window.see("[data-testid=tool-box][aria-pressed=true]").await;
    let n_before = window.count("[data-testid=shape][data-kind=box]").await;
    window.execute("document.querySelector('[data-testid=pages]').focus();", vec![]).await;
    window.press(&[Key::Enter.into()]).await;
    window
        .until("a second box is there", || async {
            window.count("[data-testid=shape][data-kind=box]").await == n_before + 1
        })
        .await;
    window.press(&[Key::Escape.into()]).await;
    let script = "const all = [...document.querySelectorAll('[data-testid=shape][data-kind=box]')];
        all.at(-1).focus(); return all.at(-1).dataset.annotation;";
    let id = window.execute(script, vec![]).await;
    let rect = || async {
        let all = window.annotations().await;
        all.iter()
            .find(|view| view["annotation"]["id"] == id)
            .map(|view| view["annotation"]["target"]["shape"]["rect"].clone())
    };
    let before = rect().await;
    window.press(&[Key::Right.into()]).await;
    window.until("it has moved", || async { rect().await != before }).await;
    let moved = rect().await;
    window.press(&[Key::Shift.into(), Key::Down.into()]).await;
    window.until("it has grown", || async { rect().await != moved }).await;
}

async fn comments(window: &Window) {
    // With the mouse where it is drawn: the driver itself clicks no groups of SVG.
    let place = "const box = document.querySelector('[data-testid=shape][data-kind=note]').getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];";
    let place = window.execute(place, vec![]).await;
    let at = |idx: usize| place[idx].as_f64().expect("a place");
    window.click_at(at(0), at(1)).await;
    window.see("[data-testid=annotation-popover]").await;
    window.click("[data-testid=annotation-popover] [data-testid=reply-field]").await;
    window.type_text("The chair does").await;
    window.press(&[Key::Control.into(), Key::Enter.into()]).await;
    window.see_text("[data-testid=annotation-popover] [data-testid=reply]", "The chair does").await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=annotation-popover]").await;
    assert_eq!(made(window, "note").await["replies"][0]["text"], "The chair does");
    // The arrow becomes a box, and by undoing an arrow again.
    let arrow = made(window, "arrow").await["id"].clone();
    let ids = json!({ "ids": [arrow], "patch": { "kind": "box" } });
    window.invoke("update_annotations", ids).await;
    window.see_no("[data-testid=shape][data-kind=arrow]").await;
    window.press(&[Key::Control.into(), 'z']).await;
    window.see("[data-testid=shape][data-kind=arrow]").await;
}

async fn names(window: &Window) {
    window.click("[data-testid=name-colors]").await;
    window.click("[data-testid=name-yellow]").await;
    window.type_text("Commitment").await;
    window.press(&[Key::Tab.into()]).await;
    window
        .until("the color has a name", || async {
            window.invoke("list_colors", json!({})).await[0]["name"] == "Commitment"
        })
        .await;
    window.press(&[Key::Escape.into()]).await;
    window.see("[data-testid=mark-tools] [aria-label*='Commitment (yellow)']").await;
}

/// Leaves a picture behind, for looking at.
async fn picture(window: &Window, name: &str) {
    let path = rapporteur_tests::programs::artifacts().join(format!("{name}.png"));
    std::fs::write(path, window.screenshot().await).expect("a picture can be written");
}
