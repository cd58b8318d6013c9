//! Plain text and simple Markdown to lines.

use crate::grid::Grid;
use crate::line::{Header, Line, Page, Row, Shape, collapse};
use std::borrow::Cow;

/// The lines of a text; wrapped paragraphs are joined.
pub(crate) fn page(text: &str) -> Page {
    let mut lines: Vec<Line> = Vec::new();
    // Where blank lines are: a paragraph is what stands between two of them.
    let mut starts_block = true;
    let mut block = Vec::new();
    let mut blocks = Vec::new();
    let (text, front) = front_matter(text);
    let text = without_comments(text);
    let text = crate::rst::as_markdown(&text);
    let source: Vec<&str> = split(&text).collect();
    let mut table: Option<(Header, Option<Row>)> = None;
    let mut grid: Option<Grid> = None;
    let mut skip_to = 0;
    for (idx, &raw) in source.iter().enumerate() {
        if idx < skip_to {
            continue;
        }
        let number = u32::try_from(idx).unwrap_or(u32::MAX - 1).saturating_add(1).saturating_add(front.n_lines);
        let (raw, n_more) = whole_link(raw, &source[idx + 1..]);
        skip_to = idx + 1 + n_more;
        let raw = raw.as_ref();
        let text = collapse(raw);
        if is_rule(&text) && starts_block {
            continue;
        }
        if text.is_empty() {
            starts_block = true;
            continue;
        }
        if let (Some(level), false, Some(last)) = (underline(&text), starts_block, lines.last_mut()) {
            if last.shape == Shape::Text && last.text.chars().count() <= 200 {
                last.shape = Shape::Heading(level);
            }
            continue;
        }
        let mut row = None;
        let mut grid_rows = Vec::new();
        let of_grid = |grid: &Option<Grid>, cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|cell| marked_off(cell)).collect();
            grid.as_ref().and_then(|grid| grid.rows_of_texts(&cells)).unwrap_or_default()
        };
        if let Some(cells) = cells(&text) {
            if source.get(idx + 1).is_some_and(|next| is_table_rule(next)) {
                table = Header::of(&cells).map(|header| (header, None));
                grid = Grid::of(&cells).filter(|_| table.is_none());
                if table.is_some() || grid.is_some() {
                    continue;
                }
            }
            if is_table_rule(&text) {
                continue;
            }
            grid_rows = of_grid(&grid, &cells);
            if let Some((header, above)) = &mut table {
                row = header.row(
                    cells.iter().map(|cell| links(cell).0.trim_matches(['*', '_']).to_owned()).collect(),
                    above.as_ref(),
                );
                above.clone_from(&row);
            }
        } else if let Some(cells) = tabbed(raw, table.is_some()) {
            grid_rows = of_grid(&grid, &cells);
            match &mut table {
                Some((header, above)) => {
                    row = header.padded_row(cells);
                    above.clone_from(&row);
                }
                None if grid_rows.is_empty() => {
                    table = Header::of(&cells).map(|header| (header, None));
                    let header = Grid::of(&cells).filter(|_| table.is_none());
                    if table.is_some() || header.is_some() {
                        grid = header;
                        continue;
                    }
                }
                None => {}
            }
        } else if !raw.trim_end_matches([' ', '\r']).ends_with('\t') {
            // A row of one cell is a heading within the table.
            (table, grid) = (None, None);
        }
        if !grid_rows.is_empty() {
            let of_row =
                |row| Line { text: text.clone(), raw: raw.to_owned(), number, row: Some(row), ..Line::default() };
            if starts_block && !block.is_empty() {
                blocks.push(std::mem::take(&mut block));
            }
            starts_block = false;
            block.extend(lines.len()..lines.len() + grid_rows.len());
            lines.extend(grid_rows.into_iter().map(of_row));
            continue;
        }
        let (shape, text) = shape(&text);
        let (text, links, labels) = links_and_labels(text);
        if text.is_empty() && links.is_empty() {
            continue;
        }
        if starts_block && !block.is_empty() {
            blocks.push(std::mem::take(&mut block));
        }
        starts_block = false;
        block.push(lines.len());
        lines.push(Line { text, raw: raw.to_owned(), number, shape, links, labels, row });
    }
    blocks.push(block);
    let is_marked_up = lines.iter().any(|line| matches!(line.shape, Shape::Heading(_)));
    Page { title: front.title, lines: join_wrapped(lines, &blocks), is_marked_up, is_page: false, year: front.year }
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let current = rest?;
        match current.find(['\n', '\r', '\u{0B}', '\u{0C}', '\u{85}', '\u{2028}', '\u{2029}']) {
            Some(at) => {
                let (line, end) = current.split_at(at);
                let n_bytes = if end.starts_with("\r\n") { 2 } else { end.chars().next().map_or(1, char::len_utf8) };
                rest = end.get(n_bytes..);
                Some(line)
            }
            None => rest.take(),
        }
    })
}

/// The text without HTML's comments, which Markdown has for what is not to be seen (CommonMark 0.31, section 6.6); the
/// lines keep their numbers.
fn without_comments(text: &str) -> Cow<'_, str> {
    let mut rest = text;
    let mut seen = String::new();
    while let Some((before, opened)) = rest.split_once("<!--") {
        let Some((comment, after)) = opened.split_once("-->") else { break };
        seen.push_str(before);
        seen.extend(comment.matches('\n'));
        rest = after;
    }
    if seen.is_empty() && rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    seen.push_str(rest);
    Cow::Owned(seen)
}

/// The cells of a line of a Markdown table.
fn cells(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.contains('|').then(|| inner.split('|').map(|cell| cell.trim().to_owned()).collect())
}

/// A cell's lines, without the marks of emphasis around each.
fn marked_off(cell: &str) -> String {
    cell.split("<br>").map(|line| line.trim_matches(['*', '_', ' ', '/'])).collect::<Vec<_>>().join("\n")
}

/// The cells of a line that was copied from a table; below a header, the first may be empty.
fn tabbed(raw: &str, has_header: bool) -> Option<Vec<String>> {
    let raw = raw.trim_end();
    let is_row = raw.contains('\t') && !raw.starts_with(' ') && (has_header || !raw.starts_with('\t'));
    is_row.then(|| raw.split('\t').map(collapse).collect())
}

pub(crate) fn is_table_rule(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('|') && text.contains("--") && text.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

fn underline(text: &str) -> Option<u8> {
    let all = |c: char| text.len() >= 3 && text.chars().all(|other| other == c);
    if all('=') {
        Some(1)
    } else if all('-') {
        Some(2)
    } else if all('~') || all('^') {
        Some(3)
    } else {
        None
    }
}

fn shape(text: &str) -> (Shape, &str) {
    let n_hashes = text.bytes().take_while(|&b| b == b'#').count();
    if let (1..=6, Some(heading)) = (n_hashes, text[n_hashes..].strip_prefix(' ')) {
        return (Shape::Heading(n_hashes as u8), heading.trim_end_matches(['#', ' ']));
    }
    for bullet in ["- ", "* ", "+ ", "• ", "‣ ", "· ", "◦ ", "▪ ", "o\u{A0}", "– ", "— "] {
        if let Some(item) = text.strip_prefix(bullet) {
            return (Shape::Item, item);
        }
    }
    (Shape::Text, text)
}

/// A line of one mark alone, such as reStructuredText has above a title.
fn is_rule(text: &str) -> bool {
    let mut marks = text.chars();
    let first = marks.next();
    text.len() >= 3 && first.is_some_and(|c| "=-~^#*+_`\"".contains(c)) && marks.all(|c| Some(c) == first)
}

/// A page's own data before its text, which site generators want.
#[derive(Debug, Default)]
struct Front {
    n_lines: u32,
    title: Option<String>,
    year: Option<i16>,
}

fn front_matter(text: &str) -> (&str, Front) {
    let Some(inner) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return (text, Front::default());
    };
    let Some(end) = inner.find("\n---") else { return (text, Front::default()) };
    let (data, after) = (&inner[..end], &inner[end + 4..]);
    if !data.lines().next().is_some_and(|line| line.contains(':')) || data.len() > 4000 {
        return (text, Front::default());
    }
    let value = |key: &str| {
        let found = data.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
        found.map(|value| value.trim().trim_matches(['"', '\'']).to_owned()).filter(|value| !value.is_empty())
    };
    let year = value("date").and_then(|date| date.get(..4)?.parse().ok()).filter(|year| (1900..2200).contains(year));
    // The rest of the closing line goes too.
    let n_lines = u32::try_from(data.matches('\n').count()).unwrap_or(0) + 2;
    (after, Front { n_lines, title: value("title"), year })
}

/// A link whose target stands on the lines that follow, in one; and how many lines it took.
fn whole_link<'a>(raw: &'a str, after: &[&str]) -> (Cow<'a, str>, usize) {
    let is_open = |text: &str| text.rfind("](").is_some_and(|at| !text[at..].contains(')'));
    if !is_open(raw) {
        return (raw.into(), 0);
    }
    let mut whole = raw.to_owned();
    for (idx, next) in after.iter().take(3).enumerate() {
        whole.push_str(next.trim());
        if !is_open(&whole) {
            return (whole.into(), idx + 1);
        }
    }
    (raw.into(), 0)
}

/// Takes Markdown's links and bare addresses out of a text.
pub(crate) fn links(text: &str) -> (String, Vec<String>) {
    let (text, links, _) = links_and_labels(text);
    (text, links)
}

fn links_and_labels(text: &str) -> (String, Vec<String>, Vec<String>) {
    if !text.contains("](") && !text.contains("://") && !text.contains("**") {
        return (text.to_owned(), Vec::new(), Vec::new());
    }
    let (mut links, mut labels) = (Vec::new(), Vec::new());
    let text = take_addresses(&take_markdown_links(text, &mut links, &mut labels), &mut links);
    (collapse(&text.replace("**", "")), links, labels)
}

fn take_markdown_links(text: &str, links: &mut Vec<String>, labels: &mut Vec<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut opened = None;
    let mut at = 0;
    let mut may_close = true;
    while let Some(c) = text[at..].chars().next() {
        if c == '[' {
            opened = Some(out.len());
        }
        if let (']', Some(start), true) = (c, opened, may_close && text[at..].starts_with("](")) {
            match text[at + 2..].find(')') {
                Some(length) => {
                    // What follows in quotes is the link's title; a file's name may have spaces.
                    let target = text[at + 2..at + 2 + length].split([' ', '\u{A0}']).collect::<Vec<_>>().join(" ");
                    let target = target.split(" \"").next().unwrap_or_default().trim();
                    links.push(target.trim_matches(['<', '>']).to_owned());
                    labels.push(collapse(&out[start + 1..].replace("**", "")));
                    // A space for the bracket: as long, so that nothing moves.
                    out.replace_range(start..=start, " ");
                    opened = None;
                    at += 2 + length + 1;
                    // `{:target="_blank"}`: how the link opens.
                    if text[at..].starts_with("{:") {
                        at += text[at..].find('}').map_or(0, |end| end + 1);
                    }
                    continue;
                }
                None => may_close = false,
            }
        }
        out.push(c);
        at += c.len_utf8();
    }
    out
}

fn take_addresses(text: &str, links: &mut Vec<String>) -> String {
    let is_address = |word: &str| word.starts_with("http://") || word.starts_with("https://");
    let mut kept = Vec::new();
    for word in text.split(' ') {
        let bare = word.trim_matches(['<', '>', '(', ')', '[', ']', ',', ';', '`', '_']);
        if is_address(bare) {
            links.push(bare.to_owned());
        } else {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// Joins the lines of a block that was wrapped at a width: all but its last line are about as long as a line of
/// text is, and none says by its form that it is a line of its own.
fn join_wrapped(mut lines: Vec<Line>, blocks: &[Vec<usize>]) -> Vec<Line> {
    for block in blocks {
        let (Some((&last, all)), Some(&first)) = (block.split_last(), block.first()) else { continue };
        let is_long = |&idx: &usize| (50..=110).contains(&lines[idx].text.chars().count());
        let is_prose = |&idx: &usize| {
            lines[idx].shape == Shape::Text
                && lines[idx].row.is_none()
                && !lines[idx].text.starts_with(|c: char| c.is_ascii_digit())
        };
        let runs_on = all.iter().filter(|&&idx| !ends_a_sentence(&lines[idx].text)).count() * 2 >= all.len();
        if all.is_empty() || !all.iter().all(is_long) || !block.iter().all(is_prose) || !runs_on {
            continue;
        }
        let has_parts = |line: &Line| {
            crate::head::Head::of(&line.text).is_some() || crate::agenda::habits::time_behind(line).is_some()
        };
        if block.iter().any(|&idx| has_parts(&lines[idx])) {
            continue;
        }
        // A text's first lines are its name, and where and when.
        if first == 0
            && block.len() <= 4
            && block[1..].iter().any(|&idx| crate::agenda::place::is_place_and_dates(&lines[idx].text))
        {
            continue;
        }
        let join =
            |f: fn(&Line) -> &str, with: &str| (first..=last).map(|idx| f(&lines[idx])).collect::<Vec<_>>().join(with);
        let (text, raw) = (join(|line| &line.text, " "), join(|line| &line.raw, "\n"));
        let links = (first..=last).flat_map(|idx| lines[idx].links.clone()).collect();
        for line in &mut lines[first + 1..=last] {
            line.text.clear();
            line.links.clear();
        }
        lines[first] = Line { text, raw, links, ..lines[first].clone() };
    }
    lines.retain(|line| !line.text.is_empty() || !line.links.is_empty());
    lines
}

/// Does the text end as a sentence does?
pub(crate) fn ends_a_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '»', '’', ')', ']']);
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', ';'])
}
