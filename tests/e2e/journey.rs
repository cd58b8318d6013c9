//! The whole way in the real window, with real clicks, keys and a mouse drag.

use rapporteur_tests::{
    corpus,
    reading::one_spaced,
    window::{Key, Window, WindowConfig, in_window},
};
use serde_json::{Value, json};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

const SIZE: (u32, u32) = (1280, 800);

fn config(library: &Path) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size: SIZE }
}

#[test]
fn a_slide_of_the_sample_is_marked_tagged_found_and_still_there_after_a_kill() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("journey", config(library.path()), |window| async move {
        window.open_sample().await;
        assert_eq!(window.count("[data-testid=contribution]").await, 5, "the five lines of the page");
        confirm_and_take_back(&window).await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(4).await;
        mark_by_dragging(&window).await;
        tag_and_comment(&window).await;
        undo_and_redo(&window).await;
        search_and_open(&window).await;
        window.go_to_page(7).await;
        // Where one is is remembered a moment after one has come to rest.
        tokio::time::sleep(Duration::from_secs(1)).await;
        window.kill();
    });
    in_window("journey-reopened", config(library.path()), |window| async move {
        window.see_sample().await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.until("it reopens where it was left", || async { window.page().await == 6 }).await;
        let notes = window.annotations().await;
        assert_eq!(notes.len(), 1, "what was shown as done outlives a kill");
        assert_eq!(notes[0]["annotation"]["comment"], "Ask about appeals.");
        window.press(&[Key::Control.into(), '3']).await;
        window.see_text("[data-testid=note]", "Ask about appeals.").await;
        window.click("[data-testid=open-note]").await;
        window.see("[data-testid=highlight]").await;
        assert_eq!(window.page().await, 3, "a note leads to its slide");
    });
}

/// A guess is accepted, the word is taken back, and given again.
async fn confirm_and_take_back(window: &Window) {
    let suggested = "[data-testid=material][data-standing=suggested]";
    let confirmed = "[data-testid=material][data-standing=confirmed]";
    let n_suggested = window.count(suggested).await;
    window.click("[data-testid=accept-match]").await;
    window.see(confirmed).await;
    window.press(&[Key::Control.into(), 'z']).await;
    window.see_no(confirmed).await;
    assert_eq!(window.count(suggested).await, n_suggested);
    window.press(&[Key::Control.into(), Key::Shift.into(), 'z']).await;
    window.see(confirmed).await;
}

async fn mark_by_dragging(window: &Window) {
    window.select_lines("report may come", "organization or a program").await;
    let selected = window.selected().await;
    assert!(selected.contains("report may come from a user"), "{selected}");
    // What is copied is what is indexed.
    window.press(&[Key::Control.into(), 'c']).await;
    let start = Instant::now();
    window.click("[data-testid=selection-bar] [data-testid=color-green]").await;
    let note = window.until_some("the note is kept", || async { window.annotations().await.into_iter().next() }).await;
    let took = start.elapsed();
    assert!(took < Duration::from_millis(1500), "kept within half a second, and the time to ask: {took:?}");
    window.see("[data-testid=highlight][data-color=green]").await;
    let target = &note["annotation"]["target"];
    assert_eq!(target["page"], 3);
    let quote = target["quote"].as_str().unwrap_or_default();
    assert!(quote.contains("report may come from a user"), "{quote}");
    let text = window.invoke("get_page_text", json!({ "document": target["document"], "page": 3 })).await;
    assert!(text["text"].as_str().is_some_and(|text| text.contains(quote)), "the quote is the indexed text");
    assert_eq!(pasted(window).await, one_spaced(quote), "so is what is copied");
}

/// The clipboard's text, by pasting it into the search field.
async fn pasted(window: &Window) -> String {
    window.click("[data-testid=search-field]").await;
    window.press(&[Key::Control.into(), 'v']).await;
    let script = "return document.querySelector('[data-testid=search-field]').value;";
    let value = window
        .until_some("the clipboard is pasted", || async {
            let value = window.execute(script, vec![]).await.as_str().unwrap_or_default().to_owned();
            (!value.is_empty()).then_some(value)
        })
        .await;
    window.press(&[Key::Control.into(), 'a']).await;
    window.press(&[Key::Backspace.into()]).await;
    // Back to where one was.
    window.press(&[Key::Escape.into()]).await;
    window.see("[data-testid=reader] [data-testid=page]").await;
    one_spaced(&value)
}

async fn tag_and_comment(window: &Window) {
    window.open_mark("green").await;
    window.tag("due process").await;
    window.click("[data-testid=annotation-popover] [data-testid=comment-field]").await;
    window.type_text("Ask about appeals.").await;
    window.press(&[Key::Control.into(), Key::Enter.into()]).await;
    window
        .until("comment and tag are kept", || async {
            let notes = window.annotations().await;
            notes[0]["annotation"]["comment"] == "Ask about appeals."
                && notes[0]["annotation"]["tags"].as_array().is_some_and(|tags| tags.len() == 1)
        })
        .await;
}

async fn undo_and_redo(window: &Window) {
    let comment = || async { window.annotations().await[0]["annotation"]["comment"].clone() };
    window.press(&[Key::Control.into(), 'z']).await;
    window.until("the comment is undone", || async { comment().await == "" }).await;
    window.see("[data-testid=redo]:not(:disabled)").await;
    window.press(&[Key::Control.into(), Key::Shift.into(), 'z']).await;
    window.until("the comment is back", || async { comment().await == "Ask about appeals." }).await;
}

async fn search_and_open(window: &Window) {
    window.press(&[Key::Control.into(), 'k']).await;
    window.type_text("incitement civilizations").await;
    window.see_text("[data-testid=search-hit] mark", "ncitement").await;
    window.click_text("[data-testid=search-hit]", "Social media").await;
    window.see("[data-testid=reader] [data-testid=lit]").await;
    assert_eq!(window.page().await, 9, "the slide with the words is open");
    window.press(&[Key::Alt.into(), Key::Left.into()]).await;
    window.see("[data-testid=search-hit]").await;
    window.click_text("[data-testid=search-hit]", "Social media").await;
    window.see("[data-testid=reader] [data-testid=lit]").await;
}

#[test]
fn arabic_words_are_selected_and_copied_as_they_are_written() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("arabic", config(library.path()), |window| async move {
        window.import(&[&corpus::sample().join("2016-12-01_Session-V_Khalaf_ar.pdf")]).await;
        window.open_document("Khalaf_ar.pdf").await;
        window.go_to_page(4).await;
        let line = window.line("الاختلاف").await;
        // Right to left: the line begins at its right end.
        window.drag((line.right - 1., line.middle), (line.left + 1., line.middle)).await;
        window.see("[data-testid=selection-bar]").await;
        window.press(&[Key::Control.into(), 'c']).await;
        assert_eq!(pasted(&window).await, "• الاختلاف في الرأي لا يعني الخلاف.");
        // The word after the bullet.
        window.double_click_at(line.right - 60., line.middle).await;
        window.until("a word is selected", || async { window.selected().await == "الاختلاف" }).await;
    });
}

#[test]
fn a_pasted_page_and_a_folder_become_a_meeting() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("paste", config(library.path()), |window| async move {
        let text = fs::read_to_string(corpus::sample().join("programme.txt")).expect("the sample is there");
        window.paste_programme(&text).await;
        window.click("[data-testid=keep-programme]").await;
        window.see("[data-testid=contribution]").await;
        assert_eq!(window.count("[data-testid=contribution]").await, 5);
        assert_eq!(window.count("[data-testid=material]").await, 0, "no deck is here yet");
        window.import(&[&corpus::sample()]).await;
        window.see_sample().await;
        window.see_text("[data-testid=contribution]", "V.S. Subrahmanian").await;
        assert_eq!(window.count("[data-testid=unplaced-document]").await, 3, "decks on no programme are in sight");
    });
}

#[test]
fn a_folder_with_broken_files_is_imported_and_says_what_is_wrong() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let whole = fs::read(corpus::sample().join("presentation_final_v2.pdf")).expect("the sample is there");
    for (name, bytes) in [
        ("empty.pdf", &b""[..]),
        ("page.pdf", b"<!DOCTYPE html><p>Please log in.</p>"),
        ("cut.pdf", &whole[..whole.len() / 3]),
        ("whole.pdf", &whole),
    ] {
        fs::write(folder.path().join(name), bytes).expect("a file can be written");
    }
    let files = folder.path().to_owned();
    in_window("broken", config(library.path()), |window| async move {
        window.import(&[&files]).await;
        window.press(&[Key::Control.into(), '2']).await;
        window.until("all four are listed", || async { window.count("[data-testid=document-row]").await == 4 }).await;
        let script = "return [...document.querySelectorAll('[data-testid=document-row]')].map((row) => [row.dataset.status, row.textContent]);";
        let rows = window.execute(script, vec![]).await;
        let status = |name: &str| {
            let row = rows.as_array()?.iter().find(|row| row[1].as_str().is_some_and(|text| text.contains(name)))?;
            row[0].as_str().map(str::to_owned)
        };
        assert_eq!(status("empty.pdf").as_deref(), Some("unreadable"));
        assert_eq!(status("page.pdf").as_deref(), Some("unreadable"));
        assert_eq!(status("whole.pdf").as_deref(), Some("ready"));
        window.click("[data-testid=document-row][data-status=unreadable] [role=presentation]").await;
        window.see("[data-testid=problem]").await;
        window.open_document("whole.pdf").await;
    });
}

#[test]
fn a_command_that_is_not_there_and_a_document_that_is_not_there_are_refused() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("refused", config(library.path()), |window| async move {
        assert!(window.try_invoke("read_any_file", json!({ "path": "/etc/passwd" })).await.is_err());
        let missing = "0".repeat(64);
        let refused = window.try_invoke("get_document_view", json!({ "document": missing })).await;
        assert!(refused.is_err(), "{refused:?}");
        let outside = window
            .execute("return fetch('https://example.org/').then(() => 'reached', () => 'refused');", vec![])
            .await;
        assert_eq!(outside, Value::from("refused"), "nothing outside of the program can be reached");
    });
}
