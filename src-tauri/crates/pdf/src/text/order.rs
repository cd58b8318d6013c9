//! Visual order to logical order, for lines with text that is written from right to left.
//!
//! A page shows where glyphs stand, and not in which order they are read. The bidirectional algorithm (UAX #9) leads
//! one way only, and several readings may look alike: so a few likely readings are made, those that would be shown
//! as the line is are kept, and the order in which the page draws decides between them.

use unicode_bidi::{BidiInfo, Level};

use super::unicode::is_rtl;

/// What stands at one place of the line: a glyph with its marks, or a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub first: char,
    /// Its turn in the content's order.
    pub rank: u32,
    /// Of a bracket whose character is known to be the one that is read: is it drawn as its mirror image?
    pub is_mirrored: Option<bool>,
    /// Of a bracket: what its shape is like, where that is known.
    pub looks_open: Option<bool>,
}

/// A line in reading order.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Places in visual order, left to right, in the order in which they are read.
    pub order: Vec<usize>,
    /// Brackets, by place, that are read as the other of their pair.
    pub mirrored: Vec<(usize, char)>,
    pub rtl: bool,
}

/// How a line reads that shows `items` from left to right. `rtl` is the direction of the line as a whole.
pub(super) fn read(items: &[Item], rtl: bool) -> Reading {
    let line = Line::new(items);
    let mut best: Option<(usize, Vec<usize>)> = None;
    let mut first = None;
    for rules in &RULES {
        let order = line.order(rtl, rules);
        if line.is_unmixed {
            first = Some(order);
            break;
        }
        if line.is_shown_alike(&order, rtl) {
            let n_ascending = order.windows(2).filter(|pair| items[pair[0]].rank < items[pair[1]].rank).count();
            if best.as_ref().is_none_or(|(most, _)| n_ascending > *most) {
                best = Some((n_ascending, order));
                continue;
            }
        } else if first.is_none() {
            first = Some(order);
        }
    }
    let order = best.map(|(_, order)| order).or(first).unwrap_or_else(|| (0..items.len()).collect());
    let mirrored = line.mirrored(&order);
    Reading { order, mirrored, rtl }
}

/// What UAX #9 makes of a character, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Rtl,
    Ltr,
    Number,
    Neutral,
}

fn class(c: char) -> Class {
    match c {
        '،' | '٪' | '؉' => Class::Neutral,
        '٠'..='٩' | '۰'..='۹' | '٫' | '٬' => Class::Number,
        _ if is_rtl(c) => Class::Rtl,
        _ if c.is_numeric() && !c.is_alphabetic() => Class::Number,
        _ if c.is_alphabetic() => Class::Ltr,
        _ => Class::Neutral,
    }
}

/// Which pieces that read from left to right belong together where the line reads from right to left.
struct Rules {
    /// `ISO 9001`: a number to the right of a word.
    number_after_word: bool,
    /// `3 GB`: a number to the left of a word.
    number_before_word: bool,
    /// `12:30`, `1,5`.
    numbers_at_separator: bool,
    /// `2019-2020`.
    numbers_at_hyphen: bool,
    /// `50%`.
    sign_after_number: bool,
    /// `S/RES/1624 (2005)`: a number in brackets to the right of a word.
    number_in_brackets: bool,
    /// In lines that read from left to right: a number beside a word that does not belongs to it.
    number_beside_rtl: bool,
}

const RULES: [Rules; 7] = {
    const LIKELY: Rules = Rules {
        number_after_word: true,
        number_before_word: true,
        numbers_at_separator: true,
        numbers_at_hyphen: true,
        sign_after_number: true,
        number_in_brackets: true,
        number_beside_rtl: false,
    };
    [
        LIKELY,
        Rules { number_in_brackets: false, ..LIKELY },
        Rules { numbers_at_hyphen: false, sign_after_number: false, ..LIKELY },
        Rules { number_after_word: false, number_before_word: false, ..LIKELY },
        Rules {
            number_after_word: false,
            number_before_word: false,
            numbers_at_hyphen: false,
            sign_after_number: false,
            number_in_brackets: false,
            ..LIKELY
        },
        Rules { number_beside_rtl: true, ..LIKELY },
        Rules { number_beside_rtl: true, numbers_at_hyphen: false, sign_after_number: false, ..LIKELY },
    ]
};

struct Line<'a> {
    items: &'a [Item],
    classes: Vec<Class>,
    /// For a bracket, the place of the other of its pair.
    partners: Vec<Option<usize>>,
    /// Nothing to be in doubt about.
    is_unmixed: bool,
}

impl<'a> Line<'a> {
    fn new(items: &'a [Item]) -> Self {
        let classes: Vec<Class> = items.iter().map(|item| class(item.first)).collect();
        let is_unmixed = !classes.iter().any(|class| matches!(class, Class::Ltr | Class::Number));
        Line { items, classes, partners: partners(items), is_unmixed }
    }

    fn order(&self, rtl: bool, rules: &Rules) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.items.len());
        if rtl {
            self.read_leftwards(0, self.items.len(), rules, &mut order);
            return order;
        }
        let mut from = 0;
        while from < self.items.len() {
            let end = match self.classes[from] {
                Class::Rtl => self.rtl_end(from, rules),
                Class::Number if rules.number_beside_rtl => match self.rtl_after_number(from) {
                    Some(rtl) => self.rtl_end(rtl, rules),
                    None => from,
                },
                Class::Number | Class::Ltr | Class::Neutral => from,
            };
            if end == from {
                order.push(from);
                from += 1;
            } else {
                self.read_leftwards(from, end, rules, &mut order);
                from = end;
            }
        }
        order
    }

    /// Where the stretch ends that reads from right to left and begins at `from`, in a line that does not.
    fn rtl_end(&self, from: usize, rules: &Rules) -> usize {
        let mut end = from + 1;
        for idx in from + 1..self.items.len() {
            match self.classes[idx] {
                Class::Rtl => end = idx + 1,
                Class::Number if rules.number_beside_rtl => end = idx + 1,
                Class::Number | Class::Neutral => {}
                Class::Ltr => break,
            }
        }
        end
    }

    fn rtl_after_number(&self, from: usize) -> Option<usize> {
        let idx = (from..self.items.len()).find(|idx| !matches!(self.classes[*idx], Class::Number | Class::Neutral))?;
        (self.classes[idx] == Class::Rtl).then_some(idx)
    }

    /// Reads a stretch from its right end, the pieces in it that read from left to right as they stand.
    fn read_leftwards(&self, from: usize, end: usize, rules: &Rules, order: &mut Vec<usize>) {
        let mut right = end;
        while right > from {
            let last = right - 1;
            let left = self.ltr_start(from, last, rules).unwrap_or(last);
            order.extend(left..=last);
            right = left;
        }
    }

    /// Where the piece begins that reads from left to right and ends at `last`; `None` where none ends there.
    fn ltr_start(&self, from: usize, last: usize, rules: &Rules) -> Option<usize> {
        let mut start = match self.classes[last] {
            Class::Rtl => return None,
            Class::Ltr | Class::Number => last,
            // `S/`, where the line breaks within a symbol.
            Class::Neutral if self.is_slash_of_word(from, last) => last - 1,
            Class::Neutral => match self.partners[last] {
                Some(partner)
                    if partner < last && self.is_bracket_ltr(from, partner, last, rules.number_in_brackets) =>
                {
                    partner
                }
                _ if rules.sign_after_number && last > from && self.is_sign_after_number(last) => last - 1,
                _ => return None,
            },
        };
        while let Some(before) = self.before(from, start) {
            if !self.is_joined(from, before, start, last, rules) {
                break;
            }
            start = before;
        }
        Some(start)
    }

    /// The nearest place to the left of `start` that is no neutral.
    fn before(&self, from: usize, start: usize) -> Option<usize> {
        (from..start).rev().find(|idx| self.classes[*idx] != Class::Neutral)
    }

    fn is_joined(&self, from: usize, left: usize, right: usize, last: usize, rules: &Rules) -> bool {
        if self.classes[left] == Class::Rtl {
            return false;
        }
        let between = left + 1..right;
        let brackets_fit = between.clone().filter(|idx| self.is_bracket(*idx)).all(|idx| match self.partners[idx] {
            Some(partner) if partner > idx => {
                partner <= last && self.is_bracket_ltr(from, idx, partner, rules.number_in_brackets)
            }
            Some(partner) => self.is_bracket_ltr(from, partner, idx, rules.number_in_brackets),
            None => false,
        });
        if !brackets_fit {
            return false;
        }
        match (self.classes[left], self.classes[right]) {
            (Class::Ltr, Class::Number) => rules.number_after_word || between.is_empty(),
            (Class::Number, Class::Ltr) => rules.number_before_word || between.is_empty(),
            (Class::Number, Class::Number) => match between.len() {
                0 => true,
                1 => match self.items[between.start].first {
                    '.' | ',' | ':' | '/' | '،' => rules.numbers_at_separator,
                    '-' | '+' | '\u{2212}' => rules.numbers_at_hyphen,
                    _ => false,
                },
                _ => false,
            },
            (_, _) => true,
        }
    }

    fn is_bracket(&self, idx: usize) -> bool {
        bracket(self.items[idx].first).is_some()
    }

    /// Brackets around words that read from left to right do so themselves only where such a word stands before them.
    fn is_bracket_ltr(&self, from: usize, open: usize, close: usize, number_in_brackets: bool) -> bool {
        let inner = &self.classes[open + 1..close];
        if inner.contains(&Class::Rtl) {
            return false;
        }
        if !inner.contains(&Class::Ltr) {
            // `S/RES/1624 (2005)`: the symbol's number reads like its letters.
            let is_number = inner.contains(&Class::Number);
            return is_number && number_in_brackets && self.word_before(from, open);
        }
        self.before(from, open).is_some_and(|idx| self.classes[idx] == Class::Ltr)
    }

    /// Is the nearest that is no number and no neutral, within the same word, a letter that reads from left to right?
    fn word_before(&self, from: usize, open: usize) -> bool {
        let Some(mut idx) = self.before(from, open) else { return false };
        while self.classes[idx] == Class::Number && idx > from && self.items[idx - 1].first != ' ' {
            idx -= 1;
            while self.classes[idx] == Class::Neutral && self.items[idx].first != ' ' && idx > from {
                idx -= 1;
            }
        }
        self.classes[idx] == Class::Ltr
    }

    fn is_slash_of_word(&self, from: usize, idx: usize) -> bool {
        let is_apart = self.items.get(idx + 1).is_none_or(|next| next.first == ' ');
        self.items[idx].first == '/' && is_apart && idx > from && self.classes[idx - 1] == Class::Ltr
    }

    fn is_sign_after_number(&self, idx: usize) -> bool {
        matches!(self.items[idx].first, '%' | '٪' | '؉' | '°' | '€' | '$' | '£' | '‰')
            && self.classes[idx - 1] == Class::Number
    }

    /// Would this reading be shown as the line is?
    fn is_shown_alike(&self, order: &[usize], rtl: bool) -> bool {
        let mirrored = self.mirrored(order);
        let text: String = order
            .iter()
            .map(|idx| mirrored.iter().find(|(place, _)| place == idx).map_or(self.items[*idx].first, |(_, c)| *c))
            .collect();
        let level = if rtl { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(&text, Some(level));
        let levels: Vec<Level> = text.char_indices().filter_map(|(byte, _)| bidi.levels.get(byte).copied()).collect();
        let shown = BidiInfo::reorder_visual(&levels);
        shown.iter().enumerate().all(|(place, read)| order.get(*read) == Some(&place))
    }

    /// Of a pair of brackets, the one that is read first opens. Some PDFs tell the shape that is seen, others the
    /// character that is read.
    fn mirrored(&self, order: &[usize]) -> Vec<(usize, char)> {
        let mut mirrored = Vec::new();
        let mut turn = vec![0; order.len()];
        for (read, place) in order.iter().enumerate() {
            turn[*place] = read;
        }
        for (idx, item) in self.items.iter().enumerate() {
            let Some((open, close)) = bracket(item.first) else { continue };
            let meant = match self.partners[idx] {
                Some(partner) if turn[idx] < turn[partner] => open,
                Some(_) => close,
                None if item.is_mirrored.is_some() => item.first,
                // A single one: by its shape, where its neighbours are read leftwards.
                None => {
                    let leftwards = |a: usize, b: usize| turn.get(a).zip(turn.get(b)).is_some_and(|(a, b)| a > b);
                    let is_turned = leftwards(idx, idx + 1) || (idx > 0 && leftwards(idx - 1, idx));
                    match (is_turned, item.first == open) {
                        (true, true) | (false, false) => close,
                        (true, false) | (false, true) => open,
                    }
                }
            };
            if meant != item.first {
                mirrored.push((idx, meant));
            }
        }
        mirrored
    }
}

/// The pair that a bracket belongs to.
fn bracket(c: char) -> Option<(char, char)> {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('«', '»'), ('‹', '›'), ('<', '>')];
    PAIRS.into_iter().find(|(open, close)| *open == c || *close == c)
}

/// Pairs up brackets, whichever of them stands to the left.
fn partners(items: &[Item]) -> Vec<Option<usize>> {
    let mut partners = vec![None; items.len()];
    let mut open: Vec<usize> = Vec::new();
    for (idx, item) in items.iter().enumerate() {
        let Some(pair) = bracket(item.first) else { continue };
        match open.last().map(|last| (*last, items[*last].first)) {
            Some((last, other))
                if bracket(other) == Some(pair) && other != item.first && may_enclose(&items[last], item) =>
            {
                partners[last] = Some(idx);
                partners[idx] = Some(last);
                open.pop();
            }
            _ => open.push(idx),
        }
    }
    partners
}

/// Two brackets whose shapes are known enclose what is between them only if the left one looks open.
fn may_enclose(left: &Item, right: &Item) -> bool {
    left.looks_open.zip(right.looks_open).is_none_or(|(left, right)| left && !right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(first: char, rank: u32) -> Item {
        Item { first, rank, is_mirrored: None, looks_open: None }
    }

    /// `shown` is what one sees, from left to right, drawn in this order.
    fn logical(shown: &str, rtl: bool) -> String {
        logical_of(&shown.chars().zip(0..).map(|(first, rank)| item(first, rank)).collect::<Vec<_>>(), rtl)
    }

    fn logical_of(items: &[Item], rtl: bool) -> String {
        let reading = read(items, rtl);
        let meant = |idx: &usize| {
            reading.mirrored.iter().find(|(place, _)| place == idx).map_or(items[*idx].first, |(_, meant)| *meant)
        };
        reading.order.iter().map(meant).collect()
    }

    /// Shows `text` as UAX #9 says, and reads it again.
    fn check(text: &str, rtl: bool) {
        let level = if rtl { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(text, Some(level));
        let levels: Vec<Level> = text.char_indices().map(|(byte, _)| bidi.levels[byte]).collect();
        let chars: Vec<char> = text.chars().collect();
        let shown: String = BidiInfo::reorder_visual(&levels)
            .into_iter()
            .map(|idx| match bracket(chars[idx]) {
                Some((open, close)) if levels[idx].is_rtl() => {
                    if chars[idx] == open {
                        close
                    } else {
                        open
                    }
                }
                _ => chars[idx],
            })
            .collect();
        assert_eq!(logical(&shown, rtl), text, "shown as {shown:?}");
    }

    #[test]
    fn lines_read_back_as_they_were_written() {
        for text in [
            "الإعلان العالمي لحقوق الإنسان",
            "المادة 5 من الميثاق",
            "سنة (UNESCO) 1948 قرار",
            "قرار UNESCO (Paris) عام",
            "معيار ISO 9001 للجودة",
            "من 12:30 إلى 13:45",
            "في 12/10/2019 عقد",
            "بين 2019-2020 عقد",
            "نسبة 50% من الدول",
            "نسبة ٥٠٪ من الدول",
            "نسبة 28.0٪ من الدول",
            "(أ) المادة [ب]",
            "قال «نعم» ثم ذهب.",
            "حزمة LaTeX في كتابة",
            "الوثيقة S/RES/1624 (2005).",
            "القرار 1373 (2001): الوثيقة S/RES/1373 (2001).",
            "١٢٣ فقرة",
            "אמנה 1948 (UNESCO)",
            "שיעור של 50% מהמדינות",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn a_few_words_in_a_line_of_another_direction() {
        check("The word (الميثاق) means charter", false);
        check("see قرار مجلس الأمن for 1325", false);
        check("English “جملة عربية” text", false);
    }

    #[test]
    fn the_order_of_drawing_decides_where_two_readings_look_alike() {
        let draw = |shown: &str, ranks: &[u32]| {
            let items: Vec<Item> = shown.chars().zip(ranks).map(|(first, rank)| item(first, *rank)).collect();
            read(&items, true).order.iter().map(|idx| items[*idx].first).collect::<String>()
        };
        assert_eq!(draw("AB 12 ق", &[0, 1, 2, 3, 4, 5, 6]), "ق AB 12");
        assert_eq!(draw("AB 12 ق", &[5, 6, 4, 2, 3, 1, 0]), "ق 12 AB", "drawn as it is read");
    }

    #[test]
    fn a_bracket_that_the_next_line_closes_takes_no_partner_of_another_pair() {
        let shown = "A/12 ريرقت اذهو) ةنس يف (12 ددع) ةنجل";
        let seen =
            |(first, rank)| Item { looks_open: bracket(first).map(|(open, _)| first == open), ..item(first, rank) };
        let items: Vec<Item> = shown.chars().zip(0..).map(seen).collect();
        assert_eq!(logical_of(&items, true), "لجنة (عدد 12) في سنة (وهذا تقرير A/12");
    }

    #[test]
    fn brackets_that_tell_what_is_read_are_left_alone() {
        assert_eq!(logical("(UNESCO) ةنس", true), "سنة (UNESCO)");
        assert_eq!(logical(")UNESCO( ةنس", true), "سنة (UNESCO)");
    }
}
