//! In the room, in the real window: one key each for what is heard, the next speaker by a key, words, slides, the notes'
//! view, search, the programme, and the clock.

use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};
use serde_json::{Value, json};
use std::path::Path;

fn config(library: &Path, size: (u32, u32)) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size }
}

/// Leaves pictures behind, for looking at: light and dark.
async fn picture(window: &Window, name: &str) {
    for theme in ["light", "dark"] {
        window.execute("document.documentElement.dataset.theme = arguments[0];", vec![json!(theme)]).await;
        window.settle().await;
        let path = rapporteur_tests::programs::artifacts().join(format!("{name}-{theme}.png"));
        std::fs::write(path, window.screenshot().await).expect("a picture can be written");
    }
}

async fn notes(window: &Window) -> Vec<Value> {
    window.invoke("list_room_notes", json!({ "meeting": null })).await.as_array().cloned().unwrap_or_default()
}

async fn until_notes(window: &Window, n: usize) -> Vec<Value> {
    window.until(&format!("{n} notes are kept"), || async { notes(window).await.len() == n }).await;
    notes(window).await
}

/// No element of the bar lies outside the window or upon another.
async fn fits(window: &Window, width: u32) {
    let script = "const bar = document.querySelector('[data-testid=room-bar] .bar');
        const boxes = [...bar.children].map((e) => e.getBoundingClientRect());
        return boxes.every((b, i) => b.right <= innerWidth + 0.5 && (i === 0 || b.left >= boxes[i - 1].right - 0.5));";
    assert_eq!(window.execute(script, vec![]).await, json!(true), "the bar fits into {width}");
}

#[test]
fn keys_take_down_what_is_heard_and_it_finds_its_slide() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("room", config(library.path(), (1280, 800)), |window| async move {
        window.open_sample().await;
        window.click("[data-testid=nav-room]").await;
        window.see("[data-testid=room-bar]").await;
        // The sample's days are long past: the session is chosen by hand.
        window.click("[data-testid=room-session]").await;
        window.click_text("[data-testid=pick-session]", "Session I ").await;
        window.see_text("[data-testid=room-session]", "Session I").await;
        fits(&window, 1280).await;
        picture(&window, "room-programme").await;

        // A key before anybody speaks, then the first speaker, by a key.
        window.press(&[Key::F9.into()]).await;
        let all = until_notes(&window, 1).await;
        assert_eq!(all[0]["note"]["kind"], "follow_up");
        assert!(all[0]["note"]["contribution"].is_null() && all[0]["note"]["session"].is_string(), "{all:?}");
        window.press(&[Key::F10.into()]).await;
        window.see_text("[data-testid=room-speaker]", "Antinori").await;
        window.see_text("[data-testid=room-elapsed]", "0:0").await;

        // Words if there is time for any; Enter gives the keyboard back.
        window.press(&[Key::F8.into()]).await;
        until_notes(&window, 2).await;
        window.see("[data-testid=room-words]:focus").await;
        window.type_text("Who pays?").await;
        window.press(&[Key::Enter.into()]).await;
        window.until("the words are kept", || async { notes(&window).await[1]["note"]["words"] == "Who pays?" }).await;
        assert_eq!(window.count("[data-testid=room-words]:focus").await, 0, "the keyboard is back");
        assert!(notes(&window).await[1]["byline"].as_str().is_some_and(|b| b.contains("Antinori")));

        // Two within a second, words of the first still being written: each keeps its own.
        window.press(&[Key::F7.into()]).await;
        until_notes(&window, 3).await;
        window.see("[data-testid=room-words]:focus").await;
        window.type_text("report by May").await;
        window.press(&[Key::F8.into()]).await;
        let all = until_notes(&window, 4).await;
        assert_eq!((&all[2]["note"]["kind"], &all[3]["note"]["kind"]), (&json!("commitment"), &json!("question")));
        window
            .until("the words went to the first", || async {
                notes(&window).await[2]["note"]["words"] == "report by May"
            })
            .await;
        assert_eq!(notes(&window).await[3]["note"]["words"], "");
        window.press(&[Key::Escape.into()]).await;

        // One step back takes the last one away, one forth brings it again.
        window.press(&[Key::Control.into(), 'z']).await;
        until_notes(&window, 3).await;
        window.press(&[Key::Control.into(), Key::Shift.into(), 'z']).await;
        until_notes(&window, 4).await;
        beside_slides(&window).await;
        elsewhere(&window).await;
    });
}

/// In the reader: the bar stays, a key notes onto the slide at hand, and what waits is put onto slides.
async fn beside_slides(window: &Window) {
    window.open_document("Antinori-ECTC.pdf").await;
    window.go_to_page(3).await;
    window.see("[data-testid=room-bar]").await;
    window.see("[data-testid=waiting-notes]").await;
    window.settle().await;
    fits(window, 1280).await;
    picture(window, "room-reader").await;
    let waiting = window.count("[data-testid=waiting-notes] [data-testid=room-note]").await;
    assert_eq!(waiting, 3, "what was taken down at this talk waits here");
    // The deck's place is a guess or a fact; on a fact, a key notes onto the slide at once.
    let script = "document.querySelector('[data-testid=waiting-notes] [data-testid=put-room-note]').focus();";
    window.execute(script, vec![]).await;
    window.press(&[Key::Enter.into()]).await;
    window
        .until("it is on the slide", || async {
            notes(window).await.iter().any(|view| view["slide"]["page"] == 2 && view["note"]["words"] == "Who pays?")
        })
        .await;
    let mark = &window.annotations().await[0];
    assert_eq!(mark["annotation"]["comment"], "Who pays?");
    window.press(&[Key::Control.into(), 'z']).await;
    window.until("one step takes it off the slide", || async { window.annotations().await.is_empty() }).await;
    onto_a_spot(window).await;
    // Turning slides goes on from the empty field.
    window.press(&[Key::F7.into()]).await;
    until_notes(window, 5).await;
    window.see("[data-testid=room-words]:focus").await;
    window.press(&[Key::Right.into()]).await;
    window.until("the slide is turned", || async { window.page().await == 3 }).await;
}

/// A spot by a click, an area by a drag, both by the keyboard, each one step back; Esc leaves all as it was.
async fn onto_a_spot(window: &Window) {
    let ask = || async {
        let script = "const row = [...document.querySelectorAll('[data-testid=waiting-notes] [data-testid=room-note]')]
            .find((row) => row.textContent.includes('Who pays?'));
            row.querySelector('[data-testid=place-room-note]').focus();";
        window.see_text("[data-testid=waiting-notes]", "Who pays?").await;
        window.execute(script, vec![]).await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=spot-picker]:focus").await;
        window.see_text("[data-testid=spot-bar]", "Who pays?").await;
    };
    let made = || async {
        let script = "return [...document.querySelectorAll('[data-testid=shape]')].map((shape) => {
            const { left, top, right, bottom } = shape.getBoundingClientRect();
            return { kind: shape.dataset.kind, left, top, right, bottom };
        });";
        let shapes = window.execute(script, vec![]).await;
        shapes.as_array().filter(|shapes| shapes.len() == 1).map(|shapes| shapes[0].clone())
    };
    let back = || async {
        window.press(&[Key::Control.into(), 'z']).await;
        window.until("one step takes it off the slide", || async { window.annotations().await.is_empty() }).await;
        window.see_no("[data-testid=shape]").await;
    };
    let near = |value: &Value, expected: f64| (value.as_f64().unwrap_or_default() - expected).abs() < 3.;
    ask().await;
    picture(window, "room-spot").await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=spot-picker]").await;
    window.see("[data-testid=place-room-note]:focus").await;
    assert!(window.annotations().await.is_empty(), "nothing was put anywhere");

    let page = window
        .execute(
            "const { left, top, width, height } = document.querySelector('[data-testid=page][aria-current]').getBoundingClientRect();
            return [left + width * 0.3, top + height * 0.4, left + width * 0.6, top + height * 0.7];",
            vec![],
        )
        .await;
    let at = |idx: usize| page[idx].as_f64().expect("a number");
    let (x0, y0, x1, y1) = (at(0), at(1), at(2), at(3));
    ask().await;
    window.click_at(x0, y0).await;
    let note = window.until_some("the note is on its spot", made).await;
    assert_eq!(note["kind"], "note", "{note}");
    assert!(
        near(&json!((note["left"].as_f64().unwrap() + note["right"].as_f64().unwrap()) / 2.), x0),
        "{note} at {x0}"
    );
    assert!(
        near(&json!((note["top"].as_f64().unwrap() + note["bottom"].as_f64().unwrap()) / 2.), y0),
        "{note} at {y0}"
    );
    window.see("[data-testid=page-marks] [data-testid=mark]").await;
    picture(window, "room-spot-put").await;
    back().await;

    ask().await;
    window.drag((x0, y0), (x1, y1)).await;
    let area = window.until_some("the note is on its area", made).await;
    assert_eq!(area["kind"], "area", "{area}");
    assert!(near(&area["left"], x0) && near(&area["top"], y0), "{area}");
    assert!(near(&area["right"], x1) && near(&area["bottom"], y1), "{area}");
    let mark = &window.annotations().await[0]["annotation"];
    assert_eq!((&mark["kind"], &mark["comment"]), (&json!("area"), &json!("Who pays?")));
    picture(window, "room-area-put").await;
    back().await;

    // Arrows move the cross from the middle; with Shift they draw.
    ask().await;
    window.see("[data-testid=spot-cross]").await;
    for key in [Key::Left, Key::Up, Key::Up] {
        window.press(&[key.into()]).await;
    }
    let cross = "const { left, top } = document.querySelector('[data-testid=spot-cross]').getBoundingClientRect(); return [left, top];";
    let cross = window.execute(cross, vec![]).await;
    for _ in 0..5 {
        window.press(&[Key::Shift.into(), Key::Right.into()]).await;
        window.press(&[Key::Shift.into(), Key::Down.into()]).await;
    }
    picture(window, "room-area-keys").await;
    window.press(&[Key::Enter.into()]).await;
    let area = window.until_some("the note is on its area", made).await;
    assert_eq!(area["kind"], "area", "{area}");
    assert!(
        near(&area["left"], cross[0].as_f64().unwrap()) && near(&area["top"], cross[1].as_f64().unwrap()),
        "{area} {cross}"
    );
    assert!(near(&area["right"], cross[0].as_f64().unwrap() + 60.), "{area} {cross}");
    back().await;
    ask().await;
    window.press(&[Key::Enter.into()]).await;
    let note = window.until_some("the note is where the cross is", made).await;
    assert_eq!(note["kind"], "note", "{note}");
    back().await;
}

async fn elsewhere(window: &Window) {
    window.press(&[Key::Control.into(), '3']).await;
    window.see("[data-testid=room-note]").await;
    // By what was heard.
    window.click("[data-testid=filter-heard]").await;
    window.click_text("[role=group] label", "Question").await;
    window
        .until("questions alone are left", || async {
            let n_others = window.count("main [data-testid=room-note]:not([data-kind=question])").await;
            n_others == 0 && window.count("main [data-testid=room-note]").await > 0
        })
        .await;
    window.press(&[Key::Escape.into()]).await;
    picture(window, "room-heard").await;
    window.click("[data-testid=clear-filters]").await;
    window.see("main [data-testid=room-note]:not([data-kind=question])").await;
    window.click("[data-testid=note-filter]").await;
    window.type_text("pays").await;
    window.until("one is left", || async { window.count("main [data-testid=room-note]").await == 1 }).await;
    picture(window, "room-notes").await;
    window.press(&[Key::Control.into(), 'a']).await;
    window.press(&[Key::Delete.into()]).await;
    window.press(&[Key::Escape.into()]).await;
    window.until("all are back", || async { window.count("main [data-testid=room-note]").await >= 4 }).await;
    // On the programme, beside the talk.
    window.press(&[Key::Control.into(), '1']).await;
    window.see_text("[data-testid=contribution] [data-testid=room-note]", "Who pays?").await;
    revised(window).await;
    // Deleted, in the trash, restored.
    let n = notes(window).await.len();
    window
        .execute("document.querySelector('[data-testid=contribution] [data-testid=delete-room-note]').click();", vec![])
        .await;
    until_notes(window, n - 1).await;
    window.press(&[Key::Control.into(), '3']).await;
    window.click("[data-testid=notes-more]").await;
    window.click("[data-testid=open-trash]").await;
    window.click("[data-testid=restore-room-note]").await;
    until_notes(window, n).await;
    window.press(&[Key::Control.into(), '1']).await;
    window.click("[data-testid=room-listed]").await;
    window.see("[data-testid=room-list] [data-testid=room-note]").await;
    picture(window, "room-list").await;
}

/// The session of a talk of the programme; null where it is in none.
fn session_of(meeting: &Value, talk: &Value) -> Value {
    let each = |value: &Value, what: &str| value[what].as_array().cloned().unwrap_or_default();
    let segments = each(meeting, "days").into_iter().flat_map(|day| each(&day, "segments"));
    let talks = segments.flat_map(|one| each(&one, "sessions")).flat_map(|one| each(&one, "contributions"));
    let found = talks.map(|one| one["contribution"].clone()).find(|one| one["id"] == *talk);
    found.expect("the talk is on the programme")["session"].clone()
}

/// Another kind, another talk, by the keyboard; each is one step back. What was said between talks is on the session's page.
async fn revised(window: &Window) {
    let id =
        notes(window).await.into_iter().find(|view| view["note"]["words"] == "Who pays?").expect("it is there")["note"]
            ["id"]
            .clone();
    let note = || async {
        let all = notes(window).await;
        all.into_iter().map(|view| view["note"].clone()).find(|note| note["id"] == id).expect("it is kept")
    };
    let before = note().await;
    assert_eq!(before["kind"], "question");
    let open = "const row = [...document.querySelectorAll('[data-testid=contribution] [data-testid=room-note]')]
        .find((row) => row.textContent.includes('Who pays?'));
        row.querySelector('[data-testid=change-room-note]').focus();";
    let open = || async {
        window.execute(open, vec![]).await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=become-talk]").await;
        window.see("[role=menu]:focus-within").await;
    };
    open().await;
    window.settle().await;
    picture(window, "room-change").await;
    window.click("[data-testid=become-commitment]").await;
    window.until("it is a commitment", || async { note().await["kind"] == "commitment" }).await;
    window.see_no("[data-testid=become-talk]").await;
    window.press(&[Key::Control.into(), 'z']).await;
    window.until("it is a question again", || async { note().await["kind"] == "question" }).await;
    open().await;
    // Past the kinds and the first talk, which has it.
    window.press(&[Key::End.into()]).await;
    window.press(&[Key::Enter.into()]).await;
    window.until("it is another talk's", || async { note().await["contribution"] != before["contribution"] }).await;
    let (moved, agenda) =
        (note().await, window.invoke("get_meeting_view", json!({ "meeting": before["meeting"] })).await);
    assert_eq!(moved["session"], session_of(&agenda, &moved["contribution"]), "its session is the other talk's");
    window.see_no("[data-testid=become-talk]").await;
    window.press(&[Key::Control.into(), 'z']).await;
    window
        .until("it is the first talk's again", || async {
            let now = note().await;
            now["contribution"] == before["contribution"] && now["session"] == before["session"]
        })
        .await;
    let session = before["session"].clone();
    let between = notes(window).await.into_iter().filter(|view| view["note"]["contribution"].is_null()).count();
    assert_eq!(between, 1, "one was taken down before anybody spoke, in {session}");
    window.click_text("[data-testid=open-session]", "Session I").await;
    window.see("[data-testid=session-page]").await;
    window.see("[data-testid=session-room-notes] [data-testid=room-note][data-kind=follow_up]").await;
    window.settle().await;
    picture(window, "room-session").await;
    window.press(&[Key::Control.into(), '1']).await;
    window.see_text("[data-testid=contribution] [data-testid=room-note]", "Who pays?").await;
}

#[test]
fn a_talk_in_no_session_is_given_the_floor() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("room-loose", config(library.path(), (1280, 800)), |window| async move {
        let event = |uid: &str, start: &str, end: &str, name: &str| {
            format!(
                "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20161130T080000Z\r\nDTSTART:20161130T{start}Z\r\n\
                 DTEND:20161130T{end}Z\r\nSUMMARY:{name}\r\nEND:VEVENT"
            )
        };
        let talks = [event("a", "100000", "102000", "Opening"), event("b", "102000", "104000", "The second talk")];
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:Then\r\nX-WR-TIMEZONE:UTC\r\n{}\r\nEND:VCALENDAR",
            talks.join("\r\n")
        );
        let source = json!({ "kind": "text", "text": text });
        let report = window.invoke("import_programme", json!({ "source": source })).await;
        let script = "localStorage.setItem('rapporteur.meeting', arguments[0]); location.reload();";
        window.execute(script, vec![report["meeting"].clone()]).await;
        window.see("[data-testid=nav-room]").await;
        window.settle().await;
        window.press(&[Key::Control.into(), '6']).await;
        window.click("[data-testid=room-speaker]").await;
        window.click_text("[data-testid=pick-talk]", "The second talk").await;
        window.see_text("[data-testid=room-speaker]", "The second talk").await;
        window.press(&[Key::F8.into()]).await;
        let all = until_notes(&window, 1).await;
        assert!(all[0]["note"]["session"].is_null(), "{all:?}");
        assert_eq!(all[0]["contribution_title"], "The second talk");
        picture(&window, "room-loose").await;
    });
}

#[test]
fn the_clock_finds_the_session_and_the_speaker() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("room-clock", config(library.path(), (1920, 1080)), |window| async move {
        window.open_sample().await;
        // A programme around this very moment, in a zone whose days are those of UTC.
        let script = "const at = (minutes) => new Date(Date.now() + minutes * 60000).toISOString();
            const day = at(0).slice(0, 10); const stamp = (m) => at(m).replace(/[-:]/g, '').slice(0, 15) + 'Z';
            const event = (uid, from, to, name) => ['BEGIN:VEVENT', 'UID:' + uid, 'DTSTAMP:' + stamp(0), 'DTSTART:' + stamp(from),
                'DTEND:' + stamp(to), 'SUMMARY:' + name, 'CATEGORIES:Session I', 'LOCATION:Room 4',
                'END:VEVENT'].join('\\r\\n');
            return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'X-WR-CALNAME:Now', 'X-WR-TIMEZONE:UTC',
                event('a', -30, -10, 'Opening'), event('b', -10, 20, 'The second talk'), event('c', 20, 40, 'The third talk'),
                'END:VCALENDAR'].join('\\r\\n');";
        let text = window.execute(script, vec![]).await;
        let source = json!({ "kind": "text", "text": text });
        let report = window.invoke("import_programme", json!({ "source": source })).await;
        let meeting = report["meeting"].clone();
        let view = window.invoke("get_room", json!({ "meeting": meeting })).await;
        assert_eq!(view["time_zone"], "UTC", "{view}");
        let script = "localStorage.setItem('rapporteur.meeting', arguments[0]); location.reload();";
        window.execute(script, vec![meeting]).await;
        window.see("[data-testid=nav-room]").await;
        window.settle().await;
        window.press(&[Key::Control.into(), '6']).await;
        window.see_text("[data-testid=room-zone]", "UTC").await;
        window.see_text("[data-testid=room-bar]", "by the clock").await;
        window.press(&[Key::F7.into()]).await;
        let all = until_notes(&window, 1).await;
        assert!(all[0]["note"]["session"].is_string(), "{all:?}");
        assert!(all[0]["local"].is_string());
        fits(&window, 1920).await;
        picture(&window, "room-clock").await;
        window.press(&[Key::Escape.into()]).await;
        window.press(&[Key::Control.into(), '6']).await;
        window.see_no("[data-testid=room-bar]").await;
        // Out of the room, its keys do nothing.
        window.press(&[Key::F7.into()]).await;
        window.settle().await;
        assert_eq!(notes(&window).await.len(), 1);
    });
}
