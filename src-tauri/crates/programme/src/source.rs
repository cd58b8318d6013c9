//! Bytes to text: which encoding, and what kind of source it is.

use crate::Kind;

/// The text of the bytes: UTF-8, UTF-16 with or without its mark, otherwise Windows-1252, which is Latin-1 and more.
pub(crate) fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => eight_bit(rest),
        [0xFF, 0xFE, rest @ ..] => sixteen_bit(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => sixteen_bit(rest, u16::from_be_bytes),
        _ => match zeros(bytes) {
            (even, odd, n) if n > 0 && odd * 2 > n && even * 8 < n => sixteen_bit(bytes, u16::from_le_bytes),
            (even, odd, n) if n > 0 && even * 2 > n && odd * 8 < n => sixteen_bit(bytes, u16::from_be_bytes),
            _ => eight_bit(bytes),
        },
    }
}

/// How many zero bytes stand at even and odd places, and of how many pairs: Latin text in UTF-16 shows by them.
fn zeros(bytes: &[u8]) -> (usize, usize, usize) {
    let pairs = bytes[..bytes.len().min(4096)].chunks_exact(2);
    pairs.fold((0, 0, 0), |(even, odd, n), pair| {
        (even + usize::from(pair[0] == 0), odd + usize::from(pair[1] == 0), n + 1)
    })
}

fn sixteen_bit(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn eight_bit(bytes: &[u8]) -> String {
    if let Ok(text) = str::from_utf8(bytes) {
        return text.to_owned();
    }
    // A page in UTF-8 with a few bad bytes is still UTF-8; Latin-1 has hardly a well-formed sequence.
    let (mut n_good, mut n_bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        n_good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        n_bad += usize::from(!chunk.invalid().is_empty());
    }
    if n_good > n_bad * 4 {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    bytes.iter().map(|&byte| windows_1252(byte)).collect()
}

fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// What the text is.
pub(crate) fn kind(text: &str) -> Kind {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let head = start.get(..15).unwrap_or(start);
    if head.eq_ignore_ascii_case("BEGIN:VCALENDAR")
        || start.contains("\nBEGIN:VEVENT")
        || start.starts_with("BEGIN:VEVENT")
    {
        return Kind::ICalendar;
    }
    if is_xml(start) {
        return Kind::Xml;
    }
    // Markdown may begin with a link.
    let after = start.get(1..).unwrap_or_default().trim_start();
    if start.starts_with('{') && after.starts_with(['"', '}'])
        || start.starts_with('[') && after.starts_with(['{', '"', '['])
    {
        return Kind::Json;
    }
    if is_html(text) {
        return Kind::Html;
    }
    if crate::table::is_table(text) {
        return Kind::Table;
    }
    Kind::Text
}

/// Is the first element none of a page's? Its texts may well have a page's tags.
fn is_xml(start: &str) -> bool {
    const PAGE: [&str; 24] = [
        "html", "head", "body", "div", "p", "ul", "ol", "li", "table", "h1", "h2", "h3", "h4", "br", "a", "span", "b",
        "i", "img", "section", "article", "main", "header", "meta",
    ];
    let mut rest = start;
    loop {
        let Some(inner) = rest.strip_prefix('<') else { return false };
        let end = match inner.as_bytes().first() {
            Some(b'?') => "?>",
            Some(b'!') if inner.starts_with("!--") => "-->",
            Some(b'!') if inner.get(..13).is_some_and(|start| start.eq_ignore_ascii_case("!doctype html")) => {
                return false;
            }
            Some(b'!') => ">",
            Some(_) => {
                let name: String = inner
                    .chars()
                    .take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '_' | '-'))
                    .take(40)
                    .collect();
                return !name.is_empty() && !PAGE.contains(&name.to_lowercase().as_str());
            }
            None => return false,
        };
        let Some(at) = inner.find(end) else { return false };
        rest = inner[at + end.len()..].trim_start();
    }
}

/// Does its beginning have the tags of a page?
fn is_html(text: &str) -> bool {
    const TAGS: [&str; 14] =
        ["!doctype html", "html", "head", "body", "p", "li", "ul", "ol", "div", "h1", "h2", "h3", "br", "table"];
    // Cells of a Markdown table have no other way to more lines.
    let has_rule = text.lines().take(2000).any(crate::plain::is_table_rule);
    let tags = TAGS.iter().filter(|tag| !(has_rule && **tag == "br"));
    let mut at = 0;
    let start = text.char_indices().nth(64 * 1024).map_or(text, |(end, _)| &text[..end]);
    while let Some(found) = start[at..].find('<') {
        at += found + 1;
        let rest = &start.as_bytes()[at..];
        let is_tag = |tag: &str| {
            rest.len() > tag.len()
                && rest[..tag.len()].eq_ignore_ascii_case(tag.as_bytes())
                && matches!(rest[tag.len()], b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n')
        };
        if tags.clone().any(|tag| is_tag(tag)) {
            return true;
        }
    }
    false
}
