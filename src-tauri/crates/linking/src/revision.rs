//! Which page of an older version of a deck is which of a newer one, and where its words stand there.
//!
//! What is called the same must be the same: where two answers are possible, none is given.

use model::{CharRange, PageChange, PageChangeKind, PageIndex};
use std::collections::HashMap;

/// How alike two pages in the same order must be to be one page that was changed.
const CHANGED: f32 = 0.4;
/// How alike where one of them was moved past others.
const MOVED: f32 = 0.7;
/// By how much another page must be less alike, for a changed one to be certain.
const MARGIN: f32 = 0.2;
/// How many characters on each side of words must be there again for their place to be sure.
const CONTEXT: usize = 32;
/// Words with fewer characters than this, together with those around them, may stand anywhere.
const MIN_EVIDENCE: usize = 12;

/// What pages are told apart by.
#[derive(Debug, Clone, Copy, Default)]
pub struct PageContent<'a> {
    pub text: &'a str,
    /// What it looks like, of pages that draw no text; two that look the same have the same bytes.
    pub picture: Option<&'a [u8]>,
    /// All of its text was read off its image: what is read twice may differ in more than words.
    pub recognized: bool,
}

/// A page's characters without white space and without its own number, each with its offset in the text.
#[derive(Debug, Clone)]
pub struct PlainPage {
    chars: Vec<(char, u32)>,
}

impl PlainPage {
    /// `page` is one of `n_pages` from zero: its number is not what it says.
    pub fn new(text: &str, page: usize, n_pages: usize) -> PlainPage {
        let lines: Vec<&str> = text.split('\n').collect();
        let is_foot = |idx: usize| idx > 0 && idx + 2 >= lines.len();
        let mut chars = vec![];
        let mut start = 0;
        for (idx, line) in lines.iter().enumerate() {
            let numbered = if is_foot(idx) { number_at_end(line, page, n_pages) } else { None };
            let n_kept = if is_number(line, page, n_pages) { 0 } else { numbered.unwrap_or(u32::MAX) };
            let all = line.chars().zip(0u32..);
            chars.extend(all.filter(|(c, at)| !c.is_whitespace() && *at < n_kept).map(|(c, at)| (c, start + at)));
            start += line.chars().count() as u32 + 1;
        }
        PlainPage { chars }
    }

    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The same words in the same order?
    pub fn reads_like(&self, other: &PlainPage) -> bool {
        self.chars.len() == other.chars.len() && self.chars.iter().zip(&other.chars).all(|((a, _), (b, _))| a == b)
    }

    /// Where what stands in `range` here stands in `newer`, if there is no doubt: the pages read the same, or the words
    /// with what is around them are there once, as they are here.
    pub fn exact_place(&self, range: CharRange, newer: &PlainPage) -> Option<CharRange> {
        let from = self.chars.partition_point(|(_, at)| *at < range.start);
        let to = self.chars.partition_point(|(_, at)| *at < range.end);
        if from >= to {
            return None;
        }
        let in_newer = |from: usize, to: usize| CharRange::new(newer.chars[from].1, newer.chars[to - 1].1 + 1);
        if self.reads_like(newer) {
            return Some(in_newer(from, to));
        }
        let (start, end) = (from.saturating_sub(CONTEXT), (to + CONTEXT).min(self.chars.len()));
        let wanted = &self.chars[start..end];
        if wanted.len() < MIN_EVIDENCE || self.places(wanted).nth(1).is_some() {
            return None;
        }
        let mut places = newer.places(wanted);
        let (place, None) = (places.next()?, places.next()) else { return None };
        Some(in_newer(place + from - start, place + to - start))
    }

    fn places<'a>(&'a self, wanted: &'a [(char, u32)]) -> impl Iterator<Item = usize> + 'a {
        let is_there = move |part: &[(char, u32)]| part.iter().zip(wanted).all(|((a, _), (b, _))| a == b);
        let all = self.chars.windows(wanted.len().max(1)).enumerate();
        all.filter(move |(_, part)| is_there(part)).map(|(at, _)| at)
    }
}

/// Is this word the number of the page, counted from the first or from the one after it?
fn is_page_number(word: &str, page: usize) -> bool {
    word.parse::<usize>().is_ok_and(|number| number == page || number == page + 1)
}

/// Is the line nothing but the page's number, such as `7`, `7 / 20` or `Page 7 of 20`?
fn is_number(line: &str, page: usize, n_pages: usize) -> bool {
    let words: Vec<&str> =
        line.split(|c: char| c.is_whitespace() || c == '/').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [number] => is_page_number(number, page),
        [number, total] if is_page_number(number, page) => is_total(total, n_pages),
        [word, number] => is_page_word(word) && is_page_number(number, page),
        [number, _, total] => is_page_number(number, page) && is_total(total, n_pages),
        [word, number, _, total] => is_page_word(word) && is_page_number(number, page) && is_total(total, n_pages),
        _ => false,
    }
}

fn is_page_word(word: &str) -> bool {
    matches!(analysis::fold(word).as_str(), "page" | "slide" | "p" | "p.")
}

fn is_total(word: &str, n_pages: usize) -> bool {
    word.parse::<usize>().is_ok_and(|total| total == n_pages || total + 1 == n_pages)
}

/// How many characters of a line of the page's foot stand before the page's number at its end.
fn number_at_end(line: &str, page: usize, n_pages: usize) -> Option<u32> {
    let trimmed = line.trim_end();
    let (before, last) = trimmed.rsplit_once(char::is_whitespace)?;
    let has_words = before.chars().any(char::is_alphabetic);
    let n_before = |text: &str| text.trim_end().chars().count() as u32;
    if has_words && is_page_number(last, page) {
        return Some(n_before(before));
    }
    let (before, number) = before.trim_end().strip_suffix('/')?.trim_end().rsplit_once(char::is_whitespace)?;
    (has_words && is_page_number(number, page) && is_total(last, n_pages)).then(|| n_before(before))
}

/// A page's content as two versions have it in common.
struct Side {
    /// Its words, folded, each with how often it is there; sorted.
    words: Vec<(u32, u32)>,
    /// Pages of the same content have the same; `None` for one that shows nothing to go by.
    class: Option<usize>,
}

/// What became of every page: those of the newer version in order, each with the one that it was, and those that are
/// gone where they would stand.
pub fn align(older: &[PageContent], newer: &[PageContent]) -> Vec<PageChange> {
    align_while(older, newer, || true).unwrap_or_default()
}

/// The same; `goes_on` is asked once a page of the older version, and `None` is answered where it says no.
pub fn align_while(
    older: &[PageContent],
    newer: &[PageContent],
    goes_on: impl FnMut() -> bool,
) -> Option<Vec<PageChange>> {
    let mut reader = Reader::default();
    let (old, new) = (reader.read(older), reader.read(newer));
    let weights = reader.weights();
    let likeness = Matrix::fill(&old, &new, &weights, goes_on)?;
    let ordered = in_order(&likeness);
    let mut partner: Vec<Option<usize>> = vec![None; new.len()];
    let mut is_taken = vec![false; old.len()];
    for &(o, n) in &ordered {
        partner[n] = Some(o);
        is_taken[o] = true;
    }
    let mut moved = vec![false; new.len()];
    for (o, n) in out_of_order(&likeness, &is_taken, &partner) {
        partner[n] = Some(o);
        is_taken[o] = true;
        moved[n] = true;
    }
    let kind_of = |o: usize, n: usize| match (old[o].class.is_some() && old[o].class == new[n].class, moved[n]) {
        (true, false) => PageChangeKind::Same,
        (true, true) => PageChangeKind::Moved,
        (false, _) => PageChangeKind::Changed,
    };
    let gone = |o: usize| PageChange {
        older: Some(PageIndex(o as u32)),
        newer: None,
        kind: PageChangeKind::Gone,
        moved: false,
        likeness: 0.,
        certain: true,
    };
    let mut changes = vec![];
    let mut next_old = 0;
    for n in 0..new.len() {
        if let Some(o) = partner[n].filter(|_| !moved[n]) {
            changes.extend((next_old..o).filter(|&o| !is_taken[o]).map(gone));
            next_old = o + 1;
        }
        changes.push(match partner[n] {
            Some(o) => PageChange {
                older: Some(PageIndex(o as u32)),
                newer: Some(PageIndex(n as u32)),
                kind: kind_of(o, n),
                moved: moved[n],
                likeness: likeness.at(o, n),
                certain: likeness.is_certain(o, n),
            },
            None => PageChange {
                older: None,
                newer: Some(PageIndex(n as u32)),
                kind: PageChangeKind::New,
                moved: false,
                likeness: 0.,
                certain: true,
            },
        });
    }
    changes.extend((next_old..old.len()).filter(|&o| !is_taken[o]).map(gone));
    Some(changes)
}

/// Which part of the two versions' pages are alike, from 0 to 1: of the shorter one, so that a version that grew is one
/// all the same.
pub fn share_alike(changes: &[PageChange]) -> f32 {
    let n_old = changes.iter().filter(|change| change.older.is_some()).count();
    let n_new = changes.iter().filter(|change| change.newer.is_some()).count();
    let alike: f32 = changes.iter().map(|change| change.likeness).sum();
    alike / n_old.min(n_new).max(1) as f32
}

#[derive(Default)]
struct Reader {
    words: HashMap<String, u32>,
    /// On how many pages each word is.
    n_pages_of: Vec<u32>,
    n_pages: usize,
    n_classes: usize,
    classes: HashMap<Key, usize>,
}

/// What makes two pages one.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    /// Its characters as they are drawn.
    Drawn(String),
    Picture(Vec<u8>),
    /// The letters and digits, folded, of a page that was recognized.
    Recognized(String),
    /// The same of one that draws its words; only what was recognized is held against it.
    Folded(String),
}

impl Reader {
    fn read(&mut self, pages: &[PageContent]) -> Vec<Side> {
        self.n_pages += pages.len();
        let each = pages.iter().enumerate();
        each.map(|(idx, page)| {
            let class = self.class(&PlainPage::new(page.text, idx, pages.len()), page);
            Side { words: self.count_words(page.text), class }
        })
        .collect()
    }

    /// The class of pages that are the same as this one. What was recognized is told by its looks or its words: the same
    /// image may be read otherwise in another language, and two scans of one sheet look alike to nobody but a reader.
    fn class(&mut self, plain: &PlainPage, page: &PageContent) -> Option<usize> {
        let text: String = plain.chars.iter().map(|(c, _)| *c).collect();
        let folded: String = analysis::fold(&text).chars().filter(|c| c.is_alphanumeric()).collect();
        let picture = page.picture.filter(|picture| !picture.is_empty()).map(|picture| Key::Picture(picture.to_vec()));
        let (known_by, kept): (Vec<Key>, Vec<Key>) = match (text.is_empty(), page.recognized) {
            (true, _) => (vec![], picture.into_iter().collect()),
            (false, true) if folded.is_empty() => (vec![], picture.into_iter().collect()),
            (false, true) => {
                (vec![Key::Folded(folded.clone())], picture.into_iter().chain([Key::Recognized(folded)]).collect())
            }
            (false, false) if folded.is_empty() => (vec![], vec![Key::Drawn(text)]),
            (false, false) => (vec![Key::Recognized(folded.clone())], vec![Key::Drawn(text), Key::Folded(folded)]),
        };
        if kept.is_empty() {
            return None;
        }
        // A drawn page is another than one that merely folds alike.
        let own = kept.iter().filter(|key| !matches!(key, Key::Folded(_)));
        let known = own.chain(&known_by).find_map(|key| self.classes.get(key).copied());
        let class = known.unwrap_or(self.n_classes);
        self.n_classes = self.n_classes.max(class + 1);
        kept.into_iter().for_each(|key| _ = self.classes.entry(key).or_insert(class));
        Some(class)
    }

    fn count_words(&mut self, text: &str) -> Vec<(u32, u32)> {
        let folded = analysis::fold(text);
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let mut count = |word: &str| {
            let n_known = self.words.len() as u32;
            let id = *self.words.entry(word.to_owned()).or_insert(n_known);
            *counts.entry(id).or_default() += 1;
        };
        for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if !word.contains(analysis::is_han) {
                count(word);
                continue;
            }
            // Scripts without spaces between words: neighboring characters stand for them.
            let chars: Vec<char> = word.chars().collect();
            chars.windows(2).for_each(|pair| count(&pair.iter().collect::<String>()));
            if chars.len() == 1 {
                count(word);
            }
        }
        self.n_pages_of.resize(self.words.len(), 0);
        let mut counts: Vec<(u32, u32)> = counts.into_iter().collect();
        counts.sort_unstable();
        counts.iter().for_each(|(id, _)| self.n_pages_of[*id as usize] += 1);
        counts
    }

    /// What is on every page tells none from others.
    fn weights(&self) -> Vec<f32> {
        self.n_pages_of.iter().map(|&n| (1. + self.n_pages as f32 / n.max(1) as f32).ln()).collect()
    }
}

/// How alike each page of the older version is to each of the newer one.
struct Matrix {
    n_old: usize,
    n_new: usize,
    cells: Vec<f32>,
}

impl Matrix {
    fn fill(old: &[Side], new: &[Side], weights: &[f32], mut goes_on: impl FnMut() -> bool) -> Option<Matrix> {
        let n_classes = old.iter().chain(new).filter_map(|side| side.class).max().map_or(0, |class| class + 1);
        let count = |sides: &[Side]| {
            let mut counts = vec![0; n_classes];
            sides.iter().filter_map(|side| side.class).for_each(|class| counts[class] += 1);
            counts
        };
        let (n_in_old, n_in_new) = (count(old), count(new));
        let total = |side: &Side| side.words.iter().map(|&(id, n)| weights[id as usize] * n as f32).sum::<f32>();
        let (old_totals, new_totals): (Vec<f32>, Vec<f32>) =
            (old.iter().map(total).collect(), new.iter().map(total).collect());
        let mut cells = Vec::with_capacity(old.len() * new.len());
        for (o, old) in old.iter().enumerate() {
            if !goes_on() {
                return None;
            }
            for (n, new) in new.iter().enumerate() {
                // A page that is there again as it was is no other page that was changed.
                let is_promised = old.class.is_some_and(|class| (1..=n_in_new[class]).contains(&n_in_old[class]))
                    || new.class.is_some_and(|class| (1..=n_in_old[class]).contains(&n_in_new[class]));
                cells.push(match (old.class, new.class) {
                    (Some(a), Some(b)) if a == b => 1.,
                    (Some(_), Some(_)) if !is_promised => {
                        // One that merely has the same words in another order is not the same.
                        dice(&old.words, &new.words, weights, old_totals[o] + new_totals[n]).min(0.99)
                    }
                    _ => 0.,
                });
            }
        }
        Some(Matrix { n_old: old.len(), n_new: new.len(), cells })
    }

    /// Is neither page nearly as much like another one?
    fn is_certain(&self, old: usize, new: usize) -> bool {
        let bar = self.at(old, new) - MARGIN;
        let rivals = (0..self.n_old).filter(|&o| o != old).map(|o| self.at(o, new));
        let mut all = rivals.chain((0..self.n_new).filter(|&n| n != new).map(|n| self.at(old, n)));
        all.all(|rival| rival < bar)
    }

    fn at(&self, old: usize, new: usize) -> f32 {
        self.cells[old * self.n_new + new]
    }
}

/// Dice's coefficient of two weighted bags of words: 0 to 1.
fn dice(a: &[(u32, u32)], b: &[(u32, u32)], weights: &[f32], total: f32) -> f32 {
    if total <= 0. {
        return 0.;
    }
    let (mut i, mut j, mut shared) = (0, 0, 0.);
    while let (Some(&(x, n)), Some(&(y, m))) = (a.get(i), b.get(j)) {
        match x.cmp(&y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += weights[x as usize] * n.min(m) as f32;
                i += 1;
                j += 1;
            }
        }
    }
    2. * shared / total
}

/// The pairs in the same order that are most alike altogether (Needleman and Wunsch 1970, gaps for nothing).
fn in_order(likeness: &Matrix) -> Vec<(usize, usize)> {
    let (n_old, n_new) = (likeness.n_old, likeness.n_new);
    let width = n_new + 1;
    let score = |o: usize, n: usize| Some(likeness.at(o, n)).filter(|&like| like >= CHANGED);
    let mut best = vec![0f32; (n_old + 1) * width];
    for o in 0..n_old {
        for n in 0..n_new {
            let aside = best[o * width + n + 1].max(best[(o + 1) * width + n]);
            let paired = score(o, n).map_or(0., |score| best[o * width + n] + score);
            best[(o + 1) * width + n + 1] = aside.max(paired);
        }
    }
    let mut pairs = vec![];
    let (mut o, mut n) = (n_old, n_new);
    while o > 0 && n > 0 {
        let here = best[o * width + n];
        if here == best[(o - 1) * width + n] {
            o -= 1;
        } else if here == best[o * width + n - 1] {
            n -= 1;
        } else {
            pairs.push((o - 1, n - 1));
            o -= 1;
            n -= 1;
        }
    }
    pairs.reverse();
    pairs
}

/// Of the pages left, those that were moved: the most alike first.
fn out_of_order(likeness: &Matrix, is_taken: &[bool], partner: &[Option<usize>]) -> Vec<(usize, usize)> {
    let free_old = (0..likeness.n_old).filter(|&o| !is_taken[o]);
    let free_new: Vec<usize> = (0..likeness.n_new).filter(|&n| partner[n].is_none()).collect();
    let mut close: Vec<(usize, usize)> = free_old.flat_map(|o| free_new.iter().map(move |&n| (o, n))).collect();
    close.retain(|&(o, n)| likeness.at(o, n) >= MOVED);
    close.sort_by(|&(a, b), &(c, d)| likeness.at(c, d).total_cmp(&likeness.at(a, b)).then((a, b).cmp(&(c, d))));
    let (mut old_done, mut new_done) = (vec![false; likeness.n_old], vec![false; likeness.n_new]);
    close.retain(|&(o, n)| {
        let is_free = !old_done[o] && !new_done[n];
        if is_free {
            (old_done[o], new_done[n]) = (true, true);
        }
        is_free
    });
    close
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str, page: usize) -> PlainPage {
        PlainPage::new(text, page, 9)
    }

    #[test]
    fn a_page_number_is_no_part_of_what_a_page_says() {
        for (two, four) in
            [("2", "4"), ("2 / 9", "4 / 9"), ("Slide 2", "Slide 4"), ("Group on things 2", "Group on things 4")]
        {
            let (a, b) = (format!("Loss recovery\nin streams\n{two}"), format!("Loss recovery\nin streams\n{four}"));
            assert!(page(&a, 1).reads_like(&page(&b, 3)), "{two}");
        }
        assert!(!page("Phase 2\nmore\nlines\nhere", 1).reads_like(&page("Phase 4\nmore\nlines\nhere", 3)));
        assert!(!page("we saw 17 of them\n2", 1).reads_like(&page("we saw 18 of them\n4", 3)));
    }

    #[test]
    fn words_that_stand_twice_have_no_certain_place() {
        let older = page("the first point\nanother line of the page", 0);
        let newer = page("the first point\nanother line of the page\nthe first point\nanother line of the page", 0);
        assert_eq!(older.exact_place(CharRange::new(4, 9), &newer), None);
        let once = page("Title\nthe first point\nanother line of the page", 0);
        assert_eq!(older.exact_place(CharRange::new(4, 9), &once), Some(CharRange::new(10, 15)));
    }

    #[test]
    fn recognized_pages_are_told_by_their_words_or_their_looks() {
        let scan =
            |text: &'static str, picture: &'static [u8]| PageContent { text, picture: Some(picture), recognized: true };
        let drawn = |text: &'static str| PageContent { text, ..PageContent::default() };
        let kind = |older: PageContent, newer: PageContent| align(&[older], &[newer])[0].kind;
        let words = "Who pays for the review of 17 appeals";
        assert_eq!(
            kind(scan(words, b"a"), scan("Who pays, for the review of 17 appeals.", b"b")),
            PageChangeKind::Same
        );
        assert_eq!(
            kind(scan(words, b"a"), scan("Who pays for the review of 18 appeals", b"b")),
            PageChangeKind::Changed
        );
        assert_eq!(
            kind(scan(words, b"a"), scan("read in another language", b"a")),
            PageChangeKind::Same,
            "by its looks"
        );
        let unread = PageContent { picture: Some(b"a"), ..PageContent::default() };
        assert_eq!(kind(unread, scan(words, b"a")), PageChangeKind::Same, "recognized in one version alone");
        assert_eq!(kind(scan(words, b"a"), drawn("WHO PAYS for the review of 17 appeals")), PageChangeKind::Same);
        assert_eq!(kind(drawn(words), drawn("Who pays: for the review of 17 appeals")), PageChangeKind::Changed);
    }

    #[test]
    fn pages_without_text_are_told_by_their_pictures() {
        let picture = |bytes: &'static [u8]| PageContent { picture: Some(bytes), ..PageContent::default() };
        let changes = align(&[picture(b"a"), picture(b"b")], &[picture(b"b"), picture(b"c")]);
        let kinds: Vec<PageChangeKind> = changes.iter().map(|change| change.kind).collect();
        assert_eq!(kinds, [PageChangeKind::Gone, PageChangeKind::Same, PageChangeKind::New]);
        let blank = PageContent::default();
        assert!(align(&[blank], &[blank]).iter().all(|change| change.kind != PageChangeKind::Same), "no telling");
    }
}
