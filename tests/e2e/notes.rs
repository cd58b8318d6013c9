//! The notes' view in the real window: the codebook, filters, many notes at once, the trash, backups; and how it bears
//! ten thousand notes.

#![cfg(target_os = "linux")]

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::{Value, json};
use std::path::Path;

fn config(library: &Path) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size: (1280, 800) }
}

async fn document(window: &Window, name: &str) -> String {
    let rows = window.invoke("list_documents", json!({})).await;
    let rows = rows.as_array().cloned().unwrap_or_default();
    let row = rows.iter().find(|row| row["document"]["file_name"].as_str().is_some_and(|file| file.contains(name)));
    row.and_then(|row| row["document"]["id"].as_str()).expect("the document is there").to_owned()
}

async fn mark(window: &Window, document: &str, page: u32, start: u32, color: &str, tags: Vec<Value>) -> Value {
    let draft = json!({ "document": document, "page": page, "range": { "start": start, "end": start + 30 },
        "color": color, "comment": format!("on {color}"), "tags": tags });
    window.invoke("create_annotation", json!({ "draft": draft })).await
}

/// Leaves a picture behind, for looking at.
async fn picture(window: &Window, name: &str) {
    let path = rapporteur_tests::programs::artifacts().join(format!("{name}.png"));
    std::fs::write(path, window.screenshot().await).expect("a picture can be written");
}

#[test]
fn the_codebook_filters_and_many_notes_are_changed_at_once() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let out = tempfile::tempdir().expect("a temporary folder");
    let to = out.path().to_owned();
    in_window("notes", config(library.path()), |window| async move {
        window.open_sample().await;
        let deck = document(&window, "Antinori").await;
        let arabic = document(&window, "Khalaf").await;
        let tag = |name: &'static str| {
            let window = window.clone();
            async move { window.invoke("create_tag", json!({ "name": name })).await["id"].clone() }
        };
        let (law, treaty, money) = (tag("law").await, tag("treaty").await, tag("money").await);
        let parent = json!({ "id": treaty, "patch": { "parent": law, "color": "blue", "shortcut": "t" } });
        window.invoke("update_tag", parent).await;
        for (n, color) in ["yellow", "red", "green", "blue"].into_iter().enumerate() {
            let n = n as u32;
            let given =
                if n == 0 { vec![law.clone()] } else { vec![if n == 1 { treaty.clone() } else { money.clone() }] };
            mark(&window, &deck, n + 1, 0, color, given).await;
        }
        mark(&window, &arabic, 1, 0, "purple", vec![]).await;
        window.press(&[Key::Control.into(), '3']).await;
        window.until("five notes are listed", || async { window.count("[data-testid=note]").await == 5 }).await;
        window.settle().await;
        picture(&window, "notes").await;
        // A parent stands for what is below it.
        window.click_text("[data-testid=codebook-tag] .name", "law").await;
        window.until("two are left", || async { window.count("[data-testid=note]").await == 2 }).await;
        window.click("[data-testid=clear-filters]").await;
        window.until("all are back", || async { window.count("[data-testid=note]").await == 5 }).await;
        bulk(&window).await;
        export(&window, &to, &deck).await;
        trash(&window).await;
        health(&window).await;
        codebook(&window).await;
    });
}

async fn bulk(window: &Window) {
    window.execute("document.querySelector('[data-testid=open-note]').focus();", vec![]).await;
    window.press(&[Key::Control.into(), 'a']).await;
    window.see("[data-testid=bulk-bar]").await;
    window.settle().await;
    picture(window, "notes-bulk").await;
    window.click("[data-testid=bulk-bar] [data-testid=color-magenta]").await;
    let all_are = |color: &'static str| {
        let window = window.clone();
        async move { window.annotations().await.iter().all(|view| view["annotation"]["color"] == color) }
    };
    window.until("all are magenta", || all_are("magenta")).await;
    window.press(&[Key::Control.into(), 'z']).await;
    window.until("one step takes all of it back", || async { !all_are("magenta").await }).await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=bulk-bar]").await;
}

/// GTK's file dialog is beyond reach: what it answers is given to the commands that it is for.
async fn export(window: &Window, to: &Path, deck: &str) {
    let ids: Vec<Value> = window.annotations().await.iter().map(|view| view["annotation"]["id"].clone()).collect();
    let path = to.join("notes.md");
    let args = json!({ "format": "markdown", "ids": ids[..2], "path": path });
    window.invoke("export_annotations", args).await;
    let text = std::fs::read_to_string(&path).expect("the notes are written");
    assert!(text.matches("> ").count() >= 2, "{text}");
    let copy = to.join("copy.pdf");
    let report = window.invoke("export_annotated_copy", json!({ "document": deck, "path": copy })).await;
    assert_eq!(report["n_written"], 4, "{report}");
    let inside = window.try_invoke("export_annotated_copy", json!({ "document": deck, "path": "/" })).await;
    assert!(inside.is_err(), "a place that cannot be written is said");
    // The copy comes back with its notes, which are taken over once.
    window.import(&[&copy]).await;
    let id = document(window, "copy.pdf").await;
    let take = json!({ "document": id, "ids": null });
    assert_eq!(window.invoke("take_over_annotations", take.clone()).await, 4);
    assert_eq!(window.invoke("take_over_annotations", take).await, 0, "twice doubles nothing");
    let n_taken = window.annotations().await.len();
    window.press(&[Key::Control.into(), 'z']).await;
    window.until("they are gone again", || async { window.annotations().await.len() == n_taken - 4 }).await;
}

async fn trash(window: &Window) {
    let n = window.annotations().await.len();
    window.click("[data-testid=note] [data-testid=open-note]").await;
    window.see("[data-testid=reader] [data-testid=page]").await;
    window.press(&[Key::Control.into(), '3']).await;
    window.see("[data-testid=note]").await;
    window.execute("document.querySelector('[data-testid=delete-note]').click();", vec![]).await;
    window.until("one is gone", || async { window.annotations().await.len() == n - 1 }).await;
    window.click("[data-testid=notes-more]").await;
    window.click("[data-testid=open-trash]").await;
    window.see("[data-testid=restore-note]").await;
    picture(window, "notes-trash").await;
    window.execute("document.querySelector('[data-testid=restore-note]').click();", vec![]).await;
    window.until("it is back", || async { window.annotations().await.len() == n }).await;
}

async fn health(window: &Window) {
    window.click("[data-testid=notes-more]").await;
    window.click("[data-testid=open-health]").await;
    window.click("[data-testid=make-backup]").await;
    window
        .until("a backup is there", || async {
            window.invoke("list_backups", json!({})).await.as_array().is_some_and(|all| !all.is_empty())
        })
        .await;
    window.click("[data-testid=run-check]").await;
    window.see("[data-testid=check-sound], [data-testid=finding]").await;
    picture(window, "notes-health").await;
    window.press(&[Key::Escape.into()]).await;
}

async fn codebook(window: &Window) {
    window.click_text(".scope button", "library").await;
    window.see("[data-testid=codebook-tag]").await;
    window.click("[data-testid=new-tag]").await;
    window.see("[data-testid=new-tag-name]").await;
    window.type_text("protocol").await;
    window.press(&[Key::Enter.into()]).await;
    window.see_text("[data-testid=codebook-tag]", "protocol").await;
    window.execute("document.querySelector('[data-testid=tag-menu]').focus();", vec![]).await;
    window.press(&[Key::Enter.into()]).await;
    window.click("[data-testid=edit-tag]").await;
    window.see("[data-testid=tag-form]").await;
    picture(window, "notes-tag").await;
    window.click("[data-testid=tag-definition]").await;
    window.type_text("Whatever binds states.").await;
    window.click("[data-testid=keep-tag]").await;
    window.see_no("[data-testid=tag-form]").await;
    let tags = window.invoke("list_tags", json!({})).await;
    let defined =
        tags.as_array().is_some_and(|tags| tags.iter().any(|t| t["tag"]["definition"] == "Whatever binds states."));
    assert!(defined, "{tags}");
}

#[test]
fn ten_thousand_notes_open_filter_and_scroll() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("many-notes", config(library.path()), |window| async move {
        window.open_sample().await;
        let deck = document(&window, "Antinori").await;
        // As quickly as the door lets them through.
        let script = "const [document, done] = arguments;
            const colors = ['yellow', 'red', 'green', 'blue', 'purple', 'magenta', 'orange', 'gray'];
            const one = (n) => window.__TAURI_INTERNALS__.invoke('create_annotation', { draft: { document, page: n % 10,
                range: { start: n % 40, end: n % 40 + 20 }, color: colors[n % 8], comment: 'note ' + n, tags: [] } }).catch(() => null);
            (async () => {
                for (let n = 0; n < 250; n += 25) await Promise.all(Array.from({ length: 25 }, (_, i) => one(n + i)));
                done(true);
            })();";
        let rounds = std::env::var("NOTES").ok().and_then(|n| n.parse::<u32>().ok()).unwrap_or(1000) / 250;
        for _ in 0..rounds {
            window.client.execute_async(script, vec![json!(deck)]).await.expect("notes are made");
        }
        let n = window.annotations().await.len();
        let script = "const [done] = arguments; const start = performance.now();
            document.querySelector('[data-testid=nav-notes]').click();
            const look = () => document.querySelector('[data-testid=note]') ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
            look();";
        let opened = window.client.execute_async(script, vec![]).await.expect("the view opens");
        window.settle().await;
        let script = "const [done] = arguments;
            const list = document.querySelector('.long-list'); const gaps = []; let last = performance.now(); let at = 0;
            const step = (now) => { gaps.push(now - last); last = now; at += 240; list.scrollTop = at;
                if (gaps.length < 80) requestAnimationFrame(step);
                else done({ frames: gaps.length, worst: Math.max(...gaps.slice(2)), late: gaps.slice(2).filter((gap) => gap > 34).length,
                    mean: gaps.slice(2).reduce((a, b) => a + b, 0) / (gaps.length - 2), blank: document.querySelectorAll('[data-testid=note]').length === 0 }); };
            requestAnimationFrame(step);";
        let scrolled = window.client.execute_async(script, vec![]).await.expect("the list scrolls");
        let script = "const [done] = arguments; const start = performance.now();
            const field = document.querySelector('[data-testid=note-filter]'); field.value = 'note 77';
            field.dispatchEvent(new Event('input', { bubbles: true }));
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));";
        let filtered = window.client.execute_async(script, vec![]).await.expect("the list is filtered");
        eprintln!("{n} notes: open {opened} ms, filter {filtered} ms, scroll {scrolled}");
        assert!(n >= 900, "{n} notes are there");
        assert_eq!(scrolled["blank"], json!(false), "there is always something to see");
    });
}
