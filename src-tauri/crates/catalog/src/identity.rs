//! Who is one: names of the register that the reader says are one person's or one organization's, told apart again as
//! easily. The register keeps every name as it came; that two are one is the reader's word above it.

use crate::{
    Catalog, Error,
    history::{self, Recorder},
    placements::Placements,
};
use analysis::{fold, name_likeness, pinyin_forms, sound_key};
use model::{
    ActionKind, NameEvidence, NameKind, NameProposal, NameSide, NameVerdict, OrganizationId, PersonId, Role, ThingKind,
};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Db, StoredVerdict};

/// A proposal that is less likely is not worth a reader's look.
const LEAST: f32 = 0.55;
/// How many proposals are made at most.
const MAX_PROPOSALS: usize = 500;

/// Which names are one's, and the spellings that readers added.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identities {
    leaders: HashMap<(NameKind, String), String>,
    verdicts: Vec<StoredVerdict>,
}

impl Identities {
    pub fn read(db: &Db) -> Result<Identities, Error> {
        Ok(Identities::of(db.name_verdicts().list()?))
    }

    /// Of those that are one, the first that came into the register stands for all.
    fn of(verdicts: Vec<StoredVerdict>) -> Identities {
        let mut leaders: HashMap<(NameKind, String), String> = HashMap::new();
        for stored in verdicts.iter().filter(|stored| stored.verdict == NameVerdict::Same && stored.name.is_none()) {
            let leader = |id: &str, leaders: &HashMap<(NameKind, String), String>| {
                leaders.get(&(stored.kind, id.to_owned())).cloned().unwrap_or_else(|| id.to_owned())
            };
            let (one, other) = (leader(&stored.one, &leaders), leader(&stored.other, &leaders));
            let (first, second) = if one <= other { (one, other) } else { (other, one) };
            for (key, known) in &mut leaders {
                if key.0 == stored.kind && *known == second {
                    known.clone_from(&first);
                }
            }
            for id in [&stored.one, &stored.other, &first, &second] {
                leaders.insert((stored.kind, id.clone()), first.clone());
            }
        }
        Identities { leaders, verdicts }
    }

    fn leader(&self, kind: NameKind, id: &str) -> String {
        self.leaders.get(&(kind, id.to_owned())).cloned().unwrap_or_else(|| id.to_owned())
    }

    pub fn person(&self, id: PersonId) -> PersonId {
        self.leader(NameKind::Person, &id.to_string()).parse().unwrap_or(id)
    }

    pub fn organization(&self, id: OrganizationId) -> OrganizationId {
        self.leader(NameKind::Organization, &id.to_string()).parse().unwrap_or(id)
    }

    /// All that are one with it, itself first.
    pub fn members(&self, kind: NameKind, id: &str) -> Vec<String> {
        let leader = self.leader(kind, id);
        let mut members: Vec<String> = self
            .leaders
            .iter()
            .filter(|((of, _), known)| *of == kind && **known == leader)
            .map(|((_, id), _)| id.clone())
            .collect();
        members.sort_unstable();
        if members.is_empty() {
            members.push(leader);
        }
        members
    }

    /// Spellings that no programme has, which the reader says are theirs; or are not.
    pub fn spellings(&self, kind: NameKind, id: &str, verdict: NameVerdict) -> Vec<String> {
        let members = self.members(kind, id);
        let own =
            |stored: &&StoredVerdict| stored.kind == kind && stored.verdict == verdict && members.contains(&stored.one);
        self.verdicts.iter().filter(own).filter_map(|stored| stored.name.clone()).collect()
    }

    fn verdict(&self, kind: NameKind, ones: &[String], others: &[String]) -> Option<NameVerdict> {
        let is_between = |stored: &&StoredVerdict| {
            stored.kind == kind
                && (ones.contains(&stored.one) && others.contains(&stored.other)
                    || others.contains(&stored.one) && ones.contains(&stored.other))
        };
        let mut found: Vec<NameVerdict> =
            self.verdicts.iter().filter(is_between).map(|stored| stored.verdict).collect();
        found.sort_by_key(|verdict| *verdict != NameVerdict::Different);
        found.first().copied()
    }
}

/// Every name of those people that have several.
pub(crate) fn aliases(db: &Db) -> Result<HashMap<PersonId, Vec<String>>, Error> {
    let identities = Identities::read(db)?;
    let mut names: HashMap<PersonId, Vec<String>> = HashMap::new();
    if identities.verdicts.is_empty() {
        return Ok(names);
    }
    for person in db.persons().list()? {
        names.entry(identities.person(person.id)).or_default().push(person.name);
    }
    for (id, names) in &mut names {
        names.extend(identities.spellings(NameKind::Person, &id.to_string(), NameVerdict::Same));
    }
    names.retain(|_, names| names.len() > 1);
    Ok(names)
}

/// How a verdict is named in the history: `person/id/id`, or `person/id/name:folded spelling`.
fn thing(kind: NameKind, one: &str, other: &str) -> String {
    let (one, other) = if other.starts_with("name:") || one <= other { (one, other) } else { (other, one) };
    format!("{}/{one}/{other}", kind.name())
}

/// What the history tells of a verdict; `None` where its name is none of ours, `false` where it was taken back.
pub(crate) fn told(db: &Db, thing: &str) -> Result<Option<(StoredVerdict, bool)>, Error> {
    let mut parts = thing.splitn(3, '/');
    let (Some(kind), Some(one), Some(other)) = (parts.next().and_then(NameKind::from_name), parts.next(), parts.next())
    else {
        return Ok(None);
    };
    let fields = db.history().fields(ThingKind::NamePair, thing)?;
    let text = |field: &str| fields.get(field).and_then(|(_, value)| value.as_ref()?.as_str().map(str::to_owned));
    let verdict = text("verdict").and_then(|name| NameVerdict::from_name(&name));
    let stored = StoredVerdict {
        kind,
        one: one.to_owned(),
        other: other.to_owned(),
        verdict: verdict.unwrap_or(NameVerdict::Unsure),
        name: text("name"),
    };
    Ok(Some((stored, verdict.is_some())))
}

/// Makes a verdict's row what the history says; search takes up what stands around the names.
pub(crate) fn project(db: &Db, thing: &str) -> Result<(), Error> {
    let Some((stored, is_there)) = told(db, thing)? else { return Ok(()) };
    let before = Identities::read(db)?;
    db.name_verdicts().set(&stored, is_there)?;
    let mut concerned: HashSet<String> = before.members(stored.kind, &stored.one).into_iter().collect();
    for id in [&stored.one, &stored.other] {
        concerned.extend(before.members(stored.kind, id));
        concerned.extend(Identities::read(db)?.members(stored.kind, id));
    }
    for (document, placed) in Placements::read(db, None)?.iter() {
        let is_theirs = placed.credits.iter().any(|credit| match stored.kind {
            NameKind::Person => credit.person.is_some_and(|id| concerned.contains(&id.to_string())),
            NameKind::Organization => credit.organization.is_some_and(|id| concerned.contains(&id.to_string())),
        });
        if is_theirs {
            db.index_queue().push(&format!("document:{document}"))?;
        }
    }
    for stored in db.meetings().list()? {
        db.index_queue().push(&format!("meeting:{}", stored.meeting.id))?;
    }
    Ok(())
}

/// The reader's word on two names: one's, two's, or not sure; `None` takes it back.
///
/// *Same* overrules what was said to be different between the two and those that are one with them; *different* takes the
/// second out of those that it was one with.
pub fn judge(
    catalog: &Catalog,
    kind: NameKind,
    one: &str,
    other: &str,
    verdict: Option<NameVerdict>,
) -> Result<(), Error> {
    history::act(catalog, ActionKind::JudgeName, |recorder| {
        for id in [one, other] {
            known(recorder.db(), kind, id)?;
        }
        if one == other {
            return Ok(());
        }
        let identities = Identities::read(recorder.db())?;
        let (ones, others) = (identities.members(kind, one), identities.members(kind, other));
        match verdict {
            Some(NameVerdict::Same) => {
                for (one, other) in ones.iter().flat_map(|one| others.iter().map(move |other| (one, other))) {
                    let pair = thing(kind, one, other);
                    if told(recorder.db(), &pair)?.is_some_and(|(_, is_there)| is_there) {
                        recorder.clear(ThingKind::NamePair, &pair, "verdict")?;
                    }
                }
                say(recorder, kind, one, other, NameVerdict::Same)
            }
            Some(NameVerdict::Different) if ones.contains(&other.to_owned()) => {
                part(recorder, kind, other, &identities)
            }
            Some(verdict) => say(recorder, kind, one, other, verdict),
            None => recorder.clear(ThingKind::NamePair, &thing(kind, one, other), "verdict"),
        }
    })
}

/// Takes a name out of those that it is one with; they stay one.
pub fn split(catalog: &Catalog, kind: NameKind, id: &str) -> Result<(), Error> {
    history::act(catalog, ActionKind::JudgeName, |recorder| {
        known(recorder.db(), kind, id)?;
        let identities = Identities::read(recorder.db())?;
        part(recorder, kind, id, &identities)
    })
}

/// The reader's word on a spelling that pages have and no programme: it is theirs, or is not; `None` takes it back.
pub fn judge_spelling(
    catalog: &Catalog,
    kind: NameKind,
    id: &str,
    spelling: &str,
    verdict: Option<NameVerdict>,
) -> Result<(), Error> {
    let spelling = spelling.split_whitespace().collect::<Vec<_>>().join(" ");
    history::act(catalog, ActionKind::JudgeName, |recorder| {
        known(recorder.db(), kind, id)?;
        if spelling.is_empty() {
            return Err(Error::NotUnderstood { text: spelling.clone() });
        }
        let thing = thing(kind, id, &format!("name:{}", fold(&spelling)));
        match verdict {
            Some(verdict) => {
                recorder.set(ThingKind::NamePair, &thing, "name", &spelling)?;
                recorder.set(ThingKind::NamePair, &thing, "verdict", &verdict.name())
            }
            None => recorder.clear(ThingKind::NamePair, &thing, "verdict"),
        }
    })
}

fn known(db: &Db, kind: NameKind, id: &str) -> Result<(), Error> {
    let is_known = match kind {
        NameKind::Person => match id.parse() {
            Ok(id) => db.persons().get(id)?.is_some(),
            Err(_) => false,
        },
        NameKind::Organization => match id.parse() {
            Ok(id) => db.organizations().get(id)?.is_some(),
            Err(_) => false,
        },
    };
    if is_known { Ok(()) } else { Err(Error::NoName) }
}

fn say(recorder: &mut Recorder, kind: NameKind, one: &str, other: &str, verdict: NameVerdict) -> Result<(), Error> {
    recorder.set(ThingKind::NamePair, &thing(kind, one, other), "verdict", &verdict.name())
}

fn part(recorder: &mut Recorder, kind: NameKind, id: &str, identities: &Identities) -> Result<(), Error> {
    let rest: Vec<String> = identities.members(kind, id).into_iter().filter(|member| member != id).collect();
    for other in &rest {
        say(recorder, kind, id, other, NameVerdict::Different)?;
    }
    // They may have been one by way of this one alone.
    for pair in rest.windows(2) {
        say(recorder, kind, &pair[0], &pair[1], NameVerdict::Same)?;
    }
    Ok(())
}

/// What is known of one group of names while proposals are made.
struct Group {
    members: Vec<String>,
    names: Vec<String>,
    affiliations: Vec<String>,
    n_credits: u32,
}

/// Names that may be one's, likeliest first; those that the reader is not sure of are last, and those they decided none.
pub fn proposals(catalog: &Catalog) -> Result<Vec<NameProposal>, Error> {
    catalog.store.read(|db| {
        let identities = Identities::read(db)?;
        let mut people: BTreeMap<String, Group> = BTreeMap::new();
        let mut organizations: BTreeMap<String, Group> = BTreeMap::new();
        let add = |groups: &mut BTreeMap<String, Group>, kind, id: String, names: Vec<String>| {
            let group = groups.entry(identities.leader(kind, &id)).or_insert_with(|| Group {
                members: identities.members(kind, &id),
                names: identities.spellings(kind, &id, NameVerdict::Same),
                affiliations: Vec::new(),
                n_credits: 0,
            });
            // The one that the group goes by is first.
            let at = if group.members.first() == Some(&id) { 0 } else { group.names.len() };
            group.names.splice(at..at, names);
        };
        for person in db.persons().list()? {
            add(&mut people, NameKind::Person, person.id.to_string(), vec![person.name]);
        }
        for organization in db.organizations().list()? {
            let names = [organization.name.clone(), organization.acronym.clone()].into_iter().flatten().collect();
            add(&mut organizations, NameKind::Organization, organization.id.to_string(), names);
        }
        // Two people on one programme's talk are two.
        let mut together: HashSet<(String, String)> = HashSet::new();
        for meeting in db.meetings().list()? {
            let mut by_subject: HashMap<model::CreditSubject, Vec<String>> = HashMap::new();
            for credit in db.credits().list(meeting.meeting.id)? {
                if let Some(organization) = credit.organization {
                    let id = identities.leader(NameKind::Organization, &organization.to_string());
                    organizations.entry(id).and_modify(|group| group.n_credits += 1);
                }
                let Some(person) = credit.person else { continue };
                let id = identities.leader(NameKind::Person, &person.to_string());
                people.entry(id.clone()).and_modify(|group| {
                    group.n_credits += 1;
                    group.affiliations.extend(credit.affiliation.clone());
                });
                if matches!(credit.role, Role::Speaker | Role::Author) {
                    by_subject.entry(credit.subject).or_default().push(id);
                }
            }
            for ids in by_subject.into_values() {
                for one in &ids {
                    together.extend(ids.iter().filter(|other| *other != one).map(|other| (one.clone(), other.clone())));
                }
            }
        }
        // Names that no programme has any more are nobody's question.
        people.retain(|_, group| group.n_credits > 0);
        organizations.retain(|_, group| group.n_credits > 0);
        let mut found = Vec::new();
        for (one, other) in pairs(&people, person_keys) {
            if !together.contains(&(one.clone(), other.clone())) {
                found.extend(propose(&identities, NameKind::Person, &people[&one], &people[&other]));
            }
        }
        for (one, other) in pairs(&organizations, organization_keys) {
            found.extend(propose(&identities, NameKind::Organization, &organizations[&one], &organizations[&other]));
        }
        found.sort_by(|one, other| {
            (one.unsure.cmp(&other.unsure))
                .then(other.score.total_cmp(&one.score))
                .then(one.one.name.cmp(&other.one.name))
        });
        found.truncate(MAX_PROPOSALS);
        Ok(found)
    })
}

/// Groups that share a key; a key that very many share says nothing.
fn pairs(groups: &BTreeMap<String, Group>, keys: fn(&str) -> Vec<String>) -> Vec<(String, String)> {
    const MOST: usize = 60;
    let mut by_key: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for (id, group) in groups {
        let own: HashSet<String> = group.names.iter().flat_map(|name| keys(name)).collect();
        for key in own {
            by_key.entry(key).or_default().push(id);
        }
    }
    let mut found: HashSet<(String, String)> = HashSet::new();
    for ids in by_key.into_values().filter(|ids| ids.len() <= MOST) {
        for (at, one) in ids.iter().enumerate() {
            found.extend(ids[at + 1..].iter().map(|other| ((*one).clone(), (*other).clone())));
        }
    }
    found.into_iter().collect()
}

fn person_keys(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    let mut keys: Vec<String> = words.map(|word| sound_key(&fold(word))).collect();
    let squeezed: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    match squeezed.chars().all(analysis::is_han) {
        true => keys.extend(pinyin_forms(&squeezed)),
        false => keys.extend([squeezed.clone()]),
    }
    // Latin names whose parts stand in another order than pinyin's are found by their halves.
    let parts: Vec<String> = fold(name).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    keys.push(parts.iter().rev().cloned().collect::<String>());
    keys
}

fn organization_keys(name: &str) -> Vec<String> {
    vec![acronym(name), plain(name)]
}

/// The first letters of the words that count.
fn acronym(name: &str) -> String {
    const SMALL: &[&str] = &[
        "of", "the", "for", "and", "on", "de", "la", "le", "des", "du", "et", "del", "y", "los", "para", "e", "и", "по",
    ];
    let words: Vec<String> = fold(name).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let told: Vec<&String> = words.iter().filter(|word| !word.is_empty() && !SMALL.contains(&word.as_str())).collect();
    match told[..] {
        [only] => only.clone(),
        _ => told.iter().filter_map(|word| word.chars().next()).collect(),
    }
}

fn plain(name: &str) -> String {
    let folded = fold(name);
    let bare = folded.strip_prefix("the ").unwrap_or(&folded);
    bare.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn propose(identities: &Identities, kind: NameKind, one: &Group, other: &Group) -> Option<NameProposal> {
    let verdict = identities.verdict(kind, &one.members, &other.members);
    if matches!(verdict, Some(NameVerdict::Same | NameVerdict::Different)) {
        return None;
    }
    let each = one.names.iter().flat_map(|one| other.names.iter().map(move |other| (one, other)));
    let (mut score, mut evidence) = match kind {
        NameKind::Person => each
            .filter_map(|(one, other)| name_likeness(one, other))
            .max_by(|one, other| one.score.total_cmp(&other.score))
            .map(|like| (like.score, like.evidence.into_iter().map(said).collect::<Vec<_>>()))?,
        NameKind::Organization => each.filter_map(|(one, other)| organization_likeness(one, other)).next()?,
    };
    let shares = |(one, other): (&String, &String)| {
        let (one, other) = (plain(one), plain(other));
        one.len() > 2
            && (one == other || one.len() > 5 && other.contains(&one) || other.len() > 5 && one.contains(&other))
    };
    if one.affiliations.iter().flat_map(|one| other.affiliations.iter().map(move |other| (one, other))).any(shares) {
        evidence.push(NameEvidence::SameAffiliation);
        score = 1. - (1. - score) * 0.6;
    }
    let side = |group: &Group| NameSide {
        id: group.members.first().cloned().unwrap_or_default(),
        name: group.names.first().cloned().unwrap_or_default(),
        detail: group.affiliations.first().cloned(),
        n_credits: group.n_credits,
    };
    let unsure = verdict == Some(NameVerdict::Unsure);
    (score >= LEAST).then(|| NameProposal { kind, one: side(one), other: side(other), score, evidence, unsure })
}

fn said(evidence: analysis::NameEvidence) -> NameEvidence {
    match evidence {
        analysis::NameEvidence::SameParts => NameEvidence::SameParts,
        analysis::NameEvidence::OtherScript => NameEvidence::OtherScript,
        analysis::NameEvidence::Spelling => NameEvidence::Spelling,
        analysis::NameEvidence::Initials => NameEvidence::Initials,
        analysis::NameEvidence::FewerParts => NameEvidence::FewerParts,
    }
}

fn organization_likeness(one: &str, other: &str) -> Option<(f32, Vec<NameEvidence>)> {
    if plain(one) == plain(other) {
        return Some((0.9, vec![NameEvidence::SameParts]));
    }
    let is_acronym = |short: &str, long: &str| {
        let letters = plain(short);
        letters.chars().count() >= 3
            && short.chars().filter(|c| c.is_uppercase()).count() >= 2
            && long.split_whitespace().count() >= 3
            && acronym(long) == letters
    };
    (is_acronym(one, other) || is_acronym(other, one)).then(|| (0.75, vec![NameEvidence::Initials]))
}
