//! The words of rich text (ISO 32000-2, 12.7.4.4), which is a piece of XHTML: no XML reader, since words are all that is
//! asked for, and what is written is not always sound.

/// The words, a paragraph a line; `None` where there are none.
pub(super) fn words(markup: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find(['<', '&']) {
        push_text(&mut out, &rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('<') {
            let Some(end) = rest.find('>') else { break };
            let tag = rest[1..end].trim_start_matches('/').trim_end_matches('/').trim();
            let name = tag.split(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
            let ends_line = name == "br" || rest.starts_with("</") && matches!(name.as_str(), "p" | "div" | "li");
            if ends_line {
                out.push('\n');
            }
            rest = &rest[end + 1..];
        } else {
            /// Longer than any name of a character.
            const MAX_ENTITY: usize = 10;
            let end = rest.char_indices().take(MAX_ENTITY).find(|(_, c)| *c == ';').map(|(at, _)| at);
            let known = end.and_then(|end| Some((end, character(&rest[1..end])?)));
            let (length, c) = known.map_or((1, '&'), |(end, c)| (end + 1, c));
            out.push(c);
            rest = &rest[length..];
        }
    }
    if !rest.starts_with('<') {
        push_text(&mut out, rest);
    }
    let lines: Vec<&str> = out.lines().map(str::trim).collect();
    let words = lines.join("\n");
    let words = words.trim();
    (!words.is_empty()).then(|| words.to_owned())
}

/// White space of the markup is one space, and none where a line begins.
fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(char::is_whitespace) {
            out.push(' ');
        }
    }
}

/// What an entity stands for.
fn character(name: &str) -> Option<char> {
    let number = |digits: &str, radix: u32| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some(' '),
        _ => match name.strip_prefix('#')?.strip_prefix(['x', 'X']) {
            Some(hex) => number(hex, 16),
            None => number(&name[1..], 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_read_a_paragraph_a_line() {
        let acrobat = r#"<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p dir="ltr"><span
            style="color:#000000">Who pays &amp; &#119;hen?</span></p><p>To ask<br/>in Geneva &#x4ED8;</p></body>"#;
        assert_eq!(words(acrobat).as_deref(), Some("Who pays & when?\nTo ask\nin Geneva 付"));
        assert_eq!(words("plain, 3 & 4 &c.; x").as_deref(), Some("plain, 3 & 4 &c.; x"));
        assert_eq!(words("<body><p></p></body>"), None);
        assert_eq!(words("cut <p off").as_deref(), Some("cut"));
    }
}
