//! Decks made up by a test: pages of plain lines, as a PDF that needs nothing from outside.

use std::fmt::Write;

/// A deck whose pages have these lines, the first one larger; ASCII without brackets.
pub fn deck(pages: &[&[&str]]) -> Vec<u8> {
    deck_with(pages, &[], &[])
}

/// The same, with further entries in the dictionary of each page, and further objects. Those come after the pages': page
/// n, from 0, is object `5 + 2 n`.
pub fn deck_with(pages: &[&[&str]], entries: &[String], further: &[String]) -> Vec<u8> {
    let contents = pages.iter().map(|lines| {
        let mut content = String::new();
        for (idx, line) in lines.iter().enumerate() {
            let size = if idx == 0 { 32 } else { 20 };
            let y = 470 - 44 * idx;
            let _ = writeln!(content, "BT /F1 {size} Tf 48 {y} Td ({line}) Tj ET");
        }
        content
    });
    assembled(contents, entries, further)
}

/// A deck of which every third page has no words, as scans are to who reads text, but a drawing of many
/// lines. No two pages are alike, from `first` on.
pub fn drawn_deck(first: usize, n_pages: usize) -> Vec<u8> {
    let contents = (first..first + n_pages).map(|page| {
        if page % 3 != 0 {
            let words = (0..8).map(|n| format!("word{}", page * 8 + n)).collect::<Vec<_>>().join(" ");
            return format!("BT /F1 20 Tf 48 300 Td ({words}) Tj ET\n");
        }
        let mut content = String::new();
        for line in 0..300 {
            let (x, y) = ((page * 37 + line * 53) % 700, (page * 91 + line * 29) % 520);
            let _ = writeln!(content, "{x} {y} m {y} {x} 360 270 {} {} c S", 700 - x, 520 - y);
        }
        content
    });
    assembled(contents, &[], &[])
}

/// One page of two columns of lines, each of 14 points; line n of a column, from 0, has its baseline at `480 - 22 n`, and
/// begins at 48 or 384. With further entries in the page's dictionary, and further objects, of which the first is 6.
pub fn two_columns(left: &[&str], right: &[&str], entries: &str, further: &[String]) -> Vec<u8> {
    let mut content = String::new();
    for (x, lines) in [(48, left), (384, right)] {
        for (idx, line) in lines.iter().enumerate() {
            let _ = writeln!(content, "BT /F1 14 Tf {x} {} Td ({line}) Tj ET", 480 - 22 * idx);
        }
    }
    assembled([content].into_iter(), &[entries.to_owned()], further)
}

/// A deck of four pages, each turned a quarter further than the one before and cut to 640 × 480 points from (40, 30): a
/// red field at 120…210 × 330…390, a green one at 450…510 × 120…210, and words in blue from (300, 420).
pub fn turned_deck() -> Vec<u8> {
    let content = "1 0 0 rg 120 330 90 60 re f\n0 1 0 rg 450 120 60 90 re f\n\
                   0 0 1 rg BT /F1 24 Tf 300 420 Td (Seven ships were counted) Tj ET\n";
    let entry = |turn: usize| format!("/Rotate {} /CropBox [40 30 680 510]", 90 * turn);
    assembled((0..4).map(|_| content.to_owned()), &[0, 1, 2, 3].map(entry), &[])
}

fn assembled(contents: impl Iterator<Item = String>, entries: &[String], further: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        String::new(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let (mut kids, mut n_pages) = (String::new(), 0);
    for content in contents {
        objects.push(format!("<< /Length {} >>\nstream\n{content}endstream", content.len()));
        let stream = objects.len();
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 720 540] /Contents {stream} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> {} >>",
            entries.get(n_pages).map_or("", String::as_str)
        ));
        let _ = write!(kids, "{} 0 R ", objects.len());
        n_pages += 1;
    }
    objects.extend_from_slice(further);
    objects[1] = format!("<< /Type /Pages /Count {n_pages} /Kids [{kids}] >>");
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut offsets = vec![];
    for (idx, object) in objects.iter().enumerate() {
        offsets.push(pdf.len());
        let _ = write!(pdf, "{} 0 obj\n{object}\nendobj\n", idx + 1);
    }
    let start = pdf.len();
    let _ = write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for offset in offsets {
        let _ = writeln!(pdf, "{offset:010} 00000 n ");
    }
    let _ = write!(pdf, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1);
    pdf.into_bytes()
}

/// Two versions of one deck: in the newer one a page is new, one gone, one moved to the end, a word is another.
pub fn two_versions() -> (Vec<u8>, Vec<u8>) {
    const TITLE: &[&str] = &["Loss recovery in streams", "Working group on transport, Geneva"];
    const AGENDA: &[&str] = &["Agenda", "What was decided in Bangkok", "Open issues before last call"];
    const TIMERS: &[&str] =
        &["Probe timers", "A probe is sent after two round trips", "Acknowledgments reset the timer"];
    const LIMITS: &[&str] = &[
        "Congestion limits",
        "The window halves after a loss",
        "A good estimate of the round trip time is needed",
        "Pacing is recommended to all senders",
    ];
    const BUDGET: &[&str] = &["Travel budget", "Nobody travels to the interim in March"];
    const NEW_LIMITS: &[&str] = &[
        "Congestion limits",
        "The window shrinks after a loss",
        "A good estimate of the round trip time is needed",
        "Pacing is recommended to all senders",
    ];
    const NEWS: &[&str] = &["Implementations", "Eleven stacks took part in the last interop"];
    (deck(&[TITLE, AGENDA, TIMERS, LIMITS, BUDGET]), deck(&[TITLE, NEWS, TIMERS, NEW_LIMITS, AGENDA]))
}
