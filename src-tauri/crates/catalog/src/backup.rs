//! Copies of the database: made daily and before each migration, verified, rotated, and put in place of a damaged one.
//!
//! Documents are not part of them: those lie in the library under their own hashes, and are never written again.

use crate::{Catalog, Error, files, paths::Paths};
use jiff::{Timestamp, tz::TimeZone};
use model::BackupView;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

/// How many of the newest copies are kept, whenever they were made.
const N_NEWEST: usize = 5;

/// Of older ones, one a day for this many days that have one,
const N_DAYS: usize = 14;

/// and one a month after that.
const N_MONTHS: usize = 24;

/// A copy younger than this will do.
const EVERY: Duration = Duration::from_secs(20 * 60 * 60);

/// How often the program looks whether a new one is due.
const LOOK_EVERY: Duration = Duration::from_secs(30 * 60);

/// Makes a copy now, verified before it gets its name, and lets go of those that are too many.
pub fn make(catalog: &Catalog) -> Result<BackupView, Error> {
    let folder = catalog.paths.backups();
    files::make_folder(&folder).map_err(Error::io("make the folder", &folder))?;
    let now = catalog.clock.now();
    let name = format!("library-{}.sqlite", now.strftime("%Y%m%dT%H%M%SZ"));
    catalog.store.back_up(&folder.join(&name))?;
    // Older ones go only once this one has its name on disk.
    files::sync_folder(&folder)?;
    rotate(&folder);
    let all = list_in(&folder);
    all.into_iter().find(|view| view.name == name).ok_or(Error::NoBackup)
}

/// Makes a copy where the newest is too old, or something was written since. Answers whether it did.
pub fn make_if_due(catalog: &Catalog) -> Result<bool, Error> {
    let newest = list(catalog).into_iter().next();
    let age = newest.map(|view| catalog.clock.now().duration_since(view.made_at));
    if age.is_some_and(|age| age.as_secs() >= 0 && age.as_secs() < EVERY.as_secs() as i64) {
        return Ok(false);
    }
    make(catalog).map(|_| true)
}

/// Looks now and then whether a copy is due, on a thread of its own, for as long as the library is open.
pub fn keep_up(catalog: &Arc<Catalog>) {
    let catalog = Arc::downgrade(catalog);
    thread::spawn(move || {
        while let Some(catalog) = catalog.upgrade() {
            // One that cannot be made is tried again; `check` says how old the newest is.
            let _ = make_if_due(&catalog);
            drop(catalog);
            thread::sleep(LOOK_EVERY);
        }
    });
}

/// The copies that there are, newest first.
pub fn list(catalog: &Catalog) -> Vec<BackupView> {
    list_in(&catalog.paths.backups())
}

/// The same for a library that cannot be opened.
pub fn list_of(dir: &Path) -> Vec<BackupView> {
    list_in(&Paths::new(dir).backups())
}

fn list_in(folder: &Path) -> Vec<BackupView> {
    let mut all = vec![];
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(metadata) = entry.metadata() else { continue };
        if path.extension().is_none_or(|extension| extension != "sqlite") || !metadata.is_file() {
            continue;
        }
        let since_1970 = metadata.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let written = since_1970.and_then(|at| Timestamp::from_second(at.as_secs() as i64).ok());
        if let Some(made_at) = named(&name).or(written) {
            let before_migration = name.starts_with("before-");
            all.push(BackupView { name, made_at, n_bytes: metadata.len(), before_migration });
        }
    }
    all.sort_by(|a, b| b.made_at.cmp(&a.made_at).then_with(|| b.name.cmp(&a.name)));
    all
}

/// When a copy was made, by its name.
fn named(name: &str) -> Option<Timestamp> {
    let at = name.strip_prefix("library-")?.strip_suffix("Z.sqlite")?;
    let at = jiff::civil::DateTime::strptime("%Y%m%dT%H%M%S", at).ok()?;
    TimeZone::UTC.to_timestamp(at).ok()
}

fn rotate(folder: &Path) {
    for view in superfluous(&list_in(folder)) {
        // What cannot be deleted takes room, and does no harm.
        let _ = fs::remove_file(folder.join(&view.name));
    }
}

/// Of copies, newest first, those that need not be kept. Copies made before a migration always are.
fn superfluous(all: &[BackupView]) -> Vec<&BackupView> {
    let (mut days, mut months) = (vec![], vec![]);
    let mut gone = vec![];
    for (idx, view) in all.iter().filter(|view| !view.before_migration).enumerate() {
        let date = TimeZone::UTC.to_datetime(view.made_at).date();
        let month = (date.year(), date.month());
        let is_new_day = !days.contains(&date) && days.len() < N_DAYS;
        let is_new_month = !months.contains(&month) && months.len() < N_MONTHS;
        if idx < N_NEWEST || is_new_day || is_new_month {
            days.push(date);
            days.dedup();
            months.push(month);
            months.dedup();
        } else {
            gone.push(view);
        }
    }
    gone
}

/// Puts a copy in place of the database of a library that is not open; the newest good one where none is named. What
/// was there is kept aside. Answers the copy's name, and where the old database is now.
///
/// Fails with [`Error::BadBackup`] where the copy is damaged itself, and changes nothing then.
pub fn restore(dir: &Path, name: Option<&str>, now: Timestamp) -> Result<(String, PathBuf), Error> {
    let paths = Paths::new(dir);
    let folder = paths.backups();
    let name = match name {
        Some(name) => {
            let found = list_in(&folder).into_iter().find(|view| view.name == name).ok_or(Error::NoBackup)?;
            if !store::is_sound(&folder.join(&found.name)) {
                return Err(Error::BadBackup { path: folder.join(&found.name) });
            }
            found.name
        }
        None => newest_good(dir).ok_or(Error::NoBackup)?.name,
    };
    let aside = paths.dir().join(format!("damaged-{}", now.strftime("%Y%m%dT%H%M%SZ")));
    fs::create_dir_all(&aside).map_err(Error::io("make the folder", &aside))?;
    // The copy is whole beside its place before anything is moved.
    let database = paths.database();
    let arriving = database.with_extension("restoring");
    fs::copy(folder.join(&name), &arriving).map_err(Error::io("copy", &arriving))?;
    fs::File::open(&arriving).and_then(|file| file.sync_all()).map_err(Error::io("write", &arriving))?;
    for suffix in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{suffix}", database.display()));
        if file.exists() {
            let to = aside.join(file.file_name().unwrap_or_default());
            fs::rename(&file, &to).map_err(Error::io("move", &file))?;
        }
    }
    fs::rename(&arriving, &database).map_err(Error::io("write", &database))?;
    files::sync_folder(&aside)?;
    files::sync_folder(paths.dir())?;
    Ok((name, aside))
}

/// The newest copy that is sound.
pub fn newest_good(dir: &Path) -> Option<BackupView> {
    let folder = Paths::new(dir).backups();
    list_in(&folder).into_iter().find(|view| store::is_sound(&folder.join(&view.name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copies(hours: impl Iterator<Item = i64>) -> Vec<BackupView> {
        let start = Timestamp::from_second(1_480_518_000).unwrap();
        hours
            .map(|hour| {
                let made_at = start - jiff::SignedDuration::from_hours(hour);
                BackupView { name: hour.to_string(), made_at, n_bytes: 1, before_migration: false }
            })
            .collect()
    }

    #[test]
    fn the_newest_copies_are_kept_and_of_older_ones_one_a_day_and_one_a_month() {
        // Twice a day for a hundred days.
        let all = copies((0..200).map(|n| n * 12));
        let gone = superfluous(&all);
        let kept: Vec<_> = all.iter().filter(|view| !gone.contains(view)).collect();
        assert!((N_NEWEST + 8..=N_NEWEST + N_DAYS + 5).contains(&kept.len()), "{} are kept", kept.len());
        assert!(kept.iter().take(N_NEWEST).map(|view| view.name.as_str()).eq(["0", "12", "24", "36", "48"]));
        let oldest = kept.last().map(|view| view.made_at.to_string());
        assert!(oldest.is_some_and(|at| at.starts_with("2016-08")), "the oldest month has one left");
    }

    #[test]
    fn names_say_when() {
        let at = named("library-20161130T150000Z.sqlite").map(|at| at.to_string());
        assert_eq!(at.as_deref(), Some("2016-11-30T15:00:00Z"));
        assert_eq!(named("before-schema-6.sqlite"), None);
    }
}
