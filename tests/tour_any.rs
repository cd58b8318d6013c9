//! Through a library that nothing is known of: each meeting as it stands, its longest names, a deck of each script.

use crate::{
    tour::Look,
    window::{Key, Window},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Pages of so many documents are looked at.
const N_DOCUMENTS: usize = 12;

/// Needs a library with a programme at least; leaves it as it was.
pub async fn every_meeting(window: &Window, look: &mut (impl Look + Send)) {
    let library = window.invoke("get_library", json!({})).await;
    let meetings = library["meetings"].as_array().cloned().unwrap_or_default();
    for (n, meeting) in meetings.iter().enumerate() {
        let n = n + 1;
        if meetings.len() > 1 {
            window.press(&[Key::Control.into(), '1']).await;
            window.click("[data-testid=choose-meeting]").await;
            if n == 1 {
                look.look(window, "the choice of meetings").await;
            }
            let item = format!("[data-testid=meeting-{}]", text(&meeting["id"]));
            window.execute("document.querySelector(arguments[0]).scrollIntoView();", vec![json!(item)]).await;
            window.click(&item).await;
        }
        window.see("[data-testid=programme]").await;
        window.settle().await;
        look.look(window, &format!("{n} programme")).await;
        window.click("[data-testid=as-timetable]").await;
        window.settle().await;
        look.look(window, &format!("{n} timetable")).await;
        window.click("[data-testid=as-list]").await;
        window.settle().await;
        if window.count("[data-testid=open-session]").await > 0 {
            window.click("[data-testid=open-session]").await;
            window.see("[data-testid=session-page]").await;
            look.look(window, &format!("{n} session")).await;
            window.press(&[Key::Control.into(), '1']).await;
        }
        window.click("[data-testid=meeting-menu]").await;
        window.click("[data-testid=edit-programme]").await;
        window.see("[data-testid=edit]").await;
        look.look(window, &format!("{n} table")).await;
        window.click("[data-testid=edit-done]").await;
        if window.count("[data-testid=step-suggestions]").await > 0 {
            window.click("[data-testid=step-suggestions]").await;
            window.see("[data-testid=step-slide]").await;
            window.settle().await;
            look.look(window, &format!("{n} suggested places")).await;
        }
        window.press(&[Key::Control.into(), '4']).await;
        window.click("[data-testid=names-symbols]").await;
        window.settle().await;
        look.look(window, &format!("{n} official documents")).await;
        window.press(&[Key::Control.into(), '5']).await;
        window.settle().await;
        look.look(window, &format!("{n} themes")).await;
        window.press(&[Key::Control.into(), '7']).await;
        window.settle().await;
        look.look(window, &format!("{n} citations")).await;
    }
    names(window, look).await;
    documents(window, look).await;
}

/// The page of the longest name of each kind.
async fn names(window: &Window, look: &mut (impl Look + Send)) {
    window.press(&[Key::Control.into(), '4']).await;
    for kind in ["people", "organizations"] {
        window.click(&format!("[data-testid=names-{kind}]")).await;
        window.see("[data-testid=name-row]").await;
        let script = "const rows = [...document.querySelectorAll('[data-testid=name-row]')];
            rows.sort((a, b) => b.textContent.length - a.textContent.length)[0].click();";
        window.execute(script, vec![]).await;
        window.see("[data-testid=name-page] h1, [data-testid=name-page] h2").await;
        window.settle().await;
        look.look(window, kind).await;
    }
}

/// The list, and a document of each language; those with the longest titles first.
async fn documents(window: &Window, look: &mut (impl Look + Send)) {
    window.press(&[Key::Control.into(), '2']).await;
    window.see("[data-testid=document-row]").await;
    look.look(window, "documents").await;
    let listed = window.invoke("list_documents", json!({})).await;
    let mut documents: Vec<&Value> = listed.as_array().into_iter().flatten().map(|row| &row["document"]).collect();
    documents.retain(|one| one["status"] == "ready");
    documents.sort_by_key(|one| std::cmp::Reverse(text(&one["title"]).chars().count()));
    let mut languages = BTreeSet::new();
    let chosen = documents.into_iter().filter(|one| languages.insert(text(&one["language"]).to_owned()));
    for (n, document) in chosen.take(N_DOCUMENTS).enumerate() {
        window.press(&[Key::Control.into(), '2']).await;
        window.click("[data-testid=document-filter]").await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.type_text(text(&document["file_name"])).await;
        window.settle().await;
        window.click("[data-testid=document-row] [role=presentation]").await;
        window.see("[data-testid=reader] [data-testid=page]").await;
        window.settle().await;
        look.look(window, &format!("document {} {}", n + 1, text(&document["language"]))).await;
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
