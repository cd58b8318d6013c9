//! Annotations that other programs left in a file become the reader's own: each once, as what they were.

use catalog::{annotate, documents, export, history, take_over};
use model::{
    AnnotationFilter, AnnotationKind, AnnotationPatch, AnnotationView, Color, DocumentId, PdfAnnotation, Point, Rect,
    Shape,
};
use rapporteur_tests::{corpus, library::Library, made_decks};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    rc::Rc,
};

struct Opened {
    library: Rc<Library>,
    document: DocumentId,
}

impl Opened {
    /// All documents of folders, in one library.
    fn all(folders: &[PathBuf]) -> Vec<Opened> {
        let library = Rc::new(Library::new());
        library.import(folders);
        let rows = documents::list(&library.catalog).expect("documents are listed");
        let each = rows.into_iter().map(|row| Opened { library: library.clone(), document: row.document.id });
        each.collect()
    }

    fn new(file: &Path) -> Opened {
        let library = Library::new();
        library.import(&[file.to_owned()]);
        let rows = documents::list(&library.catalog).expect("documents are listed");
        let row = rows.first().unwrap_or_else(|| panic!("{}: it is imported", file.display()));
        Opened { document: row.document.id.clone(), library: Rc::new(library) }
    }

    fn of_bytes(bytes: &[u8]) -> Opened {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("deck.pdf");
        std::fs::write(&file, bytes).expect("a file can be written");
        Opened::new(&file)
    }

    fn foreign(&self) -> Vec<PdfAnnotation> {
        documents::view(&self.library.catalog, &self.document).expect("it opens").pdf_annotations
    }

    fn take(&self) -> u32 {
        take_over::run(&self.library.catalog, &self.document, None).expect("they are taken over")
    }

    /// All own ones with their tags, in an order that does not hang on when they were made.
    fn own(&self) -> Vec<AnnotationView> {
        let filter = AnnotationFilter { document: Some(self.document.clone()), ..AnnotationFilter::default() };
        let mut all = annotate::list(&self.library.catalog, &filter).expect("annotations are listed");
        all.sort_by_key(|view| view.annotation.id);
        all
    }

    /// Takes over all, and looks whether every way back and forth leads to where it should; answers what is there.
    fn there_and_back(&self, name: &str) -> Vec<AnnotationView> {
        let catalog = &self.library.catalog;
        let n = self.take();
        let own = self.own();
        assert_eq!(own.len(), n as usize, "{name}: as many as it says");
        assert_eq!(self.take(), 0, "{name}: twice doubles nothing");
        assert_eq!(self.own(), own, "{name}: twice changes nothing");
        if n == 0 {
            return own;
        }
        let same = |what: &str| {
            let plain = |views: Vec<AnnotationView>| {
                // When something was changed last is told by its last change, which is another after undo.
                let each = views.into_iter().map(|view| {
                    let mut a = view.annotation;
                    a.modified_at = a.created_at;
                    a.replies.iter_mut().for_each(|reply| reply.modified_at = reply.created_at);
                    a
                });
                each.collect::<Vec<_>>()
            };
            assert_eq!(plain(self.own()), plain(own.clone()), "{name}: {what}");
        };
        history::undo(catalog).expect("it is undone");
        assert!(self.own().is_empty(), "{name}: undone in one step");
        history::redo(catalog).expect("it is done again");
        same("redone");
        let ids: Vec<_> = own.iter().map(|view| view.annotation.id).collect();
        annotate::delete(catalog, &ids).expect("they are deleted");
        assert!(self.own().is_empty(), "{name}: deleted");
        assert_eq!(self.take(), n, "{name}: what was deleted comes back by being taken over");
        same("after deletion");
        own
    }
}

/// All that is told of annotations, without what a copy has of its own.
fn keys(views: &[AnnotationView]) -> Vec<String> {
    let key = |view: &AnnotationView| {
        let a = &view.annotation;
        let replies: Vec<_> = a.replies.iter().map(|reply| &reply.text).collect();
        let rest = (&a.author, a.created_at.as_second(), &a.target.quote, &a.target.shape, replies);
        format!("{} {:?} {:?} {} {} {rest:?}", a.target.page.0, a.kind, a.color, a.comment, a.tags.len())
    };
    let mut keys: Vec<String> = views.iter().map(key).collect();
    keys.sort();
    keys
}

fn by_subtype(annotations: &[PdfAnnotation]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    annotations.iter().for_each(|one| *counts.entry(one.subtype.as_str()).or_default() += 1);
    counts
}

/// What a file of others holds: its annotations by subtype, and the words under its marks on words.
struct Known {
    file: &'static str,
    subtypes: &'static [(&'static str, usize)],
    /// How many of them have no place at all, and so cannot be taken over.
    n_nowhere: usize,
    quotes: &'static [&'static str],
}

/// Subtypes as pikepdf 10 lists the `/Annots` of all pages, without links, fields, pop-ups and hidden ones; quotes as
/// PyMuPDF 2.0 reads the characters whose middles lie in the quads.
const KNOWN: &[Known] = &[
    Known { file: "pdfjs/annotation-caret-ink.pdf", subtypes: &[("Caret", 1), ("Ink", 1)], n_nowhere: 0, quotes: &[] },
    Known {
        file: "pdfjs/annotation-highlight-without-appearance.pdf",
        subtypes: &[("Highlight", 1)],
        n_nowhere: 0,
        quotes: &["Lorem ipsum dolor sit amet"],
    },
    Known {
        file: "pdfjs/annotation-highlight.pdf",
        subtypes: &[("Highlight", 1)],
        n_nowhere: 0,
        quotes: &["Lorem ipsum dolor sit amet"],
    },
    Known { file: "pdfjs/annotation-text-without-popup.pdf", subtypes: &[("Text", 1)], n_nowhere: 0, quotes: &[] },
    Known { file: "pdfjs/freetexts.pdf", subtypes: &[("FreeText", 6)], n_nowhere: 0, quotes: &[] },
    Known { file: "pdfjs/highlight_popup.pdf", subtypes: &[("Highlight", 1)], n_nowhere: 0, quotes: &["PDF.js"] },
    Known {
        file: "pdfjs/issue14046.pdf", subtypes: &[("Highlight", 1)], n_nowhere: 0, quotes: &["הובידיבמבם"]
    },
    Known {
        file: "pdfjs/issue14438.pdf",
        subtypes: &[
            ("Caret", 1),
            ("Circle", 1),
            ("FreeText", 2),
            ("Highlight", 1),
            ("Ink", 5),
            ("Line", 1),
            ("Polygon", 2),
            ("Square", 2),
            ("StrikeOut", 1),
            ("Text", 1),
            ("Underline", 1),
        ],
        n_nowhere: 4,
        quotes: &["Trace-based", "Categories and Subject Descriptors", "Adobe Corporation#"],
    },
    Known {
        file: "pypdf/024-annotations/annotated_pdf.pdf",
        subtypes: &[("Highlight", 1), ("Ink", 1), ("Text", 1)],
        n_nowhere: 0,
        quotes: &["Line 1 Line 2"],
    },
    Known {
        file: "refi-qda-xsd/docs/standard/REFI-QDA-1-5.pdf",
        subtypes: &[("Highlight", 6)],
        n_nowhere: 0,
        quotes: &[
            "The following reasons and requirements for such an exchange have been identified:",
            "The purpose of this standard is to enable users of QDA Software to exchange analysis work between packages.",
            "As not all features are supported by all software packages, roundtripping (i.e. being able to send the project back to the original software package after exchange) may not work without data loss. This issue has not been addressed in this version of the standard.",
            "3 Terms and definitions",
            "Researchers working across disciplines around the globe use Qualitative Data Analysis (QDA) Software to review literature and analyze empirical and/or secondary data. To that end, they create a ‘project’ in their chosen QDA Software and import ‘sources’ into it in order to work them within the software. Working with sources typically involves: making ‘selections’ within sources, linking selections to ‘codes’ and annotating selections by creating ‘notes’, either as stand-alone items, or by linking them to sources, codes, and selections. Codes, notes and sources may be organized into ‘sets’, and sources can be organized into ‘cases’ that can be associated with different types of variables (Boolean, textual, integer, float, date or datetime).",
            "In its documentation, the software should clearly describe to which parts of this standard it claims compliance (Codebook and/or Project exchange).",
        ],
    },
];

#[test]
fn real_files_are_taken_over_once_and_whole() {
    let Some(folder) = corpus::corpus("annotations") else { return };
    for known in KNOWN {
        let name = known.file;
        let opened = Opened::new(&folder.join(name));
        let foreign = opened.foreign();
        assert_eq!(by_subtype(&foreign), known.subtypes.iter().copied().collect(), "{name}");
        let own = opened.there_and_back(name);
        assert_eq!(own.len() + known.n_nowhere, foreign.len(), "{name}: none is lost");
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let mut quotes: Vec<String> = own
            .iter()
            .filter(|view| view.annotation.kind.marks_words())
            .map(|view| squeezed(&view.annotation.target.quote))
            .collect();
        let mut expected: Vec<String> = known.quotes.iter().map(|quote| squeezed(quote)).collect();
        quotes.sort();
        expected.sort();
        assert_eq!(quotes, expected, "{name}: the words under the marks");
        for view in &own {
            let one = &view.annotation;
            let from = foreign.iter().find(|other| other.id == Some(one.id)).expect("each comes from one of the file");
            assert_eq!(one.comment, from.contents.clone().unwrap_or_default(), "{name}");
            assert_eq!(one.author, from.author.clone().unwrap_or_default(), "{name}");
            assert_eq!(one.target.page, from.page, "{name}");
        }
        // A copy has each once, too, and from there it is the same again.
        let copy = export::annotated_pdf(&opened.library.catalog, &opened.document);
        let again = Opened::of_bytes(&copy.unwrap_or_else(|error| panic!("{name}: {error}")).bytes);
        assert_eq!(by_subtype(&again.foreign()), by_subtype(&foreign), "{name}: none is doubled in the copy");
        again.take();
        assert_eq!(keys(&again.own()), keys(&own), "{name}: the same from the copy");
    }
}

/// Whatever stands in odd, broken and hostile files.
#[test]
fn what_any_file_has_is_taken_over_once_and_given_back() {
    let folders: Vec<PathBuf> = ["odd-pdf", "annotations"].into_iter().filter_map(corpus::corpus).collect();
    if folders.is_empty() {
        return;
    }
    let (mut counts, mut subtypes) = (BTreeMap::<&str, usize>::new(), BTreeMap::<String, usize>::new());
    for opened in Opened::all(&folders) {
        let mut count = |what: &'static str, n: usize| *counts.entry(what).or_default() += n;
        count("documents", 1);
        let foreign = opened.foreign();
        if foreign.is_empty() {
            continue;
        }
        count("with annotations", 1);
        count("annotations", foreign.len());
        by_subtype(&foreign).into_iter().for_each(|(subtype, n)| *subtypes.entry(subtype.to_owned()).or_default() += n);
        let view = documents::view(&opened.library.catalog, &opened.document).expect("it opens");
        let name = view.document.files.first().map(|file| file.path.clone()).unwrap_or_default();
        let own = opened.there_and_back(&name);
        count("taken over", own.len());
        count("replies with them", own.iter().map(|view| view.annotation.replies.len()).sum());
        let cannot = foreign.iter().filter(|one| one.kind.is_none()).count();
        count("of kinds that have no place", cannot);
        match export::annotated_pdf(&opened.library.catalog, &opened.document) {
            Ok(copy) => {
                count("copies", 1);
                let again = Opened::of_bytes(&copy.bytes);
                assert_eq!(by_subtype(&again.foreign()), by_subtype(&foreign), "{name}: none is doubled in the copy");
                again.take();
                assert_eq!(keys(&again.own()), keys(&own), "{name}: the same from the copy");
            }
            Err(error) => {
                count("copies refused", 1);
                eprintln!("{name}: {error}");
            }
        }
    }
    eprintln!("{counts:?}\n{subtypes:?}");
    assert!(counts["with annotations"] >= 20, "{counts:?}");
}

/// What every page of the made deck has, in user space: its second line runs from (48, 426), 20 points high.
fn annots(page: usize, first: usize) -> (String, Vec<String>) {
    let quad = "[48 442 400 442 48 420 400 420]";
    let markup = |subtype: &str, rest: &str| {
        format!("<< /Type /Annot /Subtype /{subtype} /Rect [48 420 400 442] /QuadPoints {quad} {rest} >>")
    };
    let at =
        |subtype: &str, rest: &str| format!("<< /Type /Annot /Subtype /{subtype} /Rect [100 100 180 160] {rest} >>");
    let own = |n: usize| format!("{} 0 R", first + n);
    let objects = vec![
        // Zotero.
        markup(
            "Highlight",
            "/NM (Z1) /T (Reader) /Contents (who pays) /C [0.18 0.66 0.9] /M (D:20161201090000+01'00') \
             /Zotero:Key (Z1) /Zotero:Tags (\\[\"follow-up\",\"arms \\\\\"trade\\\\\"\"\\])",
        ),
        // Acrobat: rich text alone, a thread of two, a state and a pop-up.
        markup(
            "Underline",
            "/NM (A1) /T (Chair) /CreationDate (D:20161130150000Z) /M (D:2019) /C [1 0 0] \
             /RC (<body><p>To <b>ask</b> &amp; answer</p></body>)",
        ),
        at("Text", &format!("/NM (A2) /T (Deputy) /Contents (asked) /IRT {} /RT /R", own(1))),
        at("Text", &format!("/NM (A3) /T (Chair) /RC (<p>thanks</p>) /IRT {}", own(2))),
        at("Text", &format!("/NM (A4) /StateModel (Review) /State (Accepted) /Contents (Accepted) /IRT {}", own(1))),
        at("Popup", &format!("/Parent {}", own(1))),
        // Acrobat's replaced words: a caret, and a stroke that belongs to it.
        at("Caret", "/NM (A5) /T (Chair) /Contents (other words)"),
        markup("StrikeOut", &format!("/NM (A6) /IRT {} /RT /Group /IT /StrikeOutTextEdit", own(6))),
        markup("Squiggly", "/NM (A7) /F 2 /Contents (hidden)"),
        at("Link", "/A << /S /URI /URI (https://www.un.org) >>"),
        // What is drawn.
        at("Ink", "/InkList [[100 100 180 160] [110 150 120 110]] /BS << /W 3 >> /C [0 0 0]"),
        at("Line", "/L [100 100 180 160] /LE [/OpenArrow /None] /C [1 0.5 0]"),
        at("Line", "/L [100 100 180 160]"),
        at("Polygon", "/Vertices [100 100 180 100 180 160] /C []"),
        at("PolyLine", "/Vertices [100 100 180 100 180 160] /C [0.5]"),
        at("Square", "/Border [0 0 2] /C [0 1 0 0]"),
        at("Circle", "/Contents (round)"),
        at("Stamp", "/Name /Draft /Contents (stamped)"),
        at(
            "FreeText",
            "/Contents (written) /DA (0 0 1 rg /Helv 18 Tf) /RD [10 5 10 5] /CL [90 90 100 100] /IT /FreeTextCallout",
        ),
        at("FileAttachment", "/FS << /Type /Filespec /F (minutes.txt) /UF (minutes.txt) >>"),
        at("Sound", "/Contents (what he said)"),
        at("Ink", "/Contents (no strokes)"),
        // A name that stands twice.
        at("Text", "/NM (twice) /Contents (one)"),
        at("Text", "/NM (twice) /Contents (two)"),
        // Marks on words that are nowhere, by quads and by none.
        markup("Highlight", "/NM (far) /M (D:20161201100000Z)").replace(quad, "[48 42 400 42 48 20 400 20]"),
        markup("Highlight", "/NM (flat)").replace(quad, "[0 0 0 0 0 0 0 0]"),
        markup("Highlight", "/NM (bare)").replace("/QuadPoints", "/Nothing"),
        // An answer to what is not there.
        at("Text", &format!("/NM (left) /Contents (left over) /IRT {}", own(8))),
    ];
    let list: Vec<String> = (0..objects.len()).map(own).collect();
    (format!("/Rotate {} /Annots [{}]", 90 * page, list.join(" ")), objects)
}

#[test]
fn whatever_programs_write_is_taken_over_as_what_it_is_however_the_page_is_turned() {
    let page: &[&str] = &["Loss recovery", "A probe is sent after a while", "The end"];
    let pages = [page; 4];
    let (mut entries, mut objects) = (vec![], vec![]);
    for turn in 0..4 {
        // Three objects come before the pages', which are two each.
        let (entry, further) = annots(turn, 4 + 2 * pages.len() + objects.len());
        entries.push(entry);
        objects.extend(further);
    }
    let opened = Opened::of_bytes(&made_decks::deck_with(&pages, &entries, &objects));
    let foreign = opened.foreign();
    let counts = by_subtype(&foreign);
    assert!(!counts.contains_key("Popup") && !counts.contains_key("Link"), "{counts:?}");
    assert!(foreign.iter().all(|one| one.contents.as_deref() != Some("hidden")), "{counts:?}");
    let own = opened.there_and_back("made");
    let n_replies: usize = own.iter().map(|view| view.annotation.replies.len()).sum();
    assert_eq!(own.len() + n_replies, foreign.len(), "none is lost, none is doubled");
    assert_eq!((own.len(), n_replies), (4 * 22, 4 * 2));
    for turn in 0..4 {
        let on_page: Vec<_> = own.iter().filter(|view| view.annotation.target.page.0 == turn).collect();
        let named = |name: &str| {
            let one = foreign.iter().find(|one| one.page.0 == turn && one.name.as_deref() == Some(name));
            let id = one.and_then(|one| one.id);
            &on_page.iter().find(|view| Some(view.annotation.id) == id).expect("it was taken over").annotation
        };
        let saying = |comment: &str| {
            let one = on_page.iter().find(|view| view.annotation.comment == comment);
            &one.unwrap_or_else(|| panic!("{comment} was taken over")).annotation
        };
        let shapes = |kind: AnnotationKind| {
            let these = on_page.iter().filter(|view| view.annotation.kind == kind);
            these.filter_map(|view| view.annotation.target.shape.clone()).collect::<Vec<_>>()
        };

        let zotero = named("Z1");
        assert_eq!((zotero.kind, zotero.color), (AnnotationKind::Highlight, Color::Blue));
        assert_eq!(zotero.target.quote, "A probe is sent after a while");
        assert_eq!((zotero.author.as_str(), zotero.comment.as_str()), ("Reader", "who pays"));
        assert_eq!(zotero.created_at.to_string(), "2016-12-01T08:00:00Z", "of what was only changed");
        assert_eq!(zotero.tags.len(), 2);

        let acrobat = named("A1");
        assert_eq!((acrobat.kind, acrobat.color), (AnnotationKind::Underline, Color::Red));
        assert_eq!(
            (acrobat.comment.as_str(), acrobat.target.quote.as_str()),
            ("To ask & answer", "A probe is sent after a while")
        );
        assert_eq!(acrobat.created_at.to_string(), "2016-11-30T15:00:00Z");
        let thread: Vec<_> = acrobat.replies.iter().map(|r| (r.author.as_str(), r.text.as_str())).collect();
        assert_eq!(thread, [("Deputy", "asked"), ("Chair", "thanks")]);
        assert_eq!((named("A5").kind, named("A5").comment.as_str()), (AnnotationKind::Note, "other words"));
        assert_eq!(named("A6").kind, AnnotationKind::StrikeOut, "what is grouped is no reply");
        assert_eq!(named("A6").target.quote, "A probe is sent after a while");

        let (a, b) = (Point::new(100., 100.), Point::new(180., 160.));
        let rect = Rect { x0: 100., y0: 100., x1: 180., y1: 160. };
        assert_eq!(
            shapes(AnnotationKind::Arrow),
            [Shape::Line { from: b, to: a, width: 1. }],
            "it points at its start"
        );
        let strokes: Vec<_> = on_page
            .iter()
            .filter_map(|view| match &view.annotation.target.shape {
                Some(Shape::Strokes { strokes, width }) => {
                    Some((strokes.iter().map(Vec::len).collect(), *width, view.annotation.color))
                }
                _ => None,
            })
            .collect();
        let has = |lengths: &[usize], width: f32, color: Color| strokes.contains(&(lengths.to_vec(), width, color));
        assert!(has(&[2, 2], 3., Color::Gray), "ink in black: {strokes:?}");
        assert!(has(&[2], 1., Color::Yellow), "a line without a head: {strokes:?}");
        assert!(has(&[4], 1., Color::Yellow), "a polygon is closed: {strokes:?}");
        assert!(has(&[3], 1., Color::Gray), "a line of lines is not: {strokes:?}");
        for comment in ["round", "stamped", "no strokes"] {
            assert_eq!(saying(comment).target.shape, Some(Shape::Rect { rect, width: 1. }), "{comment}");
        }
        assert!(shapes(AnnotationKind::Box).contains(&Shape::Rect { rect, width: 2. }), "by the border's width");
        let inner = Rect { x0: 110., y0: 105., x1: 170., y1: 155. };
        assert_eq!(saying("written").target.shape, Some(Shape::Text { rect: inner, size: 18. }));
        assert_eq!((saying("written").kind, saying("written").color), (AnnotationKind::FreeText, Color::Blue));
        for comment in ["minutes.txt", "what he said", "one", "two", "left over"] {
            let at = Point::new(140., 130.);
            assert_eq!(saying(comment).target.shape, Some(Shape::Point { at }), "{comment}");
        }
        let far = Rect { x0: 48., y0: 20., x1: 400., y1: 42. };
        assert_eq!(named("far").target.shape, Some(Shape::Rect { rect: far, width: 1. }));
        let line = Rect { x0: 48., y0: 420., x1: 400., y1: 442. };
        for name in ["flat", "bare"] {
            assert_eq!(named(name).target.shape, Some(Shape::Rect { rect: line, width: 1. }), "{name}");
        }
    }

    // An annotated copy has each of them once, and taken over from there they are the same again.
    let copy = export::annotated_pdf(&opened.library.catalog, &opened.document).expect("a copy is made");
    let again = Opened::of_bytes(&copy.bytes);
    again.take();
    assert_eq!(by_subtype(&again.foreign()), counts, "none is doubled");
    assert_eq!(keys(&again.own()), keys(&own));
}

#[test]
fn what_is_changed_after_it_was_taken_over_is_what_the_copy_has() {
    let page: &[&str] = &["Loss recovery", "A probe is sent after a while", "The end"];
    let (entries, objects) = annots(0, 6);
    let opened = Opened::of_bytes(&made_decks::deck_with(&[page], &[entries], &objects));
    let catalog = &opened.library.catalog;
    opened.take();
    let foreign = opened.foreign();
    let own = opened.own();
    let id_of = |name: &str| {
        foreign.iter().find(|one| one.name.as_deref() == Some(name)).and_then(|one| one.id).expect("it is there")
    };
    let saying = |comment: &str| {
        let one = own.iter().find(|view| view.annotation.comment == comment);
        one.expect("it was taken over").annotation.id
    };
    let change = |id, patch: AnnotationPatch| annotate::update(catalog, &[id], &patch).expect("it is changed");
    let color = Some(Color::Green);
    change(id_of("Z1"), AnnotationPatch { color, comment: Some("we all".into()), ..Default::default() });
    change(saying("stamped"), AnnotationPatch { color, ..Default::default() });
    change(saying("round"), AnnotationPatch { comment: Some("still round".into()), ..Default::default() });
    change(saying("written"), AnnotationPatch { comment: Some("written anew".into()), ..Default::default() });
    let thread = own.iter().find(|view| view.annotation.id == id_of("A1")).expect("it was taken over");
    let reply = thread.annotation.replies[0].id;
    annotate::update_reply(catalog, thread.annotation.id, reply, "").expect("it is deleted");
    annotate::delete(catalog, &[id_of("far")]).expect("it is deleted");

    let copy = export::annotated_pdf(catalog, &opened.document).expect("a copy is made");
    let again = Opened::of_bytes(&copy.bytes);
    let listed = again.foreign();
    assert_eq!(listed.len() + 1, foreign.len(), "all but the reply: what is not the reader's is the file's");
    let subtype = |comment: &str| {
        let one = listed.iter().find(|one| one.contents.as_deref() == Some(comment));
        one.unwrap_or_else(|| panic!("{comment} is there")).subtype.as_str()
    };
    assert_eq!(subtype("stamped"), "Square", "another color is drawn");
    assert_eq!(subtype("still round"), "Circle", "other words leave it as it looks");
    assert!(listed.iter().all(|one| one.contents.as_deref() != Some("asked")), "the deleted reply is gone");
    again.take();
    let mut expected = keys(&opened.own());
    let far = own.iter().filter(|view| view.annotation.id == id_of("far")).cloned().collect::<Vec<_>>();
    expected.extend(keys(&far));
    expected.sort();
    assert_eq!(keys(&again.own()), expected);
    let group = format!("/IRT {} 0 R", 6 + 6);
    let n_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches(group.as_str()).count();
    assert_eq!(n_of(&copy.bytes), 2, "the stroke through words, as it was and as it is, belongs to its caret");
}

/// Highlights on a page of two columns: on lines of either, on the end of one and the beginning of the other, on words of
/// one line with others between, and by quads that are a letter too small.
fn in_columns() -> Opened {
    let left = [
        "The chair opened the meeting",
        "and asked for the reports of",
        "those who were on the ground",
        "when the convoy was held up",
        "for the third time this year",
        "and nobody could say by whom",
    ];
    let right = [
        "Two delegations spoke at once",
        "about what the text leaves open",
        "and a third one asked to have",
        "its view put into the record",
        "before anything was adopted",
        "which the chair did not grant",
    ];
    // Lines of a column as quads; how much is cut from their beginnings.
    let quad = |x: u32, line: u32, n: u32| {
        let (y, x) = (480 - 22 * line, x + n);
        format!("{x} {} 340 {} {x} {} 340 {}", y + 12, y + 12, y - 3, y - 3)
    };
    let right_quad = |line: u32| quad(384, line, 0).replace("340", "680");
    let highlight = |name: &str, quads: &[String], rest: &str| {
        let quads = quads.join(" ");
        format!(
            "<< /Type /Annot /Subtype /Highlight /Rect [48 300 680 500] /NM ({name}) /QuadPoints [{quads}] {rest} >>"
        )
    };
    let words = ["384 458 418 470 384 455 418 455", "455 458 475 470 455 455 475 455"].map(str::to_owned);
    let objects = [
        highlight(
            "both",
            // As programs write them that go down the page: from column to column.
            &[quad(48, 1, 0), right_quad(1), quad(48, 2, 0), right_quad(2)],
            "/T (Clerk) /Contents (who said so?) /C [0 1 0] /Zotero:Tags (\\[\"access\"\\])",
        ),
        highlight("end", &[quad(48, 4, 0), quad(48, 5, 0), right_quad(0)], ""),
        highlight("small", &[quad(48, 0, 7), quad(48, 1, 7), quad(48, 2, 7)], ""),
        highlight("words", &words, ""),
        "<< /Type /Annot /Subtype /Text /Rect [48 300 60 312] /NM (reply) /Contents (the second one) /IRT 6 0 R >>"
            .to_owned(),
    ];
    let entries = "/Annots [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]";
    Opened::of_bytes(&made_decks::two_columns(&left, &right, entries, &objects))
}

#[test]
fn a_mark_in_two_columns_is_on_what_it_covers_and_on_nothing_between() {
    let opened = in_columns();
    let foreign = opened.foreign();
    let named = |name: &str| foreign.iter().find(|one| one.name.as_deref() == Some(name)).expect("it is there");
    let own = opened.there_and_back("two columns");
    let quotes_from = |own: &[AnnotationView]| {
        let mut quotes: Vec<String> = own.iter().map(|view| view.annotation.target.quote.replace('\n', " ")).collect();
        quotes.sort();
        quotes
    };
    let both = "and asked for the reports of those who were on the ground \
                … about what the text leaves open and a third one asked to have";
    let mut expected = vec![
        both,
        "for the third time this year and nobody could say by whom Two delegations spoke at once",
        "he chair opened the meeting and asked for the reports of those who were on the ground",
        "about … the",
    ];
    expected.sort_unstable();
    assert_eq!(quotes_from(&own), expected);

    let of_both = own.iter().find(|view| view.annotation.target.quote.replace('\n', " ") == both);
    let mark = &of_both.expect("it was taken over").annotation;
    assert_eq!(Some(mark.id), named("both").id);
    let n_quads: Vec<u32> = mark.target.stretches.iter().map(|stretch| stretch.n_quads).collect();
    assert_eq!((mark.target.quads.len(), n_quads), (4, vec![2, 2]));
    assert_eq!((mark.comment.as_str(), mark.replies.len(), mark.tags.len()), ("who said so?", 1, 1));
    assert_eq!((mark.kind, mark.color, mark.author.as_str()), (AnnotationKind::Highlight, Color::Green, "Clerk"));

    // The copy has each once, as it was and as it is changed.
    let catalog = &opened.library.catalog;
    let copied = || Opened::of_bytes(&export::annotated_pdf(catalog, &opened.document).expect("a copy is made").bytes);
    let again = copied();
    assert_eq!(again.foreign().len(), foreign.len());
    again.take();
    assert_eq!(keys(&again.own()), keys(&own));
    let (comment, color) = (Some("and this?".to_owned()), Some(Color::Red));
    annotate::update(catalog, &[mark.id], &AnnotationPatch { comment, color, ..Default::default() }).expect("changed");
    let again = copied();
    assert_eq!(again.foreign().len(), foreign.len());
    again.take();
    assert_eq!(keys(&again.own()), keys(&opened.own()));
}

#[test]
fn what_an_older_reader_made_of_a_files_annotations_is_read_again_with_its_text() {
    let note =
        "/Annots [<< /Type /Annot /Subtype /Text /Rect [72 700 92 720] /NM (one) /Contents (Heard from the floor) >>]";
    let opened = Opened::of_bytes(&made_decks::deck_with(&[&["A page"]], &[note.to_owned()], &[]));
    let Opened { library, document } = opened;
    let view = |catalog: &catalog::Catalog| documents::view(catalog, &document).expect("it opens").pdf_annotations;
    let before = view(&library.catalog);
    let comment = before.first().and_then(|one| one.contents.clone()).expect("the file has one");
    assert_eq!(comment, "Heard from the floor");
    let Library { catalog, folder } = Rc::into_inner(library).expect("it is nobody else's");
    drop(catalog);
    // As an older reader had it: in the database itself, where nothing else can change it.
    let database = folder.path().join("library.sqlite");
    let mut bytes = std::fs::read(&database).expect("the database is read");
    let (from, to) = (comment.as_bytes(), "x".repeat(comment.len()));
    let places: Vec<usize> = (0..bytes.len() - from.len()).filter(|&at| bytes[at..].starts_with(from)).collect();
    assert!(!places.is_empty(), "the database has the words");
    places.iter().for_each(|&at| bytes[at..at + from.len()].copy_from_slice(to.as_bytes()));
    std::fs::write(&database, bytes).expect("the database is written");
    std::fs::remove_dir_all(folder.path().join("derived/text")).expect("derived text can be deleted");
    let again = rapporteur_tests::library::open(folder.path());
    assert_ne!(view(&again), before, "it is as the older one had it");
    catalog::pages::text(&again, &document, model::PageIndex(0)).expect("its text is read again");
    assert_eq!(view(&again), before);
}
