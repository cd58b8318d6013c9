//! reStructuredText's own marks as Markdown has them, line for line, so that both are read by one reader.

use std::borrow::Cow;
use std::collections::HashMap;

/// The same lines, with tables as `| … |`, references as `[…](…)`, fields as `Name: value`, and without directives.
pub(crate) fn as_markdown(text: &str) -> Cow<'_, str> {
    let is_field = |line: &str| line.starts_with(':') && line[1..].find(": ").is_some_and(|at| at < 40);
    let has_marks = text.lines().any(|line| {
        line.starts_with(".. ") || columns(line).is_some() || line.starts_with("+--") || line.contains("`_")
    });
    if !has_marks && !text.lines().any(is_field) {
        return Cow::Borrowed(text);
    }
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let targets = targets(&lines);
    list_tables(&mut lines);
    simple_tables(&mut lines);
    grid_tables(&mut lines);
    for line in &mut lines {
        if line.starts_with(".. ") {
            line.clear();
            continue;
        }
        if is_field(line) {
            *line = line[1..].replacen(": ", "\u{0}", 1).replace('\u{0}', ": ");
        }
        if line.contains("`_") {
            *line = references(line, &targets);
        }
        *line = line.replace("``", "");
    }
    Cow::Owned(lines.join("\n"))
}

/// `.. _name: target`.
fn targets(lines: &[String]) -> HashMap<String, String> {
    let target = |line: &String| {
        let (name, target) = line.strip_prefix(".. _")?.split_once(": ")?;
        Some((name.trim_matches('`').to_lowercase(), target.trim().to_owned()))
    };
    lines.iter().filter_map(target).collect()
}

/// `` `Name`_ `` and `` `Name <target>`_ ``.
fn references(line: &str, targets: &HashMap<String, String>) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('`') {
        out.push_str(before);
        let Some((inner, follows)) = after.split_once("`_") else {
            out.push('`');
            rest = after;
            continue;
        };
        let (name, target) = match inner.strip_suffix('>').and_then(|inner| inner.rsplit_once('<')) {
            Some((name, target)) => (name.trim(), Some(target.to_owned())),
            None => (inner, targets.get(&inner.to_lowercase()).cloned()),
        };
        match target {
            Some(target) => out.push_str(&format!("[{name}]({target})")),
            None => out.push_str(name),
        }
        rest = follows.strip_prefix('_').unwrap_or(follows);
    }
    out.push_str(rest);
    out
}

fn row<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    format!("| {} |", cells.map(|cell| cell.trim().replace('|', "/")).collect::<Vec<_>>().join(" | "))
}

fn rule(n_cells: usize) -> String {
    format!("|{}", "---|".repeat(n_cells))
}

/// Where the columns of a simple table begin, by its rule: `=====  =====`; in characters.
fn columns(line: &str) -> Option<Vec<usize>> {
    let trimmed = line.trim_end();
    let is_rule = trimmed.len() >= 5 && trimmed.contains(' ') && trimmed.chars().all(|c| matches!(c, '=' | ' '));
    let starts = || {
        let chars: Vec<char> = trimmed.chars().collect();
        (0..chars.len()).filter(|&at| chars[at] == '=' && (at == 0 || chars[at - 1] == ' ')).collect::<Vec<_>>()
    };
    is_rule.then(starts).filter(|starts| starts.len() > 1)
}

fn simple_tables(lines: &mut [String]) {
    let mut at = 0;
    while at < lines.len() {
        let Some(starts) = columns(&lines[at]) else {
            at += 1;
            continue;
        };
        let rules: Vec<usize> = (at + 1..lines.len())
            .take_while(|&i| !lines[i].trim().is_empty() || i == at + 1)
            .filter(|&i| columns(&lines[i]).is_some())
            .take(2)
            .collect();
        let Some(&last) = rules.last() else { return };
        for line in &mut lines[at + 1..last] {
            if columns(line).is_some() {
                *line = rule(starts.len());
                continue;
            }
            let chars: Vec<char> = line.chars().collect();
            let cell = |idx: usize| -> String {
                let from = starts[idx].min(chars.len());
                let to = starts.get(idx + 1).map_or(chars.len(), |&next| next.min(chars.len()));
                chars[from..to].iter().collect()
            };
            let cells: Vec<String> = (0..starts.len()).map(cell).collect();
            *line = row(cells.iter().map(String::as_str));
        }
        (lines[at], lines[last]) = (String::new(), String::new());
        at = last + 1;
    }
}

/// `.. list-table::`, a list a row.
fn list_tables(lines: &mut [String]) {
    let mut at = 0;
    while at < lines.len() {
        if !lines[at].trim_start().starts_with(".. list-table::") {
            at += 1;
            continue;
        }
        lines[at].clear();
        let end = (at + 1..lines.len())
            .find(|&i| !lines[i].trim().is_empty() && !lines[i].starts_with([' ', '\t']))
            .unwrap_or(lines.len());
        let (mut rows, mut first): (Vec<(usize, Vec<String>)>, bool) = (Vec::new(), true);
        for (idx, line) in lines.iter_mut().enumerate().take(end).skip(at + 1) {
            let own = std::mem::take(line);
            let own = own.trim();
            if let Some(cell) = own.strip_prefix("* -") {
                rows.push((idx, vec![cell.trim().to_owned()]));
            } else if let (Some(cell), Some((_, cells))) = (own.strip_prefix('-'), rows.last_mut()) {
                cells.push(cell.trim().to_owned());
            } else if let (false, Some(cell)) =
                (own.is_empty(), rows.last_mut().and_then(|(_, cells)| cells.last_mut()))
            {
                cell.push(' ');
                cell.push_str(own);
            }
        }
        for (idx, cells) in rows {
            lines[idx] = row(cells.iter().map(String::as_str));
            if std::mem::take(&mut first) && cells.len() > 1 {
                lines[idx + 1] = rule(cells.len());
            }
        }
        at = end;
    }
}

/// `+---+---+` between rows of `|   |   |`.
fn grid_tables(lines: &mut [String]) {
    let is_border =
        |line: &str| line.starts_with('+') && line.len() > 4 && line.chars().all(|c| matches!(c, '+' | '-' | '='));
    let mut at = 0;
    while at < lines.len() {
        if !is_border(lines[at].trim()) {
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|&i| !lines[i].trim().starts_with(['+', '|'])).unwrap_or(lines.len());
        let (mut open, mut has_rule): (Option<(usize, Vec<String>)>, bool) = (None, false);
        for idx in at..end {
            let own = std::mem::take(&mut lines[idx]);
            let own = own.trim();
            if is_border(own) {
                if let Some((first, cells)) = open.take() {
                    lines[first] = row(cells.iter().map(String::as_str));
                    if !std::mem::replace(&mut has_rule, true) {
                        lines[idx] = rule(cells.len());
                    }
                }
                continue;
            }
            let cells = own.trim_matches('|').split('|').map(str::trim);
            match &mut open {
                None => open = Some((idx, cells.map(str::to_owned).collect())),
                Some((_, known)) => {
                    for (known, more) in known.iter_mut().zip(cells).filter(|(_, more)| !more.is_empty()) {
                        known.push(' ');
                        known.push_str(more);
                    }
                }
            }
        }
        at = end;
    }
}
