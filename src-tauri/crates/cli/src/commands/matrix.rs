//! `rapporteur matrix`: which tag was given where, how often.

use crate::{
    arguments::{Arguments, Axis, Matrix, TableFormat},
    error::Error,
    library, output,
};
use model::{MatrixAxis, MatrixFormat};
use std::process::ExitCode;

pub fn run(arguments: &Arguments, matrix: &Matrix) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    let meeting = library::meeting(&catalog, matrix.meeting)?;
    let axis = match matrix.by {
        Axis::Session => MatrixAxis::Session,
        Axis::Organization => MatrixAxis::Organization,
        Axis::Speaker => MatrixAxis::Speaker,
    };
    if arguments.json {
        output::json(&catalog::matrix::get(&catalog, meeting, axis)?)?;
        return Ok(ExitCode::SUCCESS);
    }
    let format = match matrix.format {
        TableFormat::Csv => MatrixFormat::Csv,
        TableFormat::Markdown => MatrixFormat::Markdown,
    };
    let bytes = catalog::matrix::export(&catalog, meeting, axis, format)?;
    match matrix.output.as_deref().filter(|path| !output::is_stdout(path)) {
        Some(path) => catalog::export::save(&catalog, path, &bytes)?,
        None => output::bytes(&bytes)?,
    }
    Ok(ExitCode::SUCCESS)
}
