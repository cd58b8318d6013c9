//! A newer version of a deck in the real window: from the document's information to both side by side, notes decided on
//! by keys, one step back.

use rapporteur_tests::{
    made_decks,
    window::{Key, Window, WindowConfig, in_window, in_window_with},
};
use serde_json::{Value, json};

/// Leaves a picture behind, for looking at.
async fn picture(window: &Window, name: &str) {
    let path = rapporteur_tests::programs::artifacts().join(format!("{name}.png"));
    std::fs::write(path, window.screenshot().await).expect("a picture can be written");
}

async fn document(window: &Window, name: &str) -> String {
    let rows = window.invoke("list_documents", json!({})).await;
    let rows = rows.as_array().cloned().unwrap_or_default();
    let row = rows.iter().find(|row| row["document"]["file_name"] == name);
    row.and_then(|row| row["document"]["id"].as_str()).expect("the document is there").to_owned()
}

async fn mark(window: &Window, document: &str, page: u32, quote: &str, color: &str) {
    let text = window.invoke("get_page_text", json!({ "document": document, "page": page })).await;
    let start = text["text"].as_str().and_then(|text| text.find(quote)).expect("the words are there");
    let draft = json!({ "document": document, "page": page, "range": { "start": start, "end": start + quote.len() },
        "color": color, "comment": format!("on {quote}"), "tags": [] });
    window.annotate(draft).await;
}

async fn n_of(window: &Window, document: &str) -> usize {
    let views = window.invoke("list_annotations", json!({ "filter": { "document": document } })).await;
    views.as_array().map_or(0, Vec::len)
}

#[test]
fn notes_come_along_to_a_newer_version_by_keyboard() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (older, newer) = made_decks::two_versions();
    let files = [folder.path().join("recovery-00.pdf"), folder.path().join("recovery-01.pdf")];
    std::fs::write(&files[0], older).expect("a file can be written");
    std::fs::write(&files[1], newer).expect("a file can be written");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    let folder = folder.path().to_owned();
    in_window("versions", config, |window| async move {
        window.import(&[&folder]).await;
        let (older, newer) = (document(&window, "recovery-00.pdf").await, document(&window, "recovery-01.pdf").await);
        for (page, quote, color) in [
            (1, "Open issues before last call", "yellow"),
            (2, "two round trips", "green"),
            (3, "window halves", "red"),
            (4, "Nobody travels", "blue"),
        ] {
            mark(&window, &older, page, quote, color).await;
        }
        window.press(&[Key::Control.into(), '2']).await;
        window.see_text("[data-testid=row-version]", "Looks like a newer version").await;
        picture(&window, "versions-documents").await;
        window.click("[data-testid=row-version]").await;
        window.see("[data-testid=page-change][data-kind=gone]").await;
        assert_eq!(window.count("[data-testid=page-change]").await, 6);
        window.settle().await;
        picture(&window, "versions-preview").await;
        window.click("[data-testid=keep-version]").await;
        window.see("[data-testid=versions-related]").await;
        window.until("the certain ones came along", || async { n_of(&window, &newer).await == 2 }).await;
        window.see_text("[data-testid=to-review]", "2").await;
        window.settle().await;
        picture(&window, "versions-kept").await;
        // The first doubtful one is chosen already: its words read otherwise, but its place is known. The button that
        // was clicked is gone, and the keyboard is in the view.
        window.press(&['l']).await;
        window.see_text("[data-testid=to-review]", "1").await;
        window.press(&['p']).await;
        window.see("[data-testid=picker-item]").await;
        picture(&window, "versions-place").await;
        window.type_text("Eleven").await;
        window.until("one line is left", || async { window.count("[data-testid=picker-item]").await == 1 }).await;
        window.press(&[Key::Enter.into()]).await;
        window.until("it was placed", || async { n_of(&window, &newer).await == 3 }).await;
        window.see_no("[data-testid=to-review]").await;
        for theme in ["light", "dark"] {
            window.execute("document.documentElement.dataset.theme = arguments[0];", vec![json!(theme)]).await;
            window.settle().await;
            picture(&window, &format!("versions-{theme}")).await;
        }
        assert_eq!(n_of(&window, &older).await, 4, "the older version keeps all");
        window.open_document("recovery-01.pdf").await;
        window.see_text("[data-testid=version-pair]", "Newer version of").await;
        picture(&window, "versions-reader").await;
        for n in [3, 2, 0] {
            window.press(&[Key::Control.into(), 'z']).await;
            window.until("one step is taken back", || async { n_of(&window, &newer).await <= n }).await;
        }
        window.until("it is a guess again", || async { !is_confirmed(&window).await }).await;
    });
}

#[test]
fn an_earlier_version_stands_behind_the_newest_on_its_talk_and_says_so() {
    const PROGRAMME: &str = "Workshop on registers\n\nMonday, 4 March 2019\n\n09:00-10:00 Session 1: Opening\n\
        - Mr. Oskar Lindqvist: Registers of ships\n- Ms. Wanda Kruk: Maps of wells\n";
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let ships = ["Registers of ships", "Oskar Lindqvist", "Who keeps them, and for how long"];
    let wells = ["Maps of wells", "Wanda Kruk", "From the survey of the northern oasis"];
    for (name, lines) in [
        ("Lindqvist_ships.pdf", ships.to_vec()),
        ("Lindqvist_ships_v2.pdf", [&ships[..], &["Corrected"]].concat()),
        ("slides-kruk-wells-00.pdf", wells.to_vec()),
        ("slides-kruk-wells-01.pdf", [&wells[..], &["redrawn"]].concat()),
    ] {
        std::fs::write(folder.path().join(name), made_decks::deck(&[&lines])).expect("a file can be written");
    }
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    let folder = folder.path().to_owned();
    in_window("versions-placed", config, |window| async move {
        let source = json!({ "kind": "text", "text": PROGRAMME });
        window.invoke("import_programme", json!({ "source": source })).await;
        window.import(&[&folder]).await;
        window.press(&[Key::Control.into(), '1']).await;
        // Of each talk, the newest first, and the word on the other alone.
        let script = "return [...document.querySelectorAll('[data-testid=material]')].map((line) =>
            [line.querySelector('[data-testid=open-document]').textContent.trim(),
             line.querySelector('[data-testid=earlier-version]')?.textContent.trim() ?? '', line.dataset.standing].join(' | '));";
        let lines = |standing: &str| {
            [
                format!("Lindqvist_ships_v2.pdf |  | {standing}"),
                format!("Lindqvist_ships.pdf | Earlier version | {standing}"),
                format!("slides-kruk-wells-01.pdf |  | {standing}"),
                format!("slides-kruk-wells-00.pdf | Earlier version | {standing}"),
            ]
        };
        let shown = || async {
            let found: Vec<String> =
                serde_json::from_value(window.execute(script, vec![]).await).expect("lines of documents");
            found
        };
        window.until("both decks are suggested", || async { shown().await == lines("suggested") }).await;
        picture(&window, "versions-placed").await;
        // Which one is newer, the badge says under the pointer.
        let place = "const box = document.querySelector('[data-testid=earlier-version]').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];";
        let place: [f64; 2] = serde_json::from_value(window.execute(place, vec![]).await).expect("a place");
        window.hover(place[0] - 1., place[1]).await;
        window.hover(place[0], place[1]).await;
        window.see_text("[role=tooltip]", "An earlier version of “Lindqvist_ships_v2.pdf”").await;
        // Accepted together, they stay so.
        window.click("[data-testid=accept-certain]").await;
        window.until("both decks are accepted", || async { shown().await == lines("confirmed") }).await;
        // In the list of documents each has the talk, and the newer one says of which it is one.
        window.press(&[Key::Control.into(), '2']).await;
        window.until("all are listed", || async { window.count("[data-testid=document-row]").await == 4 }).await;
        let rows = "return [...document.querySelectorAll('[data-testid=document-row]')].map((row) => row.textContent)
            .filter((text) => text.includes('Wanda Kruk') || text.includes('Oskar Lindqvist')).length;";
        assert_eq!(window.execute(rows, vec![]).await, json!(4));
        assert_eq!(window.count("[data-testid=row-version]").await, 2);
        picture(&window, "versions-placed-list").await;
        window.open_document("slides-kruk-wells-00.pdf").await;
        window.see_text("[data-testid=placement]", "Wanda Kruk").await;
        window.see_text("[data-testid=placement]", "Maps of wells").await;
    });
}

#[test]
fn a_long_comparison_shows_how_far_it_is_and_can_be_cancelled() {
    const N_PAGES: usize = 600;
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, first) in [("maps-01.pdf", 0), ("maps-02.pdf", 1)] {
        std::fs::write(folder.path().join(name), made_decks::drawn_deck(first, N_PAGES))
            .expect("a file can be written");
    }
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    let folder = folder.path().to_owned();
    in_window_with(
        "versions-long",
        config,
        &[("RAPPORTEUR_TESSERACT".to_owned(), String::new())],
        |window| async move {
            window.import(&[&folder]).await;
            let (older, newer) = (document(&window, "maps-01.pdf").await, document(&window, "maps-02.pdf").await);
            window.press(&[Key::Control.into(), '2']).await;
            window.click("[data-testid=row-version]").await;
            window.see("[data-testid=comparing] [role=progressbar][aria-valuenow]").await;
            picture(&window, "versions-comparing").await;
            window.click("[data-testid=cancel-comparing]").await;
            window.see("[data-testid=compare-again]").await;
            picture(&window, "versions-cancelled").await;
            assert_eq!(focused(&window).await, "versions", "the button is gone, the keyboard is not");
            assert_eq!(window.count("[data-testid=page-change]").await, 0);
            let state = job_state(&window).await;
            assert_eq!((state.0.as_str(), state.1 < 2 * N_PAGES as u64), ("cancelled", true), "{state:?}");
            assert_eq!(
                window.count("[data-testid=job][data-state=cancelled]").await,
                0,
                "what came of it is said in one place"
            );
            window.click("[data-testid=compare-again]").await;
            window.see("[data-testid=page-change][data-kind=gone]").await;
            assert_eq!(focused(&window).await, "versions");
            assert_eq!(job_state(&window).await, ("finished".to_owned(), 2 * N_PAGES as u64));
            // What was compared is kept: nothing is begun again.
            let view = window.invoke("get_revision", json!({ "older": older, "newer": newer })).await;
            assert_eq!(view["pages"].as_array().map(Vec::len), Some(N_PAGES + 1));
            assert_eq!(n_jobs(&window).await, 2);
            // Another pair takes its place, and so keeping compares anew; who stops that is not told of a failure.
            window.invoke("get_revision", json!({ "older": newer, "newer": older })).await;
            // On a quick machine it is over before a test can look: what stops it is clicked as soon as it is there.
            let stop = "const timer = setInterval(() => {
                const button = document.querySelector('[data-testid=cancel-job]');
                if (!button) return;
                clearInterval(timer);
                button.click();
            }, 2);";
            window.execute(stop, vec![]).await;
            window.click("[data-testid=keep-version]").await;
            window.see_text("[data-testid=toast]", "The comparison was cancelled").await;
            assert_eq!(window.count("[data-testid=versions-related]").await, 0);
            assert!(!is_confirmed(&window).await, "nothing was kept");
            let here = focused(&window).await;
            assert!(["versions", "keep-version"].contains(&here.as_str()), "the keyboard is in the view: {here}");
            window.click("[data-testid=keep-version]").await;
            window.see("[data-testid=versions-related]").await;
            window.see_text("[data-testid=toast]", "Kept as a newer version").await;
            assert_eq!(focused(&window).await, "versions");
        },
    );
}

/// The test id of what has the keyboard.
async fn focused(window: &Window) -> String {
    let id = window.execute("return document.activeElement?.dataset.testid ?? '';", vec![]).await;
    id.as_str().unwrap_or_default().to_owned()
}

async fn comparisons(window: &Window) -> Vec<Value> {
    let jobs = window.invoke("list_jobs", json!({})).await;
    jobs.as_array().into_iter().flatten().filter(|job| job["kind"] == "compare_versions").cloned().collect()
}

async fn n_jobs(window: &Window) -> usize {
    comparisons(window).await.len()
}

/// Of the last comparison: its state, and how many steps it did.
async fn job_state(window: &Window) -> (String, u64) {
    let jobs = comparisons(window).await;
    let job = jobs.last().expect("it was compared");
    (job["state"].as_str().unwrap_or_default().to_owned(), job["n_done"].as_u64().unwrap_or_default())
}

async fn is_confirmed(window: &Window) -> bool {
    let pairs = window.invoke("list_revisions", json!({})).await;
    pairs.as_array().is_some_and(|pairs| pairs.iter().any(|pair| pair["confirmed"] == Value::Bool(true)))
}
