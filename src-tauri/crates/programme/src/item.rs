//! One item of an agenda: a title, who speaks, or both; apart only where the line itself parts them.

mod spoken;
mod trim;

use crate::Credit;
use crate::credit::{self, is_full_name, is_han, looks_like_name};
use crate::line::{Line, is_dash, is_separator};
use analysis::fold;
use model::{Problem, ProblemCode, Role};
use trim::{FILE_WORDS, without_files, without_inner_length, without_item, without_labels, without_length};
pub(crate) use trim::{is_agenda_item, split_length, split_room, unquoted, without_each, without_number};

/// What an item says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Item {
    pub title: Option<String>,
    pub credits: Vec<Credit>,
    pub problems: Vec<Problem>,
}

impl Item {
    pub fn of_person(text: &str, role: Role) -> Item {
        let text = if credit::initial_title(text).is_some() { text } else { without_number(text) };
        // `Name, Home: Title`.
        if let Some((who, title)) = text.split_once([':', '：'])
            && who.contains([',', '(', '،', '，'])
            && is_full_name(who.split([',', '(', '،', '，']).next().unwrap_or(who).trim())
            && !title.trim().is_empty()
        {
            let (credits, problems) = honored_people(who.trim(), role);
            return Item { title: Some(unquoted(title).to_owned()), credits, problems };
        }
        let (mut credits, problems) = honored_people(text.trim_end_matches([';', '.']), role);
        credits.retain(|credit| credit.name.as_deref().is_some_and(|name| !credit::is_placeholder(name)));
        Item { title: None, credits, problems }
    }

    /// Of the meeting's own running: nobody presents it.
    pub fn is_household(&self) -> bool {
        let folded = fold(self.title.as_deref().unwrap_or_default());
        ["blue sheets", "agenda bashing", "note well", "scribe", "doors open"]
            .iter()
            .any(|words| folded.contains(words))
    }
}

const MOST_BYTES: usize = 2_000;

/// Reads an item by its form; `names_end` where the page's lists end in names.
pub(crate) fn read(line: &Line, names_end: bool) -> Item {
    let mut whole = without_labels(line);
    // What the link is, where the page does not say which words it is on.
    if let (false, Some((rest, last))) = (line.links.is_empty(), whole.rsplit_once(' '))
        && FILE_WORDS.contains(&fold(last).as_str())
        && rest.ends_with([')', '）'])
    {
        whole = rest.trim_end_matches(is_separator);
    }
    // No line about one talk is so long.
    if whole.len() > MOST_BYTES {
        return Item { title: Some(whole.to_owned()), ..Item::default() };
    }
    let text = without_inner_length(&without_files(without_number(whole)));
    let text = without_each(without_length(without_item(&text)));
    if let Some(item) = spoken::by_address(text).or_else(|| in_parts(text)).or_else(|| organization_item(text)) {
        return item;
    }
    if credit::starts_with_honorific(text) {
        return honored(text);
    }
    if let Some(item) = named_in_chinese(text) {
        return item;
    }
    if let Some((credits, title)) = named_title(text) {
        return Item { title: Some(title.to_owned()), credits, problems: Vec::new() };
    }
    // What the page sets apart is surer than what only looks like names.
    if let Some(item) = emphasized(text, &line.raw).or_else(|| fronted(text)).or_else(|| followed_by_honored(text)) {
        return item;
    }
    if let Some(item) = announced(text).or_else(|| spoken::by_word(text)) {
        return item;
    }
    // A link over the whole title parts it from what follows.
    if let Some(label) = line.labels.first()
        && let Some(rest) = text.strip_prefix(label.as_str())
        && !FILE_WORDS.contains(&fold(label).trim())
    {
        let rest = rest.trim_matches(|c: char| is_separator(c) || c == '*');
        if rest.is_empty() {
            return Item { title: Some(label.clone()), ..Item::default() };
        }
        if let Some(credits) = speakers(rest) {
            return Item { title: Some(label.clone()), credits, problems: Vec::new() };
        }
    }
    if let Some(item) = title_emphasized(text, &line.raw).or_else(|| led_by(text)) {
        return item;
    }
    if names_end && let Some(item) = dashed(text) {
        return item;
    }
    if let Some((title, credits)) = quoted(text) {
        return Item { title: Some(title), credits, problems: Vec::new() };
    }
    if let Some((before, aside)) = text.strip_suffix([')', '）']).and_then(|text| text.rsplit_once(['(', '（'])) {
        if let Some(item) = sentence_and_people(before, aside).or_else(|| labelled_people(text)) {
            return item;
        }
        let (name, home) = match aside.split_once([',', '،', '，']) {
            Some((name, home)) => (name.trim(), Some(home.trim())),
            None => (aside.trim(), None),
        };
        // `Title, Paul Ames (River Survey)`, `Title – Paul Ames (River Survey)`: in parentheses is the home.
        let names_before = || {
            let last = before.trim().rsplit_once([',', '，', '،']).map(|(_, last)| last.trim());
            last.or(last_part(before).map(|(_, last)| last)).is_some_and(is_full_name)
        };
        if is_full_name(name) && !before.contains(['(', '（']) && !names_before() {
            return Item {
                title: Some(unquoted(before).to_owned()),
                credits: vec![credit::person(name, home, Role::Speaker)],
                problems: Vec::new(),
            };
        }
    }
    let found = spoken::with_home_before(text)
        .or_else(|| followed_by_home(text))
        .or_else(|| with_home(text))
        .or_else(|| spaced_in_chinese(text))
        .or_else(|| spaced_out_in_chinese(text));
    if let Some(item) = found.or_else(|| spoken::before_home(text)).or_else(|| spoken::with_people(text)) {
        return item;
    }
    let said = if is_agenda_item(text) {
        text.split_once(['.', ':', '：', '、']).map_or(text, |(_, said)| said)
    } else {
        text
    };
    let problems = match said.contains([',', '.']) && !text.ends_with('.') || text.ends_with(')') {
        true => {
            vec![Problem::new(ProblemCode::NameAmbiguous).with_detail("who speaks is not told apart from the title")]
        }
        false => Vec::new(),
    };
    Item { title: Some(unquoted(text).to_owned()).filter(|title| !title.is_empty()), credits: Vec::new(), problems }
}

/// `敖小剑（蚂蚁金服）：Title`, `Jane Doe (ITU): Title`.
pub(crate) fn named_title(text: &str) -> Option<(Vec<Credit>, &str)> {
    let open = text.find(['(', '（'])?;
    let name = text[..open].trim();
    if !is_full_name(name) || name.chars().count() > 40 {
        return None;
    }
    let inner = &text[open + text[open..].chars().next()?.len_utf8()..];
    let close = inner.find([')', '）'])?;
    let rest = inner[close + inner[close..].chars().next()?.len_utf8()..].trim_start();
    let title = rest.strip_prefix([':', '：'])?.trim();
    let home = inner[..close].trim();
    (!title.is_empty() && !home.is_empty()).then(|| (credit::people_of(name, home), title))
}

/// `李明教授，清华大学：国际合作`: who has an honorific after the name, then a title.
fn named_in_chinese(text: &str) -> Option<Item> {
    let (who, title) = text.split_once(['：', ':'])?;
    let (name, home) = match who.split_once(['，', ',', '（', '(']) {
        Some((name, home)) => (name.trim(), Some(home.trim_end_matches(['）', ')']).trim())),
        None => (who.trim(), None),
    };
    let is_honored = is_full_name(name) && analysis::without_han_honorific(name) != name;
    (is_honored && !title.trim().is_empty()).then(|| Item {
        title: Some(unquoted(title).to_owned()),
        credits: vec![credit::person(name, home, Role::Speaker)],
        ..Item::default()
    })
}

/// `Organisation (topic): Mr Name, Unit;` and `Organisation: H.E. Ms. Name`.
pub(crate) fn is_organization_item(text: &str) -> bool {
    organization_item(without_number(text)).is_some()
}

fn organization_item(text: &str) -> Option<Item> {
    let at = text.char_indices().find(|&(_, c)| matches!(c, ':' | '：'))?;
    let (before, after) = (text[..at.0].trim(), text[at.0 + at.1.len_utf8()..].trim());
    if !credit::starts_with_honorific(after)
        || credit::starts_with_honorific(before)
        || before.is_empty()
        || before.chars().count() > 160
    {
        return None;
    }
    // `Voluntary cooperation and its limits: Mr. Name, Organization`.
    if is_sentence(before.split_once(" (").map_or(before, |(before, _)| before)) || tells_experience(before) {
        let (credits, problems) = honored_people(after, Role::Speaker);
        return Some(Item { title: Some(unquoted(before).to_owned()), credits, problems });
    }
    let (organization, topic) = match before.strip_suffix(')').and_then(|before| before.split_once('(')) {
        // Capitals alone are the organization's own short name.
        Some((organization, topic)) if topic.chars().any(char::is_lowercase) => {
            (organization.trim(), Some(topic.trim()))
        }
        _ => (before, None),
    };
    let mut credits = Vec::new();
    for part in after.split(';').map(|part| part.trim().trim_end_matches('.')).filter(|part| !part.is_empty()) {
        let (mut people, _) = credit::credits(part, Role::Speaker);
        for person in &mut people {
            let unit = person.affiliation.take();
            let printed = unit.map_or(organization.to_owned(), |unit| format!("{unit}, {organization}"));
            credit::set_affiliation(person, organization);
            person.affiliation = Some(printed);
        }
        credits.extend(people);
    }
    Some(Item { title: topic.map(str::to_owned), credits, problems: Vec::new() })
}

/// *Experience of Morocco*, *تجربة المغرب*: what is told, and nobody's home.
fn tells_experience(text: &str) -> bool {
    const WORDS: &[&str] =
        &["experience", "experiences", "experiencia", "experiencias", "опыт", "تجربه", "خبره", "case", "caso", "cas"];
    let folded = fold(text);
    folded.split_whitespace().next().is_some_and(|word| WORDS.contains(&word))
}

/// Has the text words of its own in small letters, as a title has, and no word of an organization's name?
fn is_sentence(text: &str) -> bool {
    let words = text.split_whitespace().skip(1).filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 3);
    words.filter(|word| word.starts_with(char::is_lowercase)).count() >= 1 && !credit::names_home(text)
}

/// `Title; Mr. Name, Organization; Discussant: Ms. Name`: parts in order, and whoever is named says so.
fn in_parts(text: &str) -> Option<Item> {
    let mut parts = text.split([';', '；', '؛']).map(str::trim).filter(|part| !part.is_empty());
    let title = parts.next()?;
    if credit::starts_with_honorific(title) || title.contains([':', '：']) {
        return None;
    }
    let (mut credits, mut problems) = (Vec::new(), Vec::new());
    for part in parts {
        let (role, people) = credit::role_line(part).unwrap_or((Role::Speaker, part));
        let is_named = credit::starts_with_honorific(people)
            && looks_like_name(people.split([',', '(', '،', '（']).next().unwrap_or(people));
        if !is_named && role == Role::Speaker && people == part {
            return None;
        }
        let (mut people, unsure) = honored_people(people, role);
        credits.append(&mut people);
        problems.extend(unsure);
    }
    (!credits.is_empty()).then(|| Item { title: Some(unquoted(title).to_owned()), credits, problems })
}

/// `H. E. Mr. Name, Title, Organisation`, `Prof. Name / Title`, `Dr. Name: Title`.
fn honored(text: &str) -> Item {
    for mark in [" / ", ": ", " : ", "\u{A0}: ", " – ", " — ", " - ", "：", "："] {
        if let Some((who, title)) = text.split_once(mark)
            && looks_like_name(who.split([',', '(', '،', '（']).next().unwrap_or(who).trim())
            && who.matches(['(', '（']).count() == who.matches([')', '）']).count()
            && !title.trim().is_empty()
        {
            let (credits, _) = honored_people(who.trim(), Role::Speaker);
            return Item { title: Some(unquoted(title).to_owned()), credits, problems: Vec::new() };
        }
    }
    if let Some((title, credits)) = quoted(text) {
        return Item { title: Some(title), credits, problems: Vec::new() };
    }
    // `Prof. Name Surname. Title`.
    for (at, _) in text.match_indices(". ") {
        let (who, title) = (&text[..at], text[at + 2..].trim());
        if is_full_name(who)
            && who.split_whitespace().last().is_some_and(|word| word.chars().count() > 2)
            && !title.is_empty()
        {
            let (credits, _) = credit::credits(who, Role::Speaker);
            return Item { title: Some(unquoted(title).to_owned()), credits, problems: Vec::new() };
        }
    }
    Item::of_person(text, Role::Speaker)
}

/// `Title. Ponente: Name. Autoría: Names`.
fn announced(text: &str) -> Option<Item> {
    let mut marks: Vec<(usize, usize, Role)> = Vec::new();
    for (colon, c) in text.char_indices().filter(|&(_, c)| matches!(c, ':' | '：')) {
        let before = &text[..colon];
        let start = before
            .char_indices()
            .rev()
            .find(|&(at, c)| {
                matches!(c, '.' | '(' | ';' | '|' | '。' | '，' | ',')
                    || is_dash(c)
                    // Chinese needs no mark before the word.
                    || c == ' ' && before[at + 1..].chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c))
            })
            .map_or(0, |(at, c)| at + c.len_utf8());
        let word = fold(before[start..].trim());
        if let Some(role) = credit::role(&word) {
            marks.push((start, colon + c.len_utf8(), role));
        }
    }
    let Some(&(start, ..)) = marks.first() else { return announced_by_word(text) };
    let title =
        text[..start].trim_end_matches(|c: char| is_separator(c) || matches!(c, '.' | '(' | '。' | '，')).trim();
    let mut credits: Vec<Credit> = Vec::new();
    for (idx, (_, from, role)) in marks.iter().enumerate() {
        let until = marks.get(idx + 1).map_or(text.len(), |(start, ..)| *start);
        let people =
            text.get(*from..until)?.trim().trim_end_matches(|c: char| is_separator(c) || matches!(c, '.' | '('));
        // What closes a home is its own; else it closes what the word stands in.
        let is_closed = people.matches(['(', '（']).count() >= people.matches([')', '）']).count();
        let people = if is_closed { people } else { people.trim_end_matches([')', '）']) };
        // `孙丽华 清华大学教授`.
        let in_two = people
            .split_once(' ')
            .filter(|(name, home)| is_full_name(name) && is_han(name) && is_han(home) && !is_full_name(home));
        let list = match in_two {
            Some((name, home)) => vec![credit::person(name, Some(home), *role)],
            None => credit::people_list(people, *role),
        };
        for person in list {
            if !credits.iter().any(|known| known.name == person.name) {
                credits.push(person);
            }
        }
    }
    // Authors are named beside those who speak; alone, they are who is named.
    Some(Item {
        title: Some(unquoted(title).to_owned()).filter(|title| !title.is_empty()),
        credits,
        problems: Vec::new(),
    })
}

/// `Title. Ponentes Name y Name`: the word begins a sentence, and nothing but people follows.
fn announced_by_word(text: &str) -> Option<Item> {
    text.match_indices(". ").find_map(|(at, mark)| {
        let (word, who) = text[at + mark.len()..].split_once(' ')?;
        let role = credit::role(&fold(word))?;
        let credits = speakers(who.trim_end_matches('.'))?;
        let credits = credits.into_iter().map(|credit| Credit { role, ..credit }).collect();
        Some(Item { title: Some(unquoted(&text[..at]).to_owned()), credits, ..Item::default() })
    })
}

/// `Title - Name`, `Title – Name (Affiliation) : what it is about`.
pub(crate) fn dashed(text: &str) -> Option<Item> {
    let (title, who) = last_part(text)?;
    // What follows a colon after the name is about the talk.
    let credits = speakers(who.split([':', '：']).next().unwrap_or(who).trim())?;
    Some(Item { title: Some(unquoted(title).to_owned()), credits, problems: Vec::new() })
}

fn last_part(text: &str) -> Option<(&str, &str)> {
    let (at, c) = text.char_indices().rfind(|&(at, c)| {
        (is_dash(c) || c == '|') && text[..at].ends_with(' ') && text[at + c.len_utf8()..].starts_with(' ')
    })?;
    Some((text[..at].trim(), text[at + c.len_utf8()..].trim().trim_matches(['*', '_'])))
}

/// Does a page's lists end in names? One line alone does not tell `Talk - Jane Doe` from `Talk - Red Hat`.
pub(crate) fn ends_in_names(lines: &[Line]) -> bool {
    let (mut n_dashed, mut n_named) = (0, 0);
    let mut is_below_time = false;
    for line in lines {
        let whole = without_labels(line);
        let slot = crate::date::times(whole).map(|(_, _, rest)| rest.trim_start_matches(is_separator));
        let is_own = std::mem::replace(&mut is_below_time, slot.is_some_and(str::is_empty));
        let text = match (slot, line.shape) {
            (None, crate::line::Shape::Text) if is_own => whole,
            (Some(rest), _) => split_length(rest).1,
            (None, crate::line::Shape::Item) => without_number(whole),
            (None, _) if without_number(whole) != whole => without_number(whole),
            (None, _) => continue,
        };
        let text = without_inner_length(&without_files(text));
        n_dashed += usize::from(last_part(without_length(&text)).is_some());
        n_named += usize::from(dashed(without_length(&text)).is_some());
    }
    n_named >= 2 && n_named * 2 >= n_dashed
}

/// `Title - *Name*`: what is set apart at the end is who speaks.
fn emphasized(text: &str, raw: &str) -> Option<Item> {
    let (title, who) = last_part(text)?;
    let is_set_apart = ["*", "_"].iter().any(|mark| raw.contains(&format!("{mark}{who}{mark}")));
    if !is_set_apart || who.chars().count() > 80 {
        return None;
    }
    let names =
        who.split(['/', ',', '&']).flat_map(|part| part.split(" and ")).map(str::trim).filter(|name| !name.is_empty());
    let credits = names.map(|name| credit::person(name, None, Role::Speaker)).collect();
    Some(Item { title: Some(unquoted(title).to_owned()), credits, problems: Vec::new() })
}

/// `**Title** – Name, Affiliation`: what is set apart at the beginning is the title.
pub(crate) fn title_emphasized(text: &str, raw: &str) -> Option<Item> {
    let (title, who) =
        text.char_indices().filter(|&(_, c)| is_dash(c) || matches!(c, ':' | '|')).find_map(|(at, c)| {
            let (title, who) = (text[..at].trim_matches([' ', '*', '_']), text[at + c.len_utf8()..].trim());
            let is_set_apart = ["**", "*", "_"].iter().any(|mark| raw.contains(&format!("{mark}{title}{mark}")));
            (is_set_apart && !title.is_empty()).then_some((title, who))
        })?;
    let first = who.split([',', '(']).next().unwrap_or(who).trim();
    let credits = match is_full_name(first) || credit::starts_with_honorific(who) {
        true => credit::people_list(who, Role::Speaker),
        false => speakers(who)?,
    };
    Some(Item { title: Some(unquoted(title).to_owned()), credits, problems: Vec::new() })
}

/// `A B (X) et C D (Y), « Title »`, `Surname I. I., Surname I. I. (X). Title`, `A B (X) – Title`: people with their
/// homes in parentheses, then a title that a mark parts from them.
fn fronted(text: &str) -> Option<Item> {
    let mut credits: Vec<Credit> = Vec::new();
    let mut rest = text;
    loop {
        let open = rest.find(['(', '（'])?;
        let inner = &rest[open + rest[open..].chars().next()?.len_utf8()..];
        let close = inner.find([')', '）'])?;
        let after = inner[close + inner[close..].chars().next()?.len_utf8()..].trim_start();
        let names = rest[..open].trim();
        let mut people = speakers(names)?;
        for person in people.iter_mut().filter(|person| person.affiliation.is_none()) {
            credit::set_affiliation(person, inner[..close].trim());
        }
        credits.append(&mut people);
        let next =
            ["et ", "and ", "y ", "и ", "& ", "und ", ", ", "; ", "、"].iter().find_map(|w| after.strip_prefix(w));
        if let Some(next) =
            next.filter(|next| next.find(['(', '（']).is_some_and(|open| speakers(next[..open].trim()).is_some()))
        {
            rest = next.trim_start();
            continue;
        }
        let mark = after.chars().next()?;
        let title = after[mark.len_utf8()..].trim();
        let is_quoted = |text: &str| text.starts_with(['«', '“', '"', '„', '《', '「', '‘']);
        // After a full stop, only initials or a title tell a person from a thing.
        let is_person = || names.split(' ').any(|word| word.ends_with('.')) || credit::has_patronymic(names);
        let is_parted = match mark {
            ':' | '：' => true,
            ',' | '，' => is_quoted(title),
            '.' => is_person() || is_quoted(title),
            _ if is_quoted(after) => {
                return Some(Item { title: Some(unquoted(after).to_owned()), credits, ..Item::default() });
            }
            // `Talk (draft) - Jane Doe` has its name behind the dash.
            c => is_dash(c) && speakers(title).is_none(),
        };
        return (is_parted && !title.is_empty()).then(|| Item {
            title: Some(unquoted(title).to_owned()),
            credits,
            ..Item::default()
        });
    }
}

/// `Title, Ms. Name, Affiliation`.
fn followed_by_honored(text: &str) -> Option<Item> {
    let marks = text.char_indices().filter(|&(at, c)| {
        matches!(c, ',' | '，' | '،' | ';' | '；' | '؛')
            || is_dash(c) && text[..at].ends_with(' ') && text[at + c.len_utf8()..].starts_with(' ')
    });
    for (at, c) in marks {
        let (title, who) = (text[..at].trim(), text[at + c.len_utf8()..].trim());
        let name = who.split([',', '(']).next().unwrap_or(who);
        if credit::starts_with_honorific(who) && looks_like_name(name.trim()) && !title.is_empty() {
            let (credits, problems) = honored_people(who, Role::Speaker);
            return Some(Item { title: Some(unquoted(title).to_owned()), credits, problems });
        }
    }
    None
}

/// `Ms. A B, Home; Mr. C D (Home)`: who has an honorific, with a home in either form.
fn honored_people(text: &str, role: Role) -> (Vec<Credit>, Vec<Problem>) {
    let has_aside = |part: &str| part.split([',', '،', '，']).next().is_some_and(|name| name.contains(['(', '（']));
    match text.split([';', '；', '؛']).any(has_aside) {
        true => (credit::people_list(text, role), Vec::new()),
        false => credit::credits(text, role),
    }
}

/// Does the line say by its form what is given, and by whom?
pub(crate) fn is_talk(text: &str) -> bool {
    text.chars().count() <= 300
        && !crate::plain::ends_a_sentence(text)
        && (in_parts(text).is_some()
            || followed_by_honored(text).is_some()
            || ["كلمة ", "مداخلة "].iter().any(|word| text.starts_with(word)) && led_by(text).is_some()
            || quoted(text).is_some()
            || fronted(text).is_some()
            || named_in_chinese(text).is_some())
}

/// `Name, ITU`, `Title: Name, Ministry of Trade`, `Name, Ministry. Title`: what follows the name can only be where
/// somebody is from.
fn with_home(text: &str) -> Option<Item> {
    if let Some(credits) = credit::with_home(text) {
        return Some(Item { credits, ..Item::default() });
    }
    if let Some((title, who)) = text.split_once(": ").or_else(|| text.split_once('：'))
        && let Some(credits) = credit::with_home(who)
    {
        return Some(Item { title: Some(unquoted(title).to_owned()), credits, ..Item::default() });
    }
    // `城市大脑实践，郑洁，杭州市数据局`.
    let parts: Vec<&str> = text.split('，').map(str::trim).collect();
    if let [title, name, home] = parts[..]
        && is_full_name(name)
        && !is_full_name(title)
        && credit::names_home(home)
    {
        let credits = vec![credit::person(name, Some(home), Role::Speaker)];
        return Some(Item { title: Some(unquoted(title).to_owned()), credits, ..Item::default() });
    }
    let (who, title) = text.split_once(". ").filter(|(_, title)| !title.contains(". "))?;
    let (name, home) = who.split_once(", ")?;
    let is_parted = is_full_name(name)
        && home.split(' ').count() <= 5
        && home.chars().count() > 2
        && home.starts_with(char::is_uppercase)
        && title.split(' ').count() >= 2
        && credit::people_list(title, Role::Speaker).iter().all(|c| !c.name.as_deref().is_some_and(is_full_name));
    is_parted.then(|| Item {
        title: Some(unquoted(title).to_owned()),
        credits: vec![credit::person(name, Some(home), Role::Speaker)],
        ..Item::default()
    })
}

/// `Title. Name (Home)`, `Title. Name and Name (Home)`.
fn sentence_and_people(before: &str, home: &str) -> Option<Item> {
    let (mut title, mut who) = before.trim().rsplit_once(['.', '?', '!', '。'])?;
    // `“La voz que queda”. Dr. Manuel Ortega`: the full stop is the honorific's.
    if let Some((rest, last)) = title.rsplit_once(' ')
        && rest.ends_with(['.', '?', '!', '”', '»', '"'])
        && credit::starts_with_honorific(&format!("{last}. X"))
    {
        (title, who) = (rest.trim_end_matches('.'), &before.trim()[rest.len()..]);
    }
    let title_end = before.trim().len() - who.len();
    let mut credits = speakers(who.trim()).filter(|_| who.starts_with(' ') && !who.contains(['(', ',']))?;
    // Initials end in a full stop as well.
    if title.split_whitespace().count() < 2 && title.chars().count() < 6
        || title.ends_with(|c: char| c.is_uppercase())
        || is_full_name(title)
    {
        return None;
    }
    for person in credits.iter_mut().filter(|person| person.affiliation.is_none()) {
        credit::set_affiliation(person, home.trim());
    }
    let title = before.trim()[..title_end].trim_end_matches(['.', '。']);
    Some(Item { title: Some(unquoted(title).to_owned()), credits, ..Item::default() })
}

/// `Panel: Name (Home), Name (Home)`.
fn labelled_people(text: &str) -> Option<Item> {
    let (title, who) = text.split_once([':', '：'])?;
    let credits = speakers(who).filter(|credits| credits.len() >= 2)?;
    let title = unquoted(title);
    (!title.is_empty()).then(|| Item { title: Some(title.to_owned()), credits, ..Item::default() })
}

/// `Title, Name (Affiliation)`, where the title is no name.
fn followed_by_home(text: &str) -> Option<Item> {
    let (before, home) = text.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let (title, name) = before.trim().rsplit_once([',', '，', ':'])?;
    let (title, name) = (title.trim(), name.trim());
    // `Members Meeting (1 of 2)`: a home begins with a name.
    let is_parted = is_full_name(name)
        && !is_full_name(title)
        && (title.contains(' ') || !looks_like_name(title))
        && !home.starts_with(char::is_numeric);
    is_parted.then(|| Item {
        title: Some(unquoted(title).to_owned()),
        credits: vec![credit::person(name, Some(home), Role::Speaker)],
        ..Item::default()
    })
}

/// `雨水花园的维护 赵磊（同济大学）`: a space parts the name from the title.
fn spaced_in_chinese(text: &str) -> Option<Item> {
    let (before, home) = text.strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let (title, name) = before.trim().rsplit_once([' ', '\u{3000}'])?;
    let is_han = |text: &str| text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let is_parted = is_han(name)
        && is_full_name(name)
        && is_han(title)
        && !is_full_name(title)
        && credit::names_home(home)
        && !home.contains(['，', ',', '、']);
    is_parted.then(|| Item {
        title: Some(unquoted(title).to_owned()),
        credits: vec![credit::person(name, Some(home), Role::Speaker)],
        problems: Vec::new(),
    })
}

/// `领导致辞 浙江省大数据局局长 金志鹏`: the title, whose it is, and the name, with spaces between.
fn spaced_out_in_chinese(text: &str) -> Option<Item> {
    #[rustfmt::skip]
    const POSTS: &[&str] = &[
        "长", "長", "教授", "研究员", "主任", "主席", "院士", "书记", "經理", "经理", "总裁", "總裁", "工程师", "总师", "博士", "代表", "司", "部", "厅", "廳",
        "局", "处", "處", "委", "科", "室",
    ];
    let (before, name) = text.trim().rsplit_once([' ', '\u{3000}'])?;
    let (title, home) = before.trim().rsplit_once([' ', '\u{3000}'])?;
    let is_home =
        credit::names_home(home) || POSTS.iter().any(|post| home.ends_with(post)) && home.chars().count() >= 3;
    let is_parted = is_han(name) && name.chars().count() <= 3 && is_full_name(name) && is_home && is_han(home);
    (is_parted && !title.trim().is_empty()).then(|| Item {
        title: Some(unquoted(title).to_owned()),
        credits: vec![credit::person(name, Some(home), Role::Speaker)],
        problems: Vec::new(),
    })
}

/// `Title animé par Name (Affiliation) : …`.
fn led_by(text: &str) -> Option<Item> {
    const WORDS: &[&str] = &[
        " animé par ",
        " animée par ",
        " présenté par ",
        " présentée par ",
        " presented by ",
        " given by ",
        " led by ",
        " by ",
        " par ",
        " por ",
        " de ",
        " del ",
        " impartido por ",
        " impartida por ",
        " a cargo de ",
        " presentado por ",
    ];
    const KINDS: &[&str] = &[
        "presentation",
        "introduction",
        "statement",
        "report",
        "expose",
        "declaration",
        "presentacion",
        "ponencia",
        "informe",
    ];
    let plain = [" by ", " par ", " por ", " de ", " del "];
    // `كلمة السيد …`: an address by somebody.
    for word in ["كلمة", "مداخلة", "عرض"] {
        if let Some(who) = text.strip_prefix(word).and_then(|rest| rest.strip_prefix(' '))
            && credit::starts_with_honorific(who)
        {
            let (credits, problems) = honored_people(who, Role::Speaker);
            return Some(Item { title: Some(word.to_owned()), credits, problems });
        }
    }
    for word in WORDS {
        let Some((title, who)) = text.split_once(word) else { continue };
        // `Presentation by Mr. Name (X) on “Title”`.
        let (who, own) = match [" on ", " sur ", " sobre "].iter().find_map(|on| who.split_once(on)) {
            Some((who, own)) => (who, Some(unquoted(own))),
            None => (who, None),
        };
        let who = who.split([':', '：']).next().unwrap_or(who).trim().trim_end_matches('.');
        let who = ["el ", "la "].iter().find_map(|article| who.strip_prefix(article)).unwrap_or(who);
        // Small words are of many a title: who follows them has an honorific.
        let credits = match plain.contains(word) {
            true if !credit::starts_with_honorific(who) => continue,
            true => Some(honored_people(who, Role::Speaker).0)
                .filter(|_| looks_like_name(who.split([',', '(']).next().unwrap_or(who).trim())),
            false => speakers(who),
        };
        let Some(credits) = credits else { continue };
        // `Shore power: presentation by Ms. Name`.
        let what = title.rsplit_once(": ").filter(|(_, what)| KINDS.contains(&fold(what).trim()));
        let title = own.unwrap_or(unquoted(what.map_or(title, |(title, _)| title)));
        return Some(Item {
            title: Some(title.to_owned()).filter(|title| !title.is_empty()),
            credits,
            ..Item::default()
        });
    }
    None
}

/// `Name, Affiliation: “Title”` and `“Title”, Name, Affiliation`.
pub(crate) fn quoted(text: &str) -> Option<(String, Vec<Credit>)> {
    for (open, close) in [('“', '”'), ('«', '»'), ('"', '"'), ('《', '》'), ('„', '“')] {
        let Some(start) = text.find(open) else { continue };
        let inner = &text[start + open.len_utf8()..];
        let Some(end) = inner.find(close) else { continue };
        let title = inner[..end].trim();
        let before = text[..start].trim_matches(is_separator);
        let after = inner[end + close.len_utf8()..].trim_matches(is_separator);
        let who = if before.is_empty() { after } else { before };
        // `Name, Home «What it is called»`: a mark parts a title from a home.
        let is_of_home = before.contains([',', '،', '，'])
            && after.is_empty()
            && text[..start].trim_end().ends_with(|c: char| !is_separator(c));
        if is_of_home {
            continue;
        }
        let name = who.split([',', '(', '（']).next().unwrap_or(who).trim();
        if let (true, Some(people)) = (!title.is_empty() && !name.contains(' '), speakers(who)) {
            return Some((title.to_owned(), people));
        }
        if !title.is_empty() && who.ends_with(')') && is_full_name(name) {
            return Some((title.to_owned(), credit::people_list(who, Role::Speaker)));
        }
        if !title.is_empty() && (is_full_name(name) || credit::starts_with_honorific(name)) {
            return Some((title.to_owned(), credit::credits(who, Role::Speaker).0));
        }
    }
    None
}

/// People, where all of the text is.
fn speakers(text: &str) -> Option<Vec<Credit>> {
    let text = text.trim().trim_matches('*').trim();
    let credits = credit::people_list(text, Role::Speaker);
    let is_person = |credit: &Credit| {
        credit
            .name
            .as_deref()
            .is_some_and(|name| is_full_name(name) || name.contains('/') && name.split('/').all(looks_like_name))
    };
    let is_all = !credits.is_empty() && (credits.iter().all(is_person) || credit::starts_with_honorific(text));
    is_all.then_some(credits)
}
