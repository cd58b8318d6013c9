//! What looks like a person's name, and what can only be an organization's.

use super::split_honorific;
use analysis::fold;

/// Words that names have in small letters.
const PARTICLES: &[&str] = &[
    "de", "la", "le", "du", "des", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "ter", "ten",
    "bin", "bint", "ibn", "al", "el", "y", "e", "zu", "af", "av", "san", "und", "abu", "i", "los", "las", "dei",
    "degli", "do", "ben", "ul", "ur", "zum", "zur", "vom", "freiherr", "freifrau", "graf", "op", "'t", "het",
];

/// Words of places that are surnames as well.
const SURNAMES: &[&str] = &["hall", "church", "bank", "college", "park", "field", "house", "union", "room", "court"];

/// Words that no person's name has, folded.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "meeting", "meetings", "members", "conference", "forum", "seminar", "symposium", "plenary", "lecture", "course", "training",
    "tutorial", "launch", "debate", "dialogue", "roundtable", "ceremony", "exhibition", "excursion", "visit", "planning", "outreach",
    "interactive", "general", "annual", "review", "adoption", "election", "organizational", "matters", "business",
    "session", "taller", "atelier", "permanent", "secretary", "minister", "director", "manager", "officer", "coordinator",
    "commissioner", "adviser", "advisor", "analyst", "specialist", "deputy", "assistant", "associate", "senior", "executive",
    "panel",
    "talk",
    "talks",
    "keynote",
    "opening",
    "closing",
    "welcome",
    "remarks",
    "discussion",
    "workshop",
    "group",
    "nations",
    "the",
    "of",
    "and",
    "for",
    "on",
    "in",
    "to",
    "with",
    "introduction",
    "update",
    "overview",
    "report",
    "status",
    "presentation",
    "slides",
    "lightning",
    "summit",
    "team",
    "working",
    "international",
    "national",
    "global",
    "security",
    "data",
    "research",
    "technology",
    "technologies",
    "part",
    "day",
    "room",
    "hall",
    "agenda",
    "program",
    "questions",
    "answers",
    "qa",
    "issues",
    "policy",
    "law",
    "rights",
    "case",
    "study",
    "доклад",
    "ouverture",
    "cloture",
    "accueil",
    "apertura",
    "clausura",
    "inauguracion",
    "bienvenida",
    "открытие",
    "закрытие",
    "дискуссия",
    "workshops",
    "table",
    "ronde",
    "redonda",
    "universitat",
    "universita",
    "universidade",
    "universiteit",
    "hochschule",
    "institut",
    "instituto",
    "istituto",
    "politecnico",
    "ecole",
    "escuela",
    "faculte",
    "facultad",
    "facultat",
    "bundesministerium",
    "ministerium",
    "ministero",
    "fiscalia",
    "cour",
    "court",
    "tribunal",
    "academy",
    "academia",
    "akademie",
    "academie",
    "академия",
    "прокуратура",
    "совет",
    "центр",
    "банк",
    "агентство",
    "организация",
    "ассоциация",
    "جامعه",
    "وزاره",
    "مكتب",
    "منظمه",
    "المنظمه",
    "معهد",
    "مركز",
    "هييه",
    "لجنه",
    "مجلس",
    "امانه",
    "شركه",
    "اتحاد",
];

/// Folded words that organizations have in their names, and persons have not.
const OF_HOMES: &[&str] = &[
    "committee",
    "organization",
    "organisation",
    "university",
    "institute",
    "ministry",
    "department",
    "office",
    "centre",
    "center",
    "foundation",
    "company",
    "inc",
    "ltd",
    "council",
    "association",
    "agency",
    "bank",
    "commission",
    "union",
    "programme",
    "universite",
    "ministere",
    "universidad",
    "ministerio",
    "университет",
    "институт",
    "министерство",
    "комитет",
];

/// What Chinese names of organizations end in; no given name does.
const HAN_HOMES: &[&str] = &[
    "部", "局", "司", "署", "厅", "处", "委", "院", "所", "会", "社", "集团", "公司", "大学", "中心", "组织", "银行",
    "学院", "法院", "协会", "科技",
];

/// Has the text a word that only organizations have in their names?
pub(crate) fn names_home(text: &str) -> bool {
    const HOMES: &[&str] = &[
        "secretariat",
        "bureau",
        "organisme",
        "agence",
        "banque",
        "conseil",
        "comite",
        "commissariat",
        "direction",
        "organizacion",
        "agencia",
        "banco",
        "consejo",
        "comision",
        "secretaria",
        "oficina",
        "fund",
    ];
    let folded = fold(text);
    let is_han = text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    is_han && text.chars().count() >= 3 && HAN_HOMES.iter().any(|end| text.ends_with(end))
        || folded.split(|c: char| !c.is_alphanumeric()).any(|word| OF_HOMES.contains(&word) || HOMES.contains(&word))
}

/// Could it be a person's name? Two to six words that begin with capitals, or two to four Chinese characters.
pub(crate) fn looks_like_name(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty()
        || text.chars().count() > 90
        || text
            .chars()
            .any(|c| c.is_ascii_digit() || matches!(c, ':' | '?' | '!' | '“' | '"' | '#' | '@' | '/' | '(' | '_'))
    {
        return false;
    }
    let n_han = text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
    if n_han > 0 {
        let name = analysis::without_han_honorific(text);
        let n_han = name.chars().count().saturating_sub(text.chars().count() - n_han);
        let is_home = name == text && HAN_HOMES.iter().any(|end| text.ends_with(end)) && n_han >= 3;
        return (2..=4).contains(&n_han)
            && name.chars().count() == n_han
            && !is_home
            // A title of four characters is as common as a name of four is rare.
            && (n_han < 4 || begins_with_surname(name))
            && !super::address::is_address(text);
    }
    let (honorific, bare) = split_honorific(text);
    let words: Vec<&str> = bare.split_whitespace().collect();
    let mut n_capital = 0;
    for (idx, word) in words.iter().enumerate() {
        let folded = fold(word.trim_matches(['.', ',']));
        // `Mr. Tom Hall`.
        let is_surname = honorific.is_some() && words.len() >= 2 && idx + 1 == words.len();
        let is_surname = is_surname && SURNAMES.contains(&folded.as_str());
        if !is_surname && (NO_NAMES.contains(&folded.as_str()) || OF_HOMES.contains(&folded.as_str())) {
            return false;
        }
        match word.chars().next() {
            Some(c) if c.is_uppercase() => n_capital += 1,
            // Arabic has no capitals.
            Some('\u{600}'..='\u{6FF}') => n_capital += 1,
            _ if PARTICLES.contains(&folded.as_str()) => {}
            Some(c) if c.is_lowercase() && word.contains(['\'', '’', '-']) && word.chars().any(char::is_uppercase) => {
                n_capital += 1
            }
            _ => return false,
        }
    }
    // The longest names have many small words between.
    words.len() <= 11 && (1..=6).contains(&n_capital)
}

/// Does it begin with one of the hundred commonest surnames of China (Ministry of Public Security, 2021), of those of two
/// characters, or of Japan's?
pub(crate) fn begins_with_surname(name: &str) -> bool {
    const ONE: &str = "庄莊王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆\
                       范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷段龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常張劉陳楊黃趙吳孫馬羅鄭謝許鄧\
                       韓馮蕭蔣葉蘇呂盧鐘譚陸賈鄒邱薛閆龍賀顧龔萬錢嚴";
    #[rustfmt::skip]
    const TWO: &[&str] = &[
        "欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "东方", "東方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "端木", "南宫",
        "佐藤", "铃木", "鈴木", "高桥", "高橋", "田中", "伊藤", "渡边", "渡辺", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐佐", "佐々", "山口",
        "松本", "井上", "木村", "清水", "斋藤", "斎藤", "山崎", "池田", "桥本", "橋本", "阿部", "石川", "山下", "中岛", "中島", "前田", "藤田",
        "小川", "後藤", "冈田", "岡田", "长谷", "長谷", "村上", "近藤", "石井", "坂本", "远藤", "遠藤", "青木", "藤井", "西村", "福田", "太田", "三浦", "藤原",
        "松田", "中川", "中野", "原田", "小野", "竹内", "金子", "和田", "中山", "石田", "上田", "森田", "柴田", "酒井", "宫崎", "宮崎", "横山", "安藤",
    ];
    name.starts_with(|c| ONE.contains(c)) || TWO.iter().any(|surname| name.starts_with(surname))
}

/// A name of at least two parts.
pub(crate) fn is_full_name(text: &str) -> bool {
    let is_han = text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    looks_like_name(text) && (is_han || split_honorific(text.trim()).1.split_whitespace().count() >= 2)
}

/// Has it a word that only Russian names have: `Олеговна`, `Петрович`?
pub(crate) fn has_patronymic(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        word.chars().count() >= 6 && ["вич", "вна", "чна", "ьич", "лыч"].iter().any(|end| word.ends_with(end))
    })
}
