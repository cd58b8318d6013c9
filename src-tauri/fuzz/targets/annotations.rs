//! Marks written into any bytes that can be read as a PDF, and read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{AnnotationKind, PageIndex, Point, Quad, Shape};
use pdf::write::{Mark, MarkReply, Written, annotate};

const HIGHLIGHT: &str = "018f4e2a-0000-7000-8000-000000000001";
const REPLY: &str = "018f4e2a-0000-7000-8000-000000000002";
const INK: &str = "018f4e2a-0000-7000-8000-000000000003";
const DATE: &str = "D:20161130150000Z";

fuzz_target!(init: fuzz::let_panics_be_caught(), |data: &[u8]| {
    let point = |x, y| Point { x, y };
    let quad = Quad { tl: point(10., 30.), tr: point(60., 30.), bl: point(10., 20.), br: point(60., 20.) };
    let reply = MarkReply {
        contents: "because".to_owned(),
        author: "B. Writer".to_owned(),
        created: DATE.to_owned(),
        modified: DATE.to_owned(),
        name: REPLY.to_owned(),
        replaces: None,
    };
    let highlight = Mark {
        page: PageIndex(0),
        kind: AnnotationKind::Highlight,
        quads: vec![quad],
        shape: None,
        color: [1., 0.8, 0.],
        contents: "why?".to_owned(),
        author: "A. Reader".to_owned(),
        created: DATE.to_owned(),
        modified: DATE.to_owned(),
        name: HIGHLIGHT.to_owned(),
        tags: vec!["to ask".to_owned()],
        label: "Question".to_owned(),
        replies: vec![reply],
        replaces: None,
    };
    let strokes = vec![vec![[10., 10., 0.4], [20., 14., 0.9]], vec![[30., 10., 1.]]];
    let ink = Mark {
        kind: AnnotationKind::Ink,
        quads: vec![],
        shape: Some(Shape::Strokes { strokes, width: 2. }),
        contents: String::new(),
        name: INK.to_owned(),
        tags: vec![],
        label: String::new(),
        replies: vec![],
        ..highlight.clone()
    };
    let marks = [highlight, ink];
    let Ok((copy, written)) = annotate(data, &marks) else { return };
    if written == Written::Appended {
        assert!(copy.starts_with(data), "the original's bytes stay");
    }
    let n_found = |bytes: &[u8], name: &str| {
        let (inspection, _) = pdf::inspect(bytes, None).expect("what was written can be read");
        inspection.annotations.iter().filter(|annotation| annotation.name.as_deref() == Some(name)).count()
    };
    for name in [HIGHLIGHT, INK] {
        assert_eq!(n_found(&copy, name), 1, "it is there, and once");
    }
    let (again, _) = annotate(&copy, &marks).expect("what was annotated can be annotated again");
    for name in [HIGHLIGHT, INK] {
        assert_eq!(n_found(&again, name), 1, "writing it again does not double it");
    }
});
