//! The kill test: killed at random moments during 200 writes (`KILL_WRITES` of them where it is set), a library has every
//! write that was acknowledged.

use catalog::{annotate, check, pages};
use model::{AnnotationFilter, AnnotationView, PageIndex};
use rapporteur_tests::{
    corpus,
    library::{Library, open},
    programs,
};
use std::{
    collections::BTreeMap,
    hash::{BuildHasher, RandomState},
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

fn n_writes() -> u32 {
    std::env::var("KILL_WRITES").ok().and_then(|n| n.parse().ok()).unwrap_or(200)
}

const N_ROUNDS: u32 = 12;

#[test]
fn every_acknowledged_write_outlives_a_kill() {
    let library = Library::new();
    let report = library.import(&[corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]);
    let document = report.documents[0].1.clone();
    let page = PageIndex(3);
    let n_chars = pages::text(&library.catalog, &document, page).expect("the page has text").text.chars().count();
    let folder = library.folder;
    drop(library.catalog);

    // The comment that each annotation must have, over all rounds: what is acknowledged later replaces.
    let mut acknowledged: BTreeMap<String, String> = BTreeMap::new();
    let (mut n_killed, mut one_write) = (0, Duration::ZERO);
    for round in 0..N_ROUNDS {
        let mut writer = Command::new(env!("CARGO_BIN_EXE_annotation-writer"))
            .arg(folder.path())
            .args([document.as_str(), &page.0.to_string(), &n_chars.to_string(), &n_writes().to_string()])
            .arg(programs::command_line())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writer starts");
        let mut lines =
            BufReader::new(writer.stdout.take().expect("its output is piped")).lines().map_while(Result::ok);
        assert_eq!(lines.next().as_deref(), Some("ready"));
        let start = Instant::now();
        // The first round runs to its end, and tells how long a write takes; each of the others is killed somewhere
        // within a write. Counted in writes and not in time, for a machine that is busy writes more slowly.
        let killed_after = (round > 0).then(|| (f64::from(n_writes()) * fraction()) as u32);
        let pid = writer.id();
        let mut killer = None;
        let (mut n_acknowledged, mut finished) = (0, false);
        for line in lines {
            match line.strip_prefix("made ").and_then(|line| line.split_once(' ')) {
                Some((id, comment)) => {
                    acknowledged.insert(id.to_owned(), comment.to_owned());
                    n_acknowledged += 1;
                }
                None => finished = line == "finished",
            }
            if killed_after.is_some_and(|n| n_acknowledged >= n) && killer.is_none() {
                let wait = one_write.mul_f64(fraction());
                killer = Some(thread::spawn(move || {
                    thread::sleep(wait);
                    _ = Command::new("kill").args(["-KILL", &pid.to_string()]).stderr(Stdio::null()).status();
                }));
            }
        }
        if let Some(killer) = killer {
            killer.join().expect("the killer ends");
        }
        writer.wait().expect("the writer ends");
        n_killed += u32::from(!finished);
        if round == 0 {
            one_write = start.elapsed() / n_writes();
            assert!(finished, "the first round is left alone");
        }
        let catalog = open(folder.path());
        let there = annotate::list(&catalog, &AnnotationFilter::default()).expect("annotations are listed");
        let there: BTreeMap<String, &AnnotationView> =
            there.iter().map(|view| (view.annotation.id.to_string(), view)).collect();
        for (id, comment) in &acknowledged {
            let view = there.get(id).unwrap_or_else(|| panic!("round {round}: {id} was acknowledged and is gone"));
            // A change that was written, but killed before it could be acknowledged, may be there.
            let found = &view.annotation.comment;
            assert!(
                found == comment || *found == format!("{comment}, seen again"),
                "round {round}: {comment:?} became {found:?}"
            );
        }
        let n_unacknowledged = there.len() - acknowledged.len();
        assert!(
            n_unacknowledged <= round as usize,
            "at most the one write under way at each kill is there unacknowledged"
        );
        if round + 1 == N_ROUNDS {
            assert_eq!(
                check::run(&catalog, true).expect("a check runs").iter().filter(|f| !f.mended).count(),
                0,
                "the library is whole"
            );
        }
    }
    println!("{} writes acknowledged, killed {n_killed} times, none lost", acknowledged.len());
    assert!(n_killed >= N_ROUNDS / 2, "most rounds end by the kill, only {n_killed} did");
}

/// A number from 0.05 to 0.95, another at each call.
fn fraction() -> f64 {
    let random = RandomState::new().hash_one(0_u8);
    0.05 + 0.9 * (random % 10_000) as f64 / 10_000.
}
