//! An open file in a worker, and what can be asked of it.

use super::protocol::{Answer, Answered, Failure, Inspected};
use crate::{chain, fonts};
use model::{AnnotationView, ColorName, PageIndex, PageTheme, Problem, ProblemCode, Rotation, Tag};
use std::{collections::BTreeSet, fs::File, io, path::Path, sync::Arc};

pub struct Opened {
    data: pdf::PdfBytes,
    password: Option<String>,
    pages: pdf::Pages,
}

/// What takes a page, or all of them.
pub enum Work {
    Text(PageIndex),
    Links,
    Scan(PageIndex, Rotation),
    Image { page: PageIndex, width: u32, theme: PageTheme },
}

impl Opened {
    /// Opens the file; answers its pages' frames.
    pub fn open(path: &Path, password: Option<&str>) -> Result<(Opened, Answer), Failure> {
        let unreadable =
            |e: io::Error| Failure::Problem(Problem::new(ProblemCode::FileUnreadable).with_detail(e.to_string()));
        let data = map(path).map_err(unreadable)?;
        if let Some(problem) = pdf::sniff((*data).as_ref()) {
            return Err(Failure::Problem(problem));
        }
        let pages = pdf::open(data.clone(), password).map_err(failure)?.with_fonts(fonts::provider());
        let frames = (0..pages.n_pages())
            .map(|i| pages.frame(PageIndex(i)).ok().map(|frame| (frame.crop, frame.rotation)))
            .collect();
        Ok((Opened { data, password: password.map(str::to_owned), pages }, Answer::Opened { frames }))
    }

    /// What a thread keeps of the file from page to page.
    pub fn reader(&self) -> pdf::PageReader<'_> {
        self.pages.reader()
    }

    pub fn perform(&self, reader: &mut pdf::PageReader, work: Work) -> Answered {
        let mut payload = vec![];
        let result = match work {
            Work::Text(page) => reader.text(page).map(Answer::Text).map_err(failure),
            Work::Links => Ok(Answer::Links(pdf::links((*self.data).as_ref(), self.password.as_deref()))),
            Work::Scan(page, turn) => reader.scan(page, turn).map_err(failure).map(|scan| {
                payload = scan.pixels;
                Answer::Scanned { width: scan.width, height: scan.height, skew: scan.skew, to_user: scan.to_user.0 }
            }),
            Work::Image { page, width, theme } => reader.image(page, width, theme).map_err(failure).map(|image| {
                payload = image.png;
                Answer::Image
            }),
        };
        (result, payload)
    }

    pub fn inspect(&self) -> Result<Answer, Failure> {
        let read = pdf::inspect((*self.data).as_ref(), self.password.as_deref());
        let (inspection, mut problems) = read.map_err(failure)?;
        problems.extend(missing_fonts(&self.pages, &fonts::provider()));
        Ok(Answer::Inspected(Box::new(Inspected {
            metadata: inspection.metadata,
            labels: inspection.labels,
            outline: inspection.outline,
            annotations: inspection.annotations,
            problems,
        })))
    }

    pub fn annotate(
        &self,
        annotations: &[AnnotationView],
        tags: &[Tag],
        colors: &[ColorName],
        taken_over: &export::TakenOver,
    ) -> Answered {
        match export::annotated_pdf((*self.data).as_ref(), annotations, tags, colors, taken_over) {
            Ok(copy) => {
                let repaired = copy.written == export::Written::Repaired;
                (Ok(Answer::Annotated { repaired, n_unplaced: copy.unplaced.len() as u32 }), copy.bytes)
            }
            Err(error) => (Err(Failure::Refused { reason: chain(&error) }), vec![]),
        }
    }
}

pub fn nothing_open() -> Failure {
    Failure::Problem(Problem::new(ProblemCode::Broken).with_detail("no file is open"))
}

/// Maps the library's own copy, which nobody writes to, so that pages are read as they are needed.
fn map(path: &Path) -> io::Result<pdf::PdfBytes> {
    let file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(Arc::new([]));
    }
    // SAFETY: a file cut short by another program while it is mapped ends this worker by a signal. That is no
    // unsoundness here but the very thing that workers are for; the program itself maps nothing.
    let map = unsafe { memmap2::Mmap::map(&file)? };
    Ok(Arc::new(map))
}

fn failure(error: pdf::Error) -> Failure {
    match error {
        pdf::Error::Locked => Failure::Locked(error.problem()),
        _ => Failure::Problem(error.problem()),
    }
}

/// What is said of the fonts that are neither in the file nor found by `provider`.
fn missing_fonts(pages: &pdf::Pages, provider: &pdf::FontProvider) -> Option<Problem> {
    let missing = pages.fonts_not_embedded().filter(|font| provider(font).is_none());
    let names: BTreeSet<&str> = missing.filter_map(|font| font.name.as_deref()).collect();
    let names: Vec<&str> = names.into_iter().collect();
    (!names.is_empty()).then(|| Problem::new(ProblemCode::FontMissing).with_detail(names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_that_nobody_has_are_named() {
        let pdf = "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
            2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
            3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] /Resources << /Font << /F1 4 0 R >> >> >>\nendobj\n\
            4 0 obj\n<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [\
            << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light \
            /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>] >>\nendobj\n\
            trailer\n<< /Root 1 0 R >>\n%%EOF\n";
        let pages = pdf::open(Arc::new(pdf.as_bytes()), None).expect("it is a PDF");
        let nothing: pdf::FontProvider = Arc::new(|_| None);
        let problem = missing_fonts(&pages, &nothing).expect("the font is missing");
        assert_eq!((problem.code, problem.detail.as_deref()), (ProblemCode::FontMissing, Some("STSong-Light")));
        let bytes: pdf::FontBytes = Arc::new([]);
        let everything: pdf::FontProvider = Arc::new(move |_| Some((bytes.clone(), 0)));
        assert_eq!(missing_fonts(&pages, &everything), None);
    }
}
