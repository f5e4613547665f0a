//! Moving what is staged to its place, so that a web server reads either the old or the new page
//! and never half of one.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use foldhash::HashSet;
use rayon::prelude::*;

use super::compare::Target;
use super::staging::staged;
use super::{PublishError, failed};
use crate::disk::paths::folders_above;

/// Moves every staged output, and all of a new folder in one step.
///
/// All of them are tried; the first by its path that failed is reported.
pub fn move_all(folder: &Path, outputs: &[&Target], missing: &HashSet<String>) -> Result<(), PublishError> {
    let moves: BTreeSet<&str> = outputs.iter().map(|output| outermost_new(&output.path, missing)).collect();
    let moved: Vec<io::Result<()>> = moves.par_iter().map(|path| move_one(folder, path)).collect();
    for (path, result) in moves.into_iter().zip(moved) {
        result.map_err(|error| failed("write", &folder.join(path), &error))?;
    }
    Ok(())
}

/// The outermost folder above `path` that is not there yet, or `path` itself.
fn outermost_new<'a>(path: &'a str, missing: &HashSet<String>) -> &'a str {
    folders_above(path).filter(|outer| missing.contains(*outer)).last().unwrap_or(path)
}

fn move_one(folder: &Path, path: &str) -> io::Result<()> {
    let (from, to) = (staged(folder, path), folder.join(path));
    match (fs::rename(&from, &to), to.parent()) {
        // The folder was removed when it became empty, because a name in it changes by case only.
        (Err(error), Some(outer)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(outer)?;
            fs::rename(&from, &to)
        }
        (moved, _) => moved,
    }
}
