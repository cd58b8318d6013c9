//! A speaker's name in a document's words.

use crate::field::{Field, Kind, is_foreign, is_han, words};
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
    /// Of the words, where they are in another script than Latin.
    sounds: Vec<String>,
}

/// How much of a name was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// The last name alone.
    Surname,
    /// By its sound, in another script.
    Transliterated,
    Full,
}

impl Name {
    /// The ways in which a name is cut into words: `McDonald` is one or two, and so is `Le Goff`.
    pub fn variants(name: &str) -> Vec<Name> {
        let (whole, cut) = (Name::new(name, false), Name::new(name, true));
        let mut variants = if whole.words == cut.words { vec![whole] } else { vec![whole, cut] };
        variants.extend(joined(name).map(|name| Name::new(&name, false)));
        variants
    }

    fn new(name: &str, cuts_case: bool) -> Name {
        let all: Vec<String> = words(name, cuts_case).into_iter().map(|word| word.folded).collect();
        let squeezed = all.concat();
        let han = all.concat();
        let han = Some(han).filter(|han| han.chars().count() >= 2 && han.chars().all(is_han));
        let is_initial = |word: &&String| word.chars().count() == 1;
        let has_initials = all.iter().any(|word| is_initial(&word));
        let firsts = all.iter().take(all.len().saturating_sub(1));
        let initials = match has_initials {
            true => all.iter().filter(is_initial).cloned().collect(),
            false => firsts.filter_map(|word| word.chars().next()).collect(),
        };
        let words: Vec<String> = all.into_iter().filter(|word| word.chars().count() >= 2).collect();
        let is_other = words.iter().any(|word| is_foreign(word));
        let sounds = if is_other { words.iter().map(|word| analysis::sound_key(word)).collect() } else { Vec::new() };
        let pinyin = han.as_deref().map(analysis::pinyin_forms).unwrap_or_default();
        Name { words, han, pinyin, squeezed, initials, sounds }
    }

    pub fn surname(&self) -> Option<&String> {
        self.words.last().filter(|surname| self.words.len() >= 2 && surname.chars().count() >= 4)
    }

    /// The best of what the field has of the name, and as it stands there.
    pub fn find(&self, field: &Field) -> Option<(Extent, String)> {
        if let Some(han) = &self.han {
            return field.han(han).then(|| (Extent::Full, han.clone())).or_else(|| self.in_pinyin(field));
        }
        let surname = || {
            let at = *field.places.get(self.surname()?)?.first()?;
            Some((Extent::Surname, field.printed(at, at)))
        };
        self.full(field)
            .or_else(|| self.transliterated(field))
            .or_else(|| self.with_initials(field))
            .or_else(surname)
            .or_else(|| self.surname_by_sound(field))
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
        let surname = self.words.last().filter(|surname| surname.chars().count() >= 4)?;
        let first = self.initials.chars().next().filter(|_| field.kind == Kind::FileName)?;
        let forms = [
            format!("{}{surname}", self.initials),
            format!("{first}{surname}"),
            format!("{surname}{}", self.initials),
            format!("{surname}{first}"),
        ];
        let at = forms.iter().find_map(|form| field.places.get(form)?.first().copied())?;
        Some((Extent::Transliterated, field.printed(at, at)))
    }

    /// `Kuznetsova_corpus18` of Кузнецова А. С.: in a file's name, the last name alone in Latin letters.
    fn surname_by_sound(&self, field: &Field) -> Option<(Extent, String)> {
        if !matches!(field.kind, Kind::FileName | Kind::Folder) || self.sounds.is_empty() {
            return None;
        }
        let (surname, sound) = (self.words.last()?, self.sounds.last()?);
        if surname.chars().count() < 4 || sound.chars().count() < 2 {
            return None;
        }
        let at = (0..field.words.len().min(30)).find(|&at| field.sounds_like(at, surname, sound))?;
        Some((Extent::Surname, field.printed(at, at)))
    }

    fn full(&self, field: &Field) -> Option<(Extent, String)> {
        if self.words.len() < 2 {
            // A name of one word, such as `ekr`, is a name only where it is long.
            let only = self.words.first().filter(|only| only.chars().count() >= 5)?;
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
        let foreign = self.words.iter().any(|word| is_foreign(word));
        let keys: Vec<String> = self.words.iter().map(|word| transliteration_key(word)).collect();
        if keys.iter().any(|key| key.chars().count() < 2) {
            return None;
        }
        if !foreign && field.foreign.is_empty() {
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

/// `claire legoff` of *Claire Le Goff*: a surname with its small words, as files and addresses write it.
fn joined(name: &str) -> Option<String> {
    const PARTICLES: &[&str] = &[
        "le", "la", "de", "du", "des", "del", "della", "di", "da", "dos", "das", "van", "von", "der", "den", "ter",
        "ten", "el", "al", "bin", "ben", "ibn", "abu", "mc", "mac", "o", "d", "st",
    ];
    let all: Vec<String> = words(name, true).into_iter().map(|word| word.folded).collect();
    let last = all.len().checked_sub(1)?;
    let n_small = all[..last].iter().skip(1).rev().take_while(|word| PARTICLES.contains(&word.as_str())).count();
    let (given, family) = all.split_at(last - n_small);
    (n_small > 0).then(|| format!("{} {}", given.join(" "), family.concat()))
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
    use super::joined;

    #[test]
    fn surnames_of_several_words_are_one_in_files() {
        for (name, expected) in [
            ("Claire Le Goff", Some("claire legoff")),
            ("Joost de Wit", Some("joost dewit")),
            ("Jan van der Berg", Some("jan vanderberg")),
            ("Aoife O'Brien", Some("aoife obrien")),
            ("Ahmed Al-Mansoori", Some("ahmed almansoori")),
            ("Le Goff", None),
            ("Ana Pérez", None),
            ("", None),
        ] {
            assert_eq!(joined(name).as_deref(), expected, "{name}");
        }
    }
}
