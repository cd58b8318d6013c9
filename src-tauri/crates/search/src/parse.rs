//! The query language: words that must all be there, `"phrases"`, `-not`, `OR`, brackets, `a NEAR b`, `word*`,
//! `=exact`, `~fuzzy`, and `field:`.
//!
//! The last word is a beginning while it is being typed. A query is never wrong: what is not understood is searched as
//! plain words, and said.

use crate::{
    fields::{Field, condition, field},
    query::{Node, Query, Scope},
    units::{Stretch, units},
};

/// Nobody types more; what is pasted beyond is not searched for.
const MAX_CHARS: usize = 600;
const MAX_UNITS: usize = 24;
const MAX_DEPTH: u32 = 8;
/// How many words apart `NEAR` means without a number.
const NEAR: u32 = 10;
const MAX_NEAR: u32 = 100;

/// Understands what a reader typed; never fails.
pub fn parse(text: &str) -> Query {
    let mut not_understood = Vec::new();
    let text = match text.char_indices().nth(MAX_CHARS) {
        Some((byte, _)) => {
            not_understood.push(format!("{}…", text[byte..].chars().take(30).collect::<String>()));
            &text[..byte]
        }
        None => text,
    };
    let mut parser = Parser { tokens: lex(text), next: 0, n_units: 0, not_understood };
    let nodes = parser.all(Scope::Anywhere, 0);
    let not_understood = (!parser.not_understood.is_empty()).then(|| parser.not_understood.join(" "));
    Query { not_understood, nodes }
}

#[derive(Debug, Clone, Copy)]
enum Token<'a> {
    Open,
    Close,
    Or(Stretch<'a>),
    And,
    Not,
    Near(u32, Stretch<'a>),
    Field(Field, Stretch<'a>),
    /// An equals sign right before a quotation mark.
    Exact,
    Text(Stretch<'a>),
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』' | '〝' | '〞')
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '（' | '）')
}

fn lex(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let Some(first) = rest.chars().next() else { return tokens };
        let start = text[..text.len() - rest.len()].chars().count() as u32;
        let behind = &rest[first.len_utf8()..];
        let second = behind.chars().next();
        match first {
            '(' | '（' => {
                tokens.push(Token::Open);
                rest = behind;
            }
            ')' | '）' => {
                tokens.push(Token::Close);
                rest = behind;
            }
            '-' | '－' | '−' | '!' | '！'
                if second
                    .is_some_and(|c| c.is_alphanumeric() || is_quote(c) || matches!(c, '=' | '~' | '(' | '（')) =>
            {
                tokens.push(Token::Not);
                rest = behind;
            }
            '=' | '＝' if second.is_some_and(is_quote) => {
                tokens.push(Token::Exact);
                rest = behind;
            }
            _ if is_quote(first) => {
                let end = behind.find(is_quote);
                let (text, after) = behind.split_at(end.unwrap_or(behind.len()));
                tokens.push(Token::Text(Stretch { text, start: start + 1, quoted: true, open: end.is_none() }));
                rest = after.strip_prefix(is_quote).unwrap_or(after);
            }
            _ => {
                let end = rest.find(|c: char| is_quote(c) || is_bracket(c) || c.is_whitespace());
                let (mut chunk, after) = rest.split_at(end.unwrap_or(rest.len()));
                let mut start = start;
                if let Some((name, value)) = chunk.split_once([':', '：'])
                    && let Some(field) = field(name)
                {
                    let text = &chunk[..chunk.len() - value.len()];
                    tokens.push(Token::Field(field, Stretch { text, start, quoted: false, open: false }));
                    start += text.chars().count() as u32;
                    chunk = value;
                }
                // `f(x)` is a word with brackets to a reader, and a word before a bracket to us: it is still typed on.
                let stretch = Stretch { text: chunk, start, quoted: false, open: end.is_none() };
                rest = after;
                if chunk.is_empty() {
                    continue;
                }
                tokens.push(match chunk {
                    "OR" | "|" | "||" => Token::Or(stretch),
                    "AND" | "&" | "&&" => Token::And,
                    "NOT" => Token::Not,
                    _ => near(chunk).map_or(Token::Text(stretch), |within| Token::Near(within, stretch)),
                });
            }
        }
    }
}

/// `NEAR`, or `NEAR/5`.
fn near(chunk: &str) -> Option<u32> {
    let rest = chunk.strip_prefix("NEAR")?;
    if rest.is_empty() {
        return Some(NEAR);
    }
    rest.strip_prefix('/')?.parse().ok().map(|within: u32| within.min(MAX_NEAR))
}

struct Parser<'a> {
    tokens: Vec<Token<'a>>,
    next: usize,
    n_units: usize,
    not_understood: Vec<String>,
}

impl<'a> Parser<'a> {
    /// What stands up to a closing bracket, or the end.
    fn all(&mut self, scope: Scope, depth: u32) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        let (mut or, mut near) = (false, None);
        while let Some(&token) = self.tokens.get(self.next) {
            match token {
                Token::Close => {
                    self.next += 1;
                    if depth > 0 {
                        return nodes;
                    }
                    self.not_understood.push(")".to_owned());
                    continue;
                }
                Token::Or(_) if !nodes.is_empty() => {
                    self.next += 1;
                    or = true;
                    continue;
                }
                Token::Near(within, _) if matches!(nodes.last(), Some(Node::Unit(_) | Node::Near { .. })) => {
                    self.next += 1;
                    near = Some(within);
                    continue;
                }
                Token::And => {
                    self.next += 1;
                    continue;
                }
                _ => {}
            }
            let Some(node) = self.operand(scope, depth) else { continue };
            let last = if or || near.is_some() { nodes.pop() } else { None };
            nodes.push(match (last, near.take()) {
                (Some(last), Some(within)) => self.near(last, node, within),
                (Some(last @ Node::Not(_)), None) => Node::All(vec![last, node]),
                (Some(last), None) if matches!(node, Node::Not(_)) => Node::All(vec![last, node]),
                (Some(Node::Any(mut any)), None) => {
                    any.push(node);
                    Node::Any(any)
                }
                (Some(last), None) => Node::Any(vec![last, node]),
                (None, _) => node,
            });
            or = false;
        }
        nodes
    }

    fn near(&mut self, last: Node, node: Node, within: u32) -> Node {
        match (last, node) {
            (Node::Unit(one), Node::Unit(other)) if one.scope.is_text() && other.scope.is_text() => {
                Node::Near { units: vec![one, other], within }
            }
            (Node::Near { mut units, within: before }, Node::Unit(other)) if other.scope.is_text() => {
                units.push(other);
                Node::Near { units, within: within.max(before) }
            }
            (last, node) => {
                self.not_understood.push("NEAR".to_owned());
                Node::All(vec![last, node])
            }
        }
    }

    /// One thing that is asked for; `None` where it asks for nothing.
    fn operand(&mut self, scope: Scope, depth: u32) -> Option<Node> {
        let mut negated = false;
        while let Some(Token::Not) = self.tokens.get(self.next) {
            self.next += 1;
            negated = true;
        }
        let token = *self.tokens.get(self.next)?;
        if matches!(token, Token::Close | Token::And) {
            return None;
        }
        self.next += 1;
        let node = match token {
            Token::Open => {
                if depth >= MAX_DEPTH {
                    return None;
                }
                one_of_all(self.all(scope, depth + 1))
            }
            Token::Field(field, name) => self.fielded(field, name, scope, depth),
            Token::Exact => match self.tokens.get(self.next).copied() {
                Some(Token::Text(stretch)) => {
                    self.next += 1;
                    self.words(stretch, scope, negated, true)
                }
                _ => None,
            },
            Token::Text(stretch) | Token::Or(stretch) | Token::Near(_, stretch) => {
                self.words(stretch, scope, negated, false)
            }
            Token::Close | Token::And | Token::Not => None,
        }?;
        Some(if negated { Node::Not(Box::new(node)) } else { node })
    }

    fn words(&mut self, stretch: Stretch, scope: Scope, negated: bool, exact: bool) -> Option<Node> {
        let mut units = units(stretch, scope, negated, exact);
        units.truncate(MAX_UNITS - self.n_units);
        self.n_units += units.len();
        one_of_all(units.into_iter().map(Node::Unit).collect())
    }

    /// What follows a field's name; the name alone, still being typed, asks for nothing.
    fn fielded(&mut self, field: Field, name: Stretch, scope: Scope, depth: u32) -> Option<Node> {
        if let Field::Text(scope) = field {
            return match self.tokens.get(self.next) {
                Some(Token::Text(_) | Token::Open | Token::Exact | Token::Not) => self.operand(scope, depth),
                _ => None,
            };
        }
        let Some(&Token::Text(value)) = self.tokens.get(self.next) else { return None };
        self.next += 1;
        if let Some(condition) = condition(field, value.text) {
            return Some(Node::Is(condition));
        }
        // It may yet become a value.
        if !value.open {
            self.not_understood.push(format!("{}{}", name.text, value.text));
        }
        self.words(value, scope, false, false)
    }
}

fn one_of_all(mut nodes: Vec<Node>) -> Option<Node> {
    match nodes.len() {
        0 | 1 => nodes.pop(),
        _ => Some(Node::All(nodes)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        query::{Condition, Slot, Unit},
        units::MAX_SLOTS,
    };

    fn show_unit(unit: &Unit) -> String {
        let slot = |slot: &Slot| slot.word.clone();
        let spellings: Vec<String> =
            unit.spellings.iter().map(|s| s.iter().map(slot).collect::<Vec<_>>().join("_")).collect();
        let scope = match unit.scope {
            Scope::Anywhere => String::new(),
            scope => format!("{scope:?}:").to_lowercase(),
        };
        let mark = if unit.exact { "=" } else { "" };
        let fuzzy = if unit.fuzzy { "~" } else { "" };
        format!("{scope}{mark}{fuzzy}{}{}", spellings.join("/"), if unit.prefix { "*" } else { "" })
    }

    fn show_node(node: &Node) -> String {
        let list = |nodes: &[Node], by: &str| nodes.iter().map(show_node).collect::<Vec<_>>().join(by);
        match node {
            Node::Unit(unit) => show_unit(unit),
            Node::Near { units, within } => {
                units.iter().map(show_unit).collect::<Vec<_>>().join(&format!(" <{within}> "))
            }
            Node::All(nodes) => format!("({})", list(nodes, "+")),
            Node::Any(nodes) => format!("({})", list(nodes, " | ")),
            Node::Not(node) => format!("-{}", show_node(node)),
            Node::Is(Condition::Facet(values)) => {
                values.iter().map(|(facet, value)| facet.term(value)).collect::<Vec<_>>().join(",")
            }
            Node::Is(Condition::Date { from, to }) => format!("{from}..{to}"),
        }
    }

    /// The query as it was understood: `&` between what must all hold, `|` between alternatives.
    fn show(text: &str) -> String {
        parse(text).nodes.iter().map(show_node).collect::<Vec<_>>().join(" & ")
    }

    #[test]
    fn queries_are_understood() {
        for (text, expected) in [
            ("", ""),
            ("  \u{3000} ", ""),
            ("security coun", "security & coun*"),
            ("security council ", "security & council"),
            ("\"security council\"", "security_council"),
            ("«conseil de sécurité» x ", "conseil_de_securite & x"),
            ("\"security coun", "security_coun*"),
            ("nuclear -test ", "nuclear & -test"),
            ("nuclear -te", "nuclear & -te"),
            ("-\"hydro acoustic\" NOT radio ", "-hydro_acoustic & -radio"),
            ("iran OR iraq sanctions ", "(iran | iraq) & sanctions"),
            ("iran OR iraq OR libya ", "(iran | iraq | libya)"),
            ("iran OR ", "iran"),
            ("OR ", "or"),
            ("detect* x ", "detect* & x"),
            ("=test ", "=test"),
            ("=\"nuclear tests\" ", "=nuclear_tests"),
            ("~radionucleid ", "~radionucleid"),
            ("well-being ", "well_being/wellbeing"),
            ("U.N. ", "u_n/un"),
            ("l'Assemblée générale ", "assemblee & generale"),
            ("s/res/1373 ", "s/res/1373/s_res_1373"),
            ("安全理事会", "安全_全理_理事_事会"),
            ("第1373号 ", "第_1373_号"),
            ("安全、理事。", "(安全+理事)"),
            ("1,234.5 a,b ", "1_234_5/1,234.5 & (a+b)"),
            ("inf.1234 s/res ", "inf_1234/inf.1234 & s_res/s/res"),
            ("قرار،مجلس؟", "(قرار+مجلس)"),
            ("10:30 ", "10_30/10:30"),
            ("- * \" ' | && ~", ""),
            ("(iran OR (north korea)) sanctions ", "(iran | (north+korea)) & sanctions"),
            ("（iran OR iraq） -(draft old) ", "(iran | iraq) & -(draft+old)"),
            ("(iran sanct", "(iran+sanct*)"),
            ("a (b) ", "a & b"),
            ("tag:nuclear ", "tag:nuclear"),
            ("speaker:\"Ban Ki-moon\" x ", "speaker:ban_ki_moon & x"),
            ("speaker:(ban OR annan) ", "(speaker:ban | speaker:annan)"),
            ("speaker: ban ", "speaker:ban"),
            ("speaker:", ""),
            ("-speaker:ban talk ", "-speaker:ban & talk"),
            ("발표 докладчик：лавров ", "발표 & speaker:лавров"),
            (
                "org:iaea session:III title:waves doc:intro ",
                "organization:iaea & session:iii & title:waves & deck:intro",
            ),
            ("lang:fr kind:slide ", "l:fr & k:slide"),
            ("kind:notes OR kind:talk ", "(k:note | k:talk)"),
            ("lang:русский -lang:en ", "l:ru & -l:en"),
            ("date:2016-05..2016-06 ", "20160501..20160631"),
            ("symbol:S/RES/1373 ", "symbol:s/res/1373/s_res_1373"),
            ("has:note ", "a:1"),
            ("http://x.org ", "(http+x_org)"),
            ("nuclear NEAR test ", "nuclear <10> test"),
            ("nuclear NEAR/3 \"test ban\" ", "nuclear <3> test_ban"),
            ("nuclear NEAR ", "nuclear"),
            ("NEAR miss ", "near & miss"),
            ("near miss ", "near & miss"),
        ] {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said_and_searched_as_words() {
        for (text, said, understood) in [
            ("nuclear test", None, "nuclear & test*"),
            ("lang:klingon ", Some("lang:klingon"), "klingon"),
            ("date:yesterday x ", Some("date:yesterday"), "yesterday & x"),
            ("a) b ", Some(")"), "a & b"),
            ("nuclear NEAR (a b) ", Some("NEAR"), "(nuclear+(a+b))"),
        ] {
            let not_understood = parse(text).not_understood;
            assert_eq!(not_understood.as_deref(), said, "{text}");
            assert_eq!(show(text), understood, "{text}");
        }
        assert!(parse(&"word ".repeat(10_000)).not_understood.is_some());
        assert_eq!(parse("kind:sli").not_understood, None, "it is still being typed");
    }

    #[test]
    fn a_query_of_any_length_stays_small() {
        let mut query = parse(&"ab-cd ".repeat(100_000));
        assert!(query.units_mut().len() <= MAX_UNITS);
        assert!(parse(&"国".repeat(100_000)).units_mut().iter().all(|unit| unit.spellings[0].len() <= MAX_SLOTS));
        parse(&"(".repeat(100_000));
        parse(&"((((a ".repeat(100));
    }

    #[test]
    fn a_word_knows_where_it_was_typed() {
        let text = "été speaker:\"Ban Ki-moon\" =foo";
        let mut query = parse(text);
        let mut typed: Vec<String> = Vec::new();
        for unit in query.units_mut() {
            for slot in &unit.spellings[0] {
                let range = slot.typed;
                typed.push(text.chars().skip(range.start as usize).take((range.end - range.start) as usize).collect());
            }
        }
        typed.sort();
        assert_eq!(typed, ["Ban", "Ki", "foo", "moon", "été"]);
    }
}
