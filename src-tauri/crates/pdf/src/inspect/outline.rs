//! The document outline, flattened, with its destinations resolved to pages.

use super::object::{MAX_DEPTH, Reader, as_dictionary};
use super::targets::Targets;
use lopdf::{Object, ObjectId};
use model::OutlineItem;
use std::collections::HashSet;

/// Real outlines have hundreds of entries.
const MAX_ITEMS: usize = 50_000;

pub(super) fn read(reader: &Reader<'_>, page_ids: &[Option<ObjectId>]) -> Vec<OutlineItem> {
    let mut items = Vec::new();
    let Some(catalog) = reader.catalog() else { return items };
    let Some(root) = reader.dictionary(catalog, "Outlines") else { return items };
    let targets = Targets::of(reader, page_ids);

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
                items.push(OutlineItem { title, depth, page: targets.of_entry(entry).map(|target| target.page) });
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
