//! Page text of tiny PDFs: what is read, and where it stands.

mod made;

use model::{CharRange, PageIndex, PageText, Point, TextClass, TextSource};
use std::sync::Arc;

fn read(pdf: Vec<u8>) -> PageText {
    let pages = pdf::open(Arc::new(pdf), None).expect("the PDF opens");
    let text = pages.reader().text(PageIndex(0)).expect("the page is read");
    check_invariants(&text);
    text
}

fn check_invariants(page: &PageText) {
    let mut end = 0;
    for line in &page.lines {
        assert!(line.range.start >= end && !line.range.is_empty(), "ranges ascend: {:?}", line.range);
        assert_eq!(line.edges.len() as u32, line.range.len() * 2, "two edges a character");
        assert!(line.edges.chunks(2).all(|edge| edge[0] <= edge[1]), "the smaller edge comes first");
        end = line.range.end;
    }
    assert_eq!(end, page.n_chars(), "the last line ends with the text");
}

/// `content` is a content stream, `expected` the page's text.
fn check_text(content: &str, expected: &str) {
    assert_eq!(read(made::page(content)).text, expected, "{content}");
}

#[test]
fn a_wide_gap_is_a_space() {
    check_text("BT /F1 12 Tf 72 200 Td [(open) -400 (data)] TJ ET", "open data");
    check_text("BT /F1 12 Tf 72 200 Td [(op) -60 (en)] TJ ET", "open");
    check_text("BT /F1 12 Tf 72 200 Td (open ) Tj ( data ) Tj ET", "open data");
}

#[test]
fn a_gap_that_is_half_of_the_others_is_no_space() {
    let words = "BT /F1 12 Tf 72 200 Td [(one) -300 (two) -300 (ser) -140 (vice) -300 (four) -300 (five)] TJ ET";
    check_text(words, "one two service four five");
}

#[test]
fn letters_set_apart_are_still_words() {
    check_text("BT /F1 12 Tf 3.6 Tc 72 200 Td [(ARMS) -400 (TRADE)] TJ ET", "ARMS TRADE");
}

#[test]
fn lines_are_separated() {
    check_text("BT /F1 12 Tf 72 200 Td (one) Tj 0 -14 Td (two) Tj ET", "one\ntwo");
}

#[test]
fn distant_cells_of_a_row_are_separated_by_a_tab() {
    check_text("BT /F1 12 Tf 72 200 Td (Left) Tj 150 0 Td (Right) Tj ET", "Left\tRight");
}

#[test]
fn a_word_drawn_later_goes_where_it_stands() {
    check_text("BT /F1 10 Tf 50 200 Td (very ) Tj 48 0 Td (word) Tj -23 0 Td (bold) Tj ET", "very bold word");
}

#[test]
fn fake_bold_is_read_once() {
    check_text("BT /F1 12 Tf 72 200 Td (hello) Tj ET BT /F1 12 Tf 72.4 200 Td (hello) Tj ET", "hello");
    check_text("BT /F1 12 Tf 72 200 Td (llama) Tj ET", "llama");
}

#[test]
fn an_accent_over_a_letter_is_one_character() {
    // The acute is 4 wide and the o 6.7, at 12 points.
    check_text("BT /F1 12 Tf 72 200 Td (raz) Tj [<b4> 445 (o)] TJ (n) Tj ET", "razón");
}

#[test]
fn what_lies_outside_the_crop_box_is_not_read_and_invisible_text_is() {
    check_text("BT /F1 12 Tf 72 900 Td (gone) Tj ET BT 3 Tr /F1 12 Tf 72 100 Td (there) Tj ET", "there");
}

#[test]
fn text_that_is_not_to_be_seen_is_marked() {
    let sources = |content: &str| {
        let page = read(made::page(content));
        page.lines.iter().map(|line| (page.slice(line.range).to_owned(), line.source)).collect::<Vec<_>>()
    };
    assert_eq!(
        sources("BT /F1 12 Tf 72 200 Td (seen ) Tj 3 Tr (hidden) Tj ET"),
        [("seen".to_owned(), TextSource::Drawn), ("hidden".to_owned(), TextSource::Invisible)]
    );
    let under_its_like = "BT 3 Tr /F1 12 Tf 72 200 Td (twice) Tj ET BT 0 Tr /F1 12 Tf 72 200 Td (twice) Tj ET";
    assert_eq!(sources(under_its_like), [("twice".to_owned(), TextSource::Drawn)]);
    let window = "q BT 7 Tr /F1 12 Tf 72 200 Td (window) Tj ET 1 0 0 rg 0 0 400 300 re f Q";
    assert_eq!(sources(window), [("window".to_owned(), TextSource::Drawn)], "red is seen through its letters");
}

#[test]
fn quads_stay_in_user_space_on_a_turned_page() {
    let content = "BT /F1 10 Tf 100 200 Td (Hi) Tj ET";
    let upright = read(made::page(content));
    let turned = read(made::document(content, "/Rotate 90", made::HELVETICA, ""));
    assert_eq!(upright, turned);
    let quad = turned.quads(CharRange::new(0, 1))[0];
    assert_eq!(quad.bl.x, 100.0);
    assert!((quad.br.x - 107.22).abs() < 0.01, "an H is 7.22 wide, not {}", quad.br.x);
    assert!(quad.bl.y < 200.0 && quad.tl.y > 207.0);
}

#[test]
fn turned_text_has_a_turned_direction() {
    let page = read(made::page("BT /F1 10 Tf 0 1 -1 0 100 50 Tm (up the page) Tj ET"));
    assert_eq!(page.text, "up the page");
    assert_eq!(page.lines[0].direction, Point::new(0.0, 1.0));
    let quad = page.quads(CharRange::new(0, 2))[0];
    assert!(quad.tl.x < quad.bl.x && quad.tr.y > quad.tl.y, "the text's left is the page's bottom: {quad:?}");
}

const LAM_ALEF: &str = "<0001> <0627>\n<0002> <06440627>\n<0003> <0625>\n<0004> <0639>\n<0005> <0646>\n<0006> <0020>\n<0007> <0031>\n<0008> <0039>";

#[test]
fn a_lam_alef_is_two_letters_in_order() {
    // Drawn from the left: ن ا ل ع (lam-alef) إ — as Word does.
    let page = read(made::page_with_codes("BT /F1 10 Tf 100 200 Td <000500010004000200030001> Tj ET", LAM_ALEF));
    assert_eq!(page.text, "اإلاعان");
    assert!(page.lines[0].rtl);
    let edge = |idx: usize| &page.lines[0].edges[idx * 2..idx * 2 + 2];
    assert!(edge(2)[0] > edge(3)[0], "the lam stands to the right of its alef");
    assert_eq!(edge(2)[0], edge(3)[1], "they share the glyph");
}

#[test]
fn numbers_keep_their_order_in_arabic() {
    let page = read(made::page_with_codes("BT /F1 10 Tf 100 200 Td <0007000800060005000100040006> Tj ET", LAM_ALEF));
    assert_eq!(page.text, "عان 19");
}

#[test]
fn arabic_drawn_in_reading_order_is_one_line() {
    let content = "BT /F1 10 Tf 1 0 0 1 200 200 Tm <0003> Tj 1 0 0 1 195 200 Tm <0004> Tj 1 0 0 1 190 200 Tm <0002> Tj \
        1 0 0 1 185 200 Tm <0005> Tj ET";
    assert_eq!(read(made::page_with_codes(content, LAM_ALEF)).text, "إعلان");
}

#[test]
fn ligatures_whose_bytes_ghostscript_shifted_are_letters() {
    let codes = "<0001> <66006900>\n<0002> <006e>\n<0003> <0064>\n<0004> <06444422>\n<0005> <0646>";
    let text = |content: &str| read(made::page_with_codes(content, codes)).text;
    assert_eq!(text("BT /F1 10 Tf 100 200 Td <000100020003> Tj ET"), "find");
    assert_eq!(text("BT /F1 10 Tf 100 200 Td <00050004> Tj ET"), "لآن");
}

#[test]
fn glyphs_without_meaning_are_counted() {
    let widths = "600 ".repeat(97);
    let font = format!(
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [0.001 0 0 0.001 0 0] \
        /CharProcs << /g1 7 0 R /a 7 0 R >> /Encoding << /Type /Encoding /Differences [1 /g1 97 /a] >> /FirstChar 1 \
        /LastChar 97 /Widths [{widths}] /Resources << >> >>"
    );
    let glyph = format!("7 0 obj\n{}\nendobj\n", made::stream("600 0 d0 0 0 500 500 re f"));
    let read = |text: &str| read(made::document(&format!("BT /F1 4 Tf 10 200 Td {text} Tj ET"), "", &font, &glyph));
    let page = read("<01010101>");
    assert_eq!((page.text.as_str(), page.n_unknown), ("\u{fffd}\u{fffd}\u{fffd}\u{fffd}", 4));
    assert_eq!(page.class, TextClass::Doubtful);
    let with_known = |n_known: usize| read(&format!("<01010101{}>", "61".repeat(n_known))).class;
    assert_eq!(with_known(60), TextClass::Doubtful, "a line that cannot be read, among others");
    assert_eq!(with_known(100), TextClass::Text, "a few ornaments");
}

#[test]
fn pages_without_text_are_told_apart() {
    assert_eq!(read(made::page("")).class, TextClass::Blank);
    assert_eq!(read(made::page("1 g 0 0 400 300 re f")).class, TextClass::Blank, "a white sheet");
    assert_eq!(read(made::page("1 0 0 rg 0 0 400 300 re f")).class, TextClass::ImageOnly);
    let image = "q 400 0 0 300 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x41 EI Q";
    assert_eq!(read(made::page(image)).class, TextClass::ImageOnly);
    let captioned = format!("{image} BT /F1 12 Tf 72 20 Td (Fig. 1) Tj ET");
    assert_eq!(read(made::page(&captioned)).class, TextClass::Partly);
}

#[test]
fn a_pdf_says_what_its_glyphs_stand_for() {
    let span = |actual: &str, drawn: &str| {
        format!("BT /F1 12 Tf 72 200 Td (a ) Tj /Span << /ActualText {actual} >> BDC ({drawn}) Tj EMC ( z) Tj ET")
    };
    check_text(&span("(fine)", "xyz"), "a fine z");
    check_text(&span("<feff0634>", "x"), "a ش z");
    check_text(&span("()", "***"), "a z");
    let page = read(made::page(&span("<feff00660066>", "x")));
    assert_eq!(page.text, "a ff z", "a ligature is as many characters as it has letters");
}

#[test]
fn a_phrase_keeps_the_places_of_its_words() {
    let content = "BT /F1 12 Tf 72 200 Td /P << /ActualText (another text altogether) >> BDC \
        (a whole line of text) Tj EMC ET";
    check_text(content, "a whole line of text");
}

#[test]
fn raised_and_lowered_characters_stay_in_their_line() {
    check_text("BT /F1 12 Tf 72 200 Td (H) Tj -3 Ts /F1 7 Tf (2) Tj 0 Ts /F1 12 Tf (O and more) Tj ET", "H2O and more");
    check_text(
        "BT /F1 12 Tf 72 200 Td (the 1) Tj 5 Ts /F1 7 Tf (st) Tj 0 Ts /F1 12 Tf ( of May) Tj ET",
        "the 1st of May",
    );
}

#[test]
fn a_raised_and_a_lowered_character_over_one_another_stay_in_their_line() {
    // The second of the two is drawn where the first began.
    let content = "BT /F1 12 Tf 72 200 Td (x) Tj 5 Ts /F1 8 Tf (2) Tj -3 Ts [556 (1)] TJ 0 Ts /F1 12 Tf ( = y) Tj ET";
    check_text(content, "x21 = y");
}

#[test]
fn between_chinese_and_latin_a_quarter_is_no_space_and_more_is_one() {
    let codes = "<0001> <4e0e>\n<0002> <0049>\n<0003> <004b>";
    // Each is half as wide as it is high.
    let drawn =
        |gap: &str| read(made::page_with_codes(&format!("BT /F1 10 Tf 100 200 Td [<0002> {gap} <0001>] TJ ET"), codes));
    assert_eq!(drawn("-250").text, "I与", "as typesetters do");
    assert_eq!(drawn("-274").text, "I 与", "the space of Segoe UI, not drawn");
}

#[test]
fn a_letter_upon_its_like_in_another_word_is_read() {
    check_text("BT /F1 12 Tf 72 200 Td (abcde) Tj ET BT /F1 12 Tf 72 200 Td (xyczw) Tj ET", "abcde\nxyczw");
}

#[test]
fn a_hyphen_at_the_end_of_a_line_is_kept() {
    check_text("BT /F1 12 Tf 72 200 Td (co-opera-) Tj 0 -14 Td (tion) Tj ET", "co-opera-\ntion");
}

#[test]
fn small_capitals_and_the_marks_of_footnotes_stay_in_their_words() {
    check_text(
        "BT /F1 12 Tf 72 200 Td (U) Tj /F1 9 Tf (NITED) Tj /F1 12 Tf ( N) Tj /F1 9 Tf (ATIONS) Tj ET",
        "UNITED NATIONS",
    );
    check_text(
        "BT /F1 12 Tf 72 200 Td (as agreed) Tj 4.8 Ts /F1 7 Tf (12) Tj 0 Ts /F1 12 Tf (, and done.) Tj ET",
        "as agreed12, and done.",
    );
    check_text(
        "BT /F1 12 Tf 72 200 Td (as agreed) Tj 4.8 Ts /F1 10 Tf (12) Tj 0 Ts /F1 12 Tf ( and done) Tj ET",
        "as agreed12 and done",
    );
}

#[test]
fn a_shadow_is_read_once() {
    check_text("BT /F1 30 Tf 72 198.5 Td (Title) Tj ET BT /F1 30 Tf 70.5 200 Td (Title) Tj ET", "Title");
    let far = "BT /F1 12 Tf 74 198 Td (A title) Tj ET BT /F1 12 Tf 72 200 Td (A title) Tj ET";
    check_text(far, "A title");
    let lines = "BT /F1 12 Tf 72 200 Td (again) Tj 0 -13 Td (again) Tj ET";
    check_text(lines, "again\nagain");
}

/// What the file says by itself is read without the font's program, and has to be what the program would say.
#[test]
fn an_encoding_that_every_reader_knows_says_what_the_font_would_say() {
    let program: String = dejavu::sans::regular().iter().map(|byte| format!("{byte:02x}")).collect();
    let length = program.len();
    let object =
        format!("7 0 obj\n<< /Length {length} /Filter /ASCIIHexDecode >>\nstream\n{program}>\nendstream\nendobj\n");
    let cell = |code: usize| format!("1 0 0 1 {} {} Tm <{code:02x}> Tj\n", code % 16 * 25, 290 - code / 16 * 18);
    let content = format!("BT /F1 8 Tf\n{}ET", (0x20..0x100).map(cell).collect::<String>());
    for encoding in ["WinAnsiEncoding", "MacRomanEncoding"] {
        let text = |widths: &str| {
            let font = format!(
                "<< /Type /Font /Subtype /TrueType /BaseFont /Made /Encoding /{encoding} {widths} \
                 /FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 32 /FontFile2 7 0 R >> >>"
            );
            let text = read(made::document(&content, "", &font, &object)).text;
            text.split_whitespace().collect::<String>()
        };
        let declared = text(&format!("/FirstChar 0 /LastChar 255 /Widths [{}]", "600 ".repeat(256)));
        assert!(["~", "é", "ß", "—", "œ"].iter().all(|letter| declared.contains(letter)), "{declared}");
        assert_eq!(declared, text(""), "{encoding}");
    }
}

/// A font that has neither `ToUnicode` nor an encoding that the PDF gives it, only its own.
#[test]
fn a_type_1_font_says_by_the_names_of_its_glyphs_what_it_writes() {
    let text = |content: &str, encoding: &str, names: &[&str], differences: &str| {
        let put = |(code, name): (usize, &str)| format!("dup {} /{name} put\n", code + 1);
        let built_in: String = encoding.split_whitespace().enumerate().map(put).collect();
        let font = format!(
            "<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+Made /FirstChar 1 /LastChar 9 \
             /Widths [500 500 500 500 500 500 500 500 500] {differences} \
             /FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Made /Flags 4 /FontFile 7 0 R >> >>"
        );
        read(made::document(content, "", &font, &made::type1_program(7, &built_in, names))).text
    };
    let latin = ["H", "e", "l", "o", "eacute", "f_i"];
    assert_eq!(text("BT /F1 12 Tf 50 200 Td <010203030406> Tj ET", "H e l o eacute f_i", &latin, ""), "Hellofi");
    let renamed = "/Encoding << /Type /Encoding /Differences [2 /eacute] >>";
    assert_eq!(text("BT /F1 12 Tf 50 200 Td <0102030304> Tj ET", "H e l o", &latin, renamed), "Héllo");
    // As Arabic fonts for TeX name theirs; drawn from left to right as it is seen.
    let arabic = ["meem", "aleffinal", "lammedial", "seeninitial"];
    let seen = "BT /F1 12 Tf 50 200 Td <01020304> Tj ET";
    assert_eq!(text(seen, "meem aleffinal lammedial seeninitial", &arabic, ""), "سلام");
    let given = "/Encoding << /Type /Encoding /Differences [1 /meem /aleffinal /lammedial /seeninitial] >>";
    assert_eq!(text(seen, ".notdef .notdef .notdef .notdef", &arabic, given), "سلام");
    // Adobe's list has `alef` for the Hebrew letter, too.
    let house = "BT /F1 12 Tf 50 200 Td <010203> Tj ET";
    assert_eq!(text(house, "reh alef dal seeninitial", &["reh", "alef", "dal", "seeninitial"], ""), "دار");
    assert_eq!(text("BT /F1 12 Tf 50 200 Td <01> Tj ET", "alef", &["alef"], ""), "א");
    // Nobody knows what these are; where the code is no letter either, nothing is made up.
    let nameless = ["g1", "g2"];
    assert_eq!(text("BT /F1 12 Tf 50 200 Td <0102> Tj ET", "g1 g2", &nameless, ""), "\u{fffd}\u{fffd}");
}

/// Programs that lay recognized text under a scan often name a font that is nowhere, and write Unicode in it.
#[test]
fn hidden_text_in_a_font_that_is_nowhere_is_unicode() {
    let text = |mode: u8, codes: &str, descendant: &str| {
        let font = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /Nowhere /Encoding /Identity-H /DescendantFonts [\
             << /Type /Font /Subtype /CIDFontType2 /BaseFont /Nowhere /DW 500 {descendant} \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
        );
        let content = format!("BT {mode} Tr /F1 12 Tf 50 200 Td <{codes}> Tj ET");
        read(made::document(&content, "", &font, &made::type1_program(7, "", &[]))).text
    };
    let word = "041c 0438 0440 0020 0437 0434 0435 0441 044c";
    assert_eq!(text(3, word, ""), "Мир здесь");
    assert_eq!(text(3, "0645 0627 0644 0633", ""), "سلام");
    // What is drawn is drawn by numbers of glyphs, and so is what the file has the glyphs for.
    assert_ne!(text(0, word, ""), "Мир здесь");
    let embedded = "/FontDescriptor << /Type /FontDescriptor /FontName /Nowhere /Flags 4 /FontFile3 7 0 R >>";
    assert_ne!(text(3, word, embedded), "Мир здесь");
}

/// The table of objects leaves the content out, and misplaces an object that no page needs.
#[test]
fn a_damaged_table_of_objects_costs_no_words() {
    let sound = made::document("BT /F1 12 Tf 50 200 Td (Words) Tj ET", "", made::HELVETICA, "7 0 obj\nnull\nendobj\n");
    let mut text = String::from_utf8(sound).expect("it is plain");
    let entry = |text: &str, number: u32| {
        let section = format!("\n{number} 1\n");
        let table = text.rfind("\nxref\n").expect("it has a table");
        table + text[table..].find(&section).expect("the object is in it") + section.len()
    };
    let (content, other) = (entry(&text, 4), entry(&text, 7));
    text.replace_range(content + 17..content + 18, "f");
    let offset: usize = text[other..other + 10].parse().expect("an offset");
    text.replace_range(other..other + 10, &format!("{:010}", offset + 3));
    assert_eq!(read(text.into_bytes()).text, "Words");
}
