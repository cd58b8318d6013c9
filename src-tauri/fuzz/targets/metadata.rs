//! Any bytes, inspected as a PDF: metadata, labels, outline, annotations.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fuzz::let_panics_be_caught(), |data: &[u8]| {
    let Ok((inspection, _)) = pdf::inspect(data, None) else { return };
    assert_eq!(inspection.labels.len(), inspection.n_pages as usize, "a label, or none, a page");
});
