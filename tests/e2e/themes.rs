//! The theme matrix in the real window: tagged notes are counted where they stand, and a cell leads to its notes.

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::{Value, json};

#[test]
fn a_cell_of_the_theme_matrix_leads_to_the_notes_behind_it() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("themes", config, |window| async move {
        window.open_sample().await;
        window.click("[data-testid=nav-themes]").await;
        window.see_text("[data-testid=themes]", "No tags yet").await;

        // Two notes on one deck, whose place is a suggestion; one has a tag below the other's.
        let rows = window.invoke("list_documents", json!({})).await;
        let rows = rows.as_array().expect("documents are listed");
        let deck = rows
            .iter()
            .map(|row| &row["document"])
            .find(|document| document["title"].as_str().is_some_and(|title| title.starts_with("Social media")));
        let deck = deck.expect("the sample has this deck")["id"].clone();
        let tag = |name: &'static str| window.invoke("create_tag", json!({ "name": name }));
        let (parent, child) = (tag("Evidence").await["id"].clone(), tag("Logs").await["id"].clone());
        tag("Nobody speaks of it").await;
        window.invoke("update_tag", json!({ "id": child, "patch": { "parent": parent } })).await;
        for (page, tag) in [(3, &parent), (4, &child)] {
            let draft = json!({ "document": deck, "page": page, "range": { "start": 0, "end": 12 }, "color": "green",
                "comment": "As agreed.", "tags": [tag] });
            window.annotate(draft).await;
        }

        let both = |window| async move { read_rows(window).await.first().is_some_and(|row| row[1] == "2") };
        window.until("both notes are counted", || both(&window)).await;
        let rows = read_rows(&window).await;
        let row = |idx: usize| &rows[idx];
        assert_eq!(
            (row(0)[0].as_str(), row(0)[1].as_str()),
            ("Evidence", "2"),
            "a tag counts those below it: {rows:?}"
        );
        assert_eq!((row(1)[0].as_str(), row(1)[1].as_str()), ("Logs", "1"), "{rows:?}");
        assert!(row(2)[1..].iter().all(String::is_empty), "a tag without notes is a row of blind spots: {rows:?}");

        // By keyboard: to the cell below, and into it.
        window.click("[data-testid=cell]").await;
        window.see_text("[data-testid=cell-notes]", "2 notes").await;
        window.press(&[Key::Escape.into()]).await;
        window.press(&[Key::Down.into()]).await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=cell-notes]", "1 note").await;
        window.see_text("[data-testid=cell-notes] [data-testid=quote]", "As agreed.").await;
        window.see_text("[data-testid=cell-notes] [data-testid=quote]", "Logs").await;
        let picture = rapporteur_tests::programs::artifacts().join("themes.png");
        std::fs::write(picture, window.screenshot().await).expect("it can be written");

        // What the window exports is what the command writes.
        let meeting = window.invoke("get_library", json!({})).await["meetings"][0]["id"].clone();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("themes.csv");
        let arguments = json!({ "meeting": meeting, "axis": "session", "format": "csv", "path": path });
        window.invoke("export_theme_matrix", arguments).await;
        let table = std::fs::read_to_string(&path).expect("it was written");
        assert!(table.contains("Evidence / Logs,0,"), "a suggestion is no fact: {table}");
        accept(&window, &meeting).await;
        let arguments = json!({ "meeting": meeting, "axis": "speaker", "format": "csv", "path": path });
        window.invoke("export_theme_matrix", arguments).await;
        let table = std::fs::read_to_string(&path).expect("it was written");
        assert!(table.contains("Arije Antinori") && table.contains("Evidence / Logs,1,"), "{table}");

        // To the spot, and back to the matrix.
        window.click("[data-testid=open-quote]").await;
        window.see("[data-testid=page]").await;
        window.press(&[Key::Alt.into(), Key::Left.into()]).await;
        window.see("[data-testid=matrix]").await;
    });
}

/// The name of each tag and its counts, as they stand on the screen.
async fn read_rows(window: &Window) -> Vec<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-testid=matrix] tbody tr')].map((row) =>
        [row.querySelector('th').textContent.trim(), ...[...row.querySelectorAll('td')].map((cell) => cell.textContent)]);";
    serde_json::from_value(window.execute(script, vec![]).await).expect("rows of texts")
}

async fn accept(window: &Window, meeting: &Value) {
    let n = window.invoke("accept_matches", json!({ "meeting": meeting })).await;
    assert!(n.as_u64().is_some_and(|n| n > 0), "the sample has sure suggestions: {n}");
}
