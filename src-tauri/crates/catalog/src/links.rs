//! Links between any two things: makes, changes, deletes and lists them, and finds what can be linked.

use crate::{
    Catalog, Error, history, mentions,
    placements::{MeetingRows, Placements, byline, session_heading},
    search,
};
use model::{
    ActionKind, Annotation, AnnotationId, ContributionId, CreditSubject, DocumentId, HitKind, Link, LinkDraft, LinkId,
    LinkPatch, LinkView, MeetingId, OrganizationId, PageIndex, PersonId, Relation, SearchRequest, SessionId, Thing,
    ThingKind, ThingView,
};
use std::collections::HashMap;
use store::Db;

const KIND: ThingKind = ThingKind::Link;
/// How many things of a kind are offered.
const MOST_OF_A_KIND: usize = 8;

/// Links two things.
///
/// Fails with [`Error::LinkToItself`] where both are one, and with [`Error::NoRelation`] where the reader's own words
/// are none.
pub fn create(catalog: &Catalog, draft: LinkDraft) -> Result<Link, Error> {
    if draft.origin == draft.target {
        return Err(Error::LinkToItself);
    }
    let relation = checked(draft.relation)?;
    let id: LinkId = catalog.clock.new_uuid().into();
    history::act(catalog, ActionKind::CreateLink, |recorder| {
        let thing = id.to_string();
        recorder.set(KIND, &thing, "origin", &draft.origin)?;
        recorder.set(KIND, &thing, "target", &draft.target)?;
        recorder.set(KIND, &thing, "relation", &relation)?;
        recorder.set(KIND, &thing, "note", &draft.note.trim())?;
        recorder.set(KIND, &thing, "author", &recorder.author())?;
        recorder.set(KIND, &thing, "created_at", &recorder.now())?;
        history::link(recorder.db(), id)?.ok_or(Error::NoLink(id))
    })
}

/// Changes what the patch names.
pub fn update(catalog: &Catalog, id: LinkId, patch: LinkPatch) -> Result<Link, Error> {
    history::act(catalog, ActionKind::UpdateLink, |recorder| {
        recorder.db().links().get(id)?.ok_or(Error::NoLink(id))?;
        let thing = id.to_string();
        if let Some(relation) = patch.relation {
            recorder.set(KIND, &thing, "relation", &checked(relation)?)?;
        }
        if let Some(note) = &patch.note {
            recorder.set(KIND, &thing, "note", &note.trim())?;
        }
        history::link(recorder.db(), id)?.ok_or(Error::NoLink(id))
    })
}

/// Takes it away; undoing brings it back.
pub fn delete(catalog: &Catalog, id: LinkId) -> Result<(), Error> {
    history::act(catalog, ActionKind::DeleteLink, |recorder| {
        recorder.db().links().get(id)?.ok_or(Error::NoLink(id))?;
        recorder.set(KIND, &id.to_string(), "deleted", &true)
    })
}

fn checked(relation: Relation) -> Result<Relation, Error> {
    match relation {
        Relation::Free { words } => match words.split_whitespace().collect::<Vec<_>>().join(" ") {
            words if words.is_empty() => Err(Error::NoRelation),
            words => Ok(Relation::Free { words }),
        },
        named => Ok(named),
    }
}

/// All, oldest first, with both ends named.
pub fn list(catalog: &Catalog) -> Result<Vec<LinkView>, Error> {
    let links = catalog.store.read(|db| db.links().list())?;
    // What an earlier version linked does not say whose item of an agenda it is.
    let is_open = |end: &Thing| matches!(end, Thing::Symbol { symbol, meeting: None } if linking::is_local(symbol));
    let meetings = match links.iter().any(|link| is_open(&link.origin) || is_open(&link.target)) {
        true => mentions::meetings(catalog)?,
        false => HashMap::new(),
    };
    catalog.store.read(|db| {
        if links.is_empty() {
            return Ok(vec![]);
        }
        let names = Names::read(db)?;
        Ok(links
            .into_iter()
            .map(|link| names.of_one_meeting(link, &meetings))
            .map(|link| LinkView { origin: names.view(&link.origin), target: names.view(&link.target), link })
            .collect())
    })
}

/// What can be linked, by the words that it is named by; slides by the words on them. Without any words, what was
/// annotated last.
pub fn find(catalog: &Catalog, query: &str) -> Result<Vec<ThingView>, Error> {
    let words: Vec<String> = analysis::fold(query).split_whitespace().map(str::to_owned).collect();
    let names = catalog.store.read(Names::read)?;
    if words.is_empty() {
        let mut latest: Vec<&Annotation> = names.annotations.values().collect();
        latest.sort_by_key(|annotation| std::cmp::Reverse((annotation.modified_at, annotation.id)));
        let latest = latest.into_iter().take(MOST_OF_A_KIND);
        return Ok(latest.map(|a| names.view(&Thing::Annotation { annotation: a.id })).collect());
    }
    let mut found = vec![];
    for of_kind in names.by_kind() {
        let mut ranked: Vec<(bool, usize, ThingView)> = of_kind
            .into_iter()
            .enumerate()
            .filter_map(|(idx, view)| {
                let title = analysis::fold(&view.title);
                let text = format!("{title} {}", analysis::fold(view.detail.as_deref().unwrap_or_default()));
                let all = words.iter().all(|word| text.contains(word.as_str()));
                all.then(|| (!title.contains(words[0].as_str()), idx, view))
            })
            .collect();
        ranked.sort_by_key(|(elsewhere, idx, _)| (*elsewhere, *idx));
        found.extend(ranked.into_iter().take(MOST_OF_A_KIND).map(|(_, _, view)| view));
    }
    let known = mentions::symbols(catalog, None)?.into_iter().map(|entry| (entry.symbol, entry.meeting));
    let (of_meetings, of_all): (Vec<_>, Vec<_>) = linking::symbols(query).into_iter().partition(|found| found.is_local);
    let mut symbols: Vec<(String, Option<MeetingId>)> = of_all.into_iter().map(|found| (found.symbol, None)).collect();
    symbols.extend(known.filter(|(symbol, _)| {
        let text = analysis::fold(symbol);
        words.iter().all(|word| text.contains(word.as_str()))
    }));
    // An item that no page names is still one of any meeting's agenda.
    symbols.extend(of_meetings.into_iter().flat_map(|found| {
        let of = move |(meeting, _): &(MeetingId, MeetingRows)| (found.symbol.clone(), Some(*meeting));
        names.meetings.iter().map(of).collect::<Vec<_>>()
    }));
    let mut seen = std::collections::HashSet::new();
    symbols.retain(|symbol| seen.insert(symbol.clone()));
    found.extend(
        symbols
            .into_iter()
            .take(MOST_OF_A_KIND)
            .map(|(symbol, meeting)| names.view(&Thing::Symbol { symbol, meeting })),
    );
    let request = SearchRequest { query: query.to_owned(), limit: 40, ..SearchRequest::default() };
    let hits = search::run(catalog, &request)?.groups.into_iter().flat_map(|group| group.hits);
    let slides = hits.filter(|hit| hit.kind == HitKind::Page).filter_map(|hit| Some((hit.document?, hit.page?)));
    found.extend(slides.take(MOST_OF_A_KIND).map(|(document, page)| names.view(&Thing::Slide { document, page })));
    Ok(found)
}

/// What things are called.
struct Names {
    documents: HashMap<DocumentId, String>,
    bylines: HashMap<DocumentId, (Option<String>, MeetingId)>,
    meetings: Vec<(MeetingId, MeetingRows)>,
    contributions: HashMap<ContributionId, (usize, usize)>,
    sessions: HashMap<SessionId, (usize, usize)>,
    persons: Vec<(PersonId, String)>,
    organizations: Vec<(OrganizationId, String, Option<String>)>,
    annotations: HashMap<AnnotationId, Annotation>,
}

impl Names {
    fn read(db: &Db) -> Result<Names, Error> {
        let documents: HashMap<DocumentId, String> = db
            .documents()
            .list()?
            .into_iter()
            .map(|document| (document.id.clone(), document.display_title()))
            .collect();
        let placements = Placements::read(db, None)?;
        let bylines = documents
            .keys()
            .filter_map(|id| placements.best(id).map(|placed| (id.clone(), (placed.byline(), placed.meeting))))
            .collect();
        let mut meetings = vec![];
        for stored in db.meetings().list()? {
            let rows = MeetingRows::read(db, stored.meeting.id, stored.meeting.title)?;
            meetings.push((stored.meeting.id, rows));
        }
        let (mut contributions, mut sessions) = (HashMap::new(), HashMap::new());
        for (at, (_, rows)) in meetings.iter().enumerate() {
            contributions
                .extend(rows.contributions.iter().enumerate().map(|(idx, stored)| (stored.contribution.id, (at, idx))));
            sessions.extend(rows.sessions.iter().enumerate().map(|(idx, session)| (session.id, (at, idx))));
        }
        Ok(Names {
            documents,
            bylines,
            meetings,
            contributions,
            sessions,
            persons: db.persons().list()?.into_iter().map(|person| (person.id, person.name)).collect(),
            organizations: db
                .organizations()
                .list()?
                .into_iter()
                .map(|o| (o.id, o.display_name().to_owned(), o.acronym.filter(|_| o.name.is_some())))
                .collect(),
            annotations: db.annotations().list(None)?.into_iter().map(|a| (a.id, a)).collect(),
        })
    }

    /// All but slides and official documents, of which there are too many to list.
    fn by_kind(&self) -> Vec<Vec<ThingView>> {
        let views = |things: Vec<Thing>| things.iter().map(|thing| self.view(thing)).collect::<Vec<_>>();
        let mut documents: Vec<_> = self.documents.iter().collect();
        documents.sort_by_key(|(id, title)| (title.as_str(), id.as_str()));
        let mut annotations: Vec<&Annotation> = self.annotations.values().collect();
        annotations.sort_by_key(|annotation| std::cmp::Reverse(annotation.id));
        let rows = || self.meetings.iter().map(|(_, rows)| rows);
        let talks = rows().flat_map(|rows| rows.contributions.iter().filter(|talk| !talk.withdrawn));
        vec![
            views(annotations.iter().map(|a| Thing::Annotation { annotation: a.id }).collect()),
            views(talks.map(|talk| Thing::Contribution { contribution: talk.contribution.id }).collect()),
            views(rows().flat_map(|rows| &rows.sessions).map(|s| Thing::Session { session: s.id }).collect()),
            views(self.persons.iter().map(|(person, _)| Thing::Person { person: *person }).collect()),
            views(self.organizations.iter().map(|(o, _, _)| Thing::Organization { organization: *o }).collect()),
            views(documents.into_iter().map(|(id, _)| Thing::Document { document: id.clone() }).collect()),
        ]
    }

    fn view(&self, thing: &Thing) -> ThingView {
        let gone = ThingView {
            thing: thing.clone(),
            title: String::new(),
            detail: None,
            document: None,
            page: None,
            meeting: None,
            date: None,
            gone: true,
        };
        let there = ThingView { gone: false, ..gone.clone() };
        match thing {
            Thing::Annotation { annotation } => {
                let Some(annotation) = self.annotations.get(annotation) else { return gone };
                let target = &annotation.target;
                let words = [&target.quote, &annotation.comment].into_iter().find(|words| !words.trim().is_empty());
                let title = words.map(|words| short(words)).unwrap_or_default();
                ThingView { title, ..self.on(there, &target.document, Some(target.page)) }
            }
            Thing::Slide { document, page } => match self.documents.get(document) {
                Some(title) => ThingView { title: title.clone(), ..self.on(there, document, Some(*page)) },
                None => gone,
            },
            Thing::Document { document } => match self.documents.get(document) {
                Some(title) => ThingView { title: title.clone(), ..self.on(there, document, None) },
                None => gone,
            },
            Thing::Contribution { contribution } => {
                let Some((at, idx)) = self.contributions.get(contribution) else { return gone };
                let (meeting, rows) = &self.meetings[*at];
                let talk = &rows.contributions[*idx].contribution;
                let who = byline(&rows.credits(CreditSubject::Contribution(talk.id)));
                let session = talk.session.and_then(|id| rows.session(id)).map(session_heading);
                let title = talk.title.clone().or_else(|| who.clone()).unwrap_or_else(|| short(&talk.raw));
                let detail = joined([who.filter(|who| *who != title), session]);
                ThingView { title, detail, meeting: Some(*meeting), date: talk.date, ..there }
            }
            Thing::Session { session } => {
                let Some((at, idx)) = self.sessions.get(session) else { return gone };
                let (meeting, rows) = &self.meetings[*at];
                let session = &rows.sessions[*idx];
                let date = session.dates.first().copied();
                let (title, detail) = (session_heading(session), Some(rows.title.clone()));
                ThingView { title, detail, meeting: Some(*meeting), date, ..there }
            }
            Thing::Person { person } => match self.persons.iter().find(|(id, _)| id == person) {
                Some((_, name)) => ThingView { title: name.clone(), ..there },
                None => gone,
            },
            Thing::Organization { organization } => {
                match self.organizations.iter().find(|(id, _, _)| id == organization) {
                    Some((_, name, acronym)) => ThingView { title: name.clone(), detail: acronym.clone(), ..there },
                    None => gone,
                }
            }
            Thing::Symbol { symbol, meeting } => {
                let whose = meeting.and_then(|own| self.meetings.iter().find(|(id, _)| *id == own));
                let detail = whose.map(|(_, rows)| rows.title.clone());
                ThingView { title: symbol.clone(), detail, meeting: *meeting, ..there }
            }
        }
    }

    /// An item of an agenda that an earlier version linked is of the meeting that the other end belongs to.
    fn of_one_meeting(&self, mut link: Link, meetings: &HashMap<DocumentId, MeetingId>) -> Link {
        let meeting = |end: &Thing| {
            let view = self.view(end);
            view.document.and_then(|document| meetings.get(&document).copied()).or(view.meeting)
        };
        let (of_origin, of_target) = (meeting(&link.origin), meeting(&link.target));
        for (end, other) in [(&mut link.origin, of_target), (&mut link.target, of_origin)] {
            if let Thing::Symbol { symbol, meeting } = end
                && meeting.is_none()
                && linking::is_local(symbol)
            {
                *meeting = other;
            }
        }
        link
    }

    /// A place in a document, told by who gave it; by its title where nobody is known.
    fn on(&self, view: ThingView, document: &DocumentId, page: Option<PageIndex>) -> ThingView {
        let placed = self.bylines.get(document);
        let title = self.documents.get(document).cloned();
        let byline = placed.and_then(|(byline, _)| byline.clone());
        let detail = match view.thing {
            Thing::Annotation { .. } => joined([byline, title]),
            _ => byline,
        };
        let meeting = placed.map(|(_, meeting)| *meeting);
        ThingView { detail, document: Some(document.clone()), page, meeting, ..view }
    }
}

fn joined(parts: [Option<String>; 2]) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// On one line, and no more than fits one.
fn short(words: &str) -> String {
    const MOST: usize = 160;
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
