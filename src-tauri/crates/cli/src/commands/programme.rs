//! `rapporteur programme`: reads a meeting's programme, and shows it with its documents.

use crate::{
    arguments::{Arguments, Programme},
    error::Error,
    library, output, words,
};
use model::{ContributionView, CreditView, MeetingView, ProgrammeSource, Role, SessionView};
use std::{fmt::Write, io::Read, path::Path, process::ExitCode};

pub fn run(arguments: &Arguments, programme: &Programme) -> Result<ExitCode, Error> {
    match programme {
        Programme::Import { file } => import(arguments, file),
        Programme::Show { meeting } => {
            let catalog = library::open(arguments)?;
            let view = catalog::meeting_view::get(&catalog, library::meeting(&catalog, *meeting)?)?;
            if arguments.json {
                output::json(&view)?;
            } else {
                output::text(&show(&view))?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn import(arguments: &Arguments, file: &Path) -> Result<ExitCode, Error> {
    // Read before the library is made: a programme that is not there makes no library.
    let (catalog, report);
    if output::is_stdout(file) {
        let mut bytes = vec![];
        let failed = |source| Error::File { doing: "read", path: "standard input".into(), source };
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(failed)?;
        catalog = library::open_or_create(arguments)?;
        report = catalog::programme::import_bytes(&catalog, &bytes, None)?;
    } else {
        std::fs::File::open(file).map_err(|source| Error::File { doing: "open", path: file.to_owned(), source })?;
        let source = ProgrammeSource::File { path: file.to_string_lossy().into_owned() };
        catalog = library::open_or_create(arguments)?;
        report = catalog::programme::import(&catalog, &source)?;
    }
    library::index(&catalog);
    if arguments.json {
        output::json(&report)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut text = format!("{}\n", report.title);
    let sessions = words::count(report.n_sessions, "session");
    let contributions = words::count(report.n_contributions, "contribution");
    let _ = writeln!(text, "{sessions}, {contributions}, {}", words::people(report.n_people));
    let _ = write!(text, "{} added, {} changed", report.n_added, report.n_changed);
    if report.n_moved > 0 {
        let _ = write!(text, ", {} moved", report.n_moved);
    }
    if report.n_withdrawn > 0 {
        let _ = write!(text, ", {} no longer in it, and kept", report.n_withdrawn);
    }
    text.push('\n');
    for problem in &report.problems {
        let _ = writeln!(text, "{}", words::problem(problem));
    }
    output::text(&text)?;
    Ok(ExitCode::SUCCESS)
}

fn show(view: &MeetingView) -> String {
    let mut text = format!("{}\n", view.meeting.title);
    let place = [&view.meeting.venue, &view.meeting.time_zone].into_iter().flatten().cloned().collect::<Vec<_>>();
    if !place.is_empty() {
        let _ = writeln!(text, "{}", place.join(" · "));
    }
    for day in &view.days {
        let _ = writeln!(text, "\n{}", day.date.map_or("Without a date".to_owned(), |date| date.to_string()));
        for segment in &day.segments {
            if let Some(segment) = &segment.segment {
                let _ = writeln!(text, "  {}", segment.title);
            }
            for session in &segment.sessions {
                push_session(&mut text, session);
            }
        }
    }
    if !view.unplaced.is_empty() {
        let _ = writeln!(text, "\nOn no programme");
        for unplaced in &view.unplaced {
            let _ = writeln!(text, "  {}  {}", words::short(&unplaced.document.id), unplaced.document.file_name);
        }
    }
    let counts = &view.counts;
    let _ = writeln!(
        text,
        "\n{}, {} with a document ({} suggested); {}, {}",
        words::count(counts.n_contributions, "contribution"),
        counts.n_with_document,
        counts.n_suggested,
        words::count(counts.n_pages, "page"),
        words::count(counts.n_annotations, "annotation"),
    );
    text
}

fn push_session(text: &mut String, view: &SessionView) {
    let heading = view.session.as_ref().map_or("Session not named".to_owned(), catalog::placements::session_heading);
    let _ = writeln!(text, "    {heading}");
    for credit in &view.credits {
        let _ = writeln!(text, "      {}: {}", words::role(credit.role), words::credit(credit));
    }
    for contribution in &view.contributions {
        push_contribution(text, contribution);
    }
}

fn push_contribution(text: &mut String, view: &ContributionView) {
    let start = view.contribution.start.map(|time| format!("{} ", time.strftime("%H:%M"))).unwrap_or_default();
    let _ = writeln!(text, "      {start}{}", contribution(view));
    for material in &view.materials {
        let document = &material.document;
        let standing = words::standing(&material.standing);
        let _ = writeln!(text, "        {}  {} [{standing}]", words::short(&document.id), document.file_name);
    }
    if view.materials.is_empty() {
        let _ = writeln!(text, "        no presentation");
    }
}

/// Who, and on what; the source's own line where neither is known.
fn contribution(view: &ContributionView) -> String {
    let speakers: Vec<&CreditView> =
        view.credits.iter().filter(|c| matches!(c.role, Role::Speaker | Role::Author)).collect();
    let people = speakers.into_iter().map(words::credit).collect::<Vec<_>>().join("; ");
    match &view.contribution.title {
        Some(title) if people.is_empty() => title.clone(),
        Some(title) => format!("{people}: {title}"),
        None if people.is_empty() => view.contribution.raw.clone(),
        None => people,
    }
}
