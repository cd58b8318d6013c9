//! The real window on a disk that fills up, is write-protected, is pulled or moved away: it says what is not saved and
//! why, holds it, and saves it once it can.

use rapporteur_tests::{
    disk::{Disk, Fault},
    window::{Key, Window, WindowConfig, in_window_with},
};
use serde_json::json;
use std::{fs, path::PathBuf};

async fn picture(window: &Window, name: &str) {
    let path = rapporteur_tests::programs::artifacts().join(format!("{name}.png"));
    fs::write(path, window.screenshot().await).expect("a picture can be written");
}

/// Marks all words of a page, by the keyboard.
async fn mark_page(window: &Window, page: u32, color: char) {
    window.go_to_page(page).await;
    window.execute("document.querySelector('[data-testid=pages]').focus();", vec![]).await;
    window.press(&[Key::Control.into(), 'a']).await;
    window.see("[data-testid=selected]").await;
    window.press(&[color]).await;
}

async fn colors(window: &Window) -> Vec<String> {
    let all = window.annotations().await;
    let mut colors: Vec<String> =
        all.iter().filter_map(|view| view["annotation"]["color"].as_str().map(str::to_owned)).collect();
    colors.sort();
    colors
}

#[test]
fn what_the_disk_does_not_take_is_said_held_and_saved_later() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let disk = Disk::under(library.path());
    let environment = disk.environment();
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    let folder: PathBuf = library.path().to_owned();
    in_window_with("trouble", config, &environment, |window| async move {
        window.open_sample().await;
        window.open_document("Antinori-ECTC.pdf").await;
        mark_page(&window, 2, '1').await;
        window.until("the first is kept", || async { colors(&window).await == ["yellow"] }).await;
        window.see_no("[data-testid=unsaved]").await;

        disk.set(Some(Fault::Full));
        mark_page(&window, 3, '2').await;
        window.see_text("[data-testid=unsaved]", "1 change is not saved: the disk is full").await;
        mark_page(&window, 4, '3').await;
        window.see_text("[data-testid=unsaved]", "2 changes are not saved").await;
        assert_eq!(colors(&window).await, ["yellow"], "neither is called saved");
        picture(&window, "trouble-full").await;
        // The window is closed and opened again meanwhile.
        window.execute("window.isOld = true; location.reload();", vec![]).await;
        window
            .until("it is another page", || async {
                // Asked while the old page goes, the driver has no answer.
                let is_new = window.client.execute("return window.isOld !== true", vec![]).await;
                is_new.is_ok_and(|is_new| is_new == true)
            })
            .await;
        window.see_text("[data-testid=unsaved]", "2 changes are not saved").await;
        disk.set(None);
        window.see_no("[data-testid=unsaved]").await;
        assert_eq!(colors(&window).await, ["green", "red", "yellow"]);

        disk.set(Some(Fault::ReadOnly));
        let first = window.annotations().await[0]["annotation"]["id"].clone();
        window.open_document("Antinori-ECTC.pdf").await;
        mark_page(&window, 5, '4').await;
        window.see_text("[data-testid=unsaved]", "cannot be written to").await;
        disk.set(None);
        window.click("[data-testid=try-unsaved]").await;
        window.see_no("[data-testid=unsaved]").await;
        assert_eq!(colors(&window).await, ["blue", "green", "red", "yellow"]);

        // The stick is pulled, and what is written is a comment.
        window.press(&[Key::Control.into(), '3']).await;
        window.see("[data-testid=note]").await;
        disk.set(Some(Fault::Pulled));
        window.execute("document.querySelector('[data-testid=edit-note]').click();", vec![]).await;
        window.see("[data-testid=close-note]").await;
        window.type_text("said while it was away").await;
        window.see_text("[data-testid=unsaved]", "not there").await;
        picture(&window, "trouble-pulled").await;
        disk.set(None);
        window.see_no("[data-testid=unsaved]").await;
        window
            .until("the comment is kept", || async {
                let all = window.annotations().await;
                all.iter().any(|view| view["annotation"]["comment"] == "said while it was away")
            })
            .await;

        // The folder is moved away: its files are still open, and would take what is lost then.
        let away = folder.with_extension("away");
        fs::rename(&folder, &away).expect("the folder is moved");
        let patch = json!({ "ids": [first], "patch": { "color": "gray" } });
        let refused = window.try_invoke("update_annotations", patch).await.expect_err("it is not called saved");
        assert!(refused.to_string().contains("not in its place"), "{refused}");
        tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
        assert!(!folder.exists(), "nothing is made in its place");
        fs::rename(&away, &folder).expect("and back");
        window.execute("document.querySelector('[data-testid=close-note]')?.click();", vec![]).await;
        let n = window.annotations().await.len();
        window.execute("document.querySelector('[data-testid=delete-note]').click();", vec![]).await;
        window.until("it is in its place again", || async { window.annotations().await.len() == n - 1 }).await;
    });
}
