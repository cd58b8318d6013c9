//! A source's lines in one form, wherever they come from.

/// One line of a page or text, before anything is understood.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Line {
    /// Without markup; runs of white space are one space.
    pub text: String,
    /// As it stands in the source; of a page, the text that the page shows.
    pub raw: String,
    /// Counted from one.
    pub number: u32,
    pub shape: Shape,
    pub links: Vec<String>,
    /// The words of the links, in the same order, where they have some.
    pub labels: Vec<String>,
    /// Where it is a row of a table whose header is understood.
    pub row: Option<Row>,
}

/// The cells of a table's row, with what their columns are.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Row {
    pub cells: Vec<(crate::Column, String)>,
    /// It says by itself which session it is in, and in none where it names none.
    pub stands_alone: bool,
}

/// How far in a line stands, in bytes of white space.
pub(crate) fn indent(raw: &str) -> usize {
    raw.len() - raw.trim_start().len()
}

impl Row {
    pub fn cell(&self, column: crate::Column) -> Option<&str> {
        self.cells.iter().find(|(known, _)| *known == column).map(|(_, text)| text.as_str())
    }
}

/// What a table's columns are, by its header.
#[derive(Debug, Clone, Default)]
pub(crate) struct Header(Vec<Option<crate::Column>>);

impl Header {
    /// `None` where the cells are no header of talks.
    pub fn of(cells: &[String]) -> Option<Header> {
        use crate::Column;
        let mut columns = crate::table::guess_columns(cells);
        // `Time | Session | Speaker`: each row is a talk, and the column has its title.
        if !columns.contains(&Some(Column::Title)) && columns.contains(&Some(Column::Speaker)) {
            for column in columns.iter_mut().filter(|column| **column == Some(Column::Session)) {
                *column = Some(Column::Title);
            }
        }
        let has = |column| columns.contains(&Some(column));
        let is_known = columns.iter().flatten().count() >= 2;
        (is_known && (has(Column::Title) || has(Column::Speaker))).then_some(Header(columns))
    }

    /// Where the titles are.
    pub fn title(&self) -> Option<usize> {
        self.0.iter().position(|column| *column == Some(crate::Column::Title))
    }

    /// Does the column say what may hold for several rows: when, where, in which session?
    pub fn is_of_all(&self, at: usize) -> bool {
        use crate::Column;
        let column = self.0.get(at).copied().flatten();
        matches!(column, Some(Column::Date | Column::Start | Column::End | Column::Room | Column::Session))
    }

    /// A row whose last cells may be missing.
    pub fn padded_row(&self, mut cells: Vec<String>) -> Option<Row> {
        cells.resize(cells.len().max(self.0.len()), String::new());
        self.row(cells, None)
    }

    /// A row below the header; one that lacks its first cell has that of the row above.
    pub fn row(&self, mut cells: Vec<String>, above: Option<&Row>) -> Option<Row> {
        if cells.len() + 1 == self.0.len()
            && cells.len() > 1
            && let Some(first) = self.0[0].and_then(|column| above?.cell(column))
        {
            cells.insert(0, first.to_owned());
        }
        if cells.len() != self.0.len() || cells.iter().filter(|cell| !cell.trim().is_empty()).count() < 2 {
            return None;
        }
        let known = self.0.iter().zip(cells).filter_map(|(column, cell)| Some(((*column)?, cell)));
        Some(Row { cells: known.collect(), stands_alone: false })
    }
}

/// What a line is by its markup.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// From 1, the highest, to 6.
    Heading(u8),
    /// Of a list.
    Item,
    #[default]
    Text,
}

/// All lines, with the title that a page has in its head.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub title: Option<String>,
    pub lines: Vec<Line>,
    /// Markup says what is a heading, so that short lines need not be taken for one.
    pub is_marked_up: bool,
    /// The title is of a page's head, which often says less than the page.
    pub is_page: bool,
    /// Of a date that stands before the text, in the page's own data.
    pub year: Option<i16>,
}

/// A text of several paragraphs, a line each, without markup; `None` where it says nothing.
pub(crate) fn prose(text: &str) -> Option<String> {
    let text = crate::html::text_of(text);
    let lines: Vec<String> = text.lines().map(collapse).filter(|line| !line.is_empty()).collect();
    Some(lines.join("\n")).filter(|text| text.contains(char::is_alphabetic))
}

/// The text with every run of white space made one space, and without any at its ends.
pub(crate) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c)) {
        if !word.is_empty() {
            if !collapsed.is_empty() {
                collapsed.push(' ');
            }
            collapsed.push_str(word);
        }
    }
    collapsed
}

/// Marks that only steer layout; a page pastes them in front of dates and between words.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Dashes of every length, hyphens among them.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// What stands between the parts of a line and belongs to none.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || is_dash(c)
        || matches!(c, ',' | ';' | ':' | '|' | '/' | '·' | '•' | '_' | '，' | '：' | '；' | '،' | '、')
}
