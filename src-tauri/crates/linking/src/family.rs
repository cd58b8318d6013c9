//! Which documents are versions of one deck, by their names and the beginning of their text.
//!
//! A name alone proves little: `final.pdf` is anybody's, and `-2` may be the second part. Wrong is worse than apart.

use crate::DocumentFacts;
use crate::field::{decode, folded_words};
use crate::version::{NamedVersion, version_of};
use jiff::civil::Date;
use model::DocumentId;
use std::collections::{BTreeMap, HashMap, HashSet};

/// How alike the beginnings must be where a word says that a name is a version's, and where a number or a day alone may.
const SAID: f32 = 0.5;
const GUESSED: f32 = 0.75;
/// Beginnings with fewer words than this tell nothing.
const MIN_WORDS: u32 = 6;
/// A name that more documents share says nothing.
const MAX_NAMESAKES: usize = 12;
/// Folders of earlier versions, beside those that are named as a version is.
const FOLDERS: [&str; 9] = ["old", "older", "archive", "archives", "previous", "new", "latest", "versions", "obsolete"];

/// What the reader said of pairs of documents, the smaller id first: are they versions of one deck?
pub type VersionPairs = HashMap<(DocumentId, DocumentId), bool>;

/// The pair as [`VersionPairs`] has it.
pub fn version_pair(one: &DocumentId, other: &DocumentId) -> (DocumentId, DocumentId) {
    if one <= other { (one.clone(), other.clone()) } else { (other.clone(), one.clone()) }
}

/// Groups of documents that are versions of one deck, as places in `documents`; those that have none of their like are
/// left out. What ends in one of `days`, those of the programme, tells when it was given and not which version it is.
pub fn families(documents: &[DocumentFacts], told: &VersionPairs, days: &HashSet<Date>) -> Vec<Vec<usize>> {
    let read: Vec<Vec<Named>> = documents.iter().map(Named::all).collect();
    let mut namesakes: BTreeMap<&str, Vec<(usize, &Named)>> = BTreeMap::new();
    for (idx, names) in read.iter().enumerate() {
        for named in names.iter().filter(|named| !named.version.stem.is_empty()) {
            namesakes.entry(&named.version.stem).or_default().push((idx, named));
        }
    }
    let mut by_reader = Groups::new(documents.len());
    for pair in told.iter().filter(|(_, are_versions)| **are_versions).map(|(pair, _)| pair) {
        let place = |id: &DocumentId| documents.iter().position(|document| document.id == id);
        if let (Some(one), Some(other)) = (place(&pair.0), place(&pair.1)) {
            by_reader.join(one, other);
        }
    }
    let mut groups = by_reader.clone();
    let mut beginnings: HashMap<usize, Beginning> = HashMap::new();
    for group in namesakes.into_values().filter(|group| (2..=MAX_NAMESAKES).contains(&group.len())) {
        for (at, (one, own)) in group.iter().enumerate() {
            for (other, theirs) in &group[at + 1..] {
                let is_told = || told.contains_key(&version_pair(documents[*one].id, documents[*other].id));
                if one == other || is_told() {
                    continue;
                }
                for idx in [one, other] {
                    beginnings.entry(*idx).or_insert_with(|| Beginning::read(documents[*idx].first_pages));
                }
                if own.is_version_with(theirs, &beginnings[one], &beginnings[other], days) {
                    groups.join(*one, *other);
                }
            }
        }
    }
    // What is joined by way of a third may be kept apart by what is known of the two.
    let is_one = |group: &[usize]| {
        let own_days = group.iter().flat_map(|idx| &read[*idx]).filter_map(|named| named.version.date);
        let own_days: HashSet<Date> = own_days.filter(|date| days.contains(date)).collect();
        let mut pairs =
            group.iter().enumerate().flat_map(|(at, one)| group[at + 1..].iter().map(move |other| (one, other)));
        let refused = |(one, other): (&usize, &usize)| {
            told.get(&version_pair(documents[*one].id, documents[*other].id)) == Some(&false)
        };
        own_days.len() <= 1 && !pairs.any(refused)
    };
    let (sound, doubtful): (Vec<_>, Vec<_>) = groups.all().into_iter().partition(|group| is_one(group));
    let is_doubtful = |group: &Vec<usize>| doubtful.iter().any(|doubtful| doubtful.contains(&group[0]));
    sound.into_iter().chain(by_reader.all().into_iter().filter(is_doubtful)).collect()
}

/// One name that a document was seen under.
struct Named {
    version: NamedVersion,
    folder: String,
    /// The folder says nothing but which version lies in it.
    folder_is_version: bool,
    /// The name can be told from any other deck's: it has two words, one of them no generic one.
    is_telling: bool,
}

impl Named {
    fn all(document: &DocumentFacts) -> Vec<Named> {
        let name = |path: &String| {
            let path = decode(path).replace('\\', "/");
            let (folders, name) = path.rsplit_once('/').unwrap_or(("", &path));
            let last = folders.rsplit('/').next().unwrap_or_default();
            let of_folder = version_of(last);
            let version = version_of(name);
            let words: Vec<&str> = version.stem.split(' ').collect();
            let is_telling = words.len() >= 2 && words.iter().any(|word| !crate::title::is_generic(word));
            Named {
                is_telling,
                version,
                folder: folders.to_owned(),
                folder_is_version: of_folder.stem.is_empty() || FOLDERS.contains(&of_folder.stem.as_str()),
            }
        };
        document.paths.iter().map(name).collect()
    }

    fn is_version_with(&self, other: &Named, own: &Beginning, theirs: &Beginning, days: &HashSet<Date>) -> bool {
        let (a, b) = (&self.version, &other.version);
        // The same name twice is two talks' that are named alike.
        if !a.is_marked() && !b.is_marked() || (a.rank, a.date) == (b.rank, b.date) {
            return false;
        }
        // Two days of the programme are two talks, whatever else is the same.
        if let (Some(a), Some(b)) = (a.date, b.date)
            && a != b
            && days.contains(&a)
            && days.contains(&b)
        {
            return false;
        }
        if own.is_other_part(theirs) {
            return false;
        }
        let is_near = self.folder == other.folder || self.folder_is_version || other.folder_is_version;
        let is_said = a.is_said || b.is_said;
        match own.shared(theirs) {
            // Of the shorter one, so that a version that grew is one all the same.
            Some([shared, shorter, _]) if is_near && is_said => shared >= SAID * shorter,
            Some([shared, _, mean]) => (is_near || is_said) && shared >= GUESSED * mean,
            None => is_near && is_said && self.is_telling,
        }
    }
}

/// The words that a document begins with.
struct Beginning {
    words: HashMap<String, u32>,
    n_words: u32,
    /// What is counted there: `part 2`.
    parts: HashMap<String, String>,
}

impl Beginning {
    fn read(text: &str) -> Beginning {
        let all = folded_words(text);
        let mut words: HashMap<String, u32> = HashMap::new();
        let mut parts = HashMap::new();
        for (at, word) in all.iter().enumerate() {
            *words.entry(word.clone()).or_default() += 1;
            let counts = matches!(word.as_str(), "part" | "partie" | "parte" | "teil" | "часть" | "day" | "session");
            let number = all.get(at + 1).filter(|next| counts && next.chars().count() <= 4);
            if let Some(number) = number {
                parts.entry(word.clone()).or_insert_with(|| number.clone());
            }
        }
        Beginning { n_words: all.len() as u32, words, parts }
    }

    /// Do both say which part they are, and not the same?
    fn is_other_part(&self, other: &Beginning) -> bool {
        self.parts.iter().any(|(word, number)| other.parts.get(word).is_some_and(|theirs| theirs != number))
    }

    /// How many words both have, the shorter one, and both on average; `None` where either has too few to tell.
    fn shared(&self, other: &Beginning) -> Option<[f32; 3]> {
        let (shorter, longer) = (self.n_words.min(other.n_words), self.n_words.max(other.n_words));
        if shorter < MIN_WORDS {
            return None;
        }
        let shared: u32 = self.words.iter().map(|(word, n)| other.words.get(word).map_or(0, |m| *n.min(m))).sum();
        Some([shared as f32, shorter as f32, (shorter + longer) as f32 / 2.])
    }
}

/// Disjoint sets.
#[derive(Clone)]
struct Groups(Vec<usize>);

impl Groups {
    fn new(n: usize) -> Groups {
        Groups((0..n).collect())
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }

    fn all(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        (0..self.0.len()).for_each(|at| groups.entry(self.root(at)).or_default().push(at));
        groups.into_values().filter(|group| group.len() > 1).collect()
    }
}
