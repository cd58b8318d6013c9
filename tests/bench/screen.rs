//! What a person sees: watches a display until its picture rests, and presses keys on it, whatever the program.

use rapporteur_tests::window::{Display, Owned};
use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// A picture that stayed the same for so long is at rest: a page that is turned.
pub const PAGE_RESTS: Duration = Duration::from_millis(250);

/// The same for a program that starts, whose parts come one after the other.
pub const START_RESTS: Duration = Duration::from_millis(1200);

/// How often the picture is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(3);

/// The middle of a display, where a reader has its page.
pub struct Screen {
    frame: File,
    n_bytes: usize,
    offset: u64,
}

impl Screen {
    /// Of a display of this size, four bytes a pixel.
    pub fn of(display: &Display, (width, height): (u32, u32)) -> Screen {
        let frame = File::open(display.frame()).expect("the display keeps its picture in a file");
        let whole = frame.metadata().expect("a file").len();
        let pixels = u64::from(width) * u64::from(height) * 4;
        // After a header; of the picture, the rows in its middle third.
        let offset = whole.saturating_sub(pixels) + pixels / 3;
        Screen { frame, n_bytes: (pixels / 3) as usize, offset }
    }

    fn look(&mut self) -> Vec<u8> {
        let mut bytes = vec![0; self.n_bytes];
        self.frame.seek(SeekFrom::Start(self.offset)).expect("the picture is there");
        self.frame.read_exact(&mut bytes).expect("the picture is there");
        bytes
    }

    /// Milliseconds from now, at which `act` is done, until the last change before the picture rests; `None` where
    /// nothing changes at all.
    pub fn until_rest(&mut self, act: impl FnOnce(), rest: Duration, limit: Duration) -> Option<f64> {
        let mut before = self.look();
        let start = Instant::now();
        act();
        let mut last: Option<Instant> = None;
        loop {
            std::thread::sleep(LOOK_EVERY);
            let now = self.look();
            if now != before {
                last = Some(Instant::now());
                before = now;
            }
            let rested = last.is_some_and(|last| last.elapsed() > rest);
            if rested || start.elapsed() > limit {
                return last.map(|last| last.duration_since(start).as_secs_f64() * 1000.);
            }
        }
    }
}

/// A hand on a display's keyboard and windows.
pub struct Keyboard(Owned);

impl Keyboard {
    pub fn of(display: &Display) -> Option<Keyboard> {
        let child = Command::new("xdotool")
            .arg("-")
            .env("DISPLAY", &display.name)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        child.ok().map(|child| Keyboard(Owned(child)))
    }

    /// A command of xdotool's, such as `key Next`.
    pub fn run(&mut self, command: &str) {
        let input = self.0.0.stdin.as_mut().expect("its input is piped");
        input.write_all(format!("{command}\n").as_bytes()).expect("it listens");
        input.flush().expect("it listens");
    }
}
