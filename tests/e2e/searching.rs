//! Search in the real window: phrases lit as one, from hit to hit, searches that are kept.

#![cfg(target_os = "linux")]

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::json;
use std::path::Path;

fn config(library: &Path) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size: (1280, 800) }
}

async fn search(window: &Window, query: &str) {
    window.press(&[Key::Control.into(), 'k']).await;
    window.press(&[Key::Control.into(), 'a']).await;
    window.type_text(query).await;
    window.see("[data-testid=search-hit] mark").await;
}

/// How many places are lit on the page that is looked at.
async fn n_lit(window: &Window) -> usize {
    window.count("[data-testid=reader] [data-testid=lit]").await
}

#[test]
fn a_phrase_is_lit_as_one_and_the_next_result_opens_with_it() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("search-phrase", config(library.path()), |window| async move {
        window.open_sample().await;
        search(&window, "\"terms of service\"").await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=reader] [data-testid=lit]").await;
        let first = window.page().await;
        assert!(n_lit(&window).await >= 1);
        // Over all results, without the list between.
        window.press(&[Key::Alt.into(), Key::Down.into()]).await;
        window.until("the next result is open", || async { window.page().await != first }).await;
        window.see("[data-testid=reader] [data-testid=lit]").await;
        window.press(&[Key::Alt.into(), Key::Up.into()]).await;
        window.until("the first is open again", || async { window.page().await == first }).await;
        window.until("its words are lit", || async { n_lit(&window).await >= 1 }).await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=reader] [data-testid=lit]").await;
        assert_eq!(window.page().await, first, "the slide stays, without light");
    });
}

#[test]
fn words_are_lit_in_arabic_and_chinese() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("search-scripts", config(library.path()), |window| async move {
        window.open_sample().await;
        for query in ["\"الإعلان العالمي\"", "反恐怖主义", "общественной организации"]
        {
            search(&window, query).await;
            window.press(&[Key::Enter.into()]).await;
            window.see("[data-testid=reader] [data-testid=lit]").await;
            window.press(&[Key::Alt.into(), Key::Left.into()]).await;
            window.see("[data-testid=search-hit]").await;
        }
    });
}

#[test]
fn a_search_is_kept_with_its_count_and_the_keeping_can_be_undone() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("search-kept", config(library.path()), |window| async move {
        window.open_sample().await;
        search(&window, "resolution").await;
        window.click("[data-testid=keep-search]").await;
        window.see("[data-testid=keep-search][aria-pressed=true]").await;
        let kept = || async { window.invoke("list_kept_searches", json!({})).await };
        window.until("it is in the library", || async { kept().await[0]["search"]["query"] == "resolution" }).await;
        assert!(kept().await[0]["n_hits"].as_u64().is_some_and(|n| n > 0));
        window.press(&[Key::Control.into(), 'k']).await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.press(&[Key::Backspace.into()]).await;
        window.see_text("[data-testid=kept-hits]", "hits").await;
        window.click_text("[data-testid=query-list] button", "resolution").await;
        window.see("[data-testid=search-hit]").await;
        window.click("[data-testid=keep-search]").await;
        window.see("[data-testid=keep-search][aria-pressed=false]").await;
        window.click_text("button", "Undo").await;
        window.see("[data-testid=keep-search][aria-pressed=true]").await;
    });
}

#[test]
fn found_slides_are_added_to_the_comparison_from_the_list() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("search-tray", config(library.path()), |window| async move {
        window.open_sample().await;
        search(&window, "\"terms of service\" kind:slide").await;
        window.press(&[Key::Control.into(), Key::Enter.into()]).await;
        window.see_text("[data-testid=toast]", "Added to the comparison").await;
        window.see("[data-testid=search-results]").await;
        // By the pointer, another one.
        let collect = "[...document.querySelectorAll('[data-testid=hit-to-tray]')][1].click();";
        window.execute(collect, vec![]).await;
        window.press(&[Key::Escape.into()]).await;
        window.press(&[Key::Control.into(), '7']).await;
        window.click("[data-testid=crossing-tray]").await;
        window.until("both are there", || async { window.count("[data-testid=tray-slide]").await == 2 }).await;
    });
}
