//! A query understood: what must be there, what may be, and where.

use analysis::Lang;
use model::CharRange;

/// A query understood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// What was not understood, and searched as plain words.
    pub not_understood: Option<String>,
    /// All must hold.
    pub nodes: Vec<Node>,
}

impl Query {
    /// Nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// What is to be lit: the units that are searched for in the texts themselves, not those that must not be there
    /// nor those that ask for a speaker or a session.
    pub(crate) fn lit(&self) -> Vec<LitUnit<'_>> {
        let mut lit = Vec::new();
        for node in &self.nodes {
            collect_lit(node, &mut lit);
        }
        lit
    }

    /// Every unit.
    pub(crate) fn units(&self) -> Vec<&Unit> {
        let mut units = Vec::new();
        let mut open: Vec<&Node> = self.nodes.iter().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Unit(unit) => units.push(unit),
                Node::Near { units: near, .. } => units.extend(near),
                Node::All(nodes) | Node::Any(nodes) => open.extend(nodes),
                Node::Not(node) => open.push(node),
                Node::Is(_) => {}
            }
        }
        units
    }

    /// Every unit, to be changed.
    pub fn units_mut(&mut self) -> Vec<&mut Unit> {
        let mut units = Vec::new();
        let mut open: Vec<&mut Node> = self.nodes.iter_mut().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Unit(unit) => units.push(unit),
                Node::Near { units: near, .. } => units.extend(near),
                Node::All(nodes) | Node::Any(nodes) => open.extend(nodes),
                Node::Not(node) => open.push(node),
                Node::Is(_) => {}
            }
        }
        units
    }
}

/// A unit to light; those of one `NEAR` only where they stand together.
pub(crate) struct LitUnit<'a> {
    pub unit: &'a Unit,
    /// The number of the group, and how many words may lie between.
    pub near: Option<(usize, u32)>,
}

fn collect_lit<'a>(node: &'a Node, lit: &mut Vec<LitUnit<'a>>) {
    match node {
        Node::Unit(unit) if unit.scope.is_text() || unit.scope == Scope::Abstract => {
            lit.push(LitUnit { unit, near: None })
        }
        Node::Near { units, within } => {
            let group = lit.len();
            lit.extend(units.iter().map(|unit| LitUnit { unit, near: Some((group, *within)) }));
        }
        Node::All(nodes) | Node::Any(nodes) => nodes.iter().for_each(|node| collect_lit(node, lit)),
        Node::Unit(_) | Node::Not(_) | Node::Is(_) => {}
    }
}

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    Unit(Unit),
    /// Each within so many words of the next, in any order.
    Near {
        units: Vec<Unit>,
        within: u32,
    },
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Is(Condition),
}

/// What an entry must be, whatever its words are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It has one of these values of facets.
    Facet(Vec<(Facet, String)>),
    /// Its date lies between these, both included, as `20160531`.
    Date { from: String, to: String },
}

/// By what hits can be told apart and counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Facet {
    Kind,
    Session,
    Person,
    Organization,
    Language,
    Tag,
    Year,
    Annotated,
}

impl Facet {
    pub const ALL: [Facet; 8] = [
        Facet::Kind,
        Facet::Session,
        Facet::Person,
        Facet::Organization,
        Facet::Language,
        Facet::Tag,
        Facet::Year,
        Facet::Annotated,
    ];

    /// Stands before its values in the index.
    pub(crate) fn letter(self) -> char {
        match self {
            Facet::Kind => 'k',
            Facet::Session => 's',
            Facet::Person => 'p',
            Facet::Organization => 'o',
            Facet::Language => 'l',
            Facet::Tag => 't',
            Facet::Year => 'y',
            Facet::Annotated => 'a',
        }
    }

    /// A value, told apart from those of other facets.
    pub fn term(self, value: &str) -> String {
        format!("{}:{value}", self.letter())
    }
}

/// Where a unit is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    Anywhere,
    Title,
    Speaker,
    Session,
    Organization,
    Tag,
    Deck,
    Abstract,
    Symbol,
}

impl Scope {
    /// Is it the texts themselves that are searched?
    pub fn is_text(self) -> bool {
        matches!(self, Scope::Anywhere | Scope::Title | Scope::Symbol)
    }
}

/// A word or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    pub scope: Scope,
    /// Any of them is as good: `well being` and `wellbeing`. None is empty.
    pub spellings: Vec<Vec<Slot>>,
    /// What the index adds to it: other spellings of a name, words a letter away. They count less.
    pub variants: Vec<String>,
    /// Dictionary words of scripts without spaces: where they stand as words, the place is a better one.
    pub preferred: Vec<String>,
    /// The last slot is the beginning of a word.
    pub prefix: bool,
    /// As it stands, not its other forms.
    pub exact: bool,
    /// Words a letter or two away are as good.
    pub fuzzy: bool,
}

/// A word in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// From the unit's first word.
    pub offset: u32,
    pub word: String,
    pub stems: Vec<(Lang, String)>,
    /// Where it stands in the query as it was typed.
    pub typed: CharRange,
    /// It stands for characters of a script without spaces.
    pub is_han: bool,
}
