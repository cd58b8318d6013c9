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
    (Field::Text(Scope::Symbol), &["symbol", "cote", "signatura", "символ", "رمز", "文号"]),
    (Field::Date, &["date", "fecha", "дата", "تاريخ", "التاريخ", "日期"]),
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

/// `2016`, `2016-05`, `2016-05-12`, two of them with `..` between, or one behind `>`, `>=`, `<`, `<=`.
fn dates(value: &str) -> Option<Condition> {
    let value = fold(value).replace(['/', '.'], "-").replace("--", "..");
    let value = value.trim();
    let first = || "00000000".to_owned();
    let last = || "99999999".to_owned();
    let (from, to) = if let Some((from, to)) = value.split_once("..") {
        let from = if from.is_empty() { first() } else { span(from)?.0 };
        let to = if to.is_empty() { last() } else { span(to)?.1 };
        (from, to)
    } else if let Some(rest) = value.strip_prefix(">=") {
        (span(rest)?.0, last())
    } else if let Some(rest) = value.strip_prefix("<=") {
        (first(), span(rest)?.1)
    } else if let Some(rest) = value.strip_prefix('>') {
        (after(&span(rest)?.1), last())
    } else if let Some(rest) = value.strip_prefix('<') {
        (first(), before(&span(rest)?.0))
    } else {
        span(value)?
    };
    Some(Condition::Date { from, to })
}

/// The first and the last day of a year, a month or a day.
fn span(date: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = date.trim().split('-').collect();
    let number = |text: &str, n_digits: usize| {
        (!text.is_empty() && text.len() <= n_digits && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let year = parts.first().filter(|year| year.len() == 4).and_then(|year| number(year, 4))?;
    let month = match parts.get(1) {
        Some(month) => Some(number(month, 2).filter(|month| (1..=12).contains(month))?),
        None => None,
    };
    let day = match parts.get(2) {
        Some(day) => Some(number(day, 2).filter(|day| (1..=31).contains(day))?),
        None => None,
    };
    if parts.len() > 3 {
        return None;
    }
    let from = format!("{year:04}{:02}{:02}", month.unwrap_or(1), day.unwrap_or(1));
    let to = format!("{year:04}{:02}{:02}", month.unwrap_or(12), day.unwrap_or(31));
    Some((from, to))
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
        ] {
            let expected = Condition::Date { from: from.into(), to: to.into() };
            assert_eq!(dates(value), Some(expected), "{value}");
        }
        for value in ["", "16", "2016-13", "2016-05-40", "may", "2016-05-12-01", "..x", "12345"] {
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
