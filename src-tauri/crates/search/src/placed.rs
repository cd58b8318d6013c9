//! Words at their places: a phrase, or words near each other. Each place may be taken by any form of its word, for
//! which tantivy's own phrases have no room.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings},
    query::{Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

/// The most words that one beginning of a word stands for.
const MAX_EXPANSIONS: usize = 300;

/// One place, counted in words from the first, and what may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub offset: u32,
    /// Never empty.
    pub forms: Vec<String>,
    /// What a word there may begin with instead.
    pub beginnings: Vec<String>,
}

/// How the places lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Together {
    /// As their offsets say.
    Phrase,
    /// Each of the first has one of the second so many words away at the most, on either side.
    Near(u32),
}

/// Finds entries that have words at such places in one field.
#[derive(Debug, Clone)]
pub struct PlacedQuery {
    pub field: Field,
    /// Never empty; two for [`Together::Near`].
    pub places: Vec<Place>,
    pub together: Together,
}

impl Query for PlacedQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match scoring {
            EnableScoring::Enabled { statistics_provider, .. } => {
                let mut terms = Vec::new();
                for place in &self.places {
                    let mut commonest: Option<(u64, Term)> = None;
                    for form in &place.forms {
                        let term = Term::from_field_text(self.field, form);
                        let n = statistics_provider.doc_freq(&term)?;
                        if commonest.as_ref().is_none_or(|(most, _)| n > *most) {
                            commonest = Some((n, term));
                        }
                    }
                    terms.extend(commonest.map(|(_, term)| term));
                }
                Some(Bm25Weight::for_terms(statistics_provider, &terms)?)
            }
            EnableScoring::Disabled { .. } => None,
        };
        Ok(Box::new(PlacedWeight { query: self.clone(), bm25 }))
    }
}

struct PlacedWeight {
    query: PlacedQuery,
    bm25: Option<Bm25Weight>,
}

impl PlacedWeight {
    /// `None` where nothing of the segment can stand at one of the places.
    fn taken(&self, segment: &SegmentReader) -> tantivy::Result<Option<Vec<Taken>>> {
        let index = segment.inverted_index(self.query.field)?;
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut all = Vec::new();
        for place in &self.query.places {
            let mut infos = Vec::new();
            for form in &place.forms {
                infos.extend(index.get_term_info(&Term::from_field_text(self.query.field, form))?);
            }
            for beginning in &place.beginnings {
                let mut terms = index.terms().range().ge(beginning).into_stream()?;
                while infos.len() < MAX_EXPANSIONS && terms.advance() && terms.key().starts_with(beginning.as_bytes()) {
                    if !infos.contains(terms.value()) {
                        infos.push(terms.value().clone());
                    }
                }
            }
            if infos.is_empty() {
                return Ok(None);
            }
            let n_docs = infos.iter().map(|info| info.doc_freq).sum();
            let postings: Result<Vec<_>, _> =
                infos.iter().map(|info| index.read_postings_from_terminfo(info, option)).collect();
            all.push(Taken { offset: place.offset, postings: postings?, n_docs });
        }
        Ok(Some(all))
    }
}

impl Weight for PlacedWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(mut places) = self.taken(segment)? else { return Ok(Box::new(EmptyScorer)) };
        let last = places.iter().map(|place| place.offset).max().unwrap_or(0);
        // The rarest leads, unless it stands for very many words.
        places.sort_by_key(|place| (place.postings.len() > 50, place.n_docs));
        let mut scorer = PlacedScorer {
            places,
            last,
            together: self.query.together,
            doc: 0,
            n_found: 0,
            bm25: self.bm25.as_ref().map(|bm25| bm25.boost_by(boost)),
            norms: segment.fieldnorms_readers().get_field(self.query.field)?,
            found: Vec::new(),
            positions: Vec::new(),
        };
        scorer.settle(0);
        Ok(Box::new(scorer))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Err(TantivyError::InvalidArgument("nobody asks why words stand where they stand".to_owned()))
    }
}

/// The postings of all that may stand at one place.
struct Taken {
    offset: u32,
    postings: Vec<SegmentPostings>,
    n_docs: u32,
}

impl Taken {
    fn seek(&mut self, target: DocId) -> DocId {
        let mut first = TERMINATED;
        for postings in &mut self.postings {
            let doc = if postings.doc() < target { postings.seek(target) } else { postings.doc() };
            first = first.min(doc);
        }
        first
    }

    fn positions(&mut self, doc: DocId, shift: u32, positions: &mut Vec<u32>) {
        positions.clear();
        for postings in self.postings.iter_mut().filter(|postings| postings.doc() == doc) {
            postings.append_positions_with_offset(shift, positions);
        }
        if self.postings.len() > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
    }
}

struct PlacedScorer {
    places: Vec<Taken>,
    /// The greatest offset.
    last: u32,
    together: Together,
    doc: DocId,
    /// How often the words stand so in `doc`.
    n_found: u32,
    bm25: Option<Bm25Weight>,
    norms: Option<FieldNormReader>,
    found: Vec<u32>,
    positions: Vec<u32>,
}

impl PlacedScorer {
    /// Goes to the first entry from `target` on.
    fn settle(&mut self, mut target: DocId) -> DocId {
        loop {
            let (first, rest) = self.places.split_first_mut().expect("a phrase has places");
            let candidate = first.seek(target);
            if candidate == TERMINATED {
                self.doc = TERMINATED;
                return TERMINATED;
            }
            match rest.iter_mut().map(|place| place.seek(candidate)).find(|&doc| doc > candidate) {
                Some(TERMINATED) => {
                    self.doc = TERMINATED;
                    return TERMINATED;
                }
                Some(doc) => target = doc,
                None => {
                    self.n_found = self.count(candidate);
                    if self.n_found > 0 {
                        self.doc = candidate;
                        return candidate;
                    }
                    target = candidate + 1;
                }
            }
        }
    }

    fn count(&mut self, doc: DocId) -> u32 {
        let PlacedScorer { places, last, together, found, positions, .. } = self;
        let (first, rest) = places.split_first_mut().expect("a phrase has places");
        match *together {
            Together::Phrase => {
                first.positions(doc, *last - first.offset, found);
                for place in rest {
                    if found.is_empty() {
                        break;
                    }
                    place.positions(doc, *last - place.offset, positions);
                    let mut from = 0;
                    found.retain(|at| {
                        from += positions[from..].iter().take_while(|other| *other < at).count();
                        positions.get(from) == Some(at)
                    });
                }
            }
            Together::Near(within) => {
                first.positions(doc, 0, found);
                for place in rest {
                    place.positions(doc, 0, positions);
                    found.retain(|&at| {
                        positions.iter().any(|&other| other != at && other.abs_diff(at) <= within.saturating_add(1))
                    });
                }
            }
        }
        found.len() as u32
    }
}

impl DocSet for PlacedScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.settle(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.settle(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.places.iter().map(|place| place.n_docs).min().unwrap_or(0)
    }
}

impl Scorer for PlacedScorer {
    fn score(&mut self) -> Score {
        let Some(bm25) = &self.bm25 else { return 1. };
        let norm = self.norms.as_ref().map_or(1, |norms| norms.fieldnorm_id(self.doc));
        bm25.score(norm, self.n_found)
    }
}
