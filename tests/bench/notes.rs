//! Ten thousand notes in one meeting, and five hundred on one page, in the real window: does the list open, filter,
//! group and scroll, does the page open and answer, without a frame that is dropped?

use catalog::{annotate, documents};
use model::{AnnotationDraft, AnnotationKind, CharRange, Color, PageIndex};
use rapporteur_tests::{
    library::Library,
    window::{Key, Window, WindowConfig},
};
use serde_json::json;
use std::time::{Duration, Instant};

const N_NOTES: usize = 10_000;
const N_ON_PAGE: u32 = 500;

/// Notes how long each frame took, until it is asked for them.
const WATCH: &str = "window.gaps = []; let last = performance.now();
    const step = (now) => { window.gaps.push(now - last); last = now; window.watching = requestAnimationFrame(step); };
    window.watching = requestAnimationFrame((now) => { last = now; step(now); });";
const GAPS: &str = "cancelAnimationFrame(window.watching); return window.gaps.slice(1);";

async fn frames(window: &Window, what: &str) {
    let gaps = window.execute(GAPS, vec![]).await;
    let gaps: Vec<f64> = gaps.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
    let over = |limit: f64| gaps.iter().filter(|gap| **gap > limit).count();
    let worst = gaps.iter().copied().fold(0., f64::max);
    println!(
        "    {what:<44} {:>5} frames, {:>3} over 20 ms, {:>3} over 50 ms, the longest {worst:.0} ms",
        gaps.len(),
        over(20.),
        over(50.)
    );
}

async fn watched<F: Future<Output = ()>>(window: &Window, what: &str, deed: F) {
    window.execute(WATCH, vec![]).await;
    let start = Instant::now();
    deed.await;
    let took = start.elapsed();
    frames(window, &format!("{what} ({} ms)", took.as_millis())).await;
}

pub fn measure() {
    let (library, _) = Library::sample();
    let all = documents::list(&library.catalog).expect("documents are listed");
    let start = Instant::now();
    let mut n = 0;
    while n < N_NOTES {
        let document = &all[n % all.len()].document;
        let page = PageIndex((n / all.len()) as u32 % document.n_pages);
        let at = (n / 90) as u32 % 60;
        let draft = AnnotationDraft {
            color: Color::ALL[n % 8],
            kind: AnnotationKind::ALL[n % 4],
            comment: format!("note {n} on what was said"),
            ..AnnotationDraft::highlight(document.id.clone(), page, CharRange::new(at, at + 30))
        };
        // A range may lie beyond a short page's words.
        let _ = annotate::create(&library.catalog, draft);
        n += 1;
    }
    println!("\n{N_NOTES} notes are made in {:.1} s", start.elapsed().as_secs_f64());
    let crowded = &all[0].document;
    for n in 0..N_ON_PAGE {
        let at = n % 200;
        let words = CharRange::new(at, at + 4 + n % 9);
        let draft = AnnotationDraft::highlight(crowded.id.clone(), PageIndex(3), words);
        let _ = annotate::create(&library.catalog, AnnotationDraft { color: Color::ALL[n as usize % 8], ..draft });
    }
    catalog::index::catch_up(&library.catalog).expect("the index catches up");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let config = WindowConfig { library: library.folder.path(), arguments: &[], size: (1280, 800) };
        let window = Window::open(config).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
        list(&window).await;
        page(&window, &crowded.file_name).await;
        window.close().await;
    });
}

async fn list(window: &Window) {
    println!("the list of {} notes", window.annotations().await.len());
    watched(window, "opens", async {
        window.press(&[Key::Control.into(), '3']).await;
        window.see("[data-testid=note]").await;
    })
    .await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    // A wheel that is turned quickly, and a scroll bar that is dragged.
    for pixels in [60, 240] {
        watched(window, &format!("scrolls, {pixels} px a frame"), async {
            let script = "const [pixels, done] = arguments; const list = document.querySelector('.long-list'); let n = 0;
                const step = () => { list.scrollTop += pixels; if (++n < 300) requestAnimationFrame(step); else done(true); };
                requestAnimationFrame(step);";
            window.client.execute_async(script, vec![json!(pixels)]).await.expect("the list scrolls");
        })
        .await;
    }
    window.click("[data-testid=note-filter]").await;
    watched(window, "is filtered by typing \"note 77\"", async {
        for key in "note 77".chars() {
            window.press(&[key]).await;
        }
        window.see_text("[data-testid=note]", "note 77").await;
    })
    .await;
    watched(window, "is shown whole again", async {
        window.press(&[Key::Control.into(), 'a']).await;
        window.press(&[Key::Backspace.into()]).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
    })
    .await;
    let by = |group: &'static str| async move {
        window.click("[data-testid=arrange-notes]").await;
        window.see(&format!("[data-testid=group-{group}]")).await;
        watched(window, &format!("is grouped by {group}"), async {
            window.click(&format!("[data-testid=group-{group}]")).await;
            window.settle().await;
        })
        .await;
    };
    by("color").await;
    by("programme").await;
    watched(window, "a note is deleted", async {
        window.execute("document.querySelector('[data-testid=delete-note]').click();", vec![]).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    })
    .await;
    watched(window, "and brought back", async {
        window.execute("document.querySelector('main.notes').focus();", vec![]).await;
        window.press(&[Key::Control.into(), 'z']).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    })
    .await;
}

async fn page(window: &Window, file_name: &str) {
    println!("a page with {N_ON_PAGE} marks and more");
    window.press(&[Key::Control.into(), '2']).await;
    watched(window, "the document opens", window.open_document(file_name)).await;
    watched(window, "the page opens", window.go_to_page(4)).await;
    let place = window
        .execute(
            "const box = document.querySelector('[data-testid=page][aria-current=page]').getBoundingClientRect();
             return [box.left, box.top, box.width, box.height];",
            vec![],
        )
        .await;
    let at = |idx: usize| place[idx].as_f64().unwrap_or_default();
    watched(window, "the pointer goes over it", async {
        for n in 0..60 {
            let share = f64::from(n) / 60.;
            window.hover(at(0) + at(2) * share, at(1) + at(3) * (0.1 + 0.3 * share)).await;
        }
    })
    .await;
    watched(window, "a mark is opened", async {
        window.execute("document.querySelector('[data-testid=highlight]').focus();", vec![]).await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=annotation-popover]").await;
    })
    .await;
    watched(window, "and takes another color", async {
        window.click("[data-testid=annotation-popover] [data-testid=color-red]").await;
        window.see("[data-testid=annotation-popover] [data-testid=saving][data-state=saved]").await;
    })
    .await;
    let marks = window.count("[data-testid=highlight]").await;
    println!("    {} marks are drawn", json!(marks));
}
