//! The order in which a page's lines are read: lines → blocks → title, columns and rows, footers.
//!
//! Generators mostly draw a slide's boxes in a sensible order, and whoever arranged the slide chose it; so the order of
//! the content is evidence of what belongs together, and white space decides what comes first. A page is cut along its
//! white space again and again, where the space is wide and the content draws one side after the other: hence tables
//! that are drawn row by row stay rows, and columns that are drawn one after the other stay columns. What cannot be cut
//! keeps the content's order, and so do the labels of a drawing.

use kurbo::{Point, Rect, Vec2};

/// Pages with more blocks are drawings or long tables, which are drawn in order.
const MOST_BLOCKS: usize = 400;

/// Lines of one box are no farther apart, in sizes, from baseline to baseline.
const WIDEST_LEADING: f64 = 2.4;

/// A line as the layout sees it, in user space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    /// On the baseline, at the left end.
    pub origin: Point,
    pub direction: Vec2,
    pub length: f64,
    pub ascent: f64,
    pub descent: f64,
    pub size: f64,
    pub n_chars: usize,
    /// Digits and little else.
    pub is_number: bool,
    pub is_hidden: bool,
    pub rtl: bool,
}

impl Line {
    /// From left to right where its letters stand upright.
    fn across(&self) -> Vec2 {
        // Only vertical text runs down the middle of its letters.
        let is_vertical = (self.ascent - self.descent).abs() < self.size * 0.01;
        if is_vertical { Vec2::new(-self.direction.y, self.direction.x) } else { self.direction }
    }
}

/// The lines' indices, given in the content's order, in the order in which they are read. `page` is the page's crop
/// box; on an `rtl` page columns begin at the right.
pub(super) fn order(lines: &[Line], page: Rect, rtl: bool) -> Vec<usize> {
    let view = View::new(lines, page);
    let blocks = blocks(lines, &view);
    if blocks.len() > MOST_BLOCKS {
        return (0..lines.len()).collect();
    }
    // What is not to be seen lies over what is, and has its own order.
    let (hidden, shown): (Vec<&Block>, Vec<&Block>) = blocks.iter().partition(|block| block.is_hidden);
    let parts = [shown, hidden].map(|part| arrange(part, &view, rtl));
    parts.into_iter().flatten().flat_map(|block| block.lines.clone()).collect()
}

/// The page turned such that most of its text runs rightwards; `y` grows downwards.
struct View {
    right: Vec2,
    page: Rect,
}

impl View {
    fn new(lines: &[Line], page: Rect) -> View {
        let axes = [Vec2::new(1., 0.), Vec2::new(0., 1.), Vec2::new(-1., 0.), Vec2::new(0., -1.)];
        let n_chars = |axis: &Vec2| -> usize {
            lines.iter().filter(|line| line.across().dot(*axis) > 0.9).map(|line| line.n_chars).sum()
        };
        let right = axes.into_iter().rev().max_by_key(n_chars).unwrap_or(axes[0]);
        let mut view = View { right, page: Rect::ZERO };
        view.page = view.rect([(page.x0, page.y0), (page.x1, page.y1)].map(|(x, y)| Point::new(x, y)));
        view
    }

    fn down(&self) -> Vec2 {
        Vec2::new(self.right.y, -self.right.x)
    }

    fn rect<const N: usize>(&self, points: [Point; N]) -> Rect {
        let down = self.down();
        let seen = points.map(|point| Point::new(point.to_vec2().dot(self.right), point.to_vec2().dot(down)));
        seen.iter().fold(Rect::from_points(seen[0], seen[0]), |all, point| all.union_pt(*point))
    }

    /// A line's letters, without the room above and below them.
    fn line(&self, line: &Line) -> Rect {
        const SHARE: f64 = 0.75;
        let up = Vec2::new(-line.direction.y, line.direction.x);
        let (start, end) = (line.origin, line.origin + line.direction * line.length);
        let (above, below) = (up * (line.ascent * SHARE), up * (line.descent * SHARE));
        self.rect([start + above, end + above, start - below, end - below])
    }
}

/// Lines that belong together, and are read one after the other.
#[derive(Debug)]
struct Block {
    lines: Vec<usize>,
    area: Rect,
    size: f64,
    n_chars: usize,
    is_number: bool,
    is_hidden: bool,
    /// Its lines run from the page's top to its bottom, and follow each other from right to left.
    runs_down: bool,
}

/// Paragraphs and boxes, as far as the content draws their lines one after the other.
fn blocks(lines: &[Line], view: &View) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (idx, line) in lines.iter().enumerate() {
        let area = view.line(line);
        if let Some(block) = blocks.last_mut()
            && block.lines.last().is_some_and(|last| goes_on(&lines[*last], line))
        {
            block.lines.push(idx);
            block.area = block.area.union(area);
            block.size = block.size.max(line.size);
            block.n_chars += line.n_chars;
            block.is_number &= line.is_number;
            continue;
        }
        blocks.push(Block {
            lines: vec![idx],
            area,
            size: line.size,
            n_chars: line.n_chars,
            is_number: line.is_number,
            is_hidden: line.is_hidden,
            runs_down: line.direction.dot(view.down()) > 0.9,
        });
    }
    blocks
}

/// Is `next` the line below `line` in a paragraph, or what follows it on its baseline?
fn goes_on(line: &Line, next: &Line) -> bool {
    if line.direction.dot(next.direction) < 0.98 || line.is_hidden != next.is_hidden {
        return false;
    }
    let size = line.size.max(next.size);
    let jump = next.origin - line.origin;
    let (low, down) = (jump.dot(line.direction), -line.direction.cross(jump) / size);
    let high = low + next.length;
    let is_alike = line.size.min(next.size) > size * 0.7;
    if down.abs() < 0.3 {
        let gap = (low - line.length).max(-high) / size;
        return gap < if is_alike { 1.5 } else { 0.6 };
    }
    let overlap = line.length.min(high) - low.max(0.0);
    let starts_alike = if line.rtl { (high - line.length).abs() } else { low.abs() } < size;
    let is_below = (0.5..WIDEST_LEADING).contains(&down);
    is_below && is_alike && (overlap > line.length.min(next.length) * 0.2 || starts_alike)
}

/// Title, body, footers.
fn arrange<'a>(mut blocks: Vec<&'a Block>, view: &View, rtl: bool) -> Vec<&'a Block> {
    let body_size = body_size(&blocks);
    let mut out = Vec::with_capacity(blocks.len());
    if let Some(title) = title(&blocks, view, body_size) {
        out.push(blocks.remove(title));
    }
    let (mut footers, body): (Vec<&Block>, Vec<&Block>) =
        blocks.into_iter().partition(|block| is_footer(block, view, body_size));
    out.extend(read(body, rtl, false, 0));
    let across = |block: &Block| if rtl { -block.area.x1 } else { block.area.x0 };
    footers.sort_by(|a, b| a.is_number.cmp(&b.is_number).then(across(a).total_cmp(&across(b))));
    out.append(&mut footers);
    out
}

/// The size that half of the characters exceed.
fn body_size(blocks: &[&Block]) -> f64 {
    let mut sizes: Vec<(f64, usize)> = blocks.iter().map(|block| (block.size, block.n_chars)).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = sizes.iter().map(|(_, n)| n).sum::<usize>() / 2;
    let mut n_chars = 0;
    let mut upto = sizes.iter().find(|(_, n)| {
        n_chars += n;
        n_chars >= half
    });
    upto.take().map_or(0.0, |(size, _)| *size)
}

/// The topmost block of large letters, where it stands alone in its row with hardly a word above.
fn title(blocks: &[&Block], view: &View, body_size: f64) -> Option<usize> {
    const MOST_CHARS_ABOVE: usize = 80;
    let largest = blocks.iter().filter(|block| block.n_chars > 1).map(|block| block.size).fold(0.0, f64::max);
    let is_large = |block: &Block| block.size > body_size * 1.15 && block.size > largest * 0.6;
    let candidates = blocks.iter().enumerate().filter(|(_, block)| is_large(block) && !block.is_number);
    let (idx, title) = candidates.min_by(|a, b| a.1.area.y0.total_cmp(&b.1.area.y0))?;
    let is_high = title.area.center().y < view.page.y0 + view.page.height() * 0.35;
    let above = blocks.iter().filter(|block| block.area.y0 < title.area.y0 - title.size * 0.5);
    let shares_row = |block: &Block| {
        let overlap = block.area.y1.min(title.area.y1) - block.area.y0.max(title.area.y0);
        block.size > title.size * 0.8 && overlap > title.size * 0.3
    };
    let is_alone = !blocks.iter().enumerate().any(|(other, block)| other != idx && shares_row(block));
    (is_high && is_alone && above.map(|block| block.n_chars).sum::<usize>() < MOST_CHARS_ABOVE).then_some(idx)
}

/// Small print along the lower edge, and a slide's number along either.
fn is_footer(block: &Block, view: &View, body_size: f64) -> bool {
    let middle = (block.area.center().y - view.page.y0) / view.page.height();
    let is_small = block.size < body_size * 0.85;
    match block.is_number {
        true => block.n_chars <= 9 && block.size <= body_size && !(0.1..=0.88).contains(&middle),
        false => block.n_chars < 160 && block.lines.len() <= 2 && is_small && middle > 0.9,
    }
}

/// Blocks, given in the content's order, in the order in which they are read.
fn read(blocks: Vec<&Block>, rtl: bool, in_table: bool, depth: u32) -> Vec<&Block> {
    /// No slide is cut deeper; a page whose blocks are a staircase of many thousands would use up the stack.
    const MAX_DEPTH: u32 = 1_000;
    /// The numbers along an axis, the letters in a drawing.
    const LABEL: usize = 3;
    /// Content that leaps about so much less follows the drawing: a curve, a cycle.
    const SHORTER: f64 = 0.7;
    if depth > MAX_DEPTH || blocks.len() < 2 || blocks.iter().all(|block| block.n_chars <= LABEL) {
        return blocks;
    }
    let from_right = rtl || blocks.iter().all(|block| block.runs_down);
    let Some(cut) = best_cut(&blocks, from_right, in_table) else { return blocks };
    let as_drawn = leaps(&blocks);
    let drawn = blocks.clone();
    let in_table = cut.in_table;
    let mut is_first = cut.is_first.into_iter();
    let (first, second) = blocks.into_iter().partition(|_| is_first.next().unwrap_or(true));
    let mut cut = read(first, rtl, in_table, depth + 1);
    cut.extend(read(second, rtl, in_table, depth + 1));
    if as_drawn < leaps(&cut) * SHORTER { drawn } else { cut }
}

/// How far the eye goes from block to block.
fn leaps(blocks: &[&Block]) -> f64 {
    let between = |a: &Rect, b: &Rect| {
        let across = (a.x0.max(b.x0) - a.x1.min(b.x1)).max(0.0);
        let down = (a.y0.max(b.y0) - a.y1.min(b.y1)).max(0.0);
        across.hypot(down)
    };
    blocks.windows(2).map(|pair| between(&pair[0].area, &pair[1].area)).sum()
}

fn best_cut(blocks: &[&Block], rtl: bool, in_table: bool) -> Option<Cut> {
    let size = blocks.iter().map(|block| block.size).sum::<f64>() / blocks.len() as f64;
    let rows = |block: &Block| (block.area.y0, block.area.y1);
    let columns = |block: &Block| (block.area.x0, block.area.x1);
    // Letters that reach below their line touch the next line's.
    let row_gaps = gaps(blocks, rows, -0.1 * size);
    let column_gaps = gaps(blocks, columns, 0.5 * size);
    let in_table = (in_table && !row_gaps.is_empty()) || is_table(blocks, &row_gaps, &column_gaps);
    let row_cuts = row_gaps.iter().map(|gap| gap.cut(blocks, rows, false, size));
    let column_cuts = column_gaps.iter().map(|gap| gap.cut(blocks, columns, rtl, size));
    // A table is read row by row, unless it is drawn column by column.
    let column_cuts = column_cuts.filter(|cut| !in_table || cut.agreement >= 0.95);
    // Where a size is no number, everything may be on one side of a gap.
    let cuts = row_cuts.chain(column_cuts).filter(|cut| cut.is_first.contains(&true) && cut.is_first.contains(&false));
    let best = cuts.max_by(|a, b| a.worth().total_cmp(&b.worth()));
    best.map(|cut| Cut { in_table, ..cut })
}

/// Do the gaps make a grid, most of whose cells are filled?
fn is_table(blocks: &[&Block], row_gaps: &[Gap], column_gaps: &[Gap]) -> bool {
    let (n_rows, n_columns) = (row_gaps.len() + 1, column_gaps.len() + 1);
    if n_rows < 3 || n_columns < 2 || n_rows * n_columns > blocks.len() * 3 / 2 {
        return false;
    }
    let cell = |block: &Block| {
        let row = row_gaps.partition_point(|gap| gap.to <= block.area.y0);
        row * n_columns + column_gaps.partition_point(|gap| gap.to <= block.area.x0)
    };
    let mut is_filled = vec![false; n_rows * n_columns];
    blocks.iter().for_each(|block| is_filled[cell(block)] = true);
    is_filled.iter().filter(|is_filled| **is_filled).count() * 10 >= is_filled.len() * 7
}

/// A cut through white space: the first part is read before the second.
struct Cut {
    is_first: Vec<bool>,
    /// Does the content draw first the one part and then the other? 1 where it does, near 0.5 where it goes to and
    /// fro.
    agreement: f64,
    /// It does, and in the order in which they are read.
    is_as_drawn: bool,
    /// In sizes.
    width: f64,
    /// Its parts are rows of a table.
    in_table: bool,
}

impl Cut {
    fn worth(&self) -> f64 {
        const WIDEST: f64 = 6.0;
        // Short of that, it says nothing.
        const CLEAR: f64 = 0.9;
        let agreement = if self.agreement < CLEAR { 0.5 } else { self.agreement };
        let bonus = if self.is_as_drawn { 0.3 } else { 0.0 };
        agreement + bonus + self.width.min(WIDEST) / (WIDEST * 2.0)
    }
}

/// White space between `from` and `to`.
struct Gap {
    from: f64,
    to: f64,
}

impl Gap {
    fn cut(&self, blocks: &[&Block], extent: impl Fn(&Block) -> (f64, f64), from_high: bool, size: f64) -> Cut {
        let is_first: Vec<bool> = blocks.iter().map(|block| (extent(block).0 < self.to) != from_high).collect();
        let (mut n_second, mut n_inverted) = (0, 0);
        for first in &is_first {
            match first {
                true => n_inverted += n_second,
                false => n_second += 1,
            }
        }
        let n_pairs = n_second * (blocks.len() - n_second);
        let inverted = n_inverted as f64 / n_pairs.max(1) as f64;
        let agreement = inverted.max(1.0 - inverted);
        Cut { is_first, agreement, is_as_drawn: n_inverted == 0, width: (self.to - self.from) / size, in_table: false }
    }
}

/// The gaps of at least this width that no block reaches into, in ascending order.
fn gaps(blocks: &[&Block], extent: impl Fn(&Block) -> (f64, f64), narrowest: f64) -> Vec<Gap> {
    let mut extents: Vec<(f64, f64)> = blocks.iter().map(|block| extent(block)).collect();
    extents.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut gaps = Vec::new();
    let mut reached = f64::INFINITY;
    for (low, high) in extents {
        if low - reached >= narrowest {
            gaps.push(Gap { from: reached, to: low });
        }
        reached = if reached.is_finite() { reached.max(high) } else { high };
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(area: Rect, size: f64) -> Block {
        Block { lines: vec![], area, size, n_chars: 9, is_number: false, is_hidden: false, runs_down: false }
    }

    /// Found by fuzzing: a gap that leaves all on one side was cut for ever.
    #[test]
    fn flattened_blocks_in_one_row_are_read_to_an_end() {
        let blocks: Vec<Block> = (0..3).map(|n| block(Rect::new(f64::from(n), 5.0, 40.0, 5.0), 10.0)).collect();
        assert_eq!(read(blocks.iter().collect(), false, false, 0).len(), 3);
        let endless = [block(Rect::new(0.0, 0.0, f64::INFINITY, 1.0), f64::INFINITY), block(Rect::ZERO, 1.0)];
        assert_eq!(read(endless.iter().collect(), false, false, 0).len(), 2);
    }
}
