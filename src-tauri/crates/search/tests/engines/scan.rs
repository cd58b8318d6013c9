//! The slowest engine there is: it looks through every entry for every query. What it finds is right by what lighting
//! says, so it is what others are compared with.

use model::HitKind;
use search::{
    Condition, Engine, Entry, Error, Facet, Filter, Found, Lang, Node, Op, Query, RawHit, Scope, Suggest, Unit, Wanted,
    kind_name, light,
};
use std::{collections::BTreeMap, sync::Mutex};

#[derive(Default)]
pub struct Scan(Mutex<BTreeMap<String, Entry>>);

impl Scan {
    fn read<T>(&self, read: impl FnOnce(&BTreeMap<String, Entry>) -> T) -> T {
        read(&self.0.lock().expect("no test panics while it holds this"))
    }
}

fn holds(node: &Node, entry: &Entry) -> bool {
    match node {
        Node::Unit(unit) => texts(entry, unit.scope).into_iter().any(|text| {
            let anywhere = Unit { scope: Scope::Anywhere, ..unit.clone() };
            stands(Node::Unit(anywhere), text, entry.language)
        }),
        Node::Near { .. } => {
            texts(entry, Scope::Anywhere).into_iter().any(|text| stands(node.clone(), text, entry.language))
        }
        Node::All(nodes) => nodes.iter().all(|node| holds(node, entry)),
        Node::Any(nodes) => nodes.iter().any(|node| holds(node, entry)),
        Node::Not(node) => !holds(node, entry),
        Node::Is(Condition::Facet(values)) => values.iter().any(|value| facets(entry).contains(value)),
        Node::Is(Condition::Date { from, to }) => entry.dates.iter().any(|date| from <= date && date <= to),
    }
}

fn stands(node: Node, text: &str, lang: Option<Lang>) -> bool {
    !light(&Query { not_understood: None, nodes: vec![node] }, text, lang).is_empty()
}

fn texts(entry: &Entry, scope: Scope) -> Vec<&str> {
    let around = &entry.around;
    match scope {
        Scope::Anywhere => vec![
            &entry.title,
            &entry.body,
            &around.deck,
            &around.speakers,
            &around.session,
            &around.organizations,
            &around.tags,
        ],
        Scope::Title => vec![&entry.title],
        Scope::Speaker => vec![&around.speakers],
        Scope::Session => vec![&around.session],
        Scope::Organization => vec![&around.organizations],
        Scope::Tag => vec![&around.tags],
        Scope::Deck => vec![&around.deck],
        Scope::Abstract => vec![&around.description],
        Scope::Symbol => vec![&entry.title, &entry.body],
    }
}

fn facets(entry: &Entry) -> Vec<(Facet, String)> {
    let mut facets = entry.facets.clone();
    facets.push((Facet::Kind, kind_name(entry.kind).to_owned()));
    facets.extend(entry.language.map(|lang| (Facet::Language, lang.code().to_owned())));
    facets.extend(entry.dates.iter().map(|date| (Facet::Year, date[..4].to_owned())));
    facets
}

impl Engine for Scan {
    fn apply(&self, ops: &[Op]) -> Result<(), Error> {
        let mut entries = self.0.lock().expect("no test panics while it holds this");
        for op in ops {
            match op {
                Op::Put(entry) => _ = entries.insert(entry.key.clone(), (**entry).clone()),
                Op::Delete { key } => _ = entries.remove(key),
                Op::DeleteDocument(id) => entries.retain(|_, entry| {
                    entry.document.as_ref() != Some(id) || !matches!(entry.kind, HitKind::Page | HitKind::Document)
                }),
                Op::Clear => entries.clear(),
            }
        }
        Ok(())
    }

    fn search(&self, query: &Query, filter: &Filter, wanted: Wanted) -> Result<Found, Error> {
        if query.is_empty() {
            return Ok(Found::default());
        }
        let chosen = |entry: &Entry| {
            Facet::ALL.into_iter().all(|facet| {
                let mut of_facet = filter.chosen.iter().filter(|(of, _)| *of == facet).peekable();
                of_facet.peek().is_none() || of_facet.any(|value| facets(entry).contains(value))
            })
        };
        self.read(|entries| {
            let found = entries.values().filter(|entry| {
                filter.document.as_ref().is_none_or(|id| entry.document.as_ref() == Some(id))
                    && filter.kinds.as_ref().is_none_or(|kinds| kinds.contains(&entry.kind))
                    && chosen(entry)
                    && query.nodes.iter().all(|node| holds(node, entry))
            });
            let hits: Vec<RawHit> = found
                .map(|entry| RawHit {
                    key: entry.key.clone(),
                    kind: entry.kind,
                    document: entry.document.clone(),
                    page: entry.page,
                    score: 1.,
                })
                .collect();
            let n_total = hits.len() as u32;
            Ok(Found { n_total, hits: hits.into_iter().take(wanted.n_hits).collect(), facets: vec![] })
        })
    }

    fn similar(&self, _: &str, _: Option<Lang>, _: &Filter, _: usize) -> Result<Found, Error> {
        Ok(Found::default())
    }

    fn expand(&self, query: &Query) -> Result<Query, Error> {
        Ok(query.clone())
    }

    fn corrected(&self, _: &str, _: &Query) -> Result<Option<(Query, String)>, Error> {
        Ok(None)
    }

    fn suggest(&self, _: Suggest, _: &str, _: usize) -> Result<Vec<String>, Error> {
        Ok(vec![])
    }

    fn n_entries(&self) -> u64 {
        self.read(|entries| entries.len() as u64)
    }
}
