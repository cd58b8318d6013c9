//! Which document belongs to which contribution, with the reasons.
//!
//! A wrong suggestion is worse than none: evidence adds up, contradictions count, and where two contributions are
//! equally likely, neither is put above [`THRESHOLD`].

mod describe;
mod evidence;
mod field;
mod likely;
mod mention;
mod name;
mod numbers;
mod revision;
mod session;
mod symbol;
mod title;
mod version;

pub use describe::describe;
pub use likely::LikelyMention;
pub use mention::{Mention, NameIndex, Named};
pub use revision::{PageContent, PlainPage, align, align_while, share_alike};
pub use session::{SessionFacts, SessionIndex};
pub use symbol::{FoundSymbol, symbols};
pub use version::{NamedVersion, version_of};

use jiff::civil::{Date, Time};
use model::{ContributionId, DocumentId, EvidencePlace, MatchReason};
use std::collections::HashSet;

/// Suggestions from here on are meant; what is below is a close call between several.
pub const THRESHOLD: f32 = 0.5;
/// Suggestions from here on are as good as sure, where nothing else claims the document.
pub const CERTAIN: f32 = 0.85;
/// How many times the doubt of the best the next one's must be, not to be a close call.
const MARGIN: f32 = 1.5;

/// From how many files on that a programme links to, it is taken to link to all that it has.
const MIN_LINKED: usize = 3;

/// What a programme says of a contribution.
#[derive(Debug, Clone, Copy)]
pub struct ContributionFacts<'a> {
    pub id: ContributionId,
    pub date: Option<Date>,
    /// The time at which it begins.
    pub start: Option<Time>,
    pub session_number: Option<&'a str>,
    /// Kind and number of its session as printed, where it is no plain *session*.
    pub session_label: Option<&'a str>,
    /// Its place among the talks of its session, from one.
    pub position: Option<u32>,
    pub speakers: &'a [String],
    /// Names and acronyms.
    pub organizations: &'a [String],
    pub title: Option<&'a str>,
    pub links: &'a [String],
}

/// What a document says of itself.
#[derive(Debug, Clone, Copy)]
pub struct DocumentFacts<'a> {
    pub id: &'a DocumentId,
    pub paths: &'a [String],
    /// The text of its first two pages.
    pub first_pages: &'a str,
    pub title: Option<&'a str>,
    pub author: Option<&'a str>,
}

/// A document that may belong to a contribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    pub document: DocumentId,
    pub contribution: ContributionId,
    /// From 0 to 1; below [`THRESHOLD`] where it is one of several.
    pub score: f32,
    /// From 0 to 1: how much speaks for it, whatever speaks for the others.
    pub claim: f32,
    pub reasons: Vec<MatchReason>,
}

/// Suggests for each document the contribution that it belongs to, if one stands out; several below [`THRESHOLD`] where
/// they are close. Documents are in the order given; of one document, the best is first.
///
/// What the reader has `rejected` is not weighed: the next best takes its place, if it is good enough by itself.
pub fn suggest(
    contributions: &[ContributionFacts],
    documents: &[DocumentFacts],
    rejected: &HashSet<(DocumentId, ContributionId)>,
) -> Vec<Suggestion> {
    let shared = field::shared_folders(documents);
    let documents_read: Vec<_> = documents.iter().map(|document| field::Document::read(document, &shared)).collect();
    let meeting = evidence::Meeting::read(contributions, &documents_read);
    let mut ranked: Vec<Vec<Scored>> = documents_read.iter().map(|document| rank(&meeting, document)).collect();
    let refuse = |ranked: &mut [Vec<Scored>]| {
        let is_open = |document: &DocumentFacts, scored: &Scored| {
            !rejected.contains(&(document.id.clone(), contributions[scored.contribution].id))
        };
        for (document, ranked) in documents.iter().zip(ranked).filter(|_| !rejected.is_empty()) {
            ranked.retain(|scored| is_open(document, scored));
        }
    };
    refuse(&mut ranked);
    doubt_unlinked(&mut ranked);
    for idx in 0..ranked.len() {
        yield_to_stronger(&mut ranked, idx);
    }
    numbers::follow(&documents_read, contributions.len(), &mut ranked);
    // A number may lead to a rejected place once more.
    refuse(&mut ranked);
    let mut suggestions = Vec::new();
    for (document, scored) in documents.iter().zip(ranked) {
        let make = |scored: Scored, score: f32| Suggestion {
            document: document.id.clone(),
            contribution: contributions[scored.contribution].id,
            score,
            claim: scored.score,
            reasons: scored.reasons,
        };
        let mut scored = scored.into_iter();
        let Some(best) = scored.next().filter(|best| best.score >= THRESHOLD) else { continue };
        let close: Vec<Scored> = scored.take_while(|next| is_close(next.score, best.score)).take(4).collect();
        if close.is_empty() {
            let score = best.score;
            suggestions.push(make(best, score));
            continue;
        }
        let below = |score: f32| (score * THRESHOLD).min(THRESHOLD - 0.01);
        for scored in std::iter::once(best).chain(close) {
            let score = below(scored.score);
            suggestions.push(make(scored, score));
        }
    }
    suggestions
}

/// Is a score so near the best that either may be right?
pub fn is_close(score: f32, best: f32) -> bool {
    score >= best || 1. - score < (1. - best) * MARGIN
}

struct Scored {
    contribution: usize,
    score: f32,
    reasons: Vec<MatchReason>,
}

fn rank(meeting: &evidence::Meeting, document: &field::Document) -> Vec<Scored> {
    let scored = (0..meeting.len()).filter_map(|contribution| {
        let (score, reasons) = meeting.weigh(contribution, document);
        (score > 0.2).then_some(Scored { contribution, score, reasons })
    });
    let mut scored: Vec<Scored> = scored.collect();
    scored.sort_by(|one, other| other.score.total_cmp(&one.score));
    scored
}

/// A programme that links to its files has said which they are: of the others, only those whose own name tells whose
/// they are stay as likely. They may well be another meeting's.
fn doubt_unlinked(ranked: &mut [Vec<Scored>]) {
    use model::Evidence;
    let has = |scored: &Scored, evidence: Evidence, in_name: bool| {
        let mut reasons = scored.reasons.iter();
        reasons.any(|reason| reason.evidence == evidence && (!in_name || reason.place == EvidencePlace::FileName))
    };
    let is_linked = |scored: &[Scored]| scored.iter().any(|scored| has(scored, Evidence::Link, false));
    let n_linked = ranked.iter().filter(|scored| is_linked(scored)).count();
    if n_linked < MIN_LINKED {
        return;
    }
    for scored in ranked.iter_mut().filter(|scored| !is_linked(scored)) {
        for scored in scored.iter_mut().filter(|scored| !has(scored, Evidence::Speaker, true)) {
            scored.score *= 0.6;
        }
    }
}

/// A document that is tied to its contribution by weak evidence alone steps back where another document has a much
/// better claim to it.
fn yield_to_stronger(ranked: &mut [Vec<Scored>], idx: usize) {
    use model::Evidence;
    let Some(best) = ranked[idx].first() else { return };
    let is_weak = best.reasons.iter().all(|reason| match reason.evidence {
        Evidence::Speaker | Evidence::Link => reason.place != EvidencePlace::FileName,
        Evidence::Number => false,
        Evidence::Organization | Evidence::Title | Evidence::Date | Evidence::Session => true,
    });
    let (contribution, score) = (best.contribution, best.score);
    let has_rival = ranked.iter().enumerate().any(|(other, scored)| {
        other != idx
            && scored.first().is_some_and(|first| first.contribution == contribution && first.score >= score + 0.2)
    });
    if is_weak && has_rival {
        ranked[idx][0].score *= 0.8;
        ranked[idx].sort_by(|one, other| other.score.total_cmp(&one.score));
    }
}
