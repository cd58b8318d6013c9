//! Fonts that are not in the file: what they write is drawn on a machine that has no font at all.

mod made;

use model::PageIndex;
use pdf::FontScript;
use std::sync::Arc;

/// A font of a predefined encoding, as Acrobat and Word name theirs.
fn predefined(name: &str, encoding: &str, ordering: &str) -> String {
    format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /{encoding} /DescendantFonts [\
         << /Type /Font /Subtype /CIDFontType0 /BaseFont /{name} /DW 1000 \
         /CIDSystemInfo << /Registry (Adobe) /Ordering ({ordering}) /Supplement 2 >> \
         /FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 4 >> >>] >>"
    )
}

/// A page with two letters of 100 points, a hundred apart; `codes` in hexadecimal.
fn two_letters(font: &str, codes: [&str; 2], objects: &str) -> Vec<u8> {
    let [first, second] = codes;
    let content = format!("BT /F1 100 Tf 50 100 Td <{first}> Tj 100 0 Td <{second}> Tj ET");
    made::document(&content, "", font, objects)
}

/// Draws the page without any font of the machine's; answers the pixels of each letter's place, darkness from 0 to 255.
fn drawn(bytes: Vec<u8>) -> [Vec<u8>; 2] {
    let pages = pdf::open(Arc::new(bytes), None).expect("it is a PDF").with_fonts(Arc::new(|_| None));
    let image = pages.reader().image(PageIndex(0), 400, model::PageTheme::Paper).expect("it can be drawn");
    let mut reader = png::Decoder::new(std::io::Cursor::new(image.png)).read_info().expect("it is a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it is small")];
    reader.next_frame(&mut pixels).expect("it is whole");
    let darkness = |x: usize, y: usize| 255 - pixels[(y * 400 + x) * 3];
    [50, 150]
        .map(|x0| (90..230).flat_map(|y| (x0..x0 + 100).map(move |x| (x, y))).map(|(x, y)| darkness(x, y)).collect())
}

fn assert_two_letters(what: &str, bytes: Vec<u8>) {
    let [first, second] = drawn(bytes);
    for letter in [&first, &second] {
        let n_dark = letter.iter().filter(|darkness| **darkness > 128).count();
        assert!((300..7000).contains(&n_dark), "{what}: {n_dark} pixels of ink in a letter's place");
    }
    assert_ne!(first, second, "{what}: two letters, not two boxes");
}

#[test]
fn chinese_japanese_and_korean_pages_are_never_blank() {
    let fonts = [
        ("STSong-Light", "UniGB-UCS2-H", "GB1", ["4e2d", "6587"]),
        ("SimSun", "GBK-EUC-H", "GB1", ["d6d0", "cec4"]),
        ("MSung-Light", "UniCNS-UCS2-H", "CNS1", ["4e2d", "6587"]),
        ("MingLiU", "ETen-B5-H", "CNS1", ["a4a4", "a4e5"]),
        ("HeiseiMin-W3", "90ms-RKSJ-H", "Japan1", ["93fa", "967b"]),
        ("KozMinPro-Regular", "UniJIS-UTF16-H", "Japan1", ["65e5", "672c"]),
        ("HYSMyeongJo-Medium", "KSCms-UHC-H", "Korea1", ["c7d1", "b1b9"]),
        // Its name is that of a font like Helvetica.
        ("NotoSansCJKsc-Regular", "UniGB-UTF16-H", "GB1", ["4e2d", "6587"]),
    ];
    for (name, encoding, ordering, codes) in fonts {
        let font = predefined(name, encoding, ordering);
        assert_two_letters(&format!("{name}, {encoding}"), two_letters(&font, codes, ""));
    }
}

#[test]
fn cyrillic_arabic_hebrew_and_greek_are_drawn_where_the_file_has_a_latin_font_by_name() {
    let by_name = |names: &str| {
        format!(
            "<< /Type /Font /Subtype /TrueType /BaseFont /ArialMT /FirstChar 1 /LastChar 2 /Widths [800 800] \
             /Encoding << /Type /Encoding /Differences [1 {names}] >> >>"
        )
    };
    for names in ["/afii10017 /afii10018", "/uni0416 /uni042F", "/afii57664 /afii57665", "/uni0639 /uni0645"] {
        assert_two_letters(names, two_letters(&by_name(names), ["01", "02"], ""));
    }
    let by_meaning = "<< /Type /Font /Subtype /Type0 /BaseFont /NAME /Encoding /Identity-H /ToUnicode 7 0 R \
        /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /NAME /DW 800 \
        /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
        /FontDescriptor << /Type /FontDescriptor /FontName /NAME /Flags 4 >> >>] >>";
    for name in ["ArialMT", "TimesNewRomanPSMT", "Frutiger-Roman"] {
        for [first, second] in
            [["0410", "0416"], ["0639", "0645"], ["05d0", "05e9"], ["03a9", "03a3"], ["0041", "0042"]]
        {
            let cmap = format!(
                "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
                 2 beginbfchar <0003> <{first}> <0004> <{second}> endbfchar endcmap"
            );
            let objects = format!("7 0 obj\n{}\nendobj\n", made::stream(&cmap));
            let bytes = two_letters(&by_meaning.replace("NAME", name), ["0003", "0004"], &objects);
            assert_two_letters(&format!("{name} {first}"), bytes);
        }
    }
}

#[test]
fn a_file_tells_which_fonts_it_lacks() {
    let lacks = |font: &str| {
        let bytes = made::document("", "", font, "");
        let pages = pdf::open(Arc::new(bytes), None).expect("it is a PDF");
        pages.fonts_not_embedded().map(|font| (font.name.clone().unwrap_or_default(), font.script)).collect::<Vec<_>>()
    };
    let song = predefined("STSong-Light", "UniGB-UCS2-H", "GB1");
    assert_eq!(lacks(&song), [("STSong-Light".to_owned(), FontScript::SimplifiedChinese)]);
    assert_eq!(lacks(made::HELVETICA), [], "Helvetica is built in");
    let embedded = song.replace("/Flags 4", "/Flags 4 /FontFile3 4 0 R");
    assert_eq!(lacks(&embedded), []);
}
