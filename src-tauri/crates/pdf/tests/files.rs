//! Whole files: what opens, what is said of those that do not, and that nothing panics.

mod made;

use model::{LinkTarget, PageIndex, ProblemCode, Rect, Rotation};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[test]
fn a_file_says_what_it_is() {
    let objects = "8 0 obj\n<< /Title (First) /Parent 9 0 R /Dest [3 0 R /Fit] >>\nendobj\n\
        9 0 obj\n<< /First 8 0 R /Last 8 0 R /Count 1 >>\nendobj\n\
        10 0 obj\n<< /Nums [0 << /S /r /St 4 >>] >>\nendobj\n";
    let annots = "/Annots [<< /Type /Annot /Subtype /Highlight /Rect [10 10 60 20] /C [1 1 0] /Contents (so) \
        /QuadPoints [10 20 60 20 10 10 60 10] /NM (n1) >> << /Type /Annot /Subtype /Link /Rect [0 0 1 1] >>]";
    let bytes = made::document("", annots, made::HELVETICA, objects);
    let (inspection, problems) = pdf::inspect(&bytes, None).expect("it is a PDF");
    assert_eq!(problems, []);
    assert_eq!(inspection.metadata.title.as_deref(), Some("Arms (trade)"));
    assert_eq!(inspection.metadata.created.as_deref(), Some("2016-09-12T10:30:45+02:00"));
    assert_eq!(inspection.labels, [Some("iv".to_owned())]);
    assert_eq!(inspection.outline[0].page, Some(PageIndex(0)));
    let [annotation] = &inspection.annotations[..] else { panic!("links are no annotations of a reader") };
    assert_eq!((annotation.subtype.as_str(), annotation.color.as_deref()), ("Highlight", Some("#ffff00")));
    assert_eq!(annotation.quads[0].tl.y, 20.0);
}

#[test]
fn a_page_is_drawn_as_wide_as_asked_and_upright() {
    let bytes = made::document("", "/Rotate 90 /CropBox [100 50 300 150]", made::HELVETICA, "");
    let pages = pdf::open(Arc::new(bytes), None).expect("it is a PDF");
    let frame = pages.frame(PageIndex(0)).expect("it has a page");
    assert_eq!(frame.crop, Rect { x0: 100.0, y0: 50.0, x1: 300.0, y1: 150.0 });
    assert_eq!(frame.rotation, Rotation::Clockwise90);
    let image = pages.reader().image(PageIndex(0), 333, model::PageTheme::Paper).expect("it can be drawn");
    assert_eq!((image.width, image.height), (333, 666));
    assert!(image.png.starts_with(b"\x89PNG"));
    assert!(matches!(pages.reader().text(PageIndex(7)), Err(pdf::Error::NoSuchPage { n_pages: 1, .. })));
}

#[test]
fn what_cannot_be_opened_says_why() {
    let why = |bytes: &[u8]| {
        let opened = pdf::open(Arc::new(bytes.to_vec()), None).err().map(|error| error.problem().code);
        let inspected = pdf::inspect(bytes, None).err().map(|error| error.problem().code);
        assert_eq!(opened, inspected);
        opened
    };
    assert_eq!(why(b""), Some(ProblemCode::Empty));
    assert_eq!(why(b"<!doctype html><p>404"), Some(ProblemCode::NotPdf));
    assert_eq!(why(b"%PDF-1.7\n1 0 obj\n<< /Type /Cata"), Some(ProblemCode::Truncated));
    assert_eq!(why(b"%PDF-1.7\nnothing\n%%EOF\n"), Some(ProblemCode::Broken));
}

#[test]
fn a_truncated_file_gives_what_is_left() {
    let bytes = made::page("BT /F1 12 Tf 72 200 Td (still here) Tj ET");
    let cut = &bytes[..bytes.len() - 150];
    let (inspection, problems) = pdf::inspect(cut, None).expect("the objects are there");
    assert_eq!(inspection.n_pages, 1);
    assert!(problems.iter().any(|problem| problem.code == ProblemCode::Repaired), "{problems:?}");
    let pages = pdf::open(Arc::new(cut.to_vec()), None).expect("the objects are there");
    assert_eq!(pages.reader().text(PageIndex(0)).expect("the page is there").text, "still here");
}

#[test]
fn links_lead_to_pages_and_addresses_and_start_no_programs() {
    let link = |rest: &str| format!("<< /Type /Annot /Subtype /Link /Rect [100 40 20 60] {rest} >>");
    let annots = [
        link("/Dest [3 0 R /XYZ 0 250 null]"),
        link("/A << /S /GoTo /D [3 0 R /Fit] >>"),
        link("/A << /S /URI /URI (https://www.un.org/sc/ctc) >>"),
        link("/A << /S /URI /URI (www.un.org) >>"),
        link("/A << /S /URI /URI (file:///etc/passwd) >>"),
        link("/A << /S /Launch /F (calc.exe) >>"),
        link("/Dest [99 0 R /Fit]"),
    ];
    let bytes = made::document("", &format!("/Annots [{}]", annots.join(" ")), made::HELVETICA, "");
    let links = pdf::links(&bytes, None);
    assert!(links.iter().all(|link| link.rect == Rect { x0: 20., y0: 40., x1: 100., y1: 60. }));
    let targets: Vec<LinkTarget> = links.into_iter().map(|link| link.target).collect();
    let expected = [
        LinkTarget::Page { page: PageIndex(0), top: Some(250.) },
        LinkTarget::Page { page: PageIndex(0), top: None },
        LinkTarget::Outside("https://www.un.org/sc/ctc".to_owned()),
        LinkTarget::Outside("https://www.un.org".to_owned()),
    ];
    assert_eq!(targets, expected);
}

fn corpus() -> Option<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/corpus");
    if !corpus.is_dir() {
        eprintln!("SKIPPED: no corpus at {}", corpus.display());
        return None;
    }
    Some(corpus)
}

fn pdfs(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            pdfs(&path, found);
        } else if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            found.push(path);
        }
    }
}

#[test]
fn locked_files_ask_for_their_password() {
    let Some(corpus) = corpus() else { return };
    let path = corpus.join("annotations/pypdf/005-libreoffice-writer-password/libreoffice-writer-password.pdf");
    let bytes = std::fs::read(path).expect("the file is in the corpus");
    assert!(matches!(pdf::open(Arc::new(bytes.clone()), None), Err(pdf::Error::Locked)));
    assert!(matches!(pdf::inspect(&bytes, None), Err(pdf::Error::Locked)));
    assert!(matches!(pdf::inspect(&bytes, Some("wrong")), Err(pdf::Error::Locked)));
    let pages = pdf::open(Arc::new(bytes.clone()), Some("openpassword")).expect("that is its password");
    assert!(!pages.reader().text(PageIndex(0)).expect("it has a page").text.is_empty());
    assert_eq!(pdf::inspect(&bytes, Some("openpassword")).expect("that is its password").0.n_pages, pages.n_pages());
}

#[test]
fn every_file_opens_or_says_why_in_time() {
    const PAGE_BUDGET: Duration = Duration::from_secs(20);
    let Some(corpus) = corpus() else { return };
    let mut paths = Vec::new();
    pdfs(&corpus, &mut paths);
    assert!(paths.len() > 300, "the corpus has some 400 PDFs");
    let (mut n_opened, mut n_refused, mut n_unread) = (0, 0, 0);
    // Damaged content nests deeply.
    let reading = std::thread::Builder::new().stack_size(32 << 20).spawn(move || {
        for path in &paths {
            let bytes = std::fs::read(path).expect("the corpus can be read");
            let inspected = pdf::inspect(&bytes, None);
            let pages = match pdf::open(Arc::new(bytes), None) {
                Ok(pages) => pages,
                Err(_) => {
                    n_refused += 1;
                    continue;
                }
            };
            assert!(inspected.is_ok(), "{}: {inspected:?}, but its pages open", path.display());
            n_opened += 1;
            let mut reader = pages.reader();
            for index in (0..pages.n_pages().min(3)).map(PageIndex) {
                let start = Instant::now();
                n_unread += u32::from(reader.text(index).is_err());
                // Drawing takes a hundred times as long as reading.
                if index.0 == 0 {
                    n_unread += u32::from(reader.image(index, 64, model::PageTheme::Night).is_err());
                }
                assert!(start.elapsed() < PAGE_BUDGET, "{} page {} is slow", path.display(), index.number());
            }
        }
        println!("{n_opened} opened, {n_refused} refused, {n_unread} pages unread");
        assert!(n_opened > n_refused * 8, "{n_opened} opened, {n_refused} refused");
        assert!(n_unread < 10, "{n_unread} pages unread");
    });
    reading.expect("a thread starts").join().expect("nothing panics");
}

#[test]
fn threads_share_the_pages() {
    let bytes = made::page("BT /F1 12 Tf 72 200 Td (shared) Tj ET");
    let pages = pdf::open(Arc::new(bytes), None).expect("it is a PDF");
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2).map(|_| scope.spawn(|| pages.reader().text(PageIndex(0)))).collect();
        for reader in readers {
            let text = reader.join().expect("nothing panics").expect("the page is read");
            assert_eq!(text.text, "shared");
        }
    });
}

#[test]
fn fonts_that_are_not_embedded_are_asked_for() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /SimSun-Bold /Encoding /UniGB-UCS2-H \
        /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun-Bold \
        /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> \
        /FontDescriptor << /Type /FontDescriptor /FontName /SimSun-Bold /Flags 4 >> >>] >>";
    let bytes = made::document("BT /F1 12 Tf 72 200 Td <4e2d6587> Tj ET", "", font, "");
    let (sender, asked) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    let provider = move |request: &pdf::FontRequest| {
        sender.lock().expect("no panic before").send(request.clone()).expect("the test listens");
        None
    };
    let pages = pdf::open(Arc::new(bytes), None).expect("it is a PDF").with_fonts(Arc::new(provider));
    assert_eq!(pages.reader().text(PageIndex(0)).expect("the page is read").text, "中文");
    let request = asked.recv().expect("the font is asked for");
    assert_eq!(request.script, pdf::FontScript::SimplifiedChinese);
    assert_eq!((request.name.as_deref(), request.bold), (Some("SimSun-Bold"), true));
}

#[test]
fn widths_that_are_kept_elsewhere_are_found() {
    let font = "<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /ToUnicode 8 0 R \
        /DescendantFonts [11 0 R] >>";
    let cmap = "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange \
        1 beginbfrange <0041> <005a> <0041> endbfrange endcmap";
    let objects = format!(
        "7 0 obj\n65\nendobj\n8 0 obj\n{}\nendobj\n11 0 obj\n<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made \
         /DW 2000 /W [0 7 0 R 400 66 90 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> \
         /FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 4 >> >>\nendobj\n",
        made::stream(cmap)
    );
    let bytes = made::document("BT /F1 10 Tf 72 200 Td <0042004300440045> Tj ET", "", font, &objects);
    let pages = pdf::open(Arc::new(bytes), None).expect("it is a PDF");
    let text = pages.reader().text(PageIndex(0)).expect("the page is read");
    assert_eq!(text.text, "BCDE");
    assert_eq!(text.lines[0].edges, [0., 5., 5., 10., 10., 15., 15., 20.]);
}
