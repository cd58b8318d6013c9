//! Whether two names may be one person's, however each was brought into its script: proposals with their evidence, never
//! a proof.
//!
//! Names are compared part by part as sounds. A vowel costs less than a consonant; where one name is Arabic, whose short
//! vowels are not written, it costs next to nothing. Chinese characters are read as pinyin.

use crate::names::parts;
use pinyin::ToPinyinMulti;

/// What speaks for two names' being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameEvidence {
    /// The same parts, in whatever order and case.
    SameParts,
    /// The same sounds in another script.
    OtherScript,
    /// A letter or a vowel apart.
    Spelling,
    /// An initial of one is a name of the other.
    Initials,
    /// One has more names than the other.
    FewerParts,
}

/// How alike two names are.
#[derive(Debug, Clone, PartialEq)]
pub struct NameLikeness {
    /// From 0 to 1.
    pub score: f32,
    pub evidence: Vec<NameEvidence>,
}

/// What two names have in common; `None` where they are rather two people's.
pub fn name_likeness(one: &str, other: &str) -> Option<NameLikeness> {
    let (one, other) = (Name::of(one), Name::of(other));
    match (&one.han, &other.han) {
        (Some(one), Some(other)) => return han_likeness(one, other),
        (Some(han), None) => return pinyin_likeness(han, &other),
        (None, Some(han)) => return pinyin_likeness(han, &one),
        (None, None) => {}
    }
    let (small, large) = if one.parts.len() <= other.parts.len() { (&one, &other) } else { (&other, &one) };
    if small.parts.len() < 2 || large.parts.len() > 8 {
        return None;
    }
    let is_foreign = one.script() != other.script();
    let mut free: Vec<&Part> = large.parts.iter().collect();
    let (mut cost, mut n_real, mut n_initials, mut worst) = (0., 0, 0, 0f32);
    // Initials come last: they fit many.
    let (initials, words): (Vec<&Part>, Vec<&Part>) = small.parts.iter().partition(|part| part.is_initial());
    for part in words {
        let fits = |other: &Part| if other.is_initial() { None } else { distance(part, other) };
        let best = free.iter().enumerate().filter_map(|(at, other)| Some((at, fits(other)?)));
        match best.min_by(|one, other| one.1.total_cmp(&other.1)) {
            Some((at, apart)) => {
                free.remove(at);
                cost += apart;
                worst = worst.max(apart);
                n_real += 1;
            }
            None => {
                let at = free.iter().position(|other| other.is_initial() && other.begins_like(part))?;
                free.remove(at);
                n_initials += 1;
            }
        }
    }
    for initial in initials {
        let at = free.iter().position(|other| initial.begins_like(other))?;
        free.remove(at);
        n_initials += 1;
    }
    let is_fewer = !free.is_empty();
    let least = if n_initials > 0 { 1 } else { 2 };
    // A name that is left out is doubt enough; a slip of the pen beside it is too much.
    if n_real < least || is_fewer && !is_foreign && worst > 0.05 {
        return None;
    }
    let mean = cost / n_real as f32;
    let mut evidence = Vec::new();
    let mut score = 0.96 - 2. * mean;
    if is_foreign {
        evidence.push(NameEvidence::OtherScript);
        score -= 0.06;
    } else if worst == 0. {
        evidence.push(NameEvidence::SameParts);
    } else {
        evidence.push(NameEvidence::Spelling);
    }
    if n_initials > 0 {
        evidence.push(NameEvidence::Initials);
        score -= 0.2;
    }
    if is_fewer {
        evidence.push(NameEvidence::FewerParts);
        score -= 0.15;
    }
    Some(NameLikeness { score: score.clamp(0., 1.), evidence })
}

/// May two words of different scripts be one name? Of the same script, only if they are the same.
pub fn sounds_alike(one: &str, other: &str) -> bool {
    let (one, other) = (Part::of(one), Part::of(other));
    match one.script == other.script {
        true => one.text == other.text,
        false => distance(&one, &other).is_some(),
    }
}

/// May two folded letters, or the words that they begin, be the beginnings of one name?
pub fn begin_alike(one: &str, other: &str) -> bool {
    Part::of(one).begins_like(&Part::of(other))
}

/// What two words that may be one name have in common: consonants alone, those that are written for one another made one.
pub fn sound_key(word: &str) -> String {
    let word = Part::of(word);
    let told = without_article(&word).iter().filter_map(|sound| match sound.class {
        'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'v' | 'x' => None,
        'z' | 'ʃ' | 'ʧ' | 'c' => Some('s'),
        'g' | 'ʒ' => Some('g'),
        class => Some(class),
    });
    let mut key: String = told.collect();
    if key.chars().count() < 2 {
        key.insert_str(
            0,
            &word.sounds.iter().map(|sound| sound.class).filter(|class| "hvx".contains(*class)).collect::<String>(),
        );
    }
    key
}

/// In which Latin letters a name in Chinese characters may stand, without spaces: surname first, and last.
pub fn pinyin_forms(han: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for syllables in readings(han) {
        for n_surname in [1, 2] {
            if n_surname < syllables.len() {
                let (surname, given) = syllables.split_at(n_surname);
                forms.push(format!("{}{}", surname.concat(), given.concat()));
                forms.push(format!("{}{}", given.concat(), surname.concat()));
            }
        }
    }
    forms.sort_unstable();
    forms.dedup();
    forms
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

struct Name {
    parts: Vec<Part>,
    han: Option<String>,
}

impl Name {
    fn of(name: &str) -> Name {
        let all = parts(name);
        let joined = all.concat();
        let han = (joined.chars().count() >= 2 && joined.chars().all(is_han)).then_some(joined);
        let mut parts: Vec<Part> = Vec::new();
        let mut before_last = false;
        for word in all {
            // The article is no name, and *servant of* is half of one.
            if matches!(word.as_str(), "al" | "el" | "ul" | "ال") {
                continue;
            }
            let is_servant = matches!(word.as_str(), "عبد" | "abd" | "abdel" | "abdul" | "abdal" | "abdoul");
            match parts.last_mut().filter(|_| before_last) {
                Some(last) => *last = Part::of(&format!("{}{word}", last.text)),
                None => parts.push(Part::of(&word)),
            }
            before_last = is_servant && !before_last;
        }
        Name { parts, han }
    }

    fn script(&self) -> Script {
        self.parts.iter().map(|part| part.script).max().unwrap_or(Script::Latin)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Script {
    Latin,
    Greek,
    Cyrillic,
    Arabic,
}

/// A sound; how it is spelt tells no more than this.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sound {
    class: char,
    /// Written for sure where it is heard: Arabic's long vowels, Latin's `ou`.
    is_long: bool,
}

impl Sound {
    fn is_vowel(self) -> bool {
        matches!(self.class, 'a' | 'e' | 'i' | 'o' | 'u')
    }
}

#[derive(Debug)]
struct Part {
    text: String,
    script: Script,
    sounds: Vec<Sound>,
}

impl Part {
    /// Of a folded word.
    fn of(word: &str) -> Part {
        let script = match word.chars().find(|c| c.is_alphabetic()) {
            Some('\u{400}'..='\u{52F}') => Script::Cyrillic,
            Some('\u{600}'..='\u{6FF}') => Script::Arabic,
            Some('\u{370}'..='\u{3FF}') => Script::Greek,
            _ => Script::Latin,
        };
        let bare: String = word.chars().filter(|c| c.is_alphabetic()).collect();
        let sounds = match script {
            Script::Arabic => arabic(&bare),
            Script::Cyrillic => latin(&cyrillic(&bare)),
            Script::Greek => latin(&greek(&bare)),
            Script::Latin => latin(&bare),
        };
        Part { text: word.to_owned(), script, sounds }
    }

    fn is_initial(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).count() == 1
    }

    fn begins_like(&self, other: &Part) -> bool {
        match (self.sounds.first(), other.sounds.first()) {
            (Some(one), Some(other)) => one.class == other.class || one.is_vowel() && other.is_vowel(),
            _ => false,
        }
    }
}

/// How far apart two parts are, a sound's length being 1; `None` where they are two names.
fn distance(one: &Part, other: &Part) -> Option<f32> {
    if one.text == other.text {
        return Some(0.);
    }
    let is_arabic = one.script == Script::Arabic || other.script == Script::Arabic;
    let is_foreign = one.script != other.script;
    let longer = one.sounds.len().max(other.sounds.len());
    if longer == 0 || one.sounds.len().abs_diff(other.sounds.len()) > 5 {
        return None;
    }
    let apart = [without_article(one), without_article(other)];
    let costs = Costs { is_arabic, is_foreign };
    let plain = costs.align(&one.sounds, &other.sounds);
    let bare = costs.align(apart[0], apart[1]);
    let cost = plain.min(bare) / longer as f32;
    let most = match (is_foreign, longer) {
        (true, _) => 0.145,
        // One slip in a long word.
        (false, 8..) => 0.13,
        (false, _) => 0.1,
    };
    (cost <= most).then_some(cost.max(if is_foreign { 0. } else { 0.001 }))
}

/// `Alqahtani` and `القحطاني`.
fn without_article(part: &Part) -> &[Sound] {
    let is_article = |sounds: &[Sound]| matches!(sounds, [first, second, _, _, _, ..] if matches!(first.class, 'a' | 'e') && second.class == 'l');
    if part.script != Script::Cyrillic && is_article(&part.sounds) { &part.sounds[2..] } else { &part.sounds }
}

struct Costs {
    is_arabic: bool,
    is_foreign: bool,
}

impl Costs {
    /// The cheapest way from one to the other.
    fn align(&self, one: &[Sound], other: &[Sound]) -> f32 {
        let mut row: Vec<f32> = Vec::with_capacity(other.len() + 1);
        row.push(0.);
        for (at, sound) in other.iter().enumerate() {
            row.push(row[at] + self.alone(*sound, at == 0, at + 1 == other.len()));
        }
        for (idx, sound) in one.iter().enumerate() {
            let mut before = row[0];
            row[0] += self.alone(*sound, idx == 0, idx + 1 == one.len());
            for (at, against) in other.iter().enumerate() {
                let swapped = before + self.pair(*sound, *against);
                let left_out = row[at + 1] + self.alone(*sound, idx == 0, idx + 1 == one.len());
                let put_in = row[at] + self.alone(*against, at == 0, at + 1 == other.len());
                before = row[at + 1];
                row[at + 1] = swapped.min(left_out).min(put_in);
            }
        }
        *row.last().unwrap_or(&0.)
    }

    fn alone(&self, sound: Sound, is_first: bool, is_last: bool) -> f32 {
        match sound.class {
            'h' if self.is_arabic && is_last => 0.1,
            'h' => 0.45,
            _ if !sound.is_vowel() => 1.,
            _ if self.is_arabic && sound.is_long => 0.8,
            _ if self.is_arabic => 0.15,
            // `Roberta` is not `Robert`.
            _ if !self.is_foreign && is_last => 1.,
            // `Ершова`, `Yershova`.
            'i' if is_first => 0.15,
            _ => 0.45,
        }
    }

    fn pair(&self, one: Sound, other: Sound) -> f32 {
        if one.class == other.class {
            return 0.;
        }
        let (low, high) = if one.class < other.class { (one.class, other.class) } else { (other.class, one.class) };
        if one.is_vowel() && other.is_vowel() {
            let is_near = matches!((low, high), ('a', 'e') | ('e', 'i') | ('o', 'u') | ('a', 'o'));
            return match (self.is_arabic, is_near, one.is_long && other.is_long) {
                (true, true, _) => 0.1,
                (true, false, false) if one.is_long || other.is_long => 0.8,
                (true, ..) => 0.3,
                (false, true, _) => 0.2,
                (false, false, _) => 0.35,
            };
        }
        match (low, high) {
            // Waw is a consonant or a vowel, and so is ya.
            ('u', 'v') | ('o', 'v') if self.is_arabic => 0.05,
            ('s', 'z') => 0.3,
            ('f', 'v') => 0.4,
            ('h', 'x') => 0.2,
            ('k', 'x') => 0.5,
            ('s', 'ʃ') | ('ʃ', 'ʧ') | ('c', 's') | ('c', 'ʧ') => 0.4,
            ('g', 'ʒ') if self.is_arabic => 0.3,
            ('i', 'ʒ') => 0.3,
            ('b', 'p') if self.is_arabic => 0.4,
            ('g', 'k') if self.is_arabic => 0.4,
            ('d', 'z') if self.is_arabic => 0.4,
            _ => 1.,
        }
    }
}

fn push(sounds: &mut Vec<Sound>, class: char, is_long: bool) {
    // A doubled letter is one sound.
    if sounds.last().is_none_or(|last| last.class != class) {
        sounds.push(Sound { class, is_long });
    }
}

fn latin(word: &str) -> Vec<Sound> {
    const SEVERAL: &[(&str, &str, bool)] = &[
        ("shch", "ʃ", false),
        ("tsch", "ʧ", false),
        ("sch", "ʃ", false),
        ("tch", "ʧ", false),
        ("dzh", "ʒ", false),
        ("sh", "ʃ", false),
        ("ch", "ʧ", false),
        ("zh", "ʒ", false),
        ("dj", "ʒ", false),
        ("kh", "x", false),
        ("gh", "g", false),
        ("ph", "f", false),
        ("th", "t", false),
        ("dh", "d", false),
        ("ts", "c", false),
        ("tz", "c", false),
        ("ck", "k", false),
        ("qu", "k", false),
        ("gue", "ge", false),
        ("gui", "gi", false),
        ("ks", "ks", false),
        ("ou", "u", true),
        ("oo", "u", true),
        ("ee", "i", true),
        ("ce", "se", false),
        ("ci", "si", false),
        ("iy", "i", false),
        ("yi", "i", false),
    ];
    let mut sounds = Vec::new();
    // `Abdel Rahman`, `Abdurrahman`, `Abdulrahman`: the article between is no sound of the name.
    let servant = ["abdel", "abdul", "abdal", "abdoul", "abdur", "abder"]
        .iter()
        .find_map(|start| word.strip_prefix(start))
        .filter(|rest| rest.len() >= 3)
        .map(|rest| format!("abd{rest}"));
    let word = servant.as_deref().unwrap_or(word);
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        if let Some((written, said, is_long)) = SEVERAL.iter().find(|(written, ..)| rest.starts_with(written)) {
            said.chars().for_each(|class| push(&mut sounds, class, *is_long));
            rest = &rest[written.len()..];
            continue;
        }
        match c {
            'x' => "ks".chars().for_each(|class| push(&mut sounds, class, false)),
            'q' | 'c' => push(&mut sounds, 'k', false),
            'w' => push(&mut sounds, 'v', false),
            'y' => push(&mut sounds, 'i', false),
            'j' => push(&mut sounds, 'ʒ', false),
            c => push(&mut sounds, c, false),
        }
        rest = &rest[c.len_utf8()..];
    }
    sounds
}

/// In Latin letters, as passports have it (ELOT 743).
fn greek(word: &str) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        const PAIRS: [(&str, &str); 7] =
            [("ου", "ou"), ("αυ", "av"), ("ευ", "ev"), ("μπ", "b"), ("ντ", "nt"), ("γγ", "ng"), ("γκ", "gk")];
        if let Some((written, said)) = PAIRS.iter().find(|(written, _)| rest.starts_with(written)) {
            out.push_str(said);
            rest = &rest[written.len()..];
            continue;
        }
        out.push_str(match c {
            'α' => "a",
            'β' => "v",
            'γ' => "g",
            'δ' => "d",
            'ε' => "e",
            'ζ' => "z",
            'η' | 'ι' | 'υ' => "i",
            'θ' => "th",
            'κ' => "k",
            'λ' => "l",
            'μ' => "m",
            'ν' => "n",
            'ξ' => "x",
            'ο' | 'ω' => "o",
            'π' => "p",
            'ρ' => "r",
            'σ' | 'ς' => "s",
            'τ' => "t",
            'φ' => "f",
            'χ' => "ch",
            'ψ' => "ps",
            _ => "",
        });
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// In Latin letters, as passports have it.
fn cyrillic(word: &str) -> String {
    let mut out = String::new();
    for c in word.chars() {
        out.push_str(match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' | 'ґ' => "g",
            'д' => "d",
            'е' | 'э' | 'є' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' | 'й' | 'ы' | 'і' | 'ї' => "i",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' | 'ў' => "u",
            'ф' => "f",
            'х' => "kh",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "shch",
            'ю' => "iu",
            'я' => "ia",
            _ => "",
        });
    }
    out
}

fn arabic(word: &str) -> Vec<Sound> {
    let mut sounds = Vec::new();
    let bare = word.strip_prefix("عبدال").map(|rest| format!("عبد{rest}"));
    let bare = bare.as_deref().unwrap_or(word);
    let bare = bare.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(bare);
    for c in bare.chars() {
        let (class, is_long) = match c {
            'ا' | 'ى' | 'أ' | 'إ' | 'آ' => ('a', true),
            'و' => ('u', true),
            'ي' | 'ئ' => ('i', true),
            'ب' => ('b', false),
            'ت' | 'ط' | 'ث' => ('t', false),
            'ج' => ('ʒ', false),
            'ح' | 'ه' | 'ة' => ('h', false),
            'خ' => ('x', false),
            'د' | 'ض' | 'ذ' => ('d', false),
            'ر' => ('r', false),
            'ز' | 'ظ' => ('z', false),
            'س' | 'ص' => ('s', false),
            'ش' => ('ʃ', false),
            'غ' => ('g', false),
            'ف' => ('f', false),
            'ق' | 'ك' => ('k', false),
            'ل' => ('l', false),
            'م' => ('m', false),
            'ن' => ('n', false),
            _ => continue,
        };
        push(&mut sounds, class, is_long);
    }
    // A last ya may be an alef: ليلى is folded to ليلي.
    if let Some(last) = sounds.last_mut().filter(|last| last.class == 'i') {
        last.is_long = false;
    }
    sounds
}

/// Surnames that are read otherwise than the character is elsewhere.
const SURNAMES: &[(char, &str)] = &[
    ('单', "shan"),
    ('解', "xie"),
    ('仇', "qiu"),
    ('任', "ren"),
    ('曾', "zeng"),
    ('查', "zha"),
    ('区', "ou"),
    ('朴', "piao"),
    ('盖', "ge"),
    ('尉', "yu"),
    ('冼', "xian"),
    ('覃', "qin"),
    ('乐', "yue"),
    ('缪', "miao"),
    ('宁', "ning"),
];

/// The syllables of a name, in every reading that is common.
fn readings(han: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = vec![vec![]];
    for (at, c) in han.chars().enumerate().take(5) {
        let mut syllables: Vec<String> = match c.to_pinyin_multi() {
            Some(multi) => multi.into_iter().map(|reading| reading.plain().replace('ü', "u")).collect(),
            None => return Vec::new(),
        };
        if at == 0
            && let Some((_, reading)) = SURNAMES.iter().find(|(surname, _)| *surname == c)
        {
            syllables = vec![(*reading).to_owned()];
        }
        syllables.dedup();
        syllables.truncate(3);
        all = all
            .into_iter()
            .flat_map(|before| syllables.iter().map(move |own| before.iter().cloned().chain([own.clone()]).collect()))
            .take(12)
            .collect();
    }
    all
}

fn pinyin_likeness(han: &str, other: &Name) -> Option<NameLikeness> {
    // `Lü`, `Lyu` and `Lv` are one.
    let words: Vec<String> = other
        .parts
        .iter()
        .map(|part| part.text.replace("lyu", "lu").replace("nyu", "nu").replace("lv", "lu"))
        .collect();
    let is_latin = other.parts.iter().all(|part| part.script == Script::Latin);
    if !is_latin || words.len() < 2 {
        return None;
    }
    // The parts come sorted, so every order is tried where there are few.
    let forms = pinyin_forms(han);
    let is_same = orders(&words).iter().any(|order| forms.contains(&order.concat()));
    is_same.then(|| NameLikeness { score: 0.85, evidence: vec![NameEvidence::OtherScript] })
}

fn orders(words: &[String]) -> Vec<Vec<&str>> {
    let mut all: Vec<Vec<&str>> = vec![vec![]];
    for word in words.iter().take(4) {
        all = all
            .into_iter()
            .flat_map(|order| {
                (0..=order.len()).map(move |at| {
                    let mut longer = order.clone();
                    longer.insert(at, word);
                    longer
                })
            })
            .collect();
    }
    all
}

/// Two spellings in Chinese characters: the same, or simplified and traditional, where most characters are one.
fn han_likeness(one: &str, other: &str) -> Option<NameLikeness> {
    if one == other {
        return Some(NameLikeness { score: 0.96, evidence: vec![NameEvidence::SameParts] });
    }
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let n_same = a.iter().zip(&b).filter(|(one, other)| one == other).count();
    let sounds = |han: &[char]| readings(&han.iter().collect::<String>());
    let is_like =
        a.len() == b.len() && n_same * 2 > a.len() && sounds(&a).iter().any(|reading| sounds(&b).contains(reading));
    is_like.then(|| NameLikeness { score: 0.7, evidence: vec![NameEvidence::Spelling] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_says_what_two_names_have_in_common() {
        for (one, other, evidence) in [
            ("DUBREUIL Hélène", "Hélène Dubreuil", &[NameEvidence::SameParts][..]),
            ("Сергей Лавров", "Sergei Lavrov", &[NameEvidence::OtherScript]),
            ("محمود خلف", "Mahmoud Khalaf", &[NameEvidence::OtherScript]),
            ("欧阳明", "Ouyang Ming", &[NameEvidence::OtherScript]),
            ("S. Lavrov", "Sergei Lavrov", &[NameEvidence::SameParts, NameEvidence::Initials]),
            ("Carl Rasmussen", "Carl E. Rasmussen", &[NameEvidence::SameParts, NameEvidence::FewerParts]),
            ("Philipe Beaudoin", "Philippe Beaudoin", &[NameEvidence::Spelling]),
        ] {
            let found = name_likeness(one, other).unwrap_or_else(|| panic!("{one} and {other}"));
            assert_eq!(found.evidence, evidence, "{one} and {other}");
        }
        for (one, other) in [("محمود خلف", "Mohamed Khalaf"), ("Robert Miller", "Roberta Miller"), ("张伟", "张薇")]
        {
            assert_eq!(name_likeness(one, other), None, "{one} and {other}");
        }
    }
}
