//! Finds what pages name. Nothing of it is stored: a text is read in less time than a row of it, and what was found is
//! never behind the register.

use crate::{
    Catalog, Error, page_text,
    placements::{MeetingRows, Placements, session_heading},
};
use linking::{NameIndex, Named};
use model::{
    CreditSubject, Mention, MentionFilter, MentionTarget, NameCredit, NameMention, NamePage, Organization,
    OrganizationId, PageIndex, Person, PersonId, Standing,
};
use std::collections::HashSet;

/// The names of the register, and what each belongs to.
struct Register {
    index: NameIndex,
    targets: Vec<MentionTarget>,
}

impl Register {
    fn read(catalog: &Catalog, only: Option<&MentionTarget>) -> Result<Register, Error> {
        let (persons, organizations) =
            catalog.store.read(|db| Ok::<_, Error>((db.persons().list()?, db.organizations().list()?)))?;
        let (mut names, mut targets) = (Vec::new(), Vec::new());
        let mut push = |name: String, is_person: bool, target: MentionTarget| {
            if only.is_none_or(|only| *only == target) {
                names.push(Named { name, is_person });
                targets.push(target);
            }
        };
        for Person { id, name } in persons {
            push(name, true, MentionTarget::Person { person: id });
        }
        for Organization { id, name, acronym } in organizations {
            for name in [name, acronym].into_iter().flatten() {
                push(name, false, MentionTarget::Organization { organization: id });
            }
        }
        Ok(Register { index: NameIndex::new(&names), targets })
    }

    fn in_text(&self, text: &str, only: Option<&MentionTarget>) -> Vec<(model::CharRange, MentionTarget)> {
        let names = self.index.mentions(text).into_iter().map(|found| (found.range, self.targets[found.named].clone()));
        let mut found: Vec<_> = names.collect();
        if only.is_none_or(|only| matches!(only, MentionTarget::Symbol { .. })) {
            let symbols = linking::symbols(text).into_iter();
            let symbols =
                symbols.map(|found| (found.range, MentionTarget::Symbol { symbol: found.symbol, base: found.base }));
            found.extend(symbols.filter(|(_, target)| only.is_none_or(|only| is_same(only, target))));
        }
        found.sort_by_key(|(range, _)| range.start);
        found
    }
}

/// A symbol is asked for by itself; its base is not part of the question.
fn is_same(asked: &MentionTarget, found: &MentionTarget) -> bool {
    match (asked, found) {
        (MentionTarget::Symbol { symbol: asked, .. }, MentionTarget::Symbol { symbol: found, .. }) => asked == found,
        _ => asked == found,
    }
}

/// Every mention in the library that the filter lets through, by document and page.
pub fn list(catalog: &Catalog, filter: &MentionFilter) -> Result<Vec<Mention>, Error> {
    let register = Register::read(catalog, filter.target.as_ref())?;
    let mut documents = catalog.store.read(|db| db.documents().list())?;
    documents.retain(|document| filter.document.as_ref().is_none_or(|only| *only == document.id));
    let mut mentions = Vec::new();
    for document in documents {
        for (page, text) in (0..).map(PageIndex).zip(page_text::load_all(catalog, &document.id, document.n_pages)?) {
            for (range, target) in register.in_text(&text.text, filter.target.as_ref()) {
                let words = text.text.chars().skip(range.start as usize).take(range.len() as usize);
                mentions.push(Mention {
                    document: document.id.clone(),
                    document_title: document.display_title(),
                    page,
                    range,
                    words: words.map(|c| if c.is_whitespace() { ' ' } else { c }).collect(),
                    target,
                });
            }
        }
    }
    Ok(mentions)
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
    catalog.store.read(|db| db.persons().by_key(&key))?.map(|person| person.id).ok_or(Error::NoName)
}

/// What a person gave and chaired, and where pages name them.
///
/// Fails with [`Error::NoName`] where the register has no such person.
pub fn person(catalog: &Catalog, id: PersonId) -> Result<NamePage, Error> {
    let person = catalog.store.read(|db| db.persons().get(id))?.ok_or(Error::NoName)?;
    let page = page(catalog, MentionTarget::Person { person: id }, |credit| credit.person == Some(id))?;
    Ok(NamePage { person: Some(person), ..page })
}

/// What an organization's people gave and chaired, and where pages name it.
///
/// Fails with [`Error::NoName`] where the register has no such organization.
pub fn organization(catalog: &Catalog, id: OrganizationId) -> Result<NamePage, Error> {
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
    let filter = MentionFilter { document: None, target: Some(target) };
    let mentions = list(catalog, &filter)?
        .into_iter()
        .map(|mention| NameMention { is_own: own.contains(&mention.document), mention });
    Ok(NamePage { person: None, organization: None, credits, mentions: mentions.collect() })
}

/// The reader's word, or a guess that is more than a close call.
fn is_sure(standing: &Standing) -> bool {
    match standing {
        Standing::Confirmed => true,
        Standing::Suggested { score, .. } => *score >= linking::THRESHOLD,
    }
}
