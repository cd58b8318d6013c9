//! Each format on one small meeting, whole; and W3C's own schemas on the Web Annotations.

use crate::*;
use expect_test::expect;
use model::*;
use std::path::Path;

fn view(number: u128, page: u32, quote: &str, comment: &str, tags: &[u128]) -> AnnotationView {
    let at = |second: i64| jiff::Timestamp::from_second(1_480_518_000 + second).unwrap();
    let (tl, tr) = (Point::new(72., 710.), Point::new(130., 710.));
    let (bl, br) = (Point::new(72., 697.), Point::new(130., 697.));
    AnnotationView {
        annotation: Annotation {
            id: AnnotationId(uuid(number)),
            target: AnnotationTarget {
                document: DocumentId::from_sha256(&[7; 32]),
                page: PageIndex(page),
                range: CharRange::new(4, 4 + quote.chars().count() as u32),
                quads: vec![Quad { tl, tr, bl, br }],
                quote: quote.into(),
                prefix: "the ".into(),
                source: Default::default(),
                shape: None,
                stretches: vec![],
                suffix: " of".into(),
            },
            kind: AnnotationKind::Highlight,
            replies: vec![],
            color: Color::Yellow,
            comment: comment.into(),
            tags: tags.iter().map(|&tag| TagId(uuid(tag))).collect(),
            author: "A. Delegate".into(),
            created_at: at(0),
            modified_at: at(60),
            orphaned: false,
        },
        document_title: "Radicalisation [online]".into(),
        page_label: None,
        frame: None,
        byline: Some("Arije Antinori, European Counter-Terrorism Centre (ECTC)".into()),
        speakers: vec!["Arije Antinori".into()],
        organizations: vec!["ECTC".into()],
        session: Some(SessionId(uuid(50))),
        session_heading: Some("Session I · Technical challenges".into()),
        session_name: None,
        suggested: false,
    }
}

fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}

fn tag(number: u128, name: &str) -> Tag {
    Tag {
        id: TagId(uuid(number)),
        name: name.into(),
        parent: None,
        definition: String::new(),
        color: None,
        shortcut: None,
    }
}

fn check<T>(format: impl Fn(&Export) -> T) -> T {
    let later = AnnotationView { page_label: Some("iv".into()), ..view(1, 3, "=SUM(1)", "", &[]) };
    let elsewhere = AnnotationView {
        session: None,
        session_heading: None,
        session_name: None,
        suggested: false,
        byline: None,
        document_title: "الإعلان".into(),
        ..view(3, 0, "国", "", &[91])
    };
    let annotations =
        [later, view(2, 0, "counter\nmessaging", "Ask *who*,\nand when.\n\n- soon", &[90, 91]), elsewhere];
    let tags = [tag(90, "follow-up"), tag(91, "a \"quoted\" tag")];
    format(&export(&annotations, &[], &tags))
}

fn export<'a>(annotations: &'a [AnnotationView], room_notes: &'a [RoomNoteView], tags: &'a [Tag]) -> Export<'a> {
    Export {
        title: "CTC special meeting",
        meeting: Some(MeetingId(uuid(9))),
        document: None,
        annotations,
        room_notes,
        tags,
        colors: &[],
    }
}

/// A commitment at a talk, and a question without words between talks of no session, where the zone is not known.
fn room_notes() -> [RoomNoteView; 2] {
    let heard = RoomNoteView {
        note: RoomNote {
            id: RoomNoteId(uuid(20)),
            kind: RoomNoteKind::Commitment,
            words: "Report by *May*".into(),
            at: jiff::Timestamp::from_second(1_480_520_520).unwrap(),
            meeting: MeetingId(uuid(9)),
            session: Some(SessionId(uuid(50))),
            contribution: Some(ContributionId(uuid(60))),
            annotation: None,
            author: "A. Delegate".into(),
            modified_at: jiff::Timestamp::from_second(1_480_520_530).unwrap(),
        },
        local: Some(jiff::civil::date(2016, 11, 30).at(10, 42, 0, 0)),
        time_zone: Some("America/New_York".into()),
        session_heading: Some("Session I · Technical challenges".into()),
        session_name: None,
        contribution_title: None,
        byline: Some("Arije Antinori (ECTC)".into()),
        speakers: vec!["Arije Antinori".into()],
        organizations: vec!["ECTC".into()],
        decks: vec![],
        slide: None,
    };
    let mut between = heard.clone();
    between.note = RoomNote {
        id: RoomNoteId(uuid(21)),
        kind: RoomNoteKind::Question,
        words: String::new(),
        session: None,
        contribution: None,
        ..between.note
    };
    (between.local, between.time_zone, between.session_heading, between.byline) = (None, None, None, None);
    [heard, between]
}

#[test]
fn notes_of_the_room_stand_in_their_session_in_every_format() {
    let notes = room_notes();
    let annotations = [view(2, 0, "messaging", "", &[])];
    let both = export(&annotations, &notes, &[]);
    expect![[r##"
        # CTC special meeting

        ## Session I · Technical challenges

        ### Radicalisation \[online\] · Arije Antinori, European Counter-Terrorism Centre (ECTC)

        #### Slide 1

        > messaging

        ### In the room

        - **Commitment**, 2016-11-30 10:42 (America/New\_York), Arije Antinori (ECTC): Report by \*May\*

        ## On no session

        ### In the room

        - **Question**, 2016-11-30 15:42 UTC
    "##]]
    .assert_eq(&markdown(&both));
    let table = String::from_utf8(csv(&both)).unwrap();
    let rows: Vec<&str> = table.lines().skip(2).collect();
    assert!(
        rows[0].contains(",Arije Antinori (ECTC),,,,,,Report by *May*,,,,commitment,,A. Delegate,2016-11-30"),
        "{rows:?}"
    );
    assert!(rows.iter().all(|row| row.split(',').count() == 20), "as many fields as the others: {rows:?}");
    let collection: serde_json::Value = serde_json::from_str(&web_annotation(&both)).unwrap();
    assert_eq!(collection["total"], 3);
    let heard = &collection["first"]["items"][1];
    assert_eq!(heard["target"]["id"], "urn:uuid:00000000-0000-0000-0000-00000000003c", "it is about the talk");
    assert_eq!(collection["first"]["items"][2]["motivation"], "questioning");
}

#[test]
fn markdown_goes_from_session_to_deck_to_slide() {
    expect![[r##"
        # CTC special meeting

        ## Session I · Technical challenges

        ### Radicalisation \[online\] · Arije Antinori, European Counter-Terrorism Centre (ECTC)

        #### Slide 1

        > counter\
        > messaging

        Ask *who*,
        and when.

        - soon

        Tags: follow-up, a "quoted" tag

        #### Slide 4 (iv)

        > \=SUM(1)

        ## On no session

        ### الإعلان

        #### Slide 1

        > 国

        Tags: a "quoted" tag
    "##]]
    .assert_eq(&check(markdown));
}

#[test]
fn csv_quotes_what_must_be_and_runs_no_formula() {
    let table = String::from_utf8(check(csv)).unwrap();
    assert!(table.starts_with('\u{feff}'), "Excel takes it for another encoding otherwise");
    expect![[r#"
        meeting,session,speaker,document,page,page_label,quote,quote_source,comment,tags,color,color_name,kind,replies,author,created,modified,orphaned,annotation_id,document_id<CRLF>
        CTC special meeting,Session I · Technical challenges,"Arije Antinori, European Counter-Terrorism Centre (ECTC)",Radicalisation [online],4,iv,'=SUM(1),drawn,,,yellow,,highlight,,A. Delegate,2016-11-30T15:00:00Z,2016-11-30T15:01:00Z,false,00000000-0000-0000-0000-000000000001,0707070707070707070707070707070707070707070707070707070707070707<CRLF>
        CTC special meeting,Session I · Technical challenges,"Arije Antinori, European Counter-Terrorism Centre (ECTC)",Radicalisation [online],1,,"counter
        messaging",drawn,"Ask *who*,
        and when.

        - soon","follow-up; a ""quoted"" tag",yellow,,highlight,,A. Delegate,2016-11-30T15:00:00Z,2016-11-30T15:01:00Z,false,00000000-0000-0000-0000-000000000002,0707070707070707070707070707070707070707070707070707070707070707<CRLF>
        CTC special meeting,,,الإعلان,1,,国,drawn,,"a ""quoted"" tag",yellow,,highlight,,A. Delegate,2016-11-30T15:00:00Z,2016-11-30T15:01:00Z,false,00000000-0000-0000-0000-000000000003,0707070707070707070707070707070707070707070707070707070707070707<CRLF>
    "#]].assert_eq(&table.trim_start_matches('\u{feff}').replace("\r\n", "<CRLF>\n"));
}

#[test]
fn a_web_annotation_names_page_place_and_quote() {
    let mut collection: serde_json::Value = serde_json::from_str(&check(web_annotation)).unwrap();
    let items = collection["first"]["items"].take();
    expect![[r#"
        {
          "@context": "http://www.w3.org/ns/anno.jsonld",
          "first": {
            "id": "urn:uuid:00000000-0000-0000-0000-000000000009#annotations-1",
            "items": null,
            "startIndex": 0,
            "type": "AnnotationPage"
          },
          "id": "urn:uuid:00000000-0000-0000-0000-000000000009#annotations",
          "label": "CTC special meeting",
          "total": 3,
          "type": "AnnotationCollection"
        }
    "#]]
    .assert_eq(&format!("{collection:#}\n"));
    expect![[r#"
        {
          "body": [
            {
              "format": "text/markdown",
              "purpose": "commenting",
              "type": "TextualBody",
              "value": "Ask *who*,\nand when.\n\n- soon"
            },
            {
              "purpose": "tagging",
              "type": "TextualBody",
              "value": "follow-up"
            },
            {
              "purpose": "tagging",
              "type": "TextualBody",
              "value": "a \"quoted\" tag"
            }
          ],
          "created": "2016-11-30T15:00:00Z",
          "creator": {
            "name": "A. Delegate",
            "type": "Person"
          },
          "id": "urn:uuid:00000000-0000-0000-0000-000000000002",
          "modified": "2016-11-30T15:01:00Z",
          "motivation": "commenting",
          "stylesheet": {
            "type": "CssStylesheet",
            "value": ".yellow { background-color: #ffd400 }"
          },
          "target": {
            "dc:title": "Radicalisation [online]",
            "dc:type": "highlight",
            "selector": [
              {
                "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
                "refinedBy": {
                  "end": 21,
                  "start": 4,
                  "type": "TextPositionSelector"
                },
                "type": "FragmentSelector",
                "value": "page=1"
              },
              {
                "exact": "counter\nmessaging",
                "prefix": "the ",
                "suffix": " of",
                "type": "TextQuoteSelector"
              }
            ],
            "source": "ni:///sha-256;BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
            "styleClass": "yellow"
          },
          "type": "Annotation"
        }
    "#]]
    .assert_eq(&format!("{:#}\n", items[1]));
}

#[test]
fn a_document_is_named_by_its_content() {
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855".parse().unwrap();
    assert_eq!(document_iri(&empty), "ni:///sha-256;47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU");
}

/// On words that were read off an image, with others between.
fn of_two_stretches() -> AnnotationView {
    let mut view = view(4, 0, "open … data", "", &[]);
    let stretch = |start, quote: &str| TextStretch {
        range: CharRange::new(start, start + 4),
        n_quads: 1,
        quote: quote.into(),
        prefix: "the ".into(),
        suffix: " of".into(),
    };
    view.annotation.target.stretches = vec![stretch(4, "open"), stretch(20, "data")];
    view.annotation.target.source = TextSource::Ocr;
    view
}

/// Compiles one of W3C's schemas, format checking on, for else a bad date passes.
fn is_valid(root: &Path, schema: &str, value: &serde_json::Value) -> Result<(), String> {
    let mut compiler = boon::Compiler::new();
    compiler.set_default_draft(boon::Draft::V4);
    compiler.enable_format_assertions();
    // Definitions are named without their folder.
    let at = |path: &Path| -> serde_json::Value {
        let text = std::fs::read_to_string(path).unwrap();
        let mut json: serde_json::Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
        json.as_object_mut().unwrap().remove("id");
        json
    };
    for entry in std::fs::read_dir(root.join("definitions")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_name().unwrap().to_str().unwrap();
            compiler.add_resource(&format!("http://wadm.example/{name}"), at(&path)).unwrap();
        }
    }
    compiler.add_resource("http://wadm.example/schema.json", at(&root.join(schema))).unwrap();
    let mut schemas = boon::Schemas::new();
    let schema = compiler.compile("http://wadm.example/schema.json", &mut schemas).map_err(|e| format!("{e:#}"))?;
    schemas.validate(value, schema).map_err(|e| format!("{e}"))
}

#[test]
fn web_annotations_satisfy_every_must_of_w3c() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/standards/wadm");
    let Ok(musts) = std::fs::read_to_string(root.join("annotations/annotationMusts.test")) else {
        eprintln!("SKIPPED: W3C's schemas are not at {}", root.display());
        return;
    };
    let musts: serde_json::Value = serde_json::from_str(&musts).unwrap();
    let musts: Vec<&str> = musts["assertions"].as_array().unwrap().iter().map(|m| m.as_str().unwrap()).collect();
    let collection: serde_json::Value = serde_json::from_str(&check(web_annotation)).unwrap();
    let of_the_room: serde_json::Value =
        serde_json::from_str(&web_annotation(&export(&[], &room_notes(), &[]))).unwrap();
    let items = |collection: &serde_json::Value| collection["first"]["items"].as_array().unwrap().clone();
    let in_stretches: serde_json::Value =
        serde_json::from_str(&web_annotation(&export(&[of_two_stretches()], &[], &[]))).unwrap();
    let targets = in_stretches["first"]["items"][0]["target"].as_array().unwrap();
    assert!(targets.len() == 2 && targets.iter().all(|target| target.get("renderedVia").is_some()), "{targets:#?}");
    for annotation in items(&collection).iter().chain(&items(&of_the_room)).chain(&items(&in_stretches)) {
        let mut annotation = annotation.clone();
        // On its page an annotation has its context from the collection; the schemas look at it alone.
        annotation["@context"] = collection["@context"].clone();
        for must in &musts {
            if let Err(complaint) = is_valid(&root, must, &annotation) {
                panic!("{must}: {complaint}\n{annotation:#}");
            }
        }
        let mut bad = annotation.clone();
        bad["created"] = "yesterday".into();
        let dates = "annotations/3.3.1-annotationCreatedValidated.json";
        assert!(is_valid(&root, dates, &bad).is_err(), "formats are looked at");
    }
}

#[test]
fn an_annotation_without_a_place_is_reported_by_the_pdf_export() {
    let mut nowhere = view(2, 0, "lost", "", &[]);
    nowhere.annotation.target.quads.clear();
    let original = include_bytes!("../fixtures/one-page.pdf");
    let done = annotated_pdf(
        original,
        &[view(1, 0, "open", "Why?", &[90]), nowhere],
        &[tag(90, "follow-up")],
        &[],
        &TakenOver::new(),
    )
    .unwrap();
    assert_eq!(done.written, Written::Appended);
    assert_eq!(done.unplaced, [AnnotationId(uuid(2))]);
    assert!(done.bytes.starts_with(original));
    let update = String::from_utf8_lossy(&done.bytes[original.len()..]);
    for part in
        ["/Highlight", "(00000000-0000-0000-0000-000000000001)", "(D:20161130150000Z)", "(Why?)", "[\"follow-up\"]"]
    {
        assert!(update.contains(part), "{part} in {update}");
    }
}
