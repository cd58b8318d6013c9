//! One window a library: started a second time, the application hands its link to the first window, and ends.
//!
//! The first one listens on a socket in the library's folder. Where that cannot be (another system, a folder on a
//! network), each start has a window of its own.

use std::path::Path;

/// Gives a link, or nothing but the wish to be seen, to the window that has this library open; `false` where there
/// is none.
pub fn hand_over(dir: &Path, link: Option<&str>) -> bool {
    platform::hand_over(dir, link.unwrap_or_default())
}

/// Calls back for every link that a later start hands over; an empty one asks only to be seen.
pub fn listen(dir: &Path, heard: impl Fn(String) + Send + 'static) {
    platform::listen(dir, heard);
}

#[cfg(unix)]
mod platform {
    use std::{
        fs,
        io::{BufRead, BufReader, Read, Write},
        os::unix::net::{UnixListener, UnixStream},
        path::{Path, PathBuf},
        thread,
        time::Duration,
    };

    const PATIENCE: Duration = Duration::from_secs(2);
    /// No link of ours is longer.
    const MAX_LENGTH: u64 = 8192;

    fn socket(dir: &Path) -> PathBuf {
        dir.join("window.sock")
    }

    pub fn hand_over(dir: &Path, link: &str) -> bool {
        let ask = || -> std::io::Result<bool> {
            let mut stream = UnixStream::connect(socket(dir))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.set_write_timeout(Some(PATIENCE))?;
            writeln!(stream, "{link}")?;
            let mut answer = String::new();
            BufReader::new(stream).read_line(&mut answer)?;
            Ok(answer == "ok\n")
        };
        ask().unwrap_or(false)
    }

    pub fn listen(dir: &Path, heard: impl Fn(String) + Send + 'static) {
        let path = socket(dir);
        // Nobody answered on it: what is there was left by a window that was killed.
        let _ = fs::remove_file(&path);
        let Ok(listener) = UnixListener::bind(&path) else { return };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Some(link) = answer(stream) {
                    heard(link);
                }
            }
        });
    }

    fn answer(stream: UnixStream) -> Option<String> {
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let mut line = String::new();
        BufReader::new((&stream).take(MAX_LENGTH)).read_line(&mut line).ok()?;
        let link = line.strip_suffix('\n')?.to_owned();
        (&stream).write_all(b"ok\n").ok()?;
        Some(link)
    }

    #[cfg(test)]
    mod tests {
        use super::*;
        use std::sync::mpsc;

        #[test]
        fn the_first_window_hears_what_the_second_was_asked() {
            let dir = tempfile::tempdir().expect("a temporary folder");
            assert!(!hand_over(dir.path(), ""), "there is no window");
            drop(UnixListener::bind(socket(dir.path())).expect("a killed window leaves its socket behind"));
            assert!(!hand_over(dir.path(), ""), "nobody listens there");
            let (sender, heard) = mpsc::channel();
            listen(dir.path(), move |link| sender.send(link).expect("the test listens"));
            assert!(hand_over(dir.path(), "rapporteur://open/ab?page=2"));
            assert_eq!(heard.recv().expect("it was told"), "rapporteur://open/ab?page=2");
        }
    }
}

#[cfg(not(unix))]
mod platform {
    use std::path::Path;

    pub fn hand_over(_: &Path, _: &str) -> bool {
        false
    }

    pub fn listen(_: &Path, _: impl Fn(String) + Send + 'static) {}
}
