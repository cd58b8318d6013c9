//! Agendas as meetings write them: text, Markdown, reStructuredText, pages.
//!
//! Reads ../shared/corpus where it is there, and says so where it is not.

use jiff::civil::{Time, date, time};
use model::{ProblemCode, Role};
use programme::{Contribution, Programme, parse};
use std::path::PathBuf;

fn corpus(path: &str) -> Option<Vec<u8>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    let path = root.join(path);
    std::fs::read(&path).inspect_err(|_| eprintln!("SKIPPED: {} is not there", path.display())).ok()
}

fn names(talk: &Contribution) -> Vec<&str> {
    talk.credits.iter().filter_map(|credit| credit.name.as_deref()).collect()
}

fn session<'a>(programme: &'a Programme, talk: &Contribution) -> &'a str {
    talk.session.and_then(|idx| programme.sessions[idx].title.as_deref()).unwrap_or_default()
}

fn at(hour: i8, minute: i8) -> Option<Time> {
    Some(time(hour, minute, 0, 0))
}

const UN: &str = "\
Special meeting on emerging technologies
Mumbai, 28-29 October 2022

Day 1 – Friday, 28 October 2022

08:30-09:30 Registration
09:30-10:30 Opening Session
Moderator: Mr. David Scharia, CTED
• H. E. Mr. Subrahmanyam Jaishankar, Minister of External Affairs, India
• H.E. Ms. Ruchira Kamboj, Permanent Representative, India
10:30-11:00 Coffee break
11:00-13:00 Session I: Countering exploitation of ICT, Conference Room 4
Moderator: Ms. Jane Doe, Chief, UNODC
Speakers:
1. Mr. John Roe, Tech Against Terrorism
2. Meta (content moderation): Ms Ann Poe, Policy Unit;
3. tbc
13:00 Lunch
15:00-17:00 Plenary Session: Outlook

Day 2 – Sunday, 29 October
23:30-00:30 Late panel
00:30-01:00 Farewell, Room 5
";

#[test]
fn an_agenda_as_meetings_write_it_is_read() {
    let (programme, problems) = parse(UN.as_bytes(), None);
    assert_eq!(programme.title, "Special meeting on emerging technologies");
    let sessions: Vec<_> = programme
        .sessions
        .iter()
        .map(|session| {
            (session.number.as_deref(), session.title.as_deref().unwrap_or_default(), session.start, session.end)
        })
        .collect();
    assert_eq!(
        sessions,
        [
            (None, "Opening Session", at(9, 30), at(10, 30)),
            (Some("I"), "Countering exploitation of ICT", at(11, 0), at(13, 0)),
            (None, "Plenary Session: Outlook", at(15, 0), at(17, 0)),
        ]
    );
    assert_eq!(programme.sessions[1].room.as_deref(), Some("Conference Room 4"));
    let chairs: Vec<_> = programme
        .sessions
        .iter()
        .flat_map(|session| &session.credits)
        .map(|credit| (credit.role, credit.name.as_deref()))
        .collect();
    assert_eq!(chairs, [(Role::Moderator, Some("David Scharia")), (Role::Moderator, Some("Jane Doe"))]);
    let talks: Vec<_> = programme
        .contributions
        .iter()
        .map(|talk| (names(talk), talk.title.as_deref(), talk.date, talk.session))
        .collect();
    let friday = Some(date(2022, 10, 28));
    assert_eq!(
        talks,
        [
            (vec!["Subrahmanyam Jaishankar"], None, friday, Some(0)),
            (vec!["Ruchira Kamboj"], None, friday, Some(0)),
            (vec!["John Roe"], None, friday, Some(1)),
            (vec!["Ann Poe"], Some("content moderation"), friday, Some(1)),
            (vec![], Some("Late panel"), Some(date(2022, 10, 29)), None),
            (vec![], Some("Farewell"), Some(date(2022, 10, 30)), None),
        ],
        "who is to be confirmed is nobody yet, and half past midnight is the next day"
    );
    let jaishankar = &programme.contributions[0].credits[0];
    assert_eq!(jaishankar.honorific.as_deref(), Some("H.E. Mr."));
    assert_eq!(jaishankar.affiliation.as_deref(), Some("Minister of External Affairs, India"));
    assert_eq!(programme.contributions[3].credits[0].affiliation.as_deref(), Some("Policy Unit, Meta"));
    let breaks: Vec<_> = programme.breaks.iter().map(|pause| pause.title.as_str()).collect();
    assert_eq!(breaks, ["Registration", "Coffee break", "Lunch"]);
    let codes: Vec<_> = problems.iter().map(|problem| (problem.code, problem.line)).collect();
    assert_eq!(codes, [(ProblemCode::DateMismatch, Some(21))], "29 October 2022 was a Saturday");
}

#[test]
fn days_and_times_are_read_in_six_languages() {
    for text in [
        "Meeting\n\nWednesday, 30 November 2016\n10:00-11:30 Work plan\n",
        "Réunion\n\nMercredi 30 novembre 2016\n10h00 – 11h30 Work plan\n",
        "Reunión\n\nMiércoles 30 de noviembre de 2016\n10.00 a.m. a 11.30 a.m. Work plan\n",
        "Заседание рабочей группы\n\nСреда, 30 ноября 2016 г.\n10:00–11:30 Work plan\n",
        "会议\n\n2016年11月30日 星期三\n10:00-11:30 Work plan\n",
        "اجتماع\n\nالأربعاء، 30 تشرين الثاني/نوفمبر 2016\n10:00 - 11:30 Work plan\n",
    ] {
        let (programme, problems) = parse(text.as_bytes(), None);
        assert_eq!(problems, [], "{text}");
        let [talk] = &programme.contributions[..] else { panic!("{text}: {programme:?}") };
        assert_eq!((talk.date, talk.start, talk.end), (Some(date(2016, 11, 30)), at(10, 0), at(11, 30)), "{text}");
        assert_eq!(talk.title.as_deref(), Some("Work plan"), "{text}");
    }
}

#[test]
fn who_speaks_is_told_apart_only_where_the_line_does() {
    let text = "# Forum\n\n## 6 May 2024\n\n### Talks\n\n* Lightning Talk - Red Hat\n* The Web of Things - a view\n* Dr. Jane Doe: Peace\n* Peace. Speaker: Jane Doe, ITU\n";
    let (programme, _) = parse(text.as_bytes(), None);
    let talks: Vec<_> =
        programme.contributions.iter().map(|talk| (talk.title.as_deref().unwrap_or_default(), names(talk))).collect();
    assert_eq!(
        talks,
        [
            ("Lightning Talk - Red Hat", vec![]),
            ("The Web of Things - a view", vec![]),
            ("Peace", vec!["Jane Doe"]),
            ("Peace", vec!["Jane Doe"]),
        ]
    );
}

/// What an independent reading of a programme says of its talks.
struct Truth {
    file: String,
    date: String,
    session: String,
    title: String,
    speakers: Vec<String>,
    affiliation: String,
}

fn truth(set: &str) -> Vec<Truth> {
    let Some(bytes) = corpus(&format!("ground-truth/{set}.tsv")) else { return Vec::new() };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let row = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(|cell| cell.trim_matches('"').replace("\"\"", "\"")).collect();
        let speakers = cells[7].split(", ").map(str::to_owned).filter(|name| !name.is_empty()).collect();
        Truth {
            file: cells[0].clone(),
            date: cells[2].clone(),
            session: cells[3].clone(),
            title: cells[6].clone(),
            speakers,
            affiliation: cells[8].clone(),
        }
    };
    text.lines().skip(1).map(row).collect()
}

/// Of the truth's rows for one programme: how many, and how many dates, sessions, titles, speakers and affiliations
/// are right.
fn agreement(set: &str, part: &str, programme: &Programme) -> [usize; 6] {
    let mut right = [0; 6];
    for row in truth(set).iter().filter(|row| row.file.is_empty() || row.file.contains(part) || part.is_empty()) {
        let same_title = |talk: &&Contribution| {
            talk.title
                .as_deref()
                .is_some_and(|title| !title.is_empty() && (title == row.title || row.title.contains(title)))
        };
        let same_people = |talk: &&Contribution| {
            !row.speakers.is_empty() && row.speakers.iter().all(|name| names(talk).contains(&name.as_str()))
        };
        let both = programme
            .contributions
            .iter()
            .find(|talk| same_title(talk) && (row.speakers.is_empty() || same_people(talk)));
        let Some(talk) = both
            .or_else(|| programme.contributions.iter().find(same_title))
            .or_else(|| programme.contributions.iter().find(same_people))
        else {
            right[0] += 1;
            continue;
        };
        let affiliation = talk.credits.first().and_then(|credit| credit.affiliation.as_deref()).unwrap_or_default();
        for (idx, is_right) in [
            true,
            talk.date.is_some_and(|date| date.to_string() == row.date),
            row.session.contains(session(programme, talk)) || session(programme, talk).contains(&row.session),
            talk.title.as_deref() == Some(&row.title),
            row.speakers == names(talk)
                || names(talk).starts_with(&row.speakers.iter().map(String::as_str).collect::<Vec<_>>())
                    && !row.speakers.is_empty(),
            affiliation.starts_with(&row.affiliation),
        ]
        .into_iter()
        .enumerate()
        {
            right[idx] += usize::from(is_right);
        }
    }
    right
}

#[test]
fn real_agendas_agree_with_what_people_read_in_them() {
    const FILES: &[(&str, &str, &str, usize, usize)] = &[
        ("ofilibre-2023-es/2023-05-04-contenidos-de-las-ii-jornadas-1.md", "ofilibre-2023-es", "", 11, 29),
        ("ofilibre-2023-es/2023-01-24-jornadas-cultura-libre-2.md", "", "", 11, 29),
        ("quic-wg-ietf/ietf103/agenda.md", "quic-wg-ietf", "ietf103", 10, 15),
        ("quic-wg-ietf/ietf98/agenda.md", "quic-wg-ietf", "ietf98", 12, 24),
        ("quic-wg-ietf/interim-18-01/agenda.md", "", "", 3, 15),
        ("pgdayfr-2022/programme.md", "pgdayfr-2022", "", 1, 16),
        ("servicemesher-zh/2018/06/hangzhou/README.md", "servicemesher-zh", "2018/06", 0, 4),
        ("servicemesher-zh/2018/07/beijing/README.md", "servicemesher-zh", "2018/07", 1, 4),
        ("servicemesher-zh/2019/12/hangzhou/README.md", "servicemesher-zh", "2019/12", 1, 6),
        ("wheelnext-summit-2025/2025_03/slidedecks_and_resources.md", "wheelnext-summit-2025", "", 5, 15),
        ("programmes/sudweb-2014-fr-md/programme.md", "", "", 2, 15),
        ("programmes/europython-2014-frab/README.rst", "", "", 0, 0),
    ];
    let mut all = [0; 6];
    for (path, set, part, n_sessions, n_talks) in FILES {
        let Some(bytes) = corpus(path) else { continue };
        let (programme, _) = parse(&bytes, Some(path));
        assert_eq!((programme.sessions.len(), programme.contributions.len()), (*n_sessions, *n_talks), "{path}");
        if !set.is_empty() {
            let right = agreement(set, part, &programme);
            eprintln!("{path}: of {}: date, session, title, speakers, affiliation {:?}", right[0], &right[1..]);
            for (sum, n) in all.iter_mut().zip(right) {
                *sum += n;
            }
        }
    }
    if all[0] > 0 {
        eprintln!("all: of {}: date, session, title, speakers, affiliation {:?}", all[0], &all[1..]);
        let share = |n: usize| n as f32 / all[0] as f32;
        assert!(share(all[3]) >= 0.8 && share(all[4]) >= 0.8, "titles and speakers");
    }
}

#[test]
fn sessions_are_called_as_the_programme_prints_them() {
    const TALK: &str = "- Ms. Laila Mansour: Latent variable models";
    for (heading, number, label, title) in [
        ("Panel 1: Data", "1", Some("Panel 1"), Some("Data")),
        ("Workshop 1: Data", "1", Some("Workshop 1"), Some("Data")),
        ("Plenary 2", "2", Some("Plenary 2"), None),
        ("Parallel session 2B – Data", "2B", Some("Parallel session 2B"), Some("Data")),
        ("Round table 3", "3", Some("Round table 3"), None),
        ("Session 4: Data", "4", None, Some("Data")),
        ("Session 2.1: Data", "2.1", None, Some("Data")),
        ("Séance 2", "2", Some("Séance 2"), None),
        ("Réunion 2 : Données", "2", Some("Réunion 2"), Some("Données")),
        ("Mesa redonda 2: Datos", "2", Some("Mesa redonda 2"), Some("Datos")),
        ("1-е заседание", "1", Some("1-е заседание"), None),
        ("第一次会议", "一", Some("第一次会议"), None),
        ("第一场会议：数据", "一", Some("第一场会议"), Some("数据")),
        ("الجلسة 3", "3", Some("الجلسة 3"), None),
        ("الجلسة الأولى: البيانات", "1", Some("الجلسة الأولى"), Some("البيانات")),
    ] {
        for text in [
            format!("Seminar on registers\n\nMonday, 4 March 2019\n\n09:00-10:00 {heading}\n{TALK}\n"),
            format!("# Seminar on registers\n\n## Monday, 4 March 2019\n\n### {heading}\n\n{TALK}\n"),
        ] {
            let (programme, _) = parse(text.as_bytes(), None);
            let [session] = &programme.sessions[..] else { panic!("{text}: {:?}", programme.sessions) };
            let printed = (session.number.as_deref(), session.label.as_deref(), session.title.as_deref());
            assert_eq!(printed, (Some(number), label, title), "{text}");
            assert_eq!(programme.contributions[0].session, Some(0), "{text}");
        }
    }
}

#[test]
fn kinds_of_sessions_part_their_keys_and_the_plain_one_keeps_its_own() {
    let text = "Seminar\n\nMonday, 4 March 2019\n\n09:00 Panel 1\n- Ms. Ann Roe: One\n\n10:00 Session 1\n\
                - Ms. Eve Roe: Two\n\n11:00 Workshop 1\n- Ms. Ida Roe: Three\n";
    let (programme, _) = parse(text.as_bytes(), None);
    let keys: Vec<_> = programme.sessions.iter().map(|session| (&*session.key, &*session.former_key)).collect();
    assert_eq!(
        keys,
        [
            ("2019-03-04|panel 1", "2019-03-04|1"),
            ("2019-03-04|1", "2019-03-04|1|2"),
            ("2019-03-04|workshop 1", "2019-03-04|1|3"),
        ]
    );
}

#[test]
fn a_number_that_is_no_sessions_stays_where_it_is() {
    for line in ["A panel of 12 experts", "Workshop 2026", "Meeting 2024", "Part 2 of the story"] {
        let text = format!(
            "Seminar on registers\n\nMonday, 4 March 2019\n\n09:00-10:00 {line}\n\n10:00-11:00 Session 1\n\
             - Ms. Laila Mansour: Latent variable models\n"
        );
        let (programme, _) = parse(text.as_bytes(), None);
        let numbers: Vec<_> = programme.sessions.iter().filter_map(|session| session.number.as_deref()).collect();
        assert_eq!(numbers, ["1"], "{line}");
        assert!(programme.contributions.iter().any(|talk| talk.title.as_deref() == Some(line)), "{line}");
    }
    let text = "Workshop 3: Registers at sea\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1\n- Ms. Ann Roe: One\n";
    let (programme, _) = parse(text.as_bytes(), None);
    assert_eq!((&*programme.title, programme.sessions.len()), ("Workshop 3: Registers at sea", 1));
}

#[test]
fn a_table_that_names_its_sessions_tells_their_kinds() {
    let csv = "Date,Start,Session,Title,Speaker\n2019-03-04,09:00,Panel 1: Data,One,Ann Roe\n\
               2019-03-04,10:00,Workshop 1,Two,Eve Roe\n2019-03-04,11:00,Session 1,Three,Ida Roe\n";
    let (programme, _) = parse(csv.as_bytes(), None);
    let printed: Vec<_> = programme
        .sessions
        .iter()
        .map(|session| (session.number.as_deref(), session.label.as_deref(), session.title.as_deref()))
        .collect();
    assert_eq!(
        printed,
        [(Some("1"), Some("Panel 1"), Some("Data")), (Some("1"), Some("Workshop 1"), None), (Some("1"), None, None),]
    );
}
