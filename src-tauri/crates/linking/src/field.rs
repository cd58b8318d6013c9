//! What a document says of itself, as folded words with their places.

use crate::DocumentFacts;
use crate::session_mark::SessionMark;
use crate::slot::Slot;
use crate::title::terms;
use analysis::{fold, transliteration_key};
use model::EvidencePlace;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// Words beyond this one are not looked at.
const MAX_WORDS: usize = 3000;

/// A document's fields.
pub(crate) struct Document {
    pub fields: Vec<Field>,
    /// Paths with `/`, decoded and folded.
    pub paths: Vec<String>,
    /// A day in its name is that of its version, for others of the same deck have other days.
    pub days_are_versions: bool,
}

/// One text of a document.
pub(crate) struct Field {
    pub place: EvidencePlace,
    /// Metadata has two: its author is no title and the other way round.
    pub kind: Kind,
    pub text: String,
    pub words: Vec<Word>,
    pub places: HashMap<String, Vec<usize>>,
    /// The first lines of a page, by their words.
    pub lines: Vec<Line>,
    /// Words that may be a title's.
    pub terms: Vec<String>,
    pub term_set: HashSet<String>,
    /// Letters and digits alone.
    pub squeezed: String,
    /// Where a name may stand of which only the beginning is left, and that beginning.
    pub cut_off: Option<(usize, String)>,
    /// Keys of words that are not in Latin letters.
    pub foreign: HashMap<String, Vec<usize>>,
    /// What its first words sound like; found when first asked for.
    sounds: OnceCell<Vec<String>>,
    /// How many of the programme's people it names; found when first asked for.
    pub n_named: OnceCell<usize>,
    /// When and where in the programme, as it says it; found when first asked for.
    pub slot: OnceCell<Slot>,
    /// The sessions of the programme that it may name, as a file or a folder; found when first asked for.
    pub sessions: OnceCell<Vec<SessionMark>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    FileName,
    /// The folders that it lies in, those left out that most others lie in too.
    Folder,
    FirstPages,
    Title,
    Author,
}

/// A line of words, from one to another.
pub(crate) struct Line {
    pub from: usize,
    pub to: usize,
    pub has_han: bool,
}

pub(crate) struct Word {
    pub folded: String,
    /// Bytes of the field's text.
    pub start: usize,
    pub end: usize,
}

impl Document {
    /// `shared` are folders that say nothing, because many files lie in them.
    pub fn read(facts: &DocumentFacts, shared: &HashSet<String>) -> Document {
        let mut fields = Vec::new();
        let mut seen = HashSet::new();
        let mut paths = Vec::new();
        for path in facts.paths {
            let path = decode(path).replace('\\', "/");
            let name = path.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').filter(|(_, end)| end.len() <= 5).map_or(name, |(stem, _)| stem);
            if seen.insert(fold(stem)) {
                fields.push(Field::read(stem, Kind::FileName));
            }
            let folders = path.rsplit('/').skip(1).take(2).filter(|name| !name.is_empty());
            for folder in folders.filter(|name| !shared.contains(&fold(name))) {
                fields.push(Field::read(folder, Kind::Folder));
            }
            paths.push(fold(&path));
        }
        fields.push(Field::read(facts.first_pages, Kind::FirstPages));
        fields.extend(facts.title.map(|title| Field::read(title, Kind::Title)));
        fields.extend(facts.author.map(|author| Field::read(author, Kind::Author)));
        Document { fields, paths, days_are_versions: false }
    }
}

/// Folders of a third of all files or more, and all where there are few files: they are the reader's own.
pub(crate) fn shared_folders(documents: &[DocumentFacts]) -> HashSet<String> {
    let mut n_files: HashMap<String, usize> = HashMap::new();
    for document in documents {
        let mut own = HashSet::new();
        for path in document.paths {
            let path = decode(path).replace('\\', "/");
            own.extend(path.rsplit('/').skip(1).map(fold));
        }
        for folder in own {
            *n_files.entry(folder).or_default() += 1;
        }
    }
    n_files
        .into_iter()
        .filter(|(_, n)| documents.len() < 4 || n * 3 >= documents.len())
        .map(|(folder, _)| folder)
        .collect()
}

impl Field {
    pub fn read(text: &str, kind: Kind) -> Field {
        let place = match kind {
            Kind::FileName | Kind::Folder => EvidencePlace::FileName,
            Kind::FirstPages => EvidencePlace::FirstPages,
            Kind::Title | Kind::Author => EvidencePlace::Metadata,
        };
        let words = words(text, true);
        let mut places: HashMap<String, Vec<usize>> = HashMap::new();
        let mut foreign: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, word) in words.iter().enumerate() {
            places.entry(word.folded.clone()).or_default().push(at);
            if is_foreign(&word.folded) && at < 400 {
                foreign.entry(transliteration_key(&word.folded)).or_default().push(at);
            }
        }
        let terms = terms(&words.iter().map(|word| word.folded.clone()).collect::<Vec<_>>());
        let term_set = terms.iter().cloned().collect();
        let squeezed = words.iter().map(|word| word.folded.as_str()).collect();
        let cut_off = if kind == Kind::FileName { cut_off(text, &words) } else { None };
        let lines = if kind == Kind::FirstPages { lines(text, &words) } else { Vec::new() };
        Field {
            cut_off,
            lines,
            place,
            kind,
            text: text.to_owned(),
            words,
            places,
            terms,
            term_set,
            squeezed,
            foreign,
            sounds: OnceCell::new(),
            n_named: OnceCell::new(),
            slot: OnceCell::new(),
            sessions: OnceCell::new(),
        }
    }

    /// The text from one word to another, as it stands there.
    pub fn printed(&self, from: usize, to: usize) -> String {
        let (from, to) = (from.min(to), from.max(to));
        self.text[self.words[from].start..self.words[to].end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Is the word at a place, in Latin letters, a name's in another script?
    pub fn sounds_like(&self, at: usize, name: &str, sound: &str) -> bool {
        const N_FIRST: usize = 60;
        let sounds = self.sounds.get_or_init(|| {
            let own = self.words.iter().take(N_FIRST).map(|word| word.folded.as_str());
            own.map(|word| if is_foreign(word) { String::new() } else { analysis::sound_key(word) }).collect()
        });
        let own = &self.words[at].folded;
        let is_so = |own: &str, key: &str| key == sound && analysis::sounds_alike(own, name);
        // `Voroncov` for Воронцов: some write one letter for *ts*.
        let with_ts = || Some(own.replace('c', "ts")).filter(|spelt| spelt != own && !is_foreign(own));
        sounds.get(at).is_some_and(|key| is_so(own, key))
            || at < sounds.len() && with_ts().is_some_and(|spelt| is_so(&spelt, &analysis::sound_key(&spelt)))
    }

    /// Is the word at a place, in another script than Latin, a name's in Latin letters?
    pub fn is_said(&self, at: usize, name: &str) -> bool {
        sounds_so(&self.words[at].folded, name)
    }

    /// Has it the term, or another form of it?
    pub fn has_term(&self, term: &str) -> bool {
        self.term_set.contains(term) || self.terms.iter().any(|own| crate::title::is_form(own, term))
    }

    /// Where the words stand one after the other.
    pub fn phrase(&self, phrase: &[String]) -> Option<(usize, usize)> {
        let first = phrase.first()?;
        self.places.get(first)?.iter().copied().find_map(|at| {
            let end = at + phrase.len();
            let matches = end <= self.words.len()
                && self.words[at..end].iter().zip(phrase).all(|(word, wanted)| word.folded == *wanted);
            matches.then_some((at, end - 1))
        })
    }

    /// The word that has these Chinese characters in it.
    pub fn han(&self, characters: &str) -> bool {
        self.squeezed.contains(characters)
    }
}

/// Do two words, of different scripts, sound alike?
pub(crate) fn sounds_so(one: &str, other: &str) -> bool {
    let key = analysis::sound_key(one);
    key.chars().count() >= 2 && key == analysis::sound_key(other) && analysis::sounds_alike(one, other)
}

/// The first lines that have words.
fn lines(text: &str, words: &[Word]) -> Vec<Line> {
    const N_LINES: usize = 12;
    let mut lines: Vec<Line> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is_same = lines.last().is_some_and(|line| !text[words[line.to].end..word.start].contains('\n'));
        let n_lines = lines.len();
        match lines.last_mut().filter(|_| is_same) {
            Some(line) => line.to = at,
            None if n_lines == N_LINES => break,
            None => lines.push(Line { from: at, to: at, has_han: false }),
        }
        if let Some(line) = lines.last_mut() {
            line.has_han |= word.folded.starts_with(is_han);
        }
    }
    lines
}

/// `SANTIST~1`, `BOGDANO1`, as systems of eight letters have it; `rechever` of `rechever@example.org`, as mail does.
fn cut_off(text: &str, words: &[Word]) -> Option<(usize, String)> {
    const MIN_LETTERS: usize = 5;
    let first = words.first()?;
    let is_eight = text.len() == 8
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit());
    let is_numbered =
        text.rsplit_once('~').is_some_and(|(name, n)| name.len() <= 6 + 2 && n.bytes().all(|b| b.is_ascii_digit()));
    let local = text.split_once('@').map(|(local, _)| local);
    let is_mail = local.is_some_and(|local| first.start == 0 && first.end == local.len());
    let is_whole = first.folded.chars().all(char::is_alphabetic) && first.folded.chars().count() >= MIN_LETTERS;
    (is_whole && (is_eight || is_numbered || is_mail)).then(|| (0, first.folded.clone()))
}

/// Cyrillic, Arabic or Greek: words whose Latin spelling is known by sound alone.
pub(crate) fn is_foreign(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{370}'..='\u{52F}' | '\u{600}'..='\u{6FF}'))
}

pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Folded words; cut where script, case or kind changes: `JuanCarlosAguado`, `微博Service`, `Session2`.
pub(crate) fn words(text: &str, cuts_case: bool) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None::<usize>;
    let mut before = None::<char>;
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        let is_mark = matches!(c, '\u{300}'..='\u{36F}' | '\u{64B}'..='\u{65F}');
        let is_part = c.is_alphanumeric() || is_mark;
        let next_is_lower = letters.peek().is_some_and(|(_, next)| next.is_lowercase());
        let cuts = !is_mark
            && before.is_some_and(|before| {
                is_han(before) != is_han(c)
                    || before.is_numeric() != c.is_numeric()
                    || cuts_case
                        && c.is_uppercase()
                        && (before.is_lowercase() || before.is_uppercase() && next_is_lower)
            });
        if let (Some(from), true) = (start, !is_part || cuts) {
            push(&mut words, text, from, at);
            start = None;
        }
        if is_part && start.is_none() {
            start = Some(at);
        }
        before = if is_mark { before } else { is_part.then_some(c) };
        if words.len() >= MAX_WORDS {
            return words;
        }
    }
    if let Some(from) = start {
        push(&mut words, text, from, text.len());
    }
    words
}

fn push(words: &mut Vec<Word>, text: &str, start: usize, end: usize) {
    let folded: String = fold(&text[start..end]).chars().filter(|c| c.is_alphanumeric()).collect();
    if !folded.is_empty() {
        words.push(Word { folded, start, end });
    }
}

pub(crate) fn folded_words(text: &str) -> Vec<String> {
    words(text, true).into_iter().map(|word| word.folded).collect()
}

/// Replaces `%20` and its like.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
