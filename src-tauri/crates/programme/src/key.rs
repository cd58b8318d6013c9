//! Keys by which an import finds again what an earlier one made.

use crate::Session;
use analysis::{SessionKind, SessionLabel, fold, session_kind, session_rank};

/// The letters and digits of a text, folded, one space between words.
pub(crate) fn key_of(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// What a line says of its session's number.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named {
    pub number: String,
    /// As printed, where the number alone would not say the same.
    pub label: Option<String>,
    pub kind: SessionKind,
}

impl From<&SessionLabel<'_>> for Named {
    fn from(label: &SessionLabel) -> Self {
        let telling = label.telling().map(str::to_owned);
        Named { number: label.number.clone().into_owned(), label: telling, kind: label.kind }
    }
}

/// A session's own part of its key: its kind and number, else its title.
///
/// A plain session's is its number alone, as it was before kinds were told apart.
pub(crate) fn session_key(session: &Session) -> String {
    let Some(number) = session.number.as_deref() else { return key_of(session.title.as_deref().unwrap_or_default()) };
    match session_kind(session.label.as_deref()) {
        SessionKind::SESSION => number_key(number),
        kind => format!("{} {}", kind.name(), number_key(number)),
    }
}

/// The same as earlier versions made it, whatever the kind; what they did not take for a number was a part of the title.
pub(crate) fn former_session_key(session: &Session) -> String {
    let title = session.title.as_deref().unwrap_or_default();
    let label = session.label.as_deref().unwrap_or_default();
    match session.number.as_deref() {
        Some(number) if was_numbered(label, number) => number_key(number.split('.').next().unwrap_or(number)),
        Some(number) if label.is_empty() => key_of(&format!("Session {number} {title}")),
        Some(_) => key_of(&format!("{label} {title}")),
        None => key_of(title),
    }
}

/// Did earlier versions read the number of a session with this label?
fn was_numbered(label: &str, number: &str) -> bool {
    #[rustfmt::skip]
    const KNOWN: &[&str] = &[
        "session", "seance", "sesion", "заседание", "сессия", "الجلسه", "جلسه", "panel", "part", "partie", "parte",
        "block", "bloc", "bloque", "module", "modulo", "cluster", "segment", "section", "секция", "часть", "блок",
        "панель", "модуль", "panneau", "mesa", "atelier", "taller", "workshop",
    ];
    if session_rank(number).is_none_or(|(value, _)| value == 0) {
        return false;
    }
    if label.starts_with('第') {
        return !label.contains('个')
            && ["次会议", "场会议", "次會議", "节", "场"].iter().any(|end| label.ends_with(end));
    }
    // One word, the number, and at most a mark of numbers between.
    let folded = key_of(label);
    let words: Vec<&str> = folded.split(' ').collect();
    match words[..] {
        [""] => true,
        [word, _] | [word, "no" | "n", _] => KNOWN.contains(&word),
        _ => false,
    }
}

/// The same for each way to write a number.
pub(crate) fn number_key(number: &str) -> String {
    match session_rank(number) {
        Some((0, Some(letter))) => letter.to_string(),
        Some((value, Some(minor))) if minor.is_ascii_digit() => format!("{value}.{minor}"),
        Some((value, letter)) => value.to_string() + &letter.map(String::from).unwrap_or_default(),
        None => key_of(number),
    }
}

/// Makes keys unique in order: the second `a` becomes `a|2`.
#[derive(Default)]
pub(crate) struct Keys {
    n_seen: std::collections::HashMap<String, u32>,
}

impl Keys {
    /// The first of `choices` that is not taken yet; if all are, the last with a count.
    pub fn unique(&mut self, choices: &[String]) -> String {
        for choice in choices {
            if !self.n_seen.contains_key(choice) {
                self.n_seen.insert(choice.clone(), 1);
                return choice.clone();
            }
        }
        let last = choices.last().cloned().unwrap_or_default();
        let n = self.n_seen.entry(last.clone()).or_insert(0);
        *n += 1;
        let key = format!("{last}|{n}");
        self.n_seen.insert(key.clone(), 1);
        key
    }
}
