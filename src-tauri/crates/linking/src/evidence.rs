//! What speaks for a document's being a contribution's, and what against.

use crate::ContributionFacts;
use crate::field::{Document, Field, Kind, decode, folded_words};
use crate::name::{Extent, Name};
use crate::organization::Organization;
use crate::session_mark::{Rank, SessionMark, rank_of, session_marks};
use crate::slot::{Slot, hint};
use crate::title::{Rarity, Title, agreement, terms};
use analysis::{SessionKind, SessionWords, fold, session_kind};
use jiff::civil::{Date, Time};
use model::{Evidence, EvidencePlace, MatchReason};
use std::collections::{HashMap, HashSet};

/// How much one more speaker of a talk counts whom a file's name names.
const OTHER_SPEAKER: f32 = 0.45;

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
    /// How many talks begin at a time.
    n_beginning: HashMap<(Date, Time), u32>,
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
    /// Whose each of the names is.
    bearers: Vec<&'a str>,
    organizations: Vec<Organization>,
    title: Title,
    links: Vec<String>,
}

impl<'a> Meeting<'a> {
    /// Versions of one deck, a group each in `families`, are one file among those of a name.
    pub fn read(contributions: &'a [ContributionFacts<'a>], documents: &[Document], families: &[Vec<usize>]) -> Self {
        let contributions: Vec<Prepared> = contributions.iter().map(Prepared::new).collect();
        let mut bearers: HashMap<String, HashSet<String>> = HashMap::new();
        let mut hosts: HashMap<String, HashSet<String>> = HashMap::new();
        let mut bearers_there: HashMap<(SessionKind, Rank, String), HashSet<String>> = HashMap::new();
        let (mut other_words, mut known) = (HashSet::new(), HashSet::new());
        let mut n_beginning = HashMap::new();
        for contribution in &contributions {
            let who = contribution.facts.speakers.join(";");
            for (name, bearer) in contribution.names.iter().zip(&contribution.bearers) {
                for word in &name.words {
                    bearers.entry(word.clone()).or_default().insert((*bearer).to_owned());
                    if let Some(rank) = contribution.rank() {
                        let there = (contribution.kind(), rank, word.clone());
                        bearers_there.entry(there).or_default().insert((*bearer).to_owned());
                    }
                    known.extend(terms(std::slice::from_ref(word)));
                }
            }
            for organization in &contribution.organizations {
                hosts.entry(organization.words.join(" ")).or_default().insert(who.clone());
                for word in &organization.words {
                    hosts.entry(word.clone()).or_default().insert(who.clone());
                }
                other_words.extend(organization.words.iter().cloned());
            }
            other_words.extend(contribution.title.words.iter().cloned());
            if let (Some(date), Some(start)) = (contribution.facts.date, contribution.facts.start) {
                *n_beginning.entry((date, start)).or_insert(0) += 1;
            }
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
            n_beginning,
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
            let agreed = agreement(&contribution.title, field, &self.rarity, &self.known);
            let most = match field.kind {
                Kind::FileName => 0.88,
                Kind::Folder => 0.7,
                Kind::FirstPages => 0.82,
                Kind::Title => 0.75,
                Kind::Author => 0.,
            };
            if agreed.score * most > 0.2 {
                found.push((agreed.score * most, reason(Evidence::Title, field.place, agreed.words)));
            }
        }
        self.slots(contribution, document, &mut found);
        if found.is_empty() {
            return (0., Vec::new());
        }
        let is_linked = found.iter().any(|(_, reason)| reason.evidence == Evidence::Link);
        let mut factor = 1.;
        for field in document.fields.iter().filter(|field| matches!(field.kind, Kind::FileName | Kind::Folder)) {
            match (&Slot::of(field).dates, contribution.facts.date) {
                (dates, Some(date)) if dates.iter().any(|(own, _)| own.is(date)) => {
                    let words = dates.iter().find(|(own, _)| own.is(date)).map(|(_, words)| words.clone());
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
            let code = Slot::of(field).code.as_ref().filter(|code| !code.is_doubtful && self.may_number(contribution));
            match (code, contribution.rank(), contribution.facts.position) {
                (Some(code), Some(own), _) if (code.session.0 == 0) == (own.0 == 0) && !is_same(code.session, own) => {
                    factor *= if is_linked { 1. } else { 0.5 };
                }
                (Some(code), Some(own), Some(place)) if is_same(code.session, own) && code.position != place => {
                    factor *= if is_linked { 1. } else { 0.8 };
                }
                _ => {}
            }
            if let Some(words) = hint(field, contribution.facts) {
                found.push((0.2, reason(Evidence::Date, field.place, words)));
            }
        }
        if self.is_unconfirmed(contribution, document, &found) {
            factor *= 0.6;
        }
        let score = combine(&found) * factor;
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        (score, found.into_iter().map(|(_, reason)| reason).collect())
    }

    /// A name's code of session and place, or its day and time, that are the contribution's.
    fn slots(&self, contribution: &Prepared, document: &Document, found: &mut Vec<(f32, MatchReason)>) {
        for field in document.fields.iter().filter(|field| field.kind == Kind::FileName) {
            if let Some(own) = contribution.rank().filter(|_| self.may_number(contribution)) {
                let code = Slot::of(field)
                    .code
                    .as_ref()
                    .filter(|code| is_same(code.session, own) && contribution.facts.position == Some(code.position));
                let score = |is_doubtful: bool| if is_doubtful { 0.3 } else { 0.65 };
                let number = |words: String, score: f32| (score, reason(Evidence::Number, field.place, words));
                found.extend(code.map(|code| number(code.words.clone(), score(code.is_doubtful))));
                if let Some((_, words)) = Slot::of(field).session.as_ref().filter(|(session, _)| *session == own.0) {
                    found.push((0.15, reason(Evidence::Session, field.place, words.clone())));
                }
            }
            let begins = contribution.facts.date.zip(contribution.facts.start);
            if let (Some((day, time, words)), Some((date, start))) = (&Slot::of(field).moment, begins)
                && day.is(date)
                && *time == start
            {
                let is_only = self.n_beginning.get(&(date, start)) == Some(&1);
                found.push((if is_only { 0.62 } else { 0.3 }, reason(Evidence::Date, field.place, words.clone())));
            }
        }
    }

    /// `S2` is said of what is called a session, and of others where nothing is.
    fn may_number(&self, contribution: &Prepared) -> bool {
        contribution.kind() == SessionKind::SESSION || !self.kinds.contains(&SessionKind::SESSION)
    }

    /// Is all that speaks for a place one word of a longer title in the file's name, or a code, while the pages have
    /// nothing else of the talk? `resolution.pdf` and `S1-4.pdf` may be anybody's; were they this talk's, their first
    /// page would say more of it.
    fn is_unconfirmed(&self, contribution: &Prepared, document: &Document, found: &[(f32, MatchReason)]) -> bool {
        let title = &contribution.title;
        let mut own = Vec::new();
        for (score, reason) in found {
            match reason.evidence {
                Evidence::Title if reason.place == EvidencePlace::FileName => {
                    own.extend(terms(&folded_words(&reason.words)));
                }
                Evidence::Date | Evidence::Session | Evidence::Number => {}
                _ if *score <= 0.15 => {}
                _ => return false,
            }
        }
        let n_terms = title.terms.iter().filter(|term| !self.known.contains(*term)).count();
        if own.len() > 1 || own.len() == 1 && n_terms < 2 {
            return false;
        }
        let Some(page) = document.fields.iter().find(|field| field.kind == Kind::FirstPages) else { return false };
        if page.terms.len() < 2 {
            // Nothing is there that could say more.
            return false;
        }
        let has = |term: &String| page.has_term(term);
        let names = contribution.names.iter().flat_map(|name| &name.words);
        let organizations = contribution.organizations.iter().flat_map(|organization| &organization.words);
        let others: Vec<&String> = title.terms.iter().filter(|term| !own.contains(*term)).collect();
        let n_said = others.iter().filter(|term| has(term)).count();
        // A page of many words has some of them by chance.
        let is_said = n_said > 0 && n_said * 3 >= others.len();
        !is_said && !terms(&names.chain(organizations).cloned().collect::<Vec<_>>()).iter().any(has)
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
        let mut best: Option<(f32, String, &str)> = None;
        let of_session = || match (field.kind, contribution.rank()) {
            (Kind::FileName, Some(rank)) => self
                .sessions(field)
                .iter()
                .any(|mark| mark.kind == contribution.kind() && self.is_meant(mark, mark.kind, rank)),
            _ => false,
        };
        for (name, bearer) in contribution.names.iter().zip(&contribution.bearers) {
            let Some((extent, words)) = name.find(field) else { continue };
            let is_rare = || self.is_rare(name) || of_session() && self.is_rare_there(contribution, name);
            let score = match (extent, field.kind) {
                // Anybody may be called so, and what is another's name or a word of the programme is no slip.
                (Extent::Part, Kind::FileName) if !self.is_said_otherwise(&words) => 0.4,
                (Extent::Nearly, Kind::FileName) if is_rare() && !self.is_known(&words) => 0.5,
                (Extent::Part | Extent::Nearly, _) => 0.1,
                (Extent::Initials, Kind::FileName) => 0.75,
                (Extent::Initials, Kind::FirstPages) => 0.55 / self.n_named(field) as f32,
                (Extent::Initials, Kind::Folder | Kind::Author) => 0.6,
                (Extent::Full, Kind::FileName) => 0.92,
                (Extent::Full, Kind::Folder) => 0.8,
                (Extent::Transliterated, Kind::Folder) => 0.6,
                (Extent::Full, Kind::FirstPages) => 0.8 / self.n_named(field) as f32,
                (Extent::Full, Kind::Author) => 0.75,
                (Extent::Transliterated, Kind::FileName) => 0.75,
                (Extent::Transliterated, Kind::FirstPages) => 0.65 / self.n_named(field) as f32,
                (Extent::Transliterated, Kind::Author) => 0.6,
                (Extent::Surname, _) if !is_rare() => 0.1,
                (Extent::Surname, Kind::FileName) => 0.72,
                (Extent::Surname, Kind::Folder) => 0.5,
                (Extent::Surname, Kind::FirstPages) => 0.3,
                (Extent::Surname, Kind::Author) => 0.35,
                (_, Kind::Title) => 0.3,
            };
            if best.as_ref().is_none_or(|(most, ..)| score > *most) {
                best = Some((score, words, *bearer));
            }
        }
        let Some((score, words, bearer)) = best else { return };
        // `Perrin_Okafor.pdf` is the talk of both rather than another of one of them.
        let others = self.named(contribution, field).into_iter().filter(|(other, _)| *other != bearer);
        let with_others = others.fold(score, |score, _| 1. - (1. - score) * (1. - OTHER_SPEAKER));
        found.push((with_others, reason(Evidence::Speaker, field.place, words)));
    }

    /// Who of a contribution's people a file's name plainly names, each with the words that do, folded.
    fn named<'c>(&self, contribution: &'c Prepared<'a>, field: &Field) -> Vec<(&'c str, HashSet<String>)> {
        let mut named: Vec<(&str, HashSet<String>)> = Vec::new();
        if field.kind != Kind::FileName {
            return named;
        }
        for (name, bearer) in contribution.names.iter().zip(&contribution.bearers) {
            let Some((extent, words)) = name.find(field) else { continue };
            let is_plain = match extent {
                Extent::Full | Extent::Initials | Extent::Transliterated => true,
                Extent::Surname => self.is_rare(name),
                Extent::Part | Extent::Nearly => false,
            };
            if !is_plain {
                continue;
            }
            let words = folded_words(&words);
            match named.iter_mut().find(|(known, own)| known == bearer || words.iter().any(|word| own.contains(word))) {
                Some((_, own)) => own.extend(words),
                None => named.push((bearer, words.into_iter().collect())),
            }
        }
        named
    }

    /// Is a document that of all these contributions, where each by itself has about as good a claim to it? It is where
    /// the programme links to it from each, or where its name names the people of each and they speak in one session.
    pub fn is_of_all(&self, contributions: &[usize], document: &Document) -> bool {
        let all: Vec<&Prepared> = contributions.iter().map(|idx| &self.contributions[*idx]).collect();
        if all.iter().all(|contribution| contribution.linked(document, &self.link_names).is_some()) {
            return true;
        }
        let is_beside = |one: &ContributionFacts, other: &ContributionFacts| {
            let is_in_session = one.position.is_some() && other.position.is_some();
            let session = one.session_number == other.session_number && one.session_label == other.session_label;
            is_in_session && session && one.date == other.date
        };
        if !all.iter().all(|contribution| is_beside(contribution.facts, all[0].facts)) {
            return false;
        }
        document.fields.iter().any(|field| {
            let mut seen: HashSet<String> = HashSet::new();
            all.iter().all(|contribution| {
                let words: HashSet<String> =
                    self.named(contribution, field).into_iter().flat_map(|(_, words)| words).collect();
                let is_own = !words.is_empty() && words.is_disjoint(&seen);
                seen.extend(words);
                is_own
            })
        })
    }

    /// Is a word another one of the programme, or the name of several of its people?
    fn is_said_otherwise(&self, words: &str) -> bool {
        let word = fold(words);
        self.n_bearers.get(&word).is_some_and(|&n| n > 1) || self.other_words.contains(&word)
    }

    /// Is a word one of the programme, be it a name's?
    fn is_known(&self, words: &str) -> bool {
        self.n_bearers.contains_key(&fold(words)) || self.is_said_otherwise(words)
    }

    /// Is the surname one person's here, and no other word of the programme?
    fn is_rare(&self, name: &Name) -> bool {
        let mut surnames = name.surnames().peekable();
        surnames.peek().is_some()
            && surnames.all(|surname| {
                self.n_bearers.get(surname).is_none_or(|&n| n == 1) && !self.other_words.contains(surname)
            })
    }

    /// Is the surname one person's in the contribution's session, and no other word of the programme?
    fn is_rare_there(&self, contribution: &Prepared, name: &Name) -> bool {
        let there = |surname: &str| Some((contribution.kind(), contribution.rank()?, surname.to_owned()));
        let is_rare = |surname: &String| {
            there(surname).is_some_and(|there| self.n_bearers_there.get(&there).is_some_and(|&n| n == 1))
                && !self.other_words.contains(surname)
        };
        let mut surnames = name.surnames().peekable();
        surnames.peek().is_some() && surnames.all(is_rare)
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
            let n_hosts = self.n_hosts.get(&organization.words.join(" ")).copied().unwrap_or(1).max(1);
            if organization.is_place && n_hosts > 1 {
                continue;
            }
            let score =
                match (field.kind, organization.is_acronym) {
                    // Meetings have a place, too, and their files its name: a country says most where it says nearly all.
                    (Kind::FileName, _) if organization.is_place => {
                        if organization.words.len() * 3 >= field.words.len() { 0.52 } else { 0.3 }
                    }
                    (_, _) if organization.is_place => 0.2,
                    (Kind::FileName, false) => 0.62,
                    (Kind::Folder, _) => 0.45,
                    (Kind::FileName, true) => 0.52,
                    (Kind::FirstPages, false) => 0.35,
                    (Kind::FirstPages, true) => 0.25,
                    (Kind::Title | Kind::Author, _) => 0.2,
                };
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
        let all = facts
            .speakers
            .iter()
            .flat_map(|bearer| Name::variants(bearer).into_iter().map(|name| (name, bearer.as_str())));
        let (names, bearers) = all.filter(|(name, _)| !name.words.is_empty()).unzip();
        Prepared {
            names,
            bearers,
            organizations: facts.organizations.iter().flat_map(|name| Organization::of(name)).collect(),
            title: Title::read(facts.title.unwrap_or_default()),
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
        rank_of(self.facts.session_number?)
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

fn reason(evidence: Evidence, place: EvidencePlace, words: String) -> MatchReason {
    MatchReason { evidence, place, words }
}

/// Is a code's session that of a number? `B` has no number, and `2` may be `2A`.
fn is_same(code: Rank, own: Rank) -> bool {
    code.0 == own.0 && (code.1 == own.1 || code.0 > 0 && code.1.is_none())
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

/// May a word be said of a session that the programme calls otherwise?
fn is_generic(kind: SessionKind) -> bool {
    kind == SessionKind::SESSION || matches!(kind.name(), "panel" | "section" | "table")
}
