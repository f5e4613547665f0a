//! For whom a site is built: what was to be read by few must not stand where all look.
//!
//! Never judges a folder that an older copsite wrote: that does not say for whom it is.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{self, MANIFEST, Manifest};
use super::written::Written;
use super::{PublishError, PublishOptions, refused};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Readers {
    /// None where that is not known, as an older copsite did not say it.
    pub audience: Option<String>,
    /// Whether drafts, or what waits for its day, are shown to them.
    pub early: bool,
}

impl Readers {
    /// Whether one site would show them what the other keeps from its readers.
    fn differ_from(&self, others: &Readers) -> bool {
        let is_known = self.audience.is_some() && others.audience.is_some();
        is_known && (self.audience != others.audience || self.early != others.early)
    }

    fn name(&self) -> String {
        let audience = self.audience.as_deref().unwrap_or_default();
        if self.early { format!("`{audience}`, with what is not published yet") } else { format!("`{audience}`") }
    }
}

/// Refuses to put a site into a folder that holds it for other readers. Who adds drafts to a site sees what it was made for.
pub fn check_readers(before: &Manifest, folder: &Path, options: &PublishOptions) -> Result<(), PublishError> {
    match (&before.readers.audience, &options.readers.audience) {
        (Some(there), Some(new)) if there != new && !before.files.is_empty() && !options.force => {
            let message = format!("`{}` holds the site for `{there}`, and this build is for `{new}`", folder.display());
            Err(refused(message, "name a folder of its own with `--output`, or write over this one with `--force`"))
        }
        _ => Ok(()),
    }
}

/// Refuses a folder inside of one that holds a site for other readers, or around one: whoever publishes the outer one
/// publishes both. `before` is what an earlier build of ours left in `folder`.
pub fn check_neighbours(folder: &Path, before: &Manifest, options: &PublishOptions) -> Result<(), PublishError> {
    if options.force {
        return Ok(());
    }
    let holds_others = |other: &PathBuf| {
        let readers = manifest::readers(other).filter(|readers| readers.differ_from(&options.readers))?;
        Some((other.clone(), readers))
    };
    let around = folder.ancestors().skip(1).map(Path::to_path_buf).find_map(|other| holds_others(&other));
    let inside = || built_inside(folder, folder, &before.files).iter().find_map(holds_others);
    let Some((other, readers)) = around.or_else(inside) else { return Ok(()) };
    let message = format!(
        "`{}` and `{}`, which holds the site for {}, are in one another, and this build is for {}",
        folder.display(),
        other.display(),
        readers.name(),
        options.readers.name()
    );
    let help = "name a folder beside it with `--output`, or write there all the same with `--force`";
    Err(refused(message, help))
}

/// The folders in `folder` that other builds of ours made. What this site has of its own in `outer` is not looked through.
fn built_inside(outer: &Path, folder: &Path, own: &BTreeMap<String, Written>) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|of| of.is_dir()));
    let mut built = Vec::new();
    for folder in folders.map(|entry| entry.path()) {
        if folder.join(MANIFEST).is_file() {
            built.push(folder);
        } else if !is_own(outer, &folder, own) {
            built.extend(built_inside(outer, &folder, own));
        }
    }
    built.sort();
    built
}

fn is_own(outer: &Path, folder: &Path, own: &BTreeMap<String, Written>) -> bool {
    let Some(path) = folder.strip_prefix(outer).ok().and_then(Path::to_str) else { return true };
    let inside = format!("{}/", path.replace(std::path::MAIN_SEPARATOR, "/"));
    own.range(inside.clone()..).next().is_some_and(|(path, _)| path.starts_with(&inside))
}
