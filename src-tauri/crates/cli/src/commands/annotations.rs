//! `rapporteur annotations`: lists, makes and deletes annotations.

use crate::{
    arguments::{Annotations, Arguments, Which},
    error::Error,
    library, output, words,
};
use catalog::Catalog;
use model::{
    Annotation, AnnotationDraft, AnnotationFilter, AnnotationId, AnnotationKind, AnnotationView, CharRange, PageIndex,
    PageText, TagView,
};
use std::{collections::HashMap, fmt::Write, process::ExitCode};

pub fn run(arguments: &Arguments, annotations: &Annotations) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    match annotations {
        Annotations::List(which) => {
            let views = catalog::annotate::list(&catalog, &filter(&catalog, which)?)?;
            if arguments.json {
                output::json(&views)?;
            } else {
                output::text(&list(&catalog, &views)?)?;
            }
        }
        Annotations::Add { document, page, place, kind, color, comment, tags } => {
            let document = library::document(&catalog, document)?;
            let page = page.index();
            let range = match (&place.range, &place.quote) {
                (Some(range), _) => *range,
                (None, quote) => {
                    let text = catalog::pages::text(&catalog, &document, page)?;
                    find(&text, page, quote.as_deref().unwrap_or_default())?
                }
            };
            let draft = AnnotationDraft {
                kind: *kind,
                color: *color,
                comment: comment.clone(),
                new_tags: tags.clone(),
                ..AnnotationDraft::highlight(document, page, range)
            };
            let annotation = catalog::annotate::create(&catalog, draft)?;
            library::index(&catalog);
            if arguments.json {
                output::json(&annotation)?;
            } else {
                output::text(&format!("{}\n", annotation.id))?;
            }
        }
        Annotations::Delete { ids } => {
            catalog::annotate::delete(&catalog, ids)?;
            for id in ids {
                output::talk(&format!("deleted {id}"));
            }
            library::index(&catalog);
        }
        Annotations::Export(export) => return super::export::run(arguments, export),
    }
    Ok(ExitCode::SUCCESS)
}

/// What the options say, with names looked up.
pub fn filter(catalog: &Catalog, which: &Which) -> Result<AnnotationFilter, Error> {
    Ok(AnnotationFilter {
        document: which.document.as_deref().map(|name| library::document(catalog, name)).transpose()?,
        meeting: which.meeting,
        tag: which.tag.as_deref().map(|name| library::tag(catalog, name)).transpose()?,
    })
}

/// What the mark is, where it is not a highlight.
fn kind(annotation: &Annotation) -> String {
    match annotation.kind {
        AnnotationKind::Highlight => String::new(),
        kind => format!("{}, ", kind.name().replace('_', " ")),
    }
}

fn list(catalog: &Catalog, views: &[AnnotationView]) -> Result<String, Error> {
    let tags: HashMap<_, _> =
        catalog::tags::list(catalog)?.into_iter().map(|TagView { tag, .. }| (tag.id, tag.name)).collect();
    let mut text = String::new();
    let mut last = None;
    for view in views {
        let annotation = &view.annotation;
        let document = &annotation.target.document;
        if last != Some(document) {
            last = Some(document);
            let byline = view.byline.as_ref().map(|byline| format!(" · {byline}")).unwrap_or_default();
            let _ = writeln!(text, "{}  {}{byline}", words::short(document), view.document_title);
        }
        let AnnotationId(id) = annotation.id;
        let page = annotation.target.page.number();
        let orphaned = if annotation.orphaned { ", words not found again" } else { "" };
        let _ = writeln!(text, "  {id}  slide {page}, {}{}{orphaned}", kind(annotation), annotation.color.name());
        if !annotation.target.quote.is_empty() {
            let _ = writeln!(text, "    “{}”", words::one_line(&annotation.target.quote, 200));
        }
        if !annotation.comment.is_empty() {
            let _ = writeln!(text, "    {}", words::one_line(&annotation.comment, 200));
        }
        let names: Vec<&str> = annotation.tags.iter().filter_map(|id| tags.get(id)).map(String::as_str).collect();
        if !names.is_empty() {
            let _ = writeln!(text, "    tags: {}", names.join(", "));
        }
    }
    Ok(text)
}

/// Where the words stand in the page's text; white space is all alike, and none is needed between lines.
fn find(text: &PageText, page: PageIndex, quote: &str) -> Result<CharRange, Error> {
    let page_chars: Vec<(u32, char)> = (0..).zip(text.text.chars()).filter(|(_, char)| !char.is_whitespace()).collect();
    let wanted: Vec<char> = quote.chars().filter(|char| !char.is_whitespace()).collect();
    let windows = page_chars.windows(wanted.len().max(1));
    let found: Vec<CharRange> = windows
        .filter(|window| !wanted.is_empty() && window.iter().map(|(_, char)| char).eq(&wanted))
        .map(|window| CharRange::new(window[0].0, window[window.len() - 1].0 + 1))
        .collect();
    match found.as_slice() {
        [] => Err(Error::NoQuote { page, quote: quote.to_owned() }),
        [range] => Ok(*range),
        ranges => {
            let ranges = ranges.iter().map(|range| format!("{}..{}", range.start, range.end)).collect();
            Err(Error::ManyQuotes { page, ranges })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, quote: &str, expected: Result<CharRange, &str>) {
        let text = PageText { text: text.into(), ..PageText::default() };
        let found = find(&text, PageIndex(0), quote).map_err(|error| error.to_string());
        assert_eq!(found.as_ref().map_err(String::as_str), expected.as_ref().map_err(|text| *text));
    }

    #[test]
    fn a_quote_is_found_across_lines() {
        check("use of\nsocial  media", "of social media", Ok(CharRange::new(4, 20)));
        check("反恐\n委员会", "反恐委员会", Ok(CharRange::new(0, 6)));
    }

    #[test]
    fn a_quote_must_stand_at_one_place() {
        check("a b a", "a", Err("these words stand at several places on page 1, name one by --range: 0..1, 4..5"));
        check("a b a", "c", Err("these words do not stand on page 1: c"));
        check("a b a", " ", Err("these words do not stand on page 1:  "));
    }
}
