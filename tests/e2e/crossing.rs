//! A session's page, links between any two things, who cites what, related slides and slides side by side, in the real
//! window.

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::{Value, json};
use std::{fs, path::Path};

fn config(library: &Path) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size: (1280, 800) }
}

/// In both themes and sizes, to be looked at.
async fn picture(window: &Window, name: &str) {
    let (folder, sizes): (_, &[(u32, u32)]) = match std::env::var_os("RAPPORTEUR_PICTURES") {
        Some(folder) => (folder.into(), &[(1920, 1080), (1280, 800)]),
        None => (rapporteur_tests::programs::artifacts(), &[(1280, 800)]),
    };
    for &(width, height) in sizes {
        window.client.set_window_size(width, height).await.expect("the window can be resized");
        for theme in if sizes.len() > 1 { &["dark", "light"][..] } else { &["light"] } {
            window.execute("document.documentElement.dataset.theme = arguments[0];", vec![json!(theme)]).await;
            window.settle().await;
            let png = window.screenshot().await;
            fs::write(folder.join(format!("{name}-{theme}-{width}.png")), png).expect("it can be written");
        }
    }
}

async fn links(window: &Window) -> Vec<Value> {
    window.invoke("list_made_links", json!({})).await.as_array().cloned().unwrap_or_default()
}

async fn words(window: &Window, css: &str) -> String {
    window.see(css).await.text().await.expect("it has words")
}

async fn choose_relation(window: &Window, words: &str) {
    let choose = "const field = document.querySelector('[data-testid=link-relation]');
        field.selectedIndex = [...field.options].findIndex((option) => option.text === arguments[0]);
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    window.execute(choose, vec![json!(words)]).await;
}

#[test]
fn a_session_has_a_page_with_its_talks_its_gaps_and_the_readers_notes() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("session", config(library.path()), |window| async move {
        window.open_sample().await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(4).await;
        window.select_lines("report may come", "organization or a program").await;
        window.mark("green", None).await;
        window.press(&[Key::Control.into(), '1']).await;
        window.click_text("[data-testid=open-session]", "Session I").await;
        window.see_text("[data-testid=session-page] h1", "Technical challenges").await;
        assert_eq!(window.count("[data-testid=session-page] [data-testid=contribution]").await, 2);
        window.see_text("[data-testid=session-missing]", "No presentation: V.S. Subrahmanian").await;
        window.see("[data-testid=session-page] [data-testid=open-quote]").await;
        // Notes are kept by themselves, shown as Markdown, and undone.
        window.click("[data-testid=write-session-note]").await;
        window.see("[data-testid=session-note-field]").await;
        window.type_text("Ask about **appeals**").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_text("[data-testid=session-note] strong", "appeals").await;
        picture(&window, "session").await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.see_no("[data-testid=session-note]").await;
        window.press(&[Key::Control.into(), 'y']).await;
        window.see_text("[data-testid=session-note]", "Ask about").await;
        // Along the programme by keys, and back.
        window.press(&[']']).await;
        window.see_no("[data-testid=session-page] [data-testid=session-note]").await;
        window.press(&['[']).await;
        window.see_text("[data-testid=session-note]", "Ask about").await;
        window.click("[data-testid=open-quote]").await;
        window.see("[data-testid=reader] [data-testid=page]").await;
        window.press(&[Key::Alt.into(), Key::Left.into()]).await;
        window.see_text("[data-testid=session-page] h1", "Technical challenges").await;
        window.click("[data-testid=session-trail]").await;
        window.see("[data-testid=programme]").await;
    });
}

#[test]
fn a_session_that_a_slide_names_has_a_card_and_leads_to_its_page_and_back_to_the_slide() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deck = rapporteur_tests::made_decks::deck(&[
        &["Rules for evidence", "What comes first"],
        &["What is left open", "For more, see Privacy and freedom of expression in the digital age"],
    ]);
    fs::write(folder.path().join("evidence.pdf"), deck).expect("a file can be written");
    in_window("named-session", config(library.path()), |window| async move {
        window.open_sample().await;
        window.import(&[folder.path()]).await;
        window.open_document("evidence.pdf").await;
        window.go_to_page(2).await;
        window.see("[data-testid=named-session]").await;
        let place = "const box = document.querySelector('[data-testid=named-session]').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];";
        let place: [f64; 2] = serde_json::from_value(window.execute(place, vec![]).await).expect("a place");
        window.hover(place[0] - 1., place[1]).await;
        window.hover(place[0], place[1]).await;
        window.see_text("[data-testid=session-card] h2", "Privacy and freedom of expression").await;
        window.see_text("[data-testid=session-card]", "No other presentation names it").await;
        picture(&window, "session-card").await;
        // By the pointer.
        window.click_at(place[0], place[1]).await;
        window.see_text("[data-testid=session-page] h1", "Privacy and freedom of expression").await;
        window.see_no("[data-testid=session-card]").await;
        window.see_text("[data-testid=session-named-on] mark", "Privacy and freedom of expression").await;
        picture(&window, "session-named-on").await;
        // Back to the slide, where the words are lit.
        window.click("[data-testid=session-named-on] [data-testid=mention]").await;
        window.see("[data-testid=reader] [data-testid=pointed]").await;
        // By the keyboard.
        window.see("[data-testid=named-session]").await;
        window.execute("document.querySelector('[data-testid=named-session]').focus();", vec![]).await;
        window.see("[data-testid=session-card]").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=session-page] h1", "Privacy and freedom of expression").await;
        // Who cites which session.
        window.press(&[Key::Control.into(), '7']).await;
        window.click("[data-testid=scope-library]").await;
        window.click("[data-testid=choose-document]").await;
        window.click("[data-testid=choose-cited-session]").await;
        window.click_text("[data-testid=citation]", "Privacy and freedom of expression").await;
        window.see_text("[data-testid=sentences] mark", "Privacy and freedom of expression").await;
        picture(&window, "citing-sessions").await;
    });
}

#[test]
fn a_session_that_may_be_meant_is_accepted_or_refused_by_key_from_its_page_and_from_the_slide() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deck = rapporteur_tests::made_decks::deck(&[&["What is left open", "As Session 3 has shown"]]);
    fs::write(folder.path().join("nobodys.pdf"), deck).expect("a file can be written");
    in_window("meant-session", config(library.path()), |window| async move {
        for (title, day) in [("Seminar on buoys", "4 March"), ("Seminar on tides", "9 September")] {
            let text = format!(
                "{title}\n\n{day} 2019\n\n09:00-10:00 Session 3: Closing of {title}\n- Ms. Layla Mansour, Academy of Sciences\n"
            );
            window.invoke("import_programme", json!({ "source": { "kind": "text", "text": text } })).await;
        }
        window.import(&[folder.path()]).await;
        window.press(&[Key::Control.into(), '1']).await;
        window.click("[data-testid=open-session]").await;
        window.see("[data-testid=session-page]").await;
        window.see("[data-testid=possible]").await;
        let focus = |what: &str| format!("document.querySelector('[data-testid={what}]').focus();");
        // Refused by key, remembered, asked again.
        window.execute(&focus("meant"), vec![]).await;
        window.press(&['d']).await;
        window.see_text("[data-testid=judged-mention]", "not meant").await;
        window.see_no("[data-testid=possible]").await;
        picture(&window, "session-judged").await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.see("[data-testid=possible]").await;
        picture(&window, "session-possible").await;
        window.execute("document.documentElement.dataset.theme = 'dark';", vec![]).await;
        window.settle().await;
        let dark = rapporteur_tests::programs::artifacts().join("session-possible-dark.png");
        fs::write(dark, window.screenshot().await).expect("it can be written");
        window.execute("document.documentElement.dataset.theme = 'light';", vec![]).await;
        window.execute(&focus("meant"), vec![]).await;
        window.press(&['s']).await;
        window.see_text("[data-testid=session-named-on] mark", "Session 3").await;
        window.see_no("[data-testid=possible]").await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.see("[data-testid=possible]").await;

        // From the slide: both meetings' are asked about, each by itself.
        window.open_document("nobodys.pdf").await;
        window.until("both may be meant", || async { window.count("[data-testid=possible-session]").await == 2 }).await;
        window.execute(&focus("possible-session"), vec![]).await;
        window.see("[data-testid=card-meant]").await;
        picture(&window, "possible-card").await;
        window.press(&['d']).await;
        window.until("one is left", || async { window.count("[data-testid=possible-session]").await == 1 }).await;
        window.execute(&focus("possible-session"), vec![]).await;
        window.press(&['s']).await;
        window.see("[data-testid=named-session]").await;
        window.see_no("[data-testid=possible-session]").await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.until("it is asked again", || async { window.count("[data-testid=possible-session]").await == 1 }).await;
        // By the pointer, the card has both answers.
        window.execute(&focus("possible-session"), vec![]).await;
        window.click("[data-testid=card-meant]").await;
        window.see("[data-testid=named-session]").await;
        for _ in 0..2 {
            window.press(&[Key::Control.into(), 'z']).await;
        }

        // Both stand over the same words: the keyboard goes from one to the other, and the card has a way to each.
        window
            .until("both are asked again", || async { window.count("[data-testid=possible-session]").await == 2 })
            .await;
        const HEADING: &str = "[data-testid=session-card] h2";
        window.execute(&focus("possible-session"), vec![]).await;
        window.see("[data-testid=card-beside]").await;
        let shown = window.see(HEADING).await.text().await.expect("it has words");
        let (first, second) = match shown.contains("buoys") {
            true => ("Seminar on buoys", "Seminar on tides"),
            false => ("Seminar on tides", "Seminar on buoys"),
        };
        window.press(&[Key::Tab.into()]).await;
        window.see_text(HEADING, second).await;
        window.execute("document.activeElement.blur();", vec![]).await;
        window.see_no("[data-testid=session-card]").await;
        let place = "const box = document.querySelector('[data-testid=possible-session]').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];";
        let place: [f64; 2] = serde_json::from_value(window.execute(place, vec![]).await).expect("a place");
        window.hover(place[0] - 1., place[1]).await;
        window.hover(place[0], place[1]).await;
        window.see_text(HEADING, first).await;
        picture(&window, "possible-beside").await;
        window.click("[data-testid=card-beside]").await;
        window.see_text(HEADING, second).await;
        window.click("[data-testid=card-not-meant]").await;
        window.until("the first is left", || async { window.count("[data-testid=possible-session]").await == 1 }).await;
        window.execute(&focus("possible-session"), vec![]).await;
        window.see_text(HEADING, first).await;
    });
}

#[test]
fn any_two_things_are_linked_and_the_link_is_seen_from_both_ends() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("links", config(library.path()), |window| async move {
        window.open_sample().await;
        window.click_text("[data-testid=open-session]", "Session I").await;
        window.see("[data-testid=session-page]").await;
        // From the session to a person, by keys alone once the dialog is open.
        let last = "[...document.querySelectorAll('[data-testid=session-page] .beside [data-testid=add-link]')].at(-1)";
        window.execute(&format!("{last}.click();"), vec![]).await;
        window.see("[data-testid=link-search]").await;
        choose_relation(&window, "answers").await;
        window.execute("document.querySelector('[data-testid=link-search]').focus();", vec![]).await;
        window.type_text("khalaf").await;
        window.see_text("[data-testid=link-option]", "Person").await;
        picture(&window, "link-dialog").await;
        window.click_text("[data-testid=link-option]", "Person").await;
        window.see("[data-testid=link-chosen]").await;
        window.click("[data-testid=link-note]").await;
        window.type_text("see his second slide").await;
        window.press(&[Key::Control.into(), Key::Enter.into()]).await;
        window.see_text("[data-testid=session-page] [data-testid=link]", "answers").await;
        assert_eq!(links(&window).await.len(), 1);
        // The other end reads it the other way.
        window.click("[data-testid=session-page] [data-testid=open-link]").await;
        window.see_text("[data-testid=name-page] [data-testid=link]", "is answered by").await;
        window.see_text("[data-testid=name-page] [data-testid=link]", "see his second slide").await;
        // From a slide to a talk, in the reader's own words.
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(4).await;
        window.click("[data-testid=slide-links] [data-testid=add-link]").await;
        window.see("[data-testid=link-search]").await;
        choose_relation(&window, "In your own words…").await;
        window.click("[data-testid=link-words]").await;
        window.type_text("is an example of").await;
        window.click("[data-testid=link-search]").await;
        window.type_text("grigoryev").await;
        window.click_text("[data-testid=link-option]", "Contribution").await;
        window.click("[data-testid=save-link]").await;
        window.see_text("[data-testid=slide-links] [data-testid=link]", "is an example of").await;
        picture(&window, "links-reader").await;
        // Changed, and taken back.
        let change = "document.querySelector('[data-testid=slide-links] [data-testid=change-link]').click();";
        window.execute(change, vec![]).await;
        window.see("[data-testid=change-words]").await;
        let choose = "const field = document.querySelector('[data-testid=change-relation]');
            field.value = 'contradicts';
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        window.execute(choose, vec![]).await;
        window.click("[data-testid=change-note]").await;
        window.type_text("on the figures").await;
        picture(&window, "link-change").await;
        window.press(&[Key::Control.into(), Key::Enter.into()]).await;
        window.see_text("[data-testid=slide-links] [data-testid=link]", "contradicts").await;
        window.see_text("[data-testid=slide-links] [data-testid=link]", "on the figures").await;
        window.see_no("[data-testid=link-change-dialog]").await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.see_text("[data-testid=slide-links] [data-testid=link]", "is an example of").await;
        // Deleted and brought back.
        window
            .execute("document.querySelector('[data-testid=slide-links] [data-testid=delete-link]').click();", vec![])
            .await;
        window.see_no("[data-testid=slide-links] [data-testid=link]").await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.see("[data-testid=slide-links] [data-testid=link]").await;
        window.press(&[Key::Control.into(), '7']).await;
        window.click("[data-testid=crossing-links]").await;
        window.until("both are listed", || async { window.count("[data-testid=made-link]").await == 2 }).await;
        picture(&window, "links").await;
        let check = window.invoke("check_library", json!({ "repair": false })).await;
        assert!(!check.to_string().contains("projection_differs"), "{check}");
        // Backups hold them: they are in the one database.
        window.click_text("[data-testid=made-link] button", "Session I").await;
        window.see("[data-testid=session-page]").await;
    });
}

#[test]
fn who_cites_what_is_a_table_and_a_graph_and_slides_are_compared() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = library.path().to_owned();
    in_window("citations", config(library.path()), |window| async move {
        window.open_sample().await;
        window.press(&[Key::Control.into(), '7']).await;
        window.see("[data-testid=citation]").await;
        let n_edges = window.count("[data-testid=citation-edge]").await;
        assert!(n_edges > 0 && n_edges <= 40, "{n_edges}");
        window.click("[data-testid=citation]").await;
        window.see("[data-testid=sentences] mark").await;
        window.press(&[Key::Down.into()]).await;
        window.see("[data-testid=sentences] mark").await;
        window.click("[data-testid=choose-speaker]").await;
        window.click("[data-testid=sort-to]").await;
        window.see("[data-testid=citation]").await;
        picture(&window, "citations").await;
        // An edge is reached and opened by keys, and says the same as its row.
        window.click("[data-testid=choose-document]").await;
        window.click("[data-testid=scope-library]").await;
        window.see("[data-testid=citation-edge]").await;
        window.execute("document.querySelector('[data-testid=citation-edge]').focus();", vec![]).await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=sentences] mark").await;
        picture(&window, "citations-documents").await;
        window.click("[data-testid=citation-filter]").await;
        window.type_text("no such words").await;
        window.see_no("[data-testid=citation]").await;
        window.click("[data-testid=crossing-tray]").await;
        window.see_no("[data-testid=tray-slide]").await;
        // Slides of several decks, beside each other.
        for (name, page) in [("Antinori-ECTC.pdf", 4), ("Khalaf_ar.pdf", 3), ("背景资料", 2)] {
            window.open_document(name).await;
            window.go_to_page(page).await;
            window.press(&[Key::Shift.into(), 't']).await;
            window.see_text("[data-testid=toast]", "comparison").await;
        }
        window.click("[data-testid=tab-related]").await;
        window.see("[data-testid=related-slide]").await;
        picture(&window, "related").await;
        window.click("[data-testid=related-to-tray]").await;
        window.press(&[Key::Control.into(), '7']).await;
        window.click("[data-testid=crossing-tray]").await;
        window.until("four are there", || async { window.count("[data-testid=tray-slide]").await == 4 }).await;
        let loaded =
            "return [...document.querySelectorAll('[data-testid=tray] img')].every((i) => i.naturalWidth > 0);";
        window.until("they are drawn", || async { window.execute(loaded, vec![]).await == true }).await;
        picture(&window, "tray").await;
        let first = words(&window, "[data-testid=tray-slide] .head").await;
        window.execute("document.querySelector('[data-slide]').focus();", vec![]).await;
        window.press(&[Key::Control.into(), Key::Right.into()]).await;
        window.until("it moved", || async { words(&window, "[data-testid=tray-slide] .head").await != first }).await;
        window.press(&[Key::Delete.into()]).await;
        window.until("it is gone", || async { window.count("[data-testid=tray-slide]").await == 3 }).await;
        window.start_again(&folder, &[]).await;
        window.press(&[Key::Control.into(), '7']).await;
        window.click("[data-testid=crossing-tray]").await;
        window.until("they are still there", || async { window.count("[data-testid=tray-slide]").await == 3 }).await;
        window.click("[data-testid=tray-open]").await;
        window.see("[data-testid=reader] [data-testid=page]").await;
    });
}
