//! What to put into a query while it is typed: fields, names, tags, symbols, words.

use crate::{Catalog, Error, placements, search::ask};
use model::{QuerySuggestion, SuggestionKind};
use search::{BeingTyped, Filter, Suggest, Wanted, being_typed, field_names};

const MAX_SUGGESTIONS: usize = 8;
const KINDS: [&str; 8] = ["slide", "note", "talk", "person", "session", "org", "deck", "tag"];

/// What may follow a query typed so far; the likeliest first.
pub fn query(catalog: &Catalog, typed: &str) -> Result<Vec<QuerySuggestion>, Error> {
    let BeingTyped { before, field, value } = being_typed(typed);
    let mut found = Found { before, wanted: analysis::fold(value), suggestions: vec![] };
    match field {
        Some("speaker") => found.names(catalog, "speaker", SuggestionKind::Person)?,
        Some("org") => found.names(catalog, "org", SuggestionKind::Organization)?,
        Some("session") => found.names(catalog, "session", SuggestionKind::Session)?,
        Some("tag") => found.names(catalog, "tag", SuggestionKind::Tag)?,
        Some("symbol") => found.symbols(catalog)?,
        Some("doc") => found.decks(catalog)?,
        Some("kind") => KINDS.iter().for_each(|kind| found.offer("kind", kind, SuggestionKind::Value)),
        Some("lang") => {
            analysis::Lang::ALL.iter().for_each(|lang| found.offer("lang", lang.code(), SuggestionKind::Value));
        }
        Some("has") => found.offer("has", "note", SuggestionKind::Value),
        Some(_) => {}
        None if found.wanted.is_empty() => {}
        None => {
            let wanted = found.wanted.clone();
            for name in field_names().into_iter().filter(|name| name.starts_with(&wanted)) {
                found.push(format!("{name}:"), format!("{name}:"), SuggestionKind::Field);
            }
            if found.wanted.chars().count() > 1 {
                for (field, kind) in [
                    ("speaker", SuggestionKind::Person),
                    ("tag", SuggestionKind::Tag),
                    ("org", SuggestionKind::Organization),
                ] {
                    found.names(catalog, field, kind)?;
                }
                found.words(catalog)?;
            }
        }
    }
    found.suggestions.truncate(MAX_SUGGESTIONS);
    Ok(found.suggestions)
}

struct Found<'a> {
    before: &'a str,
    /// Folded.
    wanted: String,
    suggestions: Vec<QuerySuggestion>,
}

impl Found<'_> {
    fn push(&mut self, put_in: String, label: String, kind: SuggestionKind) {
        let query = format!("{}{put_in}", self.before);
        if !self.suggestions.iter().any(|known| known.query == query) {
            self.suggestions.push(QuerySuggestion { query, label, kind });
        }
    }

    /// A value, if one of its words begins as was typed.
    fn offer(&mut self, field: &str, value: &str, kind: SuggestionKind) {
        let folded = analysis::fold(value);
        let mut beginnings = folded.split_whitespace().scan(0, |at, word| {
            let start = folded[*at..].find(word).map_or(*at, |found| *at + found);
            *at = start + word.len();
            Some(start)
        });
        let fits = folded.starts_with(&self.wanted) || beginnings.any(|at| folded[at..].starts_with(&self.wanted));
        if fits && !value.is_empty() {
            let is_plain = value.chars().all(|c| c.is_alphanumeric() || c == '-');
            let put_in = if is_plain { format!("{field}:{value} ") } else { format!("{field}:\"{value}\" ") };
            self.push(put_in, value.replace('"', ""), kind);
        }
    }

    fn names(&mut self, catalog: &Catalog, field: &str, kind: SuggestionKind) -> Result<(), Error> {
        let names: Vec<String> = catalog.store.read(|db| -> Result<_, Error> {
            Ok(match kind {
                SuggestionKind::Person => db.persons().list()?.into_iter().map(|person| person.name).collect(),
                SuggestionKind::Organization => {
                    let all = db.organizations().list()?;
                    all.into_iter().flat_map(|o| [o.acronym.clone(), o.name.clone()]).flatten().collect()
                }
                SuggestionKind::Tag => db.tags().list()?.into_iter().map(|view| view.tag.name).collect(),
                SuggestionKind::Session => {
                    let mut headings = vec![];
                    for meeting in db.meetings().list()? {
                        headings
                            .extend(db.sessions().list(meeting.meeting.id)?.iter().map(placements::session_heading));
                    }
                    headings
                }
                SuggestionKind::Field | SuggestionKind::Symbol | SuggestionKind::Value | SuggestionKind::Word => vec![],
            })
        })?;
        let n_before = self.suggestions.len();
        for name in names {
            if self.suggestions.len() < n_before + MAX_SUGGESTIONS {
                self.offer(field, &name.replace('"', ""), kind);
            }
        }
        Ok(())
    }

    /// Titles of documents; a library may have very many, so the index is asked.
    fn decks(&mut self, catalog: &Catalog) -> Result<(), Error> {
        let query = if self.wanted.is_empty() { "kind:deck ".to_owned() } else { format!("kind:deck {}", self.wanted) };
        let wanted = Wanted { n_hits: MAX_SUGGESTIONS, facets: false };
        let query = search::parse(&query);
        let hits = ask(catalog, |engine| engine.search(&query, &Filter::default(), wanted))?.hits;
        let titles: Vec<String> = catalog.store.read(|db| -> Result<_, Error> {
            let mut titles = vec![];
            for id in hits.iter().filter_map(|hit| hit.document.as_ref()) {
                titles.extend(db.documents().get(id)?.map(|stored| stored.document.display_title()));
            }
            Ok(titles)
        })?;
        for title in titles {
            let title = title.replace('"', "");
            self.push(format!("doc:\"{title}\" "), title, SuggestionKind::Value);
        }
        Ok(())
    }

    fn symbols(&mut self, catalog: &Catalog) -> Result<(), Error> {
        let symbols = ask(catalog, |engine| engine.suggest(Suggest::Symbols, &self.wanted, MAX_SUGGESTIONS))?;
        for symbol in symbols {
            let symbol = symbol.to_uppercase();
            let asked = if symbol.contains(' ') { format!("\"{symbol}\"") } else { symbol.clone() };
            self.push(format!("symbol:{asked} "), symbol, SuggestionKind::Symbol);
        }
        Ok(())
    }

    fn words(&mut self, catalog: &Catalog) -> Result<(), Error> {
        // What is typed already is no help.
        let wanted = self.wanted.clone();
        let words = ask(catalog, |engine| engine.suggest(Suggest::Words, &wanted, 4))?;
        for word in words.into_iter().filter(|word| *word != wanted).take(3) {
            self.push(format!("{word} "), word, SuggestionKind::Word);
        }
        Ok(())
    }
}
