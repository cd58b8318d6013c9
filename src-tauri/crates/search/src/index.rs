//! The index of one library in its folder: the one that answers and, while that is an older version's, the one that
//! is being filled to take its place.

use crate::{
    Engine, Error, Filter, Found, Op, Query, Suggest, Wanted,
    marker::{self, Marker, State},
    shelf::Shelf,
};
use analysis::Lang;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
};

/// The index of one library. Share it between threads: there is one writer inside, and searches do not wait for it.
pub struct Index {
    dir: PathBuf,
    library_id: String,
    shelves: RwLock<Shelves>,
}

struct Shelves {
    /// Answers.
    serving: Arc<Shelf>,
    /// Takes up all changes, if another does than the one that answers.
    filling: Option<Arc<Shelf>>,
}

/// What was there when an index was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    Existing,
    /// None was there, or it was damaged, another library's or an older version's: all is to be put into it, and
    /// [`Index::begin_filling`] called once that is noted. An older version's answers meanwhile.
    New,
}

impl Index {
    /// Opens the index in `dir`, or makes an empty one there. Nothing that is wrong with what is there is a failure.
    pub fn open(dir: &Path, library_id: &str) -> Result<(Index, Opened), Error> {
        fs::create_dir_all(dir).map_err(|source| Error::Folder { dir: dir.to_owned(), source })?;
        let mut whole: Option<Shelf> = None;
        let mut filling: Option<(Shelf, State)> = None;
        let mut older: Option<Shelf> = None;
        // The newest has the highest number; the first indexes lay in the folder itself.
        for place in places(dir).into_iter().rev() {
            let Some(marker) = Marker::read(&place).filter(|marker| marker.is_of(library_id)) else { continue };
            let is_current = marker.is_current(library_id);
            match marker.state {
                State::Whole if is_current && whole.is_none() => whole = Shelf::open(&place, library_id, false),
                State::Whole if older.is_none() => older = Shelf::open(&place, library_id, !is_current),
                State::Empty | State::Filling if is_current && filling.is_none() && whole.is_none() => {
                    filling = Shelf::open(&place, library_id, false).map(|shelf| (shelf, marker.state));
                }
                State::Whole | State::Empty | State::Filling => {}
            }
        }
        let (shelves, opened) = match (whole, filling, older) {
            (Some(serving), _, _) => (Shelves { serving: Arc::new(serving), filling: None }, Opened::Existing),
            (None, filling, older) => {
                let (filling, state) = match filling {
                    Some(filling) => filling,
                    None => (new_shelf(dir, library_id)?, State::Empty),
                };
                let filling = Arc::new(filling);
                let opened = if state == State::Empty { Opened::New } else { Opened::Existing };
                let serving = older.map_or_else(|| filling.clone(), Arc::new);
                (Shelves { serving, filling: Some(filling) }, opened)
            }
        };
        let index = Index { dir: dir.to_owned(), library_id: library_id.to_owned(), shelves: RwLock::new(shelves) };
        index.sweep();
        Ok((index, opened))
    }

    /// Notes that the library knows what the index lacks: from now on it is filled up, not filled anew.
    pub fn begin_filling(&self) -> Result<(), Error> {
        self.mark(State::Filling)
    }

    /// Notes that all of the library is in the index. One that was filled behind an older one takes its place.
    pub fn finish_filling(&self) -> Result<(), Error> {
        let Some(filling) = self.read().filling.clone() else { return Ok(()) };
        // It is as good, if slower, in pieces.
        let _ = filling.compact();
        self.mark(State::Whole)?;
        *self.shelves.write().unwrap_or_else(PoisonError::into_inner) = Shelves { serving: filling, filling: None };
        self.sweep();
        Ok(())
    }

    fn mark(&self, state: State) -> Result<(), Error> {
        let Some(filling) = self.read().filling.clone() else { return Ok(()) };
        let dir = filling.dir();
        Marker::of(&self.library_id, state).write(dir).map_err(|source| Error::Folder { dir: dir.to_owned(), source })
    }

    /// Is an older version's index answering while another is filled?
    pub fn is_older(&self) -> bool {
        let shelves = self.read();
        shelves.filling.as_ref().is_some_and(|filling| !Arc::ptr_eq(filling, &shelves.serving))
    }

    /// Looks through all files; where one is not as it was written, the index is condemned and the answer `false`.
    pub fn check(&self) -> bool {
        let sound = self.read().serving.is_sound();
        if !sound {
            self.condemn();
        }
        sound
    }

    /// Opened again, what answers now is not used any more.
    pub fn condemn(&self) {
        let shelves = self.read();
        // What cannot be deleted is found damaged again.
        let _ = Marker::delete(shelves.serving.dir());
    }

    /// Lets go of the writer, its memory and its lock, until the next change.
    pub fn rest(&self) -> Result<(), Error> {
        let (serving, filling) = (self.serving(), self.read().filling.clone());
        serving.rest()?;
        filling.map_or(Ok(()), |filling| filling.rest())
    }

    /// Where the index lies.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Deletes what nobody uses any more; what cannot be deleted now is at the next opening.
    fn sweep(&self) {
        let shelves = self.read();
        let used = [Some(&shelves.serving), shelves.filling.as_ref()];
        for place in places(&self.dir) {
            if !used.iter().flatten().any(|shelf| shelf.dir() == place) {
                let _ = marker::clear(&place);
            }
        }
    }

    fn read(&self) -> std::sync::RwLockReadGuard<'_, Shelves> {
        self.shelves.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn serving(&self) -> Arc<Shelf> {
        self.read().serving.clone()
    }

    fn writing(&self) -> Arc<Shelf> {
        let shelves = self.read();
        shelves.filling.as_ref().unwrap_or(&shelves.serving).clone()
    }
}

/// The folders in which an index may lie, oldest first.
fn places(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).into_iter().flatten().flatten();
    let numbered = entries.filter_map(|entry| {
        let number: u32 = entry.file_name().to_str()?.parse().ok()?;
        entry.path().is_dir().then_some((number, entry.path()))
    });
    let mut numbered: Vec<(u32, PathBuf)> = numbered.collect();
    numbered.sort();
    std::iter::once(dir.to_owned()).chain(numbered.into_iter().map(|(_, path)| path)).collect()
}

fn new_shelf(dir: &Path, library_id: &str) -> Result<Shelf, Error> {
    let last = places(dir).iter().rev().find_map(|place| place.file_name()?.to_str()?.parse::<u32>().ok());
    let place = dir.join(format!("{:04}", last.map_or(1, |last| last.wrapping_add(1))));
    let shelf = Shelf::create(&place, library_id)?;
    let marker = Marker::of(library_id, State::Empty);
    marker.write(&place).map_err(|source| Error::Folder { dir: place, source })?;
    Ok(shelf)
}

impl Engine for Index {
    fn apply(&self, ops: &[Op]) -> Result<(), Error> {
        self.writing().apply(ops)
    }

    fn search(&self, query: &Query, filter: &Filter, wanted: Wanted) -> Result<Found, Error> {
        self.serving().search(query, filter, wanted)
    }

    fn similar(&self, text: &str, lang: Option<Lang>, filter: &Filter, n_hits: usize) -> Result<Found, Error> {
        self.serving().similar(text, lang, filter, n_hits)
    }

    fn expand(&self, query: &Query) -> Result<Query, Error> {
        self.serving().expand(query)
    }

    fn corrected(&self, typed: &str, query: &Query) -> Result<Option<(Query, String)>, Error> {
        self.serving().corrected(typed, query)
    }

    fn suggest(&self, what: Suggest, prefix: &str, limit: usize) -> Result<Vec<String>, Error> {
        self.serving().suggest(what, prefix, limit)
    }

    fn n_entries(&self) -> u64 {
        self.serving().n_entries()
    }
}
