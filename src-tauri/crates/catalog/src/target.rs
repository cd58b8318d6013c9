//! Where an annotation is: from words that are marked, or from a shape that is drawn; and from the one to the other.

use crate::Error;
use model::{
    AnnotationKind, AnnotationTarget, CharRange, DocumentId, NOTE_SIZE, PageIndex, PageText, Point, Quad, Rect, Shape,
};

/// How many characters around a quote are kept, to find it again.
const CONTEXT: u32 = 32;

/// How wide lines are where a mark on words becomes one that is drawn, in points.
const LINE_WIDTH: f32 = 2.;

/// The size of letters of free text that nobody chose another for.
const TEXT_SIZE: f32 = 14.;

/// The words in `range`, without white space at their ends.
///
/// Fails with [`Error::NothingSelected`] where there are none.
pub fn of_words(
    text: &PageText,
    document: &DocumentId,
    page: PageIndex,
    range: CharRange,
) -> Result<AnnotationTarget, Error> {
    let range = trim(text, range);
    if range.is_empty() {
        return Err(Error::NothingSelected);
    }
    Ok(AnnotationTarget {
        document: document.clone(),
        page,
        quads: text.quads(range),
        source: text.source(range),
        quote: text.slice(range).to_owned(),
        prefix: text.slice(CharRange::new(range.start.saturating_sub(CONTEXT), range.start)).to_owned(),
        suffix: text.slice(CharRange::new(range.end, range.end + CONTEXT)).to_owned(),
        range,
        shape: None,
    })
}

/// The words beneath quads that another program wrote, in the order of the text; none where there are none.
///
/// Several where words stand between that no quad covers: a mark over lines of two columns is not on what follows in the
/// first one and comes before in the second.
pub fn of_quads(text: &PageText, document: &DocumentId, page: PageIndex, quads: &[Quad]) -> Vec<AnnotationTarget> {
    let mut ranges: Vec<CharRange> = quads.iter().flat_map(|quad| words_within(text, quad.bounds())).collect();
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<CharRange> = vec![];
    for range in ranges {
        match joined.last_mut() {
            Some(last) if !has_words(text, CharRange::new(last.end, range.start)) => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined.into_iter().filter_map(|range| of_words(text, document, page, range).ok()).collect()
}

/// Are there words between two that are marked? What touches those (quads are drawn a letter too small) is none, and
/// neither are a bullet or the number of a footnote.
fn has_words(text: &PageText, between: CharRange) -> bool {
    /// So many letters are no carelessness, in scripts that have no spaces.
    const MANY: usize = 8;
    if between.start >= between.end {
        return false;
    }
    let between = text.slice(between);
    let is_letter = |c: &char| c.is_alphanumeric();
    let whole = between.trim_start_matches(|c: char| !c.is_whitespace());
    let whole = whole.trim_end_matches(|c: char| !c.is_whitespace());
    let n_digits = whole.chars().filter(char::is_ascii_digit).count();
    let n_letters = whole.chars().filter(is_letter).count() - n_digits;
    n_letters > 1 || n_digits > 2 || between.chars().filter(is_letter).count() >= MANY
}

/// A shape on its page.
///
/// Fails with [`Error::BadShape`] where it is not one of its kind, or nothing to see.
pub fn of_shape(
    text: &PageText,
    document: &DocumentId,
    page: PageIndex,
    kind: AnnotationKind,
    shape: Shape,
) -> Result<AnnotationTarget, Error> {
    let fits = match kind {
        AnnotationKind::Highlight
        | AnnotationKind::Underline
        | AnnotationKind::StrikeOut
        | AnnotationKind::Squiggle => false,
        AnnotationKind::Note => matches!(shape, Shape::Point { .. }),
        AnnotationKind::FreeText => matches!(shape, Shape::Text { .. }),
        AnnotationKind::Area | AnnotationKind::Box => matches!(shape, Shape::Rect { .. }),
        AnnotationKind::Ink => matches!(shape, Shape::Strokes { .. }),
        AnnotationKind::Arrow => matches!(shape, Shape::Line { .. }),
    };
    if !fits || !shape.is_sound() {
        return Err(Error::BadShape);
    }
    let bounds = shape.bounds();
    let encloses = matches!(kind, AnnotationKind::Area | AnnotationKind::Box);
    let ranges = if encloses { words_within(text, bounds) } else { vec![] };
    let start = ranges.first().map_or_else(|| first_below(text, bounds.y1), |range| range.start);
    Ok(AnnotationTarget {
        document: document.clone(),
        page,
        range: CharRange::new(start, start),
        quads: vec![corners(bounds)],
        quote: ranges.iter().map(|&range| text.slice(range).trim()).collect::<Vec<_>>().join("\n"),
        prefix: String::new(),
        suffix: String::new(),
        source: ranges.iter().map(|&range| text.source(range)).max().unwrap_or_default(),
        shape: Some(shape),
    })
}

/// The same place, marked in another way.
pub fn converted(
    text: &PageText,
    target: &AnnotationTarget,
    from: AnnotationKind,
    to: AnnotationKind,
) -> Result<AnnotationTarget, Error> {
    if from == to || from.marks_words() && to.marks_words() {
        return Ok(target.clone());
    }
    if to.marks_words() {
        let ranges = words_within(text, around(&target.quads));
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return Err(Error::NothingSelected) };
        return of_words(text, &target.document, target.page, CharRange::new(first.start, last.end));
    }
    let rect = around(&target.quads);
    let width = match &target.shape {
        Some(Shape::Line { width, .. } | Shape::Strokes { width, .. } | Shape::Rect { width, .. }) if *width > 0. => {
            *width
        }
        _ => LINE_WIDTH,
    };
    let shape = match (to, &target.shape) {
        (AnnotationKind::Note, _) => Shape::Point { at: Point::new(rect.x1 + NOTE_SIZE / 2., rect.y1) },
        (AnnotationKind::Area | AnnotationKind::Box, Some(Shape::Point { at })) => {
            Shape::Rect { rect: beside(*at), width }
        }
        (AnnotationKind::Area | AnnotationKind::Box, _) => Shape::Rect { rect, width },
        (AnnotationKind::FreeText, Some(Shape::Point { at })) => Shape::Text { rect: beside(*at), size: TEXT_SIZE },
        (AnnotationKind::FreeText, _) => Shape::Text { rect, size: TEXT_SIZE },
        (AnnotationKind::Arrow, _) => {
            Shape::Line { from: Point::new(rect.x0, rect.y0), to: Point::new(rect.x1, rect.y1), width }
        }
        (AnnotationKind::Ink, _) => {
            let ring = [(rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1)];
            let stroke = ring.into_iter().chain([ring[0]]).map(|(x, y)| [x, y, 0.5]).collect();
            Shape::Strokes { strokes: vec![stroke], width }
        }
        (
            AnnotationKind::Highlight
            | AnnotationKind::Underline
            | AnnotationKind::StrikeOut
            | AnnotationKind::Squiggle,
            _,
        ) => return Err(Error::BadShape),
    };
    of_shape(text, &target.document, target.page, to, shape)
}

/// Two marks of one page as one; `None` where they cannot be joined.
pub fn joined(
    text: &PageText,
    a: (&AnnotationTarget, AnnotationKind),
    b: (&AnnotationTarget, AnnotationKind),
) -> Option<AnnotationTarget> {
    let ((a, kind), (b, other)) = (a, b);
    if a.document != b.document || a.page != b.page || kind.marks_words() != other.marks_words() {
        return None;
    }
    if kind.marks_words() {
        let range = CharRange::new(a.range.start.min(b.range.start), a.range.end.max(b.range.end));
        return of_words(text, &a.document, a.page, range).ok();
    }
    let shape = match (a.shape.clone()?, b.shape.clone()?) {
        (Shape::Strokes { mut strokes, width }, Shape::Strokes { strokes: more, .. }) => {
            strokes.extend(more);
            Shape::Strokes { strokes, width }
        }
        (Shape::Rect { rect, width }, Shape::Rect { rect: more, .. }) => {
            Shape::Rect { rect: around(&[corners(rect), corners(more)]), width }
        }
        (Shape::Text { rect, size }, Shape::Text { rect: more, .. }) => {
            Shape::Text { rect: around(&[corners(rect), corners(more)]), size }
        }
        (point @ Shape::Point { .. }, Shape::Point { .. }) => point,
        _ => return None,
    };
    of_shape(text, &a.document, a.page, kind, shape).ok()
}

/// The rectangle as a quad.
fn corners(r: Rect) -> Quad {
    Quad {
        tl: Point::new(r.x0, r.y1),
        tr: Point::new(r.x1, r.y1),
        bl: Point::new(r.x0, r.y0),
        br: Point::new(r.x1, r.y0),
    }
}

pub fn around(quads: &[Quad]) -> Rect {
    let bounds = quads.iter().map(Quad::bounds);
    let join =
        |a: Rect, b: Rect| Rect { x0: a.x0.min(b.x0), y0: a.y0.min(b.y0), x1: a.x1.max(b.x1), y1: a.y1.max(b.y1) };
    bounds.reduce(join).unwrap_or_default()
}

/// Room for a few words below a point.
fn beside(at: Point) -> Rect {
    Rect { x0: at.x, y0: at.y - 60., x1: at.x + 180., y1: at.y }
}

/// The stretches of each line whose letters lie in the rectangle by their middles.
fn words_within(text: &PageText, rect: Rect) -> Vec<CharRange> {
    let mut ranges = vec![];
    for line in &text.lines {
        let Some(quad) = line.quad(line.range) else { continue };
        let b = quad.bounds();
        if b.x1 < rect.x0 || b.x0 > rect.x1 || b.y1 < rect.y0 || b.y0 > rect.y1 {
            continue;
        }
        let mut range: Option<CharRange> = None;
        for at in line.range.start..line.range.end {
            let Some(b) = line.quad(CharRange::new(at, at + 1)).map(|quad| quad.bounds()) else { continue };
            let (x, y) = ((b.x0 + b.x1) / 2., (b.y0 + b.y1) / 2.);
            if (rect.x0..=rect.x1).contains(&x) && (rect.y0..=rect.y1).contains(&y) {
                let known = range.get_or_insert(CharRange::new(at, at + 1));
                known.end = at + 1;
            }
        }
        ranges.extend(range);
    }
    ranges
}

/// Where the first line begins that lies below this height: lists stand in the order of the text.
fn first_below(text: &PageText, y: f32) -> u32 {
    let below = text.lines.iter().filter(|line| line.quad(line.range).is_some_and(|quad| quad.bounds().y0 < y));
    below.map(|line| line.range.start).min().unwrap_or_else(|| text.n_chars())
}

/// The range without white space at its ends.
fn trim(text: &PageText, range: CharRange) -> CharRange {
    let words = text.slice(range);
    let n_start = words.chars().take_while(|c| c.is_whitespace()).count() as u32;
    let n_words = words.trim().chars().count() as u32;
    CharRange::new(range.start + n_start, range.start + n_start + n_words)
}
