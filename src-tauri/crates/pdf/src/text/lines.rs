//! Glyphs to lines, lines to page text.

use super::glyphs::{Glyph, Glyphs};
use super::order::{self, Unit};
use super::unicode::{Chars, UNKNOWN, is_ideographic, is_mark, is_rtl};
use kurbo::{Point, Vec2};
use model::{CharRange, PageText, TextClass, TextLine};

/// A gap wider than this, in sizes, is a space.
const SPACE_GAP: f64 = 0.16;

/// Between ideographs, which stand apart without meaning it.
const IDEOGRAPH_GAP: f64 = 0.5;

/// A gap wider than this, in sizes, begins another line: a column, a cell of a table.
const COLUMN_GAP: f64 = 2.5;

/// The text of all that was drawn.
pub(super) fn assemble(glyphs: &Glyphs) -> PageText {
    let mut page = PageText { class: TextClass::Text, ..PageText::default() };
    let mut n_chars = 0;
    for fragment in merge(glyphs, fragments(glyphs)) {
        let Some((units, mut line)) = lay_out(glyphs, fragment) else { continue };
        if n_chars > 0 {
            page.text.push('\n');
            n_chars += 1;
        }
        let start = n_chars;
        for unit in &units {
            n_chars += push_unit(glyphs, unit, &mut page, &mut line.edges, line.rtl);
        }
        line.range = CharRange::new(start, n_chars);
        page.lines.push(line);
    }
    page
}

/// Glyphs on one baseline; places are measured along it from `origin`.
struct Fragment {
    glyphs: Vec<u32>,
    origin: Point,
    direction: Vec2,
    /// The largest in it.
    size: f64,
    low: f64,
    high: f64,
    has_rtl: bool,
}

impl Fragment {
    fn new(glyphs: &Glyphs, idx: u32) -> Fragment {
        let glyph = glyphs.all[idx as usize];
        let mut fragment = Fragment {
            glyphs: Vec::new(),
            origin: glyph.origin,
            direction: glyph.direction,
            size: glyph.size,
            low: f64::MAX,
            high: f64::MIN,
            has_rtl: false,
        };
        fragment.push(glyphs, idx);
        fragment
    }

    fn push(&mut self, glyphs: &Glyphs, idx: u32) {
        let glyph = glyphs.all[idx as usize];
        self.glyphs.push(idx);
        self.size = self.size.max(glyph.size);
        let (from, to) = self.extent(&glyph);
        self.low = self.low.min(from);
        self.high = self.high.max(to);
        self.has_rtl |= glyphs.first_char(glyph.chars).is_some_and(is_rtl);
    }

    fn along(&self, point: Point) -> f64 {
        (point - self.origin).dot(self.direction)
    }

    fn extent(&self, glyph: &Glyph) -> (f64, f64) {
        let (from, to) = (self.along(glyph.origin), self.along(glyph.end()));
        (from.min(to), from.max(to))
    }
}

/// Cuts the content's order of glyphs into pieces that lie on one baseline without a jump.
fn fragments(glyphs: &Glyphs) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for (idx, glyph) in glyphs.all.iter().enumerate() {
        let idx = idx as u32;
        match fragments.last_mut() {
            Some(fragment) if continues(glyphs, fragment, glyph) => fragment.push(glyphs, idx),
            _ => fragments.push(Fragment::new(glyphs, idx)),
        }
    }
    fragments
}

fn continues(glyphs: &Glyphs, fragment: &Fragment, glyph: &Glyph) -> bool {
    let Some(&last) = fragment.glyphs.last() else { return false };
    let last = &glyphs.all[last as usize];
    if glyph.direction.dot(last.direction) < 0.98 {
        return false;
    }
    let size = last.size.max(glyph.size);
    let jump = glyph.origin - last.end();
    let off = last.direction.cross(jump).abs() / size;
    let along = jump.dot(last.direction) / size;
    // Superscripts and subscripts are smaller and stand off the line.
    let is_raised = last.size.min(glyph.size) < size * 0.8;
    if off > if is_raised { 0.5 } else { 0.3 } {
        return false;
    }
    if along > -0.6 && along < COLUMN_GAP {
        return true;
    }
    // Text from right to left may be drawn in reading order: each glyph ends where the one before begins.
    let back = (glyph.end() - last.origin).dot(last.direction) / size;
    back.abs() < 1.5 && glyphs.first_char(glyph.chars).is_some_and(|c| is_rtl(c) || (fragment.has_rtl && c == ' '))
}

/// Puts together what lies on one baseline and touches, however it was drawn.
fn merge(glyphs: &Glyphs, fragments: Vec<Fragment>) -> Vec<Fragment> {
    /// How many lines back a piece may belong to.
    const LOOK_BACK: usize = 8;
    let mut lines: Vec<Fragment> = Vec::new();
    for fragment in fragments {
        let from = lines.len().saturating_sub(LOOK_BACK);
        match lines[from..].iter_mut().rev().find(|line| touches(line, &fragment)) {
            Some(line) => fragment.glyphs.iter().for_each(|idx| line.push(glyphs, *idx)),
            None => lines.push(fragment),
        }
    }
    lines
}

fn touches(line: &Fragment, fragment: &Fragment) -> bool {
    if line.direction.dot(fragment.direction) < 0.98 {
        return false;
    }
    let (small, size) = (line.size.min(fragment.size), line.size.max(fragment.size));
    let off = line.direction.cross(fragment.origin - line.origin).abs() / size;
    if off > 0.3 || small < size * 0.5 {
        return false;
    }
    let shift = line.along(fragment.origin);
    let (low, high) = (fragment.low + shift, fragment.high + shift);
    let gap = (low - line.high).max(line.low - high) / size;
    let widest = if line.has_rtl || fragment.has_rtl { 1.5 } else { 0.6 };
    // One that lies upon the other is another line: a form filled in, a watermark.
    let overlap = (line.high.min(high) - line.low.max(low)) / (line.high - line.low).min(high - low).max(1e-6);
    gap < widest && (overlap < 0.3 || line.has_rtl || fragment.has_rtl)
}

/// A line's characters in reading order, with the spaces between its words.
fn lay_out(glyphs: &Glyphs, fragment: Fragment) -> Option<(Vec<Unit>, TextLine)> {
    let mut units: Vec<Unit> = fragment
        .glyphs
        .iter()
        .enumerate()
        .filter_map(|(rank, idx)| {
            let glyph = &glyphs.all[*idx as usize];
            let (low, high) = fragment.extent(glyph);
            let first = glyphs.first_char(glyph.chars)?;
            Some(Unit { chars: glyph.chars, first, rank: rank as u32, low, high, size: glyph.size, is_reversed: false })
        })
        .collect();
    if fragment.has_rtl || !is_ascending(&units) {
        order::sort_visually(&mut units);
    }
    let units = spaced(units);
    if units.is_empty() {
        return None;
    }
    let (units, rtl) = if fragment.has_rtl { order::to_logical(units, glyphs) } else { (units, false) };

    let low = units.iter().map(|unit| unit.low).fold(f64::MAX, f64::min);
    let origin = fragment.origin + fragment.direction * low;
    let largest =
        fragment.glyphs.iter().map(|idx| &glyphs.all[*idx as usize]).max_by(|a, b| a.size.total_cmp(&b.size))?;
    let mut units = units;
    for unit in &mut units {
        unit.low -= low;
        unit.high -= low;
    }
    let line = TextLine {
        range: CharRange::new(0, 0),
        origin: model::Point::new(origin.x as f32, origin.y as f32),
        direction: model::Point::new(fragment.direction.x as f32, fragment.direction.y as f32),
        ascent: (largest.ascent * largest.size) as f32,
        descent: (largest.descent * largest.size) as f32,
        size: largest.size as f32,
        rtl,
        edges: Vec::with_capacity(units.len() * 2),
    };
    Some((units, line))
}

fn is_ascending(units: &[Unit]) -> bool {
    units.windows(2).all(|pair| pair[1].low >= pair[0].low - pair[0].size * 0.6)
}

/// Makes one space of each run of drawn spaces and of each gap between words, none at the ends.
fn spaced(units: Vec<Unit>) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(units.len() + units.len() / 4);
    let mut pending = false;
    for unit in units {
        if unit.first == ' ' {
            pending = true;
            continue;
        }
        if let Some(last) = out.last().copied() {
            let size = last.size.max(unit.size);
            let widest =
                if is_ideographic(last.first) && is_ideographic(unit.first) { IDEOGRAPH_GAP } else { SPACE_GAP };
            let is_gap = (unit.low - last.high) / size > widest && !is_mark(unit.first);
            if pending || is_gap {
                let (low, high) = (last.high.min(unit.low), unit.low.max(last.high));
                out.push(Unit { chars: Chars::One(' '), first: ' ', low, high, is_reversed: false, ..last });
            }
        }
        pending = false;
        out.push(unit);
    }
    out
}

/// Appends a unit's characters, each with its share of the unit's extent; says how many.
fn push_unit(glyphs: &Glyphs, unit: &Unit, page: &mut PageText, edges: &mut Vec<f32>, rtl: bool) -> u32 {
    match unit.chars {
        Chars::One(c) => {
            page.n_unknown += u32::from(c == UNKNOWN);
            page.text.push(c);
            edges.extend([unit.low as f32, unit.high as f32]);
            1
        }
        Chars::Many { .. } => {
            let text = glyphs.str(unit.chars);
            let n = text.chars().count();
            let share = (unit.high - unit.low) / n as f64;
            let is_reversed = if is_rtl(unit.first) { true } else { rtl && unit.is_reversed };
            for idx in 0..n {
                let place = if is_reversed { n - 1 - idx } else { idx };
                let low = unit.low + share * place as f64;
                edges.extend([low as f32, (low + share) as f32]);
            }
            page.text.push_str(text);
            n as u32
        }
    }
}
