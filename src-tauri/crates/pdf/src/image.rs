//! A page as a PNG.

use crate::recolor;
use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings};
use model::PageTheme;

/// The most pixels that an image has: 64 MB while it is drawn.
pub const MAX_PIXELS: u32 = 16_000_000;

/// The renderer counts in `u16`, and needs some room above.
const MAX_SIDE: f32 = 32_000.0;

/// A page as an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageImage {
    /// Eight bits a channel, RGB.
    pub png: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

pub(crate) fn page_image<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    interpreter_cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    width: u32,
    theme: PageTheme,
) -> Result<PageImage, png::EncodingError> {
    let pixmap = draw(page, cache, settings, width);
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let rgba = pixmap.data_as_u8_slice();
    let mut rgb = Vec::with_capacity(rgba.len() / 4 * 3);
    for pixel in rgba.chunks_exact(4) {
        rgb.extend_from_slice(&pixel[..3]);
    }
    if theme != PageTheme::Paper {
        let pictures = recolor::pictures(page, interpreter_cache, settings, (width, height));
        recolor::recolor(&mut rgb, width as usize, &pictures, theme);
    }
    let mut png = Vec::with_capacity(rgb.len() / 8);
    let mut encoder = png::Encoder::new(&mut png, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::Fastest);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&rgb)?;
    writer.finish()?;
    Ok(PageImage { png, width, height })
}

/// The page on white, upright, about `width` pixels wide.
pub(crate) fn draw<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    width: u32,
) -> Pixmap {
    let (page_width, page_height) = page.render_dimensions();
    let (width, height) = size(page_width / page_height, width);
    // The renderer rounds down.
    let x_scale = (width as f32 + 0.01) / page_width;
    let y_scale = (height as f32 + 0.01) / page_height;
    let pixmap_settings = PixmapSettings { x_scale, y_scale, bg_color: WHITE };
    hayro::render(page, cache, settings, &RenderSettings::default(), &pixmap_settings)
}

/// Width and height in pixels for a page of this aspect, both at least one and together within the caps.
fn size(aspect: f32, width: u32) -> (u32, u32) {
    let aspect = if aspect.is_finite() && aspect > 0.0 { aspect } else { 1.0 };
    let by_area = (MAX_PIXELS as f32 * aspect).sqrt();
    let width = (width as f32).min(by_area).min(MAX_SIDE).min(MAX_SIDE * aspect).round().max(1.0);
    let height = (width / aspect).round().clamp(1.0, MAX_SIDE);
    (width as u32, height as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_is_as_wide_as_asked_until_it_is_too_large() {
        assert_eq!(size(16.0 / 9.0, 1280), (1280, 720));
        assert_eq!(size(1.0, 0), (1, 1));
        assert_eq!(size(1.0, 1_000_000), (4000, 4000));
        assert_eq!(size(1e-6, 1280), (1, 32_000), "a page like a thread");
        assert_eq!(size(f32::NAN, 100), (100, 100));
    }
}
