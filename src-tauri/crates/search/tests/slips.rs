//! *Did you mean*, in six languages: slips are seen, and what is right is left alone. What else is offered while
//! somebody types.

mod engines;

use engines::{open, put};
use model::HitKind;
use search::{Engine, Entry, Filter, Index, Lang, Suggest, Wanted, parse};

const TEXTS: &[(&str, &str)] = &[
    ("en", "The Security Council adopted the resolution on the verification of disarmament"),
    ("en", "Radionuclide and infrasound stations of the International Monitoring System"),
    ("en", "Member States welcomed the recommendations of the committee on climate financing"),
    ("fr", "Le Conseil de sécurité a adopté une résolution sur la vérification du désarmement"),
    ("fr", "Les États membres ont salué les recommandations du comité chargé du développement"),
    ("es", "El Consejo de Seguridad aprobó la resolución sobre la verificación del desarme"),
    ("es", "Las estaciones sismológicas de la red internacional de vigilancia y los años siguientes"),
    ("ru", "Совет Безопасности принял резолюцию о проверке разоружения и учёте сейсмических станций"),
    ("ru", "Государства-участники приветствовали рекомендации комитета о финансировании развития"),
    ("ar", "اعتمد مجلس الأمن القرار بشأن التحقق من نزع السلاح وإنشاء اللجنة"),
    ("ar", "رحبت الدول الأعضاء بتوصيات اللجنة الاستشارية بشأن التنمية المستدامة"),
    ("zh", "联合国安全理事会通过了关于裁军核查的决议"),
    ("zh", "国际监测系统的次声台站和放射性核素台站"),
];

/// What is typed, and what was meant.
const SLIPS: &[(&str, &str)] = &[
    // Two letters have changed places
    ("resoultion ", "resolution "),
    ("Secruity ", "security "),
    ("infrasuond ", "infrasound "),
    ("comittee ", "committee "),
    ("montioring ", "monitoring "),
    ("sécuirté ", "securite "),
    ("désarmemnet ", "desarmement "),
    ("Segurdiad ", "seguridad "),
    ("sismoólgicas ", "sismologicas "),
    ("резолюицю ", "резолюцию "),
    ("Безопасонсти ", "безопасности "),
    ("разоружеиня ", "разоружения "),
    ("القراار ", "القرار "),
    ("الاستشراية ", "الاستشاريه "),
    // One is missing
    ("verificaton ", "verification "),
    ("disarmamnt ", "disarmament "),
    ("radionuclde ", "radionuclide "),
    ("welcmed ", "welcomed "),
    ("recommandatios ", "recommandations "),
    ("dévelopement ", "developpement "),
    ("vigilanca ", "vigilancia "),
    ("estaciomes ", "estaciones "),
    ("междунродной ", ""),
    ("рекоендации ", "рекомендации "),
    ("сейсмичских ", "сейсмических "),
    ("финансирвании ", "финансировании "),
    ("التنميه المستدمة ", "التنميه المستدامه "),
    ("اللجة ", "اللجنه "),
    ("اعتد ", "اعتمد "),
    // One is too many
    ("disarmamment ", "disarmament "),
    ("stattions ", "stations "),
    ("climatte ", "climate "),
    ("resollución ", "resolucion "),
    ("aprobbó ", "aprobo "),
    ("Connseil ", "conseil "),
    ("комитетта ", "комитета "),
    ("безоппасности ", "безопасности "),
    ("السللاح ", "السلاح "),
    ("بتوصيياات ", "بتوصيات "),
    // One is another
    ("adoptad ", "adopted "),
    ("finansing ", "financing "),
    ("imternational ", "international "),
    ("salué les recommandotions ", "salué les recommandations "),
    ("véritication ", "verification "),
    ("desarne ", "desarme "),
    ("siguiemtes ", "siguientes "),
    ("проверке резалюцию ", "проверке резолюцию "),
    ("превете ", ""),
    ("приветствавали ", "приветствовали "),
    ("مجلش ", "مجلس "),
    ("اللجنه الأستشارية ", ""),
    // Two, in a long word
    ("recomendatons ", "recommendations "),
    ("internaciomall ", "internacional "),
    ("финонсировонии ", "финансировании "),
    // In a phrase, with fields, in a bracket
    ("\"Security Concil\" ", "\"Security council\" "),
    ("speaker:x infrasond ", "speaker:x infrasound "),
    ("(resolutoin OR committee) ", "(resolution OR committee) "),
    ("-infrasond stasions ", "-infrasond stations "),
    // Characters
    ("安全理是会 ", "安全理事会 "),
    ("国际监侧 ", "国际监测 "),
    ("放射性核数台站 ", "放射性核素台站 "),
    ("联和国 ", "联合国 "),
];

/// What is right, however it is written.
const RIGHT: &[&str] = &[
    "resolution ",
    "Resolutions ",
    "RESOLUTION ",
    "résolution ",
    "resolución ",
    "resolucion ",
    "verify ",
    "adopt ",
    "adopting ",
    "stations ",
    "station ",
    "monitored ",
    "member state ",
    "councill ",
    "estacions ",
    "Conseill ",
    "infras",
    "recommend",
    "financed ",
    "sécurité ",
    "securite ",
    "adoptées ",
    "comités ",
    "développement ",
    "developpement ",
    "membre ",
    "etats ",
    "estación ",
    "estacion ",
    "años ",
    "anos ",
    "siguiente ",
    "consejos ",
    "учете ",
    "учёте ",
    "резолюция ",
    "резолюции ",
    "станция ",
    "участники ",
    "государств ",
    "комитет ",
    "القرار ",
    "قرار ",
    "قرارات ",
    "الامن ",
    "الأمن ",
    "امن ",
    "انشاء ",
    "إنشاء ",
    "اللجنه ",
    "اللجنة ",
    "لجنة ",
    "للجنة ",
    "الاعضا ",
    "والقرار ",
    "المستدامه ",
    "توصيات ",
    "القَرار ",
    "安全理事会 ",
    "决议 ",
    "核查 ",
    "裁军",
    "台站 ",
    "次声 ",
    // What nobody could have meant, is exact, is unwanted, or is no word
    "xyzzyplugh ",
    "=resoultion ",
    "-resoultion ",
    "12345 ",
    "S/RES/9999 ",
    "ab ",
    "国国国 ",
    "lang:fr ",
];

fn filled() -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let entries = TEXTS.iter().enumerate().map(|(at, &(lang, body))| Entry {
        body: body.to_owned(),
        language: Lang::from_code(lang),
        ..Entry::new(at.to_string(), HitKind::Page)
    });
    index.apply(&entries.map(put).collect::<Vec<_>>()).expect("the texts are indexed");
    (dir, index)
}

#[test]
fn slips_are_put_right() {
    let (_dir, index) = filled();
    assert!(SLIPS.len() >= 60, "{}", SLIPS.len());
    let mut wrong = Vec::new();
    for &(typed, meant) in SLIPS {
        let corrected = index.corrected(typed, &parse(typed)).expect("slips are looked up");
        let (better, text) = corrected.unwrap_or_default();
        let wanted = Wanted { n_hits: 10, facets: false };
        let is_field = typed.contains(':');
        let n = index.search(&better, &Filter::default(), wanted).expect("the search works").n_total;
        if text != meant || !meant.is_empty() && !is_field && n == 0 {
            wrong.push(format!("{typed:?}: {text:?} finds {n}, meant {meant:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_right_is_left_alone() {
    let (_dir, index) = filled();
    let mut wrong = Vec::new();
    for &typed in RIGHT {
        if let Some((_, text)) = index.corrected(typed, &parse(typed)).expect("slips are looked up") {
            wrong.push(format!("{typed:?}: {text:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_stands_beside_a_slip_tells_what_was_meant() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let texts = ["The plane landed", "Another plane left", "The plant grew in the garden", "A plan of the wall"];
    let entries = texts.iter().enumerate().map(|(at, &body)| Entry {
        body: body.to_owned(),
        language: Some(Lang::En),
        ..Entry::new(at.to_string(), HitKind::Page)
    });
    index.apply(&entries.map(put).collect::<Vec<_>>()).expect("the texts are indexed");
    for (typed, meant) in [
        ("planr ", "plane "),
        ("planr landed ", "plane landed "),
        ("garden planr ", "garden plant "),
        ("planr grex ", "plant grew "),
        ("\"planr grew\" ", "\"plant grew\" "),
        ("planr unheard ", "plane unheard "),
        ("wall planr ", "wall plan "),
    ] {
        let corrected = index.corrected(typed, &parse(typed)).expect("slips are looked up");
        assert_eq!(corrected.map(|(_, text)| text).as_deref(), Some(meant), "{typed}");
    }
}

#[test]
fn the_commonest_ending_is_offered_however_many_words_come_before_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    let word = |n: usize| ['s', letter(n / 17_576), letter(n / 676), letter(n / 26), letter(n)].iter().collect();
    let rare: Vec<String> = (0..30_000).map(word).collect();
    let bodies = rare.chunks(1000).map(|words| words.join(" ")).chain(["szenario".to_owned(), "Szenario".to_owned()]);
    let entries = bodies.enumerate().map(|(at, body)| Entry { body, ..Entry::new(at.to_string(), HitKind::Page) });
    index.apply(&entries.map(put).collect::<Vec<_>>()).expect("the texts are indexed");
    assert_eq!(index.suggest(Suggest::Words, "s", 1).expect("endings are offered"), ["szenario"]);
}
