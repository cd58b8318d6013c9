//! XML to nodes: elements and attributes alike, as far as a damaged file can be read.

use crate::tree::Node;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

const MAX_DEPTH: usize = 64;

/// The root, and whether the text ended or broke before it did.
pub(crate) fn read(text: &str) -> (Node, bool) {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    let mut open = vec![Node::new("", 0)];
    let mut is_cut = false;
    loop {
        let start = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let event = reader.read_event();
        let end = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match event {
            Ok(Event::Start(tag)) if open.len() < MAX_DEPTH => open.push(element(&tag, start)),
            Ok(Event::Empty(tag)) => {
                let mut node = element(&tag, start);
                node.span.end = end;
                push(&mut open, node);
            }
            Ok(Event::End(tag)) => {
                let name = tag.name().as_ref().to_owned();
                // What an inner element forgot to close ends with the outer.
                let depth = open.iter().skip(1).rposition(|node| node.name == name);
                for _ in depth.map_or(0..0, |depth| depth + 1..open.len()) {
                    close(&mut open, end);
                }
            }
            Ok(Event::Text(part)) => append(&mut open, &part),
            Ok(Event::CData(part)) => append(&mut open, &part),
            Ok(Event::GeneralRef(entity)) => {
                let name = entity.to_string();
                append(&mut open, &crate::html::entity(&name));
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => {
                is_cut = true;
                // The reader goes on behind the error, unless it is at the end.
                if end <= start || end >= text.len() {
                    break;
                }
            }
        }
    }
    is_cut |= open.len() > 1;
    while open.len() > 1 {
        close(&mut open, text.len());
    }
    (open.pop().unwrap_or_default(), is_cut)
}

fn element(tag: &BytesStart, at: usize) -> Node {
    let mut node = Node::new(tag.name().as_ref(), at);
    for attribute in tag.attributes().with_checks(false).flatten() {
        let mut child = Node::new(attribute.key.as_ref(), at);
        child.text = crate::html::text_of(&attribute.value);
        node.children.push(child);
    }
    node
}

fn append(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}

fn push(open: &mut [Node], mut node: Node) {
    if node.text.trim().is_empty() {
        node.text.clear();
    }
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn close(open: &mut Vec<Node>, end: usize) {
    if let Some(mut node) = open.pop() {
        node.span.end = end;
        push(open, node);
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn elements_and_attributes_are_children() {
        let (root, is_cut) =
            read("<?xml version='1.0'?>\n<day date=\"2017-08-05\"><t>A &amp; B&#39;s &eacute;</t><b/></day>");
        assert!(!is_cut);
        let day = &root.children[0];
        assert_eq!((day.key.as_str(), day.children[0].text.as_str()), ("day", "2017-08-05"));
        assert_eq!(day.children[1].text, "A & B's é");
    }

    #[test]
    fn a_cut_file_is_read_up_to_its_cut() {
        let (root, is_cut) = read("<day><event><title>One</title></event><event><title>Tw");
        assert!(is_cut);
        assert_eq!(root.children[0].children.len(), 2);
        for text in ["<", "<a", "<a b", "<a b=", "</a>", "<a><b></a></b>", "<!--", "<![CDATA[", &"<a>".repeat(10_000)] {
            read(text);
        }
    }
}
