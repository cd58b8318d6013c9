//! Programmes and the decks on them, from the files to the library: fields read right by kind, decks placed right, wrong
//! or not at all, and how long large meetings take.

use crate::meetings::{self, Set, Talk, name_parts, plain};
use catalog::{documents, meeting_view, placements, programme};
use model::{ContributionView, MeetingId, Placement, ProgrammeSource, Role, Session, Standing};
use rapporteur_tests::library::Library;
use std::{fmt::Write, time::Instant};

const FIELDS: [&str; 8] = ["talk", "date", "start", "end", "session", "title", "speakers", "affiliation"];

/// Right, wrong and missing.
type Counts = [usize; 3];

/// `PROGRAMME_SET` names one set alone, and has everything told that is not right.
pub fn measure() {
    let only = std::env::var("PROGRAMME_SET").ok();
    let mut talk = String::new();
    for (what, sets) in [("real", meetings::real()), ("invented", meetings::invented())] {
        println!("\n{what:24} {}decks", FIELDS.map(|field| format!("{field:>14}")).concat());
        let (mut all, mut all_decks) = ([Counts::default(); FIELDS.len()], Counts::default());
        for set in sets.iter().filter(|set| only.as_ref().is_none_or(|only| *only == set.name)) {
            let (fields, decks) = assess(set, &mut talk);
            row(&set.name, &fields, decks);
            all.iter_mut().zip(fields).for_each(|(all, counts)| add(all, counts));
            add(&mut all_decks, decks);
        }
        row("all", &all, all_decks);
        let [right, wrong, open] = all_decks.map(|n| n as f64);
        println!("decks: precision {:.3}, recall {:.3}", right / (right + wrong), right / (right + wrong + open));
    }
    println!("{talk}");
    if only.is_none() {
        speed();
    }
}

fn add(all: &mut Counts, counts: Counts) {
    all.iter_mut().zip(counts).for_each(|(all, n)| *all += n);
}

fn row(name: &str, fields: &[Counts; FIELDS.len()], [right, wrong, open]: Counts) {
    let cell = |[right, wrong, missing]: Counts| format!("{right}/{} w{wrong}", right + wrong + missing);
    let cells: String = fields.iter().map(|counts| format!("{:>14}", cell(*counts))).collect();
    println!("{name:24}{cells} {right} right, {wrong} wrong, {open} open");
}

/// A talk as the library has it.
struct Read {
    session: Option<Session>,
    segment: String,
    view: ContributionView,
}

fn assess(set: &Set, talk: &mut String) -> ([Counts; FIELDS.len()], Counts) {
    let library = Library::new();
    let mut reads: Vec<Read> = Vec::new();
    let ids: Vec<MeetingId> = set
        .programmes
        .iter()
        .filter_map(|path| {
            let source = ProgrammeSource::File { path: path.to_string_lossy().into_owned() };
            let report = programme::import(&library.catalog, &source);
            report.map_err(|error| println!("{}: {error}", path.display())).ok()
        })
        .map(|report| report.meeting)
        .collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    set.decks.iter().for_each(|deck| meetings::write(deck, folder.path()));
    library.import(&[folder.path().to_owned()]);
    for id in ids {
        let view = meeting_view::get(&library.catalog, id).expect("a meeting that was imported");
        for segment in view.days.into_iter().flat_map(|day| day.segments) {
            let title = segment.segment.map(|segment| segment.title).unwrap_or_default();
            for session in segment.sessions {
                let own = session.session;
                let read = |view| Read { session: own.clone(), segment: title.clone(), view };
                reads.extend(session.contributions.into_iter().map(read));
            }
        }
    }
    let mut fields = [Counts::default(); FIELDS.len()];
    let mut free: Vec<usize> = (0..reads.len()).collect();
    for known in &set.talks {
        let best = free.iter().copied().max_by_key(|&idx| likeness(known, &Seen::of(&reads[idx])));
        let best = best.filter(|&idx| likeness(known, &Seen::of(&reads[idx])) >= 20);
        free.retain(|idx| Some(*idx) != best);
        let Some(read) = best.map(|idx| &reads[idx]) else {
            fields[0][2] += 1;
            _ = writeln!(talk, "{}: not read: {known:?}", set.name);
            continue;
        };
        fields[0][0] += 1;
        let seen = Seen::of(read);
        for (idx, (expected, found, is_right)) in compare(known, &seen).into_iter().enumerate() {
            let kind = match (expected.is_empty(), is_right, found.is_empty()) {
                (true, ..) => continue,
                (_, true, _) => 0,
                (_, _, false) => 1,
                (_, _, true) => 2,
            };
            fields[idx + 1][kind] += 1;
            if kind > 0 {
                _ = writeln!(talk, "{}: {}: {found:?}, not {expected:?} ({})", set.name, FIELDS[idx + 1], known.title);
            }
        }
    }
    // What is read and is no talk.
    for idx in free {
        fields[0][1] += 1;
        _ = writeln!(talk, "{}: more than there is: {:?}", set.name, Seen::of(&reads[idx]));
    }
    let mut decks = Counts::default();
    let rows = documents::list(&library.catalog).expect("documents");
    for deck in &set.decks {
        let path = folder.path().join(&deck.path).to_string_lossy().into_owned();
        let row = rows.iter().find(|row| {
            row.document.file_name == deck.path.rsplit('/').next().unwrap_or_default()
                && documents::view(&library.catalog, &row.document.id)
                    .is_ok_and(|view| view.document.files.iter().any(|file| file.path == path))
        });
        let sure: Vec<&Placement> = row
            .map(|row| row.placements.iter().filter(|placement| is_sure(&placement.standing)).collect())
            .unwrap_or_default();
        let placed = sure.first().and_then(|placement| {
            reads.iter().find(|read| read.view.contribution.id == placement.contribution).map(Seen::of)
        });
        let reasons = || sure.first().map(|placement| format!("{:?}", placement.standing)).unwrap_or_default();
        let is_right = placed.as_ref().map(|seen| {
            let best = set.talks.iter().enumerate().max_by_key(|(_, known)| likeness(known, seen));
            best.is_some_and(|(idx, _)| deck.talks.contains(&idx))
        });
        let kind = match (is_right, deck.talks.is_empty()) {
            (Some(true), _) => 0,
            (Some(false), _) => 1,
            (None, false) => 2,
            (None, true) => continue,
        };
        decks[kind] += 1;
        if kind > 0 {
            let close: Vec<_> = row
                .map(|row| row.placements.iter().map(|p| (p.contribution_title.clone(), p.standing.clone())).collect())
                .unwrap_or_default();
            let of: Vec<_> = deck.talks.iter().map(|&idx| (&set.talks[idx].title, &set.talks[idx].speakers)).collect();
            _ = writeln!(
                talk,
                "{}: deck {}: {placed:?} {}, not {of:?}; close: {close:?}",
                set.name,
                deck.path,
                reasons()
            );
        }
    }
    (fields, decks)
}

fn is_sure(standing: &Standing) -> bool {
    match standing {
        Standing::Confirmed => true,
        Standing::Suggested { score, .. } => *score >= 0.5,
    }
}

/// What the library has of a talk, as text.
#[derive(Debug)]
struct Seen {
    date: String,
    start: String,
    end: String,
    session: String,
    number: String,
    title: String,
    speakers: Vec<String>,
    affiliations: Vec<String>,
}

impl Seen {
    fn of(read: &Read) -> Seen {
        let talk = &read.view.contribution;
        let session = read.session.as_ref();
        let speakers = || read.view.credits.iter().filter(|c| matches!(c.role, Role::Speaker | Role::Author));

        let session_text = [
            session.and_then(|s| s.number.as_deref()),
            session.and_then(|s| s.title.as_deref()),
            session.and_then(|s| s.room.as_deref()),
            Some(read.segment.as_str()),
        ];
        Seen {
            date: talk
                .date
                .or(session.and_then(|s| s.dates.first().copied()))
                .map(|d| d.to_string())
                .unwrap_or_default(),
            start: clock(talk.start.or(session.and_then(|s| s.start))),
            end: clock(talk.end.or(session.and_then(|s| s.end))),
            session: session_text.into_iter().flatten().collect::<Vec<_>>().join(" "),
            number: session.and_then(|s| s.number.clone()).unwrap_or_default(),
            title: talk.title.clone().unwrap_or_default(),
            speakers: speakers().filter_map(|credit| credit.name.clone()).collect(),
            affiliations: speakers().filter_map(|credit| credit.affiliation.clone()).collect(),
        }
    }
}

/// `09:00`, of a time that is written `09:00:00`.
fn clock(time: Option<impl ToString>) -> String {
    time.map(|time| time.to_string().chars().take(5).collect()).unwrap_or_default()
}

fn likeness(known: &Talk, seen: &Seen) -> u32 {
    let mut score = 0;
    if is_like(&known.title, &seen.title) {
        score += 20;
    }
    if known.speakers.iter().any(|name| seen.speakers.iter().any(|other| name_parts(name) == name_parts(other))) {
        score += 20;
    }
    // Where nobody is named apart, the line has all.
    if seen.speakers.is_empty() && known.speakers.iter().any(|name| plain(&seen.title).contains(&plain(name))) {
        score += 20;
    }
    score += if known.date == seen.date { 4 } else { 0 };
    score += if known.start == seen.start { 2 } else { 0 };
    score + u32::from(is_session(known, seen))
}

/// One is the other, or nearly all of it.
fn is_like(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    !one.is_empty() && !other.is_empty() && (one == other || one.contains(&other) || other.contains(&one))
}

fn is_session(known: &Talk, seen: &Seen) -> bool {
    let (known, session) = (plain(&known.session), plain(&seen.session));
    let number = plain(&seen.number);
    !known.is_empty() && (session.contains(&known) || !session.is_empty() && known.contains(&session))
        || !number.is_empty() && known.ends_with(&number)
        || ordinal(&known).is_some_and(|n| n == number)
}

/// `Part II` and `الجلسة الثانية` are known by number.
fn ordinal(session: &str) -> Option<String> {
    [
        ("الاولى", "1"),
        ("الثانية", "2"),
        ("الثالثة", "3"),
        ("partii", "2"),
        ("parti", "1"),
        ("分论坛一", "1"),
        ("分论坛二", "2"),
    ]
    .iter()
    .find(|(word, _)| session.ends_with(&plain(word)))
    .map(|(_, number)| (*number).to_owned())
}

/// For each field but the first: the truth, what was read, and whether they agree.
fn compare(known: &Talk, seen: &Seen) -> [(String, String, bool); 7] {
    let same = |one: &str, other: &str| (one.to_owned(), other.to_owned(), one == other);
    let sorted = |names: &[String]| {
        let mut names: Vec<_> = names.iter().map(|name| name_parts(name)).collect();
        names.sort();
        names
    };
    let affiliation = seen.affiliations.join("; ");
    [
        same(&known.date, &seen.date),
        same(&known.start, &seen.start),
        same(&known.end, &seen.end),
        (known.session.clone(), seen.session.clone(), is_session(known, seen)),
        (known.title.clone(), seen.title.clone(), plain(&known.title) == plain(&seen.title)),
        (known.speakers.join(", "), seen.speakers.join(", "), sorted(&known.speakers) == sorted(&seen.speakers)),
        (known.affiliation.clone(), affiliation.clone(), is_like(&known.affiliation, &affiliation)),
    ]
}

/// Large meetings.
fn speed() {
    let library = Library::new();
    let import = |text: &str| {
        let started = Instant::now();
        let source = ProgrammeSource::Text { text: text.to_owned() };
        let report = programme::import(&library.catalog, &source).expect("a programme");
        (started.elapsed(), report)
    };
    let schedule = schedule(1000);
    // What the file costs to be read alone, by whoever reads JSON.
    let started = Instant::now();
    let value: serde_json::Value = serde_json::from_str(&schedule).expect("JSON");
    let bare = started.elapsed();
    assert!(value.is_object());
    let (first, report) = import(&schedule);
    let (again, _) = import(&schedule);
    println!(
        "schedule of {} events, {} KiB: kept in {first:.0?}, again {again:.0?}; reading its JSON alone {bare:.1?}",
        report.n_contributions,
        schedule.len() / 1024
    );
    let library = Library::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for n in 0..300 {
        let lines = [format!("On {}ation and more", word(n)), format!("Ana So{}ar", word(n)), "Office".to_owned()];
        std::fs::write(folder.path().join(format!("deck-{n}-{}.pdf", word(n))), meetings::pdf(&lines, &lines[0]))
            .expect("a deck");
    }
    library.import(&[folder.path().to_owned()]);
    let source = ProgrammeSource::Text { text: self::schedule(300) };
    let started = Instant::now();
    let meeting = programme::import(&library.catalog, &source).expect("a programme").meeting;
    let with_decks = started.elapsed();
    let rows = documents::list(&library.catalog).expect("documents");
    let n_placed = rows.iter().filter(|row| row.placements.iter().any(|placed| is_sure(&placed.standing))).count();
    println!("300 talks kept and 300 decks assigned to them in {with_decks:.0?}; {n_placed} placed");
    let placed = rows.iter().find_map(|row| Some((&row.document.id, row.placements.first()?.contribution)));
    let (document, contribution) = placed.expect("some deck is placed");
    let started = Instant::now();
    placements::accept(&library.catalog, document, contribution).expect("it is accepted");
    println!("one of them accepted, and the places of all others guessed anew: {:.0?}", started.elapsed());
    // The first look at a table finds every field in its source, the next ones know where they are.
    for look in ["first", "second"] {
        let started = Instant::now();
        programme::review::table(&library.catalog, meeting).expect("a table");
        println!("table of 300 talks with the places of all fields, {look} look: {:.0?}", started.elapsed());
    }
}

fn word(n: usize) -> String {
    [n / 400 % 20, n / 20 % 20, n % 20].map(|digit| b"bcdfghjklmnpqrstvwxz"[digit] as char).iter().collect()
}

/// A schedule as pretalx writes it, with four rooms side by side.
fn schedule(n_events: usize) -> String {
    let mut days = String::new();
    for (day, events) in (0..n_events).collect::<Vec<_>>().chunks(100).enumerate() {
        let mut rooms = String::new();
        for (room, events) in events.chunks(25).enumerate() {
            let events: Vec<String> = events.iter().enumerate().map(|(slot, &n)| {
                format!(
                    r#"{{"id":{n},"guid":"{n:032}","date":"2026-03-{:02}T{:02}:{:02}:00+01:00","start":"{:02}:{:02}","duration":"00:25","room":"Room {room}","title":"On {}ation and more","persons":[{{"id":{n},"public_name":"Ana So{}ar"}}],"links":[]}}"#,
                    day + 1, 8 + slot / 2, slot % 2 * 30, 8 + slot / 2, slot % 2 * 30, word(n), word(n)
                )
            }).collect();
            _ = write!(rooms, r#"{}"Room {room}":[{}]"#, if room > 0 { "," } else { "" }, events.join(","));
        }
        _ = write!(
            days,
            r#"{}{{"index":{},"date":"2026-03-{:02}","rooms":{{{rooms}}}}}"#,
            if day > 0 { "," } else { "" },
            day + 1,
            day + 1
        );
    }
    format!(
        r#"{{"schedule":{{"version":"1","conference":{{"title":"A large meeting of {n_events}","time_zone_name":"Europe/Vienna","days":[{days}]}}}}}}"#
    )
}
