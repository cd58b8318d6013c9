//! Ordinals as words and as numbers with an ending, in the six official languages.

use crate::session_kinds::{ORDINAL_ENDS, arabic_session_ordinal, session_ordinal};

/// Which one a folded word says, from one: `first`, `3rd`, `2e`, `1-е`, `первое`, `الاولي`.
pub fn ordinal(folded: &str) -> Option<u32> {
    if let Some(value) = session_ordinal(folded).or_else(|| arabic_session_ordinal(folded)) {
        return Some(value);
    }
    let end = folded.find(|c: char| !c.is_ascii_digit()).filter(|&end| (1..=3).contains(&end))?;
    let (digits, ending) = folded.split_at(end);
    let ending = ending.strip_prefix('-').unwrap_or(ending);
    ORDINAL_ENDS.contains(&ending).then(|| digits.parse().ok()).flatten().filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::ordinal;
    use crate::fold;

    #[test]
    fn ordinals_are_known_in_six_languages() {
        for (word, n) in [
            ("First", 1),
            ("Première", 1),
            ("Primera", 1),
            ("Первое", 1),
            ("الأولى", 1),
            ("Second", 2),
            ("Deuxième", 2),
            ("Segunda", 2),
            ("второе", 2),
            ("الثانية", 2),
            ("Troisième", 3),
            ("الثالثة", 3),
            ("3rd", 3),
            ("2e", 2),
            ("1re", 1),
            ("4ème", 4),
            ("1-е", 1),
            ("12th", 12),
            ("Пятая", 5),
            ("2ª", 2),
        ] {
            assert_eq!(ordinal(&fold(word)), Some(n), "{word} is {}", fold(word));
        }
        for word in ["session", "12", "th", "one", "2024th", "0th", ""] {
            assert_eq!(ordinal(&fold(word)), None, "{word}");
        }
    }
}
