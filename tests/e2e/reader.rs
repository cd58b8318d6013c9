//! Reading in the real window: what a page's text is, and the ways of looking at pages.

use rapporteur_tests::{
    corpus,
    window::{Key, WITHOUT_LAYERS, Window, WindowConfig, in_window, in_window_with},
};
use std::path::{Path, PathBuf};

fn config(library: &Path) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size: (1280, 800) }
}

/// A small file of our own.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

#[test]
fn what_cannot_be_searched_is_said_in_the_list_and_beside_the_slide() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("kinds-of-text", config(library.path()), |window| async move {
        window.import(&[&fixture("kinds-of-text.pdf"), &fixture("locked.pdf")]).await;
        in_the_list(&window).await;
        window.open_document("kinds-of-text").await;
        beside_the_slide(&window).await;
        window.press(&[Key::Control.into(), '2']).await;
        window.click_text("[data-testid=document-row] [role=presentation]", "locked").await;
        window.see("[data-testid=trouble]").await;
        let told = window.see("[data-testid=right-pane]").await.text().await.unwrap_or_default();
        assert!(!told.contains("0 slides") && !told.contains("0 pages"), "a locked file has pages, untold: {told}");
    });
}

#[test]
fn slides_are_painted_with_a_graphics_card_and_without() {
    for without in ["0", "1"] {
        let library = tempfile::tempdir().expect("a temporary folder");
        let environment = [(WITHOUT_LAYERS.to_owned(), without.to_owned())];
        in_window_with("painted", config(library.path()), &environment, |window| async move {
            window.open_sample().await;
            window.open_document("Antinori-ECTC.pdf").await;
            // The third slide is a sheet of the deck's own blue, the fourth is white.
            let blue = || window.display().count([0x1f, 0x4e, 0x8c]);
            window.go_to_page(3).await;
            window.until("the blue slide is on the screen", || async { blue() > 200_000 }).await;
            window.go_to_page(4).await;
            window.until("the white one is", || async { blue() < 50_000 }).await;
            window.press(&[Key::PageUp.into()]).await;
            window.until("and the blue one again", || async { blue() > 200_000 }).await;
        });
    }
}

#[test]
fn a_screen_reader_is_told_the_slide_its_text_and_what_was_made_of_it() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("told", config(library.path()), |window| async move {
        window.open_sample().await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.see_text("[data-testid=placement-reasons]", "Same speaker in the file name: “Antinori”").await;
        window.go_to_page(4).await;
        // The lower one is made first.
        window.select_lines("appeal", "second look").await;
        window.mark("green", Some("question")).await;
        window.select_lines("report may come", "organization or a program").await;
        window.mark("yellow", None).await;
        window.open_mark("yellow").await;
        window.click("[data-testid=annotation-popover] [data-testid=comment-field]").await;
        window.type_text("By whom?").await;
        window.close_mark().await;
        // What stands on the page that can be told, in the order in which it is.
        let script = "const page = document.querySelector('[data-testid=page][aria-current=page]');
            const text = page.querySelector('[data-testid=text-layer]');
            const marks = [...page.querySelectorAll('[data-testid=highlight]')];
            const after = marks.every((mark) => text.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING);
            const lines = [...text.children].map((line) => line.textContent).join(' ');
            return [page.ariaLabel, after, lines, ...marks.map((mark) => mark.getAttribute('aria-label'))];";
        window
            .until("the comment is told", || async {
                window.execute(script, vec![]).await[3].as_str().is_some_and(|told| told.contains("By whom?"))
            })
            .await;
        let told = window.execute(script, vec![]).await;
        let told_at = |idx: usize| told[idx].as_str().unwrap_or_default();
        assert_eq!(told_at(0), "Slide 4 of 14");
        assert_eq!(told[1], true, "the marks come after the text");
        let at = |words: &str| told_at(2).find(words).unwrap_or_else(|| panic!("{words:?} in {}", told_at(2)));
        assert!(at("From posting to review") < at("report may come") && at("report may come") < at("appeal"));
        assert!(told_at(3).starts_with("Highlight, Yellow: ") && told_at(3).ends_with(". Comment: By whom?"), "{told}");
        assert!(told_at(3).contains("A report may come"), "{told}");
        assert!(told_at(4).starts_with("Highlight, Green: ") && told_at(4).ends_with(". Tags: question"), "{told}");
    });
}

#[test]
fn two_fingers_on_a_touch_screen_zoom_the_slide_alone() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("fingers", config(library.path()), |window| async move {
        window.import(&[&corpus::sample().join("presentation_final_v2.pdf")]).await;
        window.open_document("presentation_final_v2").await;
        window.settle().await;
        let width = "return document.querySelector('[data-testid=page]').getBoundingClientRect().width;";
        let before = window.execute(width, vec![]).await.as_f64().unwrap_or_default();
        // Two fingers that draw apart to one and a half times their distance.
        let script = "const pane = document.querySelector('[data-testid=pages]');
            const box = pane.getBoundingClientRect();
            const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
            const send = (kind, distances) => {
                const event = new Event(kind, { bubbles: true, cancelable: true });
                const touches = distances.map((d) => ({ clientX: x + d, clientY: y }));
                Object.defineProperty(event, 'touches', { value: touches });
                pane.dispatchEvent(event);
                return event.defaultPrevented;
            };
            const held = [send('touchstart', [-100]), send('touchstart', [-100, 100]), send('touchmove', [-125, 125]),
                send('touchmove', [-150, 150]), send('touchend', [-150])];
            // One finger scrolls, as ever.
            return [...held, send('touchmove', [-90])];";
        let held = window.execute(script, vec![]).await;
        assert_eq!(held, serde_json::json!([false, true, true, true, false, false]));
        window
            .until("the slide is half as large again", || async {
                let now = window.execute(width, vec![]).await.as_f64().unwrap_or_default();
                (now / before - 1.5).abs() < 0.02
            })
            .await;
    });
}

async fn in_the_list(window: &Window) {
    window.press(&[Key::Control.into(), '2']).await;
    window.see_text("[data-testid=text-meter]", "1 picture").await;
    window.click("[data-testid=show-text-kinds]").await;
    window.see_text("[data-testid=text-kinds]", "1 slide that is a picture").await;
    window.see_text("[data-testid=text-kinds]", "1 slide partly of text").await;
    window.see_text("[data-testid=text-kinds]", "1 slide with doubtful text").await;
    assert_eq!(window.count("[data-testid=document-row]").await, 2);
    window.click("[data-testid=text-filter]").await;
    window.click("[data-testid=only-image_only]").await;
    window.until("one document is left", || async { window.count("[data-testid=document-row]").await == 1 }).await;
    window.click("[data-testid=text-filter]").await;
    window.click("[data-testid=any-text]").await;
    window.until("both are back", || async { window.count("[data-testid=document-row]").await == 2 }).await;
}

async fn beside_the_slide(window: &Window) {
    assert_eq!(window.count("[data-testid=text-badge]").await, 0, "a slide of text needs no word on it");
    window.press(&['t']).await;
    window.see_text("[data-testid=text-line]", "A report may come from a user").await;
    // A line is shown where it stands.
    window.click_text("[data-testid=text-line]", "An appeal lets").await;
    window.see("[data-testid=page][data-page='0'] [data-testid=pointed]").await;
    // What is selected on the slide is selected in its text.
    window.select_lines("report may come", "organization or a program").await;
    window.see_text("[data-testid=text-line] .selected", "report may come").await;
    window.press(&[Key::Escape.into()]).await;
    for (key, kind) in [("2", "image_only"), ("3", "partly"), ("4", "doubtful")] {
        window.click("[data-testid=page-box]").await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.type_text(key).await;
        window.press(&[Key::Enter.into()]).await;
        window.see(&format!("[data-testid=text-badge][data-kind={kind}]")).await;
        match kind {
            "image_only" => window.see_text("[data-testid=text-panel]", "This slide is a picture").await,
            "partly" => window.see_text("[data-testid=text-notice]", "Words in the picture").await,
            _ => window.see("[data-testid=text-unknown]").await,
        };
    }
}

#[test]
fn slides_are_seen_one_by_one_in_pairs_in_a_grid_and_turned() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("viewing", config(library.path()), |window| async move {
        window.import(&[&corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]).await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.press(&['d']).await;
        window.until("a pair stands side by side", || async { window.slides_in_sight().await == 2 }).await;
        window.press(&['s']).await;
        window.until("one stands alone", || async { window.slides_in_sight().await == 1 }).await;
        window.press(&[Key::Right.into()]).await;
        window.press(&[Key::Right.into()]).await;
        window.until("the arrows turn", || async { window.page().await == 2 }).await;
        window.press(&['g']).await;
        window.see("[data-testid=overview-slide][data-page='2']").await;
        window.press(&[Key::Right.into()]).await;
        window.press(&[Key::Enter.into()]).await;
        window.see_no("[data-testid=overview-grid]").await;
        window.until("the chosen slide is open", || async { window.page().await == 3 }).await;
        // Words are where they are seen, also on a slide that was turned.
        window.press(&['r']).await;
        window.until("the slide stands", || async { window.upright().await }).await;
        let line = window.line("From posting to review").await;
        window.double_click_at(line.left.midpoint(line.right), line.middle).await;
        window.until("a word is selected", || async { !window.selected().await.is_empty() }).await;
        window.press(&[Key::Shift.into(), 'r']).await;
        window.until("the slide lies again", || async { !window.upright().await }).await;
    });
}

#[test]
fn open_documents_are_tabs_found_as_they_were_left_alone_and_beside_each_other() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("tabs", config(library.path()), |window| async move {
        window.import(&[&corpus::sample()]).await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(5).await;
        window.open_document("Khalaf_ar.pdf").await;
        window.press(&[Key::Control.into(), Key::Tab.into()]).await;
        window.until("the first is back on its slide", || async { window.page().await == 4 }).await;
        window.press(&[Key::Alt.into(), Key::Left.into()]).await;
        window.see_text("[data-testid=tab][aria-current]", "الإعلام").await;
        window.press(&[Key::Control.into(), '\\']).await;
        window.see("[data-testid=reader-beside] [data-testid=page]").await;
        window.click("[data-testid=sync-pages]").await;
        window.click("[data-testid=reader] [data-testid=next-page]").await;
        window.see("[data-testid=reader-beside] [data-testid=page][data-page='5'][aria-current]").await;
        // Where one is is remembered a moment after one has come to rest.
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        window.client.refresh().await.expect("the window can be loaded anew");
        window.see("[data-testid=reader] [data-testid=page][data-page='1'][aria-current]").await;
        window.see("[data-testid=reader-beside] [data-testid=page][data-page='5'][aria-current]").await;
        assert_eq!(window.count("[data-testid=tab]").await, 2);
        window.click("[data-testid=close-beside]").await;
        window.press(&[Key::Control.into(), 'w']).await;
        window.until("one is left", || async { window.count("[data-testid=tab]").await == 1 }).await;
    });
}

#[test]
fn a_deck_is_presented_by_the_keys_of_a_remote_control() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("presentation", config(library.path()), |window| async move {
        window.import(&[&corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]).await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.press(&[Key::F5.into()]).await;
        window.see("[data-testid=presentation][data-page='0'] img").await;
        window.press(&[Key::PageDown.into()]).await;
        window.press(&[Key::PageDown.into()]).await;
        window.see("[data-testid=presentation][data-page='2']").await;
        window.press(&['.']).await;
        window.see("[data-testid=presentation][data-covered=black]").await;
        window.press(&[Key::PageDown.into()]).await;
        window.see("[data-testid=presentation][data-page='2']:not([data-covered]) img").await;
        window.press(&['l']).await;
        window.see("[data-testid=laser]").await;
        window.press(&['7']).await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=presentation][data-page='6']").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=presentation]").await;
        window.until("reading goes on at the slide that was shown", || async { window.page().await == 6 }).await;
    });
}

#[test]
fn hits_are_counted_listed_and_narrowed_to_what_was_typed() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("find", config(library.path()), |window| async move {
        window.import(&[&corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]).await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.press(&[Key::Control.into(), 'f']).await;
        window.type_text("report").await;
        window.see("[data-testid=lit]").await;
        window.click("[data-testid=find-list]").await;
        let listed = || async { window.count("[data-testid=find-result]").await };
        window.until("every hit is listed, in any form", || async { listed().await > 1 }).await;
        window.settle().await;
        let all = listed().await;
        window.see("[data-testid=find-ticks] i").await;
        window.see_text("[data-testid=find-result] mark", "Reported").await;
        window.click("[data-testid=find-wholeWord]").await;
        window
            .until("only the word as it was typed is left", || async {
                let n = listed().await;
                n > 0 && n < all
            })
            .await;
        let script = "return [...document.querySelectorAll('[data-testid=find-result] mark')].map((mark) => mark.textContent.toLowerCase());";
        let words = window.execute(script, vec![]).await;
        assert!(words.as_array().is_some_and(|words| words.iter().all(|word| word == "report")), "{words}");
        window.click("[data-testid=find-result]").await;
        window.see("[data-testid=find-result][aria-current]").await;
    });
}

#[test]
fn pages_are_dark_for_the_night_where_that_is_asked_for() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("night", config(library.path()), |window| async move {
        window.import(&[&corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]).await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.press(&['n']).await;
        window.see("[data-testid=page][data-colors=night] img[src*='theme=night']").await;
        window.see("[data-testid=thumbnail] img[src*='theme=night']").await;
        window.click("[data-testid=view-menu]").await;
        window.click("[data-testid=colors-window]").await;
        window.click("[data-testid=theme]").await;
        window.click("[data-testid=theme-dark]").await;
        window.see("[data-testid=page][data-colors=night]").await;
        window.click("[data-testid=theme]").await;
        window.click("[data-testid=theme-light]").await;
        window.see("[data-testid=page][data-colors=paper] img:not([src*='theme='])").await;
    });
}

#[test]
fn everything_is_drawn_larger_and_pages_stay_sharp() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("size", config(library.path()), |window| async move {
        window.import(&[&corpus::sample().join("2016-11-30_Session-I_Antinori-ECTC.pdf")]).await;
        window.open_document("Antinori-ECTC.pdf").await;
        let before = window.execute("return innerWidth;", vec![]).await.as_f64().unwrap_or_default();
        window.click("[data-testid=theme]").await;
        window.click("[data-testid=size-larger]").await;
        for _ in 0..2 {
            window.press(&[Key::Control.into(), Key::Alt.into(), '=']).await;
        }
        // As many pixels as the page takes on the screen, half of them seen as one.
        let sharp = "const image = document.querySelector('[data-testid=page][aria-current] img');
            return image ? image.naturalWidth / image.clientWidth : 0;";
        window
            .until("the page is drawn for its size", || async {
                let ratio = window.execute(sharp, vec![]).await.as_f64().unwrap_or_default();
                (ratio - 1.5).abs() < 0.02
            })
            .await;
        let now = window.execute("return innerWidth;", vec![]).await.as_f64().unwrap_or_default();
        assert!((before / now - 1.5).abs() < 0.02, "{before} to {now}");
        window.press(&[Key::Control.into(), Key::Alt.into(), '0']).await;
        window
            .until("all is as before", || async { window.execute("return innerWidth;", vec![]).await == before })
            .await;
    });
}

#[test]
fn links_show_where_they_lead_and_ask_before_they_lead_out() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("links", config(library.path()), |window| async move {
        window.import(&[&fixture("links.pdf")]).await;
        window.open_document("links").await;
        window.see("[data-testid=pdf-link]").await;
        let script = "const { left, top, width, height } = document.querySelectorAll('[data-testid=pdf-link]')[arguments[0]].getBoundingClientRect();
            return [left + width / 2, top + height / 2];";
        let middle = async |idx: u32| {
            let at = window.execute(script, vec![idx.into()]).await;
            (at[0].as_f64().unwrap_or_default(), at[1].as_f64().unwrap_or_default())
        };
        let (x, y) = middle(1).await;
        window.hover(x, y).await;
        window.see_text("[data-testid=link-peek]", "https://www.un.org/sc/ctc/?page=1").await;
        window.click_at(x, y).await;
        window.see_text("[data-testid=outside-address]", "https://www.un.org/sc/ctc/?page=1").await;
        window.see("[data-testid=open-outside]").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=outside-address]").await;
        let (x, y) = middle(0).await;
        window.hover(x, y).await;
        window.see("[data-testid=link-peek] img").await;
        window.click_at(x, y).await;
        window.until("the link leads to the last slide", || async { window.page().await == 2 }).await;
        window.press(&[Key::Alt.into(), Key::Left.into()]).await;
        window.until("and back leads back", || async { window.page().await == 0 }).await;
        // The menu of a right click is about the page under the pointer, and about what is selected.
        window.right_click_at(x, y + 150.).await;
        window.see("[data-testid=copy-image]").await;
        assert_eq!(window.count("[data-testid=copy-words]").await, 0, "nothing is selected");
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=copy-image]").await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.see("[data-testid=selected]").await;
        window.right_click_at(x, y + 150.).await;
        window.see("[data-testid=copy-words]").await;
        window.click("[data-testid=copy-area]").await;
        window.see("[data-testid=spot-picker]").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=spot-picker]").await;
    });
}

#[test]
fn a_link_to_a_spot_opens_it_in_the_window_that_is_there() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let path = library.path().to_owned();
    in_window("spot-links", config(library.path()), |window| async move {
        window.import(&[&corpus::sample()]).await;
        let documents = window.invoke("list_documents", serde_json::json!({})).await;
        let listed = documents.as_array().expect("a list");
        let deck = listed.iter().find(|row| row.to_string().contains("Antinori-ECTC.pdf")).expect("the deck");
        let id = deck["document"]["id"].as_str().expect("an id");
        window.start_again(&path, &[&format!("rapporteur://open/{id}?page=4&from=0&to=12")]).await;
        window.see("[data-testid=page][data-page='3'][aria-current] [data-testid=pointed]").await;
        window.start_again(&path, &[&format!("rapporteur://open/{}", "ab".repeat(32))]).await;
        window.see_text("[data-testid=toast]", "not in this library").await;
    });
}
