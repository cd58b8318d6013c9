//! Writes annotations into a copy of a PDF, in a way that every reader shows alike.
//!
//! The result begins with the original's bytes, unchanged, and ends with an incremental update (ISO 32000-2, 7.5.6).
//! Only where the file's cross-reference data had to be repaired to be read at all is the whole file written anew.
//!
//! Tags go into `/Zotero:Tags` as a JSON array, which Zotero and we read back, and into `/Subj`, the subject that
//! other readers list beside an annotation; `/Contents` holds the reader's words and nothing else.

use lopdf::{Dictionary, Document, IncrementalDocument, Object, ObjectId, Stream, dictionary, text_string};
use model::{PageIndex, Point, Quad};
use std::collections::{BTreeMap, BTreeSet};

/// A highlight to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    pub page: PageIndex,
    /// One a line, in user space.
    pub quads: Vec<Quad>,
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
}

/// How the result relates to the original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The original's bytes, and an update after them.
    Appended,
    /// The original is damaged: the result is a repaired copy with other bytes.
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
    let mut document = Document::load_mem(body).map_err(|source| match source {
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
        document.max_id = max_id;
        document.objects.extend(changes);
        let mut bytes = Vec::with_capacity(original.len());
        document.save_to(&mut bytes).map_err(|source| Error::Save { source })?;
        return Ok((bytes, Written::Repaired));
    }
    let mut incremental = IncrementalDocument::create_from(body.to_vec(), document);
    incremental.new_document.max_id = max_id;
    incremental.new_document.objects.extend(changes);
    let mut bytes = junk.to_vec();
    incremental.save_to(&mut bytes).map_err(|source| Error::Save { source })?;
    Ok((bytes, Written::Appended))
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
            .ok_or(Error::Save { source: std::io::Error::other("the PDF has no object number left") })?;
        changes.insert((max_id, 0), object);
        Ok::<_, Error>((max_id, 0))
    };

    let mut marks_by_page: BTreeMap<PageIndex, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        marks_by_page.entry(mark.page).or_default().push(mark);
    }
    for (page, marks) in marks_by_page {
        let Some(&page_id) = pages.get(page.0 as usize) else {
            return Err(Error::NoSuchPage { page, n_pages: pages.len() as u32 });
        };
        let mut page_dict = document.get_dictionary(page_id).map_err(|source| Error::Unreadable { source })?.clone();
        let names: BTreeSet<&str> = marks.iter().map(|mark| mark.name.as_str()).collect();
        let mut annots = annots(document, &page_dict);
        annots.retain(|annot| name(document, annot).is_none_or(|name| !names.contains(name.as_str())));
        for mark in marks {
            let quads = finite(&mark.quads);
            if quads.is_empty() {
                return Err(Error::NoPlace { name: mark.name.clone() });
            }
            let appearance = add(&mut changes, appearance(&quads, mark.color).into())?;
            let highlight = add(&mut changes, highlight(mark, &quads, page_id, appearance).into())?;
            annots.push(highlight.into());
        }
        // Into the page itself, even where the array was an object of its own: some files share one between pages.
        page_dict.set("Annots", annots);
        changes.insert(page_id, page_dict.into());
    }
    Ok(changes)
}

/// The highest number that an object has or is called by: what damage took away must not come back as an annotation.
fn last_number(document: &Document) -> u32 {
    let mut last = document.max_id;
    let mut waiting: Vec<&Object> = document.objects.values().collect();
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference((number, _)) => last = last.max(*number),
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

fn highlight(mark: &Mark, quads: &[Quad], page: ObjectId, appearance: ObjectId) -> Dictionary {
    let mut dict = dictionary! {
        "Type" => "Annot",
        "Subtype" => "Highlight",
        "Rect" => bounds(quads),
        // The order of all readers, not the specification's (which goes round the quad).
        "QuadPoints" => numbers(quads.iter().flat_map(|q| [q.tl, q.tr, q.bl, q.br]).flat_map(|p| [p.x, p.y])),
        "C" => numbers(mark.color),
        // Print.
        "F" => 4,
        "P" => page,
        "NM" => text_string(&mark.name),
        "T" => text_string(&mark.author),
        "CreationDate" => text_string(&mark.created),
        "M" => text_string(&mark.modified),
        "AP" => dictionary! { "N" => appearance },
    };
    if !mark.contents.is_empty() {
        dict.set("Contents", text_string(&mark.contents));
    }
    if !mark.tags.is_empty() {
        dict.set("Subj", text_string(&mark.tags.join("; ")));
        dict.set("Zotero:Tags", text_string(&json_array(&mark.tags)));
    }
    dict
}

/// How the highlight looks: without it, each reader draws its own.
fn appearance(quads: &[Quad], color: [f32; 3]) -> Stream {
    let [red, green, blue] = color;
    // One path for all lines, so that where two quads overlap they do not darken each other.
    let mut content = format!("/Multiply gs {red} {green} {blue} rg\n");
    for q in quads {
        let corners = [q.tl, q.tr, q.br, q.bl].map(|p| format!("{} {}", p.x, p.y));
        content += &format!("{} m {} l {} l {} l h\n", corners[0], corners[1], corners[2], corners[3]);
    }
    content += "f";
    let resources = dictionary! {
        "ExtGState" => dictionary! { "Multiply" => dictionary! { "Type" => "ExtGState", "BM" => "Multiply" } },
    };
    let dict = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "FormType" => 1,
        "BBox" => bounds(quads),
        "Resources" => resources,
    };
    Stream::new(dict, content.into_bytes())
}

fn bounds(quads: &[Quad]) -> Object {
    let all = quads.iter().map(Quad::bounds);
    let around = all.reduce(|a, b| model::Rect {
        x0: a.x0.min(b.x0),
        y0: a.y0.min(b.y0),
        x1: a.x1.max(b.x1),
        y1: a.y1.max(b.y1),
    });
    let around = around.unwrap_or_default();
    numbers([around.x0, around.y0, around.x1, around.y1])
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
