//! Reads a page's content for its text alone: what is shown in which font, and where. Colors, paths and images cost
//! next to nothing here, which is most of what a page costs to draw.
//!
//! ISO 32000-2, 8.4 (graphics state), 8.10 (forms), 8.11 (optional content), 9 (text), 14.6 (marked content).

use super::faces::{CodeChars, Face, Faces};
use super::glyphs::{Glyphs, Line};
use super::layers::Layers;
use super::unicode::{Chars, is_telling, one};
use super::unpack::Unpacker;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::content::{Instruction, UntypedIter};
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream};
use hayro::hayro_syntax::page::{Page, Resources};
use hayro_cmap::WritingMode;
use kurbo::{Affine, Rect, Vec2};
use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

/// Forms in forms; deeper ones draw themselves, or are an attack.
const MAX_DEPTH: u32 = 16;

/// Forms that a page may draw in all: nested ones multiply.
const MAX_FORMS: u32 = 20_000;

/// Saved graphics states.
const MAX_SAVED: usize = 4_096;

/// Forms of a document that show no text, no image, and no other form.
pub(super) type SilentForms = HashSet<ObjectIdentifier>;

/// Reads the page's glyphs into `glyphs`.
pub(super) fn read<'a>(
    page: &'a Page<'a>,
    faces: &mut Faces<'a>,
    layers: &Layers,
    settings: &InterpreterSettings,
    silent: &mut SilentForms,
    glyphs: &mut Glyphs,
) {
    let mut walker = Walker {
        glyphs,
        faces,
        layers,
        settings,
        silent,
        state: State::default(),
        saved: vec![],
        n_unsaved: 0,
        shown: vec![],
        n_forms: 0,
    };
    let content = content(page, &walker.faces.unpacker);
    if may_show(&content) {
        walker.walk(UntypedIter::new(&content), page.resources(), 0);
    }
}

/// The page's content, its parts joined (7.8.2). hayro would keep it as long as the document is open.
fn content<'a>(page: &Page<'a>, unpacker: &Unpacker) -> Cow<'a, [u8]> {
    if let Some(whole) = page.raw().get::<Stream<'_>>(b"Contents") {
        return unpacker.unpack(&whole).unwrap_or_default();
    }
    let parts = page.raw().get::<Array<'_>>(b"Contents").unwrap_or_default();
    let mut joined = vec![];
    for part in parts.iter::<Stream<'_>>() {
        joined.extend_from_slice(&unpacker.unpack(&part).unwrap_or_default());
        // A word does not go on in the next part.
        joined.push(b' ');
    }
    joined.into()
}

/// Can content with these bytes show text or an image, or mark what does? Most drawings have none of the operators, and
/// looking for them takes a tenth of what reading a drawing takes.
fn may_show(content: &[u8]) -> bool {
    content.windows(2).any(|pair| {
        matches!(pair, [b'\'' | b'"', _] | [_, b'\'' | b'"'] | b"Tj" | b"TJ" | b"Do" | b"BI" | b"DC" | b"MC")
    })
}

struct Walker<'w, 'a> {
    glyphs: &'w mut Glyphs,
    faces: &'w mut Faces<'a>,
    layers: &'w Layers,
    settings: &'w InterpreterSettings,
    silent: &'w mut SilentForms,
    state: State<'a>,
    saved: Vec<State<'a>>,
    /// States beyond [`MAX_SAVED`], whose ends are to be passed over as well.
    n_unsaved: u64,
    /// Of each open marked content: is it shown?
    shown: Vec<bool>,
    n_forms: u32,
}

/// What text depends on. Lengths are in text space.
#[derive(Clone)]
struct State<'a> {
    /// To user space.
    ctm: Affine,
    face: Option<Rc<Face<'a>>>,
    size: f64,
    char_space: f64,
    word_space: f64,
    /// One is unscaled.
    scaling: f64,
    leading: f64,
    rise: f64,
    mode: u8,
    fill_alpha: f64,
    stroke_alpha: f64,
    text_matrix: Affine,
    line_matrix: Affine,
}

impl Default for State<'_> {
    fn default() -> Self {
        State {
            ctm: Affine::IDENTITY,
            face: None,
            size: 1.0,
            char_space: 0.0,
            word_space: 0.0,
            scaling: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
            fill_alpha: 1.0,
            stroke_alpha: 1.0,
            text_matrix: Affine::IDENTITY,
            line_matrix: Affine::IDENTITY,
        }
    }
}

impl State<'_> {
    /// Is text drawn so that it cannot be seen? (9.3.6; text that clips is seen by what is drawn through it.)
    fn hides_text(&self) -> bool {
        match self.mode {
            3 => true,
            1 | 5 => self.stroke_alpha <= 0.0,
            2 | 6 => self.fill_alpha <= 0.0 && self.stroke_alpha <= 0.0,
            _ => self.fill_alpha <= 0.0,
        }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line_matrix *= Affine::translate((x, y));
        self.text_matrix = self.line_matrix;
    }
}

impl<'a> Walker<'_, 'a> {
    /// Reads a stream of instructions; the state is afterwards as it was.
    fn walk(&mut self, mut instructions: UntypedIter<'_>, resources: &Resources<'a>, depth: u32) {
        let floor = self.saved.len();
        let before = self.state.clone();
        while let Some(instruction) = instructions.next() {
            let operator: &[u8] = instruction.operator;
            match operator {
                b"q" if self.saved.len() < MAX_SAVED => self.saved.push(self.state.clone()),
                b"q" => self.n_unsaved += 1,
                b"Q" if self.n_unsaved > 0 => self.n_unsaved -= 1,
                b"Q" if self.saved.len() > floor => self.state = self.saved.pop().unwrap_or_default(),
                b"cm" => {
                    if let Some(matrix) = numbers(&instruction) {
                        self.state.ctm *= Affine::new(matrix);
                    }
                }
                b"gs" => {
                    if let Some(name) = name(&instruction) {
                        self.set_parameters(resources, name);
                    }
                }
                b"Do" => {
                    if let Some(name) = name(&instruction) {
                        self.draw_object(resources, name, depth);
                    }
                }
                b"BI" if self.is_shown() => self.see_image(),
                b"BDC" => self.begin_marked_content(&instruction, resources),
                b"BMC" => {
                    self.shown.push(self.is_shown());
                    self.glyphs.begin_marked_content(None);
                }
                b"EMC" => {
                    self.shown.pop();
                    self.glyphs.end_marked_content();
                }
                // A path without its numbers is no content: what follows would be noise.
                b"m" | b"l" if instruction.operands().count() < 2 => break,
                b"v" | b"y" | b"re" if instruction.operands().count() < 4 => break,
                b"c" if instruction.operands().count() < 6 => break,
                _ => self.text_operator(operator, &instruction, resources),
            }
        }
        self.saved.truncate(floor);
        self.state = before;
    }

    fn text_operator(&mut self, operator: &[u8], instruction: &Instruction<'_, '_>, resources: &Resources<'a>) {
        let state = &mut self.state;
        let number = || numbers::<1>(instruction).map(|[number]| number);
        match operator {
            b"BT" => (state.text_matrix, state.line_matrix) = (Affine::IDENTITY, Affine::IDENTITY),
            b"Tf" => {
                let mut operands = instruction.operands();
                if let (Some(Object::Name(name)), Some(Object::Number(size))) = (operands.next(), operands.next()) {
                    state.size = size.as_f64();
                    state.face = self.faces.named(resources, name, self.settings);
                }
            }
            b"Tm" => {
                if let Some(matrix) = numbers(instruction) {
                    state.line_matrix = Affine::new(matrix);
                    state.text_matrix = state.line_matrix;
                }
            }
            b"Td" | b"TD" => {
                if let Some([x, y]) = numbers(instruction) {
                    if operator == b"TD" {
                        state.leading = -y;
                    }
                    state.next_line(x, y);
                }
            }
            b"T*" => state.next_line(0.0, -state.leading),
            b"Tc" => state.char_space = number().unwrap_or(state.char_space),
            b"Tw" => state.word_space = number().unwrap_or(state.word_space),
            b"Tz" => state.scaling = number().map_or(state.scaling, |percent| percent / 100.0),
            b"TL" => state.leading = number().unwrap_or(state.leading),
            b"Ts" => state.rise = number().unwrap_or(state.rise),
            b"Tr" => state.mode = number().map_or(state.mode, |mode| mode as u8),
            b"Tj" => {
                if let Some(Object::String(text)) = instruction.operands().next() {
                    self.show(|pen| pen.write(text.as_bytes()));
                }
            }
            b"TJ" => {
                if let Some(Object::Array(pieces)) = instruction.operands().next() {
                    self.show(|pen| {
                        for piece in pieces.iter::<Object<'_>>() {
                            match piece {
                                Object::String(text) => pen.write(text.as_bytes()),
                                Object::Number(number) => pen.adjust(number.as_f64()),
                                _ => {}
                            }
                        }
                    });
                }
            }
            b"'" => {
                state.next_line(0.0, -state.leading);
                if let Some(Object::String(text)) = instruction.operands().next() {
                    self.show(|pen| pen.write(text.as_bytes()));
                }
            }
            b"\"" => {
                let mut operands = instruction.operands();
                if let (Some(Object::Number(word)), Some(Object::Number(char)), Some(Object::String(text))) =
                    (operands.next(), operands.next(), operands.next())
                {
                    (state.word_space, state.char_space) = (word.as_f64(), char.as_f64());
                    state.next_line(0.0, -state.leading);
                    self.show(|pen| pen.write(text.as_bytes()));
                }
            }
            _ => {}
        }
    }

    /// Shows pieces of text one after the other.
    fn show(&mut self, write: impl FnOnce(&mut Pen<'_, 'a>)) {
        if self.state.face.is_none() {
            self.state.face = self.faces.fallback(self.settings);
        }
        let Some(face) = self.state.face.clone() else { return };
        let state = &self.state;
        let to_user = state.ctm * state.text_matrix;
        let line = Affine::new([state.size * state.scaling, 0.0, 0.0, state.size, 0.0, state.rise]);
        let line = Line::new(to_user * line, face.writing_mode(), state.hides_text());
        let is_shown = self.is_shown();
        let line = line.filter(|_| is_shown);
        let mut pen = Pen {
            glyphs: self.glyphs,
            faces: self.faces,
            state: &self.state,
            face: &face,
            to_user,
            line,
            at: Vec2::ZERO,
        };
        write(&mut pen);
        let at = pen.at;
        self.state.text_matrix *= Affine::translate(at);
    }

    fn is_shown(&self) -> bool {
        self.shown.last().copied().unwrap_or(true)
    }

    fn begin_marked_content(&mut self, instruction: &Instruction<'_, '_>, resources: &Resources<'a>) {
        let mut shown = self.is_shown();
        match instruction.operands().nth(1) {
            Some(Object::Name(name)) => {
                let properties = resources.properties.get::<Dict<'_>>(name);
                if let Some(group) = &properties {
                    let id = resources.properties.get_ref(name).map(ObjectIdentifier::from);
                    shown &= id.is_none() || self.layers.shows(group, id);
                }
                self.glyphs.begin_marked_content(properties.as_ref());
            }
            Some(Object::Dict(properties)) => self.glyphs.begin_marked_content(Some(properties)),
            _ => self.glyphs.begin_marked_content(None),
        }
        self.shown.push(shown);
    }

    /// An external graphics state, of which text needs the font and the opacities (8.4.5).
    fn set_parameters(&mut self, resources: &Resources<'a>, name: &Name<'_>) {
        let Some(parameters) = resources.get_ext_g_state(name) else { return };
        let state = &mut self.state;
        state.fill_alpha = parameters.get::<f64>(b"ca").unwrap_or(state.fill_alpha);
        state.stroke_alpha = parameters.get::<f64>(b"CA").unwrap_or(state.stroke_alpha);
        let Some(font) = parameters.get::<Array<'_>>(b"Font") else { return };
        let mut items = font.iter::<Object<'_>>();
        if let (Some(Object::Dict(font)), Some(Object::Number(size))) = (items.next(), items.next()) {
            state.size = size.as_f64();
            state.face = self.faces.of(&font, self.settings);
        }
    }

    fn draw_object(&mut self, resources: &Resources<'a>, name: &Name<'_>, depth: u32) {
        if !self.is_shown() {
            return;
        }
        let Some(object) = resources.get_x_object(name) else { return };
        let dict = object.dict();
        if let Some(group) = dict.get::<Dict<'_>>(b"OC")
            && !self.layers.shows(&group, dict.get_ref(b"OC").map(ObjectIdentifier::from))
        {
            return;
        }
        match dict.get::<Name<'_>>(b"Subtype").as_deref() {
            Some(b"Image") => self.see_image(),
            Some(b"Form") => self.draw_form(&object, resources, depth),
            _ => {}
        }
    }

    fn draw_form(&mut self, form: &Stream<'a>, resources: &Resources<'a>, depth: u32) {
        if depth >= MAX_DEPTH || self.n_forms >= MAX_FORMS {
            return;
        }
        self.n_forms += 1;
        let dict = form.dict();
        let own = dict.get::<Dict<'_>>(b"Resources");
        // A drawing without fonts, and without anything that could bring them, says nothing.
        let may_say = |own: &Dict<'_>| [&b"Font"[..], b"XObject", b"ExtGState"].iter().any(|key| own.contains_key(key));
        if own.as_ref().is_some_and(|own| !may_say(own)) {
            return;
        }
        let id = dict.obj_id();
        if id.is_some_and(|id| self.silent.contains(&id)) {
            return;
        }
        let Some(content) = self.faces.unpacker.unpack(form) else { return };
        if !may_show(&content) {
            self.silent.extend(id);
            return;
        }
        let own = own.map(Resources::new);
        let outer = self.state.ctm;
        self.state.ctm *= Affine::new(dict.get::<[f64; 6]>(b"Matrix").unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
        self.walk(UntypedIter::new(&content), own.as_ref().unwrap_or(resources), depth + 1);
        self.state.ctm = outer;
    }

    /// Images are drawn onto the unit square.
    fn see_image(&mut self) {
        self.glyphs.see_image(self.state.ctm.transform_rect_bbox(Rect::new(0.0, 0.0, 1.0, 1.0)));
    }
}

/// Writes glyph after glyph.
struct Pen<'p, 'a> {
    glyphs: &'p mut Glyphs,
    faces: &'p mut Faces<'a>,
    state: &'p State<'a>,
    face: &'p Face<'a>,
    /// From text space.
    to_user: Affine,
    /// `None` where nothing is written: a hidden layer, a matrix without an inverse.
    line: Option<Line>,
    /// How far it has come, in text space.
    at: Vec2,
}

impl Pen<'_, '_> {
    fn write(&mut self, bytes: &[u8]) {
        let is_written = !self.face.is_fallback || bytes.is_ascii();
        let is_horizontal = self.face.writing_mode() == WritingMode::Horizontal;
        let state = self.state;
        let mut offset = 0;
        while offset < bytes.len() {
            let (number, n_bytes) = self.face.read_code(bytes, offset);
            offset += n_bytes;
            let space = if number == 32 && n_bytes == 1 { state.word_space } else { 0.0 } + state.char_space;
            let at = self.to_user * (self.at + Vec2::new(0.0, state.rise)).to_point();
            let (glyphs, line) = (&mut *self.glyphs, self.line.as_ref().filter(|_| is_written));
            // A font that the file can do without, since nothing is drawn in it, has only to say what was read off a scan.
            let says_unicode = self.face.has_codes_alone && state.mode == 3;
            let said = says_unicode.then(|| char::from_u32(number).filter(|c| is_telling(*c))).flatten();
            let (unicode, unpacker) = (&mut self.faces.unicode, &self.faces.unpacker);
            let advance = self.face.with_code(number, unicode, unpacker, |code| {
                let chars = match (said, &code.chars) {
                    (Some(c), _) => one(c, &mut glyphs.strings),
                    (None, Some(CodeChars::One(c))) => Some(Chars::One(*c)),
                    (None, Some(CodeChars::Many(text))) => line.map(|_| glyphs.keep(text)),
                    (None, None) => None,
                };
                if let (Some(line), Some(chars)) = (line, chars) {
                    let bracket = code.is_bracket.then(|| self.face.bracket(number)).flatten();
                    glyphs.push(line, chars, bracket, at, code.displacement, code.width);
                }
                code.advance
            });
            self.at += match is_horizontal {
                true => Vec2::new((advance.x / 1000.0 * state.size + space) * state.scaling, 0.0),
                false => Vec2::new(0.0, advance.y / 1000.0 * state.size + space),
            };
        }
    }

    /// Moves back by so many thousandths of the size.
    fn adjust(&mut self, thousandths: f64) {
        let by = -thousandths / 1000.0 * self.state.size;
        self.at += match self.face.writing_mode() {
            WritingMode::Horizontal => Vec2::new(by * self.state.scaling, 0.0),
            WritingMode::Vertical => Vec2::new(0.0, by),
        };
    }
}

/// The first operands, where they are numbers.
fn numbers<const N: usize>(instruction: &Instruction<'_, '_>) -> Option<[f64; N]> {
    let mut numbers = [0.0; N];
    let mut operands = instruction.operands();
    for number in &mut numbers {
        let Some(Object::Number(operand)) = operands.next() else { return None };
        *number = operand.as_f64();
    }
    Some(numbers)
}

fn name<'b, 'o>(instruction: &Instruction<'b, 'o>) -> Option<&'b Name<'o>> {
    match instruction.operands().next() {
        Some(Object::Name(name)) => Some(name),
        _ => None,
    }
}
