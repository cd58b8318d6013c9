//! Glyphs to lines, lines to page text.

use super::glyphs::{Glyph, Glyphs};
use super::layout;
use super::order::{self, Item};
use super::unicode::{Chars, UNKNOWN, accent, composed, is_arabic_digit, is_ideographic, is_mark, is_rtl};
use kurbo::{Point, Vec2};
use model::{CharRange, PageText, TextClass, TextLine, TextSource};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// A gap wider than this, in sizes, is a space.
const SPACE_GAP: f64 = 0.11;

/// Between ideographs, which stand apart without meaning it.
const IDEOGRAPH_GAP: f64 = 0.5;

/// Between an ideograph and a letter or digit: typesetters set them a quarter apart where no space was typed, and a
/// space that was typed, which slide programs do not draw, is mostly a little wider.
const IDEOGRAPH_LATIN_GAP: f64 = 0.262;

/// Between the mark before an item of a list and its text.
const BULLET_GAP: f64 = 2.5;

/// A gap wider than this, in sizes, begins another line: a column, a cell of a table.
const COLUMN_GAP: f64 = 2.5;

/// A superscript or subscript is smaller than this, in sizes of its line: browsers set them at five sixths.
const SCRIPT_SIZE: f64 = 0.85;

/// The text of all that was drawn.
pub(super) fn assemble(glyphs: &Glyphs) -> PageText {
    let is_rtl_page = is_rtl_page(glyphs);
    let fragments = merge(glyphs, fragments(glyphs));
    let mut lines: Vec<(Vec<Unit>, TextLine)> =
        fragments.into_iter().filter_map(|fragment| lay_out(glyphs, fragment, is_rtl_page)).collect();
    drop_shadows(&mut lines);
    let places: Vec<layout::Line> = lines.iter().map(|(units, line)| place(units, line)).collect();
    let order = layout::order(&places, glyphs.bounds, is_rtl_page);
    let mut page = PageText { class: TextClass::Text, ..PageText::default() };
    let (mut n_chars, mut last) = (0, None);
    for idx in order {
        let (units, line) = &mut lines[idx];
        if let Some(last) = last.replace(idx) {
            page.text.push(if are_in_one_row(&places[last], &places[idx]) { '\t' } else { '\n' });
            n_chars += 1;
        }
        let start = n_chars;
        for unit in &*units {
            n_chars += push_unit(glyphs, unit, &mut page, &mut line.edges);
        }
        line.range = CharRange::new(start, n_chars);
    }
    page.lines = lines.into_iter().map(|(_, line)| line).collect();
    page.lines.sort_unstable_by_key(|line| line.range.start);
    page
}

/// Drops lines that are drawn again hardly moved, too far for [`Glyphs::push`] to tell a letter from its neighbor's twin.
fn drop_shadows(lines: &mut Vec<(Vec<Unit>, TextLine)>) {
    /// In sizes: two lines that say the same cannot stand so close but upon each other.
    const REACH: f32 = 0.35;
    const FEWEST: usize = 3;
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut shadows = Vec::new();
    for (idx, (units, line)) in lines.iter().enumerate() {
        if units.len() < FEWEST {
            continue;
        }
        let mut hasher = FxHasher::default();
        units.iter().for_each(|unit| hasher.write_u32(unit.first.into()));
        // A shadow lies under its words, and is drawn before them.
        let Some(other) = seen.insert(hasher.finish(), idx) else { continue };
        let (others, under) = &lines[other];
        let (x, y) = (line.origin.x - under.origin.x, line.origin.y - under.origin.y);
        let is_near = x.hypot(y) < line.size * REACH && (line.size / under.size - 1.0).abs() < 0.1;
        let says_same = units.iter().map(|unit| unit.first).eq(others.iter().map(|unit| unit.first));
        if is_near && says_same {
            let is_seen = line.source != TextSource::Invisible || under.source == TextSource::Invisible;
            shadows.push(if is_seen { other } else { idx });
        }
    }
    for idx in shadows.into_iter().rev() {
        lines.remove(idx);
    }
}

/// What the layout wants to know of a line, whose units begin at its origin.
fn place(units: &[Unit], line: &TextLine) -> layout::Line {
    let visible = || units.iter().map(|unit| unit.first).filter(|c| *c != ' ');
    layout::Line {
        origin: Point::new(line.origin.x.into(), line.origin.y.into()),
        direction: Vec2::new(line.direction.x.into(), line.direction.y.into()),
        length: units.iter().map(|unit| unit.high).fold(0.0, f64::max),
        ascent: line.ascent.into(),
        descent: line.descent.into(),
        size: line.size.into(),
        // An ideograph says as much as a few letters.
        n_chars: visible().map(|c| if is_ideographic(c) { 2 } else { 1 }).sum(),
        is_number: visible().any(char::is_numeric) && visible().all(|c| c.is_numeric() || c.is_ascii_punctuation()),
        is_hidden: line.source == TextSource::Invisible,
        rtl: line.rtl,
    }
}

/// Are they cells of a row, the second where one reads on?
fn are_in_one_row(cell: &layout::Line, next: &layout::Line) -> bool {
    let size = cell.size.max(next.size);
    let jump = next.origin - cell.origin;
    let (leftwards, rightwards) = (-jump.dot(cell.direction) - next.length, jump.dot(cell.direction) - cell.length);
    let gap = match next.rtl {
        // A number stands in rows of either direction.
        _ if next.is_number => leftwards.max(rightwards),
        true => leftwards,
        false => rightwards,
    };
    cell.direction.dot(next.direction) > 0.98 && cell.direction.cross(jump).abs() < size * 0.3 && gap > -size * 0.5
}

fn is_rtl_page(glyphs: &Glyphs) -> bool {
    let (mut n_rtl, mut n_ltr) = (0, 0);
    for first in glyphs.all.iter().filter_map(|glyph| glyphs.first_char(glyph.chars)) {
        match is_rtl(first) {
            true => n_rtl += 1,
            false => n_ltr += usize::from(first.is_alphabetic()),
        }
    }
    n_rtl > n_ltr
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
    is_hidden: bool,
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
            is_hidden: glyph.is_hidden,
        };
        fragment.push(glyphs, idx);
        fragment
    }

    fn push(&mut self, glyphs: &Glyphs, idx: u32) {
        let glyph = glyphs.all[idx as usize];
        self.glyphs.push(idx);
        if glyph.size > self.size * 1.15 {
            // What came before was raised or lowered: the large glyphs stand on the line.
            let off = self.direction.cross(glyph.origin - self.origin);
            self.origin += Vec2::new(-self.direction.y, self.direction.x) * off;
        }
        self.size = self.size.max(glyph.size);
        let (from, to) = self.extent(&glyph);
        self.low = self.low.min(from);
        self.high = self.high.max(to);
        self.has_rtl |= glyphs.first_char(glyph.chars).is_some_and(|c| is_rtl(c) || is_arabic_digit(c));
    }

    /// Is it but the mark before an item of a list?
    fn is_bullet(&self, glyphs: &Glyphs) -> bool {
        let [idx] = self.glyphs[..] else { return false };
        let first = glyphs.first_char(glyphs.all[idx as usize].chars);
        first.is_some_and(|c| !c.is_alphanumeric() && !c.is_ascii_punctuation() || matches!(c, '-' | '*' | '>'))
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
    // A glyph that another speaks for takes no part.
    for (idx, glyph) in glyphs.all.iter().enumerate().filter(|(_, glyph)| glyph.chars != Chars::NONE) {
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
    if glyph.direction.dot(last.direction) < 0.98 || glyph.is_hidden != last.is_hidden {
        return false;
    }
    // Letters along a curve turn little by little.
    if glyph.direction.dot(fragment.direction) < 0.9 {
        return false;
    }
    if is_between_boxes(glyphs, last, glyph) {
        return false;
    }
    let size = last.size.max(glyph.size);
    let jump = glyph.origin - last.end();
    let off = last.direction.cross(jump).abs() / size;
    let along = jump.dot(last.direction) / size;
    // Superscripts and subscripts are smaller and stand off the line.
    let is_raised = last.size.min(glyph.size) < size * SCRIPT_SIZE;
    if off > if is_raised { 0.45 } else { 0.3 } {
        return are_scripts_of_one(fragment, last, glyph);
    }
    // They stand close to what they belong to; what does not is something else beside it.
    if off > 0.3 && along > 0.2 {
        return false;
    }
    if along > -0.6 && along < COLUMN_GAP {
        return true;
    }
    // Text from right to left may be drawn in reading order: each glyph ends where the one before begins.
    let back = (glyph.end() - last.origin).dot(last.direction) / size;
    back.abs() < 1.5 && glyphs.first_char(glyph.chars).is_some_and(|c| is_rtl(c) || (fragment.has_rtl && c == ' '))
}

/// Is one of the two the superscript, the other the subscript of what stands on the line before them?
fn are_scripts_of_one(fragment: &Fragment, last: &Glyph, glyph: &Glyph) -> bool {
    let size = fragment.size;
    let off = |glyph: &Glyph| fragment.direction.cross(glyph.origin - fragment.origin) / size;
    let is_script = |glyph: &Glyph| glyph.size < size * SCRIPT_SIZE && off(glyph).abs() < 0.6;
    let back = (last.origin - glyph.origin).dot(fragment.direction).abs() / glyph.size;
    is_script(last) && is_script(glyph) && off(last) * off(glyph) < 0.0 && back < 0.3
}

/// Is one of the two an arrow, larger than the letters of the other? It leads from box to box, and is no word of theirs.
fn is_between_boxes(glyphs: &Glyphs, one: &Glyph, other: &Glyph) -> bool {
    let is_arrow = |glyph: &Glyph| {
        glyphs.first_char(glyph.chars).is_some_and(|c| matches!(c, '\u{2190}'..='\u{21ff}' | '\u{27f0}'..='\u{27ff}'))
    };
    is_arrow(one) != is_arrow(other)
        && if is_arrow(one) { one.size > other.size * 1.2 } else { other.size > one.size * 1.2 }
}

/// Puts together what lies on one baseline and touches, however it was drawn.
fn merge(glyphs: &Glyphs, fragments: Vec<Fragment>) -> Vec<Fragment> {
    /// How many lines back a piece may belong to.
    const LOOK_BACK: usize = 8;
    let mut lines: Vec<Fragment> = Vec::new();
    for mut fragment in fragments {
        let from = lines.len().saturating_sub(LOOK_BACK);
        let mut place = None;
        // A piece that fits between two others joins them.
        for idx in (from..lines.len()).rev() {
            if touches(glyphs, &lines[idx], &fragment) {
                let mut line = lines.remove(idx);
                fragment.glyphs.iter().for_each(|glyph| line.push(glyphs, *glyph));
                (fragment, place) = (line, Some(idx));
            }
        }
        lines.insert(place.unwrap_or(lines.len()), fragment);
    }
    lines
}

fn touches(glyphs: &Glyphs, line: &Fragment, fragment: &Fragment) -> bool {
    if line.direction.dot(fragment.direction) < 0.98 || line.is_hidden != fragment.is_hidden {
        return false;
    }
    let ends = |fragment: &Fragment| [fragment.glyphs.first(), fragment.glyphs.last()].map(Option::<&u32>::copied);
    let glyph = |idx: Option<u32>| idx.and_then(|idx| glyphs.all.get(idx as usize));
    let meet = |one, other| glyph(one).zip(glyph(other)).is_some_and(|(a, b)| is_between_boxes(glyphs, a, b));
    if ends(line).into_iter().any(|one| ends(fragment).into_iter().any(|other| meet(one, other))) {
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
    let widest = match line.has_rtl || fragment.has_rtl {
        true => 1.5,
        false if line.is_bullet(glyphs) && shift > 0.0 => BULLET_GAP,
        false => 0.6,
    };
    // One that lies upon the other is another line: a form filled in, a watermark.
    let overlap = (line.high.min(high) - line.low.max(low)) / (line.high - line.low).min(high - low).max(1e-6);
    gap < widest && (overlap < 0.3 || line.has_rtl || fragment.has_rtl)
}

/// A glyph, or a space, on its line.
#[derive(Debug, Clone, Copy)]
struct Unit {
    chars: Chars,
    first: char,
    /// Its turn in the content's order.
    rank: u32,
    low: f64,
    high: f64,
    size: f64,
    /// Sits on the unit before.
    is_mark: bool,
    /// As [`Glyph::is_mirrored`].
    is_mirrored: Option<bool>,
    /// As [`Glyph::looks_open`].
    looks_open: Option<bool>,
}

impl Unit {
    fn middle(&self) -> f64 {
        (self.low + self.high) / 2.0
    }
}

/// A line's characters in reading order, with the spaces between its words.
fn lay_out(glyphs: &Glyphs, fragment: Fragment, is_rtl_page: bool) -> Option<(Vec<Unit>, TextLine)> {
    let mut units: Vec<Unit> = Vec::with_capacity(fragment.glyphs.len());
    let mut has_marks = false;
    for (rank, idx) in fragment.glyphs.iter().enumerate() {
        let glyph = &glyphs.all[*idx as usize];
        let Some(first) = glyphs.first_char(glyph.chars) else { continue };
        let (low, high) = fragment.extent(glyph);
        let is_mark = !first.is_ascii() && (is_mark(first) || accent(first).is_some());
        has_marks |= is_mark;
        let (chars, size, looks_open) = (glyph.chars, glyph.size, glyph.looks_open);
        let (rank, is_mirrored) = (rank as u32, glyph.is_mirrored(first));
        units.push(Unit { chars, first, rank, low, high, size, is_mark, is_mirrored, looks_open });
    }
    if fragment.has_rtl {
        drop_covered_spaces(&mut units);
    }
    if has_marks {
        units = attach_marks(units);
    }
    let mut clusters = clusters(&units);
    if !is_drawn_rightwards(&units, &clusters) && (fragment.has_rtl || !is_ascending(&units)) {
        clusters.sort_by(|a, b| units[a.0].middle().total_cmp(&units[b.0].middle()));
    }
    let mut units = spaced(&units, &clusters);
    if units.is_empty() {
        return None;
    }
    let has_rtl = fragment.has_rtl || (is_rtl_page && ends_at_left(&units));
    let rtl = has_rtl && reads_leftwards(&units, is_rtl_page);
    if has_rtl {
        units = in_reading_order(&units, rtl);
    }

    let low = units.iter().map(|unit| unit.low).fold(f64::MAX, f64::min);
    let origin = fragment.origin + fragment.direction * low;
    let largest =
        fragment.glyphs.iter().map(|idx| &glyphs.all[*idx as usize]).max_by(|a, b| a.size.total_cmp(&b.size))?;
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
        source: if fragment.is_hidden { TextSource::Invisible } else { TextSource::Drawn },
        edges: Vec::with_capacity(units.len() * 2),
    };
    Some((units, line))
}

fn is_ascending(units: &[Unit]) -> bool {
    units.windows(2).all(|pair| pair[1].low >= pair[0].low - pair[0].size * 0.6)
}

/// At the end of a line, some programs draw the space first and what is left of it over it.
fn drop_covered_spaces(units: &mut Vec<Unit>) {
    let mut idx = 0;
    let covered: Vec<bool> = (0..units.len())
        .map(|space| match (&units[space], units.get(space + 1)) {
            (space, Some(next)) if space.first == ' ' && next.first != ' ' => {
                (next.low - space.low).abs() < (space.high - space.low) * 0.2
            }
            _ => false,
        })
        .collect();
    units.retain(|_| {
        idx += 1;
        !covered[idx - 1]
    });
}

/// Drawn as it stands, from left to right; a kerned glyph may reach a little back, over a space even.
fn is_drawn_rightwards(units: &[Unit], clusters: &[(usize, usize)]) -> bool {
    let steps = clusters.windows(2).map(|pair| {
        let (left, right) = (&units[pair[0].0], &units[pair[1].0]);
        (right.middle() - left.middle()) / left.size.max(right.size)
    });
    let n_back = steps.clone().filter(|step| *step < 0.0).count();
    n_back * 8 <= clusters.len() && steps.into_iter().all(|step| step > -0.35)
}

fn carries_marks(unit: &Unit) -> bool {
    !unit.is_mark && (unit.first.is_alphabetic() || unit.first == 'ـ')
}

/// The letter that an accent of its own width is drawn over; it was drawn just before or after.
fn carrier_below(units: &[Unit], accent: usize) -> Option<usize> {
    let middle = units[accent].middle();
    let near = accent.saturating_sub(2)..(accent + 3).min(units.len());
    near.filter(|idx| carries_marks(&units[*idx]) && units[*idx].low < middle && middle < units[*idx].high)
        .min_by(|a, b| (units[*a].middle() - middle).abs().total_cmp(&(units[*b].middle() - middle).abs()))
}

/// The letter that a combining mark belongs to. Where the mark's glyph lies says little, since most have no width;
/// when it is drawn says more: behind its letter, or before it where text from right to left is drawn from the left.
fn carrier_beside(units: &[Unit], mark: usize) -> Option<usize> {
    let before = units[..mark].iter().rposition(|unit| !unit.is_mark).filter(|idx| carries_marks(&units[*idx]));
    let after = units[mark + 1..].iter().position(|unit| !unit.is_mark).map(|idx| mark + 1 + idx);
    let after = after.filter(|idx| is_rtl(units[*idx].first) && carries_marks(&units[*idx]));
    match (before, after) {
        (Some(before), Some(after)) if units[before].middle() < units[after].middle() => Some(after),
        (Some(before), _) => Some(before),
        (None, after) => after,
    }
}

/// Puts marks behind the letters that they sit on, and makes one character of both where there is one.
fn attach_marks(units: Vec<Unit>) -> Vec<Unit> {
    let mut bases: Vec<Option<usize>> = vec![None; units.len()];
    for (idx, unit) in units.iter().enumerate().filter(|(_, unit)| unit.is_mark) {
        bases[idx] = match accent(unit.first) {
            Some(_) => carrier_below(&units, idx),
            None => carrier_beside(&units, idx),
        };
    }
    let mut marks: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
    for (mark, base) in bases.iter().enumerate() {
        if let Some(base) = base {
            marks[*base].push(mark);
        }
    }
    let mut out = Vec::with_capacity(units.len());
    for (idx, unit) in units.iter().enumerate() {
        if bases[idx].is_some() {
            continue;
        }
        let mut base = Unit { is_mark: false, ..*unit };
        let mut rest = Vec::new();
        // Marks that were drawn before their letter were drawn last to first.
        marks[idx].sort_by_key(|mark| mark.abs_diff(idx));
        for mark in &marks[idx] {
            let combining = accent(units[*mark].first).unwrap_or(units[*mark].first);
            match (base.chars, composed(base.first, combining)) {
                (Chars::One(_), Some(letter)) if rest.is_empty() => {
                    base.chars = Chars::One(letter);
                    base.first = letter;
                }
                _ => {
                    let chars = match accent(units[*mark].first) {
                        Some(combining) => Chars::One(combining),
                        None => units[*mark].chars,
                    };
                    rest.push(Unit { chars, first: combining, is_mark: true, ..base });
                }
            }
        }
        out.push(base);
        out.extend(rest);
    }
    out
}

/// Stretches of a unit and the marks that sit on it.
fn clusters(units: &[Unit]) -> Vec<(usize, usize)> {
    let mut clusters: Vec<(usize, usize)> = Vec::with_capacity(units.len());
    for (idx, unit) in units.iter().enumerate() {
        match clusters.last_mut() {
            Some(last) if unit.is_mark => last.1 = idx + 1,
            _ => clusters.push((idx, idx + 1)),
        }
    }
    clusters
}

/// Makes one space of each run of drawn spaces and of each gap between words, none at the ends.
fn spaced(units: &[Unit], clusters: &[(usize, usize)]) -> Vec<Unit> {
    let mut out: Vec<Unit> = Vec::with_capacity(units.len() + units.len() / 4);
    let space_gap = space_gap(units, clusters);
    let mut high = f64::MIN;
    let mut pending = false;
    for &(from, to) in clusters {
        let unit = units[from];
        if unit.first == ' ' {
            pending = true;
            continue;
        }
        if let Some(last) = out.last().copied() {
            // Between sizes, the smaller one's spaces count: a bullet may be larger than its text.
            let size = last.size.min(unit.size).max(last.size.max(unit.size) * 0.5);
            let widest = match is_ideographic(last.first) && is_ideographic(unit.first) {
                true => IDEOGRAPH_GAP,
                false if is_ideographic(last.first) != is_ideographic(unit.first) => IDEOGRAPH_LATIN_GAP,
                false => space_gap,
            };
            if pending || (unit.low - high) / size > widest {
                let (low, high) = (high.min(unit.low), unit.low.max(high));
                out.push(Unit { chars: Chars::One(' '), first: ' ', low, high, is_mark: false, ..last });
            }
        }
        pending = false;
        out.extend_from_slice(&units[from..to]);
        high = unit.high;
    }
    out
}

/// The gap that is a space on this line: a wider one where the letters of its words stand apart, as in some titles.
fn space_gap(units: &[Unit], clusters: &[(usize, usize)]) -> f64 {
    /// Wider than letters are ever set apart.
    const WIDEST_TRACKING: f64 = 0.6;
    const FEWEST_GAPS: usize = 6;
    let gaps = || {
        clusters.windows(2).filter_map(|pair| {
            let (left, right) = (&units[pair[0].0], &units[pair[1].0]);
            let are_letters = left.first.is_alphabetic() && right.first.is_alphabetic();
            (are_letters && !is_ideographic(left.first)).then(|| (right.low - left.high) / left.size.max(right.size))
        })
    };
    let (n_gaps, n_wide) = gaps().fold((0, 0), |(all, wide), gap| (all + 1, wide + usize::from(gap > SPACE_GAP)));
    if n_gaps < FEWEST_GAPS || n_wide * 5 < n_gaps * 4 {
        return word_gap(units, clusters);
    }
    let mut sorted: Vec<f64> = gaps().collect();
    sorted.sort_by(f64::total_cmp);
    let median = sorted[sorted.len() / 2];
    if median < WIDEST_TRACKING { median + SPACE_GAP } else { SPACE_GAP }
}

/// Letters that do not join may stand a little apart, less than the line's words do.
fn word_gap(units: &[Unit], clusters: &[(usize, usize)]) -> f64 {
    /// Narrower than words are ever set.
    const NARROWEST: f64 = 0.18;
    const FEWEST_WORDS: usize = 4;
    let shown = clusters.iter().map(|(from, _)| &units[*from]).filter(|unit| unit.first != ' ');
    let gaps =
        shown.clone().zip(shown.skip(1)).map(|(left, right)| (right.low - left.high) / left.size.max(right.size));
    if !gaps.clone().any(|gap| gap > SPACE_GAP && gap < NARROWEST) {
        return SPACE_GAP;
    }
    let mut wide: Vec<f64> = gaps.filter(|gap| *gap > SPACE_GAP).collect();
    if wide.len() < FEWEST_WORDS - 1 {
        return SPACE_GAP;
    }
    wide.sort_by(f64::total_cmp);
    (wide[wide.len() / 2] * 0.55).clamp(SPACE_GAP, NARROWEST)
}

/// On a page in Arabic, the last line of a paragraph may be Latin or a number, and its full stop stands at its left.
fn ends_at_left(units: &[Unit]) -> bool {
    let [first, second, ..] = units else { return false };
    match first.first {
        '.' | ',' | ':' | ';' | '!' | '?' => second.first != ' ' && second.first != first.first,
        '%' => units.iter().skip(1).find(|unit| unit.first != ' ').is_some_and(|unit| unit.first.is_numeric()),
        _ => false,
    }
}

/// Does the line as a whole read from right to left?
fn reads_leftwards(units: &[Unit], is_rtl_page: bool) -> bool {
    let strong = || units.iter().map(|unit| unit.first).filter(|c| is_rtl(*c) || c.is_alphabetic());
    let n_rtl = strong().filter(|c| is_rtl(*c)).count();
    let n_ltr = strong().count() - n_rtl;
    if n_rtl + n_ltr == 0 {
        return is_rtl_page;
    }
    match is_rtl_page {
        // On a page in Arabic, a line may begin with an Arabic word, name a long Latin title, and still be Arabic.
        true if ends_at_left(units) => true,
        // Arabic punctuation between Latin words.
        true if n_rtl > 0 && strong().filter(|c| is_rtl(*c)).all(|c| !c.is_alphabetic()) => true,
        true => n_rtl > n_ltr || (n_rtl * 6 > n_ltr && strong().next_back().is_some_and(is_rtl)),
        false => n_rtl > n_ltr && (strong().next().is_some_and(is_rtl) || n_rtl > n_ltr * 4),
    }
}

fn in_reading_order(units: &[Unit], rtl: bool) -> Vec<Unit> {
    let clusters = clusters(units);
    let items: Vec<Item> = clusters
        .iter()
        .map(|(from, _)| &units[*from])
        .map(|&Unit { first, rank, is_mirrored, looks_open, .. }| Item { first, rank, is_mirrored, looks_open })
        .collect();
    let reading = order::read(&items, rtl);
    let mut out = Vec::with_capacity(units.len());
    for place in &reading.order {
        let (from, to) = clusters[*place];
        out.extend_from_slice(&units[from..to]);
    }
    for (place, meant) in reading.mirrored {
        let rank = (clusters[place].0, units[clusters[place].0].rank);
        let found = out.iter_mut().find(|unit| unit.rank == rank.1 && unit.first == units[rank.0].first);
        if let Some(unit) = found {
            (unit.chars, unit.first) = (Chars::One(meant), meant);
        }
    }
    out
}

/// Appends a unit's characters, each with its share of the unit's extent; says how many.
fn push_unit(glyphs: &Glyphs, unit: &Unit, page: &mut PageText, edges: &mut Vec<f32>) -> u32 {
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
            let is_reversed = is_rtl(unit.first);
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
