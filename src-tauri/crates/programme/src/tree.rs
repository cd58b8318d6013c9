//! Nested data in one form, whether it came as XML or as JSON: named nodes with text or children, and their place.

use std::ops::Range;

/// An element, an attribute, an object, a list or a single value.
#[derive(Debug, Default, Clone)]
pub(crate) struct Node {
    /// As printed; empty for the members of a list.
    pub name: String,
    /// Small letters and digits of the name alone, so that `start_time`, `startTime` and `schema:StartTime` are one.
    pub key: String,
    /// The value, or the text inside an element.
    pub text: String,
    pub children: Vec<Node>,
    /// Bytes of the source.
    pub span: Range<usize>,
    /// Of a schedule.
    pub is_entry: bool,
    /// It is one, or one is inside.
    pub holds_entry: bool,
}

impl Node {
    pub fn new(name: &str, at: usize) -> Node {
        Node { name: name.to_owned(), key: key(name), span: at..at, ..Node::default() }
    }

    pub fn all<'a>(&'a self, keys: &'a [&str]) -> impl Iterator<Item = &'a Node> {
        keys.iter().flat_map(|key| self.children.iter().filter(move |child| child.key == *key))
    }

    /// The first non-empty value of the first of the keys that has one.
    pub fn value(&self, keys: &[&str]) -> Option<String> {
        self.all(keys).find_map(Node::scalar)
    }

    /// Its own text; of an object that stands for a name or a text in several languages, that.
    pub fn scalar(&self) -> Option<String> {
        let own = crate::line::collapse(&self.text);
        if !own.is_empty() {
            return Some(own);
        }
        const NAMES: &[&str] = &["name", "title", "value", "text", "en", "english"];
        let named = NAMES.iter().find_map(|key| self.children.iter().find(|child| child.key == *key));
        let is_language =
            |child: &&Node| child.key.len() == 2 || child.name.len() == 5 && child.name.contains(['-', '_']);
        let named = named.or_else(|| self.children.iter().find(is_language));
        let inner = crate::line::collapse(&named?.text);
        Some(inner).filter(|text| !text.is_empty())
    }

    pub fn is_single(&self) -> bool {
        self.children.is_empty()
    }
}

fn key(name: &str) -> String {
    let name = name.rsplit(':').next().unwrap_or(name);
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Where lines begin, to tell the line of a byte.
pub(crate) struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    pub fn of(text: &str) -> Self {
        LineIndex { starts: text.match_indices('\n').map(|(at, _)| at + 1).collect() }
    }

    /// Counted from one.
    pub fn line(&self, at: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|&start| start <= at)).unwrap_or(u32::MAX - 1) + 1
    }
}
