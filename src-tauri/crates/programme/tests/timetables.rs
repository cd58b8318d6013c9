//! Timetables as meetings write them, in several languages and by several habits: what is read of each, field by field.
//!
//! `UPDATE=1` writes down anew what is read; the difference is then to be looked at.

use programme::{Credit, Programme};
use std::{env, fmt::Write as _, fs, path::Path};

#[test]
fn timetables_are_read_as_they_are_meant() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timetables");
    let mut paths: Vec<_> = fs::read_dir(&folder).expect("the folder is there").flatten().map(|e| e.path()).collect();
    paths.retain(|path| !path.ends_with("README.md") && path.extension().is_some_and(|ending| ending != "read"));
    paths.sort();
    assert!(paths.len() >= 30, "{} timetables", paths.len());
    let mut wrong = String::new();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name in text").to_owned();
        let bytes = fs::read(&path).expect("a timetable can be read");
        let (programme, problems) = programme::parse(&bytes, Some(&name));
        let mut read = told(&programme);
        for problem in &problems {
            writeln!(read, "! {:?} line {}", problem.code, problem.line.unwrap_or(0)).expect("a string takes all");
        }
        let kept = folder.join(format!("{name}.read"));
        if env::var_os("UPDATE").is_some() {
            fs::write(&kept, &read).expect("it can be written");
        }
        let expected = fs::read_to_string(&kept).unwrap_or_default();
        if read != expected {
            write!(wrong, "--- {name}\n{expected}+++\n{read}").expect("a string takes all");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A line a session, contribution and break.
fn told(programme: &Programme) -> String {
    let mut told = format!("{}\n", programme.title);
    let mut line = |text: String| writeln!(told, "{}", text.trim_end()).expect("a string takes all");
    for (name, value) in [("venue", &programme.venue), ("zone", &programme.time_zone)] {
        if let Some(value) = value {
            line(format!("{name}: {value}"));
        }
    }
    let time = |time: Option<jiff::civil::Time>| time.map_or(String::new(), |time| time.strftime("%H:%M").to_string());
    let when = |start, end| match (time(start), time(end)) {
        (start, _) if start.is_empty() => String::new(),
        (start, end) => format!("{start}–{end} "),
    };
    let room = |room: &Option<String>| room.as_ref().map_or(String::new(), |room| format!("[{room}] "));
    for (idx, session) in programme.sessions.iter().enumerate() {
        let dates: Vec<String> = session.dates.iter().map(|date| date.to_string()).collect();
        let number = session.number.as_ref().map_or(String::new(), |number| format!("no. {number} "));
        let number = session.label.as_ref().map_or(number, |label| format!("[{label}] "));
        let title = session.title.as_deref().unwrap_or("-");
        let (when, room) = (when(session.start, session.end), room(&session.room));
        line(format!("session {idx}: {} {when}{room}{number}“{title}” {}", dates.join(" "), people(&session.credits)));
    }
    for talk in &programme.contributions {
        let session = talk.session.map_or("-".to_owned(), |session| session.to_string());
        let date = talk.date.map_or("no date".to_owned(), |date| date.to_string());
        let title = talk.title.as_ref().map_or(String::new(), |title| format!("“{title}” "));
        let (when, room) = (when(talk.start, talk.end), room(&talk.room));
        line(format!("in {session}: {date} {when}{room}{title}{}", people(&talk.credits)));
    }
    for pause in &programme.breaks {
        line(format!("break: {}{}", when(pause.start, pause.end), pause.title));
    }
    told
}

fn people(credits: &[Credit]) -> String {
    let person = |credit: &Credit| {
        let parts = [credit.honorific.as_deref(), credit.name.as_deref(), credit.affiliation.as_deref()];
        format!("{:?}({})", credit.role, parts.map(|part| part.unwrap_or("-")).join(" | "))
    };
    credits.iter().map(person).collect::<Vec<_>>().join(" ")
}
