//! Page text: glyph → line → block → text, with the place of every character.

mod actual;
mod glyphs;
mod layout;
mod lines;
mod marks;
mod order;
mod stacked;
mod unicode;

use crate::pages::Frame;
use glyphs::Glyphs;
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use hayro::hayro_syntax::page::Page;
use kurbo::{Affine, Rect};
use model::{PageText, TextClass};

/// Goes up with every change that gives other text or other places, so that stored text is read again.
pub const TEXT_ENGINE_VERSION: u32 = 6;

/// What is worth keeping from page to page.
#[derive(Default)]
pub(crate) struct TextScratch {
    glyphs: Glyphs,
}

pub(crate) fn page_text<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    scratch: &mut TextScratch,
) -> PageText {
    let crop = Frame::of(page).crop;
    let bounds = Rect::new(crop.x0.into(), crop.y0.into(), crop.x1.into(), crop.y1.into());
    let glyphs = &mut scratch.glyphs;
    glyphs.begin(bounds);
    // The identity keeps everything in user space.
    let mut context = Context::new(Affine::IDENTITY, bounds, cache, page.xref(), settings.clone());
    interpret_page(page, &mut context, glyphs);
    marks::settle(glyphs);
    stacked::turn(glyphs);
    let mut text = lines::assemble(glyphs);
    text.class = classify(glyphs, &text);
    text
}

fn classify(glyphs: &Glyphs, text: &PageText) -> TextClass {
    /// A page with an image over half of it and fewer characters than this shows more than it says.
    const LITTLE_TEXT: usize = 120;
    let n_chars = text.text.chars().filter(|c| !c.is_whitespace()).count();
    if n_chars == 0 {
        return if glyphs.is_marked { TextClass::ImageOnly } else { TextClass::Blank };
    }
    if text.n_unknown > 3 && text.n_unknown as usize * 5 > n_chars {
        return TextClass::Doubtful;
    }
    let share = glyphs.image_area / glyphs.bounds.area().max(1.0);
    if share > 0.5 && n_chars < LITTLE_TEXT { TextClass::Partly } else { TextClass::Text }
}
