//! What is quoted of a text, and what of it is lit.

use model::SnippetPiece;
use search::{parse, snippet};

fn shown(pieces: &[SnippetPiece]) -> String {
    pieces.iter().map(|piece| if piece.lit { format!("[{}]", piece.text) } else { piece.text.clone() }).collect()
}

#[test]
fn a_snippet_stands_where_most_of_the_query_is() {
    let filler = "Nothing of interest stands here at all. ".repeat(10);
    let text = format!("infrasound\n{filler}The infrasound\nstations of the network.\n{filler}");
    let pieces = snippet(&parse("infrasound station "), &text, None);
    let shown = shown(&pieces);
    assert!(shown.contains("The [infrasound] [stations] of the network."), "{shown}");
    assert!(shown.starts_with('…') && shown.ends_with('…'), "{shown}");
    let n_chars: usize = pieces.iter().map(|piece| piece.text.chars().count()).sum();
    assert!((120..=165).contains(&n_chars), "{n_chars} in {shown}");
}

#[test]
fn a_snippet_of_little_or_nothing_is_the_text_itself() {
    assert_eq!(shown(&snippet(&parse("two "), "one\n two\r\nthree", None)), "one [two] three");
    assert_eq!(shown(&snippet(&parse("four "), "one two", None)), "one two");
    assert_eq!(snippet(&parse("four "), "", None), []);
    let long = shown(&snippet(&parse("four "), &"one two ".repeat(100), None));
    assert!(long.starts_with("one two") && long.ends_with('…') && long.chars().count() <= 161, "{long}");
    let chinese = shown(&snippet(&parse("决议"), &format!("{0}决议{0}", "国".repeat(300)), None));
    assert!(chinese.starts_with("…国") && chinese.contains("[决议]") && chinese.ends_with('…'), "{chinese}");
    let phrase_longer_than_a_snippet = format!("\"{}\"", "abc ".repeat(60));
    assert_eq!(
        snippet(&parse(&phrase_longer_than_a_snippet), &"abc ".repeat(200), None).iter().filter(|p| p.lit).count(),
        1
    );
}
