//! Months by name, in the six official languages, German, Italian and Portuguese.

/// Folded month names and their usual abbreviations.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "janvier", "janv", "enero", "ene", "января", "январь", "янв", "يناير", "كانون الثاني", "januar",
        "janner", "gennaio", "janeiro",
    ],
    &[
        "february", "feb", "fevrier", "fevr", "febrero", "февраля", "февраль", "фев", "فبراير", "شباط", "februar",
        "febbraio", "fevereiro",
    ],
    &["march", "mar", "mars", "marzo", "марта", "март", "мар", "مارس", "اذار", "marz"],
    &["april", "apr", "avril", "avr", "abril", "abr", "апреля", "апрель", "апр", "ابريل", "نيسان", "aprile"],
    &["may", "mai", "mayo", "мая", "май", "مايو", "ايار", "maggio", "maio"],
    &["june", "jun", "juin", "junio", "июня", "июнь", "июн", "يونيو", "يونيه", "حزيران", "juni", "giugno", "junho"],
    &["july", "jul", "juillet", "juil", "julio", "июля", "июль", "июл", "يوليو", "يوليه", "تموز", "juli", "luglio", "julho"],
    &["august", "aug", "aout", "agosto", "ago", "августа", "август", "авг", "اغسطس", "اب"],
    &[
        "september", "sept", "sep", "septembre", "septiembre", "setiembre", "сентября", "сентябрь", "сен", "سبتمبر", "ايلول",
        "settembre", "setembro",
    ],
    &[
        "october", "oct", "octobre", "octubre", "октября", "октябрь", "окт", "اكتوبر", "تشرين الاول", "oktober", "okt",
        "ottobre", "outubro",
    ],
    &["november", "nov", "novembre", "noviembre", "ноября", "ноябрь", "ноя", "نوفمبر", "تشرين الثاني", "novembro"],
    &[
        "december", "dec", "decembre", "diciembre", "dic", "декабря", "декабрь", "дек", "ديسمبر", "كانون الاول", "dezember",
        "dez", "dicembre", "dezembro",
    ],
];

/// Which month a folded name or its abbreviation is, counted from one.
pub fn month(folded: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|names| names.contains(&folded))?;
    u8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::month;
    use crate::fold;

    #[test]
    fn a_month_is_known_in_every_language() {
        for name in ["March", "mars", "Marzo", "марта", "مارس", "mar", "März"] {
            assert_eq!(month(&fold(name)), Some(3), "{name}");
        }
        assert_eq!(month("marsh"), None);
    }
}
