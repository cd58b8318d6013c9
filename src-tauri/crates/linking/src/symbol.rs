//! Official documents that a text names: by symbols of the United Nations, resolutions as prose names them in the six
//! languages, and documents of other bodies and agenda items by their schemes.

use analysis::fold;
use model::CharRange;

/// A symbol that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundSymbol {
    /// Code points of the text.
    pub range: CharRange,
    /// In one form, such as `S/RES/2178 (2014)`, however it was printed.
    pub symbol: String,
    /// What a corrigendum, an addendum or a revision is one of.
    pub base: Option<String>,
    /// Each meeting numbers anew: that of another is another.
    pub is_local: bool,
}

/// First parts of symbols: organs, and bodies of treaties and programmes.
const HEADS: &[&str] = &[
    "A", "S", "E", "ST", "DC", "TD", "DP", "ID", "IDB", "GC", "HSP", "UNEP", "CCPR", "CAT", "CERD", "CRC", "CEDAW",
    "CMW", "CRPD", "CED", "HRI", "FCCC", "CTOC", "CAC", "CCW", "BWC", "NPT", "SPLOS", "ISBA", "APLC", "CCM", "ICCD",
    "CBD", "ECE", "TRANS", "HRC",
];

/// Parts that say that a document belongs to another.
const RELATIONS: &[&str] = &["Add.", "Corr.", "Rev.", "Amend."];

/// Every symbol in a text, in order.
pub fn symbols(text: &str) -> Vec<FoundSymbol> {
    let mut found = of_united_nations(text);
    let n_own = found.len();
    for one in analysis::numbered(text) {
        let range = range(one.range.0, one.range.1);
        let is_free = |own: &FoundSymbol| own.range.end <= range.start || range.end <= own.range.start;
        if found[..n_own].iter().all(is_free) {
            found.push(FoundSymbol { range, symbol: one.symbol, base: one.base, is_local: one.is_local });
        }
    }
    found.sort_by_key(|found| found.range.start);
    found
}

/// Is it one that each meeting has of its own, such as an item of its agenda?
pub fn is_local(symbol: &str) -> bool {
    analysis::numbered(symbol).first().is_some_and(|one| one.is_local && one.range.0 == 0)
}

fn of_united_nations(text: &str) -> Vec<FoundSymbol> {
    let chars: Vec<char> = text.chars().collect();
    let has_han_numbers = text.contains('号') || text.contains('號');
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let starts = at == 0 || !chars[at - 1].is_ascii_alphanumeric() && chars[at - 1] != '/';
        if starts
            && chars[at].is_ascii_uppercase()
            && let Some((end, symbol, base)) = printed(&chars, at)
        {
            let own = base.clone().unwrap_or_else(|| symbol.clone());
            found.push(FoundSymbol { range: range(at, end), symbol, base, is_local: false });
            at = end;
            // `A/59/565 and Corr.1`: what belongs to it is named by its last part alone.
            while let Some((from, to, part)) = relation(&chars, at) {
                let symbol = format!("{own}/{part}");
                found.push(FoundSymbol { range: range(from, to), symbol, base: Some(own.clone()), is_local: false });
                at = to;
            }
        } else if let Some((end, symbols)) = prose(&chars, at, has_han_numbers) {
            found.extend(symbols);
            at = end.max(at + 1);
        } else {
            at += 1;
        }
    }
    found
}

/// ` and Corr.1`, `、Add.2` after a symbol: where the part begins and ends, and the part.
fn relation(chars: &[char], from: usize) -> Option<(usize, usize, String)> {
    let start = skip_between(chars, from, true);
    if start == from {
        return None;
    }
    let mark = RELATIONS.iter().find(|mark| {
        let length = mark.chars().count();
        chars.get(start..start + length).is_some_and(|own| own.iter().collect::<String>() == **mark)
    })?;
    let digits = start + mark.chars().count();
    let n_digits = chars[digits..].iter().take(3).take_while(|c| c.is_ascii_digit()).count();
    let end = digits + n_digits;
    (n_digits > 0).then(|| (start, end, chars[start..end].iter().collect()))
}

fn range(from: usize, to: usize) -> CharRange {
    CharRange::new(u32::try_from(from).unwrap_or(u32::MAX), u32::try_from(to).unwrap_or(u32::MAX))
}

/// `S/RES/2178 (2014)`, `A/HRC/47/L.12/Rev.1`; not the bare body `E/CN.4`, and not the session `A/HRC/47`.
fn printed(chars: &[char], from: usize) -> Option<(usize, String, Option<String>)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let mut parts: Vec<String> = Vec::new();
    let (mut at, mut end) = (from, from);
    loop {
        let start = at;
        // `S/AC.37/2004/(1455)/42`: the resolution that a committee is of.
        if let Some(close) = in_parentheses(chars, at).filter(|_| !parts.is_empty()) {
            parts.push(chars[start..close].iter().collect());
            at = close + 1;
            continue;
        }
        while at < chars.len() && at - start < 16 && is_part(chars[at]) {
            at += 1;
        }
        // A full stop or hyphen at the end is the sentence's.
        let mut until = at;
        while until > start && matches!(chars[until - 1], '.' | '-') {
            until -= 1;
        }
        if until == start {
            break;
        }
        parts.push(chars[start..until].iter().collect());
        end = until;
        if until < at || chars.get(at) != Some(&'/') {
            break;
        }
        at += 1;
        // A line may break after the stroke.
        let mut skipped = at;
        while skipped < chars.len() && skipped - at < 3 && chars[skipped].is_whitespace() {
            skipped += 1;
        }
        if skipped > at && !chars.get(skipped).is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit()) {
            break;
        }
        at = skipped;
    }
    if parts.len() < 2 || !HEADS.contains(&parts[0].as_str()) || !is_document(&parts) {
        return None;
    }
    let n_own = parts.iter().rposition(|part| !RELATIONS.iter().any(|mark| part.starts_with(mark)))? + 1;
    let (mut symbol, mut base) = (parts.join("/"), None);
    if n_own < parts.len() {
        base = Some(parts[..n_own].join("/"));
    } else if parts[1] == "RES" || parts[1] == "PRST" || parts[1] == "DEC" {
        // The year or session of a resolution stands in parentheses after it.
        if let Some((after, inner)) = parenthesis(chars, end) {
            symbol = format!("{symbol} ({inner})");
            end = after;
        }
    }
    Some((end, symbol, base))
}

/// `(1455)` before a stroke: where it ends.
fn in_parentheses(chars: &[char], from: usize) -> Option<usize> {
    if chars.get(from) != Some(&'(') {
        return None;
    }
    let n_digits = chars[from + 1..].iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    let close = from + 1 + n_digits;
    let is_whole = n_digits >= 3 && chars.get(close) == Some(&')') && chars.get(close + 1) == Some(&'/');
    is_whole.then_some(close + 1)
}

/// A body alone has no number of its own, and a session alone is no document.
fn is_document(parts: &[String]) -> bool {
    let has_digit = |part: &String| part.chars().any(|c| c.is_ascii_digit());
    let is_number = |part: &String| part.chars().all(|c| c.is_ascii_digit());
    let is_body = |part: &String| {
        ["CN.", "C.", "AC.", "SC.", "Sub.", "WG.", "CONF.", "GC.", "COP."].iter().any(|mark| part.starts_with(mark))
            || !has_digit(part)
    };
    let n_bodies = parts.iter().take_while(|part| is_body(part)).count();
    let rest = &parts[n_bodies..];
    let Some(first) = rest.first() else { return false };
    if !parts[1..].iter().all(|part| {
        part.starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '(') || part.starts_with("Sub.")
    }) {
        return false;
    }
    let is_year = is_number(first) && first.len() == 4 && (first.starts_with("19") || first.starts_with("20"));
    // General comments are numbered from one; they are of no session.
    let is_session = is_number(first) && first.len() <= 2 && parts[n_bodies - 1] != "GC"
        // Conferences are numbered, and so are their documents.
        && !parts[n_bodies - 1].starts_with("CONF.");
    match rest.len() {
        // `A/75`, `A/HRC/47`, `S/2016`; but `S/RES/84` and `S/PV.1` are documents.
        1 if parts[1] == "RES" => is_number(first) || first.contains('-'),
        1 => !is_year && !is_session && (is_number(first) || first.contains('.')),
        _ => rest[1..].iter().all(has_digit),
    }
}

/// ` (2014)`, `(XXX)`: what is inside, and where it ends.
fn parenthesis(chars: &[char], from: usize) -> Option<(usize, String)> {
    let mut at = from;
    while at < chars.len() && at - from < 2 && chars[at].is_whitespace() {
        at += 1;
    }
    if !matches!(chars.get(at), Some('(' | '（')) {
        return None;
    }
    let close = chars[at..].iter().take(14).position(|c| matches!(c, ')' | '）'))? + at;
    let inner: String = fold(&chars[at + 1..close].iter().collect::<String>()).trim().to_uppercase();
    let is_year = inner.len() == 4 && inner.chars().all(|c| c.is_ascii_digit());
    let is_session =
        !inner.is_empty() && inner.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | '-' | 'S' | 'E' | ' '));
    (is_year || is_session).then_some((close + 1, inner))
}

/// Folded beginnings of the word for a resolution; longer ones first.
const WORDS: &[&str] = &[
    "resolutions",
    "resolution",
    "resoluciones",
    "resolucion",
    "unscrs",
    "unscr",
    "scrs",
    "scr",
    "резолюциях",
    "резолюциями",
    "резолюциям",
    "резолюции",
    "резолюция",
    "резолюцию",
    "резолюцией",
    "резолюций",
    "القرارات",
    "القرارين",
    "القراران",
    "القرار",
    "قراراته",
    "قرارات",
    "قراريه",
    "قراري",
    "قراره",
    "قرار",
    "第",
];

/// `resolution 2178 (2014)`, `resolutions 2395 and 2396 (2017)`, `UNSCR 2178`, `القرار 2178 (2014)`, `第2178(2014)号决议`.
fn prose(chars: &[char], from: usize, has_han_numbers: bool) -> Option<(usize, Vec<FoundSymbol>)> {
    let first = chars[from];
    // `2178号决议`: what it is stands behind it.
    let is_bare =
        has_han_numbers && first.is_ascii_digit() && chars[from..].iter().take(24).any(|c| matches!(c, '号' | '號'));
    let may_begin = matches!(first, 'r' | 'R' | 'u' | 'U' | 'S' | 'р' | 'Р' | 'ا' | 'ق' | '第' | 'و' | 'ل' | 'ب');
    let is_han = first == '第' || is_bare;
    let is_within = from > 0
        && if is_bare {
            chars[from - 1].is_numeric() || matches!(chars[from - 1], '/' | '.' | '-' | 'S')
        } else {
            chars[from - 1].is_alphabetic() && !is_han
        };
    if !may_begin && !is_bare || is_within {
        return None;
    }
    let mut at = from;
    while at < chars.len()
        && at - from < 16
        && (chars[at].is_alphabetic() || matches!(chars[at], '\u{300}'..='\u{36F}'))
        && (!is_han || at == from)
    {
        at += 1;
    }
    let word = fold(&chars[from..at].iter().collect::<String>());
    let bare = word.strip_prefix(['و', 'ل', 'ب']).unwrap_or(&word);
    // *For the resolution* swallows a letter of the article.
    let with_article = word.strip_prefix("لل").map(|rest| format!("ال{rest}")).unwrap_or_default();
    if !is_bare && !WORDS.contains(&word.as_str()) && !WORDS.contains(&bare) && !WORDS.contains(&with_article.as_str())
    {
        return None;
    }
    let is_abbreviated = matches!(word.as_str(), "unscr" | "unscrs" | "scr" | "scrs");
    // A word in capitals, or the words before it, tell the organ.
    if word.starts_with("scr") && chars[from..at].iter().take(3).any(|c| c.is_lowercase()) {
        return None;
    }
    let words_before = fold(&chars[from.saturating_sub(32)..from].iter().collect::<String>());
    let words_before = words_before.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut is_council = is_abbreviated || COUNCIL_BEFORE.iter().any(|organ| words_before.ends_with(organ));
    let assembly_or = |number: &str| {
        if words_before.ends_with("human rights council") {
            format!("A/HRC/RES/{number}")
        } else if words_before.ends_with("economic and social council") {
            format!("E/RES/{number}")
        } else {
            format!("A/RES/{number}")
        }
    };
    if let Some((after, organ)) = skip_organ(chars, at) {
        at = after;
        is_council |= organ == Organ::Council;
    }
    let mut pending: Vec<(usize, usize, String)> = Vec::new();
    let mut found = Vec::new();
    let mut end = from;
    loop {
        let start = skip_between(chars, at, !pending.is_empty() || !found.is_empty());
        let (stop, number) = match number(chars, start) {
            Some(read) => read,
            None => break,
        };
        // *Resolutions of the Security Council*, and the next point of a list: `4. Figures`.
        let begins_line = chars[at..start].contains(&'\n');
        if begins_line && number.chars().count() <= 2 && matches!(chars.get(stop), Some('.' | ')')) {
            break;
        }
        at = stop;
        if let Some((after, inner)) = parenthesis(chars, stop) {
            // All that wait share the year that stands after the last.
            pending.push((start, after, number));
            for (from, to, number) in pending.drain(..) {
                let organ = if inner.chars().all(|c| c.is_ascii_digit()) { "S" } else { "A" };
                found.push(FoundSymbol {
                    range: range(from, to.min(after)),
                    symbol: format!("{organ}/RES/{number} ({inner})"),
                    base: None,
                    is_local: false,
                });
            }
            (at, end) = (after, after);
        } else if number.contains('/') {
            found.push(FoundSymbol {
                range: range(start, stop),
                symbol: assembly_or(&number),
                base: None,
                is_local: false,
            });
            end = stop;
        } else {
            pending.push((start, stop, number));
        }
        // `第1373(2001)号和第1624(2005)号决议`.
        if is_han && let Some(next) = next_han(chars, at) {
            at = next;
        }
        if found.len() + pending.len() >= 32 {
            break;
        }
    }
    let after = if is_han { behind_han(chars, at) } else { Some(at) };
    // `2178号决议` can hardly be another's: the numbers of others begin anew.
    let is_great = |number: &str| is_han && number.len() == 4 && number.as_bytes()[0].is_ascii_digit();
    let is_of_council = || {
        is_council
            || after.is_some_and(|after| is_council_next(chars, after))
            || pending.iter().all(|(_, _, number)| is_great(number))
    };
    if !pending.is_empty() && is_of_council() {
        for (from, to, number) in pending {
            found.push(FoundSymbol {
                range: range(from, to),
                symbol: format!("S/RES/{number}"),
                base: None,
                is_local: false,
            });
            end = to;
        }
    }
    if is_han && after.is_none() {
        return None;
    }
    found.sort_by_key(|symbol| symbol.range.start);
    (!found.is_empty()).then_some((end, found))
}

/// The Security Council right before the word, folded.
const COUNCIL_BEFORE: &[&str] = &["unsc", "security council", "安全理事会", "安全理事會", "安理会", "安理會"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Organ {
    Council,
    Assembly,
}

/// The organ's name between the word and the number, where a language puts it there.
fn skip_organ(chars: &[char], from: usize) -> Option<(usize, Organ)> {
    const ORGANS: &[(&str, Organ)] = &[
        ("مجلس الأمن", Organ::Council),
        ("الجمعية العامة", Organ::Assembly),
        ("Совета Безопасности", Organ::Council),
        ("Генеральной Ассамблеи", Organ::Assembly),
        ("СБ ООН", Organ::Council),
        ("ГА ООН", Organ::Assembly),
    ];
    let start = skip_spaces(chars, from);
    let of = |organ: &&(&str, Organ)| {
        let length = organ.0.chars().count();
        chars.get(start..start + length).is_some_and(|own| {
            let own: String = own.iter().map(|c| if c.is_whitespace() { ' ' } else { *c }).collect();
            own == organ.0
        })
    };
    ORGANS.iter().find(of).map(|(words, organ)| (start + words.chars().count(), *organ))
}

/// Does the Security Council stand behind the number, as in *résolution 2178 du Conseil de sécurité*?
fn is_council_next(chars: &[char], from: usize) -> bool {
    const COUNCIL: &[&str] = &[
        "of the security council",
        "of the un security council",
        "of the united nations security council",
        "du conseil de securite",
        "del consejo de seguridad",
        "совета безопасности",
        "сб оон",
        "الصادر عن مجلس الامن",
        "لمجلس الامن",
    ];
    const LONGEST: usize = 48;
    let next: String = chars[from.min(chars.len())..].iter().take(LONGEST).collect();
    let next = fold(&next).split_whitespace().collect::<Vec<_>>().join(" ");
    COUNCIL.iter().any(|organ| next.starts_with(&fold(organ)))
}

/// `号决议` behind the last number of a list: where it ends.
fn behind_han(chars: &[char], from: usize) -> Option<usize> {
    let at = skip_spaces(chars, from);
    let is = |at: usize, any: [char; 2]| chars.get(at).is_some_and(|c| any.contains(c));
    let is_there = is(at, ['号', '號']) && is(at + 1, ['决', '決']) && is(at + 2, ['议', '議']);
    is_there.then_some(at + 3)
}

fn skip_spaces(chars: &[char], from: usize) -> usize {
    from + chars[from.min(chars.len())..].iter().take(3).take_while(|c| c.is_whitespace()).count()
}

/// After a number: `号和第`, `号、`, and where the next number begins.
fn next_han(chars: &[char], from: usize) -> Option<usize> {
    let at = skip_spaces(chars, from);
    let is = |at: usize, any: &[char]| chars.get(at).is_some_and(|c| any.contains(c));
    let is_list = is(at, &['号', '號']) && is(at + 1, &['和', '及', '、', '与', '與']);
    is_list.then_some(at + 2 + usize::from(is(at + 2, &['第'])))
}

/// White space, commas and *and* between the numbers of a list.
fn skip_between(chars: &[char], from: usize, in_list: bool) -> usize {
    let mut at = from;
    while chars.get(at).is_some_and(|c| c.is_whitespace() || in_list && matches!(c, ',' | '،' | '、' | ';')) {
        at += 1;
    }
    if in_list {
        for word in ["and ", "et ", "y ", "и ", "و ", "和", "及", "و"] {
            let length = word.chars().count();
            if chars.get(at..at + length).is_some_and(|own| {
                own.iter().collect::<String>() == word
                    || word.ends_with(' ')
                        && own[..length - 1].iter().collect::<String>() == word.trim_end()
                        && own[length - 1].is_whitespace()
            }) {
                at += length;
                break;
            }
        }
    } else {
        for mark in ["No.", "no.", "n°", "nº", "núm.", "no ", "№", "رقم"] {
            let length = mark.chars().count();
            if chars.get(at..at + length).is_some_and(|own| own.iter().collect::<String>() == mark) {
                at += length;
            }
        }
    }
    while chars.get(at).is_some_and(|c| c.is_whitespace()) {
        at += 1;
    }
    at
}

/// `2178`, `75/291`, `S-10/2`, `ES-11/1`, `217 A` before `(III)`, in European or Arabic digits.
fn number(chars: &[char], from: usize) -> Option<(usize, String)> {
    let is_part = |c: char| c.is_ascii_digit() || ('٠'..='٩').contains(&c) || matches!(c, '/' | '-' | 'S');
    // Of an emergency special session.
    let is_emergency = matches!(chars.get(from..from + 2), Some(['E', 'S']));
    let mut at = from + usize::from(is_emergency);
    while at < chars.len() && at - from < 10 && is_part(chars[at]) {
        at += 1;
    }
    while at > from && matches!(chars[at - 1], '/' | '-') {
        at -= 1;
    }
    let number = fold(&chars[from..at].iter().collect::<String>()).to_uppercase();
    if let Some((after, part)) = part_of_old(chars, at).filter(|_| number.chars().all(|c| c.is_ascii_digit())) {
        return (!number.is_empty()).then(|| (after, format!("{number} {part}")));
    }
    let is_number = !number.is_empty()
        && number.len() <= 8
        && number.chars().any(|c| c.is_ascii_digit())
        && !chars.get(at).is_some_and(|c| c.is_alphanumeric() && !matches!(c, '号' | '號' | '和' | '及' | '与' | '與'));
    (is_number && (number.chars().all(|c| c.is_ascii_digit()) || number.contains('/'))).then_some((at, number))
}

/// `A` in `217 A (III)`: until 1976 resolutions of several parts named each by a letter before the session's number.
fn part_of_old(chars: &[char], from: usize) -> Option<(usize, char)> {
    let at = from + usize::from(chars.get(from) == Some(&' '));
    let part = *chars.get(at).filter(|c| c.is_ascii_uppercase())?;
    let (_, session) = parenthesis(chars, at + 1)?;
    (!session.starts_with(|c: char| c.is_ascii_digit())).then_some((at + 1, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        symbols(text).into_iter().map(|found| found.symbol).collect()
    }

    #[test]
    fn symbols_are_found_however_they_are_printed() {
        for (text, expected) in [
            ("See A/RES/75/291, paragraph 3.", &["A/RES/75/291"][..]),
            ("S/RES/2178 (2014) and S/RES/2396(2017)", &["S/RES/2178 (2014)", "S/RES/2396 (2017)"]),
            ("the letter (S/2015/939)", &["S/2015/939"]),
            ("A/HRC/47/L.12/Rev.1", &["A/HRC/47/L.12/Rev.1"]),
            ("document E/CN.4/1995/98.", &["E/CN.4/1995/98"]),
            ("S/PV.7272 of 24 September", &["S/PV.7272"]),
            ("S/PRST/2015/11", &["S/PRST/2015/11"]),
            ("CCPR/C/GC/34", &["CCPR/C/GC/34"]),
            ("A/C.3/\n75/L.50", &["A/C.3/75/L.50"]),
            ("第S/RES/2178号", &["S/RES/2178"]),
            ("A/RES/3363 (XXX)", &["A/RES/3363 (XXX)"]),
            ("S/18231", &["S/18231"]),
            ("resolution 2178 (2014)", &["S/RES/2178 (2014)"]),
            ("resolutions 2395 and 2396 (2017)", &["S/RES/2395 (2017)", "S/RES/2396 (2017)"]),
            (
                "resolutions 1373 (2001), 1624 (2005) and 2178 (2014)",
                &["S/RES/1373 (2001)", "S/RES/1624 (2005)", "S/RES/2178 (2014)"],
            ),
            ("UNSCR 2178", &["S/RES/2178"]),
            ("General Assembly resolution 60/288", &["A/RES/60/288"]),
            ("resolution 3363 (XXX)", &["A/RES/3363 (XXX)"]),
            ("resolution 217 A (III), the Declaration", &["A/RES/217 A (III)"]),
            ("resolutions 217A (III) and 181 (II)", &["A/RES/217 A (III)", "A/RES/181 (II)"]),
            ("resolution ES-11/1 deplores", &["A/RES/ES-11/1"]),
            ("la résolution 2178 (2014)", &["S/RES/2178 (2014)"]),
            ("las resoluciones 2395 y 2396 (2017)", &["S/RES/2395 (2017)", "S/RES/2396 (2017)"]),
            ("в резолюции 2178 (2014) Совета", &["S/RES/2178 (2014)"]),
            ("القرار 2178 (2014)", &["S/RES/2178 (2014)"]),
            ("والقرار ٢١٧٨ (٢٠١٤)", &["S/RES/2178 (2014)"]),
            ("第2178(2014)号决议", &["S/RES/2178 (2014)"]),
            ("安理会第 1373（2001）号决议", &["S/RES/1373 (2001)"]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_document_is_no_symbol() {
        for text in [
            "resolution 12 A (draft)",
            "resolution ES of the group",
            "the Commission (E/CN.4)",
            "A/HRC/47",
            "A/75",
            "S/2016",
            "and/or",
            "A/B testing",
            "I/O",
            "N/A",
            "km/h",
            "24/7",
            "E/C.12",
            "CAT/C",
            "resolution of 1080 lines",
            "resolution 1920 x 1080",
            "a resolution",
            "第3号",
            "TCP/IP",
            "A/C.3",
            "http://example.org/A/b",
            "resolution 2",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_corrigendum_is_of_its_document() {
        let symbol = symbols("A/75/1/Add.2").remove(0);
        assert_eq!((symbol.symbol.as_str(), symbol.base.as_deref()), ("A/75/1/Add.2", Some("A/75/1")));
    }
}
