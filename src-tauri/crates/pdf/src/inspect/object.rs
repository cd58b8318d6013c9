//! Lenient access to a document's objects: what is missing or of the wrong type is absent.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::HashSet;

/// How deep trees are followed; deeper ones are knots.
pub(super) const MAX_DEPTH: u32 = 64;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub document: &'a Document,
}

impl<'a> Reader<'a> {
    pub fn resolve(&self, object: &'a Object) -> Option<&'a Object> {
        self.document.dereference(object).ok().map(|(_, object)| object).filter(|object| !object.is_null())
    }

    pub fn get(&self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Object> {
        self.resolve(dictionary.get(key.as_bytes()).ok()?)
    }

    pub fn dictionary(&self, dictionary: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        as_dictionary(self.get(dictionary, key)?)
    }

    pub fn array(&self, dictionary: &'a Dictionary, key: &str) -> Option<&'a [Object]> {
        self.get(dictionary, key)?.as_array().ok().map(Vec::as_slice)
    }

    pub fn name(&self, dictionary: &'a Dictionary, key: &str) -> Option<String> {
        self.get(dictionary, key)?.as_name().ok().map(|name| String::from_utf8_lossy(name).into_owned())
    }

    pub fn integer(&self, dictionary: &'a Dictionary, key: &str) -> Option<i64> {
        self.get(dictionary, key)?.as_i64().ok()
    }

    /// Trimmed and not empty.
    pub fn text(&self, dictionary: &'a Dictionary, key: &str) -> Option<String> {
        text(self.get(dictionary, key)?)
    }

    pub fn numbers(&self, dictionary: &'a Dictionary, key: &str) -> Option<Vec<f32>> {
        self.array(dictionary, key)?.iter().map(|object| self.resolve(object)?.as_float().ok()).collect()
    }

    pub fn catalog(&self) -> Option<&'a Dictionary> {
        self.document.catalog().ok()
    }
}

pub(super) fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// A text string (ISO 32000-2, 7.9.2.2), trimmed; `None` where nothing is left.
pub(super) fn text(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    let decoded = match bytes {
        // Against the specification, but written.
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => match std::str::from_utf8(bytes) {
            // Some writers forget the byte order mark; what is valid UTF-8 beyond ASCII is hardly anything else.
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => lopdf::decode_text_string(object).unwrap_or_else(|_| latin1(bytes)),
        },
    };
    let text = strip_language(&decoded);
    let text: String = text.chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\r' | '\t')).collect();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// Takes out language codes between escapes (ISO 32000-2, 7.9.2.2.2).
fn strip_language(text: &str) -> String {
    if !text.contains('\u{1b}') {
        return text.to_owned();
    }
    text.split('\u{1b}').step_by(2).collect()
}

/// The pages in order, as hayro counts them: a page that is no indirect object has no id, one that cannot be loaded
/// is left out.
pub(crate) fn page_ids(document: &Document) -> Vec<Option<ObjectId>> {
    let reader = Reader { document };
    let mut ids = Vec::new();
    let Some(catalog) = reader.catalog() else { return ids };
    let Some(root) = reader.dictionary(catalog, "Pages") else { return ids };
    let mut seen = HashSet::new();
    if let Ok(Object::Reference(id)) = catalog.get(b"Pages") {
        seen.insert(*id);
    }
    let mut stack = vec![reader.array(root, "Kids").unwrap_or_default().iter()];
    while let Some(kids) = stack.last_mut() {
        let Some(kid) = kids.next() else {
            stack.pop();
            continue;
        };
        let id = kid.as_reference().ok();
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let Some(dictionary) = reader.resolve(kid).and_then(as_dictionary) else { continue };
        if dictionary.has_type(b"Pages") {
            if let Some(kids) = reader.array(dictionary, "Kids") {
                stack.push(kids.iter());
            }
        } else {
            ids.push(id);
        }
    }
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::StringFormat;

    fn decode(bytes: &[u8]) -> Option<String> {
        text(&Object::String(bytes.to_vec(), StringFormat::Literal))
    }

    #[test]
    fn text_strings_come_in_every_encoding_that_writers_use() {
        assert_eq!(decode(b"\xfe\xff\x04\x1f\x04\x40").as_deref(), Some("Пр"));
        assert_eq!(decode(b"\xff\xfe\x1f\x04").as_deref(), Some("П"));
        assert_eq!(decode("R\u{e9}union".as_bytes()).as_deref(), Some("Réunion"));
        assert_eq!(decode(b"R\xe9union \x84 2").as_deref(), Some("Réunion — 2"));
        assert_eq!(decode(b"\xfe\xff\0\x1b\0e\0n\0\x1b\0H\0i").as_deref(), Some("Hi"));
        assert_eq!(decode(b" \0 "), None);
    }
}
