//! The same deeds in other readers, in the same run: pdf.js in Chromium, which tells its own times as our window does,
//! and Evince, whose times are taken from the screen, as ours are once more beside it.

use crate::{
    median, memory, quantile,
    screen::{Keyboard, PAGE_RESTS, START_RESTS, Screen},
    window,
};
use rapporteur_tests::{
    library::Library,
    programs,
    window::{self as hand, Display, Owned, Window, WindowConfig},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// Of the corpus, every how manyth deck is compared.
const EVERY: usize = 8;

/// The display around the windows.
const DISPLAY: (u32, u32) = (1320, 880);

const LIMIT: Duration = Duration::from_secs(4);

/// What one reader took; milliseconds, megabytes.
#[derive(Default)]
struct Figures {
    rows: Vec<(&'static str, f64)>,
}

impl Figures {
    fn put(&mut self, name: &'static str, figure: f64) {
        self.rows.push((name, figure));
    }

    fn times(&mut self, names: [&'static str; 2], figures: &[f64]) {
        self.put(names[0], median(figures));
        self.put(names[1], quantile(figures, 0.95));
    }

    fn get(&self, name: &str) -> Option<f64> {
        self.rows.iter().find(|(other, _)| *other == name).map(|(_, figure)| *figure)
    }
}

const OPEN: [&str; 2] = ["first page, median, ms", "first page, p95, ms"];
const AHEAD: [&str; 2] = ["turn, drawn ahead, median, ms", "turn, drawn ahead, p95, ms"];
const COLD: [&str; 2] = ["turn, cold, median, ms", "turn, cold, p95, ms"];

/// Measures, and prints.
pub fn measure(sets: &[(&'static str, Vec<PathBuf>)]) {
    let files: Vec<PathBuf> = sets.iter().flat_map(|(_, files)| files.iter().cloned()).step_by(EVERY).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let all: Vec<PathBuf> = sets.iter().flat_map(|(_, files)| files.iter().cloned()).collect();
    let Some(long) = window::long_deck(folder.path(), &all) else { return };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
    let library = Library::new();
    library.import(&files);
    library.import(std::slice::from_ref(&long));
    catalog::index::catch_up(&library.catalog).expect("the index catches up");
    let (ours, pane) = runtime.block_on(ours(&library, &files, &long));
    if let Some(theirs) = runtime.block_on(pdf_js(&files, &long, pane)) {
        print("pdf.js in Chromium, each by its own clock", &ours, &theirs);
    }
    drop(library);
    if let Some(theirs) = evince(&files, &long) {
        print("Evince, both by the screen", &ours_on_screen(&files, &long), &theirs);
    }
}

fn print(title: &str, ours: &Figures, theirs: &Figures) {
    println!("\nours beside {title}\n{:<36} {:>9} {:>9} {:>9}", "", "ours", "theirs", "ratio");
    for (name, own) in &ours.rows {
        if let Some(other) = theirs.get(name) {
            println!("{name:<36} {own:>9.1} {other:>9.1} {:>9.2}", own / other);
        }
    }
}

fn scrolled(figures: &mut Figures, deltas: &[f64], n_blank: u64) {
    let n = deltas.len().max(1) as f64;
    let share = |above: f64| 100. * deltas.iter().filter(|ms| **ms > above).count() as f64 / n;
    figures.put("scrolling: frames over 20 ms, %", share(20.));
    figures.put("scrolling: frames over 50 ms, %", share(50.));
    figures.put("scrolling: frames with a blank page", n_blank as f64);
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Ours, and the size of the pane that its pages have.
async fn ours(library: &Library, files: &[PathBuf], long: &Path) -> (Figures, (u64, u64)) {
    let mut figures = Figures::default();
    let config = WindowConfig { library: library.folder.path(), arguments: &[], size: window::SIZE };
    let window = Window::open(config).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let [mut opens, mut ahead, mut cold] = [const { Vec::<f64>::new() }; 3];
    for path in files {
        opens.extend(window::open(&window, file_name(path)).await.map(|wait| wait.painted));
        tokio::time::sleep(Duration::from_millis(700)).await;
        ahead.extend(window::turn(&window, "[data-testid=next-page]").await.map(|wait| wait.painted));
        for page in [6, 11] {
            tokio::time::sleep(Duration::from_millis(400)).await;
            cold.extend(window::jump(&window, page).await.map(|wait| wait.painted));
        }
    }
    figures.times(OPEN, &opens);
    figures.times(AHEAD, &ahead);
    figures.times(COLD, &cold);
    figures.put("memory after these decks, MB", window::megabytes(&window));
    window::open(&window, file_name(long)).await;
    let window::Frames { deltas, n_blank } = window::scroll(&window).await;
    scrolled(&mut figures, &deltas, n_blank);
    figures.put("memory after scrolling 500 pages, MB", window::megabytes(&window));
    if let Some((_, all, _)) = window::find(&window, "data").await {
        figures.put("finding a word in 500 pages, ms", all);
    }
    let script =
        "const pane = document.querySelector('[data-testid=pages]'); return [pane.clientWidth, pane.clientHeight];";
    let pane = window.execute(script, vec![]).await;
    window.close().await;
    (figures, (pane[0].as_u64().unwrap_or(800), pane[1].as_u64().unwrap_or(650)))
}

/// The same in pdf.js's own viewer component, in a pane of the same size.
async fn pdf_js(files: &[PathBuf], long: &Path, pane: (u64, u64)) -> Option<Figures> {
    let Some(dist) = fetch_pdf_js() else {
        eprintln!("SKIPPED: pdf.js, which npm fetches");
        return None;
    };
    let decks: Vec<PathBuf> = files.iter().cloned().chain([long.to_owned()]).collect();
    let site = serve(dist, decks);
    let display = Display::start(DISPLAY.0, DISPLAY.1);
    let home = tempfile::tempdir().expect("a temporary folder");
    let port = hand::free_port();
    let driver = Command::new("chromedriver")
        .arg(format!("--port={port}"))
        .env("DISPLAY", &display.name)
        .env("HOME", home.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(driver) = driver.map(Owned) else {
        eprintln!("SKIPPED: Chromium (Debian: chromium, chromium-driver)");
        return None;
    };
    let size = format!("--window-size={},{}", window::SIZE.0, window::SIZE.1);
    // Root may not have its sandbox.
    let options = json!({ "goog:chromeOptions": { "args": ["--no-sandbox", "--no-first-run", size] } });
    let client = hand::connect(port, options).await;
    let pids = || -> Vec<u32> { hand::descendants(driver.0.id()) };
    client.goto(&format!("http://127.0.0.1:{site}/#{}x{}", pane.0, pane.1)).await.expect("the page is served");
    let call = async |script: &str, arguments: Vec<Value>| -> Value {
        client.execute_async(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    };
    let wait = "const done = arguments[0]; const look = () => window.peer ? done(true) : setTimeout(look, 20); look();";
    call(wait, vec![]).await;
    let open = "const [n, done] = arguments; peer.open(n).then(done, (e) => done(String(e)));";
    let turn = "const [n, done] = arguments; peer.turn(n).then(done, (e) => done(String(e)));";
    let mut figures = Figures::default();
    let [mut opens, mut ahead, mut cold] = [const { Vec::<f64>::new() }; 3];
    for idx in 0..files.len() {
        opens.extend(call(open, vec![json!(idx)]).await.as_f64());
        tokio::time::sleep(Duration::from_millis(700)).await;
        ahead.extend(call(turn, vec![json!(2)]).await.as_f64());
        for page in [6, 11] {
            tokio::time::sleep(Duration::from_millis(400)).await;
            cold.extend(call(turn, vec![json!(page)]).await.as_f64());
        }
    }
    figures.times(OPEN, &opens);
    figures.times(AHEAD, &ahead);
    figures.times(COLD, &cold);
    figures.put("memory after these decks, MB", memory::megabytes(&pids()));
    call(open, vec![json!(files.len())]).await;
    let (mut deltas, mut n_blank) = (vec![], 0);
    for _ in 0..40 {
        let answer = call("peer.scroll(arguments[0]);", vec![]).await;
        deltas.extend(answer[0].as_array().into_iter().flatten().filter_map(Value::as_f64));
        n_blank += answer[1].as_u64().unwrap_or_default();
        if answer[2] == json!(true) {
            break;
        }
    }
    scrolled(&mut figures, &deltas, n_blank);
    figures.put("memory after scrolling 500 pages, MB", memory::megabytes(&pids()));
    let found = call("const [word, done] = arguments; peer.find(word, done);", vec![json!("data")]).await;
    if let Some(all) = found[1].as_f64() {
        figures.put("finding a word in 500 pages, ms", all);
    }
    let family = pids();
    _ = client.close().await;
    drop(driver);
    family.into_iter().for_each(hand::kill);
    Some(figures)
}

/// The folder of `pdfjs-dist`, fetched once, beside what was built.
fn fetch_pdf_js() -> Option<PathBuf> {
    let folder = programs::artifacts().join("peers");
    let dist = folder.join("node_modules/pdfjs-dist");
    if !dist.is_dir() {
        fs::create_dir_all(&folder).ok()?;
        let args = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional", "pdfjs-dist@6"];
        Command::new("npm").args(args).arg("--prefix").arg(&folder).stdout(Stdio::null()).status().ok()?;
    }
    dist.is_dir().then_some(dist)
}

/// Serves the page, pdf.js and the decks (by their number) to this machine alone; answers the port.
fn serve(dist: PathBuf, decks: Vec<PathBuf>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("an address").port();
    std::thread::spawn(move || {
        let (dist, decks) = (std::sync::Arc::new(dist), std::sync::Arc::new(decks));
        for stream in listener.incoming().flatten() {
            let (dist, decks) = (dist.clone(), decks.clone());
            // A request that breaks off is the browser's own affair.
            std::thread::spawn(move || drop(answer(stream, &dist, &decks)));
        }
    });
    port
}

fn answer(mut stream: TcpStream, dist: &Path, decks: &[PathBuf]) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let path = request.split(' ').nth(1).unwrap_or_default();
    let body = match (path.strip_prefix("/pdfjs/"), path.strip_prefix("/decks/")) {
        (Some(name), _) if !name.contains("..") => fs::read(dist.join(name)).ok(),
        (_, Some(idx)) => idx.parse::<usize>().ok().and_then(|idx| fs::read(decks.get(idx)?).ok()),
        _ => (path == "/").then(|| include_bytes!("pdfjs.html").to_vec()),
    };
    let kind = match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("mjs") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        _ if path == "/" => "text/html",
        _ => "application/octet-stream",
    };
    let (status, body) = body.map_or(("404 Not Found", vec![]), |body| ("200 OK", body));
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)
}

/// Evince, by what its window shows.
fn evince(files: &[PathBuf], long: &Path) -> Option<Figures> {
    on_screen(files, long, |display, home, path| {
        let mut evince = Command::new("evince");
        evince.arg(path).env("DISPLAY", &display.name).env("HOME", home).env("GDK_BACKEND", "x11");
        evince.env("NO_AT_BRIDGE", "1").env("GSETTINGS_BACKEND", "memory").env_remove("WAYLAND_DISPLAY");
        evince
    })
}

/// Ours, the same way: a library of the one deck, opened by a link to it.
fn ours_on_screen(files: &[PathBuf], long: &Path) -> Figures {
    let mut libraries = vec![];
    let figures = on_screen(files, long, |display, home, path| {
        let library = Library::new();
        let report = library.import(std::slice::from_ref(&path.to_owned()));
        let id = report.documents.first().map(|(_, id)| id.to_string()).unwrap_or_default();
        let mut ours = Command::new(programs::desktop());
        ours.arg("--library").arg(library.folder.path()).arg(format!("rapporteur://open/{id}"));
        for place in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            ours.env(place, home);
        }
        ours.env("DISPLAY", &display.name).env("GDK_BACKEND", "x11").env("NO_AT_BRIDGE", "1");
        ours.env_remove("WAYLAND_DISPLAY");
        libraries.push(library.folder);
        ours
    });
    figures.unwrap_or_default()
}

/// Starts a reader on each deck, waits until its window rests, and turns pages by a key.
fn on_screen(
    files: &[PathBuf],
    long: &Path,
    mut command: impl FnMut(&Display, &Path, &Path) -> Command,
) -> Option<Figures> {
    let mut figures = Figures::default();
    let (mut starts, mut turns) = (vec![], vec![]);
    let mut last = 0.;
    for path in files.iter().map(PathBuf::as_path).chain([long]) {
        let display = Display::start(DISPLAY.0, DISPLAY.1);
        let mut screen = Screen::of(&display, DISPLAY);
        let home = tempfile::tempdir().expect("a temporary folder");
        let mut program = command(&display, home.path(), path);
        program.stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = None;
        let started = screen.until_rest(|| child = program.spawn().ok(), START_RESTS, LIMIT * 3);
        let Some(child) = child.map(Owned) else {
            eprintln!("SKIPPED: {}", program.get_program().display());
            return None;
        };
        let Some(mut keys) = Keyboard::of(&display) else {
            eprintln!("SKIPPED: what xdotool presses keys for");
            return None;
        };
        keys.run("search --onlyvisible --name . windowsize 1280 800 windowmove 10 10 windowfocus");
        std::thread::sleep(Duration::from_millis(1500));
        if path == long {
            let until = Instant::now() + Duration::from_secs(20);
            while Instant::now() < until {
                keys.run("key Next");
                std::thread::sleep(Duration::from_millis(100));
            }
            last = memory::megabytes(&family(child.0.id()));
        } else {
            starts.extend(started);
            for _ in 0..3 {
                turns.extend(screen.until_rest(|| keys.run("key Next"), PAGE_RESTS, LIMIT));
                std::thread::sleep(Duration::from_millis(500));
            }
        }
        let family = family(child.0.id());
        drop(child);
        family.into_iter().for_each(hand::kill);
    }
    figures.times(["start to page at rest, median, ms", "start to page at rest, p95, ms"], &starts);
    figures.times(["key to page at rest, median, ms", "key to page at rest, p95, ms"], &turns);
    figures.put("memory after 200 keys, 500 pages, MB", last);
    Some(figures)
}

fn family(pid: u32) -> Vec<u32> {
    std::iter::once(pid).chain(hand::descendants(pid)).collect()
}
