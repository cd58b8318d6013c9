//! Guesses which document belongs to which contribution, anew whenever either side changes: in the window on a thread of
//! its own, seen and stopped like any long work.

use crate::{
    Catalog, Error, identity,
    jobs::{self, Progress, Unwatched},
    lock, revisions,
};
use linking::{ContributionFacts, Decided, DocumentFacts, Suggestion};
use model::{ContributionId, CreditSubject, Document, DocumentId, Event, JobKind, MeetingId, SessionId};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Condvar, Mutex, PoisonError, Weak, atomic::Ordering},
    thread,
    time::Duration,
};
use store::{Db, StoredSuggestion};

/// Who guesses, and for whom.
#[derive(Default)]
pub struct Guessing {
    turn: Mutex<Turn>,
    /// Told whenever the turn is another.
    changed: Condvar,
}

/// Guessings are counted as they are asked for; the newest is all that is wanted.
#[derive(Default)]
struct Turn {
    asked: u64,
    /// Up to here, all is done or given up.
    done: u64,
    /// A thread does it for all; else whoever asks does it by itself.
    is_kept: bool,
}

impl Guessing {
    fn is_asked_again(&self, own: u64) -> bool {
        lock(&self.turn).asked != own
    }
}

/// What a meeting's suggestions are to be, and the documents whose suggestions are others by that.
struct Guess {
    meeting: MeetingId,
    suggestions: Vec<StoredSuggestion>,
    moved: HashSet<DocumentId>,
}

/// Has all suggestions made anew: by the thread that does it in the background, or else here and now. What the reader has
/// decided is left out of the guessing.
///
/// What is quickly guessed is there when this returns; what takes longer is shown as a job, and nobody waits for it.
pub(crate) fn refresh(catalog: &Catalog) -> Result<(), Error> {
    let (own, is_kept) = {
        let mut turn = lock(&catalog.guessing.turn);
        turn.asked += 1;
        (turn.asked, turn.is_kept)
    };
    if !is_kept {
        // Whoever asks again takes it over.
        return guess_once(catalog, own, &Unwatched::default()).map(|_| ());
    }
    let Guessing { turn, changed } = &catalog.guessing;
    changed.notify_all();
    let is_open = |turn: &mut Turn| turn.is_kept && turn.done < own;
    let waited = changed.wait_timeout_while(lock(turn), jobs::SHOWN_AFTER, is_open);
    drop(waited.unwrap_or_else(PoisonError::into_inner));
    Ok(())
}

/// Waits until the suggestions are those of what was last decided, or the reader has stopped the guessing.
pub(crate) fn settle(catalog: &Catalog) {
    let Guessing { turn, changed } = &catalog.guessing;
    let is_open = |turn: &mut Turn| turn.is_kept && turn.done != turn.asked;
    drop(changed.wait_while(lock(turn), is_open).unwrap_or_else(PoisonError::into_inner));
}

/// Guesses in the background from now on, until the catalog is dropped: as a job that can be stopped, and begun again
/// where it is asked for meanwhile.
pub fn keep_up(catalog: &Arc<Catalog>) {
    let keeper = Keeper(Arc::downgrade(catalog));
    // What the last run of the program did not come to is made up for.
    let mut turn = lock(&catalog.guessing.turn);
    turn.is_kept = true;
    turn.asked += 1;
    drop(turn);
    thread::spawn(move || {
        loop {
            let Some(catalog) = keeper.0.upgrade() else { return };
            let Turn { asked, done, .. } = *lock(&catalog.guessing.turn);
            if asked == done {
                let Guessing { turn, changed } = &catalog.guessing;
                let guard = lock(turn);
                if guard.asked == asked {
                    drop(changed.wait_timeout(guard, LOOK_EVERY).unwrap_or_else(PoisonError::into_inner));
                }
                continue;
            }
            // Errors are told by the job.
            let _ = jobs::perform_if_long(&catalog, JobKind::PlaceDocuments, guess_until_true);
            catalog.guessing.changed.notify_all();
        }
    });
}

/// Whoever asks guesses by itself again, should the thread that does it for all come to an end before its catalog.
struct Keeper(Weak<Catalog>);

impl Drop for Keeper {
    fn drop(&mut self) {
        if let Some(catalog) = self.0.upgrade() {
            lock(&catalog.guessing.turn).is_kept = false;
            catalog.guessing.changed.notify_all();
        }
    }
}

/// How often the thread that guesses looks whether its catalog is still there.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Guesses until nobody has asked meanwhile; what is stopped or fails is given up until it is asked for again.
fn guess_until_true(catalog: &Catalog, progress: &dyn Progress) -> Result<(), Error> {
    loop {
        let own = lock(&catalog.guessing.turn).asked;
        let done = guess_once(catalog, own, progress);
        if !matches!(done, Ok(false)) {
            lock(&catalog.guessing.turn).done = own;
            return done.map(|_| ());
        }
    }
}

/// Makes all suggestions anew, unless that is asked for once more meanwhile: then it answers no.
///
/// Nobody who writes waits for the guessing; what was written meanwhile has it begin again.
fn guess_once(catalog: &Catalog, own: u64, progress: &dyn Progress) -> Result<bool, Error> {
    /// Whatever is written all the time concerns the guessing no more than it asks for it.
    const N_TRIES: u32 = 3;
    let is_overtaken = || catalog.guessing.is_asked_again(own);
    let is_stopped = || progress.cancelled().load(Ordering::Relaxed);
    for n_tried in 1..=N_TRIES {
        let generation = catalog.store.generation();
        let guesses = catalog.store.read(|db| guess(db, progress, &is_overtaken))?;
        if is_stopped() {
            return Err(Error::Cancelled);
        }
        let Some(guesses) = guesses else { return Ok(false) };
        if guesses.is_empty() && catalog.store.generation() == generation {
            return Ok(true);
        }
        let is_kept = catalog.store.write(|db| -> Result<bool, Error> {
            let is_true = catalog.store.generation() == generation;
            let is_wanted = (is_true || n_tried == N_TRIES) && !is_overtaken() && !is_stopped();
            if is_wanted {
                keep(db, guesses, is_true)?;
            }
            Ok(is_wanted)
        })?;
        if is_kept {
            tell(catalog);
            return Ok(true);
        }
    }
    if is_stopped() { Err(Error::Cancelled) } else { Ok(false) }
}

fn tell(catalog: &Catalog) {
    catalog.tell(Event::ProgrammeChanged);
    catalog.index.wake();
}

/// Where something was written meanwhile, what they are of may be gone.
fn keep(db: &Db, guesses: Vec<Guess>, is_true: bool) -> Result<(), Error> {
    for Guess { meeting, mut suggestions, mut moved } in guesses {
        if !is_true {
            let here: HashSet<ContributionId> =
                db.contributions().list(meeting)?.into_iter().map(|stored| stored.contribution.id).collect();
            let known: HashSet<DocumentId> = db.documents().list()?.into_iter().map(|document| document.id).collect();
            suggestions.retain(|(document, talk, ..)| known.contains(document) && here.contains(talk));
            moved.retain(|document| known.contains(document));
        }
        db.suggestions().replace(meeting, &suggestions)?;
        for document in moved {
            db.index_queue().push(&format!("document:{document}"))?;
        }
    }
    Ok(())
}

/// The meetings whose suggestions are others now; `None` where that is not asked any more, or stopped.
fn guess(db: &Db, progress: &dyn Progress, is_overtaken: &dyn Fn() -> bool) -> Result<Option<Vec<Guess>>, Error> {
    let documents = db.documents().list()?;
    let first_texts = db.documents().first_texts()?;
    let verdicts = db.matches().list()?;
    let paths: HashMap<&DocumentId, Vec<String>> =
        documents.iter().map(|d| (&d.id, d.files.iter().map(|f| f.path.clone()).collect())).collect();
    let refusals = verdicts.iter().filter(|(_, _, confirmed)| !confirmed);
    let rejected: HashSet<_> = refusals.map(|(document, talk, _)| (document.clone(), *talk)).collect();
    let aliases = identity::aliases(db)?;
    let versions = revisions::told(db)?;
    let before = db.suggestions().list()?;
    let mut guessed = Vec::new();
    let meetings = db.meetings().list()?;
    progress.restarted();
    progress.total((meetings.len() * documents.len()) as u32);
    for stored in meetings {
        progress.started(&stored.meeting.title);
        let meeting = stored.meeting.id;
        let rows = crate::placements::MeetingRows::read(db, meeting, stored.meeting.title)?;
        let here: HashSet<ContributionId> = rows.contributions.iter().map(|c| c.contribution.id).collect();
        let decided: Vec<_> = verdicts.iter().filter(|(_, c, confirmed)| *confirmed && here.contains(c)).collect();
        let placed: HashSet<&DocumentId> = decided.iter().map(|(document, _, _)| document).collect();
        let taken: HashSet<ContributionId> = decided.iter().map(|(_, contribution, _)| *contribution).collect();
        let open: Vec<_> = rows
            .contributions
            .iter()
            .filter(|c| !c.withdrawn && !taken.contains(&c.contribution.id))
            .map(|c| {
                let credits = rows.credits(CreditSubject::Contribution(c.contribution.id));
                let mut speakers: Vec<String> = credits.iter().filter_map(|credit| credit.name.clone()).collect();
                let others = credits.iter().filter_map(|credit| aliases.get(&credit.person?));
                for alias in others.flatten().filter(|alias| credits.iter().all(|c| c.name.as_ref() != Some(alias))) {
                    speakers.push(alias.clone());
                }
                let organizations: Vec<String> = credits
                    .iter()
                    .flat_map(|credit| [credit.affiliation.clone(), credit.acronym.clone()])
                    .flatten()
                    .collect();
                let session = c.contribution.session.and_then(|id| rows.session(id));
                (&c.contribution, speakers, organizations, session)
            })
            .collect();
        let mut n_in_session: HashMap<SessionId, u32> = HashMap::new();
        let mut positions: HashMap<ContributionId, u32> = HashMap::new();
        for c in rows.contributions.iter().filter(|c| !c.withdrawn) {
            if let Some(session) = c.contribution.session {
                let n = n_in_session.entry(session).or_default();
                *n += 1;
                positions.insert(c.contribution.id, *n);
            }
        }
        let contributions: Vec<ContributionFacts> = open
            .iter()
            .map(|(c, speakers, organizations, session)| ContributionFacts {
                id: c.id,
                date: c.date,
                start: c.start,
                session_number: session.and_then(|session| session.number.as_deref()),
                session_label: session.and_then(|session| session.label.as_deref()),
                position: positions.get(&c.id).copied(),
                speakers,
                organizations,
                title: c.title.as_deref(),
                links: &c.links,
            })
            .collect();
        let facts = |document| facts(document, &paths, &first_texts);
        let free: Vec<DocumentFacts> = documents.iter().filter(|d| !placed.contains(&d.id)).map(facts).collect();
        let by_reader = documents.iter().flat_map(|document| {
            let own = decided.iter().filter(|(id, ..)| *id == document.id);
            own.map(|(_, contribution, _)| (facts(document), *contribution)).collect::<Vec<_>>()
        });
        let known = Decided {
            rejected: &rejected,
            placed: by_reader.collect(),
            versions: &versions,
            days: rows.contributions.iter().filter_map(|c| c.contribution.date).collect(),
        };
        for _ in &placed {
            progress.done(false);
        }
        // Whoever decides one after the other does not wait for what the first has begun.
        let goes_on = || {
            progress.done(false);
            !is_overtaken() && !progress.cancelled().load(Ordering::Relaxed)
        };
        let Some(suggestions) = linking::suggest_while(&contributions, &free, &known, goes_on) else {
            return Ok(None);
        };
        guessed.push((meeting, here, suggestions));
    }
    keep_likeliest(&mut guessed, &verdicts);
    let mut guesses = Vec::new();
    for (meeting, here, suggestions) in guessed {
        let suggestions: Vec<StoredSuggestion> =
            suggestions.into_iter().map(|s| (s.document, s.contribution, s.score, s.reasons)).collect();
        let old = before.iter().filter(|(_, contribution, _, _)| here.contains(contribution));
        let same = old.clone().count() == suggestions.len() && old.clone().all(|s| suggestions.contains(s));
        if !same {
            let moved = old.map(|s| s.0.clone()).chain(suggestions.iter().map(|s| s.0.clone())).collect();
            guesses.push(Guess { meeting, suggestions, moved });
        }
    }
    Ok(Some(guesses))
}

fn facts<'a>(
    document: &'a Document,
    paths: &'a HashMap<&DocumentId, Vec<String>>,
    first_texts: &'a HashMap<DocumentId, String>,
) -> DocumentFacts<'a> {
    DocumentFacts {
        id: &document.id,
        paths: paths.get(&document.id).map(Vec::as_slice).unwrap_or_default(),
        first_pages: first_texts.get(&document.id).map(String::as_str).unwrap_or_default(),
        title: document.metadata.title.as_deref(),
        author: document.metadata.author.as_deref(),
    }
}

/// A document that one meeting has a much better claim to is no other's: its file name may well have the same
/// organization's or person's name another year.
fn keep_likeliest(
    guessed: &mut [(MeetingId, HashSet<ContributionId>, Vec<Suggestion>)],
    verdicts: &[(DocumentId, ContributionId, bool)],
) {
    /// What the reader's word counts against a guess elsewhere.
    const CONFIRMED: f32 = 0.95;
    let mut best: HashMap<DocumentId, f32> = HashMap::new();
    for (document, _, _) in verdicts.iter().filter(|(_, _, confirmed)| *confirmed) {
        best.insert(document.clone(), CONFIRMED);
    }
    for Suggestion { document, claim, .. } in guessed.iter().flat_map(|(_, _, suggestions)| suggestions) {
        let known = best.entry(document.clone()).or_insert(*claim);
        *known = known.max(*claim);
    }
    for (_, _, suggestions) in guessed {
        // By what speaks for them: two talks of one meeting that share the doubt leave another meeting's no surer.
        suggestions.retain(|s| best.get(&s.document).is_none_or(|best| linking::is_close(s.claim, *best)));
    }
}
