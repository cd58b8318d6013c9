//! Several marks of a page at once, by mouse and by keyboard in the real window: each act is one step back.

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::{Value, json};
use std::fs;

/// The marks in the order in which they were made.
async fn marks(window: &Window) -> Vec<Value> {
    let mut all: Vec<_> = window.annotations().await.into_iter().map(|view| view["annotation"].clone()).collect();
    all.sort_by_key(|mark| mark["created_at"].to_string());
    all
}

fn column<'a>(marks: &'a [Value], name: &str) -> Vec<&'a Value> {
    marks.iter().map(|mark| &mark[name]).collect()
}

/// How far the left lower corners of rectangles went to the right and up, in points.
fn moved(before: &[Value], after: &[Value]) -> Vec<(f64, f64)> {
    let corner = |mark: &Value| {
        let rect = &mark["target"]["shape"]["rect"];
        Some((rect["x0"].as_f64()?, rect["y0"].as_f64()?))
    };
    before
        .iter()
        .zip(after)
        .filter_map(|(a, b)| Some((corner(b)?.0 - corner(a)?.0, corner(b)?.1 - corner(a)?.1)))
        .collect()
}

/// A step back, after which everything is as it was.
async fn back_to(window: &Window, before: &[Value]) {
    window.press(&[Key::Control.into(), 'z']).await;
    let what = |marks: &[Value]| {
        let one = |m: &Value| json!([m["id"], m["kind"], m["color"], m["tags"], m["target"]["shape"], m["comment"]]);
        marks.iter().map(one).collect::<Vec<_>>()
    };
    window.until("one step back undoes it", || async { what(&marks(window).await) == what(before) }).await;
    window.settle().await;
}

async fn selected(window: &Window, n: usize) {
    window.see_text("[data-testid=picks-count]", &format!("{n} selected")).await;
    assert_eq!(window.count("[data-testid=picked]").await, n, "each is shown to be selected");
}

/// Where a mark takes the pointer, in the window: its upper edge.
async fn edge(window: &Window, id: &Value) -> (f64, f64) {
    let script = "const box = document.querySelector(`[data-testid=pages] [data-annotation='${arguments[0]}']`)
        .getBoundingClientRect(); return [box.x + box.width / 3, box.y + arguments[1]];";
    // Words are taken inside, a box by its line.
    let is_drawn = "return document.querySelector(`[data-testid=shape][data-annotation='${arguments[0]}']`) !== null;";
    let drawn = window.execute(is_drawn, vec![id.clone()]).await == true;
    let at = window.execute(script, vec![id.clone(), json!(if drawn { 0.5 } else { 4. })]).await;
    (at[0].as_f64().unwrap_or_default(), at[1].as_f64().unwrap_or_default())
}

async fn focus(window: &Window, id: &Value) {
    let script = "document.querySelector(`[data-testid=pages] [data-annotation='${arguments[0]}']`).focus();";
    window.execute(script, vec![id.clone()]).await;
}

#[test]
fn several_marks_are_changed_in_one_step() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("several", config, |window| async move {
        window.open_sample().await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(4).await;
        window.select_lines("report may come", "organization or a program").await;
        window.mark("green", None).await;
        let words = marks(&window).await.remove(0);
        for x0 in [60., 260.] {
            let shape =
                json!({ "kind": "rect", "width": 2., "rect": { "x0": x0, "y0": 40., "x1": x0 + 90., "y1": 90. } });
            let draft = json!({ "document": words["target"]["document"], "page": 3, "kind": "box", "color": "blue",
                "range": { "start": 0, "end": 0 }, "shape": shape, "comment": "", "tags": [] });
            window.annotate(draft).await;
        }
        window.until("both boxes are shown", || async { window.count("[data-testid=shape]").await == 2 }).await;
        let before = marks(&window).await;
        let ids: Vec<_> = before.iter().map(|mark| mark["id"].clone()).collect();
        pointed_at(&window, &before, &ids).await;
        by_keyboard(&window, &before, &ids).await;
        words_with_others_between(&window, words["target"]["document"].clone()).await;
        words_with_a_tag(&window).await;
    });
}

async fn pointed_at(window: &Window, before: &[Value], ids: &[Value]) {
    for (key, id, n) in [(Key::Control, &ids[1], 1), (Key::Shift, &ids[2], 2), (Key::Control, &ids[0], 3)] {
        let (x, y) = edge(window, id).await;
        window.click_with(key.into(), x, y).await;
        selected(window, n).await;
    }
    window.see_no("[data-testid=annotation-popover]").await;
    picture(window, "several").await;
    // Another color and another kind.
    window.click("[data-testid=picks-bar] [data-testid=color-red]").await;
    window.until("all are red", || async { column(&marks(window).await, "color") == ["red"; 3] }).await;
    back_to(window, before).await;
    // Let go of the words, and the boxes become areas.
    let (x, y) = edge(window, &ids[0]).await;
    window.see_text("[data-testid=picks-stay]", "1 stays with its words").await;
    window.click_with(Key::Control.into(), x, y).await;
    selected(window, 2).await;
    window.see_no("[data-testid=picks-stay]").await;
    let script = "return document.querySelectorAll('[data-testid=pages] [data-annotation].active').length;";
    assert_eq!(window.execute(script, vec![]).await, 0, "what was let go of is not drawn as the one at hand");
    assert_eq!(window.count("[data-testid=page-marks] .editing").await, 0, "nor beside the page");
    window.click("[data-testid=picks-convert]").await;
    window.click("[data-testid=picks-become-area]").await;
    let kinds =
        || async { column(&marks(window).await, "kind").iter().map(|kind| kind.to_string()).collect::<Vec<_>>() };
    window.until("they are areas", || async { kinds().await[1..] == [r#""area""#; 2] }).await;
    back_to(window, before).await;
    // Dragged by one of them.
    let (x, y) = edge(window, &ids[1]).await;
    window.drag((x, y), (x + 40., y - 30.)).await;
    window.until("it has moved", || async { moved(before, &marks(window).await)[0].0 > 5. }).await;
    let by = moved(before, &marks(window).await);
    assert!((by[0].0 - by[1].0).abs() < 0.01 && (by[0].1 - by[1].1).abs() < 0.01 && by[0].1 > 5., "{by:?}");
    back_to(window, before).await;
    // A click elsewhere lets go of all.
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=picks-bar]").await;
}

async fn by_keyboard(window: &Window, before: &[Value], ids: &[Value]) {
    focus(window, &ids[1]).await;
    window.press(&['x']).await;
    selected(window, 1).await;
    // Let go of by the key, the keyboard is still on it.
    window.press(&['x']).await;
    window.see_no("[data-testid=picks-bar]").await;
    window.press(&['x']).await;
    selected(window, 1).await;
    window.press(&[Key::Control.into(), 'a']).await;
    selected(window, 3).await;
    window.press(&[Key::Right.into()]).await;
    window.press(&[Key::Up.into()]).await;
    let by_four = |by: &[(f64, f64)]| by.iter().all(|(dx, dy)| (dx - 4.).abs() < 0.01 && (dy - 4.).abs() < 0.01);
    window.until("both boxes moved", || async { by_four(&moved(before, &marks(window).await)) }).await;
    back_to(window, before).await;
    window.press(&['4']).await;
    window.until("all are blue", || async { column(&marks(window).await, "color") == ["blue"; 3] }).await;
    back_to(window, before).await;
    window.press(&['l']).await;
    window.see("[data-testid=tag-palette] input:focus").await;
    window.type_text("Later").await;
    window.press(&[Key::Enter.into()]).await;
    let tags =
        || async { marks(window).await.iter().filter_map(|mark| mark["tags"].as_array().map(Vec::len)).sum::<usize>() };
    window.until("all are tagged", || async { tags().await == 3 }).await;
    window.see_no("[data-testid=tag-palette]").await;
    back_to(window, before).await;
    assert_eq!(window.invoke("list_tags", json!({})).await, json!([]), "the tag that was made goes with it");
    selected(window, 3).await;
    window.press(&[Key::Delete.into()]).await;
    window.until("all are deleted", || async { marks(window).await.is_empty() }).await;
    window.see_no("[data-testid=picks-bar]").await;
    back_to(window, before).await;
    // The boxes become one.
    window.until("they are shown again", || async { window.count("[data-testid=shape]").await == 2 }).await;
    for id in &ids[1..] {
        focus(window, id).await;
        window.press(&['x']).await;
    }
    selected(window, 2).await;
    window.press(&[Key::Shift.into(), 'M']).await;
    window.until("they are one", || async { marks(window).await.len() == 2 }).await;
    window.see_no("[data-testid=picks-bar]").await;
    back_to(window, before).await;
}

/// Two marks on a page's words become one that leaves out what is between, and grows at its end.
async fn words_with_others_between(window: &Window, document: Value) {
    let mark = |start: u32, end: u32| {
        let draft = json!({ "document": document, "page": 3, "kind": "highlight", "color": "magenta",
            "range": { "start": start, "end": end }, "shape": null, "comment": "", "tags": [] });
        async move { window.annotate(draft).await }
    };
    let (one, other) = (mark(0, 10).await, mark(60, 75).await);
    let before = marks(window).await;
    let on_page = |mark: &Value| format!("[data-testid=pages] [data-annotation={}]", mark["id"]);
    window.see(&on_page(&one)).await;
    window.see(&on_page(&other)).await;
    for made in [&one, &other] {
        focus(window, &made["id"]).await;
        window.press(&['x']).await;
    }
    selected(window, 2).await;
    window.press(&[Key::Shift.into(), 'M']).await;
    let merged = || async { marks(window).await.into_iter().find(|mark| mark["id"] == one["id"]).unwrap_or_default() };
    let quote = |mark: &Value| mark["target"]["quote"].as_str().unwrap_or_default().to_owned();
    let both = format!("{} … {}", quote(&one), quote(&other));
    window.until("they are one", || async { quote(&merged().await) == both }).await;
    let n_quads = |mark: &Value| mark["target"]["quads"].as_array().map_or(0, Vec::len);
    assert_eq!(n_quads(&merged().await), n_quads(&one) + n_quads(&other));
    window.settle().await;
    picture(window, "several-merged").await;
    focus(window, &one["id"]).await;
    window.press(&[Key::Shift.into(), Key::Right.into()]).await;
    window.until("it has grown", || async { quote(&merged().await).len() > both.len() }).await;
    let grown = quote(&merged().await);
    assert!(grown.starts_with(&both), "{grown}");
    window.press(&[Key::Control.into(), 'z']).await;
    window.until("it is as it was", || async { quote(&merged().await) == both }).await;
    window.settle().await;
    back_to(window, &before).await;
}

/// Words that are coded as soon as they are selected: the note and its tag come and go together.
async fn words_with_a_tag(window: &Window) {
    let before = marks(window).await;
    let tags = || async { window.invoke("list_tags", json!({})).await };
    assert_eq!(tags().await, json!([]));
    for _ in 0..2 {
        window.select_lines("report may come", "organization or a program").await;
        window.press(&['l']).await;
        window.see("[data-testid=tag-palette] input:focus").await;
        window.type_text("Reporting").await;
        window.press(&[Key::Enter.into()]).await;
        let made = || async { marks(window).await.split_off(before.len()) };
        window.until("there is one note more", || async { made().await.len() == 1 }).await;
        assert_eq!(made().await[0]["tags"], json!([tags().await[0]["tag"]["id"]]), "it has its tag from the start");
        assert_eq!(tags().await[0]["tag"]["name"], "Reporting");
        window.see_no("[data-testid=tag-palette]").await;
        window.settle().await;
        back_to(window, &before).await;
        assert_eq!(tags().await, json!([]), "the tag that was made for it goes with it");
    }
}

async fn picture(window: &Window, name: &str) {
    let png = window.screenshot().await;
    fs::write(rapporteur_tests::programs::artifacts().join(format!("{name}.png")), png).expect("the picture is kept");
}
