//! The document outline, flattened, with its destinations resolved to pages.

use super::object::{MAX_DEPTH, Reader, as_dictionary};
use lopdf::{Dictionary, Object, ObjectId};
use model::{OutlineItem, PageIndex};
use std::collections::{HashMap, HashSet};

/// Real outlines have hundreds of entries.
const MAX_ITEMS: usize = 50_000;

pub(super) fn read(reader: &Reader<'_>, page_ids: &[Option<ObjectId>]) -> Vec<OutlineItem> {
    let mut items = Vec::new();
    let Some(catalog) = reader.catalog() else { return items };
    let Some(root) = reader.dictionary(catalog, "Outlines") else { return items };
    let index_of = page_ids.iter().enumerate().filter_map(|(idx, id)| Some(((*id)?, PageIndex(idx as u32)))).collect();
    let targets = Targets { reader, index_of, n_pages: page_ids.len(), named: named_destinations(reader, catalog) };

    let mut seen = HashSet::new();
    // Entries still to be visited, with their depth: siblings first in, children last.
    let mut stack: Vec<(&Object, u32)> = root.get(b"First").ok().map(|first| (first, 0)).into_iter().collect();
    while let Some((object, depth)) = stack.pop() {
        if let Object::Reference(id) = object
            && !seen.insert(*id)
        {
            continue;
        }
        let Some(entry) = reader.resolve(object).and_then(as_dictionary) else { continue };
        if items.len() >= MAX_ITEMS {
            break;
        }
        if let Ok(next) = entry.get(b"Next") {
            stack.push((next, depth));
        }
        let title = reader.text(entry, "Title").map(|title| title.replace(['\n', '\t'], " "));
        let child_depth = match title {
            Some(title) => {
                items.push(OutlineItem { title, depth, page: targets.page(entry) });
                depth + 1
            }
            None => depth,
        };
        if let Ok(first) = entry.get(b"First")
            && depth < MAX_DEPTH
        {
            stack.push((first, child_depth));
        }
    }
    items
}

struct Targets<'a, 'r> {
    reader: &'r Reader<'a>,
    index_of: HashMap<ObjectId, PageIndex>,
    n_pages: usize,
    named: HashMap<Vec<u8>, &'a Object>,
}

impl<'a> Targets<'a, '_> {
    fn page(&self, entry: &'a Dictionary) -> Option<PageIndex> {
        if let Some(destination) = self.reader.get(entry, "Dest") {
            return self.resolve(destination, 4);
        }
        let action = self.reader.dictionary(entry, "A")?;
        match self.reader.name(action, "S").as_deref() {
            Some("GoTo") => self.resolve(self.reader.get(action, "D")?, 4),
            _ => None,
        }
    }

    fn resolve(&self, destination: &'a Object, depth: u32) -> Option<PageIndex> {
        let depth = depth.checked_sub(1)?;
        match self.reader.resolve(destination)? {
            Object::Array(array) => match array.first()? {
                Object::Reference(id) => self.index_of.get(id).copied(),
                // Meant for other files' pages, but used for one's own.
                Object::Integer(index @ 0..) if (*index as usize) < self.n_pages => Some(PageIndex(*index as u32)),
                _ => None,
            },
            Object::Dictionary(dictionary) => self.resolve(dictionary.get(b"D").ok()?, depth),
            Object::Name(name) | Object::String(name, _) => self.resolve(self.named.get(name).copied()?, depth),
            _ => None,
        }
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
    if depth == 0 || named.len() > MAX_ITEMS * 20 {
        return;
    }
    for kid in reader.array(node, "Kids").unwrap_or_default() {
        if let Some(kid) = reader.resolve(kid).and_then(as_dictionary) {
            collect(reader, kid, depth - 1, named);
        }
    }
}
