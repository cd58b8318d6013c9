//! The words after the program's name.

use std::{ffi::OsString, path::PathBuf};
use tauri::{Runtime, path::PathResolver};

/// What the application was asked on its command line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Arguments {
    library: Option<PathBuf>,
    /// Takes the sample meeting into the library.
    pub sample: bool,
    /// A `rapporteur:` link to open.
    pub link: Option<String>,
}

impl Arguments {
    /// `--library DIR`, `--sample` and a `rapporteur:` link; anything else is refused with the reason.
    pub fn parse(words: impl Iterator<Item = OsString>) -> Result<Arguments, String> {
        let mut arguments = Arguments::default();
        let mut words = words;
        while let Some(word) = words.next() {
            match word.to_str() {
                Some("--library") => {
                    let dir = words.next().ok_or("--library needs a folder")?;
                    arguments.library = Some(dir.into());
                }
                Some("--sample") => arguments.sample = true,
                Some(link) if link.starts_with("rapporteur:") => arguments.link = Some(link.to_owned()),
                _ => return Err(format!("unknown argument {}", word.to_string_lossy())),
            }
        }
        Ok(arguments)
    }

    /// The library's folder: as asked, else as `RAPPORTEUR_LIBRARY` says, else the platform's data folder.
    pub fn library<R: Runtime>(&self, paths: &PathResolver<R>) -> tauri::Result<PathBuf> {
        let from_environment = || std::env::var_os("RAPPORTEUR_LIBRARY").filter(|dir| !dir.is_empty());
        match self.library.clone().or_else(|| from_environment().map(PathBuf::from)) {
            Some(dir) => Ok(dir),
            // The same folder as the command line's.
            None => Ok(paths.data_dir()?.join("rapporteur")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Arguments, String> {
        Arguments::parse(words.iter().map(OsString::from))
    }

    #[test]
    fn an_unknown_argument_is_refused_by_name() {
        let library = Some(PathBuf::from("/l"));
        assert_eq!(parse(&["--library", "/l", "--sample"]), Ok(Arguments { library, sample: true, link: None }));
        let link = "rapporteur://open/ab?page=2";
        assert_eq!(parse(&[link]), Ok(Arguments { link: Some(link.to_owned()), ..Arguments::default() }));
        assert_eq!(parse(&["--libary", "/l"]), Err("unknown argument --libary".to_owned()));
        assert_eq!(parse(&["--library"]), Err("--library needs a folder".to_owned()));
    }
}
