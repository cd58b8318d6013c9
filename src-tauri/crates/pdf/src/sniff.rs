//! What a file is that is no PDF, told by its first bytes.

use crate::Error;
use model::{Problem, ProblemCode};

/// How far into a file readers look for the header.
const HEADER_WITHIN: usize = 1024;

/// What a file that is no PDF is: empty, or something else, named in the problem's detail ("a web page", "a Word
/// document"). `None` where it looks like a PDF, which it may still fail to be.
pub fn sniff(bytes: &[u8]) -> Option<Problem> {
    if bytes.is_empty() {
        return Some(Problem::new(ProblemCode::Empty));
    }
    if has_header(bytes) {
        return None;
    }
    let problem = Problem::new(ProblemCode::NotPdf);
    Some(match looks_like(bytes) {
        Some(what) => problem.with_detail(what),
        None => problem,
    })
}

/// The error for bytes that could not be opened as a PDF.
pub(crate) fn blame(bytes: &[u8], source: Option<lopdf::Error>) -> Error {
    if bytes.is_empty() {
        Error::Empty
    } else if !has_header(bytes) {
        Error::NotPdf { looks_like: looks_like(bytes).map(str::to_owned) }
    } else if is_truncated(bytes) {
        Error::Truncated
    } else {
        Error::Broken { source }
    }
}

/// No end-of-file marker near the end.
pub(crate) fn is_truncated(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    !contains(tail, b"%%EOF") && !contains(tail, b"startxref")
}

fn has_header(bytes: &[u8]) -> bool {
    contains(&bytes[..bytes.len().min(HEADER_WITHIN)], b"%PDF-")
}

fn looks_like(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: [(&[u8], &str); 20] = [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Microsoft Office document"),
        (b"{\\rtf", "a rich-text document"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF8", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"BM", "a BMP image"),
        (b"%!PS", "a PostScript file"),
        (b"%FDF-", "a file of form data"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ", "an xz archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x7fELF", "a program"),
        (b"MZ", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"ID3", "a sound file"),
        (b"\x1aE\xdf\xa3", "a video"),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip_kind(bytes));
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("a video");
    }
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(what);
    }
    let head = &bytes[..bytes.len().min(4096)];
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("<!doctype html") || lower.contains("<html") || lower.starts_with("<head") {
        return Some("a web page");
    }
    if lower.starts_with("<?xml") || lower.starts_with("<svg") {
        return Some(if lower.contains("<svg") { "an SVG image" } else { "an XML file" });
    }
    if head.iter().all(|&byte| byte == 0) {
        return Some("a file of zeros");
    }
    // Four kilobytes may end inside a character.
    let is_text = std::str::from_utf8(head).map_or_else(|e| e.valid_up_to() + 4 > head.len(), |_| true);
    (is_text && !head.contains(&0)).then_some("a text file")
}

fn zip_kind(bytes: &[u8]) -> &'static str {
    // The names of the first entries stand in clear, those of all at the end.
    let head = &bytes[..bytes.len().min(64 << 10)];
    let tail = &bytes[bytes.len().saturating_sub(64 << 10)..];
    let has = |name: &[u8]| contains(head, name) || contains(tail, name);
    if has(b"word/document.xml") {
        "a Word document"
    } else if has(b"ppt/presentation.xml") {
        "a PowerPoint presentation"
    } else if has(b"xl/workbook") {
        "an Excel workbook"
    } else if has(b"opendocument.presentation") {
        "an OpenDocument presentation"
    } else if has(b"opendocument.text") {
        "an OpenDocument text"
    } else if has(b"opendocument.spreadsheet") {
        "an OpenDocument spreadsheet"
    } else if has(b"application/epub+zip") {
        "an EPUB book"
    } else if has(b"Index/Document.iwa") || has(b"index.apxl") {
        "a Keynote presentation"
    } else {
        "a ZIP archive"
    }
}

pub(crate) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(bytes: &[u8]) -> Option<String> {
        sniff(bytes).and_then(|problem| problem.detail)
    }

    #[test]
    fn what_is_no_pdf_is_called_by_its_name() {
        assert_eq!(sniff(b"").map(|p| p.code), Some(ProblemCode::Empty));
        assert_eq!(detail(b"\n <!DOCTYPE html><title>404</title>").as_deref(), Some("a web page"));
        assert_eq!(detail(b"PK\x03\x04....ppt/presentation.xml").as_deref(), Some("a PowerPoint presentation"));
        assert_eq!(detail(b"PK\x03\x04....").as_deref(), Some("a ZIP archive"));
        assert_eq!(detail("Ordre du jour de la réunion".as_bytes()).as_deref(), Some("a text file"));
        assert_eq!(detail(&[0; 64]).as_deref(), Some("a file of zeros"));
        assert_eq!(sniff(&[0xab, 0xcd, 0x00, 0xff, 0xfe]), Some(Problem::new(ProblemCode::NotPdf)));
    }

    #[test]
    fn a_header_after_other_bytes_is_still_a_pdf() {
        assert_eq!(sniff(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4\n"), None);
    }
}
