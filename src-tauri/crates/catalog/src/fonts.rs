//! Finds the system's fonts for documents that name theirs without embedding them.

use pdf::{FontBytes, FontProvider, FontRequest, FontScript};
use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock},
};

/// How deep font folders are searched.
const MAX_DEPTH: usize = 6;

/// Gives the system's fonts, by family name and then by script.
pub fn provider() -> FontProvider {
    static LOADED: OnceLock<Mutex<HashMap<PathBuf, FontBytes>>> = OnceLock::new();
    Arc::new(|request| {
        let path = choose(request, files())?;
        let index = index(path, request.script);
        let mut loaded = crate::lock(LOADED.get_or_init(Mutex::default));
        if let Some(bytes) = loaded.get(path) {
            return Some((bytes.clone(), index));
        }
        let bytes: FontBytes = Arc::new(fs::read(path).ok()?);
        loaded.insert(path.clone(), bytes.clone());
        Some((bytes, index))
    })
}

/// The folders where the system and its user keep fonts.
pub fn folders() -> Vec<PathBuf> {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let windows = std::env::var_os("WINDIR").map(PathBuf::from).unwrap_or_default();
    let all = [
        home.join(".local/share/fonts"),
        home.join(".fonts"),
        PathBuf::from("/usr/local/share/fonts"),
        PathBuf::from("/usr/share/fonts"),
        home.join("Library/Fonts"),
        PathBuf::from("/Library/Fonts"),
        PathBuf::from("/System/Library/Fonts"),
        windows.join("Fonts"),
    ];
    all.into_iter().filter(|folder| folder.is_absolute()).collect()
}

/// The system's font files, found once a process.
fn files() -> &'static [PathBuf] {
    static FILES: OnceLock<Vec<PathBuf>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut files = vec![];
        for folder in folders() {
            collect(&folder, MAX_DEPTH, &mut files);
        }
        files.sort();
        files
    })
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, files);
            }
        } else if is_font(&path) {
            files.push(path);
        }
    }
}

fn is_font(path: &Path) -> bool {
    path.extension().is_some_and(|ext| ["ttf", "otf", "ttc"].iter().any(|known| ext.eq_ignore_ascii_case(known)))
}

/// The file whose name begins with the family that is asked for, else one of the script's usual families.
fn choose<'a>(request: &FontRequest, files: &'a [PathBuf]) -> Option<&'a PathBuf> {
    let style = if request.bold { "bold" } else { "regular" };
    let find = |family: &str| {
        let family = squeeze(family);
        let of_family = || files.iter().filter(|path| stem(path).starts_with(&family));
        of_family().find(|path| stem(path).ends_with(style)).or_else(|| of_family().min_by_key(|path| stem(path).len()))
    };
    if let Some(name) = &request.name {
        // `ABCDEF+Family-Bold,Italic` is how a PDF spells a subset of a style.
        let family = name.split('+').next_back().unwrap_or(name).split(['-', ',']).next().unwrap_or(name);
        if squeeze(family).len() >= 4
            && let Some(found) = find(family)
        {
            return Some(found);
        }
    }
    families(request).iter().find_map(|family| find(family))
}

/// The families that systems usually have for a script, the best first.
fn families(request: &FontRequest) -> &'static [&'static str] {
    let is_serif = request.serif || request.name.as_deref().is_some_and(is_serif_name);
    match (request.script, is_serif) {
        (FontScript::SimplifiedChinese, false) => {
            &["NotoSansCJK", "NotoSansSC", "SourceHanSans", "wqy", "msyh", "PingFang", "STHeiti", "DroidSansFallback"]
        }
        (FontScript::SimplifiedChinese, true) => {
            &["NotoSerifCJK", "SourceHanSerif", "simsun", "Songti", "STSong", "uming", "NotoSansCJK", "wqy", "msyh"]
        }
        (FontScript::TraditionalChinese, false) => {
            &["NotoSansCJK", "NotoSansTC", "SourceHanSans", "wqy", "msjh", "PingFang", "DroidSansFallback"]
        }
        (FontScript::TraditionalChinese, true) => {
            &["NotoSerifCJK", "SourceHanSerif", "mingliu", "Songti", "uming", "NotoSansCJK", "wqy", "msjh"]
        }
        (FontScript::Japanese, false) => {
            &["NotoSansCJK", "NotoSansJP", "SourceHanSans", "msgothic", "Hiragino", "ipag", "DroidSansFallback"]
        }
        (FontScript::Japanese, true) => {
            &["NotoSerifCJK", "SourceHanSerif", "msmincho", "ipam", "NotoSansCJK", "msgothic"]
        }
        (FontScript::Korean, false) => &["NotoSansCJK", "NotoSansKR", "SourceHanSans", "malgun", "AppleSDGothicNeo"],
        (FontScript::Korean, true) => {
            &["NotoSerifCJK", "SourceHanSerif", "batang", "AppleMyungjo", "NotoSansCJK", "malgun"]
        }
        (FontScript::Other, _) => &[],
    }
}

/// Song, Ming, Mincho and Myeongjo are what is called serif in the East.
fn is_serif_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["song", "sung", "ming", "mincho", "batang", "myeongjo", "myungjo", "serif"].iter().any(|part| name.contains(part))
}

/// Noto's and Adobe's collections have the same characters in several countries' shapes.
fn index(path: &Path, script: FontScript) -> u32 {
    let is_collection = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ttc"));
    if !is_collection || !["notosanscjk", "notoserifcjk"].iter().any(|family| stem(path).starts_with(family)) {
        return 0;
    }
    match script {
        FontScript::Japanese | FontScript::Other => 0,
        FontScript::Korean => 1,
        FontScript::SimplifiedChinese => 2,
        FontScript::TraditionalChinese => 3,
    }
}

fn stem(path: &Path) -> String {
    squeeze(&path.file_stem().unwrap_or_default().to_string_lossy())
}

fn squeeze(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: &str, script: FontScript) -> FontRequest {
        FontRequest { name: Some(name.to_owned()), script, bold: false, italic: false, serif: false, monospace: false }
    }

    #[test]
    fn the_family_that_is_named_comes_before_those_of_the_script() {
        let files: Vec<PathBuf> =
            ["NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc", "simhei.ttf", "DejaVuSans.ttf"]
                .map(PathBuf::from)
                .into();
        let chosen = |name: &str| {
            let request = request(name, FontScript::SimplifiedChinese);
            choose(&request, &files).map(|path| path.to_string_lossy().into_owned())
        };
        assert_eq!(chosen("SimHei").as_deref(), Some("simhei.ttf"));
        assert_eq!(chosen("STSong-Light").as_deref(), Some("NotoSerifCJK-Regular.ttc"));
        assert_eq!(chosen("YouYuan").as_deref(), Some("NotoSansCJK-Regular.ttc"));
        assert_eq!(choose(&request("Frutiger", FontScript::Other), &files), None);
        assert_eq!(index(&files[0], FontScript::SimplifiedChinese), 2);
    }
}
