//! The theme matrix for others: a table for spreadsheets, or Markdown. Only what the reader confirmed is counted.

use crate::table::push_row;
use model::{MatrixCount, MatrixRow, ThemeMatrix};

const NO_TAG: &str = "(no tag)";
const NOWHERE: &str = "(not on the programme)";
const ALL: &str = "all";

/// One row a tag, one column a session, organization or speaker, the last for all of them; RFC 4180, in UTF-8 with a
/// byte order mark. Tags are named by their whole path, `Parent / Child`.
pub fn matrix_csv(title: &str, matrix: &ThemeMatrix) -> Vec<u8> {
    let mut table = String::from("\u{feff}");
    for row in rows(title, matrix) {
        push_row(&mut table, &row);
    }
    table.into_bytes()
}

/// The same as a table of GitHub Flavored Markdown.
pub fn matrix_markdown(title: &str, matrix: &ThemeMatrix) -> String {
    let mut text = format!("# {}\n\n", title.split_whitespace().collect::<Vec<_>>().join(" "));
    for (idx, row) in rows("", matrix).into_iter().enumerate() {
        let cell = |text: &String| text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ");
        text.push_str(&format!("| {} |\n", row.iter().map(cell).collect::<Vec<_>>().join(" | ")));
        if idx == 0 {
            text.push_str(&format!("|---|{}\n", "--:|".repeat(row.len() - 1)));
        }
    }
    text
}

fn rows(corner: &str, matrix: &ThemeMatrix) -> Vec<Vec<String>> {
    let named = |name: &str, unnamed: &str| if name.is_empty() { unnamed.to_owned() } else { name.to_owned() };
    let mut head = vec![corner.to_owned()];
    head.extend(matrix.columns.iter().map(|column| named(&column.heading, NOWHERE)));
    head.push(ALL.to_owned());
    let mut rows = vec![head];
    let mut path: Vec<&str> = vec![];
    for row in &matrix.rows {
        let MatrixRow { tag, name, color: _, depth, counts, total } = row;
        path.truncate(*depth as usize);
        path.push(if tag.is_some() { name } else { NO_TAG });
        let mut cells = vec![path.join(" / ")];
        cells.extend(counts.iter().chain([total]).map(confirmed));
        rows.push(cells);
    }
    rows
}

fn confirmed(count: &MatrixCount) -> String {
    (count.n - count.n_suggested).to_string()
}
