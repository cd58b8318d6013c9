//! What a stretch of a query asks for: words, and words that belong together.

use crate::query::{Scope, Slot, Unit};
use analysis::{Mode, Token, TokenKind, tokens};
use model::CharRange;

/// A longer phrase is found by its beginning.
pub const MAX_SLOTS: usize = 32;

/// A stretch between spaces, or between quotation marks.
#[derive(Debug, Clone, Copy)]
pub struct Stretch<'a> {
    pub text: &'a str,
    /// Where it begins in the query, in characters.
    pub start: u32,
    pub quoted: bool,
    /// Nothing was typed behind it, not even a space or a quotation mark.
    pub open: bool,
}

/// The units of a stretch; what was typed as one phrase is one.
pub fn units(stretch: Stretch, scope: Scope, negated: bool, forced_exact: bool) -> Vec<Unit> {
    let (mut text, mut start) = (stretch.text, stretch.start);
    let (mut exact, mut fuzzy) = (forced_exact, false);
    if !stretch.quoted {
        while let Some(mark) = text.chars().next().filter(|c| matches!(c, '=' | '＝' | '~' | '～')) {
            (exact, fuzzy) = (exact || matches!(mark, '=' | '＝'), fuzzy || matches!(mark, '~' | '～'));
            text = &text[mark.len_utf8()..];
            start += 1;
        }
    }
    let starred = text.ends_with(['*', '＊']);
    let words = words(text, start);
    let groups = if stretch.quoted { vec![words.slots] } else { grouped(words.slots, text) };
    let n_chars = text.trim_end_matches(['*', '＊']).chars().count() as u32;
    let mut units = Vec::new();
    for mut group in groups {
        group.truncate(MAX_SLOTS);
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let (from, to, symbol) = (first.start, last.end, group.len() == 1 && first.kind == TokenKind::Symbol);
        // A pair of Chinese characters is found wherever it stands; there is no word for it to begin.
        let at_end = to == n_chars && last.kind != TokenKind::Han;
        let prefix = at_end && (starred || stretch.open && !negated && !exact && !fuzzy);
        let mut spellings = vec![spelling(&group)];
        if scope == Scope::Symbol {
            let words = |spelling: &[Slot]| spelling.iter().map(|slot| slot.word.clone()).collect::<Vec<_>>();
            for form in as_numbered(text, &group) {
                if spellings.iter().all(|known| words(known) != words(&form)) {
                    spellings.push(form);
                }
            }
        }
        if !stretch.quoted {
            let whole = words.joined.iter().find(|joined| joined.start == from && joined.end == to);
            spellings.extend(whole.map(|joined| spelling(std::slice::from_ref(joined))));
            spellings.extend(piece_of_symbol(text, from, to, &group));
            spellings.extend(apart(&group, forced_exact || exact));
            if symbol {
                // Small letters and a slash may be a symbol, or just words with a slash between them.
                let apart = self::words(&text.replace('/', " "), start).slots;
                if apart.len() > 1 {
                    spellings.push(spelling(&apart[..apart.len().min(MAX_SLOTS)]));
                }
            }
        }
        let within = |word: &&Word| word.start >= from && word.end <= to;
        let preferred = words.han.iter().filter(within).map(|word| word.slot.word.clone()).collect();
        units.push(Unit { scope, spellings, variants: Vec::new(), preferred, prefix, exact, fuzzy });
    }
    units
}

/// What is written as one word here and as two there: *counterterrorism*, *counter terrorism*. With a hyphen it is
/// found anyway.
const WRITTEN_APART: &[&str] =
    &["counter", "cyber", "anti", "multi", "socio", "micro", "macro", "contre", "ciber", "контр", "кибер", "анти"];

/// A lone word in two, where it begins with what may stand apart.
fn apart(group: &[Word], exact: bool) -> Option<Vec<Slot>> {
    let [word] = group else { return None };
    let whole = &word.slot.word;
    let may_be = !exact && word.kind == TokenKind::Word && whole.chars().all(char::is_alphabetic);
    let rest = WRITTEN_APART
        .iter()
        .filter(|_| may_be)
        .find_map(|first| whole.strip_prefix(first).filter(|rest| rest.chars().nth(3).is_some()))?;
    let first = &whole[..whole.len() - rest.len()];
    let two = words(&format!("{first} {rest}"), 0).slots;
    let slots = two.iter().map(|part| Slot { offset: part.position, typed: word.slot.typed, ..part.slot.clone() });
    (two.len() == 2).then(|| slots.collect())
}

/// The words as they stand, where they may be a piece of a document's symbol, such as `inf.1234` or `s/res`.
fn piece_of_symbol(text: &str, start: u32, end: u32, group: &[Word]) -> Option<Vec<Slot>> {
    let piece: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    let may_be = group.len() > 1 && piece.is_ascii() && piece.contains(|c: char| c == '/' || c.is_ascii_digit());
    let typed = CharRange::new(group.first()?.slot.typed.start, group.last()?.slot.typed.end);
    may_be.then(|| vec![Slot { offset: 0, word: piece.to_ascii_lowercase(), stems: Vec::new(), typed, is_han: false }])
}

/// All that was typed as one symbol of another body, which may have spaces: as typed, and in its one form.
fn as_numbered(text: &str, group: &[Word]) -> Vec<Vec<Slot>> {
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return Vec::new() };
    let typed = CharRange::new(first.slot.typed.start, last.slot.typed.end);
    let mut forms = vec![analysis::fold(text.trim())];
    forms.extend(analysis::numbered(text).into_iter().next().map(|one| analysis::fold(&one.symbol)));
    forms.dedup();
    let slot = |word| vec![Slot { offset: 0, word, stems: Vec::new(), typed, is_han: false }];
    forms.into_iter().map(slot).collect()
}

struct Word {
    slot: Slot,
    position: u32,
    start: u32,
    end: u32,
    kind: TokenKind,
}

#[derive(Default)]
struct Words {
    slots: Vec<Word>,
    joined: Vec<Word>,
    han: Vec<Word>,
}

fn words(text: &str, at: u32) -> Words {
    let mut words = Words::default();
    let mut last_was_joined = false;
    tokens(text, None, Mode::Query, &mut |token: Token| {
        if let TokenKind::Stem(lang) = token.kind {
            let owner = if last_was_joined { words.joined.last_mut() } else { words.slots.last_mut() };
            if let Some(owner) = owner {
                owner.slot.stems.push((lang, token.text.to_owned()));
            }
            return;
        }
        last_was_joined = token.kind == TokenKind::Joined;
        let list = match token.kind {
            TokenKind::Joined => &mut words.joined,
            TokenKind::HanWord => &mut words.han,
            TokenKind::Word
            | TokenKind::Elision
            | TokenKind::Symbol
            | TokenKind::Part
            | TokenKind::Han
            | TokenKind::HanAcross
            | TokenKind::Stem(_) => &mut words.slots,
        };
        list.push(Word {
            slot: Slot {
                offset: 0,
                word: token.text.to_owned(),
                stems: Vec::new(),
                typed: CharRange::new(at + token.start, at + token.end),
                is_han: token.kind == TokenKind::Han,
            },
            position: token.position,
            start: token.start,
            end: token.end,
            kind: token.kind,
        });
    });
    words
}

fn spelling(words: &[Word]) -> Vec<Slot> {
    let first = words.first().map_or(0, |word| word.position);
    words.iter().map(|word| Slot { offset: word.position - first, ..word.slot.clone() }).collect()
}

/// Words that nothing or only a joining mark parts belong together as a phrase.
fn grouped(mut words: Vec<Word>, text: &str) -> Vec<Vec<Word>> {
    if words.iter().any(|word| word.kind != TokenKind::Elision) {
        words.retain(|word| word.kind != TokenKind::Elision);
    }
    let chars: Vec<char> = text.chars().collect();
    let mut groups: Vec<Vec<Word>> = Vec::new();
    for word in words {
        let glued = groups.last().and_then(|group| group.last()).is_some_and(|before| {
            let between = chars.get(before.end as usize..word.start as usize).unwrap_or(&[]);
            let digits = before.slot.stems.is_empty() && word.slot.stems.is_empty();
            match between {
                [] => true,
                ['-' | '‐' | '‑' | '–' | '\'' | '’' | '/' | '.' | '_' | '&' | '@' | '+' | '·'] => true,
                [',' | ':'] => digits,
                _ => false,
            }
        });
        match groups.last_mut() {
            Some(group) if glued => group.push(word),
            _ => groups.push(vec![word]),
        }
    }
    groups
}
