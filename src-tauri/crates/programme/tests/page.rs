//! The page that the product was made for, as text and as a web page, and pages like it.

use jiff::civil::{Date, date, time};
use model::{ProblemCode, Role};
use programme::{Credit, Programme, parse};
use std::path::{Path, PathBuf};

const LINES: &str = "Presentations
2016-11-30-Session I 30 Nov – Arije Antinori, European Counter-Terrorism Centre (ECTC)
2016-11-30-Session I 30 Nov – V.S. Subrahmanian, University of Maryland
2016-11-30 – Vidia Arianti, ICPVTR
2016-11-30-Session V 30 Nov – Maxim Grigoryev, The Foundation for the Study of Democracy
2016-12-01-Session V 1 Dec – Dr. Mahmoud Nagah Ahmed Farag Khalaf, Al-Azhar Observer
";

fn read(text: &str) -> Programme {
    parse(text.as_bytes(), None).0
}

fn codes(text: &str) -> Vec<ProblemCode> {
    parse(text.as_bytes(), None).1.into_iter().map(|problem| problem.code).collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// The sample meeting's page.
fn sample(name: &str) -> Vec<u8> {
    let path = root().join("src-tauri/sample/meeting").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Date, session, honorific, name, affiliation, organization, acronym.
type Row<'a> = [&'a str; 7];

fn rows(programme: &Programme) -> Vec<[String; 7]> {
    let row = |contribution: &programme::Contribution| {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let credit = contribution.credits.first().cloned().unwrap_or_else(|| panic!("{}", contribution.raw));
        let number = contribution.session.and_then(|idx| programme.sessions[idx].number.clone());
        [
            contribution.date.map(|date| date.to_string()).unwrap_or_default(),
            text(&number),
            text(&credit.honorific),
            text(&credit.name),
            text(&credit.affiliation),
            text(&credit.organization),
            text(&credit.acronym),
        ]
    };
    programme.contributions.iter().map(row).collect()
}

const FIVE: [Row; 5] = [
    [
        "2016-11-30",
        "I",
        "",
        "Arije Antinori",
        "European Counter-Terrorism Centre (ECTC)",
        "European Counter-Terrorism Centre",
        "ECTC",
    ],
    ["2016-11-30", "I", "", "V.S. Subrahmanian", "University of Maryland", "University of Maryland", ""],
    ["2016-11-30", "", "", "Vidia Arianti", "ICPVTR", "", "ICPVTR"],
    [
        "2016-11-30",
        "V",
        "",
        "Maxim Grigoryev",
        "The Foundation for the Study of Democracy",
        "The Foundation for the Study of Democracy",
        "",
    ],
    ["2016-12-01", "V", "Dr.", "Mahmoud Nagah Ahmed Farag Khalaf", "Al-Azhar Observer", "Al-Azhar Observer", ""],
];

fn check_five(programme: &Programme) {
    assert_eq!(rows(programme), FIVE);
    let [v] =
        &programme.sessions.iter().filter(|session| session.number.as_deref() == Some("V")).collect::<Vec<_>>()[..]
    else {
        panic!("session V on two days is one session");
    };
    assert_eq!(v.dates, [date(2016, 11, 30), date(2016, 12, 1)]);
    assert_eq!(v.title, None, "it is mentioned, not announced");
    let raw: Vec<&str> = LINES.lines().skip(1).collect();
    assert_eq!(programme.contributions.iter().map(|contribution| &contribution.raw).collect::<Vec<_>>(), raw);
    let problems: Vec<_> = programme.contributions.iter().map(|contribution| contribution.problems.len()).collect();
    assert_eq!(problems, [0, 0, 1, 0, 0]);
    assert_eq!(programme.contributions[2].problems[0].code, ProblemCode::SessionMissing);
    assert!(
        programme
            .contributions
            .iter()
            .all(|contribution| contribution.material_kind.as_deref() == Some("Presentations"))
    );
}

#[test]
fn the_five_lines_are_read_exactly() {
    let (programme, problems) = parse(LINES.as_bytes(), None);
    check_five(&programme);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].line, Some(4));
    assert_eq!(programme.title, "Untitled meeting");
}

#[test]
fn the_real_page_is_read_with_its_prose_and_headings() {
    let path = root().join("../shared/corpus/ctc-2016/meeting-page.txt");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("SKIPPED: {} is not there", path.display());
        return;
    };
    let (programme, problems) = parse(&bytes, Some("meeting-page.txt"));
    check_five(&programme);
    assert_eq!(problems.len(), 1);
    assert_eq!(programme.material_kinds, ["Documents", "Presentations", "Media coverage"]);
    assert_eq!(programme.title, "Special meeting of the Counter-Terrorism Committee");
    assert_eq!(programme.venue.as_deref(), Some("United Nations in New York"));
    assert_eq!(programme.time_zone.as_deref(), Some("America/New_York"));
    let description = programme.description.as_deref().unwrap_or_default();
    assert_eq!(description.split("\n\n").count(), 5);
    assert!(description.starts_with("Exploitation of the Internet"));
    assert!(description.ends_with("challenges and ways forward."));
    assert_eq!(programme.contributions[0].line, 8);
    assert!(programme.listed.is_empty());
}

#[test]
fn the_sample_page_says_the_same_as_text_and_as_a_web_page() {
    let (text, text_problems) = parse(&sample("programme.txt"), None);
    let (mut html, html_problems) = parse(&sample("programme.html"), None);
    check_five(&text);
    let links: Vec<_> = html.contributions.iter().map(|contribution| contribution.links.clone()).collect();
    assert_eq!(links[0], ["files/2016/12/2016-11-30_Session-I_Antinori-ECTC.pdf"]);
    assert!(html.contributions.iter().all(|contribution| contribution.line > 40), "lines of the source");
    // Only places and links may differ.
    for (one, other) in html.contributions.iter_mut().zip(&text.contributions) {
        one.line = other.line;
        one.links.clear();
        for (one, other) in one.problems.iter_mut().zip(&other.problems) {
            one.line = other.line;
        }
    }
    for (one, other) in html.sessions.iter_mut().zip(&text.sessions) {
        one.line = other.line;
    }
    assert_eq!(text, html);
    assert_eq!(text_problems.len(), html_problems.len());
}

#[test]
fn announced_sessions_have_titles_and_moderators() {
    let (programme, problems) = parse(&sample("programme.txt"), None);
    let segments: Vec<_> = programme.segments.iter().map(|segment| segment.title.as_str()).collect();
    assert_eq!(segments, ["Technical sessions", "Special meeting, 15:00, Conference Room 4"]);
    assert_eq!(programme.segments[0].dates, [date(2016, 11, 30), date(2016, 12, 1)]);
    assert_eq!(programme.segments[1].start, Some(time(15, 0, 0, 0)));
    assert_eq!(programme.segments[1].room.as_deref(), Some("Conference Room 4"));
    let sessions: Vec<_> =
        programme.sessions.iter().map(|session| (session.segment, session.number.as_deref())).collect();
    let (technical, special) = (Some(0), Some(1));
    assert_eq!(
        sessions,
        [
            (technical, Some("I")),
            (technical, Some("II")),
            (technical, Some("III")),
            (technical, Some("IV")),
            (technical, Some("V")),
            (special, Some("II"))
        ]
    );
    assert_eq!(programme.sessions[5].title.as_deref(), Some("Counter-messaging and community engagement"));
    assert_eq!(programme.sessions[5].dates, [date(2016, 12, 1)]);
    let stauffacher = Credit {
        role: Role::Moderator,
        honorific: Some("Ambassador (ret.)".into()),
        name: Some("Daniel Stauffacher".into()),
        affiliation: Some("ICT4Peace Foundation".into()),
        organization: Some("ICT4Peace Foundation".into()),
        acronym: None,
    };
    assert_eq!(programme.sessions[3].credits, [stauffacher]);
    assert_eq!(programme.sessions[2].credits[0].acronym.as_deref(), Some("CTED"));
    assert_eq!(problems.len(), 1, "{problems:?}");
    let keys: Vec<_> = programme.sessions.iter().map(|session| session.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "technical sessions|1",
            "technical sessions|2",
            "technical sessions|3",
            "technical sessions|4",
            "technical sessions|5",
            "special meeting|2"
        ]
    );
    assert!(programme.title.starts_with("Special meeting of the Counter-Terrorism Committee: Preventing"));
}

#[test]
fn a_moderator_may_stand_behind_the_title() {
    let text = "Technical sessions, 30 November and 1 December 2016\n\
        Session I – Technical challenges (Moderator: Ms Atefeh Riazi, Office of Information and Communications Technology)\n\
        Special meeting, 1 December 2016, 15:00, Conference Room 4, New York\n\
        Session II – Counter-messaging and community engagement\n";
    let programme = read(text);
    assert_eq!(programme.segments.len(), 2);
    assert_eq!(programme.sessions[0].title.as_deref(), Some("Technical challenges"));
    assert_eq!(programme.sessions[0].credits[0].honorific.as_deref(), Some("Ms"));
    assert_eq!(programme.sessions[1].room.as_deref(), Some("Conference Room 4"));
    assert_eq!(programme.time_zone.as_deref(), Some("America/New_York"));
}

#[test]
fn a_number_that_two_sessions_of_a_day_share_is_not_guessed() {
    let text = String::from_utf8_lossy(&sample("programme.txt")).replace(
        "Media coverage",
        "2016-12-01-Session II 1 Dec – Jane Doe, CTED\n2016-11-30-Session II 30 Nov – John Doe, CTED\n\nMedia coverage",
    );
    let (programme, problems) = parse(text.as_bytes(), None);
    assert_eq!(programme.contributions[5].session, None);
    assert_eq!(programme.contributions[6].session, Some(1), "only the technical sessions are on 30 November");
    let ambiguous: Vec<_> = problems.iter().filter(|problem| problem.detail.is_some()).collect();
    assert_eq!(ambiguous.len(), 1);
    assert_eq!(ambiguous[0].code, ProblemCode::SessionMissing);
}

#[test]
fn small_edits_keep_every_identity() {
    let before = String::from_utf8_lossy(&sample("programme.txt")).into_owned();
    let keys = |text: &str| {
        let programme = read(text);
        let mut keys: Vec<String> =
            programme.contributions.iter().map(|contribution| contribution.key.clone()).collect();
        keys.extend(programme.sessions.iter().map(|session| session.key.clone()));
        keys.extend(programme.segments.iter().map(|segment| segment.key.clone()));
        keys.push(programme.key);
        keys
    };
    for (from, to) in [
        ("– Arije Antinori", "– Dr. Arije ANTINORI"),
        ("2016-11-30 – Vidia", "2016-11-30-Session II 30 Nov – Vidia"),
        ("Vidia Arianti, ICPVTR", "Ms. Vidia Arianti, International Centre (ICPVTR)"),
        (" – ", " - "),
        ("Session I:", "Session 1 –"),
        ("International cooperation in", "Cooperation on"),
        ("1 December 2016, 15:00, Conference Room 4", "1 December 2016, 15:30, Conference Room 2"),
        ("The meeting brings together", "It brings together"),
    ] {
        assert!(before.contains(from), "{from}");
        assert_eq!(keys(&before.replace(from, to)), keys(&before), "{from} → {to}");
    }
}

#[test]
fn dates_that_contradict_each_other_are_told() {
    let (programme, problems) = parse(b"Presentations\n2016-11-30-Session I 1 Dec - Arije Antinori, ECTC", None);
    assert_eq!(problems[0].code, ProblemCode::DateMismatch);
    assert_eq!(problems[0].detail.as_deref(), Some("2016-11-30 and 1 Dec"));
    assert_eq!(programme.contributions[0].date, Some(date(2016, 11, 30)), "the full date is kept");
}

#[test]
fn lines_that_are_not_understood_are_kept() {
    let (programme, problems) = parse(b"Presentations\n2016-11-30 - Jane Doe, CTED\nTo be announced", None);
    assert_eq!(programme.contributions[1].raw, "To be announced");
    assert_eq!(problems[0].code, ProblemCode::LineNotUnderstood);
    assert_eq!(codes("Presentations\n2016-11-30 – Al-Azhar Observer"), [ProblemCode::NameAmbiguous]);
}

#[test]
fn documents_and_articles_are_listed_and_are_nobodys_talk() {
    let html = "<h2>Documents</h2><ul><li><a href='note.pdf'>Concept note</a><li>Agenda</ul>\
        <h2>Media coverage</h2><p><a href='https://news.example/1'>Committee meets</a></p><p>Follow us</p>";
    let programme = read(html);
    let listed: Vec<_> = programme
        .listed
        .iter()
        .map(|listed| (listed.material_kind.as_str(), listed.title.as_str(), listed.links.len()))
        .collect();
    assert_eq!(
        listed,
        [("Documents", "Concept note", 1), ("Documents", "Agenda", 0), ("Media coverage", "Committee meets", 1)]
    );
    assert!(programme.contributions.is_empty());
}

#[test]
fn markup_costs_nothing() {
    let html = "<html><head><title>A meeting | A site</title><script>var a = '<h2>Presentations</h2>';</script></head>
        <body><nav><ul><li><a href=/x>Presentations</a></ul></nav>
        <p>About&nbsp;it.<h3>Presentations:</h3>
        <div><strong>2016-11-30-Session&nbsp;I</strong> 30&nbsp;Nov &mdash; <a href='a%20b.pdf'><span>Arije</span>
        Antinori</a>, ECTC<br>2016-11-30 &#8211; Ren&eacute; Dupont, CTED</div>
        <table><tr><td>2016-12-01</td><td>Session V</td><td>Jane Doe, UNODC</td></tr></table>";
    let (programme, problems) = parse(html.as_bytes(), None);
    assert_eq!(programme.title, "A meeting");
    assert_eq!(programme.description.as_deref(), Some("About it."));
    let expected: [Row; 3] = [
        ["2016-11-30", "I", "", "Arije Antinori", "ECTC", "", "ECTC"],
        ["2016-11-30", "", "", "René Dupont", "CTED", "", "CTED"],
        ["2016-12-01", "V", "", "Jane Doe", "UNODC", "", "UNODC"],
    ];
    assert_eq!(rows(&programme), expected);
    assert_eq!(programme.contributions[0].links, ["a%20b.pdf"]);
    assert_eq!(programme.contributions[0].line, 4);
    assert_eq!(problems.len(), 1);
}

#[test]
fn a_plain_agenda_gives_its_slots() {
    let text = "# Workshop on evidence\n\nVenue: Palais des Nations, Geneva\n\n## Wednesday, 30 November 2016\n\n\
        ### Session 1: Opening\nChair: Ms Jane Doe, UNODC\n10:00–10:30 Welcome\n10:30 - 11:15 The state of play\n\n\
        ## Thursday, 1 December 2016\n### Session 2: Closing\n9 a.m. to 10 a.m. Conclusions\n";
    let programme = read(text);
    assert_eq!(programme.title, "Workshop on evidence");
    assert_eq!(programme.time_zone.as_deref(), Some("Europe/Zurich"));
    let slots: Vec<_> = programme
        .contributions
        .iter()
        .map(|slot| (slot.title.as_deref().unwrap_or_default(), slot.date, slot.start, slot.session))
        .collect();
    let day = |day: Date| Some(day);
    assert_eq!(slots[0], ("Welcome", day(date(2016, 11, 30)), Some(time(10, 0, 0, 0)), Some(0)));
    assert_eq!(slots[1], ("The state of play", day(date(2016, 11, 30)), Some(time(10, 30, 0, 0)), Some(0)));
    assert_eq!(slots[2], ("Conclusions", day(date(2016, 12, 1)), Some(time(9, 0, 0, 0)), Some(1)));
    assert_eq!(programme.sessions[0].credits[0].role, Role::Chair);
}

#[test]
fn every_encoding_gives_the_same_programme() {
    let expected = read(LINES);
    let bom = [&[0xEF, 0xBB, 0xBF], LINES.as_bytes()].concat();
    let le: Vec<u8> = LINES.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = LINES.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let latin: Vec<u8> = LINES.chars().map(|c| if c == '–' { 0x96 } else { c as u8 }).collect();
    let mut latin_raw = parse(&latin, None).0;
    for (one, other) in latin_raw.contributions.iter_mut().zip(&expected.contributions) {
        assert_eq!(one.raw, other.raw);
    }
    for bytes in [bom, [&[0xFF, 0xFE][..], &le].concat(), [&[0xFE, 0xFF][..], &be].concat(), le, be, latin] {
        assert_eq!(parse(&bytes, None).0, expected);
    }
    let crlf = read(&LINES.replace('\n', "\r\n"));
    assert_eq!(crlf, expected);
}

#[test]
fn hostile_bytes_are_read_quickly_and_never_panic() {
    let repeated = |unit: &str| unit.repeat(100_000 / unit.len()).into_bytes();
    let mut all: Vec<Vec<u8>> = [
        "<div><p><b>",
        "<li>",
        "<a b c d e ",
        "<p x=",
        "[",
        "](",
        "[a](",
        "((((",
        "Session ",
        "2016-11-30 ",
        "30 Nov ",
        "1 and ",
        " on 1 December 2016",
        "&amp",
        "<!--",
        "<nav>",
        "<title>",
        "<svg><script>",
        "Presentations\n",
        "2016-11-30 – A B, C\n",
        "Session I\n",
        "- \n",
        "(Moderator: ",
        "; ",
        "Mr ",
        "special meeting of the ",
        "a, Jr, ",
        "“”",
        "العروض 30 ",
        "第一",
        "第",
        "\u{0}",
        "\u{FEFF}",
        "Technical sessions, 1 December 2016\n",
        "Agenda\n- x\n",
        "1. a\n",
        "10:00-11:00 Parallel sessions\nRoom A\n",
        "10:00 <span class=\"speaker\">x",
        "<p class=\"speakers\"><p class=\"speaker\">",
        "12 Sept: A B (C), “D”\n",
        "10.00–10.30 A\n",
        " with A B and C D",
        "call, 2025-02-18, 15:00–16:30 ",
    ]
    .map(repeated)
    .into();
    all.push([b"<html>".to_vec(), (0..=255).cycle().take(100_000).collect()].concat());
    all.push((0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect());
    all.extend([vec![], vec![0xFF], vec![0xFF, 0xFE, 0x00], vec![0xD8; 7]]);
    for wrap in ["", "Presentations\n2016-11-30 – ", "<html>Presentations<br>2016-11-30 – "] {
        for bytes in &all {
            let bytes = [wrap.as_bytes(), bytes].concat();
            let started = std::time::Instant::now();
            let (programme, _) = parse(&bytes, None);
            assert!(!programme.title.is_empty());
            programme::origins(&bytes, &programme::Options::default(), &programme);
            let start = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
            assert!(started.elapsed().as_secs() < 60, "{start:?} took {:?}", started.elapsed());
        }
    }
}

#[test]
fn every_cut_of_the_sample_page_is_read() {
    let html = sample("programme.html");
    for end in (0..html.len()).step_by(37) {
        let (programme, _) = parse(&html[..end], Some("page.html"));
        assert!(!programme.title.is_empty());
    }
}
