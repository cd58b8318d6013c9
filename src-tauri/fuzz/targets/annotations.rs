//! A highlight written into any bytes that can be read as a PDF, and read back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::{PageIndex, Point, Quad};
use pdf::write::{Mark, Written, annotate};

const NAME: &str = "018f4e2a-0000-7000-8000-000000000001";

fuzz_target!(init: fuzz::let_panics_be_caught(), |data: &[u8]| {
    let point = |x, y| Point { x, y };
    let quad = Quad { tl: point(10., 30.), tr: point(60., 30.), bl: point(10., 20.), br: point(60., 20.) };
    let mark = Mark {
        page: PageIndex(0),
        quads: vec![quad],
        color: [1., 0.8, 0.],
        contents: "why?".to_owned(),
        author: "A. Reader".to_owned(),
        created: "D:20161130150000Z".to_owned(),
        modified: "D:20161130150000Z".to_owned(),
        name: NAME.to_owned(),
        tags: vec!["to ask".to_owned()],
    };
    let Ok((copy, written)) = annotate(data, std::slice::from_ref(&mark)) else { return };
    if written == Written::Appended {
        assert!(copy.starts_with(data), "the original's bytes stay");
    }
    let (inspection, _) = pdf::inspect(&copy, None).expect("what was written can be read");
    let found = inspection.annotations.iter().filter(|annotation| annotation.name.as_deref() == Some(NAME));
    let found: Vec<_> = found.collect();
    assert_eq!(found.len(), 1, "it is there, and once");
    assert_eq!(found[0].quads.len(), 1, "with its place");
    let (again, _) = annotate(&copy, &[mark]).expect("what was annotated can be annotated again");
    let (inspection, _) = pdf::inspect(&again, None).expect("what was written twice can be read");
    let n_found = inspection.annotations.iter().filter(|annotation| annotation.name.as_deref() == Some(NAME)).count();
    assert_eq!(n_found, 1, "writing it again does not double it");
});
