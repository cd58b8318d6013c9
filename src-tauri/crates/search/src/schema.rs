//! The fields of the index, and an entry as a document of them.

use crate::{
    Entry, Facet,
    fields::kind_name,
    query::Scope,
    tokenizer::{self, with_language},
};
use analysis::{Mode, TokenKind, tokens, transliteration_key};
use model::HitKind;
use std::collections::BTreeSet;
use tantivy::{
    TantivyDocument,
    schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value},
};

/// Counts up with the index's fields.
pub const VERSION: u32 = 6;
pub const FACET: &str = "facet";

/// The index's fields. An older index has not all of them; what it lacks cannot be asked of it.
#[derive(Debug, Clone)]
pub struct Fields {
    pub key: Field,
    pub kind: Field,
    pub document: Field,
    /// The document again, for its pages and its own entry alone.
    pub made_of: Field,
    pub page: Field,
    pub title: Field,
    pub body: Field,
    /// All that stands around, for queries that name no field.
    pub extra: Field,
    pub newer: Option<NewerFields>,
}

/// Fields since version 2.
#[derive(Debug, Clone)]
pub struct NewerFields {
    pub speaker: Field,
    pub session: Field,
    pub organization: Field,
    pub tag: Field,
    pub deck: Field,
    /// Whole symbols of documents.
    pub symbol: Field,
    /// Days, as `20160531`.
    pub date: Field,
    /// Values of facets, a letter before each.
    pub facet: Field,
    /// Words of names behind their transliteration keys.
    pub variant: Field,
}

pub fn schema() -> Schema {
    let mut schema = Schema::builder();
    let words = TextOptions::default().set_indexing_options(
        TextFieldIndexing::default()
            .set_tokenizer(tokenizer::NAME)
            .set_index_option(IndexRecordOption::WithFreqsAndPositions),
    );
    schema.add_text_field("key", STRING | STORED);
    schema.add_u64_field("kind", INDEXED | STORED);
    schema.add_text_field("document", STRING | STORED);
    schema.add_text_field("made_of", STRING);
    schema.add_u64_field("page", STORED);
    for name in ["title", "body", "extra", "speaker", "session", "organization", "tag", "deck"] {
        schema.add_text_field(name, words.clone());
    }
    for name in ["symbol", "date", "variant"] {
        schema.add_text_field(name, STRING);
    }
    schema.add_text_field(FACET, STRING | FAST);
    schema.build()
}

impl Fields {
    /// `None` where it is no index of ours.
    pub fn of(schema: &Schema) -> Option<Fields> {
        let field = |name| schema.get_field(name).ok();
        let newer = || {
            Some(NewerFields {
                speaker: field("speaker")?,
                session: field("session")?,
                organization: field("organization")?,
                tag: field("tag")?,
                deck: field("deck")?,
                symbol: field("symbol")?,
                date: field("date")?,
                facet: field(FACET)?,
                variant: field("variant")?,
            })
        };
        Some(Fields {
            key: field("key")?,
            kind: field("kind")?,
            document: field("document")?,
            made_of: field("made_of")?,
            page: field("page")?,
            title: field("title")?,
            body: field("body")?,
            extra: field("extra")?,
            newer: newer(),
        })
    }

    /// Where to look for a unit, and how much a match there counts.
    pub fn searched(&self, scope: Scope) -> Vec<(Field, f32)> {
        let newer = |field: fn(&NewerFields) -> Field| match &self.newer {
            Some(newer) => vec![(field(newer), 1.)],
            None => vec![(self.extra, 1.)],
        };
        match scope {
            Scope::Anywhere => vec![(self.title, 3.), (self.body, 1.), (self.extra, 0.5)],
            Scope::Title => vec![(self.title, 1.)],
            Scope::Speaker => newer(|newer| newer.speaker),
            Scope::Session => newer(|newer| newer.session),
            Scope::Organization => newer(|newer| newer.organization),
            Scope::Tag => newer(|newer| newer.tag),
            Scope::Deck => newer(|newer| newer.deck),
            Scope::Symbol => vec![(self.title, 1.), (self.body, 1.)],
        }
    }

    pub fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.key, &entry.key);
        document.add_u64(self.kind, kind_number(entry.kind));
        if let Some(id) = &entry.document {
            document.add_text(self.document, id.as_str());
            if matches!(entry.kind, HitKind::Page | HitKind::Document) {
                document.add_text(self.made_of, id.as_str());
            }
        }
        if let Some(page) = entry.page {
            document.add_u64(self.page, u64::from(page.0));
        }
        let around = &entry.around;
        let mut words = |field: Field, text: &str| {
            if !text.is_empty() {
                document.add_text(field, with_language(text, entry.language));
            }
        };
        words(self.title, &entry.title);
        words(self.body, &entry.body);
        let all = [&around.deck, &around.speakers, &around.session, &around.organizations, &around.tags];
        let all: Vec<&str> = all.into_iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
        words(self.extra, &all.join("\n"));
        let Some(newer) = &self.newer else { return document };
        words(newer.speaker, &around.speakers);
        words(newer.session, &around.session);
        words(newer.organization, &around.organizations);
        words(newer.tag, &around.tags);
        words(newer.deck, &around.deck);
        for symbol in symbols(entry) {
            document.add_text(newer.symbol, symbol);
        }
        for date in &entry.dates {
            document.add_text(newer.date, date);
        }
        for term in facet_terms(entry) {
            document.add_text(newer.facet, term);
        }
        if entry.kind == HitKind::Person {
            for variant in variants(&entry.title) {
                document.add_text(newer.variant, variant);
            }
        }
        document
    }
}

fn symbols(entry: &Entry) -> BTreeSet<String> {
    let mut symbols = BTreeSet::new();
    for text in [&entry.title, &entry.body] {
        // Most pages have none, and are spared the look.
        if text.contains('/') {
            tokens(text, entry.language, Mode::Index, &mut |token| {
                if token.kind == TokenKind::Symbol {
                    symbols.insert(token.text.to_owned());
                }
            });
        }
    }
    symbols
}

fn facet_terms(entry: &Entry) -> BTreeSet<String> {
    let years = entry.dates.iter().filter_map(|date| date.get(..4)).map(|year| (Facet::Year, year.to_owned()));
    let language = entry.language.map(|lang| (Facet::Language, lang.code().to_owned()));
    let kind = (Facet::Kind, kind_name(entry.kind).to_owned());
    let known = years.chain(language).chain([kind]);
    known.chain(entry.facets.iter().cloned()).map(|(facet, value)| facet.term(&value)).collect()
}

/// Stands between a name's transliteration key and the word itself.
pub const VARIANT_MARK: char = '\u{1}';

/// One consonant says nothing about a name.
const MIN_KEY_CHARS: usize = 2;

/// The key of one word of a name; `None` where it is too short to tell.
pub fn variant_key(word: &str) -> Option<String> {
    let key = transliteration_key(word);
    (key.chars().count() >= MIN_KEY_CHARS && !key.contains(' ')).then_some(key)
}

fn variants(names: &str) -> BTreeSet<String> {
    let mut variants = BTreeSet::new();
    tokens(names, None, Mode::Query, &mut |token| {
        if matches!(token.kind, TokenKind::Word | TokenKind::Joined)
            && let Some(key) = variant_key(token.text)
        {
            variants.insert(format!("{key}{VARIANT_MARK}{}", token.text));
        }
    });
    variants
}

pub const KINDS: [HitKind; 8] = [
    HitKind::Page,
    HitKind::Document,
    HitKind::Contribution,
    HitKind::Session,
    HitKind::Person,
    HitKind::Organization,
    HitKind::Annotation,
    HitKind::Tag,
];

/// The kind's number in the index, never to be given to another.
pub fn kind_number(kind: HitKind) -> u64 {
    match kind {
        HitKind::Page => 0,
        HitKind::Document => 1,
        HitKind::Contribution => 2,
        HitKind::Session => 3,
        HitKind::Person => 4,
        HitKind::Organization => 5,
        HitKind::Annotation => 6,
        HitKind::Tag => 7,
    }
}

/// Who is called so comes first, then what the reader wrote, then a talk before its slides.
pub fn kind_weight(kind: HitKind) -> f32 {
    match kind {
        HitKind::Person => 3.,
        HitKind::Session | HitKind::Organization | HitKind::Tag => 1.8,
        HitKind::Annotation => 1.6,
        HitKind::Contribution => 1.3,
        HitKind::Document => 1.2,
        HitKind::Page => 1.,
    }
}

/// What is kept of an entry.
pub fn stored(fields: &Fields, document: &TantivyDocument) -> Option<crate::RawHit> {
    let text = |field| document.get_first(field).and_then(|value| value.as_str());
    let number = |field| document.get_first(field).and_then(|value| value.as_u64());
    let kind = number(fields.kind)?;
    Some(crate::RawHit {
        key: text(fields.key)?.to_owned(),
        kind: KINDS.into_iter().find(|&known| kind_number(known) == kind)?,
        document: text(fields.document).and_then(|id| id.parse().ok()),
        page: number(fields.page).map(|page| model::PageIndex(page as u32)),
        score: 0.,
    })
}
