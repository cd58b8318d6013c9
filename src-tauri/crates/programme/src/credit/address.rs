//! Words for what anybody says at a meeting: *Welcome*, *Grußwort*, *Palabras de apertura*, *开幕致辞*. They are no name, no
//! organization, and a title by themselves.

use analysis::fold;

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "welcome", "opening", "closing", "introduction", "greeting", "greetings", "remarks", "address", "addresses", "speech",
    "speeches", "keynote", "keynotes", "statement", "statements", "message", "conclusions", "conclusion", "farewell", "lecture",
    "bienvenue", "ouverture", "cloture", "allocution", "allocutions", "accueil", "discours", "remerciements", "synthese",
    "bienvenida", "apertura", "inauguracion", "clausura", "palabras", "saludo", "saludos", "discurso", "cierre",
    "conclusiones", "introduccion", "agradecimientos", "conferencia", "conference", "intervention", "intervencion", "abertura",
    "encerramento", "boas-vindas", "palestra", "saudacao", "saudacoes", "introducao", "conclusoes", "begrussung", "grusswort",
    "grussworte", "eroffnung", "einfuhrung", "einleitung", "schlusswort", "verabschiedung", "festvortrag", "impulsvortrag",
    "impuls", "vortrag", "eroffnungsvortrag", "keynote-vortrag", "saluti", "benvenuto", "introduzione", "conclusioni", "открытие",
    "приветствие", "приветствия", "слово", "закрытие", "обращение", "речь", "выступление", "лекция", "كلمه", "كلمات",
    "الافتتاح", "افتتاح", "الترحيب", "ترحيب", "الختام", "مداخله", "عرض", "محاضره",
];
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "of", "and", "the", "to", "by", "inaugural", "introductory", "concluding", "final", "opening", "special", "guest", "thanks",
    "ceremony", "plenary", "mot", "mots", "de", "d", "du", "la", "le", "l", "et", "inaugurale", "magistrale", "finale",
    "pleniere", "del", "y", "e", "magistral", "plenaria", "und", "zur", "zum", "der", "das", "die", "iniciales", "finales", "istituzionali", "institucionales", "institucional", "oficial", "officielle",
    "и", "приветственное", "вступительное", "заключительное", "приветственные", "слова", "пленарная", "ترحيبيه",
    "افتتاحيه", "ختاميه", "الافتتاحيه", "الختاميه", "الترحيبيه",
];
/// Put together, they are most of what Chinese programmes have.
#[rustfmt::skip]
const HAN: &[&str] = &[
    "开幕", "闭幕", "欢迎", "致辞", "致词", "致欢迎辞", "开场", "总结", "主旨", "主题", "特邀", "专题", "大会", "嘉宾", "领导",
    "讲话", "演讲", "发言", "报告", "辞", "词", "式", "白", "仪式", "致",
];

/// Is the text words of this kind and nothing else?
pub(crate) fn is_address(text: &str) -> bool {
    const N_BYTES: usize = 160;
    let text = text.trim();
    if text.is_empty() || text.len() > N_BYTES {
        return false;
    }
    let folded = fold(text);
    if folded.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)) {
        return is_of_han(&folded);
    }
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()).collect();
    words.iter().any(|word| WORDS.contains(word))
        && words.iter().all(|word| WORDS.contains(word) || AROUND.contains(word))
}

fn is_of_han(text: &str) -> bool {
    let mut rest = text;
    while let Some(word) = HAN.iter().filter(|word| rest.starts_with(**word)).max_by_key(|word| word.len()) {
        rest = &rest[word.len()..];
    }
    rest.is_empty() && text.chars().count() >= 2
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn what_anybody_says_is_told_from_a_subject() {
        for text in [
            "Welcome",
            "Opening remarks",
            "Mot de bienvenue",
            "Palabras de apertura",
            "Begrüßung",
            "Приветственное слово",
            "كلمة الافتتاح",
            "开幕致辞",
            "主旨报告",
            "Boas-vindas",
        ] {
            assert!(is_address(text), "{text}");
        }
        for text in ["Opening markets", "Ministry of Trade", "Acceuil", "大会堂", "陈文华", "The", ""] {
            assert!(!is_address(text), "{text}");
        }
    }
}
