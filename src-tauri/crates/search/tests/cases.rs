//! Query cases in six languages: the text is indexed for real, and what the index says, lighting must say too.

mod engines;

use engines::{Scan, open, put};
use model::HitKind;
use search::{Engine, Entry, Filter, Lang, Op, Wanted, light, parse};
use std::collections::BTreeMap;

/// Language (`??` where undetermined), text, query, and what is lit, parts separated by `|`; `None` where the text is
/// not found. Queries end with a space unless the last word is still being typed.
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

/// By kind; `the first` were written before the index was.
#[rustfmt::skip]
const CASES: &[(&str, &[Case])] = &[
    ("the first", &[
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
    ]),
    ("inflection", &[
        ("en", "Verified declarations of states", "verify declaration state ", Some("Verified|declarations|states")),
        ("en", "The parties agreed to cooperate", "party agree cooperation ", Some("parties|agreed|cooperate")),
        ("en", "The parties agreed to cooperate", "party agrees cooperates ", Some("parties|agreed|cooperate")),
        ("en", "Studies on financing terrorism", "study financed ", Some("Studies|financing")),
        ("en", "Children and women", "child ", None),
        ("en", "Policies, strategies, countries", "policy strategy country ", Some("Policies|strategies|countries")),
        ("en", "It was running late", "run ", Some("running")),
        ("en", "A new universe", "universal ", Some("universe")),
        ("en", "Threats online", "threat ", Some("Threats")),
        ("en", "the state of affairs", "states ", Some("state")),
        ("en", "two states", "=state ", None),
        ("en", "one state", "=state ", Some("state")),
        ("en", "preventing extremism", "prevention ", Some("preventing")),
        ("en", "encrypted messages", "encryption ", Some("encrypted")),
        ("fr", "Les mesures nationales adoptées", "mesure nationale adopté ", Some("mesures|nationales|adoptées")),
        ("fr", "Ils ont financé le terrorisme", "financer ", Some("financé")),
        ("fr", "les réseaux sociaux", "réseau ", Some("réseaux")),
        ("fr", "les réseaux sociaux", "social ", Some("sociaux")),
        ("fr", "la prévention des conflits", "prévenir ", None),
        ("fr", "des autorités compétentes", "autorité compétente ", Some("autorités|compétentes")),
        ("fr", "les journaux locaux", "journal local ", Some("journaux|locaux")),
        ("fr", "la coopération renforcée", "coopérer renforcer ", Some("coopération|renforcée")),
        ("fr", "Les travailleuses", "travailleuse ", Some("travailleuses")),
        ("fr", "essentiellement", "essentielle ", Some("essentiellement")),
        ("es", "Las medidas nacionales adoptadas", "medida nacional adoptada ", Some("medidas|nacionales|adoptadas")),
        ("es", "los países y las ciudades", "país ciudad ", Some("países|ciudades")),
        ("es", "los derechos humanos", "derecho humano ", Some("derechos|humanos")),
        ("es", "las redes sociales", "red social ", Some("redes|sociales")),
        ("es", "Las comunicaciones cifradas", "comunicación cifrado ", Some("comunicaciones|cifradas")),
        ("es", "las naciones unidas", "nación ", Some("naciones")),
        ("es", "los jóvenes", "joven ", Some("jóvenes")),
        ("es", "investigaciones judiciales", "investigación judicial ", Some("investigaciones|judiciales")),
        ("ru", "государства-члены приняли меры", "государство принять мера ", Some("государства|приняли|меры")),
        ("ru", "в социальных сетях", "социальная сеть ", Some("социальных|сетях")),
        ("ru", "борьба с терроризмом", "терроризм ", Some("терроризмом")),
        ("ru", "борьбе с терроризмом", "борьба терроризма ", Some("борьбе|терроризмом")),
        ("ru", "Объединённых Наций", "объединенные нации ", Some("Объединённых|Наций")),
        ("ru", "прав человека", "права человек ", Some("прав|человека")),
        ("ru", "международного сотрудничества", "международное сотрудничество ", Some("международного|сотрудничества")),
        ("ru", "информационными технологиями", "информационные технологии ", Some("информационными|технологиями")),
        ("ru", "доклада о безопасности", "доклад безопасностью ", Some("доклада|безопасности")),
        ("ru", "молодёжи", "молодежь ", Some("молодёжи")),
        ("ar", "الدول الأعضاء والمنظمات", "دول منظمات ", Some("الدول|والمنظمات")),
        ("ar", "حقوق الإنسان", "الانسان الحقوق ", Some("حقوق|الإنسان")),
        ("ar", "مكافحة الإرهاب", "ارهاب ", Some("الإرهاب")),
        ("ar", "المعلومات والاتصالات", "معلومات اتصالات ", Some("المعلومات|والاتصالات")),
        ("ar", "للأمم المتحدة", "الأمم ", Some("للأمم")),
        ("ar", "بالتعاون مع الدول", "التعاون ", Some("بالتعاون")),
        ("ar", "الإرهابيون والإرهابيين", "إرهابي ", Some("الإرهابيون|والإرهابيين")),
        ("ar", "التجربة النووية", "تجربة ", Some("التجربة")),
        ("ar", "دولية", "دولي ", Some("دولية")),
        ("ar", "التدابير الوطنية", "تدابير وطنية ", Some("التدابير|الوطنية")),
    ]),
    ("folding", &[
        ("en", "Naïve façade", "naive facade ", Some("Naïve|façade")),
        ("en", "naive facade", "naïve façade ", Some("naive|facade")),
        ("en", "São Tomé and Príncipe", "sao tome principe ", Some("São|Tomé|Príncipe")),
        ("en", "CYBER", "cyber ", Some("CYBER")),
        ("en", "Ｓｅｃｕｒｉｔｙ", "security ", Some("Ｓｅｃｕｒｉｔｙ")),
        ("en", "H₂O and x² ", "h2o ", Some("H₂O")),
        ("fr", "L’ÉTAT MEMBRE", "état membre ", Some("ÉTAT|MEMBRE")),
        ("fr", "Où êtes-vous né ?", "ou etes ne ", Some("Où|êtes|né")),
        ("fr", "cœur et âme", "coeur ame ", Some("cœur|âme")),
        ("fr", "Noël à Besançon", "noel besancon ", Some("Noël|Besançon")),
        ("fr", "e\u{301}te\u{301}", "été ", Some("e\u{301}te\u{301}")),
        ("es", "El niño pequeño", "nino pequeno ", Some("niño|pequeño")),
        ("es", "El nino", "niño ", Some("nino")),
        ("es", "¿Cómo? ¡Así!", "como asi ", Some("Cómo|Así")),
        ("es", "pingüino", "pinguino ", Some("pingüino")),
        ("es", "ACCIÓN", "accion ", Some("ACCIÓN")),
        ("ru", "ЁЛКА", "елка ", Some("ЁЛКА")),
        ("ru", "елка", "ёлка ", Some("елка")),
        ("ru", "СОВЕТ БЕЗОПАСНОСТИ", "совет безопасности ", Some("СОВЕТ|БЕЗОПАСНОСТИ")),
        ("ru", "край", "краи ", Some("край")),
        ("ru", "за\u{301}мок", "замок ", Some("за\u{301}мок")),
        ("ar", "مُكَافَحَةُ الإِرْهَابِ", "مكافحة الارهاب ", Some("مُكَافَحَةُ|الإِرْهَابِ")),
        ("ar", "إستراتيجية", "استراتيجيه ", Some("إستراتيجية")),
        ("ar", "مستشفى", "مستشفي ", Some("مستشفى")),
        ("ar", "مسؤول", "مسوول ", Some("مسؤول")),
        ("ar", "الهيئة", "الهييه ", Some("الهيئة")),
        ("ar", "ﺍﻟﻘﺮﺍﺭ", "القرار ", Some("ﺍﻟﻘﺮﺍﺭ")),
        ("ar", "ﻻ", "لا ", Some("ﻻ")),
        ("zh", "Ｃｏｖｉｄ１９疫情", "covid19", Some("Ｃｏｖｉｄ１９")),
        ("??", "Ångström Øresund", "angstrom oresund ", Some("Ångström|Øresund")),
        ("??", "İstanbul", "istanbul ", Some("İstanbul")),
    ]),
    ("phrases", &[
        ("en", "freedom of expression online", "\"freedom of expression\" ", Some("freedom of expression")),
        ("en", "freedom and expression", "\"freedom of expression\" ", None),
        ("en", "freedoms of\nexpression", "\"freedom of expression\" ", Some("freedoms of\nexpression")),
        ("en", "the terms of service", "=\"term of service\" ", None),
        ("en", "the terms of service", "=\"terms of service\" ", Some("terms of service")),
        ("en", "to be or not to be", "\"to be\" ", Some("to be|to be")),
        ("en", "a b a b c", "\"a b c\" ", Some("a b c")),
        ("en", "open, free and safe", "\"open free\" ", Some("open, free")),
        ("en", "human rights law", "\"human rights\" law ", Some("human rights|law")),
        ("en", "human rights law", "\"human rights\" -law ", None),
        ("en", "rights of the human", "\"human rights\" ", None),
        ("en", "human rights", "“human rights” ", Some("human rights")),
        ("en", "human rights", "„human rights“ ", Some("human rights")),
        ("en", "human rights def", "\"human rights def", Some("human rights def")),
        ("fr", "les droits de l’homme", "\"droits de l'homme\" ", Some("droits de l’homme")),
        ("fr", "le droit de l'homme", "\"droits de l’homme\" ", Some("droit de l'homme")),
        ("fr", "l’homme et le droit", "\"droit de l'homme\" ", None),
        ("fr", "mise en œuvre", "« mise en oeuvre » ", Some("mise en œuvre")),
        ("fr", "la mise en pratique", "\"mise en œuvre\" ", None),
        ("es", "el Consejo de Seguridad", "\"consejo de seguridad\" ", Some("Consejo de Seguridad")),
        ("es", "los consejos de seguridad", "\"consejo de seguridad\" ", Some("consejos de seguridad")),
        ("es", "seguridad del consejo", "\"consejo de seguridad\" ", None),
        ("ru", "Генеральная Ассамблея", "\"генеральной ассамблеи\" ", Some("Генеральная Ассамблея")),
        ("ru", "Ассамблея Генеральная", "\"генеральная ассамблея\" ", None),
        ("ru", "права человека", "«права человека» ", Some("права человека")),
        ("ru", "Организации Объединенных\nНаций", "\"объединенные нации\" ", Some("Объединенных\nНаций")),
        ("ar", "الجمعية العامة للأمم المتحدة", "\"الأمم المتحدة\" ", Some("للأمم المتحدة")),
        ("ar", "المتحدة للأمم", "\"الأمم المتحدة\" ", None),
        ("ar", "حقوق الإنسان والحريات", "«حقوق الانسان» ", Some("حقوق الإنسان")),
        ("ar", "مكافحة\nالإرهاب", "\"مكافحة الإرهاب\" ", Some("مكافحة\nالإرهاب")),
        ("zh", "打击恐怖主义和极端主义", "\"恐怖主义\" ", Some("恐怖主义")),
        ("zh", "恐怖和主义", "\"恐怖主义\" ", None),
        ("zh", "打击恐怖\n主义", "「恐怖主义」", Some("恐怖\n主义")),
        ("zh", "第 5 条规定", "\"第 5 条\" ", Some("第 5 条")),
        ("zh", "根据第5条规定", "\"第5条\" ", Some("第5条")),
    ]),
    ("operators", &[
        ("en", "infrasound and seismic data", "infrasound NEAR seismic ", Some("infrasound|seismic")),
        ("en", "infrasound one two three seismic", "infrasound NEAR/2 seismic ", None),
        ("en", "infrasound one two seismic", "seismic NEAR/2 infrasound ", Some("infrasound|seismic")),
        ("en", "privacy law", "(privacy OR freedom) law ", Some("privacy|law")),
        ("en", "freedom rules", "(privacy OR freedom) law ", None),
        ("en", "freedom law", "（privacy OR freedom） law ", Some("freedom|law")),
        ("en", "privacy law", "privacy AND law ", Some("privacy|law")),
        ("en", "privacy law", "privacy NOT law ", None),
        ("en", "privacy law", "privacy -\"privacy law\" ", None),
        ("en", "privacy rules", "privacy -(law OR statute) ", Some("privacy")),
        ("en", "privacy statute", "privacy -(law OR statute) ", None),
        ("en", "privacy law", "((privacy ", Some("privacy")),
        ("en", "privacy law", "privacy) law ", Some("privacy|law")),
        ("en", "privacy or law", "OR privacy ", Some("privacy|or")),
        ("en", "cybersecurity", "cyber* ", Some("cybersecurity")),
        ("en", "cybersecurity", "cyber ", None),
        ("en", "cybersecurity", "cyber＊ ", Some("cybersecurity")),
        ("en", "title of it", "title:it ", None),
        ("en", "a page", "lang:en page ", Some("page")),
        ("en", "a page", "lang:fr page ", None),
        ("en", "a page", "kind:slide page ", Some("page")),
        ("en", "a page", "kind:note page ", None),
        ("fr", "la paix", "langue:fr paix ", Some("paix")),
        ("fr", "la paix et la guerre", "paix -guerre ", None),
        ("es", "la paz", "idioma:español paz ", Some("paz")),
        ("es", "paz o guerra", "paz OR conflicto ", Some("paz")),
        ("ru", "мир и война", "мир -война ", None),
        ("ru", "мир", "язык:русский мир ", Some("мир")),
        ("ru", "мир и дружба", "мир NEAR/1 дружба ", Some("мир|дружба")),
        ("ar", "السلام", "لغة:عربي السلام ", Some("السلام")),
        ("ar", "السلام والحرب", "السلام -الحرب ", None),
        ("ar", "السلام", "السلام OR الحرب ", Some("السلام")),
        ("zh", "和平与安全", "语言：中文 和平", Some("和平")),
        ("zh", "和平与安全", "和平 －安全 ", None),
        ("zh", "和平", "（和平 OR 战争）", Some("和平")),
    ]),
    ("beginnings", &[
        ("en", "counterterrorism", "counterterr", Some("counterterrorism")),
        ("en", "counter-terrorism", "counterterr", Some("counter-terrorism")),
        ("en", "resolution", "r", Some("resolution")),
        ("en", "resolution", "res ", None),
        ("fr", "l’éducation", "educ", Some("éducation")),
        ("fr", "Les États", "éta", Some("États")),
        ("es", "Educación", "educ", Some("Educación")),
        ("es", "niñez", "niñ", Some("niñez")),
        ("ru", "Организация", "орг", Some("Организация")),
        ("ru", "ёлочка", "ел", Some("ёлочка")),
        ("ar", "الاتصالات", "اتص", Some("الاتصالات")),
        ("ar", "اتصالات", "الاتص", Some("اتصالات")),
        ("ar", "والاتصالات", "اتصال", Some("والاتصالات")),
        ("ar", "قرار", "ق", Some("قرار")),
        ("zh", "安全理事会", "安", Some("安")),
        ("zh", "联合国", "合", Some("合")),
        ("zh", "联合国", "国", Some("国")),
    ]),
    ("compounds, marks and numbers", &[
        ("en", "e-mail", "email ", Some("e-mail")),
        ("en", "email", "e-mail ", Some("email")),
        ("en", "The U.N. report", "un ", Some("U.N")),
        ("en", "UN report", "u.n. ", Some("UN")),
        ("en", "co-\noperation", "cooperation ", Some("co-\noperation")),
        ("en", "state-of-the-art", "\"state of the art\" ", Some("state-of-the-art")),
        ("en", "don't panic", "dont ", None),
        ("en", "don’t panic", "don't ", Some("don")),
        ("en", "AT&T", "at&t ", Some("AT&T")),
        ("en", "user@example.org", "example.org ", Some("example.org")),
        ("en", "user@example.org", "user@example.org ", Some("user@example.org")),
        ("en", "https://www.un.org/ctc", "un.org ", Some("un.org")),
        ("en", "A/RES/60/288", "A/RES/60/288 ", Some("A/RES/60/288")),
        ("en", "A/RES/60/288", "60/288 ", Some("60/288")),
        ("en", "S/2016/501", "s/2016/501 ", Some("S/2016/501")),
        ("en", "S/2016/501", "S/2016 ", Some("S/2016")),
        ("en", "S/2016/501", "S/2015/501 ", None),
        ("en", "12.5 %", "12.5 ", Some("12.5")),
        ("en", "1,000,000 users", "1,000,000 ", Some("1,000,000")),
        ("fr", "aujourd’hui", "aujourd'hui ", Some("aujourd’hui")),
        ("fr", "c’est-à-dire", "c'est-à-dire ", Some("est-à-dire")),
        ("fr", "vice-présidente", "vice-président ", Some("vice-présidente")),
        ("fr", "anti-\nterrorisme", "antiterrorisme ", Some("anti-\nterrorisme")),
        ("es", "socio-económico", "socioeconómico ", Some("socio-económico")),
        ("es", "resolución 2178 (2014)", "2178 2014 ", Some("2178|2014")),
        ("ru", "интернет-ресурсы", "интернет ресурс ", Some("интернет|ресурсы")),
        ("ru", "интернет-ресурсы", "\"интернет ресурсы\" ", Some("интернет-ресурсы")),
        ("ru", "резо-\nлюция", "резолюция ", Some("резо-\nлюция")),
        ("ar", "القرار ٢١٧٨ (٢٠١٤)", "2178 2014 ", Some("٢١٧٨|٢٠١٤")),
        ("ar", "القرار 2178", "٢١٧٨ ", Some("2178")),
        ("ar", "الوثيقة S/RES/2178", "S/RES/2178 ", Some("S/RES/2178")),
        ("ar", "أولاً، ثانياً؛ ثالثاً؟", "اولا ثالثا ", Some("أولاً|ثالثاً")),
        ("zh", "第S/RES/2178号决议", "S/RES/2178 ", Some("S/RES/2178")),
        ("zh", "２０１６年11月30日", "2016年", Some("２０１６年")),
        ("zh", "安理会，决议。", "安理会 决议", Some("安理会|决议")),
        ("zh", "“一带一路”倡议", "一带一路", Some("一带一路")),
        ("zh", "信息和通信技术（信通技术）", "信通技术", Some("信通技术")),
    ]),
];

fn entry(key: String, body: &str, language: Option<Lang>) -> Entry {
    Entry { body: body.to_owned(), language, ..Entry::new(key, HitKind::Page) }
}

fn cases() -> impl Iterator<Item = (&'static str, Case)> {
    CASES.iter().flat_map(|(kind, cases)| cases.iter().map(move |&case| (*kind, case)))
}

/// The cases that an engine gets wrong, each with its language and kind.
fn wrong(engine: &dyn Engine) -> Vec<(&'static str, &'static str, String)> {
    let puts: Vec<Op> = cases()
        .map(|(_, case)| case)
        .enumerate()
        .map(|(at, (lang, text, ..))| put(entry(at.to_string(), text, Lang::from_code(lang))))
        .collect();
    engine.apply(&puts).expect("the cases are indexed");
    let mut wrong = Vec::new();
    for (at, (kind, (lang, text, query, expected))) in cases().enumerate() {
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
            let said = format!("{query:?} in {text:?} ({lang}): found {is_found}, lit {lit:?}, expected {expected:?}");
            wrong.push((lang, kind, said));
        }
    }
    wrong
}

/// How many of the cases of each language and kind are right, and which are not.
fn report(wrong: &[(&str, &str, String)]) -> String {
    let mut rates: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (kind, (lang, ..)) in cases() {
        for name in [lang, kind] {
            rates.entry(name).or_default().1 += 1;
        }
    }
    for (name, (n_right, n)) in &mut rates {
        *n_right = *n - wrong.iter().filter(|(lang, kind, _)| lang == name || kind == name).count();
    }
    let mut report = format!("{} of {} cases are right\n", cases().count() - wrong.len(), cases().count());
    for (name, (n_right, n)) in rates {
        report.push_str(&format!("{name:30}{n_right:4} of {n:4}\n"));
    }
    wrong.iter().for_each(|(_, _, said)| report.push_str(&format!("{said}\n")));
    report
}

#[test]
fn what_is_found_is_what_is_lit() {
    assert!(cases().count() >= 300, "{} cases", cases().count());
    let dir = tempfile::tempdir().expect("a folder for the test");
    let (index, _) = open(dir.path());
    let wrong = wrong(&index);
    println!("{}", report(&wrong));
    assert!(wrong.is_empty(), "{}", report(&wrong));
}

#[test]
fn who_looks_through_everything_finds_the_same() {
    let scan = Scan::default();
    // Where nothing is asked for, nothing is lit, and it finds nothing.
    let mut wrong = wrong(&scan);
    wrong.retain(|(_, _, said)| !said.starts_with("\"-"));
    assert!(wrong.is_empty(), "{}", report(&wrong));
}
