//! Who cites what: every document with the people, organizations, sessions and official documents that its pages name.

use crate::{
    Catalog, Error, mentions,
    placements::{Placements, Programmes},
};
use model::{
    CitationCount, CitationTable, CitedTarget, CitingDocument, CitingName, CreditView, DocumentId, MeetingId,
    MentionFilter, MentionTarget, Role,
};
use std::collections::{HashMap, HashSet};

/// Of one meeting's documents, or of the whole library; documents in the order of the programme.
pub fn table(catalog: &Catalog, meeting: Option<MeetingId>) -> Result<CitationTable, Error> {
    let programmes = Programmes::read(catalog)?;
    let titles: HashMap<MeetingId, &str> =
        programmes.meetings.iter().map(|(id, rows)| (*id, rows.title.as_str())).collect();
    // In the table of one meeting, whose items they are need not be said.
    let named = |target: &MentionTarget, names: &HashMap<MentionTarget, String>| match target {
        MentionTarget::Symbol { symbol, meeting: Some(own), .. } if meeting != Some(*own) => {
            titles.get(own).map_or(symbol.clone(), |title| format!("{symbol} · {title}"))
        }
        // Two of a number are told apart: that of a document that may be another meeting's is no item of this one's.
        MentionTarget::Symbol { symbol, meeting: None, .. } if meeting.is_some() && linking::is_local(symbol) => {
            format!("{symbol} (?)")
        }
        _ => name_of(target, names),
    };
    let (documents, placements, names) = catalog.store.read(|db| {
        let mut names: HashMap<MentionTarget, String> = HashMap::new();
        for person in db.persons().list()? {
            names.insert(MentionTarget::Person { person: person.id }, person.name);
        }
        for organization in db.organizations().list()? {
            let name = organization.display_name().to_owned();
            names.insert(MentionTarget::Organization { organization: organization.id }, name);
        }
        let headings = programmes.headings.iter();
        names
            .extend(headings.map(|(session, heading)| (MentionTarget::Session { session: *session }, heading.clone())));
        Ok::<_, Error>((db.documents().list()?, Placements::read(db, meeting)?, names))
    })?;
    let mut placed: Vec<_> = documents
        .iter()
        .map(|document| (document, placements.best(&document.id)))
        .filter(|(_, place)| meeting.is_none() || place.is_some())
        .collect();
    placed.sort_by_key(|(_, place)| place.map_or((true, u32::MAX), |place| (false, place.order)));

    let mut counted: HashMap<DocumentId, HashMap<MentionTarget, u32>> = HashMap::new();
    for mention in mentions::list(catalog, &MentionFilter::default())? {
        *counted.entry(mention.document).or_default().entry(mention.target).or_default() += 1;
    }
    let mut table = CitationTable { documents: vec![], targets: vec![], counts: vec![] };
    let mut target_idxs: HashMap<MentionTarget, u32> = HashMap::new();
    for (document, place) in placed {
        let Some(found) = counted.remove(&document.id) else { continue };
        let credits: Vec<&CreditView> = place
            .map(|place| place.credits.iter().filter(|c| matches!(c.role, Role::Speaker | Role::Author)).collect())
            .unwrap_or_default();
        let session = place.and_then(|place| place.session).map(|session| MentionTarget::Session { session });
        let own: HashSet<MentionTarget> =
            credits.iter().flat_map(|credit| own_targets(credit)).chain(session).collect();
        let mut found: Vec<(MentionTarget, u32)> =
            found.into_iter().filter(|(target, _)| !own.contains(target)).collect();
        if found.is_empty() {
            continue;
        }
        found.sort_by_cached_key(|(target, n)| (std::cmp::Reverse(*n), named(target, &names)));
        let document_idx = table.documents.len() as u32;
        for (target, n) in found {
            let target_idx = *target_idxs.entry(target.clone()).or_insert_with(|| {
                table.targets.push(CitedTarget { name: named(&target, &names), target });
                table.targets.len() as u32 - 1
            });
            table.counts.push(CitationCount { document: document_idx, target: target_idx, n });
        }
        table.documents.push(CitingDocument {
            document: document.id.clone(),
            title: document.display_title(),
            place: place.map(|place| mentions::place(&place.placement, place.byline())),
            speakers: citing(credits.iter().filter_map(|credit| {
                Some((credit.person.map(|person| MentionTarget::Person { person }), credit.name.clone()?))
            })),
            organizations: citing(credits.iter().filter_map(|credit| {
                let target = credit.organization.map(|organization| MentionTarget::Organization { organization });
                let known = target.as_ref().and_then(|target| names.get(target).cloned());
                Some((target, known.or_else(|| credit.affiliation.clone())?))
            })),
        });
    }
    Ok(table)
}

fn citing(names: impl Iterator<Item = (Option<MentionTarget>, String)>) -> Vec<CitingName> {
    let mut all: Vec<CitingName> = vec![];
    for (target, name) in names {
        let citing = CitingName { target, name };
        if !all.contains(&citing) {
            all.push(citing);
        }
    }
    all
}

fn own_targets(credit: &CreditView) -> impl Iterator<Item = MentionTarget> {
    let person = credit.person.map(|person| MentionTarget::Person { person });
    let organization = credit.organization.map(|organization| MentionTarget::Organization { organization });
    [person, organization].into_iter().flatten()
}

fn name_of(target: &MentionTarget, names: &HashMap<MentionTarget, String>) -> String {
    match target {
        MentionTarget::Symbol { symbol, .. } => symbol.clone(),
        MentionTarget::Person { .. } | MentionTarget::Organization { .. } | MentionTarget::Session { .. } => {
            names.get(target).cloned().unwrap_or_default()
        }
    }
}
