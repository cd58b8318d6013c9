//! The links on the pages: to other pages, and to addresses outside.

use super::object::{Reader, as_dictionary};
use super::targets::Targets;
use lopdf::{Dictionary, Object, ObjectId};
use model::{LinkTarget, PageIndex, PdfLink, Rect};

/// More than any document needs.
const MAX_LINKS: usize = 100_000;
/// Longer addresses are no addresses.
const MAX_ADDRESS: usize = 4096;

pub(super) fn read(reader: &Reader<'_>, page_ids: &[Option<ObjectId>]) -> Vec<PdfLink> {
    let targets = Targets::of(reader, page_ids);
    let mut links = Vec::new();
    for (idx, id) in page_ids.iter().enumerate() {
        let page = id.and_then(|id| reader.document.get_dictionary(id).ok());
        for entry in page.and_then(|page| reader.array(page, "Annots")).unwrap_or_default() {
            let dictionary = reader.resolve(entry).and_then(as_dictionary);
            links.extend(dictionary.and_then(|dictionary| link(reader, &targets, dictionary, idx as u32)));
            if links.len() >= MAX_LINKS {
                return links;
            }
        }
    }
    links
}

fn link<'a>(reader: &Reader<'a>, targets: &Targets<'a, '_>, entry: &'a Dictionary, page_idx: u32) -> Option<PdfLink> {
    if reader.name(entry, "Subtype").as_deref() != Some("Link") {
        return None;
    }
    let &[x0, y0, x1, y1] = reader.numbers(entry, "Rect")?.as_slice() else { return None };
    let rect = Rect { x0: x0.min(x1), y0: y0.min(y1), x1: x0.max(x1), y1: y0.max(y1) };
    if !(rect.x1 > rect.x0 && rect.y1 > rect.y0) {
        return None;
    }
    let target = match targets.of_entry(entry) {
        Some(target) => LinkTarget::Page { page: target.page, top: target.top },
        None => LinkTarget::Outside(address(reader, reader.dictionary(entry, "A")?)?),
    };
    Some(PdfLink { page: PageIndex(page_idx), rect, target })
}

/// What a browser or a mail program can open; programs and files of the machine are nobody's business.
fn address<'a>(reader: &Reader<'a>, action: &'a Dictionary) -> Option<String> {
    if reader.name(action, "S").as_deref() != Some("URI") {
        return None;
    }
    let Object::String(bytes, _) = reader.get(action, "URI")? else { return None };
    let address: String = String::from_utf8_lossy(bytes).chars().filter(|c| !c.is_control()).collect();
    let address = address.trim();
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    let address = match scheme.as_deref() {
        Some("http" | "https" | "mailto") => address.to_owned(),
        _ if address.to_ascii_lowercase().starts_with("www.") => format!("https://{address}"),
        Some(_) | None => return None,
    };
    (address.len() <= MAX_ADDRESS).then_some(address)
}
