//! The few words of a text to quote: whole sentences where they fit.

use crate::light::Place;
use model::{CharRange, SnippetPiece};

const SNIPPET_CHARS: usize = 160;
/// How far a cut may move to meet the end of a word.
const MAX_SHIFT: usize = 20;

pub fn quote(text: &str, places: &[Place], ranges: &[CharRange]) -> Vec<SnippetPiece> {
    let chars: Vec<char> = text.chars().collect();
    let (start, end) = window(&chars, places);
    let mut pieces: Vec<SnippetPiece> = Vec::new();
    let mut push = |c: char, lit: bool| match pieces.last_mut() {
        Some(last) if last.lit == lit => last.text.push(c),
        _ => pieces.push(SnippetPiece { text: c.into(), lit }),
    };
    if start > 0 {
        push('…', false);
    }
    let mut ranges = ranges.iter().peekable();
    let mut spaced = true;
    for (at, &c) in chars.iter().enumerate().take(end).skip(start) {
        while ranges.peek().is_some_and(|range| range.end as usize <= at) {
            ranges.next();
        }
        let lit = ranges.peek().is_some_and(|range| range.start as usize <= at);
        let space = c.is_whitespace() || c.is_control();
        if !(space && spaced) {
            push(if space { ' ' } else { c }, lit);
        }
        spaced = space;
    }
    if end < chars.len() {
        // Behind a whole sentence the dots would read as its end.
        if matches!(chars[start..end].last(), Some('.' | '!' | '?' | '؟')) {
            push(' ', false);
        }
        push('…', false);
    }
    pieces
}

/// The stretch to quote: where the most different units stand, then the most places.
fn window(chars: &[char], places: &[Place]) -> (usize, usize) {
    if chars.len() <= SNIPPET_CHARS {
        return (0, chars.len());
    }
    let mut best: Option<((usize, usize), usize, usize)> = None;
    let mut last = 0;
    for (first, place) in places.iter().enumerate() {
        let start = place.range.start as usize;
        last = last.max(first);
        while last + 1 < places.len() && places[last + 1].range.end as usize <= start + SNIPPET_CHARS {
            last += 1;
        }
        let within = &places[first..=last];
        let mut units: Vec<usize> = within.iter().map(|place| place.unit).take(100).collect();
        units.sort_unstable();
        units.dedup();
        let score = (units.len(), within.len());
        if best.is_none_or(|(of_best, ..)| score > of_best) {
            best = Some((score, start, places[last].range.end as usize));
        }
    }
    let Some((_, lit_start, lit_end)) = best else {
        return (0, end_of_word(chars, SNIPPET_CHARS));
    };
    // A third of the room goes before what is lit, for what follows tells more; a sentence that begins further before
    // is worth up to two thirds.
    let room = SNIPPET_CHARS.saturating_sub(lit_end - lit_start);
    let earliest = lit_start.saturating_sub(room * 2 / 3);
    if let Some(start) = (earliest..=lit_start).find(|&at| begins_sentence(chars, at)) {
        return (start, end_of_quote(chars, start, lit_end));
    }
    let start = lit_start.saturating_sub(room / 3);
    let end = (start + SNIPPET_CHARS).max(lit_end).min(chars.len());
    let start = start_of_word(chars, start.min(end.saturating_sub(SNIPPET_CHARS)), lit_start);
    (start, end_of_quote(chars, start, lit_end))
}

/// A quote ends with a sentence, unless that makes it much shorter.
fn end_of_quote(chars: &[char], start: usize, lit_end: usize) -> usize {
    let end = (start + SNIPPET_CHARS).max(lit_end).min(chars.len());
    if end == chars.len() {
        return end;
    }
    let least = (start + SNIPPET_CHARS * 3 / 5).max(lit_end);
    let sentence = (least..=end).rev().find(|&at| begins_sentence(chars, at));
    // What lies between the sentences stays out.
    let trimmed = |at: usize| (lit_end..=at).rev().find(|&at| at == 0 || !chars[at - 1].is_whitespace()).unwrap_or(at);
    sentence.map_or_else(|| end_of_word(chars, end).max(lit_end), trimmed)
}

/// Does a sentence, or an item of a list, begin here?
fn begins_sentence(chars: &[char], at: usize) -> bool {
    let Some(&c) = chars.get(at) else { return at == chars.len() };
    if c.is_whitespace() {
        return false;
    }
    if at == 0 || matches!(chars[at - 1], '。' | '！' | '？') {
        return true;
    }
    let spaces = chars[..at].iter().rev().take_while(|c| c.is_whitespace()).count();
    if spaces == 0 {
        return false;
    }
    let before = chars[..at - spaces].iter().rev().find(|c| !matches!(c, ')' | '"' | '”' | '»' | '’'));
    let is_item = matches!(c, '•' | '–' | '—' | '▪' | '●' | '○' | '■' | '➢' | '✓');
    let breaks = chars[at - spaces..at].contains(&'\n');
    match before {
        None | Some('!' | '?' | '…' | '؟' | '۔' | '。' | '！' | '？' | ':') => true,
        // A dot before a small letter belongs to an abbreviation.
        Some('.') => !c.is_lowercase(),
        Some(_) => breaks && (is_item || c.is_uppercase()),
    }
}

/// The next beginning of a word from `at` on, not behind `limit`; `at` itself where none is near.
fn start_of_word(chars: &[char], at: usize, limit: usize) -> usize {
    if at == 0 || chars[at - 1].is_whitespace() {
        return at;
    }
    (at..limit.min(at + MAX_SHIFT)).find(|&at| chars[at - 1].is_whitespace()).unwrap_or(at)
}

/// The last end of a word up to `at`; `at` itself where none is near.
fn end_of_word(chars: &[char], at: usize) -> usize {
    let at = at.min(chars.len());
    if at == chars.len() || chars[at].is_whitespace() {
        return at;
    }
    (at.saturating_sub(MAX_SHIFT).max(1)..at).rev().find(|&at| chars[at].is_whitespace()).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use crate::{parse, snippet};

    fn shown(query: &str, text: &str) -> String {
        let pieces = snippet(&parse(query), text, None);
        pieces.iter().map(|piece| if piece.lit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
    }

    #[test]
    fn a_quote_begins_and_ends_with_sentences() {
        let filler = "Other things were said at length by many. ".repeat(6);
        let text = format!("{filler}Dr. Smith of the U.N. showed infrasound data. It was new. {filler}");
        let quote = shown("infrasound ", &text);
        assert!(
            quote.starts_with("…") && quote.contains("Dr. Smith of the U.N. showed [infrasound] data. It was new.")
        );
        assert!(quote.ends_with("by many. …"), "{quote}");
        let filler = "其他事情也说了很多。".repeat(20);
        let quote = shown("决议", &format!("{filler}安理会通过了决议。{filler}"));
        assert!(quote.contains("安理会通过了[决议]。") && quote.ends_with("。…"), "{quote}");
        let filler = "قيل الكثير عن أمور أخرى. ".repeat(12);
        let quote = shown("قرار ", &format!("{filler}هل اعتمد المجلس القرار؟ {filler}"));
        assert!(quote.contains("هل اعتمد المجلس [القرار]؟"), "{quote}");
    }
}
