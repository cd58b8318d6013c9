//! Slots to a programme: what every source with fields of its own comes down to.

use crate::key::{Keys, key_of};
use crate::line::is_separator;
use crate::zone::Moment;
use crate::{Break, Contribution, Credit, Programme, Session};
use analysis::{fold, name_key, session_label};
use jiff::civil::Date;
use model::{Problem, ProblemCode};
use std::collections::{HashMap, HashSet};

/// A schedule as its source has it, one slot an entry.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    pub title: Option<String>,
    pub description: Option<String>,
    pub venue: Option<String>,
    /// IANA name.
    pub time_zone: Option<String>,
    pub slots: Vec<Slot>,
    pub problems: Vec<Problem>,
}

/// One entry.
#[derive(Debug, Clone, Default)]
pub(crate) struct Slot {
    /// The source's own name for it.
    pub id: Option<String>,
    pub title: Option<String>,
    pub start: Moment,
    pub end: Moment,
    pub room: Option<String>,
    /// Its abstract.
    pub description: Option<String>,
    /// The session or track that the source puts it under.
    pub group: Option<String>,
    /// Who chairs that.
    pub chairs: Vec<Credit>,
    pub credits: Vec<Credit>,
    pub links: Vec<String>,
    pub raw: String,
    pub line: u32,
    pub problems: Vec<Problem>,
    /// The source says that it is a break.
    pub is_pause: bool,
}

impl Slot {
    pub fn date(&self) -> Option<Date> {
        self.start.date
    }
}

impl Schedule {
    /// Sessions are what the source groups by; where it does not, the talks of a day in a room are one.
    pub fn into_programme(mut self, name: Option<&str>) -> (Programme, Vec<Problem>) {
        self.drop_repeats();
        let is_unique = self.unique_ids();
        let mut programme = Programme {
            title: self.title.clone().or_else(|| name.and_then(crate::outline::stem)).unwrap_or_else(untitled),
            description: self.description.take(),
            venue: self.venue.take(),
            time_zone: self.time_zone.take(),
            ..Programme::default()
        };
        let rooms: HashSet<&str> = self.slots.iter().filter_map(|slot| slot.room.as_deref()).collect();
        let has_rooms = rooms.len() > 1;
        let mut sessions: HashMap<String, usize> = HashMap::new();
        let mut keys = Keys::default();
        self.slots.sort_by_key(|slot| (slot.start.date.is_none(), slot.start.date, slot.start.time));
        for mut slot in self.slots {
            // `Jane Doe: A talk`, where the speaker has a field besides.
            let own = slot.title.as_deref().and_then(|title| title.split_once(':')).filter(|(who, title)| {
                let is_who = |credit: &Credit| credit.name.as_deref() == Some(who.trim());
                !title.trim().is_empty() && slot.credits.iter().any(is_who)
            });
            if let Some(title) = own.map(|(_, title)| title.trim().to_owned()) {
                slot.title = Some(title);
            }
            let title = slot.title.as_deref().unwrap_or_default();
            if slot.credits.is_empty() && (slot.is_pause || is_break(title)) {
                let Slot { title, start, end, room, line, .. } = slot;
                let title = title.unwrap_or_default();
                programme.breaks.push(Break { title, date: start.date, start: start.time, end: end.time, room, line });
                continue;
            }
            let date = slot.date();
            let day = date.map(|date| date.to_string()).unwrap_or_default();
            let group = slot.group.as_deref().filter(|group| !group.is_empty());
            let room = slot.room.as_deref().filter(|_| has_rooms);
            let own = group.map(key_of).or_else(|| room.map(|room| format!("room {}", key_of(room))));
            let session = own.map(|own| {
                let key = format!("{day}|{own}");
                let label = group.and_then(session_label);
                let title = match &label {
                    Some(label) => Some(label.rest.trim_matches(is_separator)).filter(|rest| !rest.is_empty()),
                    None => group,
                };
                *sessions.entry(key.clone()).or_insert_with(|| {
                    programme.sessions.push(Session {
                        former_key: key.clone(),
                        key,
                        number: label.as_ref().map(|label| label.number.clone().into_owned()),
                        label: label.as_ref().and_then(|label| label.telling()).map(str::to_owned),
                        title: title.map(str::to_owned),
                        dates: date.into_iter().collect(),
                        room: slot.room.clone(),
                        credits: slot.chairs.clone(),
                        ..Session::default()
                    });
                    programme.sessions.len() - 1
                })
            });
            if let Some(session) = session.map(|idx| &mut programme.sessions[idx])
                && session.room != slot.room
            {
                session.room = None;
            }
            let who = slot.credits.iter().filter_map(|credit| credit.name.as_deref().map(name_key));
            let who = who.collect::<Vec<_>>().join(";");
            let what = key_of(title);
            let by_id = slot.id.as_ref().filter(|id| is_unique.contains(*id)).map(|id| format!("id|{id}"));
            let choices = match by_id {
                Some(key) => vec![key],
                None => {
                    let time = slot.start.time.map(|time| time.to_string()).unwrap_or_default();
                    vec![format!("{day}|{what}|{who}"), format!("{day}|{what}|{who}|{time}")]
                }
            };
            programme.contributions.push(Contribution {
                key: keys.unique(&choices),
                session,
                title: slot.title,
                date,
                start: slot.start.time,
                end: slot.end.time,
                room: slot.room,
                description: slot.description,
                material_kind: None,
                links: slot.links,
                raw: slot.raw,
                line: slot.line,
                credits: slot.credits,
                problems: slot.problems,
            });
        }
        if programme.contributions.is_empty() && programme.breaks.is_empty() {
            self.problems.push(Problem::new(ProblemCode::Empty));
        }
        let days = programme.contributions.iter().filter_map(|contribution| contribution.date);
        let first_day = days.min().map(|date| date.to_string()).unwrap_or_default();
        // A title that is only the file's name may be another next time.
        let title = self.title.as_deref().map(key_of).unwrap_or_default();
        programme.key = format!("{title}|{first_day}");
        let of_contributions = programme.contributions.iter().flat_map(|contribution| contribution.problems.clone());
        let mut problems = self.problems;
        problems.extend(of_contributions);
        problems.sort_by_key(|problem| problem.line);
        (programme, problems)
    }

    /// What a source lists twice, once by itself and once in its session, is one; the second says more.
    fn drop_repeats(&mut self) {
        let mut seen: HashMap<_, usize> = HashMap::new();
        let mut kept: Vec<Slot> = Vec::with_capacity(self.slots.len());
        for slot in self.slots.drain(..) {
            let key = (slot.id.clone(), slot.title.as_deref().map(key_of), slot.start.date, slot.start.time);
            match seen.get(&key).filter(|_| slot.id.is_some()) {
                Some(&idx) if kept[idx].room == slot.room || kept[idx].room.is_none() || slot.room.is_none() => {
                    let known = &mut kept[idx];
                    known.group = known.group.take().or(slot.group);
                    known.room = known.room.take().or(slot.room);
                    if known.credits.is_empty() {
                        known.credits = slot.credits;
                    }
                }
                _ => {
                    seen.insert(key, kept.len());
                    kept.push(slot);
                }
            }
        }
        self.slots = kept;
    }

    fn unique_ids(&self) -> HashSet<String> {
        let mut n: HashMap<&str, usize> = HashMap::new();
        for id in self.slots.iter().filter_map(|slot| slot.id.as_deref()) {
            *n.entry(id).or_default() += 1;
        }
        n.into_iter().filter(|(_, n)| *n == 1).map(|(id, _)| id.to_owned()).collect()
    }
}

pub(crate) fn untitled() -> String {
    "Untitled meeting".to_owned()
}

/// Folded words of breaks and of what stands around them; a title of nothing else is a break.
#[rustfmt::skip]
const BREAK_WORDS: &[&str] = &[
    "break", "breaks", "coffee", "tea", "lunch", "breakfast", "dinner", "supper", "registration", "arrival",
    "arrivals", "check-in", "badges", "pause", "repas", "cafe", "dejeuner", "diner", "accueil", "inscription",
    "inscriptions", "descanso", "almuerzo", "comida", "cena", "desayuno", "registro", "inscripcion", "receso",
    "перерыв", "обед", "кофе-брейк", "кофе", "кофе-пауза", "регистрация", "ужин", "чай", "завтрак", "休息", "午餐", "茶歇",
    "签到", "午休", "晚餐", "早餐", "注册", "استراحه", "الغدا", "غدا", "التسجيل", "تسجيل", "قهوه", "القهوه", "pausa", "pranzo",
    "caffe", "registrazione", "kaffeepause", "mittagspause", "mittagessen", "anmeldung", "brunch", "recess",
    "reception", "doors", "portes", "intervalo", "almoco", "jantar", "lanche", "credenciamento", "inscricoes",
    "recepcao", "kaffee", "imbiss", "empfang", "mittag", "abendessen", "registrierung", "einlass", "ankunft",
    "cocktail", "buffet", "refreshments", "refrigerio", "acreditacion", "acreditaciones", "фуршет", "прибытие", "报到",
    "茶叙", "自助餐", "晚宴", "accreditation", "emargement",
];
#[rustfmt::skip]
const FILLER_WORDS: &[&str] = &[
    "and", "et", "y", "и", "e", "und", "the", "of", "de", "des", "du", "la", "le", "el", "al", "para", "a", "pour",
    "networking", "group", "photo", "time", "morning", "afternoon", "evening", "welcome", "open", "opening",
    "ouverture", "participants", "participant", "на", "для", "участников", "midi", "dejeuner", "hour", "session",
    "snack", "snacks", "1", "2", "3", "4", "30", "15", "min", "minutes", "wine", "合影", "im", "in", "com", "da", "do", "dos",
    "ao", "o", "foto", "grupo", "fotografia", "familia", "family", "garden", "foyer", "vin", "honneur", "d", "l",
    "con",
];

pub(crate) fn is_break(title: &str) -> bool {
    if title.is_empty() || title.chars().count() > 60 {
        return false;
    }
    let folded = fold(title);
    let mut has_break = false;
    for word in folded.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty()) {
        // `Pausa-café`.
        let is_in_two = || word.contains('-') && word.split('-').all(|part| BREAK_WORDS.contains(&part));
        if BREAK_WORDS.contains(&word) || is_in_two() {
            has_break = true;
        } else if !FILLER_WORDS.contains(&word) && word.chars().any(char::is_alphanumeric) {
            return false;
        }
    }
    has_break
}

#[cfg(test)]
mod tests {
    use super::is_break;

    #[test]
    fn breaks_are_told_from_talks() {
        for text in [
            "Coffee break",
            "Lunch",
            "Registration / Breakfast",
            "Tea Break",
            "Pause café",
            "Pause déjeuner",
            "Almuerzo",
            "Кофе-брейк",
            "Регистрация участников",
            "午餐",
            "استراحة",
            "Lunch break and networking",
            "Ouverture des portes",
        ] {
            assert!(is_break(text), "{text}");
        }
        for text in [
            "Opening session",
            "Breaking encryption",
            "Coffee supply chains",
            "Welcome",
            "",
            "Registration of space objects",
        ] {
            assert!(!is_break(text), "{text}");
        }
    }
}
