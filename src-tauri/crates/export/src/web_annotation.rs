//! W3C Web Annotation Data Model: one annotation collection as JSON-LD.

use crate::{Export, color_name, tag_names};
use model::{AnnotationKind, AnnotationView, CharRange, DocumentId, RoomNoteKind, RoomNoteView, Shape, TextSource};
use serde_json::{Value, json};
use std::fmt::Write;

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What a FragmentSelector's `page=N` means, with pages from one.
const PDF_FRAGMENTS: &str = "http://tools.ietf.org/rfc/rfc3778";

/// An AnnotationCollection with all its annotations on one embedded page.
///
/// A target names its page by a fragment selector; the text position, in code points from the page's start, refines
/// it. The quote stands beside, for readers that look for words. Colors are style classes of the annotation's own
/// style sheet.
pub fn web_annotation(export: &Export) -> String {
    let subject = match (export.document, export.meeting) {
        (Some(document), _) => document_iri(document),
        (None, Some(meeting)) => format!("urn:uuid:{meeting}"),
        (None, None) => "urn:x-rapporteur:library".to_owned(),
    };
    let mut collection = json!({
        "@context": CONTEXT,
        "id": format!("{subject}#annotations"),
        "type": "AnnotationCollection",
        "label": export.title,
        "total": export.annotations.len() + export.room_notes.len(),
    });
    if !export.annotations.is_empty() || !export.room_notes.is_empty() {
        let slides = export.annotations.iter().map(|view| annotation(view, export));
        let items: Vec<Value> = slides.chain(export.room_notes.iter().map(room_note)).collect();
        collection["first"] = json!({
            "id": format!("{subject}#annotations-1"),
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        });
    }
    format!("{collection:#}\n")
}

/// What was taken down in the room: about a talk, a session or the meeting, each by its own id.
fn room_note(view: &RoomNoteView) -> Value {
    let note = &view.note;
    let (subject, title) = match (note.contribution, note.session) {
        (Some(talk), _) => (talk.0, view.contribution_title.as_ref().or(view.byline.as_ref())),
        (None, Some(session)) => (session.0, view.session_heading.as_ref()),
        (None, None) => (note.meeting.0, None),
    };
    let mut bodies = vec![json!({ "type": "TextualBody", "purpose": "classifying", "value": note.kind.name() })];
    if !note.words.is_empty() {
        bodies.push(json!({
            "type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": note.words,
        }));
    }
    let mut target = json!({ "id": format!("urn:uuid:{subject}") });
    if let Some(title) = title {
        target["dc:title"] = json!(title);
    }
    let mut value = json!({
        "id": format!("urn:uuid:{}", note.id),
        "type": "Annotation",
        "motivation": match note.kind {
            RoomNoteKind::Question => "questioning",
            RoomNoteKind::Commitment | RoomNoteKind::FollowUp => "commenting",
        },
        "created": note.at.to_string(),
        "modified": note.modified_at.to_string(),
        "target": target,
        "body": bodies,
    });
    if !note.author.is_empty() {
        value["creator"] = json!({ "type": "Person", "name": note.author });
    }
    value
}

/// A document's name by its content (RFC 6920), the same wherever its file lies.
pub fn document_iri(document: &DocumentId) -> String {
    let digit = |byte: u8| (byte as char).to_digit(16).unwrap_or_default();
    let sha256: Vec<u32> =
        document.as_str().as_bytes().chunks(2).map(|pair| digit(pair[0]) << 4 | digit(pair[1])).collect();
    format!("ni:///sha-256;{}", base64url(&sha256))
}

fn annotation(view: &AnnotationView, export: &Export) -> Value {
    let annotation = &view.annotation;
    let tags = tag_names(annotation, export.tags);
    let mut bodies = vec![];
    if !annotation.comment.is_empty() {
        bodies.push(json!({
            "type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": annotation.comment,
        }));
    }
    bodies.extend(annotation.replies.iter().map(|reply| {
        json!({
            "type": "TextualBody", "purpose": "replying", "format": "text/markdown", "value": reply.text,
            "creator": { "type": "Person", "name": reply.author }, "created": reply.created_at.to_string(),
        })
    }));
    let label = color_name(annotation.color, export.colors);
    if !label.is_empty() {
        bodies.push(json!({ "type": "TextualBody", "purpose": "classifying", "value": label }));
    }
    bodies.extend(tags.iter().map(|tag| json!({ "type": "TextualBody", "purpose": "tagging", "value": tag })));
    let motivation = match annotation.kind {
        _ if !annotation.comment.is_empty() => "commenting",
        _ if !tags.is_empty() => "tagging",
        AnnotationKind::Note => "commenting",
        AnnotationKind::StrikeOut => "editing",
        AnnotationKind::Highlight
        | AnnotationKind::Underline
        | AnnotationKind::Squiggle
        | AnnotationKind::FreeText
        | AnnotationKind::Area
        | AnnotationKind::Ink
        | AnnotationKind::Arrow
        | AnnotationKind::Box => "highlighting",
    };
    let color = annotation.color;
    let mut value = json!({
        "id": format!("urn:uuid:{}", annotation.id),
        "type": "Annotation",
        "motivation": motivation,
        "created": annotation.created_at.to_string(),
        "modified": annotation.modified_at.to_string(),
        "target": target(view),
        "stylesheet": {
            "type": "CssStylesheet",
            "value": style(annotation.kind, color),
        },
    });
    if annotation.target.source == TextSource::Ocr {
        // The words are not the file's, but what a machine made of its image.
        let program = json!({
            "id": "urn:x-rapporteur:text-recognition", "type": "Software", "name": "Text recognition (OCR)",
        });
        match &mut value["target"] {
            Value::Array(targets) => targets.iter_mut().for_each(|target| target["renderedVia"] = program.clone()),
            target => target["renderedVia"] = program,
        }
    }
    if !annotation.author.is_empty() {
        value["creator"] = json!({ "type": "Person", "name": annotation.author });
    }
    if !bodies.is_empty() {
        value["body"] = Value::Array(bodies);
    }
    value
}

fn target(view: &AnnotationView) -> Value {
    let target = &view.annotation.target;
    if let Some(shape) = &target.shape {
        let mut selectors = vec![json!({
            "type": "FragmentSelector",
            "conformsTo": PDF_FRAGMENTS,
            "value": format!("page={}", target.page.number()),
            "refinedBy": { "type": "SvgSelector", "value": svg(shape) },
        })];
        if !target.quote.is_empty() {
            selectors.push(json!({ "type": "TextQuoteSelector", "exact": target.quote }));
        }
        return json!({
            "source": document_iri(&target.document),
            "dc:title": view.document_title,
            "dc:type": view.annotation.kind.name(),
            "styleClass": view.annotation.color.name(),
            "selector": selectors,
        });
    }
    let words = |range: CharRange, quote: &str, prefix: &str, suffix: &str| {
        json!({
            "source": document_iri(&target.document),
            "dc:title": view.document_title,
            "dc:type": view.annotation.kind.name(),
            "styleClass": view.annotation.color.name(),
            "selector": [
                {
                    "type": "FragmentSelector",
                    "conformsTo": PDF_FRAGMENTS,
                    "value": format!("page={}", target.page.number()),
                    "refinedBy": { "type": "TextPositionSelector", "start": range.start, "end": range.end },
                },
                { "type": "TextQuoteSelector", "exact": quote, "prefix": prefix, "suffix": suffix },
            ],
        })
    };
    // Several selectors of one target are ways to the same words: words that are several have a target each.
    match target.stretches.as_slice() {
        [] => words(target.range, &target.quote, &target.prefix, &target.suffix),
        stretches => stretches.iter().map(|s| words(s.range, &s.quote, &s.prefix, &s.suffix)).collect(),
    }
}

fn style(kind: AnnotationKind, color: model::Color) -> String {
    let (name, hex) = (color.name(), color.hex());
    match kind {
        AnnotationKind::Highlight => format!(".{name} {{ background-color: {hex} }}"),
        AnnotationKind::Underline => format!(".{name} {{ text-decoration: underline {hex} }}"),
        AnnotationKind::StrikeOut => format!(".{name} {{ text-decoration: line-through {hex} }}"),
        AnnotationKind::Squiggle => format!(".{name} {{ text-decoration: underline wavy {hex} }}"),
        AnnotationKind::Note
        | AnnotationKind::FreeText
        | AnnotationKind::Area
        | AnnotationKind::Ink
        | AnnotationKind::Arrow
        | AnnotationKind::Box => format!(".{name} {{ border-color: {hex} }}"),
    }
}

/// The shape in points from the page's lower left corner, turned over, since SVG counts downwards.
fn svg(shape: &Shape) -> String {
    let mut path = String::new();
    match shape {
        Shape::Point { at } => {
            let _ = write!(path, "<circle cx=\"{}\" cy=\"{}\" r=\"9\"/>", at.x, at.y);
        }
        Shape::Rect { rect, .. } | Shape::Text { rect, .. } => {
            let (w, h) = (rect.width(), rect.height());
            let _ = write!(path, "<rect x=\"{}\" y=\"{}\" width=\"{w}\" height=\"{h}\"/>", rect.x0, rect.y0);
        }
        Shape::Line { from, to, .. } => {
            let _ = write!(path, "<path d=\"M{} {}L{} {}\"/>", from.x, from.y, to.x, to.y);
        }
        Shape::Strokes { strokes, .. } => {
            path.push_str("<path d=\"");
            for stroke in strokes {
                for (idx, [x, y, _]) in stroke.iter().enumerate() {
                    let _ = write!(path, "{}{x} {y}", if idx == 0 { 'M' } else { 'L' });
                }
            }
            path.push_str("\"/>");
        }
    }
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><g transform=\"scale(1 -1)\">{path}</g></svg>")
}

/// RFC 4648, section 5, without padding.
fn base64url(bytes: &[u32]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0, |bits, byte| bits << 8 | byte) << (8 * (3 - chunk.len()));
        for idx in 0..=chunk.len() {
            text.push(ALPHABET[(bits >> (18 - 6 * idx) & 63) as usize] as char);
        }
    }
    text
}
