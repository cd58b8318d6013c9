//! The notes' view in the real window: the codebook, filters, many notes at once, the trash, backups; and how it bears
//! ten thousand notes.

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
    window.annotate(draft).await
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
            const one = (n) => window.__TAURI_INTERNALS__.invoke('create_annotations', { drafts: [{ document, page: n % 10,
                range: { start: n % 40, end: n % 40 + 20 }, color: colors[n % 8], comment: 'note ' + n, tags: [] }] }).catch(() => null);
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

#[test]
fn notes_of_several_documents_are_changed_undone_and_done_again_in_one_step() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("notes-several", config(library.path()), |window| async move {
        window.open_sample().await;
        window.invoke("create_tag", json!({ "name": "follow-up" })).await;
        for name in ["Antinori", "Khalaf"] {
            let document = document(&window, name).await;
            for (page, color) in [(1, "yellow"), (2, "red"), (3, "green")] {
                mark(&window, &document, page, 0, color, vec![]).await;
            }
        }
        window.press(&[Key::Control.into(), '3']).await;
        window.until("six notes are listed", || async { window.count("[data-testid=note]").await == 6 }).await;
        window.settle().await;
        choose_across(&window).await;
        let before = told(&window).await;
        let chosen: Vec<bool> = (0..6).map(|idx| (1..=4).contains(&idx)).collect();

        window.click("[data-testid=bulk-tag]").await;
        window.see("[data-testid=tag-input]:focus").await;
        window.type_text("follow").await;
        window.press(&[Key::Enter.into()]).await;
        let tagged = |note: &Value| note["tags"] == 1;
        there_and_back(&window, &before, &chosen, tagged, "tagged").await;

        // One that is made in giving it comes and goes with that.
        let n_tags = || async { window.invoke("list_tags", json!({})).await.as_array().map(Vec::len) };
        window.click("[data-testid=bulk-tag]").await;
        window.see("[data-testid=tag-input]:focus").await;
        window.type_text("Access routes").await;
        picture(&window, "notes-new-tag").await;
        window.press(&[Key::Enter.into()]).await;
        window.until("it is made", || async { n_tags().await == Some(2) }).await;
        there_and_back(&window, &before, &chosen, tagged, "tagged with a new one").await;
        assert_eq!(n_tags().await, Some(1), "it went with the undoing");

        window.click("[data-testid=bulk-bar] [data-testid=color-purple]").await;
        there_and_back(&window, &before, &chosen, |note| note["color"] == "purple", "purple").await;

        window.execute("document.querySelectorAll('[data-testid=open-note]')[2].focus();", vec![]).await;
        window.press(&[Key::Delete.into()]).await;
        there_and_back(&window, &before, &chosen, |note| note["gone"] == true, "deleted").await;
    });
}

/// Chooses four notes of two documents in the middle of the list, by the keyboard alone.
async fn choose_across(window: &Window) {
    window.execute("document.querySelectorAll('[data-testid=open-note]')[1].focus();", vec![]).await;
    window.press(&['x']).await;
    window.see_text("[data-testid=bulk-bar]", "1").await;
    for _ in 0..3 {
        window.press(&[Key::Down.into()]).await;
    }
    window.press(&[Key::Shift.into(), 'X']).await;
    let script = "return [...document.querySelectorAll('[data-testid=choose-note]')].map((box) => box.checked);";
    let chosen = || async { window.execute(script, vec![]).await };
    window
        .until("those between are chosen", || async { chosen().await == json!([false, true, true, true, true, false]) })
        .await;
}

/// What is told of each note of the library, in the order of the list as it is at first.
async fn told(window: &Window) -> Vec<Value> {
    let mut views = window.annotations().await;
    views.sort_by_key(|view| {
        let target = &view["annotation"]["target"];
        (view["document_title"].to_string(), target["page"].as_u64())
    });
    let note = |view: &Value| {
        let mark = &view["annotation"];
        json!({ "id": mark["id"], "color": mark["color"], "tags": mark["tags"].as_array().map(Vec::len) })
    };
    views.iter().map(note).collect()
}

/// What was done is so of what was chosen and of nothing else; one step takes it back, one does it again, one takes it
/// back for good.
async fn there_and_back(
    window: &Window,
    before: &[Value],
    chosen: &[bool],
    is_done: impl Fn(&Value) -> bool,
    what: &str,
) {
    let as_it_is = || async {
        let now = told(window).await;
        let of = |note: &Value| now.iter().find(|other| other["id"] == note["id"]).cloned();
        before.iter().map(|note| of(note).unwrap_or(json!({ "gone": true }))).collect::<Vec<_>>()
    };
    let done = || async { as_it_is().await.iter().map(&is_done).collect::<Vec<_>>() == chosen };
    let n_listed = |n: usize| async move { window.count("[data-testid=note]").await == n };
    window.until(&format!("they are {what}"), done).await;
    let n_left = as_it_is().await.iter().filter(|note| note["gone"] != true).count();
    window.until("the list shows it", || n_listed(n_left)).await;
    for (keys, is_back) in [
        (vec![Key::Control.into(), 'z'], true),
        (vec![Key::Control.into(), Key::Shift.into(), 'Z'], false),
        (vec![Key::Control.into(), 'z'], true),
    ] {
        window.press(&keys).await;
        if is_back {
            window.until(&format!("no longer {what}"), || async { as_it_is().await == before }).await;
            window.until("the list shows all", || n_listed(before.len())).await;
        } else {
            window.until(&format!("{what} again"), done).await;
            window.until("the list shows it again", || n_listed(n_left)).await;
        }
    }
}
