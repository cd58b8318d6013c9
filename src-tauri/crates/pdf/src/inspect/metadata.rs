//! The information dictionary, and the title that XMP gives where it has none.

use super::object::Reader;
use model::Metadata;

pub(super) fn read(reader: &Reader<'_>) -> Metadata {
    let document = reader.document;
    let version = reader.catalog().and_then(|catalog| reader.name(catalog, "Version"));
    // The catalog's version counts where it is the later one.
    let version = version.filter(|version| *version > document.version).unwrap_or_else(|| document.version.clone());
    let mut metadata = Metadata { pdf_version: Some(version), ..Metadata::default() };
    let info = document.trailer.get(b"Info").ok().and_then(|info| reader.resolve(info)?.as_dict().ok());
    if let Some(info) = info {
        metadata.title = reader.text(info, "Title");
        metadata.author = reader.text(info, "Author");
        metadata.subject = reader.text(info, "Subject");
        metadata.keywords = reader.text(info, "Keywords");
        metadata.creator = reader.text(info, "Creator");
        metadata.producer = reader.text(info, "Producer");
        metadata.created = reader.text(info, "CreationDate").map(|date| iso_date(&date).unwrap_or(date));
        metadata.modified = reader.text(info, "ModDate").map(|date| iso_date(&date).unwrap_or(date));
    }
    if (metadata.title.is_none() || metadata.author.is_none())
        && let Some(xmp) = xmp(reader)
    {
        metadata.title = metadata.title.or_else(|| xmp_value(&xmp, "dc:title"));
        metadata.author = metadata.author.or_else(|| xmp_value(&xmp, "dc:creator"));
    }
    metadata
}

/// A PDF date (ISO 32000-2, 7.9.4) as ISO 8601, as far as it goes; `None` where it is none.
pub(super) fn iso_date(date: &str) -> Option<String> {
    let rest = date.trim().trim_start_matches("D:");
    let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count().min(14);
    let (digits, zone) = rest.split_at(n_digits);
    let part = |from: usize, to: usize, low: u32, high: u32| -> Option<Option<&str>> {
        let Some(part) = digits.get(from..to) else { return Some(None) };
        let value: u32 = part.parse().ok()?;
        (low..=high).contains(&value).then_some(Some(part))
    };
    let year = part(0, 4, 1, 9999)??;
    let mut out = year.to_owned();
    let Some(month) = part(4, 6, 1, 12)? else { return Some(out) };
    out = format!("{out}-{month}");
    let Some(day) = part(6, 8, 1, 31)? else { return Some(out) };
    out = format!("{out}-{day}");
    let (Some(hour), Some(minute)) = (part(8, 10, 0, 23)?, part(10, 12, 0, 59)?) else { return Some(out) };
    let second = part(12, 14, 0, 60)?.unwrap_or("00");
    Some(format!("{out}T{hour}:{minute}:{second}{}", iso_zone(zone)))
}

/// `+02'00'` as `+02:00`; empty where it says nothing.
fn iso_zone(zone: &str) -> String {
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    match zone.chars().next() {
        Some('Z') => "Z".to_owned(),
        Some(sign @ ('+' | '-')) if digits.len() >= 2 => {
            format!("{sign}{}:{}", &digits[..2], digits.get(2..4).unwrap_or("00"))
        }
        Some(_) | None => String::new(),
    }
}

fn xmp(reader: &Reader<'_>) -> Option<String> {
    /// Far more than any real one.
    const MAX_XMP: usize = 1 << 20;
    let stream = reader.get(reader.catalog()?, "Metadata")?.as_stream().ok()?;
    let bytes = stream.get_plain_content_with_limit(MAX_XMP).ok()?;
    String::from_utf8(bytes).ok()
}

/// The first list item of an XMP property. No XML reader: titles are all that is asked for, and packets are written
/// in one way by nearly everyone.
fn xmp_value(xmp: &str, property: &str) -> Option<String> {
    let inner = between(xmp, &format!("<{property}>"), &format!("</{property}>"))?;
    let item = &inner[inner.find("<rdf:li")?..];
    let value = between(&item[item.find('>')?..], ">", "</rdf:li>")?;
    let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    let value = value.replace("&#39;", "'").replace("&amp;", "&");
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let from = text.find(open)? + open.len();
    let to = from + text[from..].find(close)?;
    Some(&text[from..to])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_iso_as_far_as_they_go() {
        let iso = |date| iso_date(date);
        assert_eq!(iso("D:20160912103045+02'00'").as_deref(), Some("2016-09-12T10:30:45+02:00"));
        assert_eq!(iso("D:20160912103045Z00'00'").as_deref(), Some("2016-09-12T10:30:45Z"));
        assert_eq!(iso("201609121030").as_deref(), Some("2016-09-12T10:30:00"));
        assert_eq!(iso("D:2016").as_deref(), Some("2016"));
        assert_eq!(iso("Mon Sep 12 2016"), None);
        assert_eq!(iso("D:20161399"), None, "no such month");
    }

    #[test]
    fn a_title_is_taken_from_xmp() {
        let xmp =
            r#"<dc:title> <rdf:Alt> <rdf:li xml:lang="x-default">Trade &amp; arms</rdf:li> </rdf:Alt> </dc:title>"#;
        assert_eq!(xmp_value(xmp, "dc:title").as_deref(), Some("Trade & arms"));
        assert_eq!(xmp_value(xmp, "dc:creator"), None);
    }
}
