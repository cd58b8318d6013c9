//! Names of the register in a page's text: exact and by alias, at word boundaries, in every script.

use crate::likely::{LikelyMention, SoundMemo, Sounds};
use crate::session::Page;
use aho_corasick::{AhoCorasick, MatchKind};
use analysis::fold;
use model::CharRange;
use std::sync::OnceLock;

/// Something with names that a text may mention.
#[derive(Debug, Clone)]
pub struct Named {
    /// As printed somewhere.
    pub name: String,
    /// A person's name may be turned round; an organization's may not.
    pub is_person: bool,
}

/// One place of a text where something of the register is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Code points of the text.
    pub range: CharRange,
    /// Index into what the names were made of.
    pub named: usize,
}

/// All names, ready to be looked for at once.
pub struct NameIndex {
    automaton: Option<AhoCorasick>,
    patterns: Vec<Pattern>,
    /// What is looked for, folded.
    texts: Vec<String>,
    names: Vec<Named>,
    /// Made when first asked for: most ask for what is sure alone.
    sounds: OnceLock<Sounds>,
}

struct Pattern {
    named: usize,
    /// Capitals alone: `WHO` is not *who*.
    acronym: Option<String>,
    is_han: bool,
    /// Two or three characters, which others may go on from.
    is_han_person: bool,
}

impl NameIndex {
    /// Names of one short word are left out: too many other things are called so.
    pub fn new(names: &[Named]) -> NameIndex {
        let (mut texts, mut patterns): (Vec<String>, Vec<Pattern>) = (Vec::new(), Vec::new());
        for (idx, named) in names.iter().enumerate() {
            let name = named.name.trim();
            let is_han = name.chars().any(is_han);
            let folded = Folded::of(name).text.trim().to_owned();
            let n_words = folded.split(' ').count();
            let n_letters = folded.chars().filter(|c| c.is_alphanumeric()).count();
            let is_acronym = n_words == 1
                && name.chars().filter(|c| c.is_uppercase()).count() >= 2
                && !name.chars().any(char::is_lowercase);
            let is_telling = match (is_han, n_words, named.is_person) {
                (true, ..) => n_letters >= 2,
                (_, 1, true) => false,
                (_, 1, false) => is_acronym && n_letters >= 3 || n_letters >= 6,
                _ => n_letters >= 5,
            };
            if !is_telling {
                continue;
            }
            let mut forms = vec![folded.clone()];
            // Arabic writes *for the* as one with the article, and *Abd al-* as one word or two.
            forms.extend(folded.strip_prefix("ال").map(|rest| format!("لل{rest}")));
            if folded.contains("عبد ال") {
                forms.push(folded.replace("عبد ال", "عبدال"));
            } else if folded.contains("عبدال") {
                forms.push(folded.replace("عبدال", "عبد ال"));
            }
            // `张 伟`, as lists of names are set.
            if let (true, true, [first, second]) = (is_han, named.is_person, &folded.chars().collect::<Vec<_>>()[..]) {
                forms.push(format!("{first} {second}"));
            }
            if let (true, false, Some((first, last))) = (named.is_person, is_han, folded.rsplit_once(' ')) {
                forms.push(format!("{last} {first}"));
                forms.push(format!("{last}, {first}"));
            }
            for form in forms {
                texts.push(form);
                patterns.push(Pattern {
                    named: idx,
                    acronym: is_acronym.then(|| name.to_owned()),
                    is_han,
                    is_han_person: is_han && named.is_person,
                });
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&texts).ok();
        let automaton = automaton.filter(|_| !texts.is_empty());
        NameIndex { automaton, patterns, texts, names: names.to_vec(), sounds: OnceLock::new() }
    }

    /// Where a name may be meant that is not said as the register has it: suggestions. In order, none within another.
    pub fn likely(&self, text: &str) -> Vec<LikelyMention> {
        let page = ReadPage::of(text);
        self.likely_in(&page, &self.mentions_in(&page), &mut SoundMemo::default())
    }

    /// The same of a page that was read, beside what it names for sure. `memo` is this index's, and no other's.
    pub fn likely_in(&self, page: &ReadPage, named: &[Mention], memo: &mut SoundMemo) -> Vec<LikelyMention> {
        let taken: Vec<CharRange> = named.iter().map(|mention| mention.range).collect();
        self.sounds.get_or_init(|| Sounds::of(&self.names)).find(page.text, &taken, memo)
    }

    /// May pages of such a trace name any of these, or be meant to? Where not, they name what they name without them.
    pub fn may_touch(&self, trace: &Trace) -> bool {
        let sounds = self.sounds.get_or_init(|| Sounds::of(&self.names));
        self.texts.iter().any(|text| trace.may_have(text)) || sounds.keys().any(|key| trace.has_key(key))
    }

    /// Every mention in a text, in order; none within another.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        self.mentions_in(&ReadPage::of(text))
    }

    /// The same of a page that was read.
    pub fn mentions_in(&self, page: &ReadPage) -> Vec<Mention> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = &page.page.folded;
        let mut found = Vec::new();
        for hit in automaton.find_iter(&folded.text) {
            let pattern = &self.patterns[hit.pattern().as_usize()];
            let range = CharRange::new(folded.places[hit.start()], folded.places[hit.end() - 1] + 1);
            let is_whole = pattern.is_han || folded.begins_word(hit.start()) && folded.ends_word(hit.end());
            let is_spelt = pattern.acronym.as_ref().is_none_or(|acronym| page.printed(range) == *acronym);
            let is_over = !pattern.is_han_person
                || folded.text[hit.end()..].chars().next().is_none_or(|c| !is_han(c))
                || AFTER_HAN_NAME.iter().any(|word| folded.text[hit.end()..].starts_with(word));
            if is_whole && is_spelt && is_over {
                found.push(Mention { range, named: pattern.named });
            }
        }
        found
    }
}

/// A page's text, folded once for all that look through it.
pub struct ReadPage<'a> {
    pub(crate) text: &'a str,
    pub(crate) page: Page<'a>,
}

impl<'a> ReadPage<'a> {
    pub fn of(text: &'a str) -> ReadPage<'a> {
        ReadPage { text, page: Page::of(text) }
    }

    pub fn text(&self) -> &'a str {
        self.text
    }

    /// What stands in a range, as it is printed.
    pub fn printed(&self, range: CharRange) -> String {
        self.page.chars()[range.start as usize..range.end as usize].iter().collect()
    }
}

/// What pages may have in them, and what they have not for sure: a filter after Bloom (1970) of their bytes by threes, and
/// of what their words sound like. 8 KiB, whatever the pages.
pub struct Trace(Box<[u64; 1024]>);

impl Default for Trace {
    fn default() -> Trace {
        Trace(Box::new([0; 1024]))
    }
}

impl Trace {
    pub fn note(&mut self, page: &ReadPage) {
        page.page.folded.text.as_bytes().windows(3).for_each(|three| self.set(place_of(three)));
        Sounds::note_keys(page.text, |key| self.set(place_of(key.as_bytes())));
    }

    fn may_have(&self, text: &str) -> bool {
        text.as_bytes().windows(3).all(|three| self.has(place_of(three)))
    }

    fn has_key(&self, key: &str) -> bool {
        self.has(place_of(key.as_bytes()))
    }

    fn set(&mut self, place: usize) {
        self.0[place / 64] |= 1 << (place % 64);
    }

    fn has(&self, place: usize) -> bool {
        self.0[place / 64] & (1 << (place % 64)) != 0
    }
}

/// FNV-1a of 64 bits, folded to sixteen.
fn place_of(bytes: &[u8]) -> usize {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
    ((hash ^ (hash >> 16) ^ (hash >> 32) ^ (hash >> 48)) & 0xffff) as usize
}

/// A text folded, with the place in the original of every byte.
pub(crate) struct Folded {
    pub text: String,
    pub places: Vec<u32>,
}

impl Folded {
    pub fn of(original: &str) -> Folded {
        let mut folded =
            Folded { text: String::with_capacity(original.len()), places: Vec::with_capacity(original.len()) };
        let mut buffer = [0; 4];
        for (at, c) in (0u32..).zip(original.chars()) {
            // Names run on over the ends of lines.
            if c.is_whitespace() || is_dash(c) || c == '.' && folded.ends_in_initial() {
                if !folded.text.ends_with(' ') {
                    folded.push(" ", at);
                }
            } else if c.is_ascii() {
                folded.text.push(c.to_ascii_lowercase());
                folded.places.push(at);
            } else {
                let own = fold(c.encode_utf8(&mut buffer));
                folded.push(&own, at);
            }
        }
        folded
    }

    /// Is the last word one letter? `V.S.` and `V. S.` are one.
    fn ends_in_initial(&self) -> bool {
        let mut back = self.text.chars().rev();
        back.next().is_some_and(char::is_alphabetic) && back.next().is_none_or(|c| !c.is_alphanumeric())
    }

    fn push(&mut self, text: &str, at: u32) {
        self.text.push_str(text);
        self.places.resize(self.text.len(), at);
    }

    pub fn begins_word(&self, at: usize) -> bool {
        let before = &self.text[..at];
        match before.chars().next_back() {
            None => true,
            // One letter that Arabic writes onto a word: and, in, for, like, so.
            Some('و' | 'ب' | 'ل' | 'ك' | 'ف') => {
                let rest = &before[..before.len() - 2];
                !rest.ends_with(char::is_alphanumeric)
            }
            Some(c) => !c.is_alphanumeric() || is_han(c),
        }
    }

    pub fn ends_word(&self, at: usize) -> bool {
        let after = &self.text[at..];
        let after = ["'s", "’s"].iter().find_map(|end| after.strip_prefix(end)).unwrap_or(after);
        after.chars().next().is_none_or(|c| !c.is_alphanumeric() || is_han(c))
    }
}

/// `Jean-Marc` is `Jean Marc`.
fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}')
}

/// What may follow a person's name in Chinese, where no space parts words; anything else may be more of the name.
const AFTER_HAN_NAME: &[&str] = &[
    "先生",
    "女士",
    "小姐",
    "教授",
    "博士",
    "主任",
    "市长",
    "部长",
    "院长",
    "司长",
    "处长",
    "局长",
    "主席",
    "大使",
    "总",
    "董事",
    "经理",
    "研究员",
    "院士",
    "老师",
    "同志",
    "代表",
    "秘书",
    "介绍",
    "表示",
    "说",
    "指出",
    "致辞",
    "发言",
    "主持",
    "演讲",
    "认为",
    "强调",
    "在",
    "的",
    "和",
    "与",
    "及",
    "等",
    "为",
    "对",
    "从",
    "作",
    "将",
    "就",
    "提",
    "开",
    "讲",
    "报",
    "分享",
    "谈",
    "也",
    "是",
    "还",
    "来自",
    "以",
];

fn is_han(c: char) -> bool {
    crate::field::is_han(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(names: &[(&str, bool)], text: &str) -> Vec<(usize, String)> {
        let names: Vec<Named> =
            names.iter().map(|(name, is_person)| Named { name: (*name).to_owned(), is_person: *is_person }).collect();
        let index = NameIndex::new(&names);
        let printed = |range: CharRange| text.chars().skip(range.start as usize).take(range.len() as usize).collect();
        index.mentions(text).into_iter().map(|mention| (mention.named, printed(mention.range))).collect()
    }

    #[test]
    fn names_are_found_in_every_script() {
        for (name, text, expected) in [
            ("Arije Antinori", "as Arije ANTINORI said", "Arije ANTINORI"),
            ("Arije Antinori", "see ANTINORI, Arije.", "ANTINORI, Arije"),
            ("Arije Antinori", "by Arije\nAntinori's team", "Arije\nAntinori"),
            ("José Núñez", "con Jose\u{301} Nuñez.", "Jose\u{301} Nuñez"),
            ("Иван Петров", "доклад: Петров Иван", "Петров Иван"),
            ("أحمد علي", "قال وأحمد علي إن", "أحمد علي"),
            ("王小明", "由王小明先生主持", "王小明"),
        ] {
            assert_eq!(found(&[(name, true)], text), [(0, expected.to_owned())], "{name} in {text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_name_is_none() {
        for (name, is_person, text) in [
            ("Ana Perez", true, "Diana Perez"),
            ("Ana Perez", true, "Ana Perezova"),
            ("Smith", true, "a smith"),
            ("WHO", false, "those who came"),
            ("ITU", false, "situation"),
            ("أحمد علي", true, "محمود أحمد عليان"),
        ] {
            assert_eq!(found(&[(name, is_person)], text), [], "{name} in {text}");
        }
        assert_eq!(found(&[("WHO", false)], "the WHO's report"), [(0, "WHO".to_owned())]);
    }
}
