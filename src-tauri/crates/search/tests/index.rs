//! The index on disk: kept, replaced, deleted, damaged, another's; and queries that mean harm.

use model::{DocumentId, HitKind, PageIndex, SnippetPiece};
use search::{Entry, Error, Filter, Index, Op, Opened, light, parse, show, snippet};
use std::{fs, path::Path, time::Instant};

fn document(byte: u8) -> DocumentId {
    DocumentId::from_sha256(&[byte; 32])
}

fn page(document_byte: u8, page: u32, body: &str) -> Entry {
    let document = document(document_byte);
    Entry {
        key: format!("page/{document}/{page}"),
        kind: HitKind::Page,
        document: Some(document),
        page: Some(PageIndex(page)),
        title: String::new(),
        body: body.to_owned(),
        extra: String::new(),
        language: None,
    }
}

fn of_kind(kind: HitKind, key: &str, title: &str, body: &str, extra: &str) -> Entry {
    let [title, body, extra] = [title, body, extra].map(str::to_owned);
    Entry { key: key.to_owned(), kind, document: None, page: None, title, body, extra, language: None }
}

fn open(dir: &Path) -> (Index, Opened) {
    Index::open(dir, "library").expect("the index opens")
}

fn keys(index: &Index, query: &str) -> Vec<String> {
    let found = index.search(&parse(query), &Filter::default(), 100).expect("the search works");
    assert_eq!(found.n_total as usize, found.hits.len());
    found.hits.into_iter().map(|hit| hit.key).collect()
}

#[test]
fn an_index_is_there_when_opened_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, opened) = open(dir.path());
    assert_eq!(opened, Opened::New);
    index.apply(&[Op::Put(page(1, 4, "infrasound stations"))]).expect("the page is indexed");
    drop(index);
    let (index, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    let found = index.search(&parse("station "), &Filter::default(), 10).expect("the search works");
    let hit = &found.hits[0];
    assert_eq!((hit.kind, hit.page, hit.document.clone()), (HitKind::Page, Some(PageIndex(4)), Some(document(1))));
    assert_eq!(index.n_entries(), 1);
}

#[test]
fn a_foreign_index_is_emptied() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    index.apply(&[Op::Put(page(1, 0, "infrasound"))]).expect("the page is indexed");
    drop(index);
    fs::write(dir.path().join("letter.txt"), "not ours").expect("a stranger's file");
    let (index, opened) = Index::open(dir.path(), "another library").expect("the index opens");
    assert_eq!((opened, index.n_entries()), (Opened::New, 0));
    assert!(dir.path().join("letter.txt").exists(), "only the index's own files go");
}

#[test]
fn a_damaged_index_is_emptied() {
    type Harm = fn(&Path);
    let harms: [(&str, Harm); 5] = [
        ("no marker", |dir| fs::remove_file(dir.join("rapporteur-index.json")).expect("it was there")),
        ("no meta", |dir| fs::remove_file(dir.join("meta.json")).expect("it was there")),
        ("broken meta", |dir| fs::write(dir.join("meta.json"), "{").expect("it can be written")),
        ("a byte", |dir| {
            for path in segment_files(dir) {
                let mut bytes = fs::read(&path).expect("it can be read");
                bytes[0] ^= 0x55;
                fs::write(&path, bytes).expect("it can be written");
            }
        }),
        ("cut files", |dir| {
            for path in segment_files(dir) {
                fs::write(path, b"").expect("it can be written");
            }
        }),
    ];
    for (name, harm) in harms {
        let dir = tempfile::tempdir().expect("a folder");
        let (index, _) = open(dir.path());
        index.apply(&[Op::Put(page(1, 0, "infrasound"))]).expect("the page is indexed");
        drop(index);
        harm(dir.path());
        let (index, opened) = open(dir.path());
        assert_eq!((opened, index.n_entries()), (Opened::New, 0), "{name}");
        index.apply(&[Op::Put(page(1, 0, "infrasound"))]).expect("it can be filled again");
        assert_eq!(keys(&index, "infrasound ").len(), 1, "{name}");
        drop(index);
        assert_eq!(open(dir.path()).1, Opened::Existing, "{name}");
    }
}

fn segment_files(dir: &Path) -> Vec<std::path::PathBuf> {
    let all = fs::read_dir(dir).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    all.filter(|path| path.file_stem().is_some_and(|stem| stem.len() == 32)).collect()
}

#[test]
fn put_replaces_and_delete_deletes() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let mut note = of_kind(HitKind::Annotation, "note", "", "infrasound is a note", "");
    note.document = Some(document(1));
    index
        .apply(&[
            Op::Put(page(1, 0, "first infrasound")),
            Op::Put(page(1, 0, "second infrasound")),
            Op::Put(page(2, 0, "third infrasound")),
            Op::Put(note),
        ])
        .expect("all are indexed");
    assert!(keys(&index, "first ").is_empty(), "the later one stays");
    assert_eq!(keys(&index, "infrasound ").len(), 3);
    index.apply(&[Op::DeleteDocument(document(1))]).expect("it is deleted");
    assert_eq!(keys(&index, "infrasound ").len(), 2, "annotations stay");
    index.apply(&[Op::Delete { key: "note".into() }]).expect("it is deleted");
    assert_eq!(keys(&index, "infrasound "), [page(2, 0, "").key]);
    index.apply(&[Op::Clear, Op::Put(page(3, 0, "infrasound"))]).expect("it is cleared");
    assert_eq!(keys(&index, "infrasound "), [page(3, 0, "").key], "what comes after Clear stays");
    assert_eq!(index.n_entries(), 1);
}

#[test]
fn titles_come_before_text_and_notes_before_pages() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let puts = [
        of_kind(HitKind::Page, "extra", "", "about waves", "infrasound"),
        of_kind(HitKind::Page, "body", "", "infrasound waves", ""),
        of_kind(HitKind::Annotation, "note", "", "infrasound waves", ""),
        of_kind(HitKind::Contribution, "title", "Infrasound waves", "", ""),
    ];
    index.apply(&puts.map(Op::Put)).expect("all are indexed");
    assert_eq!(keys(&index, "infrasound "), ["title", "note", "body", "extra"]);
    assert_eq!(keys(&index, "waves infras"), ["title", "note", "body", "extra"], "fields are searched together");
}

#[test]
fn a_filter_restricts() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let note = of_kind(HitKind::Annotation, "note", "", "infrasound", "");
    index
        .apply(&[Op::Put(page(1, 0, "infrasound")), Op::Put(page(2, 0, "infrasound")), Op::Put(note)])
        .expect("all are indexed");
    let n_of = |filter: Filter| index.search(&parse("infra"), &filter, 10).expect("the search works").n_total;
    assert_eq!(n_of(Filter::default()), 3);
    assert_eq!(n_of(Filter { document: Some(document(2)), kinds: None }), 1);
    assert_eq!(n_of(Filter { document: None, kinds: Some(vec![HitKind::Annotation, HitKind::Person]) }), 1);
    assert_eq!(n_of(Filter { document: None, kinds: Some(vec![]) }), 0);
    let one = index.search(&parse("infra"), &Filter::default(), 1).expect("the search works");
    assert_eq!((one.n_total, one.hits.len()), (3, 1), "the limit does not change the count");
}

#[test]
fn two_programs_search_but_one_writes() {
    let dir = tempfile::tempdir().expect("a folder");
    let (one, _) = open(dir.path());
    one.apply(&[Op::Put(page(1, 0, "infrasound"))]).expect("it is indexed");
    let (other, opened) = open(dir.path());
    assert_eq!(opened, Opened::Existing);
    assert_eq!(keys(&other, "infrasound ").len(), 1);
    assert!(matches!(other.apply(&[Op::Clear]), Err(Error::Busy)));
    one.rest().expect("the writer is let go");
    other.apply(&[Op::Clear]).expect("now it can write");
    assert!(keys(&one, "infrasound ").is_empty(), "what the other wrote is seen");
}

#[test]
fn hostile_queries_do_no_harm() {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let text = "Infrasound 安全理事会 قرار S/RES/1373 well-being\u{0}\u{FFFD} ".repeat(50);
    index.apply(&[Op::Put(page(1, 0, &text))]).expect("it is indexed");
    let long =
        ["a".repeat(1 << 20), "a ".repeat(1 << 19), "\"".repeat(1 << 16), "-".repeat(1 << 16), "国".repeat(1 << 16)];
    let more = ["a* ".repeat(200), "a OR ".repeat(200), "a-".repeat(300), "s/1".repeat(200), "\u{301}".repeat(10_000)];
    let odd = [
        "*",
        "**",
        "-",
        "--",
        "-\"",
        "\"\"",
        "\" \"",
        "OR",
        "OR OR",
        "AND NOT",
        "NOT NOT a",
        "-a -b",
        "=",
        "=*",
        "~",
        "a*b*c",
        ":",
        "tag:",
        "tag:\"",
        ":tag",
        "\u{0}",
        "\u{1}infrasound",
        "\u{FEFF}",
        "\u{202E}abc",
        "ء",
        "ـ",
        "\u{AD}",
        "'",
        "l'",
        "''s",
        "/",
        "A/",
        "A//1",
        "a/1/",
        "(((",
        "\\",
        "[a TO b]",
        "*:*",
        "\u{10FFFF}",
        "👩‍👩‍👧",
        "ﷺ",
        "½",
        "a\u{301}\u{301}",
        "ß",
        "İ",
        "ı",
        "國",
        "- a",
        "\"a\"b\"c",
        "”a“",
        "a|b",
        "| a",
        "a |",
        "& a",
        "\r\n\t",
        "\u{3000}",
        "１/２",
    ];
    for query in long.iter().chain(&more).map(String::as_str).chain(odd) {
        let start = Instant::now();
        let parsed = parse(query);
        index.search(&parsed, &Filter::default(), 50).expect("a search never fails");
        show(&parsed, &text, None);
        show(&parsed, "", None);
        let name: String = query.chars().take(20).collect();
        assert!(start.elapsed().as_millis() < 1000, "{name:?} took {:?}", start.elapsed());
    }
    // Any bytes that a program may pass on.
    let mut seed = 1u64;
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..40)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                (seed >> 56) as u8
            })
            .collect();
        let query = parse(&String::from_utf8_lossy(&bytes));
        index.search(&query, &Filter::default(), 50).expect("a search never fails");
        light(&query, &String::from_utf8_lossy(&bytes), None);
    }
    assert!(index.search(&parse("  "), &Filter::default(), 50).expect("an empty query").hits.is_empty());
}

fn shown(pieces: &[SnippetPiece]) -> String {
    pieces.iter().map(|piece| if piece.lit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

#[test]
fn a_snippet_stands_where_most_of_the_query_is() {
    let filler = "Nothing of interest stands here at all. ".repeat(10);
    let text = format!("infrasound\n{filler}The infrasound\nstations of the network.\n{filler}");
    let pieces = snippet(&parse("infrasound station "), &text, None);
    let shown = shown(&pieces);
    assert!(shown.contains("The [infrasound] [stations] of the network."), "{shown}");
    assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
    let n_chars: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    assert!((120..=165).contains(&n_chars), "{n_chars} in {shown}");
}

#[test]
fn a_snippet_of_little_or_nothing_is_the_text_itself() {
    assert_eq!(shown(&snippet(&parse("two "), "one\n two\r\nthree", None)), "one [two] three");
    assert_eq!(shown(&snippet(&parse("four "), "one two", None)), "one two");
    assert_eq!(snippet(&parse("four "), "", None), []);
    let long = shown(&snippet(&parse("four "), &"one two ".repeat(100), None));
    assert!(long.starts_with("one two") && long.ends_with('…') && long.chars().count() <= 161, "{long}");
    let chinese = shown(&snippet(&parse("决议"), &format!("{0}决议{0}", "国".repeat(300)), None));
    assert!(chinese.starts_with("…国") && chinese.contains("[决议]") && chinese.ends_with('…'), "{chinese}");
    let phrase_longer_than_a_snippet = format!("\"{}\"", "abc ".repeat(60));
    assert_eq!(
        snippet(&parse(&phrase_longer_than_a_snippet), &"abc ".repeat(200), None).iter().filter(|p| p.lit).count(),
        1
    );
}
