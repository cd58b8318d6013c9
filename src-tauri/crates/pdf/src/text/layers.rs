//! Optional content (ISO 32000-2, 8.11): layers that a document hides are not read.

use hayro::hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier};
use hayro::hayro_syntax::xref::XRef;
use std::collections::HashSet;

/// The groups that the document's default configuration switches off.
#[derive(Default)]
pub(super) struct Layers {
    off: HashSet<ObjectIdentifier>,
}

impl Layers {
    pub fn of(xref: &XRef) -> Layers {
        let mut layers = Layers::default();
        let Some(properties) =
            xref.get::<Dict<'_>>(xref.root_id()).and_then(|root| root.get::<Dict<'_>>(b"OCProperties"))
        else {
            return layers;
        };
        let Some(configuration) = properties.get::<Dict<'_>>(b"D") else { return layers };
        if configuration.get::<Name<'_>>(b"BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
            layers.off.extend(groups(&properties, b"OCGs"));
        }
        for group in groups(&configuration, b"ON") {
            layers.off.remove(&group);
        }
        layers.off.extend(groups(&configuration, b"OFF"));
        layers
    }

    /// Is content shown that belongs to `group`: a group (`reference` says which), or a membership of groups?
    pub fn shows(&self, group: &Dict<'_>, reference: Option<ObjectIdentifier>) -> bool {
        if self.off.is_empty() {
            return true;
        }
        if group.get::<Name<'_>>(b"Type").is_none_or(|kind| kind.as_ref() != b"OCMD")
            && let Some(id) = reference
        {
            return !self.off.contains(&id);
        }
        let mut members: Vec<ObjectIdentifier> = groups(group, b"OCGs").collect();
        members.extend(group.get_ref(b"OCGs").map(ObjectIdentifier::from).filter(|_| members.is_empty()));
        if members.is_empty() {
            return true;
        }
        let is_off = |id: &ObjectIdentifier| self.off.contains(id);
        match group.get::<Name<'_>>(b"P").as_deref() {
            Some(b"AllOn") => !members.iter().any(is_off),
            Some(b"AnyOff") => members.iter().any(is_off),
            Some(b"AllOff") => members.iter().all(is_off),
            _ => !members.iter().all(is_off),
        }
    }
}

fn groups<'a>(dict: &Dict<'a>, key: &[u8]) -> impl Iterator<Item = ObjectIdentifier> + use<'a> {
    let array = dict.get::<Array<'_>>(key).unwrap_or_default();
    let ids: Vec<_> = array.raw_iter().filter_map(|item| item.as_obj_ref().map(ObjectIdentifier::from)).collect();
    ids.into_iter()
}
