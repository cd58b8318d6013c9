//! Any bytes, drawn as a PDF's pages.
#![no_main]

use libfuzzer_sys::fuzz_target;
use model::PageIndex;
use std::sync::Arc;

const WIDTH: u32 = 160;

fuzz_target!(init: fuzz::let_panics_be_caught(), |data: &[u8]| {
    let Ok(pages) = pdf::open(Arc::new(data.to_vec()), None) else { return };
    let mut reader = pages.reader();
    for index in (0..pages.n_pages().min(fuzz::MAX_PAGES)).map(PageIndex) {
        let Ok(image) = reader.image(index, WIDTH, model::PageTheme::Night) else { continue };
        assert!(image.width <= WIDTH && image.width * image.height <= pdf::MAX_PIXELS, "an image keeps to its size");
    }
});
