//! Talks and decks as data, and what is suggested of them.

use linking::{ContributionFacts, Decided, DocumentFacts, THRESHOLD, VersionPairs, suggest};
use model::{ContributionId, DocumentId, Evidence};
use std::collections::HashSet;

/// A contribution as data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Talk {
    pub date: String,
    pub start: String,
    pub session: String,
    /// Kind and number of the session as printed, where it is no plain *session*.
    pub label: String,
    pub position: Option<u32>,
    pub title: String,
    pub speakers: Vec<String>,
    pub organizations: Vec<String>,
    pub links: Vec<String>,
}

/// A document as data.
#[derive(Debug, Clone, Default)]
pub struct Deck {
    pub paths: Vec<String>,
    pub first_pages: String,
    pub title: Option<String>,
    pub author: Option<String>,
}

fn contribution_id(idx: usize) -> ContributionId {
    let id = format!("00000000-0000-0000-0000-{idx:012x}");
    id.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn document_id(idx: usize) -> DocumentId {
    let mut digest = [0; 32];
    digest[..8].copy_from_slice(&(idx as u64).to_be_bytes());
    DocumentId::from_sha256(&digest)
}

/// For each deck, the talks that it is meant for, each with its score.
pub fn suggested_all(talks: &[Talk], decks: &[Deck]) -> Vec<Vec<(usize, f32)>> {
    let of = |found: Vec<Found>| found.into_iter().map(|(idx, score, _)| (idx, score)).collect();
    found(talks, decks, &[]).into_iter().map(of).collect()
}

/// For each deck, the suggested talk with its score.
pub fn suggested(talks: &[Talk], decks: &[Deck]) -> Vec<Option<(usize, f32, Vec<Evidence>)>> {
    suggested_but(talks, decks, &[])
}

/// The same, where places are rejected, each a deck and a talk.
pub fn suggested_but(talks: &[Talk], decks: &[Deck], rejected: &[(usize, usize)]) -> Vec<Option<Found>> {
    found(talks, decks, rejected).into_iter().map(|found| found.into_iter().next()).collect()
}

/// A talk, how sure it is, and by what.
type Found = (usize, f32, Vec<Evidence>);

fn found(talks: &[Talk], decks: &[Deck], rejected: &[(usize, usize)]) -> Vec<Vec<Found>> {
    let contributions: Vec<_> = talks
        .iter()
        .enumerate()
        .map(|(idx, talk)| ContributionFacts {
            id: contribution_id(idx),
            date: talk.date.parse().ok(),
            start: talk.start.parse().ok(),
            position: talk.position,
            session_label: Some(talk.label.as_str()).filter(|label| !label.is_empty()),
            session_number: Some(talk.session.as_str()).filter(|number| !number.is_empty()),
            speakers: &talk.speakers,
            organizations: &talk.organizations,
            title: Some(talk.title.as_str()).filter(|title| !title.is_empty()),
            links: &talk.links,
        })
        .collect();
    let ids: Vec<_> = (0..decks.len()).map(document_id).collect();
    let documents: Vec<_> = decks
        .iter()
        .zip(&ids)
        .map(|(deck, id)| DocumentFacts {
            id,
            paths: &deck.paths,
            first_pages: &deck.first_pages,
            title: deck.title.as_deref(),
            author: deck.author.as_deref(),
        })
        .collect();
    let suggestions = suggest(
        &contributions,
        &documents,
        &Decided {
            rejected: &rejected.iter().map(|&(deck, talk)| (document_id(deck), contribution_id(talk))).collect(),
            placed: vec![],
            versions: &VersionPairs::new(),
            days: HashSet::new(),
        },
    );
    let of = |id: &DocumentId| {
        let meant = |s: &&linking::Suggestion| s.document == *id && s.score >= THRESHOLD;
        let found = suggestions.iter().filter(meant).filter_map(|suggestion| {
            let idx = (0..talks.len()).find(|&idx| contribution_id(idx) == suggestion.contribution)?;
            Some((idx, suggestion.score, suggestion.reasons.iter().map(|reason| reason.evidence).collect()))
        });
        found.collect()
    };
    ids.iter().map(of).collect()
}
