//! The analyzer as tantivy wants it.

use analysis::{Lang, Mode, TokenKind, tokens};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

pub const NAME: &str = "house";

/// The first character of a stem's term: a prefix typed by a reader never meets a stem, and a French stem never an
/// English word.
pub fn stem_mark(lang: Lang) -> char {
    match lang {
        Lang::Ar => '\u{1}',
        Lang::Zh => '\u{2}',
        Lang::En => '\u{3}',
        Lang::Fr => '\u{4}',
        Lang::Ru => '\u{5}',
        Lang::Es => '\u{6}',
    }
}

/// The first character of a dictionary word of a script without spaces. Two characters that are one stand in the index
/// with this mark alone.
pub const HAN_WORD: char = '\u{8}';

/// The first character of two that stand astride two words.
pub const HAN_ACROSS: char = '\u{E}';

/// Ends a term in what [`House`] parts; stands in no word.
const END: char = '\0';

/// What a text is found by.
#[derive(Debug)]
pub struct Cut {
    /// The terms in order, as [`House`] parts them.
    pub terms: String,
    /// Whole symbols of documents.
    pub symbols: Vec<String>,
    /// The letters that terms begin with, behind the mark of what is no word as typed.
    beginnings: Vec<(Option<char>, char)>,
}

/// One term: where it ends, its place among the words, and whether it is of a script without spaces.
struct Cutting {
    end: usize,
    position: u32,
    is_han: bool,
}

impl Cut {
    /// Cuts a text once for all that the index is to know of it.
    pub fn of(text: &str, lang: Option<Lang>) -> Cut {
        let (mut buffer, mut cuttings, mut symbols) = (String::new(), Vec::<Cutting>::new(), Vec::new());
        let mut word = 0..0;
        tokens(text, lang, Mode::Index, &mut |token| {
            let is_han = matches!(token.kind, TokenKind::Han | TokenKind::HanAcross);
            let is_pair = is_han && token.text.chars().nth(1).is_some();
            match token.kind {
                // A word that is its own stem is found by itself: see `compile::forms`.
                TokenKind::Stem(_) if buffer[word.clone()] == *token.text => return,
                TokenKind::Stem(lang) => buffer.push(stem_mark(lang)),
                // A pair that is a word is that word alone.
                TokenKind::HanWord => {
                    let before = cuttings.iter().rev().nth(1).map_or(0, |before| before.end);
                    if buffer[before..] == *token.text {
                        cuttings.pop();
                        buffer.truncate(before);
                    }
                    buffer.push(HAN_WORD);
                }
                // A character before another is found as the beginning of a pair.
                TokenKind::Han | TokenKind::HanAcross if is_pair => {
                    cuttings.pop();
                    buffer.truncate(cuttings.last().map_or(0, |last| last.end));
                }
                TokenKind::Symbol => symbols.push(token.text.to_owned()),
                TokenKind::Word
                | TokenKind::Elision
                | TokenKind::Joined
                | TokenKind::Part
                | TokenKind::Han
                | TokenKind::HanAcross => {}
            }
            if token.kind == TokenKind::HanAcross {
                buffer.push(HAN_ACROSS);
            }
            if !matches!(token.kind, TokenKind::Stem(_)) {
                word = buffer.len()..buffer.len() + token.text.len();
            }
            buffer.push_str(token.text);
            cuttings.push(Cutting { end: buffer.len(), position: token.position, is_han });
        });
        let mut cut = Cut { terms: String::with_capacity(buffer.len() * 2), symbols, beginnings: Vec::new() };
        let (mut start, mut position) = (0, 0);
        for cutting in cuttings {
            let term = &buffer[start..cutting.end];
            cut.terms.push(step(cutting.position - position));
            cut.terms.push_str(term);
            cut.terms.push(END);
            cut.beginnings.extend(beginning_of(term).filter(|_| !cutting.is_han));
            (start, position) = (cutting.end, cutting.position);
        }
        cut.beginnings.sort_unstable();
        cut.beginnings.dedup();
        cut
    }

    /// Adds the beginnings of the text's words to those of others, as [`House`] parts them.
    pub fn beginnings_onto(&self, place: char, terms: &mut String) {
        for &(mark, letter) in &self.beginnings {
            terms.push(step(0));
            terms.push(place);
            terms.extend(mark.into_iter().chain([letter]));
            terms.push(END);
        }
    }
}

/// How many places further on a term stands, as a character.
fn step(n: u32) -> char {
    char::from_u32(n + 1).unwrap_or('\u{D7FF}')
}

/// The letter that a term is found by while it is typed. No beginning of a stem is asked for but that of an Arabic word
/// without its article.
fn beginning_of(term: &str) -> Option<(Option<char>, char)> {
    let mut chars = term.chars();
    match chars.next()? {
        mark if mark == stem_mark(Lang::Ar) => Some((Some(mark), chars.next()?)),
        letter => (letter > HAN_ACROSS).then_some((None, letter)),
    }
}

/// The term of a beginning of one letter: it begins too many words to gather them while somebody types. `None` of a
/// longer one. Few words begin with one character of a script without spaces, and they are gathered.
pub fn beginning_term(place: char, beginning: &str, is_han: bool) -> Option<String> {
    let mut letters = beginning.trim_start_matches(stem_mark(Lang::Ar)).chars();
    let is_one = letters.next().is_some() && letters.next().is_none();
    (is_one && !is_han).then(|| format!("{place}{beginning}"))
}

/// Parts what [`Cut`] made.
#[derive(Clone, Default)]
pub struct House;

impl Tokenizer for House {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, terms: &'a str) -> Stream<'a> {
        Stream { terms, position: 0, token: Token::default() }
    }
}

pub struct Stream<'a> {
    terms: &'a str,
    position: usize,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = self.terms.split_once(END) else { return false };
        let mut chars = term.chars();
        let Some(step) = chars.next() else { return false };
        self.position += step as usize - 1;
        self.token.text.clear();
        self.token.text.push_str(chars.as_str());
        self.token.position = self.position;
        self.terms = rest;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
