//! `rapporteur mentions` and `rapporteur people`: who and what is named where.

use crate::{arguments::Arguments, error::Error, library, output, words};
use model::{Mention, MentionFilter, MentionTarget, NamePage};
use std::{fmt::Write, process::ExitCode};

pub fn run(arguments: &Arguments, document: Option<&str>) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let document = document.map(|name| library::document(&catalog, name)).transpose()?;
    let mentions = catalog::mentions::list(&catalog, &MentionFilter { document, target: None })?;
    if arguments.json {
        output::json(&mentions)?;
    } else {
        output::text(&mentions.iter().map(line).collect::<String>())?;
    }
    Ok(ExitCode::SUCCESS)
}

pub fn people(arguments: &Arguments, name: Option<&str>) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let Some(name) = name else {
        let people = catalog::mentions::people(&catalog)?;
        if arguments.json {
            output::json(&people)?;
        } else {
            output::text(&people.iter().map(|person| format!("{}\n", person.name)).collect::<String>())?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let page = catalog::mentions::person(&catalog, catalog::mentions::person_named(&catalog, name)?)?;
    if arguments.json {
        output::json(&page)?;
    } else {
        output::text(&show(&page))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn line(mention: &Mention) -> String {
    let what = match &mention.target {
        MentionTarget::Symbol { symbol, .. } => symbol.clone(),
        MentionTarget::Person { .. } | MentionTarget::Organization { .. } | MentionTarget::Session { .. } => {
            mention.words.clone()
        }
    };
    format!("{}  page {}  {what}\n", words::short(&mention.document), mention.page.number())
}

fn show(page: &NamePage) -> String {
    let mut text = page.person.as_ref().map(|person| format!("{}\n", person.name)).unwrap_or_default();
    for credit in &page.credits {
        let place = [
            credit.date.map(|date| date.to_string()),
            credit.session_heading.clone(),
            credit.contribution_title.clone(),
        ];
        let place = place.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        let affiliation = credit.affiliation.as_ref().map(|home| format!(", {home}")).unwrap_or_default();
        let _ = writeln!(text, "  {}{affiliation}: {place} ({})", words::role(credit.role), credit.meeting_title);
    }
    for named in &page.mentions {
        let own = if named.is_own { ", their own" } else { "" };
        let mention = &named.mention;
        let _ = writeln!(text, "  named: {}, page {}{own}", mention.document_title, mention.page.number());
    }
    text
}
