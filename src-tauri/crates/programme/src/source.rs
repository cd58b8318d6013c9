//! Bytes to text: which encoding, and whether it is a web page.

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

/// Does its beginning have the tags of a page?
pub(crate) fn is_html(text: &str) -> bool {
    const TAGS: [&str; 14] =
        ["!doctype html", "html", "head", "body", "p", "li", "ul", "ol", "div", "h1", "h2", "h3", "br", "table"];
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
        if TAGS.iter().any(|tag| is_tag(tag)) {
            return true;
        }
    }
    false
}
