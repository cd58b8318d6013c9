//! Whether a page without text is a drawing, or blank.

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use kurbo::{Affine, BezPath, Rect};

/// Is anything drawn on the page but a white sheet under everything?
pub(super) fn is_marked<'a>(
    page: &'a Page<'a>,
    bounds: Rect,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> bool {
    let mut ink = Ink::default();
    interpret_page(page, &mut Context::new(Affine::IDENTITY, bounds, cache, page.xref(), settings.clone()), &mut ink);
    ink.is_seen
}

#[derive(Default)]
struct Ink {
    is_seen: bool,
}

impl Ink {
    fn mark(&mut self, paint: &Paint<'_>) {
        self.is_seen = self.is_seen
            || match paint {
                Paint::Color(color) => {
                    let [r, g, b, a] = color.to_rgba().to_rgba8();
                    a > 0 && [r, g, b].iter().any(|part| *part < 250)
                }
                Paint::Pattern(_) => true,
            };
    }
}

impl<'a> Device<'a> for Ink {
    fn draw_path(&mut self, _: &BezPath, props: DrawProps<'a>, _: &DrawMode) {
        self.mark(&props.paint);
    }

    fn draw_rect(&mut self, _: &Rect, props: DrawProps<'a>, _: &DrawMode) {
        self.mark(&props.paint);
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_clip_rect(&mut self, _: &Rect) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.is_seen = true;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
