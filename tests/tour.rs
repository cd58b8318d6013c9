//! Through every view, dialog and menu of the real window, on the sample meeting and a few files more: whoever looks
//! at them, be it axe, a camera or a ruler, sees the same.

use crate::{
    made_decks,
    window::{Key, Window},
};
use std::{
    fs,
    future::Future,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A programme with something missing, and something that is not sure.
const READ: &str = "\
Regional seminar on electronic evidence
Vienna, 6 and 7 May 2031

Tuesday, 6 May 2031
Session I: Preservation of data held by providers in other countries
Moderator: Ms. Jane Doe, UNODC
09:30-10:00 Voluntary cooperation and its limits: Mr. Ana Pérez, INTERPOL
10:00-10:30 tbc
10:30 Coffee break
Session II: Mutual legal assistance
11:00-10:30 المعونة القضائية: الدكتور أحمد الخطيب، جامعة القاهرة
";

/// Looks at what the window shows, and leaves it as it was.
pub trait Look {
    fn look(&mut self, window: &Window, view: &str) -> impl Future<Output = ()> + Send;
}

/// What the tour imports beside the sample meeting.
struct Files {
    /// A deck with links within and outside.
    links: PathBuf,
    /// A deck that names a session.
    naming: TempDir,
    /// Two versions of a deck.
    versions: TempDir,
}

impl Files {
    fn make() -> Files {
        let folder = || tempfile::tempdir().expect("a temporary folder");
        let (naming, versions) = (folder(), folder());
        let (older, newer) = made_decks::two_versions();
        for (name, bytes) in [("recovery-00.pdf", older), ("recovery-01.pdf", newer)] {
            fs::write(versions.path().join(name), bytes).expect("a file can be written");
        }
        let deck = made_decks::deck(&[&["Evidence", "See Privacy and freedom of expression in the digital age"]]);
        fs::write(naming.path().join("evidence.pdf"), deck).expect("a file can be written");
        Files { links: Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/links.pdf"), naming, versions }
    }
}

/// Begins in an empty library, and ends in one with notes, links and versions.
pub async fn every_view(window: &Window, look: &mut (impl Look + Send)) {
    let files = Files::make();
    look.look(window, "welcome").await;
    window.press(&['?']).await;
    window.see("[data-testid=keys-help]").await;
    look.look(window, "keys").await;
    window.press(&[Key::Escape.into()]).await;
    window.click("[data-testid=paste-programme]").await;
    window.see("[data-testid=programme-text]").await;
    look.look(window, "pasting a programme").await;
    window.press(&[Key::Escape.into()]).await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=programme-text]").await;
    window.open_sample().await;
    look.look(window, "programme").await;
    window.click("[data-testid=as-timetable]").await;
    window.see("[data-testid=timetable-slot]").await;
    look.look(window, "timetable").await;
    window.click("[data-testid=as-list]").await;
    window.click("[data-testid=meeting-menu]").await;
    window.click("[data-testid=edit-programme]").await;
    window.see("[data-testid=table-row]").await;
    look.look(window, "table of the programme").await;
    review(window, look).await;
    window.press(&[Key::Control.into(), '1']).await;
    window.click("[data-testid=step-suggestions]").await;
    window.see("[data-testid=step-slide]").await;
    look.look(window, "suggested places").await;
    window.click("[data-testid=step-elsewhere]").await;
    window.see("[data-testid=picker-item]").await;
    look.look(window, "choosing a place").await;
    close_dialog(window).await;
    window.press(&[Key::Control.into(), '4']).await;
    window.click("[data-testid=name-row]").await;
    window.see("[data-testid=credit]").await;
    look.look(window, "a person").await;
    window.click("[data-testid=names-symbols]").await;
    window.see_text("[data-testid=name-row]", "/RES/").await;
    look.look(window, "official documents").await;
    window.press(&[Key::Control.into(), '5']).await;
    window.see("[data-testid=themes]").await;
    look.look(window, "the theme matrix").await;
    window.press(&[Key::Control.into(), '2']).await;
    window.see("[data-testid=document-row]").await;
    look.look(window, "documents").await;
    window.open_document("Antinori-ECTC.pdf").await;
    window.go_to_page(4).await;
    window.select_lines("report may come", "organization or a program").await;
    look.look(window, "selection").await;
    window.mark("green", None).await;
    window.open_mark("green").await;
    look.look(window, "note").await;
    window.tag("due process").await;
    window.close_mark().await;
    window.press(&['m']).await;
    window.see("[data-testid=mark-tools]").await;
    look.look(window, "marking tools").await;
    window.click("[data-testid=name-colors]").await;
    window.see("[data-testid=color-names]").await;
    look.look(window, "names of colors").await;
    close_dialog(window).await;
    window.press(&['m']).await;
    window.see_no("[data-testid=mark-tools]").await;
    window.execute("document.querySelector('[data-testid=highlight]').focus();", vec![]).await;
    window.press(&['x']).await;
    window.see("[data-testid=picks-bar]").await;
    look.look(window, "selected notes").await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=picks-bar]").await;
    window.press(&['t']).await;
    window.see("[data-testid=text-line]").await;
    look.look(window, "text beside the slide").await;
    window.click("[data-testid=view-menu]").await;
    window.see("[data-testid=colors-night]").await;
    look.look(window, "ways of looking").await;
    window.click("[data-testid=colors-night]").await;
    window.see("[data-testid=page][data-colors=night]").await;
    look.look(window, "night").await;
    window.press(&['n']).await;
    window.click("[data-testid=copy-menu]").await;
    window.see("[data-testid=copy-area]").await;
    look.look(window, "what can be copied").await;
    window.click("[data-testid=copy-area]").await;
    window.see("[data-testid=spot-picker]:focus").await;
    look.look(window, "an area to copy").await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=spot-picker]").await;
    window.click("[data-testid=copy-menu]").await;
    window.see("[data-testid=copy-area]").await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=copy-area]").await;
    window.press(&['g']).await;
    window.see("[data-testid=overview-slide]").await;
    look.look(window, "grid").await;
    window.press(&['g']).await;
    window.press(&[Key::Control.into(), '\\']).await;
    window.see("[data-testid=reader-beside] [data-testid=page]").await;
    look.look(window, "two beside each other").await;
    window.click("[data-testid=close-beside]").await;
    window.press(&[Key::Control.into(), 'f']).await;
    window.type_text("report").await;
    window.see("[data-testid=lit]").await;
    look.look(window, "find").await;
    window.press(&[Key::Escape.into()]).await;
    window.press(&[Key::F5.into()]).await;
    window.see("[data-testid=presentation]").await;
    look.look(window, "presentation").await;
    window.press(&[Key::Escape.into()]).await;
    window.import(&[&files.links]).await;
    window.open_document("links").await;
    look.look(window, "links").await;
    // By the keyboard: a link is stopped at, and asks.
    window.see("[data-testid=pdf-link]").await;
    window.execute("document.querySelectorAll('[data-testid=pdf-link]')[1].focus();", vec![]).await;
    window.press(&[Key::Enter.into()]).await;
    window.see("[data-testid=outside-address]").await;
    look.look(window, "a link that leads out").await;
    window.press(&[Key::Escape.into()]).await;
    window.import(&[files.naming.path()]).await;
    window.open_document("evidence.pdf").await;
    window.see("[data-testid=named-session]").await;
    window.execute("document.querySelector('[data-testid=named-session]').focus();", vec![]).await;
    window.see("[data-testid=session-card]").await;
    look.look(window, "the card of a session").await;
    window.press(&[Key::Enter.into()]).await;
    window.see("[data-testid=session-named-on] mark").await;
    look.look(window, "where a session is named").await;
    window.press(&[Key::Control.into(), '3']).await;
    window.see("[data-testid=note]").await;
    look.look(window, "notes").await;
    tags(window, look).await;
    window.click("[data-testid=notes-more]").await;
    window.click("[data-testid=open-health]").await;
    window.see("[role=dialog][data-state=open]").await;
    look.look(window, "backups").await;
    close_dialog(window).await;
    window.press(&[Key::Control.into(), '5']).await;
    window.click("[data-testid=cell]").await;
    window.see("[data-testid=cell-notes]").await;
    look.look(window, "notes behind a number").await;
    window.press(&[Key::Escape.into()]).await;
    window.see_no("[data-testid=cell-notes]").await;
    window.press(&[Key::Control.into(), '1']).await;
    window.click_text("[data-testid=open-session]", "Session I").await;
    window.see("[data-testid=session-page]").await;
    look.look(window, "a session").await;
    window.click("[data-testid=session-page] [data-testid=add-link]").await;
    window.see("[data-testid=link-relation]").await;
    look.look(window, "a link to be made").await;
    window.execute("document.querySelector('[data-testid=link-search]').focus();", vec![]).await;
    window.type_text("khalaf").await;
    window.see_text("[data-testid=link-option]", "Person").await;
    window.click_text("[data-testid=link-option]", "Person").await;
    window.click("[data-testid=save-link]").await;
    window.see_no("[role=dialog]").await;
    window.see("[data-testid=change-link]").await;
    window.execute("document.querySelector('[data-testid=change-link]').click();", vec![]).await;
    window.see("[data-testid=change-note]").await;
    look.look(window, "a link to be changed").await;
    close_dialog(window).await;
    window.press(&[Key::Control.into(), '7']).await;
    window.see("[data-testid=citation]").await;
    window.click("[data-testid=citation]").await;
    window.see("[data-testid=sentences] mark").await;
    look.look(window, "who cites what").await;
    window.click("[data-testid=choose-document]").await;
    window.see("[data-testid=citation-edge]").await;
    look.look(window, "which document cites what").await;
    window.click("[data-testid=crossing-tray]").await;
    look.look(window, "an empty comparison").await;
    window.open_document("Antinori-ECTC.pdf").await;
    window.press(&[Key::Shift.into(), 't']).await;
    window.see_text("[data-testid=toast]", "comparison").await;
    look.look(window, "said for a moment").await;
    window.press(&[Key::Control.into(), '7']).await;
    window.click("[data-testid=crossing-tray]").await;
    window.see("[data-testid=tray-slide]").await;
    look.look(window, "the comparison").await;
    window.press(&[Key::Control.into(), '6']).await;
    window.see("[data-testid=room-bar]").await;
    look.look(window, "in the room").await;
    window.press(&[Key::F8.into()]).await;
    window.see("[data-testid=room-words]:focus").await;
    look.look(window, "taking down").await;
    window.press(&[Key::Escape.into()]).await;
    window.click("[data-testid=room-listed]").await;
    window.see("[data-testid=room-list] [data-testid=room-note]").await;
    look.look(window, "what was taken down").await;
    window.press(&[Key::Control.into(), '6']).await;
    window.see_no("[data-testid=room-bar]").await;
    window.import(&[files.versions.path()]).await;
    window.press(&[Key::Control.into(), '2']).await;
    window.click("[data-testid=row-version]").await;
    window.see("[data-testid=page-change][data-kind=gone]").await;
    look.look(window, "two versions").await;
    window.click("[data-testid=keep-version]").await;
    window.see("[data-testid=versions-related]").await;
    look.look(window, "a version that is kept").await;
    window.press(&[Key::Control.into(), 'k']).await;
    window.type_text("report").await;
    window.see("[data-testid=search-hit]").await;
    look.look(window, "search").await;
}

/// A programme that was read, before anything is kept.
async fn review(window: &Window, look: &mut (impl Look + Send)) {
    window.paste_programme(READ).await;
    look.look(window, "what was read of a programme").await;
    window.press(&[Key::F4.into()]).await;
    window.see("[data-testid=source-line]").await;
    look.look(window, "a programme beside its source").await;
    window.press(&[Key::F4.into()]).await;
    window.see_no("[data-testid=source-pane]").await;
    window.click("[data-testid=cancel-review]").await;
    window.see_no("[data-testid=review]").await;
}

/// The dialogs of the codebook.
async fn tags(window: &Window, look: &mut (impl Look + Send)) {
    window.click("[data-testid=new-tag]").await;
    window.see("[data-testid=new-tag-name]").await;
    window.type_text("deadline").await;
    window.press(&[Key::Enter.into()]).await;
    window.see_text("[data-testid=codebook-tag]", "deadline").await;
    for (item, view) in [("edit-tag", "a tag"), ("merge-tag", "merging tags"), ("split-tag", "splitting a tag")] {
        window.execute("document.querySelector('[data-testid=tag-menu]').focus();", vec![]).await;
        window.press(&[Key::Enter.into()]).await;
        window.click(&format!("[data-testid={item}]")).await;
        window.see("[role=dialog][data-state=open]").await;
        look.look(window, view).await;
        close_dialog(window).await;
    }
}

/// Esc leaves a dialog's field first where there is one.
pub(crate) async fn close_dialog(window: &Window) {
    window.press(&[Key::Escape.into()]).await;
    window.settle().await;
    if window.count("[role=dialog][data-state=open]").await > 0 {
        window.press(&[Key::Escape.into()]).await;
    }
    window.see_no("[role=dialog]").await;
}
