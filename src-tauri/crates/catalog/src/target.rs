//! Where an annotation is: from words that are marked, or from a shape that is drawn; and from the one to the other.

use crate::Error;
use model::{
    AnnotationKind, AnnotationTarget, CharRange, DocumentId, NOTE_SIZE, PageFrame, PageIndex, PageText, Point, Quad,
    Rect, Rotation, Shape, TextStretch,
};

/// How many characters around a quote are kept, to find it again.
const CONTEXT: u32 = 32;

const EVERYWHERE: Rect = Rect { x0: f32::MIN, y0: f32::MIN, x1: f32::MAX, y1: f32::MAX };

/// Between words of a quote that do not follow on each other in the text.
const LEFT_OUT: &str = " … ";

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
        stretches: vec![],
    })
}

/// The words in these ranges and none between them. What overlaps, or has but white space between, is one stretch.
///
/// Fails with [`Error::NothingSelected`] where there are none.
pub fn of_ranges(
    text: &PageText,
    document: &DocumentId,
    page: PageIndex,
    ranges: &[CharRange],
) -> Result<AnnotationTarget, Error> {
    let mut ranges: Vec<CharRange> = ranges.iter().map(|&range| trim(text, range)).collect();
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<CharRange> = vec![];
    for range in ranges {
        match joined.last_mut() {
            Some(last) if text.slice(CharRange::new(last.end, range.start.max(last.end))).trim().is_empty() => {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    let all = joined.into_iter().map(|range| of_words(text, document, page, range));
    let mut all = all.collect::<Result<Vec<_>, _>>()?;
    match all.len() {
        0 => Err(Error::NothingSelected),
        1 => Ok(all.remove(0)),
        _ => Ok(together(&all)),
    }
}

/// Stretches of words, two or more in the order of the text, as one target.
pub fn together(all: &[AnnotationTarget]) -> AnnotationTarget {
    let (first, last) = (&all[0], &all[all.len() - 1]);
    let stretch = |target: &AnnotationTarget| TextStretch {
        range: target.range,
        n_quads: target.quads.len() as u32,
        quote: target.quote.clone(),
        prefix: target.prefix.clone(),
        suffix: target.suffix.clone(),
    };
    AnnotationTarget {
        range: CharRange::new(
            all.iter().map(|target| target.range.start).min().unwrap_or_default(),
            all.iter().map(|target| target.range.end).max().unwrap_or_default(),
        ),
        quads: all.iter().flat_map(|target| target.quads.iter().copied()).collect(),
        source: all.iter().map(|target| target.source).max().unwrap_or_default(),
        quote: all.iter().map(|target| target.quote.as_str()).collect::<Vec<_>>().join(LEFT_OUT),
        suffix: last.suffix.clone(),
        stretches: all.iter().map(stretch).collect(),
        ..first.clone()
    }
}

/// The stretches of a target of several, each as a target of its own.
pub fn apart(target: &AnnotationTarget) -> Vec<AnnotationTarget> {
    let mut quads = target.quads.iter().copied();
    let own = |stretch: &TextStretch| AnnotationTarget {
        range: stretch.range,
        quads: quads.by_ref().take(stretch.n_quads as usize).collect(),
        quote: stretch.quote.clone(),
        prefix: stretch.prefix.clone(),
        suffix: stretch.suffix.clone(),
        stretches: vec![],
        ..target.clone()
    };
    target.stretches.iter().map(own).collect()
}

/// The words beneath quads that another program wrote; `None` where there are none.
///
/// In stretches where words stand between that no quad covers: a mark over lines of two columns is not on what follows in
/// the first one and comes before in the second.
pub fn of_quads(text: &PageText, document: &DocumentId, page: PageIndex, quads: &[Quad]) -> Option<AnnotationTarget> {
    let mut ranges: Vec<CharRange> = quads.iter().flat_map(|quad| words_within(text, quad.bounds())).collect();
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<CharRange> = vec![];
    for range in ranges {
        match joined.last_mut() {
            Some(last) if !has_words(text, CharRange::new(last.end, range.start)) => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    of_ranges(text, document, page, &joined).ok()
}

/// The same stretches, but the first begins and the last ends where `range` does; those beyond it are gone.
pub fn within(text: &PageText, target: &AnnotationTarget, range: CharRange) -> Result<AnnotationTarget, Error> {
    let mut ranges = target.ranges();
    ranges.retain(|own| own.end > range.start && own.start < range.end);
    match ranges.as_mut_slice() {
        [] => ranges.push(range),
        [first, ..] => first.start = range.start,
    }
    if let Some(last) = ranges.last_mut() {
        last.end = range.end;
    }
    of_ranges(text, &target.document, target.page, &ranges)
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
        stretches: vec![],
    })
}

/// The same place, marked in another way; above, below and beside are meant as the page is shown.
pub fn converted(
    text: &PageText,
    frame: Option<PageFrame>,
    target: &AnnotationTarget,
    from: AnnotationKind,
    to: AnnotationKind,
) -> Result<AnnotationTarget, Error> {
    if from == to || from.marks_words() && to.marks_words() {
        return Ok(target.clone());
    }
    if to.marks_words() {
        let words = of_quads(text, &target.document, target.page, &[corners(around(&target.quads))]);
        return words.ok_or(Error::NothingSelected);
    }
    let rect = around(&target.quads);
    let width = match &target.shape {
        Some(Shape::Line { width, .. } | Shape::Strokes { width, .. } | Shape::Rect { width, .. }) if *width > 0. => {
            *width
        }
        _ => LINE_WIDTH,
    };
    // A page of which nothing is known is shown as it is written.
    let frame = frame.unwrap_or(PageFrame { crop: EVERYWHERE, rotation: Rotation::None });
    let (upper_right, left, _) = PageFrame { crop: rect, ..frame }.edges();
    let shape = match (to, &target.shape) {
        (AnnotationKind::Note, _) => {
            let (x, y) = (left.x * NOTE_SIZE / 2., left.y * NOTE_SIZE / 2.);
            Shape::Point { at: Point::new(upper_right.x - x, upper_right.y - y) }
        }
        (AnnotationKind::Area | AnnotationKind::Box, Some(Shape::Point { at })) => {
            Shape::Rect { rect: room_below(*at, &frame), width }
        }
        (AnnotationKind::Area | AnnotationKind::Box, _) => Shape::Rect { rect, width },
        (AnnotationKind::FreeText, Some(Shape::Point { at })) => {
            Shape::Text { rect: room_below(*at, &frame), size: TEXT_SIZE }
        }
        (AnnotationKind::FreeText, _) => Shape::Text { rect, size: TEXT_SIZE },
        (AnnotationKind::Arrow, _) => {
            let lower_left = Point::new(rect.x0 + rect.x1 - upper_right.x, rect.y0 + rect.y1 - upper_right.y);
            Shape::Line { from: lower_left, to: upper_right, width }
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

/// Two marks of one page as one, on what they mark and nothing between; `None` where they cannot be joined.
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
        return of_ranges(text, &a.document, a.page, &[a.ranges(), b.ranges()].concat()).ok();
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

/// Room for a few words: what is shown below and to the right of a point, moved onto the page where it would leave it.
fn room_below(at: Point, frame: &PageFrame) -> Rect {
    const WIDTH: f32 = 180.;
    const HEIGHT: f32 = 60.;
    let (_, left, down) = frame.edges();
    let (x, y) = (at.x - left.x * WIDTH + down.x * HEIGHT, at.y - left.y * WIDTH + down.y * HEIGHT);
    let crop = frame.crop;
    // How far a side must go; a page that is too small keeps its lower end.
    let onto = |low: f32, high: f32, first: f32, last: f32| (last - high).min(0.).max(first - low);
    let (x0, x1, y0, y1) = (at.x.min(x), at.x.max(x), at.y.min(y), at.y.max(y));
    let (dx, dy) = (onto(x0, x1, crop.x0, crop.x1), onto(y0, y1, crop.y0, crop.y1));
    Rect { x0: x0 + dx, y0: y0 + dy, x1: x1 + dx, y1: y1 + dy }
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
