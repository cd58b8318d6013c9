//! Draws pages and tells the time that each takes: `render WIDTH FILE [OUT.png]`, every page, the last one kept.

use std::sync::Arc;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [width, file, out @ ..] = &args[..] else { return Err("usage: render WIDTH FILE [OUT.png]".into()) };
    let start = Instant::now();
    let inspected = pdf::inspect(&std::fs::read(file)?, None);
    eprintln!("inspected in {:.1?}: {:?}", start.elapsed(), inspected.map(|(i, p)| (i.n_pages, i.outline.len(), p)));
    let pages = pdf::open(Arc::new(std::fs::read(file)?), None)?;
    let mut reader = pages.reader();
    for index in (0..pages.n_pages()).map(model::PageIndex) {
        let start = Instant::now();
        let image = reader.image(index, width.parse()?, model::PageTheme::Paper)?;
        let (n_bytes, took) = (image.png.len(), start.elapsed());
        eprintln!("page {}: {} × {}, {n_bytes} bytes, {took:.1?}", index.number(), image.width, image.height);
        if let [out] = out {
            std::fs::write(out, image.png)?;
        }
    }
    Ok(())
}
