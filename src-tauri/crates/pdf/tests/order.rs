//! The order in which a slide's boxes are read.

mod made;

use model::PageIndex;
use std::sync::Arc;

fn read(pdf: Vec<u8>) -> String {
    let pages = pdf::open(Arc::new(pdf), None).expect("the PDF opens");
    pages.reader().text(PageIndex(0)).expect("the page is read").text
}

/// `boxes` are drawn in this order on a page 400 points wide and 300 high: place, size, and lines 1.2 sizes apart.
fn content(boxes: &[(i32, i32, i32, &[&str])]) -> String {
    let mut content = String::new();
    for (x, y, size, lines) in boxes {
        content.push_str(&format!("BT /F1 {size} Tf {} TL {x} {y} Td ", f64::from(*size) * 1.2));
        lines.iter().for_each(|line| content.push_str(&format!("({line}) Tj T* ")));
        content.push_str("ET\n");
    }
    content
}

fn check(boxes: &[(i32, i32, i32, &[&str])], expected: &str) {
    assert_eq!(read(made::page(&content(boxes))), expected, "{boxes:?}");
}

const LEFT: (i32, i32, i32, &[&str]) = (20, 200, 12, &["left one", "left two", "left three"]);
const RIGHT: (i32, i32, i32, &[&str]) = (220, 200, 12, &["right one", "right two", "right three"]);

#[test]
fn a_title_comes_first_and_footers_last_whenever_they_are_drawn() {
    check(
        &[
            (370, 10, 8, &["12"]),
            (20, 10, 8, &["A meeting"]),
            (20, 200, 12, &["Body", "text"]),
            (20, 260, 24, &["Title"]),
        ],
        "Title\nBody\ntext\nA meeting\t12",
    );
}

#[test]
fn columns_are_read_one_after_the_other_whichever_is_drawn_first() {
    let columns = "left one\nleft two\nleft three\nright one\nright two\nright three";
    check(&[LEFT, RIGHT], columns);
    check(&[RIGHT, LEFT], columns);
    let lines: Vec<(i32, i32, i32, &[&str])> = vec![
        (220, 100, 12, &["right three"]),
        (20, 200, 12, &["left one"]),
        (20, 100, 12, &["left three"]),
        (220, 150, 12, &["right two"]),
        (20, 150, 12, &["left two"]),
    ];
    assert_eq!(read(made::page(&content(&lines))).lines().next(), Some("left one"));
}

#[test]
fn a_table_that_is_drawn_row_by_row_is_read_so_with_tabs_between_cells() {
    check(
        &[
            (20, 200, 12, &["Year"]),
            (120, 200, 12, &["Members"]),
            (220, 200, 12, &["Budget"]),
            (20, 170, 12, &["2015"]),
            (120, 170, 12, &["193"]),
            (220, 170, 12, &["12 million"]),
            (20, 140, 12, &["2016"]),
            (120, 140, 12, &["194"]),
            (220, 140, 12, &["13 million"]),
        ],
        "Year\tMembers\tBudget\n2015\t193\t12 million\n2016\t194\t13 million",
    );
}

#[test]
fn a_table_in_disorder_is_read_row_by_row() {
    check(
        &[
            (120, 140, 12, &["Delta"]),
            (20, 200, 12, &["North"]),
            (120, 170, 12, &["Beta"]),
            (20, 140, 12, &["South"]),
            (120, 200, 12, &["Alpha"]),
            (20, 170, 12, &["Middle"]),
        ],
        "North\tAlpha\nMiddle\tBeta\nSouth\tDelta",
    );
}

#[test]
fn boxes_beside_an_arrow_do_not_weave() {
    // The arrow is larger, and its baseline lies between the two lines of the boxes.
    let arrow = (95, 148, 30, &[">"] as &[&str]);
    check(
        &[(30, 160, 14, &["Posted"]), arrow, (130, 163, 14, &["Shared and", "found"])],
        "Posted\n>\nShared and\nfound",
    );
}

#[test]
fn arrows_between_boxes_are_no_words_of_theirs() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sample/meeting/2016-11-30_Session-I_Antinori-ECTC.pdf");
    let pdf = std::fs::read(sample).expect("the sample is there");
    let pages = pdf::open(Arc::new(pdf), None).expect("the PDF opens");
    let text = pages.reader().text(PageIndex(3)).expect("the page is read").text;
    assert!(text.starts_with("From posting to review\nPosted\n→\nShared and\nfound"), "{text}");
}

#[test]
fn what_goes_round_a_drawing_keeps_its_order() {
    check(
        &[
            (20, 40, 10, &["2017 begun"]),
            (100, 90, 10, &["2018 tried"]),
            (180, 140, 10, &["2019 used"]),
            (260, 190, 10, &["2020 loved"]),
        ],
        "2017 begun\n2018 tried\n2019 used\n2020 loved",
    );
}

#[test]
fn a_turned_page_is_read_as_it_is_seen() {
    let boxes = [(220, 120, "right one"), (20, 120, "left one"), (20, 90, "left two")];
    let content: String =
        boxes.map(|(x, y, text)| format!("BT /F1 12 Tf 0 1 -1 0 {} {x} Tm ({text}) Tj ET\n", 300 - y)).concat();
    let page = made::document(&content, "/Rotate 90", made::HELVETICA, "");
    assert_eq!(read(page), "left one\nleft two\nright one");
}

#[test]
fn columns_of_a_page_in_hebrew_begin_at_the_right() {
    let codes = "<0001> <05d0>\n<0002> <05d1>\n<0003> <05d2>\n<0004> <05d3>";
    let column =
        |x: u32, code: &str| format!("BT /F1 12 Tf 14 TL {x} 200 Td <{code}{code}{code}> Tj T* <{code}{code}> Tj ET\n");
    let content = column(20, "0003") + &column(220, "0001");
    assert_eq!(read(made::page_with_codes(&content, codes)), "אאא\nאא\nגגג\nגג");
}

/// 一 to 六, by code.
const HAN: &str =
    "<0001> <4e00>\n<0002> <4e8c>\n<0003> <4e09>\n<0004> <56db>\n<0005> <4e94>\n<0006> <516d>\n<0007> <4e03>";

#[test]
fn chinese_from_top_to_bottom_is_read_from_the_right() {
    let glyph = |x: u32, y: u32, code: u32| format!("BT /F1 20 Tf {x} {y} Td <{code:04}> Tj ET\n");
    let column = |x: u32, from: u32| (0..3).map(|n| glyph(x, 200 - n * 22, from + n)).collect::<String>();
    let title = "BT /F1 30 Tf 20 260 Td <0007000700070007> Tj ET\n";
    let content = format!("{}{}{title}", column(200, 4), column(250, 1));
    assert_eq!(read(made::page_with_codes(&content, HAN)), "七七七七\n一二三\n四五六", "stacked one by one");
}

#[test]
fn quotation_marks_stay_in_a_line_from_top_to_bottom() {
    let codes = format!("{HAN}\n<0008> <201c>\n<0009> <201d>");
    let column = [1, 2, 8, 3, 4, 9, 5].iter().zip([250, 228, 206, 184, 162, 140, 130]);
    let content: String = column.map(|(code, y)| format!("BT /F1 20 Tf 200 {y} Td <{code:04}> Tj ET\n")).collect();
    assert_eq!(read(made::page_with_codes(&content, &codes)), "一二“三四”五");
}

#[test]
fn numbers_of_a_table_from_right_to_left_stay_in_their_rows() {
    let codes = "<0001> <0623>\n<0002> <0628>\n<0003> <0035>\n<0004> <0034>";
    let row = |y: u32, cells: [&str; 3]| -> String {
        let cell = |(x, cell): (u32, &str)| format!("BT /F1 12 Tf {x} {y} Td <{cell}> Tj ET\n");
        [320, 200, 80].into_iter().zip(cells).map(cell).collect()
    };
    let content = row(200, ["00010002", "00020002", "00010001"]) + &row(170, ["00020001", "00030004", "00040003"]);
    assert_eq!(read(made::page_with_codes(&content, codes)), "بأ\tبب\tأأ\nأب\t54\t45");
}

#[test]
fn a_font_that_writes_from_top_to_bottom_makes_vertical_lines() {
    let content = "BT /F1 20 Tf 200 250 Td <000400050006> Tj ET BT /F1 20 Tf 250 250 Td <000100020003> Tj ET";
    let page = made::page_with_codes(content, HAN);
    let vertical = String::from_utf8(page).expect("it is ASCII").replace("/Identity-H", "/Identity-V");
    assert_eq!(read(vertical.into_bytes()), "一二三\n四五六");
}

#[test]
fn slanted_text_is_a_line_of_its_own() {
    let content = "BT /F1 12 Tf .866 .5 -.5 .866 100 50 Tm (up the slope) Tj ET BT /F1 12 Tf 20 200 Td (level) Tj ET";
    assert_eq!(read(made::page(content)), "level\nup the slope");
}
