//! What the engine passed over: short words in the boxes of a diagram, small print at a slide's foot, light words on
//! a dark ground. Its layout analysis takes them for drawings; cut out, enlarged and laid under each other on a sheet
//! of their own, it reads them.

use super::program::Picture;

/// How unlike two neighboring pixels are at the edge of a letter.
const CONTRAST: u8 = 40;

/// A straight edge of so many pixels is a rule, a frame or an arrow.
const RULE: usize = 60;

/// Pixels are gathered in square cells of so many.
const CELL: usize = 4;

/// Cells apart that letters and words of a line may be.
const MAX_GAP: usize = 4;

/// Heights of a line of letters, in pixels.
const HEIGHTS: std::ops::RangeInclusive<usize> = 8..=100;

/// What is lower than this is enlarged.
const SMALL: usize = 40;

/// A sheet of more than this is of a photograph.
const MAX_STRIPS: usize = 40;

/// The share of pixels that are edges, where there are letters.
const DENSITIES: std::ops::RangeInclusive<f32> = 0.1..=0.75;

/// White around a strip, on the page and on the sheet.
const MARGIN: usize = 8;
const GAP: usize = 40;

/// A box of pixels; right and bottom are the first that are outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub left: usize,
    pub top: usize,
    pub right: usize,
    pub bottom: usize,
}

impl Area {
    fn width(&self) -> usize {
        self.right - self.left
    }

    fn height(&self) -> usize {
        self.bottom - self.top
    }

    fn grown(&self, by: usize, width: usize, height: usize) -> Area {
        Area {
            left: self.left.saturating_sub(by),
            top: self.top.saturating_sub(by),
            right: (self.right + by).min(width),
            bottom: (self.bottom + by).min(height),
        }
    }
}

/// What was cut out of a page, under each other.
pub struct Sheet {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    strips: Vec<Strip>,
}

/// One piece: where it was on the page, and from which row on it is on the sheet.
struct Strip {
    on_page: Area,
    top: usize,
    scale: usize,
}

impl Sheet {
    pub fn picture(&self) -> Picture<'_> {
        Picture { width: self.width as u32, height: self.height as u32, pixels: &self.pixels }
    }

    /// Which strip has this row of the sheet.
    pub fn strip(&self, y: f32) -> Option<usize> {
        self.strips.iter().rposition(|strip| strip.top as f32 <= y + (GAP / 2) as f32)
    }

    /// A place of the sheet, on the page: no further than that strip's piece of it reaches.
    pub fn on_page(&self, strip: usize, x: f32, y: f32) -> (f32, f32) {
        let Strip { on_page, top, scale } = &self.strips[strip];
        let x = on_page.left as f32 + (x - GAP as f32) / *scale as f32;
        let y = on_page.top as f32 + (y - *top as f32) / *scale as f32;
        (x.clamp(on_page.left as f32, on_page.right as f32), y.clamp(on_page.top as f32, on_page.bottom as f32))
    }
}

/// Gathers what looks like letters outside of what was read; `None` where there is nothing.
pub fn sheet(page: &Picture, read: &[Area]) -> Option<Sheet> {
    let (width, height) = (page.width as usize, page.height as usize);
    let mut edges = edges(page.pixels, width, height);
    for area in read {
        let area = area.grown(CELL, width, height);
        for y in area.top..area.bottom {
            edges.pixels[y * width + area.left..y * width + area.right].fill(false);
        }
    }
    edges.drop_rules();
    let mut areas: Vec<Area> = edges.groups().into_iter().filter(|area| edges.looks_like_letters(area)).collect();
    // Lines of letters are wider than what else there may be in a photograph.
    areas.sort_by_key(|area| std::cmp::Reverse(area.width() * 100 / area.height()));
    areas.truncate(MAX_STRIPS);
    areas.sort_by_key(|area| (area.top, area.left));
    let strips: Vec<(Area, usize, Vec<u8>)> = areas
        .iter()
        .map(|area| {
            let scale = if area.height() < SMALL { 2 } else { 1 };
            let on_page = area.grown(MARGIN, width, height);
            (on_page, scale, cut(page.pixels, width, area, &on_page, scale))
        })
        .collect();
    let sheet_width = strips.iter().map(|(area, scale, _)| area.width() * scale).max()? + 2 * GAP;
    let sheet_height = strips.iter().map(|(area, scale, _)| area.height() * scale + GAP).sum::<usize>() + GAP;
    let mut sheet = Sheet {
        width: sheet_width,
        height: sheet_height,
        pixels: vec![255; sheet_width * sheet_height],
        strips: vec![],
    };
    let mut top = GAP;
    for (on_page, scale, pixels) in strips {
        let across = on_page.width() * scale;
        for (row, values) in pixels.chunks_exact(across).enumerate() {
            let start = (top + row) * sheet_width + GAP;
            sheet.pixels[start..start + across].copy_from_slice(values);
        }
        sheet.strips.push(Strip { on_page, top, scale });
        top += on_page.height() * scale + GAP;
    }
    Some(sheet)
}

struct Edges {
    width: usize,
    height: usize,
    pixels: Vec<bool>,
}

fn edges(gray: &[u8], width: usize, height: usize) -> Edges {
    let mut pixels = vec![false; width * height];
    for y in 0..height {
        for x in 0..width {
            let at = y * width + x;
            let here = gray[at];
            pixels[at] = (x > 0 && here.abs_diff(gray[at - 1]) > CONTRAST)
                || (y > 0 && here.abs_diff(gray[at - width]) > CONTRAST);
        }
    }
    Edges { width, height, pixels }
}

impl Edges {
    /// Takes out straight edges and what touches them.
    fn drop_rules(&mut self) {
        let (width, height) = (self.width, self.height);
        let mut rules = vec![];
        let mut gather = |length: usize, n_lines: usize, at: &dyn Fn(usize, usize) -> usize| {
            for line in 0..n_lines {
                let mut run = 0;
                for i in 0..=length {
                    if i < length && self.pixels[at(line, i)] {
                        run += 1;
                        continue;
                    }
                    if run >= RULE {
                        rules.extend((i - run..i).map(|i| at(line, i)));
                    }
                    run = 0;
                }
            }
        };
        gather(width, height, &|y, x| y * width + x);
        gather(height, width, &|x, y| y * width + x);
        for at in rules {
            let (x, y) = (at % width, at / width);
            for y in y.saturating_sub(1)..(y + 2).min(height) {
                self.pixels[y * width + x.saturating_sub(1)..y * width + (x + 2).min(width)].fill(false);
            }
        }
    }

    /// The boxes of edges that belong together: cells that touch, or that are next to each other in a row.
    fn groups(&self) -> Vec<Area> {
        let (columns, rows) = (self.width.div_ceil(CELL), self.height.div_ceil(CELL));
        let mut cells = vec![false; columns * rows];
        for (at, _) in self.pixels.iter().enumerate().filter(|(_, is_edge)| **is_edge) {
            cells[at / self.width / CELL * columns + at % self.width / CELL] = true;
        }
        for row in cells.chunks_exact_mut(columns) {
            let mut last = None;
            for column in 0..columns {
                if !row[column] {
                    continue;
                }
                if let Some(before) = last.replace(column)
                    && column - before <= MAX_GAP
                {
                    row[before..column].fill(true);
                }
            }
        }
        let (mut groups, mut open) = (vec![], vec![]);
        for start in 0..cells.len() {
            if !std::mem::take(&mut cells[start]) {
                continue;
            }
            let (mut low, mut high) = ((columns, rows), (0, 0));
            open.push(start);
            while let Some(cell) = open.pop() {
                let (column, row) = (cell % columns, cell / columns);
                low = (low.0.min(column), low.1.min(row));
                high = (high.0.max(column + 1), high.1.max(row + 1));
                for row in row.saturating_sub(1)..(row + 2).min(rows) {
                    for column in column.saturating_sub(1)..(column + 2).min(columns) {
                        if std::mem::take(&mut cells[row * columns + column]) {
                            open.push(row * columns + column);
                        }
                    }
                }
            }
            groups.push(Area {
                left: low.0 * CELL,
                top: low.1 * CELL,
                right: (high.0 * CELL).min(self.width),
                bottom: (high.1 * CELL).min(self.height),
            });
        }
        groups
    }

    fn looks_like_letters(&self, area: &Area) -> bool {
        // A single letter is as often a stain.
        if !HEIGHTS.contains(&area.height()) || area.width() < 2 * CELL || area.width() * 5 < area.height() * 4 {
            return false;
        }
        let rows = area.top..area.bottom;
        let n_edges: usize = rows
            .map(|y| &self.pixels[y * self.width + area.left..y * self.width + area.right])
            .map(|row| row.iter().filter(|is_edge| **is_edge).count())
            .sum();
        DENSITIES.contains(&(n_edges as f32 / (area.width() * area.height()) as f32))
    }
}

/// A piece of the page, dark on white, enlarged.
fn cut(gray: &[u8], width: usize, letters: &Area, area: &Area, scale: usize) -> Vec<u8> {
    let mut counts = [0usize; 256];
    for y in letters.top..letters.bottom {
        for &value in &gray[y * width + letters.left..y * width + letters.right] {
            counts[usize::from(value)] += 1;
        }
    }
    // Half of what is there is paler, half is darker: the ground, of which there is more than of letters.
    let mut below = letters.width() * letters.height() / 2;
    let ground = counts.iter().position(|&n| match below.checked_sub(n) {
        Some(rest) => {
            below = rest;
            false
        }
        None => true,
    });
    let ground = ground.unwrap_or(255) as f32;
    let is_dark = ground < 128.;
    let ground = if is_dark { 255. - ground } else { ground };
    let value = |x: usize, y: usize| {
        let x = x.clamp(area.left, area.right - 1);
        let y = y.clamp(area.top, area.bottom - 1);
        let value = f32::from(gray[y * width + x]);
        let value = if is_dark { 255. - value } else { value };
        (value * 255. / ground).min(255.)
    };
    let mut pixels = Vec::with_capacity(area.width() * area.height() * scale * scale);
    for row in 0..area.height() * scale {
        for column in 0..area.width() * scale {
            // The middle of the new pixel, between the middles of the old ones.
            let place = |at: usize, from: usize| from as f32 + (at as f32 + 0.5) / scale as f32 - 0.5;
            let (x, y) = (place(column, area.left).max(0.), place(row, area.top).max(0.));
            let (right, lower) = (x.fract(), y.fract());
            let (x, y) = (x as usize, y as usize);
            let upper = value(x, y) * (1. - right) + value(x + 1, y) * right;
            let under = value(x, y + 1) * (1. - right) + value(x + 1, y + 1) * right;
            pixels.push((upper * (1. - lower) + under * lower + 0.5) as u8);
        }
    }
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 400;
    const HEIGHT: usize = 300;

    fn draw(page: &mut [u8], area: Area, value: u8) {
        for y in area.top..area.bottom {
            page[y * WIDTH + area.left..y * WIDTH + area.right].fill(value);
        }
    }

    /// Strokes as letters have them, ten pixels high.
    fn letters(page: &mut [u8], left: usize, top: usize, n: usize, value: u8) -> Area {
        for letter in 0..n {
            for stroke in [0, 5] {
                let left = left + letter * 10 + stroke;
                draw(page, Area { left, top, right: left + 2, bottom: top + 10 }, value);
            }
        }
        Area { left, top, right: left + n * 10, bottom: top + 10 }
    }

    fn picture(page: &[u8]) -> Picture<'_> {
        Picture { width: WIDTH as u32, height: HEIGHT as u32, pixels: page }
    }

    #[test]
    fn only_letters_that_were_not_read_are_cut_out_and_find_their_way_back() {
        let mut page = vec![255; WIDTH * HEIGHT];
        let read = letters(&mut page, 40, 40, 12, 0);
        // In a frame, on a dark ground.
        draw(&mut page, Area { left: 200, top: 150, right: 340, bottom: 190 }, 30);
        let overlooked = letters(&mut page, 220, 164, 10, 220);
        // A rule is none.
        draw(&mut page, Area { left: 20, top: 250, right: 380, bottom: 252 }, 0);
        let sheet = sheet(&picture(&page), &[read]).expect("there is something to look at again");
        assert_eq!(sheet.strips.len(), 1);
        let strip = &sheet.strips[0];
        assert_eq!(strip.scale, 2);
        let on_page = strip.on_page;
        assert!(on_page.left <= overlooked.left && on_page.right >= overlooked.right);
        assert!(on_page.top <= overlooked.top && on_page.bottom >= overlooked.bottom);
        assert!(on_page.height() <= overlooked.height() + 3 * MARGIN);
        // Dark on white, whatever it was.
        let at = |x: usize, y: usize| sheet.pixels[y * sheet.width + x];
        let to_sheet = |x: usize, y: usize| (GAP + (x - on_page.left) * 2, strip.top + (y - on_page.top) * 2);
        let (x, y) = to_sheet(overlooked.left + 1, overlooked.top + 5);
        assert!(at(x, y) < 80, "a letter is {}", at(x, y));
        let (x, y) = to_sheet(overlooked.left + 3, overlooked.top + 5);
        assert!(at(x, y) > 200, "its ground is {}", at(x, y));
        assert_eq!(sheet.strip(y as f32), Some(0));
        let (x, y) = sheet.on_page(0, x as f32, y as f32);
        assert!((x - overlooked.left as f32 - 3.).abs() < 1. && (y - overlooked.top as f32 - 5.).abs() < 1.);
    }

    #[test]
    fn where_all_was_read_nothing_is_looked_at_again() {
        let mut page = vec![255; WIDTH * HEIGHT];
        let read = letters(&mut page, 40, 40, 12, 0);
        assert!(sheet(&picture(&page), &[read]).is_none());
        assert!(sheet(&picture(&vec![9; WIDTH * HEIGHT]), &[]).is_none());
        assert!(sheet(&Picture { width: 1, height: 1, pixels: &[0] }, &[]).is_none());
    }

    #[test]
    fn of_a_photograph_not_more_is_cut_out_than_a_page_holds() {
        let mut seed = 1u32;
        let page: Vec<u8> = (0..WIDTH * HEIGHT)
            .map(|at| {
                seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12345);
                if at % 37 < 20 && at / WIDTH % 31 < 14 { (seed >> 24) as u8 } else { 128 }
            })
            .collect();
        assert!(sheet(&picture(&page), &[]).is_none_or(|sheet| sheet.strips.len() <= MAX_STRIPS));
    }
}
