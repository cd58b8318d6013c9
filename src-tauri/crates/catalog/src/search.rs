//! Search over the whole library: pages, titles, names, talks and annotations, grouped by session.

use crate::{
    Catalog, Error,
    entries::{self, annotation_text, page_language},
    history, index, page_text,
    placements::{self, MeetingRows, Placed, Programmes},
    room,
};
use analysis::Lang;
use model::{
    CharRange, ContributionId, CreditSubject, Document, DocumentId, FacetCount, FacetKind, FacetValue, HitKind,
    MeetingId, PageIndex, SearchGroup, SearchHit, SearchRequest, SearchResults, SessionId, SnippetPiece, TextSource,
    Thing,
};
use search::{Engine, Facet, Filter, Found, Query, RawHit, Wanted};
use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
};
use store::Db;

/// The most hits that one answer has.
const MAX_HITS: u32 = 2_000;
/// With fewer, slips are looked for.
const FEW: u32 = 3;
/// The most values of one facet that are told.
const MAX_VALUES: usize = 40;

/// Searches. No query fails: what is not understood is searched as words, and said.
pub fn run(catalog: &Catalog, request: &SearchRequest) -> Result<SearchResults, Error> {
    let typed = search::parse(&request.query);
    let mut results = SearchResults { not_understood: typed.not_understood.clone(), ..SearchResults::default() };
    if typed.is_empty() {
        results.indexing = catalog.index.is_behind();
        return Ok(results);
    }
    let filter = Filter {
        document: request.document.clone(),
        // Within a document, what is looked for stands on its pages.
        kinds: request.document.as_ref().map(|_| vec![HitKind::Page]),
        chosen: request.chosen.iter().map(|chosen| (facet(chosen.facet), chosen.value.clone())).collect(),
    };
    let wanted = Wanted { n_hits: request.limit.clamp(1, MAX_HITS) as usize, facets: request.facets };
    let mut answer = ask(catalog, |engine| answer(engine, request, &typed, &filter, wanted))?;
    results.indexing = catalog.index.is_behind() || index::is_older(catalog);
    results.n_total = answer.found.n_total;
    results.did_you_mean = answer.did_you_mean.take();
    results.widened = !answer.wider.is_empty();
    let programmes = Programmes::read(catalog)?;
    catalog.store.read(|db| {
        let hits = answer.found.hits.iter().chain(&answer.wider);
        let seen = Seen::read(catalog, db, &programmes, request.meeting, hits)?;
        let mut shown: Vec<Shown> = vec![];
        for (query, hits) in [(&answer.query, answer.found.hits), (&answer.better, answer.wider)] {
            for raw in hits {
                shown.extend(seen.hit(db, query, raw)?);
            }
        }
        results.groups = seen.grouped(shown);
        results.facets = seen.facets(db, answer.found.facets, &request.chosen)?;
        Ok::<_, Error>(())
    })?;
    Ok(results)
}

/// Does it search for nothing?
pub(crate) fn is_empty(query: &str) -> bool {
    search::parse(query).is_empty()
}

/// How many hits a query has.
pub(crate) fn count(catalog: &Catalog, query: &str) -> Result<u32, Error> {
    let typed = search::parse(query);
    let wanted = Wanted { n_hits: 0, facets: false };
    ask(catalog, |engine| Ok(engine.search(&engine.expand(&typed)?, &Filter::default(), wanted)?.n_total))
}

/// More like one page: others that share its telling words.
pub fn similar(catalog: &Catalog, document: &DocumentId, page: PageIndex, limit: u32) -> Result<SearchResults, Error> {
    let text = page_text::load(catalog, document, page)?;
    let stored = catalog.store.read(|db| db.documents().get(document))?;
    let language = stored.and_then(|s| s.document.language).and_then(|code| Lang::from_code(&code));
    let filter = Filter { kinds: Some(vec![HitKind::Page]), ..Filter::default() };
    let n_hits = limit.clamp(1, MAX_HITS) as usize;
    let mut found = ask(catalog, |engine| {
        // The page itself is the most like it.
        engine.similar(&text.text, page_language(&text, language), &filter, n_hits + 1)
    })?;
    let own = entries::keys::page(document, page);
    found.hits.retain(|hit| hit.key != own);
    found.hits.truncate(n_hits);
    let mut results = SearchResults {
        n_total: found.hits.len() as u32,
        indexing: catalog.index.is_behind(),
        ..SearchResults::default()
    };
    let programmes = Programmes::read(catalog)?;
    catalog.store.read(|db| {
        let seen = Seen::read(catalog, db, &programmes, None, &found.hits)?;
        let mut shown: Vec<Shown> = vec![];
        for raw in found.hits {
            shown.extend(seen.hit(db, &Query::default(), raw)?);
        }
        results.groups = seen.grouped(shown);
        Ok::<_, Error>(())
    })?;
    Ok(results)
}

/// Asks the index; one that is damaged or was taken away is asked no more, and another answers with what it has.
pub(crate) fn ask<T>(
    catalog: &Catalog,
    question: impl Fn(&dyn Engine) -> Result<T, search::Error>,
) -> Result<T, Error> {
    let engine = index::open(catalog)?;
    match question(&*engine) {
        Ok(answer) => Ok(answer),
        Err(error) => {
            index::discard(catalog, &error);
            Ok(question(&*index::open(catalog)?)?)
        }
    }
}

/// What the index says to a query.
struct FromIndex {
    /// With what only the index knows to add.
    query: Query,
    found: Found,
    did_you_mean: Option<String>,
    /// The query as it may have been meant, and what that finds besides.
    better: Query,
    wider: Vec<RawHit>,
}

fn answer(
    engine: &dyn Engine,
    request: &SearchRequest,
    typed: &Query,
    filter: &Filter,
    wanted: Wanted,
) -> Result<FromIndex, search::Error> {
    let query = engine.expand(typed)?;
    let found = engine.search(&query, filter, wanted)?;
    let mut answer = FromIndex { query, found, did_you_mean: None, better: Query::default(), wider: vec![] };
    if answer.found.n_total >= FEW {
        return Ok(answer);
    }
    let Some((better, text)) = engine.corrected(&request.query, typed)? else { return Ok(answer) };
    let wider = engine.search(&better, filter, wanted)?;
    if wider.n_total > answer.found.n_total {
        let known: HashSet<&String> = answer.found.hits.iter().map(|hit| &hit.key).collect();
        // However well they fit, they come after what was asked for.
        let least = answer.found.hits.iter().map(|hit| hit.score).fold(1., f32::min);
        let best = wider.hits.first().map_or(1., |hit| hit.score.max(f32::EPSILON));
        let others = wider.hits.iter().filter(|hit| !known.contains(&hit.key)).cloned();
        answer.wider = others.map(|hit| RawHit { score: hit.score / best * least * 0.5, ..hit }).collect();
        answer.did_you_mean = Some(text.trim().to_owned());
        answer.better = better;
        if answer.found.n_total == 0 {
            answer.found.n_total = wider.n_total;
            answer.found.facets = wider.facets;
        }
    }
    Ok(answer)
}

fn facet(kind: FacetKind) -> Facet {
    match kind {
        FacetKind::Kind => Facet::Kind,
        FacetKind::Session => Facet::Session,
        FacetKind::Person => Facet::Person,
        FacetKind::Organization => Facet::Organization,
        FacetKind::Language => Facet::Language,
        FacetKind::Tag => Facet::Tag,
        FacetKind::Year => Facet::Year,
        FacetKind::Annotated => Facet::Annotated,
    }
}

fn facet_kind(facet: Facet) -> FacetKind {
    match facet {
        Facet::Kind => FacetKind::Kind,
        Facet::Session => FacetKind::Session,
        Facet::Person => FacetKind::Person,
        Facet::Organization => FacetKind::Organization,
        Facet::Language => FacetKind::Language,
        Facet::Tag => FacetKind::Tag,
        Facet::Year => FacetKind::Year,
        Facet::Annotated => FacetKind::Annotated,
    }
}

/// Where on one page the words of a query are.
pub fn find_on_page(
    catalog: &Catalog,
    document: &DocumentId,
    page: PageIndex,
    query: &str,
) -> Result<Vec<CharRange>, Error> {
    let text = page_text::load(catalog, document, page)?;
    let stored = catalog.store.read(|db| db.documents().get(document))?;
    let language = stored.and_then(|s| s.document.language).and_then(|code| Lang::from_code(&code));
    let typed = search::parse(query);
    // What the search has widened is lit like what was typed; without an index, that alone is.
    let widened = ask(catalog, |engine| {
        let expanded = engine.expand(&typed)?;
        Ok((expanded, engine.corrected(query, &typed)?))
    });
    let language = page_language(&text, language);
    let (expanded, better) = widened.unwrap_or_else(|_| (typed.clone(), None));
    let ranges = search::light(&expanded, &text.text, language);
    Ok(match better {
        Some((better, _)) if ranges.is_empty() => search::light(&better, &text.text, language),
        _ => ranges,
    })
}

/// A hit, and the session that it belongs to.
type Shown = (Option<SessionId>, SearchHit);

/// What hits are shown with.
struct Seen<'a> {
    catalog: &'a Catalog,
    documents: HashMap<DocumentId, Document>,
    programmes: &'a Programmes,
    /// Where something stands on two programmes, this one says where.
    first: Option<MeetingId>,
}

impl<'a> Seen<'a> {
    fn read<'h>(
        catalog: &'a Catalog,
        db: &Db,
        programmes: &'a Programmes,
        meeting: Option<MeetingId>,
        hits: impl IntoIterator<Item = &'h RawHit>,
    ) -> Result<Self, Error> {
        // A library may have very many documents, an answer has few.
        let wanted: HashSet<&DocumentId> = hits.into_iter().filter_map(|hit| hit.document.as_ref()).collect();
        let mut documents = HashMap::new();
        for id in wanted {
            documents.extend(db.documents().get(id)?.map(|stored| (id.clone(), stored.document)));
        }
        let first = meeting.or(programmes.meetings.first().map(|(id, _)| *id));
        Ok(Seen { catalog, documents, programmes, first })
    }

    /// The programmes, the one being looked at first.
    fn meetings(&self) -> impl Iterator<Item = &MeetingRows> {
        let all = &self.programmes.meetings;
        let of = move |first: bool| all.iter().filter(move |(id, _)| (Some(*id) == self.first) == first);
        of(true).chain(of(false)).map(|(_, rows)| rows)
    }

    /// The hits by session, best first; what stands on no programme after what does, unless it is much better.
    fn grouped(&self, shown: Vec<Shown>) -> Vec<SearchGroup> {
        let mut groups: Vec<SearchGroup> = vec![];
        for (session, hit) in shown {
            let placed = session.is_some() || hit.contribution.is_some();
            let at = match groups.iter().position(|other| other.session == session && other.placed == placed) {
                Some(at) => at,
                None => {
                    let heading = session.and_then(|id| self.programmes.headings.get(&id).cloned());
                    groups.push(SearchGroup { session, placed, heading, hits: vec![] });
                    groups.len() - 1
                }
            };
            groups[at].hits.push(hit);
        }
        groups.sort_by_key(|group| {
            let best = group.hits.iter().map(|hit| hit.score).fold(0., f32::max);
            let weighed = if group.placed { best } else { best * 0.5 };
            Reverse((weighed * 1000.) as i64)
        });
        groups
    }

    /// The counts with names; what is not there any more has none, and is left out.
    fn facets(
        &self,
        db: &Db,
        counts: Vec<search::FacetCount>,
        chosen: &[FacetValue],
    ) -> Result<Vec<FacetCount>, Error> {
        let mut n_of: HashMap<Facet, usize> = HashMap::new();
        let mut named = vec![];
        for count in counts {
            let kind = facet_kind(count.facet);
            let is_chosen = chosen.iter().any(|c| c.facet == kind && c.value == count.value);
            let n_before = n_of.entry(count.facet).or_default();
            if *n_before >= MAX_VALUES && !is_chosen {
                continue;
            }
            let value = &count.value;
            let label = match count.facet {
                Facet::Session => {
                    value.parse().ok().and_then(|id: SessionId| self.programmes.headings.get(&id).cloned())
                }
                Facet::Person => match value.parse() {
                    Ok(id) => db.persons().get(id)?.map(|person| person.name),
                    Err(_) => None,
                },
                Facet::Organization => match value.parse() {
                    Ok(id) => db.organizations().get(id)?.map(|o| o.display_name().to_owned()),
                    Err(_) => None,
                },
                Facet::Tag => match value.parse() {
                    Ok(id) => db.tags().get(id)?.map(|tag| tag.name),
                    Err(_) => None,
                },
                Facet::Kind | Facet::Language | Facet::Year | Facet::Annotated => {
                    named.push(FacetCount {
                        facet: kind,
                        value: count.value,
                        label: None,
                        n: count.n,
                        chosen: is_chosen,
                    });
                    *n_before += 1;
                    continue;
                }
            };
            if label.is_some() {
                *n_before += 1;
                named.push(FacetCount { facet: kind, value: count.value, label, n: count.n, chosen: is_chosen });
            }
        }
        Ok(named)
    }

    /// The hit as it is shown, and its session; `None` where what it was has gone since.
    fn hit(&self, db: &Db, query: &Query, raw: RawHit) -> Result<Option<(Option<SessionId>, SearchHit)>, Error> {
        match raw.kind {
            HitKind::Page => Ok(self.page(query, raw)),
            HitKind::Document => {
                let Some(document) = raw.document.as_ref().and_then(|id| self.documents.get(id)) else {
                    return Ok(None);
                };
                let names: Vec<&str> = document.files.iter().map(|file| file.name()).collect();
                let snippet = search::snippet(query, &names.join(" · "), None);
                let title = document.display_title();
                Ok(Some(self.on_document(raw, title, snippet)))
            }
            HitKind::Annotation if raw.key.starts_with("r:") => self.room_note(db, query, raw),
            HitKind::Annotation if raw.key.starts_with("n:") => self.session_note(db, query, raw),
            HitKind::Annotation if raw.key.starts_with("l:") => self.link(db, query, raw),
            HitKind::Annotation => {
                let Some(annotation) =
                    entries::keys::id(&raw.key).map(|id| db.annotations().get(id)).transpose()?.flatten()
                else {
                    return Ok(None);
                };
                let body = annotation_text(&annotation);
                let snippet = search::snippet(query, &body, analysis::language(&body));
                let title = self.title(&annotation.target.document);
                let (session, mut hit) = self.on_document(raw, title, snippet);
                hit.annotation = Some(annotation.id);
                hit.ranges = annotation.target.ranges();
                hit.recognized = annotation.target.source == TextSource::Ocr;
                Ok(Some((session, hit)))
            }
            HitKind::Tag => {
                let Some(tag) = entries::keys::id(&raw.key).map(|id| db.tags().get(id)).transpose()?.flatten() else {
                    return Ok(None);
                };
                let snippet = match tag.definition.trim() {
                    "" => vec![],
                    definition => search::snippet(query, definition, analysis::language(definition)),
                };
                let mut hit = bare(raw, tag.name, None, snippet);
                hit.tag = Some(tag.id);
                Ok(Some((None, hit)))
            }
            HitKind::Contribution => {
                let contribution: Option<ContributionId> = entries::keys::id(&raw.key);
                Ok(contribution.and_then(|id| self.contribution(query, raw, id)))
            }
            HitKind::Session => {
                let Some(id) = entries::keys::id::<SessionId>(&raw.key) else { return Ok(None) };
                let Some(heading) = self.programmes.headings.get(&id) else { return Ok(None) };
                Ok(Some((Some(id), bare(raw, heading.clone(), None, vec![]))))
            }
            HitKind::Person => {
                let Some(person) = entries::keys::id(&raw.key).map(|id| db.persons().get(id)).transpose()?.flatten()
                else {
                    return Ok(None);
                };
                let credited = self.credited(|credit| credit.person == Some(person.id));
                let byline = credited.as_ref().and_then(|(_, _, credit)| credit.affiliation.clone());
                let mut hit = bare(raw, person.name, byline, vec![]);
                hit.person = Some(person.id);
                Ok(Some(self.with_deck(hit, credited.map(|(session, contribution, _)| (session, contribution)))))
            }
            HitKind::Organization => {
                let Some(organization) =
                    entries::keys::id(&raw.key).map(|id| db.organizations().get(id)).transpose()?.flatten()
                else {
                    return Ok(None);
                };
                let credited = self.credited(|credit| credit.organization == Some(organization.id));
                let name = organization.display_name().to_owned();
                let hit = bare(raw, name, organization.acronym, vec![]);
                Ok(Some(self.with_deck(hit, credited.map(|(session, contribution, _)| (session, contribution)))))
            }
        }
    }

    /// Something taken down in the room, that waits for its slide.
    fn room_note(&self, db: &Db, query: &Query, raw: RawHit) -> Result<Option<Shown>, Error> {
        let Some(note) = entries::keys::id(&raw.key).map(|id| db.room_notes().get(id)).transpose()?.flatten() else {
            return Ok(None);
        };
        let (id, session, contribution) = (note.id, note.session, note.contribution);
        let Some(view) = room::views(db, vec![note])?.pop() else { return Ok(None) };
        let words = &view.note.words;
        let snippet = search::snippet(query, words, analysis::language(words));
        let title = view.contribution_title.or(view.byline.clone()).or(view.session_heading).unwrap_or_default();
        let mut hit = bare(raw, title, view.byline, snippet);
        (hit.room_note, hit.contribution) = (Some(id), contribution);
        Ok(Some((session, hit)))
    }

    /// What is written about a session.
    fn session_note(&self, db: &Db, query: &Query, raw: RawHit) -> Result<Option<Shown>, Error> {
        let Some(id) = entries::keys::id::<SessionId>(&raw.key) else { return Ok(None) };
        let Some(heading) = self.programmes.headings.get(&id) else { return Ok(None) };
        let words = history::session_note(db, id)?;
        let snippet = search::snippet(query, &words, analysis::language(&words));
        Ok(Some((Some(id), bare(raw, heading.clone(), None, snippet))))
    }

    /// What is said of a link: it opens where the link begins or, where nothing is there any more, where it ends.
    fn link(&self, db: &Db, query: &Query, raw: RawHit) -> Result<Option<Shown>, Error> {
        let Some(link) = entries::keys::id(&raw.key).map(|id| db.links().get(id)).transpose()?.flatten() else {
            return Ok(None);
        };
        let words = entries::link_text(&link);
        let snippet = search::snippet(query, &words, analysis::language(&words));
        let hit = bare(raw, String::new(), None, snippet);
        let shown = match self.linked(db, hit.clone(), &link.origin)? {
            Some(shown) => Some(shown),
            None => self.linked(db, hit, &link.target)?,
        };
        Ok(shown)
    }

    /// The hit as one on this thing; `None` where it has gone.
    fn linked(&self, db: &Db, mut hit: SearchHit, thing: &Thing) -> Result<Option<Shown>, Error> {
        let (document, page) = match thing {
            Thing::Annotation { annotation } => {
                let Some(annotation) = db.annotations().get(*annotation)? else { return Ok(None) };
                hit.annotation = Some(annotation.id);
                (annotation.target.document, Some(annotation.target.page))
            }
            Thing::Slide { document, page } => (document.clone(), Some(*page)),
            Thing::Document { document } => (document.clone(), None),
            Thing::Contribution { contribution } => {
                let all = self.programmes.meetings.iter().flat_map(|(_, rows)| &rows.contributions);
                let mut all = all.map(|stored| &stored.contribution);
                let Some(talk) = all.find(|talk| talk.id == *contribution) else { return Ok(None) };
                hit.title = talk.title.clone().unwrap_or_else(|| talk.raw.clone());
                hit.contribution = Some(talk.id);
                return Ok(Some((talk.session, hit)));
            }
            Thing::Session { session } => {
                let Some(heading) = self.programmes.headings.get(session) else { return Ok(None) };
                hit.title = heading.clone();
                return Ok(Some((Some(*session), hit)));
            }
            Thing::Person { person } => {
                let Some(person) = db.persons().get(*person)? else { return Ok(None) };
                (hit.title, hit.person) = (person.name, Some(person.id));
                let credited = self.credited(|credit| credit.person == hit.person);
                return Ok(Some(self.with_deck(hit, credited.map(|(session, talk, _)| (session, talk)))));
            }
            Thing::Organization { organization } => {
                let Some(organization) = db.organizations().get(*organization)? else { return Ok(None) };
                hit.title = organization.display_name().to_owned();
                let credited = self.credited(|credit| credit.organization == Some(organization.id));
                return Ok(Some(self.with_deck(hit, credited.map(|(session, talk, _)| (session, talk)))));
            }
            Thing::Symbol { symbol, .. } => {
                hit.title = symbol.clone();
                return Ok(Some((None, hit)));
            }
        };
        let Some(stored) = db.documents().get(&document)? else { return Ok(None) };
        let placed = self.placed(&document);
        hit.title = stored.document.display_title();
        hit.byline = placed.and_then(|placed| placed.byline());
        hit.contribution = placed.map(|placed| placed.contribution);
        (hit.document, hit.page) = (Some(document), page);
        Ok(Some((placed.and_then(|placed| placed.session), hit)))
    }

    fn page(&self, query: &Query, raw: RawHit) -> Option<(Option<SessionId>, SearchHit)> {
        let (id, page) = (raw.document.clone()?, raw.page?);
        let document = self.documents.get(&id)?;
        let text = page_text::load(self.catalog, &id, page).ok()?;
        let language = document.language.as_deref().and_then(Lang::from_code);
        let shown = search::show(query, &text.text, page_language(&text, language));
        let (session, mut hit) = self.on_document(raw, document.display_title(), shown.snippet);
        hit.recognized = shown.ranges.iter().any(|&range| text.source(range) == TextSource::Ocr);
        hit.ranges = shown.ranges;
        Some((session, hit))
    }

    fn contribution(&self, query: &Query, raw: RawHit, id: ContributionId) -> Option<(Option<SessionId>, SearchHit)> {
        let of = |rows: &'a MeetingRows| Some((rows, rows.contributions.iter().find(|c| c.contribution.id == id)?));
        let (rows, stored) = self.programmes.meetings.iter().find_map(|(_, rows)| of(rows))?;
        let c = &stored.contribution;
        let byline = placements::byline(&rows.credits(CreditSubject::Contribution(id)));
        let text = entries::contribution_text(c);
        let snippet = search::snippet(query, &text, analysis::language(&text));
        let hit = match &c.title {
            Some(title) => bare(raw, title.clone(), byline, snippet),
            None => bare(raw, byline.unwrap_or_else(|| c.raw.clone()), None, snippet),
        };
        Some(self.with_deck(hit, Some((c.session, Some(id)))))
    }

    fn title(&self, document: &DocumentId) -> String {
        self.documents.get(document).map(Document::display_title).unwrap_or_default()
    }

    /// Where a document stands, on the programme being looked at where it is on two.
    fn placed(&self, document: &DocumentId) -> Option<&Placed> {
        let all = self.programmes.placements.of(document);
        all.iter().find(|placed| Some(placed.meeting) == self.first).or(all.first())
    }

    fn on_document(&self, raw: RawHit, title: String, snippet: Vec<SnippetPiece>) -> (Option<SessionId>, SearchHit) {
        let placed = raw.document.as_ref().and_then(|id| self.placed(id));
        let mut hit = bare(raw, title, placed.and_then(|p| p.byline()), snippet);
        hit.contribution = placed.map(|p| p.contribution);
        (placed.and_then(|p| p.session), hit)
    }

    /// The first talk or session that a credit is for.
    fn credited(
        &self,
        is_meant: impl Fn(&model::CreditView) -> bool,
    ) -> Option<(Option<SessionId>, Option<ContributionId>, model::CreditView)> {
        for rows in self.meetings() {
            for stored in &rows.contributions {
                let c = &stored.contribution;
                let credits = rows.credits(CreditSubject::Contribution(c.id));
                if let Some(credit) = credits.into_iter().find(&is_meant) {
                    return Some((c.session, Some(c.id), credit));
                }
            }
            for session in &rows.sessions {
                let credits = rows.credits(CreditSubject::Session(session.id));
                if let Some(credit) = credits.into_iter().find(&is_meant) {
                    return Some((Some(session.id), None, credit));
                }
            }
        }
        None
    }

    /// Gives a hit its talk, and the deck of that talk to open.
    fn with_deck(
        &self,
        mut hit: SearchHit,
        credited: Option<(Option<SessionId>, Option<ContributionId>)>,
    ) -> (Option<SessionId>, SearchHit) {
        let Some((session, contribution)) = credited else { return (None, hit) };
        hit.contribution = contribution;
        hit.document = contribution.and_then(|id| self.programmes.deck(id)).cloned();
        (session, hit)
    }
}

fn bare(raw: RawHit, title: String, byline: Option<String>, snippet: Vec<SnippetPiece>) -> SearchHit {
    SearchHit {
        kind: raw.kind,
        document: raw.document,
        page: raw.page,
        annotation: None,
        room_note: None,
        contribution: None,
        person: None,
        tag: None,
        title,
        byline,
        rtl: is_rtl(&snippet),
        snippet,
        ranges: vec![],
        score: raw.score,
        recognized: false,
    }
}

/// Most of the letters decide, not the first: a slide in Arabic may well begin with a Latin name.
fn is_rtl(snippet: &[SnippetPiece]) -> bool {
    let letters = snippet.iter().flat_map(|piece| piece.text.chars()).filter(|c| c.is_alphabetic());
    let (rtl, ltr): (Vec<char>, Vec<char>) =
        letters.partition(|&c| matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC));
    rtl.len() > ltr.len()
}
