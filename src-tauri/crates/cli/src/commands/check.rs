//! `rapporteur check`: is everything there, readable, and as it was?

use crate::{arguments::Arguments, error::Error, library, output, words};
use model::{CheckFinding, CheckFindingKind};
use std::process::ExitCode;

pub fn run(arguments: &Arguments, repair: bool) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let findings = catalog::check::run(&catalog, repair)?;
    if arguments.json {
        output::json(&findings)?;
    } else if findings.is_empty() {
        output::text("everything is there, readable, and as it was\n")?;
    } else {
        output::text(&findings.iter().map(line).collect::<String>())?;
    }
    Ok(if findings.iter().all(|finding| finding.mended) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn line(finding: &CheckFinding) -> String {
    let kind = match finding.kind {
        CheckFindingKind::CopyMissing => "the library's copy is gone",
        CheckFindingKind::CopyChanged => "the library's copy is not what was imported",
        CheckFindingKind::CopyUnknown => "a file that belongs to no document",
        CheckFindingKind::TextMissing => "page text is missing or of an older version",
        CheckFindingKind::DatabaseDamaged => "the database is damaged",
        CheckFindingKind::IndexStale => "the search index is missing, damaged or behind",
        CheckFindingKind::ProjectionDiffers => "rows differ from the history",
        CheckFindingKind::AnnotationOrphaned => "an annotation is of a document that is not in the library",
        CheckFindingKind::BackupDamaged => "a backup is damaged, and cannot be restored",
        CheckFindingKind::BackupOld => "the newest backup is more than a week old",
        CheckFindingKind::FolderReadOnly => "the library's folder cannot be written to",
    };
    let document = finding.document.as_ref().map(|id| format!("{}  ", words::short(id))).unwrap_or_default();
    let detail = if finding.detail.is_empty() { String::new() } else { format!(": {}", finding.detail) };
    let mended = if finding.mended { " (mended)" } else { "" };
    format!("{document}{kind}{detail}{mended}\n")
}
