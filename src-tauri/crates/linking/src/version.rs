//! What a file's name or a title says about which version it is: `-01`, `v2`, `rev 3`, `final`, `draft`, `_20240312`.

use analysis::fold;
use jiff::civil::Date;

/// A name without its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedVersion {
    /// Its other words, folded, with one space between them.
    pub stem: String,
    /// Greater is newer; below zero is a draft, `None` where it does not say.
    pub rank: Option<i32>,
    /// The day at its end: of the version, or of the talk.
    pub date: Option<Date>,
    /// A word says that it is a version, not a bare number or a day alone.
    pub is_said: bool,
}

impl NamedVersion {
    /// Does it say which version it is at all?
    pub fn is_marked(&self) -> bool {
        self.rank.is_some() || self.date.is_some()
    }
}

const FINAL: i32 = 10_000;
const DRAFT: i32 = -10_000;
const PREFIXES: [&str; 5] = ["version", "revision", "rev", "ver", "v"];
/// How systems call a second file of a name, before it and behind.
const COPY_OF: [&[&str]; 7] = [
    &["copy", "of"],
    &["copia", "de"],
    &["copie", "de"],
    &["copia", "di"],
    &["kopie", "von"],
    &["копия"],
    &["نسخه", "من"],
];
const COPIES: [&str; 7] = ["copy", "copia", "copie", "kopie", "копия", "副本", "拷贝"];
/// What a number behind them counts: parts of a meeting or a document, and not its versions.
const COUNTED: [&str; 62] = [
    "part",
    "pt",
    "session",
    "day",
    "panel",
    "module",
    "chapter",
    "lecture",
    "section",
    "annex",
    "appendix",
    "item",
    "talk",
    "group",
    "room",
    "hall",
    "track",
    "wg",
    "week",
    "volume",
    "vol",
    "no",
    "nr",
    "n",
    "number",
    "figure",
    "fig",
    "table",
    "phase",
    "step",
    "topic",
    "theme",
    "unit",
    "lesson",
    "meeting",
    "round",
    "speaker",
    "slot",
    "teil",
    "partie",
    "seance",
    "jour",
    "annexe",
    "point",
    "parte",
    "sesion",
    "dia",
    "mesa",
    "tema",
    "tag",
    "sitzung",
    "часть",
    "сессия",
    "заседание",
    "день",
    "тема",
    "第",
    "部分",
    "الجزء",
    "الجلسة",
    "s",
    "p",
];

/// Takes a name apart.
pub fn version_of(name: &str) -> NamedVersion {
    let stem =
        name.rsplit_once('.').filter(|(_, end)| matches!(fold(end).as_str(), "pdf" | "pptx" | "ppt" | "odp" | "key"));
    let folded = fold(&part_capitals(stem.map_or(name, |(stem, _)| stem)));
    let mut words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (mut rank, mut date, mut is_said): (Option<i32>, Option<Date>, bool) = (None, None, false);
    let raise = |rank: &mut Option<i32>, by: i32| *rank = Some(rank.unwrap_or(0) + by);
    if let Some(copy) = COPY_OF.iter().find(|copy| words.len() > copy.len() && words.starts_with(copy)) {
        words.drain(..copy.len());
        (rank, is_said) = (Some(0), true);
    }
    // From the end, for a name may say it in several ways: `v2_20240312`, `final (1)`.
    while words.len() > 1 {
        if let Some((day, n_words)) = date_at_end(&words).filter(|(_, n)| date.is_none() && *n < words.len()) {
            date = Some(day);
            words.truncate(words.len() - n_words);
            continue;
        }
        let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
        let is_short = last.len() <= 2 || PREFIXES.contains(&before) && last.len() <= 3;
        let number = last.parse::<i32>().ok().filter(|_| is_short && !COUNTED.contains(&before));
        if let Some(number) = number {
            raise(&mut rank, number);
            words.pop();
            if PREFIXES.contains(&before) || before == "r" && words.len() > 1 {
                words.pop();
                is_said = true;
            }
            continue;
        }
        let copy = || COPIES.contains(&last).then_some(0);
        let Some(step) = step_of(last).or_else(|| step_at_end(last)).or_else(copy) else { break };
        raise(&mut rank, step);
        is_said = true;
        words.pop();
    }
    words.retain(|word| step_of(word).inspect(|&step| raise(&mut rank, step)).inspect(|_| is_said = true).is_none());
    NamedVersion { stem: words.join(" "), rank, date, is_said }
}

/// How much newer a word says that a version is, wherever it stands.
fn step_of(word: &str) -> Option<i32> {
    let numbered = |word: &str, prefixes: &[&str]| {
        let numbers = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)?.parse::<i32>().ok());
        numbers.filter(|n| (0..1000).contains(n))
    };
    match word {
        "final"
        | "finale"
        | "finala"
        | "definitive"
        | "definitif"
        | "definitivo"
        | "definitiva"
        | "endfassung"
        | "итоговый"
        | "итоговая"
        | "финал"
        | "финальная"
        | "финальный"
        | "окончательная"
        | "最终版"
        | "最終版"
        | "终稿"
        | "定稿"
        | "نهائي"
        | "النهائي"
        | "نهاييه"
        | "نهائية" => Some(FINAL),
        "draft" | "preliminary" | "brouillon" | "borrador" | "entwurf" | "черновик" | "проект" | "草稿" | "初稿"
        | "مسوده" | "مسودة" => Some(DRAFT),
        "revised"
        | "updated"
        | "corrected"
        | "revision"
        | "corrige"
        | "corregido"
        | "revisado"
        | "исправленный"
        | "修订版"
        | "修訂版" => Some(FINAL / 2),
        _ => numbered(word, &["version", "rev", "ver", "v", "r"])
            .or_else(|| numbered(word, &["final"]).map(|n| FINAL + n))
            .or_else(|| numbered(word, &["draft"]).map(|n| DRAFT + n)),
    }
}

/// The same of words that mean a version at a name's end alone: *New York* is none.
fn step_at_end(word: &str) -> Option<i32> {
    match word {
        "latest" | "new" | "newest" => Some(FINAL / 2),
        "old" | "alt" => Some(DRAFT / 2),
        "rev" | "update" => Some(1),
        _ => None,
    }
}

/// A full day at the end of a name, and of how many words: `20240312`, `2024-03-12`, `12.03.2024`.
fn date_at_end(words: &[&str]) -> Option<(Date, usize)> {
    let number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse::<i16>().ok())?;
    let day = |year: i16, month: i16, day: i16| {
        let date = Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok();
        date.filter(|date| (1990..2100).contains(&date.year()))
    };
    if let [.., last] = words
        && last.len() == 8
        && last.bytes().all(|byte| byte.is_ascii_digit())
    {
        let part = |from: usize, to: usize| number(&last[from..to]).unwrap_or(0);
        let date = day(part(0, 4), part(4, 6), part(6, 8)).or_else(|| day(part(4, 8), part(2, 4), part(0, 2)));
        return date.map(|date| (date, 1));
    }
    let [.., one, two, three] = words else { return None };
    let (one_is_year, three_is_year) = (one.len() == 4, three.len() == 4);
    let (one, two, three) = (number(one)?, number(two)?, number(three)?);
    let date = match (one_is_year, three_is_year) {
        (true, false) => day(one, two, three),
        // Which of the two is the month is known where the other cannot be.
        (false, true) if one > 12 || two > 12 || one == two => day(three, two, one).or_else(|| day(three, one, two)),
        _ => None,
    };
    date.map(|date| (date, 3))
}

/// `TalkV2` is two words.
fn part_capitals(name: &str) -> String {
    let mut parted = String::with_capacity(name.len() + 1);
    let mut letters = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = letters.next() {
        if c == 'V' && before.is_lowercase() && letters.peek().is_some_and(|next| next.is_ascii_digit()) {
            parted.push(' ');
        }
        parted.push(c);
        before = c;
    }
    parted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_older(older: &str, newer: &str) -> bool {
        let (a, b) = (version_of(older), version_of(newer));
        a.stem == b.stem && (a.rank.unwrap_or(0), a.date) < (b.rank.unwrap_or(0), b.date)
    }

    #[test]
    fn versions_of_one_name_are_in_order() {
        assert!(is_older("slides-105-quic-recovery-00.pdf", "slides-105-quic-recovery-01.pdf"));
        assert!(is_older("Talk Smith.pdf", "Talk Smith v2.pdf"));
        assert!(is_older("Talk_Smith_v2.pdf", "Talk Smith final.pdf"));
        assert!(is_older("Talk Smith draft.pdf", "Talk Smith.pdf"));
        assert!(is_older("Talk Smith rev 1.pdf", "talk-smith-rev-2.PDF"));
        assert!(is_older("Talk final.pdf", "Talk final (2).pdf"));
        assert!(is_older("Talk_Smith_final.pdf", "Talk_Smith_final_final.pdf"));
        assert!(is_older("Talk_Smith_final.pdf", "Talk_Smith_FINAL2.pdf"));
        assert!(is_older("TalkSmith.pdf", "TalkSmithV2.pdf"));
        assert!(is_older("Talk_Smith_20240312.pdf", "Talk_Smith_20240314.pdf"));
        assert!(is_older("Talk_Smith_2024-03-12.pdf", "Talk Smith 14.03.2024.pdf"));
        assert!(is_older("Talk_Smith_v1_20240312.pdf", "Talk_Smith_20240301_v2.pdf"));
        assert!(is_older("演讲_初稿.pdf", "演讲_最终版.pdf"));
        for copy in [
            "Copy of Talk Smith.pdf",
            "Copia de Talk Smith (1).pdf",
            "Копия Talk Smith.pdf",
            "Talk Smith - Kopie (2).pdf",
            "Talk Smith copy.pdf",
        ] {
            let version = version_of(copy);
            assert_eq!((version.stem.as_str(), version.is_said), ("talk smith", true), "{copy}");
        }
        assert_eq!(version_of("Copy number variation.pdf").stem, "copy number variation");
    }

    #[test]
    fn other_names_are_other_stems() {
        assert_ne!(version_of("Talk Smith.pdf").stem, version_of("Talk Jones v2.pdf").stem);
        assert_ne!(version_of("Report 2018.pdf").stem, version_of("Report 2019.pdf").stem);
        assert_eq!(version_of("v2.pdf").stem, "");
        for (one, other) in [
            ("part1.pdf", "part2.pdf"),
            ("Smith part 1.pdf", "Smith part 2.pdf"),
            ("session-1.pdf", "session-2.pdf"),
            ("Day_1_Smith.pdf", "Day_2_Smith.pdf"),
            ("séance-1.pdf", "séance-2.pdf"),
            ("HIV1.pdf", "HIV2.pdf"),
            ("New York.pdf", "York.pdf"),
        ] {
            assert_ne!(version_of(one).stem, version_of(other).stem, "{one}, {other}");
        }
    }
}
