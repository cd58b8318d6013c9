//! Tokens: the words of a text, with their places, as the index and the lighting of hits see them.

use crate::{
    Lang,
    fold::fold_into,
    han::han_words,
    script::{is_han, is_word},
    stems::with_folded,
};

/// One way to find a place in a text. Several may stand at one position: a word and its stem, a compound and its
/// parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Folded.
    pub text: &'a str,
    /// Counts words: neighbours differ by one. Positions never go down.
    pub position: u32,
    /// First character, in code points from the text's start.
    pub start: u32,
    /// Behind the last character.
    pub end: u32,
    pub kind: TokenKind,
}

/// What a token is to its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// A word, or a number.
    Word,
    /// In a query, what an apostrophe parts from its word (`l'`, `'s`); in an index, these are words.
    Elision,
    /// The stem, in this language, of the word or compound that came last.
    Stem(Lang),
    /// Words that a hyphen joins, made one. Its own stems follow it.
    Joined,
    /// An official document's symbol, such as `s/res/1373`.
    Symbol,
    /// Something within a symbol, at the symbol's position.
    Part,
    /// One or two characters of a script without spaces.
    Han,
    /// Two such characters that stand astride two words, the end of one and the beginning of the next: 国人 in
    /// 中国人民. They are a part of what is longer, and nothing that is asked for by themselves.
    HanAcross,
    /// What a dictionary takes for a word among such characters: no place is found by it alone, but a place where the
    /// words are the reader's own is a better one.
    HanWord,
}

/// For what the tokens are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// All by which a place may be found.
    Index,
    /// Only what must be there: pairs of Chinese characters without the single ones, symbols whole and in any case,
    /// a compound once.
    Query,
}

/// Calls `each` with the tokens of a text, in order of position.
///
/// The language decides over the stems of Latin words; without it, they get those of all three Latin languages.
pub fn tokens(text: &str, lang: Option<Lang>, mode: Mode, each: &mut dyn FnMut(Token)) {
    let chars = text.char_indices().collect();
    Scanner { text, chars, lang, mode, position: 0, buffer: String::new(), each }.run();
}

/// A run this short is a word to whoever typed it, be it in a dictionary or not.
const MAX_TYPED_WORD: usize = 4;
/// Longer chains of hyphens are rulers or part numbers.
const MAX_PARTS: usize = 8;
const MAX_SYMBOL_CHARS: usize = 60;

/// Parts the names within a foreigner's name: 安东尼奥·古特雷斯.
fn is_middle_dot(c: char) -> bool {
    matches!(c, '·' | '・' | '‧' | '･')
}

struct Scanner<'a> {
    text: &'a str,
    chars: Vec<(usize, char)>,
    lang: Option<Lang>,
    mode: Mode,
    position: u32,
    buffer: String,
    each: &'a mut dyn FnMut(Token),
}

/// A word's characters, and whether the line broke before it.
#[derive(Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    after_line_break: bool,
}

impl<'a> Scanner<'a> {
    fn run(mut self) {
        let mut at = 0;
        while let Some(c) = self.at(at) {
            at = if is_han(c) {
                self.han(at)
            } else if !is_word(c) {
                at + 1
            } else if let Some(ends) = self.symbol_ends(at) {
                self.symbol(at, &ends)
            } else {
                self.words(at)
            };
        }
    }

    fn at(&self, index: usize) -> Option<char> {
        self.chars.get(index).map(|&(_, c)| c)
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        let byte = |index: usize| self.chars.get(index).map_or(self.text.len(), |&(byte, _)| byte);
        &self.text[byte(start)..byte(end)]
    }

    fn emit_folded(&mut self, start: usize, end: usize, kind: TokenKind) {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        fold_into(self.slice(start, end), &mut buffer);
        buffer.retain(|c| !c.is_whitespace() && !is_middle_dot(c));
        self.emit(&buffer, start, end, kind);
        self.buffer = buffer;
    }

    fn emit(&mut self, text: &str, start: usize, end: usize, kind: TokenKind) {
        if !text.is_empty() {
            (self.each)(Token { text, position: self.position, start: start as u32, end: end as u32, kind });
        }
    }

    /// A word, or words joined by hyphens; gives where to go on.
    fn words(&mut self, start: usize) -> usize {
        let mut parts = vec![Part { start, end: self.word_end(start), after_line_break: false }];
        while parts.len() < MAX_PARTS {
            let last = parts[parts.len() - 1];
            let next = self.initial(last).or_else(|| self.hyphenated(last.end)).or_else(|| self.thousands(&parts));
            let Some(next) = next else { break };
            parts.push(next);
        }
        // A word that nothing is left of, such as a lone hamza, takes no position: its neighbours are neighbours.
        parts.retain(|part| {
            self.chars[part.start].1.is_ascii()
                || with_folded(self.slice(part.start, part.end), self.lang, |folded| !folded.word.is_empty())
        });
        for at in 0..parts.len() {
            // What a line's end took apart is one word to its neighbors, so its pieces share a position.
            if at > 0 && !parts[at].after_line_break {
                self.position += 1;
            }
            let kind = self.kind_of_word(parts[at].start, parts[at].end);
            self.word(self.slice(parts[at].start, parts[at].end), parts[at].start, parts[at].end, kind);
            self.joined(&parts, at);
        }
        self.position += u32::from(!parts.is_empty());
        parts.last().map_or_else(|| self.word_end(start), |part| part.end)
    }

    /// The compounds to be found at the part: the whole at its first and last part, so that phrases meet it from both
    /// sides, and what a line's end took apart.
    fn joined(&mut self, parts: &[Part], at: usize) {
        let last = parts.len() - 1;
        if last == 0 {
            return;
        }
        let one_word = parts[1..].iter().all(|part| part.after_line_break);
        if at == 0 || at == last && self.mode == Mode::Index && !one_word {
            self.join(parts);
        }
        if last > 1 && at > 0 && parts[at].after_line_break && self.mode == Mode::Index {
            self.join(&parts[at - 1..=at]);
        }
    }

    fn join(&mut self, parts: &[Part]) {
        let whole: String = parts.iter().map(|part| self.slice(part.start, part.end)).collect();
        // Dates and page ranges are no compounds.
        let between = self.at(parts[0].end).unwrap_or(' ');
        if whole.contains(char::is_alphabetic) || !matches!(between, '-' | '‐' | '‑') {
            self.word(&whole, parts[0].start, parts[parts.len() - 1].end, TokenKind::Joined);
        }
    }

    fn word(&mut self, word: &str, start: usize, end: usize, kind: TokenKind) {
        with_folded(word, self.lang, |folded| {
            self.emit(&folded.word, start, end, kind);
            if kind != TokenKind::Elision {
                for (lang, stem) in &folded.stems {
                    self.emit(stem, start, end, TokenKind::Stem(*lang));
                }
            }
        });
    }

    fn word_end(&self, start: usize) -> usize {
        let more = self.chars[start..].iter().take_while(|&&(_, c)| is_word(c) && !is_han(c)).count();
        start + more.max(1)
    }

    /// The next of the dotted letters of an abbreviation, such as `U.N.`, where the one before ends at `end`.
    fn initial(&self, before: Part) -> Option<Part> {
        let is_letter = |at: usize| self.at(at).is_some_and(|c| c.is_alphabetic() && !is_han(c));
        // Spanish doubles the letters of what is many: *EE.UU.*
        let is_lone = |start: usize| {
            is_letter(start)
                && (self.word_end(start) == start + 1
                    || self.word_end(start) == start + 2 && self.at(start) == self.at(start + 1))
        };
        let next = before.end + 1;
        let dotted = is_lone(before.start) && self.at(before.end) == Some('.') && is_lone(next);
        dotted.then(|| Part { start: next, end: self.word_end(next), after_line_break: false })
    }

    /// The next three digits of a number that is written in groups: `1,234,567`, `10 000`, `١٠٬٠٠٠`.
    fn thousands(&self, parts: &[Part]) -> Option<Part> {
        let n_digits = |start: usize| self.chars[start..].iter().take_while(|(_, c)| c.is_numeric()).take(4).count();
        let (first, last) = (parts.first()?, parts.last()?);
        let is_group = |part: &Part| part.end - part.start == n_digits(part.start);
        let separator = self
            .at(last.end)
            .filter(|c| matches!(c, ',' | '.' | '٬' | '،' | '’' | '\'' | '\u{A0}' | '\u{2009}' | '\u{202F}' | ' '))?;
        let same = parts.len() == 1 || self.at(first.end) == Some(separator);
        let fits = same && is_group(first) && first.end - first.start <= 3 && is_group(last);
        let start = last.end + 1;
        let stands_alone = first.start == 0
            || !self.at(first.start - 1).is_some_and(|c| matches!(c, '.' | ',' | '/' | '-') || c.is_numeric());
        let ends = self.word_end_if_any(start) == Some(start + 3) && n_digits(start) == 3;
        // Of what points part, only whole numbers: `1.500` is one, `10.123.45` is not, nor an address.
        let is_open = self.at(start + 3) == Some(separator) && self.at(start + 4).is_some_and(|c| c.is_numeric());
        let goes_on = !is_open || self.word_end_if_any(start + 4) == Some(start + 7);
        (fits && stands_alone && ends && goes_on).then_some(Part { start, end: start + 3, after_line_break: false })
    }

    fn word_end_if_any(&self, start: usize) -> Option<usize> {
        self.at(start).filter(|&c| is_word(c)).map(|_| self.word_end(start))
    }

    /// The word that a hyphen at `end` ties to the word before, over a line's end if need be.
    fn hyphenated(&self, end: usize) -> Option<Part> {
        let soft = self.at(end - 1) == Some('\u{AD}');
        let mut next = match self.at(end)? {
            '-' | '‐' | '‑' => end + 1,
            '\n' | '\r' if soft => end,
            _ => return None,
        };
        let mut after_line_break = false;
        while !after_line_break && matches!(self.at(next)?, '\n' | '\r') {
            after_line_break = self.at(next) == Some('\n');
            next += 1;
        }
        let c = self.at(next)?;
        (is_word(c) && !is_han(c)).then(|| Part { start: next, end: self.word_end(next), after_line_break })
    }

    fn kind_of_word(&self, start: usize, end: usize) -> TokenKind {
        let apostrophe = |c| matches!(c, '\'' | '’' | 'ʼ' | '‘' | '＇' | '`' | '´');
        if self.mode == Mode::Index || end - start > 7 {
            return TokenKind::Word;
        }
        let before = start > 0
            && self.at(start - 1).is_some_and(apostrophe)
            && start > 1
            && self.at(start - 2).is_some_and(is_word);
        let after = self.at(end).is_some_and(apostrophe) && self.at(end + 1).is_some_and(is_word);
        let word = self.slice(start, end).to_lowercase();
        let elided = after
            && matches!(&*word, "l" | "d" | "j" | "m" | "t" | "s" | "n" | "c" | "qu" | "jusqu" | "lorsqu" | "puisqu")
            || before && matches!(&*word, "s" | "t" | "ll" | "re" | "ve" | "d" | "m");
        if elided { TokenKind::Elision } else { TokenKind::Word }
    }

    /// Characters without spaces between; gives where to go on. Lines of such scripts break anywhere, so a run goes on
    /// over a line's end; names from abroad have dots within; and titles are spaced out, 目　录.
    fn han(&mut self, start: usize) -> usize {
        let mut run = vec![start];
        let mut end = start + 1;
        while let Some(c) = self.at(end) {
            if !is_han(c) {
                let goes_on = is_middle_dot(c) && self.at(end + 1).is_some_and(is_han)
                    || self.mode == Mode::Index && (c == '\n' && self.at(end + 1).is_some_and(is_han));
                if goes_on {
                    end += 1;
                } else if self.mode == Mode::Index
                    && let Some(next) = self.spaced_out(end)
                {
                    end = next;
                } else {
                    break;
                }
            }
            run.push(end);
            end += 1;
        }
        let single = self.mode == Mode::Index || run.len() == 1;
        let characters: String = run.iter().filter_map(|&at| self.at(at)).collect();
        let mut words = if run.len() > 1 { han_words(&characters) } else { Vec::new() };
        if self.mode == Mode::Query && (2..=MAX_TYPED_WORD).contains(&run.len()) && !words.contains(&(0, run.len())) {
            words.insert(0, (0, run.len()));
        }
        // Of each character, where its word begins and ends.
        let mut within: Vec<(usize, usize)> = (0..run.len()).map(|at| (at, at + 1)).collect();
        for &(from, to) in &words {
            within[from..to].fill((from, to));
        }
        let mut words = words.into_iter().peekable();
        for (at, &first) in run.iter().enumerate() {
            if single {
                self.emit_folded(first, first + 1, TokenKind::Han);
            }
            if let Some(&second) = run.get(at + 1) {
                let is_across = within[at].0 < at && within[at].1 == at + 1 && within[at + 1].1 > at + 2;
                let kind = if is_across && self.mode == Mode::Index { TokenKind::HanAcross } else { TokenKind::Han };
                self.emit_folded(first, second + 1, kind);
            }
            while let Some((_, end)) = words.next_if(|&(start, _)| start == at) {
                self.emit_folded(first, run[end - 1] + 1, TokenKind::HanWord);
            }
            self.position += 1;
        }
        end
    }

    /// Where a spaced-out title goes on behind the gap at `gap`: both characters beside it stand alone.
    fn spaced_out(&self, gap: usize) -> Option<usize> {
        let is_gap = |at: usize| matches!(self.at(at), Some(' ' | '\u{A0}' | '\u{3000}'));
        let is_han_at = |at: usize| self.at(at).is_some_and(is_han);
        let next = (gap..gap + 3).find(|&at| !is_gap(at)).filter(|&at| at > gap)?;
        let before_is_alone = gap < 2 || !self.at(gap - 2).is_some_and(|c| is_han(c) || is_word(c));
        let next_is_alone = !self.at(next + 1).is_some_and(|c| is_han(c) || is_word(c));
        (is_han_at(next) && before_is_alone && next_is_alone).then_some(next)
    }

    /// Where the slash-parted pieces of a symbol end that begins here: letters, then pieces of letters, digits, dots
    /// and hyphens, with a digit somewhere: `S/RES/1373`, `CTBT/PTS/INF.1234/Rev.1`.
    fn symbol_ends(&self, start: usize) -> Option<Vec<(usize, usize)>> {
        let letter = |c: char| c.is_ascii_uppercase() || self.mode == Mode::Query && c.is_ascii_lowercase();
        if start > 0 && self.at(start - 1).is_some_and(|c| c.is_ascii_alphanumeric() || c == '/') {
            return None;
        }
        let mut end = start;
        while end - start < 8 && self.at(end).is_some_and(letter) {
            end += 1;
        }
        if end == start || self.at(end) != Some('/') {
            return None;
        }
        let mut pieces = vec![(start, end)];
        let mut has_digit = false;
        while self.at(end) == Some('/') && end - start < MAX_SYMBOL_CHARS {
            let direct = end + 1;
            let gap = usize::from(matches!(self.at(direct), Some(' ' | '\n')));
            let piece_start = direct + gap;
            let piece_end = self.symbol_piece_end(piece_start);
            let digit = self.chars[piece_start.min(piece_end)..piece_end].iter().any(|(_, c)| c.is_ascii_digit());
            // Over a gap only what is clearly a symbol's number goes on with it.
            if piece_end <= piece_start || gap > 0 && !digit {
                break;
            }
            has_digit |= digit;
            pieces.push((piece_start, piece_end));
            end = piece_end;
        }
        let cut_short = self.at(end).is_some_and(|c| is_word(c) && !is_han(c));
        (has_digit && !cut_short).then_some(pieces)
    }

    fn symbol_piece_end(&self, start: usize) -> usize {
        let alphanumeric = |at: usize| self.at(at).is_some_and(|c| c.is_ascii_alphanumeric());
        let mut end = start.min(self.chars.len());
        while alphanumeric(end) || end > start && matches!(self.at(end), Some('.' | '-')) && alphanumeric(end + 1) {
            end += 1;
        }
        end
    }

    /// The symbol whole, and all that it may be asked for by: a base symbol finds its revisions, a number its symbol.
    fn symbol(&mut self, start: usize, pieces: &[(usize, usize)]) -> usize {
        let end = pieces.last().map_or(start, |&(_, end)| end);
        let texts: Vec<String> = pieces.iter().map(|&(from, to)| self.slice(from, to).to_ascii_lowercase()).collect();
        self.emit(&texts.join("/"), start, end, TokenKind::Symbol);
        if self.mode == Mode::Index {
            for first in 0..pieces.len().min(MAX_PARTS) {
                for last in first..pieces.len().min(MAX_PARTS) {
                    let (from, to) = (pieces[first].0, pieces[last].1);
                    if first == last && texts[first].bytes().all(|b| b.is_ascii_lowercase()) {
                        // Phrases ask for stems.
                        self.word(&texts[first], from, to, TokenKind::Part);
                    } else if last - first + 1 < pieces.len() {
                        self.emit(&texts[first..=last].join("/"), from, to, TokenKind::Part);
                    }
                }
                self.symbol_parts(pieces[first]);
            }
        }
        self.position += 1;
        end
    }

    /// What dots and hyphens part within a piece.
    fn symbol_parts(&mut self, (start, end): (usize, usize)) {
        let mut part = start;
        while part < end {
            let length = self.chars[part..end].iter().take_while(|(_, c)| c.is_ascii_alphanumeric()).count();
            if length > 0 && (part, part + length) != (start, end) {
                self.word(self.slice(part, part + length), part, part + length, TokenKind::Part);
            }
            part += length + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `text@position[start..end]`, stems marked by their language.
    fn show(text: &str, lang: Option<Lang>, mode: Mode) -> String {
        let mut all = Vec::new();
        tokens(text, lang, mode, &mut |t| {
            let mark = match t.kind {
                TokenKind::Word => "",
                TokenKind::Elision => "'",
                TokenKind::Stem(lang) => lang.code(),
                TokenKind::Joined => "+",
                TokenKind::Symbol => "#",
                TokenKind::Part => "/",
                TokenKind::Han => "",
                TokenKind::HanAcross => "|",
                TokenKind::HanWord => "=",
            };
            let colon = if mark.is_empty() { "" } else { ":" };
            all.push(format!("{mark}{colon}{}@{}[{}..{}]", t.text, t.position, t.start, t.end));
        });
        all.join(" ")
    }

    #[track_caller]
    fn check(text: &str, lang: Option<Lang>, mode: Mode, expected: &str) {
        assert_eq!(show(text, lang, mode), expected, "{text}");
    }

    #[test]
    fn words_have_stems_and_places_in_code_points() {
        let index = Mode::Index;
        check(
            "Los Résolutions",
            Some(Lang::Fr),
            index,
            "los@0[0..3] fr:los@0[0..3] resolutions@1[4..15] fr:resolu@1[4..15]",
        );
        check("😀 1373", None, index, "1373@0[2..6]");
        check("القرار", None, index, "القرار@0[0..6] ar:قرار@0[0..6]");
    }

    #[test]
    fn a_compound_is_found_whole_and_by_its_parts() {
        let fr = Some(Lang::Fr);
        check(
            "abc-12\nx",
            fr,
            Mode::Query,
            "abc@0[0..3] fr:abc@0[0..3] +:abc12@0[0..6] fr:abc12@0[0..6] 12@1[4..6] x@2[7..8] fr:x@2[7..8]",
        );
        let index = show("reso-\nlution", Some(Lang::En), Mode::Index);
        assert!(index.contains("+:resolution@0[0..12] en:resolut@0[0..12]"), "{index}");
        assert!(index.contains("lution@0[6..12]"), "one word, one position: {index}");
        let whole = show("a well-being b", Some(Lang::En), Mode::Index);
        assert!(whole.contains("+:wellbeing@1") && whole.contains("+:wellbeing@2"), "phrases meet it from both sides");
        let soft = show("reso\u{AD}\nlution", Some(Lang::En), Mode::Index);
        assert!(soft.contains("+:resolution@0[0..12]"), "{soft}");
        let of_three = show("open-sour-\nce", Some(Lang::En), Mode::Index);
        assert!(of_three.contains("+:source@1"), "{of_three}");
        assert!(!show("2016-05-12", None, Mode::Index).contains('+'), "a date is no compound");
    }

    #[test]
    fn a_symbol_is_one_word_with_parts() {
        check(
            "(S/RES/1373 (2001))",
            Some(Lang::En),
            Mode::Index,
            "#:s/res/1373@0[1..11] /:s@0[1..2] en:s@0[1..2] /:s/res@0[1..6] /:res@0[3..6] en:res@0[3..6] /:res/1373@0[3..11] /:1373@0[7..11] 2001@1[13..17]",
        );
        check(
            "A/1-2",
            Some(Lang::En),
            Mode::Index,
            "#:a/1-2@0[0..5] /:a@0[0..1] en:a@0[0..1] /:1-2@0[2..5] /:1@0[2..3] /:2@0[4..5]",
        );
        check("s/res/1373", None, Mode::Query, "#:s/res/1373@0[0..10]");
        check("第S/RES/\n2178号", None, Mode::Query, "第@0[0..1] #:s/res/2178@1[1..12] 号@2[12..13]");
        assert!(!show("and/or TCP/IP", None, Mode::Index).contains('#'), "no digit, no symbol");
    }

    #[test]
    fn chinese_runs_go_on_over_a_line_break() {
        check(
            "安全\n理",
            None,
            Mode::Index,
            "安@0[0..1] 安全@0[0..2] =:安全@0[0..2] 全@1[1..2] 全理@1[1..4] 理@2[3..4]",
        );
        check("安全理", None, Mode::Query, "安全@0[0..2] =:安全理@0[0..3] =:安全@0[0..2] 全理@1[1..3]");
    }

    #[test]
    fn dotted_letters_are_one_word_too() {
        let index = show("the U.N. Charter", Some(Lang::En), Mode::Index);
        assert!(index.contains("+:un@1[4..7]") && index.contains("+:un@2[4..7]"), "{index}");
        assert!(index.contains("charter@3"), "{index}");
        assert!(show("С.В.Лавров", None, Mode::Query).contains("+:св@0[0..3]"));
        assert!(!show("a.bc x.", None, Mode::Query).contains('+'), "only lone letters");
    }

    #[test]
    fn elisions_are_known_in_a_query() {
        check("l’eau", Some(Lang::Zh), Mode::Query, "':l@0[0..1] eau@1[2..5] en:eau@1[2..5]");
        check("UN's", Some(Lang::En), Mode::Query, "un@0[0..2] en:un@0[0..2] ':s@1[3..4]");
    }

    #[test]
    fn any_text_gives_tokens_in_order() {
        let hostile = "-'/\u{AD}-\nء-\u{301}a/1/.-/ A/1- A/\n\u{200D}\u{FDFA}½ﷺ-X/Y/Z/9/8.7.6-5-\u{0}";
        for start in hostile.char_indices().map(|(at, _)| at) {
            for mode in [Mode::Index, Mode::Query] {
                let text = &hostile[start..];
                let (mut last, n_chars) = (0, text.chars().count() as u32);
                tokens(text, None, mode, &mut |token| {
                    assert!(token.position >= last && token.start < token.end && token.end <= n_chars, "{token:?}");
                    last = token.position;
                });
            }
        }
    }
    #[test]
    fn no_word_is_too_odd_for_a_stemmer() {
        let letters: Vec<char> =
            "aeiouysntlrxqéèêëîïôûùçñáíóúüœæßıİяеиыйщьъётсжнвшаоاونيهةىأإلمقتك-'’\u{301}\u{AD}\u{64B}中"
                .chars()
                .collect();
        let mut seed = 7u64;
        let mut random = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        for round in 0..60_000 {
            // Within one script, or the stemmers see little of it.
            let (from, among) = [(0, 37), (37, 17), (54, letters.len() - 54), (0, letters.len())][round % 4];
            let n_letters = 1 + random(14);
            let word: String = (0..n_letters).map(|_| letters[from + random(among)]).collect();
            for lang in [None, Some(Lang::Fr)] {
                tokens(&word, lang, Mode::Index, &mut |token| assert!(!token.text.is_empty()));
            }
        }
    }
}
