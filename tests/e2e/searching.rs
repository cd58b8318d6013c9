//! Search in the real window: phrases lit as one, from hit to hit, searches that are kept.

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

#[test]
fn what_is_typed_is_completed_put_right_narrowed_and_remembered() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("search-typed", config(library.path()), |window| async move {
        window.open_sample().await;
        let field = || async {
            let value = window.execute("return document.querySelector('[data-testid=search-field]').value;", vec![]);
            value.await.as_str().unwrap_or_default().to_owned()
        };
        let total = || async {
            let script = "return document.querySelector('[data-testid=search-results] .total')?.textContent ?? '';";
            let words = window.execute(script, vec![]).await;
            let digits: String = words.as_str().unwrap_or_default().chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().unwrap_or_default()
        };
        // A field, then a name that the library has.
        window.press(&[Key::Control.into(), 'k']).await;
        window.type_text("speak").await;
        window.see_text("[data-testid=completion]", "speaker:").await;
        window.press(&[Key::Tab.into()]).await;
        window.until("the field is completed", || async { field().await.starts_with("speaker:") }).await;
        window.type_text("Grigo").await;
        window.see_text("[data-testid=completion]", "Grigoryev").await;
        window.press(&[Key::Tab.into()]).await;
        window.until("the name is completed", || async { field().await.contains("Grigoryev") }).await;
        window.see_text("[data-testid=search-results]", "Гражданское общество").await;

        // A slip, and what was meant.
        window.press(&[Key::Control.into(), 'a']).await;
        window.type_text("resoultion ").await;
        window.see_text("[data-testid=did-you-mean]", "resolution").await;
        window.click("[data-testid=did-you-mean]").await;
        window.until("what was meant is searched", || async { field().await.trim() == "resolution" }).await;
        window.see("[data-testid=search-hit] mark").await;

        // In all languages, then in one of them.
        search(&window, "1373 ").await;
        window.see_text("[data-testid=search-hit] mark", "1373").await;
        let all = total().await;
        window.click_text("[data-testid=search-facet]", "Arabic").await;
        window.until("those in Arabic are left", || async { (1..all).contains(&total().await) }).await;
        window.see("[data-testid=search-facet] input:checked").await;
        window.click_text("[data-testid=search-facet]", "Arabic").await;
        window.until("all are back", || async { total().await == all }).await;

        // Slides like the one that is chosen.
        window.press(&[Key::Control.into(), 'k']).await;
        window.press(&[Key::Down.into()]).await;
        window.press(&[Key::Shift.into(), Key::Enter.into()]).await;
        window.see_text("[data-testid=search-results]", "like").await;
        window.see("[data-testid=search-hit]").await;

        // What led to a slide is offered again.
        search(&window, "1373 ").await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=reader] [data-testid=lit]").await;
        window.press(&[Key::Alt.into(), Key::Left.into()]).await;
        window.see("[data-testid=search-hit]").await;
        window.press(&[Key::Control.into(), 'k']).await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.press(&[Key::Backspace.into()]).await;
        window.see_text("[data-testid=query-list]", "1373").await;
    });
}
