//! A speaker's name in a document's words.

use crate::field::{Field, Kind, Word, is_foreign, is_han, words};
use analysis::transliteration_key;

/// A name, ready to be looked for.
pub(crate) struct Name {
    /// In the order printed, without initials.
    pub words: Vec<String>,
    han: Option<String>,
    /// The Chinese name in Latin letters.
    pinyin: Vec<String>,
    squeezed: String,
    /// First letters of all but the last name; of a name printed with initials, these.
    initials: String,
    /// Which of the words may stand alone for the person: the last one, the first where a patronymic follows, what is
    /// printed in capitals, each half of a double name.
    families: Vec<usize>,
    /// Of the words, where they are in another script than Latin.
    sounds: Vec<String>,
    /// By which the words are known in another script.
    keys: Vec<String>,
    /// The last names with the initials of the others, as one word.
    with_initials: Vec<String>,
}

/// How much of a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// A name that is not the last one: given, of the middle, or the family's where it is printed first.
    Part,
    /// The last name but for a letter, or its beginning where names are cut off.
    Nearly,
    /// The last name alone.
    Surname,
    /// The last name with the initials of the others.
    Initials,
    /// By its sound, in another script.
    Transliterated,
    Full,
}

impl Name {
    /// The ways in which a name is cut into words and spelt: `McDonald` is one or two, and so is `Le Goff`; `Müller` is
    /// `Mueller` where there are no umlauts.
    pub fn variants(name: &str) -> Vec<Name> {
        let (whole, cut) = (Name::new(name, false), Name::new(name, true));
        let mut variants = if whole.words == cut.words { vec![whole] } else { vec![whole, cut] };
        variants.extend(joined(name).map(|name| Name::new(&name, false)));
        variants.extend(spelt_out(name).map(|name| Name::new(&name, false)));
        variants
    }

    fn new(name: &str, cuts_case: bool) -> Name {
        let all = words(name, cuts_case);
        let squeezed: String = all.iter().map(|word| word.folded.as_str()).collect();
        let han = Some(squeezed.clone()).filter(|han| han.chars().count() >= 2 && han.chars().all(is_han));
        let is_initial = |word: &&Word| word.folded.chars().count() == 1;
        let printed: Vec<&Word> = all.iter().filter(|word| !is_initial(word)).collect();
        let families = families(name, &printed);
        let words: Vec<String> = printed.into_iter().map(|word| word.folded.clone()).collect();
        let own: Vec<&Word> = all.iter().filter(is_initial).collect();
        let initials: String = match own.is_empty() {
            false => own.iter().map(|word| word.folded.as_str()).collect(),
            true => {
                let given = words.iter().enumerate().filter(|(idx, _)| !families.contains(idx));
                given.filter_map(|(_, word)| word.chars().next()).collect()
            }
        };
        let is_other = words.iter().any(|word| is_foreign(word));
        let sounds = if is_other { words.iter().map(|word| analysis::sound_key(word)).collect() } else { Vec::new() };
        let pinyin = han.as_deref().map(analysis::pinyin_forms).unwrap_or_default();
        let keys = words.iter().map(|word| transliteration_key(word)).collect();
        let mut with_initials = Vec::new();
        for surname in families.iter().map(|idx| &words[*idx]).filter(|word| word.chars().count() >= 4) {
            let first = initials.chars().take(1).collect::<String>();
            let mut firsts = vec![initials.as_str(), first.as_str()];
            firsts.dedup();
            firsts.retain(|one| !one.is_empty());
            with_initials.extend(firsts.iter().flat_map(|one| [format!("{one}{surname}"), format!("{surname}{one}")]));
        }
        Name { words, han, pinyin, squeezed, initials, families, sounds, keys, with_initials }
    }

    /// Those of the words that may stand alone for the person.
    pub fn surnames(&self) -> impl Iterator<Item = &String> {
        let is_enough = self.words.len() >= 2 || !self.initials.is_empty();
        let all = self.families.iter().map(|idx| &self.words[*idx]);
        all.filter(move |surname| is_enough && surname.chars().count() >= 4)
    }

    /// The best of what the field has of the name, and as it stands there.
    pub fn find(&self, field: &Field) -> Option<(Extent, String)> {
        if let Some(han) = &self.han {
            // `山田` of 山田 太郎, where the programme parts the two.
            let surname = self.words.first().filter(|word| self.words.len() == 2 && word.chars().count() >= 2);
            let surname = surname.filter(|surname| field.kind == Kind::FileName && field.han(surname));
            let whole = field.han(han).then(|| (Extent::Full, han.clone()));
            return whole
                .or_else(|| self.in_pinyin(field))
                .or_else(|| surname.map(|surname| (Extent::Surname, surname.clone())));
        }
        let at_first = |word: &String| field.places.get(word).and_then(|places| places.first().copied());
        let alone = |extent: Extent, word: &String| at_first(word).map(|at| (extent, field.printed(at, at)));
        self.full(field)
            .or_else(|| self.transliterated(field))
            .or_else(|| self.with_initials(field))
            .or_else(|| self.beside_initials(field))
            .or_else(|| self.surnames().find_map(|surname| alone(Extent::Surname, surname)))
            .or_else(|| self.surname_by_sound(field))
            .or_else(|| self.nearly(field))
            .or_else(|| {
                let is_short = matches!(field.kind, Kind::FileName | Kind::Author);
                let others = self.words.iter().filter(|word| is_short && word.chars().count() >= 4);
                others.filter(|_| self.words.len() >= 2).find_map(|word| alone(Extent::Part, word))
            })
    }

    /// `Zhuravlev P`, `Demin_SO`, `И. Д. Журавлёв`: a last name between or beside the initials of the others.
    fn beside_initials(&self, field: &Field) -> Option<(Extent, String)> {
        const N_FIRST: usize = 60;
        if self.initials.is_empty() {
            return None;
        }
        let is_here = |at: usize, family: usize| {
            let (word, surname) = (&field.words[at].folded, &self.words[family]);
            word == surname
                || word.chars().count() >= 3
                    && !self.sounds.is_empty()
                    && field.sounds_like(at, surname, &self.sounds[family])
        };
        let families = self.families.iter().filter(|family| self.words[**family].chars().count() >= 3);
        for &family in families {
            for at in (0..field.words.len().min(N_FIRST)).filter(|&at| is_here(at, family)) {
                if let Some((from, to)) = self.initials_at(field, at) {
                    return Some((Extent::Initials, field.printed(from, to)));
                }
            }
        }
        None
    }

    /// The words before or after a place that are the name's initials, one or two words of one or two letters.
    fn initials_at(&self, field: &Field, at: usize) -> Option<(usize, usize)> {
        let is_near = |one: usize| {
            let gap = &field.text[field.words[one].end..field.words[one + 1].start];
            gap.len() <= 2 && gap.chars().all(|c| matches!(c, ' ' | '.' | '_' | '-' | ',' | '\u{a0}'))
        };
        let letters = |from: usize, to: usize| -> String {
            field.words[from..=to].iter().map(|word| word.folded.as_str()).collect()
        };
        let is_own = |text: &str| {
            let own = self.initials.chars().zip(text.chars());
            text.chars().count() <= self.initials.chars().count() && own.into_iter().all(|(a, b)| is_same_initial(a, b))
        };
        let is_short = |at: &usize| field.words[*at].folded.chars().count() <= 2;
        let after: Vec<usize> =
            (at + 1..field.words.len().min(at + 3)).take_while(|next| is_short(next) && is_near(next - 1)).collect();
        let before: Vec<usize> =
            (at.saturating_sub(2)..at).rev().take_while(|back| is_short(back) && is_near(*back)).collect();
        let ends = after.iter().rev().map(|to| (at + 1, *to)).filter(|(from, to)| is_own(&letters(*from, *to)));
        let starts = before.iter().rev().map(|from| (*from, at - 1)).filter(|(from, to)| is_own(&letters(*from, *to)));
        ends.map(|(_, to)| (at, to)).chain(starts.map(|(from, _)| (from, at))).next()
    }

    /// A long last name that is misspelt by a letter within, or of which a system that cuts names off left the beginning.
    fn nearly(&self, field: &Field) -> Option<(Extent, String)> {
        const N_LETTERS: usize = 7;
        if field.kind != Kind::FileName {
            return None;
        }
        let mut surnames = self.surnames();
        let is_within = |one: &str, other: &str| {
            let ends = |word: &str| word.chars().rev().take(2).collect::<Vec<_>>();
            is_one_edit(one, other) && (ends(one) == ends(other) || ends(one)[0] == ends(other)[0])
        };
        surnames.find_map(|surname| {
            let n_letters = surname.chars().count();
            let is_slip = |word: &str| {
                is_declined(word, surname)
                    || n_letters >= N_LETTERS && word.chars().count() >= N_LETTERS && is_within(word, surname)
            };
            let at = field.words.iter().take(30).position(|word| is_slip(&word.folded));
            // `Беловой` of *Belova*.
            let is_cased = |word: &str| declined_roots(word).any(|root| crate::field::sounds_so(&root, surname));
            let at =
                at.or_else(|| field.foreign.values().flatten().copied().find(|at| is_cased(&field.words[*at].folded)));
            let at = at.or_else(|| {
                let (at, beginning) = field.cut_off.as_ref()?;
                let initial = self.initials.chars().next().map(|initial| format!("{initial}{surname}"));
                let is_cut = |whole: &str| whole.starts_with(beginning.as_str()) && whole.len() > beginning.len();
                (is_cut(surname) || initial.is_some_and(|whole| is_cut(&whole))).then_some(*at)
            });
            at.map(|at| (Extent::Nearly, field.printed(at, at)))
        })
    }

    /// `zhangwei`, `Zhou Min`.
    fn in_pinyin(&self, field: &Field) -> Option<(Extent, String)> {
        let n_words = field.words.len().min(60);
        (0..n_words).find_map(|at| {
            (1..=3).filter(|n| at + n <= n_words).find_map(|n| {
                let joined: String = field.words[at..at + n].iter().map(|word| word.folded.as_str()).collect();
                let is_name = joined.len() >= 5 && self.pinyin.contains(&joined);
                is_name.then(|| (Extent::Transliterated, field.printed(at, at + n - 1)))
            })
        })
    }

    /// `mjpena`, `garciaj` in a file's name.
    fn with_initials(&self, field: &Field) -> Option<(Extent, String)> {
        let mut forms = self.with_initials.iter().filter(|_| field.kind == Kind::FileName);
        let at = forms.find_map(|form| field.places.get(form)?.first().copied())?;
        Some((Extent::Transliterated, field.printed(at, at)))
    }

    /// `Kuznetsova_corpus18` of Кузнецова А. С.: in a file's name, the last name alone in Latin letters.
    fn surname_by_sound(&self, field: &Field) -> Option<(Extent, String)> {
        if !matches!(field.kind, Kind::FileName | Kind::Folder) {
            return None;
        }
        if self.sounds.is_empty() {
            // The other way round: a Latin name, and a file in another script.
            let surname = self.surnames().find_map(|surname| {
                let at = field.foreign.values().flatten().find(|at| field.is_said(**at, surname))?;
                Some(*at)
            });
            return surname.map(|at| (Extent::Surname, field.printed(at, at)));
        }
        self.families.iter().find_map(|&family| {
            let (surname, sound) = (&self.words[family], &self.sounds[family]);
            if surname.chars().count() < 4 || sound.chars().count() < 2 {
                return None;
            }
            let at = (0..field.words.len().min(30)).find(|&at| field.sounds_like(at, surname, sound))?;
            Some((Extent::Surname, field.printed(at, at)))
        })
    }

    fn full(&self, field: &Field) -> Option<(Extent, String)> {
        if self.words.len() < 2 {
            // A name of one word, such as `ekr`, is a name only where it is long.
            let is_korean = |word: &str| word.chars().all(|c| matches!(c, '\u{AC00}'..='\u{D7A3}'));
            let is_long = |word: &&String| word.chars().count() >= if is_korean(word) { 3 } else { 5 };
            let only = self.words.first().filter(is_long)?;
            let at = *field.places.get(only)?.first()?;
            return Some((Extent::Full, field.printed(at, at)));
        }
        let is_short = field.kind != Kind::FirstPages;
        for (idx, word) in self.words.iter().enumerate() {
            for &at in field.places.get(word).into_iter().flatten().take(32) {
                let reach = self.words.len() + 2;
                let window = at.saturating_sub(reach)..(at + reach + 1).min(field.words.len());
                let mut found = vec![at];
                let mut last_idx = idx;
                for (other_idx, other) in self.words.iter().enumerate().filter(|&(other_idx, _)| other_idx != idx) {
                    let same = |&near: &usize| {
                        let near = field.words[near].folded.as_str();
                        near == other || is_short && other_idx != idx && is_one_edit(near, other)
                    };
                    if let Some(near) = window.clone().filter(|near| !found.contains(near)).find(same) {
                        found.push(near);
                        last_idx = last_idx.max(other_idx);
                    }
                }
                // Of three or more names, people leave out some.
                let enough = found.len() == self.words.len()
                    || self.words.len() >= 3
                        && found.len() >= 2
                        && last_idx >= 2.min(self.words.len() - 2)
                        && is_telling(&found, field);
                if enough {
                    let (from, to) = (found.iter().min(), found.iter().max());
                    return Some((Extent::Full, field.printed(*from?, *to?)));
                }
            }
        }
        let is_inside = is_short && self.squeezed.chars().count() >= 8 && field.squeezed.contains(&self.squeezed);
        is_inside.then(|| (Extent::Full, field.text.clone()))
    }

    fn transliterated(&self, field: &Field) -> Option<(Extent, String)> {
        if self.words.len() < 2 {
            return None;
        }
        let foreign = !self.sounds.is_empty();
        if !foreign && field.foreign.is_empty() {
            return None;
        }
        let keys = &self.keys;
        if keys.iter().any(|key| key.chars().count() < 2) {
            return None;
        }
        let places = |key: &String| -> Vec<usize> {
            if foreign {
                let idx = keys.iter().position(|known| known == key).unwrap_or(0);
                (0..field.words.len().min(60))
                    .filter(|&at| field.sounds_like(at, &self.words[idx], &self.sounds[idx]))
                    .collect()
            } else {
                field.foreign.get(key).cloned().unwrap_or_default()
            }
        };
        let (first, last) = (places(&keys[0]), places(keys.last()?));
        let near = self.words.len() + 1;
        first.iter().find_map(|&one| {
            let other = *last.iter().find(|&&other| other != one && other.abs_diff(one) <= near)?;
            Some((Extent::Transliterated, field.printed(one, other)))
        })
    }
}

/// Which words of a name, those that are no initials, may be the family's.
fn families(name: &str, words: &[&Word]) -> Vec<usize> {
    let Some(last) = words.len().checked_sub(1) else { return Vec::new() };
    let printed = |idx: usize| &name[words[idx].start..words[idx].end];
    let is_loud = |idx: &usize| {
        let word = printed(*idx);
        word.chars().filter(|c| c.is_alphabetic()).count() >= 3
            && word.chars().any(char::is_uppercase)
            && !word.chars().any(char::is_lowercase)
    };
    let loud: Vec<usize> = (0..=last).filter(is_loud).collect();
    if !loud.is_empty() && loud.len() <= last {
        return loud;
    }
    let patronymic = (1..=last).find(|idx| is_patronymic(&words[*idx].folded));
    match patronymic {
        Some(idx) if idx == last && last == 2 => return vec![0],
        Some(idx) if idx < last => return vec![last],
        Some(_) | None => {}
    }
    // `Smith, John` is turned round.
    if let Some(comma) = name.find(',') {
        let before = words.iter().filter(|word| word.end <= comma).count();
        if before > 0 && before <= last {
            return vec![before - 1];
        }
    }
    // Halves of a double name, the last first.
    let is_hyphen = |idx: usize| &name[words[idx].end..words[idx + 1].start] == "-";
    let n_halves = (0..last).rev().take_while(|idx| is_hyphen(*idx)).count();
    let from = if n_halves < last { last - n_halves } else { last };
    (from..=last).rev().collect()
}

/// `Павлович`, `Васильевна`, `Ilyinichna`, folded.
fn is_patronymic(word: &str) -> bool {
    const ENDS: &[&str] = &["ович", "евич", "овна", "евна", "ична", "инична", "оглы", "кызы", "ovna", "evna", "ichna"];
    word.chars().count() >= 5
        && (ENDS.iter().any(|end| word.ends_with(end)) || word.ends_with("льич") || word == "ильич")
}

/// `Иванова`, `Ивановой`, `Ивановым`: in what is *of* or *by* somebody, a Russian surname has other endings.
fn is_declined(word: &str, surname: &str) -> bool {
    word != surname && word.chars().count() >= 5 && declined_roots(word).any(|root| root == surname)
}

/// The surnames that a Russian word may be a form of.
fn declined_roots(word: &str) -> impl Iterator<Item = String> {
    const ENDS: &[(&str, &[&str])] = &[
        ("ого", &["ий", "ый", "ой"]),
        ("ому", &["ий", "ый", "ой"]),
        ("ским", &["ский"]),
        ("ской", &["ская"]),
        ("ую", &["ая"]),
        ("ой", &["а", "ая"]),
        ("ым", &["", "ый"]),
        ("ом", &[""]),
        ("а", &[""]),
        ("у", &["", "а"]),
    ];
    let is_cyrillic = word.starts_with(|c: char| matches!(c, '\u{400}'..='\u{52F}'));
    let ends = ENDS.iter().filter(move |_| is_cyrillic);
    ends.filter_map(|(end, own)| Some((word.strip_suffix(end)?, own)))
        .flat_map(|(root, own)| own.iter().map(move |end| format!("{root}{end}")))
        .filter(|root| root.chars().count() >= 4)
}

/// Is the one letter another's, be it in another script?
fn is_same_initial(one: char, other: char) -> bool {
    one == other || {
        let (one, other) = (one.to_string(), other.to_string());
        (is_foreign(&one) || is_foreign(&other)) && analysis::begin_alike(&one, &other)
    }
}

/// A name with its umlauts and their like in two letters.
fn spelt_out(name: &str) -> Option<String> {
    let mut spelt = String::new();
    for c in name.to_lowercase().chars() {
        match c {
            'ä' => spelt.push_str("ae"),
            'ö' | 'ø' => spelt.push_str("oe"),
            'ü' => spelt.push_str("ue"),
            'å' => spelt.push_str("aa"),
            c => spelt.push(c),
        }
    }
    (spelt != name.to_lowercase()).then_some(spelt)
}

/// `claire legoff` of *Claire Le Goff*, `dana cohenlevy` of *Dana Cohen-Levy*: a surname with its small words or its
/// other half, as files and addresses write it.
fn joined(name: &str) -> Option<String> {
    const PARTICLES: &[&str] = &[
        "le", "la", "de", "du", "des", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "ter",
        "ten", "el", "al", "bin", "ben", "ibn", "abu", "mc", "mac", "o", "d", "st", "ni", "nic", "ui", "ould", "ait",
    ];
    let cut = words(name, true);
    let is_hyphen = |idx: usize| &name[cut[idx].end..cut[idx + 1].start] == "-";
    let all: Vec<&str> = cut.iter().map(|word| word.folded.as_str()).collect();
    let last = all.len().checked_sub(1)?;
    let n_halves = (1..last).rev().take_while(|idx| is_hyphen(*idx)).count();
    let family = last - n_halves;
    let n_small = all[..family].iter().skip(1).rev().take_while(|word| PARTICLES.contains(word)).count();
    let (given, family) = all.split_at(family - n_small);
    (n_small + n_halves > 0).then(|| format!("{} {}", given.join(" "), family.concat()))
}

/// Are two of a name's words enough? Not where both are short, as in `de la`.
fn is_telling(found: &[usize], field: &Field) -> bool {
    let lengths = || found.iter().map(|&at| field.words[at].folded.chars().count());
    lengths().filter(|&length| length >= 3).count() >= 2 && lengths().sum::<usize>() >= 8
}

/// Do two words of five letters or more differ by one letter?
pub(crate) fn is_one_edit(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    if short.len() < 5 || long.len() - short.len() > 1 {
        return false;
    }
    let n_same = short.iter().zip(&long).take_while(|(a, b)| a == b).count();
    let skip = usize::from(short.len() == long.len());
    short[(n_same + skip).min(short.len())..] == long[(n_same + 1).min(long.len())..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surname_is_known_in_whatever_order_a_name_is_printed() {
        let surnames = |name: &str| Name::new(name, false).surnames().cloned().collect::<Vec<_>>();
        for (name, expected) in [
            ("Claire Dubreuil", &["dubreuil"][..]),
            ("Воронцов Алексей Павлович", &["воронцов"]),
            ("Алексей Павлович Воронцов", &["воронцов"]),
            ("Касперович Анна Леонидовна", &["касперович"]),
            ("Tomislav Bogdanović", &["bogdanovic"]),
            ("NAGY Ferenc", &["nagy"]),
            ("Okello, Joseph", &["okello"]),
            ("Matthias Köhler-Brandt", &["brandt", "kohler"]),
            ("Петров И. И.", &["петров"]),
        ] {
            assert_eq!(surnames(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_is_found_by_as_much_of_it_as_a_file_has() {
        let extent = |name: &str, file: &str| {
            let field = Field::read(file, Kind::FileName);
            Name::variants(name).iter().filter_map(|name| name.find(&field)).map(|(extent, _)| extent).max()
        };
        for (name, file, expected) in [
            ("Дёмин Сергей Олегович", "Demin_SO", Some(Extent::Initials)),
            ("Журавлёв Пётр Ильич", "Zhuravlev_P", Some(Extent::Initials)),
            ("Журавлёв Пётр Ильич", "Zhuravlev_I", Some(Extent::Surname)),
            ("Воронцов Алексей Павлович", "Voroncov", Some(Extent::Surname)),
            ("Γεώργιος Παπαδόπουλος", "Papadopoulos", Some(Extent::Surname)),
            ("Nadezhda Belova", "выступление Беловой", Some(Extent::Surname)),
            ("Игорь Петров", "доклад Петрова", Some(Extent::Nearly)),
            ("Jürgen Müllerschön", "Muellerschoen", Some(Extent::Surname)),
            ("Erik Lindqvist", "Lindquist PTS", Some(Extent::Nearly)),
            ("Álvaro Santisteban Ruiz", "SANTIS~1", None),
            ("Álvaro Santisteban", "SANTIS~1", Some(Extent::Nearly)),
            ("Ramiro Echeverri", "rechever@example.org", Some(Extent::Nearly)),
            ("Priya Raman", "priya", Some(Extent::Part)),
            ("박지훈", "박지훈_발표", Some(Extent::Full)),
            ("山田 太郎", "山田_資料", Some(Extent::Surname)),
            ("Erik Lindqvist", "Lindquest", None),
            ("Ana Torres", "Torrens", None),
        ] {
            assert_eq!(extent(name, file), expected, "{name} in {file}");
        }
    }

    #[test]
    fn surnames_of_several_words_are_one_in_files() {
        for (name, expected) in [
            ("Claire Le Goff", Some("claire legoff")),
            ("Joost de Wit", Some("joost dewit")),
            ("Jan van der Berg", Some("jan vanderberg")),
            ("Aoife O'Brien", Some("aoife obrien")),
            ("Dana Cohen-Levy", Some("dana cohenlevy")),
            ("Ahmed Al-Mansoori", Some("ahmed almansoori")),
            ("Le Goff", None),
            ("Ana Pérez", None),
            ("", None),
        ] {
            assert_eq!(joined(name).as_deref(), expected, "{name}");
        }
    }
}
