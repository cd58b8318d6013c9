//! By how much a page's lines of text are off the level: the angle at which its rows are most unlike each other.

use super::Gray;

/// Paper laid awry on a scanner; what is turned further was meant to be.
const MAX_DEGREES: f32 = 10.;

/// Below this, recognition does not suffer.
const MIN_DEGREES: f32 = 0.3;

/// Points looked at, at the most.
const MAX_POINTS: usize = 40_000;

/// How much sharper the rows must be at the angle than as they are.
const MIN_GAIN: f32 = 1.15;

/// How much sharper they must be than they are on average over all angles: drawings and photographs are not.
const MIN_PROMINENCE: f32 = 1.35;

/// And how much sharper than points that are strewn by chance.
const MIN_SHARPNESS: f32 = 4.;

/// Clockwise degrees; zero where the lines are level, or where there are none.
pub fn detect(gray: &Gray) -> f32 {
    let points = edges(gray);
    if points.len() < 200 {
        return 0.;
    }
    let rows = Rows::new(gray.width, gray.height);
    let coarse: Vec<(f32, f32)> =
        steps(-MAX_DEGREES, MAX_DEGREES, 0.5).map(|a| (a, rows.sharpness(&points, a))).collect();
    let average = coarse.iter().map(|(_, s)| s).sum::<f32>() / coarse.len() as f32;
    let Some(&(near, _)) = coarse.iter().max_by(|a, b| a.1.total_cmp(&b.1)) else { return 0. };
    let fine = steps(near - 0.5, near + 0.5, 0.1).map(|a| (a, rows.sharpness(&points, a)));
    let Some((best, sharpest)) = fine.max_by(|a, b| a.1.total_cmp(&b.1)) else { return 0. };
    let as_it_is = rows.sharpness(&points, 0.);
    // Of counts that are due to chance, two differ by the root of both.
    let by_chance = 2. * points.len() as f32;
    let is_clear =
        sharpest > as_it_is * MIN_GAIN && sharpest > average * MIN_PROMINENCE && sharpest > by_chance * MIN_SHARPNESS;
    if is_clear && (MIN_DEGREES..=MAX_DEGREES).contains(&best.abs()) { best } else { 0. }
}

fn steps(from: f32, to: f32, step: f32) -> impl Iterator<Item = f32> {
    let n = ((to - from) / step).round() as i32;
    (0..=n).map(move |i| from + i as f32 * step)
}

/// Where dark lies under light: the upper edges of letters, whatever the colors are.
fn edges(gray: &Gray) -> Vec<(f32, f32)> {
    const CONTRAST: i32 = 48;
    let mut points = vec![];
    for y in 1..gray.height {
        for x in 0..gray.width {
            let (above, here) = (gray.pixels[(y - 1) * gray.width + x], gray.pixels[y * gray.width + x]);
            if i32::from(above) - i32::from(here) > CONTRAST {
                points.push((x as f32, y as f32));
            }
        }
    }
    // A part of them, spread over the whole page, says the same.
    let every = points.len().div_ceil(MAX_POINTS).max(1);
    points.into_iter().step_by(every).collect()
}

struct Rows {
    middle: f32,
    n_rows: usize,
}

impl Rows {
    fn new(width: usize, height: usize) -> Rows {
        let rise = width as f32 * MAX_DEGREES.to_radians().tan();
        Rows { middle: width as f32 / 2., n_rows: height + rise.ceil() as usize + 4 }
    }

    /// How unevenly the points are spread over rows that fall by this angle.
    fn sharpness(&self, points: &[(f32, f32)], degrees: f32) -> f32 {
        let slope = degrees.to_radians().tan();
        let mut counts = vec![0f32; self.n_rows];
        let shift = self.middle * MAX_DEGREES.to_radians().tan() + 2.;
        for (x, y) in points {
            let row = y - (x - self.middle) * slope + shift;
            if let Some(count) = counts.get_mut(row as usize) {
                *count += 1.;
            }
        }
        counts.windows(2).map(|pair| (pair[1] - pair[0]) * (pair[1] - pair[0])).sum()
    }
}
