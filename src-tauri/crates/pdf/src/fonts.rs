//! Fonts that a PDF names but does not embed.

use hayro::hayro_interpret::font::{FallbackFontQuery, FontQuery};
use hayro::hayro_interpret::{InterpreterSettings, RenderContent};
use hayro_cmap::CidFamily;
use std::sync::Arc;

/// The bytes of a font file (TrueType, OpenType or a collection).
pub type FontBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// Finds a font on the machine, since this crate reads no files: the font's bytes and its index in a collection.
/// `None` falls back to a built-in Latin font. It is asked once a font, thread and document.
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

pub(crate) fn settings(provider: Option<FontProvider>) -> InterpreterSettings {
    let mut settings = InterpreterSettings {
        // Annotations are drawn by the reader itself.
        render_content: RenderContent::PAGE,
        ..InterpreterSettings::default()
    };
    if let Some(provider) = provider {
        let built_in = settings.font_resolver;
        settings.font_resolver = Arc::new(move |query| match query {
            FontQuery::Standard(_) => built_in(query),
            FontQuery::Fallback(fallback) => provider(&request(fallback)).or_else(|| built_in(query)),
        });
    }
    settings
}

fn request(query: &FallbackFontQuery) -> FontRequest {
    let script = match query.character_collection.as_ref().map(|collection| &collection.family) {
        Some(CidFamily::AdobeJapan1) => FontScript::Japanese,
        Some(CidFamily::AdobeGB1) => FontScript::SimplifiedChinese,
        Some(CidFamily::AdobeCNS1) => FontScript::TraditionalChinese,
        Some(CidFamily::AdobeKorea1) => FontScript::Korean,
        Some(CidFamily::AdobeIdentity | CidFamily::Custom { .. }) | None => FontScript::Other,
    };
    FontRequest {
        name: query.post_script_name.clone().or_else(|| query.font_name.clone()),
        script,
        bold: query.is_bold || query.font_weight >= 600,
        italic: query.is_italic,
        serif: query.is_serif,
        monospace: query.is_fixed_pitch,
    }
}
