//! A programme is looked through before it is kept, corrected by keyboard, imported again and written by hand, in the
//! real window.

use rapporteur_tests::{
    made_decks,
    window::{Key, Window, WindowConfig, in_window},
};
use serde_json::{Value, json};
use std::{fs, path::Path};

const FIRST: &str = "Date,Start,End,Room,Session,Title,Speaker,Affiliation
2031-05-06,09:00,09:30,Hall A,Opening,Welcome,Dr. Jane Doe,UNODC
2031-05-06,09:30,10:00,Hall A,Opening,State of play,王小明,ITU
2031-05-06,11:00,10:30,Hall B,Evidence,Files and their traces,Ana Pérez,INTERPOL
2031-05-07,09:00,09:30,Hall A,Evidence,What courts ask for,,
";
/// One moved, one in other words, one gone, one new.
const SECOND: &str = "Date,Start,End,Room,Session,Title,Speaker,Affiliation
2031-05-06,09:00,09:30,Hall A,Opening,Welcome and aims,Dr. Jane Doe,UNODC
2031-05-07,14:00,14:30,Hall A,Opening,State of play,王小明,ITU
2031-05-06,11:00,11:30,Hall B,Evidence,Files and their traces,Ana Pérez,INTERPOL
2031-05-07,10:00,10:30,Hall A,Evidence,Closing,Jane Doe,UNODC
";

fn config(library: &Path) -> WindowConfig<'_> {
    WindowConfig { library, arguments: &[], size: (1400, 860) }
}

/// Every row's words, column by column.
async fn rows(window: &Window) -> Vec<Vec<String>> {
    let script = "return [...document.querySelectorAll('[data-testid=table-row]')].map((row) =>
        [...row.children].map((cell) => cell.textContent.trim().replace(/\\s+/g, ' ')));";
    serde_json::from_value(window.execute(script, vec![]).await).expect("rows of words")
}

/// What the cell with the keyboard is called.
async fn here(window: &Window) -> String {
    let label = window.execute("return document.activeElement.getAttribute('aria-label') ?? '';", vec![]).await;
    label.as_str().unwrap_or_default().to_owned()
}

async fn picture(window: &Window, name: &str) {
    window.settle().await;
    let png = window.screenshot().await;
    fs::write(rapporteur_tests::programs::artifacts().join(format!("{name}.png")), png).expect("it can be written");
}

#[test]
fn a_programme_is_looked_through_corrected_by_keyboard_and_merged_again() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("review", config(library.path()), |window| async move {
        window.paste_programme(FIRST).await;
        assert_eq!(rows(&window).await.len(), 7, "four talks in three sessions: one spans two days");
        assert_eq!(window.invoke("get_library", json!({})).await["meetings"], json!([]), "nothing is kept yet");
        // The end before the start, and nobody named, are doubtful.
        window.press(&[Key::F8.into()]).await;
        assert!(here(&window).await.starts_with("End: 10:30 · Doubtful"), "{}", here(&window).await);
        window.see_text("[data-testid=cell-detail]", "2031-05-06,11:00,10:30,Hall B").await;
        picture(&window, "review").await;
        window.type_text("1130").await;
        window.press(&[Key::Enter.into()]).await;
        window.until("it is 11:30", || async { here(&window).await.starts_with("End: 11:30") }).await;
        window.press(&[Key::Control.into(), 'z']).await;
        window.until("it is undone", || async { here(&window).await.starts_with("End: 10:30") }).await;
        window.press(&[Key::Control.into(), 'y']).await;
        window.until("it is done again", || async { here(&window).await.starts_with("End: 11:30") }).await;
        // A date that is none is refused, and said.
        window.press(&[Key::Left.into()]).await;
        window.press(&[Key::Enter.into()]).await;
        window.type_text("x").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[role=alert]", "11:00x").await;
        window.press(&[Key::Escape.into()]).await;
        window.press(&[Key::F8.into()]).await;
        window.until("nobody is named", || async { here(&window).await.starts_with("People: Nothing") }).await;
        window.type_text("Li Na").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=next-doubtful]", "Nothing doubtful").await;
        window.click("[data-testid=keep-programme]").await;
        window.see_text("[data-testid=contribution]", "Li Na").await;

        // The next version: what the reader corrected stays, and what changes is shown.
        window.paste_programme(SECOND).await;
        window.see_text("[data-testid=review-counts]", "1 changed").await;
        let counts = window.see("[data-testid=review-counts]").await.text().await.expect("it has words");
        assert!(counts.contains("1 withdrawn") && counts.contains("moved"), "{counts}");
        picture(&window, "review-merge").await;
        window.click("[data-testid=keep-programme]").await;
        window.see_text("[data-testid=contribution]", "Welcome and aims").await;
        let meetings = window.invoke("get_library", json!({})).await;
        assert_eq!(meetings["meetings"].as_array().map(Vec::len), Some(1), "it is the same meeting");
        let meeting = meetings["meetings"][0]["id"].clone();
        let table = window.invoke("get_programme_table", json!({ "meeting": meeting })).await;
        let ends = |title: &str| {
            let rows = table["rows"].as_array().expect("rows").iter();
            let row =
                rows.clone().find(|row| row["cells"].as_array().is_some_and(|c| c.iter().any(|c| c["value"] == title)));
            row.and_then(|row| row["cells"].as_array()?.iter().find(|c| c["field"] == "end").cloned())
                .unwrap_or(Value::Null)
        };
        assert_eq!(ends("Files and their traces")["value"], "11:30");
        // Once more the same: nothing is doubled.
        window.paste_programme(SECOND).await;
        window.click("[data-testid=keep-programme]").await;
        window.see_text("[data-testid=toast]", "Nothing new").await;
        assert_eq!(window.invoke("get_library", json!({})).await["meetings"][0]["n_contributions"], 5);
    });
}

/// What is marked in the source beside the table, with its line.
async fn marks(window: &Window) -> Vec<String> {
    let script = "return [...document.querySelectorAll('[data-testid=source-pane] [data-testid=source-line]')]
        .flatMap((line) => [...line.querySelectorAll('mark')].map((mark) => {
            const [one, other] = [mark.getBoundingClientRect(), mark.closest('.lines').getBoundingClientRect()];
            const seen = one.top >= other.top && one.bottom <= other.bottom;
            return `${line.firstElementChild.textContent.trim()} ${mark.textContent} ${seen ? 'seen' : 'out of sight'}`;
        }));";
    serde_json::from_value(window.execute(script, vec![]).await).expect("marks")
}

#[test]
fn the_source_beside_the_table_follows_the_keyboard() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("source-follows", config(library.path()), |window| async move {
        // Long enough that it has to be scrolled.
        let mut programme =
            "Forum on data, Geneva 2031\n\nMonday, 6 May\n\nSession 1: Open data\nModerator: Ann Lee\n".to_owned();
        for hour in 8..20 {
            for quarter in [0, 15, 30, 45] {
                let end = quarter + 10;
                programme.push_str(&format!(
                    "{hour:02}:{quarter:02}–{hour:02}:{end:02} Report {hour}.{quarter} – Jane Doe, ITU\n"
                ));
            }
        }
        window.paste_programme(&programme).await;
        window.press(&[Key::F8.into()]).await;
        window.execute("document.querySelectorAll('[data-field=date]')[45].focus();", vec![]).await;
        window.see_text("[data-testid=place-how]", "Printed elsewhere").await;
        window.see_text("[data-testid=cell-places]", "Monday, 6 May").await;
        window.press(&[Key::F4.into()]).await;
        window.see("[data-testid=source-pane]").await;
        window
            .until("the day is marked, and the year that completes it", || async {
                marks(&window).await == ["1 2031 seen", "3 Monday, 6 May seen"]
            })
            .await;
        window.press(&[Key::Right.into()]).await;
        window.until("its start is marked", || async { marks(&window).await == ["51 19:00 seen"] }).await;
        window.press(&[Key::Right.into()]).await;
        window.until("its end is marked", || async { marks(&window).await == ["51 19:10 seen"] }).await;
        window.press(&[Key::Down.into()]).await;
        window.until("the next one's", || async { marks(&window).await == ["52 19:25 seen"] }).await;
        picture(&window, "source").await;
        window.execute("document.documentElement.style.colorScheme = 'dark';", vec![]).await;
        picture(&window, "source-dark").await;
        window.execute("document.documentElement.style.colorScheme = '';", vec![]).await;
        // The meeting's own fields, above the table, lead to the top.
        let focus = |field: &str| format!("document.querySelector('[data-testid={field}]').focus();");
        window.execute(&focus("review-title"), vec![]).await;
        window
            .until("the title is marked", || async { marks(&window).await == ["1 Forum on data, Geneva 2031 seen"] })
            .await;
        window.execute(&focus("time-zone"), vec![]).await;
        window.until("the city is marked", || async { marks(&window).await == ["1 Geneva seen"] }).await;
        window.see_text("[data-testid=place-how]", "follows from the city").await;
        picture(&window, "source-zone").await;
        window.execute(&focus("meeting-venue"), vec![]).await;
        window.see_text("[data-testid=cell-places]", "does not say it").await;
        window.execute(&focus("meeting-days"), vec![]).await;
        window
            .until("its day is marked", || async { marks(&window).await == ["1 2031 seen", "3 Monday, 6 May seen"] })
            .await;
        window.see_text("[data-testid=cell-detail]", "Days").await;
        picture(&window, "source-days").await;
        window.execute("document.querySelectorAll('[data-field=end]')[46].focus();", vec![]).await;
        window.until("the row's again", || async { marks(&window).await == ["52 19:25 seen"] }).await;
        // A correction stands above what is printed, and the way back is there.
        window.press(&[Key::Enter.into()]).await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.type_text("19:29").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=cell-detail]", "Printed: 19:25").await;
        window.see_text("[data-testid=cell-detail]", "Corrected by you").await;
        assert_eq!(marks(&window).await, ["52 19:25 seen"]);
        window.press(&[Key::F4.into()]).await;
        window.see_no("[data-testid=source-pane]").await;
        window.click("[data-testid=keep-programme]").await;

        // From the programme to the row, beside its source.
        window.see("[data-testid=contribution]").await;
        window.execute("document.querySelectorAll('[data-testid=show-raw]')[2].click();", vec![]).await;
        window.click("[data-testid=show-fields]").await;
        window.until("its title is marked", || async { marks(&window).await == ["9 Report 8.30 seen"] }).await;
        let field = "const cells = document.querySelectorAll('[data-field=end]');
            [...cells].find((cell) => cell.textContent.includes('19:29')).focus();";
        window.execute(field, vec![]).await;
        window.see_text("[data-testid=cell-detail]", "Printed: 19:25").await;
        window.until("what is printed is marked", || async { marks(&window).await == ["52 19:25 seen"] }).await;
        picture(&window, "source-kept").await;
        window.click("[data-testid=use-source]").await;
        window.see_text("[data-testid=cell-detail]", "sure").await;
        window.see_no("[data-testid=use-source]").await;
    });
}

#[test]
fn columns_of_a_table_are_said_by_the_reader_and_remembered() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("columns", config(library.path()), |window| async move {
        let table = "Wer,Was,Wann\nJane Doe,Welcome,2031-05-06T09:00\nAna Pérez,Evidence,2031-05-06T10:00\n";
        window.paste_programme(table).await;
        window.see("[data-testid=column-mapping]").await;
        let choose = "const [idx, meaning] = arguments;
            const field = document.querySelectorAll('[data-testid=column-meaning]')[idx];
            field.value = meaning;
            field.dispatchEvent(new Event('change', { bubbles: true }));";
        for (idx, meaning) in [(0, "speaker"), (1, "title"), (2, "start")] {
            window.execute(choose, vec![json!(idx), json!(meaning)]).await;
            window
                .until("it is read so", || async {
                    let script =
                        "return document.querySelectorAll('[data-testid=column-meaning]')[arguments[0]].value;";
                    window.execute(script, vec![json!(idx)]).await == meaning
                })
                .await;
            window.settle().await;
        }
        window.see_text("[data-testid=table-row]", "Ana Pérez").await;
        picture(&window, "review-columns").await;
        window.click("[data-testid=keep-programme]").await;
        window.see_text("[data-testid=contribution]", "Ana Pérez").await;
        window.paste_programme(&table.replace("Evidence", "Traces")).await;
        window.see_text("[data-testid=table-row]", "Traces").await;
        window.click("[data-testid=cancel-review]").await;
        window.see("[data-testid=programme]").await;
    });
}

#[test]
fn a_programme_is_written_by_hand_and_every_step_is_undone() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("write", config(library.path()), |window| async move {
        window.open_sample().await;
        window.click("[data-testid=new-meeting]").await;
        window.see("[data-testid=meeting-name]").await;
        window.type_text("Round table").await;
        window.press(&[Key::Enter.into()]).await;
        window.see("[data-testid=edit]").await;
        window.click("[data-testid=add-session]").await;
        window.until("the keyboard is on its title", || async { here(&window).await.starts_with("Title:") }).await;
        window.type_text("Morning").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=table-row]", "Morning").await;
        window.click("[data-testid=add-contribution]").await;
        window.until("a talk is there", || async { rows(&window).await.len() == 2 }).await;
        window.until("the keyboard is on its title", || async { here(&window).await.starts_with("Title:") }).await;
        window.type_text("Aims").await;
        window.press(&[Key::Tab.into()]).await;
        window.until("next are people", || async { here(&window).await.starts_with("People:") }).await;
        window.type_text("Dr. Jane Doe").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=table-row]", "Dr. Jane Doe").await;
        picture(&window, "edit").await;
        window.click("[data-testid=edit-done]").await;
        window.see_text("[data-testid=contribution]", "Jane Doe").await;
        for _ in 0..2 {
            window.click("[data-testid=undo]").await;
            window.settle().await;
        }
        window.see_text("[data-testid=contribution]", "Speaker not named").await;
        window.click("[data-testid=meeting-menu]").await;
        window.click("[data-testid=delete-meeting]").await;
        window.see_sample().await;
        window.click("[data-testid=undo]").await;
        window
            .until("it is back", || async {
                window.invoke("get_library", json!({})).await["meetings"].as_array().map(Vec::len) == Some(2)
            })
            .await;
    });
}

#[test]
fn names_and_symbols_lead_from_the_programme_and_the_slide_to_their_pages() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("names", config(library.path()), |window| async move {
        window.open_sample().await;
        // From the programme to a person, and on to what others say.
        window.click_text("[data-testid=open-name]", "Arije Antinori").await;
        window.see_text("[data-testid=name-page] h1", "Arije Antinori").await;
        window.see("[data-testid=credit]").await;
        picture(&window, "person").await;
        // More documents come in; the list of what they name follows.
        let Some(decks) = rapporteur_tests::corpus::corpus("un-docs/un") else { return };
        window.import(&[&decks]).await;
        window.click("[data-testid=names-symbols]").await;
        window.see_text("[data-testid=name-row]", "/").await;
        let first = "return document.querySelector('[data-testid=name-row] .name').textContent;";
        let symbol = window.execute(first, vec![]).await.as_str().unwrap_or_default().to_owned();
        assert!(symbol.contains('/'), "{symbol}");
        window.click("[data-testid=name-row]").await;
        window.see_text("[data-testid=name-page] h1", &symbol).await;
        window.see("[data-testid=mention] mark").await;
        picture(&window, "symbol").await;
        // To the slide that names it, where it is live.
        window.click("[data-testid=mention]").await;
        window.see("[data-testid=symbol]").await;
        let place = "const box = document.querySelector('[data-testid=symbol]').getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];";
        let place: [f64; 2] = serde_json::from_value(window.execute(place, vec![]).await).expect("a place");
        window.hover(place[0] - 1., place[1]).await;
        window.hover(place[0], place[1]).await;
        window.see("[data-testid=symbol-card]").await;
        picture(&window, "symbol-card").await;
        window.click("[data-testid=open-symbol]").await;
        window.see("[data-testid=name-page] h1").await;
    });
}

#[test]
fn a_day_is_shown_as_a_timetable_and_all_sure_suggestions_are_taken_at_once() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("timetable", config(library.path()), |window| async move {
        window.open_sample().await;
        window.click("[data-testid=accept-certain]").await;
        window.see_text("[data-testid=toast]", "as good as sure").await;
        window.click("[data-testid=undo]").await;
        window.see("[data-testid=accept-certain]").await;
        window.paste_programme(FIRST).await;
        window.click("[data-testid=keep-programme]").await;
        window.see("[data-testid=contribution]").await;
        window.click("[data-testid=as-timetable]").await;
        window.see("[data-testid=timetable]").await;
        assert_eq!(window.count("[data-testid=timetable-slot]").await, 4);
        picture(&window, "timetable").await;
        window.click_text("[data-testid=timetable-slot]", "Welcome").await;
        window.see("[data-testid=contribution]").await;
    });
}

/// What is asked about now: how far one is, and the document's title.
async fn asked(window: &Window) -> [String; 2] {
    let script = "return ['step-progress', 'step-title'].map((id) =>
        document.querySelector(`[data-testid=${id}]`)?.textContent ?? '');";
    serde_json::from_value(window.execute(script, vec![]).await).expect("two texts")
}

#[test]
fn suggested_places_are_gone_through_by_keyboard_with_the_first_slide_in_sight() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("stepping", config(library.path()), |window| async move {
        window.open_sample().await;
        window.click("[data-testid=step-suggestions]").await;
        window.see("[data-testid=step-candidate]").await;
        let [progress, first] = asked(&window).await;
        let n: usize = progress.rsplit(' ').next().and_then(|n| n.parse().ok()).expect("a number at the end");
        assert!(n >= 3, "{progress}");
        assert_eq!(progress, format!("1 of {n}"));
        let drawn = "const image = document.querySelector('[data-testid=step-slide]');
            return Boolean(image?.complete && image.naturalWidth > 600 && image.getBoundingClientRect().width > 400);";
        let is_drawn = || async { window.execute(drawn, vec![]).await == json!(true) };
        window.until("the first slide is drawn large", is_drawn).await;
        picture(&window, "stepping").await;
        window.execute("document.documentElement.dataset.theme = 'dark';", vec![]).await;
        picture(&window, "stepping-dark").await;
        window.execute("document.documentElement.dataset.theme = 'light';", vec![]).await;
        // Accepted, and taken back.
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=step-progress]", &format!("2 of {n}")).await;
        window.press(&['u']).await;
        window.see_text("[data-testid=step-progress]", &format!("1 of {n}")).await;
        window.see_text("[data-testid=step-title]", &first).await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=step-progress]", &format!("2 of {n}")).await;
        // Skipped, and gone back to; what is decided on says so.
        window.press(&[Key::Right.into()]).await;
        window.see_text("[data-testid=step-progress]", &format!("3 of {n}")).await;
        window.press(&[Key::Left.into()]).await;
        window.press(&[Key::Left.into()]).await;
        window.see_text("[data-testid=step-progress]", &format!("1 of {n}")).await;
        assert_eq!(window.count("[data-testid=step-candidate]").await, 0);
        window.press(&[Key::Right.into()]).await;
        // Rejected: it is not asked about again.
        let rejected = asked(&window).await[1].clone();
        window.press(&['x']).await;
        window.see_text("[data-testid=step-progress]", &format!("3 of {n}")).await;
        for _ in 2..n {
            window.press(&[Key::Right.into()]).await;
        }
        window.see_text("[data-testid=stepping] .title", "2 documents decided on").await;
        picture(&window, "stepping-done").await;
        window.click("[data-testid=step-again]").await;
        window.see_text("[data-testid=step-progress]", &format!("1 of {}", n - 2)).await;
        for left in (0..n - 2).rev() {
            assert_ne!(asked(&window).await[1], rejected);
            window.press(&[Key::Enter.into()]).await;
            if left > 0 {
                let next = format!("{} of {}", n - 1 - left, n - 2);
                window.see_text("[data-testid=step-progress]", &next).await;
            }
        }
        window.see_text("[data-testid=stepping]", "No suggestion is left").await;
        window.press(&[Key::Escape.into()]).await;
        window.see("[data-testid=programme]").await;
        assert_eq!(window.count("[data-testid=accept-match]").await, 0);
    });
}

#[test]
fn what_loses_its_only_suggestion_to_another_document_is_open_still() {
    const TALKS: &str = "Date,Start,Session,Title,Speaker,Affiliation
2016-11-30,09:00,Opening,Tides and ports,Layla Mansour,Academy of Sciences
";
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, lines) in [
        ("Mansour_tides.pdf", ["Tides and ports", "Layla Mansour"]),
        ("Layla Mansour handout.pdf", ["Tables of the ports", "Layla Mansour"]),
    ] {
        fs::write(folder.path().join(name), made_decks::deck(&[&lines])).expect("a file can be written");
    }
    in_window("stepping-bare", config(library.path()), |window| async move {
        window.see("[data-testid=paste-programme]").await;
        window.paste_programme(TALKS).await;
        window.click("[data-testid=keep-programme]").await;
        window.see("[data-testid=contribution]").await;
        window.import(&[folder.path()]).await;
        window.click("[data-testid=step-suggestions]").await;
        window.see_text("[data-testid=step-progress]", "1 of 2").await;
        window.press(&[Key::Right.into()]).await;
        window.see_text("[data-testid=step-progress]", "2 of 2").await;
        let other = asked(&window).await[1].clone();
        window.press(&[Key::Left.into()]).await;
        window.see_text("[data-testid=step-progress]", "1 of 2").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=stepping] .title", "1 document decided on").await;
        window.see_text("[data-testid=stepping]", "1 is still open").await;
        // It is shown with nothing suggested, and given its place by hand.
        window.click("[data-testid=step-again]").await;
        window.see_text("[data-testid=step-title]", &other).await;
        window.see_text("[data-testid=step-nothing]", "Nothing is suggested").await;
        assert_eq!(window.count("[data-testid=step-accept]").await, 0);
        picture(&window, "stepping-bare").await;
        window.press(&['e']).await;
        window.click_text("[data-testid=picker-item]", "Layla Mansour").await;
        window.press(&[Key::Right.into()]).await;
        window.see_text("[data-testid=stepping] .title", "1 document decided on").await;
        window.see_text("[data-testid=stepping]", "No suggestion is left").await;
        // Refused by the reader, a document is decided on.
        window.press(&[Key::Escape.into()]).await;
        for _ in 0..2 {
            window.press(&[Key::Control.into(), 'z']).await;
        }
        window.click("[data-testid=step-suggestions]").await;
        window.see_text("[data-testid=step-progress]", "1 of 2").await;
        window.press(&['x']).await;
        window.see_text("[data-testid=step-progress]", "2 of 2").await;
        window.press(&['x']).await;
        window.see_text("[data-testid=stepping] .title", "2 documents decided on").await;
        window.see_text("[data-testid=stepping]", "No suggestion is left").await;
    });
}

#[test]
fn of_two_likely_talks_the_right_one_is_chosen_by_its_number() {
    const TALKS: &str = "Date,Start,Session,Title,Speaker,Affiliation
2016-11-30,09:00,Opening,Part one,Arije Antinori,ECTC
2016-11-30,15:00,Closing,Part two,Arije Antinori,ECTC
";
    let library = tempfile::tempdir().expect("a temporary folder");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri/sample/meeting");
    let deck = sample.join("2016-11-30_Session-I_Antinori-ECTC.pdf");
    in_window("stepping-two", config(library.path()), |window| async move {
        window.see("[data-testid=paste-programme]").await;
        window.paste_programme(TALKS).await;
        window.click("[data-testid=keep-programme]").await;
        window.see("[data-testid=contribution]").await;
        window.import(&[&deck]).await;
        window.click("[data-testid=step-suggestions]").await;
        window.until("both are offered", || async { window.count("[data-testid=step-candidate]").await == 2 }).await;
        window.press(&['2']).await;
        let second = window.see("[data-testid=step-candidate][aria-pressed=true]").await;
        let words = second.text().await.expect("it has words");
        picture(&window, "stepping-two").await;
        // The other one is rejected, and this one left.
        window.press(&['1']).await;
        window.press(&['x']).await;
        window.until("one is left", || async { window.count("[data-testid=step-candidate]").await == 1 }).await;
        let left = window.see("[data-testid=step-candidate]").await.text().await.expect("it has words");
        let talk = if words.contains("Part two") { "Part two" } else { "Part one" };
        assert!(left.contains(talk), "{left}");
        window.press(&['u']).await;
        window.until("both are back", || async { window.count("[data-testid=step-candidate]").await == 2 }).await;
        window.press(&['2']).await;
        window.see_text("[data-testid=step-candidate][aria-pressed=true]", talk).await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=stepping]", "No suggestion is left").await;
        window.press(&[Key::Escape.into()]).await;
        window.see_text("[data-testid=contribution]:has([data-standing=confirmed])", talk).await;
    });
}

#[test]
fn the_symbols_are_listed_after_a_person_was_shown() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("symbols", config(library.path()), |window| async move {
        window.open_sample().await;
        window.click_text("[data-testid=open-name]", "Arije Antinori").await;
        window.see("[data-testid=credit]").await;
        window.click("[data-testid=names-symbols]").await;
        window.see_text("[data-testid=name-row]", "S/RES/").await;
        window.click_text("[data-testid=names] .tabs button", "This meeting").await;
        window.click_text("[data-testid=name-row]", "S/RES/2178 (2014)").await;
        window.see_text("[data-testid=name-page] h1", "S/RES/2178 (2014)").await;
    });
}

/// A list for a meeting, with one line that an agenda might have.
const NOTES: &str = "# What to buy for the workshop

## From the south

- two boxes of samples
- cables for the instruments
- the key to the cold room
- paper for the poster

## From the north

- tables for the annex
- four figures
- a second lamp
- bread and cheese
- tea

## On the day

14:30-15:00 Dr. Jane Doe, UNODC: Counting what was lost
";

#[test]
fn a_page_that_is_no_programme_says_so_and_makes_nobody() {
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("no-programme", config(library.path()), |window| async move {
        window.paste_programme(NOTES).await;
        // Said at once, not behind a button.
        window.see_text(".problems", "This does not look like a programme").await;
        window.see_text("[data-testid=table-row]", "Counting what was lost").await;
        let rows = rows(&window).await;
        assert!(!rows.iter().flatten().any(|cell| cell.contains("cold room")), "{rows:?}");
        picture(&window, "no-programme").await;
        window.click("[data-testid=review-problems]").await;
        window.see_no(".problems").await;
        window.click("[data-testid=cancel-review]").await;
        window.see_no("[data-testid=review]").await;
        assert_eq!(window.invoke("list_register", json!({})).await, json!([]));
        // Where nothing at all is left, nothing is shown to be kept.
        window.click("[data-testid=paste-programme]").await;
        window.see("[data-testid=programme-text]").await;
        window.click("[data-testid=programme-text]").await;
        window.type_text("The key to the cold room is lost. Nobody is to blame.").await;
        window.click("[data-testid=run-paste]").await;
        window.see_text("[role=alert]", "programme").await;
    });
}

#[test]
fn one_deck_of_two_talks_is_accepted_for_both_at_once() {
    const TALKS: &str = "Workshop on water

Monday, 4 March 2019

09:00-10:00 Session 1: Streams
- Ms. Claire Perrin, River Survey: Tides of data
- Mr. Emeka Okafor, Lake Office: Rivers of text
- Ms. Hanna Lindqvist, Sea Board: Lakes of sound
";
    let library = tempfile::tempdir().expect("a temporary folder");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let deck = folder.path().join("Perrin_Lindqvist.pdf");
    fs::write(&deck, made_decks::deck(&[&["Joint presentation", "Data and sound"]])).expect("it can be written");
    in_window("stepping-together", config(library.path()), |window| async move {
        window.see("[data-testid=paste-programme]").await;
        window.paste_programme(TALKS).await;
        window.click("[data-testid=keep-programme]").await;
        window.see("[data-testid=contribution]").await;
        window.import(&[&deck]).await;
        window.click("[data-testid=step-suggestions]").await;
        window.until("both are offered", || async { window.count("[data-testid=step-candidate]").await == 2 }).await;
        window.see_text("[data-testid=step-together]", "2 talks").await;
        window.see_text("[data-testid=step-accept]", "Accept both").await;
        picture(&window, "stepping-together").await;
        window.press(&[Key::Enter.into()]).await;
        window.see_text("[data-testid=stepping]", "No suggestion is left").await;
        window.press(&[Key::Escape.into()]).await;
        window
            .until("it is on both talks", || async {
                window.count("[data-testid=contribution]:has([data-standing=confirmed])").await == 2
            })
            .await;
        // One step back: both are asked about again.
        window.press(&[Key::Control.into(), 'z']).await;
        window
            .until("both are suggested", || async {
                window.count("[data-testid=contribution]:has([data-standing=suggested])").await == 2
            })
            .await;
        window.click("[data-testid=accept-match]").await;
        window
            .until("a click on one accepts both", || async {
                window.count("[data-testid=contribution]:has([data-standing=confirmed])").await == 2
            })
            .await;
    });
}

#[test]
fn sessions_beside_each_other_stand_in_the_timetable_and_lead_to_their_pages() {
    const PARALLEL: &str = "Workshop on coasts

Monday, 12 May 2025

10:30-12:00 Parallel sessions
Session I.A: Coasts (Room A)
- Erosion in Senegal, Mr. Ousmane Diop, UCAD
Session I.B: Ports (Room B)
- Green ports, Ms. Eva Braun, HPA
";
    let library = tempfile::tempdir().expect("a temporary folder");
    in_window("timetable-parallel", config(library.path()), |window| async move {
        window.see("[data-testid=paste-programme]").await;
        window.paste_programme(PARALLEL).await;
        window.click("[data-testid=keep-programme]").await;
        window.see("[data-testid=contribution]").await;
        window.click("[data-testid=as-timetable]").await;
        window.see_text("[data-testid=timetable] h3", "Room B").await;
        assert_eq!(window.count("[data-testid=timetable-slot]").await, 2);
        window.click_text("[data-testid=timetable-slot]", "Ports").await;
        window.see_text("main h1", "Ports").await;
    });
}
