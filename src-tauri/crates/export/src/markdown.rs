//! A text to read and to paste: session, deck, slide, quote, comment, tags.

use crate::{Export, color_name, tag_names};
use model::{AnnotationKind, AnnotationView, DocumentId, SessionId, TextSource};
use std::fmt::Write;

/// CommonMark; sessions and decks stand in the order of their first annotation, slides ascend.
pub fn markdown(export: &Export) -> String {
    let mut text = format!("# {}\n", inline(export.title));
    for (session, views) in by_session(export.annotations) {
        // Where nothing stands on a programme, a heading that says so helps nobody.
        let heading = views[0].session_heading.as_deref();
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

fn by_session(views: &[AnnotationView]) -> Vec<(Option<SessionId>, Vec<&AnnotationView>)> {
    let mut groups: Vec<(Option<SessionId>, Vec<&AnnotationView>)> = vec![];
    for view in views {
        match groups.iter_mut().find(|(session, _)| *session == view.session) {
            Some((_, group)) => group.push(view),
            None => groups.push((view.session, vec![view])),
        }
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
