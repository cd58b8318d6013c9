//! The fonts that a page's text is shown in, and what each of their character codes means: asked of the font once.

use super::declared::{self, Declared};
use super::glyphs::{is_bracket, looks_open};
use super::names::GlyphNames;
use super::unicode::{Chars, UNKNOWN, Unicode};
use super::unpack::Unpacker;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::object::{Dict, Name, ObjectIdentifier};
use hayro::hayro_syntax::page::Resources;
use hayro_cmap::WritingMode;
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontResolverFn, StandardFont};
use kurbo::Vec2;
use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// Codes up to this one are remembered; fonts with more are not embedded whole.
const MAX_REMEMBERED: u32 = 0xffff;

/// What a character code stands for, and the room that it takes. Lengths are thousandths of the font's size.
#[derive(Clone)]
pub(super) struct Code {
    /// `None` for what is no text at all.
    pub chars: Option<CodeChars>,
    /// What it looks like may be asked.
    pub is_bracket: bool,
    /// To the next glyph.
    pub advance: Vec2,
    /// From the text's position to the glyph's origin; other than zero in vertical text only.
    pub displacement: Vec2,
    pub width: f64,
}

#[derive(Clone)]
pub(super) enum CodeChars {
    One(char),
    Many(Rc<str>),
}

impl CodeChars {
    /// Many characters are all of `strings`.
    pub fn of(chars: Option<Chars>, strings: String) -> Option<CodeChars> {
        Some(match chars? {
            Chars::One(c) => CodeChars::One(c),
            Chars::Many { .. } => CodeChars::Many(strings.into()),
        })
    }
}

/// A font of the document.
pub(super) struct Face<'a> {
    /// Enough for most fonts.
    declared: Option<Declared>,
    /// Of fonts that declare themselves, read when it is needed.
    font: OnceCell<Option<Font<'a>>>,
    source: Option<Source<'a>>,
    /// Of fonts that the file has a dictionary of.
    dict: Option<Dict<'a>>,
    names: OnceCell<Option<GlyphNames>>,
    /// The file does not have the font, and its codes are no numbers of any other font's glyphs that could be asked.
    pub has_codes_alone: bool,
    /// Stands in for a font that is not there: only ASCII is believed.
    pub is_fallback: bool,
    /// Its place among all.
    id: usize,
    codes: RefCell<Codes>,
}

/// Where a font is read from.
struct Source<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
}

impl<'a> Source<'a> {
    fn read(&self, dict: &Dict<'a>) -> Option<Font<'a>> {
        self.cache.font(dict, &self.fonts, &self.cmaps)
    }
}

#[derive(Default)]
struct Codes {
    /// By character code: one more than the index into `known`, zero for what was not asked yet.
    places: Vec<u32>,
    known: Vec<Code>,
}

/// A code that stands for a bracket, by the font's place among the document's.
#[derive(Debug, Clone, Copy)]
pub(super) struct BracketCode {
    face: u16,
    code: u16,
}

impl<'a> Face<'a> {
    fn font(&self) -> Option<&Font<'a>> {
        self.font.get_or_init(|| self.source.as_ref()?.read(self.dict.as_ref()?)).as_ref()
    }

    pub fn writing_mode(&self) -> WritingMode {
        let is_horizontal = self.declared.is_some() || self.font().is_none_or(Font::is_horizontal);
        if is_horizontal { WritingMode::Horizontal } else { WritingMode::Vertical }
    }

    /// The code at `bytes[offset..]`, and how many bytes it has, at least one.
    pub fn read_code(&self, bytes: &[u8], offset: usize) -> (u32, usize) {
        if let Some(declared) = &self.declared {
            return declared.read_code(bytes, offset);
        }
        let (code, n_bytes) = self.font().map_or((0, 1), |font| font.read_code(bytes, offset));
        (code, n_bytes.max(1))
    }

    /// Calls `take` with what the code stands for.
    pub fn with_code<T>(
        &self,
        code: u32,
        unicode: &mut Unicode,
        unpacker: &Unpacker,
        take: impl FnOnce(&Code) -> T,
    ) -> T {
        if code > MAX_REMEMBERED {
            return take(&self.look_up(code, unicode, unpacker));
        }
        let codes = &mut *self.codes.borrow_mut();
        let at = code as usize;
        if codes.places.len() <= at {
            codes.places.resize(at + 1, 0);
        }
        if codes.places[at] == 0 {
            codes.known.push(self.look_up(code, unicode, unpacker));
            codes.places[at] = codes.known.len() as u32;
        }
        take(&codes.known[codes.places[at] as usize - 1])
    }

    /// What the name of the code's glyph says.
    fn named(&self, code: u32, unpacker: &Unpacker) -> Option<char> {
        let names = self.names.get_or_init(|| self.dict.as_ref().map(|dict| GlyphNames::of(dict, unpacker)));
        names.as_ref()?.char(code)
    }

    fn look_up(&self, code: u32, unicode: &mut Unicode, unpacker: &Unpacker) -> Code {
        if let Some(code) = self.declared.as_ref().and_then(|declared| declared.code(code)) {
            return code;
        }
        let Some(font) = self.font() else { return Code::unknown() };
        let glyph = font.glyph(font.map_code(code), code);
        let mut strings = String::new();
        let chars = unicode.chars(&glyph, || self.named(code, unpacker), &mut strings);
        let width = match &glyph {
            FontGlyph::Outline(outline) => outline.advance_width(),
            FontGlyph::Type3(type3) => Some(type3.advance_width()),
        };
        Code {
            is_bracket: chars.is_some_and(is_bracket),
            chars: CodeChars::of(chars, strings),
            advance: font.code_advance(code),
            displacement: font.origin_displacement(code),
            width: f64::from(width.unwrap_or(500.0)),
        }
    }

    /// By what its glyph is found.
    pub fn bracket(&self, code: u32) -> Option<BracketCode> {
        Some(BracketCode { face: u16::try_from(self.id).ok()?, code: u16::try_from(code).ok()? })
    }
}

impl Code {
    /// Of a font whose program cannot be read.
    fn unknown() -> Code {
        let chars = Some(CodeChars::One(UNKNOWN));
        Code { chars, is_bracket: false, advance: Vec2::ZERO, displacement: Vec2::ZERO, width: 0.0 }
    }
}

/// The fonts of a document, as far as they were met.
#[derive(Default)]
pub(super) struct Faces<'a> {
    pub unicode: Unicode,
    /// Of all the document's streams.
    pub unpacker: Unpacker,
    cache: FontCache<'a>,
    /// Those that the file keeps as objects of their own.
    known: HashMap<ObjectIdentifier, Option<Rc<Face<'a>>>>,
    all: Vec<Rc<Face<'a>>>,
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
    pub fn of(&mut self, dict: &Dict<'a>, settings: &InterpreterSettings) -> Option<Rc<Face<'a>>> {
        let source = Source {
            cache: self.cache.clone(),
            fonts: settings.font_resolver.clone(),
            cmaps: settings.cmap_resolver.clone(),
        };
        let declared = Declared::of(dict, &settings.cmap_resolver, &self.unpacker);
        if declared.is_some() {
            return Some(self.add(declared, OnceCell::new(), Some(source), Some(dict), false));
        }
        match source.read(dict) {
            Some(font) => Some(self.add(None, OnceCell::from(Some(font)), None, Some(dict), false)),
            None => self.fallback(settings),
        }
    }

    pub fn fallback(&mut self, settings: &InterpreterSettings) -> Option<Rc<Face<'a>>> {
        if self.fallback.is_none()
            && let Some(font) = self.cache.standard_font(StandardFont::Helvetica, &settings.font_resolver)
        {
            self.fallback = Some(self.add(None, OnceCell::from(Some(font)), None, None, true));
        }
        self.fallback.clone()
    }

    fn add(
        &mut self,
        declared: Option<Declared>,
        font: OnceCell<Option<Font<'a>>>,
        source: Option<Source<'a>>,
        dict: Option<&Dict<'a>>,
        is_fallback: bool,
    ) -> Rc<Face<'a>> {
        let face = Rc::new(Face {
            has_codes_alone: declared.is_none() && dict.is_some_and(declared::has_codes_alone),
            declared,
            font,
            source,
            dict: dict.cloned(),
            names: OnceCell::new(),
            is_fallback,
            id: self.all.len(),
            codes: RefCell::default(),
        });
        self.all.push(face.clone());
        face
    }

    /// Does the bracket look like an opening one?
    pub fn looks_open(&self, bracket: BracketCode) -> Option<bool> {
        let font = self.all.get(usize::from(bracket.face))?.font()?;
        let code = u32::from(bracket.code);
        match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(outline) => looks_open(&outline),
            FontGlyph::Type3(_) => None,
        }
    }
}
