//! The fonts that a page's text is shown in, and what each of their character codes means: asked of the font once.

use super::glyphs::looks_open;
use super::unicode::{Chars, Unicode};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::object::{Dict, Name, ObjectIdentifier};
use hayro::hayro_syntax::page::Resources;
use hayro_cmap::WritingMode;
use hayro_font::{Font, FontCache, FontGlyph, StandardFont};
use kurbo::Vec2;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// Codes up to this one are remembered; fonts with more are not embedded whole.
const MAX_REMEMBERED: u32 = 0xffff;

/// What a character code stands for, and the room that it takes. Lengths are thousandths of the font's size.
#[derive(Clone)]
pub(super) struct Code {
    /// `None` for what is no text at all.
    pub chars: Option<CodeChars>,
    /// To the next glyph.
    pub advance: Vec2,
    /// From the text's position to the glyph's origin; other than zero in vertical text only.
    pub displacement: Vec2,
    pub width: f64,
    /// Of a bracket: what it looks like, whatever it stands for.
    pub looks_open: Option<bool>,
}

#[derive(Clone)]
pub(super) enum CodeChars {
    One(char),
    Many(Rc<str>),
}

/// A font of the document.
pub(super) struct Face<'a> {
    font: Font<'a>,
    /// Stands in for a font that is not there: only ASCII is believed.
    pub is_fallback: bool,
    codes: RefCell<Codes>,
}

#[derive(Default)]
struct Codes {
    /// By character code: one more than the index into `known`, zero for what was not asked yet.
    places: Vec<u32>,
    known: Vec<Code>,
}

impl<'a> Face<'a> {
    fn new(font: Font<'a>, is_fallback: bool) -> Rc<Self> {
        Rc::new(Face { font, is_fallback, codes: RefCell::default() })
    }

    pub fn writing_mode(&self) -> WritingMode {
        if self.font.is_horizontal() { WritingMode::Horizontal } else { WritingMode::Vertical }
    }

    /// The code at `bytes[offset..]`, and how many bytes it has, at least one.
    pub fn read_code(&self, bytes: &[u8], offset: usize) -> (u32, usize) {
        let (code, n_bytes) = self.font.read_code(bytes, offset);
        (code, n_bytes.max(1))
    }

    /// Calls `take` with what the code stands for.
    pub fn with_code<T>(&self, code: u32, unicode: &mut Unicode, take: impl FnOnce(&Code) -> T) -> T {
        if code > MAX_REMEMBERED {
            return take(&self.look_up(code, unicode));
        }
        let codes = &mut *self.codes.borrow_mut();
        let at = code as usize;
        if codes.places.len() <= at {
            codes.places.resize(at + 1, 0);
        }
        if codes.places[at] == 0 {
            codes.known.push(self.look_up(code, unicode));
            codes.places[at] = codes.known.len() as u32;
        }
        take(&codes.known[codes.places[at] as usize - 1])
    }

    fn look_up(&self, code: u32, unicode: &mut Unicode) -> Code {
        let glyph = self.font.glyph(self.font.map_code(code), code);
        let mut strings = String::new();
        let chars = unicode.chars(&glyph, &mut strings);
        let width = match &glyph {
            FontGlyph::Outline(outline) => outline.advance_width(),
            FontGlyph::Type3(type3) => Some(type3.advance_width()),
        };
        Code {
            looks_open: chars.and_then(|chars| looks_open(&glyph, chars)),
            chars: chars.map(|chars| match chars {
                Chars::One(c) => CodeChars::One(c),
                Chars::Many { .. } => CodeChars::Many(strings.into()),
            }),
            advance: self.font.code_advance(code),
            displacement: self.font.origin_displacement(code),
            width: f64::from(width.unwrap_or(500.0)),
        }
    }
}

/// The fonts of a document, as far as they were met.
#[derive(Default)]
pub(super) struct Faces<'a> {
    pub unicode: Unicode,
    cache: FontCache<'a>,
    /// Those that the file keeps as objects of their own.
    known: HashMap<ObjectIdentifier, Option<Rc<Face<'a>>>>,
    fallback: Option<Rc<Face<'a>>>,
}

impl<'a> Faces<'a> {
    /// The font of this name; Helvetica where there is none of it, as other readers have it.
    pub fn named(
        &mut self,
        resources: &Resources<'a>,
        name: &Name<'_>,
        settings: &InterpreterSettings,
    ) -> Option<Rc<Face<'a>>> {
        let id = resources.fonts.get_ref(name).map(ObjectIdentifier::from);
        if let Some(known) = id.and_then(|id| self.known.get(&id)) {
            return known.clone();
        }
        let face = match resources.get_font(name) {
            Some(font) => self.of(&font, settings),
            None => self.fallback(settings),
        };
        if let Some(id) = id {
            self.known.insert(id, face.clone());
        }
        face
    }

    /// The font of this dictionary.
    pub fn of(&mut self, font: &Dict<'a>, settings: &InterpreterSettings) -> Option<Rc<Face<'a>>> {
        match self.cache.font(font, &settings.font_resolver, &settings.cmap_resolver) {
            Some(font) => Some(Face::new(font, false)),
            None => self.fallback(settings),
        }
    }

    pub fn fallback(&mut self, settings: &InterpreterSettings) -> Option<Rc<Face<'a>>> {
        if self.fallback.is_none() {
            let font = self.cache.standard_font(StandardFont::Helvetica, &settings.font_resolver);
            self.fallback = font.map(|font| Face::new(font, true));
        }
        self.fallback.clone()
    }
}
