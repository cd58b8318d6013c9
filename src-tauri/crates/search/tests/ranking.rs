//! What comes first, what is counted, and what is found that was not typed so.

mod engines;

use engines::{document, keys, of_kind, open, page, put};
use model::HitKind;
use search::{Engine, Entry, Facet, FacetCount, Filter, Index, Lang, Suggest, Wanted, parse};

const ALL: Wanted = Wanted { n_hits: 100, facets: true };

fn filled(entries: impl IntoIterator<Item = Entry>) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().expect("a folder");
    let (index, _) = open(dir.path());
    let puts: Vec<_> = entries.into_iter().map(put).collect();
    index.apply(&puts).expect("all are indexed");
    (dir, index)
}

#[test]
fn titles_come_before_text_and_notes_before_pages() {
    let (_dir, index) = filled([
        of_kind(HitKind::Page, "around", "", "about waves", "infrasound"),
        of_kind(HitKind::Page, "body", "", "infrasound waves", ""),
        of_kind(HitKind::Annotation, "note", "", "infrasound waves", ""),
        of_kind(HitKind::Annotation, "comment", "Infrasound waves", "", ""),
        of_kind(HitKind::Contribution, "title", "Infrasound waves", "", ""),
    ]);
    assert_eq!(keys(&index, "infrasound "), ["comment", "title", "note", "body", "around"]);
    assert_eq!(
        keys(&index, "waves infras"),
        ["comment", "title", "note", "body", "around"],
        "fields are searched together"
    );
}

#[test]
fn who_is_called_so_comes_before_pages_that_say_so() {
    let mut entries = vec![
        of_kind(HitKind::Person, "person", "Lassina Zerbo", "CTBTO", ""),
        of_kind(HitKind::Session, "session", "Session 2 · Waves", "Lassina Zerbo", ""),
    ];
    for number in 0..30 {
        let mut talk = page(1, number, "Lassina Zerbo spoke of Zerbo");
        talk.title = "Zerbo".to_owned();
        entries.push(talk);
    }
    let (_dir, index) = filled(entries);
    assert_eq!(keys(&index, "zerbo ")[0], "person");
    assert_eq!(keys(&index, "session 2 ")[0], "session");
}

#[test]
fn ten_slides_of_one_deck_do_not_bury_the_rest() {
    let mut entries: Vec<Entry> = (0..10).map(|number| page(1, number, "infrasound infrasound network")).collect();
    entries.push(page(2, 0, "infrasound network of the north"));
    let (_dir, index) = filled(entries);
    let place = keys(&index, "infrasound network ").iter().position(|key| *key == page(2, 0, "").key);
    assert!(place.is_some_and(|place| place < 9), "{place:?}");
}

#[test]
fn a_chinese_word_comes_before_the_same_characters_in_other_words() {
    let chinese =
        |key: &str, body: &str| Entry { language: Some(Lang::Zh), ..of_kind(HitKind::Page, key, "", body, "") };
    let (_dir, index) = filled([
        chinese("across", "中国人民关心核试验。"),
        chinese("word", "外国人士说，国人关心核试验，并且多次谈到它。"),
        chinese("across again", "中国人民关心核试验。"),
    ]);
    assert_eq!(keys(&index, "国人")[0], "word");
}

#[test]
fn a_filter_restricts() {
    let note = of_kind(HitKind::Annotation, "note", "", "infrasound", "");
    let (_dir, index) = filled([page(1, 0, "infrasound"), page(2, 0, "infrasound"), note]);
    let found = |filter: &Filter, n_hits| {
        index.search(&parse("infra"), filter, Wanted { n_hits, facets: false }).expect("the search works")
    };
    let n_of = |filter: Filter| found(&filter, 10).n_total;
    assert_eq!(n_of(Filter::default()), 3);
    assert_eq!(n_of(Filter { document: Some(document(2)), ..Filter::default() }), 1);
    let kinds = Some(vec![HitKind::Annotation, HitKind::Person]);
    assert_eq!(n_of(Filter { kinds, ..Filter::default() }), 1);
    assert_eq!(n_of(Filter { kinds: Some(vec![]), ..Filter::default() }), 0);
    let one = found(&Filter::default(), 1);
    assert_eq!((one.n_total, one.hits.len()), (3, 1), "the limit does not change the count");
    let none = found(&Filter::default(), 0);
    assert_eq!((none.n_total, none.hits.len()), (3, 0));
}

#[test]
fn facets_are_counted_as_if_nothing_of_them_had_been_chosen() {
    let of_year = |number: u32, year: &str, tag: &str| {
        let mut entry = page(number as u8, number, "infrasound");
        entry.dates = vec![format!("{year}0512"), format!("{year}0513")];
        entry.facets = vec![(Facet::Tag, tag.to_owned())];
        entry
    };
    let (_dir, index) =
        filled([of_year(1, "2016", "a"), of_year(2, "2016", "b"), of_year(3, "2017", "b"), of_year(4, "2018", "b")]);
    let of = |filter: &Filter| {
        let found = index.search(&parse("infrasound "), filter, ALL).expect("the search works");
        let show = |count: &FacetCount| format!("{}={}", count.facet.term(&count.value), count.n);
        let wanted = |count: &&FacetCount| matches!(count.facet, Facet::Year | Facet::Tag);
        (found.n_total, found.facets.iter().filter(wanted).map(show).collect::<Vec<_>>().join(" "))
    };
    assert_eq!(of(&Filter::default()), (4, "t:b=3 t:a=1 y:2016=2 y:2017=1 y:2018=1".to_owned()));
    let chosen = vec![(Facet::Year, "2016".to_owned()), (Facet::Year, "2017".to_owned())];
    let filter = Filter { chosen, ..Filter::default() };
    assert_eq!(of(&filter), (3, "t:b=2 t:a=1 y:2016=2 y:2017=1 y:2018=1".to_owned()));
    let chosen = vec![(Facet::Year, "2016".to_owned()), (Facet::Tag, "a".to_owned())];
    let filter = Filter { chosen, ..Filter::default() };
    assert_eq!(of(&filter), (1, "t:a=1 t:b=1 y:2016=1".to_owned()));
    let chosen = vec![(Facet::Year, "1999".to_owned())];
    assert_eq!(of(&Filter { chosen, ..Filter::default() }).0, 0);
}

#[test]
fn fields_ask_for_what_stands_around() {
    let mut entry = page(1, 0, "infrasound stations");
    entry.around.speakers = "Ban Ki-moon".to_owned();
    entry.around.session = "Session III · Hydroacoustic waves".to_owned();
    entry.around.organizations = "International Atomic Energy Agency\nIAEA".to_owned();
    entry.around.tags = "follow up".to_owned();
    entry.around.deck = "Opening\n2016_opening.pdf".to_owned();
    entry.dates = vec!["20160512".to_owned()];
    entry.language = Some(Lang::En);
    let other = Entry { language: Some(Lang::Fr), ..page(2, 0, "infrasound S/RES/1373/Rev.1 Ban Ki-moon") };
    let (_dir, index) = filled([entry.clone(), other.clone()]);
    for (query, one, two) in [
        ("infrasound ", true, true),
        ("speaker:ban ", true, false),
        ("speaker:\"ki moon\" ", true, false),
        ("by:annan OR speaker:ban ", true, false),
        ("-speaker:ban infrasound ", false, true),
        ("session:III ", true, false),
        ("session:hydroacoustic ", true, false),
        ("org:iaea ", true, false),
        ("org:agencies ", true, false),
        ("tag:\"follow up\" ", true, false),
        ("tag:follow ", true, false),
        ("doc:opening ", true, false),
        ("date:2016 ", true, false),
        ("date:2016-05..2016-06 infra", true, false),
        ("date:2017 ", false, false),
        ("date:>2015 ", true, false),
        ("lang:fr ", false, true),
        ("-lang:fr ", true, false),
        ("kind:slide ", true, true),
        ("kind:person ", false, false),
        ("symbol:S/RES/1373 ", false, true),
        ("symbol:S/RES/137", false, true),
        ("symbol:S/RES/1540 ", false, false),
        ("iaea stations ", true, false),
        ("(org:iaea OR lang:fr) -lang:fr ", true, false),
    ] {
        let found = keys(&index, query);
        assert_eq!((found.contains(&entry.key), found.contains(&other.key)), (one, two), "{query}");
    }
}

#[test]
fn documents_of_other_bodies_are_asked_for_in_one_form() {
    let entry = page(1, 0, "au titre du point 7 de l'ordre du jour, la norme ISO/CEI 27001:2022");
    let (_dir, index) = filled([entry.clone(), page(2, 0, "item 7 of 27001 things, directive 9")]);
    for (query, is_found) in [
        ("symbol:\"ISO/IEC 27001:2022\" ", true),
        ("symbol:\"iso/iec 27001\" ", true),
        ("symbol:\"ISO/IEC 2700", true),
        ("symbol:\"agenda item 7\" ", true),
        ("symbol:\"AGENDA ITEM 7\" ", true),
        ("symbol:\"agenda item 8\" ", false),
        ("symbol:\"ISO/IEC 27001:2013\" ", false),
        ("-symbol:\"agenda item 7\" 27001 ", false),
    ] {
        assert_eq!(keys(&index, query).contains(&entry.key), is_found, "{query}");
    }
    assert_eq!(index.suggest(Suggest::Symbols, "iso/iec", 5).expect("it works").len(), 2, "the standard, an edition");
}

#[test]
fn transliterated_names_find_each_other() {
    let (_dir, index) = filled([
        of_kind(HitKind::Person, "lavrov", "Sergey Lavrov\nСергей Лавров", "", ""),
        of_kind(HitKind::Person, "mohammed", "Mohammed al-Faisal", "", ""),
        of_kind(HitKind::Page, "russian", "", "выступил Лавров", ""),
        of_kind(HitKind::Page, "arabic", "", "تحدث محمد الفيصل", "محمد الفيصل"),
        of_kind(HitKind::Page, "state", "", "the state of the art", ""),
    ]);
    assert_eq!(keys(&index, "lavrov "), ["lavrov", "russian"]);
    assert_eq!(keys(&index, "Лавров "), ["lavrov", "russian"]);
    assert_eq!(keys(&index, "محمد "), ["arabic", "mohammed"]);
    assert_eq!(keys(&index, "=lavrov "), ["lavrov"], "as it stands");
    assert_eq!(keys(&index, "state "), ["state"]);
}

#[test]
fn slips_are_seen_in_all_scripts() {
    let (_dir, index) = filled([
        of_kind(HitKind::Page, "en", "", "infrasound stations measure", ""),
        of_kind(HitKind::Page, "fr", "", "la vérification des essais", ""),
        of_kind(HitKind::Page, "ru", "", "резолюции Совета Безопасности", ""),
        of_kind(HitKind::Page, "ar", "", "اعتمد مجلس الأمن القرار", ""),
        of_kind(HitKind::Page, "zh", "", "联合国安全理事会通过了决议", ""),
    ]);
    for (typed, meant) in [
        ("安全理是会", "安全理事会"),
        ("联合国 安全理事汇 ", "联合国 安全理事会 "),
        ("infrasuond stations ", "infrasound stations "),
        ("stations infrasoun ", "stations infrasound "),
        ("vérifcation ", "verification "),
        ("безопастности ", "безопасности "),
        ("اعتمذ ", "اعتمد "),
        ("speaker:x \"infrasonud stations\" ", "speaker:x \"infrasound stations\" "),
    ] {
        let query = parse(typed);
        let corrected = index.corrected(typed, &query).expect("slips are looked up");
        let (better, text) = corrected.unwrap_or_else(|| panic!("{typed} is understood"));
        assert_eq!(text, meant);
        if !typed.contains(':') {
            assert_eq!(index.search(&better, &Filter::default(), ALL).expect("the search works").n_total, 1, "{typed}");
        }
    }
    for typed in ["infrasound ", "infras", "=infrasuond ", "xyzzyplugh ", "国国国 ", "-infrasuond ", "12345 "] {
        assert_eq!(index.corrected(typed, &parse(typed)).expect("slips are looked up"), None, "{typed}");
    }
    for typed in ["~infrasuond ", "~vérifcation ", "~безопастности ", "~اعتمذ "] {
        assert_eq!(keys(&index, typed).len(), 1, "{typed}");
    }
}

#[test]
fn a_word_put_right_leaves_other_words_their_spellings() {
    let (_dir, index) = filled([page(1, 0, "infrasound on-line"), page(1, 1, "infrasound online")]);
    let found = |typed: &str| index.search(&parse(typed), &Filter::default(), ALL).expect("the search works").n_total;
    let typed = "infrasuond on-line ";
    let corrected = index.corrected(typed, &parse(typed)).expect("slips are looked up");
    let (better, text) = corrected.expect("it is understood");
    assert_eq!(text, "infrasound on-line ");
    let n_better = index.search(&better, &Filter::default(), ALL).expect("the search works").n_total;
    assert_eq!((n_better, found(&text)), (2, 2));
}

#[test]
fn words_and_symbols_are_offered_the_commonest_first() {
    let (_dir, index) =
        filled([page(1, 0, "infrasound infrared S/RES/1373"), page(1, 1, "infrasound S/RES/1373 S/RES/1540")]);
    assert_eq!(index.suggest(Suggest::Words, "infra", 5).expect("it works"), ["infrasound", "infrared"]);
    assert_eq!(index.suggest(Suggest::Symbols, "s/res/1", 5).expect("it works"), ["s/res/1373", "s/res/1540"]);
    assert!(index.suggest(Suggest::Words, "xyz", 5).expect("it works").is_empty());
}

#[test]
fn a_slide_like_this_shares_its_telling_words() {
    let mut entries: Vec<Entry> =
        (0..20).map(|number| page(9, number, &format!("the session of day {number} in general"))).collect();
    entries.push(page(1, 0, "Infrasound arrays detect the pressure waves of atmospheric explosions"));
    entries.push(page(2, 0, "An atmospheric explosion was detected by infrasound arrays in the north"));
    entries.push(page(3, 0, "The budget of arrays"));
    entries.iter_mut().for_each(|entry| entry.language = Some(Lang::En));
    let (_dir, index) = filled(entries.clone());
    let text = &entries[20].body;
    let found = index.similar(text, Some(Lang::En), &Filter::default(), 5).expect("the search works");
    let keys: Vec<&str> = found.hits.iter().map(|hit| hit.key.as_str()).collect();
    assert_eq!(&keys[..2], [&entries[20].key, &entries[21].key]);
    assert!(index.similar("", None, &Filter::default(), 5).expect("the search works").hits.is_empty());
}
