//! Where links and the outline's entries lead within the document.

use super::object::{MAX_DEPTH, Reader, as_dictionary};
use lopdf::{Dictionary, Object, ObjectId};
use model::PageIndex;
use std::collections::HashMap;

/// A knot of nodes would give names for ever.
const MAX_NAMES: usize = 1_000_000;

/// What is needed to follow a destination.
pub(super) struct Targets<'a, 'r> {
    reader: &'r Reader<'a>,
    index_of: HashMap<ObjectId, PageIndex>,
    n_pages: usize,
    named: HashMap<Vec<u8>, &'a Object>,
}

/// A place that a link or an outline's entry leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Target {
    pub page: PageIndex,
    /// What is to be at the top, in user space.
    pub top: Option<f32>,
}

impl<'a, 'r> Targets<'a, 'r> {
    pub fn of(reader: &'r Reader<'a>, page_ids: &[Option<ObjectId>]) -> Targets<'a, 'r> {
        let index_of = page_ids.iter().enumerate().filter_map(|(idx, id)| Some(((*id)?, PageIndex(idx as u32))));
        let named = reader.catalog().map(|catalog| named_destinations(reader, catalog)).unwrap_or_default();
        Targets { reader, index_of: index_of.collect(), n_pages: page_ids.len(), named }
    }

    /// Where an outline's entry or a link leads within the document.
    pub fn of_entry(&self, entry: &'a Dictionary) -> Option<Target> {
        if let Some(destination) = self.reader.get(entry, "Dest") {
            return self.resolve(destination, 4);
        }
        let action = self.reader.dictionary(entry, "A")?;
        match self.reader.name(action, "S").as_deref() {
            Some("GoTo") => self.resolve(self.reader.get(action, "D")?, 4),
            _ => None,
        }
    }

    fn resolve(&self, destination: &'a Object, depth: u32) -> Option<Target> {
        let depth = depth.checked_sub(1)?;
        match self.reader.resolve(destination)? {
            Object::Array(array) => {
                let page = match array.first()? {
                    Object::Reference(id) => self.index_of.get(id).copied()?,
                    // Meant for other files' pages, but used for one's own.
                    Object::Integer(index @ 0..) if (*index as usize) < self.n_pages => PageIndex(*index as u32),
                    _ => return None,
                };
                Some(Target { page, top: self.top(array) })
            }
            Object::Dictionary(dictionary) => self.resolve(dictionary.get(b"D").ok()?, depth),
            Object::Name(name) | Object::String(name, _) => self.resolve(self.named.get(name).copied()?, depth),
            _ => None,
        }
    }

    /// Of `[page /XYZ left top zoom]` and `[page /FitH top]`.
    fn top(&self, destination: &'a [Object]) -> Option<f32> {
        let at = match destination.get(1)?.as_name().ok()? {
            b"XYZ" => 3,
            b"FitH" | b"FitBH" => 2,
            _ => return None,
        };
        self.reader.resolve(destination.get(at)?)?.as_float().ok()
    }
}

/// Destinations by name: the old dictionary, and the name tree (ISO 32000-2, 12.3.2.4).
fn named_destinations<'a>(reader: &Reader<'a>, catalog: &'a Dictionary) -> HashMap<Vec<u8>, &'a Object> {
    let mut named = HashMap::new();
    if let Some(names) = reader.dictionary(catalog, "Dests") {
        named.extend(names.iter().map(|(name, destination)| (name.clone(), destination)));
    }
    let tree = reader.dictionary(catalog, "Names").and_then(|names| reader.dictionary(names, "Dests"));
    if let Some(tree) = tree {
        collect(reader, tree, MAX_DEPTH, &mut named);
    }
    named
}

fn collect<'a>(reader: &Reader<'a>, node: &'a Dictionary, depth: u32, named: &mut HashMap<Vec<u8>, &'a Object>) {
    for pair in reader.array(node, "Names").unwrap_or_default().chunks_exact(2) {
        if let Some(Object::String(name, _)) = reader.resolve(&pair[0]) {
            named.insert(name.clone(), &pair[1]);
        }
    }
    // A knot of nodes would be walked for ever.
    if depth == 0 || named.len() > MAX_NAMES {
        return;
    }
    for kid in reader.array(node, "Kids").unwrap_or_default() {
        if let Some(kid) = reader.resolve(kid).and_then(as_dictionary) {
            collect(reader, kid, depth - 1, named);
        }
    }
}
