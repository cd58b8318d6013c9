//! What is taken down in the room: kept with its time and talk, put onto slides, found, exported, deleted, restored, and
//! each in one step of the one history.

use catalog::{
    Catalog, Clock, SystemClock, annotate, export, history, index, meeting_view, programme, room, search, tags,
};
use jiff::Timestamp;
use model::{
    AnnotationFilter, AnnotationKind, Color, Contribution, HitKind, MeetingId, PageIndex, Point, ProgrammeSource, Rect,
    RoomNoteDraft, RoomNoteKind, RoomNotePatch, RoomNotePlace, RoomNotePut, RoomNoteView, SearchRequest, Shape,
    Standing,
};
use rapporteur_tests::library::Library;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use uuid::Uuid;

fn draft(catalog: &Catalog, meeting: MeetingId, speaker: &str, kind: RoomNoteKind, words: &str) -> RoomNoteDraft {
    let rows = catalog::documents::list(catalog).expect("documents are listed");
    let placed = rows.iter().flat_map(|row| &row.placements);
    let talk = placed
        .filter(|placement| placement.meeting == meeting)
        .find(|placement| placement.credits.iter().any(|c| c.name.as_deref().is_some_and(|n| n.contains(speaker))))
        .expect("the speaker has a talk with a deck");
    RoomNoteDraft {
        kind,
        words: words.to_owned(),
        meeting,
        session: talk.session,
        contribution: Some(talk.contribution),
        place: None,
    }
}

fn place(view: &RoomNoteView, page: u32) -> RoomNotePlace {
    let document = view.decks.first().expect("the talk has a deck").clone();
    RoomNotePlace { document, page: PageIndex(page), shape: None, color: Color::Blue, tag: "Question".to_owned() }
}

fn put(view: &RoomNoteView, page: u32) -> RoomNotePut {
    RoomNotePut { note: view.note.id, place: place(view, page) }
}

fn listed(catalog: &Catalog) -> Vec<RoomNoteView> {
    room::list(catalog, None).expect("notes are listed")
}

#[test]
fn a_note_waits_for_its_slide_and_is_there_whether_it_comes_or_not() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let asked = draft(catalog, meeting, "Antinori", RoomNoteKind::Question, "Since when is this measured?");
    let taken = room::create(catalog, &asked).expect("it is taken down");
    assert!(taken.byline.as_deref().is_some_and(|byline| byline.contains("Antinori")), "{taken:?}");
    assert_eq!(taken.speakers, ["Arije Antinori"]);
    assert!(taken.session_heading.is_some() && taken.slide.is_none());
    assert_eq!(taken.decks.len(), 1, "the deck it may go onto is suggested");

    // Onto a slide: words, time, kind.
    room::place(catalog, &[put(&taken, 3)]).expect("it goes onto the slide");
    let on_slide = &listed(catalog)[0];
    assert_eq!(on_slide.slide.as_ref().map(|slide| slide.page), Some(PageIndex(3)));
    let all = annotate::list(catalog, &AnnotationFilter::default()).expect("annotations are listed");
    let [made] = &all[..] else { panic!("one annotation is made: {all:?}") };
    assert_eq!(made.annotation.kind, AnnotationKind::Note);
    assert_eq!(made.annotation.comment, "Since when is this measured?");
    assert_eq!(made.annotation.created_at, taken.note.at, "it has the time at which it was said");
    let names: Vec<_> = tags::list(catalog).expect("tags are listed").into_iter().map(|view| view.tag.name).collect();
    assert_eq!(names, ["Question"]);
    let again = room::place(catalog, &[put(&taken, 4)]);
    assert!(matches!(again, Err(catalog::Error::RoomNotePlaced)), "it is on one slide");

    // Its words go along.
    let patch = RoomNotePatch { words: Some("Since 2014?".to_owned()), ..RoomNotePatch::default() };
    room::update(catalog, taken.note.id, &patch).expect("words are changed");
    let all = annotate::list(catalog, &AnnotationFilter::default()).expect("annotations are listed");
    assert_eq!(all[0].annotation.comment, "Since 2014?");

    // Taken off the slide, it waits again; with the trash's, it is on the slide again.
    annotate::delete(catalog, &[all[0].annotation.id]).expect("it is deleted there");
    assert_eq!(listed(catalog)[0].slide, None);
    annotate::restore(catalog, &[all[0].annotation.id]).expect("it is restored");
    assert!(listed(catalog)[0].slide.is_some());

    // Deleted in the room, it goes from the slide as well, and one restoring brings both back.
    room::delete(catalog, &[taken.note.id]).expect("it is deleted");
    assert!(listed(catalog).is_empty());
    assert!(annotate::list(catalog, &AnnotationFilter::default()).expect("a list").is_empty());
    assert!(room::trash(catalog).expect("a list").is_empty(), "it lies in the trash as the note on the slide");
    let trash = annotate::trash(catalog).expect("the trash is listed");
    annotate::restore(catalog, &[trash[0].annotation.id]).expect("it is restored");
    assert!(listed(catalog)[0].slide.is_some(), "both are back");
}

#[test]
fn each_act_is_one_step_back() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let state = || (listed(catalog), annotate::list(catalog, &AnnotationFilter::default()).expect("a list").len());
    let wanted = |(notes, n): (Vec<RoomNoteView>, usize)| {
        let facts = notes.iter().map(|v| (v.note.kind, v.note.words.clone(), v.slide.is_some())).collect::<Vec<_>>();
        (facts, n)
    };
    let mut states = vec![wanted(state())];
    let promise = draft(catalog, meeting, "Antinori", RoomNoteKind::Commitment, "");
    let first = room::create(catalog, &promise).expect("it is taken down");
    states.push(wanted(state()));
    // With the deck at hand, the note is on the slide in the same step.
    let at_once = RoomNoteDraft { place: Some(place(&first, 1)), ..promise.clone() };
    let second = room::create(catalog, &at_once).expect("it is taken down");
    assert!(second.slide.is_some(), "{second:?}");
    states.push(wanted(state()));
    let patch = RoomNotePatch { kind: Some(RoomNoteKind::FollowUp), ..RoomNotePatch::default() };
    room::update(catalog, first.note.id, &patch).expect("it becomes something else");
    states.push(wanted(state()));
    let refused = room::update(catalog, second.note.id, &patch);
    assert!(matches!(refused, Err(catalog::Error::RoomNotePlaced)), "what is on a slide is changed there");
    room::place(catalog, &[put(&first, 1)]).expect("it goes onto the slide");
    states.push(wanted(state()));
    let spots: Vec<_> = annotate::list(catalog, &AnnotationFilter::default())
        .expect("a list")
        .into_iter()
        .map(|view| view.annotation.target.shape)
        .collect();
    assert!(spots.len() == 2 && spots[0] != spots[1], "they do not lie upon each other: {spots:?}");
    room::delete(catalog, &[first.note.id, second.note.id]).expect("they are deleted");
    states.push(wanted(state()));
    for n in (0..states.len() - 1).rev() {
        history::undo(catalog).expect("a step back");
        assert_eq!(wanted(state()), states[n], "after undoing to {n}");
    }
    for expected in &states[1..] {
        history::redo(catalog).expect("a step forth");
        assert_eq!(&wanted(state()), expected);
    }
    index::catch_up(catalog).expect("the index keeps up");
    index::catch_up(catalog).expect("the index keeps up");
    let findings = catalog::check::run(catalog, false).expect("the library is checked");
    assert!(findings.is_empty(), "rows are what the history says: {findings:?}");
}

#[test]
fn a_note_follows_its_talk_into_and_out_of_sessions() {
    let library = Library::new();
    let catalog = &library.catalog;
    let text = "Date,Start,End,Session,Title,Speaker\n\
        2016-11-30,10:00,10:20,Opening of the meeting,Opening,Ann Example\n\
        2016-11-30,10:20,10:40,Money,Budget,Bob Example\n\
        2016-11-30,18:00,19:00,,Reception,Cleo Example\n";
    let report = programme::import(catalog, &ProgrammeSource::Text { text: text.to_owned() }).expect("it is read");
    let meeting = report.meeting;
    let view = meeting_view::get(catalog, meeting).expect("the programme is there");
    let talk = |title: &str| {
        let sessions = view.days.iter().flat_map(|day| &day.segments).flat_map(|segment| &segment.sessions);
        let mut all = sessions.flat_map(|session| &session.contributions).map(|view| &view.contribution);
        all.find(|talk| talk.title.as_deref() == Some(title)).unwrap_or_else(|| panic!("{title}: {view:?}")).clone()
    };
    let (first, second, loose) = (talk("Opening"), talk("Budget"), talk("Reception"));
    assert!(first.session.is_some() && second.session.is_some() && first.session != second.session);
    assert_eq!(loose.session, None);
    let asked = RoomNoteDraft {
        kind: RoomNoteKind::Question,
        words: "Who pays?".to_owned(),
        meeting,
        session: first.session,
        contribution: Some(first.id),
        place: None,
    };
    let note = room::create(catalog, &asked).expect("it is taken down").note;
    let to = |talk: &Contribution| {
        let patch = RoomNotePatch { contribution: Some(talk.id), ..RoomNotePatch::default() };
        let note = room::update(catalog, note.id, &patch).expect("it goes to the other talk").note;
        (note.contribution, note.session)
    };
    for talk in [&second, &loose, &first, &loose, &second] {
        assert_eq!(to(talk), (Some(talk.id), talk.session), "{:?}", talk.title);
        history::undo(catalog).expect("a step back");
        history::redo(catalog).expect("a step forth");
        assert_eq!(listed(catalog)[0].note.session, talk.session, "{:?}", talk.title);
    }
    // Taken down of a talk in no session while a session runs, it is of none.
    let of_loose = RoomNoteDraft { contribution: Some(loose.id), ..asked };
    let made = room::create(catalog, &of_loose).expect("it is taken down").note;
    assert_eq!((made.contribution, made.session), (Some(loose.id), None));
    index::catch_up(catalog).expect("the index keeps up");
    index::catch_up(catalog).expect("the index keeps up");
    let findings = catalog::check::run(catalog, false).expect("the library is checked");
    assert!(findings.is_empty(), "rows are what the history says: {findings:?}");
}

#[test]
fn notes_of_the_room_are_found_and_exported() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let words = "Publishes the xylophone figures before March";
    let said = room::create(catalog, &draft(catalog, meeting, "Antinori", RoomNoteKind::Commitment, words));
    let said = said.expect("it is taken down");
    let between = RoomNoteDraft {
        contribution: None,
        session: None,
        ..draft(catalog, meeting, "Antinori", RoomNoteKind::FollowUp, "")
    };
    let between = room::create(catalog, &between).expect("it is taken down");
    index::catch_up(catalog).expect("the index keeps up");
    let hits = |query: &str| {
        let request = SearchRequest { query: query.to_owned(), limit: 20, ..SearchRequest::default() };
        let results = search::run(catalog, &request).expect("it is searched");
        results.groups.into_iter().flat_map(|group| group.hits).collect::<Vec<_>>()
    };
    let found = hits("xylophone");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!((found[0].kind, found[0].room_note), (HitKind::Annotation, Some(said.note.id)));
    assert_eq!(found[0].contribution, said.note.contribution, "it opens at its talk");

    let ids = [said.note.id, between.note.id];
    let markdown = export::chosen(catalog, export::Format::Markdown, &[], &ids).expect("Markdown");
    let markdown = String::from_utf8(markdown).expect("it is text");
    assert!(markdown.contains("### In the room") && markdown.contains("**Commitment**"), "{markdown}");
    assert!(markdown.contains("Arije Antinori") && markdown.contains(words), "{markdown}");
    let csv = String::from_utf8(export::chosen(catalog, export::Format::Csv, &[], &ids).expect("CSV")).expect("text");
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert!(csv.contains(",commitment,") && csv.contains(",follow_up,"), "{csv}");
    let json = export::chosen(catalog, export::Format::WebAnnotation, &[], &ids).expect("JSON-LD");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
    assert_eq!(json["total"], 2);
    let talk = said.note.contribution.map(|id| format!("urn:uuid:{id}"));
    assert_eq!(json["first"]["items"][0]["target"]["id"].as_str(), talk.as_deref());

    // On a slide, it is found there and nowhere else.
    room::place(catalog, &[put(&said, 2)]).expect("it goes onto the slide");
    index::catch_up(catalog).expect("the index keeps up");
    let found = hits("xylophone");
    let on_slide: Vec<_> = found.iter().filter(|hit| hit.kind == HitKind::Annotation).collect();
    assert!(on_slide.len() == 1 && on_slide[0].annotation.is_some(), "{found:?}");
    history::undo(catalog).expect("a step back");
    index::catch_up(catalog).expect("the index keeps up");
    assert!(hits("xylophone").iter().any(|hit| hit.room_note.is_some()), "it waits again");
}

#[test]
fn a_deck_that_comes_later_is_where_its_notes_are_suggested() {
    let library = Library::new();
    let sample = rapporteur_tests::corpus::sample();
    let meeting = library.import_programme(&sample.join("programme.html"));
    let catalog = &library.catalog;
    let view = catalog::meeting_view::get(catalog, meeting).expect("the programme is there");
    let talks =
        view.days.iter().flat_map(|d| d.segments.iter().flat_map(|s| s.sessions.iter().flat_map(|s| &s.contributions)));
    let talk = talks.into_iter().find(|talk| talk.credits.iter().any(|c| c.name.as_deref() == Some("Arije Antinori")));
    let talk = talk.expect("the talk is listed").contribution.clone();
    let note = RoomNoteDraft {
        kind: RoomNoteKind::Question,
        words: String::new(),
        meeting,
        session: talk.session,
        contribution: Some(talk.id),
        place: None,
    };
    let taken = room::create(catalog, &note).expect("it is taken down before there is a deck");
    assert!(taken.decks.is_empty());
    library.import(&[sample]);
    let waiting = &listed(catalog)[0];
    let rows = catalog::documents::list(catalog).expect("documents are listed");
    let deck = rows.iter().find(|row| row.document.file_name.contains("Antinori")).expect("the deck is there");
    assert_eq!(waiting.decks, std::slice::from_ref(&deck.document.id), "its deck is suggested");
    assert!(deck.placements.iter().any(|p| matches!(p.standing, Standing::Suggested { .. } | Standing::Confirmed)));
}

#[test]
fn a_note_is_put_onto_the_spot_or_area_that_was_chosen_and_several_onto_a_slide_in_one_step() {
    let (library, meeting) = Library::sample();
    let catalog = &library.catalog;
    let take = |kind, words: &str| {
        room::create(catalog, &draft(catalog, meeting, "Antinori", kind, words)).expect("it is taken down")
    };
    let all = || annotate::list(catalog, &AnnotationFilter::default()).expect("annotations are listed");
    let shaped = |view: &RoomNoteView, shape: Shape| {
        let mut put = put(view, 3);
        put.place.shape = Some(shape);
        put
    };
    let question = take(RoomNoteKind::Question, "Which graph?");
    let commitment = take(RoomNoteKind::Commitment, "Publishes it.");

    // A spot: the note is there, and nowhere else.
    let at = Point::new(200., 150.);
    room::place(catalog, &[shaped(&question, Shape::Point { at })]).expect("it goes onto the spot");
    let [on_spot] = &all()[..] else { panic!("one annotation is made") };
    assert_eq!(on_spot.annotation.kind, AnnotationKind::Note);
    assert_eq!(on_spot.annotation.target.shape, Some(Shape::Point { at }));
    assert_eq!(on_spot.annotation.comment, "Which graph?");

    // An area: it has the words as its comment, and those that it encloses as its quote.
    let rect = Rect { x0: 0., y0: 0., x1: 2000., y1: 2000. };
    let area = shaped(&commitment, Shape::Rect { rect, width: 1.5 });
    room::place(catalog, std::slice::from_ref(&area)).expect("it goes onto the area");
    let made = all().into_iter().find(|view| view.annotation.comment == "Publishes it.").expect("it is listed");
    assert_eq!(made.annotation.kind, AnnotationKind::Area);
    assert_eq!(made.annotation.created_at, commitment.note.at);
    assert!(made.annotation.target.quote.contains("From posting to review"), "{:?}", made.annotation.target.quote);
    assert!(listed(catalog).iter().all(|view| view.slide.as_ref().is_some_and(|slide| slide.page == PageIndex(3))));

    // One step back each.
    history::undo(catalog).expect("a step back");
    assert_eq!(all().len(), 1);
    history::undo(catalog).expect("a step back");
    assert!(all().is_empty() && listed(catalog).iter().all(|view| view.slide.is_none()));

    // What is no place of a note is refused, and nothing of the step is done.
    let line = Shape::Line { from: at, to: Point::new(0., 0.), width: 2. };
    let refused = room::place(catalog, &[area.clone(), shaped(&question, line)]);
    assert!(matches!(refused, Err(catalog::Error::BadShape)), "{refused:?}");
    let flat = Shape::Rect { rect: Rect { x1: 0., ..rect }, width: 1.5 };
    assert!(matches!(room::place(catalog, &[shaped(&question, flat)]), Err(catalog::Error::BadShape)));
    assert!(all().is_empty());

    // Of two kinds, with a chosen spot where the first would lie: one step, and none upon another.
    let follow_up = take(RoomNoteKind::FollowUp, "Ask again.");
    room::place(catalog, &[put(&question, 3), put(&commitment, 3)]).expect("they go onto the slide");
    let spots = |n: usize| {
        let spots: Vec<_> = all()
            .iter()
            .map(|view| match view.annotation.target.shape {
                Some(Shape::Point { at }) => at,
                ref other => panic!("a note has a spot: {other:?}"),
            })
            .collect();
        assert_eq!(spots.len(), n);
        for (idx, a) in spots.iter().enumerate() {
            assert!(spots[..idx].iter().all(|b| (a.x - b.x).hypot(a.y - b.y) > 10.), "{spots:?}");
        }
        spots
    };
    let first = spots(2)[0];
    history::undo(catalog).expect("a step back");
    assert!(all().is_empty(), "both are off the slide in one step");
    let chosen = shaped(&follow_up, Shape::Point { at: first });
    room::place(catalog, &[chosen, put(&question, 3), put(&commitment, 3)]).expect("they go onto the slide");
    assert!(spots(3).contains(&first));
}

/// Stands still until it is set, in milliseconds since 1970.
struct SetClock(Arc<AtomicI64>);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).expect("it is a time")
    }

    fn new_uuid(&self) -> Uuid {
        SystemClock.new_uuid()
    }
}

#[test]
fn notes_of_one_second_are_listed_as_they_were_taken_down() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = Arc::new(AtomicI64::new(1_480_500_000_000));
    let catalog = rapporteur_tests::library::open_by(folder.path(), Box::new(SetClock(Arc::clone(&at))));
    let text =
        "Date,Start,End,Session,Title,Speaker\n2016-11-30,10:00,10:20,Opening of the meeting,Opening,Ann Example\n";
    let report = programme::import(&catalog, &ProgrammeSource::Text { text: text.to_owned() }).expect("it is read");
    // As text, whole seconds and tenths come after what is later: `10Z`, `10.5Z`, `10.501Z`.
    let times = [10_000, 10_007, 10_010, 10_011, 10_500, 10_501, 10_999, 11_000];
    for time in times {
        at.store(1_480_500_000_000 + time, Ordering::Relaxed);
        let draft = RoomNoteDraft {
            kind: RoomNoteKind::Question,
            words: time.to_string(),
            meeting: report.meeting,
            session: None,
            contribution: None,
            place: None,
        };
        room::create(&catalog, &draft).expect("it is taken down");
    }
    let words: Vec<_> = listed(&catalog).into_iter().map(|view| view.note.words).collect();
    assert_eq!(words, times.map(|time| time.to_string()));
}
