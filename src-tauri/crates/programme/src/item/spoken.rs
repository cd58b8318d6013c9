//! A title and who gives it, where a word or a mark parts them: *Welcome. Name, part*, *A talk, by Name, Home*.

use super::{Item, honored_people, unquoted};
use crate::Credit;
use crate::credit::{self, is_address, is_full_name, is_han};
use crate::line::{is_dash, is_separator};
use model::Role;

/// Who follows a word of giving; each begins with the mark that parts it from the title.
#[rustfmt::skip]
const BY: &[&str] = &[
    ", by ", ", par ", ", por ", ", von ", ", da ", ", di ", ", a cargo de ", ", a cargo del ", ", given by ", ", presented by ",
    ", presentado por ", ", presentada por ", ", impartida por ", ", impartido por ", ", présenté par ", ", présentée par ",
    ", gehalten von ", ", apresentado por ", ", apresentada por ", ", ministrada por ", "，由", " – by ", " – par ", " – por ",
    " – von ", " - by ", " - par ", " - por ", " - von ",
];

/// `Bienvenida. Name, part`, `Welcome – Name, Home`, `Begrüßung: Prof. Name`, `Grußwort von Name`, `开幕致辞 王立新（…）`:
/// what anybody says, and who does.
pub(super) fn by_address(text: &str) -> Option<Item> {
    const WORDS: &[&str] = &[
        " by ",
        " par ",
        " por ",
        " von ",
        " de la ",
        " de ",
        " du ",
        " del ",
        " da ",
        " do ",
        " di ",
        " a cargo de ",
        " from ",
    ];
    let at_marks = text.char_indices().filter(|&(at, c)| {
        let next = &text[at + c.len_utf8()..];
        matches!(c, ':' | '：' | ',' | '，' | '،')
            || c == '.' && next.starts_with(' ')
            || is_dash(c) && text[..at].ends_with(' ') && next.starts_with(' ')
            || matches!(c, ' ' | '\u{3000}') && is_han(&text[..at])
    });
    let at_marks = at_marks.map(|(at, c)| (at, at + c.len_utf8(), c == '.'));
    let at_words = WORDS.iter().filter_map(|word| text.find(word).map(|at| (at, at + word.len(), false)));
    for (at, end, is_sentence) in at_marks.chain(at_words) {
        let (title, who) = (text[..at].trim(), text[end..].trim_matches(is_separator));
        if !is_address(title) {
            continue;
        }
        let by = ["by ", "par ", "por ", "von ", "a cargo de "];
        let is_by = by.contains(&text[at..end].trim_start()) || by.iter().any(|word| who.starts_with(word));
        let who = by.iter().find_map(|word| who.strip_prefix(word)).unwrap_or(who);
        let who = ["la ", "el ", "the "].iter().find_map(|word| who.strip_prefix(word)).unwrap_or(who);
        // `Keynote: Climate Finance` has two words in capitals as well: only *by* leads to a bare name, only a full stop to
        // one with any part.
        let is_sure = is_by || is_certain(who) || is_sentence && who.contains([',', '，', '،']);
        if let Some(credits) = people(who).filter(|_| is_sure) {
            return Some(Item { title: Some(unquoted(title).to_owned()), credits, ..Item::default() });
        }
    }
    None
}

/// Has who is named something that only people have: an honorific, or a home that is one?
fn is_certain(who: &str) -> bool {
    let name = who.split([',', '(', '，', '（', '،']).next().unwrap_or(who).trim();
    // Four characters are a subject more often than a name.
    let is_short = !is_han(name) || name.chars().count() <= 3;
    credit::starts_with_honorific(who)
        || credit::initial_title(who).is_some()
        || analysis::without_han_honorific(name) != name
        || credit::has_patronymic(name)
        || credit::with_home(who).is_some()
        || is_short && who.contains(['(', '（'])
}

/// `A talk, by Jane Doe, NTRA`.
pub(super) fn by_word(text: &str) -> Option<Item> {
    for word in BY {
        let Some((title, who)) = text.split_once(word) else { continue };
        // `Conférence inaugurale, par Name (Home) : « Title »`.
        let (who, own) = match who.split_once([':', '：']) {
            Some((who, own)) if own.trim().starts_with(['«', '“', '"', '„', '《']) => (who.trim(), Some(own)),
            _ => (who, None),
        };
        let title = own.unwrap_or(title);
        let who = ["el ", "la "].iter().find_map(|article| who.strip_prefix(article)).unwrap_or(who);
        let what = unquoted(title);
        if let Some(credits) = people(who.trim()).filter(|_| !what.is_empty()) {
            return Some(Item { title: Some(what.to_owned()), credits, ..Item::default() });
        }
    }
    None
}

/// `Tavola rotonda con Name, Name e Name`, `Panel with Name and Name`: two people at least, and nothing else.
pub(super) fn with_people(text: &str) -> Option<Item> {
    const WITH: &[&str] = &[" with ", " avec ", " con ", " mit ", " com ", " con la participación de ", " с участием "];
    WITH.iter().find_map(|word| {
        let (title, who) = text.split_once(word)?;
        let credits = super::speakers(who).filter(|credits| credits.len() >= 2)?;
        let are_full = credits.iter().all(|credit| credit.name.as_deref().is_some_and(is_full_name));
        let title = unquoted(title);
        (are_full && !title.is_empty()).then(|| Item { title: Some(title.to_owned()), credits, ..Item::default() })
    })
}

/// `Title, Name, Home` and `A title of some words. Name, Home`, where the last can only be a home; `Title – Name (Home)`.
pub(super) fn before_home(text: &str) -> Option<Item> {
    let marks = text
        .char_indices()
        .filter(|&(at, c)| matches!(c, ',' | '，' | '،' | '?' | '!') || c == '.' && text[at + 1..].starts_with(' '));
    for (at, c) in marks {
        let ends = if matches!(c, '?' | '!') { at + 1 } else { at };
        let (title, who) = (text[..ends].trim(), text[at + c.len_utf8()..].trim());
        // A name's initials end in full stops as well.
        let is_title = !is_full_name(title)
            && !credit::starts_with_honorific(title)
            && title.chars().filter(|c| c.is_alphabetic()).count() > 3
            && !title.ends_with(|c: char| c.is_uppercase());
        if let Some(credits) = credit::with_home(who).filter(|_| is_title) {
            return Some(Item { title: Some(unquoted(title).to_owned()), credits, ..Item::default() });
        }
    }
    let (title, who) = super::last_part(text)?;
    let (name, home) = who.strip_suffix([')', '）'])?.split_once(['(', '（'])?;
    let is_home = is_likely_home(home.trim());
    (is_full_name(name.trim()) && is_home && !title.is_empty()).then(|| Item {
        title: Some(unquoted(title).to_owned()),
        credits: vec![credit::person(name.trim(), Some(home.trim()), Role::Speaker)],
        ..Item::default()
    })
}

/// In parentheses behind a name: several words or three capitals, and no remark such as `(draft)` or `(1 of 2)`.
fn is_likely_home(text: &str) -> bool {
    let n_letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_acronym = text.chars().filter(|c| c.is_uppercase()).count() >= 3;
    !text.contains(['(', '（'])
        && !text.starts_with(|c: char| c.is_numeric() || c.is_lowercase())
        && n_letters >= 3
        && (is_acronym || text.contains(' ') || credit::names_home(text))
}

/// `Name, Home : Title`, where what follows the name can only be a home.
pub(super) fn with_home_before(text: &str) -> Option<Item> {
    let (who, title) = text.split_once(':').or_else(|| text.split_once('：'))?;
    let credits = credit::with_home(who.trim()).filter(|_| !title.trim().is_empty())?;
    Some(Item { title: Some(unquoted(title).to_owned()), credits, ..Item::default() })
}

/// People, where the text begins with one; what follows a name is where that person is from, or what for.
fn people(text: &str) -> Option<Vec<Credit>> {
    let text = text.trim_end_matches(['.', ';']);
    let name = text.split([',', '(', '，', '（', '،']).next().unwrap_or(text).trim();
    // `Bitströme und Beweiskraft (Dr. Stefan Huber, Landesarchiv)` names who speaks behind a title.
    let aside = text.split_once(['(', '（']).map(|(_, aside)| aside.trim());
    let is_named_behind = aside.is_some_and(|aside| {
        let who = aside.split([',', '،', '，', ')', '）']).next().unwrap_or(aside).trim();
        credit::starts_with_honorific(aside) && credit::looks_like_name(who)
    });
    if is_named_behind || text.contains([':', '：']) {
        return None;
    }
    let names_all = || name.split(" and ").flat_map(|part| part.split(" & ")).all(|part| is_full_name(part.trim()));
    let is_named = is_full_name(name)
        || names_all()
        || credit::starts_with_honorific(text) && credit::looks_like_name(name)
        || analysis::without_han_honorific(name) != name && credit::looks_like_name(name);
    let has_more = |text: &str| text.contains([';', '；']) || text.contains(" and ") || text.contains(" et ");
    is_named.then(|| match text.contains(['(', '（']) || has_more(text) {
        true => credit::people_list(text, Role::Speaker),
        false => honored_people(text, Role::Speaker).0,
    })
}

#[cfg(test)]
mod tests {
    use crate::item::{Item, read};
    use crate::line::Line;

    fn parts(text: &str) -> (String, String) {
        let Item { title, credits, .. } =
            read(&Line { text: text.to_owned(), raw: text.to_owned(), ..Line::default() }, false);
        let person = |credit: &crate::Credit| {
            [&credit.name, &credit.affiliation].into_iter().flatten().cloned().collect::<Vec<_>>().join(" | ")
        };
        (title.unwrap_or_default(), credits.iter().map(person).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn a_title_and_who_gives_it_come_apart_at_words_and_marks() {
        for (text, title, who) in [
            ("Bienvenida. Rosa Tipán, directora de la red", "Bienvenida", "Rosa Tipán | directora de la red"),
            ("Closing, by Jone Batiluva", "Closing", "Jone Batiluva"),
            ("Begrüßung: Prof. Dr. Martina Kühn, Landesarchiv", "Begrüßung", "Martina Kühn | Landesarchiv"),
            ("Grußwort von Jens Ackermann, Stadt Kassel", "Grußwort", "Jens Ackermann | Stadt Kassel"),
            ("كلمة الافتتاح: د. سامي القحطاني، دارة الملك", "كلمة الافتتاح", "سامي القحطاني | دارة الملك"),
            ("开幕致辞 王立新（江苏省水利厅）", "开幕致辞", "王立新 | 江苏省水利厅"),
            ("A talk, by Jane Doe, NTRA", "A talk", "Jane Doe | NTRA"),
            ("Les digues, par Luc Tanguy, Cerema", "Les digues", "Luc Tanguy | Cerema"),
            (
                "El bibliobús de Loja, por Diego Jaramillo, GAD de Loja",
                "El bibliobús de Loja",
                "Diego Jaramillo | GAD de Loja",
            ),
            ("Deiche und Siele, von Anna Berg, BSH", "Deiche und Siele", "Anna Berg | BSH"),
            ("海绵城市十年，主讲：周敏，河海大学", "海绵城市十年", "周敏 | 河海大学"),
            (
                "Tides, Tomasi Vakatora, University of the South Pacific",
                "Tides",
                "Tomasi Vakatora | University of the South Pacific",
            ),
            ("Old charts – Rui Lopes (Naval Museum)", "Old charts", "Rui Lopes | Naval Museum"),
            ("Opening markets. Jane Doe and others", "Opening markets. Jane Doe and others", ""),
            ("Keynote: Climate Finance", "Keynote: Climate Finance", ""),
            ("Introduction – Machine Learning, a primer", "Introduction – Machine Learning, a primer", ""),
            ("Conferencia de Naciones Unidas", "Conferencia de Naciones Unidas", ""),
            ("主题报告 人工智能", "主题报告 人工智能", ""),
            ("Panel – Open Science (EU)", "Panel – Open Science (EU)", ""),
            ("Side by Side Talk", "Side by Side Talk", ""),
            ("Food, Agriculture Organization, FAO", "Food, Agriculture Organization, FAO", ""),
        ] {
            assert_eq!(parts(text), (title.to_owned(), who.to_owned()), "{text}");
        }
    }
}
