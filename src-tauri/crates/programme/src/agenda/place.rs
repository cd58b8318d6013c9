//! Where the meeting is: beside its dates, or on a line of its own near them.

use super::frame::{day, names_event};
use crate::credit;
use crate::date::{dates_in, times, without_dates};
use crate::head::Head;
use crate::item;
use crate::line::{Line, Page, Shape, is_separator};
use analysis::fold;

/// Folded words of what meetings are held in.
#[rustfmt::skip]
const HALLS: &[&str] = &[
    "hotel", "hall", "center", "centre", "palace", "auditorium", "theatre", "theater", "chamber", "campus", "building",
    "ballroom", "headquarters", "amphitheatre", "room", "house", "palais", "salle", "batiment", "maison", "siege", "amphi",
    "centro", "palacio", "auditorio", "salon", "sala", "edificio", "sede", "casa", "paraninfo", "aula", "teatro", "hörsaal",
    "horsaal", "saal", "rathaus", "zentrum", "haus", "gebaude", "schloss", "burgersaal", "festsaal", "отель", "гостиница", "зал",
    "дворец", "центр", "дом", "корпус", "здание", "فندق", "قاعه", "مركز", "مبني", "قصر", "مقر", "palazzo", "albergo", "anfiteatro",
];
/// Folded words of those who have houses, and are named as hosts as well.
#[rustfmt::skip]
const HOSTS: &[&str] = &[
    "university", "academy", "institute", "museum", "library", "school", "college", "faculty", "archives", "universite",
    "academie", "institut", "musee", "bibliotheque", "ecole", "universidad", "academia", "instituto", "museo", "biblioteca",
    "escuela", "universidade", "museu", "universitat", "akademie", "bibliothek", "университет", "академия", "институт", "музей",
    "библиотека", "جامعه", "معهد", "متحف", "مكتبه",
];
/// What Chinese names of such places end in.
const HAN_HALLS: &[&str] = &[
    "宾馆",
    "酒店",
    "饭店",
    "会议中心",
    "中心",
    "大厦",
    "厅",
    "馆",
    "楼",
    "大学",
    "校区",
    "会场",
    "会堂",
    "会议室",
    "学院",
];
/// Folded words of lines about who holds the meeting, and not where.
#[rustfmt::skip]
const BY_WHOM: &[&str] = &[
    "organised", "organized", "hosted", "supported", "funded", "sponsored", "by", "organise", "organisee", "par", "soutien",
    "organizado", "organizada", "por", "apoyo", "veranstaltet", "von", "gefordert", "при", "поддержке", "организатор", "تنظيم",
];

/// The line near the top that is the place and nothing else; `None` where another line says it beside the dates.
pub(super) fn line_of(page: &Page, title: Option<usize>) -> Option<usize> {
    const N_TOP: usize = 8;
    let from = title.map_or(0, |idx| idx + 1);
    let top = page.lines.iter().skip(from).take(N_TOP).take_while(|line| {
        line.row.is_none()
            && times(line.text.trim_start_matches(is_separator)).is_none()
            && Head::of(&line.text).is_none_or(|head| head.session.is_none())
            && credit::role_line(&line.text).is_none()
            && item::without_number(&line.text) == line.text
    });
    let top: Vec<&Line> = top.collect();
    if top.iter().any(|line| is_place_and_dates(&line.text)) {
        return None;
    }
    let is_day = |line: Option<&&Line>| line.is_some_and(|line| day(&line.text, Some(2000)).is_some());
    let title_is_dated = title.is_some_and(|idx| !dates_in(&page.lines[idx].text, None).is_empty());
    let found = (0..top.len()).find(|&at| {
        let is_near = at > 0 && is_day(top.get(at - 1)) || is_day(top.get(at + 1)) || at == 0 && title_is_dated;
        top[at].shape == Shape::Text && top[at].links.is_empty() && is_place(&top[at].text, is_near, page.is_page)
    });
    found.map(|at| from + at)
}

/// Is the line a place, by its words or, beside a day, by its form?
fn is_place(text: &str, is_near: bool, is_page: bool) -> bool {
    let text = text.trim_matches(['*', '_', ' ']);
    let is_han = text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let folded = fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if text.chars().count() > 90
        || words.is_empty()
        || words.len() > 12
        || crate::plain::ends_a_sentence(text)
        || text.contains([':', '：', '?', '!', '«', '“', '"'])
        || text.starts_with(char::is_lowercase)
        || !dates_in(text, Some(2000)).is_empty()
        || words.iter().any(|word| BY_WHOM.contains(word))
        || is_page && !is_near
    {
        return false;
    }
    // The word that a part ends or begins with is what it is.
    let is = |word: Option<&&str>, list: &[&str]| {
        word.is_some_and(|word| list.contains(word) || word.strip_prefix("ال").is_some_and(|word| list.contains(&word)))
    };
    let ends_in_hall = is(words.last(), HALLS);
    let has = |list: &[&str]| words.iter().any(|word| is(Some(word), list));
    if is_han {
        return HAN_HALLS.iter().any(|end| text.ends_with(end)) && (is_near || !names_event(text));
    }
    if names_event(text) && !ends_in_hall {
        return false;
    }
    let parts: Vec<&str> = text.split([',', '،']).map(str::trim).collect();
    let is_name = |part: &str| {
        let words: Vec<&str> = part.split_whitespace().collect();
        (1..=4).contains(&words.len())
            && words.iter().all(|word| !word.starts_with(|c: char| c.is_lowercase() || c.is_numeric()))
    };
    let is_city = |part: &&str| is_name(part) && !credit::names_home(part);
    match parts[..] {
        // `Suva, Fiji`; what begins with two names may be a person's.
        [city, ref more @ ..] if !more.is_empty() && is_near && !has(HALLS) && !has(HOSTS) => {
            let is_person = credit::is_full_name(city) && !crate::outline::is_city(city);
            more.len() <= 2 && is_city(&city) && more.iter().all(is_city) && !is_person
        }
        _ if has(HALLS) => is_near || parts.len() > 1 || ends_in_hall,
        _ if has(HOSTS) => is_near || parts.last().is_some_and(|last| parts.len() > 1 && crate::outline::is_city(last)),
        [city] => is_near && crate::outline::is_city(city),
        _ => false,
    }
}

pub(crate) fn is_place_and_dates(text: &str) -> bool {
    !dates_in(text, None).is_empty() && place_and_dates(text).is_some()
}

/// `Vienna, 6 and 7 May 2031`, `4-5 March 2024, Geneva`: a place, where a line is it and dates.
pub(super) fn place_and_dates(text: &str) -> Option<String> {
    if text.chars().count() > 90 || day(text, None).is_some() {
        return None;
    }
    /// What leads to a span of days.
    const LEADING: &[&str] =
        &["du", "from", "vom", "del", "dal", "с", "de", "le", "am", "desde", "entre", "between", "من"];
    let is_word = |word: &str| word.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    let is_place = |part: &str| {
        // `Cuenca (Ecuador)`.
        let part = &part.replace(['(', ')'], "");
        let words: Vec<&str> = part.split_whitespace().collect();
        (1..=6).contains(&words.len())
            && !(words.len() == 1 && LEADING.contains(&fold(words[0]).as_str()))
            && is_word(words[0])
            && words.last().is_some_and(|word| is_word(word))
            && !names_event(part)
            && !part.contains(char::is_numeric)
            && dates_in(part, Some(2000)).is_empty()
            && crate::head::Head::of(part).is_none()
            && !words.iter().any(|word| crate::date::is_weekday(&fold(word.trim_matches(is_separator))))
    };
    let trimmed = |part: &str| {
        let bare = part.trim_matches(|c: char| is_separator(c) || c == '.');
        let is_whole = bare.ends_with(')') && bare.contains('(') && !bare.starts_with('(');
        let bare = if is_whole { bare } else { bare.trim_matches(|c: char| is_separator(c) || matches!(c, '(' | ')')) };
        bare.to_owned()
    };
    // `Genève, mardi 8 novembre`.
    let without_weekday = |part: String| match part.rsplit_once([' ', ',']) {
        Some((before, last)) if crate::date::is_weekday(&fold(last)) => trimmed(before),
        _ => part,
    };
    let first = text.find(char::is_numeric)?;
    let last = text.rfind(char::is_numeric).map(|at| at + 1)?;
    // `12th meeting, Delft, 5 and 6 June`: the meeting's name may stand before.
    let named = text
        .split_once([',', '،'])
        .filter(|(name, rest)| names_event(name) && !rest.trim().starts_with(char::is_numeric));
    if let Some(place) = named
        .filter(|(name, _)| dates_in(name, Some(2000)).is_empty())
        .and_then(|(_, rest)| place_and_dates(rest.trim()))
    {
        return Some(place);
    }
    let before = without_weekday(trimmed(text[..first].trim_end_matches(|c: char| !is_separator(c))));
    // After the dates, a mark parts the place from what belongs to them: `года`, `日`.
    let after = text
        .get(last..)
        .and_then(|rest| rest.split_once([',', '，', '،', '–', '—', '|', '·']))
        .map(|(_, part)| trimmed(part));
    let place = Some(before).filter(|part| is_place(part)).or(after.filter(|part| is_place(part)))?;
    // Of the rest, at most a word that belongs to the dates: `года`, `日`.
    let rest = without_dates(&text.replacen(&place, "", 1));
    let is_own = |word: &&str| {
        let folded = fold(word.trim_matches(is_separator));
        word.contains(char::is_alphabetic)
            && !crate::date::is_weekday(&folded)
            && !matches!(folded.as_str(), "and" | "et" | "y" | "и" | "to" | "au" | "al" | "the")
    };
    let n_words = rest.split_whitespace().filter(is_own).count();
    (n_words <= 1).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::is_place;

    #[test]
    fn a_place_is_told_from_who_holds_the_meeting_and_from_a_person() {
        for (text, is_near, is_it) in [
            ("Hotel Maritim, Cuxhaven", false, true),
            ("Rathaus Kassel, Bürgersaal", true, true),
            ("Nairobi, Kenya", true, true),
            ("Nairobi, Kenya", false, false),
            ("Addis Ababa, Ethiopia", true, true),
            ("Accra International Conference Centre", false, true),
            ("Maison des sciences de l’homme, Dijon", true, true),
            ("南京东郊国宾馆", true, true),
            ("الرياض، المملكة العربية السعودية", true, true),
            ("University of Oslo", true, true),
            ("University of Oslo", false, false),
            ("Organized by the University of Oslo", true, false),
            ("Jane Doe, Oslo", true, false),
            ("Second conference on harbours", true, false),
            ("Registration is open.", true, false),
            ("Draft programme", true, false),
        ] {
            assert_eq!(is_place(text, is_near, false), is_it, "{text} {is_near}");
        }
    }
}
