//! The interface: one door, imports that go downwards, words in message files, pixels in one place.

use crate::tree::Source;

fn is_script(source: &Source) -> bool {
    source.is_under("ui/src/") && (source.is("ts") || source.is("svelte")) && !source.is_generated()
}

fn is_test(source: &Source) -> bool {
    source.file_name().contains(".test.")
}

/// What a file imports, with the line: both `from "x"` and `import("x")`.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (idx, line) in source.text.lines().enumerate() {
        for opening in ["from \"", "import \"", "import(\"", "from '", "import '", "import('"] {
            if let Some((_, rest)) = line.split_once(opening) {
                let target = rest.split(['"', '\'']).next().unwrap_or_default();
                found.push((idx + 1, resolve(&source.path, target)));
                break;
            }
        }
    }
    found
}

/// The path from the repository's root where it is a file of ours; else the package's name.
fn resolve(from: &str, target: &str) -> String {
    if let Some(rest) = target.strip_prefix("$lib") {
        return format!("ui/src/lib{rest}");
    }
    if !target.starts_with('.') {
        return target.to_owned();
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

pub fn door(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| is_script(s) && !s.is_under("ui/src/lib/backend/")) {
        for (line, target) in imports(source) {
            if target.starts_with("@tauri-apps/") {
                complaints.push(format!("{}:{line}: {target}: ask $lib/backend", source.path));
            }
        }
        if source.text.contains("__TAURI") {
            complaints.push(format!("{}: __TAURI…: ask $lib/backend", source.path));
        }
    }
    complaints
}

/// A file's place among the tiers.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tier {
    View,
    Domain(String),
    Shared,
    State,
    Backend,
    /// Functions, words, looks: `format`, `messages`, `styles` and the like.
    Leaf,
    Package,
}

fn tier(path: &str) -> Tier {
    let Some(path) = path.strip_prefix("ui/src/") else { return Tier::Package };
    let Some(path) = path.strip_prefix("lib/") else { return Tier::View };
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["components", "shared", ..] => Tier::Shared,
        // The window's frame composes what the views stand in.
        ["components", "frame", ..] => Tier::View,
        ["components", domain, ..] => Tier::Domain((*domain).to_owned()),
        ["state", ..] => Tier::State,
        ["backend", ..] => Tier::Backend,
        _ => Tier::Leaf,
    }
}

pub fn directions(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| is_script(s)) {
        let from = tier(&source.path);
        for (line, target) in imports(source) {
            let to = tier(&target);
            let is_allowed = match (&from, &to) {
                (_, Tier::Package | Tier::Leaf) => true,
                (Tier::View, _) => true,
                // A deck's picture and problems are part of every list, so `document` lies below the other domains; and
                // so does `marking`, for marks stand in the reader and in lists.
                (Tier::Domain(from), Tier::Domain(to)) => {
                    from == to || to == "document" || (to == "marking" && from != "document")
                }
                (Tier::Domain(_), Tier::Shared | Tier::State | Tier::Backend) => true,
                (Tier::Shared, Tier::Shared) => true,
                (Tier::State, Tier::State | Tier::Backend) => true,
                (Tier::Backend, Tier::Backend) => true,
                // A function may speak of the vocabulary's types.
                (Tier::Leaf, Tier::Backend) => true,
                (_, Tier::View | Tier::Domain(_) | Tier::Shared | Tier::State | Tier::Backend) => false,
            };
            if !is_allowed {
                complaints.push(format!("{}:{line}: {target}: {from:?} may not import {to:?}", source.path));
            }
        }
    }
    complaints
}

pub fn words(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| is_script(s) && s.is("svelte")) {
        complaints.extend(
            literal_words(&source.text)
                .into_iter()
                .map(|word| format!("{}: {word:?}: words for the reader come from $lib/messages", source.path)),
        );
    }
    complaints
}

/// Attributes that the reader sees or hears.
const SPOKEN: &[&str] =
    &["placeholder", "title", "aria-label", "aria-description", "aria-roledescription", "alt", "label"];

/// Words that stand in a component's markup, outside of scripts, styles, comments and `{…}`.
fn literal_words(text: &str) -> Vec<String> {
    let markup = ["script", "style"]
        .iter()
        .fold(text.to_owned(), |text, tag| without(&text, &format!("<{tag}"), &format!("</{tag}>")));
    let markup = without(&markup, "<!--", "-->");
    let mut found = Vec::new();
    let (mut depth, mut in_tag, mut quote) = (0_u32, false, None);
    let (mut words, mut tag) = (String::new(), String::new());
    let flush = |words: &mut String, found: &mut Vec<String>| {
        // Entities such as `&nbsp;` are no words.
        let letters = words
            .split('&')
            .enumerate()
            .map(|(idx, part)| if idx == 0 { part } else { part.split_once(';').map_or(part, |(_, rest)| rest) });
        if letters.flat_map(str::chars).any(char::is_alphabetic) {
            found.push(words.trim().to_owned());
        }
        words.clear();
    };
    for c in markup.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            '"' if in_tag => {
                quote = if quote.is_some() { None } else { Some('"') };
                tag.push(c);
            }
            _ if quote.is_some() => tag.push(c),
            '<' => {
                in_tag = true;
                flush(&mut words, &mut found);
            }
            '>' if in_tag => {
                in_tag = false;
                found.extend(spoken_words(&tag));
                tag.clear();
            }
            _ if in_tag => tag.push(c),
            _ => words.push(c),
        }
    }
    flush(&mut words, &mut found);
    found
}

fn spoken_words(tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    for name in SPOKEN {
        for (at, opening) in tag.match_indices(&format!("{name}=\"")) {
            let value = tag[at + opening.len()..].split('"').next().unwrap_or_default();
            if tag[..at].ends_with(char::is_whitespace) && value.chars().any(char::is_alphabetic) {
                found.push(format!("{opening}{value}\""));
            }
        }
    }
    found
}

fn without(text: &str, opening: &str, closing: &str) -> String {
    let (mut rest, mut kept) = (text, String::new());
    while let Some((before, after)) = rest.split_once(opening) {
        kept.push_str(before);
        rest = after.split_once(closing).map_or("", |(_, after)| after);
    }
    kept + rest
}

pub fn twins(sources: &[Source]) -> Vec<String> {
    let generated: Vec<&str> = sources
        .iter()
        .filter(|s| s.is_generated())
        .flat_map(|s| s.text.split("export type ").skip(1))
        .filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next())
        .collect();
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| is_script(s)) {
        for (line, text) in source.code() {
            let declared = text.trim_start().trim_start_matches("export ");
            let name = ["interface ", "type ", "enum ", "class "].iter().find_map(|word| declared.strip_prefix(word));
            let name = name.and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
            if name.is_some_and(|name| generated.contains(&name)) {
                complaints.push(format!(
                    "{}:{line}: {} comes from the backend's types",
                    source.path,
                    name.unwrap_or_default()
                ));
            }
        }
    }
    complaints
}

/// Where pixels become points and UTF-16 offsets code points; shared components may place what floats.
const PIXEL_FOLDERS: &[&str] = &["ui/src/lib/reader/", "ui/src/lib/components/shared/"];

pub fn pixels(sources: &[Source]) -> Vec<String> {
    let words = [
        "getBoundingClientRect",
        "getClientRects",
        "caretPositionFromPoint",
        "caretRangeFromPoint",
        "devicePixelRatio",
        "charCodeAt",
        ".clientX",
        ".clientY",
    ];
    let mut complaints = Vec::new();
    let elsewhere = |s: &&Source| is_script(s) && !is_test(s) && !PIXEL_FOLDERS.iter().any(|folder| s.is_under(folder));
    for source in sources.iter().filter(elsewhere) {
        for (line, text) in source.code() {
            if let Some(word) = words.iter().find(|word| text.contains(*word)) {
                complaints.push(format!("{}:{line}: `{word}` belongs to {}", source.path, PIXEL_FOLDERS[0]));
            }
        }
    }
    complaints
}

/// What WebKit tells no screen reader: that a list without markers is one, and that words of a live region changed.
pub fn said(sources: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources.iter().filter(|s| s.is("svelte") && s.is_under("ui/src/")) {
        let mut complain = |line: usize, why: &str| complaints.push(format!("{}:{line}: {why}", source.path));
        for (line, text) in source.code() {
            let list = ["<ul", "<ol"].iter().find_map(|tag| text.split_once(*tag)).map(|(_, rest)| rest);
            if list.is_some_and(|rest| rest.starts_with([' ', '>']) && !rest.contains("role=")) {
                complain(line, "a list says `role=\"list\"`");
            }
            let live = text.contains("aria-live=") || text.contains("role=\"status\"");
            if live && source.file_name() != "Announcer.svelte" {
                complain(line, "words that change are said by `{@attach aloud}`");
            }
        }
    }
    complaints
}
