//! Stems: what stays of a word when its endings go, by language.

use crate::{
    Lang,
    arabic::arabic_stems,
    fold::fold_into,
    irregular::lemma,
    script::{Script, script_of},
    spelling::american,
};
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::{borrow::Cow, cell::RefCell, sync::LazyLock};

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
    static CACHE: RefCell<[FxHashMap<Box<str>, Folded>; 4]> = RefCell::default();
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
    let result = match cache.get(word) {
        Some(folded) => with(folded),
        None => {
            let folded = analyze(word, shelf);
            let result = with(&folded);
            if cache.len() >= MAX_CACHED_WORDS {
                cache.clear();
            }
            cache.insert(word.into(), folded);
            result
        }
    };
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
        Some(Script::Arabic) => stems.extend(arabic_stems(&word).into_iter().map(|stem| (Lang::Ar, stem))),
        Some(Script::Cyrillic) => {
            stems.push((Lang::Ru, russian_stem(&word)));
            if let Some(lemma) = lemma(&word, Lang::Ru) {
                let of_lemma = russian_stem(lemma);
                stems.retain(|(_, stem)| *stem != of_lemma);
                stems.push((Lang::Ru, of_lemma));
            }
            // *Петров* is taken for a plural, and *Петровым* is not.
            if raw.chars().next().is_some_and(char::is_uppercase)
                && let [(lang, stem)] = stems.as_slice()
                && let Some(name) = stem.strip_suffix("ов").or(stem.strip_suffix("ев")).filter(|rest| rest.len() > 5)
            {
                stems.push((*lang, name.into()));
            }
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
                    one_spelling(&mut folded, lang);
                    of_lang.retain(|(_, known)| **known != *folded);
                    of_lang.push((lang, folded.into()));
                };
                let as_written = &*word;
                let word = if lang == Lang::En { american(as_written) } else { Cow::Borrowed(as_written) };
                let lemma = lemma(as_written, lang).or_else(|| lemma(&word, lang));
                if let Some(only) = lemma.and_then(|lemma| lemma.strip_prefix('=')) {
                    add(only);
                    stems.append(&mut of_lang);
                    continue;
                }
                if let Some(accented) = &accented {
                    add(&stemmer.stem(accented));
                }
                add(&stemmer.stem(&word));
                let singular = singular(&word, lang);
                if singular.len() < word.len() {
                    add(&stemmer.stem(singular));
                }
                if lang == Lang::Fr
                    && let Some(base) = french_base(&word)
                {
                    add(&stemmer.stem(&base));
                }
                // *NGOs*.
                let acronym = raw.strip_suffix('s').filter(|rest| rest.len() > 1);
                if let Some(acronym) = acronym.filter(|rest| rest.chars().all(char::is_uppercase)) {
                    add(&acronym.to_lowercase());
                }
                if let Some(lemma) = lemma {
                    add(&stemmer.stem(lemma));
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
    // *enjeux*, *genoux*.
    if lang == Lang::Fr && word.len() > 4 && (word.ends_with("eux") || word.ends_with("oux")) {
        return &word[..word.len() - 1];
    }
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

fn russian_stem(word: &str) -> Box<str> {
    let stem = STEMMERS.ru.stem(word);
    // Snowball leaves *ассамбле* of *ассамблея*, but *ассамбл* of *ассамблеи*.
    let rest = stem.strip_suffix('е').filter(|rest| rest.chars().nth(2).is_some());
    rest.unwrap_or(&stem).into()
}

/// What Snowball leaves apart of a folded French word: *luttent*, *luttons* of *lutter*, *directrice* of *directeur*.
fn french_base(word: &str) -> Option<String> {
    let singular = word.strip_suffix('s').unwrap_or(word);
    if let Some(root) = singular.strip_suffix("trice") {
        return Some(format!("{root}teur"));
    }
    let long = |root: &&str| root.len() > 3;
    if let Some(root) = word.strip_suffix("ent").filter(long) {
        let is_noun = ["m", "i", "d", "g", "c", "ol", "v"].iter().any(|end| root.ends_with(end));
        return (!is_noun && !matches!(word, "present" | "absent" | "content" | "accent")).then(|| format!("{root}er"));
    }
    let root = word.strip_suffix("ons").filter(long).filter(|root| !root.ends_with('i'))?;
    Some(format!("{}er", root.strip_suffix('e').unwrap_or(root)))
}

/// One sound is written otherwise before other vowels: *aplica*, *aplique*; *voz*, *voces*; *pago*, *pague*; *public*,
/// *publique*; *actif*, *active*.
fn one_spelling(stem: &mut String, lang: Lang) {
    if stem.len() < 3 || !matches!(lang, Lang::Es | Lang::Fr) {
        return;
    }
    if stem.ends_with("qu") {
        stem.truncate(stem.len() - 2);
        stem.push('c');
    } else if lang == Lang::Fr {
        if stem.ends_with("if") {
            stem.pop();
            stem.push('v');
        }
    } else if stem.ends_with("gu") {
        stem.pop();
    } else if stem.ends_with('z') {
        stem.pop();
        stem.push('c');
    }
}

fn composed_lower_case(word: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    word.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|&c| c != '\u{AD}' && !matches!(c, '\u{200B}'..='\u{200F}'))
        .collect()
}
