//! An ordinal before a word, in pages and in names of files: `2nd`, `3-я`, `2.ª`, `Première`.

use analysis::{ORDINAL_ENDS, session_ordinal};

/// Folded words, and what stands between them.
pub(crate) trait Words {
    /// Empty beyond the text.
    fn word(&self, at: usize) -> &str;
    /// Between a word and the next one.
    fn gap(&self, at: usize) -> &str;
}

/// An ordinal that ends before a word: its first word, and its value. `joints` are what may stand within it and before
/// the word.
pub(crate) fn ordinal_before(text: &impl Words, at: usize, joints: &[char]) -> Option<(usize, u32)> {
    let last = at.checked_sub(1)?;
    let (word, gap) = (text.word(last), text.gap(last));
    if gap.is_empty() || !gap.chars().all(|c| joints.contains(&c)) {
        return None;
    }
    if let Some(value) = ordinal(word) {
        return Some((last, value));
    }
    // `3-е` and `2.ª` are two words, and so is `2nd` where digits are cut off.
    let first = last.checked_sub(1).filter(|_| ORDINAL_ENDS.contains(&word))?;
    let mut within = text.gap(first).chars();
    let is_one = within.next().is_none_or(|c| joints.contains(&c)) && within.next().is_none();
    let value = text.word(first).parse().ok().filter(|value| is_one && *value > 0)?;
    Some((first, value))
}

/// The value of a word that is an ordinal by itself.
fn ordinal(word: &str) -> Option<u32> {
    let in_digits = || {
        let end = word.find(|c: char| !c.is_ascii_digit()).filter(|&end| end > 0)?;
        word[..end].parse().ok().filter(|_| ORDINAL_ENDS.contains(&&word[end..]))
    };
    session_ordinal(word).or_else(in_digits)
}
