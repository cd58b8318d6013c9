//! A timetable whose rows are times and whose columns are rooms, days or parallel sessions: in a page, in Markdown, pasted,
//! or as comma-separated values.

use crate::Column;
use crate::credit;
use crate::date::{bare_time, dates_in, times};
use crate::line::{Line, Page, Row, collapse};
use analysis::{fold, session_label};

/// What the columns behind the times are.
#[derive(Debug, Clone)]
pub(crate) struct Grid(Vec<(Column, String)>);

/// A cell of a row, with the columns that it spans.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// One below the other.
    pub lines: Vec<String>,
    pub n_columns: usize,
    /// More than one where it goes on in the rows below, and its end is not its own row's.
    pub n_rows: usize,
}

impl Grid {
    /// `None` where the cells head anything else: every column behind the times must say what it is.
    pub fn of(cells: &[String]) -> Option<Grid> {
        let (first, others) = cells.split_first()?;
        let is_of_times = first.is_empty()
            || matches!(crate::table::guess_columns(&cells[..1])[0], Some(Column::Start | Column::Date));
        if !is_of_times || others.len() < 2 {
            return None;
        }
        // Beside a room, what has a short name and is no other column is one as well.
        let has_room = others.iter().any(|cell| column(cell) == Some(Column::Room));
        let of = |cell: &String| column(cell).or((has_room && may_be_room(cell)).then_some(Column::Room));
        let columns: Option<Vec<_>> = others.iter().map(|cell| Some((of(cell)?, cell.clone()))).collect();
        let columns = columns?;
        let kind = columns[0].0;
        let distinct = columns.iter().enumerate().all(|(at, (_, name))| columns[..at].iter().all(|(_, n)| n != name));
        (distinct && columns.iter().all(|(column, _)| *column == kind)).then_some(Grid(columns))
    }

    /// Like [`Grid::rows`] of cells whose lines are parted by line breaks; one alone behind the time is for all, for
    /// there is no other way to write that.
    pub fn rows_of_texts(&self, texts: &[String]) -> Option<Vec<Row>> {
        let n_filled = texts.iter().skip(1).filter(|text| !text.trim().is_empty()).count();
        let is_for_all = n_filled == 1 && texts.get(1).is_some_and(|text| !text.trim().is_empty());
        let of = |(at, text): (usize, &String)| {
            let lines = text.split('\n').map(collapse).filter(|line| !line.is_empty()).collect();
            let n_columns = if is_for_all && at == 1 { self.0.len() } else { 1 };
            Cell { lines, n_columns, n_rows: 1 }
        };
        let n = if is_for_all { 2 } else { texts.len().min(self.0.len() + 1) };
        self.rows(&texts.iter().take(n).enumerate().map(of).collect::<Vec<_>>())
    }

    /// The rows of a table that a row of times stands for: one a cell.
    pub fn rows(&self, cells: &[Cell]) -> Option<Vec<Row>> {
        let (hours, cells) = cells.split_first()?;
        let hours = hours.lines.join(" ");
        let (start, end) = match times(&hours) {
            Some((start, end, "")) => (start, end),
            _ => (bare_time(&hours)?, None),
        };
        let n_columns: usize = cells.iter().map(|cell| cell.n_columns.max(1)).sum();
        if n_columns > self.0.len() {
            return None;
        }
        let (mut rows, mut at) = (Vec::new(), 0);
        for cell in cells {
            let spanned = &self.0[at..(at + cell.n_columns.max(1)).min(self.0.len())];
            at += spanned.len();
            if cell.lines.is_empty() {
                continue;
            }
            let (title, speaker) = talk(&cell.lines);
            // What goes on below ends with a later row.
            let hours = match end.filter(|_| cell.n_rows > 1) {
                Some(_) => start.strftime("%H:%M").to_string(),
                None => hours.clone(),
            };
            let mut row = vec![(Column::Start, hours), (Column::Title, title), (Column::Speaker, speaker)];
            let is_pause = crate::schedule::is_break(&row[1].1);
            match spanned {
                // A break in the first column alone is everybody's.
                [own] if !is_pause => row.push(own.clone()),
                _ => {}
            }
            rows.push(Row { cells: row, stands_alone: self.0[0].0 == Column::Session });
        }
        Some(rows)
    }
}

/// The lines of a table of values whose header is a grid's; what stands above it is about the whole.
pub(crate) fn page(text: &str) -> Option<Page> {
    const N_ABOVE: usize = 6;
    let (delimiter, n_above) = [b',', b';', b'\t'].into_iter().find_map(|delimiter| {
        let at = crate::table::reader(text, delimiter)
            .records()
            .take(N_ABOVE)
            .flatten()
            .position(|record| Grid::of(&texts(&record)).is_some())?;
        Some((delimiter, at))
    })?;
    let records: Vec<csv::StringRecord> = crate::table::reader(text, delimiter).records().flatten().collect();
    let grid = Grid::of(&texts(&records[n_above]))?;
    // A text in which such a table stands has more lines than rows.
    let n_rows = records[n_above + 1..].iter().filter(|record| record.len() > 1).count();
    if n_rows * 3 < (records.len() - n_above - 1) * 2 {
        return None;
    }
    let start = |record: &csv::StringRecord| record.position().map_or(0, |position| position.byte() as usize);
    let mut page = Page::default();
    for (idx, record) in records.iter().enumerate().filter(|(idx, _)| *idx != n_above) {
        let end = records.get(idx + 1).map_or(text.len(), start);
        let raw = text.get(start(record)..end).unwrap_or_default().trim().to_owned();
        let number = record.position().map_or(0, |position| u32::try_from(position.line()).unwrap_or(u32::MAX));
        let cells = texts(record);
        let line = Line { text: collapse(&cells.join(" ")), raw, number, ..Line::default() };
        let rows = if idx > n_above { grid.rows_of_texts(&cells).unwrap_or_default() } else { Vec::new() };
        if rows.is_empty() && !line.text.is_empty() {
            page.lines.push(line.clone());
        }
        page.lines.extend(rows.into_iter().map(|row| Line { row: Some(row), ..line.clone() }));
    }
    Some(page)
}

/// The cells, without empty ones at the end.
fn texts(record: &csv::StringRecord) -> Vec<String> {
    let mut cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
    let n = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
    cells.truncate(n);
    cells
}

fn column(cell: &str) -> Option<Column> {
    #[rustfmt::skip]
    const ROOMS: &[&str] = &[
        "auditorium", "amphitheatre", "amphitheater", "theatre", "auditorio", "paraninfo", "актовый зал", "аудитория",
        "报告厅", "会议室", "会议厅", "教室", "القاعه", "قاعه", "المدرج", "aula", "sala", "salle", "room", "зал", "ballroom",
        "chamber", "hall", "amphi",
    ];
    #[rustfmt::skip]
    const SESSIONS: &[&str] = &[
        "track", "stream", "strand", "parallel", "atelier", "workshop", "session", "seance", "sesion", "taller", "секция",
        "поток", "分论坛", "分会场", "مسار",
    ];
    let folded = fold(cell);
    let has = |words: &[&str]| {
        folded.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
            || words.iter().any(|word| word.starts_with(|c| c > '\u{2E80}') && cell.contains(word))
            || words.iter().any(|word| word.contains(' ') && folded.contains(word))
    };
    if cell.is_empty() || cell.chars().count() > 60 {
        None
    } else if !dates_in(cell, Some(2000)).is_empty() {
        Some(Column::Date)
    } else if has(ROOMS) {
        Some(Column::Room)
    } else if session_label(cell).is_some() || has(SESSIONS) {
        Some(Column::Session)
    } else {
        None
    }
}

/// `Lab`, `Garden`.
fn may_be_room(cell: &str) -> bool {
    const OTHERS: &[&str] = &[
        "notes", "note", "remarks", "comments", "slides", "links", "link", "duration", "length", "no", "type", "topic",
    ];
    let folded = fold(cell);
    let n_words = folded.split_whitespace().count();
    (1..=3).contains(&n_words)
        && !OTHERS.iter().any(|word| folded.split_whitespace().any(|own| own == *word))
        && crate::table::guess_columns(&[cell.to_owned()])[0].is_none()
}

/// `Title — Name (Home)`, and `**Title** — Name`.
fn parted(line: &str) -> Option<(String, String)> {
    let (at, c) = line.char_indices().rfind(|&(at, c)| crate::line::is_dash(c) && line[..at].ends_with(' '))?;
    let (title, who) = (line[..at].trim(), line[at + c.len_utf8()..].trim());
    let name = who.split(['(', '（', ',']).next().unwrap_or(who).trim();
    let is_person =
        credit::starts_with_honorific(who) || credit::is_full_name(name) && (name != who || title.ends_with('*'));
    let title = title.trim_matches(['*', '_', ' ']);
    (is_person && !title.is_empty()).then(|| (title.to_owned(), who.to_owned()))
}

/// The title and the speakers of a cell's lines: a person's line says by its form that it is one.
fn talk(lines: &[String]) -> (String, String) {
    let is_person = |line: &String| {
        let name = line.split(['(', '（', ',', '，', '،']).next().unwrap_or(line).trim();
        credit::starts_with_honorific(line) || credit::is_full_name(name) && (name != line.trim() || lines.len() == 2)
    };
    let n_last = lines.iter().rev().take_while(|line| is_person(line)).count();
    let n_first = lines.iter().take_while(|line| is_person(line)).count();
    let join = |lines: &[String], with: &str| collapse(&lines.join(with));
    match (n_first, n_last) {
        _ if lines.len() < 2 => {
            let line = join(lines, " ");
            parted(&line).unwrap_or((line.replace("**", ""), String::new()))
        }
        (0, n) if n > 0 => (join(&lines[..lines.len() - n], " "), join(&lines[lines.len() - n..], "; ")),
        (n, 0) if n > 0 => (join(&lines[n..], " "), join(&lines[..n], "; ")),
        _ => (join(lines, "; "), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn a_header_of_rooms_days_or_tracks_is_a_grids_and_another_is_none() {
        for (cells, column) in [
            (&["Time", "Auditorium", "Room 2.01"][..], Some(Column::Room)),
            (&["", "Salle A", "Salle B", "Amphi"], Some(Column::Room)),
            (&["Время", "Секция 1", "Секция 2"], Some(Column::Session)),
            (&["Time", "6 May 2031", "7 May 2031"], Some(Column::Date)),
            (&["时间", "第一会议室", "第二会议室"], Some(Column::Room)),
            (&["Time", "Room", "Title"], None),
            (&["Time", "Auditorium", "Notes"], None),
            (&["Time", "Room 1"], None),
            (&["Name", "Room 1", "Room 2"], None),
            (&["Time", "Room 1", "Room 1"], None),
        ] {
            assert_eq!(Grid::of(&texts(cells)).map(|grid| grid.0[0].0), column, "{cells:?}");
        }
    }

    #[test]
    fn the_lines_of_a_cell_come_apart_where_one_is_a_persons() {
        for (lines, title, speaker) in [
            (&["Tide tables", "Rui Camacho (Porto)"][..], "Tide tables", "Rui Camacho (Porto)"),
            (&["Rui Camacho (Porto)", "Tide tables before 1850"], "Tide tables before 1850", "Rui Camacho (Porto)"),
            (&["Coffee"], "Coffee", ""),
            (&["Tide tables", "and what they tell"], "Tide tables; and what they tell", ""),
            (&["Tide tables", "Dr. A B", "Ms. C D (IFAN)"], "Tide tables", "Dr. A B; Ms. C D (IFAN)"),
        ] {
            assert_eq!(talk(&texts(lines)), (title.to_owned(), speaker.to_owned()), "{lines:?}");
        }
    }
}
