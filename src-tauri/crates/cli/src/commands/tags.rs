//! `rapporteur tags`: the reader's tags.

use crate::{
    arguments::{Arguments, Tags},
    error::Error,
    library, output, words,
};
use model::TagPatch;
use std::process::ExitCode;

pub fn run(arguments: &Arguments, tags: &Tags) -> Result<ExitCode, Error> {
    let catalog = library::open(arguments)?;
    match tags {
        Tags::List => {
            let views = catalog::tags::list(&catalog)?;
            if arguments.json {
                output::json(&views)?;
            } else {
                let line = |view: &model::TagView| {
                    format!("{}  {}\n", view.tag.name, words::count(view.n_annotations, "annotation"))
                };
                output::text(&views.iter().map(line).collect::<String>())?;
            }
        }
        Tags::Add { name } => answer(arguments, &catalog::tags::create(&catalog, name)?)?,
        Tags::Rename { name, new_name } => {
            let id = library::tag(&catalog, name)?;
            let patch = TagPatch { name: Some(new_name.clone()), ..TagPatch::default() };
            answer(arguments, &catalog::tags::update(&catalog, id, &patch)?)?;
        }
        Tags::Delete { name } => {
            catalog::tags::delete(&catalog, library::tag(&catalog, name)?)?;
            output::talk(&format!("deleted {name}"));
        }
    }
    if !matches!(tags, Tags::List) {
        library::index(&catalog);
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(arguments: &Arguments, tag: &model::Tag) -> Result<(), Error> {
    if arguments.json { output::json(tag) } else { output::text(&format!("{}\n", tag.name)) }
}
