//! Files numbered in the programme's order: where those that are known by other evidence follow it, the rest do too.

use crate::field::{Document, Kind};
use crate::{Scored, sure};
use model::{Evidence, EvidencePlace, MatchReason};
use std::collections::HashMap;

/// How many files of a series must be known before its numbers say anything.
const MIN_KNOWN: usize = 3;
/// How sure a place by number alone is.
const SCORE: f32 = 0.8;

/// A file's place in a series: what stands before the number and in which folder, and the number.
fn place(document: &Document) -> Option<(String, i64, String)> {
    let field = document.fields.iter().find(|field| field.kind == Kind::FileName)?;
    let path = document.paths.first()?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for (at, word) in field.words.iter().enumerate().take(6) {
        if word.folded.len() <= 3
            && let Ok(number) = word.folded.parse::<i64>()
        {
            let before: Vec<&str> = field.words[..at].iter().map(|word| word.folded.as_str()).collect();
            return Some((format!("{folder}|{}", before.join(" ")), number, field.printed(at, at)));
        }
    }
    None
}

/// Gives each file of a series that follows the programme its own place in it, where no other evidence is sure.
pub(crate) fn follow(documents: &[&Document], n_contributions: usize, ranked: &mut [Vec<Scored>]) {
    let mut series: HashMap<String, Vec<(usize, i64, String)>> = HashMap::new();
    for (idx, document) in documents.iter().enumerate() {
        if let Some((key, number, printed)) = place(document) {
            series.entry(key).or_default().push((idx, number, printed));
        }
    }
    let claimed: Vec<Option<usize>> = ranked.iter().map(|scored| sure(scored)).collect();
    for files in series.values() {
        let known: Vec<(i64, usize)> =
            files.iter().filter_map(|(idx, number, _)| claimed[*idx].map(|at| (*number, at))).collect();
        let offset = |(number, at): &(i64, usize)| *at as i64 - number;
        let Some(first) = known.first().map(offset) else { continue };
        let mut numbers: Vec<i64> = known.iter().map(|(number, _)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        // One that stands elsewhere, and the numbers are no order of the programme.
        if numbers.len() < MIN_KNOWN || known.iter().any(|pair| offset(pair) != first) {
            continue;
        }
        for (idx, number, printed) in files.iter().filter(|(idx, ..)| claimed[*idx].is_none()) {
            let target = usize::try_from(number + first).ok().filter(|target| *target < n_contributions);
            let Some(target) = target else { continue };
            let is_taken = claimed.contains(&Some(target));
            let is_alone = files.iter().filter(|(_, other, _)| other == number).count() == 1;
            // Far beyond those that are known, nothing holds the numbers to the programme.
            let is_near = numbers.iter().any(|known| (known - number).abs() <= 2);
            if is_taken || !is_alone || !is_near {
                continue;
            }
            let scored = &mut ranked[*idx];
            let reason =
                MatchReason { evidence: Evidence::Number, place: EvidencePlace::FileName, words: printed.clone() };
            match scored.iter().position(|scored| scored.contribution == target) {
                Some(at) => {
                    scored[at].score = 1. - (1. - scored[at].score) * (1. - SCORE);
                    scored[at].reasons.push(reason);
                }
                // Other evidence points elsewhere.
                None if scored.first().is_some_and(|best| best.score >= 0.3) => continue,
                None => scored.push(Scored { contribution: target, score: SCORE, reasons: vec![reason] }),
            }
            scored.sort_by(|one, other| other.score.total_cmp(&one.score));
        }
    }
}
