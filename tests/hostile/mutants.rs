//! Mutants of decks: the same seed makes the same mutants, on every machine.
//!
//! Half of them are the file's bytes flipped, cut and spliced. The other half stay well-formed on the outside: the
//! file is taken apart into its objects, its streams are unpacked, and what is changed are numbers, names, references
//! and pieces of streams, so that the damage is met by whoever reads pages, fonts, metadata and annotations.

use flate2::read::ZlibDecoder;
use std::io::Read;

/// Takes turns at everything that can be done to a deck.
pub struct Mutator {
    decks: Vec<Deck>,
    state: u64,
}

struct Deck {
    raw: Vec<u8>,
    objects: Vec<Object>,
    trailer: Vec<u8>,
}

#[derive(Clone)]
struct Object {
    number: usize,
    /// What it is, its stream aside.
    body: Vec<u8>,
    stream: Option<Vec<u8>>,
}

/// Values at which arithmetic goes wrong.
const NUMBERS: &[&str] = &[
    "0",
    "-1",
    "1",
    "7",
    "255",
    "65535",
    "65536",
    "1000000",
    "2147483647",
    "-2147483648",
    "4294967295",
    "9223372036854775807",
    "99999999999999999999",
    "0.0000001",
    "-1e38",
    "1e9",
    "3.4028235e38",
];

impl Mutator {
    pub fn new(files: impl IntoIterator<Item = Vec<u8>>, seed: u64) -> Mutator {
        let decks = files.into_iter().map(Deck::new).collect();
        Mutator { decks, state: seed.max(1) }
    }

    pub fn next(&mut self) -> Vec<u8> {
        let deck_idx = self.below(self.decks.len());
        if self.below(2) == 0 { self.raw_mutant(deck_idx) } else { self.object_mutant(deck_idx) }
    }

    fn raw_mutant(&mut self, deck_idx: usize) -> Vec<u8> {
        let mut bytes = self.decks[deck_idx].raw.clone();
        for _ in 0..=self.below(3) {
            match self.below(6) {
                0 => self.flip(&mut bytes),
                1 => bytes.truncate(self.below(bytes.len() + 1)),
                2 => self.cut(&mut bytes),
                3 => self.replace_number(&mut bytes),
                4 => self.repeat(&mut bytes),
                _ => {
                    let other = self.below(self.decks.len());
                    let (from, to) = self.range(self.decks[other].raw.len());
                    let piece = self.decks[other].raw[from..to].to_vec();
                    let at = self.below(bytes.len() + 1);
                    let end = if self.below(2) == 0 { at } else { (at + piece.len()).min(bytes.len()) };
                    bytes.splice(at..end, piece);
                }
            }
        }
        bytes
    }

    fn object_mutant(&mut self, deck_idx: usize) -> Vec<u8> {
        let mut objects = self.decks[deck_idx].objects.clone();
        for _ in 0..=self.below(4) {
            let idx = self.below(objects.len());
            let other = self.below(objects.len());
            let with_stream: Vec<usize> = (0..objects.len()).filter(|i| objects[*i].stream.is_some()).collect();
            let streamed = with_stream[self.below(with_stream.len())];
            match self.below(11) {
                0 => {
                    let second = with_stream[self.below(with_stream.len())];
                    let stream = objects[streamed].stream.take();
                    objects[streamed].stream = std::mem::replace(&mut objects[second].stream, stream);
                }
                1 => self.flip(objects[streamed].stream.as_mut().expect("chosen for it")),
                2 => self.cut(objects[streamed].stream.as_mut().expect("chosen for it")),
                3 => self.repeat(objects[streamed].stream.as_mut().expect("chosen for it")),
                4 => self.replace_number(objects[streamed].stream.as_mut().expect("chosen for it")),
                5 | 6 => self.replace_number(&mut objects[idx].body),
                7 => {
                    let number = objects[other].number;
                    self.replace_reference(&mut objects[idx].body, number);
                }
                8 => {
                    let body = objects[other].body.clone();
                    objects[idx].body = body;
                }
                9 => {
                    let from = objects[other].body.clone();
                    self.replace_name(&mut objects[idx].body, &from);
                }
                _ => {
                    let deck = self.below(self.decks.len());
                    let guest = self.below(self.decks[deck].objects.len());
                    let (number, guest) = (objects[idx].number, self.decks[deck].objects[guest].clone());
                    objects[idx] = Object { number, ..guest };
                }
            }
        }
        write(&objects, &self.decks[deck_idx].trailer)
    }

    fn flip(&mut self, bytes: &mut [u8]) {
        if bytes.is_empty() {
            return;
        }
        for _ in 0..=self.below(32) {
            let at = self.below(bytes.len());
            bytes[at] = match self.below(3) {
                0 => bytes[at] ^ (1 << self.below(8)),
                1 => self.below(256) as u8,
                _ => b"[]<>()/ \n0R"[self.below(11)],
            };
        }
    }

    fn cut(&mut self, bytes: &mut Vec<u8>) {
        let (from, to) = self.range(bytes.len());
        bytes.drain(from..to);
    }

    fn repeat(&mut self, bytes: &mut Vec<u8>) {
        let (from, to) = self.range(bytes.len());
        let to = to.min(from + 200);
        let n_times = [1, 10, 1000][self.below(3)];
        let piece = bytes[from..to].repeat(n_times);
        bytes.splice(from..from, piece);
    }

    fn replace_number(&mut self, bytes: &mut Vec<u8>) {
        let numbers = tokens(bytes, |byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
        if numbers.is_empty() {
            return;
        }
        let (from, to) = numbers[self.below(numbers.len())];
        bytes.splice(from..to, NUMBERS[self.below(NUMBERS.len())].bytes());
    }

    fn replace_reference(&mut self, bytes: &mut Vec<u8>, number: usize) {
        let references: Vec<(usize, usize)> = tokens(bytes, |byte| byte.is_ascii_digit())
            .into_iter()
            .filter(|(_, to)| bytes[*to..].starts_with(b" 0 R"))
            .collect();
        if references.is_empty() {
            return;
        }
        let (from, to) = references[self.below(references.len())];
        bytes.splice(from..to, number.to_string().bytes());
    }

    fn replace_name(&mut self, bytes: &mut Vec<u8>, from: &[u8]) {
        let is_name = |byte: u8| byte == b'/' || byte.is_ascii_alphanumeric();
        let name_at = |bytes: &[u8]| -> Vec<(usize, usize)> {
            tokens(bytes, is_name).into_iter().filter(|(from, _)| bytes[*from] == b'/').collect()
        };
        let (ours, theirs) = (name_at(bytes), name_at(from));
        if ours.is_empty() || theirs.is_empty() {
            return;
        }
        let (start, end) = ours[self.below(ours.len())];
        let (their_start, their_end) = theirs[self.below(theirs.len())];
        bytes.splice(start..end, from[their_start..their_end].iter().copied());
    }

    /// A piece of that many bytes; most are short.
    fn range(&mut self, n_bytes: usize) -> (usize, usize) {
        let from = self.below(n_bytes + 1);
        let longest = if self.below(3) == 0 { n_bytes } else { 64 };
        (from, (from + self.below(longest + 1)).min(n_bytes))
    }

    fn below(&mut self, limit: usize) -> usize {
        // Marsaglia's xorshift.
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state % limit.max(1) as u64) as usize
    }
}

impl Deck {
    fn new(raw: Vec<u8>) -> Deck {
        let (mut objects, mut at) = (vec![], 0);
        while let Some(start) = find(&raw, b" 0 obj", at) {
            let digits = raw[..start].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
            let number = std::str::from_utf8(&raw[start - digits..start]).ok().and_then(|text| text.parse().ok());
            let Some(end) = find(&raw, b"endobj", start) else { break };
            let whole = &raw[start + b" 0 obj".len()..end];
            at = end;
            let Some(number) = number else { continue };
            objects.push(match (find(whole, b"stream\n", 0), find(whole, b"\nendstream", 0)) {
                (Some(from), Some(to)) => {
                    let packed = &whole[from + b"stream\n".len()..to];
                    let mut plain = vec![];
                    let is_plain = ZlibDecoder::new(packed).read_to_end(&mut plain).is_err();
                    let stream = Some(if is_plain { packed.to_vec() } else { plain });
                    Object { number, body: without(&whole[..from], b"/Filter/FlateDecode"), stream }
                }
                _ => Object { number, body: whole.to_vec(), stream: None },
            });
        }
        let from = find(&raw, b"trailer", 0).expect("our decks have a trailer");
        let to = find(&raw, b"startxref", from).expect("our decks have a trailer");
        let trailer = raw[from..to].to_vec();
        annotate(&mut objects);
        Deck { raw, objects, trailer }
    }
}

/// Gives the first page annotations of the common kinds.
fn annotate(objects: &mut Vec<Object>) {
    const KINDS: &[&str] = &[
        "/Highlight/QuadPoints[10 30 90 30 10 10 90 10]/C[1 1 0]/Contents(seen)/T(A)/M(D:20260101000000Z)/NM(n1)",
        "/Text/Contents<FEFF00610062>/Popup 9003 0 R/IRT 9000 0 R",
        "/FreeText/DA(/Helv 12 Tf 0 g)/Contents(free)/AP<</N 9004 0 R>>",
        "/Popup/Parent 9001 0 R/Open true",
    ];
    let is_page = |object: &&mut Object| {
        find(&object.body, b"/Type/Page", 0).is_some_and(|at| object.body.get(at + 10) != Some(&b's'))
    };
    let Some(page) = objects.iter_mut().find(is_page) else { return };
    let at = find(&page.body, b"/Type/Page", 0).unwrap_or_default();
    page.body.splice(at..at, *b"/Annots[9000 0 R 9001 0 R 9002 0 R 9003 0 R]");
    for (i, kind) in KINDS.iter().enumerate() {
        let body = format!("<</Type/Annot/Rect[10 10 90 30]/F 4/Subtype{kind}>>").into_bytes();
        objects.push(Object { number: 9000 + i, body, stream: None });
    }
    let body = b"<</Length 0/Type/XObject/Subtype/Form/BBox[0 0 80 20]/Matrix[1 0 0 1 0 0]>>".to_vec();
    objects.push(Object { number: 9004, body, stream: Some(b"0.5 g 0 0 80 20 re f".to_vec()) });
}

fn write(objects: &[Object], trailer: &[u8]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let n_objects = objects.iter().map(|object| object.number + 1).max().unwrap_or_default();
    let mut offsets = vec![None; n_objects];
    for object in objects {
        offsets[object.number] = Some(out.len());
        out.extend(format!("{} 0 obj", object.number).bytes());
        match &object.stream {
            Some(stream) => {
                out.extend(with_length(&object.body, stream.len()));
                out.extend(b"stream\n");
                out.extend(stream);
                out.extend(b"\nendstream\n");
            }
            None => out.extend(&object.body),
        }
        out.extend(b"endobj\n");
    }
    let start = out.len();
    out.extend(format!("xref\n0 {n_objects}\n").bytes());
    for offset in offsets {
        match offset {
            Some(offset) => out.extend(format!("{offset:010} 00000 n \n").bytes()),
            None => out.extend(b"0000000000 65535 f \n"),
        }
    }
    out.extend(trailer);
    out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
    out
}

fn with_length(body: &[u8], n_bytes: usize) -> Vec<u8> {
    let mut body = body.to_vec();
    if let Some(at) = find(&body, b"/Length ", 0) {
        let from = at + b"/Length ".len();
        let n_digits = body[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        body.splice(from..from + n_digits, n_bytes.to_string().bytes());
    }
    body
}

/// The pieces of bytes of this kind.
fn tokens(bytes: &[u8], is_part: impl Fn(u8) -> bool) -> Vec<(usize, usize)> {
    let (mut found, mut start) = (vec![], None);
    for (at, byte) in bytes.iter().enumerate() {
        match (is_part(*byte), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                found.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

fn without(bytes: &[u8], piece: &[u8]) -> Vec<u8> {
    match find(bytes, piece, 0) {
        Some(at) => [&bytes[..at], &bytes[at + piece.len()..]].concat(),
        None => bytes.to_vec(),
    }
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
}
