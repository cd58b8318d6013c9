//! What a file's name or a title says about which version it is: `-01`, `v2`, `rev 3`, `final`, `draft`.

use analysis::fold;

/// A name without its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedVersion {
    /// Its other words, folded, with one space between them.
    pub stem: String,
    /// Greater is newer; below zero is a draft, `None` where it does not say.
    pub rank: Option<i32>,
}

const FINAL: i32 = 10_000;
const DRAFT: i32 = -10_000;

/// Takes a name apart.
pub fn version_of(name: &str) -> NamedVersion {
    let stem =
        name.rsplit_once('.').filter(|(_, end)| matches!(fold(end).as_str(), "pdf" | "pptx" | "ppt" | "odp" | "key"));
    let folded = fold(stem.map_or(name, |(stem, _)| stem));
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut rank: Option<i32> = None;
    let raise = |rank: &mut Option<i32>, by: i32| *rank = Some(rank.unwrap_or(0) + by);
    // A number at the end is a version where it is short: `-01`, `(2)`.
    if let [_, .., last] = words.as_slice()
        && last.len() <= 2
        && let Ok(number) = last.parse::<i32>()
    {
        let before = words[words.len() - 2];
        words.pop();
        raise(&mut rank, number);
        if matches!(before, "v" | "version" | "rev" | "revision" | "r") {
            words.pop();
        }
    }
    words.retain(|word| {
        let numbered = ["version", "rev", "ver", "v", "r"]
            .iter()
            .find_map(|prefix| word.strip_prefix(prefix)?.parse::<i32>().ok());
        let step = match *word {
            "final" | "finale" | "definitive" => Some(FINAL),
            "draft" | "preliminary" => Some(DRAFT),
            "revised" | "updated" | "corrected" | "revision" => Some(FINAL / 2),
            "copy" => Some(0),
            _ => numbered.filter(|n| (0..1000).contains(n)),
        };
        step.inspect(|&step| raise(&mut rank, step)).is_none()
    });
    NamedVersion { stem: words.join(" "), rank }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_older(older: &str, newer: &str) -> bool {
        let (a, b) = (version_of(older), version_of(newer));
        a.stem == b.stem && a.rank.unwrap_or(0) < b.rank.unwrap_or(0)
    }

    #[test]
    fn versions_of_one_name_are_in_order() {
        assert!(is_older("slides-105-quic-recovery-00.pdf", "slides-105-quic-recovery-01.pdf"));
        assert!(is_older("Talk Smith.pdf", "Talk Smith v2.pdf"));
        assert!(is_older("Talk_Smith_v2.pdf", "Talk Smith final.pdf"));
        assert!(is_older("Talk Smith draft.pdf", "Talk Smith.pdf"));
        assert!(is_older("Talk Smith rev 1.pdf", "talk-smith-rev-2.PDF"));
        assert!(is_older("Talk final.pdf", "Talk final (2).pdf"));
    }

    #[test]
    fn other_names_are_other_stems() {
        assert_ne!(version_of("Talk Smith.pdf").stem, version_of("Talk Jones v2.pdf").stem);
        assert_ne!(version_of("Report 2018.pdf").stem, version_of("Report 2019.pdf").stem);
        assert_eq!(version_of("v2.pdf").stem, "");
    }
}
