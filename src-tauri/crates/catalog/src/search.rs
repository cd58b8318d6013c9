//! Search over the whole library: pages, titles, names, talks and annotations, grouped by session.

use crate::{
    Catalog, Error,
    index::{self, annotation_body, page_language},
    page_text,
    placements::{self, MeetingRows, Placements},
};
use analysis::Lang;
use model::{
    CharRange, ContributionId, CreditSubject, Document, DocumentId, HitKind, Meeting, PageIndex, SearchGroup,
    SearchHit, SearchRequest, SearchResults, SessionId, SnippetPiece,
};
use search::{Filter, Query, RawHit};
use std::{cmp::Reverse, collections::HashMap};
use store::Db;

/// The most hits that one answer has.
const MAX_HITS: u32 = 500;

/// Searches. No query fails: what is not understood is searched as words, and said.
pub fn run(catalog: &Catalog, request: &SearchRequest) -> Result<SearchResults, Error> {
    let query = search::parse(&request.query);
    let mut results = SearchResults {
        not_understood: query.not_understood.clone(),
        indexing: catalog.index.is_behind(),
        ..SearchResults::default()
    };
    if query.is_empty() {
        return Ok(results);
    }
    let filter = Filter {
        document: request.document.clone(),
        // Within a document, what is looked for stands on its pages.
        kinds: request.document.as_ref().map(|_| vec![HitKind::Page]),
    };
    let limit = request.limit.clamp(1, MAX_HITS) as usize;
    let found = match index::open(catalog)?.search(&query, &filter, limit) {
        Ok(found) => found,
        Err(_) => {
            // Damaged, or deleted under our feet: it is made anew, and answers what it has meanwhile.
            index::discard(catalog);
            results.indexing = true;
            index::open(catalog)?.search(&query, &filter, limit)?
        }
    };
    results.n_total = found.n_total;
    results.groups = catalog.store.read(|db| {
        let seen = Seen::read(catalog, db, request)?;
        let mut groups: Vec<SearchGroup> = vec![];
        for raw in found.hits {
            let Some((session, hit)) = seen.hit(db, &query, raw)? else { continue };
            let placed = session.is_some() || hit.contribution.is_some();
            let at = match groups.iter().position(|other| other.session == session && other.placed == placed) {
                Some(at) => at,
                None => {
                    let heading = session.and_then(|id| seen.headings.get(&id).cloned());
                    groups.push(SearchGroup { session, placed, heading, hits: vec![] });
                    groups.len() - 1
                }
            };
            groups[at].hits.push(hit);
        }
        // Best first; what stands on no programme after what does, unless it is much better.
        groups.sort_by_key(|group| {
            let best = group.hits.iter().map(|hit| hit.score).fold(0., f32::max);
            let weighed = if group.placed { best } else { best * 0.5 };
            Reverse((weighed * 1000.) as i64)
        });
        Ok::<_, Error>(groups)
    })?;
    Ok(results)
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
    Ok(search::light(&search::parse(query), &text.text, page_language(&text, language)))
}

/// What hits are shown with.
struct Seen<'a> {
    catalog: &'a Catalog,
    documents: HashMap<DocumentId, Document>,
    placements: Placements,
    headings: HashMap<SessionId, String>,
    meetings: Vec<(Meeting, MeetingRows)>,
}

impl<'a> Seen<'a> {
    fn read(catalog: &'a Catalog, db: &Db, request: &SearchRequest) -> Result<Self, Error> {
        let mut meetings = vec![];
        for stored in db.meetings().list()? {
            let rows = MeetingRows::read(db, stored.meeting.id, stored.meeting.title.clone())?;
            meetings.push((stored.meeting, rows));
        }
        // Where something stands on two programmes, the one being looked at says where.
        meetings.sort_by_key(|(meeting, _)| Some(meeting.id) != request.meeting);
        let sessions = meetings.iter().flat_map(|(_, rows)| &rows.sessions);
        Ok(Seen {
            catalog,
            documents: db.documents().list()?.into_iter().map(|d| (d.id.clone(), d)).collect(),
            placements: Placements::read(db, None)?,
            headings: sessions.map(|session| (session.id, placements::session_heading(session))).collect(),
            meetings,
        })
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
            HitKind::Annotation => {
                let Some(annotation) =
                    index::keys::id(&raw.key).map(|id| db.annotations().get(id)).transpose()?.flatten()
                else {
                    return Ok(None);
                };
                let body = annotation_body(&annotation);
                let snippet = search::snippet(query, &body, analysis::language(&body));
                let title = self.title(&annotation.target.document);
                let (session, mut hit) = self.on_document(raw, title, snippet);
                hit.annotation = Some(annotation.id);
                hit.ranges = vec![annotation.target.range];
                Ok(Some((session, hit)))
            }
            HitKind::Contribution => {
                let contribution: Option<ContributionId> = index::keys::id(&raw.key);
                Ok(contribution.and_then(|id| self.contribution(query, raw, id)))
            }
            HitKind::Session => {
                let Some(id) = index::keys::id::<SessionId>(&raw.key) else { return Ok(None) };
                let Some(heading) = self.headings.get(&id) else { return Ok(None) };
                Ok(Some((Some(id), bare(raw, heading.clone(), None, vec![]))))
            }
            HitKind::Person => {
                let Some(person) = index::keys::id(&raw.key).map(|id| db.persons().get(id)).transpose()?.flatten()
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
                    index::keys::id(&raw.key).map(|id| db.organizations().get(id)).transpose()?.flatten()
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

    fn page(&self, query: &Query, raw: RawHit) -> Option<(Option<SessionId>, SearchHit)> {
        let (id, page) = (raw.document.clone()?, raw.page?);
        let document = self.documents.get(&id)?;
        let text = page_text::load(self.catalog, &id, page).ok()?;
        let language = document.language.as_deref().and_then(Lang::from_code);
        let shown = search::show(query, &text.text, page_language(&text, language));
        let (session, mut hit) = self.on_document(raw, document.display_title(), shown.snippet);
        hit.ranges = shown.ranges;
        Some((session, hit))
    }

    fn contribution(&self, query: &Query, raw: RawHit, id: ContributionId) -> Option<(Option<SessionId>, SearchHit)> {
        let (_, rows) =
            self.meetings.iter().find(|(_, rows)| rows.contributions.iter().any(|c| c.contribution.id == id))?;
        let stored = rows.contributions.iter().find(|c| c.contribution.id == id)?;
        let c = &stored.contribution;
        let byline = placements::byline(&rows.credits(CreditSubject::Contribution(id)));
        let snippet = search::snippet(query, &c.raw, analysis::language(&c.raw));
        let hit = match &c.title {
            Some(title) => bare(raw, title.clone(), byline, snippet),
            None => bare(raw, byline.unwrap_or_else(|| c.raw.clone()), None, snippet),
        };
        Some(self.with_deck(hit, Some((c.session, Some(id)))))
    }

    fn title(&self, document: &DocumentId) -> String {
        self.documents.get(document).map(Document::display_title).unwrap_or_default()
    }

    fn on_document(&self, raw: RawHit, title: String, snippet: Vec<SnippetPiece>) -> (Option<SessionId>, SearchHit) {
        let placed = raw.document.as_ref().and_then(|id| {
            let all = self.placements.of(id);
            let first = self.meetings.first().map(|(meeting, _)| meeting.id);
            all.iter().find(|placed| Some(placed.meeting) == first).or(all.first())
        });
        let mut hit = bare(raw, title, placed.and_then(|p| p.byline()), snippet);
        hit.contribution = placed.map(|p| p.contribution);
        (placed.and_then(|p| p.session), hit)
    }

    /// The first talk or session that a credit is for.
    fn credited(
        &self,
        is_meant: impl Fn(&model::CreditView) -> bool,
    ) -> Option<(Option<SessionId>, Option<ContributionId>, model::CreditView)> {
        for (_, rows) in &self.meetings {
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
        let deck = self.placements.iter().find(|(_, placed)| Some(placed.contribution) == contribution);
        hit.document = deck.map(|(document, _)| document.clone());
        (session, hit)
    }
}

fn bare(raw: RawHit, title: String, byline: Option<String>, snippet: Vec<SnippetPiece>) -> SearchHit {
    SearchHit {
        kind: raw.kind,
        document: raw.document,
        page: raw.page,
        annotation: None,
        contribution: None,
        person: None,
        title,
        byline,
        snippet,
        ranges: vec![],
        score: raw.score,
    }
}
