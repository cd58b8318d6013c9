//! At twice the size, a window of 1280 × 800 has 640 × 400 pixels of its own: in every view and dialog, and with each
//! side pane over it, everything can be reached, and no text has to be read by scrolling both ways (WCAG 2.2, 1.4.10).

use rapporteur_tests::{
    tour::{self, Look},
    window::{Key, Window, WindowConfig, in_window},
};
use serde_json::{Value, json};

#[test]
fn everything_can_be_reached_at_twice_the_size() {
    let library = tempfile::tempdir().expect("a temporary folder");
    let config = WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("narrow", config, |window| async move {
        let mut ruler = Ruler { found: Vec::new() };
        tour::every_view(&window, &mut ruler).await;
        assert!(ruler.found.is_empty(), "{}", ruler.found.join("\n"));
    });
}

struct Ruler {
    found: Vec<String>,
}

impl Look for Ruler {
    async fn look(&mut self, window: &Window, view: &str) {
        window.magnify(2.).await;
        self.measure(window, view).await;
        // What lies over the view already has the clicks, and is closed by the first Esc.
        let floats =
            window.count("[role=dialog], [role=menu], [data-testid=presentation], [data-testid=pane-over]").await > 0;
        let n_panes = if floats { 0 } else { window.count(PANE_BUTTON).await };
        for idx in 0..n_panes {
            window
                .execute(
                    "document.querySelectorAll(arguments[0])[arguments[1]].click();",
                    vec![json!(PANE_BUTTON), json!(idx)],
                )
                .await;
            window.see("[data-testid=pane-over]").await;
            self.measure(window, &format!("{view}, pane {idx}")).await;
            window.press(&[Key::Escape.into()]).await;
            window.see_no("[data-testid=pane-over]").await;
        }
        window.magnify(1.).await;
    }
}

impl Ruler {
    async fn measure(&mut self, window: &Window, view: &str) {
        let found = window.execute(MEASURE, vec![]).await;
        let found = found.as_array().cloned().unwrap_or_default();
        self.found.extend(found.iter().filter_map(Value::as_str).map(|what| format!("{view}: {what}")));
    }
}

const PANE_BUTTON: &str = "[data-testid=open-pane]";

/// Answers what is wider than the window, cut, scrolled sideways though it is no table, out of reach or covered.
/// What lies over the rest is measured alone; everything is scrolled back in the end.
const MEASURE: &str = r#"
const found = [];
const text = (e) => (e.getAttribute("aria-label") ?? e.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40);
const name = (e) => `${e.tagName.toLowerCase()} ${e.dataset.testid ?? e.getAttribute("class") ?? ""} “${text(e)}”`;
const over = ["[role=menu][data-state=open]", "[data-testid=presentation], [data-testid=annotation-popover]",
    "[data-testid=pane-over]", "[role=dialog][data-state=open]"];
const root = over.map((css) => document.querySelector(css)).find((e) => e) ?? document;
const moves = (e, axis) => ["auto", "scroll"].includes(getComputedStyle(e)[`overflow${axis}`]);
const clips = (e, axis) => getComputedStyle(e)[`overflow${axis}`] !== "visible";

for (const e of [document.documentElement, document.body]) {
    if (e.scrollWidth > innerWidth + 1) found.push(`${e.tagName} is ${e.scrollWidth} wide in ${innerWidth}`);
    if (e.scrollHeight > innerHeight + 1) found.push(`${e.tagName} is ${e.scrollHeight} high in ${innerHeight}`);
}

// Pages and tables have two dimensions; the open documents are a row of tabs.
const free = "[role=grid], table, [data-testid=timetable], [data-testid=tabs], [data-testid=pages]";
for (const e of root.querySelectorAll("*")) {
    if (!e.clientWidth || e.scrollWidth <= e.clientWidth + 1 || !e.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(e);
    if (e.closest("[data-testid=page]") || style.clipPath !== "none" || e.matches("input, textarea, select")) continue;
    const by = `${e.scrollWidth} > ${e.clientWidth}`;
    if (moves(e, "X")) {
        if (!e.matches(free) && !e.querySelector(free)) found.push(`scrolls sideways, ${by}: ${name(e)}`);
    } else if (style.overflowX !== "visible" && style.textOverflow !== "ellipsis" && style.webkitLineClamp === "none") {
        found.push(`cut, ${by}: ${name(e)}`);
    }
}

const places = new Map([...document.querySelectorAll("*")].map((e) => [e, [e.scrollLeft, e.scrollTop]]));
const css = "button, input, textarea, select, a[href], summary, [tabindex]:not([tabindex='-1']), [role^=menuitem]";
for (const e of root.querySelectorAll(css)) {
    if (e.disabled || e.closest("[inert], [data-testid=page]") || !e.checkVisibility({ visibilityProperty: true })) continue;
    const above = [];
    for (let a = e.parentElement; a; a = a.parentElement) above.push(a);
    let trouble;
    for (const block of ["nearest", "center"]) {
        trouble = null;
        const before = above.map((a) => [a.scrollLeft, a.scrollTop]);
        e.scrollIntoView({ block, inline: "nearest", behavior: "instant" });
        above.forEach((a, idx) => {
            const [left, top] = before[idx];
            const kept = (axis, now, before) => moves(a, axis) || Math.abs(now - before) <= 1;
            if (kept("X", a.scrollLeft, left) && kept("Y", a.scrollTop, top)) return;
            // A script scrolls what no reader can.
            trouble = `out of reach in ${name(a)}`;
            a.scrollLeft = left;
            a.scrollTop = top;
        });
        const box = e.getBoundingClientRect();
        let [left, top, right, bottom] = [0, 0, innerWidth, innerHeight];
        for (const a of [e, ...above]) {
            const clip = a.getBoundingClientRect();
            if (a !== e && clips(a, "X")) [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
            if (a !== e && clips(a, "Y")) [top, bottom] = [Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
            if (getComputedStyle(a).position === "fixed") break;
        }
        const seen = { left: Math.max(left, box.left), right: Math.min(right, box.right),
            top: Math.max(top, box.top), bottom: Math.min(bottom, box.bottom) };
        // What is larger than its frame is scrolled through.
        const lacks = (seen, size, room) => seen < Math.min(size, Math.max(room, 24)) - 2;
        if (lacks(seen.right - seen.left, box.width, right - left) || lacks(seen.bottom - seen.top, box.height, bottom - top)) {
            trouble ??= `cut to ${Math.round(seen.right - seen.left)} × ${Math.round(seen.bottom - seen.top)}`;
        } else {
            const at = document.elementFromPoint((seen.left + seen.right) / 2, (seen.top + seen.bottom) / 2);
            // These go by themselves or by Esc.
            const itself = !at || e.contains(at) || at.contains(e) || at.closest("search, label")?.contains(e);
            // What shows itself to the pointer or the keyboard alone lets clicks through meanwhile.
            const shown = e.checkVisibility({ opacityProperty: true });
            if (shown && !itself && !at.closest("[data-testid=completions], [data-testid=toast], [data-testid=spot-picker]")) trouble ??= `covered by ${name(at)}`;
        }
        if (!trouble) break;
    }
    if (trouble) found.push(`${name(e)}: ${trouble}`);
}
for (const [e, [left, top]] of places) {
    if (e.scrollLeft !== left) e.scrollLeft = left;
    if (e.scrollTop !== top) e.scrollTop = top;
}
return found;
"#;
