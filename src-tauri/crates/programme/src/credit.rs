//! Who is named, with which title, of which organization: as printed, nothing guessed.

use crate::Credit;
use analysis::fold;
use model::{Problem, ProblemCode, Role};

/// Folded, without full stops.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "drs",
    "prof",
    "professor",
    "he",
    "sir",
    "dame",
    "amb",
    "ambassador",
    "judge",
    "justice",
    "gen",
    "general",
    "col",
    "colonel",
    "lt",
    "maj",
    "major",
    "capt",
    "captain",
    "brig",
    "adm",
    "admiral",
    "rev",
    "reverend",
    "father",
    "sheikh",
    "imam",
    "rabbi",
    "hon",
    "honourable",
    "honorable",
    "minister",
    "mme",
    "mlle",
    "me",
    "se",
    "sexc",
    "ambassadeur",
    "ambassadrice",
    "sr",
    "sra",
    "srta",
    "dra",
    "embajador",
    "embajadora",
    "don",
    "dona",
    "profa",
    "гн",
    "гжа",
    "др",
    "проф",
    "профессор",
    "посол",
    "السيد",
    "السيده",
    "الدكتور",
    "الدكتوره",
    "السفير",
    "السفيره",
    "الاستاذ",
    "الاستاذه",
    "سعاده",
    "معالي",
    "الشيخ",
    "د",
    "اد",
];

/// Folded words for the part that somebody has, and the part.
const ROLES: &[(&str, Role)] = &[
    ("moderator", Role::Moderator),
    ("moderators", Role::Moderator),
    ("moderated by", Role::Moderator),
    ("moderateur", Role::Moderator),
    ("moderatrice", Role::Moderator),
    ("moderador", Role::Moderator),
    ("moderadora", Role::Moderator),
    ("модератор", Role::Moderator),
    ("ведущий", Role::Moderator),
    ("主持人", Role::Moderator),
    ("مدير الجلسه", Role::Moderator),
    ("chair", Role::Chair),
    ("chairperson", Role::Chair),
    ("chaired by", Role::Chair),
    ("co-chairs", Role::Chair),
    ("president", Role::Chair),
    ("presidente", Role::Chair),
    ("председатель", Role::Chair),
    ("主席", Role::Chair),
    ("الرئيس", Role::Chair),
    ("speaker", Role::Speaker),
    ("speakers", Role::Speaker),
    ("presenter", Role::Speaker),
    ("presented by", Role::Speaker),
    ("orateur", Role::Speaker),
    ("oratrice", Role::Speaker),
    ("ponente", Role::Speaker),
    ("докладчик", Role::Speaker),
    ("выступающий", Role::Speaker),
    ("发言人", Role::Speaker),
    ("المتحدث", Role::Speaker),
];

const COMMAS: [char; 3] = [',', '，', '،'];

/// `Moderator: Ms Atefeh Riazi, …`: the part, and what follows.
pub(crate) fn role_line(text: &str) -> Option<(Role, &str)> {
    let at = text.char_indices().take(40).find(|&(_, c)| matches!(c, ':' | '：'))?;
    let label = fold(text[..at.0].trim());
    let rest = text[at.0 + at.1.len_utf8()..].trim();
    let role = ROLES.iter().find(|(word, _)| *word == label)?.1;
    (!rest.is_empty()).then_some((role, rest))
}

/// Takes `(Moderator: …)` off the end of a session's title.
pub(crate) fn split_role(text: &str) -> (&str, Option<(Role, &str)>) {
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
    let parts = text.split([';', '；', '؛']).map(str::trim).filter(|part| !part.is_empty());
    let credits = parts.map(|part| credit(part, role, &mut problems)).collect();
    (credits, problems)
}

fn credit(text: &str, role: Role, problems: &mut Vec<Problem>) -> Credit {
    let (honorific, bare) = split_honorific(text);
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
    if word.len() > 40 || word.ends_with(COMMAS) {
        return false;
    }
    let folded = fold(word);
    // Only the full stops tell `H.E.` from a pronoun.
    if matches!(folded.as_str(), "he" | "me" | "se" | "د" | "اد" | "don") {
        return folded == "don" || word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase());
    }
    let bare: String = folded.chars().filter(|c| !matches!(c, '.' | '-' | '\'' | '’')).collect();
    HONORIFICS.contains(&bare.as_str())
        && word.chars().next().is_some_and(|c| !c.is_lowercase() || folded.starts_with("г"))
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
