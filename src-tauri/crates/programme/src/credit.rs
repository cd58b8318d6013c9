//! Who is named, with which title, of which organization: as printed, nothing guessed.

mod address;
mod name;
mod roles;

use crate::Credit;
pub(crate) use address::is_address;
use analysis::fold;
use model::{Problem, ProblemCode, Role};
use name::begins_with_surname;
pub(crate) use name::{has_patronymic, is_full_name, looks_like_name, names_home};
pub(crate) use roles::{is_beside, role, role_label, role_line};

const COMMAS: [char; 3] = [',', '，', '،'];

pub(crate) fn starts_with_honorific(text: &str) -> bool {
    let text = spaced(text.trim());
    split_honorific(&text).0.is_some()
}

/// `H. E. Mr.`, `Profa.Nuria`: spaced as elsewhere.
fn spaced(text: &str) -> std::borrow::Cow<'_, str> {
    if let Some(rest) = ["H. E.", "S. E.", "H.E ", "HE "].iter().find_map(|start| text.strip_prefix(start)) {
        return format!("H.E. {}", rest.trim_start()).into();
    }
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    match text[end..].strip_prefix('.') {
        Some(rest) if rest.starts_with(char::is_uppercase) && end >= 2 && is_honorific(&text[..end]) => {
            format!("{}. {rest}", &text[..end]).into()
        }
        _ => text.into(),
    }
}

/// Takes `(Moderator: …)` or ` – Moderator: …` off the end of a session's title.
pub(crate) fn split_role(text: &str) -> (&str, Option<(Role, &str)>) {
    let (title, role) = role_in_brackets(text);
    if role.is_some() {
        return (title, role);
    }
    let mut marks = text.char_indices().filter(|&(at, c)| {
        matches!(c, ';' | '|' | '；') || crate::line::is_dash(c) && text[..at].ends_with(' ') || c == '.' && at > 8
    });
    let parted = marks.find_map(|(at, c)| {
        let (role, people) = role_line(text[at + c.len_utf8()..].trim())?;
        let leads = matches!(role, Role::Chair | Role::Moderator) && !text[..at].trim().is_empty();
        leads.then(|| (text[..at].trim_end(), Some((role, people))))
    });
    parted.unwrap_or((text, None))
}

fn role_in_brackets(text: &str) -> (&str, Option<(Role, &str)>) {
    let Some(inner) = text.trim_end().strip_suffix(')') else { return (text, None) };
    let mut depth = 1;
    for (at, c) in inner.char_indices().rev() {
        match c {
            ')' => depth += 1,
            '(' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return match role_line(&inner[at + 1..]) {
                Some(role) => (inner[..at].trim_end(), Some(role)),
                None => (text, None),
            };
        }
    }
    (text, None)
}

/// The people of `Dr. A B, Affiliation; C D, Affiliation`, with what could not be decided about them.
pub(crate) fn credits(text: &str, role: Role) -> (Vec<Credit>, Vec<Problem>) {
    let mut problems = Vec::new();
    let parts = text.split([';', '；', '؛']).map(without_presence).filter(|part| !part.is_empty());
    let credits = parts.map(|part| credit(part, role, &mut problems)).collect();
    (credits, problems)
}

/// `أ. فلان`, `م. فلان`: *Prof.* and *Eng.* where a person is meant, and letters of a list elsewhere.
pub(crate) fn initial_title(text: &str) -> Option<(&str, &str)> {
    let (title, name) =
        ["أ.د.", "أ.", "م.", "ا."].iter().find_map(|title| Some((*title, text.strip_prefix(title)?.trim_start())))?;
    is_full_name(name.split(['،', ',', '(']).next().unwrap_or(name).trim()).then_some((title, name))
}

fn credit(text: &str, role: Role, problems: &mut Vec<Problem>) -> Credit {
    let text = &*spaced(text);
    let (honorific, bare) = match initial_title(text) {
        Some((title, name)) => (Some(title), name),
        None => split_honorific(text),
    };
    let (name, affiliation) = split_name(bare);
    // An honorific is a person's.
    if affiliation.is_none() && honorific.is_none() {
        problems.push(Problem::new(ProblemCode::NameAmbiguous).with_detail(name));
    }
    let (organization, acronym) = affiliation.map_or((None, None), split_acronym);
    let owned = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Credit {
        role,
        honorific: honorific.and_then(owned),
        name: owned(name),
        affiliation: affiliation.and_then(owned),
        organization: organization.and_then(owned),
        acronym: acronym.and_then(owned),
    }
}

/// A person of whom the source says that it is one.
pub(crate) fn person(name: &str, affiliation: Option<&str>, role: Role) -> Credit {
    let name = crate::line::collapse(&spaced(name));
    let (honorific, bare) = split_honorific(&name);
    // `Jane Doe - UNODC`.
    if affiliation.is_none()
        && let Some((name, home)) = [" - ", " – ", " — "].iter().find_map(|dash| bare.split_once(dash))
        && is_full_name(name)
        && !home.trim().is_empty()
    {
        let mut credit = person(name, Some(home), role);
        credit.honorific = honorific.map(str::to_owned);
        return credit;
    }
    // `陈晓红 中南大学`.
    if affiliation.is_none()
        && let Some((name, home)) = bare.split_once(' ')
        && is_han(name)
        && is_full_name(name)
        && !home.contains(['(', '（'])
        // `李晓明 教授`.
        && analysis::without_han_honorific(&format!("某{home}")) != "某"
        && (names_home(home) || !looks_like_name(home) || begins_with_surname(name) && !begins_with_surname(home))
    {
        return person(name, Some(home), role);
    }
    // `Jane Doe (UNODC)`: an affiliation that has no field of its own.
    let (bare, aside) = match bare.strip_suffix([')', '）']).and_then(|text| text.rsplit_once(['(', '（'])) {
        Some((name, aside)) if affiliation.is_none() && !name.trim().is_empty() && !aside.trim().is_empty() => {
            (name.trim(), Some(aside.trim()))
        }
        _ => (bare, None),
    };
    let mut credit = Credit {
        role,
        honorific: honorific.map(str::to_owned),
        name: Some(bare.to_owned()).filter(|name| !name.is_empty()),
        affiliation: None,
        organization: None,
        acronym: None,
    };
    if let Some(affiliation) = affiliation.map(str::trim).or(aside).filter(|affiliation| !affiliation.is_empty()) {
        set_affiliation(&mut credit, affiliation);
    }
    credit
}

pub(crate) fn set_affiliation(credit: &mut Credit, affiliation: &str) {
    let (organization, acronym) = split_acronym(affiliation);
    credit.affiliation = Some(affiliation.to_owned());
    credit.organization = organization.map(str::to_owned);
    credit.acronym = acronym.map(str::to_owned);
}

/// The people of a field for them: `A B and C D`, `A B; C D`, `A B, C D`, `A B (X), C D (Y)`, `A B, Affiliation`.
pub(crate) fn people_list(text: &str, role: Role) -> Vec<Credit> {
    let text = crate::line::collapse(text);
    let mut people = Vec::new();
    for part in text.split([';', '；', '؛', '、', '|']).map(without_presence) {
        let commas = split_outside(part, &COMMAS);
        let names: Vec<&str> = commas.iter().flat_map(|part| split_and(part)).collect();
        // All are names: a list. Two single words are one name turned round.
        let are_names = names.len() > 1 && names.iter().all(|name| is_full_name(without_aside(name)));
        // `Ms Sunita Rai, Nepal Red Cross`: who has an honorific is listed with others that have one.
        let is_honored = |name: &str| split_honorific(name).0.is_some();
        let are_names = are_names && !(commas.len() == 2 && is_honored(commas[0]) && !is_honored(commas[1]));
        // `庄表伟，华为`.
        if let [name, home] = commas[..]
            && is_han(name)
            && is_full_name(name)
            && begins_with_surname(name)
            && is_han(home)
            && !begins_with_surname(home)
        {
            people.push(person(name, Some(home), role));
            continue;
        }
        if are_names {
            people.extend(names.iter().map(|name| person(name, None, role)));
            continue;
        }
        let turned = commas.len() == 2 && commas.iter().all(|part| !part.contains(' ') && looks_like_name(part));
        if turned || commas.len() < 2 {
            people.extend(split_and(part).into_iter().map(|name| person(name, None, role)));
            continue;
        }
        let mut unsure = Vec::new();
        people.push(credit(part.trim(), role, &mut unsure));
    }
    people.retain(|credit| credit.name.as_deref().is_some_and(|name| !is_placeholder(name)));
    people
}

/// `Remote: Name`, `Name (online)`: whether somebody is in the room is no part of the name, and no home.
fn without_presence(text: &str) -> &str {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "remote", "remotely", "online", "virtual", "virtually", "in person", "on site", "onsite", "via zoom", "by video", "vtc",
        "via video", "a distance", "en ligne", "en presentiel", "distanciel", "en linea", "presencial", "remoto", "онлайн", "очно",
        "дистанционно", "线上", "线下", "远程", "عن بعد", "افتراضيا", "حضوريا",
    ];
    let is_said = |word: &str| WORDS.contains(&fold(word).trim());
    let text = text.trim();
    let text = match text.split_once([':', '：']) {
        Some((word, rest)) if is_said(word) => rest.trim(),
        _ => text,
    };
    match text.strip_suffix([')', '）', ']']).and_then(|text| text.rsplit_once(['(', '（', '['])) {
        Some((rest, word)) if is_said(word) => rest.trim(),
        _ => text,
    }
}

/// `Kim, Sung Hee` as `Sung Hee Kim`, where affiliations have a column of their own; several are parted by semicolons.
pub(crate) fn turned(text: &str) -> String {
    let turn = |part: &str| match split_outside(part, &COMMAS)[..] {
        [family, given]
            if looks_like_name(family)
                && looks_like_name(given)
                && family.split(' ').filter(|word| word.starts_with(char::is_uppercase)).count() == 1 =>
        {
            format!("{given} {family}")
        }
        _ => part.trim().to_owned(),
    };
    text.split([';', '；', '؛']).map(turn).collect::<Vec<_>>().join("; ")
}

/// Chinese characters and nothing else.
pub(crate) fn is_han(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
}

/// `tbc`, `TBA`: nobody yet.
pub(crate) fn is_placeholder(name: &str) -> bool {
    let folded = fold(name);
    let bare: String = folded.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let bare = bare.trim();
    matches!(
        bare,
        "" | "tbc"
            | "tba"
            | "tbd"
            | "nn"
            | "n n"
            | "to be confirmed"
            | "to be announced"
            | "to be determined"
            | "a confirmer"
            | "por confirmar"
            | "уточняется"
            | "待定"
            | "يحدد لاحقا"
            | "various"
            | "all"
            | "alle"
            | "tous"
            | "todos"
            | "todas"
            | "tutti"
            | "все"
            | "全体"
            | "الجميع"
            | "all participants"
            | "all speakers"
            | "plenum"
            | "none"
            | "na"
    )
}

/// Affiliations in a column of their own: one for all, or one each.
pub(crate) fn add_affiliations(credits: &mut [Credit], cells: &[String]) {
    let parts: Vec<&str> = match cells {
        [one] => {
            let parted =
                |mark: &str| -> Vec<&str> { one.split(mark).map(str::trim).filter(|part| !part.is_empty()).collect() };
            let found = [";", " / ", " | "].iter().map(|mark| parted(mark)).find(|parts| parts.len() == credits.len());
            found.unwrap_or_else(|| vec![one.trim()])
        }
        _ => cells.iter().map(|cell| cell.trim()).collect(),
    };
    let is_each = parts.len() == credits.len();
    let n_credits = credits.len();
    for (idx, credit) in credits.iter_mut().enumerate() {
        let affiliation =
            if is_each { parts.get(idx) } else { parts.first().filter(|_| parts.len() == 1 || n_credits == 1) };
        if let (None, Some(affiliation)) = (&credit.affiliation, affiliation.filter(|text| !text.is_empty())) {
            set_affiliation(credit, affiliation);
        }
    }
}

fn without_aside(name: &str) -> &str {
    name.split(['(', '（']).next().unwrap_or(name).trim()
}

/// Parts at the marks, but not inside parentheses.
fn split_outside<'a>(text: &'a str, marks: &[char]) -> Vec<&'a str> {
    let (mut parts, mut from, mut depth) = (Vec::new(), 0, 0i32);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth -= 1,
            _ if depth <= 0 && marks.contains(&c) => {
                parts.push(text[from..at].trim());
                from = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(text[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

/// `A B y C D` of one home.
pub(crate) fn people_of(names: &str, home: &str) -> Vec<Credit> {
    split_and(names).into_iter().map(|name| person(name, Some(home), Role::Speaker)).collect()
}

/// `A B and C D`, `A B & C D`, `A B / C D`.
fn split_and(text: &str) -> Vec<&str> {
    const BETWEEN: [&str; 9] = [" and ", " & ", " et ", " y ", " и ", " e ", " und ", " / ", " و "];
    // These stand within names as well: *Ortega y Gasset*.
    const WITHIN: [&str; 3] = [" y ", " e ", " i "];
    let mut parts = vec![text.trim()];
    for between in BETWEEN {
        let mut split = Vec::new();
        for part in parts {
            let are_names = || part.split(between).all(|name| is_full_name(without_aside(name.trim())));
            match !WITHIN.contains(&between) || are_names() {
                true => split.extend(part.split(between).map(str::trim)),
                false => split.push(part),
            }
        }
        parts = split;
    }
    if let [one] = parts[..]
        && one.matches('/').count() >= 1
        && one.split('/').all(|part| looks_like_name(part.trim()))
    {
        parts = one.split('/').map(str::trim).collect();
    }
    let parts: Vec<&str> = parts
        .into_iter()
        .map(|part| part.strip_prefix("and ").unwrap_or(part))
        .filter(|part| !part.is_empty())
        .collect();
    // `Research and Development` is no list of people.
    if parts.iter().all(|part| looks_like_name(without_aside(part))) { parts } else { vec![text.trim()] }
}

/// `Name, ITU`, `Name, Unit, Ministry of Trade`: a person, where what follows can only be an organization.
pub(crate) fn with_home(text: &str) -> Option<Vec<Credit>> {
    const N_BYTES: usize = 640;
    let parts = if text.len() > N_BYTES { return None } else { split_outside(text, &COMMAS) };
    let (name, homes) = parts.split_first().filter(|(_, homes)| !homes.is_empty())?;
    let is_home = |home: &&&str| is_acronym(home, 2) || names_home(home);
    let last = homes.iter().filter(is_home).count();
    let is_parted = is_full_name(name) && last == homes.len() && text.chars().count() <= 160;
    is_parted.then(|| vec![person(name, Some(&homes.join(", ")), Role::Speaker)])
}

/// `H.E. Mr.`, `Ambassador (ret.)`, `Dr.` off the front, as printed.
fn split_honorific(text: &str) -> (Option<&str>, &str) {
    let mut end = 0;
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let after = at + length + rest[length..].len() - rest[length..].trim_start().len();
        let word = &rest[..length];
        let is_retired = end > 0 && word.starts_with('(') && word.ends_with(')') && word.len() <= 10;
        // `M. le Professeur`, `Mme la Ministre`.
        if end > 0 && matches!(word, "le" | "la" | "l’Ambassadeur" | "l'Ambassadeur") {
            let next = rest[length..].split_whitespace().next().unwrap_or_default();
            if is_honorific(next) {
                at = after;
                continue;
            }
        }
        // Nothing is left for a name.
        if after >= text.len() || !(is_retired || is_honorific(word)) {
            break;
        }
        end = at + length;
        at = after;
    }
    match end {
        0 => (None, text),
        _ => (Some(&text[..end]), &text[at..]),
    }
}

fn is_honorific(word: &str) -> bool {
    !word.ends_with(COMMAS) && analysis::is_honorific(word)
}

/// The first comma parts name and affiliation; `Jr.` and degrees belong to the name.
fn split_name(text: &str) -> (&str, Option<&str>) {
    let mut from = 0;
    while let Some(found) = text[from..].find(COMMAS) {
        let at = from + found;
        let width = text[at..].chars().next().map_or(1, char::len_utf8);
        let rest = text[at + width..].trim_start();
        let next = rest.split(COMMAS).next().unwrap_or_default().trim();
        let is_suffix =
            matches!(next, "Jr" | "Jr." | "Sr." | "II" | "III" | "Ph.D." | "PhD" | "Ph.D" | "M.D." | "MD" | "Esq.");
        if !is_suffix {
            return (text[..at].trim(), Some(rest.trim()).filter(|rest| !rest.is_empty()));
        }
        from = at + width;
    }
    (text.trim(), None)
}

/// An affiliation's name and acronym: `European Counter-Terrorism Centre (ECTC)`, `ICPVTR`, `CTED (Counter-…)`.
fn split_acronym(affiliation: &str) -> (Option<&str>, Option<&str>) {
    if is_acronym(affiliation, 2) {
        return (None, Some(affiliation));
    }
    if let Some((before, inner)) = affiliation.strip_suffix([')', '）']).and_then(|text| text.rsplit_once(['(', '（']))
    {
        let (before, inner) = (before.trim(), inner.trim());
        if !before.is_empty() && is_acronym(inner, 2) {
            return (Some(before), Some(inner));
        }
        if is_acronym(before, 2) && inner.contains(' ') {
            return (Some(inner), Some(before));
        }
    }
    (Some(affiliation), None)
}

/// One word, mostly capitals: `ECTC`, `ICT4Peace` (no), `UNODC/TPB`, `OHCHR`, `МВД`, `EuroISPA` (no).
fn is_acronym(text: &str, min: usize) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let n_upper = letters.clone().filter(|c| c.is_uppercase()).count();
    let n_lower = letters.filter(|c| c.is_lowercase()).count();
    let is_one_word = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '&' | '.'));
    is_one_word && n_upper >= min && n_lower * 3 <= n_upper && text.chars().count() <= 16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> [Option<String>; 5] {
        let (mut credits, _) = credits(text, Role::Speaker);
        let credit = credits.remove(0);
        [credit.honorific, credit.name, credit.affiliation, credit.organization, credit.acronym]
    }

    #[test]
    fn honorific_name_affiliation_and_acronym_come_apart() {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        for (text, expected) in [
            (
                "Arije Antinori, European Counter-Terrorism Centre (ECTC)",
                [
                    "",
                    "Arije Antinori",
                    "European Counter-Terrorism Centre (ECTC)",
                    "European Counter-Terrorism Centre",
                    "ECTC",
                ],
            ),
            ("Vidia Arianti, ICPVTR", ["", "Vidia Arianti", "ICPVTR", "", "ICPVTR"]),
            (
                "Ambassador (ret.) Daniel Stauffacher, ICT4Peace Foundation",
                ["Ambassador (ret.)", "Daniel Stauffacher", "ICT4Peace Foundation", "ICT4Peace Foundation", ""],
            ),
            (
                "H.E. Mr. Amr Abdellatif Aboulatta, Egypt",
                ["H.E. Mr.", "Amr Abdellatif Aboulatta", "Egypt", "Egypt", ""],
            ),
            (
                "V.S. Subrahmanian, University of Maryland",
                ["", "V.S. Subrahmanian", "University of Maryland", "University of Maryland", ""],
            ),
            ("John Smith, Jr., FBI", ["", "John Smith, Jr.", "FBI", "", "FBI"]),
            ("Г-н Иван Петров, МВД", ["Г-н", "Иван Петров", "МВД", "", "МВД"]),
            ("السيد أحمد علي، الأزهر", ["السيد", "أحمد علي", "الأزهر", "الأزهر", ""]),
            (
                "Mr Edward Flynn, CTED (Counter-Terrorism Committee Executive Directorate)",
                [
                    "Mr",
                    "Edward Flynn",
                    "CTED (Counter-Terrorism Committee Executive Directorate)",
                    "Counter-Terrorism Committee Executive Directorate",
                    "CTED",
                ],
            ),
            ("Dr. Who", ["Dr.", "Who", "", "", ""]),
            ("Dr.", ["", "Dr.", "", "", ""]),
        ] {
            assert_eq!(parts(text), expected.map(some), "{text}");
        }
    }

    #[test]
    fn a_name_alone_is_not_guessed_to_be_a_person() {
        let (credits, problems) = credits("Al-Azhar Observer", Role::Speaker);
        assert_eq!(credits[0].name.as_deref(), Some("Al-Azhar Observer"));
        assert_eq!(problems[0].code, ProblemCode::NameAmbiguous);
    }

    #[test]
    fn a_moderator_comes_off_the_title() {
        let text = "Self-regulation (by all) (Moderator: Ambassador (ret.) Daniel Stauffacher, ICT4Peace Foundation)";
        let (title, role) = split_role(text);
        assert_eq!(title, "Self-regulation (by all)");
        assert_eq!(role, Some((Role::Moderator, "Ambassador (ret.) Daniel Stauffacher, ICT4Peace Foundation")));
        assert_eq!(split_role("Privacy (and more)"), ("Privacy (and more)", None));
    }
}
