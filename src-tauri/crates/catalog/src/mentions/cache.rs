//! What each document's pages name, kept in memory: a page is looked through once for its text and the register.

use super::{Register, is_sure};
use crate::{
    Catalog, Error, lock, page_text,
    placements::{MeetingRows, Placements, Programmes},
};
use jiff::civil::Date;
use linking::{NameIndex, Named, ReadPage, SoundMemo, Trace};
use model::{CharRange, Document, DocumentId, MeetingId, MentionTarget, PageIndex};
use std::{
    collections::{HashMap, HashSet},
    num::NonZero,
    path::Path,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    thread,
    time::SystemTime,
};

/// What was found, by document, and the register that it was looked for by.
#[derive(Default)]
pub struct Cache {
    register: Mutex<Option<Arc<Register>>>,
    documents: Mutex<HashMap<DocumentId, Arc<Found>>>,
}

/// Everything that a document's pages name.
pub(crate) struct Found {
    text: Stamp,
    /// The version of the names and sessions that it was looked through for, or that it would be the same for.
    register: AtomicU64,
    /// Tells which names cannot be in it.
    trace: Trace,
    whose: Whose,
    /// By page and place.
    pub named: Vec<Place>,
    /// Where somebody may be meant; suggestions.
    pub likely: Vec<(Place, f32)>,
    /// Sessions whose numbers are named, where another meeting's may be meant; suggestions.
    pub possible: Vec<Place>,
}

impl Found {
    /// The one that the document belongs to.
    pub fn meeting(&self) -> Option<MeetingId> {
        match self.whose {
            Whose::Of(meeting) => Some(meeting),
            Whose::MayBe(_) => None,
        }
    }
}

/// Which meeting a document belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whose {
    /// By its place on the programme, or by the day in its name.
    Of(MeetingId),
    /// One of these, or none.
    MayBe(Vec<MeetingId>),
}

/// One place that names something.
pub(crate) struct Place {
    pub page: PageIndex,
    pub range: CharRange,
    /// As it stands there, on one line.
    pub words: String,
    pub target: MentionTarget,
}

/// Of the files that a document's text is put together from: whoever writes them anew, this tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp([Option<(SystemTime, u64)>; 2]);

impl Stamp {
    fn of(catalog: &Catalog, document: &DocumentId) -> Stamp {
        let stamp = |path: &Path| {
            let metadata = std::fs::metadata(path).ok()?;
            Some((metadata.modified().ok()?, metadata.len()))
        };
        Stamp([stamp(&catalog.paths.text(document)), stamp(&catalog.paths.recognized(document))])
    }
}

/// The register as it is now; made anew only where it has changed.
pub(crate) fn register(catalog: &Catalog) -> Result<Arc<Register>, Error> {
    let source = Register::source(catalog)?;
    let version = Register::version(&source);
    let mut cached = lock(&catalog.mentions.register);
    if let Some(known) = cached.as_ref().filter(|known| known.version == version) {
        return Ok(known.clone());
    }
    let made = Arc::new(Register::new(source, version));
    if let Some(before) = cached.as_ref() {
        keep_what_stays(catalog, before, &made);
    }
    *cached = Some(made.clone());
    Ok(made)
}

/// A name that is added, changed or gone touches documents alone that may have it: what the others name stays.
fn keep_what_stays(catalog: &Catalog, before: &Register, now: &Register) {
    if before.sessions_version != now.sessions_version {
        return;
    }
    let apart = |one: &Register, other: &Register| -> Vec<Named> {
        let names = one.names.difference(&other.names);
        names.map(|(name, is_person, _)| Named { name: name.clone(), is_person: *is_person }).collect()
    };
    let changed = [apart(before, now), apart(now, before)].concat();
    let changed = (!changed.is_empty()).then(|| NameIndex::new(&changed));
    for found in lock(&catalog.mentions.documents).values() {
        let is_touched = || changed.as_ref().is_some_and(|changed| changed.may_touch(&found.trace));
        if found.register.load(Ordering::Relaxed) == before.version && !is_touched() {
            found.register.store(now.version, Ordering::Relaxed);
        }
    }
}

/// What was found in a document, by its place among those asked for.
type Made = (usize, Result<Arc<Found>, Error>);

/// What each of the documents names, in their order; those that are not known are looked through side by side.
pub(crate) fn found(catalog: &Catalog, documents: &[Document]) -> Result<Vec<Arc<Found>>, Error> {
    let register = register(catalog)?;
    let programmes = Programmes::read(catalog)?;
    let days = days(&programmes);
    let whose: Vec<Whose> = documents.iter().map(|document| whose(&programmes.placements, &days, document)).collect();
    let stamps: Vec<Stamp> = documents.iter().map(|document| Stamp::of(catalog, &document.id)).collect();
    let known: Vec<Option<Arc<Found>>> = {
        let cached = lock(&catalog.mentions.documents);
        let is_fresh = |found: &Found, idx: usize| {
            found.text == stamps[idx]
                && found.register.load(Ordering::Relaxed) == register.version
                && found.whose == whose[idx]
        };
        let known = documents.iter().enumerate();
        known.map(|(idx, document)| cached.get(&document.id).filter(|found| is_fresh(found, idx)).cloned()).collect()
    };
    let stale: Vec<usize> = (0..documents.len()).filter(|&idx| known[idx].is_none()).collect();
    let next = AtomicUsize::new(0);
    let made: Mutex<Vec<Made>> = Mutex::default();
    let work = || {
        let mut memo = SoundMemo::default();
        while let Some(&idx) = stale.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = look_through(catalog, &documents[idx], &register, &whose[idx], &mut memo).map(Arc::new);
            lock(&made).push((idx, found));
        }
    };
    let n_threads = thread::available_parallelism().map_or(1, NonZero::get).min(stale.len());
    if n_threads > 1 {
        thread::scope(|scope| (0..n_threads).for_each(|_| _ = scope.spawn(work)));
    } else {
        work();
    }
    let mut all = known;
    let mut cached = lock(&catalog.mentions.documents);
    for (idx, found) in made.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
        let found = found?;
        cached.insert(documents[idx].id.clone(), found.clone());
        all[idx] = Some(found);
    }
    // What has left the library is not kept; a question about one document says nothing of the others.
    if documents.len() > 1 {
        let here: HashSet<&DocumentId> = documents.iter().map(|document| &document.id).collect();
        cached.retain(|id, _| here.contains(id));
    }
    Ok(all.into_iter().flatten().collect())
}

/// Resolutions of the Security Council, which are numbered through, by their symbols without the year: what they are
/// called where the documents looked through so far print one year with them. Named with it and without it, a resolution
/// is the same.
pub(crate) fn dated(catalog: &Catalog) -> HashMap<String, String> {
    let mut dated: HashMap<String, Option<String>> = HashMap::new();
    for found in lock(&catalog.mentions.documents).values() {
        for place in &found.named {
            let MentionTarget::Symbol { symbol, .. } = &place.target else { continue };
            let Some((number, _)) = symbol.strip_prefix("S/RES/").and_then(|rest| rest.split_once(" (")) else {
                continue;
            };
            let known = dated.entry(format!("S/RES/{number}")).or_insert_with(|| Some(symbol.clone()));
            if known.as_ref().is_some_and(|known| known != symbol) {
                // One of the years is a slip, and nobody can tell which.
                *known = None;
            }
        }
    }
    dated.into_iter().filter_map(|(undated, dated)| Some((undated, dated?))).collect()
}

/// The days of every meeting, on which something of it is or is given.
fn days(programmes: &Programmes) -> Vec<(MeetingId, HashSet<Date>)> {
    let of = |rows: &MeetingRows| {
        let talks = rows.contributions.iter().filter_map(|talk| talk.contribution.date);
        rows.sessions.iter().flat_map(|session| session.dates.iter().copied()).chain(talks).collect()
    };
    programmes.meetings.iter().map(|(meeting, rows)| (*meeting, of(rows))).collect()
}

/// The one meeting on whose programme it stands, else the one on whose day its name says that it was given. A guess at
/// its place that is a close call says nothing.
fn whose(placements: &Placements, days: &[(MeetingId, HashSet<Date>)], document: &Document) -> Whose {
    let placed = placements.of(&document.id).iter().filter(|placed| is_sure(&placed.standing));
    let mut claimed: Vec<MeetingId> = placed.map(|placed| placed.meeting).collect();
    claimed.sort_unstable();
    claimed.dedup();
    if let [only] = claimed[..] {
        return Whose::Of(only);
    }
    let mut open: Vec<&(MeetingId, HashSet<Date>)> =
        days.iter().filter(|(meeting, _)| claimed.is_empty() || claimed.contains(meeting)).collect();
    let own: Vec<Date> = document.files.iter().flat_map(|file| linking::days_of_name(file.name())).collect();
    if !own.is_empty() {
        open.retain(|(_, days)| own.iter().any(|day| days.contains(day)));
        if let [(only, _)] = open[..] {
            return Whose::Of(*only);
        }
    }
    Whose::MayBe(open.into_iter().map(|(meeting, _)| *meeting).collect())
}

fn look_through(
    catalog: &Catalog,
    document: &Document,
    register: &Register,
    whose: &Whose,
    memo: &mut SoundMemo,
) -> Result<Found, Error> {
    let texts = page_text::load_all(catalog, &document.id, document.n_pages)?;
    // Reading the text may have written it anew.
    let text = Stamp::of(catalog, &document.id);
    let version = AtomicU64::new(register.version);
    let (trace, named, likely, possible) = (Trace::default(), Vec::new(), Vec::new(), Vec::new());
    let mut found = Found { text, register: version, trace, whose: whose.clone(), named, likely, possible };
    for (page, text) in (0..).map(PageIndex).zip(texts) {
        let read = ReadPage::of(&text.text);
        found.trace.note(&read);
        let place = |range: CharRange, target: MentionTarget| {
            let words = read.printed(range).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
            Place { page, range, words, target }
        };
        let (named, likely) = register.in_page(&read, whose, memo);
        let possible = register.possible_sessions(&read, whose, &named);
        found.possible.extend(possible.into_iter().map(|(range, target)| place(range, target)));
        found.named.extend(named.into_iter().map(|(range, target)| place(range, target)));
        found.likely.extend(likely.into_iter().map(|(range, target, score)| (place(range, target), score)));
    }
    Ok(found)
}
