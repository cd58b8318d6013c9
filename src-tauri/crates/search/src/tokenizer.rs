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

const UNDETERMINED: char = '\u{7}';

/// The first character of a dictionary word of a script without spaces.
pub const HAN_WORD: char = '\u{8}';

/// The first character of two that stand astride two words.
pub const HAN_ACROSS: char = '\u{E}';

/// The text with its language in front, the only way past tantivy to [`House`].
pub fn with_language(text: &str, lang: Option<Lang>) -> String {
    let mut marked = String::with_capacity(text.len() + 1);
    marked.push(lang.map_or(UNDETERMINED, stem_mark));
    marked.push_str(text);
    marked
}

/// Cuts what [`with_language`] made.
#[derive(Clone, Default)]
pub struct House {
    buffer: String,
    places: Vec<(usize, u32)>,
}

impl Tokenizer for House {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, marked: &'a str) -> Stream<'a> {
        self.buffer.clear();
        self.places.clear();
        let mut rest = marked.chars();
        let mark = rest.next();
        let lang = Lang::ALL.into_iter().find(|&lang| Some(stem_mark(lang)) == mark);
        let (buffer, places) = (&mut self.buffer, &mut self.places);
        // Of the last word, and of the second of the last two characters.
        let (mut word, mut second) = (0..0, None);
        tokens(rest.as_str(), lang, Mode::Index, &mut |token| {
            let is_han = matches!(token.kind, TokenKind::Han | TokenKind::HanAcross);
            let is_pair = is_han && token.text.chars().nth(1).is_some();
            match token.kind {
                // A word that is its own stem is found by itself: see `compile::forms`.
                TokenKind::Stem(_) if buffer[word.clone()] == *token.text => return,
                TokenKind::Stem(lang) => buffer.push(stem_mark(lang)),
                TokenKind::HanWord => buffer.push(HAN_WORD),

                // A character between two others is found as the beginning of a pair.
                TokenKind::Han | TokenKind::HanAcross if is_pair && second == Some(token.position) => {
                    places.pop();
                    buffer.truncate(places.last().map_or(0, |&(end, _)| end));
                }
                TokenKind::Word
                | TokenKind::Elision
                | TokenKind::Joined
                | TokenKind::Symbol
                | TokenKind::Part
                | TokenKind::Han
                | TokenKind::HanAcross => {}
            }
            if token.kind == TokenKind::HanAcross {
                buffer.push(HAN_ACROSS);
            }
            if is_pair {
                second = Some(token.position + 1);
            }
            if !matches!(token.kind, TokenKind::Stem(_)) {
                word = buffer.len()..buffer.len() + token.text.len();
            }
            buffer.push_str(token.text);
            places.push((buffer.len(), token.position));
        });
        Stream { buffer, places, next: 0, start: 0, token: Token::default() }
    }
}

pub struct Stream<'a> {
    buffer: &'a str,
    places: &'a [(usize, u32)],
    next: usize,
    start: usize,
    token: Token,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(end, position)) = self.places.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.buffer[self.start..end]);
        self.token.position = position as usize;
        self.next += 1;
        self.start = end;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
