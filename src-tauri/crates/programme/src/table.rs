//! Comma-separated values to a schedule: which column is what, the header tells, or the reader.

use crate::credit;
use crate::schedule::{Schedule, Slot};
use crate::zone::{self, Moment};
use crate::{Column, Options};
use analysis::fold;
use jiff::civil::{Date, Time};
use model::{Problem, ProblemCode, Role, SourceColumn};

/// How many of the columns say when something is; they come first.
const N_TIMES: usize = 4;

/// Folded headers, whole or as their first words, and what they stand for.
const HEADERS: &[(Column, &[&str])] = &[
    (
        Column::Date,
        &[
            "tag",
            "giorno",
            "fechas",
            "dias",
            "date",
            "day",
            "jour",
            "fecha",
            "dia",
            "дата",
            "день",
            "日期",
            "التاريخ",
            "اليوم",
            "datum",
            "data",
        ],
    ),
    (
        Column::Start,
        &[
            "von",
            "anfang",
            "ora",
            "orario",
            "ore",
            "inizio",
            "hora inicio",
            "начало доклада",
            "ab",
            "zeitraum",
            "start",
            "start time",
            "starts",
            "begin",
            "from",
            "time",
            "start date",
            "debut",
            "heure",
            "heure de debut",
            "de",
            "inicio",
            "hora",
            "hora de inicio",
            "desde",
            "начало",
            "время",
            "время начала",
            "с",
            "开始",
            "开始时间",
            "时间段",
            "horario",
            "horaire",
            "horaires",
            "время (мск)",
            "الساعه",
            "التوقيت",
            "slot",
            "hour",
            "time slot",
            "schedule",
            "uhrzeit",
            "zeit",
            "时间",
            "البدايه",
            "الوقت",
            "وقت البدء",
            "من",
            "beginn",
        ],
    ),
    (
        Column::End,
        &[
            "bis",
            "fine",
            "fim",
            "termino",
            "hora fin",
            "end",
            "end time",
            "ends",
            "to",
            "until",
            "end date",
            "fin",
            "heure de fin",
            "hora de fin",
            "hasta",
            "конец",
            "окончание",
            "время окончания",
            "до",
            "结束",
            "结束时间",
            "النهايه",
            "وقت الانتهاء",
            "الي",
            "ende",
        ],
    ),
    (
        Column::Duration,
        &[
            "dauer",
            "durata",
            "duracao",
            "duration",
            "length",
            "minutes",
            "duree",
            "duracion",
            "продолжительность",
            "длительность",
            "时长",
            "المده",
        ],
    ),
    (
        Column::Title,
        &[
            "thema",
            "vortrag",
            "vortragstitel",
            "programmpunkt",
            "intervento",
            "palestra",
            "tema da palestra",
            "assunto",
            "punto",
            "title",
            "talk",
            "talk title",
            "presentation title",
            "name",
            "summary",
            "subject",
            "topic",
            "titre",
            "intitule",
            "sujet",
            "titulo",
            "tema",
            "название",
            "тема",
            "название доклада",
            "доклад",
            "标题",
            "题目",
            "主题",
            "议题",
            "演讲题目",
            "内容",
            "item",
            "agenda item",
            "agenda",
            "activity",
            "programme",
            "activite",
            "actividad",
            "intervention",
            "intervencion",
            "мероприятие",
            "тема доклада",
            "communication",
            "exposé",
            "comunicacion",
            "ponencia",
            "报告题目",
            "البند",
            "النشاط",
            "العنوان",
            "الموضوع",
            "titel",
            "titolo",
        ],
    ),
    (
        Column::Speaker,
        &[
            "referent",
            "referentin",
            "referenten",
            "referierende",
            "vortragende",
            "vortragender",
            "referent/in",
            "redner",
            "relatori",
            "palestrante",
            "palestrantes",
            "apresentador",
            "apresentadora",
            "expositora",
            "oradores",
            "conferenciante",
            "conferencista",
            "speaker",
            "speakers",
            "presenter",
            "presenters",
            "facilitator",
            "who",
            "qui",
            "quien",
            "кто",
            "resource person",
            "讲师",
            "主讲",
            "演讲者",
            "分享人",
            "speaker name",
            "author",
            "authors",
            "person",
            "orateur",
            "orateurs",
            "intervenant",
            "intervenants",
            "ponente",
            "ponentes",
            "orador",
            "autor",
            "докладчик",
            "докладчики",
            "спикер",
            "выступающий",
            "автор",
            "演讲者",
            "发言人",
            "讲者",
            "嘉宾",
            "报告人",
            "演讲嘉宾",
            "主讲人",
            "主讲嘉宾",
            "演讲人",
            "speaker(s)",
            "presenter(s)",
            "participants",
            "name",
            "фио",
            "фио докладчика",
            "expositor",
            "expositores",
            "المحاضر",
            "المتحدثين",
            "المتحدث",
            "المتحدثون",
            "المتكلم",
            "relatore",
        ],
    ),
    (
        Column::Affiliation,
        &[
            "einrichtung",
            "institution/firma",
            "ente",
            "instituicao",
            "organizacao",
            "universidad",
            "universitat",
            "hochschule",
            "afiliacion",
            "filiacao",
            "affiliazione",
            "organisation/firma",
            "affiliation",
            "structure",
            "rattachement",
            "organization",
            "organisation",
            "institution",
            "company",
            "org",
            "employer",
            "country",
            "entreprise",
            "societe",
            "etablissement",
            "organizacion",
            "institucion",
            "empresa",
            "entidad",
            "организация",
            "учреждение",
            "компания",
            "место работы",
            "单位",
            "所属单位",
            "工作单位",
            "affiliation / country",
            "organisme",
            "institucion / pais",
            "организация, город",
            "المنظمه / البلد",
            "机构",
            "公司",
            "组织",
            "المنظمه",
            "المؤسسه",
            "الجهه",
            "firma",
        ],
    ),
    (
        Column::Session,
        &[
            "sitzung",
            "block",
            "sessione",
            "sessao",
            "bloque",
            "sektion",
            "bloc",
            "session",
            "track",
            "session title",
            "panel",
            "theme",
            "seance",
            "sesion",
            "заседание",
            "сессия",
            "секция",
            "会议",
            "分会场",
            "环节",
            "专场",
            "الجلسه",
            "category",
            "section",
        ],
    ),
    (
        Column::Room,
        &[
            "ort",
            "saal",
            "horsaal",
            "local",
            "luogo",
            "stanza",
            "room",
            "location",
            "venue",
            "hall",
            "place",
            "stage",
            "salle",
            "lieu",
            "sala",
            "lugar",
            "зал",
            "место",
            "аудитория",
            "会场",
            "地点",
            "房间",
            "القاعه",
            "المكان",
            "raum",
            "aula",
        ],
    ),
    (
        Column::Link,
        &[
            "pdf",
            "slides",
            "link",
            "url",
            "file",
            "deck",
            "presentation",
            "lien",
            "fichier",
            "support",
            "enlace",
            "archivo",
            "diapositivas",
            "ссылка",
            "файл",
            "презентация",
            "链接",
            "文件",
            "幻灯片",
            "الرابط",
            "الملف",
        ],
    ),
    (
        Column::Chair,
        &[
            "moderation",
            "vorsitz",
            "sitzungsleitung",
            "moderatore",
            "presidente",
            "moderacao",
            "presidencia",
            "preside",
            "session chair",
            "chair",
            "moderator",
            "moderateur",
            "president de seance",
            "moderador",
            "модератор",
            "председатель",
            "主持人",
            "رئيس الجلسه",
        ],
    ),
    (
        Column::Description,
        &[
            "inhalt",
            "kurzfassung",
            "resumo",
            "descricao",
            "abstract",
            "description",
            "summary of the talk",
            "resume",
            "resumen",
            "descripcion",
            "аннотация",
            "описание",
            "тезисы",
            "摘要",
            "简介",
            "الملخص",
            "الوصف",
            "beschreibung",
            "zusammenfassung",
        ],
    ),
    (Column::Id, &["id", "uid", "code", "guid"]),
];

/// Which byte parts the cells: the one that parts the most lines into equally many.
pub(crate) fn delimiter(text: &str) -> Option<(u8, usize)> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(24).collect();
    let header = lines.first()?;
    let candidates = [b',', b';', b'\t', b'|'];
    let scored = candidates.into_iter().map(|candidate| {
        let mut reader = reader(text, candidate);
        let lengths: Vec<usize> = reader.records().take(24).flatten().map(|record| record.len()).collect();
        let n_columns = lengths.first().copied().unwrap_or(0);
        let n_same = lengths.iter().filter(|&&length| length == n_columns).count();
        let is_even = n_columns >= 2 && n_same * 3 >= lengths.len() * 2;
        (candidate, n_columns, is_even)
    });
    let best = scored.filter(|(_, _, is_even)| *is_even).max_by_key(|(_, n_columns, _)| *n_columns)?;
    (lines.len() >= 2 && !header.is_empty()).then_some((best.0, best.1))
}

pub(crate) fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// Is it a table whose header says what we look for?
pub(crate) fn is_table(text: &str) -> bool {
    let Some((delimiter, n_columns)) = delimiter(text) else { return false };
    let header = reader(text, delimiter).records().flatten().next().unwrap_or_default();
    let known = guess(&header);
    let n_known = known.iter().flatten().count();
    n_columns >= 2
        && n_known >= 2
        && n_known * 4 >= n_columns
        && known.iter().flatten().any(|column| matches!(column, Column::Title | Column::Speaker))
}

pub(crate) fn guess(header: &csv::StringRecord) -> Vec<Option<Column>> {
    guess_cells(header.iter())
}

/// What the cells of a page's table stand for.
pub(crate) fn guess_columns(header: &[String]) -> Vec<Option<Column>> {
    guess_cells(header.iter().map(String::as_str))
}

fn guess_cells<'a>(header: impl Iterator<Item = &'a str>) -> Vec<Option<Column>> {
    let mut taken = Vec::new();
    let of = |cell: &str| {
        let folded = fold(&without_both_genders(cell).replace(['_', '-', '.', ':'], " "));
        let folded = folded.trim();
        if folded.is_empty() || folded.len() > 60 {
            return None;
        }
        let one = folded.strip_suffix('s').filter(|one| one.len() > 4).unwrap_or(folded);
        let is = |names: &[&str]| names.iter().map(|name| fold(name)).any(|name| name == folded || name == one);
        let named = HEADERS.iter().find(|(_, names)| is(names)).map(|(column, _)| *column);
        named.or_else(|| {
            // `Duration (min)`, `Time (CET)`: the unit and the zone are no part of the name.
            let (bare, _) = folded.strip_suffix(')')?.split_once('(')?;
            let found = HEADERS[..N_TIMES].iter().find(|(_, names)| names.iter().any(|name| fold(name) == bare.trim()));
            found.map(|(column, _)| *column)
        })
    };
    header
        .map(|cell| {
            // `Presenter / Facilitator`.
            let column = of(cell)
                .or_else(|| cell.split(['/', '&']).next().filter(|first| first.len() < cell.len()).and_then(of))?;
            // A second column of speakers is more of them; of anything else the first is meant.
            let is_free =
                !taken.contains(&column) || matches!(column, Column::Speaker | Column::Link | Column::Affiliation);
            taken.push(column);
            is_free.then_some(column)
        })
        .collect()
}

/// `Intervenant·e·s`, `Orador(a)`, `Presenter(s)` in their plain form.
fn without_both_genders(cell: &str) -> String {
    const ENDS: &[&str] = &["(s)", "(es)", "(e)", "(e)s", "(a)", "(as)", "·e·s", "·es", "·e", "·s", ".e.s", "/a"];
    let mut ends: Vec<&str> = ENDS.iter().copied().filter(|end| cell.ends_with(end)).collect();
    ends.sort_by_key(|end| std::cmp::Reverse(end.len()));
    ends.first().map_or(cell, |end| &cell[..cell.len() - end.len()]).to_owned()
}

/// The header's cells, each with its first values and what it is taken for; empty where the text is no table.
pub(crate) fn columns(text: &str) -> Vec<SourceColumn> {
    const N_SAMPLES: usize = 3;
    let Some((delimiter, _)) = delimiter(text) else { return Vec::new() };
    let rows: Vec<csv::StringRecord> = reader(text, delimiter).records().flatten().take(24).collect();
    let Some((header, rows)) = rows.split_first() else { return Vec::new() };
    let samples = |idx: usize| {
        let cells = rows.iter().filter_map(|row| row.get(idx)).map(crate::line::collapse);
        cells.filter(|cell| !cell.is_empty()).take(N_SAMPLES).collect()
    };
    let column =
        |(idx, (cell, meaning))| SourceColumn { header: crate::line::collapse(cell), samples: samples(idx), meaning };
    header.iter().zip(guess(header)).enumerate().map(column).collect()
}

pub(crate) fn schedule(text: &str, options: &Options) -> Schedule {
    let mut schedule = Schedule { time_zone: options.time_zone.as_deref().and_then(zone::iana), ..Schedule::default() };
    let Some((delimiter, _)) = delimiter(text) else { return schedule };
    let mut records = reader(text, delimiter);
    let mut rows = records.records();
    let header = rows.next().and_then(Result::ok).unwrap_or_default();
    let columns = match &options.columns {
        Some(columns) => columns.clone(),
        None => guess(&header),
    };
    let rows: Vec<_> = rows.flatten().collect();
    let order = day_order(&rows, &columns);
    if order.is_none() {
        let detail = "day and month of dates such as 03/04/2016 cannot be told apart; they are left open";
        schedule.problems.push(Problem::new(ProblemCode::DateMismatch).with_detail(detail));
    }
    let place = schedule.time_zone.as_deref().and_then(zone::zone);
    // Of the row above: a day that goes down over several rows is written once.
    let mut above: Option<(Date, Time)> = None;
    for row in &rows {
        let line = row.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        let cells = |wanted: Column| {
            row.iter()
                .zip(&columns)
                .filter(move |(_, column)| **column == Some(wanted))
                .map(|(cell, _)| cell.trim())
                .filter(|cell| !cell.is_empty())
        };
        let first = |wanted: Column| cells(wanted).next();
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let mut problems = Vec::new();
        let mut read = |cell: Option<&str>| {
            let cell = cell?;
            let at = when(cell, order);
            if at.is_none() && (order.is_some() || !is_numeric_date(cell)) {
                problems.push(Problem::new(ProblemCode::LineNotUnderstood).on_line(line).with_detail(cell.to_owned()));
            }
            at.map(|at| at.local(place.as_ref()))
        };
        let day = read(first(Column::Date)).unwrap_or_default();
        let (span_start, span_end) = first(Column::Start).map_or((None, None), split_span);
        let start = read(span_start).unwrap_or_default();
        let end = read(first(Column::End).or(span_end)).unwrap_or_default();
        let start = Moment { date: start.date.or(day.date), time: start.time.or(day.time), offset: None };
        let goes_on = first(Column::Date).is_none() && start.date.is_none() && columns.contains(&Some(Column::Date));
        let day_above = above.filter(|(_, time)| goes_on && start.time.is_some_and(|start| start >= *time));
        let start = Moment { date: start.date.or(day_above.map(|(date, _)| date)), ..start };
        above = start.date.zip(start.time);
        let end = match first(Column::Duration).and_then(zone::minutes) {
            Some(minutes) if end.time.is_none() && start.time.is_some() => start.plus_minutes(minutes),
            _ => end,
        };
        let mut links = Vec::new();
        let title = cells(Column::Title).map(|cell| plain(cell, &mut links)).find(|title| !title.is_empty());
        // A page about the speaker is no link to the talk.
        let mut pages = Vec::new();
        let people: Vec<String> = cells(Column::Speaker).map(|cell| plain(cell, &mut pages)).collect();
        let homes: Vec<String> = cells(Column::Affiliation).map(|cell| plain(cell, &mut pages)).collect();
        let mut credits: Vec<_> = people
            .iter()
            .flat_map(|cell| match homes.is_empty() {
                true => credit::people_list(cell, Role::Speaker),
                false => credit::people_list(&credit::turned(cell), Role::Speaker),
            })
            .collect();
        credit::add_affiliations(&mut credits, &homes);
        let chairs = cells(Column::Chair).flat_map(|cell| credit::people_list(cell, Role::Chair));
        links.extend(cells(Column::Link).flat_map(|cell| cell.split_whitespace_or_whole()).map(str::to_owned));
        schedule.slots.push(Slot {
            id: first(Column::Id).map(str::to_owned),
            title,
            start,
            end,
            room: first(Column::Room).map(str::to_owned),
            description: first(Column::Description).and_then(crate::line::prose),
            group: first(Column::Session).map(str::to_owned),
            chairs: chairs.collect(),
            credits,
            links,
            raw: row.iter().collect::<Vec<_>>().join(&char::from(delimiter).to_string()),
            line,
            problems,
            is_pause: false,
        });
    }
    schedule
}

trait Links {
    fn split_whitespace_or_whole(&self) -> Vec<&str>;
}

impl Links for str {
    /// Several addresses in a cell, or one file whose name has spaces.
    fn split_whitespace_or_whole(&self) -> Vec<&str> {
        match self.matches("://").count() {
            0 | 1 => vec![self],
            _ => self.split_whitespace().collect(),
        }
    }
}

/// `09:00-10:30` in one cell.
pub(crate) fn split_span(cell: &str) -> (Option<&str>, Option<&str>) {
    match crate::date::times(cell) {
        Some((_, Some(_), rest)) if rest.trim().is_empty() => {
            let at = cell
                .char_indices()
                .find(|&(at, c)| at > 2 && (crate::line::is_dash(c) || c == '至' || c == '~'))
                .map(|(at, _)| at);
            match at {
                Some(at) => (
                    Some(cell[..at].trim()),
                    Some(
                        cell[at..]
                            .trim_start_matches(|c: char| crate::line::is_dash(c) || c == '至' || c == '~')
                            .trim(),
                    ),
                ),
                None => (Some(cell), None),
            }
        }
        _ => (Some(cell), None),
    }
}

/// Without Markdown.
fn plain(cell: &str, links: &mut Vec<String>) -> String {
    let (text, found) = crate::plain::links(cell);
    links.extend(found);
    crate::line::collapse(&crate::html::text_of(&text.replace("**", "")))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayOrder {
    DayFirst,
    MonthFirst,
}

fn is_numeric_date(cell: &str) -> bool {
    slashed(cell).is_some()
}

fn slashed(cell: &str) -> Option<(u32, u32, i16, &str)> {
    let (first, rest) = crate::date::number(cell.trim(), 1, 2)?;
    let mark = rest.chars().next().filter(|c| matches!(c, '/' | '-' | '.'))?;
    let (second, rest) = crate::date::number(&rest[1..], 1, 2)?;
    let rest = rest.strip_prefix(mark)?;
    let (year, rest) = crate::date::number(rest, 4, 4)
        .or_else(|| crate::date::number(rest, 2, 2).map(|(year, rest)| (year + 2000, rest)))?;
    Some((first, second, i16::try_from(year).ok()?, rest))
}

/// Of the whole column: a day beyond twelve shows it for all; `None` where no date does and some would need it.
fn day_order(rows: &[csv::StringRecord], columns: &[Option<Column>]) -> Option<DayOrder> {
    let is_time = |column: &Option<Column>| matches!(column, Some(Column::Date | Column::Start | Column::End));
    let mut is_needed = false;
    for row in rows {
        for (cell, _) in row.iter().zip(columns).filter(|(_, column)| is_time(column)) {
            let Some((first, second, _, _)) = slashed(cell) else { continue };
            // With full stops the day comes first everywhere.
            if first > 12 || cell.contains('.') {
                return Some(DayOrder::DayFirst);
            }
            if second > 12 {
                return Some(DayOrder::MonthFirst);
            }
            is_needed |= first != second;
        }
    }
    (!is_needed).then_some(DayOrder::DayFirst)
}

pub(crate) fn when(cell: &str, order: Option<DayOrder>) -> Option<Moment> {
    if let Some((first, second, year, rest)) = slashed(cell) {
        let (day, month) = match order {
            Some(DayOrder::MonthFirst) => (second, first),
            Some(DayOrder::DayFirst) => (first, second),
            // It is the same either way.
            None if first == second => (first, second),
            None => return None,
        };
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        let time = crate::date::time(rest.trim_start_matches([' ', ',', 'T'])).map(|(time, _)| time);
        return Some(Moment { date: Some(date), time, offset: None });
    }
    zone::moment(cell).or_else(|| {
        let time: Time = crate::date::bare_time(cell)?;
        Some(Moment { time: Some(time), ..Moment::default() })
    })
}
