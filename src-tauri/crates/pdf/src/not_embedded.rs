//! Which of a file's fonts are not in it, and need letters that the built-in Latin fonts lack.

use crate::{FontRequest, FontScript};
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Array, Dict, Name, Object, String as PdfString};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

/// Those of a file, looked for when one of them is asked for: that takes every object of the file.
pub(crate) struct AllNotEmbedded {
    pdf: Arc<Pdf>,
    found: OnceLock<Vec<NotEmbedded>>,
}

impl AllNotEmbedded {
    pub fn of(pdf: Arc<Pdf>) -> AllNotEmbedded {
        AllNotEmbedded { pdf, found: OnceLock::new() }
    }

    /// Each once.
    pub fn fonts(&self) -> &[NotEmbedded] {
        // A panic here costs the stand-ins, and nothing else.
        let look = || catch_unwind(AssertUnwindSafe(|| look_through(&self.pdf))).unwrap_or_default();
        self.found.get_or_init(look)
    }
}

fn look_through(pdf: &Pdf) -> Vec<NotEmbedded> {
    let dicts = pdf.objects().into_iter().filter_map(|object| object.into_dict());
    let mut found: Vec<NotEmbedded> = vec![];
    for font in dicts.filter_map(|dict| of(&dict)) {
        if !found.contains(&font) {
            found.push(font);
        }
    }
    found
}

/// A font that the file names but does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NotEmbedded {
    pub request: FontRequest,
    /// hayro takes it for a kind of one of the fourteen standard fonts, by its name or its flags.
    pub drawn_as: Option<Family>,
}

/// The families among the standard fonts that have letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    Helvetica,
    Times,
    Courier,
}

impl Family {
    /// As hayro does it, in its order.
    pub fn of_name(name: &str) -> Option<Family> {
        let name = name.to_ascii_lowercase();
        let has = |part: &str| name.contains(part);
        if has("helvetica") || has("arial") || has("sans") {
            Some(Family::Helvetica)
        } else if has("courier") || has("mono") {
            Some(Family::Courier)
        } else if has("times") || has("serif") {
            Some(Family::Times)
        } else {
            None
        }
    }
}

/// Looks at one of the file's objects.
fn of(dict: &Dict<'_>) -> Option<NotEmbedded> {
    let name = dict.get::<Name<'_>>("BaseFont")?;
    let name = name.as_str();
    // `ABCDEF+` marks a subset.
    let name = name.split_once('+').map_or(name, |(_, name)| name);
    let subtype = dict.get::<Name<'_>>("Subtype")?;
    let (script, descriptor) = match subtype.as_str() {
        "Type0" => {
            let descendant = dict.get::<Array<'_>>("DescendantFonts")?.iter::<Dict<'_>>().next()?;
            (composite_script(dict, &descendant, name), descendant.get::<Dict<'_>>("FontDescriptor"))
        }
        "Type1" | "MMType1" | "TrueType" if has_letters_beyond_latin(dict) => {
            (FontScript::Other, dict.get::<Dict<'_>>("FontDescriptor"))
        }
        _ => return None,
    };
    let has_file = |descriptor: &Dict<'_>| {
        ["FontFile", "FontFile2", "FontFile3"].iter().any(|key| descriptor.contains_key(key.as_bytes()))
    };
    if descriptor.as_ref().is_some_and(has_file) {
        return None;
    }
    let flags = descriptor.and_then(|descriptor| descriptor.get::<u32>("Flags")).unwrap_or_default();
    let serif = flags & 2 != 0;
    let drawn_as = match subtype.as_str() {
        "Type0" => Family::of_name(name),
        _ => Family::of_name(name).or(Some(if serif { Family::Times } else { Family::Helvetica })),
    };
    let request = FontRequest {
        name: Some(name.to_owned()),
        script,
        bold: name.contains("Bold"),
        italic: name.contains("Italic"),
        serif,
        monospace: flags & 1 != 0,
    };
    Some(NotEmbedded { request, drawn_as })
}

fn composite_script(font: &Dict<'_>, descendant: &Dict<'_>, name: &str) -> FontScript {
    let info = descendant.get::<Dict<'_>>("CIDSystemInfo");
    let ordering = info.and_then(|info| info.get::<PdfString<'_>>("Ordering"));
    let by_ordering = ordering.and_then(|ordering| match ordering.as_bytes() {
        b"GB1" => Some(FontScript::SimplifiedChinese),
        b"CNS1" => Some(FontScript::TraditionalChinese),
        b"Japan1" => Some(FontScript::Japanese),
        b"Korea1" => Some(FontScript::Korean),
        _ => None,
    });
    let encoding = || font.get::<Name<'_>>("Encoding");
    by_ordering
        .or_else(|| encoding().map(|encoding| script_of_encoding(encoding.as_str())))
        .filter(|script| *script != FontScript::Other)
        .unwrap_or_else(|| script_of_name(name))
}

/// The predefined encodings are named for what they write.
fn script_of_encoding(encoding: &str) -> FontScript {
    let known = [
        (FontScript::SimplifiedChinese, &["UniGB", "GB"][..]),
        (FontScript::TraditionalChinese, &["UniCNS", "B5", "ETen", "HKscs", "CNS"]),
        (FontScript::Japanese, &["UniJIS", "90ms", "90pv", "83pv", "Add-RKSJ", "EUC-H", "EUC-V", "Ext-RKSJ"]),
        (FontScript::Korean, &["UniKS", "KSC"]),
    ];
    first_with(&known, |part| encoding.starts_with(part))
}

/// What a font is usually for that is named so, where the file does not say.
pub(crate) fn script_of_name(name: &str) -> FontScript {
    let name: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let known = [
        (
            FontScript::TraditionalChinese,
            &[
                "mingliu",
                "jhenghei",
                "kaiu",
                "dfkai",
                "pingfangtc",
                "pingfanghk",
                "cjktc",
                "msung",
                "mhei",
                "notosanstc",
            ][..],
        ),
        (
            FontScript::SimplifiedChinese,
            &[
                "simsun",
                "nsimsun",
                "simhei",
                "yahei",
                "kaiti",
                "simkai",
                "fangsong",
                "simfang",
                "stsong",
                "stheiti",
                "stxihei",
                "stkaiti",
                "pingfang",
                "cjksc",
                "notosanssc",
                "sourcehansans",
                "sourcehanserif",
                "wenquanyi",
                "dengxian",
                "adobesong",
                "adobeheiti",
                "宋",
                "黑",
                "楷",
            ],
        ),
        (
            FontScript::Japanese,
            &[
                "msgothic",
                "mspgothic",
                "msmincho",
                "mspmincho",
                "meiryo",
                "yugothic",
                "yumincho",
                "hiragino",
                "kozmin",
                "kozgo",
                "cjkjp",
                "ipaex",
                "ipag",
                "ipam",
            ],
        ),
        (
            FontScript::Korean,
            &[
                "batang",
                "gulim",
                "dotum",
                "malgun",
                "gungsuh",
                "nanum",
                "hysmyeongjo",
                "hygothic",
                "cjkkr",
                "applegothic",
                "applesdgothic",
            ],
        ),
    ];
    first_with(&known, |part| name.contains(part))
}

fn first_with(known: &[(FontScript, &[&str])], is_in: impl Fn(&str) -> bool) -> FontScript {
    let found = known.iter().find(|(_, parts)| parts.iter().any(|part| is_in(part)));
    found.map_or(FontScript::Other, |(script, _)| *script)
}

/// Cyrillic, Arabic, Hebrew and the like, by the names of the letters that its encoding changes.
fn has_letters_beyond_latin(font: &Dict<'_>) -> bool {
    let differences = font.get::<Dict<'_>>("Encoding").and_then(|encoding| encoding.get::<Array<'_>>("Differences"));
    differences.is_some_and(|differences| {
        differences.iter::<Object<'_>>().any(|item| item.into_name().is_some_and(|name| is_beyond_latin(name.as_str())))
    })
}

/// Adobe's names of letters: `afii10017`, `uni0410`, `u0410`.
fn is_beyond_latin(glyph: &str) -> bool {
    if let Some(number) = glyph.strip_prefix("afii").and_then(|number| number.parse::<u32>().ok()) {
        return (10_017..=10_199).contains(&number) || (57_381..=57_858).contains(&number);
    }
    let hex = glyph.strip_prefix("uni").or_else(|| glyph.strip_prefix('u')).and_then(|hex| hex.get(..4));
    let code = hex.and_then(|hex| u32::from_str_radix(hex, 16).ok());
    code.is_some_and(|code| (0x370..0x1e00).contains(&code) || (0xfb1d..=0xfeff).contains(&code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_beyond_latin_are_known_by_their_names() {
        for name in ["afii10017", "afii57664", "uni0410", "uni0645", "u0645", "uniFEDF"] {
            assert!(is_beyond_latin(name), "{name}");
        }
        for name in ["afii00208", "A", "uacute", "uni00E9", "uni20AC", "union", "germandbls"] {
            assert!(!is_beyond_latin(name), "{name}");
        }
    }

    #[test]
    fn a_font_says_by_its_name_what_it_writes() {
        assert_eq!(script_of_name("SimSun-Bold"), FontScript::SimplifiedChinese);
        assert_eq!(script_of_name("MS-PGothic"), FontScript::Japanese);
        assert_eq!(script_of_name("PingFangTC-Regular"), FontScript::TraditionalChinese);
        assert_eq!(script_of_name("Frutiger"), FontScript::Other);
        assert_eq!(script_of_encoding("UniGB-UCS2-H"), FontScript::SimplifiedChinese);
        assert_eq!(script_of_encoding("Identity-H"), FontScript::Other);
    }
}
