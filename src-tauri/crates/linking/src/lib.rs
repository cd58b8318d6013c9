//! Which document belongs to which contribution, with the reasons.
//!
//! A wrong suggestion is worse than none: evidence adds up, contradictions count, and where two contributions are
//! equally likely, neither is put above [`THRESHOLD`], unless the document is that of both.

mod describe;
mod evidence;
mod family;
mod field;
mod likely;
mod mention;
mod name;
mod numbers;
mod ordinal;
mod organization;
mod revision;
mod session;
mod session_mark;
mod slot;
mod symbol;
mod title;
mod version;

pub use describe::describe;
pub use family::{VersionPairs, families, version_pair};
pub use likely::{LikelyMention, SoundMemo};
pub use mention::{Mention, NameIndex, Named, ReadPage, Trace};
pub use revision::{PageContent, PlainPage, align, align_while, share_alike};
pub use session::{SessionFacts, SessionIndex};
pub use slot::days_of_name;
pub use symbol::{FoundSymbol, is_local, symbols};
pub use version::{NamedVersion, version_of};

use jiff::civil::{Date, Time};
use model::{ContributionId, DocumentId, Evidence, EvidencePlace, MatchReason};
use std::collections::{HashMap, HashSet};

/// Suggestions from here on are meant; what is below is a close call between several.
pub const THRESHOLD: f32 = 0.5;
/// Suggestions from here on are as good as sure, where nothing else claims the document.
pub const CERTAIN: f32 = 0.85;
/// How many times the doubt of the best the next one's must be, not to be a close call.
const MARGIN: f32 = 1.5;

/// How many that are close the reader is asked about.
const MAX_CLOSE: usize = 5;

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

/// What the reader has decided, which no guess goes against.
#[derive(Debug)]
pub struct Decided<'a> {
    /// Not weighed: the next best takes its place, if it is good enough by itself.
    pub rejected: &'a HashSet<(DocumentId, ContributionId)>,
    /// Documents that have their place on this programme: a version of one belongs there, too.
    pub placed: Vec<(DocumentFacts<'a>, ContributionId)>,
    pub versions: &'a VersionPairs,
    /// Of placed talks and of the others: the days on which something is given.
    pub days: HashSet<Date>,
}

/// How sure a version's place is that the reader gave to another version of the deck.
const BY_VERSION: f32 = 0.9;

/// Suggests for each document the contribution that it belongs to, if one stands out, and several where it is theirs
/// together; several below [`THRESHOLD`] where they are close. Versions of one deck are placed as one. Documents are in the
/// order given; of one document, the best is first.
pub fn suggest(contributions: &[ContributionFacts], documents: &[DocumentFacts], decided: &Decided) -> Vec<Suggestion> {
    suggest_while(contributions, documents, decided, || true).unwrap_or_default()
}

/// The same; `goes_on` is asked once a document, and `None` is answered where it says no.
pub fn suggest_while(
    contributions: &[ContributionFacts],
    documents: &[DocumentFacts],
    decided: &Decided,
    mut goes_on: impl FnMut() -> bool,
) -> Option<Vec<Suggestion>> {
    let rejected = decided.rejected;
    let shared = field::shared_folders(documents);
    let mut documents_read: Vec<_> =
        documents.iter().map(|document| field::Document::read(document, &shared)).collect();
    let mut days = decided.days.clone();
    days.extend(contributions.iter().filter_map(|contribution| contribution.date));
    let all: Vec<DocumentFacts> =
        documents.iter().copied().chain(decided.placed.iter().map(|(document, _)| *document)).collect();
    let mut by_version: HashMap<usize, Vec<(ContributionId, String)>> = HashMap::new();
    let mut families: Vec<Vec<usize>> = Vec::new();
    for family in family::families(&all, decided.versions, &days) {
        let (free, placed): (Vec<usize>, Vec<usize>) = family.into_iter().partition(|idx| *idx < documents.len());
        let places: Vec<(ContributionId, String)> =
            placed.iter().map(|idx| (decided.placed[idx - documents.len()].1, file_name(&all[*idx]))).collect();
        if !places.is_empty() {
            by_version.extend(free.iter().map(|idx| (*idx, places.clone())));
        }
        let dated =
            free.iter().filter_map(|idx| documents[*idx].paths.first()).filter_map(|path| version_of(path).date);
        if dated.collect::<HashSet<_>>().len() > 1 {
            free.iter().for_each(|idx| documents_read[*idx].days_are_versions = true);
        }
        families.push(free);
    }
    let meeting = evidence::Meeting::read(contributions, &documents_read, &families);
    let mut ranked: Vec<Vec<Scored>> = Vec::with_capacity(documents.len());
    for document in &documents_read {
        if !goes_on() {
            return None;
        }
        ranked.push(rank(&meeting, document));
    }
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
    // One that the reader refused a place is looked at by itself, and so are those whose own evidence leads apart.
    let is_refused = |idx: &usize| rejected.iter().any(|(document, _)| document == documents[*idx].id);
    let mut speaker_of: Vec<usize> = (0..documents.len()).collect();
    for mut family in families {
        family.retain(|idx| !is_refused(idx) && !by_version.contains_key(idx));
        let sure: HashSet<usize> = family.iter().filter_map(|idx| sure(&ranked[*idx])).collect();
        let Some(&first) = family.first().filter(|_| family.len() > 1 && sure.len() <= 1) else { continue };
        let mut best: Vec<Scored> = Vec::new();
        for idx in &family {
            speaker_of[*idx] = first;
            for scored in &ranked[*idx] {
                match best.iter_mut().find(|known| known.contribution == scored.contribution) {
                    Some(known) if known.score < scored.score => *known = scored.clone(),
                    Some(_) => {}
                    None => best.push(scored.clone()),
                }
            }
        }
        best.sort_by(|one, other| other.score.total_cmp(&one.score));
        ranked[first] = best;
    }
    // From here on, the first of a family stands for all of it.
    let mut speakers: Vec<usize> = (0..documents.len()).filter(|idx| speaker_of[*idx] == *idx).collect();
    speakers.retain(|idx| !by_version.contains_key(idx));
    let mut heard: Vec<Vec<Scored>> = speakers.iter().map(|idx| std::mem::take(&mut ranked[*idx])).collect();
    for idx in 0..heard.len() {
        yield_to_stronger(&mut heard, idx);
    }
    let heard_read: Vec<&field::Document> = speakers.iter().map(|idx| &documents_read[*idx]).collect();
    numbers::follow(&heard_read, contributions.len(), &mut heard);
    for (idx, heard) in speakers.iter().zip(heard) {
        ranked[*idx] = heard;
    }
    // A number may lead to a rejected place once more.
    refuse(&mut ranked);
    let mut suggestions = Vec::new();
    for (idx, document) in documents.iter().enumerate() {
        if let Some(places) = by_version.get(&idx) {
            suggestions.extend(beside_versions(document, places, rejected));
            continue;
        }
        let first = speaker_of[idx];
        let reasons = |scored: &Scored| match first == idx {
            true => scored.reasons.clone(),
            false => {
                let (_, mut own) = meeting.weigh(scored.contribution, &documents_read[idx]);
                if own.is_empty() {
                    own.push(version_reason(file_name(&documents[first])));
                }
                own
            }
        };
        let make = |scored: &Scored, score: f32| Suggestion {
            document: document.id.clone(),
            contribution: contributions[scored.contribution].id,
            score,
            claim: scored.score,
            reasons: reasons(scored),
        };
        let mut scored = ranked[first].iter();
        let Some(best) = scored.next().filter(|best| best.score >= THRESHOLD) else { continue };
        let close: Vec<&Scored> = scored.take_while(|next| is_close(next.score, best.score)).collect();
        if close.is_empty() {
            suggestions.push(make(best, best.score));
            continue;
        }
        let mut all: Vec<&Scored> = std::iter::once(best).chain(close).collect();
        let contributions: Vec<usize> = all.iter().map(|scored| scored.contribution).collect();
        let is_of_all = meeting.is_of_all(&contributions, &documents_read[first])
            && all.iter().all(|scored| scored.score >= THRESHOLD);
        if !is_of_all {
            all.truncate(MAX_CLOSE);
        }
        let below = |score: f32| (score * THRESHOLD).min(THRESHOLD - 0.01);
        for scored in all {
            suggestions.push(make(scored, if is_of_all { scored.score } else { below(scored.score) }));
        }
    }
    Some(suggestions)
}

/// A version of what the reader has placed, beside it; where its versions stand apart, nothing is said.
fn beside_versions(
    document: &DocumentFacts,
    places: &[(ContributionId, String)],
    rejected: &HashSet<(DocumentId, ContributionId)>,
) -> Option<Suggestion> {
    let (contribution, name) = places.first()?;
    let is_one = places.iter().all(|(other, _)| other == contribution);
    (is_one && !rejected.contains(&(document.id.clone(), *contribution))).then(|| Suggestion {
        document: document.id.clone(),
        contribution: *contribution,
        score: BY_VERSION,
        claim: BY_VERSION,
        reasons: vec![version_reason(name.clone())],
    })
}

fn version_reason(name: String) -> MatchReason {
    MatchReason { evidence: Evidence::Version, place: EvidencePlace::FileName, words: name }
}

fn file_name(document: &DocumentFacts) -> String {
    document.paths.first().map_or("", |path| path.rsplit(['/', '\\']).next().unwrap_or_default()).to_owned()
}

/// The contribution that a document's own evidence leads to, if it is one.
fn sure(scored: &[Scored]) -> Option<usize> {
    let best = scored.first().filter(|best| best.score >= THRESHOLD)?;
    let is_open = scored.get(1).is_some_and(|next| is_close(next.score, best.score));
    (!is_open).then_some(best.contribution)
}

/// Is a score so near the best that either may be right?
pub fn is_close(score: f32, best: f32) -> bool {
    score >= best || 1. - score < (1. - best) * MARGIN
}

#[derive(Clone)]
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
    let has = |scored: &Scored, evidence: Evidence, in_name: bool| {
        let mut reasons = scored.reasons.iter();
        reasons.any(|reason| reason.evidence == evidence && (!in_name || reason.place == EvidencePlace::FileName))
    };
    let is_linked = |scored: &[Scored]| scored.iter().any(|scored| has(scored, Evidence::Link, false));
    let n_linked = ranked.iter().filter(|scored| is_linked(scored)).count();
    if n_linked < MIN_LINKED {
        return;
    }
    // `can.pdf` of the *Climate Action Network*, with the speaker's name within: both sides say so.
    let is_said_twice = |scored: &Scored| {
        let in_name = [Evidence::Organization, Evidence::Title].into_iter().any(|kind| has(scored, kind, true));
        in_name && scored.score >= CERTAIN && has(scored, Evidence::Speaker, false)
    };
    for scored in ranked.iter_mut().filter(|scored| !is_linked(scored)) {
        let is_doubtful = |scored: &Scored| !has(scored, Evidence::Speaker, true) && !is_said_twice(scored);
        for scored in scored.iter_mut().filter(|scored| is_doubtful(scored)) {
            scored.score *= 0.6;
        }
    }
}

/// A document that is tied to its contribution by weak evidence alone steps back where another document has a much
/// better claim to it.
fn yield_to_stronger(ranked: &mut [Vec<Scored>], idx: usize) {
    let Some(best) = ranked[idx].first() else { return };
    let is_weak = best.reasons.iter().all(|reason| match reason.evidence {
        Evidence::Speaker | Evidence::Link => reason.place != EvidencePlace::FileName,
        Evidence::Number => false,
        Evidence::Organization | Evidence::Title | Evidence::Date | Evidence::Session | Evidence::Version => true,
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
