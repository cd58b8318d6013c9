//! Any bytes, read as a PDF's page text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::PageIndex;
use std::sync::Arc;

fuzz_target!(init: fuzz::let_panics_be_caught(), |data: &[u8]| {
    let Ok(pages) = pdf::open(Arc::new(data.to_vec()), None) else { return };
    let mut reader = pages.reader();
    for index in (0..pages.n_pages().min(fuzz::MAX_PAGES)).map(PageIndex) {
        let Ok(text) = reader.text(index) else { continue };
        let n_chars = text.text.chars().count() as u32;
        for line in &text.lines {
            assert!(line.range.start <= line.range.end && line.range.end <= n_chars, "a line lies in its text");
            // What the window asks of each line.
            let _ = line.quad(line.range);
        }
    }
});
