//! Keys by which an import finds again what an earlier one made.

use analysis::fold;

/// The letters and digits of a text, folded, one space between words.
pub(crate) fn key_of(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
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
