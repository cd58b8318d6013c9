//! Ordinals as words and as numbers with an ending, in the six official languages.

/// Folded, as [`crate::fold`] gives them: from the first to the twelfth, each form parted by `|`.
#[rustfmt::skip]
const WORDS: [&str; 12] = [
    "first|premier|premiere|1er|1re|primer|primera|primero|первый|первая|первое|الاول|الاولى|الاولي",
    "second|deuxieme|seconde|segunda|segundo|второй|вторая|второе|الثاني|الثانيه",
    "third|troisieme|tercer|tercera|tercero|третий|третья|третье|الثالث|الثالثه",
    "fourth|quatrieme|cuarta|cuarto|четвертый|четвертая|четвертое|الرابع|الرابعه",
    "fifth|cinquieme|quinta|quinto|пятый|пятая|пятое|الخامس|الخامسه",
    "sixth|sixieme|sexta|sexto|шестой|шестая|шестое|السادس|السادسه",
    "seventh|septieme|septima|septimo|седьмой|седьмая|седьмое|السابع|السابعه",
    "eighth|huitieme|octava|octavo|восьмой|восьмая|восьмое|الثامن|الثامنه",
    "ninth|neuvieme|novena|noveno|девятый|девятая|девятое|التاسع|التاسعه",
    "tenth|dixieme|decima|decimo|десятый|десятая|десятое|العاشر|العاشره",
    "eleventh|onzieme|undecima|undecimo|одиннадцатый|одиннадцатая|одиннадцатое|الحاديه عشره",
    "twelfth|douzieme|duodecima|duodecimo|двенадцатый|двенадцатая|двенадцатое|الثانيه عشره",
];

/// What stands after the digits.
const ENDINGS: &[&str] = &[
    "st", "nd", "rd", "th", "e", "er", "re", "eme", "nde", "a", "o", "ª", "º", "-я", "-е", "-й", "-ая", "-ое", "-ый",
    "я", "е", "й",
];

/// Which one a folded word says, from one: `first`, `3rd`, `2e`, `1-е`, `первое`, `الاولي`.
pub fn ordinal(folded: &str) -> Option<u32> {
    if let Some(at) = WORDS.iter().position(|forms| forms.split('|').any(|form| form == folded)) {
        return u32::try_from(at + 1).ok();
    }
    let end = folded.find(|c: char| !c.is_ascii_digit()).filter(|&end| (1..=3).contains(&end))?;
    let (digits, ending) = folded.split_at(end);
    ENDINGS.contains(&ending).then(|| digits.parse().ok()).flatten().filter(|n| *n > 0)
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
