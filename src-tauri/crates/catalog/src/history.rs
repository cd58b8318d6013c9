//! The one history: records what the reader does, projects it into rows, undoes and redoes it.

use crate::{Catalog, Error, anchor::anchor, identity, index, matching, page_text, programme::items};
use jiff::Timestamp;
use model::{
    Action, ActionId, ActionKind, ActionMode, Annotation, AnnotationId, AnnotationTarget, Change, ChangeId, Color,
    ContributionId, DocumentId, Event, HistoryState, KeptSearch, KeptSearchId, Link, LinkId, Reply, RoomNote,
    RoomNoteId, SessionId, Tag, TagId, ThingKind,
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use store::{ActionStep, Db};

/// How many actions back undo can go.
const MAX_UNDO: u32 = 2000;

/// An action under way, within one transaction.
pub(crate) struct Recorder<'a, 'db> {
    catalog: &'a Catalog,
    db: &'a Db<'db>,
    action: Action,
    recorded: bool,
    author: &'a str,
    last: ChangeId,
    touched: BTreeSet<(ThingKind, String)>,
    /// Tags made in this action, whose rows are not there yet.
    made_tags: Vec<(String, TagId)>,
}

/// Does something of the reader's as one action: its changes, the rows made of them and what the index has to take
/// up are written in one transaction. Nothing is recorded where nothing changes.
pub(crate) fn act<T>(
    catalog: &Catalog,
    kind: ActionKind,
    perform: impl FnOnce(&mut Recorder) -> Result<T, Error>,
) -> Result<T, Error> {
    // What is refused makes room for the next guess, what is put elsewhere takes its versions along, and what is accepted
    // takes its place from the others.
    let reopens = matches!(
        kind,
        ActionKind::AcceptMatch
            | ActionKind::AcceptMatches
            | ActionKind::RejectMatch
            | ActionKind::UnassignDocument
            | ActionKind::AssignDocument
    );
    write(catalog, reopens, |db| {
        let now = catalog.clock.now();
        let action = Action { id: catalog.clock.new_uuid().into(), kind, mode: ActionMode::Do, of: None, at: now };
        let mut recorder = Recorder::new(catalog, db, action)?;
        let value = perform(&mut recorder)?;
        Ok((value, recorder.finish()?))
    })
}

/// What undo and redo would do now.
pub fn state(catalog: &Catalog) -> Result<HistoryState, Error> {
    catalog.store.read(|db| Ok(Next::read(db)?.state()))
}

/// Undoes the newest action that is not undone; does nothing where there is none.
pub fn undo(catalog: &Catalog) -> Result<HistoryState, Error> {
    step(catalog, ActionMode::Undo)
}

/// Does again what was undone last; does nothing where there is none.
pub fn redo(catalog: &Catalog) -> Result<HistoryState, Error> {
    step(catalog, ActionMode::Redo)
}

fn step(catalog: &Catalog, mode: ActionMode) -> Result<HistoryState, Error> {
    write(catalog, true, |db| {
        let next = Next::read(db)?;
        let Some((target, kind)) = (if mode == ActionMode::Undo { next.undo } else { next.redo }) else {
            return Ok((next.state(), BTreeSet::new()));
        };
        let id: ActionId = catalog.clock.new_uuid().into();
        let action = Action { id, kind, mode, of: Some(target), at: catalog.clock.now() };
        let mut recorder = Recorder::new(catalog, db, action)?;
        // An action that changes nothing any more is recorded all the same, or it would be undone for ever.
        recorder.record_action()?;
        let mut changes = db.history().changes_of(target)?;
        if mode == ActionMode::Undo {
            changes.reverse();
        }
        for change in changes {
            let value = match mode {
                ActionMode::Undo => match change.replaces.iter().max() {
                    Some(before) => db.history().get(before)?.and_then(|change| change.value),
                    None => None,
                },
                ActionMode::Do | ActionMode::Redo => change.value,
            };
            recorder.set_value(change.kind, &change.thing, &change.field, value)?;
        }
        let touched = recorder.finish()?;
        Ok((Next::read(db)?.state(), touched))
    })
}

/// Writes, and tells afterwards what has changed. Where a verdict on a match `reopens` the guessing, it is done anew.
fn write<T>(
    catalog: &Catalog,
    reopens: bool,
    perform: impl FnOnce(&Db) -> Result<(T, BTreeSet<(ThingKind, String)>), Error>,
) -> Result<T, Error> {
    let (value, touched) = catalog.store.write(perform)?;
    let kinds: BTreeSet<ThingKind> = touched.into_iter().map(|(kind, _)| kind).collect();
    for kind in &kinds {
        catalog.tell(match kind {
            ThingKind::Annotation => Event::AnnotationsChanged,
            ThingKind::Tag => Event::TagsChanged,
            ThingKind::Match
            | ThingKind::Meeting
            | ThingKind::Segment
            | ThingKind::Session
            | ThingKind::Contribution
            | ThingKind::NamePair
            | ThingKind::SessionMention => Event::ProgrammeChanged,
            ThingKind::Link | ThingKind::RoomNote | ThingKind::SessionNote => Event::AnnotationsChanged,
            ThingKind::KeptSearch => Event::KeptSearchesChanged,
            ThingKind::Color => Event::TagsChanged,
            ThingKind::Revision => Event::DocumentsChanged,
        });
    }
    let moves_matches = |kind: &ThingKind| {
        use ThingKind::{Contribution, Match, Meeting, NamePair, Revision, Session};
        matches!(kind, Meeting | Session | Contribution | NamePair | Revision) || reopens && *kind == Match
    };
    if kinds.iter().any(moves_matches) {
        matching::refresh(catalog)?;
    }
    if !kinds.is_empty() {
        catalog.tell(Event::HistoryChanged);
        catalog.index.wake();
    }
    Ok(value)
}

impl<'a, 'db> Recorder<'a, 'db> {
    fn new(catalog: &'a Catalog, db: &'a Db<'db>, action: Action) -> Result<Self, Error> {
        let floor =
            ChangeId { millis: action.at.as_millisecond().max(0) as u64, counter: 0, device: catalog.device.clone() };
        // The clock may run backwards, and another device may be ahead: a new change sorts after all that are known.
        let last = match db.history().last_id()? {
            Some(last) if last.millis >= floor.millis => ChangeId { device: floor.device, ..last },
            _ => floor,
        };
        let author = &catalog.author;
        Ok(Recorder { catalog, db, action, recorded: false, author, last, touched: BTreeSet::new(), made_tags: vec![] })
    }

    pub fn db(&self) -> &'a Db<'db> {
        self.db
    }

    pub fn author(&self) -> &'a str {
        self.author
    }

    pub fn now(&self) -> Timestamp {
        self.action.at
    }

    /// The tag of this name, letter case and marks aside, that was made in this action.
    pub fn made_tag(&self, name: &str) -> Option<TagId> {
        let folded = analysis::fold(name);
        self.made_tags.iter().find(|(known, _)| *known == folded).map(|(_, id)| *id)
    }

    pub fn remember_tag(&mut self, name: &str, id: TagId) {
        self.made_tags.push((analysis::fold(name), id));
    }

    /// Gives a field a value.
    pub fn set(&mut self, kind: ThingKind, thing: &str, field: &str, value: &impl Serialize) -> Result<(), Error> {
        let value = serde_json::to_value(value).expect("our own types have JSON forms");
        self.set_value(kind, thing, field, Some(value))
    }

    /// Takes a field's value away.
    pub fn clear(&mut self, kind: ThingKind, thing: &str, field: &str) -> Result<(), Error> {
        self.set_value(kind, thing, field, None)
    }

    fn set_value(&mut self, kind: ThingKind, thing: &str, field: &str, value: Option<Value>) -> Result<(), Error> {
        let mut fields = self.db.history().fields(kind, thing)?;
        let before = fields.remove(field);
        if before.as_ref().and_then(|(_, value)| value.as_ref()) == value.as_ref() {
            return Ok(());
        }
        self.record_action()?;
        self.last.counter += 1;
        let change = Change {
            id: self.last.clone(),
            action: self.action.id,
            author: self.author.to_owned(),
            kind,
            thing: thing.to_owned(),
            field: field.to_owned(),
            value,
            replaces: before.map(|(id, _)| id).into_iter().collect(),
        };
        self.db.history().insert_change(&change)?;
        self.touched.insert((kind, thing.to_owned()));
        Ok(())
    }

    fn record_action(&mut self) -> Result<(), Error> {
        if !self.recorded {
            self.db.history().insert_action(&self.action)?;
            self.recorded = true;
        }
        Ok(())
    }

    /// Projects all that was touched.
    fn finish(self) -> Result<BTreeSet<(ThingKind, String)>, Error> {
        for (kind, thing) in &self.touched {
            project(self.catalog, self.db, *kind, thing)?;
            for key in index::keys_of(*kind, thing) {
                self.db.index_queue().push(&key)?;
            }
            if *kind == ThingKind::Annotation {
                // Its page is told from others by its annotations and their tags, also by one that is gone.
                let fields = Fields(self.db.history().fields(*kind, thing)?);
                if let Some(target) = fields.get::<AnnotationTarget>("target") {
                    self.db.index_queue().push(&index::page_key(&target.document, target.page))?;
                }
                if let Ok(id) = thing.parse() {
                    // What was taken down in the room is found by itself while it is on no slide.
                    for note in self.db.room_notes().of_annotation(id)? {
                        self.db.index_queue().push(&format!("room_note:{}", note.id))?;
                    }
                }
            }
        }
        Ok(self.touched)
    }
}

/// The fields of a thing that have a value.
struct Fields(BTreeMap<String, (ChangeId, Option<Value>)>);

impl Fields {
    fn get<T: DeserializeOwned>(&self, field: &str) -> Option<T> {
        let (_, value) = self.0.get(field)?;
        serde_json::from_value(value.clone()?).ok()
    }

    /// The ids behind fields named `prefix` + id that are set.
    fn ids<T: std::str::FromStr>(&self, prefix: &str) -> Vec<T> {
        let set = self.0.iter().filter(|(_, (_, value))| *value == Some(Value::Bool(true)));
        set.filter_map(|(field, _)| field.strip_prefix(prefix)?.parse().ok()).collect()
    }

    fn replies(&self) -> Vec<Reply> {
        #[derive(serde::Deserialize)]
        struct Said {
            author: String,
            text: String,
            created_at: Timestamp,
        }
        let mut replies = vec![];
        for (field, (change, value)) in &self.0 {
            let id = field.strip_prefix("reply:").and_then(|id| id.parse().ok());
            let said = value.clone().and_then(|value| serde_json::from_value(value).ok());
            if let (Some(id), Some(Said { author, text, created_at })) = (id, said) {
                // A reply that was taken over is older than the change that made it.
                let modified_at = instant(change.millis).max(created_at);
                replies.push(Reply { id, author, text, created_at, modified_at });
            }
        }
        replies.sort_by_key(|reply: &Reply| (reply.created_at, reply.id));
        replies
    }

    fn modified_at(&self) -> Timestamp {
        instant(self.0.values().map(|(id, _)| id.millis).max().unwrap_or(0))
    }
}

fn instant(millis: u64) -> Timestamp {
    Timestamp::from_millisecond(millis as i64).unwrap_or_default()
}

/// The annotation that the history tells of; `None` if it is deleted.
pub(crate) fn annotation(db: &Db, id: AnnotationId) -> Result<Option<Annotation>, Error> {
    let fields = Fields(db.history().fields(ThingKind::Annotation, &id.to_string())?);
    if fields.get::<bool>("deleted") == Some(true) {
        return Ok(None);
    }
    Ok(annotation_of(id, &fields))
}

/// The annotation as it was when it was deleted.
pub(crate) fn deleted_annotation(db: &Db, id: AnnotationId) -> Result<Option<Annotation>, Error> {
    let fields = Fields(db.history().fields(ThingKind::Annotation, &id.to_string())?);
    Ok(annotation_of(id, &fields))
}

fn annotation_of(id: AnnotationId, fields: &Fields) -> Option<Annotation> {
    let (Some(target), Some(kind)) = (fields.get("target"), fields.get("kind")) else {
        return None;
    };
    Some(Annotation {
        id,
        target,
        kind,
        color: fields.get("color").unwrap_or_default(),
        comment: fields.get("comment").unwrap_or_default(),
        replies: fields.replies(),
        tags: fields.ids("tag:"),
        author: fields.get("author").unwrap_or_default(),
        created_at: fields.get("created_at").unwrap_or_default(),
        modified_at: fields.modified_at(),
        orphaned: false,
    })
}

/// The tag that the history tells of; `None` if it is deleted.
pub(crate) fn tag(db: &Db, id: TagId) -> Result<Option<Tag>, Error> {
    let fields = Fields(db.history().fields(ThingKind::Tag, &id.to_string())?);
    if fields.get::<bool>("deleted") == Some(true) {
        return Ok(None);
    }
    let Some(name) = fields.get("name") else { return Ok(None) };
    let definition = fields.get("definition").unwrap_or_default();
    let (color, shortcut) = (fields.get("color"), fields.get("shortcut"));
    Ok(Some(Tag { id, name, parent: fields.get("parent"), definition, color, shortcut }))
}

/// The kept search that the history tells of; `None` if it is kept no more.
pub(crate) fn kept_search(db: &Db, id: KeptSearchId) -> Result<Option<KeptSearch>, Error> {
    let fields = Fields(db.history().fields(ThingKind::KeptSearch, &id.to_string())?);
    if fields.get::<bool>("deleted") == Some(true) {
        return Ok(None);
    }
    Ok(fields.get("query").map(|query| KeptSearch { id, query }))
}

/// The note of the room that the history tells of; `None` if it is deleted.
pub(crate) fn room_note(db: &Db, id: RoomNoteId) -> Result<Option<RoomNote>, Error> {
    let fields = Fields(db.history().fields(ThingKind::RoomNote, &id.to_string())?);
    if fields.get::<bool>("deleted") == Some(true) {
        return Ok(None);
    }
    Ok(room_note_of(id, &fields))
}

/// The note as it was when it was deleted.
pub(crate) fn deleted_room_note(db: &Db, id: RoomNoteId) -> Result<Option<RoomNote>, Error> {
    let fields = Fields(db.history().fields(ThingKind::RoomNote, &id.to_string())?);
    Ok(room_note_of(id, &fields))
}

fn room_note_of(id: RoomNoteId, fields: &Fields) -> Option<RoomNote> {
    Some(RoomNote {
        id,
        kind: fields.get("kind")?,
        words: fields.get("words").unwrap_or_default(),
        at: fields.get("at")?,
        meeting: fields.get("meeting")?,
        session: fields.get("session"),
        contribution: fields.get("contribution"),
        annotation: fields.get("annotation"),
        author: fields.get("author").unwrap_or_default(),
        modified_at: fields.modified_at(),
    })
}

/// The link that the history tells of; `None` if it is deleted.
pub(crate) fn link(db: &Db, id: LinkId) -> Result<Option<Link>, Error> {
    let fields = Fields(db.history().fields(ThingKind::Link, &id.to_string())?);
    if fields.get::<bool>("deleted") == Some(true) {
        return Ok(None);
    }
    let (Some(origin), Some(target), Some(relation)) =
        (fields.get("origin"), fields.get("target"), fields.get("relation"))
    else {
        return Ok(None);
    };
    Ok(Some(Link {
        id,
        origin,
        target,
        relation,
        note: fields.get("note").unwrap_or_default(),
        author: fields.get("author").unwrap_or_default(),
        created_at: fields.get("created_at").unwrap_or_default(),
    }))
}

/// What the history has the reader say about a session; empty where that is nothing.
pub(crate) fn session_note(db: &Db, id: SessionId) -> Result<String, Error> {
    Ok(Fields(db.history().fields(ThingKind::SessionNote, &id.to_string())?).get("text").unwrap_or_default())
}

/// How a match is named in the history.
pub(crate) fn match_thing(document: &DocumentId, contribution: ContributionId) -> String {
    format!("{document}/{contribution}")
}

/// The other way.
pub(crate) fn parse_match_thing(thing: &str) -> Option<(DocumentId, ContributionId)> {
    let (document, contribution) = thing.split_once('/')?;
    Some((document.parse().ok()?, contribution.parse().ok()?))
}

/// The value that a field of a thing has.
pub(crate) fn field<T: DeserializeOwned>(
    db: &Db,
    kind: ThingKind,
    thing: &str,
    field: &str,
) -> Result<Option<T>, Error> {
    Ok(Fields(db.history().fields(kind, thing)?).get(field))
}

/// The verdict on a match that the history tells of: confirmed, rejected, or none.
pub(crate) fn verdict(db: &Db, thing: &str) -> Result<Option<bool>, Error> {
    let fields = Fields(db.history().fields(ThingKind::Match, thing)?);
    Ok(fields.get::<String>("verdict").map(|verdict| verdict == "confirmed"))
}

/// The name that the history gives a color.
pub(crate) fn color_name(db: &Db, color: Color) -> Result<Option<String>, Error> {
    Ok(Fields(db.history().fields(ThingKind::Color, color.name())?).get("name"))
}

/// The annotation as its row has it: at its place in the page's text as it is read today.
pub(crate) fn anchored(catalog: &Catalog, db: &Db, id: AnnotationId) -> Result<Option<Annotation>, Error> {
    let Some(mut annotation) = annotation(db, id)? else { return Ok(None) };
    // Text that is not at hand says nothing about the place; when it is read again, this is done again.
    if let Some(text) = page_text::at_hand(catalog, &annotation.target.document, annotation.target.page) {
        match anchor(&text, &annotation.target) {
            Some(target) => annotation.target = target,
            None => annotation.orphaned = true,
        }
    }
    Ok(Some(annotation))
}

/// Makes a thing's rows what the history says.
pub(crate) fn project(catalog: &Catalog, db: &Db, kind: ThingKind, thing: &str) -> Result<(), Error> {
    match kind {
        ThingKind::Annotation => {
            let Ok(id) = thing.parse::<AnnotationId>() else { return Ok(()) };
            match anchored(catalog, db, id)? {
                Some(annotation) => db.annotations().upsert(&annotation)?,
                None => db.annotations().delete(id)?,
            }
        }
        ThingKind::Tag => {
            let Ok(id) = thing.parse::<TagId>() else { return Ok(()) };
            match tag(db, id)? {
                Some(tag) => db.tags().upsert(&tag)?,
                None => db.tags().delete(id)?,
            }
        }
        ThingKind::Match => {
            let Some((document, contribution)) = parse_match_thing(thing) else { return Ok(()) };
            db.matches().set(&document, contribution, verdict(db, thing)?)?;
        }
        ThingKind::Meeting | ThingKind::Segment | ThingKind::Session | ThingKind::Contribution => {
            items::project(catalog, db, kind, thing)?;
        }
        ThingKind::Link => {
            let Ok(id) = thing.parse::<LinkId>() else { return Ok(()) };
            match link(db, id)? {
                Some(link) => db.links().upsert(&link)?,
                None => db.links().delete(id)?,
            }
        }
        ThingKind::SessionNote | ThingKind::Revision | ThingKind::SessionMention => {}
        ThingKind::NamePair => identity::project(db, thing)?,
        ThingKind::RoomNote => {
            let Ok(id) = thing.parse::<RoomNoteId>() else { return Ok(()) };
            match room_note(db, id)? {
                Some(note) => db.room_notes().upsert(&note)?,
                None => db.room_notes().delete(id)?,
            }
        }
        ThingKind::KeptSearch => {
            let Ok(id) = thing.parse::<KeptSearchId>() else { return Ok(()) };
            match kept_search(db, id)? {
                Some(search) => db.kept_searches().upsert(&search)?,
                None => db.kept_searches().delete(id)?,
            }
        }
        ThingKind::Color => {
            let Some(color) = Color::from_name(thing) else { return Ok(()) };
            db.color_names().set(color, color_name(db, color)?.as_deref())?;
        }
    }
    Ok(())
}

/// What is undone next, and what is done again next.
#[derive(Debug, Default, PartialEq, Eq)]
struct Next {
    undo: Option<(ActionId, ActionKind)>,
    redo: Option<(ActionId, ActionKind)>,
}

impl Next {
    fn read(db: &Db) -> Result<Next, Error> {
        let mut search = Search::default();
        // Mostly, a few of the newest actions tell: who undid nothing has the newest one to undo.
        db.history().newest_actions(MAX_UNDO, |step| search.goes_on(step))?;
        Ok(search.next)
    }

    fn state(&self) -> HistoryState {
        HistoryState { undo: self.undo.map(|(_, kind)| kind), redo: self.redo.map(|(_, kind)| kind) }
    }
}

/// The search for them, from the newest action back.
#[derive(Default)]
struct Search {
    next: Next,
    /// Those of which it is known whether they are done or undone: the newest word on each.
    decided: HashSet<ActionId>,
    /// What was undone before something else was done is not done again.
    is_past_redo: bool,
}

impl Search {
    /// Looks at the next older action; is there anything left to look for?
    fn goes_on(&mut self, ActionStep { id, kind, mode, of }: ActionStep) -> bool {
        let is_newest_word = self.decided.insert(of.unwrap_or(id));
        match mode {
            ActionMode::Do => self.is_past_redo = true,
            ActionMode::Undo if is_newest_word && !self.is_past_redo && self.next.redo.is_none() => {
                self.next.redo = of.map(|of| (of, kind));
            }
            ActionMode::Undo | ActionMode::Redo => {}
        }
        if mode != ActionMode::Undo && is_newest_word && self.next.undo.is_none() {
            self.next.undo = Some((of.unwrap_or(id), kind));
        }
        self.next.undo.is_none() || self.next.redo.is_none() && !self.is_past_redo
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    /// The same, told from the oldest action on: two stacks.
    fn by_stacks(steps: &[ActionStep]) -> Next {
        let (mut undo, mut redo) = (vec![], vec![]);
        for step in steps {
            let entry = (step.of.unwrap_or(step.id), step.kind);
            undo.retain(|other| *other != entry);
            redo.retain(|other| *other != entry);
            match step.mode {
                ActionMode::Do => {
                    undo.push(entry);
                    redo.clear();
                }
                ActionMode::Undo => redo.push(entry),
                ActionMode::Redo => undo.push(entry),
            }
        }
        Next { undo: undo.pop(), redo: redo.pop() }
    }

    #[test]
    fn the_newest_actions_tell_what_is_undone_and_redone_next() {
        let mut random = 7u64;
        let mut below = |n: u64| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) % n
        };
        let mut n_redone = 0;
        for _ in 0..200 {
            let mut steps: Vec<ActionStep> = vec![];
            for n in 0..60 {
                let id = ActionId(Uuid::from_u128(n + 1));
                let next = by_stacks(&steps);
                let (mode, of) = match below(5) {
                    0 | 1 => (ActionMode::Undo, next.undo),
                    2 | 3 => (ActionMode::Redo, next.redo),
                    _ => (ActionMode::Do, None),
                };
                let of = of.map(|(id, _)| id);
                if of.is_none() && mode != ActionMode::Do {
                    continue;
                }
                n_redone += u32::from(mode == ActionMode::Redo);
                steps.push(ActionStep { id, kind: ActionKind::Reply, mode, of });
                let mut search = Search::default();
                let mut looked_at = steps.iter().rev().copied();
                while looked_at.next().is_some_and(|step| search.goes_on(step)) {}
                assert_eq!(search.next, by_stacks(&steps), "{steps:?}");
            }
        }
        assert!(n_redone > 100, "it was redone, too: {n_redone}");
    }
}
