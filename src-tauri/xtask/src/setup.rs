//! What must be on the machine: looked for, installed where Debian's packages serve, else named plainly.

use crate::{
    Outcome, root,
    steps::{command, output, run, target_dir},
};
use std::{env, fs, io::IsTerminal};

/// What a command needs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// To build and run the application.
    Build,
    /// To drive the real window without a display, with every script that the sample shows.
    Window,
    /// To compile the sample decks.
    Sample,
    /// To recognize text on scanned pages; the application runs without it.
    Recognition,
    /// To measure beside other readers.
    Peers,
}

impl Need {
    fn debian_packages(self) -> &'static [&'static str] {
        match self {
            Need::Build => &["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"],
            Need::Window => &["webkit2gtk-driver", "xvfb", "fonts-noto-core", "fonts-noto-cjk", "poppler-utils"],
            Need::Recognition => &[
                "tesseract-ocr",
                "tesseract-ocr-ara",
                "tesseract-ocr-chi-sim",
                "tesseract-ocr-fra",
                "tesseract-ocr-rus",
                "tesseract-ocr-spa",
            ],
            Need::Peers => &["chromium", "chromium-driver", "evince", "qpdf", "xdotool"],
            Need::Sample => &["fonts-noto-core", "fonts-noto-cjk", "python3", "python3-pip"],
        }
    }
}

pub fn install(needs: &[Need]) -> Outcome {
    if needs.contains(&Need::Build) {
        node()?;
    }
    match std::env::consts::OS {
        "linux" => linux(needs)?,
        "macos" => macos(needs)?,
        _ => windows(needs),
    }
    if needs.contains(&Need::Sample) { typst() } else { Ok(()) }
}

fn node() -> Outcome {
    let version = output("node", &["--version"]);
    let major = version.as_deref().and_then(|v| v.trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    match (major, output("npm", &["--version"])) {
        (Some(major), Some(_)) if major >= 20 => Ok(()),
        (Some(_), Some(_)) => Err(format!(
            "Node {} is too old; install Node 20 or newer, with npm (https://nodejs.org)",
            version.unwrap_or_default()
        )),
        _ => {
            Err("Node 20 or newer and npm are needed to build the interface; install them (https://nodejs.org)".into())
        }
    }
}

fn linux(needs: &[Need]) -> Outcome {
    let mut packages: Vec<&str> = needs.iter().flat_map(|need| need.debian_packages()).copied().collect();
    packages.sort_unstable();
    packages.dedup();
    // A program that is there from elsewhere serves as well as its package.
    packages.retain(|package| !(*package == "python3" && output("python3", &["--version"]).is_some()));
    packages.retain(|package| !(*package == "python3-pip" && output("python3", &["-m", "pip", "--version"]).is_some()));
    if output("dpkg-query", &["--version"]).is_none() {
        return other_linux(needs);
    }
    packages.retain(|package| !is_installed(package));
    if packages.is_empty() {
        return Ok(());
    }
    eprintln!("These Debian packages are missing and will be installed: {}", packages.join(" "));
    apt_get(&["update"])?;
    apt_get(&[&["install", "-y", "--no-install-recommends"], packages.as_slice()].concat())
}

/// Offers what scanned pages are recognized with, once and only to somebody who can answer: the application runs
/// without it, and says itself how to get it elsewhere.
pub fn offer_recognition() -> Outcome {
    let packages = Need::Recognition.debian_packages();
    let is_debian = cfg!(target_os = "linux") && output("dpkg-query", &["--version"]).is_some();
    let is_asked = std::io::stdin().is_terminal() && std::io::stderr().is_terminal() && env::var_os("CI").is_none();
    let refused = target_dir().join("recognition-refused.stamp");
    let is_there = packages.iter().all(|package| is_installed(package));
    if !is_debian || !is_asked || is_there || refused.exists() {
        return Ok(());
    }
    eprint!(
        "Tesseract reads the text of scanned pages, so that they can be searched; with its data for the six languages \
         it takes 40 MB.\nInstall it ({})? [y/N] ",
        packages.join(" ")
    );
    let mut answer = String::new();
    // No answer is a no.
    _ = std::io::stdin().read_line(&mut answer);
    if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
        return install(&[Need::Recognition]);
    }
    eprintln!("`cargo xtask run` will not ask again; the Documents list says how to install it.");
    // Where this cannot be kept, the question comes again.
    _ = fs::create_dir_all(target_dir());
    _ = fs::write(refused, "");
    Ok(())
}

fn is_installed(package: &str) -> bool {
    output("dpkg-query", &["-W", "-f=${Status}", package]).is_some_and(|status| status.ends_with("ok installed"))
}

fn apt_get(args: &[&str]) -> Outcome {
    let is_root = output("id", &["-u"]).is_some_and(|id| id == "0");
    let mut words = if is_root { vec!["apt-get"] } else { vec!["sudo", "apt-get"] };
    words.extend(args);
    let mut command = command(words[0], &words[1..], &root());
    command.env("DEBIAN_FRONTEND", "noninteractive");
    run(command)
}

fn other_linux(needs: &[Need]) -> Outcome {
    let mut missing = Vec::new();
    if needs.contains(&Need::Build) && output("pkg-config", &["--exists", "webkit2gtk-4.1"]).is_none() {
        missing.push("a C compiler, pkg-config and the development files of WebKitGTK 4.1");
    }
    if needs.contains(&Need::Recognition) && output("tesseract", &["--version"]).is_none() {
        eprintln!("The tests of text recognition need Tesseract 5 with six languages; without it they are skipped.");
    }
    if needs.contains(&Need::Window) {
        // Neither answers `--version` the same way everywhere; that they start is enough.
        for program in ["WebKitWebDriver", "Xvfb"] {
            if command(program, &["-help"], &root()).output().is_err() {
                missing.push(program);
            }
        }
    }
    match missing.as_slice() {
        [] => Ok(()),
        missing => Err(format!("install, with your distribution's packager: {}", missing.join("; "))),
    }
}

fn macos(needs: &[Need]) -> Outcome {
    if needs.contains(&Need::Build) && output("xcode-select", &["-p"]).is_none() {
        return Err("Xcode's command line tools are needed: run `xcode-select --install`, then this again".into());
    }
    say_that_the_window_is_not_driven(needs);
    Ok(())
}

/// Whoever compiled this has the linker already; the web view comes with Windows 11.
fn windows(needs: &[Need]) {
    if needs.contains(&Need::Build) {
        eprintln!(
            "On Windows the application needs Microsoft's C++ Build Tools (with *Desktop development with C++*) and the \
             WebView2 runtime, which Windows 11 has and older ones get from https://developer.microsoft.com/microsoft-edge/webview2"
        );
    }
    say_that_the_window_is_not_driven(needs);
}

fn say_that_the_window_is_not_driven(needs: &[Need]) {
    if needs.contains(&Need::Window) {
        eprintln!("The tests that drive the window, and the pictures of it, need Linux; here they are skipped.");
    }
}

/// The compiler of the sample decks, as a Python package.
fn typst() -> Outcome {
    if output("python3", &["-c", "import typst"]).is_some() {
        return Ok(());
    }
    // Debian guards its own Python against pip unless told; a package for this user alone harms nobody.
    let install = ["-m", "pip", "install", "--quiet", "--user", "typst"];
    run(command("python3", &install, &root()))
        .or_else(|_| run(command("python3", &[&install[..], &["--break-system-packages"]].concat(), &root())))
}
