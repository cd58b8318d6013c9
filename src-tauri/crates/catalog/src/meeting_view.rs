//! The home screen: a meeting's programme with its files on it, and the honest gaps.

use crate::{
    Catalog, Error,
    documents::Cards,
    placements::{MeetingRows, Placements},
    revisions::{self, Earlier},
};
use jiff::civil::Date;
use model::{
    ContributionId, ContributionView, CreditSubject, DayView, Document, DocumentCard, DocumentId, MaterialView,
    MeetingCounts, MeetingId, MeetingView, Segment, SegmentId, SegmentView, Session, SessionId, SessionView, Standing,
    UnplacedView,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use store::Db;

/// One meeting's programme, day by day.
pub fn get(catalog: &Catalog, meeting: MeetingId) -> Result<MeetingView, Error> {
    catalog.store.read(|db| {
        let stored = db.meetings().get(meeting)?.ok_or(Error::NoMeeting(meeting))?;
        let rows = MeetingRows::read(db, meeting, stored.meeting.title.clone())?;
        let segments = db.segments().list(meeting)?;
        let cards = Cards::read(catalog, db)?;
        let placements = Placements::read(db, None)?;
        let listed = db.documents().list()?;
        let earlier = earlier_versions(db, meeting, &placements, &listed)?;
        let documents: BTreeMap<DocumentId, DocumentCard> =
            listed.into_iter().map(|d| (d.id.clone(), cards.card(d))).collect();

        let mut materials: HashMap<_, Vec<MaterialView>> = HashMap::new();
        for (document, placed) in placements.iter().filter(|(_, placed)| placed.meeting == meeting) {
            if let Some(card) = documents.get(document) {
                let newest = earlier.get(&(placed.contribution, document.clone())).map(|e| e.newest.clone());
                let material = MaterialView { document: card.clone(), standing: placed.standing.clone(), newest };
                materials.entry(placed.contribution).or_default().push(material);
            }
        }

        let mut counts = MeetingCounts::default();
        let mut counted = BTreeSet::new();
        let mut views = vec![];
        for stored in &rows.contributions {
            let contribution = stored.contribution.clone();
            let mut materials = materials.remove(&contribution.id).unwrap_or_default();
            if stored.withdrawn && materials.is_empty() {
                continue;
            }
            materials.sort_by(|a, b| rank(&b.standing).total_cmp(&rank(&a.standing)));
            after_newest(&mut materials, |id| earlier.get(&(contribution.id, id.clone())).map_or(0, |e| e.n_newer));
            counts.n_contributions += 1;
            counts.n_with_document += u32::from(!materials.is_empty());
            for material in &materials {
                counts.n_suggested += u32::from(material.standing != Standing::Confirmed);
                if counted.insert(material.document.id.clone()) {
                    counts.n_pages += material.document.n_pages;
                    counts.n_annotations += material.document.n_annotations;
                }
            }
            views.push(ContributionView {
                credits: rows.credits(CreditSubject::Contribution(contribution.id)),
                materials,
                problems: stored.problems.clone(),
                contribution,
            });
        }
        // A document that stands on another meeting's programme is not missing from this one.
        let unplaced: Vec<UnplacedView> = documents
            .into_iter()
            .filter(|(id, _)| placements.of(id).is_empty())
            .map(|(_, document)| UnplacedView { document })
            .collect();
        counts.n_unplaced = unplaced.len() as u32;
        Ok(MeetingView {
            days: days(&rows, segments, views),
            meeting: stored.meeting,
            unplaced,
            problems: stored.problems,
            counts,
        })
    })
}

/// Which documents on which talk are earlier versions of another one there, and of which.
fn earlier_versions(
    db: &Db,
    meeting: MeetingId,
    placements: &Placements,
    documents: &[Document],
) -> Result<HashMap<(ContributionId, DocumentId), Earlier>, Error> {
    let by_id: HashMap<&DocumentId, &Document> = documents.iter().map(|document| (&document.id, document)).collect();
    let mut by_talk: HashMap<ContributionId, Vec<&Document>> = HashMap::new();
    for (id, placed) in placements.iter().filter(|(_, placed)| placed.meeting == meeting) {
        by_talk.entry(placed.contribution).or_default().extend(by_id.get(id));
    }
    by_talk.retain(|_, documents| documents.len() > 1);
    let mut earlier = HashMap::new();
    if by_talk.is_empty() {
        return Ok(earlier);
    }
    let (first_texts, told) = (db.documents().first_texts()?, revisions::told(db)?);
    for (talk, documents) in by_talk {
        let newest = revisions::newest(db, &documents, &first_texts, &told)?;
        earlier.extend(newest.into_iter().map(|(older, earlier)| ((talk, older), earlier)));
    }
    Ok(earlier)
}

/// Puts earlier versions behind the newest one, which stands where the first of them stood.
fn after_newest(materials: &mut Vec<MaterialView>, n_newer: impl Fn(&DocumentId) -> usize) {
    let mut sorted: Vec<MaterialView> = vec![];
    let mut rest = std::mem::take(materials);
    while !rest.is_empty() {
        let head = rest[0].newest.clone().unwrap_or_else(|| rest[0].document.id.clone());
        let is_own = |material: &MaterialView| material.document.id == head || material.newest.as_ref() == Some(&head);
        let (mut own, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_own);
        own.sort_by_key(|material| n_newer(&material.document.id));
        sorted.append(&mut own);
        rest = others;
    }
    *materials = sorted;
}

fn rank(standing: &Standing) -> f32 {
    match standing {
        Standing::Confirmed => 2.,
        Standing::Suggested { score, .. } => *score,
    }
}

/// A session's key in the view: its segment's and its own place; those without one come last.
type Place = (u32, Option<SegmentId>, u32, Option<SessionId>);

/// Sorts talks into days, segments and sessions. A session is shown on each of its days, with that day's talks; one
/// that no talk names is shown all the same, on each of its days.
fn days(rows: &MeetingRows, segments: Vec<Segment>, contributions: Vec<ContributionView>) -> Vec<DayView> {
    let segments: HashMap<SegmentId, Segment> = segments.into_iter().map(|s| (s.id, s)).collect();
    let place = |session: Option<&Session>| -> Place {
        match session {
            Some(session) => {
                let order = session.segment.and_then(|id| segments.get(&id)).map_or(u32::MAX, |s| s.position);
                (order, session.segment, session.position, Some(session.id))
            }
            None => (u32::MAX, None, u32::MAX, None),
        }
    };
    // What has no date comes last.
    let mut by_day: BTreeMap<(bool, Option<Date>), BTreeMap<Place, Vec<ContributionView>>> = BTreeMap::new();
    for session in &rows.sessions {
        let dates: Vec<Option<Date>> =
            if session.dates.is_empty() { vec![None] } else { session.dates.iter().copied().map(Some).collect() };
        for date in dates {
            by_day.entry((date.is_none(), date)).or_default().entry(place(Some(session))).or_default();
        }
    }
    for view in contributions {
        let session = view.contribution.session.and_then(|id| rows.session(id));
        let date = view.contribution.date.or_else(|| session.and_then(|s| s.dates.first().copied()));
        by_day.entry((date.is_none(), date)).or_default().entry(place(session)).or_default().push(view);
    }
    by_day
        .into_iter()
        .map(|((_, date), sessions)| {
            let mut day = DayView { date, segments: vec![] };
            for ((_, segment, _, session), contributions) in sessions {
                let view = SessionView {
                    session: session.and_then(|id| rows.session(id)).cloned(),
                    credits: session.map(|id| rows.credits(CreditSubject::Session(id))).unwrap_or_default(),
                    contributions,
                };
                match day.segments.last_mut() {
                    Some(last) if last.segment.as_ref().map(|s| s.id) == segment => last.sessions.push(view),
                    _ => {
                        let segment = segment.and_then(|id| segments.get(&id)).cloned();
                        day.segments.push(SegmentView { segment, sessions: vec![view] });
                    }
                }
            }
            day
        })
        .collect()
}
