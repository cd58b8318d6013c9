//! Who speaks, where a page says so by the class of an element: `<p class="speaker">Name<br><em>Home</em></p>`.

use crate::line::collapse;
use html5ever::tokenizer::Tag;

/// An element that is being read.
pub(super) struct Speaker {
    element: String,
    n_open: u32,
    /// It may name several.
    is_list: bool,
    /// The lines and spans in it.
    parts: Vec<String>,
    text: String,
}

impl Speaker {
    /// What the element says by its class; one within another only where that may name several.
    pub fn begin(tag: &Tag, within: Option<&Speaker>) -> Option<Speaker> {
        const ELEMENTS: &[&str] =
            &["p", "div", "span", "li", "h3", "h4", "h5", "h6", "em", "strong", "b", "i", "a", "address"];
        let element = &*tag.name;
        if tag.self_closing || !ELEMENTS.contains(&element) || within.is_some_and(|outer| !outer.is_list) {
            return None;
        }
        let classes = tag.attrs.iter().find(|attr| &*attr.name.local == "class")?;
        let is_list = classes.value.split_whitespace().find_map(names_speaker)?;
        (within.is_none() || !is_list).then(|| Speaker {
            element: element.to_owned(),
            n_open: 1,
            is_list,
            parts: Vec::new(),
            text: String::new(),
        })
    }

    pub fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Takes a tag within it; answers whether the element ends with it.
    pub fn tag(&mut self, name: &str, opens: bool) -> bool {
        if name == self.element {
            self.n_open = if opens { self.n_open + 1 } else { self.n_open.saturating_sub(1) };
        }
        self.part();
        self.n_open == 0
    }

    fn part(&mut self) {
        let part = collapse(&self.text);
        self.text.clear();
        let part = part.trim_matches([',', ' ', '|', '·', '–', '-']);
        // A label of its own says no more than the class.
        if part.chars().any(char::is_alphabetic) && !part.ends_with(':') {
            self.parts.push(part.to_owned());
        }
    }

    /// As a line that says so, and what the page shows of it; `None` where it is empty or tells a life.
    pub fn line(mut self) -> Option<(String, String)> {
        const LONGEST: usize = 200;
        self.part();
        let whole = self.parts.join(" ");
        if whole.is_empty() || whole.chars().count() > LONGEST {
            return None;
        }
        let text = match (&self.parts[..], self.is_list) {
            ([name, home @ ..], false) if !home.is_empty() && !name.contains([',', '(', '，', '（']) => {
                format!("{name} ({})", home.join(", "))
            }
            (parts, true) => parts.join("; "),
            (parts, false) => parts.join(", "),
        };
        Some((format!("Speakers: {text}"), whole))
    }
}

/// Does a class name who speaks, and may it be several?
fn names_speaker(class: &str) -> Option<bool> {
    const WORDS: &[&str] =
        &["speaker", "presenter", "lecturer", "panelist", "panellist", "ponente", "orador", "intervenant", "referent"];
    let folded = class.to_ascii_lowercase();
    let last = folded.rsplit(['-', '_']).next().unwrap_or(&folded);
    let first = folded.split(['-', '_']).next().unwrap_or(&folded);
    let is_name = folded.ends_with("name") && WORDS.contains(&first);
    let one = last.strip_suffix('s').unwrap_or(last);
    if is_name { Some(false) } else { WORDS.contains(&one).then_some(one != last) }
}
