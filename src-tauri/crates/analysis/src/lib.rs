//! What a text's words are: folding by script, tokens, stems, language, keys of names.
//!
//! Everything here is a function of its arguments. The index and the lighting of hits both go through [`tokens`], so
//! that what is found is what is lit.

mod alike;
mod arabic;
mod fold;
mod han;
mod irregular;
mod language;
mod months;
mod names;
mod ordinal;
mod schemes;
mod script;
mod session_kinds;
mod spelling;
mod stems;
mod tokens;

pub use alike::{NameEvidence, NameLikeness, begin_alike, name_likeness, pinyin_forms, sound_key, sounds_alike};
pub use arabic::without_article as without_arabic_article;
pub use fold::fold;
pub use language::{Lang, language};
pub use months::month;
pub use names::{is_honorific, name_key, transliteration_key, without_han_honorific};
pub use ordinal::ordinal;
pub use schemes::{Numbered, numbered};
pub use script::is_han;
pub use session_kinds::{
    ORDINAL_ENDS, SessionKind, SessionLabel, SessionWords, arabic_session_ordinal, han_session_label, session_kind,
    session_label, session_ordinal, session_rank,
};
pub use tokens::{Mode, Token, TokenKind, tokens};

/// Counts up whenever the same text gives other tokens: an index made by another version is of no use.
pub const ANALYZER_VERSION: u32 = 6;
