//! What speaks for a document's being a contribution's, and what against.

use crate::ContributionFacts;
use crate::field::{Document, Field, Kind, decode, folded_words, is_han};
use crate::name::{Extent, Name};
use crate::session_mark::{Rank, SessionMark, session_marks};
use crate::title::{Rarity, agreement, terms};
use analysis::{SessionKind, SessionWords, fold, session_kind, session_rank};
use jiff::civil::Date;
use model::{Evidence, EvidencePlace, MatchReason};
use std::collections::{HashMap, HashSet};

/// All contributions, prepared once.
pub(crate) struct Meeting<'a> {
    contributions: Vec<Prepared<'a>>,
    /// In how many contributions, by different people, a word is a name's.
    n_bearers: HashMap<String, u32>,
    /// The same among those of one numbered session.
    n_bearers_there: HashMap<(SessionKind, Rank, String), u32>,
    /// Words of titles and organizations: a surname that is one of them is no evidence by itself.
    other_words: HashSet<String>,
    n_hosts: HashMap<String, u32>,
    rarity: Rarity,
    known: HashSet<String>,
    link_names: LinkNames,
    /// What its numbered sessions are called.
    kinds: HashSet<SessionKind>,
    ranks: HashSet<(SessionKind, Rank)>,
    /// Their words, and those that are said of any session.
    session_words: SessionWords,
}

struct Prepared<'a> {
    facts: &'a ContributionFacts<'a>,
    names: Vec<Name>,
    organizations: Vec<Organization>,
    title: Vec<String>,
    title_terms: Vec<String>,
    links: Vec<String>,
}

struct Organization {
    printed: String,
    words: Vec<String>,
    is_acronym: bool,
}

impl<'a> Meeting<'a> {
    /// Versions of one deck, a group each in `families`, are one file among those of a name.
    pub fn read(contributions: &'a [ContributionFacts<'a>], documents: &[Document], families: &[Vec<usize>]) -> Self {
        let contributions: Vec<Prepared> = contributions.iter().map(Prepared::new).collect();
        let mut bearers: HashMap<String, HashSet<String>> = HashMap::new();
        let mut hosts: HashMap<String, HashSet<String>> = HashMap::new();
        let mut bearers_there: HashMap<(SessionKind, Rank, String), HashSet<String>> = HashMap::new();
        let (mut other_words, mut known) = (HashSet::new(), HashSet::new());
        for contribution in &contributions {
            let who = contribution.facts.speakers.join(";");
            for word in contribution.names.iter().flat_map(|name| &name.words) {
                bearers.entry(word.clone()).or_default().insert(who.clone());
                if let Some(rank) = contribution.rank() {
                    let there = (contribution.kind(), rank, word.clone());
                    bearers_there.entry(there).or_default().insert(who.clone());
                }
                known.extend(terms(std::slice::from_ref(word)));
            }
            for organization in &contribution.organizations {
                hosts.entry(organization.words.join(" ")).or_default().insert(who.clone());
                other_words.extend(organization.words.iter().cloned());
            }
            other_words.extend(contribution.title.iter().cloned());
        }
        let titles: HashSet<&str> = contributions.iter().filter_map(|contribution| contribution.facts.title).collect();
        let count = |sets: HashMap<String, HashSet<String>>| {
            sets.into_iter().map(|(key, set)| (key, set.len() as u32)).collect()
        };
        let mut link_names = LinkNames::default();
        for contribution in &contributions {
            let names: HashSet<String> = contribution.links.iter().map(|link| base_name(link)).collect();
            for name in names {
                *link_names.n_links.entry(name).or_default() += 1;
            }
        }
        let mut decks: Vec<Vec<usize>> = families.to_vec();
        let in_families: HashSet<usize> = families.iter().flatten().copied().collect();
        decks.extend((0..documents.len()).filter(|idx| !in_families.contains(idx)).map(|idx| vec![idx]));
        for deck in decks {
            let paths = deck.iter().flat_map(|idx| &documents[*idx].paths);
            let names: HashSet<String> = paths.map(|path| base_name(path)).collect();
            for name in names {
                *link_names.n_files.entry(name).or_default() += 1;
            }
        }
        let numbered = contributions.iter().filter(|contribution| contribution.facts.session_number.is_some());
        let kinds: HashSet<SessionKind> = numbered.map(|contribution| contribution.kind()).collect();
        let ranks = contributions.iter().filter_map(|one| Some((one.kind(), one.rank()?))).collect();
        Meeting {
            session_words: SessionWords::of(|kind| is_generic(kind) || kinds.contains(&kind)),
            kinds,
            ranks,
            link_names,
            n_bearers: count(bearers),
            n_bearers_there: bearers_there.into_iter().map(|(there, set)| (there, set.len() as u32)).collect(),
            n_hosts: count(hosts),
            other_words,
            rarity: Rarity::of(&titles, documents),
            known,
            contributions,
        }
    }

    pub fn len(&self) -> usize {
        self.contributions.len()
    }

    /// How likely the document is the contribution's, from 0 to 1, and why.
    pub fn weigh(&self, contribution: usize, document: &Document) -> (f32, Vec<MatchReason>) {
        let contribution = &self.contributions[contribution];
        let mut found: Vec<(f32, MatchReason)> = Vec::new();
        if let Some(path) = contribution.linked(document, &self.link_names) {
            found.push((0.97, reason(Evidence::Link, EvidencePlace::FileName, path)));
        }
        for field in &document.fields {
            self.speakers(contribution, field, &mut found);
            self.organizations(contribution, field, &mut found);
            let (agreement, words) =
                agreement(&contribution.title, &contribution.title_terms, field, &self.rarity, &self.known);
            let most = match field.kind {
                Kind::FileName => 0.88,
                Kind::Folder => 0.7,
                Kind::FirstPages => 0.82,
                Kind::Title => 0.75,
                Kind::Author => 0.,
            };
            if agreement * most > 0.2 {
                found.push((agreement * most, reason(Evidence::Title, field.place, words)));
            }
        }
        if found.is_empty() {
            return (0., Vec::new());
        }
        let is_linked = found.iter().any(|(_, reason)| reason.evidence == Evidence::Link);
        let mut factor = 1.;
        for field in document.fields.iter().filter(|field| matches!(field.kind, Kind::FileName | Kind::Folder)) {
            match (dates(field), contribution.facts.date) {
                (dates, Some(date)) if dates.iter().any(|(own, _)| own.is(date)) => {
                    let words = dates.into_iter().find(|(own, _)| own.is(date)).map(|(_, words)| words);
                    found.push((0.2, reason(Evidence::Date, field.place, words.unwrap_or_default())));
                }
                (dates, Some(_)) if !dates.is_empty() && !is_linked && !document.days_are_versions => factor *= 0.4,
                _ => {}
            }
            if let Some(rank) = contribution.rank() {
                let marks = self.sessions(field);
                let is_meant = |mark: &&SessionMark| self.is_meant(mark, contribution.kind(), rank);
                match marks.iter().find(is_meant) {
                    Some(mark) => found.push((0.15, reason(Evidence::Session, field.place, mark.printed.clone()))),
                    None if marks.iter().any(|mark| (mark.rank.0 == 0) == (rank.0 == 0)) && !is_linked => factor *= 0.6,
                    None => {}
                }
            }
        }
        for field in document.fields.iter().filter(|field| field.kind == Kind::FileName) {
            // `S2P1`: the first talk of the second session.
            let is_meant = contribution.kind() == SessionKind::SESSION || !self.kinds.contains(&SessionKind::SESSION);
            let code = slot_code(field).filter(|_| is_meant);
            match (code, contribution.rank().map(|rank| rank.0), contribution.facts.position) {
                (Some((session, position, words)), Some(own), Some(place)) if session == own && position == place => {
                    found.push((0.65, reason(Evidence::Number, field.place, words)));
                }
                (Some((session, ..)), Some(own), _) if session != own && !is_linked => factor *= 0.5,
                (Some((_, position, _)), Some(_), Some(place)) if position != place && !is_linked => factor *= 0.8,
                _ => {}
            }
            if let Some(words) = hint(field, contribution.facts) {
                found.push((0.2, reason(Evidence::Date, field.place, words)));
            }
        }
        let score = combine(&found) * factor;
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        (score, found.into_iter().map(|(_, reason)| reason).collect())
    }

    /// The sessions that a file's or a folder's name says; what is doubtful, only where the programme has it.
    fn sessions<'f>(&self, field: &'f Field) -> &'f [SessionMark] {
        field.sessions.get_or_init(|| {
            let mut marks = session_marks(field, &self.session_words);
            let is_known = |mark: &SessionMark| self.ranks.iter().any(|(kind, rank)| self.is_meant(mark, *kind, *rank));
            marks.retain(|mark| !mark.is_doubtful || is_known(mark));
            marks
        })
    }

    /// May a name's session be the programme's of that kind and number?
    fn is_meant(&self, mark: &SessionMark, kind: SessionKind, rank: Rank) -> bool {
        // `Session 2.1` is no other than that where there is one.
        let is_exact = || self.ranks.contains(&(kind, mark.rank)) && mark.rank.1.is_some();
        (mark.kind == kind || !self.kinds.contains(&mark.kind))
            && mark.may_be(rank)
            && (mark.rank == rank || !is_exact())
    }

    fn speakers(&self, contribution: &Prepared, field: &Field, found: &mut Vec<(f32, MatchReason)>) {
        let mut best: Option<(f32, String)> = None;
        let of_session = || match (field.kind, contribution.rank()) {
            (Kind::FileName, Some(rank)) => self
                .sessions(field)
                .iter()
                .any(|mark| mark.kind == contribution.kind() && self.is_meant(mark, mark.kind, rank)),
            _ => false,
        };
        for name in &contribution.names {
            let Some((extent, words)) = name.find(field) else { continue };
            let score = match (extent, field.kind) {
                (Extent::Full, Kind::FileName) => 0.92,
                (Extent::Full, Kind::Folder) => 0.8,
                (Extent::Transliterated, Kind::Folder) => 0.6,
                (Extent::Full, Kind::FirstPages) => 0.8 / self.n_named(field) as f32,
                (Extent::Full, Kind::Author) => 0.75,
                (Extent::Transliterated, Kind::FileName) => 0.75,
                (Extent::Transliterated, Kind::FirstPages) => 0.65 / self.n_named(field) as f32,
                (Extent::Transliterated, Kind::Author) => 0.6,
                (Extent::Surname, _)
                    if !(self.is_rare(name) || of_session() && self.is_rare_there(contribution, name)) =>
                {
                    0.1
                }
                (Extent::Surname, Kind::FileName) => 0.72,
                (Extent::Surname, Kind::Folder) => 0.5,
                (Extent::Surname, Kind::FirstPages) => 0.3,
                (Extent::Surname, Kind::Author) => 0.35,
                (_, Kind::Title) => 0.3,
            };
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, words));
            }
        }
        found.extend(best.map(|(score, words)| (score, reason(Evidence::Speaker, field.place, words))));
    }

    /// Is the surname one person's here, and no other word of the programme?
    fn is_rare(&self, name: &Name) -> bool {
        // A name with initials has no other word.
        let only = || name.words.first().filter(|only| name.words.len() == 1 && only.chars().count() >= 4);
        name.surname().or_else(only).is_some_and(|surname| {
            self.n_bearers.get(surname).is_none_or(|&n| n == 1) && !self.other_words.contains(surname)
        })
    }

    /// Is the surname one person's in the contribution's session, and no other word of the programme?
    fn is_rare_there(&self, contribution: &Prepared, name: &Name) -> bool {
        let there = |surname: &str| Some((contribution.kind(), contribution.rank()?, surname.to_owned()));
        name.surname().is_some_and(|surname| {
            there(surname).is_some_and(|there| self.n_bearers_there.get(&there).is_some_and(|&n| n == 1))
                && !self.other_words.contains(surname)
        })
    }

    /// How many different people of the programme the field names: a list of speakers is nobody's deck.
    fn n_named(&self, field: &Field) -> usize {
        if let Some(n) = field.n_named.get() {
            return *n;
        }
        let mut named = HashSet::new();
        for contribution in &self.contributions {
            let is_named = contribution
                .names
                .iter()
                .any(|name| name.find(field).is_some_and(|(extent, _)| extent > Extent::Surname));
            if is_named {
                named.insert(contribution.facts.speakers.join(";"));
            }
        }
        *field.n_named.get_or_init(|| named.len().max(1))
    }

    fn organizations(&self, contribution: &Prepared, field: &Field, found: &mut Vec<(f32, MatchReason)>) {
        let mut best: Option<(f32, String)> = None;
        for organization in &contribution.organizations {
            let Some(words) = organization.find(field) else { continue };
            let score = match (field.kind, organization.is_acronym) {
                (Kind::FileName, false) => 0.62,
                (Kind::Folder, _) => 0.45,
                (Kind::FileName, true) => 0.52,
                (Kind::FirstPages, false) => 0.35,
                (Kind::FirstPages, true) => 0.25,
                (Kind::Title | Kind::Author, _) => 0.2,
            };
            let n_hosts = self.n_hosts.get(&organization.words.join(" ")).copied().unwrap_or(1).max(1);
            let score = score / n_hosts as f32;
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, words));
            }
        }
        found.extend(best.map(|(score, words)| (score, reason(Evidence::Organization, field.place, words))));
    }
}

impl<'a> Prepared<'a> {
    fn new(facts: &'a ContributionFacts<'a>) -> Self {
        let link = |link: &String| {
            let path = link.split(['?', '#']).next().unwrap_or_default();
            fold(decode(path).trim_end_matches('/'))
        };
        let title = folded_words(facts.title.unwrap_or_default());
        Prepared {
            names: facts
                .speakers
                .iter()
                .flat_map(|name| Name::variants(name))
                .filter(|name| !name.words.is_empty())
                .collect(),
            organizations: facts.organizations.iter().flat_map(|name| Organization::of(name)).collect(),
            title_terms: terms(&title),
            title,
            links: facts.links.iter().map(link).filter(|link| link.contains('.')).collect(),
            facts,
        }
    }

    /// What its session is called; a plain session where nothing else is said.
    fn kind(&self) -> SessionKind {
        session_kind(self.facts.session_label)
    }

    /// Its session's number.
    fn rank(&self) -> Option<Rank> {
        session_rank(self.facts.session_number?)
    }

    /// The document's path that ends as a link does; where the base name repeats, so must its folder.
    fn linked(&self, document: &Document, names: &LinkNames) -> Option<String> {
        for link in &self.links {
            let name = base_name(link);
            let folder = link.rsplit('/').nth(1).filter(|folder| !folder.is_empty() && !folder.starts_with('.'));
            for path in document.paths.iter().filter(|_| !name.is_empty()) {
                if base_name(path) != name {
                    continue;
                }
                let same_folder = path.rsplit('/').nth(1).zip(folder).is_some_and(|(own, folder)| own == folder);
                // A name such as `slides.pdf` says little without its folder; one that only this talk links to says all.
                if same_folder || folder.is_none() && names.n_links(&name) <= 1 || names.is_own(&name) {
                    return Some(link.rsplit('/').next().unwrap_or_default().to_owned());
                }
            }
        }
        None
    }
}

/// How often a file's name is linked to, and how many files have it.
#[derive(Debug, Default)]
struct LinkNames {
    n_links: HashMap<String, usize>,
    n_files: HashMap<String, usize>,
}

impl LinkNames {
    fn n_links(&self, name: &str) -> usize {
        self.n_links.get(name).copied().unwrap_or(0)
    }

    /// One talk links to it, one file has it, and it is no name that any file may have.
    fn is_own(&self, name: &str) -> bool {
        let is_number = name.chars().all(char::is_numeric);
        self.n_links(name) == 1
            && self.n_files.get(name).copied().unwrap_or(0) <= 1
            && !is_number
            && !crate::title::is_generic(name)
    }
}

/// A file's name as it may come back from a download: without its ending, its separators, and `(1)` of a second copy.
fn base_name(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').filter(|(_, end)| (2..=4).contains(&end.len())).map_or(name, |(stem, _)| stem);
    let stem = match stem.strip_suffix(')').and_then(|stem| stem.rsplit_once('(')) {
        Some((before, n)) if n.len() <= 2 && n.chars().all(|c| c.is_ascii_digit()) && !before.is_empty() => before,
        _ => stem,
    };
    stem.chars().filter(|c| c.is_alphanumeric()).collect()
}

impl Organization {
    /// `European Counter-Terrorism Centre (ECTC)` is found by either half.
    fn of(name: &str) -> Vec<Organization> {
        let halves = name.trim().strip_suffix(')').and_then(|name| name.rsplit_once('('));
        let (name, acronym) = halves.map_or((name, None), |(name, acronym)| (name, Some(acronym)));
        // `Nkom, Norway`: the country, or the town, is not said again.
        let head =
            name.split_once([',', '،', '，']).map(|(head, _)| head.trim()).filter(|head| head.chars().count() >= 3);
        [Some(name), acronym, head].into_iter().flatten().filter_map(Organization::new).collect()
    }

    fn new(name: &str) -> Option<Organization> {
        let words = folded_words(name.trim().strip_prefix("The ").unwrap_or(name.trim()));
        let n_letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let is_acronym = words.len() == 1
            && name.chars().filter(|c| c.is_uppercase()).count() >= 2
            && name.chars().all(|c| !c.is_lowercase() && !is_han(c));
        (n_letters >= 2).then(|| Organization { printed: name.to_owned(), words, is_acronym })
    }

    fn find(&self, field: &Field) -> Option<String> {
        let [only] = &self.words[..] else {
            let joined = self.words.concat();
            let joined = field.places.get(&joined).filter(|_| joined.chars().count() >= 6);
            let joined = joined.and_then(|places| places.first()).map(|&at| (at, at));
            return field.phrase(&self.words).or(joined).map(|(from, to)| field.printed(from, to));
        };
        if only.chars().all(is_han) {
            return field.han(only).then(|| only.clone());
        }
        for &at in field.places.get(only)? {
            let words = field.printed(at, at);
            // `WHO` is not `who`; a file name may be in small letters throughout.
            let is_spelt = !self.is_acronym
                || words.chars().all(|c| !c.is_lowercase())
                || field.kind == Kind::FileName && only.len() >= 4 && !field.text.contains(char::is_uppercase);
            if is_spelt && (only.chars().count() >= 3 || words == self.printed) {
                return Some(words);
            }
        }
        None
    }
}

fn reason(evidence: Evidence, place: EvidencePlace, words: String) -> MatchReason {
    MatchReason { evidence, place, words }
}

/// Independent evidence adds up; of one kind, the best counts and the others a little.
fn combine(found: &[(f32, MatchReason)]) -> f32 {
    let mut doubt = 1.;
    for kind in [
        Evidence::Link,
        Evidence::Speaker,
        Evidence::Organization,
        Evidence::Title,
        Evidence::Date,
        Evidence::Session,
        Evidence::Number,
        Evidence::Version,
    ] {
        let mut scores: Vec<f32> =
            found.iter().filter(|(_, reason)| reason.evidence == kind).map(|(score, _)| *score).collect();
        scores.sort_by(|one, other| other.total_cmp(one));
        for (at, score) in scores.iter().enumerate() {
            doubt *= 1. - score * if at == 0 { 1. } else { 0.3 };
        }
    }
    1. - doubt
}

/// A date in a file name; many leave out the year.
#[derive(Debug, Clone, Copy, PartialEq)]
struct FileDate {
    year: Option<i16>,
    month: i16,
    day: i16,
}

impl FileDate {
    fn is(self, date: Date) -> bool {
        i16::from(date.month()) == self.month
            && i16::from(date.day()) == self.day
            && self.year.is_none_or(|year| year == date.year())
    }
}

/// Dates in a file name: `2016-11-30`, `20161130`, `30.11.2016`, `30Nov2016`, `Nov 30`, `29_MARZO`, `2016年11月30日`.
fn dates(field: &Field) -> Vec<(FileDate, String)> {
    let word = |at: usize| field.words.get(at).map(|word| word.folded.as_str());
    let number = |at: usize| word(at).filter(|word| word.len() <= 4).and_then(|word| word.parse::<i16>().ok());
    let month = |at: usize| word(at).and_then(analysis::month).map(i16::from);
    let year = |at: usize| number(at).filter(|year| (1900..2200).contains(year));
    let mut found = Vec::new();
    for (at, own) in field.words.iter().enumerate() {
        if own.folded.len() == 8 && own.folded.bytes().all(|byte| byte.is_ascii_digit()) {
            let part = |from: usize, to: usize| own.folded[from..to].parse::<i16>().unwrap_or(0);
            let date = make(Some(part(0, 4)), part(4, 6), part(6, 8))
                .or_else(|| make(Some(part(4, 8)), part(2, 4), part(0, 2)));
            found.extend(date.map(|date| (date, field.printed(at, at))));
            continue;
        }
        // `2016年11月30日` has its marks between the numbers.
        let step = if word(at + 1).is_some_and(|mark| matches!(mark, "年" | "月")) { 2 } else { 1 };
        let numbers = (number(at), number(at + step), number(at + 2 * step));
        let date = match numbers {
            (Some(one), Some(two), Some(three)) if (1900..2200).contains(&one) => {
                make(Some(one), two, three).map(|date| (date, at + 2 * step))
            }
            (Some(one), Some(two), Some(three)) if (1900..2200).contains(&three) => {
                // Day first, unless it cannot be; what may be both is no evidence.
                let dates = (make(Some(three), two, one), make(Some(three), one, two));
                match dates {
                    (Some(date), None) | (None, Some(date)) => Some((date, at + 2 * step)),
                    (Some(date), Some(other)) if date == other => Some((date, at + 2 * step)),
                    _ => None,
                }
            }
            _ => None,
        };
        let date = date.or_else(|| match (number(at), month(at + 1), month(at), number(at + 1)) {
            (Some(day), Some(month), ..) => make(year(at + 2), month, day).map(|date| (date, at + 1)),
            (_, _, Some(month), Some(day)) => make(year(at + 2), month, day).map(|date| (date, at + 1)),
            _ => None,
        });
        found.extend(date.map(|(date, end)| (date, field.printed(at, end.min(field.words.len() - 1)))));
    }
    found
}

/// The full days that a file's name says.
pub fn days_of_name(name: &str) -> Vec<Date> {
    let stem = name.rsplit_once('.').filter(|(_, end)| end.len() <= 5).map_or(name, |(stem, _)| stem);
    let day = |date: FileDate| Date::new(date.year?, date.month.try_into().ok()?, date.day.try_into().ok()?).ok();
    dates(&Field::read(stem, Kind::FileName)).into_iter().filter_map(|(date, _)| day(date)).collect()
}

fn make(year: Option<i16>, month: i16, day: i16) -> Option<FileDate> {
    if year.is_some_and(|year| !(1900..2200).contains(&year)) {
        return None;
    }
    // A leap year, where none is said.
    Date::new(year.unwrap_or(2000), i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some(FileDate { year, month, day })
}

/// `S2P1`, `S2_T1`: session and place in it.
fn slot_code(field: &Field) -> Option<(u32, u32, String)> {
    let word = |at: usize| field.words.get(at).map(|word| word.folded.as_str());
    let number = |at: usize| word(at).filter(|word| word.len() <= 2)?.parse::<u32>().ok();
    (0..field.words.len().min(6)).find_map(|at| {
        let is_code = word(at) == Some("s") && matches!(word(at + 2)?, "p" | "t");
        let (session, position) = (number(at + 1)?, number(at + 3)?);
        is_code.then(|| (session, position, field.printed(at, at + 3)))
    })
}

/// What may be a talk's day or time and may be anything else: `14-05-19`, `0918`, `1400`, `10-00`. It counts for a talk
/// that it fits, and never against one.
fn hint(field: &Field, facts: &ContributionFacts) -> Option<String> {
    let number = |at: usize| {
        field.words.get(at).map(|word| word.folded.as_str()).filter(|word| word.len() <= 4)?.parse::<i16>().ok()
    };
    let width = |at: usize| field.words[at].folded.len();
    for at in 0..field.words.len().min(12) {
        let Some(one) = number(at) else { continue };
        let (two, three) = (number(at + 1), number(at + 2));
        if let Some(date) = facts.date {
            let (year, month, day) = (date.year() % 100, i16::from(date.month()), i16::from(date.day()));
            let is_short =
                two == Some(month) && (one == day && three == Some(year) || one == year && three == Some(day));
            if is_short {
                return Some(field.printed(at, at + 2));
            }
            if width(at) == 4 && (one == month * 100 + day || one == day * 100 + month) {
                return Some(field.printed(at, at));
            }
        }
        if let Some(start) = facts.start {
            let (hour, minute) = (i16::from(start.hour()), i16::from(start.minute()));
            if width(at) == 4 && one == hour * 100 + minute {
                return Some(field.printed(at, at));
            }
            if one == hour && two == Some(minute) && width(at + 1) == 2 {
                return Some(field.printed(at, at + 1));
            }
        }
    }
    None
}

/// May a word be said of a session that the programme calls otherwise?
fn is_generic(kind: SessionKind) -> bool {
    kind == SessionKind::SESSION || matches!(kind.name(), "panel" | "section" | "table")
}
