//! Where the fields of a programme are printed, in the timetables and in every kind of source that names its values.

use model::{CellOrigin, ItemField, PlaceHow};
use programme::{Contribution, Options, Programme, Session};
use std::{fmt::Write as _, fs, path::Path};

const ICS: &str = "BEGIN:VCALENDAR\r\nX-WR-TIMEZONE:Europe/Paris\r\nBEGIN:VEVENT\r\nDTSTAMP:20240506T070000Z\r\nSUMMARY:On noble ga\r\n ses\\, and why\r\nDTSTART:20240506T220000Z\r\nDURATION:PT45M\r\nLOCATION:Room A\r\nDESCRIPTION:Speaker: Dr. Jane Doe\\, ITU\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const XML: &str = "<schedule><conference><title>C</title></conference><day date='2024-05-06'><room name='Hall A'>\n<event id='1'><start>09:00</start><duration>00:30</duration><room>Hall A</room>\n<title>Caf&#233;s &amp; talk</title><track>Culture</track><persons><person id='7'>Jane Doe</person></persons></event>\n<event id='2'><start>10:00</start><duration>00:30</duration><room>Hall A</room><title>Other</title><track>Culture</track></event></room></day></schedule>";
const JSON: &str = r#"{"title": "C", "talks": [
  {"title": "Talk one", "start": "2024-05-06T09:00", "end": "2024-05-06T09:30", "abstract": "Jane Doe on Talk one at 09:00.", "speakers": [{"first_name": "Jane", "last_name": "Doe", "affiliation": "ITU"}]},
  {"title": "Talk two", "start": "2024-05-06T10:00", "speakers": ["John Roe"]}]}"#;

/// What a place marks.
fn marked(lines: &[String], origin: &CellOrigin) -> String {
    let part = |place: &model::SourcePlace| -> String {
        let line = lines[place.line as usize - 1].chars();
        line.skip(place.start as usize).take((place.end - place.start) as usize).collect()
    };
    origin.places.iter().map(part).collect::<Vec<_>>().join(" | ")
}

/// What is printed, where a mark goes over a tag.
fn without_tags(text: &str) -> String {
    let parts = text.split('<').enumerate().map(|(at, part)| match at {
        0 => part,
        _ => part.split_once('>').map_or(part, |(_, after)| after),
    });
    parts.collect::<Vec<_>>().join(" ")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn read(bytes: &[u8], name: &str) -> (Programme, programme::Origins, Vec<String>) {
    let options = Options::default();
    let (programme, _) = programme::parse(bytes, Some(name));
    let origins = programme::origins(bytes, &options, &programme);
    assert_eq!(
        (origins.sessions.len(), origins.contributions.len()),
        (programme.sessions.len(), programme.contributions.len())
    );
    (programme, origins, programme::source_lines(bytes, &options))
}

fn of_session(session: &Session) -> Vec<(ItemField, bool)> {
    vec![
        (ItemField::Date, !session.dates.is_empty()),
        (ItemField::Start, session.start.is_some()),
        (ItemField::End, session.end.is_some()),
        (ItemField::Room, session.room.is_some()),
        (ItemField::Parent, session.segment.is_some()),
        (ItemField::Number, session.number.is_some() || session.label.is_some()),
        (ItemField::Title, session.title.is_some()),
        (ItemField::People, session.credits.iter().any(|credit| credit.name.is_some())),
        (ItemField::Affiliations, session.credits.iter().any(|credit| credit.affiliation.is_some())),
    ]
}

fn of_talk(talk: &Contribution) -> Vec<(ItemField, bool)> {
    vec![
        (ItemField::Date, talk.date.is_some()),
        (ItemField::Start, talk.start.is_some()),
        (ItemField::End, talk.end.is_some()),
        (ItemField::Room, talk.room.is_some()),
        (ItemField::Parent, talk.session.is_some()),
        (ItemField::Title, talk.title.is_some()),
        (ItemField::People, talk.credits.iter().any(|credit| credit.name.is_some())),
        (ItemField::Affiliations, talk.credits.iter().any(|credit| credit.affiliation.is_some())),
    ]
}

/// Is it the hour, by one clock or the other, with its minutes where there are some?
fn says_time(text: &str, time: Option<jiff::civil::Time>) -> bool {
    let Some(time) = time else { return false };
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '\u{660}'..='\u{669}' => char::from_digit(c as u32 - 0x660, 10),
        _ => None,
    };
    let digits: String = text.chars().filter_map(digit).collect();
    let hours = [time.hour(), (time.hour() + 12) % 24, if time.hour() == 0 { 12 } else { time.hour() % 12 }];
    let says = |hour: i8| {
        let minute = format!("{:02}", time.minute());
        digits.starts_with(&format!("{hour:02}{minute}"))
            || digits.starts_with(&format!("{hour}{minute}"))
            || time.minute() == 0 && digits.starts_with(&hour.to_string())
    };
    hours.into_iter().any(says)
}

/// Fields with a value, and of these the ones found whole; what is wrong is told.
fn count(
    name: &str,
    programme: &Programme,
    origins: &programme::Origins,
    lines: &[String],
    told: &mut String,
) -> (u32, u32) {
    let (mut n_fields, mut n_found) = (0, 0);
    let sessions = programme.sessions.iter().map(|s| {
        let printed = (s.title.clone(), s.room.clone(), &s.credits);
        (s.line, of_session(s), printed, None, (s.start, s.end))
    });
    let talks = programme.contributions.iter().map(|t| {
        let printed = (t.title.clone(), t.room.clone(), &t.credits);
        (t.line, of_talk(t), printed, t.date, (t.start, t.end))
    });
    for ((line, fields, (title, room, credits), date, (start, end)), cells) in
        sessions.chain(talks).zip(origins.sessions.iter().chain(&origins.contributions))
    {
        for (field, _) in fields.into_iter().filter(|(_, has_value)| *has_value) {
            n_fields += 1;
            let origin =
                cells.iter().find(|(own, _)| *own == field).map(|(_, origin)| origin.clone()).unwrap_or_default();
            if !origin.complete {
                writeln!(told, "{name} line {line} {field:?}: {}", marked(lines, &origin)).expect("a string takes all");
                continue;
            }
            n_found += 1;
            let text = without_tags(&marked(lines, &origin));
            // What is marked says what the field says.
            let is_escaped = text.contains("\\u") || text.contains('&');
            match (field, &title, date) {
                (ItemField::Room, ..) => {
                    let room = room.as_deref().unwrap_or_default();
                    assert!(is_escaped || letters(&text) == letters(room), "{name} line {line}: {text}, not {room}");
                }
                (ItemField::People, ..) => {
                    for person in credits.iter().filter_map(|credit| credit.name.as_deref()) {
                        let says = person.split_whitespace().all(|word| letters(&text).contains(&letters(word)));
                        assert!(is_escaped || says, "{name} line {line}: {text}, not {person}");
                    }
                }
                (ItemField::Affiliations, ..) => {
                    for home in credits.iter().filter_map(|credit| credit.affiliation.as_deref()) {
                        let says = letters(&text).contains(&letters(home));
                        assert!(is_escaped || says, "{name} line {line}: {text}, not {home}");
                    }
                }
                (ItemField::Title, Some(title), _) => {
                    assert!(
                        is_escaped || letters(&text.replace(" | ", "")) == letters(title),
                        "{name} line {line}: {text}"
                    );
                }
                (ItemField::Date, _, Some(date)) if origin.places.iter().all(|p| p.how == PlaceHow::Printed) => {
                    let numbers = [date.day().to_string(), date.year().to_string()];
                    let says = programme::read_dates(&text, None).contains(&date)
                        || numbers.iter().all(|number| text.contains(number.as_str()));
                    assert!(says, "{name} line {line}: {text}");
                }
                (ItemField::Start, ..) if !origin.other_zone => {
                    assert!(says_time(&text, start), "{name} line {line}: {text}")
                }
                (ItemField::End, ..)
                    if !origin.other_zone && origin.places.iter().all(|p| p.how == PlaceHow::Printed) =>
                {
                    assert!(says_time(&text, end), "{name} line {line}: {text}");
                }
                _ => {}
            }
        }
    }
    (n_fields, n_found)
}

/// What is marked of the meeting's own fields.
fn of_meeting(text: &str) -> String {
    let (_, origins, lines) = read(text.as_bytes(), "name.txt");
    let mut told = String::new();
    for (field, origin) in &origins.meeting {
        let how: Vec<PlaceHow> = origin.places.iter().map(|place| place.how).collect();
        let places: Vec<String> = origin.places.iter().map(|place| place.line.to_string()).collect();
        let marked = marked(&lines, origin);
        writeln!(told, "{field:?}: {marked} ({}) {how:?} {}", places.join(", "), origin.complete).expect("a string");
    }
    told
}

#[test]
fn the_meetings_own_fields_lead_to_the_top_of_the_source() {
    let text = "Семинар по архивам\nЖенева, 14–15 марта 2022 года\n\n14 марта\n9:00-9:30 Открытие – Лейла Ахметова\n\
                15 марта\n10:00-11:00 Закрытие – Игорь Савин\n";
    assert_eq!(
        of_meeting(text),
        "Title: Семинар по архивам (1) [Printed] true\nVenue: Женева (2) [Printed] true\n\
         TimeZone: Женева (2) [Implies] true\nDate: 14–15 марта 2022 (2) [Printed] true\n"
    );
    // The title stands in the page's head, too, and in a talk's title.
    let page = "<html><head><title>Forum on data</title></head><body><h1>Forum on data</h1><p>Vienna, 6 May 2031</p>\
                <p>09:00-09:30 Why a Forum on data – Jane Doe, ITU</p><p>09:30-10:00 Uses – John Roe, ITU</p></body></html>";
    let told = of_meeting(page);
    assert!(told.starts_with("Title: Forum on data (1) [Printed] true\nVenue: Vienna (1) [Printed] true\n"), "{told}");
    assert!(told.ends_with("TimeZone: Vienna (1) [Implies] true\nDate: 6 May 2031 (1) [Printed] true\n"), "{told}");
    // Without a day of its own, the meeting has those of its rows.
    let rows = "Forum on data\n\nMonday, 6 May 2024\n09:00-09:30 One – Jane Doe, ITU\n\nTuesday, 7 May 2024\n\
                09:00-09:30 Two – John Roe, ITU\n";
    assert_eq!(
        of_meeting(rows),
        "Title: Forum on data (1) [Printed] true\n\
         Date: Monday, 6 May 2024 | Tuesday, 7 May 2024 (3, 6) [Elsewhere, Elsewhere] true\n"
    );
    // A calendar says its zone itself.
    let told = of_meeting(ICS);
    assert!(told.contains("TimeZone: Europe/Paris (2) [Printed] true"), "{told}");
    // What only the file's name says stands nowhere.
    let told = of_meeting("09:00-09:30 One – Jane Doe, ITU\n09:30-10:00 Two – John Roe, ITU\n");
    assert_eq!(told, "Title:  () [] false\n");
}

#[test]
fn fields_of_timetables_lead_to_where_they_are_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timetables");
    let mut paths: Vec<_> = fs::read_dir(&folder).expect("the folder is there").flatten().map(|e| e.path()).collect();
    paths.retain(|path| !path.ends_with("README.md") && path.extension().is_some_and(|ending| ending != "read"));
    paths.sort();
    let (mut n_fields, mut n_found, mut told) = (0, 0, String::new());
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name in text").to_owned();
        let bytes = fs::read(&path).expect("a timetable can be read");
        let (programme, origins, lines) = read(&bytes, &name);
        let (fields, found) = count(&name, &programme, &origins, &lines, &mut told);
        (n_fields, n_found) = (n_fields + fields, n_found + found);
        // Of the meeting, only a title that is the file's name stands nowhere.
        for (field, origin) in &origins.meeting {
            let is_own = *field != ItemField::Title || !name.starts_with(&programme.title);
            if is_own && !origin.complete {
                writeln!(told, "{name} {field:?}").expect("a string takes all");
                n_fields += 1;
            }
        }
    }
    println!("{told}{n_found} of {n_fields}");
    assert!(n_fields > 900, "{n_fields}");
    assert_eq!(n_found, n_fields, "{told}");
}

/// What is marked of each field of a talk.
fn of(cells: &[(ItemField, CellOrigin)], lines: &[String]) -> String {
    let mut told: Vec<String> = cells
        .iter()
        .map(|(field, origin)| {
            let how = origin.places.iter().find(|place| place.how != PlaceHow::Printed);
            let how = how.map_or(String::new(), |place| format!(" {:?}", place.how));
            let zone = if origin.other_zone { " of another zone" } else { "" };
            format!("{field:?} {}{how}{zone}", marked(lines, origin))
        })
        .collect();
    told.sort();
    told.join("\n")
}

fn check(source: &str, talk: usize, expected: &str) {
    let (_, origins, lines) = read(source.as_bytes(), "source");
    assert_eq!(of(&origins.contributions[talk], &lines), expected.trim(), "{source}");
}

#[test]
fn a_calendar_leads_to_its_properties() {
    check(
        ICS,
        0,
        "
Affiliations ITU
Date 20240506T220000Z of another zone
End PT45M Length
People Dr. Jane Doe
Room Room A
Start 220000Z of another zone
Title On noble ga | ses\\, and why",
    );
}

#[test]
fn nested_data_leads_to_its_values() {
    check(
        XML,
        0,
        "
Date 2024-05-06 Elsewhere
End 00:30 Length
Parent Culture
People Jane Doe
Room Hall A
Start 09:00
Title Caf&#233;s &amp; talk",
    );
    check(
        JSON,
        0,
        "
Affiliations ITU
Date 2024-05-06
End 09:30
People Jane | Doe
Start 09:00
Title Talk one",
    );
    let page = format!(
        "<html><script type=\"application/ld+json\">{}</script><p>Talk one</p></html>",
        r#"{"@type": "Event", "name": "C", "startDate": "2024-05-06", "subEvent": [{"@type": "Event", "name": "Talk one", "startDate": "2024-05-06T09:00", "performer": {"@type": "Person", "name": "Jane Doe"}}, {"@type": "Event", "name": "Talk two", "startDate": "2024-05-06T10:00"}]}"#
    );
    check(&page, 0, "Date 2024-05-06\nPeople Jane Doe\nStart 09:00\nTitle Talk one");
}

#[test]
fn a_table_leads_to_its_cells() {
    let csv = "Date,Time,Session,Title,Speaker,Affiliation\n13/05/2024,09:00 - 09:30,Opening,\"Opening, and why\",\"Doe, Jane\",ITU\n13/05/2024,10:00 - 10:30,Opening,Two,John Roe,ITU\n";
    check(
        csv,
        0,
        "
Affiliations ITU
Date 13/05/2024
End 09:30
Parent Opening
People Doe, Jane
Start 09:00
Title Opening, and why",
    );
}

#[test]
fn lines_lead_to_headings_above_them() {
    let text = "Forum on data, Geneva 2024\n\nMonday, 6 May\n\nSession 1: Open data\nModerator: Ann Lee\n09:00–09:30 Why it matters – Jane Doe, ITU\n09:30–10:00 How it is done – John Roe, ITU\n";
    check(
        text,
        1,
        "
Affiliations ITU
Date Monday, 6 May | 2024 Elsewhere
End 10:00
Parent Session 1: Open data Elsewhere
People John Roe
Start 09:30
Title How it is done",
    );
    let (_, origins, lines) = read(text.as_bytes(), "source");
    let expected = "Date Monday, 6 May | 2024 Elsewhere\nNumber Session 1\nPeople Ann Lee\nTitle Open data";
    assert_eq!(of(&origins.sessions[0], &lines), expected);
    // A value that stands nowhere as printed is not marked somewhere else.
    let options = Options::default();
    let (mut programme, _) = programme::parse(text.as_bytes(), None);
    programme.contributions[0].title = Some("Why it mattered".to_owned());
    let origins = programme::origins(text.as_bytes(), &options, &programme);
    let title = origins.contributions[0].iter().find(|(field, _)| *field == ItemField::Title).map(|(_, origin)| origin);
    assert_eq!(title, Some(&CellOrigin::default()));
}

#[test]
fn places_are_within_their_lines_whatever_is_cut_or_changed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/timetables");
    let mut sources: Vec<Vec<u8>> =
        ["cells-of-several-lines.html", "family-name-first.csv", "ordinals-ar.txt", "lengths-within.md"]
            .map(|name| fs::read(folder.join(name)).expect("a timetable can be read"))
            .into();
    sources.extend([ICS, XML, JSON].map(|source| source.as_bytes().to_vec()));
    let mut random = 0x2545_F491_4F6C_DD1Du64;
    for source in &sources {
        for round in 0..250 {
            let mut bytes = source.clone();
            // Marsaglia's xorshift: the same changes in every run.
            let mut next = |below: usize| {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                (random % below as u64) as usize
            };
            match round % 3 {
                0 => bytes.truncate(next(source.len())),
                1 => drop(bytes.drain(next(source.len() / 2)..source.len() / 2)),
                _ => (0..3).for_each(|_| bytes[next(source.len())] = b"<>\"',;:|&\\\n\r {}[]=9A\xC3"[next(21)]),
            }
            let (_, origins, lines) = read(&bytes, "source");
            let cells = origins.sessions.iter().chain(&origins.contributions).flatten();
            for place in cells.flat_map(|(_, origin)| &origin.places) {
                let n_chars = lines.get(place.line as usize - 1).map(|line| line.chars().count());
                assert!(place.start < place.end, "{place:?}");
                assert!(n_chars.is_some_and(|n| place.end as usize <= n), "{place:?} in {n_chars:?}");
            }
        }
    }
}

#[test]
fn fields_of_real_programmes_lead_to_where_they_are_printed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if !root.exists() {
        eprintln!("SKIPPED: {} is not there", root.display());
        return;
    }
    let (mut n_fields, mut n_found, mut told) = (0, 0, String::new());
    const PATHS: &[&str] = &[
        "ctc-2016/meeting-page.txt",
        "gpss-2014/_data/lectures.csv",
        "ofilibre-2023-es/2023-05-04-contenidos-de-las-ii-jornadas-1.md",
        "pgdayfr-2022/programme.md",
        "programmes/capitoledulibre-2013-fr/files/capitole-du-libre-schedule.ics",
        "programmes/capitoledulibre-2013-fr/files/capitole-du-libre-schedule.json",
        "programmes/debconf-pentabarf/pentabarf.xml",
        "programmes/europython-2014-frab/schedule.xml",
        "programmes/moca-2024-it-ics/schedule.ics",
        "programmes/pyconuk-2015-ics/schedule.ics",
        "programmes/sudweb-2014-fr-md/programme.md",
        "quic-wg-ietf/ietf103/agenda.md",
        "servicemesher-zh/2018/07/beijing/README.md",
        "wheelnext-summit-2025/2025_03/slidedecks_and_resources.md",
    ];
    for path in PATHS {
        let bytes = fs::read(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let (programme, origins, lines) = read(&bytes, path);
        let (fields, found) = count(path, &programme, &origins, &lines, &mut told);
        println!("{found:5} of {fields:5}  {path}");
        (n_fields, n_found) = (n_fields + fields, n_found + found);
    }
    println!("{told}{n_found} of {n_fields}");
    assert!(n_found * 100 >= n_fields * 99, "{n_found} of {n_fields}");
}
