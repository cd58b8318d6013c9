//! The power-cut test: whenever the power goes, and whatever of the un-synced writes is lost or torn, the library opens
//! and has all that was shown as saved.
//!
//! `POWER_CUTS=all` cuts at every single step, by default some steps are drawn.

#![cfg(target_os = "linux")]

use catalog::{annotate, check, pages};
use model::{AnnotationFilter, CheckFindingKind, PageIndex};
use rapporteur_tests::{
    corpus,
    disk::{Disk, Event, Platter, Unsynced},
    library::{Library, open},
    programs,
};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
};

const N_WRITES: u32 = 12;
const N_CUTS: usize = 40;

/// The moments to cut at: behind each acknowledgement, where most is at stake, and some of the rest.
fn cuts(events: &[Event]) -> Vec<usize> {
    let all = std::env::var("POWER_CUTS").is_ok_and(|which| which == "all");
    let said = |idx: &usize| matches!(events[*idx], Event::Said { .. });
    let step = if all { 1 } else { (events.len() / N_CUTS).max(1) };
    (0..events.len()).filter(|idx| idx % step == 0 || said(idx)).map(|idx| idx + 1).collect()
}

fn run_on(disk: &Disk, program: &Path, arguments: &[&str]) {
    let mut command = Command::new(program);
    command.args(arguments).envs(disk.environment()).stdout(Stdio::piped());
    let output = command.output().expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_was_acknowledged_outlives_a_power_cut_at_any_moment() {
    let library = Library::new();
    let report = library.import(&[corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]);
    let document = report.documents[0].1.clone();
    let n_chars =
        pages::text(&library.catalog, &document, PageIndex(3)).expect("the page has text").text.chars().count();
    let Library { folder, catalog } = library;
    drop(catalog);
    fs::remove_dir_all(folder.path().join("derived")).expect("what is derived can be deleted");
    let mut platter = Platter::of(folder.path());
    let disk = Disk::under(folder.path());
    let (dir, worker) = (folder.path().to_str().expect("a path"), programs::command_line());
    let (n_chars, n_writes) = (n_chars.to_string(), N_WRITES.to_string());
    let arguments = [dir, document.as_str(), "3", &n_chars, &n_writes, worker.to_str().expect("a path")];
    run_on(&disk, Path::new(env!("CARGO_BIN_EXE_annotation-writer")), &arguments);

    let events = disk.events();
    let moments = cuts(&events);
    let (mut acknowledged, mut n_cuts, mut done) = (BTreeMap::new(), 0, 0);
    for moment in moments {
        for event in &events[done..moment] {
            platter.perform(event);
            if let Event::Said { text } = event {
                let made = text.trim().strip_prefix("made ").and_then(|line| line.split_once(' '));
                acknowledged.extend(made.map(|(id, comment)| (id.to_owned(), comment.to_owned())));
            }
        }
        done = moment;
        for unsynced in [Unsynced::Lost, Unsynced::Torn(moment as u64 * 2_654_435_761), Unsynced::Torn(!moment as u64)]
        {
            let left = tempfile::tempdir().expect("a temporary folder");
            platter.cut(unsynced, left.path());
            let catalog = open(left.path());
            let there: BTreeMap<String, String> = annotate::list(&catalog, &AnnotationFilter::default())
                .expect("annotations are listed")
                .into_iter()
                .map(|view| (view.annotation.id.to_string(), view.annotation.comment))
                .collect();
            for (id, comment) in &acknowledged {
                let found = there.get(id);
                // A change may have come to the disk before it was acknowledged.
                let is_there =
                    found.is_some_and(|found| found == comment || *found == format!("{comment}, seen again"));
                assert!(is_there, "cut at {moment}, {unsynced:?}: {comment:?} was acknowledged, there is {found:?}");
            }
            assert!(there.len() <= acknowledged.len() + 1, "at most the one under way is there too");
            n_cuts += 1;
            if n_cuts % 50 == 0 {
                let found = check::run(&catalog, true).expect("a check runs");
                assert!(found.iter().all(|finding| finding.mended), "cut at {moment}: {found:?}");
            }
        }
    }
    println!("{} writes acknowledged, {n_cuts} power cuts in {} steps, none lost", acknowledged.len(), events.len());
    assert_eq!(acknowledged.len(), N_WRITES as usize, "the writer came to its end");
    assert!(n_cuts > N_WRITES as usize, "it was cut often");
}

#[test]
fn a_document_that_is_listed_is_there_after_a_power_cut() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let disk = Disk::under(folder.path());
    let mut platter = Platter::of(folder.path());
    let files =
        ["2016-11-30_Session-I_Antinori-ECTC.pdf", "2016-12-01_Session-V_Khalaf_ar.pdf", "presentation_final_v2.pdf"]
            .map(|name| corpus::sample().join(name).to_str().expect("a path").to_owned());
    let dir = folder.path().to_str().expect("a path");
    let arguments = ["--library", dir, "import", &files[0], &files[1], &files[2]];
    run_on(&disk, &programs::command_line(), &arguments);

    let events = disk.events();
    let last =
        events.iter().position(|event| matches!(event, Event::Said { .. })).expect("the import was acknowledged");
    let (mut done, mut n_cuts) = (0, 0);
    for moment in cuts(&events) {
        events[done..moment].iter().for_each(|event| platter.perform(event));
        done = moment;
        for unsynced in [Unsynced::Lost, Unsynced::Torn(moment as u64 * 2_654_435_761)] {
            let left = tempfile::tempdir().expect("a temporary folder");
            platter.cut(unsynced, left.path());
            let catalog = open(left.path());
            let n_there = catalog::documents::list(&catalog).expect("documents are listed").len();
            let found = check::run(&catalog, false).expect("a check runs");
            let is_fatal = |kind| {
                use CheckFindingKind::*;
                matches!(kind, CopyMissing | CopyChanged | DatabaseDamaged | ProjectionDiffers)
            };
            let fatal: Vec<_> = found.iter().filter(|finding| is_fatal(finding.kind)).collect();
            assert!(fatal.is_empty(), "cut at {moment} of {}, {unsynced:?}: {fatal:?}", events.len());
            assert!(moment <= last || n_there == files.len(), "cut at {moment}: {n_there} documents are listed");
            n_cuts += 1;
        }
    }
    println!("{n_cuts} power cuts in {} steps of an import", events.len());
}
