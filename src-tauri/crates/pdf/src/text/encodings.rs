//! The encodings that every reader knows (ISO 32000-2, annex D), as far as their codes stand for one character in all
//! of them: what remains is asked of the font.

use hayro::hayro_syntax::object::{Dict, Name};

/// An encoding by which a font means its codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    WinAnsi,
    MacRoman,
}

/// Codes from 128 on; zero for those without a character, and for spaces and hyphens that are others elsewhere.
const WIN_ANSI: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ\0¡¢£¤¥¦§¨©ª«¬\0®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ";
const MAC_ROMAN: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªº\u{2126}æø¿¡¬√ƒ≈∆«»…\0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄¤‹›\0\0‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\0ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

impl Encoding {
    /// `None` where the font changes some of its codes, or has an encoding of its own.
    pub fn of(font: &Dict<'_>) -> Option<Encoding> {
        // Its characters have names of their own.
        let is_dingbats = |name: Name<'_>| name.as_str().to_ascii_lowercase().contains("dingbat");
        let encoding = match &*font.get::<Name<'_>>("Encoding")? {
            b"WinAnsiEncoding" => Encoding::WinAnsi,
            b"MacRomanEncoding" => Encoding::MacRoman,
            _ => return None,
        };
        (!font.get::<Name<'_>>("BaseFont").is_some_and(is_dingbats)).then_some(encoding)
    }

    pub fn char(self, code: u32) -> Option<char> {
        let upper = match self {
            Encoding::WinAnsi => WIN_ANSI,
            Encoding::MacRoman => MAC_ROMAN,
        };
        match code {
            0x20..=0x7e => char::from_u32(code),
            0x80..=0xff => upper.chars().nth(code as usize - 0x80).filter(|c| *c != '\0'),
            _ => None,
        }
    }
}
