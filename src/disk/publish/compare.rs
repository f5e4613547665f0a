//! What stands in the output folder where each output is to go, before any of them is known.
//! Looks at names and lengths, never into a file; never writes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;

use super::manifest::{Manifest, modified};
use super::outputs::folded;
use super::{PublishError, PublishOptions, failed, refused};
use crate::disk::paths::{folders_above, join};

/// The outputs and their folders beside what is there.
pub struct Comparison {
    /// In the order of the paths given.
    pub targets: Vec<Target>,
    /// Folders that are not there yet.
    pub missing_folders: HashSet<String>,
    /// Files that an earlier build left where now a folder goes, or under a name that some disks
    /// take for a new one's.
    pub in_the_way: BTreeSet<String>,
}

/// Where an output goes.
pub struct Target {
    /// Relative to the output folder.
    pub path: String,
    pub found: Found,
    /// Another spelling of this path is in the way: what was found may be that file.
    pub is_renamed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    File {
        /// In bytes.
        size: u64,
        /// In nanoseconds since 1970; 0 where the disk does not tell.
        modified: u64,
    },
    /// A link, or what is neither file nor folder.
    Other,
    Folder,
}

impl Comparison {
    pub fn new(
        folder: &Path,
        paths: Vec<String>,
        before: &Manifest,
        options: &PublishOptions,
    ) -> Result<Comparison, PublishError> {
        let folders = compare_folders(folder, &paths, before)?;
        let renamed = renamed_by_case(&paths, before);
        let found: Vec<_> = paths.par_iter().map(|path| find(folder, path, &folders.missing)).collect();
        let is_renamed: Vec<bool> = paths.iter().map(|path| renamed.contains_key(path.as_str())).collect();
        let mut in_the_way: BTreeSet<String> = renamed.into_values().map(str::to_string).collect();
        in_the_way.extend(folders.replaced);
        let mut targets = Vec::with_capacity(paths.len());
        for ((path, found), is_renamed) in paths.into_iter().zip(found).zip(is_renamed) {
            let target = Target { path, found: found?, is_renamed };
            // Whether a file is replaced is only known when its new bytes are.
            if matches!(target.found, Found::Other | Found::Folder) {
                check_ours(folder, &target, before, options)?;
            }
            targets.push(target);
        }
        Ok(Comparison { targets, missing_folders: folders.missing, in_the_way })
    }
}

/// The folders of the outputs: those that are not there, and those where a file of ours stands.
#[derive(Default)]
struct Folders {
    missing: HashSet<String>,
    replaced: BTreeSet<String>,
}

/// What would be in a folder that is not there is not looked for.
fn compare_folders(folder: &Path, paths: &[String], before: &Manifest) -> Result<Folders, PublishError> {
    let mut folders = Folders::default();
    for level in by_depth(paths) {
        let is_missing = |path: &str| is_in_any(path, &folders.missing);
        let looked: Vec<_> =
            level.par_iter().map(|path| if is_missing(path) { Ok(None) } else { look(&folder.join(path)) }).collect();
        for (path, metadata) in level.into_iter().zip(looked) {
            match metadata? {
                Some(metadata) if metadata.is_dir() => continue,
                Some(metadata) if metadata.is_file() && before.files.contains_key(path) => {
                    folders.replaced.insert(path.to_owned());
                }
                Some(metadata) => return Err(in_the_way(&folder.join(path), &metadata)),
                None => {}
            }
            folders.missing.insert(path.to_owned());
        }
    }
    Ok(folders)
}

/// The folders that the paths need, by how deep they lie, the outermost first.
fn by_depth(paths: &[String]) -> impl Iterator<Item = BTreeSet<&str>> {
    let mut levels: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for path in paths.iter().flat_map(|path| folders_above(path)) {
        levels.entry(path.matches('/').count()).or_default().insert(path);
    }
    levels.into_values()
}

/// Whether the folder that holds `path` is one of `folders`.
fn is_in_any(path: &str, folders: &HashSet<String>) -> bool {
    folders_above(path).next().is_some_and(|outer| folders.contains(outer))
}

fn find(folder: &Path, path: &str, missing: &HashSet<String>) -> Result<Found, PublishError> {
    if is_in_any(path, missing) {
        return Ok(Found::Nothing);
    }
    Ok(match look(&folder.join(path))? {
        None => Found::Nothing,
        Some(metadata) if metadata.is_dir() => Found::Folder,
        Some(metadata) if metadata.is_file() => Found::File { size: metadata.len(), modified: modified(&metadata) },
        Some(_) => Found::Other,
    })
}

/// Refuses to replace what no build of ours wrote, unless it is to be taken over. A folder is
/// never taken over: what is in it is more than the one file that goes there.
pub fn check_ours(
    folder: &Path,
    target: &Target,
    before: &Manifest,
    options: &PublishOptions,
) -> Result<(), PublishError> {
    let path = folder.join(&target.path);
    match target.found {
        _ if target.is_renamed => Ok(()),
        Found::Nothing => Ok(()),
        Found::File { .. } | Found::Other if options.force || before.files.contains_key(&target.path) => Ok(()),
        Found::Folder if holds_only_ours(&path, &target.path, before) => Ok(()),
        Found::File { .. } | Found::Other => {
            let message = format!("`{}` is to be written, but copsite did not write what is there", path.display());
            Err(refused(message, "move it away, or replace it with `--force`"))
        }
        Found::Folder => {
            let message = format!("`{}` is to be a file, but a folder with other files is there", path.display());
            Err(refused(message, "move the folder away"))
        }
    }
}

/// Whether all files in a folder are ones that an earlier build of ours wrote.
fn holds_only_ours(folder: &Path, path: &str, before: &Manifest) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.into_iter().all(|entry| {
        let Ok(entry) = entry else { return false };
        let path = join(path, &entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => holds_only_ours(&entry.path(), &path, before),
            Ok(kind) => kind.is_file() && before.files.contains_key(&path),
            Err(_) => false,
        }
    })
}

/// New paths that differ from an old one of ours in letter case or Unicode form only, with that one.
/// Were the old file removed after the new one is written, some disks would remove the new one.
fn renamed_by_case<'a>(paths: &'a [String], before: &'a Manifest) -> BTreeMap<&'a str, &'a str> {
    let kept: HashSet<&str> = paths.iter().map(String::as_str).collect();
    let gone: Vec<&String> = before.files.keys().filter(|old| !kept.contains(old.as_str())).collect();
    if gone.is_empty() {
        return BTreeMap::new();
    }
    let new: HashMap<String, &str> = paths.iter().map(|path| (folded(path), path.as_str())).collect();
    gone.into_iter().filter_map(|old| Some((*new.get(&folded(old))?, old.as_str()))).collect()
}

fn look(path: &Path) -> Result<Option<Metadata>, PublishError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) => Ok(Some(metadata)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(failed("look at", path, &error)),
    }
}

fn in_the_way(path: &Path, found: &Metadata) -> PublishError {
    let what = if found.is_symlink() { "a link" } else { "a file" };
    let message = format!("`{}` is to be a folder, but {what} that copsite did not write is there", path.display());
    refused(message, "move it away")
}
