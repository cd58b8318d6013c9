//! What stands around an item and is none of it: a number of a list, a length, the name of a file, quotation marks.

use crate::credit::{self, looks_like_name};
use crate::line::{Line, is_dash, is_separator};
use analysis::fold;

/// Folded words that stand for a file beside a talk, and are none of its title.
pub(super) const FILE_WORDS: &[&str] = &[
    "slides",
    "slide",
    "presentation",
    "presentacion",
    "diapositivas",
    "diapositives",
    "pdf",
    "ppt",
    "pptx",
    "video",
    "fuente",
    "source",
    "deck",
    "paper",
    "download",
    "презентация",
    "слайды",
    "видео",
    "幻灯片",
    "演示文稿",
    "ppt下载",
    "视频",
    "العرض",
    "support de la presentation",
    "support",
    "transparents",
    "statement",
    "recording",
    "notebook",
    "handout",
];

/// `1. `, `a) `, `(2) `, `IV. `, `P1. ` off the front.
pub(crate) fn without_number(text: &str) -> &str {
    if credit::starts_with_honorific(text) {
        return text;
    }
    let bare = text.trim_start_matches('(');
    let end = bare.find(['.', ')']).filter(|&end| end > 0 && end <= 4);
    let Some(end) = end else { return text };
    let mark = &bare[..end];
    let is_number = mark.chars().all(|c| c.is_ascii_digit())
        || mark.chars().count() == 1
        || mark.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x'))
        // Of a poster.
        || mark.strip_prefix(|c: char| c.is_ascii_uppercase()).is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
        });
    let rest = bare[end + 1..].trim_start_matches(')');
    // `M. Dupont`, `H. E. Mr. Name`, `И. Иванова (МГУ)`: an initial.
    let is_initial = mark.chars().all(char::is_uppercase)
        && bare[end..].starts_with('.')
        && (matches!(mark, "H" | "M" | "S") || {
            let name = rest.trim_start().split(|c: char| matches!(c, ',' | '(' | ':' | '.' | ';') || is_dash(c)).next();
            let name = name.unwrap_or_default().trim();
            rest.trim_start().len() > name.len() && looks_like_name(name) && name.split(' ').count() <= 2
        });
    match is_number && rest.starts_with(' ') && !is_initial {
        true => rest.trim_start(),
        false => text,
    }
}

/// `Item 3. …`, `Пункт 3: …`: an item of an agenda by its own word.
pub(crate) fn is_agenda_item(text: &str) -> bool {
    const WORDS: &[&str] =
        &["item", "agenda item", "point", "tema", "punto", "пункт", "البند", "项目", "议程项目", "议题"];
    let at = text.find(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c)).filter(|&at| at <= 40);
    let Some((word, rest)) = at.map(|at| text.split_at(at)) else { return false };
    let number = rest.trim_start_matches(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c));
    let is_parted = number.starts_with([':', '：', '.', '、']) && number.chars().any(char::is_alphabetic);
    is_parted && WORDS.contains(&analysis::fold(word).trim())
}

/// `15 min - `, `1hr – ` off the front.
pub(super) fn without_length(text: &str) -> &str {
    let Some((number, rest)) = crate::date::number(text, 1, 3) else { return text };
    let rest = rest.trim_start();
    let after = ["minutes", "mins", "min", "hours", "hrs", "hr", "h", "мин", "分钟"]
        .iter()
        .find_map(|unit| rest.strip_prefix(unit));
    let _ = number;
    match after {
        Some(after) if after.trim_start().starts_with(|c: char| is_dash(c) || c == ':') => {
            after.trim_start_matches(is_separator)
        }
        _ => text,
    }
}

/// A line without the words of its links at the end that only say what they lead to.
pub(super) fn without_labels(line: &Line) -> &str {
    let mut whole = line.text.trim();
    for label in line.labels.iter().rev().filter(|label| FILE_WORDS.contains(&fold(label).trim())) {
        whole = whole.strip_suffix(label.as_str()).map_or(whole, |rest| rest.trim_end_matches(is_separator));
    }
    whole
}

/// `Status (20 min) – Name` without the length.
pub(super) fn without_inner_length(text: &str) -> String {
    for (open, close) in [('(', ')'), ('[', ']')] {
        let Some(start) = text.find(open) else { continue };
        let Some(end) = text[start..].find(close).map(|end| start + end + 1) else { continue };
        if split_length(&text[start..end]).0.is_some() {
            return format!("{} {}", text[..start].trim_end(), text[end..].trim_start()).trim().to_owned();
        }
    }
    text.to_owned()
}

/// `Country reports (5 minutes each)`, `圆桌讨论（每人5分钟）`: how long each may speak is no part of the title.
pub(crate) fn without_each(text: &str) -> &str {
    let trimmed = text.trim_end().trim_end_matches([':', '：']).trim_end();
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
        if let Some((before, inner)) = trimmed.strip_suffix(close).and_then(|text| text.rsplit_once(open))
            && is_length_of_each(inner)
        {
            return before.trim_end();
        }
    }
    // `Presentations – 10 minutes each`.
    let parted = text.char_indices().rfind(|&(at, c)| {
        (is_dash(c) && text[..at].ends_with(' ') || matches!(c, ',' | '，' | '،'))
            && is_length_of_each(&text[at + c.len_utf8()..])
    });
    parted.map_or(text, |(at, _)| text[..at].trim_end())
}

/// A number, its unit, and whose it is.
fn is_length_of_each(text: &str) -> bool {
    #[rustfmt::skip]
    const UNITS: &[&str] = &[
        "min", "mins", "minute", "minutes", "minuto", "minutos", "минут", "минуты", "мин", "minuten", "minuti", "دقايق", "دقيقه",
    ];
    #[rustfmt::skip]
    const WHOSE: &[&str] = &[
        "each", "per", "for", "every", "a", "speaker", "speakers", "talk", "talks", "presentation", "presentations", "paper",
        "max", "maximum", "up", "to", "chacun", "chacune", "par", "intervenant", "intervention", "orateur", "exposé", "expose",
        "cada", "una", "uno", "por", "ponente", "ponencia", "orador", "participante", "palestrante", "je", "pro", "vortrag",
        "beitrag", "referat", "ciascuno", "ciascuna", "per", "на", "по", "каждый", "каждое", "каждого", "каждому", "доклад",
        "доклада", "докладчика", "выступление", "до", "لكل", "متحدث", "عرض", "مداخله", "كل",
    ];
    #[rustfmt::skip]
    const HAN: &[&str] = &["每人", "每位", "每个", "每场", "各", "嘉宾", "发言", "报告", "演讲", "限时", "约", "不超过", "分钟"];
    let folded = fold(text);
    let is_han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    if folded.contains(is_han) {
        let bare = HAN.iter().fold(folded.clone(), |text, word| text.replace(word, " "));
        let is_number = bare.chars().any(char::is_numeric) && !bare.contains(char::is_alphabetic);
        return is_number && folded.contains("分钟") && ["每", "各"].iter().any(|each| folded.contains(each));
    }
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &str| word.chars().all(char::is_numeric);
    let (mut n_numbers, mut n_units, mut n_whose) = (0, 0, 0);
    for word in words {
        match () {
            () if is_number(word) => n_numbers += 1,
            () if UNITS.contains(&word) => n_units += 1,
            () if WHOSE.contains(&word) => n_whose += 1,
            () => return false,
        }
    }
    n_numbers > 0 && n_units > 0 && n_whose > 0
}

/// `Introduction of the draft [item 5]`: the item of the agenda that it is about is no part of the title.
pub(super) fn without_item(text: &str) -> &str {
    const WORDS: &[&str] = &[
        "item",
        "items",
        "agenda item",
        "agenda items",
        "point",
        "points",
        "tema",
        "temas",
        "пункт",
        "пункты",
        "البند",
        "项目",
    ];
    let aside = text.trim_end().strip_suffix([']', ')']).and_then(|text| text.rsplit_once(['[', '(']));
    let is_item = |inner: &str| {
        let word = inner.trim_end_matches(|c: char| c.is_numeric() || matches!(c, ' ' | ',' | '(' | ')' | '.'));
        word.len() < inner.len() && WORDS.contains(&fold(word).trim())
    };
    aside.filter(|(_, inner)| is_item(inner)).map_or(text, |(before, _)| before.trim_end())
}

/// Without what only names a file: `(slides)`, `(Presentación)`, `[video]`.
pub(super) fn without_files(text: &str) -> String {
    let mut text = text.to_owned();
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
        while let Some(end) = text.rfind(close) {
            let Some(start) = text[..end].rfind(open) else { break };
            let inner = fold(&text[start + open.len_utf8()..end]);
            let is_file = |part: &str| {
                let words: Vec<&str> = part.split_whitespace().collect();
                words.is_empty()
                    || FILE_WORDS.contains(&part.trim())
                    || words.len() <= 3 && words.last().is_some_and(|word| FILE_WORDS.contains(word))
            };
            if !inner.split(|c: char| matches!(c, ',' | '/' | '|') || is_dash(c)).all(is_file)
                || text[end + close.len_utf8()..].chars().any(char::is_alphanumeric)
            {
                break;
            }
            text.truncate(start);
        }
    }
    let trimmed = text.trim_end_matches(|c: char| is_separator(c) || c == '*').trim();
    trimmed.to_owned()
}

/// `(20 min) ` off the front or ` (20 min)` off the end: how many minutes, and the rest.
pub(crate) fn split_length(text: &str) -> (Option<u32>, &str) {
    let minutes = |inner: &str| {
        let (number, unit) = crate::date::number(inner.trim(), 1, 3)?;
        let unit = fold(unit.trim().trim_end_matches('.'));
        matches!(
            &*unit,
            "min" | "mins" | "minutes" | "minutos" | "мин" | "минут" | "分钟" | "分" | "'" | "’" | "m" | "دقيقه"
        )
        .then_some(number)
    };
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）')] {
        if let Some((inner, rest)) = text.strip_prefix(open).and_then(|text| text.split_once(close))
            && let Some(n) = minutes(inner)
        {
            return (Some(n), rest.trim_start());
        }
        if let Some((rest, inner)) = text.strip_suffix(close).and_then(|text| text.rsplit_once(open))
            && let Some(n) = minutes(inner)
        {
            return (Some(n), rest.trim_end());
        }
    }
    (None, text)
}

/// Without quotes and separators around it.
pub(crate) fn unquoted(text: &str) -> &str {
    let text = text.trim_matches(|c: char| is_separator(c) || c == '*');
    for (open, close) in [('“', '”'), ('«', '»'), ('"', '"'), ('„', '“'), ('《', '》'), ('「', '」')] {
        if let Some(inner) = text.strip_prefix(open).and_then(|text| text.strip_suffix(close))
            && !inner.contains([open, close])
        {
            return inner.trim();
        }
        // `Paper 1: “Title”`, `Vortrag „Title“`.
        if let Some((label, inner)) = text.strip_suffix(close).and_then(|text| text.split_once(open))
            && let label = label.trim_end()
            && let (label, is_parted) = label.strip_suffix([':', '：']).map_or((label, false), |label| (label, true))
            && (is_parted && label.split(' ').count() <= 2 || credit::is_address(label))
            && !inner.contains([open, close])
        {
            return inner.trim();
        }
    }
    text
}

/// `Title, Conference Room 4` and `Title (Room XX)`: what names a room at the end.
pub(crate) fn split_room(text: &str) -> (&str, Option<&str>) {
    if let Some((before, inner)) = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('))
        && crate::outline::is_named_room(inner)
    {
        return (before.trim_end_matches(is_separator), Some(inner.trim()));
    }
    if let Some((before, last)) = text.rsplit_once('|')
        && crate::outline::is_named_room(last.trim())
    {
        return (before.trim_end_matches(is_separator), Some(last.trim()));
    }
    if let Some((before, last)) = text.rsplit_once([',', '|'])
        && crate::outline::is_room(last.trim())
    {
        return (before.trim_end_matches(is_separator), Some(last.trim()));
    }
    (text, None)
}

#[cfg(test)]
mod tests {
    use super::without_each;

    #[test]
    fn how_long_each_may_speak_is_no_part_of_a_title() {
        for (text, bare) in [
            ("Country reports (5 minutes each)", "Country reports"),
            ("Exposés (10 minutes chacun) :", "Exposés"),
            ("Experiencias (10 minutos cada una)", "Experiencias"),
            ("Kurzberichte (je 5 Minuten)", "Kurzberichte"),
            ("Сообщения (по 7 минут на каждый доклад)", "Сообщения"),
            ("عروض قصيرة (5 دقائق لكل متحدث)", "عروض قصيرة"),
            ("圆桌讨论（每人5分钟）", "圆桌讨论"),
            ("Short papers – 10 min per talk", "Short papers"),
            ("Ten minutes each (a film)", "Ten minutes each (a film)"),
            ("Opening (5 minutes)", "Opening (5 minutes)"),
        ] {
            assert_eq!(without_each(text), bare, "{text}");
        }
    }
}
