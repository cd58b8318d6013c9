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

const SIZE: (u32, u32) = (1280, 800);

/// How many pages the long deck has.
const LONG: usize = 200;

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
            let Some(ms) = open(&window, name).await else {
                println!("not opened: {name} ({id})");
                continue;
            };
            opens.push(ms);
            // Time enough for the neighbors to be drawn.
            tokio::time::sleep(Duration::from_millis(700)).await;
            ahead.extend(turn(&window, "[data-testid=next-page]").await);
            for page in [6, 11] {
                // The neighbors of the page before are drawn by then.
                tokio::time::sleep(Duration::from_millis(400)).await;
                cold.extend(jump(&window, page).await);
            }
        }
        print_times("click to first page painted", &opens);
        print_times("page turn, drawn ahead", &ahead);
        print_times("page turn, cold", &cold);
        if let Some(long) = &long {
            let name = long.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            open(&window, name).await;
            print_memory("memory, 200-page deck opened", &window);
            for page in (1..=LONG).step_by(2) {
                jump(&window, page).await;
            }
            print_memory("memory, scrolled through it", &window);
            tokio::time::sleep(Duration::from_secs(60)).await;
            print_memory("memory, a minute later", &window);
        }
        window.close().await;
    });
}

fn print_times(name: &str, figures: &[f64]) {
    println!(
        "{name:<36} {:>7.0} ms median, {:>5.0} ms p95, of {}",
        median(figures),
        quantile(figures, 0.95),
        figures.len()
    );
}

fn print_memory(name: &str, window: &Window) {
    let pids: Vec<u32> = window.pids().into_iter().filter(|pid| !memory::name(*pid).contains("WebDriver")).collect();
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
async fn open(window: &Window, name: &str) -> Option<f64> {
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

async fn turn(window: &Window, button: &str) -> Option<f64> {
    forget(window).await;
    window.execute("document.querySelector(arguments[0])?.click();", vec![json!(button)]).await;
    timing(window, "turn").await
}

async fn jump(window: &Window, page: usize) -> Option<f64> {
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
async fn timing(window: &Window, event: &str) -> Option<f64> {
    for _ in 0..150 {
        let timings = window.execute("return window.__rapporteurTimings ?? [];", vec![]).await;
        let found = timings.as_array().and_then(|all| all.iter().find(|one| one["event"] == json!(event)).cloned());
        if let Some(ms) = found.as_ref().and_then(|one| one.get("ms")).and_then(Value::as_f64) {
            return Some(ms);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    None
}

/// A deck of 200 pages out of the corpus's own, put together by qpdf; `None`, said aloud, where it is not there.
fn long_deck(folder: &Path, files: &[PathBuf]) -> Option<PathBuf> {
    let path = folder.join("two-hundred-pages.pdf");
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
