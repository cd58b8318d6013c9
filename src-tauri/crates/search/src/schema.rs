//! The fields of the index, and an entry as a document of them.

use crate::{
    Entry, Facet,
    fields::kind_name,
    query::Scope,
    tokenizer::{self, Cut, beginning_term},
};
use analysis::{Mode, TokenKind, tokens, transliteration_key};
use model::HitKind;
use std::collections::BTreeSet;
use tantivy::{
    TantivyDocument, Term,
    schema::{FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions, Value},
};

/// Counts up with the index's fields.
pub const VERSION: u32 = 7;
pub const FACET: &str = "facet";

/// Tantivy's name for what takes a text as one term.
const RAW: &str = "raw";

/// The index's fields. An older index has not all of them; what it lacks cannot be asked of it.
#[derive(Debug, Clone)]
pub struct Fields {
    pub key: Field,
    pub kind: Field,
    pub document: Field,
    pub page: Field,
    pub title: Field,
    pub body: Field,
    pub newer: Option<NewerFields>,
    /// Since version 7: what the words begin with, a letter for each before it.
    pub beginning: Option<Field>,
    /// Since version 7: talks' abstracts.
    pub description: Option<Field>,
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

/// What a word that stands around counts beside one in the body.
const AROUND: f32 = 0.3;

impl NewerFields {
    /// The words of what stands around, in the order of [`Fields::places`].
    fn around(&self) -> [Field; 5] {
        [self.deck, self.speaker, self.session, self.organization, self.tag]
    }
}

pub fn schema() -> Schema {
    let mut schema = Schema::builder();
    let words = |lengths_count| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer::NAME)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
                .set_fieldnorms(lengths_count),
        )
    };
    // What is there or not has no length that counts.
    let whole = |tokenizer| {
        TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        )
    };
    schema.add_text_field("key", whole(RAW) | STORED);
    schema.add_u64_field("kind", NumericOptions::default().set_indexed() | STORED);
    schema.add_text_field("document", whole(RAW) | STORED);
    schema.add_u64_field("page", STORED);
    for name in ["title", "body"] {
        schema.add_text_field(name, words(true));
    }
    for name in ["speaker", "session", "organization", "tag", "deck", "description"] {
        schema.add_text_field(name, words(false));
    }
    schema.add_text_field("beginning", whole(tokenizer::NAME));
    for name in ["symbol", "date", "variant"] {
        schema.add_text_field(name, whole(RAW));
    }
    schema.add_text_field(FACET, whole(RAW) | FAST);
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
            page: field("page")?,
            title: field("title")?,
            body: field("body")?,
            newer: newer(),
            beginning: field("beginning"),
            description: field("description"),
        })
    }

    /// Where to look for a unit, and how much a match there counts.
    pub fn searched(&self, scope: Scope) -> Vec<(Field, f32)> {
        let newer = |field: fn(&NewerFields) -> Field| self.newer.iter().map(|newer| (field(newer), 1.)).collect();
        match scope {
            Scope::Anywhere => {
                let around = self.newer.iter().flat_map(NewerFields::around).map(|field| (field, AROUND));
                [(self.title, 3.), (self.body, 1.)].into_iter().chain(around).collect()
            }
            Scope::Title => vec![(self.title, 1.)],
            Scope::Speaker => newer(|newer| newer.speaker),
            Scope::Session => newer(|newer| newer.session),
            Scope::Organization => newer(|newer| newer.organization),
            Scope::Tag => newer(|newer| newer.tag),
            Scope::Deck => newer(|newer| newer.deck),
            Scope::Abstract => self.description.iter().map(|&field| (field, 1.)).collect(),
            Scope::Symbol => vec![(self.title, 1.), (self.body, 1.)],
        }
    }

    /// The fields of words, each with the letter before the beginnings of its words.
    fn places(&self) -> impl Iterator<Item = (Field, char)> {
        let around = self.newer.iter().flat_map(NewerFields::around);
        [self.title, self.body].into_iter().chain(around).zip('a'..)
    }

    /// All entries in which a word of a field begins so, where the index has them as one list.
    pub fn beginning(&self, field: Field, beginning: &str, is_han: bool) -> Option<Term> {
        let (_, place) = self.places().find(|&(of, _)| of == field)?;
        let term = beginning_term(place, beginning, is_han)?;
        Some(Term::from_field_text(self.beginning?, &term))
    }

    pub fn document(&self, entry: &Entry) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(self.key, &entry.key);
        document.add_u64(self.kind, kind_number(entry.kind));
        if let Some(id) = &entry.document {
            document.add_text(self.document, id.as_str());
        }
        if let Some(page) = entry.page {
            document.add_u64(self.page, u64::from(page.0));
        }
        let around = &entry.around;
        let around = [&around.deck, &around.speakers, &around.session, &around.organizations, &around.tags];
        let mut beginnings = String::new();
        let mut symbols = numbered(entry);
        let texts = [&entry.title, &entry.body].into_iter().chain(around);
        for ((field, place), text) in self.places().zip(texts).filter(|(_, text)| !text.is_empty()) {
            let cut = Cut::of(text, entry.language);
            cut.beginnings_onto(place, &mut beginnings);
            if field == self.title || field == self.body {
                symbols.extend(cut.symbols);
            }
            document.add_text(field, cut.terms);
        }
        if let Some(field) = self.beginning {
            document.add_text(field, beginnings);
        }
        if let Some(field) = self.description.filter(|_| !entry.around.description.is_empty()) {
            document.add_text(field, Cut::of(&entry.around.description, entry.language).terms);
        }
        let Some(newer) = &self.newer else { return document };
        for symbol in symbols {
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

/// The symbols of documents that are numbered in many ways, as they are asked for.
fn numbered(entry: &Entry) -> BTreeSet<String> {
    let found = [&entry.title, &entry.body].into_iter().flat_map(|text| analysis::numbered(text));
    // A base is asked for, and finds its editions and parts.
    let symbols = found.flat_map(|one| [Some(one.symbol), one.base]).flatten();
    symbols.map(|symbol| analysis::fold(&symbol)).collect()
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
