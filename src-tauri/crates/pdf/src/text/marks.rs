//! Marks that are glyphs of their own: each goes to the letter that it sits on, and onto its baseline.

use super::glyphs::{Glyph, Glyphs};
use super::unicode::{Chars, is_mark};

/// How far from its letter a mark may be drawn, in the content's order.
const REACH: usize = 3;

/// Some fonts move a mark to its height by drawing it off the baseline, and some programs (typst among them) let both
/// the letter and its mark stand for letter and mark: then the mark says nothing new.
pub(super) fn settle(glyphs: &mut Glyphs) {
    if glyphs.all.iter().all(|glyph| !may_be_mark(glyph)) {
        return;
    }
    for idx in 0..glyphs.all.len() {
        let glyph = glyphs.all[idx];
        if !may_be_mark(&glyph) {
            continue;
        }
        let Some((base, marks)) = parts(glyphs, glyph) else { continue };
        let Some(carrier) = carrier(glyphs, idx, base) else { continue };
        let letter = glyphs.all[carrier];
        if base.is_some() {
            let said = &glyphs.strings[marks.0..marks.1];
            let is_repeated = glyphs.str(letter.chars).contains(said);
            let (start, len) = (marks.0 as u32, (marks.1 - marks.0) as u16);
            glyphs.all[idx].chars = match said.chars().next() {
                Some(mark) if !is_repeated && mark.len_utf8() == said.len() => Chars::One(mark),
                Some(_) if !is_repeated => Chars::Many { start, len },
                Some(_) | None => Chars::NONE,
            };
        }
        let off = letter.direction.cross(glyph.origin - letter.origin);
        let up = kurbo::Vec2::new(-letter.direction.y, letter.direction.x);
        glyphs.all[idx].origin -= up * off;
    }
}

fn may_be_mark(glyph: &Glyph) -> bool {
    match glyph.chars {
        Chars::One(c) => !c.is_ascii() && is_mark(c),
        Chars::Many { len, .. } => len > 0 && glyph.advance.abs() < glyph.size * 0.05,
    }
}

/// The letter that a mark's glyph claims to be as well, and which of the page's strings its marks are.
fn parts(glyphs: &Glyphs, glyph: Glyph) -> Option<(Option<char>, (usize, usize))> {
    let Chars::Many { start, len } = glyph.chars else { return Some((None, (0, 0))) };
    let text = glyphs.str(glyph.chars);
    let first = text.chars().next()?;
    if is_mark(first) {
        return Some((None, (0, 0)));
    }
    let from = first.len_utf8();
    let are_marks = text[from..].chars().all(is_mark) && text.len() > from;
    are_marks.then_some((Some(first), (start as usize + from, start as usize + usize::from(len))))
}

/// The nearest letter that the mark stands over; the very letter where the mark's glyph names it.
fn carrier(glyphs: &Glyphs, mark: usize, base: Option<char>) -> Option<usize> {
    let glyph = &glyphs.all[mark];
    let near = mark.saturating_sub(REACH)..(mark + REACH + 1).min(glyphs.all.len());
    // Some fonts have letters without a width, too.
    let is_same = |letter: &Glyph| base.is_some() && glyphs.str(letter.chars) == glyphs.str(glyph.chars);
    let stands_below = |letter: &Glyph, idx: usize| {
        let up = letter.direction.cross(glyph.origin - letter.origin) / letter.size;
        up > 0.02 || (up > -0.02 && idx > mark)
    };
    let fits = |idx: &usize| {
        let letter = &glyphs.all[*idx];
        let Some(first) = glyphs.first_char(letter.chars) else { return false };
        let jump = glyph.origin - letter.origin;
        let along = jump.dot(letter.direction);
        let off = letter.direction.cross(jump).abs();
        let slack = letter.size * 0.3;
        *idx != mark
            && !is_mark(first)
            && (letter.advance.abs() > letter.size * 0.05 || (is_same(letter) && stands_below(letter, *idx)))
            && base.map_or(first.is_alphabetic() || first == 'ـ', |base| has_base(glyphs, letter, base))
            && letter.direction.dot(glyph.direction) > 0.98
            && off < letter.size
            && along > -slack
            && along < letter.advance + slack
    };
    let distance = |idx: &usize| (glyphs.all[*idx].origin - glyph.origin).hypot();
    near.filter(fits).min_by(|a, b| distance(a).total_cmp(&distance(b)))
}

fn has_base(glyphs: &Glyphs, letter: &Glyph, base: char) -> bool {
    match letter.chars {
        Chars::One(c) => c == base,
        Chars::Many { .. } => glyphs.str(letter.chars).contains(base),
    }
}
