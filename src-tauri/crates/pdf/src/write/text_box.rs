//! Words in a box: cut into lines that fit, in Helvetica, which every reader has.

use lopdf::{Dictionary, dictionary};
use model::{Rect, Rotation};
use std::fmt::Write;

/// Between the box and its words, in points.
pub(super) const MARGIN: f32 = 4.;

/// Of the size of letters.
const LINE_HEIGHT: f32 = 1.25;

/// Widths of Helvetica's letters from space to tilde, in thousandths of their size (Adobe Font Metrics).
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];

/// The words as lines of WinAnsi bytes no wider than `width`; `None` where they have letters that Helvetica lacks.
pub(super) fn lines(text: &str, width: f32, size: f32) -> Option<Vec<Vec<u8>>> {
    let mut lines = vec![];
    for paragraph in text.lines() {
        let mut line: Vec<u8> = vec![];
        for word in paragraph.split(' ') {
            let word = word.chars().map(win_ansi).collect::<Option<Vec<u8>>>()?;
            let mut longer = line.clone();
            if !longer.is_empty() {
                longer.push(b' ');
            }
            longer.extend(&word);
            if line.is_empty() || width_of(&longer, size) <= width {
                line = longer;
            } else {
                lines.push(std::mem::replace(&mut line, word));
            }
        }
        lines.push(line);
    }
    Some(lines)
}

/// The box's width and height as it is seen, on a page that is shown turned clockwise.
pub(super) fn seen_size(rect: Rect, rotation: Rotation) -> (f32, f32) {
    match rotation {
        Rotation::None | Rotation::Half => (rect.width(), rect.height()),
        Rotation::Clockwise90 | Rotation::Clockwise270 => (rect.height(), rect.width()),
    }
}

/// Draws the lines from the box's top, upright as the page is seen.
pub(super) fn content(
    lines: &[Vec<u8>],
    rect: Rect,
    size: f32,
    [red, green, blue]: [f32; 3],
    rotation: Rotation,
) -> String {
    let leading = size * LINE_HEIGHT;
    let (width, height) = seen_size(rect, rotation);
    // From the box as it is seen, with its origin at the bottom left, to user space (ISO 32000-2, 8.3.4).
    let matrix = match rotation {
        Rotation::None => [1., 0., 0., 1., rect.x0, rect.y0],
        Rotation::Clockwise90 => [0., 1., -1., 0., rect.x1, rect.y0],
        Rotation::Half => [-1., 0., 0., -1., rect.x1, rect.y1],
        Rotation::Clockwise270 => [0., -1., 1., 0., rect.x0, rect.y1],
    };
    let [a, b, c, d, e, f] = matrix;
    let mut content = String::new();
    // Writing into a string cannot fail.
    let _ = writeln!(
        content,
        "q {a} {b} {c} {d} {e} {f} cm 0 0 {width} {height} re W n BT /Helv {size} Tf {red} {green} {blue} rg {leading} TL {} {} Td",
        MARGIN,
        height - MARGIN - size * 0.8,
    );
    for line in lines {
        content.push('<');
        for byte in line {
            let _ = write!(content, "{byte:02X}");
        }
        content.push_str("> Tj T*\n");
    }
    content.push_str("ET Q");
    content
}

pub(super) fn font() -> Dictionary {
    dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding" }
}

fn width_of(line: &[u8], size: f32) -> f32 {
    let width = |byte: &u8| WIDTHS.get(usize::from(*byte).wrapping_sub(32)).copied().unwrap_or(556);
    line.iter().map(|byte| f32::from(width(byte))).sum::<f32>() * size / 1000.
}

/// A letter's code in WinAnsiEncoding (ISO 32000-2, annex D).
fn win_ansi(letter: char) -> Option<u8> {
    Some(match letter {
        ' '..='~' | '\u{a0}'..='ÿ' => letter as u8,
        '\t' => b' ',
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8a,
        '‹' => 0x8b,
        'Œ' => 0x8c,
        'Ž' => 0x8e,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9a,
        '›' => 0x9b,
        'œ' => 0x9c,
        'ž' => 0x9e,
        'Ÿ' => 0x9f,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_upright_however_the_page_is_turned() {
        let rect = Rect { x0: 10., y0: 20., x1: 110., y1: 60. };
        // Where the box's lower left and upper right are in user space, as they are seen.
        let corners = [
            (Rotation::None, (10., 20.), (110., 60.)),
            (Rotation::Clockwise90, (110., 20.), (10., 60.)),
            (Rotation::Half, (110., 60.), (10., 20.)),
            (Rotation::Clockwise270, (10., 60.), (110., 20.)),
        ];
        for (rotation, lower_left, upper_right) in corners {
            let content = content(&[b"yes".to_vec()], rect, 12., [0., 0., 0.], rotation);
            let numbers: Vec<f32> = content.split(' ').skip(1).take(6).map(|word| word.parse().unwrap()).collect();
            let [a, b, c, d, e, f] = numbers[..] else { panic!("{content}") };
            let (width, height) = seen_size(rect, rotation);
            let at = |x: f32, y: f32| (a * x + c * y + e, b * x + d * y + f);
            assert_eq!((at(0., 0.), at(width, height)), (lower_left, upper_right), "{rotation:?}");
            // A turn, and no mirror.
            assert_eq!(a * d - b * c, 1., "{rotation:?}");
        }
    }

    #[test]
    fn words_are_cut_into_lines_that_fit() {
        let cut = lines("ask who pays\n– and when", 45., 10.).unwrap();
        let cut: Vec<_> = cut.iter().map(|line| String::from_utf8_lossy(line)).collect();
        assert_eq!(cut, ["ask who", "pays", "\u{fffd} and", "when"]);
        assert_eq!(lines("注释", 40., 10.), None, "Helvetica has no such letters");
    }
}
