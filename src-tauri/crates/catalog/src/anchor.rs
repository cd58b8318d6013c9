//! Finds an annotation's place again in a page's text that is not what it was made on: by its range and quote, then
//! by its quote with what stands around it, then by its quads.

use crate::target;
use model::{AnnotationTarget, CharRange, PageText, Point, Quad};

/// How much of a quote must be there again, where only its place is left to go by.
const MIN_LIKENESS: f32 = 0.5;

/// The target as it stands in `text`; `None` where it cannot be found.
pub fn anchor(text: &PageText, target: &AnnotationTarget) -> Option<AnnotationTarget> {
    // A shape is not on words, and stays where it was drawn.
    if target.shape.is_some() {
        return Some(target.clone());
    }
    if !target.stretches.is_empty() {
        // One that is gone leaves the mark without a place: which words the reader meant is told by all of them.
        let found: Option<Vec<_>> = target::apart(target).iter().map(|part| anchor(text, part)).collect();
        return found.map(|found| target::together(&found));
    }
    if text.slice(target.range) == target.quote {
        return Some(AnnotationTarget { source: text.source(target.range), ..target.clone() });
    }
    let range = by_quote(text, target).or_else(|| by_place(text, target))?;
    Some(AnnotationTarget {
        range,
        quads: text.quads(range),
        source: text.source(range),
        // The quote stays what the reader marked: should the text change again, it is what to look for.
        ..target.clone()
    })
}

/// A text's characters without white space, which engines see differently, each with its offset.
fn dense(text: &str) -> Vec<(char, u32)> {
    let all = text.chars().zip(0u32..);
    all.filter(|(c, _)| !c.is_whitespace()).flat_map(|(c, at)| c.to_lowercase().map(move |c| (c, at))).collect()
}

/// Where the quote stands; of several places the one with most of the same around it, then the nearest.
fn by_quote(text: &PageText, target: &AnnotationTarget) -> Option<CharRange> {
    let page = dense(&text.text);
    let plain = |words: &str| dense(words).into_iter().map(|(c, _)| c).collect::<Vec<char>>();
    let (quote, prefix, suffix) = (plain(&target.quote), plain(&target.prefix), plain(&target.suffix));
    if quote.is_empty() || quote.len() > page.len() {
        return None;
    }
    let places =
        (0..=page.len() - quote.len()).filter(|&at| page[at..at + quote.len()].iter().map(|(c, _)| c).eq(quote.iter()));
    let best = places.max_by_key(|&at| {
        let before = page[..at].iter().rev().zip(prefix.iter().rev()).take_while(|((a, _), b)| a == *b).count();
        let after = page[at + quote.len()..].iter().zip(&suffix).take_while(|((a, _), b)| a == *b).count();
        let distance = page[at].1.abs_diff(target.range.start);
        (before + after, std::cmp::Reverse(distance))
    })?;
    Some(CharRange::new(page[best].1, page[best + quote.len() - 1].1 + 1))
}

/// The characters that lie where the annotation lies, if they are much the same.
fn by_place(text: &PageText, target: &AnnotationTarget) -> Option<CharRange> {
    let mut range: Option<CharRange> = None;
    for line in &text.lines {
        for at in line.range.start..line.range.end {
            let Some(quad) = line.quad(CharRange::new(at, at + 1)) else { continue };
            if target.quads.iter().any(|marked| contains(marked, center(&quad))) {
                let known = range.get_or_insert(CharRange::new(at, at + 1));
                *known = CharRange::new(known.start.min(at), known.end.max(at + 1));
            }
        }
    }
    range.filter(|&range| likeness(text.slice(range), &target.quote) >= MIN_LIKENESS)
}

fn center(quad: &Quad) -> Point {
    Point::new((quad.tl.x + quad.br.x) / 2., (quad.tl.y + quad.br.y) / 2.)
}

fn contains(quad: &Quad, point: Point) -> bool {
    let bounds = quad.bounds();
    (bounds.x0..=bounds.x1).contains(&point.x) && (bounds.y0..=bounds.y1).contains(&point.y)
}

/// Dice's coefficient of two texts' pairs of neighboring characters: 0 to 1.
fn likeness(a: &str, b: &str) -> f32 {
    let pairs = |text: &str| {
        let chars: Vec<char> = dense(text).into_iter().map(|(c, _)| c).collect();
        chars.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()
    };
    let (a, mut b) = (pairs(a), pairs(b));
    let n = a.len() + b.len();
    if n == 0 {
        return 0.;
    }
    let mut shared = 0;
    for pair in a {
        if let Some(at) = b.iter().position(|other| *other == pair) {
            b.swap_remove(at);
            shared += 1;
        }
    }
    2. * shared as f32 / n as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{DocumentId, PageIndex, TextLine, TextSource};

    /// A page whose characters are 10 points wide, its lines 20 points apart.
    fn page(text: &str) -> PageText {
        let mut lines = vec![];
        let mut start = 0;
        for (n, words) in text.split('\n').enumerate() {
            let len = words.chars().count() as u32;
            lines.push(TextLine {
                range: CharRange::new(start, start + len),
                origin: Point::new(0., 500. - 20. * n as f32),
                direction: Point::new(1., 0.),
                ascent: 8.,
                descent: 2.,
                size: 10.,
                rtl: false,
                source: TextSource::Drawn,
                edges: (0..len).flat_map(|i| [i as f32 * 10., i as f32 * 10. + 10.]).collect(),
            });
            start += len + 1;
        }
        PageText { text: text.to_owned(), lines, ..PageText::default() }
    }

    fn target(text: &str, quote: &str, nth: usize) -> AnnotationTarget {
        let page = page(text);
        let byte = text.match_indices(quote).nth(nth).expect("the quote is there").0;
        let start = text[..byte].chars().count() as u32;
        let range = CharRange::new(start, start + quote.chars().count() as u32);
        AnnotationTarget {
            document: DocumentId::from_sha256(&[0; 32]),
            page: PageIndex(0),
            quads: page.quads(range),
            source: TextSource::Drawn,
            shape: None,
            stretches: vec![],
            quote: quote.to_owned(),
            prefix: page.slice(CharRange::new(start.saturating_sub(32), start)).to_owned(),
            suffix: page.slice(CharRange::new(range.end, range.end + 32)).to_owned(),
            range,
        }
    }

    fn found(old: &str, quote: &str, nth: usize, new: &str) -> Option<String> {
        let text = page(new);
        anchor(&text, &target(old, quote, nth)).map(|target| text.slice(target.range).to_owned())
    }

    #[test]
    fn a_quote_is_found_where_its_surroundings_are() {
        let old = "the first risk\nthe second risk";
        let new = "Title\nthe first risk\nthe second risk";
        let again = anchor(&page(new), &target(old, "risk", 1)).expect("it is there");
        assert_eq!(again.range, CharRange::new(32, 36), "the second one");
    }

    #[test]
    fn other_white_space_is_no_other_text() {
        assert_eq!(found("open data", "open data", 0, "x opendata").as_deref(), Some("opendata"));
        assert_eq!(found("opendata", "opendata", 0, "open\ndata").as_deref(), Some("open\ndata"));
    }

    #[test]
    fn a_word_that_is_read_otherwise_is_found_by_its_place() {
        assert_eq!(found("secunty council", "secunty", 0, "security council").as_deref(), Some("securit"));
    }

    #[test]
    fn each_stretch_is_found_by_itself() {
        let old = "the first risk\nwhat lies between\nthe second risk";
        let both = target::together(&[target(old, "first risk", 0), target(old, "second", 0)]);
        assert_eq!(both.quote, "first risk … second");
        assert_eq!(anchor(&page(old), &both), Some(both.clone()), "where it was");

        let new = page("Title\nthe first  risk\nand other words that lie\nbetween the\nsecond risk");
        let again = anchor(&new, &both).expect("it is there");
        let words: Vec<&str> = again.ranges().into_iter().map(|range| new.slice(range)).collect();
        assert_eq!(words, ["first  risk", "second"]);
        assert_eq!((again.quads.len(), again.stretches[1].n_quads), (2, 1));
        assert_eq!(again.range, CharRange::new(again.stretches[0].range.start, again.stretches[1].range.end));
        assert_eq!(again.quote, both.quote, "what the reader marked");
        assert_eq!(anchor(&page("the first risk"), &both), None, "half of it is not what was marked");
    }

    #[test]
    fn what_is_gone_is_not_found() {
        assert_eq!(found("open data", "open data", 0, "something else here"), None);
        assert_eq!(found("open data", "data", 0, ""), None);
    }
}
