//! Whether a file's cross-reference tables are right (ISO 32000-2, 7.5.4): without parsing a single object.

/// Tables that a file may have, one for each time that it was saved.
const MAX_TABLES: usize = 256;

/// An entry of a table, in bytes.
const ENTRY: usize = 20;

/// Does an object begin wherever a table says so, and is it the one? Tables that are streams are packed, so that what
/// damages them leaves nothing of them; they are believed.
pub(crate) fn is_sound(bytes: &[u8]) -> bool {
    const START: &[u8] = b"startxref";
    let Some(start) = bytes.windows(START.len()).rposition(|word| word == START) else { return false };
    let mut next = number(trimmed(&bytes[start + START.len()..])).map(|(offset, _)| offset);
    let mut n_tables = 0;
    while let Some(offset) = next {
        n_tables += 1;
        let Some(table) = bytes.get(offset..).map(trimmed).filter(|_| n_tables <= MAX_TABLES) else { return false };
        let Some(sections) = table.strip_prefix(b"xref") else { return table.first().is_some_and(u8::is_ascii_digit) };
        let Some(trailer) = past_sections(bytes, sections) else { return false };
        next = previous(trailer);
    }
    n_tables > 0
}

/// What follows the sections of a table; `None` where one of their entries is wrong.
fn past_sections<'b>(bytes: &[u8], sections: &'b [u8]) -> Option<&'b [u8]> {
    let mut rest = trimmed(sections);
    while let Some((first, after)) = number(rest) {
        let (n_entries, after) = number(trimmed(after))?;
        let (entries, after) = trimmed(after).split_at_checked(n_entries.checked_mul(ENTRY)?)?;
        let is_right = |(idx, entry): (usize, &[u8])| match entry[17] {
            b'n' => match (number(entry), number(&entry[11..])) {
                (Some((offset, _)), Some((generation, _))) => begins(bytes, offset, first + idx, generation),
                _ => false,
            },
            _ => true,
        };
        if !entries.chunks_exact(ENTRY).enumerate().all(is_right) {
            return None;
        }
        rest = trimmed(after);
    }
    Some(rest)
}

/// Does this object begin here?
fn begins(bytes: &[u8], offset: usize, object: usize, generation: usize) -> bool {
    let after = |rest, expected| number(trimmed(rest)).filter(|(found, _)| *found == expected).map(|(_, rest)| rest);
    let head = bytes.get(offset..).and_then(|head| after(head, object)).and_then(|rest| after(rest, generation));
    head.is_some_and(|rest| trimmed(rest).starts_with(b"obj"))
}

/// Where the table before is, by the trailer of this one.
fn previous(trailer: &[u8]) -> Option<usize> {
    const PREVIOUS: &[u8] = b"/Prev";
    let end = trailer.windows(9).position(|word| word == b"startxref").unwrap_or(trailer.len());
    let trailer = &trailer[..end];
    let at = trailer.windows(PREVIOUS.len()).position(|word| word == PREVIOUS)?;
    number(trimmed(&trailer[at + PREVIOUS.len()..])).map(|(offset, _)| offset)
}

fn trimmed(bytes: &[u8]) -> &[u8] {
    let is_space = |byte: &u8| matches!(byte, 0 | b'\t' | b'\n' | 12 | b'\r' | b' ');
    &bytes[bytes.iter().take_while(|byte| is_space(byte)).count()..]
}

/// The number that the bytes begin with, and what follows it.
fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let n_digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = bytes.split_at(n_digits);
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OBJECTS: &str = "%PDF-1.7\n1 0 obj\nnull\nendobj\n2 0 obj\nnull\nendobj\n";

    fn file(second: usize, trailer: &str) -> Vec<u8> {
        let table = format!("xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n{second:010} 00000 n \n");
        format!("{OBJECTS}{table}trailer\n<< /Size 3 {trailer} >>\nstartxref\n{}\n%%EOF\n", OBJECTS.len()).into_bytes()
    }

    #[test]
    fn a_table_is_right_where_every_object_begins_where_it_says() {
        assert!(is_sound(&file(29, "")));
        assert!(is_sound(&file(28, "")), "white space before it does no harm");
        assert!(!is_sound(&file(9, "")), "another object");
        assert!(!is_sound(&file(31, "")));
        assert!(!is_sound(&file(9_999, "")));
        let saved_again = |second| {
            let mut bytes = file(second, "");
            let start = bytes.len();
            let previous = OBJECTS.len();
            bytes.extend(format!("xref\n0 0\ntrailer\n<< /Prev {previous} >>\nstartxref\n{start}\n%%EOF\n").bytes());
            bytes
        };
        assert!(is_sound(&saved_again(29)));
        assert!(!is_sound(&saved_again(30)), "the older table counts as well");
        assert!(!is_sound(&file(29, &format!("/Prev {}", OBJECTS.len()))), "a table before itself");
        assert!(!is_sound(b"%PDF-1.7\n"));
        assert!(!is_sound(b"startxref 99999"));
        assert!(!is_sound(b"xref\n0 99999999999999999999\ntrailer startxref 0"));
    }
}
