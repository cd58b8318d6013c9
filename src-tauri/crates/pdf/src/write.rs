//! Writes annotations into a copy of a PDF, in a way that every reader shows alike.
//!
//! The result begins with the original's bytes, unchanged, and ends with an incremental update (ISO 32000-2, 7.5.6).
//! Where the file's cross-reference data had to be repaired to be read at all, the update lists all of its objects.
//!
//! Tags go into `/Zotero:Tags` as a JSON array, which Zotero and we read back, and into `/Subj`, the subject that
//! other readers list beside an annotation; `/Contents` holds the reader's words and nothing else.

mod appearance;
mod relisted;
mod replace;
mod text_box;

use crate::{inspect, objects};
use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, dictionary, text_string};
use model::{AnnotationKind, NOTE_SIZE, PageIndex, Point, Quad, Rect, Rotation, Shape};
use std::collections::{BTreeMap, BTreeSet};

pub use replace::Replaced;

/// An annotation to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub page: PageIndex,
    pub kind: AnnotationKind,
    /// One a line, in user space; for marks on words.
    pub quads: Vec<Quad>,
    /// For all other marks.
    pub shape: Option<Shape>,
    /// Red, green, blue, each from 0 to 1.
    pub color: [f32; 3],
    /// The reader's words; empty where there are none.
    pub contents: String,
    pub author: String,
    /// PDF dates (ISO 32000-2, 7.9.4), such as `D:20161130150000Z`.
    pub created: String,
    pub modified: String,
    /// Becomes `/NM`: our id, by which reading it back finds the annotation that it came from.
    pub name: String,
    pub tags: Vec<String>,
    /// What the reader calls its color; empty where it has no name.
    pub label: String,
    pub replies: Vec<MarkReply>,
    /// The annotation of the file that was taken over as this one, and gives it its place.
    pub replaces: Option<Replaced>,
}

/// A reply to an annotation's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkReply {
    pub contents: String,
    pub author: String,
    pub created: String,
    pub modified: String,
    /// As [`Mark::name`].
    pub name: String,
    /// The place in [`crate::inspect`]'s list of the file's reply that was taken over as this one.
    pub replaces: Option<u32>,
}

/// The highest number of an object that readers are held to take (ISO 32000-2, table C.1).
const MAX_NUMBER: u32 = 8_388_607;

/// How the result relates to the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The original's bytes, and an update after them.
    Appended,
    /// The original's list of its objects is damaged: the update has a new one, which repairs it.
    Repaired,
}

/// Why a file cannot be annotated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the PDF cannot be read")]
    Unreadable { source: lopdf::Error },
    #[error("the PDF is encrypted, and its protection would be broken by writing annotations into it")]
    Encrypted,
    #[error("the PDF is digitally signed, and the signature would be broken by writing annotations into it")]
    Signed,
    #[error("page {} does not exist, the PDF has {n_pages}", page.number())]
    NoSuchPage { page: PageIndex, n_pages: u32 },
    #[error("annotation {name} has no place on its page")]
    NoPlace { name: String },
    #[error("the annotated PDF cannot be written")]
    Save { source: std::io::Error },
}

/// Writes `marks` into a copy of `original`.
///
/// An annotation of the file with the name of a mark is replaced by it, so that annotating twice does not double.
/// Fails with [`Error::Encrypted`] or [`Error::Signed`] where an update would break what protects the file.
pub fn annotate(original: &[u8], marks: &[Mark]) -> Result<(Vec<u8>, Written), Error> {
    // Bytes before the header count in no offset of the file.
    let n_junk = original.windows(5).position(|window| window == b"%PDF-").unwrap_or(0);
    let (junk, body) = original.split_at(n_junk);
    let document = objects::load(body, None).map_err(|source| match source {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_) => {
            Error::Encrypted
        }
        source => Error::Unreadable { source },
    })?;
    if document.is_encrypted() || document.was_encrypted() {
        return Err(Error::Encrypted);
    }
    if document.objects.values().any(is_signature) {
        return Err(Error::Signed);
    }
    let changes = changes(&document, marks)?;
    let max_id = changes.keys().map(|id| id.0).max().unwrap_or_default().max(document.max_id);

    if document.xref_recovery.is_some() {
        let update = relisted::update(body, &document, &changes).map_err(|source| Error::Save { source })?;
        let copy = [junk, &update].concat();
        return match holds(&copy, marks) {
            true => Ok((copy, Written::Repaired)),
            // Objects that are there twice, say, and lead in circles: no copy is better than one that lost the notes.
            false => {
                Err(Error::Save { source: std::io::Error::other("the PDF is too damaged for notes to be read back") })
            }
        };
    }
    let mut incremental = IncrementalDocument::create_from(body.to_vec(), document);
    incremental.new_document.max_id = max_id;
    incremental.new_document.objects.extend(changes);
    let mut bytes = junk.to_vec();
    incremental.save_to(&mut bytes).map_err(|source| Error::Save { source })?;
    Ok((bytes, Written::Appended))
}

/// Are the marks in what was written, each once?
fn holds(copy: &[u8], marks: &[Mark]) -> bool {
    let Ok((inspection, _)) = inspect::inspect(copy, None) else { return false };
    let n_of = |name: &str| inspection.annotations.iter().filter(|own| own.name.as_deref() == Some(name)).count();
    marks.iter().all(|mark| n_of(&mark.name) == 1)
}

/// A signature's own dictionary; a form field that waits for one has no byte range yet.
fn is_signature(object: &Object) -> bool {
    object.as_dict().is_ok_and(|dict| dict.has(b"ByteRange") && dict.has(b"Contents"))
}

/// The objects that come or change: the marks, their appearances, and the pages that they stand on.
fn changes(document: &Document, marks: &[Mark]) -> Result<BTreeMap<ObjectId, Object>, Error> {
    let pages: Vec<ObjectId> = document.page_iter().collect();
    let mut changes = BTreeMap::new();
    let mut max_id = last_number(document);
    let mut add = |changes: &mut BTreeMap<ObjectId, Object>, object: Object| {
        max_id = max_id
            .checked_add(1)
            .filter(|number| *number <= MAX_NUMBER)
            .ok_or(Error::Save { source: std::io::Error::other("the PDF has no object number left") })?;
        changes.insert((max_id, 0), object);
        Ok::<_, Error>((max_id, 0))
    };

    let any_replaced = marks.iter().any(|mark| mark.replaces.is_some());
    let known = if any_replaced { inspect::annotation_entries(document) } else { vec![] };
    let mut marks_by_page: BTreeMap<PageIndex, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        marks_by_page.entry(mark.page).or_default().push(mark);
    }
    for (page, marks) in marks_by_page {
        let Some(&page_id) = pages.get(page.0 as usize) else {
            return Err(Error::NoSuchPage { page, n_pages: pages.len() as u32 });
        };
        let mut page_dict = document.get_dictionary(page_id).map_err(|source| Error::Unreadable { source })?.clone();
        let names: BTreeSet<&str> = marks
            .iter()
            .flat_map(|mark| mark.replies.iter().map(|reply| &reply.name).chain([&mark.name]))
            .map(String::as_str)
            .collect();
        let mut entries = replace::Entries::new(document, annots(document, &page_dict), page, &known);
        entries.retain(|annot| name(document, annot).is_none_or(|name| !names.contains(name.as_str())));
        let rotation = rotation(document, &page_dict);
        for mark in marks {
            let mut dict = annotation(mark, page_id)?;
            let keeps_look = mark.replaces.as_ref().is_some_and(|replaced| replaced.keeps_look);
            if let Some(appearance) = appearance::appearance(mark, rotation).filter(|_| !keeps_look) {
                let appearance = add(&mut changes, appearance.into())?;
                dict.set("AP", dictionary! { "N" => appearance });
            }
            let id = match entries.replaced(mark.replaces.as_ref().map(|replaced| replaced.place), dict, keeps_look) {
                replace::Put::Over(id, dict) => {
                    changes.insert(id, dict.into());
                    id
                }
                replace::Put::New(slot, dict) => {
                    let id = add(&mut changes, dict.into())?;
                    entries.fill(slot, id);
                    id
                }
            };
            for &dropped in mark.replaces.iter().flat_map(|replaced| &replaced.dropped) {
                entries.drop(dropped);
            }
            for reply in &mark.replies {
                match entries.replaced(reply.replaces, reply_dict(reply, mark, page_id, id), true) {
                    replace::Put::Over(id, dict) => {
                        changes.insert(id, dict.into());
                    }
                    replace::Put::New(slot, dict) => {
                        let id = add(&mut changes, dict.into())?;
                        entries.fill(slot, id);
                    }
                }
            }
        }
        let annots = entries.into_array();
        // Into the page itself, even where the array was an object of its own: some files share one between pages.
        page_dict.set("Annots", annots);
        changes.insert(page_id, page_dict.into());
    }
    Ok(changes)
}

/// The highest number that an object has or is called by: what damage took away must not come back as an annotation.
/// Numbers that no reader takes do not count: behind them there is none that they would.
fn last_number(document: &Document) -> u32 {
    let numbers = document.objects.keys().map(|id| id.0).chain([document.max_id]);
    let mut last = numbers.filter(|number| *number <= MAX_NUMBER).max().unwrap_or_default();
    let mut waiting: Vec<&Object> = document.objects.values().collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference((number, _)) if *number <= MAX_NUMBER => last = last.max(*number),
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(dict) => waiting.extend(dict.iter().map(|(_, value)| value)),
            Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
    last
}

/// The page's annotations as its array has them, references and dictionaries alike.
fn annots(document: &Document, page: &Dictionary) -> Vec<Object> {
    page.get(b"Annots")
        .and_then(|annots| document.dereference(annots))
        .and_then(|(_, annots)| annots.as_array())
        .cloned()
        .unwrap_or_default()
}

/// An annotation's `/NM`.
fn name(document: &Document, annot: &Object) -> Option<String> {
    let (_, annot) = document.dereference(annot).ok()?;
    let (_, name) = document.dereference(annot.as_dict().ok()?.get(b"NM").ok()?).ok()?;
    lopdf::decode_text_string(name).ok()
}

/// Those quads that PDF can spell: it has no word for infinity.
fn finite(quads: &[Quad]) -> Vec<Quad> {
    let is_finite = |point: Point| point.x.is_finite() && point.y.is_finite();
    quads.iter().copied().filter(|q| [q.tl, q.tr, q.bl, q.br].into_iter().all(is_finite)).collect()
}

/// How the page is turned where it is shown, its own or inherited (ISO 32000-2, 7.7.3.4).
fn rotation(document: &Document, page: &Dictionary) -> Rotation {
    /// No tree of pages is deeper, and one that bites its tail ends here.
    const MAX_DEPTH: usize = 64;
    let mut node = Some(page);
    for _ in 0..MAX_DEPTH {
        let Some(dict) = node else { break };
        if let Ok(degrees) =
            dict.get(b"Rotate").and_then(|value| document.dereference(value)).and_then(|(_, value)| value.as_i64())
        {
            return Rotation::from_degrees(degrees);
        }
        node =
            dict.get(b"Parent").and_then(Object::as_reference).and_then(|parent| document.get_dictionary(parent)).ok();
    }
    Rotation::None
}

/// The annotation without its appearance.
fn annotation(mark: &Mark, page: ObjectId) -> Result<Dictionary, Error> {
    let no_place = || Error::NoPlace { name: mark.name.clone() };
    let quads = finite(&mark.quads);
    let subtype = match mark.kind {
        AnnotationKind::Highlight => "Highlight",
        AnnotationKind::Underline => "Underline",
        AnnotationKind::StrikeOut => "StrikeOut",
        AnnotationKind::Squiggle => "Squiggly",
        AnnotationKind::Note => "Text",
        AnnotationKind::FreeText => "FreeText",
        AnnotationKind::Area | AnnotationKind::Box => "Square",
        AnnotationKind::Ink => "Ink",
        AnnotationKind::Arrow => "Line",
    };
    // Print; a note is neither enlarged nor turned with the page.
    let flags = if mark.kind == AnnotationKind::Note { 4 | 8 | 16 } else { 4 };
    let mut dict = dictionary! {
        "Type" => "Annot",
        "Subtype" => subtype,
        "C" => numbers(mark.color),
        "F" => flags,
        "P" => page,
        "NM" => text_string(&mark.name),
        "T" => text_string(&mark.author),
        "CreationDate" => text_string(&mark.created),
        "M" => text_string(&mark.modified),
        // PDF knows fewer kinds than we do: a box and a piece of the page are one to it.
        "Rapporteur:Kind" => Object::Name(mark.kind.name().into()),
    };
    let rect = match (&mark.shape, mark.kind.marks_words()) {
        (None, true) if !quads.is_empty() => {
            // The order of all readers, not the specification's (which goes round the quad).
            let points = quads.iter().flat_map(|q| [q.tl, q.tr, q.bl, q.br]).flat_map(|p| [p.x, p.y]);
            dict.set("QuadPoints", numbers(points));
            bounds(&quads)
        }
        (Some(shape), false) if shape.is_sound() => {
            match shape {
                Shape::Point { .. } => {
                    dict.set("Name", "Comment");
                    dict.set("Open", false);
                }
                Shape::Rect { width, .. } => dict.set("BS", border(*width)),
                Shape::Text { size, .. } => {
                    let [red, green, blue] = appearance::INK;
                    dict.set("DA", Object::string_literal(format!("{red} {green} {blue} rg /Helv {size} Tf")));
                    // For free text, `/C` is the background.
                    dict.set("C", numbers(appearance::paper(mark.color)));
                    dict.set("BS", border(0.));
                    dict.set("IT", "FreeText");
                }
                Shape::Line { from, to, width } => {
                    dict.set("L", numbers([from.x, from.y, to.x, to.y]));
                    dict.set("LE", vec!["None".into(), "ClosedArrow".into()]);
                    dict.set("IC", numbers(mark.color));
                    dict.set("BS", border(*width));
                    dict.set("IT", "LineArrow");
                }
                Shape::Strokes { strokes, width } => {
                    let lists = strokes.iter().map(|stroke| numbers(stroke.iter().flat_map(|&[x, y, _]| [x, y])));
                    dict.set("InkList", lists.collect::<Vec<Object>>());
                    dict.set("BS", border(*width));
                }
            }
            shape.bounds()
        }
        _ => return Err(no_place()),
    };
    dict.set("Rect", rectangle(rect));
    if !mark.contents.is_empty() {
        dict.set("Contents", text_string(&mark.contents));
    }
    if !mark.tags.is_empty() {
        dict.set("Subj", text_string(&mark.tags.join("; ")));
        dict.set("Zotero:Tags", text_string(&json_array(&mark.tags)));
    } else if !mark.label.is_empty() {
        dict.set("Subj", text_string(&mark.label));
    }
    if !mark.label.is_empty() {
        dict.set("Rapporteur:Color", text_string(&mark.label));
    }
    Ok(dict)
}

/// A reply, as ISO 32000-2, 12.5.6.2 has it: a note that names what it replies to.
fn reply_dict(reply: &MarkReply, mark: &Mark, page: ObjectId, to: ObjectId) -> Dictionary {
    let quads = finite(&mark.quads);
    let at = mark.shape.as_ref().map_or_else(|| bounds(&quads), Shape::bounds);
    let (x, y) = (at.x0, at.y1);
    dictionary! {
        "Type" => "Annot",
        "Subtype" => "Text",
        "Name" => "Comment",
        "Rect" => numbers([x, y - NOTE_SIZE, x + NOTE_SIZE, y]),
        "C" => numbers(mark.color),
        // Readers that show threads show it there; on the page it would hide what it is about: no view.
        "F" => 4 | 8 | 16 | 32,
        "P" => page,
        "NM" => text_string(&reply.name),
        "T" => text_string(&reply.author),
        "Contents" => text_string(&reply.contents),
        "CreationDate" => text_string(&reply.created),
        "M" => text_string(&reply.modified),
        "IRT" => to,
        "RT" => "R",
    }
}

fn border(width: f32) -> Dictionary {
    dictionary! { "W" => Object::Real(width), "S" => "S" }
}

fn bounds(quads: &[Quad]) -> Rect {
    let all = quads.iter().map(Quad::bounds);
    let around =
        all.reduce(|a, b| Rect { x0: a.x0.min(b.x0), y0: a.y0.min(b.y0), x1: a.x1.max(b.x1), y1: a.y1.max(b.y1) });
    around.unwrap_or_default()
}

fn rectangle(rect: Rect) -> Object {
    numbers([rect.x0, rect.y0, rect.x1, rect.y1])
}

fn numbers(values: impl IntoIterator<Item = f32>) -> Object {
    Object::Array(values.into_iter().map(Object::Real).collect())
}

fn json_array(texts: &[String]) -> String {
    // Strings alone cannot fail to become JSON.
    serde_json::to_string(texts).unwrap_or_default()
}

#[cfg(test)]
mod tests;
