//! Words among characters that are written without spaces, by dictionary.

use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use std::sync::LazyLock;

static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// The words of two characters and more, in order, as characters from and to.
pub fn han_words(run: &str) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let (mut from_byte, mut from) = (0, 0);
    for to_byte in SEGMENTER.segment_str(run).skip(1) {
        let to = from + run[from_byte..to_byte].chars().count();
        if to - from > 1 {
            words.push((from, to));
        }
        (from_byte, from) = (to_byte, to);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::han_words;

    #[test]
    fn a_word_is_known_among_its_neighbors() {
        let words = |text: &str| -> Vec<String> {
            let chars: Vec<char> = text.chars().collect();
            han_words(text).into_iter().map(|(from, to)| chars[from..to].iter().collect()).collect()
        };
        assert!(!words("中国人民").contains(&"国人".to_owned()), "国人 is no word here");
        assert_eq!(words("安全理事会决议"), ["安全", "理事", "决议"]);
        assert_eq!(words("国"), [""; 0]);
        assert_eq!(words(""), [""; 0]);
    }
}
