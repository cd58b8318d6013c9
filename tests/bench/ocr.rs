//! Text recognition over scans of pages whose text is known: characters that are wrong, and processor time a page.

use crate::command_line::{has, text_of, time};
use model::PageIndex;
use rapporteur_tests::{
    library, programs,
    scans::{self, Look},
};
use std::fs;

/// By language: as the pages are, laid awry by three degrees, and strewn with dots.
pub fn measure() {
    if !has("tesseract") {
        eprintln!("text recognition is not measured: Tesseract is not here");
        return;
    }
    let looks = [
        ("clean", Look::default()),
        ("skewed 3°", Look { skew: 3., ..Look::default() }),
        ("speckled", Look { n_speckles: 3000, ..Look::default() }),
    ];
    println!("\ntext recognition: share of characters that are wrong or missing, the order of lines aside");
    print!("{:<10} {:>6} {:>7}", "language", "pages", "letters");
    looks.iter().for_each(|(name, _)| print!(" {name:>11}"));
    println!(" {:>14}", "CPU s a page");
    for (language, deck) in scans::decks() {
        let originals = scans::originals(&deck, 0..8);
        let n_letters: usize = originals.iter().map(|page| scans::errors(&page.text, "").1).sum();
        print!("{language:<10} {:>6} {n_letters:>7}", originals.len());
        let mut seconds = vec![];
        for (_, look) in looks {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let file = folder.path().join("scan.pdf");
            fs::write(&file, scans::pdf(&originals, look)).expect("the scan is written");
            let library = folder.path().join("library");
            let run = |words: &[&str]| {
                let words = [words, &["--library", text_of(&library)]].concat();
                time(text_of(&programs::command_line()), &words).map_or(f64::NAN, |taken| taken.processor)
            };
            run(&["import", text_of(&file)]);
            seconds.push(run(&["ocr"]) / originals.len() as f64);
            let catalog = library::open(&library);
            let rows = catalog::documents::list(&catalog).expect("the library is read");
            let mut wrong = 0;
            for (page, original) in originals.iter().enumerate() {
                let read = catalog::pages::text(&catalog, &rows[0].document.id, PageIndex(page as u32));
                let read = read.map(|text| text.text.clone()).unwrap_or_default();
                wrong += scans::errors(&original.text, &read).0;
            }
            print!(" {:>9.1} %", 100. * wrong as f64 / n_letters as f64);
        }
        println!(" {:>14.2}", crate::median(&seconds));
    }
}
