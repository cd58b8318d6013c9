//! A hand on the real window: starts it on a display of its own, clicks, types, drags, looks.
//!
//! Linux alone: WebKitWebDriver drives the very program that ships, under Xvfb.

use crate::programs;
use fantoccini::{
    Client, ClientBuilder, Locator,
    actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MOUSE_BUTTON_RIGHT, MouseActions, PointerAction},
    elements::Element,
};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::{
    fs,
    future::Future,
    io::{BufRead, BufReader},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

/// How long a thing that should show may take, on a machine that is busy with other tests.
pub const PATIENCE: Duration = Duration::from_secs(60);
const TEST_LIMIT: Duration = Duration::from_secs(240);

pub use fantoccini::key::Key;

/// The open window. Clones are the same window.
#[derive(Clone)]
pub struct Window {
    pub client: Client,
    processes: Arc<Processes>,
}

/// How the window is started.
pub struct WindowConfig<'a> {
    pub library: &'a Path,
    /// Beside `--library`.
    pub arguments: &'a [&'a str],
    pub size: (u32, u32),
}

/// With `1`, pages have no layers, as the program wants it without a graphics card; with `0` they have, as with one.
pub const WITHOUT_LAYERS: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// Runs a test in a window of its own, within a time limit; a failure leaves a picture of the window. It paints as
/// most readers' windows do, with layers: without them, the driver does not always come to take a picture.
pub fn in_window<F>(name: &str, config: WindowConfig<'_>, test: impl FnOnce(Window) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    in_window_with(name, config, &[], test);
}

/// The same, with more in the program's environment.
pub fn in_window_with<F>(
    name: &str,
    config: WindowConfig<'_>,
    environment: &[(String, String)],
    test: impl FnOnce(Window) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    in_window_within(TEST_LIMIT, name, config, environment, test);
}

/// The same, within another time limit.
pub fn in_window_within<F>(
    limit: Duration,
    name: &str,
    config: WindowConfig<'_>,
    environment: &[(String, String)],
    test: impl FnOnce(Window) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime starts");
    runtime.block_on(async {
        let layers = [(WITHOUT_LAYERS.to_owned(), "0".to_owned())];
        let environment = [&layers, environment].concat();
        let opened = tokio::time::timeout(TEST_LIMIT, Window::open_with(config, &environment)).await;
        let window = opened.unwrap_or_else(|_| panic!("{name}: no window after {TEST_LIMIT:?}"));
        let task = tokio::spawn(test(window.clone()));
        let outcome = tokio::time::timeout(limit, task).await;
        if !matches!(outcome, Ok(Ok(()))) {
            let path = programs::artifacts().join(format!("{name}.png"));
            if let Ok(Ok(png)) = tokio::time::timeout(Duration::from_secs(10), window.client.screenshot()).await {
                fs::write(&path, png).expect("a picture can be written");
                eprintln!("the window as it was: {}", path.display());
            }
        }
        window.close().await;
        match outcome {
            Ok(Ok(())) => {}
            Ok(Err(panic)) => std::panic::resume_unwind(panic.into_panic()),
            Err(_) => panic!("{name}: not done after {limit:?}"),
        }
    });
}

impl Window {
    /// Starts a display, the driver and the program, and waits for the page. It paints as suits the machine.
    pub async fn open(config: WindowConfig<'_>) -> Window {
        Window::open_with(config, &[]).await
    }

    async fn open_with(config: WindowConfig<'_>, environment: &[(String, String)]) -> Window {
        // Room around the window: there is no window manager that would keep it inside.
        let (width, height) = config.size;
        let display = Display::start(width + 40, height + 80);
        let state = tempfile::tempdir().expect("a temporary folder");
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("DISPLAY", &display.name)
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("GDK_BACKEND", "x11")
            // Neither a session bus nor what an earlier run remembers belongs to a test.
            .env("NO_AT_BRIDGE", "1")
            .env("XDG_DATA_HOME", state.path())
            .env("XDG_CONFIG_HOME", state.path())
            .env("XDG_CACHE_HOME", state.path())
            .env_remove("WAYLAND_DISPLAY")
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver starts (Debian: webkit2gtk-driver)");
        let processes = Arc::new(Processes { driver: Owned(driver), state, display });
        let library = config.library.to_str().expect("a temporary path is text");
        let arguments: Vec<&str> = ["--library", library].into_iter().chain(config.arguments.iter().copied()).collect();
        let capabilities = json!({ "webkitgtk:browserOptions": { "binary": programs::desktop(), "args": arguments } });
        let client = connect(port, capabilities).await;
        let window = Window { client, processes };
        window.client.set_window_size(width, height).await.expect("the window can be resized");
        window.see("main, [role=main], nav").await;
        window.settle().await;
        window
    }

    /// Closes the window, and waits until its processes are gone.
    pub async fn close(&self) {
        let family = descendants(self.processes.driver.0.id());
        _ = tokio::time::timeout(Duration::from_secs(10), self.client.clone().close()).await;
        let limit = Instant::now() + Duration::from_secs(5);
        while family.iter().any(|pid| is_alive(*pid)) && Instant::now() < limit {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        for pid in family.into_iter().filter(|pid| is_alive(*pid)) {
            kill(pid);
        }
    }

    /// Ends the program at once, as a crash or a power cut would.
    pub fn kill(&self) {
        descendants(self.processes.driver.0.id()).into_iter().for_each(kill);
    }

    /// Starts the program once more, beside the window, and waits until it ends by itself.
    pub async fn start_again(&self, library: &Path, arguments: &[&str]) {
        let mut again = Command::new(programs::desktop());
        again.arg("--library").arg(library).args(arguments);
        for place in ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"] {
            again.env(place, self.processes.state.path());
        }
        again.env("DISPLAY", &self.processes.display.name).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
        let mut again = Owned(again.stderr(Stdio::null()).spawn().expect("the program starts"));
        let limit = Instant::now() + PATIENCE;
        while again.0.try_wait().expect("its state can be asked").is_none() {
            assert!(Instant::now() < limit, "the second start did not end");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// The display that it stands on.
    pub fn display(&self) -> &Display {
        &self.processes.display
    }

    /// Every process of the program: its own, the web view's, the workers'.
    pub fn pids(&self) -> Vec<u32> {
        descendants(self.processes.driver.0.id())
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Element {
        let limit = Instant::now() + PATIENCE;
        loop {
            match self.client.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await {
                Ok(element) => return element,
                // What was found was taken off the page before the driver could name it: another took its place.
                Err(error) if error.to_string().contains("Stale element") && Instant::now() < limit => {}
                Err(error) => panic!("no {css} after {PATIENCE:?}: {error}"),
            }
        }
    }

    /// Waits for an element that matches and whose text contains `words`.
    pub async fn see_text(&self, css: &str, words: &str) -> Element {
        let script = "const [css, words] = arguments;
            return [...document.querySelectorAll(css)].find((e) => e.textContent.includes(words)) ?? null;";
        self.until_some(&format!("{css} with {words:?}"), || async {
            let found = self.client.execute(script, vec![json!(css), json!(words)]).await.ok()?;
            Element::from_element_id(self.client.clone(), element_id(&found)?.into()).into()
        })
        .await
    }

    /// Waits until no element matches.
    pub async fn see_no(&self, css: &str) {
        self.until(&format!("{css} is gone"), || async { self.count(css).await == 0 }).await;
    }

    pub async fn count(&self, css: &str) -> usize {
        self.client.find_all(Locator::Css(css)).await.map_or(0, |elements| elements.len())
    }

    /// Waits for an element and clicks it with the mouse.
    pub async fn click(&self, css: &str) {
        let element = self.see(css).await;
        self.click_on(&element, css).await;
    }

    pub async fn click_text(&self, css: &str, words: &str) {
        let element = self.see_text(css, words).await;
        self.click_on(&element, words).await;
    }

    async fn click_on(&self, element: &Element, name: &str) {
        // Something may move or cover it for a moment, such as a list that is drawn anew; and a click on what is
        // disabled while something is under way does nothing at all.
        let limit = Instant::now() + PATIENCE;
        loop {
            let clicked = match element.is_enabled().await {
                Ok(true) => element.click().await.map_err(|error| error.to_string()),
                Ok(false) => Err("it is disabled".to_owned()),
                Err(error) => Err(error.to_string()),
            };
            match clicked {
                Ok(()) => return,
                Err(error) if Instant::now() > limit => panic!("cannot click {name}: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
        }
    }

    /// Types into whatever has the keyboard.
    pub async fn type_text(&self, text: &str) {
        let keys = text.chars().fold(KeyActions::new("keyboard".into()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        self.client.perform_actions(keys).await.expect("keys can be typed");
    }

    /// Presses keys together, such as Control and `z`.
    pub async fn press(&self, keys: &[char]) {
        let down = keys
            .iter()
            .fold(KeyActions::new("keyboard".into()), |all, value| all.then(KeyAction::Down { value: *value }));
        let chord = keys.iter().rev().fold(down, |all, value| all.then(KeyAction::Up { value: *value }));
        self.client.perform_actions(chord).await.expect("keys can be pressed");
    }

    /// Drags the mouse from one point of the window to another, with its left button down.
    pub async fn drag(&self, from: (f64, f64), to: (f64, f64)) {
        let step =
            |(x, y): (f64, f64), millis| PointerAction::MoveTo { duration: Some(Duration::from_millis(millis)), x, y };
        let middle = ((from.0 + to.0) / 2., (from.1 + to.1) / 2.);
        let drag = MouseActions::new("mouse".into())
            .then(step(from, 0))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(step(middle, 120))
            .then(step(to, 120))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(drag).await.expect("the mouse can be dragged");
    }

    /// Clicks at a point of the window.
    pub async fn click_at(&self, x: f64, y: f64) {
        self.client.perform_actions(clicks(x, y, 1)).await.expect("the mouse can be clicked");
    }

    /// Clicks at a point while a key is held, such as Control.
    pub async fn click_with(&self, key: char, x: f64, y: f64) {
        let down = KeyActions::new("keyboard".into()).then(KeyAction::Down { value: key });
        self.client.perform_actions(down).await.expect("the key can be pressed");
        self.click_at(x, y).await;
        let up = KeyActions::new("keyboard".into()).then(KeyAction::Up { value: key });
        self.client.perform_actions(up).await.expect("the key can be let go");
    }

    /// Clicks at a point with the right button.
    pub async fn right_click_at(&self, x: f64, y: f64) {
        let click = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_RIGHT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_RIGHT });
        self.client.perform_actions(click).await.expect("the mouse can be clicked");
    }

    pub async fn double_click_at(&self, x: f64, y: f64) {
        self.client.perform_actions(clicks(x, y, 2)).await.expect("the mouse can be clicked");
    }

    /// Moves the mouse without a button.
    pub async fn hover(&self, x: f64, y: f64) {
        let moved = MouseActions::new("mouse".into()).then(PointerAction::MoveTo { duration: None, x, y });
        self.client.perform_actions(moved).await.expect("the mouse can be moved");
    }

    /// Runs a script in the page.
    pub async fn execute(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Asks the backend, as the page does.
    pub async fn invoke(&self, command: &str, arguments: Value) -> Value {
        self.try_invoke(command, arguments).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    pub async fn try_invoke(&self, command: &str, arguments: Value) -> Result<Value, Value> {
        let script = "const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args).then(
                (value) => done({ value: value ?? null }),
                (error) => done({ error: error?.message ?? error }));";
        let answer = self.client.execute_async(script, vec![json!(command), arguments]).await;
        let mut answer = answer.unwrap_or_else(|error| panic!("{command}: {error}"));
        match answer.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(answer["value"].take()),
        }
    }

    /// Waits until something is so.
    pub async fn until<F: Future<Output = bool>>(&self, what: &str, is_so: impl Fn() -> F) {
        self.until_some(what, || async { is_so().await.then_some(()) }).await;
    }

    pub async fn until_some<T, F: Future<Output = Option<T>>>(&self, what: &str, find: impl Fn() -> F) -> T {
        let limit = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = find().await {
                return found;
            }
            assert!(Instant::now() < limit, "not so after {PATIENCE:?}: {what}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Draws everything larger by this factor, so that there is less room in the window's own pixels.
    pub async fn magnify(&self, factor: f64) {
        self.invoke("plugin:webview|set_webview_zoom", json!({ "value": factor })).await;
        let script = "return Math.abs(outerWidth / innerWidth - arguments[0]) < 0.02;";
        self.until(&format!("everything is {factor} times as large"), || async {
            self.execute(script, vec![json!(factor)]).await == json!(true)
        })
        .await;
        self.settle().await;
    }

    /// Imports files and folders, and waits for the end of it.
    pub async fn import(&self, paths: &[&Path]) {
        let paths: Vec<&str> = paths.iter().map(|path| path.to_str().expect("a path is text")).collect();
        let job = self.invoke("import_documents", json!({ "paths": paths })).await;
        self.until("the import has ended", || async {
            let jobs = self.invoke("list_jobs", json!({})).await;
            let jobs = jobs.as_array().cloned().unwrap_or_default();
            jobs.iter().any(|found| found["id"] == job && found["state"] != "running")
        })
        .await;
    }

    /// Waits until every image is there, the fonts are, and nothing spins.
    pub async fn settle(&self) {
        let script = "return document.readyState === 'complete' && document.fonts.status === 'loaded'
            && ![...document.images].some((image) => {
                const box = image.getBoundingClientRect();
                return box.bottom > 0 && box.top < innerHeight && !image.complete;
            })
            && !document.querySelector('[data-testid=spinner]:not(header *)');";
        self.until("the window is at rest", || async {
            self.client.execute(script, vec![]).await.is_ok_and(|v| v == json!(true))
        })
        .await;
        // Two frames more, for what was told in this one.
        let frames = "const [done] = arguments; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)));";
        _ = self.client.execute_async(frames, vec![]).await;
    }

    /// The window as a PNG.
    pub async fn screenshot(&self) -> Vec<u8> {
        let picture = tokio::time::timeout(PATIENCE, self.client.screenshot()).await;
        picture.expect("a picture within the time limit").expect("a picture")
    }
}

/// What was started, and ends with the last clone of the window.
struct Processes {
    driver: Owned,
    state: tempfile::TempDir,
    display: Display,
}

impl Drop for Processes {
    fn drop(&mut self) {
        // The program is the driver's child, and outlives it unless it is ended.
        descendants(self.driver.0.id()).into_iter().for_each(kill);
    }
}

/// A child that ends with its owner.
pub struct Owned(pub Child);

impl Drop for Owned {
    fn drop(&mut self) {
        // It may have ended already.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// An X server of our own, which ends with its owner.
pub struct Display {
    /// As `DISPLAY` has it.
    pub name: String,
    n_pixels: usize,
    /// Where the server keeps what it shows, in a file.
    frame: tempfile::TempDir,
    _server: Owned,
}

impl Display {
    pub fn start(width: u32, height: u32) -> Display {
        let frame = tempfile::tempdir().expect("a temporary folder");
        // It finds a free number by itself, and tells it.
        let mut child = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{width}x{height}x24"), "-nolisten", "tcp", "-fbdir"])
            .arg(frame.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts (Debian: xvfb)");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output is piped");
        BufReader::new(stdout).read_line(&mut line).expect("Xvfb tells its display");
        let n_pixels = (width * height) as usize;
        Display { name: format!(":{}", line.trim()), n_pixels, frame, _server: Owned(child) }
    }

    /// How many pixels of it have this color, red, green and blue.
    pub fn count(&self, [red, green, blue]: [u8; 3]) -> usize {
        let bytes = fs::read(self.frame()).expect("the display keeps its picture in a file");
        // Four bytes a pixel, behind a header.
        let pixels = &bytes[bytes.len() - self.n_pixels * 4..];
        pixels.chunks_exact(4).filter(|pixel| pixel[..3] == [blue, green, red]).count()
    }

    /// What is shown, in X's format for window dumps; it changes as the screen does.
    pub fn frame(&self) -> PathBuf {
        self.frame.path().join("Xvfb_screen0")
    }
}

pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").port()
}

/// A session with the driver that listens there, as soon as it does.
pub async fn connect(port: u16, capabilities: Value) -> Client {
    let capabilities = capabilities.as_object().expect("an object").clone();
    let limit = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(Instant::now() < limit, "the driver does not listen");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = builder.capabilities(capabilities).connect(&format!("http://127.0.0.1:{port}")).await;
    session.unwrap_or_else(|error| panic!("the window does not open: {error:?}"))
}

fn clicks(x: f64, y: f64, n: u32) -> MouseActions {
    let there = MouseActions::new("mouse".into()).then(PointerAction::MoveTo { duration: None, x, y });
    (0..n).fold(there, |all, _| {
        all.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT })
    })
}

/// The id in WebDriver's JSON for an element.
fn element_id(value: &Value) -> Option<String> {
    value.get("element-6066-11e4-a52e-4f735466cecf")?.as_str().map(str::to_owned)
}

/// A process's children, and theirs, from `/proc`.
pub fn descendants(pid: u32) -> Vec<u32> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(child) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // `pid (name) state parent …`, where the name may hold anything.
        let stat = fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let parent = stat.rsplit_once(')').and_then(|(_, rest)| rest.split_whitespace().nth(1)?.parse::<u32>().ok());
        parents.extend(parent.map(|parent| (child, parent)));
    }
    let mut family = vec![pid];
    let mut idx = 0;
    while let Some(elder) = family.get(idx).copied() {
        family.extend(parents.iter().filter(|(_, parent)| *parent == elder).map(|(child, _)| *child));
        idx += 1;
    }
    family.split_off(1)
}

fn is_alive(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // A zombie has ended; its parent only has not looked.
    stat.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

pub fn kill(pid: u32) {
    // It may have ended meanwhile.
    _ = Command::new("kill").args(["-KILL", &pid.to_string()]).stderr(Stdio::null()).status();
}
