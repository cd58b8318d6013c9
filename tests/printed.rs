//! What the library has of a programme leads back to where its sources print it: before it is kept and after, through
//! corrections and newer versions.

use catalog::programme::{edit, printed, review};
use model::{
    ItemField, ItemKind, MeetingId, PlaceHow, ProgrammeSource, ProgrammeTable, ReadOptions, TableCell, TableRow,
};
use rapporteur_tests::library::Library;
use std::fs;

const FIRST: &str = "Forum on data, Geneva 2024

Monday, 6 May

Session 1: Open data
Moderator: Ann Lee
09:00–09:30 Why it matters – Jane Doe, ITU
09:30–10:00 How it is done – John Roe, UNDP
";

fn text(text: &str) -> ProgrammeSource {
    ProgrammeSource::Text { text: text.to_owned() }
}

fn keep(library: &Library, source: &ProgrammeSource) -> MeetingId {
    catalog::programme::import(&library.catalog, source).expect("it is kept").meeting
}

fn row<'a>(table: &'a ProgrammeTable, title: &str) -> &'a TableRow {
    let is_titled =
        |row: &&TableRow| row.cells.iter().any(|cell| cell.field == ItemField::Title && cell.value == title);
    table.rows.iter().find(is_titled).unwrap_or_else(|| panic!("{title} is in the table"))
}

fn cell(row: &TableRow, field: ItemField) -> &TableCell {
    row.cells.iter().find(|cell| cell.field == field).expect("it has such a cell")
}

/// What the places of a cell mark, each with its line and what it has to do with the value.
fn marked(lines: &[String], cell: &TableCell) -> String {
    let places = cell.origin.as_ref().map_or(&[][..], |origin| &origin.places);
    let told = places.iter().map(|place| {
        let line = lines[place.line as usize - 1].chars();
        let part: String = line.skip(place.start as usize).take((place.end - place.start) as usize).collect();
        format!("{} {part} {:?}", place.line, place.how)
    });
    told.collect::<Vec<_>>().join(", ")
}

#[test]
fn every_field_leads_to_its_place_before_the_programme_is_kept_and_after() {
    let library = Library::new();
    let source = text(FIRST);
    let preview = review::preview(&library.catalog, &source, &ReadOptions::default()).expect("it is read");
    let lines = printed::preview_source(&library.catalog, &source, &ReadOptions::default()).expect("it has lines");
    assert_eq!(lines.sha256, preview.sha256);
    let meeting = keep(&library, &source);
    let kept = review::table(&library.catalog, meeting).expect("it is kept");
    for table in [&preview, &kept] {
        let talk = row(table, "How it is done");
        assert_eq!(talk.printed_in.as_ref(), Some(&lines.sha256));
        let told = |field| marked(&lines.lines, cell(talk, field));
        assert_eq!(told(ItemField::Date), "3 Monday, 6 May Elsewhere, 1 2024 Completes");
        assert_eq!(told(ItemField::Start), "8 09:30 Printed");
        assert_eq!(told(ItemField::End), "8 10:00 Printed");
        assert_eq!(told(ItemField::People), "8 John Roe Printed");
        assert_eq!(told(ItemField::Affiliations), "8 UNDP Printed");
        assert_eq!(told(ItemField::Parent), "5 Session 1: Open data Elsewhere");
        let session = row(table, "Open data");
        assert_eq!((session.line, session.raw.as_str()), (5, "Session 1: Open data"));
        assert_eq!(marked(&lines.lines, cell(session, ItemField::People)), "6 Ann Lee Printed");
        // The meeting's own fields.
        let about = |field| marked(&lines.lines, cell(&table.about, field));
        assert_eq!(table.about.printed_in.as_ref(), Some(&lines.sha256));
        assert_eq!(about(ItemField::Title), "1 Forum on data, Geneva 2024 Printed");
        assert_eq!(about(ItemField::TimeZone), "1 Geneva Implies");
        assert_eq!(about(ItemField::Date), "3 Monday, 6 May Elsewhere, 1 2024 Completes");
        assert_eq!(cell(&table.about, ItemField::Date).value, "2024-05-06");
        assert!(cell(&table.about, ItemField::Venue).origin.is_none(), "the source does not say it");
    }
    let again = printed::kept_source(&library.catalog, meeting, &lines.sha256).expect("it is looked for");
    assert_eq!(again, Some(lines), "the lines are kept with the meeting");
    assert_eq!(printed::kept_source(&library.catalog, meeting, "0").expect("it is looked for"), None);
}

#[test]
fn a_corrected_field_leads_to_what_is_printed() {
    let library = Library::new();
    let meeting = keep(&library, &text(FIRST));
    let id = row(&review::table(&library.catalog, meeting).expect("a table"), "How it is done").key.clone();
    edit::correct(&library.catalog, ItemKind::Contribution, &id, ItemField::Start, "09:45").expect("it is corrected");
    let table = review::table(&library.catalog, meeting).expect("a table");
    let talk = row(&table, "How it is done");
    let start = cell(talk, ItemField::Start);
    assert_eq!((start.value.as_str(), start.source.as_deref()), ("09:45", Some("09:30")));
    let lines: Vec<String> = FIRST.lines().map(str::to_owned).collect();
    assert_eq!(marked(&lines, start), "8 09:30 Printed");
    // The same of the meeting's own.
    let own = meeting.to_string();
    for (field, value) in [(ItemField::Title, "Data forum"), (ItemField::TimeZone, "Europe/Paris")] {
        edit::correct(&library.catalog, ItemKind::Meeting, &own, field, value).expect("it is corrected");
    }
    let table = review::table(&library.catalog, meeting).expect("a table");
    let title = cell(&table.about, ItemField::Title);
    assert_eq!((title.value.as_str(), title.source.as_deref()), ("Data forum", Some("Forum on data, Geneva 2024")));
    assert_eq!(marked(&lines, title), "1 Forum on data, Geneva 2024 Printed");
    assert_eq!(marked(&lines, cell(&table.about, ItemField::TimeZone)), "1 Geneva Implies");
    // What the reader writes has no place.
    let written = edit::create_item(&library.catalog, meeting, ItemKind::Contribution, None).expect("it is made");
    let table = review::table(&library.catalog, meeting).expect("a table");
    let row = table.rows.iter().find(|row| row.key == written).expect("it is in the table");
    assert_eq!(row.printed_in, None);
    assert!(row.cells.iter().all(|cell| cell.origin.is_none()));
}

#[test]
fn what_a_newer_version_left_out_leads_to_the_older_one() {
    let library = Library::new();
    let meeting = keep(&library, &text(FIRST));
    let older = review::preview(&library.catalog, &text(FIRST), &ReadOptions::default()).expect("it is read").sha256;
    let second =
        FIRST.replace("09:30–10:00 How it is done – John Roe, UNDP\n", "10:30–11:00 What it costs – Li Na, WHO\n");
    let second = second.replace("Monday, 6 May", "A word before all else.\n\nMonday, 6 May");
    assert_eq!(keep(&library, &text(&second)), meeting);
    let newer = review::preview(&library.catalog, &text(&second), &ReadOptions::default()).expect("it is read").sha256;
    let table = review::table(&library.catalog, meeting).expect("a table");
    let line = |title: &str| {
        let row = row(&table, title);
        let place = cell(row, ItemField::Title).origin.as_ref().and_then(|origin| origin.places.first().copied());
        (row.printed_in.clone(), place.map(|place| (place.line, place.how)))
    };
    assert_eq!(line("How it is done"), (Some(older.clone()), Some((8, PlaceHow::Printed))));
    assert_eq!(line("Why it matters"), (Some(newer.clone()), Some((9, PlaceHow::Printed))));
    // The first version read again is the newest.
    keep(&library, &text(FIRST));
    let table = review::table(&library.catalog, meeting).expect("a table");
    assert_eq!(row(&table, "Why it matters").printed_in, Some(older));
    assert_eq!(row(&table, "What it costs").printed_in, Some(newer));
}

#[test]
fn lines_of_a_pdf_are_those_that_were_read() {
    let library = Library::new();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("agenda.pdf");
    fs::write(&file, pdf(FIRST)).expect("it can be written");
    let source = ProgrammeSource::File { path: file.to_string_lossy().into_owned() };
    let meeting = keep(&library, &source);
    let table = review::table(&library.catalog, meeting).expect("a table");
    let talk = row(&table, "Why it matters");
    let sha256 = talk.printed_in.clone().expect("its source is kept");
    let source =
        printed::kept_source(&library.catalog, meeting, &sha256).expect("it is looked for").expect("it is there");
    assert_eq!(source.name.as_deref(), Some("agenda.pdf"));
    let told = marked(&source.lines, cell(talk, ItemField::People));
    assert!(told.ends_with(" Jane Doe Printed"), "{told}");
}

/// One page with a line of text for each line.
fn pdf(text: &str) -> Vec<u8> {
    let mut content = String::from("BT /F1 11 Tf 14 TL 50 780 Td\n");
    for line in text.lines() {
        content.push_str(&format!("({}) Tj T*\n", line.replace('–', "-")));
    }
    content.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R
           /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = vec![];
    for (idx, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", idx + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    offsets.iter().for_each(|offset| file.extend(format!("{offset:010} 00000 n \n").bytes()));
    file.extend(format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    file
}
