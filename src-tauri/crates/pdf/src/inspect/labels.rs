//! Page labels (ISO 32000-2, 12.4.2).

use super::object::{MAX_DEPTH, Reader, as_dictionary};
use lopdf::{Dictionary, Object};

/// One a page; all `None` where the file has no labels.
pub(super) fn read(reader: &Reader<'_>, n_pages: usize) -> Vec<Option<String>> {
    let mut labels = vec![None; n_pages];
    let Some(root) = reader.catalog().and_then(|catalog| reader.dictionary(catalog, "PageLabels")) else {
        return labels;
    };
    let mut ranges = Vec::new();
    collect(reader, root, MAX_DEPTH, &mut ranges);
    ranges.sort_by_key(|(start, _)| *start);
    for (idx, (start, range)) in ranges.iter().enumerate() {
        let end = ranges.get(idx + 1).map_or(n_pages, |(next, _)| (*next).min(n_pages));
        let prefix = reader.get(range, "P").and_then(super::object::text).unwrap_or_default();
        let style = reader.name(range, "S");
        let first = reader.integer(range, "St").unwrap_or(1).clamp(1, 1 << 30) as u32;
        for (number, slot) in (first..).zip(labels.get_mut(*start..end).unwrap_or_default()) {
            let label = format!("{prefix}{}", numeral(style.as_deref(), number));
            *slot = (!label.is_empty()).then_some(label);
        }
    }
    labels
}

fn collect<'a>(reader: &Reader<'a>, node: &'a Dictionary, depth: u32, ranges: &mut Vec<(usize, &'a Dictionary)>) {
    for pair in reader.array(node, "Nums").unwrap_or_default().chunks_exact(2) {
        let start = reader.resolve(&pair[0]).and_then(|object: &Object| object.as_i64().ok());
        let range = reader.resolve(&pair[1]).and_then(as_dictionary);
        if let (Some(start @ 0..), Some(range)) = (start, range) {
            ranges.push((start as usize, range));
        }
    }
    if depth == 0 {
        return;
    }
    for kid in reader.array(node, "Kids").unwrap_or_default() {
        if let Some(kid) = reader.resolve(kid).and_then(as_dictionary) {
            collect(reader, kid, depth - 1, ranges);
        }
    }
}

fn numeral(style: Option<&str>, number: u32) -> String {
    match style {
        Some("D") => number.to_string(),
        Some("R") => roman(number),
        Some("r") => roman(number).to_lowercase(),
        Some("A") => letters(number),
        Some("a") => letters(number).to_lowercase(),
        _ => String::new(),
    }
}

fn roman(mut number: u32) -> String {
    const NUMERALS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number >= 10_000 {
        return number.to_string();
    }
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            out.push_str(numeral);
            number -= value;
        }
    }
    out
}

/// A to Z, then AA to ZZ, then AAA: the letter is repeated.
fn letters(number: u32) -> String {
    let idx = number.saturating_sub(1);
    let letter = char::from(b'A' + (idx % 26) as u8);
    let n_times = (idx / 26 + 1).min(64) as usize;
    std::iter::repeat_n(letter, n_times).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_follow_the_style() {
        assert_eq!(numeral(Some("r"), 14), "xiv");
        assert_eq!(numeral(Some("A"), 28), "BB");
        assert_eq!(numeral(Some("D"), 7), "7");
        assert_eq!(numeral(None, 7), "");
    }
}
