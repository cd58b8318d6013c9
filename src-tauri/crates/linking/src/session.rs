//! Sessions of a meeting in a page's text: by number, by ordinal and by title, in the six official languages.
//!
//! What could be another's session is none: a body's (*third session of the Commission*), another year's, one of another
//! kind (*poster session 2*), or a number that several sessions of the meeting have.

use crate::mention::{Folded, Mention, ReadPage};
use crate::ordinal::{Words, ordinal_before};
use aho_corasick::{AhoCorasick, MatchKind};
use analysis::{SessionKind, SessionWords, arabic_session_ordinal, session_kind};
use model::CharRange;
use std::cell::OnceCell;
use std::collections::HashMap;

/// What a programme says of a session.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionFacts {
    /// As printed, such as `I` or `3`.
    pub number: Option<String>,
    /// Kind and number as printed, where it is no plain *session*: `Panel 1`.
    pub label: Option<String>,
    pub title: Option<String>,
    /// Years of its days.
    pub years: Vec<i16>,
}

/// The sessions of one meeting, ready to be looked for; [`Mention::named`] is an index into what it was made of.
pub struct SessionIndex {
    /// `None` of what several have.
    numbers: HashMap<(SessionKind, String), Option<usize>>,
    /// Of the kinds that the meeting has besides plain sessions.
    kinds: SessionWords,
    titles: Option<AhoCorasick>,
    title_of: Vec<(Option<usize>, TitleKind)>,
    years: Vec<Vec<i16>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TitleKind {
    /// So long that it stands for itself, where it is written as a title.
    Long,
    /// *Plenary Session*.
    SaysSession,
    /// Only in *the session on …*.
    Short,
}

/// Titles of so many words are no common phrase.
const LONG_WORDS: usize = 5;
/// The same in characters, where no spaces part words.
const LONG_HAN: usize = 10;

impl SessionIndex {
    pub fn new(sessions: &[SessionFacts]) -> SessionIndex {
        let mut numbers = HashMap::new();
        let mut titles: HashMap<String, (Option<usize>, TitleKind)> = HashMap::new();
        let kind_of = |session: &SessionFacts| session_kind(session.label.as_deref());
        let is_numbered_so =
            |kind: SessionKind| sessions.iter().any(|session| session.number.is_some() && kind_of(session) == kind);
        let has_plain = is_numbered_so(SessionKind::SESSION);
        for (idx, session) in sessions.iter().enumerate() {
            if let Some(key) = session.number.as_deref().and_then(|number| number_key(number.trim())) {
                let kind = kind_of(session);
                // *Session* may be said of whatever a meeting has, where it has nothing called so.
                let plain = (!has_plain && kind != SessionKind::SESSION).then_some(SessionKind::SESSION);
                for kind in [Some(kind), plain].into_iter().flatten() {
                    numbers.entry((kind, key.clone())).and_modify(|one| *one = None).or_insert(Some(idx));
                }
            }
            let folded = Folded::of(session.title.as_deref().unwrap_or_default().trim()).text.trim().to_owned();
            let words: Vec<&str> = words(&folded).into_iter().map(|(start, end)| &folded[start..end]).collect();
            let n_han = folded.chars().filter(|&c| crate::field::is_han(c)).count();
            let says_session = words.iter().any(|word| is_session(word));
            let kind = match words.len() {
                _ if n_han >= LONG_HAN => TitleKind::Long,
                n if n >= LONG_WORDS => TitleKind::Long,
                2.. if says_session => TitleKind::SaysSession,
                2.. => TitleKind::Short,
                _ => continue,
            };
            titles.entry(folded).and_modify(|one| one.0 = None).or_insert((Some(idx), kind));
        }
        let (texts, title_of): (Vec<String>, Vec<_>) = titles.into_iter().unzip();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts).ok();
        let titles = automaton.filter(|_| !texts.is_empty());
        let kinds = SessionWords::of(|kind| kind != SessionKind::SESSION && is_numbered_so(kind));
        SessionIndex { numbers, kinds, titles, title_of, years: sessions.iter().map(|one| one.years.clone()).collect() }
    }

    /// Where a text names sessions by their titles; in order, none within another.
    ///
    /// A title is the meeting's own wherever it stands; a number is so only in what belongs to the meeting.
    pub fn titles(&self, text: &str) -> Vec<Mention> {
        self.titles_in(&ReadPage::of(text))
    }

    /// The same of a page that was read.
    pub fn titles_in(&self, page: &ReadPage) -> Vec<Mention> {
        let Some(titles) = &self.titles else { return Vec::new() };
        let page = &page.page;
        let mut found = Vec::new();
        for hit in titles.find_iter(&page.folded.text) {
            let (Some(named), kind) = self.title_of[hit.pattern().as_usize()] else { continue };
            let range = page.range(hit.start(), hit.end());
            if !(page.folded.begins_word(hit.start()) && page.folded.ends_word(hit.end())) {
                continue;
            }
            let before = page.words().partition_point(|word| word.0 < hit.start());
            let after = page.words().partition_point(|word| word.0 < hit.end());
            let is_meant = match kind {
                TitleKind::Long => page.is_capital(range),
                TitleKind::SaysSession => {
                    page.is_title(range) && !page.is_of_another(after) && !page.has_body_before(before)
                }
                TitleKind::Short => page.is_introduced(before, hit.start()),
            };
            if is_meant {
                found.push(Mention { range, named });
            }
        }
        found
    }

    /// Where a page names sessions by number or ordinal, were it of this meeting; in no order.
    pub fn numbered_in(&self, read: &ReadPage) -> Vec<Mention> {
        let page = &read.page;
        let mut numbered = Vec::new();
        if self.numbers.is_empty() {
            return Vec::new();
        }
        for at in 0..page.words().len() {
            page.numbered(at, &self.kinds, &mut numbered);
        }
        page.numbered_in_chinese(&mut numbered);
        let own = numbered.into_iter().filter_map(|(start, end, kind, key)| {
            let named = self.numbers.get(&(kind, key)).copied().flatten()?;
            let is_other = page.is_of_another_year(end, &self.years[named]);
            (!is_other).then(|| Mention { range: page.range(start, end), named })
        });
        own.collect()
    }

    /// Where a text names sessions by number, ordinal or title; in order, none within another.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        self.mentions_in(&ReadPage::of(text))
    }

    /// The same of a page that was read.
    pub fn mentions_in(&self, read: &ReadPage) -> Vec<Mention> {
        let mut found = self.titles_in(read);
        found.extend(self.numbered_in(read));
        found.sort_by_key(|mention| (mention.range.start, std::cmp::Reverse(mention.range.end)));
        let mut end = 0;
        found.retain(|mention| {
            let is_apart = mention.range.start >= end;
            end = end.max(mention.range.end);
            is_apart
        });
        found
    }
}

/// Starts and ends of words, in bytes.
fn words(folded: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in folded.char_indices().chain([(folded.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    words
}

/// Where a session's number stands, in bytes of the folded text; its kind, and the number's key.
type Numbered = (usize, usize, SessionKind, String);

/// A text folded; as it stands and in words only once somebody asks for that.
pub(crate) struct Page<'a> {
    text: &'a str,
    pub folded: Folded,
    chars: OnceCell<Vec<char>>,
    words: OnceCell<Vec<(usize, usize)>>,
}

impl Words for Page<'_> {
    fn word(&self, at: usize) -> &str {
        self.words().get(at).map_or("", |&(start, end)| &self.folded.text[start..end])
    }

    fn gap(&self, at: usize) -> &str {
        match (self.words().get(at), self.words().get(at + 1)) {
            (Some(&(_, start)), Some(&(end, _))) => &self.folded.text[start..end],
            _ => "",
        }
    }
}

impl<'a> Page<'a> {
    pub fn of(text: &'a str) -> Page<'a> {
        Page { text, folded: Folded::of(text), chars: OnceCell::new(), words: OnceCell::new() }
    }

    pub fn chars(&self) -> &[char] {
        self.chars.get_or_init(|| self.text.chars().collect())
    }

    /// Bytes of the folded text.
    fn words(&self) -> &[(usize, usize)] {
        self.words.get_or_init(|| words(&self.folded.text))
    }

    /// The folded word that stands so many before another.
    fn before(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.word(at))
    }

    fn range(&self, start: usize, end: usize) -> CharRange {
        CharRange::new(self.folded.places[start], self.folded.places[end - 1] + 1)
    }

    fn printed(&self, start: usize, end: usize) -> &[char] {
        let range = self.range(start, end);
        &self.chars()[range.start as usize..range.end as usize]
    }

    /// Adds the sessions, as bytes of the folded text, kind and a number's key, that the words at a place announce.
    ///
    /// `kinds` are those that the meeting has besides plain sessions.
    fn numbered(&self, at: usize, kinds: &SessionWords, found: &mut Vec<Numbered>) {
        let word = self.word(at);
        let other = kinds.at(|ahead| self.word(at + ahead));
        let other = other.filter(|(_, n, _)| (at..at + n - 1).all(|at| self.gap(at) == " "));
        let (kind, n_words, is_plural) = match other {
            Some(other) => other,
            None if is_session(word) => (SessionKind::SESSION, 1, PLURALS.contains(&word)),
            None => return,
        };
        let (start, last) = (self.words()[at].0, at + n_words - 1);
        let end = self.words()[last].1;
        if let Some((first, value)) = ordinal_before(self, at, &[' ', '.']) {
            // *The fifth workshop* is the fifth of its kind, and none within this meeting.
            if !kind.is_event() && self.is_own_ordinal(first, last + 1) {
                found.push((self.words()[first].0, end, kind, value.to_string()));
            }
            return;
        }
        if let Some(value) = arabic_session_ordinal(self.word(last + 1)) {
            if !goes_on_counting(self.word(last + 2)) && self.gap(last) == " " && self.is_own_ordinal(at, last + 2) {
                found.push((start, self.words()[last + 1].1, kind, value.to_string()));
            }
            return;
        }
        let prefix = self.before(at, 1);
        let is_possessed = prefix == "s" && POSSESSED.contains(&self.before(at, 2));
        if is_possessed || OTHER_KINDS.contains(&prefix) || POSSESSIVES.contains(&prefix) {
            return;
        }
        let mut number = last + 1;
        if MARKS.contains(&self.word(number)) {
            number += 1;
        }
        let is_arabic = word.starts_with(is_arabic);
        let is_gap = |c: char| matches!(c, ' ' | '.' | '#' | '°') || is_arabic && c == '(';
        if !(last..number).all(|at| !self.gap(at).is_empty() && self.gap(at).chars().all(is_gap)) {
            return;
        }
        let Some((last, key)) = self.number(at, number) else { return };
        let mut all = vec![(start, self.words()[last].1, kind, key)];
        let mut last = last;
        loop {
            let and = if ANDS.contains(&self.word(last + 1)) { last + 1 } else { last };
            if !is_plural || and == last && self.gap(last).trim() != "," {
                break;
            }
            let Some((next, key)) = self.number(at, and + 1) else { break };
            all.push((self.words()[and + 1].0, self.words()[next].1, kind, key));
            last = next;
        }
        if !self.is_of_another(last + 1) {
            found.append(&mut all);
        }
    }

    /// A number as it is printed after the word for a session: its last word, and its key.
    fn number(&self, session: usize, at: usize) -> Option<(usize, String)> {
        let &(start, end) = self.words().get(at)?;
        let session_starts = self.words()[session].0;
        // A number on the next line is the page's, as likely as not.
        if self.printed(session_starts, end).contains(&'\n') {
            return None;
        }
        let printed: String = self.printed(start, end).iter().collect();
        let key = number_key(&printed)?;
        let mut rest = self.folded.text[end..].chars();
        let goes_on = matches!(rest.next(), Some('.' | ':' | '/' | '%')) && rest.next().is_some_and(|c| c.is_numeric());
        let is_amount = UNITS.contains(&self.word(at + 1)) && self.gap(at) == " ";
        // *In this session I present*: the numeral is told from the pronoun by the capital before it.
        let is_pronoun = printed == "I"
            && (!self.is_capital(self.range(session_starts, end))
                || ARTICLES.contains(&self.before(session, 1))
                || AFTER_PRONOUN.contains(&self.word(at + 1)));
        (!goes_on && !is_amount && !is_pronoun).then_some((at, key))
    }

    /// Is it not a body's, nor the end of a greater ordinal? `after` is the word that follows.
    fn is_own_ordinal(&self, first: usize, after: usize) -> bool {
        let before = self.before(first, 1);
        !TENS.contains(&before)
            && !POSSESSIVES.contains(&before)
            && !OTHER_KINDS.contains(&before)
            && !self.has_body_before(first)
            && !self.is_of_another(after)
    }

    /// Does a body's name stand shortly before, in the same sentence?
    fn has_body_before(&self, at: usize) -> bool {
        const MOST: usize = 8;
        let words = (at.saturating_sub(MOST)..at).rev();
        let same = words.take_while(|&word| !self.gap(word).contains(['.', ';', '!', '?', '؟']));
        same.into_iter().any(|at| is_body(self.word(at)))
    }

    /// Does what follows say whose it is, and is that not this meeting?
    fn is_of_another(&self, at: usize) -> bool {
        const MOST: usize = 3;
        let next = self.word(at);
        if at.checked_sub(1).is_some_and(|last| self.gap(last).contains(['.', ';', ':'])) {
            return false;
        }
        let following = (at..at + MOST).map(|at| self.word(at));
        if OFS.contains(&next) {
            return !following.skip(1).any(|word| OWN.contains(&word));
        }
        next.starts_with("لل")
            || next.starts_with("لمجلس")
            || next.starts_with("لموتمر")
            || following.into_iter().any(|word| word.starts_with(is_cyrillic) && is_body(word))
    }

    /// Does a year follow closely that is not one of the session's?
    fn is_of_another_year(&self, end: usize, years: &[i16]) -> bool {
        const MOST: usize = 4;
        let at = self.words().partition_point(|word| word.0 < end);
        if self.folded.text[end..].trim_start().starts_with(':') || years.is_empty() {
            return false;
        }
        let is_year = |year: &i16| (1945..2100).contains(year);
        let mut following = (at..at + MOST).filter_map(|at| self.word(at).parse::<i16>().ok()).filter(is_year);
        following.any(|year| !years.contains(&year))
    }

    /// Chinese puts the number before, and no space between: `第三场会议`.
    fn numbered_in_chinese(&self, found: &mut Vec<Numbered>) {
        const BEFORE: &str = "会议";
        const AFTER: &[&str] = &["场会议", "次会议", "节会议", "分会场", "场分会"];
        let text = &self.folded.text;
        for (start, mark) in text.match_indices('第') {
            let from = start + mark.len();
            let digits = text[from..].find(|c: char| !c.is_ascii_digit() && !HAN_DIGITS.contains(c));
            let end = digits.map_or(text.len(), |len| from + len);
            let Some(value) = han_number(&text[from..end]) else { continue };
            let is_after = |word: &&&str| text[end..].starts_with(**word);
            let word = AFTER.iter().find(is_after).copied();
            let word =
                word.or_else(|| (text[..start].ends_with(BEFORE) && text[end..].starts_with('场')).then_some("场"));
            let clause: String =
                text[..start].chars().rev().take_while(|c| !"。，；,;".contains(*c)).take(16).collect();
            let clause: String = clause.chars().rev().collect();
            let of_a_kind = analysis::session_label(&text[start..]).filter(|label| label.kind != SessionKind::SESSION);
            if let Some(label) = of_a_kind {
                found.push((start, start + label.printed.len(), label.kind, value.to_string()));
            } else if let Some(word) = word.filter(|_| !HAN_BODIES.iter().any(|body| clause.contains(body))) {
                found.push((start, end + word.len(), SessionKind::SESSION, value.to_string()));
            }
        }
    }

    fn is_capital(&self, range: CharRange) -> bool {
        self.chars().get(range.start as usize).is_some_and(|c| !c.is_lowercase())
    }

    /// Does every word begin with a capital, where the script has them?
    fn is_title(&self, range: CharRange) -> bool {
        let chars = &self.chars()[range.start as usize..range.end as usize];
        chars.split(|c| !c.is_alphanumeric()).filter_map(|word| word.first()).all(|c| !c.is_lowercase())
    }

    /// Is it *the session on* what follows at a place, or the session and a quotation mark?
    fn is_introduced(&self, at: usize, start: usize) -> bool {
        let Some(last) = at.checked_sub(1) else { return false };
        let gap = &self.folded.text[self.words()[last].1..start];
        let is_gap = gap.chars().all(|c| matches!(c, ' ' | ':' | '"' | '“' | '„' | '«' | '»' | '\''));
        let word = self.word(last);
        is_gap && (is_session(word) && !gap.trim().is_empty() || ON.contains(&word) && is_session(self.before(last, 1)))
    }
}

/// What is the same number, however it is written: `III` and `3`, `2A` and `2a`. `None` of what is no number.
fn number_key(printed: &str) -> Option<String> {
    if printed.starts_with(|c| HAN_DIGITS.contains(c)) {
        return han_number(printed).map(|value| value.to_string());
    }
    let folded = analysis::fold(printed);
    let (letter, body) = match folded.chars().last().filter(|c| c.is_alphabetic() && !"ivx".contains(*c)) {
        Some(letter) if letter.is_ascii() => (Some(letter), &folded[..folded.len() - 1]),
        Some(_) => return None,
        None => (None, folded.as_str()),
    };
    let is_capital = !printed.chars().any(char::is_lowercase);
    let value = match body {
        "" => return letter.filter(|_| is_capital).map(String::from),
        digits if digits.len() <= 2 && digits.chars().all(|c| c.is_ascii_digit()) => digits.parse().ok()?,
        roman if printed.starts_with(|c: char| !c.is_lowercase()) && !printed.starts_with(char::is_numeric) => {
            roman_value(roman)?
        }
        _ => return None,
    };
    Some(value.to_string() + &letter.map(String::from).unwrap_or_default())
}

/// Of lower-case numerals up to 39; `None` of what is not written as they are.
fn roman_value(roman: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    let tens = roman.chars().take_while(|&c| c == 'x').count();
    let ones = ONES.iter().position(|ones| *ones == &roman[tens..])?;
    (tens <= 3 && tens + ones > 0).then_some((tens * 10 + ones) as u32)
}

const HAN_DIGITS: &str = "一二三四五六七八九十";

fn han_number(digits: &str) -> Option<u32> {
    if !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()) {
        return digits.parse().ok();
    }
    let values: Option<Vec<u32>> =
        digits.chars().map(|c| HAN_DIGITS.chars().position(|d| d == c).map(|at| at as u32 + 1)).collect();
    match values?[..] {
        [one] => Some(one),
        [10, ones] if ones < 10 => Some(10 + ones),
        [tens, 10] if tens < 10 => Some(tens * 10),
        [tens, 10, ones] if tens < 10 && ones < 10 => Some(tens * 10 + ones),
        _ => None,
    }
}

/// Is a folded word one for a session, of a meeting or of a body?
fn is_session(word: &str) -> bool {
    const ARABIC: &str = "جلسه";
    let bare = word.strip_prefix(['و', 'ف']).unwrap_or(word);
    let bare = ["بال", "لل", "كال", "ال", "ب", "ل"].iter().find_map(|prefix| bare.strip_prefix(prefix)).unwrap_or(bare);
    SESSIONS.contains(&word) || PLURALS.contains(&word) || bare == ARABIC
}

/// After an Arabic ordinal: *the thirteenth*, *the twenty-third*.
pub(crate) fn goes_on_counting(word: &str) -> bool {
    matches!(word, "عشره" | "عشر") || word.starts_with('و') && word.ends_with("ون")
}

pub(crate) fn is_body(word: &str) -> bool {
    BODIES.contains(&word) || BODY_STEMS.iter().any(|stem| word.starts_with(stem))
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52F}')
}

fn is_arabic(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6FF}')
}

// Words are folded: without marks, in lower case.
#[rustfmt::skip]
const SESSIONS: &[&str] = &[
    "session", "seance", "sesion",
    "сессия", "сессии", "сессию", "сессией", "заседание", "заседания", "заседании", "заседанию", "заседанием",
];
const PLURALS: &[&str] = &["sessions", "seances", "sesiones", "заседаниях", "сессиях"];
const ANDS: &[&str] = &["and", "et", "y", "и"];
/// *Number*.
pub(crate) const MARKS: &[&str] = &["no", "n", "nr", "num", "number", "numero", "номер", "رقم"];
const ON: &[&str] = &["on", "sur", "sobre", "о", "об", "по", "بشان", "حول"];
pub(crate) const OFS: &[&str] = &["of", "de", "du", "des", "del", "d"];
#[rustfmt::skip]
const OWN: &[&str] = &[
    "this", "our", "workshop", "seminar", "programme", "program", "meeting",
    "cet", "cette", "ce", "atelier", "seminaire", "reunion", "este", "esta", "taller", "seminario", "programa",
];
#[rustfmt::skip]
const POSSESSIVES: &[&str] = &[
    "its", "their", "his", "her", "our", "sa", "leur", "notre", "su", "sus", "nuestra",
    "своей", "своем", "своего", "его", "ее", "их", "нашей",
];
/// *Last year's*.
const POSSESSED: &[&str] = &["year", "month", "week", "meeting", "workshop", "conference", "assembly", "council"];
/// What stands before a session that is numbered by itself.
#[rustfmt::skip]
const OTHER_KINDS: &[&str] = &[
    "poster", "parallel", "breakout", "training", "tutorial", "demo", "plenary", "technical", "special", "side",
    "working", "committee", "regular", "annual", "previous", "last", "past", "http", "https", "tls", "ssl", "tcp",
    "ssh", "user", "login", "browser", "web",
];
const ARTICLES: &[&str] = &["this", "the", "each", "my", "our", "every", "a", "that", "next"];
const AFTER_PRONOUN: &[&str] = &["will", "would", "am", "have", "want", "shall", "think", "hope", "intend", "ll", "m"];
#[rustfmt::skip]
pub(crate) const UNITS: &[&str] = &[
    "hours", "hour", "minutes", "minute", "min", "days", "am", "pm", "h", "heures", "horas", "часа", "часов", "минут",
    "ساعات", "ساعه", "دقيقه",
];
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "assembly", "council", "committee", "commission", "subcommittee", "congress", "parliament", "board",
    "assemblee", "conseil", "comite", "asamblea", "consejo", "comision", "junta",
    "الجمعيه", "مجلس", "المجلس", "اللجنه", "لجنه", "الموتمر", "موتمر",
];
const BODY_STEMS: &[&str] = &["ассамбле", "совет", "комитет", "комисси", "конференци", "генеральн"];
pub(crate) const HAN_BODIES: &[&str] = &["大会", "理事会", "委员会", "安理会"];
#[rustfmt::skip]
pub(crate) const TENS: &[&str] = &[
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
    "vingt", "trente", "quarante", "cinquante", "soixante", "cent",
    "vigesima", "trigesima", "cuadragesima", "quincuagesima", "sexagesima", "septuagesima", "octogesima", "nonagesima",
    "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят", "девяносто", "сто",
];
