//! Finds what pages name. Nothing of it is stored: what was found is kept in memory as long as the text and the register
//! are the same, and is never behind them.

mod cache;
pub mod meant;

use crate::{
    Catalog, Error,
    identity::{self, Identities},
    page_text,
    placements::{MeetingRows, Placements, session_heading, session_name},
};
use analysis::fold;
pub use cache::Cache;
use cache::{Place, Whose};
use linking::{NameIndex, Named, ReadPage, SessionFacts, SessionIndex, SoundMemo};
use meant::Verdicts;
use model::{
    CharRange, CreditSubject, Document, DocumentId, JudgedMention, MeetingId, Mention, MentionFilter, MentionPlace,
    MentionTarget, NameCredit, NameKind, NameMember, NameMention, NamePage, NameVerdict, Organization, OrganizationId,
    Person, PersonId, Placement, RegisterEntry, Role, Session, SessionId, SessionPage, Standing, SymbolEntry,
    SymbolPage,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The names of the register, and what each belongs to.
pub(crate) struct Register {
    index: NameIndex,
    targets: Vec<MentionTarget>,
    sessions: HashMap<MeetingId, Sessions>,
    /// Those of all meetings: a title that several have is nobody's.
    all_sessions: Sessions,
    /// Spellings that the reader has said are somebody else's.
    refused: HashSet<(MentionTarget, String)>,
    /// What it was made of, to tell what is another now.
    names: HashSet<(String, bool, MentionTarget)>,
    sessions_version: u64,
    version: u64,
}

/// What a register is made of.
#[derive(Hash)]
struct Source {
    /// A name, whether it is a person's, and whose.
    names: Vec<(String, bool, MentionTarget)>,
    refused: Vec<(MentionTarget, String)>,
    sessions: Vec<(MeetingId, Vec<(SessionId, SessionFacts)>)>,
}

/// Sessions, ready to be looked for.
struct Sessions {
    index: SessionIndex,
    ids: Vec<SessionId>,
}

impl Sessions {
    fn new<'a>(sessions: impl Iterator<Item = &'a (SessionId, SessionFacts)>) -> Sessions {
        let (ids, facts): (Vec<SessionId>, Vec<SessionFacts>) = sessions.cloned().unzip();
        Sessions { index: SessionIndex::new(&facts), ids }
    }

    fn targets(&self, found: Vec<linking::Mention>) -> Vec<(CharRange, MentionTarget)> {
        let target = |found: linking::Mention| MentionTarget::Session { session: self.ids[found.named] };
        found.into_iter().map(|found| (found.range, target(found))).collect()
    }
}

impl Register {
    fn source(catalog: &Catalog) -> Result<Source, Error> {
        catalog.store.read(|db| {
            let identities = Identities::read(db)?;
            let (mut names, mut refused) = (Vec::new(), Vec::new());
            let mut spelt = |kind: NameKind, id: String, target: &MentionTarget| {
                let own = identities.spellings(kind, &id, NameVerdict::Different);
                refused.extend(own.into_iter().map(|name| (target.clone(), fold(&name))));
                identities.spellings(kind, &id, NameVerdict::Same)
            };
            for Person { id, name } in db.persons().list()? {
                let target = MentionTarget::Person { person: identities.person(id) };
                if identities.person(id) == id {
                    let own = spelt(NameKind::Person, id.to_string(), &target);
                    names.extend(own.into_iter().map(|name| (name, true, target.clone())));
                }
                names.push((name, true, target));
            }
            for Organization { id, name, acronym } in db.organizations().list()? {
                let target = MentionTarget::Organization { organization: identities.organization(id) };
                if identities.organization(id) == id {
                    let own = spelt(NameKind::Organization, id.to_string(), &target);
                    names.extend(own.into_iter().map(|name| (name, false, target.clone())));
                }
                names.extend([name, acronym].into_iter().flatten().map(|name| (name, false, target.clone())));
            }
            let mut sessions = Vec::new();
            for stored in db.meetings().list()? {
                let facts = |session: Session| {
                    let mut years: Vec<i16> = session.dates.iter().map(|date| date.year()).collect();
                    years.dedup();
                    (
                        session.id,
                        SessionFacts { number: session.number, label: session.label, title: session.title, years },
                    )
                };
                let own = db.sessions().list(stored.meeting.id)?;
                sessions.push((stored.meeting.id, own.into_iter().map(facts).collect()));
            }
            Ok(Source { names, refused, sessions })
        })
    }

    fn version(source: &impl Hash) -> u64 {
        let mut hasher = DefaultHasher::new();
        source.hash(&mut hasher);
        hasher.finish()
    }

    fn new(Source { names, refused, sessions }: Source, version: u64) -> Register {
        let (mut named, mut targets) = (Vec::with_capacity(names.len()), Vec::with_capacity(names.len()));
        let known = names.iter().cloned().collect();
        let sessions_version = Register::version(&sessions);
        for (name, is_person, target) in names {
            named.push(Named { name, is_person });
            targets.push(target);
        }
        Register {
            index: NameIndex::new(&named),
            targets,
            all_sessions: Sessions::new(sessions.iter().flat_map(|(_, own)| own)),
            sessions: sessions.iter().map(|(meeting, own)| (*meeting, Sessions::new(own.iter()))).collect(),
            refused: refused.into_iter().collect(),
            names: known,
            sessions_version,
            version,
        }
    }

    /// What a page names, in its order, and where it may mean somebody, with how likely that is.
    ///
    /// Numbers of sessions say something only in what belongs to a meeting; titles do everywhere.
    fn in_page(&self, page: &ReadPage, whose: &Whose, memo: &mut SoundMemo) -> (Vec<Sure>, Vec<Likely>) {
        let named = self.index.mentions_in(page);
        let likely = self.index.likely_in(page, &named, memo).into_iter();
        let likely = likely.map(|likely| (likely.range, self.targets[likely.named].clone(), likely.score));
        let names = named.into_iter().map(|found| (found.range, self.targets[found.named].clone()));
        let own_meeting = if let Whose::Of(meeting) = whose { Some(*meeting) } else { None };
        let symbols = linking::symbols(page.text()).into_iter().map(|found| {
            let meeting = own_meeting.filter(|_| found.is_local);
            (found.range, MentionTarget::Symbol { symbol: found.symbol, base: found.base, meeting })
        });
        let sessions = match own_meeting.and_then(|meeting| self.sessions.get(&meeting)) {
            Some(own) => own.targets(own.index.mentions_in(page)),
            None => self.all_sessions.targets(self.all_sessions.index.titles_in(page)),
        };
        let mut found: Vec<Sure> = names.chain(symbols).chain(sessions).collect();
        found.sort_by_key(|(range, _)| range.start);
        (found, likely.collect())
    }

    /// Sessions that a page may mean by their numbers, of all meetings that its document may belong to.
    fn possible_sessions(&self, page: &ReadPage, whose: &Whose, sure: &[Sure]) -> Vec<Sure> {
        let Whose::MayBe(meetings) = whose else { return Vec::new() };
        let indexes = meetings.iter().filter_map(|meeting| self.sessions.get(meeting));
        let found = indexes.flat_map(|own| own.targets(own.index.numbered_in(page)));
        let is_taken =
            |range: &CharRange| sure.iter().any(|(other, _)| other.start < range.end && range.start < other.end);
        found.filter(|(range, _)| !is_taken(range)).collect()
    }
}

type Sure = (CharRange, MentionTarget);
type Likely = (CharRange, MentionTarget, f32);

/// A symbol is asked for by itself; its base is not part of the question.
fn is_same(asked: &MentionTarget, found: &MentionTarget) -> bool {
    match (asked, found) {
        (
            MentionTarget::Symbol { symbol: asked, meeting: whose, .. },
            MentionTarget::Symbol { symbol: found, meeting, .. },
        ) => asked == found && whose == meeting,
        _ => asked == found,
    }
}

/// A resolution that is named without its year, as what names it with its year has it.
fn with_year<'a>(target: &'a MentionTarget, dated: &HashMap<String, String>) -> Cow<'a, MentionTarget> {
    let MentionTarget::Symbol { symbol, base, meeting } = target else { return Cow::Borrowed(target) };
    match dated.get(symbol) {
        Some(dated) => {
            Cow::Owned(MentionTarget::Symbol { symbol: dated.clone(), base: base.clone(), meeting: *meeting })
        }
        None => Cow::Borrowed(target),
    }
}

/// Every mention in the library that the filter lets through, by document and page.
pub fn list(catalog: &Catalog, filter: &MentionFilter) -> Result<Vec<Mention>, Error> {
    let mut documents = catalog.store.read(|db| db.documents().list())?;
    documents.retain(|document| filter.document.as_ref().is_none_or(|only| *only == document.id));
    let all = cache::found(catalog, &documents)?;
    let dated = cache::dated(catalog);
    let asked = filter.target.as_ref().map(|target| with_year(target, &dated));
    let verdicts = catalog.store.read(Verdicts::read)?;
    let mut mentions = Vec::new();
    for (document, found) in documents.iter().zip(all) {
        let mut places: Vec<&Place> = found.named.iter().chain(verdicts.meant(&document.id, &found.possible)).collect();
        places.sort_by_key(|place| (place.page.0, place.range.start));
        for place in places {
            let target = with_year(&place.target, &dated);
            if asked.as_ref().is_none_or(|asked| is_same(asked, &target)) {
                mentions.push(mention(document, place, target.into_owned()));
            }
        }
    }
    Ok(mentions)
}

/// The meeting that each document belongs to, where that is known.
pub(crate) fn meetings(catalog: &Catalog) -> Result<HashMap<DocumentId, MeetingId>, Error> {
    let documents = catalog.store.read(|db| db.documents().list())?;
    let found = cache::found(catalog, &documents)?;
    let of = |(document, found): (Document, std::sync::Arc<cache::Found>)| Some((document.id, found.meeting()?));
    Ok(documents.into_iter().zip(found).filter_map(of).collect())
}

/// Where one person or organization may be meant, likeliest first; what the reader has refused is left out.
fn likely(catalog: &Catalog, target: &MentionTarget) -> Result<Vec<Mention>, Error> {
    const MOST: usize = 60;
    let documents = catalog.store.read(|db| db.documents().list())?;
    let register = cache::register(catalog)?;
    let mut mentions: Vec<(f32, Mention)> = Vec::new();
    for (document, found) in documents.iter().zip(cache::found(catalog, &documents)?) {
        let is_asked = |place: &Place| {
            place.target == *target && !register.refused.contains(&(target.clone(), fold(&place.words)))
        };
        let asked = found.likely.iter().filter(|(place, _)| is_asked(place));
        mentions.extend(asked.map(|(place, score)| (*score, mention(document, place, place.target.clone()))));
    }
    mentions.sort_by(|one, other| other.0.total_cmp(&one.0));
    Ok(mentions.into_iter().take(MOST).map(|(_, mention)| mention).collect())
}

fn mention(document: &Document, place: &Place, target: MentionTarget) -> Mention {
    Mention {
        document: document.id.clone(),
        document_title: document.display_title(),
        page: place.page,
        range: place.range,
        words: place.words.clone(),
        target,
    }
}

/// Everybody in the register, by name.
pub fn people(catalog: &Catalog) -> Result<Vec<Person>, Error> {
    catalog.store.read(|db| Ok(db.persons().list()?))
}

/// The person of a name, however its parts are ordered.
///
/// Fails with [`Error::NoName`] where there is none.
pub fn person_named(catalog: &Catalog, name: &str) -> Result<PersonId, Error> {
    let key = analysis::name_key(name);
    catalog.store.read(|db| {
        let person = db.persons().by_key(&key)?.ok_or(Error::NoName)?;
        Ok(Identities::read(db)?.person(person.id))
    })
}

/// What a person gave and chaired, and where pages name them.
///
/// Fails with [`Error::NoName`] where the register has no such person.
pub fn person(catalog: &Catalog, id: PersonId) -> Result<NamePage, Error> {
    let id = catalog.store.read(|db| Ok::<_, Error>(Identities::read(db)?.person(id)))?;
    let person = catalog.store.read(|db| db.persons().get(id))?.ok_or(Error::NoName)?;
    let page = page(catalog, MentionTarget::Person { person: id }, |credit| credit.person == Some(id))?;
    Ok(NamePage { person: Some(person), ..page })
}

/// What an organization's people gave and chaired, and where pages name it.
///
/// Fails with [`Error::NoName`] where the register has no such organization.
pub fn organization(catalog: &Catalog, id: OrganizationId) -> Result<NamePage, Error> {
    let id = catalog.store.read(|db| Ok::<_, Error>(Identities::read(db)?.organization(id)))?;
    let organization = catalog.store.read(|db| db.organizations().get(id))?.ok_or(Error::NoName)?;
    let page =
        page(catalog, MentionTarget::Organization { organization: id }, |credit| credit.organization == Some(id))?;
    Ok(NamePage { organization: Some(organization), ..page })
}

fn page(
    catalog: &Catalog,
    target: MentionTarget,
    is_theirs: impl Fn(&model::CreditView) -> bool,
) -> Result<NamePage, Error> {
    let (credits, own) = catalog.store.read(|db| {
        let mut credits = Vec::new();
        for stored in db.meetings().list()? {
            let meeting = stored.meeting.id;
            let rows = MeetingRows::read(db, meeting, stored.meeting.title)?;
            let talks = rows.contributions.iter().filter(|talk| !talk.withdrawn).map(|talk| {
                let talk = &talk.contribution;
                (CreditSubject::Contribution(talk.id), talk.session, Some(talk))
            });
            let sessions =
                rows.sessions.iter().map(|session| (CreditSubject::Session(session.id), Some(session.id), None));
            for (subject, session, talk) in talks.chain(sessions) {
                let session = session.and_then(|id| rows.session(id));
                for credit in rows.credits(subject).into_iter().filter(&is_theirs) {
                    credits.push(NameCredit {
                        meeting,
                        meeting_title: rows.title.clone(),
                        session: session.map(|session| session.id),
                        session_heading: session.map(session_heading),
                        session_name: session.map(session_name),
                        contribution: talk.map(|talk| talk.id),
                        contribution_title: talk.and_then(|talk| talk.title.clone()),
                        date: talk.and_then(|talk| talk.date).or_else(|| session?.dates.first().copied()),
                        role: credit.role,
                        name: credit.name,
                        affiliation: credit.affiliation,
                    });
                }
            }
        }
        let placements = Placements::read(db, None)?;
        let theirs: HashSet<_> = credits.iter().filter_map(|credit| credit.contribution).collect();
        let own: HashSet<_> = db
            .documents()
            .list()?
            .into_iter()
            .filter(|document| {
                let placed = placements.of(&document.id).iter();
                placed.filter(|placed| is_sure(&placed.standing)).any(|placed| theirs.contains(&placed.contribution))
            })
            .map(|document| document.id)
            .collect();
        Ok::<_, Error>((credits, own))
    })?;
    let is_own = |document: &DocumentId| own.contains(document);
    let asked = MentionFilter { document: None, target: Some(target.clone()) };
    let mentions = with_sentences(catalog, list(catalog, &asked)?, is_own)?;
    let likely = with_sentences(catalog, likely(catalog, &target)?, is_own)?;
    let (kind, id) = match &target {
        MentionTarget::Person { person } => (NameKind::Person, person.to_string()),
        MentionTarget::Organization { organization } => (NameKind::Organization, organization.to_string()),
        MentionTarget::Symbol { .. } | MentionTarget::Session { .. } => {
            unreachable!("{target:?} has a page of its own kind")
        }
    };
    let members = members(catalog, kind, &id)?;
    let mut proposals = identity::proposals(catalog)?;
    proposals.retain(|proposal| proposal.kind == kind && (proposal.one.id == id || proposal.other.id == id));
    let mut other_names: Vec<String> = credits.iter().filter_map(|credit| credit.name.clone()).collect();
    other_names.sort_unstable();
    other_names.dedup();
    Ok(NamePage { person: None, organization: None, other_names, members, proposals, likely, credits, mentions })
}

/// The other names that the reader says are one's.
fn members(catalog: &Catalog, kind: NameKind, id: &str) -> Result<Vec<NameMember>, Error> {
    catalog.store.read(|db| {
        let identities = Identities::read(db)?;
        let mut members = Vec::new();
        for other in identities.members(kind, id).into_iter().filter(|other| other != id) {
            let name = match kind {
                NameKind::Person => db.persons().get(other.parse().map_err(|_| Error::NoName)?)?.map(|p| p.name),
                NameKind::Organization => db
                    .organizations()
                    .get(other.parse().map_err(|_| Error::NoName)?)?
                    .map(|organization| organization.display_name().to_owned()),
            };
            members.extend(name.map(|name| NameMember { id: Some(other), name }));
        }
        let spellings = identities.spellings(kind, id, NameVerdict::Same);
        members.extend(spellings.into_iter().map(|name| NameMember { id: None, name }));
        Ok(members)
    })
}

/// Everybody on a programme, by name: people, then organizations.
pub fn register(catalog: &Catalog) -> Result<Vec<RegisterEntry>, Error> {
    catalog.store.read(|db| {
        let mut people: HashMap<PersonId, RegisterEntry> = HashMap::new();
        let mut organizations: HashMap<OrganizationId, RegisterEntry> = HashMap::new();
        let persons: HashMap<PersonId, Person> = db.persons().list()?.into_iter().map(|p| (p.id, p)).collect();
        let known: HashMap<OrganizationId, Organization> =
            db.organizations().list()?.into_iter().map(|o| (o.id, o)).collect();
        let identities = Identities::read(db)?;
        for stored in db.meetings().list()? {
            for credit in db.credits().list(stored.meeting.id)? {
                let given = u32::from(matches!(credit.role, Role::Speaker | Role::Author));
                let count = |entry: &mut RegisterEntry| {
                    entry.n_given += given;
                    entry.n_led += 1 - given;
                };
                if let Some(person) = credit.person.and_then(|id| persons.get(&identities.person(id))) {
                    let entry = people.entry(person.id).or_insert_with(|| RegisterEntry {
                        target: MentionTarget::Person { person: person.id },
                        name: person.name.clone(),
                        detail: None,
                        n_given: 0,
                        n_led: 0,
                    });
                    count(entry);
                    entry.detail = entry.detail.take().or(credit.affiliation.clone());
                }
                if let Some(organization) = credit.organization.and_then(|id| known.get(&identities.organization(id))) {
                    let entry = organizations.entry(organization.id).or_insert_with(|| RegisterEntry {
                        target: MentionTarget::Organization { organization: organization.id },
                        name: organization.display_name().to_owned(),
                        detail: organization.acronym.clone().filter(|_| organization.name.is_some()),
                        n_given: 0,
                        n_led: 0,
                    });
                    count(entry);
                }
            }
        }
        let by_name = |one: &RegisterEntry, other: &RegisterEntry| {
            analysis::fold(&one.name).cmp(&analysis::fold(&other.name)).then_with(|| one.name.cmp(&other.name))
        };
        let mut people: Vec<RegisterEntry> = people.into_values().collect();
        let mut organizations: Vec<RegisterEntry> = organizations.into_values().collect();
        people.sort_by(by_name);
        organizations.sort_by(by_name);
        people.extend(organizations);
        Ok(people)
    })
}

/// Every official document that pages name, most named first; of one meeting's documents, or of the whole library.
pub fn symbols(catalog: &Catalog, meeting: Option<MeetingId>) -> Result<Vec<SymbolEntry>, Error> {
    let (documents, placements, titles) = catalog.store.read(|db| {
        let titles: HashMap<MeetingId, String> =
            db.meetings().list()?.into_iter().map(|stored| (stored.meeting.id, stored.meeting.title)).collect();
        Ok::<_, Error>((db.documents().list()?, Placements::read(db, meeting)?, titles))
    })?;
    let mut entries: BTreeMap<(String, Option<MeetingId>), SymbolEntry> = BTreeMap::new();
    let all = cache::found(catalog, &documents)?;
    let dated = cache::dated(catalog);
    for (document, found) in documents.iter().zip(all) {
        let place = placements.best(&document.id).map(|placed| place(&placed.placement, placed.byline()));
        if meeting.is_some() && place.is_none() {
            continue;
        }
        let mut here: HashSet<(String, Option<MeetingId>)> = HashSet::new();
        for named in &found.named {
            let target = with_year(&named.target, &dated);
            let MentionTarget::Symbol { symbol, base, meeting } = &*target else { continue };
            let key = (symbol.clone(), *meeting);
            let is_new = here.insert(key.clone());
            let entry = entries.entry(key).or_insert_with(|| SymbolEntry {
                info: linking::describe(symbol),
                symbol: symbol.clone(),
                base: base.clone(),
                meeting: *meeting,
                meeting_title: meeting.and_then(|meeting| titles.get(&meeting).cloned()),
                n_mentions: 0,
                n_documents: 0,
                places: vec![],
            });
            entry.n_mentions += 1;
            if is_new {
                entry.n_documents += 1;
                entry.places.extend(place.clone().filter(|place| !entry.places.contains(place)));
            }
        }
    }
    let mut entries: Vec<SymbolEntry> = entries.into_values().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse((entry.n_documents, entry.n_mentions)));
    Ok(entries)
}

/// What an official document, or an item of a meeting's agenda, is, who cites it, and in which words.
///
/// Fails with [`Error::NoName`] where no page names it.
pub fn symbol(catalog: &Catalog, symbol: &str, meeting: Option<MeetingId>) -> Result<SymbolPage, Error> {
    let all = symbols(catalog, None)?;
    let dated = cache::dated(catalog);
    let symbol = dated.get(symbol).map_or(symbol, String::as_str);
    let is_asked = |entry: &&SymbolEntry| entry.symbol == symbol && entry.meeting == meeting;
    let entry = all.iter().find(is_asked).cloned().ok_or(Error::NoName)?;
    let related = all
        .iter()
        .filter(|other| other.symbol != entry.symbol && other.meeting == entry.meeting)
        .filter(|other| {
            other.base.as_deref() == Some(symbol)
                || entry.base.as_deref() == Some(&*other.symbol)
                || entry.base.is_some() && other.base == entry.base
        })
        .map(|other| other.symbol.clone())
        .collect();
    let target = MentionTarget::Symbol { symbol: symbol.to_owned(), base: entry.base.clone(), meeting };
    let asked = MentionFilter { document: None, target: Some(target) };
    let mentions = with_sentences(catalog, list(catalog, &asked)?, |_| false)?;
    Ok(SymbolPage { symbol: entry, related, mentions })
}

/// What a session is, who leads it, and which pages name it in which words.
///
/// Fails with [`Error::NoSession`] where no programme has it.
pub fn session(catalog: &Catalog, id: SessionId) -> Result<SessionPage, Error> {
    let (page, own) = catalog.store.read(|db| {
        let session = db.sessions().get(id)?.ok_or(Error::NoSession(id))?;
        let meeting = db.meetings().list()?.into_iter().find(|stored| stored.meeting.id == session.meeting);
        let meeting_title = meeting.map(|stored| stored.meeting.title).unwrap_or_default();
        let rows = MeetingRows::read(db, session.meeting, meeting_title)?;
        let talks = rows.contributions.iter().filter(|talk| !talk.withdrawn && talk.contribution.session == Some(id));
        let n_talks = talks.count() as u32;
        let placements = Placements::read(db, Some(session.meeting))?;
        let own: HashSet<DocumentId> = placements
            .iter()
            .filter(|(_, placed)| placed.session == Some(id) && is_sure(&placed.standing))
            .map(|(document, _)| document.clone())
            .collect();
        let credits = rows.credits(CreditSubject::Session(id));
        let (meeting, meeting_title) = (session.meeting, rows.title);
        Ok::<_, Error>((
            SessionPage {
                meeting,
                meeting_title,
                session,
                credits,
                n_talks,
                mentions: vec![],
                possible: vec![],
                judged: vec![],
            },
            own,
        ))
    })?;
    let target = MentionTarget::Session { session: id };
    let documents = catalog.store.read(|db| db.documents().list())?;
    let verdicts = catalog.store.read(Verdicts::read)?;
    let (mut possible, mut judged) = (Vec::new(), Vec::new());
    for (document, found) in documents.iter().zip(cache::found(catalog, &documents)?) {
        let places = verdicts.open(&document.id, &found.possible).filter(|place| place.target == target);
        possible.extend(places.map(|place| mention(document, place, target.clone())));
        let is_here = found.possible.iter().any(|place| place.target == target);
        if let Some(meant) = verdicts.of(&document.id, &target).filter(|_| is_here) {
            let (document, document_title) = (document.id.clone(), document.display_title());
            judged.push(JudgedMention { document, document_title, meant });
        }
    }
    let asked = MentionFilter { document: None, target: Some(target) };
    let mentions = with_sentences(catalog, list(catalog, &asked)?, |document| own.contains(document))?;
    let possible = with_sentences(catalog, possible, |_| false)?;
    Ok(SessionPage { mentions, possible, judged, ..page })
}

/// Mentions with the sentences that they stand in and where their documents stand.
fn with_sentences(
    catalog: &Catalog,
    mentions: Vec<Mention>,
    is_own: impl Fn(&DocumentId) -> bool,
) -> Result<Vec<NameMention>, Error> {
    let placements = catalog.store.read(|db| Placements::read(db, None))?;
    let mut found = Vec::with_capacity(mentions.len());
    for mention in mentions {
        // A page that cannot be read any more still names what it named.
        let text = page_text::at_hand(catalog, &mention.document, mention.page);
        let (before, after) = text.map(|text| sentence(&text.text, mention.range)).unwrap_or_default();
        let place = placements.best(&mention.document).map(|placed| place(&placed.placement, placed.byline()));
        found.push(NameMention { is_own: is_own(&mention.document), mention, before, after, place });
    }
    Ok(found)
}

pub(crate) fn place(placement: &Placement, byline: Option<String>) -> MentionPlace {
    MentionPlace {
        meeting: placement.meeting,
        meeting_title: placement.meeting_title.clone(),
        contribution: placement.contribution,
        contribution_title: placement.contribution_title.clone(),
        session: placement.session,
        session_name: placement.session_name.clone(),
        date: placement.date,
        byline,
        suggested: placement.standing != Standing::Confirmed,
    }
}

/// What stands before and after a range in its sentence, and no more than fits a few lines.
fn sentence(text: &str, range: CharRange) -> (String, String) {
    const MOST: usize = 160;
    let chars: Vec<char> = text.chars().collect();
    let (start, end) = ((range.start as usize).min(chars.len()), (range.end as usize).min(chars.len()));
    let is_stop = |at: usize| {
        let is_mark = matches!(chars[at], '.' | '!' | '?' | '؟' | '。' | '！' | '？' | '•' | '·');
        let is_full_width = matches!(chars[at], '。' | '！' | '？' | '•' | '·');
        let is_gap = chars[at] == '\n' && chars.get(at + 1) == Some(&'\n');
        is_gap || is_mark && (is_full_width || chars.get(at + 1).is_none_or(|next| next.is_whitespace()))
    };
    let least = start.saturating_sub(MOST);
    let from = (least..start).rev().find(|&at| is_stop(at)).map_or(least, |at| at + 1);
    let most = (end + MOST).min(chars.len());
    let to = (end..most).find(|&at| is_stop(at)).map_or(most, |at| at + 1);
    let cut_start = if from == least && least > 0 { "…" } else { "" };
    let cut_end = if to == most && most < chars.len() { "…" } else { "" };
    (
        format!("{cut_start}{}", on_one_line(&chars[from..start]).trim_start()),
        format!("{}{cut_end}", on_one_line(&chars[end..to]).trim_end_matches([' ', '•', '·'])),
    )
}

/// Lines as one: a word that was parted at a line's end is whole again.
fn on_one_line(chars: &[char]) -> String {
    const SOFT_HYPHEN: char = '\u{ad}';
    let mut line = String::with_capacity(chars.len());
    for (idx, &c) in chars.iter().enumerate() {
        let before = idx.checked_sub(1).map(|at| chars[at]);
        match c {
            SOFT_HYPHEN => {}
            '\n' if matches!(before, Some(SOFT_HYPHEN | '-' | '\u{2010}')) => {}
            c if c.is_whitespace() => line.push(' '),
            c => line.push(c),
        }
    }
    line
}

/// The reader's word, or a guess that is more than a close call.
fn is_sure(standing: &Standing) -> bool {
    match standing {
        Standing::Confirmed => true,
        Standing::Suggested { score, .. } => *score >= linking::THRESHOLD,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_one_line_with_words_whole_that_a_line_parted() {
        let text =
            "Before.\nThe Counter-\nTerrorism Committee recalls S/RES/1624 (2005) on inci\u{ad}\ntation to acts • Next";
        let from = text.chars().position(|c| c == 'S').expect("the symbol is there") as u32;
        let (before, after) = sentence(text, CharRange::new(from, from + 17));
        assert_eq!(before, "The Counter-Terrorism Committee recalls ");
        assert_eq!(after, " on incitation to acts");
    }
}
