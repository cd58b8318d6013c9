//! In the room: what is said is taken down by a key, with its time and talk, and goes onto a slide when there is one.

mod agenda;

use crate::{
    Catalog, Error, annotate,
    history::{self, Recorder},
    placements::{self, MeetingRows, Placements},
    tags, target,
};
use jiff::{Timestamp, tz::TimeZone};
use model::{
    ActionKind, AnnotationId, AnnotationKind, AnnotationTarget, ContributionId, CreditSubject, CreditView, MeetingId,
    NOTE_SIZE, PageFrame, Point, Role, RoomNote, RoomNoteDraft, RoomNoteId, RoomNotePatch, RoomNotePlace, RoomNotePut,
    RoomNoteView, RoomView, Shape, SlideSpot, TagId, ThingKind,
};
use serde_json::json;
use std::collections::{HashMap, hash_map::Entry};
use store::Db;

const KIND: ThingKind = ThingKind::RoomNote;

/// How far from a slide's edge and from each other notes of the room are put, in points.
const MARGIN: f32 = 8.;

/// What goes on in a meeting now, by its own clock.
pub fn now(catalog: &Catalog, meeting: MeetingId) -> Result<RoomView, Error> {
    let now = catalog.clock.now();
    catalog.store.read(|db| {
        let stored = db.meetings().get(meeting)?.ok_or(Error::NoMeeting(meeting))?;
        let name = stored.meeting.time_zone;
        let Some(zone) = name.as_deref().and_then(programme::time_zone) else {
            return Ok(RoomView { now, time_zone: None, zone_abbreviation: None, utc_offset: None, sessions: vec![] });
        };
        let sessions = db.sessions().list(meeting)?;
        let contributions: Vec<_> = db
            .contributions()
            .list(meeting)?
            .into_iter()
            .filter(|stored| !stored.withdrawn)
            .map(|stored| stored.contribution)
            .collect();
        let offset = zone.to_offset_info(now);
        Ok(RoomView {
            now,
            time_zone: name,
            zone_abbreviation: Some(offset.abbreviation().to_owned()),
            utc_offset: Some(offset.offset().seconds()),
            sessions: agenda::at_hand(&sessions, &contributions, &zone, now),
        })
    })
}

/// The notes of one meeting, or all, in the order in which they were taken down.
pub fn list(catalog: &Catalog, meeting: Option<MeetingId>) -> Result<Vec<RoomNoteView>, Error> {
    catalog.store.read(|db| views(db, db.room_notes().list(meeting)?))
}

/// What was deleted and can be restored, newest first; what was on a slide lies in the trash as the note there.
pub fn trash(catalog: &Catalog) -> Result<Vec<RoomNoteView>, Error> {
    catalog.store.read(|db| {
        let mut deleted = vec![];
        for thing in db.history().things_with(KIND, "deleted", &json!(true))? {
            let Ok(id) = thing.parse::<RoomNoteId>() else { continue };
            deleted.extend(history::deleted_room_note(db, id)?.filter(|note| note.annotation.is_none()));
        }
        deleted.sort_by_key(|note| std::cmp::Reverse(note.modified_at));
        views(db, deleted)
    })
}

/// Takes something down. Its time is now.
///
/// Fails with [`Error::NoContribution`] where the talk is not one of the meeting's.
pub fn create(catalog: &Catalog, draft: &RoomNoteDraft) -> Result<RoomNoteView, Error> {
    let id: RoomNoteId = catalog.clock.new_uuid().into();
    let target = draft.place.as_ref().map(|place| target_of(catalog, place, &[])).transpose()?;
    history::act(catalog, ActionKind::CreateRoomNote, |recorder| {
        let db = recorder.db();
        db.meetings().get(draft.meeting)?.ok_or(Error::NoMeeting(draft.meeting))?;
        let thing = id.to_string();
        recorder.set(KIND, &thing, "kind", &draft.kind)?;
        recorder.set(KIND, &thing, "words", &draft.words.trim())?;
        recorder.set(KIND, &thing, "at", &recorder.now())?;
        recorder.set(KIND, &thing, "meeting", &draft.meeting)?;
        match (draft.contribution, draft.session) {
            (Some(contribution), _) => set_contribution(recorder, id, draft.meeting, contribution)?,
            (None, Some(session)) => recorder.set(KIND, &thing, "session", &session)?,
            (None, None) => {}
        }
        recorder.set(KIND, &thing, "author", &recorder.author())?;
        if let (Some(place), Some(target)) = (&draft.place, &target) {
            put(catalog, recorder, id, place, target)?;
        }
        get(recorder, id)
    })
}

/// Changes what the patch names; the note on a slide that was made of it gets the same words.
///
/// Fails with [`Error::RoomNotePlaced`] where what was heard, or from whom, is to be another, and the note is on a
/// slide already.
pub fn update(catalog: &Catalog, id: RoomNoteId, patch: &RoomNotePatch) -> Result<RoomNoteView, Error> {
    history::act(catalog, ActionKind::UpdateRoomNote, |recorder| {
        let note = recorder.db().room_notes().get(id)?.ok_or(Error::NoRoomNote(id))?;
        let placed = on_slide(recorder.db(), &note)?;
        if placed.is_some() && (patch.kind.is_some() || patch.contribution.is_some()) {
            return Err(Error::RoomNotePlaced);
        }
        let thing = id.to_string();
        if let Some(kind) = patch.kind {
            recorder.set(KIND, &thing, "kind", &kind)?;
        }
        if let Some(words) = &patch.words {
            recorder.set(KIND, &thing, "words", &words.trim())?;
            if let Some((annotation, _)) = placed {
                recorder.set(ThingKind::Annotation, &annotation.to_string(), "comment", &words.trim())?;
            }
        }
        if let Some(contribution) = patch.contribution {
            set_contribution(recorder, id, note.meeting, contribution)?;
        }
        get(recorder, id)
    })
}

/// Puts notes onto slides, all in one step: each becomes an annotation there, with its words, its time and a tag that
/// says what was heard.
///
/// Fails with [`Error::RoomNotePlaced`] where one is on a slide already, and with [`Error::BadShape`] where its place is
/// neither a spot nor a rectangle of the slide.
pub fn place(catalog: &Catalog, puts: &[RoomNotePut]) -> Result<(), Error> {
    let mut targets: Vec<AnnotationTarget> = Vec::with_capacity(puts.len());
    for RoomNotePut { place, .. } in puts {
        let target = target_of(catalog, place, &targets)?;
        targets.push(target);
    }
    history::act(catalog, ActionKind::PlaceRoomNote, |recorder| {
        for (RoomNotePut { note: id, place }, target) in puts.iter().zip(&targets) {
            let note = recorder.db().room_notes().get(*id)?.ok_or(Error::NoRoomNote(*id))?;
            if on_slide(recorder.db(), &note)?.is_some() {
                return Err(Error::RoomNotePlaced);
            }
            put(catalog, recorder, *id, place, target)?;
        }
        Ok(())
    })
}

/// Puts these into the trash; the notes on slides that were made of them go along.
pub fn delete(catalog: &Catalog, ids: &[RoomNoteId]) -> Result<(), Error> {
    history::act(catalog, ActionKind::DeleteRoomNote, |recorder| {
        for &id in ids {
            let note = recorder.db().room_notes().get(id)?.ok_or(Error::NoRoomNote(id))?;
            if let Some((annotation, _)) = on_slide(recorder.db(), &note)? {
                recorder.set(ThingKind::Annotation, &annotation.to_string(), "deleted", &true)?;
            }
            recorder.set(KIND, &id.to_string(), "deleted", &true)?;
        }
        Ok(())
    })
}

/// Takes these out of the trash.
pub fn restore(catalog: &Catalog, ids: &[RoomNoteId]) -> Result<(), Error> {
    history::act(catalog, ActionKind::RestoreRoomNote, |recorder| {
        for &id in ids {
            recorder.clear(KIND, &id.to_string(), "deleted")?;
            history::room_note(recorder.db(), id)?.ok_or(Error::NoRoomNote(id))?;
        }
        Ok(())
    })
}

/// A note on a slide comes out of the trash, and with it what was taken down in the room.
pub(crate) fn restore_with(recorder: &mut Recorder, annotation: AnnotationId) -> Result<(), Error> {
    for thing in recorder.db().history().things_with(KIND, "annotation", &json!(annotation))? {
        recorder.clear(KIND, &thing, "deleted")?;
    }
    Ok(())
}

/// The note is of this talk, and of the talk's session, or of none where the talk is in none.
fn set_contribution(
    recorder: &mut Recorder,
    id: RoomNoteId,
    meeting: MeetingId,
    contribution: ContributionId,
) -> Result<(), Error> {
    let stored = recorder.db().contributions().get(contribution)?;
    let stored = stored.filter(|stored| stored.contribution.meeting == meeting);
    let talk = stored.ok_or(Error::NoContribution(contribution))?.contribution;
    recorder.set(KIND, &id.to_string(), "contribution", &contribution)?;
    match talk.session {
        Some(session) => recorder.set(KIND, &id.to_string(), "session", &session),
        None => recorder.clear(KIND, &id.to_string(), "session"),
    }
}

/// What becomes of a note on a slide.
fn kind_of(place: &RoomNotePlace) -> AnnotationKind {
    match place.shape {
        Some(Shape::Rect { .. }) => AnnotationKind::Area,
        _ => AnnotationKind::Note,
    }
}

/// Makes the annotation on the slide.
fn put(
    catalog: &Catalog,
    recorder: &mut Recorder,
    id: RoomNoteId,
    place: &RoomNotePlace,
    target: &AnnotationTarget,
) -> Result<(), Error> {
    let note = history::room_note(recorder.db(), id)?.ok_or(Error::NoRoomNote(id))?;
    let tag = tag(catalog, recorder, &place.tag)?;
    let annotation: AnnotationId = catalog.clock.new_uuid().into();
    let thing = annotation.to_string();
    let kind = ThingKind::Annotation;
    recorder.set(kind, &thing, "target", target)?;
    recorder.set(kind, &thing, "kind", &kind_of(place))?;
    recorder.set(kind, &thing, "color", &place.color)?;
    recorder.set(kind, &thing, "comment", &note.words)?;
    recorder.set(kind, &thing, "author", &note.author)?;
    recorder.set(kind, &thing, "created_at", &note.at)?;
    if let Some(tag) = tag {
        recorder.set(kind, &thing, &format!("tag:{tag}"), &true)?;
    }
    recorder.set(KIND, &id.to_string(), "annotation", &annotation)
}

/// The tag of this name, made where there is none.
fn tag(catalog: &Catalog, recorder: &mut Recorder, name: &str) -> Result<Option<TagId>, Error> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    if let Some(tag) = tags::with_name(recorder.db(), name)? {
        return Ok(Some(tag.id));
    }
    if let Some(made) = recorder.made_tag(name) {
        return Ok(Some(made));
    }
    let id: TagId = catalog.clock.new_uuid().into();
    recorder.set(ThingKind::Tag, &id.to_string(), "name", &name)?;
    recorder.remember_tag(name, id);
    Ok(Some(id))
}

/// The spot or area that was chosen; else the upper corner of the slide where lines end, below the notes that are there
/// and those that come along.
fn target_of(catalog: &Catalog, place: &RoomNotePlace, along: &[AnnotationTarget]) -> Result<AnnotationTarget, Error> {
    let text = annotate::text_for_shape(catalog, &place.document, place.page)?;
    if let Some(shape) = &place.shape {
        return target::of_shape(&text, &place.document, place.page, kind_of(place), shape.clone());
    }
    let (frame, notes) = catalog.store.read(|db| -> Result<_, Error> {
        let frame = db.pages().frame(&place.document, place.page)?;
        let here = db.annotations().list(Some(&place.document))?.into_iter().map(|annotation| annotation.target);
        Ok((frame, here.collect::<Vec<_>>()))
    })?;
    let here = notes.iter().chain(along).filter(|other| other.document == place.document && other.page == place.page);
    let taken_spots: Vec<Point> = here
        .filter_map(|other| match other.shape {
            Some(Shape::Point { at }) => Some(at),
            _ => None,
        })
        .collect();
    let no_page = || Error::NoPage { document: place.document.clone(), page: place.page };
    let frame = frame.ok_or_else(no_page)?;
    let inset = NOTE_SIZE / 2. + MARGIN;
    let (corner, inwards, down) = frame.edges();
    let first = Point::new(corner.x + (inwards.x + down.x) * inset, corner.y + (inwards.y + down.y) * inset);
    let shape = Shape::Point { at: first };
    let mut target = target::of_shape(&text, &place.document, place.page, AnnotationKind::Note, shape)?;
    let taken = |target: &AnnotationTarget| {
        let Some(Shape::Point { at }) = &target.shape else { return false };
        taken_spots.iter().any(|other| (at.x - other.x).hypot(at.y - other.y) < NOTE_SIZE)
    };
    // A page holds only so many below each other; one that is full has them lie upon each other, and none is lost.
    for _ in 0..40 {
        if !taken(&target) {
            break;
        }
        target = below(target, Some(frame));
    }
    Ok(target)
}

/// The next place down the slide's edge.
fn below(target: AnnotationTarget, frame: Option<PageFrame>) -> AnnotationTarget {
    let (Some(Shape::Point { at }), Some(frame)) = (&target.shape, frame) else { return target };
    let (_, _, down) = frame.edges();
    let (x, y) = (down.x * (NOTE_SIZE + MARGIN), down.y * (NOTE_SIZE + MARGIN));
    let at = Point::new(at.x + x, at.y + y);
    let crop = frame.crop;
    if !(crop.x0..=crop.x1).contains(&at.x) || !(crop.y0..=crop.y1).contains(&at.y) {
        return target;
    }
    let moved = |p: Point| Point::new(p.x + x, p.y + y);
    let quads = target.quads.iter();
    let quads = quads.map(|q| model::Quad { tl: moved(q.tl), tr: moved(q.tr), bl: moved(q.bl), br: moved(q.br) });
    AnnotationTarget { quads: quads.collect(), shape: Some(Shape::Point { at }), ..target }
}

/// The note on a slide that was made of this one, unless it was deleted since.
fn on_slide(db: &Db, note: &RoomNote) -> Result<Option<(AnnotationId, SlideSpot)>, Error> {
    let Some(id) = note.annotation else { return Ok(None) };
    // What this very action makes has no row yet; the history knows it.
    let found = history::annotation(db, id)?;
    Ok(found.map(|a| (id, SlideSpot { document: a.target.document, page: a.target.page })))
}

fn get(recorder: &Recorder, id: RoomNoteId) -> Result<RoomNoteView, Error> {
    let note = history::room_note(recorder.db(), id)?.ok_or(Error::NoRoomNote(id))?;
    views(recorder.db(), vec![note])?.pop().ok_or(Error::NoRoomNote(id))
}

pub(crate) fn views(db: &Db, notes: Vec<RoomNote>) -> Result<Vec<RoomNoteView>, Error> {
    if notes.is_empty() {
        return Ok(vec![]);
    }
    let placements = Placements::read(db, None)?;
    let mut meetings: HashMap<MeetingId, (Option<String>, MeetingRows)> = HashMap::new();
    let mut views = Vec::with_capacity(notes.len());
    for note in notes {
        let (zone, rows) = match meetings.entry(note.meeting) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let stored = db.meetings().get(note.meeting)?;
                let zone = stored.and_then(|stored| stored.meeting.time_zone);
                new.insert((zone, MeetingRows::read(db, note.meeting, String::new())?))
            }
        };
        let session = note.session.and_then(|id| rows.session(id));
        let talk = note.contribution;
        let credits = talk.map(|id| rows.credits(CreditSubject::Contribution(id))).unwrap_or_default();
        let title = rows.contributions.iter().find(|stored| Some(stored.contribution.id) == talk);
        let speakers: Vec<&CreditView> =
            credits.iter().filter(|credit| matches!(credit.role, Role::Speaker | Role::Author)).collect();
        let affiliation = |credit: &&CreditView| credit.acronym.clone().or_else(|| credit.affiliation.clone());
        let mut decks: Vec<_> = placements.iter().filter(|(_, placed)| Some(placed.contribution) == talk).collect();
        decks.sort_by_key(|(id, placed)| (placed.standing != model::Standing::Confirmed, (*id).clone()));
        views.push(RoomNoteView {
            local: zone.as_deref().and_then(programme::time_zone).map(|zone| local(&zone, note.at)),
            time_zone: zone.clone(),
            session_heading: session.map(placements::session_heading),
            session_name: session.map(placements::session_name),
            contribution_title: title.and_then(|stored| stored.contribution.title.clone()),
            byline: placements::byline(&credits),
            speakers: speakers.iter().filter_map(|credit| credit.name.clone()).collect(),
            organizations: speakers.iter().filter_map(affiliation).collect(),
            decks: decks.into_iter().map(|(id, _)| id.clone()).collect(),
            slide: on_slide(db, &note)?.map(|(_, spot)| spot),
            note,
        });
    }
    Ok(views)
}

fn local(zone: &TimeZone, at: Timestamp) -> jiff::civil::DateTime {
    zone.to_datetime(at)
}
