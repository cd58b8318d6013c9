//! What a reader does in the window: opens, turns to a page, selects words, marks them.

use crate::window::{Key, Window};
use serde_json::{Value, json};

/// A line of a page's text as it lies on the screen.
#[derive(Debug, Clone)]
pub struct Line {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub middle: f64,
}

impl Window {
    /// Opens the sample meeting from the empty library's welcome, and waits for its decks.
    pub async fn open_sample(&self) {
        self.click("[data-testid=open-sample]").await;
        self.see_sample().await;
    }

    /// Pastes a programme's text, and waits for the table of what was read.
    pub async fn paste_programme(&self, text: &str) {
        self.click("[data-testid=paste-programme]").await;
        self.see("[data-testid=programme-text]").await;
        let fill = "const field = document.querySelector('[data-testid=programme-text]');
            field.value = arguments[0];
            field.dispatchEvent(new Event('input', { bubbles: true }));";
        self.execute(fill, vec![json!(text)]).await;
        self.click("[data-testid=run-paste]").await;
        self.see("[data-testid=review]").await;
    }

    /// Waits for the sample meeting, its seven decks and what is guessed about them.
    pub async fn see_sample(&self) {
        self.until("the sample's decks are imported", || async {
            let library = self.invoke("get_library", json!({})).await;
            let jobs = self.invoke("list_jobs", json!({})).await;
            library["n_documents"] == json!(7)
                && jobs.as_array().is_some_and(|jobs| jobs.iter().all(|job| job["state"] != "running"))
        })
        .await;
        self.until("the programme shows its guesses", || async { self.count("[data-testid=material]").await >= 4 })
            .await;
        self.settle().await;
    }

    /// Opens a document from the list of all of them, by words of its title or its file's name.
    pub async fn open_document(&self, words: &str) {
        self.press(&[Key::Control.into(), '2']).await;
        self.click_text("[data-testid=document-row] [role=presentation]", words).await;
        self.see("[data-testid=reader] [data-testid=page]").await;
        self.until("the page has its text", || async { !self.lines(None).await.is_empty() }).await;
    }

    /// Turns to a page, counted from one.
    pub async fn go_to_page(&self, page: u32) {
        self.click("[data-testid=page-box]").await;
        self.press(&[Key::Control.into(), 'a']).await;
        self.type_text(&page.to_string()).await;
        self.press(&[Key::Enter.into()]).await;
        let idx = page - 1;
        self.see(&format!("[data-testid=page][data-page='{idx}'][aria-current=page]")).await;
        self.until("the page has its text", || async { !self.lines(Some(idx)).await.is_empty() }).await;
        self.settle().await;
    }

    /// The page at hand, counted from zero.
    pub async fn page(&self) -> u32 {
        let page = self
            .execute(
                "return document.querySelector('[data-testid=page][aria-current=page]')?.dataset.page ?? '';",
                vec![],
            )
            .await;
        page.as_str().and_then(|page| page.parse().ok()).expect("a page is at hand")
    }

    /// How many pages are at least partly seen.
    pub async fn slides_in_sight(&self) -> usize {
        let script = "const pane = document.querySelector('[data-testid=pages]').getBoundingClientRect();
            return [...document.querySelectorAll('[data-testid=page]')].filter((page) => {
                const box = page.getBoundingClientRect();
                return box.bottom > pane.top && box.top < pane.bottom;
            }).length;";
        self.execute(script, vec![]).await.as_u64().unwrap_or_default() as usize
    }

    /// Is the page at hand taller than wide?
    pub async fn upright(&self) -> bool {
        let script =
            "const box = document.querySelector('[data-testid=page][aria-current=page]')?.getBoundingClientRect();
            return box !== undefined && box.height > box.width;";
        self.execute(script, vec![]).await == json!(true)
    }

    /// The lines of a page's text layer, from the top; of the page at hand where none is named.
    pub async fn lines(&self, page: Option<u32>) -> Vec<Line> {
        let page = page.map_or("[aria-current=page]".to_owned(), |page| format!("[data-page='{page}']"));
        let script =
            "const root = document.querySelector(`[data-testid=page]${arguments[0]} [data-testid=text-layer]`);
            return [...root?.children ?? []].filter((line) => line.textContent.trim()).map((line) => {
                const range = document.createRange();
                range.selectNodeContents(line);
                const box = range.getBoundingClientRect();
                return [line.textContent, box.left, box.right, (box.top + box.bottom) / 2];
            });";
        let lines = self.client.execute(script, vec![json!(page)]).await.unwrap_or(Value::Null);
        let number = |value: &Value| value.as_f64().unwrap_or_default();
        let line = |line: &Value| Line {
            text: line[0].as_str().unwrap_or_default().to_owned(),
            left: number(&line[1]),
            right: number(&line[2]),
            middle: number(&line[3]),
        };
        lines.as_array().map(|lines| lines.iter().map(line).collect()).unwrap_or_default()
    }

    pub async fn line(&self, words: &str) -> Line {
        self.until_some(&format!("a line with {words:?}"), || async {
            self.lines(None).await.into_iter().find(|line| line.text.contains(words))
        })
        .await
    }

    /// What is selected, with one space between words.
    pub async fn selected(&self) -> String {
        let selected = self.execute("return getSelection().toString();", vec![]).await;
        one_spaced(selected.as_str().unwrap_or_default())
    }

    /// Drags over lines with the mouse, from the first letter of the one to the last of the other.
    pub async fn select_lines(&self, first: &str, last: &str) {
        let (first, last) = (self.line(first).await, self.line(last).await);
        self.drag((first.left + 1., first.middle), (last.right - 1., last.middle)).await;
        self.see("[data-testid=selection-bar]").await;
    }

    /// Marks what is selected, and tags it where a tag is given.
    pub async fn mark(&self, color: &str, tag: Option<&str>) {
        self.click(&format!("[data-testid=selection-bar] [data-testid=color-{color}]")).await;
        self.see(&format!("[data-testid=highlight][data-color={color}]")).await;
        if let Some(tag) = tag {
            self.open_mark(color).await;
            self.tag(tag).await;
            self.close_mark().await;
        }
    }

    /// Opens a highlight by a click on its words.
    pub async fn open_mark(&self, color: &str) {
        let css = format!("[data-testid=highlight][data-color={color}]");
        self.see(&css).await;
        // The middle of a path over two lines may lie between them: its first line is clicked.
        let script = "const path = document.querySelector(arguments[0]);
            const box = path.getBoundingClientRect();
            return [box.left + 12, box.top + 6];";
        let at = self.execute(script, vec![json!(css)]).await;
        self.click_at(at[0].as_f64().unwrap_or_default(), at[1].as_f64().unwrap_or_default()).await;
        self.see("[data-testid=annotation-popover]").await;
    }

    /// Closes the open popover: Esc leaves a field first, then the popover, and would next leave the reader.
    pub async fn close_mark(&self) {
        for _ in 0..3 {
            self.press(&[Key::Escape.into()]).await;
            self.settle().await;
            if self.count("[data-testid=annotation-popover]").await == 0 {
                return;
            }
        }
        self.see_no("[data-testid=annotation-popover]").await;
    }

    /// Adds a tag in the open popover.
    pub async fn tag(&self, name: &str) {
        self.click("[data-testid=annotation-popover] [data-testid=tag-field]").await;
        self.type_text(name).await;
        self.press(&[Key::Enter.into()]).await;
        self.see_text("[data-testid=annotation-popover] [data-testid=tag]", name).await;
    }

    /// Has the backend make an annotation.
    pub async fn annotate(&self, draft: Value) -> Value {
        self.invoke("create_annotations", json!({ "drafts": [draft] })).await[0].take()
    }

    pub async fn annotations(&self) -> Vec<Value> {
        let list = self.invoke("list_annotations", json!({ "filter": {} })).await;
        list.as_array().cloned().unwrap_or_default()
    }
}

pub fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
