//! Marks on turned pages, and in two readers beside each other: made by the mouse in the real window, found again where
//! the colors of the page are, in both.

use rapporteur_tests::{
    made_decks,
    window::{Key, Window, WindowConfig, in_window},
};
use serde_json::{Value, json};

const READERS: [&str; 2] = ["[data-testid=reader]", "[data-testid=reader-beside]"];

/// The fields of the deck, and what its words take at least, in user space.
const RED: Box = Box { x0: 120., y0: 330., x1: 210., y1: 390. };
const GREEN: Box = Box { x0: 450., y0: 120., x1: 510., y1: 210. };
const WORDS: &str = "Seven ships were counted";

/// How far off a place may be, in the window's pixels: a pixel for the edge, one for the pointer.
const SLACK: f64 = 2.;

/// Of the window, in pixels from the top left; or of user space, in points from the bottom left.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Box {
    x0: f64,
    y0: f64,
    x1: f64,
    y1: f64,
}

impl Box {
    fn of(value: &Value) -> Box {
        let number = |name: &str| value[name].as_f64().unwrap_or_else(|| panic!("a box: {value}"));
        Box { x0: number("x0"), y0: number("y0"), x1: number("x1"), y1: number("y1") }
    }

    fn grown(self, by: f64) -> Box {
        Box { x0: self.x0 - by, y0: self.y0 - by, x1: self.x1 + by, y1: self.y1 + by }
    }

    fn is_near(self, other: Box, slack: f64) -> bool {
        let sides = |b: Box| [b.x0, b.y0, b.x1, b.y1];
        sides(self).iter().zip(sides(other)).all(|(a, b)| (a - b).abs() <= slack)
    }

    fn middle(self) -> (f64, f64) {
        ((self.x0 + self.x1) / 2., (self.y0 + self.y1) / 2.)
    }
}

/// Where elements are in the window.
async fn boxes(window: &Window, css: &str) -> Vec<Box> {
    let script = "return [...document.querySelectorAll(arguments[0])].map((element) => {
        const { left, top, right, bottom } = element.getBoundingClientRect();
        return { x0: left, y0: top, x1: right, y1: bottom };
    });";
    let found = window.execute(script, vec![json!(css)]).await;
    found.as_array().into_iter().flatten().map(Box::of).collect()
}

/// Of each part of the window, where what is red, green and blue lies in it, by the window's own pixels.
async fn colors(window: &Window, parts: &[Box]) -> Vec<[Option<Box>; 3]> {
    // A pixel counts whose one color is strong and whose others are weak: edges are blended with the paper.
    let script = "const [hex, parts, done] = arguments;
        const bytes = Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16));
        createImageBitmap(new Blob([bytes], { type: 'image/png' })).then((bitmap) => {
            const canvas = document.createElement('canvas');
            [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
            const context = canvas.getContext('2d');
            context.drawImage(bitmap, 0, 0);
            const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
            done(parts.map((part) => [0, 1, 2].map((color) => {
                const box = { x0: Infinity, y0: Infinity, x1: -Infinity, y1: -Infinity };
                for (let y = Math.max(0, Math.ceil(part.y0)); y < Math.min(bitmap.height, part.y1); y++)
                    for (let x = Math.max(0, Math.ceil(part.x0)); x < Math.min(bitmap.width, part.x1); x++) {
                        const at = 4 * (y * bitmap.width + x);
                        const others = [0, 1, 2].filter((other) => other !== color);
                        if (data[at + color] < 200 || others.some((other) => data[at + other] > 60)) continue;
                        box.x0 = Math.min(box.x0, x);
                        box.y0 = Math.min(box.y0, y);
                        box.x1 = Math.max(box.x1, x + 1);
                        box.y1 = Math.max(box.y1, y + 1);
                    }
                return box.x0 < box.x1 ? box : null;
            })));
        }, (error) => done(String(error)));";
    let hex: String = window.screenshot().await.iter().map(|byte| format!("{byte:02x}")).collect();
    let parts: Vec<Value> = parts.iter().map(|b| json!({ "x0": b.x0, "y0": b.y0, "x1": b.x1, "y1": b.y1 })).collect();
    let found = window.client.execute_async(script, vec![json!(hex), json!(parts)]).await.expect("pixels can be read");
    let each = found.as_array().unwrap_or_else(|| panic!("colors: {found}"));
    let color = |value: &Value| (!value.is_null()).then(|| Box::of(value));
    each.iter().map(|part| [0, 1, 2].map(|idx| color(&part[idx]))).collect()
}

/// What is seen of the page at hand in a reader.
struct Seen {
    page: Box,
    red: Box,
    green: Box,
    words: Box,
    /// Pixels a point.
    scale: f64,
    /// By how many quarters it is turned in all, clockwise.
    turns: u32,
}

async fn seen(window: &Window, reader: &str, turns: u32) -> Seen {
    let css = format!("{reader} [data-testid=page][aria-current=page]");
    let page = boxes(window, &css).await.pop().expect("a page");
    let [red, green, words] = colors(window, &[page]).await[0].map(|color| color.expect("the page has its colors"));
    let width = if turns.is_multiple_of(2) { 640. } else { 480. };
    Seen { page, red, green, words, scale: (page.x1 - page.x0) / width, turns }
}

/// Where in user space the upper left of a box is, and its lower right, on a page turned by quarters: its left side goes
/// up, and so what was below is on the left.
fn corners(b: Box, turns: u32) -> [(f64, f64); 2] {
    match turns % 4 {
        0 => [(b.x0, b.y1), (b.x1, b.y0)],
        1 => [(b.x0, b.y0), (b.x1, b.y1)],
        2 => [(b.x1, b.y0), (b.x0, b.y1)],
        _ => [(b.x1, b.y1), (b.x0, b.y0)],
    }
}

/// What the mouse does with a tool.
enum Act {
    Drag((f64, f64), (f64, f64)),
    Click(f64, f64),
}

/// Does something with a tool, and waits for the mark that comes of it.
async fn made(window: &Window, tool: char, act: Act) -> Value {
    let before: Vec<Value> = window.annotations().await.iter().map(|view| view["annotation"]["id"].clone()).collect();
    window.press(&[Key::Alt.into(), tool]).await;
    if tool != '1' {
        window.see("[data-testid=draw-layer]").await;
    }
    match act {
        Act::Drag(from, to) => window.drag(from, to).await,
        Act::Click(x, y) => window.click_at(x, y).await,
    }
    let mark = window
        .until_some(&format!("a mark by Alt+{tool}"), || async {
            let mut all = window.annotations().await.into_iter().map(|view| view["annotation"].clone());
            all.find(|mark| !before.contains(&mark["id"]))
        })
        .await;
    for _ in 0..4 {
        window.press(&[Key::Escape.into()]).await;
        window.settle().await;
        let open =
            "[data-testid=annotation-popover], [data-testid=draw-layer], [data-testid^=tool-][aria-pressed=true]";
        if window.count(open).await == 0 {
            break;
        }
    }
    mark
}

/// Both readers show the mark over what has this place in them.
async fn is_drawn_in_both(window: &Window, mark: &Value, places: [Box; 2], slack: f64) {
    let id = mark["id"].as_str().expect("an id");
    for (reader, place) in READERS.iter().zip(places) {
        let css = format!("{reader} [data-testid=page][aria-current=page] [data-annotation='{id}']");
        window
            .until(&format!("{reader}: the {} is at {place:?}", mark["kind"]), || async {
                boxes(window, &css).await.iter().any(|drawn| drawn.is_near(place, slack))
            })
            .await;
    }
}

fn is_at(point: &Value, place: (f64, f64), slack: f64) -> bool {
    let coordinate = |name: &str, idx: usize| point[name].as_f64().or_else(|| point[idx].as_f64()).expect("a point");
    (coordinate("x", 0) - place.0).abs() <= slack && (coordinate("y", 1) - place.1).abs() <= slack
}

/// Marks the fields and the words of the page that both readers show, in one of them.
async fn mark_all(window: &Window, here: &Seen, readers: [&Seen; 2]) {
    const AROUND: f64 = 6.;
    let slack = SLACK / here.scale;
    let around = |field: fn(&Seen) -> Box| readers.map(|seen| field(seen).grown(AROUND * seen.scale / here.scale));
    let kept = |mark: &Value| Box::of(&mark["target"]["shape"]["rect"]);

    let drag = here.red.grown(AROUND);
    let area = made(window, '5', Act::Drag((drag.x0, drag.y0), (drag.x1, drag.y1))).await;
    let expected = RED.grown(AROUND / here.scale);
    assert!(kept(&area).is_near(expected, slack), "{area} is around {expected:?}, {} turns", here.turns);
    is_drawn_in_both(window, &area, around(|seen| seen.red), 2. * SLACK).await;

    let drag = here.green.grown(AROUND);
    let drawn = made(window, '9', Act::Drag((drag.x1, drag.y0), (drag.x0, drag.y1))).await;
    let expected = GREEN.grown(AROUND / here.scale);
    assert!(kept(&drawn).is_near(expected, slack), "{drawn} is around {expected:?}, {} turns", here.turns);
    is_drawn_in_both(window, &drawn, around(|seen| seen.green), 2. * SLACK).await;

    // From the upper left as it is seen to the lower right.
    let [first, last] = corners(GREEN, here.turns);
    let green = here.green;
    let ink = made(window, '6', Act::Drag((green.x0, green.y0), (green.x1, green.y1))).await;
    let stroke = ink["target"]["shape"]["strokes"][0].as_array().cloned().unwrap_or_default();
    let ends = stroke.first().zip(stroke.last()).is_some_and(|(a, b)| is_at(a, first, slack) && is_at(b, last, slack));
    assert!(ends, "{ink} goes from {first:?} to {last:?}, {} turns", here.turns);
    is_drawn_in_both(window, &ink, readers.map(|seen| seen.green), 3. * SLACK).await;

    let arrow = made(window, '8', Act::Drag((green.x0, green.y0), (green.x1, green.y1))).await;
    let shape = &arrow["target"]["shape"];
    assert!(is_at(&shape["from"], first, slack) && is_at(&shape["to"], last, slack), "{arrow}, {} turns", here.turns);

    let (x, y) = here.red.middle();
    let note = made(window, '3', Act::Click(x, y)).await;
    let middle = RED.middle();
    assert!(is_at(&note["target"]["shape"]["at"], middle, slack), "{note} is at {middle:?}, {} turns", here.turns);
    let sign = |seen: &Seen| {
        let (x, y) = seen.red.middle();
        Box { x0: x, y0: y, x1: x, y1: y }.grown(9. * seen.scale)
    };
    is_drawn_in_both(window, &note, readers.map(sign), 2. * SLACK).await;

    // A click with a tool for areas: to the right and down as it is seen.
    let usual = made(window, '5', Act::Click(x, y)).await;
    let (across, down) = if here.turns.is_multiple_of(2) { (160., 110.) } else { (110., 160.) };
    let (right, below) = match here.turns % 4 {
        0 => (across, -down),
        1 => (across, down),
        2 => (-across, down),
        _ => (-across, -down),
    };
    let to = (middle.0 + right, middle.1 + below);
    let expected =
        Box { x0: middle.0.min(to.0), y0: middle.1.min(to.1), x1: middle.0.max(to.0), y1: middle.1.max(to.1) };
    assert!(kept(&usual).is_near(expected, slack), "{usual} is at {expected:?}, {} turns", here.turns);
    window.press(&[Key::Control.into(), 'z']).await;
    let is_gone = || async { !window.annotations().await.iter().any(|view| view["annotation"]["id"] == usual["id"]) };
    window.until("it is undone", is_gone).await;

    // Along the words, from their first letter to their last.
    let words = here.words;
    let (x, y) = words.middle();
    let (from, to) = match here.turns % 4 {
        0 => ((words.x0 + 2., y), (words.x1 - 2., y)),
        1 => ((x, words.y0 + 2.), (x, words.y1 - 2.)),
        2 => ((words.x1 - 2., y), (words.x0 + 2., y)),
        _ => ((x, words.y1 - 2.), (x, words.y0 + 2.)),
    };
    let highlight = made(window, '1', Act::Drag(from, to)).await;
    assert_eq!(highlight["target"]["quote"], WORDS, "{} turns", here.turns);
    let quad = &highlight["target"]["quads"][0];
    assert!(quad["bl"]["x"].as_f64().is_some_and(|x| (x - 300.).abs() < 4.), "{quad}");
    assert!(quad["bl"]["y"].as_f64().is_some_and(|y| (405. ..=421.).contains(&y)), "{quad}");
    // What is marked is as high as a line, which is more than its letters.
    is_drawn_in_both(window, &highlight, readers.map(|seen| seen.words), 10. * here.scale).await;
}

/// A note that becomes a box has it below and to the right of itself, as the page is seen.
async fn a_note_becomes_a_box(window: &Window, page: u32, here: &Seen) {
    // Where there is room for it, however the page is turned.
    let (x, y) = (300., 300.);
    let document = window.annotations().await[0]["annotation"]["target"]["document"].clone();
    let draft = json!({ "document": document, "page": page, "kind": "note", "color": "purple",
        "range": { "start": 0, "end": 0 }, "shape": { "kind": "point", "at": { "x": x, "y": y } }, "comment": "", "tags": [] });
    let note = window.annotate(draft).await;
    let ids = json!([note["id"]]);
    window.invoke("update_annotations", json!({ "ids": ids, "patch": { "kind": "box" } })).await;
    let (across, down) = match here.turns % 4 {
        0 => (x - 40., 510. - y),
        1 => (y - 30., x - 40.),
        2 => (680. - x, y - 30.),
        _ => (510. - y, 680. - x),
    };
    let (x, y) = (here.page.x0 + across * here.scale, here.page.y0 + down * here.scale);
    let expected = Box { x0: x, y0: y, x1: x + 180. * here.scale, y1: y + 60. * here.scale };
    let css = format!("{} [data-testid=page][aria-current=page] [data-annotation={}]", READERS[0], note["id"]);
    window
        .until(&format!("the box is at {expected:?}, {page} turns"), || async {
            boxes(window, &css).await.iter().any(|drawn| drawn.is_near(expected, 3. * SLACK))
        })
        .await;
    picture(window, &format!("turned-note-box-{page}")).await;
    window.invoke("delete_annotations", json!({ "ids": ids })).await;
    window.until("it is gone", || async { boxes(window, &css).await.is_empty() }).await;
}

async fn go_to(window: &Window, page: u32) {
    for reader in READERS {
        window.click(&format!("{reader} [data-testid=page-box]")).await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.type_text(&page.to_string()).await;
        window.press(&[Key::Enter.into()]).await;
        let idx = page - 1;
        let css = format!("{reader} [data-testid=page][data-page='{idx}'][aria-current=page]");
        window.see(&format!("{css} [data-testid=text-layer] > *")).await;
        window.until("it is drawn", || async { window.count(&format!("{css} .image img")).await > 0 }).await;
    }
    window.settle().await;
}

#[test]
fn marks_are_where_the_pointer_was_on_turned_pages_in_either_reader() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let file = library.path().join("turned.pdf");
    std::fs::write(&file, made_decks::turned_deck()).expect("a file can be written");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("turned", config, |window| async move {
        window.import(&[&file]).await;
        window.open_document("turned.pdf").await;
        window.press(&[Key::Control.into(), '\\']).await;
        window.see(&format!("{} [data-testid=page]", READERS[1])).await;
        // One slide at a time, whole; the one beside it is turned by a quarter more.
        for reader in READERS {
            window.click(&format!("{reader} [data-testid=page-box]")).await;
            window.press(&[Key::Escape.into()]).await;
            let focus = "document.querySelector(arguments[0]).focus();";
            window.execute(focus, vec![json!(format!("{reader} [data-testid=pages]"))]).await;
            window.press(&['s']).await;
            window.press(&[Key::Control.into(), '0']).await;
        }
        window.press(&['r']).await;
        // The bar of tools takes its room before anything is measured.
        window.press(&['m']).await;
        window.see("[data-testid=mark-tools]").await;
        for page in 0..4 {
            go_to(&window, page + 1).await;
            let (left, right) = (seen(&window, READERS[0], page).await, seen(&window, READERS[1], page + 1).await);
            for here in [&left, &right] {
                let (x, y) = (here.page.x0 + 3., here.page.y0 + 3.);
                window.click_at(x, y).await;
                mark_all(&window, here, [&left, &right]).await;
            }
            picture(&window, &format!("turned-{page}")).await;
            a_note_becomes_a_box(&window, page, &left).await;
        }
        pictures(&window).await;
    });
}

/// The pictures of areas show what the areas are around, as the file has its pages turned.
async fn pictures(window: &Window) {
    let marks = window.annotations().await;
    assert_eq!(marks.len(), 4 * 2 * 6, "each kind on each page in either reader");
    let ids = |of: &dyn Fn(&Value) -> bool| -> Vec<Value> {
        let these = marks.iter().map(|view| &view["annotation"]).filter(|mark| of(mark));
        these.map(|mark| mark["id"].clone()).collect()
    };
    window.invoke("delete_annotations", json!({ "ids": ids(&|mark| mark["kind"] != "area") })).await;
    window.press(&[Key::Control.into(), '3']).await;
    window.see_no("[data-testid=toast]").await;
    for page in 0..4 {
        // Two a page; those of the next page come up once they are gone.
        let of_page = format!("[data-testid=area-picture]:has(img[src*='/{page}?w='])");
        window.until("there are pictures", || async { boxes(window, &of_page).await.len() == 2 }).await;
        window.settle().await;
        picture(window, &format!("turned-notes-{page}")).await;
        for shown in boxes(window, &of_page).await {
            let red = colors(window, &[shown]).await[0][0].expect("the picture has the red field");
            let (width, height) = (shown.x1 - shown.x0, shown.y1 - shown.y0);
            assert_eq!(width > height, page % 2 == 0, "slide {page}, as the file has it turned: {shown:?}");
            let points = RED.x1 - RED.x0 + 2. * 6. / 0.96;
            let margin = 6. / 0.96 * width.max(height) / points;
            // What the window's pixels left open when it was drawn is larger here.
            let slack = SLACK / 0.96 * width.max(height) / points;
            assert!(red.is_near(shown.grown(-margin), slack), "slide {page}: {red:?} in {shown:?}");
        }
        let these = ids(&|mark| mark["kind"] == "area" && mark["target"]["page"] == page);
        window.invoke("delete_annotations", json!({ "ids": these })).await;
    }
}

async fn picture(window: &Window, name: &str) {
    let png = window.screenshot().await;
    std::fs::write(rapporteur_tests::programs::artifacts().join(format!("{name}.png")), png)
        .expect("the picture is kept");
}
