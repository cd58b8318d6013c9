//! Locked PDFs: they open by their password, are then read and found like any other, and the password stays nowhere.

use catalog::{Error, documents, import, index, jobs::Unwatched, pages, search};
use model::{DocumentId, DocumentStatus, ErrorCode, PageIndex, PageTheme, ProblemCode, SearchRequest};
use rapporteur_tests::{
    corpus,
    library::{Library, image_of, open},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Opens `locked.pdf`. It is not plain ASCII, and nothing else in a library looks like it.
const PASSWORD: &str = "Sésame-2016";

/// Its owner's password.
const OWNER_PASSWORD: &str = "chair-2016";

#[test]
fn a_locked_document_is_imported_and_says_what_it_needs() {
    let library = Library::new();
    let id = import_locked(&library);
    let view = documents::view(&library.catalog, &id).expect("the document is there");
    assert_eq!((view.document.status, view.needs_password), (DocumentStatus::Locked, true));
    assert_eq!(view.document.problems.iter().map(|p| p.code).collect::<Vec<_>>(), [ProblemCode::PasswordNeeded]);
    let image = pages::image(&library.catalog, &id, PageIndex(0), image_of(320, 1));
    assert!(matches!(image, Err(Error::PasswordNeeded)), "its pages cannot be drawn");
}

#[test]
fn a_wrong_password_is_refused_and_changes_nothing() {
    let library = Library::new();
    let id = import_locked(&library);
    let before = documents::view(&library.catalog, &id).expect("the document is there");
    for wrong in ["", "Sesame-2016", "sésame-2016"] {
        let refused = documents::unlock(&library.catalog, &id, wrong).expect_err("it is the wrong one");
        assert_eq!(refused.code(), ErrorCode::PasswordNeeded, "{wrong:?}: {refused}");
    }
    assert_eq!(documents::view(&library.catalog, &id).expect("the document is there"), before);
}

#[test]
fn the_right_password_opens_it_like_any_other() {
    let library = Library::new();
    let id = import_locked(&library);
    let imported_at = documents::view(&library.catalog, &id).expect("the document is there").document.imported_at;
    documents::unlock(&library.catalog, &id, PASSWORD).expect("it is the right one");
    let view = documents::view(&library.catalog, &id).expect("the document is there");
    assert_eq!((view.document.status, view.needs_password), (DocumentStatus::Ready, false));
    assert_eq!(view.document.problems, []);
    assert_eq!(view.title, "Social media and the life of online content: an introduction");
    assert_eq!((view.document.language.as_deref(), view.pages.len()), (Some("en"), 1));
    assert_eq!((view.document.imported_at, view.document.files.len()), (imported_at, 1), "it is the same document");
    let text = pages::text(&library.catalog, &id, PageIndex(0)).expect("its page has text");
    assert!(text.text.contains("From posting to review"), "{}", text.text);
    let image = pages::image(&library.catalog, &id, PageIndex(0), image_of(640, 1)).expect("its page is drawn");
    assert!(image.starts_with(b"\x89PNG"));
    assert!(
        !pages::thumbnail(&library.catalog, &id, PageIndex(0), PageTheme::Paper)
            .expect("it has a thumbnail")
            .is_empty()
    );
    assert!(is_found(&library, "\"terms of service\"", &id), "search finds what is on its page");
}

#[test]
fn the_owners_password_opens_it_too() {
    let library = Library::new();
    let id = import_locked(&library);
    documents::unlock(&library.catalog, &id, OWNER_PASSWORD).expect("it opens the file");
    let view = documents::view(&library.catalog, &id).expect("the document is there");
    assert_eq!(view.document.status, DocumentStatus::Ready);
}

#[test]
fn older_encryption_opens_by_either_password() {
    for password in ["délégué", "préside"] {
        let library = Library::new();
        let paths = [fixture("locked-aes128.pdf")];
        let report = import::run(&library.catalog, &paths, Some(password), &Unwatched::default());
        let report = report.expect("an import goes to its end");
        let id = &report.documents[0].1;
        let view = documents::view(&library.catalog, id).expect("the document is there");
        assert_eq!((view.document.status, view.document.problems), (DocumentStatus::Ready, vec![]), "{password}");
        assert_eq!(view.title, "Social media and the life of online content: an introduction");
        assert!(pages::image(&library.catalog, id, PageIndex(0), image_of(640, 1)).is_ok(), "{password}");
    }
}

#[test]
fn no_file_of_the_library_holds_the_password() {
    let library = Library::new();
    let id = import_locked(&library);
    documents::unlock(&library.catalog, &id, PASSWORD).expect("it is the right one");
    index::catch_up(&library.catalog).expect("the index is built");
    let files = files_below(library.folder.path());
    assert!(files.len() > 4, "copy, database, text, thumbnail, index: {files:?}");
    for path in files {
        let bytes = fs::read(&path).unwrap_or_default();
        let holds = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        let utf_16: Vec<u8> = PASSWORD.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!holds(PASSWORD.as_bytes()) && !holds(&utf_16), "{}", path.display());
    }
}

#[test]
fn after_a_restart_its_pages_ask_again_and_its_text_is_still_found() {
    let library = Library::new();
    let id = import_locked(&library);
    documents::unlock(&library.catalog, &id, PASSWORD).expect("it is the right one");
    let Library { catalog, folder } = library;
    drop(catalog);
    let library = Library { catalog: open(folder.path()), folder };
    let view = documents::view(&library.catalog, &id).expect("the document is there");
    assert_eq!((view.document.status, view.needs_password), (DocumentStatus::Ready, true));
    let image = pages::image(&library.catalog, &id, PageIndex(0), image_of(640, 1)).expect_err("no password was given");
    assert_eq!(image.code(), ErrorCode::PasswordNeeded);
    assert!(pages::text(&library.catalog, &id, PageIndex(0)).expect("its text was kept").text.contains("posting"));
    assert!(is_found(&library, "\"terms of service\"", &id));
    assert!(documents::unlock(&library.catalog, &id, "wrong").is_err());
    documents::unlock(&library.catalog, &id, PASSWORD).expect("it is the right one");
    assert!(!documents::view(&library.catalog, &id).expect("the document is there").needs_password);
    pages::image(&library.catalog, &id, PageIndex(0), image_of(640, 2)).expect("its page is drawn again");
}

#[test]
fn an_import_with_the_password_reads_locked_files_new_and_known() {
    let library = Library::new();
    let import = |password| {
        let report = import::run(&library.catalog, &[fixture("locked.pdf")], password, &Unwatched::default());
        report.expect("an import goes to its end")
    };
    let first = import(Some("wrong"));
    assert_eq!((first.n_new, first.n_with_problems, first.failures.len()), (1, 1, 0), "it is kept, and locked");
    let again = import(Some(PASSWORD));
    assert_eq!((again.n_known, again.failures.len()), (1, 0));
    let view = documents::view(&library.catalog, &again.documents[0].1).expect("the document is there");
    assert_eq!((view.document.status, view.needs_password), (DocumentStatus::Ready, false));

    let library = Library::new();
    let paths = [fixture("locked.pdf"), fixture("owner-password.pdf")];
    let report = import::run(&library.catalog, &paths, Some(PASSWORD), &Unwatched::default());
    let report = report.expect("an import goes to its end");
    assert_eq!((report.n_new, report.n_pages, report.n_with_problems), (2, 2, 0), "{:?}", report.failures);
}

#[test]
fn a_document_that_only_its_owner_restricts_opens_silently() {
    let library = Library::new();
    let report = library.import(&[fixture("owner-password.pdf")]);
    assert_eq!((report.n_new, report.n_with_problems), (1, 0), "{:?}", report.failures);
    let id = &report.documents[0].1;
    let view = documents::view(&library.catalog, id).expect("the document is there");
    assert_eq!((view.document.status, view.needs_password), (DocumentStatus::Ready, false));
    assert_eq!(view.title, "Social media and the life of online content: an introduction");
    let text = pages::text(&library.catalog, id, PageIndex(0)).expect("its page has text");
    assert!(text.text.contains("From posting to review"), "{}", text.text);
}

#[cfg(target_os = "linux")]
#[test]
fn the_reader_asks_for_the_password_and_asks_again_after_a_restart() {
    use rapporteur_tests::window::{Key, Window, WindowConfig, in_window};

    async fn ask(window: &Window) {
        window.press(&[Key::Control.into(), '2']).await;
        window.click_text("[data-testid=document-row] [role=presentation]", "locked.pdf").await;
        window.see("[data-testid=password-form]").await;
        window.until("the field has the keyboard", || has_keyboard(window)).await;
    }

    async fn has_keyboard(window: &Window) -> bool {
        window.execute("return document.activeElement?.dataset.testid === 'password';", vec![]).await == true
    }

    async fn answer(window: &Window, password: &str) {
        window.type_text(password).await;
        window.press(&[Key::Enter.into()]).await;
    }

    async fn see_page(window: &Window) {
        window.see("[data-testid=reader] [data-testid=page] img").await;
        window.line("From posting to review").await;
        window.see_no("[data-testid=password-form]").await;
    }

    let library = tempfile::tempdir().expect("a temporary folder");
    let config = || WindowConfig { library: library.path(), arguments: &[], size: (1280, 800) };
    in_window("password", config(), |window| async move {
        window.import(&[&fixture("locked.pdf")]).await;
        ask(&window).await;
        answer(&window, "sesame").await;
        window.see_text("[data-testid=password-form] [role=alert]", "not its password").await;
        assert!(has_keyboard(&window).await, "the next try needs no click");
        // What was typed is selected, so that typing replaces it.
        answer(&window, PASSWORD).await;
        see_page(&window).await;
    });
    in_window("password-again", config(), |window| async move {
        ask(&window).await;
        answer(&window, PASSWORD).await;
        see_page(&window).await;
    });
}

fn fixture(name: &str) -> PathBuf {
    corpus::root().join("tests/fixtures").join(name)
}

fn import_locked(library: &Library) -> DocumentId {
    let report = library.import(&[fixture("locked.pdf")]);
    assert_eq!((report.n_new, report.n_with_problems, report.failures.len()), (1, 1, 0), "{:?}", report.failures);
    report.documents[0].1.clone()
}

fn is_found(library: &Library, query: &str, id: &DocumentId) -> bool {
    index::catch_up(&library.catalog).expect("the index is built");
    let request =
        SearchRequest { query: query.to_owned(), meeting: None, document: None, limit: 50, ..SearchRequest::default() };
    let results = search::run(&library.catalog, &request).expect("a search answers");
    results.groups.iter().flat_map(|group| &group.hits).any(|hit| hit.document.as_ref() == Some(id))
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = vec![];
    for entry in fs::read_dir(folder).expect("the folder is readable").flatten() {
        let path = entry.path();
        if path.is_dir() { files.extend(files_below(&path)) } else { files.push(path) }
    }
    files
}
