//! The language of a text: by script first, then among those that share one.

use crate::script::{Script, script_of};
use std::sync::LazyLock;
use whatlang::Detector;

/// The six official languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Lang {
    Ar,
    Zh,
    En,
    Fr,
    Ru,
    Es,
}

impl Lang {
    pub const ALL: [Lang; 6] = [Lang::Ar, Lang::Zh, Lang::En, Lang::Fr, Lang::Ru, Lang::Es];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Ar => "ar",
            Lang::Zh => "zh",
            Lang::En => "en",
            Lang::Fr => "fr",
            Lang::Ru => "ru",
            Lang::Es => "es",
        }
    }

    pub fn from_code(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

/// How many letters are looked at: beyond them the answer does not change.
const MAX_LETTERS: usize = 20_000;
/// How many characters are looked at where languages share a script, which takes longer.
const MAX_SAMPLE: usize = 6_000;

/// The language that most of a text is in; `None` where that cannot be told, or where it is none of the six.
pub fn language(text: &str) -> Option<Lang> {
    let mut n = Letters::default();
    for c in text.chars().filter(|c| c.is_alphabetic()).take(MAX_LETTERS) {
        n.count(c);
    }
    // A Chinese character says as much as three letters; and texts in other scripts quote Latin names and terms at
    // length, which Latin texts seldom return.
    let shares = [
        (Script::Han, n.han * 6),
        (Script::Arabic, n.arabic * 2),
        (Script::Cyrillic, n.cyrillic * 2),
        (Script::Latin, n.latin),
    ];
    let (script, most) = shares.into_iter().max_by_key(|&(_, share)| share)?;
    if most < 2 || n.other > most {
        return None;
    }
    match script {
        Script::Han => (n.kana * 10 < n.han).then_some(Lang::Zh),
        Script::Arabic => (n.persian * 50 < n.arabic).then_some(Lang::Ar),
        Script::Cyrillic => (n.not_russian * 50 < n.cyrillic).then_some(Lang::Ru),
        Script::Latin => latin_language(text, &n),
        Script::Other => None,
    }
}

#[derive(Default)]
struct Letters {
    latin: u32,
    cyrillic: u32,
    arabic: u32,
    han: u32,
    other: u32,
    kana: u32,
    /// Letters that Persian and Urdu have and Arabic has not.
    persian: u32,
    /// Letters that other languages in Cyrillic have and Russian has not.
    not_russian: u32,
}

impl Letters {
    fn count(&mut self, c: char) {
        match script_of(c) {
            Script::Latin => self.latin += 1,
            Script::Cyrillic => {
                self.cyrillic += 1;
                self.not_russian += u32::from(!matches!(c, 'А'..='я' | 'ё' | 'Ё'));
            }
            Script::Arabic => {
                self.arabic += 1;
                self.persian += u32::from(matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے'));
            }
            Script::Han => {
                self.han += 1;
                self.kana += u32::from(matches!(c as u32, 0x3041..=0x30FF | 0xFF66..=0xFF9F));
            }
            Script::Other => self.other += 1,
        }
    }
}

static OURS: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(vec![whatlang::Lang::Eng, whatlang::Lang::Fra, whatlang::Lang::Spa]));

/// With the neighbours that would else be taken for one of ours.
static WITH_NEIGHBORS: LazyLock<Detector> = LazyLock::new(|| {
    use whatlang::Lang::*;
    Detector::with_allowlist(vec![
        Eng, Fra, Spa, Deu, Ita, Por, Nld, Cat, Pol, Swe, Dan, Nob, Fin, Tur, Ron, Ces, Hun, Ind, Vie, Lat,
    ])
});

/// From this many letters on, neighbouring languages can be told from ours.
const ENOUGH_FOR_NEIGHBORS: u32 = 80;
/// Below, a guess is no better than a coin.
const MIN_CONFIDENCE: f64 = 0.15;
/// The same for texts with too few letters to look at the neighbors: names in a line or two look like any language.
const MIN_CONFIDENCE_SHORT: f64 = 0.4;

fn latin_language(text: &str, n: &Letters) -> Option<Lang> {
    let sample = match text.char_indices().nth(MAX_SAMPLE) {
        Some((byte, _)) => &text[..byte],
        None => text,
    };
    let ours = |lang| match lang {
        whatlang::Lang::Eng => Some(Lang::En),
        whatlang::Lang::Fra => Some(Lang::Fr),
        whatlang::Lang::Spa => Some(Lang::Es),
        _ => None,
    };
    let is_short = n.latin < ENOUGH_FOR_NEIGHBORS;
    // A few words in two scripts may be meant in the other one's language.
    if is_short && (n.cyrillic + n.arabic + n.han) * 5 > n.latin {
        return None;
    }
    if !is_short {
        let found = WITH_NEIGHBORS.detect(sample)?;
        if ours(found.lang()).is_some() || found.is_reliable() {
            return ours(found.lang());
        }
    }
    let found = OURS.detect(sample)?;
    let least = if is_short { MIN_CONFIDENCE_SHORT } else { MIN_CONFIDENCE };
    if found.confidence() < least { None } else { ours(found.lang()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_the_six_is_known() {
        for (code, text) in [
            ("en", "The verification regime"),
            ("en", "Implementation of Security Council resolution 1373"),
            ("fr", "Les défis techniques de la vérification"),
            ("fr", "Sauvegarde et restauration"),
            ("es", "Programa de capacitación"),
            ("es", "Software libre en la universidad"),
            ("ru", "Совет Безопасности"),
            ("ar", "مجلس الأمن"),
            ("zh", "安全理事会"),
            ("zh", "使用Kubernetes部署微服务 Service Mesh"),
            ("ar", "منظمة معاهدة الحظر الشامل للتجارب النووية CTBTO Preparatory Commission"),
        ] {
            assert_eq!(language(text).map(Lang::code), Some(code), "{text}");
        }
    }

    #[test]
    fn what_is_none_of_the_six_or_too_little_is_undetermined() {
        for text in [
            "",
            "1234 5678",
            "IMS NDC PTS",
            "Agenda",
            "Informe anual",
            "Rapport annuel 2016",
            "Zahra in Aden! Time is Time.\nUmar Sidi El Khattab.\n1",
            "Les défis de la vérification منظمة معاهدة",
            "Україна і її безпека",
            "شورای امنیت سازمان ملل گزارش پیشرفت",
            "これは日本語のスライドです",
            "안전보장이사회",
            "Die Überwachung von Kernwaffentests ist eine wichtige Aufgabe der Organisation in Wien und weltweit.",
            "O monitoramento de testes nucleares é uma tarefa importante da organização em Viena e no mundo inteiro.",
        ] {
            assert_eq!(language(text), None, "{text}");
        }
    }
}
