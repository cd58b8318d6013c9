//! A file's objects: by its own list of them, or where that points beside them, by looking for them.

use lopdf::{Document, LoadOptions, xref::XrefEntry};

/// Loads all objects.
///
/// lopdf leaves out what does not stand where the list (ISO 32000-2, 7.5.4) says; as long as it finds the pages, it asks
/// no further. So do annotations get lost of a file that was changed by a careless hand.
pub(crate) fn load(bytes: &[u8], password: Option<&str>) -> Result<Document, lopdf::Error> {
    let options = LoadOptions { password: password.map(str::to_owned), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options.clone())?;
    let n_lost = n_lost(bytes, &document);
    if n_lost == 0 || document.xref_recovery.is_some() {
        return Ok(document);
    }
    match Document::load_mem_with_options(bytes, LoadOptions { force_reconstruct: true, ..options }) {
        Ok(searched) if searched.page_iter().count() >= document.page_iter().count() => Ok(searched),
        Ok(_) | Err(_) => Ok(document),
    }
}

/// How many objects are not where the list says, and were loaded from nowhere else.
fn n_lost(bytes: &[u8], document: &Document) -> usize {
    let start = bytes.windows(5).position(|window| window == b"%PDF-").unwrap_or(0);
    let is_lost = |(number, entry): &(&u32, &XrefEntry)| {
        let XrefEntry::Normal { offset, .. } = **entry else { return false };
        let place = bytes.get(start + offset as usize..).unwrap_or_default();
        let is_loaded = document.objects.range((**number, 0)..=(**number, u16::MAX)).next().is_some();
        !is_loaded && header(place).is_none_or(|(found, _)| found != **number)
    };
    document.reference_table.entries.iter().filter(is_lost).count()
}

/// The number and generation that an object begins with: `12 0 obj`.
pub(crate) fn header(bytes: &[u8]) -> Option<(u32, u16)> {
    /// Longer than any number, generation and what stands between them.
    const MAX_LENGTH: usize = 64;
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(MAX_LENGTH)]).into_owned();
    let mut words = text.split_ascii_whitespace();
    let (number, generation) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    words.next()?.starts_with("obj").then_some((number, generation))
}
