//! Names that may be one person's are decided by key, undone, and taken apart again, in the real window.

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::json;
use std::{fs, path::Path};

const PROGRAMME: &str = "Seminar on names

Monday, 4 March 2019

09:00-10:00 Session 1: Opening
- Mr. Sergey Lavrov, Ministry of Foreign Affairs
- Ms. Layla Mansour, World Health Organization

10:00-11:00 Session 2: Closing
- Г-н Сергей Лавров, Министерство иностранных дел
- السيدة ليلى منصور، منظمة الصحة العالمية
- Mr. Sergey Ivanov, Academy
";

async fn picture(window: &Window, name: &str) {
    let png = window.client.screenshot().await.expect("a picture can be taken");
    fs::write(rapporteur_tests::programs::artifacts().join(format!("{name}.png")), png).expect("it can be written");
}

#[test]
fn names_are_joined_by_key_undone_and_taken_apart() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&axe).expect("axe-core is there (in ui: npm ci)");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("identity", config, |window| async move {
        let source = json!({ "kind": "text", "text": PROGRAMME });
        window.invoke("import_programme", json!({ "source": source })).await;
        window.press(&[Key::Control.into(), '4']).await;
        window.see("[data-testid=proposal]").await;
        let n_pairs = || async { window.count("[data-testid=proposal]").await };
        let n_names = || async { window.count("[data-testid=name-row]").await };
        window.until("two people are in two scripts", || async { n_pairs().await == 2 && n_names().await == 5 }).await;
        window.execute(&format!("{axe}; window.axe = axe;"), vec![]).await;
        for theme in ["light", "dark"] {
            window.execute("document.documentElement.dataset.theme = arguments[0];", vec![json!(theme)]).await;
            window.settle().await;
            picture(&window, &format!("identity-{theme}")).await;
            let found = window
                .client
                .execute_async(
                    "const done = arguments[arguments.length - 1];
                     axe.run(document, { resultTypes: ['violations'] }).then((found) =>
                         done(found.violations.map((violation) => violation.id + ': ' + violation.nodes[0]?.html)));",
                    vec![],
                )
                .await
                .expect("axe runs");
            assert_eq!(found, json!([]), "{theme}");
        }
        window.execute("document.querySelector('[data-testid=proposal]').focus();", vec![]).await;
        window.press(&['s']).await;
        window.until("they are one", || async { n_pairs().await == 1 && n_names().await == 4 }).await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.until("it is undone", || async { n_pairs().await == 2 && n_names().await == 5 }).await;
        window.execute("document.querySelector('[data-testid=proposal]').focus();", vec![]).await;
        window.press(&[Key::Down.into()]).await;
        window.press(&['s']).await;
        window.until("the others are one", || async { n_pairs().await == 1 && n_names().await == 4 }).await;
        window.click_text("[data-testid=name-row]", "2 contributions").await;
        window.see("[data-testid=members]").await;
        window.until("both talks are there", || async { window.count("[data-testid=credit]").await == 2 }).await;
        picture(&window, "identity-person").await;
        window.click("[data-testid=split]").await;
        window.until("they are two again", || async { n_names().await == 5 }).await;
    });
}
