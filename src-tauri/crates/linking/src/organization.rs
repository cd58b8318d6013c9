//! An organization in a document's words: by name, by acronym in any language, by the country or town that it is of.

use crate::field::{Field, Kind, folded_words, is_han};
use std::collections::HashMap;
use std::sync::LazyLock;

/// An organization, or what it may be called instead.
pub(crate) struct Organization {
    printed: String,
    pub words: Vec<String>,
    pub is_acronym: bool,
    /// The country or the town behind the name alone.
    pub is_place: bool,
    /// What other languages call it, or its initials, which the programme does not print.
    is_elsewhere: bool,
}

impl Organization {
    /// `European Counter-Terrorism Centre (ECTC)` is found by either half, and what is known all over the world by what
    /// other languages call it.
    pub fn of(name: &str) -> Vec<Organization> {
        let halves = name.trim().strip_suffix(')').and_then(|name| name.rsplit_once('('));
        let (name, acronym) = halves.map_or((name, None), |(name, acronym)| (name, Some(acronym)));
        // `Nkom, Norway`: the country, or the town, is not said again, or alone is.
        let cut = name.split_once([',', '،', '，']).map(|(head, place)| (head.trim(), place.trim()));
        let head = cut.map(|(head, _)| head).filter(|head| head.chars().count() >= 3);
        let place = cut.map(|(_, place)| place).filter(|place| place.chars().count() >= 3);
        let mut all: Vec<Organization> =
            [Some(name), acronym, head].into_iter().flatten().filter_map(Organization::new).collect();
        let known = all.iter().flat_map(|own| other_names(&own.words)).map(str::to_owned);
        let short = acronym.is_none().then(|| abbreviated(head.unwrap_or(name))).flatten();
        let elsewhere: Vec<String> = known.chain(short).collect();
        let elsewhere = elsewhere.iter().filter_map(|name| Organization::new(name));
        all.extend(elsewhere.map(|other| Organization { is_elsewhere: true, ..other }));
        all.extend(place.and_then(Organization::new).map(|place| Organization { is_place: true, ..place }));
        let mut seen = Vec::new();
        all.retain(|one| {
            let is_new = !seen.contains(&one.words);
            seen.push(one.words.clone());
            is_new
        });
        all
    }

    fn new(name: &str) -> Option<Organization> {
        let words = folded_words(name.trim().strip_prefix("The ").unwrap_or(name.trim()));
        let n_letters: usize = words.iter().map(|word| word.chars().count()).sum();
        let is_acronym = words.len() == 1
            && name.chars().filter(|c| c.is_uppercase()).count() >= 2
            && name.chars().all(|c| !c.is_lowercase() && !is_han(c));
        (n_letters >= 2).then(|| Organization {
            printed: name.to_owned(),
            words,
            is_acronym,
            is_place: false,
            is_elsewhere: false,
        })
    }

    /// As it stands in the field.
    pub fn find(&self, field: &Field) -> Option<String> {
        let [only] = &self.words[..] else {
            let joined = self.words.concat();
            let joined = field.places.get(&joined).filter(|_| joined.chars().count() >= 6);
            let joined = joined.and_then(|places| places.first()).map(|&at| (at, at));
            return field.phrase(&self.words).or(joined).map(|(from, to)| field.printed(from, to));
        };
        if only.chars().all(is_han) {
            return field.han(only).then(|| only.clone());
        }
        for &at in field.places.get(only)? {
            let words = field.printed(at, at);
            // `WHO` is not `who`; a file name may be in small letters throughout.
            let is_small = || {
                field.kind == Kind::FileName
                    && only.len() >= if self.is_elsewhere { 4 } else { 3 }
                    && !crate::title::is_common(only)
                    && !field.text.contains(char::is_uppercase)
            };
            let is_spelt = !self.is_acronym || words.chars().all(|c| !c.is_lowercase()) || is_small();
            if is_spelt && (only.chars().count() >= 3 || words == self.printed) {
                return Some(words);
            }
        }
        None
    }
}

/// `RURA` of the *Rwanda Utilities Regulatory Authority*, which prints no acronym.
fn abbreviated(name: &str) -> Option<String> {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    let has_capitals_inside = words.iter().any(|word| word.chars().skip(1).any(char::is_uppercase));
    ((3..=6).contains(&initials.chars().count()) && !has_capitals_inside).then_some(initials)
}

/// What organizations of the whole world are called: acronyms and names, a line each.
static BODIES: LazyLock<HashMap<Vec<String>, Vec<&'static str>>> = LazyLock::new(|| {
    let mut bodies = HashMap::new();
    for line in include_str!("bodies.tsv").lines().filter(|line| !line.starts_with('#')) {
        let names: Vec<&str> = line.split('\t').collect();
        for name in &names {
            bodies.insert(folded_words(name), names.clone());
        }
    }
    bodies
});

fn other_names(words: &[String]) -> impl Iterator<Item = &'static str> {
    BODIES.get(words).into_iter().flatten().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_organization_is_found_by_what_other_languages_call_it() {
        let finds = |organization: &str, name: &str| {
            let field = Field::read(name, Kind::FileName);
            Organization::of(organization).iter().any(|one| one.find(&field).is_some())
        };
        for (organization, name) in [
            ("World Health Organization (WHO)", "OMS-presentation"),
            ("WHO", "ВОЗ_доклад"),
            ("Organisation mondiale de la Santé", "who_geneva"),
            ("ЕЭК ООН", "UNECE Rec33"),
            ("International Criminal Court", "CPI_S1"),
            ("Rwanda Utilities Regulatory Authority", "RURA"),
            ("Nkom, Norway", "norway"),
            ("وزارة الصحة، موريتانيا", "عرض موريتانيا"),
        ] {
            // `who` in small letters may be a question.
            assert_eq!(finds(organization, name), name != "who_geneva", "{organization} in {name}");
        }
        assert!(!finds("International Criminal Court", "MUS"));
    }

    #[test]
    fn no_name_of_the_list_stands_for_two() {
        let lines = include_str!("bodies.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut seen = HashMap::new();
        for (at, line) in lines.enumerate() {
            for name in line.split('\t') {
                assert!(!name.is_empty() && name == name.trim(), "{line}");
                let before = seen.insert(folded_words(name), at);
                assert!(before.is_none_or(|before| before == at), "{name}");
            }
        }
    }
}
