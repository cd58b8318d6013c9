//! A drawn page in colors for reading at night: paper and ink change, pictures stay as they are.
//!
//! What is a picture is told by the page's content, how it looks by the pixels: a scanned sheet or a diagram that was
//! put in as an image is paper and ink too.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Point, Rect, Shape};
use model::PageTheme;

type Rgb = [u8; 3];

/// What becomes of white and of black.
const SEPIA: (Rgb, Rgb) = ([246, 236, 214], [52, 40, 28]);
const NIGHT: (Rgb, Rgb) = ([24, 27, 31], [228, 231, 235]);

/// A page whose mean lightness outside its pictures is below this is dark by itself.
const DARK_PAGE: u64 = 100;
/// Of the page; smaller images are bullets and rules.
const SMALL: f64 = 0.002;
/// Of the page; an image that covers more lies behind all the rest.
const BACKGROUND: f64 = 0.9;

/// A raster image, in pixels of the drawn page.
pub(crate) struct Picture {
    /// What is seen of it lies within.
    bounds: Rect,
    /// From the page's pixels to the image's unit square.
    to_unit: Affine,
    /// A mask or a clip leaves only a part of it, such as a round portrait.
    is_cut: bool,
}

/// The images on a page that is drawn as large as this.
pub(crate) fn pictures<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    (width, height): (u32, u32),
) -> Vec<Picture> {
    let (page_width, page_height) = page.render_dimensions();
    let scale =
        Affine::scale_non_uniform(f64::from(width) / f64::from(page_width), f64::from(height) / f64::from(page_height));
    let bounds = Rect::new(0., 0., width.into(), height.into());
    let mut found = Pictures { clips: vec![(bounds, false)], masks: vec![], pictures: vec![] };
    let transform = scale * page.initial_transform(true).to_kurbo();
    interpret_page(page, &mut Context::new(transform, bounds, cache, page.xref(), settings.clone()), &mut found);
    found.pictures
}

/// Changes the colors of `rgb`, rows of `width` pixels, outside the pictures.
pub(crate) fn recolor(rgb: &mut [u8], width: usize, pictures: &[Picture], theme: PageTheme) {
    let (pixels, _) = rgb.as_chunks_mut::<3>();
    let mut kept = vec![false; pixels.len()];
    for picture in pictures {
        keep(picture, pixels, width, &mut kept);
    }
    let ink = || pixels.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|(pixel, _)| u64::from(lightness(*pixel)));
    if theme == PageTheme::Night && ink().sum::<u64>() < DARK_PAGE * ink().count() as u64 {
        return;
    }
    for (pixel, _) in pixels.iter_mut().zip(&kept).filter(|(_, kept)| !**kept) {
        *pixel = match theme {
            PageTheme::Paper => *pixel,
            PageTheme::Sepia => between(SEPIA.1, SEPIA.0, *pixel),
            PageTheme::Night => between(NIGHT.0, NIGHT.1, turned(*pixel)),
        };
    }
}

/// Light becomes dark and dark light; blue stays blue.
fn turned(pixel: Rgb) -> Rgb {
    let by = 255 - 2 * i32::from(lightness(pixel));
    pixel.map(|part| (i32::from(part) + by).clamp(0, 255) as u8)
}

/// `pixel`, where black is `black` and white is `white`.
fn between(black: Rgb, white: Rgb, pixel: Rgb) -> Rgb {
    std::array::from_fn(|idx| {
        let (from, to) = (i32::from(black[idx]), i32::from(white[idx]));
        (from + (to - from) * i32::from(pixel[idx]) / 255) as u8
    })
}

/// As the eye weighs colors.
fn lightness([r, g, b]: Rgb) -> u8 {
    ((u32::from(r) * 54 + u32::from(g) * 183 + u32::from(b) * 19) >> 8) as u8
}

fn is_white(pixel: Rgb) -> bool {
    pixel.iter().all(|part| *part >= 248)
}

/// Marks a picture's pixels, unless it is paper and ink.
fn keep(picture: &Picture, pixels: &[Rgb], width: usize, kept: &mut [bool]) {
    let height = pixels.len() / width.max(1);
    let span = |from: f64, to: f64, most: usize| {
        let start = (from.floor().max(0.) as usize).min(most);
        start..(to.ceil().max(0.) as usize).clamp(start, most)
    };
    let (xs, ys) =
        (span(picture.bounds.x0, picture.bounds.x1, width), span(picture.bounds.y0, picture.bounds.y1, height));
    let share = (xs.len() * ys.len()) as f64 / pixels.len().max(1) as f64;
    if share < SMALL || looks_like_paper(ys.clone().map(|y| &pixels[y * width..][xs.clone()]), share) {
        return;
    }
    let [a, b, c, d, _, _] = picture.to_unit.as_coeffs();
    let is_turned = a.abs().min(b.abs()) > 1e-9 || c.abs().min(d.abs()) > 1e-9;
    let seen = |x: usize, y: usize| {
        let at = picture.to_unit * Point::new(x as f64 + 0.5, y as f64 + 0.5);
        !is_turned || (0.0..=1.0).contains(&at.x) && (0.0..=1.0).contains(&at.y)
    };
    let background = if picture.is_cut { white_from_edge(pixels, width, &xs, &ys) } else { vec![] };
    for (row, y) in ys.enumerate() {
        for (column, x) in xs.clone().enumerate() {
            let is_background = background.get(row * xs.len() + column).is_some_and(|is| *is);
            kept[y * width + x] |= seen(x, y) && !is_background;
        }
    }
}

/// Mostly light, in few colors: a scan, a diagram, a table; or the light backdrop of a slide.
fn looks_like_paper<'p>(rows: impl Iterator<Item = &'p [Rgb]>, share: f64) -> bool {
    let mut counts = vec![0u32; 1 << 12];
    let (mut n_pixels, mut n_white, mut n_light) = (0u32, 0u32, 0u32);
    for pixel in rows.flatten() {
        let [r, g, b] = pixel.map(|part| usize::from(part >> 4));
        counts[r << 8 | g << 4 | b] += 1;
        n_pixels += 1;
        n_white += u32::from(pixel.iter().all(|part| *part >= 232));
        n_light += u32::from(lightness(*pixel) >= 200);
    }
    if share >= BACKGROUND && n_light * 10 >= n_pixels * 7 {
        return true;
    }
    counts.sort_unstable_by(|a, b| b.cmp(a));
    let in_few_colors: u32 = counts[..16].iter().sum();
    n_white * 10 >= n_pixels * 4 && u64::from(in_few_colors) * 100 >= u64::from(n_pixels) * 92
}

/// Within a box, the white that is connected with its edge.
fn white_from_edge(
    pixels: &[Rgb],
    width: usize,
    xs: &std::ops::Range<usize>,
    ys: &std::ops::Range<usize>,
) -> Vec<bool> {
    let (n_columns, n_rows) = (xs.len(), ys.len());
    let mut found = vec![false; n_columns * n_rows];
    let edge = (0..n_columns)
        .flat_map(|x| [(x, 0), (x, n_rows.saturating_sub(1))])
        .chain((0..n_rows).flat_map(|y| [(0, y), (n_columns.saturating_sub(1), y)]));
    let mut open: Vec<(usize, usize)> = edge.filter(|(x, y)| *x < n_columns && *y < n_rows).collect();
    while let Some((x, y)) = open.pop() {
        let at = y * n_columns + x;
        if found[at] || !is_white(pixels[(ys.start + y) * width + xs.start + x]) {
            continue;
        }
        found[at] = true;
        open.extend([
            (x.saturating_sub(1), y),
            ((x + 1).min(n_columns - 1), y),
            (x, y.saturating_sub(1)),
            (x, (y + 1).min(n_rows - 1)),
        ]);
    }
    found
}

struct Pictures {
    /// What is seen at most, and whether it is anything but upright boxes; the page itself first.
    clips: Vec<(Rect, bool)>,
    /// Of the groups that are open: is there a mask?
    masks: Vec<bool>,
    pictures: Vec<Picture>,
}

impl Pictures {
    fn clip(&mut self, bounds: Rect, is_shaped: bool) {
        let (before, was_shaped) = self.clip_now();
        self.clips.push((before.intersect(bounds), was_shaped || is_shaped));
    }

    fn clip_now(&self) -> (Rect, bool) {
        self.clips.last().copied().unwrap_or((Rect::ZERO, false))
    }
}

impl<'a> Device<'a> for Pictures {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let Image::Raster(raster) = &image else { return };
        let to_page = props.transform * Affine::scale_non_uniform(f64::from(image.width()), f64::from(image.height()));
        let (clip, is_shaped) = self.clip_now();
        let bounds = to_page.transform_rect_bbox(Rect::new(0., 0., 1., 1.)).intersect(clip);
        if to_page.determinant().abs() < 1e-6 || bounds.is_zero_area() {
            return;
        }
        let stream = raster.stream();
        let has_mask = ["SMask", "Mask", "SMaskInData"].iter().any(|key| stream.dict().contains_key(key));
        let is_cut = has_mask || is_shaped || self.masks.contains(&true);
        self.pictures.push(Picture { bounds, to_unit: to_page.inverse(), is_cut });
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.clip(clip.path.bounding_box(), true);
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clip(*rect, false);
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.masks.push(mask.is_some());
    }

    fn pop_transparency_group(&mut self) {
        self.masks.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 60;
    const BLACK: Rgb = [0; 3];
    const WHITE: Rgb = [255; 3];

    fn picture(bounds: Rect, is_cut: bool) -> Picture {
        let to_page =
            Affine::translate((bounds.x0, bounds.y0)) * Affine::scale_non_uniform(bounds.width(), bounds.height());
        Picture { bounds, to_unit: to_page.inverse(), is_cut }
    }

    /// A page of one color, with something drawn on it.
    fn page(paper: Rgb, draw: impl Fn(usize, usize) -> Option<Rgb>) -> Vec<u8> {
        (0..WIDTH * WIDTH).flat_map(|idx| draw(idx % WIDTH, idx / WIDTH).unwrap_or(paper)).collect()
    }

    fn at(rgb: &[u8], x: usize, y: usize) -> Rgb {
        rgb.as_chunks::<3>().0[y * WIDTH + x]
    }

    /// Every pixel another color.
    fn photo(x: usize, y: usize) -> Rgb {
        [(x * 4) as u8, (y * 4) as u8, ((x + y) * 2) as u8]
    }

    #[test]
    fn paper_and_ink_change_and_a_photograph_does_not() {
        let inside = |x: usize, y: usize| (10..40).contains(&x) && (10..40).contains(&y);
        let mut rgb = page(WHITE, |x, y| inside(x, y).then(|| photo(x, y)));
        let before = rgb.clone();
        recolor(&mut rgb, WIDTH, &[picture(Rect::new(10., 10., 40., 40.), false)], PageTheme::Night);
        assert_eq!(at(&rgb, 5, 5), NIGHT.0);
        assert_eq!(at(&rgb, 25, 25), at(&before, 25, 25));
    }

    #[test]
    fn a_scanned_sheet_is_paper_and_ink() {
        let mut rgb = page(WHITE, |x, y| (x % 7 == 0 && y % 3 == 0).then_some(BLACK));
        recolor(&mut rgb, WIDTH, &[picture(Rect::new(0., 0., 60., 60.), false)], PageTheme::Night);
        assert_eq!((at(&rgb, 1, 1), at(&rgb, 7, 3)), (NIGHT.0, NIGHT.1));
    }

    #[test]
    fn a_page_that_is_dark_already_stays() {
        let mut rgb = page([10, 30, 70], |x, _| (x == 3).then_some(WHITE));
        let before = rgb.clone();
        recolor(&mut rgb, WIDTH, &[], PageTheme::Night);
        assert_eq!(rgb, before);
    }

    #[test]
    fn no_white_box_stays_around_a_round_portrait() {
        let inside = |x: usize, y: usize| (x as i32 - 30).pow(2) + (y as i32 - 30).pow(2) < 400;
        let mut rgb = page(WHITE, |x, y| inside(x, y).then(|| photo(x, y)));
        let before = rgb.clone();
        recolor(&mut rgb, WIDTH, &[picture(Rect::new(10., 10., 50., 50.), true)], PageTheme::Night);
        assert_eq!(at(&rgb, 11, 11), NIGHT.0, "its corner is paper");
        assert_eq!(at(&rgb, 30, 30), at(&before, 30, 30));
    }

    #[test]
    fn colors_keep_their_hue_and_sepia_its_order() {
        let [r, g, b] = turned([30, 70, 140]);
        assert!(b > g && g > r && lightness([r, g, b]) > 150, "dark blue becomes light blue: {r} {g} {b}");
        let mut rgb = page(WHITE, |x, _| (x == 0).then_some(BLACK));
        recolor(&mut rgb, WIDTH, &[], PageTheme::Sepia);
        assert_eq!((at(&rgb, 0, 0), at(&rgb, 1, 0)), (SEPIA.1, SEPIA.0));
    }
}
