//! A table, one annotation a row: RFC 4180, in UTF-8 with a byte order mark, which Excel asks for.

use crate::{Export, color_name, tag_names};
use model::TextSource;

const HEADER: [&str; 20] = [
    "meeting",
    "session",
    "speaker",
    "document",
    "page",
    "page_label",
    "quote",
    "quote_source",
    "comment",
    "tags",
    "color",
    "color_name",
    "kind",
    "replies",
    "author",
    "created",
    "modified",
    "orphaned",
    "annotation_id",
    "document_id",
];

/// One row an annotation, in the order given; then one a note of the room, which has no document or page. Pages count from one; several tags are separated by `; `.
pub fn csv(export: &Export) -> Vec<u8> {
    let mut table = String::from("\u{feff}");
    push_row(&mut table, &HEADER.map(str::to_owned));
    for view in export.annotations {
        let annotation = &view.annotation;
        let target = &annotation.target;
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let row = [
            if export.meeting.is_some() { export.title.to_owned() } else { String::new() },
            optional(&view.session_heading),
            optional(&view.byline),
            view.document_title.clone(),
            target.page.number().to_string(),
            optional(&view.page_label),
            target.quote.clone(),
            source(target.source).to_owned(),
            annotation.comment.clone(),
            tag_names(annotation, export.tags).join("; "),
            annotation.color.name().to_owned(),
            color_name(annotation.color, export.colors).to_owned(),
            annotation.kind.name().to_owned(),
            annotation.replies.iter().map(|r| format!("{}: {}", r.author, r.text)).collect::<Vec<_>>().join("\n"),
            annotation.author.clone(),
            annotation.created_at.to_string(),
            annotation.modified_at.to_string(),
            annotation.orphaned.to_string(),
            annotation.id.to_string(),
            target.document.to_string(),
        ];
        push_row(&mut table, &row);
    }
    for view in export.room_notes {
        let note = &view.note;
        let blank = String::new;
        let row = [
            if export.meeting.is_some() { export.title.to_owned() } else { blank() },
            view.session_heading.clone().unwrap_or_default(),
            view.byline.clone().or_else(|| view.contribution_title.clone()).unwrap_or_default(),
            blank(),
            blank(),
            blank(),
            blank(),
            blank(),
            note.words.clone(),
            blank(),
            blank(),
            blank(),
            note.kind.name().to_owned(),
            blank(),
            note.author.clone(),
            note.at.to_string(),
            note.modified_at.to_string(),
            blank(),
            note.id.to_string(),
            blank(),
        ];
        push_row(&mut table, &row);
    }
    table.into_bytes()
}

/// Whether the quote can be taken for what the page says, letter by letter.
fn source(source: TextSource) -> &'static str {
    match source {
        TextSource::Drawn => "drawn",
        TextSource::Invisible => "invisible",
        TextSource::Ocr => "recognized",
    }
}

pub(crate) fn push_row(table: &mut String, fields: &[String]) {
    for (idx, field) in fields.iter().enumerate() {
        if idx > 0 {
            table.push(',');
        }
        let field = defuse(field);
        if field.contains([',', '"', '\n', '\r', ';']) {
            table.push('"');
            table.push_str(&field.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(&field);
        }
    }
    table.push_str("\r\n");
}

/// Text from slides that a spreadsheet would run as a formula gets the apostrophe that keeps it text
/// (OWASP, *CSV Injection*); the full-width signs count, since Excel in East Asian locales takes them too.
fn defuse(field: &str) -> String {
    match field.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{field}"),
        _ => field.to_owned(),
    }
}
