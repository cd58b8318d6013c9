//! Words for the part that somebody has: *Moderator*, *Présidente de séance*, *主讲人*.

use crate::line::is_dash;
use analysis::fold;
use model::Role;

/// Folded words for each part.
#[rustfmt::skip]
const ROLES: &[(Role, &[&str])] = &[
    (
        Role::Moderator,
        &[
            "moderator", "moderators", "moderated by", "moderateur", "moderatrice", "moderador", "moderadora",
            "модератор", "ведущий", "主持人", "مدير الجلسه", "facilitator", "facilitators", "moderation",
            "moderateurs", "moderadores", "modera", "moderan", "anime par", "animee par", "модераторы",
            "ميسر الجلسه", "ведущая", "ведущие", "animation", "animateur", "animatrice", "session moderator",
            "co-moderator", "host", "hosts", "hosted by", "moderado por", "moderada por", "moderiert von", "facilitated by", "conducted by", "主持", "مديره الجلسه", "ميسره الجلسه", "moderacao", "moderador/a", "mediacao",
            "mediador", "mediadora", "moderacion", "moderatore", "modere par", "moderee par", "conduce", "coordina",
            "coordinan", "ведет", "ведут", "ميسر", "يدير الجلسه", "الميسر", "الميسره", "مدير الحوار", "تدير الجلسه", "اداره الجلسه", "主持与点评",
        ],
    ),
    (
        Role::Chair,
        &[
            "chair", "chairperson", "chaired by", "co-chairs", "president", "presidente", "председатель", "主席",
            "الرييس", "co-chair", "session chair", "chairs", "preside", "presidente de la sesion",
            "president de seance", "preside par", "presidee par", "رييس الجلسه", "presidence",
            "presidente de seance", "chairman", "chairwoman", "chairpersons", "session chairs", "председатели",
            "сопредседатели", "رييسه الجلسه", "الرييسه", "vorsitz", "sitzungsleitung", "leitung", "coordenacao",
            "coordinacion", "presiede", "presidencia", "председательствует", "председательствуют", "ترييس الجلسه",
            "رييس", "主持會議",
        ],
    ),
    (
        Role::Speaker,
        &[
            "ponente y autor", "ponente y autora", "ponentes y autores", "ponentes y autoras",
            "panelist", "panelists", "panellist", "panellists", "presenters", "presentations by", "discussant",
            "discussants", "discutant", "discutante", "discutants", "discutantes", "repondant", "repondante",
            "respondent", "respondents", "commentator", "commentators", "comentarista", "comentaristas",
            "дискутант", "дискутанты", "содокладчик", "содокладчики", "评议人", "点评人", "点评嘉宾", "المعقب", "المعقبه",
            "المناقش", "keynote speaker", "keynote speakers", "lead speakers", "interventions", "intervenants",
            "intervenant", "intervenante", "orateurs", "panelistes", "ponentes", "panelistas", "oradores",
            "докладчики", "выступающие", "участники", "спикер", "спикеры", "主讲人", "演讲者", "演讲人", "报告人", "分享人", "主讲",
            "讲者", "嘉宾", "演讲嘉宾", "المتحدثون", "المتكلمون", "speaker", "speakers", "presenter", "presented by",
            "orateur", "oratrice", "ponente", "докладчик", "выступающий", "发言人", "المتحدث", "participan",
            "participante", "participantes", "intervienen", "interviene", "expositor", "expositora", "expositores", "tallerista", "talleristas", "conferencista", "conferenciante",
            "palestrante", "palestrantes", "debatedor", "debatedora", "debatedores", "orador", "oradora",
            "teilnehmer", "teilnehmerinnen", "teilnehmende", "teilnehmerinnen und teilnehmer", "referent",
            "referentin", "referenten", "referentinnen", "referierende", "vortragende", "vortragender",
            "diskutant", "diskutantin", "diskutanten", "relatore", "relatrice", "relatori", "intervengono",
            "participants", "avec", "выступают", "участвуют", "докладчица", "المشاركون", "المتحدثات", "المحاضر",
            "المحاضره", "المحاضرون", "المتحاورون", "与谈人", "对话嘉宾", "参与嘉宾", "致辞人", "引言人", "报告者", "主讲嘉宾",
        ],
    ),
    (
        Role::Author,
        &[
            "autoria", "autor", "autora", "autores",
        ],
    ),
];

/// Folded words for those who speak to nobody in the room, or are none: who keeps the record, who organizes.
#[rustfmt::skip]
const BESIDE: &[&str] = &[
    "rapporteur", "rapporteurs", "rapporteuse", "co-rapporteur", "relator", "relatora", "relatores", "berichterstatter",
    "berichterstatterin", "секретарь", "секретариат", "المقرر", "مقرر الجلسه", "مقرره الجلسه", "记录人", "organizer",
    "organizers", "organiser", "organisers", "organized by", "organised by", "organisateur", "organisateurs",
    "organise par", "organizador", "organizadores", "organiza", "organizan", "veranstalter", "organizacao",
    "организатор", "организаторы", "主办单位", "承办单位", "协办单位", "主办", "承办", "المنظم", "المنظمون", "timekeeper",
    "note-taker", "notetaker", "contact", "contacts", "contacto", "kontakt", "interpretation", "interpretacion", "languages",
    "working languages", "langues", "idiomas", "sprachen",
];

/// What is given, folded, where only who gives it can follow.
#[rustfmt::skip]
const GIVEN: &[&str] = &["panel", 
    "presentation", "presentations", "presentation by", "presentations by", "introduction", "introduced by", "statement",
    "statements", "exposes", "expose", "presentacion", "presentaciones", "apresentacao", "apresentacoes", "сообщение", "сообщения",
    "доклады", "доклад", "عروض", "عرض", "العروض",
];

/// The part that a folded word stands for.
pub(crate) fn role(label: &str) -> Option<Role> {
    ROLES.iter().find(|(_, words)| words.contains(&label)).map(|(role, _)| *role)
}

/// `Moderator: Ms Atefeh Riazi, …`: the part, and what follows.
pub(crate) fn role_line(text: &str) -> Option<(Role, &str)> {
    let Some((label, rest)) = labelled(text) else { return led_by_word(text).or_else(|| led_by_dash(text)) };
    // `Speaker 1: …`.
    let label = label.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '#' | '.' | '№'));
    // `Presentations: Ms. A (X), Mr. B (Y)`, and a title that begins so.
    let is_given = GIVEN.contains(&label) && super::starts_with_honorific(rest);
    let role = role(label).or(is_given.then_some(Role::Speaker))?;
    (!rest.is_empty()).then_some((role, rest))
}

/// `Rapporteur: …`, `Organisers: …`: a label, and nobody who speaks.
pub(crate) fn is_beside(text: &str) -> bool {
    labelled(text).is_some_and(|(label, rest)| !rest.is_empty() && BESIDE.contains(&label.as_str()))
}

fn labelled(text: &str) -> Option<(String, &str)> {
    let (at, colon) = text.char_indices().take(40).find(|&(_, c)| matches!(c, ':' | '：'))?;
    Some((fold(text[..at].trim()), text[at + colon.len_utf8()..].trim()))
}

/// `Председатель – д. и. н. …`: who leads; a dash after other words parts a title from its speaker.
fn led_by_dash(text: &str) -> Option<(Role, &str)> {
    let (at, dash) = text.char_indices().take(40).find(|&(at, c)| is_dash(c) && text[..at].ends_with(' '))?;
    let rest = text[at + dash.len_utf8()..].strip_prefix(' ')?.trim();
    let role = role(fold(&text[..at]).trim()).filter(|role| matches!(role, Role::Chair | Role::Moderator))?;
    (!rest.is_empty()).then_some((role, rest))
}

/// `Animée par Paul Girard (Le Monde)`, `Moderated by Ms. Name`: two words, and a person.
fn led_by_word(text: &str) -> Option<(Role, &str)> {
    let first = text.find(' ')?;
    let end = first + 1 + text[first + 1..].find(' ')?;
    let phrase = fold(&text[..end]);
    let leads = |role: &Role| matches!(role, Role::Chair | Role::Moderator);
    let role = role(&phrase)
        .filter(leads)
        .filter(|_| [" by", " par", " por", " von"].iter().any(|by| phrase.ends_with(by)))?;
    let rest = text[end..].trim();
    let name = rest.split([',', '(', '،', '，', '（']).next().unwrap_or(rest).trim();
    (super::is_full_name(name) || super::starts_with_honorific(rest)).then_some((role, rest))
}

/// `Speakers:`, `Panellists` alone.
pub(crate) fn role_label(text: &str) -> Option<Role> {
    let folded = fold(text.trim());
    let bare = folded.trim_end_matches([':', '：']).trim();
    role(bare).filter(|_| folded.len() > bare.len() || bare.ends_with('s'))
}
