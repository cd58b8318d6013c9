//! Annotations of the file that were taken over: what became of one is written where it stands, and not beside it.
//!
//! It keeps its object number, so that pop-ups, replies and review states that name it still do.

use lopdf::{Dictionary, Document, Object, ObjectId};
use model::PageIndex;

/// Which annotation of the file a mark was, before it was taken over.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Replaced {
    /// Its place in the list of [`crate::inspect`].
    pub place: u32,
    /// Nothing of what it looks like was changed since: it stays drawn as its program drew it, in the subtype that it
    /// has (a stamp, an attached file), and only words, tags, names and dates are written.
    pub keeps_look: bool,
    /// The places of its replies that were taken over with it, and deleted since.
    pub dropped: Vec<u32>,
}

/// A page's `/Annots` in the making.
pub(super) struct Entries<'a> {
    document: &'a Document,
    page: PageIndex,
    /// By their places in the original array; `None` for what goes.
    slots: Vec<Option<Object>>,
    /// As [`crate::inspect::annotation_entries`] has them.
    known: &'a [(PageIndex, usize)],
}

/// Where a dictionary is to be put.
pub(super) enum Put {
    /// In the place of this object.
    Over(ObjectId, Dictionary),
    /// As an object of its own, in this slot or behind all others.
    New(Option<usize>, Dictionary),
}

impl<'a> Entries<'a> {
    pub fn new(
        document: &'a Document,
        annots: Vec<Object>,
        page: PageIndex,
        known: &'a [(PageIndex, usize)],
    ) -> Entries<'a> {
        Entries { document, page, slots: annots.into_iter().map(Some).collect(), known }
    }

    pub fn retain(&mut self, mut keeps: impl FnMut(&Object) -> bool) {
        for slot in &mut self.slots {
            *slot = slot.take().filter(|annot| keeps(annot));
        }
    }

    /// Takes away the annotation at this place of the list.
    pub fn drop(&mut self, place: u32) {
        if let Some(slot) = self.slot(place) {
            self.slots[slot] = None;
        }
    }

    /// What `new` becomes in the place of what was taken over, if it was.
    pub fn replaced(&self, place: Option<u32>, new: Dictionary, keeps_look: bool) -> Put {
        let Some(slot) = place.and_then(|place| self.slot(place)) else { return Put::New(None, new) };
        let Some(annot) = &self.slots[slot] else { return Put::New(None, new) };
        let old = self.document.dereference(annot).ok().and_then(|(_, old)| old.as_dict().ok());
        let dict = match old {
            Some(old) if keeps_look => said_anew(old, &new),
            Some(old) => {
                let mut dict = new;
                if let Ok(popup) = old.get(b"Popup") {
                    dict.set("Popup", popup.clone());
                }
                dict
            }
            None => new,
        };
        match annot.as_reference() {
            Ok(id) => Put::Over(id, dict),
            Err(_) => Put::New(Some(slot), dict),
        }
    }

    pub fn fill(&mut self, slot: Option<usize>, id: ObjectId) {
        match slot {
            Some(slot) => self.slots[slot] = Some(id.into()),
            None => self.slots.push(Some(id.into())),
        }
    }

    pub fn into_array(self) -> Vec<Object> {
        self.slots.into_iter().flatten().collect()
    }

    fn slot(&self, place: u32) -> Option<usize> {
        let &(page, slot) = self.known.get(place as usize)?;
        (page == self.page && slot < self.slots.len()).then_some(slot)
    }
}

/// The annotation as it looks, with the words of the new one.
fn said_anew(old: &Dictionary, new: &Dictionary) -> Dictionary {
    let mut dict = old.clone();
    for key in ["NM", "T", "Contents", "CreationDate", "M", "Zotero:Tags", "Rapporteur:Color"] {
        match new.get(key.as_bytes()) {
            Ok(value) => dict.set(key, value.clone()),
            Err(_) => {
                dict.remove(key.as_bytes());
            }
        }
    }
    // What belongs to a group stays in it.
    for key in ["Subj", "IRT"] {
        if let Ok(value) = new.get(key.as_bytes()) {
            dict.set(key, value.clone());
        }
    }
    // Rich text would say the old words to those who read it; that of free text is how it looks.
    if !old.get(b"Subtype").and_then(Object::as_name).is_ok_and(|subtype| subtype == b"FreeText") {
        dict.remove(b"RC");
    }
    dict
}
