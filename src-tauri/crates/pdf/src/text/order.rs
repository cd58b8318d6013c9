//! Visual order to logical order, for lines with text that is written from right to left.

use super::glyphs::Glyphs;
use super::unicode::{Chars, is_mark, is_rtl};

/// A glyph or a space on its line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unit {
    pub chars: Chars,
    pub first: char,
    /// Its place in the content's order.
    pub rank: u32,
    pub low: f64,
    pub high: f64,
    pub size: f64,
    pub is_reversed: bool,
}

/// Sorts by place along the line, keeping marks behind their letters.
pub(super) fn sort_visually(units: &mut [Unit]) {
    units.sort_by(|a, b| a.low.total_cmp(&b.low));
}

/// The line in reading order, and whether it reads from right to left.
pub(super) fn to_logical(mut units: Vec<Unit>, _glyphs: &Glyphs) -> (Vec<Unit>, bool) {
    let n_rtl = units.iter().filter(|unit| is_rtl(unit.first)).count();
    let n_letters = units.iter().filter(|unit| unit.first.is_alphabetic()).count();
    let rtl = n_rtl * 2 > n_letters;
    #[derive(PartialEq, Clone, Copy)]
    enum Class {
        Rtl,
        Ltr,
        Neutral,
    }
    let class = |unit: &Unit| match unit.first {
        c if is_rtl(c) || is_mark(c) => Class::Rtl,
        c if c.is_alphanumeric() => Class::Ltr,
        _ => Class::Neutral,
    };
    let (this, other) = if rtl {
        units.reverse();
        (Class::Ltr, Class::Rtl)
    } else {
        (Class::Rtl, Class::Ltr)
    };
    let mut from = 0;
    while from < units.len() {
        if class(&units[from]) != this {
            from += 1;
            continue;
        }
        let mut end = from;
        for (idx, unit) in units.iter().enumerate().skip(from) {
            match class(unit) {
                found if found == other => break,
                found if found == this => end = idx,
                _ => {}
            }
        }
        units[from..=end].reverse();
        from = end + 1;
    }
    (units, rtl)
}
