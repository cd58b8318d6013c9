//! Where documents belong is guessed anew in the background of the real window: seen where it takes long, stopped by the
//! reader, and done once for all that is decided meanwhile.

use catalog::jobs::Unwatched;
use model::ProgrammeSource;
use rapporteur_tests::{
    library,
    made_decks::deck,
    window::{Window, WindowConfig, in_window_with},
};
use serde_json::{Value, json};
use std::{fmt::Write, fs, path::Path};

const N_TALKS: usize = 2000;
const N_DECKS: usize = 200;

fn word(n: usize) -> String {
    [n / 400 % 20, n / 20 % 20, n % 20].map(|digit| b"bcdfghjklmnpqrstvwxz"[digit] as char).iter().collect()
}

/// A library with so many talks and decks that guessing takes a while; two decks may be the first talk's.
fn fill(folder: &Path) {
    let catalog = library::open(folder);
    let mut text = "Congress of registers\n\nMonday, 4 March 2019\n".to_owned();
    for n in 0..N_TALKS {
        if n % 50 == 0 {
            let at = 480 + n / 10;
            let _ = writeln!(text, "\n{:02}:{:02}-20:00 Session {}: Part {n}", at / 60, at % 60, n / 50 + 1);
        }
        let _ = writeln!(text, "- Ms. Ana So{0}ar: On {0}ation and what follows", word(n));
    }
    catalog::programme::import(&catalog, &ProgrammeSource::Text { text }).expect("the programme is read");
    let decks = tempfile::tempdir().expect("a temporary folder");
    let write =
        |name: String, lines: &[&str]| fs::write(decks.path().join(name), deck(&[lines])).expect("it is written");
    for n in 0..N_DECKS {
        write(format!("So{}ar.pdf", word(n)), &[&format!("On {}ation", word(n)), &format!("The deck of {n}")]);
    }
    write("rival.pdf".to_owned(), &[&format!("On {}ation and what follows", word(0)), "Another deck of the same"]);
    let import = catalog::import::run(&catalog, &[decks.path().to_owned()], None, &Unwatched::default());
    assert_eq!(import.expect("the decks are imported").n_new, N_DECKS as u32 + 1);
}

/// A document's id, and the talks that it may belong to.
async fn places(window: &Window, file: &str) -> (Value, Vec<Value>) {
    let rows = window.invoke("list_documents", json!({})).await;
    let row = rows.as_array().into_iter().flatten().find(|row| row["document"]["file_name"] == file);
    let row = row.expect("it is in the library");
    let talks = row["placements"].as_array().into_iter().flatten().map(|place| place["contribution"].clone());
    (row["document"]["id"].clone(), talks.collect())
}

/// The states of all guessing that was shown.
async fn guessings(window: &Window) -> Vec<String> {
    let jobs = window.invoke("list_jobs", json!({})).await;
    let jobs = jobs.as_array().into_iter().flatten().filter(|job| job["kind"] == "place_documents");
    jobs.filter_map(|job| job["state"].as_str().map(str::to_owned)).collect()
}

async fn accept(window: &Window, file: &str) {
    let (document, talks) = places(window, file).await;
    window.invoke("accept_match", json!({ "document": document, "contribution": talks[0] })).await;
}

#[test]
fn guessing_places_anew_is_seen_stopped_and_done_once_for_several_decisions() {
    let library = tempfile::tempdir().expect("a temporary folder");
    fill(library.path());
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    let environment = [("RAPPORTEUR_TESSERACT".to_owned(), String::new())];
    in_window_with("placing", config, &environment, |window| async move {
        let first = format!("So{}ar.pdf", word(0));
        window
            .until("the guessing of the start is over", || async {
                !guessings(&window).await.contains(&"running".to_owned())
            })
            .await;
        let n_before = guessings(&window).await.len();
        let (_, rivals) = places(&window, "rival.pdf").await;
        assert_eq!(places(&window, &first).await.1[..1], rivals[..1], "both may be the first talk's");

        // Nobody who decides waits; what runs is shown, and stopping it leaves the places as they were.
        let stop = "window.sawProgress = false;
            const timer = setInterval(() => {
                const job = [...document.querySelectorAll('[data-testid=job][data-state=running]')]
                    .find((job) => job.textContent.includes('Placing documents'));
                if (!job) return;
                clearInterval(timer);
                window.sawProgress = job.querySelector('[role=progressbar]') !== null;
                job.querySelector('[data-testid=cancel-job]').click();
            }, 2);";
        window.execute(stop, vec![]).await;
        accept(&window, &first).await;
        // On a quick machine it is over before a test can look: what stops it is clicked as soon as it is there.
        window.see_text("[data-testid=job][data-state=cancelled]", "Stopped: suggested places are as they were").await;
        assert_eq!(window.execute("return window.sawProgress;", vec![]).await, true, "it was shown how far it is");
        assert_eq!(places(&window, "rival.pdf").await.1, rivals, "the rival still claims the talk");
        assert_eq!(guessings(&window).await.len(), n_before + 1);

        // Several decisions, one after the other, are guessed about once.
        for n in 1..6 {
            accept(&window, &format!("So{}ar.pdf", word(n))).await;
        }
        window
            .until("the rival has no place any more", || async { places(&window, "rival.pdf").await.1.is_empty() })
            .await;
        window.until("all is over", || async { !guessings(&window).await.contains(&"running".to_owned()) }).await;
        let all = guessings(&window).await;
        assert!(all.len() <= n_before + 2, "not once each: {all:?}");
        assert_eq!(all.iter().filter(|state| *state == "cancelled").count(), 1, "{all:?}");
        assert_eq!(window.count("[data-testid=job][data-state=finished]").await, 0, "what went well needs no news");
    });
}
