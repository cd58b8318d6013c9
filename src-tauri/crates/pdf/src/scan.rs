//! A page as text recognition wants it: gray, upright, its lines of text level, and the way back to user space.

mod skew;

use crate::image;
use crate::pages::Frame;
use hayro::RenderCache;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::page::Page;
use kurbo::Affine;
use model::{Point, Rotation};

/// Slides are recognized best at this resolution: at twice of it, their large letters are taken for pictures.
const DPI: f32 = 150.;

/// Longer sides, in pixels, between which small cards and posters are drawn.
const LONGER_SIDE: std::ops::RangeInclusive<f32> = 1200.0..=3600.0;

/// A drawn page: one byte a pixel, rows from the top, 0 is black.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
    /// By how many degrees, clockwise, its lines of text were off the level before they were turned back.
    pub skew: f32,
    pub to_user: PixelMap,
}

/// From pixels, counted from the image's top left corner, to user space.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PixelMap(pub [f32; 6]);

impl PixelMap {
    pub fn point(&self, x: f32, y: f32) -> Point {
        let [a, b, c, d, e, f] = self.0;
        Point::new(a * x + c * y + e, b * x + d * y + f)
    }
}

impl From<Affine> for PixelMap {
    fn from(affine: Affine) -> Self {
        PixelMap(affine.as_coeffs().map(|c| c as f32))
    }
}

/// Draws the page, turns it clockwise by `turn` beyond what the file asks for, and levels its lines.
pub(crate) fn scan<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    turn: Rotation,
) -> Scan {
    let (page_width, page_height) = page.render_dimensions();
    let longer = page_width.max(page_height).max(1.);
    let scale = (DPI / 72.).clamp(LONGER_SIDE.start() / longer, LONGER_SIDE.end() / longer);
    let pixmap = image::draw(page, cache, settings, (page_width * scale).round().max(1.) as u32);
    let drawn = Gray {
        width: usize::from(pixmap.width()),
        height: usize::from(pixmap.height()),
        pixels: pixmap.data_as_u8_slice().chunks_exact(4).map(luma).collect(),
    };
    let to_user = upright_to_user(&Frame::of(page), drawn.width as f64, drawn.height as f64);
    let (turned, to_drawn) = drawn.turned(turn);
    let skew = skew::detect(&turned);
    let (level, to_turned) = turned.leveled(skew);
    Scan {
        width: level.width as u32,
        height: level.height as u32,
        pixels: level.pixels,
        skew,
        to_user: (to_user * to_drawn * to_turned).into(),
    }
}

fn luma(rgba: &[u8]) -> u8 {
    ((u32::from(rgba[0]) * 77 + u32::from(rgba[1]) * 150 + u32::from(rgba[2]) * 29) >> 8) as u8
}

/// From the pixels of the page as it is shown to user space.
fn upright_to_user(frame: &Frame, width: f64, height: f64) -> Affine {
    let crop = frame.crop;
    let (x0, y0, x1, y1) = (f64::from(crop.x0), f64::from(crop.y0), f64::from(crop.x1), f64::from(crop.y1));
    let (across, up) = (x1 - x0, y1 - y0);
    Affine::new(match frame.rotation {
        Rotation::None => [across / width, 0., 0., -up / height, x0, y1],
        Rotation::Clockwise90 => [0., up / width, across / height, 0., x0, y0],
        Rotation::Half => [-across / width, 0., 0., up / height, x1, y0],
        Rotation::Clockwise270 => [0., -up / width, -across / height, 0., x1, y1],
    })
}

/// An image of gray values.
struct Gray {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Gray {
    /// Turned clockwise; and from the new pixels to the old.
    fn turned(self, turn: Rotation) -> (Gray, Affine) {
        let (w, h) = (self.width, self.height);
        let (width, height) = match turn {
            Rotation::None => return (self, Affine::IDENTITY),
            Rotation::Half => (w, h),
            Rotation::Clockwise90 | Rotation::Clockwise270 => (h, w),
        };
        let (fw, fh) = (w as f64, h as f64);
        let back = Affine::new(match turn {
            Rotation::None => [1., 0., 0., 1., 0., 0.],
            Rotation::Clockwise90 => [0., -1., 1., 0., 0., fh],
            Rotation::Half => [-1., 0., 0., -1., fw, fh],
            Rotation::Clockwise270 => [0., 1., -1., 0., fw, 0.],
        });
        let mut pixels = Vec::with_capacity(self.pixels.len());
        for y in 0..height {
            for x in 0..width {
                let (old_x, old_y) = match turn {
                    Rotation::None => (x, y),
                    Rotation::Clockwise90 => (y, h - 1 - x),
                    Rotation::Half => (w - 1 - x, h - 1 - y),
                    Rotation::Clockwise270 => (w - 1 - y, x),
                };
                pixels.push(self.pixels[old_y * w + old_x]);
            }
        }
        (Gray { width, height, pixels }, back)
    }

    /// Turned back by `skew` degrees on a sheet that holds all of it; and from the new pixels to the old.
    fn leveled(self, skew: f32) -> (Gray, Affine) {
        if skew == 0. {
            return (self, Affine::IDENTITY);
        }
        let angle = f64::from(skew).to_radians();
        let (sin, cos) = angle.sin_cos();
        let (w, h) = (self.width as f64, self.height as f64);
        let width = (w * cos.abs() + h * sin.abs()).ceil();
        let height = (w * sin.abs() + h * cos.abs()).ceil();
        // y goes down, so that a positive angle turns clockwise.
        let back = Affine::translate((w / 2., h / 2.))
            * Affine::rotate(angle)
            * Affine::translate((-width / 2., -height / 2.));
        let [a, b, c, d, e, f] = back.as_coeffs().map(|c| c as f32);
        let (width, height) = (width as usize, height as usize);
        let paper = self.paper();
        let mut pixels = Vec::with_capacity(width * height);
        for y in 0..height {
            let row = y as f32 + 0.5;
            for x in 0..width {
                let column = x as f32 + 0.5;
                pixels.push(self.sample(a * column + c * row + e, b * column + d * row + f, paper));
            }
        }
        (Gray { width, height, pixels }, back)
    }

    /// What most of the image's rim is: an edge between the image and what it is laid upon would be taken for a line.
    fn paper(&self) -> u8 {
        let mut counts = [0u32; 256];
        let (first, last) = (0..self.width, self.pixels.len().saturating_sub(self.width)..self.pixels.len());
        for idx in first.chain(last) {
            counts[usize::from(self.pixels[idx])] += 1;
        }
        (0..=255).max_by_key(|&value: &u8| counts[usize::from(value)]).unwrap_or(255)
    }

    /// The value at a place between pixels.
    fn sample(&self, x: f32, y: f32, paper: u8) -> u8 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (x.floor(), y.floor());
        let at = |column: f32, row: f32| {
            let inside = column >= 0. && row >= 0. && column < self.width as f32 && row < self.height as f32;
            f32::from(if inside { self.pixels[row as usize * self.width + column as usize] } else { paper })
        };
        let (right_share, lower_share) = (x - left, y - top);
        let upper = at(left, top) * (1. - right_share) + at(left + 1., top) * right_share;
        let lower = at(left, top + 1.) * (1. - right_share) + at(left + 1., top + 1.) * right_share;
        (upper * (1. - lower_share) + lower * lower_share + 0.5) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Rect;

    /// A white sheet with lines of words: black blocks, as the letters of a small print are from afar.
    fn sheet(width: usize, height: usize) -> Gray {
        let mut pixels = vec![255; width * height];
        for line in 0..12 {
            let top = 60 + line * 40;
            let mut x = 80;
            let mut n = line * 7 + 3;
            while x + 60 < width - (line % 3) * 100 {
                n = n * 31 % 101;
                // Letters: upright strokes with gaps, some with ascenders.
                for letter in 0..3 + n % 6 {
                    let rise = if (n + letter) % 4 == 0 { 6 } else { 0 };
                    for y in top - rise..top + 14 {
                        for stroke in 0..3 {
                            pixels[y * width + x + stroke] = 20;
                        }
                    }
                    for column in x..x + 7 {
                        pixels[(top + 13) * width + column] = 20;
                    }
                    x += 10;
                }
                x += 12;
            }
        }
        Gray { width, height, pixels }
    }

    #[test]
    fn the_skew_of_a_sheet_is_found_to_a_fifth_of_a_degree() {
        for degrees in [0., 0.5, 3., -3., -7.5, 9.5] {
            // Leveling a level sheet by the opposite angle skews it.
            let (skewed, _) = sheet(1000, 600).leveled(-degrees);
            let found = skew::detect(&skewed);
            assert!((found - degrees).abs() < 0.2, "{degrees}° was taken for {found}°");
        }
    }

    #[test]
    fn what_has_no_lines_is_left_as_it_is() {
        let (width, height) = (800, 600);
        let mut seed = 1u32;
        let mut random = || {
            seed ^= seed << 13;
            seed ^= seed >> 17;
            seed ^= seed << 5;
            seed as u8
        };
        let noise = (0..width * height).map(|_| random()).collect();
        assert_eq!(skew::detect(&Gray { width, height, pixels: noise }), 0.);
        assert_eq!(skew::detect(&Gray { width, height, pixels: vec![255; width * height] }), 0.);
        // A circle and a diagonal, as in a drawing.
        let mut pixels = vec![255; width * height];
        for n in 0..3000 {
            let angle = n as f32 / 3000. * std::f32::consts::TAU;
            let (x, y) = (400. + 200. * angle.cos(), 300. + 200. * angle.sin());
            pixels[y as usize * width + x as usize] = 0;
            pixels[(100 + n / 10) * width + 100 + n / 5] = 0;
        }
        assert_eq!(skew::detect(&Gray { width, height, pixels }), 0.);
    }

    #[test]
    fn every_pixel_finds_its_way_back() {
        let crop = Rect { x0: 10., y0: 20., x1: 210., y1: 120. };
        for rotation in [Rotation::None, Rotation::Clockwise90, Rotation::Half, Rotation::Clockwise270] {
            let is_turned = matches!(rotation, Rotation::Clockwise90 | Rotation::Clockwise270);
            let (width, height) = if is_turned { (100., 200.) } else { (200., 100.) };
            let map = PixelMap::from(upright_to_user(&Frame { crop, rotation }, width, height));
            // Where the corner that is shown top left lies in user space.
            let expected = match rotation {
                Rotation::None => (10., 120.),
                Rotation::Clockwise90 => (10., 20.),
                Rotation::Half => (210., 20.),
                Rotation::Clockwise270 => (210., 120.),
            };
            assert_eq!((map.point(0., 0.).x, map.point(0., 0.).y), expected, "{rotation:?}");
        }
        for turn in [Rotation::Clockwise90, Rotation::Half, Rotation::Clockwise270] {
            let mut pixels = vec![255; 12];
            pixels[4 + 2] = 7;
            let (turned, back) = Gray { width: 4, height: 3, pixels }.turned(turn);
            let at = turned.pixels.iter().position(|&pixel| pixel == 7).expect("no pixel is lost");
            let (x, y) = (at % turned.width, at / turned.width);
            let old = back * kurbo::Point::new(x as f64 + 0.5, y as f64 + 0.5);
            assert_eq!((old.x, old.y), (2.5, 1.5), "{turn:?}");
        }
        let (leveled, back) = sheet(800, 600).leveled(5.);
        let center = back * kurbo::Point::new(leveled.width as f64 / 2., leveled.height as f64 / 2.);
        assert!((center.x - 400.).abs() < 1e-6 && (center.y - 300.).abs() < 1e-6);
    }
}
