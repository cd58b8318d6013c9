//! Annotations that other programs left on the pages.

mod rich_text;

use super::metadata::iso_date;
use super::object::{Reader, as_dictionary, text};
use lopdf::{Dictionary, Object, ObjectId};
use model::{AnnotationKind, PageIndex, PdfAnnotation, Point, Quad, Rect, Shape};
use std::collections::HashMap;

/// More than anybody makes by hand, on all pages together.
const MAX_ANNOTATIONS: usize = 100_000;

pub(super) fn read(reader: &Reader<'_>, page_ids: &[Option<ObjectId>]) -> Vec<PdfAnnotation> {
    read_with_entries(reader, page_ids).0
}

/// The same, and of each the place in its page's `/Annots`.
pub(super) fn read_with_entries(
    reader: &Reader<'_>,
    page_ids: &[Option<ObjectId>],
) -> (Vec<PdfAnnotation>, Vec<usize>) {
    let mut annotations: Vec<PdfAnnotation> = Vec::new();
    let mut entries = Vec::new();
    // Where the annotation with an object number stands in the list, and which one replies to which.
    let mut places: HashMap<ObjectId, u32> = HashMap::new();
    let mut replies: Vec<(usize, ObjectId)> = Vec::new();
    for (idx, id) in page_ids.iter().enumerate() {
        let page = id.and_then(|id| reader.document.get_dictionary(id).ok());
        for (n, entry) in page.and_then(|page| reader.array(page, "Annots")).unwrap_or_default().iter().enumerate() {
            let Some(dictionary) = reader.resolve(entry).and_then(as_dictionary) else { continue };
            let Some(annotation) = annotation(reader, dictionary, idx as u32) else { continue };
            if let Ok(id) = entry.as_reference() {
                places.insert(id, annotations.len() as u32);
            }
            if let Some(to) = replies_to(reader, dictionary, &annotation.subtype) {
                replies.push((annotations.len(), to));
            }
            annotations.push(annotation);
            entries.push(n);
            if annotations.len() >= MAX_ANNOTATIONS {
                break;
            }
        }
    }
    for (reply, to) in replies {
        annotations[reply].reply_to = places.get(&to).copied().filter(|&place| place as usize != reply);
    }
    (annotations, entries)
}

/// The object that a reply answers. What is grouped with another annotation (ISO 32000-2, table 172), as a stroke
/// through words is with the caret for those in their place, and whatever marks a place of its own, is no reply.
fn replies_to(reader: &Reader<'_>, dictionary: &Dictionary, subtype: &str) -> Option<ObjectId> {
    let is_grouped = reader.name(dictionary, "RT").is_some_and(|how| how == "Group");
    let to = dictionary.get(b"IRT").and_then(Object::as_reference).ok()?;
    (subtype == "Text" && !is_grouped).then_some(to)
}

fn annotation<'a>(reader: &Reader<'a>, dictionary: &'a Dictionary, page_idx: u32) -> Option<PdfAnnotation> {
    let subtype = reader.name(dictionary, "Subtype")?;
    if matches!(subtype.as_str(), "Link" | "Widget" | "Popup" | "PrinterMark" | "TrapNet") {
        return None;
    }
    const HIDDEN: i64 = 1 << 1;
    let is_hidden = reader.integer(dictionary, "F").unwrap_or_default() & HIDDEN != 0;
    // Review states ("accepted", "completed") are replies without words.
    if is_hidden || dictionary.has(b"StateModel") {
        return None;
    }
    let quads = reader.numbers(dictionary, "QuadPoints").unwrap_or_default();
    let quads: Vec<Quad> = quads.chunks_exact(8).map(quad).collect();
    let rect = match reader.numbers(dictionary, "Rect").as_deref() {
        Some(&[x0, y0, x1, y1]) => Rect { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) },
        _ => quads.first().map(Quad::bounds).unwrap_or_default(),
    };
    let contents = reader.text(dictionary, "Contents").or_else(|| rich_text(reader, dictionary));
    let contents = contents.or_else(|| attached(reader, dictionary));
    let (kind, shape) = match kind(reader, dictionary, &subtype, !quads.is_empty()) {
        Some(kind) if kind.marks_words() => (Some(kind), None),
        Some(kind) => match shape(reader, dictionary, kind, rect) {
            Some(shape) => (Some(kind), Some(shape)),
            // What says nowhere how it runs is at least where it is.
            None => drawn_where(AnnotationKind::Box, rect).or_else(|| note_of(contents.as_deref(), rect)).unzip(),
        },
        // Sounds, films and whatever comes to be: words are kept, where they stand.
        None => note_of(contents.as_deref(), rect).unzip(),
    };
    Some(PdfAnnotation {
        kind,
        shape,
        created: reader.text(dictionary, "CreationDate").map(|date| iso_date(&date).unwrap_or(date)),
        reply_to: None,
        id: None,
        page: PageIndex(page_idx),
        subtype,
        rect,
        quads,
        contents,
        author: reader.text(dictionary, "T"),
        modified: reader.text(dictionary, "M").map(|date| iso_date(&date).unwrap_or(date)),
        color: color(reader, dictionary),
        name: reader.text(dictionary, "NM"),
        tags: tags(reader, dictionary),
    })
}

/// What it would be among our own; a copy that we wrote says it.
fn kind<'a>(reader: &Reader<'a>, dictionary: &'a Dictionary, subtype: &str, has_quads: bool) -> Option<AnnotationKind> {
    let ours = reader.name(dictionary, "Rapporteur:Kind").and_then(|name| AnnotationKind::from_name(&name));
    let told = match subtype {
        "Highlight" => AnnotationKind::Highlight,
        "Underline" => AnnotationKind::Underline,
        "StrikeOut" => AnnotationKind::StrikeOut,
        "Squiggly" => AnnotationKind::Squiggle,
        "FreeText" => AnnotationKind::FreeText,
        // Zotero writes the pictures that it cuts out as squares.
        "Square" if dictionary.has(b"Zotero:Key") => AnnotationKind::Area,
        "Square" | "Circle" | "Stamp" | "Redact" => AnnotationKind::Box,
        "Ink" | "Polygon" | "PolyLine" => AnnotationKind::Ink,
        // Ours has a head; a line that has none is drawn as one.
        "Line" if heads(reader, dictionary) == [false, false] => AnnotationKind::Ink,
        "Line" => AnnotationKind::Arrow,
        "Text" | "Caret" | "FileAttachment" => AnnotationKind::Note,
        _ => return None,
    };
    let kind = ours.unwrap_or(told);
    // A mark on words that names none is drawn where it stands.
    Some(if kind.marks_words() && !has_quads { AnnotationKind::Box } else { kind })
}

/// Does a line have something at its start, and at its end?
fn heads(reader: &Reader<'_>, dictionary: &Dictionary) -> [bool; 2] {
    let ends = reader.array(dictionary, "LE").unwrap_or_default();
    let is_something =
        |end: &Object| reader.resolve(end).and_then(|end| end.as_name().ok()).is_some_and(|n| n != b"None");
    [0, 1].map(|idx| ends.get(idx).is_some_and(is_something))
}

fn drawn_where(kind: AnnotationKind, rect: Rect) -> Option<(AnnotationKind, Shape)> {
    let shape = Shape::Rect { rect, width: 1. };
    shape.is_sound().then_some((kind, shape))
}

fn note_of(contents: Option<&str>, rect: Rect) -> Option<(AnnotationKind, Shape)> {
    let shape = Shape::Point { at: Point::new((rect.x0 + rect.x1) / 2., (rect.y0 + rect.y1) / 2.) };
    (contents.is_some() && shape.is_sound()).then_some((AnnotationKind::Note, shape))
}

/// The words of a comment that has a form (ISO 32000-2, 12.7.4.4): a string, or a stream of one.
fn rich_text(reader: &Reader<'_>, dictionary: &Dictionary) -> Option<String> {
    /// Far more than any comment.
    const MAX_RICH_TEXT: usize = 1 << 20;
    let markup = match reader.get(dictionary, "RC")? {
        Object::Stream(stream) => {
            let bytes = stream.get_plain_content_with_limit(MAX_RICH_TEXT).ok()?;
            text(&Object::String(bytes, lopdf::StringFormat::Literal))
        }
        object => text(object),
    };
    rich_text::words(&markup?)
}

/// The name of a file that is attached.
fn attached(reader: &Reader<'_>, dictionary: &Dictionary) -> Option<String> {
    match reader.get(dictionary, "FS")? {
        Object::Dictionary(file) => reader.text(file, "UF").or_else(|| reader.text(file, "F")),
        name => text(name),
    }
}

/// Of text on the page, what `/C` says is its background: without one, its letters' color counts.
fn color(reader: &Reader<'_>, dictionary: &Dictionary) -> Option<String> {
    let told = reader.numbers(dictionary, "C").and_then(|parts| hex(&parts));
    told.or_else(|| {
        let appearance = reader.text(dictionary, "DA")?;
        let words: Vec<&str> = appearance.split_whitespace().collect();
        let (at, n) = words.iter().enumerate().rev().find_map(|(at, word)| match *word {
            "g" => Some((at, 1)),
            "rg" => Some((at, 3)),
            "k" => Some((at, 4)),
            _ => None,
        })?;
        let parts: Option<Vec<f32>> = words[at.checked_sub(n)?..at].iter().map(|part| part.parse().ok()).collect();
        hex(&parts?)
    })
}

fn shape<'a>(reader: &Reader<'a>, dictionary: &'a Dictionary, kind: AnnotationKind, rect: Rect) -> Option<Shape> {
    let width = reader
        .dictionary(dictionary, "BS")
        .and_then(|style| reader.resolve(style.get(b"W").ok()?)?.as_float().ok())
        .or_else(|| reader.numbers(dictionary, "Border")?.get(2).copied())
        .filter(|width| width.is_finite() && *width > 0.)
        .unwrap_or(1.)
        .min(40.);
    let middle = Point::new((rect.x0 + rect.x1) / 2., (rect.y0 + rect.y1) / 2.);
    let stroke = |points: &[f32]| points.chunks_exact(2).map(|p| [p[0], p[1], 0.5]).collect::<Vec<_>>();
    let shape = match kind {
        AnnotationKind::Highlight
        | AnnotationKind::Underline
        | AnnotationKind::StrikeOut
        | AnnotationKind::Squiggle => return None,
        AnnotationKind::Note => Shape::Point { at: middle },
        AnnotationKind::FreeText => {
            Shape::Text { rect: inner(reader, dictionary, rect), size: letter_size(reader, dictionary) }
        }
        AnnotationKind::Area | AnnotationKind::Box => Shape::Rect { rect, width },
        AnnotationKind::Arrow => match reader.numbers(dictionary, "L").as_deref() {
            Some(&[x0, y0, x1, y1]) => {
                let (start, end) = (Point::new(x0, y0), Point::new(x1, y1));
                // Ours points at its end.
                let (from, to) = if heads(reader, dictionary) == [true, false] { (end, start) } else { (start, end) };
                Shape::Line { from, to, width }
            }
            _ => return None,
        },
        AnnotationKind::Ink => {
            let mut strokes = vec![];
            for list in reader.array(dictionary, "InkList").unwrap_or_default() {
                let list = reader.resolve(list).and_then(|list| list.as_array().ok());
                let points: Option<Vec<f32>> = list
                    .map(|list| list.iter().map(|point| reader.resolve(point)?.as_float().ok()).collect())
                    .unwrap_or_default();
                strokes.extend(points.map(|points| stroke(&points)));
            }
            strokes.extend(reader.numbers(dictionary, "L").map(|points| stroke(&points)));
            strokes.extend(reader.numbers(dictionary, "Vertices").map(|points| stroke(&points)).map(|mut points| {
                if reader.name(dictionary, "Subtype").is_some_and(|subtype| subtype == "Polygon") {
                    points.extend(points.first().copied());
                }
                points
            }));
            Shape::Strokes { strokes, width }
        }
    };
    shape.is_sound().then_some(shape)
}

/// The rectangle without what `/RD` takes off its sides: left, bottom, right, top.
fn inner(reader: &Reader<'_>, dictionary: &Dictionary, rect: Rect) -> Rect {
    let Some(&[left, bottom, right, top]) = reader.numbers(dictionary, "RD").as_deref() else { return rect };
    let inner = Rect { x0: rect.x0 + left, y0: rect.y0 + bottom, x1: rect.x1 - right, y1: rect.y1 - top };
    let is_within = [left, bottom, right, top].iter().all(|side| *side >= 0.);
    if is_within && inner.x1 > inner.x0 && inner.y1 > inner.y0 { inner } else { rect }
}

/// The number before `Tf` in the default appearance.
fn letter_size<'a>(reader: &Reader<'a>, dictionary: &'a Dictionary) -> f32 {
    let appearance = reader.text(dictionary, "DA").unwrap_or_default();
    let words: Vec<&str> = appearance.split_whitespace().collect();
    let size = words.iter().position(|word| *word == "Tf").and_then(|idx| words.get(idx.checked_sub(1)?)?.parse().ok());
    size.filter(|size: &f32| (1.0..=200.).contains(size)).unwrap_or(12.)
}

/// Four corners in whatever order the writer chose; readers' own is upper left, upper right, lower left, lower right.
fn quad(points: &[f32]) -> Quad {
    let at = |idx: usize| Point::new(points[idx * 2], points[idx * 2 + 1]);
    let corners = [at(0), at(1), at(2), at(3)];
    let cross = |a: Point, b: Point, c: Point| (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    // The specification's order goes around, so that the third corner is opposite the first.
    let [tl, tr, bl, br] = match cross(corners[0], corners[1], corners[2]) * cross(corners[0], corners[2], corners[3]) {
        around if around > 0.0 => [corners[3], corners[2], corners[0], corners[1]],
        _ => corners,
    };
    // One that goes around from the upper left ends up with its feet above its head.
    match cross(bl, br, tl) < 0.0 {
        true => Quad { tl: bl, tr: br, bl: tl, br: tr },
        false => Quad { tl, tr, bl, br },
    }
}

/// Gray, RGB or CMYK as `#rrggbb`.
fn hex(parts: &[f32]) -> Option<String> {
    let rgb = match *parts {
        [gray] => [gray; 3],
        [r, g, b] => [r, g, b],
        [c, m, y, k] => [c, m, y].map(|ink| (1.0 - ink) * (1.0 - k)),
        _ => return None,
    };
    let [r, g, b] = rgb.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
    Some(format!("#{r:02x}{g:02x}{b:02x}"))
}

/// Zotero writes an array of strings, or one string of JSON.
fn tags<'a>(reader: &Reader<'a>, dictionary: &'a Dictionary) -> Vec<String> {
    match reader.get(dictionary, "Zotero:Tags") {
        Some(Object::Array(tags)) => tags.iter().filter_map(|tag| text(reader.resolve(tag)?)).collect(),
        Some(object) => text(object).map(|tags| json_strings(&tags)).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// The strings of a flat JSON array.
fn json_strings(json: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut chars = json.chars();
    while chars.by_ref().any(|c| c == '"') {
        let mut string = String::new();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('n') => string.push('\n'),
                    Some('t') => string.push('\t'),
                    Some('u') => {
                        let code: String = chars.by_ref().take(4).collect();
                        string.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                    }
                    Some(escaped) => string.push(escaped),
                    None => break,
                },
                c => string.push(c),
            }
        }
        strings.push(string);
    }
    strings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quads_are_put_upright_whatever_their_order() {
        let expected =
            Quad { tl: Point::new(0., 10.), tr: Point::new(50., 10.), bl: Point::new(0., 0.), br: Point::new(50., 0.) };
        assert_eq!(quad(&[0., 10., 50., 10., 0., 0., 50., 0.]), expected, "as readers write it");
        assert_eq!(quad(&[0., 0., 50., 0., 50., 10., 0., 10.]), expected, "as the specification says");
        assert_eq!(quad(&[0., 10., 50., 10., 50., 0., 0., 0.]), expected, "around from the upper left");
    }

    #[test]
    fn colors_and_tags_are_read() {
        assert_eq!(hex(&[1.0, 0.8, 0.0]).as_deref(), Some("#ffcc00"));
        assert_eq!(hex(&[]), None);
        assert_eq!(json_strings(r#"["arms trade","a\"b","\u00e9"]"#), ["arms trade", "a\"b", "é"]);
    }
}
