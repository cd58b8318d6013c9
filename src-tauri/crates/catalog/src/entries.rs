//! What of the library goes into the search index, and under which keys.

use crate::{
    Catalog, Error, history,
    identity::{self, Identities},
    page_text,
    placements::{self, Placed, Programmes},
    room,
};
use analysis::Lang;
use jiff::civil::Date;
use model::{
    Annotation, AnnotationId, Contribution, CreditSubject, CreditView, Document, DocumentId, HitKind, Link, LinkId,
    MeetingId, OrganizationId, PageIndex, PageText, PersonId, Relation, RoomNoteId, Session, SessionId, Tag, TagId,
    TextClass,
};
use search::{Around, Entry, Facet, Op};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Db;

/// How entries are named in the index.
pub(crate) mod keys {
    use model::{AnnotationId, DocumentId, LinkId, PageIndex, RoomNoteId, SessionId, TagId};

    pub fn page(document: &DocumentId, page: PageIndex) -> String {
        format!("p:{document}:{}", page.0)
    }

    pub fn annotation(id: AnnotationId) -> String {
        format!("a:{id}")
    }

    pub fn tag(id: TagId) -> String {
        format!("t:{id}")
    }

    pub fn room_note(id: RoomNoteId) -> String {
        format!("r:{id}")
    }

    /// What is written about a session.
    pub fn session_note(id: SessionId) -> String {
        format!("n:{id}")
    }

    pub fn link(id: LinkId) -> String {
        format!("l:{id}")
    }

    /// The part behind the kind's letter.
    pub fn id<T: std::str::FromStr>(key: &str) -> Option<T> {
        key.split_once(':')?.1.parse().ok()
    }
}

/// Every name of those people that have several.
type Aliases = HashMap<PersonId, Vec<String>>;

/// What stands around an entry: who speaks, when and where, each once.
#[derive(Default, Clone)]
struct Setting {
    speakers: BTreeSet<String>,
    sessions: BTreeSet<String>,
    organizations: BTreeSet<String>,
    tags: BTreeSet<String>,
    deck: BTreeSet<String>,
    /// A talk's abstract.
    description: String,
    dates: BTreeSet<String>,
    facets: BTreeSet<(Facet, String)>,
}

impl Setting {
    /// Of a document, and of all that stands in it.
    fn around(db: &Db, programmes: &Programmes, document: &Document) -> Result<Setting, Error> {
        let mut setting = Setting::default();
        let aliases = identity::aliases(db)?;
        for placed in programmes.placements.of(&document.id) {
            setting.placed(placed, &aliases);
        }
        setting.deck.insert(document.display_title());
        setting.deck.extend(document.files.iter().map(|file| file.name().to_owned()));
        Ok(setting)
    }

    fn credits(&mut self, credits: &[CreditView], aliases: &Aliases) {
        for credit in credits {
            self.speakers.extend(credit.name.clone());
            self.speakers.extend(credit.person.and_then(|id| aliases.get(&id)).into_iter().flatten().cloned());
            self.organizations.extend(credit.affiliation.clone());
            self.organizations.extend(credit.acronym.clone());
            self.facets.extend(credit.person.map(|id| (Facet::Person, id.to_string())));
            self.facets.extend(credit.organization.map(|id| (Facet::Organization, id.to_string())));
        }
    }

    fn session(&mut self, id: SessionId, heading: String) {
        self.sessions.insert(heading);
        self.facets.insert((Facet::Session, id.to_string()));
    }

    fn date(&mut self, date: Date) {
        self.dates.insert(date.strftime("%Y%m%d").to_string());
    }

    fn tag(&mut self, tag: &Tag) {
        self.tags.insert(tag.name.clone());
        self.facets.insert((Facet::Tag, tag.id.to_string()));
    }

    fn placed(&mut self, placed: &Placed, aliases: &Aliases) {
        self.credits(&placed.credits, aliases);
        if let Some(session) = placed.session {
            self.session(session, placed.session_heading.clone().unwrap_or_default());
        }
        placed.date.into_iter().for_each(|date| self.date(date));
        self.deck.extend(placed.contribution_title.clone());
    }

    fn onto(self, entry: &mut Entry) {
        let lines = |texts: BTreeSet<String>| texts.into_iter().collect::<Vec<_>>().join("\n");
        entry.around = Around {
            speakers: lines(self.speakers),
            session: lines(self.sessions),
            organizations: lines(self.organizations),
            tags: lines(self.tags),
            deck: lines(self.deck),
            description: self.description,
        };
        entry.dates = self.dates.into_iter().collect();
        entry.facets.extend(self.facets);
    }
}

/// A document, with what stands around it and what was made on it.
struct Deck {
    document: Document,
    language: Option<Lang>,
    setting: Setting,
    /// All, or those of the one page that is asked for.
    annotations: Vec<Annotation>,
    tags: HashMap<model::TagId, Tag>,
}

impl Deck {
    fn read(db: &Db, programmes: &Programmes, id: &DocumentId, only: Option<PageIndex>) -> Result<Option<Deck>, Error> {
        let Some(stored) = db.documents().get(id)? else { return Ok(None) };
        let document = stored.document;
        let setting = Setting::around(db, programmes, &document)?;
        let annotations = match only {
            Some(page) => db.annotations().on_page(id, page)?,
            None => db.annotations().list(Some(id))?,
        };
        let tags = if annotations.is_empty() { vec![] } else { db.tags().list()? };
        let tags = tags.into_iter().map(|view| (view.tag.id, view.tag)).collect();
        let language = document.language.as_deref().and_then(Lang::from_code);
        Ok(Some(Deck { document, language, setting, annotations, tags }))
    }

    fn page(&self, page: PageIndex, text: PageText) -> Entry {
        let mut setting = self.setting.clone();
        let mut annotated = false;
        for annotation in self.annotations.iter().filter(|annotation| annotation.target.page == page) {
            annotated = true;
            annotation.tags.iter().filter_map(|tag| self.tags.get(tag)).for_each(|tag| setting.tag(tag));
        }
        let mut entry = Entry::new(keys::page(&self.document.id, page), HitKind::Page);
        entry.document = Some(self.document.id.clone());
        entry.page = Some(page);
        entry.title = heading(&text).to_owned();
        entry.language = page_language(&text, self.language);
        entry.body = text.text;
        entry.facets.push((Facet::Annotated, u8::from(annotated).to_string()));
        setting.onto(&mut entry);
        entry
    }
}

/// The document's own entry and its pages.
pub(crate) fn document(catalog: &Catalog, id: &DocumentId, ops: &mut Vec<Op>) -> Result<(), Error> {
    ops.push(Op::DeleteDocument(id.clone()));
    let programmes = Programmes::read(catalog)?;
    let Some(deck) = catalog.store.read(|db| Deck::read(db, &programmes, id, None))? else { return Ok(()) };
    let document = &deck.document;
    let m = &document.metadata;
    let about = [&m.author, &m.subject, &m.keywords].into_iter().flatten().cloned();
    let names = document.files.iter().map(|file| file.name().to_owned());
    let mut entry = Entry::new(format!("d:{id}"), HitKind::Document);
    entry.document = Some(id.clone());
    entry.title = document.display_title();
    entry.body = about.chain(names).collect::<Vec<_>>().join("\n");
    entry.language = deck.language;
    deck.setting.clone().onto(&mut entry);
    ops.push(Op::Put(Box::new(entry)));
    // A document whose copy is gone is still found by its title.
    let texts = page_text::load_all(catalog, id, document.n_pages).unwrap_or_default();
    for (i, text) in texts.into_iter().enumerate().filter(|(_, text)| !text.text.trim().is_empty()) {
        ops.push(Op::Put(Box::new(deck.page(PageIndex(i as u32), text))));
    }
    Ok(())
}

/// One page, because what stands around it has changed.
pub(crate) fn page(catalog: &Catalog, id: &DocumentId, page: PageIndex, ops: &mut Vec<Op>) -> Result<(), Error> {
    let programmes = Programmes::read(catalog)?;
    let Some(deck) = catalog.store.read(|db| Deck::read(db, &programmes, id, Some(page)))? else { return Ok(()) };
    // A page whose text is not at hand is taken up when it is read again.
    if let Some(text) = page_text::at_hand(catalog, id, page).filter(|text| !text.text.trim().is_empty()) {
        ops.push(Op::Put(Box::new(deck.page(page, PageText::clone(&text)))));
    }
    Ok(())
}

/// A slide's title: the first of its largest lines.
fn heading(text: &PageText) -> &str {
    let largest = text.lines.iter().reduce(|best, line| if line.size > best.size * 1.05 { line } else { best });
    largest.map_or("", |line| text.slice(line.range))
}

/// The page's own language, or where it has too little text that can be relied on, the document's.
pub(crate) fn page_language(text: &PageText, document: Option<Lang>) -> Option<Lang> {
    let is_sure = text.class != TextClass::Doubtful;
    is_sure.then(|| analysis::language(&text.text)).flatten().or(document)
}

/// What an annotation is found by: its words first, then its quote.
pub(crate) fn annotation_text(annotation: &Annotation) -> String {
    let replies = annotation.replies.iter().map(|reply| reply.text.as_str());
    let own = std::iter::once(annotation.comment.trim()).chain(replies).filter(|words| !words.is_empty());
    own.chain([annotation.target.quote.as_str()]).collect::<Vec<_>>().join("\n")
}

pub(crate) fn annotation(catalog: &Catalog, id: AnnotationId, ops: &mut Vec<Op>) -> Result<(), Error> {
    let key = keys::annotation(id);
    let programmes = Programmes::read(catalog)?;
    let found = catalog.store.read(|db| -> Result<_, Error> {
        let Some(annotation) = db.annotations().get(id)? else { return Ok(None) };
        let setting = match db.documents().get(&annotation.target.document)? {
            Some(stored) => Setting::around(db, &programmes, &stored.document)?,
            None => Setting::default(),
        };
        let mut tags = vec![];
        for tag in &annotation.tags {
            tags.extend(db.tags().get(*tag)?);
        }
        Ok(Some((annotation, setting, tags)))
    })?;
    let Some((annotation, mut setting, tags)) = found else {
        ops.push(Op::Delete { key });
        return Ok(());
    };
    tags.iter().for_each(|tag| setting.tag(tag));
    let mut entry = Entry::new(key, HitKind::Annotation);
    entry.document = Some(annotation.target.document.clone());
    entry.page = Some(annotation.target.page);
    // The reader's own words count more than those that were marked.
    let replies = annotation.replies.iter().map(|reply| reply.text.as_str());
    let own = tags.iter().map(|tag| tag.name.as_str()).chain([annotation.comment.trim()]).chain(replies);
    entry.title = own.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    entry.language = analysis::language(&annotation_text(&annotation));
    entry.body = annotation.target.quote;
    entry.facets.push((Facet::Annotated, "1".to_owned()));
    setting.onto(&mut entry);
    ops.push(Op::Put(Box::new(entry)));
    Ok(())
}

/// What was taken down in the room; on a slide, it is found as the note there.
pub(crate) fn room_note(catalog: &Catalog, id: RoomNoteId, ops: &mut Vec<Op>) -> Result<(), Error> {
    let key = keys::room_note(id);
    let found = catalog.store.read(|db| -> Result<_, Error> {
        let Some(note) = db.room_notes().get(id)? else { return Ok(None) };
        Ok(room::views(db, vec![note])?.pop())
    })?;
    let Some(view) = found.filter(|view| view.slide.is_none()) else {
        ops.push(Op::Delete { key });
        return Ok(());
    };
    let mut setting = Setting::default();
    if let Some(session) = view.note.session {
        setting.session(session, view.session_heading.clone().unwrap_or_default());
    }
    view.local.into_iter().for_each(|at| setting.date(at.date()));
    setting.speakers.extend(view.speakers);
    setting.organizations.extend(view.organizations);
    setting.deck.extend(view.contribution_title);
    put_own(key, view.note.words, setting, ops);
    Ok(())
}

/// What the reader writes about a session.
pub(crate) fn session_note(catalog: &Catalog, id: SessionId, ops: &mut Vec<Op>) -> Result<(), Error> {
    let key = keys::session_note(id);
    let found = catalog.store.read(|db| -> Result<_, Error> {
        let Some(session) = db.sessions().get(id)? else { return Ok(None) };
        Ok(Some((session, history::session_note(db, id)?)))
    })?;
    let Some((session, words)) = found.filter(|(_, words)| !words.trim().is_empty()) else {
        ops.push(Op::Delete { key });
        return Ok(());
    };
    let mut setting = Setting::default();
    setting.session(id, placements::session_heading(&session));
    session.dates.iter().for_each(|&date| setting.date(date));
    put_own(key, words, setting, ops);
    Ok(())
}

/// What the reader says about two things that go together.
pub(crate) fn link(catalog: &Catalog, id: LinkId, ops: &mut Vec<Op>) -> Result<(), Error> {
    let key = keys::link(id);
    let link = catalog.store.read(|db| db.links().get(id))?;
    match link.map(|link| link_text(&link)).filter(|words| !words.is_empty()) {
        Some(words) => put_own(key, words, Setting::default(), ops),
        None => ops.push(Op::Delete { key }),
    }
    Ok(())
}

/// The reader's own words of a link; empty where it has none.
pub(crate) fn link_text(link: &Link) -> String {
    let relation = match &link.relation {
        Relation::Free { words } => words.trim(),
        Relation::Agrees | Relation::Contradicts | Relation::BuildsOn | Relation::Answers | Relation::Supersedes => "",
    };
    let words = [relation, link.note.trim()].into_iter().filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join("\n")
}

/// Words of the reader's own that stand on no page.
fn put_own(key: String, words: String, setting: Setting, ops: &mut Vec<Op>) {
    let mut entry = Entry::new(key, HitKind::Annotation);
    entry.language = analysis::language(&words);
    entry.title = words;
    entry.facets.push((Facet::Annotated, "1".to_owned()));
    setting.onto(&mut entry);
    ops.push(Op::Put(Box::new(entry)));
}

/// What a talk is found by besides its title: its abstract, and the source's line.
pub(crate) fn contribution_text(contribution: &Contribution) -> String {
    contribution.description.iter().chain([&contribution.raw]).map(String::as_str).collect::<Vec<_>>().join("\n")
}

pub(crate) fn tag(catalog: &Catalog, id: TagId, ops: &mut Vec<Op>) -> Result<(), Error> {
    let key = keys::tag(id);
    let Some(tag) = catalog.store.read(|db| db.tags().get(id))? else {
        ops.push(Op::Delete { key });
        return Ok(());
    };
    let mut setting = Setting::default();
    setting.tag(&tag);
    let mut entry = Entry::new(key, HitKind::Tag);
    entry.language = analysis::language(&format!("{}\n{}", tag.name, tag.definition));
    (entry.title, entry.body) = (tag.name, tag.definition);
    setting.onto(&mut entry);
    ops.push(Op::Put(Box::new(entry)));
    Ok(())
}

/// The names, affiliations and sessions of one person or organisation.
#[derive(Default)]
struct Part {
    /// As printed, besides the name that it is known by.
    names: BTreeSet<String>,
    setting: Setting,
}

/// Everything on a programme: sessions, talks, people, organisations.
pub(crate) fn meeting(catalog: &Catalog, id: MeetingId, ops: &mut Vec<Op>) -> Result<(), Error> {
    catalog.store.read(|db| -> Result<(), Error> {
        let rows = placements::MeetingRows::read(db, id, String::new())?;
        let aliases = identity::aliases(db)?;
        // A name that is one with another is found by that one's entry.
        let identities = Identities::read(db)?;
        let people = db.persons().list()?.into_iter().map(|person| person.id);
        let merged = people.filter(|id| identities.person(*id) != *id).map(|id| format!("h:{id}"));
        let known = db.organizations().list()?.into_iter().map(|organization| organization.id);
        let merged = merged.chain(known.filter(|id| identities.organization(*id) != *id).map(|id| format!("o:{id}")));
        ops.extend(merged.map(|key| Op::Delete { key }));
        let sessions: HashMap<SessionId, &Session> =
            rows.sessions.iter().map(|session| (session.id, session)).collect();
        let mut put = |key: String, kind: HitKind, title: String, body: String, setting: Setting| {
            let language = analysis::language(&format!("{title}\n{body}"));
            let mut entry = Entry { title, body, language, ..Entry::new(key, kind) };
            setting.onto(&mut entry);
            ops.push(Op::Put(Box::new(entry)));
        };
        let mut people: BTreeMap<PersonId, Part> = BTreeMap::new();
        let mut organizations: BTreeMap<OrganizationId, Part> = BTreeMap::new();
        let mut take_part = |credits: &[CreditView], setting: &Setting| {
            for credit in credits {
                if let Some(person) = credit.person {
                    let part = people.entry(person).or_default();
                    part.names.extend(credit.name.clone());
                    part.setting.organizations.extend(credit.affiliation.clone());
                    part.setting.sessions.extend(setting.sessions.clone());
                    part.setting.dates.extend(setting.dates.clone());
                    part.setting.facets.extend(setting.facets.iter().filter(|(f, _)| *f == Facet::Session).cloned());
                    part.setting.facets.extend(credit.organization.map(|id| (Facet::Organization, id.to_string())));
                    part.setting.facets.insert((Facet::Person, person.to_string()));
                }
                if let Some(organization) = credit.organization {
                    let part = organizations.entry(organization).or_default();
                    part.names.extend(credit.affiliation.clone());
                    part.setting.sessions.extend(setting.sessions.clone());
                    part.setting.dates.extend(setting.dates.clone());
                    part.setting.facets.extend(setting.facets.iter().filter(|(f, _)| *f == Facet::Session).cloned());
                    part.setting.facets.insert((Facet::Organization, organization.to_string()));
                }
            }
        };
        for session in &rows.sessions {
            let credits = rows.credits(CreditSubject::Session(session.id));
            let mut setting = Setting::default();
            setting.session(session.id, placements::session_heading(session));
            session.dates.iter().for_each(|&date| setting.date(date));
            take_part(&credits, &setting);
            setting.credits(&credits, &aliases);
            let names: Vec<&str> = credits.iter().filter_map(|c| c.name.as_deref()).collect();
            let heading = placements::session_heading(session);
            put(format!("s:{}", session.id), HitKind::Session, heading, names.join("\n"), setting);
        }
        for stored in rows.contributions.iter().filter(|stored| !stored.withdrawn) {
            let c = &stored.contribution;
            let credits = rows.credits(CreditSubject::Contribution(c.id));
            let mut setting = Setting::default();
            if let Some(session) = c.session.and_then(|id| sessions.get(&id)) {
                setting.session(session.id, placements::session_heading(session));
            }
            c.date.into_iter().for_each(|date| setting.date(date));
            take_part(&credits, &setting);
            setting.credits(&credits, &aliases);
            let title = c.title.clone().unwrap_or_default();
            setting.description = c.description.clone().unwrap_or_default();
            put(format!("c:{}", c.id), HitKind::Contribution, title, contribution_text(c), setting);
        }
        for (person, part) in people {
            if let Some(person) = db.persons().get(person)? {
                let mut names = part.names;
                names.extend(aliases.get(&person.id).into_iter().flatten().cloned());
                let names = all_names(&person.name, names);
                let body = part.setting.organizations.iter().cloned().collect::<Vec<_>>().join("\n");
                put(format!("h:{}", person.id), HitKind::Person, names, body, part.setting);
            }
        }
        for (organization, part) in organizations {
            if let Some(o) = db.organizations().get(organization)? {
                let mut names = part.names;
                names.extend(o.acronym.clone());
                let names = all_names(o.display_name(), names);
                put(format!("o:{}", o.id), HitKind::Organization, names, String::new(), part.setting);
            }
        }
        Ok(())
    })
}

fn all_names(known_by: &str, mut others: BTreeSet<String>) -> String {
    others.remove(known_by);
    std::iter::once(known_by.to_owned()).chain(others).collect::<Vec<_>>().join("\n")
}
