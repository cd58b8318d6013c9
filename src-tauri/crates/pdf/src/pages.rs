//! The pages of an open PDF, and the readers that threads take from it.

use crate::image::{self, PageImage};
use crate::not_embedded::AllNotEmbedded;
use crate::scan::{self, Scan};
use crate::text::{self, TextScratch};
use crate::{Error, FontProvider, FontRequest, fonts, inspect, sniff, widths, xref};
use hayro::RenderCache;
use hayro::hayro_interpret::{InterpreterCache, InterpreterSettings};
use hayro::hayro_syntax::page::{Page, Rotation as SyntaxRotation};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use model::{PageIndex, PageText, PageTheme, Rect, Rotation};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The bytes of a PDF, owned or mapped.
pub type PdfBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Opens a file's pages. The empty password is tried before the given one.
///
/// Fails with [`Error::Locked`] if no password opens it.
pub fn open(data: PdfBytes, password: Option<&str>) -> Result<Pages, Error> {
    let blame = || sniff::blame((*data).as_ref(), None);
    // A panic inside the parser is the file's fault, and must not take the caller with it.
    let pdf = match catch_unwind(AssertUnwindSafe(|| load(&data, password))) {
        Ok(Ok(pdf)) => pdf,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected))) => return Err(Error::Locked),
        Ok(Err(LoadPdfError::Decryption(_))) => return Err(Error::UnknownEncryption),
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => return Err(blame()),
    };
    if pdf.pages().is_empty() {
        return Err(match blame() {
            Error::Broken { .. } => Error::NoPages,
            other => other,
        });
    }
    let pdf = Arc::new(pdf);
    let not_embedded = Arc::new(AllNotEmbedded::of(pdf.clone()));
    if !xref::is_sound((*data).as_ref()) {
        // Looking through all objects, hayro meets those that its table misplaces, and makes a new one.
        not_embedded.fonts();
    }
    Ok(Pages { settings: fonts::settings(None, not_embedded.clone()), pdf, not_embedded })
}

fn load(data: &PdfBytes, password: Option<&str>) -> Result<Pdf, LoadPdfError> {
    let bytes = || Arc::new(Shared(data.clone()));
    match (Pdf::new(bytes()), password) {
        (Err(LoadPdfError::Decryption(_)), Some(password)) => {
            let opened = Pdf::new_with_password(bytes(), password);
            match opened {
                Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {
                    match inspect::decrypted((**data).as_ref(), password) {
                        Some(plain) => Pdf::new(Arc::new(plain)),
                        None => opened,
                    }
                }
                Ok(_) | Err(_) => opened,
            }
        }
        (Ok(pdf), _) => match widths::repaired(&pdf, data).map(|repaired| Pdf::new(Arc::new(Shared(repaired)))) {
            Some(Ok(repaired)) if repaired.pages().len() == pdf.pages().len() => Ok(repaired),
            Some(_) | None => Ok(pdf),
        },
        (Err(error), _) => Err(error),
    }
}

/// hayro takes an `Arc` of a sized type only.
struct Shared(PdfBytes);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

/// An open PDF; threads share it and take a [`PageReader`] each.
pub struct Pages {
    pdf: Arc<Pdf>,
    settings: InterpreterSettings,
    not_embedded: Arc<AllNotEmbedded>,
}

impl Pages {
    /// Asks `provider` for fonts that the PDF does not embed.
    pub fn with_fonts(mut self, provider: FontProvider) -> Self {
        self.settings = fonts::settings(Some(provider), self.not_embedded.clone());
        self
    }

    /// The fonts that the file names but does not have, each once; not those that are near enough to a built-in Latin
    /// one, and need no other letters.
    pub fn fonts_not_embedded(&self) -> impl Iterator<Item = &FontRequest> {
        self.not_embedded.fonts().iter().map(|font| &font.request)
    }

    /// Never zero.
    pub fn n_pages(&self) -> u32 {
        self.pdf.pages().len() as u32
    }

    /// What is shown of a page, and which way up.
    pub fn frame(&self, index: PageIndex) -> Result<Frame, Error> {
        self.page(index).map(Frame::of)
    }

    /// A reader for one thread.
    pub fn reader(&self) -> PageReader<'_> {
        PageReader { pages: self, caches: Caches::default(), scratch: TextScratch::default() }
    }

    fn page(&self, index: PageIndex) -> Result<&Page<'_>, Error> {
        let pages = self.pdf.pages();
        pages.get(index.0 as usize).ok_or(Error::NoSuchPage { index, n_pages: pages.len() as u32 })
    }
}

/// A page's frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// What is shown of the page, in user space.
    pub crop: Rect,
    pub rotation: Rotation,
}

impl Frame {
    pub(crate) fn of(page: &Page<'_>) -> Frame {
        let crop = page.intersected_crop_box();
        // Differs from the crop box where that is empty.
        let (width, height) = page.base_dimensions();
        let (x0, y0) = (crop.x0 as f32, crop.y0 as f32);
        let rotation = match page.rotation() {
            SyntaxRotation::None => Rotation::None,
            SyntaxRotation::Horizontal => Rotation::Clockwise90,
            SyntaxRotation::Flipped => Rotation::Half,
            SyntaxRotation::FlippedHorizontal => Rotation::Clockwise270,
        };
        Frame { crop: Rect { x0, y0, x1: x0 + width, y1: y0 + height }, rotation }
    }
}

/// Reads pages on one thread, and keeps fonts and glyphs from page to page.
pub struct PageReader<'a> {
    pages: &'a Pages,
    caches: Caches<'a>,
    scratch: TextScratch<'a>,
}

#[derive(Default)]
struct Caches<'a> {
    text: InterpreterCache<'a>,
    image: RenderCache<'a>,
    n_images: u32,
}

/// hayro's cache only grows; a reader that leafs through a long document begins a new one after so many pages.
const IMAGES_A_CACHE: u32 = 200;

impl<'a> PageReader<'a> {
    /// The text of a page, with the place of every character.
    pub fn text(&mut self, index: PageIndex) -> Result<PageText, Error> {
        let page = self.pages.page(index)?;
        let (cache, settings, scratch) = (&self.caches.text, &self.pages.settings, &mut self.scratch);
        match catch_unwind(AssertUnwindSafe(|| text::page_text(page, cache, settings, scratch))) {
            Ok(text) => Ok(text),
            Err(_) => {
                self.forget();
                Err(Error::Page { index })
            }
        }
    }

    /// The page as an image in the colors of `theme`, upright, `width` pixels wide; narrower where that would exceed
    /// [`crate::MAX_PIXELS`]. Annotations are left out.
    pub fn image(&mut self, index: PageIndex, width: u32, theme: PageTheme) -> Result<PageImage, Error> {
        let page = self.pages.page(index)?;
        self.count_image();
        let (cache, settings) = (&self.caches, &self.pages.settings);
        let draw = || image::page_image(page, &cache.image, &cache.text, settings, width, theme);
        match catch_unwind(AssertUnwindSafe(draw)) {
            Ok(image) => image.map_err(|source| Error::Encode { index, source }),
            Err(_) => {
                self.forget();
                Err(Error::Page { index })
            }
        }
    }

    /// The page as text recognition wants it, turned clockwise by `turn` beyond what the file asks for.
    pub fn scan(&mut self, index: PageIndex, turn: Rotation) -> Result<Scan, Error> {
        let page = self.pages.page(index)?;
        self.count_image();
        let (cache, settings) = (&self.caches.image, &self.pages.settings);
        match catch_unwind(AssertUnwindSafe(|| scan::scan(page, cache, settings, turn))) {
            Ok(scan) => Ok(scan),
            Err(_) => {
                self.forget();
                Err(Error::Page { index })
            }
        }
    }

    fn count_image(&mut self) {
        if self.caches.n_images >= IMAGES_A_CACHE {
            self.caches.image = RenderCache::new();
            self.caches.n_images = 0;
        }
        self.caches.n_images += 1;
    }

    /// A panic may leave the caches half written.
    fn forget(&mut self) {
        self.caches = Caches::default();
        self.scratch = TextScratch::default();
    }
}
