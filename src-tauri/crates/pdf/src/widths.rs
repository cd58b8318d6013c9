//! Fonts whose list of widths refers to numbers that are objects of their own, as some exports of slides have it.
//!
//! hayro stops reading such a list at the first reference, and every later glyph gets a wrong width: text would be
//! drawn and read letter by letter across the page. So those lists are written anew behind the file's bytes.
//!
//! It also gives each glyph of a range its width, were the range as long as numbers go: it ends at [`MAX_NUMBER`] then.

use crate::pages::PdfBytes;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object as HayroObject, ObjectIdentifier};
use hayro::hayro_syntax::page::Resources;
use lopdf::{Document, IncrementalDocument, Object, ObjectId};
use std::collections::HashSet;
use std::sync::Arc;

/// No glyph of such a font has a greater number.
const MAX_NUMBER: i64 = 65_535;

/// How deep forms in forms are looked into.
const MAX_DEPTH: u32 = 8;

/// Bytes that hayro reads aright; `None` where it does so anyway, or where nothing can be done.
pub(crate) fn repaired(pdf: &Pdf, data: &PdfBytes) -> Option<PdfBytes> {
    let mut seen = HashSet::new();
    if !pdf.pages().iter().any(|page| use_bad_widths(page.resources(), &mut seen, 0)) {
        return None;
    }
    let bytes = (**data).as_ref();
    let document = Document::load_mem(bytes).ok()?;
    if document.is_encrypted() || document.was_encrypted() {
        return None;
    }
    let fonts: Vec<(ObjectId, Vec<Object>)> =
        document.objects.keys().filter_map(|id| Some((*id, resolved_widths(&document, *id)?))).collect();
    let set = |target: &mut Document| {
        for (id, widths) in &fonts {
            if let Ok(font) = target.get_object_mut(*id).and_then(Object::as_dict_mut) {
                font.set("W", widths.clone());
            }
        }
    };
    let mut out = Vec::with_capacity(bytes.len() + (64 << 10));
    if document.xref_recovery.is_some() {
        let mut document = document;
        set(&mut document);
        document.save_to(&mut out).ok()?;
    } else {
        let mut update = IncrementalDocument::create_from(bytes.to_vec(), document);
        for (id, _) in &fonts {
            update.opt_clone_object_to_new_document(*id).ok()?;
        }
        set(&mut update.new_document);
        update.save_to(&mut out).ok()?;
    }
    Some(Arc::new(out))
}

/// Does one of the fonts have bad widths, those of forms included? What is in `seen` was looked at before.
fn use_bad_widths(resources: &Resources<'_>, seen: &mut HashSet<ObjectIdentifier>, depth: u32) -> bool {
    let mut is_new = |dict: &Dict<'_>, name: &Name<'_>| dict.get_ref(name).is_none_or(|id| seen.insert(id.into()));
    let fonts: Vec<_> = resources.fonts.keys().filter(|name| is_new(&resources.fonts, name)).collect();
    let forms: Vec<_> = resources.x_objects.keys().filter(|name| is_new(&resources.x_objects, name)).collect();
    fonts.iter().filter_map(|name| resources.get_font(name)).any(|font| has_bad_widths(&font))
        || depth < MAX_DEPTH
            && forms.iter().filter_map(|name| resources.get_x_object(name)).any(|form| {
                let own = form.dict().get::<Dict<'_>>("Resources").map(Resources::new);
                own.is_some_and(|own| use_bad_widths(&own, seen, depth + 1))
            })
}

fn has_bad_widths(font: &Dict<'_>) -> bool {
    let descendants = font.get::<Array<'_>>("DescendantFonts").unwrap_or_default();
    let is_bad_list =
        |dict: Dict<'_>| dict.get::<Array<'_>>("W").is_some_and(|widths| widths.raw_iter().any(|item| is_bad(&item)));
    descendants.iter::<Dict<'_>>().any(is_bad_list)
}

fn is_bad(item: &MaybeRef<HayroObject<'_>>) -> bool {
    match item {
        MaybeRef::Ref(_) => true,
        MaybeRef::NotRef(HayroObject::Number(number)) => number.as_f64() > MAX_NUMBER as f64,
        MaybeRef::NotRef(_) => false,
    }
}

fn is_too_great(item: &Object) -> bool {
    item.as_float().is_ok_and(|number| number > MAX_NUMBER as f32)
}

fn resolved_widths(document: &Document, id: ObjectId) -> Option<Vec<Object>> {
    let font = document.get_dictionary(id).ok()?;
    let subtype = font.get(b"Subtype").ok()?.as_name().ok()?;
    if !subtype.starts_with(b"CIDFontType") {
        return None;
    }
    let widths = font.get_deref(b"W", document).ok()?.as_array().ok()?;
    if !widths.iter().any(|item| item.as_reference().is_ok() || is_too_great(item)) {
        return None;
    }
    let resolved = widths.iter().map(|item| {
        let item = document.dereference(item).ok()?.1;
        Some(if is_too_great(item) { Object::Integer(MAX_NUMBER) } else { item.clone() })
    });
    resolved.collect()
}
