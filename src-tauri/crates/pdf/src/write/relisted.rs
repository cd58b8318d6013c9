//! An update of a file whose list of objects is damaged: it lists them all anew.
//!
//! The file's bytes stay as they are, since whatever is written again from what could be read of a damaged file lacks what
//! could not: a stream whose length is missing or wrong, say, which the readers of the copy find by themselves.

use crate::objects::header;
use lopdf::{Dictionary, Document, Object, ObjectId, Writer, xref::XrefEntry};
use std::{
    collections::BTreeMap,
    io::{Result, Write},
};

/// Where an object stands.
struct Place {
    offset: usize,
    generation: u16,
}

/// The file, from its header on, and behind it the changes and a cross-reference table (ISO 32000-2, 7.5.4) of all objects.
pub(super) fn update(file: &[u8], document: &Document, changes: &BTreeMap<ObjectId, Object>) -> Result<Vec<u8>> {
    let mut places: BTreeMap<u32, Place> = BTreeMap::new();
    for entry in document.reference_table.entries.values() {
        let XrefEntry::Normal { offset, .. } = *entry else { continue };
        if let Some((number, generation)) = header(file.get(offset as usize..).unwrap_or_default()) {
            places.insert(number, Place { offset: offset as usize, generation });
        }
    }
    let mut bytes = file.to_vec();
    if bytes.last().is_some_and(|byte| *byte != b'\n') {
        bytes.push(b'\n');
    }
    // What stands in the streams of objects is listed by the damaged data alone.
    let packed = document.objects.iter().filter(|(id, object)| !places.contains_key(&id.0) && !is_list(object));
    let packed: Vec<_> = packed.filter(|(id, _)| !changes.contains_key(id)).collect();
    for (&(number, generation), object) in packed.into_iter().chain(changes) {
        places.insert(number, Place { offset: bytes.len(), generation });
        write!(bytes, "{number} {generation} obj\n ")?;
        Writer::write_object(&mut bytes, object)?;
        bytes.write_all(b"\nendobj\n")?;
    }
    let root = root(&mut bytes, document, &mut places)?;
    let start = bytes.len();
    write_table(&mut bytes, &places)?;
    bytes.write_all(b"trailer\n")?;
    Writer::write_object(&mut bytes, &trailer(document, &places, root).into())?;
    write!(bytes, "\nstartxref\n{start}\n%%EOF\n")?;
    Ok(bytes)
}

/// The catalog, once more under a number that can be listed where the file's own has none: object 0 is free (7.5.4), and
/// readers that do not find the catalog look through the file and come upon older versions of what it leads to.
fn root(bytes: &mut Vec<u8>, document: &Document, places: &mut BTreeMap<u32, Place>) -> Result<Option<ObjectId>> {
    let own = document.trailer.get(b"Root").and_then(Object::as_reference).ok();
    if own.is_some_and(|id| id.0 > 0 && places.contains_key(&id.0)) {
        return Ok(own);
    }
    let Ok(catalog) = document.catalog() else { return Ok(own) };
    let number = places.keys().next_back().copied().unwrap_or_default() + 1;
    places.insert(number, Place { offset: bytes.len(), generation: 0 });
    write!(bytes, "{number} 0 obj\n ")?;
    Writer::write_object(bytes, &Object::Dictionary(catalog.clone()))?;
    bytes.write_all(b"\nendobj\n")?;
    Ok(Some((number, 0)))
}

/// Is it a list or a container of objects, of which the update has no need?
fn is_list(object: &Object) -> bool {
    object.type_name().is_ok_and(|name| name == b"XRef" || name == b"ObjStm")
}

fn write_table(bytes: &mut Vec<u8>, places: &BTreeMap<u32, Place>) -> Result<()> {
    bytes.write_all(b"xref\n0 1\n0000000000 65535 f \n")?;
    let numbers: Vec<u32> = places.keys().copied().filter(|number| *number > 0).collect();
    for run in numbers.chunk_by(|a, b| a + 1 == *b) {
        writeln!(bytes, "{} {}", run[0], run.len())?;
        for Place { offset, generation } in run.iter().filter_map(|number| places.get(number)) {
            writeln!(bytes, "{offset:010} {generation:05} n ")?;
        }
    }
    Ok(())
}

/// What the file's own says, without what leads to its damaged lists.
fn trailer(document: &Document, places: &BTreeMap<u32, Place>, root: Option<ObjectId>) -> Dictionary {
    let mut trailer = document.trailer.clone();
    if let Some(root) = root {
        trailer.set("Root", root);
    }
    for key in ["Prev", "XRefStm", "Type", "W", "Index", "Filter", "DecodeParms", "Length"] {
        trailer.remove(key.as_bytes());
    }
    trailer.set("Size", i64::from(places.keys().next_back().copied().unwrap_or_default()) + 1);
    trailer
}
