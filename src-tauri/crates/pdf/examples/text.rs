//! Prints the page text of PDFs, a form feed after each page, as `pdftotext` does: `text FILE...`.
//! With `--lines`, prints each line's place before it; with `--quiet`, only timings, on stderr.

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let (options, files): (Vec<_>, Vec<_>) = std::env::args().skip(1).partition(|arg| arg.starts_with("--"));
    let has = |name: &str| options.iter().any(|option| option == name);
    let mut out = std::io::BufWriter::new(std::io::stdout());
    for file in files {
        let start = Instant::now();
        let pages = match pdf::open(Arc::new(std::fs::read(&file)?), None) {
            Ok(pages) => pages,
            Err(error) => {
                eprintln!("{file}: {error}");
                continue;
            }
        };
        let opened = start.elapsed();
        let mut reader = pages.reader();
        for index in (0..pages.n_pages()).map(model::PageIndex) {
            let text = match reader.text(index) {
                Ok(text) => text,
                Err(error) => {
                    eprintln!("{file}: {error}");
                    continue;
                }
            };
            if has("--quiet") {
                continue;
            }
            if has("--lines") {
                writeln!(out, "-- page {} {:?}, {} unknown", index.number(), text.class, text.n_unknown)?;
                for line in &text.lines {
                    let (x, y, size) = (line.origin.x, line.origin.y, line.size);
                    let mark = if line.rtl { " rtl" } else { "" };
                    writeln!(out, "{x:7.1} {y:7.1} {size:5.1}{mark} | {}", text.slice(line.range))?;
                }
            } else {
                write!(out, "{}\n\u{c}", text.text)?;
            }
        }
        let total = start.elapsed();
        eprintln!("{file}: {} pages, opened in {opened:.1?}, read in {:.1?}", pages.n_pages(), total - opened);
    }
    out.flush()
}
