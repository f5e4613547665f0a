//! Removing files that an earlier build of ours wrote, and the folders that become empty by it.
//!
//! Never removes through a link, and never a link, a folder with files, or a file not listed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use foldhash::HashMap;

use super::compare::{Found, Target};
use super::manifest::Manifest;
use super::{PublishError, failed};
use crate::disk::paths::folders_above;

/// Removes what must be gone before the outputs can be written; returns how many files it was.
pub fn make_room(
    folder: &Path,
    before: &Manifest,
    staged: &[&Target],
    in_the_way: &BTreeSet<String>,
) -> Result<usize, PublishError> {
    let mut removed = remove_files(folder, in_the_way.iter().map(String::as_str))?;
    for target in staged.iter().filter(|target| target.found == Found::Folder) {
        let inside = format!("{}/", target.path);
        let listed = before.files.range(inside.clone()..).map(|(path, _)| path.as_str());
        removed += remove_files(folder, listed.take_while(|path| path.starts_with(&inside)))?;
        let path = folder.join(&target.path);
        remove_empty_folders(&path).map_err(|error| failed("remove the folder", &path, &error))?;
    }
    Ok(removed)
}

/// Removes what the manifest lists and the new one does not; returns how many files it was.
pub fn remove_stale(folder: &Path, before: &Manifest, after: &Manifest) -> Result<usize, PublishError> {
    let is_stale = |path: &&str| !after.files.contains_key(*path);
    remove_files(folder, before.files.keys().map(String::as_str).filter(is_stale))
}

fn remove_files<'a>(folder: &Path, paths: impl Iterator<Item = &'a str>) -> Result<usize, PublishError> {
    let mut real = RealFolders { folder, known: HashMap::default() };
    let mut left: BTreeSet<&str> = BTreeSet::new();
    let mut removed = 0;
    for path in paths.filter(|path| real.holds(path)) {
        if remove_file(&folder.join(path))? {
            removed += 1;
        }
        left.extend(folders_above(path));
    }
    // The inner ones first. Those that still hold something stay.
    for path in left.into_iter().rev() {
        let _ = fs::remove_dir(folder.join(path));
    }
    Ok(removed)
}

/// Whether there was a file to remove.
fn remove_file(path: &Path) -> Result<bool, PublishError> {
    if !fs::symlink_metadata(path).is_ok_and(|found| found.is_file()) {
        return Ok(false);
    }
    match fs::remove_file(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(failed("remove", path, &error)),
    }
}

/// Fails when there is anything but folders in it.
fn remove_empty_folders(path: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        remove_empty_folders(&entry?.path())?;
    }
    fs::remove_dir(path)
}

/// Which folders are folders themselves and not links to some.
struct RealFolders<'a, 'f> {
    folder: &'f Path,
    known: HashMap<&'a str, bool>,
}

impl<'a> RealFolders<'a, '_> {
    /// Whether `path` lies in real folders all the way up.
    fn holds(&mut self, path: &'a str) -> bool {
        folders_above(path).all(|outer| {
            let is_real = || fs::symlink_metadata(self.folder.join(outer)).is_ok_and(|found| found.is_dir());
            *self.known.entry(outer).or_insert_with(is_real)
        })
    }
}
