//! Every view is looked through by axe, the common checker of accessibility, in light and in dark.

#![cfg(target_os = "linux")]

use rapporteur_tests::{
    tour::{self, Look},
    window::{Window, WindowConfig, in_window},
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
