//! Pictures of every main screen of the real application, light and dark, in two sizes and at 200 %: `screenshots DIR`.

#[cfg(target_os = "linux")]
fn main() {
    linux::main();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("Pictures are taken on Linux alone: no driver of the system's web view is to be had here.");
}

#[cfg(target_os = "linux")]
mod linux {
    use rapporteur_tests::{
        corpus,
        window::{Key, Window, WindowConfig, in_window},
    };
    use serde_json::json;
    use std::{
        env, fs,
        path::{Path, PathBuf},
    };

    const SIZES: [(u32, u32); 2] = [(1280, 800), (1920, 1080)];
    const THEMES: [&str; 2] = ["light", "dark"];

    pub fn main() {
        let Some(dir) = env::args_os().nth(1).map(PathBuf::from) else { panic!("screenshots needs a folder") };
        fs::create_dir_all(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
        let library = || tempfile::tempdir().expect("a temporary folder");
        let (empty, sample, broken) = (library(), library(), library());
        picture(&dir, empty.path(), |window, camera| async move {
            camera.shoot(&window, "welcome").await;
            window.click("[data-testid=paste-programme]").await;
            window.see("[data-testid=programme-text]").await;
            camera.shoot(&window, "paste-programme").await;
        });
        picture(&dir, sample.path(), |window, camera| async move { meeting(&window, &camera).await });
        picture(&dir, broken.path(), |window, camera| async move { problems(&window, &camera).await });
    }

    fn picture<F>(dir: &Path, library: &Path, steps: impl FnOnce(Window, Camera) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let camera = Camera { dir: dir.to_owned() };
        let size = SIZES[SIZES.len() - 1];
        in_window("screenshots", WindowConfig { library, arguments: &[], size }, |window| steps(window, camera));
    }

    struct Camera {
        dir: PathBuf,
    }

    impl Camera {
        /// The window as it stands, in each size and theme.
        async fn shoot(&self, window: &Window, name: &str) {
            for (width, height) in SIZES {
                window.client.set_window_size(width, height).await.expect("the window can be resized");
                self.shoot_themes(window, &format!("{name}-{{}}-{width}x{height}")).await;
            }
            // Twice as large, in the smaller window.
            let (width, height) = SIZES[0];
            window.client.set_window_size(width, height).await.expect("the window can be resized");
            window
                .until("everything is twice as large", || async {
                    // Beyond twice, there is no larger.
                    window.press(&[Key::Control.into(), Key::Alt.into(), '=']).await;
                    inner_width(window, f64::from(width) / 2.).await
                })
                .await;
            self.shoot_themes(window, &format!("{name}-{{}}-{width}x{height}-twice")).await;
            window.press(&[Key::Control.into(), Key::Alt.into(), '0']).await;
            window.until("everything has its usual size", || inner_width(window, f64::from(width))).await;
        }

        /// Light and dark; `{}` in the name is the theme's place.
        async fn shoot_themes(&self, window: &Window, name: &str) {
            for theme in THEMES {
                let script = "document.documentElement.dataset.theme = arguments[0];";
                window.execute(script, vec![json!(theme)]).await;
                // No tooltip of whatever was clicked last.
                window.hover(2., 2.).await;
                window.settle().await;
                let path = self.dir.join(format!("{}.png", name.replace("{}", theme)));
                fs::write(&path, window.screenshot().await)
                    .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                println!("{}", path.display());
            }
        }
    }

    /// Is the window about as wide, in its own pixels?
    async fn inner_width(window: &Window, wanted: f64) -> bool {
        let width = window.execute("return innerWidth;", vec![]).await;
        width.as_f64().is_some_and(|width| (width - wanted).abs() < 4.)
    }

    async fn meeting(window: &Window, camera: &Camera) {
        window.open_sample().await;
        window.click("[data-testid=accept-match]").await;
        window.see("[data-testid=material][data-standing=confirmed]").await;
        take_notes(window).await;
        window.press(&[Key::Control.into(), '1']).await;
        window.see("[data-testid=contribution]").await;
        camera.shoot(window, "programme").await;
        window.press(&[Key::Control.into(), '2']).await;
        window.see("[data-testid=document-row]").await;
        camera.shoot(window, "documents").await;
        window.press(&[Key::Control.into(), '3']).await;
        window.see("[data-testid=note]").await;
        camera.shoot(window, "notes").await;
        window.press(&[Key::Control.into(), '4']).await;
        window.click("[data-testid=name-row]").await;
        window.see("[data-testid=credit]").await;
        camera.shoot(window, "names").await;
        window.press(&[Key::Control.into(), '5']).await;
        window.click("[data-testid=cell]").await;
        window.see("[data-testid=cell-notes]").await;
        camera.shoot(window, "themes").await;
        window.press(&[Key::Escape.into()]).await;
        window.press(&[Key::Control.into(), 'k']).await;
        window.type_text("2178").await;
        window.see("[data-testid=search-hit]").await;
        camera.shoot(window, "search").await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.press(&[Key::Backspace.into()]).await;
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(7).await;
        camera.shoot(window, "reader").await;
        window.go_to_page(4).await;
        window.open_mark("yellow").await;
        camera.shoot(window, "reader-note").await;
        window.close_mark().await;
        window.open_document("Khalaf_ar.pdf").await;
        window.go_to_page(4).await;
        camera.shoot(window, "reader-arabic").await;
        window.open_document("背景资料").await;
        window.go_to_page(6).await;
        camera.shoot(window, "reader-chinese").await;
        window.open_document("note-de-fond").await;
        window.go_to_page(3).await;
        camera.shoot(window, "reader-upright").await;
    }

    async fn take_notes(window: &Window) {
        window.open_document("Antinori-ECTC.pdf").await;
        window.go_to_page(4).await;
        window.select_lines("report may come", "organization or a program").await;
        window.mark("yellow", Some("due process")).await;
        window.select_lines("appeal", "second look").await;
        window.mark("green", Some("question")).await;
        window.go_to_page(12).await;
        window.select_lines("slowest tenth", "matters most").await;
        window.mark("blue", Some("evidence")).await;
        window.open_document("Khalaf_ar.pdf").await;
        window.go_to_page(4).await;
        let line = window.line("الاختلاف").await;
        window.drag((line.right - 1., line.middle), (line.left + 1., line.middle)).await;
        window.mark("purple", None).await;
    }

    async fn problems(window: &Window, camera: &Camera) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file can be written");
        let whole = fs::read(corpus::sample().join("presentation_final_v2.pdf")).expect("the sample is there");
        put("2016-11-30_Session-II_agenda.pdf", b"");
        put(
            "Session-III_privacy.pdf",
            b"<!DOCTYPE html><html><body><p>Please log in to download this file.</p></body></html>",
        );
        put("Session-IV_draft.pdf", &whole[..whole.len() / 2]);
        put("Session-IV_final.pdf", &whole);
        window.import(&[folder.path()]).await;
        window.press(&[Key::Control.into(), '2']).await;
        window.click("[data-testid=document-row][data-status=unreadable] [role=presentation]").await;
        camera.shoot(window, "import-problems").await;
    }
}
