//! Plain text and simple Markdown to lines.

use crate::line::{Line, Page, Shape, collapse};

/// The lines of a text; wrapped paragraphs are joined.
pub(crate) fn page(text: &str) -> Page {
    let mut lines: Vec<Line> = Vec::new();
    // Where blank lines are: a paragraph is what stands between two of them.
    let mut starts_block = true;
    let mut block = Vec::new();
    let mut blocks = Vec::new();
    for (number, raw) in (1..).zip(split(text)) {
        let text = collapse(raw);
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
        let (shape, text) = shape(&text);
        let (text, links) = links(text);
        if text.is_empty() && links.is_empty() {
            continue;
        }
        if starts_block && !block.is_empty() {
            blocks.push(std::mem::take(&mut block));
        }
        starts_block = false;
        block.push(lines.len());
        lines.push(Line { text, raw: raw.to_owned(), number, shape, links });
    }
    blocks.push(block);
    let is_marked_up = lines.iter().any(|line| matches!(line.shape, Shape::Heading(_)));
    Page { title: None, lines: join_wrapped(lines, &blocks), is_marked_up }
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

fn underline(text: &str) -> Option<u8> {
    let all = |c: char| text.len() >= 3 && text.chars().all(|other| other == c);
    if all('=') {
        Some(1)
    } else if all('-') {
        Some(2)
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

/// Takes Markdown's links and bare addresses out of a text.
fn links(text: &str) -> (String, Vec<String>) {
    if !text.contains("](") && !text.contains("://") && !text.contains("**") {
        return (text.to_owned(), Vec::new());
    }
    let mut links = Vec::new();
    let text = take_addresses(&take_markdown_links(text, &mut links), &mut links);
    (collapse(&text.replace("**", "")), links)
}

fn take_markdown_links(text: &str, links: &mut Vec<String>) -> String {
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
                    let target = text[at + 2..at + 2 + length].split(' ').next().unwrap_or_default();
                    links.push(target.trim_matches(['<', '>']).to_owned());
                    // A space for the bracket: as long, so that nothing moves.
                    out.replace_range(start..=start, " ");
                    opened = None;
                    at += 2 + length + 1;
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
        let bare = word.trim_matches(['<', '>', '(', ')', '[', ']', ',', ';']);
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
            lines[idx].shape == Shape::Text && !lines[idx].text.starts_with(|c: char| c.is_ascii_digit())
        };
        let runs_on = all.iter().filter(|&&idx| !ends_a_sentence(&lines[idx].text)).count() * 2 >= all.len();
        if all.is_empty() || !all.iter().all(is_long) || !block.iter().all(is_prose) || !runs_on {
            continue;
        }
        if block.iter().any(|&idx| crate::head::Head::of(&lines[idx].text).is_some()) {
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
