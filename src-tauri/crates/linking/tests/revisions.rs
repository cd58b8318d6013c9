//! Generated revisions of decks: pages moved, inserted, deleted, retitled, reordered, words edited. What is called the
//! same, and what is called exact, must be.

use linking::{PageContent, PlainPage, align};
use model::{CharRange, PageChangeKind};

/// A small generator of numbers (xorshift), so that every run sees the same revisions.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A word that remembers which one it is.
#[derive(Clone, PartialEq)]
struct Word {
    id: usize,
    text: &'static str,
}

#[derive(Clone)]
struct Slide {
    id: usize,
    lines: Vec<Vec<Word>>,
}

const WORDS: &[&str] = &[
    "risk", "data", "the", "of", "stream", "timeline", "packet", "review", "draft", "loss", "next", "steps", "open",
    "issue", "names", "treaty", "article", "budget", "agenda", "results", "early", "late", "member", "states", "to",
    "and", "for", "recovery", "header", "key", "update", "offset", "limit", "window", "ack", "delay", "probe", "timer",
    "version", "field", "law", "policy", "survey", "region", "share", "growth", "cost", "plan", "2019", "12%",
];

struct Generator {
    dice: Dice,
    n_ids: usize,
}

impl Generator {
    fn word(&mut self) -> Word {
        self.n_ids += 1;
        Word { id: self.n_ids, text: WORDS[self.dice.below(WORDS.len())] }
    }

    fn line(&mut self, most: usize) -> Vec<Word> {
        (0..1 + self.dice.below(most)).map(|_| self.word()).collect()
    }

    fn slide(&mut self) -> Slide {
        self.n_ids += 1;
        let id = self.n_ids;
        let n_lines = if self.dice.chance(15) { 1 } else { 2 + self.dice.below(7) };
        Slide { id, lines: (0..n_lines).map(|idx| self.line(if idx == 0 { 4 } else { 9 })).collect() }
    }

    fn deck(&mut self) -> Vec<Slide> {
        let mut slides: Vec<Slide> = vec![];
        for _ in 0..6 + self.dice.below(25) {
            match slides.last().filter(|_| self.dice.0.is_multiple_of(5)).cloned() {
                // A build: the slide before with one line more.
                Some(before) => {
                    let mut slide = Slide { id: self.n_ids + 1, ..before };
                    self.n_ids += 1;
                    // The same words to a reader, and yet others: a mark on the first is none on the second.
                    slide.lines.iter_mut().flatten().for_each(|word| {
                        self.n_ids += 1;
                        word.id = self.n_ids;
                    });
                    slide.lines.push(self.line(9));
                    slides.push(slide);
                }
                None => slides.push(self.slide()),
            }
        }
        slides
    }

    fn revise(&mut self, deck: &[Slide]) -> Vec<Slide> {
        let mut deck = deck.to_vec();
        for _ in 0..1 + self.dice.below(8) {
            let at = self.dice.below(deck.len());
            match self.dice.below(7) {
                0 => {
                    let slide = self.slide();
                    deck.insert(at, slide);
                }
                1 if deck.len() > 2 => {
                    deck.remove(at);
                }
                2 => {
                    let slide = deck.remove(at);
                    let to = self.dice.below(deck.len() + 1);
                    deck.insert(to, slide);
                }
                3 => {
                    let before = deck[at].lines[0].clone();
                    while reads_like(&deck[at].lines[0], &before) {
                        deck[at].lines[0] = self.line(4);
                    }
                }
                4 => {
                    let line = self.dice.below(deck[at].lines.len());
                    let word = self.dice.below(deck[at].lines[line].len());
                    let before = deck[at].lines[line].clone();
                    while reads_like(&deck[at].lines[line], &before) {
                        deck[at].lines[line][word] = self.word();
                    }
                }
                5 => {
                    let line = self.line(9);
                    let to = self.dice.below(deck[at].lines.len() + 1);
                    deck[at].lines.insert(to, line);
                }
                _ => {
                    let n = 1 + self.dice.below(4).min(deck.len() - 1);
                    let from = at.min(deck.len() - n);
                    let block: Vec<Slide> = deck.drain(from..from + n).collect();
                    let to = self.dice.below(deck.len() + 1);
                    deck.splice(to..to, block);
                    if deck.len() < 2 {
                        let slide = self.slide();
                        deck.push(slide);
                    }
                }
            }
        }
        deck
    }
}

fn reads_like(a: &[Word], b: &[Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.text == b.text)
}

/// The text of a page with where each word is.
fn write(slide: &Slide, page: usize, footer: bool) -> (String, Vec<(usize, CharRange)>) {
    let (mut text, mut places) = (String::new(), vec![]);
    for (idx, line) in slide.lines.iter().enumerate() {
        for (nth, word) in line.iter().enumerate() {
            if nth > 0 || idx > 0 {
                text.push(if nth > 0 { ' ' } else { '\n' });
            }
            let start = text.chars().count() as u32;
            text.push_str(word.text);
            places.push((word.id, CharRange::new(start, start + word.text.chars().count() as u32)));
        }
    }
    if footer {
        text.push_str(&format!("\nWorking group on things, Geneva\n{}", page + 1));
    }
    (text, places)
}

#[derive(Default, Debug)]
struct Figures {
    decks: usize,
    pages: usize,
    pages_same: usize,
    pages_same_right: usize,
    pages_changed: usize,
    pages_changed_right: usize,
    /// Pages that both have.
    pages_shared: usize,
    pages_paired: usize,
    marks: usize,
    /// Marks whose words are all there in the newer version.
    marks_alive: usize,
    marks_exact: usize,
    marks_exact_right: usize,
}

fn try_all(n_decks: usize) -> Figures {
    let mut generator = Generator { dice: Dice(0x9e37_79b9_7f4a_7c15), n_ids: 0 };
    let mut f = Figures::default();
    for _ in 0..n_decks {
        let older = generator.deck();
        let newer = generator.revise(&older);
        let footer = generator.dice.chance(60);
        let write_all = |deck: &[Slide]| -> Vec<_> {
            deck.iter().enumerate().map(|(idx, slide)| write(slide, idx, footer)).collect()
        };
        let (old_texts, new_texts) = (write_all(&older), write_all(&newer));
        let contents = |texts: &[(String, Vec<(usize, CharRange)>)]| -> Vec<String> {
            texts.iter().map(|(text, _)| text.clone()).collect()
        };
        let (old_plain, new_plain) = (contents(&old_texts), contents(&new_texts));
        let old_pages: Vec<PageContent> =
            old_plain.iter().map(|text| PageContent { text, ..PageContent::default() }).collect();
        let new_pages: Vec<PageContent> =
            new_plain.iter().map(|text| PageContent { text, ..PageContent::default() }).collect();
        let changes = align(&old_pages, &new_pages);
        let olds: Vec<usize> = changes.iter().filter_map(|change| change.older).map(|page| page.0 as usize).collect();
        let mut sorted = olds.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..older.len()).collect::<Vec<_>>(), "each older page is told of once");
        let news: Vec<usize> = changes.iter().filter_map(|change| change.newer).map(|page| page.0 as usize).collect();
        assert_eq!(news, (0..newer.len()).collect::<Vec<_>>(), "the newer ones stand in their order");
        f.decks += 1;
        f.pages += older.len();
        f.pages_shared += older.iter().filter(|slide| newer.iter().any(|other| other.id == slide.id)).count();
        for change in &changes {
            let (Some(o), Some(n)) = (change.older, change.newer) else { continue };
            let (o, n) = (o.0 as usize, n.0 as usize);
            let is_right = older[o].id == newer[n].id;
            f.pages_paired += usize::from(is_right);
            match change.kind {
                PageChangeKind::Same | PageChangeKind::Moved => {
                    f.pages_same += 1;
                    f.pages_same_right += usize::from(is_right);
                    if !is_right {
                        eprintln!("wrong {change:?}\n{}\n--\n{}", old_texts[o].0, new_texts[n].0);
                    }
                }
                _ => {
                    f.pages_changed += 1;
                    f.pages_changed_right += usize::from(is_right);
                }
            }
        }
        for (o, slide) in older.iter().enumerate() {
            let (text, places) = &old_texts[o];
            for _ in 0..3 {
                let from = generator.dice.below(places.len());
                let to = (from + 1 + generator.dice.below(5)).min(places.len());
                let marked = &places[from..to];
                let range = CharRange::new(marked[0].1.start, marked[marked.len() - 1].1.end);
                f.marks += 1;
                let true_place = newer.iter().position(|other| other.id == slide.id).and_then(|n| {
                    let there = &new_texts[n].1;
                    let at = there.iter().position(|(id, _)| *id == marked[0].0)?;
                    let same = there.get(at..at + marked.len())?.iter().zip(marked).all(|((a, _), (b, _))| a == b);
                    same.then(|| (n, CharRange::new(there[at].1.start, there[at + marked.len() - 1].1.end)))
                });
                f.marks_alive += usize::from(true_place.is_some());
                let change = changes.iter().find(|change| change.older.is_some_and(|page| page.0 as usize == o));
                // A changed page that may be another one is left to a person.
                let change = change.filter(|change| change.certain || change.kind != PageChangeKind::Changed);
                let Some(n) = change.and_then(|change| change.newer).map(|page| page.0 as usize) else { continue };
                let older_page = PlainPage::new(text, o, older.len());
                let newer_page = PlainPage::new(&new_texts[n].0, n, newer.len());
                if let Some(found) = older_page.exact_place(range, &newer_page) {
                    f.marks_exact += 1;
                    if true_place == Some((n, found)) {
                        f.marks_exact_right += 1;
                    } else {
                        eprintln!(
                            "wrong mark {range:?} -> {found:?} {true_place:?} {change:?}\n{text}\n--\n{}",
                            new_texts[n].0
                        );
                    }
                }
            }
        }
    }
    f
}

#[test]
fn what_is_called_exact_on_generated_revisions_is() {
    let n_decks = std::env::var("REVISIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let f = try_all(n_decks);
    eprintln!("{f:#?}");
    assert_eq!(f.pages_same_right, f.pages_same, "pages that are called the same: {f:?}");
    assert_eq!(f.marks_exact_right, f.marks_exact, "marks that are called exact: {f:?}");
    assert!(f.pages_paired * 100 >= f.pages_shared * 90, "most pages are found again: {f:?}");
    assert!(f.marks_exact * 100 >= f.marks_alive * 80, "most marks are carried without a question: {f:?}");
}
