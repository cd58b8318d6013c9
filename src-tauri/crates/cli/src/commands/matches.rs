//! `rapporteur match`: the reader's word on whether a document belongs to a contribution.

use crate::{
    arguments::{Arguments, Match},
    error::Error,
    library, output,
};
use std::process::ExitCode;

pub fn run(arguments: &Arguments, word: &Match) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let said = match word {
        Match::Accept(pair) => {
            let document = library::document(&catalog, &pair.document)?;
            catalog::placements::accept(&catalog, &document, pair.contribution)?;
            "accepted"
        }
        Match::Reject(pair) => {
            let document = library::document(&catalog, &pair.document)?;
            catalog::placements::reject(&catalog, &document, pair.contribution)?;
            "rejected"
        }
    };
    library::index(&catalog);
    output::talk(said);
    Ok(ExitCode::SUCCESS)
}
