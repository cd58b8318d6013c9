//! Every view is looked through by axe, the common checker of accessibility, in light and in dark.

#![cfg(target_os = "linux")]

use rapporteur_tests::{
    made_decks,
    window::{Key, Window, WindowConfig, in_window},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

#[test]
fn axe_finds_nothing_on_any_view() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let axe = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&axe).expect("axe-core is there (in ui: npm ci)");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (older, newer) = made_decks::two_versions();
    for (name, bytes) in [("recovery-00.pdf", older), ("recovery-01.pdf", newer)] {
        fs::write(folder.path().join(name), bytes).expect("a file can be written");
    }
    let versions = folder.path().to_owned();
    let naming = tempfile::tempdir().expect("a temporary folder");
    let deck = made_decks::deck(&[&["Evidence", "See Privacy and freedom of expression in the digital age"]]);
    fs::write(naming.path().join("evidence.pdf"), deck).expect("a file can be written");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    let links = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/links.pdf");
    in_window("access", config, |window| async move {
        window.execute(&format!("{axe}; window.axe = axe;"), vec![]).await;
        let mut found = Vec::new();
        let mut look = async |view: &str| {
            for theme in ["light", "dark"] {
                window.execute("document.documentElement.dataset.theme = arguments[0];", vec![json!(theme)]).await;
                window.settle().await;
                found.extend(violations(&window).await.into_iter().map(|what| format!("{view}, {theme}: {what}")));
            }
        };
        look("welcome").await;
        window.press(&['?']).await;
        window.see("[data-testid=keys-help]").await;
        look("keys").await;
        window.press(&[Key::Escape.into()]).await;
        window.click("[data-testid=paste-programme]").await;
        window.see("[data-testid=programme-text]").await;
        look("pasting a programme").await;
        window.press(&[Key::Escape.into()]).await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=programme-text]").await;
        window.open_sample().await;
        look("programme").await;
        window.click("[data-testid=as-timetable]").await;
        window.see("[data-testid=timetable-slot]").await;
        look("timetable").await;
        window.click("[data-testid=as-list]").await;
        window.click("[data-testid=meeting-menu]").await;
        window.click("[data-testid=edit-programme]").await;
        window.see("[data-testid=table-row]").await;
        look("table of the programme").await;
        window.press(&[Key::Control.into(), '4']).await;
        window.click("[data-testid=name-row]").await;
        window.see("[data-testid=credit]").await;
        look("a person").await;
        window.click("[data-testid=names-symbols]").await;
        look("official documents").await;
        window.press(&[Key::Control.into(), '5']).await;
        window.see("[data-testid=themes]").await;
        look("the theme matrix").await;
        window.press(&[Key::Control.into(), '2']).await;
        window.see("[data-testid=document-row]").await;
        look("documents").await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(4).await;
        window.select_lines("report may come", "organization or a program").await;
        look("selection").await;
        window.mark("green", None).await;
        window.open_mark("green").await;
        look("note").await;
        window.close_mark().await;
        window.execute("document.querySelector('[data-testid=highlight]').focus();", vec![]).await;
        window.press(&['x']).await;
        window.see("[data-testid=picks-bar]").await;
        look("selected notes").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=picks-bar]").await;
        window.press(&['t']).await;
        window.see("[data-testid=text-line]").await;
        look("text beside the slide").await;
        window.click("[data-testid=view-menu]").await;
        window.see("[data-testid=colors-night]").await;
        look("ways of looking").await;
        window.click("[data-testid=colors-night]").await;
        window.see("[data-testid=page][data-colors=night]").await;
        look("night").await;
        window.press(&['n']).await;
        window.click("[data-testid=copy-menu]").await;
        window.see("[data-testid=copy-area]").await;
        look("what can be copied").await;
        window.click("[data-testid=copy-area]").await;
        window.see("[data-testid=spot-picker]:focus").await;
        look("an area to copy").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=spot-picker]").await;
        window.click("[data-testid=copy-menu]").await;
        window.see("[data-testid=copy-area]").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_no("[data-testid=copy-area]").await;
        window.press(&['g']).await;
        window.see("[data-testid=overview-slide]").await;
        look("grid").await;
        window.press(&['g']).await;
        window.press(&[Key::Control.into(), '\\']).await;
        window.see("[data-testid=reader-beside] [data-testid=page]").await;
        look("two beside each other").await;
        window.click("[data-testid=close-beside]").await;
        window.press(&[Key::Control.into(), 'f']).await;
        window.type_text("report").await;
        window.see("[data-testid=lit]").await;
        look("find").await;
        window.press(&[Key::Escape.into()]).await;
        window.press(&[Key::F5.into()]).await;
        window.see("[data-testid=presentation]").await;
        look("presentation").await;
        window.press(&[Key::Escape.into()]).await;
        window.import(&[&links]).await;
        window.open_document("links").await;
        look("links").await;
        // By the keyboard: a link is stopped at, and asks.
        window.see("[data-testid=pdf-link]").await;
        window.execute("document.querySelectorAll('[data-testid=pdf-link]')[1].focus();", vec![]).await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=outside-address]").await;
        look("a link that leads out").await;
        window.press(&[Key::Escape.into()]).await;
        window.import(&[naming.path()]).await;
        window.open_document("evidence.pdf").await;
        window.see("[data-testid=named-session]").await;
        window.execute("document.querySelector('[data-testid=named-session]').focus();", vec![]).await;
        window.see("[data-testid=session-card]").await;
        look("the card of a session").await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=session-named-on] mark").await;
        look("where a session is named").await;
        window.press(&[Key::Control.into(), '3']).await;
        window.see("[data-testid=note]").await;
        look("notes").await;
        window.press(&[Key::Control.into(), '1']).await;
        window.click_text("[data-testid=open-session]", "Session I").await;
        window.see("[data-testid=session-page]").await;
        look("a session").await;
        window.press(&[Key::Control.into(), '7']).await;
        window.see("[data-testid=citation]").await;
        window.click("[data-testid=citation]").await;
        window.see("[data-testid=sentences] mark").await;
        look("who cites what").await;
        window.click("[data-testid=choose-document]").await;
        window.see("[data-testid=citation-edge]").await;
        look("which document cites what").await;
        window.click("[data-testid=crossing-tray]").await;
        look("an empty comparison").await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.press(&[Key::Shift.into(), 't']).await;
        window.see_text("[data-testid=toast]", "comparison").await;
        look("said for a moment").await;
        window.press(&[Key::Control.into(), '7']).await;
        window.click("[data-testid=crossing-tray]").await;
        window.see("[data-testid=tray-slide]").await;
        look("the comparison").await;
        window.press(&[Key::Control.into(), '6']).await;
        window.see("[data-testid=room-bar]").await;
        look("in the room").await;
        window.press(&[Key::F8.into()]).await;
        window.see("[data-testid=room-words]:focus").await;
        look("taking down").await;
        window.press(&[Key::Escape.into()]).await;
        window.click("[data-testid=room-listed]").await;
        window.see("[data-testid=room-list] [data-testid=room-note]").await;
        look("what was taken down").await;
        window.press(&[Key::Control.into(), '6']).await;
        window.see_no("[data-testid=room-bar]").await;
        window.import(&[&versions]).await;
        window.press(&[Key::Control.into(), '2']).await;
        window.click("[data-testid=row-version]").await;
        window.see("[data-testid=page-change][data-kind=gone]").await;
        look("two versions").await;
        window.click("[data-testid=keep-version]").await;
        window.see("[data-testid=versions-related]").await;
        look("a version that is kept").await;
        window.press(&[Key::Control.into(), 'k']).await;
        window.type_text("report").await;
        window.see("[data-testid=search-hit]").await;
        look("search").await;
        assert!(found.is_empty(), "{}", found.join("\n"));
    });
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
