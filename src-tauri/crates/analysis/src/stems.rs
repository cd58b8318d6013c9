//! Stems: what stays of a word when its endings go, by language.

use crate::{
    Lang,
    fold::fold_into,
    script::{Script, script_of},
};
use rust_stemmers::{Algorithm, Stemmer};
use std::{cell::RefCell, collections::HashMap, sync::LazyLock};

/// A word as the index has it.
#[derive(Debug, Clone, Default)]
pub struct Folded {
    pub word: Box<str>,
    /// Without doubles; empty for what has no letters. The last of a language is the surest: what is typed without
    /// accents and in the plural has it, too.
    pub stems: Vec<(Lang, Box<str>)>,
}

/// Longer words are cut: no language has them, and broken text has.
const MAX_WORD_BYTES: usize = 120;
const MAX_CACHED_BYTES: usize = 40;
const MAX_CACHED_WORDS: usize = 20_000;

thread_local! {
    // Stemming is what analysis costs, and a text says the same words again and again.
    static CACHE: RefCell<[HashMap<Box<str>, Folded>; 4]> = RefCell::default();
}

/// Calls `with` with the folded word and its stems.
pub fn with_folded<R>(word: &str, lang: Option<Lang>, with: impl FnOnce(&Folded) -> R) -> R {
    let word = cut(word);
    let shelf = match lang {
        None => 0,
        Some(Lang::Fr) => 1,
        Some(Lang::Es) => 2,
        // Latin words in an Arabic, Chinese or Russian text are mostly English.
        Some(Lang::En | Lang::Ar | Lang::Zh | Lang::Ru) => 3,
    };
    if word.len() > MAX_CACHED_BYTES {
        return with(&analyze(word, shelf));
    }
    // Taken out for the time of the call, so that `with` may come back here.
    let mut cache = CACHE.with(|cache| std::mem::take(&mut cache.borrow_mut()[shelf]));
    if !cache.contains_key(word) {
        if cache.len() >= MAX_CACHED_WORDS {
            cache.clear();
        }
        cache.insert(word.into(), analyze(word, shelf));
    }
    let result = with(&cache[word]);
    CACHE.with(|shelves| shelves.borrow_mut()[shelf] = cache);
    result
}

fn cut(word: &str) -> &str {
    if word.len() <= MAX_WORD_BYTES {
        return word;
    }
    let end = (0..=MAX_WORD_BYTES).rev().find(|&at| word.is_char_boundary(at)).unwrap_or(0);
    &word[..end]
}

struct Stemmers {
    en: Stemmer,
    fr: Stemmer,
    es: Stemmer,
    ru: Stemmer,
}

static STEMMERS: LazyLock<Stemmers> = LazyLock::new(|| Stemmers {
    en: Stemmer::create(Algorithm::English),
    fr: Stemmer::create(Algorithm::French),
    es: Stemmer::create(Algorithm::Spanish),
    ru: Stemmer::create(Algorithm::Russian),
});

fn analyze(raw: &str, shelf: usize) -> Folded {
    let mut word = String::with_capacity(raw.len());
    fold_into(raw, &mut word);
    word.retain(|c| !c.is_whitespace());
    let mut stems = Vec::new();
    let script = word.chars().map(script_of).find(|&script| script != Script::Other);
    match script {
        Some(Script::Arabic) => {
            let stem = arabic_stem(&word);
            stems.push((Lang::Ar, stem.into()));
            // What begins with *waw* may have it for a root letter: *وطنية* is one word, *ومعلومات* two.
            if word.starts_with('و') && !stem.starts_with('و') {
                stems.push((Lang::Ar, without_endings(&word).into()));
            }
        }
        Some(Script::Cyrillic) => {
            let stem = STEMMERS.ru.stem(&word);
            // Snowball leaves *ассамбле* of *ассамблея*, but *ассамбл* of *ассамблеи*.
            let rest = stem.strip_suffix('е').filter(|rest| rest.chars().nth(2).is_some());
            stems.push((Lang::Ru, rest.unwrap_or(&stem).into()));
        }
        Some(Script::Latin) => {
            let (en, fr, es) = (&STEMMERS.en, &STEMMERS.fr, &STEMMERS.es);
            let languages: &[(Lang, &Stemmer)] = match shelf {
                0 => &[(Lang::En, en), (Lang::Fr, fr), (Lang::Es, es)],
                1 => &[(Lang::Fr, fr)],
                2 => &[(Lang::Es, es)],
                _ => &[(Lang::En, en)],
            };
            // Endings are known by their accents, so the word is stemmed before it is folded; and once more after,
            // because capitals and hasty typing come without accents.
            let accented = (!raw.is_ascii()).then(|| composed_lower_case(raw)).filter(|lower| *lower != word);
            for &(lang, stemmer) in languages {
                let mut of_lang: Vec<(Lang, Box<str>)> = Vec::new();
                let mut add = |stem: &str| {
                    let mut folded = String::new();
                    fold_into(stem, &mut folded);
                    of_lang.retain(|(_, known)| **known != *folded);
                    of_lang.push((lang, folded.into()));
                };
                if let Some(accented) = &accented {
                    add(&stemmer.stem(accented));
                }
                add(&stemmer.stem(&word));
                let singular = singular(&word, lang);
                if singular.len() < word.len() {
                    add(&stemmer.stem(singular));
                }
                stems.append(&mut of_lang);
            }
        }
        Some(Script::Han | Script::Other) | None => {}
    }
    Folded { word: word.into(), stems }
}

/// A folded French or Spanish word without the plural's ending. Snowball takes *nuclear* for a verb, and *nucleares* for
/// none; this joins them.
fn singular(word: &str, lang: Lang) -> &str {
    let Some(rest) = word.strip_suffix('s').filter(|rest| rest.len() > 3) else { return word };
    match lang {
        Lang::Fr => rest,
        // *ciudades*, *libertades*.
        Lang::Es if word.ends_with("dades") || word.ends_with("tades") => &word[..word.len() - 2],
        Lang::Es => {
            let after_consonant = |rest: &&str| !rest.ends_with(['a', 'e', 'i', 'o', 'u', 't', 'd', 'g', 'm']);
            rest.strip_suffix('e').filter(after_consonant).unwrap_or(rest)
        }
        Lang::En | Lang::Ru | Lang::Ar | Lang::Zh => word,
    }
}

fn composed_lower_case(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|&c| c != '\u{AD}' && !matches!(c, '\u{200B}'..='\u{200F}'))
        .collect()
}

/// The stem of a folded Arabic word, after Larkey, Ballesteros and Connell's *light10*: conjunction, article and the
/// commonest endings go, the accusative's alef too; the root stays as it is.
pub fn arabic_stem(word: &str) -> &str {
    without_endings(without_article(word))
}

fn without_endings(word: &str) -> &str {
    let long = |text: &str, n: usize| text.chars().nth(n - 1).is_some();
    let mut stem = word;
    for _ in 0..2 {
        let endings = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي", "ا"];
        if let Some(rest) = endings.iter().find_map(|end| stem.strip_suffix(end).filter(|rest| long(rest, 3))) {
            stem = rest;
        }
    }
    stem
}

/// A folded Arabic word without conjunction and article.
pub fn without_article(word: &str) -> &str {
    let long = |text: &str, n: usize| text.chars().nth(n - 1).is_some();
    let stem = word.strip_prefix('و').filter(|rest| long(rest, 3)).unwrap_or(word);
    let articles = ["وال", "بال", "كال", "فال", "لل", "ال"];
    articles.iter().find_map(|article| stem.strip_prefix(article).filter(|rest| long(rest, 2))).unwrap_or(stem)
}
