//! How to get what is missing, on this machine.

use super::program::Tesseract;
use analysis::Lang;
use std::fs;

/// Those of the six languages that cannot be read; all of them where there is no engine.
pub fn missing(tesseract: Option<&Tesseract>) -> Vec<Lang> {
    let has = |language| tesseract.is_some_and(|tesseract| tesseract.has(super::page::engine_language(language)));
    Lang::ALL.into_iter().filter(|&language| !has(language)).collect()
}

/// One line for a terminal that installs what is missing; `None` where nothing is, or where no such line is known.
pub fn command(tesseract: Option<&Tesseract>) -> Option<String> {
    let missing: Vec<&str> = missing(tesseract).into_iter().map(super::page::engine_language).collect();
    if missing.is_empty() {
        return None;
    }
    if cfg!(target_os = "macos") {
        return Some("brew install tesseract tesseract-lang".to_owned());
    }
    if cfg!(windows) {
        // Its installer asks for the languages.
        return Some("winget install --interactive UB-Mannheim.TesseractOCR".to_owned());
    }
    linux(&fs::read_to_string("/etc/os-release").unwrap_or_default(), tesseract.is_none(), &missing)
}

/// By the distribution's own account of itself (os-release(5)).
fn linux(os_release: &str, with_program: bool, missing: &[&str]) -> Option<String> {
    let value = |name: &str| {
        let line = os_release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    let family = format!("{} {}", value("ID"), value("ID_LIKE"));
    let is = |name: &str| family.split_whitespace().any(|word| word == name || word.starts_with(&format!("{name}-")));
    let packages = |program: &str, prefix: &str, hyphen: bool| {
        let name = |language: &&str| {
            format!("{prefix}{}", if hyphen { language.replace('_', "-") } else { (*language).to_owned() })
        };
        let programs = with_program.then(|| program.to_owned());
        programs.into_iter().chain(missing.iter().map(name)).collect::<Vec<_>>().join(" ")
    };
    if is("debian") || is("ubuntu") {
        // Debian's program brings English and the finding of scripts.
        Some(format!("sudo apt-get install {}", packages("tesseract-ocr", "tesseract-ocr-", true)))
    } else if is("fedora") || is("rhel") {
        Some(format!("sudo dnf install {}", packages("tesseract", "tesseract-langpack-", false)))
    } else if is("arch") {
        Some(format!("sudo pacman -S {}", packages("tesseract tesseract-data-osd", "tesseract-data-", false)))
    } else if is("suse") || is("opensuse") {
        let names =
            ["ara arabic", "chi_sim chinese_simplified", "eng english", "fra french", "rus russian", "spa spanish"];
        let long = |language: &&str| names.iter().find_map(|pair| pair.strip_prefix(language)?.strip_prefix(' '));
        let data = missing.iter().filter_map(|language| Some(format!("tesseract-ocr-traineddata-{}", long(language)?)));
        let programs = with_program.then(|| "tesseract-ocr".to_owned());
        let all: Vec<String> = programs.into_iter().chain(data).collect();
        Some(format!("sudo zypper install {}", all.join(" ")))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_family_has_its_command() {
        for (os_release, command) in [
            ("ID=debian\n", "sudo apt-get install tesseract-ocr-ara tesseract-ocr-chi-sim"),
            (
                "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
                "sudo apt-get install tesseract-ocr-ara tesseract-ocr-chi-sim",
            ),
            ("ID=fedora\n", "sudo dnf install tesseract-langpack-ara tesseract-langpack-chi_sim"),
            ("ID=arch\n", "sudo pacman -S tesseract-data-ara tesseract-data-chi_sim"),
            (
                "ID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\n",
                "sudo zypper install tesseract-ocr-traineddata-arabic tesseract-ocr-traineddata-chinese_simplified",
            ),
        ] {
            assert_eq!(linux(os_release, false, &["ara", "chi_sim"]).as_deref(), Some(command));
        }
        assert_eq!(
            linux("ID=debian", true, &["fra"]).as_deref(),
            Some("sudo apt-get install tesseract-ocr tesseract-ocr-fra")
        );
        assert_eq!(linux("ID=unheard", true, &["fra"]), None);
    }
}
