//! Meetings of which it is known what belongs where: programme, decks, and a table of the truth.

use rapporteur_tests::corpus;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A meeting with its truth.
pub struct Set {
    pub name: String,
    pub programmes: Vec<PathBuf>,
    pub decks: Vec<Deck>,
    pub talks: Vec<Talk>,
}

/// A deck: a real file, or the text of a first page to make one of.
pub struct Deck {
    /// Within the set's folder.
    pub path: String,
    pub source: Source,
    /// Of [`Set::talks`]; none where it is nobody's.
    pub talks: Vec<usize>,
}

pub enum Source {
    File(PathBuf),
    /// Its lines.
    Page(Vec<String>),
}

/// What the truth says of a talk; empty where it says nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Talk {
    pub date: String,
    pub session: String,
    pub start: String,
    pub end: String,
    pub title: String,
    pub speakers: Vec<String>,
    pub affiliation: String,
}

/// The programmes of each real set, as a reader would import them.
const PROGRAMMES: &[(&str, &[&str])] = &[
    ("gpss-2014", &["_data/lectures.csv"]),
    ("ofilibre-2023-es", &["2023-05-04-contenidos-de-las-ii-jornadas-1.md"]),
    ("pgdayfr-2022", &["programme.md"]),
    ("quic-wg-ietf", &["ietf103/agenda.md", "ietf98/agenda.md"]),
    ("servicemesher-zh", &["2018/06/hangzhou/README.md", "2018/07/beijing/README.md", "2019/12/hangzhou/README.md"]),
    ("wheelnext-summit-2025", &["2025_03/slidedecks_and_resources.md"]),
];

/// The real sets, where the machine has them.
pub fn real() -> Vec<Set> {
    let sets = PROGRAMMES.iter().filter_map(|(name, programmes)| {
        let folder = corpus::corpus(name)?;
        let table = fs::read_to_string(folder.join("../ground-truth").join(format!("{name}.tsv"))).ok()?;
        let programmes = programmes.iter().map(|path| folder.join(path)).collect();
        let mut set = read(name, programmes, &table, |path, _| Source::File(folder.join(path)));
        // A deck that the corpus lacks is a talk without one.
        set.decks.retain(|deck| matches!(&deck.source, Source::File(path) if path.is_file()));
        Some(set)
    });
    sets.collect()
}

/// Meetings of our own making.
pub fn invented() -> Vec<Set> {
    let folder = corpus::root().join("tests/fixtures/meetings");
    let mut folders: Vec<PathBuf> = fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    folders.sort();
    let sets = folders.iter().filter_map(|folder| {
        let table = fs::read_to_string(folder.join("truth.tsv")).ok()?;
        let programme = fs::read_dir(folder)
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.file_stem().is_some_and(|stem| stem == "programme"))?;
        let name = folder.file_name()?.to_string_lossy().into_owned();
        Some(read(&name, vec![programme], &table, |_, page| Source::Page(page.split('|').map(str::to_owned).collect())))
    });
    sets.collect()
}

fn read(name: &str, programmes: Vec<PathBuf>, table: &str, source: impl Fn(&str, &str) -> Source) -> Set {
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let (mut talks, mut decks): (Vec<Talk>, BTreeMap<String, Deck>) = (Vec::new(), BTreeMap::new());
    for line in lines.filter(|line| !line.trim().is_empty()) {
        let cells: Vec<String> =
            line.split('\t').map(|cell| cell.trim().trim_matches('"').replace("\"\"", "\"")).collect();
        let cell = |name: &str| {
            let idx = header.iter().position(|known| *known == name);
            idx.and_then(|idx| cells.get(idx)).cloned().unwrap_or_default()
        };
        let session = cell("session");
        // What stands in brackets, or is a folder, is a remark and no session's name.
        let is_name = !session.starts_with('(') && !session.starts_with("20");
        let talk = Talk {
            date: cell("date"),
            session: session.rsplit(" / ").next().filter(|_| is_name).unwrap_or_default().to_owned(),
            start: clock(&cell("start")),
            end: clock(&cell("end")),
            title: cell("title"),
            speakers: cell("speakers")
                .split(',')
                .map(|name| name.trim().to_owned())
                .filter(|n| !n.is_empty())
                .collect(),
            affiliation: cell("affiliation"),
        };
        let talk = (!talk.title.is_empty() || !talk.speakers.is_empty()).then(|| {
            talks.iter().position(|known| *known == talk).unwrap_or_else(|| {
                talks.push(talk);
                talks.len() - 1
            })
        });
        let path = cell("file");
        if !path.is_empty() {
            let deck = decks.entry(path.clone()).or_insert_with(|| Deck {
                source: source(&path, &cell("page")),
                path,
                talks: vec![],
            });
            deck.talks.extend(talk);
        }
    }
    Set { name: name.to_owned(), programmes, decks: decks.into_values().collect(), talks }
}

/// `9:00` as `09:00`.
fn clock(text: &str) -> String {
    match text.split_once(':') {
        Some((hours, minutes)) => format!("{hours:0>2}:{minutes}"),
        None => String::new(),
    }
}

/// Letters and digits alone, without case and marks.
pub fn plain(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric());
    bare.flat_map(char::to_lowercase).collect()
}

/// The parts of a name in no order.
pub fn name_parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .map(plain)
        .filter(|p| !p.is_empty())
        .collect();
    parts.sort_unstable();
    parts
}

/// Writes a deck's file below a folder.
pub fn write(deck: &Deck, folder: &Path) {
    let path = folder.join(&deck.path);
    fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder for decks");
    match &deck.source {
        Source::File(source) => _ = fs::copy(source, &path).expect("a deck is copied"),
        Source::Page(lines) => fs::write(&path, pdf(lines, &deck.path)).expect("a deck is written"),
    }
}

/// A PDF of one page with lines in any script, which has text and no glyphs to draw it by: codes are UTF-16.
pub fn pdf(lines: &[String], seed: &str) -> Vec<u8> {
    let mut content = String::from("BT /F 24 Tf 1 0 0 1 60 500 Tm 32 TL ");
    for line in lines {
        let codes: String = line.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        content.push_str(&format!("<{codes}> Tj T* "));
    }
    content.push_str("ET");
    let map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n\
               1 begincodespacerange <0000> <FFFF> endcodespacerange\n";
    // A range may not cross a row of 256.
    let rows: Vec<String> = (0..256).map(|row| format!("<{row:02X}00> <{row:02X}FF> <{row:02X}00>\n")).collect();
    let rows: String =
        rows.chunks(100).map(|rows| format!("{} beginbfrange\n{}endbfrange\n", rows.len(), rows.concat())).collect();
    let map = format!("{map}{rows}endcmap end end");
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]/Resources<</Font<</F 4 0 R>>>>/Contents 7 0 R>>".to_owned(),
        "<</Type/Font/Subtype/Type0/BaseFont/None/Encoding/Identity-H/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>".to_owned(),
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/None/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
         /DW 600/FontDescriptor 8 0 R>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{map}\nendstream", map.len()),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/FontDescriptor/FontName/None/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200\
         /CapHeight 700/StemV 80>>"
            .to_owned(),
    ];
    let mut file = format!("%PDF-1.7\n% {}\n", seed.escape_default());
    let mut places = Vec::new();
    for (idx, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.push_str(&format!("{} 0 obj\n{object}\nendobj\n", idx + 1));
    }
    let start = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    file.into_bytes()
}
