//! A disk of a test's own under a program: it fills up, is write-protected, is pulled; and what a power cut would leave
//! of it, at any moment and with whatever was not yet synced lost or torn.
//!
//! Linux alone. `disk/disk.c` stands between the program and its system calls.

use crate::programs;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

/// No room is left; nothing can be written; nothing answers.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    Full = 28,
    ReadOnly = 30,
    Pulled = 5,
}

/// What goes below one folder passes by it.
pub struct Disk {
    folder: PathBuf,
    notes: tempfile::TempDir,
}

impl Disk {
    pub fn under(folder: &Path) -> Disk {
        Disk { folder: folder.to_owned(), notes: tempfile::tempdir().expect("a temporary folder") }
    }

    /// What the program's environment must have.
    pub fn environment(&self) -> Vec<(String, String)> {
        let text = |path: PathBuf| path.to_str().expect("temporary paths are text").to_owned();
        vec![
            ("LD_PRELOAD".to_owned(), text(shim().to_owned())),
            ("RAPPORTEUR_DISK_FOLDER".to_owned(), text(self.folder.clone())),
            ("RAPPORTEUR_DISK_LOG".to_owned(), text(self.notes.path().join("log"))),
            ("RAPPORTEUR_DISK_FAULT".to_owned(), text(self.notes.path().join("fault"))),
        ]
    }

    /// From now on everything fails so; with `None` nothing does.
    pub fn set(&self, fault: Option<Fault>) {
        let path = self.notes.path().join("fault");
        let code = fault.map_or(0, |fault| fault as i32);
        // In one step: the program may look at any moment.
        let arriving = path.with_extension("new");
        fs::write(&arriving, code.to_string()).and_then(|()| fs::rename(&arriving, &path)).expect("a fault can be set");
    }

    /// All that was done, in order.
    pub fn events(&self) -> Vec<Event> {
        parse(&fs::read(self.notes.path().join("log")).unwrap_or_default())
    }
}

/// The shared library, compiled once.
fn shim() -> &'static Path {
    static SHIM: OnceLock<PathBuf> = OnceLock::new();
    SHIM.get_or_init(|| {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("disk/disk.c");
        let to = programs::artifacts().join("disk.so");
        let arriving = to.with_extension(format!("{}.part", std::process::id()));
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&arriving).arg(source).arg("-lpthread");
        assert!(compiler.status().expect("a C compiler is there, as SQLite needs one").success());
        // Another test may do the same.
        fs::rename(&arriving, &to).expect("the library can be put in place");
        to
    })
}

/// Something that a program did to the disk, or said; names are below the folder.
#[derive(Debug, Clone)]
pub enum Event {
    Create { name: String },
    Write { name: String, at: usize, bytes: Vec<u8> },
    Truncate { name: String, length: usize },
    Sync { name: String },
    Rename { from: String, to: String },
    Unlink { name: String },
    MakeFolder { name: String },
    Said { text: String },
}

fn parse(mut log: &[u8]) -> Vec<Event> {
    let mut events = vec![];
    while let Some(end) = log.iter().position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&log[..end]).into_owned();
        let fields: Vec<&str> = line.split('\t').collect();
        let [what, name, other, at, n] = fields[..] else { panic!("a line of the log is cut: {line}") };
        let n: usize = n.parse().expect("a length");
        let (bytes, rest) = log[end + 1..].split_at(n);
        log = rest;
        let (name, at) = (name.to_owned(), at.parse().unwrap_or_default());
        events.push(match what {
            "create" => Event::Create { name },
            "write" => Event::Write { name, at, bytes: bytes.to_vec() },
            "truncate" => Event::Truncate { name, length: at },
            "sync" => Event::Sync { name },
            "rename" => Event::Rename { from: name, to: other.to_owned() },
            "unlink" => Event::Unlink { name },
            "mkdir" => Event::MakeFolder { name },
            "said" => Event::Said { text: String::from_utf8_lossy(bytes).into_owned() },
            what => panic!("the log knows no {what}"),
        });
    }
    events
}

/// What becomes of what was not synced when the power is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsynced {
    Lost,
    /// Sectors and names survive by chance: the seed says which.
    Torn(u64),
}

/// The disk at a moment: what lies on it for sure, and what is still on its way.
#[derive(Default)]
pub struct Platter {
    files: Vec<File>,
    /// Which file has a name, for the program and after a power cut.
    names: BTreeMap<String, usize>,
    kept_names: BTreeMap<String, usize>,
    folders: BTreeSet<String>,
    kept_folders: BTreeSet<String>,
    /// Changes of names that their folders' sync will keep, oldest first.
    waiting: Vec<Event>,
}

#[derive(Default)]
struct File {
    kept: Vec<u8>,
    waiting: Vec<Event>,
}

impl Platter {
    /// All that is in the folder now, as if it had lain there for long.
    pub fn of(folder: &Path) -> Platter {
        let mut platter = Platter::default();
        let mut folders = vec![folder.to_owned()];
        while let Some(at) = folders.pop() {
            for entry in fs::read_dir(&at).expect("a folder can be listed").flatten() {
                let path = entry.path();
                let name = path.strip_prefix(folder).expect("it is below").to_str().expect("names are text").to_owned();
                if path.is_dir() {
                    platter.folders.insert(name.clone());
                    platter.kept_folders.insert(name);
                    folders.push(path);
                } else if let Ok(kept) = fs::read(&path) {
                    let idx = platter.files.len();
                    platter.files.push(File { kept, waiting: vec![] });
                    platter.names.insert(name.clone(), idx);
                    platter.kept_names.insert(name, idx);
                }
            }
        }
        platter
    }

    pub fn perform(&mut self, event: &Event) {
        match event {
            Event::Create { name } => {
                self.names.insert(name.clone(), self.files.len());
                self.files.push(File::default());
                self.waiting.push(event.clone());
            }
            Event::Write { name, .. } | Event::Truncate { name, .. } => {
                if let Some(idx) = self.names.get(name) {
                    self.files[*idx].waiting.push(event.clone());
                }
            }
            Event::Sync { name } => match self.names.get(name) {
                Some(idx) => {
                    let file = &mut self.files[*idx];
                    file.waiting.drain(..).for_each(|event| apply(&mut file.kept, &event, |_| true));
                }
                None => self.sync_folder(name),
            },
            Event::Rename { from, to } => {
                if let Some(idx) = self.names.remove(from) {
                    self.names.insert(to.clone(), idx);
                    self.waiting.push(event.clone());
                }
            }
            Event::Unlink { name } => {
                self.names.remove(name);
                self.waiting.push(event.clone());
            }
            Event::MakeFolder { name } => {
                self.folders.insert(name.clone());
                self.waiting.push(event.clone());
            }
            Event::Said { .. } => {}
        }
    }

    fn sync_folder(&mut self, folder: &str) {
        let waiting = std::mem::take(&mut self.waiting);
        for event in waiting {
            let is_here = match &event {
                Event::Rename { to, .. } => parent(to) == folder,
                Event::Create { name } | Event::Unlink { name } | Event::MakeFolder { name } => parent(name) == folder,
                _ => false,
            };
            if is_here { self.keep_name(&event) } else { self.waiting.push(event) }
        }
    }

    fn keep_name(&mut self, event: &Event) {
        match event {
            Event::Create { name } => {
                // It may have another name already; then that is kept, or not, by itself.
                if let Some(idx) = self.file_created_as(name) {
                    self.kept_names.insert(name.clone(), idx);
                }
            }
            Event::Rename { from, to } => {
                let idx = self.kept_names.remove(from).or_else(|| self.names.get(to).copied());
                if let Some(idx) = idx {
                    self.kept_names.insert(to.clone(), idx);
                }
            }
            Event::Unlink { name } => _ = self.kept_names.remove(name),
            Event::MakeFolder { name } => _ = self.kept_folders.insert(name.clone()),
            Event::Write { .. } | Event::Truncate { .. } | Event::Sync { .. } | Event::Said { .. } => {}
        }
    }

    fn file_created_as(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// Puts into a folder what a power cut at this moment would leave.
    pub fn cut(&self, unsynced: Unsynced, into: &Path) {
        let mut left = Platter {
            files: vec![],
            names: self.names.clone(),
            kept_names: self.kept_names.clone(),
            kept_folders: self.kept_folders.clone(),
            ..Platter::default()
        };
        let mut random = match unsynced {
            Unsynced::Lost => None,
            Unsynced::Torn(seed) => Some(seed | 1),
        };
        let mut survives = move || match &mut random {
            None => false,
            Some(state) => {
                *state ^= *state << 13;
                *state ^= *state >> 7;
                *state ^= *state << 17;
                *state % 2 == 0
            }
        };
        // A file system keeps the order of names: some of the oldest are there.
        for event in &self.waiting {
            if !survives() {
                break;
            }
            left.keep_name(event);
        }
        for (name, idx) in &left.kept_names {
            // What programs share in memory is never read after a start of the machine.
            if name.ends_with("-shm") || !is_reachable(name, &left.kept_folders) {
                continue;
            }
            let file = &self.files[*idx];
            let mut bytes = file.kept.clone();
            file.waiting.iter().for_each(|event| apply(&mut bytes, event, |_| survives()));
            let path = into.join(name);
            fs::create_dir_all(path.parent().expect("it is below a folder")).expect("a folder can be made");
            fs::write(path, bytes).expect("a file can be written");
        }
    }
}

fn parent(name: &str) -> &str {
    name.rsplit_once('/').map_or(".", |(folder, _)| folder)
}

fn is_reachable(name: &str, folders: &BTreeSet<String>) -> bool {
    let mut at = parent(name);
    while at != "." {
        if !folders.contains(at) {
            return false;
        }
        at = parent(at);
    }
    true
}

/// A disk writes sectors of this size whole or not at all.
const SECTOR: usize = 512;

fn apply(bytes: &mut Vec<u8>, event: &Event, mut survives: impl FnMut(usize) -> bool) {
    match event {
        Event::Write { at, bytes: new, .. } => {
            let mut from = 0;
            while from < new.len() {
                let until = (from + SECTOR - (at + from) % SECTOR).min(new.len());
                if survives(at + from) {
                    let end = at + until;
                    if bytes.len() < end {
                        bytes.resize(end, 0);
                    }
                    bytes[at + from..end].copy_from_slice(&new[from..until]);
                }
                from = until;
            }
        }
        Event::Truncate { length, .. } if survives(*length) => bytes.resize(*length, 0),
        _ => {}
    }
}
