//! The theme matrix: which tag was given in which session, to which organization's or speaker's slides, how often.

use crate::{
    Catalog, Error, annotate,
    placements::{MeetingRows, Placements, byline_speakers, session_heading, session_name},
    tags,
};
use model::{
    AnnotationFilter, AnnotationView, CreditSubject, MatrixAxis, MatrixColumn, MatrixCount, MatrixFormat, MatrixRow,
    MeetingId, TagId, TagView, ThemeMatrix,
};
use std::collections::{HashMap, HashSet};

/// Every tag against every session, organization or speaker of a meeting.
///
/// Fails with [`Error::NoMeeting`] where there is none.
pub fn get(catalog: &Catalog, meeting: MeetingId, axis: MatrixAxis) -> Result<ThemeMatrix, Error> {
    let views = notes(catalog, meeting)?;
    let mut columns = programme_columns(catalog, meeting, axis)?;
    let column_of: HashMap<String, usize> =
        columns.iter().enumerate().map(|(idx, column)| (column.key.clone(), idx)).collect();
    let nowhere = columns.len();
    let places: Vec<Vec<usize>> = views
        .iter()
        .map(|view| {
            let found: Vec<usize> =
                keys(view, axis).iter().filter_map(|key| column_of.get(key.as_str()).copied()).collect();
            if found.is_empty() { vec![nowhere] } else { found }
        })
        .collect();
    if places.iter().any(|found| found.contains(&nowhere)) {
        let total = MatrixCount::default();
        columns.push(MatrixColumn { key: String::new(), heading: String::new(), session_name: None, total });
    }
    let mut total = MatrixCount::default();
    for (view, places) in views.iter().zip(&places) {
        count(&mut total, view);
        places.iter().for_each(|&column| count(&mut columns[column].total, view));
    }
    let known = catalog.store.read(|db| db.tags().list())?;
    let mut rows = vec![];
    let row = |tag: Option<&TagView>, depth, has: &dyn Fn(&AnnotationView) -> bool| {
        let mut row = MatrixRow {
            tag: tag.map(|view| view.tag.id),
            name: tag.map(|view| view.tag.name.clone()).unwrap_or_default(),
            color: tag.and_then(|view| view.tag.color),
            depth,
            counts: vec![MatrixCount::default(); columns.len()],
            total: MatrixCount::default(),
        };
        for (view, places) in views.iter().zip(&places).filter(|(view, _)| has(view)) {
            count(&mut row.total, view);
            places.iter().for_each(|&column| count(&mut row.counts[column], view));
        }
        row
    };
    for (view, depth) in in_tree(&known) {
        let below = tags::with_those_below(&known, view.tag.id);
        rows.push(row(Some(view), depth, &|note| note.annotation.tags.iter().any(|tag| below.contains(tag))));
    }
    let untagged = row(None, 0, &|note| note.annotation.tags.is_empty());
    if untagged.total.n > 0 {
        rows.push(untagged);
    }
    Ok(ThemeMatrix { axis, columns, rows, total })
}

/// The notes behind a cell: those with the tag or one below it (`None`: without any), in the column of that key
/// (`None`: in any).
pub fn cell(
    catalog: &Catalog,
    meeting: MeetingId,
    axis: MatrixAxis,
    tag: Option<TagId>,
    key: Option<&str>,
) -> Result<Vec<AnnotationView>, Error> {
    let known = catalog.store.read(|db| db.tags().list())?;
    let wanted = tag.map(|tag| tags::with_those_below(&known, tag));
    let columns: HashSet<String> =
        programme_columns(catalog, meeting, axis)?.into_iter().map(|column| column.key).collect();
    let mut views = notes(catalog, meeting)?;
    views.retain(|view| {
        let tags = &view.annotation.tags;
        let is_in = |key: &str| {
            let keys = keys(view, axis);
            let mut keys = keys.iter().filter(|key| columns.contains(*key));
            if key.is_empty() { keys.next().is_none() } else { keys.any(|other| other == key) }
        };
        wanted.as_ref().map_or(tags.is_empty(), |wanted| tags.iter().any(|tag| wanted.contains(tag)))
            && key.is_none_or(is_in)
    });
    Ok(views)
}

/// The matrix as others read it: a comma-separated table, or Markdown; suggestions are left out, being no facts.
pub fn export(catalog: &Catalog, meeting: MeetingId, axis: MatrixAxis, format: MatrixFormat) -> Result<Vec<u8>, Error> {
    let matrix = get(catalog, meeting, axis)?;
    let stored = catalog.store.read(|db| db.meetings().get(meeting))?.ok_or(Error::NoMeeting(meeting))?;
    let title = &stored.meeting.title;
    Ok(match format {
        MatrixFormat::Csv => export::matrix_csv(title, &matrix),
        MatrixFormat::Markdown => export::matrix_markdown(title, &matrix).into_bytes(),
    })
}

/// The notes on the meeting's documents.
fn notes(catalog: &Catalog, meeting: MeetingId) -> Result<Vec<AnnotationView>, Error> {
    let placed: HashSet<_> = catalog.store.read(|db| {
        let placements = Placements::read(db, Some(meeting))?;
        Ok::<_, Error>(placements.iter().map(|(document, _)| document.clone()).collect())
    })?;
    let filter = AnnotationFilter { meeting: Some(meeting), ..AnnotationFilter::default() };
    let mut views = annotate::list(catalog, &filter)?;
    views.retain(|view| placed.contains(&view.annotation.target.document));
    Ok(views)
}

fn count(count: &mut MatrixCount, view: &AnnotationView) {
    count.n += 1;
    count.n_suggested += u32::from(view.suggested);
}

/// In which columns a note stands.
fn keys(view: &AnnotationView, axis: MatrixAxis) -> Vec<String> {
    match axis {
        MatrixAxis::Session => view.session.iter().map(ToString::to_string).collect(),
        MatrixAxis::Organization => view.organizations.clone(),
        MatrixAxis::Speaker => view.speakers.clone(),
    }
}

/// The columns that the programme has: those without a note are what the matrix is for.
fn programme_columns(catalog: &Catalog, meeting: MeetingId, axis: MatrixAxis) -> Result<Vec<MatrixColumn>, Error> {
    let rows = catalog.store.read(|db| {
        let stored = db.meetings().get(meeting)?.ok_or(Error::NoMeeting(meeting))?;
        MeetingRows::read(db, meeting, stored.meeting.title)
    })?;
    let total = MatrixCount::default();
    let talks = || rows.contributions.iter().filter(|talk| !talk.withdrawn);
    Ok(match axis {
        MatrixAxis::Session => {
            let with_talks: HashSet<_> = talks().filter_map(|talk| talk.contribution.session).collect();
            let sessions = rows.sessions.iter().filter(|session| with_talks.contains(&session.id));
            let column = |session: &model::Session| MatrixColumn {
                key: session.id.to_string(),
                heading: session_heading(session),
                session_name: Some(session_name(session)),
                total,
            };
            sessions.map(column).collect()
        }
        MatrixAxis::Organization | MatrixAxis::Speaker => {
            let mut seen = HashSet::new();
            let mut columns = vec![];
            for talk in talks() {
                let credits = rows.credits(CreditSubject::Contribution(talk.contribution.id));
                for credit in byline_speakers(&credits) {
                    let name = match axis {
                        MatrixAxis::Speaker => credit.name.clone(),
                        _ => credit.acronym.clone().or_else(|| credit.affiliation.clone()),
                    };
                    let Some(name) = name.filter(|name| seen.insert(name.clone())) else { continue };
                    columns.push(MatrixColumn { key: name.clone(), heading: name, session_name: None, total });
                }
            }
            columns
        }
    })
}

/// Tags by name, each followed by those below it, with how deep it stands. One whose parent is gone stands on top.
fn in_tree(tags: &[TagView]) -> Vec<(&TagView, u32)> {
    fn push<'a>(tags: &'a [TagView], parent: Option<TagId>, depth: u32, found: &mut Vec<(&'a TagView, u32)>) {
        let known = |id: TagId| tags.iter().any(|view| view.tag.id == id);
        for view in tags.iter().filter(|view| view.tag.parent.filter(|&id| known(id)) == parent) {
            found.push((view, depth));
            push(tags, Some(view.tag.id), depth + 1, found);
        }
    }
    let mut found = Vec::with_capacity(tags.len());
    push(tags, None, 0, &mut found);
    found
}
