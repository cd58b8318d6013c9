//! The eight colors' names, as the reader sets them.

use crate::{Catalog, Error, history};
use model::{ActionKind, Color, ColorName, ThingKind};

/// All eight, in the order of their keys.
pub fn list(catalog: &Catalog) -> Result<Vec<ColorName>, Error> {
    let names = catalog.store.read(|db| db.color_names().list())?;
    let name = |color| names.iter().find(|known| known.color == color).map(|known| known.name.clone());
    Ok(Color::ALL.into_iter().map(|color| ColorName { color, name: name(color).unwrap_or_default() }).collect())
}

/// Gives a color a name; an empty one takes it away.
pub fn rename(catalog: &Catalog, color: Color, name: &str) -> Result<(), Error> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    history::act(catalog, ActionKind::NameColor, |recorder| {
        if name.is_empty() {
            recorder.clear(ThingKind::Color, color.name(), "name")
        } else {
            recorder.set(ThingKind::Color, color.name(), "name", &name)
        }
    })
}
