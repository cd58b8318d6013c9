//! What an agenda says of the whole: its name, its days, where it is; and the times that stand within a line.

use super::label;
use super::place::place_and_dates;
use crate::credit;
use crate::date::{dates_in, times, without_dates};
use crate::head::Head;
use crate::item;
use crate::line::{Line, Page, Shape, is_separator};
use analysis::fold;
use jiff::civil::{Date, Time};

/// How many lines stand above a document of the United Nations: `Distr.: General`, its day, the language it was written in.
fn n_masthead(lines: &[Line]) -> usize {
    const N_TOP: usize = 8;
    let Some(distribution) = lines.iter().take(N_TOP).position(|line| fold(&line.text).starts_with("distr.")) else {
        return 0;
    };
    let is_more = |line: &&Line| {
        let n_words = line.text.split_whitespace().count();
        let is_symbol = n_words == 1 && line.text.contains('/');
        n_words <= 4 && !dates_in(&line.text, None).is_empty() || fold(&line.text).starts_with("original") || is_symbol
    };
    distribution + 1 + lines[distribution + 1..].iter().take_while(is_more).count()
}

/// The highest heading, or a text's first line where it is none of the agenda.
pub(super) fn title(page: &Page) -> Option<usize> {
    let top = n_masthead(&page.lines);
    let heading = page.lines.iter().position(|line| matches!(line.shape, Shape::Heading(1)));
    let heading = heading.filter(|&idx| {
        let has_more = page.lines.iter().filter(|line| line.shape == Shape::Heading(1)).count() > 1;
        !has_more || page.lines[idx + 1..].iter().any(|line| line.shape == Shape::Heading(2))
    });
    heading.filter(|&idx| day(&page.lines[idx].text, None).is_none()).or_else(|| {
        let is_title = |line: &Line| {
            line.shape == Shape::Text
                && line.row.is_none()
                && line.text.chars().count() <= 200
                && times(&line.text).is_none()
                && day(&line.text, None).is_none()
                && !crate::date::is_weekday(&fold(crate::date::day_name(&line.text).0))
                && credit::role_line(&line.text).is_none()
                && (Head::of(&line.text).is_none_or(|head| head.session.is_none())
                    || page.lines.get(top) == Some(line) && crate::outline::names_the_event(&page.lines))
        };
        // A page that a word processor wrote may have no heading at all.
        let has_heading = page.lines.iter().any(|line| matches!(line.shape, Shape::Heading(_)));
        let is_named = page.title.as_deref().is_some_and(|title| !is_generic(title));
        let is_marked_up = page.is_marked_up && (has_heading || is_named);
        let first = page.lines.get(top).filter(|line| is_title(line) && !is_marked_up)?;
        // `PROGRAMME`, and the meeting's name below.
        if is_generic(&first.text)
            && page.lines.get(top + 1).is_some_and(|line| {
                is_title(line)
                    && dates_in(&line.text, Some(2000)).is_empty()
                    && item::without_number(&line.text) == line.text
                    && ending_times(&line.text).is_none()
                    // `Children online: evidence from five countries` is no label.
                    && (label(&line.text).is_none() || line.text.chars().count() > 30)
            })
        {
            return Some(top + 1);
        }
        // An organization's own name may, and the meeting's with its word below.
        if !names_event(&first.text)
            && page.lines.get(top + 1).is_some_and(|line| {
                is_title(line)
                    && names_event(&line.text)
                    && line.text.len() > 20
                    && !super::place::is_place_and_dates(&line.text)
            })
        {
            return Some(top + 1);
        }
        // Where and when may stand above the name.
        let is_frame = !dates_in(&first.text, Some(2000)).is_empty() && place_and_dates(&first.text).is_some();
        let is_own = |line: &&Line| {
            is_title(line)
                && dates_in(&line.text, None).is_empty()
                && ending_times(&line.text).is_none()
                && item::without_number(&line.text) == line.text
        };
        let second = page.lines.get(top + 1).filter(|line| is_frame && is_own(line));
        Some(top + usize::from(second.is_some()))
    })
}

/// Is it by its own word a meeting?
pub(super) fn names_event(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "meeting",
        "conference",
        "workshop",
        "forum",
        "seminar",
        "session",
        "symposium",
        "summit",
        "briefing",
        "congress",
        "colloquium",
        "assembly",
        "hackathon",
        "seance",
        "sesion",
        "сессия",
        "заседание",
        "webinar",
        "consultation",
        "reunion",
        "encuentro",
        "encuentros",
        "rencontre",
        "rencontres",
        "tagung",
        "fachtagung",
        "jahrestagung",
        "konferenz",
        "kongress",
        "treffen",
        "encontro",
        "congresso",
        "simposio",
        "convegno",
        "giornata",
        "dialogue",
        "lectures",
        "atelier",
        "seminaire",
        "colloque",
        "sommet",
        "congres",
        "journee",
        "journees",
        "conferencia",
        "taller",
        "seminario",
        "congreso",
        "cumbre",
        "foro",
        "jornada",
        "jornadas",
        "coloquio",
        "конференция",
        "семинар",
        "совещание",
        "форум",
        "симпозиум",
        "съезд",
        "конгресс",
        "اجتماع",
        "موتمر",
        "ندوه",
        "منتدي",
        "ورشه",
        "ملتقي",
        "قمه",
    ];
    const HAN: &[&str] = &["会议", "论坛", "研讨会", "大会", "峰会", "年会", "沙龙"];
    let folded = fold(text);
    HAN.iter().any(|word| text.contains(word))
        || folded
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| WORDS.contains(&word) || word.strip_prefix("ال").is_some_and(|word| WORDS.contains(&word)))
}

/// *Provisional programme*, *Программа конференции*: what any of them is called.
pub(super) fn is_generic(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "programme",
        "program",
        "agenda",
        "side",
        "event",
        "side-event",
        "invitation",
        "flyer",
        "evento",
        "paralelo",
        "evenement",
        "parallele",
        "мероприятие",
        "边会",
        "provisional",
        "draft",
        "of",
        "work",
        "the",
        "meeting",
        "conference",
        "workshop",
        "schedule",
        "timetable",
        "final",
        "preliminary",
        "annotated",
        "programa",
        "provisoire",
        "provisional",
        "ordre",
        "du",
        "jour",
        "de",
        "la",
        "reunion",
        "orden",
        "del",
        "dia",
        "программа",
        "конференции",
        "повестка",
        "дня",
        "семинара",
        "предварительная",
        "расписание",
        "برنامج",
        "جدول",
        "الاعمال",
        "ورشه",
        "العمل",
        "الموتمر",
        "الموقت",
        "programm",
        "tagesordnung",
        "ablauf",
        "programação",
        "programacao",
        "научно",
        "практического",
        "международного",
        "научного",
        "форума",
    ];
    const HAN: &[&str] = &["大会日程", "会议日程", "议程", "日程", "会议议程", "日程安排", "临时议程"];
    let folded = fold(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    HAN.contains(&text.trim()) || words.peek().is_some() && words.all(|word| WORDS.contains(&word))
}

/// A line that is a day and little else: `Day 1 – Wednesday, 30 November 2016 (morning)`.
pub(super) fn day(text: &str, year: Option<i16>) -> Option<Vec<Date>> {
    if text.chars().count() > 90 || times(text.trim_start_matches(is_separator)).is_some() || is_edition(text) {
        return None;
    }
    let text = without_hours(without_ordinal(text));
    let dates = dates_in(text, year.or(Some(2000)));
    if dates.is_empty() {
        return None;
    }
    let rest = fold(&without_dates(text));
    #[rustfmt::skip]
    const AROUND: &[&str] = &[
        "day", "one", "two", "three", "four", "five", "first", "second", "third", "morning", "afternoon", "evening",
        "session", "jour", "dia", "день", "первый", "второй", "matin", "apres-midi", "manana", "tarde", "утро",
        "am", "pm", "the", "on", "year", "г", "года", "第", "天", "上午", "下午", "اليوم", "الاول", "الثاني", "and", "et",
        "du", "le", "de", "del", "программа", "y", "и", "to", "programme", "program", "agenda", "1", "2", "3", "4",
        "5", "erster", "zweiter", "dritter", "vormittag", "nachmittag", "und", "primeiro", "segundo", "terceiro",
        "manha", "primo", "giorno", "primer", "segunda", "tag", "journee", "premier", "deuxieme", "troisieme",
        "premiere", "третий", "الثالث", "الرابع", "الموافق", "للموافق", "ه", "هجري", "هجريه", "م", "ميلادي", "محرم",
        "صفر", "ربيع", "الاخر", "جمادي", "الاولي", "الاخره", "رجب", "شعبان", "رمضان", "شوال", "ذو", "ذي", "القعده",
        "الحجه", "ah", "ce", "周",
    ];
    let is_bare = rest.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).all(|word| {
        AROUND.contains(&word)
            || crate::date::is_weekday(word)
            || word.chars().all(|c| c.is_numeric())
            || word.chars().all(|c| "一二三四五六七八九十第天日星期周".contains(c))
    });
    is_bare.then(|| {
        if year.is_some() || text.contains(|c: char| c.is_ascii_digit()) && dates_in(text, None).len() == dates.len() {
            dates
        } else {
            Vec::new()
        }
    })
}

/// `Thursday 15 February 2024, 14:00-17:00 (CET)` without the hours that the day takes.
pub(super) fn without_hours(text: &str) -> &str {
    let text = match text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((before, zone)) if zone.len() <= 12 => before,
        _ => text,
    };
    let hours = text.char_indices().filter(|&(at, c)| at > 0 && matches!(c, ',' | '،' | '，' | '|' | ' '));
    for (at, c) in hours {
        let after = text[at + c.len_utf8()..].trim_start_matches(|c: char| is_separator(c));
        if let Some((_, Some(_), rest)) = times(after)
            && rest.chars().filter(|c| c.is_alphanumeric()).count() <= 5
        {
            return text[..at].trim_end_matches(is_separator);
        }
    }
    text
}

/// *Draft of 2 February*, *as of 2 February*: when a programme was written, and not when the meeting is.
pub(super) fn is_edition(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "as of",
        "as at",
        "version",
        "updated",
        "last update",
        "draft of",
        "draft dated",
        "revised",
        "status:",
        "etat au",
        "a jour au",
        "mise a jour",
        "version du",
        "actualizado",
        "actualizada",
        "por confirmar al",
        "по состоянию на",
        "обновлено",
        "редакция",
        "截至",
        "更新",
        "اعتبارا من",
        "محدث",
        "published",
        "posted on",
        "publie le",
        "publicado",
        "publicada",
        "veroffentlicht",
        "stand:",
        "опубликовано",
        "发布",
        "نشر في",
    ];
    let folded = fold(text);
    WORDS.iter().any(|word| folded.contains(word))
}

/// `Day 1 – ` off the front: its number is no date's.
pub(super) fn without_ordinal(text: &str) -> &str {
    let (word, rest) = crate::date::word(text.trim_start());
    let is_day =
        matches!(fold(word).as_str(), "day" | "jour" | "journee" | "dia" | "день" | "tag" | "giorno" | "اليوم");
    match crate::date::number(rest.trim_start(), 1, 2) {
        Some((_, after)) if is_day => after.trim_start_matches(is_separator),
        _ => text,
    }
}

/// The year that the title says, where no date of the page does: `Annual Forum 2024`.
pub(super) fn year_in(page: &Page, title: Option<usize>) -> Option<i16> {
    let titles = title.map(|idx| page.lines[idx].text.as_str()).into_iter().chain(page.title.as_deref());
    let mut years: Vec<i16> = titles
        .flat_map(|text| text.split(|c: char| !c.is_ascii_digit()))
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse().ok())
        .filter(|year| (1950..2100).contains(year))
        .collect();
    years.dedup();
    years.first().copied().filter(|_| years.len() == 1)
}

/// The dates of a line, and those between two of them: `18-21 November 2024` is four days.
pub(super) fn all_dates(text: &str, year: Option<i16>) -> Vec<Date> {
    let dates = dates_in(text, year);
    match dates[..] {
        [first, last] if first < last && first.until(last).is_ok_and(|span| span.get_days() <= 14) => {
            std::iter::successors(Some(first), |date| date.tomorrow().ok()).take_while(|date| *date <= last).collect()
        }
        _ => dates,
    }
}

/// `9.00`, and a space behind it.
pub(super) fn dotted_time(text: &str) -> Option<(Time, &str)> {
    let (hour, rest) = crate::date::number(text, 1, 2)?;
    let (minute, rest) = crate::date::number(rest.strip_prefix('.')?, 2, 2)?;
    let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
    (minute % 5 == 0 && rest.starts_with([' ', '\t'])).then_some((time, rest))
}

pub(super) fn has_dotted_times(page: &Page) -> bool {
    let times: Vec<Time> = page.lines.iter().filter_map(|line| Some(dotted_time(&line.text)?.0)).collect();
    let n_back = times.windows(2).filter(|pair| pair[0] >= pair[1]).count();
    // `9.30–10.00` says what the stop is; days and sessions begin anew.
    let n_spans = page.lines.iter().filter(|line| is_dotted_span(&line.text)).count();
    times.len() >= 3 && n_back == 0 || n_spans >= 2 && n_back * 2 <= times.len()
}

/// `9.30–10.00 …`.
fn is_dotted_span(text: &str) -> bool {
    let time = |text: &str| -> Option<usize> {
        let n_hours = text.bytes().take(2).take_while(u8::is_ascii_digit).count();
        let rest = text.get(n_hours..)?.strip_prefix('.')?;
        let is_whole = rest.bytes().take(2).filter(u8::is_ascii_digit).count() == 2;
        (n_hours > 0 && is_whole).then_some(n_hours + 3)
    };
    let Some(end) = time(text) else { return false };
    let rest = text[end..].trim_start();
    let behind = rest.trim_start_matches(crate::line::is_dash).trim_start();
    behind.len() < rest.len() && time(behind).is_some()
}

/// `, 13:15–14:45 | Room 7`: the hours, and what follows.
pub(super) fn hours_after(text: &str) -> Option<(Time, Option<Time>, &str)> {
    let parts = text.char_indices().filter(|&(_, c)| matches!(c, ',' | '|'));
    parts.filter_map(|(at, c)| times(text[at + c.len_utf8()..].trim_start())).find(|(_, end, _)| end.is_some())
}

/// `Keynote 1 (9:00am-9:45am): Title`: the times, and the line without them.
pub(super) fn times_within(text: &str) -> Option<(Time, Time, String)> {
    let open = text.find('(').filter(|&open| open <= 60)?;
    let close = open + text[open..].find(')')?;
    let (start, end, rest) = times(text[open + 1..close].trim())?;
    let after = text[close + 1..].trim_start();
    let is_label = rest.trim().is_empty() && after.starts_with([':', '：']) && !text[..open].trim().is_empty();
    is_label.then_some(())?;
    Some((start, end?, format!("{}{after}", text[..open].trim_end())))
}

/// `Opening of the meeting (10:00 – 10:15)`: the times, and what stands before them.
pub(super) fn ending_times(text: &str) -> Option<(Time, Time, &str)> {
    let (before, inner) = text.strip_suffix([')', ']', '）'])?.rsplit_once(['(', '[', '（'])?;
    let (start, end, rest) = times(inner.trim())?;
    let before = before.trim().trim_end_matches(is_separator);
    (rest.trim().is_empty() && !before.is_empty()).then_some((start, end?, before))
}

/// `Opening ........ 9:30 h`: the time, and what leads to it.
pub(super) fn led_to_time(text: &str) -> Option<(Time, &str)> {
    let is_leader = |c: char| matches!(c, '.' | '…' | '_' | '·');
    let is_gap = |c: char| is_leader(c) || c == ' ';
    // The point of `9.30` is none of the leaders.
    let is_point = |at: usize| {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        text[at..].starts_with('.')
            && is_digit(text[..at].chars().next_back())
            && is_digit(text[at + 1..].chars().next())
    };
    let (last, c) = text.char_indices().rev().find(|&(at, c)| is_leader(c) && !is_point(at))?;
    let (before, rest) = (text[..last].trim_end_matches(is_gap), text[last + c.len_utf8()..].trim());
    let leaders =
        text[before.len()..last + c.len_utf8()].chars().map(|c| if c == '…' { 3 } else { usize::from(c != ' ') });
    // A number alone is a page's.
    let time = crate::date::bare_time(rest).filter(|_| rest.contains(|c: char| !c.is_numeric()))?;
    (leaders.sum::<usize>() >= 4 && !before.is_empty() && times(before).is_none()).then_some((time, before))
}

/// Words of those who keep things: of a home where a line of its own stands below a name, and of titles elsewhere.
#[rustfmt::skip]
const KEEPERS: &[&str] = &[
    "library", "libraries", "archive", "archives", "museum", "gallery", "bibliotheque", "musee", "biblioteca",
    "archivo", "archivos", "museo", "библиотека", "архив", "музей",
];

/// Is a line of its own where the person above it is from?
pub(super) fn is_home(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    let is_line = text.chars().count() <= 90 && !crate::plain::ends_a_sentence(text) && !text.contains([':', '?']);
    is_line
        && text.starts_with(|c: char| !c.is_lowercase())
        && (credit::names_home(text) || words.any(|word| KEEPERS.contains(&word)))
}

/// `Name, Home` on a line of its own, below a title.
pub(super) fn person_line(text: &str) -> Option<Vec<crate::Credit>> {
    let (name, home) = text.split_once([',', '،'])?;
    let is_person = credit::is_full_name(name) && is_home(home.trim());
    is_person.then(|| vec![credit::person(name, Some(home), model::Role::Speaker)])
}

/// A half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Afternoon,
}

#[rustfmt::skip]
const MORNING: &[&str] = &[
    "morning", "matin", "matinee", "manana", "утро", "утренняя часть", "上午", "الفتره الصباحيه", "صباحا",
];
#[rustfmt::skip]
const AFTERNOON: &[&str] = &[
    "afternoon", "apres-midi", "tarde", "вторая половина дня", "下午", "الفتره المساييه", "بعد الظهر",
];

/// A line that is the half of a day and nothing else.
pub(super) fn half_of_day(text: &str) -> Option<Half> {
    let folded = fold(text);
    let bare = folded.trim_matches(|c: char| is_separator(c) || matches!(c, '(' | ')' | '.'));
    match () {
        () if MORNING.contains(&bare) => Some(Half::Morning),
        () if AFTERNOON.contains(&bare) => Some(Half::Afternoon),
        () => None,
    }
}

/// The half of the day that a line of a day says.
pub(super) fn text_half(text: &str) -> Option<Half> {
    let folded = fold(text);
    let is_han = |word: &str| word.starts_with(|c| c >= '\u{2E80}');
    let has = |words: &[&str]| {
        words.iter().any(|word| is_han(word) && folded.contains(word))
            || folded.split(|c: char| !c.is_alphanumeric() && c != '-').any(|own| words.contains(&own))
    };
    match (has(MORNING), has(AFTERNOON)) {
        (true, false) => Some(Half::Morning),
        (false, true) => Some(Half::Afternoon),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_lead_to_a_time_and_not_to_a_page() {
        for (text, time, before) in [
            ("Opening ........ 9:30 h", Some((9, 30)), "Opening"),
            ("Tea . . . . . 10.45", Some((10, 45)), "Tea"),
            ("Clausura……12:30 h", Some((12, 30)), "Clausura"),
            ("1. Opening ........ 9h", Some((9, 0)), "1. Opening"),
            ("Introduction ........ 12", None, ""),
            ("Introduction ........ 3.1", None, ""),
            ("Wait... 9:30", None, ""),
            ("at 9.30", None, ""),
            ("……", None, ""),
            ("........ 9:30", None, ""),
            ("9:00 Opening ........ 9:30", None, ""),
        ] {
            let time = time.map(|(hour, minute)| (Time::constant(hour, minute, 0, 0), before));
            assert_eq!(led_to_time(text), time, "{text}");
        }
    }

    #[test]
    fn a_half_of_the_day_is_a_line_of_its_own() {
        assert_eq!(half_of_day("下午："), Some(Half::Afternoon));
        assert_eq!(half_of_day("Après-midi"), Some(Half::Afternoon));
        assert_eq!(half_of_day("(Morning)"), Some(Half::Morning));
        assert_eq!(half_of_day("Afternoon tea"), None);
        assert_eq!(half_of_day("День"), None, "it is a day as well");
        assert_eq!(text_half("6月8日下午"), Some(Half::Afternoon));
        assert_eq!(text_half("Monday, 6 May, morning and afternoon"), None);
    }
}
