//! Chinese written from top to bottom with glyphs that are set from left to right, as slide programs do: such a stack
//! is made one vertical line.

use super::glyphs::{Glyph, Glyphs};
use super::unicode::{Chars, is_ideographic};
use kurbo::Vec2;

/// Two characters above one another may be two lines.
const FEWEST: usize = 3;

/// Turns stacks into vertical lines, like those of a font that writes from top to bottom.
pub(super) fn turn(glyphs: &mut Glyphs) {
    let mut from = 0;
    while from < glyphs.all.len() {
        let mut to = from + 1;
        while to < glyphs.all.len() && is_below(&glyphs.all[to - 1], &glyphs.all[to]) {
            to += 1;
        }
        let n_ideographs = glyphs.all[from..to].iter().filter(|glyph| is_ideograph(glyph)).count();
        if n_ideographs >= FEWEST && !is_beside(glyphs, from.wrapping_sub(1), from) && !is_beside(glyphs, to - 1, to) {
            glyphs.all[from..to].iter_mut().for_each(stand_up);
        }
        from = to;
    }
}

fn is_ideograph(glyph: &Glyph) -> bool {
    matches!(glyph.chars, Chars::One(c) if is_ideographic(c))
}

/// Punctuation that Chinese shares with other scripts; a pair of quotation marks may take the room of one character.
fn is_shared_mark(glyph: &Glyph) -> bool {
    matches!(glyph.chars, Chars::One('“' | '”' | '‘' | '’' | '…' | '—' | '·'))
}

fn is_below(upper: &Glyph, lower: &Glyph) -> bool {
    let has_mark = is_shared_mark(upper) || is_shared_mark(lower);
    let is_single = |glyph: &Glyph| (is_ideograph(glyph) || is_shared_mark(glyph)) && glyph.ascent > glyph.descent;
    if !is_single(upper) || !is_single(lower) || upper.direction.dot(lower.direction) < 0.98 {
        return false;
    }
    let size = upper.size.max(lower.size);
    let jump = lower.origin.midpoint(lower.end()) - upper.origin.midpoint(upper.end());
    let down = -upper.direction.cross(jump) / size;
    upper.size.min(lower.size) > size * 0.9
        && jump.dot(upper.direction).abs() < size * 0.2
        && (if has_mark { 0.4 } else { 0.9 }..1.45).contains(&down)
}

/// Does the one go on from the other in a line from left to right?
fn is_beside(glyphs: &Glyphs, left: usize, right: usize) -> bool {
    let (Some(left), Some(right)) = (glyphs.all.get(left), glyphs.all.get(right)) else { return false };
    let jump = right.origin - left.end();
    jump.hypot() < left.size.max(right.size) && left.direction.cross(jump).abs() < left.size * 0.3
}

fn stand_up(glyph: &mut Glyph) {
    let up = Vec2::new(-glyph.direction.y, glyph.direction.x);
    glyph.origin = glyph.origin.midpoint(glyph.end()) + up * (glyph.size * glyph.ascent);
    glyph.direction = -up;
    glyph.advance = glyph.size;
    (glyph.ascent, glyph.descent) = (0.5, 0.5);
}
