//! How things are called in plain text answers.

use model::{CreditView, DocumentId, Evidence, EvidencePlace, Problem, ProblemCode, Role, Standing};

/// The beginning of a document's id: enough to name it by.
pub fn short(id: &DocumentId) -> &str {
    &id.as_str()[..12]
}

/// Text of several lines as one; a word that a soft hyphen parts at a line's end is whole again.
pub fn flow(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace("\u{ad} ", "").replace('\u{ad}', "")
}

/// Text on one line, cut where it is longer than a line should be.
pub fn one_line(text: &str, max_chars: usize) -> String {
    let line = flow(text);
    match line.char_indices().nth(max_chars) {
        Some((byte, _)) => format!("{}…", line[..byte].trim_end()),
        None => line,
    }
}

/// `1 page`, `2 pages`.
pub fn count(n: u32, thing: &str) -> String {
    if n == 1 { format!("1 {thing}") } else { format!("{n} {thing}s") }
}

/// `1 person`, `2 people`.
pub fn people(n: u32) -> String {
    if n == 1 { "1 person".to_owned() } else { format!("{n} people") }
}

pub fn role(role: Role) -> &'static str {
    match role {
        Role::Speaker => "Speaker",
        Role::Author => "Author",
        Role::Chair => "Chair",
        Role::Moderator => "Moderator",
    }
}

/// A person with honorific and affiliation, as printed.
pub fn credit(credit: &CreditView) -> String {
    let name: Vec<&str> = [&credit.honorific, &credit.name].into_iter().filter_map(|part| part.as_deref()).collect();
    let name = Some(name.join(" ")).filter(|name| !name.is_empty());
    [name.as_deref(), credit.affiliation.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// A fact or a guess, in a word and a number.
pub fn standing(standing: &Standing) -> String {
    match standing {
        Standing::Confirmed => "confirmed".to_owned(),
        Standing::Suggested { score, .. } => format!("suggested, {:.0} %", score * 100.),
    }
}

/// Why it is guessed: `speaker, date in file name; speaker in first pages`.
pub fn reasons(standing: &Standing) -> String {
    let Standing::Suggested { reasons, .. } = standing else { return String::new() };
    let places = [EvidencePlace::FileName, EvidencePlace::FirstPages, EvidencePlace::Metadata];
    let found_in = |place: EvidencePlace| {
        let found = reasons.iter().filter(|reason| reason.place == place).map(|reason| evidence(reason.evidence));
        let found = found.collect::<Vec<_>>().join(", ");
        let place = match place {
            EvidencePlace::FileName => "file name",
            EvidencePlace::FirstPages => "first pages",
            EvidencePlace::Metadata => "metadata",
        };
        (!found.is_empty()).then(|| format!("{found} in {place}"))
    };
    places.into_iter().filter_map(found_in).collect::<Vec<_>>().join("; ")
}

fn evidence(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Speaker => "speaker",
        Evidence::Organization => "organization",
        Evidence::Title => "title",
        Evidence::Date => "date",
        Evidence::Session => "session",
        Evidence::Link => "link",
        Evidence::Number => "number",
        Evidence::Version => "another version",
    }
}

/// What is wrong, in a sentence without its period.
pub fn problem(problem: &Problem) -> String {
    let words = match problem.code {
        ProblemCode::Empty => "the file is empty",
        ProblemCode::NotPdf => "not a PDF",
        ProblemCode::Truncated => "the end of the file is missing",
        ProblemCode::PasswordNeeded => "asks for a password",
        ProblemCode::Repaired => "damaged, and opened after repair",
        ProblemCode::Broken => "damaged beyond reading",
        ProblemCode::NoPages => "has no pages",
        ProblemCode::PageUnreadable => "cannot be read",
        ProblemCode::TimedOut => "reading took longer than the limit",
        ProblemCode::ReaderDied => "reading took more memory than the limit, or crashed",
        ProblemCode::FileUnreadable => "the file cannot be read",
        ProblemCode::TextDoubtful => "the meaning of some text is unknown",
        ProblemCode::FontMissing => "a font is neither in the file nor on this machine, and another stands in for it",
        ProblemCode::NotRecognized => "its text could not be recognized",
        ProblemCode::DateMismatch => "two dates contradict each other",
        ProblemCode::YearMissing => "a day without its year",
        ProblemCode::TimeZoneUnknown => "the time zone is unknown",
        ProblemCode::SessionMissing => "the session is not named",
        ProblemCode::NameAmbiguous => "person or organization?",
        ProblemCode::LineNotUnderstood => "not understood",
        ProblemCode::NoProgramme => "it does not look like a programme",
    };
    let page = problem.page.map(|page| format!("page {}: ", page.number())).unwrap_or_default();
    let line = problem.line.map(|line| format!("line {line}: ")).unwrap_or_default();
    let detail = problem.detail.as_ref().map(|detail| format!(" ({detail})")).unwrap_or_default();
    format!("{page}{line}{words}{detail}")
}
