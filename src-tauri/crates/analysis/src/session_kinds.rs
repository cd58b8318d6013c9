//! What numbered sessions are called in print, in six languages: *Panel 1*, *Séance plénière 2*, *1-е заседание*,
//! *第三场会议*, *الجلسة الأولى*.

use crate::fold;
use std::borrow::Cow;

/// What a session is by its own word; two sessions of one number and different kinds are two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionKind(&'static str);

impl SessionKind {
    /// By the plain word: *session*, *séance*, *заседание*.
    pub const SESSION: SessionKind = SessionKind("session");

    /// One word, the same for ever: keys are made of it.
    pub fn name(self) -> &'static str {
        self.0
    }

    /// A whole event is numbered with these words too: *5th Workshop*, *Meeting 3*.
    pub fn is_event(self) -> bool {
        matches!(self.0, "workshop" | "meeting")
    }
}

/// A session's label at the start of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLabel<'a> {
    pub kind: SessionKind,
    /// The whole, as printed: `Panel 1`, `1-е заседание`.
    pub printed: &'a str,
    /// `IV`, `2B` as printed; of an ordinal, its value in digits.
    pub number: Cow<'a, str>,
    /// What follows; a full stop that only ends the number is left out.
    pub rest: &'a str,
}

impl<'a> SessionLabel<'a> {
    /// `None` of `Session 1`, which the number alone says.
    pub fn telling(&self) -> Option<&'a str> {
        let is_plain = fold(self.printed).starts_with("session") && self.kind == SessionKind::SESSION;
        (!is_plain).then_some(self.printed)
    }
}

/// Folded words of each kind, as they stand over a list of talks. A longer one goes before a shorter.
#[rustfmt::skip]
const WORDS: &[(&str, &[&str])] = &[
    ("session", &["session", "seance", "sesion", "заседание", "сессия", "جلسه"]),
    ("meeting", &["meeting", "reunion", "встреча", "совещание", "اجتماع"]),
    ("plenary", &[
        "plenary", "plenary session", "plenary meeting", "pleniere", "seance pleniere", "session pleniere",
        "plenaria", "sesion plenaria", "пленарное заседание", "пленарная сессия", "جلسه عامه",
    ]),
    ("parallel", &[
        "parallel session", "concurrent session", "session parallele", "seance parallele", "sesion paralela",
        "параллельная сессия", "параллельное заседание", "параллельная секция", "جلسه متوازيه", "جلسه موازيه",
    ]),
    ("breakout", &["breakout session", "breakout group", "breakout", "break out session"]),
    ("technical", &["technical session", "session technique", "seance technique", "sesion tecnica", "جلسه فنيه"]),
    ("thematic", &[
        "thematic session", "session thematique", "seance thematique", "sesion tematica", "тематическая сессия",
        "тематическое заседание",
    ]),
    ("working", &["working session", "seance de travail", "session de travail", "sesion de trabajo", "جلسه عمل"]),
    ("working group", &["working group", "groupe de travail", "grupo de trabajo", "рабочая группа"]),
    ("special", &["special session", "session speciale", "seance speciale", "sesion especial", "специальная сессия"]),
    ("poster", &[
        "poster session", "session poster", "session posters", "session de posters", "sesion de posters",
        "sesion de carteles", "стендовая сессия",
    ]),
    ("panel", &[
        "panel", "panel session", "panel discussion", "panneau", "panel de discusion", "панель", "панельная дискуссия",
        "панельная сессия", "حلقه نقاش", "جلسه نقاش",
    ]),
    ("round table", &[
        "round table", "roundtable", "table ronde", "mesa redonda", "mesa-redonda", "tavola rotonda", "круглый стол",
        "مايده مستديره",
    ]),
    ("table", &["mesa"]),
    ("workshop", &[
        "workshop", "atelier", "taller", "семинар", "мастерская", "мастер класс", "ورشه عمل", "ورشه", "حلقه عمل",
    ]),
    ("part", &["part", "partie", "parte", "часть"]),
    ("block", &["block", "bloc", "bloque", "блок"]),
    ("module", &["module", "modulo", "модуль"]),
    ("cluster", &["cluster"]),
    ("segment", &["segment"]),
    ("section", &["section", "секция"]),
];

/// Chinese words, simplified, with whether a counter must stand between `第三` and them.
#[rustfmt::skip]
const HAN_WORDS: &[(&str, &str, bool)] = &[
    ("plenary", "全体会议", false), ("round table", "圆桌会议", false), ("round table", "圆桌论坛", false),
    ("round table", "圆桌讨论", false), ("round table", "圆桌", false), ("parallel", "平行会议", false),
    ("parallel", "平行论坛", false), ("parallel", "分论坛", false), ("panel", "小组讨论", false),
    ("panel", "专题讨论", false), ("panel", "分组讨论", false), ("workshop", "研讨会", true),
    ("workshop", "工作坊", false), ("session", "会议", true), ("session", "场次", false), ("session", "分会场", false), ("session", "分会", true),
    ("thematic", "专题会议", false), ("thematic", "专题论坛", false), ("thematic", "专题", false),
];
const HAN_COUNTERS: &[char] = &['次', '场', '节', '个'];

/// *Number*, as printed between a word and its number.
#[rustfmt::skip]
const MARKS: &[&str] = &[
    "No. ", "no. ", "No ", "no ", "n° ", "N° ", "n°", "N°", "№ ", "№", "nº ", "Nº ", "n.º ", "N.º ", "n.° ", "Number ",
    "number ", "numéro ", "Numéro ", "número ", "Número ", "номер ", "رقم ",
];

/// The label that a text begins with.
///
/// A kind that is a common word besides, and every ordinal, has to stand apart from what follows: *Part 2 of the story*
/// and *the first session of the Council* are none. A number of four digits is a year.
pub fn session_label(text: &str) -> Option<SessionLabel<'_>> {
    in_chinese(text, true).or_else(|| word_first(text)).or_else(|| ordinal_first(text))
}

/// The Chinese label that a text begins with, where nothing need part it from what follows, as in the names of files.
pub fn han_session_label(text: &str) -> Option<SessionLabel<'_>> {
    in_chinese(text, false)
}

/// The kind that a session's label tells; without a label it is a plain session.
pub fn session_kind(label: Option<&str>) -> SessionKind {
    label.and_then(session_label).map_or(SessionKind::SESSION, |label| label.kind)
}

fn word_first(text: &str) -> Option<SessionLabel<'_>> {
    let (kind, end, n_words) = kind_at(text)?;
    let is_strong = kind == SessionKind::SESSION && n_words == 1;
    let after = text[end..].trim_start_matches([' ', '_', '-', '#', '\u{A0}', '\t']);
    let after = MARKS.iter().find_map(|mark| after.strip_prefix(mark)).unwrap_or(after);
    // `الجلسة (3)`.
    let bracketed = after.strip_prefix('(').filter(|_| text.starts_with(is_arabic));
    let bracketed = bracketed.and_then(|inner| inner.split_once(')'));
    let (number, rest) = match bracketed {
        Some((number, rest)) => (number, rest),
        None => after.split_at(number_end(after)),
    };
    if session_rank(number).is_some() {
        let is_letter = number.starts_with(char::is_alphabetic) && session_rank(number).is_some_and(|(n, _)| n == 0);
        let is_meant = is_strong && !is_letter || is_parted(rest);
        return is_meant.then(|| label(text, kind, Cow::Borrowed(number), rest));
    }
    let (word, rest) = word(after);
    let value = ARABIC_ORDINALS.iter().position(|forms| forms.contains(&fold(word).as_str()))?;
    is_parted(rest).then(|| label(text, kind, Cow::Owned((value + 1).to_string()), rest))
}

/// `1-е заседание`, `2nd session`, `Première séance`.
fn ordinal_first(text: &str) -> Option<SessionLabel<'_>> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (value, after) = match digits {
        0 => {
            let (first, after) = word(text);
            (session_ordinal(&fold(first))?, after)
        }
        1 | 2 => {
            let after = text[digits..].trim_start_matches(['.', '-', '\u{2010}', '\u{2011}']);
            let end = after.find(|c: char| !c.is_alphabetic() && !matches!(c, 'ª' | 'º')).unwrap_or(after.len());
            let ending = fold(&after[..end]);
            ORDINAL_ENDS.contains(&ending.as_str()).then_some(())?;
            (text[..digits].parse().ok()?, &after[end..])
        }
        _ => return None,
    };
    let after = after.strip_prefix([' ', '\u{A0}', '_'])?.trim_start();
    let (kind, end, _) = kind_at(after)?;
    let rest = &after[end..];
    let is_meant = value > 0 && !kind.is_event() && is_parted(rest);
    is_meant.then(|| label(text, kind, Cow::Owned(value.to_string()), rest))
}

fn in_chinese(text: &str, needs_parting: bool) -> Option<SessionLabel<'_>> {
    const MOST: usize = 24;
    let chars: Vec<(usize, char)> = text.char_indices().take(MOST).collect();
    let folded: Vec<char> =
        chars.iter().map(|&(_, c)| fold(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c)).collect();
    let byte = |at: usize| chars.get(at).map_or(text.len(), |&(byte, _)| byte);
    let starts = |at: usize, wanted: &str| {
        wanted.chars().enumerate().all(|(idx, c)| folded.get(at + idx) == Some(&c)).then(|| at + wanted.chars().count())
    };
    if folded.first() == Some(&'第') {
        let end = (1..folded.len()).find(|&at| !is_han_digit(folded[at]) && !folded[at].is_ascii_digit())?;
        let number = &text[byte(1)..byte(end)];
        session_rank(number)?;
        let counted = HAN_COUNTERS.contains(&folded[end]);
        let from = end + usize::from(counted);
        let named = HAN_WORDS
            .iter()
            .filter(|(.., needs)| counted || !needs)
            .find_map(|(kind, word, _)| Some((*kind, starts(from, word)?)));
        // `第三场` alone.
        let (kind, end) = named.or_else(|| matches!(folded[end], '场' | '节').then_some(("session", from)))?;
        return Some(label(text, SessionKind(kind), Cow::Borrowed(number), &text[byte(end)..]));
    }
    let (kind, end) = HAN_WORDS.iter().find_map(|(kind, word, _)| Some((*kind, starts(0, word)?)))?;
    let from = (end..folded.len()).find(|&at| !matches!(folded[at], ' ' | '_' | '-'))?;
    let after = &text[byte(from)..];
    let (number, rest) = after.split_at(match needs_parting {
        true => number_end(after),
        false => han_number_end(after),
    });
    let is_whole = !needs_parting || is_parted(rest);
    (session_rank(number).is_some() && is_whole).then(|| label(text, SessionKind(kind), Cow::Borrowed(number), rest))
}

fn label<'a>(text: &'a str, kind: SessionKind, number: Cow<'a, str>, rest: &'a str) -> SessionLabel<'a> {
    let printed = text[..text.len() - rest.len()].trim_end();
    // `Секция 1. Методы`.
    let rest = rest.strip_prefix('.').filter(|after| after.starts_with(' ')).unwrap_or(rest);
    SessionLabel { kind, printed, number, rest }
}

/// The kind that the first words of a text tell, where they end, and how many they are.
fn kind_at(text: &str) -> Option<(SessionKind, usize, usize)> {
    const MOST: usize = 3;
    let mut words: Vec<(String, usize)> = Vec::new();
    let mut from = 0;
    while words.len() < MOST {
        let (printed, _) = word(&text[from..]);
        if printed.is_empty() || printed.len() > 40 {
            break;
        }
        let end = from + printed.len();
        words.push((fold(printed), end));
        let gap = text[end..].find(|c: char| !matches!(c, ' ' | '\u{A0}' | '-' | '_')).unwrap_or(0);
        if gap == 0 {
            break;
        }
        from = end + gap;
    }
    let (kind, n, _) = longest(every_kind(), false, |at| words.get(at).map_or("", |(word, _)| word))?;
    Some((kind, words[n - 1].1, n))
}

fn every_kind() -> impl Iterator<Item = (SessionKind, &'static str)> {
    WORDS.iter().flat_map(|(kind, words)| words.iter().map(|words| (SessionKind(kind), *words)))
}

/// The longest of the phrases that the words begin with, its length in words, and whether it is in the plural.
fn longest<'a>(
    phrases: impl Iterator<Item = (SessionKind, &'static str)>,
    loosely: bool,
    word: impl Fn(usize) -> &'a str,
) -> Option<(SessionKind, usize, bool)> {
    let mut best: Option<(SessionKind, usize, bool)> = None;
    for (kind, phrase) in phrases {
        let n = phrase.split(' ').count();
        if best.is_some_and(|(_, most, _)| most >= n) {
            continue;
        }
        if phrase.split(' ').enumerate().all(|(at, base)| is_form(word(at), base, loosely)) {
            let is_plural =
                phrase.split(' ').enumerate().any(|(at, base)| word(at).len() > base.len() && word(at).is_ascii());
            best = Some((kind, n, is_plural));
        }
    }
    best
}

/// Is a folded word a form of another? Over a list, the article alone may differ; in running text, case and number.
fn is_form(word: &str, base: &str, loosely: bool) -> bool {
    if word == base {
        return true;
    }
    match base.chars().next() {
        Some(first) if is_arabic(first) => {
            let bare = |word: &'_ str| -> String {
                let word = if loosely {
                    word.strip_prefix(['و', 'ف']).filter(|rest| rest.chars().count() > 3).unwrap_or(word)
                } else {
                    word
                };
                let prefixes: &[&str] =
                    if loosely { &["بال", "لل", "كال", "ال", "ب", "ل"] } else { &["ال"] };
                prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word).to_owned()
            };
            bare(word) == base
        }
        Some(first) if loosely && matches!(first, '\u{400}'..='\u{52F}') => {
            let stem = base.trim_end_matches(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'ь', 'й']);
            word.strip_prefix(stem).is_some_and(|end| end.chars().count() <= 3)
        }
        Some(_) if loosely => ["s", "es"].iter().any(|end| word.strip_suffix(end) == Some(base)),
        _ => false,
    }
}

/// The words of some kinds, to be looked for in running text, whatever their case and number.
#[derive(Debug, Clone, Default)]
pub struct SessionWords(Vec<(SessionKind, &'static str)>);

impl SessionWords {
    pub fn of(is_wanted: impl Fn(SessionKind) -> bool) -> SessionWords {
        SessionWords(every_kind().filter(|(kind, _)| is_wanted(*kind)).collect())
    }

    pub fn has(&self, kind: SessionKind) -> bool {
        self.0.iter().any(|(known, _)| *known == kind)
    }

    /// The kind that folded words tell, how many of them, and whether they are a plural; `word` is empty beyond the text.
    pub fn at<'a>(&self, word: impl Fn(usize) -> &'a str) -> Option<(SessionKind, usize, bool)> {
        longest(self.0.iter().copied(), true, word)
    }
}

/// A session's number as a number: `IV`, `4` and `四` are the same, and so are `2A` and `IIa`. What follows the number
/// is its letter, or the digit of `2.1`; a letter alone has no number before it, and so 0.
pub fn session_rank(mark: &str) -> Option<(u32, Option<char>)> {
    if mark.is_empty() || mark.len() > 24 {
        return None;
    }
    let folded = fold(mark);
    let n_digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    if n_digits > 0 {
        let value = folded[..n_digits].parse().ok().filter(|_| n_digits <= 3)?;
        let minor = folded[n_digits..].strip_prefix('.').and_then(|minor| minor.parse::<u8>().ok());
        if let Some(minor) = minor.filter(|minor| (1..=9).contains(minor)) {
            return Some((value, Some(char::from(b'0' + minor))));
        }
        return letter(after_point(&folded[n_digits..])).map(|letter| (value, letter));
    }
    let roman_end = mark.find(|c: char| !"IVXLC".contains(c)).unwrap_or(mark.len());
    if let (Some(value), Some(letter)) = (roman(&mark[..roman_end]), letter(after_point(&mark[roman_end..]))) {
        return Some((value, letter));
    }
    if let &[letter @ b'A'..=b'H'] = mark.as_bytes() {
        return Some((0, Some(char::from(letter.to_ascii_lowercase()))));
    }
    let digits: Vec<u32> =
        mark.chars().map(|c| HAN_DIGITS.chars().position(|d| d == c).map(|at| at as u32 + 1)).collect::<Option<_>>()?;
    match digits[..] {
        [units] => Some((units, None)),
        [10, units] if units < 10 => Some((10 + units, None)),
        [tens, 10] if tens < 10 => Some((tens * 10, None)),
        [tens, 10, units] if tens < 10 && units < 10 => Some((tens * 10 + units, None)),
        _ => None,
    }
}

/// `A` of `III.A`.
fn after_point(rest: &str) -> &str {
    rest.strip_prefix('.').filter(|letter| !letter.is_empty()).unwrap_or(rest)
}

fn letter(rest: &str) -> Option<Option<char>> {
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Some(None),
        (Some(c @ ('a'..='h' | 'A'..='H')), None) => Some(Some(c.to_ascii_lowercase())),
        _ => None,
    }
}

fn roman(mark: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => 1,
        'V' => 5,
        'X' => 10,
        'L' => 50,
        'C' => 100,
        _ => 0,
    };
    let mut total = 0;
    let mut letters = mark.chars().peekable();
    while let Some(c) = letters.next() {
        match letters.peek() {
            Some(&after) if value(after) > value(c) => {
                total += value(after) - value(c);
                letters.next();
            }
            _ => total += value(c),
        }
    }
    (total > 0 && mark.len() < 12).then_some(total)
}

/// The letters and digits of a number, with the one digit that may stand behind a point.
fn number_end(text: &str) -> usize {
    with_minor(text, text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len()))
}

/// Where a number ends, with the one digit or capital that may stand behind a point: `2.1`, `III.A`.
fn with_minor(text: &str, end: usize) -> usize {
    let (number, behind) = text.split_at(end);
    let Some(mut minor) = behind.strip_prefix('.').map(str::chars).filter(|_| end > 0) else { return end };
    let is_decimal = number.bytes().all(|b| b.is_ascii_digit());
    let is_roman = number.chars().all(|c| "IVXLC".contains(c));
    let is_minor = match minor.next() {
        Some('1'..='9') => is_decimal,
        Some('A'..='H') => is_decimal || is_roman,
        _ => false,
    };
    let is_over = !minor.next().is_some_and(|c| c.is_alphanumeric() || c == '.');
    if is_minor && is_over { end + 2 } else { end }
}

/// The end of a number that letters may follow; 0 where those make it a date, an amount or another word.
fn han_number_end(text: &str) -> usize {
    const UNITS: &str = "年月日号时点分秒天个项届次页期版";
    let is_digit = |c: char| c.is_ascii_digit();
    let has_digits = text.starts_with(is_digit);
    let end = text.find(|c: char| !if has_digits { is_digit(c) } else { is_han_digit(c) }).unwrap_or(text.len());
    let end = with_minor(text, end);
    let next = text[end..].chars().next();
    let goes_on = next.is_some_and(|c| if has_digits { UNITS.contains(c) } else { c.is_alphabetic() });
    if goes_on { 0 } else { end }
}

/// Does what follows begin with what parts it from a number?
fn is_parted(rest: &str) -> bool {
    let mut after = rest.trim_start().chars();
    match after.next() {
        None => true,
        Some('.') => !after.next().is_some_and(|c| c.is_numeric()),
        Some(c) => {
            matches!(
                c,
                ':' | '：' | '|' | '(' | '（' | '-' | '\u{2010}'
                    ..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
            )
        }
    }
}

/// The letters at the start, and what follows.
fn word(text: &str) -> (&str, &str) {
    let is_word = |c: char| c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}');
    text.split_at(text.find(|c: char| !is_word(c)).unwrap_or(text.len()))
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}')
}

const HAN_DIGITS: &str = "一二三四五六七八九十";

fn is_han_digit(c: char) -> bool {
    HAN_DIGITS.contains(c)
}

/// The value of a folded ordinal, in the languages that put it before: up to the twelfth, in Russian the tenth.
pub fn session_ordinal(word: &str) -> Option<u32> {
    for words in [ENGLISH, FRENCH, SPANISH] {
        if let Some(at) = words.iter().position(|forms| forms.split('|').any(|form| form == word)) {
            return Some(at as u32 + 1);
        }
    }
    let is_russian = |stem: &&str| word.strip_prefix(*stem).is_some_and(|end| RUSSIAN_ENDS.contains(&end));
    RUSSIAN.iter().position(is_russian).map(|at| at as u32 + 1)
}

/// The value of a folded Arabic ordinal, which follows its word.
pub fn arabic_session_ordinal(word: &str) -> Option<u32> {
    ARABIC_ORDINALS.iter().position(|forms| forms.contains(&word)).map(|at| at as u32 + 1)
}

/// What follows the digits of an ordinal, folded.
pub const ORDINAL_ENDS: &[&str] = &[
    "st", "nd", "rd", "th", "e", "er", "ere", "re", "eme", "nde", "a", "o", "я", "е", "й", "ая", "ое", "го", "м", "ей",
    "ю",
];
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
];
#[rustfmt::skip]
const FRENCH: &[&str] = &[
    "premiere|premier", "deuxieme|seconde|second", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme",
    "huitieme", "neuvieme", "dixieme", "onzieme", "douzieme",
];
#[rustfmt::skip]
const SPANISH: &[&str] = &[
    "primera|primer", "segunda|segundo", "tercera|tercer", "cuarta|cuarto", "quinta|quinto", "sexta|sexto",
    "septima|septimo", "octava|octavo", "novena|noveno", "decima|decimo", "undecima|undecimo", "duodecima|duodecimo",
];
#[rustfmt::skip]
const RUSSIAN: &[&str] = &["перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят"];
#[rustfmt::skip]
const RUSSIAN_ENDS: &[&str] = &[
    "ое", "ая", "ой", "ую", "ом", "ого", "ому", "ым", "ье", "ья", "ьей", "ью", "ьем", "ьего", "ьему", "ый", "ий",
];
#[rustfmt::skip]
const ARABIC_ORDINALS: &[[&str; 2]] = &[
    ["الاولي", "الاول"], ["الثانيه", "الثاني"], ["الثالثه", "الثالث"], ["الرابعه", "الرابع"], ["الخامسه", "الخامس"],
    ["السادسه", "السادس"], ["السابعه", "السابع"], ["الثامنه", "الثامن"], ["التاسعه", "التاسع"], ["العاشره", "العاشر"],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_in_six_languages() {
        for (text, kind, printed, number, rest) in [
            ("Session IV: Data", "session", "Session IV", "IV", ": Data"),
            ("Session 2.1: Data", "session", "Session 2.1", "2.1", ": Data"),
            ("Panel 1: Data", "panel", "Panel 1", "1", ": Data"),
            ("PANEL A – Data", "panel", "PANEL A", "A", " – Data"),
            ("Workshop 1", "workshop", "Workshop 1", "1", ""),
            ("Plenary 2", "plenary", "Plenary 2", "2", ""),
            ("Plenary session 2", "plenary", "Plenary session 2", "2", ""),
            ("Parallel session 2B: Data", "parallel", "Parallel session 2B", "2B", ": Data"),
            ("Round table 3", "round table", "Round table 3", "3", ""),
            ("Round-table No. 3", "round table", "Round-table No. 3", "3", ""),
            ("Second session: Data", "session", "Second session", "2", ": Data"),
            ("2nd session", "session", "2nd session", "2", ""),
            ("Séance 2 Données", "session", "Séance 2", "2", " Données"),
            ("Séance plénière n° 2", "plenary", "Séance plénière n° 2", "2", ""),
            ("Première séance – Données", "session", "Première séance", "1", " – Données"),
            ("1ère séance", "session", "1ère séance", "1", ""),
            ("Réunion 2", "meeting", "Réunion 2", "2", ""),
            ("Table ronde 1 : Données", "round table", "Table ronde 1", "1", " : Données"),
            ("Atelier 3", "workshop", "Atelier 3", "3", ""),
            ("Mesa redonda 2", "round table", "Mesa redonda 2", "2", ""),
            ("Mesa 2", "table", "Mesa 2", "2", ""),
            ("Sesión n.º 2", "session", "Sesión n.º 2", "2", ""),
            ("2.ª sesión", "session", "2.ª sesión", "2", ""),
            ("Taller número 4", "workshop", "Taller número 4", "4", ""),
            ("1-е заседание", "session", "1-е заседание", "1", ""),
            ("Первое заседание: Данные", "session", "Первое заседание", "1", ": Данные"),
            ("Заседание номер 3", "session", "Заседание номер 3", "3", ""),
            ("Секция 1. Методы", "section", "Секция 1", "1", " Методы"),
            ("Круглый стол № 2", "round table", "Круглый стол № 2", "2", ""),
            ("Панельная дискуссия 1", "panel", "Панельная дискуссия 1", "1", ""),
            ("第一次会议", "session", "第一次会议", "一", ""),
            ("第三場會議：資料", "session", "第三場會議", "三", "：資料"),
            ("第2节 数据", "session", "第2节", "2", " 数据"),
            ("第二场圆桌会议", "round table", "第二场圆桌会议", "二", ""),
            ("第一次全体会议", "plenary", "第一次全体会议", "一", ""),
            ("分论坛3：数据", "parallel", "分论坛3", "3", "：数据"),
            ("专题二：数据", "thematic", "专题二", "二", "：数据"),
            ("الجلسة 3", "session", "الجلسة 3", "3", ""),
            ("الجلسة الأولى: البيانات", "session", "الجلسة الأولى", "1", ": البيانات"),
            ("الجلسة العامة ٢", "plenary", "الجلسة العامة ٢", "٢", ""),
            ("ورشة العمل (2)", "workshop", "ورشة العمل (2)", "2", ""),
            ("المائدة المستديرة 1", "round table", "المائدة المستديرة 1", "1", ""),
        ] {
            let label = session_label(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((label.kind.name(), label.printed, &*label.number, label.rest), (kind, printed, number, rest));
            assert!(session_rank(&label.number).is_some_and(|rank| rank.0 > 0 || rank.1.is_some()), "{text}");
        }
    }

    #[test]
    fn what_only_begins_alike_is_no_label() {
        for text in [
            "A panel of 12 experts",
            "Panel of 12 experts",
            "Workshop 2026",
            "Meeting 2024",
            "Panel 1 of the tribunal",
            "Part 2 of the story",
            "Workshop 3 and 4",
            "First session of the Council",
            "5th Workshop: Data",
            "Session Introduction",
            "Sessional work",
            "Section 1.5 of the Act",
            "Réunion de 12 experts",
            "第一届会议",
            "第一次",
            "专题二十四节气",
            "Заседания 3 комиссии",
            "1-е место",
            "30 Novices",
            "",
        ] {
            assert_eq!(session_label(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_plain_word_goes_without_its_label() {
        let telling = |text| session_label(text).unwrap().telling().map(str::to_owned);
        assert_eq!(telling("Session IV"), None);
        assert_eq!(telling("SESSION no. 3"), None);
        for text in ["Panel 1", "Séance 2", "1-е заседание", "第一次会议"] {
            assert_eq!(telling(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn forms_in_running_text_tell_the_kind_too() {
        let words = SessionWords::of(|_| true);
        for (text, kind, n, is_plural) in [
            ("panels 1 and 2", "panel", 1, true),
            ("tables rondes 1", "round table", 2, true),
            ("круглом столе 1", "round table", 2, false),
            ("секции 2", "section", 1, false),
            ("بالجلسه العامه", "plenary", 2, false),
            ("plenary session 2", "plenary", 2, false),
        ] {
            let all: Vec<&str> = text.split(' ').collect();
            let found =
                words.at(|at| all.get(at).copied().unwrap_or_default()).map(|(kind, n, many)| (kind.name(), n, many));
            assert_eq!(found, Some((kind, n, is_plural)), "{text}");
        }
    }

    #[test]
    fn numbers_are_compared_by_value() {
        assert_eq!(session_rank("IV"), session_rank("4"));
        assert_eq!(session_rank("IIA"), session_rank("2a"));
        assert_eq!(session_rank("十二"), session_rank("XII"));
        assert_eq!(session_rank("二十"), session_rank("20"));
        assert_eq!(session_rank("٣"), session_rank("3"));
        assert_ne!(session_rank("2.1"), session_rank("21"));
        assert_eq!(session_rank("Introduction"), None);
        assert_eq!(session_rank("2026"), None);
    }
}
