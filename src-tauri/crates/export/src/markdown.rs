//! A text to read and to paste: session, deck, slide, quote, comment, tags.

use crate::{Export, color_name, tag_names};
use model::{AnnotationKind, AnnotationView, DocumentId, RoomNoteKind, RoomNoteView, SessionId, TextSource};
use std::fmt::Write;

/// CommonMark; sessions and decks stand in the order of their first annotation, slides ascend.
pub fn markdown(export: &Export) -> String {
    let mut text = format!("# {}\n", inline(export.title));
    for (session, views, room_notes) in by_session(export) {
        // Where nothing stands on a programme, a heading that says so helps nobody.
        let heading = views.first().and_then(|view| view.session_heading.as_deref());
        let heading = heading.or_else(|| room_notes.first().and_then(|view| view.session_heading.as_deref()));
        if session.is_some() || heading.is_some() || export.meeting.is_some() {
            push(&mut text, format_args!("\n## {}\n", inline(heading.unwrap_or("On no session"))));
        }
        for (_, mut views) in by_document(&views) {
            let byline = views[0].byline.as_deref().map(|byline| format!(" · {}", inline(byline)));
            let title = inline(&views[0].document_title);
            push(&mut text, format_args!("\n### {title}{}\n", byline.unwrap_or_default()));
            views.sort_by_key(|view| (view.annotation.target.page, view.annotation.target.range.start));
            let mut page = None;
            for view in views {
                if page != Some(view.annotation.target.page) {
                    page = Some(view.annotation.target.page);
                    push(&mut text, format_args!("\n#### {}\n", slide(view)));
                }
                push_annotation(&mut text, view, export);
            }
        }
        if !room_notes.is_empty() {
            text.push_str("\n### In the room\n\n");
            room_notes.into_iter().for_each(|view| push_room_note(&mut text, view));
        }
    }
    text
}

fn push_annotation(text: &mut String, view: &AnnotationView, export: &Export) {
    let annotation = &view.annotation;
    let quote: Vec<String> = annotation.target.quote.lines().map(|line| format!("> {}", escape(line))).collect();
    if let Some(heading) = heading(view, export) {
        push(text, format_args!("\n{heading}\n"));
    }
    if !quote.is_empty() {
        push(text, format_args!("\n{}\n", quote.join("\\\n")));
    }
    if annotation.target.source == TextSource::Ocr {
        text.push_str("\n*Recognized text: read off a scanned page, and not proofread.*\n");
    }
    if annotation.orphaned {
        text.push_str("\n*These words were not found in the document's text again.*\n");
    }
    if !annotation.comment.trim().is_empty() {
        push(text, format_args!("\n{}\n", annotation.comment.trim()));
    }
    for reply in &annotation.replies {
        let said: Vec<String> = reply.text.trim().lines().map(|line| format!("  {line}")).collect();
        let at = reply.created_at.strftime("%Y-%m-%d %H:%M UTC");
        push(text, format_args!("\n- **{}**, {at}:\n\n{}\n", inline(&reply.author), said.join("\n")));
    }
    let tags = tag_names(annotation, export.tags);
    if !tags.is_empty() {
        let tags: Vec<String> = tags.into_iter().map(inline).collect();
        push(text, format_args!("\nTags: {}\n", tags.join(", ")));
    }
}

/// What the mark is, where it is not an unnamed highlight.
fn heading(view: &AnnotationView, export: &Export) -> Option<String> {
    let kind = match view.annotation.kind {
        AnnotationKind::Highlight => None,
        AnnotationKind::Underline => Some("Underlined"),
        AnnotationKind::StrikeOut => Some("Struck out"),
        AnnotationKind::Squiggle => Some("Squiggle"),
        AnnotationKind::Note => Some("Note"),
        AnnotationKind::FreeText => Some("Free text"),
        AnnotationKind::Area => Some("Area"),
        AnnotationKind::Ink => Some("Drawing"),
        AnnotationKind::Arrow => Some("Arrow"),
        AnnotationKind::Box => Some("Box"),
    };
    let name = inline(color_name(view.annotation.color, export.colors));
    match (kind, name.as_str()) {
        (None, "") => None,
        (None, name) => Some(format!("**{name}**")),
        (Some(kind), "") => Some(format!("*{kind}*")),
        (Some(kind), name) => Some(format!("**{name}** · *{kind}*")),
    }
}

fn slide(view: &AnnotationView) -> String {
    let number = view.annotation.target.page.number();
    match &view.page_label {
        Some(label) if *label != number.to_string() => format!("Slide {number} ({})", inline(label)),
        _ => format!("Slide {number}"),
    }
}

/// When, what and from whom: `- **Question**, 2016-11-30 10:42 (America/New_York), Arije Antinori (ECTC): Since when?`
fn push_room_note(text: &mut String, view: &RoomNoteView) {
    let note = &view.note;
    let kind = match note.kind {
        RoomNoteKind::Commitment => "Commitment",
        RoomNoteKind::Question => "Question",
        RoomNoteKind::FollowUp => "Follow-up",
    };
    let at = match (view.local, &view.time_zone) {
        (Some(local), Some(zone)) => format!("{} ({})", local.strftime("%Y-%m-%d %H:%M"), inline(zone)),
        _ => note.at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
    };
    let speaker = view.byline.as_deref().or(view.contribution_title.as_deref());
    let speaker = speaker.map(|name| format!(", {}", inline(name))).unwrap_or_default();
    let words = if note.words.is_empty() { String::new() } else { format!(": {}", inline(&note.words)) };
    push(text, format_args!("- **{kind}**, {at}{speaker}{words}\n"));
}

type SessionNotes<'a> = (Option<SessionId>, Vec<&'a AnnotationView>, Vec<&'a RoomNoteView>);

fn by_session<'a>(export: &Export<'a>) -> Vec<SessionNotes<'a>> {
    let mut groups: Vec<SessionNotes> = vec![];
    fn group<'g, 'a>(groups: &'g mut Vec<SessionNotes<'a>>, session: Option<SessionId>) -> &'g mut SessionNotes<'a> {
        let at = groups.iter().position(|(known, ..)| *known == session).unwrap_or_else(|| {
            groups.push((session, vec![], vec![]));
            groups.len() - 1
        });
        &mut groups[at]
    }
    for view in export.annotations {
        group(&mut groups, view.session).1.push(view);
    }
    for view in export.room_notes {
        group(&mut groups, view.note.session).2.push(view);
    }
    groups
}

fn by_document<'a>(views: &[&'a AnnotationView]) -> Vec<(&'a DocumentId, Vec<&'a AnnotationView>)> {
    let mut groups: Vec<(&DocumentId, Vec<&AnnotationView>)> = vec![];
    for &view in views {
        let document = &view.annotation.target.document;
        match groups.iter_mut().find(|(id, _)| *id == document) {
            Some((_, group)) => group.push(view),
            None => groups.push((document, vec![view])),
        }
    }
    groups
}

/// Text on one line, whatever it was.
fn inline(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// One line of text, so that Markdown reads it as nothing but text.
fn escape(line: &str) -> String {
    let line = line.trim();
    let mut escaped = String::with_capacity(line.len() + 8);
    // A list, a heading, a rule or an ordered list begins only at the start of a line.
    let n_digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let special_at_start = if n_digits > 0 && line[n_digits..].starts_with(['.', ')']) {
        Some(n_digits)
    } else if line.starts_with(['#', '+', '-', '=']) {
        Some(0)
    } else {
        None
    };
    for (byte, char) in line.char_indices() {
        if Some(byte) == special_at_start
            || matches!(char, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '~' | '|')
        {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}

fn push(text: &mut String, arguments: std::fmt::Arguments) {
    // Writing into a string cannot fail.
    let _ = text.write_fmt(arguments);
}
