//! Every view is looked through by axe, the common checker of accessibility, in light and in dark.

use rapporteur_tests::{
    tour::{self, Look},
    window::{Key, Window, WindowConfig, in_window, in_window_with},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

#[test]
fn axe_finds_nothing_on_any_view() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&axe).expect("axe-core is there (in ui: npm ci)");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("access", config, |window| async move {
        window.execute(&format!("{axe}; window.axe = axe;"), vec![]).await;
        let mut axe = Axe { found: Vec::new() };
        tour::every_view(&window, &mut axe).await;
        assert!(axe.found.is_empty(), "{}", axe.found.join("\n"));
    });
}

#[test]
fn nothing_moves_where_the_system_asks_for_less_motion() {
    let library = tempfile::tempdir().expect("a temporary folder");
    // As the desktop's setting reaches the web view.
    let settings = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(settings.path().join("gtk-3.0")).expect("a folder can be made");
    let still = "[Settings]\ngtk-enable-animations=0\n";
    fs::write(settings.path().join("gtk-3.0/settings.ini"), still).expect("a file can be written");
    let folder = settings.path().to_str().expect("a temporary path is text").to_owned();
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window_with("still", config, &[("XDG_CONFIG_HOME".to_owned(), folder)], |window| async move {
        let asked = window.execute("return matchMedia('(prefers-reduced-motion: reduce)').matches;", vec![]).await;
        assert_eq!(asked, json!(true), "the web view was not asked for less motion");
        // Watched from the first click on: spinners, progress, what just happened, the sample as it comes.
        window.execute(WATCH, vec![]).await;
        window.open_sample().await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.press(&[Key::Shift.into(), 't']).await;
        window.see("[data-testid=toast]").await;
        window.press(&[Key::Control.into(), '5']).await;
        window.see("[data-testid=themes]").await;
        window.press(&[Key::Control.into(), '3']).await;
        window.settle().await;
        let moved = window.execute("return [...window.moved];", vec![]).await;
        assert_eq!(moved, json!([]));
    });
}

#[test]
fn what_happens_is_said_and_the_keyboard_goes_along() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("said", config, |window| async move {
        window.open_sample().await;
        // Once, however often the window is drawn anew meanwhile.
        window.see_text("[data-testid=announced] p", "imported").await;
        window.settle().await;
        assert!(window.count("[data-testid=announced] p").await < 8, "what was said is said over and over");
        assert!(window_title(&window).await.starts_with("Special meeting of the Counter-Terrorism Committee"));
        // The keyboard itself stands on a row, named by its document and who speaks; not the table by a mere attribute.
        window.press(&[Key::Control.into(), '2']).await;
        window.see("[data-testid=document-row]").await;
        for row in ["Social media", "Гражданское общество"] {
            window.press(&[Key::Down.into()]).await;
            window.settle().await;
            let stop = "const it = document.activeElement; return [it.tagName, it.getAttribute('aria-label')];";
            let stop = window.execute(stop, vec![]).await;
            assert_eq!(stop[0], json!("BUTTON"), "screen readers pass over cells: {stop}");
            assert!(stop[1].as_str().is_some_and(|name| name.starts_with(row) && name.contains(" · ")), "{stop}");
        }
        window.press(&[Key::Enter.into()]).await;
        window
            .see_text("[data-testid=announced] p", "Slide 1 of 9 · Гражданское общество и информационная среда")
            .await;
        assert!(window_title(&window).await.starts_with("Гражданское общество"));
        window.press(&[Key::PageDown.into()]).await;
        window.see_text("[data-testid=announced] p", "Slide 2 of 9 · Содержание").await;
        // In a dialog, what is said is said from within: all else is out of a screen reader's reach.
        window.click("[data-testid=add-link]").await;
        window.see("[role=dialog] [data-testid=announced]").await;
        assert_eq!(window.count("[data-testid=announced]").await, 1);
        window.type_text("S/RES/").await;
        window.see_text("[data-testid=link-option][aria-selected=true]", "S/RES/").await;
        window.press(&[Key::Down.into()]).await;
        window.see_text("[role=dialog] [data-testid=announced] p", "S/RES/").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[role=dialog]").await;
        window.press(&[Key::Control.into(), '1']).await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.see_text("[data-testid=announced] p", "Undone:").await;
    });
}

async fn window_title(window: &Window) -> String {
    window.execute("return document.title;", vec![]).await.as_str().unwrap_or_default().to_owned()
}

/// Notes in each frame what takes longer than a blink to get somewhere.
const WATCH: &str = "window.moved = new Set();
    const look = () => {
        for (const { animationName, transitionProperty, effect } of document.getAnimations()) {
            const { duration, iterations } = effect.getComputedTiming();
            if (duration * iterations > 10) window.moved.add(`${animationName ?? transitionProperty}: ${duration} ms`);
        }
        for (const button of document.querySelectorAll('button')) {
            const { transitionDuration } = getComputedStyle(button);
            if (parseFloat(transitionDuration) > 0) window.moved.add(`a button: ${transitionDuration}`);
        }
        requestAnimationFrame(look);
    };
    look();";

struct Axe {
    found: Vec<String>,
}

impl Look for Axe {
    async fn look(&mut self, window: &Window, view: &str) {
        for theme in ["light", "dark"] {
            window.execute("document.documentElement.dataset.theme = arguments[0];", vec![json!(theme)]).await;
            window.settle().await;
            self.found.extend(violations(window).await.into_iter().map(|what| format!("{view}, {theme}: {what}")));
        }
    }
}

async fn violations(window: &Window) -> Vec<String> {
    let script = "const [done] = arguments;
        // A menu or a tooltip that is there for a moment is no landmark.
        const rules = { region: { enabled: !document.querySelector('[role=menu], [role=tooltip]') } };
        axe.run(document, { resultTypes: ['violations'], rules }).then(({ violations }) => done(violations.flatMap(
            ({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))));";
    let answer = window.client.execute_async(script, vec![]).await.expect("axe runs");
    let text = |what: &Value| what.as_str().unwrap_or_default().to_owned();
    answer.as_array().map(|found| found.iter().map(text).collect()).unwrap_or_default()
}
