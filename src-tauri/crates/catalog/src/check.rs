//! Is everything there, readable, and as it was?

use crate::{Catalog, Error, backup, files, history, identity, index, page_text, programme::items};
use model::{CheckFinding, CheckFindingKind, DocumentId, ProblemCode, ThingKind};
use std::{collections::HashSet, fs, path::Path};

/// Looks through the whole library. With `repair`, what is derived is made anew; originals and the reader's work are
/// never touched by it.
pub fn run(catalog: &Catalog, repair: bool) -> Result<Vec<CheckFinding>, Error> {
    let mut findings = vec![];
    let mut find = |kind, document: Option<&DocumentId>, detail: String, mended: bool| {
        findings.push(CheckFinding { kind, document: document.cloned(), detail, mended });
    };
    for problem in catalog.store.integrity_problems()? {
        find(CheckFindingKind::DatabaseDamaged, None, problem, false);
    }
    let documents = catalog.store.read(|db| db.documents().list())?;
    let mut owned = HashSet::new();
    for document in &documents {
        let path = catalog.paths.document(&document.id);
        owned.insert(path.clone());
        let title = document.display_title();
        if !path.exists() {
            find(CheckFindingKind::CopyMissing, Some(&document.id), title, false);
            continue;
        }
        if files::hash(&path)? != document.id {
            find(CheckFindingKind::CopyChanged, Some(&document.id), title, false);
            continue;
        }
        let has_pages = !document.problems.iter().any(|p| matches!(p.code, ProblemCode::NotPdf | ProblemCode::Empty));
        if has_pages
            && document.n_pages > 0
            && !page_text::is_valid(&catalog.paths.text(&document.id), document.n_pages)
        {
            let mended = repair && page_text::load_all(catalog, &document.id, document.n_pages).is_ok();
            find(CheckFindingKind::TextMissing, Some(&document.id), title, mended);
        }
    }
    for path in files_below(&catalog.paths.documents()) {
        if !owned.contains(&path) {
            find(CheckFindingKind::CopyUnknown, None, crate::path_text(&path), false);
        }
    }
    for (kind, thing) in differing(catalog)? {
        if repair {
            catalog.store.write(|db| history::project(catalog, db, kind, &thing))?;
        }
        find(CheckFindingKind::ProjectionDiffers, None, format!("{} {thing}", kind.name()), repair);
    }
    for annotation in catalog.store.read(|db| db.annotations().list(None))? {
        let document = &annotation.target.document;
        if !documents.iter().any(|known| known.id == *document) {
            let words = if annotation.comment.is_empty() { &annotation.target.quote } else { &annotation.comment };
            let detail = format!("{}: {words}", annotation.id);
            find(CheckFindingKind::AnnotationOrphaned, Some(document), detail, false);
        }
    }
    let folder = catalog.paths.backups();
    let backups = backup::list(catalog);
    for view in &backups {
        if !store::is_sound(&folder.join(&view.name)) {
            find(CheckFindingKind::BackupDamaged, None, crate::path_text(&folder.join(&view.name)), false);
        }
    }
    const WEEK: i64 = 7 * 24 * 60 * 60;
    let age = backups.first().map(|newest| catalog.clock.now().duration_since(newest.made_at).as_secs());
    if age.is_some_and(|age| age > WEEK) {
        let mended = repair && backup::make(catalog).is_ok();
        find(CheckFindingKind::BackupOld, None, crate::path_text(&folder), mended);
    }
    if let Err(error) = files::try_to_write(&catalog.paths.incoming()) {
        find(CheckFindingKind::FolderReadOnly, None, format!("{}: {error}", crate::path_text(catalog.dir())), false);
    }
    let behind = !catalog.store.read(|db| db.index_queue().is_empty())?;
    let index = index::open(catalog);
    let damaged = index.is_err();
    if behind || damaged || catalog.index.is_behind() {
        let mended = repair && index::catch_up(catalog).is_ok();
        find(CheckFindingKind::IndexStale, None, crate::path_text(&catalog.paths.index()), mended);
    }
    Ok(findings)
}

/// Things whose rows are not what the history says.
fn differing(catalog: &Catalog) -> Result<Vec<(ThingKind, String)>, Error> {
    catalog.store.read(|db| {
        let verdicts = db.matches().list()?;
        let name_verdicts = db.name_verdicts().list()?;
        let mut differing = vec![];
        for (kind, thing) in db.history().things()? {
            let same = match kind {
                ThingKind::Annotation => match thing.parse() {
                    Ok(id) => {
                        let (mut row, mut told) = (db.annotations().get(id)?, history::anchored(catalog, db, id)?);
                        for annotation in [&mut row, &mut told].into_iter().flatten() {
                            // A tag that is deleted stays on record, and is not shown.
                            let mut known = vec![];
                            for tag in annotation.tags.drain(..) {
                                known.extend(db.tags().get(tag)?.map(|tag| tag.id));
                            }
                            known.sort();
                            annotation.tags = known;
                        }
                        row == told
                    }
                    Err(_) => true,
                },
                ThingKind::Tag => match thing.parse() {
                    Ok(id) => db.tags().get(id)? == history::tag(db, id)?,
                    Err(_) => true,
                },
                ThingKind::KeptSearch => match thing.parse() {
                    Ok(id) => db.kept_searches().get(id)? == history::kept_search(db, id)?,
                    Err(_) => true,
                },
                ThingKind::RoomNote => match thing.parse() {
                    Ok(id) => db.room_notes().get(id)? == history::room_note(db, id)?,
                    Err(_) => true,
                },
                ThingKind::Match => match history::parse_match_thing(&thing) {
                    Some((document, contribution)) => {
                        let row = verdicts.iter().find(|(d, c, _)| *d == document && *c == contribution);
                        row.map(|(_, _, confirmed)| *confirmed) == history::verdict(db, &thing)?
                    }
                    None => true,
                },
                ThingKind::Meeting | ThingKind::Segment | ThingKind::Session | ThingKind::Contribution => {
                    items::is_projected(db, kind, &thing)?
                }
                ThingKind::Link => match thing.parse() {
                    Ok(id) => db.links().get(id)? == history::link(db, id)?,
                    Err(_) => true,
                },
                // Read from the history itself.
                ThingKind::SessionNote | ThingKind::SessionMention => true,
                ThingKind::NamePair => match identity::told(db, &thing)? {
                    Some((told, is_there)) => name_verdicts.contains(&told) == is_there,
                    None => true,
                },
                ThingKind::Revision => true,
                ThingKind::Color => match model::Color::from_name(&thing) {
                    Some(color) => db.color_names().get(color)? == history::color_name(db, color)?,
                    None => true,
                },
            };
            if !same {
                differing.push((kind, thing));
            }
        }
        Ok(differing)
    })
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files = vec![];
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { files.push(path) }
        }
    }
    files.sort();
    files
}
