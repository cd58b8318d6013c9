//! Pictures of every view of the real application, light and dark, in two sizes and at 200 %: `screenshots DIR`; with
//! a library of one's own, `screenshots DIR LIBRARY`, of that.

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
        tour::{self, Look},
        tour_any,
        window::{Key, Window, WindowConfig, in_window_within},
    };
    use serde_json::json;
    use std::{
        env, fs,
        path::{Path, PathBuf},
        time::Duration,
    };

    const SIZES: [(u32, u32); 2] = [(1280, 800), (1920, 1080)];
    const THEMES: [&str; 2] = ["light", "dark"];

    pub fn main() {
        let Some(dir) = env::args_os().nth(1).map(PathBuf::from) else { panic!("screenshots needs a folder") };
        fs::create_dir_all(&dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
        if let Some(library) = env::args_os().nth(2).map(PathBuf::from) {
            return picture(&dir, &library, |window, mut camera| async move {
                window.client.set_window_size(SIZES[0].0, SIZES[0].1).await.expect("the window can be resized");
                tour_any::every_meeting(&window, &mut camera).await;
            });
        }
        let library = || tempfile::tempdir().expect("a temporary folder");
        let (sample, broken) = (library(), library());
        picture(&dir, sample.path(), |window, camera| async move { meeting(&window, camera).await });
        picture(&dir, broken.path(), |window, camera| async move { problems(&window, &camera).await });
    }

    fn picture<F>(dir: &Path, library: &Path, steps: impl FnOnce(Window, Camera) -> F)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let camera = Camera { dir: dir.to_owned() };
        // The display has room for the largest.
        let config = WindowConfig { library, arguments: &[], size: SIZES[SIZES.len() - 1] };
        // Six pictures a view.
        let limit = Duration::from_secs(30 * 60);
        in_window_within(limit, "screenshots", config, &[], |window| steps(window, camera));
    }

    struct Camera {
        dir: PathBuf,
    }

    impl Camera {
        /// The window as it stands, in each size and theme.
        async fn shoot(&self, window: &Window, name: &str) {
            for (width, height) in SIZES.into_iter().rev() {
                window.client.set_window_size(width, height).await.expect("the window can be resized");
                self.shoot_themes(window, &format!("{name}-{{}}-{width}x{height}")).await;
            }
            // Twice as large, in the smaller window.
            let (width, height) = SIZES[0];
            window.magnify(2.).await;
            self.shoot_themes(window, &format!("{name}-{{}}-{width}x{height}-twice")).await;
            window.magnify(1.).await;
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

    impl Look for Camera {
        async fn look(&mut self, window: &Window, view: &str) {
            self.shoot(window, &view.replace(' ', "-")).await;
        }
    }

    /// Every view, in its order; then pages of other shapes and scripts.
    async fn meeting(window: &Window, mut camera: Camera) {
        window.client.set_window_size(SIZES[0].0, SIZES[0].1).await.expect("the window can be resized");
        tour::every_view(window, &mut camera).await;
        window.press(&[Key::Control.into(), 'a']).await;
        window.press(&[Key::Backspace.into()]).await;
        for (words, page, name) in [
            ("Khalaf_ar.pdf", 4, "reader-arabic"),
            ("背景资料", 6, "reader-chinese"),
            ("note-de-fond", 3, "reader-upright"),
        ] {
            window.open_document(words).await;
            window.go_to_page(page).await;
            camera.shoot(window, name).await;
        }
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
