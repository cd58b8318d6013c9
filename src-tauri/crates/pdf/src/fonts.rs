//! Fonts that a PDF names but does not embed: the machine's, where it has them, and those that we bring along.

use crate::not_embedded::{self, AllNotEmbedded, Family, NotEmbedded};
use hayro::hayro_interpret::font::{FallbackFontQuery, FontQuery, StandardFont};
use hayro::hayro_interpret::{InterpreterSettings, RenderContent};
use hayro_cmap::CidFamily;
use std::sync::Arc;

/// The bytes of a font file (TrueType, OpenType or a collection).
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Finds a font on the machine, since this crate reads no files: the font's bytes and its index in a collection.
/// `None` falls back to a font that we bring along. It is asked once a font, thread and document.
pub type FontProvider = Arc<dyn Fn(&FontRequest) -> Option<(FontBytes, u32)> + Send + Sync>;

/// A font that is not embedded and is none of the built-in ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FontRequest {
    /// As the PDF names it, such as `SimSun` or `ArialMT`.
    pub name: Option<String>,
    pub script: FontScript,
    pub bold: bool,
    pub italic: bool,
    pub serif: bool,
    pub monospace: bool,
}

/// What the font must be able to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FontScript {
    Japanese,
    SimplifiedChinese,
    TraditionalChinese,
    Korean,
    /// Not said by the PDF: Latin, Cyrillic, Arabic or anything else.
    Other,
}

/// `not_embedded` are the file's fonts whose letters the built-in Latin fonts do not have.
pub(crate) fn settings(provider: Option<FontProvider>, not_embedded: Arc<AllNotEmbedded>) -> InterpreterSettings {
    let mut settings = InterpreterSettings {
        // Annotations are drawn by the reader itself.
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    let built_in = settings.font_resolver;
    settings.font_resolver = Arc::new(move |query| {
        let request = match query {
            // By the name of a font like Arial one cannot tell whose letters it is to draw.
            FontQuery::Standard(font) => match standard(*font, not_embedded.fonts()) {
                Some(request) => request,
                None => return built_in(query),
            },
            FontQuery::Fallback(fallback) => request(fallback),
        };
        provider.as_ref().and_then(|provider| provider(&request)).or_else(|| Some(stand_in(&request)))
    });
    settings
}

/// What a built-in font is to be replaced by, where the file has letters for it that it lacks.
fn standard(font: StandardFont, not_embedded: &[NotEmbedded]) -> Option<FontRequest> {
    let name = font.postscript_name();
    let family = Family::of_name(name)?;
    let of_family = || not_embedded.iter().filter(|font| font.drawn_as == Some(family));
    let chinese = of_family().find(|font| font.request.script != FontScript::Other);
    let wanted = chinese.or_else(|| of_family().next())?;
    let italic = name.contains("Italic") || name.contains("Oblique");
    Some(FontRequest { bold: name.contains("Bold"), italic, ..wanted.request.clone() })
}

fn request(query: &FallbackFontQuery) -> FontRequest {
    let name = query.post_script_name.clone().or_else(|| query.font_name.clone());
    let script = match query.character_collection.as_ref().map(|collection| &collection.family) {
        Some(CidFamily::AdobeJapan1) => FontScript::Japanese,
        Some(CidFamily::AdobeGB1) => FontScript::SimplifiedChinese,
        Some(CidFamily::AdobeCNS1) => FontScript::TraditionalChinese,
        Some(CidFamily::AdobeKorea1) => FontScript::Korean,
        Some(CidFamily::AdobeIdentity | CidFamily::Custom { .. }) | None => {
            not_embedded::script_of_name(name.as_deref().unwrap_or_default())
        }
    };
    FontRequest {
        name,
        script,
        bold: query.is_bold || query.font_weight >= 600,
        italic: query.is_italic,
        serif: query.is_serif,
        monospace: query.is_fixed_pitch,
    }
}

/// A font that every machine has, since it is part of the program: DejaVu for the alphabets, and for Chinese, Japanese
/// and Korean the bitmaps of GNU Unifont, which are coarse but can be read.
fn stand_in(request: &FontRequest) -> (FontBytes, u32) {
    let bytes = match (request.script, request.bold) {
        (FontScript::Other, false) => dejavu::sans::regular(),
        (FontScript::Other, true) => dejavu::sans::bold(),
        (
            FontScript::Japanese | FontScript::SimplifiedChinese | FontScript::TraditionalChinese | FontScript::Korean,
            _,
        ) => baremetal_unifont::OTF_BYTES,
    };
    (Arc::new(bytes), 0)
}
