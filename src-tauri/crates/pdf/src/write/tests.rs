//! What `annotate` writes, read back by lopdf, and judged by qpdf where it is installed.

use super::*;
use lopdf::Stream;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A one-page file, turned and cropped, with one annotation of another program.
fn small_pdf() -> Vec<u8> {
    let mut document = Document::with_version("1.5");
    let pages = document.new_object_id();
    let content =
        document.add_object(Stream::new(Dictionary::new(), b"BT /F1 12 Tf 72 700 Td (open data) Tj ET".to_vec()));
    let note = document.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Rect" => numbers([1., 2., 3., 4.]), "NM" => text_string("theirs"),
    });
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let page = document.add_object(dictionary! {
        "Type" => "Page",
        "Parent" => pages,
        "MediaBox" => numbers([0., 0., 612., 792.]),
        "CropBox" => numbers([50., 60., 500., 720.]),
        "Rotate" => 90,
        "Contents" => content,
        "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        "Annots" => vec![note.into()],
    });
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = vec![];
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn mark(name: &str) -> Mark {
    let (tl, tr) = (Point::new(72., 710.), Point::new(130., 710.));
    let (bl, br) = (Point::new(72., 697.), Point::new(130., 697.));
    Mark {
        page: PageIndex(0),
        kind: AnnotationKind::Highlight,
        quads: vec![Quad { tl, tr, bl, br }],
        shape: None,
        label: String::new(),
        replies: vec![],
        replaces: None,
        color: [1., 212. / 255., 0.],
        contents: "Remarque – 注释 ملاحظة".into(),
        author: "Délégué".into(),
        created: "D:20161130150000Z".into(),
        modified: "D:20161130160000Z".into(),
        name: name.into(),
        tags: vec!["say \"hi\"".into(), "تطرف".into()],
    }
}

fn text(dict: &Dictionary, key: &[u8]) -> String {
    lopdf::decode_text_string(dict.get(key).unwrap()).unwrap()
}

/// What qpdf has to say against a file; `None` where there is no qpdf.
fn qpdf_complaint(bytes: &[u8]) -> Option<String> {
    let file = std::env::temp_dir().join(format!("rapporteur-write-{}-{:p}.pdf", std::process::id(), bytes));
    std::fs::write(&file, bytes).unwrap();
    let output = Command::new("qpdf").arg("--check").arg(&file).output();
    std::fs::remove_file(&file).unwrap();
    let Ok(output) = output else {
        eprintln!("SKIPPED: qpdf is not installed, so the written file was not judged by it");
        return None;
    };
    if output.status.success() {
        return Some(String::new());
    }
    Some(String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn the_original_stays_a_prefix_and_its_page_unchanged() {
    let original = small_pdf();
    let (annotated, written) = annotate(&original, &[mark("ours")]).unwrap();
    assert_eq!(written, Written::Appended);
    assert!(annotated.starts_with(&original));

    let (before, after) = (Document::load_mem(&original).unwrap(), Document::load_mem(&annotated).unwrap());
    let (old, new) = (before.page_iter().next().unwrap(), after.page_iter().next().unwrap());
    assert_eq!(before.get_page_content(old), after.get_page_content(new));
    let (mut old, mut new) = (before.get_dictionary(old).unwrap().clone(), after.get_dictionary(new).unwrap().clone());
    assert_eq!(new.get(b"Annots").unwrap().as_array().unwrap().len(), 2, "the other program's annotation stays");
    old.remove(b"Annots");
    new.remove(b"Annots");
    assert_eq!(old, new);
    assert_eq!(qpdf_complaint(&annotated).unwrap_or_default(), "");
}

#[test]
fn an_object_that_is_called_but_lost_does_not_come_back_as_an_annotation() {
    let mut document = Document::load_mem(&small_pdf()).unwrap();
    let page = document.page_iter().next().unwrap();
    // Beyond what saving adds by itself.
    let lost = document.max_id + 3;
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Annots", vec![Object::Reference((lost, 0))]);
    let mut original = vec![];
    document.save_to(&mut original).unwrap();

    let (annotated, _) = annotate(&original, &[mark("ours")]).unwrap();
    let document = Document::load_mem(&annotated).unwrap();
    assert!(!document.objects.contains_key(&(lost, 0)), "it stays lost");
    assert_eq!(document.get_page_annotations(page).unwrap().len(), 1);
}

#[test]
fn a_highlight_carries_all_that_the_reader_made() {
    let (annotated, _) = annotate(&small_pdf(), &[mark("ours")]).unwrap();
    let document = Document::load_mem(&annotated).unwrap();
    let page = document.page_iter().next().unwrap();
    let annots = document.get_page_annotations(page).unwrap();
    let highlight = annots[1];
    assert_eq!(highlight.get(b"Subtype").unwrap().as_name().unwrap(), b"Highlight");
    assert_eq!(text(highlight, b"NM"), "ours");
    assert_eq!(text(highlight, b"T"), "Délégué");
    assert_eq!(text(highlight, b"Contents"), "Remarque – 注释 ملاحظة");
    assert_eq!(text(highlight, b"M"), "D:20161130160000Z");
    assert_eq!(text(highlight, b"Zotero:Tags"), r#"["say \"hi\"","تطرف"]"#);
    assert_eq!(text(highlight, b"Subj"), "say \"hi\"; تطرف");
    let numbers = |key: &[u8]| -> Vec<f32> {
        highlight.get(key).unwrap().as_array().unwrap().iter().map(|n| n.as_float().unwrap()).collect()
    };
    assert_eq!(numbers(b"QuadPoints"), [72., 710., 130., 710., 72., 697., 130., 697.], "upper left, upper right, …");
    assert_eq!(numbers(b"Rect"), [72., 697., 130., 710.]);
    let appearance = highlight.get(b"AP").unwrap().as_dict().unwrap().get(b"N").unwrap().as_reference().unwrap();
    let appearance = document.get_object(appearance).unwrap().as_stream().unwrap();
    assert_eq!(
        String::from_utf8_lossy(&appearance.content),
        "/Multiply gs 1 0.83137256 0 rg\n72 710 m 130 710 l 130 697 l 72 697 l h\nf"
    );
}

#[test]
fn annotating_twice_does_not_double() {
    let (once, _) = annotate(&small_pdf(), &[mark("ours")]).unwrap();
    let changed = Mark { contents: "second thoughts".into(), ..mark("ours") };
    let (twice, _) = annotate(&once, &[changed, mark("another")]).unwrap();
    let document = Document::load_mem(&twice).unwrap();
    let page = document.page_iter().next().unwrap();
    let names: Vec<_> = document.get_page_annotations(page).unwrap().iter().map(|annot| text(annot, b"NM")).collect();
    assert_eq!(names, ["theirs", "ours", "another"]);
    assert_eq!(text(document.get_page_annotations(page).unwrap()[1], b"Contents"), "second thoughts");
}

#[test]
fn bytes_before_the_header_stay() {
    let original = [b"HTTP/1.1 200 OK\n".as_slice(), &small_pdf()].concat();
    let (annotated, written) = annotate(&original, &[mark("ours")]).unwrap();
    assert_eq!(written, Written::Appended);
    assert!(annotated.starts_with(&original));
    let document = Document::load_mem(&annotated).unwrap();
    assert_eq!(document.xref_recovery, None);
    assert_eq!(document.get_page_annotations(document.page_iter().next().unwrap()).unwrap().len(), 2);
}

#[test]
fn a_damaged_file_becomes_a_repaired_copy() {
    let mut original = small_pdf();
    let startxref = original.windows(9).rposition(|w| w == b"startxref").unwrap();
    original.truncate(startxref);
    let (annotated, written) = annotate(&original, &[mark("ours")]).unwrap();
    assert_eq!(written, Written::Repaired);
    let document = Document::load_mem(&annotated).unwrap();
    assert_eq!(document.xref_recovery, None, "the copy needs no repair");
    assert_eq!(document.get_page_annotations(document.page_iter().next().unwrap()).unwrap().len(), 2);
    assert_eq!(qpdf_complaint(&annotated).unwrap_or_default(), "");
}

/// A page of one line, in a stream that says this of its length; the list of objects is damaged.
fn damaged(length: &str) -> Vec<u8> {
    format!(
        "%PDF-1.7\n1 0 obj <<\n/Type /Catalog /Pages 2 0 R >>\n2 0 obj\n<< /Type /Pages /MediaBox [0 0 200 200] /Count 1 \
         /Kids [3 0 R] >>\nendobj\n3 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 6 0 R /Resources << /Font << /F1 << \
         /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>\nendobj\n6 0 obj\n<< {length} >>\nstream\n\
         BT /F1 12 Tf 20 50 Td (Seven ships) Tj ET endstream\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n892\n%%EOF\n"
    )
    .into_bytes()
}

#[test]
fn a_damaged_file_keeps_what_could_not_be_read_of_it() {
    let words = |bytes: &[u8]| {
        let pages = crate::open(std::sync::Arc::new(bytes.to_vec()), None).unwrap();
        pages.reader().text(PageIndex(0)).unwrap().text
    };
    for length in ["", "/Length 9000", "/Length 2", "/Length 7 0 R"] {
        let original = damaged(length);
        assert_eq!(words(&original), "Seven ships", "{length}");
        let (annotated, written) = annotate(&original, &[mark("ours")]).unwrap();
        assert_eq!(written, Written::Repaired);
        assert!(annotated.starts_with(&original), "{length}");
        assert_eq!(words(&annotated), "Seven ships", "{length}");
        let document = Document::load_mem(&annotated).unwrap();
        assert_eq!(document.xref_recovery, None, "the copy's list of objects is sound: {length}");
        assert_eq!(document.get_page_annotations((3, 0)).unwrap().len(), 1, "{length}");
        // As often as anybody likes.
        let (twice, written) = annotate(&annotated, &[mark("ours"), mark("another")]).unwrap();
        assert_eq!(written, Written::Appended);
        assert_eq!(words(&twice), "Seven ships", "{length}");
        assert_eq!(Document::load_mem(&twice).unwrap().get_page_annotations((3, 0)).unwrap().len(), 2, "{length}");
    }
}

#[test]
fn objects_packed_into_streams_are_listed_anew() {
    let mut document = Document::load_mem(&small_pdf()).unwrap();
    let mut original = vec![];
    document.save_modern(&mut original).unwrap();
    let startxref = original.windows(9).rposition(|w| w == b"startxref").unwrap();
    original.truncate(startxref);
    original.extend(b"startxref\n7\n%%EOF\n");
    let (annotated, written) = annotate(&original, &[mark("ours")]).unwrap();
    assert_eq!(written, Written::Repaired);
    let document = Document::load_mem(&annotated).unwrap();
    assert_eq!(document.xref_recovery, None);
    assert_eq!(document.get_page_annotations(document.page_iter().next().unwrap()).unwrap().len(), 2);
    assert_eq!(qpdf_complaint(&annotated).unwrap_or_default(), "");
}

/// Found by fuzzing: no table can list object 0.
#[test]
fn a_catalog_under_the_number_of_no_object_is_listed_under_another() {
    let file = b"%PDF-1.7\n0 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
        2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>\nendobj\n\
        trailer\n<< /Root 0 0 R >>\n%%EOF\n";
    let (copy, written) = annotate(file, &[mark("one")]).unwrap();
    assert_eq!(written, Written::Repaired);
    let (inspection, _) = crate::inspect(&copy, None).unwrap();
    let names: Vec<Option<String>> = inspection.annotations.into_iter().map(|annotation| annotation.name).collect();
    assert_eq!(names, [Some("one".to_owned())]);
    let document = Document::load_mem(&copy).unwrap();
    assert!(document.trailer.get(b"Root").and_then(Object::as_reference).is_ok_and(|root| root.0 > 0));
    assert_eq!((document.xref_recovery.as_ref(), document.get_pages().len()), (None, 1), "the copy needs no repair");
}

/// Found by fuzzing: pages that lead to themselves are pages to one who looks for them, and none to one who follows.
#[test]
fn a_copy_that_would_lose_the_notes_is_not_made() {
    let file = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n\
        3 0 obj\n<< /Tpe /Pages /MediaBox [0 0 612 792] /Count 1 /Kids [3 0 R] >>\nendobj\n\
        trailer\n<< /Root 1 0 R >>\n%%EOF\n";
    assert!(matches!(annotate(file, &[mark("one")]), Err(Error::Save { .. } | Error::NoSuchPage { .. })));
}

#[test]
fn annotations_that_the_list_points_beside_are_found() {
    let sound = small_pdf();
    let names = |bytes: &[u8]| -> Vec<Option<String>> {
        crate::inspect(bytes, None).unwrap().0.annotations.into_iter().map(|annotation| annotation.name).collect()
    };
    assert_eq!(names(&sound), [Some("theirs".to_owned())]);
    let document = Document::load_mem(&sound).unwrap();
    let page = document.page_iter().next().unwrap();
    let annot = document.get_dictionary(page).unwrap().get(b"Annots").unwrap().as_array().unwrap()[0].as_reference();
    let Some(lopdf::xref::XrefEntry::Normal { offset, .. }) = document.reference_table.get(annot.unwrap().0) else {
        panic!("it stands in the file");
    };
    // Its entry (ISO 32000-2, 7.5.8.3), six bytes on.
    let entry = |offset: u32| [[1].as_slice(), &offset.to_be_bytes(), &[0, 0]].concat();
    let (right, beside) = (entry(*offset), entry(offset + 6));
    let at = sound.windows(right.len()).rposition(|window| window == right).unwrap();
    let mut original = sound.clone();
    original[at..at + right.len()].copy_from_slice(&beside);
    assert_eq!(names(&original), [Some("theirs".to_owned())]);
    let (annotated, written) = annotate(&original, &[mark("ours")]).unwrap();
    assert_eq!(written, Written::Repaired);
    assert_eq!(names(&annotated), [Some("theirs".to_owned()), Some("ours".to_owned())]);
    assert_eq!(qpdf_complaint(&annotated).unwrap_or_default(), "");
}

#[test]
fn annotations_have_numbers_that_readers_take() {
    let mut document = Document::load_mem(&small_pdf()).unwrap();
    let page = document.page_iter().next().unwrap();
    let beyond = Object::Reference((2_147_483_648, 0));
    document.get_object_mut(page).unwrap().as_dict_mut().unwrap().set("Thumb", beyond);
    let mut original = vec![];
    document.save_to(&mut original).unwrap();
    let (annotated, _) = annotate(&original, &[mark("ours")]).unwrap();
    let document = Document::load_mem(&annotated).unwrap();
    assert!(document.objects.keys().all(|id| id.0 <= MAX_NUMBER), "{:?}", document.objects.keys());
    assert_eq!(document.get_page_annotations(page).unwrap().len(), 2);
}

#[test]
fn a_signed_file_is_refused() {
    let mut document = Document::load_mem(&small_pdf()).unwrap();
    document.add_object(dictionary! {
        "Type" => "Sig", "ByteRange" => vec![0.into(), 10.into(), 20.into(), 30.into()],
        "Contents" => Object::string_literal("signature"),
    });
    let mut original = vec![];
    document.save_to(&mut original).unwrap();
    assert!(matches!(annotate(&original, &[mark("ours")]), Err(Error::Signed)));
}

#[test]
fn a_mark_that_has_no_place_is_named() {
    let nowhere = Mark { quads: vec![], ..mark("lost") };
    assert!(matches!(annotate(&small_pdf(), &[nowhere]), Err(Error::NoPlace { name }) if name == "lost"));
    let beyond = Mark { page: PageIndex(7), ..mark("beyond") };
    let error = annotate(&small_pdf(), &[beyond]).unwrap_err();
    assert_eq!(error.to_string(), "page 8 does not exist, the PDF has 1");
}

fn pdfs_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            pdfs_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            found.push(path);
        }
    }
}

/// Every real file is annotated, or refused with a reason; what is annotated keeps its bytes, reads back, and is as
/// clean to qpdf as it was.
#[test]
fn real_files_keep_their_bytes_and_stay_clean() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    let mut files = vec![];
    for folder in ["annotations", "langs", "odd-pdf", "pgdayfr-2022"] {
        if corpus.join(folder).is_dir() {
            pdfs_below(&corpus.join(folder), &mut files);
        }
    }
    if files.is_empty() {
        eprintln!("SKIPPED: no corpus at {}", corpus.display());
        return;
    }
    let (mut n_appended, mut n_repaired, mut n_refused, mut complaints) = (0, 0, 0, vec![]);
    // lopdf takes half a minute to open this one; in the application it is the worker's time limit that ends it.
    files.retain(|file| !file.ends_with("bug_555784.pdf"));
    for file in &files {
        let original = std::fs::read(file).unwrap();
        let (annotated, written) = match annotate(&original, &[mark("ours")]) {
            Ok(done) => done,
            Err(_) => {
                n_refused += 1;
                continue;
            }
        };
        assert!(annotated.starts_with(&original), "{} lost its bytes", file.display());
        match written {
            Written::Appended => n_appended += 1,
            Written::Repaired => n_repaired += 1,
        }
        let document = Document::load_mem(&annotated).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let page = document.page_iter().next().unwrap();
        let annots = document.get_page_annotations(page).unwrap();
        let is_ours = |annot: &&Dictionary| annot.get(b"NM").is_ok_and(|n| n.as_str().is_ok_and(|n| n == b"ours"));
        assert_eq!(annots.iter().filter(|a| is_ours(a)).count(), 1, "{}", file.display());
        let was_clean = || qpdf_complaint(&original).is_some_and(|before| before.is_empty());
        if let Some(complaint) = qpdf_complaint(&annotated).filter(|complaint| !complaint.is_empty())
            && was_clean()
        {
            complaints.push(format!("{}: {complaint}", file.display()));
        }
    }
    eprintln!("{} files: {n_appended} appended to, {n_repaired} repaired, {n_refused} refused", files.len());
    assert_eq!(complaints, Vec::<String>::new(), "files that were clean before");
    assert!(n_appended > files.len() / 2);
}
