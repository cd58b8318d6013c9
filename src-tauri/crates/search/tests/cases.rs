//! Query cases in six languages: the text is indexed for real, and what the index says, lighting must say too.

mod engines;

use engines::{Scan, open, put};
use model::HitKind;
use search::{Engine, Entry, Filter, Lang, Op, Wanted, light, parse};

/// Language (`??` where undetermined), text, query, and what is lit, parts separated by `|`; `None` where the text is
/// not found. Queries end with a space unless the last word is still being typed.
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

const CASES: &[Case] = &[
    // English
    ("en", "The Security Council adopted the resolution", "resolutions ", Some("resolution")),
    ("en", "Resolutions of the Council", "RESOLUTION ", Some("Resolutions")),
    ("en", "Resolutions of the Council", "résolution ", Some("Resolutions")),
    ("en", "Monitoring of radionuclides", "monitored radionuclide ", Some("Monitoring|radionuclides")),
    ("en", "Monitoring of radionuclides", "monitoring infrasound ", None),
    ("en", "Monitoring of radionuclides", "monitoring OR infrasound ", Some("Monitoring")),
    ("en", "Monitoring of radionuclides", "of OR infrasound radionuclides ", Some("of|radionuclides")),
    ("en", "Monitoring of radionuclides", "infrasound OR ", None),
    ("en", "Monitoring of radionuclides", "monitoring -radionuclides ", None),
    ("en", "Monitoring of radionuclides", "monitoring -infrasound ", Some("Monitoring")),
    ("en", "Monitoring of radionuclides", "-infrasound ", Some("")),
    ("en", "Monitoring of radionuclides", "radionuc", Some("radionuclides")),
    ("en", "Monitoring of radionuclides", "radionuc ", None),
    ("en", "Monitoring of radionuclides", "radionuc* monitoring ", Some("Monitoring|radionuclides")),
    ("en", "Monitoring of radionuclides", "=radionuclide ", None),
    ("en", "Monitoring of radionuclides", "=radionuclides ", Some("radionuclides")),
    ("en", "peace and security in security matters", "\"peace and security\" ", Some("peace and security")),
    ("en", "security and peace", "\"peace and security\" ", None),
    ("en", "the Member State\nconcerned", "\"member states concerned\" ", Some("Member State\nconcerned")),
    ("en", "the Security Council", "\"security coun", Some("Security Council")),
    ("en", "the Security Guard Council", "\"security coun", None),
    ("en", "peace, security", "“peace security” ", Some("peace, security")),
    ("en", "the well-being of all", "wellbeing ", Some("well-being")),
    ("en", "the well-being of all", "well being ", Some("well|being")),
    ("en", "the well-being of all", "well-being ", Some("well-being")),
    ("en", "the wellbeing of all", "well-being ", Some("wellbeing")),
    ("en", "the well-being of all", "\"well-being of all\" ", Some("well-being of all")),
    ("en", "the reso-\nlution adopted", "resolution ", Some("reso-\nlution")),
    ("en", "the reso-\nlution adopted", "\"the resolutions adopted\" ", Some("the reso-\nlution adopted")),
    ("en", "the reso\u{AD}lution adopted", "resolution ", Some("reso\u{AD}lution")),
    ("en", "The delegation's view", "delegations ", Some("delegation")),
    ("en", "The delegation’s view", "delegation's ", Some("delegation")),
    ("en", "Covid-19 and CO₂", "covid19 co2 ", Some("Covid-19|CO₂")),
    ("en", "as agreed¹ in 2016", "agreed 2016 ", Some("agreed|2016")),
    ("en", "news of the day", "new ", None),
    ("en", "ﬁnancial ﬂows", "financial flow ", Some("ﬁnancial|ﬂows")),
    ("en", "Ａｎｎｅｘ １２", "annex 12 ", Some("Ａｎｎｅｘ|１２")),
    ("en", "the end of the Security Council of the UN", "of the council ", Some("Council|of|the")),
    ("en", "the end of all", "of the ", Some("the|of")),
    ("en", "the end of all", "\"end of\" the ", Some("the|end of")),
    // Symbols and numbers
    ("en", "Resolution S/RES/1373 (2001) says", "s/res/1373 ", Some("S/RES/1373")),
    ("en", "Resolution S/RES/1373 (2001) says", "S/RES/1373 ", Some("S/RES/1373")),
    ("en", "Resolution S/RES/1373 (2001) says", "1373 ", Some("1373")),
    ("en", "Resolution S/RES/1373 (2001) says", "res/1373 ", Some("RES/1373")),
    ("en", "Resolution S/RES/1373 (2001) says", "s/res/13", Some("S/RES/1373")),
    ("en", "Resolution S/RES/1373 (2001) says", "\"S/RES/1373 (2001)\" ", Some("S/RES/1373 (2001")),
    ("en", "Resolution S/RES/1373 (2001) says", "s/res/1540 ", None),
    ("en", "see S/RES/\n1373", "S/RES/1373 ", Some("S/RES/\n1373")),
    ("en", "CTBT/PTS/INF.1234/Rev.1", "inf.1234 ", Some("INF.1234")),
    ("en", "CTBT/PTS/INF.1234/Rev.1", "CTBT/PTS/INF.1234 ", Some("CTBT/PTS/INF.1234")),
    ("en", "CTBT/PTS/INF.1234/Rev.1", "pts/inf ", None),
    ("en", "Resolution S/RES/1373 (2001) says", "S/RES ", Some("S/RES")),
    ("en", "CTBT/PTS/INF.1234/Rev.1", "1234 ctbt ", Some("CTBT|1234")),
    ("en", "a speed of 30 km/h2", "km/h2 ", Some("km/h2")),
    ("en", "at 10:30 on 2016-05-12", "10:30 2016-05-12 ", Some("10:30|2016-05-12")),
    ("en", "about 1,234 stations", "1,234 ", Some("1,234")),
    // French
    ("fr", "Les résolutions de l’Assemblée générale", "resolution ", Some("résolutions")),
    ("fr", "Les résolutions de l’Assemblée générale", "résolution assemblée ", Some("résolutions|Assemblée")),
    ("fr", "Les résolutions de l’Assemblée générale", "l'assemblee generale ", Some("Assemblée|générale")),
    ("fr", "RESOLUTIONS DE L'ASSEMBLEE GENERALE", "résolution générale ", Some("RESOLUTIONS|GENERALE")),
    ("fr", "Les résolutions de l’Assemblée générale", "\"de l'assemblée\" ", Some("de l’Assemblée")),
    ("fr", "Une œuvre commune", "oeuvres ", Some("œuvre")),
    ("fr", "questions économiques", "economique ", Some("économiques")),
    ("fr", "re\u{301}solution", "résolution ", Some("re\u{301}solution")),
    ("fr", "les essais nucléaires", "\"essai nucleaire\" ", Some("essais nucléaires")),
    // Spanish
    ("es", "Las resoluciones aprobadas", "resolución ", Some("resoluciones")),
    ("es", "La resolución aprobada", "resoluciones ", Some("resolución")),
    ("es", "Año 2016: desafíos técnicos", "ano desafio tecnico ", Some("Año|desafíos|técnicos")),
    ("es", "Los ensayos nucleares", "«ensayo nuclear» ", Some("ensayos nucleares")),
    ("??", "Programa de capacitación", "capacitacion ", Some("capacitación")),
    // Russian
    ("ru", "Резолюции Совета Безопасности", "резолюция совет ", Some("Резолюции|Совета")),
    ("ru", "Резолюции Совета Безопасности", "\"совет безопасность\" ", Some("Совета Безопасности")),
    ("ru", "Ещё один отчёт", "отчет еще ", Some("Ещё|отчёт")),
    ("ru", "ядерных испытаний", "ядерные испытания ", Some("ядерных|испытаний")),
    ("ru", "ядерных испытаний", "испыт", Some("испытаний")),
    ("ru", "мой дом", "мои ", Some("мой")),
    ("ru", "Генеральная Ассамблея", "ассамблеи ", Some("Ассамблея")),
    // Arabic
    ("ar", "اعتمد مجلس الأمن القرار", "قرار ", Some("القرار")),
    ("ar", "اعتمد مجلس الأمن قرارا", "القرار ", Some("قرارا")),
    ("ar", "اعتمد مجلس الأمن القرار", "مجلس الامن ", Some("مجلس|الأمن")),
    ("ar", "اعتمد مجلس الأمن القرار", "\"مجلس الأمن\" ", Some("مجلس الأمن")),
    ("ar", "القرارات ذات الصلة", "قرارات ", Some("القرارات")),
    ("ar", "القرارات ذات الصلة", "القرار ", Some("القرارات")),
    ("ar", "قَرَارُ المَجلِسِ", "قرار المجلس ", Some("قَرَارُ|المَجلِسِ")),
    ("ar", "الجمعيـــة العامة", "الجمعية العامه ", Some("الجمعيـــة|العامة")),
    ("ar", "القرار ١٣٧٣", "1373 ", Some("١٣٧٣")),
    ("ar", "التجارب النووية", "تجار", Some("التجارب")),
    ("ar", "والتعاون الدولي", "التعاون ", Some("والتعاون")),
    ("ar", "اعتمد مجلس الأمن القرار", "وثيقة ", None),
    // Chinese
    ("zh", "联合国安全理事会第1373号决议", "安全理事会", Some("安全理事会")),
    ("zh", "联合国安全理事会第1373号决议", "安理会", None),
    ("zh", "联合国安全理事会第1373号决议", "第1373号决议 ", Some("第1373号决议")),
    ("zh", "联合国安全理事会第1373号决议", "1373 ", Some("1373")),
    ("zh", "联合国安全理事会第1373号决议", "联合国 决议", Some("联合国|决议")),
    ("zh", "联合国安全理事会第1373号决议", "国", Some("国")),
    ("zh", "联合国安全理事会第1373号决议", "\"安全理事会\" ", Some("安全理事会")),
    ("zh", "联合国安全理事会第1373号决议", "安全 -决议 ", None),
    ("zh", "核试验的安\n全监测", "安全监测", Some("安\n全监测")),
    ("zh", "核试验，监测。", "核试验 监测", Some("核试验|监测")),
    ("zh", "国际监测系统（IMS）台站", "ims台站", Some("IMS）台站")),
    ("zh", "国际监测系统（IMS）台站", "ims 台站 ", Some("IMS|台站")),
    // More than one script in a text
    ("ar", "منظمة CTBTO في Vienna", "ctbto ", Some("CTBTO")),
    ("zh", "使用Kubernetes部署", "kubernetes部署", Some("Kubernetes部署")),
    ("ru", "Станции IMS stations", "station ", Some("stations")),
    ("??", "Straße nach Łódź", "strasse lodz ", Some("Straße|Łódź")),
];

fn entry(key: String, body: &str, language: Option<Lang>) -> Entry {
    Entry { body: body.to_owned(), language, ..Entry::new(key, HitKind::Page) }
}

/// The cases that an engine gets wrong.
fn wrong(engine: &dyn Engine) -> Vec<String> {
    let puts: Vec<Op> = CASES
        .iter()
        .enumerate()
        .map(|(at, (lang, text, ..))| put(entry(at.to_string(), text, Lang::from_code(lang))))
        .collect();
    engine.apply(&puts).expect("the cases are indexed");
    let mut wrong = Vec::new();
    for (at, (lang, text, query, expected)) in CASES.iter().enumerate() {
        let query_of_case = parse(query);
        let wanted = Wanted { n_hits: 1000, facets: false };
        let found = engine.search(&query_of_case, &Filter::default(), wanted).expect("the search works");
        let is_found = found.hits.iter().any(|hit| hit.key == at.to_string());
        let chars: Vec<char> = text.chars().collect();
        let lit: Vec<String> = light(&query_of_case, text, Lang::from_code(lang))
            .iter()
            .map(|range| chars[range.start as usize..range.end as usize].iter().collect())
            .collect();
        let lit = lit.join("|");
        if is_found != expected.is_some() || expected.is_some_and(|expected| lit != expected) {
            wrong.push(format!("{query:?} in {text:?} ({lang}): found {is_found}, lit {lit:?}, expected {expected:?}"));
        }
    }
    wrong
}

#[test]
fn what_is_found_is_what_is_lit() {
    let dir = tempfile::tempdir().expect("a folder for the test");
    let (index, _) = open(dir.path());
    let wrong = wrong(&index);
    assert!(wrong.is_empty(), "{} of {} cases are wrong:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn who_looks_through_everything_finds_the_same() {
    let scan = Scan::default();
    // Where nothing is asked for, nothing is lit, and it finds nothing.
    let wrong: Vec<String> = wrong(&scan).into_iter().filter(|case| !case.starts_with("\"-")).collect();
    assert!(wrong.is_empty(), "{} of {} cases are wrong:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}
