//! JSON to nodes. Unlike `serde_json` it keeps the order of keys, the place of every value, and all that stands
//! before the end of a file that was cut.

use crate::tree::Node;

const MAX_DEPTH: usize = 64;

/// The root, and whether the text ended before it did.
pub(crate) fn read(text: &str) -> (Node, bool) {
    let mut reader = Reader { text, at: 0, is_cut: false };
    let root = reader.value("", 0);
    (root, reader.is_cut)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    is_cut: bool,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        let n_space = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.at += n_space;
        let byte = rest.get(n_space).copied();
        self.is_cut |= byte.is_none();
        byte
    }

    fn value(&mut self, name: &str, depth: usize) -> Node {
        let first = self.peek();
        let mut node = Node::new(name, self.at);
        match first {
            Some(b'{' | b'[') if depth >= MAX_DEPTH => {
                // Nothing that people exchange is as deep; what follows is not read.
                self.at = self.text.len();
                self.is_cut = true;
            }
            Some(b'{') => {
                self.at += 1;
                while let Some(byte) = self.peek() {
                    match byte {
                        b'}' => {
                            self.at += 1;
                            break;
                        }
                        b'"' => {
                            let name = self.string();
                            if self.peek() == Some(b':') {
                                self.at += 1;
                            }
                            let child = self.value(&name, depth + 1);
                            node.children.push(child);
                        }
                        _ => self.skip(),
                    }
                }
            }
            Some(b'[') => {
                self.at += 1;
                while let Some(byte) = self.peek() {
                    match byte {
                        b']' => {
                            self.at += 1;
                            break;
                        }
                        b',' | b'}' | b':' => self.skip(),
                        _ => {
                            let child = self.value("", depth + 1);
                            node.children.push(child);
                        }
                    }
                }
            }
            Some(b'"') => node.text = self.string(),
            Some(_) => {
                let rest = &self.text[self.at..];
                let end = rest.find(|c: char| matches!(c, ',' | '}' | ']') || c.is_whitespace()).unwrap_or(rest.len());
                let word = &rest[..end];
                if word != "null" {
                    node.text = word.to_owned();
                }
                self.at += end;
                if end == 0 {
                    self.skip();
                }
            }
            None => {}
        }
        node.span.end = self.at;
        node
    }

    fn skip(&mut self) {
        self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8);
    }

    fn string(&mut self) -> String {
        self.at += 1;
        let mut out = String::new();
        let mut units: Vec<u16> = Vec::new();
        let mut chars = self.text[self.at..].char_indices();
        let mut end = None;
        while let Some((at, c)) = chars.next() {
            let escaped = match c {
                '\\' => chars.next().map(|(_, c)| c),
                _ => None,
            };
            if escaped == Some('u') {
                let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                units.push(u16::from_str_radix(&digits, 16).unwrap_or(0xFFFD));
                continue;
            }
            // A letter outside the first plane is escaped as two units.
            if !units.is_empty() {
                out.push_str(&String::from_utf16_lossy(&units));
                units.clear();
            }
            match (c, escaped) {
                ('"', None) => {
                    end = Some(at + 1);
                    break;
                }
                (_, Some('n')) => out.push('\n'),
                (_, Some('r')) => out.push('\r'),
                (_, Some('t')) => out.push('\t'),
                (_, Some('b' | 'f')) => out.push(' '),
                (_, Some(other)) => out.push(other),
                (c, None) => out.push(c),
            }
        }
        self.is_cut |= end.is_none();
        out.push_str(&String::from_utf16_lossy(&units));
        self.at = end.map_or(self.text.len(), |end| self.at + end);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn values_keep_their_order_and_place() {
        let (root, is_cut) = read(r#" {"b": [1, "zwei\n\u00e9\ud83d\ude00", null], "a": {"start_time": true}} "#);
        assert!(!is_cut);
        assert_eq!(root.children[0].name, "b");
        assert_eq!(root.children[0].children[1].text, "zwei\né😀");
        assert_eq!(root.children[1].children[0].key, "starttime");
    }

    #[test]
    fn what_stands_before_the_cut_is_read() {
        let (root, is_cut) = read(r#"{"days": [{"title": "One"}, {"title": "Tw"#);
        assert!(is_cut);
        assert_eq!(root.children[0].children[1].children[0].text, "Tw");
        for text in ["", "{", "[,,", "{]}", "{\"a\" 1}", "\"\\", "\"\\u12", &"[".repeat(100_000)] {
            read(text);
        }
    }
}
