//! The glyphs that a page draws, in the order of its content, each with its place and its characters.

use super::actual::{self, MarkedContent};
use super::faces::{BracketCode, Faces};
use super::unicode::{Chars, is_rtl};
use hayro::hayro_syntax::object::Dict;
use hayro_cmap::WritingMode;
use hayro_font::OutlineGlyph;
use kurbo::{Affine, PathEl, Point, Rect, Shape, Vec2};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Fonts are measured in thousandths of their size.
const UNITS_PER_EM: f64 = 1000.0;

/// Pages with more glyphs are drawings, or attacks.
const MAX_GLYPHS: usize = 500_000;

/// A drawn glyph in user space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyph {
    pub chars: Chars,
    /// On the baseline, where the glyph begins.
    pub origin: Point,
    /// Along the baseline to where the next glyph would begin.
    pub advance: f64,
    /// Unit vector along the baseline.
    pub direction: Vec2,
    pub size: f64,
    /// From the baseline to the upper edge, and to the lower, in sizes.
    pub ascent: f64,
    pub descent: f64,
    /// Of a bracket: where its shape is found.
    pub bracket: Option<BracketCode>,
    /// Of a bracket: what it looks like, whatever it stands for; known on pages that are read from the right.
    pub looks_open: Option<bool>,
    /// `ActualText` says what it stands for.
    pub is_told: bool,
    /// Not to be seen: text under a scan, or without opacity.
    pub is_hidden: bool,
}

impl Glyph {
    /// Of a bracket that is read as `c`: is it drawn as its mirror image, as in text from right to left? `None` where
    /// that cannot be said.
    pub fn is_mirrored(&self, c: char) -> Option<bool> {
        let looks_open = self.looks_open?;
        match (c, self.is_told || looks_open != matches!(c, '(' | '[')) {
            ('(' | '[', true) => Some(!looks_open),
            (')' | ']', true) => Some(looks_open),
            // It may be the shape that the PDF tells.
            _ => None,
        }
    }

    pub fn end(&self) -> Point {
        self.origin + self.direction * self.advance
    }
}

/// Collects glyphs; reused from page to page.
#[derive(Default)]
pub(super) struct Glyphs {
    pub all: Vec<Glyph>,
    /// What [`Chars::Many`] points into.
    pub strings: String,
    pub bounds: Rect,
    /// An image is drawn.
    pub has_image: bool,
    /// Of the crop box, what images cover; overlapping ones count twice.
    pub image_area: f64,
    marked_content: MarkedContent,
    /// How many twins came one after the other.
    n_twins: usize,
    /// The first of them.
    doubted: Option<Glyph>,
    /// Where glyphs were drawn: the key holds the character and a cell, the value is an index.
    seen: HashMap<u64, u32, BuildHasherDefault<Identity>>,
}

impl Glyphs {
    pub fn begin(&mut self, bounds: Rect) {
        self.all.clear();
        self.strings.clear();
        self.seen.clear();
        self.bounds = bounds;
        self.has_image = false;
        self.image_area = 0.0;
        self.marked_content = MarkedContent::default();
        self.n_twins = 0;
        self.doubted = None;
    }

    /// What a glyph of many characters stands for.
    pub fn keep(&mut self, text: &str) -> Chars {
        let start = self.strings.len();
        match (u32::try_from(start), u16::try_from(text.len())) {
            (Ok(start), Ok(len)) => {
                self.strings.push_str(text);
                Chars::Many { start, len }
            }
            _ => Chars::NONE,
        }
    }

    /// A glyph at `at` in user space; `displacement` and `width` are thousandths of the font's size.
    pub fn push(
        &mut self,
        line: &Line,
        chars: Chars,
        bracket: Option<BracketCode>,
        at: Point,
        displacement: Vec2,
        width: f64,
    ) {
        let glyph = line.glyph(chars, bracket, at, displacement, width);
        if !glyph.origin.is_finite() || !glyph.advance.is_finite() {
            return;
        }
        let middle = glyph.origin.midpoint(glyph.end());
        let inside = self.bounds.inflate(1.0, 1.0);
        if !inside.contains(middle) || self.all.len() >= MAX_GLYPHS {
            return;
        }
        match self.twin(&glyph) {
            Ok(twin) => {
                // One letter alone may lie upon its like by chance, in another word.
                let is_first = self.n_twins == 0 && twin as usize + 1 != self.all.len();
                self.doubted = is_first.then_some(glyph);
                self.n_twins += 1;
                self.all[twin as usize].is_hidden &= line.is_hidden;
            }
            Err(key) => {
                if let Some(doubted) = self.doubted.take().filter(|doubted| self.is_between(doubted, &glyph)) {
                    self.all.push(doubted);
                }
                self.n_twins = 0;
                if let Some(key) = key {
                    self.seen.insert(key, self.all.len() as u32);
                }
                self.all.push(glyph);
            }
        }
    }

    /// Does `glyph` go on from the last one, and `next` from it?
    fn is_between(&self, glyph: &Glyph, next: &Glyph) -> bool {
        let follows = |left: &Glyph, right: &Glyph| left.end().distance(right.origin) < left.size * 0.1;
        let is_letter = |glyph: &Glyph| self.first_char(glyph.chars).is_some_and(char::is_alphabetic);
        self.all.last().is_some_and(|last| is_letter(last) && follows(last, glyph))
            && is_letter(next)
            && follows(glyph, next)
    }

    /// Fake bold and shadows draw a glyph again, hardly moved: the one that it repeats, or the key to find it by.
    fn twin(&self, glyph: &Glyph) -> Result<u32, Option<u64>> {
        /// In sizes: more would eat the second of two narrow letters.
        const REACH: f64 = 0.1;
        let Some(first) = self.first_char(glyph.chars).filter(|c| !c.is_whitespace()) else { return Err(None) };
        let cell = glyph.size * REACH * 2.0;
        let (x, y) = (glyph.origin.x / cell, glyph.origin.y / cell);
        let key = |column: i64, row: i64| {
            let mix = u64::from(u32::from(first)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
                ^ (column as u64).wrapping_mul(0xc2b2_ae3d_27d4_eb4f)
                ^ (row as u64).wrapping_mul(0x1656_67b1_9e37_79f9);
            mix.wrapping_mul(0xd6e8_feb8_6659_fd93).rotate_left(29)
        };
        // A cell, and the neighbor on the nearer side, since a twin may lie across the edge.
        let cells = |at: f64| {
            // Rounds towards zero: one less below it.
            let cell = at as i64 - i64::from(at < 0.0);
            let is_low = at - (cell as f64) < 0.5;
            (cell, if is_low { cell.saturating_sub(1) } else { cell.saturating_add(1) })
        };
        let ((column, side), (row, level)) = (cells(x), cells(y));
        for key in [key(column, row), key(side, row), key(column, level), key(side, level)] {
            if let Some(&idx) = self.seen.get(&key) {
                let other = &self.all[idx as usize];
                // The key knows the character; the glyph may have been told another since.
                let same = (other.size / glyph.size - 1.0).abs() < 0.1;
                if same && other.origin.distance(glyph.origin) < glyph.size * REACH {
                    return Ok(idx);
                }
            }
        }
        Err(Some(key(column, row)))
    }

    pub fn first_char(&self, chars: Chars) -> Option<char> {
        match chars {
            Chars::One(c) => Some(c),
            Chars::Many { .. } => self.str(chars).chars().next(),
        }
    }

    /// The characters of a [`Chars::Many`].
    pub fn str(&self, chars: Chars) -> &str {
        match chars {
            Chars::One(_) => "",
            Chars::Many { start, len } => &self.strings[start as usize..start as usize + len as usize],
        }
    }

    /// Looks at the shapes of brackets, where text from right to left asks for it.
    pub fn look_at_brackets(&mut self, faces: &Faces<'_>) {
        let says_rtl = |glyph: &Glyph| matches!(glyph.chars, Chars::One(c) if is_rtl(c));
        if self.strings.chars().any(is_rtl) || self.all.iter().any(says_rtl) {
            for glyph in &mut self.all {
                glyph.looks_open = glyph.bracket.and_then(|bracket| faces.looks_open(bracket));
            }
        }
    }

    /// An image, and what it covers in user space.
    pub fn see_image(&mut self, covers: Rect) {
        self.has_image = true;
        let shown = covers.intersect(self.bounds);
        if shown.area().is_finite() {
            self.image_area += shown.area().max(0.0);
        }
    }

    pub fn begin_marked_content(&mut self, properties: Option<&Dict<'_>>) {
        self.doubted = None;
        self.marked_content.begin(properties, self.all.len());
    }

    pub fn end_marked_content(&mut self) {
        if let Some((text, first)) = self.marked_content.end() {
            actual::apply(self, first, &text);
        }
    }
}

/// What glyphs have in common that are shown together.
pub(super) struct Line {
    writing_mode: WritingMode,
    /// From thousandths of the font's size to user space, without its translation.
    up: Vec2,
    right: Vec2,
    direction: Vec2,
    size: f64,
    ascent: f64,
    descent: f64,
    is_hidden: bool,
}

impl Line {
    /// `transform` goes from sizes of the font to user space. `None` where nothing would have a height.
    pub fn new(transform: Affine, writing_mode: WritingMode, is_hidden: bool) -> Option<Line> {
        let [a, b, c, d, _, _] = transform.as_coeffs();
        let (right, up) = (Vec2::new(a, b), Vec2::new(c, d));
        let size = up.hypot();
        if !size.is_finite() || size <= 1e-3 || !right.is_finite() {
            return None;
        }
        let (direction, ascent, descent) = match writing_mode {
            WritingMode::Horizontal => {
                let direction = if right.hypot() > 0.0 { right / right.hypot() } else { Vec2::new(up.y, -up.x) / size };
                let is_mirrored = direction.cross(up) < 0.0;
                let (ascent, descent) = if is_mirrored { (0.22, 0.88) } else { (0.88, 0.22) };
                (direction, ascent, descent)
            }
            // The text runs down the middle of its glyphs.
            WritingMode::Vertical => (-up / size, 0.5, 0.5),
        };
        let (right, up) = (right / UNITS_PER_EM, up / UNITS_PER_EM);
        Some(Line { writing_mode, up, right, direction, size, ascent, descent, is_hidden })
    }

    fn glyph(&self, chars: Chars, bracket: Option<BracketCode>, at: Point, displacement: Vec2, width: f64) -> Glyph {
        let to = |offset: Vec2| at + self.right * offset.x + self.up * offset.y;
        let (origin, advance) = match self.writing_mode {
            WritingMode::Horizontal => (to(displacement), self.right.hypot() * width),
            // The displacement leads to the origin of horizontal text.
            WritingMode::Vertical => (to(displacement + Vec2::new(500.0, 880.0)), self.size),
        };
        let (direction, size) = (self.direction, self.size);
        Glyph {
            chars,
            origin,
            advance,
            direction,
            size,
            ascent: self.ascent,
            descent: self.descent,
            bracket,
            looks_open: None,
            is_told: false,
            is_hidden: self.is_hidden,
        }
    }
}

/// One whose shape tells more than its name: text from right to left is drawn with mirror images.
pub(super) fn is_bracket(chars: Chars) -> bool {
    matches!(chars, Chars::One('(' | ')' | '[' | ']'))
}

/// Does the glyph of a bracket look like an opening one? `None` where that cannot be said.
pub(super) fn looks_open(outline: &OutlineGlyph) -> Option<bool> {
    // Its ink lies where its back is: of an opening one, to the left of the middle.
    let path = outline.outline();
    let bounds = path.bounding_box();
    let (mut area, mut moment) = (0.0, 0.0);
    let (mut start, mut last) = (Point::ZERO, Point::ZERO);
    let mut line_to = |from: Point, to: Point| {
        let cross = from.x * to.y - to.x * from.y;
        area += cross / 2.0;
        moment += (from.x + to.x) * cross / 6.0;
    };
    kurbo::flatten(path.elements().iter().copied(), bounds.height() / 100.0, |element| match element {
        PathEl::MoveTo(point) => (start, last) = (point, point),
        PathEl::LineTo(point) => {
            line_to(last, point);
            last = point;
        }
        PathEl::ClosePath => {
            line_to(last, start);
            last = start;
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    let lean = (moment / area - bounds.center().x) / bounds.width();
    (lean.abs() > 0.03).then_some(lean < 0.0)
}

/// The keys are hashes already.
#[derive(Default)]
struct Identity(u64);

impl Hasher for Identity {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}
