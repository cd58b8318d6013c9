//! What each subcommand answers, whole, on the sample meeting. Ids and times, which move, are `[..]`.

use expect_test::{Expect, expect};
use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A library of its own, and the sample meeting's folder.
struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    fn new() -> Sandbox {
        Sandbox { folder: tempfile::tempdir().unwrap() }
    }

    /// With the programme and the decks in the library.
    fn with_meeting() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.answer(&["programme", "import", "programme.txt"]);
        sandbox.answer(&["import", "."]);
        sandbox
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rapporteur"));
        command.args(arguments).env("RAPPORTEUR_LIBRARY", self.library()).env("USER", "delegate");
        command.current_dir(sample()).stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Standard output of what succeeds.
    fn answer(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.answer(&[arguments, &["--json"]].concat())).unwrap()
    }

    fn check(&self, arguments: &[&str], expected: Expect) {
        expected.assert_eq(&still(&self.answer(arguments)));
    }

    /// Exit status and standard error of what fails.
    fn check_failure(&self, arguments: &[&str], expected: Expect) {
        let output = self.run(arguments);
        assert!(output.stdout.is_empty(), "a failure answers nothing");
        let stderr = String::from_utf8_lossy(&output.stderr).replace(&*self.folder.path().to_string_lossy(), "[DIR]");
        expected.assert_eq(&format!("{}: {}", output.status.code().unwrap(), still(&stderr)));
    }
}

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sample/meeting")
}

/// The text with UUIDs as `[..]`: every run makes others.
fn still(text: &str) -> String {
    let is_uuid = |word: &str| {
        word.len() == 36
            && word.bytes().enumerate().all(|(at, b)| match at {
                8 | 13 | 18 | 23 => b == b'-',
                _ => b.is_ascii_hexdigit(),
            })
    };
    let mut still = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if rest.get(..36).is_some_and(is_uuid) {
            still.push_str("[..]");
            rest = &rest[36..];
        } else {
            still.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    still
}

const DECK: &str = "2016-11-30_Session-I_Antinori-ECTC.pdf";

#[test]
fn programme_import_counts_what_it_found() {
    let sandbox = Sandbox::new();
    sandbox.check(&["programme", "import", "programme.txt"], expect![[r#"
        Special meeting of the Counter-Terrorism Committee: Preventing the exploitation of information and communication technologies (ICT) for terrorist purposes, while respecting human rights and fundamental freedoms
        6 sessions, 5 contributions, 9 people
        11 added, 0 changed
        line 33: the session is not named
    "#]]);
    let again = sandbox.json(&["programme", "import", "programme.txt"]);
    assert_eq!((&again["n_added"], &again["n_changed"]), (&0.into(), &0.into()), "importing again changes nothing");
}

#[test]
fn programme_import_reads_standard_input() {
    let sandbox = Sandbox::new();
    let mut child = sandbox.command(&["programme", "import", "-", "--json"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let text = std::fs::read(sample().join("programme.txt")).unwrap();
    child.stdin.take().unwrap().write_all(&text).unwrap();
    let output = child.wait_with_output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["n_contributions"], 5);
}

#[test]
fn import_names_every_file() {
    Sandbox::new().check(
        &["import", "."],
        expect![[r#"
        44492a303cec   14 pages  2016-11-30_Session-I_Antinori-ECTC.pdf
        ec47dc56b16e    9 pages  2016-11-30_Session-V_Grigoryev-FSD.pdf
        18ddc3b45585    9 pages  2016-12-01_Session-V_Khalaf_ar.pdf
        d36ab53c2e86    6 pages  note-de-fond_cooperation-numerique_fr.pdf
        3b1e02f06d8a    9 pages  presentation_final_v2.pdf
        479ae60b738d    7 pages  resumen-resoluciones_es.pdf
        6d65ac28d077    7 pages  信息和通信技术_背景资料.pdf
        7 new documents (61 pages)
    "#]],
    );
}

#[test]
fn a_locked_file_opens_by_its_password() {
    const LOCKED: &str = "../../../tests/fixtures/locked.pdf";
    let sandbox = Sandbox::new();
    sandbox.check_failure(
        &["text", LOCKED],
        expect![[r#"
            1: rapporteur: ../../../tests/fixtures/locked.pdf asks for a password: give it by --password
        "#]],
    );
    sandbox.check_failure(
        &["render", LOCKED, "--page", "1", "--password", "sesame"],
        expect![[r#"
            1: rapporteur: ../../../tests/fixtures/locked.pdf is not opened by this password
        "#]],
    );
    let text = sandbox.answer(&["text", LOCKED, "--password", "Sésame-2016"]);
    expect![[r#"
        From posting to review
    "#]]
    .assert_eq(&text[..text.find('\n').unwrap() + 1]);
    let png = sandbox.run(&["render", LOCKED, "--page", "1", "--password", "Sésame-2016"]).stdout;
    assert!(png.starts_with(b"\x89PNG"));
    sandbox.check(
        &["import", LOCKED],
        expect![[r#"
        393d1c59d420    0 pages  locked.pdf
                      asks for a password
        1 new document (0 pages), 1 with problems
    "#]],
    );
    sandbox.check(
        &["import", LOCKED, "--password", "Sésame-2016"],
        expect![[r#"
        393d1c59d420     1 page  locked.pdf
        0 new documents (0 pages), 1 file of known content
    "#]],
    );
    sandbox.check(&["search", "\"terms of service\""], expect![[r#"
        On no programme
          Social media and the life of online content: an introduction, slide 1
            …• A review applies the law, the provider’s terms of service, or both. • A decision should be recorded with its reason. …
        1 hit
    "#]]);
}

#[test]
fn without_tesseract_recognition_says_what_is_missing() {
    let sandbox = Sandbox::new();
    sandbox.answer(&["import", DECK]);
    let output = sandbox.command(&["ocr"]).env("RAPPORTEUR_TESSERACT", "").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.starts_with("rapporteur: Tesseract, which recognizes text on scanned pages, is not installed"),
        "{stderr}"
    );
}

#[test]
fn import_goes_on_after_a_file_that_is_not_there() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["import", "nowhere.pdf", DECK]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere.pdf"));
    assert_eq!(sandbox.json(&["documents"]).as_array().unwrap().len(), 1);
}

#[test]
fn programme_show_has_decks_and_gaps() {
    Sandbox::with_meeting().check(&["programme", "show"], expect![[r#"
        Special meeting of the Counter-Terrorism Committee: Preventing the exploitation of information and communication technologies (ICT) for terrorist purposes, while respecting human rights and fundamental freedoms
        United Nations Headquarters in New York · America/New_York

        2016-11-30
          Technical sessions
            Session I · Technical challenges posed by the use of the Internet and social media for terrorist purposes
              Moderator: Ms Atefeh Riazi, Office of Information and Communications Technology
              Arije Antinori, European Counter-Terrorism Centre (ECTC)
                44492a303cec  2016-11-30_Session-I_Antinori-ECTC.pdf [suggested, 95 %]
              V.S. Subrahmanian, University of Maryland
                no presentation
            Session V
              Maxim Grigoryev, The Foundation for the Study of Democracy
                ec47dc56b16e  2016-11-30_Session-V_Grigoryev-FSD.pdf [suggested, 93 %]
            Session not named
              Vidia Arianti, ICPVTR
                3b1e02f06d8a  presentation_final_v2.pdf [suggested, 85 %]

        2016-12-01
          Technical sessions
            Session V
              Dr. Mahmoud Nagah Ahmed Farag Khalaf, Al-Azhar Observer
                18ddc3b45585  2016-12-01_Session-V_Khalaf_ar.pdf [suggested, 93 %]
          Special meeting, 15:00, Conference Room 4
            Session II · Counter-messaging and community engagement

        Without a date
          Technical sessions
            Session II · International cooperation in digital matters
              Moderator: Dr. Rasmus H. Wandall, International Association of Prosecutors
            Session III · Privacy and freedom of expression in the digital age
              Moderator: Mr Edward Flynn, CTED
            Session IV · Information-sharing with and self-regulation by the private sector to promote safety and counter-messaging
              Moderator: Ambassador (ret.) Daniel Stauffacher, ICT4Peace Foundation

        On no programme
          479ae60b738d  resumen-resoluciones_es.pdf
          6d65ac28d077  信息和通信技术_背景资料.pdf
          d36ab53c2e86  note-de-fond_cooperation-numerique_fr.pdf

        5 contributions, 4 with a document (4 suggested); 41 pages, 0 annotations
    "#]]);
}

#[test]
fn documents_say_where_they_stand() {
    Sandbox::with_meeting().check(&["documents"], expect![[r#"
        44492a303cec   14 pages  en  2016-11-30_Session-I_Antinori-ECTC.pdf
                      Social media and the life of online content: an introduction
                      2016-11-30 · Session I · Technical challenges posed b… · Arije Antinori (ECTC) [suggested, 95 %] [..]
                        speaker, organization, date, session in file name; speaker, organization in first pages
        ec47dc56b16e    9 pages  ru  2016-11-30_Session-V_Grigoryev-FSD.pdf
                      Гражданское общество и информационная среда
                      2016-11-30 · Session V · Maxim Grigoryev (The Foundation for the Study of Democracy) [suggested, 93 %] [..]
                        speaker, date, session in file name; speaker, organization in first pages
        18ddc3b45585    9 pages  ar  2016-12-01_Session-V_Khalaf_ar.pdf
                      الإعلام والتعليم في العصر الرقمي
                      2016-12-01 · Session V · Mahmoud Nagah Ahmed Farag Khalaf (Al-Azhar Observer) [suggested, 93 %] [..]
                        speaker, date, session in file name; speaker, organization in first pages
        d36ab53c2e86    6 pages  fr  note-de-fond_cooperation-numerique_fr.pdf
                      Note de fond : coopération internationale en matière numérique
                      on no programme
        3b1e02f06d8a    9 pages  en  presentation_final_v2.pdf
                      Community engagement online
                      2016-11-30 · Vidia Arianti (ICPVTR) [suggested, 85 %] [..]
                        speaker, organization in first pages
        479ae60b738d    7 pages  es  resumen-resoluciones_es.pdf
                      Resumen de resoluciones del Consejo de Seguridad
                      on no programme
        6d65ac28d077    7 pages  zh  信息和通信技术_背景资料.pdf
                      信息和通信技术：背景资料
                      on no programme
    "#]]);
}

#[test]
fn text_has_a_form_feed_after_each_page() {
    let sandbox = Sandbox::new();
    let all = sandbox.answer(&["text", DECK]);
    let pages: Vec<&str> = all.split_terminator('\u{c}').collect();
    assert_eq!(pages[1], sandbox.answer(&["text", DECK, "--page", "2"]).trim_end_matches('\u{c}'));
    assert!(!sandbox.library().exists(), "no library is needed, and none is made");
    expect![[r#"
        Social media and the life of online
        content
        An introduction: how content is posted, found, reported and
        reviewed
        In the place of: Arije Antinori, European Counter-Terrorism
        Centre (ECTC)
        Technical session I · 30 November 2016 · New York
        Sample material made for Rapporteur. Not the speaker's presentation.	1
    "#]]
    .assert_eq(pages[0]);
    let json = sandbox.json(&["text", DECK]);
    assert_eq!(json.as_array().unwrap().len(), pages.len());
    assert_eq!(json[0]["text"].as_str().unwrap().trim_end(), pages[0].trim_end());
    assert!(json[0]["lines"][0]["quad"]["tl"]["x"].is_number());
}

#[test]
fn text_is_asked_for_as_of_pdftotext() {
    let sandbox = Sandbox::new();
    let all = sandbox.answer(&["text", DECK]);
    assert_eq!(sandbox.answer(&["text", DECK, "-"]), all);
    let file = sandbox.folder.path().join("deck.txt");
    assert_eq!(sandbox.answer(&["text", DECK, file.to_str().unwrap()]), "");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), all);
    let some: String = all.split_inclusive('\u{c}').skip(2).take(3).collect();
    assert_eq!(sandbox.answer(&["text", "-f", "3", "-l", "5", DECK, "-"]), some);
    assert_eq!(sandbox.answer(&["text", DECK, "--pages", "3-5"]), some);
    assert_eq!(sandbox.run(&["text", DECK, DECK]).status.code(), Some(2), "an original is not written to");
}

#[test]
fn text_ends_quietly_when_its_reader_has_enough() {
    let sandbox = Sandbox::new();
    let mut child = sandbox.command(&["text", DECK]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success());
}

#[test]
fn render_writes_a_png_of_that_width() {
    let sandbox = Sandbox::new();
    let output = sandbox.run(&["render", DECK, "--page", "1", "--width", "320"]);
    assert_eq!(&output.stdout[..8], b"\x89PNG\r\n\x1a\n");
    assert_eq!(u32::from_be_bytes(output.stdout[16..20].try_into().unwrap()), 320);
    let file = sandbox.folder.path().join("page.png");
    sandbox.answer(&["render", DECK, "--page", "1", "--width", "320", "-o", file.to_str().unwrap()]);
    assert_eq!(std::fs::read(file).unwrap(), output.stdout);
}

#[test]
fn render_writes_several_pages_into_a_folder() {
    let sandbox = Sandbox::new();
    let folder = sandbox.folder.path().join("pages");
    let to = folder.to_str().unwrap();
    sandbox.answer(&["render", DECK, "--pages", "9-", "--width", "64", "-o", to]);
    let mut names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let stem = std::path::Path::new(DECK).file_stem().unwrap().to_str().unwrap();
    assert_eq!(
        names,
        [9, 10, 11, 12, 13, 14].map(|page| format!("{stem}-{page:02}.png").into()) as [std::ffi::OsString; 6]
    );
    let tenth = sandbox.run(&["render", DECK, "--page", "10", "--width", "64"]).stdout;
    assert_eq!(std::fs::read(folder.join(&names[1])).unwrap(), tenth, "they are in their order");
    for bad_use in [&["--pages", "9-"][..], &["--pages", "1-2", "--page", "1"], &[], &["--pages", "0-3"]] {
        let arguments = [&["render", DECK], bad_use].concat();
        assert_eq!(sandbox.run(&arguments).status.code(), Some(2), "{bad_use:?}");
    }
    assert_eq!(sandbox.run(&["render", DECK, "--pages", "15-", "-o", to]).status.code(), Some(1));
}

#[test]
fn search_groups_hits_by_session() {
    let sandbox = Sandbox::with_meeting();
    sandbox.check(&["search", "resolution"], expect![[r#"
        Session I · Technical challenges posed by the use of the Internet and social media for terrorist purposes
          Social media and the life of online content: an introduction, slide 10 · Arije Antinori (ECTC)
            Resolutions to have at hand Symbol Subject S/RES/1373 (2001) General obligations of States; establishes the Counter- Terrorism Committee S/RES/1624 (2005)…
          Social media and the life of online content: an introduction, slide 14 · Arije Antinori (ECTC)
            …CTED Counter-Terrorism Committee Executive Directorate FTF foreign terrorist fighter, as in resolution 2178 (2014)…
        On no programme
          Note de fond : coopération internationale en matière numérique, slide 4
            …• résolution 1373 (2001), document S/RES/1373 (2001) : obligations générales des États et création du Comité contre le terrorisme ; • résolution 1624 (2005),…
        Session not named
          Community engagement online, slide 7 · Vidia Arianti (ICPVTR)
            Links to the Council’s work • Resolution 1624 (2005) speaks of dialogue and broadening understanding among civilizations. • Resolution 2178 (2014) encourages…
        4 hits
    "#]]);
    let results = sandbox.json(&["search", "resolution"]);
    let hits = results["groups"].as_array().unwrap().iter().flat_map(|group| group["hits"].as_array().unwrap());
    let mut pages = hits.filter(|hit| hit["kind"] == "page");
    assert!(pages.all(|hit| hit["quads"][0]["tl"]["x"].is_number()), "every page hit has its place");
}

#[test]
fn annotations_are_made_listed_exported_and_deleted() {
    let sandbox = Sandbox::with_meeting();
    let text = sandbox.json(&["text", DECK]);
    let quote: String = text[0]["text"].as_str().unwrap().lines().next().unwrap().into();
    let add = ["annotations", "add", DECK, "--page", "1", "--quote", &quote, "--color", "green"];
    let made = sandbox.answer(&[&add[..], &["--comment", "Ask for the figures", "--tag", "follow-up"]].concat());
    assert_eq!(still(&made), "[..]\n", "the new annotation's id, for scripts");
    sandbox.check(
        &["annotations", "list"],
        expect![[r#"
        44492a303cec  Social media and the life of online content: an introduction · Arije Antinori (ECTC)
          [..]  slide 1, green
            “Social media and the life of online”
            Ask for the figures
            tags: follow-up
    "#]],
    );
    sandbox.check(
        &["tags", "list"],
        expect![[r#"
        follow-up  1 annotation
    "#]],
    );
    sandbox.check(&["export", "markdown"], expect![[r#"
        # Special meeting of the Counter-Terrorism Committee: Preventing the exploitation of information and communication technologies (ICT) for terrorist purposes, while respecting human rights and fundamental freedoms

        ### Social media and the life of online content: an introduction

        #### Slide 1

        > Social media and the life of online

        Ask for the figures

        Tags: follow-up
    "#]]);
    assert_eq!(sandbox.answer(&["export", "csv"]).lines().count(), 2, "a heading and a row");
    assert_eq!(sandbox.json(&["export", "web-annotation"])["total"], 1);

    let original = std::fs::read(sample().join(DECK)).unwrap();
    let annotated = sandbox.run(&["export", "annotated-pdf", "--document", DECK]).stdout;
    assert!(annotated.starts_with(&original) && annotated.len() > original.len());
    let place = sample().join(DECK);
    sandbox.check_failure(
        &["export", "annotated-pdf", "-o", DECK],
        expect![[
            "2: rapporteur: 2016-11-30_Session-I_Antinori-ECTC.pdf is an original, and originals are never written to\n"
        ]],
    );
    assert_eq!(std::fs::read(place).unwrap(), original);

    assert_eq!(sandbox.json(&["check"]), serde_json::json!([]), "what was just made is in order");
    sandbox.answer(&["annotations", "delete", made.trim()]);
    assert_eq!(sandbox.answer(&["annotations", "list"]), "");
}

#[test]
fn a_suggested_match_is_accepted_or_rejected() {
    let sandbox = Sandbox::with_meeting();
    let standing = || {
        let rows = sandbox.json(&["documents"]);
        let row = rows.as_array().unwrap().iter().find(|row| row["document"]["file_name"] == DECK).unwrap().clone();
        row["placements"][0].clone()
    };
    let suggested = standing();
    assert_eq!(suggested["standing"]["kind"], "suggested");
    let contribution = suggested["contribution"].as_str().unwrap();
    sandbox.answer(&["match", "accept", DECK, contribution]);
    assert_eq!(standing()["standing"]["kind"], "confirmed");
    sandbox.answer(&["match", "reject", DECK, contribution]);
    assert_ne!(standing()["contribution"], contribution, "what is rejected is not suggested again");
}

#[test]
fn check_finds_what_is_gone() {
    let sandbox = Sandbox::with_meeting();
    sandbox.check(
        &["check"],
        expect![[r#"
        everything is there, readable, and as it was
    "#]],
    );
    let id = sandbox.json(&["documents"])[0]["document"]["id"].as_str().unwrap().to_owned();
    std::fs::remove_dir_all(sandbox.library().join("documents").join(&id[..2])).unwrap();
    let output = sandbox.run(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("the library's copy is gone"));
}

#[test]
fn failures_say_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.check_failure(&["documents"], expect![[r#"
        1: rapporteur: there is no library in [DIR]/library: make one by `rapporteur import`, or name another by --library
    "#]]);
    assert!(!sandbox.library().exists(), "asking makes no library");
    sandbox.check_failure(
        &["text", "nowhere.pdf"],
        expect![[r#"
            1: rapporteur: cannot open nowhere.pdf: No such file or directory (os error 2)
        "#]],
    );
    sandbox.check_failure(
        &["text", "README.md"],
        expect![[r#"
            1: rapporteur: README.md: not a PDF (a text file)
        "#]],
    );
    sandbox.check_failure(
        &["text", DECK, "--page", "99"],
        expect![[r#"
        1: rapporteur: page 99 does not exist, 2016-11-30_Session-I_Antinori-ECTC.pdf has 14
    "#]],
    );
    let bad_use = sandbox.run(&["render", DECK, "--page", "0"]);
    assert_eq!(bad_use.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&bad_use.stderr).contains("pages are counted from 1"));
}
