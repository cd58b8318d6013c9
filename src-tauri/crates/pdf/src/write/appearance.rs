//! How each annotation looks: without an appearance of its own, each reader draws another.

use super::{Mark, bounds, finite, rectangle, text_box};
use lopdf::{Dictionary, Stream, dictionary};
use model::{AnnotationKind, Point, Quad, Rect, Rotation, Shape};
use std::fmt::Write;

/// What letters and outlines are drawn in: nearly black.
pub(super) const INK: [f32; 3] = [0.106, 0.129, 0.157];

/// The appearance stream; `None` where it is better left to the reader, which has fonts that we have not.
pub(super) fn appearance(mark: &Mark, rotation: Rotation) -> Option<Stream> {
    let quads = finite(&mark.quads);
    let mut content = String::new();
    let [red, green, blue] = mark.color;
    let mut resources = Dictionary::new();
    let bbox = match (&mark.shape, mark.kind) {
        (None, AnnotationKind::Highlight) => {
            resources = dictionary! {
                "ExtGState" => dictionary! { "Multiply" => dictionary! { "Type" => "ExtGState", "BM" => "Multiply" } },
            };
            push(&mut content, format_args!("/Multiply gs {red} {green} {blue} rg\n"));
            // One path for all lines, so that where two quads overlap they do not darken each other.
            for q in &quads {
                let corners = [q.tl, q.tr, q.br, q.bl].map(|p| format!("{} {}", p.x, p.y));
                push(
                    &mut content,
                    format_args!("{} m {} l {} l {} l h\n", corners[0], corners[1], corners[2], corners[3]),
                );
            }
            content.push('f');
            bounds(&quads)
        }
        (None, kind) => {
            push(&mut content, format_args!("{red} {green} {blue} RG\n"));
            for q in &quads {
                push_line_of(&mut content, kind, q);
            }
            bounds(&quads)
        }
        (Some(shape), _) => {
            push(&mut content, format_args!("{red} {green} {blue} RG {red} {green} {blue} rg\n"));
            match shape {
                Shape::Point { .. } => push_note(&mut content, shape.bounds()),
                Shape::Rect { rect, width } => {
                    if mark.kind == AnnotationKind::Area {
                        content.push_str("[4 2] 0 d\n");
                    }
                    let half = width / 2.;
                    let (w, h) = (rect.width() - width, rect.height() - width);
                    push(&mut content, format_args!("{width} w {} {} {w} {h} re S", rect.x0 + half, rect.y0 + half));
                }
                Shape::Text { rect, size } => {
                    let [r, g, b] = paper(mark.color);
                    let lines = text_box::lines(
                        &mark.contents,
                        text_box::seen_size(*rect, rotation).0 - 2. * text_box::MARGIN,
                        *size,
                    )?;
                    push(
                        &mut content,
                        format_args!(
                            "{r} {g} {b} rg {} {} {} {} re f\n",
                            rect.x0,
                            rect.y0,
                            rect.width(),
                            rect.height()
                        ),
                    );
                    content.push_str(&text_box::content(&lines, *rect, *size, INK, rotation));
                    resources = dictionary! { "Font" => dictionary! { "Helv" => text_box::font() } };
                }
                Shape::Line { from, to, width } => push_arrow(&mut content, *from, *to, *width),
                Shape::Strokes { strokes, width } => {
                    content.push_str("1 J 1 j\n");
                    for stroke in strokes {
                        push_stroke(&mut content, stroke, *width);
                    }
                }
            }
            shape.bounds()
        }
    };
    let dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "FormType" => 1,
        "BBox" => rectangle(bbox),
        "Resources" => resources,
    };
    Some(Stream::new(dict, content.into_bytes()))
}

/// A color as a background for words.
pub(super) fn paper(color: [f32; 3]) -> [f32; 3] {
    color.map(|part| 1. - (1. - part) * 0.2)
}

/// A line under or through a line of text; its thickness follows the size of the letters.
fn push_line_of(content: &mut String, kind: AnnotationKind, q: &Quad) {
    let height = distance(q.tl, q.bl);
    let width = (height / 12.).clamp(0.75, 3.);
    let up = |from: Point, to: Point, share: f32| {
        Point::new(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share)
    };
    let share = if kind == AnnotationKind::StrikeOut { 0.42 } else { width / 2. / height.max(1.) };
    let (from, to) = (up(q.bl, q.tl, share), up(q.br, q.tr, share));
    push(content, format_args!("{width} w "));
    if kind != AnnotationKind::Squiggle {
        push(content, format_args!("{} {} m {} {} l S\n", from.x, from.y, to.x, to.y));
        return;
    }
    let length = distance(from, to);
    let step = (height / 6.).clamp(1.5, 4.);
    let n_steps = ((length / step) as usize).clamp(1, 2000);
    push(content, format_args!("{} {} m ", from.x, from.y));
    for n in 1..=n_steps {
        let on = up(from, to, n as f32 / n_steps as f32);
        // Upwards is the direction from the foot of the letters to their head.
        let rise = if n % 2 == 1 { step * 0.8 / height.max(1.) } else { 0. };
        push(content, format_args!("{} {} l ", on.x + (q.tl.x - q.bl.x) * rise, on.y + (q.tl.y - q.bl.y) * rise));
    }
    content.push_str("S\n");
}

/// A sheet with lines on it.
fn push_note(content: &mut String, r: Rect) {
    let [ir, ig, ib] = INK;
    let (w, h) = (r.width(), r.height());
    push(content, format_args!("{ir} {ig} {ib} RG 1 w {} {} {} {} re B\n", r.x0 + 1., r.y0 + 1., w - 2., h - 2.));
    for n in 1..=3 {
        let y = r.y0 + h * n as f32 / 4.;
        push(content, format_args!("{} {y} m {} {y} l S\n", r.x0 + w * 0.25, r.x1 - w * 0.25));
    }
}

fn push_arrow(content: &mut String, from: Point, to: Point, width: f32) {
    let length = distance(from, to).max(f32::EPSILON);
    let (dx, dy) = ((to.x - from.x) / length, (to.y - from.y) / length);
    let head = (width * 4.5).min(length);
    // The head stays within the annotation's box, which has two widths of margin.
    let neck = Point::new(to.x - dx * head, to.y - dy * head);
    let half = (head * 0.4).min(width * 2.);
    push(content, format_args!("{width} w {} {} m {} {} l S\n", from.x, from.y, neck.x, neck.y));
    push(
        content,
        format_args!(
            "{} {} m {} {} l {} {} l f",
            to.x,
            to.y,
            neck.x - dy * half,
            neck.y + dx * half,
            neck.x + dy * half,
            neck.y - dx * half
        ),
    );
}

/// A stroke whose width follows the pen's pressure.
fn push_stroke(content: &mut String, stroke: &[[f32; 3]], width: f32) {
    let of = |pressure: f32| width * (0.5 + pressure.clamp(0., 1.));
    if let [[x, y, pressure]] = stroke {
        push(content, format_args!("{} w {x} {y} m {x} {y} l S\n", of(*pressure)));
    }
    let even = stroke.windows(2).all(|pair| pair[0][2] == pair[1][2]);
    if even && stroke.len() > 1 {
        let [x, y, pressure] = stroke[0];
        push(content, format_args!("{} w {x} {y} m ", of(pressure)));
        for [x, y, _] in &stroke[1..] {
            push(content, format_args!("{x} {y} l "));
        }
        content.push_str("S\n");
        return;
    }
    for pair in stroke.windows(2) {
        let ([x0, y0, p0], [x1, y1, p1]) = (pair[0], pair[1]);
        push(content, format_args!("{} w {x0} {y0} m {x1} {y1} l S\n", of((p0 + p1) / 2.)));
    }
}

fn distance(a: Point, b: Point) -> f32 {
    (a.x - b.x).hypot(a.y - b.y)
}

fn push(content: &mut String, arguments: std::fmt::Arguments) {
    // Writing into a string cannot fail.
    let _ = content.write_fmt(arguments);
}
