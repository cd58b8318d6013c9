//! Real decks and the programmes they belong to: what is suggested from their file names.

use linking::{ContributionFacts, DocumentFacts, THRESHOLD, suggest};
use model::{ContributionId, DocumentId, Evidence};
use std::path::{Path, PathBuf};

/// A contribution as data.
#[derive(Debug, Clone, Default, PartialEq)]
struct Talk {
    date: String,
    session: String,
    title: String,
    speakers: Vec<String>,
    organizations: Vec<String>,
    links: Vec<String>,
}

/// A document as data.
#[derive(Debug, Clone, Default)]
struct Deck {
    paths: Vec<String>,
    first_pages: String,
    title: Option<String>,
    author: Option<String>,
}

fn contribution_id(idx: usize) -> ContributionId {
    let id = format!("00000000-0000-0000-0000-{idx:012x}");
    id.parse().unwrap_or_else(|error| panic!("{error}"))
}

fn document_id(idx: usize) -> DocumentId {
    let mut digest = [0; 32];
    digest[..8].copy_from_slice(&(idx as u64).to_be_bytes());
    DocumentId::from_sha256(&digest)
}

/// For each deck, the suggested talk with its score.
fn suggested(talks: &[Talk], decks: &[Deck]) -> Vec<Option<(usize, f32, Vec<Evidence>)>> {
    let contributions: Vec<_> = talks
        .iter()
        .enumerate()
        .map(|(idx, talk)| ContributionFacts {
            id: contribution_id(idx),
            date: talk.date.parse().ok(),
            session_number: Some(talk.session.as_str()).filter(|number| !number.is_empty()),
            speakers: &talk.speakers,
            organizations: &talk.organizations,
            title: Some(talk.title.as_str()).filter(|title| !title.is_empty()),
            links: &talk.links,
        })
        .collect();
    let ids: Vec<_> = (0..decks.len()).map(document_id).collect();
    let documents: Vec<_> = decks
        .iter()
        .zip(&ids)
        .map(|(deck, id)| DocumentFacts {
            id,
            paths: &deck.paths,
            first_pages: &deck.first_pages,
            title: deck.title.as_deref(),
            author: deck.author.as_deref(),
        })
        .collect();
    let suggestions = suggest(&contributions, &documents);
    let of = |id: &DocumentId| {
        let suggestion =
            suggestions.iter().find(|suggestion| suggestion.document == *id && suggestion.score >= THRESHOLD)?;
        let idx = (0..talks.len()).find(|&idx| contribution_id(idx) == suggestion.contribution)?;
        Some((idx, suggestion.score, suggestion.reasons.iter().map(|reason| reason.evidence).collect()))
    };
    ids.iter().map(of).collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn talk(speaker: &str, organization: &str, title: &str) -> Talk {
    let some = |text: &str| strings(&[text]).into_iter().filter(|text| !text.is_empty()).collect();
    Talk { speakers: some(speaker), organizations: some(organization), title: title.to_owned(), ..Talk::default() }
}

fn deck(path: &str) -> Deck {
    Deck { paths: strings(&[path]), ..Deck::default() }
}

/// Which talk of the meeting that the product was made for.
fn check_ctc(deck: Deck, expected: Option<usize>) {
    let on =
        |date: &str, session: &str, talk: Talk| Talk { date: date.to_owned(), session: session.to_owned(), ..talk };
    let talks = [
        on("2016-11-30", "I", talk("Arije Antinori", "European Counter-Terrorism Centre (ECTC)", "")),
        on("2016-11-30", "I", talk("V.S. Subrahmanian", "University of Maryland", "")),
        on("2016-11-30", "", talk("Vidia Arianti", "ICPVTR", "")),
        on("2016-11-30", "V", talk("Maxim Grigoryev", "The Foundation for the Study of Democracy", "")),
        on("2016-12-01", "V", talk("Mahmoud Nagah Ahmed Farag Khalaf", "Al-Azhar Observer", "")),
    ];
    let found = suggested(&talks, std::slice::from_ref(&deck)).remove(0).map(|(idx, _, _)| idx);
    assert_eq!(found, expected, "{deck:?}");
}

#[test]
fn a_deck_is_known_by_name_organization_or_first_page() {
    for (path, expected) in [
        ("/d/2016-11-30_Session-I_Antinori-ECTC.pdf", Some(0)),
        ("/d/ARIJE%20ANTINORI.pdf", Some(0)),
        ("C:\\decks\\subrahmanian.pdf", Some(1)),
        ("/d/ICPVTR presentation.pdf", Some(2)),
        ("/d/Grigoriev Foundation for the Study of Democracy.pdf", Some(3)),
        ("/d/Григорьев Максим.pdf", Some(3)),
        ("/d/KhalafMahmoud_v2.pdf", Some(4)),
        ("/d/2016-11-30 Session I.pdf", None),
        ("/d/presentation_final_v2.pdf", None),
        ("/d/European Union.pdf", None),
        ("/d/scan0001.pdf", None),
        ("/d/note-de-fond_cooperation-numerique_fr.pdf", None),
        ("/d/信息和通信技术_背景资料.pdf", None),
        ("/d/2016-11-30_Session-V_Grigoryev-FSD.pdf", Some(3)),
        ("/d/2016-12-01_Session-V_Khalaf_ar.pdf", Some(4)),
        ("/d/2019-05-05 Antinori.pdf", None),
    ] {
        check_ctc(deck(path), expected);
    }
    let page = |text: &str| Deck { first_pages: text.to_owned(), ..deck("/d/deck.pdf") };
    check_ctc(page("Radicalisation online\nVidia ARIANTI\nICPVTR, Singapore"), Some(2));
    check_ctc(page("Community engagement online\nIn the place of: Vidia Arianti, ICPVTR\n30 November 2016"), Some(2));
    check_ctc(page("Фонд исследования проблем демократии\nМаксим Григорьев"), Some(3));
    check_ctc(page("Speakers: Arije Antinori, V.S. Subrahmanian, Vidia Arianti, Maxim Grigoryev"), None);
    check_ctc(page("The University of Maryland was founded in 1856"), None);
    check_ctc(Deck { author: Some("Arije Antinori".into()), ..deck("/d/deck.pdf") }, Some(0));
}

#[test]
fn a_link_in_the_programme_is_the_best_evidence() {
    let linked = |link: &str, talk: Talk| Talk { links: strings(&[link]), ..talk };
    let talks = [
        linked("https://example.org/files/day%201/slides.pdf", talk("Jane Doe", "", "Opening")),
        linked("../day 2/slides.pdf", talk("John Roe", "", "Closing")),
        linked("A_very_telling_name.pdf", talk("Ann Poe", "", "")),
    ];
    let decks =
        [deck("/home/me/day 2/slides.pdf"), deck("/home/me/Day 1/slides.pdf"), deck("/x/A_very_telling_name.PDF")];
    let found: Vec<_> = suggested(&talks, &decks).into_iter().map(|found| found.map(|(idx, _, _)| idx)).collect();
    assert_eq!(found, [Some(1), Some(0), Some(2)]);
}

#[test]
fn names_are_found_however_they_are_spelt() {
    let talks = [
        talk("Philippe Beaudoin", "DALIBO", ""),
        talk("Juan Carlos Aguado Franco", "", ""),
        talk("唐鹏程", "才云科技", ""),
        talk("Frédéric Delacourt", "", ""),
        talk("Sandra González Muñoz", "", ""),
        talk("Martin Thomson", "", ""),
    ];
    for (path, expected) in [
        ("02-Migration-Philipe_Beaudoin.pdf", Some(0)),
        ("A1-Presentación_JuanCarlosAguado.pdf", Some(1)),
        ("juancarlosaguadofranco.pdf", Some(1)),
        ("唐鹏程-才云科技-在Kubernetes上部署.pdf", Some(2)),
        ("04-TDE-Fre\u{301}de\u{301}ric_Delacour.pdf", Some(3)),
        ("J02_Gonzalez_Sandra.pdf", Some(4)),
        ("THOMSON, Martin.pdf", Some(5)),
        ("Martin Luther.pdf", None),
        ("唐朝.pdf", None),
    ] {
        let found = suggested(&talks, &[deck(path)]).remove(0).map(|(idx, _, _)| idx);
        assert_eq!(found, expected, "{path}");
    }
}

#[test]
fn equally_likely_contributions_stay_below_the_threshold() {
    let talks =
        [talk("Neil Lawrence", "", "Introduction to processes"), talk("Neil Lawrence", "", "Latent variable models")];
    assert_eq!(suggested(&talks, &[deck("lawrence_neil.pdf")]), [None]);
    let found = suggested(&talks, &[deck("neil_lawrence_latent_variables.pdf")]).remove(0).map(|(idx, _, _)| idx);
    assert_eq!(found, Some(1));
}

/// Right, wrong and open suggestions of one corpus set.
fn measure(set: &str) -> Option<(usize, usize, usize)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    let table = root.join("ground-truth").join(format!("{set}.tsv"));
    let Ok(text) = std::fs::read_to_string(&table) else {
        eprintln!("SKIPPED: {} is not there", table.display());
        return None;
    };
    let (mut talks, mut decks, mut truth) = (Vec::<Talk>::new(), Vec::new(), Vec::new());
    for row in text.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').map(|cell| cell.trim_matches('"')).collect();
        let list =
            |cell: &str| cell.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        let talk = Talk {
            date: cells[2].to_owned(),
            title: cells[6].to_owned(),
            speakers: list(cells[7]),
            organizations: list(cells[8]),
            ..Talk::default()
        };
        // Two decks of one talk are two rows.
        let idx = talks.iter().position(|known| *known == talk).unwrap_or_else(|| {
            talks.push(talk);
            talks.len() - 1
        });
        // A deck that the corpus lacks still has a name.
        if !cells[0].is_empty() {
            let path: PathBuf = root.join(set).join(cells[0]);
            decks.push(deck(&path.to_string_lossy()));
            truth.push(idx);
        }
    }
    let (mut n_right, mut n_wrong, mut n_open) = (0, 0, 0);
    for ((found, expected), deck) in suggested(&talks, &decks).into_iter().zip(truth).zip(&decks) {
        let name = deck.paths[0].rsplit('/').next().unwrap_or_default();
        match found {
            Some((idx, _, _)) if idx == expected => n_right += 1,
            Some((idx, score, reasons)) => {
                n_wrong += 1;
                eprintln!(
                    "  WRONG {name}: {:?} for {:?}, {score:.2} {reasons:?}",
                    talks[idx].speakers, talks[expected].speakers
                );
            }
            None => {
                n_open += 1;
                eprintln!("  open  {name}: {:?} {}", talks[expected].speakers, talks[expected].title);
            }
        }
    }
    let n_suggested = (n_right + n_wrong).max(1);
    let (precision, recall) = (n_right as f32 / n_suggested as f32, n_right as f32 / decks.len().max(1) as f32);
    eprintln!(
        "{set}: {} decks, {n_right} right, {n_wrong} wrong, {n_open} open: P {precision:.2} R {recall:.2}",
        decks.len()
    );
    Some((n_right, n_wrong, n_open))
}

#[test]
fn file_names_alone_suggest_nothing_wrong() {
    let sets =
        ["gpss-2014", "ofilibre-2023-es", "pgdayfr-2022", "quic-wg-ietf", "servicemesher-zh", "wheelnext-summit-2025"];
    let (mut n_right, mut n_wrong, mut n_open) = (0, 0, 0);
    for (right, wrong, open) in sets.into_iter().filter_map(measure) {
        (n_right, n_wrong, n_open) = (n_right + right, n_wrong + wrong, n_open + open);
    }
    let n = n_right + n_wrong + n_open;
    if n == 0 {
        return;
    }
    eprintln!("all: {n} decks, {n_right} right, {n_wrong} wrong, {n_open} open");
    assert!(n_right as f32 >= 0.98 * (n_right + n_wrong) as f32, "precision: {n_wrong} wrong");
    assert!(n_right as f32 >= 0.7 * n as f32, "recall: {n_open} open");
}

#[test]
fn nothing_is_suggested_where_nothing_is_known() {
    assert_eq!(suggested(&[], &[deck("a.pdf")]), [None]);
    assert_eq!(
        suggested(&[Talk::default()], &[Deck::default(), deck(""), deck("%"), deck("%F")]),
        [None, None, None, None]
    );
}

#[test]
fn a_large_meeting_takes_seconds() {
    let word = |n: usize| {
        [n / 100, n / 10 % 10, n % 10].map(|digit| "bcdfghjklm".as_bytes()[digit] as char).iter().collect::<String>()
    };
    let talks: Vec<_> = (0..300)
        .map(|n| {
            talk(
                &format!("Ana So{}ar", word(n)),
                &format!("Office of {}ing", word(n)),
                &format!("On {}ation and more", word(n)),
            )
        })
        .collect();
    let page = (0..600).map(|n| format!("{} and {}ar ", word(n), word(n % 7))).collect::<String>();
    let decks: Vec<_> =
        (0..300).map(|n| Deck { first_pages: page.clone(), ..deck(&format!("deck-So{}ar.pdf", word(n))) }).collect();
    let started = std::time::Instant::now();
    let found = suggested(&talks, &decks);
    assert!(found.iter().enumerate().all(|(n, found)| found.as_ref().is_some_and(|(idx, _, _)| *idx == n)));
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
