//! The real window: from click to painted page, page turns, memory, start.

use crate::{median, memory, quantile};
use rapporteur_tests::{
    library::Library,
    window::{Key, Window, WindowConfig},
};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

pub const SIZE: (u32, u32) = (1280, 800);

/// How many pages the long deck has.
const LONG: usize = 500;

/// Measures, and prints.
pub fn measure(sets: &[(&'static str, Vec<PathBuf>)]) {
    let library = Library::new();
    let files: Vec<PathBuf> = sets.iter().flat_map(|(_, files)| files.iter().cloned()).collect();
    let report = library.import(&files);
    let long = long_deck(library.folder.path(), &files);
    if let Some(long) = &long {
        library.import(std::slice::from_ref(long));
    }
    catalog::index::catch_up(&library.catalog).expect("the index catches up");
    // Scanned pages would keep a processor busy meanwhile.
    catalog::recognition::set_enabled(&library.catalog, false).expect("a setting is kept");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let folder = library.folder.path();
        let config = || WindowConfig { library: folder, arguments: &[], size: SIZE };
        let mut starts = vec![];
        for _ in 0..5 {
            let window = Window::open(config()).await;
            starts.extend(start(&window).await);
            window.close().await;
        }
        println!("\nwindow, {} × {}, software painting", SIZE.0, SIZE.1);
        println!("start to first paint                 {:>7.0} ms (median of {})", median(&starts), starts.len());

        let window = Window::open(config()).await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        print_memory("memory, idle", &window);
        let (mut opens, mut ahead, mut cold) = (vec![], vec![], vec![]);
        for path in &files {
            let Some((_, id)) = report.documents.iter().find(|(seen, _)| Path::new(seen) == path) else { continue };
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let Some(opened) = open(&window, name).await else {
                println!("not opened: {name} ({id})");
                continue;
            };
            opens.push(opened);
            // Time enough for the neighbors to be drawn.
            tokio::time::sleep(Duration::from_millis(700)).await;
            ahead.extend(turn(&window, "[data-testid=next-page]").await);
            for page in [6, 11] {
                // The neighbors of the page before are drawn by then.
                tokio::time::sleep(Duration::from_millis(400)).await;
                cold.extend(jump(&window, page).await);
            }
        }
        print_waits("click to first page painted", &opens);
        print_waits("page turn, drawn ahead", &ahead);
        print_waits("page turn, cold", &cold);
        if let Some(long) = &long {
            let name = long.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            long_document(&window, name).await;
        }
        window.close().await;
        tabs(config(), &files).await;
    });
    for n_decks in [1, 100, 1000] {
        runtime.block_on(start_with(n_decks));
    }
}

/// A long document alone, in a window that has shown nothing else.
pub fn measure_long(sets: &[(&'static str, Vec<PathBuf>)]) {
    let library = Library::new();
    let files: Vec<PathBuf> = sets.iter().flat_map(|(_, files)| files.iter().cloned()).collect();
    let Some(long) = long_deck(library.folder.path(), &files) else { return };
    library.import(std::slice::from_ref(&long));
    catalog::recognition::set_enabled(&library.catalog, false).expect("a setting is kept");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    runtime.block_on(async {
        let config = WindowConfig { library: library.folder.path(), arguments: &[], size: SIZE };
        let window = Window::open(config).await;
        tokio::time::sleep(Duration::from_secs(5)).await;
        print_memory("memory, idle", &window);
        long_document(&window, long.file_name().and_then(|name| name.to_str()).unwrap_or_default()).await;
        window.close().await;
    });
}

/// Scrolling through a long document, its memory, and finding a word in it.
async fn long_document(window: &Window, name: &str) {
    open(window, name).await;
    print_memory("memory, 500-page deck opened", window);
    let Frames { deltas, n_blank } = scroll(window).await;
    let share = |above: f64| 100. * deltas.iter().filter(|ms| **ms > above).count() as f64 / deltas.len().max(1) as f64;
    println!(
        "scrolling, {} frames                 {:>5.1} % over 20 ms, {:.1} % over 50 ms, {n_blank} with a blank page",
        deltas.len(),
        share(20.),
        share(50.)
    );
    print_memory("memory, scrolled end to end", window);
    tokio::time::sleep(Duration::from_secs(60)).await;
    print_memory("memory, a minute later", window);
    for word in ["the", "data"] {
        let Some((first, all, n_hits)) = find(window, word).await else {
            println!("not found within the limit: {word}");
            continue;
        };
        println!("find \"{word}\" in {LONG} pages {first:>17.0} ms to the first hit, {all:.0} ms to all {n_hits}");
    }
}

/// Ten documents open as tabs, each looked at.
async fn tabs(config: WindowConfig<'_>, files: &[PathBuf]) {
    let window = Window::open(config).await;
    // Those that an earlier window had open are remembered with its state, which went with it.
    for path in files.iter().take(10) {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        open(&window, name).await;
        jump(&window, 3).await;
    }
    print_memory(&format!("memory, {} tabs", window.count("[data-testid=tab]").await), &window);
    tokio::time::sleep(Duration::from_secs(60)).await;
    print_memory("memory, a minute later", &window);
    window.close().await;
}

/// From the start to the first paint, with this many decks in the library.
async fn start_with(n_decks: usize) {
    let library = Library::new();
    let decks = tempfile::tempdir().expect("a temporary folder");
    let deck = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/links.pdf")).expect("our own file");
    for idx in 0..n_decks {
        // Other bytes, another document.
        let bytes = [deck.as_slice(), format!("% {idx}\n").as_bytes()].concat();
        std::fs::write(decks.path().join(format!("deck-{idx:04}.pdf")), bytes).expect("a file can be written");
    }
    library.import(&[decks.path().to_owned()]);
    catalog::index::catch_up(&library.catalog).expect("the index catches up");
    let mut starts = vec![];
    for _ in 0..5 {
        let window = Window::open(WindowConfig { library: library.folder.path(), arguments: &[], size: SIZE }).await;
        starts.extend(start(&window).await);
        window.close().await;
    }
    println!("start to first paint, {n_decks:>4} decks {:>13.0} ms (median of {})", median(&starts), starts.len());
}

pub struct Frames {
    pub deltas: Vec<f64>,
    /// Frames in which a page in sight had no image at all.
    pub n_blank: u64,
}

/// Scrolls the open document from its beginning to its end, 60 pixels a frame.
pub async fn scroll(window: &Window) -> Frames {
    // In pieces: the driver ends a script that runs for long.
    let script = "const [done] = arguments;
        const pane = document.querySelector('[data-testid=pages]');
        const deltas = [];
        let blank = 0, before = performance.now(), n = 0;
        const frame = () => {
            const now = performance.now();
            if (n > 0) deltas.push(now - before);
            before = now;
            const { top, bottom } = pane.getBoundingClientRect();
            const seen = [...pane.querySelectorAll('[data-testid=page]')].filter((page) => {
                const box = page.getBoundingClientRect();
                return box.bottom > top && box.top < bottom;
            });
            if (seen.length === 0 || seen.some((page) => !page.querySelector('img'))) blank++;
            const at = pane.scrollTop;
            pane.scrollTop += 60;
            if (++n > 120 || pane.scrollTop === at) done([deltas, blank, pane.scrollTop === at]);
            else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);";
    let mut frames = Frames { deltas: vec![], n_blank: 0 };
    for _ in 0..140 {
        let answer = window.client.execute_async(script, vec![]).await.expect("the document can be scrolled");
        frames.deltas.extend(answer[0].as_array().into_iter().flatten().filter_map(Value::as_f64));
        frames.n_blank += answer[1].as_u64().unwrap_or_default();
        if answer[2] == json!(true) {
            break;
        }
    }
    frames
}

/// Finds a word in the open document: milliseconds to the first hit that is shown, and to all, and how many.
pub async fn find(window: &Window, word: &str) -> Option<(f64, f64, u64)> {
    window.press(&[Key::Home.into()]).await;
    window.press(&[Key::Control.into(), 'f']).await;
    window.see("[data-testid=find-field]").await;
    let script = "const [word, done] = arguments;
        const field = document.querySelector('[data-testid=find-field]');
        const bar = document.querySelector('[data-testid=find-bar]');
        const start = performance.now();
        let first = null;
        field.value = word;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        const look = () => {
            const now = performance.now() - start;
            if (first === null && document.querySelector('[data-testid=lit]')) first = now;
            if (bar.dataset.complete === word) done([first, now, Number(bar.dataset.hits)]);
            else if (now > 25000) done(null);
            else setTimeout(look, 10);
        };
        look();";
    let answer = window.client.execute_async(script, vec![json!(word)]).await.ok()?;
    let found = Some((answer[0].as_f64()?, answer[1].as_f64()?, answer[2].as_u64()?));
    window.press(&[Key::Escape.into()]).await;
    found
}

/// How long the reader waited for a page, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub struct Wait {
    /// Until it was painted.
    pub painted: f64,
    /// Until its image was in place, decoded.
    image: f64,
    /// Until its text was.
    text: f64,
}

fn print_waits(name: &str, waits: &[Wait]) {
    let of = |part: fn(&Wait) -> f64| waits.iter().map(part).collect::<Vec<f64>>();
    let painted = of(|wait| wait.painted);
    println!(
        "{name:<36} {:>7.0} ms median, {:>5.0} ms p95, of {}; image there after {:.0}, text after {:.0}",
        median(&painted),
        quantile(&painted, 0.95),
        waits.len(),
        median(&of(|wait| wait.image)),
        median(&of(|wait| wait.text)),
    );
}

/// What the window's processes hold together.
pub fn megabytes(window: &Window) -> f64 {
    memory::megabytes(&pids(window))
}

fn pids(window: &Window) -> Vec<u32> {
    window.pids().into_iter().filter(|pid| !memory::name(*pid).contains("WebDriver")).collect()
}

fn print_memory(name: &str, window: &Window) {
    let pids = pids(window);
    let parts = pids.iter().map(|pid| format!("{} {:.0}", memory::name(*pid), memory::megabytes(&[*pid])));
    println!("{name:<36} {:>7.0} MB: {}", memory::megabytes(&pids), parts.collect::<Vec<_>>().join(", "));
}

/// From the process's start to its first contentful paint, in milliseconds.
async fn start(window: &Window) -> Option<f64> {
    let pid = window.pids().into_iter().find(|pid| memory::name(*pid).starts_with("rapporteur"))?;
    let script = "const paint = performance.getEntriesByName('first-contentful-paint')[0];
        return paint ? performance.timeOrigin + paint.startTime : null;";
    let painted = window.execute(script, vec![]).await.as_f64()?;
    Some(painted - memory::started_at(pid)? * 1000.)
}

/// Opens a document by its file's name from the list; the time from the click to its first page.
pub async fn open(window: &Window, name: &str) -> Option<Wait> {
    window.press(&[Key::Control.into(), '2']).await;
    window.click("[data-testid=document-filter]").await;
    window.press(&[Key::Control.into(), 'a']).await;
    window.type_text(name.trim_end_matches(".pdf")).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    if window.count("[data-testid=document-row]").await == 0 {
        return None;
    }
    forget(window).await;
    window.click("[data-testid=document-row] [role=presentation]").await;
    timing(window, "open").await
}

pub async fn turn(window: &Window, button: &str) -> Option<Wait> {
    forget(window).await;
    window.execute("document.querySelector(arguments[0])?.click();", vec![json!(button)]).await;
    timing(window, "turn").await
}

pub async fn jump(window: &Window, page: usize) -> Option<Wait> {
    forget(window).await;
    window.click("[data-testid=page-box]").await;
    window.press(&[Key::Control.into(), 'a']).await;
    window.type_text(&page.to_string()).await;
    window.press(&[Key::Enter.into()]).await;
    timing(window, "turn").await
}

async fn forget(window: &Window) {
    window.execute("window.__rapporteurTimings = [];", vec![]).await;
}

/// Waits for the page to tell its own time; `None` where there was none to turn to.
async fn timing(window: &Window, event: &str) -> Option<Wait> {
    for _ in 0..150 {
        let timings = window.execute("return window.__rapporteurTimings ?? [];", vec![]).await;
        let found = timings.as_array().and_then(|all| all.iter().find(|one| one["event"] == json!(event)).cloned());
        if let Some(found) = found {
            let part = |name: &str| found[name].as_f64();
            return Some(Wait { painted: part("ms")?, image: part("image")?, text: part("text")? });
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    None
}

/// A deck of 500 pages out of the corpus's own, put together by qpdf; `None`, said aloud, where it is not there.
pub fn long_deck(folder: &Path, files: &[PathBuf]) -> Option<PathBuf> {
    let path = folder.join("five-hundred-pages.pdf");
    let whole = folder.join("all-pages.pdf");
    let merged = Command::new("qpdf").args(["--empty", "--pages"]).args(files).arg("--").arg(&whole).status();
    // qpdf ends with 3 where it only warns.
    let done = |status: std::io::Result<std::process::ExitStatus>| {
        status.is_ok_and(|status| matches!(status.code(), Some(0 | 3)))
    };
    let cut = done(merged)
        && done(
            Command::new("qpdf").arg(&whole).args(["--pages", ".", &format!("1-{LONG}"), "--"]).arg(&path).status(),
        );
    if !cut {
        eprintln!("SKIPPED: the long deck, which qpdf puts together");
        return None;
    }
    Some(path)
}
