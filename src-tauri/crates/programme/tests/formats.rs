//! Programmes in the formats that other programs write.
//!
//! Reads ../shared/corpus where it is there, and says so where it is not.

use jiff::civil::{date, time};
use model::{ProblemCode, Role};
use programme::{Column, Contribution, Kind, Options, Programme, columns, kind, parse, parse_with};
use std::collections::BTreeSet;
use std::path::PathBuf;

fn corpus(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    let path = root.join(path);
    std::fs::read(&path).inspect_err(|_| eprintln!("SKIPPED: {} is not there", path.display())).ok()
}

/// How many sessions, contributions, different people, contributions with date and start, and breaks.
fn shape(programme: &Programme) -> [usize; 5] {
    let talks = &programme.contributions;
    let timed = talks.iter().filter(|talk| talk.date.is_some() && talk.start.is_some()).count();
    let people: BTreeSet<_> =
        talks.iter().flat_map(|talk| &talk.credits).filter_map(|credit| credit.name.as_deref()).collect();
    [programme.sessions.len(), talks.len(), people.len(), timed, programme.breaks.len()]
}

fn talk<'a>(programme: &'a Programme, title: &str) -> &'a Contribution {
    let found = programme.contributions.iter().find(|talk| talk.title.as_deref() == Some(title));
    found.unwrap_or_else(|| panic!("{title} is not in it"))
}

fn names(talk: &Contribution) -> Vec<&str> {
    talk.credits.iter().filter_map(|credit| credit.name.as_deref()).collect()
}

fn codes(problems: &[model::Problem]) -> Vec<ProblemCode> {
    problems.iter().map(|problem| problem.code).collect()
}

// The counts were taken from the files by other programs (Python's xml, json, csv; grep).
#[test]
fn real_schedules_are_read_whole() {
    type Expected = (&'static str, Kind, [usize; 5], &'static str, Option<&'static str>);
    const FILES: &[Expected] = &[
        (
            "programmes/capitoledulibre-2013-fr/files/capitole-du-libre-schedule.ics",
            Kind::ICalendar,
            [12, 51, 0, 50, 0],
            "Capitole du Libre schedule",
            Some("UTC"),
        ),
        (
            "programmes/capitoledulibre-2013-fr/files/capitole-du-libre-schedule.json",
            Kind::Json,
            [11, 50, 46, 50, 0],
            "capitole-du-libre-schedule",
            Some("Europe/Paris"),
        ),
        ("programmes/debconf-pentabarf/pentabarf.xml", Kind::Xml, [37, 152, 126, 152, 29], "DebConf17", None),
        ("programmes/europython-2014-frab/schedule.xml", Kind::Xml, [33, 167, 117, 167, 21], "schedule", None),
        (
            "programmes/moca-2024-it-ics/schedule.ics",
            Kind::ICalendar,
            [11, 88, 66, 88, 0],
            "schedule",
            Some("Europe/Rome"),
        ),
        (
            "programmes/pyconuk-2015-ics/schedule.ics",
            Kind::ICalendar,
            [19, 157, 0, 157, 5],
            "PyCon UK 2015 Schedule",
            Some("UTC"),
        ),
        ("gpss-2014/_data/lectures.csv", Kind::Table, [0, 18, 8, 17, 12], "lectures", None),
    ];
    for (path, of_kind, expected, title, zone) in FILES {
        let Some(bytes) = corpus(path) else { continue };
        assert_eq!(kind(&bytes), *of_kind, "{path}");
        let (programme, _) = parse(&bytes, Some(path));
        assert_eq!(shape(&programme), *expected, "{path}: sessions, talks, people, timed, breaks");
        assert_eq!((programme.title.as_str(), programme.time_zone.as_deref()), (*title, *zone), "{path}");
        let keys: BTreeSet<_> = programme.contributions.iter().map(|talk| &talk.key).collect();
        assert_eq!(keys.len(), programme.contributions.len(), "{path}: every key is another");
        assert!(programme.contributions.iter().all(|talk| !talk.raw.is_empty() && talk.line > 0), "{path}");
    }
}

#[test]
fn single_entries_of_real_schedules_are_right() {
    if let Some(bytes) = corpus("programmes/debconf-pentabarf/pentabarf.xml") {
        let (programme, _) = parse(&bytes, None);
        let bof = talk(&programme, "Debian Med BoF");
        assert_eq!(
            (bof.date, bof.start, bof.end),
            (Some(date(2017, 8, 7)), Some(time(17, 0, 0, 0)), Some(time(17, 50, 0, 0)))
        );
        assert_eq!((bof.room.as_deref(), names(bof)), (Some("Bo"), vec!["Andreas Tille"]));
        assert_eq!(bof.key, "id|74");
    }
    if let Some(bytes) = corpus("programmes/europython-2014-frab/schedule.xml") {
        let (programme, _) = parse(&bytes, None);
        let peers = talk(&programme, "The Return of \"The Return of Peer to Peer Computing\".");
        assert_eq!((peers.start, peers.end), (Some(time(11, 0, 0, 0)), Some(time(11, 45, 0, 0))));
        assert_eq!(names(peers), ["Nicholas Tollervey", "Holger Krekel"]);
    }
    if let Some(bytes) = corpus("programmes/moca-2024-it-ics/schedule.ics") {
        let (programme, problems) = parse(&bytes, None);
        let closing = talk(&programme, "Closing ceremony");
        assert_eq!(
            (closing.date, closing.start),
            (Some(date(2024, 9, 15)), Some(time(15, 0, 0, 0))),
            "by the clock of Rome"
        );
        assert_eq!(codes(&problems), [ProblemCode::NameAmbiguous], "speakers are the entries' organizers");
    }
    if let Some(bytes) = corpus("gpss-2014/_data/lectures.csv") {
        let (programme, _) = parse(&bytes, None);
        let first = talk(&programme, "Introduction to GPs");
        assert_eq!(first.credits[0].affiliation.as_deref(), Some("University of Sheffield"));
        assert_eq!(first.links, ["./assets/gp_gpss14_session1.pdf"]);
    }
}

#[test]
fn the_same_meeting_is_the_same_by_calendar_and_by_json() {
    let (Some(ics), Some(json)) = (
        corpus("programmes/capitoledulibre-2013-fr/files/capitole-du-libre-schedule.ics"),
        corpus("programmes/capitoledulibre-2013-fr/files/capitole-du-libre-schedule.json"),
    ) else {
        return;
    };
    let paris = Options { time_zone: Some("Europe/Paris".to_owned()), ..Options::default() };
    let (ics, problems) = parse_with(&ics, None, &paris);
    assert!(problems.is_empty(), "{problems:?}");
    let (json, _) = parse(&json, None);
    let slots = |programme: &Programme| -> BTreeSet<_> {
        programme
            .contributions
            .iter()
            .filter(|talk| talk.start.is_some())
            .map(|talk| (talk.title.clone(), talk.date, talk.start, talk.end))
            .collect()
    };
    assert_eq!(slots(&ics), slots(&json));
}

#[test]
fn meetups_of_a_community_are_read_file_by_file() {
    let Some(bytes) = corpus("programmes/dotnetru-ru-xml/db/meetups/SpbDotNet-10.xml") else { return };
    let (programme, problems) = parse(&bytes, None);
    assert_eq!(programme.title, "Встреча SpbDotNet №10");
    assert_eq!(shape(&programme)[1], 5);
    assert!(programme.contributions.iter().all(|talk| talk.title.is_none()), "the file has ids, no titles");
    assert!(codes(&problems).contains(&ProblemCode::TimeZoneUnknown));
    let mut n_talks = 0;
    for number in [1, 10, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109] {
        let path = format!("programmes/dotnetru-ru-xml/db/meetups/SpbDotNet-{number}.xml");
        n_talks += corpus(&path).map_or(0, |bytes| parse(&bytes, None).0.contributions.len());
    }
    assert_eq!(n_talks, 34);
}

#[test]
fn frab_json_is_read_in_the_order_of_its_rooms() {
    let json = br#"{"schedule": {"conference": {"title": "36C3", "time_zone_name": "Europe/Berlin", "days": [
        {"date": "2019-12-27", "day_start": "2019-12-27T06:00:00+01:00", "rooms": {
            "Borg": [{"guid": "b1", "date": "2019-12-27T11:00:00+01:00", "start": "11:00", "duration": "00:30", "room": "Borg",
                "title": "Opening", "track": {"en": "CCC", "de": "CCC"}, "persons": [{"id": 1, "public_name": "bleeptrack"}],
                "links": [{"url": "https://example.org/a.pdf", "title": "Slides"}], "attachments": []}],
            "Ada": [{"guid": "a1", "date": "2019-12-28T00:30:00+01:00", "start": "00:30", "duration": "01:00", "room": "Ada",
                "title": "Late", "track": "Art", "persons": []},
                {"guid": "a2", "date": "2019-12-29T12:00:00+01:00", "start": "12:00", "duration": "01:00", "title": "Elsewhere"}]}}]}}}"#;
    let (programme, problems) = parse(json, None);
    assert_eq!((programme.title.as_str(), programme.time_zone.as_deref()), ("36C3", Some("Europe/Berlin")));
    let opening = talk(&programme, "Opening");
    assert_eq!(
        (opening.start, opening.end, opening.room.as_deref()),
        (Some(time(11, 0, 0, 0)), Some(time(11, 30, 0, 0)), Some("Borg"))
    );
    assert_eq!(
        (opening.links.as_slice(), names(opening)),
        (&["https://example.org/a.pdf".to_owned()][..], vec!["bleeptrack"])
    );
    assert_eq!(programme.sessions[opening.session.expect("it has one")].title.as_deref(), Some("CCC"));
    assert_eq!(talk(&programme, "Late").date, Some(date(2019, 12, 28)), "after midnight it is the next day");
    let elsewhere = talk(&programme, "Elsewhere");
    assert_eq!(
        (elsewhere.date, elsewhere.room.as_deref()),
        (Some(date(2019, 12, 29)), Some("Ada")),
        "its own date is trusted"
    );
    assert_eq!(codes(&problems), [ProblemCode::DateMismatch]);
}

#[test]
fn indico_talks_in_and_out_of_sessions_are_read_once() {
    let when = |day: u32, hour: u32| {
        format!(r#"{{"date": "2019-09-0{day}", "time": "{hour:02}:00:00", "tz": "Europe/Zurich"}}"#)
    };
    let json = format!(
        r#"{{"count": 1, "results": [{{"_type": "Conference", "id": "7", "title": "Workshop on Records", "location": "CERN",
        "timezone": "Europe/Zurich", "startDate": {s}, "endDate": {e},
        "contributions": [{{"id": "1", "title": "Alone", "startDate": {s}, "duration": 20, "room": "40-S2",
            "speakers": [{{"first_name": "Jane", "last_name": "Doe", "fullName": "DOE, Jane", "affiliation": "CERN"}}],
            "folders": [{{"attachments": [{{"download_url": "https://indico.example/alone.pdf", "title": "Slides"}}]}}]}},
            {{"id": "2", "title": "In a session", "startDate": {t}, "duration": 30, "speakers": [], "session": "Plenary"}}],
        "sessions": [{{"id": "s", "title": "Plenary", "startDate": {t}, "endDate": {e},
            "conveners": [{{"fullName": "ROE, John", "first_name": "John", "last_name": "Roe"}}],
            "contributions": [{{"id": "2", "title": "In a session", "startDate": {t}, "duration": 30,
                "speakers": [{{"first_name": "Ann", "last_name": "Poe", "affiliation": "ITU"}}]}}]}}]}}]}}"#,
        s = when(2, 9),
        t = when(3, 10),
        e = when(4, 18),
    );
    let (programme, problems) = parse(json.as_bytes(), None);
    assert_eq!(problems, []);
    assert_eq!((programme.title.as_str(), programme.venue.as_deref()), ("Workshop on Records", Some("CERN")));
    assert_eq!(programme.contributions.len(), 2);
    let alone = talk(&programme, "Alone");
    assert_eq!(
        (names(alone), alone.end, alone.room.as_deref()),
        (vec!["Jane Doe"], Some(time(9, 20, 0, 0)), Some("40-S2"))
    );
    assert_eq!(alone.links, ["https://indico.example/alone.pdf"]);
    let inside = talk(&programme, "In a session");
    assert_eq!(names(inside), ["Ann Poe"]);
    assert_eq!(programme.sessions[inside.session.expect("it has one")].title.as_deref(), Some("Plenary"));
}

#[test]
fn an_indico_timetable_is_read() {
    let json = r#"{"results": {"7": {"20190902": {
        "s1": {"entryType": "Session", "title": "Plenary", "startDate": {"date": "2019-09-02", "time": "09:00:00", "tz": "Europe/Zurich"},
            "conveners": [{"name": "Roe, John", "firstName": "John", "familyName": "Roe"}], "room": "A",
            "entries": {"c2": {"entryType": "Contribution", "title": "First", "presenters": [{"name": "Poe, Ann", "firstName": "Ann", "familyName": "Poe", "affiliation": "ITU"}],
                "startDate": {"date": "2019-09-02", "time": "09:00:00", "tz": "Europe/Zurich"}, "duration": 20}}},
        "b3": {"entryType": "Break", "title": "Coffee break", "startDate": {"date": "2019-09-02", "time": "10:00:00", "tz": "Europe/Zurich"}, "duration": 30}}}}}"#;
    let (programme, _) = parse(json.as_bytes(), None);
    assert_eq!(shape(&programme), [1, 1, 1, 1, 1], "one session, talk, speaker, break");
    let session = &programme.sessions[0];
    assert_eq!(
        (session.title.as_deref(), session.credits[0].role, session.credits[0].name.as_deref()),
        (Some("Plenary"), Role::Chair, Some("John Roe"))
    );
}

#[test]
fn a_page_may_say_it_for_machines() {
    let html = r#"<html><body><h1>Forum</h1><p>Come.</p><script type="application/ld+json">{"@type": "Event", "name": "Forum on Peace",
        "location": {"@type": "Place", "name": "Palais des Nations"}, "startDate": "2024-05-06", "subEvent": [
        {"@type": "Event", "name": "Opening", "startDate": "2024-05-06T09:00:00+02:00", "endDate": "2024-05-06T10:00:00+02:00",
            "performer": {"@type": "Person", "name": "Jane Doe"}},
        {"@type": "Event", "name": "Closing", "startDate": "2024-05-06T17:00:00+02:00", "location": {"name": "Room XX"}}]}</script></body></html>"#;
    let (programme, _) = parse(html.as_bytes(), None);
    assert_eq!((programme.title.as_str(), programme.venue.as_deref()), ("Forum on Peace", Some("Palais des Nations")));
    assert_eq!(names(talk(&programme, "Opening")), ["Jane Doe"]);
    assert_eq!(talk(&programme, "Closing").room.as_deref(), Some("Room XX"));
}

#[test]
fn columns_are_known_by_their_headers_in_six_languages() {
    for (table, day) in [
        ("Date,Start,Title,Speaker\n30/11/2016,10:00,Opening,Jane Doe", 30),
        ("\u{FEFF}Fecha;Hora;Título;Ponente\n30/11/2016;10:00;Opening;Jane Doe", 30),
        ("Jour\tHeure\tTitre\tIntervenant\n30 novembre 2016\t10h00\tOpening\tJane Doe", 30),
        ("Дата;Время;Тема;Докладчик\n30.11.2016;10.00;Opening;Jane Doe", 30),
        ("日期,时间,题目,演讲者\n2016年11月30日,10:00,Opening,Jane Doe", 30),
        ("التاريخ,الوقت,العنوان,المتحدث\n30/11/2016,10:00,Opening,Jane Doe", 30),
        ("date,time,title,speaker\n11/30/2016,10:00 AM,Opening,Jane Doe", 30),
    ] {
        assert_eq!(kind(table.as_bytes()), Kind::Table, "{table}");
        let (programme, problems) = parse(table.as_bytes(), None);
        assert_eq!(problems, [], "{table}");
        let opening = talk(&programme, "Opening");
        assert_eq!((opening.date, opening.start), (Some(date(2016, 11, day)), Some(time(10, 0, 0, 0))), "{table}");
        assert_eq!(names(opening), ["Jane Doe"], "{table}");
    }
    for text in ["Opening, closing\nand more, of this", "A meeting\n\n30 November 2016\n10:00 Opening", "Title\nOne"] {
        assert_eq!(kind(text.as_bytes()), Kind::Text, "{text}");
    }
}

#[test]
fn a_date_that_may_be_two_is_left_open() {
    let table = b"Date,Start,Title\n03/04/2016,10:00,Opening\n04/04/2016,11:00,Closing";
    let (programme, problems) = parse(table, None);
    assert_eq!(talk(&programme, "Opening").date, None);
    assert_eq!(talk(&programme, "Closing").date, Some(date(2016, 4, 4)), "it is the same either way");
    assert_eq!(codes(&problems), [ProblemCode::DateMismatch]);
}

#[test]
fn the_reader_says_what_the_columns_are() {
    let table = b"Thing,Body,Moment\nOpening,Jane Doe,2016-11-30T10:00";
    assert_eq!(columns(table).iter().filter(|column| column.meaning.is_some()).count(), 0);
    assert_eq!(columns(table)[1].samples, ["Jane Doe"]);
    let csv = b"Thing,Body,Moment\nOpening,Jane Doe,2016-11-30T10:00";
    let options = Options {
        columns: Some(vec![Some(Column::Title), Some(Column::Speaker), Some(Column::Start)]),
        ..Options::default()
    };
    let (programme, _) = parse_with(csv, None, &options);
    assert_eq!(names(talk(&programme, "Opening")), ["Jane Doe"]);
    assert_eq!(talk(&programme, "Opening").date, Some(date(2016, 11, 30)));
}

#[test]
fn calendars_are_read_with_their_odd_habits() {
    let event =
        |lines: &str| format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nCALSCALE:GEORGIAN\r\n{lines}\r\nEND:VCALENDAR\r\n");
    let outlook = event(
        "BEGIN:VEVENT\r\nSUMMARY:Talk\\, one\r\nDTSTART;TZID=W. Europe Standard Time:20240506T090000\r\nDURATION:PT45M\r\nDESCRIPTION:About it.\\nSpeaker: Dr. Jane Doe\\, ITU\r\nEND:VEVENT",
    );
    let (programme, problems) = parse(outlook.as_bytes(), None);
    assert_eq!(problems, []);
    let one = talk(&programme, "Talk, one");
    assert_eq!((one.start, one.end), (Some(time(9, 0, 0, 0)), Some(time(9, 45, 0, 0))));
    assert_eq!((names(one), one.credits[0].affiliation.as_deref()), (vec!["Jane Doe"], Some("ITU")));
    assert_eq!(programme.time_zone.as_deref(), Some("Europe/Berlin"), "Outlook's name for it");
    let whole =
        event("BEGIN:VEVENT\r\nSUMMARY:Fair\r\nDTSTART;VALUE=DATE:20240506\r\nDTEND;VALUE=DATE:20240507\r\nEND:VEVENT");
    let fair = parse(whole.as_bytes(), None).0;
    assert_eq!((fair.contributions[0].date, fair.contributions[0].end), (Some(date(2024, 5, 6)), None));
    let cut = &outlook[..outlook.find("DESCRIPTION").expect("it is there")];
    let (programme, problems) = parse(cut.as_bytes(), None);
    assert_eq!(talk(&programme, "Talk, one").start, Some(time(9, 0, 0, 0)));
    assert!(codes(&problems).contains(&ProblemCode::Truncated));
}

#[test]
fn damaged_files_are_read_as_far_as_they_go() {
    for path in [
        "programmes/capitoledulibre-2013-fr/files/capitole-du-libre-schedule.json",
        "programmes/moca-2024-it-ics/schedule.ics",
        "programmes/europython-2014-frab/schedule.xml",
    ] {
        let Some(bytes) = corpus(path) else { continue };
        let whole = parse(&bytes, None).0.contributions.len();
        let (half, problems) = parse(&bytes[..bytes.len() / 2], None);
        assert!(half.contributions.len() * 5 > whole, "{path}: {} of {whole}", half.contributions.len());
        assert!(codes(&problems).contains(&ProblemCode::Truncated), "{path}");
    }
    for unit in [
        "{\"a\":[",
        "[[",
        "{\"title\":\"x\",\"start\":\"2024-05-06T10:00\",\"e\":[",
        "<a><b c='d'>",
        "BEGIN:VEVENT\r\nDTSTART:",
        "a,b\n\"",
        "<schedule><day><room>",
    ] {
        let started = std::time::Instant::now();
        parse(unit.repeat(100_000 / unit.len()).as_bytes(), None);
        assert!(started.elapsed().as_secs() < 60, "{unit:?} took {:?}", started.elapsed());
    }
}

#[test]
fn a_thousand_entries_take_no_time() {
    let entries: String = (0..1000)
        .map(|n| format!("<event id='{n}'><date>2024-05-06T{:02}:00:00+02:00</date><start>{0:02}:00</start><duration>00:30</duration><room>R{}</room><title>Talk number {n}</title><persons><person>Jane Doe{n}</person></persons></event>", 8 + n % 10, n % 12))
        .collect();
    let xml = format!(
        "<schedule><conference><title>Big</title></conference><day date='2024-05-06'>{entries}</day></schedule>"
    );
    let started = std::time::Instant::now();
    let (programme, _) = parse(xml.as_bytes(), None);
    assert_eq!(programme.contributions.len(), 1000);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn abstracts_are_kept_without_markup_and_without_who_speaks() {
    const ICS: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Talk one\r\nDTSTART:20240506T090000\r\nDESCRIPTION:On noble gases\\, and why.\\nSpeaker: Dr. Jane Doe\\, ITU\\nIn two pa\r\n rts.\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Talk two\r\nDTSTART:20240506T100000\r\nDESCRIPTION:Speaker: John Roe\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    const XML: &str = "<schedule><conference><title>C</title></conference><day date='2024-05-06'><room name='A'><event id='1'><date>2024-05-06T09:00:00+02:00</date><start>09:00</start><duration>00:30</duration><title>Talk one</title><abstract>On noble gases, and why.</abstract><description>&lt;p&gt;On noble gases, and why.&lt;/p&gt;&lt;p&gt;In two &lt;b&gt;parts&lt;/b&gt;.&lt;/p&gt;</description><persons><person>Jane Doe</person></persons></event></room></day></schedule>";
    const JSON: &str = r#"{"title": "C", "talks": [{"title": "Talk one", "start": "2024-05-06T09:00", "abstract": "On noble gases, and why.", "description": "In two\r\n parts.", "speakers": ["Jane Doe"]}, {"title": "Talk two", "start": "2024-05-06T10:00", "speakers": ["John Roe"]}]}"#;
    const JSON_LD: &str = r#"<html><script type="application/ld+json">{"@type": "Event", "name": "C", "startDate": "2024-05-06", "subEvent": [{"@type": "Event", "name": "Talk one", "startDate": "2024-05-06T09:00", "description": "On noble gases, and why. In two parts.", "performer": {"@type": "Person", "name": "Jane Doe"}}, {"@type": "Event", "name": "Talk two", "startDate": "2024-05-06T10:00", "performer": {"@type": "Person", "name": "John Roe"}}]}</script></html>"#;
    const CSV: &str = "Date,Start,Title,Speaker,Abstract\n2024-05-06,09:00,Talk one,Jane Doe,\"On noble gases, and why.\nIn two parts.\"\n2024-05-06,10:00,Talk two,John Roe,\n";
    for (format, source, lines) in
        [("ics", ICS, 2), ("xml", XML, 2), ("json", JSON, 3), ("json-ld", JSON_LD, 1), ("csv", CSV, 2)]
    {
        let (programme, _) = parse(source.as_bytes(), None);
        let said = talk(&programme, "Talk one").description.clone().unwrap_or_default();
        assert!(said.starts_with("On noble gases, and why."), "{format}: {said:?}");
        assert_eq!(said.split_whitespace().collect::<Vec<_>>().join(" "), "On noble gases, and why. In two parts.");
        assert_eq!(said.lines().count(), lines, "{format}: {said:?}");
        let other = programme.contributions.iter().find(|talk| talk.title.as_deref() == Some("Talk two"));
        assert_eq!(other.and_then(|talk| talk.description.clone()), None, "{format}");
    }
}
