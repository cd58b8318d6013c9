//! The interface: its packages, its build and its scripts.

use crate::{
    Outcome, root,
    steps::{command, run, target_dir},
};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
    time::SystemTime,
};

/// Builds `ui/dist` unless it is there already, from these very sources.
pub fn build() -> Outcome {
    packages()?;
    let ui = root().join("ui");
    let built = ui.join("dist/index.html");
    let stamp = target_dir().join("ui-build.stamp");
    let sources = fingerprint(&ui)?;
    // The placeholder that build.rs writes has no script.
    let is_built = fs::read_to_string(&built).is_ok_and(|html| html.contains("<script"));
    if is_built && fs::read_to_string(&stamp).is_ok_and(|old| old == sources) {
        return Ok(());
    }
    script("build")?;
    // Without its stamp the interface is built once more next time, which does no harm.
    _ = fs::create_dir_all(target_dir());
    _ = fs::write(&stamp, sources);
    Ok(())
}

pub fn script(name: &str) -> Outcome {
    run(command("npm", &["run", "--silent", name], &root().join("ui")))
}

fn packages() -> Outcome {
    let ui = root().join("ui");
    let modified = |path: &str| ui.join(path).metadata().and_then(|meta| meta.modified()).ok();
    let installed: Option<SystemTime> = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed >= modified("package-lock.json") {
        return Ok(());
    }
    run(command("npm", &["ci", "--no-audit", "--no-fund"], &ui))
}

/// A number for the sources' names and contents.
fn fingerprint(ui: &Path) -> Result<String, String> {
    let mut hasher = DefaultHasher::new();
    hash_folder(ui, &mut hasher).map_err(|error| format!("cannot read {}: {error}", ui.display()))?;
    Ok(format!("{:016x}", hasher.finish()))
}

fn hash_folder(dir: &Path, hasher: &mut DefaultHasher) -> std::io::Result<()> {
    let mut entries = fs::read_dir(dir)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = entry.file_name();
        if name == "node_modules" || name == "dist" {
            continue;
        }
        name.hash(hasher);
        if entry.file_type()?.is_dir() {
            hash_folder(&entry.path(), hasher)?;
        } else {
            fs::read(entry.path())?.hash(hasher);
        }
    }
    Ok(())
}
