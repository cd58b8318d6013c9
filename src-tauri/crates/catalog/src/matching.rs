//! Guesses which document belongs to which contribution, anew whenever either side changes.

use crate::{Catalog, Error, identity, revisions};
use linking::{ContributionFacts, Decided, DocumentFacts, Suggestion};
use model::{ContributionId, CreditSubject, Document, DocumentId, Event, MeetingId, SessionId};
use std::{
    collections::{HashMap, HashSet},
    sync::atomic::{AtomicU64, Ordering},
};
use store::{Db, StoredSuggestion};

/// The newest guessing that was asked for; what it overtakes is given up.
#[derive(Default)]
pub struct Guessing(AtomicU64);

/// What a meeting's suggestions are to be, and the documents whose suggestions are others by that.
struct Guess {
    meeting: MeetingId,
    suggestions: Vec<StoredSuggestion>,
    moved: HashSet<DocumentId>,
}

/// Makes all suggestions anew. What the reader has decided is left out of the guessing.
///
/// Nobody who writes waits for the guessing; what was written meanwhile has it begin again, and whoever asks for it
/// again takes it over.
pub fn refresh(catalog: &Catalog) -> Result<(), Error> {
    /// Whatever is written all the time has to wait in the end.
    const N_TRIES: u32 = 3;
    let own = catalog.guessing.0.fetch_add(1, Ordering::AcqRel) + 1;
    let is_overtaken = || catalog.guessing.0.load(Ordering::Acquire) != own;
    for _ in 0..N_TRIES {
        let generation = catalog.store.generation();
        let Some(guesses) = catalog.store.read(|db| guess(db, &is_overtaken))? else { return Ok(()) };
        if guesses.is_empty() && catalog.store.generation() == generation {
            return Ok(());
        }
        let is_kept = catalog.store.write(|db| -> Result<bool, Error> {
            let is_true = catalog.store.generation() == generation;
            if is_true {
                keep(db, &guesses)?;
            }
            Ok(is_true)
        })?;
        if is_kept {
            tell(catalog);
            return Ok(());
        }
    }
    let has_changed = catalog.store.write(|db| -> Result<bool, Error> {
        let guesses = guess(db, &|| false)?.unwrap_or_default();
        keep(db, &guesses)?;
        Ok(!guesses.is_empty())
    })?;
    if has_changed {
        tell(catalog);
    }
    Ok(())
}

fn tell(catalog: &Catalog) {
    catalog.tell(Event::ProgrammeChanged);
    catalog.index.wake();
}

fn keep(db: &Db, guesses: &[Guess]) -> Result<(), Error> {
    for Guess { meeting, suggestions, moved } in guesses {
        db.suggestions().replace(*meeting, suggestions)?;
        for document in moved {
            db.index_queue().push(&format!("document:{document}"))?;
        }
    }
    Ok(())
}

/// The meetings whose suggestions are others now; `None` where that is not asked any more.
fn guess(db: &Db, is_overtaken: &dyn Fn() -> bool) -> Result<Option<Vec<Guess>>, Error> {
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
    for stored in db.meetings().list()? {
        // Whoever decides one after the other does not wait for what the first has begun.
        if is_overtaken() {
            return Ok(None);
        }
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
        let suggestions = linking::suggest(&contributions, &free, &known);
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
