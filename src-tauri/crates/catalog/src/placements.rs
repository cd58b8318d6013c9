//! Where each document stands on the programmes: the reader's word first, then guesses.

use crate::{Catalog, Error, history, identity::Identities, lock, matching};
use model::{
    ActionKind, ContributionId, CreditSubject, CreditView, DocumentId, MeetingId, Organization, OrganizationId,
    Placement, Role, Session, SessionId, SessionName, Standing, ThingKind,
};
use std::{
    collections::{HashMap, HashSet},
    ops::Deref,
    sync::{Arc, Mutex},
};
use store::{Db, StoredContribution};

/// A placement, with its place in the order of the programme.
#[derive(Debug, Clone)]
pub struct Placed {
    pub placement: Placement,
    /// Of the session, so that a list can follow the programme.
    pub order: u32,
}

impl Deref for Placed {
    type Target = Placement;
    fn deref(&self) -> &Placement {
        &self.placement
    }
}

impl Placed {
    /// Speakers with their affiliations, as printed.
    pub fn byline(&self) -> Option<String> {
        byline(&self.placement.credits)
    }

    pub fn speakers(&self) -> Vec<String> {
        byline_speakers(&self.placement.credits).filter_map(|credit| credit.name.clone()).collect()
    }

    pub fn organizations(&self) -> Vec<String> {
        let name = |credit: &CreditView| credit.acronym.clone().or_else(|| credit.affiliation.clone());
        let mut names: Vec<String> = byline_speakers(&self.placement.credits).filter_map(name).collect();
        names.dedup();
        names
    }
}

/// Those of the credits who speak.
pub(crate) fn byline_speakers(credits: &[CreditView]) -> impl Iterator<Item = &CreditView> {
    credits.iter().filter(|credit| matches!(credit.role, Role::Speaker | Role::Author))
}

/// Speakers with their affiliations, as printed: `Arije Antinori (ECTC), …`.
pub fn byline(credits: &[CreditView]) -> Option<String> {
    let names: Vec<String> = byline_speakers(credits)
        .filter_map(|credit| match (&credit.name, credit.acronym.as_ref().or(credit.affiliation.as_ref())) {
            (Some(name), Some(affiliation)) => Some(format!("{name} ({affiliation})")),
            (Some(name), None) => Some(name.clone()),
            (None, affiliation) => affiliation.cloned(),
        })
        .collect();
    (!names.is_empty()).then(|| names.join(", "))
}

/// A session's name by its parts; the window puts them into words.
pub fn session_name(session: &Session) -> SessionName {
    let Session { number, label, title, room, .. } = session.clone();
    SessionName { number, label, title, room }
}

/// A session as a heading: `Session I · Technical challenges …`, `Panel 1 · …`.
pub fn session_heading(session: &Session) -> String {
    let number = || session.number.as_ref().map(|number| format!("Session {number}"));
    match (session.label.clone().or_else(number), &session.title) {
        (Some(number), Some(title)) => format!("{number} · {title}"),
        (Some(number), None) => number,
        (None, Some(title)) => title.clone(),
        // What has neither is what goes on in a room.
        (None, None) => session.room.clone().unwrap_or_default(),
    }
}

/// A meeting's programme as the database has it.
pub(crate) struct MeetingRows {
    pub title: String,
    pub sessions: Vec<Session>,
    pub contributions: Vec<StoredContribution>,
    credits: HashMap<CreditSubject, Vec<CreditView>>,
}

impl MeetingRows {
    pub fn read(db: &Db, meeting: MeetingId, title: String) -> Result<MeetingRows, Error> {
        let organizations: HashMap<OrganizationId, Organization> =
            db.organizations().list()?.into_iter().map(|o| (o.id, o)).collect();
        let identities = Identities::read(db)?;
        let mut credits: HashMap<CreditSubject, Vec<CreditView>> = HashMap::new();
        for credit in db.credits().list(meeting)? {
            let organization = credit.organization.and_then(|id| organizations.get(&id));
            credits.entry(credit.subject).or_default().push(CreditView {
                role: credit.role,
                honorific: credit.honorific,
                person: credit.person.map(|id| identities.person(id)),
                name: credit.name,
                organization: credit.organization.map(|id| identities.organization(id)),
                affiliation: credit.affiliation,
                acronym: organization.and_then(|o| o.acronym.clone()),
            });
        }
        Ok(MeetingRows {
            title,
            sessions: db.sessions().list(meeting)?,
            contributions: db.contributions().list(meeting)?,
            credits,
        })
    }

    pub fn session(&self, id: SessionId) -> Option<&Session> {
        self.sessions.iter().find(|session| session.id == id)
    }

    pub fn credits(&self, subject: CreditSubject) -> Vec<CreditView> {
        self.credits.get(&subject).cloned().unwrap_or_default()
    }
}

/// All programmes, and where documents stand on them.
pub(crate) struct Programmes {
    pub placements: Placements,
    /// Of the sessions.
    pub headings: HashMap<SessionId, String>,
    pub meetings: Vec<(MeetingId, MeetingRows)>,
    decks: HashMap<ContributionId, DocumentId>,
}

/// The programmes that were read last, and when: they are read anew once something was written.
#[derive(Default)]
pub struct Cache(Mutex<Option<(u64, Arc<Programmes>)>>);

impl Programmes {
    /// As they are now; a search a keystroke does not read them a keystroke.
    pub fn read(catalog: &Catalog) -> Result<Arc<Programmes>, Error> {
        let generation = catalog.store.generation();
        if let Some((of, programmes)) = &*lock(&catalog.programmes.0)
            && *of == generation
        {
            return Ok(programmes.clone());
        }
        let programmes = Arc::new(catalog.store.read(Programmes::read_from)?);
        *lock(&catalog.programmes.0) = Some((generation, programmes.clone()));
        Ok(programmes)
    }

    fn read_from(db: &Db) -> Result<Programmes, Error> {
        let mut meetings = vec![];
        for stored in db.meetings().list()? {
            meetings.push((stored.meeting.id, MeetingRows::read(db, stored.meeting.id, stored.meeting.title)?));
        }
        let sessions = meetings.iter().flat_map(|(_, rows)| &rows.sessions);
        let headings = sessions.map(|session| (session.id, session_heading(session))).collect();
        let placements = Placements::read(db, None)?;
        let mut decks = HashMap::new();
        for (document, placed) in placements.iter() {
            let deck = decks.entry(placed.contribution).or_insert_with(|| document.clone());
            if document < deck {
                *deck = document.clone();
            }
        }
        Ok(Programmes { placements, headings, meetings, decks })
    }

    /// A talk's deck; of several always the same.
    pub fn deck(&self, contribution: ContributionId) -> Option<&DocumentId> {
        self.decks.get(&contribution)
    }
}

/// Every document's placements.
pub(crate) struct Placements {
    by_document: HashMap<DocumentId, Vec<Placed>>,
}

impl Placements {
    /// On all programmes, or on one; what is certain there depends on what the others claim.
    pub fn read(db: &Db, only: Option<MeetingId>) -> Result<Placements, Error> {
        let verdicts = db.matches().list()?;
        let rejected: HashSet<(&DocumentId, ContributionId)> =
            verdicts.iter().filter(|(_, _, confirmed)| !confirmed).map(|(d, c, _)| (d, *c)).collect();
        let suggestions = db.suggestions().list()?;
        let mut by_document: HashMap<DocumentId, Vec<Placed>> = HashMap::new();
        for stored in db.meetings().list()? {
            let meeting = stored.meeting.id;
            let rows = MeetingRows::read(db, meeting, stored.meeting.title)?;
            let here: HashMap<ContributionId, &StoredContribution> =
                rows.contributions.iter().map(|stored| (stored.contribution.id, stored)).collect();
            let mut confirmed = HashSet::new();
            for (document, contribution, _) in verdicts.iter().filter(|(_, _, confirmed)| *confirmed) {
                if let Some(stored) = here.get(contribution) {
                    confirmed.insert(document);
                    let placed = place(&rows, meeting, stored, Standing::Confirmed);
                    by_document.entry(document.clone()).or_default().push(placed);
                }
            }
            for (document, contribution, score, reasons) in &suggestions {
                if confirmed.contains(document) || rejected.contains(&(document, *contribution)) {
                    continue;
                }
                if let Some(stored) = here.get(contribution) {
                    let (certain, elsewhere) = (*score >= linking::CERTAIN, vec![]);
                    let (score, reasons) = (*score, reasons.clone());
                    let standing = Standing::Suggested { score, reasons, certain, n_together: 1, elsewhere };
                    let placed = place(&rows, meeting, stored, standing);
                    by_document.entry(document.clone()).or_default().push(placed);
                }
            }
        }
        // Of several meetings, the likeliest is first.
        let sureness = |placed: &Placed| match &placed.placement.standing {
            Standing::Confirmed => 2.,
            Standing::Suggested { score, .. } => *score,
        };
        for placed in by_document.values_mut() {
            heed_rivals(placed);
            placed.retain(|placed| only.is_none_or(|only| placed.placement.meeting == only));
            placed.sort_by(|one, other| sureness(other).total_cmp(&sureness(one)));
        }
        Ok(Placements { by_document })
    }

    /// The document's placements, the reader's word first.
    pub fn of(&self, document: &DocumentId) -> &[Placed] {
        self.by_document.get(document).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn best(&self, document: &DocumentId) -> Option<&Placed> {
        self.of(document).first()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&DocumentId, &Placed)> {
        self.by_document.iter().flat_map(|(document, placed)| placed.iter().map(move |p| (document, p)))
    }
}

/// Notes of each suggestion which other talks share the document, and which other meetings claim it, too. What has any
/// rival is not certain: only those that are about as likely are left by now, see `matching`.
fn heed_rivals(placed: &mut [Placed]) {
    let claims: Vec<(MeetingId, String)> =
        placed.iter().map(|p| (p.placement.meeting, p.placement.meeting_title.clone())).collect();
    let is_meant =
        |standing: &Standing| matches!(standing, Standing::Suggested { score, .. } if *score >= linking::THRESHOLD);
    let meant: Vec<MeetingId> =
        placed.iter().filter(|p| is_meant(&p.placement.standing)).map(|p| p.placement.meeting).collect();
    for placed in placed.iter_mut() {
        let here = placed.placement.meeting;
        if let Standing::Suggested { certain, n_together, elsewhere, score, .. } = &mut placed.placement.standing {
            let n_meant = meant.iter().filter(|meeting| **meeting == here).count() as u32;
            *n_together = if *score >= linking::THRESHOLD { n_meant.max(1) } else { 1 };
            *certain &= claims.iter().all(|(meeting, _)| *meeting == here);
            for (_, title) in claims.iter().filter(|(meeting, _)| *meeting != here) {
                if !elsewhere.contains(title) {
                    elsewhere.push(title.clone());
                }
            }
        }
    }
}

fn place(rows: &MeetingRows, meeting: MeetingId, stored: &StoredContribution, standing: Standing) -> Placed {
    let c = &stored.contribution;
    let session = c.session.and_then(|id| rows.session(id));
    let placement = Placement {
        meeting,
        meeting_title: rows.title.clone(),
        session: c.session,
        session_heading: session.map(session_heading),
        session_name: session.map(session_name),
        date: c.date,
        contribution: c.id,
        contribution_title: c.title.clone(),
        credits: rows.credits(CreditSubject::Contribution(c.id)),
        standing,
    };
    // Within a session, talks keep their order.
    let session_order = session.map_or(u16::MAX.into(), |session| session.position);
    Placed { placement, order: (session_order << 16) | (c.position & 0xffff) }
}

/// The reader says that a suggested document belongs there; where it is suggested for several talks together, to all.
pub fn accept(catalog: &Catalog, document: &DocumentId, contribution: ContributionId) -> Result<(), Error> {
    let together = catalog.store.read(|db| together_with(db, document, contribution))?;
    decide(catalog, ActionKind::AcceptMatch, document, contribution, true, &together)
}

/// The other talks of its meeting that a document is suggested for together with this one.
fn together_with(db: &Db, document: &DocumentId, contribution: ContributionId) -> Result<Vec<ContributionId>, Error> {
    let Some(target) = db.contributions().get(contribution)? else { return Ok(vec![]) };
    let mut together = Vec::new();
    for placed in Placements::read(db, Some(target.contribution.meeting))?.of(document) {
        if matches!(placed.standing, Standing::Suggested { n_together: 2.., .. }) {
            together.push(placed.contribution);
        }
    }
    let is_one = together.contains(&contribution);
    together.retain(|other| is_one && *other != contribution);
    Ok(together)
}

/// The reader says that all suggestions of a meeting that are certain are right: one action. Answers how many.
pub fn accept_certain(catalog: &Catalog, meeting: MeetingId) -> Result<u32, Error> {
    // What was certain before the last decision may have lost its place by it.
    matching::settle(catalog);
    history::act(catalog, ActionKind::AcceptMatches, |recorder| {
        let placements = Placements::read(recorder.db(), Some(meeting))?;
        let mut n = 0;
        for (document, placed) in placements.iter() {
            if matches!(placed.standing, Standing::Suggested { certain: true, .. }) {
                let thing = history::match_thing(document, placed.contribution);
                recorder.set(ThingKind::Match, &thing, "verdict", &"confirmed")?;
                n += 1;
            }
        }
        Ok(n)
    })
}

/// The reader puts a document on one more contribution of a meeting, for it serves several talks.
pub fn add(catalog: &Catalog, document: &DocumentId, contribution: ContributionId) -> Result<(), Error> {
    history::act(catalog, ActionKind::AssignDocument, |recorder| {
        let db = recorder.db();
        if !db.documents().contains(document)? {
            return Err(Error::NoDocument(document.clone()));
        }
        db.contributions().get(contribution)?.ok_or(Error::NoContribution(contribution))?;
        recorder.set(ThingKind::Match, &history::match_thing(document, contribution), "verdict", &"confirmed")
    })
}

/// The reader says that a suggested document does not belong there; it is not suggested there again, and the next
/// best is.
pub fn reject(catalog: &Catalog, document: &DocumentId, contribution: ContributionId) -> Result<(), Error> {
    decide(catalog, ActionKind::RejectMatch, document, contribution, false, &[])
}

/// The reader puts a document on a contribution; it leaves others of the same meeting.
pub fn assign(catalog: &Catalog, document: &DocumentId, contribution: ContributionId) -> Result<(), Error> {
    decide(catalog, ActionKind::AssignDocument, document, contribution, true, &[])
}

/// The reader takes a document off a contribution: neither there nor rejected.
pub fn unassign(catalog: &Catalog, document: &DocumentId, contribution: ContributionId) -> Result<(), Error> {
    history::act(catalog, ActionKind::UnassignDocument, |recorder| {
        let thing = history::match_thing(document, contribution);
        recorder.clear(ThingKind::Match, &thing, "verdict")
    })
}

fn decide(
    catalog: &Catalog,
    kind: ActionKind,
    document: &DocumentId,
    contribution: ContributionId,
    belongs: bool,
    together: &[ContributionId],
) -> Result<(), Error> {
    history::act(catalog, kind, |recorder| {
        let db = recorder.db();
        if !db.documents().contains(document)? {
            return Err(Error::NoDocument(document.clone()));
        }
        let target = db.contributions().get(contribution)?.ok_or(Error::NoContribution(contribution))?;
        if belongs {
            // A deck that is moved leaves its old place in the same action, so that one undo brings it back.
            for (other_document, other, confirmed) in db.matches().list()? {
                let same_meeting = || -> Result<bool, Error> {
                    let other = db.contributions().get(other)?;
                    Ok(other.is_some_and(|o| o.contribution.meeting == target.contribution.meeting))
                };
                if confirmed && other_document == *document && other != contribution && same_meeting()? {
                    let thing = history::match_thing(document, other);
                    recorder.clear(ThingKind::Match, &thing, "verdict")?;
                }
            }
        }
        let verdict = if belongs { "confirmed" } else { "rejected" };
        for talk in [contribution].iter().chain(together) {
            recorder.set(ThingKind::Match, &history::match_thing(document, *talk), "verdict", &verdict)?;
        }
        Ok(())
    })
}
