//! Tesseract's table of words → lines in reading order, each in logical order, with the place of every character.

use super::overlooked::{Area, Sheet};
use super::record::{Line, Recognized, Word};
use model::{CharRange, Point};
use std::cmp::Reverse;

/// Below this, a word is a stain or a bit of a drawing.
const MIN_CONFIDENCE: f32 = 20.;

/// The same where it has no letter and no digit.
const MIN_CONFIDENCE_OF_SIGNS: f32 = 55.;

/// A gap of this many heights of letters parts two columns, not two words.
const COLUMN_GAP: f32 = 1.8;

/// A gap of this share of the letters' height is a space, where Chinese meets other scripts.
const SPACE_GAP: f32 = 0.22;

/// A word that was found in a second look must be as sure, and have so many letters or digits; one will do in Chinese.
const SECOND_CONFIDENCE: f32 = 70.;
const SECOND_LETTERS: usize = 2;

/// A word of the first look that is less sure gives way to one of the second.
const DOUBTFUL: f32 = 50.;

/// A word as it was found; lengths in pixels.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Block, paragraph and line.
    line: [u32; 3],
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
    confidence: f32,
    text: String,
}

impl Found {
    fn height(&self) -> f32 {
        self.bottom - self.top
    }

    /// Where it is, if it is to be believed.
    fn area(&self) -> Option<Area> {
        let [left, top, right, bottom] =
            [self.left, self.top, self.right.ceil(), self.bottom.ceil()].map(|length| length.max(0.) as usize);
        (self.confidence >= DOUBTFUL).then_some(Area { left, top, right, bottom })
    }

    fn covers(&self, other: &Found) -> bool {
        let across = self.right.min(other.right) - self.left.max(other.left);
        let down = self.bottom.min(other.bottom) - self.top.max(other.top);
        across > 0. && down > 0. && across * down * 2. > (other.right - other.left) * other.height()
    }
}

/// Words of one line that stand together, in logical order.
struct Piece {
    words: Vec<Found>,
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

/// The words of a table that are to be believed.
pub fn words(table: &str) -> Vec<Found> {
    table.lines().filter_map(word).collect()
}

/// Where words were read, in pixels.
pub fn areas(words: &[Found]) -> Vec<Area> {
    words.iter().filter_map(Found::area).collect()
}

/// Adds what a second look found in the pieces of a sheet; answers whether there was anything.
pub fn add(words: &mut Vec<Found>, table: &str, sheet: &Sheet) -> bool {
    let n_blocks = words.iter().map(|word| word.line[0] + 1).max().unwrap_or(0);
    let mut added = vec![];
    for mut found in self::words(table) {
        let n_letters = found.text.chars().filter(|c| c.is_alphanumeric()).count();
        let says_enough = n_letters >= SECOND_LETTERS || found.text.chars().any(analysis::is_han);
        if found.confidence < SECOND_CONFIDENCE || !says_enough {
            continue;
        }
        let Some(strip) = sheet.strip((found.top + found.bottom) / 2.) else { continue };
        let (left, top) = sheet.on_page(strip, found.left, found.top);
        let (right, bottom) = sheet.on_page(strip, found.right, found.bottom);
        if right <= left || bottom <= top {
            continue;
        }
        // The sheet is one block to the engine, whose lines may reach over two pieces of it.
        found.line = [n_blocks + strip as u32, found.line[1], found.line[2]];
        (found.left, found.top, found.right, found.bottom) = (left, top, right, bottom);
        added.push(found);
    }
    words.retain(|word| word.confidence >= DOUBTFUL || !added.iter().any(|found| found.covers(word)));
    let any = !added.is_empty();
    words.extend(added);
    any
}

/// Makes lines of words; `to_user` brings pixels to user space.
pub fn lines(words: &[Found], to_user: impl Fn(f32, f32) -> Point) -> Recognized {
    let rtl_page = is_rtl_text(words.iter().map(|word| word.text.as_str())).unwrap_or(false);
    let mut pieces = vec![];
    for line in words.chunk_by(|a, b| a.line == b.line) {
        split(line.to_vec(), &mut pieces);
    }
    let lines = in_order(pieces, rtl_page).iter().filter_map(|piece| line(piece, rtl_page, &to_user)).collect();
    Recognized { lines, ..Recognized::default() }
}

/// A row of the table; `None` for rows that are no word, or none to be believed.
fn word(row: &str) -> Option<Found> {
    let mut cells = row.splitn(12, '\t');
    if cells.next()? != "5" {
        return None;
    }
    let mut number = || cells.next()?.parse::<f32>().ok();
    let _page = number()?;
    let line = [number()? as u32, number()? as u32, number()? as u32];
    let _word = number()?;
    let (left, top, width, height, confidence) = (number()?, number()?, number()?, number()?, number()?);
    // Marks of direction say what the order of the characters says already.
    let is_mark = |c: char| matches!(c as u32, 0x200B..=0x200F | 0x202A..=0x202E | 0x2066..=0x2069 | 0xFEFF);
    let text: String = cells.next()?.trim().chars().filter(|&c| !is_mark(c) && !c.is_control()).collect();
    let text = arabic_signs(text);
    let least = if text.chars().any(char::is_alphanumeric) { MIN_CONFIDENCE } else { MIN_CONFIDENCE_OF_SIGNS };
    // No picture of ours is larger.
    const MAX: f32 = 40_000.;
    let is_place = [left, top, width, height].iter().all(|length| (0.0..=MAX).contains(length));
    let is_word = !text.trim().is_empty() && is_place && width > 0. && height > 0. && confidence >= least;
    is_word.then_some(Found { line, left, top, right: left + width, bottom: top + height, confidence, text })
}

/// The engine knows the Latin signs alone, and an Arabic comma is none.
fn arabic_signs(text: String) -> String {
    let Some(last) = text.chars().rev().find(|c| c.is_alphanumeric()) else { return text };
    if !is_rtl(last) || !text.ends_with([',', ';', '?']) {
        return text;
    }
    let (words, sign) = text.split_at(text.len() - 1);
    let sign = match sign {
        "," => '،',
        ";" => '؛',
        _ => '؟',
    };
    format!("{words}{sign}")
}

fn is_rtl(c: char) -> bool {
    matches!(c as u32, 0x590..=0x8FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFC) && c.is_alphabetic()
}

/// Are most of the letters written from right to left? `None` where there are no letters.
fn is_rtl_text<'a>(texts: impl Iterator<Item = &'a str>) -> Option<bool> {
    let (mut rtl, mut ltr) = (0u32, 0u32);
    for c in texts.flat_map(str::chars) {
        if is_rtl(c) {
            rtl += 1;
        } else {
            ltr += u32::from(c.is_alphabetic());
        }
    }
    (rtl + ltr > 0).then_some(rtl > ltr)
}

/// Chinese and Japanese: written without spaces.
fn is_dense(c: char) -> bool {
    analysis::is_han(c) || matches!(c as u32, 0x3000..=0x303F | 0xFF00..=0xFF0F | 0xFF1A..=0xFF20)
}

fn median(mut values: Vec<f32>) -> f32 {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.)
}

/// Cuts a line where its words are too far apart to be one: columns and cells beside each other.
fn split(mut words: Vec<Found>, pieces: &mut Vec<Piece>) {
    let height = median(words.iter().map(Found::height).collect());
    let mut by_place: Vec<usize> = (0..words.len()).collect();
    by_place.sort_by(|&a, &b| words[a].left.total_cmp(&words[b].left));
    let mut groups: Vec<Vec<usize>> = vec![];
    for (n, &idx) in by_place.iter().enumerate() {
        // The engine's boxes of Arabic words reach over their neighbors.
        if let Some(&next) = by_place.get(n + 1)
            && words[next].left > words[idx].left
        {
            words[idx].right = words[idx].right.min(words[next].left);
        }
        let is_near = |last: usize| words[idx].left - words[last].right <= COLUMN_GAP * height;
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|&last| is_near(last)) => group.push(idx),
            _ => groups.push(vec![idx]),
        }
    }
    for mut group in groups {
        // Back to the order in which they are read.
        group.sort_unstable();
        let words: Vec<Found> = group.into_iter().map(|idx| words[idx].clone()).collect();
        let height = median(words.iter().map(Found::height).collect());
        // One word's box that swallowed a rule must not make the line a tall one.
        let usual = || words.iter().filter(|word| word.height() <= 1.6 * height);
        pieces.push(Piece {
            left: words.iter().map(|word| word.left).fold(f32::MAX, f32::min),
            right: words.iter().map(|word| word.right).fold(f32::MIN, f32::max),
            top: usual().map(|word| word.top).fold(f32::MAX, f32::min),
            bottom: usual().map(|word| word.bottom).fold(f32::MIN, f32::max),
            words,
        });
    }
}

/// Reading order: the page is cut where a gap goes right across, again and again; what is above comes first, and of
/// columns the one where reading begins.
fn in_order(pieces: Vec<Piece>, rtl: bool) -> Vec<Piece> {
    if pieces.len() < 2 {
        return pieces;
    }
    let height = median(pieces.iter().map(|piece| piece.bottom - piece.top).collect());
    let rows = widest_gap(pieces.iter().map(|piece| (piece.top, piece.bottom)));
    let columns = widest_gap(pieces.iter().map(|piece| (piece.left, piece.right)));
    let (at, is_column) = match (rows, columns) {
        (_, Some((gap, at))) if gap > height && rows.is_none_or(|(row_gap, _)| gap >= row_gap * 0.7) => (at, true),
        (Some((_, at)), _) => (at, false),
        (None, Some((_, at))) => (at, true),
        (None, None) => {
            // They reach into each other: from the top, then from where reading begins.
            let mut pieces = pieces;
            let begins = |piece: &Piece| if rtl { -piece.right } else { piece.left };
            pieces.sort_by(|a, b| {
                let same_row = (a.top + a.bottom - b.top - b.bottom).abs() < height;
                if same_row { begins(a).total_cmp(&begins(b)) } else { a.top.total_cmp(&b.top) }
            });
            return pieces;
        }
    };
    let is_before = |piece: &Piece| if is_column { piece.left < at } else { piece.top < at };
    let (mut first, mut second): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(is_before);
    if is_column && rtl {
        std::mem::swap(&mut first, &mut second);
    }
    let mut ordered = in_order(first, rtl);
    ordered.extend(in_order(second, rtl));
    ordered
}

/// The widest stretch that none of these intervals covers, and where the next one begins.
fn widest_gap(intervals: impl Iterator<Item = (f32, f32)>) -> Option<(f32, f32)> {
    let mut intervals: Vec<(f32, f32)> = intervals.collect();
    intervals.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reach = intervals.first()?.1;
    let mut widest: Option<(f32, f32)> = None;
    for (from, to) in intervals.into_iter().skip(1) {
        if from > reach && widest.is_none_or(|(gap, _)| from - reach > gap) {
            widest = Some((from - reach, from));
        }
        reach = reach.max(to);
    }
    widest
}

fn line(piece: &Piece, rtl_page: bool, to_user: &impl Fn(f32, f32) -> Point) -> Option<Line> {
    let rtl = is_rtl_text(piece.words.iter().map(|word| word.text.as_str())).unwrap_or(rtl_page);
    // Letters with tails reach about this far below the baseline.
    let height = piece.bottom - piece.top;
    let baseline = piece.bottom - 0.22 * height;
    let (origin, unit) = (to_user(piece.left, baseline), to_user(piece.left + 1., baseline));
    let scale = (unit.x - origin.x).hypot(unit.y - origin.y);
    if !(scale > 0. && scale.is_finite() && height > 0.) {
        return None;
    }
    let direction = Point::new((unit.x - origin.x) / scale, (unit.y - origin.y) / scale);
    let (mut text, mut edges, mut words) = (String::new(), vec![], vec![]);
    let mut last: Option<&Found> = None;
    for word in &piece.words {
        if let Some(before) = last
            && is_spaced(before, word, height)
        {
            text.push(' ');
            let (low, high) = between(before, word);
            edges.extend([low, high]);
        }
        let start = edges.len() as u32 / 2;
        let chars: Vec<char> = word.text.chars().collect();
        let step = (word.right - word.left) / chars.len() as f32;
        // A number within Arabic runs from left to right.
        let leftwards = chars.iter().any(|&c| is_rtl(c));
        for i in 0..chars.len() {
            let nth = if leftwards { chars.len() - 1 - i } else { i } as f32;
            edges.extend([word.left + nth * step, word.left + (nth + 1.) * step]);
        }
        text.push_str(&word.text);
        let range = CharRange::new(start, start + chars.len() as u32);
        words.push(Word { range, confidence: word.confidence.clamp(0., 100.) as u8 });
        last = Some(word);
    }
    let edges = edges.into_iter().map(|x| (x - piece.left) * scale).collect();
    let (ascent, descent) = ((baseline - piece.top) * scale, (piece.bottom - baseline) * scale);
    Some(Line { text, origin, direction, ascent, descent, size: height * scale, rtl, edges, words })
}

/// Is there a space between two words that follow each other?
fn is_spaced(before: &Found, word: &Found, height: f32) -> bool {
    let (Some(last), Some(first)) = (before.text.chars().last(), word.text.chars().next()) else { return true };
    match (is_dense(last), is_dense(first)) {
        (true, true) => false,
        (false, false) => true,
        (true, false) | (false, true) => word.left - before.right > SPACE_GAP * height,
    }
}

/// The stretch between two words, the smaller end first.
fn between(a: &Found, b: &Found) -> (f32, f32) {
    let (left, right) = if a.left <= b.left { (a, b) } else { (b, a) };
    (left.right.min(right.left), right.left.max(left.right.min(right.left)))
}

/// What the engine says of a page's script and turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Such as `Latin`, `Arabic`, `Han`.
    pub name: String,
    /// How many degrees clockwise the picture must be turned to stand upright.
    pub turn: i64,
}

/// Reads the engine's answer; what it is not sure of is left out.
pub fn script(answer: &str) -> Option<Script> {
    /// Below this, the turn is guessed from too little.
    const MIN_TURN: f32 = 3.;
    let value = |name: &str| {
        let line = answer.lines().find_map(|line| line.strip_prefix(name))?;
        Some(line.trim_start_matches(':').trim())
    };
    let name = value("Script")?.to_owned();
    let is_sure = value("Orientation confidence")?.parse::<f32>().is_ok_and(|sure| sure >= MIN_TURN);
    let turn = value("Rotate")?.parse().unwrap_or(0);
    Some(Script { name, turn: if is_sure { turn } else { 0 } })
}

/// Of several readings of one page the likeliest: sure words count, unsure ones count against it.
pub fn best<T>(readings: impl IntoIterator<Item = (Recognized, T)>) -> Option<(Recognized, T)> {
    let worth = |recognized: &Recognized| -> i64 {
        let words = recognized.lines.iter().flat_map(|line| &line.words);
        words.map(|word| i64::from(word.range.len()) * (i64::from(word.confidence) - 60)).sum()
    };
    readings.into_iter().enumerate().max_by_key(|(n, (read, _))| (worth(read), Reverse(*n))).map(|(_, best)| best)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as (line, left, width, text), 20 pixels high, lines 40 apart.
    fn read(words: &[(u32, u32, u32, &str)]) -> Recognized {
        let rows = words.iter().enumerate().map(|(n, (line, left, width, text))| {
            format!("5\t1\t1\t1\t{line}\t{n}\t{left}\t{}\t{width}\t20\t91.5\t{text}\n", line * 40)
        });
        lines(&super::words(&rows.collect::<String>()), |x, y| Point::new(x / 2., 500. - y / 2.))
    }

    fn texts(words: &[(u32, u32, u32, &str)]) -> Vec<String> {
        read(words).lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn words_are_spaced_but_in_chinese() {
        assert_eq!(texts(&[(1, 0, 50, "open"), (1, 60, 40, "data")]), ["open data"]);
        let chinese = [(1, 0, 40, "国际"), (1, 41, 20, "组"), (1, 70, 60, "UN"), (1, 132, 20, "织")];
        assert_eq!(texts(&chinese), ["国际组 UN织"]);
    }

    #[test]
    fn columns_that_were_taken_for_lines_are_read_one_after_the_other() {
        let two = [(1, 0, 50, "one"), (1, 200, 50, "three"), (2, 0, 50, "two"), (2, 200, 50, "four")];
        assert_eq!(texts(&two), ["one", "two", "three", "four"]);
        let title = [(0, 0, 250, "title"), (3, 0, 50, "one"), (3, 200, 50, "three"), (4, 0, 50, "two")];
        assert_eq!(texts(&title), ["title", "one", "two", "three"]);
    }

    #[test]
    fn arabic_is_in_logical_order_with_each_character_in_its_place() {
        let page = read(&[(1, 100, 40, "سلام,"), (1, 60, 30, "2016"), (1, 0, 50, "عام")]);
        let line = &page.lines[0];
        assert_eq!((line.text.as_str(), line.rtl), ("سلام، 2016 عام", true));
        let place = |n: usize| (line.edges[2 * n], line.edges[2 * n + 1]);
        assert_eq!(place(0), (66., 70.), "the first letter is the rightmost");
        assert_eq!(place(6).0, 30., "digits run from left to right");
        assert!(place(6).0 < place(9).0);
        assert_eq!(place(5), (45., 50.), "the space lies between its words");
        let columns = [(1, 0, 50, "ثالث"), (1, 200, 50, "أول"), (2, 0, 50, "رابع"), (2, 200, 50, "ثان")];
        assert_eq!(texts(&columns), ["أول", "ثان", "ثالث", "رابع"]);
    }

    #[test]
    fn boxes_that_reach_over_their_neighbors_are_cut() {
        let page = read(&[(1, 0, 100, "one"), (1, 50, 50, "two")]);
        assert_eq!(page.lines[0].edges[5], 25., "the first word ends where the second begins");
    }

    #[test]
    fn what_is_no_word_is_left_out() {
        let mut table = String::from("level\tpage_num\n4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n");
        for (confidence, text) in [("95", " "), ("12", "smudge"), ("40", "~|"), ("91", "‏word\u{200f}")] {
            table.push_str(&format!("5\t1\t1\t1\t1\t1\t0\t0\t9\t9\t{confidence}\t{text}\n"));
        }
        let page = lines(&super::words(&table), Point::new);
        assert_eq!(page.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["word"]);
        assert_eq!(page.confidence(), 91);
        assert!(super::words("nonsense\n5\t\u{0}").is_empty());
    }

    #[test]
    fn the_script_is_read_and_a_doubtful_turn_is_not_believed() {
        let answer = |sure: &str| {
            format!(
                "Page number: 0\nOrientation in degrees: 270\nRotate: 90\nOrientation confidence: {sure}\nScript: Arabic\nScript confidence: 4.1\n"
            )
        };
        assert_eq!(script(&answer("11.2")), Some(Script { name: "Arabic".into(), turn: 90 }));
        assert_eq!(script(&answer("0.4")).map(|script| script.turn), Some(0));
        assert_eq!(script("Too few characters"), None);
    }
}
