//! Page text: glyph → line → block → text, with the place of every character.

mod actual;
mod content;
mod declared;
mod encodings;
mod faces;
mod glyphs;
mod ink;
mod layers;
mod layout;
mod lines;
mod marks;
mod names;
mod order;
mod stacked;
mod unicode;
mod unpack;

use crate::pages::Frame;
use faces::Faces;
use glyphs::Glyphs;
use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::hayro_syntax::page::Page;
use kurbo::Rect;
use layers::Layers;
use model::{PageText, TextClass};

/// Goes up with every change that gives other text or other places, or reads a file's own outline or annotations
/// otherwise, so that what is stored of them is read again.
pub const TEXT_ENGINE_VERSION: u32 = 14;

/// What is worth keeping from page to page of a document.
#[derive(Default)]
pub(crate) struct TextScratch<'a> {
    glyphs: Glyphs,
    faces: Faces<'a>,
    layers: Option<Layers>,
    silent: content::SilentForms,
}

pub(crate) fn page_text<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    scratch: &mut TextScratch<'a>,
) -> PageText {
    let crop = Frame::of(page).crop;
    let bounds = Rect::new(crop.x0.into(), crop.y0.into(), crop.x1.into(), crop.y1.into());
    let TextScratch { glyphs, faces, layers, silent } = scratch;
    let layers = layers.get_or_insert_with(|| Layers::of(page.xref()));
    glyphs.begin(bounds);
    content::read(page, faces, layers, settings, silent, glyphs);
    glyphs.look_at_brackets(faces);
    marks::settle(glyphs);
    stacked::turn(glyphs);
    let mut text = lines::assemble(glyphs);
    let is_marked = || glyphs.has_image || ink::is_marked(page, bounds, cache, settings);
    text.class = classify(glyphs, &text, is_marked);
    text
}

/// `is_marked` says of a page without text whether it shows anything.
fn classify(glyphs: &Glyphs, text: &PageText, is_marked: impl FnOnce() -> bool) -> TextClass {
    /// A page with an image over half of it and fewer characters than this shows more than it says.
    const LITTLE_TEXT: usize = 120;
    /// Ornaments, and the marks before items. With more, and one character of twenty, words cannot be relied on.
    const FEW_UNKNOWN: u32 = 3;
    let n_chars = text.text.chars().filter(|c| !c.is_whitespace()).count();
    if n_chars == 0 {
        return if is_marked() { TextClass::ImageOnly } else { TextClass::Blank };
    }
    if text.n_unknown > FEW_UNKNOWN && text.n_unknown as usize * 20 > n_chars {
        return TextClass::Doubtful;
    }
    let share = glyphs.image_area / glyphs.bounds.area().max(1.0);
    if share > 0.5 && n_chars < LITTLE_TEXT { TextClass::Partly } else { TextClass::Text }
}
