//! The query language: words that must all be there, `"phrases"`, `-not`, `OR`, `word*`, `=exact`.
//!
//! The last word is a beginning while it is being typed. A query is never wrong: what is not understood is searched as
//! plain words, and said.

use analysis::{Lang, Mode, Token, TokenKind, tokens};

/// A query understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What was not understood, and searched as plain words.
    pub not_understood: Option<String>,
    /// All must hold.
    pub(crate) clauses: Vec<Clause>,
}

impl Query {
    /// Nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }

    /// What is searched for, without what must not be there.
    pub(crate) fn wanted(&self) -> impl Iterator<Item = &Unit> {
        self.clauses.iter().filter(|clause| !clause.negated).flat_map(|clause| clause.alternatives.iter().flatten())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clause {
    pub negated: bool,
    /// One must hold, with all its units.
    pub alternatives: Vec<Vec<Unit>>,
}

/// A word or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// Any of them is as good: `well being` and `wellbeing`. None is empty.
    pub spellings: Vec<Vec<Slot>>,
    /// The last slot is the beginning of a word.
    pub prefix: bool,
    /// As it stands, not its other forms.
    pub exact: bool,
}

/// A word in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    /// From the unit's first word.
    pub offset: u32,
    pub word: String,
    pub stems: Vec<(Lang, String)>,
}

/// Nobody types more; what is pasted beyond is not searched for.
const MAX_CHARS: usize = 600;
const MAX_UNITS: usize = 24;
const MAX_SLOTS: usize = 32;
/// Fields that are not there yet: their names are no words to search for.
const FIELDS: &[&str] = &["speaker", "session", "org", "tag", "lang", "doc", "symbol", "date"];

/// Understands what a reader typed; never fails.
pub fn parse(text: &str) -> Query {
    let mut not_understood: Vec<String> = Vec::new();
    let text = match text.char_indices().nth(MAX_CHARS) {
        Some((byte, _)) => {
            not_understood.push(format!("{}…", text[byte..].chars().take(30).collect::<String>()));
            &text[..byte]
        }
        None => text,
    };
    let mut clauses: Vec<Clause> = Vec::new();
    let (mut n_units, mut negated, mut or) = (0, false, false);
    for chunk in chunks(text) {
        if !chunk.quoted {
            match chunk.text {
                "OR" | "|" | "||" if !clauses.is_empty() => {
                    or = true;
                    continue;
                }
                "AND" | "&" | "&&" => continue,
                "NOT" => {
                    negated = true;
                    continue;
                }
                _ => {}
            }
        }
        let negated_here = std::mem::take(&mut negated) || chunk.negated;
        let mut units = units(&chunk, negated_here, &mut not_understood);
        units.truncate(MAX_UNITS - n_units);
        if units.is_empty() {
            continue;
        }
        n_units += units.len();
        match clauses.last_mut() {
            Some(last) if or && !last.negated && !negated_here => last.alternatives.push(units),
            _ => clauses.push(Clause { negated: negated_here, alternatives: vec![units] }),
        }
        or = false;
    }
    let not_understood = (!not_understood.is_empty()).then(|| not_understood.join(" "));
    Query { not_understood, clauses }
}

/// A stretch between spaces, or between quotation marks.
struct Chunk<'a> {
    text: &'a str,
    negated: bool,
    quoted: bool,
    /// Nothing was typed behind it, not even a space or a quotation mark.
    open: bool,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』' | '〝' | '〞')
}

fn chunks(text: &str) -> Vec<Chunk<'_>> {
    let mut chunks = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return chunks };
        let mut negated = false;
        if matches!(first, '-' | '－' | '−') {
            let behind = &rest[first.len_utf8()..];
            if behind.chars().next().is_some_and(|c| c.is_alphanumeric() || is_quote(c) || c == '=') {
                negated = true;
                rest = behind;
            }
        }
        let quoted = rest.starts_with(is_quote);
        if quoted {
            rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..];
        }
        let end = rest.find(|c: char| is_quote(c) || !quoted && c.is_whitespace());
        let (chunk, behind) = rest.split_at(end.unwrap_or(rest.len()));
        chunks.push(Chunk { text: chunk, negated, quoted, open: end.is_none() });
        rest = if quoted { behind.strip_prefix(is_quote).unwrap_or(behind) } else { behind };
    }
}

fn units(chunk: &Chunk, negated: bool, not_understood: &mut Vec<String>) -> Vec<Unit> {
    let mut text = chunk.text;
    let mut exact = false;
    if !chunk.quoted {
        if let Some((field, value)) = text.split_once([':', '：'])
            && FIELDS.contains(&field.to_ascii_lowercase().as_str())
        {
            not_understood.push(format!("{field}:"));
            text = value;
        }
        if let Some(rest) = text.strip_prefix('=') {
            (exact, text) = (true, rest);
        }
        if text.starts_with('~') {
            not_understood.push(text.to_owned());
        }
    }
    let starred = text.ends_with('*') && !chunk.quoted;
    let words = words(text);
    let groups = if chunk.quoted { vec![words.slots] } else { grouped(words.slots, text) };
    let n_chars = text.trim_end_matches('*').chars().count() as u32;
    let mut units = Vec::new();
    for mut group in groups {
        group.truncate(MAX_SLOTS);
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let (start, end, symbol) = (first.start, last.end, group.len() == 1 && first.kind == TokenKind::Symbol);
        // A pair of Chinese characters is found wherever it stands; there is no word for it to begin.
        let at_end = end == n_chars && last.kind != TokenKind::Han;
        let prefix = at_end && (starred || chunk.open && !negated && !exact);
        let mut spellings = vec![spelling(&group)];
        if !chunk.quoted {
            let whole = words.joined.iter().find(|joined| joined.start == start && joined.end == end);
            spellings.extend(whole.map(|joined| spelling(std::slice::from_ref(joined))));
            spellings.extend(piece_of_symbol(text, start, end, group.len()));
            if symbol {
                // Small letters and a slash may be a symbol, or just words with a slash between them.
                let apart = self::words(&text.replace('/', " ")).slots;
                if apart.len() > 1 {
                    spellings.push(spelling(&apart[..apart.len().min(MAX_SLOTS)]));
                }
            }
        }
        units.push(Unit { spellings, prefix, exact });
    }
    units
}

/// The words as they stand, where they may be a piece of a document's symbol, such as `inf.1234` or `s/res`.
fn piece_of_symbol(text: &str, start: u32, end: u32, n_words: usize) -> Option<Vec<Slot>> {
    let piece: String = text.chars().skip(start as usize).take((end - start) as usize).collect();
    let may_be = n_words > 1 && piece.is_ascii() && piece.contains(|c: char| c == '/' || c.is_ascii_digit());
    may_be.then(|| vec![Slot { offset: 0, word: piece.to_ascii_lowercase(), stems: Vec::new() }])
}

struct Word {
    slot: Slot,
    position: u32,
    start: u32,
    end: u32,
    kind: TokenKind,
}

struct Words {
    slots: Vec<Word>,
    joined: Vec<Word>,
}

fn words(text: &str) -> Words {
    let mut words = Words { slots: Vec::new(), joined: Vec::new() };
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
        let list = if last_was_joined { &mut words.joined } else { &mut words.slots };
        list.push(Word {
            slot: Slot { offset: 0, word: token.text.to_owned(), stems: Vec::new() },
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The query as it was understood: `&` between clauses, `|` between alternatives.
    fn show(text: &str) -> String {
        let slot = |slot: &Slot| slot.word.clone();
        let unit = |unit: &Unit| {
            let spellings: Vec<String> =
                unit.spellings.iter().map(|s| s.iter().map(slot).collect::<Vec<_>>().join("_")).collect();
            let mark = if unit.exact { "=" } else { "" };
            format!("{mark}{}{}", spellings.join("/"), if unit.prefix { "*" } else { "" })
        };
        let clause = |clause: &Clause| {
            let all: Vec<String> =
                clause.alternatives.iter().map(|units| units.iter().map(unit).collect::<Vec<_>>().join("+")).collect();
            format!("{}{}", if clause.negated { "-" } else { "" }, all.join(" | "))
        };
        parse(text).clauses.iter().map(clause).collect::<Vec<_>>().join(" & ")
    }

    #[test]
    fn queries_are_understood() {
        for (text, expected) in [
            ("", ""),
            ("  \u{3000} ", ""),
            ("security coun", "security & coun*"),
            ("security council ", "security & council"),
            ("\"security council\"", "security_council"),
            ("«conseil de sécurité» x ", "conseil_de_securite & x"),
            ("\"security coun", "security_coun*"),
            ("nuclear -test ", "nuclear & -test"),
            ("nuclear -te", "nuclear & -te"),
            ("-\"hydro acoustic\" NOT radio ", "-hydro_acoustic & -radio"),
            ("iran OR iraq sanctions ", "iran | iraq & sanctions"),
            ("iran OR ", "iran"),
            ("OR ", "or"),
            ("detect* x ", "detect* & x"),
            ("=test ", "=test"),
            ("well-being ", "well_being/wellbeing"),
            ("l'Assemblée générale ", "assemblee & generale"),
            ("s/res/1373 ", "s/res/1373/s_res_1373"),
            ("安全理事会", "安全_全理_理事_事会"),
            ("第1373号 ", "第_1373_号"),
            ("安全、理事。", "安全+理事"),
            ("1,234.5 a,b ", "1_234_5/1,234.5 & a+b"),
            ("inf.1234 s/res ", "inf_1234/inf.1234 & s_res/s/res"),
            ("قرار،مجلس؟", "قرار+مجلس"),
            ("tag:nuclear ", "nuclear"),
            ("10:30 ", "10_30/10:30"),
            ("- * \" ' ( | && ~", ""),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        assert_eq!(parse("tag:nuclear ").not_understood.as_deref(), Some("tag:"));
        assert_eq!(parse("nuclear test").not_understood, None);
        assert!(parse(&"word ".repeat(10_000)).not_understood.is_some());
    }

    #[test]
    fn a_query_of_any_length_stays_small() {
        let query = parse(&"ab-cd ".repeat(100_000));
        assert!(query.wanted().count() <= MAX_UNITS);
        assert!(parse(&"国".repeat(100_000)).wanted().all(|unit| unit.spellings[0].len() <= MAX_SLOTS));
    }
}
