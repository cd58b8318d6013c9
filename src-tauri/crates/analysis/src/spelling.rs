//! English is written in two ways; to the index it is in one.

use std::borrow::Cow;

/// A folded English word as it is spelled in America: *organisation* as *organization*, *defence* as *defense*.
pub fn american(word: &str) -> Cow<'_, str> {
    if word.len() < 5 || !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    for (british, other) in WORDS {
        if let Some(rest) = word.strip_prefix(british) {
            return Cow::Owned(format!("{other}{rest}"));
        }
    }
    for (british, other) in ENDINGS {
        if let Some(root) = word.strip_suffix(british) {
            let keeps_s = other.contains('z') && (root.len() < 3 || KEEPS_S.contains(&root));
            return if keeps_s { Cow::Borrowed(word) } else { Cow::Owned(format!("{root}{other}")) };
        }
    }
    Cow::Borrowed(word)
}

/// Beginnings of words. What a longer word shares with a shorter one stands behind it.
const WORDS: &[(&str, &str)] = &[
    ("programme", "program"),
    ("behaviour", "behavior"),
    ("colour", "color"),
    ("favour", "favor"),
    ("flavour", "flavor"),
    ("harbour", "harbor"),
    ("honour", "honor"),
    ("humour", "humor"),
    ("labour", "labor"),
    ("neighbour", "neighbor"),
    ("rumour", "rumor"),
    ("vigour", "vigor"),
    ("endeavour", "endeavor"),
    ("armour", "armor"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("fibre", "fiber"),
    ("litre", "liter"),
    ("calibre", "caliber"),
    ("metre", "meter"),
    ("kilometre", "kilometer"),
    ("defence", "defense"),
    ("offence", "offense"),
    ("licence", "license"),
    ("pretence", "pretense"),
    ("catalogue", "catalog"),
    ("dialogue", "dialog"),
    ("analogue", "analog"),
    ("analyse", "analyze"),
    ("analysing", "analyzing"),
    ("paralyse", "paralyze"),
    ("catalyse", "catalyze"),
    ("fulfill", "fulfill"),
    ("fulfil", "fulfill"),
    ("enroll", "enroll"),
    ("enrol", "enroll"),
    ("skilful", "skillful"),
    ("wilful", "willful"),
    ("instalment", "installment"),
    ("travell", "travel"),
    ("labell", "label"),
    ("modell", "model"),
    ("cancell", "cancel"),
    ("counsell", "counsel"),
    ("channell", "channel"),
    ("signall", "signal"),
    ("fuell", "fuel"),
    ("levell", "level"),
    ("marshall", "marshal"),
    ("quarrell", "quarrel"),
    ("ageing", "aging"),
    ("judgement", "judgment"),
    ("acknowledgement", "acknowledgment"),
    ("artefact", "artifact"),
    ("sceptic", "skeptic"),
    ("aluminium", "aluminum"),
    ("paediatric", "pediatric"),
    ("cheque", "check"),
    ("grey", "gray"),
    ("manoeuvre", "maneuver"),
    ("tonne", "ton"),
];

const ENDINGS: &[(&str, &str)] = &[
    ("isations", "izations"),
    ("isation", "ization"),
    ("isational", "izational"),
    ("isers", "izers"),
    ("iser", "izer"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
];

/// What stands before *ise* where it is no ending: *advise*, *exercise*, *otherwise*.
#[rustfmt::skip]
const KEEPS_S: &[&str] = &[
    "adv", "rev", "dev", "superv", "telev", "improv", "compr", "surpr", "enterpr", "appr", "upr", "repr", "expert",
    "exerc", "exc", "inc", "prec", "conc", "franch", "merchand", "parad", "disgu", "prom", "comprom", "prem", "dem",
    "desp", "tre", "arr", "sunr", "otherw", "likew", "clockw", "stepw", "pairw", "turqu", "marqu", "anch", "cru",
    "bru", "chast", "circumc", "pra", "ra", "no", "po", "cho", "appra", "porpo", "torto",
];

#[cfg(test)]
mod tests {
    use super::american;

    #[test]
    fn both_spellings_are_one() {
        for (british, other) in [
            ("organisation", "organization"),
            ("organising", "organizing"),
            ("behaviours", "behaviors"),
            ("programmes", "programs"),
            ("centres", "centers"),
            ("fulfilled", "fulfilled"),
            ("fulfils", "fulfills"),
            ("travelling", "traveling"),
            ("comprise", "comprise"),
            ("exercises", "exercises"),
            ("raised", "raised"),
            ("noise", "noise"),
            ("rise", "rise"),
            ("program", "program"),
        ] {
            assert_eq!(american(british), other);
        }
    }
}
