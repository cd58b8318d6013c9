//! The names of fields and of their values, in the six languages.

use crate::query::{Condition, Facet, Scope};
use analysis::{Lang, fold};
use model::HitKind;

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Text(Scope),
    Lang,
    Kind,
    Date,
    /// `has:note`.
    Has,
}

/// Folded names of each field; the first is the one that is offered.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Text(Scope::Speaker),
        &[
            "speaker",
            "by",
            "person",
            "orateur",
            "intervenant",
            "orador",
            "ponente",
            "докладчик",
            "متحدث",
            "المتحدث",
            "发言人",
        ],
    ),
    (Field::Text(Scope::Session), &["session", "seance", "sesion", "заседание", "сессия", "جلسه", "الجلسه", "会议"]),
    (
        Field::Text(Scope::Organization),
        &["org", "organization", "organisation", "organizacion", "организация", "منظمه", "المنظمه", "组织"],
    ),
    (Field::Text(Scope::Tag), &["tag", "etiquette", "etiqueta", "тег", "метка", "وسم", "标签"]),
    (Field::Lang, &["lang", "language", "langue", "idioma", "язык", "لغه", "اللغه", "语言"]),
    (
        Field::Text(Scope::Deck),
        &["doc", "document", "deck", "file", "fichier", "documento", "документ", "وثيقه", "الوثيقه", "文件"],
    ),
    (Field::Text(Scope::Abstract), &["abstract", "resume", "resumen", "аннотация", "тезисы", "ملخص", "الملخص", "摘要"]),
    (Field::Text(Scope::Symbol), &["symbol", "cote", "signatura", "символ", "رمز", "文号"]),
    (Field::Date, &["date", "year", "fecha", "annee", "ano", "дата", "год", "تاريخ", "التاريخ", "日期", "年份"]),
    (Field::Kind, &["kind", "type", "genre", "tipo", "тип", "نوع", "类型"]),
    (Field::Text(Scope::Title), &["title", "titre", "titulo", "заголовок", "عنوان", "标题"]),
    (Field::Has, &["has", "is"]),
];

/// The names of fields that are offered while one is typed.
pub fn field_names() -> Vec<&'static str> {
    NAMES.iter().filter_map(|(_, names)| names.first().copied()).collect()
}

/// The end of a query, where it is being typed.
#[derive(Debug, PartialEq, Eq)]
pub struct BeingTyped<'a> {
    /// What stays.
    pub before: &'a str,
    /// The field that it is a value of, by the name that is offered.
    pub field: Option<&'static str>,
    pub value: &'a str,
}

/// What is being typed at the end of a text.
pub fn being_typed(text: &str) -> BeingTyped<'_> {
    let (mut start, mut quoted) = (0, false);
    for (at, c) in text.char_indices() {
        if matches!(c, '"' | '“' | '”' | '«' | '»') {
            quoted = !quoted;
        } else if !quoted && (c.is_whitespace() || matches!(c, '(' | ')' | '（' | '）') || c == '-' && at == start) {
            start = at + c.len_utf8();
        }
    }
    let (before, chunk) = text.split_at(start);
    let known = chunk.split_once([':', '：']).and_then(|(name, value)| Some((field(name)?, value)));
    let name = known.and_then(|(field, _)| NAMES.iter().find(|(of, _)| *of == field)?.1.first().copied());
    let value = known.map_or(chunk, |(_, value)| value);
    BeingTyped { before, field: name, value: value.trim_matches(['"', '“', '”', '«', '»']) }
}

pub fn field(name: &str) -> Option<Field> {
    let name = fold(name);
    NAMES.iter().find(|(_, names)| names.contains(&name.as_str())).map(|&(field, _)| field)
}

/// What a value of a field without words means; `None` where it means nothing.
pub fn condition(field: Field, value: &str) -> Option<Condition> {
    match field {
        Field::Text(_) => None,
        Field::Lang => language(value).map(|code| Condition::Facet(vec![(Facet::Language, code)])),
        Field::Kind => {
            let kinds = kinds(&fold(value))?;
            let facet = |kind: &HitKind| (Facet::Kind, kind_name(*kind).to_owned());
            Some(Condition::Facet(kinds.iter().map(facet).collect()))
        }
        Field::Date => dates(value),
        Field::Has => match &*fold(value) {
            "note" | "notes" | "annotation" | "annotated" | "comment" => {
                Some(Condition::Facet(vec![(Facet::Annotated, "1".into())]))
            }
            _ => None,
        },
    }
}

/// How a kind is named in the index and in a query.
pub fn kind_name(kind: HitKind) -> &'static str {
    match kind {
        HitKind::Page => "slide",
        HitKind::Document => "deck",
        HitKind::Contribution => "talk",
        HitKind::Session => "session",
        HitKind::Person => "person",
        HitKind::Organization => "org",
        HitKind::Annotation => "note",
        HitKind::Tag => "tag",
    }
}

fn kinds(value: &str) -> Option<&'static [HitKind]> {
    Some(match value {
        "slide" | "slides" | "page" | "pages" | "diapositive" | "diapositiva" | "слайд" | "شريحه" | "幻灯片" => {
            &[HitKind::Page]
        }
        "note" | "notes" | "annotation" | "annotations" | "comment" | "nota" | "заметка" | "ملاحظه" | "笔记" => {
            &[HitKind::Annotation]
        }
        "talk" | "talks" | "contribution" | "expose" | "ponencia" | "доклад" | "عرض" | "演讲" => {
            &[HitKind::Contribution]
        }
        "person" | "people" | "speaker" | "personne" | "persona" | "человек" | "شخص" | "人" => {
            &[HitKind::Person]
        }
        "org" | "organization" | "organisation" | "organizacion" | "организация" | "منظمه" | "组织" => {
            &[HitKind::Organization]
        }
        "tag" | "tags" | "etiquette" | "etiqueta" | "тег" | "метка" | "وسم" | "标签" => &[HitKind::Tag],
        "session" | "seance" | "sesion" | "заседание" | "جلسه" | "会议" => &[HitKind::Session],
        "deck" | "doc" | "document" | "documento" | "документ" | "وثيقه" | "文件" => {
            &[HitKind::Document]
        }
        _ => return None,
    })
}

fn language(value: &str) -> Option<String> {
    let value = fold(value);
    let lang = match value.as_str() {
        "arabic" | "arabe" | "عربي" | "العربيه" | "арабский" | "阿拉伯语" => Lang::Ar,
        "chinese" | "chinois" | "chino" | "китайский" | "中文" | "صيني" => Lang::Zh,
        "english" | "anglais" | "ingles" | "английский" | "英语" | "انجليزي" => Lang::En,
        "french" | "francais" | "frances" | "французский" | "法语" | "فرنسي" => Lang::Fr,
        "russian" | "russe" | "ruso" | "русский" | "俄语" | "روسي" => Lang::Ru,
        "spanish" | "espagnol" | "espanol" | "испанский" | "西班牙语" | "اسباني" => Lang::Es,
        _ => {
            let is_code = value.len() == 2 && value.bytes().all(|b| b.is_ascii_lowercase());
            return is_code.then_some(value);
        }
    };
    Some(lang.code().to_owned())
}

/// A day, month or year in the forms that people write; two of them with `..` or a dash between, or one behind `>`,
/// `>=`, `<`, `<=`.
fn dates(value: &str) -> Option<Condition> {
    let value = fold(value);
    let value = value.trim();
    let first = || "00000000".to_owned();
    let last = || "99999999".to_owned();
    let (from, to) = if let Some((from, to)) = ["..", "…", "--"].iter().find_map(|dots| value.split_once(dots)) {
        let from = if from.trim().is_empty() { first() } else { span(from)?.0 };
        let to = if to.trim().is_empty() { last() } else { span(to)?.1 };
        (from, to)
    } else if let Some(rest) = value.strip_prefix(">=").or(value.strip_prefix('≥')) {
        (span(rest)?.0, last())
    } else if let Some(rest) = value.strip_prefix("<=").or(value.strip_prefix('≤')) {
        (first(), span(rest)?.1)
    } else if let Some(rest) = value.strip_prefix('>') {
        (after(&span(rest)?.1), last())
    } else if let Some(rest) = value.strip_prefix('<') {
        (first(), before(&span(rest)?.0))
    } else if let Some(span) = span(value) {
        span
    } else {
        // `2015-2017`, `2016-11-30/2016-12-01`, `may 2016 - june 2016`.
        let (from, to) = value.split_once('/').or_else(|| value.split_once(" - ")).or_else(|| value.split_once('-'))?;
        (span(from)?.0, span(to)?.1)
    };
    Some(Condition::Date { from, to })
}

/// The first and the last day of a year, a month or a day: `2016`, `2016-05`, `12.5.2016`, `12 may 2016`, `20160512`,
/// `2016年5月12日`. Of two small numbers before a year the day comes first, unless it cannot be one.
fn span(date: &str) -> Option<(String, String)> {
    let mut parts: Vec<Part> = Vec::new();
    let separated = date.trim().trim_end_matches(['日', '月', '年', '号']);
    let is_separator = |c: char| matches!(c, '-' | '/' | '.' | ',' | '年' | '月') || c.is_whitespace();
    let mut words: Vec<&str> = separated.split(is_separator).filter(|word| !word.is_empty()).collect();
    words.retain(|word| !matches!(*word, "de" | "of" | "the" | "del" | "г" | "года" | "le"));
    let mut at = 0;
    while let Some(&word) = words.get(at) {
        at += 1;
        if let Some(part) = number(word) {
            parts.push(part);
        } else if let Some(month) = analysis::month(word) {
            parts.push(Part::Month(u32::from(month)));
        } else {
            // Some of the Arabic months have two words.
            let month = words.get(at).and_then(|next| analysis::month(&format!("{word} {next}")))?;
            parts.push(Part::Month(u32::from(month)));
            at += 1;
        }
    }
    let (year, month, day) = match parts.as_slice() {
        [Part::Whole(year, month, day)] => (*year, Some(*month), *day),
        [Part::Year(year)] => (*year, None, None),
        [Part::Year(year), Part::Small(month)]
        | [Part::Small(month), Part::Year(year)]
        | [Part::Year(year), Part::Month(month)]
        | [Part::Month(month), Part::Year(year)] => (*year, Some(*month), None),
        [Part::Year(year), Part::Small(month), Part::Small(day)] => (*year, Some(*month), Some(*day)),
        [Part::Small(month), Part::Small(day), Part::Year(year)] if *day > 12 => (*year, Some(*month), Some(*day)),
        [Part::Small(day), Part::Small(month), Part::Year(year)]
        | [Part::Small(day), Part::Month(month), Part::Year(year)]
        | [Part::Month(month), Part::Small(day), Part::Year(year)]
        | [Part::Year(year), Part::Month(month), Part::Small(day)] => (*year, Some(*month), Some(*day)),
        _ => return None,
    };
    if month.is_some_and(|month| !(1..=12).contains(&month)) || day.is_some_and(|day| !(1..=31).contains(&day)) {
        return None;
    }
    let from = format!("{year:04}{:02}{:02}", month.unwrap_or(1), day.unwrap_or(1));
    let to = format!("{year:04}{:02}{:02}", month.unwrap_or(12), day.unwrap_or(31));
    Some((from, to))
}

enum Part {
    Year(u32),
    /// A month by name.
    Month(u32),
    /// A day, or a month by number.
    Small(u32),
    /// `20160512`, `201605`.
    Whole(u32, u32, Option<u32>),
}

fn number(word: &str) -> Option<Part> {
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    // *1st*, *1er*, *2-го*.
    let is_ordinal = digits.len() < word.len() && digits.len() <= 2 && word[digits.len()..].chars().count() <= 3;
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) || digits.len() < word.len() && !is_ordinal {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    match digits.len() {
        1 | 2 => Some(Part::Small(number)),
        4 => Some(Part::Year(number)),
        6 => Some(Part::Whole(number / 100, number % 100, None)),
        8 => Some(Part::Whole(number / 10_000, number / 100 % 100, Some(number % 100))),
        _ => None,
    }
}

// Dates are compared as written, so there is no need for the calendar.
fn after(date: &str) -> String {
    date.parse::<u32>().map_or_else(|_| date.to_owned(), |number| format!("{:08}", number + 1))
}

fn before(date: &str) -> String {
    date.parse::<u32>().map_or_else(|_| date.to_owned(), |number| format!("{:08}", number.saturating_sub(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_spans_of_days() {
        for (value, from, to) in [
            ("2016", "20160101", "20161231"),
            ("2016-05", "20160501", "20160531"),
            ("2016-5-2", "20160502", "20160502"),
            ("2016/05/12", "20160512", "20160512"),
            ("٢٠١٦", "20160101", "20161231"),
            ("2016..2018", "20160101", "20181231"),
            ("2016-05..", "20160501", "99999999"),
            ("..2016", "00000000", "20161231"),
            (">2016", "20161232", "99999999"),
            (">=2016", "20160101", "99999999"),
            ("<2016-05-12", "00000000", "20160511"),
            ("2015-2017", "20150101", "20171231"),
            ("2015–2017", "20150101", "20171231"),
            ("2016-11-30/2016-12-01", "20161130", "20161201"),
            ("30.11.2016", "20161130", "20161130"),
            ("30/11/2016", "20161130", "20161130"),
            ("11/30/2016", "20161130", "20161130"),
            ("11/2016", "20161101", "20161131"),
            ("20161130", "20161130", "20161130"),
            ("30 November 2016", "20161130", "20161130"),
            ("November 30, 2016", "20161130", "20161130"),
            ("nov-2016", "20161101", "20161131"),
            ("1er décembre 2016", "20161201", "20161201"),
            ("30 de noviembre de 2016", "20161130", "20161130"),
            ("30 ноября 2016 г.", "20161130", "20161130"),
            ("٣٠ تشرين الثاني ٢٠١٦", "20161130", "20161130"),
            ("2016年11月30日", "20161130", "20161130"),
            ("may 2016..june 2016", "20160501", "20160631"),
            ("2016-05 - 2016-06", "20160501", "20160631"),
        ] {
            let expected = Condition::Date { from: from.into(), to: to.into() };
            assert_eq!(dates(value), Some(expected), "{value}");
        }
        for value in [
            "",
            "16",
            "2016-13",
            "2016-05-40",
            "may",
            "2016-05-12-01",
            "..x",
            "12345",
            "2016 2017 2018",
            "notaday 2016",
        ] {
            assert_eq!(dates(value), None, "{value}");
        }
    }

    #[test]
    fn what_is_being_typed_is_told_from_what_stays() {
        for (text, before, field, value) in [
            ("", "", None, ""),
            ("waves spea", "waves ", None, "spea"),
            ("waves speaker:la", "waves ", Some("speaker"), "la"),
            ("(докладчик:\"лав", "(", Some("speaker"), "лав"),
            ("speaker:\"ban ki", "", Some("speaker"), "ban ki"),
            ("-tag:", "-", Some("tag"), ""),
            ("well-be", "", None, "well-be"),
            ("done ", "done ", None, ""),
        ] {
            assert_eq!(being_typed(text), BeingTyped { before, field, value }, "{text}");
        }
    }

    #[test]
    fn fields_have_names_in_six_languages() {
        for name in ["speaker", "Orador", "ДОКЛАДЧИК", "المتحدث", "发言人", "intervenant"] {
            assert_eq!(field(name), Some(Field::Text(Scope::Speaker)), "{name}");
        }
        assert_eq!(field("http"), None);
    }
}
